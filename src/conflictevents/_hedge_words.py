"""The words of `hedge`: what each measure, item and group tag is called in a sentence, and how a text is set in one.

What has no line here is set in quotation marks as it stands: a new member of a vocabulary needs a line to read well,
and none to be right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import Enum, auto
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from ._count import Count, Share
from ._vocab import GroupTag, Item, Measure, Rank, Realis, RelationKind, TermStatus
from ._when import When

__all__ = [
    "ARRIVED",
    "BY",
    "DEEDS",
    "DIED",
    "DOCUMENTS",
    "GROUPS",
    "ITEMS",
    "OF_EVENTS",
    "RANKS",
    "RANKS_OF",
    "RELATIONS",
    "TERMS",
    "TOLLS",
    "WEAPONS",
    "Deed",
    "GroupWord",
    "Way",
    "after_at",
    "keeps_number",
    "listed",
    "needs_of",
    "own_deed",
    "own_words",
    "percent",
    "plain",
    "quoted",
    "when_words",
]


# --- what was done ---------------------------------------------------------------------------------------------------


class Way(Enum):
    """What the two sides of a figure are to it."""

    WEAPON = auto()
    """From who fires to whom it is fired at."""
    THING = auto()
    """From who attacks to whose side is struck."""
    EXCHANGE = auto()
    """From who holds to who receives."""
    HARM = auto()
    """From who harms to whose side is harmed."""


class Deed(NamedTuple):
    """What is said of the items of a measure, in the moods that an event may have.

    Attributes:
        one: In the past tense, of one item.
        many: In the past tense, of several.
        base: After "to" or "might".
        perfect: After "have".
        way: What the sides are to it.
    """

    one: str
    many: str
    base: str
    perfect: str
    way: Way

    def told(self, realis: Realis, *, single: bool) -> str:
        """The deed in the mood of its event, never surer than the event is."""
        be = "was" if single else "were"
        return {
            Realis.PLANNED: f"{be} to {self.base}",
            Realis.HYPOTHETICAL: f"might {self.base}",
            Realis.COUNTERFACTUAL: f"would have {self.perfect}",
            Realis.UNCLEAR: f"may have {self.perfect}",
        }.get(realis, self.one if single else self.many)


def _be(done: str, way: Way) -> Deed:
    return Deed(f"was {done}", f"were {done}", f"be {done}", f"been {done}", way)


def _act(past: str, base: str, perfect: str, way: Way) -> Deed:
    return Deed(past, past, base, perfect, way)


def _agreed(done: str, way: Way) -> Deed:
    """What was promised is to come even where the event did come: the figure is not one of what was done."""
    return _be(done, way)._replace(one=f"was to be {done}", many=f"were to be {done}")


DEEDS: Final[Mapping[str, Deed]] = MappingProxyType(
    {
        Measure.AGREED: _agreed("handed over under an agreement", Way.EXCHANGE),
        Measure.RELEASED: _be("released", Way.EXCHANGE),
        Measure.RETURNED: _act("came home", "come home", "come home", Way.EXCHANGE),
        Measure.LAUNCHED: _be("launched", Way.WEAPON),
        Measure.INTERCEPTED: _be("intercepted", Way.WEAPON),
        Measure.LOST: _be("lost on the way", Way.WEAPON),
        Measure.ATTACKED: _be("attacked", Way.THING),
        Measure.HIT: _be("hit", Way.THING),
        Measure.HIT_BY_DEBRIS: _be("hit by falling debris", Way.THING),
        Measure.KILLED: _be("killed", Way.HARM),
        Measure.INJURED: _be("injured", Way.HARM),
        Measure.MISSING: _be("missing", Way.HARM),
        Measure.CAPTURED: _be("captured", Way.HARM),
        Measure.DISPLACED: _be("displaced", Way.HARM),
        Measure.CASUALTIES: _be("killed or injured", Way.HARM),
        Measure.DAMAGED: _be("damaged", Way.HARM),
        Measure.DESTROYED: _be("destroyed", Way.HARM),
        Measure.PARTICIPATED: _act("took part", "take part", "taken part", Way.EXCHANGE),
        Measure.DETAINED: _be("detained", Way.HARM),
        Measure.HELD: _be("held as prisoners", Way.HARM),
    }
)
"""What is said of the items of each measure."""

ARRIVED: Final = _act("reached a target", "reach a target", "reached a target", Way.WEAPON)
"""What is said of weapons that hit."""

DIED: Final = _act("died", "die", "died", Way.HARM)
"""What is said of people whom hunger or disease killed."""


def own_deed(measure: str) -> Deed:
    """What is said of the items of any other measure: no more than that they were counted under its name."""
    return _be(f"counted under {quoted(measure)}", Way.EXCHANGE)


TOLLS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Measure.KILLED: "the dead",
        Measure.INJURED: "the injured",
        Measure.MISSING: "the missing",
        Measure.DISPLACED: "the displaced",
    }
)
"""Those of whom a source "puts" the number "at" so many."""


# --- what is counted -------------------------------------------------------------------------------------------------

_NO_PLURAL_IN_S: Final = frozenset(
    {
        Item.PEOPLE,
        Item.PRISONERS,
        Item.BODIES,
        Item.AIRCRAFT,
        Item.ARMOURED_VEHICLE,
        Item.ARTILLERY,
        Item.AIR_DEFENCE,
        Item.INFRASTRUCTURE,
    }
)

ITEMS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        Item.PEOPLE: ("person", "people"),
        Item.PRISONERS: ("prisoner", "prisoners"),
        Item.BODIES: ("body", "bodies"),
        Item.AIRCRAFT: ("aircraft", "aircraft"),
        Item.ARMOURED_VEHICLE: ("armoured vehicle", "armoured vehicles"),
        Item.ARTILLERY: ("artillery piece", "artillery pieces"),
        Item.AIR_DEFENCE: ("air defence system", "air defence systems"),
        Item.INFRASTRUCTURE: ("infrastructure site", "infrastructure sites"),
        **{item: (item.value, f"{item.value}s") for item in Item if item not in _NO_PLURAL_IN_S},
    }
)
"""One and several of each item."""

BY: Final[Mapping[str, str]] = MappingProxyType(
    {
        Measure.RELEASED: "by",
        Measure.AGREED: "from",
        Measure.RETURNED: "from",
        Measure.PARTICIPATED: "from",
        Measure.HIT_BY_DEBRIS: "of weapons of",
        Measure.MISSING: "through the doing of",
    }
)
"""What joins a deed to the side that it comes from; for the others it is "by"."""

WEAPONS: Final = frozenset({Item.MISSILE, Item.DRONE, Item.BOMB, Item.ROCKET, Item.SHELL, Item.WEAPON})
"""What is sent to hit something else."""


class GroupWord(NamedTuple):
    """What the members of a group are called: by a noun, an adjective before one, or words after one.

    Attributes:
        nouns: One and several of them, where they have a noun of their own.
        adjective: Before another noun.
        after: After another noun.
    """

    nouns: tuple[str, str] | None = None
    adjective: str | None = None
    after: str | None = None


GROUPS: Final[Mapping[str, GroupWord]] = MappingProxyType(
    {
        # The first of a group's tags that has a noun gives it; the others go before or after.
        GroupTag.MEDICS: GroupWord(("medic", "medics")),
        GroupTag.AID_WORKERS: GroupWord(("aid worker", "aid workers")),
        GroupTag.JOURNALISTS: GroupWord(("journalist", "journalists")),
        GroupTag.RESCUERS: GroupWord(("rescuer", "rescuers")),
        GroupTag.POLICE: GroupWord(("police officer", "police officers"), after="from the police"),
        GroupTag.OFFICERS: GroupWord(("officer", "officers")),
        GroupTag.CHILDREN: GroupWord(("child", "children")),
        GroupTag.WOMEN: GroupWord(("woman", "women"), "female"),
        GroupTag.MEN: GroupWord(("man", "men"), "male"),
        GroupTag.ADULTS: GroupWord(("adult", "adults"), "adult"),
        GroupTag.CIVILIANS: GroupWord(("civilian", "civilians"), "civilian"),
        GroupTag.ELDERLY: GroupWord(adjective="elderly"),
        GroupTag.MILITARY: GroupWord(adjective="military"),
        GroupTag.ENLISTED: GroupWord(adjective="enlisted"),
        GroupTag.WOUNDED: GroupWord(adjective="wounded"),
        GroupTag.SICK: GroupWord(adjective="sick"),
        GroupTag.ARMED_FORCES: GroupWord(after="from the armed forces"),
        GroupTag.NATIONAL_GUARD: GroupWord(after="from the national guard"),
        GroupTag.BORDER_GUARD: GroupWord(after="from the border guard"),
        GroupTag.TRANSPORT_SERVICE: GroupWord(after="from the transport service"),
        GroupTag.HUNGER: GroupWord(after="suffering from hunger"),
        GroupTag.DISEASE: GroupWord(after="suffering from disease"),
        GroupTag.EXCESS: GroupWord(after="among the excess deaths"),
        GroupTag.ATTACKERS: GroupWord(after="of the attacking side"),
    }
)
"""What the members of each group are called, in the order in which a noun is chosen."""


# --- what is said of events ------------------------------------------------------------------------------------------

RANKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Rank.FIRST: "the first",
        Rank.ONLY: "the only one",
        Rank.LARGEST: "the largest",
        Rank.AMONG_LARGEST: "among the largest",
        Rank.DEADLIEST: "the deadliest",
        Rank.AMONG_DEADLIEST: "among the deadliest",
        Rank.LATEST: "the latest",
        Rank.RARE: "rare",
        Rank.UNPRECEDENTED: "without precedent",
    }
)
"""Each superlative."""

RANKS_OF: Final[Mapping[str, str]] = MappingProxyType(
    {Rank.AMONG_LARGEST: " ", Rank.AMONG_DEADLIEST: " ", Rank.RARE: " among ", Rank.UNPRECEDENTED: " among "}
)
"""What joins a superlative to that of which it is said; for the others it is "of the"."""

TERMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        TermStatus.PROPOSED: "was proposed and not agreed",
        TermStatus.AGREED: "was agreed and not yet carried out",
        TermStatus.IN_FORCE: "was being carried out or observed",
        TermStatus.FULFILLED: "was carried out",
        TermStatus.VIOLATED: "was broken",
        TermStatus.SUSPENDED: "was set aside for the time being",
        TermStatus.REJECTED: "was refused",
    }
)
"""How a term of an agreement stands."""

RELATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        RelationKind.FOLLOWS: "came after",
        RelationKind.IMPLEMENTS: "carried out what was agreed in",
        RelationKind.RETALIATES: "answered",
        RelationKind.VIOLATES: "broke what was agreed in",
        RelationKind.CAUSES: "brought about",
    }
)
"""How one event relates to another, between the names of the two."""

OF_EVENTS: Final[Mapping[Realis, str]] = MappingProxyType(
    {
        Realis.PLANNED: "the planned {kind} {name}",
        Realis.HYPOTHETICAL: "the hypothetical {kind} {name}",
        Realis.COUNTERFACTUAL: "the {kind} {name} (said not to have happened)",
        Realis.UNCLEAR: "the {kind} {name} (unclear whether it happened)",
    }
)
"""What an event is called that is not said to have happened."""

DOCUMENTS: Final = frozenset(
    {
        "article",
        "book",
        "broadcast",
        "bulletin",
        "document",
        "editorial",
        "interview",
        "page",
        "paper",
        "post",
        "press-release",
        "report",
        "statement",
        "story",
        "table",
        "text",
        "transcript",
        "video",
    }
)
"""The ids of sources that are what the document is called: "the article"."""


# --- numbers ---------------------------------------------------------------------------------------------------------

_OF: Final = frozenset(
    {
        "billions",
        "couple",
        "dozens",
        "handful",
        "hundreds",
        "lot",
        "millions",
        "number",
        "score",
        "scores",
        "tens",
        "thousands",
    }
)
_LONGEST_WORDS: Final = 40


def needs_of(words: str) -> bool:
    """Whether "of" stands between a counting phrase and its noun: "dozens of people", "12 people"."""
    return words.rpartition(" ")[2] in _OF


def own_words(count: Count) -> str | None:
    """The source's own counting phrase, where it is short, plain and says what the bounds say; without "of"."""
    if count.text is None or len(count.text) > _LONGEST_WORDS or count.high == 0:
        return None
    words = count.text.strip()
    words = (words[:1].lower() + words[1:]).removesuffix(" of")
    if re.fullmatch(r"[a-z0-9][a-z0-9, -]*", words) is None:
        return None
    found = list(Count.find(f"{words} of people" if needs_of(words) else f"{words} people"))
    if len(found) != 1 or found[0].start != 0 or found[0].besides:
        return None
    read = found[0].count
    whole = (read.text or "").removesuffix(" of") == words
    return words if whole and read.same_bounds(count) and read.approximate == count.approximate else None


