"""`Count` and `Share`: named constructors, words and bounds. The laws of the algebra are in `laws/`."""

from __future__ import annotations

from typing import Any

import pytest

import conflictevents as ce

LARGEST = 2**53 - 1


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (ce.Count.exactly(69), 69, 69),
        (ce.Count.at_least(12), 12, None),
        (ce.Count.more_than(300), 301, None),
        (ce.Count.at_most(5), 0, 5),
        (ce.Count.fewer_than(5), 0, 4),
        (ce.Count.between(3, 7), 3, 7),
    ],
)
def test_named_constructors_give_the_bounds_of_their_words(count: ce.Count, low: int, high: int | None) -> None:
    """The words "more than" and "fewer than" leave the number itself out."""
    assert (low, high, False, None) == (count.low, count.high, count.approximate, count.text)


@pytest.mark.parametrize("make", [ce.Count.exactly, ce.Count.at_least, ce.Count.more_than, ce.Count.at_most])
def test_named_constructors_keep_the_phrase(make: Any) -> None:
    """The phrase as reported goes with the bounds."""
    assert "as said" == make(3, text="as said").text
    assert "as said" == ce.Count.fewer_than(3, text="as said").text
    assert "as said" == ce.Count.between(3, 4, text="as said").text


def test_fewer_than_none_is_refused() -> None:
    """There is no number below zero."""
    with pytest.raises(ce.InvalidRecordError, match="CT10"):
        ce.Count.fewer_than(0)


def test_over_300_agrees_with_303_and_not_with_300() -> None:
    """The example on which the model rests."""
    over = ce.Count.more_than(300, text="over 300")
    assert over.may_equal(ce.Count.exactly(303))
    assert not over.may_equal(ce.Count.exactly(300))
    assert ce.Count.exactly(300).certainly_less(over)
    assert 303 in over
    assert 300 not in over


@pytest.mark.parametrize("other", [True, 3.0, "3", None, object()])
def test_only_whole_numbers_and_counts_lie_in_a_count(other: object) -> None:
    """Membership coerces nothing."""
    assert other not in ce.Count.at_least(0)


def test_exact_needs_one_number_and_hard_words() -> None:
    """The words "about 60" are not exact although their bounds are one number."""
    assert ce.Count.exactly(60).is_exact
    assert not ce.Count(low=60, high=60, approximate=True).is_exact
    assert not ce.Count.at_least(60).is_exact


@pytest.mark.parametrize("other", [1, None, "x", ce.Share(low=1)])
def test_the_operators_take_counts_alone(other: Any) -> None:
    """A bare number has no known certainty, so it is not mixed in."""
    for operation in (lambda a, b: a + b, lambda a, b: a & b, lambda a, b: a | b):
        with pytest.raises(TypeError):
            operation(ce.Count.exactly(1), other)


def test_a_sum_too_large_to_be_kept_is_that_or_more() -> None:
    """The sum stays sound where it leaves the numbers that JSON keeps."""
    large = ce.Count.exactly(LARGEST)
    assert ce.Count.at_least(LARGEST) == large + ce.Count.exactly(1)
    assert large == large + ce.Count.exactly(0)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (ce.Count.exactly(1234), "1,234"),
        (ce.Count.at_least(12), "at least 12"),
        (ce.Count.at_most(12), "at most 12"),
        (ce.Count.between(3, 7), "3 to 7"),
        (ce.Count.exactly(0), "0"),
        (ce.Count(low=24, high=99, approximate=True), "nominally 24 to 99"),
        (ce.Count(low=24, approximate=True), "nominally at least 24"),
    ],
)
def test_a_count_in_words(count: ce.Count, words: str) -> None:
    """The words are never more certain than the bounds."""
    assert words == str(count)


def test_a_share_keeps_floats_and_its_bounds_in_order() -> None:
    """A percentage may be open above, and never leaves 0 to 100."""
    share = ce.Share(low=80, high=100, text="more than 80 percent")
    assert (80.0, 100.0) == (share.low, share.high)
    assert {float} == {type(share.low), type(share.high)}
    assert ce.Share(low=1).high is None
    with pytest.raises(ce.InvalidRecordError, match="CT101"):
        ce.Share(low=2, high=1)
