"""What a claim says together with the record that owns it, and whether it still stands.

The claims table, the comparisons and the checks all look at claims through these few functions, so that they agree.
"""

from __future__ import annotations

from typing import Final

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


class Standing:
    """Which claims of a dataset still stand."""

    def __init__(self, dataset: Dataset) -> None:
        self._replaced: set[str] = set()
        self._withdrawn: set[str] = set()
        self._retracted: set[str] = set()
        self.note(dataset)

    def note(self, dataset: Dataset) -> None:
        """Take in what one more part of the dataset replaces and retracts."""
        replaced = [claim.supersedes for claim in dataset.claims if claim.supersedes is not None]
        self._replaced.update(each.claim for each in replaced)
        self._withdrawn.update(each.claim for each in replaced if each.kind is RevisionKind.RETRACTION)
        self._retracted.update(source.id for source in dataset.sources if source.status is SourceStatus.RETRACTED)

    def status(self, claim: Claim) -> str:
        """current, superseded or retracted. A claim that retracts another puts nothing in its place."""
        retracts = claim.supersedes is not None and claim.supersedes.kind is RevisionKind.RETRACTION
        if retracts or claim.id in self._withdrawn or claim.attribution.source in self._retracted:
            return "retracted"
        return "superseded" if claim.id in self._replaced else "current"

    def is_current(self, claim: Claim) -> bool:
        """Whether it has been neither replaced nor withdrawn."""
        return self.status(claim) == "current"

    def is_asserted(self, claim: Claim) -> bool:
        """Whether it is current, and its speaker says that it is so."""
        return claim.attribution.polarity is Polarity.ASSERTS and self.is_current(claim)
