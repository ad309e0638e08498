"""What programs did to cells when they saved a table again, undone: words for nothing, whole numbers with a point."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import attrs

from .._problems import Severity
from .._sources import Cell
from ._columns import READ_AS
from ._headers import NOTHING
from ._results import Log, Row
from ._tables import Table

__all__ = ["as_written", "mended", "mended_row"]

_WITH_POINT: Final = re.compile(r"(-?[0-9]+)\.0+")


def mended(table: Table, *, whole: Iterable[str] = (), words: bool = True) -> Table:
    """A table with the cells that were meant; `Row.mended` has those that stand in the input.

    Args:
        table: The table.
        whole: The columns of whole numbers and codes, in which `369.0` is 369.
        words: Whether a cell such as `NA` or `NULL` is empty.
    """
    columns = tuple(name for name in whole if name in table.columns)
    return table.changed(lambda row, log: mended_row(row, whole=columns, words=words, log=log))


def mended_row(row: Row, *, whole: Iterable[str] = (), words: bool = True, log: Log | None = None) -> Row:
    """A row with the cells that were meant, as `mended` makes them.

    Args:
        row: The row.
        whole: As for `mended`.
        words: As for `mended`.
        log: Takes it where cells are mended.
    """
    cells = row.cells
    found: dict[str, str] = {}
    if words and not NOTHING.isdisjoint(cells.values()):
        for name, cell in cells.items():
            if cell in NOTHING:
                found[name] = ""
                if log is not None:
                    log.often("IO124", f"{cell} stands for nothing", row=row, column=name)
    for name in whole:
        cell = cells.get(name, "")
        if "." in cell and (number := _WITH_POINT.fullmatch(cell)) is not None:
            found[name] = number[1]
            if log is not None:
                message = "expected a whole number or a code, got it with a point; it is read without"
                log.often("IO125", message, row=row, column=name, severity=Severity.INFO)
    if not found:
        return row
    return attrs.evolve(row, cells={**cells, **found}, mended={name: cells[name] for name in found})


def as_written(kept: Iterable[Cell], row: Row) -> tuple[Cell, ...]:
    """The cells that are kept of a row with those that were mended as they stood, so that these are written again.

    Args:
        kept: The cells that the records of the row do not give (`Columns.kept`).
        row: The row.
    """
    if not row.mended:
        return tuple(kept)
    cells = {cell.name: cell for cell in kept}
    for name, cell in row.mended.items():
        if name not in cells and row.cells[name]:  # the records give it again as it was read
            cells[name + READ_AS] = Cell(name=name + READ_AS, value=row.cells[name])
        cells[name] = Cell(name=name, value=cell)
    return tuple(cells.values())
