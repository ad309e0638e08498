"""Ways to break counts (CT)."""

from __future__ import annotations

from typing import Any, Final

import attrs

from .._actors import Actor
from .._claims import Figure, Holder
from .._count import Count
from .._dataset import Dataset
from .._reports import CasualtyReport
from ._breaking import NO_SPAN, Mutation, figures_in, first, mutation, with_claim

__all__ = ["COUNTS"]


def _hurt(dataset: Dataset) -> tuple[Holder, Figure]:
    """A number of people hurt or displaced, on which no other depends."""
    return first(figures_in(dataset, "injured", "displaced", of=CasualtyReport), "figure of people hurt")


def _besides_hurt(dataset: Dataset, **fields: Any) -> Dataset:
    """The dataset with another figure beside that one."""
    holder, figure = _hurt(dataset)
    changes: dict[str, Any] = {"spans": ()} | fields
    return with_claim(dataset, holder, figure, figure, attrs.evolve(figure, **changes))


def _counted(dataset: Dataset, count: Count, **fields: Any) -> Dataset:
    """The dataset with another count, without words to hold it against, in a figure on which no other depends."""
    holder, figure = _hurt(dataset)
    changes: dict[str, Any] = {"spans": ()} | fields
    return with_claim(dataset, holder, figure, attrs.evolve(figure, count=count, **changes))


@mutation("CT101")
def triple_upside_down(dataset: Dataset) -> Dataset:
    """The low number of a dataset's own triple is put above the high one."""
    holder, low = first(
        (
            (holder, claim)
            for holder, claim in dataset.owned_claims()
            if isinstance(claim, Figure) and claim.estimate == "low" and claim.count is not None
        ),
        "figure that is a low estimate",
    )
    high = max(figure.count.low for figure in holder.figures if figure.estimate and figure.count)
    return with_claim(dataset, holder, low, attrs.evolve(low, count=Count.exactly(high + 1)))


@mutation("CT103", may=(NO_SPAN,))
def lower_bound_as_exact(dataset: Dataset) -> Dataset:
    """The words say "at least", and the count has an upper end."""
    return _counted(dataset, Count.exactly(12, text="at least 12"))


@mutation("CT104")
def number_of_another_quotation(dataset: Dataset) -> Dataset:
    """A figure holds one number, and the words quoted for it have another."""
    holder, figure = first(
        (
            (holder, figure)
            for holder, figure in figures_in(dataset)
            if figure.within is None
            and figure.group is None
            and figure.spans
            and figure.count is not None
            and figure.count.high is None
            and figure.count.low > 3
            and not figure.count.approximate
        ),
        "figure with an open count and the words quoted for it",
    )
    low = 0 if figure.count is None else figure.count.low
    return with_claim(dataset, holder, figure, attrs.evolve(figure, count=Count.exactly(low - 1)))


@mutation("CT105", may=(NO_SPAN,))
def policy_forgotten(dataset: Dataset) -> Dataset:
    """A vague word has bounds, and the policy that gave them is not named."""
    return _counted(dataset, Count(low=24, high=99, text="dozens"))


@mutation("CT106", may=(NO_SPAN,))
def hundreds_as_100(dataset: Dataset) -> Dataset:
    """The word "hundreds" is held as exactly 100."""
    return _counted(dataset, Count.exactly(100, text="hundreds"))


@mutation("CT107", may=(NO_SPAN,))
def number_of_nothing(dataset: Dataset) -> Dataset:
    """Forty are said to be destroyed, and nothing says of what."""
    return _besides_hurt(dataset, measure="destroyed", item=None, count=Count.exactly(40))


@mutation("CT108", may=(NO_SPAN,))
def families_as_people(dataset: Dataset) -> Dataset:
    """The words of a count of people name families."""
    return _counted(dataset, Count.exactly(40, text="40 families"))


@mutation("CT110", may=(NO_SPAN, "CL101"))
def three_zeros_too_many(dataset: Dataset) -> Dataset:
    """Somebody else gives a number a thousand times as large."""
    holder, figure = _hurt(dataset)
    low = 1 if figure.count is None else max(figure.count.low, 1)
    other = Actor(id="other", name="Other monitors", kind="organisation")
    attribution = attrs.evolve(figure.attribution, speaker="other")
    larger = attrs.evolve(figure, count=Count.exactly(low * 10_000), attribution=attribution, spans=())
    firm = attrs.evolve(figure, count=Count.exactly(low), spans=())
    return with_claim(dataset.add(other), holder, figure, firm, larger)


@mutation("CT111", may=(NO_SPAN, "SP109"))
def withheld_as_zero(dataset: Dataset) -> Dataset:
    """A speaker withholds a number, and is held to say that it is zero."""
    holder, figure = _hurt(dataset)
    withheld = attrs.evolve(
        figure, count=None, attribution=attrs.evolve(figure.attribution, polarity="withholds"), spans=()
    )
    zero = attrs.evolve(figure, count=Count.exactly(0), spans=())
    return with_claim(dataset, holder, figure, withheld, zero)


@mutation("CT112", may=(NO_SPAN,))
def words_and_digits_disagree(dataset: Dataset) -> Dataset:
    """The words of a count give one number, and the digits beside them another."""
    return _counted(dataset, Count.exactly(12, text="twelve (13)"))


@mutation("CT113", may=(NO_SPAN,))
def year_as_count(dataset: Dataset) -> Dataset:
    """The words of a count are those of a year."""
    return _counted(dataset, Count.exactly(2014, text="in 2014"))


@mutation("CT114", may=(NO_SPAN,))
def change_as_range(dataset: Dataset) -> Dataset:
    """A number that rose is held as a range."""
    return _counted(dataset, Count(low=12, high=14, text="rose from 12 to 14"))


@mutation("CT115", may=(NO_SPAN,))
def increment_as_total(dataset: Dataset) -> Dataset:
    """A second number of the same harm is said to be "another", and does not say on top of which it comes."""
    holder, figure = first(
        ((holder, each) for holder, each in figures_in(dataset, "injured", of=CasualtyReport) if each.group is None),
        "figure of people hurt",
    )
    another = attrs.evolve(figure, id=None, count=Count.exactly(2, text="another 2"), spans=())
    return with_claim(dataset, holder, figure, figure, another)


@mutation("CT117", may=(NO_SPAN, "SP109"))
def none_reported_as_zero(dataset: Dataset) -> Dataset:
    """That none was reported is held as exactly zero."""
    return _counted(dataset, Count.exactly(0, text="no casualties were reported"))


COUNTS: Final[tuple[Mutation, ...]] = (
    triple_upside_down,
    lower_bound_as_exact,
    number_of_another_quotation,
    policy_forgotten,
    hundreds_as_100,
    number_of_nothing,
    families_as_people,
    three_zeros_too_many,
    withheld_as_zero,
    words_and_digits_disagree,
    year_as_count,
    change_as_range,
    increment_as_total,
    none_reported_as_zero,
)
