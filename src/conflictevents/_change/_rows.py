"""The differences of two versions as flat rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import attrs

from .._actors import Actor
from .._claims import Assertion, Claim, Figure
from .._json import encode_line
from .._record import Record
from ._changes import ClaimChange, RecordChange
from ._fields import WITHHELD, FieldChange, heading_of, plain

if TYPE_CHECKING:
    from ._diff import DatasetDiff

__all__ = ["ROW_COLUMNS", "ChangeRow", "may_show", "rows_of"]


@attrs.frozen(kw_only=True)
class ChangeRow:
    """One change as a flat row. What does not apply is None.

    Attributes:
        change: added, removed or changed; reordered for a list whose members stand in another order.
        record: The kind of record (source, actor, place, event, report, statement), or dataset.
        id: The id of the record; for a claim that of the record which owns it.
        event: The id of the event that a claim is about.
        claim: The id of the claim or its content key; None where the record itself is meant.
        measure: The measure of a figure or the property of an assertion.
        field: The field that changed, as in JSON.
        old: What was there before: a text, number or truth value as it is, anything else as JSON text.
        new: What is there now, likewise.
        old_low: The lower bound before, where the field is a count or share, or the row is of a whole figure.
        old_high: The upper bound before; None also where it is open.
        new_low: The lower bound now.
        new_high: The upper bound now; None also where it is open.
        matched_by: id, content or likeness for a claim that changed.
    """

    change: str
    record: str
    id: str | None = None
    event: str | None = None
    claim: str | None = None
    measure: str | None = None
    field: str | None = None
    old: str | int | float | bool | None = None
    new: str | int | float | bool | None = None
    old_low: int | float | None = None
    old_high: int | float | None = None
    new_low: int | float | None = None
    new_high: int | float | None = None
    matched_by: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The row as a dict, its keys the names of the columns in order."""
        return {column: getattr(self, column) for column in ROW_COLUMNS}


ROW_COLUMNS: Final[tuple[str, ...]] = tuple(field.name for field in attrs.fields(ChangeRow))
"""The names of the columns, in order."""


def rows_of(found: DatasetDiff) -> Iterator[ChangeRow]:
    """The rows: the dataset's own, then records, then claims, then what stands in another order."""
    for field in found.heading:
        yield ChangeRow(change="changed", record="dataset", field=field.field, **_values(field.old, field.new))
    for record in found.records:
        yield from _of_record(record)
    for claim in found.claims:
        yield from _of_claim(claim)
    for name in found.reordered:
        yield ChangeRow(change="reordered", record="dataset", field=name)


def _of_record(each: RecordChange) -> Iterator[ChangeRow]:
    start: dict[str, Any] = {"change": each.change.value, "record": each.kind, "id": each.id}
    if not each.fields:
        # The claims of a record that is new or gone have rows of their own.
        old, new = (None if one is None else heading_of(one) for one in (each.old, each.new))
        yield ChangeRow(**start, **_values(old, new))
    for field in each.fields:
        yield ChangeRow(**start, field=field.field, **_values(field.old, field.new, shown=may_show(each, field)))


def may_show(each: RecordChange, field: FieldChange) -> bool:
    """Whether a field's values may be told: not those that name an actor who is marked `sensitive`."""
    sensitive = any(isinstance(one, Actor) and one.sensitive for one in (each.old, each.new))
    return not (sensitive and field.field in ("name", "aliases"))


def _of_claim(each: ClaimChange) -> Iterator[ChangeRow]:
    start: dict[str, Any] = {
        "change": each.change.value,
        "record": each.record,
        "id": each.owner,
        "event": each.event,
        "claim": each.claim,
        "measure": _measure(each.new or each.old),
        "matched_by": None if each.matched_by is None else each.matched_by.value,
    }
    if not each.fields:
        yield ChangeRow(**start, **_values(each.old, each.new))
    for field in each.fields:
        yield ChangeRow(**start, field=field.field, **_values(field.old, field.new))


def _measure(claim: Claim | None) -> str | None:
    if isinstance(claim, Figure):
        return str(claim.measure)
    return str(claim.property) if isinstance(claim, Assertion) else None


def _values(old: Any, new: Any, *, shown: bool = True) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in (("old", old), ("new", new)):
        number = (value.count or value.share) if isinstance(value, Figure) else value
        found[name] = _cell(value) if shown else WITHHELD
        found[f"{name}_low"] = getattr(number, "low", None)
        found[f"{name}_high"] = getattr(number, "high", None)
    return found


def _cell(value: Any) -> Any:
    written = None if value == () else plain(value)
    return encode_line(written) if isinstance(value, (Record, tuple)) and written is not None else written
