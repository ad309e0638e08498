"""Checks of harm (CS)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from .._claims import Figure
from .._count import Count
from .._groups import tags_of
from .._problems import Severity
from .._vocab import Polarity
from ._engine import Check, Found, Subject, declare

__all__ = ["CASUALTIES"]


class _Part(NamedTuple):
    """A figure of a group, and the figure of everybody that it is a part of."""

    figure: Figure
    path: str
    total: Figure
    same_voice: bool
    """Whether both are from one source, and unless the part says which figure it is part of, from one speaker too."""


@declare("CS101", "subgroup-exceeds-total", Severity.ERROR, "record")
def subgroup_exceeds_total(subject: Subject) -> Iterator[Found]:
    """A group is larger than the whole that it is part of; between sources that is information, not an error."""
    for part in _parts(subject):
        low, high = _low(part.figure), _high(part.total)
        if high is not None and low > high:
            message = (
                f"expected at most {high:,}, the whole ({_phrase(part.total)}), got {low:,} ({_phrase(part.figure)})"
            )
            severity = None if part.same_voice else Severity.INFO
            yield Found(path=f"{part.path}/count", message=message, value=low, severity=severity)


@declare("CS102", "disjoint-parts-exceed-total", Severity.ERROR, "record")
def disjoint_parts_exceed_total(subject: Subject) -> Iterator[Found]:
    """Groups that share no member add up to more than the whole; between sources that is information, not an error."""
    wholes: dict[int, list[_Part]] = {}
    for part in _parts(subject):
        wholes.setdefault(id(part.total), []).append(part)
    for parts in wholes.values():
        total = parts[0].total
        high = _high(total)
        if high is not None:
            yield from _disjoint_excess(parts, total, high)


def _disjoint_excess(parts: Iterable[_Part], total: Figure, high: int) -> Iterator[Found]:
    """Groups are known to be disjoint only where they differ within one dimension, so each dimension is added up."""
    dimensions: dict[str, dict[str, _Part]] = {}
    for part in parts:
        for dimension, tag in tags_of(part.figure.group) - tags_of(total.group):
            tags = dimensions.setdefault(dimension, {})
            if tag not in tags or _low(tags[tag].figure) < _low(part.figure):
                tags[tag] = part
    for dimension, tags in dimensions.items():
        chosen = list(tags.values())
        added = sum(_low(part.figure) for part in chosen)
        # One part that is too large alone is CS101's.
        if dimension in _SUMMED and len(chosen) > 1 and added > high >= max(_low(part.figure) for part in chosen):
            told = " + ".join(_phrase(part.figure) for part in chosen)
            message = f"expected the parts to add up to at most {high:,}, the whole, got at least {added:,} ({told})"
            severity = None if all(part.same_voice for part in chosen) else Severity.INFO
            yield Found(path=f"{chosen[-1].path}/count", message=message, value=added, severity=severity)


_SUMMED: Final = frozenset({"age", "sex", "status", "rank", "force", "part", "nationality"})


def _parts(subject: Subject) -> Iterator[_Part]:
    """Every figure of harm that is a part of another: because it says so, or as a group beside everybody.

    Linear: each figure is held against the least whole of its own voice, and the least of all others.
    """
    claims = {figure.id: figure for report in subject.dataset.reports for figure in report.figures if figure.id}
    for index, report in enumerate(subject.dataset.reports):
        counted = [
            (figure, f"/reports/{index}/figures/{position}")
            for position, figure in enumerate(report.figures)
            if figure.count is not None and figure.attribution.polarity is Polarity.ASSERTS
        ]
        wholes: dict[tuple[object, ...], dict[tuple[str, str | None], Figure]] = {}
        for figure, _ in counted:
            if figure.group is None and figure.within is None and _high(figure) is not None:
                least = wholes.setdefault(_kind(figure), {})
                voice = _voice(figure)
                if voice not in least or _above(least[voice]) > _above(figure):
                    least[voice] = figure
        smallest = {kind: sorted(least.values(), key=_above)[:2] for kind, least in wholes.items()}
        for figure, path in counted:
            if figure.within is not None:
                total = claims.get(figure.within)
                if total is not None and total is not figure:
                    yield _Part(figure, path, total, figure.attribution.source == total.attribution.source)
            elif figure.group is not None and (kind := _kind(figure)) in wholes:
                own = wholes[kind].get(_voice(figure))
                if own is not None:
                    yield _Part(figure, path, own, same_voice=True)
                other = next((each for each in smallest[kind] if each is not own), None)
                if other is not None:
                    yield _Part(figure, path, other, same_voice=False)


def _kind(figure: Figure) -> tuple[object, ...]:
    return (figure.measure, figure.item, figure.to, figure.scope, figure.window, figure.estimate)


def _voice(figure: Figure) -> tuple[str, str | None]:
    return figure.attribution.source, figure.attribution.speaker


def _low(figure: Figure) -> int:
    return 0 if figure.count is None else figure.count.low


def _high(figure: Figure) -> int | None:
    return None if figure.count is None else figure.count.high


def _above(figure: Figure) -> int:
    high = _high(figure)
    return 0 if high is None else high


def _phrase(figure: Figure) -> str:
    count = figure.count or Count(low=0)
    return f"{count.text or count} {figure.described or figure.group or figure.item or ''}".strip()


CASUALTIES: Final[tuple[Check, ...]] = (subgroup_exceeds_total, disjoint_parts_exceed_total)
