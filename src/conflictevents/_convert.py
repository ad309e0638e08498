"""The converter between records and plain data. The only module that knows cattrs.

Reading explains every fault at once: each hook below either returns a value or raises `InvalidRecordError` with all
problems of its part, whose paths start there; whoever called it puts its own step of the path in front.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from enum import Enum, StrEnum
from functools import cache
from types import NoneType
from typing import Any, TypeAlias

import attrs
import cattrs
from cattrs.errors import AttributeValidationNote, BaseValidationError, IterableValidationNote

from ._dataset import Dataset
from ._events import Event, kinds_by_tag
from ._fields import nearest
from ._json import Object
from ._problems import Problem, Severity, pointer_step, shown
from ._record import Record, element, expected, faults_of, field_types, json_fields, members, parts_of, split, taker
from .exceptions import InvalidRecordError

__all__ = ["explained", "explaining_converter", "make_converter", "pointer_step"]

_Hook: TypeAlias = Callable[[Any, Any], Any]


def make_converter(kinds: Iterable[type[Event]] = (), whole: type[Record] = Dataset) -> cattrs.Converter:
    """Make a converter that reads and writes the records of this library.

    It is a cattrs converter of your own: register hooks on it for your classes and formats. It coerces nothing and
    takes no unknown field.

    Args:
        kinds: Your own kinds of event; the `kind` of each carries a dot ("x-lab.naval_strike").
        whole: The record of which all that is written is a part.

    Raises:
        ValueError: If a kind has no tag of its own, or one without a dot.
    """
    made = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    tags = kinds_by_tag(kinds)
    # The predicates are tried from the last to the first.
    made.register_structure_hook_factory(_is_leaf, _leaf_hook)
    for base in (
        str,
        int,
        float,
        bool,
        Enum,
    ):  # for which cattrs has hooks that coerce
        made.register_structure_hook(base, lambda value, hint: _leaf_hook(hint)(value, hint))
    made.register_structure_hook_factory(_is_union, lambda hint: _union_hook(hint, made))
    made.register_structure_hook_factory(lambda hint: element(hint) is not None, lambda hint: _list_hook(hint, made))
    made.register_structure_hook_factory(_is_record, lambda cls: _record_hook(cls, made))
    made.register_structure_hook_factory(lambda hint: hint is Event, lambda _: _event_hook(tags, made))
    made.register_unstructure_hook(StrEnum, _enum_value)  # whose members cattrs takes for plain text and leaves
    roots: tuple[Any, ...] = (whole, *tags.values())
    readable = frozenset[type]().union(*map(parts_of, roots))
    made.register_unstructure_hook_factory(_is_record, lambda cls: _record_writer(cls, made, readable))
    return made


@cache
def explaining_converter(kinds: tuple[type[Event], ...]) -> cattrs.Converter:
    """The library's own converter for some kinds of event, made once; nobody registers hooks on it."""
    return make_converter(kinds)


# --- which hint is what ----------------------------------------------------------------------------------------------


def _is_record(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Record)


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)


def _is_union(hint: Any) -> bool:
    return len(members(hint)) > 1


def _is_leaf(hint: Any) -> bool:
    base, _ = split(hint)
    return base in (str, int, float, bool, type(None)) or _is_enum(base)


# --- reading ---------------------------------------------------------------------------------------------------------


@cache
def _leaf_hook(hint: Any) -> _Hook:
    base, _ = split(hint)
    takes = taker(hint)

    def structure_word(value: Any, _: Any) -> Any:
        if isinstance(value, str):
            with contextlib.suppress(ValueError):
                return base(value)
        raise InvalidRecordError(tuple(faults_of(hint, value, "")))

    def structure_leaf(value: Any, _: Any) -> Any:
        if takes(value):
            return value
        raise InvalidRecordError(tuple(faults_of(hint, value, "")))

    return structure_word if _is_enum(base) else structure_leaf


