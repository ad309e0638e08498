"""The worked example: complete, readable, true to the article, and free of its sentences."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import conflictevents as ce
from conflictevents import examples

NAME = "istanbul-exchange"
VARIABLE = "CONFLICTEVENTS_ARTICLE"
BESIDE = Path(__file__).parents[2] / "shared" / "article" / "article.txt"


@pytest.fixture(scope="module")
def dataset() -> ce.Dataset:
    """The worked example."""
    return examples.load(NAME)


@pytest.fixture(scope="module")
def article() -> str:
    """The article, which is not part of the project; tests that need it skip without it, and say so."""
    path = Path(os.environ.get(VARIABLE, BESIDE))
    if not path.is_file():
        pytest.skip(f"the article is not at hand: set {VARIABLE} to the path of its text")
    return path.read_bytes().decode()


RU, UA = "russia", "ukraine"
FIGURES = {
    # event, measure, item, group, from, to, low, high, phrase, speaker, attributed
    ("exchange", "agreed", "prisoners", None, RU, UA, 1000, 1000, "1,000", None, "own_voice"),
    ("exchange", "agreed", "prisoners", None, UA, RU, 1000, 1000, "1,000", None, "own_voice"),
    ("exchange", "agreed", "prisoners", "military", RU, UA, None, None, None, None, "own_voice"),
    ("exchange", "agreed", "prisoners", "military", UA, RU, None, None, None, None, "own_voice"),
    ("exchange", "agreed", "prisoners", "civilians", RU, UA, None, None, None, None, "own_voice"),
    ("exchange", "agreed", "prisoners", "civilians", UA, RU, None, None, None, None, "own_voice"),
    ("exchange-friday", "released", "prisoners", None, RU, UA, 390, 390, "390", None, "unclear"),
    ("exchange-friday", "released", "prisoners", None, UA, RU, 390, 390, "390", None, "unclear"),
    ("exchange-saturday", "released", "prisoners", None, RU, UA, 307, 307, "307", None, "unclear"),
    ("exchange-saturday", "released", "prisoners", None, UA, RU, 307, 307, "307", None, "unclear"),
    ("exchange-sunday", "released", "prisoners", None, RU, UA, 301, None, "over 300", "ru-mod", "stated"),
    ("exchange-sunday", "released", "prisoners", None, UA, RU, 301, None, "over 300", "ru-mod", "stated"),
    ("exchange-sunday", "released", "prisoners", None, RU, UA, 303, 303, "303", "zelenskyy", "stated"),
    ("exchange-sunday", "released", "prisoners", "armed_forces", RU, UA, None, None, None, "zelenskyy", "stated"),
    ("exchange-sunday", "released", "prisoners", "national_guard", RU, UA, None, None, None, "zelenskyy", "stated"),
    ("exchange-sunday", "released", "prisoners", "border_guard", RU, UA, None, None, None, "zelenskyy", "stated"),
    ("exchange-sunday", "released", "prisoners", "transport_service", RU, UA, None, None, None, "zelenskyy", "stated"),
    ("exchange-sunday", "released", "prisoners", None, None, None, 200, None, "hundreds", None, "own_voice"),
    ("assault", "launched", "missile", None, RU, UA, 69, 69, "69", "ihnat", "stated"),
    ("assault", "launched", "drone", None, RU, UA, 298, 298, "298", "ihnat", "stated"),
    ("assault", "launched", "missile", None, RU, UA, None, None, None, None, "own_voice"),
    ("assault", "launched", "drone", None, RU, UA, None, None, None, None, "own_voice"),
    ("war", "casualties", "people", None, None, None, None, None, None, None, "own_voice"),
    ("assault", "attacked", "settlement", None, RU, UA, 2, None, "Multiple", None, "own_voice"),
    ("drones-on-russia", "intercepted", "drone", None, UA, RU, 110, 110, "110", "ru-mod", "stated"),
    ("assault", "killed", "people", None, None, UA, 12, None, "at least 12", None, "own_voice"),
    ("assault", "killed", "people", "children", None, UA, 3, 3, "three", None, "own_voice"),
    ("assault", "injured", "people", None, None, UA, 24, None, "dozens", None, "own_voice"),
    ("assault", "killed", "people", None, None, None, 2, None, "a lot of", "trump", "stated"),
}


def figures(dataset: ce.Dataset) -> list[ce.ClaimRow]:
    """The rows of the claims table that are figures."""
    return [row for row in ce.claims_table(dataset) if row.unit is not None]


def test_every_figure_of_the_article_has_a_row(dataset: ce.Dataset) -> None:
    """Each figure stands in the claims table with its speaker, direction, bounds and phrase, and there is no other."""
    rows = [
        (r.event, r.measure, r.item, r.group, r.from_, r.to, r.low, r.high, r.text, r.speaker, r.attributed)
        for r in figures(dataset)
    ]
    assert set(rows) == FIGURES
    assert len(rows) == len(FIGURES)


def test_people_received_are_no_claim_about_the_other_direction(dataset: ce.Dataset) -> None:
    """The president's 303 is a figure to Ukraine, and nowhere one to Russia."""
    assert [(r.from_, r.to) for r in figures(dataset) if r.low == 303] == [(RU, UA)]


def test_every_superlative_is_a_rank(dataset: ce.Dataset) -> None:
    """Each superlative is held, with the open ones marked as unclear."""
    ranks = [(r.event, r.value, r.attributed) for r in ce.claims_table(dataset) if r.measure == "rank"]
    assert sorted(ranks) == [
        ("assault", "among_largest", "own_voice"),
        ("assault", "largest", "unclear"),
        ("exchange", "largest", "unclear"),
        ("exchange", "only", "own_voice"),
        ("exchange", "unprecedented", "own_voice"),
        ("exchange-sunday", "latest", "stated"),
        ("exchange-sunday", "rare", "own_voice"),
        ("talks", "first", "own_voice"),
    ]


