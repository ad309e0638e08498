"""`Rule`: a name, a version and a function; what it answers, and how rules compose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import reduce

import attrs

from .._compare import common_bounds
from .._count import Count
from ._cases import Case, Rival, SetAside

__all__ = ["Rule", "RuleFunction", "Ruling", "bounded", "exclude", "hull", "split"]


@attrs.frozen(kw_only=True)
class Ruling:
    """What a rule makes of a case.

    Attributes:
        used: The claims that the numbers rest on.
        set_aside: All other claims of the case, each with the reason.
        low: The least that the number can be by the rule; None where the rule gives none.
        best: The one number that the rule settles on; None where it gives none.
        high: The most that it can be; None where open.
        approximate: Whether the numbers rest on soft words ("about", "dozens").
        disputed: Whether the claims used contradict each other for another reason than that their bounds do, which an
            estimate tells for every rule.
        why: What the rule did, in one sentence.
    """

    used: tuple[Rival, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    low: int | None = None
    best: int | None = None
    high: int | None = None
    approximate: bool = False
    disputed: bool = False
    why: str = ""

    def __attrs_post_init__(self) -> None:
        known = [number for number in (self.low, self.best, self.high) if number is not None]
        if known != sorted(known) or any(number < 0 for number in known):
            raise ValueError(f"expected low ≤ best ≤ high from 0 up, got {self.low}, {self.best}, {self.high}")


RuleFunction = Callable[[Case], Ruling]
"""A function that answers a case: which claims it uses and which it sets aside and why, and what numbers follow."""


@attrs.frozen(kw_only=True)
class Rule:
    """A named way to make one estimate of rival claims. It is data: a name, a version and a function.

    Rules compose: `independent.then(intersection)` puts before the second what the first has not set aside. The numbers
    are those of the last.

    Attributes:
        name: The name ("range"); a rule of one's own carries a dot ("lab.cautious"), composed ones are joined by `+`.
        version: The version; a change of what the function answers is a new version.
        function: The function.
        meaning: What it does, in one sentence.
    """

    name: str
    version: str = "1"
    function: RuleFunction = attrs.field(repr=False)
    meaning: str = ""

    def then(self, other: Rule) -> Rule:
        """This rule first, and the other on what is left."""

        def both(case: Case) -> Ruling:
            first = self.answer(case)
            second = other.answer(attrs.evolve(case, rivals=first.used))
            why = " ".join(each for each in (first.why, second.why) if each)
            return attrs.evolve(second, set_aside=(*first.set_aside, *second.set_aside), why=why)

        return Rule(
            name=f"{self.name}+{other.name}",
            version=f"{self.version}+{other.version}",
            function=both,
            meaning=f"{self.meaning} Then: {other.meaning}",
        )

    def answer(self, case: Case) -> Ruling:
        """What the rule makes of a case; nothing of an empty one.

        Raises:
            TypeError: If the function gives something else than a ruling.
            ValueError: If the function does not say of every claim, exactly once, that it is used or why not.
        """
        if not case.rivals:
            return Ruling(why="No number is left to decide on.")
        ruling = self.function(case)
        if not isinstance(ruling, Ruling):
            raise TypeError(f"expected the rule {self.name} to give a Ruling, got {type(ruling).__name__}")
        answered = Counter(id(rival) for rival in ruling.used)
        answered.update(id(each.rival) for each in ruling.set_aside)
        wrong = [rival.claim for rival in case.rivals if answered.pop(id(rival), 0) != 1]
        if wrong or answered:
            what = f"says nothing, or twice, of {', '.join(wrong[:5])}" if wrong else "speaks of claims of no case"
            raise ValueError(f"expected the rule {self.name} to use each claim or set it aside, got one that {what}")
        if any(not each.reason for each in ruling.set_aside):
            raise ValueError(f"expected the rule {self.name} to give a reason for each claim set aside, got none")
        return ruling


def hull(rivals: Iterable[Rival], set_aside: Iterable[SetAside] = (), *, why: str = "") -> Ruling:
    """The narrowest bounds that hold every number of some claims; best where they leave only one, and it is firm."""
    used = tuple(rivals)
    if not used:
        return Ruling(set_aside=tuple(set_aside), why=why)
    bounds = reduce(Count.__or__, (rival.count for rival in used))
    return bounded(bounds, used, set_aside, why=why)


def bounded(bounds: Count, used: Iterable[Rival], set_aside: Iterable[SetAside] = (), *, why: str = "") -> Ruling:
    """A ruling of some bounds, with a best where only one number is possible and no words soften it."""
    return Ruling(
        used=tuple(used),
        set_aside=tuple(set_aside),
        low=bounds.low,
        best=bounds.low if bounds.is_exact else None,
        high=bounds.high,
        approximate=bounds.approximate,
        why=why,
    )


def exclude(rivals: Iterable[Rival]) -> bool:
    """Whether the bounds of some claims exclude each other for certain; soft words exclude nothing."""
    counts = [rival.count.firm() for rival in rivals]
    return bool(counts) and common_bounds(counts) is None


def split(rivals: Iterable[Rival], reason: Callable[[Rival], str | None]) -> tuple[list[Rival], list[SetAside]]:
    """The claims for which a function gives no reason to set them aside, and the others with theirs."""
    used: list[Rival] = []
    aside: list[SetAside] = []
    for rival in rivals:
        why = reason(rival)
        if why is None:
            used.append(rival)
        else:
            aside.append(SetAside(rival=rival, reason=why))
    return used, aside
