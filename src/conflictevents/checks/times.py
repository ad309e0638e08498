"""Checks of time (DT)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from .._claims import Claim, Holder
from .._dataset import RECORD_LISTS
from .._edtf import parse_edtf
from .._phrases._days import Reading, Tense, derive, read
from .._phrases._days_one import weekday_name
from .._phrases._days_rules import AHEAD, rule_named
from .._phrases._days_words import Reason, RefusedWords
from .._problems import Severity, shown
from .._record import Record, element, field_types, json_fields, members
from .._sources import Source
from .._statements import Statement
from .._when import When
from ..exceptions import PhraseError
from ._engine import Check, Found, Subject, declare, refused
from .times_of_events import TIMES_OF_EVENTS

__all__ = ["TIMES"]


end_before_start: Final = refused("DT104", "end-before-start", "An interval of time ends before it starts.")


# --- every date in its place ---


class _Dated(NamedTuple):
    """A date in its place."""

    when: When
    path: str
    sources: tuple[str, ...]
    """The sources that may have printed its words."""


class _Worded(NamedTuple):
    """A date that keeps its words, in its place."""

    when: When
    text: str
    path: str
    sources: tuple[str, ...]
    """The sources that may have printed the words."""


def _dated(subject: Subject) -> tuple[_Dated, ...]:
    return tuple(
        dated
        for name in RECORD_LISTS
        for index, record in enumerate(getattr(subject.dataset, name))
        for dated in _within(record, f"/{name}/{index}", _cited(record))
    )


def _with_words(subject: Subject) -> tuple[_Worded, ...]:
    return tuple(
        _Worded(when, when.text, path, sources) for when, path, sources in subject.once(_dated) if when.text is not None
    )


def _worded(subject: Subject) -> tuple[_Worded, ...]:
    """Every date of a dataset that has words."""
    return subject.once(_with_words)


def _cited(record: Record) -> tuple[str, ...]:
    """The sources of a record's own dates."""
    if isinstance(record, Holder):
        return tuple(dict.fromkeys(claim.attribution.source for claim in record.claims))
    if isinstance(record, Source):
        return (record.id,)
    return (record.source,) if isinstance(record, Statement) and record.source is not None else ()


def _within(record: Record, path: str, sources: tuple[str, ...]) -> Iterator[_Dated]:
    cls: type = type(record)
    for attribute, key, several in _datable(cls):
        value = getattr(record, attribute)
        if value is None or value == ():
            continue
        for index, each in enumerate(value if several else (value,)):
            place = f"{path}/{key}/{index}" if several else f"{path}/{key}"
            if isinstance(each, When):
                yield _Dated(each, place, sources)
            elif isinstance(each, Claim):
                yield from _within(each, place, (each.attribution.source,))
            elif isinstance(each, Record):
                yield from _within(each, place, sources)


@cache
def _datable(cls: type) -> tuple[tuple[str, str, bool], ...]:
    """The fields of a class that hold dates, or records that do: attribute, key in JSON, whether there are several."""
    found = []
    for attribute, key, _ in json_fields(cls):
        for option in members(field_types(cls)[attribute]):
            inner = element(option)
            if _holds_dates(option if inner is None else inner):
                found.append((attribute, key, inner is not None))
                break
    return tuple(found)


@cache
def _holds_dates(hint: Any) -> bool:
    """Whether a type is a date, or a class of records with one among its fields or further inside."""
    seen, left = {hint}, [hint]
    while left:
        leaf = left.pop()
        if leaf is When:
            return True
        if isinstance(leaf, type) and issubclass(leaf, Record):
            cls: type = leaf
            for option in (each for inner in field_types(cls).values() for each in members(inner)):
                leaf = option if element(option) is None else element(option)
                if leaf not in seen:
                    seen.add(leaf)
                    left.append(leaf)
    return False


def _days_printed(subject: Subject) -> dict[str, date]:
    """The day of publication of each source that has one."""
    days: dict[str, date] = {}
    for source in subject.dataset.sources:
        if source.published is not None and source.published.is_day and source.published.earliest is not None:
            days[source.id] = source.published.earliest
    return days


def _anchor(worded: _Worded, printed: dict[str, date]) -> date | None:
    """The day that the words were counted from: the anchor of the basis, or publication where all sources share it."""
    basis = worded.when.basis
    if basis is None:
        days = {printed.get(source) for source in worded.sources}
        return days.pop() if len(days) == 1 else None
    try:
        anchor = None if basis.anchor is None else When(edtf=basis.anchor)
    except ValueError:
        return None
    return anchor.earliest if anchor is not None and anchor.is_day else None


def _read(worded: _Worded, anchor: date | None) -> Reading | RefusedWords:
    """The words read as the basis has it: ahead, or counted from an event that is not publication."""
    basis = worded.when.basis
    rule = None if basis is None else rule_named(basis.rule)
    if basis is None or rule is None:
        return read(worded.text, anchor)
    tense: Tense = "future" if rule.ahead or basis.rule.endswith(AHEAD) else "past"
    return read(worded.text, anchor, tense, published=rule.published)


@declare("DT102", "weekday-without-anchor", Severity.WARNING, "dataset")
def weekday_without_anchor(subject: Subject) -> Iterator[Found]:
    """Words such as "on Saturday" count from a day of publication, and none is known."""
    sources = subject.dataset.sources
    published = {each.id for each in sources if each.published is not None and each.published.edtf is not None}
    for worded in _worded(subject):
        if worded.when.basis is not None or published.intersection(worded.sources):
            continue
        found = read(worded.text, None)
        if isinstance(found, RefusedWords) and found.reason is Reason.NO_ANCHOR:
            message = f"expected a basis, or a source with its date, to count from, got only {shown(worded.text)}"
            yield Found(path=worded.path, message=message, value=worded.text)


