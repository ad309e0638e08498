"""Older versions of the file format: from plain data of one version to plain data of the next.

A file is identified by its header, its plain data is brought forward version by version on a copy, and the newest
classes read the result. Only the newest version is written. A migration never guesses: what has no place in the newer
version is kept in words.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from ._dataset import FORMAT_VERSION
from ._fields import Text
from ._record import taker

__all__ = ["MIGRATIONS", "READ_AS_THEY_ARE", "format_name", "migrated", "version_of"]


def format_name(version: int) -> str:
    """How a header names a version of the format."""
    return f"conflictevents/{version}"


def version_of(name: str) -> int:
    """The version that a header names."""
    return int(name.rpartition("/")[2])


def migrated(document: dict[str, Any], version: int) -> dict[str, Any]:
    """A copy of a document of an older version as it would stand in the newest one.

    Whatever is wrong in the document is left as it is, for the reader to report.
    """
    newer: dict[str, Any] = _copied(document)
    for each in range(version, FORMAT_VERSION):
        MIGRATIONS[each](newer)
    return newer


def _copied(value: Any) -> Any:
    """A deep copy of plain data of any depth, which `copy.deepcopy` does not take."""
    whole = copy.copy(value)
    pending = [whole]
    while pending:
        each = pending.pop()
        for key, inner in each.items() if isinstance(each, dict) else enumerate(each):
            if isinstance(inner, (dict, list)):
                each[key] = copy.copy(inner)
                pending.append(each[key])
    return whole


def _counts(record: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every count in a record, however deep, each with what a note on it belongs to: its figure, else the record."""
    pending = [(record, record)]
    while pending:
        each, noted = pending.pop()
        if isinstance(each, dict):
            if "low" in each and "policy" in each:
                yield each, noted
            noted = each if "measure" in each else noted
            pending += [(inner, noted) for inner in each.values()]
        elif isinstance(each, list):
            pending += [(inner, noted) for inner in each]


_is_text: Final = taker(Text)
_LABEL: Final = re.compile(r"[a-z0-9][a-z0-9_.-]*(?:/[0-9]+)?")


def _policies_are_labels(document: dict[str, Any]) -> None:
    """Version 1 took any words as the policy of a count; version 2 takes the label of a policy.

    Words that are no label become one, and the note of the figure keeps them, or that of the record where it is no
    figure's count.
    """
    records = (record for records in document.values() if isinstance(records, list) for record in records)
    for count, noted in (each for record in records if isinstance(record, dict) for each in _counts(record)):
        words, note = count["policy"], noted.get("note")
        if not isinstance(words, str) or not _is_text(words) or _LABEL.fullmatch(words):
            continue
        label = re.sub(r"[^a-z0-9_.-]+", "-", words.lower()).strip("-._")
        count["policy"] = label or "unnamed"
        told = f"policy of the count: {words}"
        if note is None:
            noted["note"] = told
        elif isinstance(note, str) and _is_text(note):
            noted["note"] = f"{note}; {told}"


MIGRATIONS: Final[Mapping[int, Callable[[dict[str, Any]], None]]] = MappingProxyType({1: _policies_are_labels})
"""The step from each older version to the next; it changes the document that it is given."""

READ_AS_THEY_ARE: Final = tuple(format_name(version) for version in range(1, FORMAT_VERSION + 1))
"""The versions whose files differ from those of the newest only in what it refuses.

What the newest classes take of such a file needs no step; what they refuse goes through the steps.
"""
