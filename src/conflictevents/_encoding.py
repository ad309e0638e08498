"""Writing records as JSON text: two functions for each class, generated from its type hints.

One writes a record on a line, the other over as many lines as it needs. Both leave out defaults, keep the keys in
declared order with the long parts last, and note ids and what they name on the way, so that nothing is gone through
twice. What they write is what the converter gives, to the byte.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from enum import Enum
from functools import cache
from json.encoder import encode_basestring
from typing import Any, Final, NoReturn

import attrs

from ._building import REPEATED_OFTEN, kinds_named
from ._claims import Assertion, Claim
from ._events import Event, Term
from ._fields import Id, OneOf
from ._json import WIDTH, encode_line, hide, joined
from ._record import Record, compiled, element, field_types, json_fields, members, split
from ._references import Names

__all__ = ["Encoding", "NotExactError"]

_REMEMBERED: Final = 20_000


class NotExactError(TypeError):
    """A record is of another class than its field names, so that it could not be read again."""


class Encoding:
    """What is known during the writing of one dataset.

    Attributes:
        names: The ids given and named so far.
    """

    def __init__(self) -> None:
        self.names = Names.empty()
        self._writers: dict[tuple[type, bool], Callable[..., str]] = {}
        self._quoted: dict[Any, dict[str, str]] = defaultdict(dict)
        self._written: dict[int, str] = {}

    def line(self, record: Record) -> str:
        """A record on one line."""
        return hide(self.writer(type(record), laid_out=False)(record))

    def laid_out(self, record: Record, depth: int) -> str:
        """A record over as many lines as it needs at some depth."""
        return self.writer(type(record), laid_out=True)(record, depth)

    def writer(self, cls: type, *, laid_out: bool) -> Callable[..., str]:
        """The function that writes the records of a class."""
        made = self._writers.get((cls, laid_out))
        if made is None:
            made = self._writers[cls, laid_out] = _factory(cls, laid_out)(self)
        return made

    # --- what the generated functions call ---

    def quoted(self, hint: Any) -> dict[str, str]:
        """Words and ids met before, as JSON, by their type or by the kinds of record that they may be of."""
        return self._quoted[hint]

    def new_word(self, hint: Any) -> Callable[[str], str]:
        """Writes a word of a type, and remembers it."""
        known = self._quoted[hint]

        def new_word(value: str) -> str:
            text = _text(value)
            if len(known) <= _REMEMBERED:
                known[value] = text
            return text

        return new_word

    def new_name(self, kinds: tuple[str, ...]) -> Callable[[str], str]:
        """Writes the id of another record, and notes that it is named."""
        known, named = self._quoted[kinds], self.names.named[kinds]

        def new_name(value: str) -> str:
            named.add(value)
            text = known[value] = _text(value)
            return text

        return new_name

    def name(self, kinds: tuple[str, ...], id_: str) -> None:
        """Note an id that is named outside a reference."""
        self.names.named[kinds].add(id_)

    def written(self) -> dict[int, str]:
        """What equal objects were written as on one line, by their identity: they live as long as their dataset."""
        return self._written

    def new_written(self, cls: type) -> Callable[[Any], str]:
        """Writes a record on a line, and remembers it."""
        write, known = self.writer(cls, laid_out=False), self._written

        def new_written(record: Any) -> str:
            if len(known) > _REMEMBERED:
                known.clear()
            text = known[id(record)] = hide(write(record))
            return text

        return new_written

    def anything(self, value: Any) -> str:
        """A text, number, Boolean or member of a vocabulary."""
        return encode_line(value.value if isinstance(value, Enum) else value)


def _text(value: str) -> str:
    return hide(encode_basestring(value))


def _not_exact(record: Any, cls: type) -> NoReturn:
    raise NotExactError(f"{type(record).__name__} stands where {cls.__name__} is expected")


# --- generating ------------------------------------------------------------------------------------------------------


class _Code:
    """The source of one function that writes the records of a class, and the objects that it uses."""

    def __init__(self, cls: type, *, laid_out: bool) -> None:
        self.cls = cls
        self.laid_out = laid_out
        self.names: dict[str, Any] = {
            "cls": cls,
            "not_exact": _not_exact,
            "joined": joined,
            "line_text": encode_basestring,
            "text": _text,
            "WIDTH": WIDTH,
        }
        self.setup: dict[str, str] = {}
        self.lines: list[str] = []

    def name(self, value: Any) -> str:
        """A name for an object."""
        name = f"n{len(self.names)}"
        self.names[name] = value
        return name

    def once(self, expression: str) -> str:
        """A name for what an expression gives once for each writing."""
        return self.setup.setdefault(expression, f"s{len(self.setup)}")

    def function(self) -> str:
        """The source of the factory of the function."""
        if issubclass(self.cls, Event):
            self._field("", "kind", encode_line(self.cls.kind))
        for attribute, key, field in json_fields(self.cls):
            hint = field_types(self.cls)[attribute]
            self.lines.append(f"v = record.{attribute}")
            absent = type(None) in members(hint)
            if field.default is attrs.NOTHING:
                value = self._value(hint)
                self._field("", key, f'{{"null" if v is None else {value}}}' if absent else f"{{{value}}}")
            else:
                self._field(f"if {self._differs(field.default)}: ", key, f"{{{self._value(hint)}}}")
        self._note()
        ends = 'return joined(parts, "{", "}", depth)' if self.laid_out else 'return "{" + s[2:] + "}"'
        begins = "parts = []" if self.laid_out else "s = ''"
        return "\n".join(
            [
                "def factory(state):",
                *(f"    {name} = {expression}" for expression, name in self.setup.items()),
                f"    def write(record{', depth' if self.laid_out else ''}):",
                "        if record.__class__ is not cls: not_exact(record, cls)",
                f"        {begins}",
                *(f"        {line}" for line in self.lines),
                f"        {ends}",
                "    return write",
            ]
        )

    def _field(self, condition: str, key: str, value: str) -> None:
        if self.laid_out:
            self.lines.append(f"{condition}parts.append(f'{encode_line(key)}: {value}')")
        else:
            self.lines.append(f"{condition}s += f', {encode_line(key)}: {value}'")

    def _differs(self, default: Any) -> str:
        if default == ():
            return "v"
        if default is None or isinstance(default, (bool, Enum)):
            return f"v is not {default if default is None or isinstance(default, bool) else self.name(default)}"
        return f"v != {self.name(default)}"

    def _note(self) -> None:
        """Note the ids of what stands inside other records, and what assertions name."""
        if issubclass(self.cls, (Claim, Term)):
            ids = self.once(f"state.names.ids[{'claim' if issubclass(self.cls, Claim) else 'term'!r}].append")
            self.lines.append(f"if record.id is not None: {ids}(record.id)")
        if issubclass(self.cls, Assertion):
            name = self.once("state.name")
            self.lines += ["of = record.refers_to()", f"if of is not None: {name}((of[0],), of[1])"]

    # --- expressions that give the JSON of `v`, which is not None ---

    def _value(self, hint: Any, v: str = "v", deeper: int = 1) -> str:
        others = [option for option in members(hint) if option is not type(None)]
        if len(others) > 1:
            return self._union(others, v, deeper)
        (only,) = others
        inner = element(only)
        if inner is not None:
            each = self._value(inner, "e", deeper + 1)
            if self.laid_out:
                return f'joined([{each} for e in {v}], "[", "]", depth + {deeper})'
            return f'"[" + ", ".join([{each} for e in {v}]) + "]"'
        if isinstance(only, type) and issubclass(only, Record):
            return self._record(only, v, deeper)
        return self._leaf(only, v)

    def _union(self, options: list[Any], v: str, deeper: int) -> str:
        records = [option for option in options if isinstance(option, type) and issubclass(option, Record)]
        texts = [option for option in options if split(option)[0] is str]
        if len(options) == 2 and len(records) == len(texts) == 1:
            return f"({self._leaf(texts[0], v)} if isinstance({v}, str) else {self._record(records[0], v, deeper)})"
        return f"{self.once('state.anything')}({v})"

    def _record(self, cls: type, v: str, deeper: int) -> str:
        if cls in REPEATED_OFTEN:
            known, new = self.once("state.written().get"), self.once(f"state.new_written({self.name(cls)})")
            text = f"({known}(id({v})) or {new}({v}))"
            if not self.laid_out:
                return text
            lay = self.once(f"state.writer({self.name(cls)}, laid_out=True)")
            return f"(t if len(t := {text}) + depth + {deeper} <= WIDTH else {lay}({v}, depth + {deeper}))"
        write = self.once(f"state.writer({self.name(cls)}, laid_out={self.laid_out})")
        return f"{write}({v}, depth + {deeper})" if self.laid_out else f"{write}({v})"

    def _leaf(self, hint: Any, v: str) -> str:
        base, limits = split(hint)
        if (kinds := kinds_named(hint)) is not None:
            get, new = self.once(f"state.quoted({kinds!r}).get"), self.once(f"state.new_name({kinds!r})")
            return f"({get}({v}) or {new}({v}))"
        if isinstance(base, type) and issubclass(base, Enum):
            return f"{self.name({member: encode_line(member.value) for member in base})}[{v}]"
        if base is str and limits and isinstance(limits[0], OneOf):
            hinted = self.name(hint)
            get, new = self.once(f"state.quoted({hinted}).get"), self.once(f"state.new_word({hinted})")
            return f"({get}({v}) or {new}({v}))"
        if base is str:
            return f"{'text' if self.laid_out else 'line_text'}({v})"
        if base is bool:
            return f'("true" if {v} else "false")'
        return f"{v}.__repr__()"


@cache
def _factory(cls: type, laid_out: bool) -> Callable[[Encoding], Callable[..., str]]:  # noqa: FBT001 - a key of the cache
    """Makes, for one writing, a function that writes the records of a class."""
    code = _Code(cls, laid_out=laid_out)
    factory: Callable[[Encoding], Callable[..., str]] = compiled(code.function(), code.names, "factory")
    return factory
