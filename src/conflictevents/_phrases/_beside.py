"""What stands beside a number and makes it no count: a year, an age, money or a label.

Each rule looks at a few tokens on either side and gives the reason to leave the number alone, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from ._counts import Reading
from ._lexicon import Lexicon
from ._numbers import Number, Numbers, adjacent
from ._text import Token

__all__ = ["Left", "Place", "why_not"]

_YEARS: Final = range(1900, 2100)
_OLDEST: Final = 120
_DAYS: Final = 31
_HOURS: Final = 24
_DEGREES: Final = frozenset("°º\u2032\u2033")
_MOST_ITEMS: Final = 99
_LONGEST_LIST: Final = 4
_LONGEST_NUMBER: Final = 7
# "Four out of five", "nine in 100"; "12 of the 40 hostages" are two counts.
_PARTS_OF: Final = frozenset({*range(2, 11), 100})

# What these enclose is displayed from right to left, or from left to right, whatever it is.
_OVERRIDES: Final = frozenset("\u202d\u202e")
_PART_MARKS: Final = frozenset(map(chr, (*range(0xBC, 0xBF), *range(0x2150, 0x2160))))

AGE: Final = "an age"
DATE: Final = "a date"
YEAR: Final = "a year"
LABEL: Final = "part of a name or label"
FRACTION: Final = "a fraction of something"
AMOUNT: Final = "an amount, a time, a distance, a weight or a share, which is no count of people or things"
ITEM: Final = "the number of an item in a list"
_SUPPOSED: Final = "a figure that is only supposed"
_COMPOUND: Final = "a compound such as “three-year”, a fraction or a label"
PRONOUN: Final = "“one” for somebody rather than a number"


class Left(NamedTuple):
    """A number that counts nothing, and why."""

    reason: str
    end: int


class Place(NamedTuple):
    """A counting phrase where it stands.

    Attributes:
        lexicon: The words of the text's languages.
        line: The tokens.
        text: The cleaned text that they were cut from.
        at: The first token of the phrase.
        found: What the phrase says.
        alone: Whether the text is a phrase on its own.
        last: The number before that was left alone.
    """

    lexicon: Lexicon
    line: Sequence[Token]
    text: str
    at: int
    found: Reading
    alone: bool
    last: Left | None

    @property
    def end(self) -> int:
        """The token after the phrase."""
        return self.found.end

    @property
    def before(self) -> str:
        """The word before the phrase."""
        return self.word(self.at - 1)

    @property
    def after(self) -> str:
        """The word after the phrase."""
        return self.word(self.end)

    def word(self, at: int) -> str:
        """The word at a token, "" outside the text."""
        return self.line[at].word if 0 <= at < len(self.line) else ""

    def kind(self, at: int) -> str:
        """The kind of a token, "" outside the text."""
        return self.line[at].kind if 0 <= at < len(self.line) else ""

    def capital(self, at: int) -> bool:
        """Whether a token starts with a capital letter."""
        return 0 <= at < len(self.line) and self.text[self.line[at].start].isupper()

    def among(self, word: str, table: str) -> bool:
        """Whether a word is in a table of single words."""
        return word in self.lexicon.words(table)

    def behind(self, table: str, longest: int = 3) -> bool:
        """Whether an entry of a table stands just before the phrase."""
        return self.lexicon.ends_at(table, self.line, self.at, longest)

    def ahead(self, table: str, at: int | None = None) -> int:
        """The token after an entry of a table that stands at a token, by default just after the phrase; 0 if none."""
        found = self.lexicon.match(table, self.line, self.end if at is None else at)
        return 0 if found is None else found[1]

    @property
    def counted(self) -> bool:
        """Whether a noun that is counted follows, with at most one word before it."""
        return self.among(self.after, "countable") or self.among(self.word(self.end + 1), "countable")

    @property
    def stops(self) -> bool:
        """Whether a mark or the end of the text follows."""
        return self.kind(self.end) in {"p", ""}

    def new_line(self, at: int) -> bool:
        """Whether a token is the first of its line."""
        return 0 < at < len(self.line) and "\n" in self.text[self.line[at - 1].end : self.line[at].start]

    def month(self, at: int) -> bool:
        """Whether the name of a month stands at a token; "may" and "march" need their capital."""
        if self.lexicon.match("months", self.line, at) is None:
            return False
        return self.capital(at) or not self.among(self.word(at), "months_in_capitals")


def why_not(place: Place) -> str | None:
    """Why a counting phrase counts nothing where it stands; None where it does."""
    return next((reason for rule in _RULES if (reason := rule(place)) is not None), None)


def _listed(place: Place) -> str | None:
    """The next in a list of ages, days or labels: "aged 9 and 14", "nine out of ten"."""
    last = place.last
    if last is None or not 0 < place.at - last.end <= 2:
        return None
    if last.reason == FRACTION and place.behind("fractions", 2):
        return FRACTION
    joined = place.at - last.end == 1 and place.among(place.before, "list_joints")
    # "Aged 8 and 12 were killed" are two ages, "aged 8, and 12 people" is an age and a count.
    counted = place.counted and (place.among(place.after, "countable") or not place.among(place.after, "said_of"))
    if (
        not joined
        or counted
        or place.ahead("besides_after")
        or (last.reason == LABEL and not (_digits(place) and place.stops))
        or (last.reason == YEAR and place.found.low not in _YEARS)
    ):
        return None
    return last.reason if last.reason in {AGE, DATE, YEAR, LABEL} else None


def _list_ahead(place: Place) -> str | None:
    """The first in a list that ends in a unit or a month: "8, 12 and 17 years", "3 and 5 May"."""
    if place.found.number is None or not _digits(place):
        return None
    at, final = place.end, False
    for _ in range(_LONGEST_LIST):
        if not place.among(place.word(at), "list_joints") or place.kind(at + 1) != "n":
            break
        final = place.kind(at) == "w"
        at += 2
    if not final:
        return None
    if place.month(at) and place.found.low <= _DAYS:
        return DATE
    if place.ahead("units", at) or place.ahead("old", at):
        return AMOUNT
    mark, word = place.word(at), place.word(at + 1)
    joined = mark == "-" and adjacent(place.line, at) and adjacent(place.line, at + 1) and place.kind(at + 1) == "w"
    return _COMPOUND if joined and not place.among(word, "after_hyphen") else None


def _ages_after_persons(place: Place) -> str | None:
    """As in "Two boys, 12 and 14, died": numbers joined and set off by commas after a word for persons."""
    if place.found.number is None or place.found.low > _OLDEST or not _digits(place):
        return None
    if place.before != "," or not place.among(place.word(place.at - 2), "persons_many"):
        return None
    at, end = place.end, place.end + 2 * _LONGEST_LIST
    while at < end and place.among(place.word(at), "list_joints") and place.kind(at + 1) == "n":
        at += 2
    return AGE if at > place.end and place.word(at) in {",", ".", ""} else None


def _item(place: Place) -> str | None:
    """The number of an item in a list, as in "1. Two people died. 2. Four were hurt.", "(1) two died; (2) four"."""
    found, at, end = place.found, place.at, place.end
    if place.alone or found.number is None or found.low > _MOST_ITEMS or not _digits(place):
        return None
    if place.kind(end + 1) == "" or not adjacent(place.line, end) or adjacent(place.line, end + 1):
        return None
    if place.before == "(" and place.after == ")" and place.kind(end + 1) == "w":
        listed = place.last is not None and place.last.reason == ITEM
        return ITEM if listed or at == 1 or place.word(at - 2) in {".", ";"} or place.new_line(at - 1) else None
    if place.after not in {".", ")"}:
        return None
    return ITEM if at == 0 or place.new_line(at) or (place.before == "." and adjacent(place.line, at - 1)) else None


def _telephone(place: Place) -> str | None:
    """As in "+380 44 123 45 67"; "(+1,020)" is a count."""
    line, at = place.line, place.at
    for start in range(at, max(0, at - _LONGEST_NUMBER), -1):
        if place.kind(start) != "n":
            return None
        if line[start - 1].word == "+":
            grouped = place.kind(start + 1) == "n" and place.kind(start + 2) == "n"
            return LABEL if grouped and adjacent(line, start) else None
    return None


def _address(place: Place) -> str | None:
    """As in "14 Market Street", "вул. Шевченка, 14"."""
    if place.found.number is None or not _digits(place) or place.counted:
        return None
    at, end = place.at, place.end
    ahead = next((each for each in range(end, end + 4) if place.among(place.word(each), "streets_after")), 0)
    if ahead > end and all(place.capital(each) for each in range(end, ahead + 1)):
        return LABEL
    behind = [place.word(each) for each in range(max(0, at - 6), at)]
    named = place.before == "," and place.kind(at - 2) == "w" and place.capital(at - 2)
    return LABEL if named and any(place.among(word, "streets_before") for word in behind) else None


def _rate(place: Place) -> str | None:
    """As in "12 per 100,000", "every 12 houses"."""
    after = place.ahead("rates")
    if after and isinstance(Numbers(place.lexicon, place.line).number(after), Number):
        return AMOUNT
    return AMOUNT if place.behind("every", 2) else None


def _either(place: Place) -> str | None:
    """As in "A day or two", "a drone or two"."""
    if place.alone or place.found.number is None or not place.among(place.before, "or"):
        return None
    return "one or a few more" if place.among(place.word(place.at - 3), "article") else None


def _numbered(place: Place) -> str | None:
    """As in "93 бригада", a name whose number is said without its ending."""
    return LABEL if _digits(place) and place.found.number is not None and place.ahead("numbered") else None


def _digits(place: Place) -> bool:
    return place.kind(place.at) == "n"


def _attached_before(place: Place) -> str | None:
    """As in "Tu-95", "No.5", "15:40", "-5"."""
    line, at, before = place.line, place.at, place.before
    if place.among(before, "label_marks"):
        return LABEL
    if any(token.word[0] in _OVERRIDES for token in line[max(0, at - 12) : at]):
        return "a number that is displayed in another order than it is stored"
    if not adjacent(line, at):
        return None
    if before in _DEGREES:
        return AMOUNT
    if place.kind(at - 1) in {"w", "n"}:
        return LABEL
    joined = adjacent(line, at - 1)
    if before in {"-", "–"}:
        return LABEL if joined else "a negative number"
    if before in {"/", ".", ":", ",", "'", "\\", "&", "+"} and joined and place.kind(at - 2) == "n":
        return "part of a longer number, a time or a label"
    return None


def _attached_after(place: Place) -> str | None:
    """As in "Three-year", "24/7", "12-14-16"."""
    line, end, mark = place.line, place.end, place.after
    if not adjacent(line, end):
        return None
    if place.kind(end) in {"w", "n"}:
        return "letters attached to a number"
    if mark[0] in _PART_MARKS:
        return FRACTION
    if mark == "-" and not adjacent(line, end + 1) and place.among(place.word(end + 1), "hyphen_joints"):
        return _COMPOUND  # "18- to 60-year-olds"
    if mark not in {"-", "–", "/", ":", "'", "_", "+"} or not adjacent(line, end + 1):
        return None
    compound = (
        place.kind(end + 1) == "w" and mark in {"-", "–"} and not place.among(place.word(end + 1), "after_hyphen")
    )
    return _COMPOUND if compound or place.kind(end + 1) == "n" else None


def _denied(place: Place) -> str | None:
    if not place.found.qualified and place.among(place.before, "negations"):
        return f"{place.before!r} before a number"
    return None


def _supposed(place: Place) -> str | None:
    """As in "The toll may exceed 300"."""
    modal = place.word(place.at - 2 if place.among(place.before, "perfect") else place.at - 1)
    if place.among(place.word(place.at), "bounding_verbs") and place.among(modal, "modals"):
        return _SUPPOSED
    # "The toll could reach 300", but "could hit 12 targets".
    said = place.among(place.before, "supposed_verbs") and place.among(place.word(place.at - 2), "modals")
    return _SUPPOSED if said and place.stops else None


def _designated(place: Place) -> str | None:
    """As in "Flight 12", "No. 5"."""
    if place.found.qualified or place.found.vague or place.counted:
        return None
    stop = place.before == "." and place.lexicon.ends_at("designators", place.line, place.at - 1, 1)
    return LABEL if stop or place.behind("designators", 1) else None


def _money(place: Place) -> str | None:
    """As in "More than $300", "€5 million"."""
    currency = place.lexicon.words("currency")
    return AMOUNT if any(place.word(at - 1) in currency for at in range(place.at, place.end)) else None


def _measured(place: Place) -> str | None:
    """As in "Three hours", "12 %", "a few hundred metres", "five times"."""
    if place.after in {"%", "‰"} or place.after in _DEGREES or place.among(place.after, "currency"):
        return AMOUNT
    at = place.end
    for _ in range(4):
        if place.ahead("units", at):
            return AMOUNT
        at = place.ahead("skipped", at)
        if not at:
            return None
    return None


def _fraction(place: Place) -> str | None:
    """As in "One in five", "four out of ten", "a third of a million"."""
    found, at = place.found, place.at
    if found.number is None:
        return None
    unit = found.number.value == found.number.factor > 1 and not _digits(place)
    if unit and place.among(place.word(at - 2 if place.among(place.before, "of") else at - 1), "fraction_words"):
        return FRACTION
    whole_at = place.ahead("fractions")
    if not whole_at:
        return None
    whole = Numbers(place.lexicon, place.line).number(whole_at)
    if not isinstance(whole, Number) or whole.value not in _PARTS_OF:
        return None
    # "Two in five homes", but "4 in 10 towns" may be either.
    share = place.among(place.after, "shares") and found.low < whole.value and not _digits(place)
    part = found.low == 1 or whole_at > place.end + 1 or share
    return FRACTION if part else None


def _score(place: Place) -> str | None:
    scored = place.found.qualified and _digits(place) and place.among(place.before, "votes")
    return "a score" if scored else None


def _day(place: Place) -> str | None:
    """As in "16 May", "May 24–25", "16th of May"."""
    found = place.found
    if found.vague or not 0 < found.low <= (found.high or 0) <= _DAYS:
        return None
    after, before = place.ahead("date_of") or place.end, place.at - 1
    if place.before == "." and place.among(place.word(before - 1), "months_short") and adjacent(place.line, before):
        before -= 1  # "Oct. 7"
    # "On May 12 people died" counts people; "the May 12 attacks" counts nothing.
    counted = place.among(place.after, "countable") and not place.among(place.word(before - 1), "definite")
    if place.month(after) or (place.month(before) and not counted):
        return DATE
    return None


def _year(place: Place) -> str | None:
    """As in "In 2022", "2014-2021"; "2022 people" are counted."""
    found, at = place.found, place.at
    ends = [each.value for each in found.ends if each is not None and each.plain and each.value in _YEARS]
    if ends != [found.low, found.high] or (place.alone and len(place.line) == place.end - at):
        return None
    if place.among(place.after, "countable") or place.ahead("besides_after"):
        return None
    dated = place.among(place.before, "year_before") or place.month(at - 1)
    dated = dated or (place.before == "," and place.kind(at - 2) == "n")
    return YEAR if dated or found.number is None or place.stops or place.among(place.after, "year_after") else None


def _age(place: Place) -> str | None:
    """As in "Aged 12", "12 years old", "people over 60"."""
    found = place.found
    if not 0 < max(found.low, found.high or 0) <= _OLDEST:
        return None
    if place.behind("ages", 2) or place.ahead("old"):
        return AGE
    bound = found.qualified and not place.among(place.after, "countable")
    return AGE if bound and place.behind("aged_under", 1) else None


def _age_after_name(place: Place) -> str | None:
    """As in "Anna Petrenko, 34, was"; a single capital may be a place, as in "Kharkiv, 12, and Odesa, 3"."""
    at, end = place.at, place.end
    if place.found.number is None or place.found.low > _OLDEST or not _digits(place):
        return None
    bracketed = (place.before, place.after) == ("(", ")")
    enclosed = place.before == "," and place.after in {",", "."} and end < len(place.line)
    if not (bracketed or enclosed):
        return None
    # "Anna, 34, said", but "Kharkiv, 12, and Odesa, 3".
    person = bracketed or place.capital(at - 3) or place.among(place.word(end + 1), "said_of")
    named = place.kind(at - 2) == "w" and place.capital(at - 2) and person
    return AGE if named or place.among(place.word(at - 2), "persons") else None


def _clock(place: Place) -> str | None:
    """As in "At 3 on Sunday", "around 5 in the morning"."""
    if place.found.low > _HOURS or place.counted:
        return None
    if place.ahead("clock_part") and not place.found.vague and (place.found.high or _HOURS) <= _HOURS // 2 + 1:
        return "a clock time"
    if place.found.number is None:
        return None
    timed = place.among(place.before, "clock") and (place.stops or place.among(place.after, "clock_after"))
    return "a clock time" if timed else None


def _idiom(place: Place) -> str | None:
    starts = (place.ahead("idioms", start) for start in (place.at - 2, place.at - 1) if start >= 0)
    return "an idiom and no count" if any(end > place.at for end in starts) else None


def _name(place: Place) -> str | None:
    """As in "The Five Wells clinic"; in a headline other words have capitals too."""
    at = place.at
    if place.found.number is None or _digits(place) or not place.capital(at):
        return None
    if not place.capital(place.end):
        named = place.among(place.before, "definite") and not place.capital(at - 1)
        return LABEL if named and place.end < len(place.line) and not place.found.number.plain else None
    earlier = [token for token in place.line[max(0, at - 4) : at] if token.kind == "w" and len(token.word) > 3]
    return LABEL if any(not place.text[token.start].isupper() for token in earlier) else None


def _pronoun(place: Place) -> str | None:
    found, at, end = place.found, place.at, place.end
    if found.number is None or found.low != 1 or end != at + 1 or _digits(place):
        return None
    again = (place.after, place.word(end + 1)) == ("(", "1")
    if place.behind("one_before") or place.ahead("one_after") or (place.kind(end) == "p" and not again):
        return PRONOUN
    return PRONOUN if end >= len(place.line) and not (place.alone and at == 0) else None


def _comparison(place: Place) -> str | None:
    """As in "How many", "so many"."""
    meaning = place.lexicon.match("vague", place.line, place.at)
    compared = meaning is not None and meaning[0] == "many" and place.among(place.before, "vague_before")
    return "a comparison and no count" if compared else None


def _guarded(place: Place) -> str | None:
    """As in "Scores" are also results, unless "of" or harm follows."""
    found, at, end = place.found, place.at, place.end
    if place.alone or not found.vague or found.qualified or end != at + 1 or not place.among(place.word(at), "guarded"):
        return None
    harmed = any(place.among(place.word(each), "harm") for each in range(end, end + 3))
    return None if harmed or place.ahead("of") else "a word of another meaning"


def _bare(place: Place) -> str | None:
    """As in "Few", "dozen": these count only in a phrase of their own, or with an article."""
    if not place.alone and place.ahead("phrases_only", place.at) == place.end:
        return "a word that counts only in a phrase of its own"
    return None


_RULES: Final[tuple[Callable[[Place], str | None], ...]] = (
    _listed,
    _attached_before,
    _attached_after,
    _list_ahead,
    _ages_after_persons,
    _item,
    _telephone,
    _denied,
    _supposed,
    _designated,
    _numbered,
    _address,
    _rate,
    _either,
    _money,
    _fraction,
    _measured,
    _score,
    _day,
    _year,
    _age,
    _age_after_name,
    _clock,
    _idiom,
    _name,
    _pronoun,
    _comparison,
    _guarded,
    _bare,
)
