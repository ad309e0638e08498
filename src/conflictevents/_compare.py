"""Which figures of a dataset speak of the same quantity, and whether they may agree.

Two figures are compared only where nothing in the data tells their subjects apart: `Quantity` says what that takes.
Nothing is decided here. A rule that picks a low, best or high value is another matter and can be built on top.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from itertools import combinations
from operator import itemgetter
from typing import TypeVar

import attrs

from ._claims import Figure, Holder
from ._count import Count
from ._dataset import Dataset
from ._events import Event, Exchange, Incident
from ._views import Standing, direction_of, event_of, scope_of, window_of
from ._vocab import EstimateLeg, Polarity, Scope
from ._when import When

_S = TypeVar("_S", bound="StatedFigure")

__all__ = [
    "Agreement",
    "Comparison",
    "Pair",
    "Quantity",
    "StatedFigure",
    "agreement",
    "common_bounds",
    "compare",
    "counts_of",
    "in_order",
    "of_one_time",
    "quantified",
    "quantity_alone",
    "standing_figures",
]


class Agreement(StrEnum):
    """How two figures of one quantity stand to each other."""

    AGREE = "agree"
    """Both may be the same number: their bounds meet."""
    DISAGREE = "disagree"
    """One is certainly less than the other."""
    UNCERTAIN = "uncertain"
    """Their bounds exclude each other, but the words of one make its bounds soft ("about", "dozens")."""
    OTHER_TIME = "other_time"
    """They say that they hold for different times, so whatever their numbers are is no contradiction."""


@attrs.frozen(kw_only=True)
class Quantity:
    """What a figure measures, whoever says so: figures of the same quantity are rivals for one number.

    Attributes:
        event: The id of the event; for a figure of harm that of the harmed event.
        measure: The measure.
        item: What is counted.
        model: The type of the item.
        group: Which people.
        from_: The side it comes from. Where the figure leaves a side open it is filled in if that leaves no choice:
            from a strike's heading, or in an exchange of exactly two parties.
        to: The side it goes to.
        scope: What stretch is covered, that of the report or of the event if the figure says nothing else. A figure
            of a phase that is an event of its own covers that event.
        window: The window of time, as an EDTF text; a clock time with an offset is told in UTC.
        estimate: Which leg of a dataset's own triple it is.
        within: The id of the claim that it is a part of, where nothing else tells the part from the whole.
        besides: The id of the claim that it comes on top of.
    """

    event: str
    measure: str
    item: str | None = None
    model: str | None = None
    group: str | None = None
    from_: str | None = None
    to: str | None = None
    scope: Scope = Scope.EVENT
    window: str | None = None
    estimate: EstimateLeg | None = None
    within: str | None = None
    besides: str | None = None

    @property
    def is_directed(self) -> bool:
        """Whether it says at least from which or to which side."""
        return self.from_ is not None or self.to is not None

    @property
    def sort_key(self) -> tuple[str, ...]:
        """A key that puts quantities in an order that does not depend on the order of the claims."""
        return tuple("" if value is None else str(value) for value in attrs.astuple(self))


@attrs.frozen(kw_only=True)
class StatedFigure:
    """A figure, together with the record that owns it.

    Attributes:
        owner: The id of the event or report that owns it.
        figure: The figure.
    """

    owner: str
    figure: Figure

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Where it stands in the sources, then its key."""
        span = self.figure.figure_span
        start, end = (-1, -1) if span is None else (span.start, span.end)
        return self.figure.attribution.source, start, end, self.figure.key(self.owner)


@attrs.frozen(kw_only=True)
class Pair:
    """Two figures of the same quantity.

    Attributes:
        one: The one that stands earlier in the comparison.
        other: The other.
        agreement: How they stand to each other.
    """

    one: StatedFigure
    other: StatedFigure
    agreement: Agreement


@attrs.frozen(kw_only=True)
class Comparison:
    """All figures of one quantity.

    Attributes:
        quantity: What they speak of.
        figures: Those that assert a number, in the order of sources and spans.
        denials: Those whose speaker denies or withholds a number. They are no rival numbers.
        common: The bounds that all of `figures` allow; None where they exclude each other.
        voices: How many independent voices give `figures`: one speaker in two sources is one voice, and so is a wire
            story and its copies.
    """

    quantity: Quantity
    figures: tuple[StatedFigure, ...]
    denials: tuple[StatedFigure, ...] = ()
    common: Count | None = None
    voices: int = 1

    @property
    def pairs(self) -> Iterator[Pair]:
        """Each two of the figures. There are n(n-1)/2 of them, so they are made as they are asked for."""
        for one, other in combinations(self.figures, 2):
            yield Pair(one=one, other=other, agreement=agreement(one.figure, other.figure))


