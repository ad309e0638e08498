"""`When`, an uncertain date or time, and `Basis`, the rule by which an inferred one was found."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Final

import attrs

from ._edtf import Bounds, ReversedIntervalError, parse_edtf
from ._fields import AnyRef, Pattern, Text
from ._record import Record, refusal

__all__ = ["Basis", "When"]

# A clock time or day without an offset may have been meant anywhere on earth, from UTC+14 to UTC-12.
_EASTERNMOST: Final = timedelta(hours=14)
_WESTERNMOST: Final = timedelta(hours=12)


@attrs.frozen(kw_only=True)
class Basis(Record):
    """How an inferred value was found: by which rule, from what.

    Attributes:
        rule: The name of the rule. The worked example uses `public_record`, `weekday` (the last one up to publication),
            `overnight`, `earlier_this_month`, `hours_before`, `span_of_parts` and `same_as_whole`.
        anchor: The value that the rule starts from, as an EDTF text; None where the rule needs none.
        of: The id of the record that the anchor belongs to.
        inferred: Whether the anchor is itself inferred.
        note: Why, where the rule does not say enough.
    """

    rule: Annotated[str, Pattern(r"[a-z0-9][a-z0-9_.-]*", "a rule's name in lower case, such as weekday")]
    anchor: Text | None = None
    of: AnyRef | None = None
    inferred: bool = False
    note: Text | None = None


@attrs.frozen(kw_only=True)
class When(Record):
    """A date or time as far as it is known.

    Dates are those of the proleptic Gregorian calendar in the place of the event. Clock times are to the minute or
    second and local to the event unless the text carries an offset from UTC.

        >>> overnight = When(edtf="2025-05-24/2025-05-25", text="overnight")
        >>> overnight.earliest, overnight.latest
        (datetime.date(2025, 5, 24), datetime.date(2025, 5, 25))
        >>> overnight.certainly_before(When(edtf="2025-06"))
        True

    Attributes:
        edtf: An EDTF text (ISO 8601-2, level 0 or 1), or an ISO 8601-1 date-time or interval of them
            (`2026-06-06T18:00/2026-06-07T05:00`); years from 0001 to 9999. None where the words could not be placed.
        zone: The time zone as the source states it ("Europe/Kyiv", "local time"); it is kept and not computed with.
        text: The words as reported ("overnight").
        basis: How the date was inferred, where the source does not state it.
    """

    edtf: str | None = None
    zone: Text | None = None
    text: Text | None = None
    basis: Basis | None = None

    def __attrs_post_init__(self) -> None:
        """Check the fields, and that the date can be read."""
        Record.__attrs_post_init__(self)
        if self.edtf is None:
            if self.text is None:
                raise refusal(self, "IO107", "", "expected a date, or at least the words of one in text", None)
            return
        try:
            parse_edtf(self.edtf)
        except ReversedIntervalError as error:
            raise refusal(self, "DT104", "edtf", str(error), self.edtf) from None
        except ValueError as error:
            raise refusal(self, "IO109", "edtf", str(error), self.edtf) from None

    @classmethod
    def parse(cls, edtf: str) -> When:
        """Read an EDTF text: `When.parse(str(when))` is the same date."""
        return cls(edtf=edtf)

    def __str__(self) -> str:
        return self.edtf if self.edtf is not None else f"“{self.text}”"

    def _bounds(self) -> Bounds:
        if self.edtf is None:
            return Bounds(None, None, qualified=True, clock=False)
        return parse_edtf(self.edtf)

    @property
    def earliest(self) -> date | None:
        """The first day that is possible; None where the start is open or unknown.

        An approximate or uncertain date (`~`, `?`, `%`) may in truth lie outside: see `is_qualified`.
        """
        first, last = self._bounds()[:2]
        # With an offset at each end the later moment may have the earlier date.
        return None if first is None else first.date() if last is None else min(first.date(), last.date())

    @property
    def latest(self) -> date | None:
        """The last day that is possible; None where the end is open or unknown."""
        first, last = self._bounds()[:2]
        return None if last is None else last.date() if first is None else max(first.date(), last.date())

    @property
    def earliest_moment(self) -> datetime | None:
        """The first moment that is possible, in local time or with the stated offset."""
        return self._bounds().earliest

    @property
    def latest_moment(self) -> datetime | None:
        """The last moment that is possible, in local time or with the stated offset."""
        return self._bounds().latest

    @property
    def is_qualified(self) -> bool:
        """Whether the date is approximate or uncertain, or could not be placed at all: then it has no certain order."""
        return self._bounds().qualified

    @property
    def is_day(self) -> bool:
        """Whether it is one day, certain and without a clock time."""
        bounds = self._bounds()
        return not bounds.qualified and not bounds.clock and self.earliest is not None and self.earliest == self.latest

    def certainly_before(self, other: When) -> bool:
        """Whether all of it lies before all of the other.

        Where only one has an offset, or they state different zones, the one without may have been meant anywhere on
        earth. Two without either are taken as of one place.
        """
        mine, theirs = self._bounds(), other._bounds()
        if mine.qualified or theirs.qualified or mine.latest is None or theirs.earliest is None:
            return False
        if mine.zoned != theirs.zoned or (not mine.zoned and self.zone != other.zone):
            return _since_start(mine.latest, _WESTERNMOST) < _since_start(theirs.earliest, -_EASTERNMOST)
        return mine.latest < theirs.earliest

    def may_overlap(self, other: When) -> bool:
        """Whether both may share a moment."""
        return not self.certainly_before(other) and not other.certainly_before(self)


def _since_start(moment: datetime, widest: timedelta) -> timedelta:
    """The time in UTC since the start of year 1; one without an offset is moved to the outermost zone on that side."""
    # Not a datetime, which could not be moved over the start of year 1 or the end of year 9999.
    offset = moment.utcoffset()
    local = moment.replace(tzinfo=None) - datetime.min  # noqa: DTZ901 - both without a zone
    return local + widest if offset is None else local - offset
