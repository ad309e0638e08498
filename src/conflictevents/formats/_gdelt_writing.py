"""Writing rows of GDELT's events: each cell from what the records say now, and a count of what no cell says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any, Final

import attrs

from .. import Actor, Assertion, Cell, Claim, Dataset, Incident, Place, Source, TypeCode
from . import Finder, Losses, Row, Sheet, count_unwritten, held, is_id, layout_of, tab_line
from ._cells import count_changed, identified, kept_in
from ._claim_words import statuses
from ._columns import READ_AS
from ._gdelt_columns import (
    BLOCKS,
    CODES,
    COLUMNS,
    DAYS,
    LAYOUTS,
    PLACE_ROLES,
    PREFIXES,
    ROLES,
    WHOLE,
    EventRow,
)
from ._gdelt_files import BREAK, KNOWN
from ._gdelt_records import actor_of, article_of, claim_of, place_of, types_of
from ._resaved import mended_row
from ._sheet import count_foreign

__all__ = ["WIDTH", "source_of", "write"]

_TITLES: Final = {"gdelt2": "GDELT 2.0 Event Database", "gdelt1": "GDELT 1.0 Event Database"}
WIDTH: Final = "cells of the row"
_ADDED: Final = "DATEADDED"


def write(format_: str, standard: Sequence[str], dataset: Dataset, losses: Losses) -> Iterator[str]:
    """The lines of a table of the events of either format."""
    find = Finder(dataset)
    source = find(Source, format_)
    for each in _TITLES:
        find(Source, each)
    status = statuses(dataset)
    rows = [(event, claim) for event in dataset.events if (claim := _own_claim(event, status)) is not None]
    events = [event for event, _ in rows if isinstance(event, Incident)]
    sheet = Sheet(
        COLUMNS,
        source,
        (event.extra for event in events),
        standard=standard,
        headed=False,
        no_columns=(WIDTH,),
        line=partial(tab_line, losses=losses, lost=BREAK),
    )
    yield from sheet.header()
    has_header = layout_of(source, standard, headed=False)[1] is not None
    layouts = {str(len(each)): each for each in LAYOUTS} if source is not None and sheet.standing in LAYOUTS else {}
    writing = _Writing(find, losses, format_)
    for event, claim in rows:
        if not isinstance(event, Incident):
            continue
        find.mark(event)
        is_own = claim.attribution.source == format_
        names = layouts.get(kept_in(event, WIDTH), sheet.standing) if is_own else sheet.standing
        # Without a header nobody could tell what a cell beyond the last column is.
        names = (*names, *(sheet.own if has_header else ()))
        yield sheet.line(*writing.row(event, claim, names), names=names)
    count_changed(source, source_of(format_), ("title", "publisher", "url"), losses)
    for each in _TITLES:
        count_foreign(find(Source, each), (), losses)
    count_unwritten(dataset, source, find.found, _HELD, losses)


def source_of(format_: str) -> Source:
    """The source whose table it is."""
    return Source(
        id=format_, title=_TITLES[format_], publisher="The GDELT Project", url="https://www.gdeltproject.org/"
    )


def _own_claim(event: Any, status: Callable[[Claim], str]) -> Assertion | None:
    """GDELT's claim that an incident occurred, where a row can make it and it stands."""
    if not isinstance(event, Incident) or event.realis != "actual":
        return None
    return next((each for each in event.assertions if _is_own(each) and status(each) == "current"), None)


def _is_own(claim: Assertion) -> bool:
    by = claim.attribution
    again = claim_of(by.source, None)
    bare = attrs.evolve(claim, id=None, note=None, waivers=(), attribution=attrs.evolve(by, via=()))
    return by.source in _TITLES and len(by.via) <= 1 and bare == again


