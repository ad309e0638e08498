"""Daily casualty reports of Gaza, the West Bank and Lebanon, and of what was damaged in Gaza: `daily-casualties`.

One row is one day, and becomes one report. Its numbers are of different people, which each figure says for itself:

| numbers | are claims of |
| --- | --- |
| reported ones (`killed_cum`) | whom the row names: a ministry, the media office or the UN, by way of its channel |
| extrapolated ones (`ext_killed_cum`) | the compiler alone, with the method `extrapolated` |
| verified ones (`verified.killed_cum`) | the UN, with the method `verified` |
| flash totals of the West Bank | the UN, not yet verified |
| those whose `flash_source` is `fill` | the compiler, with the method `extrapolated` |
| `killed_cum` of Lebanon | the compiler, who joins two counts of the ministry |
| `killed_cum_reported` of Lebanon | the ministry |

| columns | become |
| --- | --- |
| report_date | `as_of` of each figure |
| …_cum | totals (`cumulative`); all numbers of damage are totals |
| the others | what came on top (`increment`), with the window that report_period gives in hours; 0 hours give none |
| martyred… of the first version | the same as killed…, and is written back as it was |
| verified, civic_buildings … with a dict as Python writes it | the same as verified.killed … |
| killed_truce_new, killed_succumbed, killed_committee, killed_recovered | parts of `killed` |
| massacres, settler attacks | incidents, with the measure `daily-casualties.occurred` |

An episode stands for what is reported on, one for each area.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

import attrs

from .. import (
    Actor,
    Attribution,
    Basis,
    CasualtyReport,
    Dataset,
    Episode,
    Figure,
    Location,
    Place,
    Record,
    Source,
    When,
)
from . import Dates, Finder, Format, Input, Log, Losses, Pool, Row, Sample, held, layout_of
from ._again import Said, Stands, agreeing, count_left_out, happened, most_said, row_again, said
from ._casualty_columns import AREAS, EVERY, NAMES, NESTED, TEXTS, Area, Counted, area_of, counted, folded, unfolded
from ._cells import count_in
from ._daily_rows import (
    FORM,
    Form,
    Unknown,
    Written,
    columns_by_name,
    columns_of,
    form_of,
    names_in,
    number_of,
    pieces,
    read_rows,
    row_kept,
    row_number,
    with_form,
)
from ._tables import LEFT_OUT

__all__ = ["DAILY_CASUALTIES"]

_SOURCE: Final = "daily-casualties"
_TABLE: Final = Source(
    id=_SOURCE,
    title="Palestine Datasets: daily casualties",
    publisher="Tech for Palestine",
    url="https://data.techforpalestine.org/",
)
_START: Final = "2023-10-07"
_UN: Final = "un-ocha"
_ACTORS: Final[Mapping[str, Actor]] = {
    each.id: each
    for each in (
        Actor(id="gaza-health-ministry", name="Ministry of Health in Gaza", kind="government_body", country="PS"),
        Actor(id="gaza-media-office", name="Government Media Office in Gaza", kind="government_body", country="PS"),
        Actor(
            id=_UN,
            name="United Nations Office for the Coordination of Humanitarian Affairs",
            kind="international_body",
        ),
        Actor(
            id="lebanon-health-ministry",
            name="Ministry of Public Health of Lebanon",
            kind="government_body",
            country="LB",
        ),
        Actor(id="who", name="World Health Organization", kind="international_body"),
    )
}
_CHANNELS: Final[Mapping[str, Source]] = {
    each.id: each
    for each in (
        Source(id="mohtel", title="Telegram channel of the Ministry of Health", url="https://t.me/s/MOHMediaGaza"),
        Source(id="gmotel", title="Telegram channel of the Government Media Office", url="https://t.me/s/mediagovps"),
    )
}
_NAMED: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "mohtel": ("gaza-health-ministry", ("mohtel",)),
    "gmotel": ("gaza-media-office", ("gmotel",)),
    "unocha": (_UN, ()),
    "moph_lb": ("lebanon-health-ministry", ()),
    "ocha": ("lebanon-health-ministry", (_UN,)),
    "who": ("lebanon-health-ministry", ("who",)),
}
"""Who speaks in a row that names this source, and through whom it came."""

_PHASES: Final[Mapping[str, str]] = {"1": "2023-10-08", "2": "2026-03-02"}
"""When the ministry of Lebanon began to count afresh."""

_PLACES: Final[Mapping[str, Place]] = {
    "gaza": Place(id="gaza-strip", name="Gaza Strip", country="PS"),
    "west-bank": Place(id="west-bank", name="West Bank", country="PS"),
    "lebanon": Place(id="lebanon", name="Lebanon", country="LB"),
}
_TITLES: Final[Mapping[Area | None, tuple[str, str]]] = {
    "gaza": ("harm-in-gaza", "Hostilities in the Gaza Strip since October 2023"),
    "infrastructure": ("harm-in-gaza", "Hostilities in the Gaza Strip since October 2023"),
    "west-bank": ("harm-in-the-west-bank", "Violence in the West Bank since October 2023"),
    "lebanon": ("harm-in-lebanon", "Hostilities in Lebanon since October 2023"),
    None: ("harm-of-unstated-area", "Violence since October 2023 in an area that the table does not tell"),
}
_EPISODES: Final = frozenset(id_ for id_, _ in _TITLES.values())
_COLUMNS: Final = columns_by_name(EVERY)
_OWN: Final = {"report_date", "report_source", "report_period", "flash_source", *NESTED}
_BESIDES: Final = {"phase"}


# --- finding it out --------------------------------------------------------------------------------------------------


def _sniff(sample: Sample) -> bool:
    names = columns_of(sample, _tells, EVERY)
    known = [what for name in names if (what := counted(name)) is not None]
    # Somebody else's table may well have a date of a report and a number of killed.
    own = names & {"report_source", "flash_source"} or any(each.cumulative or each.twin != "reported" for each in known)
    return "report_date" in names and (not names.isdisjoint(NESTED[1:]) or (bool(known) and bool(own)))


# --- reading ---------------------------------------------------------------------------------------------------------


def _tells(column: str) -> bool:
    return column in _OWN or counted(column) is not None


def _read(given: Input, log: Log, *, area: Area | None = None) -> Iterator[Record]:
    if area not in (None, *AREAS):
        raise ValueError(f"expected an area ({', '.join(AREAS)}), got {area!r}")
    table, form = read_rows(given, _tells, EVERY)
    if form == "csv" and "report_date" not in table.columns:
        log.problem("IO126", "expected the column report_date, got none")
    yield Dataset(title=_TABLE.title, sources=(with_form(_TABLE, table, form, NAMES),))
    reading = _Reading(log, Dates(table, ("report_date",), log), area, Pool())
    unknown = Unknown(lambda name: name in _BESIDES or _tells(name), log)
    in_cells = _in_cells(table.columns, form)
    for row in table:
        numbers = unfolded(row, log) if in_cells else row
        unknown.tell(numbers)
        report = reading.report(numbers)
        yield from reading.pool.new()
        cells = _cells_of(report.event, [(_column_of(report, each), each) for each in report.figures], in_cells)
        yield attrs.evolve(report, extra=row_kept(_COLUMNS, row, cells, form, TEXTS))


class _Reading:
    """Makes the report of each row."""

    def __init__(self, log: Log, dates: Dates, area: Area | None, pool: Pool) -> None:
        self.pool = pool
        self._log, self._dates = log, dates
        self._area: Area | None = area

    def report(self, row: Row) -> CasualtyReport:
        """The report of a row. Whatever is in it, it becomes one: what cannot be read is kept as it is."""
        area = self._area or area_of(row.cells)
        day = self._dates.read(row, "report_date")
        id_ = self._id(row, area, day)
        voices = _Voices(self, row, area, None if day is None else When(edtf=day))
        window = self._window(row, day)
        figures = []
        for name in row.cells:
            what = counted(name)
            count = None if what is None else count_in(row, name, self._log)
            if what is None or count is None:
                continue
            figure = Figure(
                id=f"{id_}-{name}",
                measure=what.measure,
                item=what.item,
                model=what.model,
                group=what.group,
                described=what.described,
                count=count,
                scope="cumulative" if what.cumulative else "increment",
                window=self._since(row, day, what) if what.cumulative else window,
                attribution=voices.of(what),
            )
            figures.append((what, figure))
        whole = f"{id_}-killed"
        has_whole = any(figure.id == whole for _, figure in figures)
        return CasualtyReport(
            id=id_,
            event=self._episode(area),
            figures=tuple(
                attrs.evolve(figure, within=whole) if what.part and has_whole else figure for what, figure in figures
            ),
        )

    def _id(self, row: Row, area: Area | None, day: str | None) -> str:
        wanted = f"{area or 'report'}-{day or f'row-{row.number}'}"
        found = self.pool.unique(CasualtyReport, wanted)
        if found != wanted:
            message = f"expected each day once, got it again; the report becomes {found}"
            self._log.problem("IO123", message, row=row, column="report_date")
        return found

    def _episode(self, area: Area | None) -> str:
        id_, title = _TITLES[area]
        place = _PLACES.get("gaza" if area == "infrastructure" else area or "")
        if place is not None:
            self.pool.once(place)
        where = () if place is None else (Location(place=place.id),)
        return self.pool.once(Episode(id=id_, title=title, when=When(edtf=f"{_START[:7]}/.."), where=where)).id

    def _window(self, row: Row, day: str | None) -> When | None:
        """The hours that a report covers. They end at an unstated hour of its day, so they may reach a day further."""
        hours = row.cells.get("report_period", "").strip()
        if day is None or day < "1900" or re.fullmatch(r"[1-9][0-9]{0,3}", hours) is None:
            return None
        last = date.fromisoformat(day)
        first = last - timedelta(days=-(-int(hours) // 24))
        return When(edtf=f"{first}/{last}", text=f"{hours} hours", basis=Basis(rule="report_period", anchor=day))

    @staticmethod
    def _since(row: Row, day: str | None, what: Counted) -> When | None:
        """From when on a total counts, where it is known to start afresh."""
        start = _PHASES.get(row.cells.get("phase", "").strip()) if what.twin == "as_published" else None
        return None if start is None or day is None or day < start else When(edtf=f"{start}/{day}")

    def actor(self, id_: str) -> str:
        """The id of an actor, who is given once."""
        return self.pool.once(_ACTORS[id_]).id

    def carriers(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of those through whom a number came."""
        for id_ in ids:
            if id_ in _CHANNELS:
                self.pool.once(_CHANNELS[id_])
            else:
                self.pool.once(_ACTORS[id_])
        return ids

    def not_known(self, row: Row, column: str) -> None:
        """Tell of a source that is not one of the known ones."""
        self._log.often(
            "IO104", "expected a source that is known, got another; it is kept as it is", row=row, column=column
        )


