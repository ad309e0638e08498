"""JSON text: from bytes to plain data without a guess, and from plain data to text that a person can read.

Nothing here knows the model.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final, NoReturn

from ._problems import Problem, Severity
from .exceptions import UnreadableInputError

__all__ = [
    "WIDTH",
    "Object",
    "byte_order_mark",
    "decode",
    "decode_text",
    "encode",
    "encode_line",
    "hide",
    "joined",
    "refuse_other_encodings",
    "refuse_repeated_fields",
    "unreadable",
]

WIDTH: Final = 120
"""The longest line of a document that is written, where its parts are not longer."""


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


def refuse_other_encodings(data: bytes, name: str) -> None:
    """Refuse an input whose first bytes are a byte order mark."""
    if data.startswith(b"\xef\xbb\xbf"):
        raise byte_order_mark(name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise unreadable("IO105", "it is UTF-16; save it as UTF-8", name)


def decode_text(data: bytes, name: str, line: int = 1) -> str:
    """Read UTF-8 without a byte order mark.

    Args:
        data: The bytes.
        name: The name of the input, for messages.
        line: The line of the input on which the bytes start.

    Raises:
        UnreadableInputError: If the bytes are anything else; it says where and what to do.
    """
    refuse_other_encodings(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start - data.rfind(b"\n", 0, error.start) - 1 if line > 1 else error.start
        of = "" if line == 1 else " of its line"
        line += data.count(b"\n", 0, error.start)
        message = (
            f"it is not UTF-8: byte 0x{data[error.start]:02x} at offset {offset:,}{of} (line {line:,}); "
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


def refuse_repeated_fields(text: str) -> None:
    """Refuse a JSON text in which an object has a key more than once.

    Raises:
        ValueError: If one has, or if it is not JSON as Python reads it.
        RecursionError: If it is nested too deep for Python.
    """
    _ONCE.decode(text)


def _once(pairs: list[tuple[str, Any]]) -> None:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a field is repeated")


_ONCE: Final = json.JSONDecoder(object_pairs_hook=_once)


def encode_line(value: Any) -> str:
    """Write a JSON value on one line. Characters that editors hide or act upon are escaped."""
    return hide(_ENCODER.encode(value))


def hide(line: str) -> str:
    """Escape the characters of a JSON text that editors hide or act upon."""
    if line.isascii() and "\x7f" not in line:  # most lines
        return line
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def encode(value: Any) -> str:
    """Write a JSON value over as many lines as it needs: what fits on a line stands on one."""
    return _laid_out(value, 0) + "\n"


def _laid_out(value: Any, depth: int) -> str:
    """A value over as many lines as it needs at some depth. Each part is written once."""
    if not isinstance(value, (dict, list, tuple)) or not value:
        return encode_line(value)
    if isinstance(value, dict):
        opened, closed = "{", "}"
        parts = [f"{encode_line(key)}: {_laid_out(each, depth + 1)}" for key, each in value.items()]
    else:
        opened, closed = "[", "]"
        parts = [_laid_out(each, depth + 1) for each in value]
    return joined(parts, opened, closed, depth)


def joined(parts: list[str], opened: str, closed: str, depth: int) -> str:
    """The parts of an object or a list that stands at some depth, on one line if they fit."""
    line = ", ".join(parts)
    if len(line) + 2 + depth <= WIDTH and "\n" not in line:
        return f"{opened}{line}{closed}"
    indent = "\n" + " " * (depth + 1)
    return f"{opened}{indent}{f',{indent}'.join(parts)}\n{' ' * depth}{closed}"
