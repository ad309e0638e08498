"""What of a dataset another one has already, under ids that an earlier merge has given it.

Nothing is taken for another thing because it looks like it. Some records are there already if new ids make each of them
equal to a record that is there, with all its claims, and likewise everything that names them, and so on: adding them
would add nothing but copies. The ids that are tried are those which a merge gives: the old one and a number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

import attrs

from .._claims import Holder
from .._events import Talks
from .._record import Record
from .._references import references, renamed
from ._fields import heading_of
from ._known import Key, Known

__all__ = ["FINDING", "LONGEST_START", "already_there"]

FINDING: Final = frozenset({"title", "note", "identifiers", "extra", "when", "where"})
"""The fields of an event or report that only help to find it: no claim takes its meaning from them."""

LONGEST_START: Final = 180
"""Of a long id so much stands before the number that makes a new one of it."""

_Pair: TypeAlias = tuple[Key, str]
"""Something of the second dataset, and the id under which the first may have it."""


def already_there(mine: Known, theirs: Known, moved: Collection[Key], *, lenient: bool) -> dict[Key, str]:
    """The ids under which the first dataset has what would get a new id in a merge, where it has it already.

    Args:
        mine: The first dataset.
        theirs: The second one.
        moved: All of the second one that would get a new id, what follows from other new ids included.
        lenient: Whether an event or report that keeps its id may differ in what only helps to find it.
    """
    tried = _ids_to_try(mine, theirs, moved)
    if not tried:
        return {}
    likely = _Likely(mine, theirs, moved, tried, lenient=lenient)
    chosen = _chosen(likely.pairs(), tried, theirs)
    return _without_what_is_not(mine, theirs, moved, chosen, lenient=lenient)


def _ids_to_try(mine: Known, theirs: Known, moved: Collection[Key]) -> dict[str, list[str]]:
    """For each id that is to become another those of the first dataset that a merge may have made of it."""
    starts: dict[str, list[tuple[int, str]]] = defaultdict(list)
    own = theirs.ids()
    for id_ in mine.ids() - own:  # a new id is one that the second dataset does not have
        start, _, number = id_.rpartition("-")
        if number.isdecimal() and number.isascii():
            starts[start].append((len(number), id_))
    found = {id_: starts.get(id_[:LONGEST_START], ()) for _, id_ in moved}
    return {id_: [each for _, each in sorted(those)] for id_, those in found.items() if those}


class _Likely:
    """Which pairs may be one: alike but for the ids in them, and so are all that these ids stand for."""

    def __init__(
        self, mine: Known, theirs: Known, moved: Collection[Key], tried: Mapping[str, list[str]], *, lenient: bool
    ) -> None:
        self._mine, self._theirs, self._moved, self._lenient = mine, theirs, moved, lenient
        self._needs: dict[_Pair, set[_Pair]] = {}
        for key in moved:
            for id_ in (key[1], *tried.get(key[1], ())):
                if mine.has((key[0], id_)) and (needs := self._needed(key, id_)) is not None:
                    self._needs[key, id_] = needs

    def pairs(self) -> Container[_Pair]:
        """The pairs that are left when each that needs one which is not there is taken away, and so on."""
        needed_by: dict[_Pair, list[_Pair]] = defaultdict(list)
        for pair, needs in self._needs.items():
            for each in needs:
                needed_by[each].append(pair)
        gone = [each for each in needed_by if each not in self._needs]
        while gone:
            gone += [pair for pair in needed_by.get(gone.pop(), ()) if self._needs.pop(pair, None) is not None]
        return self._needs

    def _needed(self, key: Key, id_: str) -> set[_Pair] | None:
        """The pairs of which one of these needs to be so that both are one; None where they are two in any case."""
        needs: set[_Pair] = set()
        pairs: list[tuple[tuple[str, ...], str, str]] = []
        one: Record
        other: Record
        if key in self._theirs.inner:
            mine, theirs = self._mine.inner[key[0], id_], self._theirs.inner[key]
            one, other = mine.record, theirs.record
            if mine.owner[0] != theirs.owner[0]:
                return None
            pairs.append((mine.owner[:1], theirs.owner[1], mine.owner[1]))
        else:
            one, other = heading_of(self._mine.records[key[0], id_]), heading_of(self._theirs.records[key])
            if self._lenient and id_ == key[1]:
                one, other = _without_finding(one), _without_finding(other)
        names = _names_of(one, other)
        if names is None or not _alike(one, other, key[0], {(key[:1], key[1]): id_} | names):
            return None
        pairs += [(kinds, old, new) for (kinds, old), new in names.items()]
        # Where something else may be meant by one of the ids, the same may be meant by the other.
        several = (*self._theirs.in_several.get(key[1], ()), *self._mine.in_several.get(id_, ()))
        pairs += [(kinds, key[1], id_) for kinds in several if key[0] in kinds]
        for kinds, theirs_id, mine_id in pairs:
            held = [kind for kind in kinds if self._theirs.has((kind, theirs_id))]
            if held != [kind for kind in kinds if self._mine.has((kind, mine_id))]:
                return None
            for kind in held:
                if (kind, theirs_id) in self._moved:
                    needs.add(((kind, theirs_id), mine_id))
                elif theirs_id != mine_id:
                    return None
        return needs


_Names: TypeAlias = dict[tuple[tuple[str, ...], str], str]
"""For some kinds and an id the id to put in its place."""


def _names_of(mine: Record, theirs: Record) -> _Names | None:
    """The ids that one record has where another has others; None where they do not fit."""
    one, other = list(references(mine)), list(references(theirs))
    if [(each.kinds, each.path) for each in one] != [(each.kinds, each.path) for each in other]:
        return None
    pairs = [((theirs_.kinds, theirs_.id), mine_.id) for mine_, theirs_ in zip(one, other, strict=True)]
    if isinstance(mine, Talks) and isinstance(theirs, Talks):
        pairs += [((("term",), new.id), old.id) for old, new in zip(mine.terms, theirs.terms, strict=False)]
    names = dict(pairs)
    return names if all(names[key] == id_ for key, id_ in pairs) else None


def _alike(mine: Record, theirs: Record, kind: str, names: _Names) -> bool:
    try:
        return mine == renamed(theirs, kind, lambda kinds, id_: names.get((kinds, id_), id_))
    except ValueError:  # with the ids of the one, the other may say what no record can say
        return False


def _without_finding(record: Record) -> Record:
    if not isinstance(record, Holder):
        return record
    cls: Any = type(record)
    return attrs.evolve(record, **{each.name: each.default for each in attrs.fields(cls) if each.name in FINDING})


def _chosen(pairs: Container[_Pair], tried: Mapping[str, list[str]], theirs: Known) -> dict[Key, str]:
    """One id for each: its own where it may keep it, else the new one that goes for the most that need one."""
    chosen: dict[Key, str] = {}
    taken: set[str] = set()
    for old, ids in tried.items():
        others = [key for kind in theirs.kinds_of(old) if ((key := (kind, old)), old) not in pairs]
        fitting = {each: [key for key in others if (key, each) in pairs] for each in ids if each not in taken}
        new = max(fitting, key=lambda each: len(fitting[each]), default=old)  # the first of those with the most
        taken.add(new)
        chosen.update(dict.fromkeys(fitting.get(new, ()), new))
    return chosen


class _Looked(NamedTuple):
    """A record of the second dataset, which of the ids it has that a merge would change, and whether it is there."""

    ids: frozenset[str]
    there: bool


def _without_what_is_not(
    mine: Known, theirs: Known, moved: Collection[Key], chosen: Mapping[Key, str], *, lenient: bool
) -> dict[Key, str]:
    """The ids chosen, without those of which one record that has them is not there; and so on from record to record.

    From record to record it goes by all that would get a new id, since what keeps its own may be what is not there.
    """
    if not chosen:
        return {}
    several = {id_ for id_ in theirs.in_several if not _means_the_same(mine, theirs, id_, chosen)}
    together: dict[str, str] = {}

    def root(id_: str) -> str:
        while (above := together.get(id_, id_)) != id_:
            together[id_] = together.get(above, above)  # so that no chain is gone through twice
            id_ = above
        return id_

    missing: set[str] = set()
    for ids, there in _looked(mine, theirs, moved, chosen, lenient=lenient):
        first, *others = (root(each) for each in ids)
        for each in others:
            together[root(each)] = root(first)
        if not there or not ids.isdisjoint(several):
            missing.add(first)
    missing = {root(each) for each in missing}
    return {key: new for key, new in chosen.items() if root(key[1]) not in missing}


def _looked(
    mine: Known, theirs: Known, moved: Collection[Key], chosen: Mapping[Key, str], *, lenient: bool
) -> Iterator[_Looked]:
    def name(kinds: tuple[str, ...], id_: str) -> str:
        return next((chosen[kind, id_] for kind in kinds if (kind, id_) in chosen), id_)

    concerned: dict[Key, set[str]] = defaultdict(set)
    for key in moved:
        for each in (key, *theirs.named_by.get(key, ())):
            owner = theirs.inner[each].owner if each in theirs.inner else each
            concerned[owner].add(key[1])
    for key, ids in concerned.items():
        kept = lenient and name(key[:1], key[1]) == key[1]
        there = _is_there(mine, theirs.records[key], key[0], name, lenient=kept)
        yield _Looked(frozenset(ids), there)


def _is_there(
    mine: Known, record: Record, kind: str, name: Callable[[tuple[str, ...], str], str], *, lenient: bool
) -> bool:
    """Whether a record is there under its new ids, with each of its claims as often as it has it."""
    new: Any = renamed(record, kind, name)
    found = mine.records.get((kind, new.id))
    if found is None:
        return False
    one, other = heading_of(found), heading_of(new)
    if one != other and not (lenient and _without_finding(one) == _without_finding(other)):
        return False
    if isinstance(found, Holder) and isinstance(new, Holder):
        return Counter(new.claims) <= Counter(found.claims)
    return True


def _means_the_same(mine: Known, theirs: Known, id_: str, chosen: Mapping[Key, str]) -> bool:
    """Whether an id that may be that of several kinds goes on to mean what it means."""
    for kinds in theirs.in_several[id_]:
        held = [kind for kind in kinds if theirs.has((kind, id_))]
        new = {chosen.get((kind, id_), id_) for kind in held}
        if new != {id_} and (
            len(new) > 1 or any(held != [kind for kind in kinds if mine.has((kind, each))] for each in new)
        ):
            return False
    return True
