"""Lines of delimited text as rows of cells, however damaged they are."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from .._problems import Severity
from ._delimiters import MARK_LINE
from ._headers import TAGS, TOTAL, why_none
from ._results import Log, Row

__all__ = ["Split", "Splitter"]

_LONGEST_CELL: Final = 2**24
_LONGEST_ROW: Final = 2**22
_LINES_OF_ROW: Final = 2_000
_RETRIES: Final = 50
"""So often in a row is a row that failed taken apart line by line; then as a whole, so that no input takes long."""


class Split(NamedTuple):
    number: int
    line: int
    cells: list[str]
    raw: str


class Splitter:
    """Splits lines into rows of cells.

    Attributes:
        pads: Whether rows may end in surplus empty cells.
        tags: The first tags of HXL that were met, which are no row.
    """

    def __init__(self, delimiter: str, *, quoted: bool) -> None:
        self.pads = True
        self.tags: list[str] = []
        self._delimiter = delimiter
        self._quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
        # The limit is one of the whole process, 131,072 characters, and cells of published tables can be longer.
        csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))

    def rows(
        self,
        lines: Iterable[str],
        widths: Sequence[int],
        log: Log | None,
        *,
        number: int = 0,
        from_line: int = 1,
        widths_below: Callable[[Sequence[str]], Sequence[int]] = lambda _: (),
    ) -> Iterator[Split]:
        """Each row: its number, the number of its first line, its cells and its text.

        Args:
            lines: The lines.
            widths: How many cells a row has, the usual number first; any number where none is given.
            log: Takes what is wrong; None tells nothing.
            number: The number of the first row; 0 is a header.
            from_line: The line on which it stands.
            widths_below: Gives how many cells the rows below a header among the rows have, the usual number first, and
                nothing for a row; the header has the number 0.
        """
        feed = _Feed(lines)
        if feed.skip_mark_line() and log is not None:
            message = "expected the names of the columns, got a line for a spreadsheet; it is not kept"
            log.problem("IO125", message, line=1, severity=Severity.INFO)
        feed.skip_to(from_line)
        reader = self._reader(feed, strict=True)
        retries = 0
        usual, is_below_header = widths[0] if widths else None, True
        while True:
            feed.taken = []
            line = feed.line + 1
            cells, reason = _next(reader)
            if not feed.taken:
                return
            raw = "".join(feed.taken)
            if not cells and not reason:
                continue
            below = widths_below(cells) if number and cells else ()
            if below:
                usual, widths, is_below_header = below[0], below, True
                yield Split(0, line, cells, raw)
                continue
            if number and cells and self._is_none(Split(number, line, cells, raw), log, below_header=is_below_header):
                continue
            if len(cells) == usual and number:  # as most rows are; `cells` is empty where there is a reason
                retries, is_below_header = 0, False
                yield Split(number, line, cells, raw)
                number += 1
                continue
            wanted = widths if number else ()  # a header may have other names as well
            if not reason and self._fits(cells, wanted):
                retries = 0
            else:
                reason = reason or f"{len(cells)} cells"
                # A quotation mark too many swallows the rows below: they are given back, and the first line read alone.
                if len(feed.taken) > 1 and retries < _RETRIES:
                    retries += 1
                    raw = feed.keep_first()
                    reader = self._reader(feed, strict=True)
                cells, _ = _next(self._reader([raw], strict=False))
            is_below_header = number == 0
            yield from self._told(Split(number, line, cells, raw), wanted, reason, log)
            number += 1

    def _is_none(self, found: Split, log: Log | None, *, below_header: bool) -> bool:
        """Whether some cells are no row, which is told."""
        number, line, cells, raw = found
        why = why_none(cells, below_header=below_header)
        if why == TAGS and not self.tags:
            self.tags = cells
        if why == TOTAL and log is not None:
            log.reject(why, line=line, raw=raw, number=number)
        elif why and log is not None:
            log.often("IO120", why, row=Row(number=number, line=line, cells={}))
        return bool(why)

    def _told(self, row: Split, widths: Sequence[int], reason: str, log: Log | None) -> Iterator[Split]:
        """A row that is not like most, or nothing where it fits no width; what is wrong with it is told."""
        number, line, cells, raw = row
        got = reason or f"{len(cells)} cells"
        if not self._fits(cells, widths):
            if log is not None:
                log.reject(f"expected {_either(widths)} cells, got {got}", line=line, raw=raw, number=number)
            return
        surplus = bool(widths) and len(cells) not in widths
        if log is not None and (reason or surplus):
            message = f"expected {_either(widths)} cells, got {got}; the row is read all the same"
            log.problem("IO120", message, row=Row(number=number, line=line, cells={}))
        yield row._replace(cells=cells[: widths[0]]) if surplus else row

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
        if MARK_LINE.fullmatch(first):
            self.line = 1
            return True
        self._back.extend([first] if first else [])
        return False

    def skip_to(self, line: int) -> None:
        """Leave out the lines before one."""
        while self.line < line - 1:
            next(self)

    def keep_first(self) -> str:
        """Take back all lines of the present row but the first, which is returned."""
        first, *rest = self.taken
        self._back.extendleft(reversed(rest))
        self.line -= len(rest)
        return first
