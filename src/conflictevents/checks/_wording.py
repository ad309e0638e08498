"""The words by which the checks tell what a text says. They are data, in `wording.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

__all__ = ["wording"]


@cache
def _lists() -> Mapping[str, Any]:
    file = resources.files(__name__.rpartition(".")[0]).joinpath("wording.toml")
    return MappingProxyType(tomllib.loads(file.read_text(encoding="utf-8")))


@cache
def wording(name: str) -> re.Pattern[str]:
    """A pattern of whole words that say the thing of that name."""
    words = "|".join(_lists()[name]).replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
