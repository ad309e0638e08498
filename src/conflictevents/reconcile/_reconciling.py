"""`reconcile`: all estimates of a dataset, an event or a measure by one rule."""

from __future__ import annotations

from .._dataset import Dataset
from .._vocab import Measure
from ._cases import matters
from ._estimates import Estimate, decide
from ._named import rule as rule_of
from ._published import AS_PUBLISHED
from ._rules import Rule, RuleFunction
from ._sums import sums_of_parts

__all__ = ["reconcile"]


def reconcile(
    dataset: Dataset,
    *,
    event: str | None = None,
    measure: Measure | str | None = None,
    rule: str | Rule | RuleFunction = "range",
) -> tuple[Estimate, ...]:
    """An estimate of each quantity by a rule. The claims stay as they are; this is a view of them.

    Each figure of the event and measure is used or set aside, with the reason, in exactly one estimate that is no sum.
    An event with parts also has the sums of these, which rest on the claims of the parts, or where nobody says a number
    of a part on those of the parts of that one. A dataset's own low, best and high are an estimate of their own, given
    back as published, whatever the rule.

    Args:
        dataset: The dataset.
        event: The id of an event; every event if not given.
        measure: A measure; every measure if not given.
        rule: The rule, its name, several names joined by `+`, or a function of one's own (see `rule`).

    Returns:
        The estimates in the order of the events, whatever the order of the claims.

    Raises:
        UnknownIdError: If the dataset holds no such event.
        ValueError: If there is no such rule, or one of your own does not answer for each claim.
    """
    by_rule = rule_of(rule)
    events = None
    if event is not None:
        events = _with_parts(dataset, dataset.event(event).id)
    # A sum of those released is held against the number agreed, and takes those who came home as the least where it has
    # no other.
    measures = None if measure is None else frozenset({str(measure), Measure.AGREED.value, Measure.RETURNED.value})
    estimates = [
        decide(matter, AS_PUBLISHED if matter.triple else by_rule)
        for matter in matters(dataset, events=events, measures=measures)
    ]
    position = {each.id: index for index, each in reversed(list(enumerate(dataset.events)))}
    everything = [*estimates, *sums_of_parts(dataset, estimates)]
    everything.sort(key=lambda each: position.get(each.event, len(position)))  # stable: sums follow
    return tuple(
        each
        for each in everything
        if (event is None or each.event == event) and (measure is None or each.measure == measure)
    )


def _with_parts(dataset: Dataset, event: str) -> frozenset[str]:
    """An event, its parts, the parts of these, and so on."""
    found: set[str] = set()
    pending = [event]
    while pending:
        here = pending.pop()
        if here not in found:
            found.add(here)
            pending += (part.id for part in dataset.parts_of(here))
    return frozenset(found)