class _Voices:
    """Who stands behind the numbers of one row."""

    def __init__(self, reading: _Reading, row: Row, area: Area | None, as_of: When | None) -> None:
        self._reading, self._row, self._area, self._as_of = reading, row, area, as_of
        self._made: dict[str, Attribution] = {}

    def of(self, what: Counted) -> Attribution:
        """The attribution of a number."""
        # The compiler's own totals of Lebanon go on over the ministry's counts.
        own_total = self._area == "lebanon" and what.cumulative and what.twin == "reported"
        key = "joined" if own_total else what.twin
        if key not in self._made:
            fields = {"joined": self._compiler, "extrapolated": self._extrapolated, "verified": self._verified}
            made = fields.get(key, self._reported)()
            self._made[key] = Attribution(source=_SOURCE, as_of=self._as_of, **made)
        return self._made[key]

    def _reported(self) -> dict[str, Any]:
        if self._area == "infrastructure":  # documented of the whole table, and said in no row
            return {"speaker": self._reading.actor("gaza-media-office"), "attributed": "carried"}
        column = "flash_source" if self._area == "west-bank" else "report_source"
        said = self._row.cells.get(column, "").strip()
        if column == "flash_source" and said == "un":
            return {"speaker": self._reading.actor(_UN)}
        if column == "flash_source" and said == "fill":
            return {"method": "extrapolated"}
        if column == "report_source" and said in _NAMED:
            speaker, via = _NAMED[said]
            return {"speaker": self._reading.actor(speaker), "via": self._reading.carriers(via)}
        if said not in ("", "missing"):
            self._reading.not_known(self._row, column)
        return {"attributed": "unclear"}

    def _compiler(self) -> dict[str, Any]:
        via = self._via()
        return {"via": via} if via else {}

    def _extrapolated(self) -> dict[str, Any]:
        return {"method": "extrapolated", **self._compiler()}

    def _via(self) -> tuple[str, ...]:
        """Whose numbers the compiler goes by, where the row says it."""
        speaker, via = _NAMED.get(self._row.cells.get("report_source", "").strip(), ("", ()))
        return self._reading.carriers((speaker, *via)) if speaker else ()

    def _verified(self) -> dict[str, Any]:
        return {"speaker": self._reading.actor(_UN), "method": "verified", "attributed": "carried"}


