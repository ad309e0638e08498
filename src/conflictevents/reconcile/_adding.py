"""Adding up: parts of an event, groups, what is left of a number agreed, and rates. Interval arithmetic throughout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import combinations
from typing import Final

import attrs

from .._compare import Quantity
from .._count import Count, Share
from .._dataset import Dataset
from .._events import Event, Exchange
from .._groups import groups_disjoint
from .._vocab import Measure, Realis, Scope
from ._estimates import Estimate

__all__ = [
    "MAY_COUNT",
    "Verdict",
    "differences",
    "interception_rate",
    "rate",
    "remainder",
    "sums_of_parts",
    "total",
    "verdict",
]

MAY_COUNT: Final = frozenset({Realis.ACTUAL, Realis.UNCLEAR})
"""What is planned, or said not to have been, is no part of a sum."""

_OF_A_STATE: Final = frozenset({Measure.AGREED.value, Measure.HELD.value})
"""Measures of what holds at a time or for the whole; those of parts are not added up."""


class Verdict(StrEnum):
    """How the sum of the phases stands to the number agreed."""

    MEETS = "meets"
    """Every number that the sum may be is one that was agreed."""
    FALLS_SHORT = "falls_short"
    """The sum is certainly less."""
    EXCEEDS = "exceeds"
    """The sum is certainly more."""
    OPEN = "open"
    """The bounds leave it open."""


def verdict(done: Count, firm: Count, promised: Count) -> Verdict:
    """How a sum stands to the number agreed. Soft bounds may be a little off, so only the firm ones decide."""
    if firm.certainly_less(promised.firm()):
        return Verdict.FALLS_SHORT
    if promised.firm().certainly_less(firm):
        return Verdict.EXCEEDS
    soft = done.approximate or promised.approximate
    return Verdict.MEETS if done in promised and not soft else Verdict.OPEN


# --- counts ----------------------------------------------------------------------------------------------------------


def remainder(agreed: Count | None, done: Count | None) -> Count:
    """What is left of a number agreed: it holds every difference of a number agreed and a number done.

        >>> str(remainder(Count.exactly(1000), Count.at_least(998)))
        'at most 2'

    Where more may have been done than agreed, nothing is left; it is never less than zero.

    Args:
        agreed: The number agreed; None where it is not known.
        done: What was done of it; None where that is not known.
    """
    agreed, done = agreed or Count(low=0), done or Count(low=0)
    low = 0 if done.high is None else max(0, agreed.low - done.high)
    high = None if agreed.high is None else max(0, agreed.high - done.low)
    return Count(low=low, high=high, approximate=agreed.approximate or done.approximate)


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


def total(*estimates: Estimate) -> Count:
    """The sum of estimates of things that do not overlap: it holds every sum of numbers that they may be.

    One without a low may be any number from zero up.

    Raises:
        ValueError: If two of them may count one and the same person or thing, or count different things; it says why.
    """
    for one, other in combinations(estimates, 2):
        why = _overlap(one.quantity, other.quantity)
        if why is not None:
            raise ValueError(f"not to be added up: {why}")
    return Count.sum(*(estimate.bounds for estimate in estimates))


def _overlap(one: Quantity, other: Quantity) -> str | None:
    """Why two quantities must not be added up; None where they may."""
    for what in ("measure", "item"):
        mine, theirs = getattr(one, what), getattr(other, what)
        if mine != theirs:
            return f"they count different things ({what}: {mine or 'not given'} and {theirs or 'not given'})"
    if Scope.CUMULATIVE in (one.scope, other.scope):
        return "a running total already holds what came before"
    if one.event != other.event or (one.from_, one.to) != (other.from_, other.to):
        known = None not in (one.from_, one.to, other.from_, other.to) or one.event != other.event
        return None if known else "the direction of one is not known, so it may hold the other"
    if one.besides is not None or other.besides is not None:
        return None
    if groups_disjoint(one.group, other.group) or (one.model != other.model and None not in (one.model, other.model)):
        return None
    named = f"{one.group or 'everybody'} and {other.group or 'everybody'}"
    return f"the groups overlap or may overlap: {named} in {one.event}"


def differences(one: Quantity, other: Quantity, ignore: Iterable[str] = ()) -> list[str]:
    """In what two quantities differ, each in words."""
    names = [field.name for field in attrs.fields(Quantity) if field.name not in ignore]
    pairs = [(name.rstrip("_"), getattr(one, name), getattr(other, name)) for name in names]
    return [
        f"{name}: {mine or 'not given'} and {theirs or 'not given'}" for name, mine, theirs in pairs if mine != theirs
    ]


# --- parts of an event -----------------------------------------------------------------------------------------------


def sums_of_parts(dataset: Dataset, estimates: Iterable[Estimate]) -> Iterator[Estimate]:
    """The estimates of the parts of each event added up, for each line of which two or more parts have a number.

    A line is a measure, item, model, group and direction. Only what covers the whole of its part counts: no windows,
    increments or running totals, no figures within others, no triples. An exchange has no sum of undirected figures.
    A part of which nobody gives a number may be any from zero up.
    """
    by_part: dict[str, list[Estimate]] = {}
    for estimate in estimates:
        by_part.setdefault(estimate.event, []).append(estimate)
    seen: set[str] = set()
    for event in dataset.events:
        if event.id in seen:
            continue
        seen.add(event.id)
        parts = [part for part in dataset.parts_of(event) if part.realis in MAY_COUNT]
        if len(parts) < 2:
            continue
        yield from _sums(event, parts, by_part)


def _sums(event: Event, parts: list[Event], by_part: dict[str, list[Estimate]]) -> Iterator[Estimate]:
    lines: dict[Quantity, dict[str, Estimate]] = {}
    on_top: set[tuple[Quantity, str]] = set()
    for part in parts:
        for estimate in by_part.get(part.id, ()):
            quantity = estimate.quantity
            if not _counts(quantity, estimate, event):
                continue
            line = attrs.evolve(quantity, event=event.id, scope=Scope.EVENT, besides=None)
            if quantity.besides is not None or quantity.scope is Scope.INCREMENT:
                if estimate.used:
                    on_top.add((line, part.id))
            elif quantity.scope in (Scope.EVENT, Scope.PHASE):
                lines.setdefault(line, {})[part.id] = estimate
    agreed = {attrs.evolve(each.quantity, measure="", scope=Scope.EVENT): each for each in _agreed(event, by_part)}
    for line in sorted(lines, key=lambda line: line.sort_key):
        found = lines[line]
        if sum(estimate.low is not None or estimate.best is not None for estimate in found.values()) < 2:
            continue
        members = [found.get(part.id) for part in parts]
        open_ones = {part.id for part in parts if (line, part.id) in on_top}
        promise = agreed.get(attrs.evolve(line, measure="")) if line.measure in _HANDED_OVER else None
        yield _sum(event, line, parts, members, open_ones, promise)


_HANDED_OVER: Final = frozenset({Measure.RELEASED.value, Measure.RETURNED.value})


def _agreed(event: Event, by_part: dict[str, list[Estimate]]) -> list[Estimate]:
    return [each for each in by_part.get(event.id, ()) if each.measure == Measure.AGREED and not each.triple]


def _counts(quantity: Quantity, estimate: Estimate, event: Event) -> bool:
    if estimate.triple or estimate.parts or quantity.within is not None or quantity.window is not None:
        return False
    if quantity.measure in _OF_A_STATE:
        return False
    return quantity.is_directed or not isinstance(event, Exchange)


def _sum(
    event: Event,
    line: Quantity,
    parts: list[Event],
    members: list[Estimate | None],
    open_ones: set[str],
    promise: Estimate | None,
) -> Estimate:
    counts = [None if member is None else member.bounds for member in members]
    ends = [
        attrs.evolve(count, high=None) if count is not None and part.id in open_ones else count
        for part, count in zip(parts, counts, strict=True)
    ]
    bounds = Count.sum(*ends)
    firm = Count.sum(*(None if count is None else count.firm() for count in ends))
    known = [member for member in members if member is not None]
    bests = [member.best for member in known]
    complete_bests = len(known) == len(parts) and not open_ones
    best = sum(each for each in bests if each is not None) if complete_bests and None not in bests else None
    told = "; ".join(
        f"{part.id}: {'no number' if member is None else member}{' and more on top' if part.id in open_ones else ''}"
        for part, member in zip(parts, members, strict=True)
    )
    complete = isinstance(event, Exchange) and event.complete
    reasons = [
        f"The sum of {len(parts)} parts, each by the rule {known[0].rule}, version {known[0].version} ({told}).",
        *(f"{member.event}: {sentence}" for member in known for sentence in member.reasons[not member.disputed :]),
        "" if complete else "The dataset does not say that these are all the parts.",
        "" if promise is None else _agreement(bounds, firm, promise),
    ]
    with_low = any(count is not None for count in counts)
    return Estimate(
        quantity=line,
        low=bounds.low if with_low else None,
        best=best,
        high=bounds.high if with_low else None,
        approximate=bounds.approximate,
        disputed=any(member.disputed for member in known),
        used=tuple(rival for member in known for rival in member.used),
        set_aside=tuple(each for member in known for each in member.set_aside),
        rule=known[0].rule,
        version=known[0].version,
        reasons=tuple(each for each in reasons if each),
        parts=tuple(known),
    )


def _agreement(done: Count, firm: Count, promise: Estimate) -> str:
    """How the sum stands to the number agreed, and what is left, in words."""
    agreed = promise.bounds
    if agreed is None:
        return f"A number was agreed, and by this rule it is {promise}."
    left = remainder(agreed, done)
    stands = {
        Verdict.MEETS: "the sum meets it",
        Verdict.FALLS_SHORT: "the sum falls short of it",
        Verdict.EXCEEDS: "the sum exceeds it",
        Verdict.OPEN: "the sum may or may not meet it",
    }[verdict(done, firm, agreed)]
    return f"Agreed were {agreed}: {stands}; left is {'nothing' if left.high == 0 else left}."
