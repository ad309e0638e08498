"""What the cells of a row of GDELT become: each part of it is made from its cells alone, whoever reads them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from .. import Actor, Assertion, Attribution, Cell, Place, Point, Source, TypeCode, When, codes
from . import digest, stripped
from ._cameo_codes import has_two_meanings, lost_its_zero
from ._cells import country_of, identifiers_of, point_of
from ._gdelt_columns import (
    ACTOR,
    BLOCKS,
    CODES,
    COLUMNS,
    DAYS,
    GEO,
    KINDS,
    PRECISIONS,
    PREFIXES,
    QUAD_CLASS,
    EventRow,
    feature_scheme,
)
from ._gdelt_files import named

__all__ = ["VIOLENT", "actor_of", "article_of", "claim_of", "day_of", "days_of", "place_of", "types_of"]


def actor_of(name: str, cells: tuple[str, ...]) -> tuple[Actor | None, tuple[Cell, ...]]:
    """The actor of some cells, and those of them to be kept."""
    values = dict(zip(ACTOR, cells, strict=True))
    code, called = values["Code"], values["Name"]
    actor = None
    if stripped(code) or stripped(called):
        kept = tuple(Cell(name=f"gdelt {each}", value=values[each]) for each in ACTOR[2:] if values[each])
        actor = Actor(
            id=f"actor-{digest(cells)}",
            name=called if stripped(called) else code,
            kind=KINDS.get(values["Type1Code"], "unknown"),
            country=country_of("cameo", values["CountryCode"]),
            identifiers=identifiers_of((("cameo-actor", code if stripped(code) else ""),)),
            extra=kept,
        )
    second = name == "Actor2"
    row = EventRow(actors=(None, actor) if second else (actor, None))
    return actor, COLUMNS.kept(dict(zip(BLOCKS[name], cells, strict=True)), row)


def place_of(prefix: str, cells: tuple[str, ...]) -> tuple[Place | None, tuple[Cell, ...], tuple[str, str] | None]:
    """The place of some cells, those of them to be kept, and what is wrong with them."""
    values = dict(zip(GEO, cells, strict=True))
    type_, name, feature = values["Type"], values["Fullname"], values["FeatureID"]
    point, problem = _point(values["Lat"], values["Long"])
    place = None
    if stripped(name):
        scheme = feature_scheme(type_, feature)
        identifiers = () if scheme is None else identifiers_of(((scheme, feature),))
        kept = ("Type", "CountryCode", "ADM1Code", "ADM2Code", *(() if identifiers else ("FeatureID",)))
        place = Place(
            id=f"place-{digest(cells)}",
            name=name,
            country=country_of("fips", values["CountryCode"]),
            point=point,
            precision=PRECISIONS.get(type_),
            identifiers=identifiers,
            extra=tuple(Cell(name=f"gdelt {each}", value=values[each]) for each in kept if values[each]),
        )
    at = PREFIXES.index(prefix)
    places = [place if number == at else None for number in range(3)]
    row = EventRow(places=(places[0], places[1], places[2]))
    return place, COLUMNS.kept(dict(zip(BLOCKS[prefix], cells, strict=True)), row), problem


def _point(latitude: str, longitude: str) -> tuple[Point | None, tuple[str, str] | None]:
    """The position, and what is wrong with it."""
    if latitude in _ZERO and longitude in _ZERO:
        return None, ("IO124", "0 and 0 stand for a position that is not known")
    point, understood = point_of(stripped(latitude), stripped(longitude))
    if understood:
        return point, None
    return None, ("IO104", "expected degrees of latitude and longitude, got others; they are kept as they are")


_ZERO: Final = ("0", "0.0")


def article_of(address: str) -> tuple[Source | None, tuple[Cell, ...]]:
    """The article of an address, and the cell to be kept."""
    article = Source(id=f"article-{digest((address,))}", **named(address)) if stripped(address) else None
    return article, COLUMNS.kept({"SOURCEURL": address}, EventRow(article=article))


def claim_of(source: str, article: Source | None) -> Assertion:
    """GDELT's claim that an event occurred."""
    by = Attribution(source=source, via=() if article is None else (article.id,), method="machine")
    return Assertion(property="occurred", value="yes", attribution=by)


