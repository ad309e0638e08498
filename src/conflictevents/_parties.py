"""Which side of an event somebody belongs to. The claims table and the checks ask it here, so that they agree."""

from __future__ import annotations

from typing import Final

from ._actors import Post
from ._claims import Assertion, Claim, Figure
from ._dataset import Dataset
from ._events import Episode
from ._views import Standing, event_of
from ._vocab import ActorKind, Property
from ._when import When

__all__ = ["Parties", "may_be_held"]

_NOBODY: Final[frozenset[str]] = frozenset()


class Parties:
    """The sides of the events of a dataset, and who belongs to them. A reference that leads nowhere is nobody's."""

    def __init__(self, dataset: Dataset) -> None:
        self._events = {event.id: event for event in dataset.events}
        self._actors = {actor.id: actor for actor in dataset.actors}
        self._statements = {statement.id: statement for statement in dataset.statements}
        self._published = {source.id: source.published for source in dataset.sources}
        self._accused: dict[str, set[str]] = {}
        standing = Standing(dataset)
        for holder, claim in dataset.owned_claims():
            if not isinstance(claim, Assertion) or claim.property != Property.PERPETRATOR:
                continue
            if isinstance(claim.value, str) and standing.is_asserted(claim):
                self._accused.setdefault(event_of(holder), set()).add(claim.value)
        self._sides: dict[str, frozenset[str]] = {}
        self._belonging: dict[tuple[str, When | None], frozenset[str]] = {}

    def sides(self, event: str) -> frozenset[str]:
        """Everybody who is a side of an event: its own sides, those accused of it, and the sides of its whole.

        A war or campaign has many sides that have nothing to do with most of its parts, so its sides count only where
        nothing nearer has any.
        """
        passed: list[str] = []  # a loop and not recursion: a chain of parts may be long, or a circle
        here: str | None = event
        while here is not None and here not in self._sides:
            self._sides[here] = _NOBODY
            passed.append(here)
            record = self._events.get(here)
            here = None if record is None else record.part_of
        found = _NOBODY if here is None else self._sides[here]
        for each in reversed(passed):
            record = self._events.get(each)
            if record is None:
                continue
            own = frozenset(record.sides) | self._accused.get(each, set())
            whole = self._events.get(record.part_of or "")
            found = own if own and isinstance(whole, Episode) else own | found
            self._sides[each] = found
        return self._sides.get(event, _NOBODY)

    def sides_of_speaker(self, claim: Claim, event: str) -> frozenset[str]:
        """The sides of an event to which the speaker of a claim belongs; none without a speaker.

        One belongs through membership, an office held at the time, or by speaking for somebody; and also to a side
        with which one shares a whole, as ministry and army share a state.
        """
        attribution = claim.attribution
        if attribution.speaker is None:
            return _NOBODY
        speakers = {attribution.speaker}
        statement = self._statements.get(attribution.statement or "")
        if statement is not None and statement.speaks_for is not None:
            speakers.add(statement.speaks_for)
        said = None if statement is None else statement.when
        said = said or self._published.get(attribution.source)
        belonging = {above for each in speakers for above in self._above(each, said)}
        stated = {claim.from_, claim.to} - {None} if isinstance(claim, Figure) else set()
        sides = self.sides(event) | stated
        return frozenset(
            side for side in sides if side is not None and not belonging.isdisjoint(self._above(side, None))
        )

    def are_one(self, one: str, other: str) -> bool:
        """Whether two actors are one, or belong to one whole."""
        return not self._above(one, None).isdisjoint(self._above(other, None))

    def _above(self, actor: str, when: When | None) -> frozenset[str]:
        """An actor and everybody that it belongs to at a time."""
        if (actor, when) not in self._belonging:
            found: set[str] = set()
            pending: list[str | None] = [actor]
            while pending:
                each = pending.pop()
                if each is None or each in found:
                    continue
                record = self._actors.get(each)
                if record is not None and record.kind is ActorKind.INTERNATIONAL_BODY and each != actor:
                    continue  # to be a member of the United Nations makes nobody a side
                found.add(each)
                if record is not None:
                    pending.append(record.member_of)
                    pending += (post.of for post in record.posts if may_be_held(post, when))
            self._belonging[actor, when] = frozenset(found)
        return self._belonging[actor, when]


def may_be_held(post: Post, when: When | None) -> bool:
    """Whether an office may have been held at a time, as far as both are known."""
    return post.during is None or when is None or post.during.may_overlap(when)
