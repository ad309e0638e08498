"""Each check finds its own fault, and nothing in a dataset without it."""

from __future__ import annotations

import hashlib
from typing import Any

import attrs
import pytest

import conflictevents as ce
from conflictevents import checks
from conflictevents.checks import Check
from conflictevents.checks._engine import Found, Subject
from conflictevents.checks._pages import page_of
from conflictevents.checks._run import run

OWN = ce.Attribution(source="wire")
TEXT = "A minister said: “we lost 12 men” and added that 12 men would be buried. The end, the end, for both sides."


def figure(measure: str, count: int | ce.Count | None, **fields: Any) -> ce.Figure:
    """A figure with a plain number."""
    number = ce.Count.exactly(count) if isinstance(count, int) else count
    return ce.Figure(**{"measure": measure, "item": "people", "count": number, "attribution": OWN} | fields)


def toll(*figures: ce.Figure) -> ce.Dataset:
    """A dataset with one report of harm."""
    return base().add(ce.CasualtyReport(id="toll", event="blast", figures=figures))


def waiving(code: str, *figures: ce.Figure) -> ce.Dataset:
    """A dataset with one report of harm that has a waiver."""
    waivers = (ce.Waiver(code=code, reason="It was looked at."),)
    return base().add(ce.CasualtyReport(id="toll", event="blast", figures=figures, waivers=waivers))


def base(**fields: Any) -> ce.Dataset:
    """A dataset without a fault."""
    return ce.Dataset(
        **{
            "sources": (
                ce.Source(id="wire", title="A report", published=ce.When(edtf="2025-05-25")),
                ce.Source(id="other", title="Another", published=ce.When(edtf="2025-05-26")),
            ),
            "actors": (ce.Actor(id="north", name="North"), ce.Actor(id="south", name="South")),
            "places": (ce.Place(id="town", name="Town"),),
            "events": (ce.Incident(id="blast", when=ce.When(edtf="2025-05-24"), where=(ce.Location(place="town"),)),),
        }
        | fields
    )


def strike(*figures: ce.Figure) -> ce.Dataset:
    """A dataset with one strike."""
    return base().add(ce.Strike(id="raid", attacker="north", targets=("south",), figures=figures))


def drones(measure: str, count: int | ce.Count, **fields: Any) -> ce.Figure:
    """A figure of drones."""
    return figure(measure, count, **{"item": "drone"} | fields)


def exchange(*phases: tuple[int | ce.Count, ...], agreed: int | None = 1000, complete: bool = False) -> ce.Dataset:
    """A dataset with an exchange in phases, all figures from north to south; a phase may have several figures."""
    way: dict[str, Any] = {"item": "prisoners", "from_": "north", "to": "south"}
    sides: dict[str, Any] = {"parties": ("north", "south")}
    promised = () if agreed is None else (figure("agreed", agreed, **way),)
    whole = ce.Exchange(id="swap", figures=promised, complete=complete, **sides)
    parts = (
        ce.Exchange(
            id=f"phase-{number}",
            part_of="swap",
            figures=tuple(figure("released", count, scope="phase", **way) for count in counts),
            **sides,
        )
        for number, counts in enumerate(phases)
    )
    return base().add(whole, *parts)


def one_way(words: str, *, both: bool) -> ce.Dataset:
    """A dataset with an exchange whose words speak of each side."""
    directions = [("north", "south"), ("south", "north")][: 2 if both else 1]
    figures = tuple(
        figure("released", ce.Count.exactly(9, text="9"), item="prisoners", described=words, from_=from_, to=to)
        for from_, to in directions
    )
    return base().add(ce.Exchange(id="swap", parties=("north", "south"), figures=figures))


def said(**fields: Any) -> ce.Dataset:
    """A dataset with one statement by somebody with an office."""
    minister = ce.Actor(
        id="minister",
        name="A. Minister",
        posts=(ce.Post(office="minister", of="south", during=ce.When(edtf="2025-01-01/..")),),
    )
    statement = ce.Statement(**{"id": "st", "source": "wire", "speaker": "minister"} | fields)
    return base().add(minister, statement)


def in_office(*terms: str | None, **fields: Any) -> ce.Dataset:
    """A dataset with one statement by somebody who was mayor in each of the terms."""
    posts = tuple(ce.Post(office="mayor", during=None if term is None else ce.When(edtf=term)) for term in terms)
    statement = ce.Statement(**{"id": "st", "source": "wire", "speaker": "mayor"} | fields)
    return base().add(ce.Actor(id="mayor", name="A. Mayor", posts=posts), statement)


def quoted(words: str, span: ce.Span | None = None) -> ce.Dataset:
    """A dataset with one statement that quotes some words."""
    return said(speech="direct", quotations=(ce.Quotation(text=words, span=span),))


def spanned(*spans: ce.Span | None) -> ce.Dataset:
    """A dataset with a figure for each span; None is a figure without one."""
    return toll(*(figure("killed", 1, spans=() if span is None else (span,)) for span in spans))


def in_bytes(words: str) -> ce.Span:
    """The span of words of the text, with offsets in bytes of UTF-8."""
    start = len(TEXT[: TEXT.index(words)].encode())
    return ce.Span(start=start, end=start + len(words), exact=words)


def translated(**fields: Any) -> ce.Dataset:
    """A dataset with one quotation of the text, in some language."""
    return said(speech="direct", quotations=(ce.Quotation(**{"text": "we lost 12 men"} | fields),))


def licensed(licence: str | None, words: str, source: str = "wire") -> ce.Dataset:
    """A dataset that quotes words of a source with a licence."""
    dataset = said(source=source, speech="direct", quotations=(ce.Quotation(text=words),))
    return attrs.evolve(dataset, title=words, sources=tuple(attrs.evolve(s, licence=licence) for s in dataset.sources))


def accusing(actor: str) -> ce.Dataset:
    """A dataset in which somebody is named as the perpetrator."""
    accusation = ce.Assertion(property="perpetrator", value=actor, attribution=OWN)
    return base().add(ce.Incident(id="attack", assertions=(accusation,)))


def asserting(property_: str, value: str | ce.When, **fields: Any) -> ce.Dataset:
    """A dataset with one assertion."""
    claim = ce.Assertion(property=property_, value=value, attribution=OWN, **fields)
    return base().add(ce.Incident(id="attack", assertions=(claim,)))


def dated(text: str, edtf: str | None, published: str | None = None, **basis: Any) -> ce.Dataset:
    """A dataset with one event that says when in words, told by one source."""
    source = ce.Source(id="wire", published=None if published is None else ce.When(edtf=published))
    when = ce.When(edtf=edtf, text=text, basis=ce.Basis(**basis) if basis else None)
    told = ce.Assertion(property="occurred", value="yes", attribution=OWN)
    return ce.Dataset(sources=(source,), events=(ce.Incident(id="blast", when=when, assertions=(told,)),))


def by_rule(text: str, edtf: str, rule: str, anchor: str | None = "2025-05-25") -> ce.Dataset:
    """A dataset with one event whose date was inferred by a rule."""
    return dated(text, edtf, "2025-05-25", rule=rule, anchor=anchor)


def told_each_way(span: ce.Span) -> ce.Dataset:
    """A dataset with an exchange in one direction, whose figure has a span without words of its own."""
    freed = figure("released", 9, item="prisoners", from_="north", to="south", spans=(span,))
    return base().add(ce.Exchange(id="swap", parties=("north", "south"), figures=(freed,)))


def as_of(date: str) -> ce.Attribution:
    """The source's own voice, of a date."""
    return ce.Attribution(source="wire", as_of=ce.When(edtf=date))


def worded(text: str | None, low: int, *high: int | None, quoted: str | None = None, **fields: Any) -> ce.Figure:
    """A figure whose number has words, exact unless an upper end is given; of a quotation where one is given."""
    spans = () if quoted is None else (ce.Span(start=0, end=len(quoted), exact=quoted),)
    count = ce.Count(
        low=low,
        high=high[0] if high else low,
        text=text,
        policy=fields.pop("policy", None),
        approximate=fields.pop("soft", False),
    )
    return figure("killed", count, spans=spans, **fields)


def in_language(language: str | None, *figures: ce.Figure) -> ce.Dataset:
    """A dataset with one report of harm, whose source is in a language."""
    return attrs.evolve(toll(*figures), sources=(ce.Source(id="wire", language=language), ce.Source(id="other")))


