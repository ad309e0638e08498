"""How datasets are drawn on which the checks find no error and no warning: a story is made up, told and encoded.

First the numbers are drawn so that they fit together, then each source tells its part of the story in sentences, and
each claim is encoded with the span of its words in them. So nothing has to be filtered out, and the texts are there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from ._actors import Actor, Post
from ._claims import Assertion, Attribution, Figure
from ._count import Count
from ._dataset import Dataset
from ._events import Event, Exchange, Incident, Location, Participant, Strike, Talks, Term
from ._places import Place, Point
from ._reports import CasualtyReport
from ._sources import Source, Span, sha256_of
from ._statements import Quotation, Statement
from ._vocab import EstimateLeg, SpanRole
from ._when import When

__all__ = ["clean_stories"]

_PLACES: Final = (
    Place(id="kyiv", name="Kyiv", country="UA", point=Point(latitude=50.45, longitude=30.52), precision="settlement"),
    Place(
        id="ankara", name="Ankara", country="TR", point=Point(latitude=39.93, longitude=32.86), precision="settlement"
    ),
    Place(
        id="quito", name="Quito", country="EC", point=Point(latitude=-0.22, longitude=-78.51), precision="settlement"
    ),
)
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORDS: Final = ("We will not rest", "No one was spared", "This has to end", "Нас не зламати")
_TWICE: Final = "Never again"


class _Article:
    """A source that is being written: its text so far, and where in it the words of claims stand."""

    def __init__(self, id_: str, published: date) -> None:
        self.id = id_
        self.published = published
        self.text = ""

    def say(self, sentence: str, *words: str, role: SpanRole = SpanRole.FIGURE) -> tuple[Span, ...]:
        """Add a sentence, in which `{}` stands for words to point at, and give the spans of these."""
        spans = []
        for piece, told in zip(sentence.split("{}"), (*words, ""), strict=True):
            self.text += piece
            if told:
                start = len(self.text)
                self.text += told
                spans.append(Span(start=start, end=start + len(told), role=role, exact=told))
        self.text += " "
        return tuple(spans)

    def source(self) -> Source:
        """The record of the source."""
        return Source(
            id=self.id,
            title=f"A report of {self.published}",
            publisher=f"The {self.id.title()}",
            url=f"https://{self.id}.example/{self.published}",
            published=When(edtf=self.published.isoformat()),
            language="en",
            archive=f"https://archive.example/{self.id}/{self.published}",
            licence="CC-BY-4.0",
            length=len(self.text),
            sha256=sha256_of(self.text),
        )


@attrs.define
class _Story:
    """A story that is being told.

    Attributes:
        draw: What everything is drawn with.
        day: The day on which it happens.
        article: The source that tells of it.
        minister: The id of the actor who speaks.
        events: The events so far.
        reports: The reports of harm so far.
        statements: The statements so far.
    """

    draw: DrawFn
    day: date
    article: _Article
    minister: str
    events: list[Event] = attrs.field(factory=list)
    reports: list[CasualtyReport] = attrs.field(factory=list)
    statements: list[Statement] = attrs.field(factory=list)

    def number(self, least: int = 1, most: int = 500) -> int:
        """A number."""
        return self.draw(st.integers(least, most))

    @property
    def when(self) -> When:
        """When it happened."""
        return self.later(0)

    def later(self, days: int) -> When:
        """A day that comes so many days after, by the name of the weekday, counted from the day of publication."""
        day = self.day + timedelta(days=days)
        return When.resolve(_WEEKDAYS[day.weekday()], published=self.article.published)

    def told(self, measure: str, count: int | Count, sentence: str, **fields: Any) -> Figure:
        """A figure of the minister with its words in the article."""
        number = Count.exactly(count, text=str(count)) if isinstance(count, int) else count
        spans = self.article.say(sentence, number.text or str(number.low))
        attribution = Attribution(source=self.article.id, speaker=self.minister, verb="said")
        return Figure(measure=measure, count=number, spans=spans, attribution=attribution, **fields)

    # --- what happens ---

    def exchange(self) -> None:
        """An exchange in phases that add up to what was agreed."""
        phases = [self.number() for _ in range(self.draw(st.integers(2, 3)))]
        agreed = self.told(
            "agreed", sum(phases), "They agreed on {} prisoners, the minister said.", item="prisoners", **_WAY
        )
        whole = Exchange(id="swap", title="An exchange", when=self.when, figures=(agreed,), complete=True, **_PARTIES)
        self.events.append(whole)
        for index, size in enumerate(phases, start=1):
            released = self.told(
                "released", size, "Then {} were freed, the minister said.", item="prisoners", scope="phase", **_WAY
            )
            title = f"Phase {index} of an exchange"
            phase = Exchange(
                id=f"swap-{index}",
                title=title,
                when=self.later(index - 1),
                part_of="swap",
                figures=(released,),
                **_PARTIES,
            )
            self.events.append(phase)

    def each_side(self) -> None:
        """An exchange in which each side gives as many."""
        number = self.number()
        figures = tuple(
            self.told(
                "released",
                number,
                "Each side freed {}, the minister said.",
                item="prisoners",
                described="prisoners from each side",
                from_=from_,
                to=to,
            )
            for from_, to in (("north", "south"), ("south", "north"))
        )
        self.events.append(
            Exchange(id="swap-of-few", title="Another exchange", when=self.when, figures=figures, **_PARTIES)
        )

    def strike(self) -> None:
        """A strike whose outcomes are no more than what was launched."""
        outcomes = {measure: self.number(most=50) for measure in ("intercepted", "lost", "hit")}
        launched = sum(outcomes.values()) + self.number(least=0, most=50)
        weapon: dict[str, Any] = {"item": "drone", "from_": "north", "to": "south", "window": self.when}
        figures = tuple(
            self.told(measure, count, f"Of the drones {{}} were {measure}, the minister said.", **weapon)
            for measure, count in {"launched": launched, **outcomes}.items()
        )
        where = (Location(place=self.draw(st.sampled_from(_PLACES)).id),)
        sides: dict[str, Any] = {"attacker": "north", "targets": ("south",)}
        self.events.append(
            Strike(id="raid", title="An attack with drones", when=self.when, where=where, figures=figures, **sides)
        )

    def harm(self) -> None:
        """An incident with a report of harm, whose groups are parts of the whole."""
        men, women, others = self.number(), self.number(), self.number(least=0)
        killed = men + women + others
        children = self.number(most=killed)
        people: dict[str, Any] = {"item": "people", "to": "south"}
        figures = [
            self.told("killed", killed, "In all {} died, the minister said.", id="killed", **people),
            self.told("killed", men, "Among them were {} men, the minister said.", group="men", **people),
            self.told("killed", women, "Among them were {} women, the minister said.", group="women", **people),
            self.told(
                "killed",
                children,
                "Among them were {} children, the minister said.",
                group="children",
                within="killed",
                **people,
            ),
        ]
        least = self.number(least=10)
        some = Count(low=least, text=f"at least {least}")
        figures.append(self.told("injured", some, "As well {} were hurt, the minister said.", **people))
        policy = self.draw(st.sampled_from(("literal", "bounded")))
        vague = Count.parse(self.draw(st.sampled_from(("dozens", "hundreds"))), policy)
        figures.append(self.told("displaced", vague, "And {} had to leave, the minister said.", **people))
        happened = Assertion(
            property="occurred",
            value="yes",
            attribution=Attribution(source=self.article.id),
            spans=self.article.say("There was {} in the market.", "a blast"),
        )
        blast = Incident(
            id="blast",
            title="A blast in a market",
            when=self.when,
            where=(Location(place=self.draw(st.sampled_from(_PLACES)).id),),
            participants=(Participant(actor="south"),),
            assertions=(happened,),
        )
        self.events.append(blast)
        self.reports.append(
            CasualtyReport(id="toll", event="blast", title="The toll of a blast", scope="event", figures=tuple(figures))
        )

    def talks(self) -> None:
        """Talks in which a truce was agreed on."""
        agreed = Assertion(
            property="term_status",
            value="agreed",
            of="truce",
            attribution=Attribution(source=self.article.id),
            spans=self.article.say("At talks both sides {}.", "agreed to a truce"),
        )
        truce = Term(id="truce", kind="ceasefire", paraphrase="The guns fall silent")
        self.events.append(
            Talks(
                id="talks",
                title="Talks about a truce",
                when=self.when,
                where=(Location(place=self.draw(st.sampled_from(_PLACES)).id, role="venue"),),
                level=self.draw(st.sampled_from(("leaders", "ministers", "officials", "technical"))),
                terms=(truce,),
                assertions=(agreed,),
                **_PARTIES,
            )
        )

    def quoted(self) -> None:
        """Somebody's own words, some of which stand in the text more than once."""
        self.article.say(f"“{_TWICE}”, says a sign; it says “{_TWICE}” on both sides.")
        for index, words in enumerate((_TWICE, self.draw(st.sampled_from(_WORDS)))):
            (span,) = self.article.say("“{}”, the minister said.", words, role=SpanRole.QUOTATION)
            language = "uk" if not words.isascii() else "en"
            quotation = Quotation(text=words, language=language, span=span)
            statement = Statement(
                id=f"said-{index}",
                source=self.article.id,
                speaker=self.minister,
                described_as="the minister",
                when=self.when,
                speech="direct",
                quotations=(quotation,),
                spans=self.article.say("It was {}.", "the minister who said so", role=SpanRole.CUE),
            )
            self.statements.append(statement)


