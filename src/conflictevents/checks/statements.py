"""Checks of statements and speakers (SP)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .._actors import Post
from .._edtf import parse_edtf
from .._problems import Severity, shown
from .._vocab import Attributed, Speech
from .._when import When
from ._engine import Check, Found, Subject, declare
from ._words import pattern
from .attributions import ATTRIBUTIONS
from .voices import VOICES

__all__ = ["STATEMENTS"]


@declare("SP101", "statement-without-speaker", Severity.ERROR, "record")
def statement_without_speaker(subject: Subject) -> Iterator[Found]:
    """A statement names no speaker; an anonymous one must be declared as an actor with `unnamed`."""
    for index, statement in enumerate(subject.dataset.statements):
        if statement.speaker is None:
            message = "expected a speaker (an actor with unnamed for an anonymous one), got none"
            yield Found(path=f"/statements/{index}", message=message)


@declare("SP102", "direct-without-quote", Severity.ERROR, "record")
def direct_without_quote(subject: Subject) -> Iterator[Found]:
    """A statement is marked as quoted, in whole or in part, and holds no quotation."""
    for index, statement in enumerate(subject.dataset.statements):
        if statement.speech is not Speech.INDIRECT and not statement.quotations:
            message = f"expected a quotation in a statement of {statement.speech} speech, got none"
            yield Found(path=f"/statements/{index}/speech", message=message, value=statement.speech.value)


# "Former U.S. President"; not "former deputy minister", "former actor turned president", "wife of the former …".
_NO_LONGER: Final = r"(?:the\s+)?(?:former|ex|erstwhile|one-?time|past)[\s-]+"
_BETWEEN: Final = r"(?-i:(?!Vice\b|Deputy\b|Acting\b)[A-Z][\w.]*\s+){0,3}?"


def _calls_former(described: str, office: str) -> bool:
    """Whether a description says that somebody held an office before and no more."""
    return re.match(_NO_LONGER + _BETWEEN + re.escape(office) + r"\b", described, re.IGNORECASE) is not None


@declare("SP113", "description-conflicts-with-record", Severity.INFO, "dataset")
def description_conflicts_with_record(subject: Subject) -> Iterator[Found]:
    """A source calls somebody a former office holder who by the record was in that office."""
    published = {source.id: source.published for source in subject.dataset.sources}
    posts = {actor.id: actor.posts for actor in subject.dataset.actors}
    for index, statement in enumerate(subject.dataset.statements):
        described = statement.described_as
        if described is None or statement.speaker is None:
            continue
        when = statement.when or published.get(statement.source or "")
        for post in posts.get(statement.speaker, ()):
            if when is not None and _calls_former(described, post.office) and _in_office(post, when):
                message = (
                    f"the source says “{described}”, while by the record {statement.speaker} was {post.office} "
                    f"in {post.during} and the statement is of {when}"
                )
                yield Found(path=f"/statements/{index}/described_as", message=message, value=described)
                break


def _in_office(post: Post, when: When) -> bool:
    """Whether the office was held for certain on every day that is possible: "2000/2004" ends on an unknown day."""
    if post.during is None or post.during.edtf is None or when.earliest is None or when.latest is None:
        return False
    first, slash, last = post.during.edtf.partition("/")
    if not slash or first in ("", "..") or post.during.is_qualified:
        return False
    start, end = parse_edtf(first).latest, None if last in ("", "..") else parse_edtf(last).earliest
    begun = start is not None and start.date() <= when.earliest
    return begun and (last == ".." or (end is not None and when.latest <= end.date()))


@declare("SP106", "pronoun-speaker", Severity.WARNING, "record")
def pronoun_speaker(subject: Subject) -> Iterator[Found]:
    """A speaker is held under a pronoun, and nobody has looked for whom it stands."""
    for index, actor in enumerate(subject.dataset.actors):
        if pattern("pronoun").fullmatch(actor.name.strip()):
            message = f"expected the name that the pronoun stands for, got {shown(actor.name)}"
            yield Found(path=f"/actors/{index}/name", message=message, value=actor.name)
    unnamed = {actor.id for actor in subject.dataset.actors if actor.unnamed is not None}
    for index, statement in enumerate(subject.dataset.statements):
        described = (statement.described_as or "").strip()
        if statement.speaker in unnamed and pattern("pronoun").fullmatch(described):
            message = f"expected the speaker that the pronoun stands for ({shown(described)}), got an unnamed one"
            yield Found(path=f"/statements/{index}/speaker", message=message, value=statement.speaker)


@declare("SP112", "speaker-not-in-office", Severity.WARNING, "dataset")
def speaker_not_in_office(subject: Subject) -> Iterator[Found]:
    """A speaker is described as the holder of an office, or speaks for its owner, after or before holding it."""
    published = {source.id: source.published for source in subject.dataset.sources}
    actors = {actor.id: actor for actor in subject.dataset.actors}
    for index, statement in enumerate(subject.dataset.statements):
        actor = actors.get(statement.speaker or "")
        when = statement.when or published.get(statement.source or "")
        if actor is None or when is None:
            continue
        described = statement.described_as or ""
        named = [post for post in actor.posts if _calls(described, post.office)]
        owned = [] if actor.member_of == statement.speaks_for else actor.posts
        owned = [post for post in owned if post.of is not None and post.of == statement.speaks_for]
        for posts, field in ((named, "described_as"), (owned, "speaks_for")):
            if posts and not any(_may_be_held(post, when) for post in posts):
                held = f"{posts[0].office} in {', '.join(str(post.during) for post in posts)}"
                message = f"expected somebody in office on {when}, got {actor.id}, who by the record was {held}"
                yield Found(path=f"/statements/{index}/{field}", message=message, value=getattr(statement, field))
                break


def _may_be_held(post: Post, when: When) -> bool:
    return post.during is None or post.during.may_overlap(when)


# Words before an office by which it is not, or not quite, held.
_NOT_IN_OFFICE: Final = re.compile(
    r"(?:the\s+)?(?:former|ex|erstwhile|one-?time|past|previous|late|then|outgoing|incoming|future|acting|ousted|deposed)\b",
    re.IGNORECASE,
)


def _calls(described: str, office: str) -> bool:
    """Whether a description gives somebody an office as held: "Ukrainian President", not "president-elect"."""
    held = re.match(r"(?:the\s+)?" + _BETWEEN + re.escape(office) + r"\b(?!-)", described, re.IGNORECASE)
    return held is not None and _NOT_IN_OFFICE.match(described) is None


@declare("SP115", "statement-and-attribution-disagree", Severity.ERROR, "dataset")
def statement_and_attribution_disagree(subject: Subject) -> Iterator[Found]:
    """A claim names another speaker or another source than the statement in which it was said."""
    statements = {statement.id: statement for statement in subject.dataset.statements}
    for claim, _, path in subject.claims:
        attribution = claim.attribution
        statement = statements.get(attribution.statement or "")
        if statement is None:
            continue
        # Who passes on what somebody else said is named in `via`; who speaks for somebody may stand for him.
        speakers = {each for each in (statement.speaker, statement.speaks_for) if each is not None}
        told = {attribution.speaker, *attribution.via}
        if statement.speaker is not None and told.isdisjoint(speakers) and attribution.how is not Attributed.UNCLEAR:
            message = (
                f"expected {statement.speaker}, the speaker of {statement.id}, got {attribution.speaker or 'nobody'}"
            )
            yield Found(path=f"{path}/attribution", message=message, value=attribution.speaker)
        origin = subject.dataset.origin
        if statement.source is not None and origin(statement.source) != origin(attribution.source):
            message = f"expected {statement.source}, the source of {statement.id}, got {attribution.source}"
            yield Found(path=f"{path}/attribution/source", message=message, value=attribution.source)


STATEMENTS: Final[tuple[Check, ...]] = (
    statement_without_speaker,
    direct_without_quote,
    pronoun_speaker,
    speaker_not_in_office,
    description_conflicts_with_record,
    statement_and_attribution_disagree,
    *ATTRIBUTIONS,
    *VOICES,
)
