"""ICEWS, events that a program coded from the news under CAMEO, 1995 to 2023: `icews`.

A row is a program's reading of one sentence: a source, an act, a target. It becomes an incident with one claim, that
it occurred, which ICEWS makes (`machine`) by way of the story. An event id is not unique; with the date it is, so the
id of the incident has both.

Two rows of one sentence with source and target the other way round are often one meeting or
clash: they stay two incidents, since the file does not say so, and their number is told.

| columns | become |
| --- | --- |
| Event ID, Event Date | identifier and date of the event; its id is `icews-` with both |
| CAMEO Code, Event Text | types of the incident, in the vocabularies `cameo` and `icews` |
| Source and Target columns | actors with sectors and country as identifiers; roles `plover.source`, `plover.target` |
| City to Longitude | the place |
| Story ID, Publisher | the story, a source in `via` of the claim |

The intensity and the number of the sentence stay cells in `extra`. Releases without the column CAMEO Code, extracts
with other columns among these and headers such as `event_id` are read too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

import attrs

from .. import Actor, Dataset, Identifier, Incident, Record, Severity, Source, TypeCode
from . import Column, Columns, Dates, Format, Input, Log, Losses, Row, Sample, is_id, read_table, stripped
from ._coded_rows import (
    ANYBODYS,
    CodedRow,
    Making,
    cell_of,
    is_quoted,
    lines_of,
    locations_of,
    participants_of,
    place_cells,
    renamed_to,
    source_of,
    starts_with,
    types_of,
)

__all__ = ["ICEWS"]

_HEADER: Final = """\
Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,\
Target Sectors,Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude"""
NAMES: Final = tuple(_HEADER.split(","))
_OWN: Final = frozenset(NAMES) - ANYBODYS
_ID: Final = "icews"
_STORY: Final = "icews-story"
_REMEMBERED: Final = 10_000
"""So many of the last rows are looked at for the mirror image of a row; those of one story stand near each other."""


# --- the cells -------------------------------------------------------------------------------------------------------


def _side_cells(index: int, who: str) -> Mapping[str, Callable[[CodedRow], str]]:
    def name(row: CodedRow) -> str:
        actor = row.sides[index]
        return "" if actor is None else actor.name

    def sectors(row: CodedRow) -> str:
        return row.identifier(row.sides[index], "icews-sector").replace("; ", ",")

    def country(row: CodedRow) -> str:
        return row.identifier(row.sides[index], "icews-country")

    return {f"{who} Name": name, f"{who} Sectors": sectors, f"{who} Country": country}


_CELLS: Final[Mapping[str, Callable[[CodedRow], str]]] = {
    "Event ID": lambda row: row.identifier(row.event, _ID),
    "Event Date": lambda row: row.day,
    "Event Text": lambda row: row.type("icews"),
    "CAMEO Code": lambda row: row.type("cameo"),
    **_side_cells(0, "Source"),
    **_side_cells(1, "Target"),
    "Story ID": lambda row: row.identifier(row.story, _STORY),
    "Publisher": lambda row: "" if row.story is None else row.story.publisher or "",
    **place_cells(_ID),
}
_COLUMNS: Final = Columns(Column(name=name, cell=cell_of(_CELLS.get(name))) for name in NAMES)


# --- reading and writing ---------------------------------------------------------------------------------------------


def _sniff(sample: Sample) -> bool:
    return starts_with(sample, ("Event ID", "Event Date", "Source Name", "Event Text", "Target Name"))


def _read(given: Input, log: Log, *, day_order: Literal["DMY", "MDY"] | None = None) -> Iterator[Record]:
    quoted = is_quoted(given)
    table = read_table(given, columns=NAMES, delimiter="\t", quoted=quoted, renamed=renamed_to(NAMES))
    # Without a header the names are given by number, so only the last of them tells something.
    table.expect(given, (NAMES[-1:] if table.header is None else _OWN).__contains__)
    missing = _COLUMNS.missing(table)
    if missing:
        log.problem("IO126", f"expected {len(NAMES)} columns, got none of these: {', '.join(missing)}")
    title = "ICEWS Coded Event Data"
    source = Source(id=_ID, title=title, publisher="Harvard Dataverse", url="https://doi.org/10.7910/DVN/28075")
    source = source_of(source, given, table, NAMES, quoted=quoted)
    yield Dataset(title=title, sources=(source,))
    making = _Making(source, log, Dates(table, ("Event Date",), log, day_order=day_order))
    for row in table:
        event = making.event(row)
        yield from making.pool.new()
        yield event


class _Making(Making):
    """Makes the records of each row."""

    def __init__(self, source: Source, log: Log, dates: Dates) -> None:
        super().__init__(source, log, dates)
        self._seen: dict[tuple[str, ...], None] = {}

    def event(self, row: Row) -> Incident:
        """The incident that a row becomes, whatever is in it; the pool has what it names."""
        number, when, code = self.value(row, "Event ID"), self.day(row, "Event Date"), self.value(row, "CAMEO Code")
        if not _is_cameo(code):
            message = f"{code} is no code of CAMEO: the zero in front of it may be gone"
            self.log.problem("IO125", message, row=row, column="CAMEO Code")
        sides = (self._side(row, "Source"), self._side(row, "Target"))
        self._look_for_mirror(row)
        place, story, text = self.place(row), self._story(row), self.value(row, "Event Text")
        event = Incident(
            id=self.event_id(row, f"{number}-{when}" if number and when is not None else number),
            identifiers=(Identifier(scheme=_ID, value=number),) if number else (),
            when=when,
            where=locations_of(place),
            participants=participants_of(sides),
            types=self.known(("types", code, text), lambda: _types(code, text)),
            assertions=(self.claim(story),),
        )
        made = CodedRow(event=event, sides=sides, place=place, story=story, nothing=self.nothing)
        return attrs.evolve(event, extra=_COLUMNS.kept(row.cells, made))

    def _side(self, row: Row, who: str) -> Actor | None:
        values = [self.value(row, f"{who} {each}") for each in ("Name", "Sectors", "Country")]
        return self.known(("side", *values), lambda: self._actor(*values))

    def _actor(self, name: str, sectors: str, country: str) -> Actor | None:
        listed = [stripped(each) for each in sectors.split(",")]
        # A country as such bears its own name; of others the sectors do not tell a person from a body.
        kind = "state" if name == country and not sectors else "unknown"
        return self.actor(name, (*(("icews-sector", each) for each in listed), ("icews-country", country)), kind)

    def _story(self, row: Row) -> Source | None:
        """The story, which several rows may name."""
        number, publisher = self.value(row, "Story ID"), self.value(row, "Publisher")
        if not number and not publisher:
            return None
        # Without a number nothing says that two rows are of one story.
        id_ = f"{_STORY}-{number}" if is_id(number) else f"{_STORY}-of-row-{row.number}"
        identifiers = (Identifier(scheme=_STORY, value=number),) if number else ()
        return self.pool.first(Source(id=id_, publisher=publisher or None, identifiers=identifiers))

    def _look_for_mirror(self, row: Row) -> None:
        """Tell of a row that has another one of the same sentence with source and target the other way round."""
        sentence = tuple(self.value(row, each) for each in ("Story ID", "Sentence Number", "Event Date"))
        source, target = self.value(row, "Source Name"), self.value(row, "Target Name")
        if not sentence[0] or not sentence[1] or source == target:
            return
        if (*sentence, target, source) in self._seen:
            message = "the same sentence gave a row with source and target the other way round; both are events here"
            self.log.often("IO123", message, row=row, column="Source Name", severity=Severity.INFO)
        self._seen[(*sentence, source, target)] = None
        if len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]


def _types(code: str, text: str) -> tuple[TypeCode, ...]:
    return (
        *types_of(("cameo", "event"), "cameo", (code,) if code else ()),
        *types_of(("icews", "event_text"), "icews", (text,) if text else ()),
    )


_CAMEO: Final = re.compile(r"(?:0[1-9]|1\d|20)\d{0,2}", re.ASCII)


def _is_cameo(code: str) -> bool:
    """Whether a code may be one of CAMEO, whose roots are 01 to 20; nothing at all may be one."""
    return not code or _CAMEO.fullmatch(code) is not None


def _write(dataset: Dataset, losses: Losses, *, guard: bool = False) -> Iterator[str]:
    return lines_of(dataset, losses, _COLUMNS, _ID, guard=guard)


ICEWS: Final = Format(
    name="icews",
    title="ICEWS",
    description="Events coded by a program from the news under CAMEO, 1995 to 2023: a table between tabs.",
    holds="Events that came from it: who did what to whom, where and when, as a program read one sentence.",
    licence="Of the Harvard Dataverse, under the terms that stand there; cite Boschee et al. (2015).",
    endings=(".tab",),
    sniff=_sniff,
    read=_read,
    write=_write,
    normalises=("Empty cells beyond the last column are left out.",),
)
