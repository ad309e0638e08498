"""The laws of `hedge`: its sentence says no more than the claim, and is read back as the claim."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import strategies as cs
from conflictevents._hedge import _Teller
from conflictevents._hedge_around import around_of

CYRILLIC: Final = re.compile("[\u0400-\u052f]")
QUOTED: Final = re.compile("“[^”]*”")

HOSTILE: Final = (
    "12",
    "at least",
    "five hundred",
    "million",
    "12 people",
    "“no”",
    "” 40 dead “",
    "from 3 to",
    "May",
    "aged",
    "Ukraine denied that Russia",
    "a\nb\tc\x1b[2J",
    "\u202e21 nesorhd",
    "z\u0301\u0302\u0303\u0304\u0305\u0306",
    "9" * 10_000,
    "Brigade 47",
    "сто",
    "понад 300",
    "no",
    "more than",
    "$",
    "one of the",
    "Anna, 34,",
    "(34)",
    "percent",
    "km",
    "١٢",
)
"""Names that a careless sentence would let pass for its own words."""


def outside(sentence: str) -> list[ce.Count]:
    """The counts of a sentence that do not stand within quotation marks; none may reach over one."""
    quotations = [found.span() for found in QUOTED.finditer(sentence)]
    found = []
    if not CYRILLIC.search(sentence):  # a name in another script brings the habits of its languages with it
        assert list(ce.Count.find(sentence)) == list(ce.Count.find(sentence, language="en"))
    for each in ce.Count.find(sentence, language="en"):
        within = [(start, end) for start, end in quotations if start < each.end and each.start < end]
        assert all(start < each.start and each.end < end for start, end in within)
        if not within:
            found.append(each.count)
    return found


def is_readable(count: ce.Count) -> bool:
    """Whether the parser takes numbers of this size: none beyond 10**12."""
    try:
        return ce.Count.parse(str(count)).same_bounds(count)
    except ce.PhraseError:
        return False


def bounds(count: ce.Count) -> tuple[int, int | None, bool]:
    """What a count says, without its words."""
    return count.low, count.high, count.approximate


def figures(dataset: ce.Dataset) -> Iterator[ce.Figure]:
    """The figures of a dataset."""
    return (claim for claim in dataset.claims if isinstance(claim, ce.Figure))


def named(figure: ce.Figure, dataset: ce.Dataset) -> set[tuple[int, int | None, bool]]:
    """The bounds of all figures that one may name: its parts, its whole and what it comes on top of."""
    others = {figure.within, figure.besides} - {None}
    return {
        bounds(other.count)
        for other in figures(dataset)
        if other.count is not None and (other.id in others or (other.within is not None and other.within == figure.id))
    }


@st.composite
def hostile_datasets(draw: st.DrawFn) -> ce.Dataset:
    """Datasets whose names and descriptions try to pass for words of the sentence."""
    words = st.sampled_from(HOSTILE)
    dataset = draw(cs.datasets())

    def spoilt(claim: ce.Figure) -> ce.Figure:
        return attrs.evolve(
            claim,
            model=draw(st.none() | words),
            described=draw(st.none() | words),
            count=draw(st.none() | cs.counts(max_value=3_000)) if claim.share is None else None,
        )

    def holders(these: tuple[ce.Holder, ...]) -> tuple[ce.Holder, ...]:
        return tuple(attrs.evolve(each, title=draw(words), figures=tuple(map(spoilt, each.figures))) for each in these)

    return attrs.evolve(
        dataset,
        sources=tuple(attrs.evolve(each, title=draw(words)) for each in dataset.sources),
        actors=tuple(attrs.evolve(each, name=draw(words)) for each in dataset.actors),
        places=tuple(attrs.evolve(each, name=draw(words)) for each in dataset.places),
        statements=tuple(attrs.evolve(each, described_as=draw(st.none() | words)) for each in dataset.statements),
        events=holders(dataset.events),
        reports=holders(dataset.reports),
    )


@given(dataset=cs.datasets() | hostile_datasets())
def test_a_figure_is_read_back_with_its_own_bounds(dataset: ce.Dataset) -> None:
    """Outside quotation marks the sentence holds the claim's bounds first, and then only those of figures it names."""
    for figure in figures(dataset):
        read = [bounds(count) for count in outside(ce.hedge(figure, dataset))]
        if figure.count is not None and is_readable(figure.count):
            assert read[0] == bounds(figure.count)
            del read[0]
        assert set(read) <= named(figure, dataset)


@given(dataset=cs.datasets() | hostile_datasets())
def test_an_assertion_brings_no_figure_of_its_own(dataset: ce.Dataset) -> None:
    """In the sentence of an assertion every count stands in quotation marks."""
    for claim in dataset.claims:
        if isinstance(claim, ce.Assertion):
            assert outside(ce.hedge(claim, dataset)) == []


@given(claim=cs.claims())
def test_without_a_dataset_the_claim_alone_is_told(claim: ce.Figure | ce.Assertion) -> None:
    """A claim by itself is one sentence with the claim's own number and no other."""
    read = [bounds(count) for count in outside(ce.hedge(claim))]
    count = claim.count if isinstance(claim, ce.Figure) else None
    assert read == ([bounds(count)] if count is not None and is_readable(count) else [])


