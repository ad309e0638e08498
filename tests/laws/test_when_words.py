"""The laws of dates said in words: never beyond publication, derivable, and the same in every language."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final, Literal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import When
from conflictevents._phrases._days_words import date_words
from conflictevents._phrases._lexicon import LANGUAGES
from conflictevents.exceptions import PhraseError

DAYS: Final = st.dates() | st.dates(date(2024, 1, 1), date(2026, 12, 31))
TENSES: Final = st.sampled_from(["past", "future"])
ORDERS: Final = st.sampled_from([None, "DMY", "MDY", "YMD"])

DIGITS: Final = st.sampled_from(
    [
        "2025",
        "1990",
        "0001",
        "9999",
        "25",
        "24",
        "3",
        "31",
        "12",
        "0",
        "16th",
        "24–25",
        "15:40",
        "3 a.m.",
        "1990s",
        "-",
        "–",
        "/",
        ",",
        "2025-05-25",
        "2022-02",
        "03/04/2025",
        "25/05/2025",
        "25.05.2025",
        "25.05",
    ]
)


def vocabulary(code: str) -> st.SearchStrategy[str]:
    """The words of a language, whatever their part, and digits among them."""
    return st.sampled_from(sorted(" ".join(words) for words in date_words(code).roles())) | DIGITS


PHRASES: Final = st.sampled_from(LANGUAGES).flatmap(lambda code: st.lists(vocabulary(code), max_size=5)).map(" ".join)
"""Words of dates in any order: mostly nonsense, sometimes a date."""

SAYINGS: Final = st.sampled_from(
    [
        "today",
        "yesterday",
        "overnight",
        "last night",
        "tonight",
        "this week",
        "last week",
        "this month",
        "last month",
        "this year",
        "last year",
        "earlier this month",
        "the weekend",
        "last weekend",
        "since Friday",
        "until Sunday",
        "three days ago",
        "two weeks ago",
        "a month ago",
        "hours ago",
        "in the past 24 hours",
        "in recent weeks",
        "from Monday to Wednesday",
        "between 16 and 20 May",
        "24-25 May",
        "Saturday night",
        "late May",
        "in March",
        "the 16th",
        "the 31st",
        "16 May",
        "last Sunday",
        "3 a.m. on Sunday",
        "Tuesday of last week",
        "16 May last year",
        "on the night of 24-25 May",
        "overnight on Saturday",
        "last May",
        "next Sunday",
        "in three days",
        "by 1 June",
        "May 2025",
        "2025",
        "30 December to 2 January",
        "early last year",
        "in the past two days",
    ]
)
"""Plain phrases, which can be read on nearly every day."""


def read(text: str, **fields: Any) -> When | None:
    """The date that the words give; None where they are refused."""
    try:
        return When.resolve(text, **fields)
    except PhraseError as refusal:
        assert refusal.reason
        return None


def is_season(when: When) -> bool:
    """Whether a season is part of the date: it names no hemisphere, so its days are the widest that it may have."""
    return any(part[4:6] == "-2" and len(part.rstrip("~")) == 7 for part in str(when).split("/"))


@given(st.text(max_size=220) | PHRASES, DAYS | st.none(), TENSES, ORDERS, st.sampled_from([None, *LANGUAGES]))
@example("२५ मई", date(2025, 5, 25), "past", None, None)
@example("٣ يونيو", date(2025, 5, 25), "past", None, None)
@example("1" * 200, None, "past", None, None)
@example("-" * 200, None, "past", None, None)
@example("\u202e2025-05-25", None, "past", None, None)
def test_any_text_is_a_date_or_refused(
    text: str,
    published: date | None,
    tense: Literal["past", "future"],
    order: Literal["DMY", "MDY", "YMD"] | None,
    language: str | None,
) -> None:
    """Nothing but a `PhraseError` is raised, and what is read has its bounds in order and can be written and read."""
    when = read(text, published=published, tense=tense, day_order=order, language=language)
    if when is not None:
        assert when.earliest is None or when.latest is None or when.earliest <= when.latest
        assert When.parse(str(when)).edtf == when.edtf
        assert when.basis is None or when.basis.anchor in (None, str(published))


@given(PHRASES | SAYINGS, DAYS, ORDERS)
def test_what_is_past_is_never_beyond_publication(
    text: str, published: date, order: Literal["DMY", "MDY", "YMD"] | None
) -> None:
    """No day of it is later; of a season, which names no hemisphere, the first is not."""
    when = read(text, published=published, day_order=order)
    assume(when is not None)
    assert when is not None
    if is_season(when):
        assert when.earliest is None or when.earliest <= published
    else:
        assert when.latest is not None
        assert when.latest <= published


@given(PHRASES | SAYINGS, DAYS, TENSES, ORDERS)
def test_what_is_inferred_can_be_derived_again(
    text: str, published: date, tense: Literal["past", "future"], order: Literal["DMY", "MDY", "YMD"] | None
) -> None:
    """From the words, the rule and the anchor alone the same date follows."""
    when = read(text, published=published, tense=tense, day_order=order)
    assume(when is not None and when.basis is not None)
    assert when is not None
    assert when.derived() == when


@given(SAYINGS, DAYS)
def test_no_inferred_date_is_called_a_fault(text: str, published: date) -> None:
    """The checks of words find nothing in what was read by the library itself."""
    when = read(text, published=published)
    assume(when is not None)
    source = ce.Source(id="wire", published=When(edtf=str(published)))
    event = ce.Incident(id="e", when=when)
    dataset = ce.Dataset(sources=(source,), events=(event,))
    assert () == ce.check(dataset, select=["DT102", "DT103", "DT106", "DT107", "DT109", "DT112"]).problems


NARROWER: Final = [
    ("today", "this week"),
    ("Sunday", "in the past seven days"),
    ("Monday", "this week"),
    ("today", "overnight"),
    ("yesterday", "overnight"),
    ("this week", "in the past seven days"),
    ("overnight", "in the past 24 hours"),
    ("earlier this month", "this month"),
    ("today", "this month"),
    ("this month", "this year"),
    ("earlier this year", "this year"),
    ("last month", "in the past two months"),
    ("late last month", "last month"),
    ("16 May", "in May"),
    ("the weekend", "in the past nine days"),
    ("Tuesday of last week", "last week"),
    ("since yesterday", "since the day before yesterday"),
    ("yesterday", "since the day before yesterday"),
    ("Saturday", "overnight on Saturday"),
    ("Saturday night", "overnight on Saturday"),
]


@pytest.mark.parametrize(("narrow", "wide"), NARROWER)
@given(published=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_wider_words_give_wider_dates(narrow: str, wide: str, published: date) -> None:
    """What the wider words allow holds all that the narrower ones do."""
    if narrow in ("earlier this month", "earlier this year"):
        assume(published.day > 1)
    if narrow == "16 May":
        assume(not (published.month == 5 and published.day < 16))
    inner, outer = (When.resolve(text, published=published) for text in (narrow, wide))
    assert None not in (inner.earliest, inner.latest, outer.earliest, outer.latest)
    assert outer.earliest <= inner.earliest  # type: ignore[operator]
    assert inner.latest <= outer.latest  # type: ignore[operator]


MEANINGS: Final = [
    ("today", "сьогодні", "сегодня"),
    ("yesterday", "вчора", "вчера"),
    ("the day before yesterday", "позавчора", "позавчера"),
    ("overnight", "вночі", "ночью"),
    ("last night", "минулої ночі", "прошлой ночью"),
    ("Monday", "у понеділок", "в понедельник"),
    ("Tuesday", "у вівторок", "во вторник"),
    ("Wednesday", "у середу", "в среду"),
    ("Thursday", "у четвер", "в четверг"),
    ("Friday", "у п'ятницю", "в пятницу"),
    ("Saturday", "у суботу", "в субботу"),
    ("Sunday", "у неділю", "в воскресенье"),
    ("overnight into Sunday", "у ніч на неділю", "в ночь на воскресенье"),
    ("this week", "цього тижня", "на этой неделе"),
    ("last week", "минулого тижня", "на прошлой неделе"),
    ("next week", "наступного тижня", "на следующей неделе"),
    ("last month", "минулого місяця", "в прошлом месяце"),
    ("last year", "минулого року", "в прошлом году"),
    ("since Friday", "з п'ятниці", "с пятницы"),
    ("three days ago", "три дні тому", "три дня назад"),
    ("two weeks ago", "два тижні тому", "две недели назад"),
    ("in the past 24 hours", "за останні 24 години", "за последние 24 часа"),
    ("over the weekend", "на вихідних", "на выходных"),
    ("between 16 and 20 May", "між 16 і 20 травня", "между 16 и 20 мая"),
    ("from Monday to Wednesday", "з понеділка по середу", "с понедельника по среду"),
    ("since February 2022", "з лютого 2022 року", "с февраля 2022 года"),
    ("late March", "наприкінці березня", "в конце марта"),
    ("early March", "на початку березня", "в начале марта"),
    ("in August", "у серпні", "в августе"),
    ("16 May", "16 травня", "16 мая"),
    ("24-25 May", "24-25 травня", "24-25 мая"),
    ("15:40 on 16 May", "о 15:40 16 травня", "в 15:40 16 мая"),
    ("tomorrow", "завтра", "завтра"),
    ("in three days", "через три дні", "через три дня"),
]


@given(st.sampled_from(MEANINGS), st.dates(date(1900, 1, 1), date(2100, 1, 1)), TENSES)
def test_languages_agree(meaning: tuple[str, str, str], published: date, tense: Literal["past", "future"]) -> None:
    """What is said in three languages is one date by one rule, or refused in each."""
    assume(tense == "past" or not meaning[0].startswith("since"))  # the other two also say "from" with that word
    found = {
        None if when is None else (when.edtf, when.basis and when.basis.rule)
        for when in (read(text, published=published, tense=tense) for text in meaning)
    }
    assert len(found) == 1


@given(st.dates(date(1, 1, 10), date(9999, 12, 20)), st.integers(0, 6))
def test_a_weekday_is_the_nearest_of_its_name(published: date, weekday: int) -> None:
    """The last one up to publication, or the first one from it on, and never more than six days away."""
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    past = When.resolve(name, published=published).earliest
    future = When.resolve(name, published=published, tense="future").earliest
    assert past is not None
    assert future is not None
    assert past.weekday() == future.weekday() == weekday
    assert timedelta() <= published - past < timedelta(days=7)
    assert timedelta() <= future - published < timedelta(days=7)
