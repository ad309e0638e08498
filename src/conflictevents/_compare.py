"""Which figures of a dataset speak of the same quantity, and whether they may agree.

Two figures are compared only where nothing in the data tells their subjects apart: `Quantity` says what that takes.
Nothing is decided here. A rule that picks a low, best or high value is another matter and can be built on top.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import reduce
from itertools import combinations
from typing import Final

import attrs

from ._claims import Figure, Holder
from ._count import Count
from ._dataset import Dataset
from ._events import Event, Exchange
from ._views import Standing, direction_of, event_of, scope_of, window_of
from ._vocab import EstimateLeg, Measure, Polarity, Realis, Scope
from ._when import When

__all__ = [
    "Agreement",
    "Comparison",
    "Pair",
    "PhaseBounds",
    "PhaseSum",
    "Quantity",
    "StatedFigure",
    "Verdict",
    "compare",
    "phase_sums",
]

_MAY_COUNT: Final = frozenset({Realis.ACTUAL, Realis.UNCLEAR})
_HANDED_OVER: Final = frozenset({Measure.RELEASED.value, Measure.RETURNED.value})


class Agreement(StrEnum):
    """How two figures of one quantity stand to each other."""

    AGREE = "agree"
    """Both may be the same number: their bounds meet."""
    DISAGREE = "disagree"
    """One is certainly less than the other."""
    UNCERTAIN = "uncertain"
    """Their bounds exclude each other, but the words of one make its bounds soft ("about", "dozens")."""
    OTHER_TIME = "other_time"
    """They say that they hold for different times, so whatever their numbers are is no contradiction."""


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


@attrs.frozen(kw_only=True)
class Quantity:
    """What a figure measures, whoever says so: figures of the same quantity are rivals for one number.

    Attributes:
        event: The id of the event; for a figure of harm that of the harmed event.
        measure: The measure.
        item: What is counted.
        model: The type of the item.
        group: Which people.
        from_: The side it comes from. Where the figure leaves a side open it is filled in if that leaves no choice:
            from a strike's heading, or in an exchange of exactly two parties.
        to: The side it goes to.
        scope: What stretch is covered, that of the report or of the event if the figure says nothing else. A figure
            of a phase that is an event of its own covers that event.
        window: The window of time, as an EDTF text.
        estimate: Which leg of a dataset's own triple it is.
        within: The id of the claim that it is a part of, where nothing else tells the part from the whole.
        besides: The id of the claim that it comes on top of.
    """

    event: str
    measure: str
    item: str | None = None
    model: str | None = None
    group: str | None = None
    from_: str | None = None
    to: str | None = None
    scope: Scope = Scope.EVENT
    window: str | None = None
    estimate: EstimateLeg | None = None
    within: str | None = None
    besides: str | None = None

    @property
    def is_directed(self) -> bool:
        """Whether it says at least from which or to which side."""
        return self.from_ is not None or self.to is not None

    @property
    def sort_key(self) -> tuple[str, ...]:
        """A key that puts quantities in an order that does not depend on the order of the claims."""
        return tuple("" if value is None else str(value) for value in attrs.astuple(self))


@attrs.frozen(kw_only=True)
class StatedFigure:
    """A figure, together with the record that owns it.

    Attributes:
        owner: The id of the event or report that owns it.
        figure: The figure.
    """

    owner: str
    figure: Figure

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Where it stands in the sources, then its key."""
        span = self.figure.figure_span
        start, end = (-1, -1) if span is None else (span.start, span.end)
        return self.figure.attribution.source, start, end, self.figure.key(self.owner)


@attrs.frozen(kw_only=True)
class Pair:
    """Two figures of the same quantity.

    Attributes:
        one: The one that stands earlier in the comparison.
        other: The other.
        agreement: How they stand to each other.
    """

    one: StatedFigure
    other: StatedFigure
    agreement: Agreement


@attrs.frozen(kw_only=True)
class Comparison:
    """All figures of one quantity.

    Attributes:
        quantity: What they speak of.
        figures: Those that assert a number, in the order of sources and spans.
        denials: Those whose speaker denies or withholds a number. They are no rival numbers.
        common: The bounds that all of `figures` allow; None where they exclude each other.
        voices: How many independent voices give `figures`: one speaker in two sources is one voice, and so is a wire
            story and its copies.
    """

    quantity: Quantity
    figures: tuple[StatedFigure, ...]
    denials: tuple[StatedFigure, ...] = ()
    common: Count | None = None
    voices: int = 1

    @property
    def pairs(self) -> Iterator[Pair]:
        """Each two of the figures. There are n(n-1)/2 of them, so they are made as they are asked for."""
        for one, other in combinations(self.figures, 2):
            yield Pair(one=one, other=other, agreement=_agreement(one.figure, other.figure))