@given(dataset=cs.datasets() | hostile_datasets())
def test_a_sentence_is_one_line_that_hides_nothing(dataset: ce.Dataset) -> None:
    """Whatever the names hold, the sentence is one line without unseen or reordering characters, and not long."""
    for claim in dataset.claims:
        sentence = ce.hedge(claim, dataset)
        marks = {each for each in sentence if unicodedata.category(each)[0] == "C"}
        assert marks <= {"\u200c", "\u200d", "\u200e"}
        assert sentence == " ".join(sentence.split(" "))
        assert sentence.count("“") == sentence.count("”")
        assert len(sentence) < 12_000


WORDS: Final = {
    ce.Attribution: {
        ("polarity", "denies"): ("denied",),
        ("polarity", "withholds"): ("neither confirmed nor denied",),
        ("commitment", "possible"): ("possible",),
        ("commitment", "probable"): ("probable",),
        ("method", "estimated"): ("estimate",),
        ("method", "extrapolated"): ("extrapolation",),
        ("method", "machine"): ("without human review",),
        ("attributed", "unclear"): ("leaving open",),
        ("attributed", "carried"): ("named only earlier", "naming nobody at that point"),
    }
}
"""What an attribution holds, and the words of which one must then stand outside quotation marks."""

MOODS: Final = {
    "planned": ("was to ", "were to ", "planned"),
    "hypothetical": ("might ", "hypothetical"),
    "counterfactual": ("would have ", "said not to have happened"),
    "unclear": ("may have ", "unclear whether it happened"),
}
"""The words for an event that is not said to have happened."""


@given(dataset=cs.datasets() | hostile_datasets())
def test_doubt_is_said(dataset: ce.Dataset) -> None:
    """A denied, withheld, unsure, estimated or unclear claim has words that say so, which no name can bring."""
    for claim in dataset.claims:
        ours = QUOTED.sub("“”", ce.hedge(claim, dataset))
        for (name, value), words in WORDS[ce.Attribution].items():
            if getattr(claim.attribution, name) == value:
                assert any(word in ours for word in words)


@given(dataset=cs.datasets() | hostile_datasets())
def test_what_did_not_happen_is_not_told_as_fact(dataset: ce.Dataset) -> None:
    """A claim about a planned, hypothetical, counterfactual or unclear event has words that say so."""
    for row, claim in zip(ce.claims_table(dataset), dataset.claims, strict=True):
        if row.realis in MOODS and isinstance(claim, ce.Figure) and _owned_once(claim, dataset):
            ours = QUOTED.sub("“”", ce.hedge(claim, dataset))
            assert any(word in ours for word in MOODS[row.realis])


@given(dataset=cs.datasets() | hostile_datasets())
def test_what_no_longer_stands_is_told_so(dataset: ce.Dataset) -> None:
    """A superseded or retracted claim has words that say so."""
    told = {"superseded": ("later updated", "later corrected"), "retracted": ("later retracted", "withdrew")}
    for row, claim in zip(ce.claims_table(dataset), dataset.claims, strict=True):
        if row.status in told:
            ours = QUOTED.sub("“”", ce.hedge(claim, dataset))
            assert any(word in ours for word in told[row.status])


def _owned_once(claim: ce.Claim, dataset: ce.Dataset) -> bool:
    return sum(claim == other for other in dataset.claims) == 1


@given(dataset=hostile_datasets())
def test_the_name_of_somebody_at_risk_is_withheld(dataset: ce.Dataset) -> None:
    """The name of an actor marked sensitive stands in no sentence, wherever the data repeats it."""
    name = "Anna Petrenko"
    actors = tuple(attrs.evolve(each, name=name, sensitive=True, aliases=()) for each in dataset.actors)
    statements = tuple(attrs.evolve(each, described_as=f"widow {name}") for each in dataset.statements)
    events = tuple(attrs.evolve(each, title=f"The case of {name}") for each in dataset.events)
    dataset = attrs.evolve(dataset, actors=actors, statements=statements, events=events)
    if actors:
        for claim in dataset.claims:
            assert name not in ce.hedge(claim, dataset)


@pytest.mark.parametrize("text", HOSTILE)
@given(count=cs.counts(max_value=10_000))
def test_the_barest_wording_is_always_read_back(text: str, count: ce.Count) -> None:
    """With all names quoted and the count in our own words, which is the last resort, every number is read back."""
    attribution = ce.Attribution(source="wire", speaker="a", via=("a",))
    figure = ce.Figure(
        measure="launched",
        item="drone",
        model=text,
        described=text,
        from_="a",
        to="a",
        count=count,
        attribution=attribution,
    )
    dataset = ce.Dataset(
        sources=(ce.Source(id="wire", title=text),),
        actors=(ce.Actor(id="a", name=text),),
        events=(ce.Strike(id="strike", figures=(figure,)),),
    )
    teller = _Teller(dataset, around_of(dataset), own=False, plainly=False)
    assert [bounds(each) for each in outside(teller.sentence(figure))] == [bounds(count)]
