"""Checks against a source's own text: quotations and spans (QT). They run where the text is given.

Words are compared with typographic variants made alike; `_evidence` says which. A span that holds only a hash is held
against the very characters.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

from .._evidence._anchoring import AROUND, Anchor, Fit, quotes
from .._evidence._normal import TooLongError
from .._evidence._spans import Anchors, SpanAt, spans_of
from .._problems import Severity, shown
from .._sources import Source
from .._statements import Quotation
from ._engine import Check, Found, Subject, declare
from .quotations_alone import QUOTATIONS_ALONE

__all__ = ["QUOTATIONS"]

_MOST_TOLD: Final = 3
"""So many of several places are told in a message."""


def _anchors(subject: Subject) -> Anchors:
    """Where the words of the spans stand in the texts."""
    return Anchors(subject.texts, (each._replace(words=None) for each in spans_of(subject.dataset)))


def _misplaced(subject: Subject) -> tuple[tuple[SpanAt, Anchor], ...]:
    """The spans that do not fit the text of their source, with what was found of them."""
    anchors = subject.once(_anchors)
    spans = (each._replace(words=None) for each in spans_of(subject.dataset) if each.source in subject.texts)
    found = ((each, anchors.of(each)) for each in spans)
    sound = (Fit.IN_PLACE, Fit.VARIANT)
    return tuple(
        (each, anchor)
        for each, anchor in found
        if anchor.fit not in sound and not (anchor.fit is Fit.UNKNOWN and each.span.matches(subject.texts[each.source]))
    )


def _quotations(subject: Subject) -> Iterator[tuple[Quotation, str, str]]:
    """Every quotation whose source's text is given: (quotation, id of the source, path)."""
    for index, statement in enumerate(subject.dataset.statements):
        if statement.source is not None and statement.source in subject.texts:
            for position, quotation in enumerate(statement.quotations):
                yield quotation, statement.source, f"/statements/{index}/quotations/{position}"


def _places(subject: Subject, words: str, source: str) -> list[tuple[int, int]] | None:
    """Where the words of a quotation stand, but for what may stand at their ends; None where it takes too long."""
    text = subject.once(_anchors).texts[source]
    try:
        return text.places(words) or text.places(words.strip(AROUND))
    except TooLongError:
        return None


def _offsets(place: tuple[int, int] | None) -> str | None:
    return None if place is None else json.dumps({"start": place[0], "end": place[1]})


@declare("QT101", "quote-not-in-source", Severity.ERROR, "source_text")
def quote_not_in_source(subject: Subject) -> Iterator[Found]:
    """A quotation does not stand in the text of its source, or not where its span says."""
    for quotation, source, path in _quotations(subject):
        words, span = quotation.text, quotation.span
        if span is None:
            if _places(subject, words, source) == []:
                yield Found(path=f"{path}/text", message="expected words of the source's text, got others", value=words)
            continue
        there = subject.texts[source][span.start : span.end]
        if not quotes(there, words):
            message = f"expected the words at {span.start:,}–{span.end:,} of the text, {shown(there)}"
            places = ", ".join(f"{start:,}" for start, _ in (_places(subject, words, source) or [])[:_MOST_TOLD])
            elsewhere = f"; they stand at {places}" if places else ""
            yield Found(path=f"{path}/text", message=f"{message}, got {shown(words)}{elsewhere}", value=words)


@declare("QT102", "quote-ambiguous", Severity.ERROR, "source_text")
def quote_ambiguous(subject: Subject) -> Iterator[Found]:
    """A quotation without a span stands more than once in the text of its source."""
    for quotation, source, path in _quotations(subject):
        if quotation.span is None and len(_places(subject, quotation.text, source) or []) > 1:
            message = f"expected a span, since the words stand more than once in the text: {shown(quotation.text)}"
            yield Found(path=path, message=message, value=quotation.text)


@declare("QT103", "span-text-mismatch", Severity.ERROR, "source_text")
def span_text_mismatch(subject: Subject) -> Iterator[Found]:
    """The words at a span's offsets are not those that the span holds, or have another hash, or there are none."""
    for each, anchor in subject.once(_misplaced):
        span, text = each.span, subject.texts[each.source]
        if span.end > len(text):
            message = f"expected a span inside a text of {len(text):,} code points, got {span.start:,}–{span.end:,}"
        else:
            wanted = "words with the hash of the span" if span.exact is None else shown(span.exact)
            message = f"expected {wanted} at {span.start:,}–{span.end:,}, got {shown(text[span.start : span.end])}"
        yield Found(path=each.path, message=message + _elsewhere(anchor), suggestion=_offsets(anchor.place))


def _elsewhere(anchor: Anchor) -> str:
    """Where the words stand instead."""
    if anchor.fit is Fit.OTHER_UNITS and anchor.unit is not None:
        return f"; counted in {anchor.unit.upper()} the offsets lead to {anchor.places[0][0]:,}"
    if not anchor.places:
        return ""
    places = ", ".join(f"{start:,}" for start, _ in anchor.places[:_MOST_TOLD])
    return f"; they stand at {places}{' and elsewhere' if len(anchor.places) > _MOST_TOLD else ''}"