def in_text(text: str, number: str) -> ce.Dataset:
    """A dataset with a figure whose span is a number of a text, which the dataset brings along as its title."""
    count = ce.Count.exactly(int(number.replace(",", "")))
    return attrs.evolve(toll(figure("killed", count, spans=(ce.Span.of(text, number),))), title=text)


TWO_WORDS = ce.Span.of(TEXT, "12 men would", keep_words=False)


ABOUT_TEN = figure("killed", ce.Count(low=9, high=10, approximate=True), id="dead")
LOW, BEST, HIGH = "low", "best", "high"
DID_NOT_HAPPEN = ce.Assertion(property="occurred", value="no", attribution=OWN)
KILLED = figure("killed", ce.Count.exactly(12), id="dead")

CASES: dict[str, tuple[list[ce.Dataset], list[ce.Dataset]]] = {
    # code: datasets in which it is found once, datasets in which it is not
    "ID101": (
        [base(actors=(ce.Actor(id="a", name="A"), ce.Actor(id="a", name="B"))), toll(KILLED, KILLED)],
        [
            base(),
            base(actors=(ce.Actor(id="wire", name="An actor may have a source's id"),)),
            base().add(ce.Statement(id="st", speaker="absent")),
        ],
    ),
    "ID102": (
        [
            toll(figure("killed", 1, attribution=ce.Attribution(source="absent"))),
            toll(figure("killed", 1, within="absent")),
            base().add(ce.Statement(id="st", speaker="absent")),
            accusing("absent"),
        ],
        [
            base().add(ce.Statement(id="st", speaker="north", about=("blast", "south"))),
            accusing("north"),
            base(actors=(ce.Actor(id="a", name="A"), ce.Actor(id="a", name="B"))),
        ],
    ),
    "ID103": (
        [
            base().add(ce.Incident(id="a", part_of="a")),
            base().add(ce.Incident(id="a", part_of="b"), ce.Incident(id="b", part_of="a")),
            base(actors=(ce.Actor(id="a", name="A", member_of="b"), ce.Actor(id="b", name="B", member_of="a"))),
            toll(
                figure("killed", 1, id="a", supersedes=ce.Supersedes(claim="b", kind="update")),
                figure("killed", 2, id="b", supersedes=ce.Supersedes(claim="a", kind="update")),
            ),
            base(sources=(ce.Source(id="wire", based_on="other"), ce.Source(id="other", based_on="wire"))),
            base().add(
                ce.Incident(id="tail", part_of="a"),
                ce.Incident(id="a", part_of="b"),
                ce.Incident(id="b", part_of="a"),
            ),
            toll(figure("killed", 1, id="a", within="b"), figure("killed", 2, id="b", within="a")),
            toll(figure("killed", 1, id="a", besides="b"), figure("killed", 2, id="b", besides="a")),
        ],
        [base().add(ce.Incident(id="a", part_of="blast"), ce.Incident(id="b", part_of="a"))],
    ),
    "ID105": (
        [waiving("TC105"), waiving("ID103")],
        [waiving("CT105", figure("killed", ce.Count(low=24, text="dozens"))), waiving("QT105")],
    ),
    "DT101": (
        [
            base(events=(ce.Incident(id="blast", when=ce.When(edtf="2025-05-27")),)).add(
                ce.CasualtyReport(id="toll", event="blast", figures=(figure("killed", 1),))
            ),
            base(
                events=(
                    ce.Incident(id="plan", realis="planned"),
                    ce.Incident(id="blast", when=ce.When(edtf="2025-05-26"), figures=(figure("destroyed", 1),)),
                )
            ),
        ],
        [
            base(sources=(ce.Source(id="wire"),)).add(
                ce.CasualtyReport(id="toll", event="blast", figures=(figure("killed", 1),))
            ),
            toll(figure("killed", 1)),
            base(events=(ce.Incident(id="blast", when=ce.When(edtf="2025-05-25/2025-05-27")),)).add(
                ce.CasualtyReport(id="toll", event="blast", figures=(figure("killed", 1),))
            ),
            base(events=(ce.Incident(id="blast", when=ce.When(edtf="2025-05-26"), assertions=(DID_NOT_HAPPEN,)),)),
            base(events=(ce.Incident(id="blast", realis="planned", when=ce.When(edtf="2025-06")),)).add(
                ce.CasualtyReport(id="toll", event="blast", figures=(figure("killed", 1),))
            ),
        ],
    ),
    "DT102": (
        [
            dated("on Saturday", "2025-05-24"),
            dated("on Saturday", None),
            dated("overnight", "2025-05-24/2025-05-25"),
            dated("у суботу", "2025-05-24"),
            base(sources=(ce.Source(id="wire"), ce.Source(id="other", published=ce.When(edtf="2025")))).add(
                ce.CasualtyReport(
                    id="toll",
                    event="blast",
                    figures=(figure("killed", 1, window=ce.When(edtf="2025-05-24", text="Saturday")),),
                )
            ),
            base(sources=(ce.Source(id="wire", published=ce.When(text="Sunday")),)),
            said(when=ce.When(edtf="2025-05-24", text="on Saturday"), source="mute").add(ce.Source(id="mute")),
        ],
        [
            dated("on Saturday", "2025-05-24", "2025-05-25"),
            dated("on Saturday", "2025-05-24", rule="public_record"),
            dated("24 May 2025", "2025-05-24"),
            dated("when the war began", None),
            base(sources=(ce.Source(id="wire", published=ce.When(edtf="2025-05-25", text="Sunday")),)),
            base(events=(ce.Incident(id="blast", when=ce.When(edtf="2025-05-24")),)),
        ],
    ),
    "DT103": (
        [
            dated("Saturday, 23 May 2025", "2025-05-23", "2025-05-25"),
            dated("Saturday, 23 May 2025", None, "2025-05-25"),
            dated("on Saturday", "2025-05-25", "2025-05-25"),
            by_rule("Saturday", "2025-05-25", "weekday"),
            by_rule("в субботу", "2025-05-25", "weekday"),
        ],
        [
            dated("Friday, 23 May 2025", "2025-05-23"),
            dated("on Saturday", "2025-05-24", "2025-05-25"),
            dated("Saturday night", "2025-05-25", "2025-05-25"),
            dated("Saturday", "2025-05-25T01:00Z", "2025-05-25"),
            dated("Saturday", "2025-05-24/2025-05-25", "2025-05-25"),
            dated("Saturday evening, local time", None, "2025-05-25"),
        ],
    ),
    "DT106": (
        [
            dated("this week", "2025-05-22", "2025-05-25"),
            dated("this week", "2025-05-22"),
            by_rule("this week", "2025-05-22", "this_week"),
            dated("May 2025", "2025-05-16", "2025-06-01"),
            dated("last month", "2025-04-10/2025-04-12", "2025-05-25"),
            dated("цього тижня", "2025-05-22", "2025-05-25"),
            by_rule("this week", "2025-05-22", "this_week", "no date"),
        ],
        [
            dated("this week", "2025-05-19", "2025-05-19"),
            dated("this week", "2025-05-19/2025-05-22"),
            dated("this week", "2025-05-19/2025-05-25", "2025-05-25"),
            dated("this week", "2025-05-22~", "2025-05-25"),
            dated("this week", "2024-02-01", "2025-05-25"),
            dated("last month", "2025-04", "2025-05-25"),
            dated("overnight", "2025-05-25", "2025-05-25"),
            dated("hours ago", "2025-05-25", "2025-05-25"),
            dated("two weeks ago", "2025-05-11", "2025-05-25"),
            dated("until Sunday", "2025-05-24", "2025-05-25"),
            dated("Sunday", "../2025-05-24", "2025-05-25"),
            by_rule("the week of the talks", "2025-05-22", "this_week"),
        ],
    ),
    "DT107": (
        [
            dated("overnight", "2025-05-25", "2025-05-25"),
            dated("overnight", "2025-05-25"),
            dated("Saturday night", "2025-05-24", "2025-05-25"),
            by_rule("overnight", "2025-05-24", "overnight"),
            dated("on the night of 24 May 2025", "2025-05-24", "2025-05-26"),
            dated("в ночь на 25 мая", "2025-05-25", "2025-05-25"),
        ],
        [
            dated("overnight", "2025-05-24/2025-05-25", "2025-05-25"),
            dated("tonight", "2025-05-25", "2025-05-25"),
            dated("this week", "2025-05-22", "2025-05-25"),
            dated("overnight", "2025-05-25~", "2025-05-25"),
        ],
    ),
    "DT109": (
        [dated("05/06/2025", "2025-06-05"), dated("05/06/2025", None), dated("on 05-06-2025", "2025-05-06")],
        [
            dated("05/06/2025", "2025-06-05", rule="day_order_dmy"),
            dated("25/06/2025", "2025-06-25"),
            dated("05.06.2025", "2025-06-05"),
            dated("2025-06-05", "2025-06-05"),
        ],
    ),
    "DT112": (
        [
            by_rule("yesterday", "2025-05-23", "yesterday"),
            by_rule("last month", "2025-03", "last_month"),
            by_rule("overnight", "2025-05-23/2025-05-25", "overnight"),
            by_rule("16 May", "2024-05-16", "day_and_month"),
            by_rule("in May", "2025-05", "month"),
            by_rule("mere hours before", "2025-05-23", "hours_before"),
            by_rule("Sunday", "2025-06-01", "weekday"),
            by_rule("Sunday", "2025-05-18", "weekday"),
            by_rule("since Friday", "2025-05-23/..", "since"),
            by_rule("05/06/2025", "2025-05-06", "day_order_dmy", None),
        ],
        [
            by_rule("yesterday", "2025-05-24", "yesterday"),
            by_rule("next Sunday", "2025-06-01", "next_weekday"),
            by_rule("Monday", "2025-05-26", "weekday_ahead"),
            by_rule("mere hours before", "2025-05-24/2025-05-25", "hours_before"),
            by_rule("earlier this month", "2025-05-01/2025-05-24", "earlier_this_month"),
            by_rule("in May", "2025-05-01/2025-05-25", "month"),
            by_rule("05/06/2025", "2025-06-05", "day_order_dmy", None),
            by_rule("yesterday", "2025-05-23", "public_record"),
            by_rule("yesterday", "2025-05-23", "x-lab.rule"),
            by_rule("yesterday, they said", "2025-05-23", "yesterday"),
            by_rule("Saturday", "2025-05-25", "weekday"),
            by_rule("this week", "2025-05-22", "this_week"),
            by_rule("overnight", "2025-05-24", "overnight"),
            by_rule("3 a.m. on Sunday", "2025-05-25", "weekday"),
        ],
    ),
    "CT101": (
        [
            toll(figure("killed", 7, estimate=LOW), figure("killed", 5, estimate=BEST)),
            toll(figure("killed", 6, estimate=HIGH), figure("killed", 7, estimate=BEST)),
            toll(
                figure("killed", 7, estimate=LOW),
                figure("killed", None, estimate=BEST),
                figure("killed", 5, estimate=BEST),
            ),
        ],
        [
            toll(
                figure("killed", 1, estimate=LOW),
                figure("killed", 1, estimate=BEST),
                figure("killed", 4, estimate=HIGH),
            ),
            toll(figure("killed", 7, estimate=LOW), figure("killed", 5, estimate=BEST, to="south")),
            accusing("north"),
            base().add(
                ce.CasualtyReport(id="one", event="blast", figures=(figure("killed", 7, estimate=LOW),)),
                ce.CasualtyReport(id="two", event="blast", figures=(figure("killed", 5, estimate=BEST),)),
            ),
        ],
    ),
    "CT103": (
        [
            toll(worded("at least 12", 12)),
            toll(worded("over 300", 300, None)),
            toll(worded("up to 40", 40)),
            toll(worded("twelve", 13)),
            toll(worded("dozens", 12, None, policy="literal")),
            toll(worded("about 50", 45, 56, policy="bounded")),
            toll(worded("at least 12", 12, 14, policy="our-newsroom/2")),
            toll(worded("about 50", 500)),
            toll(worded("at least twelve people dead", 12)),
            in_language("uk", worded("понад 300", 300, None)),
            in_language("en-GB", worded("more than 300 prisoners", 300)),
            in_language("uk", worded("at least 12", 12)),  # put into another language by the coder
        ],
        [
            toll(worded("at least 12", 12, None), worded("303", 303), worded("up to 40", 1, 40)),
            toll(worded("dozens", 12, policy="acled"), worded("dozens", 24, 99, policy="bounded")),
            toll(worded("at least 12", 12, policy="our-single-numbers"), worded("dozens", 30, 80, policy="our-own")),
            toll(worded("dozens", 30, 80, policy="desk")),
            toll(worded("about 50", 40, 60, soft=True), worded("a dozen", 10, 14, soft=True)),
            # Not read to the last word, so nothing is held against them.
            toll(worded("12 or possibly more", 12, None), worded("12, more feared", 12, None)),
            toll(worded("12 dead, 12 wounded", 24), worded("four families", 19), worded("303 prisoners each", 606)),
            toll(worded("über 300", 301, None), worded("twelve (13)", 14), worded("1.200", 1200)),
            in_language("de", worded("12 over", 12, None)),
            toll(worded("at least 12", 10, estimate=LOW), worded("at least 12", 14, estimate=BEST)),
        ],
    ),
    "CT104": (
        [
            toll(worded(None, 303, quoted="307 Ukrainian defenders")),
            toll(worded("303", 303, quoted="307 captives")),
            toll(worded("3", 3, quoted="13 people")),
            toll(worded(None, 11, quoted="at least 12 people dead")),
            in_language("en", worded(None, 303, quoted="The ministry said 307 prisoners had come home")),
            toll(figure("killed", 13, spans=(TWO_WORDS,))),
        ],
        [
            toll(worded(None, 303, quoted="303 Ukrainian defenders"), worded("303", 303, quoted="over 300 prisoners")),
            # Another number may be meant than the one that is said.
            toll(worded(None, 3, quoted="a man and two children"), worded(None, 53, quoted="another 41 people")),
            toll(worded(None, 15, quoted="12 men, 3 women"), worded(None, 2, quoted="two couples")),
            in_language(
                "en", worded(None, 31, quoted="The toll climbed past 30"), worded(None, 600, quoted="300 each")
            ),
            in_language("en", worded(None, 1200, quoted="In all 1.200 were held and 307 came home")),
            in_language("fr", worded(None, 303, quoted="307 prisonniers")),
            toll(worded(None, 300, quoted="Die Stadt meldet 50 davon")),
            # The words of the count are read in their place.
            toll(worded("twelve", 12, quoted="twelve of the 40 hostages"), worded("12", 13, quoted="12 people")),
            toll(figure("killed", 13, spans=(attrs.evolve(TWO_WORDS, sha256="0" * 64),))),
            toll(figure("killed", 13, spans=(TWO_WORDS,), attribution=ce.Attribution(source="other"))),
            toll(
                figure("killed", 303, spans=tuple(ce.Span(start=0, end=12, exact=f"{n} captives") for n in (307, 303)))
            ),
            toll(worded(None, 12, 20, soft=True, quoted="nine people")),
            toll(worded(None, 0, None, quoted="nine people")),
            toll(
                worded(None, 40, quoted="nine people", attribution=ce.Attribution(source="wire", method="extrapolated"))
            ),
            attrs.evolve(
                toll(figure("killed", 13, spans=(TWO_WORDS,))), sources=(ce.Source(id="wire", length=3),)
            ),  # QT105: the text is another one
        ],
    ),
    "CT105": (
        [toll(worded("dozens", 12, None)), toll(worded("several hundred people", 300, 999, soft=True))],
        [
            toll(worded("dozens", 24, None, policy="literal"), worded("dozens", 30, 60, policy="our-own")),
            toll(worded("over 300", 301, None), worded("about 50", 45, 55), worded("two dozen", 24)),
            toll(worded("at least several dozen", 36, None, soft=True), worded("a couple", 2, soft=True)),
            toll(worded("dozens", 1, None), worded("dozens", 0, None, soft=True), worded("dozens", 12)),
        ],
    ),
    "CT106": (
        [
            toll(worded("hundreds", 100)),
            toll(worded("hundreds", 100, policy="literal")),
            toll(worded("about 50", 50)),
            toll(worded("dozens", 12, soft=True)),
        ],
        [
            toll(worded("hundreds", 100, policy="acled"), worded("hundreds", 150, policy="our-own")),
            toll(worded("about 50", 50, soft=True), worded("a couple", 2), worded("a hundred", 100)),
            toll(worded("about 50", 50, policy="our-own"), worded("an unknown number", 0, None)),
        ],
    ),
    "CT112": (
        [
            toll(worded("twelve (13)", 12)),
            toll(worded("at most forty (50) people", 40, 50)),
            toll(worded("13", 13, quoted="Twelve (13) people died")),
            toll(worded("12 (thirteen)", 12)),
        ],
        [
            toll(worded("twelve (12)", 12), worded("more than twelve (12)", 13, None), worded("at least ten (13)", 13)),
            toll(worded("twelve (3)", 12), worded("twelve (2014)", 12), worded("12 (three children)", 12)),
            toll(worded("about twelve (13)", 13), worded("dozens (34)", 34, policy="our-own"), worded("12 (13)", 12)),
            toll(worded("twelve (wounded)", 12), worded("twelve", 12, quoted="twelve (13 by another account)")),
        ],
    ),
    "CT113": (
        [
            toll(worded("in 2014", 2014)),
            toll(worded("2,014", 2014, quoted="in May 2014")),
            toll(worded("в 2014 году", 2014)),
            in_text("Many died in 2014. Then", "2014"),
            in_text("Since May 2014 the front", "2014"),
        ],
        [
            toll(worded("2,014", 2014), worded("2014", 2014), worded("2014 people", 2014), worded("in 2014", 12)),
            toll(worded("in 2014 attacks", 2014), worded("of 2014", 2014), worded("in 2014", 2014, 2021)),
            in_text("They died in 2014 attacks", "2014"),
            in_text("In all 2014 died", "2014"),
            in_text("in 2,014, mostly", "2,014"),
            in_text("in 3000. Then", "3000"),
        ],
    ),
    "CT114": (
        [
            toll(worded("rose from 12 to 14", 12, 14)),
            toll(worded("12 to 14", 12, 14, quoted="the toll fell from 14 to 12")),
        ],
        [
            toll(worded("from 12 to 14", 12, 14), worded("rose from 12 to 14", 14)),
            toll(worded("rose from 12 to 14", 14, None), worded("rose from 12 to 14", 12, 20)),
        ],
    ),
    "CT115": (
        [
            toll(KILLED, worded("another 41", 41)),
            toll(KILLED, worded("three more", 3)),
            toll(KILLED, worded("41", 41, quoted="a further 41 people")),
            toll(worded("ще 12", 12, scope="cumulative")),
        ],
        [
            toll(KILLED, worded("another 41", 41, besides="dead"), worded("another 4", 4, scope="increment")),
            toll(KILLED, worded("three more", 3, within="dead", group="children"), worded("41 others", 41)),
            toll(KILLED, worded("another 4", 4, window=ce.When(edtf="2025-05-25"))),
            toll(KILLED, worded("another 4", 4, group="children"), worded("another 4", 4, scope="window")),
            toll(worded("another 4", 4)),  # in another place, perhaps, and all of them there
            toll(KILLED, attrs.evolve(worded("another 41", 41), measure="injured")),
            toll(KILLED, worded("no more than 4", 0, 4), worded("4 or more others", 4, None)),
            toll(KILLED, worded("another 41", 41, attribution=ce.Attribution(source="other"))),
            toll(KILLED, worded("another 41", 41, attribution=ce.Attribution(source="wire", polarity="denies"))),
            strike(drones("launched", 12), drones("launched", ce.Count.exactly(41, text="another 41"))),
        ],
    ),
    "CT117": (
        [
            toll(worded("no casualties were reported", 0)),
            toll(worded("no immediate reports of casualties", 0, policy="literal")),
        ],
        [
            toll(worded("no casualties were reported", 0, None, soft=True), worded("no one", 0), worded("zero", 0)),
            toll(worded("no survivors", 0), worded("an unknown number", 0, None, soft=True)),
        ],
    ),
    "CS101": (
        [
            toll(KILLED, figure("killed", 13, group="children", within="dead")),
            toll(KILLED, figure("killed", 13, group="children")),
            toll(KILLED, figure("killed", 10), figure("killed", 13, group="children")),
            toll(KILLED, figure("killed", ce.Count.at_least(5)), figure("killed", 13, group="children")),
        ],
        [
            toll(KILLED, figure("killed", 3, within="dead"), figure("killed", 5, group="children")),
            toll(KILLED, figure("killed", 12, group="children", within="dead")),
            toll(
                figure("killed", ce.Count.at_least(12), id="dead"),
                figure("killed", 13, group="children", within="dead"),
            ),
            toll(KILLED, figure("injured", 13, group="children")),
            toll(KILLED, figure("killed", 13, group="children", to="south")),
            toll(KILLED, figure("killed", 41, group="children", besides="dead")),
            toll(KILLED, figure("killed", 13, group="children", from_="north")),
            toll(figure("killed", 3, item="household", id="homes"), figure("killed", 14, within="homes")),
            # Revised upward: the later number takes the earlier one's place.
            toll(
                KILLED,
                figure("killed", 20, id="later", supersedes=ce.Supersedes(claim="dead", kind="correction")),
                figure("killed", 15, group="children"),
            ),
            toll(
                figure("killed", 12, attribution=as_of("2025-05-24")),
                figure("killed", 15, group="children", attribution=as_of("2025-05-26")),
            ),
            # Soft words decide nothing.
            toll(ABOUT_TEN, figure("killed", 11, group="children", within="dead")),
            toll(KILLED, figure("killed", ce.Count(low=13, approximate=True), group="children", within="dead")),
        ],
    ),
    "CS102": (
        [
            toll(KILLED, figure("killed", 7, group="children"), figure("killed", 6, group="adults")),
            toll(
                KILLED,
                figure("killed", 5, group="women", within="dead"),
                figure("killed", 8, group="men", within="dead"),
            ),
        ],
        [
            toll(KILLED, figure("killed", 7, group="children"), figure("killed", 6, group="women")),
            toll(KILLED, figure("killed", 6, group="children"), figure("killed", 6, group="adults")),
            toll(KILLED, figure("killed", 7, group="medics"), figure("killed", 6, group="rescuers")),
            toll(
                figure("killed", ce.Count.at_least(12), id="dead"),
                figure("killed", 7, group="children", within="dead"),
                figure("killed", 6, group="adults", within="dead"),
            ),
        ],
    ),
    "EX101": (
        [
            exchange((390,), (307,), (300,)),
            exchange((390,), (307,), (310,)),
            exchange((390,), (307,), (300,), complete=True),
        ],
        [
            exchange((390,), (307,), (303,)),
            exchange((390,), (307,), (ce.Count.more_than(300),)),
            exchange((390,), (307,), ()),
            exchange((390,), (307,), (ce.Count.more_than(300), 303)),
            exchange((390,), (307,), (ce.Count(low=300, high=300, approximate=True),), complete=True),
            exchange((390,), (307,), agreed=None),
        ],
    ),
    "EX102": ([exchange((1001,), ())], [exchange((1000,), ()), exchange((ce.Count.at_least(900),))]),
    "EX103": (
        [
            one_way("prisoners each", both=False),
            one_way("prisoners from both countries", both=False),
            one_way("prisoners of either warring side", both=False),
            told_each_way(ce.Span.of(TEXT, "the end, for both sides", keep_words=False)),
            base().add(ce.Exchange(id="swap", figures=(figure("released", 9, described="men each", to="south"),))),
            base().add(ce.Exchange(id="swap", figures=(figure("released", 9, described="men each", from_="south"),))),
            base().add(
                ce.Exchange(id="swap", figures=(figure("released", ce.Count.exactly(9, text="nine each"), to="south"),))
            ),
            base().add(
                ce.Exchange(
                    id="swap",
                    figures=(figure("released", 9, to="south", spans=(ce.Span(start=0, end=4, exact="each"),)),),
                )
            ),
        ],
        [
            one_way("prisoners each", both=True),
            one_way("prisoners of the beach", both=False),
            one_way("prisoners, both soldiers and civilians", both=False),
            one_way("prisoners each of whom was ill", both=False),
            base().add(ce.Exchange(id="swap", figures=(figure("released", None, spans=(ce.Span(start=0, end=1),)),))),
            base().add(ce.Exchange(id="swap", figures=(figure("released", 9, described="men each"),))),
            strike(drones("launched", 9, described="drones each", to="south")),
        ],
    ),
    "IO102": (
        [
            asserting("rank", "bigest"),
            asserting("occurred", "maybe so"),
            asserting("term_status", ce.When(edtf="2025")),
            asserting("time", "yesterday"),
            asserting("place", ce.When(edtf="2025")),
        ],
        [
            asserting("rank", "among_largest"),
            asserting("rank", "x-lab.loudest"),
            asserting("rank", "3", vocabulary="somebody's"),
            asserting("occurred", "partly"),
            asserting("time", ce.When(text="yesterday")),
            asserting("motive", "revenge"),
            asserting("x-lab.mood", "grim"),
        ],
    ),
    "ST101": (
        [
            strike(drones("launched", 10), drones("intercepted", 11)),
            strike(drones("launched", 10), drones("intercepted", 11, id="all"), drones("intercepted", 2, within="all")),
            strike(figure("launched", None, item="drone"), drones("launched", 10), drones("intercepted", 11)),
        ],
        [
            strike(drones("launched", 10), drones("launched", 8), drones("intercepted", 9)),
            strike(drones("launched", 10), drones("intercepted", 11), drones("intercepted", 9)),
            strike(drones("launched", 10), drones("lost", 3)),
            base().add(ce.Incident(id="raid", figures=(drones("launched", 10), drones("intercepted", 11)))),
            strike(drones("launched", 10), drones("intercepted", 10)),
            strike(drones("launched", 10), drones("intercepted", 11, item="missile")),
            strike(drones("launched", 10), drones("intercepted", 11, window=ce.When(edtf="2025-05-24"))),
            strike(drones("launched", 10), drones("intercepted", 11, attribution=ce.Attribution(source="other"))),
            strike(drones("launched", ce.Count.at_least(10)), drones("intercepted", 11)),
            strike(drones("launched", 10), drones("launched", 5, besides="more"), drones("intercepted", 12)).add(
                ce.Incident(id="other", figures=(drones("launched", 1, id="more"),))
            ),
            strike(
                drones("launched", 10, from_="north", to="south"), drones("intercepted", 50, from_="south", to="north")
            ),
            strike(drones("launched", ce.Count(low=9, high=10, approximate=True)), drones("intercepted", 11)),
        ],
    ),
    "ST102": (
        [
            strike(drones("launched", 16), drones("intercepted", 15), drones("lost", 11)),
            strike(
                *(drones(measure, 5, item="missile") for measure in ("launched", "intercepted")),
                *(drones(measure, 16) for measure in ("launched", "intercepted", "lost")),
            ),
            strike(drones("launched", 10), drones("hit", 11)),
        ],
        [
            strike(drones("launched", 16), drones("intercepted", 10), drones("destroyed", 10)),
            strike(drones("launched", 16), drones("intercepted", 10), drones("lost", 6)),
            strike(drones("launched", 16), drones("intercepted", 15), drones("lost", 11, model="Gerbera")),
            strike(drones("launched", 16), drones("intercepted", 17)),
        ],
    ),
    "SP101": ([said(speaker=None)], [said()]),
    "SP102": ([said(speech="direct"), said(speech="mixed")], [quoted("never"), said(speech="indirect")]),
    "SP113": (
        [
            said(described_as="Former minister"),
            said(described_as="the ex-minister", when=ce.When(edtf="2025-02")),
            in_office("2025-01-01/2025-03-01", described_as="former mayor", when=ce.When(edtf="2025-03-01")),
            in_office("2025-01-01/2025-03-01", described_as="former mayor", when=ce.When(edtf="2025-01-01")),
            in_office("2025-01-01/..", "2024-01-01/..", described_as="former mayor"),
            said(id="earlier").add(
                ce.Statement(id="st", source="wire", speaker="minister", described_as="ex-minister")
            ),
        ],
        [
            in_office("2025-01-01/2025-03-01", described_as="former mayor", when=ce.When(edtf="2025-03-02")),
            in_office("../2025-03-01", described_as="former mayor", when=ce.When(edtf="2025-03-01")),
            in_office(None, described_as="former mayor"),
            said(described_as="minister"),
            said(described_as="former mayor"),
            said(described_as="former deputy minister"),
            said(described_as="wife of the former minister"),
            said(described_as="former actor and minister"),
            said(described_as="Former comedian turned minister"),
            said(described_as="ex-KGB officer, now minister"),
            said(described_as="minister of former Yugoslavia"),
            said(described_as="the minister, who spoke of the past year"),
            said(described_as="former minister", when=ce.When(edtf="2024-12-31")),
            said(described_as="former minister", source="other", when=ce.When(edtf="2024-12/2025-01")),
        ],
    ),
    "QT101": (
        [
            quoted("we lost 13 men"),
            quoted("12 men", ce.Span(start=0, end=6)),
            quoted("lost 12", ce.Span.of(TEXT, "we lost 12 men")),
            said(id="first", source="other").add(
                ce.Statement(id="st", source="wire", speaker="north", quotations=(ce.Quotation(text="we won"),))
            ),
        ],
        [
            quoted('said: "we lost'),
            quoted("we lost 12 men", ce.Span.of(TEXT, "we lost 12 men")),
            quoted("the end"),
            said(source="other", speech="direct", quotations=(ce.Quotation(text="no text of it is given"),)),
            said(source=None, speech="direct", quotations=(ce.Quotation(text="no source is known"),)),
        ],
    ),
    "QT102": (
        [quoted("end"), quoted("12 men")],
        [quoted("we lost"), quoted("12 men", ce.Span(start=26, end=32))],
    ),
    "QT103": (
        [
            said(spans=(ce.Span(start=0, end=1, exact="B"),)),
            said(spans=(ce.Span(start=0, end=9999),)),
            toll(figure("killed", 1, spans=(ce.Span(start=0, end=1, sha256="0" * 64),))),
            quoted("12 men", ce.Span(start=26, end=32, exact="13 men")),
            said(spans=(ce.Span(start=0, end=1, exact="A"), ce.Span(start=0, end=1, exact="B"))),
            said(id="first", source=None).add(
                ce.Statement(id="st", source="wire", speaker="north", spans=(ce.Span(start=0, end=1, exact="B"),))
            ),
        ],
        [
            said(spans=(ce.Span(start=0, end=1, exact="A"), ce.Span(start=5, end=9))),
            toll(figure("killed", 1, spans=(ce.Span.of(TEXT, "lost", keep_words=False),))),
            toll(figure("killed", 1, spans=(ce.Span(start=0, end=1),), attribution=ce.Attribution(source="other"))),
            said(source=None, spans=(ce.Span(start=0, end=1, exact="B"),)),
        ],
    ),
    "QT104": (
        [spanned(in_bytes("would be buried")), spanned(in_bytes("12 men would"), in_bytes("would be buried"))],
        [
            spanned(ce.Span.of(TEXT, "would be buried")),
            spanned(ce.Span(start=61, end=76, exact="would be buried")),
            spanned(in_bytes("A minister")),
            attrs.evolve(spanned(ce.Span(start=2, end=4, exact="12")), title="12 or 12"),
        ],
    ),
    "QT105": (
        [base(sources=(ce.Source(id="wire", length=3), ce.Source(id="other")))],
        [base(sources=(ce.Source(id="wire", length=len(TEXT)), ce.Source(id="other", length=3)))],
    ),
    "QT106": (
        [
            spanned(ce.Span(start=0, end=15, exact="would be buried")),
            spanned(ce.Span(start=1, end=5, sha256=ce.Span.of(TEXT, "lost", keep_words=False).sha256)),
            spanned(ce.Span(start=0, end=4, exact="lost"), ce.Span(start=9, end=13, exact="lost")),
        ],
        [
            spanned(ce.Span.of(TEXT, "would be buried")),
            spanned(ce.Span(start=0, end=6, exact="12 men")),  # it stands twice
            spanned(ce.Span(start=0, end=6, exact="13 men")),
            spanned(in_bytes("would be buried")),  # QT104 says more of it
            spanned(ce.Span(start=0, end=6)),
            said(source="other", spans=(ce.Span(start=0, end=4, exact="lost"),)),
        ],
    ),
    "QT107": (
        [spanned(ce.Span(start=0, end=1), ce.Span(start=2, end=3), None)],
        [
            spanned(ce.Span(start=0, end=1), None),
            spanned(None, None),
            spanned(ce.Span(start=0, end=1)),
            toll(
                *(figure("killed", 1, spans=(ce.Span(start=0, end=1),)) for _ in range(3)),
                figure("killed", 1, attribution=ce.Attribution(source="other")),
            ),
        ],
    ),
    "QT108": (
        [
            translated(language="en", translator="the agency"),
            translated(language="en", original_language="en-GB", translator="the agency"),
            translated(language="uk"),
            translated(language="en", text="ми втратили дванадцять"),
        ],
        [
            translated(language="en", original_language="uk", translator="the agency"),
            translated(language="en", original_language="uk"),
            translated(language="uk-Latn"),
            translated(language="uk", text="HIMARS"),
            translated(language="uk", text="«Geran-2» і «Shahed»"),
            translated(language="ja"),
            translated(text="ми втратили дванадцять"),
        ],
    ),
    "QT109": (
        [
            licensed(None, "word " * 61),
            licensed("LicenseRef-all-rights-reserved", "w" * 301),
            spanned(ce.Span(start=0, end=301, exact="w" * 301)),
            said(
                speech="direct",
                quotations=(ce.Quotation(text="w" * 301, span=ce.Span(start=0, end=301, exact="w" * 301)),),
            ),
        ],
        [
            licensed("CC-BY-4.0", "word " * 61),
            licensed("CC0-1.0", "word " * 61),
            licensed(None, "w" * 300),
            licensed(None, "w" * 301, source="none"),
            spanned(ce.Span(start=0, end=301, sha256="0" * 64)),
        ],
    ),
    "QT110": (
        [
            said(
                spans=(ce.Span(start=0, end=9, role="speaker"),),
                quotations=(ce.Quotation(text="x", span=ce.Span(start=8, end=12)),),
            ),
            said(
                spans=(ce.Span(start=20, end=22, role="cue"), ce.Span(start=4, end=5, role="cue")),
                quotations=tuple(
                    ce.Quotation(text="x", span=ce.Span(start=start, end=end)) for start, end in ((0, 3), (10, 30))
                ),
            ),
        ],
        [
            said(
                spans=(ce.Span(start=0, end=9, role="speaker"), ce.Span(start=12, end=14, role="cue")),
                quotations=(ce.Quotation(text="x", span=ce.Span(start=9, end=12)),),
            ),
            said(
                spans=(ce.Span(start=0, end=90, role="figure"),),
                quotations=(ce.Quotation(text="x", span=ce.Span(start=8, end=12)),),
            ),
            said(spans=(ce.Span(start=0, end=9, role="speaker"),), quotations=(ce.Quotation(text="the end"),)),
        ],
    ),
    "QT111": (
        [
            attrs.evolve(
                said(source="other", spans=(ce.Span(start=0, end=4), ce.Span(start=0, end=3))),
                sources=(ce.Source(id="wire"), ce.Source(id="other", length=3)),
            )
        ],
        [
            said(source="other", spans=(ce.Span(start=0, end=4),)),
            attrs.evolve(
                said(spans=(ce.Span(start=0, end=4),)),
                sources=(ce.Source(id="wire", length=3), ce.Source(id="other")),
            ),  # its text is given: QT103 and QT105 speak
        ],
    ),
    "QT112": (
        [spanned(ce.Span(start=0, end=1, exact="A", sha256="0" * 64))],
        [
            spanned(ce.Span(start=0, end=1, exact="A", sha256=hashlib.sha256(b"A").hexdigest())),
            spanned(ce.Span(start=0, end=1, sha256="0" * 64)),
        ],
    ),
}
RUNNING = {each.code: each for each in checks.catalogue() if each.function is not None}


