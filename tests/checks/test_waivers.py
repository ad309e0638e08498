"""Waivers: what they let stand, what they do not, and which are not needed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

import conflictevents as ce
from conflictevents import checks
from conflictevents.checks._engine import Found, Subject
from conflictevents.checks._run import run

OWN = ce.Attribution(source="wire")
VAGUE = ce.Count(low=24, high=99, text="dozens")


NOISE = ("CS105", "ID104", "SR")
"""What is found in datasets as small as these, and is not what the tests are about."""


def checked(dataset: ce.Dataset, *, ignore: Iterable[str] = (), **how: Any) -> ce.Report:
    """The report on a dataset, without what every small one has."""
    return ce.check(dataset, ignore=(*NOISE, *ignore), **how)


def waiver(code: str, **fields: Any) -> ce.Waiver:
    """A waiver."""
    return ce.Waiver(code=code, reason="The desk counts so.", **fields)


def toll(*codes: str, of_claim: tuple[str, ...] = ()) -> ce.Dataset:
    """A report with a vague count (CT105), with waivers of the report and of the claim."""
    figure = ce.Figure(
        measure="killed", item="people", count=VAGUE, attribution=OWN, waivers=tuple(map(waiver, of_claim))
    )
    return ce.Dataset(
        sources=(ce.Source(id="wire", language="en"),),
        events=(ce.Incident(id="blast"),),
        reports=(
            ce.CasualtyReport(id="toll", event="blast", figures=(figure,), waivers=tuple(map(waiver, codes))),
            ce.CasualtyReport(id="other", event="blast", figures=(ce.Figure(measure="killed", attribution=OWN),)),
        ),
    )


@pytest.mark.parametrize("dataset", [toll("CT105"), toll("CT"), toll("CT1"), toll(of_claim=("CT105",))])
def test_a_waived_problem_is_kept_with_its_reason(dataset: ce.Dataset) -> None:
    """It is no problem of the report any more, and stands in `waived`."""
    report = checked(dataset)
    assert () == report.problems
    assert [("CT105", "/reports/0/figures/0/count", "toll")] == [
        (each.problem.code, each.problem.path, each.problem.record) for each in report.waived
    ]
    assert "The desk counts so." == report.waived[0].waiver.reason


@pytest.mark.parametrize(
    "waivers",
    [
        {"reports": (ce.CasualtyReport(id="third", event="blast", waivers=(waiver("CT105"),)),)},
        {"events": (ce.Incident(id="raid", waivers=(waiver("CT105"),)),)},
        {"sources": (ce.Source(id="other", waivers=(waiver("CT105"),)),)},
    ],
)
def test_a_waiver_holds_for_its_own_record(waivers: dict[str, Any]) -> None:
    """One in another record waives nothing, and that is said."""
    (records,) = waivers.values()
    report = checked(toll().add(*records))
    assert {"CT105": 1, "ID105": 1} == report.counts
    assert () == report.waived


def test_a_waiver_of_a_claim_leaves_its_neighbours() -> None:
    """It holds for that claim alone."""
    twice = toll(of_claim=("CT105",)).reports[0].figures[0]
    bare = toll().reports[0].figures[0]
    dataset = toll().add(ce.CasualtyReport(id="both", event="blast", figures=(bare, twice)))
    report = checked(dataset)
    assert ["/reports/0/figures/0/count", "/reports/2/figures/0/count"] == [each.path for each in report.problems]
    assert ["/reports/2/figures/1/count"] == [each.problem.path for each in report.waived]


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("sources", ce.Source(id="a", based_on="a", waivers=(waiver("ID103"),))),
        ("actors", ce.Actor(id="a", name="A", member_of="a", waivers=(waiver("ID103"),))),
        ("statements", ce.Statement(id="a", waivers=(waiver("SP101"),))),
        ("events", ce.Incident(id="a", part_of="a", waivers=(waiver("ID103"),))),
    ],
)
def test_every_kind_of_record_has_waivers(name: str, record: Any) -> None:
    """What is found in a record of any list can be waived there, and a file keeps the waiver."""
    lists: dict[str, Any] = {name: (record,)}
    dataset = ce.Dataset(**lists)
    report = checked(dataset)
    assert ((), 1) == (report.problems, len(report.waived))
    assert dataset == ce.loads(ce.dumps(dataset))
    assert dataset == ce.loads(ce.dumps(dataset, format="jsonl"))


def test_a_place_has_waivers_as_well() -> None:
    """A waiver in a place is read and written, and said to be unused."""
    dataset = ce.Dataset(places=(ce.Place(id="a", name="A", waivers=(waiver("ID103"),)),))
    assert dataset == ce.loads(ce.dumps(dataset))
    assert ["/places/0/waivers/0"] == [problem.path for problem in checked(dataset)]


def test_errors_can_be_waived_too() -> None:
    """A waived error is no error of the report."""
    report = checked(ce.Dataset(statements=(ce.Statement(id="a", waivers=(waiver("SP101"),)),)))
    assert () == report.errors


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({}, ["ID105"]),
        ({"select": ["ID"]}, []),
        ({"ignore": ["CT105"]}, []),
        ({"ignore": ["ID105"]}, []),
        ({"select": ["ID105", "CT105"]}, ["ID105"]),
    ],
)
def test_a_waiver_is_unused_only_where_its_check_has_run(how: dict[str, Any], expected: list[str]) -> None:
    """Of a check that was not asked for it cannot be said whether it would have found something."""
    dataset = toll()
    sound = ce.Dataset(sources=dataset.sources, events=(ce.Incident(id="blast", waivers=(waiver("CT105"),)),))
    assert expected == list(checked(sound, **how).counts)


def test_a_waiver_of_what_texts_show_is_unused_only_with_all_texts() -> None:
    """A check that looked for a text that was not given might have found something in it."""
    sources = (ce.Source(id="wire", waivers=(waiver("QT105"),)), ce.Source(id="other"))
    dataset = ce.Dataset(sources=sources, events=(ce.Incident(id="a", waivers=(waiver("CT104"),)),))
    assert {} == checked(dataset).counts
    assert {} == checked(dataset, texts={"wire": "x"}).counts
    assert {"ID105": 2} == checked(dataset, texts={"wire": "x", "other": "y"}).counts


def test_what_was_found_once_in_the_texts_counts_for_all_who_ask() -> None:
    """A check that asks for what another has found in the texts is one that looked at them."""

    def look(subject: Subject) -> int:
        return len(subject.texts)

    subject = Subject(ce.Dataset(sources=(ce.Source(id="a"),)), {})
    assert 0 == subject.once(look)
    subject.asked_for_texts = False
    assert 0 == subject.once(look)
    assert subject.asked_for_texts


def test_a_misspelt_code_is_told() -> None:
    """A waiver with a code that no check has can never waive anything."""
    (problem,) = checked(ce.Dataset(events=(ce.Incident(id="a", waivers=(waiver("TC105"),)),)))
    assert ("ID105", "/events/0/waivers/0/code", '"TC105"') == (problem.code, problem.path, problem.value)
    (problem,) = checked(ce.Dataset(events=(ce.Incident(id="a", waivers=(waiver("CT102"),)),)))
    assert "expected the code of a check of datasets" in problem.message  # a file with that cannot be read


def test_what_is_said_of_waivers_cannot_be_waived() -> None:
    """A waiver of ID105 waives nothing, so that it is unused itself."""
    waivers = (waiver("ID103"), waiver("ID105"))
    report = checked(ce.Dataset(events=(ce.Incident(id="a", waivers=waivers),)))
    assert ["/events/0/waivers/0", "/events/0/waivers/1"] == [problem.path for problem in report]


def test_a_problem_without_a_record_stays() -> None:
    """What is about the whole dataset has no record that could waive it."""

    def about_all(subject: Subject) -> Any:
        yield Found(path="", message="x")
        yield Found(path="/events", message="x")
        yield Found(path="/events/9", message="x")
        yield Found(path="/title/1", message="x")

    check = checks.declare("LAB101", "about-all", ce.Severity.INFO, "dataset")(about_all)
    report = run([check], Subject(toll("LAB101"), {}))
    assert [None] * 4 == [problem.record for problem in report]


@pytest.mark.parametrize("code", ["", "ct105", "C", "CT1055", "CT 105", "*"])
def test_a_code_has_the_form_of_one(code: str) -> None:
    """Anything else is refused, with what was expected."""
    with pytest.raises(ce.InvalidRecordError, match="the code of a check or its beginning"):
        waiver(code)


def test_a_reason_is_needed() -> None:
    """A waiver without one, or with a blank one, is refused."""
    with pytest.raises(TypeError):
        ce.Waiver(code="CT105")  # type: ignore[call-arg]
    with pytest.raises(ce.InvalidRecordError, match="not blank"):
        ce.Waiver(code="CT105", reason=" ")


def test_a_waiver_changes_no_key() -> None:
    """It says nothing of the world, so a claim keeps the key that is made of its content."""
    bare, waived = toll().reports[0].figures[0], toll(of_claim=("CT105",)).reports[0].figures[0]
    assert bare != waived
    assert bare.key("toll") == waived.key("toll")
