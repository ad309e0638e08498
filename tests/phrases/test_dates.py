"""Dates said in words: the table of the rules, what newsrooms write beyond it, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, Literal

import pytest

import conflictevents as ce
from conflictevents import When, examples
from conflictevents._phrases._days_rules import AHEAD, RULES
from conflictevents._phrases._days_words import date_words
from conflictevents._phrases._lexicon import LANGUAGES
from conflictevents.exceptions import PhraseError

SUNDAY: Final = date(2025, 5, 25)
WEDNESDAY: Final = date(2025, 5, 21)

TABLE: Final = [
    ("today", "2025-05-25", "today"),
    ("Sunday", "2025-05-25", "weekday"),
    ("on Sunday", "2025-05-25", "weekday"),
    ("yesterday", "2025-05-24", "yesterday"),
    ("Saturday", "2025-05-24", "weekday"),
    ("Friday", "2025-05-23", "weekday"),
    ("on Monday", "2025-05-19", "weekday"),
    ("overnight", "2025-05-24/2025-05-25", "overnight"),
    ("earlier this month", "2025-05-01/2025-05-24", "earlier_this_month"),
    ("last month", "2025-04", "last_month"),
    ("this week", "2025-05-19/2025-05-25", "this_week"),
    ("last week", "2025-05-12/2025-05-18", "last_week"),
    ("earlier this year", "2025-01-01/2025-05-24", "earlier_this_year"),
    ("on 16 May", "2025-05-16", "day_and_month"),
    ("May 16", "2025-05-16", "day_and_month"),
    ("in early May", "2025-05-01/2025-05-10", "month"),
    ("in mid May", "2025-05-11/2025-05-20", "month"),
    ("in late April", "2025-04-21/2025-04-30", "month"),
    ("since February 2022", "2022-02/2025-05-25", "since"),
    ("three days ago", "2025-05-22", "ago"),
    ("two weeks ago", "2025-05-11~", "ago"),
    ("last Sunday", "2025-05-18", "last_weekday"),
]
"""The rows of the contract, published on Sunday, 25 May 2025."""

BEYOND: Final = [
    # weekdays and parts of the day
    ("late Tuesday", "2025-05-20"),
    ("early on Sunday", "2025-05-25"),
    ("Sunday morning", "2025-05-25"),
    ("Monday afternoon", "2025-05-19"),
    ("in the early hours of Sunday", "2025-05-25"),
    ("this morning", "2025-05-25"),
    ("earlier today", "2025-05-25"),
    ("the day before yesterday", "2025-05-23"),
    ("last Friday", "2025-05-23"),
    ("Tuesday of last week", "2025-05-13"),
    ("Friday of this week", "2025-05-23"),
    # nights
    ("Saturday night", "2025-05-24/2025-05-25"),
    ("last night", "2025-05-24/2025-05-25"),
    ("on the night of 23 May", "2025-05-23/2025-05-24"),
    ("on the night of 24-25 May", "2025-05-24/2025-05-25"),
    ("on the night of 24/25 May", "2025-05-24/2025-05-25"),
    ("the night of May 24 to 25", "2025-05-24/2025-05-25"),
    ("overnight into Sunday", "2025-05-24/2025-05-25"),
    ("overnight from Saturday to Sunday", "2025-05-24/2025-05-25"),
    ("Saturday night into Sunday", "2025-05-24/2025-05-25"),
    ("overnight on Saturday", "2025-05-23/2025-05-25"),
    ("at midnight on Friday", "2025-05-23/2025-05-24"),
    ("tonight", "2025-05-25"),
    ("during the night of Friday", "2025-05-23/2025-05-24"),
    ("in the night to Sunday", "2025-05-24/2025-05-25"),
    # weeks, months, years
    ("over the weekend", "2025-05-24/2025-05-25"),
    ("last weekend", "2025-05-17/2025-05-18"),
    ("earlier this week", "2025-05-19/2025-05-24"),
    ("late May", "2025-05-21/2025-05-25"),
    ("in the first half of May", "2025-05-01/2025-05-15"),
    ("the second half of last year", "2024-07/2024-12"),
    ("early last week", "2025-05-12/2025-05-18"),
    ("since the start of the year", "2025-01/2025-05-25"),
    ("the end of April", "2025-04-21/2025-04-30"),
    ("mid-April", "2025-04-11/2025-04-20"),
    ("early this month", "2025-05-01/2025-05-10"),
    ("in May", "2025-05-01/2025-05-25"),
    ("this month", "2025-05-01/2025-05-25"),
    ("in March", "2025-03"),
    ("in December", "2024-12"),
    ("late December", "2024-12-21/2024-12-31"),
    ("last May", "2024-05"),
    ("in March last year", "2024-03"),
    ("this summer", "2025-22"),
    ("around the spring of last year", "2024-21~"),
    ("16 May last year", "2024-05-16"),
    ("the 16th of last month", "2025-04-16"),
    ("last year", "2024"),
    ("this year", "2025-01-01/2025-05-25"),
    ("earlier in May", "2025-05-01/2025-05-24"),
    # so long ago
    ("a week ago", "2025-05-18~"),
    ("exactly two weeks ago", "2025-05-11"),
    ("about three weeks ago", "2025-05-04~"),
    ("two months ago", "2025-03~"),
    ("three years ago", "2022~"),
    ("a decade ago", "2015~"),
    ("a fortnight ago", "2025-05-11~"),
    ("a couple of days ago", "2025-05-23~"),
    ("several days ago", "2025-05-16~/2025-05-22~"),
    ("hours ago", "2025-05-24/2025-05-25"),
    ("48 hours ago", "2025-05-23"),
    ("in the past 24 hours", "2025-05-24/2025-05-25"),
    ("over the last three days", "2025-05-22/2025-05-25"),
    ("in the past two weeks", "2025-05-11~/2025-05-25"),
    ("in recent weeks", "2025-03-23~/2025-05-25"),
    # from one date to another
    ("between 16 and 20 May", "2025-05-16/2025-05-20"),
    ("from Monday to Wednesday", "2025-05-19/2025-05-21"),
    ("24-25 May", "2025-05-24/2025-05-25"),
    ("since Friday", "2025-05-23/2025-05-25"),
    ("since today", "2025-05-25"),
    ("after Friday", "2025-05-24/2025-05-25"),
    ("until Sunday", "../2025-05-25"),
    ("before 16 May", "../2025-05-15"),
    ("from 30 December to 2 January", "2024-12-30/2025-01-02"),
    # days and months
    ("May 16th", "2025-05-16"),
    ("the 16th", "2025-05-16"),
    ("the 31st", "2025-03-31"),
    ("30 May", "2024-05-30"),
    ("29 February", "2024-02-29"),
    ("the twenty-fifth of May", "2025-05-25"),
    ("Sunday, 25 May", "2025-05-25"),
    ("around 16 May", "2025-05-16~"),
    ("Sept. 16", "2024-09-16"),
    # clock times
    ("3 a.m. on Sunday", "2025-05-25T03:00"),
    ("at 12 a.m. on Sunday", "2025-05-25T00:00"),
    ("at 12:30 p.m. on Sunday", "2025-05-25T12:30"),
    ("at 15:40 on 25 May", "2025-05-25T15:40"),
    ("at 15:40:30 UTC on 25 May", "2025-05-25T15:40:30Z"),
    ("noon on Sunday", "2025-05-25T12:00"),
    ("between 3 and 5 a.m. on Sunday", "2025-05-25T03:00/2025-05-25T05:00"),
    ("on Sunday between 3 and 5 a.m.", "2025-05-25T03:00/2025-05-25T05:00"),
    ("from 6 p.m. on Saturday to 5 a.m. on Sunday", "2025-05-24T18:00/2025-05-25T05:00"),
    ("between 3 a.m. and 05:30 on Sunday", "2025-05-25T03:00/2025-05-25T05:30"),
    # a clock time that is not plain leaves the day
    ("around 3 a.m. on Sunday", "2025-05-25"),
    ("shortly after midnight on Saturday", "2025-05-24/2025-05-25"),
    ("before 6 a.m. on Sunday", "2025-05-25"),
    ("at 3 o'clock on 24 May", "2025-05-24"),
    ("since 3 a.m. on Saturday", "2025-05-24/2025-05-25"),
    ("from 6 p.m. on Friday to Saturday", "2025-05-23/2025-05-24"),
]
"""What a careful reader takes from other words, published on the same day."""

STATED: Final = [
    ("25 May 2025", "2025-05-25"),
    ("May 25, 2025", "2025-05-25"),
    ("Sunday, May 25, 2025", "2025-05-25"),
    ("Sunday (25 May 2025)", "2025-05-25"),
    ("May 2025", "2025-05"),
    ("in 2024", "2024"),
    ("2022", "2022"),
    ("the 1990s", "199X"),
    ("1 January 2024", "2024-01-01"),
    ("2025-05-25", "2025-05-25"),
    ("2025-05", "2025-05"),
    ("2025-05-25T15:40", "2025-05-25T15:40"),
    ("2025-05-25T15:40+03:00", "2025-05-25T15:40+03:00"),
    ("2025/05/25", "2025-05-25"),
    ("25-May-2025", "2025-05-25"),
    ("24.05–25.05.2025", "2025-05-24/2025-05-25"),
    ("25.05.2025", "2025-05-25"),
    ("03.04.2025", "2025-04-03"),
    ("25/05/2025", "2025-05-25"),
    ("05/25/2025", "2025-05-25"),
    ("05/05/2025", "2025-05-05"),
    ("spring of 2024", "2024-21"),
    ("winter 2023", "2023-24"),
    ("May 24–25, 2025", "2025-05-24/2025-05-25"),
    ("30 December to 2 January 2025", "2024-12-30/2025-01-02"),
    ("30 December 2024 to 2 January", "2024-12-30/2025-01-02"),
    ("March–April 2022", "2022-03/2022-04"),
    ("2014–2022", "2014/2022"),
    ("late May 2024", "2024-05-21/2024-05-31"),
    ("about 2014", "2014~"),
    ("late 2024", "2024-09/2024-12"),
    ("since May 2022", "2022-05/.."),
    ("until 3 June 2025", "../2025-06-03"),
    ("on the night of 24 May 2025", "2025-05-24/2025-05-25"),
    ("２５ Ｍａｙ ２０２５", "2025-05-25"),
]
"""Words that need no publication date."""

PLANNED: Final = [
    ("next Sunday", "2025-06-01", "next_weekday"),
    ("Sunday", "2025-05-25", "weekday"),
    ("Monday", "2025-05-26", "weekday_ahead"),
    ("tomorrow", "2025-05-26", "tomorrow"),
    ("the day after tomorrow", "2025-05-27", "day_after_tomorrow"),
    ("tonight", "2025-05-25/2025-05-26", "tonight_ahead"),
    ("overnight", "2025-05-25/2025-05-26", "overnight_ahead"),
    ("16 May", "2026-05-16", "day_and_month_ahead"),
    ("30 May", "2025-05-30", "day_and_month_ahead"),
    ("the 28th", "2025-05-28", "day_of_month_ahead"),
    ("in June", "2025-06", "month_ahead"),
    ("in May", "2025-05-25/2025-05-31", "month_ahead"),
    ("next May", "2026-05", "next_named_month"),
    ("later this month", "2025-05-25/2025-05-31", "later_this_month"),
    ("later this week", "2025-05-25", "later_this_week"),
    ("later this year", "2025-05-25/2025-12-31", "later_this_year"),
    ("next week", "2025-05-26/2025-06-01", "next_week"),
    ("next month", "2025-06", "next_month"),
    ("next year", "2026", "next_year"),
    ("next weekend", "2025-05-31/2025-06-01", "next_weekend"),
    ("in three days", "2025-05-28", "from_now"),
    ("two weeks from now", "2025-06-08~", "from_now"),
    ("within 48 hours", "2025-05-25/2025-05-27", "coming_period"),
    ("in the coming days", "2025-05-25/2025-06-03~", "coming_period"),
    ("by 1 June", "../2025-06-01", "until_ahead"),
    ("from Sunday", "2025-05-25/..", "from"),
    ("from Monday to Wednesday", "2025-05-26/2025-05-28", "range_ahead"),
    ("yesterday", "2025-05-24", "yesterday"),
    ("since Friday", "2025-05-23/2025-05-25", "since"),
]
"""What is planned, said on the same day."""

CYRILLIC: Final = [
    ("сьогодні", "2025-05-25"),
    ("вчора", "2025-05-24"),
    ("позавчора", "2025-05-23"),
    ("у неділю", "2025-05-25"),
    ("у п’ятницю", "2025-05-23"),
    ("минулої ночі", "2025-05-24/2025-05-25"),
    ("вночі", "2025-05-24/2025-05-25"),
    ("у ніч на 25 травня", "2025-05-24/2025-05-25"),
    ("у ніч з 24 на 25 травня", "2025-05-24/2025-05-25"),
    ("у ніч проти неділі", "2025-05-24/2025-05-25"),
    ("цього тижня", "2025-05-19/2025-05-25"),
    ("минулого тижня", "2025-05-12/2025-05-18"),
    ("минулого місяця", "2025-04"),
    ("торік", "2024"),
    ("протягом минулої доби", "2025-05-24/2025-05-25"),
    ("з початку року", "2025-01/2025-05-25"),
    ("у березні 2022-го", "2022-03"),
    ("16 травня", "2025-05-16"),
    ("16-го травня 2024 року", "2024-05-16"),
    ("на початку травня", "2025-05-01/2025-05-10"),
    ("з лютого 2022 року", "2022-02/2025-05-25"),
    ("три дні тому", "2025-05-22"),
    ("тиждень тому", "2025-05-18~"),
    ("за минулу добу", "2025-05-24/2025-05-25"),
    ("о 3 ночі у неділю", "2025-05-25T03:00"),
    ("від понеділка до середи", "2025-05-19/2025-05-21"),
    ("між 16 та 20 травня", "2025-05-16/2025-05-20"),
    ("у ніч на 25.05", "2025-05-24/2025-05-25"),
    ("навесні 2024 року", "2024-21"),
    ("сегодня", "2025-05-25"),
    ("вчера", "2025-05-24"),
    ("ночью", "2025-05-24/2025-05-25"),
    ("прошлой ночью", "2025-05-24/2025-05-25"),
    ("в ночь на 25 мая", "2025-05-24/2025-05-25"),
    ("в ночь с субботы на воскресенье", "2025-05-24/2025-05-25"),
    ("в воскресенье", "2025-05-25"),
    ("на этой неделе", "2025-05-19/2025-05-25"),
    ("на прошлой неделе", "2025-05-12/2025-05-18"),
    ("в прошлом месяце", "2025-04"),
    ("16 мая", "2025-05-16"),
    ("16 числа прошлого месяца", "2025-04-16"),
    ("в конце апреля", "2025-04-21/2025-04-30"),
    ("с февраля 2022 года", "2022-02/2025-05-25"),
    ("два дня назад", "2025-05-23"),
    ("неделю назад", "2025-05-18~"),
    ("за последние сутки", "2025-05-24/2025-05-25"),
    ("в 2 часа дня в субботу", "2025-05-24T14:00"),
    ("с понедельника по среду", "2025-05-19/2025-05-21"),
    ("1990-е годы", "199X"),
]
"""Ukrainian and Russian, told apart by nobody."""

REFUSED: Final = [
    ("", "no date"),
    (" \u200b ", "no date"),
    (",", "no date"),
    ("on the", "no date"),
    ("about", "no date"),
    ("recently", "'recently' is not a word"),
    ("shelling on Sunday", "'shelling' is not a word"),
    ("on Sundays", "'Sundays' is not a word"),
    ("never on Sunday", "'never' is not a word"),
    ("Sunday and Monday", "two different dates"),
    ("Sunday, Monday", "two different dates, 'Sunday' and 'Monday'"),
    ("16 May 20 May", "two different dates"),
    ("Saturday or Sunday", "which of two dates"),
    ("from Monday to Tuesday to Friday", "more than two dates"),
    ("between Monday", "needs two dates"),
    ("Sunday, 24 May", "2025-05-24 is a Saturday and no Sunday"),
    ("Saturday, 23 May 2025", "2025-05-23 is a Friday and no Saturday"),
    ("03/04/2025", "2025-04-03 or 2025-03-04: give the day_order"),
    ("03-04-2025", "give the day_order"),
    ("25/05/25", "a year of four digits"),
    ("25.05", "a day and a month, a time or a number"),
    ("31/31/2025", "no calendar has the day"),
    ("31.02.2025", "no calendar has the day"),
    ("30 February", "no calendar has the day"),
    ("31 April 2025", "no calendar has the day 2025-04-31"),
    ("29 February 2025", "no calendar has the day 2025-02-29"),
    ("2025-02-30", "2025-02-30"),
    ("2024-25", "a span of years"),
    ("2024-22", "a span of years or a season"),
    ("0000", "years run from 1 to 9999"),
    ("spring of 0000", "years run from 1 to 9999"),
    ("May 0000", "years run from 1 to 9999"),
    ("12025", "years run from 1 to 9999"),
    ("12", "the number 12 alone is no date"),
    ("303", "alone is no date"),
    ("300 decades ago", "outside the years 1 to 9999"),
    ("99999 days ago", "years run from 1 to 9999"),
    ("0 days ago", "no date is counted by 0"),
    ("3 a.m.", "a clock time without its day"),
    ("Sunday 25:00", "no clock shows 25:00"),
    ("0 a.m. on Sunday", "there is no 0 a.m."),
    ("from 5 a.m. to 3 a.m. on Sunday", "a clock time without its day"),
    ("between 11 and 5 a.m. on Sunday", "which half of the day"),
    ("morning", "a time of day without its day"),
    ("tomorrow", 'give tense="future"'),
    ("next Sunday", 'give tense="future"'),
    ("later this month", 'give tense="future"'),
    ("3 June 2025", 'lies after 2025-05-25, the day of publication: give tense="future"'),
    ("from 14 to 12 May", "ends before it starts"),
    ("from 2025 to 2024", "ends before it starts"),
    ("May-25", "one date or two"),
    ("from 5 p.m. on 16 May to 3 p.m. on 16 May", "ends before it starts"),
    ("Sunday between Monday and Tuesday", "more than one date"),
    ("about late between 16 and 20 May", "more than a stretch"),
    ("last Sunday from", "cannot stand there"),
    ("since", "no date"),
    ("between", "needs two dates"),
    ("after the 1990s and", "two different dates"),
    ("minutes in the weekend", "two different dates"),
    ("previous day", "read together"),
    ("within 24 hours", "another event, or is planned"),
    ("three weekends", "is not a word"),
    ("16 May UTC", "stands without a clock time"),
    ("16 May next", "read together"),
    ("32nd", "alone is no date"),
    ("the 31st of last month", "no calendar has the day 2025-04-31"),
    ("last two years of next", "two different dates"),
    ("since tomorrow", 'give tense="future"'),
    ("after Sunday", "lies after 2025-05-25"),
    ("from March 2024 to May 2023", "ends before it starts"),
    ("mere hours before", "counts from another event"),
    ("two days later", "counts from another event"),
    ("three days earlier", "counts from another event"),
    ("last spring", "a season without its year"),
    ("three days", "read together"),
    ("Sunday the 16th of last", "read together"),
    ("last Sunday of next month", "two different dates"),
    ("Sunday?", "the mark '?'"),
    ("24 мая May", "is not a word"),
    ("x" * 201, "at most 200 characters"),
]
"""What is never guessed, said on the same day."""


def resolved(text: str, published: date | None = SUNDAY, tense: Literal["past", "future"] = "past") -> When:
    """The date that the words give."""
    return When.resolve(text, published=published, tense=tense)


@pytest.mark.parametrize(("text", "edtf", "rule"), TABLE)
def test_every_row_of_the_table(text: str, edtf: str, rule: str) -> None:
    """The words give the date of the contract, and keep themselves, the rule and the day that they count from."""
    when = resolved(text)
    assert When(edtf=edtf, text=text, basis=ce.Basis(rule=rule, anchor="2025-05-25")) == when


@pytest.mark.parametrize(("text", "edtf"), BEYOND)
def test_what_newsrooms_write(text: str, edtf: str) -> None:
    """Other words give what a careful reader takes from them, never narrower, and can be derived again."""
    when = resolved(text)
    assert edtf == when.edtf
    assert when.derived() == when


@pytest.mark.parametrize(("text", "edtf"), STATED)
def test_a_date_that_is_stated_has_no_basis(text: str, edtf: str) -> None:
    """Nothing is inferred, so nothing is needed for it."""
    assert When(edtf=edtf, text=text) == resolved(text, None)


@pytest.mark.parametrize(("text", "edtf", "rule"), PLANNED)
def test_what_is_planned(text: str, edtf: str, rule: str) -> None:
    """In the future tense the nearest date is the next one, and the rule says so where it makes a difference."""
    when = resolved(text, tense="future")
    assert edtf == when.edtf
    assert when.basis is not None
    assert rule == when.basis.rule
    assert when.derived() == when


@pytest.mark.parametrize(("text", "edtf"), CYRILLIC)
def test_ukrainian_and_russian(text: str, edtf: str) -> None:
    """They are read together, and neither has to be named."""
    when = resolved(text)
    assert edtf == when.edtf
    assert when.basis is None or when.derived() == when


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_is_refused(text: str, reason: str) -> None:
    """The refusal quotes the words and says why."""
    with pytest.raises(PhraseError) as caught:
        resolved(text)
    assert reason in caught.value.reason
    assert text == caught.value.phrase
    assert text[:50] in str(caught.value) or not text.isprintable()


@pytest.mark.parametrize("text", ["Sunday", "overnight", "16 May", "last month", "since Friday", "у неділю", "вчера"])
def test_what_counts_from_publication_needs_it(text: str) -> None:
    """Neither no date, nor a month, nor a doubtful day will do."""
    for published in (None, When(edtf="2025-05"), When(edtf="2025-05-25~"), When(text="in May")):
        with pytest.raises(PhraseError, match="no single day"):
            When.resolve(text, published=published)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Sunday", "2025-05-18"),
        ("Wednesday", "2025-05-21"),
        ("this week", "2025-05-19/2025-05-21"),
        ("over the weekend", "2025-05-17/2025-05-18"),
        ("last weekend", "2025-05-17/2025-05-18"),
        ("late May", "2025-05-21"),
        ("from Friday to Sunday", "2025-05-16/2025-05-18"),
        ("Wednesday night", "2025-05-21"),
    ],
)
def test_in_the_middle_of_a_week(text: str, edtf: str) -> None:
    """What is not yet over ends on the day of publication, and a weekday to come is that of the week before."""
    assert edtf == resolved(text, WEDNESDAY).edtf


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("earlier this month", date(2025, 5, 1), "2025-05-01"),
        ("late May", date(2025, 5, 15), "2024-05-21/2024-05-31"),
        ("last month", date(2025, 1, 31), "2024-12"),
        ("a month ago", date(2025, 3, 31), "2025-02~"),
        ("this week", date(2025, 1, 1), "2024-12-30/2025-01-01"),
        ("29 February", date(2103, 1, 1), "2096-02-29"),
        ("the 31st", date(2025, 3, 1), "2025-01-31"),
        ("yesterday", date(2024, 3, 1), "2024-02-29"),
        ("this month", date(999, 5, 25), "0999-05-01/0999-05-25"),
        ("late May 0998", date(999, 5, 25), "0998-05-21/0998-05-31"),
    ],
)
def test_at_the_edges_of_the_calendar(text: str, published: date, edtf: str) -> None:
    """First days, leap years and years of three digits are counted as the calendar has them."""
    assert edtf == resolved(text, published).edtf


@pytest.mark.parametrize(
    ("text", "published"), [("yesterday", date.min), ("tomorrow", date.max), ("in 9 days", date.max)]
)
def test_beyond_the_calendar(text: str, published: date) -> None:
    """Before year 1 and after year 9999 there is no date."""
    with pytest.raises(PhraseError, match="outside the years 1 to 9999"):
        resolved(text, published, "future")


def test_a_stated_date_is_cut_off_at_publication_too() -> None:
    """Of the month of publication only the part before it can have happened, and the basis says that it was cut."""
    when = resolved("May 2025")
    assert ("2025-05-01/2025-05-25", ce.Basis(rule="up_to_publication", anchor="2025-05-25")) == (when.edtf, when.basis)
    assert When(edtf="2025-05", text="May 2025") == resolved("May 2025", tense="future")
    assert When(edtf="2025-04", text="April 2025") == resolved("April 2025")


@pytest.mark.parametrize(("order", "edtf"), [("DMY", "2025-04-03"), ("MDY", "2025-03-04")])
def test_an_order_decides_what_is_ambiguous(order: Literal["DMY", "MDY"], edtf: str) -> None:
    """The order is kept as the rule, and needs no anchor."""
    when = When.resolve("03/04/2025", published=None, day_order=order)
    assert (edtf, ce.Basis(rule=f"day_order_{order.lower()}")) == (when.edtf, when.basis)
    assert when.derived() == when


@pytest.mark.parametrize(("text", "order"), [("25/05/2025", "MDY"), ("05/25/2025", "DMY"), ("03/04/2025", "YMD")])
def test_an_order_that_cannot_be_is_refused(text: str, order: Literal["DMY", "MDY", "YMD"]) -> None:
    """It says that something is wrong with the order or with the date."""
    with pytest.raises(PhraseError, match=f"no date in the order {order}"):
        When.resolve(text, published=None, day_order=order)


def test_an_order_that_is_not_needed_leaves_no_trace() -> None:
    """A date that reads in one way only is stated."""
    for text in ("25/05/2025", "05/05/2025"):
        assert When.resolve(text, published=None, day_order="DMY").basis is None


def test_of_publication_the_day_counts() -> None:
    """A date, a time of that day in whatever zone and a record of it give the same, and an inferred day says so."""
    plain = resolved("overnight")
    for published in (
        datetime(2025, 5, 25, 0, 30),
        datetime(2025, 5, 25, 23, 30, tzinfo=UTC),
        When(edtf="2025-05-25"),
        When(edtf="2025-05-25T06:00Z"),
    ):
        assert plain == When.resolve("overnight", published=published)
    inferred = When(edtf="2025-05-25", basis=ce.Basis(rule="public_record"))
    basis = When.resolve("overnight", published=inferred).basis
    assert ce.Basis(rule="overnight", anchor="2025-05-25", inferred=True) == basis
    assert When.resolve("03/04/2025", published=inferred, day_order="DMY", tense="future").basis == ce.Basis(
        rule="day_order_dmy"
    )


def test_the_zone_is_kept() -> None:
    """It is the source's word, and nothing is computed with it."""
    assert "Europe/Kyiv" == When.resolve("3 a.m. on Sunday", published=SUNDAY, zone="Europe/Kyiv").zone


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: When.resolve("Sunday", published="2025-05-25"), TypeError),  # type: ignore[arg-type]
        (lambda: When.resolve("Sunday", published=SUNDAY, tense="present"), ValueError),  # type: ignore[arg-type]
        (lambda: When.resolve("Sunday", published=SUNDAY, day_order="DYM"), ValueError),  # type: ignore[arg-type]
        (lambda: When.resolve("Sunday", published=SUNDAY, language="xx"), ValueError),
    ],
)
def test_what_is_no_argument(call: Any, error: type[Exception]) -> None:
    """A mistake of the program is not taken for a fault of the words."""
    with pytest.raises(error) as caught:
        call()
    assert not isinstance(caught.value, PhraseError)


