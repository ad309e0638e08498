"""Text that is safe to show on a terminal or a page: it neither moves a cursor nor reorders what stands beside it."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["harmless", "width"]

_MOST_MARKS: Final = 4
# Joiners belong to the spelling of Persian, Hindi and others; neither moves or reorders anything.
_JOINERS: Final = frozenset("\u200c\u200d")
_UNSAFE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_LEFT_TO_RIGHT_MARK: Final = "\u200e"
_SHORT: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def harmless(text: str, *, most: int = 500) -> str:
    r"""The text on one line, with everything written out that could move a cursor or reorder what is shown.

    Control characters, escape sequences, line breaks, invisible and bidirectional formatting characters, lone
    surrogates and unassigned characters become escapes such as `\x1b`. Letters of every script stay. A text with
    letters that run from right to left is closed by a mark, so that it cannot pull the numbers beside it along.

    Args:
        text: Any text.
        most: How many of its characters are shown; a longer one ends with its length.
    """
    if len(text) > most:
        return f"{harmless(text[:most])}… ({len(text):,} characters)"
    if text.isascii() and text.isprintable():
        return text
    parts: list[str] = []
    marks = 0
    right_to_left = False
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if (category in _UNSAFE and character not in _JOINERS) or marks > _MOST_MARKS:
            parts.append(_escaped(character))
        else:
            # Other spaces than the plain one may be of any width, or look like nothing.
            parts.append(" " if category == "Zs" else character)
            right_to_left = right_to_left or unicodedata.bidirectional(character) in _RIGHT_TO_LEFT
    shown = "".join(parts)
    return f"{_LEFT_TO_RIGHT_MARK}{shown}{_LEFT_TO_RIGHT_MARK}" if right_to_left else shown


def _escaped(character: str) -> str:
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def width(text: str) -> int:
    """How many columns of a terminal or an editor a harmless text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
