"""Russian losses as the Ukrainian General Staff claims them day by day: `daily-losses`.

One row is one day: the totals since the start of the invasion. They are claims of one side about the other, so the
speaker is the General Staff; no row names it, which `carried` says. The columns are "losses", which may be destroyed,
damaged, abandoned or captured things, so their measure is `daily-losses.lost` and not `destroyed`; people are
`casualties`, undivided. Prisoners were counted by a website, and who says so is left open.

| columns | become |
| --- | --- |
| date | `as_of` of each figure, and the end of the report's window, which starts on 24 February 2022 |
| day | nothing: it follows from the date |
| personnel, personnel* | casualties; "about" makes a soft count and "more" a bound |
| POW | people captured |
| aircraft … ground robotic systems | figures by item, with the column as `described` |
| greatest losses direction | an assertion of `daily-losses.greatest_losses_direction` |

A table of corrections holds differences, which can be negative and are no counts: each number becomes an assertion of
`daily-losses.correction`, with the column in `of`. Totals that fall from one day to the next are read as they stand;
the check CL103 tells of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

import attrs

from .. import (
    Actor,
    Assertion,
    Attribution,
    CasualtyReport,
    Count,
    Dataset,
    Episode,
    Figure,
    Participant,
    PhraseError,
    Record,
    Source,
    When,
)
from . import Dates, Finder, Format, Input, Log, Losses, Pool, Row, Sample, count_unwritten, held, layout_of, stripped
from ._cells import count_in
from ._daily_rows import (
    Form,
    Written,
    columns_by_name,
    columns_of,
    form_of,
    names_in,
    number_of,
    pieces,
    read_rows,
    row_kept,
    with_form,
)

__all__ = ["DAILY_LOSSES"]

_EPISODE: Final = "invasion-of-ukraine"
_STAFF: Final = "ua-general-staff"
_START: Final = date(2022, 2, 24)
_LOST: Final = "daily-losses.lost"
_CORRECTION: Final = "daily-losses.correction"
_DIRECTION: Final = "daily-losses.greatest_losses_direction"

_EQUIPMENT: Final[Mapping[str, tuple[str, str | None]]] = {
    "aircraft": ("aircraft", None),
    "helicopter": ("helicopter", None),
    "tank": ("tank", None),
    "APC": ("armoured_vehicle", None),
    "field artillery": ("artillery", "field artillery"),
    "MRL": ("artillery", "MRL"),
    "military auto": ("vehicle", "military auto"),
    "fuel tank": ("vehicle", "fuel tank"),
    "drone": ("drone", None),
    "naval ship": ("vessel", "naval ship"),
    "submarines": ("vessel", "submarine"),
    "anti-aircraft warfare": ("air_defence", None),
    "special equipment": ("vehicle", "special equipment"),
    "mobile SRBM system": ("weapon", "mobile SRBM system"),
    "vehicles and fuel tanks": ("vehicle", "vehicles and fuel tanks"),
    "cruise missiles": ("missile", "cruise missile"),
    "ground robotic systems": ("vehicle", "ground robotic system"),
}
"""The item and the model of each kind of equipment; a model tells kinds of one item apart."""

_PEOPLE: Final = ("personnel", "POW")
_NUMBERS: Final = (*_PEOPLE, *_EQUIPMENT)
_TEXTS: Final = frozenset({"date", "personnel*", "greatest losses direction"})
_NAMES: Final = ("date", "day", "personnel", "personnel*", "POW", *_EQUIPMENT, "greatest losses direction")
_COLUMNS: Final = columns_by_name(_NAMES)
_OWN: Final = frozenset(name for name in _NAMES if " " in name or name in {"personnel*", "POW", "APC", "MRL"})
"""The columns that no other table is likely to have: what it says would become claims of the General Staff."""
_MORE: Final = "more"
"""What the table writes for "more than"."""


# --- finding it out --------------------------------------------------------------------------------------------------


def _sniff(sample: Sample) -> bool:
    names = columns_of(sample, _tells)
    return {"date", "day"} <= names and not _OWN.isdisjoint(names)


# --- reading ---------------------------------------------------------------------------------------------------------


def _tells(column: str) -> bool:
    return column in _NAMES and column != "date"


def _read(given: Input, log: Log, *, corrections: bool | None = None) -> Iterator[Record]:
    table, form = read_rows(given, _tells)
    if form == "csv" and "date" not in table.columns:
        log.problem("IO126", "expected the column date, got none")
    rows = iter(table)  # the first pass, which tells what is wrong
    if corrections is None:
        corrections = _holds_corrections(table, named="correction" in given.file_name.lower())
    source = Source(
        id="daily-losses",
        title="2022 Ukraine Russia War Dataset: Russian losses",
        publisher="Petro Ivaniuk",
        url="https://github.com/PetroIvaniuk/2022-Ukraine-Russia-War-Dataset",
        licence="MIT",
    )
    yield Dataset(title=source.title, licence=source.licence, sources=(with_form(source, table, form, _NAMES),))
    yield Actor(id="russia", name="Russia", kind="state", country="RU")
    yield Actor(id="ukraine", name="Ukraine", kind="state", country="UA")
    yield Actor(
        id=_STAFF,
        name="General Staff of the Armed Forces of Ukraine",
        kind="armed_force",
        member_of="ukraine",
        country="UA",
    )
    yield Episode(
        id=_EPISODE,
        title="Russia's full-scale invasion of Ukraine",
        when=When(edtf=f"{_START}/.."),
        type="war",
        participants=(Participant(actor="russia"), Participant(actor="ukraine")),
    )
    reading = _Reading(source.id, log, Dates(table, ("date",), log), Pool())
    for row in rows:
        report = reading.correction(row) if corrections else reading.totals(row)
        yield attrs.evolve(report, extra=row_kept(_COLUMNS, row, _cells_of(report), form, _TEXTS))


def _holds_corrections(table: Iterable[Row], *, named: bool) -> bool:
    """Whether a table is one of corrections: people and equipment in one row, and it is named so, or its numbers tell.

    Most of the numbers of corrections are 0, and some negative.
    """
    numbers = zeros = 0
    negative = False
    for row in table:
        if "personnel*" in row.cells or not ("personnel" in row.cells and "tank" in row.cells):
            return False
        for cell in (row.cells.get(name, "").strip() for name in _NUMBERS):
            numbers += bool(cell)
            zeros += cell in ("0", "0.0")
            negative = negative or cell.startswith("-")
        if named:
            return True
    return negative and zeros * 2 >= numbers


@attrs.frozen
class _Reading:
    """Makes the report of each row."""

    source: str
    log: Log
    dates: Dates
    pool: Pool

    def totals(self, row: Row) -> CasualtyReport:
        """The report of a row of totals."""
        day = self.dates.read(row, "date")
        id_ = self._id(row, day, "")
        as_of = None if day is None else When(edtf=day)
        staff = Attribution(source=self.source, speaker=_STAFF, attributed="carried", as_of=as_of)
        figures = []
        people = self._people(row)
        if people is not None:
            figures.append(
                self._figure(
                    id_, "personnel", people, staff, measure="casualties", item="people", described="personnel"
                )
            )
        captured = count_in(row, "POW", self.log)
        if captured is not None:
            other = Attribution(source=self.source, attributed="unclear", as_of=as_of)
            figures.append(
                self._figure(id_, "POW", captured, other, measure="captured", item="people", described="POW")
            )
        for name, (item, model) in _EQUIPMENT.items():
            count = count_in(row, name, self.log) if row.cells.get(name) else None
            if count is not None:
                figures.append(
                    self._figure(id_, name, count, staff, measure=_LOST, item=item, model=model, described=name)
                )
        direction = row.cells.get("greatest losses direction", "")
        said = (Assertion(property=_DIRECTION, value=direction, attribution=staff),) if stripped(direction) else ()
        return CasualtyReport(
            id=id_,
            event=_EPISODE,
            scope="cumulative",
            window=None if day is None or day < str(_START) else When(edtf=f"{_START}/{day}"),
            figures=tuple(figures),
            assertions=said,
        )

    def correction(self, row: Row) -> CasualtyReport:
        """The report of a row of corrections."""
        day = self.dates.read(row, "date")
        as_of = None if day is None else When(edtf=day)
        by = Attribution(source=self.source, attributed="unclear", as_of=as_of)
        said = []
        for name in _NUMBERS:
            cell = row.cells.get(name, "").strip()
            if re.fullmatch(r"-?[0-9]+(?:\.0+)?", cell):
                said.append(Assertion(property=_CORRECTION, value=cell.partition(".")[0], of=name, attribution=by))
            elif cell:
                message = "expected a whole number, got something else; it is kept as it is"
                self.log.problem("IO104", message, row=row, column=name)
        return CasualtyReport(id=self._id(row, day, "correction-"), event=_EPISODE, assertions=tuple(said))

    def _id(self, row: Row, day: str | None, kind: str) -> str:
        if not kind:
            has_people, has_equipment = (any(map(row.cells.get, names)) for names in (_PEOPLE, _EQUIPMENT))
            kind = "" if has_people == has_equipment else "personnel-" if has_people else "equipment-"
        wanted = f"losses-{kind}{day or f'row-{row.number}'}"
        found = self.pool.unique(CasualtyReport, wanted)
        if found != wanted:
            message = f"expected each day once, got it again; the report becomes {found}"
            self.log.problem("IO123", message, row=row, column="date")
        return found

    def _people(self, row: Row) -> Count | None:
        """How many people, as soft or open as the word beside the number makes it."""
        count = count_in(row, "personnel", self.log)
        word = row.cells.get("personnel*", "").strip()
        if count is None or not word:
            return count
        try:
            said = Count.parse(f"{word} than {count.low}" if word == _MORE else f"{word} {count.low}")
        except PhraseError:
            said = None
        # A word that is a number itself makes another number of it ("2 500"); one that is not known leaves it exact.
        softer = said is not None and not said.is_exact
        if said is not None and softer and count.low - 1 <= (said.high or count.low) and said.low <= count.low + 1:
            return said
        message = "expected about or more, got a word that gives no count; the number is kept as it is"
        self.log.problem("IO104", message, row=row, column="personnel*")
        return None

    @staticmethod
    def _figure(report: str, column: str, count: Count, by: Attribution, **fields: Any) -> Figure:
        id_ = f"{report}-{column.replace(' ', '_')}"
        return Figure(id=id_, count=count, attribution=by, to="russia", **fields)


# --- writing ---------------------------------------------------------------------------------------------------------

_SAID: Final = re.compile(r"(?P<word>[^0-9]*[^0-9 ]) (?P<number>[0-9]+)")


def _cells_of(report: CasualtyReport) -> dict[str, str]:
    """The cells that the records of a row give."""
    cells: dict[str, str] = {}
    day = None if not report.claims else report.claims[0].attribution.as_of
    if day is not None and day.edtf is not None:
        cells["date"] = day.edtf
        if day.earliest is not None:
            cells["day"] = str((day.earliest - _START + timedelta(days=1)).days)
    for figure in report.figures:
        column = _column_of(report, figure)
        words = None if figure.count is None else figure.count.text
        said = _SAID.fullmatch(words) if column == "personnel" and words is not None else None
        number = number_of(figure)
        if said is not None:
            cells["personnel"], word = said["number"], said["word"]
            cells["personnel*"] = _MORE if word == f"{_MORE} than" else word
        elif column in _NUMBERS and number is not None:
            cells[column] = number
    for claim in report.assertions:
        if claim.property == _DIRECTION and isinstance(claim.value, str):
            cells["greatest losses direction"] = claim.value
        elif claim.property == _CORRECTION and claim.of in _NUMBERS and isinstance(claim.value, str):
            cells[claim.of or ""] = claim.value
    return cells


def _column_of(report: CasualtyReport, figure: Figure) -> str:
    return (figure.id or "").removeprefix(f"{report.id}-").replace("_", " ")


def _write(dataset: Dataset, losses: Losses, *, form: Form | None = None, guard: bool = False) -> Iterator[str]:
    source = Finder(dataset)(Source, "daily-losses")
    form = form_of(source) if form is None else form
    reports = [each for each in dataset.reports if each.event == _EPISODE and each.id.startswith("losses-")]
    totals = [each for each in reports if not any(claim.property == _CORRECTION for claim in each.assertions)]
    # One list cannot hold both: a difference would be read as a total.
    rows = totals or reports
    names = layout_of(source, _NAMES)[0] if form == "csv" else _NAMES

    def written() -> Iterator[Written]:
        for report in rows:
            made = _cells_of(report)
            _count_unwritten(report, made, losses)
            every = tuple(dict.fromkeys((*names, *names_in(made, report.extra))))
            cells = _COLUMNS.row(every, made, report.extra)
            yield Written(dict(zip(every, cells, strict=True)), report.extra)

    yield from pieces(written(), form, source, _NAMES, _TEXTS, guard=guard)
    used = {id(each) for each in rows}
    own_ids = {
        ("Source", "daily-losses"),
        ("Episode", _EPISODE),
        *(("Actor", id_) for id_ in ("russia", "ukraine", _STAFF)),
    }
    count_unwritten(
        dataset,
        source,
        used,
        _HELD,
        losses,
        implied=lambda each: source is not None and (type(each).__name__, each.id) in own_ids,
    )


def _count_unwritten(report: CasualtyReport, made: Mapping[str, str], losses: Losses) -> None:
    """Count the claims that no column holds."""
    losses.add("Figure", sum(_column_of(report, each) not in made for each in report.figures))
    losses.add("Assertion", sum(each.property not in (_DIRECTION, _CORRECTION) for each in report.assertions))


_HELD: Final = held(
    {
        "CasualtyReport": "id event scope window figures assertions extra",
        "Source": "id title publisher url licence extra",
        "Figure": "id measure item model count attribution to described",
        "Assertion": "property value of attribution",
        "Attribution": "source speaker attributed as_of",
        "Count": "low high approximate text policy",
        "When": "edtf",
        "Cell": "name value",
    }
)


DAILY_LOSSES: Final = Format(
    name="daily-losses",
    title="Daily Russian losses (General Staff of Ukraine)",
    description="What Russia has lost in Ukraine since February 2022 by the claims of the Ukrainian General Staff, day "
    "by day: people, equipment, or corrections; JSON or CSV.",
    holds="Days of totals, or of corrections, that came from it; other records are left out.",
    licence="MIT, for the dataset of Petro Ivaniuk.",
    sniff=_sniff,
    read=_read,
    write=_write,
    normalises=(
        "In JSON, white space and the order of keys are not kept; the values are.",
        "A table with semicolons or tabs between its cells is written with commas.",
    ),
)
