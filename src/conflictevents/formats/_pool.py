"""Records by class and id: those that many rows name, given once while reading; and those of a dataset, for writing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any, Final, Protocol, TypeVar

import attrs

from .._dataset import Dataset
from .._record import Record
from ._on_disk import OnDisk
from ._results import Log, Row

__all__ = ["Find", "Finder", "Pool", "digest", "is_id"]

_Each = TypeVar("_Each", bound=Record)


def digest(content: Any) -> str:
    """Sixteen digits that stand for a text, or for values and records: the same for equal ones, on every machine."""
    text = content if isinstance(content, str) else repr(_plain(content))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple([each if each.__class__ is str else _plain(each) for each in value])
    if isinstance(value, Record):
        # All fields of a record, since its `repr` may be cut.
        cls: Any = type(value)
        name, fields = _fields(cls)
        return (name, *[each if each.__class__ is str else _plain(each) for each in fields(value)])
    return value


@cache
def _fields(cls: Any) -> tuple[str, Callable[[Any], tuple[Any, ...]]]:
    names = [field.name for field in attrs.fields(cls)]
    return cls.__name__, attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),)


def is_id(text: str) -> bool:
    """Whether a text can stand in an id, whatever a format puts in front of it."""
    return 0 < len(text) <= _LONGEST_ID and text.isprintable() and " " not in text


_LONGEST_ID: Final = 150
_RECORDS: Final = 4_096
"""So many records that rows name are in memory at once; the others are on disk."""


class Find(Protocol):
    """Finds a record by its class and id; None where there is none."""

    def __call__(self, kind: type[_Each], id_: str | None, /) -> _Each | None: ...


class Pool:
    """The records that many rows name, such as actors and places, each given once."""

    def __init__(self) -> None:
        self._records: defaultdict[type, OnDisk[Any]] = defaultdict(lambda: OnDisk(_RECORDS))
        self._ids: defaultdict[type, OnDisk[int]] = defaultdict(OnDisk)
        """Of each id the last number that `unique` put behind it."""
        self._new: list[Record] = []

    def first(self, record: _Each) -> _Each:
        """The first record of its class and id: this one, or the one that another row gave."""
        records, id_ = self._records[type(record)], _id(record)
        known: _Each | None = records.get(id_)
        if known is not None:
            return known
        records[id_] = record
        self._new.append(record)
        return record

    def get(self, kind: type[_Each], id: str | None) -> _Each | None:  # noqa: A002
        """The record of a class and id that `first` was given; None where there is none."""
        return None if id is None else self._records[kind].get(id)

    def finder(self, once: Iterable[Record | None]) -> Find:
        """Finds the records that `first` was given, and these others."""
        others: dict[tuple[type, str], Any] = {(type(each), _id(each)): each for each in once if each is not None}

        def find(kind: type[_Each], id_: str | None) -> _Each | None:
            found: _Each | None = others.get((kind, id_ or ""))
            return self.get(kind, id_) if found is None else found

        return find

    def once(self, record: _Each) -> _Each:
        """A record whose id is made from its content, so it is the same in every row; only the id is remembered."""
        known, id_ = self._ids[type(record)], _id(record)
        if known.get(id_) is None:
            known[id_] = 1
            self._new.append(record)
        return record

    def unique(self, kind: type[Record], id: str) -> str:  # noqa: A002
        """An id that no record of that class has yet: this one, or with `~2`, `~3` … at its end."""
        known, found = self._ids[kind], id
        number = known.get(id)
        if number is not None:
            while known.get(found) is not None:
                number += 1
                found = f"{id}~{number}"
            known[id] = number
        known[found] = 1
        return found

    def id_of(
        self, kind: type[Record], wanted: str, row: Row, column: str, log: Log, *, empty: bool | None = None
    ) -> str:
        """An id that no event of that class has yet, as `unique` gives it; if it is not the one wanted, that is told.

        Args:
            kind: The class.
            wanted: The id.
            row: The row that becomes the event.
            column: The column that the id comes from.
            log: Takes the problems.
            empty: Whether that column holds none, which is told as well; found out if not given.
        """
        found = self.unique(kind, wanted)
        if found != wanted:
            message = f"expected each id once, got it again; the event becomes {found}"
            log.problem("IO123", message, row=row, column=column)
        elif column in row.cells and (not row.stripped(column) if empty is None else empty):
            log.problem("IO104", f"expected an id, got none; the event becomes {found}", row=row, column=column)
        return found

    def new(self) -> Iterator[Record]:
        """The records that have been given since the last time, to be yielded before what names them."""
        new, self._new = self._new, []
        return iter(new)


_id: Final = attrgetter("id")


class Finder:
    """Finds the records of a dataset by class and id, and remembers which were found; of two with one id the first.

    Attributes:
        found: `id(record)` of each record that was found, or marked as found by other ways.
    """

    def __init__(self, dataset: Dataset) -> None:
        records: tuple[Any, ...] = (*dataset.sources, *dataset.actors, *dataset.places, *dataset.holders)
        self._records: dict[tuple[type, str], Any] = {
            (type(each), each.id): each for each in reversed((*records, *dataset.statements))
        }
        self.found: set[int] = set()

    def __call__(self, kind: type[_Each], id_: str | None, /) -> _Each | None:
        """The record of a class and id; None where there is none."""
        found: _Each | None = self._records.get((kind, id_ or ""))
        self.mark(found)
        return found

    def mark(self, *records: Record | None) -> None:
        """Remember records that were found by other ways."""
        self.found.update(map(id, records))
