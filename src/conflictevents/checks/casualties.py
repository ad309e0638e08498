"""Checks of harm (CS)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final, NamedTuple, TypeVar

import attrs

from .._claims import Assertion, Claim, Figure, Holder
from .._count import Count
from .._events import Episode, Event
from .._groups import groups_disjoint, is_exclusive, tags_of
from .._problems import Severity
from .._reports import CasualtyReport
from .._views import event_of, scope_of, window_of
from .._vocab import Measure, Method, Property
from ._engine import Check, Found, Subject, declare
from ._rivals import events_of
from .casualties_in_words import CASUALTIES_IN_WORDS, missing_as_killed

__all__ = ["CASUALTIES"]


_K = TypeVar("_K")


@attrs.frozen
class _Number:
    """A figure of harm with the bounds that its words hold for certain."""

    figure: Figure
    count: Count
    holder: Holder
    path: str

    @property
    def subject(self) -> tuple[object, ...]:
        """What is the same for a whole and its parts, the group apart."""
        figure = self.figure
        times = (scope_of(self.holder, figure), window_of(self.holder, figure), figure.attribution.as_of)
        return (event_of(self.holder), figure.measure, figure.item, figure.from_, figure.to, figure.estimate, *times)

    @property
    def voice(self) -> tuple[str, str | None]:
        """Who says so."""
        return self.figure.attribution.source, self.figure.attribution.speaker

    @property
    def most(self) -> int:
        """The most it can be; 0 where nothing bounds it, which makes it the least useful whole."""
        return self.count.high or 0

    def __str__(self) -> str:
        words = self.figure.count and (self.figure.count.text or str(self.figure.count))
        return f"{words} {self.figure.described or self.figure.group or self.figure.item or ''}".strip()


class _Part(NamedTuple):
    """A figure and the one that it is a part of."""

    part: _Number
    whole: _Number
    same_voice: bool
    """Whether both are from one source, and unless the part says which figure it is part of, from one speaker too."""


@declare("CS101", "subgroup-exceeds-total", Severity.ERROR, "dataset")
def subgroup_exceeds_total(subject: Subject) -> Iterator[Found]:
    """A group is larger than the whole that it is part of; between sources that is information, not an error."""
    for part, whole, same_voice in _parts(subject):
        if whole.count.certainly_less(part.count):
            message = f"expected at most {whole.most:,}, the whole ({whole}), got {part.count.low:,} ({part})"
            severity = None if same_voice else Severity.INFO
            yield Found(path=f"{part.path}/count", message=message, value=part.count.low, severity=severity)


@declare("CS102", "disjoint-parts-exceed-total", Severity.ERROR, "dataset")
def disjoint_parts_exceed_total(subject: Subject) -> Iterator[Found]:
    """Groups that share no member add up to more than the whole; between sources that is information, not an error."""
    parts_of: dict[str, list[_Part]] = {}
    for part in _parts(subject):
        parts_of.setdefault(part.whole.path, []).append(part)
    for parts in parts_of.values():
        own = [part for part in parts if part.same_voice]
        # Each voice alone first: what another says takes nothing from a contradiction of one's own.
        found = list(_disjoint_excess(own, parts[0].whole))
        yield from found or _disjoint_excess(parts, parts[0].whole)


def _disjoint_excess(parts: Iterable[_Part], whole: _Number) -> Iterator[Found]:
    """Groups are known to be disjoint only where they differ within one dimension, so each dimension is added up."""
    dimensions: dict[str, dict[str, _Part]] = {}
    for each in parts:
        for dimension, tag in tags_of(each.part.figure.group) - tags_of(whole.figure.group):
            tags = dimensions.setdefault(dimension, {})
            if tag not in tags or tags[tag].part.count.low < each.part.count.low:
                tags[tag] = each
    for dimension, tags in dimensions.items():
        numbers = [each.part for each in tags.values()]
        added = Count.sum(*(number.count for number in numbers))
        # One part that is too large alone is CS101's.
        alone = any(whole.count.certainly_less(number.count) for number in numbers)
        if is_exclusive(dimension) and not alone and whole.count.certainly_less(added):
            told = " + ".join(map(str, numbers[:8])) + (" …" if len(numbers) > 8 else "")
            message = f"expected the parts to add up to at most {whole.most:,}, the whole, got {added}: {told}"
            severity = None if all(each.same_voice for each in tags.values()) else Severity.INFO
            yield Found(path=f"{numbers[-1].path}/count", message=message, value=added.low, severity=severity)


def _parts(subject: Subject) -> Iterator[_Part]:
    """Every figure of harm that is a part of another: because it says so, or as a group beside everybody.

    Where one voice gives several wholes (at different times, perhaps), the greatest is taken: nothing is reported that
    one of them allows. Each figure is held against one whole of its own voice and one of the others', so the cost is
    linear.
    """
    numbers = [_Number(*each) for each in subject.numbers() if isinstance(each[2], CasualtyReport)]
    by_id = {number.figure.id: number for number in numbers if number.figure.id is not None}
    beside: dict[tuple[object, ...], _Number] = {}
    anywhere: dict[tuple[object, ...], dict[tuple[str, str | None], _Number]] = {}
    for number in numbers:
        plain = number.figure.group is None and number.figure.within is None and number.figure.besides is None
        if plain and number.count.high is not None:
            _keep_greatest(beside, (id(number.holder), number.subject, number.voice), number)
            _keep_greatest(anywhere.setdefault(number.subject, {}), number.voice, number)
    greatest = {key: sorted(voices.values(), key=lambda each: -each.most)[:2] for key, voices in anywhere.items()}
    for number in numbers:
        if number.figure.within is not None:
            whole = by_id.get(number.figure.within)
            alike = whole is not None and (whole.figure.measure, whole.figure.item) == (
                number.figure.measure,
                number.figure.item,
            )
            if whole is not None and whole is not number and alike:
                yield _Part(number, whole, number.voice[0] == whole.voice[0])
        elif number.figure.group is not None and number.figure.besides is None:
            voices = anywhere.get(number.subject, {})
            own = beside.get((id(number.holder), number.subject, number.voice)) or voices.get(number.voice)
            if own is not None:
                yield _Part(number, own, same_voice=True)
            other = next((each for each in greatest.get(number.subject, ()) if each.voice != number.voice), None)
            if other is not None:
                yield _Part(number, other, same_voice=False)


def _keep_greatest(wholes: dict[_K, _Number], key: _K, number: _Number) -> None:
    if key not in wholes or wholes[key].most < number.most:
        wholes[key] = number


_MADE: Final = (Method.CODED, Method.EXTRAPOLATED)
"""How a number was arrived at that is no source's own."""