_WAY: Final[dict[str, Any]] = {"from_": "north", "to": "south"}
_PARTIES: Final[dict[str, Any]] = {"parties": ("north", "south")}


def _estimates(draw: DrawFn, published: date) -> tuple[_Article, CasualtyReport]:
    """A dataset's own low, best and high number of dead."""
    table = _Article("table", published)
    table.say("One row for each event, with a low, a best and a high number of deaths.")
    bounds = sorted(draw(st.lists(st.integers(1, 500), min_size=3, max_size=3)))
    attribution = Attribution(source="table", method="coded", coder="a coder")
    figures = tuple(
        Figure(
            measure="killed",
            item="people",
            to="south",
            count=Count.exactly(number),
            estimate=leg,
            attribution=attribution,
        )
        for leg, number in zip(EstimateLeg, bounds, strict=True)
    )
    return table, CasualtyReport(id="row", event="raid", title="A row of a table", scope="event", figures=figures)


def _actors(day: date) -> tuple[Actor, ...]:
    term = When(edtf=f"{day.year - 2}-01-01/..")
    return (
        Actor(id="north", name="Northland", kind="state"),
        Actor(id="south", name="Southland", kind="state"),
        Actor(
            id="minister",
            name="Minister of Southland",
            kind="person",
            member_of="south",
            posts=(Post(office="minister", of="south", during=term),),
        ),
    )


@st.composite
def clean_stories(draw: DrawFn) -> tuple[Dataset, dict[str, str]]:
    """A dataset without an error or warning, with the texts of its sources."""
    published = draw(st.dates(date(2001, 1, 15), date(2030, 12, 20)))
    day = published - timedelta(days=draw(st.integers(3, 5)))
    article = _Article("wire", published)
    story = _Story(draw, day, article, "minister")
    parts = (story.exchange, story.each_side, story.strike, story.harm, story.talks, story.quoted)
    for tell in draw(st.permutations(parts)):
        tell()
    table, row = _estimates(draw, published + timedelta(days=draw(st.integers(0, 30))))
    articles: Sequence[_Article] = draw(st.permutations((article, table)))
    dataset = Dataset(
        title="A made-up story",
        licence="CC0-1.0",
        sources=tuple(each.source() for each in articles),
        actors=_actors(day),
        places=_PLACES,
        events=tuple(story.events),
        reports=tuple(draw(st.permutations((*story.reports, row)))),
        statements=tuple(story.statements),
    )
    return dataset, {each.id: each.text for each in articles}
