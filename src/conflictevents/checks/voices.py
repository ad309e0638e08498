"""Checks of what weight the voices behind claims have, and of claims that answer others (SP)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from .._claims import Assertion, Claim, Figure, Holder
from .._events import Episode, Event, Strike
from .._problems import Severity, shown
from .._reports import CasualtyReport
from .._views import event_of
from .._vocab import Measure, Occurrence, ParticipantRole, Polarity, Property, Rank
from ._belonging import are_one, own_sides, sides_of
from ._engine import Check, Found, Subject, declare
from ._words import pattern

__all__ = ["VOICES"]


@declare("SP108", "partisan-enemy-losses", Severity.INFO, "dataset")
def partisan_enemy_losses(subject: Subject) -> Iterator[Found]:
    """One side of a fight gives the losses of the other."""
    found: dict[tuple[str, str], list[str]] = {}
    for figure, event, speaker, path in _of_sides(subject):
        harmed = figure.to
        if harmed is None or figure.attribution.polarity is not Polarity.ASSERTS:
            continue
        if _is_side(harmed, event, subject) and not _is_own(figure, event, subject):
            found.setdefault((event, speaker), []).append(path)
    for (event, speaker), paths in found.items():
        told = "a figure" if len(paths) == 1 else f"{len(paths):,} figures"
        message = f"expected to be read as a party's, got {told} of losses in {event} from {speaker}, of the other side"
        yield Found(path=paths[0], message=message, value=speaker)


@declare("SP109", "partisan-own-losses", Severity.INFO, "dataset")
def partisan_own_losses(subject: Subject) -> Iterator[Found]:
    """One side of a fight denies losses of its own, or says that there were none."""
    found: dict[tuple[str, str], list[str]] = {}
    for figure, event, speaker, path in _of_sides(subject):
        polarity = figure.attribution.polarity
        none = polarity is Polarity.ASSERTS and figure.count is not None and figure.count.firm().high == 0
        if (none or polarity is Polarity.DENIES) and _is_own(figure, event, subject):
            found.setdefault((event, speaker), []).append(path)
    for (event, speaker), paths in found.items():
        message = (
            f"expected to be read as a party's, got a denial of losses in {event} from {speaker}, of the side harmed"
        )
        yield Found(path=paths[0], message=message, value=speaker)


def _of_sides(subject: Subject) -> Iterator[tuple[Figure, str, str, str]]:
    """Every figure of harm that still stands and whose speaker is of a side: (figure, event, speaker, path)."""
    for claim, holder, path in subject.claims:
        if not isinstance(claim, Figure) or not isinstance(holder, CasualtyReport):
            continue
        speaker, event = claim.attribution.speaker, event_of(holder)
        if speaker is not None and subject.standing.is_current(claim) and own_sides(claim, event, subject):
            yield claim, event, speaker, path


def _is_own(figure: Figure, event: str, subject: Subject) -> bool:
    """Whether the side harmed is the speaker's own."""
    harmed = figure.to
    return harmed is not None and any(are_one(harmed, side, subject) for side in own_sides(figure, event, subject))


def _is_side(actor: str, event: str, subject: Subject) -> bool:
    return any(are_one(actor, side, subject) for side in sides_of(subject).of(event))


@declare("SP110", "anonymous-sole-source", Severity.WARNING, "dataset")
def anonymous_sole_source(subject: Subject) -> Iterator[Found]:
    """Of some number or matter of an event nobody speaks but people without a name."""
    unnamed = {actor.id for actor in subject.dataset.actors if actor.unnamed is not None}
    alone: dict[tuple[str, str], str | None] = {}
    for claim, holder, path in subject.claims if unnamed else ():
        if subject.standing.is_asserted(claim):
            matter = (event_of(holder), _matter(claim))
            nameless = claim.attribution.speaker in unnamed
            alone[matter] = alone.get(matter, path) if nameless else None
    events: dict[str, list[tuple[str, str]]] = {}
    for (event, name), place in alone.items():
        if place is not None:
            events.setdefault(event, []).append((name, place))
    for event, matters in events.items():
        told = ", ".join(name for name, _ in matters[:5]) + (" …" if len(matters) > 5 else "")
        message = f"expected somebody with a name for {told} of {event}, got unnamed speakers alone"
        yield Found(path=matters[0][1], message=message)


def _matter(claim: Claim) -> str:
    """What a claim is about, in a word or two."""
    if isinstance(claim, Figure):
        return f"{claim.measure} {claim.item or ''}".strip()
    return claim.property if isinstance(claim, Assertion) else ""


