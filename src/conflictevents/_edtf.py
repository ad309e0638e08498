"""The dates of ISO 8601-2 (EDTF), levels 0 and 1, and the clock times of ISO 8601-1: from text to bounds.

EDTF has no interval of clock times, so ISO 8601-1 date-times to the minute and intervals of them are read as well.
Years run from 0001 to 9999.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Final, NamedTuple

from ._problems import shown

__all__ = ["Bounds", "parse_edtf"]


class Bounds(NamedTuple):
    """What an EDTF text allows.

    Attributes:
        earliest: The first instant that is possible; None where the start is open or unknown.
        latest: The last one, to the minute or second; None where the end is open or unknown.
        qualified: Whether the text marks the date as uncertain (`?`), approximate (`~`) or both (`%`).
        clock: Whether clock times are given.
    """

    earliest: datetime | None
    latest: datetime | None
    qualified: bool
    clock: bool

    @property
    def zoned(self) -> bool:
        """Whether an offset from UTC is given."""
        return any(end is not None and end.tzinfo is not None for end in (self.earliest, self.latest))


_DATE: Final = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<mark>[?~%])?"
)
_CLOCK: Final = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?P<zone>Z|[+-][0-9]{2}(?::[0-9]{2})?)?"
)
# What EDTF has and is not taken: years beyond four digits (level 1) and before 1 (level 0 and 1), and level 2.
_FAR_YEAR: Final = re.compile(r"Y-?[0-9]+|-[0-9]{4}(?:-[0-9X]{2}){0,2}[?~%]?")
_LEVEL_2: Final = re.compile(
    r"^[\[{]|[\]}]$|^[?~%]|[?~%]-|-[?~%]|^Y-?[0-9]+E|S[0-9]+$|^[0-9]{4}-(?:2[5-9]|3[0-9]|4[01])$"
)
_LAST_MOMENT: Final = time(23, 59, 59)
_SEASONS: Final = range(21, 25)


@lru_cache(maxsize=4096)
def parse_edtf(text: str) -> Bounds:
    """Read an EDTF text of level 0 or 1, or an ISO 8601-1 date-time or interval of them.

    Raises:
        ValueError: With the reason: not a date of this kind, a day that no calendar has, an interval that ends before
            it starts.
    """
    if "/" not in text:
        return _single(text)
    first, _, last = text.partition("/")
    start, end = _end(first), _end(last)
    if start is None and end is None:
        msg = f"expected an interval with at least one end, got {shown(text)}"
        raise ValueError(msg)
    if start is not None and end is not None:
        if start.clock != end.clock or start.zoned != end.zoned:
            msg = f"expected both ends of {shown(text)} to be dates, or both clock times with or without an offset"
            raise ValueError(msg)
        if _reversed(start, end):
            msg = f"expected an interval that ends when it starts or later, got {shown(text)}"
            raise ReversedIntervalError(msg)
    known = [end_ for end_ in (start, end) if end_ is not None]
    return Bounds(
        earliest=start.earliest if start else None,
        latest=end.latest if end else None,
        qualified=any(bounds.qualified for bounds in known),
        clock=any(bounds.clock for bounds in known),
    )


class ReversedIntervalError(ValueError):
    """An interval ends before it starts."""


def _reversed(start: Bounds, end: Bounds) -> bool:
    # Both ends come from `_single`, which always gives both bounds.
    return start.earliest is not None and end.latest is not None and end.latest < start.earliest


def _end(text: str) -> Bounds | None:
    """One end of an interval; None where it is open (`..`) or unknown (empty)."""
    return None if text in ("", "..") else _single(text)


def _single(text: str) -> Bounds:
    clock = _CLOCK.fullmatch(text)
    if clock:
        moment = _moment(clock, text)
        last = moment if clock["second"] else moment.replace(second=59)
        return Bounds(moment, last, qualified=False, clock=True)
    parts = _DATE.fullmatch(text)
    if not parts:
        msg = f"expected {_expected(text)}, got {shown(text)}"
        raise ValueError(msg)
    first, last_day = _days(parts, text)
    return Bounds(
        datetime.combine(first, time()),
        datetime.combine(last_day, _LAST_MOMENT),
        qualified=parts["mark"] is not None,
        clock=False,
    )


def _expected(text: str) -> str:
    """What is expected where a text is no date that is taken, with the reason if it is one of EDTF."""
    if _FAR_YEAR.fullmatch(text):
        return "a year from 0001 to 9999 (earlier and later ones are not taken)"
    if _LEVEL_2.search(text):
        return "an EDTF date of level 0 or 1 (sets, marks within a date, further seasons and powers are level 2)"
    return "an EDTF date of level 0 or 1 such as 2025-05-25, 2025-05 or 2025-05-24/2025-05-25"


def _moment(clock: re.Match[str], text: str) -> datetime:
    try:
        day = date.fromisoformat(clock["date"])
        moment = datetime.combine(day, time(int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)))
        return moment.replace(tzinfo=_offset(clock["zone"]))
    except ValueError as error:
        msg = f"expected a date and time that exist, got {shown(text)} ({error})"
        raise ValueError(msg) from None


def _offset(zone: str | None) -> timezone | None:
    if zone is None:
        return None
    if zone == "Z":
        return UTC
    hours, _, minutes = zone[1:].partition(":")
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > timedelta(hours=14) or int(minutes or 0) > 59:
        msg = f"no zone is {zone} from UTC"
        raise ValueError(msg)
    return timezone(-offset if zone[0] == "-" else offset)


def _days(parts: re.Match[str], text: str) -> tuple[date, date]:
    """The first and the last day that a date allows."""
    year, month, day = parts["year"], parts["month"], parts["day"]
    if "X" in year and (month is not None):
        msg = f"expected a year without X before a month (EDTF level 1), got {shown(text)}"
        raise ValueError(msg)
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    first_year = max(first_year, 1) if "X" in year else first_year
    if first_year == 0:
        msg = f"expected a year from 0001 to 9999, got {shown(text)}"
        raise ValueError(msg)
    if month is None or (month == "XX" and day in (None, "XX")):
        return date(first_year, 1, 1), date(last_year, 12, 31)
    if month == "XX":
        msg = f"expected no day in an unknown month, got {shown(text)}"
        raise ValueError(msg)
    number = int(month)
    if number in _SEASONS and day is None:
        return _season(first_year)
    if not 1 <= number <= 12:
        msg = f"expected a month from 01 to 12, or a season from 21 to 24 without a day, got {shown(text)}"
        raise ValueError(msg)
    length = calendar.monthrange(first_year, number)[1]
    if day is None or day == "XX":
        return date(first_year, number, 1), date(first_year, number, length)
    if not 1 <= int(day) <= length:
        msg = f"expected a day from 01 to {length} in {year}-{month}, got {shown(text)}"
        raise ValueError(msg)
    exact = date(first_year, number, int(day))
    return exact, exact


def _season(year: int) -> tuple[date, date]:
    """The widest reading: EDTF's seasons 21 to 24 name no hemisphere, and a winter lies in two calendar years."""
    first = date(max(year - 1, 1), 12, 1) if year > 1 else date(1, 1, 1)
    if year == 9999:
        return first, date(9999, 12, 31)
    return first, date(year + 1, 2, calendar.monthrange(year + 1, 2)[1])
