"""`diff`: what changed from one version of a dataset to the next, in records and claims rather than in lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import Any, Final

import attrs

from .._claims import Claim, Figure, Holder
from .._collection import paused
from .._dataset import RECORD_LISTS, Dataset
from .._record import json_fields
from .._views import event_of
from ._changes import ChangeKind, ClaimChange, RecordChange
from ._fields import FieldChange, differences
from ._matching import Owned, matches
from ._rows import ChangeRow, rows_of
from ._telling import lines_of

__all__ = ["DatasetDiff", "diff"]


@attrs.frozen(kw_only=True)
class DatasetDiff:
    """What changed from one version of a dataset to the next. It is false where the two are equal.

    Printed, it is a text to read; `rows` gives the same flat, for a table.

    Attributes:
        heading: The title, licence and description, as far as they differ.
        records: The records that were added, removed or changed, in the order of the lists of a dataset.
        claims: The claims that were added, removed or changed, by the records that own them.
        reordered: The lists whose members stand in another order: "events", or "event/assault/figures" for claims.
    """

    heading: tuple[FieldChange, ...] = ()
    records: tuple[RecordChange, ...] = ()
    claims: tuple[ClaimChange, ...] = ()
    reordered: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.heading or self.records or self.claims or self.reordered)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """The text to read, line by line: each record with what became of it and of its claims, then the numbers."""
        return lines_of(self)

    def rows(self) -> tuple[ChangeRow, ...]:
        """A flat row for each field that changed, and one for each record or claim that was added or removed.

        The name of an actor marked `sensitive` is withheld in them, as in the text.
        """
        return tuple(rows_of(self))


def diff(old: Dataset, new: Dataset) -> DatasetDiff:
    """Tell what changed from one version of a dataset to the next.

    Records are matched by their kind and id. Claims are matched by id; then, within the record that owns them, equal
    ones; then those of one measure or property where two of three agree: who says it, exactly what it is about, and the
    number or the place in the text. So a toll that was raised is one changed claim and not one removed and one added.

        >>> from conflictevents import Attribution, CasualtyReport, Count, Dataset, Figure, diff
        >>> def toll(count):
        ...     killed = Figure(measure="killed", count=Count.at_least(count), attribution=Attribution(source="wire"))
        ...     return Dataset(reports=(CasualtyReport(id="toll", event="raid", figures=(killed,)),))
        >>> print(diff(toll(12), toll(14)))
        report toll
          claim changed: killed, at least 14, by the source wire
            count: at least 12 → at least 14
        1 claim changed

    Args:
        old: The version before.
        new: The version afterwards.
    """
    with paused():
        return DatasetDiff(
            heading=_heading(old, new),
            records=tuple(
                each for name in RECORD_LISTS for each in _records(name, getattr(old, name), getattr(new, name))
            ),
            claims=tuple(_claims(old, new)),
            reordered=tuple(_reordered(old, new)),
        )


def _heading(old: Dataset, new: Dataset) -> tuple[FieldChange, ...]:
    names = [key for _, key, _ in json_fields(Dataset) if key not in RECORD_LISTS]
    pairs = [(name, getattr(old, name), getattr(new, name)) for name in names]
    return tuple(FieldChange(field=name, old=one, new=other) for name, one, other in pairs if one != other)


def _numbered(records: Sequence[Any]) -> dict[tuple[str, int], Any]:
    """Records by id; one whose id was there before (check ID101) by its id and number."""
    seen: Counter[str] = Counter()
    found = {}
    for record in records:
        found[record.id, seen[record.id]] = record
        seen[record.id] += 1
    return found


def _records(name: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[RecordChange]:
    kind = name.removesuffix("s")
    mine, theirs = _numbered(old), _numbered(new)
    for key in dict.fromkeys((*mine, *theirs)):
        one, other = mine.get(key), theirs.get(key)
        if one is None or other is None:
            change = ChangeKind.ADDED if one is None else ChangeKind.REMOVED
            yield RecordChange(change=change, kind=kind, id=key[0], old=one, new=other)
        elif one != other and (fields := differences(one, other)):
            yield RecordChange(change=ChangeKind.CHANGED, kind=kind, id=key[0], old=one, new=other, fields=fields)


_OWNING: Final = tuple(name for name, cls in RECORD_LISTS.items() if issubclass(cls, Holder))


def _claims(old: Dataset, new: Dataset) -> list[ClaimChange]:
    # Most records of two versions are equal; their claims need no matching.
    same = {id(each) for name in _OWNING for each in _equal(getattr(old, name), getattr(new, name))}
    before, after = _Side(old, same), _Side(new, same)
    found = []
    for one, other, how in matches(before.owned, after.owned):
        fields = () if one is None or other is None else differences(one.claim, other.claim)
        if one is not None and other is not None and one.held_by != other.held_by:
            fields = (FieldChange(field="held_by", old=one.held_by, new=other.held_by), *fields)
        if one is not None and other is not None and not fields:
            continue
        side, there = (after, other) if other is not None else (before, one)
        if there is None:  # never both: a match has at least one claim
            continue
        change = ChangeKind.ADDED if one is None else ChangeKind.REMOVED if other is None else ChangeKind.CHANGED
        made = ClaimChange(
            change=change,
            record=there.record,
            owner=there.owner,
            event=side.events[there.record, there.owner],
            claim=there.claim.key(there.owner),
            old=None if one is None else one.claim,
            new=None if other is None else other.claim,
            matched_by=how,
            fields=fields,
        )
        found.append(made)
    order = {key: at for at, key in enumerate(dict.fromkeys((*before.events, *after.events)))}
    return sorted(
        found, key=lambda each: (order[each.record, each.owner], not isinstance(each.new or each.old, Figure))
    )


def _equal(old: Sequence[Any], new: Sequence[Any]) -> Iterator[Any]:
    """The records, of both sides, that are equal to the one with their id on the other."""
    theirs = _numbered(new)
    for key, one in _numbered(old).items():
        if one == theirs.get(key):
            yield one
            yield theirs[key]


class _Side:
    """The claims of one version that may have changed."""

    def __init__(self, dataset: Dataset, same: set[int]) -> None:
        holders = [(name.removesuffix("s"), each) for name in _OWNING for each in getattr(dataset, name)]
        self.events = {(record, each.id): event_of(each) for record, each in holders}
        self.owned = [
            Owned(record, each.id, claim) for record, each in holders if id(each) not in same for claim in each.claims
        ]


def _reordered(old: Dataset, new: Dataset) -> Iterator[str]:
    for name in RECORD_LISTS:
        mine, theirs = _numbered(getattr(old, name)), _numbered(getattr(new, name))
        if _order_differs(list(mine), list(theirs)):
            yield name
        if name not in _OWNING:
            continue
        for key, one in mine.items():
            other = theirs.get(key)
            if other is None or one == other:
                continue
            for each in ("figures", "assertions"):
                if _order_differs(_named(getattr(one, each)), _named(getattr(other, each))):
                    yield f"{name.removesuffix('s')}/{key[0]}/{each}"


def _named(claims: Sequence[Claim]) -> list[Hashable]:
    """Claims by their ids; one without an id by its content, and by number among equal ones."""
    seen: Counter[Hashable] = Counter()
    found: list[Hashable] = []
    for claim in claims:
        name = claim if claim.id is None else claim.id
        found.append((name, seen[name]))
        seen[name] += 1
    return found


def _order_differs(old: list[Hashable], new: list[Hashable]) -> bool:
    """Whether what both have stands in another order."""
    mine, theirs = set(old), set(new)
    return [each for each in old if each in theirs] != [each for each in new if each in mine]
