"""The words of a count, read so cautiously that a number can be held against them.

`Count.parse` takes the counting phrase and passes over what stands beside it. That is right for a reader and too little
for a check: "12 or possibly more" is not 12. Here words are read only where each of them is part of the phrase, or is
known to say nothing about the number. All else is not understood, and nothing is held against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, TypeAlias

from .._count import Count, CountPhrase
from .._phrases._lexicon import LANGUAGES, lexicon_for
from .._phrases._policy import Policy, policies
from .._phrases._text import Token, clean, tokens
from ..exceptions import PhraseError

__all__ = [
    "NUMBERS_ONLY",
    "Languages",
    "changed",
    "differs",
    "increment",
    "is_shipped",
    "is_year",
    "languages_of",
    "other_number",
    "read",
    "stands_in",
    "twice_told",
    "year_at",
]

Languages: TypeAlias = tuple[str | None, ...]
"""The languages to try in turn, None for all of the phrase's script; empty where the words cannot be read."""

NUMBERS_ONLY: Final = "-"
"""Stands for a policy that reads no vague word at all."""

_LONGEST: Final = 500
"""Longer words are no phrase, and no quotation of a figure."""

_SILENT: Final = frozenset(",.;:!()\"'“”„«»")
_PLAIN: Final = frozenset({"of", "the", "a", "total", "only", "just", "exactly", "precisely", "чоловік"})
"""Words beside a number that do not change it."""

_NO_NOUNS: Final = frozenset(
    {"feared", "others", "families", "households", "case", "cases", "сімей", "семей", "випадків", "случаев"}
)
"""What the reader takes for counted, and a check does not: "12 feared dead"; four families are not four people."""

_OTHERWISE: Final = re.compile(
    r"""\b(?:
    # Somebody else is counted in ("a man and two children"), in whichever language.
    and|with|plus|along|together|alongside|including|besides|or|nor|but|except|not|without|as|well|
    y|et|e|und|og|och|i|oder|ou|o|
    # The number is multiplied, divided or taken from.
    half|thirds?|quarters?|fifth|most|majority|part|some|rest|remain\w*|percent|per|each|every|both|apiece|twice|
    doubled?|triple|couples?|pairs?|twins?|respectively|average|fewer|less|families|households|crews?|
    # It is a change, a limit, or one of several in time.
    another|more|additional|further|extra|others?|first|last|next|previous|earlier|initially|formerly|again|
    rise|risen|rising|rose|fell|fall\w*|up|down|by|past|top\w*|exceed\w*|surpass\w*|pass\w*|cross\w*|beyond|reach\w*|
    under|over|above|below|than|nearly|almost|least
    )\b|&""",
    re.IGNORECASE | re.VERBOSE,
)
"""With one of these words in a sentence the number that counts may be another than the one that is said."""

_MOST_BESIDE: Final = 4
_LEAST_SAID: Final = 10
"""Smaller numbers are too often said without a numeral ("a man and his son")."""

_MOST_UNNUMBERED: Final = 3
_SOMEBODY: Final = re.compile(r"\b(?:an?|the|his|her|its|their|one)\b", re.IGNORECASE)
"""So many may be counted in that have no number of their own: "12 passengers died, then the driver"."""

_YEARS: Final = range(1900, 2100)
_MONTH: Final = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_DATED: Final = rf"(?:in|since|until|till|during|early|late|mid-?|{_MONTH}|spring|summer|autumn|winter|year|of last)"
_YEAR: Final = re.compile(
    rf"(?:(?:back\s+)?{_DATED}\s+(?:(?:{_MONTH}|early|late|the\s+year)\s+)?(\d),?(\d{{3}})"
    r"|(?:\w{1,3}\s+)?(\d)(\d{3})\s+(?:року|році|рік|года|году|год))",
    re.IGNORECASE,
)
_YEAR_BEFORE: Final = re.compile(rf"\b(?:in|since|until|till|during|{_MONTH})\s+$", re.IGNORECASE)
_YEAR_AFTER: Final = re.compile(r"$|[.;:!?)](?:\s|$)|,\s|\s+(?:the|a|an|when|after|before)\s", re.IGNORECASE)

