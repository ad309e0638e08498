"""GDELT events: `gdelt2` with 61 columns, `gdelt1` with 57 or 58.

One row is not one event. It is a type of event that a program found in an article, with what it took for the two actors
and the place; one article gives many rows, and rows of several articles may be about one event. So each row becomes an
incident with one claim: GDELT's own, by machine, that it occurred, with the article in `via`.

| columns | become |
| --- | --- |
| GLOBALEVENTID | an identifier; the id of the incident is `gdelt-` with it |
| SQLDATE (in its codebook Day), MonthYear, Year, FractionDate | when it happened; the others follow from the day |
| Actor1, Actor2 | participants: source and target of the act, or attacker and target for codes from 18 on |
| EventCode, EventBaseCode, EventRootCode | types in the vocabularies `cameo` and `plover`, with their names |
| QuadClass | a type in the vocabulary `gdelt-quad-class` |
| ActionGeo | the place, as the scene |
| Actor1Geo, Actor2Geo | places near which an actor is named, in roles of GDELT's own (`gdelt.actor1`) |
| SOURCEURL | the article |
| the rest | kept in `extra` under the name of the column |

An actor's country is a code of CAMEO, a place's one of FIPS 10-4; both become ISO 3166-1 where they mean a country.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias

from .. import (
    Assertion,
    Cell,
    Dataset,
    Incident,
    Location,
    Participant,
    Record,
    Source,
    TypeCode,
    When,
)
from . import (
    Dates,
    Format,
    Input,
    Log,
    Losses,
    Pool,
    Row,
    Sample,
    Table,
    as_written,
    is_id,
    mended,
    read_table,
    renamed_to,
    stripped,
    with_layout,
)
from ._cells import identifiers_of
from ._gdelt_columns import (
    BLOCKS,
    CODES,
    COLUMNS,
    DAYS,
    LAYOUTS,
    NAMES,
    NAMES_1,
    PLACE_ROLES,
    PREFIXES,
    ROLES,
    WHOLE,
    EventRow,
)
from ._gdelt_files import KNOWN, headed, names_in, objects_of, unquoted
from ._gdelt_records import actor_of, article_of, claim_of, days_of, place_of, types_of
from ._gdelt_writing import WIDTH, source_of, write
from ._lines import folded
from ._tables import LEFT_OUT

__all__ = ["GDELT1", "GDELT2"]


# --- finding it out --------------------------------------------------------------------------------------------------


_FOLDED: Final = frozenset(map(folded, (*NAMES, "Day")))
_ID: Final = "globaleventid"
_FEW: Final = 4
"""With so many of GDELT's names, the id among them, a header is one of its events'."""
_ROW: Final = re.compile(r"\d+\t(\d{4})(-?)(\d\d)\2\d\d(?: 00:00:00)?\t\1\3\t\1\t", re.ASCII)


def _may_be(format_: str, sample: Sample) -> bool:
    """Whether a sample is of a format; where it could be of either, both say so, and the user chooses."""
    return format_ in (_kinds_of_objects(sample) if sample.is_json else _kinds_of_lines(sample))


def _kinds_of_lines(sample: Sample) -> Collection[str]:
    """Of which formats a table may be, by the first line that is a row of GDELT's or a header."""
    lines = sample.lines[:6]
    for number, line in enumerate(lines[:5]):
        names = names_in(line)
        if _ID in names and len(_FOLDED & set(names)) >= _FEW:
            mark = max("\t,;", key=line.count)
            cells = next(csv.reader(lines[number + 1 : number + 2], delimiter=mark), [])
            added = cells[names.index(_ADDED)] if _ADDED in names and len(cells) == len(names) else ""
            return _kinds_of(names, added)
        if line.count("\t") + 1 in map(len, LAYOUTS) and _ROW.match(line):
            return ("gdelt2",) if line.count("\t") + 1 == len(NAMES) else ("gdelt1",)
    return ()


def _kinds_of_objects(sample: Sample) -> Collection[str]:
    names = [folded(each) for each in re.findall(r'"(\w+)"\s*:', sample.text)]
    if _ID not in names or len(_FOLDED & set(names)) < _FEW:
        return ()
    added = re.search(rf'"{_ADDED}"\s*:\s*"?([0-9]+)', sample.text, re.IGNORECASE)
    return _kinds_of(names, "" if added is None else added[1])


_ADDED: Final = "dateadded"


