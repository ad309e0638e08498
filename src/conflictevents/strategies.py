"""Hypothesis strategies for every public class: made-up records for the tests of programs that work with this library.

It needs Hypothesis, which comes with the extra `conflictevents[hypothesis]`. Where both are installed Hypothesis calls
`register` by itself, so that `st.from_type(Figure)` works as well.

What the strategies make can be represented, written and read; it need not make sense, and `check` may say so. Ids are
few and short, with some odd ones among them. References lead somewhere only in what `datasets` makes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeVar, cast, get_args

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ._actors import Actor, Post
from ._claims import Assertion, Attribution, Claim, Figure, Figures, Grade, Holder, Supersedes
from ._count import Count, Share
from ._dataset import RECORD_LISTS, Dataset
from ._edtf import parse_edtf
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
    Country,
    Group,
    Hash,
    Id,
    Language,
    Limit,
    OneOf,
    Pattern,
    Real,
    Ref,
    Text,
    Whole,
)
from ._places import Place, Point
from ._problems import Problem, Severity
from ._record import Record, element, field_types, members, split
from ._reports import CasualtyReport
from ._sources import Cell, Identifier, Source, Span, sha256_of
from ._statements import Position, Quotation, Statement
from ._table import ClaimRow, claims_table
from ._vocab import GroupTag, Property
from ._when import Basis, When
from .checks import Report
from .exceptions import ConflictEventsError, InvalidRecordError, UnknownIdError, UnreadableInputError

__all__ = [
    "actors",
    "assertions",
    "attributions",
    "bases",
    "casualty_reports",
    "cells",
    "claim_rows",
    "claims",
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
    "whens",
]

_R = TypeVar("_R", bound=Record)

# The first of each is what Hypothesis shrinks to.
_PLAIN_IDS: Final = ("a", "b", "c", "d", "strike-1", "talks-2025")
_ODD_IDS: Final = ("0", "null", "/", "~1", '"', "\\", "#", "київ", "東京", "e\u0301", "\U0001f54a", "x" * 200)
_WORDS: Final = ("words", "at least 12", "Ні", "  spaced  ", "two\nlines", '"quoted"', "\u202eodd", "=1+1", "\x00 nul")
_OWN_WORDS: Final = ("x.word", "x-lab.two.dots", "0.0")
_ANY_CHARACTER: Final = st.characters(exclude_categories=["Cs"])
_MOST: Final = 3


# --- leaves ----------------------------------------------------------------------------------------------------------


def ids() -> SearchStrategy[str]:
    """Ids: a few short ones, so that some of them meet, and a few odd ones."""
    return st.sampled_from(_PLAIN_IDS + _ODD_IDS)


def texts(*, max_size: int = 30) -> SearchStrategy[str]:
    """Texts that are not blank, of any characters but surrogates.

    Args:
        max_size: The most characters that a text has.
    """
    words = tuple(words for words in _WORDS if len(words) <= max_size)
    drawn = st.text(_ANY_CHARACTER, min_size=1, max_size=max_size).filter(_is_not_blank)
    return st.sampled_from(words) | drawn if words else drawn


def _is_not_blank(text: str) -> bool:
    return bool(text.strip())


@st.composite
def _groups(draw: DrawFn) -> str:
    tags = tuple(tag.value for tag in GroupTag)
    one = st.sampled_from((*tags, "nationality:UA", "x:1"))
    return "+".join(draw(st.lists(one, min_size=1, max_size=_MOST, unique=True)))


def _limit(hint: Any) -> Limit:
    return split(hint)[1][0]


_OF_LIMIT: Final[Mapping[Limit, SearchStrategy[Any]]] = {
    _limit(Text): texts(),
    _limit(Id): ids(),
    _limit(Group): _groups(),
    _limit(Country): st.sampled_from(("UA", "RU", "TR", "ZZ")),
    _limit(Language): st.sampled_from(("en", "uk", "en-GB", "sr-Cyrl-RS")),
    _limit(Hash): st.text(_ANY_CHARACTER, max_size=2).map(sha256_of),
}


@cache
def _leaf(hint: Any) -> SearchStrategy[Any]:
    """The strategy for a type that holds no record: one for each sort of limit, or for the type itself."""
    base, limits = split(hint)
    for limit in limits:
        if limit in _OF_LIMIT:
            return _OF_LIMIT[limit]
        if isinstance(limit, Whole):
            return st.integers(limit.low, min(limit.high, 5000)) | st.integers(limit.low, limit.high)
        if isinstance(limit, Real):
            return st.floats(limit.low, limit.high)
        if isinstance(limit, OneOf):
            return st.sampled_from((*(term.value for term in limit.vocabulary), *_OWN_WORDS))
    if limits:
        return st.from_regex(cast("Pattern", limits[0]).pattern, fullmatch=True)
    if base is str:
        return st.text(_ANY_CHARACTER, max_size=30)
    drawn: SearchStrategy[Any] = st.from_type(base)
    return drawn


# --- records ---------------------------------------------------------------------------------------------------------


@attrs.frozen
class _Known:
    """The ids that a reference may name: those of one dataset, or any at all.

    Attributes:
        ids: The ids of each kind of record; None for any ids.
    """

    ids: Mapping[str, tuple[str, ...]] | None

    def of(self, kinds: Sequence[str]) -> tuple[str, ...]:
        """The ids that a reference to such records may hold."""
        if self.ids is None:
            return _PLAIN_IDS + _ODD_IDS
        return tuple(dict.fromkeys(id_ for kind in kinds for id_ in self.ids.get(kind, ())))

    def allows(self, hint: Any) -> bool:
        """Whether a value of a type can be made: each id that it must hold is one of a record that is there."""
        return self.ids is None or any(self._allows_one(option) for option in members(hint) if option is not type(None))

    def _allows_one(self, hint: Any) -> bool:
        hint = element(hint) or hint
        if isinstance(hint, type) and issubclass(hint, Record):
            cls: type = hint
            needed = [field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING]
            return all(self.allows(field_types(cls)[name]) for name in needed)
        kinds = _kinds(hint)
        return kinds is None or bool(self.of(kinds))


_ANY: Final = _Known(None)


def _kinds(hint: Any) -> tuple[str, ...] | None:
    return next((extra.kinds for extra in get_args(hint)[1:] if isinstance(extra, Ref)), None)


_sampled = cache(st.sampled_from)


@cache
def _some_of(names: tuple[str, ...]) -> SearchStrategy[list[str]]:
    # Not a coin for each field: most records then have few fields, are quickly made, and shrink to none.
    return st.lists(st.sampled_from(names), unique=True, max_size=5)


def _values(draw: DrawFn, cls: type, known: _Known, given: Mapping[str, Any]) -> dict[str, Any]:
    """Values for the fields of a class: all that it needs, and some of the others."""
    values = dict(given)
    free = [field for field in attrs.fields(cls) if field.init and field.name not in given]
    types = field_types(cls)
    needed = [field.name for field in free if field.default is attrs.NOTHING]
    others = tuple(field.name for field in free if field.name not in needed and known.allows(types[field.name]))
    chosen = draw(_some_of(others)) if others else []
    for name in (*needed, *chosen):
        values[name] = _value(draw, types[name], known)
    return values


def _value(draw: DrawFn, hint: Any, known: _Known) -> Any:
    options = tuple(option for option in members(hint) if option is not type(None) and known.allows(option))
    option = options[0] if len(options) == 1 else draw(_sampled(options))
    inner = element(option)
    if inner is not None:
        return tuple(_value(draw, inner, known) for _ in range(draw(_few_but_one)))
    if isinstance(option, type) and issubclass(option, Record):
        return _made(draw, option, known)
    kinds = _kinds(option)
    return draw(_leaf(option) if kinds is None else _sampled(known.of(kinds)))


_few: Final = st.integers(0, _MOST)
_few_but_one: Final = st.integers(1, _MOST)


def _made(draw: DrawFn, cls: type[_R], known: _Known, **given: Any) -> _R:
    """A record of a class, with the given values and made-up ones beside them."""
    complete = _TOGETHER.get(cls)
    values = _values(draw, cls, known, given)
    if complete is not None:
        complete(draw, values, known)
    return cls(**values)


@st.composite
def _records(draw: DrawFn, cls: type[_R], given: Mapping[str, SearchStrategy[Any]]) -> _R:
    return _made(draw, cls, _ANY, **{name: draw(strategy) for name, strategy in given.items()})


def _of(cls: type[_R], **given: SearchStrategy[Any] | None) -> SearchStrategy[_R]:
    return _records(cls, {name: strategy for name, strategy in given.items() if strategy is not None})


# --- fields that must fit together -----------------------------------------------------------------------------------


def _order(draw: DrawFn, values: dict[str, Any], known: _Known) -> None:  # noqa: ARG001 - one signature for all
    """The bounds of a count or a share."""
    if values.get("high") is not None and values["high"] < values["low"]:
        values["low"], values["high"] = values["high"], values["low"]


def _date(draw: DrawFn, values: dict[str, Any], known: _Known) -> None:  # noqa: ARG001
    """A `When` has a date, or else words."""
    if values.get("edtf") is not None or values.get("text") is None:
        values["edtf"] = draw(_EDTF)


def _stretch(draw: DrawFn, values: dict[str, Any], known: _Known) -> None:  # noqa: ARG001
    """The ends, words and hash of a span."""
    exact = values.get("exact")
    if exact == "":
        del values["exact"]
    if exact:
        values["sha256"] = sha256_of(exact) if values.get("sha256") else None
    values["start"] = min(values["start"], LARGEST_WHOLE - 100)
    values["end"] = values["start"] + (len(exact) if exact else draw(st.integers(1, 99)))


def _toward(draw: DrawFn, values: dict[str, Any], known: _Known) -> None:  # noqa: ARG001
    """A position is taken toward something."""
    if values.get("toward") is None and values.get("topic") is None:
        values["topic"] = draw(_leaf(Text))


def _one_number(draw: DrawFn, values: dict[str, Any], known: _Known) -> None:  # noqa: ARG001
    """A figure has a count or a share."""
    if values.get("count") is not None:
        values.pop("share", None)


_REFERRING: Final = {name.value: name.refers_to for name in Property if name.refers_to is not None}


def _named(draw: DrawFn, values: dict[str, Any], known: _Known) -> None:
    """The value of an assertion is an id where its property says so."""
    name = values["property"]
    kind = _REFERRING.get(name)
    if kind is not None and known.of([kind]):
        values["value"] = draw(_sampled(known.of([kind])))
    elif kind is not None:
        values["property"] = Property.OUTCOME.value
    elif name == Property.TERM_STATUS:
        terms_ = known.of(["term"])
        values["of"] = draw(_sampled(terms_)) if terms_ else None


_TOGETHER: Final[Mapping[type, Callable[[DrawFn, dict[str, Any], _Known], None]]] = {
    Count: _order,
    Share: _order,
    When: _date,
    Span: _stretch,
    Position: _toward,
    Figure: _one_number,
    Assertion: _named,
}


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
    optional = st.none() | texts()
    text, policy = (draw(optional), draw(optional)) if words else (None, None)
    return Count(low=low, high=high, approximate=approximate, text=text, policy=policy)


def shares() -> SearchStrategy[Share]:
    """Shares, in percent."""
    return _of(Share)


_SINGLE_DATES: Final = ("day", "month", "year", "decade", "century", "month_x", "day_x", "year_x", "season")
_MARKS: Final = ("", "?", "~", "%")
_ZONES: Final = ("", "Z", "+03:00", "-05", "+14:00", "-12:00", "+05:45")


@st.composite
def _single_date(draw: DrawFn, marks: tuple[str, ...]) -> str:
    day = draw(st.dates())
    year = f"{day.year:04}"
    forms = {
        "day": day.isoformat(),
        "month": f"{year}-{day.month:02}",
        "year": year,
        "decade": f"{year[:3]}X",
        "century": f"{year[:2]}XX",
        "month_x": f"{year}-XX",
        "day_x": f"{year}-{day.month:02}-XX",
        "year_x": f"{year}-XX-XX",
        "season": f"{year}-{draw(st.integers(21, 24))}",
    }
    return forms[draw(st.sampled_from(_SINGLE_DATES))] + draw(st.sampled_from(marks))


@st.composite
def _moment(draw: DrawFn, zones: tuple[str, ...]) -> str:
    seconds = draw(st.booleans())
    moment = draw(st.datetimes()).isoformat(timespec="seconds" if seconds else "minutes")
    return moment + draw(st.sampled_from(zones))


@st.composite
def _interval(draw: DrawFn, single: SearchStrategy[str]) -> str:
    first, last = draw(single), draw(st.sampled_from(("..", "")) | single)
    if last in ("..", ""):
        return f"{first}/{last}" if draw(st.booleans()) else f"{last}/{first}"
    start, end = parse_edtf(first).earliest, parse_edtf(last).latest
    if start is not None and end is not None and end < start:
        first, last = last, first
    return f"{first}/{last}"


def _edtfs(clock: bool | None, qualified: bool | None) -> SearchStrategy[str]:  # noqa: FBT001
    if clock and qualified:
        msg = "no clock time is qualified: it has no ?, ~ or %"
        raise ValueError(msg)
    marks = {None: _MARKS, True: _MARKS[1:], False: _MARKS[:1]}[qualified]
    singles = []
    if not clock:
        singles.append(_single_date(marks))
    if clock is not False and not qualified:
        # Both ends of an interval have an offset, or none has.
        singles += [_moment(_ZONES[:1]), _moment(_ZONES[1:])]
    return st.one_of(*singles, *(_interval(single) for single in singles))


_EDTF: Final = _edtfs(None, None)


@st.composite
def whens(draw: DrawFn, *, placed: bool = False, clock: bool | None = None, qualified: bool | None = None) -> When:
    """Dates and times of every form that `When` reads, and words that could not be placed.

    Args:
        placed: Only those that have a date.
        clock: Only those with clock times (True), or only others (False); these and those with `qualified` are placed.
        qualified: Only those with a mark for uncertain or approximate (True), or only others (False).
    """
    if placed or clock is not None or qualified is not None:
        return attrs.evolve(_made(draw, When, _ANY), edtf=draw(_edtfs(clock, qualified)))
    return _made(draw, When, _ANY)


def bases() -> SearchStrategy[Basis]:
    """Bases of inferred values."""
    return _of(Basis)


def identifiers() -> SearchStrategy[Identifier]:
    """Identifiers of other schemes."""
    return _of(Identifier)


def cells() -> SearchStrategy[Cell]:
    """Raw fields of an input."""
    return _of(Cell)


def spans() -> SearchStrategy[Span]:
    """Spans, as long as their words."""
    return _of(Span)


def points() -> SearchStrategy[Point]:
    """Points anywhere on the earth."""
    return _of(Point)


# --- who, where and from what ----------------------------------------------------------------------------------------


def sources() -> SearchStrategy[Source]:
    """Sources."""
    return _of(Source)


def places() -> SearchStrategy[Place]:
    """Places."""
    return _of(Place)


def posts() -> SearchStrategy[Post]:
    """Offices held."""
    return _of(Post)


def actors() -> SearchStrategy[Actor]:
    """Actors of every kind."""
    return _of(Actor)


# --- claims ----------------------------------------------------------------------------------------------------------


def grades() -> SearchStrategy[Grade]:
    """Grades on somebody's scale."""
    return _of(Grade)


