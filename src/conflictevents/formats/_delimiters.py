"""What stands between the cells of a table: a spreadsheet may have put something else there than its publisher."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from .._problems import Severity
from ._input import Input

__all__ = ["MARK_LINE", "delimiter_in", "delimiter_of", "header_of", "without_mark_line"]

_DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}


def header_of(line: str, delimiter: str) -> tuple[str, ...]:
    """The cells of a line, without white space and quotation marks around them."""
    return tuple(name.strip(' "\ufeff') for name in line.split(delimiter))


MARK_LINE: Final = re.compile(r'\ufeff?"?sep=[,;\t|]?"?(?:\r\n|\r|\n)', re.IGNORECASE)
"""A line above the header by which a spreadsheet knows what stands between the cells."""


def without_mark_line(text: str) -> str:
    """The start of a table without such a line (`sep=;`), which is no header and no row."""
    found = MARK_LINE.match(text)
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
