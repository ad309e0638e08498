"""Writing records as JSON text: two functions for each class, generated from its type hints.

One writes a record on a line, the other over as many lines as it needs. Both leave out defaults, keep the keys in
declared order with the long parts last, and note ids and what they name on the way, so that nothing is gone through
twice. What they write is what the converter gives, to the byte.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from enum import Enum
from functools import cache
from json.encoder import encode_basestring
from typing import Any, Final, NoReturn

import attrs

from ._building_code import REPEATED_OFTEN, kinds_named
from ._claims import Claim
from ._code import Code
from ._events import Event
from ._fields import OneOf
from ._json import WIDTH, encode_line, hide, joined
from ._record import Record, element, field_types, is_small, json_fields, members, split
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
        self._line_writers: dict[type, Callable[[Any], str]] = {}
        self._quoted: dict[Any, dict[str, str]] = defaultdict(dict)
        self._written: dict[int, str] = {}

    def line(self, record: Record) -> str:
        """A record on one line."""
        cls = record.__class__
        write = self._line_writers.get(cls)
        if write is None:
            write = self._line_writers[cls] = self.writer(cls, laid_out=False)
        return hide(write(record))

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

    def forget(self) -> None:
        """Forget the names, and objects that may be gone after this: another one may have their identity."""
        for ids in self.names.ids.values():
            ids.clear()
        for named in self.names.named.values():
            named.clear()
        self._written.clear()
        for known in self._quoted.values():
            if len(known) > _REMEMBERED:
                known.clear()

    def anything(self, value: Any) -> str:
        """A text, number, Boolean or member of a vocabulary."""
        return encode_line(value.value if isinstance(value, Enum) else value)


def _text(value: str) -> str:
    return hide(encode_basestring(value))


def _not_exact(record: Any, cls: type) -> NoReturn:
    raise NotExactError(f"{type(record).__name__} stands where {cls.__name__} is expected")


# --- generating ------------------------------------------------------------------------------------------------------


class _Code(Code):
    """The source of a function that writes the records of a class."""

    def __init__(self, *, laid_out: bool) -> None:
        super().__init__()
        self.laid_out = laid_out

    def whole(self, cls: type) -> Callable[[Encoding], Callable[..., str]]:
        """The factory of the function."""
        if self.laid_out:
            made = f'{self.name(joined)}({self._parts(cls)}, "{{", "}}", depth)'
        else:
            made = self._object(cls, "record", 2)
        factory: Callable[[Encoding], Callable[..., str]] = self.factory(
            "write(record, depth)" if self.laid_out else "write(record)", made
        )
        return factory

    # --- on one line ---

    def _object(self, cls: type, record: str, level: int) -> str:
        """Write a record on one line: an expression of its text."""
        text = self.variable("t")
        self._exact(cls, record, level)
        fixed = [("kind", encode_line(cls.kind))] if issubclass(cls, Event) else []
        fields = json_fields(cls)
        # Commas stand behind what comes before the first field that is always there, and before what comes after it.
        always = [index for index, (_, _, field) in enumerate(fields) if field.default is attrs.NOTHING]
        first = -1 if fixed else always[0] if always else None
        literal = "".join(f"{encode_line(key)}: {value}" for key, value in fixed)
        self.add(level, f"{text} = ''")
        for index, (attribute, key, field) in enumerate(fields):
            hint, value = field_types(cls)[attribute], self.variable("v")
            before, after = ("", ", ") if first is not None and index < first else (", ", "")
            before = "" if index == first else before
            self.add(level, f"{value} = {record}.{attribute}")
            if field.default is attrs.NOTHING:
                given = self._value(hint, value, level)
                literal += f"{before}{encode_line(key)}: {{{_or_null(hint, value, given)}}}"
                continue
            if literal:
                self.add(level, f"{text} += f'{literal}'")
                literal = ""
            self.add(level, f"if {self._differs(value, field.default)}:")
            given = self._within(hint, value, level + 1)
            self.add(level + 1, f"{text} += f'{before}{encode_line(key)}: {given}{after}'")
        if literal:
            self.add(level, f"{text} += f'{literal}'")
        self.note_inner_ids(cls, record, "state.names.ids[{kind!r}].append", "state.name", level)
        return f'f"{{{{{{{text}}}}}}}"' if first is not None else f'"{{" + {text}[2:] + "}}"'

    def _value(self, hint: Any, v: str, level: int) -> str:
        """Write a value that is not None on one line: an expression of its text."""
        others = [option for option in members(hint) if option is not type(None)]
        if len(others) > 1:
            return self._union(others, v)
        (only,) = others
        inner = element(only)
        if inner is None:
            return self._record(only, v) if _is_record(only) else self._leaf(only, v)
        return f'"[" + {self._items(inner, v, level)} + "]"'

    def _within(self, hint: Any, v: str, level: int) -> str:
        """The same as a part of an f-string, which spares a list two texts."""
        others = [option for option in members(hint) if option is not type(None)]
        inner = element(others[0]) if len(others) == 1 else None
        return f"{{{self._value(hint, v, level)}}}" if inner is None else f"[{{{self._items(inner, v, level)}}}]"

    def _items(self, inner: Any, v: str, level: int) -> str:
        """Write the elements of a list: an expression of their texts, joined."""
        if not _is_record(inner) or inner in REPEATED_OFTEN:
            each = _or_null(inner, "e", self._value(inner, "e", level))
            return f'", ".join([{each} for e in {v}])'
        made, each, items = self.variable("t"), self.variable("e"), self.variable("l")
        if is_small(inner):
            # Most lists of small records have one.
            self.add(level, f"if len({v}) == 1:", f"    {each} = {v}[0]")
            text = self._object(inner, each, level + 1)
            self.add(
                level,
                f"    {made} = {text}",
                "else:",
                f"    {made} = ', '.join([{self._record(inner, 'e')} for e in {v}])",
            )
        else:
            self.add(level, f"{items} = []", f"for {each} in {v}:")
            text = self._object(inner, each, level + 1) if issubclass(inner, Claim) else self._record(inner, each)
            self.add(level, f"    {items}.append({text})", f"{made} = ', '.join({items})")
        return made

    # --- over as many lines as it needs ---

    def _parts(self, cls: type) -> str:
        """Write the fields of a record that may need several lines: a variable that holds them, each with its key."""
        self._exact(cls, "record", 2)
        kind = f'"kind": {encode_line(cls.kind)}' if issubclass(cls, Event) else None
        self.add(2, f"parts = [{kind!r}]" if kind else "parts = []")
        for attribute, key, field in json_fields(cls):
            hint = field_types(cls)[attribute]
            self.add(2, f"v = record.{attribute}")
            value = self._laid_out(hint, "v", 1)
            if field.default is not attrs.NOTHING:
                self.add(2, f"if {self._differs('v', field.default)}: parts.append(f'{encode_line(key)}: {{{value}}}')")
            else:
                self.add(2, f"parts.append(f'{encode_line(key)}: {{{_or_null(hint, 'v', value)}}}')")
        self.note_inner_ids(cls, "record", "state.names.ids[{kind!r}].append", "state.name", 2)
        return "parts"

    def _laid_out(self, hint: Any, v: str, deeper: int) -> str:
        """An expression of the text of a value, which is not None, at some depth below the record."""
        others = [option for option in members(hint) if option is not type(None)]
        if len(others) > 1:
            return self._union(others, v, deeper)
        (only,) = others
        inner = element(only)
        if inner is not None:
            each = _or_null(inner, "e", self._laid_out(inner, "e", deeper + 1))
            return f'{self.name(joined)}([{each} for e in {v}], "[", "]", depth + {deeper})'
        return self._record(only, v, deeper) if _is_record(only) else self._leaf(only, v)

    # --- both ---

    def _exact(self, cls: type, record: str, level: int) -> None:
        named = self.name(cls)
        self.add(level, f"if {record}.__class__ is not {named}: {self.name(_not_exact)}({record}, {named})")

    def _differs(self, v: str, default: Any) -> str:
        if default == ():
            return v
        if default is None or isinstance(default, (bool, Enum)):
            return f"{v} is not {self.constant(default)}"
        return f"{v} != {self.name(default)}"

    def _union(self, options: list[Any], v: str, deeper: int = 0) -> str:
        records = [option for option in options if _is_record(option)]
        texts = [option for option in options if split(option)[0] is str]
        if len(options) == 2 and len(records) == len(texts) == 1:
            return f"({self._leaf(texts[0], v)} if isinstance({v}, str) else {self._record(records[0], v, deeper)})"
        return f"{self.once('state.anything')}({v})"

    def _record(self, cls: type, v: str, deeper: int = 0) -> str:
        """An expression of the text of a record."""
        write = self.once(f"state.writer({self.name(cls)}, laid_out={self.laid_out})")
        if cls not in REPEATED_OFTEN:
            return f"{write}({v}, depth + {deeper})" if self.laid_out else f"{write}({v})"
        known, new = self.once("state.written().get"), self.once(f"state.new_written({self.name(cls)})")
        text = f"({known}(id({v})) or {new}({v}))"
        if not self.laid_out:
            return text
        return f"(t if len(t := {text}) + depth + {deeper} <= {WIDTH} else {write}({v}, depth + {deeper}))"

    def _leaf(self, hint: Any, v: str) -> str:
        base, limits = split(hint)
        if (kinds := kinds_named(hint)) is not None:
            get, new = self.once(f"state.quoted({kinds!r}).get"), self.once(f"state.new_name({kinds!r})")
            return f"({get}({v}) or {new}({v}))"
        if isinstance(base, type) and issubclass(base, Enum):
            return f"{self.name({member: encode_line(member.value) for member in base})}[{v}]"
        if base is str and limits and isinstance(limits[0], OneOf):
            hinted = self.name(limits[0].vocabulary)
            get, new = self.once(f"state.quoted({hinted}).get"), self.once(f"state.new_word({hinted})")
            return f"({get}({v}) or {new}({v}))"
        if base is str:
            return f"{self.name(_text if self.laid_out else encode_basestring)}({v})"
        return f'("true" if {v} else "false")' if base is bool else f"{v}"


def _or_null(hint: Any, v: str, text: str) -> str:
    """The expression of a text, or null where a value that may be None is None."""
    return f'("null" if {v} is None else {text})' if type(None) in members(hint) else text


def _is_record(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Record)


@cache
def _factory(cls: type, laid_out: bool) -> Callable[[Encoding], Callable[..., str]]:  # noqa: FBT001 - a key of the cache
    """Makes, for one writing, a function that writes the records of a class."""
    return _Code(laid_out=laid_out).whole(cls)
