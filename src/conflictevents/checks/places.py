"""Checks of places (PL)."""

from __future__ import annotations

from typing import Final

from ._engine import Check, refused

__all__ = ["PLACES"]

PLACES: Final[tuple[Check, ...]] = (
    refused("PL101", "coordinate-range", "A latitude is beyond 90 degrees or a longitude beyond 180."),
    refused("PL103", "bad-code", "A country is not given as an ISO 3166-1 alpha-2 code."),
)
