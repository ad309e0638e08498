"""The columns of GDELT's events: what the records of a row say in each cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import attrs

from .. import Actor, Place, Source, TypeCode, When
from . import Column, Columns
from ._cells import country_of, degrees_of, identified, kept_in, types_in

__all__ = [
    "ACTOR",
    "BLOCKS",
    "CODES",
    "COLUMNS",
    "DAYS",
    "GEO",
    "KINDS",
    "LAYOUTS",
    "NAMES",
    "NAMES_1",
    "PLACE_ROLES",
    "PRECISIONS",
    "PREFIXES",
    "QUAD_CLASS",
    "ROLES",
    "WHOLE",
    "EventRow",
    "feature_scheme",
]

DAYS: Final[tuple[str, ...]] = ("SQLDATE", "MonthYear", "Year", "FractionDate")
ACTOR: Final[tuple[str, ...]] = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode"),
    *("Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code"),
)
CODES: Final[tuple[str, ...]] = ("EventCode", "EventBaseCode", "EventRootCode", "QuadClass")
_MEASURES: Final = ("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone")
GEO: Final[tuple[str, ...]] = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
PREFIXES: Final = ("Actor1Geo_", "Actor2Geo_", "ActionGeo_")
NAMES: Final = (
    "GLOBALEVENTID",
    *DAYS,
    *(f"Actor{number}{name}" for number in (1, 2) for name in ACTOR),
    "IsRootEvent",
    *CODES,
    *_MEASURES,
    *(f"{prefix}{name}" for prefix in PREFIXES for name in GEO),
    "DATEADDED",
    "SOURCEURL",
)
"""The 61 columns of GDELT 2.0."""

WHOLE: Final = (
    *("GLOBALEVENTID", *DAYS[:-1], "IsRootEvent", *CODES, "NumMentions", "NumSources", "NumArticles"),
    *(f"{prefix}{name}" for prefix in PREFIXES for name in ("Type", "FeatureID")),
    "DATEADDED",
)
"""The columns of whole numbers and codes, which data frames write with a point where a cell is empty."""

NAMES_1: Final = tuple(name for name in NAMES if not name.endswith("ADM2Code"))
"""The 58 columns of GDELT 1.0; files from before April 2013 lack the last."""

LAYOUTS: Final = (NAMES, NAMES_1, NAMES_1[:-1])

BLOCKS: Final[Mapping[str, tuple[str, ...]]] = {
    "Actor1": tuple(f"Actor1{name}" for name in ACTOR),
    "Actor2": tuple(f"Actor2{name}" for name in ACTOR),
    **{prefix: tuple(f"{prefix}{name}" for name in GEO) for prefix in PREFIXES},
}
"""The columns that together say one thing, by how their names begin."""

QUAD_CLASS: Final = "gdelt-quad-class"
ROLES: Final = (("cameo.source", "cameo.target"), ("attacker", "target"))
"""The roles of the first actor and the second; in acts of violence they are the attacker and the target."""

PLACE_ROLES: Final = ("gdelt.actor1", "gdelt.actor2", "scene")
"""The roles of the places, in the order of the columns: what was matched near an actor is not where it happened."""

KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("GOV", "COP", "JUD", "LEG", "SPY"), "government_body"),
    **dict.fromkeys(("INS", "REB", "SEP", "UAF", "IMG"), "armed_group"),
    **dict.fromkeys(("BUS", "MNC", "NGO", "EDU"), "organisation"),
    "MIL": "armed_force",
    "IGO": "international_body",
    "MED": "media",
    "CVL": "civilians",
}
"""The kinds of actor that a role stands for; a role says nothing of whether a person or a body has it."""
PRECISIONS: Final[Mapping[str, str]] = {
    "1": "country",
    "2": "admin1",
    "3": "settlement",
    "4": "settlement",
    "5": "admin1",
}
"""How close a place is, by its type."""


_PLAIN: Final = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?")


# --- what a row becomes ----------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class EventRow:
    """The records of one row, or of some columns of it."""

    number: str = ""
    when: When | None = None
    actors: tuple[Actor | None, Actor | None] = (None, None)
    types: tuple[TypeCode, ...] = ()
    places: tuple[Place | None, Place | None, Place | None] = (None, None, None)
    article: Source | None = None

    def day(self) -> str:
        """The day in eight digits."""
        return self._digits(8)

    def month(self) -> str:
        """The month in six digits, of a day too."""
        return self.day()[:6] or self._digits(6)

    def year(self) -> str:
        """The year in four digits, of a day or month too."""
        return self.month()[:4] or self._digits(4)

    def _digits(self, number: int) -> str:
        """When it happened, if that is so many digits with nothing uncertain."""
        edtf = "" if self.when is None else self.when.edtf or ""
        digits = edtf.replace("-", "") if _PLAIN.fullmatch(edtf) else ""
        return digits if len(digits) == number else ""


def feature_scheme(type_: str, feature: str) -> str | None:
    """Whose number of a place a feature id is: that of the United States' board for home or for foreign names."""
    if feature.removeprefix("-").isdecimal() and feature.strip("-0"):
        return {"3": "gnis", "4": "gns", "5": "gns"}.get(type_)
    return None


