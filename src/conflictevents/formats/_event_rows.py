"""What the formats with one row for each event write: the event's heading, and honest ranges of what is claimed of it.

Of rival claims none is chosen and nothing is added up. A range runs from the least to the most that anybody says of one
quantity; where the claims of a measure speak of several quantities there is no range, only their number.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

import attrs

from .._compare import Quantity, StatedFigure, standing_figures
from .._dataset import Dataset
from .._events import Event, Exchange, Incident, Strike, Talks
from .._places import Place
from .._sources import Source
from .._views import Voice, event_of, voice_of
from .._vocab import EstimateLeg, Polarity, Scope
from .._when import When
from ._losses import count_losses
from ._results import Losses

__all__ = [
    "OF_RANGE",
    "EventRow",
    "EventRows",
    "Key",
    "Range",
    "Side",
    "Spot",
    "count_fields",
    "days_of",
    "joined",
    "range_cells",
    "range_name",
    "sides_of",
]


class Key(NamedTuple):
    """What a range is of.

    Attributes:
        measure: The measure.
        item: What is counted; the empty text where no claim says.
        group: Which people; the empty text for everybody.
        to: In an exchange the side that receives them, since there are two directions; the empty text elsewhere.
    """

    measure: str
    item: str
    group: str
    to: str


@attrs.frozen(kw_only=True)
class Range:
    """What is claimed of one measure of an event.

    Attributes:
        low: The least that anybody says; None where no number stands for one quantity.
        best: The number that a dataset itself holds for the best, where the claims are its own low, best and high; of
            several datasets the one on which all agree.
        high: The most that anybody says; None where that is open, or where there is no low.
        approximate: Whether soft words ("about") stand behind the numbers.
        from_: The side that the numbers come from, where they are of one alone.
        to: The side that they go to, or that was harmed, where they are of one alone.
        claims: How many claims it rests on; without a range, how many there are.
        voices: How many speakers, or sources that speak themselves, make them.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    approximate: bool = False
    from_: str | None = None
    to: str | None = None
    claims: int
    voices: int


@attrs.frozen(kw_only=True)
class Spot:
    """A place in its role in an event.

    Attributes:
        id: The id of the place.
        role: Its role.
        place: The place; None where the dataset holds none of that id.
    """

    id: str
    role: str
    place: Place | None


@attrs.frozen(kw_only=True)
class Side:
    """An actor in its role in an event.

    Attributes:
        id: The id of the actor.
        role: Its role.
        name: Its name; None where that is withheld, or the dataset holds no actor of that id.
    """

    id: str
    role: str
    name: str | None


@attrs.frozen(kw_only=True)
class EventRow:
    """One event with what is claimed of it.

    Attributes:
        event: The event.
        spots: Its places.
        sides: The actors of its heading: attacker, targets, parties and mediators, then the participants.
        claims: How many claims are made of it, in its casualty reports too, whatever became of them.
        voices: How many speakers, or sources that speak themselves, make them.
        sources: The sources that carry them.
        ranges: What is claimed, by what it is of.
    """

    event: Event
    spots: tuple[Spot, ...]
    sides: tuple[Side, ...]
    claims: int
    voices: int
    sources: tuple[Source, ...]
    ranges: Mapping[Key, Range]


_Stated = tuple[Quantity, StatedFigure]


def range_name(key: Key) -> str:
    """The name of a range in columns and properties: `killed_people_children`; `killed__children` without an item."""
    return "_".join(key[:3]).rstrip("_") + (f"_to_{key.to}" if key.to else "")