def text_of(dataset: ce.Dataset) -> dict[str, str]:
    """The text of the source; a few datasets bring their own as their title."""
    return {"wire": dataset.title or TEXT}


# Most of the datasets above hold a source more than they cite.
ALONE = ["ID104"]


def codes(dataset: ce.Dataset) -> list[str]:
    """The codes found in a dataset, with the text of its source at hand."""
    return [problem.code for problem in ce.check(dataset, texts=text_of(dataset), ignore=ALONE)]


def test_every_check_has_a_name_of_its_own() -> None:
    """By its code and by its name alike `explain` finds one check."""
    catalogue = checks.catalogue()
    assert len(catalogue) == len({each.code for each in catalogue}) == len({each.name for each in catalogue})


def test_every_check_has_cases() -> None:
    """No check goes without a failing and a passing example, here or on its page."""
    assert RUNNING.keys() >= CASES.keys()
    assert [code for code in RUNNING if code not in CASES and page_of(code) is None] == []
    assert all(failing and passing for failing, passing in CASES.values())


@pytest.mark.parametrize(
    ("code", "dataset"), [(code, dataset) for code, (failing, _) in CASES.items() for dataset in failing]
)
def test_fault_is_found_once(code: str, dataset: ce.Dataset) -> None:
    """Each check finds its fault exactly once, with a message and a path that exists."""
    problems = ce.check(dataset, texts=text_of(dataset))
    found = [problem for problem in problems if problem.code == code]
    assert len(found) == 1
    assert "IO199" not in problems.counts
    assert found[0].message
    resolve(dataset, found[0].path)


