"""Checks of attacks (ST)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .._claims import Figure
from .._count import Count
from .._events import Strike
from .._problems import Severity
from .._vocab import Measure, Polarity
from ._engine import Check, Found, Subject, declare

__all__ = ["STRIKES"]


@declare("ST101", "intercepted-exceeds-launched", Severity.WARNING, "record")
def intercepted_exceeds_launched(subject: Subject) -> Iterator[Found]:
    """One speaker has more weapons intercepted than launched, of one type in one window."""
    for launched, outcomes in _balances(subject):
        intercepted = outcomes.get(Measure.INTERCEPTED)
        if intercepted is not None and launched.certainly_less(intercepted[0]):
            count, path = intercepted
            yield Found(
                path=path, message=f"expected at most {launched} launched, got {count} intercepted", value=count.low
            )


@declare("ST102", "outcomes-exceed-launched", Severity.WARNING, "record")
def outcomes_exceed_launched(subject: Subject) -> Iterator[Found]:
    """One speaker has more weapons intercepted, lost and hitting than launched, of one type in one window."""
    for launched, outcomes in _balances(subject):
        if len(outcomes) < 2:  # a single outcome is ST101's, or is no contradiction
            continue
        total = Count.sum(*(count for count, _ in outcomes.values()))
        if launched.certainly_less(total):
            told = " + ".join(f"{count} {measure}" for measure, (count, _) in outcomes.items())
            _, path = next(iter(outcomes.values()))
            yield Found(
                path=path, message=f"expected at most {launched} launched, got {total}: {told}", value=total.low
            )


_OUTCOMES: Final = (Measure.INTERCEPTED, Measure.LOST, Measure.HIT)


def _balances(subject: Subject) -> Iterator[tuple[Count, dict[str, tuple[Count, str]]]]:
    """For each strike, speaker, window and weapon with a number launched: that number and each outcome's.

    Carry-over from an earlier window is real, so figures of different windows are never held against each other.
    """
    for index, strike in enumerate(subject.dataset.events):
        if not isinstance(strike, Strike):
            continue
        launched: dict[tuple[object, ...], Count] = {}
        outcomes: dict[tuple[object, ...], dict[str, tuple[Count, str]]] = {}
        for position, figure in enumerate(strike.figures):
            count = figure.count
            if count is None or figure.attribution.polarity is not Polarity.ASSERTS or figure.within is not None:
                continue
            key = _key(figure)
            if figure.measure == Measure.LAUNCHED:
                launched[key] = launched[key] | count if key in launched else count
            elif figure.measure in _OUTCOMES:
                path = f"/events/{index}/figures/{position}/count"
                known = outcomes.setdefault(key, {}).get(figure.measure)
                outcomes[key][figure.measure] = (count, path) if known is None else (known[0] | count, known[1])
        for key, number in launched.items():
            if key in outcomes:
                yield number, outcomes[key]


def _key(figure: Figure) -> tuple[object, ...]:
    attribution = figure.attribution
    return (attribution.source, attribution.speaker, figure.window, figure.scope, figure.item, figure.model)


STRIKES: Final[tuple[Check, ...]] = (intercepted_exceeds_launched, outcomes_exceed_launched)
