"""For tests of what works with datasets and checks: known faults to put into a sound dataset, and assertions.

It needs nothing but the library. `conflictevents.strategies.clean_datasets` makes datasets to put faults into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final, TypeAlias, TypeVar

import attrs

from ._claims import Assertion, Attribution, Claim, Figure, Holder
from ._count import Count
from ._dataset import Dataset
from ._events import Exchange, Strike
from ._phrases._days_one import weekday_name
from ._problems import Problem, Severity
from ._reports import CasualtyReport
from ._sources import sha256_of
from ._statements import Statement
from ._waivers import Waiver
from ._when import When
from .checks import Report, check

__all__ = ["MUTATIONS", "Mutation", "assert_clean", "assert_finds", "mutate"]

_Break: TypeAlias = Callable[[Dataset], Dataset]
_T = TypeVar("_T")


@attrs.frozen(kw_only=True)
class Mutation:
    """One known way to break a dataset.

    Attributes:
        name: Its name.
        meaning: What it does, in a sentence.
        codes: The codes of the checks that find it, all of them.
        may: Codes that may come with it, depending on what else the dataset holds.
        function: Does it; raises LookupError where the dataset holds nothing that can be broken so.
    """

    name: str
    meaning: str
    codes: frozenset[str]
    may: frozenset[str]
    function: _Break


def mutate(dataset: Dataset, name: str) -> Dataset:
    """Break a dataset in one known way, always at the first place where that can be done.

        >>> from conflictevents import check, examples
        >>> broken = mutate(examples.load("istanbul-exchange"), "statement-loses-speaker")
        >>> sorted(check(broken).counts.keys() - check(examples.load("istanbul-exchange")).counts.keys())
        ['SP101']

    Args:
        dataset: The dataset, which stays as it is.
        name: The name of a mutation, a key of `MUTATIONS`.

    Raises:
        KeyError: If there is no such mutation.
        LookupError: If the dataset holds nothing that can be broken so.
    """
    return MUTATIONS[name].function(dataset)


def assert_clean(
    dataset: Dataset,
    *,
    texts: Mapping[str, str] | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> Report:
    """Assert that the checks find no error and no warning; what is for information alone may be there.

    Args:
        dataset: The dataset.
        texts: The texts of its sources, as for `check`.
        select: The only codes to look for, as for `check`.
        ignore: The codes to leave out.

    Returns:
        The report, for more assertions.

    Raises:
        AssertionError: With everything that was found.
    """
    report = check(dataset, texts=texts, select=select, ignore=ignore)
    found = report.at_least(Severity.WARNING)
    if found:
        raise AssertionError(f"expected no error or warning, got {len(found):,}:\n{_told(found)}")
    return report


def assert_finds(dataset: Dataset, code: str, *, texts: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    """Assert that a check finds something.

    Args:
        dataset: The dataset.
        code: The code of the check, or its beginning.
        texts: The texts of its sources, as for `check`.

    Returns:
        What was found under that code, for more assertions.

    Raises:
        AssertionError: With what was found instead.
    """
    report = check(dataset, texts=texts)
    found = report.by_code(code).problems
    if not found:
        raise AssertionError(f"expected a problem with the code {code}, got\n{_told(report.problems) or '  none'}")
    return found


def _told(problems: Iterable[Problem]) -> str:
    return "\n".join(f"  {problem}" for problem in problems)


# --- putting one record in the place of another ----------------------------------------------------------------------


def _first(things: Iterable[_T], wanted: str) -> _T:
    for each in things:
        return each
    raise LookupError(f"the dataset has no {wanted}")


def _with(dataset: Dataset, old: Any, *new: Any) -> Dataset:
    """The dataset with other records, or none, in the place of one."""
    for name in ("sources", "actors", "places", "events", "reports", "statements"):
        records = getattr(dataset, name)
        if any(each is old for each in records):
            changed = tuple(one for each in records for one in (new if each is old else (each,)))
            lists: dict[str, Any] = {name: changed}
            return attrs.evolve(dataset, **lists)
    raise LookupError("the dataset does not hold that record")


def _with_claim(dataset: Dataset, holder: Holder, old: Claim, *new: Claim) -> Dataset:
    """The dataset with other claims, or none, in the place of one."""
    lists: dict[str, Any] = {
        name: tuple(one for each in getattr(holder, name) for one in (new if each is old else (each,)))
        for name in ("figures", "assertions")
    }
    return _with(dataset, holder, attrs.evolve(holder, **lists))


def _figures(dataset: Dataset, *measures: str, of: type[Holder] = Holder) -> Iterator[tuple[Holder, Figure]]:
    """The plain figures with a count of records of a class."""
    for holder, claim in dataset.owned_claims():
        if not isinstance(claim, Figure) or claim.count is None or claim.estimate is not None:
            continue
        if isinstance(holder, of) and (not measures or claim.measure in measures):
            yield holder, claim


def _counted(dataset: Dataset, count: Count, **fields: Any) -> Dataset:
    """The dataset with another count, without words to hold it against, in a figure on which no other depends."""
    holder, figure = _first(_figures(dataset, "injured", "displaced", of=CasualtyReport), "figure of people hurt")
    changes: dict[str, Any] = {"spans": ()} | fields
    return _with_claim(dataset, holder, figure, attrs.evolve(figure, count=count, **changes))


def _dated(dataset: Dataset, when: Callable[[When], When]) -> Dataset:
    """The dataset with another date in a statement that tells its date in words."""
    statement, old = _first(
        (
            (each, each.when)
            for each in dataset.statements
            if each.when is not None and each.when.is_day and each.when.basis and each.when.basis.rule == "weekday"
        ),
        "statement with the day of a weekday",
    )
    return _with(dataset, statement, attrs.evolve(statement, when=when(old)))


def _day(when: When) -> date:
    """The day that a date is."""
    return _first(filter(None, (when.earliest,)), "day there")


def _anchor(when: When) -> date:
    """The day from which a date was counted."""
    anchor = when.basis and when.basis.anchor
    return date.fromisoformat(anchor or "")


# --- the mutations ---------------------------------------------------------------------------------------------------

_ALL: Final[dict[str, Mutation]] = {}


def _mutation(*codes: str, may: Iterable[str] = ()) -> Callable[[_Break], _Break]:
    """Enter a function as a mutation: its name with hyphens, its docstring, and the codes that find what it does."""

    def entered(function: _Break) -> _Break:
        name = function.__name__.removeprefix("_").replace("_", "-")
        meaning = (function.__doc__ or "").strip()
        _ALL[name] = Mutation(name=name, meaning=meaning, codes=frozenset(codes), may=frozenset(may), function=function)
        return function

    return entered


@_mutation("ID101")
def _id_given_twice(dataset: Dataset) -> Dataset:
    """A second actor gets the id of the first."""
    actor = _first(dataset.actors, "actor")
    return dataset.add(attrs.evolve(actor, name=f"Not {actor.name}"))


@_mutation("ID102")
def _reference_leads_nowhere(dataset: Dataset) -> Dataset:
    """A statement is said to have been made at a place that is not there."""
    statement = _first(dataset.statements, "statement")
    return _with(dataset, statement, attrs.evolve(statement, where="nowhere-that-there-is"))


@_mutation("ID103")
def _event_is_part_of_itself(dataset: Dataset) -> Dataset:
    """An event becomes a part of itself."""
    event = _first((each for each in dataset.events if not isinstance(each, Exchange)), "event but exchanges")
    return _with(dataset, event, attrs.evolve(event, part_of=event.id))


@_mutation("ID105")
def _waiver_for_nothing(dataset: Dataset) -> Dataset:
    """A source gets a waiver for what is not wrong with it."""
    source = _first(dataset.sources, "source")
    waiver = Waiver(code="ID103", reason="It was in a circle once.")
    return _with(dataset, source, attrs.evolve(source, waivers=(*source.waivers, waiver)))


@_mutation("DT101")
def _event_after_publication(dataset: Dataset) -> Dataset:
    """An event that is told of is moved to the day after all sources were published."""
    days = [each.published.latest for each in dataset.sources if each.published is not None and each.published.latest]
    dated = (each for each in dataset.events if each.claims and each.when and not isinstance(each, Exchange))
    event = _first(dated, "dated event with claims")
    after = max(days, default=date.min) + timedelta(days=1)
    return _with(dataset, event, attrs.evolve(event, when=When(edtf=after.isoformat())))


@_mutation("DT102", may=("SR104",))
def _weekday_loses_its_anchor(dataset: Dataset) -> Dataset:
    """No source is dated any more, and a date in words no longer says from what it was counted."""
    undated = attrs.evolve(dataset, sources=tuple(attrs.evolve(each, published=None) for each in dataset.sources))
    return _dated(undated, lambda when: attrs.evolve(when, basis=None))


@_mutation("DT103")
def _wrong_weekday(dataset: Dataset) -> Dataset:
    """The words of a date name the weekday after the one that it was."""

    def renamed(when: When) -> When:
        return When(edtf=when.edtf, text=weekday_name(_day(when) + timedelta(days=1)))

    return _dated(dataset, renamed)


@_mutation("DT106")
def _week_as_one_day(dataset: Dataset) -> Dataset:
    """The words of a day say "last week"."""

    def one_day(when: When) -> When:
        monday = _anchor(when) - timedelta(days=_anchor(when).weekday() + 7)
        return When(edtf=monday.isoformat(), text="last week")

    return _dated(dataset, one_day)


@_mutation("DT107")
def _night_as_one_day(dataset: Dataset) -> Dataset:
    """The words of a day say "overnight"."""
    return _dated(dataset, lambda when: When(edtf=_anchor(when).isoformat(), text="overnight"))


@_mutation("DT109")
def _date_in_digits(dataset: Dataset) -> Dataset:
    """The words of a date are digits, of which nobody can tell the day from the month."""

    def in_digits(when: When) -> When:
        year = _day(when).year - 1
        return When(edtf=f"{year}-06-05", text=f"05/06/{year}")

    return _dated(dataset, in_digits)


@_mutation("DT112")
def _day_of_another_week(dataset: Dataset) -> Dataset:
    """A date that was inferred from words is moved by a week."""
    return _dated(dataset, lambda when: attrs.evolve(when, edtf=(_day(when) - timedelta(days=7)).isoformat()))


@_mutation("CT101")
def _triple_upside_down(dataset: Dataset) -> Dataset:
    """The low number of a dataset's own triple is put above the high one."""
    holder, low = _first(
        (
            (holder, claim)
            for holder, claim in dataset.owned_claims()
            if isinstance(claim, Figure) and claim.estimate == "low" and claim.count is not None
        ),
        "figure that is a low estimate",
    )
    high = max(figure.count.low for figure in holder.figures if figure.estimate and figure.count)
    return _with_claim(dataset, holder, low, attrs.evolve(low, count=Count.exactly(high + 1)))