def after_at(count: Count) -> str | None:
    """A count that is not one number, in words that go after "at"; None where it has none."""
    words = str(count)
    if count.high is None and not count.approximate:
        return f"{count.low:,} or more" if count.low else None
    if count.low == 0 and count.high and not count.approximate:
        return f"{count.high:,} or fewer"
    if count.low == count.high or words.startswith(("nominally", "an ")):
        return None
    return words


def percent(share: Share) -> str:
    """A share in words."""
    low, high = _digits(share.low, ROUND_FLOOR), None if share.high is None else _digits(share.high, ROUND_CEILING)
    if high is None:
        words = "an unknown share" if share.low == 0 else f"at least {low} percent"
    elif low == high:
        words = f"{low} percent"
    else:
        words = f"at most {high} percent" if share.low == 0 else f"between {low} and {high} percent"
    return f"roughly {words}" if share.approximate and words != "an unknown share" else words


def _digits(number: float, rounding: str) -> str:
    """A number without an exponent; beyond twelve places it is rounded away from the middle, never to be surer."""
    exact = Decimal(repr(number))
    rounded = exact if -int(exact.as_tuple().exponent) <= 12 else exact.quantize(Decimal("1e-12"), rounding)
    plain_ = f"{rounded:f}"
    return plain_.rstrip("0").rstrip(".") if "." in plain_ else plain_


