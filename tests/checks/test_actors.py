"""Actors: nobody in particular, both sides at once, missing sides, shared names, accusations, years of existence."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given

import conflictevents as ce
from conflictevents import strategies

WIRE = ce.Source(id="wire", language="en")
OWN = ce.Attribution(source="wire")


def actor(id_: str, name: str | None = None, **fields: Any) -> ce.Actor:
    """An actor, by default with its id as its name."""
    return ce.Actor(**{"id": id_, "name": name or id_.title(), "kind": "state"} | fields)


SIDES = (
    actor("north"),
    actor("south"),
    actor("east"),
    actor("north-army", member_of="north", kind="armed_force"),
    actor("brigade", member_of="north-army", kind="armed_force"),
)


def dataset(*events: ce.Event, actors: tuple[ce.Actor, ...] = SIDES, **fields: Any) -> ce.Dataset:
    """A dataset with some events."""
    return ce.Dataset(**{"sources": (WIRE,), "actors": actors, "events": events} | fields)


def found(data: ce.Dataset, **fields: Any) -> list[tuple[str, str, str]]:
    """What is found: code, severity, path."""
    report = ce.check(data, select=["AC", "IO199"], **fields)
    return [(problem.code, problem.severity, problem.path) for problem in report]


def figure(measure: str, from_: str | None, to: str | None, **fields: Any) -> ce.Figure:
    """A figure with a direction."""
    return ce.Figure(**{"measure": measure, "item": "prisoners", "from_": from_, "to": to, "attribution": OWN} | fields)


# --- AC101 ---


@pytest.mark.parametrize(
    "name",
    [
        "Unknown",
        "unidentified gunmen",
        "an unknown person",
        "N/A",
        "NA",
        "none",
        "???",
        "Not stated",
        "невідомо",
        "неизвестные",
    ],
)
def test_nobody(name: str) -> None:
    """A name that says that nobody is known names nobody."""
    assert [("AC101", "warning", "/actors/0/name")] == found(dataset(actors=(actor("a", name),)))
    assert [] == found(dataset(actors=(actor("a", name, unnamed="wire"),)))


@pytest.mark.parametrize(
    "name",
    ["Unidentified Armed Group (Sudan)", "The Unknown Soldiers Brigade", "Nonesuch", "Two officials", "Nadia"],
)
def test_somebody(name: str) -> None:
    """A category of a dataset, and a name that merely begins so, are names."""
    assert [] == found(dataset(actors=(actor("a", name),)))


# --- AC102 ---


def test_exchange_with_oneself() -> None:
    """Nobody hands prisoners over to itself; what is denied is not held against anybody."""
    swap = ce.Exchange(id="swap", parties=("north", "south"), figures=(figure("released", "north", "north"),))
    assert [("AC102", "error", "/events/0/figures/0/to")] == found(dataset(swap))
    for fields in ({"from_": None}, {"to": "south"}, {"attribution": attrs.evolve(OWN, polarity="denies")}):
        sound = attrs.evolve(swap.figures[0], **fields)
        assert [] == found(dataset(attrs.evolve(swap, figures=(sound,))))
    assert [] == found(dataset(ce.Incident(id="swap", figures=swap.figures)))
    held = attrs.evolve(swap.figures[0], measure="held")
    assert [] == found(dataset(attrs.evolve(swap, figures=(held,))))


@pytest.mark.parametrize("cls", [ce.Exchange, ce.Talks])
def test_parties_that_are_one(cls: Any) -> None:
    """Two parties are two; a party of which the other side is not known stands alone."""
    assert [("AC102", "error", "/events/0/parties")] == found(dataset(cls(id="e", parties=("north", "north"))))
    assert [] == found(dataset(cls(id="e", parties=("north",))))
    assert [] == found(dataset(cls(id="e", parties=("north", "south", "north"))))


def test_strike_on_oneself() -> None:
    """Fire may be friendly, so it is a warning; a part of a side that is struck by the whole may be a rebel."""
    own = ce.Strike(id="raid", attacker="north", targets=("south", "north"))
    assert [("AC102", "warning", "/events/0/targets/1")] == found(dataset(own))
    assert [] == found(dataset(ce.Strike(id="raid", attacker="north", targets=("south", "north-army"))))
    participants = (
        ce.Participant(actor="north", role="attacker"),
        ce.Participant(actor="south", role="target"),
        ce.Participant(actor="north", role="victim"),
    )
    incident = ce.Incident(id="raid", participants=participants)
    assert [("AC102", "warning", "/events/0/participants/2/actor")] == found(dataset(incident))
    assert [] == found(dataset(attrs.evolve(incident, participants=participants[:2])))
    by_role = ce.Strike(id="raid", targets=("north",), participants=participants[:1])
    assert [("AC102", "warning", "/events/0/targets/0")] == found(dataset(by_role))
    named = ce.Strike(id="raid", attacker="south", participants=participants[1:2])
    assert [("AC102", "warning", "/events/0/participants/0/actor")] == found(dataset(named))


def test_friendly_fire_in_a_toll_is_no_fault() -> None:
    """Harm that a side does to itself is told as it was."""
    toll = ce.CasualtyReport(id="toll", event="raid", figures=(figure("killed", "north", "north"),))
    assert [] == found(dataset(ce.Strike(id="raid", attacker="north", targets=("south",)), reports=(toll,)))


# --- AC103 ---


def test_side_that_is_none() -> None:
    """A figure from or to somebody who takes no part is a warning at that end."""
    swap = ce.Exchange(id="swap", parties=("north", "south"), figures=(figure("released", "east", "south"),))
    assert [("AC103", "warning", "/events/0/figures/0/from")] == found(dataset(swap))
    raid = ce.Strike(id="raid", attacker="north", targets=("south",), figures=(figure("launched", "north", "east"),))
    assert [("AC103", "warning", "/events/0/figures/0/to")] == found(dataset(raid))


@pytest.mark.parametrize(
    "fields",
    [
        {"from_": "north-army"},
        {"from_": "brigade"},
        {"from_": None, "to": None},
        {"measure": "held", "from_": "east"},
        {"from_": "east", "attribution": ce.Attribution(source="wire", polarity="denies")},
    ],
)
def test_side_that_is_one(fields: dict[str, Any]) -> None:
    """A part of a side is that side; what is not handed over, and what is denied, is let be."""
    handed = attrs.evolve(figure("released", "north", "south"), **fields)
    assert [] == found(dataset(ce.Exchange(id="swap", parties=("north", "south"), figures=(handed,))))


def test_whole_of_a_part_is_its_side() -> None:
    """Where the army is the party, a figure of the state is of its side."""
    figures = (figure("released", "north", "south"),)
    assert [] == found(dataset(ce.Exchange(id="swap", parties=("brigade", "south"), figures=figures)))


def test_sides_of_the_whole() -> None:
    """A phase without sides of its own has those of the whole; with fewer than two nothing is known to be missing."""
    whole = ce.Exchange(id="swap", parties=("north", "south"))
    strange = (figure("released", "east", "south"),)
    phase = ce.Exchange(id="day", part_of="swap", figures=strange)
    assert [("AC103", "warning", "/events/1/figures/0/from")] == found(dataset(whole, phase))
    assert [] == found(dataset(ce.Incident(id="swap"), phase))
    assert [] == found(dataset(ce.Exchange(id="swap", parties=("south",), figures=strange)))


def test_harm_and_interception_by_a_third() -> None:
    """Harm may fall on anybody; a third side that shoots down is missing in the heading."""
    raid = ce.Strike(id="raid", attacker="north", targets=("south",))
    toll = ce.CasualtyReport(id="toll", event="raid", figures=(figure("killed", "north", "east"),))
    assert [] == found(dataset(raid, reports=(toll,)))
    defended = attrs.evolve(raid, participants=(ce.Participant(actor="east", role="defender"),))
    assert [] == found(dataset(attrs.evolve(defended, figures=(figure("intercepted", "north", "east"),))))


# --- AC104 ---


def test_name_of_two() -> None:
    """A name that two go by is a warning at the second, whatever its case, article and apostrophe."""
    one = actor("north-mod", aliases=("the Defence Ministry", "North’s ministry"))
    two = actor("south-mod", aliases=("defence  ministry",))
    assert [("AC104", "warning", "/actors/1/aliases/0")] == found(dataset(actors=(one, two)))
    third = actor("east-mod", "North's Ministry")
    assert [("AC104", "warning", "/actors/1/name")] == found(dataset(actors=(one, third)))


def test_name_that_is_shared_rightly() -> None:
    """Parts of one whole, people of one name and unnamed speakers may share a name; an actor its own."""
    whole = actor("north", aliases=("Capital",))
    part = actor("government", member_of="north", aliases=("Capital", "capital"))
    assert [] == found(dataset(actors=(whole, part)))
    people = tuple(actor(f"p{number}", "A. Example", kind="person") for number in range(2))
    assert [] == found(dataset(actors=people))
    aliased = attrs.evolve(people[1], name="B. Example", aliases=("A. Example",))
    assert [("AC104", "warning", "/actors/1/aliases/0")] == found(dataset(actors=(people[0], aliased)))
    officials = tuple(actor(f"o{n}", "Two officials", kind="group", unnamed="wire") for n in range(2))
    assert [] == found(dataset(actors=officials))
    assert [] == found(dataset(actors=(actor("the", "The"), actor("a", "A"))))


def test_duplicated_id_is_told_by_its_own_code() -> None:
    """Two records of one id are ID101's."""
    assert [] == found(dataset(actors=(actor("north"), actor("north"))))