def attributions(
    *, source: SearchStrategy[str] | None = None, speaker: SearchStrategy[str | None] | None = None
) -> SearchStrategy[Attribution]:
    """Attributions.

    Args:
        source: The ids of the source; any by default.
        speaker: The ids of the speaker, or None; any or none by default.
    """
    return _of(Attribution, source=source, speaker=speaker)


def supersedes() -> SearchStrategy[Supersedes]:
    """Links to an earlier claim."""
    return _of(Supersedes)


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
    return _of(Figure, measure=measure, item=item, count=count, attribution=attribution)


def figure_views() -> SearchStrategy[Figures]:
    """Views of figures."""
    return st.lists(figures(), max_size=_MOST).map(Figures)


def assertions(*, attribution: SearchStrategy[Attribution] | None = None) -> SearchStrategy[Assertion]:
    """Assertions about every property.

    Args:
        attribution: The attributions; any by default.
    """
    return _of(Assertion, attribution=attribution)


def claims() -> SearchStrategy[Claim]:
    """Figures and assertions."""
    return st.one_of(figures(), assertions())


# --- events, reports and statements ----------------------------------------------------------------------------------


def locations() -> SearchStrategy[Location]:
    """Places in their roles."""
    return _of(Location)


def participants() -> SearchStrategy[Participant]:
    """Actors in their roles."""
    return _of(Participant)