class _Writing:
    """Makes the records and the kept cells of each row, and counts what they leave out."""

    def __init__(self, find: Finder, losses: Losses, format_: str) -> None:
        self._find, self._losses, self._format = find, losses, format_
        self._types = lru_cache(KNOWN)(types_of)
        self._counted: set[tuple[int, str]] = set()

    def row(self, event: Incident, claim: Assertion, names: Sequence[str]) -> tuple[EventRow, Sequence[Cell]]:
        """The records of a row and the cells that were kept of it.

        Args:
            event: The incident.
            claim: GDELT's claim that it occurred.
            names: The columns of the row.
        """
        find, add = self._find, self._losses.add
        by = claim.attribution
        article = find(Source, by.via[0]) if by.via else None
        made = EventRow(number=identified(event, "gdelt"), when=event.when, types=_firsts(event.types), article=article)
        kept = self._kept(event, by.source, made, names)
        types, _, is_violent, _ = self._types(*_meant(CODES, _cells(made, CODES, kept, names)))
        actors, places = self._named(event, ROLES[is_violent])
        made = attrs.evolve(made, actors=actors, places=places)
        # What is left out.
        add("Incident.when", event.when is not None and (not made.day() or "SQLDATE" not in names))
        add("Incident.types", len(set(types).symmetric_difference(event.types)))
        add("Incident.participants", len(event.participants) - sum(each is not None for each in actors))
        add("Incident.where", len(event.where) - sum(each is not None for each in places))
        add(
            "Incident.identifiers",
            sum(each.scheme != "gdelt" or each.value != made.number for each in event.identifiers),
        )
        wanted = f"gdelt-{made.number}" if is_id(made.number) else None
        is_same = event.id.startswith("gdelt-row") if wanted is None else event.id.partition("~")[0] == wanted
        add("Incident.id", not is_same)
        add("Assertion", len(event.assertions) - 1)
        add("Attribution.source", by.source != self._format)
        for name, actor in zip(("Actor1", "Actor2"), actors, strict=True):
            row = EventRow(actors=(actor, None) if name == "Actor1" else (None, actor))
            self._count(actor, row, name, names, lambda name, cells: actor_of(name, cells)[0])
        for number, (prefix, place) in enumerate(zip(PREFIXES, places, strict=True)):
            alone = [place if at == number else None for at in range(3)]
            row = EventRow(places=(alone[0], alone[1], alone[2]))
            self._count(place, row, prefix, names, lambda name, cells: place_of(name, cells)[0])
        again = article_of(*_cells(made, ("SOURCEURL",), kept, names))[0]
        add("Attribution.via", len(by.via) - (again is not None))
        self._count_fields(article, again, "")
        return made, kept

    def _kept(self, event: Incident, source: str, made: EventRow, names: Sequence[str]) -> list[Cell]:
        """The cells that were kept of a row, without those of a date that it no longer has."""
        hidden = set(DAYS) if event.when is not None and not made.day() else set[str]()
        cells = [each for each in event.extra if each.name.removesuffix(READ_AS) not in hidden]
        added = [(each, self._added(each, source)) for each in cells]
        lost = sum(each != again for each, again in added)
        kept = [again for _, again in added if again is not None]
        known = {*names, WIDTH}
        outside = (each for each in kept if each.name not in known and not each.name.endswith(READ_AS))
        self._losses.add("Incident.extra", lost + sum(bool(each.value) for each in outside))
        return kept

    def _added(self, cell: Cell, source: str) -> Cell | None:
        """A cell as the other release has it, which says when a row was added to the day, or to the second."""
        if cell.name != _ADDED or source == self._format:
            return cell
        if self._format == "gdelt1" and re.fullmatch("[0-9]{14}", cell.value):
            return attrs.evolve(cell, value=cell.value[:8])
        return None if self._format == "gdelt2" and len(cell.value) == len("20180101") else cell

    def _named(
        self, event: Incident, roles: tuple[str, str]
    ) -> tuple[tuple[Actor | None, Actor | None], tuple[Place | None, Place | None, Place | None]]:
        """The actors and the places of a row: of each role the first."""
        actors = {each.role: each.actor for each in reversed(event.participants)}
        places = {each.role: each.place for each in reversed(event.where)}
        one, two = (self._find(Actor, actors.get(role)) for role in roles)
        first, second, scene = (self._find(Place, places.get(role)) for role in PLACE_ROLES)
        return (one, two), (first, second, scene)

    def _count(
        self,
        record: Actor | Place | None,
        row: EventRow,
        block: str,
        names: Sequence[str],
        read: Callable[[str, tuple[str, ...]], Actor | Place | None],
    ) -> None:
        """Count the fields of an actor or a place that reading its cells again does not give."""
        if record is None or (id(record), block) in self._counted:
            return
        self._counted.add((id(record), block))
        again = read(block, tuple(_cells(row, BLOCKS[block], (), names)))
        self._count_fields(record, again, block)

    def _count_fields(self, record: Actor | Place | Source | None, again: Any, block: str) -> None:
        if record is None or (not block and (id(record), block) in self._counted):
            return
        self._counted.add((id(record), block))
        count_changed(record, again, _READ_OF[type(record)], self._losses)


_READ_OF: Final[dict[type, tuple[str, ...]]] = {
    Actor: ("name", "kind", "country", "identifiers", "extra"),
    Place: ("name", "country", "point", "precision", "identifiers", "extra"),
    Source: ("title", "publisher", "url", "extra"),
}
"""The fields of what a row names that its cells can give."""


def _cells(row: EventRow, columns: Sequence[str], kept: Iterable[Cell], names: Sequence[str]) -> list[str]:
    """The cells of some columns; "" where the table has no such column."""
    cells = COLUMNS.row(columns, row, kept)
    return [cell if name in names else "" for name, cell in zip(columns, cells, strict=True)]


def _meant(columns: Sequence[str], cells: Sequence[str]) -> Sequence[str]:
    """Cells as the reader has them."""
    row = mended_row(Row(number=0, cells=dict(zip(columns, cells, strict=True))), whole=WHOLE)
    return [row.cells[name] for name in columns]


def _firsts(types: Iterable[TypeCode]) -> tuple[TypeCode, ...]:
    """The first type of each vocabulary, since a row has one cell for it."""
    return tuple({each.vocabulary: each for each in reversed(tuple(types))}.values())


_HELD: Final = held(
    {
        "Incident": "id identifiers when where participants types assertions extra",
        "Actor": "id name kind country identifiers extra",
        "Place": "id name country point precision identifiers extra",
        "Source": "id title publisher url extra",
        "Assertion": "property value attribution",
        "Attribution": "source via method",
        "Identifier": "scheme value",
        "TypeCode": "vocabulary value label",
        "Location": "place role",
        "Participant": "actor role",
        "Point": "latitude longitude",
        "When": "edtf",
        "Cell": "name value",
    }
)
