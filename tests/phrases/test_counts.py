"""Counting phrases: every row of the published table, what is refused, and where phrases stand in a text."""

from __future__ import annotations

import unicodedata

import pytest

from conflictevents import (
    Attribution,
    Count,
    CountPhrase,
    Dataset,
    Figure,
    Policy,
    Source,
    Strike,
    dumps,
    loads,
    policies,
)
from conflictevents.exceptions import ConflictEventsError, PhraseError

LITERAL: list[tuple[str, list[str], int, int | None, bool]] = [
    ("a number", ["303"], 303, 303, False),
    ("a number", ["three"], 3, 3, False),
    ("a number", ["twenty-one"], 21, 21, False),
    ("a number", ["one hundred and five"], 105, 105, False),
    ("a number", ["1,000", "1 000", "1\u00a0000", "1\u202f000"], 1000, 1000, False),
    ("a number", ["1.2 million"], 1_200_000, 1_200_000, False),
    ("a number", ["half a million"], 500_000, 500_000, False),
    ("a number", ["a dozen"], 12, 12, False),
    ("a number", ["half a dozen"], 6, 6, False),
    ("a number", ["two dozen"], 24, 24, False),
    ("a number", ["a score"], 20, 20, False),
    ("a couple", ["a couple"], 2, 2, True),
    ("a couple", ["a couple of dozen"], 24, 24, True),
    ("a couple", ["a couple of hundred"], 200, 200, True),
    ("none", ["no", "none", "zero", "nobody"], 0, 0, False),
    ("none reported", ["no casualties were reported", "no immediate reports of casualties"], 0, None, True),
    (
        "at least",
        ["at least 12", "no fewer than 12", "no less than 12", "a minimum of 12", "12 or more", "12+", "≥ 12"],
        12,
        None,
        False,
    ),
    (
        "more than",
        ["more than 300", "over 300", "above 300", "upwards of 300", "in excess of 300", "exceeding 300", "> 300"],
        301,
        None,
        False,
    ),
    (
        "at most",
        ["at most 40", "up to 40", "as many as 40", "no more than 40", "a maximum of 40", "40 or fewer", "≤ 40"],
        0,
        40,
        False,
    ),
    ("fewer than", ["fewer than 40", "less than 40", "under 40", "below 40", "< 40"], 0, 39, False),
    ("a range", ["between 3 and 5", "3 to 5", "3-5", "3–5", "from 3 to 5", "three to five"], 3, 5, False),
    (
        "about",
        ["about 12", "around 12", "roughly 12", "approximately 12", "some 12", "circa 12", "an estimated 12"],
        11,
        13,
        True,
    ),
    ("at least", ["12 or possibly more", "12, if not more"], 12, None, False),
    ("about", ["12 or so", "~12", "more or less 12", "about a dozen"], 11, 13, True),
    ("about", ["about 50"], 45, 55, True),
    ("about", ["about 300"], 270, 330, True),
    ("about", ["about 1,000"], 900, 1100, True),
    ("about", ["about 1,200"], 1150, 1250, True),
    ("about", ["around 300,000"], 270_000, 330_000, True),
    ("nearly", ["nearly 100", "almost 100", "close to 100", "just under 100", "not quite 100"], 90, 99, True),
    ("just over", ["just over 100", "slightly more than 100", "a little over 100"], 101, 110, True),
    ("a few", ["a few", "several", "a handful"], 3, None, True),
    ("plurals", ["tens"], 20, None, True),
    ("plurals", ["dozens"], 24, None, True),
    ("plurals", ["scores"], 40, None, True),
    ("plurals", ["hundreds"], 200, None, True),
    ("plurals", ["thousands"], 2000, None, True),
    ("plurals", ["millions"], 2_000_000, None, True),
    # The low end of the first and the unit of the second: 25,000 are already tens of thousands.
    ("products", ["tens of thousands"], 20_000, None, True),
    ("products", ["hundreds of thousands"], 200_000, None, True),
    ("several of a unit", ["several dozen"], 36, None, True),
    ("several of a unit", ["several hundred"], 300, None, True),
    ("several of a unit", ["a few thousand"], 3000, None, True),
    ("others", ["double digits"], 10, 99, True),
    ("others", ["more than 10 but fewer than 20"], 11, 19, False),
    ("others", ["hundred-plus"], 100, None, False),
    ("many", ["many", "numerous", "multiple", "a number of", "a lot of"], 2, None, True),
    ("unknown", ["an unknown number", "an unspecified number", "not disclosed"], 0, None, True),
    ("several of a unit", ["a handful of dozens", "several dozen"], 36, None, True),
    ("outwards", ["at least several dozen"], 36, None, True),
    ("outwards", ["more than two dozen"], 25, None, False),
    ("outwards", ["over a thousand"], 1001, None, False),
    ("outwards", ["at least about 50"], 45, None, True),
    ("outwards", ["fewer than about 100"], 0, 109, True),
    ("beside", ["at least 12 people", "at least 12 of them", "at least 12 more people"], 12, None, False),
    ("beside", ["dozens more", "dozens of others"], 24, None, True),
    ("beside", ["three children", "three small children dead", "“three”"], 3, 3, False),
    ("Ukrainian", ["щонайменше 12", "не менше 12", "щонайменше дванадцять людей"], 12, None, False),
    ("Ukrainian", ["понад 300", "більше 300", "понад триста"], 301, None, False),
    ("Ukrainian", ["близько 50", "близько п'ятдесяти", "близько п’ятдесяти"], 45, 55, True),
    ("Ukrainian", ["десятки", "десятки людей"], 20, None, True),
    ("Ukrainian", ["сотні"], 200, None, True),
    ("Ukrainian", ["двадцять один", "двадцяти одного"], 21, 21, False),
    ("Russian", ["не менее 12", "не меньше двенадцати", "как минимум 12"], 12, None, False),
    ("Russian", ["более 300", "свыше трёхсот", "свыше трехсот"], 301, None, False),
    ("Russian", ["сотни"], 200, None, True),
    ("Russian", ["более сотни"], 101, None, False),
    ("Russian", ["1,2 млн", "1,2 миллиона человек"], 1_200_000, 1_200_000, False),
]

