"""Checks of what is one and what is two (MR): events, matches between them, articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from .._claims import Assertion
from .._events import KINDS, Episode, Event, Exchange, Incident, Talks
from .._problems import Severity
from .._sources import Source
from .._views import event_of
from .._vocab import PlacePrecision, Polarity, Property, Realis
from ._engine import Check, Found, Owned, Subject, declare
from ._rivals import Voice, events_of, voice_of

__all__ = ["MERGING"]


# --- events that may be one ---

_LONGEST: Final = 3
"""Days. An event that may be on any of more is not held against others of one of them."""

_COMPARED: Final = 5
"""With so many earlier events of its day and place an event is compared at most."""

_AREAS: Final = frozenset({PlacePrecision.ADMIN2, PlacePrecision.ADMIN1, PlacePrecision.COUNTRY, PlacePrecision.REGION})


@declare("MR101", "possible-duplicate-event", Severity.INFO, "dataset")
def possible_duplicate_event(subject: Subject) -> Iterator[Found]:
    """Two events of one kind, day, place and sides are told by different sources, or have one identifier.

    One source that tells of two events knows them apart. An exchange or a meeting needs no place: its sides are enough.
    """
    areas = {place.id for place in subject.dataset.places if place.precision in _AREAS}
    sources: dict[str, set[str]] = {}
    for claim, holder, _ in subject.claims:
        sources.setdefault(event_of(holder), set()).add(subject.dataset.origin(claim.attribution.source))
    linked = _links(subject)
    seen: dict[tuple[object, ...], list[Event]] = {}
    for index, event in enumerate(subject.dataset.events):
        twin = None
        for key in _keys(event, areas):
            earlier = seen.setdefault(key, [])
            alike = (
                each
                for each in earlier[:_COMPARED]
                if frozenset((each.id, event.id)) not in linked
                and (key[0] == "identifier" or _may_be_one(subject, each, event, sources))
            )
            twin = twin or next(alike, None)
            earlier.append(event)
        if twin is not None:
            message = f"expected one event, or a `same_as` that is denied, got {event.id} beside {twin.id}"
            yield Found(path=f"/events/{index}", message=message, value=event.id)


def _links(subject: Subject) -> set[frozenset[str]]:
    """Pairs of events of which the dataset says how they stand to each other."""
    pairs = {
        frozenset((event.id, other))
        for event in subject.dataset.events
        for other in (*(relation.event for relation in event.relations), event.part_of)
        if other is not None
    }
    for claim, holder, _ in subject.claims:
        if isinstance(claim, Assertion) and claim.property in (Property.SAME_AS, Property.RELATION):
            pairs.add(frozenset((event_of(holder), str(claim.value))))
    return pairs


def _keys(event: Event, areas: set[str]) -> Iterator[tuple[object, ...]]:
    """What two events must have in common to be compared."""
    for identifier in dict.fromkeys(event.identifiers):
        yield "identifier", identifier.scheme, identifier.value, identifier.release
    first, last = (None, None) if event.when is None else (event.when.earliest, event.when.latest)
    if isinstance(event, Episode) or event.realis is not Realis.ACTUAL or first is None or last is None:
        return
    if (last - first).days >= _LONGEST:
        return
    sides = frozenset(event.sides)
    for day in _days(first, last):
        if isinstance(event, Exchange | Talks):
            if len(sides) > 1:
                yield type(event), day, sides
        else:
            for place in dict.fromkeys(location.place for location in event.where):
                if place not in areas:
                    yield type(event), day, sides, place


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _may_be_one(subject: Subject, one: Event, other: Event, sources: dict[str, set[str]]) -> bool:
    """Whether nothing tells two events of one day, place and sides apart."""
    mine, theirs = sources.get(one.id, set()), sources.get(other.id, set())
    if not mine or not theirs or mine & theirs or one.when is None or other.when is None:
        return False
    schemes = {identifier.scheme for identifier in one.identifiers}
    if not one.when.may_overlap(other.when) or schemes & {identifier.scheme for identifier in other.identifiers}:
        return False
    return not (_is_within(subject, one, other) or _is_within(subject, other, one) or _types_differ(one, other))


def _is_within(subject: Subject, part: Event, whole: Event) -> bool:
    """Whether an event is a part of another, directly or through others."""
    passed: set[str] = set()
    here = part.part_of
    while here is not None and here not in passed and here != whole.id:
        passed.add(here)
        above = events_of(subject).get(here)
        here = None if above is None else above.part_of
    return here == whole.id


def _types_differ(one: Event, other: Event) -> bool:
    """Whether one vocabulary gives them different types."""
    if not isinstance(one, Incident) or not isinstance(other, Incident):
        return False
    types = {code.vocabulary: code.value for code in one.types}
    return any(types.get(code.vocabulary, code.value) != code.value for code in other.types)


# --- matches ---


class _Match(NamedTuple):
    """Somebody's word on whether two events are one."""

    one: str
    other: str
    voice: Voice
    owned: Owned


def _matches(subject: Subject, polarity: Polarity) -> Iterator[_Match]:
    for owned in subject.claims:
        claim = owned.claim
        if not isinstance(claim, Assertion) or claim.property != Property.SAME_AS or not isinstance(claim.value, str):
            continue
        if claim.attribution.polarity is polarity and subject.standing.is_current(claim):
            yield _Match(event_of(owned.holder), claim.value, voice_of(subject, claim), owned)


