"""Statements: acts of saying, with their quotations and the positions taken."""

from __future__ import annotations

import attrs

from ._fields import ActorRef, Id, Language, PlaceRef, SourceRef, SubjectRef, Text
from ._record import Record, refusal
from ._sources import Cell, Span
from ._vocab import Speech, Stance, to_speech, to_stance
from ._waivers import Waiver
from ._when import When

__all__ = ["Position", "Quotation", "Statement"]


@attrs.frozen(kw_only=True)
class Quotation(Record):
    """Words that somebody said, as the source prints them.

    Attributes:
        text: The words, without the quotation marks around them.
        language: The language they are printed in.
        original_language: The language they were spoken in, where it is another.
        translator: Who translated them, where they are a translation.
        span: Where they stand in the text of the statement's source.
    """

    text: Text
    language: Language | None = None
    original_language: Language | None = None
    translator: Text | None = None
    span: Span | None = None


@attrs.frozen(kw_only=True)
class Position(Record):
    """A side that a speaker takes.

    Attributes:
        stance: For, against or neutral.
        toward: The id of the actor, event or place toward which it is taken.
        topic: What it is taken toward, in our own words, where that is no record of the dataset or only a part of one.
    """

    stance: Stance = attrs.field(converter=to_stance)
    toward: SubjectRef | None = None
    topic: Text | None = None

    def _agree(self) -> None:
        """Check that it is taken toward something."""
        if self.toward is None and self.topic is None:
            raise refusal(self, "IO107", "", "expected an id in toward or words in topic, got neither", None)


@attrs.frozen(kw_only=True)
class Statement(Record):
    """An act of saying.

    Attributes:
        id: Its id in the dataset.
        source: The id of the source that reports it.
        speaker: The id of the actor who spoke; an unnamed speaker is an actor too (`Actor.unnamed`).
        described_as: How the source describes the speaker, exactly as printed even where it is wrong.
        speaks_for: The id of the actor in whose name it was said.
        when: When it was said.
        where: The id of the place where it was said.
        channel: Through what it was said ("social media", "briefing").
        audience: To whom it was said ("reporters").
        speech: How the source gives the words.
        quotations: The words quoted.
        paraphrase: What was said, in our own words.
        positions: The sides that the speaker takes.
        about: The ids of the events, actors or places spoken about.
        spans: Where the statement stands in the text of the source.
        note: Anything a reader of the data should know of it.
        extra: Fields of the input that the model has no place for.
        waivers: Findings of the checks that are known and shall stand, each with the reason.
    """

    id: Id
    source: SourceRef | None = None
    speaker: ActorRef | None = None
    described_as: Text | None = None
    speaks_for: ActorRef | None = None
    when: When | None = None
    where: PlaceRef | None = None
    channel: Text | None = None
    audience: Text | None = None
    speech: Speech = attrs.field(default=Speech.INDIRECT, converter=to_speech)
    quotations: tuple[Quotation, ...] = ()
    paraphrase: Text | None = None
    positions: tuple[Position, ...] = ()
    about: tuple[SubjectRef, ...] = ()
    spans: tuple[Span, ...] = ()
    note: Text | None = None
    extra: tuple[Cell, ...] = ()
    waivers: tuple[Waiver, ...] = attrs.field(default=(), metadata={"last": True})
