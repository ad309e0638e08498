"""Checks of quotations and spans that need no text (QT108 to QT112)."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from .._evidence._spans import spans_of
from .._problems import Severity, shown
from .._sources import Source, sha256_of
from .._statements import Quotation
from .._vocab import SpanRole
from ._engine import Check, Found, Subject, declare

__all__ = ["QUOTATIONS_ALONE"]

LONGEST_EXCERPT: Final = 300
"""Code points of one excerpt, some fifty words. It is our own limit and no rule of law."""

_FREE: Final = ("cc0-", "cc-", "cc by", "pddl-", "odc-", "odbl-", "ogl-", "gfdl-", "mit", "apache-", "public domain")
"""How licences begin that let everybody pass on the words."""

_WRITTEN_IN: Final = {
    language: script
    for script, languages in {
        "LATIN": "en fr de es it pt nl pl cs sk sl hr ro hu fi sv da no nb nn et lv lt tr vi id sq",
        "CYRILLIC": "ru uk be bg mk",
        "ARABIC": "ar fa ur ps",
        "HEBREW": "he",
        "GREEK": "el",
        "GEORGIAN": "ka",
        "ARMENIAN": "hy",
        "ETHIOPIC": "am ti",
        "DEVANAGARI": "hi ne",
        "BENGALI": "bn",
        "CJK": "zh",
        "HANGUL": "ko",
        "THAI": "th",
        "MYANMAR": "my",
    }.items()
    for language in languages.split()
}
"""The script of languages that are printed in one; the first word of its letters' names in Unicode."""

_FEWEST_LETTERS: Final = 8
"""Fewer may be a name or an abbreviation that is printed so in every language."""


def _quotations(subject: Subject) -> Iterator[tuple[Quotation, str | None, str]]:
    """Every quotation: (quotation, id of its source, path)."""
    for index, statement in enumerate(subject.dataset.statements):
        for position, quotation in enumerate(statement.quotations):
            yield quotation, statement.source, f"/statements/{index}/quotations/{position}"


@declare("QT108", "translation-unmarked", Severity.WARNING, "record")
def translation_unmarked(subject: Subject) -> Iterator[Found]:
    """A quotation names a translator and no other language of the speaker, or a language written in other letters."""
    for quotation, _, path in _quotations(subject):
        printed, spoken = _primary(quotation.language), _primary(quotation.original_language)
        if quotation.translator is not None and (spoken is None or spoken == printed):
            got = "none" if spoken is None else f"that of the translation, {quotation.original_language}"
            message = f"expected the original_language that {quotation.translator} translated from, got {got}"
            yield Found(path=path, message=message)
        elif _is_in_other_letters(quotation):
            message = (
                f"expected the language that the words are printed in, got {quotation.language}, which is written in "
                "other letters; the language they were spoken in is original_language"
            )
            yield Found(path=f"{path}/language", message=message, value=quotation.language)


def _primary(tag: str | None) -> str | None:
    return None if tag is None else tag.partition("-")[0].lower()


def _is_in_other_letters(quotation: Quotation) -> bool:
    tag = quotation.language or ""
    script = _WRITTEN_IN.get(_primary(tag) or "")
    if script is None or any(len(part) == 4 and part.isalpha() for part in tag.split("-")):  # "uk-Latn" names a script
        return False
    letters = [each for each in quotation.text if each.isalpha()]
    return len(letters) >= _FEWEST_LETTERS and not any(
        unicodedata.name(each, "").startswith(script) for each in letters
    )


@declare("QT109", "long-excerpt", Severity.INFO, "record")
def long_excerpt(subject: Subject) -> Iterator[Found]:
    """The dataset holds more than 300 characters in a row of a source whose licence is not known to allow it."""
    held = {source.id for source in subject.dataset.sources if not _is_free(source)}
    told = set()
    for quotation, source, path in _quotations(subject):
        if source in held and len(quotation.text) > LONGEST_EXCERPT:
            told.add(f"{path}/span")  # the span has the same words
            yield Found(path=f"{path}/text", message=_too_long(quotation.text))
    for each in spans_of(subject.dataset):
        words = each.span.exact or ""
        if each.source in held and len(words) > LONGEST_EXCERPT and each.path not in told:
            yield Found(path=f"{each.path}/exact", message=_too_long(words))


def _is_free(source: Source) -> bool:
    return source.licence is not None and source.licence.lower().startswith(_FREE)


def _too_long(words: str) -> str:
    return f"expected at most {LONGEST_EXCERPT:,} characters of the source's words in a row, got {len(words):,}"


@declare("QT110", "speaker-span-in-quotation", Severity.WARNING, "record")
def speaker_span_in_quotation(subject: Subject) -> Iterator[Found]:
    """The words that name a statement's speaker, or say that he spoke, stand inside the words quoted."""
    for index, statement in enumerate(subject.dataset.statements):
        spans = sorted((each.span.start, each.span.end) for each in statement.quotations if each.span is not None)
        furthest = list(accumulate((end for _, end in spans), max))
        for number, span in enumerate(statement.spans):
            before = bisect_left(spans, (span.end, 0))  # so many quotations start before its end
            if span.role in (SpanRole.SPEAKER, SpanRole.CUE) and before and furthest[before - 1] > span.start:
                place = f"{span.start:,}–{span.end:,}"
                message = f"expected the words of the {span.role} outside the quotations, got {place} inside one"
                yield Found(path=f"/statements/{index}/spans/{number}", message=message)


@declare("QT111", "span-beyond-source", Severity.ERROR, "record")
def span_beyond_source(subject: Subject) -> Iterator[Found]:
    """A span ends beyond the length that the record of its source gives; with the text at hand that is QT103's."""
    lengths = {source.id: source.length for source in subject.dataset.sources if source.id not in subject.texts}
    for each in spans_of(subject.dataset):
        length = lengths.get(each.source)
        if length is not None and each.span.end > length:
            message = f"expected an end of at most {length:,}, the length of {each.source}, got {each.span.end:,}"
            yield Found(path=f"{each.path}/end", message=message, value=each.span.end)


@declare("QT112", "span-hash-mismatch", Severity.ERROR, "record")
def span_hash_mismatch(subject: Subject) -> Iterator[Found]:
    """A span holds words and a hash, and the hash is that of other words."""
    for each in spans_of(subject.dataset):
        span = each.span
        if span.exact is not None and span.sha256 is not None and span.sha256 != (right := sha256_of(span.exact)):
            message = f"expected the hash of {shown(span.exact)}, got that of other words"
            yield Found(path=f"{each.path}/sha256", message=message, value=span.sha256, suggestion=right)


QUOTATIONS_ALONE: Final[tuple[Check, ...]] = (
    translation_unmarked,
    long_excerpt,
    speaker_span_in_quotation,
    span_beyond_source,
    span_hash_mismatch,
)
