"""Checks of attacks (ST)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .._claims import Figure
from .._count import Count
from .._events import Strike
from .._problems import Severity
from .._views import direction_of, scope_of, window_of
from .._vocab import Measure, Scope
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
        if outcomes.keys() == {Measure.INTERCEPTED}:  # ST101's
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
    launched: dict[tuple[object, ...], Count] = {}
    outcomes: dict[tuple[object, ...], dict[str, tuple[Count, str]]] = {}
    for figure, count, holder, path in subject.numbers():
        if not isinstance(holder, Strike) or figure.within is not None:
            continue
        key = (id(holder), *_key(holder, figure))
        if figure.measure == Measure.LAUNCHED:
            # "Another 5": how many there were in all is not said.
            number = count if figure.besides is None else Count(low=count.low)
            launched[key] = launched[key] | number if key in launched else number
        elif figure.measure in _OUTCOMES:
            known = outcomes.setdefault(key, {}).get(figure.measure)
            first = (count, f"{path}/count")
            outcomes[key][figure.measure] = first if known is None else (known[0] | count, known[1])
    for key, in_all in launched.items():
        if key in outcomes:
            yield in_all, outcomes[key]


def _key(strike: Strike, figure: Figure) -> tuple[object, ...]:
    """What must be the same for two figures to be of the same weapons, in the same words of the same speaker."""
    weapons = (figure.item, figure.model, figure.group, *direction_of(strike, figure))
    attribution = figure.attribution
    voice = (attribution.source, attribution.speaker, attribution.as_of, figure.estimate)
    window = window_of(strike, figure)
    return (*weapons, *voice, scope_of(strike, figure) or Scope.EVENT, window and (window.edtf or window.text))


STRIKES: Final[tuple[Check, ...]] = (intercepted_exceeds_launched, outcomes_exceed_launched)