# --- AC105 ---


def accusing(accused: str, text: str, *actors: ce.Actor, **fields: Any) -> list[tuple[str, str, str]]:
    """What is found where a text is said to accuse somebody."""
    claim = ce.Assertion(
        property="perpetrator",
        value=accused,
        attribution=ce.Attribution(source="wire", polarity=fields.pop("polarity", "asserts")),
    )
    event = ce.Incident(id="market", assertions=(claim,))
    source = attrs.evolve(WIRE, **fields)
    return found(dataset(event, actors=actors or SIDES, sources=(source,)), texts={"wire": text})


NOT_SAID = [("AC105", "warning", "/events/0/assertions/0/value")]


@pytest.mark.parametrize(
    ("name", "country", "text"),
    [
        ("Russia", "RU", "Twelve people were killed in Kharkiv."),
        ("Armed Forces of Russia", "RU", "Armed men of unknown forces killed twelve."),
        ("United States", "US", "They told us that twelve were killed."),
        ("Israel", "IL", "Health officials said a strike killed 12."),
    ],
)
def test_accused_whom_the_text_does_not_name(name: str, country: str, text: str) -> None:
    """No word of the name begins any word of the text."""
    assert NOT_SAID == accusing("a", text, actor("a", name, country=country))


@pytest.mark.parametrize(
    ("name", "country", "text"),
    [
        ("Russia", "RU", "Russian forces struck a market."),
        ("Armed Forces of Russia", "RU", "The Russians struck a market."),
        ("China", "CN", "A Chinese vessel rammed it."),
        ("Iran", "IR", "Iranian missiles fell."),
        ("United States", "US", "U.S. jets struck."),
        ("United States", "US", "US jets struck."),
        ("United States", "US", "American jets struck."),
        ("France", "FR", "French jets struck."),
        ("Rapid Support Forces", None, "The RSF shelled the camp."),
        ("Türkiye", "TR", "Turkiye struck a village."),
        ("Росія", "RU", "Twelve people were killed."),  # a name that cannot be looked for in this text
        ("UK", None, "Twelve people were killed, the UK said."),
    ],
)
def test_accused_whom_the_text_names(name: str, country: str | None, text: str) -> None:
    """Adjectives, abbreviations and names without accents are the name; another script is not looked for."""
    assert [] == accusing("a", text, actor("a", name, country=country))


