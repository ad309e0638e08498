"""`Record`: the base of every class of the model, and the check that each of their constructors runs.

The check is generated from a class's type hints. What it refuses is explained field by field, all at once.
"""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from typing import Annotated, Any, Final, NoReturn, Union, get_args, get_origin, get_type_hints

import attrs

from ._fields import Limit, Whole, nearest
from ._problems import Problem, Severity, shown
from ._readable import readable
from .exceptions import InvalidRecordError

__all__ = [
    "Record",
    "agreement",
    "compiled",
    "element",
    "encodes",
    "expected",
    "faults_of",
    "field_types",
    "is_small",
    "json_fields",
    "members",
    "parts_of",
    "prepare",
    "refusal",
    "split",
    "taker",
]


def encodes(value: str) -> bool:
    """Whether a text can be written as UTF-8, which a lone surrogate cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def split(hint: Any) -> tuple[Any, tuple[Limit, ...]]:
    """Split an `Annotated` hint into the type and its limits."""
    if get_origin(hint) is Annotated:
        base, *extras = get_args(hint)
        return base, tuple(extra for extra in extras if isinstance(extra, Limit))
    return hint, ()


def members(hint: Any) -> tuple[Any, ...]:
    """The members of a union, or the hint alone."""
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def element(hint: Any) -> Any:
    """The type of the elements of `tuple[T, ...]`; None for any other type."""
    if get_origin(hint) is not tuple:
        return None
    first, *rest = get_args(hint)
    if rest != [...]:
        raise TypeError(f"a record holds tuples of any number of one type, such as tuple[str, ...], not {hint}")
    return first


def expected(hint: Any) -> str:
    """What a type takes, in words."""
    options = [option for option in members(hint) if option is not type(None)]
    if len(options) > 1:
        return " or ".join(expected(option) for option in options)
    base, limits = split(options[0])
    if limits:
        return limits[0].expected
    inner = element(base)
    if inner is not None:
        return f"a list, each {expected(inner)}"
    if issubclass(base, Enum):
        return "one of " + ", ".join(str(member.value) for member in base)
    return _PLAIN.get(base) or f"{'an' if base.__name__[0] in 'AEIO' else 'a'} {base.__name__}"


_PLAIN: Final[dict[type, str]] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}


class _Tests:
    """Writes the Python expression that tells whether a type takes the value `v`, with the names that it needs."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"encodes": encodes}

    def _name(self, value: Any) -> str:
        name = f"n{len(self.names)}"
        self.names[name] = value
        return name

    def expression(self, hint: Any) -> str:
        options = members(hint)
        if len(options) > 1:
            # None first: most optional fields are empty most of the time.
            ordered = sorted(options, key=lambda option: option is not type(None))
            return " or ".join(f"({self.expression(option)})" for option in ordered)
        base, limits = split(hint)
        tests = [self._type(base)]
        tests += [limit.test(self._name) for limit in limits]
        whole = " and ".join(f"({test})" for test in tests)
        if base is str and len(limits) == 1 and limits[0].common is not None:
            # Most texts of most files are plain; these few steps tell so without a call.
            return f"(v.__class__ is str and v.isascii() and {limits[0].common}) or ({whole})"
        return whole

    def _type(self, base: Any) -> str:
        if base is type(None):
            return "v is None"
        if base is bool:
            return "v is True or v is False"
        if base is int:
            return "v.__class__ is int"
        if base is float:
            return f"(v.__class__ is int or v.__class__ is float and {self._name(math.isfinite)}(v))"
        if base is str:
            return "isinstance(v, str) and (v.isascii() or encodes(v))"
        inner = element(base)
        if inner is not None:
            every = f"all(map({self._name(taker(inner))}, v))"
            classes = frozenset(each for each in members(inner) if isinstance(each, type) and issubclass(each, Record))
            if classes:  # an element of exactly such a class has passed its own constructor
                every = f"({{*map(type, v)}} <= {self._name(classes)} or {every})"
            return f"v == () or isinstance(v, tuple) and {every}"
        if not isinstance(base, type) or get_origin(base) is not None or issubclass(base, (list, dict, set)):
            raise TypeError(f"a record cannot hold {base}: a field is a str, int, float, bool, frozen class or tuple")
        cls = self._name(base)
        return f"v.__class__ is {cls} or isinstance(v, {cls})"