@_mutation("CT103")
def _lower_bound_as_exact(dataset: Dataset) -> Dataset:
    """The words say "at least", and the count has an upper end."""
    return _counted(dataset, Count.exactly(12, text="at least 12"))


@_mutation("CT104")
def _number_of_another_quotation(dataset: Dataset) -> Dataset:
    """A figure holds one number, and the words quoted for it have another."""
    holder, figure = _first(
        (
            (holder, figure)
            for holder, figure in _figures(dataset)
            if figure.within is None
            and figure.group is None
            and figure.spans
            and figure.count is not None
            and figure.count.high is None
            and figure.count.low > 3
            and not figure.count.approximate
        ),
        "figure with an open count and the words quoted for it",
    )
    low = 0 if figure.count is None else figure.count.low
    return _with_claim(dataset, holder, figure, attrs.evolve(figure, count=Count.exactly(low - 1)))


@_mutation("CT105")
def _policy_forgotten(dataset: Dataset) -> Dataset:
    """A vague word has bounds, and the policy that gave them is not named."""
    return _counted(dataset, Count(low=24, high=99, text="dozens"))


@_mutation("CT106")
def _hundreds_as_100(dataset: Dataset) -> Dataset:
    """The word "hundreds" is held as exactly 100."""
    return _counted(dataset, Count.exactly(100, text="hundreds"))


