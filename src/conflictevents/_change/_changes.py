"""`RecordChange` and `ClaimChange`: what became of one record or claim."""

from __future__ import annotations

from enum import StrEnum

import attrs

from .._claims import Claim
from .._record import Record
from ._fields import FieldChange
from ._matching import MatchedBy

__all__ = ["ChangeKind", "ClaimChange", "RecordChange"]


class ChangeKind(StrEnum):
    """What became of a record or claim."""

    ADDED = "added"
    """Only the new version has it."""
    REMOVED = "removed"
    """Only the old version has it."""
    CHANGED = "changed"
    """Both have it, with other content."""


@attrs.frozen(kw_only=True)
class RecordChange:
    """A record that was added, removed or changed. What became of its claims is told apart.

    Attributes:
        change: What became of it.
        kind: The kind of record (source, actor, place, event, report, statement).
        id: Its id.
        old: The record before, with its claims; None where it was added.
        new: The record afterwards, with its claims; None where it was removed.
        fields: The fields that differ, in the order of writing; none for a record that was added or removed.
    """

    change: ChangeKind
    kind: str
    id: str
    old: Record | None = None
    new: Record | None = None
    fields: tuple[FieldChange, ...] = ()


@attrs.frozen(kw_only=True)
class ClaimChange:
    """A claim that was added, removed or changed.

    Attributes:
        change: What became of it.
        record: The kind of the record that owns it, event or report; the new one where it moved.
        owner: The id of that record.
        event: The id of the event that it is about.
        claim: Its id, or where it has none its content key; the new one where it has changed.
        old: The claim before; None where it was added.
        new: The claim afterwards; None where it was removed.
        matched_by: How the two were found to be one claim; None for a claim that was added or removed.
        fields: The fields that differ, `held_by` among them where it moved to another record.
    """

    change: ChangeKind
    record: str
    owner: str
    event: str
    claim: str
    old: Claim | None = None
    new: Claim | None = None
    matched_by: MatchedBy | None = None
    fields: tuple[FieldChange, ...] = ()
