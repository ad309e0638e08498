"""Checks of statements and speakers (SP)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .._actors import Post
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


_NO_LONGER: Final = re.compile(r"\b(?:former(?:ly)?|ex|erstwhile|one-time|onetime|past)\b", re.IGNORECASE)


@declare("SP113", "description-conflicts-with-record", Severity.INFO, "dataset")
def description_conflicts_with_record(subject: Subject) -> Iterator[Found]:
    """A source calls somebody a former office holder who by the record was in that office."""
    published = {source.id: source.published for source in subject.dataset.sources}
    posts = {actor.id: actor.posts for actor in subject.dataset.actors}
    for index, statement in enumerate(subject.dataset.statements):
        described = statement.described_as
        if described is None or statement.speaker is None or not _NO_LONGER.search(described):
            continue
        when = statement.when or published.get(statement.source or "")
        for post in posts.get(statement.speaker, ()):
            if when is not None and post.office.casefold() in described.casefold() and _in_office(post, when):
                message = (
                    f"the source says “{described}”, while by the record {statement.speaker} was {post.office} "
                    f"in {post.during} and the statement is of {when}"
                )
                yield Found(path=f"/statements/{index}/described_as", message=message, value=described)
                break


def _in_office(post: Post, when: When) -> bool:
    """Whether the office was held for certain on every day that is possible."""
    during = post.during
    if during is None or during.earliest is None or when.earliest is None or when.latest is None:
        return False
    return during.earliest <= when.earliest and (during.latest is None or when.latest <= during.latest)


STATEMENTS: Final[tuple[Check, ...]] = (
    statement_without_speaker,
    direct_without_quote,
    description_conflicts_with_record,
)
