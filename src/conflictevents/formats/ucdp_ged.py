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

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, Protocol, TypeVar

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
)
from . import (
    Column,
    Columns,
    Dates,
    Format,
    Input,
    Log,
    Losses,
    Pool,
    Row,
    Sample,
    count_losses,
    csv_line,
    guarded,
    layout_of,
    read_objects,
    read_table,
    with_layout,
)

__all__ = ["UCDP_GED"]

_HEADER: Final = """\
id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id
dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources
source_article source_office source_date source_headline source_original where_prec where_coordinates where_description
adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end
deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob
"""
_NAMES: Final = tuple(_HEADER.split())
_VIOLENCE: Final = {"1": "state-based conflict", "2": "non-state conflict", "3": "one-sided violence"}
_ONE_SIDED: Final = "3"
_CLARITY: Final = {"1": "one event", "2": "several events together, or one that is less clear"}
_PRECISIONS: Final = {
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
_LEGS: Final = ("best", "low", "high")
_PARTS: Final = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_DYAD: Final = "ucdp-dyad-"
_T = TypeVar("_T", bound=Record)


# --- what a row becomes ----------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class _Event:
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
        return _identifier(self.event, scheme)

    def type(self, vocabulary: str) -> str:
        return next((each.value for each in self.event.types if each.vocabulary == vocabulary), "")

    def deaths(self, column: str) -> str:
        """The number of one of the columns of deaths; each is a figure with the event and the column in its id."""
        figures = () if self.report is None else self.report.figures
        figure = next((each for each in figures if each.id == f"{self.event.id}-{column}"), None)
        return "" if figure is None or figure.count is None else str(figure.count.low)

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


class _Find(Protocol):
    """Finds a record by its class and id."""

    def __call__(self, cls: type[_T], id_: str | None, /) -> _T | None: ...


def _together(event: Incident, report: CasualtyReport | None, find: _Find) -> _Event:
    """The records of a row, found from its event and report alone: by the reader and the writer in the same way."""
    part_of = find(Episode, event.part_of)
    is_dyad = part_of is not None and part_of.id.startswith(_DYAD)
    sides = [find(Actor, each.actor) for each in event.participants[:2]]
    place = find(Place, event.where[0].place) if event.where else None
    via = () if report is None or not report.figures else report.figures[0].attribution.via
    cited = next((actor for each in via if (actor := find(Actor, each)) is not None), None)
    return _Event(
        event=event,
        report=report,
        dyad=part_of if is_dyad else None,
        conflict=find(Episode, part_of.part_of) if part_of is not None and is_dyad else part_of,
        sides=(sides[0] if sides else None, sides[1] if len(sides) > 1 else None),
        place=place,
        cited=cited,
        press=tuple(source for each in via if (source := find(Source, each)) is not None),
    )


def _identifier(record: Incident | Episode | Actor | Place | None, *schemes: str) -> str:
    """The first identifier of a record of these schemes; "" where it has none."""
    found = {} if record is None else {each.scheme: each.value for each in reversed(record.identifiers)}
    return next((found[scheme] for scheme in schemes if scheme in found), "")


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)


def _date_prec(event: _Event) -> str:
    days = event.days()
    return "" if days is None else next((code for most, code in _DATE_PREC if days <= most), "5")


def _wkt(event: _Event) -> str:
    latitude, longitude = event.point()
    return f"POINT ({longitude} {latitude})" if latitude else ""


def _is_free(press: Sequence[Source]) -> bool:
    """Whether the reports are told in free text, as before 2013."""
    return len(press) == 1 and press[0].publisher is None


def _article(event: _Event) -> str:
    if _is_free(event.press):
        return event.press[0].title or ""
    return ";".join(f'"{each.publisher or ""},{_published(each)},{each.title or ""}"' for each in event.press)


def _number_of_sources(event: _Event) -> str:
    return "" if not event.press else "-1" if _is_free(event.press) else str(len(event.press))


def _published(source: Source) -> str:
    return "" if source.published is None else str(source.published.edtf or source.published.text)


def _joined(of: Callable[[Source], str | None]) -> Callable[[_Event], str]:
    return lambda event: "" if _is_free(event.press) else ";".join(of(each) or "" for each in event.press)


def _status(event: _Event) -> str:
    figures = () if event.report is None else event.report.figures
    grade = figures[0].attribution.grade if figures else None
    return "" if grade is None else grade.value


def _name(record: Actor | Place | None) -> str:
    return "" if record is None else record.name


def _title(record: Episode | None) -> str:
    return "" if record is None else record.title or ""


def _admin(event: _Event, level: int) -> str:
    admin = () if event.place is None else event.place.admin
    return admin[level] if level < len(admin) else ""


