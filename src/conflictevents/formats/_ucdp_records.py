"""What the cells of a row of UCDP GED become: each part of it is made from its cells alone, whoever reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from .. import Actor, Cell, Episode, Identifier, Place, Source, TypeCode, codes
from . import digest, is_id, stripped
from ._cells import REMEMBERED, by_name, country_of, identifiers_of, in_country, point_of, when_said
from ._ucdp_columns import PRECISIONS, roles_of

__all__ = [
    "CITED",
    "EVENT",
    "OF_EPISODES",
    "OF_PLACE",
    "OF_PRESS",
    "OF_SIDES",
    "OF_TYPES",
    "cited_as",
    "episode_of",
    "event_id",
    "is_state",
    "place_of",
    "press_of",
    "side_of",
    "source_of",
    "types_of",
]

EVENT: Final = "ged-"
OF_SIDES: Final = tuple(
    (f"side_{letter}", f"side_{letter}_new_id", f"side_{letter}_dset_id", f"gwno{letter}") for letter in "ab"
)
OF_EPISODES: Final = {
    what: tuple(f"{what}_{name}" for name in ("name", "new_id", "dset_id")) for what in ("dyad", "conflict")
}
OF_PLACE: Final = (
    *("where_coordinates", "adm_1", "adm_2", "country", "region"),
    *("latitude", "longitude", "where_prec", "priogrid_gid", "country_id"),
)
OF_PRESS: Final = ("source_article", "number_of_sources", "source_office", "source_date", "source_headline")
OF_TYPES: Final = ("type_of_violence", "event_clarity")
CITED: Final = "source_original"


def source_of(release: str | None) -> Source:
    """The source whose table it is."""
    return Source(
        id="ucdp-ged" if release is None else f"ucdp-ged-{release}",
        title="UCDP Georeferenced Event Dataset",
        publisher="Uppsala Conflict Data Program",
        url="https://ucdp.uu.se/downloads/",
        licence="CC-BY-4.0",
        identifiers=() if release is None else (Identifier(scheme="ucdp-ged-release", value=release),),
    )


def event_id(id_: str, relid: str, number: int) -> str:
    """The id of an event by two cells, or by the number of its row where these have none; another may have it too."""
    key = stripped(id_) or stripped(relid)
    return f"{EVENT}{key}" if is_id(key) else f"{EVENT}row-{number}"


def side_of(violence: str, name: str, new: str, dset: str, gwno: str) -> Actor | None:
    """The actor of the cells of a side."""
    if not stripped(name):
        return None
    new, dset, gwno = map(stripped, (new, dset, gwno))
    gwno = gwno if is_state(gwno) else ""
    numbers = (("ucdp-actor", new), ("ucdp-actor-dset", dset if dset != new else ""), ("gleditsch-ward", gwno))
    id_ = f"ucdp-actor-{new}"
    is_civilians = "target" in roles_of(stripped(violence)) and name == "Civilians"
    return Actor(
        id=id_ if new and is_id(id_) else f"ucdp-actor-{digest(name)}",
        name=name,
        kind="civilians" if is_civilians else "state" if gwno else "unknown",
        country=country_of("gleditsch_ward", gwno),
        identifiers=identifiers_of(numbers),
    )


def is_state(gwno: str) -> bool:
    """Whether a cell has a number such as states have, and not a sign for none (0, -99)."""
    return re.fullmatch("[1-9][0-9]{0,2}", gwno) is not None


def episode_of(what: str, title: str, new: str, dset: str) -> Episode | None:
    """The dyad or the conflict of its cells, which is part of nothing yet."""
    new, dset = stripped(new), stripped(dset)
    if not new and not stripped(title):
        return None
    id_ = f"ucdp-{what}-{new}"
    return Episode(
        id=id_ if new and is_id(id_) else f"ucdp-{what}-{digest(title)}",
        title=title if stripped(title) else None,
        identifiers=identifiers_of(((f"ucdp-{what}", new), (f"ucdp-{what}-dset", dset if dset != new else ""))),
    )


@lru_cache(REMEMBERED)
def place_of(named: str, adm_1: str, adm_2: str, country: str, region: str, *numbers: str) -> tuple[Place | None, bool]:
    """The place of some cells, and whether its degrees were understood."""
    latitude, longitude, precision, priogrid, country_id = map(stripped, numbers)
    admin = tuple([each for each in (adm_1, adm_2) if stripped(each)])
    name = next((each for each in (named, *admin, country) if stripped(each)), None)
    if name is None:
        return None, True
    point, understood = point_of(latitude, longitude)
    fields: dict[str, Any] = {
        "name": name,
        "admin": admin,
        "point": point,
        "precision": PRECISIONS.get(precision),
        "identifiers": identifiers_of((("priogrid", priogrid), ("gleditsch-ward", country_id))),
        "extra": tuple(
            [Cell(name=f"ucdp {each}", value=cell) for each, cell in (("country", country), ("region", region)) if cell]
        ),
    }
    id_ = f"place-{digest(tuple(fields.items()))}"
    return Place(id=id_, **fields, **_country_in(country_id, country)), understood


def _country_in(number: str, name: str) -> Mapping[str, Any]:
    """The country of a place by its number, or by its name where there is none."""
    return in_country("gleditsch_ward", number, "country_id of UCDP") if number else by_name(name, "country of UCDP")


@lru_cache(REMEMBERED)
def cited_as(name: str) -> Actor | None:
    """Whoever the reports cite."""
    return Actor(id=f"cited-{digest(name)}", name=name) if stripped(name) else None


@lru_cache(REMEMBERED)
def types_of(violence: str, clarity: str) -> tuple[TypeCode, ...]:
    """The types of an event."""
    violence, clarity = stripped(violence), stripped(clarity)
    return tuple(
        [
            TypeCode(
                vocabulary=f"ucdp-{column.replace('_', '-')}",
                value=value,
                label=codes.table("ucdp", column).label(value),
            )
            for column, value in (("type_of_violence", violence), ("event_clarity", clarity))
            if value
        ]
    )


def press_of(article: str, number: str, office: str, date: str, headline: str) -> tuple[Source, ...]:
    """The reports that the coder read; in one piece where the cells do not tell them apart."""
    offices, dates, number = office.split(";"), date.split(";"), stripped(number)
    if not any(offices) or len(offices) != len(dates) or (number and number != str(len(offices))):
        return (_report_read(None, None, article),) if stripped(article) else ()
    told = _told(article, offices)
    if told is None:
        titles = headline.split(";")
        titles = titles if len(titles) == len(offices) else [""] * len(offices)
        told = list(zip(dates, titles, strict=True))
    return tuple([_report_read(office, day, title) for office, (day, title) in zip(offices, told, strict=True)])


@lru_cache(REMEMBERED)
def _report_read(office: str | None, day: str | None, title: str) -> Source:
    fields: dict[str, Any] = {
        "publisher": office if office and stripped(office) else None,
        "title": title if stripped(title) else None,
        "published": when_said(day) if day and stripped(day) else None,
    }
    return Source(id=f"report-{digest(tuple(fields.items()))}", **fields)


def _told(article: str, offices: Sequence[str]) -> list[tuple[str, str]] | None:
    """The date and headline of each report, from `"office,date,headline";"office,date,headline"`.

    Nothing in it is escaped, but the offices are known, so each headline ends where the next office begins.
    """
    told, at = [], 0
    for office, following in zip(offices, (*offices[1:], None), strict=True):
        start = f'"{office},'
        if not article.startswith(start, at):
            return None
        date, comma, _ = article[at + len(start) :].partition(",")
        at += len(start) + len(date) + 1
        end = len(article) - 1 if following is None else article.find(f'";"{following},', at)
        if not comma or end < at or article[end : end + 1] != '"':
            return None
        told.append((date, article[at:end]))
        at = end + 2
    return told
