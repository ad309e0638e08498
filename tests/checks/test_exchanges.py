"""Exchanges: what is found beyond the examples of the pages, and what must not be."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents.checks._pages import Example

Plain = dict[str, Any]


def found(*events: Plain, texts: dict[str, str] | None = None, **lists: Any) -> set[str]:
    """The codes of exchanges that are found in some events; what they name is there, with nothing wrong in it."""
    document = Example(text=json.dumps({"events": events} | lists)).document
    report = ce.check(ce.loads(document), texts=texts, select=["EX", "IO199"])
    return set(report.counts)


def people(low: int, high: int | None = ..., /, **fields: Any) -> Plain:  # type: ignore[assignment]
    """A figure of prisoners from north to south."""
    count: Plain = {"low": low} | ({} if high is None else {"high": low if high is ... else high})
    count |= fields.pop("soft", {})
    by = {"source": "wire"} | fields.pop("by", {})
    way = {"from": "north", "to": "south"}
    return {"measure": "released", "item": "prisoners"} | way | {"count": count} | fields | {"attribution": by}


def swap(*figures: Plain, **fields: Any) -> Plain:
    """An exchange between north and south."""
    return {"kind": "exchange", "id": "swap", "parties": ["north", "south"], "figures": figures} | fields


def part(group: str, number: int, **fields: Any) -> Plain:
    """A group of those exchanged."""
    return people(number, group=group, **fields)


@pytest.mark.parametrize(
    "figures",
    [
        (people(390), part("children", 5), part("adults", 300)),
        (people(390, id="all"), part("civilians", 391, within="all", item="people")),
        (people(390), part("officers", 200), part("enlisted", 191)),
        (people(390), part("women", 5), part("men", 384)),
        (people(390, 400), part("civilians", 300), part("military", 101)),
    ],
)
def test_groups_that_cannot_add_up(figures: tuple[Plain, ...]) -> None:
    """Too many, or of two groups that are everybody too few."""
    assert {"EX104"} == found(swap(*figures))


@pytest.mark.parametrize(
    "figures",
    [
        (people(390), part("children", 5), part("adults", 385)),
        (people(390), part("civilians", 100)),
        (people(390), part("officers", 20), part("enlisted", 30)),
        (people(390), part("women", 5), part("men", 300), part("children", 85)),
        (people(390), part("wounded", 200), part("sick", 250)),
        (people(390), part("civilians", 300, by={"source": "other"}), part("military", 300)),
        (people(390), part("civilians", 300, by={"polarity": "denies"}), part("military", 300)),
        (people(390, None), part("civilians", 300), part("military", 300)),
        (people(390), people(300), part("civilians", 200), part("military", 150)),
        (people(390), part("civilians", 391, item="bodies")),
        (people(390), part("civilians", 391, **{"from": "south", "to": "north"})),
        (people(390), part("children+civilians", 5), part("military", 300)),
    ],
)
def test_groups_of_which_nothing_is_known_to_be_wrong(figures: tuple[Plain, ...]) -> None:
    """Groups that overlap, are some of all, or stand in somebody else's words are not added up."""
    assert set() == found(swap(*figures))


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 1000), st.integers(0, 50))
def test_the_law_of_groups_that_are_everybody(soldiers: int, civilians: int, low: int, width: int) -> None:
    """Two numbers that make up all are wrong exactly where their sum lies outside of the whole's bounds."""
    whole = people(low, low + width)
    outside = not low <= soldiers + civilians <= low + width
    assert outside == bool(found(swap(whole, part("military", soldiers), part("civilians", civilians))))


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("bodies", True),
        ("the remains of 30 servicemen", True),
        ("1,212 bodies of fallen soldiers", True),
        ("тіла загиблих", True),
        ("1 212 тел военнослужащих", True),
        ("prisoners", False),
        ("prisoners and bodies", False),
        ("bodies of hostages", False),
        ("members of law-enforcement bodies", False),
        ("bodies of state power", False),
        ("soldiers in poor bodily health", False),
    ],
)
def test_words_for_the_dead(words: str, wrong: bool) -> None:
    """Only words that are of remains and of nobody alive tell that the dead are counted."""
    assert ({"EX105"} if wrong else set()) == found(swap(people(9, described=words)))


