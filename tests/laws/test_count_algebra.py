"""The laws of the algebra of `Count`, held against finite sets of whole numbers."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import strategies as cs

# A count without an upper end stands for everything up to here; twice the largest bound, so that sums fit as well.
TOP = 60
SMALL = cs.counts(max_value=12, words=False)
ANY = cs.counts()


def members(count: ce.Count, top: int = TOP) -> set[int]:
    """The numbers that a count allows, by looking at each."""
    return {number for number in range(top + 1) if number in count}


@given(SMALL)
def test_members_lie_between_the_bounds(count: ce.Count) -> None:
    """A count allows the numbers from its lower to its upper bound and no others."""
    high = TOP if count.high is None else count.high
    assert set(range(count.low, high + 1)) == members(count)


@given(SMALL, SMALL)
def test_sum_is_every_sum(one: ce.Count, other: ce.Count) -> None:
    """The sum allows exactly the sums of a number of the one and a number of the other."""
    sums = {x + y for x, y in product(members(one), members(other)) if x + y <= TOP}
    assert sums == members(one + other)


@given(SMALL, SMALL)
def test_intersection_is_that_of_the_sets(one: ce.Count, other: ce.Count) -> None:
    """What both allow; None is the empty set."""
    both = one & other
    assert members(one) & members(other) == (set() if both is None else members(both))


@given(SMALL, SMALL)
def test_hull_is_the_least_interval_over_both(one: ce.Count, other: ce.Count) -> None:
    """The hull has the least and the largest number of both, and all between."""
    union = members(one) | members(other)
    assert set(range(min(union), max(union) + 1)) == members(one | other)


@given(SMALL, SMALL)
def test_relations_are_those_of_the_sets(one: ce.Count, other: ce.Count) -> None:
    """Containment, may-equal and certainly-less say of the bounds what the sets say."""
    mine, theirs = members(one), members(other)
    assert (mine >= theirs) == (other in one)
    assert bool(mine & theirs) == one.may_equal(other)
    assert all(x < y for x, y in product(mine, theirs)) == one.certainly_less(other)
    assert (mine == theirs) == one.same_bounds(other)


@given(ANY, ANY)
def test_the_operators_commute(one: ce.Count, other: ce.Count) -> None:
    """Which of two counts stands first does not matter."""
    assert one + other == other + one
    assert one & other == other & one
    assert one | other == other | one
    assert one.may_equal(other) == other.may_equal(one)


def _meet(one: ce.Count | None, other: ce.Count | None) -> ce.Count | None:
    return None if one is None or other is None else one & other


@given(ANY, ANY, ANY)
def test_the_operators_associate(a: ce.Count, b: ce.Count, c: ce.Count) -> None:
    """How three counts are bracketed does not matter, also where the sum leaves the numbers that JSON keeps."""
    assert (a + b) + c == a + (b + c)
    assert (a | b) | c == a | (b | c)
    assert _meet(_meet(a, b), c) == _meet(a, _meet(b, c))


@given(ANY, ANY)
def test_absorption_and_idempotence(one: ce.Count, other: ce.Count) -> None:
    """A count lies in its hulls and holds its intersections."""
    assert one in one | other
    assert other in one | other
    assert (one & one) == (one | one) == one.bounds()
    both = one & other
    assert both is None or (both in one and both in other)


@given(ANY, ANY, ANY)
def test_certainly_less_is_a_strict_order(a: ce.Count, b: ce.Count, c: ce.Count) -> None:
    """Nothing is less than itself, two are not each less than the other, and less than less is less."""
    assert not a.certainly_less(a)
    assert not (a.certainly_less(b) and b.certainly_less(a))
    assert a.certainly_less(c) or not (a.certainly_less(b) and b.certainly_less(c))


@given(ANY, ANY)
def test_nothing_becomes_more_certain(one: ce.Count, other: ce.Count) -> None:
    """Soft bounds stay soft, and an open end stays open in sums and hulls."""
    both = one & other
    for result in (one + other, one | other, *(() if both is None else (both,))):
        assert (one.approximate or other.approximate) == result.approximate
    if one.high is None:
        assert (one + other).high is None
        assert (one | other).high is None


@given(st.lists(st.none() | SMALL, min_size=1, max_size=4))
def test_sum_of_several_takes_an_unknown_one_as_any_number(counts: list[ce.Count | None]) -> None:
    """An unknown count adds nothing to the lower bound and takes away the upper one; it is not zero."""
    total = ce.Count.sum(*counts)
    assert sum(count.low for count in counts if count is not None) == total.low
    highs = [None if count is None else count.high for count in counts]
    assert (None if None in highs else sum(high for high in highs if high is not None)) == total.high
    assert total == ce.Count.sum(*reversed(counts))


def test_the_sum_of_no_counts_is_not_zero() -> None:
    """Without any figure the sum is unknown, which is an error and never zero."""
    with pytest.raises(ValueError, match="unknown, not zero"):
        ce.Count.sum()
    assert not ce.Count.sum(None).same_bounds(ce.Count.exactly(0))
