"""Records that come one by one as a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from .._dataset import RECORD_LISTS, Dataset
from .._record import Record

__all__ = ["together", "without_records"]


def together(records: Iterable[Record]) -> Dataset:
    """The dataset of some records; the last dataset among them that has a title, licence or description gives these.

    Raises:
        TypeError: If something is no record of a dataset.
    """
    lists: dict[str, list[Record]] = {name: [] for name in RECORD_LISTS}
    base = Dataset()
    for record in records:
        if isinstance(record, Dataset):
            base = base if without_records(record) == Dataset() else record
            for name in RECORD_LISTS:
                lists[name] += getattr(record, name)
        else:
            lists[_list_of(record)].append(record)
    made: Mapping[str, Any] = {name: tuple(each) for name, each in lists.items()}
    return attrs.evolve(base, **made)


def without_records(dataset: Dataset) -> Dataset:
    """The title, licence and description of a dataset, and nothing else of it."""
    nothing: Mapping[str, Any] = dict.fromkeys(RECORD_LISTS, ())
    return attrs.evolve(dataset, **nothing)


def _list_of(record: Record) -> str:
    for name, cls in RECORD_LISTS.items():
        if isinstance(record, cls):
            return name
    raise TypeError(f"expected sources, actors, places, events, reports, statements, got {record!r:.80}")