# --- writing ---------------------------------------------------------------------------------------------------------


def _in_cells(columns: Iterable[str], form: Form) -> frozenset[str]:
    """The columns of a table that hold an object in each cell; the JSON has the object itself."""
    return frozenset(NESTED).intersection(columns) if form == "csv" else frozenset()


def _cells_of(event: str, figures: Iterable[tuple[str, Figure]], in_cells: Container[str]) -> dict[str, str]:
    """The cells that the claims of a row give: the numbers, and what most of them say of the row."""
    numbers: dict[str, str] = {}
    row: list[tuple[str, str]] = []
    for column, figure in figures:
        what, number = counted(column), number_of(figure)
        if what is None or number is None:
            continue
        numbers[column] = number
        by = figure.attribution
        if by.as_of is not None and _DAY.fullmatch(by.as_of.edtf or ""):
            row.append(("report_date", by.as_of.edtf or ""))
        if not what.cumulative and figure.window is not None and figure.window.text is not None:
            row.append(("report_period", figure.window.text.removesuffix(" hours")))
        row += _said(event, by, what).items()
    return folded(numbers, in_cells) | most_said(row)


_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _column_of(report: CasualtyReport, figure: Figure) -> str:
    return (figure.id or "").removeprefix(f"{report.id}-")


def _said(event: str, by: Attribution, what: Counted) -> dict[str, str]:
    """The cell that names the source of a row, as far as the claim of a number tells it."""
    if what.twin == "verified":
        return {}
    if event == _TITLES["west-bank"][0]:
        if what.twin != "reported":
            return {}
        word = "un" if by.speaker == _UN else "fill" if by.method == "extrapolated" else None
        return {} if word is None else {"flash_source": word}
    through = by.via if by.speaker is None else (by.speaker, *by.via)
    word = next((name for name, (speaker, via) in _NAMED.items() if (speaker, *via) == through), None)
    return {} if word is None else {"report_source": word}


