"""Laws of what is found in texts: the normalisation, anchoring, re-anchoring and selectors."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents._evidence import _normal
from conflictevents._evidence._normal import Normal, as_printed
from conflictevents._sources import sha256_of

MARKS: Final = "\u0301\u0308\u0315\u0323\u0345\u05b0"
ODD: Final = (
    "’‘“”„«»–—-'\"… \u00a0\u202f\t\n\r\u00ad\u200b\u200d\ufeff\ufe0f\u212b\u2126\u0958\u1100\u1161\u11a8\u0340"
    "\uac00\U0001f680é"
)
SEVERAL_MARKS: Final = st.builds(lambda mark, times: mark * times, st.sampled_from(MARKS), st.integers(1, 20))
TEXTS: Final = st.lists(
    st.sampled_from(ODD) | SEVERAL_MARKS | st.characters(exclude_categories=["Cs"]) | st.sampled_from("ab1 .,"),
    max_size=30,
).map("".join)


def some_of(text: str, data: st.DataObject) -> tuple[int, int]:
    """Some stretch of a text."""
    start = data.draw(st.integers(0, len(text) - 1))
    return start, data.draw(st.integers(start + 1, len(text)))


# --- the normalisation -----------------------------------------------------------------------------------------------


@given(TEXTS)
def test_normalising_again_changes_nothing(text: str) -> None:
    """The normalisation is idempotent, whatever marks stand on whatever."""
    once = as_printed(text)
    assert once == as_printed(once)


@given(TEXTS)
def test_the_pieces_are_those_of_the_whole(text: str) -> None:
    """Going through a text piece by piece gives what the steps of the documentation give one after the other."""
    assume(re.search(f"[{MARKS}\u0340]{{10}}", text) is None)
    text = text[:30]  # no letter with more than thirty marks
    composed = unicodedata.normalize("NFC", re.sub(f"[{_normal._WIDTHLESS}]", "", text))
    plain = composed.translate(_normal._PLAIN).replace("…", "...")
    assert re.sub(" +", " ", plain) == as_printed(text)


@given(TEXTS.filter(bool), st.data())
def test_what_is_found_maps_back_to_a_stretch_that_says_the_same(text: str, data: st.DataObject) -> None:
    """Offsets lie within the original, and the stretch between them has the words looked for."""
    normal = Normal(text)
    assume(normal.text)
    start, end = some_of(normal.text, data)
    words = normal.text[start:end]
    for first, last in normal.places(words):
        assert 0 <= first < last <= len(text)
        assert words == as_printed(text[first:last])
    there = normal.span(start, end)
    assert there is None or there in list(normal.places(words))


@given(TEXTS, st.data())
def test_every_character_belongs_to_one_place(text: str, data: st.DataObject) -> None:
    """Going through the normalised text place by place goes through the original in order and without overlap."""
    del data
    normal = Normal(text)
    at, last = 0, 0
    while at < len(normal.text):
        end = next(end for end in range(at + 1, len(normal.text) + 1) if normal.span(at, end) is not None)
        place = normal.span(at, end)
        assert place is not None
        assert last <= place[0] < place[1] <= len(text)
        assert "" == as_printed(text[last : place[0]])
        at, last = end, place[1]


def test_every_composition_is_known() -> None:
    """Whatever joins the character before it, in this version of Unicode, is taken for one that does."""
    second = {
        chr(int(parts[1], 16))
        for code in range(0x110000)
        if not (found := unicodedata.decomposition(chr(code))).startswith("<") and len(parts := found.split()) == 2
    }
    second |= {chr(code) for code in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))}
    assert [] == [hex(ord(each)) for each in second if not _normal._joins(each)]
    assert set(_normal._SPACES) == {each for each in map(chr, range(0x110000)) if each.isspace()}


# --- anchoring -------------------------------------------------------------------------------------------------------

WORDS: Final = st.text("ab cд’\U0001f680", max_size=12)


@given(TEXTS.filter(bool), st.data(), st.booleans())
def test_a_span_of_a_text_is_in_place(text: str, data: st.DataObject, keep_words: bool) -> None:
    """Whatever the characters are, and whether words or a hash are held."""
    start, end = some_of(text, data)
    words = text[start:end]
    held = {"exact": words} if keep_words else {"sha256": sha256_of(words)}
    found = ce.anchor(text, ce.Span(start=start, end=end, **held))
    assert (ce.Fit.IN_PLACE, (start, end)) == (found.fit, found.place)


@given(WORDS, WORDS, WORDS, WORDS, st.booleans())
def test_words_that_stand_once_are_found_and_others_are_not(
    before: str, words: str, after: str, old: str, keep_words: bool
) -> None:
    """Of words that stand several times, or nowhere, no place is proposed."""
    assume(words)
    text = before + words + after
    start = len(old)
    held = {"exact": words} if keep_words else {"sha256": sha256_of(words)}
    span = ce.Span(start=start, end=start + len(words), **held)
    found = ce.anchor(text, span)
    number = sum(text.startswith(words, at) for at in range(len(text)))
    if span.matches(text):
        assert ce.Fit.IN_PLACE is found.fit
    elif found.fit in (ce.Fit.VARIANT, ce.Fit.OTHER_UNITS):
        assert found.places
    else:
        assert (ce.Fit.MOVED if number == 1 else ce.Fit.AMBIGUOUS) is found.fit
    for first, last in found.places:
        assert as_printed(text[first:last]) == as_printed(words)


def dataset_of(spans: list[ce.Span], text: str) -> ce.Dataset:
    """A dataset with a figure for each span, a statement and a source that knows its text."""
    attribution = ce.Attribution(source="wire")
    figures = tuple(ce.Figure(measure="killed", spans=(each,), attribution=attribution) for each in spans)
    return ce.Dataset(
        sources=(ce.Source(id="wire", length=len(text), sha256=sha256_of(text)), ce.Source(id="other")),
        events=(ce.Incident(id="attack", figures=figures),),
        reports=(ce.CasualtyReport(id="toll", event="attack", figures=figures),),
        statements=(ce.Statement(id="st", source="wire", spans=tuple(spans)),),
    )


@given(
    st.text("abcdefgh \U0001f680д’", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.text("abcxyz д", min_size=1, max_size=9)), max_size=4),
    st.data(),
)
def test_reanchoring_finds_what_stands_once_and_moves_nothing_else(
    text: str, insertions: list[tuple[int, str]], data: st.DataObject
) -> None:
    """After insertions a span is moved exactly where its words stand once and not where it says."""
    spans = []
    for keep_words in data.draw(st.lists(st.booleans(), max_size=6)):
        start, end = some_of(text, data)
        words = text[start:end]
        held = {"exact": words} if keep_words else {"sha256": sha256_of(words)}
        spans.append(ce.Span(start=start, end=end, **held))
    new = text
    for at, words in insertions:
        new = new[:at] + words + new[at:]
    dataset, report = ce.reanchor(dataset_of(spans, text), {"wire": new})
    for old, figure in zip(spans, dataset.events[0].figures, strict=True):
        words = text[old.start : old.end]
        places = [at for at in range(len(new)) if new.startswith(words, at)]
        (span,) = figure.spans
        if old.matches(new) or len(places) > 1:
            assert old == span
        elif len(places) == 1:
            assert (places[0], places[0] + len(words)) == (span.start, span.end)
            assert span.matches(new)
        else:
            assert old == span or as_printed(new[span.start : span.end]) == as_printed(words)
    number = 3 * len(spans)
    assert number == report.in_place + len(report.moved) + len(report.refused)
    assert all(each.moved_to is not None for each in report.moved)
    assert (dataset, ()) == ((again := ce.reanchor(dataset, {"wire": new}))[0], again[1].moved)


@given(st.text("ab c’д\U0001f680", min_size=1, max_size=40), st.data())
def test_reanchoring_against_the_same_text_changes_nothing(text: str, data: st.DataObject) -> None:
    """Not even where sources are brought up to date."""
    start, end = some_of(text, data)
    dataset = dataset_of([ce.Span(start=start, end=end, exact=text[start:end]), ce.Span(start=start, end=end)], text)
    same, report = ce.reanchor(dataset, {"wire": text}, update_sources=True)
    assert dataset == same
    assert ce.ReanchorReport(in_place=6) == report


# --- selectors -------------------------------------------------------------------------------------------------------


@given(TEXTS.filter(bool), st.data(), st.sampled_from(("with text", "without")), st.integers(0, 5))
def test_selectors_give_the_span_back(text: str, data: st.DataObject, how: str, context: int) -> None:
    """With its words or without, with the text at hand or without, in either form that has both."""
    start, end = some_of(text, data)
    given_text = text if how == "with text" else None
    for span in (ce.Span(start=start, end=end, exact=text[start:end]), ce.Span(start=start, end=end)):
        position, *quote = selectors = ce.to_selectors(span, given_text, context=context)
        assert span == ce.from_selectors(selectors)
        if quote:
            plain = {name: words for name, words in quote[0].items() if name in ("type", "exact")}
            assert span == ce.from_selectors(position | {"refinedBy": plain})
    hashed = ce.Span(start=start, end=end, sha256=sha256_of(text[start:end]))
    assert hashed == ce.from_selectors(ce.to_selectors(hashed, text), text, keep_words=False)


@given(st.text("ab c’д\U0001f680", min_size=1, max_size=40), st.data())
def test_a_quotation_alone_gives_the_only_place_or_none(text: str, data: st.DataObject) -> None:
    """With all of the text as context there is one place; with none, words that stand more than once are refused."""
    start, end = some_of(text, data)
    words = text[start:end]
    whole = {"type": "TextQuoteSelector", "exact": words, "prefix": text[:start], "suffix": text[end:]}
    assert (start, end) == ((found := ce.from_selectors(whole, text)).start, found.end)
    number = sum(text.startswith(words, at) for at in range(len(text)))
    if number > 1:
        with pytest.raises(ValueError, match="expected one place"):
            ce.from_selectors({"type": "TextQuoteSelector", "exact": words}, text)