def test_a_language_can_be_named() -> None:
    """Then no other is read, and its way of writing days is known even where there are only digits."""
    assert "2025-05-23" == When.resolve("23.05", published=SUNDAY, language="uk").edtf
    with pytest.raises(PhraseError, match="is not a word"):
        When.resolve("вчера", published=SUNDAY, language="uk")
    with pytest.raises(PhraseError, match="is not a word"):
        When.resolve("в воскресенье", published=SUNDAY, language="en")


def test_derived_computes_only_what_is_computed() -> None:
    """Without words or a rule that computes there is nothing to derive; words of another rule are refused."""
    assert When(edtf="2025-05-25", text="Sunday").derived() is None
    assert When(edtf="2025-05-25", basis=ce.Basis(rule="weekday", anchor="2025-05-25")).derived() is None
    for rule in ("public_record", "x-lab.rule"):
        assert When(edtf="2025-05-25", text="Sunday", basis=ce.Basis(rule=rule)).derived() is None
    for basis in (
        ce.Basis(rule="weekday", anchor="not a date"),
        ce.Basis(rule="weekday", anchor="2025-05"),
        ce.Basis(rule="overnight", anchor="2025-05-25"),
    ):
        with pytest.raises(PhraseError):
            When(edtf="2025-05-25", text="Sunday", basis=basis).derived()


