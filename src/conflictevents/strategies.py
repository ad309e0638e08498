"""Hypothesis strategies for every public class: made-up records for the tests of programs that work with this library.

It needs Hypothesis, which comes with the extra `conflictevents[hypothesis]`. Where both are installed Hypothesis calls
`register` by itself, so that `st.from_type(Figure)` works as well.

What the strategies make can be represented, written and read; it need not make sense, and `check` may say so. Ids are
few and short, with some odd ones among them. References lead somewhere only in what `datasets` makes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ._actors import Actor, Post
from ._claims import Assertion, Attribution, Claim, Figure, Figures, Grade, Holder, Supersedes
from ._clean import clean_stories
from ._count import Count, CountPhrase, Share
from ._dataset import RECORD_LISTS, Dataset
from ._drawing import ANYTHING, MOST, Known, drawn, edtfs, few, ids, made, sampled, texts
from ._drawing_change import of_change
from ._drawing_evidence import of_evidence
from ._events import (
    KINDS,
    Episode,
    Event,
    Exchange,
    Incident,
    Lag,
    Location,
    Participant,
    Relation,
    Strike,
    Talks,
    Term,
    TypeCode,
)
from ._fields import (
    LARGEST_WHOLE,
)
from ._phrases._policy import Policy, VagueReading
from ._places import Place, Point
from ._problems import Problem, Severity
from ._record import Record
from ._reports import CasualtyReport
from ._sources import Cell, Identifier, Source, Span
from ._statements import Position, Quotation, Statement
from ._table import ClaimRow, claims_table
from ._vocab import Method
from ._waivers import Waiver
from ._when import Basis, Precision, When
from .checks import Report, Waived
from .exceptions import (
    ConfigurationError,
    ConflictEventsError,
    InvalidRecordError,
    PhraseError,
    UnknownIdError,
    UnreadableInputError,
)

__all__ = [
    "actors",
    "assertions",
    "attributions",
    "bases",
    "casualty_reports",
    "cells",
    "claim_rows",
    "claims",
    "clean_datasets",
    "clean_stories",
    "count_phrases",
    "counts",
    "datasets",
    "episodes",
    "events",
    "exchanges",
    "figure_views",
    "figures",
    "grades",
    "holders",
    "identifiers",
    "ids",
    "incidents",
    "lags",
    "locations",
    "participants",
    "places",
    "points",
    "policies",
    "positions",
    "posts",
    "problems",
    "quotations",
    "records",
    "register",
    "relations",
    "reports",
    "shares",
    "sources",
    "spans",
    "statements",
    "strikes",
    "supersedes",
    "talks",
    "terms",
    "texts",
    "type_codes",
    "vague_readings",
    "waived",
    "waivers",
    "whens",
]

# --- values ----------------------------------------------------------------------------------------------------------


@st.composite
def counts(
    draw: DrawFn, *, min_value: int = 0, max_value: int = LARGEST_WHOLE, exact: bool | None = None, words: bool = True
) -> Count:
    """Counts: exact ones, ranges, and ones without an upper end.

    Args:
        min_value: The least that a lower bound is.
        max_value: The most that a bound is.
        exact: Only counts that are exact (True), or only others (False, with `max_value` above `min_value`).
        words: Whether some carry a phrase and a policy.
    """
    numbers = st.integers(min_value, min(max_value, min_value + 50)) | st.integers(min_value, max_value)
    low, other = draw(numbers), draw(st.none() | numbers)
    high = low if exact else other
    approximate = False if exact else draw(st.booleans())
    if high is not None:
        low, high = min(low, high), max(low, high)
    if exact is False and low == high:
        high = None
    policies_named = st.sampled_from(("literal", "bounded", "acled", "desk/2"))
    text, policy = (draw(st.none() | texts()), draw(st.none() | policies_named)) if words else (None, None)
    return Count(low=low, high=high, approximate=approximate, text=text, policy=policy)


@st.composite
def count_phrases(draw: DrawFn) -> CountPhrase:
    """Counting phrases as they are found in a text."""
    words = draw(texts())
    start = draw(st.integers(0, 1000))
    method = draw(st.none() | st.just(Method.ESTIMATED))
    count = attrs.evolve(draw(counts()), text=words, policy="literal")
    return CountPhrase(start=start, end=start + len(words), count=count, besides=draw(st.booleans()), method=method)


@st.composite
def vague_readings(draw: DrawFn) -> VagueReading:
    """Readings of one idea in a policy."""
    low = draw(st.integers(0, 10**6))
    idea = draw(st.sampled_from(("few", "dozens", "hundreds", "several dozens")))
    return VagueReading(idea=idea, low=low, high=draw(st.none() | st.integers(low, 10**9)))


def policies() -> SearchStrategy[Policy]:
    """Policies of one's own."""
    return st.builds(
        Policy,
        name=st.sampled_from(("desk", "team-2", "x.y_z")),
        version=st.integers(1, 99),
        meaning=texts(),
        readings=st.lists(vague_readings(), max_size=MOST, unique_by=lambda reading: reading.idea).map(tuple),
        single=st.booleans(),
    )