ROWS = [(phrase, low, high, soft) for _, phrases, low, high, soft in LITERAL for phrase in phrases]


@pytest.mark.parametrize(("phrase", "low", "high", "soft"), ROWS, ids=[row[0] for row in ROWS])
def test_literal(phrase: str, low: int, high: int | None, soft: bool) -> None:
    """Every row of the table gives its bounds, and keeps the words and the policy."""
    count = Count.parse(phrase)
    assert (count.low, count.high, count.approximate) == (low, high, soft)
    assert (count.text, count.policy) == (phrase, "literal")


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("tens", 20, 99),
        ("dozens", 24, 99),
        ("scores", 40, 99),
        ("hundreds", 200, 999),
        ("thousands", 2000, 9999),
        ("several", 3, 9),
        ("a few", 3, 9),
        ("several dozen", 36, 99),
        ("several hundred", 300, 999),
        ("tens of thousands", 20_000, 99_999),
        ("up to several hundred", 0, 999),
        ("at least dozens", 24, None),
        ("at least 12", 12, None),
        ("about 50", 45, 55),
        ("an unknown number", 0, None),
    ],
)
def test_bounded(phrase: str, low: int, high: int | None) -> None:
    """Under `bounded` a unit ends where the next larger one begins."""
    count = Count.parse(phrase, "bounded")
    assert (count.low, count.high, count.policy) == (low, high, "bounded")


@pytest.mark.parametrize(
    ("phrase", "number"),
    [
        ("dozens", 12),
        ("hundreds", 100),
        ("tens", 10),
        ("a few", 3),
        ("several", 3),
        ("many", 3),
        ("303", 303),
        ("at least 12", 12),
        ("over 300", 301),
        ("about 50", 50),
        ("nearly 100", 99),
        ("at least about 50", 50),
        ("10 to 15", 10),
        ("several hundred", 300),
        ("tens of thousands", 10_000),
    ],
)
def test_acled(phrase: str, number: int) -> None:
    """Under `acled` every phrase is one number, and the number is printed."""
    count = Count.parse(phrase, "acled")
    assert (count.low, count.high) == (number, number)
    assert f"{number:,}" in str(count)
    assert Count.parse(str(count), "acled").bounds() == count.bounds()


@pytest.mark.parametrize("phrase", ["up to 40", "fewer than 40", "no casualties were reported"])
def test_acled_needs_a_lowest_number(phrase: str) -> None:
    """Words without a lowest number have no single number, and zero is not made up."""
    with pytest.raises(PhraseError, match="acled"):
        Count.parse(phrase, "acled")


