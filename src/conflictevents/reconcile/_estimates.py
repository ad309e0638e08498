"""`reconcile`: an estimate of each quantity by a rule, with the claims used, those set aside, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from .._compare import Quantity
from .._count import Count
from .._vocab import Attributed, Realis, Scope
from ._cases import Case, Matter, Rival, SetAside
from ._remaining import Verdict, remainder
from ._rules import Rule, exclude

__all__ = ["Estimate", "Part", "Sum", "decide"]


@attrs.frozen(kw_only=True)
class Estimate:
    """How many, by a named rule; a view of claims, which all stay as they are.

    Attributes:
        quantity: What it is of: event, measure, item, group, direction, scope and window.
        low: The least that it can be by the rule; None where the rule gives none, which is not zero.
        best: The one number that the rule settles on; None where it gives none.
        high: The most that it can be; None where open or where the rule gives none.
        approximate: Whether it rests on soft words ("about", "dozens"), so that even the bounds may be a little off.
        disputed: Whether the bounds of the claims that it rests on exclude each other, so that no number fits all of
            them, whatever the rule; soft bounds exclude nothing. `intersection` calls it a dispute as well where the
            claims hold for different times. A sum is in dispute where one of its parts is.
        used: The claims that it rests on.
        set_aside: The other claims of the quantity, each with the reason.
        rule: The name of the rule.
        version: The version of the rule.
        reasons: What the rule did and what follows from it and what does not, a sentence each.
        triple: Whether it is somebody's own low, best and high, given back as published.
    """

    quantity: Quantity
    low: int | None = None
    best: int | None = None
    high: int | None = None
    approximate: bool = False
    disputed: bool = False
    used: tuple[Rival, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    rule: str
    version: str
    reasons: tuple[str, ...] = ()
    triple: bool = False

    @property
    def event(self) -> str:
        """The id of the event."""
        return self.quantity.event

    @property
    def measure(self) -> str:
        """What is counted about the items."""
        return self.quantity.measure

    @property
    def bounds(self) -> Count | None:
        """Low and high as a count; None where the rule gives no low."""
        if self.low is None:
            return None
        return Count(low=self.low, high=self.high, approximate=self.approximate)

    @property
    def why(self) -> str:
        """The whole explanation: the rule, what it did, what was used, what was set aside, and what to keep in mind."""
        used = "; ".join(f"{each.claim} ({each.who}: {each.count})" for each in self.used)
        aside = "; ".join(f"{each.rival.claim} ({each.rival.who}): {each.reason}" for each in self.set_aside)
        sentences = [
            f"By the rule {self.rule}, version {self.version}.",
            *self.reasons,
            f"Used: {used}." if used else "No claim was used.",
            f"Set aside: {aside}." if aside else "",
        ]
        return " ".join(sentence for sentence in sentences if sentence)

    def __str__(self) -> str:
        """The numbers in words, never more certain than they are."""
        if self.best is not None and self.low is None and self.high is None:
            return f"{self.best:,}"
        if self.low is None and self.high is None:
            return "no number"
        if self.low is None:
            return f"at most {self.high:,}"
        words = str(self.bounds)
        return words if self.best is None or self.low == self.high else f"{words}, best {self.best:,}"

    def as_dict(self) -> dict[str, Any]:
        """The estimate as a row of plain text, numbers and lists, which dataframes and DuckDB read as it is.

        `used` are the keys of claims; `set_aside` are objects of a claim and a reason; what is absent is None.
        """
        quantity = self.quantity
        return {
            "event": quantity.event,
            "measure": quantity.measure,
            "item": quantity.item,
            "group": quantity.group,
            "from": quantity.from_,
            "to": quantity.to,
            "rule": self.rule,
            "low": self.low,
            "best": self.best,
            "high": self.high,
            "used": [rival.claim for rival in self.used],
            "set_aside": [{"claim": each.rival.claim, "reason": each.reason} for each in self.set_aside],
            "why": self.why,
            "version": self.version,
            "approximate": self.approximate,
            "disputed": self.disputed,
            "model": quantity.model,
            "scope": str(quantity.scope),
            "window": quantity.window,
            "within": quantity.within,
            "besides": quantity.besides,
            "parts": [],
        }


def _in_short(estimate: Estimate | None) -> str:
    """An estimate in a sum, without all that it rests on: sums may lie in each other without end."""
    return "None" if estimate is None else f"<{type(estimate).__name__} {estimate}>"


@attrs.frozen(kw_only=True)
class Part:
    """A part of an event in a sum.

    Attributes:
        event: The id of the part.
        estimate: The estimate of it; None where nobody says anything of it.
        open_ended: Whether more is reported on top, so that the part has no upper end.
        same_as: The id of an earlier part which somebody says is the same event, so that this one may add nothing.
        returned: Whether the estimate is of those who came home, where nobody says how many were released: at least
            so many were, since some may have refused to go.
    """

    event: str
    estimate: Estimate | None = attrs.field(default=None, repr=_in_short)
    open_ended: bool = False
    same_as: str | None = None
    returned: bool = False

    @property
    def without_estimate(self) -> Part:
        """The part alone."""
        return attrs.evolve(self, estimate=None)

    @property
    def is_plain(self) -> bool:
        """Whether it is added up as it is estimated."""
        return self.same_as is None and not self.open_ended and not self.returned

    @property
    def bounds(self) -> Count | None:
        """The bounds with which it is added up; None where it may be any number from zero up."""
        bounds = None if self.estimate is None else self.estimate.bounds
        if bounds is None or self.is_plain:
            return bounds
        low = bounds.low if self.same_as is None else 0
        return attrs.evolve(bounds, low=low, high=None if self.open_ended or self.returned else bounds.high)


@attrs.frozen(kw_only=True, eq=False)
class Sum(Estimate):
    """The estimates of the parts of an event added up. Those used and set aside are those of its parts.

    A part of which nobody says a number counts as the sum of its own parts. A number that is said of the event itself
    is an estimate of its own; it is never added to the sum and never put in its place.

    Only parts that the dataset holds are added up; `complete` tells whether it claims to hold them all.

    Attributes:
        parts: The parts, those of which nobody gives a number among them: they may be any from zero up.
        agreed: For an exchange, the estimate of the number agreed, by the same rule; None if there is none.
        verdict: How the sum stands to the number agreed; None if there is none.
        complete: Whether the dataset says that it holds every part.
    """

    parts: tuple[Part, ...]
    agreed: Estimate | None = None
    verdict: Verdict | None = None
    complete: bool = False

    @property
    def total(self) -> Count:
        """The bounds of the sum: any number from zero up where no part has one."""
        return self.bounds or Count(low=0)

    @property
    def left(self) -> Count | None:
        """What is left of the number agreed; None if there is none."""
        promised = None if self.agreed is None else self.agreed.bounds
        return None if promised is None else remainder(promised, self.bounds)

    # Sums may lie in each other deeper than Python calls itself, so none of these goes from one into the next.

    def __eq__(self, other: object) -> bool:
        """Whether both are equal, with all sums in them."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        pending: list[tuple[object, object]] = [(self, other)]
        seen: set[tuple[int, int]] = set()
        while pending:
            one, two = pending.pop()
            if one is two or (id(one), id(two)) in seen:
                continue
            seen.add((id(one), id(two)))  # sums share what they rest on, which is looked at once
            if not isinstance(one, Sum) or not isinstance(two, Sum) or one.__class__ is not two.__class__:
                if one != two:
                    return False
                continue
            if [part.without_estimate for part in one.parts] != [part.without_estimate for part in two.parts]:
                return False
            fields = (each.name for each in attrs.fields(one.__class__) if each.name != "parts")
            pending += ((getattr(one, name), getattr(two, name)) for name in fields)
            pending += ((mine.estimate, theirs.estimate) for mine, theirs in zip(one.parts, two.parts, strict=True))
        return True

    def __hash__(self) -> int:
        """The same for equal ones; of the parts it takes no more than their number."""
        return hash((self.quantity, self.low, self.best, self.high, self.rule, self.version, len(self.parts)))

    def all_parts(self) -> frozenset[str]:
        """The ids of the parts, and of the parts of those that count as the sum of theirs, and so on."""
        found: set[str] = set()
        pending: list[Sum] = [self]
        while pending:
            for part in pending.pop().parts:
                found.add(part.event)
                if isinstance(part.estimate, Sum):
                    pending.append(part.estimate)
        return frozenset(found)

    def as_dict(self) -> dict[str, Any]:
        """The sum as a row; `parts` are the ids of the parts."""
        return super().as_dict() | {"parts": [part.event for part in self.parts]}


