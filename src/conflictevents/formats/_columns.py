"""How nothing of a row is lost: each cell is made again from the records of its row, and what differs is kept.

A format has a table of columns. Of each it says how the records of a row give its cell again. The reader makes the
records, makes the cells again, and keeps in `extra` of the row's main record every cell that came out otherwise, with
what it came out as. The writer makes the cells, and puts a kept one in its place as long as what it was read as is
still what the records say. So whatever a format understands of a cell, the cell comes back; and a record that was
changed since is written as it is now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, Generic, Self, TypeVar

import attrs

from .._sources import Cell
from ._tables import Table

__all__ = ["READ_AS", "Column", "Columns"]

_R = TypeVar("_R")


@attrs.frozen(kw_only=True)
class Column(Generic[_R]):
    """A column of a format.

    Attributes:
        name: Its name in the header.
        cell: Gives its cell from the records of a row; "" where they say nothing of it. None where no record has a
            place for it: what stands there is always kept.
        of: The attribute of the records to which `cell` is given (`place`), where it needs no more than that. Rows that
            share such a record and its cells are then compared once.
        normal: Gives the spelling under which a cell is written again; a cell in another spelling of the same is not
            kept. None keeps every spelling.
    """

    name: str
    cell: Callable[[_R], str] | Callable[[Any], str] | None = None
    of: str = ""
    normal: Callable[[str], str] | None = None


READ_AS: Final = " (read as)"
"""Behind the name of a kept cell: what the records gave in its place."""
_REMEMBERED: Final = 4_096
_SHORT: Final = 40


class Columns(Generic[_R]):
    """The columns of a format, in the order in which they are written.

    Attributes:
        names: Their names.
    """

    def __init__(self, columns: Iterable[Column[_R]]) -> None:
        self._columns = {column.name: column for column in columns}
        self.names: tuple[str, ...] = tuple(self._columns)
        parts: dict[str, list[Column[_R]]] = {}
        for column in self._columns.values():
            parts.setdefault(column.of, []).append(column)
        whole = parts.pop("", [])
        self._whole = tuple(column for column in whole if column.cell is not None)
        self._placeless = tuple(column.name for column in whole if column.cell is None)
        self._parts = tuple(_Part(of, columns) for of, columns in parts.items())

    @classmethod
    def by_part(
        cls,
        names: Iterable[str],
        cells: Mapping[str, Mapping[str, Callable[[Any], str] | None]],
        *,
        normal: Mapping[str, Callable[[str], str]] | None = None,
    ) -> Self:
        """The columns of a format, of which most cells come from one part of the records of a row.

        Args:
            names: The names of all columns; what stands in one that `cells` does not give is always kept.
            cells: What gives a cell, by the name of its column, and that by the attribute which it needs ("" for all).
                None gives nothing: what stands there is kept, and remembered with the cells of that attribute.
            normal: The spelling of cells, by the name of the column.
        """
        parts = {name: (of, cell) for of, each in cells.items() for name, cell in each.items()}
        spelled, none = normal or {}, ("", None)
        given = ((name, *parts.get(name, none)) for name in names)
        return cls(Column(name=name, cell=cell, of=of, normal=spelled.get(name)) for name, of, cell in given)

    def kept(self, cells: Mapping[str, str], records: _R, *, nothing: str = "") -> tuple[Cell, ...]:
        """The cells of a row that its records do not give again, and those of columns that are not of the format.

        Args:
            cells: The cells.
            records: What they became.
            nothing: What the table writes where records say nothing.
        """
        kept = _compared(self._whole, cells, records, nothing)
        for part in self._parts:
            kept |= part.compared(cells, records, nothing)
        kept |= {name: (_cell(name, cell),) for name in self._placeless if (cell := cells.get(name))}
        if not cells.keys() <= self._columns.keys():
            kept |= {name: (_cell(name, cell),) for name, cell in cells.items() if cell and name not in self._columns}
        if not kept:
            return ()
        return tuple([each for name in cells if name in kept for each in kept[name]])

    def row(self, names: Sequence[str], records: _R, kept: Iterable[Cell], *, nothing: str = "") -> list[str]:
        """The cells of a row in the order of some names: those that were kept, else those that its records give."""
        as_they_were = {cell.name: cell.value for cell in kept}
        cells = []
        for name in names:
            column = self._columns.get(name)
            cell = "" if column is None else _given(column, records, nothing)
            if name in as_they_were and as_they_were.get(name + READ_AS, "") == cell:
                cell = as_they_were[name]
            cells.append(cell)
        return cells

    def own_names(self, kept: Iterable[Cell]) -> Iterator[str]:
        """The names of the columns among kept cells that the format does not know."""
        for cell in kept:
            if cell.name not in self._columns and not cell.name.endswith(READ_AS):
                yield cell.name

    def missing(self, table: Table) -> tuple[str, ...]:
        """The columns that a table lacks."""
        return tuple(name for name in self.names if name not in table.columns)


class _Part:
    """The columns whose cells one attribute of the records gives."""

    def __init__(self, of: str, columns: Sequence[Column[Any]]) -> None:
        self._columns = tuple(columns)
        self._names = tuple(column.name for column in columns)
        self._record_of = attrgetter(of)
        self._known: dict[tuple[str | None, ...], tuple[Any, Mapping[str, tuple[Cell, ...]]]] = {}

    def compared(self, cells: Mapping[str, str], records: Any, nothing: str) -> Mapping[str, tuple[Cell, ...]]:
        """The cells to be kept, as the last row with an equal record and cells had them."""
        get, record = cells.get, self._record_of(records)
        key = (nothing, *[get(name) for name in self._names])
        known = self._known.get(key)
        if known is not None and (known[0] is record or known[0] == record):
            return known[1]
        kept = _compared(self._columns, cells, record, nothing)
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[key] = (record, kept)
        return kept


def _given(column: Column[Any], records: Any, nothing: str) -> str:
    if column.cell is None:
        return ""
    return column.cell(getattr(records, column.of) if column.of else records) or nothing


def _compared(
    columns: Iterable[Column[Any]], cells: Mapping[str, str], record: Any, nothing: str
) -> dict[str, tuple[Cell, ...]]:
    """The cells that a record does not give again, each with what it gives, by the name of their column."""
    kept: dict[str, tuple[Cell, ...]] = {}
    for column in columns:
        name = column.name
        cell = cells.get(name)
        if cell is None:
            continue
        again = "" if column.cell is None else column.cell(record) or nothing
        if again != cell and (column.normal is None or again != column.normal(cell)):
            kept[name] = (_cell(name, cell), _cell(name + READ_AS, again)) if again else (_cell(name, cell),)
    return kept


def _cell(name: str, value: str) -> Cell:
    # Codes and numbers come again and again; long texts seldom do.
    return _short_cell(name, value) if len(value) < _SHORT else Cell(name=name, value=value)


@lru_cache(maxsize=_REMEMBERED)
def _short_cell(name: str, value: str) -> Cell:
    return Cell(name=name, value=value)
