"""Mutations of documents and JSON Lines, and the law that both readers keep on all of them.

A text is taken apart into a tree whose leaves and keys are pieces of JSON text, so that what a parser would hide can be
changed as well: repeated keys, the spelling of numbers and strings, white space. Everything is drawn from one
`random.Random`, so that a seed gives the same text again.

Run by hand, it holds the two readers against each other on as many mutated texts as wanted:

    python tests/mutations.py --count 1000000
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import string
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, Final, NoReturn, TypeAlias

import attrs
import hypothesis
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import _convert, _json, _migrations, _reading, _twins, examples, strategies
from conflictevents._dataset import RECORD_LISTS
from conflictevents._events import KINDS
from conflictevents._record import Record, field_types, json_fields, members
from conflictevents._record import element as element_of

__all__ = [
    "Tree",
    "bases",
    "broken_law",
    "exists",
    "main",
    "mutated",
    "parsed",
    "read_alone",
    "read_compiled",
    "seeded",
]


def seeded(seed: int | str) -> random.Random:
    """What everything is drawn from; a seed gives the same again."""
    return random.Random(seed)  # noqa: S311 - nothing secret is drawn


# --- texts as trees --------------------------------------------------------------------------------------------------


class Tree:
    """A piece of JSON text: a leaf, a list, or an object whose keys may be repeated.

    Attributes:
        text: The text of a leaf; None for a list or an object.
        parts: The elements of a list, or the values of an object.
        keys: The texts of an object's keys, with their quotation marks; None for a list or a leaf.
    """

    __slots__ = ("keys", "parts", "text")

    def __init__(self, text: str | None, parts: list[Tree], keys: list[str] | None) -> None:
        self.text = text
        self.parts = parts
        self.keys = keys

    @classmethod
    def of(cls, value: Any) -> Tree:
        """The tree of some plain data."""
        if isinstance(value, dict):
            return cls(None, [cls.of(each) for each in value.values()], [json.dumps(key) for key in value])
        if isinstance(value, list):
            return cls(None, [cls.of(each) for each in value], None)
        return cls(json.dumps(value, ensure_ascii=False), [], None)

    def copy(self) -> Tree:
        """A tree of its own with the same content."""
        return Tree(self.text, [part.copy() for part in self.parts], None if self.keys is None else [*self.keys])

    def walk(self) -> Iterator[Tree]:
        """This tree and all inside it."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def become(self, other: Tree) -> None:
        """Take the content of another tree."""
        self.text, self.parts, self.keys = other.text, other.parts, other.keys

    def written(self, space: Callable[[], str]) -> str:
        """The text, with white space from a function wherever some may stand."""
        if self.text is not None:
            return self.text
        if self.keys is None:
            inner = ",".join(f"{space()}{part.written(space)}{space()}" for part in self.parts)
            return f"[{inner}]"
        inner = ",".join(
            f"{space()}{key}{space()}:{space()}{part.written(space)}"
            for key, part in zip(self.keys, self.parts, strict=True)
        )
        return f"{{{inner}{space()}}}"


def parsed(text: str) -> list[Tree]:
    """The trees of a document, or of each line of JSON Lines."""
    try:
        return [Tree.of(json.loads(text))]
    except json.JSONDecodeError:
        return [Tree.of(json.loads(line)) for line in text.splitlines()]


# --- what values are put in ------------------------------------------------------------------------------------------

NUMBERS: Final = (
    *("0", "1", "-1", "12", "12.0", "1e2", "1E2", "1.0e+2", "1e-1", "0.5", "-0", "-0.0", "0e0", "00", "012", "+1"),
    *("1.", ".5", "1e", "0x10", "1_000", "180", "180.00000001", "-90.1", "99.99999999999999999", "100.0", "101"),
    *("9007199254740991", "9007199254740992", "9007199254740993", "9223372036854775807", "9223372036854775808"),
    *("18446744073709551615", "18446744073709551616", "-9223372036854775809", "1e15", "1e308", "1e309", "-1e999"),
    *("1e-400", "5e-324", "1" + "0" * 300, "9" * 4300, "9" * 4001, "0." + "3" * 400, "12.000000000000000000001"),
    *("NaN", "Infinity", "-Infinity", "true", "1e9999999999", "1e-7", "1e16", "123456789.123456789"),
)
"""Numbers of every spelling, and some that are none."""

