"""What the files of GDELT have in common: tabs between cells, and no quotation marks that mean anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypedDict

from . import Input, Losses

__all__ = ["KNOWN", "canonical", "tab_line", "unquoted"]

KNOWN: Final = 20_000
"""How many records of each sort are remembered while a file is read."""


class Separation(TypedDict):
    """How cells are separated."""

    delimiter: str
    quoted: bool


def unquoted(given: Input) -> Separation:
    """How the cells of a file are separated: by tabs, or by commas in a copy that another program exported."""
    tabs = "\t" in given.head.partition("\n")[0]
    return {"delimiter": "\t" if tabs else ",", "quoted": not tabs}


def canonical(names: Sequence[str]) -> Callable[[str], str]:
    """A function that gives the name of a column as the codebook spells it; other tools write it otherwise."""
    known = {name.lower(): name for name in names}
    return lambda name: known.get(name.strip('"').lower(), name)


_BREAKS: Final = re.compile(r"[\t\r\n]+")


def tab_line(cells: Iterable[str], losses: Losses) -> str:
    """A line with its end. What would break it, in a value from elsewhere, becomes a space and is counted."""
    written = []
    for cell in cells:
        plain = _BREAKS.sub(" ", cell)
        if plain != cell:
            losses.add("a tab or line break in a cell")
        written.append(plain)
    return "\t".join(written) + "\n"
