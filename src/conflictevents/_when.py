"""`When`, an uncertain date or time, and `Basis`, the rule by which an inferred one was found."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Final, Literal

import attrs

from ._edtf import Bounds, ReversedIntervalError, parse_edtf
from ._fields import AnyRef, Pattern, Text
from ._record import Record, refusal
from ._vocab import Word
from .exceptions import PhraseError

__all__ = ["Basis", "Precision", "When"]

# A clock time or day without an offset may have been meant anywhere on earth, from UTC+14 to UTC-12.
_EASTERNMOST: Final = timedelta(hours=14)
_WESTERNMOST: Final = timedelta(hours=12)


class Precision(Word):
    """How finely a date is given."""

    CENTURY = "century", "A century: the last two digits of the year are unspecified (`20XX`)."
    DECADE = "decade", "A decade: the last digit of the year is unspecified (`202X`)."
    YEAR = "year", "A year, of which month or day may be unspecified (`2025`, `2025-XX-XX`)."
    SEASON = "season", "A season of a year (`2025-21` is spring)."
    MONTH = "month", "A month, of which the day may be unspecified (`2025-05`, `2025-05-XX`)."
    DAY = "day", "A day (`2025-05-25`)."
    MINUTE = "minute", "A clock time to the minute (`2025-05-25T03:40`)."
    SECOND = "second", "A clock time to the second (`2025-05-25T03:40:15`)."
    INTERVAL = "interval", "From one date or clock time to another, or open at one end (`2025-05-24/2025-05-25`)."


@attrs.frozen(kw_only=True)
class Basis(Record):
    """How an inferred value was found: by which rule, from what.

    Attributes:
        rule: The name of the rule: one of those by which `When.resolve` reads words, such as `weekday` (the last one up
            to publication), `overnight` or `earlier_this_month`; one that computes nothing, such as `public_record`,
            `span_of_parts` and `same_as_whole`; or one of your own.
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

    def _agree(self) -> None:
        """Check that the date can be read."""
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
        """Read an EDTF text: `When.parse(str(when))` is the same date.

        Raises:
            InvalidRecordError: If it is none that is taken, or an interval that ends before it starts.
        """
        return cls(edtf=edtf)

    @classmethod
    def resolve(
        cls,
        text: str,
        *,
        published: date | datetime | When | None,
        tense: Literal["past", "future"] = "past",
        language: str | None = None,
        day_order: Literal["DMY", "MDY", "YMD"] | None = None,
        zone: str | None = None,
    ) -> When:
        """Read a date as newspapers say it, counted from the day of publication.

            >>> from datetime import date
            >>> overnight = When.resolve("overnight", published=date(2025, 5, 25))
            >>> overnight.edtf, overnight.basis
            ('2025-05-24/2025-05-25', Basis(rule='overnight', anchor='2025-05-25'))
            >>> print(When.resolve("16 May 2025", published=None))
            2025-05-16

        What the words state in full has no basis; of all else the basis says by which rule it follows from which day.
        Nothing past reaches beyond the day of publication: "this week" ends there, and so does "May 2025" where it is
        the month of publication. What would lie wholly after it is refused. The result is never narrower than the
        words: "overnight" is two days.

        Args:
            text: The words that say when, and no others: at most 200 code points of English, Ukrainian or Russian.
            published: The day of publication. Of a `datetime`, or of a `When` with a clock time, only the day counts,
                as it stands there: the event may lie in another time zone, so its hour is no limit. None where it is
                not known, or a `When` that is not one certain day: then only what the words state in full can be read.
            tense: `future` where the words are about something planned: the nearest Sunday is then the next one, and
                nothing is cut off at publication.
            language: `en`, `uk` or `ru`; by default all that are written in the script of the text.
            day_order: How "03/04/2025" is to be read. Without it, a date in digits that can be read in two ways is
                refused. Dots are always day, month, year.
            zone: The time zone as the source states it, to be kept with the date.

        Raises:
            PhraseError: If the words give no date, two dates, a day that no calendar has, or none without guessing.
            ValueError: If the tense, the language or the day order is none of those.
        """
        from ._phrases._days import resolve  # noqa: PLC0415 - only who reads words pays for the vocabulary

        anchor, inferred = _day_of(published)
        found = resolve(text, anchor, tense, language, day_order)
        basis = None
        if found.rule is not None:
            counted = anchor is not None and found.anchored
            basis = Basis(rule=found.rule, anchor=str(anchor) if counted else None, inferred=counted and inferred)
        return cls(edtf=found.stretch.edtf, zone=zone, text=text, basis=basis)

    def derived(self) -> When | None:
        """The same words read again by the rule of the basis from its anchor; None where there is nothing to compute.

            >>> friday = When(edtf="2025-05-24", text="Friday", basis=Basis(rule="weekday", anchor="2025-05-25"))
            >>> print(friday.derived())
            2025-05-23

        A rule such as `public_record` or one of your own computes nothing.

        Raises:
            PhraseError: If the words give no date by that rule, or by another rule than that.
        """
        if self.text is None or self.basis is None:
            return None
        from ._phrases._days import derive  # noqa: PLC0415 - as above
        from ._phrases._days_rules import rule_named  # noqa: PLC0415 - as above

        rule = rule_named(self.basis.rule)
        if rule is None or not rule.computed:
            return None
        anchor, _ = _day_of(None if self.basis.anchor is None else _date_of(self.basis.anchor))
        found = derive(self.text, self.basis.rule, anchor)
        if found.rule is None or rule_named(found.rule) is not rule:
            raise PhraseError(self.text, f"its words are not read by the rule {self.basis.rule}")
        return attrs.evolve(self, edtf=found.stretch.edtf)

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
    def precision(self) -> Precision | None:
        """How finely the date is given; None where the words could not be placed."""
        edtf = self.edtf
        if edtf is None:
            return None
        if "/" in edtf:
            return Precision.INTERVAL
        if "T" in edtf:
            return Precision.SECOND if edtf[16:17] == ":" else Precision.MINUTE
        parts = edtf.rstrip("?~%").replace("-XX", "").split("-")
        if len(parts) == 1:
            unspecified = parts[0].count("X")
            return (Precision.YEAR, Precision.DECADE, Precision.CENTURY)[unspecified]
        if len(parts) == 2:
            return Precision.SEASON if int(parts[1]) > 12 else Precision.MONTH
        return Precision.DAY

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


def _day_of(published: date | When | None) -> tuple[date | None, bool]:
    """The one day of a date, if it is one, and whether it is itself inferred."""
    if isinstance(published, When):
        one = published.earliest if published.earliest == published.latest else None
        if one is not None and "/" not in str(published) and "T" in str(published):
            return one, published.basis is not None
        return (one if published.is_day else None), published.basis is not None
    if isinstance(published, datetime):
        return published.date(), False
    if published is not None and not isinstance(published, date):
        raise TypeError(f"expected the day of publication as a date, a datetime or a When, got {published!r:.80}")
    return published, False


def _date_of(anchor: str) -> When | None:
    """An anchor as a date; None where it is something else."""
    try:
        parse_edtf(anchor)
    except ValueError:
        return None
    return When(edtf=anchor)


def _since_start(moment: datetime, widest: timedelta) -> timedelta:
    """The time in UTC since the start of year 1; one without an offset is moved to the outermost zone on that side."""
    # Not a datetime, which could not be moved over the start of year 1 or the end of year 9999.
    offset = moment.utcoffset()
    local = moment.replace(tzinfo=None) - datetime.min  # noqa: DTZ901 - both without a zone
    return local + widest if offset is None else local - offset
