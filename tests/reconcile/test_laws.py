"""The laws of reconciliation, whatever the claims are."""

from __future__ import annotations

from collections import Counter
from itertools import product
from random import Random
from typing import Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import strategies
from conflictevents._compare import StatedFigure, of_one_time
from conflictevents.reconcile import (
    RULES,
    Estimate,
    Rule,
    Ruling,
    Sum,
    as_of,
    hierarchy,
    interception_rate,
    rate,
    reconcile,
    remainder,
    revisions,
    total,
    ucdp,
)

from .conftest import killed

ALL_RULES: Final = (
    *RULES.values(),
    hierarchy("b", "x"),
    ucdp("b", "x"),
    RULES["exclude_parties"].then(RULES["latest_per_speaker"]).then(RULES["majority"]),
    RULES["independent"].then(RULES["intersection"]),
)

counts = st.builds(
    lambda low, more, soft: ce.Count(low=low, high=None if more is None else low + more, approximate=soft),
    st.integers(0, 12),
    st.none() | st.integers(0, 4),
    st.sampled_from([False, False, False, True]),
)
days = st.none() | st.sampled_from(["2031-04-01", "2031-04-02", "2031-04", "2031-04-03~"]).map(
    lambda day: ce.When(edtf=day)
)
attributions = st.builds(
    ce.Attribution,
    source=st.sampled_from(["a", "b", "copy"]),
    speaker=st.sampled_from([None, "x", "y", "un"]),
    polarity=st.sampled_from(["asserts", "asserts", "asserts", "denies", "withholds"]),
    as_of=days,
)
figures = st.builds(
    ce.Figure,
    measure=st.sampled_from(["killed", "killed", "injured"]),
    item=st.just("people"),
    group=st.sampled_from([None, None, "children"]),
    scope=st.sampled_from([None, None, "cumulative"]),
    estimate=st.sampled_from([None, None, None, "low", "best", "high"]),
    count=st.none() | counts,
    attribution=attributions,
)
plain = st.builds(
    ce.Figure,
    measure=st.just("killed"),
    count=counts,
    attribution=st.builds(ce.Attribution, source=st.just("a"), speaker=st.sampled_from([None, "x", "y", "un"])),
)


def blast(*claims: ce.Figure) -> ce.Dataset:
    """A dataset with a strike, whose attacker's ministry is `x`, and the figures of harm by it."""
    return ce.Dataset(
        sources=(
            ce.Source(id="a", published=ce.When(edtf="2031-04-01")),
            ce.Source(id="b", published=ce.When(edtf="2031-04-02")),
            ce.Source(id="copy", based_on="a"),
        ),
        actors=(
            ce.Actor(id="state", name="State", kind="state"),
            ce.Actor(id="x", name="Ministry", kind="government_body", member_of="state"),
            ce.Actor(id="y", name="Hospital", kind="organisation"),
            ce.Actor(id="un", name="Mission", kind="international_body"),
        ),
        events=(ce.Strike(id="blast", attacker="state"),),
        reports=(ce.CasualtyReport(id="toll", event="blast", figures=claims),),
    )


def only(estimates: tuple[Estimate, ...]) -> Estimate:
    """The single estimate."""
    assert len(estimates) == 1
    return estimates[0]


def told(estimates: tuple[Estimate, ...]) -> list[dict[str, object]]:
    """The estimates as rows."""
    return [estimate.as_dict() for estimate in estimates]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