def shares() -> SearchStrategy[Share]:
    """Shares, in percent."""
    return drawn(Share)


@st.composite
def whens(draw: DrawFn, *, placed: bool = False, clock: bool | None = None, qualified: bool | None = None) -> When:
    """Dates and times of every form that `When` reads, and words that could not be placed.

    Args:
        placed: Only those that have a date.
        clock: Only those with clock times (True), or only others (False); these and those with `qualified` are placed.
        qualified: Only those with a mark for uncertain or approximate (True), or only others (False).
    """
    if placed or clock is not None or qualified is not None:
        return attrs.evolve(made(draw, When, ANYTHING), edtf=draw(edtfs(clock, qualified)))
    return made(draw, When, ANYTHING)


def bases() -> SearchStrategy[Basis]:
    """Bases of inferred values."""
    return drawn(Basis)


def identifiers() -> SearchStrategy[Identifier]:
    """Identifiers of other schemes."""
    return drawn(Identifier)


def cells() -> SearchStrategy[Cell]:
    """Raw fields of an input."""
    return drawn(Cell)


def waivers() -> SearchStrategy[Waiver]:
    """Waivers of findings of the checks."""
    return drawn(Waiver)


def spans() -> SearchStrategy[Span]:
    """Spans, as long as their words."""
    return drawn(Span)


def points() -> SearchStrategy[Point]:
    """Points anywhere on the earth."""
    return drawn(Point)


# --- who, where and from what ----------------------------------------------------------------------------------------


def sources() -> SearchStrategy[Source]:
    """Sources."""
    return drawn(Source)


def places() -> SearchStrategy[Place]:
    """Places."""
    return drawn(Place)


def posts() -> SearchStrategy[Post]:
    """Offices held."""
    return drawn(Post)


def actors() -> SearchStrategy[Actor]:
    """Actors of every kind."""
    return drawn(Actor)


# --- claims ----------------------------------------------------------------------------------------------------------


def grades() -> SearchStrategy[Grade]:
    """Grades on somebody's scale."""
    return drawn(Grade)


def attributions(
    *, source: SearchStrategy[str] | None = None, speaker: SearchStrategy[str | None] | None = None
) -> SearchStrategy[Attribution]:
    """Attributions.

    Args:
        source: The ids of the source; any by default.
        speaker: The ids of the speaker, or None; any or none by default.
    """
    return drawn(Attribution, source=source, speaker=speaker)


def supersedes() -> SearchStrategy[Supersedes]:
    """Links to an earlier claim."""
    return drawn(Supersedes)


def figures(
    *,
    measure: SearchStrategy[str] | None = None,
    item: SearchStrategy[str | None] | None = None,
    count: SearchStrategy[Count | None] | None = None,
    attribution: SearchStrategy[Attribution] | None = None,
) -> SearchStrategy[Figure]:
    """Figures with a count, with a share, or without a size.

    Args:
        measure: The measures; any by default.
        item: The items; any or none by default.
        count: The counts; any or none by default.
        attribution: The attributions; any by default.
    """
    return drawn(Figure, measure=measure, item=item, count=count, attribution=attribution)


def figure_views() -> SearchStrategy[Figures]:
    """Views of figures."""
    return st.lists(figures(), max_size=MOST).map(Figures)


def assertions(*, attribution: SearchStrategy[Attribution] | None = None) -> SearchStrategy[Assertion]:
    """Assertions about every property.

    Args:
        attribution: The attributions; any by default.
    """
    return drawn(Assertion, attribution=attribution)


def claims() -> SearchStrategy[Claim]:
    """Figures and assertions."""
    return st.one_of(figures(), assertions())


# --- events, reports and statements ----------------------------------------------------------------------------------


def locations() -> SearchStrategy[Location]:
    """Places in their roles."""
    return drawn(Location)


def participants() -> SearchStrategy[Participant]:
    """Actors in their roles."""
    return drawn(Participant)


def lags() -> SearchStrategy[Lag]:
    """Stated stretches of time."""
    return drawn(Lag)


def relations() -> SearchStrategy[Relation]:
    """Relations to other events."""
    return drawn(Relation)


def type_codes() -> SearchStrategy[TypeCode]:
    """Types of published vocabularies."""
    return drawn(TypeCode)


