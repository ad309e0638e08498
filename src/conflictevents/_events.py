"""Events: what the claims are about. One class for each kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

import attrs

from ._claims import Figures, Holder
from ._count import Count
from ._fields import ActorRef, EventRef, Id, PlaceRef, PlaceRoleWord, RelationWord, RoleWord, TermKindWord, Text
from ._record import Record
from ._vocab import (
    EpisodeType,
    LagUnit,
    Level,
    Measure,
    ParticipantRole,
    PlaceRole,
    Realis,
    to_episode_type,
    to_lag_unit,
    to_level,
    to_realis,
)
from ._when import When

__all__ = [
    "KINDS",
    "Episode",
    "Event",
    "Exchange",
    "Incident",
    "Lag",
    "Location",
    "Participant",
    "Relation",
    "Strike",
    "Talks",
    "Term",
    "TypeCode",
]


@attrs.frozen(kw_only=True)
class Location(Record):
    """A place in its role in an event.

    Attributes:
        place: The id of the place.
        role: What the place is to the event.
    """

    place: PlaceRef
    role: PlaceRoleWord = PlaceRole.SCENE.value


@attrs.frozen(kw_only=True)
class Participant(Record):
    """An actor in its role in an event.

    Attributes:
        actor: The id of the actor.
        role: What the actor is to the event.
    """

    actor: ActorRef
    role: RoleWord = ParticipantRole.PARTY.value


@attrs.frozen(kw_only=True)
class Lag(Record):
    """A stated stretch of time between two events.

    Attributes:
        unit: The unit of the count.
        count: How many units; None where the source gives the unit alone ("hours after").
        text: The words as reported.
    """

    unit: LagUnit = attrs.field(converter=to_lag_unit)
    count: Count | None = None
    text: Text | None = None


@attrs.frozen(kw_only=True)
class Relation(Record):
    """How an event relates to another, as far as it is not contested; a contested relation is held as a claim.

    Attributes:
        kind: How this event relates to the other.
        event: The id of the other event.
        lag: How long after the other it came, where the source says so.
    """

    kind: RelationWord
    event: EventRef
    lag: Lag | None = None


@attrs.frozen(kw_only=True)
class TypeCode(Record):
    """A type of a published vocabulary.

    Attributes:
        vocabulary: The vocabulary ("acled", "plover", "cameo").
        value: The type, exactly as that vocabulary writes it ("0841").
        label: Its name, where the value is a bare code.
    """

    vocabulary: Text
    value: Text
    label: Text | None = None


@attrs.frozen(kw_only=True)
class Event(Holder):
    """Something that happened, was planned, or did not happen; the common part of all kinds of event.

    Its when, where and participants are the coder's heading for finding it and are no evidence. What is contested is
    left out of the heading and held as claims. Use one of the kinds: `Exchange`, `Strike`, `Talks`, `Incident`,
    `Episode`, or a subclass of your own whose `kind` carries a dot.

    Attributes:
        realis: Whether it is said to have happened.
        when: When it happened, local to the event.
        where: The places, each with its role.
        participants: The actors, each with its role.
        part_of: The id of the event that this one is a part or phase of.
        relations: How it relates to other events.
    """

    realis: Realis = attrs.field(default=Realis.ACTUAL, converter=to_realis)
    when: When | None = None
    where: tuple[Location, ...] = ()
    participants: tuple[Participant, ...] = ()
    part_of: EventRef | None = None
    relations: tuple[Relation, ...] = ()

    _agreed: ClassVar[str] = "{kind} != ''"

    def _agree(self) -> None:
        """Check that the event is of a kind."""
        if not type(self).kind:
            msg = (
                f"{type(self).__name__} is no kind of event; use Exchange, Strike, Talks, Incident, Episode or your own"
            )
            raise TypeError(msg)

    @property
    def sides(self) -> tuple[str, ...]:
        """The ids of the actors that are a side of it; a mediator or observer is none."""
        return self._sides_taking_part()

    def _sides_taking_part(self) -> tuple[str, ...]:
        roles = {ParticipantRole.MEDIATOR.value, ParticipantRole.OBSERVER.value}
        return tuple(participant.actor for participant in self.participants if participant.role not in roles)


@attrs.frozen(kw_only=True)
class Exchange(Event):
    """Prisoners or bodies change hands. Its phases are exchanges whose `part_of` names it.

    The number agreed is held on the exchange that would carry the agreement out.

    Attributes:
        parties: The ids of the sides.
        mediators: The ids of those who mediated or hosted; they are no side.
        complete: Whether the dataset holds every phase of it.
    """

    kind: ClassVar[str] = "exchange"

    parties: tuple[ActorRef, ...] = ()
    mediators: tuple[ActorRef, ...] = ()
    complete: bool = False

    @property
    def sides(self) -> tuple[str, ...]:
        """The ids of the parties and of any participant that is a side."""
        return _united(self.parties, self._sides_taking_part())

    @property
    def agreed(self) -> Figures:
        """How many were to change hands."""
        return self.figures_of(Measure.AGREED)

    @property
    def released(self) -> Figures:
        """How many changed hands, from the side that held them to the side that receives them."""
        return self.figures_of(Measure.RELEASED)

    @property
    def returned(self) -> Figures:
        """How many came home in the end, where a source tells them from those released."""
        return self.figures_of(Measure.RETURNED)


@attrs.frozen(kw_only=True)
class Strike(Event):
    """An attack with weapons. A report of interceptions without a count of launches is one too.

    Attributes:
        attacker: The id of the attacking side, where it is not contested.
        targets: The ids of the sides attacked.
    """

    kind: ClassVar[str] = "strike"

    attacker: ActorRef | None = None
    targets: tuple[ActorRef, ...] = ()

    @property
    def sides(self) -> tuple[str, ...]:
        """The ids of the attacker, of the targets and of any participant that is a side."""
        attackers = () if self.attacker is None else (self.attacker,)
        return _united(attackers, self.targets, self._sides_taking_part())

    @property
    def launched(self) -> Figures:
        """What was fired, dropped or sent."""
        return self.figures_of(Measure.LAUNCHED)

    @property
    def intercepted(self) -> Figures:
        """What the defender stopped."""
        return self.figures_of(Measure.INTERCEPTED)

    @property
    def lost(self) -> Figures:
        """What failed to arrive for another reason."""
        return self.figures_of(Measure.LOST)

    @property
    def hit(self) -> Figures:
        """What arrived at a target."""
        return self.figures_of(Measure.HIT)

    @property
    def hit_by_debris(self) -> Figures:
        """What was struck by falling wreckage."""
        return self.figures_of(Measure.HIT_BY_DEBRIS)


@attrs.frozen(kw_only=True)
class Term(Record):
    """A term of an agreement. How it stands is held as assertions of `term_status`, attributed and dated.

    Attributes:
        id: Its id in the dataset.
        kind: What it is about.
        paraphrase: What it says, in our own words.
        events: The ids of the events that carry it out or would.
    """

    id: Id
    kind: TermKindWord
    paraphrase: Text | None = None
    events: tuple[EventRef, ...] = ()


@attrs.frozen(kw_only=True)
class Talks(Event):
    """A negotiation.

    Attributes:
        parties: The ids of the sides.
        mediators: The ids of those who mediated or hosted; they are no side.
        level: At which level it was held.
        terms: What was agreed or proposed.
    """

    kind: ClassVar[str] = "talks"

    parties: tuple[ActorRef, ...] = ()
    mediators: tuple[ActorRef, ...] = ()
    level: Level = attrs.field(default=Level.UNKNOWN, converter=to_level)
    terms: tuple[Term, ...] = ()

    @property
    def sides(self) -> tuple[str, ...]:
        """The ids of the parties and of any participant that is a side."""
        return _united(self.parties, self._sides_taking_part())


@attrs.frozen(kw_only=True)
class Incident(Event):
    """Any other event.

    Attributes:
        types: What sort of event it is, in published vocabularies.
    """

    kind: ClassVar[str] = "incident"

    types: tuple[TypeCode, ...] = ()


@attrs.frozen(kw_only=True)
class Episode(Event):
    """A longer stretch, such as a war, a campaign or a truce: what bulletins and cumulative figures are about.

    Attributes:
        type: What sort of stretch it is.
    """

    kind: ClassVar[str] = "episode"

    type: EpisodeType | None = attrs.field(default=None, converter=attrs.converters.optional(to_episode_type))


KINDS: Final[tuple[type[Event], ...]] = (Exchange, Strike, Talks, Incident, Episode)
"""The kinds of event of this library. A new one is added here, and readers, schema and documentation follow."""


def _united(*groups: tuple[str, ...]) -> tuple[str, ...]:
    """All ids, each once, in the order of their first mention."""
    return tuple(dict.fromkeys(each for group in groups for each in group))


def kinds_by_tag(own: Iterable[type[Event]] = ()) -> dict[str, type[Event]]:
    """The kinds of event by their tags, with some of a user's own among them.

    Raises:
        ValueError: If a kind has no tag of its own, or one without a dot.
    """
    tags: dict[str, type[Event]] = {cls.kind: cls for cls in KINDS}
    for cls in own:
        if "." not in cls.kind:
            msg = f"expected {cls.__name__}.kind to be a tag of your own with a dot in it, got {cls.kind!r}"
            raise ValueError(msg)
        if cls.kind in tags and tags[cls.kind] is not cls:
            msg = f"{cls.__name__} and {tags[cls.kind].__name__} have the same tag, {cls.kind!r}"
            raise ValueError(msg)
        tags[cls.kind] = cls
    return tags
