"""Writing the tables of events that a program coded: a row says no more than its event, and the rest is counted.

Each row is read again as it is written. What that does not give as the dataset has it is counted; what would say that
something happened that the dataset does not say so is no row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

import attrs

from .. import Actor, Assertion, Attribution, Cell, Claim, Dataset, Incident, Place, Source, TypeCode
from . import Columns, Dates, Finder, Log, Losses, Row, Sheet, count_unwritten, csv_line, held, tab_line
from ._cells import count_changed, identified, kept_in
from ._claim_words import statuses
from ._coded_rows import QUOTED, SOURCE_ROLE, TARGET_ROLE, WORD, CodedRow, Making, day_cell, realis_of
from ._resaved import mended_row

__all__ = ["lines_of"]

_READ_AS: Final = " (read as)"
_DATES: Final = ("Event Date", "Publication Date")


def lines_of(
    dataset: Dataset,
    losses: Losses,
    columns: Columns[CodedRow],
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
        columns: The columns of the format.
        standard: The source whose table it is; its id is the start of the ids of its events.
        making: Makes the records of each row, as for reading.
        sayable: Those of some types that the cells of a row can give.
        guard: Whether no cell may be run as a formula by a spreadsheet.
    """
    find, status, prefix = Finder(dataset), statuses(dataset), standard.id
    source = find(Source, prefix)
    own = [event for event in dataset.events if isinstance(event, Incident) and event.id.startswith(f"{prefix}-")]
    rows = [
        (event, claim)
        for event in own
        for claim in _claims(event, prefix, status, has_coder="Version" in columns.names)
    ]
    sheet = Sheet(
        columns,
        source,
        (event.extra for event, _ in rows),
        nothing=kept_in(source, WORD),
        line=partial(csv_line, delimiter="\t") if kept_in(source, QUOTED) else partial(tab_line, losses=losses),
        guard=guard,
    )
    yield from sheet.header()
    nothing = kept_in(source, WORD)
    again = _Again(prefix, nothing, making, losses, sheet.names)
    for event, claim in rows:
        find.mark(event)
        made = _together(event, claim, find, sayable)
        kept = _kept(event, made)
        yield sheet.line(made, kept)
        cells = columns.row(sheet.names, made, kept, nothing=nothing)
        again.count(event, claim, made, dict(zip(sheet.names, cells, strict=True)))
        losses.add("Incident.types", len(event.types) - len(made.types))
        losses.add("Incident.extra", len(event.extra) - len(kept))
    count_changed(source, standard, ("title", "publisher", "url", "published", "identifiers"), losses)
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
    return [each for each in event.extra if each.name.removesuffix(_READ_AS) not in hidden]


class _Again:
    """Reads each row again, and counts what that does not give as the dataset has it.

    Its dates are left out, since those in other spellings are read by the whole column.
    """

    def __init__(
        self,
        prefix: str,
        nothing: str,
        making: type[Making],
        losses: Losses,
        names: Sequence[str],
    ) -> None:
        self._names, self._number = names, 0
        log, kept = Log(), (Cell(name=WORD, value=nothing),) if nothing else ()
        self._making = making(Source(id=prefix, extra=kept), log, Dates((), _DATES, log))
        self._prefix, self._losses = prefix, losses
        self._records: dict[tuple[type, str], Any] = {}
        self._counted: set[tuple[int, str]] = set()

    def count(self, event: Incident, claim: Assertion | None, made: CodedRow, cells: dict[str, str]) -> None:
        """Count what the cells of a row leave out of its event."""
        self._number += 1
        row = mended_row(Row(number=self._number, cells=cells), whole=self._making.whole, words=False)
        read = self._making.event(row)
        new: Iterator[Any] = self._making.pool.new()
        self._records |= {(type(each), each.id): each for each in new}
        add = self._losses.add
        add("Incident.when", event.when is not None and not day_cell(event.when))
        add("Incident.participants", len(event.participants) - len(read.participants))
        add("Incident.where", len(event.where) - len(read.where))
        add("Incident.identifiers", len(event.identifiers) - len(read.identifiers))
        add("Incident.id", not event.id.startswith((f"{self._prefix}-{made.number}", f"{self._prefix}-row-")))
        add("Assertion", len(event.assertions) - (claim is not None))
        sides = {each.role: each.actor for each in read.participants}
        self._count(made.source, sides.get(SOURCE_ROLE), "source")
        self._count(made.target, sides.get(TARGET_ROLE), "target")
        self._count(made.place, read.where[0].place if read.where else None, "place")
        if claim is not None:
            by, told = claim.attribution, next((each.attribution for each in read.assertions), None)
            via = () if told is None else told.via
            self._count(made.story, via[0] if via else None, "story")
            add("Attribution.via", len(by.via) - len(via))
            add("Attribution.coder", by.coder is not None and (told is None or told.coder != by.coder))

    def _count(self, record: Actor | Place | Source | None, id_: str | None, part: str) -> None:
        if record is None or (id(record), part) in self._counted:
            return
        self._counted.add((id(record), part))
        again = None if id_ is None else self._records.get((type(record), id_))
        count_changed(record, again, _READ_OF[type(record)], self._losses)
        if isinstance(record, Source):
            has_cell = day_cell(record.published) and "Publication Date" in self._names
            self._losses.add("Source.published", record.published is not None and not has_cell)


_READ_OF: Final[dict[type, tuple[str, ...]]] = {
    Actor: ("name", "kind", "identifiers"),
    Place: ("name", "admin", "point", "precision", "identifiers", "extra"),
    Source: ("title", "publisher", "url", "identifiers"),
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