# --- texts -----------------------------------------------------------------------------------------------------------

_UNSAFE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS: Final = frozenset("\u200c\u200d")
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_LEFT_TO_RIGHT_MARK: Final = "\u200e"
_OUR_MARKS: Final = str.maketrans({"“": "‘", "”": "’"})
_MOST_MARKS: Final = 4
_LONGEST: Final = 200
_LONGEST_PLAIN: Final = 80
_IN_PLAIN: Final = frozenset(" -'’.&/,")
# Words on which the meaning of a sentence hangs. A name that holds one is set in quotation marks.
_OURS: Final = frozenset(
    {
        "said",
        "says",
        "say",
        "saying",
        "claimed",
        "estimated",
        "confirmed",
        "denied",
        "denies",
        "neither",
        "nor",
        "not",
        "never",
        "no",
        "nobody",
        "nothing",
        "none",
        "that",
        "possible",
        "possibly",
        "probable",
        "probably",
        "certain",
        "retracted",
        "withdrew",
        "withdrawn",
        "superseded",
        "corrected",
        "was",
        "were",
        "might",
        "would",
        "percent",
        "killed",
        "injured",
        "launched",
        "released",
        "intercepted",
        "including",
        "least",
        "most",
        "than",
        "about",
        "nominally",
        "put",
        "more",
        "fewer",
        "or",
    }
)


