"""Printed words made comparable, with offsets that stay those of the original.

The normalisation, in this order:

1. Characters without width are left out: soft hyphens, joiners, marks of direction, the byte order mark, variation
   selectors.
2. A letter and the marks on it are composed (Unicode's form NFC). With more than thirty marks they are left as they
   are, because putting them in order would take time that grows with the square of their number.
3. Quotation marks and apostrophes become ' or ", hyphens, dashes and the minus sign become -, and … becomes three dots.
4. White space of any kind, line ends and no-break spaces included, becomes one space however much of it there is.

Nothing else is made alike: not capitals, not digits, not a hyphen at the end of a line with what it divides, not a dash
with and without spaces around it. The text is gone through once.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

__all__ = ["MOST_COMPARED", "Normal", "TooLongError", "as_printed"]

_WIDTHLESS: Final = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202c\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_SPACES: Final = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_SINGLE: Final = "’‘‚‛‹›`´ʹʻʼʽˈˊˋ′‵＇｀"  # noqa: RUF001 - they are what is meant
_DOUBLE: Final = "“”„‟«»″‶〝〞〟＂"  # noqa: RUF001
_DASHES: Final = "‐‑‒–—―−⁃﹘﹣－"  # noqa: RUF001
_PLAIN: Final = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_SINGLE, "'")
    | dict.fromkeys(_DOUBLE, '"')
    | dict.fromkeys(_DASHES, "-")
)
_ELLIPSIS: Final = "…"
_MOST_MARKS: Final = 30
"""As many as Unicode's "stream-safe" texts have (UAX #15); no script needs more."""

_LEFT_OUT: Final = re.compile(f"[{_WIDTHLESS}]")
MOST_COMPARED: Final = 100_000_000
"""So many characters are compared in looking for all places of some words in one text."""


class TooLongError(Exception):
    """To look on would take longer than it may."""


class Normal:
    """A text under the normalisation, and the way back to the original.

    Attributes:
        text: The normalised text.
    """

    __slots__ = ("_after", "_ends", "_starts", "text")

    def __init__(self, text: str) -> None:
        parts: list[str] = []
        # Where the normalised text is not the original one character for one: in the normalised text the start and
        # the end of each such place, and in the original likewise.
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._after: list[tuple[int, int]] = []
        at = length = 0
        for match in _pattern(_joining(text)).finditer(text):
            start, end = match.span()
            made = _made(match[0])
            parts += (text[at:start].translate(_PLAIN), made)
            length += start - at
            self._starts.append(length)
            length += len(made)
            self._ends.append(length)
            self._after.append((start, end))
            at = end
        parts.append(text[at:].translate(_PLAIN))
        self.text = "".join(parts)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The offsets in the original of `text[start:end]`; None where it is empty, or has only a part of what belongs
        together, such as a letter without its mark.
        """  # noqa: D205 - one sentence
        if not 0 <= start < end <= len(self.text):
            return None
        first, last = self._character(start), self._character(end - 1)
        whole = first[2] == start and last[3] == end
        return (first[0], last[1]) if whole else None

    def _character(self, at: int) -> tuple[int, int, int, int]:
        """What a character of the normalised text comes from: start and end in the original, and in the normalised."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return at, at + 1, at, at + 1
        if at < self._ends[index]:
            return *self._after[index], self._starts[index], self._ends[index]
        original = self._after[index][1] + at - self._ends[index]
        return original, original + 1, at, at + 1

    def places(self, words: str) -> Iterator[tuple[int, int]]:
        """Where words stand in the original, whatever variants of them; overlapping places too.

        Raises:
            TooLongError: In a text that was made so that it would take for ever.
        """
        wanted = as_printed(words)
        at = self.text.find(wanted) if wanted else -1
        left = MOST_COMPARED
        while at != -1:
            found = self.span(at, at + len(wanted))
            if found is not None:
                yield found
            left -= len(wanted)
            if left < 0:
                raise TooLongError
            at = self.text.find(wanted, at + 1)


def as_printed(text: str) -> str:
    """A text under the normalisation."""
    return Normal(text).text


def _joins(character: str) -> bool:
    """Whether a character may become one with what stands before it: a mark, or a vowel or final letter of Hangul."""
    if character.isascii() or _LEFT_OUT.match(character):
        return False
    # The last one is a letter of Kirat Rai, the only one that composes so (Unicode 16).
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff" or character == "\U00016d67"


def _joining(text: str) -> tuple[str, str]:
    """Of a text's characters those that join what stands before them, and those that alone become something else."""
    if text.isascii():
        return "", ""
    characters = sorted(set(text))
    alone = (each for each in characters if each == _ELLIPSIS or unicodedata.normalize("NFC", each) != each)
    return "".join(filter(_joins, characters)), "".join(alone)


@lru_cache(maxsize=64)
def _pattern(joining: tuple[str, str]) -> re.Pattern[str]:
    """What is not one character for one: runs of spaces, what has no width, letters with marks, single characters."""
    marks, alone = map(re.escape, joining)
    branches = [rf"\s(?:[{_WIDTHLESS}]*+\s)+", rf"[{_WIDTHLESS}]+"]
    if marks:
        branches.append(rf"[^\s{_WIDTHLESS}](?:[{_WIDTHLESS}]*+[{marks}])+")
    if alone:
        branches.append(f"[{alone}]")
    return re.compile("|".join(branches))


def _made(piece: str) -> str:
    """What becomes of a piece that is not one character for one."""
    if piece[0].isspace():
        return " "
    piece = _LEFT_OUT.sub("", piece)
    if len(piece) <= _MOST_MARKS + 1:
        piece = unicodedata.normalize("NFC", piece)
    return piece.translate(_PLAIN).replace(_ELLIPSIS, "...")
