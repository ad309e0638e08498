"""`MergeLog`: what a merge did, exactly enough to undo it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from .._actors import Actor
from .._claims import Assertion, Figure
from .._dataset import RECORD_LISTS, Dataset
from .._events import KINDS, Event, Term
from .._fields import Hash, Id, Offset, Text
from .._io import Kinds, dumps
from .._json import decode, encode
from .._places import Place
from .._problems import shown
from .._record import Record
from .._references import renamed
from .._reports import CasualtyReport
from .._sources import Source
from .._statements import Statement
from .._vocab import Word, to_word
from ..exceptions import ConflictEventsError, MergeLogError
from ._fields import FieldChange, differences

if TYPE_CHECKING:
    import cattrs

__all__ = [
    "OWNERS",
    "ConflictSide",
    "HeldClaims",
    "MergeConflict",
    "MergeLog",
    "MergePolicy",
    "MergeRenaming",
    "MergedPart",
    "Resolution",
    "fingerprint",
    "undo",
]

LOG_FORMAT: Final = "conflictevents-merge-log/1"
"""The name and version of the format of a log."""

OWNERS: Final = ("events", "reports")
"""The lists whose records own claims."""


class MergePolicy(Word):
    """What a merge does where both datasets have an id with other content."""

    REFUSE = "refuse", "Nothing is merged; every conflict is told."
    RENAME = "rename", "What the second dataset has under that id gets a new id, and all that names it follows."
    KEEP_BOTH = (
        "keep_both",
        "As `rename`; but an event or report that differs only in what helps to find it stays one.",
    )


class Resolution(Word):
    """What became of a conflict."""

    REFUSED = "refused", "Nothing: the merge was refused."
    RENAMED = "renamed", "That of the second dataset has a new id."
    KEPT_FIRST = "kept_first", "The record has the fields of the first dataset, and the claims of both."
    LEFT_OUT = "left_out", "The merged dataset has neither value."
    GIVEN = "given", "The caller has given a value."


def _to_policy(value: str) -> MergePolicy:
    return to_word(MergePolicy, value)


def _to_resolution(value: str) -> Resolution:
    return to_word(Resolution, value)


@attrs.frozen(kw_only=True)
class ConflictSide(Record):
    """What one of the two datasets has: exactly one of the attributes is given, or none where it has nothing.

    An event or report stands here without its claims.

    Attributes:
        source: A source.
        actor: An actor.
        place: A place.
        event: An event.
        report: A casualty report.
        statement: A statement.
        figure: A figure.
        assertion: An assertion.
        term: A term of an agreement.
        text: The title, licence or description of the dataset.
    """

    source: Source | None = None
    actor: Actor | None = None
    place: Place | None = None
    event: Event | None = None
    report: CasualtyReport | None = None
    statement: Statement | None = None
    figure: Figure | None = None
    assertion: Assertion | None = None
    term: Term | None = None
    text: Text | None = None

    @classmethod
    def of(cls, value: Record | str | None) -> ConflictSide:
        """The side that holds a value."""
        if value is None:
            return cls()
        if isinstance(value, str):
            return cls(text=value)
        held: dict[str, Any] = {name: value for name, each in _SIDES.items() if isinstance(value, each)}
        return cls(**held)

    @property
    def value(self) -> Record | str | None:
        """What it has."""
        held = (getattr(self, field.name) for field in attrs.fields(ConflictSide))
        return next((each for each in held if each is not None), None)


_SIDES: Final[Mapping[str, type[Record]]] = {
    **{name.removesuffix("s"): cls for name, cls in RECORD_LISTS.items()},
    "figure": Figure,
    "assertion": Assertion,
    "term": Term,
}


@attrs.frozen(kw_only=True)
class MergeConflict(Record):
    """An id that both datasets have with other content, or a title, licence or description in which they differ.

    Attributes:
        kind: What has the id: source, actor, place, event, report, statement, claim or term; or dataset. It is
            "actor or source" where an id may be either, and one dataset has an actor of that id and the other a source.
        id: The id; for `dataset` the name of the field.
        a: What the first dataset has.
        b: What the second one has.
        resolution: What became of it.
        new_id: The new id of what the second one has, where it was renamed.
    """

    kind: Text
    id: Id
    a: ConflictSide
    b: ConflictSide
    resolution: Resolution = attrs.field(default=Resolution.REFUSED, converter=_to_resolution)
    new_id: Id | None = None

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The fields in which the two differ, those of the first as `old`."""
        one, other = self.a.value, self.b.value
        if isinstance(one, Record) and isinstance(other, Record):
            return differences(one, other)
        return (FieldChange(field=self.id, old=one, new=other),)

    def __str__(self) -> str:
        new = "" if self.new_id is None else f" as {self.new_id}"
        done = "" if self.resolution is Resolution.REFUSED else f" ({self.resolution.value.replace('_', ' ')}{new})"
        one, other = self.a.value, self.b.value
        if isinstance(one, Record) and isinstance(other, Record) and not self.fields:
            return f"{self.kind} {self.id}: the same in different places{done}"
        hidden = any(isinstance(each, Actor) and each.sensitive for each in (one, other))
        words = "; ".join(f"{each.field}" if hidden else str(each) for each in self.fields)
        return f"{self.kind} {self.id}: {words}{done}"


