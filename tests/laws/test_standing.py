"""The laws of what stands: a claim that was updated stands again where nothing that came in its place holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents._views import Standing
from conflictevents.reconcile import reconcile


class Said(NamedTuple):
    """A claim: the place of the earlier one that it supersedes, how, and whether its source was withdrawn."""

    earlier: int | None
    kind: str
    withdrawn: bool


@st.composite
def chains(draw: st.DrawFn) -> tuple[Said, ...]:
    """Some claims, of which each may supersede an earlier one."""
    found = []
    for place in range(draw(st.integers(1, 7))):
        earlier = draw(st.none() | st.integers(0, place - 1)) if place else None
        kind = draw(st.sampled_from(("update", "update", "correction", "retraction")))
        found.append(Said(earlier, kind, draw(st.integers(0, 4)) == 0))
    return tuple(found)


def dataset(said: Sequence[Said]) -> ce.Dataset:
    """The claims as those of one event, each with a number of its own."""
    figures = tuple(
        ce.Figure(
            id=f"c{place}",
            measure="killed",
            item="people",
            count=ce.Count.exactly(10 + place),
            attribution=ce.Attribution(source="gone" if each.withdrawn else "wire"),
            supersedes=None if each.earlier is None else ce.Supersedes(claim=f"c{each.earlier}", kind=each.kind),
        )
        for place, each in enumerate(said)
    )
    return ce.Dataset(
        sources=(ce.Source(id="wire"), ce.Source(id="gone", status="retracted")),
        events=(ce.Strike(id="raid"),),
        reports=(ce.CasualtyReport(id="toll", event="raid", figures=figures),),
    )


def status(said: Sequence[Said], place: int) -> str:
    """What is to be said of one of the claims, from the later ones back."""
    own = said[place]
    later = [(at, each) for at, each in enumerate(said) if each.earlier == place]
    retracts = own.earlier is not None and own.kind == "retraction"
    if own.withdrawn or retracts or any(each.kind == "retraction" for _, each in later):
        return "retracted"
    wrong = any(each.kind == "correction" for _, each in later)
    return "superseded" if wrong or any(holds(said, at) for at, _ in later) else "current"


def holds(said: Sequence[Said], place: int) -> bool:
    """Whether it stands itself, or something that came in its place does."""
    later = [at for at, each in enumerate(said) if each.earlier == place]
    return status(said, place) == "current" or any(holds(said, at) for at in later)


@given(said=chains(), data=st.data())
def test_what_stands_is_told_from_the_later_claims_back(said: tuple[Said, ...], data: st.DataObject) -> None:
    """By brute force; the order of claims, and whether they come at once or one by one, does not matter."""
    whole = dataset(said)
    standing, bit_by_bit = Standing(whole), Standing(ce.Dataset(sources=whole.sources))
    claims = whole.claims
    for claim in data.draw(st.permutations(claims)):
        bit_by_bit.note(ce.Dataset(reports=(ce.CasualtyReport(id="toll", event="raid", figures=(claim,)),)))  # type: ignore[arg-type]
    for place, claim in enumerate(claims):
        assert status(said, place) == standing.status(claim) == bit_by_bit.status(claim)


@given(said=chains())
def test_a_number_that_was_right_in_its_time_is_not_lost(said: tuple[Said, ...]) -> None:
    """Where every claim but the first only updates, a first claim that nobody withdrew leaves a number."""
    updates = [
        each._replace(kind="update", earlier=max(place - 1, 0) if place else None) for place, each in enumerate(said)
    ]
    updates[0] = updates[0]._replace(withdrawn=False)
    (found,) = reconcile(dataset(updates))
    last = max(place for place, each in enumerate(updates) if not each.withdrawn)
    assert (10 + last, 10 + last) == (found.low, found.high)


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ([Said(None, "", False), Said(0, "update", False), Said(1, "retraction", False)], {0}),
        ([Said(None, "", False), Said(0, "correction", False), Said(1, "retraction", False)], set()),
        ([Said(None, "", False), Said(0, "retraction", False), Said(1, "retraction", False)], set()),
        ([Said(None, "", False), Said(0, "update", False), Said(1, "correction", True)], {0}),
        ([Said(None, "", False), Said(0, "update", True), Said(0, "correction", True)], set()),
        ([Said(None, "", False), Said(0, "update", True), Said(0, "update", False)], {2}),
        ([Said(None, "", False), Said(0, "update", True), Said(1, "update", False)], {2}),
    ],
    ids=["updated", "corrected", "retracted", "updated by what was wrong", "wrong for one", "one of two", "updated on"],
)
def test_who_was_said_to_be_wrong_is_not_put_right_by_a_withdrawal(said: list[Said], stands: set[int]) -> None:
    """An update leaves the earlier claim right in its time; a correction or retraction does not."""
    whole = dataset(said)
    assert {f"c{place}" for place in stands} == {each.id for each in whole.claims if Standing(whole).is_current(each)}


def test_claims_that_replace_each_other_in_a_circle_do_not_stand() -> None:
    """None of them is the last word, and the search for it comes to an end."""
    said = dataset([Said(1, "update", False), Said(0, "update", False)])
    assert ["superseded"] * 2 == [Standing(said).status(each) for each in said.claims]
