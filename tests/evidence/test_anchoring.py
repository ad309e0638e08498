"""Finding the words of a span in a text that may have changed, and moving spans there."""

from __future__ import annotations

import attrs
import pytest

import conflictevents as ce
from conflictevents._evidence import _anchoring, _normal
from conflictevents._evidence._anchoring import SourceText
from conflictevents._evidence._normal import Normal, as_printed
from conflictevents._sources import sha256_of
from conflictevents._vocab import SpanRole

TEXT = "The ministry’s own figure: 12 dead. In Kyiv 12 were hurt — “badly”, she said.\nThe end."
OWN = ce.Attribution(source="wire")


def moved(words: str, by: int = 3) -> ce.Span:
    """A span of words, with offsets that lead elsewhere."""
    start = TEXT.index(words) + by if words in TEXT else by
    return ce.Span(start=start, end=start + len(words), exact=words)


def hashed(span: ce.Span) -> ce.Span:
    """The span with the hash of its words alone."""
    return attrs.evolve(span, exact=None, sha256=sha256_of(span.exact or ""))


# --- the normalisation -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("‘a’ “b” „c“ «d» ‹e›", '\'a\' "b" "c" "d" \'e\''),
        ("1–2 — 3 − 4", "1-2 - 3 - 4"),
        ("co\u00adop", "coop"),
        ("12\u00a0000\u202fmen", "12 000 men"),
        ("a\r\n\r\nb", "a b"),
        ("e\u0301te\u0301", "été"),
        ("wait…", "wait..."),
        ("\ufeffA", "A"),
        ("\u212bngstro\u0308m", "Ångström"),
        ("❤\ufe0f", "❤"),
        ("п\u02bcять", "п'ять"),
        ("и\u0306", "й"),
    ],
)
def test_variants_are_made_alike(printed: str, plain: str) -> None:
    """Quotation marks, dashes, spaces, line ends, what has no width, and letters with their marks."""
    assert plain == as_printed(printed)


@pytest.mark.parametrize(
    ("one", "other"), [("It", "it"), ("1 000", "1000"), ("a-\nb", "ab"), ("a — b", "a—b"), ("²", "2"), ("ﬁ", "fi")]
)
def test_nothing_else_is_made_alike(one: str, other: str) -> None:
    """Capitals, digits, spaces that are there or not, and letters that only look alike stay different."""
    assert as_printed(one) != as_printed(other)


def test_a_part_of_what_belongs_together_is_not_found() -> None:
    """A letter without its mark, or one dot of three, is another thing."""
    normal = Normal("x\u0301 … y")
    assert [] == list(normal.places("x"))
    assert [] == list(normal.places(". y"))
    assert [(3, 6)] == list(normal.places("... y"))
    assert (None, None) == (normal.span(0, 0), normal.span(2, 99))


@pytest.mark.parametrize(
    "text",
    ["a" + "\u0315\u0300" * 100_000, "’ \u200b" * 100_000, "e\u0301\n\n" * 50_000, "\u1161" * 200_000, "…" * 90_000],
)
def test_no_text_takes_long(text: str) -> None:
    """Thousands of marks on one letter, which the usual algorithm orders in quadratic time, are left alone."""
    normal = Normal(text)
    assert as_printed(normal.text) == normal.text


