"""Cutting a text into tokens, in time proportional to its length, with offsets in code points of the original.

Digits of every script become ASCII ones, no-break spaces plain ones and so do typographic apostrophes, one code point
for one. Characters without width (joiners, soft hyphens, marks of direction) are left out, and the offsets of what
follows are mapped back.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Final, Literal, NamedTuple

__all__ = ["Clean", "Token", "clean", "tokens"]


class Token(NamedTuple):
    """A word, a run of digits or a mark.

    Attributes:
        kind: `w` for a word, `n` for a run of digits, `p` for a mark (a run of one repeated character).
        start: Where it starts in the cleaned text.
        end: Where it ends.
        word: In lower case, with plain apostrophes and ASCII digits.
    """

    kind: Literal["w", "n", "p"]
    start: int
    end: int
    word: str


class Clean(NamedTuple):
    """A cleaned text and the way back to the original.

    Attributes:
        text: The text without characters that have no width.
        gaps: For each character left out, where in the cleaned text it would stand; in order.
    """

    text: str
    gaps: tuple[int, ...]

    def start(self, offset: int) -> int:
        """The offset in the original of what starts at an offset of the cleaned text."""
        return offset + bisect_right(self.gaps, offset)

    def end(self, offset: int) -> int:
        """The offset in the original just after what ends at an offset of the cleaned text."""
        return self.start(offset - 1) + 1 if offset else 0


# Soft hyphen, zero-width space and joiners, marks and isolates of direction, word joiner, BOM. The two overrides
# (U+202D, U+202E) are not among them: what they enclose is displayed in another order than it is stored. In Cyrillic
# script an accent may mark the stress, and й and ї may be written as a letter and a mark.
_REDUCED: Final = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202c\u2060-\u2064\u2066-\u2069\ufeff]"
    "|(?<=[\u0400-\u04ff])[\u0300\u0301]|[\u0418\u0438]\u0306|[\u0406\u0456]\u0308"
)
# Superscripts, fractions and circled numbers are letters to `re`; here they are marks.
_MARKS: Final = "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u218f\u2460-\u24ff\u2776-\u2793"
_LETTER: Final = rf"[^\W\d_{_MARKS}]"
# The run of a mark is possessive (`*+`): what could be given back would be kept in memory for each character.
_TOKEN: Final = re.compile(rf"(?P<w>{_LETTER}+(?:'{_LETTER}+)*)|(?P<n>[0-9]+)|(?P<p>(\S)\4*+)")
_SPACES: Final = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_APOSTROPHES: Final = "\u2019\u02bc\u2018\u02bb\u00b4\u0060\uff07"
# All dashes become one of two: joining hyphens, and the dashes that stand between numbers or parts of a sentence.
_HYPHENS: Final = {"\u2010": "-", "\u2011": "-", "\ufe63": "-", "\uff0d": "-", "\u2212": "-", "\u2012": "\u2013"}
_WIDE: Final = {"\uff0c": ",", "\uff0e": ".", "\uff1c": "<", "\uff1e": ">", "\uff0b": "+", "\uff05": "%", "\uff04": "$"}
_WIDE_LETTERS: Final = {
    chr(code): chr(code - 0xFEE0) for start in (0xFF21, 0xFF41) for code in range(start, start + 26)
}


@cache
def _plain() -> dict[int, str]:
    digits = {
        code: str(unicodedata.decimal(chr(code)))
        for code in range(0x660, sys.maxunicode + 1)
        if unicodedata.category(chr(code)) == "Nd"
    }
    spaces = dict.fromkeys(map(ord, _SPACES), " ")
    apostrophes = dict.fromkeys(map(ord, _APOSTROPHES), "'")
    others = {ord(char): plain for table in (_HYPHENS, _WIDE, _WIDE_LETTERS) for char, plain in table.items()}
    return digits | spaces | apostrophes | others


def clean(text: str) -> Clean:
    """Make a text's characters plain, and remember where characters were left out."""
    if text.isascii():
        return Clean(text, ())
    # Of a letter and its mark it is the mark, the second character, that is left out.
    gaps = tuple(match.end() - 1 - index for index, match in enumerate(_REDUCED.finditer(text)))
    return Clean((_REDUCED.sub(_composed, text) if gaps else text).translate(_plain()), gaps)


def _composed(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[0]) if len(match[0]) > 1 else ""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a cleaned text, in order; white space is not one."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "w":
            yield Token("w", match.start(), match.end(), match[0].lower())
        elif kind == "n":
            yield Token("n", match.start(), match.end(), match[0])
        else:
            yield Token("p", match.start(), match.end(), match[0])