@given(st.lists(figures, max_size=7).flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_the_order_of_claims_never_matters(rule: object, both: tuple[list[ce.Figure], list[ce.Figure]]) -> None:
    """The same claims in another order give the same estimates, in the same order and in the same words."""
    one, other = both

    assert told(reconcile(blast(*one), rule=rule)) == told(reconcile(blast(*other), rule=rule))


@given(st.lists(figures, max_size=7).flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_the_order_of_claims_never_matters_to_revisions(both: tuple[list[ce.Figure], list[ce.Figure]]) -> None:
    """Revisions follow from times and links, and not from the order of the claims."""
    one, other = (
        [(each.earlier.claim, each.later.claim, each.kind) for each in revisions(blast(*claims))] for claims in both
    )

    assert one == other


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
@given(st.lists(figures, max_size=7))
def test_every_claim_is_used_or_set_aside_with_a_reason(rule: object, claims: list[ce.Figure]) -> None:
    """No claim is lost and none is in two estimates."""
    data = blast(*claims)
    found = reconcile(data, rule=rule)
    spoken_of = Counter(rival.claim for each in found for rival in each.used)
    spoken_of.update(aside.rival.claim for each in found for aside in each.set_aside)

    assert Counter(claim.key("toll") for claim in claims) == spoken_of
    assert all(aside.reason for each in found for aside in each.set_aside)
    assert all(rival.claim in each.why for each in found for rival in each.used)
    assert all(aside.reason in each.why for each in found for aside in each.set_aside)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
@given(st.lists(figures, max_size=7))
def test_best_lies_within_low_and_high(rule: object, claims: list[ce.Figure]) -> None:
    """The three are in order, as far as they are given."""
    for each in reconcile(blast(*claims), rule=rule):
        known = [number for number in (each.low, each.best, each.high) if number is not None]
        assert sorted(known) == known
        assert each.used or known == []


@given(st.lists(plain, min_size=1, max_size=6), plain)
def test_one_more_claim_never_narrows_the_range(claims: list[ce.Figure], more: ce.Figure) -> None:
    """Whatever was possible by the range stays possible."""
    before, after = (only(reconcile(blast(*each))).bounds for each in (claims, [*claims, more]))

    assert before is not None
    assert after is not None
    assert before in after


@given(st.lists(plain, min_size=1, max_size=6), plain)
def test_one_more_claim_never_widens_the_intersection(claims: list[ce.Figure], more: ce.Figure) -> None:
    """Whatever was impossible by the intersection stays impossible; where nothing is possible there is no number."""
    before, after = (only(reconcile(blast(*each), rule="intersection")).bounds for each in (claims, [*claims, more]))

    assert after is None or (before is not None and after in before)


@given(st.lists(plain, min_size=1, max_size=6))
def test_the_intersection_is_what_all_claims_allow(claims: list[ce.Figure]) -> None:
    """A number is possible exactly if each claim allows it."""
    found = only(reconcile(blast(*claims), rule="intersection"))
    said = [claim.count for claim in claims if claim.count is not None]
    allowed = {n for n in range(30) if all(n in count for count in said)}

    assert allowed == {n for n in range(30) if found.bounds is not None and n in found.bounds}
    assert found.disputed is (not any(all(n in count.firm() for count in said) for n in range(30)))


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
@given(st.lists(plain, min_size=1, max_size=6))
def test_claims_are_in_dispute_if_no_number_fits_all(rule: Rule, claims: list[ce.Figure]) -> None:
    """Whatever the rule makes of those that it uses; soft bounds fit what lies near, so they decide nothing."""
    for found in reconcile(blast(*claims), rule=rule):
        used = [rival.count.firm() for rival in found.used]
        assert found.disputed is (not any(all(n in count for count in used) for n in range(30)))


@given(st.lists(plain, min_size=1, max_size=7))
def test_the_majority_is_what_most_voices_allow(claims: list[ce.Figure]) -> None:
    """By brute force: the hull of the numbers that most voices allow, if these are more than half of all voices."""
    found = only(reconcile(blast(*claims), rule="majority"))
    voices: dict[str | None, list[ce.Count]] = {}
    for claim in claims:
        assert claim.count is not None
        voices.setdefault(claim.attribution.speaker, []).append(claim.count)
    support = {n: sum(any(n in count for count in said) for said in voices.values()) for n in range(30)}
    most = max(support.values())
    by_most = [n for n in range(30) if support[n] == most]
    if 2 * most > len(voices):
        assert found.bounds is not None
        assert (min(by_most), max(by_most)) == (found.low, 29 if found.high is None else found.high)
    else:
        firm = [count.firm() for counts in voices.values() for count in counts]
        assert found.disputed is (not any(all(n in count for count in firm) for n in range(30)))
        assert (only(reconcile(blast(*claims))).low, None) == (found.low, found.best)


# --- sums ------------------------------------------------------------------------------------------------------------

small = st.builds(
    lambda low, more: ce.Count(low=low, high=None if more is None else low + more),
    st.integers(0, 6),
    st.none() | st.integers(0, 3),
)


def numbers(count: ce.Count | None) -> list[int]:
    """Some of the numbers that a count may be; all of them where it ends."""
    if count is None:
        return [0, 3, 9]
    return list(range(count.low, (count.low + 4 if count.high is None else count.high) + 1))


@given(
    st.lists(st.lists(small, max_size=3), min_size=2, max_size=4),
    st.sampled_from(["range", "intersection", "majority", "latest"]),
)
def test_sums_hold_every_combination_of_true_values(parts: list[list[ce.Count]], rule: str) -> None:
    """If each part's number is one that its estimate allows, the whole is one that the sum allows."""
    whole = ce.Episode(id="raid")
    strikes = tuple(
        ce.Strike(
            id=f"p{index}",
            part_of="raid",
            figures=tuple(
                ce.Figure(
                    measure="hit", item="home", count=count, attribution=ce.Attribution(source="a", speaker=f"s{place}")
                )
                for place, count in enumerate(these)
            ),
        )
        for index, these in enumerate(parts)
    )
    data = ce.Dataset(sources=(ce.Source(id="a"),), events=(whole, *strikes))
    estimates = {each.event: each for each in reconcile(data, rule=rule)}
    sums = [each for each in reconcile(data, event="raid", rule=rule) if isinstance(each, Sum)]
    if sum(f"p{index}" in estimates and estimates[f"p{index}"].low is not None for index in range(len(parts))) < 2:
        assert sums == []
        return
    bounds = sums[0].bounds
    assert bounds is not None
    possible = [
        numbers(estimates[f"p{index}"].bounds if f"p{index}" in estimates else None) for index in range(len(parts))
    ]
    assert all(sum(true) in bounds for true in product(*possible))


@attrs.frozen
class Node:
    """An event of a tree of parts: what is said of it, and its parts."""

    said: tuple[ce.Count, ...] = ()
    parts: tuple[Node, ...] = ()

    def events(self, id_: str = "e", whole: str | None = None) -> list[ce.Event]:
        """The events of the tree, from above."""
        figures = tuple(
            ce.Figure(measure="hit", count=count, attribution=ce.Attribution(source="a", speaker=f"s{place}"))
            for place, count in enumerate(self.said)
        )
        own = ce.Incident(id=id_, part_of=whole, figures=figures)
        return [own, *(each for at, part in enumerate(self.parts) for each in part.events(f"{id_}{at}", id_))]


leaves = st.builds(Node, st.lists(small, max_size=2).map(tuple))
inner = st.builds(Node, st.just(()) | st.lists(small, max_size=1).map(tuple), st.lists(leaves, max_size=3).map(tuple))
trees = st.builds(Node, st.lists(small, max_size=1).map(tuple), st.lists(leaves | inner, max_size=3).map(tuple))
trees = st.builds(Node, st.just(()), st.lists(inner | trees, max_size=2).map(tuple))


@given(trees, st.sampled_from(["range", "intersection", "latest"]), st.randoms(use_true_random=False))
def test_sums_of_sums_hold_every_combination_of_true_values(tree: Node, rule: str, order: Random) -> None:
    """By brute force over a tree of parts of parts of parts: whatever the numbers below are, the sum allows them.

    No number is counted twice, since the least that the sum allows is the least that the numbers below can come to.
    """
    events = tree.events()
    order.shuffle(events)
    found = reconcile(ce.Dataset(sources=(ce.Source(id="a"),), events=tuple(events)), rule=rule)
    said = {each.event: each for each in found if not isinstance(each, Sum)}
    sums = {each.event: each for each in found if isinstance(each, Sum)}

    def below(node: Node, id_: str) -> tuple[set[int], int]:
        """What the parts of a node may come to, and how many numbers are known there."""
        values = [value(part, f"{id_}{at}") for at, part in enumerate(node.parts)]
        return {sum(true) for true in product(*(each for each, _ in values))}, sum(number for _, number in values)

    def value(node: Node, id_: str) -> tuple[set[int], int]:
        """What a node itself may come to."""
        if id_ in said and (said[id_].bounds is not None or said[id_].disputed):
            return set(numbers(said[id_].bounds)), int(said[id_].bounds is not None)
        possible, number = below(node, id_)
        return (possible, number) if number else (set(numbers(None)), 0)

    def look(node: Node, id_: str) -> None:
        possible, number = below(node, id_)
        assert (number > 1) is (id_ in sums)
        if id_ in sums:
            bounds = sums[id_].bounds
            assert bounds is not None
            assert all(true in bounds for true in possible)
            assert min(possible) == bounds.low
            assert bounds.high in (None, max(possible))
        for at, part in enumerate(node.parts):
            look(part, f"{id_}{at}")

    look(tree, "e")


@given(small, small)
def test_a_remainder_holds_every_difference(agreed: ce.Count, done: ce.Count) -> None:
    """What is left of any number agreed after any number done is possible."""
    left = remainder(agreed, done)

    assert all(max(0, most - did) in left for most, did in product(numbers(agreed), numbers(done)))


@given(small, small)
def test_a_rate_holds_every_share(part: ce.Count, whole: ce.Count) -> None:
    """The share of any possible part in any possible whole lies within."""
    pairs = [(some, all_) for some, all_ in product(numbers(part), numbers(whole)) if some <= all_ and all_]
    if whole.high == 0 or whole.certainly_less(part):
        with pytest.raises(ValueError, match="expected a"):
            rate(part, whole)
        return
    found = rate(part, whole)
    assert found.high is not None
    assert all(found.low <= 100 * some / all_ <= found.high for some, all_ in pairs)


@given(st.lists(small, min_size=1, max_size=3))
def test_a_total_holds_every_sum(these: list[ce.Count]) -> None:
    """Estimates of different events are added up number by number."""
    events = tuple(
        ce.Incident(
            id=f"e{index}", figures=(ce.Figure(measure="killed", count=count, attribution=ce.Attribution(source="a")),)
        )
        for index, count in enumerate(these)
    )
    found = total(*reconcile(ce.Dataset(sources=(ce.Source(id="a"),), events=events)))

    assert all(sum(true) in found for true in product(*map(numbers, these)))


# --- time ------------------------------------------------------------------------------------------------------------


@given(st.lists(figures, max_size=7), st.sampled_from(["2031-03-31", "2031-04-01", "2031-04-02", "2031-04"]))
def test_a_snapshot_loses_nothing_without_saying_so(claims: list[ce.Figure], time: str) -> None:
    """Each claim is in the snapshot or among those left out."""
    found = as_of(blast(*claims), time)

    assert Counter(claims) == Counter(found.dataset.claims) + Counter(each.claim for each in found.left_out)
    assert all(each.claim.attribution.source != "copy" for each in found.left_out if "later" in each.reason)


@given(
    st.lists(st.none() | strategies.whens(), max_size=5)
    | st.lists(st.sampled_from(["2031-04-01", "2031-04", "2031-04-01T10:00", "2031-04-01T10:00+03:00", "2031-05-01~"]))
)
def test_all_hold_for_one_time_exactly_if_every_two_may(times: list[ce.When | str | None]) -> None:
    """By brute force: no two are certainly apart."""
    whens = [ce.When(edtf=time) if isinstance(time, str) else time for time in times]
    held = [StatedFigure(owner="r", figure=killed("c", None, source="a", as_of=when)) for when in whens]
    apart = any(not one.may_overlap(other) for one in whens for other in whens if one is not None and other is not None)

    assert of_one_time(held) is not apart


def test_a_rule_that_loses_a_claim_is_refused() -> None:
    """A function of one's own that says nothing of a claim is an error that names the rule."""
    data = blast(ce.Figure(measure="killed", count=ce.Count.exactly(3), attribution=ce.Attribution(source="a")))

    def careless(_: object) -> Ruling:
        return Ruling(low=3)

    with pytest.raises(ValueError, match=r"expected the rule own\.careless to use each claim"):
        reconcile(data, rule=careless)


def test_a_rate_of_other_weapons_is_refused() -> None:
    """Interceptions of another window are no share of the launches."""
    said = ce.Attribution(source="a")
    launched = ce.Figure(measure="launched", item="drone", count=ce.Count.exactly(10), attribution=said)
    stopped = attrs.evolve(launched, measure="intercepted", count=ce.Count.between(4, 6))
    other = attrs.evolve(stopped, window=ce.When(edtf="2031-04-01"))
    data = ce.Dataset(sources=(ce.Source(id="a"),), events=(ce.Strike(id="raid", figures=(launched, stopped, other)),))
    sent, shot, elsewhere = (
        next(each for each in reconcile(data) if (each.measure, each.quantity.window) == key)
        for key in (("launched", None), ("intercepted", None), ("intercepted", "2031-04-01"))
    )

    assert (40.0, 60.0) == (interception_rate(sent, shot).low, interception_rate(sent, shot).high)
    with pytest.raises(ValueError, match="window: not given and 2031-04-01"):
        interception_rate(sent, elsewhere)