@pytest.mark.parametrize(
    ("code", "dataset"), [(code, dataset) for code, (_, passing) in CASES.items() for dataset in passing]
)
def test_sound_dataset_passes(code: str, dataset: ce.Dataset) -> None:
    """Each check is silent where its fault is not, and runs to its end."""
    assert set() == {code, "IO199"} & set(codes(dataset))


def resolve(dataset: ce.Dataset, path: str) -> object:
    """Follow a JSON Pointer through the records; fails if it leads nowhere."""
    value: Any = dataset
    for step in path.split("/")[1:]:
        value = value[int(step)] if isinstance(value, tuple) else getattr(value, "from_" if step == "from" else step)
    return value


# What is found in the first failing dataset of each code; without a value where the path says all.
FOUND: dict[str, tuple[str, str, str | None]] = {
    "ID101": ("error", "/actors/1/id", None),
    "ID102": ("error", "/reports/0/figures/0/attribution/source", None),
    "ID103": ("error", "/events/1/part_of", '"a"'),
    "ID105": ("info", "/reports/0/waivers/0/code", '"TC105"'),
    "DT101": ("error", "/events/0/when", '"2025-05-27"'),
    "DT102": ("warning", "/events/0/when", '"on Saturday"'),
    "DT103": ("error", "/events/0/when", '"Saturday, 23 May 2025"'),
    "DT106": ("warning", "/events/0/when", '"2025-05-22"'),
    "DT107": ("info", "/events/0/when", '"2025-05-25"'),
    "DT109": ("warning", "/events/0/when", '"05/06/2025"'),
    "DT112": ("warning", "/events/0/when", '"2025-05-23"'),
    "CT101": ("warning", "/reports/0/figures/1/count", "5"),
    "CT103": ("error", "/reports/0/figures/0/count", '"12"'),
    "CT104": ("error", "/reports/0/figures/0/count", '"303"'),
    "CT105": ("warning", "/reports/0/figures/0/count", '"at least 12"'),
    "CT106": ("warning", "/reports/0/figures/0/count", '"100"'),
    "CT112": ("warning", "/reports/0/figures/0/count", '"twelve (13)"'),
    "CT113": ("warning", "/reports/0/figures/0/count", '"2,014"'),
    "CT114": ("warning", "/reports/0/figures/0/count", '"12 to 14"'),
    "CT115": ("warning", "/reports/0/figures/1", '"41"'),
    "CT117": ("warning", "/reports/0/figures/0/count", '"0"'),
    "CS101": ("error", "/reports/0/figures/1/count", "13"),
    "CS102": ("error", "/reports/0/figures/2/count", "13"),
    "EX101": ("warning", "/events/1/figures/0/count", "997"),
    "EX102": ("warning", "/events/1/figures/0/count", "1001"),
    "EX103": ("warning", "/events/1/figures/0", '"south"'),
    "ST101": ("warning", "/events/1/figures/1/count", "11"),
    "ST102": ("warning", "/events/1/figures/1/count", "26"),
    "SP101": ("error", "/statements/0", None),
    "SP102": ("error", "/statements/0/speech", '"direct"'),
    "SP113": ("info", "/statements/0/described_as", '"Former minister"'),
    "QT101": ("error", "/statements/0/quotations/0/text", '"we lost 13 men"'),
    "QT102": ("error", "/statements/0/quotations/0", '"end"'),
    "QT103": ("error", "/statements/0/spans/0", None),
    "QT104": ("warning", "/sources/0", '"wire"'),
    "QT105": ("warning", "/sources/0", None),
    "QT106": ("warning", "/sources/0", '"wire"'),
    "QT107": ("info", "/reports/0/figures/2", None),
    "QT108": ("warning", "/statements/0/quotations/0", None),
    "QT109": ("info", "/statements/0/quotations/0/text", None),
    "QT110": ("warning", "/statements/0/spans/0", None),
    "QT111": ("error", "/statements/0/spans/0/end", "4"),
    "QT112": ("error", "/reports/0/figures/0/spans/0/sha256", None),
    "IO102": ("error", "/events/1/assertions/0/value", None),
}


