"""Ways to break harm (CS)."""

from __future__ import annotations

from typing import Final

import attrs

from .._claims import Figure, Holder
from .._count import Count
from .._dataset import Dataset
from .._reports import CasualtyReport
from ._breaking import NO_SPAN, Mutation, figures_in, first, mutation, with_claim

__all__ = ["CASUALTIES"]


def _whole(dataset: Dataset) -> tuple[Holder, Figure, list[Figure]]:
    """A report, a number of all who were killed, and those of groups among them."""
    for holder, figure in figures_in(dataset, "killed", of=CasualtyReport):
        parts = [each for each in holder.figures if each.measure == "killed" and each.group is not None and each.count]
        if figure.group is None and figure.count is not None and figure.count.is_exact and parts:
            return holder, figure, parts
    raise LookupError("the dataset has no report of people killed with a group among them")


@mutation("CS101", may=(NO_SPAN,))
def group_larger_than_the_whole(dataset: Dataset) -> Dataset:
    """More of a group were killed than of everybody."""
    holder, whole, parts = _whole(dataset)
    part = first((each for each in parts if each.within is not None), "group that is within a whole")
    low = 0 if whole.count is None else whole.count.low
    return with_claim(dataset, holder, part, attrs.evolve(part, count=Count.exactly(low + 1), spans=()))


@mutation("CS102", may=(NO_SPAN,))
def groups_larger_than_the_whole(dataset: Dataset) -> Dataset:
    """Men and women together are more than everybody."""
    holder, whole, parts = _whole(dataset)
    men, women = (first((each for each in parts if each.group == group), group) for group in ("men", "women"))
    dataset = with_claim(dataset, holder, men, attrs.evolve(men, count=whole.count, spans=()))
    holder = first((each for each in dataset.reports if each.id == holder.id), "report")
    return with_claim(dataset, holder, women, attrs.evolve(women, count=whole.count, spans=()))


CASUALTIES: Final[tuple[Mutation, ...]] = (group_larger_than_the_whole, groups_larger_than_the_whole)