def _kinds_of(names: Collection[str], added: str) -> Collection[str]:
    """Of which formats a table may be, by the names of its columns and when a row was added."""
    if any(name.endswith("geoadm2code") for name in names):
        return ("gdelt2",)
    if {folded(each) for each in NAMES_1} - {"day", "sqldate"} <= set(names):
        return ("gdelt1",)
    digits = re.sub("[^0-9]", "", added)
    return {14: ("gdelt2",), 8: ("gdelt1",)}.get(len(digits), ("gdelt2", "gdelt1"))


# --- reading ---------------------------------------------------------------------------------------------------------


_DayOrder: TypeAlias = Literal["DMY", "MDY"] | None


def _read_2(given: Input, log: Log, *, day_order: _DayOrder = None) -> Iterator[Record]:
    return _read("gdelt2", NAMES, given, log, day_order)


def _read_1(given: Input, log: Log, *, day_order: _DayOrder = None) -> Iterator[Record]:
    return _read("gdelt1", NAMES_1, given, log, day_order)


def _read(format_: str, standard: Sequence[str], given: Input, log: Log, day_order: _DayOrder) -> Iterator[Record]:
    if given.is_json:
        table = objects_of(given, _renamed)
    else:
        separated = unquoted(given, lambda name: _renamed(name) in NAMES)
        table = read_table(given, columns=standard, layouts=LAYOUTS, renamed=_renamed, dated=("SQLDATE",), **separated)
    table = mended(table, whole=WHOLE)
    if table.columns not in LAYOUTS:
        table.expect(given, lambda name: name in NAMES and name != "Year")
        if not given.is_json:  # where what is null may be left out
            log.missing(standard, table.columns)
    source = source_of(format_)
    # Rows of other lengths than the first are marked one by one.
    laid_out = with_layout(source, headed(table, standard) if given.is_json else table, standard, headed=False)
    yield Dataset(title=source.title, sources=(laid_out,))
    reading = _Reading(source, table, log, Dates(table, ("SQLDATE",), log, day_order=day_order), is_json=given.is_json)
    for row in table:
        event = reading.event(row)
        yield from reading.pool.new()
        yield event


_known: Final = renamed_to(NAMES)


def _renamed(name: str) -> str:
    """The name of a column for one in a header; the codebook has another one for the day."""
    return "SQLDATE" if folded(name) == "day" else _known(name)


