"""The claims table as a CSV file, and a dataset from one: `csv-claims`.

The columns are those of the claims table. A table says less than a dataset: the reader makes of each row a claim, and
of what it names sources, actors and events that have an id and little else. Each event has one casualty report at
most. What a cell says and the records cannot give again (that the speaker is a party, a column of one's own) is kept in
`extra` of the event or report: for each such column an object in JSON with the cell of each claim and what the records
gave in its place. It comes back where they still give that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeVar

import attrs

from .. import (
    Actor,
    Assertion,
    Attribution,
    CasualtyReport,
    Cell,
    Claim,
    ClaimRow,
    Count,
    Dataset,
    Figure,
    Holder,
    Incident,
    InvalidRecordError,
    Place,
    Record,
    Severity,
    Share,
    Source,
    Span,
    claims_table,
)
from . import (
    Format,
    Input,
    Log,
    Losses,
    Pool,
    Row,
    Sample,
    delimiter_of,
    read_table,
    unguarded,
)
from ._cells import when_said
from ._claim_commitment import manner_of, word_of
from ._claim_losses import KINDS, count_unheld, record_of, report_id, value_said
from ._lines import safe_line
from ._tables import LEFT_OUT

__all__ = ["CSV_CLAIMS"]

_COLUMNS: Final = tuple(field.name.rstrip("_") for field in attrs.fields(ClaimRow))
_REPORT: Final = CasualtyReport.kind
_Holder = TypeVar("_Holder", bound=Holder)


def _sniff(sample: Sample) -> bool:
    return {"event", "kind", "measure", "source", "claim"} <= set(sample.header(tells=_COLUMNS.__contains__))


# --- reading ---------------------------------------------------------------------------------------------------------


def _read(given: Input, log: Log) -> Iterator[Record]:
    delimiter = delimiter_of(given, lambda name: name.lower() in _COLUMNS)
    table = read_table(given, delimiter=delimiter, renamed=str.lower)
    table.expect(given, {"claim", "measure", "commitment", "polarity"}.__contains__)
    log.missing(_COLUMNS, table.columns)
    reading = _Reading(log)
    for row in table:
        reading.take(row)
    yield reading.dataset()


class _Reading:
    """Gathers the claims of a table by event. What one names may stand below it, so the dataset is made at the end."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._pool = Pool()
        self._claims: dict[tuple[str, bool], dict[str, Claim]] = {}
        self._kinds: dict[str, str] = {}
        self._realis: dict[str, str] = {}
        self._rows: dict[str, Row] = {}
        self._numbers: dict[str, int] = {}
        """The last number that was put behind an id which came again."""

    def take(self, row: Row) -> None:
        """Make a claim of a row, or reject it."""
        row = attrs.evolve(row, cells={name: unguarded(cell) for name, cell in row.cells.items()})
        cell = row.cells.get
        claim = cell("claim", "") or f"row-{row.number}"
        number = self._numbers.get(claim, 1)
        while (id_ := claim if number == 1 else f"{claim}~{number}") in self._rows:
            number += 1
        if number > 1:
            self._numbers[claim] = number
            message = f"expected each claim once, got its id again; this one becomes {id_}"
            self._log.problem("IO123", message, row=row, column="claim")
        event, kind = cell("event", ""), cell("kind", "")
        try:
            Incident(id=event)
            made = self._made(row, id_)
        except InvalidRecordError as error:
            problem = error.problems[0]
            reason = f"{problem.path.strip('/') or 'row'}: {problem.message}"
            self._log.reject(reason, line=row.line, raw=row.raw, number=row.number)
            return
        self._claims.setdefault((event, kind == _REPORT), {})[id_] = made
        if kind != _REPORT:
            self._kinds.setdefault(event, kind)
        self._realis.setdefault(event, cell("realis", ""))
        self._rows[id_] = row

    def _made(self, row: Row, id_: str) -> Claim:
        cells = {name: cell or None for name, cell in row.cells.items()}
        get = cells.get
        speaker, source = get("speaker"), get("source") or ""
        how = get("attributed")
        plain = how in ("own_voice", "stated") and (how == "stated") == (speaker is not None)
        attribution: dict[str, Any] = {"source": source, "speaker": speaker, "method": get("method")}
        attribution |= {"attributed": None if plain else how, "as_of": _when(get("as_of"))}
        attribution |= manner_of(row.cells)
        common: dict[str, Any] = {"id": id_, "attribution": Attribution(**attribution), "spans": self._spans(row)}
        value = get("value")
        if value is not None:
            of = value_said(get("measure") or "", value)
            assertion = Assertion(property=get("measure") or "", value=of, **common)
            record_of(assertion)  # refuses what is no id where one has to be
            return assertion
        names = ("measure", "item", "group", "to", "model", "described", "scope", "within", "besides", "estimate")
        fields: dict[str, Any] = {name: get(name) for name in names} | {"from_": get("from")}
        fields |= {"measure": get("measure") or "", "window": _when(get("window"))}
        return Figure(**fields, **self._number(row), **common)

    def _number(self, row: Row) -> dict[str, Any]:
        cells = row.cells
        if not any(cells.get(name) for name in ("low", "high", "text")):
            return {}
        percent = cells.get("unit") == "percent"
        number: Callable[[str], float] = float if percent else int
        try:
            low, high = (number(cells[name]) if cells.get(name) else None for name in ("low", "high"))
            soft = cells.get("approximate", "").lower() == "true"  # spreadsheets write TRUE
            given: dict[str, Any] = {"low": low, "high": high, "approximate": soft, "text": cells.get("text") or None}
            return {"share": Share(**given)} if percent else {"count": Count(**given)}
        except ValueError:  # what a record refuses is one as well
            message = "expected a lower bound and an upper one not below it, or none; the cells are kept as they are"
            self._log.problem("IO104", message, row=row, column="low")
            return {}

    def _spans(self, row: Row) -> tuple[Span, ...]:
        start, end = row.cells.get("start"), row.cells.get("end")
        if not start and not end:
            return ()
        try:
            return (Span(start=int(start or ""), end=int(end or "")),)
        except ValueError:
            message = "expected a start and an end after it, or neither; the cells are kept as they are"
            self._log.problem("IO104", message, row=row, column="start")
            return ()

    def dataset(self) -> Dataset:
        """The dataset of all rows."""
        events, reports = [], []
        for (event, is_report), claims in self._claims.items():
            whole = [self._without_dangling(claim) for claim in claims.values()]
            figures = tuple(claim for claim in whole if isinstance(claim, Figure))
            assertions = tuple(claim for claim in whole if isinstance(claim, Assertion))
            if is_report:
                report = CasualtyReport(
                    id=report_id(self._pool, event),
                    event=event,
                    figures=figures,
                    assertions=assertions,
                )
                reports.append(report)
                if event in self._kinds:
                    continue
                figures, assertions = (), ()
            kind = KINDS.get(self._kinds.get(event, ""), Incident)
            events.append(kind(id=event, figures=figures, assertions=assertions, **self._realis_of(event)))
        sources, actors = self._named()
        made = Dataset(sources=tuple(sources), actors=tuple(actors), events=tuple(events), reports=tuple(reports))
        return self._with_kept(_with_values(made))

    def _realis_of(self, event: str) -> dict[str, Any]:
        try:
            Incident(id=event, realis=self._realis[event])
        except InvalidRecordError:
            return {}
        return {"realis": self._realis[event]}

    def _without_dangling(self, claim: Claim) -> Claim:
        if not isinstance(claim, Figure):
            return claim
        without: dict[str, Any] = {}
        for name in ("within", "besides"):
            of = getattr(claim, name)
            if of is not None and of not in self._rows:
                message = "expected the id of a claim of the table, got another; the cell is kept as it is"
                self._log.problem("IO104", message, row=self._rows[claim.id or ""], column=name)
                without[name] = None
        return attrs.evolve(claim, **without) if without else claim

    def _named(self) -> tuple[list[Source], list[Actor]]:
        """The sources and actors that the rows name."""
        sources: dict[str, str | None] = {}
        actors: dict[str, Actor] = {}
        for claims in self._claims.values():
            for id_, claim in claims.items():
                cells, by = self._rows[id_].cells, claim.attribution
                origin = cells.get("origin")
                sources.setdefault(by.source, origin if origin not in ("", by.source) else None)
                if by.speaker is not None and by.speaker not in actors:
                    # A name that is not given is one that is withheld.
                    name = cells.get("speaker_name", by.speaker)
                    blank = not name.strip()
                    actors[by.speaker] = Actor(id=by.speaker, name=by.speaker if blank else name, sensitive=blank)
        for claims in self._claims.values():
            for claim in claims.values():
                for side in (claim.from_, claim.to) if isinstance(claim, Figure) else ():
                    if side is not None:
                        actors.setdefault(side, Actor(id=side, name=side))
        return self._sources(sources), list(actors.values())

    def _sources(self, based_on: Mapping[str, str | None]) -> list[Source]:
        made: dict[str, Source] = {}
        for id_ in based_on:
            chain: dict[str, Source] = {}
            each: str | None = id_
            while each is not None and each not in made and each not in chain:
                try:
                    chain[each] = Source(id=each, based_on=based_on.get(each))
                except InvalidRecordError:  # the origin is no id; its cell is kept
                    chain[each] = Source(id=each)
                each = chain[each].based_on
            # What another is based on comes before it.
            made |= {known: chain[known] for known in reversed(chain)}
        return list(made.values())

    def _with_kept(self, dataset: Dataset) -> Dataset:
        """The dataset with every cell that it does not give again."""
        kept: dict[int, dict[str, dict[str, tuple[str, str]]]] = {}
        for (holder, _), again in zip(dataset.owned_claims(), claims_table(dataset), strict=True):
            cells = _cells(again)
            row = self._rows[again.claim]
            for name, cell in row.cells.items():
                given = cells.get(name, "")
                if given != cell:
                    self._tell(row, name, given)
                    kept.setdefault(id(holder), {}).setdefault(name, {})[again.claim] = cell, given
        return attrs.evolve(
            dataset,
            events=tuple(_with_cells(each, kept.get(id(each))) for each in dataset.events),
            reports=tuple(_with_cells(each, kept.get(id(each))) for each in dataset.reports),
        )

    def _tell(self, row: Row, column: str, given: str) -> None:
        """Tell of a cell that is kept, where the records say something else in its place."""
        cell = word_of(row.cells[column])
        if cell in ("", given):
            return
        if column == "status":
            message = f"expected {given}, since no cell says what replaced it, got another; it is kept"
        elif column == "commitment":
            message = f"expected what goes with polarity and method, got another word; it is read as {given}"
        elif column == "polarity":
            message = f"expected {given}, as its commitment says, got another; the less certain is read"
        elif column == "party":
            message = f"expected {given}, since no row says to whom the speaker belongs, got another; it is kept"
            self._log.often("IO104", message, row=row, column=column, severity=Severity.WARNING)
            return
        else:
            return
        self._log.problem("IO104", message, row=row, column=column)


