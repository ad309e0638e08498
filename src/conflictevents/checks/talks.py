"""Checks of talks and of what was agreed in them (TK)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from .._claims import Assertion, Claim, Figure
from .._events import Talks, Term
from .._problems import Severity, shown
from .._views import event_of
from .._vocab import (
    Attributed,
    Level,
    Measure,
    Method,
    Polarity,
    Property,
    Realis,
    RelationKind,
    SpanRole,
    TermStatus,
)
from .._when import When
from ._belonging import own_sides, sides_of
from ._engine import Check, Found, Subject, declare
from ._quoted import cues, words
from ._words import pattern

__all__ = ["TALKS"]

_HELD: Final = frozenset({TermStatus.AGREED.value, TermStatus.IN_FORCE.value, TermStatus.FULFILLED.value})
_WORKING: Final = frozenset({TermStatus.IN_FORCE.value, TermStatus.FULFILLED.value})


class _Status(NamedTuple):
    """Somebody says how a term stands."""

    claim: Assertion
    path: str


def _statuses(subject: Subject) -> dict[str, list[_Status]]:
    """What is said of each term, by the term's id; what has been withdrawn or replaced is left out."""
    found: dict[str, list[_Status]] = {}
    for claim, _, path in subject.claims:
        if not isinstance(claim, Assertion) or claim.property != Property.TERM_STATUS or claim.of is None:
            continue
        if subject.standing.is_current(claim):
            found.setdefault(claim.of, []).append(_Status(claim, path))
    return found


def _terms(subject: Subject) -> Iterator[tuple[Talks, Term, str]]:
    """Every term, with its talks and its path."""
    for index, event in enumerate(subject.dataset.events):
        if isinstance(event, Talks):
            for position, term in enumerate(event.terms):
                yield event, term, f"/events/{index}/terms/{position}"


@declare("TK101", "agreement-without-parties", Severity.ERROR, "dataset")
def agreement_without_parties(subject: Subject) -> Iterator[Found]:
    """A term is said to be agreed, and the talks name nobody who could have agreed to it."""
    sides = sides_of(subject)
    statuses = subject.once(_statuses)
    for talks, term, path in _terms(subject):
        held = [each for each in statuses.get(term.id, ()) if _says(each.claim, _HELD)]
        if held and not sides.of(talks.id):
            message = f"expected the sides that agreed on {term.id}, in the parties of {talks.id}, got none"
            yield Found(path=path, message=message, value=term.id)


def _says(claim: Assertion, statuses: frozenset[str]) -> bool:
    return claim.attribution.polarity is Polarity.ASSERTS and claim.value in statuses


@declare("TK102", "proposed-as-agreed", Severity.WARNING, "record")
def proposed_as_agreed(subject: Subject) -> Iterator[Found]:
    """By its words something was proposed or demanded, and it is held as agreed."""
    for claim, _, path in subject.claims:
        if not subject.standing.is_asserted(claim):
            continue
        number = isinstance(claim, Figure) and claim.measure == Measure.AGREED
        term = isinstance(claim, Assertion) and claim.property == Property.TERM_STATUS and _says(claim, _HELD)
        told = _proposal(claim, subject) if number or term else None
        if told is not None:
            place = f"{path}/value" if term else f"{path}/measure"
            message = f"expected something agreed, got words of a proposal ({shown(told)})"
            suggestion = TermStatus.PROPOSED.value if term else None
            yield Found(path=place, message=message, value=told, suggestion=suggestion)


def _proposal(claim: Claim, subject: Subject) -> str | None:
    """The words by which it is only proposed; none where any of them says that it was agreed."""
    source = claim.attribution.source
    said = [*cues(claim, subject), *(words(span, source, subject) for span in claim.spans if _is_its_own(span.role))]
    if any(map(pattern("agreed").search, said)):
        return None
    return next(filter(pattern("proposed").search, said), None)


def _is_its_own(role: SpanRole) -> bool:
    return role in (SpanRole.FIGURE, SpanRole.QUOTATION)