def lags() -> SearchStrategy[Lag]:
    """Stated stretches of time."""
    return _of(Lag)


def relations() -> SearchStrategy[Relation]:
    """Relations to other events."""
    return _of(Relation)


def type_codes() -> SearchStrategy[TypeCode]:
    """Types of published vocabularies."""
    return _of(TypeCode)


def exchanges() -> SearchStrategy[Exchange]:
    """Exchanges."""
    return _of(Exchange)


def strikes() -> SearchStrategy[Strike]:
    """Strikes."""
    return _of(Strike)


def terms() -> SearchStrategy[Term]:
    """Terms of an agreement."""
    return _of(Term)


def talks() -> SearchStrategy[Talks]:
    """Negotiations."""
    return _of(Talks)


def incidents() -> SearchStrategy[Incident]:
    """Incidents."""
    return _of(Incident)


def episodes() -> SearchStrategy[Episode]:
    """Episodes."""
    return _of(Episode)


def events(*, kinds: Sequence[type[Event]] = KINDS) -> SearchStrategy[Event]:
    """Events of any kind.

    Args:
        kinds: The classes of event to make; your own may be among them.
    """
    return st.one_of([_of(kind) for kind in kinds])


def casualty_reports() -> SearchStrategy[CasualtyReport]:
    """Accounts of harm."""
    return _of(CasualtyReport)


