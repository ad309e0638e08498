"""`CasualtyReport`, one account of harm."""

from __future__ import annotations

from typing import ClassVar

import attrs

from ._claims import Figures, Holder
from ._fields import EventRef
from ._vocab import Measure, Scope, to_scope
from ._when import When

__all__ = ["CasualtyReport"]


@attrs.frozen(kw_only=True)
class CasualtyReport(Holder):
    """One account of the harm that an event or episode did. Harm is held nowhere else.

    Attributes:
        event: The id of the event or episode that did the harm.
        scope: What stretch its figures cover, where a figure says nothing else.
        window: The window of time that its figures cover, where a figure says nothing else.
    """

    kind: ClassVar[str] = "casualty_report"

    event: EventRef
    scope: Scope | None = attrs.field(default=None, converter=attrs.converters.optional(to_scope))
    window: When | None = None

    @property
    def killed(self) -> Figures:
        """How many died."""
        return self.figures_of(Measure.KILLED)

    @property
    def injured(self) -> Figures:
        """How many were hurt and live."""
        return self.figures_of(Measure.INJURED)

    @property
    def missing(self) -> Figures:
        """How many are not accounted for."""
        return self.figures_of(Measure.MISSING)

    @property
    def captured(self) -> Figures:
        """How many were taken prisoner."""
        return self.figures_of(Measure.CAPTURED)

    @property
    def displaced(self) -> Figures:
        """How many had to leave home."""
        return self.figures_of(Measure.DISPLACED)

    @property
    def casualties(self) -> Figures:
        """Killed and injured together, undivided; never a number of dead."""
        return self.figures_of(Measure.CASUALTIES)

    @property
    def damaged(self) -> Figures:
        """What was damaged."""
        return self.figures_of(Measure.DAMAGED)

    @property
    def destroyed(self) -> Figures:
        """What was destroyed."""
        return self.figures_of(Measure.DESTROYED)
