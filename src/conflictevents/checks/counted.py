"""Checks of what a number counts and over what stretch (CT107 to CT109)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from .._claims import Figure, Holder
from .._count import Count
from .._events import Episode, Exchange
from .._phrases._days import Reading, read
from .._problems import Severity, shown
from .._views import event_of, scope_of, window_of
from .._vocab import Item, Measure, Scope
from ._engine import Check, Found, Subject, declare
from ._quoted import texts_of
from ._rivals import events_of
from ._words import languages_of_sources, own_words, pattern, quoted, units

__all__ = ["COUNTED"]

_OF_PEOPLE: Final = frozenset(
    {
        Measure.KILLED.value,
        Measure.INJURED.value,
        Measure.MISSING.value,
        Measure.CAPTURED.value,
        Measure.CASUALTIES.value,
        Measure.PARTICIPATED.value,
        Measure.DETAINED.value,
        Measure.HELD.value,
    }
)
"""Where nothing else is said, these count people."""


@declare("CT107", "unit-missing", Severity.WARNING, "record")
def unit_missing(subject: Subject) -> Iterator[Found]:
    """A number of something is given, and nothing says of what: 40 were destroyed.

    Killed, injured and the like are people where nothing else is said, and what a measure of the user's own counts is
    known to the user. A part needs no unit beside its whole.
    """
    for figure, _, _, path in subject.numbers():
        named = figure.item or figure.described or figure.model or figure.group or figure.within or figure.besides
        if named is None and figure.measure not in _OF_PEOPLE and "." not in figure.measure:
            message = f"expected what is counted in item, or its noun in described, got {figure.count} {figure.measure}"
            yield Found(path=path, message=message)


_UNITS: Final = {
    "people": (Item.PEOPLE, Item.PRISONERS),
    "bodies": (Item.BODIES,),
    "households": (Item.HOUSEHOLD,),
    "vehicles": (Item.VEHICLE, Item.TANK, Item.ARMOURED_VEHICLE, Item.ARTILLERY, Item.AIR_DEFENCE),
    "buildings": (Item.BUILDING, Item.HOME, Item.HOSPITAL, Item.SCHOOL, Item.INFRASTRUCTURE),
    "settlements": (Item.SETTLEMENT,),
    "weapons": (Item.MISSILE, Item.DRONE, Item.BOMB, Item.ROCKET, Item.SHELL, Item.MINE, Item.WEAPON),
    "aircraft": (Item.AIRCRAFT, Item.HELICOPTER),
    "vessels": (Item.VESSEL,),
    "incidents": (Item.INCIDENT,),
}
_UNIT_OF: Final = {item.value: unit for unit, items in _UNITS.items() for item in items}

_ALIKE: Final = frozenset(
    frozenset(pair)
    for pair in (
        ("people", "bodies"),  # people are counted living or dead; bodies and prisoners are told apart below
        ("households", "buildings"),  # a home is lost by a family
        ("weapons", "incidents"),  # "40 missile strikes"
    )
)

_SAID_FIRST: Final = 3
"""So many words after a number are looked at for its noun."""

_ENDS_NOUN: Final = re.compile(
    r"\b(?:of|from|in|on|at|with|who|that|which|whose|for|by|near|since|per|among|belonging)\b", re.IGNORECASE
)
_SEVERAL: Final = re.compile(r"\bor\b|[,/&(]", re.IGNORECASE)
_WORD: Final = re.compile(r"[\w-]+['’]?")


@declare("CT108", "unit-confusion", Severity.ERROR, "record")
def unit_confusion(subject: Subject) -> Iterator[Found]:
    """The words of a figure name one thing and its item is another: families held as people, bodies as prisoners.

    In an exchange it is for the exchange's own check to tell bodies from prisoners.
    """
    texts = texts_of(subject)
    for figure, _, holder, path in subject.numbers():
        unit = _UNIT_OF.get(figure.item or "")
        if unit is None or figure.estimate is not None:
            continue
        for said, words in _units_said(subject, figure, quoted(figure, texts)):
            of_prisoners = said == "bodies" and figure.item == Item.PRISONERS and not isinstance(holder, Exchange)
            if of_prisoners or (said != unit and frozenset((said, unit)) not in _ALIKE):
                message = f"expected an item for {said}, as the words {shown(words)} say, got {figure.item}"
                yield Found(path=f"{path}/item", message=message, value=figure.item, suggestion=_suggested(said))
                break


def _suggested(unit: str) -> str | None:
    """The item of a unit that has only one, or that has one for all."""
    items = _UNITS[unit]
    return items[0].value if len(items) == 1 or unit == "people" else None


def _units_said(subject: Subject, figure: Figure, quotations: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What the words say is counted: the noun of the figure, and that after its number."""
    if figure.described is not None:
        noun = _ENDS_NOUN.split(figure.described)[0]
        last = _WORD.findall(noun)[-1:]
        if last and not _names_several(noun) and (unit := units().get(last[0].lower())) is not None:
            yield unit, figure.described
    count = figure.count
    if count is None:
        return
    for words in filter(None, (count.text, *quotations)):
        if (unit := _unit_after(subject, figure, count, words)) is not None:
            yield unit, words


def _names_several(words: str) -> bool:
    return _SEVERAL.search(words) is not None or pattern("joined").search(words) is not None


