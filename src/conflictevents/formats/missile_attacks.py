"""The daily table of missiles and drones launched at Ukraine: `missile-attacks`.

Rows that follow one another with the same window and the same source are one attack, a row for each weapon. A
compiler took the numbers from posts of the Ukrainian Air Force, the side that was attacked. Where the source of a row
is a page of the Air Force it is the speaker, and no row says so itself (`carried`); where it is another page, or none,
who says so is left open. The post is in `via`.

| columns | become |
| --- | --- |
| time_start, time_end | when the attack was: clock times of Kyiv, for which the table states no zone |
| model | the model of the figures, and the item as far as the model is known |
| launched, destroyed, not_reach_goal | figures launched, intercepted, lost |
| destroyed_details | figures intercepted within those, with the region in `described` and `group`; NaN is none |
| is_shahed, turbojet, turbojet_destroyed | figures within those: how many of them were of that type |
| still_attacking | `missile-attacks.still_attacking` |
| border_crossing, cross_border_belarus, back_russia | `missile-attacks.crossed_border`, to the country |
| num_hit_location, num_fall_fragment_location | locations hit, and hit by debris |
| target, target_main, launch_place, affected region | places of the attack: target, origin, scene |
| source | a source, for each post |

Every other column is kept as it is, and so is each cell of which this is only a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final

import attrs

from .. import (
    Actor,
    Attribution,
    Cell,
    Count,
    Dataset,
    Figure,
    Identifier,
    Location,
    Place,
    Record,
    Source,
    Strike,
    When,
)
from . import (
    Dates,
    Finder,
    Format,
    Input,
    Log,
    Losses,
    Pool,
    Row,
    Sample,
    Sheet,
    Table,
    count_unwritten,
    csv_line,
    delimiter_of,
    digest,
    held,
    read_table,
    stripped,
    with_layout,
)
from ._cells import count_in, kept_in
from ._daily_rows import columns_of, number_of
from ._missile_columns import COLUMNS, COUNTS, HEADER, NUMBERS, Counted, details, item_of, listed, row_cells

__all__ = ["MISSILE_ATTACKS"]

_SOURCE: Final = "missile-attacks"
_AIR_FORCE: Final = "ua-air-force"
_OF_AIR_FORCE: Final = re.compile(r"(?:https?://)?(?:(?:www\.|m\.)?facebook\.com/|t\.me/(?:s/)?)?kpszsu(?:/|$)")
"""Its pages on Facebook and Telegram; a path alone is one on Facebook."""

_POST: Final = "missile-attacks-source"
_OWN: Final = {"time_start", "time_end", "launch_place", "launched", "destroyed", "destroyed_details"}
_FLOATS: Final = "columns of the table with .0"
_MOST_ROWS: Final = 200
"""No attack has so many weapons; what goes on for longer becomes several attacks."""

_STATES: Final = {
    "belarus": ("Belarus", "BY"),
    "moldova": ("Moldova", "MD"),
    "poland": ("Poland", "PL"),
    "romania": ("Romania", "RO"),
    "russia": ("Russia", "RU"),
    "ukraine": ("Ukraine", "UA"),
}


# --- finding it out --------------------------------------------------------------------------------------------------


def _sniff(sample: Sample) -> bool:
    return not sample.is_json and {"time_start", "model", "launched"} <= columns_of(sample, HEADER.__contains__)


# --- reading ---------------------------------------------------------------------------------------------------------


def _read(given: Input, log: Log) -> Iterator[Record]:
    table = read_table(given, delimiter=delimiter_of(given, HEADER.__contains__))
    table.expect(given, _OWN.__contains__)
    rows = iter(table)  # the first pass, which tells what is wrong
    log.missing(_NEEDED, table.columns)
    floats = _floats(table)
    source = Source(
        id=_SOURCE,
        title="Massive Missile Attacks on Ukraine",
        licence="CC-BY-NC-SA-4.0",
        extra=(Cell(name=_FLOATS, value=csv_line(sorted(floats)).rstrip("\r\n")),) if floats else (),
    )
    yield Dataset(title=source.title, licence=source.licence, sources=(with_layout(source, table, HEADER),))
    reading = _Reading(log, Dates(table, ("time_start", "time_end"), log), floats)
    for id_ in ("russia", "ukraine"):
        reading.state(id_)
    for attack in _attacks(rows):
        strike = reading.strike(attack)
        yield from reading.pool.new()
        yield strike


_NEEDED: Final = ("time_start", "time_end", "model", "launched", "destroyed", "source")


def _floats(table: Table) -> frozenset[str]:
    """The columns of numbers that are written with `.0`, as the first rows with a number in them tell."""
    first: dict[str, str] = {}
    for row in islice(table, 500):
        for name in COUNTS:
            if row.cells.get(name):
                first.setdefault(name, row.cells[name])
    return frozenset(name for name, cell in first.items() if cell.endswith(".0"))


def _attacks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows that follow one another with one window and one source."""
    attack: list[Row] = []
    key = None
    for row in rows:
        source = row.cells.get("source", "")
        present = (row.cells.get("time_start"), row.cells.get("time_end"), source)
        if attack and (present != key or not stripped(source) or len(attack) >= _MOST_ROWS):
            yield attack
            attack = []
        key = present
        attack.append(row)
    if attack:
        yield attack