_KEPT: Final = "claims table: "


def _with_cells(holder: _Holder, kept: Mapping[str, Mapping[str, tuple[str, str]]] | None) -> _Holder:
    cells = (
        Cell(name=f"{_KEPT}{name}", value=json.dumps(column, ensure_ascii=False))
        for name, column in (kept or {}).items()
    )
    return attrs.evolve(holder, extra=tuple(cells))


def _cells_of(holder: Holder) -> dict[str, dict[str, tuple[str, str]]]:
    """The cells that were kept of each claim, by column, each with what the records gave in its place."""
    kept: dict[str, dict[str, tuple[str, str]]] = {}
    for cell in filter(_is_kept, holder.extra):
        for claim, (was, given) in json.loads(cell.value).items():
            kept.setdefault(claim, {})[cell.name.removeprefix(_KEPT)] = was, given
    return kept


def _is_kept(cell: Cell) -> bool:
    """Whether a cell is one that the reader kept, and not somebody else's of such a name."""
    if not cell.name.startswith(_KEPT):
        return False
    try:
        column = json.loads(cell.value)
    except (ValueError, RecursionError):
        return False
    pairs = column.values() if isinstance(column, dict) else [None]
    return all(isinstance(each, list) and [type(part) for part in each] == [str, str] for each in pairs)