class _Writing:
    """Makes the row of each report."""

    def __init__(self, dataset: Dataset, names: Sequence[str], in_cells: frozenset[str], losses: Losses) -> None:
        self._names, self._in_cells, self._losses = names, in_cells, losses
        self._stands = Stands(dataset)
        self.again: dict[tuple[type, str], Record] = {}
        """What reading the rows gives besides their reports, by class and id."""

    def row(self, report: CasualtyReport) -> Written | None:
        """The row of a report; None where nothing is left of it."""
        area: Area | None = next((each for each in AREAS if report.id.startswith(f"{each}-")), None)
        cells: dict[str, str] = {}
        read: CasualtyReport | None = None
        records: Sequence[Any] = ()

        def again(figures: Mapping[str, Any], blank: frozenset[str]) -> Mapping[str, Said]:
            nonlocal cells, read, records
            made = _cells_of(report.event, figures.items(), self._in_cells)
            every = tuple(dict.fromkeys((*self._names, *names_in(made, report.extra))))
            cells = dict(zip(every, _COLUMNS.row(every, made, report.extra), strict=True))
            cells |= dict.fromkeys(blank, "")
            # A date that stays spelled as it was is not looked up in its column once more.
            day = {"report_date": made["report_date"]} if "report_date" in made else {}
            pool = Pool()
            reading = _Reading(Log(), Dates((), ("report_date",), Log()), area, pool)
            filled = {name: cell for name, cell in (cells | day).items() if cell}
            row = row_again(filled, row_number(report.id))
            read = reading.report(unfolded(row, Log()) if self._in_cells else row)
            records = tuple(pool.new())
            return {_column_of(read, each): said(each, read) for each in read.figures}

        claims = {}
        for figure in report.figures:
            column, stands = _column_of(report, figure), self._stands(figure)
            if stands is not None and counted(column) is not None:
                claims[column] = (stands, said(stands, report))
        agreed = agreeing(claims, again)
        self._losses.add("Figure", sum(_column_of(report, each) not in agreed.claims for each in report.figures))
        if read is None or read.event != report.event or (report.figures and not any(cells.values())):
            return None
        self._losses.add("CasualtyReport.id", not f"{report.id}~".startswith(f"{read.id}~"))
        self.again |= {(type(each), each.id): each for each in records}
        return Written(cells, report.extra)


