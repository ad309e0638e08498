"""Checks of who takes part (AC)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from .._actors import Actor
from .._claims import Assertion, Claim, Figure
from .._events import Event, Exchange, Strike, Talks
from .._problems import Severity
from .._vocab import ActorKind, Measure, ParticipantRole, Property, Realis
from ._engine import Check, Found, Subject, declare

__all__ = ["ACTORS"]


def _actors(subject: Subject) -> dict[str, Actor]:
    found: dict[str, Actor] = {}
    for actor in subject.dataset.actors:
        found.setdefault(actor.id, actor)
    return found


_DEEPEST: Final = 20
"""So many steps up are looked at; a circle, which is ID103's, ends here too."""


def _above(id_: str, actors: dict[str, Actor]) -> dict[str, None]:
    """An actor, and all that it is a part of."""
    above: dict[str, None] = {}
    here: str | None = id_
    while here is not None and here not in above and len(above) < _DEEPEST:
        above[here] = None
        here = actors[here].member_of if here in actors else None
    return above


def _are_one(one: str, other: str, actors: dict[str, Actor]) -> bool:
    """Whether one of two actors is the other or a part of it."""
    return other in _above(one, actors) or one in _above(other, actors)


# --- who somebody is ---

_NOBODY: Final = re.compile(
    r"(?:an? |the )?"
    r"(?:unknown|unidentified|unspecified|not (?:stated|known|specified|identified)|n/?a|none|null|nobody|\?+|-+"
    r"|невідом\w+|неизвестн\w+)"
    r"(?: (?:actor|assailant|attacker|group|gunm[ae]n|party|people|perpetrator|person|side)s?)?",
    re.IGNORECASE,
)


@declare("AC101", "unknown-actor", Severity.WARNING, "record")
def unknown_actor(subject: Subject) -> Iterator[Found]:
    """An actor stands for nobody who is known, so that everything told of unknown people is told of one."""
    for index, actor in enumerate(subject.dataset.actors):
        if actor.unnamed is None and _NOBODY.fullmatch(actor.name.strip()):
            message = "expected a known actor, one with unnamed, or none where the source names nobody"
            yield Found(path=f"/actors/{index}/name", message=f"{message}, got {actor.name}", value=actor.name)


@declare("AC104", "ambiguous-alias", Severity.WARNING, "dataset")
def ambiguous_alias(subject: Subject) -> Iterator[Found]:
    """Two actors go by one name, and neither is a part of the other: "the Defence Ministry" of two states."""
    actors = subject.once(_actors)
    first: dict[str, tuple[Actor, bool]] = {}
    for index, actor in enumerate(subject.dataset.actors):
        # "Two officials" of one source are never those of another.
        if actor.unnamed is not None or actor is not actors[actor.id]:
            continue
        names = [(actor.name, f"/actors/{index}/name")]
        names += [(alias, f"/actors/{index}/aliases/{position}") for position, alias in enumerate(actor.aliases)]
        for name, path in names:
            is_alias = path.rpartition("/")[2] != "name"
            other, of_alias = first.setdefault(_same_letters(name), (actor, is_alias))
            # Two people may have one name; that is no fault of either record.
            people = actor.kind is other.kind is ActorKind.PERSON and not (is_alias or of_alias)
            if not people and not _are_one(actor.id, other.id, actors):
                message = f"expected a name of {actor.id} alone, got {name}, which is one of {other.id} as well"
                yield Found(path=path, message=message, value=name)


@lru_cache(maxsize=8192)
def _same_letters(name: str) -> str:
    """A name in small letters, without an article and with one kind of apostrophe and of blank."""
    words = name.replace("’", "'").casefold().split()
    return " ".join(words[1:] if words[0] == "the" and len(words) > 1 else words)


# --- the sides of an event ---

_MOVES: Final[dict[type[Event], frozenset[Measure]]] = {
    Exchange: frozenset({Measure.AGREED, Measure.RELEASED, Measure.RETURNED}),
    Strike: frozenset({Measure.LAUNCHED, Measure.INTERCEPTED, Measure.LOST, Measure.HIT}),
}
"""What goes from one side to another; harm may fall on anybody."""
_STRUCK: Final = frozenset({ParticipantRole.TARGET, ParticipantRole.VICTIM})


