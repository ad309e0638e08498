"""Which claim of one version is which claim of the next.

A claim with an id is the one with the same id. Of the others, equal ones are one. What is left is matched within its
record, step by step, by who says it, what exactly it is about, and the number or words: two of the three must agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from enum import StrEnum
from typing import Final, NamedTuple

import attrs

from .._claims import Assertion, Claim, Figure

__all__ = ["MatchedBy", "Owned", "matches"]


class MatchedBy(StrEnum):
    """How two claims were found to be one claim of two versions."""

    ID = "id"
    """They have the same id."""
    CONTENT = "content"
    """They are equal but for their ids."""
    LIKENESS = "likeness"
    """They stand in the same record and two of three agree: who says it, what it is about, and its number or words."""


class Owned(NamedTuple):
    """A claim and the record that owns it."""

    record: str
    """The kind of that record, event or report."""
    owner: str
    claim: Claim

    @property
    def held_by(self) -> str:
        """The record in one word."""
        return f"{self.record}/{self.owner}"


_Key = Callable[[Claim], Hashable]

_LARGEST: Final = 10_000
"""The most pairs of equal rank among which the nearest are looked for; of more, one is taken after the other."""


def matches(
    old: Iterable[Owned], new: Iterable[Owned]
) -> Iterator[tuple[Owned | None, Owned | None, MatchedBy | None]]:
    """Pairs of claims that are one, and claims that stand alone; equal claims of one record are told as well."""
    left, right = list(old), list(new)
    by_id: dict[str, list[Owned]] = defaultdict(list)
    for each in right:
        if each.claim.id is not None:
            by_id[each.claim.id].append(each)
    taken: set[int] = set()
    remaining = []
    for each in left:
        # A dataset that is not sound may have an id twice: one is then matched after the other.
        twins = by_id.get(each.claim.id) if each.claim.id is not None else None
        if twins:
            twin = next((other for other in twins if other == each), twins[0])
            twins.remove(twin)
            taken.add(id(twin))
            yield each, twin, MatchedBy.ID
        else:
            remaining.append(each)
    yield from _by_steps(remaining, [each for each in right if id(each) not in taken])


def _by_steps(left: list[Owned], right: list[Owned]) -> Iterator[tuple[Owned | None, Owned | None, MatchedBy | None]]:
    for how, key in _STEPS:
        if not left or not right:
            break
        groups: dict[Hashable, tuple[list[Owned], list[Owned]]] = {}
        for side, owned in ((0, left), (1, right)):
            for each in owned:
                place = (each.record, each.owner, type(each.claim), key(each.claim))
                groups.setdefault(place, ([], []))[side].append(each)
        taken: set[int] = set()
        for ours, theirs in groups.values():
            for one, other in _nearest(ours, theirs):
                taken |= {id(one), id(other)}
                yield one, other, how
        left = [each for each in left if id(each) not in taken]
        right = [each for each in right if id(each) not in taken]
    yield from ((each, None, None) for each in left)
    yield from ((None, each, None) for each in right)


def _nearest(ours: list[Owned], theirs: list[Owned]) -> Iterator[tuple[Owned, Owned]]:
    """Pairs of claims between which nothing else decides: those with the nearest numbers, then in their order."""
    if min(len(ours), len(theirs)) == 0 or len(ours) * len(theirs) > _LARGEST or len(ours) == len(theirs) == 1:
        yield from zip(ours, theirs, strict=False)
        return
    pairs = sorted(
        (abs(_number(one.claim) - _number(other.claim)), at, place)
        for at, one in enumerate(ours)
        for place, other in enumerate(theirs)
    )
    left, right = set(range(len(ours))), set(range(len(theirs)))
    for _, at, place in pairs:
        if at in left and place in right:
            left.remove(at)
            right.remove(place)
            yield ours[at], theirs[place]


def _number(claim: Claim) -> float:
    number = (claim.count or claim.share) if isinstance(claim, Figure) else None
    return -1 if number is None else number.low


def _content(claim: Claim) -> Hashable:
    return claim if claim.id is None else attrs.evolve(claim, id=None)


def _voice(claim: Claim) -> Hashable:
    attribution = claim.attribution
    return attribution.source, attribution.speaker, attribution.polarity


def _subject(claim: Claim) -> Hashable:
    if isinstance(claim, Figure):
        return claim.item, claim.model, claim.group, claim.from_, claim.to, claim.estimate, claim.scope, claim.window
    return (claim.vocabulary, claim.of, claim.relation) if isinstance(claim, Assertion) else None


def _words(claim: Claim) -> Hashable:
    """Where it stands in the source; where that is not known, the number or value itself."""
    span = claim.figure_span
    if span is not None:
        return claim.attribution.source, span.start, span.end
    if isinstance(claim, Figure):
        return claim.count, claim.share
    return claim.value if isinstance(claim, Assertion) else None


def _of(*parts: _Key) -> _Key:
    """A key of what is claimed, its measure or property, and some parts beside it."""

    def key(claim: Claim) -> Hashable:
        what = claim.measure if isinstance(claim, Figure) else getattr(claim, "property", None)
        return what, *(part(claim) for part in parts)

    return key


_STEPS: Final[tuple[tuple[MatchedBy, _Key], ...]] = (
    (MatchedBy.CONTENT, _content),
    (MatchedBy.LIKENESS, _of(_voice, _subject, _words)),
    (MatchedBy.LIKENESS, _of(_voice, _subject)),
    (MatchedBy.LIKENESS, _of(_subject, _words)),
    (MatchedBy.LIKENESS, _of(_voice, _words)),
)
