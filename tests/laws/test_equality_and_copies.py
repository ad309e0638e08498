"""Equal objects have equal hashes; copies and pickles are equal to what they were made from."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import strategies
from conflictevents import strategies as cs

strategies.register()

EXCEPTIONS = [ce.ConflictEventsError, *ce.ConflictEventsError.__subclasses__()]


def rebuilt(value: Any) -> Any:
    """An equal value that shares no record with the given one."""
    if isinstance(value, tuple):
        return tuple(rebuilt(each) for each in value)
    if isinstance(value, ce.Record):
        cls: Any = type(value)
        return cls(**{field.name: rebuilt(getattr(value, field.name)) for field in attrs.fields(cls)})
    return value


@given(cs.records())
def test_equal_records_have_equal_hashes(record: ce.Record) -> None:
    """A record built anew from equal values is equal, has the same hash, and is one member of a set."""
    again = rebuilt(record)
    assert record == again
    assert hash(record) == hash(again)
    assert 1 == len({record, again})


@given(cs.records(), cs.records())
def test_records_of_different_fields_differ(one: ce.Record, other: ce.Record) -> None:
    """Two records are equal just if they are of one class and all fields are equal."""
    same = type(one) is type(other) and attrs.astuple(one, recurse=False) == attrs.astuple(other, recurse=False)  # type: ignore[arg-type]
    assert same == (one == other)
    assert not same or hash(one) == hash(other)


@given(st.integers(0, 100))
def test_a_whole_percentage_is_the_same_as_a_float(number: int) -> None:
    """12 and 12.0 percent are one value with one hash and one text."""
    one, other = ce.Share(low=number), ce.Share(low=float(number))
    assert one == other
    assert (hash(one), repr(one)) == (hash(other), repr(other))


def test_there_is_no_negative_zero() -> None:
    """-0.0 is kept as 0.0, so equal points are written alike."""
    point = ce.Point(latitude=-0.0, longitude=-0.0)
    assert "0.0 0.0" == f"{point.latitude} {point.longitude}"
    assert "0.0" == str(ce.Share(low=-0.0).low)


@given(cs.records())
def test_records_pickle_and_copy(record: ce.Record) -> None:
    """Every record survives every pickle protocol, a copy and a deep copy."""
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert record == pickle.loads(pickle.dumps(record, protocol))
    assert record == copy.copy(record) == copy.deepcopy(record)


@given(cs.datasets())
def test_a_dataset_in_use_pickles(dataset: ce.Dataset) -> None:
    """The index that look-ups make is no part of a pickle, and the copy makes its own."""
    for source in dataset.sources:
        dataset.source(source.id)
    again = pickle.loads(pickle.dumps(dataset))
    assert dataset == again
    assert [source.id for source in dataset.sources] == [again.source(source.id).id for source in again.sources]


@pytest.mark.parametrize("cls", EXCEPTIONS)
@given(data=st.data())
def test_every_exception_pickles_and_copies(cls: type[ce.ConflictEventsError], data: st.DataObject) -> None:
    """An exception comes out of a pickle or a copy with its class, its text and its parts."""
    error = data.draw(st.from_type(cls))
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(error) is type(again)
        assert (str(error), vars(error), error.args) == (str(again), vars(again), again.args)


@given(cs.figure_views())
def test_views_pickle_and_equal_plain_tuples(figures: ce.Figures) -> None:
    """A view is a tuple: equal to a plain one, with its hash, and a view again after a pickle."""
    again = pickle.loads(pickle.dumps(figures))
    assert figures == again == tuple(figures)
    assert hash(figures) == hash(tuple(figures))
    assert isinstance(again, ce.Figures)
