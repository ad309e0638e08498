"""`FieldChange`: one field of a record that differs, and how its values are told."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import Any, Final, TypeAlias

import attrs

from .._actors import Actor
from .._claims import Attribution, Claim, Holder
from .._count import Count, Share
from .._json import encode_line
from .._record import Record, json_fields
from .._when import When

__all__ = ["WITHHELD", "FieldChange", "differences", "heading_of", "plain", "told"]

WITHHELD: Final = "(name withheld)"
"""What stands for the name of an actor who is marked `sensitive`."""

Value: TypeAlias = Record | str | int | float | bool | tuple[Record | str, ...] | None
"""What a field of a record holds."""


@attrs.frozen(kw_only=True)
class FieldChange:
    """A field that has another value.

    Attributes:
        field: The field, as in JSON; a part of the attribution is `attribution.speaker`.
        old: Its value before; that of a field that is absent is its default.
        new: Its value afterwards.
    """

    field: str
    old: Value
    new: Value

    def __str__(self) -> str:
        if isinstance(self.old, tuple) and isinstance(self.new, tuple):
            return f"{self.field}: {_of_lists(self.old, self.new)}"
        old, new = told(self.old), told(self.new)
        if old == new:  # "12" and "twelve" have the same bounds, and are told by all they hold
            old, new = encode_line(plain(self.old)), encode_line(plain(self.new))
        return f"{self.field}: {old} → {new}"


def _of_lists(old: tuple[Any, ...], new: tuple[Any, ...]) -> str:
    """What a list has lost and won, rather than the whole of it twice."""
    lost, won = Counter(old) - Counter(new), Counter(new) - Counter(old)
    parts = [f"without {told(each)}" for each in lost.elements()] + [f"with {told(each)}" for each in won.elements()]
    return "; ".join(parts) or "in another order"


def heading_of(record: Record) -> Record:
    """A record without the claims that it owns."""
    if isinstance(record, Holder) and record.claims:
        return attrs.evolve(record, figures=(), assertions=())
    return record


def differences(old: Record, new: Record) -> tuple[FieldChange, ...]:
    """The fields in which two records differ, in the order of writing; the claims that they own are left out."""
    return tuple(_differences(old, new, ""))


def _differences(old: Record, new: Record, start: str) -> list[FieldChange]:
    found = []
    if type(old) is not type(new):
        found.append(FieldChange(field=f"{start}kind", old=_kind(old), new=_kind(new)))
    mine, theirs = _values(old), _values(new)
    for key in dict.fromkeys((*mine, *theirs)):
        one, other = mine.get(key), theirs.get(key)
        if one == other or (isinstance(old, Holder) and key in ("figures", "assertions")):
            continue
        if isinstance(one, Attribution) and isinstance(other, Attribution):
            found += _differences(one, other, f"{start}{key}.")
        else:
            found.append(FieldChange(field=f"{start}{key}", old=one, new=other))
    return found


def _values(record: Record) -> dict[str, Any]:
    cls: type = type(record)
    return {key: getattr(record, attribute) for attribute, key, _ in json_fields(cls)}


def _kind(record: Record) -> str:
    return str(getattr(record, "kind", "")) if isinstance(record, Holder) else type(record).__name__.lower()


def told(value: Any) -> str:
    """A value as one reads it in a line."""
    if value is None or value == ():
        return "(none)"
    if isinstance(value, (Count, When)):
        return str(value)
    if isinstance(value, Share):
        if value.high is None:
            return f"at least {value.low:g}%"
        return f"{value.low:g}%" if value.low == value.high else f"{value.low:g}% to {value.high:g}%"
    if isinstance(value, str) and not isinstance(value, Enum):
        return f"“{value}”" if " " in value else value
    return encode_line(plain(value)) if isinstance(value, (Record, tuple, bool)) else str(value)


def plain(value: Any) -> Any:
    """A value as JSON has it, defaults left out. The name of an actor who is marked `sensitive` is withheld."""
    if isinstance(value, Record):
        cls: type = type(value)
        fields = [(key, getattr(value, attribute), field) for attribute, key, field in json_fields(cls)]
        written = {key: plain(each) for key, each, field in fields if each != field.default}
        if isinstance(value, Actor) and value.sensitive:
            written["name"] = WITHHELD
            written.pop("aliases", None)
        if isinstance(value, Holder) and not isinstance(value, Claim):
            written = {"kind": type(value).kind} | written
        return written
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value.value if isinstance(value, Enum) else value