_CELLS: Final[Mapping[str, Callable[[_Event], str]]] = {
    "id": lambda row: row.identifier("ucdp-ged"),
    "relid": lambda row: row.identifier("ucdp-relid"),
    "year": lambda row: row.date(0)[:4],
    "code_status": _status,
    "type_of_violence": lambda row: row.type("ucdp-type-of-violence"),
    "event_clarity": lambda row: row.type("ucdp-event-clarity"),
    "conflict_dset_id": lambda row: _identifier(row.conflict, "ucdp-conflict-dset", "ucdp-conflict"),
    "conflict_new_id": lambda row: _identifier(row.conflict, "ucdp-conflict"),
    "conflict_name": lambda row: _title(row.conflict),
    "dyad_dset_id": lambda row: _identifier(row.dyad, "ucdp-dyad-dset", "ucdp-dyad"),
    "dyad_new_id": lambda row: _identifier(row.dyad, "ucdp-dyad"),
    "dyad_name": lambda row: _title(row.dyad),
    "side_a_dset_id": lambda row: _identifier(row.sides[0], "ucdp-actor-dset", "ucdp-actor"),
    "side_a_new_id": lambda row: _identifier(row.sides[0], "ucdp-actor"),
    "side_a": lambda row: _name(row.sides[0]),
    "gwnoa": lambda row: _identifier(row.sides[0], "gleditsch-ward"),
    "side_b_dset_id": lambda row: _identifier(row.sides[1], "ucdp-actor-dset", "ucdp-actor"),
    "side_b_new_id": lambda row: _identifier(row.sides[1], "ucdp-actor"),
    "side_b": lambda row: _name(row.sides[1]),
    "gwnob": lambda row: _identifier(row.sides[1], "gleditsch-ward"),
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
    "priogrid_gid": lambda row: _identifier(row.place, "priogrid"),
    "country": lambda row: row.where("country"),
    "country_id": lambda row: _identifier(row.place, "gleditsch-ward"),
    "region": lambda row: row.where("region"),
    "date_prec": _date_prec,
    "date_start": lambda row: row.date(0),
    "date_end": lambda row: row.date(-1),
}


def _untimed(cell: str) -> str:
    return cell.removesuffix("T00:00:00")


def _column(name: str) -> Column[_Event]:
    if name in (*_LEGS, *_PARTS):
        return Column(name=name, cell=lambda row: row.deaths(name))
    cell = _CELLS.get(name, lambda _: "")  # active_year and where_description have no place in a record
    return Column(name=name, cell=cell, normal=_untimed if name in _DATES else None)


_DATES: Final = ("date_start", "date_end")
_COLUMNS: Final = Columns(map(_column, _NAMES))


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


_RELEASE: Final = re.compile(r"GEDEvent_v(\d+(?:_\d+)+)", re.IGNORECASE)


# --- reading ---------------------------------------------------------------------------------------------------------


