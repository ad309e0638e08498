"""Selectors of the W3C Web Annotation Data Model: what is written, what is read and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

import conflictevents as ce

TEXT = "In all 12 died; of the wounded 12 are children. “Пів року”, she said."
FIRST: dict[str, Any] = {"type": "TextPositionSelector", "start": 7, "end": 9}
QUOTE: dict[str, Any] = {"type": "TextQuoteSelector", "exact": "12", "prefix": "In all ", "suffix": " died"}


def test_a_span_is_written_as_alternatives() -> None:
    """Its position, and its words with those around them."""
    span = ce.Span(start=7, end=9, exact="12")
    assert [FIRST, QUOTE | {"suffix": " died; "}] == ce.to_selectors(span, TEXT, context=7)
    assert [FIRST, {"type": "TextQuoteSelector", "exact": "12"}] == ce.to_selectors(span)
    assert ce.to_selectors(span) == ce.to_selectors(span, TEXT, context=0)
    start = ce.to_selectors(ce.Span(start=0, end=2, exact="In"), TEXT, context=4)[1]
    assert {"type": "TextQuoteSelector", "exact": "In", "suffix": " all"} == start


def test_words_that_may_not_be_quoted_are_not_written() -> None:
    """Neither they nor those around them."""
    assert [FIRST] == ce.to_selectors(
        ce.Span(start=7, end=9, sha256=ce.Span.of("12", "12", keep_words=False).sha256), TEXT
    )


def test_a_span_that_does_not_fit_is_not_written() -> None:
    """What is around it would be wrong."""
    with pytest.raises(ValueError, match="expected a text in which the span fits, got other words at 7–9"):
        ce.to_selectors(ce.Span(start=7, end=9, exact="13"), TEXT)


@pytest.mark.parametrize(
    ("selectors", "text"),
    [
        (FIRST, None),
        (FIRST, TEXT),
        (QUOTE, TEXT),
        ([FIRST, QUOTE], TEXT),
        ([QUOTE, FIRST], None),
        ([{"type": "XPathSelector", "value": "/p", "refinedBy": FIRST | {"start": 0}}, FIRST], TEXT),
        (FIRST | {"type": ["oa:TextPositionSelector", "Thing"]}, TEXT),
        ({"@type": "http://www.w3.org/ns/oa#TextPositionSelector", "start": 7, "end": 9}, TEXT),
        (FIRST | {"refinedBy": {"type": "TextQuoteSelector", "exact": "12"}}, None),
        (FIRST | {"start": 0, "end": 12, "refinedBy": {"type": "TextQuoteSelector", "exact": "12"}}, TEXT),
        ({"type": "TextQuoteSelector", "exact": "In all 12", "refinedBy": FIRST}, TEXT),
        (FIRST | {"start": 3, "end": 12, "refinedBy": {"type": "TextPositionSelector", "start": 4, "end": 6}}, None),
        (QUOTE | {"exact": "12", "prefix": None, "suffix": "\u00a0died"}, TEXT),
    ],
)
def test_what_is_read(selectors: Any, text: str | None) -> None:
    """A position, a quotation, one refined by another, and alternatives, in each way of naming the type."""
    span = ce.from_selectors(selectors, text)
    assert (7, 9) == (span.start, span.end)
    assert span.exact == ("12" if text or "exact" in str(selectors) else None)


def test_role_and_hash_are_given_beside() -> None:
    """A selector has no place for them."""
    span = ce.from_selectors(QUOTE, TEXT, role="quotation", keep_words=False)
    assert ("quotation", None) == (span.role, span.exact)
    assert span.matches(TEXT)


def test_a_quotation_in_another_typography_is_found() -> None:
    """The span takes the words as they are printed."""
    span = ce.from_selectors({"type": "TextQuoteSelector", "exact": '"Пів року"'}, TEXT)
    assert "“Пів року”" == span.exact


@pytest.mark.parametrize(
    ("selectors", "text", "why"),
    [
        (QUOTE, None, "expected a TextPositionSelector, or the text"),
        ([], TEXT, "expected a TextPositionSelector or a TextQuoteSelector$"),
        ({"type": "CssSelector", "value": "p"}, TEXT, "expected a TextPositionSelector or"),
        ({"value": "p"}, TEXT, "expected a TextPositionSelector or"),
        (QUOTE | {"prefix": "", "suffix": ""}, TEXT, "expected one place with the words '12' in the text, got 2"),
        (QUOTE | {"exact": "13"}, TEXT, "got none"),
        (QUOTE | {"exact": ""}, TEXT, "expected words as exact"),
        (QUOTE | {"prefix": 5}, TEXT, "expected words as exact"),
        (FIRST | {"end": 7}, TEXT, "the end after the start"),
        (FIRST | {"start": -1}, TEXT, "expected whole numbers"),
        (FIRST | {"start": True}, TEXT, "expected whole numbers"),
        (FIRST | {"end": 9.0}, TEXT, "expected whole numbers"),
        (FIRST | {"end": 999}, TEXT, "expected a stretch within 69 code points, got 7–999"),
        (FIRST | {"refinedBy": FIRST}, TEXT, "expected a stretch within 2 code points, got 7–9"),
        (FIRST | {"refinedBy": "x"}, TEXT, "expected a selector"),
        ([FIRST, QUOTE | {"exact": "12 died", "prefix": "", "suffix": ""}], None, "got 7 code points"),
        ([FIRST, QUOTE | {"prefix": "wounded ", "suffix": ""}], TEXT, "of one stretch, got 7–9 and 31–33"),
        (FIRST | {"end": 12, "refinedBy": {"type": "TextQuoteSelector", "exact": "12"}}, None, "or the text"),
    ],
)  # fmt: skip
def test_what_is_refused(selectors: Any, text: str | None, why: str) -> None:
    """What cannot be read, selects different things, or selects nothing or too much."""
    with pytest.raises(ValueError, match=why):
        ce.from_selectors(selectors, text)


def test_positions_in_utf_16_are_told() -> None:
    """Beside the words they are noticed, and not taken for right."""
    text = "\U0001f680 launched: 12 drones"
    position = {"type": "TextPositionSelector", "start": 13, "end": 15}
    with pytest.raises(ValueError, match="one of them seems to count in UTF-16, not in code points"):
        ce.from_selectors([position, {"type": "TextQuoteSelector", "exact": "12"}], text)


def test_a_chain_without_end_is_refused() -> None:
    """A selector that refines itself selects nothing."""
    selector = dict(FIRST)
    selector["refinedBy"] = selector
    with pytest.raises(ValueError, match="a longer chain"):
        ce.from_selectors(selector)
