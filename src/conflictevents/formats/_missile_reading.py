"""How a row of the daily missile and drone table becomes an attack with its weapons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import attrs

from .. import Actor, Attribution, Cell, Count, Figure, Identifier, Location, Place, Severity, Source, Strike, When
from . import Dates, Log, Pool, Row, as_written, digest, stripped
from ._cells import count_in
from ._missile_columns import COLUMNS, COUNTS, NUMBERS, Counted, item_of, part_of, row_cells
from ._python_cells import numbers_in, texts_in

__all__ = ["ATTACKER", "MARKED", "POST", "SOURCE", "TARGETS", "Days", "Reading"]

SOURCE: Final = "missile-attacks"
ATTACKER: Final = "russia"
TARGETS: Final = ("ukraine",)
_AIR_FORCE: Final = "ua-air-force"
_OF_AIR_FORCE: Final = re.compile(r"(?:https?://)?(?:(?:www\.|m\.)?facebook\.com/|t\.me/(?:s/)?)?kpszsu(?:/|$)")
"""Its pages on Facebook and Telegram; a path alone is one on Facebook."""

POST: Final = "missile-attacks-source"
_STATES: Final = {
    "belarus": ("Belarus", "BY"),
    "moldova": ("Moldova", "MD"),
    "poland": ("Poland", "PL"),
    "romania": ("Romania", "RO"),
    "russia": ("Russia", "RU"),
    "ukraine": ("Ukraine", "UA"),
}


_TIMES: Final = ("time_start", "time_end")


class Days:
    """The days of a table's windows, for finding out whether days or months come first in both columns."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            days = [_day_of(row.cells.get(name, "")) for name in _TIMES]
            # What one column tells holds for the other.
            for each in (days, reversed(days)):
                yield attrs.evolve(row, cells=dict(zip(_TIMES, each, strict=True)))


def _day_of(cell: str) -> str:
    found = _CLOCK.fullmatch(cell.strip())
    return cell if found is None else found[1]


