"""Of which side of an event a speaker is."""

from __future__ import annotations

from .._claims import Claim, Figure
from .._sides import Sides
from ._engine import Subject

__all__ = ["are_one", "own_sides", "sides_of"]


def sides_of(subject: Subject) -> Sides:
    """The sides of all events, worked out once for a subject; to be asked for with `Subject.once`."""
    return Sides(subject.dataset, subject.standing)


def own_sides(claim: Claim, event: str, subject: Subject) -> frozenset[str]:
    """The sides of an event that the speaker belongs to, or with which the speaker belongs to one whole."""
    sides = subject.once(sides_of)
    stated = {claim.from_, claim.to} - {None} if isinstance(claim, Figure) else set()
    belonging = sides.speaking_for(claim)
    return frozenset(
        side
        for side in sides.of(event) | stated
        if side is not None and belonging and not belonging.isdisjoint(sides.above(side))
    )


def are_one(one: str, other: str, subject: Subject) -> bool:
    """Whether two actors are one, or belong to one whole."""
    sides = subject.once(sides_of)
    return not sides.above(one).isdisjoint(sides.above(other))
