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

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

import attrs

from .. import Actor, Dataset, Identifier, Incident, Record, Source, TypeCode
from . import Column, Columns, Dates, Format, Input, Log, Losses, Row, Sample, read_table, stripped
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
    realis_of,
    renamed_to,
    source_of,
    starts_with,
    types_of,
)

__all__ = ["POLECAT"]

_HEADER: Final = """\
Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,\
Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,\
Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,\
Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source,\
Publication Date,Story People,Story Organizations,Story Locations,Language,Version"""
NAMES: Final = tuple(_HEADER.split(","))
_OWN: Final = frozenset(NAMES) - ANYBODYS
_ID: Final = "polecat"
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


def _side_cells(index: int, who: str) -> Mapping[str, Callable[[CodedRow], str]]:
    def name(row: CodedRow) -> str:
        actor = row.sides[index]
        return "" if actor is None else actor.name

    def primary(row: CodedRow) -> str:
        return row.identifier(row.sides[index], "plover-sector").partition("; ")[0]

    def listed(scheme: str) -> Callable[[CodedRow], str]:
        return lambda row: row.identifier(row.sides[index], scheme)

    return {
        f"{who} Name": name,
        f"{who} Country": listed("iso3166-1-alpha3"),
        f"{who} COW": listed("cow"),
        f"Primary {who} Sector": primary,
        f"{who} Sectors": listed("plover-sector"),
        f"Wikipedia {who} ID": listed("wikipedia"),
    }


def _published(row: CodedRow) -> str:
    return "" if row.story is None or row.story.published is None else str(row.story.published)


_CELLS: Final[Mapping[str, Callable[[CodedRow], str]]] = {
    "Event ID": lambda row: row.identifier(row.event, "polecat"),
    "Event Date": lambda row: row.day,
    "Event Type": lambda row: row.type("plover"),
    "Event Mode": lambda row: row.type("plover-mode"),
    "Contexts": lambda row: row.type("plover-context"),
    "Quad Code": lambda row: row.type("plover-quad"),
    **_side_cells(0, "Actor"),
    **_side_cells(1, "Recipient"),
    **place_cells("polecat"),
    "Placename": lambda row: "" if row.place is None else row.place.name,
    "GeoNames ID": lambda row: row.identifier(row.place, "geonames"),
    "Source": lambda row: "" if row.story is None else row.story.publisher or "",
    "Publication Date": _published,
    "Version": lambda row: row.coder,
}
_COLUMNS: Final = Columns(Column(name=name, cell=cell_of(_CELLS.get(name))) for name in NAMES)


# --- reading and writing ---------------------------------------------------------------------------------------------


def _sniff(sample: Sample) -> bool:
    return starts_with(sample, ("Event ID", "Event Type", "Event Mode", "Quad Code", "Actor Name"))


def _read(given: Input, log: Log, *, day_order: Literal["DMY", "MDY"] | None = None) -> Iterator[Record]:
    quoted = is_quoted(given)
    table = read_table(given, columns=NAMES, delimiter="\t", quoted=quoted, renamed=renamed_to(NAMES))
    # Without a header the names are given by number, so only the last of them tells something.
    table.expect(given, (NAMES[-1:] if table.header is None else _OWN).__contains__)
    missing = _COLUMNS.missing(table)
    if missing:
        log.problem("IO126", f"expected {len(NAMES)} columns, got none of these: {', '.join(missing)}")
    title = "POLECAT: POLitical Event Classification, Attributes, and Types"
    source = Source(id=_ID, title=title, publisher="Harvard Dataverse", url="https://doi.org/10.7910/DVN/AJGVIT")
    source = source_of(source, given, table, NAMES, quoted=quoted)
    yield Dataset(title=title, sources=(source,))
    making = _Making(source, log, Dates(table, ("Event Date", "Publication Date"), log, day_order=day_order))
    for row in table:
        event = making.event(row)
        yield from making.pool.new()
        yield event


class _Making(Making):
    """Makes the records of each row."""

    def event(self, row: Row) -> Incident:
        """The incident that a row becomes, whatever is in it; the pool has what it names."""
        number, contexts = self.value(row, "Event ID"), _listed(self.value(row, "Contexts"))
        id_ = self.event_id(row, number)
        sides = (self._side(row, "Actor"), self._side(row, "Recipient"))
        place = self.place(row, "Placename", "GeoNames ID")
        realis = realis_of(contexts)
        story = self._story(row, id_) if realis == "actual" else None
        event = Incident(
            id=id_,
            identifiers=(Identifier(scheme=_ID, value=number),) if number else (),
            realis=realis,
            when=self.day(row, "Event Date"),
            where=locations_of(place),
            participants=participants_of(sides),
            types=self._types(row),
            assertions=(self.claim(story, self.value(row, "Version")),) if realis == "actual" else (),
        )
        made = CodedRow(event=event, sides=sides, place=place, story=story, nothing=self.nothing)
        return attrs.evolve(event, extra=_COLUMNS.kept(row.cells, made))

    def _types(self, row: Row) -> tuple[TypeCode, ...]:
        values = {column: self.value(row, column) for column in _TYPES}

        def made() -> tuple[TypeCode, ...]:
            return tuple(
                each
                for column, (table, vocabulary) in _TYPES.items()
                for each in types_of(("plover", table), vocabulary, _listed(values[column]))
            )

        return self.known(("types", *values.values()), made)

    def _side(self, row: Row, who: str) -> Actor | None:
        values = [self.value(row, each) for each in _OF_SIDE[who]]
        return self.known(("side", *values), lambda: self._actor(*values))

    def _actor(
        self, name: str, raw: str, countries: str, cow: str, primary: str, sectors: str, wikipedia: str
    ) -> Actor | None:
        """Who it is, by name; else in the words of the story, else by country."""
        return self.actor(
            name or raw or countries,
            (
                *(("iso3166-1-alpha3", each) for each in _listed(countries)),
                *(("cow", each) for each in _listed(cow)),
                *(("plover-sector", each) for each in _listed(sectors) or [primary]),
                ("wikipedia", wikipedia),
            ),
        )

    def _story(self, row: Row, event: str) -> Source | None:
        publisher, published = self.value(row, "Source"), self.day(row, "Publication Date")
        if not publisher and published is None:
            return None
        return self.pool.once(Source(id=f"{event}-story", publisher=publisher or None, published=published))


def _listed(value: str) -> list[str]:
    return [each for each in map(stripped, value.split(";")) if each]


def _write(dataset: Dataset, losses: Losses, *, guard: bool = False) -> Iterator[str]:
    return lines_of(dataset, losses, _COLUMNS, _ID, guard=guard)


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
        "White space around the word that stands for nothing is left out.",
        "Empty cells beyond the last column are left out.",
    ),
)