def _with_values(dataset: Dataset) -> Dataset:
    """The dataset with the records that its assertions name."""
    lists: dict[str, dict[str, Any]] = {
        name: {each.id: each for each in getattr(dataset, name)} for name in ("actors", "places", "events")
    }
    for claim in dataset.claims:
        record: Any = record_of(claim) if isinstance(claim, Assertion) else None
        if record is not None:
            name = "actors" if isinstance(record, Actor) else "places" if isinstance(record, Place) else "events"
            lists[name].setdefault(record.id, record)
    together: Mapping[str, Any] = {name: tuple(records.values()) for name, records in lists.items()}
    return attrs.evolve(dataset, **together)


def _when(text: str | None) -> Any:
    return None if text is None else when_said(text)


# --- writing ---------------------------------------------------------------------------------------------------------


def _write(dataset: Dataset, losses: Losses) -> Iterator[str]:
    kept = {id(holder): _cells_of(holder) for holder in dataset.holders}
    own = {name: None for claims in kept.values() for cells in claims.values() for name in cells}
    names = tuple(dict.fromkeys((*_COLUMNS, *own)))
    yield safe_line(names)
    for (holder, claim), row in zip(dataset.owned_claims(), claims_table(dataset), strict=True):
        cells = _cells(row)
        again = kept[id(holder)].pop(row.claim, {})
        # What the records say now may not go together with what a cell said of them before.
        stands = all(cells.get(name, "") == given for name, (_, given) in again.items())
        before = cells | {name: was for name, (was, _) in again.items()}
        stands = stands and not ("commitment" in again and _unlike(claim, before))
        losses.add(f"{type(holder).__name__}.extra", not stands)
        cells |= {name: was for name, (was, _) in again.items() if stands or name not in _COLUMNS}
        for name in _unlike(claim, cells):
            losses.add(f"Attribution.{name}")
        yield safe_line(cells.get(name, "") for name in names)
    for holder in dataset.holders:
        foreign = sum(not _is_kept(cell) for cell in holder.extra)
        losses.add(f"{type(holder).__name__}.extra", len(kept[id(holder)]) + foreign)
    count_unheld(dataset, losses)


