"""JSON text: strict decoding with reasons, and readable, stable encoding."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents._json import Object, decode, decode_text, encode, encode_line

PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text("ab\u2028\x00é", max_size=3), inner, max_size=4),
    max_leaves=40,
)  # fmt: skip


def why(text: str, line: int = 1) -> str:
    """The reason for which a text is refused."""
    with pytest.raises(ce.UnreadableInputError) as caught:
        decode(text, "name", line)
    assert "IO105" == caught.value.problem.code
    assert "name" == caught.value.what
    return caught.value.problem.message


@given(PLAIN)
def test_decode_undoes_encode(value: Any) -> None:
    """Both layouts say the same, and both end or stay as they should."""
    text, line = encode(value), encode_line(value)
    assert value == decode(text, "") == decode(line, "")
    assert text.endswith("\n")
    assert "\n" not in line


@given(PLAIN)
def test_only_what_an_editor_shows_is_written_as_it_is(value: Any) -> None:
    """Line separators, controls and marks of direction are escaped, so that a line is a line to every tool."""
    line = encode_line(value)
    assert len(line.splitlines()) <= 1
    assert not any(c in line for c in "\x00\x1f\x7f\x85\u2028\u2029\u202e\u2066\ufeff")


def test_what_fits_on_a_line_stands_on_one() -> None:
    """Longer values are broken at their members, one space for each level."""
    short = {"a": [1, 2, {"b": None}]}
    assert '{"a": [1, 2, {"b": null}]}\n' == encode(short)
    long_ = {"a": ["x" * 60, {"b": "y" * 60}], "c": []}
    assert ["{", f' "a": ["{"x" * 60}", {{"b": "{"y" * 60}"}}],'][0] == encode(long_).splitlines()[0]
    broken = encode({"a": ["x" * 100, "y" * 100]}).splitlines()
    assert ["{", ' "a": [', f'  "{"x" * 100}",', f'  "{"y" * 100}"', " ]", "}"] == broken
    assert "[]\n" == encode([])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is empty"),
        (" \n\t", "it is empty"),
        ("{", "it is cut short"),
        ('{"a": 1', "it is cut short"),
        ('{"a": [1, 2', "it is cut short"),
        ('{"a": "xyz', "cut short|Unterminated string"),
        ("{a: 1}", "it is not JSON: .* at line 1, column 2"),
        ("{'a': 1}", "it is not JSON"),
        ('{"a": 1,}', "it is not JSON"),
        ("[1] [2]", "more follows at line 1, column 5"),
        ("[NaN]", "NaN is not a JSON number; leave an unknown number out"),
        ("[-Infinity]", "-Infinity is not a JSON number"),
        ("[Infinity]", "Infinity is not a JSON number"),
        ("[01]", "it is not JSON"),
        ("[1.]", "it is not JSON"),
        ('["\n"]', "Invalid control character"),
        ('["\\x"]', "it is not JSON"),
        ("\ufeff{}", "it is not JSON"),
        ("\u00a0", "it is not JSON"),
        ("\u0661", "it is not JSON"),
    ],
)
def test_what_is_not_json_is_refused_with_the_place(text: str, reason: str) -> None:
    """The reason is in plain words with line and column."""
    import re

    assert re.search(reason, why(text))


def test_the_line_of_the_input_is_told() -> None:
    """A line of JSON Lines is decoded alone, and its number in the input counts."""
    assert "line 7, column 2" in why("{a", line=7)
    assert "line 8, column 1" in why('{"a":\nb}', line=7)


def test_nesting_of_100_000_levels_is_refused() -> None:
    """No stack overflows, in lists or in objects."""
    assert "nested too deep" in why("[" * 100_000)
    assert "nested too deep" in why('{"a":' * 100_000)
    assert "nested too deep" in why("[" * 100_000 + "]" * 100_000)


def test_very_long_numbers() -> None:
    """400 digits are a number, which the model refuses; 5,000 digits are refused here; neither takes long."""
    assert 10**399 == decode("1" + "0" * 399, "")
    assert "a whole number of 5,000 digits" in why("9" * 5000)
    assert float("inf") == decode("1e999", "")  # the model refuses it


def test_a_repeated_key_is_remembered() -> None:
    """Each key that stands more than once is named once, at any depth."""
    value = decode('{"a": 1, "b": {"c": 1, "c": 2, "c": 3}, "a": 2}', "")
    assert isinstance(value, Object)
    assert ("a",) == value.repeated
    assert ("c",) == value["b"].repeated
    assert type(decode('{"a": 1, "b": {}}', "")) is dict


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xef\xbb\xbf{}", "byte order mark"),
        ("{}".encode("utf-16"), "it is UTF-16"),
        ("{}".encode("utf-16-be"), None),
        (b"\xfe\xff\x00{", "it is UTF-16"),
        ('{"a":\n"Ö"}'.encode("latin-1"), "byte 0xd6 at offset 7 \\(line 2\\)"),
        (b'{"a": "\xed\xa0\x80"}', "it is not UTF-8"),
        (b"\xff\x00", "it is not UTF-8"),
        ("{}é".encode()[:-1], "it is not UTF-8"),
    ],
)
def test_bytes_are_utf_8_without_a_mark(data: bytes, reason: str | None) -> None:
    """What else they may be is named, with what to do; UTF-16 without a mark is no JSON."""
    if reason is None:
        assert "it is not JSON" in why(decode_text(data, "name"))
        return
    with pytest.raises(ce.UnreadableInputError, match=reason) as caught:
        decode_text(data, "name")
    assert "IO105" == caught.value.problem.code
    assert caught.value.__cause__ is None


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_that_json_knows_is_read_as_json_reads_it(text: str) -> None:
    """The standard library agrees, where it is as strict."""
    assert text == decode(json.dumps(text), "") == decode(json.dumps(text, ensure_ascii=False), "")


def test_a_line_holds_120_characters_with_its_indent() -> None:
    """One more, and a value is broken at its members."""
    assert 1 == encode(["x" * 116]).count("\n")
    assert 3 == encode(["x" * 117]).count("\n")
    assert f' ["{"x" * 115}"]\n' == encode([["x" * 115]]).splitlines(keepends=True)[1]
    assert 5 == encode([["x" * 116]]).count("\n")


def test_a_whole_number_has_up_to_4000_digits() -> None:
    """Well below what Python itself refuses."""
    assert 10**3999 == decode("1" + "0" * 3999, "")
    assert "a whole number of 4,001 digits" in why("1" + "0" * 4000)


def test_every_script_is_written_as_it_is() -> None:
    """A name in Cyrillic or a sign beyond the first plane can be read in the file."""
    assert '{"місто": "Київ 🕊"}' == encode_line({"місто": "Київ 🕊"})


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_json_number_is_not_written(number: float) -> None:
    """It could not be read again."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        encode({"a": [number]})