def test_accused_by_its_whole_or_its_part() -> None:
    """An army is accused where the text names its state, and the state where it names the army."""
    assert [] == accusing("brigade", "Northern troops fired.")
    assert [] == accusing("north", "A brigade fired.")
    assert NOT_SAID == accusing("south", "A brigade fired.")


def test_accusations_that_are_not_looked_at() -> None:
    """Other languages, other texts, what is denied and actors that are not there."""
    text = "Twelve people were killed."
    assert NOT_SAID == accusing("south", text)
    assert NOT_SAID == accusing("south", text, language="en-GB")
    assert NOT_SAID == accusing("south", text, language=None)
    assert [] == accusing("south", text, language="de")
    assert [] == accusing("south", text, length=3)
    assert [] == accusing("south", text, polarity="denies")
    assert [] == accusing("absent", text)


def test_harm_that_comes_from_somebody() -> None:
    """The side that a figure of harm comes from is an accusation too; what is launched is not."""
    for measure, expected in (("killed", [("AC105", "warning", "/reports/0/figures/0/from")]), ("launched", [])):
        toll = ce.CasualtyReport(id="toll", event="raid", figures=(figure(measure, "north", None),))
        data = dataset(ce.Strike(id="raid"), reports=(toll,))
        assert expected == found(data, texts={"wire": "Twelve people were killed."})