@_mutation("CT112")
def _words_and_digits_disagree(dataset: Dataset) -> Dataset:
    """The words of a count give one number, and the digits beside them another."""
    return _counted(dataset, Count.exactly(12, text="twelve (13)"))


@_mutation("CT113")
def _year_as_count(dataset: Dataset) -> Dataset:
    """The words of a count are those of a year."""
    return _counted(dataset, Count.exactly(2014, text="in 2014"))


@_mutation("CT114")
def _change_as_range(dataset: Dataset) -> Dataset:
    """A number that rose is held as a range."""
    return _counted(dataset, Count(low=12, high=14, text="rose from 12 to 14"))


@_mutation("CT115")
def _increment_as_total(dataset: Dataset) -> Dataset:
    """A second number of the same harm is said to be "another", and does not say on top of which it comes."""
    holder, figure = _first(
        ((holder, each) for holder, each in _figures(dataset, "injured", of=CasualtyReport) if each.group is None),
        "figure of people hurt",
    )
    another = attrs.evolve(figure, id=None, count=Count.exactly(2, text="another 2"), spans=())
    return _with_claim(dataset, holder, figure, figure, another)


@_mutation("CT117")
def _none_reported_as_zero(dataset: Dataset) -> Dataset:
    """That none was reported is held as exactly zero."""
    return _counted(dataset, Count.exactly(0, text="no casualties were reported"))


