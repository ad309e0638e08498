"""From the words of a date to the parts that they play: months, weekdays, units, "last", "ago".

The words of each language are data (`languages/*.toml`). What is written in digits is read here: ISO 8601 dates,
dates with dots or slashes, clock times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from .._edtf import parse_edtf
from ._lexicon import LANGUAGES, language_data
from ._text import Token, clean, tokens

__all__ = ["Clock", "DateWords", "DayOrder", "Item", "Numeric", "Reason", "RefusedWords", "date_words", "items"]

DayOrder: TypeAlias = Literal["DMY", "MDY", "YMD"]
"""The order of day, month and year in a date in digits."""

_LONGEST_NUMBER: Final = 5
_FILLERS: Final = frozenset(',.;:()[]"“”„«»')
_ISO: Final = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)"
    r"(?P<clock>T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?(?![\w-]|\.[0-9])"
)
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([./])([0-9]{1,2})\2([0-9]{1,2})(?![\w/-]|\.[0-9])")
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]+)(?![\w/-]|\.[0-9])")
_DOTTED: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})(?![\w/]|\.[0-9])")
_TO_DATE: Final = re.compile(r"\s*[-–—]\s*[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}")
_CLOCK: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?![\w:])")


class Reason(StrEnum):
    """Why words are refused, for those that must tell the reasons apart."""

    UNREAD = "unread"
    NO_ANCHOR = "no_anchor"
    WEEKDAY = "weekday"
    AMBIGUOUS = "ambiguous"


class RefusedWords(Exception):  # noqa: N818 - not an error yet: whoever catches it knows the whole phrase
    """Words that give no date without guessing.

    Attributes:
        message: Why.
        reason: The same as a word.
    """

    def __init__(self, message: str, reason: Reason = Reason.UNREAD) -> None:
        super().__init__(message)
        self.message = message
        self.reason = reason


class Clock(NamedTuple):
    """A clock time: hour, minute and, where given, second."""

    hour: int
    minute: int
    second: int | None = None

    def __str__(self) -> str:
        seconds = "" if self.second is None else f":{self.second:02}"
        return f"{self.hour:02}:{self.minute:02}{seconds}"


class Numeric(NamedTuple):
    """A date in digits: `month` and `day` are None where it has none, `clock` is as written."""

    year: int
    month: int
    day: int | None
    clock: str = ""
    order: DayOrder | None = None
    """The order in which it had to be read, where the digits alone do not say."""


class Item(NamedTuple):
    """A word or some words that play one part.

    Attributes:
        role: The part: `month`, `weekday`, `unit`, `ago` …
        value: Which month, weekday …
        words: The words themselves.
    """

    role: str
    value: Any
    words: str


class DateWords:
    """The words of one language."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._entries: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
        self.attached: list[tuple[tuple[str, ...], str]] = []
        self.dotted_day_and_month: bool = data["writing"]["dotted_day_and_month"]
        for group, role in (
            ("months", "month"),
            ("weekdays", "weekday"),
            ("seasons", "season"),
            ("days", "rel"),
            ("numbers", "count"),
            ("ordinals", "day_name"),
        ):
            self._add(role, {int(value): words for value, words in data[group].items()})
        for group, role in (("parts", "part"), ("which", "which"), ("thirds", "third"), ("vague", "vague")):
            self._add(role, data[group])
        for number in ("one", "many"):
            self._add("unit", {(unit, number == "many"): words for unit, words in data["units"][number].items()})
        for group, offset in (("today_and_part", 0), ("yesterday_and_part", -1)):
            self._add("rel_part", {(offset, part): words for part, words in data[group].items()})
        for which, units in data.get("which_unit", {}).items():
            self._add("which_unit", {(which, unit): phrases for unit, phrases in units.items()})
        for role, phrases in data["marks"].items():
            self._add(role, {None: phrases})
        for role, phrases in data["attached"].items():
            self.attached += ((_words(phrase), role) for phrase in phrases)
        for entries in self._entries.values():
            entries.sort(key=lambda entry: len(entry[0]), reverse=True)
        self.attached.sort(key=lambda entry: len(entry[0]), reverse=True)

    def _add(self, role: str, table: Mapping[Any, Sequence[str]]) -> None:
        for value, phrases in table.items():
            for phrase in phrases:
                words = _words(phrase)
                self._entries.setdefault(words[0], []).append((words, role, value))

    def roles(self) -> dict[tuple[str, ...], list[str]]:
        """Every phrase with the parts that it plays."""
        found: dict[tuple[str, ...], list[str]] = {}
        for entries in self._entries.values():
            for words, role, _ in entries:
                found.setdefault(words, []).append(role)
        return found

    def match(self, line: Sequence[Token], at: int) -> tuple[str, Any, int] | None:
        """The longest phrase that stands at a token: its part, its value, and the token after it."""
        for words, role, value in self._entries.get(line[at].word, ()):
            end = at + len(words)
            if _stands(words, line, at):
                return role, value, end
        return None

    def suffix(self, line: Sequence[Token], at: int, roles: frozenset[str]) -> tuple[str, int] | None:
        """What stands after a number in digits: its part, and the token after it."""
        for words, role in self.attached:
            if role in roles and _stands(words, line, at):
                return role, at + len(words)
        return None


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(clean(phrase).text))