# --- one span --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "fit", "starts"),
    [
        (ce.Span.of(TEXT, "figure"), "in_place", [19]),
        (hashed(ce.Span.of(TEXT, "figure")), "in_place", [19]),
        (ce.Span(start=0, end=14, exact="The ministry's"), "variant", [0]),
        (moved("figure"), "moved", [19]),
        (hashed(moved("figure")), "moved", [19]),
        (moved("figure", by=500), "moved", [19]),
        (ce.Span(start=3, end=25, exact='hurt - "badly", she sa'), "moved", [52]),
        (moved("12"), "ambiguous", [27, 44]),
        (hashed(moved("12")), "ambiguous", [27, 44]),
        (moved("13 dead"), "absent", []),
        (hashed(moved("13 dead")), "absent", []),
        (ce.Span(start=0, end=3), "unknown", []),
        (ce.Span(start=0, end=999), "absent", []),
        (attrs.evolve(moved("figure"), sha256="0" * 64), "absent", []),
        (attrs.evolve(ce.Span.of(TEXT, "figure"), sha256="0" * 64), "absent", []),
        (moved("badly", by=4), "other_units", [60]),
        (hashed(moved("badly", by=6)), "other_units", [60]),
    ],
)  # fmt: skip
def test_a_span_is_found(span: ce.Span, fit: str, starts: list[int]) -> None:
    """In its place, in other typography, at one other place, at several, nowhere, or in other units."""
    if fit == "other_units":  # the bytes of UTF-8 before the word
        start = len(TEXT[: TEXT.index("badly")].encode())
        span = attrs.evolve(span, start=start, end=start + 5)
        starts = [TEXT.index("badly")]
    if fit == "moved" and "hurt" in (span.exact or ""):
        starts = [TEXT.index("hurt")]
    found = ce.anchor(TEXT, span)
    assert (fit, starts) == (found.fit, [start for start, _ in found.places])
    assert (found.places[0] if len(starts) == 1 else None) == found.place


def test_offsets_in_utf_16_are_noticed() -> None:
    """An emoji is two units there."""
    text = "\U0001f680\U0001f680 launched: 12 drones and 12 more"
    at = text.index("12 drones")
    found = ce.anchor(text, ce.Span(start=at + 2, end=at + 4, exact="12"))
    assert (ce.Fit.OTHER_UNITS, "utf-16", (at, at + 2)) == (found.fit, found.unit, found.places[0])
    assert found.place is None, "the words stand twice, so nothing is moved by this alone"


def test_the_words_around_decide_between_places() -> None:
    """Both sides must fit, in whichever typography; where they fit nowhere, nothing is decided."""
    span = moved("12")
    assert (44, 46) == ce.anchor(TEXT, span, prefix="In Kyiv ").place
    assert (27, 29) == ce.anchor(TEXT, span, suffix=" dead.").place
    assert (27, 29) == ce.anchor(TEXT, span, prefix="ministry's own figure: ", suffix=" dead").place
    assert ce.Fit.AMBIGUOUS is ce.anchor(TEXT, span, prefix="In Kyiv ", suffix=" dead").fit
    here = ce.Span(start=27, end=29, exact="12")
    assert (ce.Fit.MOVED, (44, 46)) == ((found := ce.anchor(TEXT, here, prefix="In Kyiv ")).fit, found.place)
    assert ce.Fit.IN_PLACE is ce.anchor(TEXT, here, prefix="of which ").fit


def test_the_words_around_decide_among_many_places() -> None:
    """However many places there are before the right one."""
    text = "12 men, " * 50 + "and 12 women"
    assert (404, 406) == ce.anchor(text, ce.Span(start=1, end=3, exact="12"), suffix=" women").place


def test_words_in_their_place_are_moved_only_where_the_words_around_say_so() -> None:
    """Not to the only place with the very characters, if that stands between other words as well."""
    text = "the army’s loss, the army's gain"
    found = ce.anchor(text, ce.Span(start=4, end=10, exact="army's"), suffix=" end")
    assert (ce.Fit.VARIANT, (4, 10)) == (found.fit, found.place)
    assert (21, 27) == ce.anchor(text, ce.Span(start=4, end=10, exact="army's"), suffix=" gain").place


def test_many_ways_of_having_moved_are_not_all_remembered() -> None:
    """The first fifty are enough to guess by, and the rest is found all the same."""
    words = [f"w{number:03}" for number in range(60)]
    old, new = " ".join(words), "  ".join(words)
    text = SourceText(new)
    spans = [ce.Span.of(old, each) for each in words]
    assert [ce.Fit.IN_PLACE, *[ce.Fit.MOVED] * 59] == [text.anchor(each).fit for each in spans]
    text.look_up(map(hashed, spans))
    assert [new.index(each) for each in words] == [text.anchor(hashed(each)).places[0][0] for each in spans]


