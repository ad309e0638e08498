"""What a sentence of `hedge` needs to know of the whole dataset."""

from __future__ import annotations

import re
import weakref

import attrs

from ._claims import Claim, Figure, Holder
from ._dataset import Dataset
from ._views import Standing
from ._vocab import RevisionKind
from ._when import When

__all__ = ["Around", "around_of"]


class Around:
    """What a sentence needs to know of the whole dataset. It does not hold on to the dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self.standing = Standing(dataset)
        self.replaced: dict[str, set[RevisionKind]] = {}
        self.parts: dict[str, list[tuple[Holder, Figure]]] = {}
        self._owners: dict[int, list[tuple[Holder, Claim]]] = {}
        self._equal: dict[Claim, list[Holder]] | None = None
        for holder, claim in dataset.owned_claims():
            self._owners.setdefault(id(claim), []).append((holder, claim))
            if claim.supersedes is not None:
                self.replaced.setdefault(claim.supersedes.claim, set()).add(claim.supersedes.kind)
            if isinstance(claim, Figure) and claim.within is not None:
                self.parts.setdefault(claim.within, []).append((holder, claim))
        self.publishers: dict[str, int] = {}
        for source in dataset.sources:
            if source.publisher is not None:
                self.publishers[source.publisher] = self.publishers.get(source.publisher, 0) + 1
        names = {name for actor in dataset.actors if actor.sensitive for name in (actor.name, *actor.aliases)}
        longest_first = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
        self._withheld = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE) if names else None

    def owners(self, claim: Claim) -> list[Holder]:
        """The records that own a claim: one as a rule, several where they hold equal ones."""
        found = [holder for holder, each in self._owners.get(id(claim), ()) if each is claim]
        if not found:
            if self._equal is None:
                self._equal = {}
                for pairs in self._owners.values():
                    for holder, each in pairs:
                        self._equal.setdefault(each, []).append(holder)
            found = self._equal.get(claim, [])
        return list({id(holder): holder for holder in found}.values())

    def without_names(self, text: str) -> str:
        """A text without the names of those who are to be protected."""
        return text if self._withheld is None else self._withheld.sub("[name withheld]", text)

    def when(self, when: When) -> When:
        """A date whose words hold no such name. A text that is cut afterwards does not show the half of one."""
        text, zone = (None if words is None else self.without_names(words) for words in (when.text, when.zone))
        return when if (text, zone) == (when.text, when.zone) else attrs.evolve(when, text=text, zone=zone)


_latest: tuple[weakref.ref[Dataset], Around] | None = None


def around_of(dataset: Dataset) -> Around:
    """What surrounds the claims of a dataset; kept for the latest one, so that to hedge all its claims is linear."""
    global _latest  # noqa: PLW0603 - it saves time and changes no result
    latest = _latest
    if latest is not None and latest[0]() is dataset:
        return latest[1]
    around = Around(dataset)
    _latest = (weakref.ref(dataset, _forget), around)
    return around


def _forget(reference: weakref.ref[Dataset]) -> None:
    global _latest  # noqa: PLW0603 - as above
    if _latest is not None and _latest[0] is reference:
        _latest = None