STRINGS: Final = (
    *('""', '" "', '"\\u0020"', '"\\t"', '"\\u00a0"', '"\\u200b"', '"a"', '"A"', '"a\\n"', '"a\\r\\n"', '"\n"', '"\t"'),
    *('"\\ud800"', '"a\\udfffb"', '"\\ude00\\ud83d"', '"\\ud83d\\ude00"', '"\\uD83D\\uDE00"', '"\\ud83dx"', '"😀"'),
    *('"\\ud83d\\u0041"', '"\\ud83d\\ud83d\\ude00"', '"\\ud83d\\"', '"\\u0000"', '"a\\u0000b"', '"\x00"', '"\x1f"'),
    *('"\ufeff"', '"\\ufeffa"', '"\u202eabc"', '"\\u202e\\u2066"', '"\u2028\u2029\x85"', '"\x7f\x80\x9f"', '"\\/"'),
    *('"\\u0022"', '"\\""', '"a\\u0022b\\u0022"', '"\\\\"', '"\\\\u0022"', '"\\x41"', '"\\u12"', '"\\u 123"'),
    *('"\\u+123"', '"\\u00_1"', '"\\U00000041"', '"é"', '"e\u0301"', '"東京"', '"Ні"', '"\\u0041\\u0301"', "'a'", '"a'),
    *('"null"', '"true"', '"12"', '"12.0"', '"2025-05-25"', '"2025-05-25\\n"', '"2025-13-45"', '"2025-XX"', '"1"'),
    *(
        '"\\ud800\\udc00"',
        '"\U00010000\U0010ffff"',
        '"\uffff\ufffe"',
        '"' + "x" * 300 + '"',
        '"' + "\\u0061" * 40 + '"',
    ),
)
"""Texts of every kind and spelling, and some that are none."""

OTHERS: Final = (
    *("null", "true", "false", "[]", "{}", "[null]", "[[]]", '[""]', '["a"]', '{"a": 1}', '{"id": "a"}', "[0]", "nul"),
    *("True", "undefined", "", "[,]", "[1,]", "{,}", '{"a"}', '{"a":}', "[1 2]", "{1: 2}", '{a: "b"}', "/**/null"),
)
"""Values of the other types, and some that are none."""

SPACES: Final = (
    " ",
    "  ",
    "\t",
    "\r",
    "\n",
    "\r\n",
    " \n\t ",
    "\x0b",
    "\x0c",
    "\u00a0",
    "\ufeff",
    "\u2028",
    "\x00",
    "//\n",
)
"""White space, and what is none in JSON."""

BYTES: Final = (
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xc0\x80",
    b"\xf4\x90\x80\x80",
    b"\xef\xbb\xbf",
    b"\x00",
    b"\x80",
    b'"',
)
"""Bytes that are no UTF-8, and some that matter."""


@cache
def _fields() -> dict[str, tuple[str, ...]]:
    """Every key of the model, with the defaults that it has somewhere, as JSON."""
    found: dict[str, dict[str, None]] = {}
    for cls in _classes():
        for _, key, field in json_fields(cls):
            defaults = found.setdefault(key, {})
            if field.default is not attrs.NOTHING:
                defaults[json.dumps(field.default)] = None
    return {key: tuple(defaults) for key, defaults in found.items()}


@cache
def _classes() -> tuple[type[Record], ...]:
    """All classes that a document is made of."""
    found: dict[type[Record], None] = {}
    pending: list[Any] = [ce.Dataset, *KINDS]
    while pending:
        cls = pending.pop()
        if isinstance(cls, type) and issubclass(cls, Record) and cls not in found:
            found[cls] = None
            pending += [element_of(option) or option for hint in field_types(cls).values() for option in members(hint)]
    return tuple(found)


@cache
def _defaults() -> tuple[tuple[frozenset[str], tuple[tuple[str, str], ...]], ...]:
    """For each class its keys, and the fields that have a default with that default as JSON."""
    return tuple(
        (
            frozenset(key for _, key, _ in json_fields(cls)) | {"kind", "record", "format"},
            tuple((key, json.dumps(f.default)) for _, key, f in json_fields(cls) if f.default is not attrs.NOTHING),
        )
        for cls in _classes()
    )


# --- mutations -------------------------------------------------------------------------------------------------------