class _Made(NamedTuple):
    """A number of everybody that a coder or compiler arrived at, and what else its report says from its source."""

    whole: _Number
    others: tuple[_Number, ...]


def _made_wholes(subject: Subject) -> Iterator[_Made]:
    numbers: dict[tuple[object, ...], list[_Number]] = {}
    for number in (_Number(*each) for each in subject.numbers() if isinstance(each[2], CasualtyReport)):
        figure = number.figure
        key = (id(number.holder), *number.subject[2:], figure.attribution.source)
        numbers.setdefault(key, []).append(number)
    for several in numbers.values():
        for number in several:
            made = number.figure.attribution.method in _MADE and number.figure.group is None
            if made and number.count.is_exact and number.count.low:
                yield _Made(number, tuple(each for each in several if each is not number))


@declare("CS103", "overlap-summed", Severity.WARNING, "record")
def overlap_summed(subject: Subject) -> Iterator[Found]:
    """A number that a coder or compiler arrived at is the sum of groups that may share members: women and children.

    A source's own total may well be that sum, since a family may have lost nobody else; it is left alone.
    """
    for whole, others in _made_wholes(subject):
        parts = [each for each in others if _is_part(each.figure, whole.figure)]
        groups = [each.figure.group for each in parts]
        if not 2 <= len(groups) == len(set(groups)) <= _MOST_PARTS or not whole.count.same_bounds(_added(parts)):
            continue
        overlap = next((pair for pair in combinations(groups, 2) if not groups_disjoint(*pair)), None)
        if overlap is not None:
            told = " and ".join(map(str, overlap))
            message = f"expected less than the sum of groups that may share members ({told}), got {whole.count}"
            yield Found(path=f"{whole.path}/count", message=message, value=whole.count.low)


_MOST_PARTS: Final = 20
"""Each part is held against each other one."""


def _is_part(part: Figure, whole: Figure) -> bool:
    """Whether a figure is of a group of the whole, beside it in one report."""
    return (
        part.group is not None
        and part.measure == whole.measure
        and part.besides is None
        and part.within in (None, whole.id)
    )


def _added(numbers: Iterable[_Number]) -> Count:
    return Count.sum(*(number.count for number in numbers))


@declare("CS105", "fatality-without-location", Severity.WARNING, "dataset")
def fatality_without_location(subject: Subject) -> Iterator[Found]:
    """Somebody was killed, and neither the event, a claim, its whole nor its parts say where."""
    placed = {event_of(holder) for claim, holder, _ in subject.claims if _says_where(claim)}
    events = events_of(subject)
    placed |= {event.id for event in subject.dataset.events if event.where}
    placed |= {event.part_of for event in subject.dataset.events if event.part_of is not None and event.id in placed}
    told: set[str] = set()
    for figure, _, holder, path in subject.numbers():
        event = events.get(event_of(holder))
        killed = figure.measure == Measure.KILLED and figure.count is not None and figure.count.low > 0
        if not killed or event is None or event.id in told or isinstance(event, Episode):
            continue
        told.add(event.id)
        passed: set[str] = set()
        here: Event | None = event
        while here is not None and here.id not in passed and here.id not in placed:
            passed.add(here.id)
            here = None if here.part_of is None else events.get(here.part_of)
        if here is None or here.id not in placed or isinstance(here, Episode):
            message = f"expected a place of {event.id}, where {figure.count} were killed, got none"
            yield Found(path=path, message=message)


def _says_where(claim: Claim) -> bool:
    return isinstance(claim, Assertion) and claim.property == Property.PLACE


@declare("CS106", "missing-and-dead-overlap", Severity.WARNING, "record")
def missing_and_dead_overlap(subject: Subject) -> Iterator[Found]:
    """Missing people are counted as killed: by the words of the figure, or in a sum that a coder or compiler made.

    Whoever is only feared dead may be held as killed with a commitment that says possible or probable.
    """
    yield from missing_as_killed(subject)
    for whole, others in _made_wholes(subject):
        if whole.figure.measure != Measure.KILLED:
            continue
        apart = [each for each in others if each.figure.group is None]
        killed = [each for each in apart if each.figure.measure == Measure.KILLED]
        missing = [each for each in apart if each.figure.measure == Measure.MISSING]
        if (
            len(killed) == len(missing) == 1
            and missing[0].count.low
            and whole.count.same_bounds(_added((*killed, *missing)))
        ):
            message = f"expected the {missing[0].count} missing apart from the {killed[0].count} killed, got their sum"
            yield Found(path=f"{whole.path}/count", message=message, value=whole.count.low)


CASUALTIES: Final[tuple[Check, ...]] = (
    subgroup_exceeds_total,
    disjoint_parts_exceed_total,
    overlap_summed,
    fatality_without_location,
    missing_and_dead_overlap,
    *CASUALTIES_IN_WORDS,
)
