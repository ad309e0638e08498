"""The families of the library's own checks: the two letters that their codes begin with, and what they are about."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["FAMILIES"]

FAMILIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ID": "Ids and references",
        "DT": "Dates and times",
        "PL": "Places",
        "AC": "Actors",
        "CT": "Counts",
        "CS": "Casualties",
        "EX": "Exchanges",
        "ST": "Strikes",
        "TK": "Talks",
        "SP": "Statements and speakers",
        "QT": "Quotations and spans",
        "SR": "Sources",
        "CL": "Sets of claims",
        "MR": "Merging",
        "IO": "Reading and writing",
        "PV": "Privacy",
    }
)
"""The title of each family. These letters are the library's own, whether or not it has such checks yet."""
