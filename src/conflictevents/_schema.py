"""The JSON Schema of a document, made from the classes and their docstrings."""

from __future__ import annotations

import inspect
import re
from enum import Enum
from functools import cache
from typing import Any, Final

import attrs

from ._dataset import FORMAT, FORMAT_VERSION, Dataset
from ._events import KINDS, Event
from ._record import Record, element, field_types, json_fields, members, split

__all__ = ["json_schema"]

_ID: Final = f"urn:conflictevents:schema:{FORMAT_VERSION}"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one document.

    It says what a document looks like. What a schema cannot say (bounds in order, unique ids, references that lead
    somewhere, dates that exist) only the reader tells.
    """
    definitions: dict[str, Any] = {}
    root = _object(Dataset, definitions)
    head = {"format": {"const": FORMAT, "description": "The name and version of this format."}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _ID,
        "title": "A conflictevents document",
        **root,
        "properties": head | root["properties"],
        "required": ["format"],
        "$defs": dict(sorted(definitions.items())),
    }


def _object(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a record, without a reference to it."""
    fields = json_fields(cls)
    words = _described(cls)
    properties: dict[str, Any] = {}
    required: list[str] = []
    if issubclass(cls, Event):
        properties["kind"] = {"const": cls.kind, "description": "The kind of event."}
        required.append("kind")
    for attribute, key, field in fields:
        schema = _schema(field_types(cls)[attribute], definitions)
        properties[key] = schema | ({"description": words[attribute]} if attribute in words else {})
        if field.default is attrs.NOTHING:
            required.append(key)
    summary = inspect.getdoc(cls)
    return {
        "type": "object",
        "description": _flat((summary or cls.__name__).split("\n\n", 1)[0]),
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of one type; records are put in the definitions and referred to."""
    options = members(hint)
    if len(options) > 1:
        return {"anyOf": [_schema(option, definitions) for option in options]}
    base, limits = split(hint)
    if base is Event:
        return {"oneOf": [_schema(kind, definitions) for kind in KINDS]}
    inner = element(base)
    if inner is not None:
        return {"type": "array", "items": _schema(inner, definitions)}
    if issubclass(base, Record):
        name = base.__name__
        if name not in definitions:
            definitions[name] = {}  # a record may hold another of its class
            definitions[name] = _object(base, definitions)
        return {"$ref": f"#/$defs/{name}"}
    if issubclass(base, Enum):
        return {"enum": [member.value for member in base]}
    plain: dict[str, Any] = {"type": _TYPES[base]}
    for limit in limits:
        plain |= limit.schema()
    return plain


_TYPES: Final[dict[type, str]] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}


@cache
def _described(cls: type) -> dict[str, str]:
    """What the docstrings of a class and its bases say of each field."""
    words: dict[str, str] = {}
    for each in reversed(cls.__mro__):
        # Not `inspect.getdoc`, which would give a class without a docstring that of its base.
        section = inspect.cleandoc(each.__doc__ or "").partition("\nAttributes:\n")[2]
        section = section.partition("\n\n")[0]
        for name, text in re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", section, flags=re.MULTILINE):
            words[name] = _flat(text)
    return words


def _flat(text: str) -> str:
    return " ".join(text.split())
