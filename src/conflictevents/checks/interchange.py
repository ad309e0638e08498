"""Codes of reading a file (IO): what no dataset can hold is refused under them."""

from __future__ import annotations

from typing import Final

from .._problems import Severity
from ._engine import Check, refused

__all__ = ["INTERCHANGE"]

INTERCHANGE: Final[tuple[Check, ...]] = (
    refused(
        "IO102", "version-unknown", "The file has no header of this format, or one of a version that is not known."
    ),
    refused("IO105", "unreadable", "The input is not UTF-8, not JSON, cut short, empty or nested too deep."),
    refused("IO106", "unknown-field", "A record has a field that its kind of record does not have."),
    refused("IO107", "missing-field", "A record lacks a field that its kind of record must have."),
    refused("IO108", "wrong-type", "A field holds a value of another type; nothing is coerced."),
    refused("IO109", "value-not-allowed", "A field holds a value of the right type that it does not take."),
    refused("IO110", "repeated-field", "An object has a field more than once."),
    refused("IO111", "unknown-kind", "A record's kind or tag is not known."),
    # Reported by the engine itself.
    Check(
        code="IO199",
        name="check-failed",
        severity=Severity.ERROR,
        scope="dataset",
        meaning="A check itself failed; the others still ran.",
        function=None,
    ),
)
