"""`Actor`, who acts or speaks, and `Post`, an office held."""

from __future__ import annotations

import attrs

from ._fields import ActorRef, Country, Id, SourceRef, Text, Words
from ._record import Record
from ._sources import Cell, Identifier
from ._vocab import ActorKind, to_actor_kind
from ._waivers import Waiver
from ._when import When

__all__ = ["Actor", "Post"]


@attrs.frozen(kw_only=True)
class Post(Record):
    """An office that somebody holds or held.

    Attributes:
        office: The office ("president").
        of: The id of the actor whose office it is, such as a state or an armed force.
        during: From when to when it was held, as far as known; an open end (`2025-01-20/..`) is still in office.
    """

    office: Text
    of: ActorRef | None = None
    during: When | None = None


@attrs.frozen(kw_only=True)
class Actor(Record):
    """Who acts, speaks or is harmed.

    Attributes:
        id: Its id in the dataset.
        name: Its usual name.
        kind: What sort of actor it is.
        member_of: The id of the actor that it is part of or serves.
        country: Its country, as an ISO 3166-1 alpha-2 code.
        aliases: Other names and spellings.
        identifiers: What others call it (Wikidata, Gleditsch–Ward, CAMEO).
        posts: The offices it holds or held.
        active: From when to when it existed, as far as known.
        unnamed: The id of the source whose unnamed speaker this is ("two officials"). An unnamed speaker belongs to
            that source alone and is never merged with another.
        sensitive: Whether it is a named person who was harmed, held or is a witness; exporters withhold the name.
        extra: Fields of the input that the model has no place for.
        waivers: Findings of the checks that are known and shall stand, each with the reason.
    """

    id: Id
    name: Text
    kind: ActorKind = attrs.field(default=ActorKind.UNKNOWN, converter=to_actor_kind)
    member_of: ActorRef | None = None
    country: Country | None = None
    aliases: Words = ()
    identifiers: tuple[Identifier, ...] = ()
    posts: tuple[Post, ...] = ()
    active: When | None = None
    unnamed: SourceRef | None = None
    sensitive: bool = False
    extra: tuple[Cell, ...] = ()
    waivers: tuple[Waiver, ...] = attrs.field(default=(), metadata={"last": True})