def test_the_dead_are_no_part_of_prisoners() -> None:
    """Bodies within a number of prisoners are wrong; within a number of people they are not."""
    bodies = people(3, item="bodies", within="all")
    assert {"EX105"} == found(swap(people(9, id="all"), bodies))
    assert set() == found(swap(people(9, id="all", item="people"), bodies))
    assert set() == found(swap(people(9, id="all"), people(3, item="bodies", besides="all")))


def phase(id_: str, day: str, *figures: Plain, **fields: Any) -> Plain:
    """A phase of an exchange."""
    return swap(*figures, **({"id": id_, "part_of": "whole", "when": {"edtf": day}} | fields))


def follows(id_: str) -> Plain:
    """That a phase came after another."""
    return {"relations": [{"kind": "follows", "event": id_}]}


WHOLE = swap(id="whole")


@pytest.mark.parametrize(
    "second",
    [
        phase("b", "2025-05-22", people(1), **follows("a")),
        phase("b", "2025-05-23", people(9)),
        phase("b", "2025-05-23", people(9, by={"source": "other"})),
    ],
)
def test_phases_out_of_order_or_twice(second: Plain) -> None:
    """A phase follows no later one, and nothing happens twice alike on a day."""
    assert {"EX106"} == found(WHOLE, phase("a", "2025-05-23", people(9)), second)


@pytest.mark.parametrize(
    "second",
    [
        phase("b", "2025-05-23", people(9), **follows("a")),
        phase("b", "2025-05-22", people(8), relations=[{"kind": "causes", "event": "a"}]),
        phase("b", "2025-05-22~", people(1), **follows("a")),
        phase("b", "2025-05-23", people(8)),
        phase("b", "2025-05-23", people(9), part_of="other-whole"),
        phase("b", "2025-05", people(9)),
        phase("b", "2025-05-23", people(9), realis="planned"),
        phase("b", "2025-05-23", people(9), where=[{"place": "border"}]),
        phase("b", "2025-05-23", people(9), parties=["north", "west"]),
        phase("b", "2025-05-23"),
    ],
)
def test_phases_that_may_be_two(second: Plain) -> None:
    """Another day, number, side or place, or the word that one followed the other, tells two phases apart."""
    other = swap(id="other-whole")
    assert set() == found(WHOLE, other, phase("a", "2025-05-23", people(9)), second)


def test_a_side_and_its_army_are_one_side() -> None:
    """A side that takes part under two names is one, and its ministry speaks for it."""
    army = {"id": "army", "name": "Army", "kind": "armed_force", "member_of": "north"}
    both, actors = {"participants": [{"actor": "army"}]}, [army]
    figures = people(303, by={"speaker": "army"}), people(307, by=BY_SOUTH)
    assert {"EX108"} == found(swap(*figures, **both), actors=actors)
    home = people(303, described="are home", by={"speaker": "army"})
    assert {"EX109"} == found(swap(home, **both), actors=actors)
    assert set() == found(swap(people(303, by=BY_NORTH), people(307, by={"speaker": "army"}), **both), actors=actors)


def test_mediators() -> None:
    """A mediator by role is one too, talks have them as well, and an observer is none."""
    parties = {"parties": ["north", "south", "gulf"]}
    by_role = {"participants": [{"actor": "gulf", "role": "mediator"}]}
    assert {"EX107"} == found(swap(**parties, **by_role))
    assert {"EX107"} == found({"kind": "talks", "id": "talks", "mediators": ["gulf"]} | parties)
    assert set() == found(swap(participants=[{"actor": "gulf", "role": "observer"}], mediators=["lake"]))


BY_NORTH, BY_SOUTH = {"speaker": "north"}, {"speaker": "south"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (people(303, by=BY_NORTH), people(307, by=BY_NORTH)),
        (people(303, by=BY_NORTH), people(307, by={"speaker": "monitors"})),
        (people(303, by=BY_NORTH), people(307)),
        (people(303, by=BY_NORTH), people(301, None, by=BY_SOUTH)),
        (people(303, by=BY_NORTH), people(307, by=BY_SOUTH | {"polarity": "denies"})),
        (people(303, by=BY_NORTH), people(307, by=BY_SOUTH, item="bodies")),
        (people(303, by=BY_NORTH), people(400, by=BY_SOUTH, soft={"approximate": True})),
        (
            people(303, by=BY_NORTH | {"as_of": {"edtf": "2025-05-24"}}),
            people(307, by=BY_SOUTH | {"as_of": {"edtf": "2025-05-25"}}),
        ),
    ],
)
def test_sides_that_do_not_contradict_each_other(one: Plain, other: Plain) -> None:
    """One side, third voices, denials, soft words and other times make no two reports of the sides."""
    assert set() == found(swap(one, other))


