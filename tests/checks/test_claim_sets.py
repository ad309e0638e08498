"""Claims against each other: contradictions, revisions, copies, totals and estimates, found and not found."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce

DAYS: Final = tuple(ce.When(edtf=f"2025-05-{day}") for day in (23, 24, 25, 26))
FIRST, SECOND, THIRD, FOURTH = DAYS
BLAST: Final = ce.Incident(id="blast", when=FIRST)


def figure(count: ce.Count | int | None = 12, **fields: Any) -> ce.Figure:
    """A figure of people killed, of the source's own voice unless something else is given."""
    number = ce.Count.exactly(count) if isinstance(count, int) else count
    names = ("source", "speaker", "polarity", "method", "as_of", "statement")
    voice = {name: fields.pop(name) for name in names if name in fields}
    attribution = ce.Attribution(**{"source": "wire"} | voice)
    given = {"measure": "killed", "item": "people", "count": number, "attribution": attribution}
    return ce.Figure(**given | fields)


def says(property_: str, value: str, **voice: Any) -> ce.Assertion:
    """An assertion of the source's own voice unless something else is given."""
    return ce.Assertion(property=property_, value=value, attribution=ce.Attribution(**{"source": "wire"} | voice))


def replaces(claim: str, kind: str = "update") -> ce.Supersedes:
    """That a claim takes the place of another."""
    return ce.Supersedes(claim=claim, kind=kind)


def toll(*figures: ce.Figure, event: ce.Event = BLAST, **fields: Any) -> ce.Dataset:
    """A dataset with one report of the harm of an event."""
    given = {
        "sources": (
            ce.Source(id="wire", published=SECOND),
            ce.Source(id="other", published=SECOND),
            ce.Source(id="later", published=FOURTH),
            ce.Source(id="bulletin", publisher="Ministry", published=FIRST),
            ce.Source(id="bulletin-2", publisher="Ministry", published=SECOND),
            ce.Source(id="copy", published=SECOND, based_on="wire"),
        ),
        "actors": (
            ce.Actor(id="north", name="North", kind="state"),
            ce.Actor(id="north-army", name="Army of North", kind="armed_force", member_of="north"),
            ce.Actor(id="south", name="South", kind="state"),
            ce.Actor(id="gunmen", name="Unknown gunmen", unnamed="wire"),
            ce.Actor(id="lab", name="A Lab", kind="organisation"),
            ce.Actor(id="scholar", name="A. Scholar", kind="person", member_of="lab"),
            ce.Actor(id="minister", name="A. Minister", kind="person", posts=(ce.Post(office="minister", of="south"),)),
        ),
        "events": (event, ce.Incident(id="raid")),
        "reports": (ce.CasualtyReport(id="toll", event=event.id, figures=figures),),
    }
    return ce.Dataset(**given | fields)


def found(dataset: ce.Dataset, code: str) -> list[ce.Problem]:
    """What a check finds, and whether one failed."""
    return list(ce.check(dataset, select=[code, "IO199"]))


def asserted(*assertions: ce.Assertion) -> ce.Dataset:
    """A dataset with some assertions of one event."""
    return toll(event=attrs.evolve(BLAST, assertions=assertions))


# --- CL101 ---


def test_numbers_of_two_voices_that_exclude_each_other_are_information() -> None:
    """The two farthest apart are told, once for each quantity."""
    figures = figure(12), figure(20, source="other"), figure(15, speaker="north")
    (problem,) = found(toll(*figures), "CL101")
    assert "info" == problem.severity
    assert "expected one number, got 12 by wire and 20 by other" == problem.message
    assert "/reports/0/figures/1/count" == problem.path


