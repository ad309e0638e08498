"""Writing a table: the columns that it had when it was read, those of the user's own, and its lines in their places."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Final, Generic, TypeVar

import attrs

from .._sources import Cell, Source
from ._columns import Columns
from ._lines import csv_line, guarded, read_cells
from ._results import Losses
from ._tables import Table

__all__ = ["Sheet", "count_foreign", "in_order", "layout_of", "tags_of", "with_layout"]

_R = TypeVar("_R")
_T = TypeVar("_T")

_LAYOUT: Final = "columns of the table"


def with_layout(source: Source, table: Table, standard: Sequence[str], *, headed: bool = True) -> Source:
    """The source of a table with the columns that it has, where they are not the usual ones in their usual order.

    Args:
        source: The source.
        table: The table.
        standard: The usual columns.
        headed: Whether the usual table has a header.
    """
    header = table.columns if table.header is None else table.header
    if tuple(header) == tuple(standard) and (table.header is not None) is headed and not table.tags:
        return source
    kept = [Cell(name=_LAYOUT, value=csv_line(table.columns).rstrip("\r\n"))]
    if table.header is None or tuple(table.header) != table.columns:
        value = "" if table.header is None else csv_line(table.header).rstrip("\r\n")
        kept.append(Cell(name=_HEADER, value=value))
    if table.tags:
        kept.append(Cell(name=_TAGS, value=csv_line(table.tags).rstrip("\r\n")))
    return attrs.evolve(source, extra=(*source.extra, *kept))


_HEADER: Final = "header of the table"
_TAGS: Final = "tags of the table"


def layout_of(
    source: Source | None, standard: Sequence[str], *, headed: bool = True
) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
    """The names of the columns of a source's table, and its header; None where it has none.

    Args:
        source: The source.
        standard: The usual columns.
        headed: Whether the usual table has a header.
    """
    kept = {} if source is None else {cell.name: cell.value for cell in source.extra}
    if _LAYOUT not in kept:
        return tuple(standard), tuple(standard) if headed else None
    columns = tuple(read_cells(kept[_LAYOUT]))
    if _HEADER not in kept:
        return columns, columns
    return columns, tuple(read_cells(kept[_HEADER])) or None


def tags_of(source: Source | None) -> tuple[str, ...]:
    """The tags of HXL below the header of a source's table; none where there are none."""
    kept = () if source is None else (cell.value for cell in source.extra if cell.name == _TAGS)
    return tuple(read_cells(next(iter(kept), "")))


def count_foreign(source: Source | None, own: Container[str], losses: Losses) -> None:
    """Count the cells that a source keeps and that say nothing of how its table is laid out: no table holds them.

    Args:
        source: The source whose table it is.
        own: The names of the cells by which the format keeps more of that.
        losses: Counts them.
    """
    for cell in () if source is None else source.extra:
        losses.add("Source.extra", cell.name not in (_LAYOUT, _HEADER, _TAGS) and cell.name not in own)


class Sheet(Generic[_R]):
    """A table that is written: the columns of a source's table, and behind them those that only kept cells have.

    Attributes:
        names: The names of its columns: the standing ones, then those of the user's own.
        standing: Those of the source's table.
        own: Those that only kept cells have.
    """

    def __init__(
        self,
        columns: Columns[_R],
        source: Source | None,
        kept: Iterable[Iterable[Cell]],
        *,
        standard: Sequence[str] | None = None,
        headed: bool = True,
        no_columns: Container[str] = (),
        nothing: str = "",
        line: Callable[[Iterable[str]], str] = csv_line,
        guard: bool = False,
    ) -> None:
        """Find out the columns.

        Args:
            columns: The columns of the format.
            source: The source whose table it is.
            kept: The cells that were kept of each row.
            standard: The usual columns; all of the format if not given.
            headed: Whether the usual table has a header.
            no_columns: Names of kept cells that are no columns.
            nothing: What the table writes where records say nothing.
            line: Makes a line of cells.
            guard: Whether no cell may be run as a formula by a spreadsheet.
        """
        self._columns, self._nothing, self._line, self._guard = columns, nothing, line, guard
        layout = layout_of(source, columns.names if standard is None else standard, headed=headed)
        self.standing: tuple[str, ...] = layout[0]
        self._header = layout[1]
        self._tags = tags_of(source)
        own = dict.fromkeys(name for cells in kept for name in columns.own_names(cells))
        self.own: tuple[str, ...] = tuple(name for name in own if name not in self.standing and name not in no_columns)
        self.names: tuple[str, ...] = (*self.standing, *self.own)

    def header(self) -> Iterator[str]:
        """The line of the header, and that of the tags below it, if the table has these."""
        if self._header is not None:
            yield self._line((*self._header, *self.own))
            if self._tags:
                yield self._line((*self._tags, *("" for _ in self.names[len(self._tags) :])))

    def line(self, records: _R, kept: Iterable[Cell], *, names: Sequence[str] | None = None) -> str:
        """The line of a row.

        Args:
            records: The records of the row.
            kept: The cells that were kept of it.
            names: The names of its columns, where they are not those of the table.
        """
        cells = self._columns.row(self.names if names is None else names, records, kept, nothing=self._nothing)
        return self._line(map(guarded, cells) if self._guard else cells)


def in_order(placed: Iterable[tuple[int | None, _T]]) -> Iterator[_T]:
    """Rows in their order, but each with a position (from 1) at that one, as far as the others reach."""
    rest: deque[_T] = deque()
    fixed: dict[int, list[_T]] = {}
    for position, row in placed:
        if position is None:
            rest.append(row)
        else:
            fixed.setdefault(position, []).append(row)
    number = 1
    pending = deque(sorted(fixed))
    while rest or pending:
        if pending and (pending[0] <= number or not rest):
            here = fixed[pending.popleft()]
            number += len(here)
            yield from here
        else:
            number += 1
            yield rest.popleft()
