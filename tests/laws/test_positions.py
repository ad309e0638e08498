"""The laws of positions: every pointer into a JSON text is found where the value that it names is written."""

from __future__ import annotations

import json
import random
from typing import Any, Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conflictevents._positions import is_one_value, positions
from conflictevents._problems import pointer_step

READER: Final = json.JSONDecoder(strict=False)
BLANKS: Final = " \t\r\n"

KEYS: Final = (
    st.sampled_from(("", "a", "b", "0", "1", "a/b", "~1", "~", '"', "\\", "\U0001f600", "é", "\ud800", "\udc00x"))
    | st.text()
)
SCALARS: Final = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
VALUES: Final = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)


def step(key: str) -> str:
    """A key as a step of a JSON Pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def values_of(value: Any, pointer: str = "") -> dict[str, Any]:
    """Every pointer into a value, with what it names."""
    found = {pointer: value}
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in members:
        found |= values_of(each, f"{pointer}/{step(str(key))}")
    return found


def offsets_of(text: str) -> dict[str, int]:
    """Every pointer into a JSON text, with the offset of its value: the plain and slow way.

    What the last of repeated keys holds takes the place of what the others hold.
    """

    def blank(at: int) -> int:
        while at < len(text) and text[at] in BLANKS:
            at += 1
        return at

    def walk(at: int, pointer: str) -> tuple[dict[str, int], int]:
        found = {pointer: at}
        if text[at] not in "[{":
            return found, READER.raw_decode(text, at)[1]
        closing = {"[": "]", "{": "}"}[text[at]]
        index, at = 0, blank(at + 1)
        while text[at] != closing:
            name = str(index)
            if closing == "}":
                key, at = READER.raw_decode(text, at)
                name, at = step(key), blank(blank(at) + 1)
            inner, at = walk(at, f"{pointer}/{name}")
            inside = f"{pointer}/{name}/"
            found = {each: where for each, where in found.items() if not each.startswith(inside)} | inner
            index, at = index + 1, blank(at)
            at = blank(at + 1) if text[at] == "," else at
        return found, at + 1

    return walk(blank(0), "")[0]


def offset(text: str, place: tuple[int, int]) -> int:
    """The offset of a line and a column, both from 1."""
    line, column = place
    return sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column - 1


@st.composite
def written(draw: st.DrawFn) -> str:
    """JSON texts as people and programs write them: any blanks, any spelling of a key, keys given twice."""
    chance = draw(st.randoms(use_true_random=False))
    return _written(draw(VALUES), chance)


def _written(value: Any, chance: random.Random) -> str:
    def gap() -> str:
        return "".join(chance.choices(BLANKS, k=chance.choice((0, 0, 1, 2))))

    if isinstance(value, list):
        text = f"[{','.join(_written(each, chance) for each in value) or gap()}]"
    elif isinstance(value, dict):
        again = chance.sample(list(value), chance.randint(0, len(value)))
        pairs = [*value.items(), *zip(again, chance.sample(list(value.values()), len(again)), strict=True)]
        chance.shuffle(pairs)
        members = (f"{gap()}{_spelt(key, chance)}{gap()}:{_written(each, chance)}" for key, each in pairs)
        text = f"{{{','.join(members) or gap()}}}"
    else:
        text = json.dumps(value, ensure_ascii=chance.random() < 0.5)
    return f"{gap()}{text}{gap()}"


def _spelt(key: str, chance: random.Random) -> str:
    if chance.random() < 0.5:
        return json.dumps(key, ensure_ascii=chance.random() < 0.5)
    units = key.encode("utf-16-be", "surrogatepass")
    spelt = ("\\u" + units[at : at + 2].hex() for at in range(0, len(units), 2))
    return f'"{"".join(spelt)}"'


@given(
    value=VALUES,
    indent=st.none() | st.integers(0, 4) | st.sampled_from(("\t", " \t")),
    separators=st.sampled_from(((",", ":"), (", ", ": "), (" ,\n", "\t:\n"), ("\r\n,", " : "))),
    ensure_ascii=st.booleans(),
    newline=st.sampled_from(("\n", "\r\n", "\r")),
)
def test_every_pointer_finds_its_value(
    value: Any, indent: Any, separators: tuple[str, str], *, ensure_ascii: bool, newline: str
) -> None:
    """The text at the place that is told for a pointer starts with the JSON of the value that the pointer names."""
    text = json.dumps(value, indent=indent, separators=separators, ensure_ascii=ensure_ascii).replace("\n", newline)
    named = values_of(value)
    found = positions(text, named)
    assert named == {pointer: READER.raw_decode(text, offset(text, place))[0] for pointer, place in found.items()}
    assert offsets_of(text) == {pointer: offset(text, place) for pointer, place in found.items()}
    assert is_one_value(text)


@given(text=written(), data=st.data())
@example(text='{"a": {"b": 1}, "\\u0061": {"c": [2]}}', data=None)
def test_any_spelling_is_found_as_the_slow_way_finds_it(text: str, data: Any) -> None:
    """With any blanks, escapes and repeated keys, and whichever pointers are asked for, also when it is cut short."""
    slow = offsets_of(text)
    assert slow == {pointer: offset(text, place) for pointer, place in positions(text, slow).items()}
    if data is None:
        return
    some = data.draw(st.lists(st.sampled_from(sorted(slow)), unique=True))
    assert {each: slow[each] for each in some} == {
        each: offset(text, place) for each, place in positions(text, some).items()
    }


@given(value=VALUES, cut=st.floats(0, 1))
def test_what_stands_before_a_cut_is_found(value: Any, cut: float) -> None:
    """In a text that is cut short a value that has begun keeps its place; the deepest of them stands for the rest."""
    text = json.dumps(value, ensure_ascii=False)
    end = int(cut * len(text))
    whole = offsets_of(text)
    found = positions(text[:end], whole)
    if end == 0:
        assert {} == found
        return
    for pointer in whole:
        known = pointer
        while whole[known] >= end:
            known = known.rpartition("/")[0]
        assert whole[known] == offset(text, found[pointer])


@given(value=VALUES, tail=st.text(max_size=8))
def test_what_is_not_there_gets_the_place_of_what_is(value: Any, tail: str) -> None:
    """A pointer that goes on beyond what the text holds has the place of the last value on its way."""
    text = json.dumps(value)
    for pointer, named in values_of(value).items():
        missing = f"{pointer}/{step(tail)}"
        inside = tail in named if isinstance(named, dict) else isinstance(named, list) and tail.isdigit()
        if not inside:
            assert positions(text, [pointer])[pointer] == positions(text, [missing])[missing]


@pytest.mark.parametrize("alphabet", ['[]{}":,\\a1 \n', None])
@given(data=st.data())
def test_no_text_at_all_is_refused(alphabet: str | None, data: Any) -> None:
    """Whatever the text and the pointers, each pointer has a place inside the text, or none has one."""
    text = data.draw(st.text() if alphabet is None else st.text(alphabet))
    keys = st.lists(KEYS | st.integers(0, 3).map(str), max_size=4)
    wanted = data.draw(st.lists(keys.map(lambda each: "".join(f"/{pointer_step(key)}" for key in each))))
    found = positions(text, wanted)
    assert found.keys() in (set(), set(wanted))
    lines = text.removeprefix("\ufeff").split("\n")
    assert all(column <= len(lines[line - 1]) for line, column in found.values())
