"""Attacks: what is found beyond the examples of the pages, and what must not be."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents.checks._pages import Example

Plain = dict[str, Any]


def found(*figures: Plain, **fields: Any) -> set[str]:
    """The codes of attacks that are found in one of north on south with some figures."""
    strike = {"kind": "strike", "id": "raid", "attacker": "north", "targets": ["south"], "figures": figures} | fields
    actors = [
        {"id": "army", "name": "Army", "kind": "armed_force", "member_of": "south"},
        {"id": "south", "name": "South", "kind": "state"},
    ]
    document = Example(text=json.dumps({"events": [strike], "actors": actors})).document
    return set(ce.check(ce.loads(document), select=["ST", "IO199"]).counts)


def drones(number: int | None, measure: str = "launched", /, **fields: Any) -> Plain:
    """A figure of drones."""
    by = {"source": "wire"} | fields.pop("by", {})
    count = {} if number is None else {"count": {"low": number, "high": number} | fields.pop("count", {})}
    return {"measure": measure, "item": "drone"} | count | fields | {"attribution": by}


def weapons(number: int, **fields: Any) -> Plain:
    """A figure of all weapons."""
    return drones(number, item="weapon", **fields)


def missiles(number: int, **fields: Any) -> Plain:
    """A figure of missiles."""
    return drones(number, item="missile", **fields)


@pytest.mark.parametrize(
    "figures",
    [
        (weapons(264), missiles(14), drones(251)),
        (weapons(264), missiles(14, id="m"), drones(251)),
        (weapons(10, id="all"), missiles(14, within="all")),
        (drones(100), drones(60, model="A"), drones(41, model="B")),
        (weapons(90), missiles(20), drones(60, model="A"), drones(41, model="B")),
    ],
)
def test_types_that_cannot_add_up(figures: tuple[Plain, ...]) -> None:
    """Types, and the models of a type, are no more than all."""
    assert {"ST103"} == found(*figures)


@pytest.mark.parametrize(
    "figures",
    [
        (weapons(264), missiles(14), drones(250)),
        (weapons(264), missiles(14)),
        (weapons(264, id="all"), missiles(14, within="all"), drones(20, within="all")),
        (weapons(264), missiles(14), drones(20), drones(3, item="x-lab.balloon")),
        (weapons(10), missiles(14, by={"source": "other"})),
        (weapons(10), missiles(14, window={"edtf": "2025-05-24"})),
        (weapons(10, count={"high": 900}), missiles(14)),
        (weapons(10), weapons(20), missiles(14)),
        (weapons(10), missiles(14, count={"approximate": True})),
        (drones(100), drones(60, model="A")),
        (missiles(14), drones(250)),
    ],
)
def test_types_that_may_be_right(figures: tuple[Plain, ...]) -> None:
    """A list that is not all, other voices, other windows and soft words leave it open."""
    assert set() == found(*figures)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 600), st.integers(0, 20))
def test_the_law_of_types(one: int, other: int, low: int, width: int) -> None:
    """Two types of all weapons are wrong exactly where their sum is outside of the bounds of all."""
    total = weapons(low, count={"high": low + width})
    assert (not low <= one + other <= low + width) == bool(found(total, missiles(one), drones(other)))


def test_windows() -> None:
    """A window in words is one, another scope needs none, and a denial needs one as well."""
    assert {"ST104"} == found(drones(9, scope="window"))
    assert set() == found(drones(9, scope="window", window={"text": "overnight"}), drones(9, scope="event"))
    denied = drones(9, scope="window", by={"polarity": "denies"})
    assert {"ST104"} == found(denied)


def in_window(number: int, window: str, **fields: Any) -> Plain:
    """A figure of drones in a window."""
    return drones(number, scope="window", window={"edtf": window}, **fields)


NIGHT, MORNING = "2025-05-24T18:00/2025-05-25T06:00", "2025-05-25T05:00/2025-05-25T09:00"


@pytest.mark.parametrize(
    "figures",
    [
        (drones(15), in_window(10, NIGHT), in_window(5, MORNING)),
        (in_window(15, "2025-05-24T18:00/2025-05-25T09:00"), in_window(10, NIGHT), in_window(5, MORNING)),
        (
            drones(15),
            in_window(10, "2025-05-24T18:00Z/2025-05-25T06:00Z"),
            in_window(5, "2025-05-25T07:00+02:00/2025-05-25T11:00+02:00"),
        ),
    ],
)
def test_windows_that_were_added_up(figures: tuple[Plain, ...]) -> None:
    """A sum of windows that share an hour is found, whether the total has a window of its own or none."""
    assert {"ST105"} == found(*figures)


@pytest.mark.parametrize(
    "figures",
    [
        (drones(15), in_window(10, NIGHT), in_window(5, "2025-05-25T06:00/2025-05-25T09:00")),
        (drones(14), in_window(10, NIGHT), in_window(5, MORNING)),
        (drones(15), in_window(10, "2025-05-24/2025-05-25"), in_window(5, "2025-05-25/2025-05-26")),
        (drones(15), in_window(10, NIGHT), in_window(5, MORNING, by={"source": "other"})),
        (drones(15), in_window(10, NIGHT), in_window(5, MORNING.replace("00/", "00Z/") + "Z")),
        (in_window(15, NIGHT), in_window(10, NIGHT), in_window(5, NIGHT, model="A")),
        (in_window(10, NIGHT), in_window(5, MORNING)),
    ],
)
def test_windows_that_may_be_right(figures: tuple[Plain, ...]) -> None:
    """Windows that only touch, days, other voices, and totals that are no sum leave it open."""
    assert set() == found(*figures)


@pytest.mark.parametrize(
    ("measure", "words", "code"),
    [
        ("intercepted", "drones jammed", "ST106"),
        ("intercepted", "drones lost from the radar", "ST106"),
        ("intercepted", "локаційно втрачені", "ST106"),
        ("intercepted", "drones shot down or jammed", None),
        ("intercepted", "drones", None),
        ("lost", "drones jammed", None),
        ("intercepted", "drones, new ones", None),
        ("hit", "places where debris fell", "ST108"),
        ("hit", "settlements struck by the wreckage of drones", "ST108"),
        ("hit", "direct hits, and debris fell elsewhere", None),
        ("hit", "cleared of debris, 8 houses", None),
        ("hit_by_debris", "places where debris fell", None),
    ],
)
def test_words_of_another_measure(measure: str, words: str, code: str | None) -> None:
    """What was jammed was not stopped, and what wreckage struck was not hit; words for both say neither."""
    expected = set() if code is None else {code}
    assert expected == found(drones(9, measure, described=words, item="settlement"))


def test_words_of_several_numbers() -> None:
    """A quotation with two numbers is of two figures, so nobody knows of which it speaks."""
    quoted = "80 drones were shot down, 47 jammed"
    spans = [{"start": 0, "end": len(quoted), "exact": quoted}]
    assert set() == found(drones(47, "intercepted", spans=spans))
    denied = {"polarity": "denies"}
    assert set() == found(drones(47, "intercepted", described="drones jammed", by=denied))


def test_decoys() -> None:
    """A part that is of decoys says so of the number of armed ones; a number of no model may hold them."""
    part = drones(5, described="decoys", within="all")
    assert {"ST109"} == found(drones(90, model="Striker-2", id="all"), part)
    assert set() == found(drones(90, id="all"), part)
    assert set() == found(drones(90, model="decoy", described="decoys"))
    assert set() == found(missiles(9, model="Striker-2", described="missiles and decoys"))


BY_SOUTH, BY_ARMY = {"speaker": "south"}, {"speaker": "army"}


def test_numbers_of_the_defender_alone() -> None:
    """The army of the side attacked is that side; the source's own voice, a third one or the attacker's are not."""
    assert {"ST107"} == found(drones(9, by=BY_SOUTH), drones(8, "intercepted", by=BY_ARMY))
    assert set() == found(drones(9, by=BY_SOUTH), drones(8, "intercepted"))
    assert set() == found(drones(9, by=BY_SOUTH), drones(8, "intercepted", by={"speaker": "north"}))
    assert set() == found(drones(9, by=BY_SOUTH), drones(8, by={"speaker": "monitors"}))
    assert set() == found(drones(None, by=BY_SOUTH))
    assert set() == found(drones(9, by={"speaker": "north"}))
    assert set() == found(drones(9, by=BY_SOUTH), targets=[])


def test_shares() -> None:
    """A number launched by anybody is enough; one without a size, or denied, is not."""
    share = {"measure": "intercepted", "item": "drone", "share": {"low": 80, "high": 80}}
    share["attribution"] = {"source": "wire"}
    other = {"source": "other"}
    assert set() == found(share, drones(9, by=other))
    assert {"ST110"} == found(share, drones(None))
    assert {"ST110"} == found(share, drones(9, by={"polarity": "denies"}))
    assert set() == found(share | {"measure": "x-lab.stopped"})
