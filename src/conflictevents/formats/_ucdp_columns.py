"""The columns of UCDP GED: what the records of a row say in each cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

import attrs

from .. import Actor, Attribution, Episode, Figure, Incident, Place, Source, TypeCode, When
from . import Columns, renamed_to
from ._cells import REMEMBERED, degrees_of, identified, kept_in
from ._pool import Find
from ._said import says

__all__ = [
    "COLUMNS",
    "DATES",
    "LEGS",
    "NAMES",
    "PARTS",
    "PRECISIONS",
    "WHOLE",
    "Days",
    "GedRow",
    "date_prec_of",
    "days_said",
    "meaning_of",
    "renamed",
    "roles_of",
    "together",
    "type_in",
]

_HEADER: Final = """\
id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id
dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources
source_article source_office source_date source_headline source_original where_prec where_coordinates where_description
adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start
date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob
"""
NAMES: Final = tuple(_HEADER.split())
_ALIASES: Final = {
    **{f"{leg}_est": leg for leg in ("best", "low", "high")},
    **{f"{what}_id": f"{what}_new_id" for what in ("conflict", "dyad", "side_a", "side_b")},
    "gwno": "country_id",
}
"""Names of columns in older releases."""
_ONE_SIDED: Final = "3"
PRECISIONS: Final = {
    "1": "settlement",  # a named place, whose centre the point is
    "2": "near",
    "3": "admin2",
    "4": "admin1",
    "5": "admin1",  # a river, a road, a front: larger than a district, and no step of our scale
    "6": "country",
    "7": "region",
}
_WHERE_PREC: Final = {"settlement": "1", "near": "2", "admin2": "3", "admin1": "4", "country": "6", "region": "7"}
_DATE_PREC: Final = ((0, "1"), (5, "2"), (6, "3"), (30, "4"))
_WIDEST: Final = "5"
_MOST_IN_DOUBT: Final = 30
"""So many days at most can lie between the days of a date in doubt, for a code that is wider."""
LEGS: Final = ("best", "low", "high")
PARTS: Final = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_GROUPS: Final = {"deaths_civilians": "civilians", "deaths_unknown": "status:unknown"}
DATES: Final = ("date_start", "date_end")
_DYAD: Final = "ucdp-dyad-"
_CONFLICT: Final = "ucdp-conflict-"


_spelled: Final = renamed_to((*NAMES, *_ALIASES))


def renamed(name: str) -> str:
    """The name of a column by one in a header: other spellings and the names of older releases are known."""
    plain = _spelled(name)
    return _ALIASES.get(plain, plain)


WHOLE: Final = (
    *("id", "year", "active_year", "type_of_violence", "number_of_sources", "where_prec", "priogrid_gid", "country_id"),
    *(f"{what}_{which}_id" for what in ("conflict", "dyad", "side_a", "side_b") for which in ("dset", "new")),
    *("event_clarity", "date_prec", *PARTS, *LEGS, "gwnoa", "gwnob"),
)
"""The columns of whole numbers and codes."""


# --- what a row becomes ----------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class GedRow:
    """The records of one row."""

    event: Incident
    dyad: Episode | None = None
    conflict: Episode | None = None
    side_a: Actor | None = None
    side_b: Actor | None = None
    place: Place | None = None
    cited: Actor | None = None
    press: tuple[Source, ...] = ()
    by: Attribution | None = None
    """Who stands behind all numbers of the row."""
    deaths: Mapping[str, Figure] = attrs.field(factory=dict)
    """The figures in the columns of deaths."""


class Days(NamedTuple):
    """A date as the table can say it."""

    first: str = ""
    last: str = ""
    doubt: str = ""
    """`~` where the day is only near that, `?` where nobody knows whether it is that day."""


@lru_cache(REMEMBERED)
def days_said(when: When | None) -> Days:
    """The days of a date; none where the table would say something more certain."""
    if when is None or when.edtf is None:
        return Days()
    first, last = ("" if day is None else day.isoformat() for day in (when.earliest, when.latest))
    if not when.is_qualified:
        return Days(first, last)
    days = _days_between(when)
    doubt = "?" if "?" in when.edtf or "%" in when.edtf else "~"
    return Days(first, last, doubt) if days is not None and days <= _MOST_IN_DOUBT else Days()


def _days_between(when: When) -> int | None:
    if when.earliest is None or when.latest is None:
        return None
    return (when.latest - when.earliest).days


@lru_cache(REMEMBERED)
def date_prec_of(when: When | None) -> str:
    """The code of precision that a date has by its days; the widest code for one in doubt, whose days are narrower."""
    said, days = days_said(when), None if when is None else _days_between(when)
    if not said.first or days is None:
        return ""
    return _WIDEST if said.doubt else next((code for most, code in _DATE_PREC if days <= most), _WIDEST)


def roles_of(violence: str) -> tuple[str, str]:
    """The roles of side a and side b by the type of violence."""
    return ("attacker", "target") if violence == _ONE_SIDED else ("party", "party")


def type_in(types: Iterable[TypeCode], vocabulary: str) -> str:
    """The first type of a vocabulary, since a row has one cell for it."""
    return next((each.value for each in types if each.vocabulary == vocabulary), "")


def meaning_of(column: str, side_a: str | None, side_b: str | None, best: str | None) -> Mapping[str, Any]:
    """What a number in a column of deaths is a figure of.

    Args:
        column: The column.
        side_a: The id of side a.
        side_b: The id of side b.
        best: The id of the figure in the column `best`.
    """
    own: Mapping[str, Any]
    if column in LEGS:
        own = {"estimate": column}
    elif column in _GROUPS:
        own = {"group": _GROUPS[column], "within": best}
    else:
        own = {"to": side_a if column == "deaths_a" else side_b, "within": best}
    return {"measure": "killed", "item": "people", **own}


def together(
    event: Incident, figures: Sequence[Figure], find: Find, deaths: Mapping[str, Figure] | None = None
) -> GedRow:
    """The records of a row, found from its event and its figures: by the reader and the writer in the same way.

    Args:
        event: The event.
        figures: The figures that may stand in the row. Of several attributions the one with most of them is the row's.
        find: Finds the other records.
        deaths: The figures by column, where that is known.
    """
    part_of = find(Episode, event.part_of)
    is_dyad = part_of is not None and part_of.id.startswith(_DYAD)
    conflict = find(Episode, part_of.part_of) if part_of is not None and is_dyad else part_of
    one, other = _sides_of(event, figures)
    deaths = _figures_in(event.id, (one, other), figures) if deaths is None else deaths
    by = next((figure.attribution for figure in deaths.values()), None)
    via = () if by is None else by.via
    return GedRow(
        event=event,
        dyad=part_of if is_dyad else None,
        conflict=conflict if conflict is not None and conflict.id.startswith(_CONFLICT) else None,
        side_a=find(Actor, one),
        side_b=find(Actor, other),
        place=find(Place, event.where[0].place) if event.where else None,
        cited=next((actor for each in via if (actor := find(Actor, each)) is not None), None),
        press=tuple([source for each in via if (source := find(Source, each)) is not None]),
        by=by,
        deaths=deaths,
    )


def _sides_of(event: Incident, figures: Sequence[Figure]) -> tuple[str | None, str | None]:
    """The ids of side a and side b."""
    role_a, role_b = roles_of(type_in(event.types, "ucdp-type-of-violence"))
    one, other = ([each.actor for each in event.participants if each.role == role] for role in (role_a, role_b))
    if role_a != role_b:
        return next(iter(one), None), next(iter(other), None)
    if len(one) != 1:
        return (one[0], one[1]) if one else (None, None)
    # A single party may be either side: the deaths tell.
    harmed = {(each.id, each.to) for each in figures}
    is_second = (f"{event.id}-deaths_a", None) in harmed or (f"{event.id}-deaths_b", one[0]) in harmed
    return (None, one[0]) if is_second else (one[0], None)


def _figures_in(event: str, sides: tuple[str | None, str | None], figures: Sequence[Figure]) -> dict[str, Figure]:
    """The figure of each column, all of one attribution: of that with most of them."""
    if all(each.attribution is figures[0].attribution for each in figures):
        return _by_column(event, sides, figures)
    groups: dict[Attribution, list[Figure]] = {}
    for each in figures:
        groups.setdefault(each.attribution, []).append(each)
    return max((_by_column(event, sides, group) for group in groups.values()), key=len)


def _by_column(event: str, sides: tuple[str | None, str | None], figures: Sequence[Figure]) -> dict[str, Figure]:
    """The figure of each column by what it says: the one with the id of the column, else the only one that says it."""
    own = {f"{event}-{column}": column for column in (*LEGS, *PARTS)}
    exact = [each for each in figures if each.count is not None and each.count.is_exact]
    named = {own[each.id]: each for each in reversed(exact) if each.id in own}
    others = [each for each in exact if each.id not in own]
    found: dict[str, Figure] = {}
    for column in own.values():
        best = found.get("best")
        fields = meaning_of(column, *sides, None if best is None else best.id or "")
        figure = named.get(column)
        if figure is None or not says(figure, fields):
            fitting = [each for each in others if says(each, fields) and each not in found.values()]
            figure = fitting[0] if len(fitting) == 1 else None
        if figure is not None:
            found[column] = figure
    return found


# --- cells -----------------------------------------------------------------------------------------------------------


def _identified(*schemes: str) -> Callable[[Any], str]:
    return lambda record: identified(record, *schemes)


def _kept(name: str) -> Callable[[Place | None], str]:
    return lambda place: kept_in(place, f"ucdp {name}")


def _name(record: Actor | Place | None) -> str:
    return "" if record is None else record.name


def _title(record: Episode | None) -> str:
    return "" if record is None else record.title or ""


def _episode(what: str) -> Mapping[str, Callable[[Any], str]]:
    return {
        f"{what}_dset_id": _identified(f"ucdp-{what}-dset", f"ucdp-{what}"),
        f"{what}_new_id": _identified(f"ucdp-{what}"),
        f"{what}_name": _title,
    }


def _side(letter: str) -> Mapping[str, Callable[[Any], str]]:
    return {
        f"side_{letter}_dset_id": _identified("ucdp-actor-dset", "ucdp-actor"),
        f"side_{letter}_new_id": _identified("ucdp-actor"),
        f"side_{letter}": _name,
        f"gwno{letter}": _identified("gleditsch-ward"),
    }


def _degrees(axis: str) -> Callable[[Place | None], str]:
    return lambda place: "" if place is None else degrees_of(place.point, axis)


def _wkt(place: Place | None) -> str:
    if place is None or place.point is None:
        return ""
    return f"POINT ({degrees_of(place.point, 'longitude')} {degrees_of(place.point, 'latitude')})"


def _admin(level: int) -> Callable[[Place | None], str]:
    return lambda place: "" if place is None or len(place.admin) <= level else place.admin[level]


def _year(row: GedRow) -> str:
    # A year that is not the date's is why nobody knows whether it is that day, and is kept.
    first, _, doubt = days_said(row.event.when)
    return "" if doubt == "?" else first[:4]


def _code_status(row: GedRow) -> str:
    return "" if row.by is None or row.by.grade is None else row.by.grade.value


def _is_free(press: Sequence[Source]) -> bool:
    """Whether the reports are told in free text, as before 2013."""
    return len(press) == 1 and press[0].publisher is None


def _article(press: Sequence[Source]) -> str:
    if _is_free(press):
        return press[0].title or ""
    return ";".join([f'"{each.publisher or ""},{_published(each)},{each.title or ""}"' for each in press])


def _number_of_sources(press: Sequence[Source]) -> str:
    return "" if not press else "-1" if _is_free(press) else str(len(press))


def _published(source: Source) -> str:
    return "" if source.published is None else str(source.published.edtf or source.published.text)


def _joined(of: Callable[[Source], str | None]) -> Callable[[Sequence[Source]], str]:
    return lambda press: "" if _is_free(press) else ";".join([of(each) or "" for each in press])


def _deaths(column: str) -> Callable[[GedRow], str]:
    def number(row: GedRow) -> str:
        figure = row.deaths.get(column)
        return "" if figure is None or figure.count is None else str(figure.count.low)

    return number


def _untimed(cell: str) -> str:
    return cell.removesuffix("T00:00:00")


# active_year and where_description have no place in a record.
COLUMNS: Final = Columns[GedRow].by_part(
    NAMES,
    {
        "": {
            "id": lambda row: identified(row.event, "ucdp-ged"),
            "relid": lambda row: identified(row.event, "ucdp-relid"),
            "year": _year,
            "code_status": _code_status,
            "date_prec": lambda row: date_prec_of(row.event.when),
            "date_start": lambda row: days_said(row.event.when).first,
            "date_end": lambda row: days_said(row.event.when).last,
            "type_of_violence": lambda row: type_in(row.event.types, "ucdp-type-of-violence"),
            "event_clarity": lambda row: type_in(row.event.types, "ucdp-event-clarity"),
            **{name: _deaths(name) for name in (*LEGS, *PARTS)},
        },
        "conflict": _episode("conflict"),
        "dyad": _episode("dyad"),
        "side_a": _side("a"),
        "side_b": _side("b"),
        "press": {
            "number_of_sources": _number_of_sources,
            "source_article": _article,
            "source_office": _joined(attrgetter("publisher")),
            "source_date": _joined(_published),
            "source_headline": _joined(attrgetter("title")),
        },
        "cited": {"source_original": _name},
        "place": {
            "where_prec": lambda place: "" if place is None else _WHERE_PREC.get(place.precision or "", ""),
            "where_coordinates": _name,
            "adm_1": _admin(0),
            "adm_2": _admin(1),
            "latitude": _degrees("latitude"),
            "longitude": _degrees("longitude"),
            "geom_wkt": _wkt,
            "priogrid_gid": _identified("priogrid"),
            "country": _kept("country"),
            "country_id": _identified("gleditsch-ward"),
            "region": _kept("region"),
        },
    },
    normal=dict.fromkeys(DATES, _untimed),
)