@pytest.mark.parametrize(
    "figures",
    [
        (figure(ce.Count.at_least(12)), figure(20, source="other")),
        (figure(12), figure(ce.Count(low=18, high=22, approximate=True), source="other")),
        (figure(12), figure(20)),  # one voice: CL104's
        (figure(12), figure(20, source="copy")),
        (figure(12, speaker="north"), figure(20, speaker="north", source="later")),  # CL111's
        (figure(12, as_of=FIRST), figure(20, source="other", as_of=THIRD)),
        (figure(12), figure(20, source="other", polarity="denies", group="children")),
        (figure(12), figure(20, source="other", measure="injured")),
        (figure(12), figure(20, source="other", window=SECOND)),
        (figure(12), figure(20, source="other", scope="increment")),
        (figure(12, scope="cumulative"), figure(20, source="other", scope="cumulative")),
        (figure(12, estimate="low"), figure(20, source="other", estimate="low")),
        (figure(12, id="first"), figure(20, source="other", supersedes=replaces("first"))),
    ],
)
def test_numbers_that_may_stand_beside_each_other_are_not(figures: tuple[ce.Figure, ...]) -> None:
    """Compatible, soft, of one voice, of another time, measure, window or scope, or replaced."""
    assert [] == found(toll(*figures), "CL101")


def test_the_last_word_of_a_voice_counts() -> None:
    """Its earlier number contradicts nobody, linked or not."""
    revised = figure(12, speaker="north"), figure(20, speaker="north", source="later")
    assert [] == found(toll(*revised, figure(20, speaker="south", source="later")), "CL101")
    assert 1 == len(found(toll(*revised, figure(12, speaker="south")), "CL101"))


def test_a_war_has_many_numbers() -> None:
    """Of an episode there is no one number to contradict."""
    figures = figure(12), figure(20, source="other")
    assert [] == found(toll(*figures, event=ce.Episode(id="war")), "CL101")


def test_what_the_sides_of_an_exchange_say_is_for_its_own_check() -> None:
    """Anybody else's number is told here."""
    way: dict[str, Any] = {"measure": "released", "from_": "north", "to": "south"}
    for speaker, expected in (("south", 0), ("lab", 1)):
        figures = figure(303, speaker="north", **way), figure(307, speaker=speaker, **way)
        swap = ce.Exchange(id="swap", parties=("north", "south"), figures=figures)
        assert expected == len(found(toll(event=swap), "CL101"))


@pytest.mark.parametrize(
    ("denial", "expected"),
    [
        (figure(12, speaker="north", polarity="denies"), 1),
        (figure(None, speaker="north", polarity="denies"), 1),
        (figure(40, speaker="north", polarity="denies"), 0),
        (figure(12, polarity="denies"), 0),
        (figure(None, speaker="north", polarity="withholds"), 0),
    ],
)
def test_a_denial_of_somebody_else_s_number_is_told(denial: ce.Figure, expected: int) -> None:
    """Of that number or of any; not of another one, and not one's own."""
    assert expected == len(found(toll(figure(12), denial), "CL101"))


@pytest.mark.parametrize(
    ("assertions", "expected"),
    [
        ((says("occurred", "yes"), says("occurred", "no", speaker="north")), 1),
        ((says("occurred", "yes"), says("occurred", "yes", speaker="north", polarity="denies")), 1),
        ((says("occurred", "no"), says("occurred", "no", speaker="north", polarity="denies")), 1),
        ((says("occurred", "yes"), says("occurred", "no", speaker="north", polarity="denies")), 0),
        ((says("occurred", "yes"), says("occurred", "partly", speaker="north")), 0),
        ((says("occurred", "yes"), says("occurred", "yes", speaker="north", polarity="withholds")), 0),
        ((says("occurred", "yes"), says("occurred", "no")), 0),
        ((says("perpetrator", "north"), says("perpetrator", "north", speaker="north", polarity="denies")), 1),
        ((says("perpetrator", "north", speaker="south"), says("perpetrator", "south", speaker="north")), 1),
        ((says("perpetrator", "north"), says("perpetrator", "north-army", speaker="south")), 0),
        ((says("perpetrator", "north"), says("perpetrator", "gunmen", speaker="south")), 0),
        ((says("perpetrator", "north"), says("perpetrator", "south")), 0),
        ((says("motive", "revenge"), says("motive", "revenge", speaker="north", polarity="denies")), 1),
        ((says("motive", "revenge"), says("motive", "greed", speaker="north")), 0),
        ((says("same_as", "raid"), says("same_as", "raid", speaker="north", polarity="denies")), 0),
    ],
)
def test_assertions_contradict_each_other(assertions: tuple[ce.Assertion, ...], expected: int) -> None:
    """Yes and no, an accusation and its denial, each blaming the other; once each."""
    assert expected == len(found(asserted(*assertions), "CL101"))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10), st.sampled_from("abc")), min_size=2, max_size=8))
