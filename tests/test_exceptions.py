"""The exceptions: what they hold, what they say, and which built-in they are."""

from __future__ import annotations

import pytest

import conflictevents as ce


def problem(number: int = 0) -> ce.Problem:
    """A problem with a number in its path."""
    return ce.Problem(code="IO108", severity=ce.Severity.ERROR, path=f"/events/{number}", message="expected text")


@pytest.mark.parametrize(
    ("cls", "builtin"),
    [
        (ce.InvalidRecordError, ValueError),
        (ce.UnreadableInputError, ValueError),
        (ce.UnknownIdError, KeyError),
        (ce.ConflictEventsError, Exception),
    ],
)
def test_each_is_one_of_ours_and_the_nearest_built_in(cls: type[Exception], builtin: type[Exception]) -> None:
    """Code that knows nothing of this library catches them by the usual name."""
    assert issubclass(cls, ce.ConflictEventsError)
    assert issubclass(cls, builtin)


def test_one_problem_is_told_in_the_singular() -> None:
    """The text names what was built, how many problems there are, and the problem."""
    error = ce.InvalidRecordError((problem(),), "Count")
    assert "Count: 1 problem\n  IO108 error at /events/0: expected text" == str(error)


def test_many_problems_are_all_held_and_twenty_are_told() -> None:
    """The text stays short, and says where the rest is."""
    error = ce.InvalidRecordError(tuple(problem(number) for number in range(1234)))
    lines = str(error).splitlines()
    assert 1234 == len(error.problems)
    assert 22 == len(lines)
    assert "record: 1,234 problems" == lines[0]
    assert "  … and 1,214 more (see .problems)" == lines[-1]


def test_exactly_twenty_problems_are_all_told() -> None:
    """There is no line about more where there are no more."""
    lines = str(ce.InvalidRecordError(tuple(problem(number) for number in range(20)))).splitlines()
    assert "  IO108 error at /events/19: expected text" == lines[-1]


def test_unreadable_input_names_the_input_and_the_reason() -> None:
    """The text is one line."""
    assert "a.json: expected text" == str(ce.UnreadableInputError(problem(), "a.json"))


def test_unknown_id_names_the_kind_and_the_id() -> None:
    """The text is a sentence, and not the quoted tuple that a KeyError shows."""
    error = ce.UnknownIdError("event", "x")
    assert "no event with the id 'x' in this dataset" == str(error)
    assert ("event", "x") == (error.kind, error.id)
