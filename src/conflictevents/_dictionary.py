"""The data dictionary of the claims table, as a Table Schema that other tools read and check a CSV file against."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

import attrs

from ._table import COLUMNS, ClaimRow
from ._vocab import Attributed, EstimateLeg, Method, Polarity, Realis, Scope

__all__ = ["claims_schema"]

_CLOSED: Final[Mapping[str, type[Enum] | tuple[str, ...]]] = {
    "commitment": ("said", "claimed", "confirmed", "estimated", "denied", "unverified"),
    "unit": ("count", "percent"),
    "scope": Scope,
    "polarity": Polarity,
    "attributed": Attributed,
    "method": Method,
    "estimate": EstimateLeg,
    "realis": Realis,
    "status": ("current", "superseded", "retracted"),
}
"""The columns that take only some words; the others are open, or ids."""

_TYPES: Final = {"str": "string", "int": "integer", "bool": "boolean"}


def claims_schema() -> dict[str, Any]:
    """The data dictionary of the claims table: name, type, meaning and allowed words of each column.

    It is a Table Schema (specs.frictionlessdata.io/table-schema): the form of a data dictionary that can lie beside a
    published CSV file and that programs can check the file against. An empty cell is a value that is absent.

    Returns:
        The schema, ready for `json.dumps`.
    """
    meanings = dict(re.findall(r"^    (\w+): (.+)$", inspect.cleandoc(ClaimRow.__doc__ or ""), flags=re.MULTILINE))
    row: type = ClaimRow
    fields = [
        _field(column, str(field.type), meanings[field.name])
        for column, field in zip(COLUMNS, attrs.fields(row), strict=True)
    ]
    return {"fields": fields, "missingValues": [""]}


def _field(column: str, hint: str, meaning: str) -> dict[str, Any]:
    kinds = [kind.strip() for kind in hint.split("|")]
    constraints: dict[str, Any] = {"required": True} if "None" not in kinds else {}
    closed = _CLOSED.get(column)
    if closed is not None:
        constraints["enum"] = list(closed) if isinstance(closed, tuple) else [word.value for word in closed]
    return {
        "name": column,
        "type": "number" if "float" in kinds else _TYPES[kinds[0]],
        "description": meaning,
        **({"constraints": constraints} if constraints else {}),
    }
