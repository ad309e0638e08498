"""Checks of the numbers that a dataset or compiler made itself (CL105 to CL109, CL112, CL113)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from .._claims import Figure
from .._problems import Severity, shown
from .._views import event_of, scope_of, window_of
from .._vocab import ActorKind, EstimateLeg, Measure, Method
from ._belonging import sides_of
from ._engine import Check, Found, Subject, declare
from ._quoted import texts_of
from ._words import own_words, pattern, quoted

__all__ = ["TRIPLES", "unmarked_triples"]


@declare("CL105", "party-only-estimate", Severity.WARNING, "dataset")
def party_only_estimate(subject: Subject) -> Iterator[Found]:
    """A dataset has its own estimate of the killed of an event, of which nobody but one party gives a number."""
    legs: dict[tuple[str, str | None, str | None], str] = {}
    claimed: dict[tuple[str, str | None, str | None], list[Figure]] = {}
    for figure, _, holder, path in subject.numbers():
        if figure.measure != Measure.KILLED:
            continue
        key = (event_of(holder), figure.item, figure.group)
        if figure.estimate is None:
            claimed.setdefault(key, []).append(figure)
        elif key not in legs or figure.estimate is EstimateLeg.BEST:
            legs[key] = path
    sides = sides_of(subject)
    for key, path in legs.items():
        figures = claimed.get(key, [])
        if not figures or not all(sides.is_party(figure, key[0]) for figure in figures):
            continue
        if frozenset.intersection(*(sides.speaking_for(figure) for figure in figures)):
            named = ", ".join(sorted({str(figure.attribution.speaker) for figure in figures}))
            message = f"expected a number by somebody who is no party under an estimate, got only those of {named}"
            yield Found(path=path, message=message)


@declare("CL107", "scopes-mixed-in-estimate", Severity.WARNING, "record")
def scopes_mixed_in_estimate(subject: Subject) -> Iterator[Found]:
    """The low, best and high numbers of one estimate are of different scopes or windows."""
    first: dict[tuple[object, ...], tuple[Figure, tuple[object, ...]]] = {}
    told: set[tuple[object, ...]] = set()
    for figure, _, holder, path in subject.numbers():
        if figure.estimate is None:
            continue
        key = (*_kind(figure, holder), figure.attribution.as_of)
        window = window_of(holder, figure)
        stretch = (scope_of(holder, figure), window and (window.edtf or window.text))
        known, before = first.setdefault(key, (figure, stretch))
        # Of two legs of one sort nobody can tell which belongs to which estimate.
        if stretch != before and known.estimate is not figure.estimate and key not in told:
            told.add(key)
            wanted = f"the stretch of the {known.estimate} number, {_stretch(before)}"
            yield Found(path=path, message=f"expected {wanted}, got {_stretch(stretch)}", value=figure.estimate)


def _kind(figure: Figure, holder: object) -> tuple[object, ...]:
    voice = (figure.attribution.source, figure.attribution.speaker)
    kind = (figure.measure, figure.item, figure.model, figure.group, figure.from_, figure.to)
    return (id(holder), *kind, *voice, figure.within, figure.besides)


def _stretch(stretch: tuple[object, ...]) -> str:
    return " ".join(str(each) for each in stretch if each is not None) or "none stated"


@declare("CL109", "derived-as-reported", Severity.WARNING, "record")
def derived_as_reported(subject: Subject) -> Iterator[Found]:
    """A number that was filled in, or that is called an estimate, is held as one that was counted or reported."""
    texts = texts_of(subject)
    for figure, _, _, path in subject.numbers():
        method = figure.attribution.method
        counted = method in (Method.COUNTED, Method.VERIFIED)
        note = figure.note or ""
        if pattern("made").search(note) and pattern("left_out").search(note) is None and (counted or method is None):
            message = f"expected the method extrapolated, as the note {shown(note)} says, got {method or 'none'}"
            yield Found(path=path, message=message, value=note, suggestion=Method.EXTRAPOLATED)
            continue
        words = (*own_words(figure), *quoted(figure, texts)) if counted else ()
        said = next((each for each in words if pattern("called_estimate").search(each)), None)
        if said is not None:
            message = f"expected the method estimated, as the words {shown(said)} say, got {method}"
            at = f"{path}/attribution/method"
            yield Found(path=at, message=message, value=method, suggestion=Method.ESTIMATED)


_LEGS: Final = 3


@declare("CL112", "triple-leg-as-claim", Severity.WARNING, "record")
def triple_leg_as_claim(subject: Subject) -> Iterator[Found]:
    """Three bare numbers of one quantity by one voice look like a low, a best and a high one that are not marked."""
    for path, numbers in unmarked_triples(subject).items():
        if path == numbers[0][1]:
            told = ", ".join(f"{number:,}" for number, _ in numbers)
            message = f"expected `estimate` on the legs of a triple, or words that tell the numbers apart, got {told}"
            yield Found(path=path, message=message, value=told)


def unmarked_triples(subject: Subject) -> Mapping[str, Sequence[tuple[int, str]]]:
    """By the path of each of their figures, the numbers and paths of what looks like a triple."""
    return subject.once(_unmarked)


def _unmarked(subject: Subject) -> dict[str, list[tuple[int, str]]]:
    bare: dict[tuple[object, ...], list[tuple[int, str]]] = {}
    for figure, count, holder, path in subject.numbers():
        words = figure.spans or figure.described or (figure.count is not None and figure.count.text)
        linked = figure.supersedes is not None or figure.attribution.statement is not None
        if figure.estimate is None and count.is_exact and not words and not linked:
            times = (scope_of(holder, figure), window_of(holder, figure), figure.attribution.as_of)
            key = (*_kind(figure, holder), *times, figure.attribution.method)
            bare.setdefault(key, []).append((count.low, path))
    triples = [each for each in bare.values() if len(each) == _LEGS and len({number for number, _ in each}) > 1]
    return {path: numbers for numbers in triples for _, path in numbers}


_NO_COMPILER: Final = frozenset(
    {ActorKind.STATE, ActorKind.ARMED_FORCE, ActorKind.GOVERNMENT_BODY, ActorKind.ARMED_GROUP}
)


@declare("CL113", "compiler-figure-under-sources-name", Severity.WARNING, "record")
def compiler_figure_under_sources_name(subject: Subject) -> Iterator[Found]:
    """A number that a compiler filled in, or a leg of a dataset's own estimate, is put into the mouth of a ministry."""
    kinds = {actor.id: actor.kind for actor in reversed(subject.dataset.actors)}
    for claim, _, path in subject.claims:
        speaker = claim.attribution.speaker
        if not isinstance(claim, Figure) or speaker is None or not subject.standing.is_asserted(claim):
            continue
        if claim.attribution.method is not Method.EXTRAPOLATED and claim.estimate is None:
            continue
        # Whoever holds an office speaks for it; a person without one may be the compiler.
        of_person = kinds.get(speaker) is ActorKind.PERSON
        voices = sides_of(subject).speaking_for(claim) if of_person else {speaker}
        if any(kinds.get(each) in _NO_COMPILER for each in voices):
            got = "an extrapolated number" if claim.estimate is None else f"the {claim.estimate} leg of an estimate"
            message = f"expected the compiler as the one who says so, got {got} by {speaker}"
            yield Found(path=f"{path}/attribution/speaker", message=message, value=speaker)


TRIPLES: Final[tuple[Check, ...]] = (
    party_only_estimate,
    scopes_mixed_in_estimate,
    derived_as_reported,
    triple_leg_as_claim,
    compiler_figure_under_sources_name,
)
