"""UCDP Georeferenced Event Dataset and candidate events: `ucdp-ged`.

One row is one event with deaths. What it says of them is UCDP's own judgement, so the numbers are claims of UCDP with
the method `coded`: best, low and high are three figures with their leg in `estimate`, and the deaths of each side, of
civilians and of unknown people are figures within the best one. The reports that the coder read, and whom these cite
(`source_original`), are in `via` of each claim: side by side where they are several.

| columns | become |
| --- | --- |
| id, relid | identifiers of the event; its id is `ged-` with the id |
| type_of_violence, event_clarity, code_status | types of the incident, in the vocabularies of that name |
| date_start, date_end, date_prec | when it happened; the precision follows from the two dates |
| conflict, dyad | episodes: the event is part of the dyad, which is part of the conflict |
| side_a, side_b | actors and participants; in one-sided violence attacker and target |
| latitude, longitude, geom_wkt, where_prec, where_coordinates, adm_1, adm_2 | the place |
| best, low, high, deaths | a casualty report |
| source columns, number_of_sources | sources, and an actor for whoever they cite |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Literal, TypeVar

import attrs

from .. import (
    Actor,
    Attribution,
    CasualtyReport,
    Cell,
    Count,
    Dataset,
    Episode,
    Figure,
    Grade,
    Identifier,
    Incident,
    InvalidRecordError,
    Location,
    Participant,
    Place,
    Point,
    Record,
    Source,
    TypeCode,
    When,
    codes,
)
from . import (
    Dates,
    Format,
    Input,
    Log,
    Losses,
    Pool,
    Row,
    Sample,
    count_unwritten,
    csv_line,
    digest,
    guarded,
    is_id,
    layout_of,
    read_objects,
    read_table,
    stripped,
    with_layout,
)
from ._ucdp_columns import (
    COLUMNS,
    DATES,
    LEGS,
    NAMES,
    ONE_SIDED,
    PARTS,
    PRECISIONS,
    Find,
    GedRow,
    together,
)

__all__ = ["UCDP_GED"]

_EVENT: Final = "ged-"
_T = TypeVar("_T", bound=Record)


# --- finding it out --------------------------------------------------------------------------------------------------


def _is_json(text: str) -> bool:
    return text.lstrip("\ufeff \r\n\t").startswith(("{", "["))


def _sniff(sample: Sample) -> bool:
    if _is_json(sample.text):
        return '"relid"' in sample.text and '"type_of_violence"' in sample.text
    first = next(iter(sample.lines), "")
    if {"type_of_violence", "date_prec", "where_prec"} <= {name.strip(' "\ufeff').lower() for name in first.split(",")}:
        return True
    return re.match(r'"?\d+"?,"?[A-Z]{2,4}-\d{4}-[123]-', first) is not None and "POINT (" in sample.text


_ANYBODYS: Final = {"id", "year", "country", "country_id", "region", "latitude", "longitude", "low", "high"}
_OWN: Final = frozenset(NAMES) - _ANYBODYS
_RELEASE: Final = re.compile(r"GEDEvent_v(\d+(?:_\d+)+)", re.IGNORECASE)


# --- reading ---------------------------------------------------------------------------------------------------------


def _read(
    given: Input, log: Log, *, release: str | None = None, day_order: Literal["DMY", "MDY"] | None = None
) -> Iterator[Record]:
    if _is_json(given.head):
        table = read_objects(given, ("Result",))
    else:
        table = read_table(given, columns=NAMES, renamed=str.lower)
    # Without a header the names are given by number, so only the last of them tells something.
    table.expect(given, (NAMES[-1:] if table.header is None else _OWN).__contains__)
    named = _RELEASE.search(given.file_name)
    if release is None and named is not None:
        release = named[1].replace("_", ".")
    missing = COLUMNS.missing(table)
    if missing:
        log.problem("IO126", f"expected {len(NAMES)} columns, got none of these: {', '.join(missing)}")
    source = Source(
        id="ucdp-ged" if release is None else f"ucdp-ged-{release}",
        title="UCDP Georeferenced Event Dataset",
        publisher="Uppsala Conflict Data Program",
        url="https://ucdp.uu.se/downloads/",
        licence="CC-BY-4.0",
        identifiers=() if release is None else (Identifier(scheme="ucdp-ged-release", value=release),),
    )
    yield Dataset(title=source.title, licence=source.licence, sources=(with_layout(source, table, NAMES),))
    reading = _Reading(source, release, log, Dates(table, DATES, log, day_order=day_order))
    for row in table:
        made = reading.records(row)
        yield from reading.pool.new()
        yield made.event
        if made.report is not None:
            yield made.report


class _Reading:
    """Makes the records of each row."""

    def __init__(self, source: Source, release: str | None, log: Log, dates: Dates) -> None:
        self.pool = Pool()
        self._source, self._release, self._log, self._dates = source, release, log, dates
        self._sides: dict[tuple[str, ...], Actor] = {}

    def records(self, row: Row) -> GedRow:
        """The records of a row. Whatever is in it, it becomes an event: what cannot be read is kept as it is."""
        violence = row.stripped("type_of_violence")
        sides = (self._side(row, "a"), self._side(row, "b"))
        roles = ("attacker", "target") if violence == ONE_SIDED else ("party", "party")
        counts = {name: count for name in (*LEGS, *PARTS) if (count := self._count(row, name)) is not None}
        # Without a number there is no claim that a report could stand behind; the cells are kept.
        place = self._place(row)
        cited, press = (self._cited(row), self._press(row)) if counts else (None, ())
        once: dict[tuple[type, str], Any] = {
            (type(each), each.id): each for each in (place, cited, *press) if each is not None
        }
        event = Incident(
            id=self._id(row),
            identifiers=tuple(
                Identifier(scheme=scheme, value=row.cells[name], release=self._release)
                for scheme, name in (("ucdp-ged", "id"), ("ucdp-relid", "relid"))
                if row.stripped(name)
            ),
            when=self._when(row),
            where=() if place is None else (Location(place=place.id),),
            participants=tuple(
                Participant(actor=side.id, role=role)
                for side, role in zip(sides, roles, strict=True)
                if side is not None
            ),
            part_of=self._part_of(row),
            types=(
                *_type("type_of_violence", violence),
                *_type("event_clarity", row.stripped("event_clarity")),
            ),
        )
        via = tuple(each.id for each in (cited, *press) if each is not None)
        report = self._report(row, event.id, sides, via, counts) if counts else None

        def find(cls: type[_T], id_: str | None) -> _T | None:
            found: _T | None = once.get((cls, id_ or ""))
            return self.pool.get(cls, id_) if found is None else found

        made = together(event, report, find)
        return attrs.evolve(made, event=attrs.evolve(event, extra=COLUMNS.kept(row.cells, made)))

    def _id(self, row: Row) -> str:
        cell = row.stripped("id")
        if re.fullmatch(r"\d(\.\d+)?E\+\d+", cell):
            self._log.problem("IO125", "expected a whole number, got one that was rounded", row=row, column="id")
        wanted = f"{_EVENT}{cell}" if cell and is_id(cell) else f"{_EVENT}row-{row.number}"
        id_ = self.pool.unique(Incident, wanted)
        if id_ != wanted:
            message = f"expected each id once, got it again; the event becomes {id_}"
            self._log.problem("IO123", message, row=row, column="id")
        elif not cell and "id" in row.cells:
            self._log.problem("IO104", f"expected an id, got none; the event becomes {id_}", row=row, column="id")
        return id_

    def _when(self, row: Row) -> When | None:
        first, last = (self._dates.read(row, name) for name in DATES)
        if first is not None and last is not None and last < first:
            message = f"expected a day from {first} on, got {last}; both are kept as they are"
            self._log.problem("IO104", message, row=row, column="date_end")
            return None
        if first is not None and last is not None:
            return When(edtf=first if first == last else f"{first}/{last}")
        # What is not known is left empty, which EDTF tells from an end that is open.
        return None if first is None and last is None else When(edtf=f"{first or ''}/{last or ''}")

    def _side(self, row: Row, letter: str) -> Actor | None:
        cell = row.cells.get
        name, new = cell(f"side_{letter}", ""), row.stripped(f"side_{letter}_new_id")
        dset, gwno = row.stripped(f"side_{letter}_dset_id"), row.stripped(f"gwno{letter}")
        if not stripped(name):
            return None
        # The same few sides stand in most rows, so what was made of these cells once is made once.
        violence = row.stripped("type_of_violence")
        cells = (name, new, dset, gwno, violence)
        known = self._sides.get(cells)
        if known is not None:
            return known
        numbers = (("ucdp-actor", new), ("ucdp-actor-dset", dset if dset != new else ""), ("gleditsch-ward", gwno))
        id_ = f"ucdp-actor-{new}"
        is_civilians = violence == ONE_SIDED and name == "Civilians"
        actor = Actor(
            id=id_ if new and is_id(id_) else f"ucdp-actor-{digest(name)}",
            name=name,
            kind="civilians" if is_civilians else "state" if gwno else "unknown",
            identifiers=tuple(Identifier(scheme=scheme, value=number) for scheme, number in numbers if number),
        )
        return self._sides.setdefault(cells, self.pool.first(actor))

    def _part_of(self, row: Row) -> str | None:
        """The id of the dyad, which is part of the conflict; of the conflict where there is no dyad."""
        dyad = self._episode(row, "dyad")
        if dyad is not None and self.pool.get(Episode, dyad.id) is not None:
            return dyad.id
        conflict = self._episode(row, "conflict")
        if conflict is not None:
            conflict = self.pool.first(conflict)
        if dyad is None:
            return None if conflict is None else conflict.id
        return self.pool.first(attrs.evolve(dyad, part_of=None if conflict is None else conflict.id)).id

    def _episode(self, row: Row, what: str) -> Episode | None:
        title, new = row.cells.get(f"{what}_name", ""), row.stripped(f"{what}_new_id")
        dset, id_ = row.stripped(f"{what}_dset_id"), f"ucdp-{what}-{new}"
        if not new and not stripped(title):
            return None
        numbers = ((f"ucdp-{what}", new), (f"ucdp-{what}-dset", dset if dset != new else ""))
        return Episode(
            id=id_ if new and is_id(id_) else f"ucdp-{what}-{digest(title)}",
            title=title if stripped(title) else None,
            identifiers=tuple(Identifier(scheme=scheme, value=number) for scheme, number in numbers if number),
        )

    def _place(self, row: Row) -> Place | None:
        cell = row.cells.get
        admin = tuple(name for name in (cell("adm_1", ""), cell("adm_2", "")) if stripped(name))
        name = next(
            (name for name in (cell("where_coordinates", ""), *admin, cell("country", "")) if stripped(name)), None
        )
        if name is None:
            return None
        numbers = (("priogrid", row.stripped("priogrid_gid")), ("gleditsch-ward", row.stripped("country_id")))
        fields: dict[str, Any] = {
            "name": name,
            "admin": admin,
            "point": self._point(row),
            "precision": PRECISIONS.get(row.stripped("where_prec")),
            "identifiers": tuple(Identifier(scheme=scheme, value=number) for scheme, number in numbers if number),
            "extra": tuple(Cell(name=f"ucdp {each}", value=row.cells[each]) for each in _OF_PLACE if cell(each)),
        }
        return self.pool.once(Place(id=f"place-{digest(tuple(fields.items()))}", **fields))

    def _point(self, row: Row) -> Point | None:
        cells = [row.stripped(name) for name in ("latitude", "longitude")]
        if not any(cells):
            return None
        try:
            latitude, longitude = map(float, cells)
            return Point(latitude=latitude, longitude=longitude)
        except ValueError:  # what a record refuses is one as well
            message = "expected degrees of latitude and longitude, got others; they are kept as they are"
            self._log.problem("IO104", message, row=row, column="latitude")
            return None

    def _cited(self, row: Row) -> Actor | None:
        name = row.cells.get("source_original", "")
        return self.pool.once(Actor(id=f"cited-{digest(name)}", name=name)) if stripped(name) else None

    def _press(self, row: Row) -> tuple[Source, ...]:
        """The reports that the coder read; in one piece where the cells do not tell them apart."""
        cell = row.cells.get
        article, number = cell("source_article", ""), row.stripped("number_of_sources")
        if number == "-1":
            self._log.often("IO124", "-1 stands for reports that were not counted", row=row, column="number_of_sources")
        offices, dates = cell("source_office", "").split(";"), cell("source_date", "").split(";")
        if not any(offices) or len(offices) != len(dates) or (number and number != str(len(offices))):
            return (self._report_read(None, None, article),) if stripped(article) else ()
        told = _told(article, offices)
        if told is None:
            titles = cell("source_headline", "").split(";")
            titles = titles if len(titles) == len(offices) else [""] * len(offices)
            told = list(zip(dates, titles, strict=True))
        return tuple(self._report_read(office, day, title) for office, (day, title) in zip(offices, told, strict=True))

    def _report_read(self, office: str | None, day: str | None, title: str) -> Source:
        fields: dict[str, Any] = {
            "publisher": office if office and stripped(office) else None,
            "title": title if stripped(title) else None,
            "published": _day(day) if day and stripped(day) else None,
        }
        return self.pool.once(Source(id=f"report-{digest(tuple(fields.items()))}", **fields))

    def _report(
        self, row: Row, event: str, sides: Sequence[Actor | None], via: tuple[str, ...], counts: Mapping[str, Count]
    ) -> CasualtyReport:
        status = row.cells.get("code_status", "")
        attribution = Attribution(
            source=self._source.id,
            via=via,
            method="coded",
            grade=Grade(scheme="ucdp-code-status", value=status) if stripped(status) else None,
        )
        side_a, side_b = (None if side is None else side.id for side in sides)
        best = f"{event}-best" if "best" in counts else None
        own: Mapping[str, dict[str, Any]] = {
            **{leg: {"estimate": leg} for leg in LEGS},
            "deaths_a": {"to": side_a, "within": best},
            "deaths_b": {"to": side_b, "within": best},
            "deaths_civilians": {"group": "civilians", "within": best},
            "deaths_unknown": {"group": "status:unknown", "within": best},
        }
        common: dict[str, Any] = {"measure": "killed", "item": "people", "attribution": attribution}
        figures = (Figure(id=f"{event}-{name}", count=count, **common, **own[name]) for name, count in counts.items())
        return CasualtyReport(id=f"{event}-deaths", event=event, scope="event", figures=tuple(figures))

    def _count(self, row: Row, column: str) -> Count | None:
        cell = row.stripped(column)
        if not cell:
            return None
        if re.fullmatch(r"-9+", cell):
            self._log.often("IO124", f"{cell} stands for a number that is not known", row=row, column=column)
            return None
        count = _exactly(cell)
        if count is None:
            message = "expected a whole number, got something else; it is kept as it is"
            self._log.problem("IO104", message, row=row, column=column)
        return count


@lru_cache(maxsize=1024)
def _exactly(cell: str) -> Count | None:
    whole = re.fullmatch(r"([0-9]{1,15})(?:\.0+)?", cell)
    return None if whole is None else Count.exactly(int(whole[1]))


_OF_PLACE: Final = ("country", "region")


def _type(column: str, value: str) -> tuple[TypeCode, ...]:
    vocabulary = f"ucdp-{column.replace('_', '-')}"
    return (
        (TypeCode(vocabulary=vocabulary, value=value, label=codes.table("ucdp", column).label(value)),) if value else ()
    )


def _day(text: str) -> When:
    try:
        return When(edtf=text)
    except InvalidRecordError:
        return When(text=text)


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


# --- writing ---------------------------------------------------------------------------------------------------------


def _write(dataset: Dataset, losses: Losses, *, guard: bool = False) -> Iterator[str]:
    source = next((each for each in dataset.sources if each.id.startswith("ucdp-ged")), None)
    names, header = layout_of(source, NAMES)
    rows = [event for event in dataset.events if isinstance(event, Incident) and event.id.startswith(_EVENT)]
    own = dict.fromkeys(name for event in rows for name in COLUMNS.own_names(event.extra) if name not in names)
    if header is not None:
        yield csv_line((*header, *own))
    find, used = _finder(dataset), set[int]()
    for event in rows:
        report = next((each for each in dataset.reports_of(event) if each.id == f"{event.id}-deaths"), None)
        made = together(event, report, find)
        cells = COLUMNS.row((*names, *own), made, event.extra)
        yield csv_line(map(guarded, cells) if guard else cells)
        used |= {id(each) for each in (event, report, made.dyad, made.conflict, *made.sides, made.place, made.cited)}
        used |= {id(each) for each in made.press}
        counts = () if report is None else (figure.count for figure in report.figures)
        losses.add("Figure.count", sum(count is not None and not count.is_exact for count in counts))
    count_unwritten(dataset, source, used, _HELD, losses)


def _finder(dataset: Dataset) -> Find:
    records: tuple[Any, ...] = (*dataset.sources, *dataset.actors, *dataset.places, *dataset.events)
    found = {(type(each), each.id): each for each in records}

    def find(cls: type[_T], id_: str | None) -> _T | None:
        known: _T | None = found.get((cls, id_ or ""))
        return known

    return find


_HELD: Final = frozenset(
    f"{cls}.{field}"
    for cls, fields in {
        "Incident": "id identifiers when where participants part_of types extra",
        "CasualtyReport": "id event scope figures",
        "Episode": "id title identifiers part_of",
        "Actor": "id name kind identifiers",
        "Place": "id name admin point precision identifiers extra",
        "Source": "id title publisher url licence published identifiers extra",
        "Figure": "id measure item count attribution to group within estimate",
        "Attribution": "source via method grade",
        "Grade": "scheme value",
        "Count": "low high",
        "Identifier": "scheme value release",
        "TypeCode": "vocabulary value label",
        "Location": "place",
        "Participant": "actor role",
        "Point": "latitude longitude",
        "When": "edtf text",
        "Cell": "name value",
    }.items()
    for field in fields.split()
)


UCDP_GED: Final = Format(
    name="ucdp-ged",
    title="UCDP GED and candidate events",
    description="Events with deaths by the Uppsala Conflict Data Program: CSV with or without a header, or JSON pages "
    "of its API; CSV is written.",
    holds="Events that came from it, with UCDP's own best, low and high number of deaths and their parts.",
    licence="CC BY 4.0; cite Sundberg and Melander (2013) and Davies et al. for the release.",
    endings=(".csv",),
    sniff=_sniff,
    read=_read,
    write=_write,
    normalises=(
        "`T00:00:00` after a date is left out.",
        "From JSON, null becomes an empty cell, and true and false become words.",
    ),
)
