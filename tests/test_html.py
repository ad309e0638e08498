"""What a notebook shows of a record: safe whatever the record holds, and never surer than it."""

from __future__ import annotations

import re
import tracemalloc
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest
from hypothesis import given

import conflictevents as ce
from conflictevents import examples
from conflictevents import strategies as cs

EXAMPLE = examples.load("istanbul-exchange")
HOSTILE = "\"'><script src=//x>alert(1)</script><img src=x onerror=y>&amp;\u202e\u2066\x00\x1b]\n"
HOSTILE_ID = "\"'><script>alert(1)</script>&lt;"
TAGS = {"div", "style", "p", "strong", "bdi", "table", "caption", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"class": {"conflictevents", "wide"}, "scope": {"col", "row", "rowgroup"}, "colspan": {"5"}}


class Page(HTMLParser):
    """Reads a piece of HTML strictly: every element is closed in order, and only known ones are there."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.words: list[str] = []
        self.tables: list[list[str]] = []
        self.cells: list[str] = []
        self.feed(html)
        self.close()
        assert [] == self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, which must be one of ours."""
        assert tag in TAGS
        for name, value in attrs:
            assert value in ATTRIBUTES[name]
        self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        elif self.tables:
            self.tables[-1].append(tag)
        if tag == "th":
            assert {"scope"} <= {name for name, _ in attrs}
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect what is read."""
        if "style" not in self.open:
            self.words.append(data)
        if {"td", "th"} & set(self.open):
            self.cells[-1] += data

    @property
    def text(self) -> str:
        """All that is read, on one line."""
        return " ".join("".join(self.words).split())


def shown(record: Any) -> Page:
    """What a notebook shows of a record."""
    return Page(record._repr_html_())


def dead(**fields: Any) -> ce.Figure:
    """A figure of people killed, with some fields changed."""
    given_ = {"measure": "killed", "item": "people", "attribution": ce.Attribution(source="wire", speaker="mod")}
    return ce.Figure(**(given_ | fields))


@given(cs.claims() | cs.events() | cs.casualty_reports() | cs.statements() | cs.datasets())
def test_every_record_is_well_formed(record: ce.Record) -> None:
    """Only our own elements and attributes are there, each table has a caption, and nothing comes from elsewhere."""
    html: str | None = record._repr_html_()
    assert html is not None
    page = Page(html)
    assert all(table[0] == "caption" for table in page.tables)
    assert not re.search(r"url\(|@import|https?:|<script|javascript:|expression\(", re.sub(r"<bdi>.*?</bdi>", "", html))


@pytest.mark.parametrize("record", [ce.Count.exactly(1), ce.Span(start=0, end=1), ce.Source(id="a")])
def test_small_records_are_shown_as_text(record: ce.Record) -> None:
    """A record of which `repr` tells everything has no table of its own."""
    assert None is record._repr_html_()


def hostile_dataset() -> ce.Dataset:
    """A dataset in which every text and id is an attack."""
    attribution = ce.Attribution(
        source=HOSTILE_ID,
        speaker=HOSTILE_ID,
        via=(HOSTILE_ID,),
        as_of=ce.When(text=HOSTILE),
        grade=ce.Grade(scheme=HOSTILE, value=HOSTILE),
    )
    figure = dead(
        id=HOSTILE_ID,
        model=HOSTILE,
        described=HOSTILE,
        count=ce.Count.exactly(1, text=HOSTILE),
        window=ce.When(edtf="2025", zone=HOSTILE),
        within=HOSTILE_ID,
        besides=HOSTILE_ID,
        from_=HOSTILE_ID,
        to=HOSTILE_ID,
        attribution=attribution,
        note=HOSTILE,
    )
    assertion = ce.Assertion(
        property="rank", value=HOSTILE, of=HOSTILE, vocabulary=HOSTILE, attribution=attribution, note=HOSTILE
    )
    return ce.Dataset(
        title=HOSTILE,
        licence=HOSTILE,
        description=HOSTILE,
        sources=(ce.Source(id=HOSTILE_ID, title=HOSTILE),),
        actors=(ce.Actor(id=HOSTILE_ID, name=HOSTILE),),
        places=(ce.Place(id=HOSTILE_ID, name=HOSTILE),),
        events=(
            ce.Strike(
                id=HOSTILE_ID,
                title=HOSTILE,
                attacker=HOSTILE_ID,
                where=(ce.Location(place=HOSTILE_ID),),
                participants=(ce.Participant(actor=HOSTILE_ID),),
                figures=(figure,),
                assertions=(assertion,),
            ),
        ),
        reports=(ce.CasualtyReport(id=HOSTILE_ID, title=HOSTILE, event=HOSTILE_ID, figures=(figure,)),),
        statements=(
            ce.Statement(
                id=HOSTILE_ID,
                described_as=HOSTILE,
                paraphrase=HOSTILE,
                quotations=(ce.Quotation(text=HOSTILE),),
                positions=(ce.Position(stance="for", topic=HOSTILE),),
            ),
        ),
    )


def test_hostile_texts_are_only_text() -> None:
    """Markup is shown as it is written, and what would turn the writing or control a screen is written out."""
    dataset = hostile_dataset()
    event, report, statement = dataset.events[0], dataset.reports[0], dataset.statements[0]
    for record in (dataset, event, report, statement, *event.claims):
        page = shown(record)
        assert "<script" in page.text
        assert {"\u202e", "\u2066", "\x00", "\x1b"}.isdisjoint(page.text)
        assert "\\u202e" in page.text


def test_long_texts_and_lists_are_cut() -> None:
    """A title of a hundred million characters and ten thousand claims make a short page, and are not copied for it."""
    figures = tuple(dead(described="y" * 1_000_000) for _ in range(10_000))
    event = ce.Incident(id="e", title="z" * 1_000_000, figures=figures)
    events = tuple(attrs.evolve(event, id=f"e{number}") for number in range(1_000))
    dataset = ce.Dataset(
        title="x" * 100_000_000,
        sources=(ce.Source(id="wire"),),
        actors=(ce.Actor(id="mod", name="Ministry"),),
        events=events[:20],
    )
    tracemalloc.start()
    try:
        for record in (event, figures[0], dataset):
            assert len(record._repr_html_() or "") < 60_000
        assert 50_000_000 > tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "(100,000,000 characters)" in shown(dataset).text
    assert "The first 10 of 20 events and their claims" in shown(dataset).text
    assert "and 9,950 more claims" in shown(event).text


def test_what_is_not_known_is_not_stated() -> None:
    """A figure without a size or words is not zero of anything."""
    cells = shown(ce.CasualtyReport(id="r", event="e", figures=(dead(),))).cells[-5:]
    assert ["said by mod", "killed · people", "not stated", "not stated", "wire, place not stated"] == cells
    assert "an unknown number" == shown(dead(count=ce.Count.at_least(0))).cells[5]


@pytest.mark.parametrize(
    ("expected", "fields"),
    [
        ("said by the source itself", {"speaker": None}),
        ("said by whom is left open", {"speaker": None, "attributed": "unclear"}),
        ("said by mod or the source itself (left open)", {"attributed": "unclear"}),
        ("said by mod (carried over from an earlier mention)", {"attributed": "carried"}),
        ("denied by mod", {"polarity": "denies"}),
        ("neither said nor denied by mod", {"polarity": "withholds"}),
        ("said, not confirmed, by mod", {"verb": "unconfirmed"}),
        ("claimed by mod, as possible", {"verb": "claimed", "commitment": "possible"}),
        ("estimated by mod, estimated", {"method": "estimated"}),
        ("said by mod, through wire-2", {"via": ("wire-2",)}),
        ("said by mod, as of 2 May 2025", {"as_of": ce.When.parse("2025-05-02")}),
        ("said by mod, graded “B” on “admiralty”", {"grade": ce.Grade(scheme="admiralty", value="B")}),
    ],
)
def test_who_says_so_and_how_surely(expected: str, fields: dict[str, Any]) -> None:
    """The first cell has the speaker and all that weakens the claim."""
    given_: dict[str, Any] = {"source": "wire", "speaker": "mod"}
    claim = dead(attribution=ce.Attribution(**(given_ | fields)))
    assert expected == shown(claim).cells[1]


@pytest.mark.parametrize(
    ("expected", "fields"),
    [
        ("killed · people · children, civilians", {"group": "children+civilians"}),
        ("killed · people; part of claim all", {"within": "all"}),
        ("killed · people; on top of claim all", {"besides": "all"}),
        ("killed · people; low estimate", {"estimate": "low"}),
        ("killed · people; scope: cumulative", {"scope": "cumulative"}),
        ("killed · people; window: May 2025", {"window": ce.When.parse("2025-05")}),
        ("killed · people; from a to b; called “soldiers”", {"from_": "a", "to": "b", "described": "soldiers"}),
        ("denied: killed · people", {"attribution": ce.Attribution(source="wire", polarity="denies")}),
    ],
)
def test_what_is_claimed_with_all_that_narrows_it(expected: str, fields: dict[str, Any]) -> None:
    """A number is never shown without what it is a part of, comes on top of or covers."""
    assert expected == shown(dead(**fields)).cells[3]


def test_a_share_is_no_count() -> None:
    """A percentage is told as one."""
    assert "at least 80 percent" == shown(dead(share=ce.Share(low=80))).cells[5]


def test_claims_that_no_longer_stand_say_so() -> None:
    """In a dataset a claim that has been replaced is marked."""
    old, new = dead(id="old"), dead(supersedes=ce.Supersedes(claim="old", kind="correction"))
    dataset = ce.Dataset(
        sources=(ce.Source(id="wire"),),
        actors=(ce.Actor(id="mod", name="Ministry"),),
        events=(ce.Incident(id="e", realis="planned"),),
        reports=(ce.CasualtyReport(id="r", event="e", figures=(old, new)),),
    )
    page = shown(dataset)
    assert "Incident: e (planned)" in page.text
    assert "said by Ministry, superseded" in page.cells
    assert "said by Ministry, corrects claim old" in page.cells


def test_names_of_people_at_risk_are_withheld() -> None:
    """A dataset shows the id of a sensitive person, and no text of it shows the name."""
    name = "Made Upname"
    cut = ce.When(edtf="2031-06-16", text=f"{'x' * 190} {name}")
    figure = dead(count=ce.Count.exactly(1, text=f"{name} died"), described=name.lower())
    dataset = ce.Dataset(
        title=f"The case of {name}",
        description=name,
        sources=(ce.Source(id="wire"),),
        actors=(ce.Actor(id="mod", name=name, sensitive=True),),
        events=(ce.Incident(id="e", title=name, when=cut),),
        reports=(ce.CasualtyReport(id="r", event="e", figures=(figure,)),),
    )
    page = shown(dataset)
    assert "said by mod (name withheld)" in page.cells
    assert "upname" not in page.text.casefold()
    assert "made" not in page.text.casefold()


def test_a_claim_is_told_in_a_sentence_first() -> None:
    """The page of a claim begins with what `hedge` says of it."""
    claim = EXAMPLE.reports[0].figures[0]
    assert shown(claim).text.startswith(f"{ce.hedge(claim)}. The claim in its parts")


def test_the_worked_example() -> None:
    """The page of a dataset counts its records, and shows events with who claims what."""
    page = shown(EXAMPLE)
    numbers = "9 events (1 episode, 4 exchange, 1 incident, 2 strike, 1 talks), 3 reports, 9 statements, 54 claims"
    assert numbers in page.text
    assert page.tables[0].count("tbody") == len(EXAMPLE.events)
    assert "said by Donald Trump" in page.cells
