"""Adding up estimates, what is left of a number agreed, and rates. Interval arithmetic throughout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import attrs

from .._compare import Quantity
from .._count import Count, Share
from .._dataset import Dataset
from .._groups import groups_disjoint
from .._vocab import Measure, Scope
from ._estimates import Estimate, Sum
from ._sums import said_to_be_one

__all__ = ["differences", "interception_rate", "rate", "total"]

# --- counts ----------------------------------------------------------------------------------------------------------


def rate(part: Count, whole: Count) -> Share:
    """What share of a whole a part is, in percent: it holds the share of every part in every whole.

        >>> share = rate(Count.exactly(80), Count.between(100, 160))
        >>> share.low, share.high
        (50.0, 80.0)

    Raises:
        ValueError: If the part is certainly more than the whole, or the whole certainly nothing.
    """
    if whole.high == 0:
        raise ValueError("expected a whole of one or more, got none of which there could be a share")
    if whole.certainly_less(part):
        raise ValueError(f"expected a part of at most {whole}, the whole, got {part}")
    low = 0.0 if whole.high is None else min(100.0, 100 * part.low / whole.high)
    most = None if part.high is None or whole.low == 0 else 100 * part.high / whole.low
    high = 100.0 if most is None else min(100.0, most)
    return Share(low=low, high=high, approximate=part.approximate or whole.approximate)


def interception_rate(launched: Estimate, intercepted: Estimate) -> Share:
    """What share of the weapons launched were intercepted, in percent.

    Raises:
        ValueError: If the two are not of the same weapons, sides, scope and window, or there is no number; it says why.
    """
    for wanted, estimate in ((Measure.LAUNCHED, launched), (Measure.INTERCEPTED, intercepted)):
        if estimate.measure != wanted:
            raise ValueError(f"expected an estimate of {wanted.value}, got one of {estimate.measure}")
    differ = differences(launched.quantity, intercepted.quantity, ignore=("measure", "estimate"))
    if differ:
        raise ValueError(f"no rate: the numbers launched and intercepted are of different things: {'; '.join(differ)}")
    if launched.bounds is None or intercepted.bounds is None:
        raise ValueError("no rate: one of the numbers is not known")
    return rate(intercepted.bounds, launched.bounds)


# --- estimates -------------------------------------------------------------------------------------------------------


def total(*estimates: Estimate, dataset: Dataset | None = None) -> Count:
    """The sum of estimates of things that do not overlap: it holds every sum of numbers that they may be.

    One without a low may be any number from zero up.

    Args:
        *estimates: The estimates.
        dataset: The dataset, by which an event is known to be a part of another, or said to be one with it; without
            it, the former is known of the parts of a sum only.

    Raises:
        ValueError: If two of them may count one and the same person or thing, or count different things; it says why.
    """
    same = {} if dataset is None else said_to_be_one(dataset)
    wholes = {} if dataset is None else {event.id: event.part_of for event in reversed(dataset.events)}
    if not _certainly_apart(estimates, wholes, same):
        for one, other in combinations(estimates, 2):
            if one.event != other.event and same.get(one.event, one.event) == same.get(other.event, other.event):
                raise ValueError(f"not to be added up: somebody says that {one.event} and {other.event} are one event")
            why = _within(one, other, wholes) or _within(other, one, wholes) or _overlap(one, other)
            if why is not None:
                raise ValueError(f"not to be added up: {why}")
    return Count.sum(*(estimate.bounds for estimate in estimates))


def _certainly_apart(estimates: Sequence[Estimate], wholes: Mapping[str, str | None], same: Mapping[str, str]) -> bool:
    """Whether no two may count one and the same; those of different events are not looked at two by two."""
    of_event: dict[str, list[Estimate]] = {}
    for estimate in estimates:
        of_event.setdefault(estimate.event, []).append(estimate)
    if len({same.get(event, event) for event in of_event}) < len(of_event):
        return False
    seen: set[str] = set()
    for event in of_event:
        up = wholes.get(event)
        while up is not None and up not in seen:
            if up in of_event:
                return False
            seen.add(up)
            up = wholes.get(up)
    for estimate in estimates:
        if isinstance(estimate, Sum) and not estimate.all_parts().isdisjoint(of_event):
            return False
    if len({(estimate.measure, estimate.quantity.item) for estimate in estimates}) > 1:
        return False
    if len(estimates) > 1 and any(estimate.quantity.scope is Scope.CUMULATIVE for estimate in estimates):
        return False
    return all(_overlap(one, other) is None for those in of_event.values() for one, other in combinations(those, 2))


def _within(part: Estimate, whole: Estimate, wholes: Mapping[str, str | None]) -> str | None:
    """Why one may hold the other, if its event is a part of the other's."""
    if isinstance(whole, Sum) and part.event in whole.all_parts():
        return f"{part.event} is a part of {whole.event}, which holds it"
    here, seen = part.event, {part.event}
    while (up := wholes.get(here)) is not None and up not in seen:
        if up == whole.event:
            return f"{part.event} is a part of {whole.event}, which holds it"
        here = up
        seen.add(up)
    return None


def _overlap(first: Estimate, second: Estimate) -> str | None:
    """Why two estimates must not be added up; None where they may."""
    one, other = first.quantity, second.quantity
    for what in ("measure", "item"):
        mine, theirs = getattr(one, what), getattr(other, what)
        if mine != theirs:
            return f"they count different things ({what}: {mine or 'not given'} and {theirs or 'not given'})"
    if Scope.CUMULATIVE in (one.scope, other.scope):
        return "a running total already holds what came before"
    if one.event != other.event or _on_top(first, second) or _on_top(second, first):
        return None
    for mine, theirs in ((one.from_, other.from_), (one.to, other.to), (one.model, other.model)):
        if mine is not None and theirs is not None and mine != theirs:
            return None
    if groups_disjoint(one.group, other.group):
        return None
    if one.group == other.group:
        differ = "; ".join(differences(one, other)) or "one quantity"
        return f"nothing tells apart whom or what they count in {one.event} ({differ})"
    named = f"{one.group or 'everybody'} and {other.group or 'everybody'}"
    return f"the groups overlap or may overlap in {one.event}: {named}"


def _on_top(more: Estimate, base: Estimate) -> bool:
    """Whether the figures of one are said to come on top of a figure of the other."""
    return more.quantity.besides is not None and more.quantity.besides in {rival.claim for rival in base.used}


def differences(one: Quantity, other: Quantity, ignore: Iterable[str] = ()) -> list[str]:
    """In what two quantities differ, each in words."""
    names = [field.name for field in attrs.fields(Quantity) if field.name not in ignore]
    pairs = [(name.rstrip("_"), getattr(one, name), getattr(other, name)) for name in names]
    return [
        f"{name}: {mine or 'not given'} and {theirs or 'not given'}" for name, mine, theirs in pairs if mine != theirs
    ]
