"""Ways to break exchanges (EX)."""

from __future__ import annotations

from typing import Any, Final

import attrs

from .._claims import Figure
from .._count import Count
from .._dataset import Dataset
from .._events import Exchange
from ._breaking import NO_SPAN, Mutation, figures_in, first, mutation, replaced, with_claim

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


def _reworded(dataset: Dataset, words: str, **fields: Any) -> Dataset:
    """The dataset with another noun for those who were freed in a phase."""
    phase, figure, _ = _phase(dataset)
    attribution = attrs.evolve(figure.attribution, **fields)
    return with_claim(dataset, phase, figure, attrs.evolve(figure, described=words, attribution=attribution))


@mutation("EX104", may=(NO_SPAN, "EX101", "EX102"))
def groups_do_not_sum(dataset: Dataset) -> Dataset:
    """Soldiers and civilians together are fewer than all who were freed."""
    phase, figure, _ = _phase(dataset)
    low = 0 if figure.count is None else figure.count.low
    whole = attrs.evolve(figure, count=Count.exactly(low + 2), spans=())
    groups = (
        attrs.evolve(whole, id=None, group=group, count=Count.exactly(size))
        for group, size in (("military", low), ("civilians", 1))
    )
    return with_claim(dataset, phase, figure, whole, *groups)


@mutation("EX105")
def bodies_among_prisoners(dataset: Dataset) -> Dataset:
    """The words of a number of prisoners are those of bodies."""
    return _reworded(dataset, "bodies of soldiers")


@mutation("EX106", may=("EX101", "EX102"))
def phase_held_twice(dataset: Dataset) -> Dataset:
    """A phase is held a second time under another id."""
    phase, _, _ = _phase(dataset)
    return dataset.add(attrs.evolve(phase, id="again"))


@mutation("EX107")
def mediator_as_side(dataset: Dataset) -> Dataset:
    """A side of an exchange is held as its mediator too."""
    phase, _, _ = _phase(dataset)
    return replaced(dataset, phase, attrs.evolve(phase, mediators=phase.parties[:1]))


@mutation("EX108", may=(NO_SPAN, "CL101", "EX101", "EX102"))
def sides_disagree(dataset: Dataset) -> Dataset:
    """The other side gives another number of those who were freed."""
    phase, figure, _ = _phase(dataset)
    low = 0 if figure.count is None else figure.count.low
    attribution = attrs.evolve(figure.attribution, speaker=figure.from_)
    other = attrs.evolve(figure, id=None, count=Count.exactly(low + 1), attribution=attribution, spans=())
    return with_claim(dataset, phase, figure, figure, other)


@mutation("EX109")
def home_on_the_other_side(dataset: Dataset) -> Dataset:
    """A side says that its people are home, and the figure has them go to the other side."""
    _, figure, _ = _phase(dataset)
    return _reworded(dataset, "defenders, who are home", speaker=figure.from_)


EXCHANGES: Final[tuple[Mutation, ...]] = (
    phases_do_not_sum,
    phase_exceeds_agreed,
    one_direction_only,
    groups_do_not_sum,
    bodies_among_prisoners,
    phase_held_twice,
    mediator_as_side,
    sides_disagree,
    home_on_the_other_side,
)
