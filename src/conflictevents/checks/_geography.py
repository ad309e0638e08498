"""What the checks of places know of the world: country codes, boxes around countries, disputed territories.

All of it is data, in `geography/`, with its sources. It is read when the first place is looked at.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any, Final, NamedTuple, TypeAlias

from .._places import Place

__all__ = ["Box", "Territory", "code_meant", "disputed", "is_country", "lies_within", "territories"]

Box: TypeAlias = tuple[float, float, float, float]
"""South, west, north and east, in degrees on WGS84; east is never less than west."""

_USERS_OWN: Final = re.compile(r"AA|Q[M-Z]|X[A-Z]|ZZ")
"""The codes that ISO 3166-1 leaves to its users."""

_METRES_IN_A_DEGREE: Final = 111_000
"""Of latitude, and of longitude at the equator."""


class Territory(NamedTuple):
    """A disputed territory."""

    names: frozenset[str]
    """In small letters, as all names below."""
    first_division: frozenset[str]
    """Names that mean it only where they are a place's first division."""
    codes: tuple[str, ...]
    """The country codes under which it is found."""
    own_code: str | None
    """Its own code, which names it and does not say whose it is."""
    inside: tuple[Box, ...]
    """Boxes that hold no land outside it."""
    title: str
    """Its name, for messages."""


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(
        resources.files("conflictevents.checks").joinpath("geography", f"{name}.toml").read_text("utf-8")
    )


@cache
def _boxes() -> dict[str, tuple[Box, ...]]:
    return {code: _as_boxes(boxes) for code, boxes in _data("countries")["boxes"].items()}


def _as_boxes(values: Iterable[Iterable[float]]) -> tuple[Box, ...]:
    return tuple((south, west, north, east) for south, west, north, east in values)


def is_country(code: str) -> bool:
    """Whether ISO 3166-1 assigns a code, did so once, or leaves it to its users."""
    return code in _boxes() or code in _data("countries")["withdrawn"] or _USERS_OWN.fullmatch(code) is not None


def code_meant(code: str) -> str | None:
    """The code that is meant by one that ISO 3166-1 does not assign."""
    meant: str | None = _data("countries")["meant"].get(code)
    return meant


def lies_within(latitude: float, longitude: float, code: str, margin: float = 0.0) -> bool | None:
    """Whether a position lies in a box of a country, or at most so many metres outside; None where it has no box."""
    boxes = _boxes().get(code)
    return None if boxes is None else any(_holds(box, latitude, longitude, margin) for box in boxes)


def _holds(box: Box, latitude: float, longitude: float, margin: float = 0.0) -> bool:
    south, west, north, east = box
    high = margin / _METRES_IN_A_DEGREE
    wide = high / max(math.cos(math.radians(latitude)), 0.01)
    # 180 degrees west is 180 degrees east, and what lies near it is near from both sides.
    turns = (longitude, longitude + 360, longitude - 360)
    return south - high <= latitude <= north + high and any(west - wide <= each <= east + wide for each in turns)


@cache
def territories() -> tuple[Territory, ...]:
    """The disputed territories."""
    return tuple(_read(entry) for entry in _data("disputed").values())


def _read(entry: dict[str, Any]) -> Territory:
    return Territory(
        names=frozenset(map(_plain, entry["names"])),
        first_division=frozenset(map(_plain, entry.get("first_division", ()))),
        codes=tuple(entry["codes"]),
        own_code=entry.get("own_code"),
        inside=_as_boxes(entry.get("inside", ())),
        title=entry["names"][0],
    )


@cache
def _by_name() -> dict[str, Territory]:
    return {name: each for each in territories() for name in each.names}


def disputed(place: Place) -> Territory | None:
    """The disputed territory that a place is or lies in, as far as its names, divisions or point tell."""
    return next(_found(place), None)


def _found(place: Place) -> Iterator[Territory]:
    names = [_plain(name) for name in (place.name, *place.admin)]
    yield from (_by_name()[name] for name in names if name in _by_name())
    if place.admin:
        yield from (each for each in territories() if _plain(place.admin[0]) in each.first_division)
    if place.point is not None:
        latitude, longitude = place.point.latitude, place.point.longitude
        yield from (each for each in territories() if any(_holds(box, latitude, longitude) for box in each.inside))


def _plain(name: str) -> str:
    """A name in small letters, with one kind of apostrophe and of blank."""
    return " ".join(name.replace("’", "'").casefold().split())