def _whole(dataset: Dataset) -> tuple[Holder, Figure, list[Figure]]:
    """A report, a number of all who were killed, and those of groups among them."""
    for holder, figure in _figures(dataset, "killed", of=CasualtyReport):
        parts = [each for each in holder.figures if each.measure == "killed" and each.group is not None and each.count]
        if figure.group is None and figure.count is not None and figure.count.is_exact and parts:
            return holder, figure, parts
    raise LookupError("the dataset has no report of people killed with a group among them")


@_mutation("CS101")
def _group_larger_than_the_whole(dataset: Dataset) -> Dataset:
    """More of a group were killed than of everybody."""
    holder, whole, parts = _whole(dataset)
    part = _first((each for each in parts if each.within is not None), "group that is within a whole")
    low = 0 if whole.count is None else whole.count.low
    return _with_claim(dataset, holder, part, attrs.evolve(part, count=Count.exactly(low + 1), spans=()))


@_mutation("CS102")
def _groups_larger_than_the_whole(dataset: Dataset) -> Dataset:
    """Men and women together are more than everybody."""
    holder, whole, parts = _whole(dataset)
    men, women = (_first((each for each in parts if each.group == group), group) for group in ("men", "women"))
    dataset = _with_claim(dataset, holder, men, attrs.evolve(men, count=whole.count, spans=()))
    holder = _first((each for each in dataset.reports if each.id == holder.id), "report")
    return _with_claim(dataset, holder, women, attrs.evolve(women, count=whole.count, spans=()))


def _phase(dataset: Dataset) -> tuple[Exchange, Figure, int]:
    """A phase of an exchange, its figure, and how many were agreed on for the whole."""
    for whole in dataset.events:
        phases = dataset.phases_of(whole) if isinstance(whole, Exchange) else ()
        agreed = whole.figures_of("agreed")
        if len(phases) > 1 and agreed and agreed[0].count is not None and phases[0].figures:
            return phases[0], phases[0].figures[0], agreed[0].count.low
    raise LookupError("the dataset has no exchange with phases and a number agreed on")


@_mutation("EX101")
def _phases_do_not_sum(dataset: Dataset) -> Dataset:
    """One more was freed in a phase than makes up what was agreed."""
    phase, figure, _ = _phase(dataset)
    low = 0 if figure.count is None else figure.count.low
    return _with_claim(dataset, phase, figure, attrs.evolve(figure, count=Count.exactly(low + 1), spans=()))


@_mutation("EX101", "EX102")
def _phase_exceeds_agreed(dataset: Dataset) -> Dataset:
    """More were freed in one phase than were agreed on for all."""
    phase, figure, agreed = _phase(dataset)
    return _with_claim(dataset, phase, figure, attrs.evolve(figure, count=Count.exactly(agreed + 1), spans=()))


@_mutation("EX103")
def _one_direction_only(dataset: Dataset) -> Dataset:
    """Of what each side gave, the number of one side is lost."""
    exchange, figure = _first(
        (
            (holder, each)
            for holder, each in _figures(dataset, of=Exchange)
            if each.described is not None and "each side" in each.described
        ),
        "exchange in which each side gives",
    )
    return _with_claim(dataset, exchange, figure)


def _weapons(dataset: Dataset) -> tuple[Holder, dict[str, Figure]]:
    """A strike, and its first figure of each measure."""
    for holder, figure in _figures(dataset, "launched", of=Strike):
        if figure.count is not None and figure.count.is_exact:
            alike = (each for each in reversed(holder.figures) if each.item == figure.item)
            return holder, {each.measure: each for each in alike} | {"launched": figure}
    raise LookupError("the dataset has no strike with a number of weapons launched")


