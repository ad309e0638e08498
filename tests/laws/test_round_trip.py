"""The law of the round trip: what is written is read back equal, and written again byte for byte the same."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from hypothesis import given

import conflictevents as ce
from conflictevents import strategies as cs

FORMATS = ["json", "jsonl"]


@pytest.mark.parametrize("format_", FORMATS)
@given(dataset=cs.datasets())
def test_a_dataset_comes_back_equal_and_its_bytes_are_stable(format_: Any, dataset: ce.Dataset) -> None:
    """Object to JSON to object gives the same object, and writing that one gives the same text."""
    text = ce.dumps(dataset, format=format_)
    back = ce.loads(text)
    assert dataset == back
    assert text == ce.dumps(back, format=format_)


@given(dataset=cs.datasets())
def test_bytes_and_both_formats_say_the_same(dataset: ce.Dataset) -> None:
    """Reading bytes is reading their text, and a document and its JSON Lines hold the same dataset."""
    document, lines = ce.dumps(dataset), ce.dumps(dataset, format="jsonl")
    assert dataset == ce.loads(document.encode(), format="json") == ce.loads(lines.encode(), format="jsonl")


@given(dataset=cs.datasets())
def test_lines_are_one_record_each(dataset: ce.Dataset) -> None:
    """JSON Lines has a header and then a line for each record, whichever characters its texts hold."""
    lines = ce.dumps(dataset, format="jsonl").splitlines()
    lists = ("sources", "actors", "places", "events", "reports", "statements")
    tags = [json.loads(line)["record"] for line in lines[1:]]
    assert [name.removesuffix("s") for name in lists for _ in getattr(dataset, name)] == tags


@given(dataset=cs.datasets())
def test_layout_does_not_matter(dataset: ce.Dataset) -> None:
    """The order of the keys and the white space of a document are not part of what it says."""
    plain = json.loads(ce.dumps(dataset))
    assert dataset == ce.loads(json.dumps(plain, indent=3, sort_keys=True))


def assert_plain(value: Any) -> None:
    """Fail on anything but the types that JSON has, subclasses of them included."""
    if type(value) is dict:
        assert all(type(key) is str for key in value)
    elif type(value) is not list:
        assert type(value) in (str, int, float, bool, type(None))
        return
    for each in value.values() if isinstance(value, dict) else value:
        assert_plain(each)


@given(record=cs.records())
def test_every_record_comes_back_equal_through_the_converter(record: ce.Record) -> None:
    """Each class of the model, and not only the whole dataset, is read back from its own plain data."""
    converter = ce.converter()
    cls: Any = type(record)
    unstructured = converter.unstructure(record)
    assert_plain(unstructured)
    plain = json.loads(json.dumps(unstructured))
    assert record == converter.structure(plain, cls)


@given(record=cs.records())
def test_a_record_is_rebuilt_from_its_own_fields(record: ce.Record) -> None:
    """The constructor takes what the attributes give, so `attrs.evolve` changes nothing by itself."""
    cls: Any = type(record)
    assert record == attrs.evolve(record) == cls(**{f.name: getattr(record, f.name) for f in attrs.fields(cls)})  # type: ignore[misc]