@pytest.mark.parametrize(
    ("text", "rule", "edtf"),
    [
        ("mere hours before", "hours_before", "2025-05-24/2025-05-25"),
        ("hours later", "hours_after", "2025-05-25/2025-05-26"),
        ("two days earlier", "days_before", "2025-05-23"),
        ("a week later", "days_after", "2025-06-01~"),
    ],
)
def test_what_counts_from_another_event(text: str, rule: str, edtf: str) -> None:
    """It is refused of publication, and derived from the day of that event, which it may lie after."""
    when = When(edtf=edtf, text=text, basis=ce.Basis(rule=rule, anchor="2025-05-25", of="exchange"))
    assert when.derived() == when


def test_the_worked_example_can_be_derived_again() -> None:
    """Every basis in it that computes a date gives the one that stands there."""
    found = 0
    for event in examples.load("istanbul-exchange").events:
        if event.when is not None and (derived := event.when.derived()) is not None:
            assert derived == event.when
            found += 1
    assert found >= 6


def test_the_rules_are_well_named() -> None:
    """Each has a name that a basis takes, a meaning, and none ends like a rule used on something planned."""
    for name, rule in RULES.items():
        assert ce.Basis(rule=name).rule == name
        assert rule.meaning.endswith(".")
        assert not name.endswith(AHEAD)


