"""The made-up example of rival tolls."""

from __future__ import annotations

import pytest

import conflictevents as ce
from conflictevents import examples
from conflictevents.reconcile import Change, as_of, origins, reconcile, revisions


@pytest.fixture(scope="module")
def kesta() -> ce.Dataset:
    """The example."""
    return examples.load("kesta-market")


def killed(dataset: ce.Dataset, rule: str) -> str:
    """How many were killed by a rule, everybody counted, the recorder's own triple left aside."""
    (found,) = (
        each
        for each in reconcile(dataset, event="market", measure="killed", rule=rule)
        if each.quantity.group is None and not each.triple
    )
    return str(found)


def test_the_example_is_as_written_and_sound(kesta: ce.Dataset) -> None:
    """The shipped file is byte for byte what writing it gives, and checks find only what sources do to each other."""
    assert ce.dumps(kesta).encode() == examples.file("kesta-market").read_bytes()
    assert {"CL101": 1, "SP108": 1, "SR103": 1} == ce.check(kesta).counts
    assert ("Made up", "CC0-1.0") == ((kesta.description or "")[:7], kesta.licence)


def test_the_infos_are_the_sources_own(kesta: ce.Dataset) -> None:
    """Two sides contradict each other, one side counts the other's dead, and one paper repeats a wire."""
    said = {problem.code: problem.message for problem in ce.check(kesta)}
    assert "at most 4 by ministry in bulletin and at least 21 by mayor in courier" in said["CL101"]
    assert "from ministry, of the other side" in said["SP108"]
    assert "north-wire, gazette" in said["SR103"]


def test_each_rule_gives_what_can_be_worked_out_by_hand(kesta: ce.Dataset) -> None:
    """Of 12+, 12+, 12+, 14, 14, 14, more than 20 and fewer than five, with 19 corrected away."""
    assert "at least 0" == killed(kesta, "range")  # fewer than five may be none; more than 20 has no end
    assert "no number" == killed(kesta, "intersection")  # nothing is both fewer than five and more than 20
    assert "14" == killed(kesta, "exclude_parties+intersection")  # 12 or more, and 14, three times
    assert "14" == killed(kesta, "majority")  # wire, hospital, correction, mission: four of six
    assert "14" == killed(kesta, "latest")  # the mission spoke last, four days after


def test_two_tolls_are_revised_over_days(kesta: ce.Dataset) -> None:
    """The hospital goes up from one day to the next, and a wire corrects itself down on the third."""
    found = [(each.kind, each.direction, each.earlier.claim, each.later.claim) for each in revisions(kesta)]
    assert [
        (Change.CORRECTION, Change.DOWN, "east-wire-1", "east-wire-2"),
        (Change.UP, Change.UP, "hospital-1", "hospital-2"),
    ] == found
    first_day = as_of(kesta, "2031-04-01").dataset
    assert "19" == killed(first_day, "latest_per_speaker+intersection")  # not corrected yet


def test_who_is_counted_stays_apart(kesta: ce.Dataset) -> None:
    """Children lie within the hospital's 14, the wire's fifty are killed and injured together, some words are soft."""
    report = kesta.report("toll")
    (children,) = report.killed(group="children")
    assert ("hospital-2", (ce.Count.parse("three"),)) == (children.within, report.killed(group="children").counts)
    assert (ce.Count(low=45, high=55, approximate=True, text="some 50", policy="literal"),) == report.casualties.counts
    assert 14 == max(each.best or 0 for each in reconcile(kesta, measure="killed", rule="majority") if not each.triple)
    assert ["dozens", "some 50"] == [
        figure.count.text for figure in report.figures if figure.count is not None and figure.count.approximate
    ]


def test_what_is_withheld_or_denied_is_no_number(kesta: ce.Dataset) -> None:
    """The army gives no number of soldiers and the ministry denies civilians: neither is a toll of none."""
    silent = {
        (figure.group, str(figure.attribution.polarity)): figure.count
        for figure in kesta.report("toll").figures
        if figure.attribution.polarity is not ce.Attribution(source="x").polarity
    }
    assert {("military", "withholds"): None, ("civilians", "denies"): None} == silent
    for group in ("military", "civilians"):
        (found,) = (each for each in reconcile(kesta, measure="killed") if each.quantity.group == group)
        assert (None, None, None) == (found.low, found.best, found.high)


def test_a_claim_names_the_statement_it_was_made_in(kesta: ce.Dataset) -> None:
    """The mayor's toll stands in his own quoted words."""
    (claim,) = kesta.claims_of("st-mayor")
    (quotation,) = kesta.statement("st-mayor").quotations
    (phrase,) = ce.Count.find(quotation.text)
    assert isinstance(claim, ce.Figure)
    assert claim.count is not None
    assert (21, None) == (claim.count.low, claim.count.high) == (phrase.count.low, phrase.count.high)


def test_a_paper_that_repeats_a_wire_is_no_second_origin(kesta: ce.Dataset) -> None:
    """The Gazette goes back to the North Wire."""
    assert [("north-wire", "gazette")] == [each.sources for each in origins(kesta) if len(each.sources) > 1]