def _unit_after(subject: Subject, figure: Figure, count: Count, words: str) -> str | None:
    """The unit of the noun that follows a number, where the words have that number and no other."""
    if not any(word.lower() in units() for word in _WORD.findall(words)):
        return None
    from ._readings import languages_of, mentions  # noqa: PLC0415 - only a figure with words needs the reader

    phrases = mentions(words, languages_of(languages_of_sources(subject).get(figure.attribution.source)))
    if len(phrases) != 1 or not phrases[0].count.same_bounds(count):
        return None
    after = _ENDS_NOUN.split(words[phrases[0].end :])[0]
    for word in _WORD.findall(after)[:_SAID_FIRST]:
        if word.lower() in units():
            return None if _names_several(after) else units()[word.lower()]
    return None


_HARM: Final = (
    "people|persons|civilians|soldiers|troops|children|women|men|killed|dead|died|deaths|fatalities|casualties|wounded|"
    "injured|hurt|injuries|destroyed|damaged|drones|missiles|bombs|rockets|shells|attacks|buildings|homes|houses"
)
_WHERE: Final = r"(?:\s+(?:in|across|throughout)\s+(?:the\s+)?[\w'’-]+)?"
_HARM_SINCE: Final = re.compile(rf"\b(?:{_HARM}){_WHERE}\s+since\s+(?P<since>[^.;:()]+)", re.IGNORECASE)
_SINCE_FIRST: Final = re.compile(
    r"(?:^|[.!?:]\W*\s)since\s+(?P<since>[^.;:(),]{2,40}),\s+(?:at\s+least\s+|over\s+|some\s+|about\s+)?$",
    re.IGNORECASE,
)
_SINCE_AFTER: Final = re.compile(
    rf"\s*(?:\b(?:{_HARM})\s+)?(?:were\s+|was\s+|have\s+been\s+)?(?:(?:{_HARM})\b)?{_WHERE}\s*\bsince\s+"
    r"(?P<since>[^.;:()]+)",
    re.IGNORECASE,
)
_AROUND: Final = 80
_SUPERLATIVE: Final = re.compile(
    r"\b(?:most|first|last|only|highest|largest|biggest|worst|deadliest|heaviest|fewest|record)\b", re.IGNORECASE
)
_WAR: Final = r"(?:war|invasion|hostilities|conflict)"
_SINCE_WAR: Final = re.compile(
    rf"(?:the\s+)?(?:(?:start|beginning|outbreak|onset)\s+of\s+(?:the\s+)?(?:[\w-]+\s+)?{_WAR}\b"
    rf"|(?:full-scale\s+)?{_WAR}\s+(?:began|started|broke\s+out)\b)",
    re.IGNORECASE,
)


@declare("CT109", "scope-missing-or-mixed", Severity.WARNING, "dataset")
def scope_missing_or_mixed(subject: Subject) -> Iterator[Found]:
    """A number since a day before the event is held as one of the event itself: killed since February.

    Only the words of the figure, or those right beside it in the text, say so; a superlative ("the most since
    February") says nothing of what is counted.
    """
    published = {source.id: source.published for source in reversed(subject.dataset.sources)}
    for figure, _, holder, path in subject.numbers():
        if _is_of_the_event(figure, holder):
            event = events_of(subject).get(event_of(holder))
            printed = published.get(figure.attribution.source)
            if event is None or isinstance(event, Episode | Exchange):
                continue
            anchor = printed.earliest if printed is not None and printed.is_day else None
            begins = None if event.when is None or event.when.is_qualified else event.when.earliest
            for since in _since(subject, figure):
                if _reaches_back(since, begins, anchor):
                    told = f"the words {shown(f'since {since}'[:80])} reach back before the event"
                    message = f"expected the scope cumulative or a window, since {told}, got that of the event"
                    yield Found(path=path, message=message, value=str(figure.count))
                    break


def _is_of_the_event(figure: Figure, holder: Holder) -> bool:
    """Whether a figure passes for one of the event as a whole."""
    scope = scope_of(holder, figure)
    whole = scope is Scope.EVENT or (scope is None and window_of(holder, figure) is None)
    return whole and figure.estimate is None and figure.measure not in (Measure.AGREED, Measure.HELD)


def _since(subject: Subject, figure: Figure) -> Iterator[str]:
    """What follows "since" in the words of a figure, and in the text right before and after them."""
    texts = texts_of(subject)
    for words in (*own_words(figure), *quoted(figure, texts)):
        found = _HARM_SINCE.search(words)
        if found is not None and not _SUPERLATIVE.search(words[: found.start("since")]):
            yield found["since"]
    text, span = texts.get(figure.attribution.source), figure.figure_span
    if text is None or span is None or not span.matches(text):
        return
    before = text[max(0, span.start - _AROUND) : span.start]
    beside = _SINCE_FIRST.search(before) or _SINCE_AFTER.match(text, span.end, span.end + _AROUND)
    if beside is not None:
        yield beside["since"]


def _reaches_back(since: str, begins: date | None, anchor: date | None) -> bool:
    """Whether a stretch since then is certainly longer than an event that begins on a day."""
    if _SINCE_WAR.match(since):
        return True
    words = _WORD.findall(since)[:5]
    readings = (read(" ".join(("since", *words[:length])), anchor) for length in range(len(words), 0, -1))
    found = next((each for each in readings if isinstance(each, Reading)), None)
    if found is None or found.stretch.first is None or begins is None:
        return False
    # The night before a day belongs to what happened on it.
    return not found.stretch.approximate and found.stretch.first < begins - timedelta(days=1)


COUNTED: Final[tuple[Check, ...]] = (unit_missing, unit_confusion, scope_missing_or_mixed)