class _Reading:
    """Makes the records of each attack."""

    def __init__(self, log: Log, dates: Dates, floats: frozenset[str]) -> None:
        self.pool = Pool()
        self._log, self._dates, self._floats = log, dates, floats

    def strike(self, rows: Sequence[Row]) -> Strike:
        """The attack of some rows. Whatever is in them, it becomes one: what cannot be read is kept as it is."""
        first = rows[0]
        said = first.cells.get("source", "")
        id_ = self._id(first, said)
        by = self._attribution(said)
        of_rows = [self._figures(row, f"{id_}-{number}-", by) for number, row in enumerate(rows, start=1)]
        figures = tuple(figure for of_row in of_rows for figure in of_row.values())
        strike = Strike(
            id=id_,
            when=self._when(first),
            where=tuple(dict.fromkeys(each for row in rows for each in self._places(row))),
            attacker="russia",
            targets=("ukraine",),
            figures=figures,
        )
        # The post stands in the claims; where there is none, its cell is kept.
        post = said if figures and by.via else ""
        kept: list[Cell] = []
        for number, (row, of_row) in enumerate(zip(rows, of_rows, strict=True), start=1):
            for cell in COLUMNS.kept(row.cells, row_cells(strike, of_row, post, self._floats)):
                marked = number > 1 or _MARKED.fullmatch(cell.name) is not None
                kept.append(attrs.evolve(cell, name=f"row {number} {cell.name}") if marked else cell)
        strike = attrs.evolve(strike, extra=tuple(kept))
        last = f"row {len(rows)} "
        if len(rows) > 1 and not of_rows[-1] and not any(cell.name.startswith(last) for cell in kept):
            # Nothing else would tell that there is such a row.
            strike = attrs.evolve(strike, extra=(*strike.extra, Cell(name=last, value="")))
        return strike

    def _attribution(self, said: str) -> Attribution:
        if not stripped(said):
            return Attribution(source=_SOURCE, attributed="unclear")
        address = said.strip() if "://" in said else f"https://www.facebook.com/{said.strip().lstrip('/')}"
        post = self.pool.once(
            Source(id=f"post-{digest(said)}", url=address, identifiers=(Identifier(scheme=_POST, value=said),))
        )
        own = _OF_AIR_FORCE.match(said.strip()) is not None
        return Attribution(
            source=_SOURCE,
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

    def _id(self, row: Row, said: str) -> str:
        start = re.sub(r"[^0-9T-]", "", row.cells.get("time_start", "").strip().replace(" ", "T"))[:20]
        number = digest("\n".join((row.cells.get("time_start", ""), row.cells.get("time_end", ""), said)))
        return self.pool.unique(Strike, f"attack-{start or 'undated'}-{number}")

    def _when(self, row: Row) -> When | None:
        """The window. Of a clock time and a day alone only the days are taken."""
        moments = [self._moment(row, name) for name in ("time_start", "time_end")]
        first, last = moments
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

    def _places(self, row: Row) -> Iterator[Location]:
        for column, role in _PLACES:
            cell = row.cells.get(column)
            for name in _names(column, cell) if cell else ():
                place = self.pool.once(Place(id=f"place-{digest(name)}", name=name))
                yield Location(place=place.id, role=role)

    def _figures(self, row: Row, start: str, by: Attribution) -> dict[str, Figure]:
        """The figures of a row by the end of their id."""
        model = row.cells.get("model", "")
        weapon = {"item": item_of(model), "model": model if stripped(model) else None}
        figures: dict[str, Figure] = {}

        def add(name: str, counted: Counted, count: Count, described: str | None = None) -> None:
            fields: dict[str, Any] = dict(weapon)
            if counted.item is not None:
                fields = {"item": counted.item}
            elif counted.model is not None:
                fields["model"] = counted.model
            figures[name] = Figure(
                id=start + name,
                measure=counted.measure,
                **fields,
                to=None if counted.to is None else self.state(counted.to),
                group=_region(described) if described is not None and counted.to is None else None,
                count=count,
                described=described,
                within=start + counted.part_of if counted.part_of in figures else None,
                attribution=by,
            )

        for column, counted in COUNTS.items():
            count = count_in(row, column, self._log) if row.cells.get(column) else None
            if count is not None:
                add(column, counted, count)
        for column, counted in NUMBERS.items():
            cell = row.cells.get(column, "")
            numbers = details(cell) if cell.strip() else ()
            if numbers is None:
                message = "expected names with whole numbers, got something else; it is kept as it is"
                self._log.problem("IO104", message, row=row, column=column)
            for place, (name, number) in enumerate(numbers or (), start=1):
                if number is not None:
                    into = counted._replace(to=name) if column == "border_crossing" else counted
                    add(f"{column}.{place}", into, Count.exactly(number), name)
        return figures


_CLOCK: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]([01]?\d|2[0-3]):([0-5]\d)(?::00)?", re.ASCII)
_PLACES: Final = (
    ("launch_place", "origin"),
    ("target", "target"),
    ("target_main", "target"),
    ("affected region", "scene"),
)