def holders() -> SearchStrategy[Holder]:
    """Records that own claims: events and reports."""
    return st.one_of(events(), casualty_reports())


def quotations() -> SearchStrategy[Quotation]:
    """Quotations."""
    return _of(Quotation)


def positions() -> SearchStrategy[Position]:
    """Sides taken."""
    return _of(Position)


def statements() -> SearchStrategy[Statement]:
    """Acts of saying."""
    return _of(Statement)


# --- datasets and what is said of them -------------------------------------------------------------------------------


@st.composite
def datasets(draw: DrawFn, *, kinds: Sequence[type[Event]] = KINDS, max_records: int = _MOST) -> Dataset:
    """Datasets that can be written and read: every id is there once, and every reference leads somewhere.

    Args:
        kinds: The classes of event to make; your own may be among them.
        max_records: The most records in each list.
    """
    some_ids = st.lists(ids(), unique=True, max_size=max_records).map(tuple)
    known = {list_name.removesuffix("s"): draw(some_ids) for list_name in RECORD_LISTS}
    if not known["event"]:
        known["report"] = ()
    classes: list[type[Event]] = [draw(_sampled(tuple(kinds))) for _ in known["event"]]

    # Claims name each other, and assertions name terms: all of their ids must be known before the first is made.
    holders_ = len(known["event"]) + len(known["report"])
    slots = [(draw(_few), draw(st.integers(0, 2))) for _ in range(holders_ if known["source"] else 0)]
    claim_ids = draw(some_ids)[: sum(map(sum, slots))]
    term_slots = [draw(st.integers(0, 2)) if issubclass(cls, Talks) else 0 for cls in classes]
    term_ids = draw(st.lists(ids(), unique=True, min_size=sum(term_slots), max_size=sum(term_slots)))
    all_known = _Known(known | {"claim": claim_ids, "term": tuple(term_ids)})
    free_claim_ids, free_term_ids, free_slots = iter(claim_ids), iter(term_ids), iter(slots)

    def claims_of_one() -> dict[str, Any]:
        numbers, others = next(free_slots, (0, 0))
        return {
            name: tuple(_made(draw, cls, all_known, id=next(free_claim_ids, None)) for _ in range(size))
            for name, cls, size in (("figures", Figure, numbers), ("assertions", Assertion, others))
        }

    made_events: list[Event] = []
    for id_, cls, size in zip(known["event"], classes, term_slots, strict=True):
        given = claims_of_one()
        if issubclass(cls, Talks):
            given["terms"] = tuple(_made(draw, Term, all_known, id=next(free_term_ids)) for _ in range(size))
        made_events.append(_made(draw, cls, all_known, id=id_, **given))
    made_reports = [_made(draw, CasualtyReport, all_known, id=id_, **claims_of_one()) for id_ in known["report"]]
    return _made(
        draw,
        Dataset,
        all_known,
        sources=tuple(_made(draw, Source, all_known, id=id_) for id_ in known["source"]),
        actors=tuple(_made(draw, Actor, all_known, id=id_) for id_ in known["actor"]),
        places=tuple(_made(draw, Place, all_known, id=id_) for id_ in known["place"]),
        events=tuple(made_events),
        reports=tuple(made_reports),
        statements=tuple(_made(draw, Statement, all_known, id=id_) for id_ in known["statement"]),
    )


