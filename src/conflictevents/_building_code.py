"""The generator of the functions that build records from twins: one for each class, from its type hints."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Annotated, Any, Final, TypeAlias, get_args, get_origin

import attrs

from ._claims import Attribution, Claim
from ._code import Code
from ._count import Count
from ._dataset import Dataset
from ._events import KINDS
from ._fields import Id, OneOf, Pattern, Ref, Text, Whole
from ._record import (
    Record,
    agreement,
    element,
    encodes,
    field_types,
    is_small,
    json_fields,
    members,
    parts_of,
    split,
    taker,
)
from ._when import When

__all__ = ["REPEATED_OFTEN", "UNPROVED", "Build", "Built", "builder_factory", "kinds_named"]

REPEATED_OFTEN: Final = frozenset({Attribution, Count, When})
"""The classes whose records come undecoded, because equal ones are met again and again."""

Built: TypeAlias = tuple[Any, int]
"""A record, and the number of quotation marks that its JSON has if it has nothing that need not be there."""

Build: TypeAlias = Callable[[Any, bool], Built]
"""Builds the record of a twin, and is told whether the input is known to be ASCII without an escape."""

UNPROVED: Final = -(2**62)
"""So many marks too few that no input has as many as are counted."""

_REFUSE: Final = 'raise ValueError("a field does not take its value")'
_TEXT: Final = split(Text)[1][0]
_takes_id: Final = taker(Id)


def _is_undecoded(hint: Any) -> bool:
    return {*members(hint)} - {type(None)} <= REPEATED_OFTEN


def kinds_named(hint: Any) -> tuple[str, ...] | None:
    """The kinds of record that an id of this type may be of; None where it is no reference."""
    if get_origin(hint) is not Annotated:
        return None
    return next((extra.kinds for extra in get_args(hint)[1:] if isinstance(extra, Ref)), None)


@cache
def builder_factory(cls: type) -> Callable[[Any], Build]:
    """Makes, of what is known during one reading (`Building`), the function that builds the records of a class."""
    code = _Code()
    made, marks = code.record(cls, "twin", 2)
    factory: Callable[[Any], Build] = code.factory("build(twin, plain)", f"{made}, q", [f"q = {marks}"])
    return factory


@cache
def _own_converters() -> frozenset[Any]:
    """The converters of the library's own fields, which change nothing that a twin holds."""
    classes = frozenset[type]().union(*map(parts_of, (Dataset, *KINDS)))
    fields = (field for cls in classes for field in attrs.fields(cls))
    return frozenset(field.converter for field in fields)


@cache
def _is_plain(cls: Any) -> bool:
    """Whether the constructor of a class does nothing but set its fields and check them by their hints."""
    return (
        cls.__attrs_post_init__.__module__ == Record.__module__
        and cls.__new__ is object.__new__
        and not hasattr(cls, "__attrs_pre_init__")
        and not hasattr(cls, "_attrs_cached_hash")
        and cls.__init__.__code__.co_filename.startswith("<attrs generated ")
        and all(field.validator is None and field.init for field in attrs.fields(cls))
        and all(field.converter is None or field.converter in _own_converters() for field in attrs.fields(cls))
    )


@cache
def _open(cls: Any) -> type:
    """A class like a frozen one, whose fields can be set at the speed of any attribute.

    An object of it becomes one of the frozen class when all its fields are there, by `__class__`: both have the same
    layout, since one is derived from the other and adds nothing.
    """
    return type(
        cls.__name__,
        (cls,),
        {
            "__slots__": (),
            "__setattr__": object.__setattr__,
            "__delattr__": object.__delattr__,
            "__init__": object.__init__,
        },
    )


