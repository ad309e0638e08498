"""The size of a crowd in ACLED: in a tag (`crowd size=about 200`), or at the end of the notes in older rows."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from .. import Count, InvalidRecordError, PhraseError
from . import stripped
from ._cells import REMEMBERED

__all__ = ["CROWD", "Crowd", "crowd_in", "crowd_of", "split", "without_size"]

CROWD: Final = "crowd size="
_SIZE: Final = re.compile(r"\[size\s*=\s*([^\[\]]{1,100})\]", re.IGNORECASE)
_LONG: Final = 5_000
"""So much of the end of notes is looked through for the size of a crowd."""


class Crowd(NamedTuple):
    """How many of what took part."""

    number: Count
    item: str | None
    """What was counted; None where the words say something else than people and vehicles, or nobody knows what."""


def split(cell: str) -> list[str]:
    """The values of a cell, which stand between semicolons."""
    return [each for part in cell.split(";") if (each := stripped(part))] if cell else []


def crowd_in(tags: str, notes: str) -> Crowd | None:
    """The size of a crowd by two cells; None where there is none, or several, or one that cannot be read."""
    sizes = [tag[len(CROWD) :] for tag in split(tags) if tag.startswith(CROWD)]
    sizes = sizes or (_SIZE.findall(notes[-_LONG:]) if "[" in notes else [])
    return crowd_of(sizes[0].strip()) if len(sizes) == 1 else None


def without_size(notes: str) -> str:
    """Notes without the size of a crowd in them."""
    return notes[:-_LONG] + _SIZE.sub("", notes[-_LONG:])


@lru_cache(REMEMBERED)
def crowd_of(words: str) -> Crowd | None:
    """The size of a crowd; "no report" is none, and neither is what cannot be read without guessing."""
    try:
        count = Count.parse(words)
    except (PhraseError, InvalidRecordError):
        return None
    if count.high == 0 or count.text != words:
        return None
    rest = words
    for found in Count.find(words):
        rest = words[: found.start] + words[found.end :]
    counted = {word for word in re.findall(r"[^\W\d_]+", rest.lower()) if word not in _BETWEEN}
    return Crowd(count, "people" if counted <= _PEOPLE else "vehicle" if counted <= _VEHICLES else None)


_WORDS_BETWEEN: Final = """\
a about and approximately around at between from least more most of or over some than the to up
"""
_WORDS_OF_PEOPLE: Final = """\
activists children citizens civilians demonstrators doctors employees farmers individuals journalists lawyers locals
marchers members men migrants nurses participants people person persons prisoners protesters protestors pupils refugees
relatives residents rioters soldiers strikers students supporters teachers traders veterans villagers women workers
youth youths
"""
_WORDS_OF_VEHICLES: Final = """\
bikes buses cars lorries minibuses motorbikes motorcycles rickshaws taxis tractors trailers trucks vans vehicles
"""
_BETWEEN: Final = frozenset(_WORDS_BETWEEN.split())
_PEOPLE: Final = frozenset(_WORDS_OF_PEOPLE.split())
_VEHICLES: Final = frozenset(_WORDS_OF_VEHICLES.split())
