"""The parts that a phrase gives one date: its day, month, weekday, unit …, whatever their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import attrs

from ._days_words import Clock, Item, Numeric, RefusedWords

__all__ = ["DATES", "NIGHTS", "Parts", "parts_of"]


@attrs.define
class Parts:
    """What is said of one date; None where nothing is said.

    Attributes:
        weekday: From Monday, 0, to Sunday, 6.
        day: Of the month.
        ordinal: True where the day is marked as one ("the 16th").
        month: From 1 to 12.
        year: With four digits.
        season: As in EDTF, from 21 to 24.
        decade: Its first year.
        rel: Days from publication ("yesterday" is -1).
        part: Of the day: `day`, `night`, `night_into`, `overnight`.
        third: Of a month or year: `start`, `middle`, `end`, `first_half`, `second_half`.
        unit: `day`, `week`, `month` …
        many: True where the unit is a plural.
        which: `this`, `last`, `past`, `next`.
        count: How many units.
        vague: How many in words that give no number: `couple`, `few`.
        clock: A clock time.
        stamp: A clock time as ISO 8601 writes it, with its "T".
        ago, ahead, in_, within, earlier, later, before, after, about, exact, utc: True where such a word stands.
    """

    weekday: int | None = None
    day: int | None = None
    ordinal: bool | None = None
    month: int | None = None
    year: int | None = None
    season: int | None = None
    decade: int | None = None
    rel: int | None = None
    part: str | None = None
    third: str | None = None
    unit: str | None = None
    many: bool | None = None
    which: str | None = None
    count: int | None = None
    vague: str | None = None
    clock: Clock | None = None
    stamp: str | None = None
    ago: bool | None = None
    ahead: bool | None = None
    in_: bool | None = None
    within: bool | None = None
    earlier: bool | None = None
    later: bool | None = None
    before: bool | None = None
    after: bool | None = None
    about: bool | None = None
    exact: bool | None = None
    utc: bool | None = None
    words: dict[str, str] = attrs.field(factory=dict)

    def put(self, slot: str, value: Any, words: str) -> None:
        """Fill a slot.

        Raises:
            RefusedWords: If something else stands there: then the words give two dates.
        """
        old = getattr(self, slot)
        if old is not None and old != value:
            raise RefusedWords(f"it names two different dates, {self.words[slot]!r} and {words!r}")
        setattr(self, slot, value)
        self.words[slot] = words

    @property
    def said(self) -> frozenset[str]:
        """The slots that are filled."""
        return frozenset(name for name in _SLOTS if getattr(self, name) is not None)


_SLOTS: Final = tuple(field.name for field in attrs.fields(Parts) if field.name not in ("words", "ordinal", "many"))
DATES: Final = frozenset(("weekday", "day", "month", "year", "season", "decade", "rel", "unit", "which"))
"""The slots that say something of a date, and not only of a time of day."""

# A night is wider than a morning, and which night is unknown wider than either.
NIGHTS: Final = frozenset(("night", "night_into", "overnight"))
"""The parts of a day that reach into another one."""
_WIDEST: Final = ("day", "night", "night_into", "overnight")
_MARKS: Final = {"in": "in_"} | {
    name: name for name in ("ago", "ahead", "within", "earlier", "later", "before", "after", "about", "exact", "utc")
}


def parts_of(items: Sequence[Item]) -> Parts:
    """The parts of one date.

    Raises:
        RefusedWords: If two dates are given, or a word cannot stand in one.
    """
    parts = Parts()
    for at in range(len(items)):
        _take(parts, items, at)
    return _tidied(parts)


def _take(parts: Parts, items: Sequence[Item], at: int) -> None:  # noqa: C901, PLR0912 - one branch for each role
    """Put one item where it belongs."""
    role, value, words = items[at]
    following = items[at + 1] if at + 1 < len(items) else None
    unit_follows = following is not None and following.role == "unit"
    if role in ("month", "weekday", "season", "decade", "rel", "third", "which", "vague"):
        parts.put(role, value, words)
    elif role == "part":
        if parts.part is None or _WIDEST.index(value) > _WIDEST.index(parts.part):
            parts.part = value
    elif role == "rel_part":
        parts.put("rel", value[0], words)
        parts.part = value[1]
    elif role == "which_unit":
        parts.put("which", value[0], words)
        parts.put("unit", value[1], words)
    elif role == "unit":
        if not (value[0] == "year" and at and items[at - 1].role in ("year", "decade", "numeric")):
            parts.put("unit", value[0], words)
            parts.many = value[1]
    elif role in ("ordinal", "day_name") or (role == "number" and not unit_follows):
        parts.put("day", value, words)
        parts.ordinal = parts.ordinal or role == "ordinal"
    elif role in ("number", "count") or (role == "year" and following is not None and _counted(following)):
        parts.put("count", value, words)
    elif role == "year":
        parts.put("year", value, words)
    elif role == "day_word":
        parts.ordinal = True
    elif role == "day_month":
        parts.put("day", value[0], words)
        parts.put("month", value[1], words)
    elif role == "numeric":
        _put_numeric(parts, value, words)
    elif role == "noon":
        parts.put("clock", Clock(12, 0), words)
    elif role == "clock":
        parts.put("clock", value, words)
    elif role in _MARKS:
        setattr(parts, _MARKS[role], True)
        parts.words[_MARKS[role]] = words
    elif role == "and":
        raise RefusedWords("it names two different dates")
    elif role == "or":
        raise RefusedWords("it leaves open which of two dates is meant")
    elif role not in ("dash", "onto"):
        raise RefusedWords(f"{words!r} cannot stand there in a date")


def _counted(item: Item) -> bool:
    return item.role == "unit" and item.value[0] != "year"


def _put_numeric(parts: Parts, numeric: Numeric, words: str) -> None:
    parts.put("year", numeric.year, words)
    parts.put("month", numeric.month, words)
    if numeric.day is not None:
        parts.put("day", numeric.day, words)
    parts.stamp = numeric.clock or None


def _tidied(parts: Parts) -> Parts:
    """Leave out what says nothing beside the rest."""
    if parts.which is not None or parts.unit is None:
        parts.in_ = parts.within = parts.ahead = None
    hours = (
        parts.unit == "hour" and parts.count is not None and not (parts.which or parts.ago or parts.in_ or parts.ahead)
    )
    if hours and parts.said & (DATES - {"unit"}):
        # "3 години ночі": a time of day that is not plain beside a date.
        parts.unit = parts.many = parts.count = parts.vague = None
    if parts.clock is not None and (parts.about or parts.before or parts.after):
        parts.clock = parts.utc = parts.about = parts.before = parts.after = None
        parts.part = parts.part or "day"
    if parts.utc and parts.clock is None:
        raise RefusedWords(f"{parts.words['utc']!r} stands without a clock time")
    return parts
