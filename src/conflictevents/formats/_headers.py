"""Which rows of a table are none: headers, titles above the first one, tags of HXL, empty rows and totals."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from .._problems import shown
from ._lines import folded
from ._results import Log

__all__ = ["NOTHING", "Headers", "are_numbers", "are_tags", "has_row_names", "numbered", "why_none"]

NOTHING: Final = frozenset({"NA", "NaN", "nan", "NULL", "null", "None", "N/A", "n/a", "#N/A", "<NA>", "NaT", r"\N"})
"""What R, pandas, databases and spreadsheets write into an empty cell."""


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


def are_numbers(cells: Sequence[str]) -> bool:
    """Whether a header has the numbers of the columns in place of their names, as data frames write it."""
    return len(cells) > _FEW and list(cells) in ([str(each + at) for each in range(len(cells))] for at in (0, 1))


_FEW: Final = 3


def has_row_names(names: Sequence[str], rows: Sequence[Sequence[str]], dated: Sequence[str]) -> bool | None:
    """Whether rows have the name of the row in front, which R's headers leave out; None where nothing tells.

    Args:
        names: The names in the header.
        rows: Some rows below it.
        dated: The columns that hold dates.
    """
    if not rows or any(len(row) != len(names) + 1 for row in rows):
        return False
    if any(row[-1].strip() for row in rows):
        return True
    # The last cell may as well be one too many: it depends on which cell of these holds a date.
    for at in (names.index(name) for name in dated if name in names):
        here, behind = (sum(_DATE.match(row[each]) is not None for row in rows) for each in (at, at + 1))
        if here != behind:
            return behind > here
    return None


_YEAR_FIRST: Final = r"(?:19|20)[0-9]{2}([-/.]?)(?:0[1-9]|1[0-2])\1(?:[0-2][0-9]|3[01])"
_YEAR_LAST: Final = r"[0-9]{1,2}([-/. ])[A-Za-z0-9]{1,9}\2[0-9]{2}"
_DATE: Final = re.compile(rf"\s*(?:{_YEAR_FIRST}|{_YEAR_LAST})")


# --- rows that are none ----------------------------------------------------------------------------------------------


def why_none(cells: Sequence[str], *, below_header: bool) -> str:
    """Why some cells are no row; "" where they are one.

    Args:
        cells: The cells.
        below_header: Whether they stand directly below a header, where one tag of HXL is enough.
    """
    first = cells[0].strip()
    if first[:1] not in _MAY_BEGIN:
        return ""
    if all(each in NOTHING or not each.strip() for each in cells):
        return EMPTY
    if are_tags(cells, least=1 if below_header else 2):
        return TAGS
    is_total = _TOTAL.fullmatch(first) is not None and all(
        each in NOTHING or _NUMBER.fullmatch(each) for each in cells[1:]
    )
    return TOTAL if is_total else ""


EMPTY: Final = "a row of empty cells is none"
TAGS: Final = "tags of HXL are no row"
TOTAL: Final = "expected a row, got a total or a note below the table"
_MAY_BEGIN: Final = frozenset(("", *"#<\\NnSsTtGgAaMm"))
_TOTAL: Final = re.compile(r"(?:(?:grand |sub-?)?total|sum|average|mean|(?:source|notes?)\b.*)[: ]*", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[-+0-9.,%\s]*")
_TAG: Final = re.compile(r"#[A-Za-z][A-Za-z0-9_]*(?:\s*\+\s*[A-Za-z][A-Za-z0-9_]*)*")


def are_tags(cells: Sequence[str], *, least: int) -> bool:
    """Whether all cells that are not empty, so many at least, are tags of HXL (`#country+name`)."""
    tags = [tag for cell in cells if (tag := cell.strip())]
    return len(tags) >= least and all(map(_TAG.fullmatch, tags))
