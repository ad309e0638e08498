"""`Problem`: one thing that is wrong, with a code for ever, a place and a reason."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import attrs

__all__ = ["Problem", "Severity", "pointer_step", "shown"]

_LONGEST: Final = 80


class Severity(StrEnum):
    """How bad a problem is."""

    ERROR = "error"
    """The record contradicts itself or its own source."""
    WARNING = "warning"
    """Probably wrong."""
    INFO = "info"
    """True of the world: two sources that disagree are information, not a fault."""


@attrs.frozen(kw_only=True)
class Problem:
    """One thing that is wrong in a dataset or a file.

    Codes and paths are stable and may be relied on by programs; the words of a message may be improved at any time.

    Attributes:
        code: The code of the check, for ever the same ("CT101").
        severity: How bad it is.
        path: Where, as a JSON Pointer (RFC 6901) into the document as it is written; "" is the whole document.
        message: What is wrong, in plain words, with the value got and what was expected.
        value: The value got, as JSON text, shortened where it is long; None where there is none.
        suggestion: A value that may have been meant, where there is a good guess.
        line: The line of the input, from 1; None where there is no text to point at. Where the input has a record to
            a line, the path starts at that record.
        column: The column on that line, from 1, in characters (Unicode code points): where the value starts, or the
            key of an unknown or repeated field. For a missing field it is that of the record which lacks it.
        record: The id of the record of a dataset in which it stands; None for the dataset itself, and for a file that
            cannot be read.
    """

    code: str
    severity: Severity
    path: str
    message: str
    value: str | None = None
    suggestion: str | None = None
    line: int | None = None
    column: int | None = None
    record: str | None = None

    def __str__(self) -> str:
        line = "" if self.line is None else f"line {self.line:,}"
        column = "" if self.column is None else f", column {self.column:,}"
        place = f"{line}{column} " if line else ""
        return f"{self.code} {self.severity} at {place}{self.path or '/'}: {self.message}"


def pointer_step(key: str) -> str:
    """A key as a step of a JSON Pointer (RFC 6901). A key of absurd length is cut: no field has one."""
    # A lone surrogate, which JSON can spell, could not be printed.
    step = key.encode("utf-8", "backslashreplace").decode().replace("~", "~0").replace("/", "~1")
    return step if len(step) <= 200 else step[:200] + "…"


def shown(value: object) -> str:
    """Write any value in at most about eighty characters, whatever it is, for a message."""
    # A cut before `repr`, so that a text of 100 MB or a whole number of a million digits costs nothing.
    if isinstance(value, str):
        cut = value[: _LONGEST + 1]
        quoted = ascii(cut) if any(not c.isprintable() for c in cut) else f'"{cut}"'
        if len(value) <= _LONGEST and len(quoted) <= _LONGEST + 2:
            return quoted
        return f"{quoted[:_LONGEST]}… ({len(value):,} characters)"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**30:
        return f"a whole number of about {int(value.bit_length() * 0.30103) + 1:,} digits"
    if isinstance(value, dict):
        return f"an object of {len(value):,} fields"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value):,}"
    if isinstance(value, (int, float)):
        return repr(value)
    return f"a {type(value).__name__}"
