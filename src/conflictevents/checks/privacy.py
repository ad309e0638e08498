"""Checks of what may harm somebody when it is told (PV)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .._actors import Actor
from .._claims import Figure
from .._problems import Severity
from .._vocab import ActorKind, Measure, ParticipantRole, PlacePrecision
from ._engine import Check, Found, Subject, declare

__all__ = ["PRIVACY"]

_HARMED: Final = frozenset({ParticipantRole.VICTIM, ParticipantRole.RETURNED})
_HARM: Final = frozenset(
    {
        Measure.KILLED,
        Measure.INJURED,
        Measure.MISSING,
        Measure.CAPTURED,
        Measure.DISPLACED,
        Measure.CASUALTIES,
        Measure.DETAINED,
        Measure.HELD,
    }
)

# At the start, since "the mother of a 12-year-old" is no child.
_AGE: Final = re.compile(r"(?:an? |the )?(?:\w+ )?(\d{1,2})[- ]years?[- ]old\b", re.IGNORECASE)
_MINOR: Final = re.compile(
    r"(?:an? |the )?(?:young |teenage |school)?(?:boy|girl|child|teenager|schoolboy|schoolgirl|pupil|minor)",
    re.IGNORECASE,
)
_CAPTIVE: Final = re.compile(
    r"(?:an? |the )?(?:\w+ ){0,2}(?:captive|captured soldier|detainee|hostage|POW|prisoner|prisoner of war)",
    re.IGNORECASE,
)
_NO_LONGER: Final = re.compile(r"\b(?:former|ex|freed|released|returned)\b", re.IGNORECASE)
_WITNESS: Final = re.compile(
    r"(?:an? |the |one |another )?(?:\w+ ){0,2}(?:eyewitness|witness|resident|survivor|neighbou?r|villager|local)"
    r"(?: (?:of|from|in) .+)?",
    re.IGNORECASE,
)


def _exposed(actor: Actor | None) -> bool:
    """Whether an actor is a named person who is not marked as sensitive and holds no office to be known by."""
    named = actor is not None and actor.kind is ActorKind.PERSON and actor.unnamed is None
    return named and actor is not None and not actor.sensitive and not actor.posts


@declare("PV101", "named-minor-or-captive", Severity.WARNING, "dataset")
def named_minor_or_captive(subject: Subject) -> Iterator[Found]:
    """A child, or somebody harmed or held, is named and not marked as sensitive."""
    actors = {actor.id: (actor, f"/actors/{index}") for index, actor in enumerate(subject.dataset.actors)}
    told: set[str] = set()
    for id_, reason in _vulnerable(subject):
        actor, path = actors.get(id_, (None, ""))
        if id_ not in told and _exposed(actor):
            told.add(id_)
            message = f"expected sensitive to be true for a named person who {reason}, got false"
            yield Found(path=path, message=message, value=id_)


def _vulnerable(subject: Subject) -> Iterator[tuple[str, str]]:
    """Whom a dataset holds to be a child, harmed or held: (actor, in which words)."""
    for event in subject.dataset.events:
        yield from ((each.actor, "was harmed or held") for each in event.participants if each.role in _HARMED)
    for claim, _, _ in subject.claims:
        if isinstance(claim, Figure) and claim.to is not None and claim.measure in _HARM:
            yield claim.to, "was harmed or held"
    for statement in subject.dataset.statements:
        if statement.speaker is not None and statement.described_as is not None:
            if _is_minor(statement.described_as):
                yield statement.speaker, "is a child"
            elif _CAPTIVE.fullmatch(statement.described_as) and not _NO_LONGER.search(statement.described_as):
                yield statement.speaker, "is held"


def _is_minor(described: str) -> bool:
    """Whether a speaker is described as somebody under eighteen."""
    age = _AGE.match(described)
    return _MINOR.fullmatch(described) is not None if age is None else int(age[1]) < 18


@declare("PV102", "witness-plus-exact-place", Severity.WARNING, "dataset")
def witness_plus_exact_place(subject: Subject) -> Iterator[Found]:
    """A witness, even one without a name, can be found by the exact place where the words were said."""
    actors = {actor.id: actor for actor in subject.dataset.actors}
    exact = {
        place.id: place
        for place in subject.dataset.places
        if place.point is not None and place.precision is PlacePrecision.EXACT
    }
    for index, statement in enumerate(subject.dataset.statements):
        speaker, place = actors.get(statement.speaker or ""), exact.get(statement.where or "")
        if speaker is None or place is None or speaker.posts:
            continue
        described = statement.described_as or speaker.name
        if speaker.sensitive or (speaker.kind in _PEOPLE and _WITNESS.fullmatch(described)):
            message = f"expected a wider place for the words of a witness, got {place.name}, which is exact"
            yield Found(path=f"/statements/{index}/where", message=message, value=place.id)


_PEOPLE: Final = frozenset({ActorKind.PERSON, ActorKind.GROUP, ActorKind.CIVILIANS, ActorKind.UNKNOWN})


PRIVACY: Final[tuple[Check, ...]] = (named_minor_or_captive, witness_plus_exact_place)
