"""Plain numbers, in digits and in words: "1,200", "1.2 million", "twenty-one", "half a million", "two dozen".

A number is read whole or not at all. A run of number words or digits that makes no number is passed over as a whole, so
that no part of it is taken for a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from ._lexicon import Lexicon
from ._text import Token

__all__ = ["LARGEST", "Number", "Numbers", "Unread", "adjacent"]

LARGEST: Final = 10**12

_HALF: Final = Decimal("0.5")
# Thousands in groups of three, or as in India in groups of two before the last three.
_COMMAS: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
# Groups that no decimal could be: set off by spaces or apostrophes, or by two or more dots.
_GROUPS: Final = re.compile(r"[0-9]{1,3}(?:[ '][0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_DECIMAL_POINT: Final = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]+)")
_DECIMAL_COMMA: Final = re.compile(r"([0-9]+|[0-9]{1,3}(?:[. ][0-9]{3})+),([0-9]+)")
_DOUBTFUL: Final = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
_MOST_DIGITS: Final = 20
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")


class Number(NamedTuple):
    """A number as written.

    Attributes:
        value: The number.
        unit: What its last significant digit, or the unit that its words name, stands for.
        factor: The multiplier or counting noun at its end ("thousand", "dozen"), 1 without one.
        end: The token after it.
        plain: Whether it is one run of digits without separators.
    """

    value: int
    unit: int
    factor: int
    end: int
    plain: bool = False


class Unread(NamedTuple):
    """Something that looks like a number and is none that can be read.

    Attributes:
        reason: Why.
        end: The token after it.
    """

    reason: str
    end: int


class _Part(NamedTuple):
    """A number before any multiplier: "1.2", "twenty-one", "two hundred and five", the "half a" of "half a million"."""

    value: Decimal
    unit: Decimal
    end: int
    plain: bool = False
    fraction: bool = False
    hundreds: bool = False


class _Factor(NamedTuple):
    """What a number is multiplied by, "thousand" or "dozen", and the token after it."""

    value: int
    end: int
    joins: bool


# What may stand between two numbers that share a multiplier.
_RANGES: Final = ("to", "between_and", "or")
_BEYOND: Final = "a number beyond 10^12"
_FRACTION: Final = "a fraction, which no count of people or things is"
_ROW: Final = "more than one number in a row"


def adjacent(line: Sequence[Token], at: int) -> bool:
    """Whether nothing stands between a token and the one before it."""
    return 0 < at < len(line) and line[at - 1].end == line[at].start


class Numbers:
    """Reads the number that starts at a token."""

    def __init__(self, lexicon: Lexicon, line: Sequence[Token]) -> None:
        self.lexicon = lexicon
        self.line = line

    def number(self, at: int) -> Number | Unread | None:
        """The number that starts at a token; None where none starts there."""
        part = self._part(at)
        if not isinstance(part, _Part):
            return part
        factor = self._factor(part)
        if factor is None:
            if part.fraction:
                return self._shared(part) or Unread(_FRACTION, part.end)
            # "Three hundred" names the hundred, as "three thousand" does the thousand.
            last = 100 if part.hundreds and part.unit == 100 else 1
            return self._whole(part.value, part.unit, last, part.end, plain=part.plain)
        if factor.value > LARGEST:
            return Unread(_BEYOND, factor.end)
        if not factor.joins:
            return self._whole(part.value * factor.value, part.unit * factor.value, factor.value, factor.end)
        return self._joined(at, part, factor)

    def _shared(self, part: _Part) -> Number | Unread | None:
        """A part that takes its multiplier from the other end of a range: the 1.5 of "1.5 to 2 million"."""
        for table in _RANGES:
            joint = self.lexicon.match(table, self.line, part.end)
            other = None if joint is None else self._part(joint[1])
            factor = self._factor(other) if isinstance(other, _Part) else None
            if factor is not None:
                return self._whole(part.value * factor.value, part.unit * factor.value, factor.value, part.end)
        return None

    def _joined(self, at: int, part: _Part, factor: _Factor) -> Number | Unread:
        """A number with a multiplier, and the smaller ones that join it: "two thousand and five"."""
        total, unit, last, end = Decimal(0), Decimal(1), factor.value, factor.end
        digits = self.line[at].kind == "n"
        while True:
            half = self.lexicon.match("and_a_half", self.line, factor.end)
            if half is not None:  # "a million and a half"
                part = part._replace(value=part.value + _HALF, unit=_HALF)
                factor = factor._replace(end=half[1])
            total, unit = total + part.value * factor.value, part.unit * factor.value
            below, last, end = factor.value, factor.value, factor.end
            joint = None if digits else self.lexicon.match("and", self.line, end)
            more = self._part(end if joint is None else joint[1], first=False)
            if isinstance(more, Unread) and not digits:
                return Unread(_ROW, more.end)
            if not isinstance(more, _Part):
                break
            following = self._factor(more)
            if following is None:
                if not digits and not more.fraction and more.value < below:
                    total, unit, end = total + more.value, more.unit, more.end
                break
            if not following.joins or following.value >= below:
                break
            part, factor = more, following
        return self._whole(total, unit, last, end)

    def _whole(self, value: Decimal, unit: Decimal, factor: int, end: int, *, plain: bool = False) -> Number | Unread:
        """The number, unless it is none: a fraction, too large, or one of several in a row."""
        last = end
        while last < len(self.line) and self.line[last].kind == "w" and self._number_word(last):
            last += 1
        if last > end and self.line[end - 1].kind == "w":
            return Unread(_ROW, last)
        if value > LARGEST:
            return Unread(_BEYOND, end)
        if value != value.to_integral_value():
            return Unread(_FRACTION, end)
        return Number(int(value), max(1, int(unit)), factor, end, plain)

    def _number_word(self, at: int) -> bool:
        if self.lexicon.match("number", self.line, at) is not None:
            return True
        found = self.lexicon.match("unit", self.line, at)
        return found is not None and bool(found[0].joins)

    def _factor(self, part: _Part) -> _Factor | None:
        """The multipliers after a part, taken together, or one counting noun."""
        product, end = 1, part.end
        while product <= LARGEST:
            found = self._unit(end)
            if found is None or (found.value == 100 and part.hundreds):
                break
            if not found.joins:
                return found if product == 1 else _Factor(product, end, joins=True)
            product, end = product * found.value, found.end
        return None if product == 1 else _Factor(product, end, joins=True)

    def _unit(self, at: int) -> _Factor | None:
        attached = self._attached(at)
        if attached is not None:
            return _Factor(attached, at + 1, joins=True)
        line = self.line
        if at < len(line) and line[at].word == "-" and adjacent(line, at) and adjacent(line, at + 1):
            at += 1  # "two-hundred", "half-dozen"
        found = self.lexicon.match("unit", line, at)
        return None if found is None else _Factor(found[0].value, found[1], found[0].joins)

    def _attached(self, at: int) -> int | None:
        """What letters attached to digits multiply them by: "10k"."""
        if not adjacent(self.line, at) or self.line[at - 1].kind != "n":
            return None
        found = self.lexicon.match("attached", self.line, at)
        if found is None and self.lexicon.match("countable", self.line, at + 1) is not None:
            found = self.lexicon.match("attached_before_countable", self.line, at)
        return None if found is None else int(found[0])

    def _one(self, at: int) -> bool:
        """Whether a multiplier or counting noun in its form for one stands at a token."""
        found = self.lexicon.match("unit", self.line, at)
        return found is not None and found[0].form != "many"

    # --- parts ---

    def _part(self, at: int, *, first: bool = True) -> _Part | Unread | None:
        """A part that starts at a token; only the first of a number can be an "a", a "half a" or a bare multiplier."""
        if at >= len(self.line):
            return None
        if self.line[at].kind == "n":
            return self._digits(at)
        if not first:
            return self._below_thousand(at)
        share = self.lexicon.match("part", self.line, at)
        if share is not None:
            value = Decimal(str(share[0]))
            return _Part(value, value, share[1], fraction=True) if self._one(share[1]) else None
        article = self.lexicon.match("article", self.line, at)
        if article is not None and not self._one(article[1]):
            return None
        start = at if article is None else article[1]
        found = self._below_thousand(start, bare=True)
        if found is None and self._one(start):
            return _Part(Decimal(1), Decimal(1), start)
        return found

    def _below_thousand(self, at: int, *, bare: bool = False) -> _Part | None:
        """A number below a thousand in words. A bare "hundred" is one only at the start of a number."""
        part = self._below_hundred(at)
        start = at if part is None else part.end
        hundred = self._unit(start)
        if hundred is None or hundred.value != 100 or not hundred.joins:
            return part
        if part is None and not (bare and self._one(at)):
            return None
        if part is not None and (part.fraction or not 0 < part.value < 100):
            return part
        value = Decimal(100) * (Decimal(1) if part is None else part.value)
        joint = self.lexicon.match("and", self.line, hundred.end)
        rest = self._below_hundred(hundred.end if joint is None else joint[1])
        if rest is not None and 0 < rest.value < 100 and not rest.fraction:
            return _Part(value + rest.value, rest.unit, rest.end, hundreds=True)
        return _Part(value, Decimal(100), hundred.end, hundreds=True)

    def _below_hundred(self, at: int) -> _Part | None:
        """Number words that add up, each smaller than the one before: "twenty-one", "двести двадцать один"."""
        line, value, unit, limit, end = self.line, 0, 1, 1000, at
        while limit:
            hyphen = end > at and end < len(line) and line[end].word == "-"
            if hyphen and not (adjacent(line, end) and adjacent(line, end + 1)):
                break
            found = self.lexicon.match("number", line, end + hyphen)
            if found is None:
                break
            each = found[0]
            if each != int(each):  # one and a half, in the languages that have a word for it
                return None if value else _Part(Decimal(str(each)), _HALF, found[1], fraction=True)
            if each >= limit or (each == 0 and end > at):
                break
            value, end = value + each, found[1]
            unit = 100 if each >= 100 else 10 if each >= 20 and each % 10 == 0 else 1
            limit = 100 if each >= 100 else 10 if each >= 20 else 0
        if end == at:
            return None
        half = self.lexicon.match("and_a_half", line, end)
        if half is not None:
            return _Part(value + _HALF, _HALF, half[1], fraction=True)
        return _Part(Decimal(value), Decimal(unit), end)

    # --- digits ---

    def _digits(self, at: int) -> _Part | Unread:
        """A number in digits, with its separators judged."""
        line, end = self.line, at + 1
        while end < len(line):
            mark = line[end].word in {",", ".", "'"} and adjacent(line, end) and adjacent(line, end + 1)
            if mark and line[end + 1].kind == "n":
                end += 2
            elif self._space_group(at, end):
                end += 1
            else:
                break
        if line[end - 1].end - line[at].start > _MOST_DIGITS:
            return Unread(_BEYOND, end)
        spaced = (
            (" " if index and token.kind == line[at + index - 1].kind == "n" else "") + token.word
            for index, token in enumerate(line[at:end])
        )
        written = "".join(spaced)
        if adjacent(line, end) and line[end].kind == "w" and self._attached(end) is None:
            return Unread(f"letters attached to a number, {written + line[end].word[:20]!r}", end + 1)
        part = self._judged(written, at, end)
        return Unread(f"{part}, {written!r}", end) if isinstance(part, str) else part

    def _judged(self, written: str, at: int, end: int) -> _Part | str:
        """The number that digits and separators make, or why they make none."""
        comma = self._decimal_comma(at, end)
        if written.isdigit():
            if len(written) > 1 and written[0] == "0":
                return "a number that starts with 0"
            return _from_digits(written, end, plain=True)
        if _GROUPS.fullmatch(written):
            return _from_digits(written, end)
        if _DOUBTFUL.fullmatch(written) and ("." in written or comma):
            return "a separator or a decimal?"
        if _COMMAS.fullmatch(written):
            return _from_digits(written, end)
        decimal = _DECIMAL_POINT.fullmatch(written) or (_DECIMAL_COMMA.fullmatch(written) if comma else None)
        if decimal is None:
            return "digits that make no number"
        if self._unit(end) is None and not any(self.lexicon.match(each, self.line, end) for each in _RANGES):
            return _FRACTION
        whole, places = re.sub(r"\D", "", decimal[1]), decimal[2]
        return _Part(Decimal(f"{whole}.{places}"), Decimal(1).scaleb(-len(places)), end, fraction=True)

    def _decimal_comma(self, at: int, end: int) -> bool:
        """Whether a comma is a decimal sign here. Where languages are mixed the nearest word tells the language."""
        if self.lexicon.decimal_comma is not None:
            return self.lexicon.decimal_comma
        near = [*self.line[end : end + 4], *reversed(self.line[max(0, at - 4) : at])]
        word = next((token.word for token in near if token.kind == "w"), "")
        return _CYRILLIC.match(word) is not None

    def _space_group(self, at: int, end: int) -> bool:
        """Whether a token is a further group of three digits, set off by one space: "1 000"."""
        line, group, before = self.line, self.line[end], self.line[end - 1]
        if not (group.kind == before.kind == "n" and len(group.word) == 3 and group.start - before.end == 1):
            return False
        if len(line[at].word) > 3 or line[at].word[0] == "0" or (end - at > 1 and line[end - 2].kind != "n"):
            return False
        # "200 155mm shells" are two numbers, and so are "On May 12 300 people".
        after = end + 1
        if adjacent(line, after) and line[after].word == "-" and adjacent(line, after + 1):
            after += 1  # "200 155-mm shells"
        lettered = adjacent(line, after) and line[after].kind == "w" and self._attached(after) is None
        return not lettered and self.lexicon.match("months", line, at - 1) is None


def _from_digits(written: str, end: int, *, plain: bool = False) -> _Part:
    digits = re.sub(r"\D", "", written)
    zeros = len(digits) - len(digits.rstrip("0"))
    return _Part(Decimal(digits), Decimal(10) ** (zeros if zeros < len(digits) else 0), end, plain)
