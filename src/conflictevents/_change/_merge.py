"""`merge`: two datasets become one, which has all of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final, NamedTuple, TypeAlias

import attrs

from .._claims import Claim, Holder
from .._collection import paused
from .._dataset import RECORD_LISTS, Dataset
from .._events import Talks, Term
from .._problems import shown
from .._record import Record
from .._references import identity_problems, references, renamed
from ..exceptions import InvalidRecordError, MergeConflictError
from ._fields import differences, heading_of
from ._log import (
    OWNERS,
    ConflictSide,
    HeldClaims,
    MergeConflict,
    MergedPart,
    MergeLog,
    MergePolicy,
    MergeRenaming,
    Resolution,
    fingerprint,
)

__all__ = ["merge"]

_FINDING: Final = frozenset({"title", "note", "identifiers", "extra", "when", "where"})
"""The fields of an event or report that only help to find it: no claim takes its meaning from them."""

_LONGEST_START: Final = 180
"""Of a long id so much stands before the number that makes a new one of it."""


def merge(
    a: Dataset,
    b: Dataset,
    *,
    on_conflict: MergePolicy | str = MergePolicy.REFUSE,
    title: str | None = None,
    licence: str | None = None,
    description: str | None = None,
) -> tuple[Dataset, MergeLog]:
    """Make one dataset of two. It loses nothing, and where a choice has to be made, the caller makes it.

    Equal records are one. An event or report that both have, alike but for its claims, is one with the claims of both,
    of which equal ones are one. All ids stay as they are, unless the policy says otherwise. Records are in the order of
    `a`, then those that only `b` has.

    Where both have an id with other content, `on_conflict` says what is done. Every conflict is in the log, with both
    sides. The title and the description of one dataset serve for both where the other has none; the licence does not.
    Where they differ, neither is taken but under a policy other than `refuse`, or where you give a value.

    Args:
        a: The first dataset.
        b: The second one.
        on_conflict: A `MergePolicy`: `refuse`, `rename` or `keep_both`.
        title: The title of the merged dataset, if it shall be neither's own.
        licence: Its licence.
        description: Its description.

    Returns:
        The merged dataset, and the log by which `undo` gives both back.

    Raises:
        MergeConflictError: Under `refuse`, with every conflict.
        InvalidRecordError: If one of them has duplicated ids or dangling references.
        ValueError: If there is no such policy.
    """
    policy = _policy(on_conflict)
    for name, dataset in (("a", a), ("b", b)):
        problems = tuple(identity_problems(dataset))
        if problems:
            raise InvalidRecordError(problems, f"dataset {name}")
    with paused():
        head, head_conflicts = _head(a, b, {"title": title, "licence": licence, "description": description})
        merging = _Merging(a, b, policy)
        conflicts = (*head_conflicts, *merging.conflicts.values())
        if policy is MergePolicy.REFUSE:
            open_ones = tuple(each for each in conflicts if each.resolution is not Resolution.GIVEN)
            if open_ones:
                raise MergeConflictError(
                    tuple(attrs.evolve(each, resolution=Resolution.REFUSED, new_id=None) for each in open_ones)
                )
        lists, sides = merging.merged()
        merged = Dataset(**head, **lists)
    mine, theirs = (
        MergedPart(title=each.title, licence=each.licence, description=each.description, **side)
        for each, side in zip((a, b), sides, strict=True)
    )
    log = MergeLog(
        policy=policy,
        merged=fingerprint(merged),
        conflicts=conflicts,
        renamed=tuple(MergeRenaming(kind=kind, old=id_, new=merging.fresh[id_]) for kind, id_ in merging.moved),
        a=mine,
        b=theirs,
    )
    return merged, log


def _policy(on_conflict: MergePolicy | str) -> MergePolicy:
    try:
        return MergePolicy(on_conflict)
    except ValueError:
        msg = f"expected the policy {', '.join(MergePolicy)}, got {shown(on_conflict)}"
        raise ValueError(msg) from None


def _head(a: Dataset, b: Dataset, given: dict[str, str | None]) -> tuple[dict[str, Any], tuple[MergeConflict, ...]]:
    """The fields of the merged dataset that are no records, and in which the two differ."""
    head: dict[str, Any] = {}
    conflicts = []
    for name, wanted in given.items():
        one, other = getattr(a, name), getattr(b, name)
        # What one says of a licence is said of its own records, and not of those of the other.
        fills = name != "licence" or not all(any(getattr(each, list_) for list_ in RECORD_LISTS) for each in (a, b))
        agreed = one == other or (fills and None in (one, other))
        head[name] = wanted if wanted is not None else (one if one is not None else other) if agreed else None
        if not agreed:
            resolution = Resolution.LEFT_OUT if wanted is None else Resolution.GIVEN
            mine, theirs = ConflictSide.of(one), ConflictSide.of(other)
            conflicts.append(MergeConflict(kind="dataset", id=name, a=mine, b=theirs, resolution=resolution))
    return head, tuple(conflicts)


_Key: TypeAlias = tuple[str, str]
"""A kind and an id."""


class _Inner(NamedTuple):
    """A claim or a term with an id, and the record that it stands in."""

    owner: _Key
    record: Claim | Term


class _Known:
    """What a dataset has, by kind and id."""

    def __init__(self, dataset: Dataset) -> None:
        self.records: dict[_Key, Record] = {}
        self.inner: dict[_Key, _Inner] = {}
        self.in_several: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
        """Ids that are named where they may be of several kinds, with these kinds."""
        self.named_by: dict[_Key, list[_Key]] = defaultdict(list)
        """By kind and id what names it: a record, or a claim with an id of its own."""
        for name in RECORD_LISTS:
            for record in getattr(dataset, name):
                self._add((name.removesuffix("s"), record.id), record)

    def _add(self, key: _Key, record: Record) -> None:
        self.records[key] = record
        self._note(key, heading_of(record))
        if isinstance(record, Holder):
            for claim in record.claims:
                if claim.id is not None:
                    self.inner["claim", claim.id] = _Inner(key, claim)
                self._note(key if claim.id is None else ("claim", claim.id), claim)
        if isinstance(record, Talks):
            self.inner.update({("term", term.id): _Inner(key, term) for term in record.terms})

    def _note(self, key: _Key, record: Record) -> None:
        for kinds, id_, _ in references(record):
            for kind in kinds:
                self.named_by[kind, id_].append(key)
            if len(kinds) > 1:
                self.in_several[id_][kinds] = None

    def has(self, key: _Key) -> bool:
        return key in self.records or key in self.inner

    def within(self, key: _Key) -> Iterator[_Key]:
        """The claims and terms with ids that stand in a record."""
        record = self.records[key]
        if isinstance(record, Holder):
            yield from (("claim", claim.id) for claim in record.claims if claim.id is not None)
        if isinstance(record, Talks):
            yield from (("term", term.id) for term in record.terms)


class _Merging:
    """One merge: which ids of `b` have to become others, and then the lists of both."""

    def __init__(self, a: Dataset, b: Dataset, policy: MergePolicy) -> None:
        self.a, self.b = a, b
        self.policy = policy
        self.conflicts: dict[_Key, MergeConflict] = {}
        self.moved: dict[_Key, None] = {}
        """What of `b` gets a new id, by kind and old id."""
        self.fresh: dict[str, str] = {}
        """The new id of an old one; the same for all kinds, so that what may be of several stays so."""
        self._mine, self._theirs = _Known(a), _Known(b)
        known = (self._mine, self._theirs)
        self._used = {id_ for each in known for held in (each.records, each.inner) for _, id_ in held}
        self._pending: list[_Key] = []
        self._decide_all()

    # --- which ids must change ---

    def _decide_all(self) -> None:
        for key in (*self._theirs.records, *self._theirs.inner):
            self._decide(key)
        self._keep_kinds_apart()
        if self.policy is MergePolicy.REFUSE:
            return  # what would follow from the conflicts is no conflict of its own
        while self._pending:
            kind, id_ = self._pending.pop()
            for key in self._theirs.named_by[kind, id_]:
                self._decide(key)
            for kinds in self._theirs.in_several.get(id_, ()):
                for other in kinds if kind in kinds else ():  # what is meant is not known: all of it has one new id
                    if self._theirs.has((other, id_)):
                        self._rename((other, id_))

    def _decide(self, key: _Key) -> None:
        """Give what `b` has under an id a new one, if `a` has something else there."""
        if key in self.moved or not self._mine.has(key):
            return
        if key in self._theirs.inner:
            self._decide_inner(key, self._mine.inner[key], self._theirs.inner[key])
            return
        mine, original = heading_of(self._mine.records[key]), heading_of(self._theirs.records[key])
        theirs = self._with_names(original, key[0])
        if mine == theirs:
            return
        keeps = self.policy is MergePolicy.KEEP_BOTH and isinstance(mine, Holder) and type(mine) is type(theirs)
        if keeps and all(each.field in _FINDING for each in differences(mine, theirs)):
            self._told(key, mine, original, Resolution.KEPT_FIRST)
            return
        if mine != original:  # else it differs only in the new ids of others, which is no conflict of its own
            self._told(key, mine, original, Resolution.RENAMED)
        self._rename(key)

    def _decide_inner(self, key: _Key, mine: _Inner, theirs: _Inner) -> None:
        together = mine.owner == theirs.owner and theirs.owner not in self.moved
        if together and mine.record == self._with_names(theirs.record, key[0]):
            return
        if mine.record != theirs.record or mine.owner != theirs.owner:
            self._told(key, mine.record, theirs.record, Resolution.RENAMED)
        self._rename(key)

    def _told(self, key: _Key, mine: Record, theirs: Record, resolution: Resolution) -> None:
        new_id = self._new(key[1]) if resolution is Resolution.RENAMED else None
        self.conflicts[key] = MergeConflict(
            kind=key[0],
            id=key[1],
            a=ConflictSide.of(mine),
            b=ConflictSide.of(theirs),
            resolution=resolution,
            new_id=new_id,
        )

    def _rename(self, key: _Key) -> None:
        if key in self.moved:
            return
        self.moved[key] = None
        self._new(key[1])
        self._pending.append(key)
        if key in self._theirs.records:
            for inner in self._theirs.within(key):
                self._decide(inner)

    def _keep_kinds_apart(self) -> None:
        """Rename what one dataset would make ambiguous in the other.

        Where an id may be that of an actor or of a source, it must go on to mean what it means.
        """
        named = (
            (kinds, id_)
            for each in (self._mine, self._theirs)
            for id_, all_ in each.in_several.items()
            for kinds in all_
        )
        for kinds, id_ in named:
            mine = {kind for kind in kinds if self._mine.has((kind, id_))}
            theirs = {kind for kind in kinds if self._theirs.has((kind, id_))}
            if mine and theirs and mine != theirs:
                self._told_of_kinds(id_, mine, theirs)
                for kind in sorted(theirs):
                    self._rename((kind, id_))

    def _told_of_kinds(self, id_: str, mine: set[str], theirs: set[str]) -> None:
        """Tell of an id that is of other kinds in one dataset than in the other, alike whichever is the first."""
        odd = min(mine ^ theirs)
        one, other = (odd if odd in kinds else min(kinds) for kinds in (mine, theirs))
        records = heading_of(self._mine.records[one, id_]), heading_of(self._theirs.records[other, id_])
        self._told((" or ".join(sorted(mine | theirs)), id_), *records, Resolution.RENAMED)

    def _new(self, id_: str) -> str:
        if id_ not in self.fresh:
            start, number = id_[:_LONGEST_START], 2
            while f"{start}-{number}" in self._used:
                number += 1
            self.fresh[id_] = f"{start}-{number}"
            self._used.add(self.fresh[id_])
        return self.fresh[id_]

    def _with_names(self, record: Any, kind: str) -> Any:
        return renamed(record, kind, self._name) if self.moved else record

    def _name(self, kinds: tuple[str, ...], id_: str) -> str:
        return self.fresh[id_] if any((kind, id_) in self.moved for kind in kinds) else id_

    # --- the lists of both ---

    def merged(self) -> tuple[dict[str, Any], tuple[dict[str, Any], dict[str, Any]]]:
        """The merged lists, and where those of each dataset are found in them."""
        lists: dict[str, Any] = {}
        sides: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
        for name in RECORD_LISTS:
            found = list(getattr(self.a, name))
            places = {record.id: at for at, record in enumerate(found)}
            theirs = []
            held: tuple[list[HeldClaims], list[HeldClaims]] = ([], [])
            for original in getattr(self.b, name):
                record = self._with_names(original, name.removesuffix("s"))
                at = places.get(record.id)
                if at is None:
                    at = len(found)
                    found.append(record)
                elif name in OWNERS and found[at] != record:
                    found[at], *of_each = _united(at, found[at], record)
                    for those, own in zip(held, of_each, strict=True):
                        those.append(own)
                theirs.append(at)
            lists[name] = tuple(found)
            sides[0][name], sides[1][name] = tuple(range(len(getattr(self.a, name)))), tuple(theirs)
            if name in OWNERS:
                for side, those in zip(sides, held, strict=True):
                    side[f"claims_of_{name}"] = tuple(those)
        return lists, sides


def _united(at: int, mine: Any, theirs: Any) -> tuple[Any, HeldClaims, HeldClaims]:
    """A record with the claims of both, and which of them each has."""
    lists: dict[str, tuple[Any, ...]] = {}
    places: dict[str, tuple[int, ...]] = {}
    for name in ("figures", "assertions"):
        found = list(getattr(mine, name))
        # A claim that is there twice is there twice afterwards, and not four times.
        known: dict[Any, list[int]] = defaultdict(list)
        for place, claim in reversed(list(enumerate(found))):
            known[claim].append(place)
        own = []
        for claim in getattr(theirs, name):
            if known.get(claim):
                own.append(known[claim].pop())
            else:
                own.append(len(found))
                found.append(claim)
        lists[name], places[name] = tuple(found), tuple(own)
    all_of_mine = {name: tuple(range(len(getattr(mine, name)))) for name in lists}
    return attrs.evolve(mine, **lists), HeldClaims(record=at, **all_of_mine), HeldClaims(record=at, **places)
