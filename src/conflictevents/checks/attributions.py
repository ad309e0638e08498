"""Checks of how claims are tied to their speakers (SP)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from .._claims import Assertion, Attribution, Claim, Figure, Holder
from .._problems import Severity, shown
from .._sources import Span
from .._table import commitment_of
from .._views import event_of
from .._vocab import ActorKind, Attributed, Commitment, Method, Occurrence, Polarity, Property, SpanRole
from ._belonging import are_one
from ._engine import Check, Found, Subject, declare
from ._quoted import cues, texts_of
from ._words import pattern

__all__ = ["ATTRIBUTIONS"]

_CUES: Final = frozenset({SpanRole.CUE, SpanRole.SPEAKER})


@declare("SP103", "cue-missing", Severity.WARNING, "dataset")
def cue_missing(subject: Subject) -> Iterator[Found]:
    """A claim with its place in the text is said to be stated by a speaker, and nothing shows by which words."""
    told = {
        statement.id
        for statement in subject.dataset.statements
        if statement.described_as is not None or statement.quotations or statement.spans
    }
    for claim, _, path in subject.claims:
        attribution = claim.attribution
        stated = attribution.speaker is not None and attribution.how is Attributed.STATED
        shows = attribution.verb is not None or attribution.statement in told
        if stated and claim.spans and not shows and not any(span.role in _CUES for span in claim.spans):
            message = f"expected a verb, or a span of the cue or the speaker, for {attribution.speaker}, got none"
            yield Found(path=f"{path}/attribution", message=message, value=attribution.speaker)


@declare("SP104", "commitment-upgraded", Severity.ERROR, "record")
def commitment_upgraded(subject: Subject) -> Iterator[Found]:
    """A claim is held as more certain than its words: alleged or unconfirmed and verified, suspected and certain."""
    for claim, _, path in subject.claims:
        attribution = claim.attribution
        verified, certain = attribution.method is Method.VERIFIED, attribution.commitment is Commitment.CERTAIN
        for cue in cues(claim, subject) if verified or certain else ():
            hedged = pattern("hedged").search(cue) is not None
            if verified and (hedged or _by_words(attribution, cue) in ("claimed", "unverified")):
                field, value = "method", Method.VERIFIED.value
            elif certain and hedged:
                field, value = "commitment", Commitment.CERTAIN.value
            else:
                continue
            message = f"expected no more than the words say ({shown(cue)}), got {value}"
            yield Found(path=f"{path}/attribution/{field}", message=message, value=value)
            break


def _by_words(attribution: Attribution, cue: str) -> str:
    """What the claims table makes of the words of a cue alone."""
    plain = attrs.evolve(attribution, polarity=Polarity.ASSERTS, method=None, commitment=Commitment.UNSTATED)
    return commitment_of(attrs.evolve(plain, verb=cue or None))


@declare("SP105", "polarity-lost", Severity.ERROR, "dataset")
def polarity_lost(subject: Subject) -> Iterator[Found]:
    """By its verb a speaker denies something, and the claim has the speaker say that it is so."""
    for claim, _, path in subject.claims:
        attribution = claim.attribution
        if attribution.polarity is not Polarity.ASSERTS or not _can_be_denied(claim, subject):
            continue
        told = next((cue for cue in cues(claim, subject) if pattern("denied").fullmatch(cue.strip())), None)
        if told is not None:
            yield Found(
                path=f"{path}/attribution/polarity",
                message=f"expected {Polarity.DENIES}, as the words say ({shown(told)}), got {attribution.polarity}",
                value=attribution.polarity.value,
                suggestion=Polarity.DENIES.value,
            )


def _can_be_denied(claim: Claim, subject: Subject) -> bool:
    """Whether to deny and to assert it exclude each other: who denies may assert the contrary, as "no" or zero."""
    if isinstance(claim, Figure):
        return claim.count is None or claim.count.low > 0
    if not isinstance(claim, Assertion) or not isinstance(claim.value, str):
        return False
    if claim.property == Property.PERPETRATOR:
        speaker = claim.attribution.speaker
        return speaker is not None and are_one(speaker, claim.value, subject)
    return claim.property == Property.OCCURRED and claim.value != Occurrence.NO


@declare("SP107", "nested-source-flattened", Severity.WARNING, "record")
def nested_source_flattened(subject: Subject) -> Iterator[Found]:
    """By the words a speaker, or the source itself, goes by what somebody else says, and that somebody is left out."""
    for claim, _, path in subject.claims:
        attribution = claim.attribution
        if attribution.via or attribution.how is Attributed.UNCLEAR:
            continue
        for cue in cues(claim, subject):
            cites = pattern("citing").search(cue)
            # "Citing the ministry" names the speaker; "said, citing the ministry" names somebody besides.
            if cites and (attribution.speaker is None or pattern("said").search(cue[: cites.start()])):
                message = (
                    f"expected the one cited as speaker, and via whom it was told, got words that cite ({shown(cue)})"
                )
                yield Found(path=f"{path}/attribution", message=message, value=attribution.speaker)
                break


@declare("SP111", "outlet-as-speaker", Severity.WARNING, "dataset")
def outlet_as_speaker(subject: Subject) -> Iterator[Found]:
    """A news outlet is held as the speaker of what it says itself, or of what it has from somebody else."""
    outlets = {
        actor.id: {name.casefold() for name in (actor.name, *actor.aliases)}
        for actor in subject.dataset.actors
        if actor.kind is ActorKind.MEDIA
    }
    publishers = {source.id: (source.publisher or "").casefold() for source in subject.dataset.sources}
    quoted: dict[tuple[object, ...], str] = {}
    for claim, holder, _ in subject.claims if outlets else ():
        speaker = claim.attribution.speaker
        if isinstance(claim, Figure) and speaker is not None and speaker not in outlets:
            quoted.setdefault((publishers.get(claim.attribution.source), *_number(claim, holder)), speaker)
    for claim, holder, path in subject.claims:
        attribution = claim.attribution
        names = outlets.get(attribution.speaker or "", set())
        if names and publishers.get(attribution.source) in names:
            message = "expected no speaker where the source speaks in its own voice, or the one whom it quotes"
            yield Found(
                path=f"{path}/attribution/speaker",
                message=f"{message}, got the outlet itself, {attribution.speaker}",
                value=attribution.speaker,
            )
            continue
        found = (quoted.get((name, *_number(claim, holder))) for name in sorted(names) if isinstance(claim, Figure))
        origin = next(filter(None, found), None)
        if origin is not None:
            message = f"expected {origin}, from whom {attribution.speaker} has that number, got {attribution.speaker}"
            yield Found(
                path=f"{path}/attribution/speaker", message=message, value=attribution.speaker, suggestion=origin
            )


def _number(claim: Claim, holder: Holder) -> tuple[object, ...]:
    """What is the same where an outlet's number is told again; nothing without a number."""
    if not isinstance(claim, Figure) or claim.count is None:
        return (claim,)
    return event_of(holder), claim.measure, claim.item, claim.group, claim.count.low, claim.count.high