def test_it_finds_a_contradiction_where_there_is_one(drawn: list[tuple[int, int, str]]) -> None:
    """Exactly where two voices give bounds that do not meet."""
    figures = [figure(ce.Count.between(low, low + more), speaker=voice) for low, more, voice in drawn]
    apart = any(
        one.attribution.speaker != other.attribution.speaker and not one.count.may_equal(other.count)
        for one in figures
        for other in figures
        if one.count is not None and other.count is not None
    )
    assert apart == bool(found(toll(*figures), "CL101"))


# --- CL102 ---


def test_a_toll_of_one_source_is_told_where_others_have_more() -> None:
    """Copies of it are the same source."""
    raid = ce.CasualtyReport(id="raid", event="raid", figures=(figure(3), figure(3, source="other")))
    for figures, expected in (
        ((figure(12),), 1),
        ((figure(12), figure(12, source="copy")), 1),
        ((figure(12), figure(9, source="other")), 0),
        ((figure(12, measure="injured"),), 0),
        ((figure(12, estimate="best"),), 0),
        ((figure(0),), 0),
    ):
        assert expected == len(found(toll(*figures).add(raid), "CL102"))
    assert [] == found(toll(figure(12)), "CL102")


# --- CL103 ---


def total(count: ce.Count | int, day: ce.When | None, **fields: Any) -> ce.Figure:
    """A running total of a day."""
    return figure(count, as_of=day, **{"scope": "cumulative"} | fields)


@pytest.mark.parametrize(
    "figures",
    [
        (total(120, FIRST), total(110, SECOND)),
        (total(110, SECOND), total(120, FIRST)),
        (
            total(120, None, speaker="north", source="bulletin"),
            total(110, None, speaker="north", source="bulletin-2"),
        ),
        (total(120, FIRST, id="first"), total(110, SECOND, supersedes=replaces("first"))),
        (total(100, FIRST), total(120, SECOND), total(110, THIRD)),
    ],
)
def test_a_total_that_falls_is_found(figures: tuple[ce.Figure, ...]) -> None:
    """By the time it holds for, else by publication, whatever the order; an update excuses nothing."""
    assert 1 == len(found(toll(*figures), "CL103"))


@pytest.mark.parametrize(
    "figures",
    [
        (total(110, FIRST), total(110, SECOND), total(120, THIRD)),
        (total(120, FIRST, id="first"), total(110, SECOND, supersedes=replaces("first", "correction"))),
        (
            total(120, FIRST, id="first"),
            total(110, SECOND, supersedes=replaces("first", "correction")),
            total(112, THIRD),
        ),
        (total(120, FIRST), total(110, SECOND, speaker="north")),
        (total(120, FIRST), total(110, SECOND, group="children")),
        (total(120, FIRST), total(110, SECOND, measure="missing")),
        (total(120, FIRST, measure="missing"), total(110, SECOND, measure="missing")),
        (total(120, FIRST), total(110, SECOND, window=ce.When(edtf="2025-05-01/2025-05-24"))),
        (total(120, FIRST), total(ce.Count.at_most(130), SECOND)),
        (total(120, FIRST), total(ce.Count(low=100, high=110, approximate=True), SECOND)),
        (total(120, FIRST), total(110, FIRST)),
        (total(120, None, speaker="north"), total(110, None, speaker="north", source="later")),  # repeated late?
        (total(120, FIRST), total(110, SECOND, method="extrapolated")),
        (total(120, FIRST), total(110, SECOND, polarity="denies")),
        (total(120, FIRST, scope="event"), total(110, SECOND, scope="event")),
    ],
)
def test_a_total_that_may_be_right_is_not(figures: tuple[ce.Figure, ...]) -> None:
    """It grew, was corrected, is of somebody or something else, or may be as large."""
    assert [] == found(toll(*figures), "CL103")


