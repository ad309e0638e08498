"""Rows of JSON: the same whatever pieces the text comes in, and what is broken costs no more than its own row."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any, Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conflictevents.formats._json_rows import rows_of
from conflictevents.formats._json_text import Broken, Found

SCALARS: Final = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
VALUES: Final = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)
ROWS: Final = st.lists(st.dictionaries(st.text(max_size=4), VALUES, max_size=3), max_size=5)
INDENTS: Final = st.sampled_from([None, 0, 1, "\t"])


def pieces_of(text: str, sizes: list[int]) -> Iterator[str]:
    """A text in pieces of these sizes."""
    at = 0
    for size in (*sizes, len(text)):
        yield text[at : at + size]
        at += size


def values(found: list[Found | Broken]) -> list[Any]:
    """The values of what is not broken."""
    return [each.value for each in found if isinstance(each, Found)]


@given(st.data(), ROWS, INDENTS, st.sampled_from(["list", "page", "lines", "pages", "pages in a list"]), st.booleans())
def test_rows_are_the_same_in_any_pieces(
    data: st.DataObject, rows: list[Any], indent: Any, shape: str, ascii_only: bool
) -> None:
    """They are what the whole text holds, each with its line and its own text."""
    given_keys = ("rows",) if shape.startswith("page") else ()
    assume(shape != "lines" or not any("rows" in row for row in rows))
    assume(shape != "pages in a list" or rows)  # a first page without rows does not tell that it is one

    def written(value: object) -> str:
        return json.dumps(value, indent=indent, ensure_ascii=ascii_only)

    if shape == "list":
        text = written(rows)
    elif shape == "lines":
        text = "\n".join(map(written, rows))
    elif shape == "pages in a list":
        text = written([{"a": 1.5, "rows": rows, "z": {"rows": [0]}}, {"rows": rows}])
    else:
        page = written({"a": 1.5, "rows": rows, "z": {"rows": [0]}})
        text = f"{page}\n{page}" if shape == "pages" else page
    sizes = data.draw(st.lists(st.integers(1, max(len(text) // 3, 1)), max_size=12))
    found = list(rows_of(pieces_of(text, sizes), given_keys))
    assert (rows * 2 if shape.startswith("pages") else rows) == values(found)
    at = 0
    for each in found:
        assert isinstance(each, Found)
        assert each.value == json.loads(each.raw)
        at = text.index(each.raw, at)
        assert text.count("\n", 0, at) + 1 == each.line
        at += len(each.raw)


@given(st.lists(VALUES, max_size=5), st.data())
def test_a_list_may_hold_anything(elements: list[Any], data: st.DataObject) -> None:
    """Numbers too, which may stand at the end of a piece; whoever asks decides what is a row."""
    text = json.dumps(elements)
    sizes = data.draw(st.lists(st.integers(1, 3), max_size=40))
    assert json.dumps(elements) == json.dumps(values(list(rows_of(pieces_of(text, sizes), ()))))


@pytest.mark.parametrize("number", ["1e+5", "-1.25E-7", "12", "-0", "1.0", "123456789012345678901234567890"])
def test_a_number_is_not_cut(number: str) -> None:
    """A decoder takes `1` of `1e+` for a number, and the rest for what comes after."""
    found = list(rows_of(iter(f"[{number}]"), ()))
    assert [number] == [each.raw for each in found if isinstance(each, Found)]
    found = list(rows_of(iter(number), ()))
    assert [number] == [each.raw for each in found if isinstance(each, Found)]


@given(
    st.text() | st.lists(st.sampled_from(['{"a":', "[", "]", "}", ",", '"', "\n", "1", "\\u00", ":", " "])).map("".join)
)
def test_any_text_comes_to_an_end(text: str) -> None:
    """Nothing is raised, and the pieces make no difference."""
    for keys in ((), ("a",)):
        assert list(rows_of([text], keys)) == list(rows_of(iter(text), keys))


LISTED: Final = '[\n  {"a": 1},\n  BROKEN,\n  {"a": 3}\n]\n'


@pytest.mark.parametrize(
    "broken",
    [
        '{"a": 2',
        '{"a" 2}',
        '{"a": 2}}',
        "{'a': 2}",
        '{"a": "2}',
        '{"a": 0x2}',
        '{"a": [2}',
        '{"a": ' + "[" * 100_000 + "}",
        '{"a":\n\n    2 3}',
    ],
)
def test_a_broken_row_costs_no_other(broken: str) -> None:
    """In a list and in lines, whatever is wrong with it, and its text is given."""
    listed = list(rows_of([LISTED.replace("BROKEN", broken)], ()))
    assert [{"a": 1}, {"a": 3}] == [each for each in values(listed) if each != {"a": 2}]
    told = [each for each in listed if isinstance(each, Broken)]
    assert {3} == {each.line for each in told}
    assert "".join((told[-1].raw or "").split()).rstrip(",") in "".join(broken.split())
    if "\n" not in broken:
        lines = list(rows_of([f'{{"a": 1}}\n{broken}\n{{"a": 3}}\n'], ()))
        assert [{"a": 1}, {"a": 3}] == [each for each in values(lines) if each != {"a": 2}]


def test_a_missing_comma_costs_nothing() -> None:
    """It is told, and both rows are read."""
    found = list(rows_of(['[\n {"a": 1}\n {"a": 2}\n]'], ()))
    assert [{"a": 1}, {"a": 2}] == values(found)
    assert [(3, "")] == [(each.line, each.raw) for each in found if isinstance(each, Broken)]


DAMAGED: Final = {
    # Where rows have lines of their own, the others are read.
    "the last row of a page": ('{"rows":[\n{"id":"a"},\n{"id":"b",}\n],\n"m":[\n{"id":"N"}\n]}\n', "a"),
    "the last row of the first page": (
        '{"rows":[\n{"id":"a"},\n{"id":"b",}\n]}\n{"rows":[\n{"id":"c"},\n{"id":"d"}\n]}',
        "acd",
    ),
    "a comma at the end of a list": ('{"rows":[\n{"id":"a"},\n{"id":"b"},\n]}\n{"rows":[\n{"id":"c"}\n]}', "abc"),
    "indented pages": ('{"rows":[\n {"id":"a"},\n {"id":"b",}\n ]}\n{"rows":[\n {"id":"c"}\n ]}', "ac"),
    "a brace before a row in several lines": ('[\n {\n  "id":"a"\n },\n  "id":"b"\n },\n {\n  "id":"c"\n }\n]', "ac"),
    "a line cut after a colon": ('{"id":"a"}\n{"id":"b","n":\n{"id":"c"}\n{"id":"d"}\n{"id":"e"}', "acde"),
    "a line cut within a list": ('{"id":"a"}\n{"id":"b","n":[{"id":"N"},\n{"id":"c"}\n{"id":"d"}\n{"id":"e"}', "acde"),
    "a line cut after a brace": ('{"id":"a"}\n{\n{"id":"c"}\n{"id":"d"}', "acd"),
    "a row cut within a list": ('[\n{"id":"a"},\n{"id":"b","n":[{"id":"N"},\n{"id":"c"},\n{"id":"d"}\n]', "acd"),
    "rows beside one another and a comma": ('[\n{"id":"a"},\n{"id":"b"}, {"id":"c"},\n]', "abc"),
    "two commas": ('[\n{"id":"a"},\n{"id":"b"},,\n{"id":"c"}\n]', "abc"),
    "commas first": ('[\n {"id":"a"}\n,{"id":"b",}\n,{"id":"c"}\n,{"id":"d"}\n]', "acd"),
    "a page a line": ('{"rows":[{"id":"a"}]}\n{"rows":[{"id":"b"},{"id":"x",,}]}\n{"rows":[{"id":"c"}]}', "abc"),
    "marks of byte order": ('\ufeff{"rows":[{"id":"a"}]}\n\ufeff{"rows":[{"id":"b"}]}', "ab"),
    "commas first, aligned": ('[\n  {"id":"a"}\n, {"id":"b"}\n, {"id":"c",}\n, {"id":"d"}\n]', "abd"),
    "a comma first and a brace less": ('[\n{"id":"a"}\n,{"id":"b"}\n,{"id":"x"\n,{"id":"c"}\n]', "abc"),
    "commas alone and a brace less": ('[\n{"id":"a"}\n,\n{"id":"x"\n,\n{"id":"b"}\n,\n{"id":"c"}\n]', "abc"),
    "the first row of a list": ('[\n{"id":"x",\n{"id":"a"},\n{"id":"b"}\n]', "ab"),
    "the first line": ('{"id":"x",\n{"id":"a"}\n{"id":"b"}', "ab"),
    "the second row of a list": ('[{"id":"a"},\n{"id":"x",\n{"id":"b"},\n{"id":"c"}]', "abc"),
    "the row beside a bracket": ('[{"id":"x",},\n {"id":"a"},\n {"id":"b"}]', "ab"),
    "a page a line without an end": ('{"rows":[{"id":"a"}]}\n{"rows":[{"id":"b"}]\n{"rows":[{"id":"c"}]}', "abc"),
    "lists called as the list of a page": (
        '[\n{"id":"a","rows":[]},\n{"id":"b","rows":[]},\n{"id":"x",},\n{"id":"c"}]',
        "abc",
    ),
    "a row deeper than others": ('[\n  {"id":"a"},\n    {"id":"b"},\n  {"id":"x",},\n  {"id":"c"}\n]', "abc"),
    # Elsewhere what comes before is read, and no part of a row becomes one.
    "after the list": ('{\n "rows": [\n  {"id":"a"}\n ],\n "T": 1,,\n "m": [\n  {"id":"N"}\n ]\n}', "a"),
    "the end of a list": ('{\n "rows": [\n  {"id":"a"}\n },\n "m": [\n  {"id":"N"}\n ]\n}', "a"),
    "the end of a list and more": ('{\n "rows": [\n  {"id":"a"} [\n  {"id":"N"}\n ]\n}', "a"),
    "the end of a list and a brace": ('{\n "rows": [\n  {"id":"a"},\n "m": [\n  {"id":"N"}\n ]\n}', "a"),
    "a page cut short": ('{"rows":[\n{"id":"a"},\n{"i\n{"rows":[\n{"id":"c"}\n]}', "a"),
    "a page cut after a comma": ('{"rows":[\n{"id":"a"},\n{"rows":[\n{"id":"c"}\n]}', "a"),
    "a bracket less": ('[\n{"id":"a"},\n{"id":"b","x":"N1"},{"id":"N"}]},\n{"id":"c"}\n]', "a"),
    "a bracket more": ('[\n{"id":"a"},\n{"id":"b","n":[{"id":"N"}]},{"id":"N"}]},\n{"id":"c"}\n]', "a"),
    "a list at the margin": ('[\n{"id":"a"},\n{"id":"b",,"n":[\n{"id":"N"},\n{"id":"N"}\n]},\n{"id":"c"}\n]', "a"),
    "two lines less": (
        '[\n {\n"id":"a"\n },\n {\n"id":"b",\n"x":1\n  },\n  {\n"id":"N"\n  }\n ]\n },\n {\n }\n]',
        "ab",
    ),
    "many parts": ('[\n{"id":"a"},\n{"id":"b"}' + ', {"id":"N"}' * 150 + ']},\n{"id":"c"}\n]', "a"),
    "the head of a row": ('[\n{"id":"a"},\n{"id":"N"},{"id":"N"}],"z":1},\n{"id":"c"}\n]', "a"),
    "lines of a row": ('{"id":"a"}\n{"id":"x","y":,"n":[\n{"id":"N"},\n{"id":"N"}\n]}\n{"id":"c"}', "a"),
    "a row with several lines": ('[\n  {"b": [\n    {"c" 1}\n  ]},\n  {"id": "b"}\n]', "b"),
    "parts at the margin": ('{"b": [\n{"c" 1},\n{"id": "N"}\n]}\n{"id": "b"}', ""),
    "all on one line": ('[{"id":"a"}, {"id" 2}, {"id":"c"}]', "a"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_no_part_of_a_row_becomes_one(name: str) -> None:
    """Whatever is damaged, in any pieces; and it is told."""
    text, expected = DAMAGED[name]
    found = list(rows_of([text], ("rows",)))
    assert expected == "".join(each["id"] for each in values(found) if isinstance(each, dict))
    assert any(isinstance(each, Broken) for each in found) or "marks" in name
    assert found == list(rows_of(iter(text), ("rows",)))


@given(
    st.data(),
    st.integers(2, 5),
    st.sampled_from(["lines", "list", "indented", "pages"]),
    st.sampled_from(["", "{", "}", "[", "]", ",", '"', ":", "]}", "}]", "},", "\n", " x ", "[{", "\\"]),
    st.integers(0, 14),
)
def test_rows_survive_damage(data: st.DataObject, number: int, shape: str, put: str, taken: int) -> None:
    """Of rows with a line each, whatever is taken or put in, no part becomes a row, and what is lost is told."""
    parts: Any = [{"part": 1}, {"part": {"part": 2}}]
    rows: list[Any] = [{"id": each, "x": "}{", "n": parts, "o": {"part": 3}} for each in range(number)]
    written = [json.dumps(row) for row in rows]
    text = {
        "lines": "\n".join(written),
        "list": "[\n{}\n]".format(",\n".join(written)),
        "indented": "[\n  {}\n]".format(",\n  ".join(written)),
        "pages": "\n".join(f'{{"rows": [\n{row},\n{row}\n], "m": {{"part": 0}}}}' for row in written),
    }[shape]
    at = data.draw(st.integers(0, len(text)))
    found = list(rows_of([text[:at] + put + text[at + taken :]], ("rows",)))
    got = values(found)
    assert not [each for each in got if isinstance(each, dict) and "part" in each and "id" not in each]
    lost = [row for row in rows if row not in got]
    assert len(lost) < 2 or any(isinstance(each, Broken) for each in found)


@pytest.mark.parametrize("end", range(1, len(LISTED) - 3))
def test_text_that_is_cut_short_says_so(end: int) -> None:
    """Wherever it is cut, and the rows before are there."""
    text = LISTED.replace("BROKEN", '{"b": "\\u00e4\\\\"}')
    *rows, last = rows_of([text[:end]], ())
    assert isinstance(last, Broken)
    assert ("the input is cut short", None) == (last.reason, last.raw)
    assert [{"a": 1}, {"b": "ä\\"}, {"a": 3}][: len(rows)] == values(rows)


@pytest.mark.parametrize("value", ["{digits}", '{{"b": {digits}}}', "[{digits}]"])
def test_a_number_of_too_many_digits_costs_its_row(value: str) -> None:
    """Python makes no number of more than 4,300 digits; the row is told with its text, on one line with others too."""
    row = f'{{"a": {value.format(digits="9" * 5000)}, "b": 7}}'
    for text in (f'[{{"a": 1}}, {row}, {{"a": 3}}]', f'{{"a": 1}}\n{row}\n{{"a": 3}}'):
        for first in (1, 4_400, 5_000, len(text)):
            found = list(rows_of(pieces_of(text, [first]), ()))
            assert [{"a": 1}, {"a": 3}] == values(found)
            assert [row] == [each.raw for each in found if isinstance(each, Broken)]


def test_a_key_may_be_anything() -> None:
    """What is no text is no key of JSON, which is told."""
    for text in ("{[1]: 2}", '{{"a": 1}: [2]}', "{1: [2]}"):
        assert isinstance(next(rows_of([text], ("rows",))), Broken)


@pytest.mark.parametrize("end", ["\n", ""])
def test_memory_does_not_grow_with_the_text(end: str) -> None:
    """A page of a hundred megabytes, all of it on one line too, takes no more than some pieces of it."""
    row = f'{{"a": "{"x" * 1000}"}},{end}'
    pieces = chain(['{"rows": [', end], repeat(row * 60, 1_700), ['{"a": 0}], "next": null}'])
    tracemalloc.start()
    try:
        assert 60 * 1_700 + 1 == sum(1 for _ in rows_of(pieces, ("rows",)))
        assert tracemalloc.get_traced_memory()[1] < 2**21
    finally:
        tracemalloc.stop()


def test_a_value_without_an_end_is_given_up() -> None:
    """It is not collected until memory is full."""
    pieces = chain(['["'], repeat("x" * 2**20, 10_000))
    (broken,) = rows_of(pieces, ())
    assert isinstance(broken, Broken)
    assert "more than 67,108,864 characters" in broken.reason
    assert next(iter(pieces), None) is not None


def test_blanks_without_end_end_nothing() -> None:
    """More of them than may be in memory are still blanks."""
    pieces = chain(["[1,\n"], repeat(" " * 2**20, 70), ["2]"])
    assert [1, 2] == values(list(rows_of(pieces, ())))
