"""Ways to break who and where: actors, people at risk, places (AC, PV, PL)."""

from __future__ import annotations

from typing import Any, Final

import attrs

from .._actors import Actor
from .._dataset import Dataset
from .._events import Exchange, Incident, Participant, Strike
from .._places import Place
from .._sources import Identifier
from .._statements import Statement
from .._when import When
from ._breaking import NO_SPAN, Mutation, figures_in, first, mutation, replaced, spoken, with_claim

__all__ = ["ACTORS"]


def _speaker(dataset: Dataset) -> tuple[Statement, Actor]:
    """A statement, and the actor who made it."""
    statement = spoken(dataset)
    return statement, dataset.actor(statement.speaker or "")


def _state(dataset: Dataset) -> Actor:
    return first((each for each in dataset.actors if each.kind == "state"), "state")


def _placed(dataset: Dataset, **fields: Any) -> Dataset:
    """The dataset with a place changed that has a point in a country."""
    place = first((each for each in dataset.places if each.country == "UA" and each.point), "place in Ukraine")
    return replaced(dataset, place, attrs.evolve(place, **fields))


def _point(dataset: Dataset) -> Any:
    return first((each.point for each in dataset.places if each.country == "UA"), "place in Ukraine")


@mutation("AC101")
def nobody_as_actor(dataset: Dataset) -> Dataset:
    """Unknown people who took part in an event become one actor."""
    event = first((each for each in dataset.events if isinstance(each, Incident)), "incident")
    nobody = Actor(id="nobody", name="Unknown perpetrators", kind="group")
    taking_part = (*event.participants, Participant(actor="nobody", role="attacker"))
    return replaced(dataset, event, attrs.evolve(event, participants=taking_part)).add(nobody)


@mutation("AC102", may=(NO_SPAN,))
def handed_to_itself(dataset: Dataset) -> Dataset:
    """A side of an exchange hands people over to itself."""
    holder, figure = _released(dataset)
    return with_claim(dataset, holder, figure, attrs.evolve(figure, to=figure.from_))


@mutation("AC103")
def handed_to_a_stranger(dataset: Dataset) -> Dataset:
    """Those who were freed go to a state that is no side of the exchange."""
    holder, figure = _released(dataset)
    state = attrs.evolve(_state(dataset), id="stranger", name="Strangeland")
    return with_claim(dataset.add(state), holder, figure, attrs.evolve(figure, to="stranger"))


def _released(dataset: Dataset) -> Any:
    found = (
        (holder, figure)
        for holder, figure in figures_in(dataset, "released", of=Exchange)
        if figure.from_ is not None and figure.to is not None and figure.described is None
    )
    return first(found, "figure of people freed from one side to another")


@mutation("AC104")
def two_of_one_name(dataset: Dataset) -> Dataset:
    """Two states go by one name."""
    state = _state(dataset)
    other = first((each for each in dataset.actors if each.kind == "state" and each is not state), "second state")
    return replaced(dataset, other, attrs.evolve(other, aliases=(state.name,)))


@mutation("AC106")
def gone_before_the_event(dataset: Dataset) -> Dataset:
    """A side of a strike had ceased to exist long before."""
    strike = first((each for each in dataset.events if isinstance(each, Strike) and each.attacker), "strike")
    attacker = dataset.actor(strike.attacker or "")
    return replaced(dataset, attacker, attrs.evolve(attacker, active=When(edtf="1950/1960")))


@mutation("PV101")
def child_named(dataset: Dataset) -> Dataset:
    """A child is quoted by name."""
    statement, _ = _speaker(dataset)
    pupil = Actor(id="pupil", name="A. Example", kind="person")
    quoted = attrs.evolve(statement, id="of-a-child", speaker="pupil", described_as="a 12-year-old schoolboy")
    return dataset.add(pupil, quoted)


@mutation("PV102")
def witness_at_home(dataset: Dataset) -> Dataset:
    """A resident without a name is quoted, with the exact place of the house."""
    statement, actor = _speaker(dataset)
    witness = Actor(id="witness", name="A resident", kind="person", unnamed=statement.source, member_of=actor.member_of)
    house = Place(
        id="house",
        name="A house",
        country="UA",
        point=attrs.evolve(_point(dataset), latitude=50.4512),
        precision="exact",
    )
    seen = attrs.evolve(statement, id="seen", speaker="witness", described_as="a local resident", where="house")
    return dataset.add(witness, house, seen)


@mutation("PL101")
def coordinates_swapped(dataset: Dataset) -> Dataset:
    """The latitude of a place is its longitude."""
    point = _point(dataset)
    swapped = attrs.evolve(point, latitude=point.longitude, longitude=point.latitude)
    return _placed(dataset, point=swapped)


@mutation("PL102")
def place_of_another_continent(dataset: Dataset) -> Dataset:
    """The point of a place is that of a town in America of like name."""
    return _placed(dataset, point=attrs.evolve(_point(dataset), latitude=31.85, longitude=-102.37))


@mutation("PL103")
def country_of_no_code(dataset: Dataset) -> Dataset:
    """A country is given by letters that are no code of one."""
    return _placed(dataset, country="UK", point=None)


@mutation("PL104")
def region_as_spot(dataset: Dataset) -> Dataset:
    """The point that stands for a region is marked as exact."""
    return _placed(dataset, name="Kharkiv region", precision="exact")


@mutation("PL105")
def division_of_another_country(dataset: Dataset) -> Dataset:
    """A place has the code of a division of another country."""
    return _placed(dataset, identifiers=(Identifier(scheme="p-code", value="SY0203"),))


@mutation("PL106")
def disputed_without_a_ground(dataset: Dataset) -> Dataset:
    """A place is moved to a disputed territory, and nothing says why it is put in its country."""
    return _placed(dataset, admin=("Crimea",))


ACTORS: Final[tuple[Mutation, ...]] = (
    nobody_as_actor,
    handed_to_itself,
    handed_to_a_stranger,
    two_of_one_name,
    gone_before_the_event,
    child_named,
    witness_at_home,
    coordinates_swapped,
    place_of_another_continent,
    country_of_no_code,
    region_as_spot,
    division_of_another_country,
    disputed_without_a_ground,
)
