"""Frozen all the way down: no public class has room for a list, a dict or a set, and no object can be changed."""

from __future__ import annotations

import typing
from enum import Enum
from typing import Any

import attrs
import pytest
from hypothesis import given

import conflictevents as ce
from conflictevents import _compare, checks, reconcile
from conflictevents import strategies as cs
from conflictevents._record import element, field_types, members, split

PUBLIC = [getattr(ce, name) for name in ce.__all__ if isinstance(getattr(ce, name), type)]
MODEL = [cls for cls in PUBLIC if attrs.has(cls)]
PLAIN = {str, int, float, bool, type(None)}


def leaves(hint: Any) -> list[Any]:
    """The types that a hint is made of, tuples and unions taken apart."""
    if typing.get_origin(hint) is tuple and typing.get_args(hint)[1:] != (...,):  # a place: its start and its end
        return [leaf for each in typing.get_args(hint) for leaf in leaves(each)]
    inner = element(hint)
    if inner is not None:
        return leaves(inner)
    if len(members(hint)) > 1:
        return [leaf for option in members(hint) for leaf in leaves(option)]
    return [split(hint)[0]]


@pytest.mark.parametrize("cls", MODEL)
def test_the_type_hints_leave_no_room_for_what_can_be_changed(cls: type) -> None:
    """Every field is a plain value, a word of a vocabulary, a frozen record, or a tuple of these."""
    for name, hint in field_types(cls).items():
        for leaf in leaves(hint):
            frozen = leaf in (*MODEL, ce.Record) or issubclass(leaf, Enum)
            assert leaf in PLAIN or frozen, f"{cls.__name__}.{name} may hold a {leaf}"


@pytest.mark.parametrize("cls", MODEL)
def test_every_class_is_slotted_and_keyword_only(cls: Any) -> None:
    """No class has a `__dict__` to put things into, and none takes positional arguments."""
    assert all("__slots__" in vars(base) for base in cls.__mro__[:-1])
    assert all(field.kw_only for field in attrs.fields(cls))


def walk(value: Any, path: str = "") -> None:
    """Fail on anything within a value that can be changed."""
    assert not isinstance(value, (list, dict, set, bytearray)), f"{path} can be changed"
    if isinstance(value, tuple):
        for index, each in enumerate(value):
            walk(each, f"{path}/{index}")
    elif attrs.has(type(value)):
        assert not hasattr(value, "__dict__"), f"{path} has a __dict__"
        for field in attrs.fields(type(value)):
            walk(getattr(value, field.name), f"{path}/{field.name}")
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(value, field.name, None)
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                delattr(value, field.name)
    else:
        assert type(value) in PLAIN or isinstance(value, Enum), f"{path} is a {type(value)}"


@given(cs.records())
def test_no_record_holds_what_can_be_changed(record: ce.Record) -> None:
    """Made-up records of every class hold only what is frozen, at every depth, and refuse assignment and deletion."""
    walk(record)
    with pytest.raises((AttributeError, TypeError)):
        record.unheard_of = 1  # type: ignore[attr-defined]


@given(cs.datasets())
def test_using_a_dataset_does_not_change_it(dataset: ce.Dataset) -> None:
    """Looking things up makes an index and changes neither the value nor the hash."""
    before = ce.dumps(dataset), hash(dataset)
    for event in dataset.events:
        assert dataset.event(event.id) is event
    list(ce.claims_table(dataset))
    walk(dataset)
    assert before == (ce.dumps(dataset), hash(dataset))


@pytest.mark.parametrize(
    "cls",
    [
        checks.Check, _compare.Comparison, _compare.Pair, _compare.Quantity, _compare.StatedFigure, reconcile.Estimate,
    ],
)  # fmt: skip
def test_what_is_said_about_a_dataset_is_keyword_only_too(cls: Any) -> None:
    """A field can be added anywhere without a caller noticing."""
    assert all(field.kw_only for field in attrs.fields(cls))


@given(cs.claim_rows() | cs.problems())
def test_rows_and_problems_are_frozen_too(value: ce.ClaimRow | ce.Problem) -> None:
    """What is said about a dataset is as frozen as the dataset."""
    walk(value)
    assert isinstance(hash(value), int)