def test_every_rule_but_those_that_compute_nothing_is_tried_here() -> None:
    """A rule that no phrase uses would be a promise that nothing keeps."""
    used = {"day_order_dmy", "day_order_mdy", "hours_before", "hours_after", "days_before", "days_after"}
    cases = [(text, "past") for text, *_ in (*TABLE, *BEYOND)] + [(text, "future") for text, *_ in PLANNED]
    for text, tense in [*cases, ("May 2025", "past")]:
        basis = resolved(text, tense=tense).basis  # type: ignore[arg-type]
        if basis is not None:
            used.add(basis.rule.removesuffix(AHEAD))
    assert {name for name, rule in RULES.items() if rule.computed} == used


def test_words_that_two_languages_share_mean_the_same() -> None:
    """Ukrainian and Russian are read together, so a word of both must play one part; "за" is the one exception."""
    ukrainian, russian = date_words("uk").roles(), date_words("ru").roles()
    unlike = {words for words in ukrainian.keys() & russian.keys() if ukrainian[words] != russian[words]}
    assert unlike == {("за",)}


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_words_play_two_parts(code: str) -> None:
    """In one language a phrase stands in one table only, so the order of tables decides nothing."""
    assert {words: roles for words, roles in date_words(code).roles().items() if len(roles) > 1} == {}


def corpus() -> list[Any]:
    """The dates of the corpus, which was written without sight of the code."""
    lines = (
        json.loads(line)
        for code in ("en", "uk", "ru")
        for line in Path(__file__).with_name(f"corpus.{code}.jsonl").read_text("utf-8").splitlines()
    )
    return [pytest.param(line, id=line["resolve"][:60]) for line in lines if "resolve" in line]


@pytest.mark.parametrize("line", corpus())
def test_the_corpus(line: dict[str, Any]) -> None:
    """Each line gives what a careful reader would say; where it gives a day, a clock time of that day is as good."""
    published = None if line["published"] is None else date.fromisoformat(line["published"])
    tense = line.get("tense", "past")
    if "refused" in line:
        with pytest.raises(PhraseError):
            resolved(line["resolve"], published, tense)
        return
    edtf = resolved(line["resolve"], published, tense).edtf or ""
    assert line["edtf"] == (edtf.partition("T")[0] if "T" not in line["edtf"] else edtf)