@attrs.frozen(kw_only=True)
class PhaseBounds:
    """What is claimed of one phase of an exchange in one direction.

    Attributes:
        phase: The id of the phase.
        figures: The figures that count; none where nobody gives a number for this phase and direction.
        bounds: Their common bounds, or their hull where they exclude each other; None where there is no figure.
        disputed: Whether they exclude each other, so that `bounds` is their hull.
        open_ended: Whether more is reported on top of them, so that `bounds` has no upper end.
    """

    phase: str
    figures: tuple[StatedFigure, ...] = ()
    bounds: Count | None = None
    disputed: bool = False
    open_ended: bool = False


@attrs.frozen(kw_only=True)
class PhaseSum:
    """The phases of an exchange added up for one direction, against the number agreed.

    Only phases that the dataset holds are added up; `complete` tells whether it claims to hold them all.

    Attributes:
        exchange: The id of the whole exchange.
        item: What is counted; bodies and prisoners are never added up.
        model: The type of the item.
        group: Which people.
        from_: The releasing side.
        to: The receiving side.
        estimate: Which leg of a dataset's own triple it is.
        phases: The bounds of each phase.
        total: The sum; a phase without a figure may be any number from zero up.
        agreed: The figures of the number agreed for this direction.
        promised: Their common bounds, or their hull where they exclude each other; None if there is none.
        verdict: How the sum stands to the number agreed; None if there is none.
        complete: Whether the dataset says that it holds every phase.
    """

    exchange: str
    item: str | None
    model: str | None
    group: str | None
    from_: str | None
    to: str | None
    estimate: EstimateLeg | None
    phases: tuple[PhaseBounds, ...]
    total: Count
    agreed: tuple[StatedFigure, ...] = ()
    promised: Count | None = None
    verdict: Verdict | None = None
    complete: bool = False


# --- rival figures ---------------------------------------------------------------------------------------------------


def compare(dataset: Dataset) -> tuple[Comparison, ...]:
    """Every quantity of which two or more figures with a number speak, or one and a denial.

    Figures that have been superseded or retracted no longer stand and are left out, and so are percentages. The
    result depends on the order of the events and not on that of the claims.
    """
    asserted: dict[Quantity, list[StatedFigure]] = {}
    denied: dict[Quantity, list[StatedFigure]] = {}
    for quantity, stated in _standing(dataset):
        if stated.figure.attribution.polarity is not Polarity.ASSERTS:
            denied.setdefault(quantity, []).append(stated)
        elif stated.figure.count is not None:
            asserted.setdefault(quantity, []).append(stated)
    position = {event.id: index for index, event in enumerate(dataset.events)}
    found = [
        Comparison(
            quantity=quantity,
            figures=_ordered(figures),
            denials=_ordered(denied.get(quantity, ())),
            common=_common(_counts(figures)) if _of_one_time(figures) else None,
            voices=_voices(figures, dataset),
        )
        for quantity, figures in asserted.items()
        if len(figures) + len(denied.get(quantity, ())) > 1
    ]
    found.sort(key=lambda each: (position.get(each.quantity.event, len(position)), each.quantity.sort_key))
    return tuple(found)


def _voices(figures: Iterable[StatedFigure], dataset: Dataset) -> int:
    spoken = [stated.figure.attribution for stated in figures if stated.figure.attribution.speaker is not None]
    own = [stated.figure.attribution for stated in figures if stated.figure.attribution.speaker is None]
    # A source's own voice is no other voice than that of somebody whom it, or the story that it repeats, quotes.
    origins = {dataset.origin(each.source) for each in own} - {dataset.origin(each.source) for each in spoken}
    return len({each.speaker for each in spoken}) + len(origins)


def _standing(dataset: Dataset) -> Iterator[tuple[Quantity, StatedFigure]]:
    """Every figure that has been neither replaced nor retracted and is no percentage, with its quantity."""
    standing = Standing(dataset)
    owned = {claim.id: (holder, claim) for holder, claim in dataset.owned_claims() if claim.id is not None}
    events = {event.id: event for event in dataset.events}
    for holder, claim in dataset.owned_claims():
        if not isinstance(claim, Figure) or claim.share is not None or not standing.is_current(claim):
            continue
        quantity = _quantity(holder, claim, events)
        owner, whole = owned.get(claim.within, (holder, None)) if claim.within is not None else (holder, None)
        if isinstance(whole, Figure) and _quantity(owner, whole, events) == quantity:
            quantity = attrs.evolve(quantity, within=claim.within)
        yield quantity, StatedFigure(owner=holder.id, figure=claim)


