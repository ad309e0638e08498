"""Writing the tables of events that a program coded: a row says no more than its event, and the rest is counted.

Each row is read again as it is written. Where that gives another side, place or story than the dataset has, its cells
stay empty; what it does not give is counted. What would say that something happened that the dataset does not say so
is no row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

import attrs

from .. import Actor, Assertion, Attribution, Cell, Claim, Dataset, Incident, Place, Source, TypeCode
from . import Dates, Finder, Log, Losses, Row, Sheet, count_unwritten, csv_line, held, tab_line
from ._cells import count_changed, identified, kept_in
from ._claim_words import statuses
from ._coded_rows import QUOTED, SOURCE_ROLE, TARGET_ROLE, WORD, CodedRow, Making, day_cell, realis_of
from ._columns import READ_AS
from ._resaved import mended_row
from ._sheet import count_foreign

__all__ = ["lines_of"]

_DATES: Final = ("Event Date", "Publication Date")


def lines_of(
    dataset: Dataset,
    losses: Losses,
    standard: Source,
    making: type[Making],
    sayable: Callable[[Sequence[TypeCode]], Sequence[TypeCode]],
    *,
    guard: bool,
) -> Iterator[str]:
    """The lines of the table that the events of a dataset make.

    Args:
        dataset: The dataset.
        losses: Counts what the lines leave out.
        standard: The source whose table it is; its id is the start of the ids of its events.
        making: Makes the records of each row, as for reading.
        sayable: Those of some types that the cells of a row can give.
        guard: Whether no cell may be run as a formula by a spreadsheet.
    """
    find, look, status, prefix = Finder(dataset), Finder(dataset), statuses(dataset), standard.id
    source, columns = find(Source, prefix), making.columns
    own = [event for event in dataset.events if isinstance(event, Incident) and event.id.startswith(f"{prefix}-")]
    rows = [
        (event, claim)
        for event in own
        for claim in _claims(event, prefix, status, has_coder="Version" in columns.names)
    ]
    nothing = kept_in(source, WORD)
    sheet = Sheet(
        columns,
        source,
        (event.extra for event, _ in rows),
        nothing=nothing,
        line=partial(csv_line, delimiter="\t") if kept_in(source, QUOTED) else partial(tab_line, losses=losses),
        guard=guard,
    )
    yield from sheet.header()
    again = _Again(prefix, nothing, making, losses, sheet.names)
    for event, claim in rows:
        made, kept = again.agreeing(event, claim, _together(event, claim, look, sayable))
        find.mark(event, made.source, made.target, made.place, made.story)
        yield sheet.line(made, kept)
    count_changed(source, standard, ("title", "publisher", "url", "published", "identifiers"), losses)
    count_foreign(source, (WORD, QUOTED), losses)
    count_unwritten(dataset, source, find.found, _HELD, losses)


def _claims(
    event: Incident, prefix: str, status: Callable[[Claim], str], *, has_coder: bool
) -> Sequence[Assertion | None]:
    """The claim that a row makes of an event, None where its contexts say that nobody claims one; [] for no row."""
    said = realis_of(each.value for each in event.types if each.vocabulary == "plover-context")
    if said != event.realis:
        return []
    if said != "actual":
        return [None]
    own = (each for each in event.assertions if _is_own(each, prefix) and status(each) == "current")
    return [each for each in own if has_coder or each.attribution.coder is None][:1]


def _is_own(claim: Assertion, prefix: str) -> bool:
    by = claim.attribution
    again = Assertion(
        property="occurred",
        value="yes",
        attribution=Attribution(source=prefix, via=by.via, method="machine", coder=by.coder),
    )
    return len(by.via) <= 1 and attrs.evolve(claim, id=None, note=None, waivers=()) == again


def _together(
    event: Incident, claim: Assertion | None, find: Finder, sayable: Callable[[Sequence[TypeCode]], Sequence[TypeCode]]
) -> CodedRow:
    """The records of a row, found from its event alone."""
    by_role = {each.role: each.actor for each in reversed(event.participants)}
    by = None if claim is None else claim.attribution
    scene = next((each.place for each in event.where if each.role == "scene"), None)
    return CodedRow(
        number=identified(event, event.id.partition("-")[0]),
        when=event.when,
        types=tuple(sayable(event.types)),
        source=find(Actor, by_role.get(SOURCE_ROLE)),
        target=find(Actor, by_role.get(TARGET_ROLE)),
        place=find(Place, scene),
        story=find(Source, by.via[-1]) if by is not None and by.via else None,
        coder="" if by is None else by.coder or "",
    )


def _kept(event: Incident, made: CodedRow) -> list[Cell]:
    """The kept cells of a row without dates that the records no longer say as a day."""
    said = (event.when, None if made.story is None else made.story.published)
    hidden = {name for name, when in zip(_DATES, said, strict=True) if when is not None and not day_cell(when)}
    return [each for each in event.extra if each.name.removesuffix(READ_AS) not in hidden]


class _Again:
    """Reads each row again, leaves out what that gives otherwise, and counts what it does not give.

    Dates stay as they are, since those in other spellings are read by the whole column.
    """

    def __init__(
        self,
        prefix: str,
        nothing: str,
        making: type[Making],
        losses: Losses,
        names: Sequence[str],
    ) -> None:
        self._names, self._nothing, self._number = names, nothing, 0
        log, kept = Log(), (Cell(name=WORD, value=nothing),) if nothing else ()
        self._making = making(Source(id=prefix, extra=kept), log, Dates((), _DATES, log))
        self._losses = losses
        self._records: dict[tuple[type, str], Any] = {}
        self._counted: set[tuple[int, str]] = set()

    def agreeing(self, event: Incident, claim: Assertion | None, made: CodedRow) -> tuple[CodedRow, Sequence[Cell]]:
        """The records of a row and its kept cells, as far as reading them gives what the event says."""
        kept = _kept(event, made)
        read = self._read(made, kept)
        wrong = self._wrong(made, read)
        if wrong:
            nobody: dict[str, Any] = dict.fromkeys(wrong)
            made, read = attrs.evolve(made, **nobody), attrs.evolve(read, **nobody)
            gone = {name for part in wrong for name in self._making.parts[part]}
            kept = [each for each in kept if each.name.removesuffix(READ_AS) not in gone]
        self._losses.add("Incident.types", len(event.types) - len(made.types))
        self._losses.add("Incident.extra", len(event.extra) - len({each.name for each in kept}))
        self._count(event, claim, made, read)
        return made, kept

    def _read(self, made: CodedRow, kept: Sequence[Cell]) -> _Read:
        self._number += 1
        cells = dict(
            zip(self._names, self._making.columns.row(self._names, made, kept, nothing=self._nothing), strict=True)
        )
        days = (made.when, None if made.story is None else made.story.published)
        cells |= {
            name: day for name, when in zip(_DATES, days, strict=True) if name in cells and (day := day_cell(when))
        }
        row = mended_row(Row(number=self._number, cells=cells), whole=self._making.whole, words=False)
        event = self._making.event(row)
        new: Iterator[Any] = self._making.pool.new()
        self._records |= {(type(each), each.id): each for each in new}
        sides = {each.role: each.actor for each in event.participants}
        return _Read(
            event=event,
            source=self._records.get((Actor, sides.get(SOURCE_ROLE, ""))),
            target=self._records.get((Actor, sides.get(TARGET_ROLE, ""))),
            place=next((self._records[Place, each.place] for each in event.where), None),
            story=next((self._records[Source, id_] for each in event.assertions for id_ in each.attribution.via), None),
        )

    def _wrong(self, made: CodedRow, read: _Read) -> list[str]:
        """The parts of a row that reading it gives otherwise."""
        return [part for part, said in _SAID.items() if said(getattr(made, part)) != said(getattr(read, part))]

    def _count(self, event: Incident, claim: Assertion | None, made: CodedRow, read: _Read) -> None:
        """Count what the cells of a row leave out of its event."""
        add = self._losses.add
        add("Incident.when", event.when is not None and not day_cell(event.when))
        add(
            "Incident.participants",
            len(event.participants) - sum(each is not None for each in (made.source, made.target)),
        )
        add("Incident.where", len(event.where) - (made.place is not None))
        add("Incident.identifiers", (Counter(event.identifiers) - Counter(read.event.identifiers)).total())
        add("Incident.id", not _is_same(event.id, read.event.id))
        add("Assertion", len(event.assertions) - (claim is not None))
        for part in _SAID:
            self._count_record(getattr(made, part), getattr(read, part), part)
        if claim is not None:
            by, told = claim.attribution, next((each.attribution for each in read.event.assertions), None)
            add("Attribution.via", len(by.via) - (read.story is not None))
            add("Attribution.coder", by.coder is not None and (told is None or told.coder != by.coder))

    def _count_record(self, record: Actor | Place | Source | None, again: Any, part: str) -> None:
        if record is None or (id(record), part) in self._counted:
            return
        self._counted.add((id(record), part))
        count_changed(record, again, _READ_OF[type(record)], self._losses)
        if isinstance(record, Source):
            has_cell = day_cell(record.published) and "Publication Date" in self._names
            self._losses.add("Source.published", record.published is not None and not has_cell)
            self._losses.add("Source.id", again is not None and not _is_same(record.id, again.id))


@attrs.frozen(kw_only=True)
class _Read:
    """What reading a row again gives: its event, and what that names."""

    event: Incident
    source: Actor | None
    target: Actor | None
    place: Place | None
    story: Source | None


def _is_same(id_: str, again: str) -> bool:
    """Whether an id is the one that reading gives; the number of a row may be another in a selection of rows."""
    one, two = (re.sub(r"(?<=-row-)[0-9]+", "", each) for each in (id_, again))
    return one == two


_SAID: Final[dict[str, Callable[[Any], Any]]] = {
    "source": lambda actor: actor and actor.name,
    "target": lambda actor: actor and actor.name,
    "place": lambda place: place and (place.name, place.precision, place.point),
    "story": lambda story: story is not None,
}
"""What must not be read otherwise of each part of a row that names a record."""
_READ_OF: Final[dict[type, tuple[str, ...]]] = {
    Actor: ("name", "kind", "identifiers"),
    Place: ("name", "admin", "point", "precision", "identifiers", "extra"),
    Source: ("title", "publisher", "url", "identifiers", "extra"),
}
"""The fields of what a row names that its cells can give, dates apart."""
_HELD: Final = held(
    {
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
    }
)
