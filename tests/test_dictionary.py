"""The data dictionary of the claims table: it says of every column what is in it, and nothing else is."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given

import conflictevents as ce
from conflictevents import strategies

SCHEMA = ce.claims_schema()
FIELDS: dict[str, dict[str, Any]] = {field["name"]: field for field in SCHEMA["fields"]}
TYPES: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,)}


def test_it_is_the_table_column_by_column() -> None:
    """The columns stand in their order, each with a meaning, and the whole is plain JSON."""
    assert [name.rstrip("_") for name in ce.ClaimRow.__annotations__] == list(FIELDS)
    assert all(field["description"].endswith(".") for field in FIELDS.values())
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@given(strategies.datasets())
def test_every_row_is_as_it_says(dataset: ce.Dataset) -> None:
    """Each value has the type of its column and is one of its words, and what is always there is there."""
    for row in ce.claims_table(dataset):
        for name, value in row.as_dict().items():
            constraints = FIELDS[name].get("constraints", {})
            if value is None:
                assert not constraints.get("required")
                continue
            assert isinstance(value, TYPES[FIELDS[name]["type"]]), name
            assert value in constraints.get("enum", [value])
