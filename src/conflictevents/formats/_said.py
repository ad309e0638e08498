"""What claims say, apart from their ids and words: a cell is written only from one that reading it again would give."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, Final

from .. import CasualtyReport, Figure

__all__ = ["is_plain_account", "says"]

_MEANING: Final = (
    *("measure", "item", "model", "group", "from_", "to", "share", "scope", "window", "within", "besides", "estimate"),
)
_meaning_of: Final = attrgetter(*_MEANING)


def says(figure: Figure, fields: Mapping[str, Any]) -> bool:
    """Whether a figure has these fields and no others, whatever its count, attribution, id, words and notes."""
    return bool(_meaning_of(figure) == tuple([fields.get(name) for name in _MEANING]))


def is_plain_account(report: CasualtyReport) -> bool:
    """Whether it is an account of the harm of one event, as a row of a table of events gives it."""
    return report.scope == "event" and report.window is None