_BRACKETS: Final = re.compile(r"\s*\(\s*([^()]{1,60}?)\s*\)")
_INCREMENT: Final = re.compile(
    r"\b(?:another|(?<!or )(?<!and )more(?!\s+than)|additional|further|extra|ще|еще|ещё|додатково|дополнительно)\b",
    re.IGNORECASE,
)
_CHANGE_TO: Final = re.compile(r"\s*(?:people\s+|dead\s+)?(?:to|до)\s+", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d[\d.,' \u00a0\u202f]*")


def languages_of(tag: str | None) -> Languages:
    """The languages to read the words of a source with, from its language tag.

    A coder may have put the words into another language, so the source's own is tried first and not alone. The words of
    a source in a language that cannot be read are not understood, even where they look like English ones.
    """
    if tag is None:
        return (None,)
    code = tag.partition("-")[0].lower()
    return (code, None) if code in LANGUAGES else ()


def is_shipped(label: str) -> bool:
    """Whether a policy's label is that of a shipped one."""
    return label != NUMBERS_ONLY and label in _by_label()


@cache
def _by_label() -> dict[str, Policy]:
    numbers_only = Policy(name="numbers-only", readings=())
    return {policy.label: policy for policy in policies().values()} | {NUMBERS_ONLY: numbers_only}


@lru_cache(maxsize=8192)
def read(words: str, policy: str, languages: Languages) -> Count | None:
    """The bounds that words give under a shipped policy; None where they are not understood to the last word."""
    # Digits alone are of no language but the source's, whose comma may be a decimal sign.
    for language in languages if any(map(str.isalpha, words)) else languages[:1]:
        try:
            count = Count.parse(words, _by_label()[policy], language=language)
        except PhraseError:
            continue
        if _is_all(words, count, policy, language):
            return count.bounds()
    return None


def _is_all(words: str, count: Count, policy: str, language: str | None) -> bool:
    """Whether nothing is left of the words that could say more than the phrase in them does."""
    found = list(Count.find(words, _by_label()[policy], language=language))
    if not found:  # a word that counts only where it stands alone, such as "scores"
        return len(list(tokens(clean(words).text))) == 1
    return len(found) == 1 and found[0].count.same_bounds(count) and _says_no_more(words, found[0], language)


def _says_no_more(words: str, phrase: CountPhrase, language: str | None) -> bool:
    if phrase.end - phrase.start == len(words):
        return True
    lexicon = lexicon_for(words, language)
    nouns = (lexicon.words("countable") | lexicon.words("harm") | _PLAIN) - _NO_NOUNS
    before, after = _beside(words, phrase)
    if before and before[-1].word in {"another", "additional", "further", "extra", "ще", "еще", "ещё"}:
        before.pop()
    if after and after[0].word in {"more", "others", "other", "additional", "further", "extra"}:
        after.pop(0)
    return all(token.word in nouns if token.kind == "w" else token.word in _SILENT for token in (*before, *after))


def _beside(words: str, phrase: CountPhrase) -> tuple[list[Token], list[Token]]:
    """What stands before a phrase and after it."""
    return list(tokens(clean(words[: phrase.start]).text)), list(tokens(clean(words[phrase.end :]).text))


@lru_cache(maxsize=8192)
def differs(words: str, languages: Languages) -> bool:
    """Whether it depends on the policy which bounds the words are given; only vague ones can."""
    if read(words, NUMBERS_ONLY, languages) is not None:
        return False
    literal = read(words, "literal", languages)
    readings = [(policy, read(words, policy.label, languages)) for policy in policies().values()]
    return any(
        count is not None
        and literal is not None
        and (count.low != literal.low or not (policy.single or count.same_bounds(literal)))
        for policy, count in readings
    )


@lru_cache(maxsize=8192)
def mentions(words: str, languages: Languages) -> tuple[CountPhrase, ...]:
    """The counting phrases of a quotation; none where it is too long or cannot be read."""
    if len(words) > _LONGEST or not languages:
        return ()
    return tuple(Count.find(words, language=languages[0]))


_GOES_ON: Final = re.compile(r"\w|[.,]\d")


def stands_in(phrase: str, words: str) -> bool:
    """Whether a phrase stands in other words as it is, and not as part of a longer number."""
    at = words.find(phrase)
    while at >= 0:
        before = words[at - 1 : at]
        joined = before.isalnum() or before in {"_", ".", ","} or _GOES_ON.match(words, at + len(phrase)) is not None
        if not joined:
            return True
        at = words.find(phrase, at + 1)
    return False


def other_number(words: str, count: Count, languages: Languages) -> CountPhrase | None:
    """The number that a quotation of a figure has in the place of the one given; None where that is not certain.

    The quotation is either a phrase that is understood as a whole, or has one plain number and no word by which it
    could be another number that is meant.
    """
    found = mentions(words, languages)
    if len(found) != 1 or found[0].besides or found[0].count.firm().may_equal(count):
        return None
    if read(words, "literal", languages) is not None or _is_plain(words, found[0], count, languages):
        return found[0]
    return None


def _is_plain(words: str, phrase: CountPhrase, count: Count, languages: Languages) -> bool:
    """Whether a longer quotation has a single number that can be held against another."""
    said = phrase.count
    if not (said.is_exact and count.is_exact) or min(said.low, count.low) < _LEAST_SAID:
        return False
    before, after = _beside(words, phrase)
    if languages[0] != "en" and (before or len(after) > _MOST_BESIDE):
        return False
    rest = f"{words[: phrase.start]} | {words[phrase.end :]}"
    lexicon = lexicon_for(rest, None)
    numeric = (lexicon.words("number") | lexicon.words("unit")) - {"one"}
    if "en" not in lexicon.languages or len(lexicon.languages) > 1 or _OTHERWISE.search(rest):
        return False
    if any(token.word in numeric for token in (*before, *after)):
        return False
    if 0 < count.low - said.low <= _MOST_UNNUMBERED and _SOMEBODY.search(rest):
        return False
    # A number that the reader leaves alone may be the one that is meant, or make it up with the other.
    others = [int(re.sub(r"\D", "", each)) for each in _DIGITS.findall(rest)]
    return not any(count.low in {each, each + said.low, abs(each - said.low)} for each in others)


def twice_told(words: str, languages: Languages) -> tuple[str, str] | None:
    """A number in words and in digits, one of them in brackets, that are not the same: "twelve" and "13"."""
    for phrase in mentions(words, languages) if "(" in words else ():
        match = _BRACKETS.match(words, phrase.end)
        inner = None if match is None else read(match[1], "literal", languages)
        if match is None or inner is None or not inner.is_exact or phrase.count.approximate:
            continue
        outer = words[phrase.start : phrase.end]
        if _has_digits(outer) == _has_digits(match[1]) or not _is_bare(match[1], languages):
            continue
        # "Twelve (3)" may be a footnote, "(2024)" a year.
        aside = inner.low < _LEAST_SAID <= phrase.count.low or (match[1].isdigit() and inner.low in _YEARS)
        if aside or phrase.count.may_equal(inner) or _agrees(words[phrase.start : match.end()], languages):
            continue
        return outer, match[1]
    return None


def _agrees(words: str, languages: Languages) -> bool:
    """Whether the number in brackets is the one that the words name: "more than twelve (12)"."""
    try:
        Count.parse(words.lower(), language=languages[0])
    except PhraseError:
        return False
    return True


def _has_digits(words: str) -> bool:
    return any(map(str.isdigit, words))


def _is_bare(words: str, languages: Languages) -> bool:
    """Whether words are a number and nothing else."""
    if re.fullmatch(r"[\d,. ]+", words):
        return True
    found = mentions(words, languages)
    return len(found) == 1 and not any(_beside(words, found[0]))


def is_year(words: str, number: int) -> bool:
    """Whether the words are those of a year, as in "in 2014", "May 2014" or "2014 року", of that number."""
    if number not in _YEARS or len(words) > _LONGEST:
        return False
    match = _YEAR.fullmatch(words.strip(" ,.;:\"'“”"))
    return match is not None and int("".join(filter(None, match.groups()))) == number


def year_at(text: str, start: int, end: int, number: int) -> str | None:
    """The words by which the digits at a place in a text are a year; None where they may be a number."""
    if number not in _YEARS or text[start:end].strip() != str(number):
        return None
    before, after = text[max(0, start - 20) : start], text[end : end + 20]
    match = _YEAR_BEFORE.search(before)
    return None if match is None or _YEAR_AFTER.match(after) is None else f"{match[0]}{number}"


def changed(words: str, languages: Languages) -> Iterator[tuple[Count, Count]]:
    """Numbers of which one became the other: "rose from 12 to 14".

    The reader keeps them apart only beside a verb of change; else they are a range.
    """
    found = mentions(words, languages)
    for one, other in pairwise(found):
        if _CHANGE_TO.fullmatch(words[one.end : other.start]) and one.count.is_exact and other.count.is_exact:
            yield one.count, other.count


def increment(words: str, count: Count, languages: Languages) -> str | None:
    """The word by which the number comes on top of another ("another 41"); None where the words give it without one.

    "41 others" are others than those of another kind ("12 died and 41 others were hurt"), so that is no increment.
    """
    told = None
    for phrase in mentions(words, languages):
        if phrase.count.same_bounds(count):
            near = " ".join(words[: phrase.start].split()[-2:]) if phrase.start else ""
            after = " ".join(words[phrase.end :].split()[:2])
            match = _INCREMENT.search(f"{near} {words[phrase.start : phrase.end]} {after}")
            if not phrase.besides or match is None:
                return None
            told = told or match[0]
    return told
