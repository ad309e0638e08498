"""`repr` of a record: the call that makes it, and no more than a person can read."""

from __future__ import annotations

import pickle
import subprocess
import sys
import tracemalloc
from typing import Any

import attrs
import pytest
from hypothesis import given

import conflictevents as ce
from conflictevents import examples
from conflictevents import strategies as cs

NAMES: dict[str, Any] = {name: getattr(ce, name) for name in ce.__all__}
HEAD = "Dataset(title="


@attrs.frozen(kw_only=True)
class Siege(ce.Event):
    """A kind of one's own."""

    kind = "x-lab.siege"
    of: ce.Place | None = None


@attrs.frozen(kw_only=True)
class Named(ce.Event):
    """A kind that has a text of its own."""

    kind = "x-lab.named"

    def __repr__(self) -> str:
        return f"<{self.id}>"


@given(cs.records())
def test_a_repr_evaluates_to_an_equal_record_or_not_at_all(record: ce.Record) -> None:
    """What is cut is no Python, so it cannot be taken for the whole."""
    try:
        again = eval(repr(record), NAMES)  # noqa: S307 - the law is about what it evaluates to
    except SyntaxError:
        assert "…" in repr(record)
        assert len(ce.codify(record)) > 500
    else:
        assert record == again


@pytest.mark.parametrize(
    ("expected", "record"),
    [
        ("Count(low=12)", ce.Count.at_least(12)),
        ("Count(low=0, high=0)", ce.Count.exactly(0)),
        ("Dataset()", ce.Dataset()),
        ("Location(place='kyiv', role='venue')", ce.Location(place="kyiv", role="venue")),
        ("Actor(id='a', name='A', aliases=('B',))", ce.Actor(id="a", name="A", aliases=("B",))),
        ("Siege(id='s', of=Place(id='p', name='P'))", Siege(id="s", of=ce.Place(id="p", name="P"))),
        ("<n>", Named(id="n")),
        ("Dataset(events=(<n>, <m>))", ce.Dataset(events=(Named(id="n"), Named(id="m")))),
    ],
)
def test_defaults_are_left_out(expected: str, record: ce.Record) -> None:
    """A repr has what was stated, in the order of writing, for kinds of one's own as well."""
    assert expected == repr(record)


def test_claims_come_last_as_in_a_file() -> None:
    """The attribution stands after what is claimed."""
    figure = ce.Figure(attribution=ce.Attribution(source="a"), measure="killed")
    assert "Figure(measure='killed', attribution=Attribution(source='a'))" == repr(figure)


def test_a_long_record_tells_how_much_is_left_out() -> None:
    """The members of tuples that are not shown are counted."""
    many = ce.Actor(id="a", name="A", aliases=tuple(f"name number {number}" for number in range(1_000)))
    expected = "Actor(id='a', name='A', aliases=('name number 0', 'name number 1', 'name number 2', … 997 more))"
    assert expected == repr(many)
    whole = repr(examples.load("istanbul-exchange"))
    assert whole.startswith(HEAD)
    assert whole.endswith("sources=(… 1), actors=(… 14), places=(… 4), events=(… 9), reports=(… 3), statements=(… 9))")


def test_a_long_text_is_cut_without_being_written_whole() -> None:
    """Of a title of a hundred million characters only the start is copied, and its length is told."""
    dataset = ce.Dataset(title="x" * 100_000_000)
    tracemalloc.start()
    try:
        text = repr(dataset)
        assert 10_000_000 > tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert f"{HEAD}'{'x' * 80}'… (100,000,000 characters))" == text


def test_unpickled_records_are_readable_too() -> None:
    """A program that only unpickles runs no constructor, and prints the same."""
    code = (
        "import pickle, sys; from conflictevents import Count;"
        "print(pickle.loads(bytes.fromhex(sys.argv[1])), repr(pickle.loads(bytes.fromhex(sys.argv[1]))))"
    )
    data = pickle.dumps(ce.Count.at_least(12)).hex()
    done = subprocess.run([sys.executable, "-c", code, data], capture_output=True, check=True, encoding="utf-8")
    assert "at least 12 Count(low=12)\n" == done.stdout
