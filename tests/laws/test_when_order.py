"""The laws of dates: reading and writing, bounds in order, and a strict partial order in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import strategies as cs

PLACED = cs.whens(placed=True)
# Few days and many offsets, so that order hangs on the offsets.
CLOSE = st.builds(
    lambda day, hour, zone, stated: ce.When(edtf=f"2025-05-{day:02}T{hour:02}:30{zone}", zone=stated),
    st.integers(1, 4),
    st.integers(0, 23),
    st.sampled_from(["", "", "Z", "+14:00", "-12:00", "+03:00"]),
    st.sampled_from([None, "Europe/Kyiv", "local time"]),
)
ALL = PLACED | CLOSE | cs.whens()


@given(PLACED)
def test_edtf_is_read_back(when: ce.When) -> None:
    """`When.parse(str(when))` is the same date."""
    assert when.edtf == ce.When.parse(str(when)).edtf == str(when)


@given(ALL)
@example(ce.When(edtf="2025-01-02T00:00+14:00/2025-01-01T12:00Z"))
def test_earliest_is_not_after_latest(when: ce.When) -> None:
    """The first day that is possible is not after the last one, and the same holds of the moments."""
    assert when.earliest is None or when.latest is None or when.earliest <= when.latest
    first, last = when.earliest_moment, when.latest_moment
    assert first is None or last is None or first <= last


@given(ALL)
@example(ce.When(edtf="0001-01-01T00:00+14:00"))
@example(ce.When(edtf="9999-12-31T23:59-12:00"))
def test_certainly_before_is_irreflexive(when: ce.When) -> None:
    """Nothing lies before itself, and everything may share a moment with itself."""
    assert not when.certainly_before(when)
    assert when.may_overlap(when)


@given(ALL, ALL)
@example(ce.When(edtf="0001-01-01T00:00+14:00"), ce.When(edtf="0001-01-01T00:00"))
@example(ce.When(edtf="9999-12-31T23:59-12:00"), ce.When(edtf="9999-12-31T23:59"))
def test_certainly_before_is_asymmetric(one: ce.When, other: ce.When) -> None:
    """Two are not each before the other, and overlap is mutual."""
    assert not (one.certainly_before(other) and other.certainly_before(one))
    assert one.may_overlap(other) == other.may_overlap(one)


@given(*[ALL] * 3)
def test_certainly_before_is_transitive(a: ce.When, b: ce.When, c: ce.When) -> None:
    """Before what is before a third is before the third."""
    if a.certainly_before(b) and b.certainly_before(c):
        assert a.certainly_before(c)


@given(*[CLOSE] * 3)
def test_certainly_before_is_transitive_among_close_clock_times(a: ce.When, b: ce.When, c: ce.When) -> None:
    """The same where offsets, unknown zones and stated zones decide."""
    for one, two, three in ((a, b, c), (b, c, a), (c, a, b)):
        if one.certainly_before(two) and two.certainly_before(three):
            assert one.certainly_before(three)


@given(
    st.integers(-14, 12),
    st.integers(-14, 12),
    CLOSE | st.sampled_from([ce.When(edtf="9999-12-31T20:00"), ce.When(edtf="0001-01-01T03:00")]),
    CLOSE | st.sampled_from([ce.When(edtf="9999-12-31T23:59Z"), ce.When(edtf="0001-01-01T08:00Z")]),
)
@example(-12, 0, ce.When(edtf="9999-12-31T20:00"), ce.When(edtf="9999-12-31T23:59Z"))
def test_certain_means_in_whatever_zone(offset: int, other_offset: int, one: ce.When, other: ce.When) -> None:
    """What is certainly before stays before, in whichever of the world's zones each unzoned time was meant."""
    moments = one.latest_moment, other.latest_moment
    stated = [moment is not None and moment.tzinfo is not None for moment in moments]
    if one.certainly_before(other) and (one.zone != other.zone or stated[0] != stated[1]):
        assert _instant(one, offset) < _instant(other, other_offset)


def _instant(when: ce.When, offset: int) -> timedelta:
    moment = when.latest_moment
    assert moment is not None
    known = moment.utcoffset()
    used = timedelta(hours=-offset) if known is None else known
    return moment.replace(tzinfo=UTC) - datetime(1, 1, 1, tzinfo=UTC) - used


@given(cs.whens(qualified=True), PLACED)
def test_a_qualified_date_is_never_certainly_ordered(uncertain: ce.When, other: ce.When) -> None:
    """An approximate or uncertain date may lie outside its bounds, so it is certainly before nothing."""
    assert uncertain.is_qualified
    assert not uncertain.certainly_before(other)
    assert not other.certainly_before(uncertain)


@given(cs.whens(qualified=False), cs.whens(qualified=False))
def test_an_interval_that_ends_before_it_starts_is_refused(one: ce.When, other: ce.When) -> None:
    """Of two dates one certainly before the other, the interval from the later to the earlier one does not exist."""
    if one.certainly_before(other) and "/" not in f"{one}{other}" and ("T" in str(one)) == ("T" in str(other)):
        with pytest.raises(ce.InvalidRecordError) as caught:
            ce.When(edtf=f"{other}/{one}")
        assert {problem.code for problem in caught.value.problems} <= {"DT104", "IO109"}
        with_offset = [moment.tzinfo is not None for moment in (one.earliest_moment, other.earliest_moment) if moment]
        assert ["DT104" if len(set(with_offset)) == 1 else "IO109"] == [p.code for p in caught.value.problems]
