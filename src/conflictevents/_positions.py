"""Lines and columns: where in a JSON text the values stand that JSON Pointers name.

The text is gone through once, without being read into data, and only what lies on the way to a wanted pointer is
looked into. So this is cheap enough for a text of any size or depth, and serves for one that is cut short as well.

Lines and columns count from 1. A line ends at a line feed, as in JSON Lines and in the messages of Python's JSON
reader; a carriage return, before a line feed or alone, and a tab are characters like any other. Columns count Unicode
code points. A byte order mark at the start is not counted.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

import attrs

from ._problems import Problem, pointer_step

__all__ = ["is_one_value", "located", "located_in_lines", "located_on_line", "positions"]

_AT_KEY: Final = frozenset({"IO106", "IO110"})
"""An unknown and a repeated field: what is wrong is the key, not the value."""

# None of these can try a second way through the same characters, nor fails after a long match: time stays linear.
_STRING: Final = (
    r'"(?:[^"\\]++|\\["\\]?+)*+'  # up to the closing quotation mark, or the end of a text that is cut short
)
_SCALAR: Final = re.compile(rf'{_STRING}"|[^ \t\r\n,:\[\]{{}}"]++')
_FLAT: Final = re.compile(rf'(?:[^"\[\]{{}}]++|{_STRING}"?+)*+')
_KEY: Final = re.compile(rf'({_STRING}")[ \t\r\n]*+:[ \t\r\n]*+')
_BLANK: Final = re.compile(r"[ \t\r\n]*+")
_BETWEEN: Final = re.compile(r"[ \t\r\n,]*+")
_CLOSED: Final = re.compile(r"[ \t\r\n,]*+[\]}]")
_PLAIN: Final = re.compile(r"[\x00-\x7f]{0,100}")

_SHORT: Final = 100_000
_KEYS: Final = json.JSONDecoder(strict=False)


@attrs.define(eq=False)
class _Node:
    """A step of a wanted pointer.

    Attributes:
        children: The steps that follow, by key, or by index as text.
        at: The offset of the value that it names; -1 if none was found yet.
        key: The offset of the key, for the member of an object.
        under: The offset of the object or list that the value was found in. Where a key is repeated this tells what
            was found under the last one from what was found before.
    """

    children: dict[str, _Node] = attrs.field(factory=dict)
    at: int = -1
    key: int = -1
    under: int = -1

    def child(self, key: str) -> _Node | None:
        """The step for a key of the text."""
        found = self.children.get(key)
        if found is None and not _PLAIN.fullmatch(key):  # the path of a problem may hold it shortened
            return self.children.get(_unescaped(pointer_step(key)))
        return found


@attrs.define(eq=False)
class _Open:
    """An object or list on the way to a wanted pointer. `index` counts the elements; None for an object."""

    node: _Node
    index: int | None


class _Place(NamedTuple):
    """The offset of a value, and of its key; of the value again where it has none."""

    value: int
    key: int


def positions(text: str, pointers: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Find the line and the column, both from 1, at which the values start that JSON Pointers (RFC 6901) name.

    A pointer that names nothing, such as that of a missing field, gets the position of the deepest value on its way.
    Where an object repeats a key the last one counts, as it does for the reader.

    Args:
        text: JSON, or what should be. In one that is cut short or broken, what stands before the fault is found.
        pointers: What to look for; "" is the whole text. They may be steps shortened by `pointer_step`.

    Returns:
        The position of each pointer; empty if the text holds no value at all.
    """
    places = _places(text, pointers)
    marks = _lines_and_columns(text, (place.value for place in places.values()))
    return {pointer: marks[place.value] for pointer, place in places.items()}


def located(problems: Iterable[Problem], text: str, line: int = 1) -> tuple[Problem, ...]:
    """Tell problems the line and the column at which they stand.

    That is the start of the value; for an unknown or a repeated field, the start of its key.

    Args:
        problems: The problems, whose paths start at the text's outermost value.
        text: The text of the document, or of one record.
        line: The line of the input on which the text starts.
    """
    problems = tuple(problems)
    places = _places(text, (problem.path for problem in problems))
    marks = _lines_and_columns(text, (offset for place in places.values() for offset in place))

    def told(problem: Problem) -> Problem:
        place = places.get(problem.path)
        if place is None:
            return problem
        number, column = marks[place.key if problem.code in _AT_KEY else place.value]
        return attrs.evolve(problem, line=line + number - 1, column=column)

    return tuple(map(told, problems))


def located_on_line(problem: Problem, line_text: str) -> Problem:
    """Tell a problem of JSON Lines, which has its line, the column too, given the text of that line.

    Each call goes through the text: several problems of one line are cheaper by a single call of `located`.
    """
    (told,) = located((problem,), line_text, problem.line or 1)
    return told