@pytest.mark.parametrize("code", CASES)
def test_fault_has_its_severity_place_and_value(code: str) -> None:
    """The path leads to the part that is wrong, and the value is the one that stands or follows from it."""
    severity, path, value = FOUND[code]
    (problem,) = ce.check(CASES[code][0][0], texts={"wire": TEXT}, select=[code])
    assert (severity, path) == (problem.severity, problem.path)
    assert value is None or value == problem.value


def test_messages_give_what_was_expected_and_what_was_got() -> None:
    """A phase without a figure is unknown, and a span without words is known by their hash."""
    (unknown,) = ce.check(exchange((1001,), ()), select=["EX101"])
    wanted = "the phases from north to south to add up to 1,000, as agreed"
    assert f"expected {wanted}, got at least 1,001: 1,001 + unknown" == unknown.message
    returned = ce.Exchange(id="swap", figures=(figure("released", 9, described="men each", from_="north"),))
    (one_way_only,) = ce.check(base().add(returned), select=["EX103"])
    assert '"north"' == one_way_only.value
    spans = ce.Span(start=0, end=1, exact="B"), ce.Span(start=2, end=3, sha256="0" * 64)
    words, hashed = ce.check(said(spans=spans), texts={"wire": TEXT}, select=["QT103"])
    assert 'expected "B" at 0–1, got "A"' == words.message
    assert 'expected words with the hash of the span at 2–3, got "m"' == hashed.message
    size = len(TEXT)
    spans = ce.Span(start=size - 1, end=size, exact="!"), ce.Span(start=size - 1, end=size + 1, exact="..")
    last, beyond = ce.check(said(spans=spans), texts={"wire": TEXT}, select=["QT103"])
    assert f'expected "!" at {size - 1}–{size}, got "."' == last.message
    assert f"expected a span inside a text of {size} code points, got {size - 1}–{size + 1}" == beyond.message


