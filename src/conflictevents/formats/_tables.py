"""Tables of delimited text: their columns, and their rows, each with its place in the input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from .._json import unreadable
from .._problems import shown
from ._headers import Headers, numbered
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
) -> Table:
    """Read delimited text with a header, or without one where its first row is none.

    A row with another number of cells than there are columns is rejected, except that surplus cells which are all empty
    are left out with a problem: in a table with quotation marks only if the first row has such cells too, since a
    single row of that kind has a mark too many in some cell and its numbers in the wrong columns. An empty line is no
    row, nor is one of empty cells. After a quotation mark too many, the rows that it would have swallowed are read all
    the same. A header with more names than the first row has cells is taken without those that are not among `columns`,
    where that makes it fit, and that is told.

    What stands among the rows and is none is told: a title above the header, tags of HXL, and a header again where
    files were put behind one another, by which the rows below it are read.

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

    Raises:
        UnreadableInputError: If the input is empty.
    """
    split = Splitter(delimiter, quoted=quoted)
    headers = Headers((*columns, *known), renamed)
    above, start = _start(split.rows(given.lines(), (), None), headers)
    if not start:
        reason = "it is cut short before the end of its first row" if given.cut_short else "it is empty"
        raise unreadable("IO105", reason, given.name)
    for each in above:
        given.log.problem(
            "IO120", f"expected names of columns, got {shown(each.raw.rstrip())}; it is left out", line=each.line
        )
    first, second = start[0], start[1] if len(start) > 1 else None
    tags = split.tags  # those between these two
    has_header = not columns or headers.has_name(first.cells)
    by_length = {len(each): tuple(each) for each in layouts}
    if has_header:
        names = _fitting(headers.names(first.cells, given.log, first.line), second, columns, given.log)
    else:  # where there are layouts, a first row that is cut short says nothing of the others
        usual = numbered(columns, len(first.cells))
        names = [*by_length.get(len(first.cells), columns if layouts else usual)]
    split.pads = not quoted or bool(layouts) or (second is not None and len(second.cells) > len(names))
    if tuple(names) != by_length.get(len(names)):
        by_length = {len(names): tuple(names)}

    def below(header: Sequence[str]) -> Mapping[int, tuple[str, ...]]:
        """The columns of the rows below a header among the rows, by their length."""
        again = tuple(headers.names(header))
        return by_length if again in by_length.values() else {len(again): again}

    def rows(log: Log | None) -> Iterator[Row]:
        of_length: Mapping[int, tuple[str, ...]] = by_length
        found = split.rows(
            given.lines(),
            (len(names), *by_length),
            log,
            number=0 if has_header else 1,
            from_line=first.line if above else 1,
            widths_below=lambda cells: tuple(below(cells)) if headers.is_header(cells) else (),
        )
        for number, line, cells, raw in found:
            if number:
                of_row = dict(zip(of_length[len(cells)], cells, strict=True))
                yield Row(number=number, line=line, cells=of_row, raw=raw)
            elif line > first.line:
                of_length = below(cells)
                if log is not None:
                    log.problem("IO120", "expected a row, got a header; what is below it is read by it", line=line)

    if not has_header:
        return Table(names, None, rows, given.log)
    further = headers.further_names(given.lines(), delimiter, below=first.line, quoted=quoted)
    more = [name for name in dict.fromkeys(further) if name not in names]
    return Table((*names, *more), (*first.cells, *more), rows, given.log, tags=tags)


def _fitting(names: list[str], second: Split | None, columns: Sequence[str], log: Log) -> list[str]:
    """The names of a header without those that are none of the format's, if that makes the row below it fit."""
    if second is None or len(second.cells) >= len(names):
        return names
    fitting = [name for name in names if name in columns]
    if len(fitting) != len(second.cells):
        return names
    message = f"expected {len(fitting)} names of columns, got {len(names)}; the others stand for no cells"
    log.problem("IO120", message, line=1)
    return fitting


_LOOKED_AT_ABOVE: Final = 10
"""So many lines may stand above a header."""


def _start(rows: Iterator[Split], headers: Headers) -> tuple[list[Split], list[Split]]:
    """The rows above the header, and the first two from it on."""
    start = list(islice(rows, 2))
    if start and not headers.has_name(start[0].cells):
        start += islice(rows, _LOOKED_AT_ABOVE)
    above = headers.lines_above([row.cells for row in start])
    return start[:above], start[above : above + 2]
