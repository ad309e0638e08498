"""The words of each language, read from `languages/` and made ready for look-up.

Languages that share a script are read together: a text in Cyrillic script may be Ukrainian or Russian, and a word that
both have means the same in both. Adding a language is adding a file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from ._text import Token, clean, tokens

__all__ = ["LANGUAGES", "Lexicon", "Unit", "language_data", "lexicon", "lexicon_for"]

LANGUAGES: Final = ("en", "uk", "ru")
"""The languages that can be read, by their ISO 639-1 codes."""

_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_STARTING: Final = (
    *("number", "unit", "part", "article", "vague", "couple", "none", "unheard"),
    *("before", "inverted", "between", "from"),
)
_FILES: Final = files("conflictevents._phrases").joinpath("languages")


class Unit(NamedTuple):
    """A word that is counted in: "thousand", "dozen".

    Attributes:
        value: What it stands for.
        form: `one` is the word for one of it, `many` for several, `either` can be both ("тысячи").
        joins: Whether it joins a larger number ("two thousand and five", not "two dozen and five").
    """

    value: int
    form: str
    joins: bool


class Lexicon:
    """The words of some languages, by the part that they play in a counting phrase.

    Each table maps the first word of an entry to all entries that start with it, the longest first.
    """

    def __init__(self, languages: Iterable[str]) -> None:
        self.languages = tuple(languages)
        self._tables: dict[str, dict[str, list[tuple[tuple[str, ...], Any]]]] = {}
        self.counting: set[str] = set()
        commas = {language_data(code)["decimal"] == "," for code in self.languages}
        self.decimal_comma: bool | None = commas.pop() if len(commas) == 1 else None
        """Whether a comma is a decimal sign; None where the languages differ."""
        for code in self.languages:
            self._add(language_data(code))
        for table in self._tables.values():
            for entries in table.values():
                entries.sort(key=lambda entry: len(entry[0]), reverse=True)
        self.starters: frozenset[str] = frozenset().union(*map(self.words, _STARTING))
        """The words that a counting phrase can start with, where it does not start with digits."""

    def _add(self, data: Mapping[str, Any]) -> None:
        """Add the words of one language, table by table."""
        for table, words in (
            ("number", data["numbers"]),
            ("attached", data["multipliers"].get("attached", {})),
            ("attached_before_countable", data["multipliers"].get("attached_before_countable", {})),
            ("part", data["glue"].get("parts", {})),
        ):
            for word, value in words.items():
                self._enter(table, word, value)
        for group, joins in (("multipliers", True), ("nouns", False)):
            for form in ("one", "many", "either"):
                for word, value in data[group].get(form, {}).items():
                    self._enter("unit", word, Unit(value, form, joins))
        for group, table in (
            ("vague", "vague"),
            ("before", "before"),
            ("before_genitive", "before"),
            ("after", "after"),
            ("after_noun", "after_noun"),
        ):
            for meaning, phrases in data.get(group, {}).items():
                self._enter_all(table, phrases, meaning)
        for meaning, phrases in data.get("before_genitive", {}).items():
            self._enter_all("genitive", phrases, meaning)
        for group, prefix in (("ranges", ""), ("glue", ""), ("none", ""), ("besides", "besides_"), ("not_counts", "")):
            for name, phrases in data[group].items():
                if name != "parts":
                    self._enter_all(f"{prefix}{name}", phrases, name)
        self._enter_all("guarded", data["nouns"].get("guarded", ()), "guarded")
        self._enter_all("phrases_only", data["vague_rules"].get("alone_in_phrases_only", ()), "phrases_only")
        self.counting.update(data["vague_rules"]["counting"])

    def _enter_all(self, table: str, phrases: Iterable[str], meaning: Any) -> None:
        for phrase in phrases:
            self._enter(table, phrase, meaning)

    def _enter(self, table: str, phrase: str, meaning: Any) -> None:
        words = tuple(token.word for token in tokens(clean(phrase).text))
        entries = self._tables.setdefault(table, {}).setdefault(words[0], [])
        if (words, meaning) not in entries:
            entries.append((words, meaning))

    def words(self, table: str) -> frozenset[str]:
        """The first words of a table's entries."""
        return frozenset(self._tables.get(table, ()))

    def entries(self, table: str) -> dict[tuple[str, ...], list[Any]]:
        """All entries of a table with their meanings."""
        found: dict[tuple[str, ...], list[Any]] = {}
        for entries in self._tables.get(table, {}).values():
            for words, meaning in entries:
                found.setdefault(words, []).append(meaning)
        return found

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables."""
        return tuple(self._tables)

    def match(self, table: str, line: Sequence[Token], at: int) -> tuple[Any, int] | None:
        """The longest entry of a table that stands at a token: its meaning, and the token after it."""
        if at >= len(line):
            return None
        for words, meaning in self._tables.get(table, {}).get(line[at].word, ()):
            end = at + len(words)
            if len(words) == 1 or tuple(token.word for token in line[at:end]) == words:
                return meaning, end
        return None

    def ends_at(self, table: str, line: Sequence[Token], end: int, longest: int = 3) -> bool:
        """Whether an entry of a table ends just before a token."""
        for start in range(max(0, end - longest), end):
            found = self.match(table, line, start)
            if found is not None and found[1] == end:
                return True
        return False


@cache
def language_data(code: str) -> dict[str, Any]:
    """The words of one language as they stand in its file.

    Raises:
        ValueError: If there is no such language.
    """
    if code not in LANGUAGES:
        raise ValueError(f"expected one of the languages {', '.join(LANGUAGES)}, got {code!r}")
    return tomllib.loads(_FILES.joinpath(f"{code}.toml").read_text("utf-8"))


@cache
def lexicon(language: str | None, *scripts: str) -> Lexicon:
    """The words of one language, or where it is not known of all languages of some scripts."""
    if language is not None:
        language_data(language)
        return Lexicon((language,))
    return Lexicon(code for code in LANGUAGES if language_data(code)["script"] in scripts)


def lexicon_for(text: str, language: str | None) -> Lexicon:
    """The words to read a text with: of the language, or of the scripts that the text is written in."""
    if language is not None:
        return lexicon(language)
    cyrillic = not text.isascii() and _CYRILLIC.search(text) is not None
    latin = not cyrillic or _LATIN.search(text) is not None
    return lexicon(None, *(["Latin"] if latin else []), *(["Cyrillic"] if cyrillic else []))
