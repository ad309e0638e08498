"""The words that a figure comes with: its noun, those of its count, and those quoted for it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

from .._claims import Figure
from .._vocab import SpanRole
from ._engine import Subject

__all__ = ["languages_of_sources", "own_words", "pattern", "quoted", "speaks_of", "units"]


@cache
def _tables() -> Mapping[str, Any]:
    file = resources.files("conflictevents.checks").joinpath("words.toml")
    return MappingProxyType(tomllib.loads(file.read_text(encoding="utf-8")))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """What finds the words of one table of `words.toml`, in every language."""
    table = _tables()[name]
    lists = [table] if isinstance(table, list) else table.values()
    words = "|".join(word.replace(" ", r"\s+") for of_language in lists for word in of_language)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@cache
def units() -> Mapping[str, str]:
    """What is counted by each plural noun of `words.toml`."""
    tables = _tables()["units"].items()
    return MappingProxyType({noun: unit for unit, table in tables for nouns in table.values() for noun in nouns})


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


_BREAK: Final = re.compile(r"[;:]|\.\s")
_NUMBER: Final = re.compile(r"\d[\d.,\u00a0\u202f]*")


def speaks_of(name: str, figure: Figure, texts: Mapping[str, str]) -> str | None:
    """The words of a figure in which those of a table of `words.toml` are found.

    A quotation counts only where it can be about this number alone: nothing is joined to it ("12 dead and 5 missing"),
    and no second number stands in it.
    """
    found = pattern(name)
    own = next((words for words in own_words(figure) if found.search(words)), None)
    return own or next((words for words in quoted(figure, texts) if found.search(words) and _is_of_one(words)), None)


def _is_of_one(words: str) -> bool:
    """Whether a quotation can be about one number alone."""
    return len(_NUMBER.findall(words)) < 2 and _BREAK.search(words) is None and pattern("joined").search(words) is None
