"""The list of all checks. To add a check, write its function in its family's module and name it in the list there."""

from __future__ import annotations

from typing import Final

from ._engine import Check
from .casualties import CASUALTIES
from .counts import COUNTS
from .exchanges import EXCHANGES
from .identity import IDENTITY
from .interchange import INTERCHANGE
from .places import PLACES
from .quotations import QUOTATIONS
from .sources import SOURCES
from .statements import STATEMENTS
from .strikes import STRIKES
from .talks import TALKS
from .times import TIMES

__all__ = ["ALL"]

ALL: Final[tuple[Check, ...]] = (
    *IDENTITY,
    *TIMES,
    *PLACES,
    *COUNTS,
    *CASUALTIES,
    *EXCHANGES,
    *STRIKES,
    *TALKS,
    *STATEMENTS,
    *SOURCES,
    *QUOTATIONS,
    *INTERCHANGE,
)
"""Every check, family by family."""