@declare("MR102", "merged-despite-negative", Severity.ERROR, "dataset")
def merged_despite_negative(subject: Subject) -> Iterator[Found]:
    """Two events are said to be one and not to be one; between different voices that is information, not an error."""
    merged: dict[frozenset[str], list[_Match]] = {}
    for match in _matches(subject, Polarity.ASSERTS):
        merged.setdefault(frozenset((match.one, match.other)), []).append(match)
    for match in _matches(subject, Polarity.DENIES):
        claimed = merged.get(frozenset((match.one, match.other)), ())
        if claimed:
            own = any(each.voice == match.voice for each in claimed)
            message = (
                f"expected {match.one} and {match.other} to be one event or two, got both ({claimed[0].owned.path})"
            )
            severity = None if own else Severity.INFO
            yield Found(path=match.owned.path, message=message, value=match.other, severity=severity)


@declare("MR103", "conflicting-match", Severity.WARNING, "dataset")
def conflicting_match(subject: Subject) -> Iterator[Found]:
    """Two events are said not to be one, and through others each of which is one with the next they would be."""
    group: dict[str, str] = {}

    def root(id_: str) -> str:
        while id_ in group:
            above = group[id_]
            group[id_] = group.get(above, above)
            id_ = above
        return id_

    direct = set()
    for match in _matches(subject, Polarity.ASSERTS):
        direct.add(frozenset((match.one, match.other)))
        one, other = root(match.one), root(match.other)
        if one != other:
            group[one] = other
    for match in _matches(subject, Polarity.DENIES):
        if root(match.one) == root(match.other) and frozenset((match.one, match.other)) not in direct:
            message = f"expected {match.one} and {match.other} to be two, got a chain of `same_as` that makes them one"
            yield Found(path=match.owned.path, message=message, value=match.other)


@declare("MR105", "match-of-unlike-events", Severity.WARNING, "dataset")
def match_of_unlike_events(subject: Subject) -> Iterator[Found]:
    """Two events are said to be one, and are of different kinds, on different days, or one is a part of the other."""
    events = events_of(subject)
    for match in _matches(subject, Polarity.ASSERTS):
        one, other = events.get(match.one), events.get(match.other)
        if one is None or other is None:
            continue
        unlike = _unlike(subject, one, other)
        if unlike is not None:
            message = f"expected two events that may be one, got {one.id} and {other.id}: {unlike}"
            yield Found(path=f"{match.owned.path}/value", message=message, value=match.other)


def _unlike(subject: Subject, one: Event, other: Event) -> str | None:
    if one is other:
        return "an event is said to be one with itself"
    # An incident is any event; a user's own kinds say nothing of each other.
    kinds = [type(event) for event in (one, other) if type(event) in KINDS and not isinstance(event, Incident)]
    if len(set(kinds)) > 1:
        return f"one is of the kind {one.kind}, the other of the kind {other.kind}"
    if one.when is not None and other.when is not None and not one.when.may_overlap(other.when):
        return f"one is of {one.when}, the other of {other.when}"
    within = _is_within(subject, one, other) or _is_within(subject, other, one)
    return "one is a part of the other" if within else None


# --- articles ---

_SHORTEST: Final = 60
"""Code points. Two posts of so few may have the same words by chance."""


@declare("MR104", "same-article-counted-twice", Severity.WARNING, "dataset")
def same_article_counted_twice(subject: Subject) -> Iterator[Found]:
    """Two sources are one article, by address or by text, and nothing says so: each counts as a voice of its own."""
    seen: dict[tuple[str, str], list[Source]] = {}
    for index, source in enumerate(subject.dataset.sources):
        found = None
        for name, value in _marks(source):
            earlier = seen.setdefault((name, value), [])
            twins = (each for each in earlier[:_COMPARED] if _is_counted_twice(subject, each, source))
            found = found or next(((name, each) for each in twins), None)
            earlier.append(source)
        if found is not None:
            name, twin = found
            message = f"expected one source, or `based_on`, got {source.id} with the {name} of {twin.id}"
            yield Found(path=f"/sources/{index}/{name}", message=message, value=getattr(source, name))


def _marks(source: Source) -> Iterator[tuple[str, str]]:
    if source.sha256 is not None and (source.length is None or source.length >= _SHORTEST):
        yield "sha256", source.sha256
    address = None if source.url is None else _plain(source.url)
    if address is not None:
        yield "url", address


def _plain(url: str) -> str | None:
    """An address without what does not lead to another page; None where it names no page of a site."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if not _is_tracking(key)])
    if not parts.netloc or not (path or query):
        return None
    return f"{parts.netloc.lower().removeprefix('www.')}{path}?{query}"


def _is_tracking(key: str) -> bool:
    return key.lower().startswith("utm_") or key.lower() in {"fbclid", "gclid", "igshid"}


def _is_counted_twice(subject: Subject, one: Source, other: Source) -> bool:
    """Whether two sources of one address or text count as two, and nothing tells them apart.

    A page that is written anew every day has other dates or other texts.
    """
    if one.id == other.id or subject.dataset.origin(one) == subject.dataset.origin(other):
        return False
    if one.sha256 is not None and one.sha256 == other.sha256:
        return True
    texts_differ = None not in (one.sha256, other.sha256)
    mine, theirs = one.published, other.published
    dates_differ = mine is not None and theirs is not None and not mine.may_overlap(theirs)
    return not (texts_differ or dates_differ)


MERGING: Final[tuple[Check, ...]] = (
    possible_duplicate_event,
    merged_despite_negative,
    conflicting_match,
    same_article_counted_twice,
    match_of_unlike_events,
)