def test_inferred_dates_say_so(dataset: ce.Dataset) -> None:
    """The article names weekdays only, so every date has a basis, down to the public record."""
    dates = [dataset.source("article").published, *(event.when for event in dataset.events if event.when)]
    assert all(when is not None and when.basis is not None for when in dates)
    assert dataset.event("exchange-sunday").when == ce.When(
        edtf="2025-05-25",
        text="Sunday",
        basis=ce.Basis(rule="weekday", anchor="2025-05-25", of="article", inferred=True),
    )


def test_every_quotation_is_held_once(dataset: ce.Dataset) -> None:
    """The words that people in the article spoke, each with its span."""
    quotations = [quotation for statement in dataset.statements for quotation in statement.quotations]
    assert [quotation.text for quotation in quotations] == [
        "303 Ukrainian defenders are home",
        "not happy",
        "a lot of people",
        "gone absolutely crazy",
        "Gross Incompetence and Hatred",
    ]
    assert all(quotation.span is not None for quotation in quotations)


def test_only_what_is_true_of_the_article_is_reported(dataset: ce.Dataset) -> None:
    """It calls a sitting president a former one, and one attack both the largest and one of the largest.

    The level of the talks is left open, and of two attacks only the defender tells numbers.
    """
    report = ce.check(dataset)
    assert report.counts == {"SP113": 1, "SP117": 1, "ST107": 2, "TK104": 1}
    assert {problem.severity for problem in report} == {"info"}


def test_every_claim_has_a_span(dataset: ce.Dataset) -> None:
    """Each claim says where it stands."""
    assert all(claim.figure_span is not None for claim in dataset.claims)


def test_file_is_as_written(dataset: ce.Dataset) -> None:
    """The shipped file is byte for byte what writing the dataset gives."""
    assert ce.dumps(dataset).encode() == examples.file(NAME).read_bytes()


def test_names() -> None:
    """The example is listed, and an unknown one is refused with the names there are."""
    assert NAME in examples.names()
    with pytest.raises(ValueError, match=NAME):
        examples.file("istanbul")


# --- against the article, where it is at hand -------------------------------------------------------------------------


def test_every_span_stands_in_the_article(dataset: ce.Dataset, article: str) -> None:
    """Text, hash and words of every span and quotation are those of the article."""
    report = ce.check(dataset, texts={"article": article}, select=["QT"])
    assert report.problems == ()
    assert report.skipped == ()
    assert dataset.source("article").is_text(article)


def test_a_moved_text_is_noticed(dataset: ce.Dataset, article: str) -> None:
    """One character more at the start of the text, and the spans no longer hold."""
    codes = ce.check(dataset, texts={"article": "x" + article}, select=["QT"]).counts
    assert codes["QT105"] == 1
    assert codes["QT103"] > len(dataset.claims)


def test_every_figure_and_quotation_of_the_article_is_held(dataset: ce.Dataset, article: str) -> None:
    """What the counting phrases and the quotation marks of the article show is all in a claim or a statement."""
    found = ce.coverage(dataset, {"article": article})
    assert ([], ()) == (list(found), found.skipped)
    assert 20 == found.found


def test_spans_of_a_changed_article_are_found_again(dataset: ce.Dataset, article: str) -> None:
    """With a paragraph before it, nothing but short words that stand several times is left where it was."""
    changed = "Updated.\n" + article
    moved, report = ce.reanchor(dataset, {"article": changed}, update_sources=True)
    assert {"ambiguous"} == {each.anchor.fit for each in report.refused}
    assert len(report.moved) > 5 * len(report.refused)
    assert moved.source("article").is_text(changed)
    assert {"QT101", "QT106"}.isdisjoint(ce.check(moved, texts={"article": changed}).counts)
    assert (dataset, 0) == (
        (back := ce.reanchor(moved, {"article": article}, update_sources=True))[0],
        len(back[1].refused),
    )


def test_spans_hold_the_phrase(dataset: ce.Dataset, article: str) -> None:
    """The text of each figure's span holds the phrase that the figure was read from."""
    for row in figures(dataset):
        assert row.start is not None
        assert (row.text or row.described or "") in article[row.start : row.end]


OFFICES = ("head of the kharkiv military administration", "spokesperson for ukraine s air force")
"""Longer runs of the article's words that are no sentence: offices as they are printed."""


def written(path: Path) -> str:
    """The text of a file, which is UTF-8, or Windows-1252 as a spreadsheet has written it."""
    content = path.read_bytes()
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("windows-1252")


def test_no_sentence_of_the_article_is_shipped(article: str) -> None:
    """No text of the project repeats six or more words of the article in a row, but for two offices."""
    run = 6
    words = re.findall(r"\w+", article.casefold())
    runs = {tuple(words[i : i + run]) for i in range(len(words) - run + 1)}
    root = Path(__file__).parents[1]
    files = [*root.glob("*.md")]
    for folder in ("src", "docs", "examples", "tests", "typing_tests", "benchmarks"):
        files += (path for path in (root / folder).rglob("*") if path.is_file() and path.suffix != ".pyc")
    assert len(files) > 500
    found: set[str] = set()
    for path in files:
        shipped = re.findall(r"\w+", written(path).casefold())
        every = {tuple(shipped[i : i + run]) for i in range(len(shipped) - run + 1)}
        found |= {f"{path.name}: {' '.join(each)}" for each in every & runs}
    assert [each for each in found if not any(each.partition(": ")[2] in office for office in OFFICES)] == []