def quoted(text: str, *, most: int = _LONGEST) -> str:
    r"""A text in quotation marks, on one line, which it cannot leave.

    Quotation marks of our own kind become single ones, and control, formatting and unassigned characters become escapes
    such as `\x1b`. A long text is cut and tells its length.
    """
    parts: list[str] = []
    marks = 0
    turns = False
    for character in text[:most].translate(_OUR_MARKS):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if (category in _UNSAFE and character not in _JOINERS) or marks > _MOST_MARKS:
            code = ord(character)
            short = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character)
            parts.append(short or (f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"))
        else:
            parts.append(" " if category == "Zs" else character)
            turns = turns or unicodedata.bidirectional(character) in _RIGHT_TO_LEFT
    shown = "".join(parts)
    if turns:  # closed by marks, so that it pulls nothing beside it along
        shown = f"{_LEFT_TO_RIGHT_MARK}{shown}{_LEFT_TO_RIGHT_MARK}"
    return f"“{shown}… ({len(text):,} characters)”" if len(text) > most else f"“{shown}”"


@lru_cache(maxsize=1024)
def plain(text: str, *, title: bool = False) -> bool:
    """Whether a text may stand in a sentence without quotation marks: it can be taken for nothing but a name.

    Args:
        text: The text.
        title: Whether it is a description in our own words, which may hold words like "was".
    """
    if len(text) > _LONGEST_PLAIN or not text[:1].isalpha() or "  " in text or text.endswith((" ", ",", "/", "&")):
        return False
    after_letter = False
    for character in text:
        category = unicodedata.category(character)
        letter = category.startswith("L") and unicodedata.bidirectional(character) == "L"
        mark = category in ("Mn", "Mc") and after_letter
        if not (letter or mark or ("0" <= character <= "9") or character in _IN_PLAIN):
            return False
        after_letter = letter
    words = text.replace(",", " ").split(" ")
    if any(word.endswith(".") and len(word) > 4 for word in words[:-1]):  # it would end our sentence
        return False
    if not title and ("," in text or not _OURS.isdisjoint(re.findall(r"[\w’']+", text.casefold()))):
        return False
    return next(iter(Count.find(text)), None) is None


@lru_cache(maxsize=1024)
def keeps_number(text: str) -> bool:
    """Whether a number before a text is read as if the text were not there; "million" or "km" would change it."""
    found = list(Count.find(f"12 {text}"))
    return len(found) == 1 and found[0].end == 2 and found[0].count.is_exact and not found[0].besides


def listed(items: list[str]) -> str:
    """One, one and another, or several with commas."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


# --- dates -----------------------------------------------------------------------------------------------------------

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DATE: Final = re.compile(r"(19\d\d|20\d\d)(?:-(0[1-9]|1[0-2])(?:-(\d\d)(?:T(\d\d:\d\d))?)?)?([?~%]?)")
_MARKS: Final = {"": "", "?": " (uncertain)", "~": " (approximate)", "%": " (uncertain and approximate)"}


def when_words(when: When) -> str:
    """A date as people write it, the source's own words for it first."""
    if when.edtf is None:
        return quoted(when.text or "")
    dates = _interval(when.edtf) + ("" if when.zone is None else f", {quoted(when.zone)}")
    if when.text is not None:
        return f"{quoted(when.text)} (taken as {dates})" if when.basis is not None else f"{quoted(when.text)} ({dates})"
    return f"{dates} (inferred)" if when.basis is not None else dates


def _interval(edtf: str) -> str:
    start, slash, end = edtf.partition("/")
    if not slash:
        return _date(start)
    if start in ("", ".."):
        return f"until {_date(end)}"
    return f"since {_date(start)}" if end in ("", "..") else f"{_date(start)} to {_date(end)}"


def _date(edtf: str) -> str:
    """One date; what is not a plain day, month or year of our time stays as it is written, in quotation marks."""
    found = _DATE.fullmatch(edtf)
    if found is None:
        return quoted(edtf)
    year, month, day, clock, mark = found.groups()
    words = f"{clock} on " if clock is not None else ""
    words += f"{int(day)} " if day is not None else ""
    words += f"{_MONTHS[int(month) - 1]} " if month is not None else ""
    return words + year + _MARKS[mark]
