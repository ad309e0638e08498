"""What a text has and no record holds: figures without a claim, words in quotation marks without a statement."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import accumulate
from typing import Final

import attrs

from .._collection import paused
from .._count import Count
from .._dataset import Dataset
from .._phrases._lexicon import LANGUAGES
from .._sources import Span
from .._vocab import SpanRole
from ._anchoring import AROUND, Fit
from ._normal import TooLongError, as_printed
from ._quoted import quoted
from ._spans import Anchors, SpanAt, known_texts, spans_of

__all__ = ["Coverage", "Uncovered", "coverage"]

_TOLD: Final = frozenset({SpanRole.SPEAKER, SpanRole.CUE, SpanRole.TIME})
"""A number in such a span of a statement belongs to it: "three officials said"."""


@attrs.frozen(kw_only=True)
class Uncovered:
    """A figure that no claim holds, or a quotation that no statement holds.

    Attributes:
        source: The id of the source.
        span: Where it stands, with its words; its role says which of the two it is.
        count: The number that the words give, under the policy `literal`; None for a quotation.
    """

    source: str
    span: Span
    count: Count | None = None


@attrs.frozen(kw_only=True)
class Coverage:
    """What texts have and no record holds.

    Attributes:
        figures: The figures that stand in no claim's span.
        quotations: The words in quotation marks that no statement holds. A title, a name or a word from which the
            writer keeps a distance is among them; a reader sees which of them are speech.
        found: How many figures and quotations the texts have in all.
        skipped: Why some of it was not looked at or not counted as held, a sentence each.
    """

    figures: tuple[Uncovered, ...] = ()
    quotations: tuple[Uncovered, ...] = ()
    found: int = 0
    skipped: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Uncovered]:
        return iter((*self.figures, *self.quotations))

    def __len__(self) -> int:
        return len(self.figures) + len(self.quotations)


def coverage(dataset: Dataset, texts: Mapping[str, str]) -> Coverage:
    """Find what the texts of a dataset's sources have and no record holds.

    A figure is what `Count.find` sees. It is held where a claim's span has all of its words; one that has "12" of
    "at least 12" does not hold it. A quotation is held where a statement quotes all of its words, whatever stands
    at their ends. A span whose words stand elsewhere in the text holds nothing; `skipped` says how many there are.

    Args:
        dataset: The dataset.
        texts: The texts, by the id of the source.

    Raises:
        UnknownIdError: If the dataset has no source with an id in `texts`.
        TypeError: If a text is not a str.
    """
    texts = known_texts(dataset, texts)
    with paused():
        held = _Held(dataset, texts)
        figures: list[Uncovered] = []
        quotations: list[Uncovered] = []
        found = 0
        skipped = []
        for source, text in texts.items():
            language, is_read = _language(dataset.source(source).language)
            if not is_read:
                skipped.append(f"the figures of {source} were not looked for, because its language cannot be read")
            for phrase in Count.find(text, language=language) if is_read else ():
                found += 1
                if not held.figure(source, phrase.start, phrase.end):
                    span = Span(start=phrase.start, end=phrase.end, exact=text[phrase.start : phrase.end])
                    figures.append(Uncovered(source=source, span=span, count=phrase.count))
            for start, end in quoted(text):
                found += 1
                if not held.quotation(source, start, end):
                    span = Span(start=start, end=end, role=SpanRole.QUOTATION, exact=text[start:end])
                    quotations.append(Uncovered(source=source, span=span))
        skipped += held.misplaced()
        without = [source.id for source in dataset.sources if source.id not in texts]
        if without:
            skipped.append(f"no text was given for {len(without):,} of the sources ({', '.join(without[:5])})")
    return Coverage(figures=tuple(figures), quotations=tuple(quotations), found=found, skipped=tuple(skipped))


def _language(tag: str | None) -> tuple[str | None, bool]:
    """The language to read a text in, None for all of its script; and whether it can be read at all."""
    if tag is None:
        return None, True
    code = tag.partition("-")[0].lower()
    return code, code in LANGUAGES


class _Held:
    """The stretches of texts that records hold."""

    def __init__(self, dataset: Dataset, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._words: dict[str, set[str]] = {source: set() for source in texts}
        self._unfit: dict[str, int] = dict.fromkeys(texts, 0)
        figures: dict[str, list[tuple[int, int]]] = {source: [] for source in texts}
        quotations: dict[str, list[tuple[int, int]]] = {source: [] for source in texts}
        spans = [each for each in spans_of(dataset) if each.source in texts]
        anchors = Anchors(texts, spans)
        for each in spans:
            of_statement = each.path.startswith("/statements")
            if not _fits(anchors, each):
                self._unfit[each.source] += 1
            elif each.words is not None:
                quotations[each.source].append((each.span.start, each.span.end))
            elif not of_statement or each.span.role in _TOLD:
                figures[each.source].append((each.span.start, each.span.end))
        for statement in dataset.statements:
            source = statement.source
            if source is None or source not in texts:
                continue
            for quotation in statement.quotations:
                self._words[source].add(as_printed(quotation.text).strip(AROUND))
                if quotation.span is None:
                    with suppress(TooLongError):
                        quotations[source] += anchors.texts[source].places(quotation.text)
        self._figures = {source: _Stretches(each) for source, each in figures.items()}
        self._quotations = {source: _Stretches(each) for source, each in quotations.items()}

    def figure(self, source: str, start: int, end: int) -> bool:
        """Whether a claim holds a figure."""
        return self._figures[source].hold(start, end)

    def quotation(self, source: str, start: int, end: int) -> bool:
        """Whether a statement holds words, but for what may stand at their ends."""
        text = self._texts[source]
        while start < end and (text[start].isspace() or as_printed(text[start]) in AROUND):
            start += 1
        while end > start and (text[end - 1].isspace() or as_printed(text[end - 1]) in AROUND):
            end -= 1
        held = self._quotations[source].hold(start, end)
        return held or as_printed(text[start:end]).strip(AROUND) in self._words[source]

    def misplaced(self) -> Iterator[str]:
        """A sentence for each source of which spans do not fit the text."""
        for source, number in self._unfit.items():
            if number:
                noun = "span does" if number == 1 else "spans do"
                yield f"{number:,} {noun} not stand where they say in the text of {source}, and hold nothing of it"


def _fits(anchors: Anchors, each: SpanAt) -> bool:
    """Whether a span stands where it says; one without words or hash is taken at its word."""
    fit = anchors.of(each).fit
    nothing_to_compare = fit is Fit.UNKNOWN and each.span.exact is None and each.span.sha256 is None
    return fit in (Fit.IN_PLACE, Fit.VARIANT) or nothing_to_compare


class _Stretches:
    """Stretches of a text, to be asked whether one of them holds another."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them starts no later and ends no earlier."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._furthest[at] >= end
