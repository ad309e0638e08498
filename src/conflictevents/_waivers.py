"""`Waiver`: that somebody has looked at a finding of the checks and lets it stand, with the reason."""

from __future__ import annotations

import attrs

from ._fields import CodeStart, Text
from ._record import Record
from ._when import When

__all__ = ["Waiver"]


@attrs.frozen(kw_only=True)
class Waiver(Record):
    """That a finding of the checks is known and shall stand, with the reason.

    It stands in the record that the finding is about, and holds for that record and all inside it: one in an event for
    its claims too. What it waives is not lost: `Report.waived` has it, with the reason. A waiver is no claim about the
    world.

    Attributes:
        code: The code of the check, or its beginning: `CT105` for one check, `CT` for a family.
        reason: Why the finding shall stand.
        by: Who says so, such as a person's initials.
        on: When it was decided.
    """

    code: CodeStart
    reason: Text
    by: Text | None = None
    on: When | None = None
