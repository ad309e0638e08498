"""Checks of harm (CS)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, TypeVar

import attrs

from .._claims import Figure, Holder
from .._count import Count
from .._groups import is_exclusive, tags_of
from .._problems import Severity
from .._reports import CasualtyReport
from .._views import event_of, scope_of, window_of
from ._engine import Check, Found, Subject, declare

__all__ = ["CASUALTIES"]


_K = TypeVar("_K")


@attrs.frozen
class _Number:
    """A figure of harm with the bounds that its words hold for certain."""

    figure: Figure
    count: Count
    holder: Holder
    path: str

    @property
    def subject(self) -> tuple[object, ...]:
        """What is the same for a whole and its parts, the group apart."""
        figure = self.figure
        times = (scope_of(self.holder, figure), window_of(self.holder, figure), figure.attribution.as_of)
        return (event_of(self.holder), figure.measure, figure.item, figure.from_, figure.to, figure.estimate, *times)

    @property
    def voice(self) -> tuple[str, str | None]:
        """Who says so."""
        return self.figure.attribution.source, self.figure.attribution.speaker

    @property
    def most(self) -> int:
        """The most it can be; 0 where nothing bounds it, which makes it the least useful whole."""
        return self.count.high or 0

    def __str__(self) -> str:
        words = self.figure.count and (self.figure.count.text or str(self.figure.count))
        return f"{words} {self.figure.described or self.figure.group or self.figure.item or ''}".strip()


class _Part(NamedTuple):
    """A figure and the one that it is a part of."""

    part: _Number
    whole: _Number
    same_voice: bool
    """Whether both are from one source, and unless the part says which figure it is part of, from one speaker too."""


@declare("CS101", "subgroup-exceeds-total", Severity.ERROR, "dataset")
def subgroup_exceeds_total(subject: Subject) -> Iterator[Found]:
    """A group is larger than the whole that it is part of; between sources that is information, not an error."""
    for part, whole, same_voice in _parts(subject):
        if whole.count.certainly_less(part.count):
            message = f"expected at most {whole.most:,}, the whole ({whole}), got {part.count.low:,} ({part})"
            severity = None if same_voice else Severity.INFO
            yield Found(path=f"{part.path}/count", message=message, value=part.count.low, severity=severity)


@declare("CS102", "disjoint-parts-exceed-total", Severity.ERROR, "dataset")
def disjoint_parts_exceed_total(subject: Subject) -> Iterator[Found]:
    """Groups that share no member add up to more than the whole; between sources that is information, not an error."""
    parts_of: dict[str, list[_Part]] = {}
    for part in _parts(subject):
        parts_of.setdefault(part.whole.path, []).append(part)
    for parts in parts_of.values():
        own = [part for part in parts if part.same_voice]
        # Each voice alone first: what another says takes nothing from a contradiction of one's own.
        found = list(_disjoint_excess(own, parts[0].whole))
        yield from found or _disjoint_excess(parts, parts[0].whole)


def _disjoint_excess(parts: Iterable[_Part], whole: _Number) -> Iterator[Found]:
    """Groups are known to be disjoint only where they differ within one dimension, so each dimension is added up."""
    dimensions: dict[str, dict[str, _Part]] = {}
    for each in parts:
        for dimension, tag in tags_of(each.part.figure.group) - tags_of(whole.figure.group):
            tags = dimensions.setdefault(dimension, {})
            if tag not in tags or tags[tag].part.count.low < each.part.count.low:
                tags[tag] = each
    for dimension, tags in dimensions.items():
        numbers = [each.part for each in tags.values()]
        added = Count.sum(*(number.count for number in numbers))
        # One part that is too large alone is CS101's.
        alone = any(whole.count.certainly_less(number.count) for number in numbers)
        if is_exclusive(dimension) and not alone and whole.count.certainly_less(added):
            told = " + ".join(map(str, numbers[:8])) + (" …" if len(numbers) > 8 else "")
            message = f"expected the parts to add up to at most {whole.most:,}, the whole, got {added}: {told}"
            severity = None if all(each.same_voice for each in tags.values()) else Severity.INFO
            yield Found(path=f"{numbers[-1].path}/count", message=message, value=added.low, severity=severity)


def _parts(subject: Subject) -> Iterator[_Part]:
    """Every figure of harm that is a part of another: because it says so, or as a group beside everybody.

    Where one voice gives several wholes (at different times, perhaps), the greatest is taken: nothing is reported that
    one of them allows. Each figure is held against one whole of its own voice and one of the others', so the cost is
    linear.
    """
    numbers = [_Number(*each) for each in subject.numbers() if isinstance(each[2], CasualtyReport)]
    by_id = {number.figure.id: number for number in numbers if number.figure.id is not None}
    beside: dict[tuple[object, ...], _Number] = {}
    anywhere: dict[tuple[object, ...], dict[tuple[str, str | None], _Number]] = {}
    for number in numbers:
        plain = number.figure.group is None and number.figure.within is None and number.figure.besides is None
        if plain and number.count.high is not None:
            _keep_greatest(beside, (id(number.holder), number.subject, number.voice), number)
            _keep_greatest(anywhere.setdefault(number.subject, {}), number.voice, number)
    greatest = {key: sorted(voices.values(), key=lambda each: -each.most)[:2] for key, voices in anywhere.items()}
    for number in numbers:
        if number.figure.within is not None:
            whole = by_id.get(number.figure.within)
            alike = whole is not None and (whole.figure.measure, whole.figure.item) == (
                number.figure.measure,
                number.figure.item,
            )
            if whole is not None and whole is not number and alike:
                yield _Part(number, whole, number.voice[0] == whole.voice[0])
        elif number.figure.group is not None and number.figure.besides is None:
            voices = anywhere.get(number.subject, {})
            own = beside.get((id(number.holder), number.subject, number.voice)) or voices.get(number.voice)
            if own is not None:
                yield _Part(number, own, same_voice=True)
            other = next((each for each in greatest.get(number.subject, ()) if each.voice != number.voice), None)
            if other is not None:
                yield _Part(number, other, same_voice=False)


def _counts_alike(whole: Figure, part: Figure) -> bool:
    return (whole.measure, whole.item) == (part.measure, part.item)


def _keep_greatest(wholes: dict[_K, _Number], key: _K, number: _Number) -> None:
    if key not in wholes or wholes[key].most < number.most:
        wholes[key] = number


CASUALTIES: Final[tuple[Check, ...]] = (subgroup_exceeds_total, disjoint_parts_exceed_total)
