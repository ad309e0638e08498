"""What every format that is written owes its user: the same bytes each time, and a report of all that it left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import pytest
from hypothesis import given, settings

import conflictevents as ce
from conflictevents import checks, examples, formats, strategies

WRITTEN = [name for name in formats.names() if formats.find(name).writes]
WHOLE = {"json", "jsonl"}
LISTS = ("sources", "actors", "places", "events", "reports", "statements")


class Written(NamedTuple):
    """What writing gave."""

    text: str
    losses: formats.LossReport


def written(dataset: ce.Dataset, name: str) -> Written:
    """A dataset in a format, and what was lost."""
    losses = formats.Losses()
    text = "".join(formats.find(name).pieces(dataset, losses, {}))
    return Written(text, losses.report())


class Without(NamedTuple):
    """A dataset that lacks one thing."""

    dataset: ce.Dataset
    fields: tuple[str, ...]
    """What was taken away: a class and its field, and those that it stood in, the innermost last."""


def without_one_field(dataset: ce.Dataset) -> Iterator[Without]:
    """The dataset without each thing in turn that it says and need not say."""
    for name in ("title", "licence", "description"):
        if getattr(dataset, name) is not None:
            yield Without(attrs.evolve(dataset, **{name: None}), (f"Dataset.{name}",))
    for name in LISTS:
        records = getattr(dataset, name)
        for index, record in enumerate(records):
            for changed, fields in changes(record, (type(record).__name__,)):
                changed_list: dict[str, Any] = {name: (*records[:index], changed, *records[index + 1 :])}
                yield Without(attrs.evolve(dataset, **changed_list), fields)


def changes(record: Any, inside: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """A record without each of its fields in turn that has a value and a default, and so for the records in it."""
    cls: type = type(record)
    for field in attrs.fields(cls):
        value = getattr(record, field.name)
        name = f"{cls.__name__}.{field.name.rstrip('_')}"
        fields = (*inside, name)
        if isinstance(value, ce.Record):
            inner = [(value, lambda new: new)]
        elif isinstance(value, tuple) and value and isinstance(value[0], ce.Record):
            inner = [
                (each, lambda new, index=index, value=value: (*value[:index], new, *value[index + 1 :]))
                for index, each in enumerate(value)
            ]
        else:
            inner = []
        for each, put in inner:
            for changed, deeper in changes(each, (*fields, type(each).__name__)):
                with_it = made(record, field.name, put(changed))
                if with_it is not None:
                    yield with_it, deeper
        if field.default is not attrs.NOTHING and value not in (field.default, ()):
            changed = made(record, field.name, field.default)
            if changed is not None:
                yield changed, fields


def made(record: Any, name: str, value: Any) -> Any:
    """The record with another value in a field; None where its other fields then cannot stand."""
    try:
        return attrs.evolve(record, **{name: value})
    except ce.InvalidRecordError:
        return None


def silently_lost(dataset: ce.Dataset, name: str) -> list[str]:
    """What a format neither writes nor counts: taking it away changes neither the text nor the report.

    What stands in a field, or in a record, that is reported as a whole is reported with it.
    """
    whole = written(dataset, name)
    reported = {loss.field for loss in whole.losses}
    return [
        fields[-1]
        for lacking, fields in without_one_field(dataset)
        if reported.isdisjoint(fields) and is_whole(lacking) and written(lacking, name) == whole
    ]


def is_whole(dataset: ce.Dataset) -> bool:
    """Whether no reference leads nowhere."""
    try:
        ce.dumps(dataset)
    except ce.InvalidRecordError:
        return False
    return True


@pytest.mark.parametrize("name", WRITTEN)
@given(dataset=strategies.datasets(max_records=2))
@settings(max_examples=15)
def test_nothing_is_lost_in_silence(name: str, dataset: ce.Dataset) -> None:
    """Whatever a dataset says is in the output or in the loss report, for every format that is written."""
    assert [] == silently_lost(dataset, name)


@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_of_the_example_is_lost_in_silence(name: str) -> None:
    """The same holds for the shipped example."""
    assert [] == silently_lost(examples.load("istanbul-exchange"), name)
