"""Codes of reading a file (IO): what no dataset can hold is refused under them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .._claims import Assertion
from .._problems import Severity, shown
from .._vocab import Property
from ._engine import Check, Found, Subject, declare, refused

__all__ = ["INTERCHANGE"]

_PROPERTIES: Final = {word.value: word for word in Property}


@declare("IO102", "version-or-word-unknown", Severity.ERROR, "record")
def version_or_word_unknown(subject: Subject) -> Iterator[Found]:
    """A file's header is of no known version, or an assertion's value is not what its property takes."""
    for claim, _, path in subject.claims:
        if isinstance(claim, Assertion) and (wanted := _wanted(claim)) is not None:
            got = shown(claim.value) if isinstance(claim.value, str) else f"the date {claim.value}"
            yield Found(path=f"{path}/value", message=f"expected {wanted}, got {got}")


def _wanted(assertion: Assertion) -> str | None:
    """What the property of an assertion takes, in words, if its value is something else."""
    takes = _PROPERTIES.get(assertion.property)
    if takes is None:  # a property of the user's own
        return None
    text = assertion.value if isinstance(assertion.value, str) else None
    if takes is Property.TIME:
        return None if text is None else "a date, with the words in its text"
    if takes.refers_to is not None:
        return f"an id ({takes.refers_to})" if text is None else None
    if takes.vocabulary is None or assertion.vocabulary is not None or (text is not None and "." in text):
        return None
    words = [word.value for word in takes.vocabulary]
    return None if text in words else f"one of {', '.join(words)}"


INTERCHANGE: Final[tuple[Check, ...]] = (
    version_or_word_unknown,
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