@declare("QT104", "offset-unit-suspect", Severity.WARNING, "source_text", whole=True)
def offset_unit_suspect(subject: Subject) -> Iterator[Found]:
    """Spans of a source fit its text if their offsets count UTF-16 units or bytes, and not Unicode code points."""
    for source, path, found in _by_source(subject, Fit.OTHER_UNITS):
        ((unit, number),) = Counter(anchor.unit or "" for _, anchor in found).most_common(1)
        many = "1 span that fits" if number == 1 else f"{number:,} spans that fit"
        message = (
            f"expected offsets in code points, got {many} the text of {source.id} only as offsets in {unit.upper()}"
        )
        yield Found(path=path, message=f"{message}, such as {found[0][0].path}", value=source.id)


def _by_source(subject: Subject, fit: Fit) -> Iterator[tuple[Source, str, list[tuple[SpanAt, Anchor]]]]:
    """The spans with one kind of fit, by source: (source, its path, spans); sources without any are left out."""
    found: dict[str, list[tuple[SpanAt, Anchor]]] = {}
    for each, anchor in subject.once(_misplaced):
        if anchor.fit is fit:
            found.setdefault(each.source, []).append((each, anchor))
    for index, source in enumerate(subject.dataset.sources):
        if source.id in found:
            yield source, f"/sources/{index}", found.pop(source.id)


@declare("QT105", "source-text-changed", Severity.WARNING, "source_text")
def source_text_changed(subject: Subject) -> Iterator[Found]:
    """The text given for a source is not the one that its spans refer to: its length or hash differs."""
    for index, source in enumerate(subject.dataset.sources):
        text = subject.texts.get(source.id)
        if text is not None and not source.is_text(text):
            size = "" if source.length is None else f" of {source.length:,} code points"
            message = f"expected the text{size} that the record describes, got another"
            known = _only_differs(source, text)
            yield Found(path=f"/sources/{index}", message=f"{message} of {len(text):,}{known}")


def _only_differs(source: Source, text: str) -> str:
    """In what the text differs, where it would be the right one if that were changed."""
    if source.sha256 is None:
        return ""
    line_ends = text.replace("\r\n", "\n")
    mended = {
        "line ends CR LF in place of LF": line_ends,
        "line ends LF in place of CR LF": line_ends.replace("\n", "\r\n"),
        "a byte order mark at the start": text.removeprefix("\ufeff"),
        "white space at its ends": text.strip(),
        "a line end at its end that is missing": text + "\n",
        "letters and their marks apart (NFD)": unicodedata.normalize("NFC", text),
        "letters and their marks composed (NFC)": unicodedata.normalize("NFD", text),
    }
    for what, made in mended.items():
        if made != text and source.is_text(made):
            return f", which differs only by {what}"
    return ""


@declare("QT106", "span-relocated", Severity.WARNING, "source_text", whole=True)
def span_relocated(subject: Subject) -> Iterator[Found]:
    """Spans of a source do not stand where they say, and the words of each stand at exactly one other place."""
    for source, path, found in _by_source(subject, Fit.MOVED):
        shifts = Counter(anchor.places[0][0] - each.span.start for each, anchor in found)
        shift, number = shifts.most_common(1)[0]
        way = f"{abs(shift):,} code point{'' if abs(shift) == 1 else 's'} {'later' if shift > 0 else 'earlier'}"
        by = f", {way}" if number == len(found) else f", {number:,} of them {way}"
        many = "1 span whose words stand" if len(found) == 1 else f"{len(found):,} spans whose words stand"
        message = f"expected spans where the words are, got {many} at exactly one other place of the text{by}"
        yield Found(path=path, message=f"{message}; `reanchor` moves them", value=source.id)


@declare("QT107", "claim-without-span", Severity.INFO, "source_text", whole=True)
def claim_without_span(subject: Subject) -> Iterator[Found]:
    """A claim has no span, though most claims of its source have, so that its words cannot be held against the text."""
    without: dict[str, list[str]] = {}
    spanned: Counter[str] = Counter()
    for claim, _, path in subject.claims:
        source = claim.attribution.source
        if claim.spans:
            spanned[source] += 1
        elif source in subject.texts:
            without.setdefault(source, []).append(path)
    for source, paths in without.items():
        # Where it is not the rule to give spans, their absence says nothing.
        if spanned[source] > len(paths):
            for path in paths:
                yield Found(path=path, message=f"expected a span, as most claims of {source} have, got none")


QUOTATIONS: Final[tuple[Check, ...]] = (
    quote_not_in_source,
    quote_ambiguous,
    span_text_mismatch,
    offset_unit_suspect,
    source_text_changed,
    span_relocated,
    claim_without_span,
    *QUOTATIONS_ALONE,
)
