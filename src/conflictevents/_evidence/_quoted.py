"""Finding what stands in quotation marks, of whatever style, in one pass through a text.

    “English”  "typed"  „deutsch“  »Dansk«  « français »  „polski”  ”svenska”  ‘single’  'single'  「日本語」

What stands inside other quotation marks is part of these. A quotation that is not closed before another one is opened
on a new line, or at all, ends with its line: in English each paragraph of a long quotation is opened and only the last
one closed. Apostrophes, feet and inches are no quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["quoted"]

_CLOSERS: Final[dict[str, str]] = {
    "“": '”“"',
    "„": '“”"',
    "‟": "”",
    "”": "”",
    "«": "»",
    "»": "«»",
    "\u2039": "\u203a",  # single guillemets, and reversed
    "\u203a": "\u2039",
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    '"': '"”',
    "＂": "＂",  # noqa: RUF001 - full-width, as it is printed
    "‘": "’",
    "‚": "‘’",  # noqa: RUF001
    "'": "'",
}
"""What may close what is opened by a mark."""

_SINGLE: Final = frozenset("‘‚'")  # noqa: RUF001
"""Marks whose closing mark is the apostrophe too."""

_ALWAYS: Final = frozenset("“„‟«\u2039「『〝")
"""Marks that open wherever nothing is open. The others also close, or are something else."""

_MARK: Final = re.compile("[\n" + re.escape("".join(sorted({*"".join(_CLOSERS), *"".join(_CLOSERS.values())}))) + "]")
_BEFORE: Final = frozenset("([{—–-/\u00a0\u202f\u200b…")
_AFTER: Final = frozenset("…([$€£¿¡-–—")
_ENDS: Final = frozenset(",.;:!?…—–-)")
_DEEPEST: Final = 3
"""So many quotations inside each other; with more, marks have been forgotten."""
_DECADE: Final = re.compile(r"\d\ds?\b")


def quoted(text: str) -> Iterator[tuple[int, int]]:
    """What stands in quotation marks: the start and the end of the words, without the marks."""
    marks = [match.start() for match in _MARK.finditer(text)]
    number = 0
    while number < len(marks):
        opened = marks[number]
        number += 1
        if not _opens(text, opened):
            continue
        is_single = text[opened] in _SINGLE
        closed = (_single_closed if is_single else _double_closed)(text, marks, number)
        if closed is None:
            continue
        end = marks[closed] if closed < len(marks) else len(text)
        # A line's end is looked at again, as it may stand before the next one; a closing mark is not.
        number = closed + (closed < len(marks) and text[end] != "\n")
        shortest = 2 if is_single else 1  # the "n" of rock 'n' roll
        if end - opened > shortest and any(map(str.isalnum, text[opened + 1 : end])):
            yield opened + 1, end


def _opens(text: str, at: int) -> bool:
    """Whether a mark opens a quotation, where none is open."""
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark not in _CLOSERS:
        return False
    if mark in _ALWAYS:
        return True
    starts = not before or before.isspace() or before in _BEFORE or before in _CLOSERS
    if not starts or not after or after.isspace():
        return False
    if mark in _SINGLE:
        return after.isalnum() and _DECADE.match(text, at + 1) is None
    return after.isalnum() or after in _CLOSERS or after in _AFTER


def _single_closed(text: str, marks: list[int], number: int) -> int | None:
    """The number of the mark that closes what a single mark has opened before that number; None where none does.

    It is the first after a comma or full stop on the line, else the first that may close: "the soldiers' camp" has an
    apostrophe that looks like one.
    """
    mark = text[marks[number - 1]]
    possible = None
    for following in range(number, len(marks)):
        at = marks[following]
        if text[at] == "\n" or (text[at] == mark and _opens(text, at)):
            break
        if text[at] in _CLOSERS[mark] and _may_close(text, at):
            if text[at - 1] in _ENDS:
                return following
            possible = following if possible is None else possible
    return possible


def _double_closed(text: str, marks: list[int], number: int) -> int:
    """The number of the mark that closes what a mark has opened before that number.

    Where none does it is that of the line's end, and the number of all marks on the last line.
    """
    mark = text[marks[number - 1]]
    line_end = len(marks)
    depth = 0
    for following in range(number, len(marks)):
        at = marks[following]
        if text[at] == "\n":
            line_end = min(line_end, following)
        elif text[at] in _CLOSERS[mark] and (text[at] != mark or _may_close(text, at)):
            if depth == 0:
                return following
            depth -= 1
        elif text[at] == mark:
            depth += 1
            if text[at - 1] == "\n" or depth > _DEEPEST:
                break
    return line_end


def _may_close(text: str, at: int) -> bool:
    """Whether a mark that also opens, or is an apostrophe, may close: after something, and not before a letter."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isspace() and not after.isalnum()
