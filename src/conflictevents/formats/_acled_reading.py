"""What the rows of one event of ACLED become."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import attrs

from .. import (
    Actor,
    Attribution,
    CasualtyReport,
    Cell,
    Count,
    Figure,
    Incident,
    Location,
    Participant,
    Place,
    Record,
    Source,
    Supersedes,
    TypeCode,
    When,
    codes,
)
from .._problems import shown
from . import Dates, Log, Pool, Row, as_written, digest, is_id, stripped
from ._acled_columns import (
    ASSOCIATED,
    COLUMNS,
    DATES,
    INTER,
    ISO,
    KILLED,
    OF_ACTORS,
    PARTY,
    PRECISIONS,
    SEVERAL,
    TYPES,
    time_of,
    together,
)
from ._acled_crowds import CROWD, crowd_in, split
from ._acled_groups import OF_LONG_ROWS, OF_SIDES, Groups, Member, kept_of_group, key_of, sides_in_long
from ._cells import REMEMBERED, by_name, count_in, identifiers_of, in_country, point_of, tell_of_degrees, whole

__all__ = [
    "DELETED",
    "EVENT",
    "IDENTIFIERS",
    "OF_PLACE",
    "OF_TYPES",
    "Reading",
    "actor_of",
    "attribution_by",
    "count_of",
    "event_id",
    "label_of",
    "note_on",
    "outlet_of",
    "place_of",
    "source_of",
    "types_of",
]

EVENT: Final = "acled-"
DELETED: Final = "ACLED has deleted this event."


class Reading:
    """Makes the records of each event.

    Attributes:
        pool: The records that events name.
    """

    def __init__(self, source: str, groups: Groups, dates: Dates, log: Log, *, is_monadic: bool) -> None:
        """Make it.

        Args:
            source: The id of the source of all claims.
            groups: The rows of the table by event.
            dates: Reads the dates of the table.
            log: Takes what is wrong.
            is_monadic: Whether the table has a row for each actor of an event.
        """
        self.pool = Pool()
        self._source, self._groups, self._log, self._dates = source, groups, log, dates
        self._is_monadic = is_monadic
        self._participants = lru_cache(REMEMBERED)(self._participants_of)

    def records(self, members: Sequence[Member]) -> Iterator[Record]:
        """The event of some rows, and its report. Whatever is in them, what cannot be read is kept as it is."""
        rows = [member.row for member in members]
        row = rows[0] if len(rows) == 1 else self._latest(rows)
        id_ = self._id(row)
        by, press = self._by(row, _joined_outlets(rows))
        killed = self._killed(rows, row, id_, by)
        crowd = self._crowd(row, id_, by)
        place = self._place(row)
        deleted = bool(row.stripped("deleted_timestamp"))
        event = Incident(
            id=id_,
            identifiers=identifiers_of((scheme, row.cells[name]) for scheme, name in IDENTIFIERS if row.stripped(name)),
            note=DELETED if deleted else None,
            realis="unclear" if deleted else "actual",
            when=self._when(row),
            where=() if place is None else (Location(place=place.id),),
            participants=self._participants(*self._sides(rows, row)),
            types=types_of(*_cells([row], OF_TYPES)),
            figures=crowd,
        )
        report = CasualtyReport(id=f"{id_}-deaths", event=id_, scope="event", figures=killed) if killed else None
        if any(figure.attribution is by for figure in (*killed, *crowd)):
            for each in press:
                self.pool.once(each)
        event = attrs.evolve(event, extra=self._kept(members, event, (*killed, *crowd), (place, *_outlets(rows))))
        yield from self.pool.new()
        yield event
        if report is not None:
            yield report

    def _kept(
        self,
        members: Sequence[Member],
        event: Incident,
        figures: Sequence[Figure],
        others: Iterable[Place | Actor | None],
    ) -> tuple[Cell, ...]:
        find = self.pool.finder(others)
        kept = []
        for number, (_, row) in enumerate(members):
            made = together(event, figures, find, self._groups.dates, number if self._is_monadic else None)
            kept.append(as_written(COLUMNS.kept(row.cells, made), row))
        return kept[0] if len(kept) == 1 else tuple(kept_of_group(members, kept))

    def _latest(self, rows: Sequence[Row]) -> Row:
        """The row with the latest timestamp, the first of several; what the others say otherwise is told."""
        latest = max(rows, key=lambda row: whole(row.stripped("timestamp")) or 0)
        for row in rows:
            if row is latest:
                continue
            other = [name for name, cell in row.cells.items() if cell != latest.cells.get(name)]
            is_long = not OF_LONG_ROWS.isdisjoint(row.cells)
            apart = OF_ACTORS if self._is_monadic else OF_LONG_ROWS if is_long else ()
            other = [name for name in other if name not in apart]
            if other == ["source"]:
                message = "the table has a row for each outlet; the rows of an event become one"
                self._log.often("IO123", message, row=row, column="event_id_cnty")
            elif other or not (self._is_monadic or is_long):
                more = f" and {len(other) - _TOLD:,} more" if len(other) > _TOLD else ""
                said = f"says otherwise in {', '.join(other[:_TOLD])}{more}" if other else "says the same"
                message = f"expected each event once, got it again; it stays one event, and this row {said}"
                self._log.problem("IO123", message, row=row, column="event_id_cnty")
            else:
                message = "the table has a row for each actor; the rows of an event become one"
                self._log.often("IO123", message, row=row, column="event_id_cnty")
        return latest

    def _id(self, row: Row) -> str:
        key = key_of(row)
        id_ = self.pool.unique(Incident, event_id(key, row.number))
        if not key and "event_id_cnty" in row.cells:
            message = f"expected an id, got none; the event becomes {id_}"
            self._log.problem("IO104", message, row=row, column="event_id_cnty")
        return id_

    def _when(self, row: Row) -> When | None:
        if not row.stripped("event_date"):
            year = row.stripped("year")
            return When(edtf=year) if _YEAR.fullmatch(year) else None
        day = self._dates.read(row, "event_date")
        if day is None:
            return None
        year = _number(row.stripped("year"))
        precision = _number(row.stripped("time_precision"))
        is_another = _YEAR.fullmatch(year) is not None and year != day[:4]
        if is_another:
            message = f"expected the year of the date ({day}), got {year}; the date is read as uncertain"
            self._log.problem("IO104", message, row=row, column="year")
        if precision == "3":
            return When(edtf=f"{day[:7]}{'?' if is_another else '~'}")
        # Without a precision nobody knows whether it is the very day.
        return When(edtf=day + ("?" if is_another else {"1": "", "2": "~"}.get(precision, "?")))

    # --- who and where ---

    def _sides(self, rows: Sequence[Row], row: Row) -> Sequence[str]:
        """The cells of the actors, and of those beside each."""
        if self._is_monadic:
            return _cells(rows, OF_SIDES)
        is_long = not OF_LONG_ROWS.isdisjoint(row.cells)
        return (sides_in_long(each.cells for each in rows) if is_long else None) or _cells([row], OF_SIDES)

    def _participants_of(self, *cells: str) -> tuple[Participant, ...]:
        """The participants by the cells of each actor and of those beside it."""
        found: list[Participant] = []
        seen: set[tuple[str, str]] = set()
        for name, beside in zip(cells[::2], cells[1::2], strict=True):
            if self._is_monadic and (name, beside) in seen:
                continue
            seen.add((name, beside))
            if stripped(name):
                found.append(Participant(actor=self._actor(name), role=PARTY))
            found += (Participant(actor=self._actor(each), role=ASSOCIATED) for each in split(beside))
        return tuple(found)

    def _actor(self, name: str) -> str:
        id_ = actor_id(name)
        if self.pool.get(Actor, id_) is None:
            self.pool.first(actor_of(name, self._groups.inter.get(name) or ""))
        return id_

    def _place(self, row: Row) -> Place | None:
        place, understood = place_of(*_cells([row], OF_PLACE))
        if not understood:
            tell_of_degrees(row, "latitude", self._log)
        return None if place is None else self.pool.once(place)

    # --- what is claimed ---

    def _by(self, row: Row, outlets: str | None = None) -> tuple[Attribution, tuple[Actor, ...]]:
        """Who stands behind the claims of a row, and the outlets and others of which ACLED says that it read them."""
        outlets = row.cells.get("source", "") if outlets is None else outlets
        press = tuple(map(outlet_of, split(outlets)))
        cell = row.stripped("timestamp")
        by = attribution_by(self._source, outlets, cell)
        if cell and by.as_of is None:
            message = f"expected a time in seconds since 1970, got {shown(cell)}; it is kept as it is"
            self._log.problem("IO104", message, row=row, column="timestamp")
        return by, press

    def _killed(self, rows: Sequence[Row], latest: Row, event: str, by: Attribution) -> tuple[Figure, ...]:
        """The number of the latest row, then those of rows that give another one."""
        own = self._count(latest)
        told = [] if own is None else [(latest, _fatalities(f"{event}-fatalities", own, by))]
        known = {own}
        for row in rows if len(rows) > 1 else ():
            count = None if row is latest else self._count(row)
            if count is not None and count not in known:
                known.add(count)
                by, press = self._by(row)
                for each in press:
                    self.pool.once(each)
                told.append((row, _fatalities(f"{event}-fatalities-{len(known)}", count, by)))
        return _in_time(told) if len(told) > 1 else tuple(figure for _, figure in told)

    def _count(self, row: Row) -> Count | None:
        count = count_in(row, "fatalities", self._log, nines=True)
        if count is None or count.low > 0:
            return count
        message = "0 stands for nobody killed and for a number that is not known; it is read as 0 or more"
        self._log.often("IO124", message, row=row, column="fatalities")
        return Count.at_least(0)

    def _crowd(self, row: Row, event: str, by: Attribution) -> tuple[Figure, ...]:
        """How many took part in a demonstration, where that is in words which can be read."""
        found = crowd_in(row.cells.get("tags", ""), row.cells.get("notes", ""))
        if found is None:
            return ()
        if found.item is None:
            message = "the size of a crowd is not said to be one of people or vehicles; its words are kept"
            self._log.often("IO124", message, row=row, column="tags" if CROWD in row.cells.get("tags", "") else "notes")
            return ()
        figure = Figure(
            id=f"{event}-crowd", measure="participated", item=found.item, count=found.number, attribution=by
        )
        return (figure,)


IDENTIFIERS: Final = (
    ("acled", "event_id_cnty"),
    ("acled-data-id", "data_id"),
    ("acled-no-cnty", "event_id_no_cnty"),
)
OF_TYPES: Final = (*TYPES, "tags")
OF_PLACE: Final = (
    *("location", "admin1", "admin2", "admin3", "country", "region", "latitude", "longitude", "geo_precision"),
    *("iso", "iso3", "gwno"),
)
_LAST: Final = 253_402_300_799
"""The last second of the year 9999."""
_YEAR: Final = re.compile(r"[12][0-9]{3}")
_TOLD: Final = 5
_NOMINAL: Final = frozenset((3, 10, 12, 100))
_NOTE: Final = (
    "ACLED writes 3 or 10 for a few, 10 for tens, 12 for dozens and 100 for hundreds; this may be such a number."
)
_NOTE_OF_ZERO: Final = "ACLED writes 0 where no deaths are reported and where their number is not known."


def source_of(dates: str) -> Source:
    """The source whose table it is.

    Args:
        dates: How the table spells dates.
    """
    return Source(
        id="acled",
        title="ACLED",
        publisher="Armed Conflict Location & Event Data",
        url="https://acleddata.com/",
        licence="LicenseRef-ACLED",
        extra=() if dates in ("", ISO) else (Cell(name=DATES, value=dates),),
    )


def event_id(key: str, number: int) -> str:
    """The id of an event by what tells it from others, or by the number of its row where nothing does."""
    return f"{EVENT}{key}" if is_id(key) else f"{EVENT}row-{number}"


def actor_id(name: str) -> str:
    """The id of an actor."""
    return f"acled-actor-{digest(name)}"


def actor_of(name: str, inter: str) -> Actor:
    """An actor by its name and the first code that the table gives it."""
    extra = (Cell(name=INTER, value=inter),) if inter else ()
    return Actor(id=actor_id(name), name=name, kind=_kind(name, inter.strip()), extra=extra)


def attribution_by(source: str, outlets: str, timestamp: str) -> Attribution:
    """Who stands behind the claims of a row with these cells."""
    seconds = whole(timestamp)
    edited = None if seconds is None or seconds > _LAST else time_of(seconds)
    via = tuple(outlet_of(each).id for each in split(outlets))
    return Attribution(source=source, via=via, method="coded", as_of=edited)


def count_of(fatalities: str) -> Count | None:
    """The number of deaths in a cell: 0 stands for nobody and for a number that is not known."""
    number = whole(fatalities)
    return None if number is None else Count.exactly(number) if number else Count.at_least(0)


def note_on(count: Count) -> str | None:
    """What a reader of a number of deaths should know of it."""
    return _NOTE_OF_ZERO if count.low == 0 else _NOTE if count.low in _NOMINAL else None


def _number(code: str) -> str:
    """A code, without the decimal point that programs put behind it where a column has gaps."""
    return code.removesuffix(".0")


def _cells(rows: Iterable[Row], columns: Sequence[str]) -> list[str]:
    return [row.cells.get(column, "") for row in rows for column in columns]


def label_of(column: str, value: str) -> str | None:
    """The label of a type that is a bare number."""
    return codes.table("acled", column).label(value) if value.isdecimal() else None


@lru_cache(REMEMBERED)
def types_of(*cells: str) -> tuple[TypeCode, ...]:
    """The types by the cells of their columns, and the tags by the last one."""
    found: list[TypeCode] = []
    for column, cell in zip(TYPES, cells, strict=False):
        vocabulary = f"acled-{column.replace('_', '-')}"
        values = split(cell) if column == SEVERAL else [cell] if stripped(cell) else []
        found += (TypeCode(vocabulary=vocabulary, value=each, label=label_of(column, each)) for each in values)
    tags = (tag for tag in split(cells[-1]) if not tag.startswith(CROWD))
    return (*found, *(TypeCode(vocabulary="acled-tag", value=tag) for tag in tags))


def _joined_outlets(rows: Sequence[Row]) -> str | None:
    """The outlets of all rows, if these differ in nothing else: a table was made longer by them (acledR)."""
    if len(rows) == 1:
        return None
    first, *others = ({name: cell for name, cell in row.cells.items() if name != "source"} for row in rows)
    if any(each != first for each in others):
        return None
    return "; ".join(dict.fromkeys(name for row in rows for name in split(row.cells.get("source", ""))))


def _outlets(rows: Iterable[Row]) -> list[Actor]:
    return [outlet_of(each) for row in rows for each in split(row.cells.get("source", ""))]


@lru_cache(REMEMBERED)
def outlet_of(name: str) -> Actor:
    """An outlet that ACLED read."""
    # ACLED names whom it read and no document of theirs, so there is none that could be a source.
    return Actor(id=f"press-{digest(name)}", name=name)


@lru_cache(REMEMBERED)
def place_of(*cells: str) -> tuple[Place | None, bool]:
    """The place of a row's cells, and whether its degrees were understood."""
    of = dict(zip(OF_PLACE, cells, strict=True))
    admin = tuple(name for level in (1, 2, 3) if stripped(name := of[f"admin{level}"]))
    names = (of["location"], *reversed(admin), of["country"])
    called = next(filter(stripped, names), None)
    if called is None:
        return None, True
    point, understood = point_of(stripped(of["latitude"]), stripped(of["longitude"]))
    numbers = (("iso-3166-1-numeric", "iso"), ("iso-3166-1-alpha-3", "iso3"), ("gleditsch-ward", "gwno"))
    fields: dict[str, Any] = {
        "name": called,
        "admin": admin,
        "point": point,
        "precision": PRECISIONS.get(_number(stripped(of["geo_precision"]))),
        "identifiers": identifiers_of((scheme, stripped(of[each])) for scheme, each in numbers),
        "extra": tuple(Cell(name=f"acled {each}", value=of[each]) for each in ("country", "region") if of[each]),
    }
    country = _country_in(stripped(of["iso"]), stripped(of["gwno"]), of["country"])
    return Place(id=f"place-{digest(tuple(fields.items()))}", **fields, **country), understood


