"""Reading dates said in words: "Sunday", "overnight", "earlier this month", "since February 2022".

The words become parts (`_days_words`, `_days_parts`), and the parts a stretch of the calendar by a named rule
(`_days_rules`). A phrase is short, and each of its tokens is looked at once, so the time is proportional to its length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from ..exceptions import PhraseError
from . import _days_calendar as calendar
from ._days_calendar import DAY, Stretch
from ._days_one import Reader, Reading
from ._days_parts import DATES, NIGHTS, Parts, parts_of
from ._days_rules import AHEAD, rule_named
from ._days_words import DayOrder, Item, RefusedWords, date_words, items
from ._lexicon import LANGUAGES, language_data
from ._text import clean

__all__ = ["LONGEST", "Reading", "Tense", "derive", "read", "resolve"]

Tense: TypeAlias = Literal["past", "future"]

LONGEST: Final = 200
"""The longest phrase that is read, in code points."""

_DATED: Final = frozenset(
    ("weekday", "day_month", "numeric", "number", "ordinal", "day_name", "month", "year", "rel", "season", "decade")
) | {"clock"}
_ORDERS: Final[dict[str, DayOrder]] = {"day_order_dmy": "DMY", "day_order_mdy": "MDY"}
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN: Final = re.compile(r"[A-Za-z]")


def resolve(
    text: str,
    anchor: date | None,
    tense: Tense = "past",
    language: str | None = None,
    day_order: DayOrder | None = None,
) -> Reading:
    """The date that a phrase gives, counted from the day of publication.

    Raises:
        PhraseError: If it gives none, or none without guessing.
    """
    found = read(text, anchor, tense, language, day_order)
    if isinstance(found, RefusedWords):
        raise PhraseError(text, found.message)
    return found


def derive(text: str, rule: str, anchor: date | None) -> Reading:
    """The date that a phrase gives by a rule, from its anchor.

    Raises:
        PhraseError: If the rule computes nothing, or the phrase gives no date by it.
    """
    known = rule_named(rule)
    if known is None or not known.computed:
        raise PhraseError(text, f"the rule {rule} computes no date from words")
    order = _ORDERS.get(rule.removesuffix(AHEAD))
    tense: Tense = "future" if known.ahead or rule.endswith(AHEAD) else "past"
    found = read(text, anchor, tense, None, order, published=known.published)
    if isinstance(found, RefusedWords):
        raise PhraseError(text, found.message)
    return found


def read(
    text: str,
    anchor: date | None,
    tense: Tense = "past",
    language: str | None = None,
    day_order: DayOrder | None = None,
    *,
    published: bool = True,
) -> Reading | RefusedWords:
    """As `resolve`, with the refusal given and not raised; `published` is False where the anchor is an event's day.

    Raises:
        ValueError: If the tense, the language or the day order is none of those that there are.
    """
    if tense not in ("past", "future"):
        raise ValueError(f'expected the tense "past" or "future", got {tense!r}')
    if day_order not in (None, "DMY", "MDY", "YMD"):
        raise ValueError(f'expected the day order "DMY", "MDY" or "YMD", got {day_order!r}')
    if language is not None:
        date_words(language)
    if len(text) > LONGEST:
        return RefusedWords(f"a date in words has at most {LONGEST} characters")
    return _read(text, anchor, tense, language, day_order, published=published)


# The same few words stand in a dataset again and again.
@lru_cache(maxsize=4096)
def _read(
    text: str, anchor: date | None, tense: Tense, language: str | None, day_order: DayOrder | None, *, published: bool
) -> Reading | RefusedWords:
    tidy = clean(text).text
    found: list[Reading] = []
    refused: list[RefusedWords] = []
    for code in [language] if language is not None else _languages(tidy):
        try:
            found.append(_in_language(tidy, code, anchor, tense, day_order, published=published))
        except RefusedWords as refusal:
            refused.append(refusal)
        except (ValueError, OverflowError):
            refused.append(RefusedWords("it lies outside the years 1 to 9999, or no calendar has such a day"))
    if not found:
        # The refusal of the language that got furthest says most; one that knew a word less says only that.
        return max(refused, key=lambda refusal: "is not a word" not in refusal.message)
    if len({reading.stretch.edtf for reading in found}) > 1:
        return RefusedWords("languages that share its words read them differently: give the language")
    return found[0]


def _languages(text: str) -> list[str]:
    """The languages that a text may be in; one of digits alone is read by the rules of the first."""
    scripts = {"Cyrillic"} if _CYRILLIC.search(text) else {"Latin"}
    if "Cyrillic" in scripts and _LATIN.search(text):
        scripts.add("Latin")
    return [code for code in LANGUAGES if language_data(code)["script"] in scripts]


def _in_language(
    text: str, language: str, anchor: date | None, tense: Tense, day_order: DayOrder | None, *, published: bool
) -> Reading:
    said = items(text, date_words(language), day_order)
    if not said:
        raise RefusedWords("there is no date in it")
    ahead = tense == "future"
    reading = _Phrase(anchor, ahead=ahead, published=published).read(said)
    order = next((item.value.order for item in said if item.role == "numeric" and item.value.order is not None), None)
    if order is not None:
        reading = reading._replace(rule=f"day_order_{order.lower()}")
    known = None if reading.rule is None else rule_named(reading.rule)
    if not ahead or not reading.anchored or known is None or known.ahead:
        return reading
    try:
        past = _Phrase(anchor, ahead=False, published=published).read(said).stretch.edtf
    except RefusedWords:
        past = None
    return reading if past == reading.stretch.edtf else reading._replace(rule=f"{reading.rule}{AHEAD}")


class _Phrase:
    """Reads a phrase: one date, or several that make a stretch of time."""

    def __init__(self, anchor: date | None, *, ahead: bool, published: bool) -> None:
        self.anchor, self.ahead, self.published = anchor, ahead, published

    def read(self, said: Sequence[Item]) -> Reading:
        said = _without_hyphens(said)
        first = said[0].role
        if first in ("until", "to") and len(said) > 1:
            return self._until(said[1:], "until")
        if first in ("before", "after") and len(said) > 1:
            rest = [item for item in said[1:] if item.role not in ("clock", "noon", "utc")]
            if len(rest) < len(said) - 1:
                return self.read(rest) if rest else self._one(said)  # a time of day that is not plain narrows nothing
            return self._until(said[1:], "before") if first == "before" else self._since(said[1:], "after")
        if first == "since":
            return self._since(said[1:], "since")
        opener = next((at for at, item in enumerate(said) if item.role in ("from", "between")), None)
        if opener is not None:
            return self._opened(said, opener)
        split = self._split(said, frozenset(("to", "until", "into", "dash")))
        return self._capped(self._one(said)) if split is None else self._range(*split)

    # --- several dates ---

    def _opened(self, said: Sequence[Item], opener: int) -> Reading:
        """A phrase with "from" or "between" in it."""
        before, rest = said[:opener], said[opener + 1 :]
        between = said[opener].role == "between"
        joins = {"and", "to", "dash"} if between else {"to", "until", "onto", "into", "dash"}
        split = self._split(rest, frozenset(joins))
        if split is not None:
            return self._range(*split, context=before)
        if between:
            raise RefusedWords("“between” needs two dates")
        if before:
            raise RefusedWords(f"{said[opener].words!r} cannot stand there in a date")
        return self._since(rest, "from" if self.ahead else "since")

    @staticmethod
    def _split(said: Sequence[Item], joins: frozenset[str]) -> tuple[Sequence[Item], Sequence[Item]] | None:
        """The two sides of a stretch of time; None where no word joins two dates."""
        at = [
            index
            for index, item in enumerate(said)
            if (item.role in joins or (item.role == "part" and item.value == "night_into" and "into" in joins))
            and (item.role not in ("dash", "part") or (_dated(said[:index]) and _dated(said[index + 1 :])))
            and 0 < index < len(said) - 1
        ]
        if len(at) > 1:
            raise RefusedWords("it gives more than two dates")
        return (said[: at[0]], said[at[0] + 1 :]) if at else None

    def _range(self, left: Sequence[Item], right: Sequence[Item], context: Sequence[Item] = ()) -> Reading:
        start, end = parts_of(left), parts_of(right)
        around = parts_of(context)
        _share(start, end, around)
        # A night that begins on one day and ends on the other reaches no further than both.
        nights = start.part in NIGHTS or around.part in NIGHTS
        start.part = None
        end.part = None if end.part == "overnight" else end.part
        later = Reader(self.anchor, ahead=self.ahead, published=self.published)
        if self.ahead:
            one = later.read(start)
            other = later.near(one.stretch.first).read(end)
        else:
            other = later.read(end)
            one = later.near(other.stretch.last).read(start)
        if one.stretch.first is None or other.stretch.last is None or one.stretch.first > other.stretch.last:
            raise RefusedWords(f"it ends before it starts: from {one.stretch.edtf} to {other.stretch.edtf}")
        stretch = _joined(one.stretch, other.stretch)
        anchored = one.anchored or other.anchored
        rule = "range" if anchored else one.rule or other.rule
        return self._capped(Reading(stretch, rule, anchored, night=nights, days=stretch.days))

    def _since(self, said: Sequence[Item], rule: str) -> Reading:
        if not said:
            raise RefusedWords("there is no date in it")
        open_end = rule == "from" or self.anchor is None
        inner = Reader(self.anchor, ahead=rule == "from", published=self.published).read(parts_of(said))
        start = inner.stretch
        if rule == "after":
            if start.last is None:
                raise RefusedWords("there is no date in it")
            start = calendar.day(start.last + DAY)
        if start.first is None:
            raise RefusedWords("there is no date in it")
        begins = start.starts if "T" not in start.edtf else str(start.first)
        if open_end or self.anchor is None:
            known = inner.rule if not inner.anchored else rule
            return Reading(Stretch(start.first, None, f"{begins}/..", start.approximate), known, inner.anchored)
        if start.first > self.anchor:
            raise RefusedWords(f"{start.edtf} lies after {self.anchor}, the day of publication")
        edtf = begins if begins == str(self.anchor) else f"{begins}/{self.anchor}"
        whole = Stretch(start.first, self.anchor, edtf, start.approximate)
        return Reading(whole, rule, anchored=True, days=whole.days)

    def _until(self, said: Sequence[Item], rule: str) -> Reading:
        inner = Reader(self.anchor, ahead=self.ahead, published=self.published).read(parts_of(said))
        end = inner.stretch
        if rule == "before":
            if end.first is None:
                raise RefusedWords("there is no date in it")
            end = calendar.day(end.first - DAY)
        ends = end.ends if "T" not in end.edtf else str(end.last)
        whole = Stretch(None, end.last, f"../{ends}", end.approximate)
        return self._capped(Reading(whole, rule if inner.anchored else inner.rule, inner.anchored))

    # --- one date ---

    def _one(self, said: Sequence[Item]) -> Reading:
        return Reader(self.anchor, ahead=self.ahead, published=self.published).read(parts_of(said))

    def _capped(self, reading: Reading) -> Reading:
        """Nothing that is past reaches beyond the day of publication."""
        if self.anchor is None or self.ahead or not self.published:
            return reading
        stretch = reading.stretch
        self._not_beyond(stretch)
        if stretch.last is None or stretch.last <= self.anchor or _is_season(stretch):
            return reading
        rule = reading.rule if reading.anchored else "up_to_publication"
        return reading._replace(stretch=stretch.up_to(self.anchor), rule=rule, anchored=True)

    def _not_beyond(self, stretch: Stretch) -> None:
        if self.anchor is not None and stretch.first is not None and stretch.first > self.anchor and not self.ahead:
            beyond = f"{stretch.edtf} lies after {self.anchor}, the day of publication"
            raise RefusedWords(f'{beyond}: give tense="future" where it is planned')


def _without_hyphens(said: Sequence[Item]) -> Sequence[Item]:
    """The same without the hyphens of "25-May-2025", which join nothing but the parts of one date."""
    roles = [item.role for item in said]
    for at in range(len(said) - 4):
        if roles[at : at + 5] in (
            ["number", "dash", "month", "dash", "year"],
            ["year", "dash", "month", "dash", "number"],
        ):
            return [*said[: at + 1], said[at + 2], *said[at + 4 :]]
    return said


def _joined(one: Stretch, other: Stretch) -> Stretch:
    """From the start of one stretch to the end of another."""
    if ("T" in one.edtf) != ("T" in other.edtf) or _zoned(one) != _zoned(other):
        # One clock time alone, or two of which one is in an unknown zone, make no interval.
        one, other = one.plain(), other.plain()
    starts, ends = one.starts, other.ends
    if "T" in starts and starts > ends:
        raise RefusedWords(f"it ends before it starts: from {starts} to {ends}")
    edtf = starts if starts == ends else f"{starts}/{ends}"
    return Stretch(one.first, other.last, edtf, one.approximate or other.approximate)


def _dated(said: Sequence[Item]) -> bool:
    """Whether items can be one side of a stretch of time."""
    return any(item.role in _DATED for item in said)


def _zoned(stretch: Stretch) -> bool:
    return bool(re.search(r"T[^/]*(?:Z|[+-])", stretch.edtf))


def _is_season(stretch: Stretch) -> bool:
    return re.fullmatch(r"[0-9]{4}-2[1-4][~]?", stretch.edtf) is not None


def _share(start: Parts, end: Parts, around: Parts) -> None:
    """Fill what one side of a stretch of time leaves to the other: the month, the year, the day of a clock time."""
    _share_half(start, end)
    if around.said & DATES:
        if (start.said | end.said) - {"clock", "utc"} or around.clock is not None:
            raise RefusedWords("it names more than one date")
        for slot in around.said:
            for side in (start, end):
                side.put(slot, getattr(around, slot), around.words.get(slot, ""))
    elif around.said - {"part", "about"}:
        raise RefusedWords("it gives more than a stretch of time")
    _share_day(start, end)
    _share_month(start, end)


def _share_half(start: Parts, end: Parts) -> None:
    """Read the 3 of "between 3 and 5 a.m." as a clock time."""
    if end.clock is None or start.said != {"day"} or start.ordinal:
        return
    hour = start.day or 0
    half = 12 if end.clock.hour >= 12 and hour < 12 else 0
    if not 1 <= hour <= 12 or hour % 12 + half > end.clock.hour:
        raise RefusedWords("it is not plain which half of the day is meant")
    start.day, start.clock = None, end.clock._replace(hour=hour % 12 + half, minute=0, second=None)


def _share_day(start: Parts, end: Parts) -> None:
    """Two clock times of one day."""
    one, other = start.clock, end.clock
    if one is not None and not start.said & DATES:
        if other is None or one > other:
            raise RefusedWords("it gives a clock time without its day")
        for slot in end.said & (DATES | {"part"}):
            start.put(slot, getattr(end, slot), end.words.get(slot, ""))
        start.utc = end.utc = start.utc or end.utc
    elif other is not None and not end.said & DATES and one is not None and one <= other:
        for slot in start.said & (DATES | {"part"}):
            end.put(slot, getattr(start, slot), start.words.get(slot, ""))


def _share_month(start: Parts, end: Parts) -> None:
    shared = start.day is not None and end.day is not None and (start.month is None or end.month is None)
    if shared and (start.day or 0) > (end.day or 0):
        raise RefusedWords(f"it ends before it starts: from the {start.day} to the {end.day}")
    if end.month is None and end.day is not None and start.day is None and start.month is not None:
        raise RefusedWords("it is not plain whether it is one date or two")
    if start.month is None and (start.day is not None or start.third is not None):
        start.month = end.month
        start.which, start.unit = start.which or end.which, start.unit or end.unit
    if end.month is None and end.day is not None:
        end.month = start.month
    later = start.month is not None and end.month is not None and start.month > end.month
    if end.year is None and start.year is not None and end.month is not None:
        end.year = start.year + later
    elif start.year is None and end.year is not None and start.month is not None:
        start.year = end.year - later