def _read(given: Input, log: Log, *, release: str | None = None, day_order: Literal["DMY", "MDY"] | None = None) -> Iterator[Record]:
    if _is_json(given.head):
        table = read_objects(given, ("Result",))
    else:
        table = read_table(given, columns=_NAMES, renamed=str.lower)
    named = _RELEASE.search(given.file_name)
    if release is None and named is not None:
        release = named[1].replace("_", ".")
    missing = _COLUMNS.missing(table)
    if missing:
        log.problem("IO126", f"expected {len(_NAMES)} columns, got none of these: {', '.join(missing)}")
    source = Source(
        id="ucdp-ged" if release is None else f"ucdp-ged-{release}",
        title="UCDP Georeferenced Event Dataset",
        publisher="Uppsala Conflict Data Program",
        url="https://ucdp.uu.se/downloads/",
        licence="CC-BY-4.0",
        identifiers=() if release is None else (Identifier(scheme="ucdp-ged-release", value=release),),
    )
    yield Dataset(title=source.title, licence=source.licence, sources=(with_layout(source, table, _NAMES),))
    reading = _Reading(source, release, log, Dates(table, _DATES, log, day_order=day_order))
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

    def records(self, row: Row) -> _Event:
        """The records of a row. Whatever is in it, it becomes an event: what cannot be read is kept as it is."""
        violence = _stripped(row, "type_of_violence")
        sides = (self._side(row, "a"), self._side(row, "b"))
        roles = ("attacker", "target") if violence == _ONE_SIDED else ("party", "party")
        place, cited, press = self._place(row), self._cited(row), self._press(row)
        once: dict[tuple[type, str], Any] = {
            (type(each), each.id): each for each in (place, cited, *press) if each is not None
        }
        event = Incident(
            id=self._id(row),
            identifiers=tuple(
                Identifier(scheme=scheme, value=row.cells[name], release=self._release)
                for scheme, name in (("ucdp-ged", "id"), ("ucdp-relid", "relid"))
                if _stripped(row, name)
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
                *_type("ucdp-type-of-violence", violence, _VIOLENCE),
                *_type("ucdp-event-clarity", _stripped(row, "event_clarity"), _CLARITY),
            ),
        )
        via = tuple(each.id for each in (cited, *press) if each is not None)
        report = self._report(row, event.id, sides, via)

        def find(cls: type[_T], id_: str | None) -> _T | None:
            found: _T | None = once.get((cls, id_ or ""))
            return self.pool.get(cls, id_) if found is None else found

        made = _together(event, report, find)
        return attrs.evolve(made, event=attrs.evolve(event, extra=_COLUMNS.kept(row.cells, made)))

    def _id(self, row: Row) -> str:
        cell = _stripped(row, "id")
        if re.fullmatch(r"\d(\.\d+)?E\+\d+", cell):
            self._log.problem("IO125", "expected a whole number, got one that was rounded", row=row, column="id")
        wanted = f"ged-{cell}" if _is_id(f"ged-{cell}") and cell else f"ged-row-{row.number}"
        id_ = self.pool.unique(Incident, wanted)
        if id_ != wanted:
            message = f"expected each id once, got it again; the event becomes {id_}"
            self._log.problem("IO123", message, row=row, column="id")
        elif not cell and "id" in row.cells:
            self._log.problem("IO104", f"expected an id, got none; the event becomes {id_}", row=row, column="id")
        return id_

    def _when(self, row: Row) -> When | None:
        first, last = (self._dates.read(row, name) for name in _DATES)
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
        name, new = cell(f"side_{letter}", ""), _stripped(row, f"side_{letter}_new_id")
        dset, gwno = _stripped(row, f"side_{letter}_dset_id"), _stripped(row, f"gwno{letter}")
        if not name.strip():
            return None
        numbers = (("ucdp-actor", new), ("ucdp-actor-dset", dset if dset != new else ""), ("gleditsch-ward", gwno))
        id_ = f"ucdp-actor-{new}"
        is_civilians = _stripped(row, "type_of_violence") == _ONE_SIDED and name == "Civilians"
        actor = Actor(
            id=id_ if new and _is_id(id_) else f"ucdp-actor-{_digest(name)}",
            name=name,
            kind="civilians" if is_civilians else "state" if gwno else "unknown",
            identifiers=tuple(Identifier(scheme=scheme, value=number) for scheme, number in numbers if number),
        )
        return self.pool.first(actor)

    def _part_of(self, row: Row) -> str | None:
        """The id of the dyad, which is part of the conflict; of the conflict where there is no dyad."""
        of = None
        for what in ("conflict", "dyad"):
            title, new = row.cells.get(f"{what}_name", ""), _stripped(row, f"{what}_new_id")
            dset = _stripped(row, f"{what}_dset_id")
            if not new and not title.strip():
                continue
            id_ = f"ucdp-{what}-{new}"
            numbers = ((f"ucdp-{what}", new), (f"ucdp-{what}-dset", dset if dset != new else ""))
            episode = Episode(
                id=id_ if new and _is_id(id_) else f"ucdp-{what}-{_digest(title)}",
                title=title if title.strip() else None,
                identifiers=tuple(Identifier(scheme=scheme, value=number) for scheme, number in numbers if number),
                part_of=of,
            )
            of = self.pool.first(episode).id
        return of

    def _place(self, row: Row) -> Place | None:
        cell = row.cells.get
        admin = tuple(name for name in (cell("adm_1", ""), cell("adm_2", "")) if name.strip())
        name = next(
            (name for name in (cell("where_coordinates", ""), *admin, cell("country", "")) if name.strip()), None
        )
        if name is None:
            return None
        numbers = (("priogrid", _stripped(row, "priogrid_gid")), ("gleditsch-ward", _stripped(row, "country_id")))
        fields: dict[str, Any] = {
            "name": name,
            "admin": admin,
            "point": self._point(row),
            "precision": _PRECISIONS.get(_stripped(row, "where_prec")),
            "identifiers": tuple(Identifier(scheme=scheme, value=number) for scheme, number in numbers if number),
            "extra": tuple(Cell(name=f"ucdp {each}", value=row.cells[each]) for each in _OF_PLACE if cell(each)),
        }
        return self.pool.once(Place(id=f"place-{_digest(repr(fields))}", **fields))

    def _point(self, row: Row) -> Point | None:
        cells = [_stripped(row, name) for name in ("latitude", "longitude")]
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
        return self.pool.once(Actor(id=f"cited-{_digest(name)}", name=name)) if name.strip() else None

    def _press(self, row: Row) -> tuple[Source, ...]:
        """The reports that the coder read; in one piece where the cells do not tell them apart."""
        cell = row.cells.get
        article, number = cell("source_article", ""), _stripped(row, "number_of_sources")
        if number == "-1":
            self._log.often("IO124", "-1 stands for reports that were not counted", row=row, column="number_of_sources")
        offices, dates = cell("source_office", "").split(";"), cell("source_date", "").split(";")
        if not any(offices) or len(offices) != len(dates) or (number and number != str(len(offices))):
            return (self._report_read(None, None, article),) if article.strip() else ()
        told = _told(article, offices)
        if told is None:
            titles = cell("source_headline", "").split(";")
            titles = titles if len(titles) == len(offices) else [""] * len(offices)
            told = list(zip(dates, titles, strict=True))
        return tuple(self._report_read(office, day, title) for office, (day, title) in zip(offices, told, strict=True))

    def _report_read(self, office: str | None, day: str | None, title: str) -> Source:
        fields: dict[str, Any] = {
            "publisher": office if office and office.strip() else None,
            "title": title if title.strip() else None,
            "published": _day(day) if day and day.strip() else None,
        }
        return self.pool.once(Source(id=f"report-{_digest(repr(fields))}", **fields))

    def _report(
        self, row: Row, event: str, sides: Sequence[Actor | None], via: tuple[str, ...]
    ) -> CasualtyReport | None:
        counts = {name: self._count(row, name) for name in (*_LEGS, *_PARTS)}
        status = row.cells.get("code_status", "")
        attribution = Attribution(
            source=self._source.id,
            via=via,
            method="coded",
            grade=Grade(scheme="ucdp-code-status", value=status) if status.strip() else None,
        )
        side_a, side_b = (None if side is None else side.id for side in sides)
        own: Mapping[str, dict[str, Any]] = {
            "deaths_a": {"to": side_a},
            "deaths_b": {"to": side_b},
            "deaths_civilians": {"group": "civilians"},
            "deaths_unknown": {"group": "status:unknown"},
        }
        best = None if counts["best"] is None else f"{event}-best"
        figures = tuple(
            Figure(
                id=f"{event}-{name}",
                measure="killed",
                item="people",
                count=count,
                attribution=attribution,
                **({"estimate": name} if name in _LEGS else own[name] | {"within": best}),
            )
            for name, count in counts.items()
            if count is not None
        )
        return CasualtyReport(id=f"{event}-deaths", event=event, scope="event", figures=figures) if figures else None

    def _count(self, row: Row, column: str) -> Count | None:
        cell = _stripped(row, column)
        if not cell:
            return None
        if re.fullmatch(r"-9+", cell):
            self._log.often("IO124", f"{cell} stands for a number that is not known", row=row, column=column)
            return None
        whole = re.fullmatch(r"([0-9]{1,15})(?:\.0+)?", cell)
        if whole is None:
            message = "expected a whole number, got something else; it is kept as it is"
            self._log.problem("IO104", message, row=row, column=column)
            return None
        return Count.exactly(int(whole[1]))


