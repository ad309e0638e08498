"""The list of all checks. To add a check, write its function in its family's module and name it in the list there."""

from __future__ import annotations

from typing import Final

from ._engine import Check
from .actors import ACTORS
from .casualties import CASUALTIES
from .counts import COUNTS
from .exchanges import EXCHANGES
from .identity import IDENTITY
from .interchange import INTERCHANGE
from .places import PLACES
from .privacy import PRIVACY
from .quotations import QUOTATIONS
from .statements import STATEMENTS
from .strikes import STRIKES
from .times import TIMES

__all__ = ["ALL"]

ALL: Final[tuple[Check, ...]] = (
    *IDENTITY,
    *TIMES,
    *PLACES,
    *ACTORS,
    *COUNTS,
    *CASUALTIES,
    *EXCHANGES,
    *STRIKES,
    *STATEMENTS,
    *QUOTATIONS,
    *INTERCHANGE,
    *PRIVACY,
)
"""Every check, family by family."""
