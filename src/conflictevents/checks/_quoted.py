"""The words that a claim comes with: its own, those of its spans, and those around them in the text of its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from .._claims import Claim, Figure
from .._sources import Span
from .._vocab import SpanRole
from ._engine import Subject

__all__ = ["around", "cues", "figure_words", "texts_of", "words"]


def texts_of(subject: Subject) -> Mapping[str, str]:
    """The texts at hand that are the ones the spans refer to, as far as the sources can tell (else QT105 says so)."""
    return subject.once(_texts)


def _texts(subject: Subject) -> Mapping[str, str]:
    sources = {source.id: source for source in subject.dataset.sources}
    return {id_: text for id_, text in subject.texts.items() if id_ in sources and sources[id_].is_text(text)}


def words(span: Span, source: str, subject: Subject) -> str:
    """The words of a span: its own, or else those of the text where it is given."""
    if span.exact is not None:
        return span.exact
    text = texts_of(subject).get(source, "")
    found = text[span.start : span.end]
    return found if found and span.matches(text) else ""


def figure_words(claim: Claim, subject: Subject) -> Iterator[str]:
    """The words of a claim itself: the noun and the number as reported, and what is quoted of them."""
    if isinstance(claim, Figure):
        yield claim.described or ""
        yield (claim.count and claim.count.text) or ""
    for span in claim.spans:
        if span.role is SpanRole.FIGURE:
            yield words(span, claim.attribution.source, subject)


def cues(claim: Claim, subject: Subject) -> Iterator[str]:
    """The words by which a claim is attributed: the verb as printed, and what is quoted of the cue."""
    yield claim.attribution.verb or ""
    for span in claim.spans:
        if span.role is SpanRole.CUE:
            yield words(span, claim.attribution.source, subject)


_NEAR: Final = 200
"""How far around a span a word may stand that belongs to it: two sentences, generously."""


def around(claim: Claim, subject: Subject) -> tuple[str, str, str] | None:
    """The text before the span of a claim's figure, in it and after it; None where no text is at hand."""
    span = claim.figure_span
    text = texts_of(subject).get(claim.attribution.source)
    if span is None or text is None or not span.matches(text):
        return None
    start, end = span.start, span.end
    return text[max(0, start - _NEAR) : start], text[start:end], text[end : end + _NEAR]