# With one of these in between the words may still be one saying: a longer quotation, a list after a colon.
_LEADS_OVER: Final = re.compile('["“”«»„:;]')
_SENTENCE_END: Final = re.compile(r"([^\W\d_]{4,})[.!?]\s+([^\W\d_])")
_FARTHEST: Final = 2_000


@declare("SP114", "carried-used-as-stated", Severity.WARNING, "dataset")
def carried_used_as_stated(subject: Subject) -> Iterator[Found]:
    """An attribution that is carried over or left open is used as if the text stated it."""
    for claim, _, path in subject.claims:
        attribution = claim.attribution
        if attribution.how is Attributed.UNCLEAR and attribution.statement is not None:
            message = f"expected no statement where it is open who says so, got {attribution.statement}"
            yield Found(path=f"{path}/attribution/statement", message=message, value=attribution.statement)
        elif attribution.how is Attributed.STATED and attribution.speaker is not None and _apart(claim, subject):
            yield Found(
                path=f"{path}/attribution",
                message="expected carried, since a sentence ends between the cue and the claim, got stated",
                value=Attributed.STATED.value,
                suggestion=Attributed.CARRIED.value,
            )


def _apart(claim: Claim, subject: Subject) -> bool:
    """Whether every cue of a claim stands in another sentence than the claim, as far as the text at hand shows."""
    text = texts_of(subject).get(claim.attribution.source)
    figure = claim.figure_span
    shown_by = [span for span in claim.spans if span.role in _CUES]
    if text is None or figure is None or not shown_by:
        return False
    return all(_ends_between(text, *sorted((figure, span), key=lambda each: each.start)) for span in shown_by)


def _ends_between(text: str, first: Span, last: Span) -> bool:
    """Whether a sentence ends between two spans. A word with a capital may be an abbreviation ("Capt. Smith")."""
    between = text[first.start : min(last.start + 1, first.start + _FARTHEST)]
    ends = any(end[1].islower() and end[2].isupper() for end in _SENTENCE_END.finditer(between))
    return ends and _LEADS_OVER.search(between) is None


@declare("SP118", "own-voice-of-a-speaker", Severity.ERROR, "record")
def own_voice_of_a_speaker(subject: Subject) -> Iterator[Found]:
    """A source is held to say something in its own voice, naming nobody, and a speaker is given for it."""
    for claim, _, path in subject.claims:
        attribution = claim.attribution
        if attribution.attributed is Attributed.OWN_VOICE and attribution.speaker is not None:
            message = (
                f"expected no speaker of what the source says itself, or how the text names {attribution.speaker}, "
                f"got {attribution.attributed}"
            )
            yield Found(path=f"{path}/attribution/attributed", message=message, value=attribution.attributed.value)


ATTRIBUTIONS: Final[tuple[Check, ...]] = (
    cue_missing,
    commitment_upgraded,
    polarity_lost,
    nested_source_flattened,
    outlet_as_speaker,
    carried_used_as_stated,
    own_voice_of_a_speaker,
)
