"""Ways to break strikes (ST)."""

from __future__ import annotations

from typing import Final

import attrs

from .._claims import Figure, Holder
from .._count import Count
from .._dataset import Dataset
from .._events import Strike
from ._breaking import NO_SPAN, Mutation, figures_in, mutation, with_claim

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


STRIKES: Final[tuple[Mutation, ...]] = (more_intercepted_than_launched, more_outcomes_than_launched)
