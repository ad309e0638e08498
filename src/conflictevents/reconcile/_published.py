"""What published datasets do, as far as they say it: `ucdp`, `acled`, and a dataset's own triple as it stands.

Nothing is computed from the low, best and high of somebody's own estimate: they are given back as they are.
"""

from __future__ import annotations

from typing import Final

import attrs

from .._count import Count
from .._vocab import EstimateLeg, Measure
from ..exceptions import PhraseError
from ._bounding import RANGE
from ._cases import Case, Rival, SetAside
from ._choosing import hierarchy, overtaken
from ._rules import Rule, Ruling, split

__all__ = ["ACLED", "AS_PUBLISHED", "UCDP", "ucdp"]

# --- UCDP ------------------------------------------------------------------------------------------------------------


def ucdp(*reliability: str) -> Rule:
    """The rule that follows UCDP: low and high are the least and the most reported, best the most reliable source's.

    How reliable a source is, UCDP's coders judge and no program can, so the order is the user's. Without one, or where
    the most reliable source leaves more than one number, there is a best only if all claims leave one number.

    Args:
        *reliability: The ids of sources or speakers, or kinds of source (`kind:ngo_report`), the most reliable first.
    """
    order = hierarchy(*reliability) if reliability else None

    def follow(case: Case) -> Ruling:
        if case.quantity.measure != Measure.KILLED:
            return _no_deaths(case, "UCDP")
        found = attrs.evolve(RANGE.answer(case), why="Low and high are the least and the most reported.")
        if order is None:
            return found
        first = order.answer(case)
        # The claims of others still give the low and the high, so none is set aside.
        if first.best is None:
            why = f"{found.why} The order of reliability settles on no number."
        else:
            why = f"{found.why} Best is that of {', '.join(sorted({each.who for each in first.used}))}."
        return attrs.evolve(found, best=first.best, why=why)

    name = f"ucdp:{','.join(reliability)}" if reliability else "ucdp"
    return Rule(
        name=name,
        function=follow,
        meaning="Deaths only: low and high are the least and the most reported, best the most reliable source's.",
    )


# --- ACLED -----------------------------------------------------------------------------------------------------------


def _acled(case: Case) -> Ruling:
    if case.quantity.measure != Measure.KILLED:
        return _no_deaths(case, "ACLED")
    read = {id(rival): _as_acled(rival.figure.count) for rival in case.rivals}
    used, aside = split(
        case.rivals, lambda rival: None if read[id(rival)] is not None else "its words name no least number"
    )
    numbers = [number for rival in used if (number := read[id(rival)]) is not None]
    if not numbers:
        return Ruling(set_aside=tuple(aside), why="No claim names a least number.")
    why = "One number: the least that any claim gives, with tens as 10, dozens as 12 and hundreds as 100."
    return Ruling(used=tuple(used), set_aside=tuple(aside), best=min(numbers), why=why)


def _as_acled(count: Count | None) -> int | None:
    """The one number that the policy `acled` reads in the words; without words the least number, if it says one."""
    if count is None:
        return None
    if count.text is not None:
        try:
            return Count.parse(count.text, "acled").low
        except PhraseError:
            pass
    return count.low if count.low > 0 or count.high == 0 else None


def _no_deaths(case: Case, whose: str) -> Ruling:
    _, aside = split(case.rivals, lambda _: f"{whose}'s numbers are of people killed only")
    return Ruling(set_aside=tuple(aside), why=f"{whose} estimates how many were killed, and nothing else.")


# --- a triple as it is published -------------------------------------------------------------------------------------


def _as_published(case: Case) -> Ruling:
    """The legs of one voice's own estimate, each as it stands."""
    legs: dict[EstimateLeg, Rival] = {}
    aside: list[SetAside] = []
    older: dict[int, str] = {}
    for each in EstimateLeg:
        older |= overtaken(rival for rival in case.rivals if rival.figure.estimate is each)
    for rival in case.rivals:
        leg = rival.figure.estimate
        if leg is None:
            raise ValueError(f"expected the legs of an estimate, got {rival.claim}")
        if id(rival) in older:
            aside.append(SetAside(rival=rival, reason=older[id(rival)]))
        elif leg in legs:
            aside.append(SetAside(rival=rival, reason=f"there is another {leg} number of the same voice"))
        else:
            legs[leg] = rival
    low, best, high = (legs.get(leg) for leg in (EstimateLeg.LOW, EstimateLeg.BEST, EstimateLeg.HIGH))
    numbers = (
        None if low is None else low.count.low,
        None if best is None or not best.count.is_exact else best.count.low,
        None if high is None else high.count.high,
    )
    known = [number for number in numbers if number is not None]
    if known != sorted(known):
        reason = "the low, best and high of the estimate are not in order"
        broken = (*aside, *(SetAside(rival=rival, reason=reason) for rival in legs.values()))
        return Ruling(set_aside=broken, why="The published estimate contradicts itself, so none is given.")
    soft = any(rival.count.approximate for rival in legs.values())
    why = f"The published estimate of {next(iter(legs.values())).who}, as it stands."
    return Ruling(
        used=tuple(legs.values()),
        set_aside=tuple(aside),
        low=numbers[0],
        best=numbers[1],
        high=numbers[2],
        approximate=soft,
        why=why,
    )


UCDP: Final = ucdp()
ACLED: Final = Rule(
    name="acled",
    function=_acled,
    meaning="Deaths only: one number, the most conservative, with tens as 10, dozens as 12 and hundreds as 100.",
)
AS_PUBLISHED: Final = Rule(
    name="as_published", function=_as_published, meaning="A dataset's own low, best and high, as they stand."
)