def _quantity(holder: Holder, figure: Figure, events: dict[str, Event]) -> Quantity:
    window, scope = window_of(holder, figure), scope_of(holder, figure)
    from_, to = _direction(holder, figure, events)
    if scope is Scope.PHASE and isinstance(holder, Event) and holder.part_of is not None:
        scope = Scope.EVENT  # of an event that is itself a phase it is the whole
    return Quantity(
        event=event_of(holder),
        measure=figure.measure,
        item=figure.item,
        model=figure.model,
        group=None if figure.group is None else "+".join(sorted(figure.group.split("+"))),
        from_=from_,
        to=to,
        scope=scope or (Scope.EVENT if window is None else Scope.WINDOW),
        window=_time(window),
        estimate=figure.estimate,
        besides=figure.besides,
    )


def _direction(holder: Holder, figure: Figure, events: dict[str, Event]) -> tuple[str | None, str | None]:
    """From and to, with a side that was left open filled in where only one answer is possible."""
    from_, to = direction_of(holder, figure)
    if isinstance(holder, Exchange) and (from_ is None) != (to is None):
        sides = _sides(holder, events)
        others = [side for side in sides if side not in (from_, to)]
        if len(sides) == 2 and len(others) == 1:
            return from_ or others[0], to or others[0]
    return from_, to


def _sides(exchange: Exchange, events: dict[str, Event]) -> tuple[str, ...]:
    """The sides of an exchange; those of its whole where it names none of its own."""
    whole = events.get(exchange.part_of) if exchange.part_of is not None else None
    return exchange.sides or (whole.sides if isinstance(whole, Exchange) else ())


def _time(when: When | None) -> str | None:
    if when is None:
        return None
    time = when.edtf or when.text or ""
    return time if when.zone is None else f"{time} {when.zone}"


def _agreement(one: Figure, other: Figure) -> Agreement:
    if _other_time(one, other):
        return Agreement.OTHER_TIME
    if one.count is None or other.count is None or one.count.may_equal(other.count):
        return Agreement.AGREE
    soft = one.count.approximate or other.count.approximate
    return Agreement.UNCERTAIN if soft else Agreement.DISAGREE


def _other_time(one: Figure, other: Figure) -> bool:
    mine, theirs = one.attribution.as_of, other.attribution.as_of
    return mine is not None and theirs is not None and not mine.may_overlap(theirs)


def _of_one_time(figures: Iterable[StatedFigure]) -> bool:
    """Whether all may hold for one time. Numbers for different times have nothing in common that could be told."""
    by_time = {stated.figure.attribution.as_of: stated.figure for stated in figures}
    return not any(_other_time(one, other) for one, other in combinations(by_time.values(), 2))


def _ordered(figures: Iterable[StatedFigure]) -> tuple[StatedFigure, ...]:
    return tuple(sorted(figures, key=lambda stated: stated.sort_key))


def _counts(figures: Iterable[StatedFigure]) -> list[Count]:
    return [stated.figure.count.bounds() for stated in figures if stated.figure.count is not None]


def _common(counts: Iterable[Count]) -> Count | None:
    """What all of the counts allow. On a line, bounds that meet two by two all share a number."""
    common: Count | None = None
    for index, count in enumerate(counts):
        common = count if index == 0 else common & count if common is not None else None
    return common


def _common_or_hull(counts: list[Count]) -> tuple[Count, bool]:
    """The common bounds; or the hull and True where the counts exclude each other."""
    common = _common(counts)
    return (common, False) if common is not None else (reduce(Count.__or__, counts), True)


# --- phases against what was agreed ----------------------------------------------------------------------------------

_Line = tuple[str | None, str | None, str | None, str | None, str | None, EstimateLeg | None]


