"""Looking at who says what: by speaker, side, kind or origin; where sources come from; what was known at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

import attrs

from .._claims import Claim, Holder
from .._compare import in_order, quantified
from .._dataset import Dataset
from .._sides import Sides
from .._views import Standing
from .._vocab import Measure
from .._when import When
from ._cases import Rival, rivals_of

__all__ = ["By", "LeftOut", "Origin", "Snapshot", "Voices", "as_of", "origins", "voices"]

_C = TypeVar("_C", bound=Claim)
_H = TypeVar("_H", bound=Holder)


class By(StrEnum):
    """What `voices` groups figures by."""

    SPEAKER = "speaker"
    """The id of the speaker; None for sources in their own voice."""
    SIDE = "side"
    """The id of the side of the event that the speaker belongs to; None for those of no side."""
    PARTY = "party"
    """`party` for speakers who belong to a side, `other` for the rest; None for sources in their own voice."""
    KIND = "kind"
    """The kind of actor that the speaker is; None for sources in their own voice."""
    SOURCE_KIND = "source_kind"
    """The kind of document that the source is; None where that is not known."""
    ORIGIN = "origin"
    """The id of the source at the root of what the source repeats."""


@attrs.frozen(kw_only=True)
class Voices:
    """The figures of one group.

    Attributes:
        key: What they have in common; None for what has no speaker, no side, or no kind.
        figures: The figures.
    """

    key: str | None
    figures: tuple[Rival, ...]


def voices(
    dataset: Dataset, by: By | str, *, event: str | None = None, measure: Measure | str | None = None
) -> tuple[Voices, ...]:
    """The figures of a dataset that still stand, grouped. A speaker who belongs to two sides is in both groups.

    Raises:
        ValueError: If it is none of the ways to group.
        UnknownIdError: If the dataset holds no such event.
    """
    by = By(by)
    if event is not None:
        dataset.event(event)
    standing, rival_of = Standing(dataset), rivals_of(dataset)
    keys_of = _keys(dataset, by, standing)
    groups: dict[str | None, list[Rival]] = {}
    for quantity, stated in quantified(dataset):
        wanted = event in (None, quantity.event) and measure in (None, quantity.measure)
        if wanted and standing.is_current(stated.figure):
            rival = rival_of(quantity, stated)
            for key in keys_of(rival, quantity.event):
                groups.setdefault(key, []).append(rival)
    ordered = sorted(groups, key=lambda key: (key is None, key or ""))
    return tuple(Voices(key=key, figures=in_order(groups[key])) for key in ordered)


def _keys(dataset: Dataset, by: By, standing: Standing) -> Callable[[Rival, str], Iterable[str | None]]:
    sides = Sides(dataset, standing)
    kinds = {actor.id: str(actor.kind) for actor in reversed(dataset.actors)}

    def keys(rival: Rival, event: str) -> Iterable[str | None]:
        speaker = rival.figure.attribution.speaker
        if by is By.ORIGIN:
            return (rival.origin,)
        if by is By.SOURCE_KIND:
            return (rival.source_kind,)
        if speaker is None:
            return (None,)
        if by is By.SIDE:
            own = sides.sides_of(rival.figure, event)
            return sorted(own) or (None,)
        if by is By.PARTY:
            return ("party" if rival.party else "other",)
        return (speaker if by is By.SPEAKER else kinds.get(speaker, "unknown"),)

    return keys


# --- where sources come from -----------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Origin:
    """A source that others repeat, and these.

    Attributes:
        source: The id of the source at the root.
        sources: The ids of all sources with that root, itself among them; five outlets of one wire are one origin.
        circular: Whether some of them are based on each other in a circle, so that none of them is a root.
    """

    source: str
    sources: tuple[str, ...]
    circular: bool = False


def origins(dataset: Dataset) -> tuple[Origin, ...]:
    """The independent origins of a dataset's sources, in the order in which they are first met."""
    groups: dict[str, list[str]] = {}
    based_on = {source.id: source.based_on for source in reversed(dataset.sources)}
    for source in dict.fromkeys(source.id for source in dataset.sources):
        groups.setdefault(dataset.origin(source), []).append(source)
    return tuple(
        # The root of a chain is based on nothing; that of a circle is itself based on another.
        Origin(source=root, sources=tuple(sources), circular=based_on.get(root) is not None)
        for root, sources in groups.items()
    )


# --- what was known at a time ----------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class LeftOut:
    """A claim that was not yet known, or of which that cannot be told.

    Attributes:
        owner: The id of the record that owns it.
        claim: The claim.
        reason: Why it is left out, in words.
    """

    owner: str
    claim: Claim
    reason: str


@attrs.frozen(kw_only=True)
class Snapshot:
    """What a dataset's sources had said by a time.

    Attributes:
        time: The time.
        dataset: The dataset with only the claims that were known by then. A claim that was superseded only later
            stands again.
        left_out: The other claims, each with the reason.
    """

    time: When
    dataset: Dataset
    left_out: tuple[LeftOut, ...] = ()


def as_of(dataset: Dataset, time: When | str) -> Snapshot:
    """What was known at a time: the claims of sources that were published by then.

    Only publication counts: what a claim says it holds for, when it was said and when the event was are other times.
    A claim whose source has no date, or may have been published after the time, is left out and said to be. What is
    left may point at a claim that was left out; `check` tells where.

    Args:
        dataset: The dataset.
        time: The time, or its EDTF text; a day holds all that was published on it.
    """
    until = When.parse(time) if isinstance(time, str) else time
    published = {source.id: source.published for source in reversed(dataset.sources)}
    left_out: list[LeftOut] = []

    def known(owner: str, claims: Iterable[_C]) -> tuple[_C, ...]:
        kept: list[_C] = []
        for claim in claims:
            reason = _not_known(published.get(claim.attribution.source), until)
            if reason is None:
                kept.append(claim)
            else:
                left_out.append(LeftOut(owner=owner, claim=claim, reason=reason))
        return tuple(kept)

    def as_known(holder: _H) -> _H:
        figures, assertions = known(holder.id, holder.figures), known(holder.id, holder.assertions)
        return attrs.evolve(holder, figures=figures, assertions=assertions)

    events = tuple(as_known(event) for event in dataset.events)
    reports = tuple(as_known(report) for report in dataset.reports)
    return Snapshot(time=until, dataset=attrs.evolve(dataset, events=events, reports=reports), left_out=tuple(left_out))


def _not_known(published: When | None, until: When) -> str | None:
    """Why what was published then was not certainly known by a time; None where it was."""
    if published is None or published.latest_moment is None:
        return "its source has no date of publication, so nobody can tell whether it was known"
    if published.certainly_before(until):
        return None
    if until.certainly_before(published):
        return f"its source was published later, {published}"
    # By the end of a day all that was published on that day is known.
    end = until.latest_moment
    aware = published.latest_moment.tzinfo is not None
    elsewhere = not aware and None not in (published.zone, until.zone) and published.zone != until.zone
    uncertain = published.is_qualified or until.is_qualified or elsewhere
    if uncertain or end is None or aware != (end.tzinfo is not None):
        return f"its source may have been published later, {published}"
    return None if published.latest_moment <= end else f"its source may have been published later, {published}"
