"""JSON written piece by piece: an object around a long list, one member of the list on each line."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

__all__ = ["compact", "is_iri", "pieces", "urn", "without_empty"]


def compact(value: Any) -> str:
    """A value as JSON on one line; the same value always gives the same text."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def without_empty(members: Mapping[str, Any]) -> dict[str, Any]:
    """The members of an object that hold something; a number that is zero and what is false are something."""
    return {name: value for name, value in members.items() if value is not None and value not in ("", [])}


def pieces(head: Mapping[str, Any], name: str, members: Iterable[Any], *, end: str = "") -> Iterator[str]:
    """The text of an object whose last member is a list.

    Args:
        head: The members before the list.
        name: The name of the list.
        members: What is in it.
        end: What closes objects that `head` left open.
    """
    yield f"{compact(dict(head))[:-1]}{',' if head else ''}{compact(name)}:["
    separator = "\n"
    for member in members:
        yield separator + compact(member)
        separator = ",\n"
    yield f"\n]}}{end}\n"


_CHARACTER: Final = r"""(?:[^\s<>"{}|\\^`%\[\]#?/:@\x00-\x1f\x7f-\x9f]|%[0-9A-Fa-f]{2})"""
_IRI: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*:"
    rf"(?://(?:(?:{_CHARACTER}|:)*@)?{_CHARACTER}*(?::[0-9]*)?(?=[/?#]|\Z)|(?!//))"
    rf"(?:{_CHARACTER}|[/:@])*(?:\?(?:{_CHARACTER}|[/:@?])*)?(?:#(?:{_CHARACTER}|[/:@?])*)?"
)


def is_iri(text: str | None) -> bool:
    """Whether a text is an absolute IRI (RFC 3987); one whose host is an IPv6 address is not taken for one."""
    return text is not None and _IRI.fullmatch(text) is not None


_NAMESPACE: Final = uuid.UUID("7a1d6a52-9a0c-5a5b-8c3b-1f4b7c2d9e60")


def urn(*parts: object) -> str:
    """A name for what has no address, made from what it is known by: the same parts always give the same name."""
    return uuid.uuid5(_NAMESPACE, compact([str(part) for part in parts])).urn
