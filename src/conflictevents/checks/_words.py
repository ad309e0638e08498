"""The words that a figure comes with: its noun, those of its count, and those quoted for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from .._claims import Figure
from .._vocab import SpanRole
from ._engine import Subject

__all__ = ["languages_of_sources", "own_words", "quoted", "speaks_of", "texts_of"]


def texts_of(subject: Subject) -> Mapping[str, str]:
    """The texts given, those left out that are not the ones that the sources describe (QT105 reports them)."""
    return subject.once(_texts)


def _texts(subject: Subject) -> dict[str, str]:
    sources = {source.id: source for source in subject.dataset.sources}
    return {id_: text for id_, text in subject.texts.items() if id_ in sources and sources[id_].is_text(text)}


def languages_of_sources(subject: Subject) -> Mapping[str, str | None]:
    """The language of each source, by its id."""
    return subject.once(_languages)


def _languages(subject: Subject) -> dict[str, str | None]:
    return {source.id: source.language for source in subject.dataset.sources}


def quoted(figure: Figure, texts: Mapping[str, str]) -> tuple[str, ...]:
    """The words of all spans of the figure itself; nothing where those of one are not known."""
    text = texts.get(figure.attribution.source)
    found = []
    for span in figure.spans:
        if span.role is SpanRole.FIGURE:
            if span.exact is not None:
                found.append(span.exact)
            elif text is not None and span.matches(text):
                found.append(text[span.start : span.end])
            else:
                return ()
    return tuple(found)


def own_words(figure: Figure) -> tuple[str, ...]:
    """The noun of a figure and the words of its count: they speak of this number and of no other."""
    count = None if figure.count is None else figure.count.text
    return tuple(words for words in (figure.described, count) if words is not None)


_NUMBER: Final = re.compile(r"\d[\d.,\u00a0\u202f]*")
_JOINED: Final = re.compile(r"\b(?:and|with|plus|while|including|та|\u0456|й|и)\b|[;:]", re.IGNORECASE)


def speaks_of(pattern: re.Pattern[str], figure: Figure, texts: Mapping[str, str]) -> str | None:
    """The words of a figure in which a pattern is found.

    A quotation counts only where it can be about this number alone: nothing is joined to it ("12 dead and 5 missing"),
    and no second number stands in it.
    """
    alone = (each for each in quoted(figure, texts) if not _JOINED.search(each) and len(_NUMBER.findall(each)) < 2)
    return next((words for words in (*own_words(figure), *alone) if pattern.search(words)), None)