@_mutation("ST101", may=("ST102",))
def _more_intercepted_than_launched(dataset: Dataset) -> Dataset:
    """More weapons were shot down than were launched."""
    strike, figures = _weapons(dataset)
    launched, figure = figures["launched"].count, figures["intercepted"]
    low = 0 if launched is None else launched.low
    return _with_claim(dataset, strike, figure, attrs.evolve(figure, count=Count.exactly(low + 1), spans=()))


@_mutation("ST102")
def _more_outcomes_than_launched(dataset: Dataset) -> Dataset:
    """As many weapons were lost as were launched, and others were shot down."""
    strike, figures = _weapons(dataset)
    lost = attrs.evolve(figures["lost"], count=figures["launched"].count, spans=())
    return _with_claim(dataset, strike, figures["lost"], lost)


def _spoken(dataset: Dataset) -> Statement:
    """A statement by somebody, in words of their own."""
    spoken = (each for each in dataset.statements if each.speaker is not None and each.quotations)
    return _first(spoken, "statement with a speaker and a quotation")


@_mutation("SP101")
def _statement_loses_speaker(dataset: Dataset) -> Dataset:
    """Nobody knows any more who made a statement."""
    statement = _spoken(dataset)
    return _with(dataset, statement, attrs.evolve(statement, speaker=None))


@_mutation("SP102")
def _statement_loses_quotation(dataset: Dataset) -> Dataset:
    """A statement is one of direct speech, and has no words any more."""
    statement = _first((each for each in dataset.statements if each.speech == "direct"), "statement of direct speech")
    return _with(dataset, statement, attrs.evolve(statement, quotations=()))


@_mutation("SP113")
def _called_former(dataset: Dataset) -> Dataset:
    """Somebody in office is called a former holder of it."""
    offices = {each.id: each.posts[0].office for each in dataset.actors if each.posts}
    statement = _first((each for each in dataset.statements if each.speaker in offices), "statement by an official")
    described = f"Former {offices[statement.speaker or '']}"
    return _with(dataset, statement, attrs.evolve(statement, described_as=described))


@_mutation("QT101")
def _quotation_misquoted(dataset: Dataset) -> Dataset:
    """A quotation has other words than its source."""
    statement = _spoken(dataset)
    other = attrs.evolve(statement.quotations[0], text="Words that nobody said")
    return _with(dataset, statement, attrs.evolve(statement, quotations=(other, *statement.quotations[1:])))


@_mutation("QT102")
def _quotations_lose_their_spans(dataset: Dataset) -> Dataset:
    """No quotation says any more where in the text it stands; found where its words stand there more than once."""
    return attrs.evolve(
        dataset,
        statements=tuple(
            attrs.evolve(each, quotations=tuple(attrs.evolve(one, span=None) for one in each.quotations))
            for each in dataset.statements
        ),
    )


@_mutation("QT103")
def _span_shifted(dataset: Dataset) -> Dataset:
    """The span of a figure is off by one character."""
    holder, figure = _first(
        ((holder, each) for holder, each in _figures(dataset) if each.spans and each.spans[0].exact is not None),
        "figure with the words of its span",
    )
    span = figure.spans[0]
    moved = attrs.evolve(span, start=span.start + 1, end=span.end + 1)
    return _with_claim(dataset, holder, figure, attrs.evolve(figure, spans=(moved, *figure.spans[1:])))


@_mutation("QT105")
def _text_of_another_day(dataset: Dataset) -> Dataset:
    """The hash of a source is that of another text."""
    source = _first((each for each in dataset.sources if each.sha256 is not None), "source with a hash")
    return _with(dataset, source, attrs.evolve(source, sha256=sha256_of("another text")))


@_mutation("IO102")
def _word_of_no_vocabulary(dataset: Dataset) -> Dataset:
    """An event is said to have occurred "perhaps", which is no word for that."""
    event = _first(dataset.events, "event")
    source = _first(dataset.sources, "source")
    claim = Assertion(property="occurred", value="perhaps", attribution=Attribution(source=source.id))
    return _with(dataset, event, attrs.evolve(event, assertions=(*event.assertions, claim)))


MUTATIONS: Final[Mapping[str, Mutation]] = MappingProxyType(_ALL)
"""Every mutation by its name."""
