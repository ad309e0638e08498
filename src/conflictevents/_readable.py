"""What a record says beyond its defaults, and the text of it that `repr` gives."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import attrs

__all__ = ["class_name", "readable", "stated"]

_LONGEST: Final = 2_000
_LONGEST_TEXT: Final = 80
_DETAIL: Final = (None, 3, 1, 0)
"""How many members of a tuple are shown, from the most to the least detailed text; None is all."""


def class_name(cls: type) -> str:
    """The name by which the code that made a class calls it."""
    return cls.__qualname__.rpartition(">.")[2]


def stated(record: Any) -> Iterator[tuple[str, Any]]:
    """The arguments that make a record, without those that equal their defaults, in the order of writing."""
    cls: type = type(record)
    for name, argument, default in _arguments(cls):
        value = getattr(record, name)
        if value is not default and value != default:
            yield argument, value


@cache
def _arguments(cls: Any) -> tuple[tuple[str, str, Any], ...]:
    fields = sorted(attrs.fields(cls), key=lambda field: bool(field.metadata.get("last")))
    return tuple((field.name, field.alias, field.default) for field in fields if field.init)


def readable(record: object, base: type) -> str:
    """A record of a base class as the call that makes it, without defaults.

    One of more than 2,000 characters is cut: of each tuple fewer and fewer members are shown, the same number of all,
    until it fits. What is cut holds an `…` outside of any text, so that it cannot be taken for the whole or evaluated.
    """
    for most in _DETAIL[:-1]:
        parts: list[str] = []
        left = _LONGEST
        for part in _parts(record, base, most):
            left -= len(part)
            if left < 0:
                break
            parts.append(part)
        else:
            return "".join(parts)
    return "".join(_parts(record, base, _DETAIL[-1]))


def _parts(value: Any, base: type, most: int | None) -> Iterator[str]:
    """The text of a value, piece by piece."""
    if isinstance(value, str):
        # Cut before `repr`, so that a text of 100 MB costs nothing.
        longest = _LONGEST if most is None else _LONGEST_TEXT
        yield repr(value if len(value) <= longest else value[:longest])
        if len(value) > longest:
            yield f"… ({len(value):,} characters)"
    elif isinstance(value, tuple):
        yield from _members(value, base, most)
    elif type(value).__repr__ is base.__repr__:
        yield class_name(type(value))
        separator = "("
        for name, each in stated(value):
            yield f"{separator}{name}="
            yield from _parts(each, base, most)
            separator = ", "
        yield "()" if separator == "(" else ")"
    else:
        yield repr(value)


def _members(value: tuple[Any, ...], base: type, most: int | None) -> Iterator[str]:
    """The text of a tuple."""
    separator = "("
    for each in value[:most]:
        yield separator
        yield from _parts(each, base, most)
        separator = ", "
    if most is not None and len(value) > most:
        yield f"{separator}… {len(value) - most:,}{' more' if most else ''})"
    elif not value:
        yield "()"
    else:
        yield ",)" if len(value) == 1 else ")"
