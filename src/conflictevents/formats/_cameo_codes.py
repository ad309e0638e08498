"""Codes of CAMEO whose zero is gone: a spreadsheet makes 20 of `020`, an appeal, and 20 is mass violence.

A type of event in CAMEO has three or four digits, and the codes below 100 begin with a zero; without it, most can be no
other code. Only 10 to 20 could also be the first two digits of another: those are read by what else tells which it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal

from .. import codes

__all__ = ["CodeReading", "has_two_meanings", "lost_its_zero", "spoken_for", "zeros_are_gone"]

CodeReading = Literal["with", "without"]
"""Whether a code is read with a zero in front of it or without."""

_BARE: Final = re.compile("1[0-9]|20")
_DIGITS: Final = re.compile("[1-9][0-9]{0,2}")


def has_two_meanings(code: str) -> bool:
    """Whether a code is another one with a zero in front, and a root without it (`20`)."""
    return _BARE.fullmatch(code) is not None


def lost_its_zero(code: str) -> bool:
    """Whether a code is certainly one whose zero is gone: only with it there is such a code."""
    known = codes.table("cameo", "event")
    return _DIGITS.fullmatch(code) is not None and code not in known and f"0{code}" in known


@lru_cache(4_096)
def spoken_for(code: str, text: str) -> CodeReading | None:
    """Which of the two meanings of a code the name of the event agrees with; None where it tells neither or both."""
    known = codes.table("cameo", "event")
    said = _stems([text])
    readings: dict[CodeReading, Iterable[str]] = {"with": (f"0{code}",), "without": (code, f"{code}0")}
    agreeing = {
        reading: len(said & _stems(known[each].label for each in those if each in known))
        for reading, those in readings.items()
    }
    if agreeing["with"] == agreeing["without"]:
        return None
    return "with" if agreeing["with"] > agreeing["without"] else "without"


def _stems(labels: Iterable[str]) -> frozenset[str]:
    """How the longer words begin, in front of what all labels of that kind say ("nothing more said")."""
    words = (word for label in labels for word in re.findall("[a-z]{4,}", label.partition(",")[0].lower()))
    return frozenset(word[:5] for word in words)


def zeros_are_gone(column: Iterable[str]) -> bool:
    """Whether all codes of a column have lost their zeros: some certainly have, and none has one."""
    has_lost = False
    for code in column:
        if code.startswith("0"):
            return False
        has_lost = has_lost or lost_its_zero(code)
    return has_lost
