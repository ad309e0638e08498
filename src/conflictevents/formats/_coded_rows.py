"""What the tables of events that a program coded have in common: POLECAT's and those of ICEWS.

Their cells stand between tabs, most often without quotation marks; a word stands for nothing (`NA`, `None`); and each
row is the word of a program on one story: who did what to whom. The row becomes an incident whose heading that is, with
one claim: that it occurred, says the dataset (`machine`), by way of the story.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from operator import attrgetter
from typing import Any, ClassVar, Final, Literal

import attrs

from .. import (
    Actor,
    Assertion,
    Attribution,
    Cell,
    Dataset,
    Incident,
    Location,
    Participant,
    Place,
    Record,
    Severity,
    Source,
    TypeCode,
    When,
    codes,
)
from . import (
    Columns,
    Dates,
    Input,
    Log,
    Pool,
    Row,
    Sample,
    Table,
    as_written,
    delimiter_of,
    digest,
    is_id,
    mended,
    read_table,
    renamed_to,
    stripped,
    with_layout,
)
from ._cells import REMEMBERED, degrees_of, identifiers_of, kept_in, point_of, tell_of_degrees
from ._headers import NOTHING

__all__ = [
    "OF_ROW",
    "QUOTED",
    "SOURCE_ROLE",
    "TARGET_ROLE",
    "WORD",
    "CodedRow",
    "Making",
    "all_identified",
    "day_cell",
    "locations_of",
    "name_of",
    "participants_of",
    "place_cells",
    "publisher_of",
    "realis_of",
    "records_of",
    "starts_with",
    "types_of",
]

_ANYBODYS: Final = frozenset(
    {
        *("Event ID", "Event Date", "Intensity", "Source", "Language", "Version"),
        *("City", "District", "Province", "Country", "Latitude", "Longitude"),
    }
)
"""Columns that tables of other people have as well."""

SOURCE_ROLE: Final = "plover.source"
TARGET_ROLE: Final = "plover.target"
"""Who acted and toward whom, as coders have it: less than attacker and target, which only some of the types have."""

_NOTHING: Final = NOTHING | {""}
WORD: Final = "word for nothing"
QUOTED: Final = "cells in quotation marks"
"""The cells of the source that say what its table has for nothing, and how its cells stand."""


# --- finding it out, and the table -----------------------------------------------------------------------------------


def starts_with(sample: Sample, names: Iterable[str]) -> bool:
    """Whether the first line is a header with all of some names."""
    wanted = frozenset(names)
    renamed = renamed_to(wanted)
    return wanted <= set(map(renamed, sample.header("\t", tells=lambda name: renamed(name) in wanted)))


def _is_quoted(given: Input) -> bool:
    """Whether cells stand in quotation marks where they need to: without that the rows would not fit the header."""
    head = given.head if given.head_is_whole else given.head[: given.head.rfind("\n") + 1]
    if head.lstrip("\ufeff").startswith('"'):
        return True
    lines = head.splitlines(keepends=True)
    if '\t"' not in head or _is_even(lines, csv.QUOTE_NONE):
        cells = (cell for line in lines for cell in line.rstrip("\r\n").split("\t"))
        return any(cell[:1] == cell[-1:] == '"' and '""' in cell[1:-1] for cell in cells)
    return _is_even(lines, csv.QUOTE_MINIMAL)


def _is_even(lines: Sequence[str], quoting: Any) -> bool:
    try:
        rows = csv.reader(lines, delimiter="\t", quoting=quoting, strict=True)
        return len({len(row) for row in rows if row}) <= 1
    except csv.Error:
        return False


def _laid_out(
    source: Source, given: Input, table: Table, standard: Sequence[str], *, delimiter: str, quoted: bool
) -> Source:
    """The source of a table with what its file is like: its columns, its quotation marks, its word for nothing."""
    source = with_layout(source, table, standard)
    cells = (cell.strip('"') for line in given.head.splitlines()[:200] for cell in line.split(delimiter))
    words = Counter(cell for cell in cells if cell in _NOTHING)
    word = words.most_common(1)[0][0] if words else ""
    kept = [Cell(name=QUOTED, value="yes")] if quoted else []
    if word:
        kept.append(Cell(name=WORD, value=word))
        given.log.problem("IO124", f"{word} stands for nothing in this table", severity=Severity.INFO)
    return attrs.evolve(source, extra=(*source.extra, *kept))


# --- what a row becomes ----------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class CodedRow:
    """The records of one row."""

    number: str = ""
    when: When | None = None
    types: tuple[TypeCode, ...] = ()
    source: Actor | None = None
    target: Actor | None = None
    place: Place | None = None
    story: Source | None = None
    coder: str = ""
    """The program that coded the event."""


def all_identified(record: Incident | Actor | Place | Source | None, scheme: str) -> str:
    """All identifiers of a record under a scheme."""
    return "" if record is None else "; ".join([each.value for each in record.identifiers if each.scheme == scheme])


def name_of(record: Actor | Place | None) -> str:
    """The name of a record; "" without one."""
    return "" if record is None else record.name


OF_ROW: Final[Mapping[str, Callable[[CodedRow], str]]] = {
    "Event ID": attrgetter("number"),
    "Event Date": lambda row: day_cell(row.when),
    "Version": attrgetter("coder"),
}
"""The cells of both tables that no record gives alone."""


def day_cell(when: When | None) -> str:
    """The cell of a day; "" for anything else, which these tables cannot say."""
    edtf = "" if when is None else when.edtf or ""
    return edtf if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", edtf) else ""


def publisher_of(story: Source | None) -> str:
    """Who published a story; "" where that is not said."""
    return "" if story is None else story.publisher or ""


def place_cells(prefix: str) -> Mapping[str, Callable[[Place | None], str]]:
    """The cells that a place gives: the name is that of the closest division, whose precision says which it is."""

    def division(precision: str, level: int) -> Callable[[Place | None], str]:
        def cell(place: Place | None) -> str:
            if place is None:
                return ""
            if place.precision == precision:
                return place.name
            return place.admin[level] if level < len(place.admin) else ""

        return cell

    def degrees(axis: str) -> Callable[[Place | None], str]:
        return lambda place: "" if place is None else degrees_of(place.point, axis)

    return {
        "City": division("settlement", 9),
        "District": division("admin2", 1),
        "Province": division("admin1", 0),
        "Country": lambda place: kept_in(place, f"{prefix} country"),
        "Latitude": degrees("latitude"),
        "Longitude": degrees("longitude"),
    }


class Making:
    """Makes what the rows of both tables have.

    Attributes:
        pool: The records that many rows name.
        log: Takes the problems.
        nothing: The word that stands for nothing.
    """

    columns: ClassVar[Columns[CodedRow]]
    parts: ClassVar[Mapping[str, Mapping[str, Callable[[Any], str] | None]]]
    """What gives the cells of each part of a row, by the name of their column; with those that are only kept."""

    whole: tuple[str, ...] = ()
    """The columns of whole numbers and codes."""

    def __init__(self, source: Source, log: Log, dates: Dates) -> None:
        self.pool = Pool()
        self.log = log
        self.nothing = kept_in(source, WORD)
        self._prefix, self._dates = source.id, dates
        self.actor = lru_cache(REMEMBERED)(self._actor_of)
        self._place = lru_cache(REMEMBERED)(partial(_place_of, source.id))

    def event(self, row: Row) -> Incident:
        """The incident that a row becomes, whatever is in it; the pool has what it names."""
        raise NotImplementedError

    def day(self, row: Row, column: str) -> When | None:
        """The day that a cell says."""
        day = self._dates.read(row, column) if self.value(row, column) else None
        return None if day is None else _when(day)

    def event_id(self, row: Row, wanted: str) -> str:
        """An id of its own for the event of a row: the one wanted, unless it cannot be one or is taken."""
        wanted = f"{self._prefix}-{wanted if is_id(wanted) else f'row-{row.number}'}"
        return self.pool.id_of(Incident, wanted, row, "Event ID", self.log, empty=not self.value(row, "Event ID"))

    def _actor_of(self, name: str, identifiers: tuple[tuple[str, str], ...], kind: str = "unknown") -> Actor | None:
        """The actor of that name and those identifiers, by scheme; None without a name."""
        if not name:
            return None
        given = identifiers_of(identifiers)
        id_ = f"{self._prefix}-actor-{digest((name, given))}"
        return self.pool.once(Actor(id=id_, name=name, kind=kind, identifiers=given))

    def claim(self, story: Source | None, coder: str = "") -> Assertion:
        """That the event occurred, as the dataset has it from a story."""
        attribution = Attribution(
            source=self._prefix, via=() if story is None else (story.id,), method="machine", coder=coder or None
        )
        return Assertion(property="occurred", value="yes", attribution=attribution)

    def values(self, row: Row, columns: Iterable[str]) -> list[str]:
        """What some cells say; "" where one says nothing."""
        get = row.cells.get
        return [
            cell if (cell := stripped(get(column, ""))) not in _NOTHING else self._no_value(row, column, cell)
            for column in columns
        ]

    def value(self, row: Row, column: str) -> str:
        """What a cell says; "" where it says nothing."""
        return self.values(row, (column,))[0]

    def _no_value(self, row: Row, column: str, cell: str) -> str:
        if cell and cell != self.nothing:
            self.log.often("IO124", f"{cell} stands for nothing as well", row=row, column=column)
        return ""

    def place(self, row: Row, *more: str) -> Place | None:
        """The place of a row: the closest one that has a name, with those that it lies in.

        Args:
            row: The row.
            more: The columns with a name of its own and with a GeoNames id, where there are any.
        """
        place, understood = self._place(*self.values(row, (*_OF_PLACE, *more)))
        if not understood:
            tell_of_degrees(row, "Latitude", self.log)
        return None if place is None else self.pool.once(place)

    def kept(self, row: Row, made: CodedRow) -> tuple[Cell, ...]:
        """The cells of a row that its records do not give."""
        return as_written(self.columns.kept(row.cells, made, nothing=self.nothing), row)


_OF_PLACE: Final = ("Latitude", "Longitude", "City", "District", "Province", "Country")
_when: Final = lru_cache(REMEMBERED)(lambda day: When(edtf=day))


def _place_of(
    prefix: str,
    latitude: str,
    longitude: str,
    city: str,
    district: str,
    province: str,
    country: str,
    own: str = "",
    id_: str = "",
) -> tuple[Place | None, bool]:
    """The place of some cells, and whether its degrees were understood."""
    point, understood = point_of(latitude, longitude)
    divisions = (("settlement", city), ("admin2", district), ("admin1", province), ("country", country))
    precision, name = next(((how, each) for how, each in divisions if each), (None, own))
    if not name:
        return None, understood
    above = {"settlement": (province, district), "admin2": (province,)}.get(precision or "", ())
    fields: dict[str, Any] = {
        "name": own or name,
        "admin": tuple(each for each in above if each),
        "point": point,
        "precision": precision,
        "identifiers": identifiers_of((("geonames", id_),)),
        "extra": (Cell(name=f"{prefix} country", value=country),) if country else (),
    }
    return Place(id=f"place-{digest(tuple(fields.items()))}", **fields), understood


def participants_of(sides: Iterable[Actor | None]) -> tuple[Participant, ...]:
    """The source and the target of an event as participants."""
    roles = (SOURCE_ROLE, TARGET_ROLE)
    return tuple(
        Participant(actor=side.id, role=role) for side, role in zip(sides, roles, strict=True) if side is not None
    )


def locations_of(place: Place | None) -> tuple[Location, ...]:
    """Where an event was."""
    return () if place is None else (Location(place=place.id),)


def realis_of(contexts: Iterable[str]) -> str:
    """Whether an event is said to have happened, by its contexts in PLOVER."""
    return next((_NOT_ACTUAL[each] for each in contexts if each in _NOT_ACTUAL), "actual")


_NOT_ACTUAL: Final = {"hypothetical": "hypothetical", "future": "planned"}


def types_of(table: tuple[str, str], vocabulary: str, values: Iterable[str]) -> tuple[TypeCode, ...]:
    """Types with the labels of a table of codes; without where that table or the code is not there."""
    labels = _labels(*table)
    return tuple(
        TypeCode(vocabulary=vocabulary, value=each, label=code.label if (code := labels.get(each)) else None)
        for each in values
    )


@cache
def _labels(publisher: str, name: str) -> Mapping[str, codes.Code]:
    return codes.table(publisher, name) if f"{publisher}.{name}" in codes.tables() else {}


# --- reading and writing ---------------------------------------------------------------------------------------------


def records_of(
    given: Input,
    log: Log,
    source: Source,
    names: Sequence[str],
    dates: Sequence[str],
    day_order: Literal["DMY", "MDY"] | None,
    making: type[Making],
) -> Iterator[Record]:
    """The records of a table: those that its rows become, one event each."""
    renamed = renamed_to(names)
    delimiter = delimiter_of(given, lambda name: renamed(name) in names, usual="\t")
    quoted = delimiter != "\t" or _is_quoted(given)
    table = read_table(given, columns=names, delimiter=delimiter, quoted=quoted, renamed=renamed, dated=dates)
    table = mended(table, whole=making.whole, words=False)  # which word stands for nothing is found out below
    # Without a header the names are given by number, so only the last of them tells something.
    tells = frozenset(names[-1:]) if table.header is None else frozenset(names) - _ANYBODYS
    table.expect(given, tells.__contains__)
    log.missing(names, table.columns)
    source = _laid_out(source, given, table, names, delimiter=delimiter, quoted=quoted)
    yield Dataset(title=source.title, sources=(source,))
    made = making(source, log, Dates(table, dates, log, day_order=day_order))
    for row in table:
        event = made.event(row)
        yield from made.pool.new()
        yield event
