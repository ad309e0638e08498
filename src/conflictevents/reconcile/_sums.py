"""The parts of each event added up, and the phases of an exchange held against the number agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from .._compare import Quantity
from .._count import Count
from .._dataset import Dataset
from .._events import Event, Exchange
from .._vocab import Measure, Realis, Scope
from ._bounding import CONSENSUS
from ._cases import matters
from ._estimates import Estimate, Part, Sum, decide
from ._remaining import Verdict, remainder, verdict
from ._rules import Rule

__all__ = ["phase_sums", "sums_of_parts"]

_MAY_COUNT: Final = frozenset({Realis.ACTUAL, Realis.UNCLEAR})
"""What is planned, or said not to have been, is no part of a sum."""

_NOT_ADDED: Final = frozenset({Measure.AGREED.value, Measure.HELD.value})
"""Measures of what holds for the whole or at a time."""


def phase_sums(dataset: Dataset, rule: Rule = CONSENSUS) -> tuple[Sum, ...]:
    """The phases of every exchange added up for each direction and held against the numbers agreed.

    Phases are those of its parts that are exchanges. Where nobody says how many a phase released, those who came home
    in the end count.

    Args:
        dataset: The dataset.
        rule: The rule by which each phase is estimated; by default what all claims allow, or where they exclude each
            other their range.
    """
    wholes = {event.part_of for event in dataset.events if isinstance(event, Exchange) and event.part_of is not None}
    phases = {part.id for whole in wholes for part in dataset.phases_of(whole)}
    if not phases:
        return ()
    measures = frozenset({Measure.AGREED.value, Measure.RELEASED.value, Measure.RETURNED.value})
    estimates = [
        decide(matter, rule)
        for matter in matters(dataset, events=frozenset(wholes | phases), measures=measures)
        if not matter.triple
    ]
    return tuple(
        each
        for each in sums_of_parts(dataset, estimates)
        if each.measure == Measure.RELEASED and isinstance(dataset.event(each.event), Exchange)
    )


def sums_of_parts(dataset: Dataset, estimates: Iterable[Estimate]) -> Iterator[Sum]:
    """The estimates of the parts of each event added up, line by line: one measure, item, model, group and direction.

    There is a sum where two or more parts have a number, and for an exchange where a number was agreed. Only what
    covers the whole of its part counts: no windows, increments or running totals, no figures within others, no
    published triples. An exchange has no sum of undirected figures, and only those of its parts that are exchanges
    are its phases.
    """
    of_event: dict[str, list[Estimate]] = {}
    for estimate in estimates:
        of_event.setdefault(estimate.event, []).append(estimate)
    for event in {event.id: event for event in reversed(dataset.events)}.values():
        members = dataset.phases_of(event) if isinstance(event, Exchange) else dataset.parts_of(event)
        parts = [part.id for part in members if part.realis in _MAY_COUNT]
        if parts:
            yield from _Ledger(event, parts, of_event).sums()


class _Ledger:
    """What is estimated of one event and its parts, line by line."""

    def __init__(self, event: Event, parts: list[str], of_event: dict[str, list[Estimate]]) -> None:
        self._event, self._parts = event, parts
        self._of_part: dict[Quantity, dict[str, Estimate]] = {}
        self._on_top: set[tuple[Quantity, str]] = set()
        for part in parts:
            for estimate in of_event.get(part, ()):
                self._enter(part, estimate)
        self._of_whole = {each.quantity: each for each in of_event.get(event.id, ()) if not each.triple}
        self._agreed: dict[Quantity, Estimate] = {}
        if isinstance(event, Exchange):
            for estimate in of_event.get(event.id, ()):
                if estimate.measure == Measure.AGREED and self._is_whole(estimate) and estimate.used:
                    self._agreed[attrs.evolve(estimate.quantity, measure=Measure.RELEASED.value)] = estimate

    def _enter(self, part: str, estimate: Estimate) -> None:
        quantity = estimate.quantity
        line = attrs.evolve(quantity, event=self._event.id, scope=Scope.EVENT, besides=None)
        if quantity.measure in _NOT_ADDED or not self._may_count(quantity) or estimate.triple:
            return
        if quantity.besides is not None or quantity.scope is Scope.INCREMENT:
            if estimate.used:
                self._on_top.add((line, part))
        elif quantity.scope is Scope.EVENT:
            self._of_part.setdefault(line, {})[part] = estimate

    def _is_whole(self, estimate: Estimate) -> bool:
        quantity = estimate.quantity
        return (
            self._may_count(quantity)
            and quantity.besides is None
            and quantity.scope is Scope.EVENT
            and not estimate.triple
        )

    def _may_count(self, quantity: Quantity) -> bool:
        directed = quantity.is_directed or not isinstance(self._event, Exchange)
        return directed and quantity.within is None and quantity.window is None

    def sums(self) -> Iterator[Sum]:
        """The sum of each line, in an order that does not depend on that of the claims."""
        lines = self._of_part.keys() | self._agreed.keys()
        if isinstance(self._event, Exchange):
            lines |= {attrs.evolve(line, measure=Measure.RELEASED.value) for line in self._of_part if _is_return(line)}
        for line in sorted(lines, key=lambda line: line.sort_key):
            parts = tuple(self._part(line, part) for part in self._parts)
            numbers = sum(_has_number(part.estimate) for part in parts)
            if line in self._agreed or numbers > 1:
                yield self._sum(line, parts)

    def _part(self, line: Quantity, part: str) -> Part:
        estimate = self._of_part.get(line, {}).get(part)
        if not _has_number(estimate) and isinstance(self._event, Exchange) and line.measure == Measure.RELEASED:
            # Who came home in the end counts where nobody says how many were released.
            returned = self._of_part.get(attrs.evolve(line, measure=Measure.RETURNED.value), {}).get(part)
            estimate = returned if returned is not None and _has_number(returned) else estimate
        return Part(event=part, estimate=estimate, open_ended=(line, part) in self._on_top)

    def _sum(self, line: Quantity, parts: tuple[Part, ...]) -> Sum:
        known = [part.estimate for part in parts if part.estimate is not None]
        agreed = self._agreed.get(line)
        rule, version = next((each.rule, each.version) for each in (*known, agreed) if each is not None)
        bounds = Count.sum(*(part.bounds for part in parts))
        firm = Count.sum(*(part.bounds and part.bounds.firm() for part in parts))
        bests = [part.estimate.best for part in parts if part.estimate is not None and not part.open_ended]
        best = (
            sum(each for each in bests if each is not None) if len(bests) == len(parts) and None not in bests else None
        )
        promised = None if agreed is None else agreed.bounds
        stands = None if promised is None else verdict(bounds, firm, promised)
        complete = isinstance(self._event, Exchange) and self._event.complete
        has_bounds = any(part.bounds is not None for part in parts)
        reasons = [
            f"The sum of {len(parts)} parts: {'; '.join(map(_told, parts))}.",
            *dict.fromkeys(f"{each.event}: {why}" for each in known for why in each.reasons[not each.disputed :]),
            *_beside(bounds, self._of_whole.get(line)),
            *([] if complete else ["The dataset does not say that these are all the parts."]),
            *([] if stands is None or promised is None else [_agreement(promised, bounds, stands)]),
        ]
        return Sum(
            quantity=line,
            low=bounds.low if has_bounds else None,
            best=best,
            high=bounds.high if has_bounds else None,
            approximate=bounds.approximate,
            disputed=any(each.disputed for each in known),
            used=tuple(rival for each in known for rival in each.used),
            set_aside=tuple(aside for each in known for aside in each.set_aside),
            rule=rule,
            version=version,
            reasons=tuple(reasons),
            parts=parts,
            agreed=agreed,
            verdict=stands,
            complete=complete,
        )


def _has_number(estimate: Estimate | None) -> bool:
    return estimate is not None and (estimate.low is not None or estimate.best is not None)


def _is_return(line: Quantity) -> bool:
    return line.measure == Measure.RETURNED


def _told(part: Part) -> str:
    words = "no number" if part.estimate is None else str(part.estimate)
    return f"{part.event} {words}{' and more on top' if part.open_ended else ''}"


def _beside(done: Count, whole: Estimate | None) -> Iterator[str]:
    """How claims of the whole itself stand to the sum; they are an estimate of their own."""
    if whole is not None and whole.bounds is not None:
        said, summed = whole.bounds.firm(), done.firm()
        less, more = said.certainly_less(summed), summed.certainly_less(said)
        how = "less than the sum" if less else "more than the sum" if more else "which may be the same number"
        yield f"Claims of the whole itself say {whole}, {how}."


_STANDS: Final = {
    Verdict.MEETS: "the sum meets it",
    Verdict.FALLS_SHORT: "the sum falls short of it",
    Verdict.EXCEEDS: "the sum exceeds it",
    Verdict.OPEN: "the sum may or may not meet it",
}


def _agreement(promised: Count, done: Count, stands: Verdict) -> str:
    """How the sum stands to the number agreed, and what is left, in words."""
    left = remainder(promised, done)
    return f"Agreed: {promised}; {_STANDS[stands]}, and {'nothing' if left.high == 0 else left} is left."