def test_several_places_are_told_up_to_ten() -> None:
    """A candidate for everything is a candidate for nothing."""
    found = ce.anchor("ab " * 100, ce.Span(start=1, end=3, exact="ab"))
    assert (ce.Fit.AMBIGUOUS, 10) == (found.fit, len(found.places))


def test_a_hash_is_not_looked_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it would take too long nothing is said, and what others have moved by is still tried."""
    monkeypatch.setattr(_anchoring, "_MOST_HASHED", 10)
    span = moved("figure")
    assert ce.Fit.UNKNOWN is ce.anchor(TEXT, hashed(span)).fit
    text = SourceText(TEXT)
    assert ce.Fit.MOVED is text.anchor(moved("ministry", by=3)).fit
    assert (19, 25) == text.anchor(hashed(span)).place


def test_words_are_not_looked_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many passes through a long text nothing more is said of it, by a check neither."""
    monkeypatch.setattr(_anchoring, "_MOST_READ", 2 * len(TEXT))
    text = SourceText(TEXT)
    assert ["moved", "absent", "unknown"] == [
        text.anchor(moved(words)).fit for words in ("figure", "13 dead", "ministry")
    ]
    monkeypatch.setattr(_anchoring, "_MOST_READ", 0)
    quotation = ce.Quotation(text="never said")
    dataset = attrs.evolve(quoting(), statements=(ce.Statement(id="st", source="wire", quotations=(quotation,)),))
    assert () == ce.check(dataset, texts={"wire": TEXT}, select=["QT1"]).problems
    assert 3 == len(ce.coverage(dataset, {"wire": TEXT}))
    with pytest.raises(ValueError, match="got none"):
        ce.from_selectors({"type": "TextQuoteSelector", "exact": "figure"}, TEXT)