def _union_hook(hint: Any, made: cattrs.Converter) -> _Hook:
    """The model's unions are told apart by the JSON type alone: null, an object, a list, or a leaf."""
    options = members(hint)
    others = [option for option in options if option is not type(None)]
    hooks = _Hooks(made)
    record = next((option for option in options if _is_record(option)), None)
    listed = next((option for option in options if element(option) is not None), None)
    leaf = next((option for option in options if _is_leaf(option) and option is not type(None)), None)
    nullable = type(None) in options

    def structure_union(value: Any, _: Any) -> Any:
        if value is None and nullable:
            return None
        if len(others) == 1:  # whose hook may be a user's own, and take anything
            return hooks.of(0, others[0])(value, others[0])
        if isinstance(value, dict) and record is not None:
            return hooks.of(1, record)(value, record)
        if isinstance(value, list) and listed is not None:
            return hooks.of(2, listed)(value, listed)
        if leaf is not None and not isinstance(value, (dict, list, NoneType)):
            return hooks.of(3, leaf)(value, leaf)
        raise _refused("IO108", "", f"expected {expected(hint)}, got {shown(value)}", value)

    return structure_union


def _list_hook(hint: Any, made: cattrs.Converter) -> _Hook:
    inner = element(hint)
    hooks = _Hooks(made)

    def structure_list(value: Any, _: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _refused("IO108", "", f"expected {expected(hint)}, got {shown(value)}", value)
        hook = hooks.of(0, inner)
        items: list[Any] = []
        problems: list[Problem] = []
        for index, each in enumerate(value):
            try:
                items.append(hook(each, inner))
            except Exception as error:  # noqa: BLE001 - a user's hook may raise anything; it is reported
                problems += explained(error, f"/{index}")
        if problems:
            raise InvalidRecordError(tuple(problems))
        return tuple(items)

    return structure_list


class _Hooks:
    """The hooks of a converter for the parts of something, each looked up when it is first needed.

    That is after a user has registered hooks of their own; and to look one up takes longer than most of them do.
    """

    def __init__(self, made: cattrs.Converter) -> None:
        self._made = made
        self._found: dict[Any, _Hook] = {}

    def of(self, part: Any, hint: Any) -> _Hook:
        """The hook for a part, whose type is always the same."""
        hook = self._found.get(part)
        if hook is None:
            hook = self._found[part] = self._made.get_structure_hook(hint)
        return hook


def _record_hook(cls: type, made: cattrs.Converter) -> _Hook:
    fields = {key: (attribute, field_types(cls)[attribute], field) for attribute, key, field in json_fields(cls)}
    missing = {
        key: f"expected a field {key} in this {cls.__name__} ({expected(hint)}), got none"
        for key, (_, hint, field) in fields.items()
        if field.default is attrs.NOTHING
    }
    tag = None
    if issubclass(cls, Event):
        tag = cls.kind
        missing["kind"] = f'expected a field kind ("{tag}"), got none'
    hooks = _Hooks(made)

    def structure_record(value: Any, _: Any) -> Any:
        if value.__class__ is cls:
            return value
        if not isinstance(value, dict):
            raise _refused("IO108", "", f"expected {expected(cls)} as an object, got {shown(value)}", value)
        problems = list(_repeated(value)) if type(value) is not dict else []
        values: dict[str, Any] = {}
        for key, each in value.items():
            if key == "kind" and tag is not None:
                if each != tag:
                    problems.append(_problem("IO111", "/kind", f"expected {shown(tag)}, got {shown(each)}", each))
            elif key not in fields:
                problems.append(_unknown(key, each, cls, fields))
            else:
                attribute, hint, _ = fields[key]
                try:
                    values[attribute] = hooks.of(key, hint)(each, hint)
                except Exception as error:  # noqa: BLE001 - a user's hook may raise anything; it is reported
                    problems += explained(error, f"/{pointer_step(key)}")
        problems += (_problem("IO107", "", told, None) for key, told in missing.items() if key not in value)
        if problems:
            raise InvalidRecordError(tuple(problems), cls.__name__)
        return cls(**values)

    return structure_record


def _event_hook(tags: dict[str, type[Event]], made: cattrs.Converter) -> _Hook:
    def structure_event(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise _refused("IO108", "", f"expected an event as an object, got {shown(value)}", value)
        if "kind" not in value:
            message = f"expected a field kind in this event (one of {', '.join(tags)}), got none"
            raise _refused("IO107", "", message, None)
        tag = value["kind"]
        cls = tags.get(tag) if isinstance(tag, str) else None
        if cls is None:
            own = "; pass your own kinds of event to the reader" if isinstance(tag, str) and "." in tag else ""
            raise _refused("IO111", "/kind", f"expected one of {', '.join(tags)}, got {shown(tag)}{own}", tag)
        return made.structure(value, cls)

    return structure_event


def _unknown(key: str, value: Any, cls: type, fields: Iterable[str]) -> Problem:
    meant = nearest(key, frozenset(fields))
    hint = f"; did you mean {meant}?" if meant else ""
    message = f"expected only fields that {cls.__name__} has, got {shown(key)}{hint}"
    return attrs.evolve(_problem("IO106", f"/{pointer_step(key)}", message, value), suggestion=meant)


def _repeated(value: dict[str, Any]) -> Iterator[Problem]:
    for key in value.repeated if isinstance(value, Object) else ():
        message = f"expected each field once, got {shown(key)} more than once"
        # A key that the reader has taken out by now ("format") has no value here.
        yield _problem("IO110", f"/{pointer_step(key)}", message, value.get(key))


def _problem(code: str, path: str, message: str, value: Any) -> Problem:
    return Problem(code=code, severity=Severity.ERROR, path=path, message=message, value=shown(value))


def _refused(code: str, path: str, message: str, value: Any) -> InvalidRecordError:
    return InvalidRecordError((_problem(code, path, message, value),))


def explained(error: BaseException, path: str) -> Iterator[Problem]:
    """The problems in an exception from a hook, each with the path put in front."""
    if isinstance(error, InvalidRecordError):
        for problem in error.problems:
            yield attrs.evolve(problem, path=path + problem.path)
    elif isinstance(error, BaseValidationError):  # from a hook that cattrs itself has made
        for part in error.exceptions:
            yield from explained(part, path + _noted_step(part))
    else:
        words = str(error) or type(error).__name__
        yield Problem(code="IO109", severity=Severity.ERROR, path=path, message=words[:500])


def _noted_step(error: BaseException) -> str:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return f"/{pointer_step(note.name)}"
        if isinstance(note, IterableValidationNote):
            return f"/{note.index}"
    return ""


# --- writing ---------------------------------------------------------------------------------------------------------


def _enum_value(member: Enum) -> Any:
    return member.value


def _record_writer(cls: type, made: cattrs.Converter, readable: frozenset[type]) -> Callable[[Any], dict[str, Any]]:
    """Defaults are left out; keys stand in declared order, the long parts last; an event's kind comes first."""
    if cls not in readable:
        raise TypeError(f"{cls.__name__} could not be read again: register hooks for it, or pass it as a kind of event")
    fields = json_fields(cls)
    start = {"kind": cls.kind} if issubclass(cls, Event) else {}

    def unstructure_record(record: Any) -> dict[str, Any]:
        plain: dict[str, Any] = dict(start)
        for attribute, key, field in fields:
            value = getattr(record, attribute)
            if value != field.default:
                plain[key] = _written(value, made)
        return plain

    return unstructure_record


def _written(value: Any, made: cattrs.Converter) -> Any:
    if isinstance(value, tuple):
        return [_written(each, made) for each in value]
    if value is None or value.__class__ in (str, int, float, bool):
        return value
    return made.unstructure(value)
