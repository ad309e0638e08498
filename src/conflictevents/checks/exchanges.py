"""Checks of exchanges (EX)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .._claims import Figure, Holder
from .._compare import PhaseSum, Verdict, phase_sums
from .._count import Count
from .._events import Exchange
from .._problems import Severity
from ._engine import Check, Found, Subject, declare

__all__ = ["EXCHANGES"]


@declare("EX101", "phases-do-not-sum", Severity.WARNING, "dataset")
def phases_do_not_sum(subject: Subject) -> Iterator[Found]:
    """The phases of an exchange cannot add up to the number agreed; an error where all phases are said to be held."""
    for phase_sum, promised, path in _promises(subject):
        if phase_sum.verdict in (Verdict.FALLS_SHORT, Verdict.EXCEEDS):
            told = " + ".join(str(phase.bounds or "unknown") for phase in phase_sum.phases[:8])
            told += " …" if len(phase_sum.phases) > 8 else ""
            wanted = f"the phases {_way(phase_sum)} to add up to {promised}, as agreed"
            message = f"expected {wanted}, got {phase_sum.total}: {told}"
            severity = Severity.ERROR if phase_sum.complete else None
            yield Found(path=path, message=message, value=phase_sum.total.low, severity=severity)


@declare("EX102", "phase-exceeds-agreed", Severity.WARNING, "dataset")
def phase_exceeds_agreed(subject: Subject) -> Iterator[Found]:
    """One phase of an exchange alone has more people than were agreed for the whole."""
    for phase_sum, promised, path in _promises(subject):
        for phase in phase_sum.phases:
            if phase.bounds is not None and promised.firm().certainly_less(phase.bounds.firm()):
                message = (
                    f"expected at most {promised} {_way(phase_sum)}, as agreed, got {phase.bounds} in {phase.phase}"
                )
                yield Found(path=path, message=message, value=phase.bounds.low)


def _promises(subject: Subject) -> Iterator[tuple[PhaseSum, Count, str]]:
    """Each sum of phases with a number agreed, that number, and the path of the first figure of it."""
    paths = {id(claim): path for claim, _, path in subject.claims}
    for phase_sum in phase_sums(subject.dataset):
        if phase_sum.promised is not None:
            yield phase_sum, phase_sum.promised, f"{paths[id(phase_sum.agreed[0].figure)]}/count"


def _way(phase_sum: PhaseSum) -> str:
    return f"from {phase_sum.from_ or 'either side'} to {phase_sum.to or 'either side'}"


# "each side", "both countries", or at the end "300 prisoners each"; not "both soldiers and civilians".
_SIDES: Final = r"(?:sides?|part(?:y|ies)|countr(?:y|ies)|nations?|states?|directions?|ways?|governments?)"
_BOTH_WAYS: Final = re.compile(
    rf"\b(?:each|both|either)\s+(?:\w+\s+)?{_SIDES}\b|\b(?:each|apiece|respectively)\W*$", re.IGNORECASE
)


@declare("EX103", "one-direction-only", Severity.WARNING, "record")
def one_direction_only(subject: Subject) -> Iterator[Found]:
    """The words of a figure say each or both sides, and only one direction has a figure."""
    directions = {
        (*_said_of(holder, claim), claim.from_, claim.to)
        for claim, holder, _ in subject.claims
        if isinstance(claim, Figure)
    }
    for claim, holder, path in subject.claims:
        if not isinstance(claim, Figure) or not isinstance(holder, Exchange) or claim.from_ is claim.to is None:
            continue
        both = next(filter(None, map(_BOTH_WAYS.search, _words(claim, subject))), None)
        if both and (*_said_of(holder, claim), claim.to, claim.from_) not in directions:
            message = f"expected a figure for each direction, as the words say ({both[0]}), got one"
            yield Found(path=path, message=message, value=claim.to or claim.from_)


def _said_of(holder: Holder, figure: Figure) -> tuple[object, ...]:
    """What the figures of two directions have in common where somebody gives both."""
    return id(holder), figure.measure, figure.item, figure.attribution.source, figure.attribution.speaker


def _words(figure: Figure, subject: Subject) -> Iterator[str]:
    """The words that a figure comes with, those of spans without words of their own from the text, where given."""
    yield figure.described or ""
    if figure.count is not None:
        yield figure.count.text or ""
    text = subject.texts.get(figure.attribution.source, "")
    for span in figure.spans:
        yield text[span.start : span.end] if span.exact is None else span.exact


EXCHANGES: Final[tuple[Check, ...]] = (phases_do_not_sum, phase_exceeds_agreed, one_direction_only)
