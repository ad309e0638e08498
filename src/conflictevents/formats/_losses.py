"""What a table cannot hold of a dataset, counted field by field."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from functools import cache
from typing import Any

import attrs

from .._dataset import Dataset
from .._record import Record
from .._sources import Source
from ._results import Losses

__all__ = ["count_losses", "count_unwritten", "held"]


def held(table: Mapping[str, str]) -> frozenset[str]:
    """The fields that a format holds (`Figure.note`), from their names by class.

    >>> sorted(held({"Point": "latitude longitude", "When": "edtf"}))
    ['Point.latitude', 'Point.longitude', 'When.edtf']
    """
    return frozenset(f"{cls}.{name}" for cls, names in table.items() for name in names.split())


def count_losses(
    record: Record, held: frozenset[str], add: Callable[[str], None], *, apart: frozenset[str] = frozenset()
) -> None:
    """Count the fields of a record, and of all records in it, that hold something which a format cannot.

    Args:
        record: The record.
        held: What the format holds: `Class.field`; what a record in a field holds is looked at by itself.
        add: Counts one, such as `Losses.add`.
        apart: Fields that are counted elsewhere, such as `Event.figures`; under the class of the record.
    """
    cls: Any = type(record)
    for attribute, default, name, is_held in _looked_at(cls, held, apart):
        value = getattr(record, attribute)
        if value is default or value in (default, ()):
            continue
        if not is_held:
            add(name)
            continue
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Record):
                count_losses(each, held, add)


def count_unwritten(
    dataset: Dataset,
    source: Source | None,
    written: Container[int],
    held: frozenset[str],
    losses: Losses,
    *,
    implied: Callable[[Any], bool] = lambda _: False,
) -> None:
    """Count what a table of one source's rows does not hold: records of which it has no cell, and fields of the others.

    Args:
        dataset: The dataset that was written.
        source: The source whose table it is. Its title and licence are what reading the table gives the dataset.
        written: `id(record)` of each record of which a cell was written.
        held: What the format holds of these, as in `count_losses`.
        losses: Counts it.
        implied: Whether reading any table of the format gives this record.
    """
    given = {} if source is None else {"title": source.title, "licence": source.licence}
    for name in ("title", "licence", "description"):
        losses.add(f"Dataset.{name}", getattr(dataset, name) not in (None, given.get(name)))
    records: tuple[Any, ...] = (*dataset.sources, *dataset.actors, *dataset.places, *dataset.holders)
    for record in (*records, *dataset.statements):
        if record is source or id(record) in written:
            count_losses(record, held, losses.add)
        elif not implied(record):
            losses.add(type(record).__name__)


@cache
def _looked_at(cls: type, held: frozenset[str], apart: frozenset[str]) -> tuple[tuple[str, Any, str, bool], ...]:
    """The fields of a class that are looked at: attribute, default, name and whether the format holds it."""
    named = ((field, f"{cls.__name__}.{field.name.rstrip('_')}") for field in attrs.fields(cls))
    return tuple((field.name, field.default, name, name in held) for field, name in named if name not in apart)
