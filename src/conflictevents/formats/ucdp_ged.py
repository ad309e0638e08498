"""UCDP Georeferenced Event Dataset and candidate events: `ucdp-ged`.

One row is one event with deaths. What it says of them is UCDP's own judgement, so the numbers are claims of UCDP with
the method `coded`: best, low and high are three figures with their leg in `estimate`, and the deaths of each side, of
civilians and of unknown people are figures within the best one. The reports that the coder read, and whom these cite
(`source_original`), are in `via` of each claim: side by side where they are several.

| columns | become |
| --- | --- |
| id, relid | identifiers of the event; its id is `ged-` with the id, or with the relid where there is none |
| type_of_violence, event_clarity, code_status | types of the incident, in the vocabularies of that name |
| date_start, date_end, date_prec | when it happened; the precision follows from the two dates |
| conflict, dyad | episodes: the event is part of the dyad, which is part of the conflict |
| side_a, side_b | actors and participants; in one-sided violence attacker and target |
| latitude, longitude, geom_wkt, where_prec, where_coordinates, adm_1, adm_2 | the place |
| country_id, country, gwnoa, gwnob | the country of the place (`country_basis` says by what) and of states |
| best, low, high, deaths | a casualty report |
| source columns, number_of_sources | sources, and an actor for whoever they cite |

Older releases have `best_est`, `conflict_id`, `dyad_id`, `side_a_id` … and `gwno` for the columns of today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import Any, Final, Literal

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
    Location,
    Participant,
    Place,
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
    Pool,
    Row,
    Sample,
    as_written,
    delimiter_of,
    digest,
    is_id,
    mended,
    read_objects,
    read_table,
    stripped,
    with_layout,
)
from ._cells import (
    REMEMBERED,
    count_in,
    country_of,
    identifiers_of,
    point_of,
    tell_of_degrees,
    when_said,
)
from ._tables import LEFT_OUT
from ._ucdp_columns import (
    COLUMNS,
    DATES,
    LEGS,
    NAMES,
    PARTS,
    PRECISIONS,
    WHOLE,
    date_prec_of,
    meaning_of,
    renamed,
    roles_of,
    together,
)
from ._ucdp_writing import EVENT, country_in, write

__all__ = ["UCDP_GED"]


# --- finding it out --------------------------------------------------------------------------------------------------


def _sniff(sample: Sample) -> bool:
    if sample.is_json:
        return _are_of_events(set(re.findall(r'"(\w+)"\s*:', sample.text))) or _is_empty_page(sample.text)
    first = sample.header(tells=_may_stand_first)
    if _are_of_events({renamed(name) for name in first}):
        return True
    return len(first) > 1 and first[0].isdecimal() and _RELID.match(first[1]) is not None and "POINT (" in sample.text


def _are_of_events(names: set[str]) -> bool:
    """Whether these are names of columns that only a selection of events of UCDP has together."""
    told = len(names & _OWN)
    return ("type_of_violence" in names and "date_start" in names and told > _SOME) or ("relid" in names and told > 1)


def _is_empty_page(text: str) -> bool:
    return re.search(r'"Result"\s*:\s*\[\s*\]', text) is not None and '"TotalCount"' in text


def _may_stand_first(cell: str) -> bool:
    """Whether it is the name of a column or, in a file without a header, the second cell of a row."""
    return renamed(cell) in NAMES or _RELID.match(cell) is not None


_RELID: Final = re.compile(r"[A-Z]{2,4}-\d{4}-[123]-", re.ASCII)

_ANYBODYS: Final = {"id", "year", "country", "country_id", "region", "latitude", "longitude", "low", "high"}
_OWN: Final = frozenset(NAMES) - _ANYBODYS
_SOME: Final = 3
_RELEASE: Final = re.compile(r"GEDEvent_v(\d+(?:_\d+)+)|(?<![a-z])ged(\d\d)(\d)(?!\d)", re.IGNORECASE)


def _release_in(name: str) -> str | None:
    """The release by the name of a file: `GEDEvent_v25_0_9.csv`, `ged251-csv.zip`."""
    found = _RELEASE.search(name)
    if found is None:
        return None
    return found[1].replace("_", ".") if found[1] else f"{found[2]}.{found[3]}"


# --- reading ---------------------------------------------------------------------------------------------------------


def _read(
    given: Input, log: Log, *, release: str | None = None, day_order: Literal["DMY", "MDY"] | None = None
) -> Iterator[Record]:
    is_json = given.is_json
    if is_json:
        table = read_objects(given, ("Result",))
    else:
        delimiter = delimiter_of(given, _may_stand_first)
        table = read_table(given, columns=NAMES, delimiter=delimiter, renamed=renamed, dated=DATES)
    table = mended(table, whole=WHOLE)
    # Without a header the names are given by number, so only the last of them tells something.
    table.expect(given, (NAMES[-1:] if table.header is None else _OWN).__contains__)
    if release is None:
        release = _release_in(given.file_name) or _release_in(PurePath(given.name).name)
    if table.columns:  # a page of the API may be empty
        log.missing(NAMES, table.columns)
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
        event, report = reading.records(row)
        yield from reading.pool.new()
        yield event
        if report is not None:
            yield report


class _Reading:
    """Makes the records of each row.

    The same few sides, places and reports come again and again, so what was made of their cells is remembered.
    """

    def __init__(self, source: Source, release: str | None, log: Log, dates: Dates) -> None:
        self.pool = Pool()
        self._source, self._release, self._log, self._dates = source, release, log, dates
        self._side = lru_cache(REMEMBERED)(self._side_of)
        self._part_of = lru_cache(REMEMBERED)(self._part_of_cells)

    def records(self, row: Row) -> tuple[Incident, CasualtyReport | None]:
        """The event of a row and its report. Whatever is in it, what cannot be read is kept as it is."""
        violence = row.stripped("type_of_violence")
        sides = [self._side(violence, *_cells(row, columns)) for columns in _OF_SIDES]
        counts = {name: count for name in (*LEGS, *PARTS) if (count := self._count(row, name)) is not None}
        # Without a number there is no claim that a report could stand behind; the cells are kept.
        place = self._place(row)
        cited, press = (self._cited(row), self._press(row)) if counts else (None, ())
        event = Incident(
            id=self._id(row),
            identifiers=tuple(
                [
                    Identifier(scheme=scheme, value=row.cells[name], release=self._release)
                    for scheme, name in (("ucdp-ged", "id"), ("ucdp-relid", "relid"))
                    if row.stripped(name)
                ]
            ),
            when=self._when(row),
            where=() if place is None else (Location(place=place.id),),
            participants=tuple(
                [
                    Participant(actor=side.id, role=role)
                    for side, role in zip(sides, roles_of(violence), strict=True)
                    if side is not None
                ]
            ),
            part_of=self._part_of(*_cells(row, _OF_EPISODES)),
            types=_types(violence, row.stripped("event_clarity")),
        )
        via = tuple([each.id for each in (cited, *press) if each is not None])
        report = self._report(row, event.id, sides, via, counts) if counts else None
        figures = () if report is None else report.figures
        deaths = dict(zip(counts, figures, strict=True))
        made = together(event, figures, self.pool.finder((place, cited, *press)), deaths)
        return attrs.evolve(event, extra=as_written(COLUMNS.kept(row.cells, made), row)), report

    def _id(self, row: Row) -> str:
        cell = row.stripped("id")
        if re.fullmatch(r"\d(\.\d+)?E\+\d+", cell):
            self._log.problem("IO125", "expected a whole number, got one that was rounded", row=row, column="id")
        key = cell or row.stripped("relid")
        wanted = f"{EVENT}{key}" if is_id(key) else f"{EVENT}row-{row.number}"
        return self.pool.id_of(Incident, wanted, row, "id", self._log)

    def _when(self, row: Row) -> When | None:
        first, last = (self._dates.read(row, name) for name in DATES)
        if first is not None and last is not None and last < first:
            message = f"expected a day from {first} on, got {last}; both are kept as they are"
            self._log.problem("IO104", message, row=row, column="date_end")
            return None
        if first is None and last is None:
            return None
        # What is not known is left empty, which EDTF tells from an end that is open.
        when = When(edtf=first if first is not None and first == last else f"{first or ''}/{last or ''}")
        return self._in_doubt(row, when, first, last)

    def _in_doubt(self, row: Row, when: When, first: str | None, last: str | None) -> When:
        """The date, marked where the row itself says that it may be another."""
        told, expected = row.stripped("date_prec"), date_prec_of(when)
        doubt = ""
        if expected and told in _DATE_PREC and told != expected:
            wider = told > expected
            said = "the days are read as near that" if wider else "the days are read as they stand"
            message = f"expected {expected}, which the two days give, got {told}; {said}"
            self._log.problem("IO104", message, row=row, column="date_prec")
            doubt = "~" if wider else ""
        year, years = row.stripped("year"), [day[:4] for day in (first, last) if day is not None]
        if _YEAR.fullmatch(year) and not years[0] <= year <= years[-1]:
            message = f"expected a year of the date ({when}), got {year}; the date is read as uncertain"
            self._log.problem("IO104", message, row=row, column="year")
            doubt = "?"
        if not doubt:
            return when
        days = (f"{day}{doubt}" if day else "" for day in str(when).split("/"))
        return When(edtf="/".join(days))

    def _side_of(self, violence: str, name: str, new: str, dset: str, gwno: str) -> Actor | None:
        if not stripped(name):
            return None
        new, dset, gwno = map(stripped, (new, dset, gwno))
        numbers = (("ucdp-actor", new), ("ucdp-actor-dset", dset if dset != new else ""), ("gleditsch-ward", gwno))
        id_ = f"ucdp-actor-{new}"
        is_civilians = "target" in roles_of(violence) and name == "Civilians"
        actor = Actor(
            id=id_ if new and is_id(id_) else f"ucdp-actor-{digest(name)}",
            name=name,
            kind="civilians" if is_civilians else "state" if gwno else "unknown",
            country=country_of("gleditsch_ward", gwno),
            identifiers=identifiers_of(numbers),
        )
        return self.pool.first(actor)

    def _part_of_cells(self, *cells: str) -> str | None:
        """The id of the dyad, which is part of the conflict; of the conflict where there is no dyad."""
        dyad, conflict = _episode("dyad", *cells[:3]), _episode("conflict", *cells[3:])
        if dyad is not None and self.pool.get(Episode, dyad.id) is not None:
            return dyad.id
        if conflict is not None:
            conflict = self.pool.first(conflict)
        if dyad is None:
            return None if conflict is None else conflict.id
        return self.pool.first(attrs.evolve(dyad, part_of=None if conflict is None else conflict.id)).id

    def _place(self, row: Row) -> Place | None:
        place, understood = _place_of(*_cells(row, _OF_PLACE))
        if not understood:
            tell_of_degrees(row, "latitude", self._log)
        return None if place is None else self.pool.once(place)

    def _cited(self, row: Row) -> Actor | None:
        cited = _cited_as(row.cells.get("source_original", ""))
        return None if cited is None else self.pool.once(cited)

    def _press(self, row: Row) -> tuple[Source, ...]:
        """The reports that the coder read; in one piece where the cells do not tell them apart."""
        cell = row.cells.get
        article, number = cell("source_article", ""), row.stripped("number_of_sources")
        if number == "-1":
            self._log.often("IO124", "-1 stands for reports that were not counted", row=row, column="number_of_sources")
        offices, dates = cell("source_office", "").split(";"), cell("source_date", "").split(";")
        if not any(offices) or len(offices) != len(dates) or (number and number != str(len(offices))):
            return (self.pool.once(_report_read(None, None, article)),) if stripped(article) else ()
        told = _told(article, offices)
        if told is None:
            titles = cell("source_headline", "").split(";")
            titles = titles if len(titles) == len(offices) else [""] * len(offices)
            told = list(zip(dates, titles, strict=True))
        read = zip(offices, told, strict=True)
        return tuple([self.pool.once(_report_read(office, day, title)) for office, (day, title) in read])

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
        of = (side_a, side_b, best)
        figures = (
            Figure(id=f"{event}-{name}", count=count, attribution=attribution, **meaning_of(name, *of))
            for name, count in counts.items()
        )
        return CasualtyReport(id=f"{event}-deaths", event=event, scope="event", figures=tuple(figures))

    def _count(self, row: Row, column: str) -> Count | None:
        return count_in(row, column, self._log, nines=True)


_DATE_PREC: Final = frozenset("12345")
_YEAR: Final = re.compile("[12][0-9]{3}")
_OF_SIDES: Final = tuple(
    (f"side_{letter}", f"side_{letter}_new_id", f"side_{letter}_dset_id", f"gwno{letter}") for letter in "ab"
)
_OF_EPISODES: Final = tuple(f"{what}_{name}" for what in ("dyad", "conflict") for name in ("name", "new_id", "dset_id"))
_OF_PLACE: Final = (
    *("where_coordinates", "adm_1", "adm_2", "country", "region"),
    *("latitude", "longitude", "where_prec", "priogrid_gid", "country_id"),
)


def _cells(row: Row, columns: Sequence[str]) -> list[str]:
    get = row.cells.get
    return [get(column, "") for column in columns]


def _episode(what: str, title: str, new: str, dset: str) -> Episode | None:
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
def _place_of(
    named: str, adm_1: str, adm_2: str, country: str, region: str, *numbers: str
) -> tuple[Place | None, bool]:
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
    return Place(id=id_, **fields, **country_in(country_id, country)), understood


@lru_cache(REMEMBERED)
def _cited_as(name: str) -> Actor | None:
    return Actor(id=f"cited-{digest(name)}", name=name) if stripped(name) else None


@lru_cache(REMEMBERED)
def _report_read(office: str | None, day: str | None, title: str) -> Source:
    fields: dict[str, Any] = {
        "publisher": office if office and stripped(office) else None,
        "title": title if stripped(title) else None,
        "published": when_said(day) if day and stripped(day) else None,
    }
    return Source(id=f"report-{digest(tuple(fields.items()))}", **fields)


@lru_cache(REMEMBERED)
def _types(violence: str, clarity: str) -> tuple[TypeCode, ...]:
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
    write=write,
    normalises=(
        LEFT_OUT,
        "`T00:00:00` after a date is left out.",
        "From JSON, null becomes an empty cell, and true and false become words.",
        "A table with semicolons or tabs between its cells is written with commas.",
    ),
)
