"""Checks of the times that a claim has, against each other (DT113)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .._claims import Figure
from .._problems import Severity
from .._views import event_of, scope_of, window_of
from .._vocab import Measure, Realis, Scope
from ._engine import Check, Found, Subject, declare
from ._rivals import events_of

__all__ = ["TIMES_OF_CLAIMS"]


@declare("DT113", "as-of-outside-window", Severity.WARNING, "record")
def as_of_outside_window(subject: Subject) -> Iterator[Found]:
    """A number holds for a time before its window, or is a running total for a time after its window has ended."""
    for claim, holder, path in subject.claims:
        if not isinstance(claim, Figure) or not subject.standing.is_asserted(claim):
            continue
        as_of, window = claim.attribution.as_of, window_of(holder, claim)
        event = events_of(subject).get(event_of(holder))
        ahead = claim.measure == Measure.AGREED or (event is not None and event.realis is Realis.PLANNED)
        if as_of is None or window is None or ahead:
            continue
        if as_of.certainly_before(window):
            message = f"expected a time in or after the window {window}, got {as_of}"
        elif scope_of(holder, claim) is Scope.CUMULATIVE and window.certainly_before(as_of):
            message = f"expected the window of a running total to reach {as_of}, for which it holds, got {window}"
        else:
            continue
        yield Found(path=f"{path}/attribution/as_of", message=message, value=str(as_of))


TIMES_OF_CLAIMS: Final[tuple[Check, ...]] = (as_of_outside_window,)