@given(*[st.integers(0, 30)] * 4)
def test_the_law_of_two_sides(low: int, width: int, other_low: int, other_width: int) -> None:
    """They differ exactly where no number is in the bounds of both."""
    one, other = (low, low + width), (other_low, other_low + other_width)
    apart = one[1] < other[0] or other[1] < one[0]
    assert apart == bool(found(swap(people(*one, by=BY_NORTH), people(*other, by=BY_SOUTH))))


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("defenders are home", True),
        ("повернулися додому", True),
        ("defenders", False),
        ("soldiers of the south, who are home", False),
        ("returned to their home country", False),
        ("from a nursing home", False),
    ],
)
def test_home_is_where_the_speaker_is(words: str, wrong: bool) -> None:
    """Who says that people are home received them, unless the words are of the other side's people."""
    assert ({"EX109"} if wrong else set()) == found(swap(people(9, described=words, by=BY_NORTH)))


def test_home_in_a_quotation() -> None:
    """The words of the statement count where they hold the number; those of a stranger do not."""
    quoted = [{"id": "st", "source": "wire", "speaker": "north", "quotations": [{"text": "303 are home"}]}]
    figure = people(303, by=BY_NORTH | {"statement": "st"}, soft={"text": "303"})
    assert {"EX109"} == found(swap(figure), statements=quoted)
    assert set() == found(swap(people(303, by={"speaker": "monitors", "statement": "st"})), statements=quoted)


def placed(text: str, words: str, *ways: tuple[str, str]) -> Plain:
    """An exchange with a number at its place in a text, once for each direction."""
    start = text.index(words)
    spans = [{"start": start, "end": start + len(words), "exact": words}]
    number = int("".join(filter(str.isdigit, words)))
    return swap(*(people(number, spans=spans, **{"from": from_, "to": to}) for from_, to in ways))


THERE, BACK = ("north", "south"), ("south", "north")


@pytest.mark.parametrize(
    "text",
    [
        "They freed 390 captives each.",
        "From each side 390 captives were freed.",
        "The two swapped 390 captives for 390 others.",
        "The same number, 390 captives, went the other way.",
        "Сторони звільнили по 390 captives.",
    ],
)
def test_one_number_that_holds_for_both(text: str) -> None:
    """With a word for it near the number, both directions may have it."""
    assert set() == found(placed(text, "390 captives", THERE, BACK), texts={"wire": text}) - {"EX103"}


def test_one_number_in_a_text_that_cannot_be_judged() -> None:
    """Without the text, in another language or in another text than the one read nothing is said."""
    text = "They freed 390 captives."
    both = placed(text, "390 captives", THERE, BACK)
    assert {"EX110"} == found(both, texts={"wire": text})
    assert set() == found(both)
    assert set() == found(both, texts={"wire": "Another text of the same source"})
    assert set() == found(both, texts={"wire": text}, sources=[{"id": "wire", "language": "de"}])
    assert set() == found(placed(text, "390 captives", THERE), texts={"wire": text})


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("North and South exchanged 600 prisoners.", True),
        ("The armies swapped a total of 600 captives on Sunday.", True),
        ("North and South exchanged 600 prisoners each.", False),
        ("North exchanged 600 prisoners for 20 officers.", False),
        ("North exchanged 600 prisoners, and all are home.", False),
        ("North handed over 600 prisoners.", False),
        ("They exchanged fire, and 600 prisoners fled.", False),
    ],
)
def test_a_number_of_both_ways_together(text: str, wrong: bool) -> None:
    """Only a bare “exchanged so many” gives no direction."""
    words = "600 captives" if "captives" in text else "600 prisoners"
    assert ({"EX111"} if wrong else set()) == found(placed(text, words, THERE), texts={"wire": text}) - {"EX103"}


@pytest.mark.parametrize(("returned", "codes"), [(5, set()), (7, set()), (8, {"EX101"})])
def test_some_who_were_released_may_not_have_come_home(returned: int, codes: set[str]) -> None:
    """Eight released and five who came home may be the fifteen agreed, since at least five were released."""
    phases = (
        swap(people(8), id="one", part_of="swap"),
        swap(people(returned, measure="returned"), id="two", part_of="swap"),
    )
    assert codes == found(swap(people(15, measure="agreed"), complete=True), *phases)