class Reading:
    """Makes the records of each attack."""

    def __init__(self, log: Log, dates: Dates, floats: frozenset[str]) -> None:
        self.pool = Pool()
        self._log, self._dates, self._floats = log, dates, floats

    def sides(self) -> None:
        """Give the actors whom every attack names."""
        for id_ in (ATTACKER, *TARGETS):
            self.state(id_)

    def strike(self, rows: Sequence[Row]) -> Strike:
        """The attack of some rows. Whatever is in them, it becomes one: what cannot be read is kept as it is."""
        first = rows[0]
        said = first.cells.get("source", "")
        id_ = self.id_of(first, said)
        by = self._attribution(said)
        of_rows = [self._figures(row, f"{id_}-{number}-", by) for number, row in enumerate(rows, start=1)]
        figures = tuple(figure for of_row in of_rows for figure in of_row.values())
        strike = Strike(
            id=id_,
            when=self.when(first),
            where=tuple(dict.fromkeys(each for row in rows for _, each in self.places(row))),
            attacker=ATTACKER,
            targets=TARGETS,
            figures=figures,
        )
        # The post stands in the claims; where there is none, its cell is kept.
        post = said if figures and by.via else ""
        kept: list[Cell] = []
        for number, (row, of_row) in enumerate(zip(rows, of_rows, strict=True), start=1):
            for cell in as_written(COLUMNS.kept(row.cells, row_cells(strike, of_row, post, self._floats)), row):
                marked = number > 1 or MARKED.fullmatch(cell.name) is not None
                kept.append(attrs.evolve(cell, name=f"row {number} {cell.name}") if marked else cell)
        strike = attrs.evolve(strike, extra=tuple(kept))
        last = f"row {len(rows)} "
        if len(rows) > 1 and not of_rows[-1] and not any(cell.name.startswith(last) for cell in kept):
            # Nothing else would tell that there is such a row.
            strike = attrs.evolve(strike, extra=(*strike.extra, Cell(name=last, value="")))
        return strike

    def _attribution(self, said: str) -> Attribution:
        if not stripped(said):
            return Attribution(source=SOURCE, attributed="unclear")
        address = said.strip() if "://" in said else f"https://www.facebook.com/{said.strip().lstrip('/')}"
        post = self.pool.once(
            Source(id=f"post-{digest(said)}", url=address, identifiers=(Identifier(scheme=POST, value=said),))
        )
        own = _OF_AIR_FORCE.match(said.strip()) is not None
        return Attribution(
            source=SOURCE,
            speaker=self._air_force() if own else None,
            attributed="carried" if own else "unclear",
            via=(post.id,),
        )

    def state(self, name: str) -> str:
        """The id of the actor for a country."""
        key = name.strip().lower()
        title, code = _STATES.get(key, (name, None))
        id_ = key if code is not None else f"country-{digest(name)}"
        kind = "unknown" if code is None else "state"
        return self.pool.first(Actor(id=id_, name=title, kind=kind, country=code)).id

    def _air_force(self) -> str:
        actor = Actor(
            id=_AIR_FORCE,
            name="Air Force of the Armed Forces of Ukraine",
            kind="armed_force",
            member_of="ukraine",
            country="UA",
        )
        return self.pool.first(actor).id

    def id_of(self, row: Row, said: str) -> str:
        """The id of the attack whose first row this is."""
        start = re.sub(r"[^0-9T-]", "", row.cells.get("time_start", "").strip().replace(" ", "T"))[:20]
        number = digest("\n".join((row.cells.get("time_start", ""), row.cells.get("time_end", ""), said)))
        return self.pool.unique(Strike, f"attack-{start or 'undated'}-{number}")

    def when(self, row: Row) -> When | None:
        """The window of an attack. Of a clock time and a day alone only the days are taken."""
        first, last = (self._moment(row, name) for name in _TIMES)
        if all(_MIDNIGHT.search(row.cells.get(name, "")) for name in _TIMES):
            message = "expected a day, got its midnight to the second, as programs write it; the day is read"
            self._log.often("IO125", message, row=row, column="time_start", severity=Severity.WARNING)
            first, last = (None if each is None else each[:10] for each in (first, last))
        if first is not None and last is not None:
            if ("T" in first) != ("T" in last):
                first, last = first[:10], last[:10]
            if last < first:
                message = f"expected a time from {first} on, got {last}; both are kept as they are"
                self._log.problem("IO104", message, row=row, column="time_end")
                return None
            return When(edtf=first if first == last else f"{first}/{last}")
        if first is None and last is None:
            return None
        # Only an interval of days can have an end that is not known.
        return When(edtf=f"{(first or '')[:10]}/{(last or '')[:10]}")

    def _moment(self, row: Row, column: str) -> str | None:
        cell = row.cells.get(column, "").strip()
        found = _CLOCK.fullmatch(cell)
        if found is None:
            return self._dates.read(row, column)
        day = self._dates.read(attrs.evolve(row, cells={column: found[1]}), column)
        return None if day is None else f"{day}T{found[2]:>02}:{found[3]}"

    def places(self, row: Row) -> Iterator[tuple[str, Location]]:
        """The places of a row, each with its column."""
        for column, role in _PLACES:
            cell = row.cells.get(column)
            for name in _names(column, cell) if cell else ():
                place = self.pool.once(Place(id=f"place-{digest(name)}", name=name))
                yield column, Location(place=place.id, role=role)

    def _figures(self, row: Row, start: str, by: Attribution) -> dict[str, Figure]:
        """The figures of a row by the end of their id."""
        weapons = _Weapons(self, row, start, by)
        for column, counted in COUNTS.items():
            count = self._count(row, column) if row.cells.get(column) else None
            if count is not None and self._has_whole(weapons, column, some=count.low > 0):
                weapons.add(column, counted, count)
        for column, counted in NUMBERS.items():
            numbers = self._numbers(row, column)
            if numbers and self._has_whole(weapons, column, some=any(number for _, _, number in numbers)):
                for place, name, number in numbers:
                    into = counted._replace(to=name) if column == "border_crossing" else counted
                    weapons.add(f"{column}.{place}", into, Count.exactly(number), name)
        return weapons.figures

    def _count(self, row: Row, column: str) -> Count | None:
        found = _COMMA.fullmatch(row.cells[column])
        if found is None:
            return count_in(row, column, self._log)
        message = "expected a number such as 236 or 236.0, got one with a decimal comma"
        self._log.often("IO125", message, row=row, column=column, severity=Severity.WARNING)
        return Count.exactly(int(found[1]))

    def _numbers(self, row: Row, column: str) -> list[tuple[int, str, int]]:
        """The numbers of a cell with several, each with its place and its name."""
        cell = row.cells.get(column, "")
        numbers = numbers_in(cell) if row.stripped(column) else ()
        if numbers is None:
            message = "expected names with whole numbers, got something else; it is kept as it is"
            self._log.problem("IO104", message, row=row, column=column)
        named = enumerate(numbers or (), start=1)
        return [(place, name, number) for place, (name, number) in named if number is not None]

    def _has_whole(self, weapons: _Weapons, column: str, *, some: bool) -> bool:
        """Whether a column is no part, or its whole is there, if only as a number that nobody says.

        Without its whole, a part would be read as one. That there were none of a part does not say that there were some
        of the whole.
        """
        whole = part_of(column)
        if whole is None or whole in weapons.figures:
            return True
        if some:
            weapons.add(whole, COUNTS[whole], None)
        else:
            message = f"expected {whole}, of which this is a part, got none; it is kept as it is"
            self._log.problem("IO104", message, row=weapons.row, column=column)
        return some


