"""One date from its parts: which days "last", "week" and "Tuesday" make together, and by which rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, Final, NamedTuple

import attrs

from . import _days_calendar as calendar
from ._days_calendar import DAY, Stretch
from ._days_parts import DATES, Parts
from ._days_rules import rule_named
from ._days_words import Reason, RefusedWords

__all__ = ["Reader", "Reading", "weekday_name"]

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# How many units words without a number stand for, as the policy of counts named "bounded" has it.
_BEYOND: Final = 'it lies after the day of publication: give tense="future" where it is planned'
_TOGETHER: Final = "its words cannot be read together as one date"
_VAGUE: Final = {"few": (3, 9), "couple": (2, 2), None: (2, 9)}
_LEAP_CYCLE: Final = 9
_HOURS: Final = frozenset(("hour", "minute"))
_DAYS_OF: Final = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_OF: Final = {"month": 1, "year": 12, "decade": 120}
_AROUND: Final = frozenset(("part", "third", "clock", "stamp", "utc", "weekday", "about", "exact", "earlier", "later"))
_LONG: Final = frozenset(("third", "about", "earlier", "later"))
_LIGHT: Final = frozenset(("third", "clock", "utc"))
_SPAN: Final = frozenset(("count", "vague", "about", "exact"))


class Reading(NamedTuple):
    """What a phrase says.

    Attributes:
        stretch: The days.
        rule: The rule by which they follow from the words; None where the words state them.
        anchored: Whether they were counted from the anchor, or cut off there.
        weekday: The weekday that the words name for one day.
        night: Whether it is a night that reaches into another day.
        days: How many days the words span, before anything was cut off at publication; None without an end.
    """

    stretch: Stretch
    rule: str | None
    anchored: bool
    weekday: int | None = None
    night: bool = False
    days: int | None = None


def weekday_name(day: date) -> str:
    """The weekday of a day, in English whatever the locale."""
    return _WEEKDAYS[day.weekday()]


class Reader:
    """Makes one stretch of the calendar of the parts of one date.

    `near` is the day that the nearest weekday or day of a year is looked for from; for one side of a stretch of time
    it is the other side.
    """

    def __init__(self, anchor: date | None, *, ahead: bool, published: bool, near: date | None = None) -> None:
        self.anchor, self.ahead, self.published = anchor, ahead, published
        self._near = near

    def near(self, other: date | None) -> Reader:
        """The reader of the other side of a stretch of time."""
        return Reader(self.anchor, ahead=self.ahead, published=self.published, near=other)

    @property
    def day(self) -> date:
        """The anchor.

        Raises:
            RefusedWords: If there is none.
        """
        if self.anchor is None:
            message = "it counts from the day of publication, and no single day is given for that"
            raise RefusedWords(message, Reason.NO_ANCHOR)
        return self.anchor

    def read(self, parts: Parts) -> Reading:
        """The reading of the parts.

        Raises:
            RefusedWords: If they give no date together.
        """
        said = parts.said
        for words, allowed, method in self._FORMS:
            needed = frozenset(words.split())
            if needed <= said <= needed | allowed:
                return self._possible(method(self, parts))
        if "clock" in said and not said & DATES:
            raise RefusedWords("it gives a clock time without its day")
        if not said & (DATES | {"ago", "part"}):
            raise RefusedWords("there is no date in it")
        raise RefusedWords(_TOGETHER)

    def _possible(self, reading: Reading) -> Reading:
        """The reading, unless its words are of what is to come and the event is past."""
        known = None if reading.rule is None else rule_named(reading.rule)
        if known is not None and known.ahead and not self.ahead:
            raise RefusedWords(_BEYOND)
        return reading

    # --- days ---

    def _day(self, parts: Parts, day: date, rule: str | None, *, anchored: bool = True) -> Reading:
        """One day with what is said of its weekday, night or clock time."""
        if parts.weekday is not None and parts.weekday != day.weekday():
            said = parts.words["weekday"]
            message = f"{day} is a {weekday_name(day)} and no {said}"
            raise RefusedWords(message, Reason.WEEKDAY)
        first = day - DAY if parts.part in ("night_into", "overnight") else day
        last = day + DAY if parts.part in ("night", "overnight") else day
        stretch = calendar.between(first, last)
        if first == last and not parts.about:
            clock = parts.stamp or ("" if parts.clock is None else f"T{parts.clock}{'Z' if parts.utc else ''}")
            stretch = stretch._replace(edtf=f"{day}{clock}")
        elif parts.about:
            stretch = stretch.about()
        return Reading(stretch, rule, anchored, parts.weekday if first == last else None, first != last, stretch.days)

    def _stated_day(self, parts: Parts) -> Reading:
        day = self._exact(parts.year or 0, parts.month or 0, parts.day or 0)
        return self._day(parts, day, None, anchored=False)

    @staticmethod
    def _exact(year: int, month: int, day: int) -> date:
        try:
            return date(year, month, day)
        except ValueError:
            raise RefusedWords(f"no calendar has the day {year:04}-{month:02}-{day:02}") from None

    def _day_and_month(self, parts: Parts) -> Reading:
        month, day = parts.month or 0, parts.day or 0
        self._exact(2024, month, day)  # a leap year: the day is in some year at least
        if parts.which is not None and parts.unit is None:
            raise RefusedWords(_TOGETHER)
        if parts.unit is not None:
            return self._day(parts, self._exact(self._relative_year(parts), month, day), "relative_year")

        def that(year: int) -> Stretch | None:
            try:
                return calendar.day(date(year, month, day))
            except ValueError:
                return None

        found = self._nearest(that).first
        return self._day(parts, found or self.day, "day_and_month")

    def _nearest(self, made: Callable[[int], Stretch | None]) -> Stretch:
        """Of stretches, one to a year, the last that begins up to the anchor; ahead, the first that ends from it on."""
        day = self.day
        near = day if self._near is None else self._near
        for away in range(_LEAP_CYCLE):
            found = made(near.year + away if self.ahead else near.year - away)
            if found is None or found.first is None or found.last is None:
                continue
            if found.last >= near if self.ahead else found.first <= near:
                return found
        raise RefusedWords("no year near the day of publication has such a day")

    def _day_of_month(self, parts: Parts) -> Reading:
        number = parts.day or 0
        if not parts.ordinal or not 1 <= number <= 31:
            raise RefusedWords(f"the number {number} alone is no date")
        if parts.which is not None and parts.unit is None:
            raise RefusedWords(_TOGETHER)
        if parts.unit is not None:
            shift = self._shift(parts, "month")
            month = calendar.months_back(self.day.replace(day=1), -shift)
            return self._day(parts, self._exact(month.year, month.month, number), "relative_month")
        near = (self._near or self.day).replace(day=1)
        for away in range(_LEAP_CYCLE):
            month = calendar.months_back(near, -away if self.ahead else away)
            try:
                found = month.replace(day=number)
            except ValueError:
                continue
            if found >= (self._near or self.day) if self.ahead else found <= (self._near or self.day):
                return self._day(parts, found, "day_of_month")
        raise RefusedWords(f"no month near the day of publication has a day {number}")

    def _rel(self, parts: Parts) -> Reading:
        rules = {-2: "day_before_yesterday", -1: "yesterday", 0: "today", 1: "tomorrow", 2: "day_after_tomorrow"}
        rule = rules[parts.rel or 0]
        if parts.part == "night" and parts.rel in (-1, 0) and parts.weekday is None:
            rule = "tonight" if parts.rel == 0 else "last_night"
        return self._day(parts, self.day + (parts.rel or 0) * DAY, rule)

    def _weekday(self, parts: Parts) -> Reading:
        day, weekday = self.day, parts.weekday or 0
        near = self._near or day
        if parts.unit is not None:
            found = day - day.weekday() * DAY + (weekday + 7 * self._shift(parts, "week")) * DAY
            return self._day(parts, found, "relative_week")
        if parts.which in ("last", "past"):
            return self._day(parts, day - ((day.weekday() - weekday - 1) % 7 + 1) * DAY, "last_weekday")
        if parts.which == "next":
            return self._day(parts, day + ((weekday - day.weekday() - 1) % 7 + 1) * DAY, "next_weekday")
        back = (near.weekday() - weekday) % 7
        return self._day(parts, near + (-back % 7) * DAY if self.ahead else near - back * DAY, "weekday")

    def _overnight(self, parts: Parts) -> Reading:
        if parts.part != "overnight":
            raise RefusedWords("it gives a time of day without its day")
        start = self.day if self.ahead else self.day - DAY
        return Reading(calendar.between(start, start + DAY), "overnight", anchored=True, night=True, days=2)

    # --- months, years, seasons ---

    def _long(self, parts: Parts, stretch: Stretch, rule: str | None, *, anchored: bool = True) -> Reading:
        """A month or a year with what is said of its part."""
        days = stretch.days
        if parts.third is not None:
            stretch = calendar.third(stretch, parts.third)
            days = stretch.days
        if anchored and self.ahead:
            stretch = stretch.starting(self.day)
        if parts.about:
            stretch = stretch.about()
        return Reading(stretch, rule, anchored, days=days)

    def _stated_month(self, parts: Parts) -> Reading:
        if not parts.year:
            raise RefusedWords("years run from 1 to 9999")
        return self._earlier(
            parts, self._long(parts, calendar.month(parts.year, parts.month or 0), None, anchored=False)
        )

    def _stated_year(self, parts: Parts) -> Reading:
        if not parts.year:
            raise RefusedWords("years run from 1 to 9999")
        return self._earlier(parts, self._long(parts, calendar.year(parts.year), None, anchored=False))

    def _earlier(self, parts: Parts, reading: Reading) -> Reading:
        """Of a stretch that publication lies in, "earlier" leaves the part before that day."""
        stretch = reading.stretch
        if not parts.earlier or self.anchor is None or stretch.first is None or stretch.last is None:
            return reading
        if not stretch.first < self.anchor <= stretch.last:
            return reading
        cut = calendar.between(stretch.first, self.anchor - DAY)
        return reading._replace(stretch=cut, rule=reading.rule or "up_to_publication", anchored=True)

    def _stated_season(self, parts: Parts) -> Reading:
        if not parts.year:
            raise RefusedWords("years run from 1 to 9999")
        return self._long(parts, calendar.season(parts.year, parts.season or 0), None, anchored=False)

    def _season(self, parts: Parts) -> Reading:
        if parts.unit is None and parts.which != "this":
            raise RefusedWords("a season without its year may be that of several years")
        year = self.day.year if parts.unit is None else self._relative_year(parts)
        stretch = calendar.season(year, parts.season or 0)
        return Reading(stretch.about() if parts.about else stretch, "relative_year", anchored=True, days=stretch.days)

    def _decade(self, parts: Parts) -> Reading:
        return self._long(parts, calendar.decade(parts.decade or 0), None, anchored=False)

    def _relative_year(self, parts: Parts) -> int:
        return self.day.year + self._shift(parts, "year")

    @staticmethod
    def _shift(parts: Parts, unit: str) -> int:
        """How many units "this", "last" or "next" are away; refused for any other unit."""
        shifts = {"last": -1, "this": 0, "next": 1}
        if parts.which not in shifts or parts.unit not in (unit, None) or parts.many or parts.vague or parts.count:
            raise RefusedWords(_TOGETHER)
        return shifts[parts.which]

    def _month(self, parts: Parts) -> Reading:
        month = parts.month or 0
        if parts.unit is not None or parts.which == "this":
            year = self._relative_year(parts)
            return self._earlier(parts, self._long(parts, calendar.month(year, month), "relative_year"))
        if parts.which in ("last", "past"):
            year = self.day.year - (month >= self.day.month)
            return self._long(parts, calendar.month(year, month), "last_named_month")
        if parts.which == "next":
            year = self.day.year + (month <= self.day.month)
            return self._long(parts, calendar.month(year, month), "next_named_month")

        def that(year: int) -> Stretch | None:
            whole = calendar.month(year, month)
            return whole if parts.third is None else calendar.third(whole, parts.third)

        found = self._nearest(that)
        return self._earlier(parts, self._long(attrs.evolve(parts, third=None), found, "month"))

    # --- units ---

    def _unit(self, parts: Parts) -> Reading:
        """As "last week", "this month", "earlier this year"; with a number, so much time up to publication."""
        unit = parts.unit or ""
        # "The start of the year" is that of this year.
        which = parts.which = parts.which or "this"
        if parts.count is not None or parts.vague is not None or parts.many or which == "past":
            return self._weekend(parts) if unit == "weekend" else self._period(parts)
        if unit == "weekend":
            return self._weekend(parts)
        if unit not in ("week", "month", "year"):
            raise RefusedWords(_TOGETHER)
        shift = self._shift(parts, unit)
        made: dict[str, Callable[[], Stretch]] = {
            "week": lambda: calendar.week(self.day + 7 * shift * DAY),
            "month": lambda: self._month_of(calendar.months_back(self.day.replace(day=1), -shift)),
            "year": lambda: calendar.year(self.day.year + shift),
        }
        stretch, rule = made[unit](), f"{which}_{unit}"
        if which == "this" and parts.earlier and stretch.first is not None:
            cut = calendar.between(stretch.first, max(stretch.first, self.day - DAY))
            return Reading(cut, f"earlier_{rule}", anchored=True, days=stretch.days)
        if which == "this" and parts.later and stretch.last is not None:
            if not self.ahead:
                raise RefusedWords(_BEYOND)
            return Reading(calendar.between(self.day, stretch.last), f"later_{rule}", anchored=True, days=stretch.days)
        return self._long(parts, stretch, rule)

    @staticmethod
    def _month_of(day: date) -> Stretch:
        return calendar.month(day.year, day.month)

    def _weekend(self, parts: Parts) -> Reading:
        if parts.unit != "weekend":
            raise RefusedWords(_TOGETHER)
        day, which = self.day, parts.which
        saturday = day - ((day.weekday() - 5) % 7) * DAY
        rule = "weekend"
        if which == "last" or (which == "past" and day.weekday() >= 5):
            saturday, rule = day - day.weekday() * DAY - 2 * DAY, "last_weekend"
        elif which == "next":
            saturday, rule = day + ((5 - day.weekday() - 1) % 7 + 1) * DAY, "next_weekend"
        elif self.ahead and day.weekday() < 5:
            saturday += 7 * DAY
        return Reading(calendar.between(saturday, saturday + DAY), rule, anchored=True, days=2)

    def _amount(self, parts: Parts) -> tuple[int, int]:
        """How many units, at least and at most."""
        if parts.count is not None:
            if not 1 <= parts.count < 10_000:
                raise RefusedWords(f"no date is counted by {parts.count}")
            return parts.count, parts.count
        if parts.vague is None and not parts.many:
            return 1, 1
        return _VAGUE[parts.vague]

    def _moved(self, unit: str, number: int, sign: int) -> date:
        if unit in _HOURS:
            raise RefusedWords(_TOGETHER)
        if unit in _DAYS_OF:
            return self.day + sign * number * _DAYS_OF[unit] * DAY
        if unit in _MONTHS_OF:
            return calendar.months_back(self.day, -sign * number * _MONTHS_OF[unit])
        raise RefusedWords(_TOGETHER)

    def _distance(self, parts: Parts, sign: int, rule: str) -> Reading:
        """So many units before or after the anchor."""
        unit, (least, most) = parts.unit or "", self._amount(parts)
        if unit in _HOURS:
            hours = most if parts.count is not None and unit == "hour" else 1
            ends = self.day + sign * (hours // 24) * DAY, self.day + sign * -(-hours // 24) * DAY
            return Reading(calendar.between(min(ends), max(ends)), rule, anchored=True, days=None)
        if least != most:
            near, far = (self._moved(unit, number, sign) for number in (least, most))
            return Reading(calendar.between(min(near, far), max(near, far)).about(), rule, anchored=True, days=None)
        day = self._moved(unit, least, sign)
        stretch = calendar.day(day)
        if unit in _MONTHS_OF:
            stretch = self._month_of(day) if unit == "month" else calendar.year(day.year)
        loose = unit != "day" or parts.vague is not None or parts.about
        return Reading(stretch if parts.exact or not loose else stretch.about(), rule, anchored=True, days=stretch.days)

    def _ago(self, parts: Parts) -> Reading:
        return self._distance(parts, -1, "ago")

    def _from_now(self, parts: Parts) -> Reading:
        if not self.ahead:
            raise RefusedWords(_BEYOND)
        return self._distance(parts, 1, "from_now")

    def _from_event(self, parts: Parts) -> Reading:
        later = bool(parts.after or parts.later)
        if self.published:
            raise RefusedWords("it counts from another event and not from the day of publication")
        rule = f"{'hours' if parts.unit in _HOURS else 'days'}_{'after' if later else 'before'}"
        return self._distance(parts, 1 if later else -1, rule)

    def _period(self, parts: Parts) -> Reading:
        """So much time up to publication, or from it on."""
        which = "next" if parts.within else parts.which
        if which == "this":
            raise RefusedWords(_TOGETHER)
        if which == "next" and not self.ahead:
            raise RefusedWords('it counts from another event, or is planned: then give tense="future"')
        sign = 1 if which == "next" else -1
        unit, (_, most) = parts.unit or "", self._amount(parts)
        rule = "past_period" if sign < 0 else "coming_period"
        if unit in _HOURS:
            # Counted from some hour of the anchor, they reach no further than this.
            hours = most if parts.count is not None and unit == "hour" else 1
            other = self.day + sign * -(-hours // 24) * DAY
            return Reading(calendar.between(min(other, self.day), max(other, self.day)), rule, anchored=True)
        other = self._moved(unit, most, sign)
        first, last = min(other, self.day), max(other, self.day)
        if unit == "day" and parts.vague is None and not (parts.many and parts.count is None):
            return Reading(calendar.between(first, last), rule, anchored=True)
        edtf = f"{first}~/{last}" if sign < 0 else f"{first}/{last}~"
        return Reading(Stretch(first, last, edtf, approximate=True), rule, anchored=True)

    # Which parts must and may stand together, and what is made of them; the first that fits.
    _FORMS: ClassVar[tuple[tuple[str, frozenset[str], Callable[[Any, Parts], Reading]], ...]] = (
        ("day month year", _AROUND, _stated_day),
        ("day month", _AROUND | {"which", "unit"}, _day_and_month),
        ("day", _AROUND | {"which", "unit"}, _day_of_month),
        ("month year", _LONG, _stated_month),
        ("month", _LONG | {"which", "unit"}, _month),
        ("season year", _LONG, _stated_season),
        ("season", _LONG | {"which", "unit"}, _season),
        ("decade", _LONG, _decade),
        ("year", _LONG, _stated_year),
        ("rel", _AROUND, _rel),
        ("weekday", _AROUND | {"which", "unit"}, _weekday),
        ("ago unit", _SPAN, _ago),
        ("ahead unit", _SPAN, _from_now),
        ("in_ unit", _SPAN, _from_now),
        ("within unit", _SPAN, _period),
        ("before unit", _SPAN, _from_event),
        ("after unit", _SPAN, _from_event),
        ("earlier unit", _SPAN, _from_event),
        ("later unit", _SPAN, _from_event),
        ("unit which", _SPAN | _LONG, _unit),
        ("third unit", _LONG, _unit),
        ("unit", _LONG, _weekend),
        ("part", _LIGHT, _overnight),
    )