@given(st.lists(st.integers(0, 50), min_size=2, max_size=len(DAYS)))
def test_every_fall_is_found_once(numbers: list[int]) -> None:
    """As many findings as falls from one day to the next."""
    falls = sum(later < earlier for earlier, later in pairwise(numbers))
    totals = [total(number, day) for number, day in zip(numbers, DAYS, strict=False)]
    assert falls == len(found(toll(*totals), "CL103"))


# --- CL104 ---


def test_two_numbers_of_one_voice_need_what_tells_them_apart() -> None:
    """In one source and for one time."""
    words = [attrs.evolve(figure(n), count=ce.Count.exactly(n, text=str(n))) for n in (3, 5)]
    assert 1 == len(found(toll(*words), "CL104"))
    assert 1 == len(found(toll(figure(3, speaker="north"), figure(5, speaker="north")), "CL104"))


@pytest.mark.parametrize(
    "figures",
    [
        (figure(3), figure(5, source="other")),
        (figure(3), figure(5, speaker="north")),
        (figure(3, as_of=FIRST), figure(5, as_of=SECOND)),
        (figure(3, within="all"), figure(5, id="all")),
        (figure(3, id="one"), figure(5, besides="one")),
        (figure(3, id="one"), figure(5, supersedes=replaces("one"))),
        (figure(3), figure(ce.Count.at_least(2))),
        (figure(3), figure(ce.Count.exactly(5, text="another 5"))),  # CT115's
        (figure(3), figure(5), figure(9)),  # CL112's
        (figure(3), figure(5, method="extrapolated")),
        (figure(3, scope="phase"), figure(5, scope="phase")),
    ],
)
def test_two_numbers_that_are_told_apart_are_none(figures: tuple[ce.Figure, ...]) -> None:
    """By who, when, what part, or how they were arrived at."""
    assert [] == found(toll(*figures), "CL104")


# --- CL105 ---

RAID: Final = ce.Strike(id="assault", attacker="north", targets=("south",))
BEST: Final = figure(40, estimate="best", source="other")


def test_an_estimate_on_one_party_s_word_is_found() -> None:
    """One speaker, or several who belong together."""
    for figures in (
        (figure(40, speaker="north"),),
        (figure(40, speaker="north"), figure(41, speaker="north-army")),
    ):
        (problem,) = found(toll(*figures, BEST, event=RAID), "CL105")
        assert f"/reports/0/figures/{len(figures)}" == problem.path
    legs = figure(40, speaker="north"), attrs.evolve(BEST, estimate="low"), BEST
    assert ["/reports/0/figures/2"] == [each.path for each in found(toll(*legs, event=RAID), "CL105")]


def test_an_estimate_on_more_than_that_is_not() -> None:
    """Both parties, somebody else, nobody at all, or another group."""
    for figures in (
        (figure(40, speaker="north"), figure(20, speaker="south")),
        (figure(40, speaker="north"), figure(20)),
        (figure(40, speaker="lab"),),
        (),
        (figure(40, speaker="north", group="children"),),
    ):
        assert [] == found(toll(*figures, BEST, event=RAID), "CL105")
    assert [] == found(toll(figure(40, speaker="north"), event=RAID), "CL105")


# --- CL107 ---


def test_legs_of_other_scopes_or_windows_are_found_once() -> None:
    """The legs of one estimate bound one quantity."""
    legs = figure(3, estimate="low", scope="event"), figure(5, estimate="best"), figure(90, estimate="high")
    assert 1 == len(found(toll(*legs), "CL107"))
    windows = figure(3, estimate="low", window=FIRST), figure(5, estimate="best", window=SECOND)
    assert 1 == len(found(toll(*windows), "CL107"))


