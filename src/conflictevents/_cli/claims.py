"""Write the claims table: one row for each claim."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from ._failure import NOTHING_WRONG
from ._input import add_input, options_of, read_valid
from ._output import Output
from ._text import Terminal, fit, harmless, table

if TYPE_CHECKING:
    from .._dataset import Dataset
    from .._table import ClaimRow

__all__ = ["add_arguments", "run"]

_EPILOG: Final = """\
table  a readable selection of the columns, each cell cut to fit
jsonl  all columns in the order of the contract, a JSON object a line; what is absent is null
csv    all columns (RFC 4180, UTF-8); what is absent is empty. A cell that starts with = + - @, a tab or a carriage
       return gets an apostrophe in front, because spreadsheets would run it as a formula. Use jsonl for the exact text.
"""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_input(parser)
    parser.add_argument(
        "--format", choices=tuple(_WRITERS), default="table", help="how to write the rows (default: table)"
    )
    parser.epilog = _EPILOG


def run(arguments: argparse.Namespace) -> Output:
    """Write the claims of a file."""
    dataset = read_valid(arguments.input, arguments.from_, options_of(arguments))
    parts = _WRITERS[arguments.format](dataset)
    return Output(NOTHING_WRONG, parts, for_programs=arguments.format != "table")


def _as_jsonl(dataset: Dataset) -> Iterator[str]:
    from .._json import encode_line
    from .._table import claims_table

    for row in claims_table(dataset):
        yield encode_line(row.as_dict()) + "\n"


def _as_csv(dataset: Dataset) -> Iterator[str]:
    from .._table import COLUMNS, claims_table

    live = Terminal.of(sys.stdout).live
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    yield line.getvalue()
    for row in claims_table(dataset):
        line.seek(0)
        line.truncate()
        writer.writerow([_csv_cell(value, live=live) for value in row.as_dict().values()])
        yield line.getvalue()


def _csv_cell(value: Any, *, live: bool) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    text = f"'{value}" if value.startswith(_FORMULA) else str(value)
    # A file gets the text as it is; a terminal would act on what is in it.
    return harmless(text) if live else text


def _as_table(dataset: Dataset) -> Iterator[str]:
    from .._table import claims_table

    terminal = Terminal.of(sys.stdout)
    rows = [tuple(_HEADINGS), *(_cells(row) for row in claims_table(dataset))]
    cut = [
        [fit(terminal.shown(cell), widest) for cell, widest in zip(row, _HEADINGS.values(), strict=True)]
        for row in rows
    ]
    for line in table(cut, most=terminal.whole, uncut=_UNCUT):
        yield f"{line}\n"


_HEADINGS: Final = {
    "EVENT": 24,
    "CLAIM": 14,
    "OF": 32,
    "FROM → TO": 26,
    "NUMBER OR VALUE": 32,
    "AS REPORTED": 24,
    "SPEAKER": 38,
    "COMMITMENT": 10,
    "SPAN": 24,
}
"""The columns of the table and the most that each may take."""


_UNCUT: Final = frozenset(list(_HEADINGS).index(name) for name in ("COMMITMENT", "SPAN"))


def _cells(row: ClaimRow) -> tuple[str, ...]:
    direction = "" if row.from_ is None and row.to is None else f"{_or(row.from_, '?')} → {_or(row.to, '?')}"
    of = " ".join(part for part in (row.model, row.item, row.group and f"({row.group})") if part)
    span = "" if row.start is None else f" [{row.start}–{row.end}]"
    return (
        harmless(row.event),
        harmless(row.measure),
        harmless(of),
        direction,
        _number(row) if row.value is None else harmless(row.value),
        harmless(row.text or ""),
        _speaker(row),
        row.commitment,
        harmless(row.source) + span,
    )


def _or(id_: str | None, otherwise: str) -> str:
    return otherwise if id_ is None else harmless(id_)


def _speaker(row: ClaimRow) -> str:
    if row.speaker_name is not None:
        return harmless(row.speaker_name) + (" (party)" if row.party else "")
    if row.speaker is not None:
        return "(name withheld)" + (" (party)" if row.party else "")
    return "(left open)" if row.attributed in ("unclear", "carried") else "(the source)"


def _number(row: ClaimRow) -> str:
    """The bounds in words, never more certain than they are."""
    from ._words import number

    if row.low is None:
        return "number not given"
    return number(row.low, row.high, approximate=bool(row.approximate), percent=row.unit == "percent")


_WRITERS: Final[dict[str, Callable[[Dataset], Iterator[str]]]] = {
    "table": _as_table,
    "jsonl": _as_jsonl,
    "csv": _as_csv,
}
