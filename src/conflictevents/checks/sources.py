"""Checks of sources (SR)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from typing import Final

from .._claims import Assertion, Claim, Figure, Holder
from .._count import Count
from .._problems import Severity, shown
from .._sources import Source
from .._views import event_of
from .._vocab import ActorKind, EstimateLeg, Method, RevisionKind, SourceStatus
from ._engine import Check, Found, Subject, declare
from ._quoted import texts_of

__all__ = ["SOURCES"]


def _sources(subject: Subject) -> Iterator[tuple[Source, str]]:
    for index, source in enumerate(subject.dataset.sources):
        yield source, f"/sources/{index}"


@declare("SR101", "article-unidentified", Severity.WARNING, "record")
def article_unidentified(subject: Subject) -> Iterator[Found]:
    """A source has no title, address, archived copy or identifier by which anybody could find it."""
    for source, path in _sources(subject):
        if not (source.title or source.url or source.archive or source.identifiers):
            message = "expected a title, an address, an archived copy or an identifier, got none"
            yield Found(path=path, message=message, value=source.id)


@declare("SR104", "publication-date-missing", Severity.WARNING, "record")
def publication_date_missing(subject: Subject) -> Iterator[Found]:
    """A source has no date of publication."""
    for source, path in _sources(subject):
        if source.published is None:
            yield Found(path=path, message="expected the date of publication, got none", value=source.id)


# Addresses that are an archived copy themselves.
_ARCHIVES: Final = re.compile(
    r"https?://(?:www\.|web\.)?(?:archive\.(?:org|today|is|ph|md|vn|li|fo)|perma\.cc|ghostarchive\.org)/", re.IGNORECASE
)


@declare("SR105", "not-archived", Severity.INFO, "record")
def not_archived(subject: Subject) -> Iterator[Found]:
    """A source has an address and no archived copy, so it can change or vanish."""
    for source, path in _sources(subject):
        if source.url is not None and source.archive is None and not _ARCHIVES.match(source.url):
            yield Found(path=path, message="expected the address of an archived copy, got none", value=source.url)


# --- what became of a source ---


@declare("SR106", "corrected-later", Severity.WARNING, "dataset")
def corrected_later(subject: Subject) -> Iterator[Found]:
    """A source was corrected after it was read, and claims from it stand as they were."""
    standing: dict[str, int] = {}
    for claim, *_ in subject.claims:
        corrects = claim.supersedes is not None and claim.supersedes.kind is RevisionKind.CORRECTION
        if subject.standing.is_current(claim) and not corrects:
            standing[claim.attribution.source] = standing.get(claim.attribution.source, 0) + 1
    for source, path in _sources(subject):
        number = standing.get(source.id, 0)
        if source.status is SourceStatus.CORRECTED and number:
            message = f"expected claims that were read again after the correction, got {number:,} from before it"
            yield Found(path=f"{path}/status", message=message, value=source.status.value)


@declare("SR109", "retracted-source", Severity.WARNING, "dataset")
def retracted_source(subject: Subject) -> Iterator[Found]:
    """Claims rest on a source that was withdrawn, or on one that repeats it."""
    resting: dict[str, int] = {}
    for claim, *_ in subject.claims:
        retracts = claim.supersedes is not None and claim.supersedes.kind is RevisionKind.RETRACTION
        if not subject.standing.is_replaced(claim) and not retracts:
            resting[claim.attribution.source] = resting.get(claim.attribution.source, 0) + 1
    withdrawn = {source.id for source, _ in _sources(subject) if source.status is SourceStatus.RETRACTED}
    for source, path in _sources(subject):
        number = resting.get(source.id, 0)
        if number and source.id in withdrawn:
            message = f"expected no claims that rest on a withdrawn source alone, got {number:,}, which no longer stand"
            yield Found(path=f"{path}/status", message=message, value=source.status.value)
        elif number and {source.based_on, subject.dataset.origin(source)} & withdrawn:
            message = f"expected no claims that repeat a withdrawn source, got {number:,}, which still stand"
            yield Found(path=f"{path}/based_on", message=message, value=source.based_on)


# Terms under which rows may not be passed on, and those under which words may not. No free licence has either.
_ROWS_STAY: Final = re.compile(
    r"\bacled\b|proprietary|not?[\s-]+(?:for[\s-]+)?redistribut|non-?redistributable|internal[\s-]+use", re.IGNORECASE
)
_WORDS_STAY: Final = re.compile(r"all[\s-]+rights[\s-]+reserved|no[\s-]+republication", re.IGNORECASE)


@declare("SR108", "licence-blocks-redistribution", Severity.INFO, "dataset")
def licence_blocks_redistribution(subject: Subject) -> Iterator[Found]:
    """Words or rows are kept of a source whose licence does not let them be passed on."""
    words: dict[str, int] = {}
    rows: dict[str, int] = {}
    quoting = [(claim.attribution.source, claim.spans) for claim, *_ in subject.claims]
    quoting += [(each.source, each.spans) for each in subject.dataset.statements if each.source is not None]
    for id_, spans in quoting:
        if any(span.exact is not None for span in spans):
            words[id_] = words.get(id_, 0) + 1
        elif not spans:  # of a dataset, whose row the claim repeats
            rows[id_] = rows.get(id_, 0) + 1
    for source, path in _sources(subject):
        licence = source.licence or ""
        number = words.get(source.id, 0) if _ROWS_STAY.search(licence) or _WORDS_STAY.search(licence) else 0
        number += rows.get(source.id, 0) if _ROWS_STAY.search(licence) else 0
        if number:
            message = (
                f"expected none of its words or rows, which may not be passed on under {shown(licence)}, got {number:,}"
            )
            yield Found(path=f"{path}/licence", message=message, value=licence)


# --- sources that go back to one another ---


def _subject_of(claim: Claim, holder: Holder) -> tuple[str, str, str | None]:
    """What several sources may say of one event."""
    name = claim.measure if isinstance(claim, Figure) else claim.property if isinstance(claim, Assertion) else ""
    return event_of(holder), name, claim.item if isinstance(claim, Figure) else None


@declare("SR102", "circular-sourcing", Severity.WARNING, "dataset")
def circular_sourcing(subject: Subject) -> Iterator[Found]:
    """Of one matter sources cite each other in a circle, so nobody has it at first hand."""
    known = {source.id: source for source in subject.dataset.sources}
    outlets = _outlets(subject)
    told: dict[tuple[str, str, str | None], dict[str, list[tuple[Claim, str]]]] = {}
    for claim, holder, path in subject.claims:
        if claim.attribution.source in known and subject.standing.is_asserted(claim):
            sources = told.setdefault(_subject_of(claim, holder), {})
            sources.setdefault(claim.attribution.source, []).append((claim, path))
    for (event, name, _), sources in told.items():
        published: dict[str, list[str]] = {}
        for id_ in sources:
            published.setdefault((known[id_].publisher or "").casefold(), []).append(id_)
        cited: dict[str, tuple[str, str]] = {}
        for id_, claims in sources.items():
            found = [(_cites(claim, id_, sources, outlets, published), path) for claim, path in claims]
            # One that has it at first hand from anywhere ends the circle.
            if (first := found[0][0]) is not None and all(other is not None for other, _ in found):
                cited[id_] = (first, found[0][1])
        yield from _circles(cited, f"{name} of {event}")


def _outlets(subject: Subject) -> dict[str, tuple[str, ...]]:
    """The names of the news outlets, by id."""
    return {
        actor.id: tuple(name.casefold() for name in (actor.name, *actor.aliases))
        for actor in subject.dataset.actors
        if actor.kind is ActorKind.MEDIA
    }


def _cites(
    claim: Claim,
    own: str,
    sources: Container[str],
    outlets: Mapping[str, tuple[str, ...]],
    published: Mapping[str, list[str]],
) -> str | None:
    """The first of some sources that a claim cites, by its id or by the outlet that published it."""
    attribution = claim.attribution
    for carrier in (*attribution.via, attribution.speaker):
        if carrier is not None and carrier != own and carrier in sources:
            return carrier
        for name in outlets.get(carrier or "", ()):
            # Two are enough to find another than the source itself.
            other = next((id_ for id_ in published.get(name, ())[:2] if id_ != own), None)
            if other is not None:
                return other
    return None


def _circles(cited: dict[str, tuple[str, str]], matter: str) -> Iterator[Found]:
    """Each circle once, at the source where the document first leads into it."""
    done: set[str] = set()
    for start in cited:
        walked: dict[str, None] = {}
        here = start
        while here in cited and here not in done and here not in walked:
            walked[here] = None
            here = cited[here][0]
        if here in walked:
            way = list(walked)
            circle = way[way.index(here) :]
            told = " → ".join([*circle[:8], *(["…"] if len(circle) > 8 else []), here])
            message = f"expected somebody who has the {matter} at first hand, got the circle {told}"
            yield Found(path=f"{cited[here][1]}/attribution", message=message, value=here)
        done |= walked.keys()


@declare("SR103", "not-independent", Severity.INFO, "dataset")
def not_independent(subject: Subject) -> Iterator[Found]:
    """Several sources of one event repeat one wire story, so they count as one."""
    used: dict[tuple[str, str], dict[str, None]] = {}
    for claim, holder, _ in subject.claims:
        if subject.standing.is_asserted(claim):
            source = claim.attribution.source
            used.setdefault((event_of(holder), subject.dataset.origin(source)), {})[source] = None
    copies: dict[str, dict[str, None]] = {}
    for (_, origin), sources in used.items():
        if len(sources) > 1:
            copies.setdefault(origin, {}).update(sources)
    paths = {source.id: path for source, path in _sources(subject)}
    for origin, sources in copies.items():
        told = ", ".join(list(sources)[:5]) + (" …" if len(sources) > 5 else "")
        message = f"expected {len(sources):,} sources to be counted as one, since all go back to {origin}: {told}"
        first = next(id_ for id_ in sources if id_ != origin)
        if first in paths:
            yield Found(path=f"{paths[first]}/based_on", message=message, value=origin)


# --- sources against the texts that they cite ---

_LEAST_SOUGHT: Final = 10
"""Smaller numbers are too often written out or counted by the reader."""

_GROUPED: Final = re.compile(r"\d{1,3}(?:[., '\u00a0\u202f]\d{3}){1,4}")
_READABLE: Final = frozenset({"en", "uk", "ru"})


@declare("SR107", "cited-source-lacks-figure", Severity.WARNING, "source_text")
def cited_source_lacks_figure(subject: Subject) -> Iterator[Found]:
    """A source is said to have a number from another one, in whose text there is no such number."""
    known = {source.id: source for source, _ in _sources(subject)}
    texts = texts_of(subject)
    numbers: dict[str, frozenset[int]] = {}
    for claim, _, path in subject.claims:
        if not isinstance(claim, Figure) or not subject.standing.is_asserted(claim) or claim.count is None:
            continue
        computed = claim.attribution.method in (Method.EXTRAPOLATED, Method.ESTIMATED, Method.CODED)
        legs = claim.estimate in (EstimateLeg.LOW, EstimateLeg.HIGH)
        if computed or legs or not claim.count.is_exact or claim.count.low < _LEAST_SOUGHT:
            continue
        for id_ in _cited(claim, known):
            language = (known[id_].language or "").partition("-")[0].lower()
            if id_ not in texts or language not in _READABLE:
                continue
            if id_ not in numbers:
                numbers[id_] = _numbers(texts[id_], language)
            if claim.count.low not in numbers[id_]:
                message = (
                    f"expected a number that the text of {id_} has, from where it is said to be, got {claim.count}"
                )
                yield Found(path=f"{path}/count", message=message, value=claim.count.low)


def _cited(claim: Claim, known: dict[str, Source]) -> Iterator[str]:
    """The sources that a claim is from: those it came through, or else the one that its own source repeats."""
    source = known.get(claim.attribution.source)
    carriers = claim.attribution.via
    if not carriers and source is not None and source.based_on is not None:
        carriers = (source.based_on,)
    yield from (id_ for id_ in carriers if id_ in known and id_ != claim.attribution.source)


def _numbers(text: str, language: str) -> frozenset[int]:
    """Every number of a text, in digits and in words."""
    found = {int(each) for each in re.findall(r"\d{1,16}", text)}
    found |= {int(re.sub(r"\D", "", each)) for each in _GROUPED.findall(text)}
    for phrase in Count.find(text, language=language):
        found |= {phrase.count.low, phrase.count.high or phrase.count.low}
    return frozenset(found)


SOURCES: Final[tuple[Check, ...]] = (
    article_unidentified,
    circular_sourcing,
    not_independent,
    publication_date_missing,
    not_archived,
    corrected_later,
    cited_source_lacks_figure,
    licence_blocks_redistribution,
    retracted_source,
)