class _Reading:
    """Makes the records of each row.

    The same actors, places, codes, days and articles come again and again, so each set of cells that belongs
    together is read once and remembered for a while, with those of its cells that the records do not give again.
    """

    def __init__(self, source: Source, table: Table, log: Log, dates: Dates, *, is_json: bool) -> None:
        self.pool = Pool()
        self._source, self._log, self._dates, self._is_json = source.id, log, dates, is_json
        self._width = len(table.columns)
        self._own = tuple(name for name in table.columns if name not in NAMES)
        self._days = lru_cache(KNOWN)(days_of)
        self._types = lru_cache(KNOWN)(types_of)
        self._actor = lru_cache(KNOWN)(actor_of)
        self._place = lru_cache(KNOWN)(place_of)
        self._claims = lru_cache(KNOWN)(self._claims_of)
        self._cell = lru_cache(KNOWN)(lambda name, value: Cell(name=name, value=value))
        self._location = lru_cache(KNOWN)(lambda place, role: Location(place=place, role=role))
        self._participant = lru_cache(KNOWN)(lambda actor, role: Participant(actor=actor, role=role))

    def event(self, row: Row) -> Incident:
        """The incident of a row. Whatever is in it, it becomes one: what cannot be read is kept as it is."""
        get = row.cells.get
        extra: list[Cell] = []
        number = get("GLOBALEVENTID", "")
        id_ = self._id(row, number)
        if stripped(number) != number:
            extra += COLUMNS.kept({"GLOBALEVENTID": number}, EventRow(number=stripped(number)))
        when = self._when(row, extra)
        types, violent = self._types_of(row, extra)
        participants = []
        for name, role in zip(("Actor1", "Actor2"), ROLES[violent], strict=True):
            actor, kept = self._actor(name, tuple([get(column, "") for column in BLOCKS[name]]))
            extra += kept
            if actor is not None:
                participants.append(self._participant(self.pool.once(actor).id, role))
        where = []
        for prefix, role in zip(PREFIXES, PLACE_ROLES, strict=True):
            place, kept, problem = self._place(prefix, tuple([get(column, "") for column in BLOCKS[prefix]]))
            extra += kept
            if problem is not None:
                self._log.often(*problem, row=row, column=f"{prefix}Lat")
            if place is not None:
                where.append(self._location(self.pool.once(place).id, role))
        extra += [self._cell(name, cell) for name in _COUNTED if (cell := get(name))]
        article, kept, claims = self._claims(get("SOURCEURL", ""))
        extra += kept
        if article is not None:
            self.pool.once(article)
        own = [name for name in row.cells if name not in COLUMNS.names] if self._is_json else self._own
        extra += [self._cell(name, cell) for name in own if (cell := get(name))]
        if len(row.cells) != self._width and not self._is_json:
            extra.append(self._cell(WIDTH, str(len(row.cells))))
        return Incident(
            id=id_,
            identifiers=identifiers_of((("gdelt", stripped(number)),)),
            when=when,
            where=tuple(where),
            participants=tuple(participants),
            types=types,
            assertions=claims,
            extra=as_written(extra, row),
        )

    def _when(self, row: Row, extra: list[Cell]) -> When | None:
        get = row.cells.get
        cell = stripped(get("SQLDATE", ""))
        # In a copy that another program made it may be spelled in some other way than with eight digits.
        read = self._dates.read(row, "SQLDATE") if cell and not cell.isdecimal() else None
        added = get("DATEADDED", "").replace("-", "")[:8]
        when, kept, guessed = self._days(*(get(name, "") for name in DAYS), added, read or "")
        extra += kept
        if guessed is not None:
            self._log.often("IO124", guessed, row=row, column="SQLDATE")
        if when is None and cell.isdecimal():
            message = "expected a day such as 20180101, got what is none; it is kept as it is"
            self._log.problem("IO104", message, row=row, column="SQLDATE")
        return when

    def _types_of(self, row: Row, extra: list[Cell]) -> tuple[tuple[TypeCode, ...], bool]:
        """The types of an event, and whether it is an act of violence."""
        get = row.cells.get
        types, kept, violent, told = self._types(*(get(name, "") for name in CODES))
        extra += kept
        if told is not None:
            self._log.often("IO125", told, row=row, column="EventCode")
        return types, violent

    def _id(self, row: Row, number: str) -> str:
        number = stripped(number)
        wanted = f"gdelt-{number}" if is_id(number) else f"gdelt-row-{row.number}"
        return self.pool.id_of(Incident, wanted, row, "GLOBALEVENTID", self._log)

    def _claims_of(self, address: str) -> tuple[Source | None, tuple[Cell, ...], tuple[Assertion, ...]]:
        article, kept = article_of(address)
        return article, kept, (claim_of(self._source, article),)


_COUNTED: Final = (
    *("IsRootEvent", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone", "DATEADDED"),
)
# --- writing ---------------------------------------------------------------------------------------------------------


def _write_2(dataset: Dataset, losses: Losses) -> Iterator[str]:
    return write("gdelt2", NAMES, dataset, losses)


def _write_1(dataset: Dataset, losses: Losses) -> Iterator[str]:
    return write("gdelt1", NAMES_1, dataset, losses)


_COMMON: Final[Mapping[str, Any]] = {
    "licence": "Open for any use with citation of The GDELT Project.",
    "endings": (".export.csv",),
    "holds": "Events that came from either format, with types, actors, places and one article each.",
    "normalises": (
        LEFT_OUT,
        "Cells are separated by tabs, without quotation marks, those of a copy with commas or semicolons too.",
        "A line ends with a line feed.",
        "Objects of JSON are written as a table with a header.",
    ),
}

GDELT2: Final = Format(
    name="gdelt2",
    title="GDELT 2.0 events",
    description="Types of events that a program found in the news, 61 columns without a header; a copy with a header, "
    "separated by tabs or commas, or with the rows as objects of JSON, is read too.",
    sniff=lambda sample: _may_be("gdelt2", sample),
    read=_read_2,
    write=_write_2,
    **_COMMON,
)
GDELT1: Final = Format(
    name="gdelt1",
    title="GDELT 1.0 events",
    description="The same in the older form, 57 or 58 columns without a header, also mixed in one file.",
    sniff=lambda sample: _may_be("gdelt1", sample),
    read=_read_1,
    write=_write_1,
    **_COMMON,
)
