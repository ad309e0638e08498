"""The limits on the values of fields, and that JSON Schema says the same of them."""

from __future__ import annotations

import re
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictevents import _fields
from conflictevents._fields import Limit, nearest
from conflictevents._record import split, taker
from conflictevents._vocab import Measure

NAMES = [
    "Id",
    "Text",
    "Country",
    "Language",
    "Hash",
    "MeasureWord",
    "Group",
    "Latitude",
    "Longitude",
    "Percent",
    "Number",
]
TAKEN = {
    "Id": ["a", "київ", "x" * 200, "/", "~1", "#", "\U0001f54a"],
    "Text": ["a", " a\n", "\x00", "\u200b", "0"],
    "Country": ["UA", "ZZ"],
    "Language": ["en", "en-GB", "sr-Cyrl-RS", "zh-Hant"],
    "Hash": ["0" * 64, "abcdef" * 10 + "1234"],
    "MeasureWord": ["killed", "x.sunk", "x-lab.a.b", "0.0"],
    "Group": ["children", "women+civilians", "nationality:UA", "children+nationality:UA+force:x"],
    "Latitude": [-90, 90, 0, 12.5],
    "Longitude": [-180, 180.0],
    "Percent": [0, 100, 99.99],
    "Number": [0, 2**53 - 1],
}
REFUSED = {
    "Id": ["", " ", "a b", "a\n", "\n", "x" * 201, "\x00", "\x7f", "\u00a0", "\ud800", 1, None],
    "Text": ["", " ", "\n\t", "\u3000", "\ud800", 1, None, b"a"],
    "Country": ["ua", "U", "UKR", "UA\n", "ÜA", ""],
    "Language": ["e", "en_GB", "en-", "-en", "english language", "en\n", ""],
    "Hash": ["0" * 63, "0" * 65, "A" * 64, "0" * 64 + "\n", "g" * 64],
    "MeasureWord": ["kiled", "Killed", "", ".", "x.", ".x", "X.y", "x y.z", "killed\n", "x.y\n"],
    "Group": ["", "+", "children+", "kids", "children+children", "nationality:", ":UA", "children\n", "x:y\n"],
    "Latitude": [-90.01, 91, float("nan"), float("inf"), -(10**400), 10**400, True, "1"],
    "Longitude": [180.5, -181, float("-inf"), 10**400],
    "Percent": [-0.1, 100.1, float("nan"), 10**400],
    "Number": [-1, 2**53, 1.0, True, "1", None, 10**5000],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in NAMES for value in TAKEN[name]])
def test_values_within_the_limits_are_taken(name: str, value: Any) -> None:
    """The ends of each range and the odd but right forms are taken."""
    assert taker(getattr(_fields, name))(value)


@pytest.mark.parametrize("name", NAMES)
def test_values_beyond_the_limits_are_refused(name: str) -> None:
    """What is just beyond, of the wrong type, or has a line break at its end is refused, and nothing raises."""
    for value in REFUSED[name]:
        assert not taker(getattr(_fields, name))(value), value


def schema_of(name: str) -> dict[str, Any]:
    """The limit of a type as a JSON Schema, with the JSON type beside it."""
    base, limits = split(getattr(_fields, name))
    kind = {str: "string", int: "integer", float: "number"}[base]
    return {"type": kind} | limits[0].schema()


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_takes_and_refuses_the_same(name: str) -> None:
    """An independent validator agrees on every listed value that JSON can hold."""
    valid = jsonschema_rs.validator_for(schema_of(name)).is_valid
    assert all(valid(value) for value in TAKEN[name])
    # JSON Schema counts 1.0 as a whole number, and cannot say that no tag stands twice.
    beyond_schema = [1.0, "children+children"]
    for value in REFUSED[name]:
        holds = isinstance(value, str) and not any("\ud800" <= c <= "\udfff" for c in value)
        number = isinstance(value, (int, float)) and abs(value) < 1e300
        if (holds or number) and value not in beyond_schema:
            assert not valid(value), value


@given(st.text())
def test_text_is_blank_just_if_white_space_is_all_it_has(text: str) -> None:
    """The pattern agrees with `str.strip`, but for the byte order mark, which ECMA 262 takes for white space."""
    assert bool(text.replace("\ufeff", " ").strip()) == taker(_fields.Text)(text)


def test_a_bare_limit_must_be_given_its_rule() -> None:
    """The base class itself limits nothing."""
    with pytest.raises(NotImplementedError):
        Limit().takes(1)
    with pytest.raises(NotImplementedError):
        Limit().schema()
    assert Limit().suggest("x") is None


@pytest.mark.parametrize(
    ("value", "word"), [("kiled", "killed"), (" KILLED ", "killed"), ("qqqq", None), ("k" * 41, None), (12, None)]
)
def test_the_nearest_word_is_found_where_it_is_near(value: object, word: str | None) -> None:
    """A typing error is met; what is far off, long or no text has no suggestion."""
    assert word == nearest(value, frozenset(measure.value for measure in Measure))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Latitude", "a number of degrees from -90 to 90"),
        ("Longitude", "a number of degrees from -180 to 180"),
        ("Percent", "a number of percent from 0 to 100"),
        ("Number", "a whole number from 0 to 9,007,199,254,740,991"),
        ("Offset", "a whole number from 0 to 9,007,199,254,740,991"),
    ],
)
def test_a_range_is_told_with_its_ends(name: str, words: str) -> None:
    """Both ends are in the words, with the unit where there is one."""
    assert words == split(getattr(_fields, name))[1][0].expected


def test_every_limit_says_what_it_expects() -> None:
    """No limit of a field has an empty message or a code of no form."""
    hints = [getattr(_fields, name) for name in _fields.__all__ if name != "Words"]
    limits = [limit for hint in hints for limit in split(hint)[1]]
    assert len(limits) > 20
    for limit in limits:
        assert limit.expected
        assert re.fullmatch(r"[A-Z]{2}[0-9]{3}", limit.code)


def test_a_suggestion_is_made_for_a_word_and_a_group() -> None:
    """The vocabulary's own words are the candidates."""
    assert "killed" == split(_fields.MeasureWord)[1][0].suggest("kileld")
    assert "children" == split(_fields.Group)[1][0].suggest("childern")


@pytest.mark.parametrize("unseen", ["\u2003", "\u3000", "\u200b", "\u2028", "\u202e", "\ufeff", "\x85", "\x1f", " "])
def test_an_id_has_no_character_that_cannot_be_seen(unseen: str) -> None:
    """Two ids that look alike are alike."""
    assert not taker(_fields.Id)(f"a{unseen}b")


@pytest.mark.parametrize("blank", [*"\t\n\v\f\r \x85\xa0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"])
def test_reader_and_schema_agree_on_what_is_blank(blank: str) -> None:
    """White space of Python and of ECMA 262 alike is blank to both."""
    (limit,) = split(_fields.Text)[1]
    schema = jsonschema_rs.validator_for({"type": "string"} | limit.schema())
    assert not taker(_fields.Text)(blank)
    assert not schema.is_valid(blank)
    assert taker(_fields.Text)(f"{blank}x")
    assert schema.is_valid(f"{blank}x")
