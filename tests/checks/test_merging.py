"""What is one and what is two: events, matches between them, articles."""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce

DAY: Final = ce.When(edtf="2025-05-24")
TOWN: Final = (ce.Location(place="town"),)


def says(property_: str, value: str, **voice: Any) -> ce.Assertion:
    """An assertion of the source's own voice unless something else is given."""
    return ce.Assertion(property=property_, value=value, attribution=ce.Attribution(**{"source": "wire"} | voice))


def same(event: str, **voice: Any) -> ce.Assertion:
    """That an event is the same as another."""
    return says("same_as", event, **voice)


def incident(id: str, source: str | None = None, *claims: ce.Assertion, **fields: Any) -> ce.Incident:  # noqa: A002
    """An incident in the town, told by a source where one is given."""
    told = () if source is None else (says("occurred", "yes", source=source),)
    return ce.Incident(**{"id": id, "when": DAY, "where": TOWN, "assertions": (*told, *claims)} | fields)


def dataset(*events: ce.Event, **fields: Any) -> ce.Dataset:
    """A dataset with some events."""
    given = {
        "sources": (ce.Source(id="wire"), ce.Source(id="other"), ce.Source(id="copy", based_on="wire")),
        "places": (ce.Place(id="town", name="Town"), ce.Place(id="region", name="Region", precision="admin1")),
        "actors": tuple(ce.Actor(id=id_, name=id_.title()) for id_ in ("north", "south", "west")),
        "events": events,
    }
    return ce.Dataset(**given | fields)


def found(held: ce.Dataset, code: str) -> list[ce.Problem]:
    """What a check finds, and whether one failed."""
    return list(ce.check(held, select=[code, "IO199"]))


# --- MR101 ---

BLAST: Final = incident("blast", "wire")


@pytest.mark.parametrize(
    "other",
    [
        incident("again", "other"),
        incident("again", "other", when=ce.When(edtf="2025-05-24/2025-05-25")),
        incident("again", "other", when=ce.When(edtf="2025-05-24T03:40")),
        incident("again", "other", types=(ce.TypeCode(vocabulary="acled", value="Shelling"),)),
    ],
)
def test_one_attack_told_by_two_sources_may_be_held_twice(other: ce.Event) -> None:
    """By kind, day, place and sides; found at the later of the two."""
    (problem,) = found(dataset(BLAST, other), "MR101")
    assert ("info", "/events/1") == (problem.severity, problem.path)


@pytest.mark.parametrize(
    "other",
    [
        incident("again", "wire"),  # one source knows its events apart
        incident("again", "copy"),
        incident("again"),
        incident("again", "other", when=ce.When(edtf="2025-05-26")),
        incident("again", "other", when=ce.When(edtf="2025-05")),
        incident("again", "other", when=None),
        incident("again", "other", where=()),
        incident("again", "other", where=(ce.Location(place="region"),)),
        incident("again", "other", participants=(ce.Participant(actor="north"),)),
        incident("again", "other", realis="planned"),
        incident("again", "other", part_of="blast"),
        incident("again", "other", relations=(ce.Relation(kind="follows", event="blast"),)),
        incident("again", "other", same("blast")),
        incident("again", "other", same("blast", polarity="denies")),
        ce.Strike(id="again", when=DAY, where=TOWN, assertions=(says("occurred", "yes", source="other"),)),
    ],
)
def test_what_tells_two_events_apart_is_enough(other: ce.Event) -> None:
    """Another day, place, side or kind, a link, one source, or a date too wide to say."""
    assert [] == found(dataset(BLAST, other), "MR101")


def test_an_area_is_no_place_to_be_one_event_in() -> None:
    """Of a region there may be many on one day."""
    where = (ce.Location(place="region"),)
    assert [] == found(dataset(incident("a", "wire", where=where), incident("b", "other", where=where)), "MR101")


def test_types_clock_times_and_identifiers_tell_events_apart() -> None:
    """Where both have one of a kind."""
    for one, other in (
        ({"types": (ce.TypeCode(vocabulary="acled", value="Shelling"),)},) * 1
        + ({"types": (ce.TypeCode(vocabulary="acled", value="Arrest"),)},),
        ({"when": ce.When(edtf="2025-05-24T03:40")}, {"when": ce.When(edtf="2025-05-24T13:00")}),
        (
            {"identifiers": (ce.Identifier(scheme="x", value="1"),)},
            {"identifiers": (ce.Identifier(scheme="x", value="2"),)},
        ),
    ):
        assert [] == found(dataset(incident("a", "wire", **one), incident("b", "other", **other)), "MR101")


