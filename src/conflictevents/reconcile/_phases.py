"""The phases of an exchange added up, against the number that was agreed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Final

import attrs

from .._compare import Quantity, StatedFigure, common_bounds, counts_of, in_order, standing_figures
from .._count import Count
from .._dataset import Dataset
from .._events import Exchange
from .._vocab import EstimateLeg, Measure, Polarity, Scope
from ._adding import MAY_COUNT, Verdict, remainder, verdict

__all__ = ["PhaseBounds", "PhaseSum", "phase_sums"]

_HANDED_OVER: Final = frozenset({Measure.RELEASED.value, Measure.RETURNED.value})


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

    @property
    def left(self) -> Count | None:
        """What is left of the number agreed; None if there is none."""
        return None if self.promised is None else remainder(self.promised, self.total)


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
        if isinstance(event, Exchange) and event.part_of is not None and event.realis in MAY_COUNT:
            phases.setdefault(event.part_of, []).append(event.id)
    wholes = {phase: whole for whole, parts in phases.items() for phase in parts}
    ledgers = {whole: _Ledger() for whole in phases}
    for quantity, stated in standing_figures(dataset):
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
    bounds, disputed = _common_or_hull(counts_of(figures))
    open_ended = (line, phase) in on_top
    if open_ended:
        bounds = attrs.evolve(bounds, high=None)
    return PhaseBounds(phase=phase, figures=in_order(figures), bounds=bounds, disputed=disputed, open_ended=open_ended)


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
    figures = in_order(agreed.get(line, ()))
    promised = _common_or_hull(counts_of(figures))[0] if figures else None
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
        verdict=None if promised is None else verdict(total, firm, promised),
        complete=complete,
    )


def _common_or_hull(counts: list[Count]) -> tuple[Count, bool]:
    """The common bounds; or the hull and True where the counts exclude each other."""
    common = common_bounds(counts)
    return (common, False) if common is not None else (reduce(Count.__or__, counts), True)
