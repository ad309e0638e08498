"""Checks of attacks (ST)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final, TypeAlias

from .._claims import Figure
from .._count import Count
from .._events import Strike
from .._problems import Severity
from .._views import direction_of, scope_of, window_of
from .._vocab import Item, Measure, ParticipantRole, Scope
from .._when import When
from ._belonging import own_sides
from ._engine import Check, Found, Subject, declare
from .strikes_in_words import STRIKES_IN_WORDS

__all__ = ["STRIKES"]


@declare("ST101", "intercepted-exceeds-launched", Severity.WARNING, "record")
def intercepted_exceeds_launched(subject: Subject) -> Iterator[Found]:
    """One speaker has more weapons intercepted than launched, of one type in one window."""
    for launched, outcomes in _balances(subject):
        intercepted = outcomes.get(Measure.INTERCEPTED)
        if intercepted is not None and launched.certainly_less(intercepted[0]):
            count, path = intercepted
            yield Found(
                path=path, message=f"expected at most {launched} launched, got {count} intercepted", value=count.low
            )


@declare("ST102", "outcomes-exceed-launched", Severity.WARNING, "record")
def outcomes_exceed_launched(subject: Subject) -> Iterator[Found]:
    """One speaker has more weapons intercepted, lost and hitting than launched, of one type in one window."""
    for launched, outcomes in _balances(subject):
        if outcomes.keys() == {Measure.INTERCEPTED}:  # ST101's
            continue
        total = Count.sum(*(count for count, _ in outcomes.values()))
        if launched.certainly_less(total):
            told = " + ".join(f"{count} {measure}" for measure, (count, _) in outcomes.items())
            _, path = next(iter(outcomes.values()))
            yield Found(
                path=path, message=f"expected at most {launched} launched, got {total}: {told}", value=total.low
            )


_OUTCOMES: Final = (Measure.INTERCEPTED, Measure.LOST, Measure.HIT)


def _balances(subject: Subject) -> Iterator[tuple[Count, dict[str, tuple[Count, str]]]]:
    """For each strike, speaker, window and weapon with a number launched: that number and each outcome's.

    Carry-over from an earlier window is real, so figures of different windows are never held against each other.
    """
    launched: dict[tuple[object, ...], Count] = {}
    outcomes: dict[tuple[object, ...], dict[str, tuple[Count, str]]] = {}
    for figure, count, holder, path in subject.numbers():
        if not isinstance(holder, Strike) or figure.within is not None:
            continue
        key = (id(holder), *_key(holder, figure))
        if figure.measure == Measure.LAUNCHED:
            # "Another 5": how many there were in all is not said.
            number = count if figure.besides is None else Count(low=count.low)
            launched[key] = launched[key] | number if key in launched else number
        elif figure.measure in _OUTCOMES:
            known = outcomes.setdefault(key, {}).get(figure.measure)
            first = (count, f"{path}/count")
            outcomes[key][figure.measure] = first if known is None else (known[0] | count, known[1])
    for key, in_all in launched.items():
        if key in outcomes:
            yield in_all, outcomes[key]


def _key(strike: Strike, figure: Figure) -> tuple[object, ...]:
    """What must be the same for two figures to be of the same weapons, in the same words of the same speaker."""
    weapons = (figure.item, figure.model, figure.group, *direction_of(strike, figure))
    attribution = figure.attribution
    voice = (attribution.source, attribution.speaker, attribution.as_of, figure.estimate)
    window = window_of(strike, figure)
    return (*weapons, *voice, scope_of(strike, figure) or Scope.EVENT, window and (window.edtf or window.text))


_WEAPONS: Final = frozenset({Item.MISSILE, Item.DRONE, Item.BOMB, Item.ROCKET, Item.SHELL, Item.MINE})
"""The types of weapon of which none is a part of another."""

_OF_WEAPONS: Final = frozenset({Measure.LAUNCHED, *_OUTCOMES})


class _Voice:
    """What one voice gives of one measure in one window: the number of weapons in all, of each type and model."""

    def __init__(self) -> None:
        self.totals: list[tuple[Count, str]] = []
        self.types: dict[str, tuple[Count, str]] = {}
        self.models: dict[str, dict[str, Count]] = {}
        self.partial = False
        """Whether something is said to be only a part, to come on top, or is of no known type."""

    def add(self, figure: Figure, count: Count, path: str) -> None:
        """Take up one figure."""
        item, alone = figure.item, figure.within is None and figure.besides is None
        self.partial |= not alone or item not in {*_WEAPONS, Item.WEAPON}
        if item == Item.WEAPON and figure.model is None and alone:
            self.totals.append((count, path))
        if item is None or item not in _WEAPONS or figure.besides is not None:
            return
        if figure.model is not None:
            models = self.models.setdefault(item, {})
            models[figure.model] = models.get(figure.model, count) | count
        else:
            known = self.types.get(item)
            self.types[item] = (count, path) if known is None else (known[0] | count, known[1])

    def sums(self) -> Iterator[tuple[Count, str, dict[str, Count], bool]]:
        """A whole, its path, its parts, and whether these should be all of it."""
        types = {item: Count.sum(*models.values()) for item, models in self.models.items()}
        types |= {item: count for item, (count, _) in self.types.items()}
        if len(self.totals) == 1 and types:
            yield *self.totals[0], types, len(types) > 1 and not self.partial
        for item, (count, path) in self.types.items():
            if item in self.models:
                yield count, path, self.models[item], False


@declare("ST103", "by-type-sum", Severity.WARNING, "record")
def by_type_sum(subject: Subject) -> Iterator[Found]:
    """The weapons of each type, in the words of one speaker, cannot add up to the number of weapons in all."""
    voices: dict[tuple[object, ...], _Voice] = {}
    items = {claim.id: claim.item for claim, *_ in subject.claims if isinstance(claim, Figure) and claim.id is not None}
    for figure, count, holder, path in subject.numbers():
        # Some of the drones are not all of that type.
        some = figure.within is not None and figure.model is None and items.get(figure.within) == figure.item
        if isinstance(holder, Strike) and figure.measure in _OF_WEAPONS and not some:
            _, _, *key = _key(holder, figure)
            voices.setdefault((id(holder), figure.measure, *key), _Voice()).add(figure, count, path)
    for voice in voices.values():
        for total, path, parts, are_all in voice.sums():
            added = Count.sum(*parts.values())
            if total.certainly_less(added) or (are_all and added.certainly_less(total)):
                told = " + ".join(f"{count} {name}" for name, count in parts.items())
                message = f"expected the types to add up to {total}, the weapons in all, got {added}: {told}"
                yield Found(path=f"{path}/count", message=message, value=total.low)


@declare("ST104", "window-missing", Severity.WARNING, "record")
def window_missing(subject: Subject) -> Iterator[Found]:
    """A figure of an attack is said to cover a window of time, and none is given."""
    for claim, holder, path in subject.claims:
        covers = isinstance(claim, Figure) and isinstance(holder, Strike) and claim.scope is Scope.WINDOW
        if covers and isinstance(claim, Figure) and claim.window is None:
            message = f"expected a window, since the scope is {claim.scope}, got none"
            yield Found(path=path, message=message, value=Scope.WINDOW.value)


_Stretch: TypeAlias = tuple[datetime, datetime, Count, str]
"""From when to when on the clock, how many, and the path."""


@declare("ST105", "windows-overlap-summed", Severity.WARNING, "record")
def windows_overlap_summed(subject: Subject) -> Iterator[Found]:
    """The numbers of windows that overlap were added up, so that what fell into both is counted twice."""
    totals: dict[tuple[object, ...], list[tuple[Count, str]]] = {}
    parts: dict[tuple[object, ...], list[_Stretch]] = {}
    for figure, count, holder, path in subject.numbers():
        if not isinstance(holder, Strike) or figure.measure not in _OF_WEAPONS or figure.besides is not None:
            continue
        window = window_of(holder, figure)
        *kind, _, _ = _key(holder, figure)
        key = (id(holder), figure.measure, *kind)
        if window is None:
            totals.setdefault(key, []).append((count, path))
        elif (stretch := _on_the_clock(window)) is not None:
            parts.setdefault((*key, (window.zone, stretch[0].tzinfo)), []).append((*stretch, count, path))
    for (*kind, _), stretches in parts.items():
        first, *rest = sorted(stretches, key=lambda each: (each[0], -(each[1] - each[0])))
        wholes = totals.get(tuple(kind), [])
        if rest and all(each[1] <= first[1] for each in rest):  # it covers all the others
            wholes, windows = [*wholes, first[2:]], rest
        else:
            windows = [first, *rest]
        shared = [(one, other) for one, other in pairwise(windows) if one[1] - other[0] > timedelta(minutes=1)]
        added = Count.sum(*(each[2] for each in windows))
        for total, path in wholes:
            if shared and added.is_exact and added.same_bounds(total):
                one, other = shared[0]
                message = (
                    f"expected less than {added}, since one window ends at {one[1]:%H:%M} and the next starts at "
                    f"{other[0]:%H:%M}, got the sum of their numbers"
                )
                yield Found(path=f"{path}/count", message=message, value=total.low)


def _on_the_clock(window: When) -> tuple[datetime, datetime] | None:
    """The ends of a window in clock times of one zone: of two nights given in days nobody knows the overlap."""
    start, end = window.earliest_moment, window.latest_moment
    if window.edtf is None or window.edtf.count("T") != 2 or window.is_qualified or start is None or end is None:
        return None
    offsets = start.utcoffset(), end.utcoffset()
    if (offsets[0] is None) != (offsets[1] is None):
        return None
    return (start, end) if offsets[0] is None else (start.astimezone(UTC), end.astimezone(UTC))


@declare("ST107", "defender-only-count", Severity.INFO, "dataset")
def defender_only_count(subject: Subject) -> Iterator[Found]:
    """Every number of the weapons of an attack comes from the side that was attacked."""
    numbers: dict[str, list[tuple[Figure, str]]] = {}
    strikes = {event.id: event for event in subject.dataset.events if isinstance(event, Strike)}
    for figure, _, holder, path in subject.numbers():
        if isinstance(holder, Strike) and figure.measure in _OF_WEAPONS:
            numbers.setdefault(holder.id, []).append((figure, path))
    for id_, figures in numbers.items():
        attacked = _attacked(strikes[id_])
        if all(attacked & (own := own_sides(each, id_, subject)) and own <= attacked for each, _ in figures):
            speakers = ", ".join(dict.fromkeys(each.attribution.speaker or "" for each, _ in figures))
            message = f"expected a number from the attacker or from others beside those of {speakers}, got none"
            yield Found(path=figures[0][1], message=message, value=figures[0][0].attribution.speaker)


def _attacked(strike: Strike) -> frozenset[str]:
    """The sides that were attacked, as far as the heading says."""
    roles = {ParticipantRole.TARGET.value, ParticipantRole.DEFENDER.value, ParticipantRole.VICTIM.value}
    return frozenset({*strike.targets, *(each.actor for each in strike.participants if each.role in roles)})


@declare("ST110", "intercepted-without-launched", Severity.WARNING, "record")
def intercepted_without_launched(subject: Subject) -> Iterator[Found]:
    """A share of the weapons is given as intercepted, lost or hitting, and nobody says how many there were."""
    launched = {
        id(holder)
        for figure, _, holder, _ in subject.numbers()
        if isinstance(holder, Strike) and figure.measure == Measure.LAUNCHED
    }
    for claim, holder, path in subject.claims:
        if not isinstance(claim, Figure) or claim.share is None or not subject.standing.is_asserted(claim):
            continue
        if isinstance(holder, Strike) and claim.measure in _OUTCOMES and id(holder) not in launched:
            message = f"expected a number launched, of which {claim.share.low:g} percent can be a share, got none"
            yield Found(path=f"{path}/share", message=message, value=claim.share.low)


STRIKES: Final[tuple[Check, ...]] = (
    intercepted_exceeds_launched,
    outcomes_exceed_launched,
    by_type_sum,
    window_missing,
    windows_overlap_summed,
    defender_only_count,
    intercepted_without_launched,
    *STRIKES_IN_WORDS,
)
