"""POLECAT, events of the PLOVER ontology that a program codes from the world's news: `polecat`.

A row is a program's reading of one story: an actor, a type of event, a recipient. It becomes an incident with one
claim, that it occurred, which POLECAT makes (`machine`) by way of the story. Where a context says that it is
hypothetical or lies in the future, nobody claims that it occurred, and the incident says so.

| columns | become |
| --- | --- |
| Event ID | identifier of the event; its id is `polecat-` with the id |
| Event Type, Event Mode, Contexts, Quad Code | types, in `plover`, `plover-mode`, `plover-context`, `plover-quad` |
| Event Date | when it happened |
| Actor, Recipient columns | actors with countries and sectors as identifiers; roles `plover.source`, `plover.target` |
| Placename to Longitude, GeoNames ID | the place |
| Source, Publication Date | the story, a source in `via` of the claim |
| Version | the coder of the claim |

The intensity, titles, and who and what else the story names stay cells in `extra`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Literal

from .. import Actor, Dataset, Incident, Record, Source, TypeCode
from . import Columns, Format, Input, Log, Losses, Row, Sample, stripped
from ._cells import REMEMBERED, identified, identifiers_of, types_in
from ._coded_rows import (
    OF_ROW,
    CodedRow,
    Making,
    all_identified,
    day_cell,
    locations_of,
    name_of,
    participants_of,
    place_cells,
    publisher_of,
    realis_of,
    records_of,
    starts_with,
    types_of,
)
from ._coded_writing import lines_of
from ._tables import LEFT_OUT

__all__ = ["POLECAT"]

_HEADER: Final = """\
Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,\
Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,\
Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,\
Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source,\
Publication Date,Story People,Story Organizations,Story Locations,Language,Version"""
NAMES: Final = tuple(_HEADER.split(","))
_ID: Final = "polecat"
_DATASET: Final = Source(
    id=_ID,
    title="POLECAT: POLitical Event Classification, Attributes, and Types",
    publisher="Harvard Dataverse",
    url="https://doi.org/10.7910/DVN/AJGVIT",
)
_TYPES: Final[Mapping[str, tuple[str, str]]] = {
    "Event Type": ("event", "plover"),
    "Event Mode": ("mode", "plover-mode"),
    "Contexts": ("context", "plover-context"),
    "Quad Code": ("quad", "plover-quad"),
}
_OF_SIDE: Final = {
    who: (
        *(f"{who} Name", f"{who} Name Raw", f"{who} Country", f"{who} COW"),
        *(f"Primary {who} Sector", f"{who} Sectors", f"Wikipedia {who} ID"),
    )
    for who in ("Actor", "Recipient")
}


# --- the cells -------------------------------------------------------------------------------------------------------


def _side_cells(who: str) -> Mapping[str, Callable[[Actor | None], str] | None]:
    def all_of(scheme: str) -> Callable[[Actor | None], str]:
        return lambda actor: all_identified(actor, scheme)

    return {
        f"{who} Name": name_of,
        f"{who} Country": all_of("iso3166-1-alpha3"),
        f"{who} COW": all_of("cow"),
        f"Primary {who} Sector": lambda actor: identified(actor, "plover-sector"),
        f"{who} Sectors": all_of("plover-sector"),
        f"Wikipedia {who} ID": lambda actor: identified(actor, "wikipedia"),
        f"{who} Title": None,
        f"{who} Name Raw": None,
    }


def _type(vocabulary: str) -> Callable[[Iterable[TypeCode]], str]:
    return lambda types: types_in(types, vocabulary)


def _published(story: Source | None) -> str:
    return "" if story is None else day_cell(story.published)


_CELLS: Final[Mapping[str, Mapping[str, Callable[[Any], str] | None]]] = {
    "": OF_ROW,
    "types": {column: _type(vocabulary) for column, (_, vocabulary) in _TYPES.items()},
    "source": _side_cells("Actor"),
    "target": _side_cells("Recipient"),
    "place": {
        **place_cells(_ID),
        "Placename": name_of,
        "GeoNames ID": lambda place: identified(place, "geonames"),
        "Raw Placename": None,
        "Feature Type": None,
    },
    "story": {"Source": publisher_of, "Publication Date": _published},
}


# --- reading and writing ---------------------------------------------------------------------------------------------


def _sniff(sample: Sample) -> bool:
    return starts_with(sample, ("Event ID", "Event Type", "Event Mode", "Quad Code", "Actor Name"))


def _read(given: Input, log: Log, *, day_order: Literal["DMY", "MDY"] | None = None) -> Iterator[Record]:
    return records_of(given, log, _DATASET, NAMES, ("Event Date", "Publication Date"), day_order, _Making)


class _Making(Making):
    """Makes the records of each row."""

    columns, parts = Columns[CodedRow].by_part(NAMES, _CELLS), _CELLS
    whole = ("GeoNames ID", "Actor COW", "Recipient COW")

    def event(self, row: Row) -> Incident:
        """The incident that a row becomes, whatever is in it; the pool has what it names."""
        number, contexts, coder = self.values(row, ("Event ID", "Contexts", "Version"))
        id_ = self.event_id(row, number)
        realis = realis_of(_listed(contexts))
        source, target = self._side(row, "Actor"), self._side(row, "Recipient")
        place, story = self.place(row, "Placename", "GeoNames ID"), None
        if realis == "actual":
            story = self._story(row, id_)
        made = CodedRow(
            number=number,
            when=self.day(row, "Event Date"),
            types=_types(*self.values(row, _TYPES)),
            source=source,
            target=target,
            place=place,
            story=story,
            coder=coder if realis == "actual" else "",
        )
        return Incident(
            id=id_,
            identifiers=identifiers_of(((_ID, number),)),
            realis=realis,
            when=made.when,
            where=locations_of(place),
            participants=participants_of((source, target)),
            types=made.types,
            assertions=(self.claim(story, coder),) if realis == "actual" else (),
            extra=self.kept(row, made),
        )

    def _side(self, row: Row, who: str) -> Actor | None:
        """Who it is, by name; else in the words of the story, else by country."""
        values = self.values(row, _OF_SIDE[who])
        return self.actor(next(filter(None, values[:3]), ""), _identifiers(*values[2:]))

    def _story(self, row: Row, event: str) -> Source | None:
        publisher, published = self.value(row, "Source"), self.day(row, "Publication Date")
        if not publisher and published is None:
            return None
        return self.pool.once(Source(id=f"{event}-story", publisher=publisher or None, published=published))


@lru_cache(REMEMBERED)
def _identifiers(countries: str, cow: str, primary: str, sectors: str, wikipedia: str) -> tuple[tuple[str, str], ...]:
    return (
        *(("iso3166-1-alpha3", each) for each in _listed(countries)),
        *(("cow", each) for each in _listed(cow)),
        *(("plover-sector", each) for each in _listed(sectors) or [primary]),
        ("wikipedia", wikipedia),
    )


@lru_cache(REMEMBERED)
def _types(*values: str) -> tuple[TypeCode, ...]:
    return tuple(
        each
        for (table, vocabulary), value in zip(_TYPES.values(), values, strict=True)
        for each in types_of(("plover", table), vocabulary, _listed(value))
    )


def _sayable(types: Sequence[TypeCode]) -> list[TypeCode]:
    """The types that the four cells of a row say, under the names that they have there."""
    again = _types(*(types_in(types, vocabulary) for _, vocabulary in _TYPES.values()))
    return [each for each in types if each in again]


def _listed(value: str) -> list[str]:
    return [each for each in map(stripped, value.split(";")) if each]


def _write(dataset: Dataset, losses: Losses, *, guard: bool = False) -> Iterator[str]:
    return lines_of(dataset, losses, _DATASET, _Making, _sayable, guard=guard)


POLECAT: Final = Format(
    name="polecat",
    title="POLECAT",
    description="Events of the PLOVER ontology coded by a program from the news, 2018 on: a table between tabs.",
    holds="Events that came from it: who did what to whom, where and when, as a program read one story.",
    licence="Of the Harvard Dataverse, under the terms that stand there; cite Halterman et al. (2023).",
    endings=(".txt",),
    sniff=_sniff,
    read=_read,
    write=_write,
    normalises=(
        LEFT_OUT,
        "White space around the word that stands for nothing is left out.",
        "Empty cells beyond the last column are left out.",
        "A table with commas or semicolons between its cells is written with tabs, and its lines end with CR LF.",
    ),
)
