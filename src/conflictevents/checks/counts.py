"""Checks of numbers (CT)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from typing import Final

from .._claims import Figure
from .._count import Count
from .._groups import is_exclusive, tags_of
from .._problems import Severity, shown
from .._vocab import EstimateLeg, Polarity
from ._engine import Check, Found, Owned, Subject, declare, refused
from ._rivals import comparisons, is_of_one_event, path_of, told
from .counted import COUNTED
from .counts_in_words import COUNTS_IN_WORDS

__all__ = ["COUNTS"]


@declare("CT101", "bounds-disordered", Severity.WARNING, "record")
def bounds_disordered(subject: Subject) -> Iterator[Found]:
    """A lower bound lies above an upper one: in a count of a file an error, in a dataset's own triple a warning."""
    triples: dict[tuple[object, ...], dict[EstimateLeg, tuple[Figure, str]]] = {}
    for figure, _, holder, path in subject.numbers():
        if figure.estimate is not None:
            kind = (figure.measure, figure.item, figure.model, figure.group, figure.from_, figure.to)
            voice = (figure.attribution.source, figure.attribution.speaker, figure.attribution.as_of)
            key = (id(holder), *kind, figure.scope, figure.window, *voice)
            triples.setdefault(key, {}).setdefault(figure.estimate, (figure, path))
    for legs in triples.values():
        in_order = [legs[leg] for leg in EstimateLeg if leg in legs]
        for (lower, _), (upper, path) in combinations(in_order, 2):
            low, high = lower.count, upper.count
            if low is not None and high is not None and high.firm().certainly_less(low.firm()):
                message = (
                    f"expected the {upper.estimate} estimate to be {low} or more, the {lower.estimate} one, got {high}"
                )
                yield Found(path=f"{path}/count", message=message, value=high.low)


negative_or_fractional_count: Final = refused(
    "CT102",
    "negative-or-fractional-count",
    "A count is below zero, has a fraction or a decimal point, or is too large.",
)


_TIMES: Final = 100
_LEAST: Final = 10
"""Smaller numbers are too often the first that was known."""

_SEPARATOR: Final = 1000
_WITH_POINTS: Final = re.compile(r"\D*(\d{1,3})((?:\.\d{3})+)\D*")


@declare("CT110", "magnitude-outlier", Severity.WARNING, "dataset")
def magnitude_outlier(subject: Subject) -> Iterator[Found]:
    """A number is of another size than every other one for the same quantity, or was cut off at a separator.

    It is a hundred times as large or as small, or exactly a thousand times, as a separator misread would make it. With
    two numbers nobody knows which is wrong, so the larger is shown.
    """
    for figure, count, _, path in subject.numbers():
        words = None if figure.count is None else figure.count.text
        match = None if words is None or "." not in words else _WITH_POINTS.fullmatch(words)
        if match is not None and count.low == count.high == int(match[1]):
            whole = match[1] + match[2].replace(".", "")
            message = f"expected {int(whole):,}, if the points in {shown(words)} group its digits, got {count}"
            yield Found(path=f"{path}/count", message=message, value=str(count), suggestion=whole)
    for comparison in comparisons(subject):
        if is_of_one_event(subject, comparison):
            yield from _outlier(subject, [stated.figure for stated in comparison.figures])


def _outlier(subject: Subject, figures: Iterable[Figure]) -> Iterator[Found]:
    """The first number that stands apart, from the smallest up."""
    counts = [(figure.count.firm(), figure) for figure in figures if figure.count is not None]
    bounded = sorted(((count, figure) for count, figure in counts if count.low), key=lambda each: each[0].low)
    most: int | None = 0
    for index, ((lower, below), (higher, above)) in enumerate(pairwise(bounded), 1):
        most = None if most is None or lower.high is None else max(most, lower.high)
        if most is None:
            return
        misread = most > 1 and lower.is_exact and higher.is_exact and higher.low == lower.low * _SEPARATOR
        if misread or (most >= _LEAST and higher.low >= most * _TIMES):
            odd, usual = (below, above) if index < len(bounded) - index else (above, below)
            message = f"expected a number of the size of {usual.count}, by {told(usual)}, got {odd.count}"
            suggestion = str(usual.count) if misread else None
            path = f"{path_of(subject, odd)}/count"
            yield Found(path=path, message=message, value=str(odd.count), suggestion=suggestion)
            return


@declare("CT111", "zero-versus-missing", Severity.WARNING, "dataset")
def zero_versus_missing(subject: Subject) -> Iterator[Found]:
    """An unknown number was taken for zero: one withheld, or a part without a number in a sum."""
    for comparison in comparisons(subject):
        withheld = {
            (each.figure.attribution.source, each.figure.attribution.speaker)
            for each in comparison.denials
            if each.figure.attribution.polarity is Polarity.WITHHOLDS
        }
        for figure in (stated.figure for stated in comparison.figures if withheld):
            voice = (figure.attribution.source, figure.attribution.speaker)
            if voice in withheld and figure.count is not None and figure.count.low == figure.count.high == 0:
                message = f"expected no number, since {told(figure)} withholds it, got 0"
                yield Found(path=f"{path_of(subject, figure)}/count", message=message, value=0)
    yield from _unknown_parts(subject)


def _unknown_parts(subject: Subject) -> Iterator[Found]:
    """Wholes that are the sum of their known parts, while another part, of which there were some, has no number."""
    figures = [owned for owned in subject.claims if isinstance(owned.claim, Figure)]
    wholes = {owned.claim.id: owned for owned in figures if owned.claim.id is not None}
    parts: dict[tuple[str, str], list[Figure]] = {}
    for figure, _, _ in figures:
        if isinstance(figure, Figure) and figure.within in wholes and subject.standing.is_asserted(figure):
            whole = wholes[figure.within].claim
            for dimension, _ in tags_of(figure.group) if _counts_alike(whole, figure) else ():
                if is_exclusive(dimension):
                    parts.setdefault((figure.within, dimension), []).append(figure)
    for (whole_id, _), several in parts.items():
        yield from _sum_of_known(wholes[whole_id], several)


def _counts_alike(whole: object, part: Figure) -> bool:
    """Whether a part is given by the source of its whole, and of the same measure and item."""
    return isinstance(whole, Figure) and (whole.measure, whole.item, whole.attribution.source) == (
        part.measure,
        part.item,
        part.attribution.source,
    )


def _sum_of_known(owned: Owned, parts: list[Figure]) -> Iterator[Found]:
    whole = owned.claim
    known = [part.count for part in parts if part.count is not None and part.count.is_exact]
    unknown = [part for part in parts if part.count is None and part.share is None]
    groups = {part.group for part in parts}
    if not isinstance(whole, Figure) or whole.count is None or not (known and unknown) or len(groups) < len(parts):
        return
    if len(known) + len(unknown) == len(parts) and whole.count.same_bounds(Count.sum(*known)):
        told_parts = " + ".join(map(str, known[:8])) + (" …" if len(known) > 8 else "")
        got = f"{whole.count}, which is {told_parts} without the {unknown[0].group}"
        message = f"expected more than the parts with a number, since another has none, got {got}"
        yield Found(path=f"{owned.path}/count", message=message, value=str(whole.count))


percentage_as_count: Final = refused("CT116", "percentage-as-count", "A figure has both a count and a share.")

COUNTS: Final[tuple[Check, ...]] = (
    bounds_disordered,
    negative_or_fractional_count,
    *COUNTED,
    magnitude_outlier,
    zero_versus_missing,
    *COUNTS_IN_WORDS,
    percentage_as_count,
)