class _Mutation:
    """One mutation after another of the same trees."""

    def __init__(self, trees: list[Tree], rng: random.Random) -> None:
        self.trees = trees
        self.rng = rng
        self.nodes = [node for tree in trees for node in tree.walk()]

    def any_node(self, *, inner: bool = True) -> Tree | None:
        """A value, not often the outermost one."""
        node = self.rng.choice(self.nodes)
        return None if inner and any(node is tree for tree in self.trees) and self.rng.random() < 0.9 else node

    def any_object(self) -> Tree | None:
        """An object with fields."""
        objects = [node for node in self.nodes if node.keys]
        return self.rng.choice(objects) if objects else None

    def a_string(self) -> str:
        """A string of any kind and spelling."""
        if self.rng.random() < 0.7:
            return self.rng.choice(STRINGS)
        pieces = [self.rng.choice(STRINGS)[1:-1] for _ in range(self.rng.randint(1, 3))]
        return '"' + "".join(pieces) + '"'

    def a_value(self) -> Tree:
        """A value of any type, not always valid JSON."""
        which = self.rng.random()
        if which < 0.3:
            return Tree(self.rng.choice(NUMBERS), [], None)
        if which < 0.6:
            return Tree(self.a_string(), [], None)
        if which < 0.85:
            return Tree(self.rng.choice(OTHERS), [], None)
        return self.rng.choice(self.nodes).copy()

    # Each of these changes one thing; where it finds nothing to change, nothing is.

    def remove(self) -> None:
        """Take a field or an element away."""
        filled = [each for each in self.nodes if each.parts]
        if not filled:
            return
        node = self.rng.choice(filled)
        at = self.rng.randrange(len(node.parts))
        del node.parts[at]
        if node.keys is not None:
            del node.keys[at]

    def retype(self) -> None:
        """Put a value of another type, or another value, in its place."""
        node = self.any_node()
        if node is not None:
            node.become(self.a_value())

    def nullify(self) -> None:
        """Put null in its place."""
        node = self.any_node()
        if node is not None:
            node.become(Tree("null", [], None))

    def renumber(self) -> None:
        """Push a number out of range, or spell it otherwise."""
        numbers = [node for node in self.nodes if node.text is not None and node.text[:1] in "-0123456789"]
        if numbers:
            node = self.rng.choice(numbers)
            own = str(node.text)
            spelled = (
                own + ".0",
                own + "e0",
                own + "E+0",
                own + "0e-1",
                "-" + own,
                "0" + own,
                own + "0" * 30,
                own + " ",
            )
            node.text = self.rng.choice(NUMBERS if self.rng.random() < 0.5 else spelled)

    def respell(self) -> None:
        """Write a string otherwise, or put something into it."""
        strings = [node for node in self.nodes if node.text is not None and node.text[:1] == '"']
        if not strings:
            return
        node = self.rng.choice(strings)
        own = str(node.text)
        way = self.rng.random()
        if way < 0.3:
            node.text = self.a_string()
        elif way < 0.6:
            node.text = _escaped(own, self.rng)
        else:
            at = self.rng.randint(1, max(1, len(own) - 1))
            node.text = own[:at] + self.rng.choice(STRINGS)[1:-1] + own[at:]

    def rename(self) -> None:
        """Give a field another key."""
        node = self.any_object()
        if node is None or node.keys is None:
            return
        at = self.rng.randrange(len(node.keys))
        key = node.keys[at]
        typo = key[1:-1]
        node.keys[at] = self.rng.choice(
            (
                self.rng.choice(STRINGS),
                f'"{typo}_"',
                f'" {typo}"',
                f'"{typo.upper()}"',
                f'"{typo[:-1]}"',
                f'"{typo}\\u0000"',
                _escaped(key, self.rng),
                _escaped(key, self.rng),
                json.dumps(self.rng.choice(tuple(_fields()))),
                self.rng.choice(('"kind"', '"record"', '"format"', '"from_"', '"id"', key[:-1], typo)),
            )
        )

    def repeat(self) -> None:
        """Give a field a second time, with the same value or another, with the same spelling or another."""
        node = self.any_object()
        if node is None or node.keys is None:
            return
        at = self.rng.randrange(len(node.keys))
        part = node.parts[at].copy() if self.rng.random() < 0.5 else self.a_value()
        key = node.keys[at] if self.rng.random() < 0.6 else _escaped(node.keys[at], self.rng)
        for _ in range(self.rng.choice((1, 1, 1, 2, 9))):
            to = self.rng.choice((at, at + 1, len(node.keys)))
            node.keys.insert(to, key)
            node.parts.insert(to, part.copy())
        if self.rng.random() < 0.3 and len(node.keys) > 2:  # what one reader gains by a key the other may lose
            gone = self.rng.randrange(len(node.keys))
            del node.keys[gone], node.parts[gone]

    def add(self) -> None:
        """Add a field that may not be there, at any place."""
        node = self.any_object()
        if node is None or node.keys is None:
            return
        key = self.rng.choice((*_fields(), "kind", "record", "format", "x", "from_", ""))
        value = self.a_value()
        if defaults := _fields().get(key):
            value = Tree(self.rng.choice(defaults), [], None) if self.rng.random() < 0.5 else value
        to = self.rng.randint(0, len(node.keys))
        node.keys.insert(to, json.dumps(key))
        node.parts.insert(to, value)

    def spell_defaults(self) -> None:
        """Give an object the fields that it leaves out, with their defaults."""
        node = self.any_object()
        if node is None or node.keys is None:
            return
        keys = {key[1:-1] for key in node.keys}
        fitting = [defaults for known, defaults in _defaults() if keys <= known]
        if fitting:
            absent = [(key, default) for key, default in self.rng.choice(fitting) if key not in keys]
            for key, default in self.rng.sample(absent, min(len(absent), self.rng.choice((1, 1, 2, 50)))):
                to = self.rng.randint(0, len(node.keys))
                node.keys.insert(to, json.dumps(key))
                node.parts.insert(to, Tree(default, [], None))

    def shuffle(self) -> None:
        """Change the order of the fields of one object or of all; of a list's elements too."""
        chosen = self.nodes if self.rng.random() < 0.5 else [self.rng.choice(self.nodes)]
        for node in chosen:
            order = [*range(len(node.parts))]
            if node.keys is None and len(chosen) > 1:
                continue
            self.rng.shuffle(order)
            node.parts = [node.parts[at] for at in order]
            node.keys = None if node.keys is None else [node.keys[at] for at in order]

    def exchange(self) -> None:
        """Let two values change places."""
        one, other = self.rng.choice(self.nodes), self.rng.choice(self.nodes)
        kept = other.copy()
        other.become(one.copy())
        one.become(kept)

    def transplant(self) -> None:
        """Put a copy of one value in another's place, which makes ids clash and references dangle."""
        node = self.any_node()
        if node is not None:
            node.become(self.rng.choice(self.nodes).copy())

    def double(self) -> None:
        """Let a list hold an element twice."""
        lists = [node for node in self.nodes if node.parts and node.keys is None]
        if lists:
            node = self.rng.choice(lists)
            node.parts.append(self.rng.choice(node.parts).copy())

    def wrap(self) -> None:
        """Put a value into a list or an object, or take it out of one."""
        node = self.any_node()
        if node is None:
            return
        if node.parts and self.rng.random() < 0.5:
            node.become(node.parts[0])
        else:
            node.become(Tree(None, [node.copy()], self.rng.choice((None, ['"id"'], ['"a"']))))

    def bury(self) -> None:
        """Nest a value deep."""
        node = self.any_node()
        if node is not None:
            depth = self.rng.choice((3, 30, 300, 600, 900, 1100, 3000))
            opened, closed = self.rng.choice((("[", "]"), ('{"a":', "}"), ("[[", "]]"), ("[", "")))
            node.become(Tree(opened * depth + "1" + closed * depth, [], None))