def test_messages_of_spans_tell_what_to_do() -> None:
    """Where the words stand instead, in which units they were counted, and in what alone a text differs."""
    dataset = spanned(
        in_bytes("would be buried"), ce.Span(start=0, end=4, exact="lost"), ce.Span(start=0, end=3, exact="end")
    )
    counted, once, twice, units, relocated = ce.check(dataset, texts={"wire": TEXT}, select=["QT"])
    assert counted.message.endswith(f"; counted in UTF-8 the offsets lead to {TEXT.index('would')}")
    assert ("; they stand at 21", '{"start": 21, "end": 25}') == (once.message[-18:], once.suggestion)
    assert ("; they stand at 77, 86", None) == (twice.message[-22:], twice.suggestion)
    assert "such as /reports/0/figures/0/spans/0" in units.message
    assert (
        "got 1 span whose words stand at exactly one other place of the text, 21 code points later" in relocated.message
    )
    source = ce.Source(id="wire", length=3, sha256=hashlib.sha256(b"a\nb").hexdigest())
    for text, what in (
        ("a\r\nb", "line ends CR LF in place of LF"),
        ("\ufeffa\nb", "a byte order mark at the start"),
        (" a\nb\n", "white space at its ends"),
        ("a\nc", None),
    ):
        (found,) = ce.check(base(sources=(source,)), texts={"wire": text}, select=["QT105"])
        assert found.message.endswith(f", which differs only by {what}" if what else f"another of {len(text)}")