@attrs.frozen(kw_only=True)
class MergeRenaming(Record):
    """An id of the second dataset that is another in the merged one.

    Attributes:
        kind: The kind of what it belongs to.
        old: The id in the second dataset.
        new: The id in the merged one.
    """

    kind: Text
    old: Id
    new: Id


@attrs.frozen(kw_only=True)
class HeldClaims(Record):
    """Which claims of a merged record one of the datasets has, in its own order.

    Attributes:
        record: Where the record stands in its list of the merged dataset, from 0.
        figures: Where its figures stand in those of the merged record.
        assertions: Where its assertions stand.
    """

    record: Offset
    figures: tuple[Offset, ...] = ()
    assertions: tuple[Offset, ...] = ()


@attrs.frozen(kw_only=True)
class MergedPart(Record):
    """Where one of the two datasets is found in the merged one.

    Attributes:
        title: Its title.
        licence: Its licence.
        description: Its description.
        sources: Where its sources stand in those of the merged dataset, in its own order.
        actors: Where its actors stand.
        places: Where its places stand.
        events: Where its events stand.
        reports: Where its reports stand.
        statements: Where its statements stand.
        claims_of_events: For each event that has claims of both, which are its own.
        claims_of_reports: For each report that has claims of both, which are its own.
    """

    title: Text | None = None
    licence: Text | None = None
    description: Text | None = None
    sources: tuple[Offset, ...] = ()
    actors: tuple[Offset, ...] = ()
    places: tuple[Offset, ...] = ()
    events: tuple[Offset, ...] = ()
    reports: tuple[Offset, ...] = ()
    statements: tuple[Offset, ...] = ()
    claims_of_events: tuple[HeldClaims, ...] = ()
    claims_of_reports: tuple[HeldClaims, ...] = ()


