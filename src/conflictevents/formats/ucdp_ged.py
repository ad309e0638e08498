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
from typing import Final, Literal

import attrs

from .. import (
    Actor,
    Attribution,
    CasualtyReport,
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
    When,
)
from .._problems import Severity, shown
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
    mended,
    read_objects,
    read_table,
    stripped,
    with_layout,
)
from ._cells import (
    REMEMBERED,
    count_in,
    tell_of_degrees,
)
from ._tables import LEFT_OUT
from ._ucdp_columns import (
    COLUMNS,
    DATES,
    LEGS,
    NAMES,
    PARTS,
    WHOLE,
    date_prec_of,
    meaning_of,
    renamed,
    roles_of,
    together,
)
from ._ucdp_records import (
    CITED,
    OF_EPISODES,
    OF_PLACE,
    OF_PRESS,
    OF_SIDES,
    OF_TYPES,
    cited_as,
    episode_of,
    event_id,
    is_state,
    place_of,
    press_of,
    side_of,
    source_of,
    types_of,
)
from ._ucdp_writing import write

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
    source = source_of(release)
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
        sides = [self._side(violence, *_cells(row, columns)) for columns in OF_SIDES]
        for column in _STATES:
            gwno = row.stripped(column)
            if gwno and not is_state(gwno):
                message = f"expected the number of a state, got {shown(gwno)}; it is kept, and its side is read as none"
                self._log.often("IO104", message, row=row, column=column, severity=Severity.WARNING)
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
            part_of=self._part_of(*_cells(row, (*OF_EPISODES["dyad"], *OF_EPISODES["conflict"]))),
            types=types_of(*_cells(row, OF_TYPES)),
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
        return self.pool.id_of(Incident, event_id(cell, row.cells.get("relid", ""), row.number), row, "id", self._log)

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

    def _side_of(self, violence: str, *cells: str) -> Actor | None:
        side = side_of(violence, *cells)
        return None if side is None else self.pool.first(side)

    def _part_of_cells(self, *cells: str) -> str | None:
        """The id of the dyad, which is part of the conflict; of the conflict where there is no dyad."""
        dyad, conflict = episode_of("dyad", *cells[:3]), episode_of("conflict", *cells[3:])
        if dyad is not None and self.pool.get(Episode, dyad.id) is not None:
            return dyad.id
        if conflict is not None:
            conflict = self.pool.first(conflict)
        if dyad is None:
            return None if conflict is None else conflict.id
        return self.pool.first(attrs.evolve(dyad, part_of=None if conflict is None else conflict.id)).id

    def _place(self, row: Row) -> Place | None:
        place, understood = place_of(*_cells(row, OF_PLACE))
        if not understood:
            tell_of_degrees(row, "latitude", self._log)
        return None if place is None else self.pool.once(place)

    def _cited(self, row: Row) -> Actor | None:
        cited = cited_as(row.cells.get(CITED, ""))
        return None if cited is None else self.pool.once(cited)

    def _press(self, row: Row) -> tuple[Source, ...]:
        """The reports that the coder read."""
        if row.stripped("number_of_sources") == "-1":
            self._log.often("IO124", "-1 stands for reports that were not counted", row=row, column="number_of_sources")
        return tuple(map(self.pool.once, press_of(*_cells(row, OF_PRESS))))

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


_STATES: Final = ("gwnoa", "gwnob")
_DATE_PREC: Final = frozenset("12345")
_YEAR: Final = re.compile("[12][0-9]{3}")


def _cells(row: Row, columns: Sequence[str]) -> list[str]:
    get = row.cells.get
    return [get(column, "") for column in columns]


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