def phase_sums(dataset: Dataset) -> tuple[PhaseSum, ...]:
    """Add up the phases of every exchange for each direction, and put the sums beside the numbers agreed.

    A figure without a direction is never added to directed ones, nor bodies to prisoners; a figure counts for its
    phase only if it covers the whole of it (not a window, an increment or a running total).

    Returns:
        For each exchange with phases one sum for each item, group and direction of which a number is agreed or two or
        more phases have a figure.
    """
    phases: dict[str, list[str]] = {}
    for event in dataset.events:
        if isinstance(event, Exchange) and event.part_of is not None and event.realis in _MAY_COUNT:
            phases.setdefault(event.part_of, []).append(event.id)
    wholes = {phase: whole for whole, parts in phases.items() for phase in parts}
    ledgers = {whole: _Ledger() for whole in phases}
    for quantity, stated in _standing(dataset):
        if stated.figure.attribution.polarity is not Polarity.ASSERTS or stated.figure.count is None:
            continue
        if not quantity.is_directed or quantity.within is not None:
            continue
        if quantity.event in ledgers and quantity.measure == Measure.AGREED:
            ledgers[quantity.event].agree(quantity, stated)
        if quantity.event in wholes and quantity.measure in _HANDED_OVER:
            ledgers[wholes[quantity.event]].hand_over(quantity, stated)
    return tuple(
        phase_sum
        for event in dataset.events
        if event.id in phases
        for phase_sum in ledgers[event.id].sums(
            event.id, phases[event.id], complete=isinstance(event, Exchange) and event.complete
        )
    )


class _Ledger:
    """What is claimed of one exchange and its phases, line by line."""

    def __init__(self) -> None:
        self._agreed: dict[_Line, list[StatedFigure]] = {}
        self._of_phase: dict[_Line, dict[str, list[StatedFigure]]] = {}
        self._on_top: set[tuple[_Line, str]] = set()

    def agree(self, quantity: Quantity, stated: StatedFigure) -> None:
        self._agreed.setdefault(_line(quantity), []).append(stated)

    def hand_over(self, quantity: Quantity, stated: StatedFigure) -> None:
        if quantity.besides is not None or quantity.scope is Scope.INCREMENT:
            self._on_top.add((_line(quantity), quantity.event))
        elif quantity.scope in (Scope.EVENT, Scope.PHASE):
            self._of_phase.setdefault(_line(quantity), {}).setdefault(quantity.event, []).append(stated)

    def sums(self, exchange: str, phases: list[str], *, complete: bool) -> Iterator[PhaseSum]:
        for line in sorted(self._agreed.keys() | self._of_phase.keys(), key=lambda line: [each or "" for each in line]):
            if line in self._agreed or len(self._of_phase[line]) > 1:
                bounds = [_bounds(phase, line, self._of_phase, self._on_top) for phase in phases]
                yield _phase_sum(exchange, line, bounds, self._agreed, complete=complete)


def _line(quantity: Quantity) -> _Line:
    return (quantity.item, quantity.model, quantity.group, quantity.from_, quantity.to, quantity.estimate)


def _bounds(
    phase: str,
    line: _Line,
    of_phase: dict[_Line, dict[str, list[StatedFigure]]],
    on_top: set[tuple[_Line, str]],
) -> PhaseBounds:
    figures = of_phase.get(line, {}).get(phase, [])
    # Who came home in the end counts where nobody says how many were released.
    figures = [each for each in figures if each.figure.measure == Measure.RELEASED] or figures
    if not figures:
        return PhaseBounds(phase=phase)
    bounds, disputed = _common_or_hull(_counts(figures))
    open_ended = (line, phase) in on_top
    if open_ended:
        bounds = attrs.evolve(bounds, high=None)
    return PhaseBounds(phase=phase, figures=_ordered(figures), bounds=bounds, disputed=disputed, open_ended=open_ended)


def _phase_sum(
    exchange: str,
    line: _Line,
    phases: list[PhaseBounds],
    agreed: dict[_Line, list[StatedFigure]],
    *,
    complete: bool,
) -> PhaseSum:
    item, model, group, from_, to, estimate = line
    total = Count.sum(*(phase.bounds for phase in phases))
    firm = Count.sum(*(phase.bounds and phase.bounds.firm() for phase in phases))
    figures = _ordered(agreed.get(line, ()))
    promised = _common_or_hull(_counts(figures))[0] if figures else None
    return PhaseSum(
        exchange=exchange,
        item=item,
        model=model,
        group=group,
        from_=from_,
        to=to,
        estimate=estimate,
        phases=tuple(phases),
        total=total,
        agreed=figures,
        promised=promised,
        verdict=None if promised is None else _verdict(total, firm, promised),
        complete=complete,
    )


def _verdict(total: Count, firm: Count, promised: Count) -> Verdict:
    """Soft bounds may be a little off, so only the firm ones decide."""
    if firm.certainly_less(promised.firm()):
        return Verdict.FALLS_SHORT
    if promised.firm().certainly_less(firm):
        return Verdict.EXCEEDS
    soft = total.approximate or promised.approximate
    return Verdict.MEETS if total in promised and not soft else Verdict.OPEN
