"""Privacy: people named who were harmed or held, children, witnesses who can be found."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given

import conflictevents as ce
from conflictevents import strategies

SOMEBODY = ce.Actor(id="somebody", name="A. Example", kind="person")
OWN = ce.Attribution(source="wire")
HOUSE = ce.Place(
    id="house", name="A house", point=ce.Point(latitude=50.0123, longitude=36.2345), precision="exact", country="UA"
)


def found(dataset: ce.Dataset) -> list[tuple[str, str, str]]:
    """What is found: code, severity, path."""
    report = ce.check(dataset, select=["PV", "IO199"])
    return [(problem.code, problem.severity, problem.path) for problem in report]


def dataset(actor: ce.Actor = SOMEBODY, **fields: Any) -> ce.Dataset:
    """A dataset with one actor."""
    return ce.Dataset(
        **{"sources": (ce.Source(id="wire"),), "actors": (actor,), "events": (ce.Incident(id="blast"),)} | fields
    )


def taking_part(role: str, actor: ce.Actor = SOMEBODY) -> ce.Dataset:
    """A dataset in which an actor takes part in an event."""
    participants = (ce.Participant(actor="somebody", role=role),)
    return dataset(actor, events=(ce.Incident(id="blast", participants=participants),))


def speaking(described: str | None, actor: ce.Actor = SOMEBODY, **fields: Any) -> ce.Dataset:
    """A dataset in which an actor speaks."""
    statement = ce.Statement(id="st", source="wire", speaker="somebody", described_as=described, **fields)
    return dataset(actor, statements=(statement,), places=(HOUSE,))


NAMED = [("PV101", "warning", "/actors/0")]
PLACED = [("PV102", "warning", "/statements/0/where")]


@pytest.mark.parametrize("role", ["victim", "returned"])
def test_named_and_harmed(role: str) -> None:
    """A named person who was harmed or came home from captivity is one to be careful with."""
    assert NAMED == found(taking_part(role))


@pytest.mark.parametrize(
    "changed",
    [
        {"sensitive": True},
        {"unnamed": "wire"},
        {"kind": "group"},
        {"posts": (ce.Post(office="minister"),)},
    ],
)
def test_not_exposed(changed: dict[str, Any]) -> None:
    """Who is marked, has no name, is no person or is known by an office is let be."""
    assert [] == found(taking_part("victim", attrs.evolve(SOMEBODY, **changed)))
    assert [] == found(speaking("a 12-year-old girl", attrs.evolve(SOMEBODY, **changed)))


def test_part_that_harms_nobody() -> None:
    """Who attacks or mediates is not harmed by it."""
    assert [] == found(taking_part("attacker"))
    assert [] == found(taking_part("mediator"))


def test_figure_of_one() -> None:
    """A figure of harm that falls on a named person is one as well, and each person is told once."""
    for measure, expected in (("killed", NAMED), ("held", NAMED), ("launched", [])):
        figure = ce.Figure(measure=measure, item="people", to="somebody", attribution=OWN)
        report = ce.CasualtyReport(id="toll", event="blast", figures=(figure, figure))
        assert expected == found(dataset(reports=(report,)))


@pytest.mark.parametrize(
    "described",
    [
        "a 12-year-old girl",
        "17-year-old Example",
        "schoolboy",
        "a teenage boy",
        "captured soldier",
        "a Northern prisoner of war",
        "hostage",
        "the detainee",
    ],
)
def test_child_or_captive_who_speaks(described: str) -> None:
    """Described as a child or as held."""
    assert NAMED == found(speaking(described))


@pytest.mark.parametrize(
    "described",
    [
        None,
        "an 18-year-old student",
        "mother of a 12-year-old girl",
        "a former hostage",
        "freed prisoner of war",
        "lawyer of the detainee",
        "hostage negotiator",
        "children's doctor",
        "head of the prisoner exchange staff",
    ],
)
def test_others_who_speak(described: str | None) -> None:
    """Adults, those freed, and people around the children and captives."""
    assert [] == found(speaking(described))


@pytest.mark.parametrize("described", ["a local resident", "witness", "an eyewitness", "resident of the village"])
def test_witness_at_an_exact_place(described: str) -> None:
    """A witness can be found by the house, named or not."""
    assert PLACED == found(speaking(described, where="house"))
    unnamed = attrs.evolve(SOMEBODY, name="A resident", kind="group", unnamed="wire")
    assert PLACED == found(speaking(described, unnamed, where="house"))
    assert PLACED == found(speaking(None, unnamed, where="house"))


def test_sensitive_speaker_at_an_exact_place() -> None:
    """Who is marked as sensitive is one whatever the description."""
    assert PLACED == found(speaking("a teacher", attrs.evolve(SOMEBODY, sensitive=True), where="house"))


def test_speaker_who_cannot_be_found_by_the_place() -> None:
    """Others who speak, a wider place, and a place without a point."""
    assert [] == found(speaking("a spokesperson", where="house"))
    assert [] == found(speaking(None, where="house"))
    assert [] == found(speaking("witness"))
    mayor = attrs.evolve(SOMEBODY, posts=(ce.Post(office="mayor"),))
    assert [] == found(speaking("a resident", mayor, where="house"))
    for wider in (attrs.evolve(HOUSE, precision="settlement"), attrs.evolve(HOUSE, point=None)):
        assert [] == found(attrs.evolve(speaking("witness", where="house"), places=(wider,)))


@given(strategies.datasets())
def test_no_check_of_privacy_fails(data: ce.Dataset) -> None:
    """Whatever the dataset, they run to their end."""
    assert "IO199" not in ce.check(data, select=["PV", "IO199"]).counts