def _country_in(iso: str, gwno: str, name: str) -> Mapping[str, Any]:
    """The country of a place by ACLED's numbers for it (`iso` may have lost the zeros in front), else by its name."""
    if iso:
        return in_country("iso_numeric", _number(iso).zfill(3), "iso of ACLED")
    if gwno:
        return in_country("gleditsch_ward", _number(gwno), "gwno of ACLED")
    return by_name(name, "country of ACLED")


_KINDS: Final = {
    **dict.fromkeys(("2", "3", "4"), "armed_group"),
    **dict.fromkeys(("5", "6"), "group"),
    "7": "civilians",
}


def _kind(name: str, inter: str) -> str:
    """The kind of an actor; forces of a state are told by their name, since in another country they are external."""
    code = codes.table("acled", "inter").get(_number(inter))
    number = "" if code is None else code.same_as.get("acled.inter", code.value)
    if number in ("", "1", "8") and name.startswith("Military Forces of "):
        return "armed_force"
    return "government_body" if number == "1" else _KINDS.get(number, "unknown")


def _fatalities(id_: str, count: Count, by: Attribution) -> Figure:
    return Figure(id=id_, **KILLED, count=count, note=note_on(count), attribution=by)


def _in_time(told: Sequence[tuple[Row, Figure]]) -> tuple[Figure, ...]:
    """The figures, each superseding the one before it in time, if all their rows say when they were edited."""
    edited = [whole(row.stripped("timestamp")) for row, _ in told]
    figures = [figure for _, figure in told]
    if None not in edited and len(set(edited)) == len(edited):
        order = sorted(range(len(told)), key=lambda index: edited[index] or 0)
        for earlier, later in pairwise(order):
            claim = figures[earlier].id or ""
            figures[later] = attrs.evolve(figures[later], supersedes=Supersedes(claim=claim, kind="update"))
    return tuple(figures)
