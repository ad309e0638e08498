"""Checks of exchanges against the words that they were read from (EX)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .._actors import Actor
from .._claims import Figure, Holder
from .._events import Exchange
from .._problems import Severity, shown
from .._vocab import Item, Measure
from ._belonging import own_sides, sides_of
from ._engine import Check, Found, Subject, declare
from ._quoted import around, figure_words, words
from ._words import pattern

__all__ = ["EXCHANGES_IN_WORDS"]

# "300 prisoners each"; not "both soldiers and civilians".
_EACH_AT_THE_END: Final = re.compile(r"\b(?:each|apiece|respectively)\W*$", re.IGNORECASE)


@declare("EX103", "one-direction-only", Severity.WARNING, "record")
def one_direction_only(subject: Subject) -> Iterator[Found]:
    """The words of a figure say each or both sides, and only one direction has a figure."""
    directions = {
        (*_said_of(holder, claim), claim.from_, claim.to)
        for claim, holder, _ in subject.claims
        if isinstance(claim, Figure)
    }
    for claim, holder, path in subject.claims:
        if not isinstance(claim, Figure) or not isinstance(holder, Exchange) or claim.from_ is claim.to is None:
            continue
        said = list(_all_words(claim, subject))
        both = next((told for each in said if (told := _says_both(each)) is not None), None)
        if both and (*_said_of(holder, claim), claim.to, claim.from_) not in directions:
            message = f"expected a figure for each direction, as the words say ({both[0]}), got one"
            yield Found(path=path, message=message, value=claim.to or claim.from_)


def _says_both(words: str) -> re.Match[str] | None:
    return pattern("each_side").search(words) or _EACH_AT_THE_END.search(words)


def _said_of(holder: Holder, figure: Figure) -> tuple[object, ...]:
    """What the figures of two directions have in common where somebody gives both."""
    return id(holder), figure.measure, figure.item, figure.attribution.source, figure.attribution.speaker


def _all_words(figure: Figure, subject: Subject) -> Iterator[str]:
    """The words that a figure comes with, those of spans without words of their own from the text, where given."""
    yield figure.described or ""
    if figure.count is not None:
        yield figure.count.text or ""
    for span in figure.spans:
        yield words(span, figure.attribution.source, subject)


@declare("EX105", "bodies-in-prisoner-count", Severity.ERROR, "dataset")
def bodies_in_prisoner_count(subject: Subject) -> Iterator[Found]:
    """Bodies are counted among prisoners: by the words of a figure, or as a part of one of the other kind."""
    items = {claim.id: claim.item for claim, *_ in subject.claims if isinstance(claim, Figure) and claim.id is not None}
    mixed = {(Item.BODIES, Item.PRISONERS), (Item.PRISONERS, Item.BODIES)}
    for figure, holder, path in _figures(subject):
        whole = None if figure.within is None else items.get(figure.within)
        if (figure.item, whole) in mixed:
            message = f"expected a part of {whole} to be {whole}, got {figure.item}"
            yield Found(path=f"{path}/within", message=message, value=figure.within)
        elif isinstance(holder, Exchange) and figure.item == Item.PRISONERS:
            told = next(filter(None, figure_words(figure, subject)), "")
            if pattern("bodies").match(told.strip()) and not pattern("living").search(told):
                message = f"expected bodies, as the words say ({shown(told)}), got {figure.item}"
                yield Found(path=f"{path}/item", message=message, value=figure.item, suggestion=Item.BODIES.value)


def _figures(subject: Subject) -> Iterator[tuple[Figure, Holder, str]]:
    """Every figure that still stands and is asserted, with or without a number."""
    for claim, holder, path in subject.claims:
        if isinstance(claim, Figure) and subject.standing.is_asserted(claim):
            yield claim, holder, path


_HANDED_OVER: Final = frozenset({Measure.RELEASED.value, Measure.RETURNED.value})


@declare("EX109", "returned-vs-handed-over", Severity.WARNING, "dataset")
def returned_vs_handed_over(subject: Subject) -> Iterator[Found]:
    """Somebody says that people are home, and the figure sends them from the speaker's side to the other."""
    actors = {actor.id: actor for actor in subject.dataset.actors}
    quotations = {
        statement.id: [quotation.text for quotation in statement.quotations] for statement in subject.dataset.statements
    }
    for figure, holder, path in _figures(subject):
        if not isinstance(holder, Exchange) or figure.measure not in _HANDED_OVER or figure.from_ is None:
            continue
        number = figure.count and figure.count.text
        said = [
            *figure_words(figure, subject),
            *(text for text in quotations.get(figure.attribution.statement or "", ()) if number and number in text),
        ]
        own = own_sides(figure, holder.id, subject)
        if figure.from_ not in own or figure.to in own or own >= sides_of(subject).of(holder.id):
            continue
        told = next((each for each in said if pattern("home").search(each)), None)
        # Of the other side's people the other side's home may be meant.
        if told is not None and not any(_names(actors.get(figure.to or ""), each) for each in said):
            message = f"expected people who come to {figure.from_}, of which the speaker is, as {shown(told)} says"
            yield Found(
                path=f"{path}/from",
                message=f"{message}, got people who come from there",
                value=figure.from_,
                suggestion=figure.to,
            )