def decide(matter: Matter, rule: Rule) -> Estimate:
    """The estimate of one quantity by a rule."""
    ruling = rule.answer(matter.case)
    set_aside = sorted((*matter.set_aside, *ruling.set_aside), key=lambda each: each.rival.sort_key)
    used = tuple(sorted(ruling.used, key=lambda each: each.sort_key))
    return Estimate(
        quantity=matter.case.quantity,
        low=ruling.low,
        best=ruling.best,
        high=ruling.high,
        approximate=ruling.approximate,
        disputed=ruling.disputed or (not matter.triple and exclude(used)),
        used=used,
        set_aside=tuple(set_aside),
        rule=rule.name,
        version=rule.version,
        reasons=(ruling.why, *_caveats(matter.case, used, matter.realis)),
        triple=matter.triple,
    )


def _caveats(case: Case, used: tuple[Rival, ...], realis: Realis | None) -> Iterator[str]:
    """What does not follow from the numbers."""
    if realis is not None and realis not in (Realis.ACTUAL, Realis.UNCLEAR):
        yield f"The event is {realis}, not one that is said to have happened."
    if any(rival.count.approximate for rival in used):
        yield "Some of the words are soft, so even the bounds may be a little off."
    open_ones = [rival for rival in used if rival.figure.attribution.how in (Attributed.UNCLEAR, Attributed.CARRIED)]
    if open_ones:
        told = ", ".join(dict.fromkeys(rival.claim for rival in open_ones))
        yield f"No certain speaker stands behind {told}."
    for rival in used:
        if rival.withdrawn is not None:
            yield f"{rival.figure.attribution.source} repeats {rival.withdrawn}, which its publisher has withdrawn."
        if rival.figure.note is not None:
            yield f"Note on {rival.claim}: {rival.figure.note}"
    voices = {rival.voice for rival in used}
    if len(used) > 1 and len(voices) == 1:
        yield "All of it is one voice, which nobody else confirms."
    if case.quantity.scope is not Scope.EVENT:
        yield f"The scope of the figures is {case.quantity.scope}. {case.quantity.scope.meaning}"
