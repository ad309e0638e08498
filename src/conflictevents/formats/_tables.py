"""Tables of delimited text: their columns, and their rows, each with its place in the input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

import attrs

from .._json import unreadable
from .._problems import Severity, shown
from ._headers import Headers, are_numbers, has_row_names, numbered
from ._input import Input
from ._results import Log, Row
from ._splitting import Split, Splitter

__all__ = ["LEFT_OUT", "Table", "read_table"]

LEFT_OUT: Final = "Rows of empty cells, a title above the header and headers among the rows are left out."
"""What no table has when it is written again."""

_LOOKED_AT: Final = 100


class Table:
    """A table that is being read: the names of its columns, then its rows one by one.

    Attributes:
        columns: The names of the columns: those in the header, without white space around them. A column without a name
            is called `~` with its number, and a repeated name gets `~` and the number of its column at its end. Where
            other headers stand among the rows, their columns come behind.
        header: The header as it is; None where the input has none.
        tags: The tags of HXL below the header, cell by cell; empty where there are none.
    """

    def __init__(
        self,
        columns: Sequence[str],
        header: Sequence[str] | None,
        rows: Callable[[Log | None], Iterator[Row]],
        log: Log,
        *,
        tags: Sequence[str] = (),
    ) -> None:
        self.columns: tuple[str, ...] = tuple(columns)
        self.header: tuple[str, ...] | None = None if header is None else tuple(header)
        self.tags: tuple[str, ...] = tuple(tags)
        self._rows = rows
        self._log: Log | None = log

    def __iter__(self) -> Iterator[Row]:
        """The rows from the first. Several passes can be made, also at the same time; only the first tells problems."""
        log, self._log = self._log, None
        return self._rows(None) if log is None else self._counted(log)

    def changed(self, change: Callable[[Row, Log | None], Row]) -> Table:
        """The same table with other rows, to be made before the first pass over this one.

        Args:
            change: Gives the row for one of this table, and tells the log, if there is one, what it has done.
        """
        inner, log = self._rows, self._log or Log()
        return Table(
            self.columns, self.header, lambda log: (change(row, log) for row in inner(log)), log, tags=self.tags
        )

    def expect(self, given: Input, tells: Callable[[str], bool]) -> None:
        """Refuse an input that is not of the format at all: no column of it is one that tells the format.

        Args:
            given: The input.
            tells: Whether a column of that name tells the format; names that any table may have (`year`) do not.

        Raises:
            UnreadableInputError: If there are columns, and none of them tells the format.
        """
        if not self.columns or any(map(tells, self.columns)):
            return
        # Objects of JSON may have other keys than the first of them.
        if any(any(map(tells, row.cells)) for row in islice(self._rows(None), _LOOKED_AT)):
            return
        listed = ", ".join(map(shown, self.columns[:5])) + (" …" if len(self.columns) > 5 else "")
        raise unreadable("IO105", f"it is not of this format: it has none of its columns, but {listed}", given.name)

    def _counted(self, log: Log) -> Iterator[Row]:
        log.rows = 0
        for row in self._rows(log):
            log.rows += 1
            yield row


def read_table(
    given: Input,
    *,
    columns: Sequence[str] = (),
    known: Iterable[str] = (),
    delimiter: str = ",",
    quoted: bool = True,
    renamed: Callable[[str], str] | None = None,
    layouts: Sequence[Sequence[str]] = (),
    dated: Sequence[str] = (),
) -> Table:
    """Read delimited text with a header, or without one where its first row is none.

    A row with another number of cells than there are columns is rejected, except that surplus cells which are all empty
    are left out with a problem: in a table with quotation marks only if the first row has such cells too, since a
    single row of that kind has a mark too many in some cell and its numbers in the wrong columns. An empty line is no
    row, nor is one of empty cells. After a quotation mark too many, the rows that it would have swallowed are read all
    the same. A header with more names than the first row has cells is taken without those that are not among `columns`,
    where that makes it fit, and that is told.

    What stands among the rows and is none is told: a title above the header, tags of HXL, totals below the table, and a
    header again where files were put behind one another, by which the rows below it are read. A header may lack the
    name of a first column with the names of the rows, as R writes it.

    Args:
        given: The input.
        columns: The names of the columns where there is no header: the first row is taken for a header only if it has
            one of these names. Without names it always is one.
        known: Names of columns of the format, in any spelling, by which a header is known besides.
        delimiter: What stands between cells; `delimiter_of` finds it out.
        quoted: Whether a cell may stand in quotation marks (RFC 4180); otherwise they are characters like any other.
        renamed: Gives the name of a column for one in the header.
        layouts: The columns of rows of several lengths, where one table may hold them all: a row has those of its
            length. The columns of the table are then those of its header or first row, and a header that is none of the
            layouts settles the length of all rows.
        dated: The columns that hold dates, by which cells that have lost their place are told.

    Raises:
        UnreadableInputError: If the input is empty.
    """
    split = Splitter(delimiter, quoted=quoted)
    headers = Headers((*columns, *known), renamed)
    above, start, tags = _start(split, given, headers)
    if not start:
        reason = "it is cut short before the end of its first row" if given.cut_short else "it is empty"
        raise unreadable("IO105", reason, given.name)
    for each in above:
        got = shown(each.raw.rstrip())
        given.log.problem("IO120", f"expected names of columns, got {got}; it is left out", line=each.line)
    first, *rest = start
    has_names, has_numbers = headers.has_name(first.cells), bool(columns) and are_numbers(first.cells)
    # Without names of columns nothing tells a header from a row, so the first row is one.
    has_header, may_change = has_names or has_numbers or not columns, has_names or bool(columns)
    by_length = {len(each): tuple(each) for each in layouts}
    front: list[str] | None = []
    if has_header and not has_numbers:
        names = _fitting(headers.names(first.cells, given.log, first.line), rest, columns, given.log)
        front = _in_front(names, rest, dated, given.log)
    else:
        names = _by_number(len(first.cells), columns, by_length)
    split.pads = front is not None and (not quoted or bool(layouts) or _is_wider(rest, names))
    names = [*(front or ()), *names]
    if tuple(names) != by_length.get(len(names)):
        by_length = {len(names): tuple(names)}
    every = dict.fromkeys(names)
    if has_header and may_change:
        further = headers.further_names(given.lines(), delimiter, below=first.line, quoted=quoted)
        every |= dict.fromkeys(further)
    header = (*first.cells, *[*every][len(names) :]) if has_header else None
    rows = _Rows(
        given=given,
        split=split,
        headers=headers if may_change else None,
        front=tuple(front or ()),
        names=tuple(names),
        by_length=by_length,
        every=tuple(every),
        first_line=first.line,
        has_header=has_header,
    )
    return Table(tuple(every), header, rows, given.log, tags=tags)


@attrs.frozen(kw_only=True)
class _Rows:
    """Gives the rows of a table from the first, as often as they are wanted."""

    given: Input
    split: Splitter
    headers: Headers | None
    """Tells headers among the rows; None where no row can be one."""
    front: tuple[str, ...]
    names: tuple[str, ...]
    by_length: Mapping[int, tuple[str, ...]]
    every: tuple[str, ...]
    first_line: int
    has_header: bool

    def __call__(self, log: Log | None) -> Iterator[Row]:
        of_length = self.by_length
        found = self.split.rows(
            self.given.lines(),
            (len(self.names), *self.by_length),
            log,
            number=0 if self.has_header else 1,
            from_line=self.first_line if self.has_header else 1,
            widths_below=lambda cells: tuple(self._below(cells)),
        )
        for number, line, cells, raw in found:
            if number:
                of_row = dict(zip(of_length[len(cells)], cells, strict=True))
                if of_length is not self.by_length or len(self.every) > len(self.names):
                    # What only the rows of another header have is empty.
                    of_row |= {name: "" for name in self.every if name not in of_row}
                yield Row(number=number, line=line, cells=of_row, raw=raw)
            elif line > self.first_line:
                of_length = self._below(cells)
                if log is not None:
                    log.problem("IO120", "expected a row, got a header; what is below it is read by it", line=line)

    def _below(self, header: Sequence[str]) -> Mapping[int, tuple[str, ...]]:
        """The columns of the rows below a header among the rows, by their length; nothing for what is none."""
        if self.headers is None or not self.headers.is_header(header):
            return {}
        again = (*self.front, *self.headers.names(header))
        return self.by_length if again in self.by_length.values() else {len(again): again}


def _by_number(length: int, columns: Sequence[str], layouts: Mapping[int, tuple[str, ...]]) -> list[str]:
    """The names of the columns of a first row without names."""
    # Where there are layouts, one that is cut short says nothing of the others.
    return [*layouts.get(length, columns if layouts else numbered(columns, length))]


def _is_wider(rest: Sequence[Split], names: Sequence[str]) -> bool:
    return bool(rest) and len(rest[0].cells) > len(names)


def _in_front(names: Sequence[str], rest: Sequence[Split], dated: Sequence[str], log: Log) -> list[str] | None:
    """The column in front of those that a header names, where the rows have one; None where nothing tells."""
    found = has_row_names(names, [row.cells for row in rest], dated)
    if found:
        message = "expected a name for each column, got one less than cells; the first cell is the name of its row"
        log.problem("IO125", message, line=1, severity=Severity.INFO)
    return None if found is None else ["~0"] if found else []


def _fitting(names: list[str], rest: Sequence[Split], columns: Sequence[str], log: Log) -> list[str]:
    """The names of a header without those that are none of the format's, if that makes the row below it fit."""
    if not rest or len(rest[0].cells) >= len(names):
        return names
    fitting = [name for name in names if name in columns]
    if len(fitting) != len(rest[0].cells):
        return names
    message = f"expected {len(fitting)} names of columns, got {len(names)}; the others stand for no cells"
    log.problem("IO120", message, line=1)
    return fitting


_LOOKED_AT_ABOVE: Final = 10
"""So many lines may stand above a header."""


def _start(splitter: Splitter, given: Input, headers: Headers) -> tuple[list[Split], list[Split], Sequence[str]]:
    """The rows above the header, the first ones from it on, and the tags directly below it."""
    start = list(islice(splitter.rows(given.lines(), (), None), _LOOKED_AT_ABOVE))
    above = headers.lines_above([row.cells for row in start])
    if start:
        splitter.tags = []
        list(islice(splitter.rows(given.lines(), (), None, from_line=start[above].line), 2))
    return start[:above], start[above:], splitter.tags
