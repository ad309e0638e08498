"""`merge`: two datasets become one, which has all of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._claims import Holder
from .._collection import paused
from .._dataset import RECORD_LISTS, Dataset
from .._problems import shown
from .._record import Record
from .._references import identity_problems, renamed
from ..exceptions import InvalidRecordError, MergeConflictError
from ._already import FINDING, LONGEST_START, already_there
from ._fields import differences, heading_of
from ._known import Inner, Key, Known
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
    sides. What `a` has already under the new ids of an earlier merge, with all that names it, is not added once more;
    so merging the same `b` again changes nothing.

    The title and the description of one dataset serve for both where the other has none; the licence does not. Where
    they differ, neither is taken but under a policy other than `refuse`, or where you give a value.

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
    given = {"title": title, "licence": licence, "description": description}
    with paused():
        merging = _Merging(Known(a), Known(b), policy)
        if policy is MergePolicy.REFUSE:
            _refuse((*_head(a, b, given)[1], *merging.conflicts.values()))
        else:
            merging = merging.with_what_is_there()
        lists, sides = merging.merged(a, b)
        adds = any(lists[name] != getattr(a, name) for name in RECORD_LISTS)
        head, head_conflicts = _head(a, b, given, keep=not adds and policy is not MergePolicy.REFUSE)
        conflicts = (*head_conflicts, *merging.conflicts.values())
        merged = Dataset(**head, **lists)
    mine, theirs = (
        MergedPart(title=each.title, licence=each.licence, description=each.description, **side)
        for each, side in zip((a, b), sides, strict=True)
    )
    log = MergeLog(
        policy=policy,
        merged=fingerprint(merged),
        conflicts=conflicts,
        renamed=tuple(MergeRenaming(kind=key[0], old=key[1], new=merging.new_id(key)) for key in merging.moved),
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


def _refuse(conflicts: Iterable[MergeConflict]) -> None:
    open_ones = tuple(each for each in conflicts if each.resolution is not Resolution.GIVEN)
    if open_ones:
        raise MergeConflictError(
            tuple(attrs.evolve(each, resolution=Resolution.REFUSED, new_id=None) for each in open_ones)
        )


def _head(
    a: Dataset, b: Dataset, given: dict[str, str | None], *, keep: bool = False
) -> tuple[dict[str, Any], tuple[MergeConflict, ...]]:
    """The fields of the merged dataset that are no records, and in which the two differ.

    Args:
        a: The first dataset.
        b: The second one.
        given: What the caller gives.
        keep: Whether the first dataset stays without what it is without: where the second one adds nothing to it.
    """
    head: dict[str, Any] = {}
    conflicts = []
    for name, wanted in given.items():
        one, other = getattr(a, name), getattr(b, name)
        # What one says of a licence is said of its own records, and not of those of the other.
        without = a if one is None else b
        fills = name != "licence" or not any(getattr(without, list_) for list_ in RECORD_LISTS)
        agreed = one == other or (fills and None in (one, other))
        own = one if one is not None or keep else other
        head[name] = wanted if wanted is not None else own if agreed else None
        if not agreed:
            resolution = Resolution.LEFT_OUT if wanted is None else Resolution.GIVEN
            mine, theirs = ConflictSide.of(one), ConflictSide.of(other)
            conflicts.append(MergeConflict(kind="dataset", id=name, a=mine, b=theirs, resolution=resolution))
    return head, tuple(conflicts)


class _Merging:
    """One merge: which ids of `b` have to become others, and then the lists of both."""

    def __init__(self, mine: Known, theirs: Known, policy: MergePolicy, found: Mapping[Key, str] | None = None) -> None:
        self.policy = policy
        self.conflicts: dict[Key, MergeConflict] = {}
        self._found = {} if found is None else found
        """The ids under which `a` has already what of `b` has other ids."""
        self.moved: dict[Key, None] = dict.fromkeys(self._found)
        """What of `b` gets a new id, by kind and old id."""
        self._fresh: dict[str, str] = {}
        """The new id of an old one; the same for all kinds, so that what may be of several stays so."""
        self._mine, self._theirs = mine, theirs
        self._used = mine.ids() | theirs.ids()
        self._pending: list[Key] = []
        self._decide_all()

    def with_what_is_there(self) -> _Merging:
        """The same merge, in which what `a` has already of what would get a new id has the id that it has there."""
        found = already_there(self._mine, self._theirs, self.moved.keys(), lenient=self.policy is MergePolicy.KEEP_BOTH)
        if not found:
            return self
        other = _Merging(self._mine, self._theirs, self.policy, found)
        for key, conflict in self.conflicts.items():
            new = next((found[kind, key[1]] for kind in key[0].split(" or ") if (kind, key[1]) in found), None)
            if new is not None:
                other.conflicts[key] = attrs.evolve(conflict, new_id=new)
        return other

    def new_id(self, key: Key) -> str:
        """The new id of something that gets one."""
        return self._found.get(key) or self._fresh[key[1]]

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

    def _decide(self, key: Key) -> None:
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
        if keeps and all(each.field in FINDING for each in differences(mine, theirs)):
            self._told(key, mine, original, Resolution.KEPT_FIRST)
            return
        if mine != original:  # else it differs only in the new ids of others, which is no conflict of its own
            self._told(key, mine, original, Resolution.RENAMED)
        self._rename(key)

    def _decide_inner(self, key: Key, mine: Inner, theirs: Inner) -> None:
        kind, owner = theirs.owner
        together = mine.owner == (kind, self._name((kind,), owner))
        if together and mine.record == self._with_names(theirs.record, key[0]):
            return
        if mine.record != theirs.record or mine.owner != theirs.owner:
            self._told(key, mine.record, theirs.record, Resolution.RENAMED)
        self._rename(key)

    def _told(self, key: Key, mine: Record, theirs: Record, resolution: Resolution) -> None:
        new_id = self._new(key[1]) if resolution is Resolution.RENAMED else None
        self.conflicts[key] = MergeConflict(
            kind=key[0],
            id=key[1],
            a=ConflictSide.of(mine),
            b=ConflictSide.of(theirs),
            resolution=resolution,
            new_id=new_id,
        )

    def _rename(self, key: Key) -> None:
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
            if mine and theirs and mine != theirs and not all((kind, id_) in self._found for kind in theirs):
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
        if id_ not in self._fresh:
            start, number = id_[:LONGEST_START], 2
            while f"{start}-{number}" in self._used:
                number += 1
            self._fresh[id_] = f"{start}-{number}"
            self._used.add(self._fresh[id_])
        return self._fresh[id_]

    def _with_names(self, record: Any, kind: str) -> Any:
        return renamed(record, kind, self._name) if self.moved else record

    def _name(self, kinds: tuple[str, ...], id_: str) -> str:
        return next((self.new_id((kind, id_)) for kind in kinds if (kind, id_) in self.moved), id_)

    # --- the lists of both ---

    def merged(self, a: Dataset, b: Dataset) -> tuple[dict[str, Any], tuple[dict[str, Any], dict[str, Any]]]:
        """The merged lists, and where those of each dataset are found in them."""
        lists: dict[str, Any] = {}
        sides: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
        for name in RECORD_LISTS:
            found = list(getattr(a, name))
            places = {record.id: at for at, record in enumerate(found)}
            theirs = []
            held: tuple[list[HeldClaims], list[HeldClaims]] = ([], [])
            for original in getattr(b, name):
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
            sides[0][name], sides[1][name] = tuple(range(len(getattr(a, name)))), tuple(theirs)
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
