"""`Statement`, `Quotation` and `Position`."""

from __future__ import annotations

import pytest

import conflictevents as ce
from conflictevents._vocab import Speech, Stance


def test_a_statement_needs_only_an_id() -> None:
    """Speaker, time and place may all be unknown; speech is indirect unless it is quoted."""
    statement = ce.Statement(id="st")
    assert (None, None, None) == (statement.speaker, statement.when, statement.where)
    assert Speech.INDIRECT is statement.speech


def test_a_quotation_keeps_languages_translator_and_span() -> None:
    """The words are those printed, which may be a translation."""
    quotation = ce.Quotation(text="words", language="en", original_language="uk", span=ce.Span(start=0, end=5))
    assert ("en", "uk", None) == (quotation.language, quotation.original_language, quotation.translator)


@pytest.mark.parametrize(
    "fields", [{"toward": "ru"}, {"topic": "the agreement"}, {"toward": "ru", "topic": "its terms"}]
)
def test_a_position_is_taken_toward_something(fields: dict[str, str]) -> None:
    """An id, words, or both."""
    position = ce.Position(stance="against", **fields)
    assert Stance.AGAINST is position.stance


def test_a_position_toward_nothing_is_refused() -> None:
    """The problem names the field and both ways out."""
    with pytest.raises(ce.InvalidRecordError, match="an id in toward or words in topic"):
        ce.Position(stance="for")
