"""The parts of each event added up, and the phases of an exchange held against the number agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple, TypeVar

import attrs

from .._claims import Assertion
from .._compare import Quantity
from .._count import Count
from .._dataset import Dataset
from .._events import Event, Exchange
from .._views import Standing, event_of
from .._vocab import Measure, Property, Realis, Scope
from ._bounding import CONSENSUS
from ._cases import matters
from ._estimates import Estimate, Part, Sum, decide
from ._remaining import Verdict, remainder, verdict
from ._rules import Rule

__all__ = ["phase_sums", "said_to_be_one", "sums_of_parts"]

_MAY_COUNT: Final = frozenset({Realis.ACTUAL, Realis.UNCLEAR})
"""What is planned, or said not to have been, is no part of a sum."""

_NOT_ADDED: Final = frozenset({Measure.AGREED.value, Measure.HELD.value})
"""Measures of what holds for the whole or at a time."""

_LISTED: Final = 100
"""How many parts are told one by one in words; `parts` has them all."""


def phase_sums(dataset: Dataset, rule: Rule = CONSENSUS) -> tuple[Sum, ...]:
    """The phases of every exchange added up for each direction and held against the numbers agreed.

    Phases are those of its parts that are exchanges. Where nobody says how many a phase released, at least those who
    came home in the end were: more may have been, of whom some refused to go.

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

    There is a sum where two or more numbers are known below the event, and for an exchange where a number was agreed.
    Parts that somebody says are one event are not counted twice: all but the first may add nothing.
    Of a part the number that is said of it counts, and only where nobody says one the sum of its own parts. Only what
    covers the whole of its part counts: no windows, increments or running totals, no figures within others, no
    published triples. An exchange has no sum of undirected figures, and only those of its parts that are exchanges
    are its phases. Events that are parts of each other in a circle have no sum.
    """
    of_event: dict[str, list[Estimate]] = {}
    for estimate in estimates:
        if not estimate.triple:
            of_event.setdefault(estimate.event, []).append(estimate)
    events: dict[str, Event] = {}
    for event in dataset.events:
        events.setdefault(event.id, event)  # of two with one id the first, as everywhere
    parts: dict[str, list[Event]] = {}
    for event in events.values():
        if event.part_of is not None:
            parts.setdefault(event.part_of, []).append(event)
    same = said_to_be_one(dataset)
    below: dict[str, list[_Summed]] = {}
    for event in _from_below(events, parts):
        members = [part for part in parts[event.id] if part.realis in _MAY_COUNT]
        if isinstance(event, Exchange):
            members = [part for part in members if isinstance(part, Exchange)]
        if members:
            below[event.id] = list(_Ledger(event, [part.id for part in members], of_event, below, same).sums())
    for id_ in events:
        yield from (each.sum for each in below.get(id_, ()) if each.numbers > 1 or each.sum.agreed is not None)


def _from_below(events: Mapping[str, Event], parts: Mapping[str, list[Event]]) -> Iterator[Event]:
    """The events that have parts, each after its own parts; without those in a circle, of which none comes first."""
    waiting = {id_: len(parts.get(id_, ())) for id_ in events}
    ready = [id_ for id_, number in waiting.items() if number == 0]
    while ready:  # no recursion: a chain of parts may be long
        event = events[ready.pop()]
        if event.id in parts:
            yield event
        if event.part_of in waiting:
            waiting[event.part_of] -= 1
            if waiting[event.part_of] == 0:
                ready.append(event.part_of)


def said_to_be_one(dataset: Dataset) -> Mapping[str, str]:
    """Of each event that somebody says is another one, the same id for all that are then one."""
    standing = Standing(dataset)
    one: dict[str, str] = {}

    def root(event: str) -> str:
        while (above := one.get(event, event)) != event:
            one[event] = one[above]  # so that no chain is gone through twice
            event = above
        return event

    for holder, claim in dataset.owned_claims():
        if isinstance(claim, Assertion) and claim.property == Property.SAME_AS and standing.is_asserted(claim):
            first, last = sorted((root(event_of(holder)), root(str(claim.value))))
            one[first], one[last] = first, first
    return {event: root(event) for event in one}


class _Summed(NamedTuple):
    """A sum as it counts in that of a larger whole."""

    sum: Sum
    numbers: int
    """How many numbers that somebody says it rests on."""
    caveats: tuple[str, ...]
    """What is to be kept in mind of these."""


class _Ledger:
    """What is estimated of one event and its parts, line by line."""

    def __init__(
        self,
        event: Event,
        parts: list[str],
        of_event: Mapping[str, list[Estimate]],
        below: Mapping[str, list[_Summed]],
        same: Mapping[str, str],
    ) -> None:
        self._event = event
        self._parts: dict[str, Part] = {}
        first: dict[str, str] = {}
        for part in parts:
            one = first.setdefault(same.get(part, part), part)
            self._parts[part] = Part(event=part, same_as=None if one == part else one)
        self._said: dict[Quantity, dict[str, Estimate]] = {}
        self._summed: dict[Quantity, dict[str, _Summed]] = {}
        self._on_top: set[tuple[Quantity, str]] = set()
        for part in parts:
            for each in below.get(part, ()):
                line = attrs.evolve(each.sum.quantity, event=event.id)
                if each.numbers and self._may_count(line):
                    self._summed.setdefault(line, {})[part] = each
            for estimate in of_event.get(part, ()):
                self._enter(part, estimate)
        self._of_whole = {each.quantity: each for each in of_event.get(event.id, ())}
        self._agreed: dict[Quantity, Estimate] = {}
        if isinstance(event, Exchange):
            for quantity, estimate in self._of_whole.items():
                whole = self._may_count(quantity) and quantity.besides is None and quantity.scope is Scope.EVENT
                if quantity.measure == Measure.AGREED and whole and estimate.used:
                    self._agreed[_measuring(quantity, Measure.RELEASED)] = estimate

    def _enter(self, part: str, estimate: Estimate) -> None:
        quantity = estimate.quantity
        line = attrs.evolve(quantity, event=self._event.id, scope=Scope.EVENT, besides=None)
        if quantity.measure in _NOT_ADDED or not self._may_count(quantity):
            return
        if quantity.besides is not None or quantity.scope is Scope.INCREMENT:
            if estimate.used:
                self._on_top.add((line, part))
        elif quantity.scope is Scope.EVENT:
            self._said.setdefault(line, {})[part] = estimate

    def _may_count(self, quantity: Quantity) -> bool:
        directed = quantity.is_directed or not isinstance(self._event, Exchange)
        return directed and quantity.within is None and quantity.window is None

    def sums(self) -> Iterator[_Summed]:
        """The sum of each line, in an order that does not depend on that of the claims."""
        lines = self._said.keys() | self._summed.keys() | self._agreed.keys()
        if isinstance(self._event, Exchange):
            lines |= {_measuring(line, Measure.RELEASED) for line in self._said if line.measure == Measure.RETURNED}
        for line in sorted(lines, key=lambda line: line.sort_key):
            known = self._known(line)
            numbers = sum(each.numbers if isinstance(each, _Summed) else _has_number(each) for each in known.values())
            if numbers or line in self._agreed:
                yield self._sum(line, known, numbers)

    def _known(self, line: Quantity) -> dict[str, Estimate | _Summed]:
        """What counts of each part of which something is known."""
        known: dict[str, Estimate | _Summed] = {}
        known.update(self._said.get(line, {}))
        if isinstance(self._event, Exchange) and line.measure == Measure.RELEASED:
            # At least those who came home in the end were released, where nobody says how many.
            for part, returned in self._said.get(_measuring(line, Measure.RETURNED), {}).items():
                if _has_number(returned) and _gives_way(known.get(part)):
                    known[part] = returned
        for part, summed in self._summed.get(line, {}).items():
            if _gives_way(known.get(part)):
                known[part] = summed
        return known

    def _sum(self, line: Quantity, known: Mapping[str, Estimate | _Summed], numbers: int) -> _Summed:
        parts = tuple(self._part(line, part, known.get(part)) for part in self._parts)
        estimates = [part.estimate for part in parts if part.estimate is not None]
        agreed = self._agreed.get(line)
        rule, version = next((each.rule, each.version) for each in (*estimates, agreed) if each is not None)
        counts = [counted for part in parts if (counted := part.bounds) is not None]
        has_bounds = bool(counts)
        if len(counts) < len(parts):
            counts.append(Count(low=0))  # once, since any number from zero up and any other such are again one
        bounds, firm = Count.sum(*counts), Count.sum(*(counted.firm() for counted in counts))
        bests = [part.estimate.best for part in parts if part.estimate is not None and part.is_plain]
        best = (
            sum(each for each in bests if each is not None) if len(bests) == len(parts) and None not in bests else None
        )
        promised = None if agreed is None else agreed.bounds
        stands = None if promised is None else verdict(bounds, firm, promised)
        sums = [each for each in estimates if isinstance(each, Sum)]
        complete = isinstance(self._event, Exchange) and self._event.complete and all(each.complete for each in sums)
        caveats = _together(
            each.caveats if isinstance(each, _Summed) else _caveats(each)
            for each in (known[part] for part in self._parts if part in known)
        )
        reasons = [
            f"The sum of {'one part' if len(parts) == 1 else f'{len(parts):,} parts'}: {_parts_told(parts)}.",
            *dict.fromkeys(caveats),
            *_beside(bounds, self._of_whole.get(line)),
            *([] if complete else ["The dataset does not say that these are all the parts."]),
            *([] if stands is None or promised is None else [_agreement(promised, bounds, stands)]),
        ]
        made = Sum(
            quantity=line,
            low=bounds.low if has_bounds else None,
            best=best,
            high=bounds.high if has_bounds else None,
            approximate=bounds.approximate,
            disputed=any(each.disputed for each in estimates),
            used=_together(each.used for each in estimates),
            set_aside=_together(each.set_aside for each in estimates),
            rule=rule,
            version=version,
            reasons=tuple(reasons),
            parts=parts,
            agreed=agreed,
            verdict=stands,
            complete=complete,
        )
        return _Summed(made, numbers, caveats)

    def _part(self, line: Quantity, part: str, known: Estimate | _Summed | None) -> Part:
        estimate = known.sum if isinstance(known, _Summed) else known
        open_ended = (line, part) in self._on_top
        if estimate is None and not open_ended:
            return self._parts[part]  # one for all lines: of many parts each may have lines of its own
        came_home = estimate is not None and estimate.measure == Measure.RETURNED != line.measure
        return attrs.evolve(self._parts[part], estimate=estimate, open_ended=open_ended, returned=came_home)


_T = TypeVar("_T")


def _together(several: Iterable[tuple[_T, ...]]) -> tuple[_T, ...]:
    """Some tuples as one; the same where the others are empty, so that a chain of wholes does not copy it each time."""
    filled = [each for each in several if each]
    return filled[0] if len(filled) == 1 else tuple(chain.from_iterable(filled))


def _measuring(line: Quantity, measure: Measure) -> Quantity:
    return attrs.evolve(line, measure=measure.value)


def _gives_way(said: Estimate | _Summed | None) -> bool:
    """Whether something else may count in the place of what is said of a part: where nobody says a number.

    Claims that exclude each other do not give way: what they are about is in dispute, whatever else adds up to.
    """
    return said is None or (isinstance(said, Estimate) and not said.used)


def _caveats(estimate: Estimate) -> tuple[str, ...]:
    """What is to be kept in mind of a part; what the rule did only where that is a dispute or gives no number."""
    plain = _has_number(estimate) and not estimate.disputed
    return tuple(f"{estimate.event}: {why}" for why in estimate.reasons[plain:])


def _has_number(estimate: Estimate) -> bool:
    return estimate.low is not None or estimate.best is not None


def _parts_told(parts: Sequence[Part]) -> str:
    told = "; ".join(map(_told, parts[:_LISTED]))
    return told if len(parts) <= _LISTED else f"{told}; and {len(parts) - _LISTED:,} more"


def _told(part: Part) -> str:
    words = "no number" if part.estimate is None else str(part.estimate)
    summed = ", the sum of its own parts" if isinstance(part.estimate, Sum) else ""
    same = "" if part.same_as is None else f", unless it is {part.same_as}, as somebody says"
    home = " came home, so at least so many were released" if part.returned else ""
    return f"{part.event} {words}{summed}{home}{' and more on top' if part.open_ended else ''}{same}"


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
