"""Checks against a source's own text: quotations and spans (QT). They run where the text is given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .._problems import Severity, shown
from .._sources import Span
from ._engine import Check, Found, Subject, declare

__all__ = ["QUOTATIONS"]

# One character for one, so that offsets stay those of the original.
_VARIANTS: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u202f": " "}
)


_AROUND: Final = " \n\t'\",.;:!?"
"""What may stand at either end of the words or of the span: quotation marks, and a comma of the sentence around."""


def _plain(text: str) -> str:
    """A text with the typographic variants of quotation marks, dashes and spaces made alike."""
    return text.translate(_VARIANTS)


def _quotations(subject: Subject) -> Iterator[tuple[str, str, Span | None, str]]:
    """Every quotation whose source's text is given: (words, text of the source, span, path), variants made alike."""
    plain = {source: _plain(text) for source, text in subject.texts.items()}
    for index, statement in enumerate(subject.dataset.statements):
        if statement.source not in plain:
            continue
        for position, quotation in enumerate(statement.quotations):
            path = f"/statements/{index}/quotations/{position}"
            yield _plain(quotation.text), plain[statement.source], quotation.span, path


@declare("QT101", "quote-not-in-source", Severity.ERROR, "source_text")
def quote_not_in_source(subject: Subject) -> Iterator[Found]:
    """A quotation does not stand in the text of its source, or not where its span says."""
    for words, text, span, path in _quotations(subject):
        if span is None:
            if words not in text:
                yield Found(path=f"{path}/text", message="expected words of the source's text, got others", value=words)
        elif words.strip(_AROUND) != text[span.start : span.end].strip(_AROUND):
            message = (
                f"expected the words at {span.start:,}–{span.end:,} of the text, {shown(text[span.start : span.end])}"
            )
            yield Found(path=f"{path}/text", message=f"{message}, got {shown(words)}", value=words)


@declare("QT102", "quote-ambiguous", Severity.ERROR, "source_text")
def quote_ambiguous(subject: Subject) -> Iterator[Found]:
    """A quotation without a span stands more than once in the text of its source."""
    for words, text, span, path in _quotations(subject):
        if span is None and (first := text.find(words)) != -1 and text.find(words, first + 1) != -1:
            message = f"expected a span, since the words stand more than once in the text: {shown(words)}"
            yield Found(path=path, message=message, value=words)


@declare("QT103", "span-text-mismatch", Severity.ERROR, "source_text")
def span_text_mismatch(subject: Subject) -> Iterator[Found]:
    """The words at a span's offsets are not those that the span holds, or have another hash, or there are none."""
    for span, source, path in _spans(subject):
        text = subject.texts.get(source)
        if text is None or span.matches(text):
            continue
        if span.end > len(text):
            message = f"expected a span inside a text of {len(text):,} code points, got {span.start:,}–{span.end:,}"
        else:
            wanted = "words with the hash of the span" if span.exact is None else shown(span.exact)
            message = f"expected {wanted} at {span.start:,}–{span.end:,}, got {shown(text[span.start : span.end])}"
        yield Found(path=path, message=message)


@declare("QT105", "source-text-changed", Severity.WARNING, "source_text")
def source_text_changed(subject: Subject) -> Iterator[Found]:
    """The text given for a source is not the one that its spans refer to: its length or hash differs."""
    for index, source in enumerate(subject.dataset.sources):
        text = subject.texts.get(source.id)
        if text is not None and not source.is_text(text):
            message = f"expected the text of {source.length or 0:,} code points that the record describes, got another"
            yield Found(path=f"/sources/{index}", message=f"{message} of {len(text):,}")


def _spans(subject: Subject) -> Iterator[tuple[Span, str, str]]:
    """Every span with the id of its source and its path."""
    for claim, _, path in subject.claims:
        for position, span in enumerate(claim.spans):
            yield span, claim.attribution.source, f"{path}/spans/{position}"
    for index, statement in enumerate(subject.dataset.statements):
        if statement.source is None:
            continue
        for position, span in enumerate(statement.spans):
            yield span, statement.source, f"/statements/{index}/spans/{position}"
        for position, quotation in enumerate(statement.quotations):
            if quotation.span is not None:
                yield quotation.span, statement.source, f"/statements/{index}/quotations/{position}/span"


QUOTATIONS: Final[tuple[Check, ...]] = (
    quote_not_in_source,
    quote_ambiguous,
    span_text_mismatch,
    source_text_changed,
)
