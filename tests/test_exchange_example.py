"""The made-up example of an exchange: what it shows can be worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

import conflictevents as ce
from conflictevents import examples
from conflictevents._cli import main
from conflictevents.reconcile import Sum, Verdict, compatible, phase_sums, reconcile

NAME = "orlen-crossing"
HOME, AWAY = "arvan", "belmar"


@pytest.fixture(scope="module")
def dataset() -> ce.Dataset:
    """The example."""
    return examples.load(NAME)


@pytest.fixture(scope="module")
def sums(dataset: ce.Dataset) -> dict[tuple[str | None, str | None, str | None], Sum]:
    """The phases added up, by item, group and receiving side."""
    return {(each.quantity.item, each.quantity.group, each.quantity.to): each for each in phase_sums(dataset)}


def test_file_is_as_written(dataset: ce.Dataset) -> None:
    """The shipped file is byte for byte what writing the dataset gives, and says that it is made up."""
    assert ce.dumps(dataset).encode() == examples.file(NAME).read_bytes()
    assert ("Made up", "CC0-1.0") == ((dataset.description or "")[:7], dataset.licence)


def test_only_what_the_sources_do_to_each_other_is_reported(dataset: ce.Dataset) -> None:
    """A paper repeats a wire, and the sides contradict each other about the quiet at the crossing."""
    report = ce.check(dataset)
    said = {problem.code: (problem.severity, problem.message) for problem in report}
    assert {"CL101": 1, "SR103": 1} == report.counts
    assert {"info"} == {severity for severity, _ in said.values()}
    assert "strait-wire, courier" in said["SR103"][1]
    assert "yes by belmar-mod in belmar-bulletin and no by arvan-office in arvan-post-2" in said["CL101"][1]


def test_the_directions_are_unequal(dataset: ce.Dataset) -> None:
    """110 prisoners and 62 bodies one way, 150 and nine the other; nothing is copied from one to the other."""
    agreed = {
        (figure.item, figure.to): figure.count.low
        for figure in dataset.event("exchange").figures_of("agreed")
        if figure.group is None and figure.count is not None
    }
    assert {("prisoners", HOME): 110, ("prisoners", AWAY): 150, ("bodies", HOME): 62, ("bodies", AWAY): 9} == agreed


def test_phases_add_up_as_far_as_somebody_counts(sums: dict[tuple[str | None, str | None, str | None], Sum]) -> None:
    """60 and 50 meet 110; 75 and more than 70 may or may not be 150; by status 52 + 43 = 95 and 8 + 7 = 15."""
    stands = {key: (each.total.low, each.total.high, each.verdict) for key, each in sums.items()}
    assert {
        ("prisoners", None, HOME): (110, 110, Verdict.MEETS),
        ("prisoners", None, AWAY): (146, None, Verdict.OPEN),
        ("prisoners", "military", HOME): (95, 95, Verdict.MEETS),
        ("prisoners", "civilians", HOME): (15, 15, Verdict.MEETS),
        ("bodies", None, HOME): (62, None, Verdict.OPEN),
        ("bodies", None, AWAY): (9, None, Verdict.OPEN),
    } == stands
    assert ce.Count(low=0, high=4) == sums["prisoners", None, AWAY].left


def test_bodies_are_never_added_to_prisoners(dataset: ce.Dataset) -> None:
    """Each estimate of people released is of one item."""
    found = reconcile(dataset, event="second-day", measure="released", rule="intersection")
    assert {("bodies", HOME, 62), ("bodies", AWAY, 9), ("prisoners", HOME, 50), ("prisoners", AWAY, 71)} == {
        (each.quantity.item, each.quantity.to, each.low) for each in found if each.quantity.group is None
    }


def test_two_who_refused_do_not_make_a_contradiction(dataset: ce.Dataset) -> None:
    """108 came home of 110 released: two measures, and the difference is the two who refused."""
    home, refused, freed = (dataset.claim(id_) for id_ in ("home", "refused", "second-arvan"))
    assert isinstance(home, ce.Figure)
    assert isinstance(refused, ce.Figure)
    assert (108, 2) == (home.count and home.count.low, refused.count and refused.count.low)
    assert "measure" in compatible(home, freed, dataset=dataset).reason
    assert (
        110
        == 108 + 2
        == sum(
            figure.count.low
            for day in ("first-day", "second-day")
            for figure in dataset.event(day).figures_of("released")
            if figure.id in {"first-arvan", "second-arvan"} and figure.count is not None
        )
    )


def test_composition_lies_within_the_whole(dataset: ce.Dataset) -> None:
    """52 soldiers and eight civilians are the 60; officers lie within the soldiers, women across both."""
    parts = {
        figure.group: figure.count.low
        for figure in dataset.event("first-day").figures
        if figure.within == "first-arvan" and figure.count is not None
    }
    assert {"military": 52, "civilians": 8, "military+officers": 7, "women": 9} == parts
    assert 60 == parts["military"] + parts["civilians"]


def test_a_number_not_revealed_is_not_none(dataset: ce.Dataset) -> None:
    """Belmar withholds how many came back to it; the only number to Belmar is Arvan's."""
    withheld = dataset.claim("first-belmar-withheld")
    assert isinstance(withheld, ce.Figure)
    assert ("withholds", None) == (withheld.attribution.polarity, withheld.count)
    (found,) = (
        each
        for each in reconcile(dataset, event="first-day", measure="released", rule="range")
        if each.quantity.to == AWAY
    )
    assert [("first-belmar", 75)] == [(rival.claim, rival.count.low) for rival in found.used]
    assert ["first-belmar-withheld"] == [each.rival.claim for each in found.set_aside]


