"""The figures of a dataset that are rivals for one number, for every check that sets claims against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .._claims import Claim, Figure
from .._compare import Comparison, compare
from .._events import Episode, Event
from .._views import Voice
from .._views import voice_of as _voice_of
from .._vocab import Scope
from .._when import When
from ._engine import Subject

__all__ = [
    "Voice",
    "comparisons",
    "events_of",
    "in_time",
    "is_of_one_event",
    "may_repeat",
    "path_of",
    "told",
    "voice_of",
]


def comparisons(subject: Subject) -> tuple[Comparison, ...]:
    """All figures that speak of one quantity, quantity by quantity."""
    return subject.once(_comparisons)


def _comparisons(subject: Subject) -> tuple[Comparison, ...]:
    return compare(subject.dataset)


def path_of(subject: Subject, claim: Claim) -> str:
    """The path of a claim of the dataset."""
    return subject.once(_paths)[id(claim)]


def _paths(subject: Subject) -> Mapping[int, str]:
    return {id(claim): path for claim, _, path in subject.claims}


def events_of(subject: Subject) -> Mapping[str, Event]:
    """The events by their id."""
    return subject.once(_events)


def _events(subject: Subject) -> Mapping[str, Event]:
    return {event.id: event for event in reversed(subject.dataset.events)}


def voice_of(subject: Subject, claim: Claim) -> Voice:
    """Whose word a claim is: the speaker's, or that of the source at the root of what its source repeats."""
    return _voice_of(subject.dataset, claim)


def told(claim: Claim) -> str:
    """Who says so, in words for a message."""
    attribution = claim.attribution
    return attribution.source if attribution.speaker is None else f"{attribution.speaker} in {attribution.source}"


def is_of_one_event(subject: Subject, comparison: Comparison) -> bool:
    """Whether its figures are of the whole of one event, so that there is one number.

    Of a part that is not told apart, of what came on top, and of a war that goes on there are many.
    """
    quantity = comparison.quantity
    episode = isinstance(events_of(subject).get(quantity.event), Episode)
    return quantity.estimate is None and (
        quantity.scope is Scope.WINDOW or (quantity.scope is Scope.EVENT and not episode)
    )


def in_time(subject: Subject, figures: Iterable[Figure]) -> list[tuple[When, Figure]]:
    """Those figures that have a time, in its order: the time that they hold for, else that of publication.

    The two are never mixed, so where only some say for when they hold, the others are left out.
    """
    figures = tuple(figures)
    times = [(figure.attribution.as_of, figure) for figure in figures]
    if all(time is None for time, _ in times):
        published = subject.once(_published)
        times = [(published.get(figure.attribution.source), figure) for figure in figures]
    known = [(time, figure) for time, figure in times if time is not None and time.latest is not None]
    return sorted(known, key=lambda each: (each[0].latest, each[0].earliest or each[0].latest))


def may_repeat(subject: Subject, earlier: Figure, later: Figure) -> bool:
    """Whether a number that was printed later may be an older one: another outlet may repeat it late.

    It is not where the claims say for when they hold, or where one publisher printed both.
    """
    if earlier.attribution.as_of is not None and later.attribution.as_of is not None:
        return False
    publishers = subject.once(_publishers)
    mine, theirs = (publishers.get(each.attribution.source) for each in (earlier, later))
    return mine is None or mine != theirs


def _publishers(subject: Subject) -> Mapping[str, str | None]:
    return {source.id: source.publisher for source in reversed(subject.dataset.sources)}


def _published(subject: Subject) -> Mapping[str, When | None]:
    return {source.id: source.published for source in reversed(subject.dataset.sources)}