@declare("TK103", "in-force-before-signed", Severity.WARNING, "dataset")
def in_force_before_signed(subject: Subject) -> Iterator[Found]:
    """A term was carried out, or is said to be in force, before the talks in which it was agreed."""
    events = {event.id: event for event in subject.dataset.events}
    statuses = subject.once(_statuses)
    for talks, term, path in _terms(subject):
        of_term = statuses.get(term.id, [])
        begun = _begun(talks, of_term)
        for each in of_term:
            since, agreed = each.claim.attribution.as_of, begun.get(_voice(each.claim), talks.when)
            if since is None or agreed is None or not _says(each.claim, _WORKING):
                continue
            if since.certainly_before(agreed):
                message = f"expected a date from {agreed} on, when it was agreed, got {each.claim.value} as of {since}"
                yield Found(path=f"{each.path}/attribution/as_of", message=message, value=str(since))
        for position, id_ in enumerate(term.events):
            event = events.get(id_)
            if event is None or event.realis is not Realis.ACTUAL or event.when is None or talks.when is None:
                continue
            if event.when.certainly_before(talks.when):
                message = f"expected an event from {talks.when} on, when it was agreed, got {id_} of {event.when}"
                yield Found(path=f"{path}/events/{position}", message=message, value=id_)


def _begun(talks: Talks, statuses: list[_Status]) -> dict[tuple[str, str | None], When]:
    """When the term was agreed at the earliest, by what each voice says and when the talks were held."""
    found: dict[tuple[str, str | None], When] = {}
    for each in statuses:
        since = each.claim.attribution.as_of
        if since is not None and _says(each.claim, frozenset({TermStatus.AGREED.value})):
            known = (found.get(_voice(each.claim), talks.when), since)
            found[_voice(each.claim)] = min((when for when in known if when is not None), key=_earliest)
    return found


def _voice(claim: Assertion) -> tuple[str, str | None]:
    return claim.attribution.source, claim.attribution.speaker


def _earliest(when: When) -> date:
    return when.earliest or date.min


@declare("TK104", "level-unknown", Severity.INFO, "record")
def level_unknown(subject: Subject) -> Iterator[Found]:
    """Talks were held, and at which level is not known."""
    for index, event in enumerate(subject.dataset.events):
        if isinstance(event, Talks) and event.level is Level.UNKNOWN and event.realis is Realis.ACTUAL:
            levels = ", ".join(level.value for level in Level if level is not Level.UNKNOWN)
            message = f"expected one of {levels}, got {event.level}"
            yield Found(path=f"/events/{index}", message=message, value=event.level.value)


@declare("TK105", "violation-claim-as-fact", Severity.WARNING, "dataset")
def violation_claim_as_fact(subject: Subject) -> Iterator[Found]:
    """That an agreement was broken is held as a fact, and at most one side says so."""
    talks_of = {term.id: talks.id for talks, term, _ in _terms(subject)}
    by_sides: dict[tuple[str | None, str], bool] = {}
    for claim, holder, path in subject.claims:
        if not isinstance(claim, Assertion) or not subject.standing.is_asserted(claim):
            continue
        breach = claim.property == Property.RELATION and claim.relation == RelationKind.VIOLATES
        by_side = bool(own_sides(claim, event_of(holder), subject))
        if breach and isinstance(claim.value, str):
            key = (event_of(holder), claim.value)
            by_sides[key] = by_sides.get(key, True) and by_side
        broken = claim.property == Property.TERM_STATUS and claim.value == TermStatus.VIOLATED
        if broken and claim.of in talks_of:
            of_talks = (None, talks_of[claim.of])
            by_sides[of_talks] = by_sides.get(of_talks, True) and by_side
        checked = claim.attribution.method in (Method.VERIFIED, Method.COUNTED)
        if (breach or broken) and claim.attribution.how is Attributed.OWN_VOICE and not checked:
            message = (
                "expected somebody who says that it was broken, or a method by which that was verified, got neither"
            )
            yield Found(path=f"{path}/attribution", message=message)
    for index, event in enumerate(subject.dataset.events):
        for position, relation in enumerate(event.relations):
            voices = [by_sides[key] for key in ((event.id, relation.event), (None, relation.event)) if key in by_sides]
            if relation.kind == RelationKind.VIOLATES and all(voices):
                who = "a side alone says so" if voices else "nobody says so"
                message = (
                    f"expected a claim of it with its speaker, since {who}, got a relation that counts as uncontested"
                )
                path = f"/events/{index}/relations/{position}"
                yield Found(path=path, message=message, value=relation.event)


@declare("TK106", "term-without-status", Severity.INFO, "dataset")
def term_without_status(subject: Subject) -> Iterator[Found]:
    """Nobody says how a term of talks stands."""
    statuses = subject.once(_statuses)
    for _, term, path in _terms(subject):
        if term.id not in statuses:
            yield Found(
                path=path, message=f"expected an assertion of term_status of {term.id}, got none", value=term.id
            )


TALKS: Final[tuple[Check, ...]] = (
    agreement_without_parties,
    proposed_as_agreed,
    in_force_before_signed,
    level_unknown,
    violation_claim_as_fact,
    term_without_status,
)
