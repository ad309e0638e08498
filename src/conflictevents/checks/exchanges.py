"""Checks of exchanges (EX)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from math import inf
from typing import Final

import attrs

from .._claims import Figure
from .._compare import Comparison, StatedFigure, compare
from .._count import Count
from .._events import Exchange, Talks
from .._groups import is_exclusive, tags_of
from .._problems import Severity
from .._vocab import Item, ParticipantRole, Realis, RelationKind
from ..reconcile import Sum, Verdict, phase_sums
from ._belonging import own_sides
from ._engine import Check, Found, Subject, declare
from .exchanges_in_words import EXCHANGES_IN_WORDS

__all__ = ["EXCHANGES"]


@declare("EX101", "phases-do-not-sum", Severity.WARNING, "dataset")
def phases_do_not_sum(subject: Subject) -> Iterator[Found]:
    """The phases of an exchange cannot add up to the number agreed; an error where all phases are said to be held."""
    for phase_sum, promised, path in _promises(subject):
        if phase_sum.verdict in (Verdict.FALLS_SHORT, Verdict.EXCEEDS):
            told = " + ".join(str(phase.bounds or "unknown") for phase in phase_sum.parts[:8])
            told += " …" if len(phase_sum.parts) > 8 else ""
            wanted = f"the phases {_way(phase_sum)} to add up to {promised}, as agreed"
            message = f"expected {wanted}, got {phase_sum.total}: {told}"
            severity = Severity.ERROR if phase_sum.complete else None
            yield Found(path=path, message=message, value=phase_sum.total.low, severity=severity)


@declare("EX102", "phase-exceeds-agreed", Severity.WARNING, "dataset")
def phase_exceeds_agreed(subject: Subject) -> Iterator[Found]:
    """One phase of an exchange alone has more people than were agreed for the whole."""
    for phase_sum, promised, path in _promises(subject):
        for phase in phase_sum.parts:
            if phase.bounds is not None and promised.firm().certainly_less(phase.bounds.firm()):
                message = (
                    f"expected at most {promised} {_way(phase_sum)}, as agreed, got {phase.bounds} in {phase.event}"
                )
                yield Found(path=path, message=message, value=phase.bounds.low)


def _promises(subject: Subject) -> Iterator[tuple[Sum, Count, str]]:
    """Each sum of phases with a number agreed, that number, and the path of the first figure of it."""
    paths = {id(claim): path for claim, _, path in subject.claims}
    for phase_sum in phase_sums(subject.dataset):
        promised = None if phase_sum.agreed is None else phase_sum.agreed.bounds
        if promised is not None and phase_sum.agreed is not None:
            yield phase_sum, promised, f"{paths[id(phase_sum.agreed.used[0].figure)]}/count"


def _way(phase_sum: Sum) -> str:
    return f"from {phase_sum.quantity.from_ or 'either side'} to {phase_sum.quantity.to or 'either side'}"


# --- groups of those exchanged ---


@attrs.frozen
class _Number:
    """A figure with the bounds that hold for certain."""

    figure: Figure
    count: Count
    path: str


_EXHAUSTIVE: Final = {
    "age": {"children", "adults"},
    "sex": {"women", "men"},
    "status": {"civilians", "military"},
}
"""Tags of a dimension of which everybody carries one."""


@declare("EX104", "category-sum", Severity.WARNING, "dataset")
def category_sum(subject: Subject) -> Iterator[Found]:
    """Groups of those exchanged cannot add up to the whole that they are groups of."""
    for whole, parts in _wholes(subject):
        dimensions: dict[str, dict[str, _Number]] = {}
        for part in parts:
            extra = tags_of(part.figure.group) - tags_of(whole.figure.group)
            if len(extra) == 1:
                ((dimension, tag),) = extra
                dimensions.setdefault(dimension, {}).setdefault(tag, part)
        for dimension, tags in dimensions.items():
            added = Count.sum(*(part.count for part in tags.values()))
            # "12 men, 5 women and 3 children": the men and women are not everybody.
            apart = dimension == "sex" and "children" in dimensions.get("age", ())
            everybody = tags.keys() == _EXHAUSTIVE.get(dimension) and not apart
            too_many = is_exclusive(dimension) and whole.count.certainly_less(added)
            if too_many or (everybody and added.certainly_less(whole.count)):
                told = " + ".join(f"{part.figure.count} {tag}" for tag, part in tags.items())
                message = f"expected groups of {whole.figure.count}, the whole, got {added}: {told}"
                yield Found(path=f"{whole.path}/count", message=message, value=whole.count.low)


def _wholes(subject: Subject) -> Iterator[tuple[_Number, list[_Number]]]:
    """Each number of an exchange of which the same voice gives groups, with them.

    Where one voice gives two wholes, which of them a group belongs to is only known where the group says so.
    """
    by_id: dict[str, _Number] = {}
    plain: dict[tuple[object, ...], list[_Number]] = {}
    parts: list[tuple[tuple[object, ...], _Number]] = []
    for figure, count, holder, path in subject.numbers():
        if not isinstance(holder, Exchange) or figure.besides is not None:
            continue
        number = _Number(figure, count, path)
        kind = (figure.measure, figure.item, figure.model, figure.from_, figure.to, figure.estimate)
        voice = (figure.attribution.source, figure.attribution.speaker, figure.attribution.as_of)
        key: tuple[object, ...] = (id(holder), *kind, *voice, figure.scope, figure.window)
        if figure.id is not None:
            by_id[figure.id] = number
        if figure.group is not None:
            parts.append((key, number))
        elif figure.within is None:
            plain.setdefault(key, []).append(number)
    found: dict[str, tuple[_Number, list[_Number]]] = {}
    for key, number in parts:
        beside = plain.get(key, ())
        whole = beside[0] if len(beside) == 1 else None
        if number.figure.within is not None:
            whole = by_id.get(number.figure.within)
        if whole is not None and whole is not number and _alike(whole.figure, number.figure):
            found.setdefault(whole.path, (whole, []))[1].append(number)
    yield from found.values()


def _alike(whole: Figure, part: Figure) -> bool:
    """Whether both count the same sort of people, in the words of one voice."""
    living = {None, Item.PEOPLE.value, Item.PRISONERS.value}
    items = {whole.item, part.item}
    voices = {(each.attribution.source, each.attribution.speaker) for each in (whole, part)}
    return whole.measure == part.measure and len(voices) == 1 and (len(items) == 1 or items <= living)


# --- phases and sides ---


@declare("EX106", "phase-order-or-duplicate", Severity.WARNING, "dataset")
def phase_order_or_duplicate(subject: Subject) -> Iterator[Found]:
    """A phase is said to follow one that came later, or one phase is held twice: the same day, sides and numbers."""
    events = {event.id: event for event in subject.dataset.events}
    seen: dict[tuple[object, ...], Exchange] = {}
    for index, phase in enumerate(subject.dataset.events):
        if not isinstance(phase, Exchange) or phase.part_of is None or phase.when is None:
            continue
        earlier = [relation.event for relation in phase.relations if relation.kind == RelationKind.FOLLOWS]
        for position, relation in enumerate(phase.relations):
            other = events.get(relation.event)
            if relation.kind != RelationKind.FOLLOWS or other is None or other.part_of != phase.part_of:
                continue
            if isinstance(other, Exchange) and other.when is not None and phase.when.certainly_before(other.when):
                message = f"expected a phase that came before {phase.when}, got {other.id} of {other.when}"
                path = f"/events/{index}/relations/{position}/event"
                yield Found(path=path, message=message, value=other.id)
        numbers = frozenset(
            (each.measure, each.item, each.model, each.group, each.from_, each.to, each.count, each.window)
            for each in phase.figures
            if subject.standing.is_asserted(each) and each.count is not None and {each.from_, each.to} != {None}
        )
        if phase.realis is not Realis.ACTUAL or not phase.when.is_day or not numbers:
            continue
        key = (phase.part_of, phase.when.edtf, frozenset(phase.sides), frozenset(phase.where), numbers)
        first = seen.setdefault(key, phase)
        # Who says that one follows the other knows of two.
        if first is not phase and first.id not in earlier and phase.id not in {each.event for each in first.relations}:
            message = f"expected one record of a phase, got {phase.id} with the day, sides and numbers of {first.id}"
            yield Found(path=f"/events/{index}", message=message, value=phase.id)


@declare("EX107", "mediator-as-party", Severity.WARNING, "record")
def mediator_as_party(subject: Subject) -> Iterator[Found]:
    """Who mediated an exchange or talks is also held as a side of it."""
    for index, event in enumerate(subject.dataset.events):
        if not isinstance(event, Exchange | Talks):
            continue
        mediators = {actor: f"mediators/{position}" for position, actor in enumerate(event.mediators)}
        for position, participant in enumerate(event.participants):
            if participant.role == ParticipantRole.MEDIATOR:
                mediators.setdefault(participant.actor, f"participants/{position}/actor")
        for actor in event.sides:
            if actor in mediators:
                message = f"expected somebody who is no side of it, got {actor}, who is one"
                yield Found(path=f"/events/{index}/{mediators[actor]}", message=message, value=actor)


@declare("EX108", "sides-report-different-counts", Severity.INFO, "dataset")
def sides_report_different_counts(subject: Subject) -> Iterator[Found]:
    """The sides of an exchange give numbers that exclude each other."""
    exchanges = {event.id for event in subject.dataset.events if isinstance(event, Exchange)}
    paths = {id(claim): path for claim, _, path in subject.claims}
    for comparison in compare(subject.dataset):
        if comparison.quantity.event in exchanges and (pair := _excluding(comparison, subject)) is not None:
            less, more = pair
            message = (
                f"{less.figure.attribution.speaker} says {less.figure.count}, "
                f"and {more.figure.attribution.speaker} of the other side says {more.figure.count}"
            )
            count = more.figure.count
            yield Found(path=f"{paths[id(more.figure)]}/count", message=message, value=count and count.low)


def _excluding(comparison: Comparison, subject: Subject) -> tuple[StatedFigure, StatedFigure] | None:
    """A figure of one side that is certainly less than one of another, of the same time.

    Of each side only the lowest and the highest figure are held against the others', so the cost is linear.
    """
    lowest: dict[frozenset[str], StatedFigure] = {}
    highest: dict[frozenset[str], StatedFigure] = {}
    for stated in comparison.figures:
        if own := own_sides(stated.figure, comparison.quantity.event, subject):
            lowest[own] = min(lowest.get(own, stated), stated, key=lambda each: _ends(each)[1])
            highest[own] = max(highest.get(own, stated), stated, key=lambda each: _ends(each)[0])
    for one, other in permutations(lowest, 2):
        less, more = lowest[one], highest[other]
        mine, theirs = less.figure.attribution.as_of, more.figure.attribution.as_of
        of_one_time = mine is None or theirs is None or mine.may_overlap(theirs)
        if one.isdisjoint(other) and of_one_time and _ends(less)[1] < _ends(more)[0]:
            return less, more
    return None


def _ends(stated: StatedFigure) -> tuple[float, float]:
    """The bounds of a figure that hold for certain."""
    count = stated.figure.count
    firm = Count(low=0) if count is None else count.firm()
    return firm.low, inf if firm.high is None else firm.high


EXCHANGES: Final[tuple[Check, ...]] = (
    phases_do_not_sum,
    phase_exceeds_agreed,
    category_sum,
    phase_order_or_duplicate,
    mediator_as_party,
    sides_report_different_counts,
    *EXCHANGES_IN_WORDS,
)
