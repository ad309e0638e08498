"""Lines of a table to write, and what may not stand in them; names of columns, however they are spelled."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from typing import Final

from ._results import Losses

__all__ = ["csv_line", "folded", "guarded", "read_cells", "renamed_to", "safe_line", "tab_line", "unguarded"]


def renamed_to(names: Iterable[str]) -> Callable[[str], str]:
    """Gives the name of a column for one in a header: `event_id`, `Event.ID` and `eventid` are one name.

    Args:
        names: The names of the format; of two that differ in nothing else (`personnel`, `personnel*`) each is known by
            itself alone.
    """
    exact = {name.lower(): name for name in names}
    alike: dict[str, list[str]] = {}
    for name in exact.values():
        alike.setdefault(folded(name), []).append(name)
    known = {fold: same[0] for fold, same in alike.items() if len(same) == 1}
    return lambda name: exact.get(name.lower()) or known.get(folded(name), name)


def folded(name: str) -> str:
    """The letters and digits of a name, in small letters: programs put other marks between its words, or none."""
    return re.sub(r"[\W_]+", "", name).lower()


def csv_line(cells: Iterable[str], *, delimiter: str = ",") -> str:
    """A line of a table (RFC 4180), with its end."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?")


def safe_line(cells: Iterable[str]) -> str:
    """A line of a table in which no cell is a formula (`guarded`); a number below zero stays a number."""
    return csv_line(cell if _NUMBER.fullmatch(cell) else guarded(cell) for cell in cells)


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


_SIGNS: Final = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""What a formula begins with; the last four are the same signs in full width, which some spreadsheets take for them."""
_ENDS: Final = r"(?<=[;\t\r\n])"
"""Where a spreadsheet that separates cells by another mark than a comma begins a cell within one of ours."""
_UNGUARDED: Final = re.compile(rf"^(?='*{_SIGNS})|{_ENDS}(?=[\"']*{_SIGNS})")
_GUARDED: Final = re.compile(rf"^'(?='*{_SIGNS})|{_ENDS}'(?=[\"']*{_SIGNS})")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula: what begins like one gets an apostrophe in front.

    >>> guarded("=1+1"), guarded("12;=1"), guarded("12")
    ("'=1+1", "12;'=1", '12')
    """
    return _UNGUARDED.sub("'", cell)


def unguarded(cell: str) -> str:
    """The cell that was guarded: `unguarded(guarded(cell)) == cell` for every cell."""
    return _GUARDED.sub("", cell)


def read_cells(line: str) -> list[str]:
    """The cells of one line that `csv_line` wrote."""
    return next(csv.reader([line]), [])
