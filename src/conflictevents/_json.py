"""JSON text: from bytes to plain data without a guess, and from plain data to text that a person can read.

Nothing here knows the model.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from ._problems import Problem, Severity
from .exceptions import UnreadableInputError

__all__ = ["Object", "byte_order_mark", "decode", "decode_text", "encode", "encode_line", "unreadable"]

_WIDTH: Final = 120


class Object(dict[str, Any]):
    """A JSON object that has a key more than once; which is remembered, because a dict keeps only the last value."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        seen: set[str] = set()
        self.repeated = tuple(dict.fromkeys(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]


def unreadable(code: str, message: str, name: str) -> UnreadableInputError:
    """The exception for an input that is no document at all."""
    return UnreadableInputError(Problem(code=code, severity=Severity.ERROR, path="", message=message), name)


def byte_order_mark(name: str) -> UnreadableInputError:
    """The exception for an input that starts with a byte order mark."""
    return unreadable("IO105", "it starts with a byte order mark; save it as UTF-8 without one", name)


def decode_text(data: bytes, name: str) -> str:
    """Read UTF-8 without a byte order mark.

    Raises:
        UnreadableInputError: If the bytes are anything else; it says where and what to do.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        raise byte_order_mark(name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise unreadable("IO105", "it is UTF-16; save it as UTF-8", name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = (
            f"it is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start:,} (line {line:,}); "
            "save it as UTF-8"
        )
        raise unreadable("IO105", message, name) from None


def decode(text: str, name: str, line: int = 1) -> Any:
    """Read one JSON value (RFC 8259). An object that repeats a key becomes an `Object`.

    Args:
        text: The text.
        name: The name of the input, for messages.
        line: The line of the input on which the text starts.

    Raises:
        UnreadableInputError: If it is not JSON, is cut short, holds NaN, or is nested too deep.
    """
    if not text.strip(" \t\r\n"):
        raise unreadable("IO105", "it is empty", name)
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise unreadable("IO105", _described(error, text, line), name) from None
    except RecursionError:
        raise unreadable("IO105", "it is nested too deep to be a conflictevents document", name) from None
    except ValueError as error:
        raise unreadable("IO105", f"it is not JSON: {error}", name) from None


def _described(error: json.JSONDecodeError, text: str, line: int) -> str:
    where = f"line {error.lineno + line - 1:,}, column {error.colno:,}"
    if error.pos >= len(text.rstrip(" \t\r\n")) or error.msg.startswith("Unterminated string"):
        return f"it is cut short: the JSON stops in the middle, at {where}"
    if error.msg == "Extra data":
        return f"it is not one JSON value: more follows at {where}"
    return f"it is not JSON: {error.msg} at {where}"


def _no_constant(name: str) -> NoReturn:
    msg = f"{name} is not a JSON number; leave an unknown number out"
    raise ValueError(msg)


def _whole(digits: str) -> int:
    # Python refuses to read very long numbers (4,300 digits) with words of its own.
    if len(digits) > 4000:
        msg = f"a whole number of {len(digits):,} digits"
        raise ValueError(msg)
    return int(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    plain = dict(pairs)
    return plain if len(plain) == len(pairs) else Object(pairs)


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_constant, parse_int=_whole)
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
# What a terminal, an editor or a line-based tool would not show as it is.
_UNSEEN: Final = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def encode_line(value: Any) -> str:
    """Write a JSON value on one line. Characters that editors hide or act upon are escaped."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", _ENCODER.encode(value))


def encode(value: Any) -> str:
    """Write a JSON value over as many lines as it needs: what fits on a line stands on one."""
    return "".join(_parts(value, 0)) + "\n"


def _parts(value: Any, depth: int) -> Iterator[str]:
    line = encode_line(value)
    if not isinstance(value, (dict, list)) or not value or len(line) + depth <= _WIDTH:
        yield line
        return
    opened, closed = ("{", "}") if isinstance(value, dict) else ("[", "]")
    indent = " " * (depth + 1)
    yield opened
    for index, each in enumerate(value):
        yield ",\n" if index else "\n"
        yield indent
        if isinstance(value, dict):
            yield f"{encode_line(each)}: "
            each = value[each]  # noqa: PLW2901 - the member of that key
        yield from _parts(each, depth + 1)
    yield f"\n{' ' * depth}{closed}"
