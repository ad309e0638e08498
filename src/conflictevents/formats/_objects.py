"""Rows of JSON: lists of objects, pages that hold such a list, and objects after one another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import attrs

from .._problems import Severity, shown
from .._record import encodes
from ._input import Input
from ._json_rows import rows_of
from ._json_text import Broken, Number
from ._results import Log, Row
from ._tables import Table

__all__ = ["cell_of", "read_objects", "value_of"]


def cell_of(value: Any) -> str:
    """The cell for a JSON value: a text as it is, null as the empty text, anything else as its JSON text."""
    if isinstance(value, str):
        return value
    if isinstance(value, Number):
        return value.text
    return "" if value is None else _text_of(value)


class _Mark(NamedTuple):
    text: str


def _text_of(value: Any) -> str:
    """JSON text with each number as it was written: one with a point may have more digits than Python keeps."""
    parts: list[str] = []
    waiting: list[Any] = [value]  # no recursion, which would end before that of the decoder does
    while waiting:
        each = waiting.pop()
        if isinstance(each, (_Mark, Number)):
            parts.append(each.text)
        elif isinstance(each, dict):
            waiting += reversed([*_between("{", ([name, _Mark(": "), of] for name, of in each.items()), "}")])
        elif isinstance(each, list):
            waiting += reversed([*_between("[", ([of] for of in each), "]")])
        else:
            parts.append(json.dumps(each, ensure_ascii=False))
    return "".join(parts)


def _between(start: str, items: Iterable[Iterable[Any]], end: str) -> Iterator[Any]:
    yield _Mark(start)
    for number, item in enumerate(items):
        if number:
            yield _Mark(", ")
        yield from item
    yield _Mark(end)


def value_of(raw: str) -> Any:
    """The value of a row's text, as `read_objects` reads it: a number with a point keeps how it was written.

    Raises:
        ValueError: If it is no JSON.
        RecursionError: If it is nested too deep.
    """
    return json.loads(raw, parse_float=Number)


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
    object is rejected. So is a broken row that has its lines for itself, and reading goes on at the next line that
    begins as it does; where there is none, or the input stops in the middle, what came before is read.

    Args:
        given: The input; of its text only a part is in memory.
        keys: The keys under which the list may stand in a page (`Result`, `data`); an object without any of them is
            itself a row.
        cells: Gives the cells of an object by the name of their column.
    """

    def rows(log: Log | None) -> Iterator[Row]:
        for number, each in enumerate(rows_of(given.characters(), keys), start=1):
            if isinstance(each, Broken):
                if log is not None:
                    _tell(each, number, log)
                continue
            line, raw, value, repeated = each
            if log is not None and repeated:
                log.problem("IO110", _REPEATED, row=Row(number=number, line=line, cells={}))
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


_REPEATED: Final = "expected each field of an object once, got one again; the last is read"


def _tell(broken: Broken, number: int, log: Log) -> None:
    line, reason, raw = broken
    if raw is None:
        message = f"expected JSON to its end, got less: {reason}; what came before is read"
        log.problem("IO105", message, line=line, severity=Severity.ERROR)
    elif raw:
        log.reject(f"expected an object, got what is none: {reason}", line=line, raw=raw, number=number)
    else:
        log.problem("IO120", reason, row=Row(number=number, line=line, cells={}))