@cache
def taker(hint: Any) -> Callable[[Any], bool]:
    """A function that tells whether a type takes a value."""
    tests = _Tests()
    source = f"def takes(v):\n    return bool({tests.expression(hint)})\n"
    made: Callable[[Any], bool] = compiled(source, tests.names, "takes")
    return made


@cache
def _checker(cls: type) -> Callable[[Any], None]:
    """One function that checks a whole record of a class: each of its fields, then that they agree.

    It is generated, as attrs generates an `__init__`, because every object that is read passes through it.
    """
    tests = _Tests()
    tests.names |= {"cls": cls, "check": Record.__attrs_post_init__, "refuse": _refuse}
    # A subclass without a function of its own finds this one, which does not know its fields.
    lines = ["def checks(self):", "    if self.__class__ is not cls:", "        return check(self)"]
    for name, hint in field_types(cls).items():
        lines += [f"    v = self.{name}", f"    if not ({tests.expression(hint)}):", "        refuse(self)"]
    has_rule, kept = agreement(cls)
    if has_rule and kept is not None:
        of_self = {name: f"self.{name}" for name in ("kind", *field_types(cls))}
        lines.append(f"    if {kept.format(**of_self)}: return")
    if has_rule:
        lines.append("    self._agree()")
    made: Callable[[Any], None] = compiled("\n".join(lines), tests.names, "checks")
    made.__module__ = __name__  # by which it is known from a function of a user's own class
    return made


def agreement(cls: type) -> tuple[bool, str | None]:
    """Whether a class has a rule between its fields, and the expression that is true only where it is kept, if any."""
    for each in cls.__mro__:
        if each is not Record and "_agree" in vars(each):
            return True, vars(each).get("_agreed")
    return False, None


def prepare(cls: Any) -> None:
    """Let a class call its own generated check from now on, without the detour over `Record`."""
    if cls.__attrs_post_init__ is Record.__attrs_post_init__:
        cls.__attrs_post_init__ = _checker(cls)


def _refuse(record: Any) -> NoReturn:
    """Explain what the fields of a record do not take, all of it."""
    cls: type = type(record)
    problems: list[Problem] = []
    for attribute, key, _ in json_fields(cls):
        hint, value = field_types(cls)[attribute], getattr(record, attribute)
        if not taker(hint)(value):
            problems += faults_of(hint, value, f"/{key}")
    raise InvalidRecordError(tuple(problems), cls.__name__)


def compiled(source: str, names: dict[str, Any], name: str) -> Any:
    """A function of that name from source that was made from type hints alone, with the objects that it uses."""
    exec(source, names)  # noqa: S102 - the source is made above from type hints alone
    return names[name]


@cache
def field_types(cls: type) -> dict[str, Any]:
    """The type hint of each field of a class, in declared order, with the limits kept."""
    hints = get_type_hints(cls, include_extras=True)
    return {field.name: hints[field.name] for field in attrs.fields(cls)}


@cache
def json_fields(cls: type) -> tuple[tuple[str, str, Any], ...]:
    """The fields of a class in the order of writing: (attribute, key in JSON, attrs field).

    What makes a record hard to read when it stands early (claims, spans, notes) comes last.
    """
    fields = sorted(attrs.fields(cls), key=lambda field: bool(field.metadata.get("last")))
    # `from` is a Python keyword, so its attribute is spelled `from_`.
    return tuple((field.name, field.name.rstrip("_"), field) for field in fields)


