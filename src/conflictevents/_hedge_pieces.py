"""Small parts of the sentences of `hedge`: what depends on a claim or an actor alone."""

from __future__ import annotations

import re
from typing import Final

from ._actors import Actor, Post
from ._claims import Assertion, Attribution, Figure, Holder
from ._count import Count
from ._hedge_words import (
    ARRIVED,
    DEEDS,
    DIED,
    WEAPONS,
    Deed,
    own_deed,
)
from ._views import scope_of
from ._vocab import (
    ActorKind,
    Commitment,
    EstimateLeg,
    GroupTag,
    Item,
    Measure,
    Method,
    Polarity,
    RevisionKind,
    Scope,
)
from ._when import When
from .exceptions import PhraseError

__all__ = [
    "asides_of",
    "beside_name",
    "deed_of",
    "is_held",
    "is_one",
    "is_readable",
    "known_scope",
    "names_actor",
    "of_people",
    "of_weapons",
    "sureness",
    "takes_article",
]

_METHODS: Final = {
    Method.COUNTED: "from a count",
    Method.ESTIMATED: "as an estimate",
    Method.EXTRAPOLATED: "by extrapolation",
    Method.VERIFIED: "having checked it against independent evidence",
    Method.CODED: "as coded under a codebook",
    Method.MACHINE: "as extracted by a program without human review",
}
_LEGS: Final = {
    EstimateLeg.LOW: "as the low estimate",
    EstimateLeg.BEST: "as the best estimate",
    EstimateLeg.HIGH: "as the high estimate",
}
# Kinds of actor whose names take "the" where one of these words is in them.
_BODIES: Final = frozenset(
    {ActorKind.ARMED_FORCE, ActorKind.GOVERNMENT_BODY, ActorKind.INTERNATIONAL_BODY, ActorKind.STATE}
)
_WITH_ARTICLE: Final = frozenset(
    {
        "administration",
        "agency",
        "air",
        "armed",
        "army",
        "authority",
        "board",
        "bureau",
        "centre",
        "city",
        "command",
        "commission",
        "committee",
        "council",
        "court",
        "department",
        "directorate",
        "emirates",
        "federation",
        "force",
        "forces",
        "government",
        "guard",
        "headquarters",
        "kingdom",
        "ministry",
        "mission",
        "nations",
        "navy",
        "netherlands",
        "office",
        "organisation",
        "organization",
        "philippines",
        "police",
        "republic",
        "secretariat",
        "service",
        "staff",
        "states",
        "union",
    }
)


def takes_article(actor: Actor) -> bool:
    first, *rest = actor.name.casefold().split()
    owned = first == "the" or first.endswith(("'s", "’s", "s'", "s’"))
    return actor.kind in _BODIES and not owned and not _WITH_ARTICLE.isdisjoint((first, *rest))


def names_actor(text: str, actor: Actor) -> bool:
    """Whether a description tells the name of somebody whose name is withheld, or any word of it."""
    words = {word for name in (actor.name, *actor.aliases) for word in re.findall(r"\w{3,}", name.casefold())}
    return actor.sensitive and (not words or any(word in text.casefold() for word in words))


def is_held(post: Post, when: When | None) -> bool:
    return post.during is None or (when is not None and post.during.may_overlap(when))


def beside_name(name: str, beside: list[str]) -> str:
    return f"{name}, {', '.join(beside)}," if beside else name


def sureness(attribution: Attribution) -> str:
    """That the speaker thinks it likely or possible only."""
    unsure = attribution.commitment in (Commitment.PROBABLE, Commitment.POSSIBLE)
    if not unsure or attribution.polarity is Polarity.DENIES:
        return ""
    return f" it was {attribution.commitment.value} that"


def asides_of(claim: Figure | Assertion, view: str) -> list[str]:
    """What stands between the verb and the clause, and weakens or grounds the claim."""
    attribution = claim.attribution
    asides: list[str] = []
    if isinstance(claim, Figure) and claim.estimate is not None:
        asides.append(_LEGS[claim.estimate])
    method = attribution.method
    withdrawn = claim.supersedes is not None and claim.supersedes.kind is RevisionKind.RETRACTION
    estimated = method is Method.ESTIMATED and view == "estimated" and attribution.polarity is Polarity.ASSERTS
    told_by_verb = estimated and not withdrawn
    if method is not None and not told_by_verb:
        asides.append(_METHODS[method])
    if view == "unverified" and attribution.polarity is Polarity.ASSERTS:
        asides.append("without confirming it")
    if attribution.commitment is Commitment.CERTAIN:
        asides.append("as certain")
    elif attribution.polarity is Polarity.DENIES and attribution.commitment is not Commitment.UNSTATED:
        asides.append(f"putting it as {attribution.commitment.value} only")
    return asides


def deed_of(figure: Figure) -> Deed:
    """What is said of the items of a figure."""
    if figure.measure == Measure.HIT and figure.item in WEAPONS:
        return ARRIVED
    indirect = {GroupTag.HUNGER, GroupTag.DISEASE, GroupTag.EXCESS}
    if figure.measure == Measure.KILLED and not indirect.isdisjoint((figure.group or "").split("+")):
        return DIED
    return DEEDS.get(figure.measure) or own_deed(figure.measure)


def of_weapons(from_: str | None, to: str | None) -> str:
    """Whose weapons they are: "that Ukraine launched at Russia"."""
    at = "" if to is None else f" at {to}"
    return f" that {from_} launched{at}" if from_ is not None else f" launched{at}" if at else ""


def of_people(figure: Figure) -> bool:
    return figure.item in (None, Item.PEOPLE, Item.PRISONERS)


def is_one(figure: Figure) -> bool:
    return figure.count is not None and figure.count.low == figure.count.high == 1


def known_scope(holder: Holder | None, figure: Figure) -> Scope | None:
    """What stretch a figure covers, as far as it is known without its record."""
    return figure.scope if holder is None else scope_of(holder, figure)


def is_readable(count: Count) -> bool:
    """Whether the parser takes numbers of this size."""
    try:
        return Count.parse(str(count)).same_bounds(count)
    except PhraseError:
        return False
