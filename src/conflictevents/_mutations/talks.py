"""Ways to break talks and their terms (TK)."""

from __future__ import annotations

from typing import Any, Final

import attrs

from .._claims import Assertion
from .._dataset import Dataset
from .._events import Talks
from ._breaking import NO_SPAN, Mutation, first, mutation, replaced, with_claim

__all__ = ["TALKS"]


def _agreed(dataset: Dataset) -> tuple[Talks, Assertion]:
    """Talks, and the claim that one of their terms was agreed."""
    found = (
        (event, claim)
        for event in dataset.events
        if isinstance(event, Talks) and event.parties
        for claim in event.assertions_of("term_status")
        if claim.value == "agreed"
    )
    return first(found, "talks with a term that was agreed")


def _with_status(dataset: Dataset, **fields: Any) -> Dataset:
    talks, claim = _agreed(dataset)
    return with_claim(dataset, talks, claim, attrs.evolve(claim, **fields))


@mutation("TK101")
def agreed_by_nobody(dataset: Dataset) -> Dataset:
    """Talks in which something was agreed lose their parties."""
    talks, _ = _agreed(dataset)
    return replaced(dataset, talks, attrs.evolve(talks, parties=()))


@mutation("TK102", may=(NO_SPAN,))
def proposed_held_as_agreed(dataset: Dataset) -> Dataset:
    """By the verb a term was proposed, and it is held as agreed."""
    talks, claim = _agreed(dataset)
    attribution = attrs.evolve(claim.attribution, speaker=talks.parties[0], verb="proposed")
    return _with_status(dataset, attribution=attribution, spans=())


@mutation("TK104")
def level_forgotten(dataset: Dataset) -> Dataset:
    """Nobody knows any more at which level talks were held."""
    talks, _ = _agreed(dataset)
    return replaced(dataset, talks, attrs.evolve(talks, level="unknown"))


@mutation("TK105")
def violation_as_fact(dataset: Dataset) -> Dataset:
    """One source alone holds that an agreement was broken."""
    return _with_status(dataset, value="violated")


@mutation("TK106")
def term_without_status(dataset: Dataset) -> Dataset:
    """Nobody says any more how a term stands."""
    talks, claim = _agreed(dataset)
    return with_claim(dataset, talks, claim)


TALKS: Final[tuple[Mutation, ...]] = (
    agreed_by_nobody,
    proposed_held_as_agreed,
    level_forgotten,
    violation_as_fact,
    term_without_status,
)
