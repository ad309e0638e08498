"""Ways to break what is read and written (IO)."""

from __future__ import annotations

from typing import Final

import attrs

from .._claims import Assertion, Attribution
from .._dataset import Dataset
from ._breaking import NO_SPAN, Mutation, first, mutation, replaced

__all__ = ["INTERCHANGE"]


@mutation("IO102", may=(NO_SPAN,))
def word_of_no_vocabulary(dataset: Dataset) -> Dataset:
    """An event is said to have occurred "perhaps", which is no word for that."""
    event = first(dataset.events, "event")
    source = first(dataset.sources, "source")
    claim = Assertion(property="occurred", value="perhaps", attribution=Attribution(source=source.id))
    return replaced(dataset, event, attrs.evolve(event, assertions=(*event.assertions, claim)))


INTERCHANGE: Final[tuple[Mutation, ...]] = (word_of_no_vocabulary,)
