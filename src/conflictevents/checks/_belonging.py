"""Of which side of an event a speaker is."""

from __future__ import annotations

from .._claims import Claim
from .._sides import Sides
from ._engine import Subject

__all__ = ["are_one", "own_sides", "sides_of"]


def sides_of(subject: Subject) -> Sides:
    """Who is a side of which event, and who belongs to whom."""
    return subject.once(_sides)


def _sides(subject: Subject) -> Sides:
    return Sides(subject.dataset, subject.standing)


def own_sides(claim: Claim, event: str, subject: Subject) -> frozenset[str]:
    """The sides of an event that the speaker belongs to, or with which the speaker belongs to one whole."""
    return sides_of(subject).sides_of(claim, event)


def are_one(one: str, other: str, subject: Subject) -> bool:
    """Whether two actors are one, or belong to one whole."""
    sides = sides_of(subject)
    return not sides.above(one).isdisjoint(sides.above(other))