REFUSED = {
    "": "no words",
    " \u200b\t": "no words",
    "people": "no counting phrase",
    "NaN": "no counting phrase",
    "inf": "no counting phrase",
    "twelve (13)": "more than one figure",
    "at least 12, possibly 20": "more than one figure",
    "12 dead, 30 hurt": "more than one figure",
    "rose from 12 to 14": "more than one figure",
    "dozens, if not hundreds": "left open",
    "2.5 people": "fraction",
    "2½ people": "fraction",
    "half of the prisoners": "no counting phrase",
    "-5": "negative",
    "−5": "negative",
    "not 12": "not",
    "1.200": "separator or a decimal",
    "1,2": "no number",
    "1,200 человек": "separator or a decimal",
    "2,000,000,000,000": "10^12",
    "9" * 400: "10^12",
    "up to several hundred": "no upper end",
    "fewer than 0": "fewer than none",
    "nearly dozens": "no single number",
    "14 to 12": "ends where it starts or before",
    "12%": "share",
    "two hours": "time",
    "Tu-95": "name or label",
    "1e6": "attached",
    "007": "starts with 0",
    "12?": "says nothing",
    "twenty twenty-five": "in a row",
    "half of 300": "a part",
    "twice 300": "a multiple",
    "12, perhaps": "doubt",
    "\u202e12\u202c people": "another order",
    "12½": "fraction",
    "at least " * 60 + "12": "at most 500",
    "at least " * 10 + "12": "more qualifiers",
    "12 \ud800": "surrogate",
}


@pytest.mark.parametrize(("phrase", "why"), REFUSED.items(), ids=[ascii(phrase)[:30] for phrase in REFUSED])
def test_refused(phrase: str, why: str) -> None:
    """What could only be guessed is refused, with the words quoted and the reason."""
    with pytest.raises(PhraseError) as caught:
        Count.parse(phrase)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, ConflictEventsError)
    assert caught.value.phrase == phrase
    assert why in caught.value.reason
    if phrase.isascii() and len(phrase) < 80:
        assert f'"{phrase}"' in str(caught.value) or "\\t" in str(caught.value)
    assert len(str(caught.value)) < 300


def test_not_text() -> None:
    """A number is not a phrase."""
    with pytest.raises(TypeError, match="phrase as text"):
        Count.parse(12)  # type: ignore[arg-type]


def found(text: str, **options: str) -> list[tuple[str, str]]:
    """The words and the meaning of each phrase found."""
    return [(text[each.start : each.end], str(each.count)) for each in Count.find(text, **options)]


def test_find() -> None:
    """Every figure of a sentence is found with its span, and the years, ages and times are left alone."""
    text = (
        "At 3 a.m. on 24 May 2025 at least 12 people, aged 9 to 60, died; dozens more of the 300 were hurt by 2 drones."
    )
    assert found(text) == [
        ("at least 12", "at least 12"),
        ("dozens", "nominally at least 24"),
        ("300", "300"),
        ("2", "2"),
    ]
    assert [each.besides for each in Count.find(text)] == [False, True, False, False]


@pytest.mark.parametrize(
    "text",
    [
        "In 2022 and 2023",
        "on 24 May, May 16 or 12 June",
        "at 3 a.m. or 15:40",
        "aged 12, a 12-year-old, 12 years old",
        "12% or 12 percent or 12 per cent",
        "$300, 300 dollars, €5 million",
        "the 3rd and 21st",
        "a three-year war, two hours, several weeks",
        "40 km, 3 miles, 12 tonnes, 155mm, 5.56 mm",
        "three times as many",
        "two thirds, one in five, nine out of ten",
        "one of the largest, no one, one another",
        "Tu-95, S-300, Shahed-136, Su 34, Flight 17, Resolution 1701",
        "more than 80 percent",
        "up to several hundred",
        "1.200",
        "№ 12, #12, No. 12",
        "the temperature was -5 or 30°",
        "How many? So many. Few know.",
        "March on, may they; the scores are level",
        "https://example.org/2025/05/24/12",
    ],
)
def test_left_alone(text: str) -> None:
    """Numbers that count nothing are left alone."""
    assert found(text) == []


def test_a_change_is_two_figures() -> None:
    """As in: "Rose from 12 to 14" is two figures; "from 12 to 14" is a range."""
    assert found("The toll rose from 12 to 14") == [("12", "12"), ("14", "14")]
    assert found("From 12 to 14 people died") == [("From 12 to 14", "12 to 14")]


def test_an_estimate_says_so() -> None:
    """As in: "An estimated n" gives the method of the claim as well as soft bounds."""
    (estimated,) = Count.find("an estimated 300 people")
    (about,) = Count.find("about 300 people")
    assert estimated.method == "estimated"
    assert about.method is None
    assert estimated.count.same_bounds(about.count)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("😀😀 at least 12 people", "at least 12"),
        ("\u200f\u200eat least\u200b 1\u200b2\u200b people", "at least\u200b 1\u200b2"),
        ("قتل ١٢ شخصا", "١٢"),
        ("死者 １２ 人", "１２"),
        ("щонайменше п’ятеро", "щонайменше п’ятеро"),
        (unicodedata.normalize("NFD", "її вбили двадцятеро"), "двадцятеро"),
        ("со́рок человек", "со́рок"),
    ],
)
def test_spans_are_code_points_of_the_original(text: str, words: str) -> None:
    """Offsets count the code points of the text as it was given, whatever characters were looked through."""
    (one,) = Count.find(text)
    assert text[one.start : one.end] == words
    assert one.count.text == words


