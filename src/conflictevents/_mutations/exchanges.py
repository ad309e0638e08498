"""Ways to break exchanges (EX)."""

from __future__ import annotations

from typing import Final

import attrs

from .._claims import Figure
from .._count import Count
from .._dataset import Dataset
from .._events import Exchange
from ._breaking import NO_SPAN, Mutation, figures_in, first, mutation, with_claim

__all__ = ["EXCHANGES"]


def _phase(dataset: Dataset) -> tuple[Exchange, Figure, int]:
    """A phase of an exchange, its figure, and how many were agreed on for the whole."""
    for whole in dataset.events:
        phases = dataset.phases_of(whole) if isinstance(whole, Exchange) else ()
        agreed = whole.figures_of("agreed")
        if len(phases) > 1 and agreed and agreed[0].count is not None and phases[0].figures:
            return phases[0], phases[0].figures[0], agreed[0].count.low
    raise LookupError("the dataset has no exchange with phases and a number agreed on")


@mutation("EX101", may=(NO_SPAN,))
def phases_do_not_sum(dataset: Dataset) -> Dataset:
    """One more was freed in a phase than makes up what was agreed."""
    phase, figure, _ = _phase(dataset)
    low = 0 if figure.count is None else figure.count.low
    return with_claim(dataset, phase, figure, attrs.evolve(figure, count=Count.exactly(low + 1), spans=()))


@mutation("EX101", "EX102", may=(NO_SPAN,))
def phase_exceeds_agreed(dataset: Dataset) -> Dataset:
    """More were freed in one phase than were agreed on for all."""
    phase, figure, agreed = _phase(dataset)
    return with_claim(dataset, phase, figure, attrs.evolve(figure, count=Count.exactly(agreed + 1), spans=()))


@mutation("EX103")
def one_direction_only(dataset: Dataset) -> Dataset:
    """Of what each side gave, the number of one side is lost."""
    exchange, figure = first(
        (
            (holder, each)
            for holder, each in figures_in(dataset, of=Exchange)
            if each.described is not None and "each side" in each.described
        ),
        "exchange in which each side gives",
    )
    return with_claim(dataset, exchange, figure)


EXCHANGES: Final[tuple[Mutation, ...]] = (phases_do_not_sum, phase_exceeds_agreed, one_direction_only)
