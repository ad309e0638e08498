"""From EDTF text to bounds."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictevents._edtf import ReversedIntervalError, parse_edtf

D = datetime


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2025-05-25", D(2025, 5, 25), D(2025, 5, 25, 23, 59, 59)),
        ("2025-05-01", D(2025, 5, 1), D(2025, 5, 1, 23, 59, 59)),
        ("2025-05-31", D(2025, 5, 31), D(2025, 5, 31, 23, 59, 59)),
        ("2024-02-29", D(2024, 2, 29), D(2024, 2, 29, 23, 59, 59)),
        ("2025-12", D(2025, 12, 1), D(2025, 12, 31, 23, 59, 59)),
        ("2025-02", D(2025, 2, 1), D(2025, 2, 28, 23, 59, 59)),
        ("2024-02", D(2024, 2, 1), D(2024, 2, 29, 23, 59, 59)),
        ("2025", D(2025, 1, 1), D(2025, 12, 31, 23, 59, 59)),
        ("202X", D(2020, 1, 1), D(2029, 12, 31, 23, 59, 59)),
        ("20XX", D(2000, 1, 1), D(2099, 12, 31, 23, 59, 59)),
        ("000X", D(1, 1, 1), D(9, 12, 31, 23, 59, 59)),
        ("2025-XX", D(2025, 1, 1), D(2025, 12, 31, 23, 59, 59)),
        ("2025-XX-XX", D(2025, 1, 1), D(2025, 12, 31, 23, 59, 59)),
        ("2025-05-XX", D(2025, 5, 1), D(2025, 5, 31, 23, 59, 59)),
        ("2025-22", D(2024, 12, 1), D(2026, 2, 28, 23, 59, 59)),
        ("0001-21", D(1, 1, 1), D(2, 2, 28, 23, 59, 59)),
        ("9999-24", D(9998, 12, 1), D(9999, 12, 31, 23, 59, 59)),
        ("2025-05-24/2025-05-25", D(2025, 5, 24), D(2025, 5, 25, 23, 59, 59)),
        ("2025/2025", D(2025, 1, 1), D(2025, 12, 31, 23, 59, 59)),
        ("2025/..", D(2025, 1, 1), None),
        ("2025/", D(2025, 1, 1), None),
        ("../2025", None, D(2025, 12, 31, 23, 59, 59)),
        ("/2025", None, D(2025, 12, 31, 23, 59, 59)),
        ("2025-05-24T18:00", D(2025, 5, 24, 18), D(2025, 5, 24, 18, 0, 59)),
        ("2025-05-24T18:00:07", D(2025, 5, 24, 18, 0, 7), D(2025, 5, 24, 18, 0, 7)),
        ("2025-05-24T18:00/2025-05-25T05:00", D(2025, 5, 24, 18), D(2025, 5, 25, 5, 0, 59)),
    ],
)
def test_bounds_of_each_form(text: str, earliest: datetime | None, latest: datetime | None) -> None:
    """The first and the last moment that each form allows."""
    bounds = parse_edtf(text)
    assert (earliest, latest) == (bounds.earliest, bounds.latest)
    assert ("T" in text) == bounds.clock
    assert not bounds.qualified
    assert not bounds.zoned


@pytest.mark.parametrize(
    ("zone", "hours"), [("Z", 0), ("+03:00", 3), ("-05", -5), ("+14:00", 14), ("-12:00", -12), ("+05:45", 5.75)]
)
def test_offsets_from_utc(zone: str, hours: float) -> None:
    """An offset is kept with the moment."""
    bounds = parse_edtf(f"2025-05-24T18:00{zone}")
    assert D(2025, 5, 24, 18, tzinfo=timezone(timedelta(hours=hours))) == bounds.earliest
    assert bounds.zoned


@pytest.mark.parametrize("mark", ["?", "~", "%"])
def test_marks_of_doubt(mark: str) -> None:
    """A mark at either end makes the whole uncertain."""
    for text in (f"2025{mark}", f"2025-05{mark}/2026", f"2025/2026{mark}", f"../2025{mark}"):
        assert parse_edtf(text).qualified


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "x", "25", "2025-5", "2025-13", "2025-00", "2025-20", "2025-25", "2025-02-29", "2025-02-00",
        "2025-05-32",
        "0000", "0000-01", "202X-05", "20XX-XX", "2XXX", "XXXX", "2025-XX-05", "2025-21-01", "2025-22-XX", "-0044",
        "Y12345",
        "2025-05-25 ", "2025-05-25\n", " 2025", "2025-05-25T", "2025-05-25T24:00", "2025-05-25T18", "2025-05-25T18:60",
        "2025-05-25T18:00:60", "2025-02-30T18:00", "2025-05-25T18:00+15:00", "2025-05-25T18:00+03:60",
        "2025-05-25T18:00+14:01", "2025-05-25T18:00?", "2025-05-25t18:00", "..", "/", "../..", "/..", "2025/2026/2027",
        "2025-05/2025-05-25T18:00", "2025-05-24T18:00/2025-05-25T05:00Z", "２０２５", "2025?~", "?2025", "2025/?",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    """Impossible days, forms of other levels, and half-zoned intervals are refused with the text in the message."""
    with pytest.raises(ValueError, match="expected") as caught:
        parse_edtf(text)
    assert not isinstance(caught.value, ReversedIntervalError)


@pytest.mark.parametrize(
    "text",
    [
        "2025-05-25/2025-05-24", "2026/2025", "2025-06/2025-05", "2025?/2024?",
        "2025-05-25T18:00/2025-05-25T17:00", "2025-05-25T18:00Z/2025-05-25T20:00+03:00",
    ],
)  # fmt: skip
def test_an_interval_that_ends_before_it_starts_is_told_apart(text: str) -> None:
    """It has an error of its own, because it has a code of its own."""
    with pytest.raises(ReversedIntervalError):
        parse_edtf(text)


@given(st.text("0123456789-/.TZX?~%:+ ", max_size=25) | st.text(max_size=10))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    """Nothing else is raised, and what is read has its bounds in order."""
    try:
        bounds = parse_edtf(text)
    except ValueError as error:
        assert str(error)
    else:
        assert bounds.earliest is None or bounds.latest is None or bounds.earliest <= bounds.latest
        assert not (bounds.earliest is None and bounds.latest is None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Y17000", "a year from 0001 to 9999"),
        ("Y-17000", "a year from 0001 to 9999"),
        ("-0044", "a year from 0001 to 9999"),
        ("-0044-03-15", "a year from 0001 to 9999"),
        ("0000", "a year from 0001 to 9999"),
        ("2025-25", "a month from 01 to 12"),
        ("[2024, 2025]", "level 2"),
        ("{2024, 2025}", "level 2"),
        ("2025~-05", "level 2"),
        ("?2025-05", "level 2"),
        ("Y17E7", "level 2"),
        ("1950S2", "level 2"),
        ("yesterday", "such as 2025-05-25"),
    ],
)
def test_what_edtf_has_and_is_not_taken_is_told_apart(text: str, reason: str) -> None:
    """A date of another level or of a far year is no mistake of writing, and the refusal says which it is."""
    with pytest.raises(ValueError, match=reason):
        parse_edtf(text)
