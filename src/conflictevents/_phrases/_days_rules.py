"""The rules by which words become dates: the names that a `Basis` holds for ever, and what each of them means."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, NamedTuple

__all__ = ["AHEAD", "RULES", "Rule", "rule_named"]


class Rule(NamedTuple):
    """A rule.

    Attributes:
        meaning: What it does, in a sentence. "The anchor" is the day of publication unless something else is said.
        ahead: Whether what it gives may lie after the anchor by its own words ("tomorrow").
        computed: Whether the date can be derived from the words and the anchor again.
        published: Whether the anchor is the day of publication; if not, that of another event.
    """

    meaning: str
    ahead: bool = False
    computed: bool = True
    published: bool = True


AHEAD: Final = "_ahead"
"""Ends the name of a rule that was used on something planned: the nearest date from the anchor on, not up to it."""

RULES: Final = MappingProxyType(
    {
        "today": Rule("The anchor itself."),
        "yesterday": Rule("The day before the anchor."),
        "day_before_yesterday": Rule("Two days before the anchor."),
        "tomorrow": Rule("The day after the anchor.", ahead=True),
        "day_after_tomorrow": Rule("Two days after the anchor.", ahead=True),
        "tonight": Rule("The night that begins on the anchor: that day and the next."),
        "last_night": Rule("The night before the anchor: the day before and the anchor."),
        "overnight": Rule("The night before the anchor: the day before and the anchor."),
        "weekday": Rule("The last day of that name up to the anchor, which may be the anchor."),
        "last_weekday": Rule(
            "The last day of that name before the anchor; said on a Sunday, last Sunday is 7 days back."
        ),
        "next_weekday": Rule("The first day of that name after the anchor.", ahead=True),
        "relative_week": Rule("The day of that name in the ISO week before, of or after the anchor."),
        "this_week": Rule("The ISO week of the anchor, from Monday, up to the anchor."),
        "last_week": Rule("The ISO week before that of the anchor, from Monday to Sunday."),
        "next_week": Rule("The ISO week after that of the anchor.", ahead=True),
        "earlier_this_week": Rule("From the Monday of the anchor's ISO week to the day before the anchor."),
        "later_this_week": Rule("From the anchor to the Sunday of its ISO week.", ahead=True),
        "weekend": Rule(
            "The last Saturday and Sunday of which one at least is not after the anchor, up to the anchor."
        ),
        "last_weekend": Rule("The last Saturday and Sunday that both lie before the anchor's ISO week."),
        "next_weekend": Rule("The first Saturday and Sunday that both lie after the anchor.", ahead=True),
        "this_month": Rule("The month of the anchor, up to the anchor."),
        "last_month": Rule("The calendar month before that of the anchor."),
        "next_month": Rule("The calendar month after that of the anchor.", ahead=True),
        "earlier_this_month": Rule("From the first of the anchor's month to the day before the anchor."),
        "later_this_month": Rule("From the anchor to the end of its month.", ahead=True),
        "this_year": Rule("The year of the anchor, up to the anchor."),
        "last_year": Rule("The calendar year before that of the anchor."),
        "next_year": Rule("The calendar year after that of the anchor.", ahead=True),
        "earlier_this_year": Rule("From 1 January of the anchor's year to the day before the anchor."),
        "later_this_year": Rule("From the anchor to the end of its year.", ahead=True),
        "day_and_month": Rule("The last such day up to the anchor, in its year or an earlier one."),
        "day_of_month": Rule("The last day with that number up to the anchor, in its month or an earlier one."),
        "month": Rule("The last month of that name, or part of it, that begins up to the anchor; up to the anchor."),
        "last_named_month": Rule("The last month of that name that ends before the anchor's month."),
        "next_named_month": Rule("The first month of that name that begins after the anchor's month.", ahead=True),
        "relative_month": Rule("That day of the month before, of or after the anchor's month."),
        "relative_year": Rule("That date in the year before, of or after the anchor's year."),
        "ago": Rule(
            "So much time before the anchor. Days are exact, weeks approximate; months and years are the month or year"
            " that it falls in, approximate; hours may reach into the day before. Of “a few” 3 to 9, of “days” 2 to 9."
        ),
        "from_now": Rule("So much time after the anchor, counted as by the rule ago.", ahead=True),
        "past_period": Rule(
            "So much time that ends with the anchor; except of hours and days, its start is approximate."
        ),
        "coming_period": Rule(
            "So much time that starts with the anchor; except of hours and days, its end is approximate.", ahead=True
        ),
        "since": Rule("From that date, the last one up to the anchor, to the anchor."),
        "from": Rule("From that date on, without an end.", ahead=True),
        "after": Rule("From the day after that date to the anchor."),
        "until": Rule("Up to that date, without a start."),
        "before": Rule("Up to the day before that date, without a start."),
        "range": Rule(
            "From one date to another; each of them the last up to the anchor, the first not after the second."
        ),
        "up_to_publication": Rule("The date that the words state, as far as it lies up to the anchor."),
        "day_order_dmy": Rule("A date in digits, read as day, month and year; no anchor."),
        "day_order_mdy": Rule("A date in digits, read as month, day and year; no anchor."),
        "hours_before": Rule(
            "Some hours before an event on the anchor: that day or, it may be, the one before.", published=False
        ),
        "hours_after": Rule(
            "Some hours after an event on the anchor: that day or, it may be, the next.", published=False
        ),
        "days_before": Rule("So many days, weeks, months or years before an event on the anchor.", published=False),
        "days_after": Rule("So many days, weeks, months or years after an event on the anchor.", published=False),
        "public_record": Rule("Taken from what is publicly known and not from the source.", computed=False),
        "span_of_parts": Rule("From the first to the last of the parts of an event.", computed=False),
        "same_as_whole": Rule("As the event of which it is a part.", computed=False),
    }
)
"""Every rule by its name. A name with `_ahead` at its end is the same rule used on something planned."""


def rule_named(name: str) -> Rule | None:
    """The rule of a name; None for a name of a user's own."""
    return RULES.get(name.removesuffix(AHEAD))