def test_severities() -> None:
    """A fault of one voice is an error, between sources it is information; a complete exchange must add up."""
    other = figure("killed", 13, group="children", attribution=ce.Attribution(source="other"))
    found = ce.check(toll(KILLED, other), ignore=ALONE)
    assert [(problem.code, problem.severity) for problem in found] == [("CS101", "info")]
    parts = figure("killed", 7, group="children"), attrs.evolve(other, group="adults", count=ce.Count.exactly(6))
    assert [(p.code, p.severity) for p in ce.check(toll(KILLED, *parts), ignore=ALONE)] == [("CS102", "info")]
    whole = exchange((390,), (307,), (300,), complete=True)
    assert [(p.code, p.severity) for p in ce.check(whole, ignore=ALONE)] == [("EX101", "error")]
    assert ce.check(exchange((1,), complete=False)).errors == ()


def test_denied_parts_are_not_held_against_the_whole() -> None:
    """A number that somebody denies contradicts nothing."""
    denied = ce.Attribution(source="wire", speaker="north", polarity="denies")
    assert codes(toll(KILLED, figure("killed", 13, group="children", within="dead", attribution=denied))) == []


def test_codes_are_unique_and_well_formed() -> None:
    """Each code stands once, with a family's two letters and three digits, a name and a meaning."""
    every = [each.code for each in checks.catalogue()]
    assert len(set(every)) == len(every)
    for each in checks.catalogue():
        assert each.code[:2].isalpha()
        assert each.code[2:].isdigit()
        assert each.name == each.name.lower()
        assert each.meaning.endswith(".")


def test_the_issue_s_codes_are_there() -> None:
    """The first codes of the catalogue are all known."""
    first = "ID101 ID102 ID103 DT101 DT104 CT101 CT102 CS101 CS102 EX101 EX102 EX103 ST101 ST102 SP101 SP102 SP113"
    assert {*first.split(), "QT101", "QT102", "QT103"} <= {each.code for each in checks.catalogue()}


def test_selection() -> None:
    """Codes or their beginnings select and ignore."""
    dataset = said(speaker=None, speech="direct")
    assert list(ce.check(dataset, ignore=ALONE).counts) == ["SP101", "SP102"]
    assert list(ce.check(dataset, select=["SP101", "CS"]).counts) == ["SP101"]
    assert list(ce.check(dataset, ignore=["SP1", *ALONE]).counts) == []
    assert list(ce.check(dataset, select=["SP"], ignore=["SP102"]).counts) == ["SP101"]


def test_what_needs_a_text_says_that_it_was_skipped() -> None:
    """Without texts the QT family is skipped and says so; with some, the sources without one are named."""
    number = sum(each.scope == "source_text" for each in checks.catalogue())
    (skipped,) = ce.check(base()).skipped
    assert skipped.startswith(f"{number} checks of ")
    assert skipped.endswith(", QT need the text of a source, and none was given")
    (skipped,) = ce.check(base(), select=["QT101"]).skipped
    assert "1 check of QT need the text of a source, and none was given" == skipped
    assert ce.check(base(), texts={"wire": TEXT}).skipped == ("no text was given for 1 of the sources (other)",)
    assert ce.check(base(), texts={"wire": TEXT, "other": TEXT}).skipped == ()


def test_report_views() -> None:
    """A report can be counted, iterated, asked for its errors and is true where anything was found."""
    report = ce.check(said(speaker=None, described_as="Former minister"), ignore=ALONE)
    assert len(report) == len(list(report)) == 1
    assert report
    assert not ce.Report()
    assert report.errors == report.problems
    assert report.at_least(ce.Severity.INFO) == report.problems
    assert report.counts == {"SP101": 1}
    assert report.problems[0].value is None
    mixed = ce.Report(problems=tuple(ce.Problem(code="X", severity=each, path="", message="x") for each in ce.Severity))
    assert ["error"] == [problem.severity for problem in mixed.errors]
    assert ["error", "warning"] == [problem.severity for problem in mixed.at_least(ce.Severity.WARNING)]