@declare("SP116", "denial-without-target", Severity.WARNING, "dataset")
def denial_without_target(subject: Subject) -> Iterator[Found]:
    """Somebody denies what nobody in the dataset says."""
    events = {event.id: event for event in subject.dataset.events}
    asserted: set[tuple[str, str]] = set()
    for claim, holder, _ in subject.claims:
        if claim.attribution.polarity is Polarity.ASSERTS and not _says_no(claim):
            # Whatever is said of an event says that it happened.
            names = (_name(claim), Property.OCCURRED.value)
            asserted |= {(event, name) for event in _and_its_whole(holder, events) for name in names}
    for claim, holder, path in subject.claims:
        if claim.attribution.polarity is not Polarity.DENIES or not subject.standing.is_current(claim):
            continue
        said = any((event, _name(claim)) in asserted for event in _and_its_whole(holder, events))
        if not said and not _blames(events.get(event_of(holder)), claim):
            who = claim.attribution.speaker or "the source"
            message = f"expected the claim of {_matter(claim)} that {who} denies, got nobody who makes it"
            yield Found(path=path, message=message)


def _and_its_whole(holder: Holder, events: Mapping[str, Event]) -> tuple[str, ...]:
    """The event of a record and the one that it is a part of. A whole war is too much for an answer."""
    event = events.get(event_of(holder))
    whole = None if event is None else events.get(event.part_of or "")
    return (event_of(holder), *(() if whole is None or isinstance(whole, Episode) else (whole.id,)))


_HARM: Final = frozenset({Measure.KILLED.value, Measure.INJURED.value, Measure.MISSING.value, Measure.CASUALTIES.value})


def _name(claim: Claim) -> str:
    """The measure or property; harm to people is one matter, since who denies casualties denies dead as well."""
    if isinstance(claim, Figure):
        return "harm" if claim.measure in _HARM else claim.measure
    return claim.property if isinstance(claim, Assertion) else ""


def _blames(event: Event | None, claim: Claim) -> bool:
    """Whether the heading of the event names whom a denial of guilt is about."""
    if event is None or not isinstance(claim, Assertion) or claim.property != Property.PERPETRATOR:
        return False
    attackers = {each.actor for each in event.participants if each.role == ParticipantRole.ATTACKER}
    return claim.value in attackers or (isinstance(event, Strike) and claim.value == event.attacker)


def _says_no(claim: Claim) -> bool:
    return isinstance(claim, Assertion) and claim.property == Property.OCCURRED and claim.value == Occurrence.NO


_WEAKER: Final = {
    Rank.LARGEST.value: Rank.AMONG_LARGEST.value,
    Rank.DEADLIEST.value: Rank.AMONG_DEADLIEST.value,
    Rank.UNPRECEDENTED.value: Rank.RARE.value,
}


@declare("SP117", "rank-claims-conflict", Severity.INFO, "dataset")
def rank_claims_conflict(subject: Subject) -> Iterator[Found]:
    """Of one event it is said that it is the largest, and that it is one of the largest."""
    ranks: dict[tuple[str, object], list[tuple[Assertion, str]]] = {}
    for claim, holder, path in subject.claims:
        if isinstance(claim, Assertion) and claim.property == Property.RANK and subject.standing.is_asserted(claim):
            ranks.setdefault((event_of(holder), claim.value), []).append((claim, path))
    for (event, value), strong in ranks.items():
        weaker = ranks.get((event, _WEAKER.get(value, "")), []) if isinstance(value, str) else []
        words: set[str] = set()
        for claim, _ in weaker:
            words |= _words(claim.of)
        for claim, path in strong:
            if weaker and (claim.of is None or not words or words & _words(claim.of)):
                weak = _WEAKER[str(value)]
                message = f"{event} is told as {value} ({shown(claim.of or 'of all')}), and also as {weak}"
                yield Found(path=f"{path}/value", message=message, value=claim.value)


def _words(of: str | None) -> set[str]:
    """The words that tell what is ranked."""
    return {word for word in re.findall(r"[^\W\d_]{2,}", (of or "").casefold()) if not pattern("idle").fullmatch(word)}


VOICES: Final[tuple[Check, ...]] = (
    partisan_enemy_losses,
    partisan_own_losses,
    anonymous_sole_source,
    denial_without_target,
    rank_claims_conflict,
)
