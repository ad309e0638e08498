"""The columns of UCDP GED: what the records of a row say in each cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol, TypeVar

import attrs

from .. import Actor, CasualtyReport, Episode, Incident, Place, Record, Source
from . import Column, Columns

__all__ = [
    "COLUMNS",
    "DATES",
    "LEGS",
    "NAMES",
    "ONE_SIDED",
    "PARTS",
    "PRECISIONS",
    "Find",
    "GedRow",
    "identifier",
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
_DYAD: Final = "ucdp-dyad-"
_T = TypeVar("_T", bound=Record)


# --- what a row becomes ----------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class GedRow:
    """The records of one row."""

    event: Incident
    report: CasualtyReport | None = None
    dyad: Episode | None = None
    conflict: Episode | None = None
    sides: tuple[Actor | None, Actor | None] = (None, None)
    place: Place | None = None
    cited: Actor | None = None
    press: tuple[Source, ...] = ()

    def identifier(self, scheme: str) -> str:
        return identifier(self.event, scheme)

    def type(self, vocabulary: str) -> str:
        return next((each.value for each in self.event.types if each.vocabulary == vocabulary), "")

    def deaths(self, column: str) -> str:
        """The number of one of the columns of deaths; each is a figure with the event and the column in its id."""
        figures = () if self.report is None else self.report.figures
        figure = next((each for each in figures if each.id == f"{self.event.id}-{column}"), None)
        count = None if figure is None else figure.count
        return str(count.low) if count is not None and count.is_exact else ""

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

    def where(self, name: str) -> str:
        """What the place keeps of a column."""
        extra = () if self.place is None else self.place.extra
        return next((cell.value for cell in extra if cell.name == f"ucdp {name}"), "")

    def point(self) -> tuple[str, str]:
        """The latitude and the longitude."""
        point = None if self.place is None else self.place.point
        return ("", "") if point is None else (_number(point.latitude), _number(point.longitude))


class Find(Protocol):
    """Finds a record by its class and id."""

    def __call__(self, cls: type[_T], id_: str | None, /) -> _T | None: ...


def together(event: Incident, report: CasualtyReport | None, find: Find) -> GedRow:
    """The records of a row, found from its event and report alone: by the reader and the writer in the same way."""
    part_of = find(Episode, event.part_of)
    is_dyad = part_of is not None and part_of.id.startswith(_DYAD)
    sides = [find(Actor, each.actor) for each in event.participants[:2]]
    place = find(Place, event.where[0].place) if event.where else None
    via = () if report is None or not report.figures else report.figures[0].attribution.via
    cited = next((actor for each in via if (actor := find(Actor, each)) is not None), None)
    return GedRow(
        event=event,
        report=report,
        dyad=part_of if is_dyad else None,
        conflict=find(Episode, part_of.part_of) if part_of is not None and is_dyad else part_of,
        sides=(sides[0] if sides else None, sides[1] if len(sides) > 1 else None),
        place=place,
        cited=cited,
        press=tuple(source for each in via if (source := find(Source, each)) is not None),
    )


def identifier(record: Incident | Episode | Actor | Place | None, *schemes: str) -> str:
    """The first identifier of a record of these schemes; "" where it has none."""
    if record is not None:
        for scheme in schemes:
            for each in record.identifiers:
                if each.scheme == scheme:
                    return each.value
    return ""


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)


def _date_prec(event: GedRow) -> str:
    days = event.days()
    return "" if days is None else next((code for most, code in _DATE_PREC if days <= most), "5")


def _wkt(event: GedRow) -> str:
    latitude, longitude = event.point()
    return f"POINT ({longitude} {latitude})" if latitude else ""


def _is_free(press: Sequence[Source]) -> bool:
    """Whether the reports are told in free text, as before 2013."""
    return len(press) == 1 and press[0].publisher is None


def _article(event: GedRow) -> str:
    if _is_free(event.press):
        return event.press[0].title or ""
    return ";".join(f'"{each.publisher or ""},{_published(each)},{each.title or ""}"' for each in event.press)


def _number_of_sources(event: GedRow) -> str:
    return "" if not event.press else "-1" if _is_free(event.press) else str(len(event.press))


def _published(source: Source) -> str:
    return "" if source.published is None else str(source.published.edtf or source.published.text)


def _joined(of: Callable[[Source], str | None]) -> Callable[[GedRow], str]:
    return lambda event: "" if _is_free(event.press) else ";".join(of(each) or "" for each in event.press)


def _status(event: GedRow) -> str:
    figures = () if event.report is None else event.report.figures
    grade = figures[0].attribution.grade if figures else None
    return "" if grade is None else grade.value


def _name(record: Actor | Place | None) -> str:
    return "" if record is None else record.name


def _title(record: Episode | None) -> str:
    return "" if record is None else record.title or ""


def _admin(event: GedRow, level: int) -> str:
    admin = () if event.place is None else event.place.admin
    return admin[level] if level < len(admin) else ""


_CELLS: Final[Mapping[str, Callable[[GedRow], str]]] = {
    "id": lambda row: row.identifier("ucdp-ged"),
    "relid": lambda row: row.identifier("ucdp-relid"),
    "year": lambda row: row.date(0)[:4],
    "code_status": _status,
    "type_of_violence": lambda row: row.type("ucdp-type-of-violence"),
    "event_clarity": lambda row: row.type("ucdp-event-clarity"),
    "conflict_dset_id": lambda row: identifier(row.conflict, "ucdp-conflict-dset", "ucdp-conflict"),
    "conflict_new_id": lambda row: identifier(row.conflict, "ucdp-conflict"),
    "conflict_name": lambda row: _title(row.conflict),
    "dyad_dset_id": lambda row: identifier(row.dyad, "ucdp-dyad-dset", "ucdp-dyad"),
    "dyad_new_id": lambda row: identifier(row.dyad, "ucdp-dyad"),
    "dyad_name": lambda row: _title(row.dyad),
    "side_a_dset_id": lambda row: identifier(row.sides[0], "ucdp-actor-dset", "ucdp-actor"),
    "side_a_new_id": lambda row: identifier(row.sides[0], "ucdp-actor"),
    "side_a": lambda row: _name(row.sides[0]),
    "gwnoa": lambda row: identifier(row.sides[0], "gleditsch-ward"),
    "side_b_dset_id": lambda row: identifier(row.sides[1], "ucdp-actor-dset", "ucdp-actor"),
    "side_b_new_id": lambda row: identifier(row.sides[1], "ucdp-actor"),
    "side_b": lambda row: _name(row.sides[1]),
    "gwnob": lambda row: identifier(row.sides[1], "gleditsch-ward"),
    "number_of_sources": _number_of_sources,
    "source_article": _article,
    "source_office": _joined(lambda each: each.publisher),
    "source_date": _joined(_published),
    "source_headline": _joined(lambda each: each.title),
    "source_original": lambda row: _name(row.cited),
    "where_prec": lambda row: "" if row.place is None else _WHERE_PREC.get(row.place.precision or "", ""),
    "where_coordinates": lambda row: _name(row.place),
    "adm_1": lambda row: _admin(row, 0),
    "adm_2": lambda row: _admin(row, 1),
    "latitude": lambda row: row.point()[0],
    "longitude": lambda row: row.point()[1],
    "geom_wkt": _wkt,
    "priogrid_gid": lambda row: identifier(row.place, "priogrid"),
    "country": lambda row: row.where("country"),
    "country_id": lambda row: identifier(row.place, "gleditsch-ward"),
    "region": lambda row: row.where("region"),
    "date_prec": _date_prec,
    "date_start": lambda row: row.date(0),
    "date_end": lambda row: row.date(-1),
}


def _untimed(cell: str) -> str:
    return cell.removesuffix("T00:00:00")


def _column(name: str) -> Column[GedRow]:
    if name in (*LEGS, *PARTS):
        return Column(name=name, cell=lambda row: row.deaths(name))
    cell = _CELLS.get(name, lambda _: "")  # active_year and where_description have no place in a record
    return Column(name=name, cell=cell, normal=_untimed if name in DATES else None)


DATES: Final = ("date_start", "date_end")
COLUMNS: Final = Columns(map(_column, NAMES))
