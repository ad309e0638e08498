"""The kinds of event."""

from __future__ import annotations

from typing import Any, ClassVar

import attrs
import pytest

import conflictevents as ce
from conflictevents._events import KINDS
from conflictevents._vocab import EpisodeType, Level, Realis

BY = ce.Attribution(source="article")


def figure(measure: str) -> ce.Figure:
    """A figure of one measure."""
    return ce.Figure(measure=measure, attribution=BY)


def test_a_bare_event_is_no_kind_of_event() -> None:
    """The common part alone is not made."""
    with pytest.raises(TypeError, match="use Exchange"):
        ce.Event(id="e")


@pytest.mark.parametrize("cls", KINDS)
def test_each_kind_has_a_tag_and_needs_only_an_id(cls: type[ce.Event]) -> None:
    """What is not known is left out; an event is actual unless said otherwise."""
    event = cls(id="e")
    assert event.kind == cls.__name__.lower()
    assert Realis.ACTUAL is event.realis
    assert () == event.claims == event.sides


@pytest.mark.parametrize(
    ("cls", "measures"),
    [
        (ce.Exchange, ["agreed", "released", "returned"]),
        (ce.Strike, ["launched", "intercepted", "lost", "hit", "hit_by_debris"]),
    ],
)
def test_each_view_is_the_figures_of_its_measure(cls: Any, measures: list[str]) -> None:
    """A view is named like its measure."""
    event = cls(id="e", figures=tuple(figure(measure) for measure in (*measures, "killed")))
    for measure in measures:
        assert (figure(measure),) == getattr(event, measure) == event.figures_of(measure)


@pytest.mark.parametrize(
    ("event", "sides"),
    [
        (ce.Exchange(id="e", parties=("a", "b"), mediators=("m",)), ("a", "b")),
        (ce.Talks(id="e", parties=("a", "b"), mediators=("m",)), ("a", "b")),
        (ce.Strike(id="e", attacker="a", targets=("b", "c")), ("a", "b", "c")),
        (ce.Strike(id="e", targets=("b",)), ("b",)),
        (ce.Incident(id="e", participants=(ce.Participant(actor="a", role="attacker"),)), ("a",)),
        (ce.Incident(id="e", participants=(ce.Participant(actor="a", role="mediator"),)), ()),
        (ce.Episode(id="e", participants=(ce.Participant(actor="a", role="observer"),)), ()),
        (
            ce.Exchange(id="e", parties=("a",), participants=(ce.Participant(actor="a"), ce.Participant(actor="b"))),
            ("a", "b"),
        ),
    ],
)
def test_sides_are_who_takes_part_and_neither_mediates_nor_watches(event: ce.Event, sides: tuple[str, ...]) -> None:
    """Each side is named once, in the order of mention."""
    assert sides == event.sides


def test_plain_words_become_terms() -> None:
    """Closed vocabularies take plain strings."""
    assert Level.LEADERS is ce.Talks(id="e", level="leaders").level
    assert EpisodeType.TRUCE is ce.Episode(id="e", type="truce").type
    assert Realis.PLANNED is ce.Incident(id="e", realis="planned").realis
    assert "scene" == ce.Location(place="p").role
    assert "party" == ce.Participant(actor="a").role


def test_parts_of_an_event() -> None:
    """Terms, relations with a lag, and type codes are records of their own."""
    term = ce.Term(id="t", kind="exchange", events=("e",))
    lag = ce.Lag(unit="hour", text="hours after")
    relation = ce.Relation(kind="follows", event="e", lag=lag)
    assert (term,) == ce.Talks(id="t", terms=(term,)).terms
    assert (relation,) == ce.Incident(
        id="i", relations=(relation,), types=(ce.TypeCode(vocabulary="acled", value="x"),)
    ).relations
    assert lag.count is None


def test_a_kind_of_ones_own() -> None:
    """A subclass with a dotted tag is an event like the others."""

    @attrs.frozen(kw_only=True)
    class NavalStrike(ce.Strike):
        kind: ClassVar[str] = "x-lab.naval_strike"
        vessels: tuple[str, ...] = ()

    event = NavalStrike(id="e", attacker="a", vessels=("Moskva",))
    assert ("a",) == event.sides
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        event.vessels = ()  # type: ignore[misc]
