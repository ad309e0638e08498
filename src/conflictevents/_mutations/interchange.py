"""Ways to break what is read and written (IO)."""

from __future__ import annotations

from typing import Final

import attrs

from .._claims import Assertion, Attribution
from .._dataset import Dataset
from .._sources import Cell
from ._breaking import NO_SPAN, Mutation, first, mutation, replaced

__all__ = ["INTERCHANGE"]


@mutation("IO102", may=("DT111", NO_SPAN))
def word_of_no_vocabulary(dataset: Dataset) -> Dataset:
    """An event is said to have occurred "perhaps", which is no word for that."""
    event = first(dataset.events, "event")
    source = first(dataset.sources, "source")
    claim = Assertion(property="occurred", value="perhaps", attribution=Attribution(source=source.id))
    return replaced(dataset, event, attrs.evolve(event, assertions=(*event.assertions, claim)))


@mutation("IO103")
def field_without_a_place(dataset: Dataset) -> Dataset:
    """A source keeps a field of its input that the model does not know."""
    source = first(dataset.sources, "source")
    return replaced(dataset, source, attrs.evolve(source, extra=(Cell(name="x-shelf", value="12"),)))


@mutation("IO104", may=("IO103",))
def field_left_unread(dataset: Dataset) -> Dataset:
    """A source has a licence in a field of its input, and none of its own."""
    source = first(dataset.sources, "source")
    kept = (Cell(name="language", value="en"),)
    return replaced(dataset, source, attrs.evolve(source, language=None, extra=kept))


INTERCHANGE: Final[tuple[Mutation, ...]] = (word_of_no_vocabulary, field_without_a_place, field_left_unread)
