"""Checks of when events happened against when they were told of (DT101, DT105, DT110, DT111)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from .._claims import Assertion, Claim, Figure
from .._events import Episode, Event
from .._problems import Severity, shown
from .._reports import CasualtyReport
from .._views import event_of
from .._vocab import Measure, Method, Occurrence, Property, Realis
from .._when import When
from ._engine import Check, Found, Owned, Subject, declare

__all__ = ["TIMES_OF_EVENTS"]

_DAY: Final = timedelta(days=1)


def _looks_ahead(claim: Claim) -> bool:
    """Whether it can be said before the event: that it did not happen, a number agreed, a motive."""
    if isinstance(claim, Figure):
        return claim.measure == Measure.AGREED
    if not isinstance(claim, Assertion):
        return False
    says_no = claim.property == Property.OCCURRED and claim.value == Occurrence.NO
    return says_no or claim.property in (Property.MOTIVE, Property.TERM_STATUS)


def _told(subject: Subject) -> dict[str, list[Owned]]:
    """By the id of an event, the claims that still stand and that can only be made of what has happened."""
    told: dict[str, list[Owned]] = {}
    for owned in subject.claims:
        if subject.standing.is_asserted(owned.claim) and not _looks_ahead(owned.claim):
            told.setdefault(event_of(owned.holder), []).append(owned)
    return told


def _happened(subject: Subject) -> Iterator[tuple[str, Event, list[Owned]]]:
    """Every event that is said to have happened: (path, event, claims of it)."""
    told = subject.once(_told)
    for index, event in enumerate(subject.dataset.events):
        if event.realis is Realis.ACTUAL:
            yield f"/events/{index}", event, told.get(event.id, [])


def _published(subject: Subject) -> dict[str, When | None]:
    return {source.id: source.published for source in subject.dataset.sources}


def _sources(claims: Iterable[Owned]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.claim.attribution.source for each in claims))


@declare("DT101", "event-after-publication", Severity.ERROR, "dataset")
def event_after_publication(subject: Subject) -> Iterator[Found]:
    """An event is said to have happened, and every possible date of it lies after a source that reports it.

    A date is that of the place where the event was, or where the source was published. In the east it is tomorrow
    before the day is over in the west, so of dates without a zone a single day is a warning.
    """
    published = _published(subject)
    for path, event, claims in _happened(subject):
        for source in _sources(claims):
            printed = published.get(source)
            if event.when is None or printed is None or not printed.certainly_before(event.when):
                continue
            severity = Severity.WARNING if _may_be_the_zone(printed, event.when) else None
            message = f"expected a date up to {printed}, when {source} was published, got {event.when}"
            yield Found(path=f"{path}/when", message=message, value=str(event.when), severity=severity)


def _may_be_the_zone(before: When, after: When) -> bool:
    """Whether dates, of which one lies before the other, may be the same in different time zones."""
    last, first = before.latest_moment, after.earliest_moment
    if last is None or first is None or last.tzinfo is not None or first.tzinfo is not None:
        return False
    return before.zone is after.zone is None and first.date() - last.date() <= _DAY


# "will be handed over", not "the will to fight", "free will", "will power".
_FUTURE: Final = re.compile(
    r"(?<!the )(?<!a )(?<!of )(?<!free )(?<!good )(?<!political )\bwill (?!power\b)(?=[a-z]{2})"
    r"|\b(?:is|are) (?:set |due |expected |scheduled |slated |planning )?to (?=[a-z]{2})|\bplans? to (?=[a-z]{2})"
)
# A participle is of the past unless it follows "will be".
_PAST: Final = re.compile(
    r"\b(?:was|were|has|have|had|did|began|came|fell|gave|held|hit|left|met|sent|shot|struck|took|went)\b"
    r"|(?<!\bbe )\b\w+ed\b"
)
_HAPPENED: Final = frozenset({Property.OCCURRED, Property.PLACE, Property.TIME, Property.PERPETRATOR, Property.TARGET})
"""What is asserted of an event that has happened; a judgement or a rank may speak of what comes of it."""


@declare("DT105", "planned-as-happened", Severity.WARNING, "dataset")
def planned_as_happened(subject: Subject) -> Iterator[Found]:
    """All words quoted for an event speak of the future, and it is held as one that has happened."""
    languages = {source.id: source.language for source in subject.dataset.sources}
    for path, event, claims in _happened(subject):
        words = [
            _words_of(claim, languages)
            for claim, _, _ in claims
            if isinstance(claim, Figure) or (isinstance(claim, Assertion) and claim.property in _HAPPENED)
        ]
        if words and all(each is not None and _is_ahead(each) for each in words):
            message = f"expected the realis planned, as in the words quoted, {shown(words[0])}, got {event.realis}"
            yield Found(path=path, message=message, value=str(event.realis), suggestion="planned")


def _words_of(claim: Claim, languages: dict[str, str | None]) -> str | None:
    """The words quoted for a claim, where they are in English; None where they are not at hand."""
    language = languages.get(claim.attribution.source)
    english = language is None or language.partition("-")[0].lower() == "en"
    return claim.figure_span.exact if english and claim.figure_span is not None else None


def _is_ahead(words: str) -> bool:
    return _FUTURE.search(words) is not None and _PAST.search(_FUTURE.sub("", words)) is None


@declare("DT110", "report-before-event", Severity.WARNING, "dataset")
def report_before_event(subject: Subject) -> Iterator[Found]:
    """A toll is that of a time before the event began."""
    statements = {each.id: (each.when, f"/statements/{index}") for index, each in enumerate(subject.dataset.statements)}
    told: set[str] = set()
    for _, event, claims in _happened(subject):
        for claim, holder, path in claims:
            if event.when is None or not isinstance(claim, Figure) or not isinstance(holder, CasualtyReport):
                continue
            for when, place in _times_of(claim, holder, path, statements):
                if when is not None and place not in told and when.certainly_before(event.when):
                    told.add(place)  # a report's window, or a statement, holds for many figures
                    message = f"expected a time from {event.when} on, when {event.id} happened, got {when}"
                    yield Found(path=place, message=message, value=str(when))
                    break


def _times_of(
    figure: Figure, report: CasualtyReport, path: str, statements: dict[str, tuple[When | None, str]]
) -> Iterator[tuple[When | None, str]]:
    """The times that a figure of harm is of: (time, path)."""
    yield figure.attribution.as_of, f"{path}/attribution/as_of"
    if figure.window is not None:
        yield figure.window, f"{path}/window"
    else:
        yield report.window, f"{path.partition('/figures/')[0]}/window"
    said, place = statements.get(figure.attribution.statement or "", (None, ""))
    yield said, f"{place}/when"


_LATE: Final = timedelta(days=30)


def _first_day(when: When | None) -> date | None:
    return None if when is None or when.is_qualified else when.earliest


@declare("DT111", "late-report", Severity.INFO, "dataset")
def late_report(subject: Subject) -> Iterator[Found]:
    """Every source that tells of an event was published more than thirty days after it.

    Wars and campaigns go on, and a dataset's own coding is no report, so neither is looked at.
    """
    published = _published(subject)
    for path, event, claims in _happened(subject):
        if isinstance(event, Episode) or event.when is None or event.when.is_qualified or event.when.latest is None:
            continue
        reported = [each for each in claims if each.claim.attribution.method is not Method.CODED]
        days = [_first_day(published.get(source)) for source in _sources(reported)]
        known = [day for day in days if day is not None]
        if known and len(known) == len(days) and min(known) - event.when.latest > _LATE:
            late = (min(known) - event.when.latest).days
            message = f"expected a source of the time, got the first one {late:,} days after {event.when}"
            yield Found(path=f"{path}/when", message=message, value=str(event.when))


TIMES_OF_EVENTS: Final[tuple[Check, ...]] = (
    event_after_publication,
    planned_as_happened,
    report_before_event,
    late_report,
)