def test_without_a_text_nothing_is_said() -> None:
    """It needs the text."""
    report = ce.check(dataset(), select=["AC105"])
    assert ((), 1) == (report.problems, len(report.skipped))


# --- AC106 ---


def active(years: str, happened: str | None, **fields: Any) -> list[tuple[str, str, str]]:
    """What is found where an actor of some years takes part in an event."""
    front = actor("front", active=ce.When(edtf=years))
    when = None if happened is None else ce.When(edtf=happened)
    cls = fields.pop("cls", ce.Strike)
    return found(dataset(cls(**{"id": "raid", "when": when} | (fields or {"attacker": "front"})), actors=(front,)))


@pytest.mark.parametrize(
    ("years", "happened"), [("2012/2017", "2018-01-01"), ("2012/2017", "2011"), ("2012/..", "2011-12-31")]
)
def test_actor_of_another_time(years: str, happened: str) -> None:
    """It had ceased to be, or was not yet."""
    assert [("AC106", "info", "/events/0/attacker")] == active(years, happened)


@pytest.mark.parametrize(
    ("years", "happened"),
    [
        ("2012/2017", "2017-12-31"),
        ("2012/..", "2025"),
        ("2012/2017~", "2020"),
        ("2012/2017", None),
        ("2012", "2012-06"),
    ],
)
def test_actor_of_the_time(years: str, happened: str | None) -> None:
    """Open ends, approximate years and events without a date leave it open."""
    assert [] == active(years, happened)


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"targets": ("front",)}, "/targets/0"),
        ({"cls": ce.Talks, "parties": ("front",)}, "/parties/0"),
        ({"cls": ce.Exchange, "mediators": ("front",)}, "/mediators/0"),
        ({"cls": ce.Incident, "participants": (ce.Participant(actor="front"),)}, "/participants/0/actor"),
        ({"cls": ce.Incident, "participants": (ce.Participant(actor="front", role="victim"),)}, None),
        ({"attacker": "front", "realis": "hypothetical"}, None),
    ],
)
def test_who_takes_part(fields: dict[str, Any], path: str | None) -> None:
    """Every role that acts is looked at; the dead and the returned belong to groups that may be gone."""
    expected = [] if path is None else [("AC106", "info", f"/events/0{path}")]
    assert expected == active("2012/2017", "2020", **fields)


@given(strategies.datasets())
def test_no_check_of_actors_fails(data: ce.Dataset) -> None:
    """Whatever the dataset, they run to their end, circles of members included."""
    texts = {source.id: "Twelve were killed." for source in data.sources}
    assert "IO199" not in ce.check(data, texts=texts, select=["AC", "IO199"]).counts


def test_circle_of_members_ends() -> None:
    """Actors that are parts of each other are ID103's, and stop no check."""
    ring = (actor("a", member_of="b"), actor("b", member_of="a"), actor("c"))
    swap = ce.Exchange(id="swap", parties=("a", "c"), figures=(figure("released", "b", "c"),))
    assert [] == found(dataset(swap, actors=ring), texts={"wire": "text"})