def _write(dataset: Dataset, losses: Losses, *, form: Form | None = None, guard: bool = False) -> Iterator[str]:
    find = Finder(dataset)
    source = find(Source, _SOURCE)
    form = form_of(source) if form is None else form
    starts = tuple(f"{each}-" for each in (*AREAS, "report"))
    names = layout_of(source, NAMES)[0] if form == "csv" else NAMES
    writing = _Writing(dataset, names, _in_cells(names, form_of(source)), losses)
    used: set[int] = set()

    def written() -> Iterator[Written]:
        for report in dataset.reports:
            is_row = report.event in _EPISODES and report.id.startswith(starts)
            row = writing.row(report) if is_row and happened(find(Episode, report.event)) else None
            if row is not None:
                used.add(id(report))
                yield row

    yield from pieces(written(), form, source, NAMES, TEXTS, guard=guard)

    def again(record: Any) -> Record | None:
        return writing.again.get((type(record), record.id))

    count_left_out(dataset, source, used, _HELD, losses, standard=_TABLE, own=(FORM,), again=again)


_HELD: Final = held(
    {
        "CasualtyReport": "id event figures extra",
        "Source": "id title publisher url licence extra",
        "Figure": "id measure item model group described count scope window within attribution",
        "Attribution": "source speaker attributed via method as_of",
        "Count": "low high",
        "When": "edtf text basis",
        "Basis": "rule anchor",
        "Cell": "name value",
    }
)


DAILY_CASUALTIES: Final = Format(
    name="daily-casualties",
    title="Daily casualty reports (Tech for Palestine)",
    description="Daily numbers of the killed and injured in Gaza, the West Bank and Lebanon, and of damage in Gaza: "
    "reported, verified and extrapolated; JSON or CSV.",
    holds="Daily reports that came from it; other records are left out.",
    licence="Public domain, as Tech for Palestine publishes it.",
    sniff=_sniff,
    read=_read,
    write=_write,
    normalises=(
        LEFT_OUT,
        "In JSON, white space and the order of keys are not kept; the values are.",
        "A table with semicolons or tabs between its cells is written with commas.",
    ),
)