def test_a_check_that_fails_is_reported_and_stops_nothing() -> None:
    """A broken check is a problem of its own, and the next one still runs."""

    def broken(_: Subject) -> Any:
        msg = "no such thing"
        raise LookupError(msg)

    def sound(_: Subject) -> Any:
        yield Found(path="/title", message="expected a title", value=None, suggestion="A title")

    made = [
        Check(code=code, name="x", severity=ce.Severity.WARNING, scope="dataset", meaning="X.", function=function)
        for code, function in (("ZZ101", broken), ("ZZ102", sound))
    ]
    first, second = run(made, Subject(base(), {}))
    assert first.code == "IO199"
    assert "ZZ101" in first.message
    assert "no such thing" in first.message
    assert (second.code, second.value, second.suggestion) == ("ZZ102", "null", "A title")


def test_circle_is_told_in_its_direction() -> None:
    """Each record stands before the one that it names."""
    members = {"a": "b", "b": "c", "c": "a"}
    ring = tuple(ce.Actor(id=id_, name="A", member_of=whole) for id_, whole in members.items())
    (problem,) = ce.check(base(actors=ring), ignore=ALONE)
    assert "expected no record to be a member of itself, got the circle a → b → c → a" == problem.message
    assert ("/actors/0/member_of", '"b"') == (problem.path, problem.value)


def test_circle_of_claims_is_told_by_what_binds_them() -> None:
    """A circle of replacements, of parts and of additions have words of their own."""
    binding: dict[str, Any] = {
        "superseded by": lambda id_: {"supersedes": ce.Supersedes(claim=id_, kind="update")},
        "within": lambda id_: {"within": id_},
        "besides": lambda id_: {"besides": id_},
    }
    for words, fields in binding.items():
        figures = (figure("killed", 1, id="a", **fields("b")), figure("killed", 2, id="b", **fields("a")))
        (problem,) = ce.check(toll(*figures), select=["ID103"])
        assert f"expected no record to be {words} itself, got the circle a → b → a" == problem.message


def test_long_circle_is_told_short() -> None:
    """A circle of many records is one problem with a message of bounded length."""
    ring = tuple(ce.Incident(id=f"e{n}", part_of=f"e{(n + 1) % 500}") for n in range(500))
    (problem,) = ce.check(base(events=ring), ignore=ALONE)
    assert problem.code == "ID103"
    assert problem.message.endswith("the circle e0 → e1 → e2 → e3 → e4 → e5 → e6 → e7 → … → e0")


def test_public_names() -> None:
    """The namespace offers what its users need."""
    assert checks.check is ce.check
    assert checks.Report is ce.Report


def test_texts_that_are_no_text_are_refused() -> None:
    """The caller's mistake is told as such."""
    with pytest.raises(TypeError, match="expected the text of wire as a str, got a bytes"):
        ce.check(base(), texts={"wire": TEXT.encode()})  # type: ignore[dict-item]


@pytest.mark.parametrize("dimension", ["age", "sex", "status", "rank", "force", "part", "nationality"])
def test_groups_are_added_up_within_a_dimension_of_which_each_has_one_tag(dimension: str) -> None:
    """Nobody has two of its tags, so the parts may not exceed the whole."""
    parts = [figure("killed", number, group=f"{dimension}:{tag}") for tag, number in (("a", 7), ("b", 6))]
    assert ["CS102"] == codes(toll(KILLED, *parts))


@pytest.mark.parametrize("dimension", ["occupation", "condition", "age_band"])
def test_groups_are_not_added_up_where_somebody_may_be_in_both(dimension: str) -> None:
    """A medic may be a rescuer."""
    parts = [figure("killed", number, group=f"{dimension}:{tag}") for tag, number in (("a", 7), ("b", 6))]
    assert [] == codes(toll(KILLED, *parts))


@pytest.mark.parametrize(
    ("printed", "plain"),
    [("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\u00a0", " "), ("\u202f", " ")],
)
def test_typographic_variants_are_no_other_words(printed: str, plain: str) -> None:
    """A quotation may be typed with the plain character where the text prints another one, or the other way round."""
    for words, text in ((f"a{plain}b", f"a{printed}b"), (f"a{printed}b", f"a{plain}b")):
        assert () == ce.check(quoted(words), texts={"wire": text}, select=["QT101"]).problems
        assert 1 == len(ce.check(quoted(words), texts={"wire": "ab"}, select=["QT101"]))


def test_what_needs_a_text_is_not_run_without_one() -> None:
    """It could only guess."""

    def guessing(_: Subject) -> Any:
        yield Found(path="", message="a guess")

    check = Check(
        code="ZZ101", name="x", severity=ce.Severity.ERROR, scope="source_text", meaning="X.", function=guessing
    )
    assert () == run([check], Subject(dataset=base(), texts={})).problems
    assert ["ZZ101"] == [problem.code for problem in run([check], Subject(dataset=base(), texts={"wire": TEXT}))]


def test_a_second_voice_takes_nothing_from_a_contradiction() -> None:
    """Who contradicts himself does so whatever another source says of one part."""
    own = KILLED, figure("killed", 7, group="children"), figure("killed", 7, group="adults")
    other = figure("killed", 8, group="children", attribution=ce.Attribution(source="other"))
    assert ["error"] == [problem.severity for problem in ce.check(toll(*own, other)) if problem.code == "CS102"]


def test_what_is_agreed_may_be_told_before_it_is_carried_out() -> None:
    """A number agreed stands on the event that would carry it out, which comes later."""
    way: dict[str, Any] = {"item": "prisoners", "from_": "north", "to": "south"}
    when = ce.When(edtf="2025-05-28")
    agreed = ce.Exchange(id="swap", when=when, figures=(figure("agreed", 9, **way),))
    done = attrs.evolve(agreed, figures=(figure("released", 9, **way),))
    assert "DT101" not in codes(base().add(agreed))
    assert "DT101" in codes(base().add(done))


def test_dates_in_words_are_looked_at_wherever_they_stand() -> None:
    """A date of an actor's office, of a claim, of a statement and of a user's own kind of record are all found."""
    wrong = ce.When(edtf="2025-05-23", text="Saturday, 23 May 2025")
    claim = ce.Attribution(source="wire", as_of=wrong)
    dataset = said(when=wrong).add(
        ce.Actor(id="a", name="A", active=wrong, posts=(ce.Post(office="mayor", during=wrong),)),
        ce.Incident(
            id="attack",
            when=wrong,
            figures=(figure("killed", 1, attribution=claim, window=wrong),),
            assertions=(ce.Assertion(property="rank", value=wrong, since=wrong, attribution=OWN),),
        ),
        ce.CasualtyReport(id="toll", event="attack", window=wrong),
    )
    paths = [problem.path for problem in ce.check(dataset, select=["DT103"])]
    assert sorted(paths) == [
        "/actors/3/active",
        "/actors/3/posts/0/during",
        "/events/1/assertions/0/since",
        "/events/1/assertions/0/value",
        "/events/1/figures/0/attribution/as_of",
        "/events/1/figures/0/window",
        "/events/1/when",
        "/reports/0/window",
        "/statements/0/when",
    ]


def test_messages_of_dates_give_both_sides() -> None:
    """The words, the rule and the date that would be right are all told."""
    (found,) = ce.check(by_rule("yesterday", "2025-05-23", "yesterday"), select=["DT112"])
    wanted = 'expected 2025-05-24, which is "yesterday" by the rule yesterday from 2025-05-25, got 2025-05-23'
    assert (wanted, "2025-05-24") == (found.message, found.suggestion)
    (found,) = ce.check(dated("on Saturday", "2025-05-25", "2025-05-25"), select=["DT103"])
    assert 'expected the weekday of "on Saturday", got 2025-05-25, a Sunday' == found.message
    (found,) = ce.check(dated("this week", "2025-05-22"), select=["DT106"])
    assert 'expected all of 7 days, as "this week" says, got 2025-05-22' == found.message
