"""`Problem` and the bounded writing of values for messages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents._problems import shown


def test_a_problem_reads_in_one_line() -> None:
    """Code, severity, place and message; the whole document is called /."""
    problem = ce.Problem(code="CT101", severity=ce.Severity.WARNING, path="", message="odd")
    assert "CT101 warning at /: odd" == str(problem)


def test_a_problem_of_a_line_names_the_line() -> None:
    """The path of a problem in JSON Lines starts at the record of that line."""
    problem = ce.Problem(code="CT101", severity=ce.Severity.ERROR, path="/id", message="odd", line=12345)
    assert "CT101 error at line 12,345 /id: odd" == str(problem)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x", '"x"'),
        ("", '""'),
        ("київ 東京", '"київ 東京"'),
        ("a\nb", "'a\\nb'"),
        ("\u202eabc", "'\\u202eabc'"),
        ("\ud800", "'\\ud800'"),
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (12, "12"),
        (-1.5, "-1.5"),
        (float("nan"), "nan"),
        ({"a": 1}, "an object of 1 fields"),
        ([1, 2], "a list of 2"),
        ((), "a list of 0"),
        (10**400, "a whole number of about 401 digits"),
        (b"x", "a bytes"),
    ],
)
def test_values_are_shown_as_json_would_show_them(value: object, text: str) -> None:
    """What cannot be seen or would act on a terminal is escaped; what is large is described."""
    assert text == shown(value)


@given(st.text() | st.text("\U000e0001\ud800\x00", min_size=60) | st.integers() | st.binary() | st.lists(st.text()))
def test_whatever_is_shown_is_short_and_one_line(value: object) -> None:
    """A message stays readable whatever a file holds."""
    text = shown(value)
    assert len(text) < 120
    assert 1 == len(text.splitlines())
    assert text.encode()


def test_a_very_long_text_is_cut_and_its_length_told() -> None:
    """The cut is made before anything is worked out."""
    text = shown("x" * 10**7)
    assert text.startswith('"xxx')
    assert text.endswith("… (10,000,000 characters)")
