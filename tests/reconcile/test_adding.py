"""The worked example added up, sums of parts, totals of groups, remainders and rates."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import examples
from conflictevents.reconcile import (
    Estimate,
    Part,
    Sum,
    Verdict,
    interception_rate,
    phase_sums,
    rate,
    reconcile,
    remainder,
    total,
)

from .conftest import blast, killed

A = ce.Attribution(source="a")


def figure(count: ce.Count | None, **fields: object) -> ce.Figure:
    """A figure of homes hit."""
    return ce.Figure(**({"measure": "hit", "item": "home", "count": count, "attribution": A} | fields))  # type: ignore[arg-type]


def raid(*parts: tuple[ce.Figure, ...], **fields: object) -> ce.Dataset:
    """An episode with the figures of each of its strikes."""
    strikes = tuple(ce.Strike(id=f"p{n}", part_of="raid", figures=these) for n, these in enumerate(parts))
    return ce.Dataset(sources=(ce.Source(id="a"),), events=(ce.Episode(id="raid", **fields), *strikes))  # type: ignore[arg-type]


def sums(dataset: ce.Dataset, event: str = "raid", rule: str = "range") -> list[Sum]:
    """The sums of an event."""
    return [each for each in reconcile(dataset, event=event, rule=rule) if isinstance(each, Sum)]


# --- the worked example ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "to_ukraine", "to_russia"),
    [
        ("intersection", (1000, 1000, 1000), (998, None, None)),
        ("range", (998, None, None), (998, None, None)),
        ("consensus", (1000, 1000, 1000), (998, None, None)),
    ],
)
def test_the_worked_example(rule: str, to_ukraine: tuple[int | None, ...], to_russia: tuple[int | None, ...]) -> None:
    """By the intersection exactly 1,000 to Ukraine and 998 or more to Russia, by the range 998 or more both ways."""
    found = {each.quantity.to: each for each in sums(examples.load("istanbul-exchange"), "exchange", rule)}

    assert {"ukraine": to_ukraine, "russia": to_russia} == {
        to: (each.low, each.best, each.high) for to, each in found.items()
    }
    agreed = {to: each.agreed.best for to, each in found.items() if each.agreed is not None}
    assert {"ukraine": 1000, "russia": 1000} == agreed


def test_the_worked_example_says_what_does_not_follow() -> None:
    """No certain speaker stands behind Friday and Saturday, 303 is read as everybody, and there may be more phases."""
    to_ukraine, to_russia = sums(examples.load("istanbul-exchange"), "exchange", "intersection")

    assert (Verdict.MEETS, Verdict.OPEN) == (to_ukraine.verdict, to_russia.verdict)
    assert ("0", "at most 2") == (str(to_ukraine.left), str(to_russia.left))
    for words in (
        "exchange-friday: No certain speaker stands behind",
        "exchange-saturday: No certain speaker stands behind",
        "It is read as everybody received that day",
        "The dataset does not say that these are all the parts.",
        "Agreed: 1,000; the sum meets it, and nothing is left.",
    ):
        assert words in to_ukraine.why
    assert "Agreed: 1,000; the sum may or may not meet it, and at most 2 is left." in to_russia.why


# --- parts -----------------------------------------------------------------------------------------------------------


def test_parts_of_any_event_are_added_up() -> None:
    """A part without a number may be any from zero up, and best is given only where each part has one."""
    data = raid((figure(ce.Count.exactly(3)),), (figure(ce.Count.exactly(4)), figure(ce.Count.exactly(6))), ())
    (found,) = sums(data)

    assert (7, None, None) == (found.low, found.best, found.high)
    assert ["p0", "p1", "p2"] == found.as_dict()["parts"]
    assert "p2 no number" in found.why
    assert (None, None, None) == (found.agreed, found.verdict, found.left)


def test_bests_are_added_up_where_all_parts_have_one() -> None:
    """A rule that gives one number and no bounds has a sum of these."""
    data = raid(*((figure(ce.Count.at_least(n), measure="killed", item="people"),) for n in (3, 4)))
    (found,) = sums(data, rule="acled")

    assert (None, 7, None) == (found.low, found.best, found.high)


def test_what_does_not_cover_a_part_is_not_added() -> None:
    """Windows, running totals, figures within others and triples stay out; what came on top opens the end."""
    noise = (
        figure(ce.Count.exactly(90), window=ce.When(edtf="2031-04-01")),
        figure(ce.Count.exactly(90), scope="cumulative"),
        figure(ce.Count.exactly(90), estimate="best"),
        figure(ce.Count.exactly(2), within="base"),
    )
    more = figure(ce.Count.exactly(1), besides="base")
    data = raid((figure(ce.Count.exactly(5), id="base"), *noise), (figure(ce.Count.exactly(1)),))

    assert ["6"] == [str(each) for each in sums(data)]
    opened = raid((figure(ce.Count.exactly(5), id="base"), more), (figure(ce.Count.exactly(1)),))
    assert ["at least 6"] == [str(each) for each in sums(opened) if each.measure == "hit"]
    assert "and more on top" in sums(opened)[0].why


def test_a_part_that_did_not_happen_adds_nothing() -> None:
    """What is planned is no part of the sum."""
    data = raid((figure(ce.Count.exactly(3)),), (figure(ce.Count.exactly(4)),), (figure(ce.Count.exactly(5)),))
    planned = attrs.evolve(data.events[3], realis="planned")

    assert "7" == str(sums(attrs.evolve(data, events=(*data.events[:3], planned)))[0])


def test_a_disputed_part_is_unknown_by_intersection() -> None:
    """No number fits all claims of it, so it bounds nothing, and the sum says that it is in dispute."""
    one, other = figure(ce.Count.exactly(4)), figure(ce.Count.exactly(6))
    (found,) = sums(raid((one, other), (one,), (one,)), rule="intersection")

    assert ("at least 8", True) == (str(found), found.disputed)
    assert "p0: The bounds of the claims exclude each other" in found.why


@pytest.mark.parametrize(
    ("said", "words"),
    [(5, "5, less than the sum"), (7, "7, which may be the same number"), (9, "9, more than the sum")],
)
def test_a_number_of_the_whole_stands_beside_the_sum(said: int, words: str) -> None:
    """Both are given, each as an estimate of its own, and the sum says how they stand to each other."""
    data = raid(
        (figure(ce.Count.exactly(3)),), (figure(ce.Count.exactly(4)),), figures=(figure(ce.Count.exactly(said)),)
    )
    own, summed = reconcile(data, event="raid")

    assert (said, 7) == (own.best, summed.best)
    assert f"Claims of the whole itself say {words}." in summed.why


def test_at_least_those_who_came_home_were_released() -> None:
    """So whether other measures are asked for or not; some may have refused to go, so it may be more of them."""
    sides = {"item": "prisoners", "from_": "arvan", "to": "belmar"}
    released, returned = (
        figure(ce.Count.exactly(n), measure=m, **sides) for n, m in ((5, "released"), (2, "returned"))
    )
    events = (
        ce.Exchange(
            id="swap", parties=("arvan", "belmar"), figures=(figure(ce.Count.exactly(7), measure="agreed", **sides),)
        ),
        ce.Exchange(id="first", part_of="swap", figures=(released,)),
        ce.Exchange(id="second", part_of="swap", figures=(returned,)),
    )
    data = ce.Dataset(sources=(ce.Source(id="a"),), events=events)
    everything = reconcile(data)

    (found,) = reconcile(data, event="swap", measure="released")
    assert isinstance(found, Sum)
    assert (7, None, None, Verdict.OPEN) == (found.low, found.best, found.high, found.verdict)
    assert "second 2 came home, so at least so many were released" in found.why
    for event in ("swap", "first", "second"):
        for measure in ("agreed", "released", "returned"):
            wanted = [each for each in everything if (each.event, each.measure) == (event, measure)]
            assert wanted == list(reconcile(data, event=event, measure=measure))


@given(
    phases=st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 3), st.sampled_from(("released", "returned", "both"))),
        min_size=1,
        max_size=4,
    ),
    complete=st.booleans(),
)
def test_a_sum_holds_all_who_were_released(phases: list[tuple[int, int, str]], *, complete: bool) -> None:
    """Whoever of them refused to go, and whichever of the two numbers is told of a phase."""
    sides = {"item": "prisoners", "from_": "arvan", "to": "belmar"}
    promised = sum(home + refused for home, refused, _ in phases)
    events = [
        ce.Exchange(
            id="swap",
            complete=complete,
            figures=(figure(ce.Count.exactly(promised), measure="agreed", **sides),),
        )
    ]
    for index, (home, refused, told) in enumerate(phases):
        numbers = {"released": home + refused, "returned": home}
        figures = tuple(
            figure(ce.Count.exactly(number), measure=measure, **sides)
            for measure, number in numbers.items()
            if told in (measure, "both")
        )
        events.append(ce.Exchange(id=f"phase-{index}", part_of="swap", figures=figures))
    data = ce.Dataset(sources=(ce.Source(id="a"),), events=tuple(events))
    (found,) = phase_sums(data)
    assert ce.Count.exactly(promised) in found.total
    assert found.verdict in (Verdict.MEETS, Verdict.OPEN)
    assert () == ce.check(data, select=["EX101", "EX102"]).problems


# --- parts of parts ---


def incidents(**wholes: str | None) -> list[ce.Event]:
    """Events by id, each a part of the one named."""
    return [ce.Incident(id=id_, part_of=whole) for id_, whole in wholes.items()]


def homes(events: list[ce.Event], **numbers: int) -> ce.Dataset:
    """Some events, of which numbers of homes hit are said."""
    with_numbers = tuple(
        attrs.evolve(event, figures=(figure(ce.Count.exactly(numbers[event.id])),)) if event.id in numbers else event
        for event in events
    )
    return ce.Dataset(sources=(ce.Source(id="a"),), events=with_numbers)


def test_a_part_of_which_nobody_says_a_number_counts_as_the_sum_of_its_parts() -> None:
    """War, campaign, night: the nights make the campaign, and the campaigns the war."""
    events = incidents(war=None, spring="war", night="spring", day="spring", summer="war", autumn="war")
    found = {each.event: each for each in reconcile(homes(events, night=3, day=4, summer=5)) if isinstance(each, Sum)}

    assert {"war": "at least 12", "spring": "7"} == {event: str(each) for event, each in found.items()}
    assert "The sum of 3 parts: spring 7, the sum of its own parts; summer 5; autumn no number." in found["war"].why
    assert 3 == len(found["war"].used)
    assert ["12"] == [str(each) for each in sums(homes(events[:-1], night=3, day=4, summer=5), "war")]


def test_a_number_said_of_a_part_stands_and_its_parts_are_not_added_to_it() -> None:
    """Seven and its own three and four are seven; one who asks for one event alone gets the same of it."""
    events = incidents(war=None, spring="war", night="spring", day="spring", summer="war")
    data = homes(events, spring=8, night=3, day=4, summer=5)
    found = {each.event: str(each) for each in reconcile(data) if isinstance(each, Sum)}

    assert {"war": "13", "spring": "7"} == found
    for event in ("war", "spring", "night"):
        assert [each for each in reconcile(data) if each.event == event] == list(reconcile(data, event=event))


def test_one_number_below_is_no_sum_and_counts_above() -> None:
    """A part of a part with a number is added to others; alone it is only repeated, so there is no sum."""
    events = incidents(war=None, spring="war", night="spring", day="spring", summer="war")

    assert {"war": "at least 8"} == {
        each.event: str(each) for each in reconcile(homes(events, night=3, summer=5)) if isinstance(each, Sum)
    }


def test_a_part_in_dispute_does_not_take_the_sum_of_its_parts() -> None:
    """By the intersection nothing is known of it; a denial alone disputes no number."""
    events = incidents(war=None, spring="war", night="spring", day="spring", summer="war")
    data = homes(events, night=3, day=4, summer=5)
    war, spring, *rest = data.events
    disputed, denied = (
        attrs.evolve(data, events=(war, attrs.evolve(spring, figures=figures), *rest))
        for figures in (
            (figure(ce.Count.exactly(8)), figure(ce.Count.exactly(9))),
            (figure(ce.Count.exactly(8), attribution=attrs.evolve(A, polarity="denies")),),
        )
    )

    assert [] == sums(disputed, "war", "intersection")
    assert ["12"] == [str(each) for each in sums(denied, "war", "intersection")]


def test_parts_in_a_circle_have_no_sum() -> None:
    """What is a part of itself cannot be added up; what hangs below the circle still is."""
    events = incidents(a="b", b="a", c="a", d="c", e="c", alone="alone")
    data = homes(events, a=1, b=2, d=3, e=4, alone=5)

    assert {"c": "7"} == {each.event: str(each) for each in reconcile(data) if isinstance(each, Sum)}
    assert 1 == len(reconcile(data, event="alone"))


def test_a_part_that_is_there_twice_counts_once() -> None:
    """Of two events with one id the first counts, as everywhere, also for what it is a part of."""
    events = incidents(war=None, other=None, night="war", day="war")
    again = [ce.Incident(id="night", part_of="war"), ce.Incident(id="day", part_of="other")]
    data = homes([*events, *again], night=3, day=4)
    only = attrs.evolve(data, events=(*data.events[:4], *again))

    assert {"war": "7"} == {each.event: str(each) for each in reconcile(only) if isinstance(each, Sum)}


def test_parts_that_somebody_says_are_one_event_are_not_counted_twice() -> None:
    """Two reports of what may be one night: three to seven, and no best; once that is denied it is seven."""
    data = homes(incidents(war=None, night="war", again="war"), night=3, again=4)
    war, night, again = data.events
    for polarity, numbers in (("asserts", (3, None, 7)), ("denies", (7, 7, 7))):
        said = ce.Assertion(property="same_as", value="night", attribution=attrs.evolve(A, polarity=polarity))
        with_it = attrs.evolve(data, events=(war, night, attrs.evolve(again, assertions=(said,))))
        (found,) = sums(with_it, "war")

        assert numbers == (found.low, found.best, found.high)
        assert ("again 4, unless it is night, as somebody says" in found.why) is (polarity == "asserts")


def test_what_somebody_says_is_one_event_is_not_added_up() -> None:
    """The dataset tells `total` of it."""
    said = ce.Assertion(property="same_as", value="night", attribution=A)
    events = homes(incidents(night=None, again=None), night=3, again=4).events
    data = ce.Dataset(sources=(ce.Source(id="a"),), events=(events[0], attrs.evolve(events[1], assertions=(said,))))

    assert "7" == str(total(*reconcile(data)))
    with pytest.raises(ValueError, match="somebody says that night and again are one event"):
        total(*reconcile(data), dataset=data)


def test_a_chain_of_parts_may_be_long() -> None:
    """Ten thousand deep, with two numbers at the end, and a number of its own at each place."""
    events: list[ce.Event] = [ce.Incident(id=f"e{n}", part_of=None if n == 0 else f"e{n - 1}") for n in range(10_000)]
    ends: list[ce.Event] = [ce.Incident(id=id_, part_of="e9999") for id_ in ("night", "day")]

    (found,) = sums(homes([*events, *ends], night=3, day=4), "e0")
    assert "7" == str(found)
    numbers = {f"e{n}": n for n in range(10_000)}
    assert [] == [each for each in reconcile(homes(events, **numbers)) if isinstance(each, Sum)]


def test_a_sum_is_not_added_to_the_parts_of_its_parts() -> None:
    """They are in it already."""
    found = reconcile(homes(incidents(war=None, spring="war", night="spring", day="spring"), night=3, day=4))
    war, night = (next(each for each in found if each.event == event) for event in ("war", "night"))

    with pytest.raises(ValueError, match="night is a part of war"):
        total(war, night)


def test_phases_of_phases_are_held_against_the_number_agreed() -> None:
    """The sum is complete only where each exchange in it holds all its phases."""
    sides = {"item": "prisoners", "from_": "arvan", "to": "belmar"}
    agreed, first, second, third = (
        figure(ce.Count.exactly(n), measure=measure, **sides)
        for n, measure in ((9, "agreed"), (2, "released"), (3, "released"), (4, "returned"))
    )

    def swap(*, complete: bool) -> ce.Dataset:
        events = (
            ce.Exchange(id="swap", parties=("arvan", "belmar"), complete=True, figures=(agreed,)),
            ce.Exchange(id="spring", part_of="swap", complete=complete),
            ce.Exchange(id="one", part_of="spring", figures=(first,)),
            ce.Exchange(id="two", part_of="spring", figures=(second,)),
            ce.Exchange(id="autumn", part_of="swap", figures=(third,)),
        )
        return ce.Dataset(sources=(ce.Source(id="a"),), events=events)

    for complete in (True, False):
        whole = next(each for each in phase_sums(swap(complete=complete)) if each.event == "swap")
        assert ((9, None), Verdict.OPEN, complete) == ((whole.low, whole.high), whole.verdict, whole.complete)


def test_sums_in_sums_are_compared_and_told_however_deep() -> None:
    """Ten thousand of them are equal, hashed and told without going from one into the next."""
    chain = incidents(**{f"e{n}": None if n == 0 else f"e{n - 1}" for n in range(10_000)})
    ends = incidents(one="e9999", two="e9999")

    def outermost(last: int) -> Sum:
        found = reconcile(homes([*chain, *ends], one=3, two=last))
        (sum_,) = (each for each in found if each.event == "e0")
        assert isinstance(sum_, Sum)
        return sum_

    once, again, other = outermost(4), outermost(4), outermost(5)
    assert once is not again
    assert once == again
    assert hash(once) == hash(again)
    assert once != other
    assert {once} == {once, again}
    assert len(repr(once)) < 10_000
    assert once.parts[0] == again.parts[0]
    assert once != attrs.evolve(once, parts=(*once.parts, Part(event="e1")))
    assert once != attrs.evolve(once, parts=(attrs.evolve(once.parts[0], open_ended=True),))
    assert once != once.parts[0].estimate
    assert once != "7"


# --- totals ----------------------------------------------------------------------------------------------------------


def estimate(group: str | None, number: int, **fields: object) -> Estimate:
    """The estimate of a group of people killed in the blast."""
    (found,) = reconcile(blast(killed("c", ce.Count.exactly(number), source="wire", group=group, **fields)))
    return found


def test_disjoint_groups_are_added_up() -> None:
    """Nobody is both a child and an adult."""
    assert "12" == str(total(estimate("children", 3), estimate("adults", 9)))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (estimate("women", 4), estimate("children", 3), "groups overlap or may overlap in market: women and children"),
        (estimate(None, 12), estimate("children", 3), "everybody and children"),
        (estimate("men", 4), estimate("men", 3, scope="phase"), "nothing tells apart"),
        (estimate(None, 4), estimate(None, 4), "one quantity"),
        (estimate("men", 4), estimate("women", 3, scope="cumulative"), "running total"),
        (estimate("men", 4), estimate("women", 3, item="bodies"), "item: people and bodies"),
        (estimate("men", 4), estimate("women", 3, measure="injured"), "measure: killed and injured"),
    ],
)
def test_what_may_overlap_is_not_added_up(one: Estimate, other: Estimate, why: str) -> None:
    """The refusal says why."""
    with pytest.raises(ValueError, match=f"not to be added up: .*{why}"):
        total(one, other)
    with pytest.raises(ValueError, match="not to be added up"):
        total(other, one)


def test_a_part_is_not_added_to_its_whole() -> None:
    """A sum holds its parts, and with the dataset it is known of any event."""
    data = raid((figure(ce.Count.exactly(3)),), (figure(ce.Count.exactly(4)),))
    found = reconcile(data)
    whole, part = (next(each for each in found if each.event == event) for event in ("raid", "p0"))

    with pytest.raises(ValueError, match="p0 is a part of raid"):
        total(whole, part)
    said = attrs.evolve(data.events[0], figures=(figure(ce.Count.exactly(9)),))
    claimed = next(
        each for each in reconcile(attrs.evolve(data, events=(said, *data.events[1:]))) if each.event == "raid"
    )
    with pytest.raises(ValueError, match="p0 is a part of raid"):
        total(part, claimed, dataset=data)
    assert "12" == str(total(part, claimed))


def test_what_comes_on_top_is_added_to_its_base() -> None:
    """The words "another two" beside the five that they come on top of."""
    base, more = (
        killed("base", ce.Count.exactly(5), source="wire"),
        killed("more", ce.Count.exactly(2), source="wire", besides="base"),
    )

    assert "7" == str(total(*reconcile(blast(base, more))))


def test_very_many_are_added_up() -> None:
    """Those of different events are not compared two by two; with a dataset neither, in a chain of parts."""
    number = 5_000
    events = incidents(**{f"e{n}": f"e{n - 1}" if n % 2 else None for n in range(2 * number)})
    found = reconcile(homes(events, **{f"e{2 * n}": 1 for n in range(number)}))
    assert f"{number:,}" == str(total(*found, dataset=homes(events)))


def test_sides_tell_people_apart() -> None:
    """The dead of one side are not those of the other."""
    one, other = estimate(None, 5, to="arvan"), estimate(None, 2, to="belmar")

    assert "7" == str(total(one, other))
    with pytest.raises(ValueError, match="to: arvan and not given"):
        total(one, estimate(None, 2))


# --- remainders and rates --------------------------------------------------------------------------------------------


def test_a_remainder_of_the_unknown() -> None:
    """Nothing is known of what is left of an unknown number; after an unknown one all may be left."""
    assert ce.Count(low=0) == remainder(None, ce.Count.exactly(3))
    assert ce.Count.between(0, 10) == remainder(ce.Count.exactly(10), None)
    assert ce.Count.exactly(0) == remainder(ce.Count.exactly(10), ce.Count.exactly(12))


def test_rates_without_a_whole_are_refused() -> None:
    """There is no share of nothing, and no part larger than its whole."""
    with pytest.raises(ValueError, match="a whole of one or more"):
        rate(ce.Count.exactly(0), ce.Count.exactly(0))
    with pytest.raises(ValueError, match="a part of at most 10"):
        rate(ce.Count.exactly(11), ce.Count.exactly(10))
    assert (0.0, 100.0) == (rate(ce.Count(low=0), ce.Count(low=0)).low, rate(ce.Count(low=0), ce.Count(low=0)).high)


def test_a_rate_needs_two_numbers_of_the_right_measures() -> None:
    """Launches first, interceptions second, and both with a number."""
    hit = reconcile(raid((figure(ce.Count.exactly(3)),)), event="p0")[0]
    launched, stopped = (
        reconcile(raid((figure(None, measure=measure, item="drone"),)), event="p0")[0]
        for measure in ("launched", "intercepted")
    )

    with pytest.raises(ValueError, match="expected an estimate of launched, got one of hit"):
        interception_rate(hit, hit)
    with pytest.raises(ValueError, match="one of the numbers is not known"):
        interception_rate(launched, stopped)
