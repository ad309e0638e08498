"""Ways to break dates (DT)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import attrs

from .._dataset import Dataset
from .._events import Incident, Strike
from .._phrases._days_one import weekday_name
from .._when import When
from ._breaking import Mutation, first, mutation, replaced, with_claim

__all__ = ["TIMES"]


def _dated(dataset: Dataset, when: Callable[[When], When]) -> Dataset:
    """The dataset with another date in a statement that tells its date in words."""
    statement, old = first(
        (
            (each, each.when)
            for each in dataset.statements
            if each.when is not None and each.when.is_day and each.when.basis and each.when.basis.rule == "weekday"
        ),
        "statement with the day of a weekday",
    )
    return replaced(dataset, statement, attrs.evolve(statement, when=when(old)))


def _anchor(when: When) -> date:
    """The day from which a date was counted."""
    anchor = when.basis and when.basis.anchor
    return date.fromisoformat(anchor or "")


def _day(when: When) -> date:
    """The day that a date is."""
    return first(filter(None, (when.earliest,)), "day there")


@mutation("DT101")
def event_after_publication(dataset: Dataset) -> Dataset:
    """An event that is told of is moved to the day after all sources were published."""
    days = [each.published.latest for each in dataset.sources if each.published is not None and each.published.latest]
    dated = (each for each in dataset.events if each.claims and each.when and isinstance(each, Incident | Strike))
    event = first(dated, "dated incident or strike with claims")
    after = max(days, default=date.min) + timedelta(days=1)
    return replaced(dataset, event, attrs.evolve(event, when=When(edtf=after.isoformat())))


@mutation("DT102", may=("SR104",))
def weekday_loses_its_anchor(dataset: Dataset) -> Dataset:
    """No source is dated any more, and a date in words no longer says from what it was counted."""
    undated = attrs.evolve(dataset, sources=tuple(attrs.evolve(each, published=None) for each in dataset.sources))
    return _dated(undated, lambda when: attrs.evolve(when, basis=None))


@mutation("DT103")
def wrong_weekday(dataset: Dataset) -> Dataset:
    """The words of a date name the weekday after the one that it was."""

    def renamed(when: When) -> When:
        return When(edtf=when.edtf, text=weekday_name(_day(when) + timedelta(days=1)))

    return _dated(dataset, renamed)


@mutation("DT106")
def week_as_one_day(dataset: Dataset) -> Dataset:
    """The words of a day say "last week"."""

    def one_day(when: When) -> When:
        monday = _anchor(when) - timedelta(days=_anchor(when).weekday() + 7)
        return When(edtf=monday.isoformat(), text="last week")

    return _dated(dataset, one_day)


@mutation("DT107")
def night_as_one_day(dataset: Dataset) -> Dataset:
    """The words of a day say "overnight"."""
    return _dated(dataset, lambda when: When(edtf=_anchor(when).isoformat(), text="overnight"))


def _incident(dataset: Dataset) -> tuple[Incident, date]:
    """An incident of which harm is told, and its day."""
    harmed = {report.event for report in dataset.reports}
    found = (
        (event, event.when.earliest)
        for event in dataset.events
        if isinstance(event, Incident) and event.id in harmed and event.when and event.when.earliest
    )
    return first(found, "dated incident with a report of harm")


@mutation("DT108")
def clock_without_a_zone(dataset: Dataset) -> Dataset:
    """An incident gets a clock time, and nothing says whose clock it was."""
    incident, day = _incident(dataset)
    return replaced(dataset, incident, attrs.evolve(incident, when=When(edtf=f"{day.isoformat()}T10:00")))


@mutation("DT110")
def toll_of_the_day_before(dataset: Dataset) -> Dataset:
    """A toll is that of the day before the event."""
    incident, day = _incident(dataset)
    report = first(dataset.reports_of(incident), "report")
    before = When(edtf=(day - timedelta(days=1)).isoformat())
    return replaced(dataset, report, attrs.evolve(report, window=before))


@mutation("DT111")
def told_months_later(dataset: Dataset) -> Dataset:
    """An incident is moved to a day a hundred days before anybody told of it."""
    incident, day = _incident(dataset)
    before = When(edtf=(day - timedelta(days=100)).isoformat())
    return replaced(dataset, incident, attrs.evolve(incident, when=before))


@mutation("DT113")
def known_before_its_window(dataset: Dataset) -> Dataset:
    """A number of the day after an event is said to hold for the day itself."""
    incident, day = _incident(dataset)
    report = first(dataset.reports_of(incident), "report")
    figure = first((each for each in report.figures if each.group is None and each.id is None), "figure")
    attribution = attrs.evolve(figure.attribution, as_of=When(edtf=day.isoformat()))
    window = When(edtf=(day + timedelta(days=1)).isoformat())
    moved = attrs.evolve(figure, window=window, attribution=attribution)
    return with_claim(dataset, report, figure, moved)


@mutation("DT109")
def date_in_digits(dataset: Dataset) -> Dataset:
    """The words of a date are digits, of which nobody can tell the day from the month."""

    def in_digits(when: When) -> When:
        year = _day(when).year - 1
        return When(edtf=f"{year}-06-05", text=f"05/06/{year}")

    return _dated(dataset, in_digits)


@mutation("DT112")
def day_of_another_week(dataset: Dataset) -> Dataset:
    """A date that was inferred from words is moved by a week."""
    return _dated(dataset, lambda when: attrs.evolve(when, edtf=(_day(when) - timedelta(days=7)).isoformat()))


TIMES: Final[tuple[Mutation, ...]] = (
    event_after_publication,
    weekday_loses_its_anchor,
    wrong_weekday,
    week_as_one_day,
    night_as_one_day,
    clock_without_a_zone,
    date_in_digits,
    toll_of_the_day_before,
    told_months_later,
    known_before_its_window,
    day_of_another_week,
)
