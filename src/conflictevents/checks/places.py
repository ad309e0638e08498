"""Checks of places (PL)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from .._places import Place, Point
from .._problems import Severity
from .._sources import Identifier
from .._vocab import PlacePrecision
from ._engine import Check, Found, Subject, declare
from ._geography import code_meant, disputed, is_country, lies_within

__all__ = ["PLACES"]


# --- where a point lies ---


class _Misplaced(NamedTuple):
    """A place whose point lies in no box of its country."""

    place: Place
    point: Point
    country: str
    path: str
    swapped: bool
    """Whether it would lie in one with latitude and longitude exchanged."""


_NEARBY: Final = PlacePrecision.NEAR.metres
"""How far outside its country the point of a place near it may lie; that of a region or country lies in it."""


def _misplaced(subject: Subject) -> tuple[_Misplaced, ...]:
    return tuple(_outside(subject))


def _outside(subject: Subject) -> Iterator[_Misplaced]:
    for index, place in enumerate(subject.dataset.places):
        point, country = place.point, place.country
        # The point of a sea, or of several countries, lies where it likes.
        if point is None or country is None or place.precision is PlacePrecision.REGION:
            continue
        margin = 0 if place.precision is None else min(place.precision.metres, _NEARBY)
        if lies_within(point.latitude, point.longitude, country, margin) is False:
            swapped = abs(point.longitude) <= 90 and lies_within(point.longitude, point.latitude, country) is True
            yield _Misplaced(place, point, country, f"/places/{index}/point", swapped)


def _told(latitude: float, longitude: float) -> str:
    return f"latitude {latitude:g}, longitude {longitude:g}"


@declare("PL101", "coordinate-range-or-swap", Severity.ERROR, "record")
def coordinate_range_or_swap(subject: Subject) -> Iterator[Found]:
    """A latitude is beyond 90 degrees or a longitude beyond 180, or the two are exchanged."""
    for each in subject.once(_misplaced):
        if each.swapped:
            turned, got = _told(each.point.longitude, each.point.latitude), _told(*_of(each.point))
            message = f"expected {turned}, which lies in {each.country}, got {got}, which does not"
            yield Found(path=each.path, message=message, value=got, suggestion=turned)


def _of(point: Point) -> tuple[float, float]:
    return point.latitude, point.longitude


@declare("PL102", "outside-country-box", Severity.WARNING, "record")
def outside_country_box(subject: Subject) -> Iterator[Found]:
    """The point of a place lies far outside its country."""
    for each in subject.once(_misplaced):
        if not each.swapped:
            got = _told(*_of(each.point))
            message = f"expected a point of {each.place.name} in {each.country} or near it, got {got}"
            yield Found(path=each.path, message=message, value=got)


# --- codes ---

_SHAPES: Final = {
    "wikidata": (re.compile(r"Q[1-9][0-9]*"), "a Wikidata item such as Q1899"),
    "geonames": (re.compile(r"[1-9][0-9]*"), "a GeoNames number such as 703448"),
    "gleditsch-ward": (re.compile(r"[1-9][0-9]{0,2}"), "a Gleditsch–Ward number such as 369"),
    "iso-3166-2": (re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}"), "an ISO 3166-2 code such as UA-63"),
    "p-code": (re.compile(r"[A-Z]{2,3}[A-Z0-9]*"), "a P-code such as UA63"),
}
"""How the identifiers look that are told by their scheme, and what they are."""

_SCHEMES: Final = {
    "wikidata": "wikidata",
    "geonames": "geonames",
    "gw": "gleditsch-ward",
    "gwno": "gleditsch-ward",
    "gleditschward": "gleditsch-ward",
    "iso31662": "iso-3166-2",
    "pcode": "p-code",
}
"""The spellings of their schemes, without what stands between the letters."""


def _scheme(identifier: Identifier) -> str | None:
    return _SCHEMES.get(re.sub(r"[\W_]", "", identifier.scheme.casefold()))


def _country_of(identifier: Identifier) -> str | None:
    """The country that a code of a division begins with; None where it is none, or given by three letters."""
    scheme, value = _scheme(identifier), identifier.value
    if scheme == "p-code":
        return value[:2] if re.match(r"[A-Z]{2}(?![A-Z])", value) else None
    return value[:2] if scheme == "iso-3166-2" and _SHAPES[scheme][0].fullmatch(value) else None


@declare("PL103", "bad-code", Severity.ERROR, "value")
def bad_code(subject: Subject) -> Iterator[Found]:
    """A country is not given as an ISO 3166-1 alpha-2 code, or an identifier has not the shape of its scheme."""
    for name in ("actors", "places"):
        for index, record in enumerate(getattr(subject.dataset, name)):
            if record.country is not None and not is_country(record.country):
                meant = code_meant(record.country)
                hint = "" if meant is None else f"; did you mean {meant}?"
                message = f"expected a code that ISO 3166-1 assigns, got {record.country}{hint}"
                path = f"/{name}/{index}/country"
                yield Found(path=path, message=message, value=record.country, suggestion=meant)
            for position, identifier in enumerate(record.identifiers):
                wanted = _wanted(identifier)
                if wanted is not None:
                    path = f"/{name}/{index}/identifiers/{position}/value"
                    message = f"expected {wanted}, got {identifier.value}"
                    yield Found(path=path, message=message, value=identifier.value)


def _wanted(identifier: Identifier) -> str | None:
    """What an identifier should look like; None where it does, or where its scheme is not known."""
    scheme = _scheme(identifier)
    if scheme is None:
        return None
    shape, wanted = _SHAPES[scheme]
    country = _country_of(identifier)
    sound = shape.fullmatch(identifier.value) is not None and (country is None or is_country(country))
    return None if sound else wanted


@declare("PL105", "admin-chain-broken", Severity.WARNING, "record")
def admin_chain_broken(subject: Subject) -> Iterator[Found]:
    """A code of a division is not one of the place's country, or does not lie under the code of the larger one."""
    for index, place in enumerate(subject.dataset.places):
        larger: dict[tuple[str, str | None], str] = {}
        for position, identifier in enumerate(place.identifiers):
            path, value = f"/places/{index}/identifiers/{position}/value", identifier.value
            country = _country_of(identifier)
            if country is not None and is_country(country) and _is_elsewhere(place, country, value):
                message = f"expected a code of {place.country}, the country of {place.name}, got {value}"
                yield Found(path=path, message=message, value=value)
            elif _scheme(identifier) == "p-code":
                above = larger.setdefault((identifier.scheme, identifier.release), value)
                if len(above) != len(value) and not (value.startswith(above) or above.startswith(value)):
                    yield Found(path=path, message=f"expected a code under {above}, got {value}", value=value)


