"""The columns of UCDP GED: what the records of a row say in each cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

import attrs

from .. import Actor, CasualtyReport, Episode, Incident, Place, Source
from . import Columns
from ._cells import degrees_of, identified, kept_in, types_in
from ._pool import Find

__all__ = [
    "COLUMNS",
    "DATES",
    "LEGS",
    "NAMES",
    "ONE_SIDED",
    "PARTS",
    "PRECISIONS",
    "GedRow",
    "together",
]

_HEADER: Final = """\
id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id
dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources
source_article source_office source_date source_headline source_original where_prec where_coordinates where_description
adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start
date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob
"""
NAMES: Final = tuple(_HEADER.split())
ONE_SIDED: Final = "3"
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
LEGS: Final = ("best", "low", "high")
PARTS: Final = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
DATES: Final = ("date_start", "date_end")
_DYAD: Final = "ucdp-dyad-"


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
    status: str = ""
    deaths: Mapping[str, str] = attrs.field(factory=dict)
    """The numbers in the columns of deaths."""

    def date(self, end: int) -> str:
        """The first day (0) or the last one (-1)."""
        edtf = None if self.event.when is None else self.event.when.edtf
        return "" if edtf is None else edtf.split("/")[end]

    def days(self) -> int | None:
        """How many days lie between the first day and the last."""
        when = self.event.when
        if when is None or when.earliest is None or when.latest is None:
            return None
        return (when.latest - when.earliest).days


def together(event: Incident, report: CasualtyReport | None, find: Find) -> GedRow:
    """The records of a row, found from its event and report alone: by the reader and the writer in the same way."""
    part_of = find(Episode, event.part_of)
    is_dyad = part_of is not None and part_of.id.startswith(_DYAD)
    sides = [find(Actor, each.actor) for each in event.participants[:2]]
    figures = () if report is None else report.figures
    by = figures[0].attribution if figures else None
    via = () if by is None else by.via
    return GedRow(
        event=event,
        dyad=part_of if is_dyad else None,
        conflict=find(Episode, part_of.part_of) if part_of is not None and is_dyad else part_of,
        side_a=sides[0] if sides else None,
        side_b=sides[1] if len(sides) > 1 else None,
        place=find(Place, event.where[0].place) if event.where else None,
        cited=next((actor for each in via if (actor := find(Actor, each)) is not None), None),
        press=tuple([source for each in via if (source := find(Source, each)) is not None]),
        status="" if by is None or by.grade is None else by.grade.value,
        # Each is a figure with the event and the column in its id.
        deaths={
            each.id.removeprefix(f"{event.id}-"): str(each.count.low)
            for each in reversed(figures)
            if each.id is not None and each.count is not None and each.count.is_exact
        },
    )


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


def _date_prec(row: GedRow) -> str:
    days = row.days()
    return "" if days is None else next((code for most, code in _DATE_PREC if days <= most), "5")


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
    return lambda row: row.deaths.get(column, "")


def _untimed(cell: str) -> str:
    return cell.removesuffix("T00:00:00")


# active_year and where_description have no place in a record.
COLUMNS: Final = Columns[GedRow].by_part(
    NAMES,
    {
        "": {
            "id": lambda row: identified(row.event, "ucdp-ged"),
            "relid": lambda row: identified(row.event, "ucdp-relid"),
            "year": lambda row: row.date(0)[:4],
            "code_status": lambda row: row.status,
            "date_prec": _date_prec,
            "date_start": lambda row: row.date(0),
            "date_end": lambda row: row.date(-1),
            "type_of_violence": lambda row: types_in(row.event.types, "ucdp-type-of-violence"),
            "event_clarity": lambda row: types_in(row.event.types, "ucdp-event-clarity"),
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
