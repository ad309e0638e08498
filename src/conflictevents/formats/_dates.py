"""Dates in the many spellings of tables; which of day and month comes first is found out over a whole column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from .._problems import Severity, shown
from ._results import Log, Row

__all__ = ["Dates"]

_DayOrder: TypeAlias = Literal["DMY", "MDY"]
"""Whether the day or the month comes first in a date in digits."""


class Dates:
    """Reads the dates of some columns of a table.

    A date with its year first or its month in words is read as it stands. Of one such as `05/02/2014` the whole column
    must tell which is the day: one row with a number over twelve on one side settles it for all. Where none does, or
    some say one thing and some the other, no such date is read, and a problem is told. The column is looked through
    once, when the first such date is met.

    Attributes:
        rows: The rows of the table.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        columns: Sequence[str],
        log: Log,
        *,
        day_order: _DayOrder | None = None,
        year: str = "",
    ) -> None:
        """Make a reader of dates.

        Args:
            rows: The rows of the table, for looking through the columns; they can be gone through several times.
            columns: The names of the columns with dates.
            log: Takes the problems.
            day_order: What the user says; the columns are not asked then.
            year: The name of a column with the year of each date. Where it is always the first number of a date with
                two digits for the year, and not always the last one, the year comes first in all of them.

        Raises:
            ValueError: If the user says something else than that.
        """
        self.rows: Iterable[Row] = rows
        self._columns, self._log, self._year = tuple(columns), log, year
        self._orders: Mapping[str, _DayOrder | None] | None = None
        self._year_first: frozenset[str] = frozenset()
        self._both: frozenset[str] = frozenset()
        if day_order not in (None, *get_args(_DayOrder)):
            raise ValueError(f"expected day_order to be {' or '.join(get_args(_DayOrder))}, got {day_order!r}")
        if day_order is not None:
            self._orders = dict.fromkeys(columns, day_order)

    def read(self, row: Row, column: str) -> str | None:
        """The date of a cell (`2014-02-05`), or None where there is none or it cannot be read without guessing."""
        cell = row.cells.get(column, "")
        # The common spelling first, since every row of a large table passes here.
        if len(cell) == 10 and cell[4:5] == "-" and cell[7:8] == "-":
            return self._real(cell, row, column)
        if not cell.strip():
            return None
        found = _split(cell)
        if found is None:
            self._unread(row, column)
            return None
        if found.spoiled:
            message = "expected a date such as 2014-02-05, got one as a spreadsheet writes it"
            self._log.often("IO125", message, row=row, column=column, severity=Severity.WARNING)
        if not found.in_digits:
            return self._real(found.iso(found.one, found.two), row, column)
        order = self._order(column)
        if column in self._year_first and found.short:
            return self._real(f"{_full(found.one)}-{found.two:>02}-{found.short:>02}", row, column)
        if order is None:
            self._untold(column, row)
            return None
        month, day = (found.one, found.two) if order == "MDY" else (found.two, found.one)
        return self._real(found.iso(month, day), row, column)

    def _real(self, iso: str, row: Row, column: str) -> str | None:
        try:
            return date.fromisoformat(iso).isoformat()
        except ValueError:
            self._unread(row, column)
            return None

    def _unread(self, row: Row, column: str) -> None:
        got = shown(row.cells.get(column, ""))
        self._log.problem("IO104", f"expected a date, got {got}; it is kept as it is", row=row, column=column)

    def _order(self, column: str) -> _DayOrder | None:
        if self._orders is None:
            seen: dict[str, set[_DayOrder]] = {name: set() for name in self._columns}
            years: dict[str, set[tuple[bool, bool]]] = {name: set() for name in self._columns}
            for each in self.rows:
                year = each.stripped(self._year)[:4]
                for name, orders in seen.items():
                    found = _split(each.cells.get(name, ""))
                    if found is None or not found.in_digits:
                        continue
                    if max(int(found.one), int(found.two)) > 12:
                        orders.add("DMY" if int(found.one) > 12 else "MDY")
                    if found.short and year:
                        is_first = len(found.one) == 2 and _full(found.one) == year
                        years[name].add((is_first, found.year == year))
            self._orders = {name: next(iter(orders)) if len(orders) == 1 else None for name, orders in seen.items()}
            self._both = frozenset(name for name, orders in seen.items() if len(orders) > 1)
            self._year_first = frozenset(
                name
                for name, told in years.items()
                if told and all(first for first, _ in told) and not all(last for _, last in told)
            )
        return self._orders[column]

    def _untold(self, column: str, row: Row) -> None:
        got = "dates of both sorts" if column in self._both else "no date that tells which is which"
        message = f"expected a column whose dates all have the day, or all the month first, got {got}; none is read"
        self._log.often("IO122", message, row=row, column=column, severity=Severity.WARNING)


class _Split(NamedTuple):
    """The parts of a date."""

    year: str
    one: str
    """The month; of a date in digits with its year last, whatever comes first."""
    two: str
    in_digits: bool
    """Whether day and month could be either way round."""
    spoiled: bool
    """Whether it is a spelling that spreadsheets leave behind."""
    short: str = ""
    """The last number of a date in digits, where it has two of them."""

    def iso(self, month: str, day: str) -> str:
        return f"{self.year}-{month:>02}-{day:>02}"


_CLOCK: Final = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?| 12:00(?::00)? AM)?"
_ISO: Final = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_CLOCK}", re.ASCII)
_DIGITS: Final = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_CLOCK}", re.ASCII)
_WORDS: Final = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4}|\d{2})", re.ASCII)
_FULL: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS: Final = tuple(month[:3] for month in _FULL)


def _split(cell: str) -> _Split | None:
    cell = cell.strip()
    if found := _ISO.fullmatch(cell):
        return _Split(found[1], found[3], found[4], in_digits=False, spoiled=False)
    if found := _DIGITS.fullmatch(cell):
        one, _, two, year = found.groups()
        short = year if len(year) == 2 else ""
        return _Split(_full(year), one, two, in_digits=True, spoiled=True, short=short)
    if found := _WORDS.fullmatch(cell):
        day, word, year = found.groups()
        word = word.lower()
        if word in _MONTHS or word in (*_FULL, "sept"):
            month = _MONTHS.index(word[:3]) + 1
            return _Split(_full(year), str(month), day, in_digits=False, spoiled=len(year) == 2)
    return None


def _full(year: str) -> str:
    """A year of four digits; of one with two, that from 1969 to 2068, as POSIX has it."""
    return year if len(year) == 4 else f"{'20' if int(year) < 69 else '19'}{year}"
