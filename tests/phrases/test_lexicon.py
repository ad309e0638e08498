"""The words of each language are data; these are the rules that the data keep."""

from __future__ import annotations

import itertools
import json
from typing import Any, Final

import pytest

from conflictevents import policies
from conflictevents._phrases._lexicon import LANGUAGES, Lexicon, language_data

TABLES_WITH_ONE_MEANING: Final = ("number", "unit", "vague", "before", "after", "none", "part", "attached")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_word_means_one_thing(code: str) -> None:
    """Within a table of a language no words have two meanings."""
    lexicon = Lexicon((code,))
    for table in TABLES_WITH_ONE_MEANING:
        double = {words: meanings for words, meanings in lexicon.entries(table).items() if len(meanings) > 1}
        assert double == {}, table


def test_languages_of_one_script_agree() -> None:
    """Languages that share a script are read together, so no words may differ in meaning."""
    scripts = {code: language_data(code)["script"] for code in LANGUAGES}
    for one, other in itertools.combinations(LANGUAGES, 2):
        if scripts[one] != scripts[other]:
            continue
        both = Lexicon((one, other))
        for table in TABLES_WITH_ONE_MEANING:
            double = {words: meanings for words, meanings in both.entries(table).items() if len(meanings) > 1}
            assert double == {}, (one, other, table)


def test_every_language_has_the_same_tables() -> None:
    """A table that one language lacks would be a rule that silently does not hold there."""
    english = {name: set(table) for name, table in language_data("en").items() if isinstance(table, dict)}
    for code in LANGUAGES:
        own = {name: set(table) for name, table in language_data(code).items() if isinstance(table, dict)}
        for name in ("ranges", "besides", "none", "not_counts"):
            assert own[name] == english[name], (code, name)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_idea_has_a_reading(code: str) -> None:
    """The default policy reads every vague word of every language."""
    literal = {reading.idea for reading in policies()["literal"].readings}
    ideas = {idea.partition(" ")[0] for idea in language_data(code)["vague"]}
    assert ideas <= literal


@pytest.mark.parametrize("code", LANGUAGES)
def test_words_are_written_as_they_are_looked_up(code: str) -> None:
    """Every entry is in lower case with plain apostrophes, or nothing would ever match it."""

    def words(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [word for key, each in value.items() for word in (words(each) or [key])]
        if isinstance(value, list):
            return [word for each in value for word in words(each)]
        return [value] if isinstance(value, str) else []

    data = {name: table for name, table in language_data(code).items() if isinstance(table, dict)}
    wrong = [word for word in words(data) if word != word.lower() or "’" in word]
    assert wrong == []
    assert json.dumps(data, ensure_ascii=False).isprintable()