def exchanges() -> SearchStrategy[Exchange]:
    """Exchanges."""
    return drawn(Exchange)


def strikes() -> SearchStrategy[Strike]:
    """Strikes."""
    return drawn(Strike)


def terms() -> SearchStrategy[Term]:
    """Terms of an agreement."""
    return drawn(Term)


def talks() -> SearchStrategy[Talks]:
    """Negotiations."""
    return drawn(Talks)


def incidents() -> SearchStrategy[Incident]:
    """Incidents."""
    return drawn(Incident)


def episodes() -> SearchStrategy[Episode]:
    """Episodes."""
    return drawn(Episode)


def events(*, kinds: Sequence[type[Event]] = KINDS) -> SearchStrategy[Event]:
    """Events of any kind.

    Args:
        kinds: The classes of event to make; your own may be among them.
    """
    return st.one_of([drawn(kind) for kind in kinds])


def casualty_reports() -> SearchStrategy[CasualtyReport]:
    """Accounts of harm."""
    return drawn(CasualtyReport)


def holders() -> SearchStrategy[Holder]:
    """Records that own claims: events and reports."""
    return st.one_of(events(), casualty_reports())


def quotations() -> SearchStrategy[Quotation]:
    """Quotations."""
    return drawn(Quotation)


def positions() -> SearchStrategy[Position]:
    """Sides taken."""
    return drawn(Position)


def statements() -> SearchStrategy[Statement]:
    """Acts of saying."""
    return drawn(Statement)


# --- datasets and what is said of them -------------------------------------------------------------------------------


@st.composite
def datasets(draw: DrawFn, *, kinds: Sequence[type[Event]] = KINDS, max_records: int = MOST) -> Dataset:
    """Datasets that can be written and read: every id is there once, and every reference leads somewhere.

    Args:
        kinds: The classes of event to make; your own may be among them.
        max_records: The most records in each list.
    """
    some_ids = st.lists(ids(), unique=True, max_size=max_records).map(tuple)
    known = {list_name.removesuffix("s"): draw(some_ids) for list_name in RECORD_LISTS}
    if not known["event"]:
        known["report"] = ()
    classes: list[type[Event]] = [draw(sampled(tuple(kinds))) for _ in known["event"]]

    # Claims name each other, and assertions name terms: all of their ids must be known before the first is made.
    holders_ = len(known["event"]) + len(known["report"])
    slots = [(draw(few), draw(st.integers(0, 2))) for _ in range(holders_ if known["source"] else 0)]
    claim_ids = draw(some_ids)[: sum(map(sum, slots))]
    term_slots = [draw(st.integers(0, 2)) if issubclass(cls, Talks) else 0 for cls in classes]
    term_ids = draw(st.lists(ids(), unique=True, min_size=sum(term_slots), max_size=sum(term_slots)))
    all_known = Known(known | {"claim": claim_ids, "term": tuple(term_ids)})
    free_claim_ids, free_term_ids, free_slots = iter(claim_ids), iter(term_ids), iter(slots)

    def claims_of_one() -> dict[str, Any]:
        numbers, others = next(free_slots, (0, 0))
        return {
            name: tuple(made(draw, cls, all_known, id=next(free_claim_ids, None)) for _ in range(size))
            for name, cls, size in (("figures", Figure, numbers), ("assertions", Assertion, others))
        }

    made_events: list[Event] = []
    for id_, cls, size in zip(known["event"], classes, term_slots, strict=True):
        given = claims_of_one()
        if issubclass(cls, Talks):
            given["terms"] = tuple(made(draw, Term, all_known, id=next(free_term_ids)) for _ in range(size))
        made_events.append(made(draw, cls, all_known, id=id_, **given))
    made_reports = [made(draw, CasualtyReport, all_known, id=id_, **claims_of_one()) for id_ in known["report"]]
    return made(
        draw,
        Dataset,
        all_known,
        sources=tuple(made(draw, Source, all_known, id=id_) for id_ in known["source"]),
        actors=tuple(made(draw, Actor, all_known, id=id_) for id_ in known["actor"]),
        places=tuple(made(draw, Place, all_known, id=id_) for id_ in known["place"]),
        events=tuple(made_events),
        reports=tuple(made_reports),
        statements=tuple(made(draw, Statement, all_known, id=id_) for id_ in known["statement"]),
    )


def clean_datasets() -> SearchStrategy[Dataset]:
    """Datasets on which `check` finds no error and no warning, which is what they are made for, not filtered by.

    `clean_stories` gives the texts of their sources with them.
    """
    return clean_stories().map(lambda story: story[0])


