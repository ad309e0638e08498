"""The JSON Schema: what it says of documents, and that it follows the classes."""

from __future__ import annotations

import json
from typing import Any

import attrs
import jsonschema_rs
import pytest

import conflictevents as ce
from conflictevents import examples

SCHEMA = ce.json_schema()
VALIDATOR = jsonschema_rs.validator_for(SCHEMA)


@pytest.fixture
def document() -> dict[str, Any]:
    """The worked example as plain data, to be broken."""
    plain: dict[str, Any] = json.loads(examples.file("istanbul-exchange").read_bytes())
    return plain


def test_is_a_schema_of_2020_12() -> None:
    """The schema is valid itself and names its dialect."""
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(SCHEMA)


def test_takes_the_worked_example(document: dict[str, Any]) -> None:
    """The shipped document is valid."""
    assert VALIDATOR.is_valid(document)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["events", 0, "kind"], "battle"),
        (["events", 0, "colour"], "red"),
        (["sources", 0, "sha256"], "cc78"),
        (["sources", 0, "sha256"], "c" * 64 + "\n"),
        (["sources", 0, "language"], "english language"),
        (["actors", 0, "country"], "Russia"),
        (["actors", 0, "kind"], "nation"),
        (["places", 0, "point", "latitude"], 137),
        (["reports", 0, "figures", 0, "count", "low"], -1),
        (["reports", 0, "figures", 0, "count", "low"], "12"),
        (["reports", 0, "figures", 0, "measure"], "kiled"),
        (["reports", 0, "figures", 0, "group"], "children+"),
        (["title"], "  "),
        (["format"], "conflictevents/0"),
    ],
)
def test_refuses_what_the_reader_refuses(document: dict[str, Any], path: list[Any], value: object) -> None:
    """A value beyond what a field takes is refused by the schema and by the reader alike."""
    target: Any = document
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    assert not VALIDATOR.is_valid(document)
    with pytest.raises(ValueError, match=r"input"):
        ce.loads(json.dumps(document))


def test_own_words_with_a_dot_are_taken(document: dict[str, Any]) -> None:
    """A measure of one's own with a dot is taken by the schema and the reader."""
    document["reports"][0]["figures"][0]["measure"] = "x-lab.seen"
    VALIDATOR.validate(document)
    assert ce.loads(json.dumps(document)).report("toll").figures[0].measure == "x-lab.seen"


def test_every_field_is_described() -> None:
    """Each property of each definition carries the words of its class's docstring."""
    undescribed = [
        f"{name}.{key}"
        for name, definition in SCHEMA["$defs"].items()
        for key, schema in definition["properties"].items()
        if not schema.get("description")
    ]
    assert undescribed == []


def test_required_fields_are_those_without_a_default() -> None:
    """A field is required by the schema exactly if its class gives no default; an event's kind always is."""
    for name, definition in SCHEMA["$defs"].items():
        cls = getattr(ce, name)
        needed = {field.name.rstrip("_") for field in attrs.fields(cls) if field.default is attrs.NOTHING}
        if issubclass(cls, ce.Event):
            needed.add("kind")
        assert set(definition.get("required", ())) == needed, name


def test_order_is_stable() -> None:
    """Two calls give the same text."""
    assert json.dumps(ce.json_schema()) == json.dumps(SCHEMA)