_WAYS: Final = (
    *("remove", "retype", "retype", "nullify", "renumber", "renumber", "respell", "respell", "respell", "rename"),
    *("rename", "repeat", "repeat", "add", "spell_defaults", "spell_defaults", "shuffle", "exchange", "transplant"),
    *("double", "wrap"),
)


def _escaped(text: str, rng: random.Random) -> str:
    """A string with some of its plain characters spelled as escapes."""

    def spelled(match: re.Match[str]) -> str:
        if rng.random() < 0.5:
            return match[0]
        code = f"\\u{ord(match[0]):04x}"
        return code.upper().replace("U", "u", 1) if rng.random() < 0.3 else code

    # What stands behind a backslash belongs to an escape already.
    return re.sub(r'(?<!\\)(?<!\\u)(?<!\\u.)(?<!\\u..)(?<!\\u...)[^"\\\ud800-\U0010ffff]', spelled, text)


def mutated(trees: Sequence[Tree], rng: random.Random) -> bytes:
    """The text of some trees after one to three mutations; of several trees as lines."""
    changed = [tree.copy() for tree in trees]
    changes = rng.choice((0, 1, 1, 1, 1, 1, 1, 2, 2, 3))
    for _ in range(changes):
        mutation = _Mutation(changed, rng)
        getattr(mutation, "bury" if rng.random() < 0.005 else rng.choice(_WAYS))()
    spacing = rng.random()
    if spacing < 0.7:
        space: Callable[[], str] = lambda: ""
    elif spacing < 0.9:
        space = lambda: rng.choice(SPACES[:7] if len(changed) == 1 else SPACES[:3])
    else:
        space = lambda: rng.choice(SPACES) if rng.random() < 0.02 else " "
    texts = [tree.written(space) for tree in changed]
    if len(texts) > 1 and rng.random() < 0.2:
        first, *rest = texts
        rng.shuffle(rest)
        texts = [first, *rest]
    ends = rng.choice(("\n", "\n", "\n", "\n", "\r\n", "\n\n", " \n"))
    data = "".join(text + ends for text in texts).encode("utf-8", "surrogatepass")
    return _bytes_mutated(data, rng)