_OF_PLACE: Final = ("country", "region")


def _stripped(row: Row, column: str) -> str:
    return row.cells.get(column, "").strip()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _is_id(text: str) -> bool:
    return len(text) <= 150 and text.isprintable() and " " not in text


def _type(vocabulary: str, value: str, labels: Mapping[str, str]) -> tuple[TypeCode, ...]:
    return (TypeCode(vocabulary=vocabulary, value=value, label=labels.get(value)),) if value else ()


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
    names, header = layout_of(source, _NAMES)
    rows = [event for event in dataset.events if isinstance(event, Incident) and _identifier(event, "ucdp-ged")]
    own = dict.fromkeys(name for event in rows for name in _COLUMNS.own_names(event.extra) if name not in names)
    if header is not None:
        yield csv_line((*header, *own))
    find, used = _finder(dataset), set[int]()
    for event in rows:
        report = next((each for each in dataset.reports_of(event) if each.id == f"{event.id}-deaths"), None)
        made = _together(event, report, find)
        cells = _COLUMNS.row((*names, *own), made, event.extra)
        yield csv_line(map(guarded, cells) if guard else cells)
        used |= {id(each) for each in (event, report, made.dyad, made.conflict, *made.sides, made.place, made.cited)}
        used |= {id(each) for each in made.press}
    used.add(id(source))
    records: tuple[Any, ...] = (*dataset.sources, *dataset.actors, *dataset.places, *dataset.holders)
    for record in (*records, *dataset.statements):
        if id(record) in used:
            count_losses(record, _HELD, losses.add)
        else:
            losses.add(type(record).__name__)


def _finder(dataset: Dataset) -> _Find:
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
    description="The Georeferenced Event Dataset of the Uppsala Conflict Data Program: CSV with or without a header, or "
    "JSON pages of its API; CSV is written.",
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