def _stands(words: tuple[str, ...], line: Sequence[Token], at: int) -> bool:
    return tuple(token.word for token in line[at : at + len(words)]) == words


@cache
def date_words(language: str) -> DateWords:
    """The words of a language.

    Raises:
        ValueError: If there is no such language.
    """
    if language not in LANGUAGES:
        language_data(language)  # which says so
    return DateWords(language_data(language)["dates"])


def items(text: str, words: DateWords, day_order: DayOrder | None) -> list[Item]:
    """The parts of a phrase, in order; what says nothing is left out.

    Raises:
        RefusedWords: If a word is not one that a date is read from, or digits give no date without guessing.
    """
    line = list(tokens(text))
    return list(_Items(text, line, words, day_order).all())


class _Items:
    """Goes through the tokens of a phrase once."""

    def __init__(self, text: str, line: Sequence[Token], words: DateWords, day_order: DayOrder | None) -> None:
        self.text, self.line, self.words, self.day_order = text, line, words, day_order

    def all(self) -> Iterator[Item]:
        at = 0
        while at < len(self.line):
            item, end = self._number(at) if self.line[at].kind == "n" else self._words(at)
            if item is not None:
                yield item
            at = end

    def _said(self, at: int, end: int) -> str:
        return self.text[self.line[at].start : self.line[end - 1].end]

    def _words(self, at: int) -> tuple[Item | None, int]:
        found = self.words.match(self.line, at)
        token = self.line[at]
        if found is not None:
            role, value, end = found
            return (None if role == "filler" else Item(role, value, self._said(at, end))), end
        if token.kind == "p":
            if token.word in ("-", "–", "—", "/"):
                return Item("dash", token.word, token.word), at + 1
            if set(token.word) <= _FILLERS:
                return None, at + 1
            raise RefusedWords(f"the mark {token.word[:20]!r} says nothing that a date is read from")
        raise RefusedWords(f"{self._said(at, at + 1)[:40]!r} is not a word that a date is read from")

    def _number(self, at: int) -> tuple[Item, int]:
        """A number and what belongs to it: a whole date, a clock time, "16th", "3 a.m.", or the number alone."""
        token = self.line[at]
        for pattern, made in (
            (_ISO, self._iso),
            (_YEAR_FIRST, self._year_first),
            (_YEAR_LAST, self._year_last),
            (_CLOCK, self._clock),
            (_DOTTED, self._dotted),
        ):
            match = pattern.match(self.text, token.start)
            item = None if match is None else made(match)
            if match is not None and item is not None:
                end = at
                while end < len(self.line) and self.line[end].start < match.end():
                    end += 1
                return self._meridiem(item, end) if item.role == "clock" else (item, end)
        if len(token.word) > _LONGEST_NUMBER - 1:
            raise RefusedWords(f"no date has the number {token.word[:20]}: years run from 1 to 9999")
        value = int(token.word)
        suffix = self.words.suffix(self.line, at + 1, frozenset({"am", "pm"})) if value <= 12 else None
        if suffix is not None and not self._is_ago(suffix[1]):
            return self._meridiem(Item("clock", Clock(value, 0), token.word), at + 1)
        if len(token.word) == 4 and value % 10 == 0:
            suffix = self.words.suffix(self.line, at + 1, frozenset({"decade"}))
            if suffix is not None:
                return Item("decade", value, self._said(at, suffix[1])), suffix[1]
        suffix = self.words.suffix(self.line, at + 1, frozenset({"o_clock"}))
        if suffix is not None:
            # Which half of the day is not said, so it narrows the day no further.
            return Item("part", "day", self._said(at, suffix[1])), suffix[1]
        suffix = self.words.suffix(self.line, at + 1, frozenset({"ordinal"}))
        if suffix is not None:
            role = "year" if len(token.word) == 4 else "ordinal"  # a year may be an ordinal too
            return Item(role, value, self._said(at, suffix[1])), suffix[1]
        return Item("year" if len(token.word) == 4 else "number", value, token.word), at + 1

    def _is_ago(self, at: int) -> bool:
        """Whether "2 дня" is not two o'clock but two days, since "ago" follows."""
        found = self.words.match(self.line, at) if at < len(self.line) else None
        return found is not None and found[0] == "ago"

    def _meridiem(self, item: Item, at: int) -> tuple[Item, int]:
        """The clock time with the "a.m." that follows it."""
        clock: Clock = item.value
        suffix = self.words.suffix(self.line, at, frozenset({"am", "pm"})) if clock.hour <= 12 else None
        if suffix is None:
            return item, at
        half, end = suffix
        if not 1 <= clock.hour <= 12:
            raise RefusedWords(f"there is no {self._said(at - 1, end)}")
        hour = clock.hour % 12 + (12 if half == "pm" else 0)
        return Item("clock", clock._replace(hour=hour), f"{item.words} {self._said(at, end)}"), end

    def _iso(self, match: re.Match[str]) -> Item | None:
        written = match[0]
        try:
            parse_edtf(written)
        except ValueError as error:
            if int(match["date"][5:7]) > 12 and not match["clock"] and len(match["date"]) == 7:
                raise RefusedWords(f"“{written}” may be a span of years or a month that no calendar has") from None
            raise RefusedWords(str(error)) from None
        year, month, *rest = map(int, match["date"].split("-"))
        if month > 12:
            raise RefusedWords(f"“{written}” may be a span of years or a season")
        return Item("numeric", Numeric(year, month, rest[0] if rest else None, match["clock"] or ""), written)

    def _year_first(self, match: re.Match[str]) -> Item:
        return self._numeric(match[0], Numeric(int(match[1]), int(match[3]), int(match[4])))

    def _year_last(self, match: re.Match[str]) -> Item:
        written, first, second = match[0], int(match[1]), int(match[3])
        if len(match[4]) != 4:
            raise RefusedWords(f"expected a year of four digits in “{written}”")
        year = int(match[4])
        if match[2] == ".":
            return self._numeric(written, Numeric(year, second, first))
        orders: dict[DayOrder, Numeric] = {
            "DMY": Numeric(year, second, first),
            "MDY": Numeric(year, first, second),
        }
        possible = {order: numeric for order, numeric in orders.items() if _exists(numeric)}
        if not possible:
            raise RefusedWords(f"no calendar has the day {written}")
        if self.day_order is not None:
            if self.day_order not in possible:
                raise RefusedWords(f"“{written}” is no date in the order {self.day_order}")
            alone = len(possible) == 1 or first == second
            numeric = possible[self.day_order]
            return Item("numeric", numeric._replace(order=None if alone else self.day_order), written)
        if len(set(possible.values())) > 1:
            readings = " or ".join(str(date(each.year, each.month, each.day or 1)) for each in possible.values())
            message = f"“{written}” may be {readings}: give the day_order"
            raise RefusedWords(message, Reason.AMBIGUOUS)
        return Item("numeric", next(iter(possible.values())), written)

    def _numeric(self, written: str, numeric: Numeric) -> Item:
        if not _exists(numeric):
            raise RefusedWords(f"no calendar has the day {written}")
        return Item("numeric", numeric, written)

    def _dotted(self, match: re.Match[str]) -> Item | None:
        if not self.words.dotted_day_and_month and not _TO_DATE.match(self.text, match.end()):
            raise RefusedWords(f"“{match[0]}” may be a day and a month, a time or a number with a fraction")
        day, month = int(match[1]), int(match[2])
        if not _exists(Numeric(2024, month, day)):
            raise RefusedWords(f"no calendar has the day {match[0]}")
        return Item("day_month", (day, month), match[0])

    def _clock(self, match: re.Match[str]) -> Item:
        hour, minute = int(match[1]), int(match[2])
        second = None if match[3] is None else int(match[3])
        if hour > 23 or minute > 59 or (second or 0) > 59:
            raise RefusedWords(f"no clock shows {match[0]}")
        return Item("clock", Clock(hour, minute, second), match[0])


def _exists(numeric: Numeric) -> bool:
    try:
        date(numeric.year, numeric.month, numeric.day or 1)
    except ValueError:
        return False
    return True