def _bytes_mutated(data: bytes, rng: random.Random) -> bytes:
    """Now and then: cut short, or with some bytes put in, taken away or changed."""
    way = rng.random()
    at = rng.randint(0, len(data))
    if way < 0.02:
        return data[:at]
    if way < 0.04:
        return data[:at] + rng.choice(BYTES) + data[at:]
    if way < 0.05:
        return data[:at] + rng.choice(string.punctuation).encode() + data[at:]
    if way < 0.06:
        return data[:at] + data[at + rng.choice((1, 1, 2, 10)) :]
    if way < 0.07:
        return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
    if way < 0.075:
        return rng.choice((b"\xef\xbb\xbf", b"\xff\xfe", b" ", b"\n", b"[", b"\x00")) + data
    return data


Kinds: TypeAlias = tuple[type[ce.Event], ...]
"""A user's own kinds of event."""


# --- the two readers, each alone -------------------------------------------------------------------------------------


class _Refusing:
    """Stands in for the compiled reader, and refuses everything."""

    def building(self, *, share: bool) -> Any:
        """What it would note what it has met in."""
        return _twins.twins((), _migrations.READ_AS_THEY_ARE).building(share=share)

    def __getattr__(self, name: str) -> Callable[..., NoReturn]:
        def refuse(*_: Any) -> NoReturn:
            raise ValueError(name)

        return refuse


class _Alone(_reading.Reading):
    """A reading without the compiled reader."""

    twins: Any = _Refusing()


@attrs.frozen
class Verdict:
    """What came of a reading.

    Attributes:
        dataset: The dataset; None where the input was refused.
        problems: What was wrong, in an order that does not matter.
        what: The class of the exception.
    """

    dataset: ce.Dataset | None = None
    problems: Counter[ce.Problem] = attrs.field(factory=Counter)
    what: type[Exception] | None = None


def outcome(read: Callable[[], ce.Dataset]) -> Verdict:
    """What comes of a reading."""
    try:
        return Verdict(read())
    except ce.InvalidRecordError as error:
        return Verdict(None, Counter(error.problems), type(error))
    except ce.UnreadableInputError as error:
        return Verdict(None, Counter([error.problem]), type(error))


def lines_of(data: bytes) -> Iterator[bytes]:
    """The lines of an input, as they are in a file."""
    return iter(io.BytesIO(data))


def read_alone(data: bytes, format_: str, kinds: Kinds = ()) -> Verdict:
    """What the explaining reader makes of an input by itself."""
    reading = _Alone("input", kinds, share=False)
    if format_ == "jsonl":
        return outcome(lambda: reading.dataset(lines_of(data)))
    return outcome(lambda: reading.document(data))


