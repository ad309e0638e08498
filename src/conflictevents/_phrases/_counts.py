"""The counting phrase: a number or a vague word, what qualifies it before and after, and ranges of them.

Qualifiers combine outwards. Where two ways to read a phrase differ, the one that says less is taken; where a qualifier
makes no sense of what it stands before ("up to several hundred"), the phrase is refused as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from ._lexicon import Lexicon
from ._numbers import LARGEST, Number, Numbers, Unread, adjacent
from ._policy import Policy
from ._text import Token

__all__ = ["Reader", "Reading", "tolerance"]

# What a plural alone stands for, by the unit that it is the plural of.
_PLURALS: Final = {
    10: "tens",
    12: "dozens",
    20: "scores",
    100: "hundreds",
    1_000: "thousands",
    1_000_000: "millions",
    1_000_000_000: "billions",
}
_MOST_QUALIFIERS: Final = 5
_CLOSING_QUOTES: Final = frozenset("\"'”»")
_SOFTENING: Final = frozenset({"about", "estimated", "soft"})


class Reading(NamedTuple):
    """What a counting phrase says.

    Attributes:
        low: The least number.
        high: The greatest; None without an upper end.
        soft: Whether the words make the bounds themselves soft.
        end: The token after the phrase.
        number: The number, where the phrase is one and nothing else.
        ends: The numbers that the words name as the least and the greatest, where they do.
        named: The number to take where only one is wanted, if it is not the least.
        estimated: Whether the words say that it is an estimate.
        qualified: Whether anything but a number is said.
        vague: Whether a vague word is part of it.
        besides: Whether "another" or the like stands within it.
        none: Whether it is a word for no one and nothing.
        open_to: Where an alternative that the words leave open ends ("if not hundreds").
    """

    low: int
    high: int | None
    soft: bool
    end: int
    number: Number | None = None
    ends: tuple[Number | None, Number | None] = (None, None)
    named: int | None = None
    estimated: bool = False
    qualified: bool = False
    vague: bool = False
    besides: bool = False
    none: bool = False
    open_to: int | None = None


class Reader:
    """Reads the counting phrase that starts at a token."""

    def __init__(self, lexicon: Lexicon, policy: Policy, line: Sequence[Token]) -> None:
        self.lexicon = lexicon
        self.policy = policy
        self.line = line
        self.numbers = Numbers(lexicon, line)

    def phrase(self, at: int) -> Reading | Unread | None:
        """The counting phrase that starts at a token, as long as it can be; None where none starts there."""
        one = self._qualified(at)
        if not isinstance(one, Reading) or not one.qualified:
            return self.one_number(one)
        # "More than 10 but fewer than 20"
        joint = self.lexicon.match("but", self.line, one.end)
        if joint is not None and self.lexicon.match("before", self.line, joint[1]) is not None:
            other = self._qualified(joint[1])
            if isinstance(other, Reading) and (one.high is None) != (other.high is None and other.low > 0):
                lower, upper = (one, other) if one.high is None else (other, one)
                if upper.high is not None and upper.low == 0 and lower.low <= upper.high:
                    one = Reading(lower.low, upper.high, one.soft or other.soft, other.end, qualified=True)
        return self.one_number(one)

    def single(self, at: int) -> Reading | Unread | None:
        """The counting phrase that starts at a token, where "to" leads on to another figure and makes no range."""
        return self.one_number(self._qualified(at, ranges=False))

    def one_number(self, reading: Reading | Unread | None) -> Reading | Unread | None:
        """Under a policy of single numbers the lowest of the bounds, or the number that the words name."""
        if not self.policy.single or not isinstance(reading, Reading):
            return reading
        if not (reading.qualified or reading.vague or reading.soft):
            return reading
        if reading.low == 0 and reading.high != 0:
            why = f"no lowest number, and the policy {self.policy.label} gives single numbers"
            return Unread(why, reading.end)
        named = reading.low if reading.named is None else reading.named
        return reading._replace(low=named, high=named, soft=True)

    # --- qualifiers ---

    def _qualified(self, at: int, *, ranges: bool = True) -> Reading | Unread | None:
        before: list[str] = []
        besides, genitive, start = False, False, at
        inverted = self.lexicon.match("inverted", self.line, at)
        if inverted is not None and not self._number_at(at - 1) and self._number_at(inverted[1]):
            before.append("about")
            start = inverted[1]
        while (opened := self._opened(start)) is None:
            found = self._before(start)
            if found is None:
                break
            genitive = self.lexicon.match("genitive", self.line, start) is not None
            before.append(found[0])
            start = found[1]
            if len(before) > _MOST_QUALIFIERS:
                return Unread("more qualifiers than a phrase has", start)
        if before and (more := self.lexicon.match("besides_before", self.line, start)) is not None:
            besides, start = True, more[1]
        read = self._range if ranges else self._value
        core = opened or read(start, genitive=genitive)
        if not isinstance(core, Reading):
            return core
        after, end = self._after(core)
        if not before and not after:
            return core
        reading = core._replace(end=end, besides=besides)
        for op in _order(before, after):
            applied = _applied(op, reading)
            if isinstance(applied, str):
                return Unread(applied, end)
            reading = applied
        return reading._replace(qualified=True, number=None)

    def _before(self, at: int) -> tuple[str, int] | None:
        """What qualifies a number from before it, with a quotation mark that closes after it: “at least” 15."""
        found = self.lexicon.match("before", self.line, at)
        if found is None:
            return None
        meaning, end = found
        quoted = end < len(self.line) and self.line[end].word in _CLOSING_QUOTES and self._number_at(end + 1)
        return meaning, end + quoted

    def _after(self, core: Reading) -> tuple[list[str], int]:
        """What qualifies a number from behind it, and the token after that."""
        after: list[str] = []
        end = core.end
        while (found := self.lexicon.match("after", self.line, end)) is not None and len(after) < _MOST_QUALIFIERS:
            if self._belongs(end, found[1]):
                break
            after.append(found[0])
            end = found[1]
        if not after and core.number is not None and (found := self._after_noun(end)) is not None:
            return [found[0]], found[1]
        return after, end

    def _belongs(self, at: int, end: int) -> bool:
        """Whether words after a number belong to what follows: "in 2025 at least 12", "more than 3 and up to 9"."""
        if self._number_at(end):
            return True
        longer = (self.lexicon.match("before", self.line, start) for start in range(at + 1, end))
        return any(found is not None and found[1] > end for found in longer)

    def _after_noun(self, at: int) -> tuple[str, int] | None:
        """What qualifies a number from behind its noun: "forty people or more", "12 men at least"."""
        if self.lexicon.match("countable", self.line, at) is None:
            return None
        found = self.lexicon.match("after_noun", self.line, at + 1)
        return None if found is None or self._belongs(at + 1, found[1]) else found

    # --- ranges ---

    def _number_at(self, at: int) -> bool:
        """Whether a token is digits or a plain number word."""
        if not 0 <= at < len(self.line):
            return False
        return self.line[at].kind == "n" or self.lexicon.match("number", self.line, at) is not None

    def _opened(self, at: int) -> Reading | Unread | None:
        """A range that is opened by a word: "between 3 and 5", "from 3 to 5"."""
        line, match = self.line, self.lexicon.match
        for opening, joining in (("between", "between_and"), ("from", "to")):
            opened = match(opening, line, at)
            if opened is not None:
                one = self._value(opened[1], genitive=True)
                joint = self._joint(joining, one.end) if isinstance(one, Reading) else None
                if not isinstance(one, Reading) or joint is None:
                    continue
                other = self._value(joint[1], genitive=True)
                if other is not None:
                    return self._spanned(one, other)
        return None

    def _range(self, at: int, *, genitive: bool) -> Reading | Unread | None:
        line, match = self.line, self.lexicon.match
        one = self._value(at, genitive=genitive)
        if not isinstance(one, Reading) or one.none:
            return one
        joint = self._joint("to", one.end)
        if joint is not None and self._joins(one.end, joint[1]):
            other = self._value(joint[1], genitive=genitive)
            if other is not None:
                return self._spanned(one, other)
        joint = match("or", line, one.end)
        if joint is not None and one.number is not None:
            other = self._value(joint[1], genitive=genitive)
            if isinstance(other, Reading) and other.number is not None and other.low > one.low:
                return self._spanned(one, other)
        joint = match("if_not", line, one.end)
        if joint is not None:
            other = self._value(joint[1], genitive=genitive)
            if isinstance(other, Reading):  # an open alternative: only the first is said
                return one._replace(open_to=other.end)
        return one

    def _joint(self, table: str, at: int) -> tuple[str, int] | None:
        """What joins the ends of a range: "to", and "to as many as" or "to possibly" as well."""
        most = self.lexicon.match("to_most", self.line, at) if table == "to" else None
        return most or self.lexicon.match(table, self.line, at)

    def _joins(self, mark: int, after: int) -> bool:
        """Whether a dash or "to" joins two numbers: a dash with a space on one side only belongs to one of them."""
        if self.line[mark].kind != "p":
            return True
        if self.line[mark].word == "—":  # with spaces it parts a sentence
            return adjacent(self.line, mark) and adjacent(self.line, after)
        return adjacent(self.line, mark) == adjacent(self.line, after)

    def _spanned(self, one: Reading, other: Reading | Unread) -> Reading | Unread:
        if isinstance(other, Unread):
            return other
        first, second = one.number, other.number
        low, high = one.low, other.high
        # "Two to three hundred": the unit is said once.
        if first is not None and second is not None and first.factor == 1 and first.value < 1000:
            shared = first._replace(value=first.value * second.factor, unit=first.unit * second.factor)
            first = shared if shared.value < second.value else first
            low = first.value
        if high is not None and low >= high:
            return Unread("a range that ends where it starts or before", other.end)
        soft = one.soft or other.soft
        vague = one.vague or other.vague
        return Reading(low, high, soft, other.end, ends=(first, second), qualified=True, vague=vague)

    # --- values ---

    def _value(self, at: int, *, genitive: bool) -> Reading | Unread | None:
        """A number, a vague word or a word for none."""
        if at >= len(self.line):
            return None
        vague = self._vague(at, genitive=genitive)
        if vague is not None:
            return vague
        plain = self.numbers.number(at)
        if isinstance(plain, Number):
            return Reading(plain.value, plain.value, soft=False, end=plain.end, number=plain, ends=(plain, plain))
        if plain is not None:
            return self._round(at) or plain
        none = self.lexicon.match("unheard", self.line, at)
        if none is not None:
            return Reading(0, None, soft=True, end=none[1], none=True)
        none = self.lexicon.match("none", self.line, at)
        if none is not None:
            return Reading(0, 0, soft=False, end=none[1], none=True)
        return None

    def _vague(self, at: int, *, genitive: bool) -> Reading | Unread | None:
        lexicon, line = self.lexicon, self.line
        unit = lexicon.match("unit", line, at)
        if unit is not None and (unit[0].form == "many" or (unit[0].form == "either" and not genitive)):
            times, end = self._units(unit[1])
            return self._read(_PLURALS.get(unit[0].value, ""), times, end)
        couple = lexicon.match("couple", line, at)
        if couple is not None:
            times, end = self._units(couple[1], of=False)
            return self._read("couple", times, end)
        found = lexicon.match("vague", line, at)
        if found is None:
            return None
        idea, end = found
        idea, _, unit_idea = idea.partition(" ")
        if unit_idea:  # one word for several of a unit
            return self._read(idea, next(unit for unit, name in _PLURALS.items() if name == unit_idea), end, unit_idea)
        if idea == "many":  # "many thousands" are thousands
            inner = self._vague(end, genitive=False) if lexicon.match("unit", line, end) is not None else None
            return inner if isinstance(inner, Reading) else self._read(idea, 1, end)
        if idea in lexicon.counting:
            of = lexicon.match("of", line, end) if lexicon.match("unit", line, end) is None else None
            start = end if of is None else of[1]
            unit = lexicon.match("unit", line, start)
            if unit is not None and (of is None or idea == "handful"):
                times, end = self._units(start, of=False)
                return self._read(idea, times, end, _PLURALS.get(unit[0].value))
        return self._read(idea, 1, end)

    def _units(self, at: int, *, of: bool = True) -> tuple[int, int]:
        """The units that something is counted in, multiplied: "of thousands", "hundred thousand"."""
        times, end = 1, at
        while times <= LARGEST:
            start = end
            joint = self.lexicon.match("of", self.line, start)
            if joint is not None and (of or times > 1):
                start = joint[1]
            unit = self.lexicon.match("unit", self.line, start)
            if unit is None:
                break
            times *= unit[0].value
            end = unit[1]
        return times, end

    def _read(self, idea: str, times: int, end: int, unit: str | None = None) -> Reading | Unread:
        if times > LARGEST:
            return Unread("a number beyond 10^12", end)
        bounds = self.policy.bounds(idea, times, unit)
        if bounds is None:
            return Unread(f"words for which the policy {self.policy.label} has no reading", end)
        if bounds[0] > LARGEST:
            return Unread("a number beyond 10^12", end)
        return Reading(*bounds, soft=True, end=end, vague=True)

    def _round(self, at: int) -> Reading | Unread | None:
        """As in "100s" are hundreds."""
        line = self.line
        if not (line[at].kind == "n" and adjacent(line, at + 1) and line[at + 1].word == "s"):
            return None
        idea = {"10": "tens", "100": "hundreds", "1000": "thousands"}.get(line[at].word)
        if idea is None:
            return None
        times, end = self._units(at + 2)
        return self._read(idea, times, end)


def _order(before: list[str], after: list[str]) -> list[str]:
    """The qualifiers from the innermost out; what makes a number approximate belongs to the number itself."""
    inner = before[::-1]
    soft = 0
    while soft < len(inner) and inner[soft] in _SOFTENING:
        soft += 1
    softening = [op for op in after if op in _SOFTENING]
    return [*softening, *inner[:soft], *(op for op in after if op not in _SOFTENING), *inner[soft:]]


def tolerance(number: int, unit: int) -> int:
    """Half a unit of the last significant digit, at most a tenth of the number and at least 1."""
    return max(1, min(unit // 2, number // 10))


def _applied(op: str, reading: Reading) -> Reading | str:
    """A reading under a qualifier, or why the qualifier makes no sense there."""
    low, high, exact = reading.low, reading.high, reading.number
    free = reading._replace(number=None)
    least, most = reading.ends
    if op == "at_least":
        return free._replace(high=None, ends=(least, None))
    if op == "more_than":
        return free._replace(low=low + 1, high=None, ends=(least, None), named=None)
    if op in {"at_most", "fewer_than"}:
        if high is None:
            return "an upper bound of words that have no upper end"
        top = high if op == "at_most" else high - 1
        return free._replace(low=0, high=top, ends=(None, most)) if top >= 0 else "fewer than none"
    if op in {"about", "estimated"}:
        below = tolerance(least.value, least.unit) if least is not None else 0
        above = tolerance(most.value, most.unit) if most is not None else 0
        estimated = reading.estimated or op == "estimated"
        named = low if reading.named is None else reading.named
        high = None if high is None else high + above
        low = max(0, low - below)
        return free._replace(low=low, high=high, soft=True, estimated=estimated, ends=(None, None), named=named)
    if op == "soft":
        return free._replace(soft=True)
    if exact is None:
        return "“nearly” or “just over” of words that name no single number"
    t = tolerance(exact.value, exact.unit)
    if op == "nearly":
        return free._replace(low=max(0, low - t), high=low - 1, soft=True, named=low - 1) if low else "less than none"
    return free._replace(low=low + 1, high=low + t, soft=True)