def test_one_identifier_is_one_event() -> None:
    """Whatever else is known of the two; releases number anew."""
    one = (ce.Identifier(scheme="x", value="1", release="24.1"),)
    other = (ce.Identifier(scheme="x", value="1", release="25.1"),)
    far = {"when": ce.When(edtf="2024"), "where": ()}
    assert 1 == len(found(dataset(incident("a", identifiers=one), incident("b", identifiers=one, **far)), "MR101"))
    assert [] == found(dataset(incident("a", identifiers=one), incident("b", identifiers=other, **far)), "MR101")


def test_an_exchange_needs_no_place() -> None:
    """Two sides exchange prisoners once a day; with one side unknown it may be another exchange."""
    told = {name: (says("occurred", "yes", source=name),) for name in ("wire", "other")}
    sides = ("north", "south")

    def swap(id_: str, source: str, parties: tuple[str, ...]) -> ce.Exchange:
        return ce.Exchange(id=id_, when=DAY, parties=parties, assertions=told[source])

    assert 1 == len(found(dataset(swap("a", "wire", sides), swap("b", "other", sides[::-1])), "MR101"))
    assert [] == found(dataset(swap("a", "wire", sides), swap("b", "other", ("north", "west"))), "MR101")
    assert [] == found(dataset(swap("a", "wire", sides[:1]), swap("b", "other", sides[:1])), "MR101")


def test_the_phases_of_two_wholes_and_a_distant_part_are_looked_at() -> None:
    """A part of a part is a part, and a circle of parts ends."""
    chain = incident("c", "other", part_of="b"), incident("b", None, part_of="a", where=()), incident("a", "wire")
    assert [] == found(dataset(*chain), "MR101")
    circle = incident("a", "wire", part_of="b"), incident("b", None, part_of="a", where=()), incident("c", "other")
    assert 1 == len(found(dataset(*circle), "MR101"))


# --- MR102, MR103, MR105 ---


def test_one_and_two_by_one_voice_is_an_error() -> None:
    """By two voices it is information, whichever event holds the claim."""
    for voice, severity in (({}, "error"), ({"speaker": "north"}, "info"), ({"source": "other"}, "info")):
        denial = same("a", polarity="denies", **voice)
        (problem,) = found(dataset(incident("a", None, same("b")), incident("b", None, denial)), "MR102")
        assert severity == problem.severity
    (problem,) = found(dataset(incident("a", None, same("b"), same("b", polarity="denies")), incident("b")), "MR102")
    assert "/events/0/assertions/1" == problem.path


def test_a_match_that_nobody_contradicts_is_none() -> None:
    """Denied alone, withheld, or of other events."""
    for claims in (
        (same("b"),),
        (same("b", polarity="denies"),),
        (same("b"), same("b", polarity="withholds")),
        (same("b"), same("c", polarity="denies")),
    ):
        held = dataset(incident("a", None, *claims), incident("b"), incident("c"))
        assert [] == [*found(held, "MR102"), *found(held, "MR103")]


def test_a_superseded_match_counts_no_more() -> None:
    """Whoever changed their mind has said so."""
    first = ce.Assertion(id="m", property="same_as", value="b", attribution=ce.Attribution(source="wire"))
    second = ce.Assertion(
        property="same_as",
        value="b",
        attribution=ce.Attribution(source="wire", polarity="denies"),
        supersedes=ce.Supersedes(claim="m", kind="correction"),
    )
    assert [] == found(dataset(incident("a", None, first, second), incident("b")), "MR102")


