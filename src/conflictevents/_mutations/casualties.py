"""Ways to break harm (CS)."""

from __future__ import annotations

from typing import Any, Final

import attrs

from .._claims import Figure, Holder
from .._count import Count
from .._dataset import Dataset
from .._events import Event
from .._reports import CasualtyReport
from .._views import event_of
from ._breaking import NO_SPAN, Mutation, figures_in, first, mutation, replaced, with_claim

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


def _retold(dataset: Dataset, **fields: Any) -> Dataset:
    """The dataset with another figure of all who were killed."""
    holder, whole, _ = _whole(dataset)
    changes: dict[str, Any] = {"spans": ()} | fields
    return with_claim(dataset, holder, whole, attrs.evolve(whole, **changes))


def _reworded(dataset: Dataset, words: str) -> Dataset:
    """The dataset with other words for the number of all who were killed."""
    _, whole, _ = _whole(dataset)
    low = 0 if whole.count is None else whole.count.low
    return _retold(dataset, count=Count.exactly(low, text=words.format(low)))


def _with_group(dataset: Dataset, **fields: Any) -> Dataset:
    """The dataset with one of the killed as a group of its own."""
    holder, whole, _ = _whole(dataset)
    part = attrs.evolve(whole, id=None, count=Count.exactly(1), spans=(), **fields)
    return with_claim(dataset, holder, whole, whole, part)


def _harmed(dataset: Dataset) -> Event:
    """The event that did the harm."""
    holder, _, _ = _whole(dataset)
    return dataset.event(event_of(holder))


@mutation("CS104", may=(NO_SPAN,))
def casualties_as_deaths(dataset: Dataset) -> Dataset:
    """The words of a number of killed are those of casualties, killed and injured."""
    return _reworded(dataset, "{} casualties")


@mutation("CS105")
def deaths_nowhere(dataset: Dataset) -> Dataset:
    """People were killed, and the event has no place any more."""
    event = _harmed(dataset)
    return replaced(dataset, event, attrs.evolve(event, where=()))


@mutation("CS106", may=(NO_SPAN,))
def missing_as_dead(dataset: Dataset) -> Dataset:
    """The words of a number of killed are those of missing people."""
    return _reworded(dataset, "{} missing")


@mutation("CS107")
def attacker_among_the_dead(dataset: Dataset) -> Dataset:
    """An incident is called a suicide bombing, and nothing says whether the dead include the bomber."""
    event = _harmed(dataset)
    return replaced(dataset, event, attrs.evolve(event, title="Suicide bombing at a market"))


@mutation("CS110", may=(NO_SPAN,))
def hunger_among_the_killed(dataset: Dataset) -> Dataset:
    """Who died of hunger is counted among those killed."""
    _, whole, _ = _whole(dataset)
    return _with_group(dataset, group="hunger", within=whole.id)


@mutation("CS112", may=(NO_SPAN,))
def women_and_children_as_one(dataset: Dataset) -> Dataset:
    """Women and children together are held as people who are both."""
    return _with_group(dataset, group="children+women", described="women and children")


CASUALTIES: Final[tuple[Mutation, ...]] = (
    group_larger_than_the_whole,
    groups_larger_than_the_whole,
    casualties_as_deaths,
    deaths_nowhere,
    missing_as_dead,
    attacker_among_the_dead,
    hunger_among_the_killed,
    women_and_children_as_one,
)
