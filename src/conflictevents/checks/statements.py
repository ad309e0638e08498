"""Checks of statements and speakers (SP)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .._actors import Post
from .._edtf import parse_edtf
from .._problems import Severity
from .._vocab import Speech
from .._when import When
from ._engine import Check, Found, Subject, declare

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


STATEMENTS: Final[tuple[Check, ...]] = (
    statement_without_speaker,
    direct_without_quote,
    description_conflicts_with_record,
)