class EventRows:
    """The rows of a dataset, in the order of its events.

    Attributes:
        keys: What all ranges are of, in order of the alphabet.
        held: The figures that a range gives again, by their `id()`: those that nobody rivals.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._places = _by_id(dataset.places)
        self._names = {each.id: None if each.sensitive else each.name for each in reversed(dataset.actors)}
        self._sources = _by_id(dataset.sources)
        self.held: set[int] = set()
        self._ranges = self._all_ranges()
        self.keys: tuple[Key, ...] = tuple(sorted({key for ranges in self._ranges.values() for key in ranges}))

    def __iter__(self) -> Iterator[EventRow]:
        ranges = dict(self._ranges)
        claims_of: dict[str, list[Any]] = {}
        for holder, claim in self._dataset.owned_claims():
            claims_of.setdefault(event_of(holder), []).append(claim)
        for event in self._dataset.events:
            claims = claims_of.pop(event.id, ())  # of two events with one id the first has them
            sources = dict.fromkeys(claim.attribution.source for claim in claims)
            yield EventRow(
                event=event,
                spots=tuple(
                    Spot(id=each.place, role=each.role, place=self._places.get(each.place)) for each in event.where
                ),
                sides=tuple(Side(id=actor, role=role, name=self._names.get(actor)) for actor, role in sides_of(event)),
                claims=len(claims),
                voices=len({voice_of(self._dataset, claim) for claim in claims}),
                sources=tuple(self._sources.get(each) or Source(id=each) for each in sources),
                ranges=ranges.pop(event.id, {}),
            )

    def _all_ranges(self) -> dict[str, dict[Key, Range]]:
        exchanges = {event.id for event in self._dataset.events if isinstance(event, Exchange)}
        stated: dict[str, dict[Key, list[_Stated]]] = {}
        for quantity, figure in standing_figures(self._dataset):
            if figure.figure.attribution.polarity is Polarity.ASSERTS and _is_whole(quantity, figure):
                to = quantity.to or "" if quantity.event in exchanges else ""
                key = Key(quantity.measure, quantity.item or "", quantity.group or "", to)
                stated.setdefault(quantity.event, {}).setdefault(key, []).append((quantity, figure))
        return {
            event: {key: self._range(figures) for key, figures in by_key.items()} for event, by_key in stated.items()
        }

    def _range(self, stated: list[_Stated]) -> Range:
        """The range of some claims of one event.

        Somebody's own low, best and high are no rivals of what others say: they count where nobody else gives a number.
        Nor are the dead of one side rivals of all the dead: a claim that names no side is of the whole.
        """
        of_others = [each for each in stated if each[0].estimate is None]
        stated = of_others or stated
        rivals: dict[tuple[str | None, str | None], list[_Stated]] = {}
        for quantity, each in stated:
            rivals.setdefault((quantity.from_, quantity.to), []).append((quantity, each))
        wholes = [(None, None)] if (None, None) in rivals else list(rivals)
        number: dict[str, Any] = {}
        if len(wholes) == 1:
            ((from_, to),) = wholes
            stated = rivals[from_, to]
            number = self._hull(stated) if of_others else self._legs(stated)
            number |= {"from_": from_, "to": to} if number else {}
        voices = {voice_of(self._dataset, each.figure) for _, each in stated}
        return Range(**number, claims=len(stated), voices=len(voices))

    def _hull(self, stated: list[_Stated]) -> dict[str, Any]:
        counted = [(each.figure, each.figure.count) for _, each in stated if each.figure.count is not None]
        if not counted:
            return {}
        if len(counted) == 1:
            self.held.add(id(counted[0][0]))
        counts = [count for _, count in counted]
        highs = [count.high for count in counts if count.high is not None]
        return {
            "low": min(count.low for count in counts),
            "high": max(highs) if len(highs) == len(counts) else None,
            "approximate": any(count.approximate for count in counts),
        }

    def _legs(self, stated: list[_Stated]) -> dict[str, Any]:
        """Somebody's own low, best and high, as published; nothing where one of them is no exact number.

        Of several datasets, such as two releases of one, it is the least low and the greatest high, where all of them
        give one, and the best on which all agree.
        """
        numbers: dict[EstimateLeg | None, set[int]] = {}
        whose: dict[EstimateLeg | None, set[Voice]] = {}
        approximate = False
        for quantity, each in stated:
            count, leg = each.figure.count, quantity.estimate
            if count is None or count.low != count.high:
                return {}
            numbers.setdefault(leg, set()).add(count.low)
            whose.setdefault(leg, set()).add(voice_of(self._dataset, each.figure))
            approximate = approximate or count.approximate
        everybody = set().union(*whose.values())
        if len(stated) == len(numbers) and len(everybody) == 1:
            self.held.update(id(each.figure) for _, each in stated)
        of_all = {leg: values for leg, values in numbers.items() if whose[leg] == everybody}
        low, best, high = (of_all.get(leg, set()) for leg in (EstimateLeg.LOW, EstimateLeg.BEST, EstimateLeg.HIGH))
        told = {
            "low": min(low, default=None),
            "best": min(best) if len(best) == 1 else None,
            "high": max(high, default=None),
        }
        return {} if set(told.values()) == {None} else told | {"approximate": approximate}


def _by_id(records: Any) -> dict[str, Any]:
    """Records by id; of two with one id the first, as everywhere."""
    return {record.id: record for record in reversed(records)}


def _is_whole(quantity: Quantity, stated: StatedFigure) -> bool:
    """Whether it is of the whole event or of a group, and of no single model; a part of another claim is neither."""
    parted = (quantity.model, quantity.window, quantity.within, quantity.besides)
    is_part = stated.figure.within is not None and quantity.group is None
    return quantity.scope is Scope.EVENT and parted == (None, None, None, None) and not is_part


def sides_of(event: Event) -> Iterator[tuple[str, str]]:
    """The actors of an event's heading with their roles: attacker, targets, parties, mediators, then participants."""
    if isinstance(event, Strike):
        if event.attacker is not None:
            yield event.attacker, "attacker"
        yield from ((actor, "target") for actor in event.targets)
    if isinstance(event, (Exchange, Talks)):
        yield from ((actor, "party") for actor in event.parties)
        yield from ((actor, "mediator") for actor in event.mediators)
    yield from ((each.actor, each.role) for each in event.participants)


