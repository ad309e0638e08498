"""What a claim says together with the record that owns it, and whether it still stands.

The claims table, the comparisons and the checks all look at claims through these few functions, so that they agree.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ._claims import Claim, Figure, Holder
from ._dataset import Dataset
from ._events import Strike
from ._reports import CasualtyReport
from ._vocab import Measure, Polarity, RevisionKind, Scope, SourceStatus
from ._when import When

__all__ = ["Standing", "Voice", "direction_of", "event_of", "scope_of", "voice_of", "window_of"]

Voice = tuple[str | None, str]
"""A speaker, who is one voice in whatever source; or None and the origin of a source that speaks itself."""


_OF_WEAPONS: Final = frozenset({Measure.LAUNCHED, Measure.INTERCEPTED, Measure.LOST, Measure.HIT, Measure.ATTACKED})


def event_of(holder: Holder) -> str:
    """The id of the event that a record's claims are about; for a casualty report that of the harmed event."""
    return holder.event if isinstance(holder, CasualtyReport) else holder.id


def direction_of(holder: Holder, figure: Figure) -> tuple[str | None, str | None]:
    """From and to: those of the figure; for the weapons of a strike, if it has neither, those of the heading."""
    if isinstance(holder, Strike) and figure.measure in _OF_WEAPONS and figure.from_ is figure.to is None:
        return holder.attacker, holder.targets[0] if len(holder.targets) == 1 else None
    return figure.from_, figure.to


def scope_of(holder: Holder, figure: Figure) -> Scope | None:
    """What stretch the figure covers: its own scope, or else that of its report."""
    return figure.scope or (holder.scope if isinstance(holder, CasualtyReport) else None)


def window_of(holder: Holder, figure: Figure) -> When | None:
    """The window of time that the figure covers: its own, or else that of its report."""
    return figure.window or (holder.window if isinstance(holder, CasualtyReport) else None)


def voice_of(dataset: Dataset, claim: Claim) -> Voice:
    """Whose word a claim is: the speaker's, or that of the source at the root of what its source repeats."""
    attribution = claim.attribution
    if attribution.speaker is not None:
        return attribution.speaker, ""
    return None, dataset.origin(attribution.source)


class _Link(NamedTuple):
    """A claim that takes the place of an earlier one."""

    claim: str | None
    source: str
    earlier: str
    kind: RevisionKind


class Standing:
    """Which claims of a dataset still stand.

    A claim that somebody retracted, or whose source was withdrawn, does not stand, and neither does one that was
    corrected: it was said to be wrong, and that whoever said so has since withdrawn the new number does not make it
    right. An update leaves the earlier claim right in its time. So a claim that was updated stands again where nothing
    that came in its place holds: where each update of it was withdrawn or said to be wrong, and what came after that
    was withdrawn as well.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._links: dict[str, list[_Link]] = {}
        self._withdrawn: set[str] = set()
        self._retracted: set[str] = set()
        self._worked_out: tuple[set[str], set[_Link]] | None = None
        self.note(dataset)

    def note(self, dataset: Dataset) -> None:
        """Take in what one more part of the dataset replaces and retracts."""
        for claim in dataset.claims:
            link = _link_of(claim)
            if link is not None:
                self._links.setdefault(link.earlier, []).append(link)
                if link.kind is RevisionKind.RETRACTION:
                    self._withdrawn.add(link.earlier)
        self._retracted.update(source.id for source in dataset.sources if source.status is SourceStatus.RETRACTED)
        self._worked_out = None

    def status(self, claim: Claim) -> str:
        """current, superseded or retracted. A claim that retracts another puts nothing in its place."""
        retracts = claim.supersedes is not None and claim.supersedes.kind is RevisionKind.RETRACTION
        if retracts or claim.id in self._withdrawn or claim.attribution.source in self._retracted:
            return "retracted"
        return "superseded" if self.is_replaced(claim) else "current"

    def is_replaced(self, claim: Claim) -> bool:
        """Whether another claim took its place: one that holds, or one that says that it was wrong or is withdrawn."""
        return claim.id in self._places()[0]

    def replaces(self, claim: Claim) -> bool:
        """Whether it takes the place of another claim."""
        link = _link_of(claim)
        return link is not None and (link.kind is not RevisionKind.UPDATE or link not in self._places()[1])

    def is_current(self, claim: Claim) -> bool:
        """Whether it has been neither replaced nor withdrawn."""
        return self.status(claim) == "current"

    def is_asserted(self, claim: Claim) -> bool:
        """Whether it is current, and its speaker says that it is so."""
        return claim.attribution.polarity is Polarity.ASSERTS and self.is_current(claim)

    def _places(self) -> tuple[set[str], set[_Link]]:
        """The ids of claims whose place was taken, and the later claims that hold no more, nor anything after them."""
        if self._worked_out is not None:
            return self._worked_out
        every = [link for links in self._links.values() for link in links]
        wrong = {link.earlier for link in every if link.kind is not RevisionKind.UPDATE}
        holding = {id_: len(links) for id_, links in self._links.items()}
        fallen: dict[str | None, list[_Link]] = {}
        """Later claims that do not stand themselves, by id: they hold only as long as something after them does."""
        for link in every:
            if link.kind is RevisionKind.RETRACTION or link.source in self._retracted or link.claim in wrong:
                fallen.setdefault(link.claim, []).append(link)
        gone = [link for id_, links in fallen.items() if id_ not in holding for link in links]
        nothing: set[_Link] = set()
        while gone:
            link = gone.pop()
            nothing.add(link)
            holding[link.earlier] -= 1
            if not holding[link.earlier]:
                gone += fallen.get(link.earlier, ())
        self._worked_out = wrong | {id_ for id_, number in holding.items() if number}, nothing
        return self._worked_out


def _link_of(claim: Claim) -> _Link | None:
    if claim.supersedes is None:
        return None
    return _Link(claim.id, claim.attribution.source, claim.supersedes.claim, claim.supersedes.kind)