def test_legs_of_two_estimates_are_not() -> None:
    """Of another voice, group or time, or two of one sort."""
    low = figure(3, estimate="low", scope="event")
    for high in (
        figure(90, estimate="high", scope="cumulative", source="other"),
        figure(90, estimate="high", scope="cumulative", group="children"),
        figure(90, estimate="high", scope="cumulative", as_of=FIRST),
        figure(90, estimate="low", scope="cumulative"),
        figure(90, scope="cumulative"),
        figure(9, estimate="high", scope="event"),
    ):
        assert [] == found(toll(low, high), "CL107")


# --- CL109 ---


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        (figure(note="Interpolated between two bulletins."), "extrapolated"),
        (figure(note="Carried forward from 23 May.", method="counted"), "extrapolated"),
        (figure(ce.Count(low=270, high=330, text="an estimated 300"), method="counted"), "estimated"),
        (figure(described="estimated dead", method="verified"), "estimated"),
    ],
)
def test_a_number_made_and_held_as_reported_is_found(reported: ce.Figure, expected: str) -> None:
    """The method that its words or note name is suggested."""
    (problem,) = found(toll(reported), "CL109")
    assert expected == problem.suggestion


@pytest.mark.parametrize(
    "reported",
    [
        figure(note="Interpolated.", method="extrapolated"),
        figure(note="Interpolated.", method="coded"),
        figure(note="Not interpolated."),
        figure(described="estimated dead", method="estimated"),
        figure(described="estimated dead"),
        figure(note="By the ministry.", method="counted"),
    ],
)
def test_a_number_held_as_what_it_is_is_not(reported: ce.Figure) -> None:
    """And a source's own estimate needs no method."""
    assert [] == found(toll(reported), "CL109")


# --- CL110 ---


def test_a_copy_with_a_speaker_of_its_own_counts_twice() -> None:
    """It repeats the number, and names somebody whom the original does not."""
    original = figure(12, speaker="north")
    (problem,) = found(toll(original, figure(12, speaker="south", source="copy")), "CL110")
    assert "/reports/0/figures/1/attribution/speaker" == problem.path
    for copy in (
        figure(12, speaker="north", source="copy"),
        figure(12, source="copy"),
        figure(13, speaker="south", source="copy"),
        figure(12, speaker="south", source="other"),
    ):
        assert [] == found(toll(original, copy), "CL110")
    assert [] == found(toll(figure(12), figure(12, speaker="south", source="copy")), "CL110")
    both = figure(12, speaker="south")
    assert [] == found(toll(original, both, figure(12, speaker="south", source="copy")), "CL110")


# --- CL111 ---


def test_a_later_number_of_one_voice_wants_its_link() -> None:
    """By the time it holds for, else by publication."""
    for figures in (
        (figure(12, speaker="north", as_of=FIRST), figure(14, speaker="north", as_of=SECOND)),
        (figure(12, speaker="north"), figure(14, speaker="north", source="later")),
        (figure(14, speaker="north", as_of=SECOND), figure(12, speaker="north", as_of=FIRST)),
        (figure(14, speaker="north", as_of=FIRST), figure(12, speaker="north", as_of=SECOND)),
        (figure(14, speaker="north", source="bulletin"), figure(12, speaker="north", source="bulletin-2")),
    ):
        assert 1 == len(found(toll(*figures), "CL111"))