OF_RANGE: Final = ("low", "best", "high", "approximate", "direction", "claims", "voices")
"""What stands in the columns of a range, in this order."""


def range_cells(found: Range | None) -> tuple[str, ...]:
    """The cells of a range, as `OF_RANGE` names them; empty where nobody claims a number."""
    if found is None:
        return ("",) * len(OF_RANGE)
    numbers = ("" if number is None else str(number) for number in (found.low, found.best, found.high))
    soft = "true" if found.approximate else "false"
    return (*numbers, soft, _direction_of(found), str(found.claims), str(found.voices))


def _direction_of(found: Range) -> str:
    """From which side to which the numbers of a range are, as `russia > ukraine`; nothing where they name none."""
    return "" if found.from_ is found.to is None else f"{found.from_ or ''} > {found.to or ''}".strip()


def days_of(when: When | None) -> tuple[str, str]:
    """The first and the last day that are possible; the empty text where that is open, unknown or only about so."""
    if when is None or when.is_qualified:
        return "", ""
    first, last = when.earliest, when.latest
    return "" if first is None else first.isoformat(), "" if last is None else last.isoformat()


def joined(values: Iterable[str], separator: str = "; ") -> str:
    """Several values in one cell, so that they can be told apart again; nothing where all of them are empty.

    A backslash, and the sign of the separator, have a backslash in front where they stand in a value.
    """
    parts, sign = list(values), separator.strip()
    if not any(parts):
        return ""
    return separator.join(part.replace("\\", "\\\\").replace(sign, f"\\{sign}") for part in parts)


# --- losses ----------------------------------------------------------------------------------------------------------


_OF_DATASET: Final = ("title", "licence", "description")


def count_fields(
    dataset: Dataset, rows: EventRows, held: frozenset[str], losses: Losses, *, placed: Container[str] | None = None
) -> None:
    """Count what a format with one row for each event cannot hold.

    Args:
        dataset: The dataset.
        rows: Its rows, of which a format writes all ranges.
        held: What the format holds, as in `count_losses`; under `Event` what it holds of events of every kind.
        losses: Takes the counts.
        placed: The ids of the places that are written; those of all events if not given.
    """
    for name in _OF_DATASET:
        losses.add(f"Dataset.{name}", f"Dataset.{name}" not in held and getattr(dataset, name) is not None)
    events = {event.id for event in dataset.events}
    cited: set[str] = set()
    for holder in dataset.holders:
        told = event_of(holder) in events
        if told:
            cls: Any = type(holder)
            count_losses(holder, _of_kind(cls, held), losses.add, apart=_claims_of(cls))
        else:
            losses.add(type(holder).__name__)
        cited |= {claim.attribution.source for claim in holder.claims if told}
        losses.add("Assertion", len(holder.assertions))
        for figure in holder.figures:
            if told and id(figure) in rows.held:
                count_losses(figure, held, losses.add)
            else:
                losses.add("Figure")
    if placed is None:
        placed = {each.place for event in dataset.events for each in event.where}
    named = {actor for event in dataset.events for actor, _ in sides_of(event)}
    for record, used in (
        *((each, each.id in placed) for each in dataset.places),
        *((each, each.id in named) for each in dataset.actors),
        *((each, each.id in cited) for each in dataset.sources),
        *((each, False) for each in dataset.statements),
    ):
        if used:
            count_losses(record, held, losses.add)
        else:
            losses.add(type(record).__name__)
    losses.add("Actor.name", sum(each.sensitive and each.id in named for each in dataset.actors))


@cache
def _of_kind(kind: type, held: frozenset[str]) -> frozenset[str]:
    """What is held of a kind of event, a user's own included, and of all records in it."""
    parents = [cls for cls in (Event, Exchange, Strike, Talks, Incident) if issubclass(kind, cls)]
    own = {each.partition(".")[2] for cls in parents for each in held if each.startswith(f"{cls.__name__}.")}
    return held | {f"{kind.__name__}.{name}" for name in own}


@cache
def _claims_of(kind: type) -> frozenset[str]:
    """The fields of a record that owns claims which hold them; each claim is counted by itself."""
    return frozenset({f"{kind.__name__}.figures", f"{kind.__name__}.assertions"})