def _cells(row: ClaimRow) -> dict[str, str]:
    return {name: _cell(value) for name, value in row.as_dict().items()}


def _unlike(claim: Claim, cells: Mapping[str, str]) -> list[str]:
    """The fields of a claim's attribution that its row, read again, does not give as they are."""
    try:
        again = manner_of(cells)
    except InvalidRecordError:  # a cell of somebody else's making
        return ["polarity"]
    return [name for name, said in again.items() if getattr(claim.attribution, name) != said]


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


CSV_CLAIMS: Final = Format(
    name="csv-claims",
    title="Claims table (CSV)",
    description="The claims table of this library as CSV (RFC 4180): one row for each claim.",
    holds="Claims with who makes them, their numbers and their place in the text; of events, sources and actors little "
    "more than the ids.",
    endings=(".csv",),
    sniff=_sniff,
    read=_read,
    write=_write,
    normalises=(
        LEFT_OUT,
        "Rows are put in the order of the events, of each event its figures first.",
        "Columns are put in the order of the claims table; missing ones are added.",
        "A cell that begins with = + - @, a tab or a carriage return gets an apostrophe in front; reading removes it.",
        "A claim without an id gets one from the number of its row.",
        "A table with semicolons or tabs between its cells is written with commas.",
    ),
)
