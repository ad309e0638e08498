"""Ways to break structure: ids, references, circles, waivers (ID)."""

from __future__ import annotations

from typing import Final

import attrs

from .._dataset import Dataset
from .._events import Exchange
from .._waivers import Waiver
from ._breaking import Mutation, first, mutation, replaced

__all__ = ["IDENTITY"]


@mutation("ID101")
def id_given_twice(dataset: Dataset) -> Dataset:
    """A second actor gets the id of the first."""
    actor = first(dataset.actors, "actor")
    return dataset.add(attrs.evolve(actor, name=f"Not {actor.name}"))


@mutation("ID102")
def reference_leads_nowhere(dataset: Dataset) -> Dataset:
    """A statement is said to have been made at a place that is not there."""
    statement = first(dataset.statements, "statement")
    return replaced(dataset, statement, attrs.evolve(statement, where="nowhere-that-there-is"))


@mutation("ID103")
def event_is_part_of_itself(dataset: Dataset) -> Dataset:
    """An event becomes a part of itself."""
    event = first((each for each in dataset.events if not isinstance(each, Exchange)), "event but exchanges")
    return replaced(dataset, event, attrs.evolve(event, part_of=event.id))


@mutation("ID104")
def source_that_nobody_cites(dataset: Dataset) -> Dataset:
    """A source is held from which nothing comes."""
    source = first(dataset.sources, "source")
    url = f"https://unused.example/{len(dataset.sources)}"
    other = attrs.evolve(source, id="unused", title="Another report", url=url, sha256=None, length=None)
    return dataset.add(other)


@mutation("ID105")
def waiver_for_nothing(dataset: Dataset) -> Dataset:
    """A source gets a waiver for what is not wrong with it."""
    source = first(dataset.sources, "source")
    waiver = Waiver(code="ID103", reason="It was in a circle once.")
    return replaced(dataset, source, attrs.evolve(source, waivers=(*source.waivers, waiver)))


IDENTITY: Final[tuple[Mutation, ...]] = (
    id_given_twice,
    reference_leads_nowhere,
    event_is_part_of_itself,
    source_that_nobody_cites,
    waiver_for_nothing,
)