@declare("AC102", "same-actor-both-sides", Severity.ERROR, "record")
def same_actor_both_sides(subject: Subject) -> Iterator[Found]:
    """An actor is on both sides: it hands people over to itself; of a strike a warning, since fire may be friendly."""
    for index, event in enumerate(subject.dataset.events):
        for path, actor in _on_both_sides(event):
            message = f"expected a side other than {actor}, unless it was friendly fire, got {actor} on both"
            yield Found(path=f"/events/{index}{path}", message=message, value=actor, severity=Severity.WARNING)
        if isinstance(event, (Exchange, Talks)) and len(event.parties) > 1 and len(set(event.parties)) == 1:
            message = f"expected two parties, got {event.parties[0]} {len(event.parties):,} times"
            yield Found(path=f"/events/{index}/parties", message=message, value=event.parties[0])
        for figure, path in _moves(subject, index, event) if isinstance(event, Exchange) else ():
            if figure.from_ is not None and figure.from_ == figure.to:
                message = f"expected another side than {figure.from_}, which hands over, got {figure.to}"
                yield Found(path=f"{path}/to", message=message, value=figure.to)


def _moves(subject: Subject, index: int, event: Event) -> Iterator[tuple[Figure, str]]:
    """The figures of what is handed over in an exchange or fired in a strike, with their paths."""
    measures = next((measures for kind, measures in _MOVES.items() if isinstance(event, kind)), frozenset[Measure]())
    for position, figure in enumerate(event.figures):
        if figure.measure in measures and subject.standing.is_asserted(figure):
            yield figure, f"/events/{index}/figures/{position}"


def _on_both_sides(event: Event) -> Iterator[tuple[str, str]]:
    """Who attacks itself: (path within the event, actor)."""
    attackers = {each.actor for each in event.participants if each.role == ParticipantRole.ATTACKER}
    if isinstance(event, Strike):
        for position, target in enumerate(event.targets):
            if target == event.attacker or target in attackers:
                yield f"/targets/{position}", target
        attackers |= {event.attacker} if event.attacker is not None else set()
    for position, each in enumerate(event.participants):
        if each.role in _STRUCK and each.actor in attackers:
            yield f"/participants/{position}/actor", each.actor


@declare("AC103", "side-missing", Severity.WARNING, "dataset")
def side_missing(subject: Subject) -> Iterator[Found]:
    """A figure of an exchange or strike comes from or goes to somebody who is on no side of it."""
    actors = subject.once(_actors)
    events = {event.id: event for event in reversed(subject.dataset.events)}
    for index, event in enumerate(subject.dataset.events):
        sides = _sides(event, events)
        if len(sides) < 2:
            continue
        above = {each for side in sides for each in _above(side, actors)}
        for figure, path in _moves(subject, index, event):
            for key, side in (("from", figure.from_), ("to", figure.to)):
                # A part of a side is that side, and so is what a side is a part of.
                if side is not None and side not in above and _above(side, actors).keys().isdisjoint(sides):
                    message = f"expected one of the sides of {event.id} ({', '.join(sides[:8])}), got {side}"
                    yield Found(path=f"{path}/{key}", message=message, value=side)


def _sides(event: Event, events: dict[str, Event]) -> tuple[str, ...]:
    """The sides of an event; those of its whole where it names none of its own."""
    whole = events.get(event.part_of) if event.part_of is not None else None
    return event.sides or (whole.sides if isinstance(whole, type(event)) else ())


# --- who did it ---

_HARM: Final = frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES, Measure.CAPTURED})
_STEM: Final = 4
"""So many letters "Russia" and "Russian" have in common, "Iran" and "Iranian", "China" and "Chinese"."""
_GENERAL: Final = frozenset(
    ("the", "and", "for", "arme", "army", "forc", "mili", "mini", "defe", "gove", "grou", "peop", "repu", "stat")
)
"""How words begin that name nobody in particular: armed, forces, ministry, people's, republic …"""
_OTHERWISE: Final = {
    "CI": "ivorian",
    "DK": "danish",
    "ES": "spanish",
    "FR": "french",
    "GB": "british",
    "MM": "burmese",
    "NL": "dutch",
    "PH": "filipino",
    "PL": "polish",
    "US": "american",
}
"""What is said of countries whose adjective begins with other letters than their name."""


