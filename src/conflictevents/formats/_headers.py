"""Which rows of a table are none: headers, also among the rows, lines above the first one, and tags of HXL."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from .._problems import shown
from ._lines import folded
from ._results import Log

__all__ = ["Headers", "are_tags", "numbered"]


class Headers:
    """The headers of a table, known by the names of columns in them."""

    def __init__(self, names: Iterable[str], renamed: Callable[[str], str] | None) -> None:
        """Make it.

        Args:
            names: Names of columns, in any spelling.
            renamed: Gives the name of a column for one in a header.
        """
        self._known = set(map(folded, names)) - {""}
        self._renamed = renamed

    def names(self, header: Sequence[str], log: Log | None = None, line: int | None = None) -> list[str]:
        """The names of the columns of a header, each another.

        Args:
            header: Its cells, which are taken for names of columns from now on.
            log: Takes it where one stands there twice.
            line: The line of the header.
        """
        self._known |= {name for cell in header if (name := folded(cell))}
        names: dict[str, None] = {}
        for number, cell in enumerate(header, start=1):
            name = cell.strip().strip("\ufeff")
            name = wanted = (self._renamed(name) if self._renamed is not None else name) or f"~{number}"
            while name in names:
                name = f"{name}~{number}"
            if name != wanted and log is not None:
                message = (
                    f"expected each column once, got {shown(wanted)} again; it is kept as {shown(name)} and not read"
                )
                log.problem("IO120", message, line=line)
            names[name] = None
        return list(names)

    def has_name(self, cells: Sequence[str]) -> bool:
        """Whether one of some cells is the name of a column."""
        return any(folded(cell) in self._known for cell in cells)

    def is_header(self, cells: Sequence[str]) -> bool:
        """Whether a row among others is a header."""
        # The first cell tells it of nearly all rows, which begin with a number.
        first = cells[0] or (cells[1] if len(cells) > 1 else "")
        return first[:1].isalpha() and folded(first) in self._known and self._are_names(cells)

    def lines_above(self, rows: Sequence[Sequence[str]]) -> int:
        """How many of the first rows stand above the header, such as a title: they are much shorter than it."""
        if rows and not self.has_name(rows[0]):
            for number, row in enumerate(rows):
                if self._are_names(row):
                    return number if all(2 * _filled(each) < len(row) for each in rows[:number]) else 0
        return 0

    def further_names(self, lines: Iterable[str], delimiter: str, *, below: int, quoted: bool) -> Iterator[str]:
        """The names of the columns of other headers below a line, where files were put behind one another."""
        for line in islice(lines, below, None):
            first, _, rest = line.partition(delimiter)
            if (folded(first) or folded(rest.partition(delimiter)[0])) in self._known:
                cells = next(csv.reader([line], delimiter=delimiter), []) if quoted else line.split(delimiter)
                if cells and self.is_header(cells):
                    yield from self.names(cells)

    def _are_names(self, cells: Sequence[str]) -> bool:
        known = len({folded(cell) for cell in cells} & self._known)
        return known > 1 and 2 * known > _filled(cells)


def numbered(columns: Sequence[str], number: int) -> list[str]:
    """The names of that many columns of a table without a header."""
    return [*columns[:number], *(f"~{each}" for each in range(len(columns) + 1, number + 1))]


def _filled(cells: Iterable[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


_TAG: Final = re.compile(r"#[A-Za-z][A-Za-z0-9_]*(?:\s*\+\s*[A-Za-z][A-Za-z0-9_]*)*")


def are_tags(cells: Sequence[str]) -> bool:
    """Whether all cells that are not empty are tags of HXL (`#country+name`), which may stand below a header."""
    tags = [tag for cell in cells if (tag := cell.strip())]
    return bool(tags) and all(map(_TAG.fullmatch, tags))