# --- rival figures ---------------------------------------------------------------------------------------------------


def compare(dataset: Dataset) -> tuple[Comparison, ...]:
    """Every quantity of which two or more figures with a number speak, or one and a denial.

    Figures that have been superseded or retracted no longer stand and are left out, and so are percentages. The
    result depends on the order of the events and not on that of the claims.
    """
    asserted: dict[Quantity, list[StatedFigure]] = {}
    denied: dict[Quantity, list[StatedFigure]] = {}
    for quantity, stated in standing_figures(dataset):
        if stated.figure.attribution.polarity is not Polarity.ASSERTS:
            denied.setdefault(quantity, []).append(stated)
        elif stated.figure.count is not None:
            asserted.setdefault(quantity, []).append(stated)
    position = {event.id: index for index, event in enumerate(dataset.events)}
    found = [
        Comparison(
            quantity=quantity,
            figures=in_order(figures),
            denials=in_order(denied.get(quantity, ())),
            common=common_bounds(counts_of(figures)) if of_one_time(figures) else None,
            voices=_voices(figures, dataset),
        )
        for quantity, figures in asserted.items()
        if len(figures) + len(denied.get(quantity, ())) > 1
    ]
    found.sort(key=lambda each: (position.get(each.quantity.event, len(position)), each.quantity.sort_key))
    return tuple(found)


def _voices(figures: Iterable[StatedFigure], dataset: Dataset) -> int:
    spoken = [stated.figure.attribution for stated in figures if stated.figure.attribution.speaker is not None]
    own = [stated.figure.attribution for stated in figures if stated.figure.attribution.speaker is None]
    # A source's own voice is no other voice than that of somebody whom it, or the story that it repeats, quotes.
    origins = {dataset.origin(each.source) for each in own} - {dataset.origin(each.source) for each in spoken}
    return len({each.speaker for each in spoken}) + len(origins)


def standing_figures(dataset: Dataset) -> Iterator[tuple[Quantity, StatedFigure]]:
    """Every figure that has been neither replaced nor retracted and is no percentage, with its quantity."""
    standing = Standing(dataset)
    for quantity, stated in quantified(dataset):
        if stated.figure.share is None and standing.is_current(stated.figure):
            yield quantity, stated


def quantified(dataset: Dataset) -> Iterator[tuple[Quantity, StatedFigure]]:
    """Every figure with its quantity, whether it still stands and says a number or not."""
    owned = {claim.id: (holder, claim) for holder, claim in dataset.owned_claims() if claim.id is not None}
    events = {event.id: event for event in dataset.events}
    for holder, claim in dataset.owned_claims():
        if not isinstance(claim, Figure):
            continue
        quantity = _quantity(holder, claim, events)
        owner, whole = owned.get(claim.within, (holder, None)) if claim.within is not None else (holder, None)
        if isinstance(whole, Figure) and _quantity(owner, whole, events) == quantity:
            quantity = attrs.evolve(quantity, within=claim.within)
        yield quantity, StatedFigure(owner=holder.id, figure=claim)


def quantity_alone(figure: Figure) -> Quantity:
    """The quantity of a figure of which nothing is known but itself, as of an event that gives it no direction."""
    told_apart = figure.group is not None or figure.model is not None  # as it is then told from its whole
    within = None if told_apart else figure.within
    return attrs.evolve(_quantity(Incident(id="event"), figure, {}), within=within)


def _quantity(holder: Holder, figure: Figure, events: dict[str, Event]) -> Quantity:
    window, scope = window_of(holder, figure), scope_of(holder, figure)
    from_, to = _direction(holder, figure, events)
    if scope is Scope.PHASE and isinstance(holder, Event) and holder.part_of is not None:
        scope = Scope.EVENT  # of an event that is itself a phase it is the whole
    return Quantity(
        event=event_of(holder),
        measure=figure.measure,
        item=figure.item,
        model=figure.model,
        group=None if figure.group is None else "+".join(sorted(figure.group.split("+"))),
        from_=from_,
        to=to,
        scope=scope or (Scope.EVENT if window is None else Scope.WINDOW),
        window=_time(window),
        estimate=figure.estimate,
        besides=figure.besides,
    )


