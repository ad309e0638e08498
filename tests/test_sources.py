"""`Source`, `Span`, `Identifier` and `Cell`."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents._sources import sha256_of
from conflictevents._vocab import SourceKind, SourceStatus, SpanRole

TEXT = "У Києві 69 missiles \U0001f680 and 69 drones; aaa"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_a_span_counts_code_points(text: str, data: st.DataObject) -> None:
    """Offsets are positions in a Python string, whatever the characters take in bytes."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for span in (
        ce.Span(start=start, end=end, exact=text[start:end]),
        ce.Span(start=start, end=end, sha256=sha256_of(text[start:end])),
        ce.Span(start=start, end=end),
    ):
        assert span.matches(text)
        assert not span.matches(text[: end - 1])


def test_a_span_is_made_from_words_that_stand_once() -> None:
    """The words or only their hash are kept."""
    span = ce.Span.of(TEXT, "69 missiles")
    assert (8, 19, "69 missiles", None) == (span.start, span.end, span.exact, span.sha256)
    hashed = ce.Span.of(TEXT, "\U0001f680 and", role=SpanRole.CUE, keep_words=False)
    assert (None, hashlib.sha256("\U0001f680 and".encode()).hexdigest()) == (hashed.exact, hashed.sha256)
    assert SpanRole.CUE is hashed.role
    assert span.matches(TEXT)
    assert hashed.matches(TEXT)


@pytest.mark.parametrize("words", ["69", "not there", "", "aa"])
def test_words_that_do_not_stand_exactly_once_make_no_span(words: str) -> None:
    """Twice, never, no words at all, or overlapping: nothing is guessed."""
    with pytest.raises(ValueError, match="once"):
        ce.Span.of(TEXT, words)


def test_a_span_matches_only_its_own_words() -> None:
    """The words and the hash must both agree with the text."""
    span = ce.Span.of(TEXT, "69 missiles")
    assert not span.matches(TEXT.replace("69 missiles", "68 missiles"))
    assert not ce.Span(start=0, end=1, sha256=sha256_of("x")).matches(TEXT)
    assert not ce.Span(start=0, end=1, exact="У", sha256=sha256_of("x")).matches(TEXT)


def test_a_source_knows_its_text_as_far_as_it_says() -> None:
    """Length and hash each count where they are given."""
    digest = sha256_of(TEXT)
    assert ce.Source(id="s").is_text("anything")
    assert ce.Source(id="s", length=len(TEXT), sha256=digest).is_text(TEXT)
    assert not ce.Source(id="s", length=len(TEXT) + 1).is_text(TEXT)
    assert not ce.Source(id="s", sha256=digest).is_text(TEXT + " ")


def test_the_hash_is_that_of_utf_8() -> None:
    """Anyone can work it out with the usual tools."""
    assert "7d1a54127b222502f5b79b5fb0803061152a44f92b37e23c6527baf665d4da9a" == sha256_of("abcdefg")


def test_a_plain_word_becomes_its_term() -> None:
    """A closed vocabulary may be written as a plain string."""
    assert SourceStatus.RETRACTED is ce.Source(id="s", status="retracted").status
    assert SpanRole.TIME is ce.Span(start=0, end=1, role="time").role


def test_the_kind_of_a_source_is_a_word_or_ones_own() -> None:
    """The vocabulary is open to words with a dot, and a kind that is not known is absent."""
    assert ce.Source(id="s").kind is None
    assert "court_record" == ce.Source(id="s", kind=SourceKind.COURT_RECORD).kind
    assert "lab.leaflet" == ce.Source(id="s", kind="lab.leaflet").kind
    with pytest.raises(ce.InvalidRecordError, match="SourceKind"):
        ce.Source(id="s", kind="leaflet")


def test_a_cell_keeps_the_empty_text() -> None:
    """A raw cell is kept as it was, and its name is not blank."""
    assert "" == ce.Cell(name="notes", value="").value
    with pytest.raises(ce.InvalidRecordError):
        ce.Cell(name="", value="x")


def test_an_identifier_has_a_scheme_and_a_value() -> None:
    """The release is told where identifiers change between releases."""
    assert ("wikidata", "Q1899", None) == (
        (given := ce.Identifier(scheme="wikidata", value="Q1899")).scheme,
        given.value,
        given.release,
    )


def test_a_text_with_a_lone_surrogate_matches_no_hash() -> None:
    """A text from elsewhere may hold one; it is another text, and no crash."""
    source = ce.Source(id="s", sha256="0" * 64)
    assert not source.is_text("\ud800")
