"""Checks of attacks against the words that they were read from (ST)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .._claims import Figure
from .._count import Count
from .._events import Strike
from .._problems import Severity, shown
from .._vocab import Item, Measure
from ._engine import Check, Found, Subject, declare
from ._quoted import figure_words
from ._words import pattern

__all__ = ["STRIKES_IN_WORDS"]


def _told(subject: Subject, measure: Measure, says: str) -> Iterator[tuple[Figure, str, str]]:
    """Every figure of a measure of attacks that is asserted, each of its words that say a thing, and its path.

    Words with more than one number are of several figures, and which of them they speak of is not known.
    """
    for claim, holder, path in subject.claims:
        asserted = isinstance(claim, Figure) and subject.standing.is_asserted(claim)
        if not isinstance(claim, Figure) or not asserted or not isinstance(holder, Strike) or claim.measure != measure:
            continue
        for words in figure_words(claim, subject):
            if pattern(says).search(words) and len(list(Count.find(words[:500]))) <= 1:
                yield claim, words, path


@declare("ST106", "jammed-as-shot-down", Severity.WARNING, "record")
def jammed_as_shot_down(subject: Subject) -> Iterator[Found]:
    """By its words a figure of interceptions is one of weapons that were jammed or lost from radar."""
    yield from _misplaced(subject, Measure.INTERCEPTED, "jammed", "stopped", Measure.LOST)


@declare("ST108", "debris-as-hit", Severity.WARNING, "record")
def debris_as_hit(subject: Subject) -> Iterator[Found]:
    """By its words a figure of hits is one of places struck by falling debris."""
    yield from _misplaced(subject, Measure.HIT, "debris", "direct_hits", Measure.HIT_BY_DEBRIS)


def _misplaced(subject: Subject, measure: Measure, says: str, unless: str, meant: Measure) -> Iterator[Found]:
    seen: set[str] = set()
    for _, words, path in _told(subject, measure, says):
        if path not in seen and not pattern(unless).search(words):
            seen.add(path)
            message = f"expected {meant}, as the words say ({shown(words)}), got {measure}"
            yield Found(path=f"{path}/measure", message=message, value=measure.value, suggestion=meant.value)


@declare("ST109", "decoys-mixed-with-armed", Severity.WARNING, "dataset")
def decoys_mixed_with_armed(subject: Subject) -> Iterator[Found]:
    """A number of drones of one model counts decoys in, by its words or by a part of it."""
    figures = {claim.id: claim for claim, *_ in subject.claims if isinstance(claim, Figure) and claim.id is not None}
    seen: set[str] = set()
    for measure in (Measure.LAUNCHED, Measure.INTERCEPTED, Measure.LOST):
        for figure, words, path in _told(subject, measure, "decoys"):
            if path in seen or figure.item != Item.DRONE:
                continue
            whole = figures.get(figure.within or "")
            # A part that is one of decoys says so of the number that it is part of.
            armed = figure.model or (None if whole is None or whole.measure != measure else whole.model)
            if armed is not None and not pattern("decoys").search(armed):
                seen.add(path)
                message = f"expected a number of {armed} alone, got one with decoys ({shown(words)})"
                yield Found(path=path, message=message, value=armed)


STRIKES_IN_WORDS: Final[tuple[Check, ...]] = (jammed_as_shot_down, debris_as_hit, decoys_mixed_with_armed)
