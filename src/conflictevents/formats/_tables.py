"""Rows of delimited text, each with its place in the input, however damaged the input is; and lines of it to write."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Literal, NamedTuple

from .._json import unreadable
from .._problems import Severity, shown
from ._input import Input
from ._results import Log, Losses, Row

__all__ = [
    "Table",
    "csv_line",
    "delimiter_in",
    "delimiter_of",
    "guarded",
    "header_of",
    "read_cells",
    "read_table",
    "renamed_to",
    "tab_line",
    "unguarded",
    "without_mark_line",
]

_LONGEST_CELL: Final = 2**24
_LONGEST_ROW: Final = 2**22
_LINES_OF_ROW: Final = 2_000
_LOOKED_AT: Final = 100
_RETRIES: Final = 50
"""So often in a row is a row that failed taken apart line by line; then as a whole, so that no input takes long."""


class Table:
    """A table that is being read: the names of its columns, then its rows one by one.

    Attributes:
        columns: The names of the columns: those in the header, without white space around them. A column without a name
            is called `~` with its number, and a repeated name gets `~` and the number of its column at its end.
        header: The header as it is; None where the input has none.
    """

    def __init__(
        self,
        columns: Sequence[str],
        header: Sequence[str] | None,
        rows: Callable[[Log | None], Iterator[Row]],
        log: Log,
    ) -> None:
        self.columns: tuple[str, ...] = tuple(columns)
        self.header: tuple[str, ...] | None = None if header is None else tuple(header)
        self._rows = rows
        self._log: Log | None = log

    def __iter__(self) -> Iterator[Row]:
        """The rows from the first. Several passes can be made, also at the same time; only the first tells problems."""
        log, self._log = self._log, None
        return self._rows(None) if log is None else self._counted(log)

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


# --- what stands between cells ---------------------------------------------------------------------------------------

_DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}


def header_of(line: str, delimiter: str) -> tuple[str, ...]:
    """The cells of a line, without white space and quotation marks around them."""
    return tuple(name.strip(' "\ufeff') for name in line.split(delimiter))


_MARK_LINE: Final = re.compile(r'\ufeff?"?sep=[,;\t|]?"?(?:\r\n|\r|\n)', re.IGNORECASE)
"""A line above the header by which a spreadsheet knows what stands between the cells."""


def without_mark_line(text: str) -> str:
    """The start of a table without such a line (`sep=;`), which is no header and no row."""
    found = _MARK_LINE.match(text)
    return text if found is None else text[found.end() :]


_FIRST_CELL: Final = re.compile(r'\ufeff? *+(?:"(?:[^"]|"")*+"|[^,;\t]*+)([,;\t])')
"""Nothing in it gives back what it took, so that a long row of spaces or quotation marks is gone over once."""


def delimiter_in(line: str, tells: Callable[[str], bool], usual: str) -> str:
    """What stands between the cells of the first row of a table; see `delimiter_of`."""
    found = _FIRST_CELL.match(line)
    if found is None or found[1] == usual:
        return usual
    told = {mark: sum(map(tells, header_of(line, mark))) for mark in (found[1], usual)}
    return found[1] if told[found[1]] > told[usual] else usual


def delimiter_of(given: Input, tells: Callable[[str], bool], *, usual: str = ",") -> str:
    """Find out what stands between the cells of a table: a spreadsheet may have put semicolons for commas, or tabs.

    It is what stands behind the first cell of the first row, if that gives more names of columns than the usual mark
    does; a mark that stands only further on may be one of a text. Another one than usual is told as a problem.

    Args:
        given: The input.
        tells: Whether the format has a column of that name, as it stands in a header.
        usual: What stands between the cells of the format.
    """
    table = without_mark_line(given.head)
    start = table.lstrip("\ufeff\r\n")
    found = delimiter_in(re.split("[\r\n]", start, maxsplit=1)[0], tells, usual)
    if found != usual:
        expected, got = _DELIMITERS[usual], _DELIMITERS[found]
        message = f"expected {expected} between the cells, got {got}; the table is read all the same"
        given.log.problem("IO125", message, line=1 if table is given.head else 2, severity=Severity.INFO)
    return found


# --- reading ---------------------------------------------------------------------------------------------------------


def read_table(
    given: Input,
    *,
    columns: Sequence[str] = (),
    delimiter: str = ",",
    quoted: bool = True,
    renamed: Callable[[str], str] | None = None,
    layouts: Sequence[Sequence[str]] = (),
) -> Table:
    """Read delimited text with a header, or without one where its first row is none.

    A row with another number of cells than there are columns is rejected, except that surplus cells which are all empty
    are left out with a problem: in a table with quotation marks only if the first row has such cells too, since a
    single row of that kind has a mark too many in some cell and its numbers in the wrong columns. An empty line is no
    row. After a quotation mark too many, the rows that it would have swallowed are read all the same. A header with
    more names than the first row has cells is taken without those that are not among `columns`, where that makes it
    fit, and that is told.

    Args:
        given: The input.
        columns: The names of the columns where there is no header: the first row is taken for a header only if it has
            one of these names. Without names it always is one.
        delimiter: What stands between cells; `delimiter_of` finds it out.
        quoted: Whether a cell may stand in quotation marks (RFC 4180); otherwise they are characters like any other.
        renamed: Gives the name of a column for one in the header.
        layouts: The columns of rows of several lengths, where one table may hold them all: a row has those of its
            length. The columns of the table are then those of its header or first row, and a header that is none of the
            layouts settles the length of all rows.

    Raises:
        UnreadableInputError: If the input is empty.
    """
    split = _Splitter(delimiter, quoted=quoted)
    start = split.rows(given.lines(), (), None)
    first, second = next(start, None), next(start, None)
    if first is None:
        reason = "it is cut short before the end of its first row" if given.cut_short else "it is empty"
        raise unreadable("IO105", reason, given.name)
    known = {_plain(name) for name in columns}
    has_header = not columns or any(_plain(cell) in known for cell in first.cells)
    by_length = {len(each): tuple(each) for each in layouts}
    if has_header:
        names = _names(first.cells, renamed)
    elif layouts:  # a first row that is cut short says nothing of the others
        names = [*by_length.get(len(first.cells), columns)]
    else:
        names = _numbered(columns, len(first.cells))
    if second is not None and len(second.cells) < len(names):
        fitting = [name for name in names if name in columns]
        if len(fitting) == len(second.cells):
            message = f"expected {len(fitting)} names of columns, got {len(names)}; the others stand for no cells"
            given.log.problem("IO120", message, line=first.line)
            names = fitting
    split.pads = not quoted or bool(layouts) or (second is not None and len(second.cells) > len(names))
    if tuple(names) != by_length.get(len(names)):
        by_length = {len(names): tuple(names)}

    def rows(log: Log | None) -> Iterator[Row]:
        widths = (len(names), *by_length)
        for number, line, cells, raw in split.rows(given.lines(), widths, log, number=0 if has_header else 1):
            if number:
                yield Row(number=number, line=line, cells=dict(zip(by_length[len(cells)], cells, strict=True)), raw=raw)

    return Table(names, first.cells if has_header else None, rows, given.log)


def _plain(name: str) -> str:
    return name.strip().strip("\ufeff").lower()


def _names(header: Sequence[str], renamed: Callable[[str], str] | None) -> list[str]:
    names: dict[str, None] = {}
    for number, cell in enumerate(header, start=1):
        name = cell.strip().strip("\ufeff")
        name = (renamed(name) if renamed is not None else name) or f"~{number}"
        while name in names:
            name = f"{name}~{number}"
        names[name] = None
    return list(names)


def _numbered(columns: Sequence[str], number: int) -> list[str]:
    return [*columns[:number], *(f"~{each}" for each in range(len(columns) + 1, number + 1))]


class _Split(NamedTuple):
    number: int
    line: int
    cells: list[str]
    raw: str


class _Splitter:
    """Splits lines into rows of cells.

    Attributes:
        pads: Whether rows may end in surplus empty cells.
    """

    def __init__(self, delimiter: str, *, quoted: bool) -> None:
        self.pads = True
        self._delimiter = delimiter
        self._quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
        # The limit is one of the whole process, 131,072 characters, and cells of published tables can be longer.
        csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))

    def rows(
        self, lines: Iterable[str], widths: Sequence[int], log: Log | None, *, number: int = 0
    ) -> Iterator[_Split]:
        """Each row: its number, the number of its first line, its cells and its text.

        Args:
            lines: The lines.
            widths: How many cells a row has, the usual number first; any number where none is given.
            log: Takes what is wrong; None tells nothing.
            number: The number of the first row; 0 is a header.
        """
        feed = _Feed(lines)
        if feed.skip_mark_line() and log is not None:
            message = "expected the names of the columns, got a line for a spreadsheet; it is not kept"
            log.problem("IO125", message, line=1, severity=Severity.INFO)
        reader = self._reader(feed, strict=True)
        retries = 0
        usual = widths[0] if widths else None
        while True:
            feed.taken = []
            wanted = widths if number else ()  # a header may have other names as well
            line = feed.line + 1
            cells, reason = _next(reader)
            if not feed.taken:
                return
            raw = "".join(feed.taken)
            if len(cells) == usual and number:  # as most rows are; `cells` is empty where there is a reason
                retries = 0
                yield _Split(number, line, cells, raw)
                number += 1
                continue
            if not cells and not reason:
                continue
            got = reason or f"{len(cells)} cells"
            if not reason and self._fits(cells, wanted):
                retries = 0
            else:
                # A quotation mark too many swallows the rows below: they are given back, and the first line read alone.
                if len(feed.taken) > 1 and retries < _RETRIES:
                    retries += 1
                    raw = feed.keep_first()
                    reader = self._reader(feed, strict=True)
                cells, _ = _next(self._reader([raw], strict=False))
                reason = reason or got
            surplus = bool(wanted) and len(cells) not in wanted
            if not self._fits(cells, wanted):
                if log is not None:
                    log.reject(f"expected {_either(widths)} cells, got {got}", line=line, raw=raw, number=number)
            else:
                if log is not None and (reason or surplus):
                    message = f"expected {_either(widths)} cells, got {got}; the row is read all the same"
                    row = Row(number=number, line=line, cells={})
                    log.problem("IO120", message, row=row, severity=Severity.WARNING)
                yield _Split(number, line, cells[:usual] if surplus else cells, raw)
            number += 1

    def _fits(self, cells: list[str], widths: Sequence[int]) -> bool:
        if not widths or not cells:
            return bool(cells)
        return len(cells) in widths or (self.pads and len(cells) > widths[0] and not any(cells[widths[0] :]))

    def _reader(self, lines: Iterable[str], *, strict: bool) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._delimiter, quoting=self._quoting, strict=strict)


def _next(reader: Iterator[list[str]]) -> tuple[list[str], str]:
    """The cells of the next row, and why there are none."""
    try:
        return next(reader, []), ""
    except csv.Error as error:
        return [], str(error)
    except _TooLongError:
        return [], "a row that does not end"


def _either(widths: Sequence[int]) -> str:
    return " or ".join(map(str, sorted(set(widths))))


class _TooLongError(Exception):
    """A row goes on for longer than any row can be."""


class _Feed:
    """Gives lines one by one, keeps those of the present row, and takes back the rest."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()
        self.taken: list[str] = []
        self.line = 0
        self._length = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines)
        self._length = len(line) + (self._length if self.taken else 0)
        self.taken.append(line)
        self.line += 1
        if len(self.taken) > 1 and (self._length > _LONGEST_ROW or len(self.taken) > _LINES_OF_ROW):
            raise _TooLongError
        return line

    def skip_mark_line(self) -> bool:
        """Leave out the first line if it is there for a spreadsheet; whether it is."""
        first = next(self._lines, "")
        if _MARK_LINE.fullmatch(first):
            self.line = 1
            return True
        self._back.extend([first] if first else [])
        return False

    def keep_first(self) -> str:
        """Take back all lines of the present row but the first, which is returned."""
        first, *rest = self.taken
        self._back.extendleft(reversed(rest))
        self.line -= len(rest)
        return first


