"""`When` and `Basis`. The laws of order are in `laws/`."""

from __future__ import annotations

from datetime import date, datetime

import pytest

import conflictevents as ce


def test_words_that_could_not_be_placed_have_no_bounds_and_no_order() -> None:
    """They are kept, and nothing is made up for them."""
    when = ce.When(text="some time ago")
    assert (None, None, None, None) == (when.earliest, when.latest, when.earliest_moment, when.latest_moment)
    assert when.is_qualified
    assert not when.is_day
    assert "“some time ago”" == str(when)
    assert when.may_overlap(ce.When(edtf="1999"))


def test_days_and_moments() -> None:
    """Days for most purposes, moments where clock times are given."""
    when = ce.When(edtf="2026-06-06T18:00/2026-06-07T05:00", zone="Europe/Kyiv")
    assert (date(2026, 6, 6), date(2026, 6, 7)) == (when.earliest, when.latest)
    assert datetime(2026, 6, 6, 18) == when.earliest_moment
    assert datetime(2026, 6, 7, 5, 0, 59) == when.latest_moment


def test_days_of_an_interval_with_two_offsets_are_in_order() -> None:
    """The later moment may have the earlier date; the days are still the first and the last that are possible."""
    when = ce.When(edtf="2025-01-02T00:00+14:00/2025-01-01T12:00Z")
    assert (date(2025, 1, 1), date(2025, 1, 2)) == (when.earliest, when.latest)


def test_an_open_end_has_no_bound() -> None:
    """An office still held has no last day."""
    assert (date(2025, 1, 20), None) == (ce.When(edtf="2025-01-20/..").earliest, ce.When(edtf="2025-01-20/..").latest)
    assert (None, date(2025, 1, 20)) == (ce.When(edtf="../2025-01-20").earliest, ce.When(edtf="../2025-01-20").latest)


@pytest.mark.parametrize(
    ("edtf", "is_day"),
    [
        ("2025-05-25", True),
        ("2025-05-25/2025-05-25", True),
        ("2025-05-25~", False),
        ("2025-05", False),
        ("2025-05-25T18:00", False),
        ("2025-05-25/..", False),
        ("../2025-05-25", False),
    ],
)
def test_a_single_certain_day(edtf: str, is_day: bool) -> None:
    """Neither a doubtful day, nor a clock time, nor an open interval is one."""
    assert is_day == ce.When(edtf=edtf).is_day


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        (ce.When(edtf="2025-05-24"), ce.When(edtf="2025-05-25"), True),
        (ce.When(edtf="2025-05-24"), ce.When(edtf="2025-05"), False),
        (ce.When(edtf="2025-05-24T18:00"), ce.When(edtf="2025-05-24T18:01"), True),
        (ce.When(edtf="2025-05-24T18:00Z"), ce.When(edtf="2025-05-24T18:30+03:00"), False),
        (ce.When(edtf="2025-05-24T18:30+03:00"), ce.When(edtf="2025-05-24T18:00Z"), True),
        (ce.When(edtf="2025-05-24T18:00"), ce.When(edtf="2025-05-24T19:00Z"), False),
        (ce.When(edtf="2025-05-24T18:00"), ce.When(edtf="2025-05-26T19:00Z"), True),
        (ce.When(edtf="2025-05-24T18:00:00"), ce.When(edtf="2025-05-25T06:00:00Z"), False),
        (ce.When(edtf="2025-05-24T18:00:00"), ce.When(edtf="2025-05-25T06:00:01Z"), True),
        (ce.When(edtf="2025-05-24T18:00:00Z"), ce.When(edtf="2025-05-25T08:00:00"), False),
        (ce.When(edtf="2025-05-24T18:00:00Z"), ce.When(edtf="2025-05-25T08:00:01"), True),
        (ce.When(edtf="2025-05-24", zone="Europe/Kyiv"), ce.When(edtf="2025-05-25", zone="local time"), False),
        (ce.When(edtf="2025-05-24", zone="Europe/Kyiv"), ce.When(edtf="2025-05-25", zone="Europe/Kyiv"), True),
        (ce.When(edtf="2024/.."), ce.When(edtf="2025"), False),
        (ce.When(edtf="2024"), ce.When(edtf="../2025"), False),
    ],
)
def test_certainly_before(one: ce.When, other: ce.When, before: bool) -> None:
    """A time without an offset may have been meant anywhere on earth; an open end has no order."""
    assert before == one.certainly_before(other)
    assert not (before and one.may_overlap(other))


def test_parse_is_the_inverse_of_str() -> None:
    """The words and the basis are not part of it."""
    when = ce.When(edtf="2025-05-25", text="Sunday", basis=ce.Basis(rule="weekday", anchor="2025-05-25", of="article"))
    assert ce.When(edtf="2025-05-25") == ce.When.parse(str(when))


@pytest.mark.parametrize("rule", ["weekday", "weekday_before_publication", "x-lab.rule", "0"])
def test_rules_have_plain_names(rule: str) -> None:
    """A rule is named in lower case."""
    assert rule == ce.Basis(rule=rule).rule


def test_an_anchor_is_stated_unless_said_otherwise() -> None:
    """Only an anchor that was itself inferred is marked so."""
    assert not ce.Basis(rule="weekday", anchor="2025-05-25").inferred


@pytest.mark.parametrize(
    ("edtf", "precision"),
    [
        ("19XX", "century"),
        ("199X", "decade"),
        ("2025", "year"),
        ("2025~", "year"),
        ("2025-XX", "year"),
        ("2025-XX-XX", "year"),
        ("2025-21", "season"),
        ("2025-24?", "season"),
        ("2025-12", "month"),
        ("2025-05-XX", "month"),
        ("2025-05-25", "day"),
        ("2025-05-25%", "day"),
        ("2025-05-25T03:40", "minute"),
        ("2025-05-25T03:40Z", "minute"),
        ("2025-05-25T03:40+03:00", "minute"),
        ("2025-05-25T03:40:15", "second"),
        ("2025-05-25T03:40:15+03:00", "second"),
        ("2025-05-24/2025-05-25", "interval"),
        ("2025-05-24T03:40/2025-05-25T03:40", "interval"),
        ("2025/..", "interval"),
        ("/2025", "interval"),
    ],
)
def test_precision(edtf: str, precision: str) -> None:
    """It is read off the way in which the date is written, and each has a meaning."""
    found = ce.When(edtf=edtf).precision
    assert precision == found
    assert found is not None
    assert found.meaning.endswith(".")


def test_what_could_not_be_placed_has_no_precision() -> None:
    """It is not even a span."""
    assert ce.When(text="some time ago").precision is None