@cache
def parts_of(cls: Any) -> frozenset[type]:
    """A class of records and the classes of all records that can stand inside its records."""
    found: set[type] = set()
    pending: list[Any] = [cls]
    while pending:
        each = pending.pop()
        if isinstance(each, type) and issubclass(each, Record) and each not in found:
            found.add(each)
            inside: Any = each
            hints = [option for hint in field_types(inside).values() for option in members(hint)]
            pending += [hint if element(hint) is None else element(hint) for hint in hints]
    return frozenset(found)


def is_small(cls: Any) -> bool:
    """Whether the records of a class hold no other records."""
    return parts_of(cls) == {cls}


def faults_of(hint: Any, value: Any, path: str) -> Iterator[Problem]:
    """Say what a type does not take in a value. Only for values that are refused: it need not be fast."""
    inner = next((element(option) for option in members(hint) if element(option) is not None), None)
    if inner is not None and isinstance(value, list):
        yield _fault("IO108", path, "a tuple, since a list can be changed", value)
        return
    if inner is not None and isinstance(value, tuple):
        takes = taker(inner)
        for index, each in enumerate(value):
            if not takes(each):
                yield from faults_of(inner, each, f"{path}/{index}")
        return
    if isinstance(value, str) and not encodes(value):
        yield _fault("IO109", path, "text without lone surrogates (UTF-8 cannot hold one)", value)
        return
    for option in members(hint):
        base, limits = split(option)
        if limits and taker(base)(value):
            limit = limits[0]
            yield _fault(limit.code, path, limit.expected, value, limit.suggest(value))
            return
    closed = next((option for option in members(hint) if isinstance(option, type) and issubclass(option, Enum)), None)
    if closed is not None and isinstance(value, str):
        words = frozenset(str(member.value) for member in closed)
        yield _fault("IO109", path, expected(hint), value, nearest(value, words))
        return
    counted = any(isinstance(limit, Whole) and limit.code == "CT102" for o in members(hint) for limit in split(o)[1])
    code = "CT102" if counted and isinstance(value, float) else "IO108"
    yield _fault(code, path, expected(hint), value)


def _fault(code: str, path: str, wanted: str, value: Any, suggestion: str | None = None) -> Problem:
    meant = f"; did you mean {suggestion}?" if suggestion else ""
    return Problem(
        code=code,
        severity=Severity.ERROR,
        path=path,
        message=f"expected {wanted}, got {shown(value)}{meant}",
        value=shown(value),
        suggestion=suggestion,
    )


def refusal(record: object, code: str, field: str, message: str, value: object) -> InvalidRecordError:
    """The exception for a record whose fields are each fine but cannot stand together.

    `field` is the one to look at, as in JSON; "" is the record, where a field is missing.
    """
    problem = Problem(
        code=code, severity=Severity.ERROR, path=f"/{field}" if field else "", message=message, value=shown(value)
    )
    return InvalidRecordError((problem,), type(record).__name__)


class Record:
    """The base of every class of the model: the constructor refuses what a field's type does not take.

    Raises:
        InvalidRecordError: With a problem for each field whose value cannot be represented.
    """

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        """Give way to `__repr__` below, where attrs has just written one that prints every default."""
        code = getattr(vars(cls).get("__repr__"), "__code__", None)
        if code is not None and code.co_filename.startswith("<attrs generated"):
            del cls.__repr__

    def __repr__(self) -> str:
        return readable(self, Record)

    def _repr_html_(self) -> str | None:
        """What a notebook shows; None where the text of `repr` is enough."""
        from ._html import as_html  # noqa: PLC0415 - what a notebook asks a record for is built on all else

        return as_html(self)

    def __attrs_post_init__(self) -> None:
        """Check every field against its type hint, and that the fields agree."""
        cls: Any = type(self)
        prepare(cls)
        _checker(cls)(self)

    def _agree(self) -> None:
        """Refuse fields that are each fine but cannot stand together; for the classes that have such a rule.

        Beside it a class may put `_agreed`: the same rule as an expression with the fields in braces, true only where
        the method has nothing to refuse. Most records keep the rule, and an expression needs no call.
        """
