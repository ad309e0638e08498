"""Checks of exchanges (EX)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .._compare import PhaseSum, Verdict, phase_sums
from .._count import Count
from .._events import Exchange
from .._problems import Severity
from ._engine import Check, Found, Subject, declare
from .identity import claim_paths

__all__ = ["EXCHANGES"]


@declare("EX101", "phases-do-not-sum", Severity.WARNING, "dataset")
def phases_do_not_sum(subject: Subject) -> Iterator[Found]:
    """The phases of an exchange cannot add up to the number agreed; an error where all phases are said to be held."""
    for phase_sum, promised, path in _promises(subject):
        if phase_sum.verdict in (Verdict.FALLS_SHORT, Verdict.EXCEEDS):
            told = " + ".join(str(phase.bounds or "unknown") for phase in phase_sum.phases)
            wanted = f"the phases {_way(phase_sum)} to add up to {promised}, as agreed"
            message = f"expected {wanted}, got {phase_sum.total}: {told}"
            severity = Severity.ERROR if phase_sum.complete else None
            yield Found(path=path, message=message, value=phase_sum.total.low, severity=severity)


@declare("EX102", "phase-exceeds-agreed", Severity.WARNING, "dataset")
def phase_exceeds_agreed(subject: Subject) -> Iterator[Found]:
    """One phase of an exchange alone has more people than were agreed for the whole."""
    for phase_sum, promised, path in _promises(subject):
        for phase in phase_sum.phases:
            if phase.bounds is not None and promised.certainly_less(phase.bounds):
                message = (
                    f"expected at most {promised} {_way(phase_sum)}, as agreed, got {phase.bounds} in {phase.phase}"
                )
                yield Found(path=path, message=message, value=phase.bounds.low)


def _promises(subject: Subject) -> Iterator[tuple[PhaseSum, Count, str]]:
    """Each sum of phases with a number agreed, that number, and the path of the first figure of it."""
    paths = {id(claim): path for claim, path in claim_paths(subject)}
    for phase_sum in phase_sums(subject.dataset):
        if phase_sum.promised is not None:
            yield phase_sum, phase_sum.promised, f"{paths[id(phase_sum.agreed[0].figure)]}/count"


def _way(phase_sum: PhaseSum) -> str:
    return f"from {phase_sum.from_ or 'either side'} to {phase_sum.to or 'either side'}"


_BOTH_WAYS: Final = re.compile(r"\b(?:each|both|either|respectively|apiece)\b", re.IGNORECASE)


@declare("EX103", "one-direction-only", Severity.WARNING, "record")
def one_direction_only(subject: Subject) -> Iterator[Found]:
    """The words of a figure say each or both sides, and only one direction has a figure."""
    for index, exchange in enumerate(subject.dataset.events):
        if not isinstance(exchange, Exchange):
            continue
        held = {(figure.measure, figure.item, figure.from_, figure.to) for figure in exchange.figures}
        for position, figure in enumerate(exchange.figures):
            words = " ".join(
                [
                    figure.described or "",
                    (figure.count.text if figure.count else None) or "",
                    *(span.exact or "" for span in figure.spans),
                ]
            )
            both = _BOTH_WAYS.search(words)
            directed = figure.from_ is not None or figure.to is not None
            if both and directed and (figure.measure, figure.item, figure.to, figure.from_) not in held:
                message = f"expected a figure for each direction, as the words say ({both[0]}), got one"
                yield Found(
                    path=f"/events/{index}/figures/{position}", message=message, value=figure.to or figure.from_
                )


EXCHANGES: Final[tuple[Check, ...]] = (phases_do_not_sum, phase_exceeds_agreed, one_direction_only)
