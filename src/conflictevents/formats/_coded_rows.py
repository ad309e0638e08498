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
from functools import cache
from typing import Any, Final, Protocol, TypeVar

import attrs

from .. import (
    Actor,
    Assertion,
    Attribution,
    Cell,
    Dataset,
    Identifier,
    Incident,
    Location,
    Participant,
    Place,
    Point,
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
    Losses,
    Pool,
    Row,
    Sample,
    Table,
    count_unwritten,
    csv_line,
    digest,
    guarded,
    is_id,
    layout_of,
    with_layout,
)

__all__ = [
    "ANYBODYS",
    "SOURCE_ROLE",
    "TARGET_ROLE",
    "CodedRow",
    "Making",
    "cell_of",
    "is_quoted",
    "lines_of",
    "locations_of",
    "participants_of",
    "place_cells",
    "realis_of",
    "renamed_to",
    "source_of",
    "starts_with",
    "types_of",
]

ANYBODYS: Final = frozenset(
    {
        *("Event ID", "Event Date", "Intensity", "Source", "Language", "Version"),
        *("City", "District", "Province", "Country", "Latitude", "Longitude"),
    }
)
"""Columns that tables of other people have as well."""

SOURCE_ROLE: Final = "plover.source"
TARGET_ROLE: Final = "plover.target"
"""Who acted and toward whom, as coders have it: less than attacker and target, which only some of the types have."""

_NOTHING: Final = frozenset({"", "NA", "NULL", "None", "NaN", "nan"})
_WORD: Final = "word for nothing"
_QUOTED: Final = "cells in quotation marks"
_REMEMBERED: Final = 50_000
_T = TypeVar("_T", bound=Record)
_Any = TypeVar("_Any")


# --- finding it out, and the table -----------------------------------------------------------------------------------


def renamed_to(names: Iterable[str]) -> Callable[[str], str]:
    """Gives the name of a column for one in a header, whatever stands between its words (`event_id`, `Event.ID`)."""
    known = {_plain(name): name for name in names}
    return lambda name: known.get(_plain(name), name)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().lower()


def starts_with(sample: Sample, names: Iterable[str]) -> bool:
    """Whether the first line is a header between tabs with all of some names."""
    first = next(iter(sample.lines), "")
    return {_plain(name) for name in names} <= {_plain(name) for name in first.split("\t")}


def is_quoted(given: Input) -> bool:
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


def source_of(source: Source, given: Input, table: Table, standard: Sequence[str], *, quoted: bool) -> Source:
    """The source of a table with what its file is like: its columns, its quotation marks, its word for nothing."""
    source = with_layout(source, table, standard)
    cells = (cell.strip('"') for line in given.head.splitlines()[:200] for cell in line.split("\t"))
    words = Counter(cell for cell in cells if cell in _NOTHING)
    word = words.most_common(1)[0][0] if words else ""
    kept = [Cell(name=_QUOTED, value="yes")] if quoted else []
    if word:
        kept.append(Cell(name=_WORD, value=word))
        given.log.problem("IO124", f"{word} stands for nothing in this table", severity=Severity.INFO)
    return attrs.evolve(source, extra=(*source.extra, *kept))


# --- what a row becomes ----------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class CodedRow:
    """The records of one row, and the word that stands for nothing in its table."""

    event: Incident
    sides: tuple[Actor | None, Actor | None] = (None, None)
    place: Place | None = None
    story: Source | None = None
    nothing: str = ""

    def identifier(self, record: Incident | Actor | Place | Source | None, scheme: str) -> str:
        """All identifiers of a record under a scheme."""
        return "" if record is None else "; ".join([each.value for each in record.identifiers if each.scheme == scheme])

    def type(self, vocabulary: str) -> str:
        """All types of the event in a vocabulary."""
        return "; ".join([each.value for each in self.event.types if each.vocabulary == vocabulary])

    @property
    def day(self) -> str:
        """The day of the event."""
        return "" if self.event.when is None else str(self.event.when)

    @property
    def coder(self) -> str:
        """The program that coded it."""
        return next((each.attribution.coder or "" for each in self.event.assertions), "")


class _Find(Protocol):
    """Finds a record by its class and id."""

    def __call__(self, cls: type[_T], id_: str | None, /) -> _T | None: ...