@declare("DT103", "weekday-mismatch", Severity.ERROR, "value")
def weekday_mismatch(subject: Subject) -> Iterator[Found]:
    """The words name a weekday, and the date is another one."""
    for worded in _worded(subject):
        when = worded.when
        found = read(worded.text, when.latest)
        if isinstance(found, RefusedWords):
            if found.reason is Reason.WEEKDAY:
                message = f"expected a weekday and a date that agree, got {shown(worded.text)}: {found.message}"
                yield Found(path=worded.path, message=message, value=worded.text)
        elif when.is_day and when.earliest is not None and found.weekday not in (None, when.earliest.weekday()):
            message = f"expected the weekday of {shown(worded.text)}, got {when}, a {weekday_name(when.earliest)}"
            yield Found(path=worded.path, message=message, value=str(when))


@declare("DT106", "precision-overclaimed", Severity.WARNING, "value")
def precision_overclaimed(subject: Subject) -> Iterator[Found]:
    """The date is narrower than its words: "this week" as one day."""
    for worded, wanted, night in _narrowed(subject):
        if not night:
            message = f"expected all of {wanted}, as {shown(worded.text)} says, got {worded.when}"
            yield Found(path=worded.path, message=message, value=str(worded.when))


@declare("DT107", "overnight-as-one-day", Severity.INFO, "value")
def overnight_as_one_day(subject: Subject) -> Iterator[Found]:
    """A night begins on one day and ends on the next, and the date is only one of them."""
    for worded, wanted, night in _narrowed(subject):
        if night:
            message = f"expected {wanted}, since {shown(worded.text)} may be either day, got {worded.when}"
            yield Found(path=worded.path, message=message, value=str(worded.when))


def _narrowed(subject: Subject) -> Iterator[tuple[_Worded, str, bool]]:
    """Every date that is narrower than its words, with what they say and whether that is a night."""
    printed = _days_printed(subject)
    for worded in _worded(subject):
        first, last = worded.when.earliest, worded.when.latest
        if first is None or last is None or worded.when.is_qualified:
            continue
        anchor = _anchor(worded, printed)
        found = _read(worded, anchor or last)
        if isinstance(found, RefusedWords) or found.days is None or found.stretch.approximate:
            continue
        stretch, days = found.stretch, (last - first).days + 1
        if (first, last) == (stretch.first, stretch.last) and not (found.night and anchor is None):
            continue  # as the words say, or cut off on the day of publication
        if stretch.first is None or stretch.last is None:
            continue
        if anchor is None and found.anchored:
            if days < found.days:
                yield worded, f"{found.days} days", found.night
        elif stretch.first <= first and last <= stretch.last:
            yield worded, stretch.edtf, found.night


@declare("DT109", "ambiguous-numeric-date", Severity.WARNING, "value")
def ambiguous_numeric_date(subject: Subject) -> Iterator[Found]:
    """The words are a date in digits that may be read in two ways, and nothing says in which."""
    for worded in _worded(subject):
        if worded.when.basis is not None:
            continue
        found = read(worded.text, None)
        if isinstance(found, RefusedWords) and found.reason is Reason.AMBIGUOUS:
            message = f"expected a basis such as the rule day_order_dmy, got {shown(worded.text)}: {found.message}"
            yield Found(path=worded.path, message=message, value=worded.text)


@declare("DT112", "inferred-date-not-reproducible", Severity.WARNING, "value")
def inferred_date_not_reproducible(subject: Subject) -> Iterator[Found]:
    """The words, read again by the rule of the basis from its anchor, give another date."""
    for worded in _worded(subject):
        when, basis = worded.when, worded.when.basis
        if basis is None or when.edtf is None:
            continue
        try:
            found = derive(worded.text, basis.rule, _anchor(worded, {}))
        except PhraseError:
            continue  # a rule of the coder's own, or more words than say when
        first, last = found.stretch.first, found.stretch.last
        if (first, last) == (when.earliest, when.latest) or _told_otherwise(when, found):
            continue
        words = f"{shown(worded.text)} by the rule {basis.rule} from {basis.anchor or 'no anchor'}"
        yield Found(
            path=worded.path,
            message=f"expected {found.stretch.edtf}, which is {words}, got {when}",
            value=str(when),
            suggestion=found.stretch.edtf,
        )


def _told_otherwise(when: When, found: Reading) -> bool:
    """Whether DT103, DT106 or DT107 says what is wrong."""
    first, last, stretch = when.earliest, when.latest, found.stretch
    if first is None or last is None or stretch.first is None or stretch.last is None:
        return False
    if found.weekday is not None and when.is_day and first.weekday() != found.weekday:
        return True
    narrower = stretch.first <= first and last <= stretch.last and found.days is not None
    return narrower and not when.is_qualified and not stretch.approximate


@declare("DT108", "time-without-zone", Severity.WARNING, "value")
def time_without_zone(subject: Subject) -> Iterator[Found]:
    """A clock time has neither an offset from UTC nor a zone; the sides of a war may keep different ones."""
    for when, path, _ in subject.once(_dated):
        if when.edtf is None or when.zone is not None or "T" not in when.edtf or parse_edtf(when.edtf).zoned:
            continue
        message = f"expected an offset such as +03:00, or the zone as the source states it, got {when}"
        yield Found(path=path, message=message, value=str(when))


TIMES: Final[tuple[Check, ...]] = (
    *TIMES_OF_EVENTS,
    weekday_without_anchor,
    weekday_mismatch,
    end_before_start,
    precision_overclaimed,
    overnight_as_one_day,
    time_without_zone,
    ambiguous_numeric_date,
    inferred_date_not_reproducible,
)