def test_a_language_can_be_chosen() -> None:
    """Without a language the scripts of the text tell; with one only its words are read."""
    assert found("dozens, десятки, сотні") == [
        ("dozens", "nominally at least 24"),
        ("десятки", "nominally at least 20"),
        ("сотні", "nominally at least 200"),
    ]
    assert found("dozens, десятки", language="uk") == [("десятки", "nominally at least 20")]
    with pytest.raises(ValueError, match="en, uk, ru"):
        Count.parse("12", language="tlh")


def test_batches_cut_no_phrase() -> None:
    """A text of many batches gives the same phrases as its parts, each at its place."""
    sentence = (
        "On the road to the town some more words stand here and at least one hundred and five people died there. "
    )
    text = sentence * 3000
    phrases = list(Count.find(text))
    assert len(phrases) == 3000
    assert {text[each.start : each.end] for each in phrases} == {"at least one hundred and five"}
    assert [each.start % len(sentence) for each in phrases] == [phrases[0].start] * 3000


# --- policies ---


def test_the_policy_comes_back_from_json() -> None:
    """A count in a file says under which policy it was read."""
    mine = policies()["literal"].extended(name="desk", version=2, readings={"dozens": (24, 60)})
    count = Count.parse("dozens", mine)
    assert (count.low, count.high, count.policy) == (24, 60, "desk/2")
    figure = Figure(measure="launched", item="drone", count=count, attribution=Attribution(source="s"))
    dataset = Dataset(sources=(Source(id="s", title="A source"),), events=(Strike(id="e", figures=(figure,)),))
    assert loads(dumps(dataset)).event("e").figures[0].count == count


def test_single_numbers_are_inherited() -> None:
    """A policy that extends one of single numbers gives single numbers too."""
    (mine,) = Policy.from_toml('[mine]\nextends = "acled"\nreadings = { dozens = [36, 36] }')
    assert (Count.parse("at least 12", mine).high, Count.parse("dozens", mine).high) == (12, 36)


def test_policies_from_data() -> None:
    """Policies of one's own are data: a TOML text that extends a shipped one."""
    desk, strict = Policy.from_toml(
        """
        [desk]
        extends = "literal"
        version = 3
        meaning = "As we read them."
        readings = { dozens = [24, 99], "several dozens" = [36, 60] }

        [strict]
        extends = "desk"
        readings = { many = [3] }
        """
    )
    assert desk.label == "desk/3"
    assert strict.label == "strict"
    assert Count.parse("several dozen", desk).high == 60
    assert Count.parse("several dozen", strict).high == 60
    assert Count.parse("many", strict).low == 3
    assert Count.parse("hundreds", desk).high is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("[a]\nreadings = { dozens = [24, 12] }", "dozens"),
        ("[a]\nreadings = { dozens = 24 }", "dozens"),
        ("[a]\nreadings = { dozens = [1.5] }", "dozens"),
        ("[a]\nreadings = { dozens = [1, 2, 3] }", "dozens"),
        ("[a]\nreadings = { dozens = [-1] }", "dozens"),
        ("[a]\nextends = 'b'", "literal"),
        ("[a]\ncolour = 'red'", "colour"),
        ("[a]\nversion = 0", "version"),
        ("[A]", "name"),
        ("a = 1", "policy 'a'"),
        ("a", "TOML|Expected"),
    ],
)
def test_a_policy_that_is_none(data: str, why: str) -> None:
    """A table that is no policy is refused with the word that is wrong."""
    with pytest.raises(ValueError, match=why):
        Policy.from_toml(data)


def test_a_missing_reading_is_refused() -> None:
    """What a policy does not say is not made up."""
    bare = Policy(name="bare", readings={"dozens": (24, None)})
    assert Count.parse("dozens", bare).low == 24
    with pytest.raises(PhraseError, match="bare has no reading"):
        Count.parse("hundreds", bare)
    with pytest.raises(ValueError, match="literal, bounded, acled"):
        Count.parse("12", "litteral")


def test_phrases_are_values() -> None:
    """A phrase that was found is a plain value that can be compared and kept in a set."""
    one, again = (next(Count.find("12 people")) for _ in range(2))
    assert one == again == CountPhrase(start=0, end=2, count=Count.parse("12"))
    assert len({one, again}) == 1