class _Code(Code):
    """The source of a function that builds the records of a class. It counts the quotation marks in `q`."""

    # --- records ---

    def record(self, cls: type, twin: str, depth: int) -> tuple[str, int]:
        """Build a record of a class from a twin: the variable that holds it, and the marks that it has at least."""
        made, marks = self.variable("o"), 0
        plain = _is_plain(cls)
        if plain:
            self.add(depth, f"{made} = {self.name(_open(cls))}()")
        values: dict[str, str] = {}
        for attribute, _, field in json_fields(cls):
            hint = field_types(cls)[attribute]
            value = values[attribute] = self.variable("v")
            self.add(depth, f"{value} = {twin}.{attribute}")
            if field.default is not attrs.NOTHING:
                self._unless(field.default, 2, hint, value, depth)
            elif type(None) in members(hint):
                marks += 2
                self._unless(None, 0, hint, value, depth)
            else:
                marks += 2 + self.value(hint, value, depth)
            if plain:
                self.add(depth, f"{made}.{attribute} = {value}")
        if plain:
            self.add(depth, f"{made}.__class__ = {self.name(cls)}")
            self._agree(cls, made, values, depth)
        else:
            given = ", ".join(
                f"{field.alias}={values[field.name]}" if field.init else "" for field in attrs.fields(cls)
            )
            self.add(depth, f"{made} = {self.name(cls)}({given})")
        self.note_inner_ids(cls, made, "state.ids[{kind!r}].append", "state.name", depth)
        return made, marks

    def _unless(self, absent: Any, marks: int, hint: Any, value: str, depth: int) -> None:
        """Take the value of a variable unless it is what stands for an absent one."""
        self.add(depth, f"if {value}:" if absent == () else f"if {value} is not {self.constant(absent)}:")
        self._counted(depth + 1, lambda: marks + self.value(hint, value, depth + 1))

    def _counted(self, depth: int, emit: Callable[[], int]) -> None:
        """Add lines that count the marks that they say they have at least."""
        at = len(self.lines)
        marks = emit()
        if marks or len(self.lines) == at:
            self.lines.insert(at, "    " * depth + f"q += {marks}")

    def _agree(self, cls: type, made: str, values: dict[str, str], depth: int) -> None:
        has, common = agreement(cls)
        if not has:
            return
        if common is None:
            self.add(depth, f"{made}._agree()")
        else:
            others = {name: repr(getattr(cls, name)) for name in ("kind",) if hasattr(cls, name)}
            self.add(depth, f"if not ({common.format(**others | values)}):", f"    {made}._agree()")

    # --- values ---

    def value(self, hint: Any, value: str, depth: int, *, several: bool = False) -> int:
        """Take the value of a variable, which is not None: the marks that it has at least."""
        others = [option for option in members(hint) if option is not type(None)]
        nullable = len(others) < len(members(hint))
        if len(others) > 1:
            return self._union(others, value, depth)
        (only,) = others
        inner = element(only)
        if inner is not None:
            return self._tuple(inner, value, depth)
        if isinstance(only, type) and issubclass(only, Record):
            if several and only not in REPEATED_OFTEN and is_small(only):
                self._call(only, value, depth)
                return 0
            return self._record(only, value, depth, nullable=nullable)
        return self._leaf(only, value, depth)

    def _union(self, options: list[Any], value: str, depth: int) -> int:
        """Text or a record of one class; of anything else the marks are not counted."""
        records = [option for option in options if isinstance(option, type) and issubclass(option, Record)]
        texts = [option for option in options if split(option)[0] is str]
        if len(options) == 2 and len(records) == len(texts) == 1:
            self.add(depth, f"if {value}.__class__ is str:")
            self._counted(depth + 1, lambda: self._leaf(texts[0], value, depth + 1))
            self.add(depth, "else:")
            self._call(records[0], value, depth + 1)
            return 0
        takes = self.name(taker(_union_of(options)))
        if records:
            raise TypeError(f"a record cannot hold one of {options}")
        self.add(depth, f"if not {takes}({value}): {_REFUSE}", f"q += {UNPROVED}")
        return 0

    def _tuple(self, inner: Any, value: str, depth: int) -> int:
        items, each = self.variable("l"), self.variable("e")
        if (kinds := kinds_named(inner)) is not None:
            get, new = self._named(kinds)
            self.add(depth, f"q += 2 * len({value})")
            self.add(depth, f"{value} = tuple([{get}({each}) or {new}({each}) for {each} in {value}])")
            return 0
        if isinstance(inner, type) and inner not in REPEATED_OFTEN and is_small(inner):
            # Most lists of small records have one.
            self.add(depth, f"if len({value}) == 1:", f"    {each} = {value}[0]")
            self._counted(depth + 1, lambda: self._record(inner, each, depth + 1, nullable=False))
            self.add(depth, f"    {value} = ({each},)", "else:")
            depth += 1
        self.add(depth, f"{items} = []", f"for {each} in {value}:")
        if type(None) in members(inner) and not _is_undecoded(inner):
            self._unless(None, 0, inner, each, depth + 1)
        else:
            self._counted(depth + 1, lambda: self.value(inner, each, depth + 1, several=True))
        self.add(depth + 1, f"{items}.append({each})")
        self.add(depth, f"{value} = tuple({items})")
        return 0

    def _record(self, cls: Any, value: str, depth: int, *, nullable: bool) -> int:
        if cls in REPEATED_OFTEN:
            known = self.once(f"state.known({self.name(cls)}).get")
            unknown = self.once(f"state.unknown({self.name(cls)}, nullable={nullable})")
            data, built, marks = self.variable("d"), self.variable("b"), self.variable("m")
            self.add(depth, f"{data} = bytes({value})", f"{built} = {known}({data})")
            self.add(
                depth, f"{value}, {marks} = {unknown}({data}, plain) if {built} is None else {built}", f"q += {marks}"
            )
            return 0
        if issubclass(cls, Claim) or is_small(cls):  # where the function of its own would cost more
            made, least = self.record(cls, value, depth)
            self.add(depth, f"{value} = {made}")
            return least
        self._call(cls, value, depth)
        return 0

    def _call(self, cls: type, value: str, depth: int) -> None:
        """Build a record by the function of its class."""
        build, marks = self.once(f"state.builder({self.name(cls)})"), self.variable("m")
        self.add(depth, f"{value}, {marks} = {build}({value}, plain)", f"q += {marks}")

    def _named(self, kinds: tuple[str, ...]) -> tuple[str, str]:
        return self.once(f"state.named[{kinds!r}].get"), self.once(f"state.new_name({kinds!r})")

    def _leaf(self, hint: Any, value: str, depth: int) -> int:
        base, limits = split(hint)
        if (kinds := kinds_named(hint)) is not None:
            get, new = self._named(kinds)
            self.add(depth, f"{value} = {get}({value}) or {new}({value})")
            return 2
        if isinstance(base, type) and issubclass(base, Enum):
            return 2
        if base is bool or (base is int and all(isinstance(limit, Whole) for limit in limits)):
            return 0
        if base is str and not limits:
            self.add(depth, f"if not (plain or {self.name(encodes)}({value})): {_REFUSE}")
            return 2
        if base is str and hint is not Text and limits[0] is not _TEXT and isinstance(limits[0], (OneOf, Pattern)):
            if hint == Id:
                common = re.sub(r"\bv\b", value, str(limits[0].common))
                self.add(depth, f"if not (plain and {common} or {self.name(_takes_id)}({value})): {_REFUSE}")
                return 2
            get, new = (
                self.once(f"state.{how}({self.name(hint)}){end}") for how, end in (("words", ".get"), ("new_word", ""))
            )
            self.add(depth, f"{value} = {get}({value}) or {new}({value})")
            return 2
        takes = self.name(taker(hint))
        test = f"{takes}({value})"
        if base is str and limits[0] is _TEXT:
            # The first of all texts of ASCII that do not start with a space or what comes before it.
            test = f"plain and {value} > ' \\x7f' or {test}"
        self.add(depth, f"if not ({test}): {_REFUSE}")
        return 2 if base is str else 0


def _union_of(options: list[Any]) -> Any:
    whole = options[0]
    for option in options[1:]:
        whole = whole | option
    return whole
