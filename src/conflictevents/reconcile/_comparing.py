"""Whether two claims can both be right, and the claims of a dataset that cannot."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import combinations

import attrs

from .._claims import Figure
from .._compare import Agreement, Quantity, StatedFigure, agreement, compare, quantified, quantity_alone
from .._dataset import Dataset
from .._vocab import Polarity
from .._when import When
from ._adding import differences
from ._cases import Rival, rivals_of
from ._revising import change_of

__all__ = ["Compatibility", "Contradiction", "Outcome", "compatible", "contradictions"]


class Outcome(StrEnum):
    """How two claims of a number stand to each other."""

    AGREE = "agree"
    """Their bounds meet: both may be one number."""
    REVISION = "revision"
    """The later is by the same voice and takes the place of the earlier, whether its number differs or not."""
    EXCLUDE = "exclude"
    """They cannot both be right."""
    UNCERTAIN = "uncertain"
    """Their bounds lie apart, but the words of one leave its bounds soft."""
    NOT_COMPARABLE = "not_comparable"
    """They speak of different things, of different times, or one of them gives no number."""


@attrs.frozen(kw_only=True)
class Compatibility:
    """How two claims of a number stand to each other, and why.

    Attributes:
        outcome: How they stand to each other.
        reason: Why, in words.
    """

    outcome: Outcome
    reason: str


@attrs.frozen(kw_only=True)
class Contradiction:
    """Two claims that cannot both be right.

    Attributes:
        quantity: What both speak of.
        one: The one that stands earlier in the order of sources and spans.
        other: The other.
        reason: Why they cannot both be right, in words.
    """

    quantity: Quantity
    one: Rival
    other: Rival
    reason: str


def compatible(one: Figure, other: Figure, *, dataset: Dataset | None = None) -> Compatibility:
    """Whether two claims of a number can both be right, with the reason.

        >>> from conflictevents import Attribution, Count, Figure
        >>> said = Attribution(source="wire")
        >>> over, exact = (
        ...     Figure(measure="released", count=count, attribution=said)
        ...     for count in (Count.more_than(300), Count.exactly(303))
        ... )
        >>> print(compatible(over, exact).outcome)
        agree

    Args:
        one: A claim.
        other: Another.
        dataset: The dataset that holds both; what is worked out of it is kept with it, so that many pairs cost little
            more than one. Without it they are taken as of one event, and what their records and
            sources say of scope, direction and time is not known.

    Raises:
        ValueError: If the dataset does not hold both.
    """
    (mine, first), (theirs, second) = (_placed(figure, dataset) for figure in (one, other))
    differ = differences(mine, theirs, ignore=("estimate",))
    if differ:
        return _outcome(Outcome.NOT_COMPARABLE, f"they speak of different things: {'; '.join(differ)}")
    if mine.estimate != theirs.estimate:
        return _outcome(Outcome.NOT_COMPARABLE, "one is a leg of somebody's own estimate and the other is not that leg")
    if one.count is None or other.count is None:
        return _outcome(Outcome.NOT_COMPARABLE, "one of them gives no number")
    if one.attribution.polarity is not Polarity.ASSERTS or other.attribution.polarity is not Polarity.ASSERTS:
        return _outcome(Outcome.NOT_COMPARABLE, "one of them is a denial or says nothing, which gives no rival number")
    for earlier, later in ((first, second), (second, first)):
        if _replaces(later, earlier):
            change = change_of(earlier.count, later.count)
            told = f"{earlier.count}, then {later.count}, is a revision by the same voice: {change}"
            return _outcome(Outcome.REVISION, told)
    stands = agreement(one, other)
    numbers = f"{one.count.bounds()} and {other.count.bounds()}"
    if stands is Agreement.OTHER_TIME:
        return _outcome(Outcome.NOT_COMPARABLE, f"they hold for different times, {_when(one)} and {_when(other)}")
    if stands is Agreement.AGREE:
        common = one.count.bounds() & other.count.bounds()
        return _outcome(Outcome.AGREE, f"{numbers} meet: both may be {common}")
    if stands is Agreement.UNCERTAIN:
        return _outcome(Outcome.UNCERTAIN, f"{numbers} lie apart, but the words leave the bounds soft")
    return _outcome(Outcome.EXCLUDE, f"{numbers} exclude each other")


def _outcome(outcome: Outcome, reason: str) -> Compatibility:
    return Compatibility(outcome=outcome, reason=reason)


def _when(figure: Figure) -> When | None:
    return figure.attribution.as_of


def _placed(figure: Figure, dataset: Dataset | None) -> tuple[Quantity, Rival]:
    """The quantity of a figure, and the figure with what is known of who says so."""
    if dataset is None:
        attribution = figure.attribution
        voice = (attribution.speaker, "" if attribution.speaker is not None else attribution.source)
        rival = Rival(owner="", figure=figure, claim=figure.key(""), voice=voice, origin=attribution.source)
        return quantity_alone(figure), rival
    return dataset.once(_Known).of(figure)


class _Known:
    """The figures of a dataset, each with its quantity and what is known of who says so."""

    def __init__(self, dataset: Dataset) -> None:
        self._rival_of = rivals_of(dataset)
        self._by_identity: dict[int, tuple[Quantity, StatedFigure]] = {}
        self._by_value: dict[Figure, tuple[Quantity, StatedFigure]] = {}
        for quantity, stated in quantified(dataset):
            self._by_identity.setdefault(id(stated.figure), (quantity, stated))
            self._by_value.setdefault(stated.figure, (quantity, stated))

    def of(self, figure: Figure) -> tuple[Quantity, Rival]:
        # Two records may hold equal claims; then it is the very one that was given.
        found = self._by_identity.get(id(figure)) or self._by_value.get(figure)
        if found is None:
            raise ValueError(f"expected a claim of the dataset, got one that it does not hold: {figure.key('')}")
        quantity, stated = found
        return quantity, self._rival_of(quantity, stated)


def _replaces(later: Rival, earlier: Rival) -> bool:
    supersedes = later.figure.supersedes
    if supersedes is not None and supersedes.claim == earlier.figure.id:
        return True
    return later.voice == earlier.voice and earlier.certainly_before(later)


# --- all of a dataset ------------------------------------------------------------------------------------------------


def contradictions(dataset: Dataset) -> Iterator[Contradiction]:
    """Every two claims of a dataset that cannot both be right, as they are asked for.

    Of n claims of one quantity there may be n(n-1)/2. Claims of different quantities or times are no contradiction,
    nor is a later word of the same voice; soft words certainly contradict nothing. A denial contradicts the number that
    it denies, and without one any number above zero.
    """
    rival_of = rivals_of(dataset)
    for comparison in compare(dataset):
        quantity = comparison.quantity
        rivals = [rival_of(quantity, stated) for stated in comparison.figures]
        for one, other in combinations(rivals, 2):
            if _replaces(one, other) or _replaces(other, one):
                continue
            if agreement(one.figure, other.figure) is Agreement.DISAGREE:
                reason = f"{one.who} says {one.count}, {other.who} says {other.count}, and no number is both"
                yield Contradiction(quantity=quantity, one=one, other=other, reason=reason)
        denials = [rival_of(quantity, stated) for stated in comparison.denials]
        for one in rivals:
            for denial in denials:
                if denial.voice != one.voice and _denies(denial.figure, one):
                    reason = f"{one.who} says {one.count}, and {denial.who} denies it"
                    yield Contradiction(quantity=quantity, one=one, other=denial, reason=reason)


def _denies(denial: Figure, rival: Rival) -> bool:
    if denial.attribution.polarity is not Polarity.DENIES:
        return False
    return rival.count.low > 0 if denial.count is None else denial.count.same_bounds(rival.count)