def located_in_lines(problems: Iterable[Problem], lines: Iterable[str]) -> tuple[Problem, ...]:
    """Tell problems of JSON Lines, which have their lines, the columns too.

    Each line is gone through once at most, however many problems it has.

    Args:
        problems: The problems, in any order, which is kept. One without a line stays as it is.
        lines: All lines of the input, the first one first.
    """
    told = list(problems)
    wanted: dict[int, list[int]] = {}
    for index, problem in enumerate(told):
        if problem.line is not None:
            wanted.setdefault(problem.line, []).append(index)
    for number, text in enumerate(lines, start=1):
        indices = wanted.pop(number, None)
        if indices is not None:
            for index, problem in zip(indices, located([told[i] for i in indices], text, number), strict=True):
                told[index] = problem
        if not wanted:
            break
    return tuple(told)


def is_one_value(text: str) -> bool:
    """Whether a text is a single JSON value, as a document is, and neither JSON Lines nor cut short."""
    at = _start(text)
    end = -1 if at == len(text) else _end_of_value(text, at)
    return end >= 0 and _past(_BLANK, text, end) == len(text)


# --- from pointers to offsets ----------------------------------------------------------------------------------------


def _places(text: str, pointers: Iterable[str]) -> dict[str, _Place]:
    root = _Node()
    ways = {pointer: _way(root, pointer) for pointer in pointers}
    _scan(text, root)
    return {pointer: _place(way) for pointer, way in ways.items() if root.at >= 0}


def _way(root: _Node, pointer: str) -> tuple[_Node, ...]:
    """The steps of a pointer, the root first; those that are not there yet are added."""
    node = root
    way = [root]
    for step in pointer.split("/")[1:]:
        node = node.children.setdefault(_unescaped(step), _Node())
        way.append(node)
    return tuple(way)


def _unescaped(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


def _place(way: tuple[_Node, ...]) -> _Place:
    found = way[0]
    for node in way[1:]:
        if node.under != found.at:
            return _Place(found.at, found.at)
        found = node
    return _Place(found.at, found.key)


def _start(text: str) -> int:
    return _past(_BLANK, text, 1 if text.startswith("\ufeff") else 0)


def _scan(text: str, root: _Node) -> None:
    """Note where the values stand that the steps under `root` name."""
    at = _start(text)
    if at == len(text):
        return
    root.at = root.key = at
    node: _Node | None = root
    stack: list[_Open] = []
    while at < len(text):
        if node is not None and node.children and text[at] in "[{":
            stack.append(_Open(node, 0 if text[at] == "[" else None))
            at += 1
        else:
            end = _end_of_value(text, at)
            if end < 0:
                return
            at = end
        while stack and (closed := _CLOSED.match(text, at)) is not None:
            stack.pop()
            at = closed.end()
        if not stack:
            return
        node, at = _next(text, _past(_BETWEEN, text, at), stack[-1])


def _next(text: str, at: int, within: _Open) -> tuple[_Node | None, int]:
    """The step that the next element or member is, if it is wanted, and where its value starts."""
    start = at
    if within.index is None:
        key = _KEY.match(text, at)
        if key is None:
            return None, len(text)
        node, at = within.node.child(_decoded(key[1])), key.end()
    else:
        node = within.node.children.get(str(within.index))
        within.index += 1
    if node is not None and at < len(text):
        node.at, node.key, node.under = at, start, within.node.at
    return node, at


def _decoded(key: str) -> str:
    if "\\" not in key:
        return key[1:-1]
    try:
        return str(_KEYS.decode(key))
    except ValueError:  # it is no JSON, so no reader has a name for it either
        return key[1:-1]


def _end_of_value(text: str, at: int) -> int:
    """Where the value that starts here ends; -1 if none starts, or if it is cut short."""
    if text[at] not in "[{":
        found = _SCALAR.match(text, at)
        return -1 if found is None else found.end()
    if len(text) < _SHORT:
        # To read it is the fastest way over it, where it is small and is JSON.
        with contextlib.suppress(ValueError, RecursionError):
            return _KEYS.raw_decode(text, at)[1]
    depth = 0
    while at < len(text):
        depth += 1 if text[at] in "[{" else -1
        at += 1
        if not depth:
            return at
        at = _past(_FLAT, text, at)
    return -1


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return at if found is None else found.end()


# --- from offsets to lines -------------------------------------------------------------------------------------------


def _lines_and_columns(text: str, offsets: Iterable[int]) -> dict[int, tuple[int, int]]:
    line, start, last = 1, 1 if text.startswith("\ufeff") else 0, 0
    marks = {}
    for offset in sorted(set(offsets)):
        line += text.count("\n", last, offset)
        start = text.rfind("\n", last, offset) + 1 or start
        marks[offset] = line, offset - start + 1
        last = offset
    return marks
