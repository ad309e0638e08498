"""ICEWS, events that a program coded from the news under CAMEO, 1995 to 2023: `icews`.

A row is a program's reading of one sentence: a source, an act, a target. It becomes an incident with one claim, that
it occurred, which ICEWS makes (`machine`) by way of the story. An event id is not unique; with the date it is, so the
id of the incident has both.

Two rows of one sentence with source and target the other way round are often one meeting or
clash: they stay two incidents, since the file does not say so, and their number is told.

| columns | become |
| --- | --- |
| Event ID, Event Date | identifier and date of the event; its id is `icews-` with both |
| CAMEO Code, Event Text | types of the incident, in the vocabularies `cameo` and `icews`; lost zeros are put back |
| Source and Target columns | actors with sectors and country as identifiers; roles `plover.source`, `plover.target` |
| City to Longitude | the place |
| Story ID, Publisher | the story, a source in `via` of the claim |

The intensity and the number of the sentence stay cells in `extra`. Releases without the column CAMEO Code, extracts
with other columns among these and headers such as `event_id` are read too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Literal

from .. import Actor, Dataset, Incident, Record, Severity, Source, TypeCode
from . import Columns, Dates, Format, Input, Log, Losses, Row, Sample, is_id, stripped
from ._cameo_codes import has_two_meanings, lost_its_zero, spoken_for, zeros_are_gone
from ._cells import REMEMBERED, identified, identifiers_of, types_in
from ._coded_rows import (
    OF_ROW,
    CodedRow,
    Making,
    all_identified,
    locations_of,
    name_of,
    participants_of,
    place_cells,
    publisher_of,
    records_of,
    starts_with,
    types_of,
)
from ._coded_writing import lines_of
from ._tables import LEFT_OUT

__all__ = ["ICEWS"]

_HEADER: Final = """\
Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,\
Target Sectors,Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude"""
NAMES: Final = tuple(_HEADER.split(","))
_ID: Final = "icews"
_DATASET: Final = Source(
    id=_ID,
    title="ICEWS Coded Event Data",
    publisher="Harvard Dataverse",
    url="https://doi.org/10.7910/DVN/28075",
)
_STORY: Final = "icews-story"
_OF_SIDE: Final = {who: (f"{who} Name", f"{who} Sectors", f"{who} Country") for who in ("Source", "Target")}
_REMEMBERED: Final = 10_000
"""So many of the last rows are looked at for the mirror image of a row; those of one story stand near each other."""


# --- the cells -------------------------------------------------------------------------------------------------------


def _side_cells(who: str) -> Mapping[str, Callable[[Actor | None], str]]:
    return {
        f"{who} Name": name_of,
        f"{who} Sectors": lambda actor: all_identified(actor, "icews-sector").replace("; ", ","),
        f"{who} Country": lambda actor: identified(actor, "icews-country"),
    }


_CELLS: Final[Mapping[str, Mapping[str, Callable[[Any], str] | None]]] = {
    "": OF_ROW,
    "types": {
        "Event Text": lambda types: types_in(types, "icews"),
        "CAMEO Code": lambda types: types_in(types, "cameo"),
    },
    "source": _side_cells("Source"),
    "target": _side_cells("Target"),
    "place": place_cells(_ID),
    "story": {"Story ID": lambda story: identified(story, _STORY), "Publisher": publisher_of},
}


# --- reading and writing ---------------------------------------------------------------------------------------------


def _sniff(sample: Sample) -> bool:
    return starts_with(sample, ("Event ID", "Event Date", "Source Name", "Event Text", "Target Name"))


def _read(given: Input, log: Log, *, day_order: Literal["DMY", "MDY"] | None = None) -> Iterator[Record]:
    return records_of(given, log, _DATASET, NAMES, ("Event Date",), day_order, _Making)


class _Making(Making):
    """Makes the records of each row."""

    columns, parts = Columns[CodedRow].by_part(NAMES, _CELLS), _CELLS
    whole = ("Event ID", "CAMEO Code", "Story ID", "Sentence Number")

    def __init__(self, source: Source, log: Log, dates: Dates) -> None:
        super().__init__(source, log, dates)
        self._seen: dict[tuple[str, ...], None] = {}
        self._are_gone: bool | None = None

    def event(self, row: Row) -> Incident:
        """The incident that a row becomes, whatever is in it; the pool has what it names."""
        number, code, text = self.values(row, ("Event ID", "CAMEO Code", "Event Text"))
        when = self.day(row, "Event Date")
        code = self._code(row, code, text)
        source, target = self._side(row, "Source"), self._side(row, "Target")
        self._look_for_mirror(row)
        place, story, types = self.place(row), self._story(row), _types(code, text)
        made = CodedRow(number=number, when=when, types=types, source=source, target=target, place=place, story=story)
        return Incident(
            id=self.event_id(row, f"{number}-{when}" if number and when is not None else number),
            identifiers=identifiers_of(((_ID, number),)),
            when=when,
            where=locations_of(place),
            participants=participants_of((source, target)),
            types=types,
            assertions=(self.claim(story),),
            extra=self.kept(row, made),
        )

    def _code(self, row: Row, code: str, text: str) -> str:
        """The code of CAMEO that a cell says, with the zero that it lost; "" where nobody knows which it is."""
        if not has_two_meanings(code):
            mended = f"0{code}" if lost_its_zero(code) else code
            if mended != code:
                self.log.often("IO125", _MENDED, row=row, column="CAMEO Code")
            elif not _is_cameo(code):
                self.log.problem("IO125", f"{code} is no code of CAMEO", row=row, column="CAMEO Code")
            return mended
        reading = spoken_for(code, text)
        if reading == "without":
            return code
        if reading == "with" or self._zeros_are_gone():
            self.log.often("IO125", _MENDED, row=row, column="CAMEO Code")
            return f"0{code}"
        self.log.often("IO125", _UNKNOWN, row=row, column="CAMEO Code", severity=Severity.WARNING)
        return ""

    def _zeros_are_gone(self) -> bool:
        if self._are_gone is None:
            column = (row.stripped("CAMEO Code") for row in self._dates.rows)
            self._are_gone = zeros_are_gone(column)
        return self._are_gone

    def _side(self, row: Row, who: str) -> Actor | None:
        name, sectors, country = self.values(row, _OF_SIDE[who])
        # A country as such bears its own name; of others the sectors do not tell a person from a body.
        kind = "state" if name == country and not sectors else "unknown"
        listed = [("icews-sector", stripped(each)) for each in sectors.split(",")]
        return self.actor(name, (*listed, ("icews-country", country)), kind)

    def _story(self, row: Row) -> Source | None:
        """The story, which several rows may name."""
        number, publisher = self.value(row, "Story ID"), self.value(row, "Publisher")
        if not number and not publisher:
            return None
        # Without a number nothing says that two rows are of one story.
        id_ = f"{_STORY}-{number}" if is_id(number) else f"{_STORY}-of-row-{row.number}"
        identifiers = identifiers_of(((_STORY, number),))
        return self.pool.first(Source(id=id_, publisher=publisher or None, identifiers=identifiers))

    def _look_for_mirror(self, row: Row) -> None:
        """Tell of a row that has another one of the same sentence with source and target the other way round."""
        *sentence, source, target = self.values(row, _OF_SENTENCE)
        if not sentence[0] or not sentence[1] or source == target:
            return
        if (*sentence, target, source) in self._seen:
            message = "the same sentence gave a row with source and target the other way round; both are events here"
            self.log.often("IO123", message, row=row, column="Source Name", severity=Severity.INFO)
        self._seen[(*sentence, source, target)] = None
        if len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]


_OF_SENTENCE: Final = ("Story ID", "Sentence Number", "Event Date", "Source Name", "Target Name")


@lru_cache(REMEMBERED)
def _types(code: str, text: str) -> tuple[TypeCode, ...]:
    return (
        *types_of(("cameo", "event"), "cameo", (code,) if code else ()),
        *types_of(("icews", "event_text"), "icews", (text,) if text else ()),
    )


_MENDED: Final = "expected a code with its zero in front, got it without; it is read with it"
_UNKNOWN: Final = "a zero may be gone in front of this code, and nothing tells; no type of CAMEO is read from it"
_CAMEO: Final = re.compile(r"(?:0[1-9]|1\d|20)\d{0,2}", re.ASCII)


def _is_cameo(code: str) -> bool:
    """Whether a code may be one of CAMEO, whose roots are 01 to 20; nothing at all may be one."""
    return not code or _CAMEO.fullmatch(code) is not None


def _sayable(types: Sequence[TypeCode]) -> list[TypeCode]:
    """The types that the two cells of a row say: the first of each vocabulary, under the name that it has there."""
    code, text = (next((each.value for each in types if each.vocabulary == name), "") for name in ("cameo", "icews"))
    again = _types(code, text)
    return [each for each in again if each in types]


def _write(dataset: Dataset, losses: Losses, *, guard: bool = False) -> Iterator[str]:
    return lines_of(dataset, losses, _DATASET, _Making, _sayable, guard=guard)


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
    normalises=(
        LEFT_OUT,
        "Empty cells beyond the last column are left out.",
        "A table with commas or semicolons between its cells is written with tabs, and its lines end with CR LF.",
    ),
)
