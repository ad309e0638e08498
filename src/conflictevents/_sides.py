"""Who is a side of which event, and who belongs to whom.

References that lead nowhere are passed over: what is not there belongs to nobody.
"""

from __future__ import annotations

from ._actors import Post
from ._claims import Assertion, Claim, Figure
from ._dataset import Dataset
from ._events import Episode
from ._views import Standing, event_of
from ._vocab import ActorKind, Property
from ._when import When

__all__ = ["Sides"]


class Sides:
    """The sides of the events of a dataset, and whom its actors belong to."""

    def __init__(self, dataset: Dataset, standing: Standing) -> None:
        # Of two with one id the first, as everywhere.
        self._events = {event.id: event for event in reversed(dataset.events)}
        self._actors = {actor.id: actor for actor in reversed(dataset.actors)}
        self._statements = {statement.id: statement for statement in reversed(dataset.statements)}
        self._published = {source.id: source.published for source in reversed(dataset.sources)}
        self._accused: dict[str, set[str]] = {}
        for holder, claim in dataset.owned_claims():
            if not isinstance(claim, Assertion) or claim.property != Property.PERPETRATOR:
                continue
            if isinstance(claim.value, str) and standing.is_asserted(claim):
                self._accused.setdefault(event_of(holder), set()).add(claim.value)
        self._sides: dict[str, frozenset[str]] = {}
        self._belonging: dict[tuple[str, When | None], frozenset[str]] = {}

    def accused(self, event: str) -> frozenset[str]:
        """Everybody whom somebody names as the perpetrator of an event."""
        return frozenset(self._accused.get(event, ()))

    def of(self, event: str) -> frozenset[str]:
        """Everybody who is a side of an event: its own sides, those accused of it, and the sides of its whole.

        A war or campaign has many sides that have nothing to do with most of its parts, so its sides count only where
        nothing nearer has any.
        """
        passed: list[str] = []  # a loop and not recursion: a chain of parts may be long, or a circle
        here: str | None = event
        while here is not None and here not in self._sides:
            self._sides[here] = frozenset()
            passed.append(here)
            record = self._events.get(here)
            here = None if record is None else record.part_of
        found = frozenset() if here is None else self._sides[here]
        for each in reversed(passed):
            record = self._events.get(each)
            if record is None:
                continue
            own = frozenset(record.sides) | self.accused(each)
            whole = self._events.get(record.part_of or "")
            found = own if own and isinstance(whole, Episode) else own | found
            self._sides[each] = found
        return self._sides.get(event, frozenset())

    def speaking_for(self, claim: Claim) -> frozenset[str]:
        """The speaker of a claim and everybody to whom the speaker belongs; nobody where there is no speaker.

        One belongs through membership, an office held at the time, or by speaking for somebody.
        """
        attribution = claim.attribution
        if attribution.speaker is None:
            return frozenset()
        speakers = {attribution.speaker}
        statement = None if attribution.statement is None else self._statements.get(attribution.statement)
        if statement is not None and statement.speaks_for is not None:
            speakers.add(statement.speaks_for)
        said = statement.when if statement is not None and statement.when is not None else None
        said = said or self._published.get(attribution.source)
        return frozenset(above for each in speakers for above in self.above(each, said))

    def is_party(self, claim: Claim, event: str) -> bool | None:
        """Whether the speaker belongs to a side of the event, or with it to one whole, as ministry and army to a state.

        None without a speaker.
        """
        if claim.attribution.speaker is None:
            return None
        stated = {claim.from_, claim.to} - {None} if isinstance(claim, Figure) else set()
        return self.belongs_to(claim, {side for side in self.of(event) | stated if side is not None})

    def sides_of(self, claim: Claim, event: str) -> frozenset[str]:
        """The sides of an event that the speaker of a claim belongs to, or belongs with to a whole."""
        stated = {claim.from_, claim.to} if isinstance(claim, Figure) else set()
        belonging = self.speaking_for(claim)
        return frozenset(
            side
            for side in self.of(event) | stated
            if side is not None and not belonging.isdisjoint(self.above(side, None))
        )

    def belongs_to(self, claim: Claim, actors: set[str] | frozenset[str]) -> bool:
        """Whether the speaker of a claim belongs to one of some actors, or with one of them to a whole."""
        belonging = self.speaking_for(claim)
        return any(not belonging.isdisjoint(self.above(each, None)) for each in actors)

    def above(self, actor: str, when: When | None = None) -> frozenset[str]:
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
                    pending += (post.of for post in record.posts if _may_be_held(post, when))
            self._belonging[actor, when] = frozenset(found)
        return self._belonging[actor, when]


def _may_be_held(post: Post, when: When | None) -> bool:
    return post.during is None or when is None or post.during.may_overlap(when)