def test_a_text_made_to_take_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that begin everywhere are not compared without end."""
    monkeypatch.setattr(_anchoring, "MOST_COMPARED", 20)
    assert ce.Fit.UNKNOWN is ce.anchor("a" * 99, ce.Span(start=99, end=104, exact="aaaaa"), suffix="b").fit
    monkeypatch.setattr(_normal, "MOST_COMPARED", 20)
    span = ce.Span(start=0, end=7, exact="x’x’x’x")
    assert ce.Fit.UNKNOWN is ce.anchor("x'\u0301" * 99 + "x'x'x'x\u0301" * 9, span).fit


# --- a dataset -------------------------------------------------------------------------------------------------------


def quoting(*spans: ce.Span, text: str = TEXT) -> ce.Dataset:
    """A dataset with a figure and a statement with these spans, and one of another source."""
    foreign = ce.Figure(measure="killed", spans=spans, attribution=ce.Attribution(source="other"))
    quotation = ce.Quotation(text="badly", span=ce.Span(start=60, end=65, role="quotation"))
    return ce.Dataset(
        sources=(ce.Source(id="wire", length=len(text), sha256=sha256_of(text)), ce.Source(id="other")),
        events=(
            ce.Incident(
                id="attack",
                figures=(ce.Figure(measure="killed", spans=spans, attribution=OWN),),
                assertions=(ce.Assertion(property="place", value="kyiv", spans=spans, attribution=OWN),),
            ),
            ce.Incident(id="later", figures=(foreign,)),
        ),
        statements=(
            ce.Statement(id="st", source="wire", spans=spans, quotations=(quotation,)),
            ce.Statement(id="st-2", spans=spans),
        ),
    )


def test_reanchoring_moves_and_refuses() -> None:
    """What stands once is moved, with its hash and role kept; the rest is left and told."""
    spans = (
        ce.Span.of(TEXT, "12 dead", role=SpanRole.CUE),
        hashed(ce.Span.of(TEXT, "figure")),
        ce.Span(start=27, end=29, exact="12"),
    )
    new = "UPDATE " + TEXT.replace("“badly”", "“severely”")
    dataset, report = ce.reanchor(quoting(*spans), {"wire": new})
    first, second, third = dataset.events[0].figures[0].spans
    assert (34, "12 dead", "cue") == (first.start, first.exact, first.role)
    assert (26, spans[1].sha256, None) == (second.start, second.sha256, second.exact)
    assert spans[2] == third
    assert (first, second, third) == dataset.events[0].assertions[0].spans == dataset.statements[0].spans
    assert spans == dataset.events[1].figures[0].spans == dataset.statements[1].spans
    assert (6, 4, 0) == (len(report.moved), len(report.refused), report.in_place)
    assert ["ambiguous", "ambiguous", "ambiguous", "absent"] == [each.anchor.fit for each in report.refused]
    assert "/statements/0/quotations/0/span" == report.refused[-1].path
    assert (spans[0], first, "wire", "/events/0/figures/0/spans/0") == (
        (entry := report.moved[0]).span,
        entry.moved_to,
        entry.source,
        entry.path,
    )
    assert quoting().sources == dataset.sources


def test_reanchoring_takes_the_words_of_a_quotation() -> None:
    """The span of a quotation need not hold the words, and may take in the quotation marks."""
    at = TEXT.index("badly")
    right = ce.Span(start=at - 1, end=at + 7, role="quotation")
    dataset = quoting()
    statement = attrs.evolve(
        dataset.statements[0],
        quotations=tuple(
            ce.Quotation(text="badly", span=each) for each in (right, ce.Span(start=3, end=8, role="quotation"))
        ),
    )
    dataset, report = ce.reanchor(attrs.evolve(dataset, statements=(statement,)), {"wire": TEXT})
    one, other = dataset.statements[0].quotations
    assert right == one.span
    assert (at, at + 5) == ((span := other.span) and span.start, span and span.end)
    assert (1, 1) == (len(report.moved), report.in_place)


def test_reanchoring_takes_the_words_as_they_are_printed_now() -> None:
    """Another typography is no other quotation, so the span fits afterwards to the letter."""
    span = ce.Span(start=0, end=12, exact="ministry's o")
    dataset, _ = ce.reanchor(quoting(span), {"wire": TEXT})
    (now,) = dataset.events[0].figures[0].spans
    assert (4, "ministry’s o") == (now.start, now.exact)
    assert now.matches(TEXT)


def test_sources_are_brought_up_to_date_only_when_asked() -> None:
    """Then their length and hash are those of the text given."""
    new = TEXT + " More."
    dataset, report = ce.reanchor(quoting(), {"wire": new}, update_sources=True)
    assert dataset.source("wire").is_text(new)
    assert quoting().source("other") == dataset.source("other")
    assert ("wire",) == report.updated


def test_a_span_without_words_is_taken_at_its_word_only_in_the_text_that_it_was_made_for() -> None:
    """In another text nobody can tell whether it still fits."""
    span = ce.Span(start=1, end=3)
    _, same = ce.reanchor(attrs.evolve(quoting(span), statements=()), {"wire": TEXT})
    _, other = ce.reanchor(attrs.evolve(quoting(span), statements=()), {"wire": TEXT + "!"})
    assert (2, 0) == (same.in_place, len(same.refused))
    assert (0, ["unknown", "unknown"]) == (other.in_place, [each.anchor.fit for each in other.refused])


def test_a_text_of_no_source_is_refused() -> None:
    """It would do nothing, silently."""
    with pytest.raises(ce.UnknownIdError):
        ce.reanchor(quoting(), {"wrie": TEXT})
    with pytest.raises(TypeError, match="expected the text of wire as a str, got a bytes"):
        ce.reanchor(quoting(), {"wire": TEXT.encode()})  # type: ignore[dict-item]