@st.composite
def claim_rows(draw: DrawFn) -> ClaimRow:
    """Rows of the claims table."""
    claim, event = draw(claims()), draw(events())
    name = "figures" if isinstance(claim, Figure) else "assertions"
    # Only the ids that a row looks up must be those of records.
    attribution = attrs.evolve(claim.attribution, speaker=None, statement=None)
    held: dict[str, Any] = {"figures": (), "assertions": (), name: (attrs.evolve(claim, attribution=attribution),)}
    return next(claims_table(Dataset(events=(attrs.evolve(event, **held),))))


@st.composite
def problems(draw: DrawFn) -> Problem:
    """Problems, with and without the line of an input."""
    optional = st.none() | texts()
    return Problem(
        code=draw(st.from_regex(r"[A-Z]{2}[0-9]{3}", fullmatch=True)),
        severity=draw(st.sampled_from(Severity)),
        path=draw(st.sampled_from(("", "/title", "/events/0/figures/1/count/low", "/a~1b"))),
        message=draw(texts()),
        value=draw(optional),
        suggestion=draw(optional),
        line=draw(st.none() | st.integers(1, 10**6)),
    )


def reports() -> SearchStrategy[Report]:
    """What a run of the checks has found."""
    some = st.lists(problems(), max_size=_MOST).map(tuple)
    return st.builds(Report, problems=some, skipped=st.lists(texts(), max_size=_MOST).map(tuple))


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
    invalid = st.builds(InvalidRecordError, st.lists(problems(), min_size=1, max_size=_MOST).map(tuple), texts())
    unreadable = st.builds(UnreadableInputError, problems(), texts())
    unknown = st.builds(UnknownIdError, st.sampled_from(("event", "source")), ids())
    others: dict[type, SearchStrategy[Any]] = {
        Record: records(),
        Claim: claims(),
        Event: events(),
        Holder: holders(),
        Figures: figure_views(),
        Problem: problems(),
        Severity: st.sampled_from(Severity),
        Report: reports(),
        ClaimRow: claim_rows(),
        ConflictEventsError: st.one_of(invalid, unreadable, unknown),
        InvalidRecordError: invalid,
        UnreadableInputError: unreadable,
        UnknownIdError: unknown,
    }
    for cls, strategy in (*_RECORDS.items(), *others.items()):
        st.register_type_strategy(cls, strategy)