def _direction(holder: Holder, figure: Figure, events: dict[str, Event]) -> tuple[str | None, str | None]:
    """From and to, with a side that was left open filled in where only one answer is possible."""
    from_, to = direction_of(holder, figure)
    if isinstance(holder, Exchange) and (from_ is None) != (to is None):
        sides = _sides(holder, events)
        others = [side for side in sides if side not in (from_, to)]
        if len(sides) == 2 and len(others) == 1:
            return from_ or others[0], to or others[0]
    return from_, to


def _sides(exchange: Exchange, events: dict[str, Event]) -> tuple[str, ...]:
    """The sides of an exchange; those of its whole where it names none of its own."""
    whole = events.get(exchange.part_of) if exchange.part_of is not None else None
    return exchange.sides or (whole.sides if isinstance(whole, Exchange) else ())


def _time(when: When | None) -> str | None:
    if when is None:
        return None
    time = when.edtf or when.text or ""
    first, last = when.earliest_moment, when.latest_moment
    if any(moment is not None and moment.tzinfo is not None for moment in (first, last)):
        # An offset says all about a clock time, so it is told in UTC; what a zone by name was then is not computed.
        with suppress(OverflowError):  # before year 1 or after 9999
            return "/".join(map(_in_utc, time.split("/")))
    return time if when.zone is None else f"{time} {when.zone}"


def _in_utc(end: str) -> str:
    """A clock time with an offset as one in UTC, to the minute or second as it is; an open end stays as it is."""
    if "T" not in end:
        return end
    unit = "seconds" if end[16:17] == ":" else "minutes"
    return datetime.fromisoformat(end).astimezone(UTC).isoformat(timespec=unit).removesuffix("+00:00") + "Z"


def agreement(one: Figure, other: Figure) -> Agreement:
    """How two figures of one quantity stand to each other."""
    if _other_time(one, other):
        return Agreement.OTHER_TIME
    if one.count is None or other.count is None or one.count.may_equal(other.count):
        return Agreement.AGREE
    soft = one.count.approximate or other.count.approximate
    return Agreement.UNCERTAIN if soft else Agreement.DISAGREE


def _other_time(one: Figure, other: Figure) -> bool:
    mine, theirs = one.attribution.as_of, other.attribution.as_of
    return mine is not None and theirs is not None and not mine.may_overlap(theirs)


def of_one_time(figures: Iterable[StatedFigure]) -> bool:
    """Whether all may hold for one time. Numbers for different times have nothing in common that could be told.

    Any two are apart exactly if the one that ends first is over before the one that starts last, so not every two are
    looked at. Times with other zones, or with an offset, are in no one order, so there is one of each for each way.
    """
    first_to_end: dict[tuple[str | None, bool], tuple[datetime, When]] = {}
    last_to_start: dict[tuple[str | None, bool], tuple[datetime, When]] = {}
    for time in {stated.figure.attribution.as_of for stated in figures}:
        if time is None or time.is_qualified:
            continue
        start, end = time.earliest_moment, time.latest_moment
        if end is not None:
            way = time.zone, end.tzinfo is None
            first_to_end[way] = min(first_to_end.get(way, (end, time)), (end, time), key=itemgetter(0))
        if start is not None:
            way = time.zone, start.tzinfo is None
            last_to_start[way] = max(last_to_start.get(way, (start, time)), (start, time), key=itemgetter(0))
    starting = [time for _, time in last_to_start.values()]
    return not any(ending.certainly_before(later) for _, ending in first_to_end.values() for later in starting)


def in_order(figures: Iterable[_S]) -> tuple[_S, ...]:
    """Figures in an order that does not depend on that of the claims."""
    return tuple(sorted(figures, key=lambda stated: stated.sort_key))


def counts_of(figures: Iterable[StatedFigure]) -> list[Count]:
    """The bounds of those figures that give a number."""
    return [stated.figure.count.bounds() for stated in figures if stated.figure.count is not None]


def common_bounds(counts: Iterable[Count]) -> Count | None:
    """What all of the counts allow. On a line, bounds that meet two by two all share a number."""
    common: Count | None = None
    for index, count in enumerate(counts):
        common = count if index == 0 else common & count if common is not None else None
    return common
