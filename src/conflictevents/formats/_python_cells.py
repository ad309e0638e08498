"""Cells in which Python wrote a dict or a list, as a table of its objects has them; they are never run as code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from . import stripped
from ._cells import whole

__all__ = ["numbers_in", "texts_in"]

_TOKEN: Final = re.compile(
    r"""\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([{}\[\]:,])|(-?\d{1,15}(?:\.\d{1,15})?)|(nan|NaN|None))""",
    re.DOTALL,
)


class _Token(NamedTuple):
    kind: str
    text: str


def _tokens(cell: str) -> Iterator[_Token]:
    """The parts of a dict or list as Python writes it, never run as code; an `error` where it is something else."""
    at, end = 0, len(cell.rstrip())
    while at < end:
        found = _TOKEN.match(cell, at)
        if found is None:
            yield _Token("error", "")
            return
        single, double, mark, number, nothing = found.groups()
        if mark is not None:
            yield _Token(mark, mark)
        elif number is not None or nothing is not None:
            yield _Token("number" if nothing is None else "nothing", number or "")
        else:
            yield _Token("text", re.sub(r"\\(['\"\\])", r"\1", single if single is not None else double))
        at = found.end()


def numbers_in(cell: str) -> list[tuple[str, int | None]] | None:
    """The names and numbers of a cell such as `{'south': 61, 'east': NaN}`; None where it is something else."""
    tokens = list(_tokens(cell))
    kinds = [token.kind for token in tokens]
    if kinds[:1] != ["{"] or kinds[-1:] != ["}"]:
        return None
    inner = tokens[1:-1]
    if inner and inner[-1].kind == ",":
        inner.pop()
    found: list[tuple[str, int | None]] = []
    for start in range(0, len(inner), 4):
        name, *rest = inner[start : start + 4]
        if (
            name.kind != "text"
            or not stripped(name.text)
            or [token.kind for token in rest][:1] != [":"]
            or len(rest) < 2
        ):
            return None
        number, after = rest[1], [token.kind for token in rest[2:]]
        figure = whole(number.text)
        if after not in ([], [","]) or (number.kind != "nothing" and (number.kind != "number" or figure is None)):
            return None
        found.append((name.text, figure))
    return found


def texts_in(cell: str) -> list[str] | None:
    """The texts of a cell such as `['Kyiv oblast', 'Odesa oblast']`; None where it is something else."""
    tokens = list(_tokens(cell))
    kinds = [token.kind for token in tokens]
    if kinds[:1] != ["["] or kinds[-1:] != ["]"]:
        return None
    inner = tokens[1:-1]
    if any(token.kind != ("," if number % 2 else "text") for number, token in enumerate(inner)):
        return None
    return [token.text for token in inner[::2] if stripped(token.text)]
