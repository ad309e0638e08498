"""`codify`: a record as the code that makes it."""

from __future__ import annotations

import enum
import subprocess
import sys
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import examples
from conflictevents import strategies as cs


class Colour(enum.Enum):
    """A vocabulary of one's own that is no text."""

    RED = 1


@attrs.frozen(kw_only=True)
class Siege(ce.Event):
    """A kind of one's own."""

    kind = "x-lab.siege"
    colour: Colour | None = None
    of: ce.Place | None = None


NAMES: dict[str, Any] = {"ce": ce, "Colour": Colour, "Siege": Siege}
ODD = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"'\\\n\t\r\x00\x7f\u202e\u2028\ufeff{}…"))


def evaluated(code: str) -> object:
    """What the code makes, where the library and the classes of this module are known."""
    made: object = eval(code, NAMES)  # noqa: S307 - the law is about what it evaluates to
    return made


@given(cs.records() | cs.datasets(kinds=(Siege, ce.Talks, ce.Strike)))
def test_the_code_evaluates_to_an_equal_record(record: ce.Record) -> None:
    """Law: the code of every record makes it again, one of a kind of one's own too."""
    assert record == evaluated(ce.codify(record))


@given(ODD)
def test_every_text_survives(text: str) -> None:
    """Quotation marks of both kinds, backslashes, control characters and what turns the writing come back."""
    cell = ce.Cell(name="n", value=text)
    code = ce.codify(cell)
    assert cell == evaluated(code)
    assert code.isprintable() or "\n" in code
    assert {each for each in code if not each.isprintable()} <= {"\n"}


@given(cs.counts())
def test_a_count_is_told_by_the_constructor_that_says_what_it_is(count: ce.Count) -> None:
    """A count of plain bounds uses the constructor named after them, any other all of its fields."""
    code = ce.codify(count)
    assert count == evaluated(code)
    assert code.startswith("ce.Count(") == (count.approximate or count.policy is not None)


@pytest.mark.parametrize(
    ("expected", "record"),
    [
        ("ce.Count.exactly(12)", ce.Count.exactly(12)),
        ("ce.Count.exactly(0)", ce.Count.at_most(0)),
        ('ce.Count.at_least(301, text="over 300")', ce.Count.more_than(300, text="over 300")),
        ("ce.Count.at_most(5)", ce.Count.at_most(5)),
        ("ce.Count.between(3, 5)", ce.Count.between(3, 5)),
        ("ce.Count(low=3, high=5, approximate=True)", ce.Count(low=3, high=5, approximate=True)),
        ('ce.When(edtf="2025-05-25")', ce.When.parse("2025-05-25")),
        ("ce.Dataset()", ce.Dataset()),
        ('ce.Actor(id="a", name="A", aliases=("B",))', ce.Actor(id="a", name="A", aliases=("B",))),
        ('ce.Cell(name="n", value="it\'s")', ce.Cell(name="n", value="it's")),
        ('ce.Cell(name="n", value=\'say "so"\')', ce.Cell(name="n", value='say "so"')),
        ('Siege(id="s", colour=Colour.RED)', Siege(id="s", colour=Colour.RED)),
    ],
)
def test_short_code_stays_on_its_line(expected: str, record: ce.Record) -> None:
    """What fits on one line is written on one, without what equals its default."""
    assert expected == ce.codify(record)


def formatted(code: str) -> str:
    """The code as the formatter of this project lays it out in lines of 100 characters."""
    pytest.importorskip("ruff")
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", "100", "-"]
    done = subprocess.run(command, input=f"{code}\n", capture_output=True, check=True, encoding="utf-8")
    return done.stdout.rstrip("\n")


def test_the_worked_example_is_laid_out_as_a_formatter_would() -> None:
    """The code of a whole dataset needs no formatting, and has no line over 100 characters but for a long text."""
    code = ce.codify(examples.load("istanbul-exchange"))
    assert formatted(code) == code
    assert [line for line in code.splitlines() if len(line) > 100 and line.lstrip().count('"') != 2] == []


@settings(max_examples=15)
@given(cs.datasets())
def test_any_code_is_laid_out_as_a_formatter_would(dataset: ce.Dataset) -> None:
    """The formatter has nothing to change in the code of odd records either."""
    code = ce.codify(dataset)
    assert formatted(code) == code


def test_time_grows_with_the_size_and_no_faster() -> None:
    """Ten times the claims take about ten times as many calls of functions."""

    def calls(size: int) -> int:
        attribution = ce.Attribution(source="a", verb="said")
        figures = tuple(ce.Figure(id=f"f{number}", measure="killed", attribution=attribution) for number in range(size))
        dataset = ce.Dataset(events=(ce.Incident(id="e", figures=figures),))
        counted = 0

        def count(*_: object) -> None:
            nonlocal counted
            counted += 1

        sys.setprofile(count)
        try:
            ce.codify(dataset)
        finally:
            sys.setprofile(None)
        return counted

    calls(10)
    assert 12 * calls(200) > calls(2_000)


def test_only_records_are_taken() -> None:
    """Anything else is refused by name."""
    with pytest.raises(TypeError, match="expected a record, got a list"):
        ce.codify([])  # type: ignore[arg-type]