@pytest.mark.parametrize(
    "figures",
    [
        (figure(12, speaker="north", id="a"), figure(14, speaker="north", source="later", supersedes=replaces("a"))),
        (figure(12, speaker="north"), figure(14, speaker="south", source="later")),
        (figure(12, speaker="north"), figure(14, speaker="north", source="other")),
        (figure(14, speaker="north"), figure(12, speaker="north", source="later")),  # repeated late?
        (figure(ce.Count.at_least(12), speaker="north"), figure(14, speaker="north", source="later")),
        (figure(12, speaker="north"), figure(14, speaker="north", source="later", window=FOURTH)),
        (total(12, FIRST), total(14, SECOND)),
        (figure(12, as_of=FIRST, scope="increment"), figure(14, as_of=SECOND, scope="increment")),
        (
            figure(12, speaker="north", id="a"),
            figure(12, speaker="north", source="copy"),
            figure(14, speaker="north", source="later", supersedes=replaces("a")),
        ),
    ],
)
def test_a_number_that_is_no_revision_is_not(figures: tuple[ce.Figure, ...]) -> None:
    """Linked, of another voice, of one time, compatible, or of another stretch."""
    assert [] == found(toll(*figures), "CL111")


# --- CL112 and CL113 ---


def test_three_bare_numbers_look_like_a_triple() -> None:
    """Not two or four, not with words, marks or links, and not three times the same."""
    assert 1 == len(found(toll(figure(3), figure(5), figure(9)), "CL112"))
    assert 1 == len(found(toll(figure(5), figure(9), figure(3)), "CL112"))
    for figures in (
        (figure(3), figure(5)),
        (figure(3), figure(5), figure(9), figure(12)),
        (figure(3), figure(3), figure(3)),
        (figure(3), figure(5), figure(9, described="dead")),
        (figure(3), figure(5), figure(9, spans=(ce.Span(start=0, end=1),))),
        (figure(3, estimate="low"), figure(5, estimate="best"), figure(9, estimate="high")),
        (figure(3), figure(5), figure(9, source="other")),
        (figure(3, as_of=FIRST), figure(5, as_of=SECOND), figure(9, as_of=THIRD)),
    ):
        assert [] == found(toll(*figures), "CL112")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (figure(speaker="south", method="extrapolated"), 1),
        (figure(speaker="north-army", estimate="best"), 1),
        (figure(speaker="minister", method="extrapolated"), 1),
        (figure(speaker="lab", method="extrapolated"), 0),
        (figure(speaker="scholar", estimate="best"), 0),
        (figure(method="extrapolated"), 0),
        (figure(speaker="south", method="estimated"), 0),
        (figure(speaker="absent", method="extrapolated"), 0),
    ],
)
def test_a_ministry_compiles_no_dataset(made: ce.Figure, expected: int) -> None:
    """A lab may, and whoever holds no office."""
    assert expected == len(found(toll(made), "CL113"))


# --- DT113 ---


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"window": SECOND, "as_of": FIRST}, 1),
        ({"window": SECOND, "as_of": THIRD}, 0),
        ({"window": FIRST, "as_of": THIRD, "scope": "cumulative"}, 1),
        ({"window": ce.When(edtf="2025-05-23/2025-05-25"), "as_of": SECOND, "scope": "cumulative"}, 0),
        ({"window": ce.When(edtf="2025-05-24~"), "as_of": FIRST}, 0),
        ({"window": ce.When(edtf="2025-05-23/.."), "as_of": FOURTH, "scope": "cumulative"}, 0),
        ({"window": SECOND, "as_of": FIRST, "measure": "agreed"}, 0),
        ({"window": SECOND}, 0),
        ({"as_of": FIRST}, 0),
    ],
)
def test_a_number_holds_for_its_window(fields: dict[str, Any], expected: int) -> None:
    """Not for a time before it, and a running total not for one after it."""
    assert expected == len(found(toll(figure(**fields)), "DT113"))


def test_the_window_may_be_that_of_the_report_and_the_event_may_be_planned() -> None:
    """What is planned is told before its window."""
    report = ce.CasualtyReport(id="toll", event="blast", window=SECOND, figures=(figure(as_of=FIRST),))
    assert 1 == len(found(toll(reports=(report,)), "DT113"))
    planned = toll(figure(window=SECOND, as_of=FIRST), event=attrs.evolve(BLAST, realis="planned"))
    assert [] == found(planned, "DT113")
