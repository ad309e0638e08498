"""Checks of what comes from other files (IO), and the codes under which reading refuses what no dataset can hold."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from .._claims import Assertion
from .._dataset import RECORD_LISTS
from .._problems import Severity, shown
from .._record import Record, json_fields
from .._vocab import Property
from ._engine import Check, Found, Subject, declare, found_in_files, refused

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


class _Kept(NamedTuple):
    """A field of an input that some records of one class keep as it was."""

    cls: type
    name: str
    raw: bool
    """Whether the records have such a field, and nothing in it."""


class _Place(NamedTuple):
    """Where a field is kept first, with what stands there."""

    path: str
    value: str


def _kept(subject: Subject) -> dict[_Kept, list[_Place]]:
    """Every field that is kept in `extra`, with the places where it is."""
    found: dict[_Kept, list[_Place]] = {}
    for list_name in RECORD_LISTS:
        for index, record in enumerate(getattr(subject.dataset, list_name)):
            for position, cell in enumerate(record.extra):
                kept = _Kept(type(record), cell.name, _is_raw(record, cell.name))
                place = _Place(f"/{list_name}/{index}/extra/{position}", cell.value)
                found.setdefault(kept, []).append(place)
    return found


def _is_raw(record: Record, name: str) -> bool:
    cls: type = type(record)
    attribute = _attributes(cls).get(name.strip().lower().replace(" ", "_"))
    return attribute is not None and getattr(record, attribute) in (None, ())


@cache
def _attributes(cls: type) -> dict[str, str]:
    """The attribute of each key in JSON, without those that every record has."""
    return {key: attribute for attribute, key, _ in json_fields(cls) if key not in ("id", "extra", "note")}


@declare("IO103", "unknown-field-kept", Severity.INFO, "dataset")
def unknown_field_kept(subject: Subject) -> Iterator[Found]:
    """Records keep a field of their input that the model has no place for; told once for each field."""
    for kept, places in subject.once(_kept).items():
        if not kept.raw:
            message = f"expected no field {shown(kept.name)} in extra, got it in {len(places):,} of the records"
            yield Found(path=places[0].path, message=message, value=kept.name)


@declare("IO104", "value-raw-kept", Severity.WARNING, "record")
def value_raw_kept(subject: Subject) -> Iterator[Found]:
    """A value that a record has a field for stands unread in `extra`, and the field is empty."""
    for kept, places in subject.once(_kept).items():
        for path, value in places if kept.raw else ():
            message = f"expected the value in the field {kept.name.strip()} of the record, got it unread in extra"
            yield Found(path=path, message=message, value=value)


INTERCHANGE: Final[tuple[Check, ...]] = (
    # Told by `write` and `convert`, never of a file that is read.
    found_in_files(
        "IO101", "lossy-export", Severity.WARNING, "A format that was written cannot hold all of a dataset."
    ),
    version_or_word_unknown,
    unknown_field_kept,
    value_raw_kept,
    refused("IO105", "unreadable", "The input is not UTF-8, not JSON, cut short, empty or nested too deep."),
    refused("IO106", "unknown-field", "A record has a field that its kind of record does not have."),
    refused("IO107", "missing-field", "A record lacks a field that its kind of record must have."),
    refused("IO108", "wrong-type", "A field holds a value of another type; nothing is coerced."),
    refused("IO109", "value-not-allowed", "A field holds a value of the right type that it does not take."),
    refused("IO110", "repeated-field", "An object has a field more than once."),
    refused("IO111", "unknown-kind", "A record's kind or tag is not known."),
    refused(
        "IO120", "broken-row", "A row of a table cannot be made a record, or only after mending; its text is kept."
    ),
    found_in_files("IO121", "wrong-encoding", Severity.WARNING, "A file of a table is not UTF-8."),
    found_in_files(
        "IO122", "ambiguous-dates", Severity.WARNING, "No date of a column tells whether its day or month comes first."
    ),
    found_in_files("IO123", "id-of-another-row", Severity.WARNING, "Two rows of a table have the same id."),
    found_in_files("IO124", "sentinel-value", Severity.INFO, "A number in a table stands for something unknown."),
    found_in_files("IO125", "spreadsheet-damage", Severity.WARNING, "A spreadsheet has rewritten cells of a table."),
    found_in_files("IO126", "missing-column", Severity.WARNING, "A table lacks a column of its format."),
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