def _together(event: Incident, find: _Find, nothing: str) -> CodedRow:
    """The records of a row, found from its event alone."""
    by_role = {each.role: each.actor for each in reversed(event.participants)}
    via = next((each.attribution.via for each in event.assertions), ())
    return CodedRow(
        event=event,
        sides=(find(Actor, by_role.get(SOURCE_ROLE)), find(Actor, by_role.get(TARGET_ROLE))),
        place=find(Place, event.where[0].place) if event.where else None,
        story=find(Source, via[-1]) if via else None,
        nothing=nothing,
    )


def cell_of(given: Callable[[CodedRow], str] | None) -> Callable[[CodedRow], str]:
    """The cell that records give, or the word for nothing; always "" for a column that they have no place for."""
    return (lambda _: "") if given is None else (lambda row: given(row) or row.nothing)


def place_cells(prefix: str) -> Mapping[str, Callable[[CodedRow], str]]:
    """The cells that a place gives: the name is that of the closest division, whose precision says which it is."""

    def division(precision: str, level: int) -> Callable[[CodedRow], str]:
        def cell(row: CodedRow) -> str:
            place = row.place
            if place is None:
                return ""
            if place.precision == precision:
                return place.name
            return place.admin[level] if level < len(place.admin) else ""

        return cell

    def point(axis: str) -> Callable[[CodedRow], str]:
        return lambda row: "" if row.place is None or row.place.point is None else _number(row.place.point, axis)

    def country(row: CodedRow) -> str:
        extra = () if row.place is None else row.place.extra
        return next((each.value for each in extra if each.name == f"{prefix} country"), "")

    return {
        "City": division("settlement", 9),
        "District": division("admin2", 1),
        "Province": division("admin1", 0),
        "Country": country,
        "Latitude": point("latitude"),
        "Longitude": point("longitude"),
    }


def _number(point: Point, axis: str) -> str:
    value: float = getattr(point, axis)
    return str(int(value)) if value.is_integer() else repr(value)


class Making:
    """Makes what the rows of both tables have.

    Attributes:
        pool: The records that many rows name.
        log: Takes the problems.
        nothing: The word that stands for nothing.
    """

    def __init__(self, source: Source, log: Log, dates: Dates) -> None:
        self.pool = Pool()
        self.log = log
        self.nothing = next((cell.value for cell in source.extra if cell.name == _WORD), "")
        self._prefix, self._dates = source.id, dates
        self._known: dict[tuple[object, ...], Any] = {}

    def known(self, key: tuple[object, ...], make: Callable[[], _Any]) -> _Any:
        """What the same values became before, or what is made of them now: most actors and places come many times."""
        found: tuple[_Any] | None = self._known.get(key)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[key] = (make(),)
        return found[0]

    def day(self, row: Row, column: str) -> When | None:
        """The day that a cell says."""
        day = self._dates.read(row, column) if self.value(row, column) else None
        return None if day is None else When(edtf=day)

    def event_id(self, row: Row, wanted: str) -> str:
        """An id of its own for the event of a row: the one wanted, unless it cannot be one or is taken."""
        number = self.value(row, "Event ID")
        wanted = f"{self._prefix}-{wanted if is_id(wanted) else f'row-{row.number}'}"
        id_ = self.pool.unique(Incident, wanted)
        if id_ != wanted:
            message = f"expected each event once, got it again; it becomes {id_}"
            self.log.problem("IO123", message, row=row, column="Event ID")
        elif not number and "Event ID" in row.cells:
            message = f"expected an id, got none; the event becomes {id_}"
            self.log.problem("IO104", message, row=row, column="Event ID")
        return id_

    def actor(self, name: str, identifiers: Iterable[tuple[str, str]], kind: str = "unknown") -> Actor | None:
        """The actor of that name and those identifiers, by scheme; None without a name."""
        if not name:
            return None
        given = tuple(Identifier(scheme=scheme, value=value) for scheme, value in identifiers if value)
        id_ = f"{self._prefix}-actor-{digest((name, given))}"
        return self.pool.once(Actor(id=id_, name=name, kind=kind, identifiers=given))

    def claim(self, story: Source | None, coder: str = "") -> Assertion:
        """That the event occurred, as the dataset has it from a story."""
        attribution = Attribution(
            source=self._prefix, via=() if story is None else (story.id,), method="machine", coder=coder or None
        )
        return Assertion(property="occurred", value="yes", attribution=attribution)

    def value(self, row: Row, column: str) -> str:
        """What a cell says; "" where it says nothing."""
        cell = row.stripped(column)
        if cell not in _NOTHING:
            return cell
        if cell and cell != self.nothing:
            self.log.often("IO124", f"{cell} stands for nothing as well", row=row, column=column)
        return ""

    def place(self, row: Row, *more: str) -> Place | None:
        """The place of a row: the closest one that has a name, with those that it lies in.

        Args:
            row: The row.
            more: The columns with a name of its own and with a GeoNames id, where there are any.
        """
        names = tuple(self.value(row, each) for each in (*_DIVISIONS, *more))
        point = self._point(row, self.value(row, "Latitude"), self.value(row, "Longitude"))
        return self.known(("place", point, *names), lambda: self._place(point, *names))

    def _place(
        self, point: Point | None, city: str, district: str, province: str, country: str, own: str = "", id_: str = ""
    ) -> Place | None:
        divisions = (("settlement", city), ("admin2", district), ("admin1", province), ("country", country))
        precision, name = next(((how, each) for how, each in divisions if each), (None, own))
        if not name:
            return None
        above = {"settlement": (province, district), "admin2": (province,)}.get(precision or "", ())
        fields: dict[str, Any] = {
            "name": own or name,
            "admin": tuple(each for each in above if each),
            "point": point,
            "precision": precision,
            "identifiers": (Identifier(scheme="geonames", value=id_),) if id_ else (),
            "extra": (Cell(name=f"{self._prefix} country", value=country),) if country else (),
        }
        return self.pool.once(Place(id=f"place-{digest(tuple(fields.items()))}", **fields))

    def _point(self, row: Row, latitude: str, longitude: str) -> Point | None:
        if not latitude and not longitude:
            return None
        try:
            return Point(latitude=float(latitude), longitude=float(longitude))
        except ValueError:  # what a record refuses is one as well
            message = "expected degrees of latitude and longitude, got others; they are kept as they are"
            self.log.problem("IO104", message, row=row, column="Latitude")
            return None