@declare("AC105", "perpetrator-not-in-text", Severity.WARNING, "source_text", whole=True)
def perpetrator_not_in_text(subject: Subject) -> Iterator[Found]:
    """Somebody is named as having done it whom the text of the source does not name at all ("were killed").

    Only texts in English are read: an actor's names are seldom given in the language of every source.
    """
    said = {
        source.id: _stems(subject.texts[source.id])
        for source in subject.dataset.sources
        if source.id in subject.texts
        and source.is_text(subject.texts[source.id])
        and (source.language is None or source.language.partition("-")[0].lower() == "en")
    }
    for claim, _, path in subject.claims:
        accused, key = _accused(claim)
        if accused is None or claim.attribution.source not in said or not subject.standing.is_asserted(claim):
            continue
        names = subject.once(_names).get(accused)
        if names and names.isdisjoint(said[claim.attribution.source]):
            message = f"expected somebody whom the text names, got {accused}, of whom no name or alias stands in it"
            yield Found(path=f"{path}/{key}", message=message, value=accused)


def _accused(claim: Claim) -> tuple[str | None, str]:
    """Who is said to have done it, and the field that says so."""
    if isinstance(claim, Figure):
        return (claim.from_ if claim.measure in _HARM else None), "from"
    value = claim.value if isinstance(claim, Assertion) and claim.property == Property.PERPETRATOR else None
    return (value if isinstance(value, str) else None), "value"


def _names(subject: Subject) -> dict[str, set[str]]:
    """How the words begin that name each actor, what it is a part of, or a part of it."""
    actors = subject.once(_actors)
    own = {id_: frozenset().union(*map(_stems, _called(actor))) for id_, actor in actors.items()}
    found = {id_: set(stems) for id_, stems in own.items()}
    for id_ in actors:
        for whole in own.keys() & _above(id_, actors).keys():
            found[id_] |= own[whole]
            found[whole] |= own[id_]
    return found


def _called(actor: Actor) -> Iterator[str]:
    for name in (actor.name, *actor.aliases):
        yield name
        yield "".join(word[0] for word in name.split() if word[0].isupper())
    if actor.country is not None:
        yield _OTHERWISE.get(actor.country, "")


def _stems(text: str) -> frozenset[str]:
    """How the words of a text begin, in small letters and without accents: those of three letters or more, and US."""
    plain = re.sub(r"(?<=\b[A-Z])\.", "", unicodedata.normalize("NFKD", text))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.findall(r"[A-Za-z]{3,}|\b[A-Z]{2}\b", plain)
    return frozenset(word[:_STEM].lower() for word in words) - _GENERAL


# --- whether there was such an actor ---

_TAKING_PART: Final = frozenset(ParticipantRole) - {ParticipantRole.VICTIM, ParticipantRole.RETURNED}


@declare("AC106", "inactive-actor-on-date", Severity.INFO, "dataset")
def inactive_actor_on_date(subject: Subject) -> Iterator[Found]:
    """An actor takes part in an event before it came to be, or after it had ceased to."""
    active = {id_: actor.active for id_, actor in subject.once(_actors).items() if actor.active is not None}
    for index, event in enumerate(subject.dataset.events if active else ()):
        if event.when is None or event.realis is not Realis.ACTUAL:
            continue
        for path, actor in _taking_part(event):
            when = active.get(actor)
            if when is not None and (when.certainly_before(event.when) or event.when.certainly_before(when)):
                message = f"expected an event of {when}, when {actor} was active, got one of {event.when}"
                yield Found(path=f"/events/{index}{path}", message=message, value=actor)


def _taking_part(event: Event) -> Iterator[tuple[str, str]]:
    """Who acts in an event: (path within the event, actor)."""
    if isinstance(event, Strike):
        if event.attacker is not None:
            yield "/attacker", event.attacker
        yield from ((f"/targets/{position}", each) for position, each in enumerate(event.targets))
    if isinstance(event, (Exchange, Talks)):
        yield from ((f"/parties/{position}", each) for position, each in enumerate(event.parties))
        yield from ((f"/mediators/{position}", each) for position, each in enumerate(event.mediators))
    for position, each in enumerate(event.participants):
        if each.role in _TAKING_PART:
            yield f"/participants/{position}/actor", each.actor


ACTORS: Final[tuple[Check, ...]] = (
    unknown_actor,
    same_actor_both_sides,
    side_missing,
    ambiguous_alias,
    perpetrator_not_in_text,
    inactive_actor_on_date,
)