# --- writing ---------------------------------------------------------------------------------------------------------


def renamed_to(names: Iterable[str]) -> Callable[[str], str]:
    """Gives the name of a column for one in a header, whatever stands between its words (`event_id`, `Event.ID`)."""
    known = {_words(name): name for name in names}
    return lambda name: known.get(_words(name), name)


def _words(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().lower()


def csv_line(cells: Iterable[str], *, delimiter: str = ",") -> str:
    """A line of a table (RFC 4180), with its end."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


_BREAKS: Final = re.compile(r"[\t\r\n]+")


def tab_line(cells: Iterable[str], losses: Losses, *, lost: str = "tab or end of line in a cell") -> str:
    """A line of cells between tabs, with its end; no way is defined to write a tab or the end of a line into one.

    Args:
        cells: The cells. Where one holds such a character, a space stands in its place.
        losses: Counts such cells.
        lost: What to call that.
    """
    written = []
    for cell in cells:
        plain = cell if cell.isprintable() else _BREAKS.sub(" ", cell)
        if plain != cell:
            losses.add(lost)
        written.append(plain)
    return "\t".join(written) + "\n"


_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula: one that begins like one gets an apostrophe in front.

    >>> guarded("=1+1"), guarded("12")
    ("'=1+1", '12')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell that was guarded: `unguarded(guarded(cell)) == cell` for every cell."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read_cells(line: str) -> list[str]:
    """The cells of one line that `csv_line` wrote."""
    return next(csv.reader([line]), [])