@attrs.frozen(kw_only=True)
class MergeLog(Record):
    """What a merge did. With the merged dataset it gives back both datasets (`undo`).

    Attributes:
        policy: The policy under which it was done.
        merged: The SHA-256 of the merged dataset as `dumps` writes it in UTF-8.
        conflicts: Every conflict, with both sides and what became of it.
        renamed: Every id of the second dataset that is another now, those that followed from others included.
        a: Where the first dataset is found in the merged one.
        b: Where the second one is found.
    """

    policy: MergePolicy = attrs.field(converter=_to_policy)
    merged: Hash
    conflicts: tuple[MergeConflict, ...] = ()
    renamed: tuple[MergeRenaming, ...] = ()
    a: MergedPart
    b: MergedPart

    def dumps(self) -> str:
        """The log as JSON text; the same log always gives the same text."""
        sides = (side.event for each in self.conflicts for side in (each.a, each.b))
        own = dict.fromkeys(type(event) for event in sides if event is not None and type(event) not in KINDS)
        return encode({"format": LOG_FORMAT} | _converter(own).unstructure(self))

    @classmethod
    def loads(cls, text: str | bytes, *, kinds: Kinds = ()) -> MergeLog:
        """Read a log from its text.

        Args:
            text: The text.
            kinds: Your own kinds of event that it may hold.

        Raises:
            MergeLogError: If it is not the log of a merge, with the reason.
        """
        try:
            data = decode(text if isinstance(text, str) else text.decode("utf-8"), "log")
        except (ConflictEventsError, UnicodeDecodeError) as error:
            raise MergeLogError(f"expected the log of a merge: {error}") from None
        found = data.pop("format", None) if isinstance(data, dict) else None
        if found != LOG_FORMAT:
            raise MergeLogError(f"expected the log of a merge, of the format {LOG_FORMAT}, got {shown(found)}")
        try:
            log: MergeLog = _converter(kinds).structure(data, cls)
        except ConflictEventsError as error:
            raise MergeLogError(f"expected the log of a merge: {error}") from None
        return log


def _converter(kinds: Kinds) -> cattrs.Converter:
    from .._convert import make_converter  # noqa: PLC0415 - cattrs takes longer to import than all the rest

    return make_converter(kinds, MergeLog)


def fingerprint(dataset: Dataset) -> str:
    """The SHA-256 of a dataset as `dumps` writes it."""
    return hashlib.sha256(dumps(dataset).encode()).hexdigest()


def undo(merged: Dataset, log: MergeLog) -> tuple[Dataset, Dataset]:
    """Give back the two datasets of which a merge made one, equal to what they were.

    Args:
        merged: The merged dataset, unchanged.
        log: The log of the merge.

    Raises:
        MergeLogError: If the log is that of another merge, or the dataset has been changed since.
    """
    if fingerprint(merged) != log.merged:
        raise MergeLogError("expected the dataset that the merge made, got another, or one that was changed since")
    old = {each.new: each.old for each in log.renamed}
    kept = {(each.kind, each.id): each.b.value for each in log.conflicts if each.resolution is Resolution.KEPT_FIRST}
    try:
        return _side(merged, log.a, {}, {}), _side(merged, log.b, old, kept)
    except IndexError:
        raise MergeLogError(
            "expected the log of this dataset, got one that speaks of records it does not have"
        ) from None


def _side(merged: Dataset, side: MergedPart, old: Mapping[str, str], kept: Mapping[tuple[str, str], Any]) -> Dataset:
    """One of the two datasets, with its own ids and headings."""
    lists: dict[str, tuple[Any, ...]] = {}
    for name in RECORD_LISTS:
        kind = name.removesuffix("s")
        own = {each.record: each for each in getattr(side, f"claims_of_{name}")} if name in OWNERS else {}
        found = []
        for at in getattr(side, name):
            record = getattr(merged, name)[at]
            if at in own:
                figures = tuple(_picked(record.figures, own[at].figures))
                assertions = tuple(_picked(record.assertions, own[at].assertions))
                record = attrs.evolve(record, figures=figures, assertions=assertions)
            record = renamed(record, kind, _by(old))
            heading = kept.get((kind, record.id))
            if heading is not None:
                record = attrs.evolve(heading, figures=record.figures, assertions=record.assertions)
            found.append(record)
        lists[name] = tuple(found)
    return Dataset(title=side.title, licence=side.licence, description=side.description, **lists)


def _picked(claims: Sequence[Any], places: Sequence[int]) -> Iterator[Any]:
    return (claims[at] for at in places)


def _by(names: Mapping[str, str]) -> Callable[[tuple[str, ...], str], str]:
    # New ids are new to every kind of record, so that an id alone says what it was.
    return lambda _kinds, id_: names.get(id_, id_)
