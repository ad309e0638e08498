"""How the word of one voice changes: `revisions`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import pairwise

import attrs

from .._compare import Quantity, in_order, quantified
from .._count import Count
from .._dataset import Dataset
from .._vocab import Polarity, RevisionKind
from ._cases import Rival, rivals_of

__all__ = ["Change", "Revision", "change_of", "revisions"]


class Change(StrEnum):
    """How a number changes from one word of a voice to the next."""

    UP = "up"
    """The number named rises ("at least 12", then "14")."""
    DOWN = "down"
    """The number named falls."""
    SAME = "same"
    """The same number is named, in whatever words ("at least 12", then "12")."""
    OPEN = "open"
    """Neither: a range becomes wider or narrower, or one of the two gives no number."""
    CORRECTION = "correction"
    """The later says that the earlier was wrong."""
    RETRACTION = "retraction"
    """The later withdraws the earlier."""


@attrs.frozen(kw_only=True)
class Revision:
    """A later word of one voice on one quantity.

    Attributes:
        quantity: What both speak of; its scope tells whether they are of an event, a window or a running total.
        earlier: The earlier claim.
        later: The later claim.
        kind: What changes: up, down, same or open; a correction or retraction where the later says so.
        direction: How the number itself changes, whatever the kind.
        linked: Whether the later names the earlier; else it follows from the times.
    """

    quantity: Quantity
    earlier: Rival
    later: Rival
    kind: Change
    direction: Change
    linked: bool


def change_of(earlier: Count | None, later: Count | None) -> Change:
    """How a number changes. Compared are the numbers that the words name: 12 of "at least 12", 40 of "up to 40"."""
    if earlier is None or later is None:
        return Change.OPEN
    (low, high), (new_low, new_high) = _named(earlier), _named(later)
    if (low, high) == (new_low, new_high):
        return Change.SAME
    if new_low >= low and new_high >= high:
        return Change.UP
    return Change.DOWN if new_low <= low and new_high <= high else Change.OPEN


def _named(count: Count) -> tuple[int, int]:
    if count.high is None:
        return count.low, count.low
    return (count.high, count.high) if count.low == 0 else (count.low, count.high)


def revisions(dataset: Dataset, *, event: str | None = None, measure: str | None = None) -> tuple[Revision, ...]:
    """Each later word of a voice on a quantity, with what changed.

    A claim that names the one it supersedes is its revision whatever the times say. Otherwise a voice's claims are
    taken in the order of the times that they hold for, or of publication where none says so; claims without a certain
    order are no revisions of each other. Figures of different scopes or windows are of different quantities and kept
    apart.

    Raises:
        UnknownIdError: If the dataset holds no such event.
    """
    if event is not None:
        dataset.event(event)
    rival_of = rivals_of(dataset)
    by_id: dict[str, tuple[Quantity, Rival]] = {}
    voices: dict[tuple[Quantity, object], list[Rival]] = {}
    for quantity, stated in quantified(dataset):
        if (event is not None and quantity.event != event) or (measure is not None and quantity.measure != measure):
            continue
        rival = rival_of(quantity, stated)
        if stated.figure.id is not None:
            by_id.setdefault(stated.figure.id, (quantity, rival))
        if stated.figure.attribution.polarity is Polarity.ASSERTS and stated.figure.share is None:
            voices.setdefault((quantity, rival.voice), []).append(rival)
    found = [each for (quantity, _), rivals in voices.items() for each in _of_voice(quantity, in_order(rivals), by_id)]
    position = {each.id: index for index, each in reversed(list(enumerate(dataset.events)))}
    found.sort(
        key=lambda each: (
            position.get(each.quantity.event, len(position)),
            each.quantity.sort_key,
            each.later.who,
            each.later.sort_key,
        )
    )
    return tuple(found)


def _of_voice(
    quantity: Quantity, rivals: Iterable[Rival], by_id: dict[str, tuple[Quantity, Rival]]
) -> Iterator[Revision]:
    rivals = tuple(rivals)
    for rival in rivals:
        link = rival.figure.supersedes
        known = None if link is None else by_id.get(link.claim)
        if link is None or known is None:
            continue
        earlier = known[1]
        direction = change_of(earlier.figure.count, rival.figure.count)
        kind = {RevisionKind.CORRECTION: Change.CORRECTION, RevisionKind.RETRACTION: Change.RETRACTION}.get(link.kind)
        yield Revision(
            quantity=quantity,
            earlier=earlier,
            later=rival,
            kind=kind or direction,
            direction=direction,
            linked=True,
        )
    # The times that claims hold for and those of publication are two series.
    for held in (True, False):
        series = [rival for rival in rivals if (rival.figure.attribution.as_of is not None) is held]
        timed = [rival for rival in series if rival.figure.count is not None and _start(rival) is not None]
        timed.sort(key=lambda each: (str(_start(each)), each.sort_key))
        for earlier, later in pairwise(timed):
            if later.figure.supersedes is None and earlier.certainly_before(later):
                change = change_of(earlier.figure.count, later.figure.count)
                yield Revision(
                    quantity=quantity, earlier=earlier, later=later, kind=change, direction=change, linked=False
                )


def _start(rival: Rival) -> object:
    time = rival.figure.attribution.as_of or rival.published
    return None if time is None else time.earliest_moment
