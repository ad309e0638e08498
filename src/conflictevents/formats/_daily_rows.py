"""Rows of daily tables, which are published as a list of JSON objects and as CSV: read and written alike.

A value within an object of a row is named as in the CSV, with a dot (`verified.killed`). What a cell does not tell of
the JSON it came from (a null, a number in quotation marks, an empty text) is kept as the JSON of the whole row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import methodcaller
from typing import Any, Final, Literal, NamedTuple, TypeAlias

import attrs

from .. import Cell, Figure, Severity, Source
from . import (
    Column,
    Columns,
    Input,
    Log,
    Row,
    Sample,
    Table,
    as_written,
    cell_of,
    csv_line,
    delimiter_of,
    guarded,
    layout_of,
    mended,
    read_objects,
    read_table,
    renamed_to,
    stripped,
    with_layout,
)
from ._cells import kept_in
from ._columns import READ_AS
from ._objects import value_of
from ._sheet import tags_of

__all__ = [
    "FORM",
    "Form",
    "Unknown",
    "Written",
    "columns_by_name",
    "columns_of",
    "form_of",
    "names_in",
    "number_of",
    "pieces",
    "read_rows",
    "row_kept",
    "row_number",
    "with_form",
]

Form: TypeAlias = Literal["json", "csv"]
"""As what the rows are written."""


def columns_by_name(names: Iterable[str]) -> Columns[Mapping[str, str]]:
    """Columns whose cells stand under their names, once the records of a row have given them."""
    return Columns(Column(name=name, cell=methodcaller("get", name, "")) for name in names)


def row_kept(
    columns: Columns[Mapping[str, str]], row: Row, made: Mapping[str, str], form: Form, texts: frozenset[str]
) -> tuple[Cell, ...]:
    """What is kept of a row: the cells that its records do not give, and columns that it lacks and they would give.

    Args:
        columns: The columns of the format.
        row: The row.
        made: The cells that its records give.
        form: What it was read from.
        texts: The names of the columns that hold text.
    """
    kept = as_written(columns.kept({**dict.fromkeys(made, ""), **row.cells}, made), row)
    return (*kept, *_json_kept(row, texts)) if form == "json" else kept


def columns_of(sample: Sample, tells: Callable[[str], bool], names: Iterable[str]) -> frozenset[str]:
    """The names of the first row of an input: the keys of an object, or the cells of a header."""
    if not sample.is_json:
        renamed = _renamed(tells, names)
        return frozenset(map(renamed, sample.header(tells=lambda name: tells(renamed(name)))))
    start = sample.text.find("{")
    try:
        value, _ = json.JSONDecoder().raw_decode(sample.text, start) if start >= 0 else (None, 0)
    except (ValueError, RecursionError):
        return frozenset()
    return frozenset(_flat(value)) if isinstance(value, dict) else frozenset()


def _renamed(tells: Callable[[str], bool], names: Iterable[str]) -> Callable[[str], str]:
    spelled = renamed_to(names)
    return lambda name: name if tells(name) else spelled(name)


# --- reading ---------------------------------------------------------------------------------------------------------


def read_rows(given: Input, tells: Callable[[str], bool], names: Sequence[str]) -> tuple[Table, Form]:
    """The rows of an input with their cells by name, and what it is; refused where no column tells the format.

    Args:
        given: The input.
        tells: Whether a column of that name tells the format.
        names: The columns of the format, whose names may be spelled otherwise.
    """
    form: Form = "json" if given.is_json else "csv"
    if form == "json":
        table = read_objects(given, cells=_flat)
    else:
        renamed = _renamed(tells, names)
        delimiter = delimiter_of(given, lambda name: tells(renamed(name)))
        table = read_table(given, known=names, delimiter=delimiter, renamed=renamed, dated=_DATED)
    table.expect(given, tells)
    return mended(table, whole=_WHOLE), form


_DATED: Final = ("date", "report_date")
_WHOLE: Final = ("day", "report_period", "phase")


def _flat(row: Mapping[str, Any]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for name, value in row.items():
        key = name if stripped(name) else "~"
        if isinstance(value, dict):
            cells |= {f"{key}.{inner}": cell_of(each) for inner, each in value.items()}
        else:
            cells[key] = str(value) if type(value) is int else cell_of(value)
    return cells


class Unknown:
    """Tells of numbers in columns that a format does not know, once for each column: no claim is made of them."""

    def __init__(self, known: Callable[[str], bool], log: Log) -> None:
        """Make one for a table.

        Args:
            known: Whether the format knows a column.
            log: Takes the problems.
        """
        self._known, self._log = known, log
        self._told: set[str] = set()

    def tell(self, row: Row) -> None:
        """Tell of the numbers in a row."""
        for name, cell in row.cells.items():
            if self._known(name) or name.startswith("~") or _LIKE_A_NUMBER.fullmatch(cell) is None:
                continue  # a column without a name has those of the rows
            if name in self._told or len(self._told) < _TOLD:
                self._told.add(name)
                message = "expected a column that is known, got a number in another; it is kept, and no claim is made"
                self._log.often("IO104", message, row=row, column=name, severity=Severity.WARNING)


_LIKE_A_NUMBER: Final = re.compile(r"\s*-?[0-9]{1,18}(?:[.,][0-9]{1,18})?\s*")
_TOLD: Final = 200
"""Of so many columns it is told; no table has as many."""


# --- what the cells do not tell of the JSON ---------------------------------------------------------------------------

_ROW: Final = "row (JSON)"
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def _json_kept(row: Row, texts: frozenset[str]) -> tuple[Cell, ...]:
    """The JSON of a row whose cells alone would be written as other values."""
    try:
        value = json.loads(row.raw)
        if all(_is_plain(name, each, texts) for name, each in value.items()):
            return ()
        same = _ROW not in value and _normal(value) == _normal(json.loads(_json_of(row.cells, texts)))
    except (ValueError, RecursionError):
        same = False
    return () if same else (Cell(name=_ROW, value=row.raw),)


def _is_plain(name: str, value: Any, texts: frozenset[str]) -> bool:
    if "." in name or name == _ROW or not stripped(name):
        return False
    return (type(value) is str and value != "") if name in texts else type(value) is int


def _normal(value: Any) -> str:
    """A text that is the same for the same JSON value: `1`, `1.0` and `true` are three."""
    return json.dumps(value, sort_keys=True)


def _json_of(cells: Mapping[str, str], texts: frozenset[str]) -> str:
    """The JSON object of a row: an empty cell is a key that is not there."""
    parts: dict[str, Any] = {}
    for name, cell in cells.items():
        if cell:
            text = cell if name not in texts and _NUMBER.fullmatch(cell) else json.dumps(cell, ensure_ascii=False)
            outer, dot, inner = name.partition(".")
            if dot and outer and inner and isinstance(parts.setdefault(outer, {}), dict):
                parts[outer][inner] = text
            else:
                parts[name] = text
    return _object({name: _object(each) if isinstance(each, dict) else each for name, each in parts.items()})


def _object(members: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{json.dumps(name, ensure_ascii=False)}: {text}' for name, text in members.items())}}}"


# --- writing ---------------------------------------------------------------------------------------------------------

FORM: Final = "form of the table"
"""The cell of the source that says as what its rows were written."""


def with_form(source: Source, table: Table, form: Form, names: Sequence[str]) -> Source:
    """The source of a table with what it is, and for CSV with the columns that it has."""
    source = attrs.evolve(source, extra=(*source.extra, Cell(name=FORM, value=form)))
    return with_layout(source, table, names) if form == "csv" else source


def form_of(source: Source | None) -> Form:
    """What the rows of a source were read from; JSON where it is not said."""
    return "csv" if kept_in(source, FORM) == "csv" else "json"


def number_of(figure: Figure) -> str | None:
    """The number of a figure as a cell holds it; None where it is not a single one."""
    count = figure.count
    return str(count.low) if count is not None and count.is_exact else None


def row_number(id_: str) -> int:
    """The number of a row without a date, which its report is called by; 0 where it has another name."""
    found = re.search(r"-row-([0-9]{1,15})(?:~[0-9]+)?$", id_)
    return 0 if found is None else int(found[1])


def names_in(made: Mapping[str, str], kept: Iterable[Cell]) -> Iterator[str]:
    """The names of the columns in which a row has something."""
    yield from (name for name, cell in made.items() if cell)
    yield from (cell.name for cell in kept if cell.name != _ROW and not cell.name.endswith(READ_AS))


class Written(NamedTuple):
    """A row that is to be written."""

    cells: Mapping[str, str]
    kept: Sequence[Cell]
    """What was kept of it."""


def pieces(
    rows: Iterable[Written],
    form: Form,
    source: Source | None,
    names: Sequence[str],
    texts: frozenset[str],
    *,
    guard: bool,
) -> Iterator[str]:
    """The text of a table, row by row.

    Args:
        rows: The rows.
        form: As what they are written.
        source: The source of the table, which may know its columns.
        names: The columns of the format in their order.
        texts: Those among them that hold text.
        guard: Whether no cell of CSV may be run as a formula by a spreadsheet.
    """
    if form == "csv":
        yield from _csv(list(rows), source, names, guard=guard)
        return
    before = "[\n"
    for row in rows:
        yield f"{before}  {_kept_json(row) or _json_of(row.cells, texts)}"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _kept_json(row: Written) -> str | None:
    """The JSON that was kept, where its cells are still those of the row."""
    kept = next((cell.value for cell in reversed(row.kept) if cell.name == _ROW), None)
    if kept is None:
        return None
    try:
        was = _flat(value_of(kept))
    except (ValueError, RecursionError, AttributeError):  # nobody's but an input that has a column of that name
        return None
    return kept if _filled(row.cells) == _filled(was) else None


def _filled(cells: Mapping[str, str]) -> Mapping[str, str]:
    return {name: cell for name, cell in cells.items() if cell and name != _ROW}


def _csv(rows: Sequence[Written], source: Source | None, names: Sequence[str], *, guard: bool) -> Iterator[str]:
    filled = dict.fromkeys(name for row in rows for name in _filled(row.cells))
    if form_of(source) == "csv":
        columns, header = layout_of(source, names)
    else:
        columns = header = tuple(name for name in names if name in filled)
    own = tuple(name for name in filled if name not in columns)
    if header is not None:
        yield csv_line((*header, *own))
        if tags := tags_of(source):
            yield csv_line((*tags, *("" for _ in (*columns, *own)[len(tags) :])))
    for row in rows:
        cells = [row.cells.get(name, "") for name in (*columns, *own)]
        yield csv_line(map(guarded, cells) if guard else cells)
