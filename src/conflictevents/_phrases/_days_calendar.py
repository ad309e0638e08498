"""Stretches of the calendar, and how EDTF writes them. Nothing here knows of words."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final, NamedTuple

from .._edtf import parse_edtf

__all__ = ["DAY", "Stretch", "between", "day", "decade", "month", "months_back", "season", "third", "week", "year"]

DAY: Final = timedelta(days=1)
# Of a month the first and the last day (0 is the last of all), of a year the first and the last month.
_PARTS: Final = {
    "start": ((1, 10), (1, 4)),
    "middle": ((11, 20), (5, 8)),
    "end": ((21, 0), (9, 12)),
    "first_half": ((1, 15), (1, 6)),
    "second_half": ((16, 0), (7, 12)),
}


class Stretch(NamedTuple):
    """Some days in a row.

    Attributes:
        first: The first day; None where the start is open.
        last: The last day; None where the end is open.
        edtf: As EDTF writes it.
        approximate: Whether it may in truth lie a little outside.
    """

    first: date | None
    last: date | None
    edtf: str
    approximate: bool = False

    @property
    def days(self) -> int | None:
        """How many days; None where an end is open."""
        return None if self.first is None or self.last is None else (self.last - self.first).days + 1

    @property
    def starts(self) -> str:
        """The start, as the first half of an interval."""
        return self._half(0, self.first)

    @property
    def ends(self) -> str:
        """The end, as the second half of an interval."""
        return self._half(-1, self.last)

    def _half(self, index: int, bound: date | None) -> str:
        if "/" not in self.edtf:
            return self.edtf
        return ".." if bound is None else self.edtf.split("/")[index]

    def plain(self) -> Stretch:
        """The same without clock times."""
        return between(self.first, self.last) if "T" in self.edtf and self.first and self.last else self

    def about(self) -> Stretch:
        """The same, and approximate."""
        halves = (half if half in ("", "..") or half[-1] in "~?%" else f"{half}~" for half in self.edtf.split("/"))
        return self._replace(edtf="/".join(halves), approximate=True)

    def up_to(self, last: date) -> Stretch:
        """The part of it that lies up to a day, which is one of its own."""
        if self.last is not None and self.last <= last:
            return self
        if self.first is None:
            return Stretch(None, last, f"../{last}")
        start = self.starts if "/" in self.edtf and "T" not in self.edtf else f"{self.first}{'~' * self.approximate}"
        return self._replace(last=last, edtf=str(last) if self.first == last else f"{start}/{last}")

    def starting(self, first: date) -> Stretch:
        """The part of it that lies from a day on, which is one of its own."""
        if self.first is None or self.last is None or not self.first < first <= self.last:
            return self
        return between(first, self.last)


def day(which: date) -> Stretch:
    """One day."""
    return Stretch(which, which, str(which))


def between(first: date, last: date) -> Stretch:
    """From one day to another, both included."""
    return Stretch(first, last, str(first) if first == last else f"{first}/{last}")


def week(which: date) -> Stretch:
    """The ISO week of a day, from Monday to Sunday."""
    monday = which - which.weekday() * DAY
    return between(monday, monday + 6 * DAY)


def month(year_: int, month_: int) -> Stretch:
    """A month."""
    length = calendar.monthrange(year_, month_)[1]
    return Stretch(date(year_, month_, 1), date(year_, month_, length), f"{year_:04}-{month_:02}")


def year(year_: int) -> Stretch:
    """A year."""
    return Stretch(date(year_, 1, 1), date(year_, 12, 31), f"{year_:04}")


def decade(first: int) -> Stretch:
    """The ten years from one that ends with 0."""
    return Stretch(date(max(first, 1), 1, 1), date(first + 9, 12, 31), f"{first // 10:03}X")


def season(year_: int, season_: int) -> Stretch:
    """A season. EDTF names no hemisphere, so it is any time from the December before to the February after."""
    written = f"{year_:04}-{season_}"
    bounds = parse_edtf(written)
    first, last = bounds.earliest, bounds.latest
    return Stretch(first and first.date(), last and last.date(), written)


def third(of: Stretch, which: str) -> Stretch:
    """The early, middle or late part or a half of a month or year; of anything else the whole, as no line is drawn."""
    days, months = _PARTS[which]
    if of.first is None or of.last is None:
        return of
    if of == month(of.first.year, of.first.month):
        return between(of.first.replace(day=days[0]), of.first.replace(day=days[1] or of.last.day))
    if of == year(of.first.year):
        first, last = (month(of.first.year, number) for number in months)
        return Stretch(first.first, last.last, f"{first.edtf}/{last.edtf}")
    return of


def months_back(from_: date, number: int) -> date:
    """The day of the same number so many months earlier, or the last day of that month."""
    index = from_.year * 12 + from_.month - 1 - number
    length = calendar.monthrange(index // 12, index % 12 + 1)[1] if index >= 12 else 31
    return date(index // 12, index % 12 + 1, min(from_.day, length))