def day_of(cell: str) -> date | None:
    """The day of eight digits; None where they are none."""
    if re.fullmatch(r"[0-9]{8}", cell) is None:
        return None
    try:
        return date(int(cell[:4]), int(cell[4:6]), int(cell[6:]))
    except ValueError:
        return None


def days_of(
    day: str, month_year: str, year: str, fraction: str, added: str, read: str
) -> tuple[When | None, tuple[Cell, ...], str | None]:
    """When it happened, the cells to be kept, and what tells that the day may be a guess.

    Args:
        day: The cell of the day.
        month_year: That of the month.
        year: That of the year.
        fraction: That of the fraction of the year.
        added: The day on which the row was added, in eight digits.
        read: The day that the cell says in another spelling (`2018-01-01`), else "".
    """
    found, known = day_of(day) if not read else date.fromisoformat(read), day_of(added)
    when = None if found is None else When(edtf=found.isoformat())
    kept = COLUMNS.kept(dict(zip(DAYS, (day, month_year, year, fraction), strict=True)), EventRow(when=when))
    before = None
    if found is not None and known is not None and found < known:
        gap, same_day = (known - found).days, found.day == known.day
        if gap in (365, 366) or (same_day and found.month == known.month and known.year - found.year == 1):
            before = "year"
        elif gap == 30 or (same_day and gap <= 31):
            before = "month"
    if before is None:
        return when, kept, None
    return when, kept, f"a day exactly a {before} before it was added may be a guess from words such as “last {before}”"


_MENDED: Final = "expected a code with its zero in front, got it without; it is read with it"
_UNKNOWN: Final = "a zero may be gone in front of this code, and nothing tells; no type of CAMEO is read from it"


def _code_of(code: str, root: str, quad: str) -> tuple[str, str | None]:
    """The code of CAMEO that a cell says, with the zero that it lost; and what is to be told of it."""
    code, root = stripped(code), stripped(root)
    if root:
        is_lost = re.fullmatch("[1-9]", root) is not None and re.fullmatch(f"{root}[0-9]+", code) is not None
    elif has_two_meanings(code):
        is_lost = stripped(quad) in _COOPERATION
        if stripped(quad) not in (*_COOPERATION, *_CONFLICT):
            return "", _UNKNOWN
    else:
        is_lost = lost_its_zero(code)
    return (f"0{code}", _MENDED) if is_lost else (code, None)


_COOPERATION: Final = ("1", "2")
_CONFLICT: Final = ("3", "4")
"""The quad classes: what begins with 01 to 09 is cooperation, with 10 to 20 conflict."""


def types_of(
    code: str, base: str, root: str, quad: str
) -> tuple[tuple[TypeCode, ...], tuple[Cell, ...], bool, str | None]:
    """The types of an event, the cells to be kept, whether it is an act of violence, and what is to be told."""
    known = codes.table("cameo", "event")
    value, told = _code_of(code, root, quad)
    types: list[TypeCode] = []
    if value:
        types.append(TypeCode(vocabulary="cameo", value=value, label=known.label(value)))
    plover = known[value].same_as.get("plover.event") if value in known else None
    if plover is not None:
        label = codes.table("plover", "event").label(plover)
        types.append(TypeCode(vocabulary="plover", value=plover, label=label))
    if stripped(quad):
        label = codes.table("cameo", "quad_class").label(stripped(quad))
        types.append(TypeCode(vocabulary=QUAD_CLASS, value=stripped(quad), label=label))
    made = EventRow(types=tuple(types))
    kept = COLUMNS.kept(dict(zip(CODES, (code, base, root, quad), strict=True)), made)
    return made.types, kept, value[:2] in VIOLENT, told


VIOLENT: Final = ("18", "19", "20")
"""How the codes of acts of violence begin."""
