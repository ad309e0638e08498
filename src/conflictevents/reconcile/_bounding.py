"""The rules that use every claim and say what bounds follow: `range`, `intersection`, `majority`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .._compare import common_bounds, of_one_time
from .._count import Count
from ._cases import Case, Rival
from ._rules import Rule, Ruling, bounded, exclude, hull, split

__all__ = ["CONSENSUS", "INTERSECTION", "MAJORITY", "RANGE"]


def _range(case: Case) -> Ruling:
    return hull(case.rivals, why="The numbers run from the least to the most that anybody says.")


def _intersection(case: Case) -> Ruling:
    if not of_one_time(case.rivals):
        why = "The claims hold for different times, so nothing common to them can be told."
        return Ruling(used=case.rivals, disputed=True, why=why)
    common = common_bounds(rival.count for rival in case.rivals)
    if common is None and exclude(case.rivals):
        return Ruling(used=case.rivals, why="The bounds of the claims exclude each other: no number fits all.")
    if common is None:
        return Ruling(used=case.rivals, why=f"{_APART}, and no number can be told that fits all.")
    why = "The number is one that all of the claims allow." if len(case.rivals) > 1 else "There is one claim."
    return bounded(common, case.rivals, why=why)


def _consensus(case: Case) -> Ruling:
    common = common_bounds(rival.count for rival in case.rivals)
    if common is not None:
        return bounded(common, case.rivals, why="The number is one that all of the claims allow.")
    why = "The bounds of the claims exclude each other" if exclude(case.rivals) else _APART
    return hull(case.rivals, why=f"{why}, so the number may be any from the least to the most said.")


_APART: Final = "The bounds of the claims lie apart, but some of the words are soft, so they may agree after all"


def _majority(case: Case) -> Ruling:
    voices: dict[object, list[Rival]] = {}
    for rival in case.rivals:
        voices.setdefault(rival.voice, []).append(rival)
    most, bounds = _most_allowed([[rival.count for rival in rivals] for rivals in voices.values()])
    told = f"{most} of {len(voices)} voices" if len(voices) > 1 else "the only voice"
    if 2 * most <= len(voices):
        why = f"No number is allowed by more than half of the voices (at most by {told}), so the range of all is given."
        return hull(case.rivals, why=why)
    used, aside = split(
        case.rivals, lambda rival: None if rival.count.may_equal(bounds) else f"it excludes what {told} allow"
    )
    soft = any(rival.count.approximate for rival in used)
    bounds = Count(low=bounds.low, high=bounds.high, approximate=soft)
    return bounded(bounds, used, aside, why=f"The number is one that {told} allow.")


def _most_allowed(voices: list[list[Count]]) -> tuple[int, Count]:
    """By how many voices the numbers are allowed that most allow, and the narrowest bounds that hold all of these.

    A sweep over the ends of all bounds: a number is allowed by a voice if one of its claims allows it.
    """
    steps: dict[int, int] = {}
    for counts in voices:
        for low, after in _united(counts):
            steps[low] = steps.get(low, 0) + 1
            if after is not None:
                steps[after] = steps.get(after, 0) - 1
    places = sorted(steps)
    most = here = 0
    first, end = 0, None
    for index, place in enumerate(places):
        here += steps[place]
        if here >= most and here > 0:
            first = place if here > most else first
            most = here
            end = places[index + 1] if index + 1 < len(places) else None
    return most, Count(low=first, high=None if end is None else end - 1)


def _united(counts: Iterable[Count]) -> list[tuple[int, int | None]]:
    """Bounds as stretches from a number to the first one after, those that touch as one."""
    stretches: list[tuple[int, int | None]] = []
    for count in sorted(counts, key=lambda count: count.low):
        after = None if count.high is None else count.high + 1
        if stretches and (stretches[-1][1] is None or count.low <= stretches[-1][1]):
            low, end = stretches[-1]
            stretches[-1] = low, None if end is None or after is None else max(end, after)
        else:
            stretches.append((count.low, after))
    return stretches


RANGE: Final = Rule(name="range", function=_range, meaning="From the least to the most that anybody says.")
INTERSECTION: Final = Rule(
    name="intersection", function=_intersection, meaning="The numbers that all claims allow; none if they exclude."
)
CONSENSUS: Final = Rule(
    name="consensus",
    function=_consensus,
    meaning="The numbers that all claims allow; where they exclude each other, the range.",
)
MAJORITY: Final = Rule(
    name="majority",
    function=_majority,
    meaning="The numbers that most voices allow, if more than half of them do; else the range, without a best.",
)
