"""Rows of JSON: lists of objects, pages that hold such a list, and objects after one another."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from typing import Any, Final, Self, TypeAlias

import attrs

from .._problems import Severity, shown
from .._record import encodes
from ._input import Input
from ._results import Log, Row
from ._tables import Table

__all__ = ["cell_of", "read_objects"]


def cell_of(value: Any) -> str:
    """The cell for a JSON value: a text as it is, null as the empty text, anything else as its JSON text."""
    if isinstance(value, str):
        return value
    if isinstance(value, _Number):
        return value.text
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def cells_of(value: Mapping[str, Any]) -> Mapping[str, str]:
    """The cells of an object: those of its values under its keys; a key without a name is called `~`."""
    return {name or "~": cell_of(each) for name, each in value.items()}


def read_objects(
    given: Input,
    keys: Sequence[str] = (),
    *,
    cells: Callable[[Mapping[str, Any]], Mapping[str, str]] = cells_of,
) -> Table:
    """Read JSON objects as rows: a list of them, a page with such a list, or several of these after one another.

    Their values become cells: a text as it is, null as the empty text, anything else as its JSON text. What is no
    object is rejected; where the input stops in the middle, what came before is read.

    Args:
        given: The input; all of its text is kept in memory, and the objects are made one by one.
        keys: The keys under which the list may stand in a page (`Result`, `data`); an object without any of them is
            itself a row.
        cells: Gives the cells of an object by the name of their column.
    """

    def rows(log: Log | None) -> Iterator[Row]:
        text = given.text()
        line, seen = 1, 0
        repeated: list[dict[str, Any]] = []
        decoder = _DECODER if log is None else _decoder_that_tells(repeated)
        for number, (start, end, value) in enumerate(_values(text, keys, log, decoder), start=1):
            line += text.count("\n", seen, start)
            seen, raw = start, text[start:end]
            if log is not None and repeated:
                log.problem("IO110", _REPEATED, row=Row(number=number, line=line, cells={}))
                repeated.clear()
            if isinstance(value, dict):
                row = Row(number=number, line=line, cells=cells(value), raw=raw)
                if not _is_text(row.cells):
                    row = attrs.evolve(row, cells={_spelled(name): _spelled(cell) for name, cell in row.cells.items()})
                    if log is not None:
                        message = "expected text, got half of a character (a lone surrogate); it stays spelled out"
                        log.problem("IO104", message, row=row)
                yield row
            elif log is not None:
                log.reject(f"expected an object, got {shown(value)}", line=line, raw=raw, number=number)

    first = next(rows(None), None)
    columns = () if first is None else tuple(first.cells)
    return Table(columns, columns, rows, given.log)


def _is_text(cells: Mapping[str, str]) -> bool:
    """Whether all of it can be written: the escapes of JSON can spell what is no character."""
    return encodes("".join((*cells, *cells.values())))


def _spelled(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


class _Number(float):
    """A number with a point, which keeps how it was written."""

    text: str

    def __new__(cls, text: str) -> Self:
        """Make it from its text."""
        self = super().__new__(cls, text)
        self.text = text
        return self


_DECODER: Final = json.JSONDecoder(parse_float=_Number)
_REPEATED: Final = "expected each field of an object once, got one again; the last is read"


def _decoder_that_tells(repeated: list[dict[str, Any]]) -> json.JSONDecoder:
    """One that adds each object to a list that has a field twice."""

    def told(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            repeated.append(found)
        return found

    return json.JSONDecoder(parse_float=_Number, object_pairs_hook=told)


_Found: TypeAlias = tuple[int, int, Any]


def _values(text: str, keys: Sequence[str], log: Log | None, decoder: json.JSONDecoder) -> Iterator[_Found]:
    """Each row of a text: where it starts and ends, and its value."""
    at = _skipped(text, 0)
    try:
        while at < len(text):
            if text[at] == "[":
                at = yield from _elements(text, at, decoder)
            elif text[at] == "{" and keys:
                at = yield from _page(text, at, keys, decoder)
            else:
                value, end = decoder.raw_decode(text, at)
                yield at, end, value
                at = end
            at = _skipped(text, at)
    except (ValueError, RecursionError) as error:
        at = getattr(error, "pos", at)
        if log is not None:
            cut = at >= len(text.rstrip()) or "Unterminated string" in str(error)
            what = "the input is cut short" if cut else f"it is not JSON here ({getattr(error, 'msg', error)})"
            line = text.count("\n", 0, at) + 1
            message = f"expected JSON to its end, got less: {what}; what came before is read"
            log.problem("IO105", message, line=line, severity=Severity.ERROR)


def _elements(text: str, at: int, decoder: json.JSONDecoder) -> Generator[_Found, None, int]:
    """The elements of a list that starts there; returns where it ends."""
    at = _skipped(text, at + 1)
    if text[at : at + 1] == "]":
        return at + 1
    while True:
        value, end = decoder.raw_decode(text, at)
        yield at, end, value
        at = _skipped(text, end)
        if text[at : at + 1] == "]":
            return at + 1
        at = _skipped(text, _after(text, at, ","))


def _page(text: str, start: int, keys: Sequence[str], decoder: json.JSONDecoder) -> Generator[_Found, None, int]:
    """The elements of the lists of a page that starts there, or the object itself; returns where it ends."""
    at, is_page = _skipped(text, start + 1), False
    while text[at : at + 1] != "}":
        key, at = decoder.raw_decode(text, at)
        at = _skipped(text, _after(text, _skipped(text, at), ":"))
        if key in keys and text[at : at + 1] == "[":
            is_page = True
            at = yield from _elements(text, at, decoder)
        else:
            _, at = decoder.raw_decode(text, at)
        at = _skipped(text, at)
        if text[at : at + 1] != "}":
            at = _skipped(text, _after(text, at, ","))
    if not is_page:
        yield start, at + 1, decoder.raw_decode(text, start)[0]
    return at + 1


def _skipped(text: str, at: int) -> int:
    while text[at : at + 1] in _BLANK:
        at += 1
    return at


_BLANK: Final = (" ", "\t", "\r", "\n")


def _after(text: str, at: int, mark: str) -> int:
    if text[at : at + 1] != mark:
        raise json.JSONDecodeError(f"Expecting {mark!r}", text, at)
    return at + 1