def _read_together(data: bytes, format_: str, kinds: Kinds, *, share: bool) -> Verdict:
    reading = _reading.Reading("input", kinds, share=share)
    if format_ == "jsonl":
        return outcome(lambda: reading.dataset(lines_of(data)))
    return outcome(lambda: reading.document(data))


def read_compiled(data: bytes, format_: str, kinds: Kinds = ()) -> Iterator[tuple[str, bytes, Record]]:
    """What the compiled reader takes of an input: the list, the text and the record of each part.

    The head comes as a part of the list "", as a dataset without records.
    """
    twins = _twins.twins(kinds, _migrations.READ_AS_THEY_ARE)
    if format_ == "jsonl":
        lines = [line for line in lines_of(data) if line.strip()]
        parts = [("line", line) for line in lines[1:]]
        heads = lines[:1]
    else:
        heads, parts = [data], []
        try:
            _, _, lists = twins.document(data)
        except Exception:  # noqa: BLE001 - of any kind, as it says
            return
        parts = [(name, bytes(raw)) for name, raws in lists.items() for raw in raws]
    for text in heads:
        try:
            fields = twins.header(text)[1] if format_ == "jsonl" else twins.document(text)[1]
            yield "", text, ce.Dataset(**fields)
        except Exception:  # noqa: BLE001, S112 - as above
            continue
    # One for all parts: what was met before, in refused ones too, must change nothing.
    building = twins.building(share=True)
    for name, text in parts:
        try:
            if name == "line":
                list_name, record = twins.line(text, building)
            else:
                list_name, record = name, twins.member(name, text, building)
        except Exception:  # noqa: BLE001, S112 - as above
            continue
        yield list_name, text, record


# --- the law ---------------------------------------------------------------------------------------------------------


@cache
def _converter(kinds: Kinds) -> Any:
    return _convert.make_converter(kinds)


def _explained_part(list_name: str, text: bytes, format_: str, kinds: Kinds) -> Any:
    """The same part by the explaining converter."""
    plain = _json.decode(_json.decode_text(text, "input").rstrip("\r\n"), "input")
    if not list_name:
        dropped = {"format", *(RECORD_LISTS if format_ == "json" else ())}
        repeated = getattr(plain, "repeated", ())
        if repeated:
            raise ValueError(f"the head repeats {repeated}")
        return _converter(kinds).structure({key: each for key, each in plain.items() if key not in dropped}, ce.Dataset)
    if format_ == "jsonl":
        own, plain = _reading._untagged(plain)
        if own != list_name:
            raise ValueError(f"a record of {own} was taken for one of {list_name}")
    return _converter(kinds).structure(plain, RECORD_LISTS[list_name])


def _same(one: Any, other: Any) -> bool:
    """Whether two records are equal, of one class, and written alike: 1 and 1.0, 0.0 and -0.0 are not."""
    return type(one) is type(other) and one == other and ce.codify(one) == ce.codify(other)


def broken_law(data: bytes, format_: str, kinds: Kinds = (), *, share: bool = True) -> str | None:
    """How the two readers break the law on an input; None if they keep it."""
    for list_name, text, record in read_compiled(data, format_, kinds):
        try:
            explained = _explained_part(list_name, text, format_, kinds)
        except ce.UnreadableInputError:
            if not list_name and format_ == "json":  # the head is sound, and a record behind it is not JSON
                continue
            return f"the compiled reader takes what is no JSON: {list_name} {text!r}"
        except Exception as error:  # noqa: BLE001 - any refusal breaks the law
            return f"the compiled reader takes what the other refuses: {list_name} {text!r}: {error}"
        if not _same(record, explained):
            return f"two different records of {list_name} {text!r}:\n  {record}\n  {explained}"
    alone, together = read_alone(data, format_, kinds), _read_together(data, format_, kinds, share=share)
    if (alone.what, alone.problems) != (together.what, together.problems):
        only = alone.problems - together.problems, together.problems - alone.problems
        return f"different problems of {data!r}:\n  alone {alone.what} {only[0]}\n  together {together.what} {only[1]}"
    if alone.dataset is not None and together.dataset is not None:
        if not _same(alone.dataset, together.dataset):
            return f"two different datasets of {data!r}"
        for name in ("json", "jsonl"):
            written: Any = name
            if ce.dumps(alone.dataset, format=written) != ce.dumps(together.dataset, format=written):
                return f"written differently as {name}: {data!r}"
        return None
    if alone.what is ce.InvalidRecordError:
        return _lost_path(data, format_, alone.problems)
    return None