def test_the_fiftieth_and_the_forty_first_are_not_rivals(dataset: ce.Dataset) -> None:
    """Each side numbers the exchanges of the war in its own way, and the two are never compared."""
    numbers = [
        (each.low, each.quantity.scope, each.disputed)
        for each in reconcile(dataset, event="war", measure="x-orlen.exchanges_held")
    ]
    assert {(50, "cumulative", False), (41, "cumulative", False)} == set(numbers)


def test_the_state_of_a_term_changes(dataset: ce.Dataset) -> None:
    """Agreed on the second, in force on the eighth, fulfilled on the tenth; one is said to be broken, and denied."""
    states = [
        (claim.of, str(claim.attribution.as_of), claim.value, str(claim.attribution.polarity))
        for claim in dataset.event("talks").assertions_of("term_status")
    ]
    assert [
        ("2031-09-02", "agreed"),
        ("2031-09-08", "in_force"),
        ("2031-09-10", "fulfilled"),
    ] == [(day, value) for of, day, value, _ in states if of == "term-people"]
    assert {("violated", "asserts"), ("violated", "denies")} == {
        (value, polarity) for of, day, value, polarity in states if of == "term-quiet" and day == "2031-09-09"
    }


def test_the_mediator_is_no_side(dataset: ce.Dataset) -> None:
    """Corvenna mediates, so what its minister says is no party's word."""
    exchange = dataset.event("exchange")
    assert isinstance(exchange, ce.Exchange)
    assert ((HOME, AWAY), ("corvenna",)) == (exchange.sides, exchange.mediators)
    parties = {row.speaker: row.party for row in ce.claims_table(dataset) if row.event == "exchange"}
    assert (False, True) == (parties["corvenna-minister"], parties["arvan-office"])
    assert 3 == len(dataset.claims_of("st-minister"))


def test_days_and_weekdays_agree(dataset: ce.Dataset) -> None:
    """The phases are a Monday and the Tuesday after it."""
    days = {event.when.text: event.when.edtf for event in dataset.phases_of("exchange") if event.when is not None}
    assert {"Monday": "2031-09-08", "Tuesday": "2031-09-09"} == days
    assert [0, 1] == [date.fromisoformat(day or "").weekday() for day in days.values()]


def test_names_are_withheld(dataset: ce.Dataset, capsys: pytest.CaptureFixture[str]) -> None:
    """A medic who came home and a woman who waited are sensitive, and the page tells nobody what they are called."""
    hidden = [actor for actor in dataset.actors if actor.sensitive]
    assert 0 == main(["show", f"example:{NAME}"])
    page = capsys.readouterr().out
    assert ["freed-medic", "waiting-relative"] == [actor.id for actor in hidden]
    for actor in hidden:
        assert f"{actor.id} (name withheld)" in page
        assert actor.name not in page