_DIVISIONS: Final = ("City", "District", "Province", "Country")


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


# --- writing ---------------------------------------------------------------------------------------------------------


_HELD: Final = frozenset(
    f"{cls}.{field}"
    for cls, fields in {
        "Incident": "id identifiers realis when where participants types assertions extra",
        "Actor": "id name kind identifiers",
        "Place": "id name admin point precision identifiers extra",
        "Source": "id title publisher url published identifiers extra",
        "Assertion": "property value attribution",
        "Attribution": "source via method coder",
        "Identifier": "scheme value",
        "TypeCode": "vocabulary value label",
        "Location": "place",
        "Participant": "actor role",
        "Point": "latitude longitude",
        "When": "edtf",
        "Cell": "name value",
    }.items()
    for field in fields.split()
)


def lines_of(
    dataset: Dataset, losses: Losses, columns: Columns[CodedRow], prefix: str, *, guard: bool
) -> Iterator[str]:
    """The lines of the table that the events of a dataset with an id of this prefix make."""
    source = next((each for each in dataset.sources if each.id == prefix), None)
    kept = {} if source is None else {cell.name: cell.value for cell in source.extra}
    names, header = layout_of(source, columns.names)
    rows = [event for event in dataset.events if isinstance(event, Incident) and event.id.startswith(f"{prefix}-")]
    own = tuple(dict.fromkeys(name for event in rows for name in columns.own_names(event.extra) if name not in names))

    def line(cells: Iterable[str]) -> str:
        if _QUOTED in kept:
            return csv_line(cells, delimiter="\t")
        return "\t".join(_without_breaks(cell, losses) for cell in cells) + "\n"

    if header is not None:
        yield line((*header, *own))
    records: tuple[Any, ...] = (*dataset.sources, *dataset.actors, *dataset.places, *dataset.holders)
    by_id: dict[tuple[type, str], Any] = {(type(each), each.id): each for each in reversed(records)}

    def find(cls: type[_T], id_: str | None) -> _T | None:
        found: _T | None = by_id.get((cls, id_ or ""))
        return found

    used = {id(source)}
    for event in rows:
        made = _together(event, find, kept.get(_WORD, ""))
        cells = columns.row((*names, *own), made, event.extra)
        yield line(map(guarded, cells) if guard else cells)
        used |= {id(each) for each in (event, *made.sides, made.place, made.story)}
    count_unwritten(dataset, source, used, _HELD, losses)


def _without_breaks(cell: str, losses: Losses) -> str:
    """A cell that can stand between tabs: no way is defined to write a tab or the end of a line into one."""
    if cell.isprintable() or not re.search(r"[\t\r\n]", cell):
        return cell
    losses.add("tab or end of line in a cell")
    return re.sub(r"[\t\r\n]", " ", cell)