def _names(actor: Actor | None, said: str) -> bool:
    """Whether words name an actor or its people, as far as that shows in how they begin: "Ukraine", "Ukrainian"."""
    if actor is None:
        return False
    folded = said.casefold()
    return any(name.casefold()[: max(4, len(name) - 2)] in folded for name in (actor.name, *actor.aliases))


_READABLE: Final = frozenset({"en", "uk", "ru"})


@declare("EX110", "figure-copied-to-other-direction", Severity.WARNING, "source_text")
def figure_copied_to_other_direction(subject: Subject) -> Iterator[Found]:
    """One number in the text stands for both directions, and no word near it says each or both."""
    earlier: set[tuple[object, ...]] = set()
    for place, (figure, path) in _by_place(subject).items():
        *rest, from_, to = place
        near = around(figure, subject) if (*rest, to, from_) in earlier else None
        if near is not None and not pattern("for_each").search(" ".join(near)):
            message = f"expected a number of its own for this direction, or words such as each, got {shown(near[1])}"
            yield Found(path=path, message=f"{message} for both directions", value=near[1])
        earlier.add(place)


def _by_place(subject: Subject) -> dict[tuple[object, ...], tuple[Figure, str]]:
    """The directed numbers of exchanges in texts that can be read, by their place in it, what they say and the way."""
    languages = {source.id: (source.language or "").partition("-")[0].lower() for source in subject.dataset.sources}
    found: dict[tuple[object, ...], tuple[Figure, str]] = {}
    for figure, holder, path in _figures(subject):
        span, count = figure.figure_span, figure.count
        readable = languages.get(figure.attribution.source) in _READABLE
        directed = figure.from_ is not None or figure.to is not None
        if isinstance(holder, Exchange) and directed and readable and span is not None and count is not None:
            said = (figure.attribution.source, span.start, span.end, figure.measure, figure.item, figure.group)
            key = (holder.id, *said, count.low, count.high, figure.from_, figure.to)
            found.setdefault(key, (figure, path))
    return found


_COLLECTIVELY: Final = (
    r"\b(?:exchang(?:e|ed|ing)|swap(?:ped|ping)?|trad(?:ed|ing))\s+"
    r"(?:(?:a\s+total\s+of|over|more\s+than|at\s+least|about|around|some|nearly)\s+)?{number}"
    r"(?:\s+(?:captured|wounded|sick))*\s+"
    r"(?:prisoners?(?:\s+of\s+war)?|captives?|pows?|people|soldiers|troops|servicemen|detainees|hostages|bodies)\b"
)


@declare("EX111", "collective-figure-directed", Severity.WARNING, "source_text")
def collective_figure_directed(subject: Subject) -> Iterator[Found]:
    """The text says that so many were exchanged, both ways together, and the figure gives them one direction."""
    known = _by_place(subject)
    for place, (figure, path) in known.items():
        *rest, from_, to = place
        near = around(figure, subject)
        if near is None or figure.count is None or (*rest, to, from_) in known:  # EX110's
            continue
        number = re.escape(figure.count.text or f"{figure.count.low:,}")
        text = " ".join("".join(near).split())
        told = re.search(_COLLECTIVELY.format(number=number), text, re.IGNORECASE)
        if told and not pattern("for_each").search(text) and not pattern("one_way").search(text):
            message = f"expected no direction, as the words give none ({shown(told[0])})"
            yield Found(
                path=path, message=f"{message}, got from {from_ or 'open'} to {to or 'open'}", value=from_ or to
            )


EXCHANGES_IN_WORDS: Final[tuple[Check, ...]] = (
    one_direction_only,
    bodies_in_prisoner_count,
    returned_vs_handed_over,
    figure_copied_to_other_direction,
    collective_figure_directed,
)
