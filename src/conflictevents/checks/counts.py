"""Checks of numbers (CT)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from .._claims import Figure
from .._problems import Severity
from .._vocab import EstimateLeg
from ._engine import Check, Found, Subject, declare, refused
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
percentage_as_count: Final = refused("CT116", "percentage-as-count", "A figure has both a count and a share.")

COUNTS: Final[tuple[Check, ...]] = (
    bounds_disordered,
    negative_or_fractional_count,
    *COUNTS_IN_WORDS,
    percentage_as_count,
)
