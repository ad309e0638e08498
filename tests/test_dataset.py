"""`Dataset`: look-up, views, and adding records."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given

import conflictevents as ce
from conflictevents import strategies as cs


def test_every_record_is_found_by_its_id(small: ce.Dataset) -> None:
    """Each list has a look-up, and so have claims and terms."""
    assert small.sources[0] is small.source("wire")
    assert small.actors[2] is small.actor("ihnat")
    assert small.places[0] is small.place("kyiv")
    assert small.events[0] is small.event("assault")
    assert small.reports[0] is small.report("toll")
    assert small.statements[0] is small.statement("st-1")
    assert small.events[0].figures[0] is small.claim("missiles")
    term = ce.Term(id="t", kind="exchange")
    assert term is small.add(ce.Talks(id="talks", terms=(term,))).term("t")


@pytest.mark.parametrize("kind", ["source", "actor", "place", "event", "report", "statement", "claim", "term"])
def test_an_unknown_id_is_a_key_error_with_the_kind(small: ce.Dataset, kind: str) -> None:
    """The same id may be known under another kind."""
    with pytest.raises(ce.UnknownIdError, match=f"no {kind} with the id 'nowhere'"):
        getattr(small, kind)("nowhere")
    with pytest.raises(KeyError):
        getattr(ce.Dataset(), kind)("assault")


def test_of_two_records_with_one_id_the_first_is_found() -> None:
    """Such a dataset may be held in memory, for `check` to report it."""
    first, second = ce.Source(id="s", title="first"), ce.Source(id="s", title="second")
    assert first is ce.Dataset(sources=(first, second)).source("s")


def test_views_take_a_record_or_its_id(small: ce.Dataset) -> None:
    """The relations between records are read in both directions."""
    exchange, assault = small.event("exchange"), small.event("assault")
    assert isinstance(exchange, ce.Exchange)
    assert (small.event("phase-1"),) == small.phases_of(exchange) == small.phases_of("exchange")
    assert ("phase-1", "side-event") == tuple(part.id for part in small.parts_of(exchange))
    assert small.parts_of("exchange") == small.parts_of(exchange)
    assert small.reports == small.reports_of(assault) == small.reports_of("assault")
    assert small.claims == small.claims_of("st-1") == small.claims_of(small.statement("st-1"))
    assert () == small.claims_of("nowhere") == small.reports_of("exchange") == small.parts_of("assault")


def test_every_claim_comes_with_its_owner(small: ce.Dataset) -> None:
    """Events first, then reports."""
    assert ["assault", "toll"] == [holder.id for holder, _ in small.owned_claims()]
    assert small.claims == tuple(claim for _, claim in small.owned_claims())
    assert (*small.events, *small.reports) == small.holders


def test_the_origin_is_the_root_of_what_a_source_repeats(small: ce.Dataset) -> None:
    """A source that repeats nothing is its own origin, as is one that is not there."""
    assert "wire" == small.origin("article") == small.origin(small.source("article")) == small.origin("wire")
    assert "nowhere" == small.origin("nowhere")


def test_the_origin_of_sources_that_go_in_a_circle_is_found() -> None:
    """It ends, and all of the circle have one origin, whichever is asked for first."""
    circle = ce.Dataset(
        sources=tuple(ce.Source(id=id_, based_on=on) for id_, on in (("a", "b"), ("b", "c"), ("c", "a")))
    )
    assert ("a", "a", "a") == (circle.origin("b"), circle.origin("c"), circle.origin("a"))
    assert "a" == ce.Dataset(sources=(ce.Source(id="a", based_on="a"),)).origin("a")


@given(cs.datasets())
def test_the_origin_is_always_a_source(dataset: ce.Dataset) -> None:
    """Wherever a chain leads, it ends at a source of the dataset."""
    for source in dataset.sources:
        assert dataset.source(dataset.origin(source))


def test_adding_gives_a_new_dataset_and_leaves_the_old_one(small: ce.Dataset) -> None:
    """Each record goes to the end of its list, subclasses of events too, and is found there."""
    report = ce.CasualtyReport(id="toll-2", event="assault")
    more = small.add(ce.Source(id="s2"), ce.Incident(id="i2"), report, ce.Actor(id="a2", name="A"))
    assert ("s2", "i2", "toll-2", "a2") == tuple(
        records[-1].id for records in (more.sources, more.events, more.reports, more.actors)
    )
    assert report is more.report("toll-2")
    assert 2 == len(small.sources)
    with pytest.raises(ce.UnknownIdError):
        small.report("toll-2")
    assert small == small.add()


@pytest.mark.parametrize("record", [ce.Count(low=1), "x", None, ce.Figures(())])
def test_only_records_of_a_dataset_are_added(record: Any) -> None:
    """The message names what may be."""
    with pytest.raises(TypeError, match="expected a source, actor, place"):
        ce.Dataset().add(record)


def test_what_a_function_finds_is_worked_out_once(small: ce.Dataset) -> None:
    """It is kept with the dataset, is no part of its value, and another dataset has its own."""
    asked = []

    def find(dataset: ce.Dataset) -> int:
        asked.append(dataset)
        return len(dataset.events)

    assert len(small.events) == small.once(find) == small.once(find)
    assert 1 == len(asked)
    assert small == attrs.evolve(small)
    assert 0 == attrs.evolve(small, events=(), reports=()).once(find)


def test_evolving_a_dataset_in_use_makes_a_new_index(small: ce.Dataset) -> None:
    """The index of the old one is not carried over."""
    small.source("wire")
    assert () == attrs.evolve(small, sources=()).sources
    with pytest.raises(ce.UnknownIdError):
        attrs.evolve(small, sources=()).source("wire")
