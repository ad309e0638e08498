"""`Place`, a named place, and `Point`, a position on the earth."""

from __future__ import annotations

import attrs

from ._count import as_floats
from ._fields import Country, Id, Latitude, Longitude, Text, Words
from ._record import Record
from ._sources import Cell, Identifier
from ._vocab import PlacePrecision, to_place_precision
from ._waivers import Waiver

__all__ = ["Place", "Point"]


@attrs.frozen(kw_only=True)
class Point(Record):
    """A position on the earth's surface.

    Other formats differ: GeoJSON and WKT write the longitude first.

    Attributes:
        latitude: Degrees north of the equator, datum WGS84 (EPSG:4326), from -90 to 90.
        longitude: Degrees east of Greenwich, datum WGS84 (EPSG:4326), from -180 to 180.
    """

    latitude: Latitude
    longitude: Longitude

    def _agree(self) -> None:
        """Keep both as floats."""
        as_floats(self, "latitude", "longitude")


@attrs.frozen(kw_only=True)
class Place(Record):
    """A named place.

    Attributes:
        id: Its id in the dataset.
        name: Its name.
        country: The country it lies in, as an ISO 3166-1 alpha-2 code.
        country_basis: On what ground it is put in that country, where that is disputed.
        admin: The names of the divisions that it lies in, from the largest down.
        point: Where it is, in degrees on WGS84.
        precision: How closely the point is known; each step has a radius in metres (`PlacePrecision.metres`).
        identifiers: What others call it (GeoNames, Wikidata, P-code).
        extra: Fields of the input that the model has no place for.
        waivers: Findings of the checks that are known and shall stand, each with the reason.
    """

    id: Id
    name: Text
    country: Country | None = None
    country_basis: Text | None = None
    admin: Words = ()
    point: Point | None = None
    precision: PlacePrecision | None = attrs.field(
        default=None, converter=attrs.converters.optional(to_place_precision)
    )
    identifiers: tuple[Identifier, ...] = ()
    extra: tuple[Cell, ...] = ()
    waivers: tuple[Waiver, ...] = attrs.field(default=(), metadata={"last": True})
