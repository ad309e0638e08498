"""Checks of time (DT)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .._claims import Assertion, Claim, Figure
from .._problems import Severity
from .._views import event_of
from .._vocab import Measure, Occurrence, Property, Realis
from ._engine import Check, Found, Subject, declare, refused

__all__ = ["TIMES"]


@declare("DT101", "event-after-publication", Severity.ERROR, "dataset")
def event_after_publication(subject: Subject) -> Iterator[Found]:
    """An event is said to have happened, and every possible date of it lies after a source that reports it."""
    cited: dict[str, dict[str, None]] = {}
    for claim, holder, _ in subject.claims:
        if subject.standing.is_asserted(claim) and not _looks_ahead(claim):
            cited.setdefault(event_of(holder), {})[claim.attribution.source] = None
    published = {source.id: source.published for source in subject.dataset.sources}
    for index, event in enumerate(subject.dataset.events):
        if event.realis is not Realis.ACTUAL or event.when is None:
            continue
        for source in cited.get(event.id, ()):
            printed = published.get(source)
            if printed is not None and printed.certainly_before(event.when):
                message = f"expected a date up to {printed}, when {source} was published, got {event.when}"
                yield Found(path=f"/events/{index}/when", message=message, value=str(event.when))


def _looks_ahead(claim: Claim) -> bool:
    """Whether it can be said before the event: that it did not happen, a number agreed, a motive."""
    if isinstance(claim, Figure):
        return claim.measure == Measure.AGREED
    if not isinstance(claim, Assertion):
        return False
    says_no = claim.property == Property.OCCURRED and claim.value == Occurrence.NO
    return says_no or claim.property in (Property.MOTIVE, Property.TERM_STATUS)


end_before_start: Final = refused("DT104", "end-before-start", "An interval of time ends before it starts.")

TIMES: Final[tuple[Check, ...]] = (event_after_publication, end_before_start)
