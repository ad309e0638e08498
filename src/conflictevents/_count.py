"""`Count`, a bounded whole number with the algebra of intervals, and `Share`, a bounded percentage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, TypeGuard

import attrs

from ._fields import LARGEST_WHOLE, Number, Percent, PolicyLabel, Text
from ._record import Record, encodes, refusal
from ._vocab import Method
from .exceptions import PhraseError

if TYPE_CHECKING:
    from ._phrases._policy import Policy

__all__ = ["Count", "CountPhrase", "Share"]


@attrs.frozen(kw_only=True)
class Count(Record):
    """A whole number of which only bounds are known: "over 300" is 301 or more, without an upper end.

    A count stands for the set of whole numbers from `low` to `high`. The operators work on these sets and never make
    a result more certain than what went in. An unknown number is None, and never zero. They take soft bounds as they
    stand; where something is decided by them, as in a check, `firm` sets them aside.

        >>> ministry, president = Count.more_than(300, text="over 300"), Count.exactly(303)
        >>> ministry.may_equal(president)
        True
        >>> str(ministry + president)
        'at least 604'

    Attributes:
        low: The least it can be; a whole number from 0 to 2**53 - 1.
        high: The most it can be, from `low` to 2**53 - 1; None where nothing in the source bounds it above.
        approximate: Whether the words make the bounds themselves soft ("about", "dozens").
        text: The phrase as reported ("at least 12").
        policy: The label of the policy under which the phrase was given bounds.
    """

    low: Number
    high: Number | None = None
    approximate: bool = False
    text: Text | None = None
    policy: PolicyLabel | None = None

    _agreed: ClassVar[str] = "{high} is None or {low} <= {high}"

    def _agree(self) -> None:
        """Check that the bounds are in order."""
        if self.high is not None and self.high < self.low:
            message = f"expected an upper bound of {self.low:,} or more, the lower bound, got {self.high:,}"
            raise refusal(self, "CT101", "high", message, self.high)

    # --- named constructors ---

    @classmethod
    def exactly(cls, number: int, *, text: str | None = None) -> Count:
        """That number and no other."""
        return cls(low=number, high=number, text=text)

    @classmethod
    def at_least(cls, number: int, *, text: str | None = None) -> Count:
        """That number or more, without an upper end."""
        return cls(low=number, text=text)

    @classmethod
    def more_than(cls, number: int, *, text: str | None = None) -> Count:
        """More than that number, which itself is not included."""
        return cls(low=number + 1, text=text)

    @classmethod
    def at_most(cls, number: int, *, text: str | None = None) -> Count:
        """From zero to that number."""
        return cls(low=0, high=number, text=text)

    @classmethod
    def fewer_than(cls, number: int, *, text: str | None = None) -> Count:
        """From zero to one less than that number, which must be at least 1."""
        return cls(low=0, high=number - 1, text=text)

    @classmethod
    def between(cls, low: int, high: int, *, text: str | None = None) -> Count:
        """From `low` to `high`, both included."""
        return cls(low=low, high=high, text=text)

    # --- from words ---

    @classmethod
    def parse(cls, phrase: str, policy: str | Policy = "literal", *, language: str | None = None) -> Count:
        """Read one counting phrase, such as "at least 12 people", "several dozen" or "понад 300".

        A noun, its adjectives, "more" or "others" may stand beside the phrase; a second figure may not. The phrase and
        the policy are kept. In a whole sentence `find` tells which numbers count something.

            >>> Count.parse("more than two dozen")
            Count(low=25, text='more than two dozen', policy='literal')

        Args:
            phrase: The words, at most 500 characters.
            policy: How vague words are read: a shipped policy's name (literal, bounded, acled), or one of your own.
            language: Read only this language (`en`, `uk`, `ru`); None reads all languages of the phrase's script.

        Raises:
            PhraseError: If the words give no count, more than one, or none that can be read without guessing.
            ValueError: If the policy or the language is unknown.
        """
        from ._phrases._find import parse  # noqa: PLC0415 - a program that reads no words does not pay for it
        from ._phrases._policy import policy_of  # noqa: PLC0415

        if not isinstance(phrase, str):
            raise TypeError(f"expected a phrase as text, got a {type(phrase).__name__}")
        if not encodes(phrase):
            raise PhraseError(phrase, "it holds a lone surrogate, which no text has")
        under = policy_of(policy)
        reading = parse(phrase, under, language)
        return cls(
            low=reading.low, high=reading.high, approximate=reading.soft, text=phrase.strip(), policy=under.label
        )

    @classmethod
    def find(cls, text: str, policy: str | Policy = "literal", *, language: str | None = None) -> Iterator[CountPhrase]:
        """Find every counting phrase of a text, in order.

        Left alone are numbers that count nothing: years, dates, clock times, ages, shares, money, ordinals, durations,
        distances, weights, multiples, fractions, names and labels; and figures that could only be guessed. The time is
        proportional to the length of the text, whatever it holds.

            >>> for found in Count.find("By 2 May 12 people had died and dozens more were hurt"):
            ...     print(found.start, found.end, found.count)
            9 11 12
            32 38 nominally at least 24

        Args:
            text: Any text.
            policy: How vague words are read.
            language: Read only this language; None reads all languages of the scripts in the text.

        Raises:
            ValueError: If the policy or the language is unknown.
        """
        from ._phrases._find import find  # noqa: PLC0415 - as in `parse`
        from ._phrases._policy import policy_of  # noqa: PLC0415

        under = policy_of(policy)
        for start, end, reading in find(text, under, language):
            yield CountPhrase(
                start=start,
                end=end,
                count=cls(
                    low=reading.low,
                    high=reading.high,
                    approximate=reading.soft,
                    text=text[start:end],
                    policy=under.label,
                ),
                besides=reading.besides,
                method=Method.ESTIMATED if reading.estimated else None,
            )

    # --- what it says ---

    @property
    def is_exact(self) -> bool:
        """Whether only one number is possible and the words do not soften it."""
        return self.low == self.high and not self.approximate

    def __contains__(self, other: object) -> bool:
        """Whether a number, or every number of another count, lies within these bounds."""
        if _whole(other):
            return self.low <= other and (self.high is None or other <= self.high)
        if isinstance(other, Count):
            above = self.high is None or (other.high is not None and other.high <= self.high)
            return self.low <= other.low and above
        return False

    def same_bounds(self, other: Count) -> bool:
        """Whether both have the same bounds, whatever their words."""
        return self.low == other.low and self.high == other.high

    def may_equal(self, other: Count) -> bool:
        """Whether both may be one number: their bounds meet."""
        return not self.certainly_less(other) and not other.certainly_less(self)

    def certainly_less(self, other: Count) -> bool:
        """Whether every number of this one is below every number of the other."""
        return self.high is not None and self.high < other.low

    # --- algebra ---

    def __add__(self, other: Count) -> Count:
        """The sum: it contains every sum of a number of this one and a number of the other.

        A sum beyond 2**53 - 1 is that number or more, without an upper end.
        """
        if not isinstance(other, Count):
            return NotImplemented
        low = min(self.low + other.low, LARGEST_WHOLE)
        high = None if self.high is None or other.high is None else self.high + other.high
        if high is not None and high > LARGEST_WHOLE:
            high = None
        return Count(low=low, high=high, approximate=self.approximate or other.approximate)

    @staticmethod
    def sum(*counts: Count | None) -> Count:
        """The sum of one or more counts, of which an unknown one (None) may be any number from zero up.

        Raises:
            ValueError: Without any count: the sum of no figures is unknown, not zero.
        """
        if not counts:
            msg = "nothing to add up: the sum of no counts is unknown, not zero"
            raise ValueError(msg)
        unknown = Count(low=0)
        first, *rest = (unknown if count is None else count for count in counts)
        total = first.bounds()
        for count in rest:
            total += count
        return total

    def __and__(self, other: Count) -> Count | None:
        """The intersection: what both allow; None where they exclude each other."""
        if not isinstance(other, Count):
            return NotImplemented
        if not self.may_equal(other):
            return None
        highs = [high for high in (self.high, other.high) if high is not None]
        return Count(
            low=max(self.low, other.low),
            high=min(highs, default=None),
            approximate=self.approximate or other.approximate,
        )

    def __or__(self, other: Count) -> Count:
        """The hull: the narrowest bounds that hold both."""
        if not isinstance(other, Count):
            return NotImplemented
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        low = min(self.low, other.low)
        return Count(low=low, high=high, approximate=self.approximate or other.approximate)

    def bounds(self) -> Count:
        """The same bounds without the words they came from."""
        return Count(low=self.low, high=self.high, approximate=self.approximate)

    def firm(self) -> Count:
        """The bounds that hold for certain: soft ones ("about", "dozens") may be off, so they bound nothing."""
        return Count(low=0) if self.approximate else self.bounds()

    def __str__(self) -> str:
        """The bounds in words that `parse` reads back as the same bounds, under `literal` and `bounded`.

        The reported phrase is `text`.
        """
        from ._phrases._written import written  # noqa: PLC0415 - as in `parse`

        return written(self.low, self.high, soft=self.approximate)


@attrs.frozen(kw_only=True)
class CountPhrase:
    """A counting phrase found in a text.

    Attributes:
        start: Where it starts, in Unicode code points.
        end: Where it ends, the first code point after it.
        count: What it says.
        besides: Whether it is said to come on top of another figure ("another 41", "dozens more").
        method: `estimated` where the words say that it is an estimate.
    """

    start: int
    end: int
    count: Count
    besides: bool = False
    method: Method | None = None


def _whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


@attrs.frozen(kw_only=True)
class Share(Record):
    """A percentage of which only bounds are known. It is never turned into a count.

    Attributes:
        low: The least it can be, in percent from 0 to 100.
        high: The most it can be, in percent from `low` to 100; None where nothing in the source bounds it above.
        approximate: Whether the words make the bounds themselves soft.
        text: The phrase as reported ("more than 80 percent").
    """

    low: Percent
    high: Percent | None = None
    approximate: bool = False
    text: Text | None = None

    def _agree(self) -> None:
        """Check that the bounds are in order, and keep both as floats."""
        if self.high is not None and self.high < self.low:
            message = f"expected an upper bound of {self.low:g} or more, the lower bound, got {self.high:g}"
            raise refusal(self, "CT101", "high", message, self.high)
        as_floats(self, "low", "high")


def as_floats(record: Record, *names: str) -> None:
    """Keep numbers as floats without a negative zero, so that equal records are written alike.

    It runs inside the constructor, whichever way the record is built, so a converter would not do.
    """
    for name in names:
        value = getattr(record, name)
        if value is not None:
            object.__setattr__(record, name, value + 0.0)