@lru_cache(maxsize=1024)
def _names(column: str, cell: str) -> tuple[str, ...]:
    """The places in a cell."""
    names = listed(cell) if column == "affected region" else cell.split(" and ")
    return tuple(name.strip() for name in names or () if stripped(name))


def _region(name: str) -> str | None:
    """The tag by which the numbers of two regions are told apart; None for a name without Latin letters."""
    tag = re.sub(r"[^A-Za-z0-9.-]+", "_", name).strip("_.-")
    return f"region:{tag}" if tag else None


# --- writing ---------------------------------------------------------------------------------------------------------

_MARKED: Final = re.compile(r"row ([1-9][0-9]{0,3}) (.*)", re.DOTALL)
"""The name of a cell of another row than the first of an attack."""


def _split(name: str) -> tuple[int, str]:
    """Which row of its attack a kept cell is of, and the name of its column."""
    found = _MARKED.fullmatch(name)
    return (1, name) if found is None else (int(found[1]), found[2])


def _figure_of(strike: Strike, figure: Figure) -> tuple[int, str] | None:
    """Which row of its attack a figure is of, and the end of its id."""
    number, dash, name = (figure.id or "").removeprefix(f"{strike.id}-").partition("-")
    return (int(number), name) if dash and re.fullmatch("[1-9][0-9]{0,3}", number) else None


def _number_of_rows(strike: Strike) -> int:
    of_figures = (found[0] for figure in strike.figures if (found := _figure_of(strike, figure)) is not None)
    return max((1, *of_figures, *(_split(cell.name)[0] for cell in strike.extra)))


def _rows(strike: Strike, source: str, floats: frozenset[str]) -> Iterator[tuple[Mapping[str, str], tuple[Cell, ...]]]:
    """Of each row of an attack the cells that its records give, and those that were kept."""
    figures: dict[int, dict[str, Figure]] = {}
    kept: dict[int, list[Cell]] = {}
    for figure in strike.figures:
        found = _figure_of(strike, figure)
        if found is not None:
            figures.setdefault(found[0], {})[found[1]] = figure
    for cell in strike.extra:
        number, name = _split(cell.name)
        if name:
            kept.setdefault(number, []).append(attrs.evolve(cell, name=name))
    for number in range(1, _number_of_rows(strike) + 1):
        yield row_cells(strike, figures.get(number, {}), source, floats), tuple(kept.get(number, ()))


def _write(dataset: Dataset, losses: Losses, *, guard: bool = False) -> Iterator[str]:
    source = Finder(dataset)(Source, _SOURCE)
    floats = frozenset(kept_in(source, _FLOATS).split(","))
    posts = {
        each.id: identifier.value
        for each in dataset.sources
        for identifier in each.identifiers
        if identifier.scheme == _POST
    }
    strikes = [each for each in dataset.events if isinstance(each, Strike) and each.id.startswith("attack-")]
    rows = [
        row
        for strike in strikes
        for row in _rows(strike, next((posts[id_] for id_ in _via(strike) if id_ in posts), ""), floats)
    ]
    sheet = Sheet(COLUMNS, source, (kept for _, kept in rows), standard=HEADER, guard=guard)
    yield from sheet.header()
    yield from (sheet.line(cells, kept) for cells, kept in rows)
    used = {id(each) for each in strikes}
    ids = {_SOURCE, _AIR_FORCE, *_STATES, *posts}
    for strike in strikes:
        losses.add("Figure", sum(not _is_written(strike, each) for each in strike.figures))
        ids |= {*(each.place for each in strike.where), *(each.to or "" for each in strike.figures)}
    count_unwritten(dataset, source, used, _HELD, losses, implied=lambda each: source is not None and each.id in ids)


def _is_written(strike: Strike, figure: Figure) -> bool:
    """Whether a column holds a figure."""
    number, name = _figure_of(strike, figure) or (0, "")
    column, dot, _ = name.partition(".")
    return number > 0 and number_of(figure) is not None and (column in NUMBERS if dot else column in COUNTS)


def _via(strike: Strike) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for figure in strike.figures for id_ in figure.attribution.via))


_HELD: Final = held(
    {
        "Strike": "id when where attacker targets figures extra",
        "Source": "id title publisher url licence extra",
        "Figure": "id measure item model group to count described within attribution",
        "Attribution": "source speaker attributed via",
        "Location": "place role",
        "Count": "low high",
        "When": "edtf",
        "Cell": "name value",
    }
)


MISSILE_ATTACKS: Final = Format(
    name="missile-attacks",
    title="Massive Missile Attacks on Ukraine",
    description="The daily table of missiles and drones launched at Ukraine, intercepted and lost, compiled from posts "
    "of the Ukrainian Air Force: CSV of every layout.",
    holds="Attacks that came from it; other records are left out.",
    licence="Believed to be CC BY-NC-SA 4.0; ask its compiler before passing rows on.",
    endings=(".csv",),
    sniff=_sniff,
    read=_read,
    write=_write,
    normalises=("A table with semicolons or tabs between its cells is written with commas.",),
)
