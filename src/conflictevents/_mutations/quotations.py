"""Ways to break quotations and spans (QT)."""

from __future__ import annotations

from typing import Any, Final

import attrs

from .._claims import Figure, Holder
from .._dataset import Dataset
from .._reports import CasualtyReport
from .._sources import sha256_of
from .._statements import Statement
from .._vocab import SpanRole
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


def _requoted(dataset: Dataset, **fields: Any) -> Dataset:
    """The dataset with a quotation changed that is in the language of its source."""
    statement = first((each for each in dataset.statements if each.quotations), "statement with a quotation")
    other = attrs.evolve(statement.quotations[0], **fields)
    return replaced(dataset, statement, attrs.evolve(statement, quotations=(other, *statement.quotations[1:])))


def _spanned(dataset: Dataset) -> tuple[Holder, Figure]:
    """A figure on which no other depends, with the words of its span."""
    found = figures_in(dataset, "injured", "displaced", of=CasualtyReport)
    return first((pair for pair in found if pair[1].spans and pair[1].spans[0].exact), "figure with its words")


@mutation("QT107")
def claim_loses_its_span(dataset: Dataset) -> Dataset:
    """A number does not say any more where in the text it stands."""
    holder, figure = _spanned(dataset)
    return with_claim(dataset, holder, figure, attrs.evolve(figure, spans=()))


@mutation("QT108")
def translator_of_nothing(dataset: Dataset) -> Dataset:
    """A quotation was translated, and nothing says from which language."""
    return _requoted(dataset, translator="A. Translator")


@mutation("QT110")
def speaker_named_inside_quotation(dataset: Dataset) -> Dataset:
    """The words that show who spoke are those quoted."""
    statement = first((each for each in dataset.statements if _quoted_span(each)), "quotation with a span")
    cue = attrs.evolve(_quoted_span(statement), role=SpanRole.CUE)
    return replaced(dataset, statement, attrs.evolve(statement, spans=(cue,)))


def _quoted_span(statement: Statement) -> Any:
    return next((each.span for each in statement.quotations if each.span is not None), None)


@mutation("QT103", "QT112")
def hash_of_other_words(dataset: Dataset) -> Dataset:
    """A span holds its words and the hash of others."""
    holder, figure = _spanned(dataset)
    span = attrs.evolve(figure.spans[0], sha256=sha256_of("other words"))
    return with_claim(dataset, holder, figure, attrs.evolve(figure, spans=(span, *figure.spans[1:])))


QUOTATIONS: Final[tuple[Mutation, ...]] = (
    quotation_misquoted,
    quotations_lose_their_spans,
    span_shifted,
    text_of_another_day,
    claim_loses_its_span,
    translator_of_nothing,
    speaker_named_inside_quotation,
    hash_of_other_words,
)
