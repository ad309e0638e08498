"""What a text has and no record holds."""

from __future__ import annotations

import sys

import attrs
import pytest

import conflictevents as ce
from conflictevents._evidence._quoted import quoted
from conflictevents._vocab import SpanRole

TEXT = (
    "At least 12 died and 40 were hurt, two officials said. “We lost everything,” a woman said. "
    "He spoke of a “tragedy”."
)
OWN = ce.Attribution(source="wire")


def dataset(*spans: ce.Span, quotations: tuple[ce.Quotation, ...] = (), language: str | None = None) -> ce.Dataset:
    """A dataset with a claim for each span and a statement."""
    figures = tuple(ce.Figure(measure="killed", spans=(span,), attribution=OWN) for span in spans)
    return ce.Dataset(
        sources=(ce.Source(id="wire", language=language), ce.Source(id="other")),
        events=(ce.Incident(id="attack", figures=figures),),
        statements=(ce.Statement(id="st", source="wire", quotations=quotations),),
    )


def words(found: ce.Coverage) -> list[str | None]:
    """The words of what is not held."""
    return [each.span.exact for each in found]


ALL = ["At least 12", "40", "two", "We lost everything,", "tragedy"]


def test_everything_is_listed_where_nothing_is_held() -> None:
    """Figures with their count and quotations, each with a span that fits the text."""
    found = ce.coverage(dataset(), {"wire": TEXT})
    assert ALL == words(found)
    assert [(12, None), (40, 40), (2, 2)] == [(each.count.low, each.count.high) for each in found.figures if each.count]
    assert ["figure"] * 3 + ["quotation"] * 2 == [each.span.role for each in found]
    assert (5, 5) == (found.found, len(found))
    assert all(each.span.matches(TEXT) and each.source == "wire" for each in found)
    assert ("no text was given for 1 of the sources (other)",) == found.skipped


@pytest.mark.parametrize(
    ("span", "left"),
    [
        ("At least 12", ALL[1:]),
        ("At least 12 died and 40 were hurt", ALL[2:]),
        ("12", ALL),  # the claim has lost the qualifier
        ("two officials", [*ALL[:2], *ALL[3:]]),
    ],
)
def test_a_figure_is_held_by_a_span_of_all_its_words(span: str, left: list[str]) -> None:
    """Whatever else the span has."""
    assert left == words(ce.coverage(dataset(ce.Span.of(TEXT, span)), {"wire": TEXT}))


@pytest.mark.parametrize(
    "quotation",
    [
        ce.Quotation(text="We lost everything"),
        ce.Quotation(text="We lost everything,"),
        ce.Quotation(text="“We lost everything.”"),
        ce.Quotation(text="another reading", span=ce.Span.of(TEXT, "We lost everything", keep_words=False)),
        ce.Quotation(text="We lost everything", span=ce.Span(start=3, end=9)),
        ce.Quotation(text="two officials said. “We lost everything,” a woman said"),
    ],
)
def test_a_quotation_is_held_by_a_statement_with_its_words(quotation: ce.Quotation) -> None:
    """By its span or by its words, with or without the marks at their ends."""
    assert "We lost everything," not in words(ce.coverage(dataset(quotations=(quotation,)), {"wire": TEXT}))


def test_a_part_of_a_quotation_does_not_hold_it() -> None:
    """The rest of the words would be lost."""
    assert ALL == words(ce.coverage(dataset(quotations=(ce.Quotation(text="lost everything"),)), {"wire": TEXT}))


def test_a_number_of_speakers_belongs_to_the_statement() -> None:
    """It is held by the span that names them, and not by that of the words quoted."""
    plain = dataset()
    for role, held in ((SpanRole.SPEAKER, True), (SpanRole.QUOTATION, False)):
        statement = attrs.evolve(plain.statements[0], spans=(ce.Span.of(TEXT, "two officials", role=role),))
        found = ce.coverage(attrs.evolve(plain, statements=(statement,)), {"wire": TEXT})
        assert held is ("two" not in words(found))


def test_a_span_that_stands_elsewhere_holds_nothing_and_is_told() -> None:
    """An old dataset beside a new text is not taken for complete."""
    span = ce.Span.of(TEXT, "At least 12")
    found = ce.coverage(dataset(span, span), {"wire": "NEW: " + TEXT})
    assert ALL == words(found)
    assert "2 spans do not stand where they say in the text of wire, and hold nothing of it" in found.skipped


def test_a_language_that_cannot_be_read_is_told() -> None:
    """Figures are not looked for with the words of another language; quotation marks are the same."""
    found = ce.coverage(dataset(language="fr"), {"wire": TEXT})
    assert ALL[3:] == words(found)
    assert "the figures of wire were not looked for, because its language cannot be read" in found.skipped
    assert ["понад 300"] == words(ce.coverage(dataset(language="uk-UA"), {"wire": "Загинуло понад 300 людей"}))


def test_a_text_of_no_source_is_refused() -> None:
    """It would find nothing, silently."""
    with pytest.raises(ce.UnknownIdError):
        ce.coverage(dataset(), {"wrie": TEXT})


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We won,” he said. “It’s “over”,” she said.", ["We won,", "It’s “over”,"]),
        ('"Yes," and 5\'10" tall, or a 9" gun; "no"', ["Yes,", "no"]),
        ("„Nein, ‚nie‘“ und »ja« oder «oui», « non »", ["Nein, ‚nie‘", "ja", "oui", " non "]),
        ("„Tak” i ”ja” och 「日本『x』語」", ["Tak", "ja", "日本『x』語"]),
        ("'No,' he said of the soldiers' camp of the '90s. 'Maybe'", ["No,", "Maybe"]),
        ("‘We won’t go,’ she said", ["We won’t go,"]),
        ("the 'so-called republic' and rock 'n' roll", ["so-called republic"]),
        ("“First part.\n“Second part.”\nNot this.", ["First part.", "Second part."]),
        ("unclosed “to the end\nof its line", ["to the end"]),
        ("“sloppy“ and “right”", ["sloppy", "right"]),
        ('"wrapped\nover lines" here', ["wrapped\nover lines"]),
        ('" " and "..."', []),
        ("it’s the soldiers’ fault, п’ять", []),
        ("", []),
        ("“", []),
    ],
)
def test_quotation_marks_of_every_style(text: str, inside: list[str]) -> None:
    """The outermost quotations are found, apostrophes, feet and inches are not."""
    assert inside == [text[start:end] for start, end in quoted(text)]


@pytest.mark.parametrize(
    "piece", ["“a\n x", '"a', "'a ", '«x"\n', "“", "‘a’s ", "‚a‘ ", "'a' ", "»a ", "a” ", "„\n"]
)  # fmt: skip
def test_no_quotation_marks_take_long(piece: str) -> None:
    """The calls are proportional to the length, whatever is never closed."""

    def calls(times: int) -> int:
        counted = 0

        def count(*_: object) -> None:
            nonlocal counted
            counted += 1

        sys.setprofile(count)
        try:
            sum(1 for _ in quoted(piece * times))
        finally:
            sys.setprofile(None)
        return counted

    assert 12 * calls(500) + 1_000 > calls(5_000)