def _fraction(row: EventRow) -> str:
    """The year with the part of it that is gone, as GDELT reckons it: in months of thirty days."""
    day = row.day()
    if not day:
        return ""
    gone = (int(day[4:6]) - 1) * 30 + int(day[6:])
    return f"{int(day[:4]) + gone / 365:.4f}"


def _of_actor(number: int, name: str) -> Callable[[EventRow], str]:
    def cell(row: EventRow) -> str:
        actor = row.actors[number]
        if actor is None:
            return ""
        code = identified(actor, "cameo-actor")
        if name == "Code":
            return code
        if name == "Name":
            return "" if actor.name == code else actor.name
        kept = kept_in(actor, f"gdelt {name}")
        # A code that says something else than the record does by now is none of its cells.
        if name == "CountryCode" and actor.country != country_of("cameo", kept):
            return ""
        return "" if name == "Type1Code" and actor.kind != KINDS.get(kept, "unknown") else kept

    return cell


def _of_place(number: int, name: str) -> Callable[[EventRow], str]:
    def cell(row: EventRow) -> str:
        place = row.places[number]
        if place is None:
            return "0" if name == "Type" else ""
        if name == "Fullname":
            return place.name
        if name in ("Lat", "Long"):
            return degrees_of(place.point, "latitude" if name == "Lat" else "longitude")
        kept = kept_in(place, f"gdelt {name}")
        if name == "FeatureID":
            return identified(place, "gnis", "gns") or kept
        if name == "Type":
            return kept if place.precision == PRECISIONS.get(kept) else ""
        return kept if place.country == country_of("fips", kept_in(place, "gdelt CountryCode")) else ""

    return cell


def _address(row: EventRow) -> str:
    return "" if row.article is None else row.article.url or row.article.title or ""


def _cells() -> Iterator[tuple[str, Callable[[EventRow], str]]]:
    yield "GLOBALEVENTID", lambda row: row.number
    yield "SQLDATE", lambda row: row.day()
    yield "MonthYear", lambda row: row.month()
    yield "Year", lambda row: row.year()
    yield "FractionDate", _fraction
    yield "EventCode", lambda row: types_in(row.types, "cameo")
    yield "EventBaseCode", lambda row: types_in(row.types, "cameo")[:3]
    yield "EventRootCode", lambda row: types_in(row.types, "cameo")[:2]
    yield "QuadClass", lambda row: types_in(row.types, QUAD_CLASS)
    yield "SOURCEURL", _address
    for number in (0, 1):
        for name in ACTOR:
            yield f"Actor{number + 1}{name}", _of_actor(number, name)
    for number, prefix in enumerate(PREFIXES):
        for name in GEO:
            yield f"{prefix}{name}", _of_place(number, name)


_CELLS: Final = dict(_cells())
# What a program counted of the articles has no place in a record: those cells are always kept.
COLUMNS: Final[Columns[EventRow]] = Columns(Column(name=name, cell=_CELLS.get(name)) for name in NAMES)