@given(st.integers(2, 30), st.randoms(use_true_random=False))
def test_a_chain_of_matches_makes_its_ends_one(length: int, random: Any) -> None:
    """However long, and in whatever order its links are told."""
    links = [(f"e{n}", f"e{n + 1}") if random.random() < 0.5 else (f"e{n + 1}", f"e{n}") for n in range(length)]
    random.shuffle(links)
    matched = {id_: [same(other) for one, other in links if one == id_] for pair in links for id_ in pair}
    matched["e0"] = [*matched["e0"], same(f"e{length}", polarity="denies"), same("far", polarity="denies")]
    held = dataset(*(incident(id_, None, *claims) for id_, claims in matched.items()), incident("far"))
    assert 1 == len(found(held, "MR103"))
    assert [] == found(held, "MR102")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (incident("b", when=ce.When(edtf="2025-05-26")), 1),
        (incident("b", part_of="a"), 1),
        (ce.Strike(id="b"), 0),  # an incident is any event
        (incident("b", when=None), 0),
        (incident("b", when=ce.When(edtf="2025-05-26~")), 0),
        (incident("b", where=()), 0),
    ],
)
def test_a_match_of_two_that_cannot_be_one_is_found(other: ce.Event, expected: int) -> None:
    """By their days, or as a part and its whole."""
    assert expected == len(found(dataset(incident("a", None, same("b")), other), "MR105"))


def test_a_match_of_two_kinds_or_with_itself_is_found() -> None:
    """A strike is no exchange; what a user's own kind is, nobody else knows."""

    class Raid(ce.Event):
        kind = "x-lab.raid"

    strike = ce.Strike(id="a", assertions=(same("b"),))
    assert 1 == len(found(dataset(strike, ce.Exchange(id="b")), "MR105"))
    assert [] == found(dataset(strike, Raid(id="b")), "MR105")
    assert [] == found(dataset(strike), "MR105")
    assert 1 == len(found(dataset(incident("a", None, same("a"))), "MR105"))
    assert [] == found(dataset(incident("a", None, same("b", polarity="denies")), incident("b", when=None)), "MR105")


# --- MR104 ---


def sources(one: dict[str, Any], other: dict[str, Any]) -> ce.Dataset:
    """A dataset with two sources."""
    return ce.Dataset(sources=(ce.Source(id="one", **one), ce.Source(id="two", **other)))


HASH: Final = "0" * 64
URL: Final = "https://news.example/a"


@pytest.mark.parametrize(
    ("one", "other", "path"),
    [
        ({"url": URL}, {"url": URL}, "/sources/1/url"),
        ({"url": URL}, {"url": "http://www.NEWS.example/a/?utm_medium=x#top"}, "/sources/1/url"),
        ({"url": f"{URL}?id=1"}, {"url": f"{URL}?id=1&fbclid=2"}, "/sources/1/url"),
        ({"sha256": HASH}, {"sha256": HASH}, "/sources/1/sha256"),
        ({"sha256": HASH, "url": URL}, {"sha256": HASH, "url": "https://paper.example/b"}, "/sources/1/sha256"),
        ({"url": URL, "published": DAY}, {"url": URL, "published": ce.When(edtf="2025-05")}, "/sources/1/url"),
        ({"url": URL, "sha256": HASH}, {"url": URL}, "/sources/1/url"),
    ],
)
def test_one_article_held_twice_is_found(one: dict[str, Any], other: dict[str, Any], path: str) -> None:
    """By address or by text, once."""
    assert [path] == [problem.path for problem in found(sources(one, other), "MR104")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"url": URL}, {"url": URL, "based_on": "one"}),
        ({"url": URL, "published": DAY}, {"url": URL, "published": ce.When(edtf="2025-05-25")}),
        ({"url": URL, "sha256": HASH}, {"url": URL, "sha256": "1" * 64}),
        ({"url": URL}, {"url": "https://news.example/A"}),
        ({"url": f"{URL}?id=1"}, {"url": f"{URL}?id=2"}),
        ({"url": "https://news.example/"}, {"url": "https://news.example/"}),
        ({"url": "no address"}, {"url": "no address"}),
        ({"url": "http://[bad"}, {"url": "http://[bad"}),
        ({"sha256": HASH, "length": 12}, {"sha256": HASH, "length": 12}),
        ({}, {}),
    ],
)
def test_two_articles_are_not(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Linked, of other days, texts or pages, a whole site, or too short to tell."""
    assert [] == found(sources(one, other), "MR104")


def test_two_records_with_one_id_are_for_another_check() -> None:
    """A duplicated id is told once."""
    twice = ce.Source(id="one", url=URL)
    assert [] == found(ce.Dataset(sources=(twice, twice)), "MR104")
