"""Ways to break strikes (ST)."""

from __future__ import annotations

from typing import Any, Final

import attrs

from .._claims import Figure, Holder
from .._count import Count, Share
from .._dataset import Dataset
from .._events import Strike
from ._breaking import NO_SPAN, Mutation, figures_in, mutation, replaced, with_claim

__all__ = ["STRIKES"]


def _weapons(dataset: Dataset) -> tuple[Holder, dict[str, Figure]]:
    """A strike, and its first figure of each measure."""
    for holder, figure in figures_in(dataset, "launched", of=Strike):
        if figure.count is not None and figure.count.is_exact:
            alike = (each for each in reversed(holder.figures) if each.item == figure.item)
            return holder, {each.measure: each for each in alike} | {"launched": figure}
    raise LookupError("the dataset has no strike with a number of weapons launched")


@mutation("ST101", may=(NO_SPAN, "ST102"))
def more_intercepted_than_launched(dataset: Dataset) -> Dataset:
    """More weapons were shot down than were launched."""
    strike, figures = _weapons(dataset)
    launched, figure = figures["launched"].count, figures["intercepted"]
    low = 0 if launched is None else launched.low
    return with_claim(dataset, strike, figure, attrs.evolve(figure, count=Count.exactly(low + 1), spans=()))


@mutation("ST102", may=(NO_SPAN,))
def more_outcomes_than_launched(dataset: Dataset) -> Dataset:
    """As many weapons were lost as were launched, and others were shot down."""
    strike, figures = _weapons(dataset)
    lost = attrs.evolve(figures["lost"], count=figures["launched"].count, spans=())
    return with_claim(dataset, strike, figures["lost"], lost)


def _rewritten(dataset: Dataset, measure: str, **fields: Any) -> Dataset:
    """The dataset with one figure of a strike changed."""
    strike, figures = _weapons(dataset)
    figure = figures[measure]
    return with_claim(dataset, strike, figure, attrs.evolve(figure, **fields))


@mutation("ST103", may=(NO_SPAN,))
def types_do_not_sum(dataset: Dataset) -> Dataset:
    """Missiles and drones together are fewer than all weapons."""
    strike, figures = _weapons(dataset)
    drones = figures["launched"]
    low = 0 if drones.count is None else drones.count.low
    missiles = attrs.evolve(drones, item="missile", count=Count.exactly(1), spans=())
    weapons = attrs.evolve(drones, item="weapon", count=Count.exactly(low + 2), spans=())
    return with_claim(dataset, strike, drones, weapons, missiles, drones)


@mutation("ST104")
def window_forgotten(dataset: Dataset) -> Dataset:
    """A number is said to cover a window of time, and there is none any more."""
    return _rewritten(dataset, "launched", scope="window", window=None)


@mutation("ST106")
def jammed_as_shot_down(dataset: Dataset) -> Dataset:
    """The words of a number of interceptions are those of drones that were lost from radar."""
    return _rewritten(dataset, "intercepted", described="drones lost from radar")


@mutation("ST108")
def debris_as_hit(dataset: Dataset) -> Dataset:
    """The words of a number of hits are those of falling debris."""
    return _rewritten(dataset, "hit", item="settlement", described="places struck by falling debris")


@mutation("ST109")
def decoys_among_the_armed(dataset: Dataset) -> Dataset:
    """The number of drones of one model counts decoys in."""
    return _rewritten(dataset, "lost", model="Striker-2", described="Striker-2 drones and decoys")


@mutation("ST110", may=(NO_SPAN,))
def share_of_nothing(dataset: Dataset) -> Dataset:
    """A share of the drones was shot down, and nobody says any more how many there were."""
    strike, figures = _weapons(dataset)
    share = attrs.evolve(figures["intercepted"], count=None, share=Share(low=80, high=80), spans=())
    return replaced(dataset, strike, attrs.evolve(strike, figures=(share,)))


STRIKES: Final[tuple[Mutation, ...]] = (
    more_intercepted_than_launched,
    more_outcomes_than_launched,
    types_do_not_sum,
    window_forgotten,
    jammed_as_shot_down,
    debris_as_hit,
    decoys_among_the_armed,
    share_of_nothing,
)
