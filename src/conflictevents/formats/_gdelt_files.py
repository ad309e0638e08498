"""What the files of GDELT have in common: tabs between cells, and no quotation marks that mean anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypedDict

from . import Input, Log, Table, cell_of, delimiter_of, read_objects
from ._cells import is_address
from ._lines import folded

__all__ = ["BREAK", "KNOWN", "headed", "is_header", "named", "names_in", "objects_of", "unquoted"]

KNOWN: Final = 20_000
"""How many records of each sort are remembered while a file is read."""


BREAK: Final = "a tab or line break in a cell"
"""What is lost where a cell holds what its file cannot."""


class Separation(TypedDict):
    """How cells are separated."""

    delimiter: str
    quoted: bool


_LINES: Final = 100


def unquoted(given: Input, tells: Callable[[str], bool]) -> Separation:
    """How the cells of a file are separated: by tabs, or by another mark in a copy that another program exported."""
    delimiter = delimiter_of(given, tells, usual="\t")
    if delimiter == "\t":
        start = "\n".join(given.head.splitlines()[:_LINES])
        # A copy without a header; of the first line alone, damage could make anything.
        delimiter = "\t" if start.count("\t") > start.count(",") else ","
    return {"delimiter": delimiter, "quoted": delimiter != "\t"}


def names_in(line: str) -> tuple[str, ...]:
    """The folded names of a line that may be a header, whatever tool wrote it."""
    return tuple(map(folded, re.split("[\t,;]", line)))


def is_header(line: str, names: Iterable[str]) -> bool:
    """Whether a line is a header with these folded names."""
    return set(names) <= set(names_in(line))


def named(address: str) -> Mapping[str, Any]:
    """What an article is known by: its address, or in the field `title` what stands there instead."""
    return {"url" if is_address(address) else "title": address}


# --- rows as objects -------------------------------------------------------------------------------------------------


def objects_of(given: Input, renamed: Callable[[str], str]) -> Table:
    """The rows of objects of JSON, under the names of their columns; of two for one column the second stays as it is.

    Args:
        given: The input.
        renamed: Gives the name of a column for a key.
    """

    def cells(fields: Mapping[str, Any]) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, value in fields.items():
            column = renamed(name) or "~"
            found[name if column in found else column] = cell_of(value)
        return found

    return read_objects(given, cells=cells)


def headed(table: Table, standard: Sequence[str]) -> Table:
    """The table that objects are written as: every usual column, and those of the user's own, under a header."""
    columns = (*standard, *(name for name in table.columns if name not in standard))
    return Table(columns, columns, lambda _: iter(()), Log())
