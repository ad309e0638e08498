"""How nothing of a row is lost: each cell is made again from the records of its row, and what differs is kept.

A format has a table of columns. Of each it says how the records of a row give its cell again. The reader makes the
records, makes the cells again, and keeps in `extra` of the row's main record every cell that came out otherwise, with
what it came out as. The writer makes the cells, and puts a kept one in its place as long as what it was read as is
still what the records say. So whatever a format understands of a cell, the cell comes back; and a record that was
changed since is written as it is now.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, Generic, TypeVar

import attrs

from .._dataset import Dataset
from .._record import Record
from .._sources import Cell, Source
from ._results import Losses
from ._tables import Table, csv_line, read_cells

__all__ = [
    "Column",
    "Columns",
    "Pool",
    "count_losses",
    "count_unwritten",
    "digest",
    "is_id",
    "layout_of",
    "with_layout",
]

_R = TypeVar("_R")
_Each = TypeVar("_Each", bound=Record)


@attrs.frozen(kw_only=True)
class Column(Generic[_R]):
    """A column of a format.

    Attributes:
        name: Its name in the header.
        cell: Gives its cell from the records of a row; "" where they say nothing of it.
        normal: Gives the spelling under which a cell is written again; a cell in another spelling of the same is not
            kept. None keeps every spelling.
    """

    name: str
    cell: Callable[[_R], str]
    normal: Callable[[str], str] | None = None


_READ_AS: Final = " (read as)"


class Columns(Generic[_R]):
    """The columns of a format, in the order in which they are written.

    Attributes:
        names: Their names.
    """

    def __init__(self, columns: Iterable[Column[_R]]) -> None:
        self._columns = {column.name: column for column in columns}
        self.names: tuple[str, ...] = tuple(self._columns)

    def kept(self, cells: Mapping[str, str], records: _R) -> tuple[Cell, ...]:
        """The cells of a row that its records do not give again, and those of columns that are not of the format."""
        columns, kept = self._columns, []
        for name, cell in cells.items():
            column = columns.get(name)
            if column is None:
                if cell:
                    kept.append(Cell(name=name, value=cell))
                continue
            again = column.cell(records)
            if again != cell and (column.normal is None or again != column.normal(cell)):
                kept.append(Cell(name=name, value=cell))
                if again:
                    kept.append(Cell(name=name + _READ_AS, value=again))
        return tuple(kept)

    def row(self, names: Sequence[str], records: _R, kept: Iterable[Cell]) -> list[str]:
        """The cells of a row in the order of some names: those that were kept, else those that its records give."""
        as_they_were = {cell.name: cell.value for cell in kept}
        cells = []
        for name in names:
            column = self._columns.get(name)
            cell = "" if column is None else column.cell(records)
            if name in as_they_were and as_they_were.get(name + _READ_AS, "") == cell:
                cell = as_they_were[name]
            cells.append(cell)
        return cells

    def own_names(self, kept: Iterable[Cell]) -> Iterator[str]:
        """The names of the columns among kept cells that the format does not know."""
        for cell in kept:
            if cell.name not in self._columns and not cell.name.endswith(_READ_AS):
                yield cell.name

    def missing(self, table: Table) -> tuple[str, ...]:
        """The columns that a table lacks."""
        return tuple(name for name in self.names if name not in table.columns)


def digest(content: Any) -> str:
    """Sixteen digits that stand for a text, or for values and records: the same for equal ones, on every machine."""
    text = content if isinstance(content, str) else repr(_plain(content))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    # All fields of a record, since its `repr` may be cut.
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if isinstance(value, Record):
        cls: type = type(value)
        return (cls.__name__, *(_plain(getattr(value, field.name)) for field in attrs.fields(cls)))
    return value


def is_id(text: str) -> bool:
    """Whether a text can stand in an id, whatever a format puts in front of it."""
    return 0 < len(text) <= _LONGEST_ID and text.isprintable() and " " not in text


_LONGEST_ID: Final = 150


class Pool:
    """The records that many rows name, such as actors and places, each given once."""

    def __init__(self) -> None:
        self._records: dict[tuple[type, str], Any] = {}
        # By class: of a large table little else is kept, and a pair for each id would take half as much again.
        self._ids: defaultdict[type, set[str]] = defaultdict(set)
        self._new: list[Record] = []

    def first(self, record: _Each) -> _Each:
        """The first record of its class and id: this one, or the one that another row gave."""
        key = (type(record), _id(record))
        known: _Each = self._records.setdefault(key, record)
        if known is record:
            self._new.append(record)
        return known

    def get(self, kind: type[_Each], id: str | None) -> _Each | None:  # noqa: A002
        """The record of a class and id that `first` was given; None where there is none."""
        found: _Each | None = None if id is None else self._records.get((kind, id))
        return found

    def once(self, record: _Each) -> _Each:
        """A record whose id is made from its content, so it is the same in every row; only the id is remembered."""
        known, id_ = self._ids[type(record)], _id(record)
        if id_ not in known:
            known.add(id_)
            self._new.append(record)
        return record

    def unique(self, kind: type[Record], id: str) -> str:  # noqa: A002
        """An id that no record of that class has yet: this one, or with `~2`, `~3` … at its end."""
        known, found, number = self._ids[kind], id, 1
        while found in known:
            number += 1
            found = f"{id}~{number}"
        known.add(found)
        return found

    def new(self) -> Iterator[Record]:
        """The records that have been given since the last time, to be yielded before what names them."""
        new, self._new = self._new, []
        return iter(new)


def _id(record: Record) -> str:
    found: str = getattr(record, "id")  # noqa: B009 - not every record has one
    return found


# --- the layout of a table -------------------------------------------------------------------------------------------

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
    if tuple(header) == tuple(standard) and (table.header is not None) is headed:
        return source
    kept = [Cell(name=_LAYOUT, value=csv_line(table.columns).rstrip("\r\n"))]
    if table.header is None or tuple(table.header) != table.columns:
        value = "" if table.header is None else csv_line(table.header).rstrip("\r\n")
        kept.append(Cell(name=_HEADER, value=value))
    return attrs.evolve(source, extra=(*source.extra, *kept))


_HEADER: Final = "header of the table"


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


# --- losses ----------------------------------------------------------------------------------------------------------


def count_losses(
    record: Record, held: frozenset[str], add: Callable[[str], None], *, apart: frozenset[str] = frozenset()
) -> None:
    """Count the fields of a record, and of all records in it, that hold something which a format cannot.

    Args:
        record: The record.
        held: What the format holds: `Class.field`; what a record in a field holds is looked at by itself.
        add: Counts one, such as `Losses.add`.
        apart: Fields that are counted elsewhere, such as `Event.figures`; under the class of the record.
    """
    cls: Any = type(record)
    for attribute, default, name, is_held in _looked_at(cls, held, apart):
        value = getattr(record, attribute)
        if value is default or value in (default, ()):
            continue
        if not is_held:
            add(name)
            continue
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Record):
                count_losses(each, held, add)


def count_unwritten(
    dataset: Dataset,
    source: Source | None,
    written: Container[int],
    held: frozenset[str],
    losses: Losses,
    *,
    implied: Callable[[Any], bool] = lambda _: False,
) -> None:
    """Count what a table of one source's rows does not hold: records of which it has no cell, and fields of the others.

    Args:
        dataset: The dataset that was written.
        source: The source whose table it is. Its title and licence are what reading the table gives the dataset.
        written: `id(record)` of each record of which a cell was written.
        held: What the format holds of these, as in `count_losses`.
        losses: Counts it.
        implied: Whether reading any table of the format gives this record.
    """
    given = {} if source is None else {"title": source.title, "licence": source.licence}
    for name in ("title", "licence", "description"):
        losses.add(f"Dataset.{name}", getattr(dataset, name) not in (None, given.get(name)))
    records: tuple[Any, ...] = (*dataset.sources, *dataset.actors, *dataset.places, *dataset.holders)
    for record in (*records, *dataset.statements):
        if record is source or id(record) in written:
            count_losses(record, held, losses.add)
        elif not implied(record):
            losses.add(type(record).__name__)


@cache
def _looked_at(cls: type, held: frozenset[str], apart: frozenset[str]) -> tuple[tuple[str, Any, str, bool], ...]:
    """The fields of a class that are looked at: attribute, default, name and whether the format holds it."""
    named = ((field, f"{cls.__name__}.{field.name.rstrip('_')}") for field in attrs.fields(cls))
    return tuple((field.name, field.default, name, name in held) for field, name in named if name not in apart)
