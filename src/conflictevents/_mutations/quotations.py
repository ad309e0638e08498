"""Ways to break quotations and spans (QT)."""

from __future__ import annotations

from typing import Final

import attrs

from .._dataset import Dataset
from .._sources import sha256_of
from ._breaking import Mutation, figures_in, first, mutation, replaced, spoken, with_claim

__all__ = ["QUOTATIONS"]


@mutation("QT101")
def quotation_misquoted(dataset: Dataset) -> Dataset:
    """A quotation has other words than its source."""
    statement = spoken(dataset)
    other = attrs.evolve(statement.quotations[0], text="Words that nobody said")
    return replaced(dataset, statement, attrs.evolve(statement, quotations=(other, *statement.quotations[1:])))


@mutation("QT102")
def quotations_lose_their_spans(dataset: Dataset) -> Dataset:
    """No quotation says any more where in the text it stands; found where its words stand there more than once."""
    return attrs.evolve(
        dataset,
        statements=tuple(
            attrs.evolve(each, quotations=tuple(attrs.evolve(one, span=None) for one in each.quotations))
            for each in dataset.statements
        ),
    )


@mutation("QT103", may=("QT106",))
def span_shifted(dataset: Dataset) -> Dataset:
    """The span of a figure is off by one character."""
    holder, figure = first(
        ((holder, each) for holder, each in figures_in(dataset) if each.spans and each.spans[0].exact is not None),
        "figure with the words of its span",
    )
    span = figure.spans[0]
    moved = attrs.evolve(span, start=span.start + 1, end=span.end + 1)
    return with_claim(dataset, holder, figure, attrs.evolve(figure, spans=(moved, *figure.spans[1:])))


@mutation("QT105")
def text_of_another_day(dataset: Dataset) -> Dataset:
    """The hash of a source is that of another text."""
    source = first((each for each in dataset.sources if each.sha256 is not None), "source with a hash")
    return replaced(dataset, source, attrs.evolve(source, sha256=sha256_of("another text")))


QUOTATIONS: Final[tuple[Mutation, ...]] = (
    quotation_misquoted,
    quotations_lose_their_spans,
    span_shifted,
    text_of_another_day,
)
