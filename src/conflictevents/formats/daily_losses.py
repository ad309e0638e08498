"""Russian losses as the Ukrainian General Staff claims them day by day: `daily-losses`.

One row is one day: the totals since the start of the invasion. They are claims of one side about the other, so the
speaker is the General Staff; no row names it, which `carried` says. The columns are "losses", which may be destroyed,
damaged, abandoned or captured things, so their measure is `daily-losses.lost` and not `destroyed`; people are
`casualties`, undivided. Prisoners were counted by a website, and who says so is left open.

| columns | become |
| --- | --- |
| date | `as_of` of each figure, and the end of the report's window, which starts on 24 February 2022 |
| day | nothing: it follows from the date |
| personnel, personnel* | casualties; "about" makes a soft count, "more" and "less" a bound, an unknown word no claim |
| personnel., personnel_ | the same as personnel*, as other programs write its name |
| POW | people captured |
| aircraft … ground robotic systems | figures by item, with the column as `described` |
| greatest losses direction | an assertion of `daily-losses.greatest_losses_direction` |

A table of corrections holds differences, which can be negative and are no counts: each number becomes an assertion of
`daily-losses.correction`, with the column in `of`. Totals that fall from one day to the next are read as they stand;
the check CL103 tells of them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

import attrs

from .. import (
    Actor,
    Assertion,
    Attribution,
    CasualtyReport,
    Cell,
    Claim,
    Count,
    Dataset,
    Episode,
    Figure,
    Participant,
    PhraseError,
    Record,
    Severity,
    Source,
    When,
)
from . import Dates, Finder, Format, Input, Log, Losses, Pool, Row, Sample, held, layout_of, stripped
from ._again import Said, Stands, agreeing, count_differing, count_left_out, happened, most_said, row_again, said
from ._cells import count_in, kept_in
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
_WORST: Final = "greatest losses direction"
_WORD: Final = "personnel*"
_SPELLED: Final = (
    *("personnel.", "personnel..", "personnel_", "personnel_2", "personnel.1", "personnel1"),
    *("personnel~4", "personnel~5"),  # without any mark, so the name stands twice
)
"""How programs that cannot have the star in a name write it: R, data frames, and those that clean names."""
_NAMES: Final = ("date", "day", "personnel", _WORD, "POW", *_EQUIPMENT, _WORST)
_TEXTS: Final = frozenset({"date", _WORD, *_SPELLED, _WORST})
_SPELLINGS: Final = (*_NAMES, *_SPELLED)
_COLUMNS: Final = columns_by_name(_SPELLINGS)
_OWN: Final = frozenset(name for name in _NAMES if " " in name or name in {"personnel*", "POW", "APC", "MRL"})
"""The columns that no other table is likely to have: what it says would become claims of the General Staff."""
_BELOW_ZERO: Final = re.compile(r"-[0-9]*[1-9][0-9]*(?:\.0+)?")
_TOLD: Final = "what the table was said to hold"
_WORDS_IN: Final = "column of the word beside personnel"
_COMPARED: Final = ("more", "less", "fewer")
"""What the table writes for "more than", "less than" and "fewer than"."""

_TABLE: Final = Source(
    id="daily-losses",
    title="2022 Ukraine Russia War Dataset: Russian losses",
    publisher="Petro Ivaniuk",
    url="https://github.com/PetroIvaniuk/2022-Ukraine-Russia-War-Dataset",
    licence="MIT",
)
_ALWAYS: Final[tuple[Actor | Episode, ...]] = (
    Actor(id="russia", name="Russia", kind="state", country="RU"),
    Actor(id="ukraine", name="Ukraine", kind="state", country="UA"),
    Actor(
        id=_STAFF,
        name="General Staff of the Armed Forces of Ukraine",
        kind="armed_force",
        member_of="ukraine",
        country="UA",
    ),
    Episode(
        id=_EPISODE,
        title="Russia's full-scale invasion of Ukraine",
        when=When(edtf=f"{_START}/.."),
        type="war",
        participants=(Participant(actor="russia"), Participant(actor="ukraine")),
    ),
)
"""What reading any of these tables gives."""


# --- finding it out --------------------------------------------------------------------------------------------------


def _sniff(sample: Sample) -> bool:
    names = columns_of(sample, _tells, _SPELLINGS)
    return {"date", "day"} <= names and not _OWN.isdisjoint(names)


# --- reading ---------------------------------------------------------------------------------------------------------


def _tells(column: str) -> bool:
    return column in _NAMES and column != "date"


def _read(given: Input, log: Log, *, corrections: bool | None = None) -> Iterator[Record]:
    table, form = read_rows(given, _tells, _SPELLINGS)
    if form == "csv" and "date" not in table.columns:
        log.problem("IO126", "expected the column date, got none")
    rows = iter(table)  # the first pass, which tells what is wrong
    if corrections is None:
        corrections = _holds_corrections(table, named="correction" in given.file_name.lower())
    word = _word_in(table.columns) or _WORD
    told = corrections and not _holds_corrections(table, named=False)
    kept = ((_TOLD, "corrections" if told else ""), (_WORDS_IN, "" if word == _WORD else word))
    source = attrs.evolve(_TABLE, extra=tuple(Cell(name=name, value=value) for name, value in kept if value))
    yield Dataset(title=source.title, licence=source.licence, sources=(with_form(source, table, form, _NAMES),))
    yield from _ALWAYS
    reading = _Reading(log, Dates(table, ("date",), log), Pool(), word)
    unknown = Unknown({*_NAMES, word}.__contains__, log)
    for row in rows:
        unknown.tell(row)
        report = reading.report(row, corrections=corrections)
        cells = _cells_of(((_column_of(report, each), each) for each in report.claims), word)
        yield attrs.evolve(report, extra=row_kept(_COLUMNS, row, cells, form, _TEXTS))


def _word_in(columns: Container[str]) -> str | None:
    """The column of the word beside the number of people; None where there is none."""
    return next((name for name in (_WORD, *_SPELLED) if name in columns), None) if "personnel" in columns else None


def _holds_corrections(table: Iterable[Row], *, named: bool) -> bool:
    """Whether a table is one of corrections: it is named so, or its numbers tell.

    Most of the numbers of corrections are 0, and some negative, which no total is.
    """
    if named:
        return True
    numbers = zeros = 0
    negative = False
    for row in table:
        for cell in (row.cells.get(name, "").strip() for name in _NUMBERS):
            numbers += bool(cell)
            zeros += cell in ("0", "0.0")
            negative = negative or cell.startswith("-")
    return negative and zeros * 2 >= numbers


@attrs.frozen
class _Reading:
    """Makes the report of each row."""

    log: Log
    dates: Dates
    pool: Pool
    word: str
    """The column of the word beside the number of people."""

    def report(self, row: Row, *, corrections: bool) -> CasualtyReport:
        """The report of a row; one of totals has no number below zero, and makes no claim where it has."""
        if corrections:
            return self.correction(row)
        below = next((name for name in _NUMBERS if _BELOW_ZERO.fullmatch(row.stripped(name))), None)
        if below is None:
            return self.totals(row)
        message = "expected totals, got a number below zero: the row holds differences, and no claim is made of it"
        self.log.problem("IO104", message, row=row, column=below)
        return self.totals(attrs.evolve(row, cells={"date": row.cells.get("date", "")}))

    def totals(self, row: Row) -> CasualtyReport:
        """The report of a row of totals."""
        day = self.dates.read(row, "date")
        id_ = self._id(row, day, "")
        as_of = None if day is None else When(edtf=day)
        staff = Attribution(source=_TABLE.id, speaker=_STAFF, attributed="carried", as_of=as_of)
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
            other = Attribution(source=_TABLE.id, attributed="unclear", as_of=as_of)
            figures.append(
                self._figure(id_, "POW", captured, other, measure="captured", item="people", described="POW")
            )
        for name, (item, model) in _EQUIPMENT.items():
            count = count_in(row, name, self.log) if row.cells.get(name) else None
            if count is not None:
                figures.append(
                    self._figure(id_, name, count, staff, measure=_LOST, item=item, model=model, described=name)
                )
        direction = row.cells.get(_WORST, "")
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
        by = Attribution(source=_TABLE.id, attributed="unclear", as_of=as_of)
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
        if count is not None and self.word not in row.cells:
            message = f"expected the column {_WORD} with the word beside the number, got none; it is read as exact"
            self.log.often("IO126", message, row=row, column="personnel", severity=Severity.WARNING)
        word = row.stripped(self.word)
        if count is None or not word:
            return count
        try:
            said_so = Count.parse(f"{word} than {count.low}" if word in _COMPARED else f"{word} {count.low}")
        except PhraseError:
            said_so = None
        # A word that is a number itself makes another number of it ("2 500"); one that is not known leaves it exact.
        if said_so is not None and not said_so.is_exact:
            low, high = said_so.low, said_so.high or count.low
            if count.low - 1 <= high and low <= count.low + 1:
                return said_so
        message = "expected about, more or less, got a word that gives no count; no claim is made, the cells are kept"
        self.log.problem("IO104", message, row=row, column=self.word)
        return None

    @staticmethod
    def _figure(report: str, column: str, count: Count, by: Attribution, **fields: Any) -> Figure:
        id_ = f"{report}-{column.replace(' ', '_')}"
        return Figure(id=id_, count=count, attribution=by, to="russia", **fields)


# --- writing ---------------------------------------------------------------------------------------------------------

_SAID: Final = re.compile(r"(?P<word>[^0-9]*[^0-9 ]) (?P<number>[0-9]+)")


def _cells_of(claims: Iterable[tuple[str, Claim]], word: str) -> dict[str, str]:
    """The cells that the claims of a row give: those of their columns, and what most of them say of the row."""
    cells: dict[str, str] = {}
    days: list[tuple[str, str]] = []
    for column, claim in claims:
        made = (
            _cells_of_figure(column, claim, word) if isinstance(claim, Figure) else _cells_of_assertion(column, claim)
        )
        cells |= made
        day = claim.attribution.as_of
        if made and day is not None and day.earliest is not None and day.edtf == str(day.earliest):
            days += [("date", day.edtf), ("day", str((day.earliest - _START + timedelta(days=1)).days))]
    return cells | most_said(days)


def _cells_of_figure(column: str, figure: Figure, word_in: str) -> dict[str, str]:
    words = None if figure.count is None else figure.count.text
    said_so = _SAID.fullmatch(words) if column == "personnel" and words is not None else None
    if said_so is not None:
        word = said_so["word"]
        alone = word.removesuffix(" than")
        return {"personnel": said_so["number"], word_in: alone if alone in _COMPARED else word}
    number = number_of(figure)
    return {column: number} if column in _NUMBERS and number is not None else {}


def _cells_of_assertion(column: str, claim: Claim) -> dict[str, str]:
    value = claim.value if isinstance(claim, Assertion) else None
    return {column: value} if isinstance(value, str) and column in (*_NUMBERS, _WORST) else {}


def _column_of(report: CasualtyReport, claim: Claim) -> str:
    if isinstance(claim, Assertion):
        columns = {_DIRECTION: _WORST, _CORRECTION: claim.of or ""}
        return columns.get(claim.property, "")
    return (claim.id or "").removeprefix(f"{report.id}-").replace("_", " ")


class _Writing:
    """Makes the row of each report."""

    def __init__(self, dataset: Dataset, names: Sequence[str], word: str, losses: Losses, *, corrections: bool) -> None:
        self._names, self._word, self._losses, self._corrections = names, word, losses, corrections
        self._stands = Stands(dataset)

    def row(self, report: CasualtyReport) -> Written | None:
        """The row of a report; None where nothing is left of it."""
        cells: dict[str, str] = {}
        read: CasualtyReport | None = None

        def again(claims: Mapping[str, Claim], blank: frozenset[str]) -> Mapping[str, Said]:
            nonlocal cells, read
            made = _cells_of(claims.items(), self._word)
            every = tuple(dict.fromkeys((*self._names, *names_in(made, report.extra))))
            cells = dict(zip(every, _COLUMNS.row(every, made, report.extra), strict=True))
            cells |= dict.fromkeys(blank, "")
            # A date that stays spelled as it was is not looked up in its column once more.
            day = {"date": made["date"]} if "date" in made else {}
            row = row_again(cells | day, row_number(report.id))
            reading = _Reading(Log(), Dates((), ("date",), Log()), Pool(), self._word)
            read = reading.report(row, corrections=self._corrections)
            return {_column_of(read, each): said(each, read, words=True) for each in read.claims}

        claims: dict[str, tuple[Claim, Said]] = {}
        of: dict[str, Claim] = {}
        for claim in report.claims:
            column, stands = _column_of(report, claim), self._stands(claim)
            if stands is not None and column in _NAMES and column not in claims:
                claims[column], of[column] = (stands, said(stands, report, words=True)), claim
        agreed = agreeing(claims, again)
        held_here = {id(of[column]) for column in agreed.claims}
        for claim in report.claims:
            self._losses.add(type(claim).__name__, id(claim) not in held_here)
        if read is None or (report.claims and not any(cells.values())):
            return None
        count_differing(report, read, self._losses, only=("scope", "window"))
        self._losses.add("CasualtyReport.id", not f"{report.id}~".startswith(f"{read.id}~"))
        return Written(cells, report.extra)


def _write(dataset: Dataset, losses: Losses, *, form: Form | None = None, guard: bool = False) -> Iterator[str]:
    find = Finder(dataset)
    source = find(Source, _TABLE.id)
    form = form_of(source) if form is None else form
    reports = [each for each in dataset.reports if each.event == _EPISODE and each.id.startswith("losses-")]
    totals = [each for each in reports if not any(claim.property == _CORRECTION for claim in each.assertions)]
    # One list cannot hold both: a difference would be read as a total. And a row says that it happened.
    rows = (totals or reports) if happened(find(Episode, _EPISODE)) else []
    names = layout_of(source, _NAMES)[0] if form == "csv" else _NAMES
    writing = _Writing(dataset, names, kept_in(source, _WORDS_IN) or _WORD, losses, corrections=not totals)
    written = [(report, row) for report in rows if (row := writing.row(report)) is not None]
    if not totals and not kept_in(source, _TOLD):
        # Differences that their numbers no longer tell would be read as totals.
        found = [row_again({name: cell for name, cell in row.cells.items() if cell}) for _, row in written]
        written = written if _holds_corrections(found, named=False) else []
    yield from pieces((row for _, row in written), form, source, _NAMES, _TEXTS, guard=guard)
    used = {id(report) for report, _ in written}

    def again(record: Any) -> Record | None:
        return next((each for each in _ALWAYS if type(each) is type(record) and each.id == record.id), None)

    own = (FORM, _TOLD, _WORDS_IN)
    count_left_out(dataset, source, used, _HELD, losses, standard=_TABLE, own=own, again=again)


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
        LEFT_OUT,
        "In JSON, white space and the order of keys are not kept; the values are.",
        "A table with semicolons or tabs between its cells is written with commas.",
    ),
)