@st.composite
def claim_rows(draw: DrawFn) -> ClaimRow:
    """Rows of the claims table."""
    claim, event = draw(claims()), draw(events())
    name = "figures" if isinstance(claim, Figure) else "assertions"
    # Only the ids that a row looks up must be those of records.
    attribution = attrs.evolve(claim.attribution, speaker=None, statement=None)
    held: dict[str, Any] = {"figures": (), "assertions": (), name: (attrs.evolve(claim, attribution=attribution),)}
    sources = (Source(id=attribution.source),)
    return next(claims_table(Dataset(sources=sources, events=(attrs.evolve(event, **held),))))


@st.composite
def problems(draw: DrawFn) -> Problem:
    """Problems, with and without the line and the column of an input."""
    optional = st.none() | texts()
    line = draw(st.none() | st.integers(1, 10**6))
    return Problem(
        code=draw(st.from_regex(r"[A-Z]{2}[0-9]{3}", fullmatch=True)),
        severity=draw(st.sampled_from(Severity)),
        path=draw(st.sampled_from(("", "/title", "/events/0/figures/1/count/low", "/a~1b"))),
        message=draw(texts()),
        value=draw(optional),
        suggestion=draw(optional),
        line=line,
        column=None if line is None else draw(st.none() | st.integers(1, 10**4)),
        record=draw(st.none() | ids()),
    )


def reports() -> SearchStrategy[Report]:
    """What a run of the checks has found."""
    some = st.lists(problems(), max_size=MOST).map(tuple)
    skipped = st.lists(texts(), max_size=MOST).map(tuple)
    return st.builds(Report, problems=some, skipped=skipped, waived=st.lists(waived(), max_size=MOST).map(tuple))


def waived() -> SearchStrategy[Waived]:
    """Problems that somebody lets stand."""
    return st.builds(Waived, problem=problems(), waiver=waivers())


def records() -> SearchStrategy[Record]:
    """Records of any class of the model."""
    return st.one_of(list(_RECORDS.values()))


_RECORDS: Final[Mapping[type[Record], SearchStrategy[Any]]] = {
    Count: counts(),
    Share: shares(),
    When: whens(),
    Basis: bases(),
    Identifier: identifiers(),
    Cell: cells(),
    Waiver: waivers(),
    Span: spans(),
    Point: points(),
    Source: sources(),
    Place: places(),
    Post: posts(),
    Actor: actors(),
    Grade: grades(),
    Attribution: attributions(),
    Supersedes: supersedes(),
    Figure: figures(),
    Assertion: assertions(),
    Location: locations(),
    Participant: participants(),
    Lag: lags(),
    Relation: relations(),
    TypeCode: type_codes(),
    Exchange: exchanges(),
    Strike: strikes(),
    Term: terms(),
    Talks: talks(),
    Incident: incidents(),
    Episode: episodes(),
    CasualtyReport: casualty_reports(),
    Quotation: quotations(),
    Position: positions(),
    Statement: statements(),
    Dataset: datasets(),
}


def register() -> None:
    """Tell `hypothesis.strategies.from_type` of these strategies; Hypothesis calls it by itself where it is installed.

    Left to itself, Hypothesis would look at the type hints alone and make records that the constructors refuse.
    """
    invalid = st.builds(InvalidRecordError, st.lists(problems(), min_size=1, max_size=MOST).map(tuple), texts())
    configuration = st.builds(ConfigurationError, texts(), st.lists(texts(), min_size=1, max_size=MOST).map(tuple))
    unreadable = st.builds(UnreadableInputError, problems(), texts())
    unknown = st.builds(UnknownIdError, st.sampled_from(("event", "source")), ids())
    phrase = st.builds(PhraseError, texts(), texts())
    others: dict[type, SearchStrategy[Any]] = {
        Record: records(),
        Claim: claims(),
        Event: events(),
        Holder: holders(),
        Figures: figure_views(),
        Problem: problems(),
        Severity: st.sampled_from(Severity),
        Precision: st.sampled_from(Precision),
        Report: reports(),
        Waived: waived(),
        ClaimRow: claim_rows(),
        CountPhrase: count_phrases(),
        Policy: policies(),
        VagueReading: vague_readings(),
        ConfigurationError: configuration,
        ConflictEventsError: st.one_of(configuration, invalid, phrase, unreadable, unknown),
        PhraseError: phrase,
        InvalidRecordError: invalid,
        UnreadableInputError: unreadable,
        UnknownIdError: unknown,
    }
    others |= of_evidence(spans(), counts(), texts())
    others |= of_change({"source": sources(), "actor": actors(), "figure": figures()}, datasets(), texts())
    for cls, strategy in (*_RECORDS.items(), *others.items()):
        st.register_type_strategy(cls, strategy)