def _is_elsewhere(place: Place, country: str, value: str) -> bool:
    """Whether the country of a code is another than the place's, and none under which its territory is found."""
    # US-PR is Puerto Rico, which has a code of its own as well.
    if place.country in (None, country, value[3:]):
        return False
    territory = disputed(place)
    return territory is None or not {place.country, country} <= set(territory.codes)


# --- how closely a place is known ---

_AREA: Final = re.compile(
    r"(?!.*\b(?:of|in|near|at)\b)(?:[\w'’-]+\s+){1,2}"
    r"(?:oblast|region|province|governorate|prefecture|voivodeship|raion|county|область|край|район)",
    re.IGNORECASE,
)
"""A name that is that of a division; a "district" may be a quarter, a "department" the police."""

_WIDE: Final = frozenset({PlacePrecision.ADMIN2, PlacePrecision.ADMIN1, PlacePrecision.COUNTRY, PlacePrecision.REGION})


@declare("PL104", "centroid-as-exact", Severity.WARNING, "dataset")
def centroid_as_exact(subject: Subject) -> Iterator[Found]:
    """A point that stands for a whole area, or is rounded to a tenth of a degree, is marked as exact."""
    areas = {
        _of(place.point): place
        for place in subject.dataset.places
        if place.point is not None and place.precision in _WIDE
    }
    for index, place in enumerate(subject.dataset.places):
        if place.point is None or place.precision is not PlacePrecision.EXACT:
            continue
        reason = None
        if _AREA.fullmatch(place.name):
            reason = f"{place.name}, an area"
        elif (area := areas.get(_of(place.point))) is not None:
            reason = f"the point of {area.name}, an area"
        elif all(round(each, 1) == each for each in _of(place.point)):
            reason = f"{_told(*_of(place.point))}, which is rounded to about ten kilometres"
        if reason is not None:
            path = f"/places/{index}/precision"
            yield Found(path=path, message=f"expected a wider precision than exact for {reason}", value="exact")


@declare("PL106", "disputed-territory-basis", Severity.INFO, "record")
def disputed_territory_basis(subject: Subject) -> Iterator[Found]:
    """A place in a disputed territory is put in a country, and nothing says on what ground."""
    for index, place in enumerate(subject.dataset.places):
        if place.country is None or place.country_basis is not None:
            continue
        territory = disputed(place)
        # Another country may have a place of that name: Gaza is a province of Mozambique.
        if territory is not None and place.country in territory.codes and place.country != territory.own_code:
            reason = f"since it is disputed whose {territory.title} is"
            message = f"expected a country_basis, {reason}, got {place.country} alone"
            yield Found(path=f"/places/{index}/country", message=message, value=place.country)


PLACES: Final[tuple[Check, ...]] = (
    coordinate_range_or_swap,
    outside_country_box,
    bad_code,
    centroid_as_exact,
    admin_chain_broken,
    disputed_territory_basis,
)