def _lost_path(data: bytes, format_: str, problems: Counter[ce.Problem]) -> str | None:
    """A problem whose path leads nowhere in the input."""
    lines = list(lines_of(data))
    for problem in problems:
        text = data if format_ == "json" else lines[(problem.line or 1) - 1]
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            if problem.path:
                return f"a path into what is no JSON: {problem} of {text!r}"
            continue
        if not exists(value, problem.path):
            return f"a path that leads nowhere: {problem} of {text!r}"
    return None


def exists(value: Any, path: str) -> bool:
    """Whether a JSON Pointer names something in plain data. A key of absurd length may be cut, as in a problem."""
    for step in path.split("/")[1:]:
        if isinstance(value, list):
            if not step.isdigit() or int(step) >= len(value):
                return False
            value = value[int(step)]
        elif isinstance(value, dict):
            found = [key for key in value if _convert.pointer_step(key) == step]
            if not found:
                return False
            value = value[found[0]]
        else:
            return False
    return True


# --- bases, and running by hand --------------------------------------------------------------------------------------


def shipped() -> list[ce.Dataset]:
    """The examples of the package, each cut down to a few records, so that many mutations of them can be tried."""
    found = []
    for name in examples.names():
        dataset = examples.load(name)
        found += [_only(dataset, range(first, first + 2)) for first in range(0, len(dataset.events), 2)]
    return found


def _only(dataset: ce.Dataset, chosen: range) -> ce.Dataset:
    """A part of a dataset; its references may lead nowhere, which is one more fault to be told alike."""
    return attrs.evolve(
        dataset,
        **{
            name: tuple(getattr(dataset, name)[at] for at in chosen if at < len(getattr(dataset, name)))
            for name in RECORD_LISTS
        },
    )


@cache
def bases(number: int = 300) -> tuple[str, ...]:
    """Texts to mutate, in both formats: generated datasets, always the same, and the shipped examples in parts."""
    found: list[str] = []

    @hypothesis.settings(
        max_examples=number,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(strategies.datasets(max_records=2), st.booleans())
    def collect(dataset: ce.Dataset, lines: bool) -> None:
        found.append(ce.dumps(dataset, format="jsonl" if lines else "json"))

    collect()
    converter = _convert.make_converter()
    for dataset in shipped():
        plain = {"format": ce.FORMAT} | converter.unstructure(dataset)
        found.append(json.dumps(plain))
        header = {key: value for key, value in plain.items() if key not in RECORD_LISTS}
        tagged = [{"record": name[:-1]} | each for name in RECORD_LISTS for each in plain.get(name, ())]
        found.append("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in (header, *tagged)))
    # Every third is of the first version, whose faults are told after its records were brought forward.
    return tuple(
        text if at % 3 else text.replace(ce.FORMAT, _migrations.format_name(1)) for at, text in enumerate(found)
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Hold the readers against each other on many mutated texts; tell each disagreement with the seed that gave it."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many mutated texts")
    parser.add_argument("--seed", type=int, default=0, help="the first seed; each text has the next one")
    parser.add_argument("--stop-after", type=int, default=20, help="how many disagreements end the run")
    chosen = parser.parse_args(arguments)
    trees = [parsed(text) for text in bases()]
    broken = accepted = sampled = 0
    for number in range(1, chosen.count + 1):
        seed = chosen.seed + number - 1
        rng = seeded(seed)
        own = rng.choice(trees)
        format_ = "jsonl" if len(own) > 1 else "json"
        data = mutated(own, rng)
        why = broken_law(data, format_, share=rng.random() < 0.5)
        if number % 100 == 0:
            sampled += 1
            accepted += read_alone(data, format_).dataset is not None
        if why is not None:
            broken += 1
            sys.stdout.write(f"seed {seed}: {why}\n")
            sys.stdout.flush()
        if number % 10_000 == 0:
            sys.stderr.write(f"{number:,} mutated texts, {broken:,} disagreements\n")
        if broken == chosen.stop_after:
            break
    sys.stdout.write(
        f"{number:,} mutated texts, {broken:,} disagreements; accepted: {accepted:,} of {sampled:,} sampled\n"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