class _Weapons:
    """Makes the figures of one row, which are of one weapon."""

    def __init__(self, reading: Reading, row: Row, start: str, by: Attribution) -> None:
        model = row.cells.get("model", "")
        self.row = row
        self.figures: dict[str, Figure] = {}
        self._reading, self._start, self._by = reading, start, by
        self._weapon = {"item": item_of(model), "model": model if stripped(model) else None}

    def add(self, name: str, counted: Counted, count: Count | None, described: str | None = None) -> None:
        """Make a figure; the end of its id is its column."""
        fields: dict[str, Any] = dict(self._weapon)
        if counted.item is not None:
            fields = {"item": counted.item}
        elif counted.model is not None:
            fields["model"] = counted.model
        self.figures[name] = Figure(
            id=self._start + name,
            measure=counted.measure,
            **fields,
            to=None if counted.to is None else self._reading.state(counted.to),
            group=_region(described) if described is not None and counted.to is None else None,
            count=count,
            described=described,
            within=None if counted.part_of is None else self._start + counted.part_of,
            attribution=self._by,
        )


_CLOCK: Final = re.compile(r"(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})[ T]([01]?\d|2[0-3]):([0-5]\d)(?::00)?", re.ASCII)
_COMMA: Final = re.compile(r"\s*([0-9]{1,15}),00?\s*")
"""A number with a decimal comma; three digits after it could be thousands."""

_MIDNIGHT: Final = re.compile(r"[ T]0?0:00:00\s*$", re.ASCII)
"""How a program with a column of times writes a day alone; the publisher writes no seconds."""

_PLACES: Final = (
    ("launch_place", "origin"),
    ("target", "target"),
    ("target_main", "target"),
    ("affected region", "scene"),
)


@lru_cache(maxsize=1024)
def _names(column: str, cell: str) -> tuple[str, ...]:
    """The places in a cell."""
    names = texts_in(cell) if column == "affected region" else cell.split(" and ")
    return tuple(name.strip() for name in names or () if stripped(name))


def _region(name: str) -> str | None:
    """The tag by which the numbers of two regions are told apart; None for a name without Latin letters."""
    tag = re.sub(r"[^A-Za-z0-9.-]+", "_", name).strip("_.-")
    return f"region:{tag}" if tag else None


MARKED: Final = re.compile(r"row ([1-9][0-9]{0,3}) (.*)", re.DOTALL)
"""The name of a cell of another row than the first of an attack."""
