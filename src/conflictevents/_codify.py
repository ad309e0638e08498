"""`codify`: a record as the Python code that makes it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

import attrs

from ._count import Count
from ._harmless import width
from ._readable import class_name, stated
from ._record import Record
from ._vocab import Word

__all__ = ["codify"]

_WIDTH: Final = 100
_STEP: Final = "    "


def codify(record: Record) -> str:
    """A record as Python code that evaluates to an equal one, where `import conflictevents as ce` has been run.

    It is laid out as a formatter would, in lines of up to 100 characters where no text is longer. What equals its
    default is left out. A class of your own goes by its bare name.

        >>> from conflictevents import Count, Figure, Attribution, codify
        >>> dead = Count.at_least(12, text="at least 12")
        >>> print(codify(Figure(measure="killed", count=dead, attribution=Attribution(source="article"))))
        ce.Figure(
            measure="killed",
            count=ce.Count.at_least(12, text="at least 12"),
            attribution=ce.Attribution(source="article"),
        )

    The code holds all of the record: nothing is cut, and the names of sensitive persons stand in it.

    Args:
        record: Any record of the model, a whole dataset too.

    Raises:
        TypeError: If it is no record.
    """
    if not isinstance(record, Record):
        raise TypeError(f"expected a record, got a {type(record).__name__}")
    return "".join(_laid_out(_call(record), "", 0))


@attrs.frozen
class _Code:
    """The code of one value.

    Attributes:
        flat: All of it on one line; None where that would be too long for any line.
        head: What stands before the arguments or members, its bracket included.
        arguments: The code of each, after the name of its argument.
        is_call: Whether it is a call, whose arguments may stand together on a line of their own.
    """

    flat: str | None
    head: str = ""
    arguments: tuple[tuple[str, _Code], ...] = ()
    is_call: bool = False


def _call(record: Any) -> _Code:
    arguments = [(f"{name}=", _code(value)) for name, value in stated(record)]
    cls = type(record)
    own = cls.__module__.partition(".")[0] != __package__
    name = class_name(cls) if own else f"ce.{class_name(cls)}"
    if cls is Count and not record.approximate and record.policy is None:
        named, bounds = _named_constructor(record)
        name = f"{name}.{named}"
        text = [(argument, code) for argument, code in arguments if argument == "text="]
        arguments = [*(("", _Code(repr(bound))) for bound in bounds), *text]
    return _joined(f"{name}(", arguments, is_call=True)


def _named_constructor(count: Count) -> tuple[str, tuple[int, ...]]:
    """The constructor whose name says what the bounds are, and what it is given."""
    if count.high is None:
        return "at_least", (count.low,)
    if count.low == count.high:
        return "exactly", (count.low,)
    return ("at_most", (count.high,)) if count.low == 0 else ("between", (count.low, count.high))


def _code(value: Any) -> _Code:
    """The code of any value of a field."""
    if isinstance(value, Record):
        return _call(value)
    if isinstance(value, tuple):
        return _joined("(", [("", _code(each)) for each in value], is_call=False)
    if isinstance(value, Word):
        return _Code(_text(value.value))
    if isinstance(value, Enum):
        return _Code(f"{class_name(type(value))}.{value.name}")
    return _Code(_text(value) if isinstance(value, str) else repr(value))


def _joined(head: str, arguments: list[tuple[str, _Code]], *, is_call: bool) -> _Code:
    end = ",)" if len(arguments) == 1 and not is_call else ")"
    parts: list[str] = []
    size = len(head) + len(end)
    for name, code in arguments:
        size += len(name) + (_WIDTH if code.flat is None else width(code.flat)) + 2 * bool(parts)
        if code.flat is None or size > _WIDTH:
            return _Code(None, head, tuple(arguments), is_call)
        parts.append(name + code.flat)
    return _Code(f"{head}{', '.join(parts)}{end}", head, tuple(arguments), is_call)


def _laid_out(code: _Code, indent: str, used: int) -> Iterator[str]:
    """The code from a column on, the rest of whose line is `used` characters long."""
    if code.flat is not None and (not code.arguments or used + width(code.flat) <= _WIDTH):
        yield code.flat
        return
    inner = indent + _STEP
    yield f"{code.head}\n"
    flat = [f"{name}{each.flat}" for name, each in code.arguments if each.flat is not None]
    together = ", ".join(flat)
    if code.is_call and len(flat) == len(code.arguments) and len(inner) + width(together) <= _WIDTH:
        yield f"{inner}{together}\n"
    else:
        for name, each in code.arguments:
            yield f"{inner}{name}"
            yield from _laid_out(each, inner, len(inner) + len(name) + 1)  # with the comma after it
            yield ",\n"
    yield f"{indent})"


def _text(text: str) -> str:
    """A text as a literal: in double quotation marks, unless others spare it escapes."""
    written = repr(text)
    if written[0] == '"':
        return written
    if '"' not in text:
        return f'"{written[1:-1]}"'
    if text.count('"') > text.count("'"):
        return written
    # With both kinds in it, `repr` escapes the single ones.
    return '"' + '\\"'.join(repr(part)[1:-1] for part in text.split('"')) + '"'
