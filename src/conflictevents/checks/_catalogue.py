"""The list of all checks. To add a check, write its function in its family's module and name it in the list there."""

from __future__ import annotations

from typing import Final

from ._engine import Check
from .actors import ACTORS
from .casualties import CASUALTIES
from .claim_sets import CLAIM_SETS
from .counts import COUNTS
from .exchanges import EXCHANGES
from .identity import IDENTITY
from .interchange import INTERCHANGE
from .merging import MERGING
from .places import PLACES
from .privacy import PRIVACY
from .quotations import QUOTATIONS
from .sources import SOURCES
from .statements import STATEMENTS
from .strikes import STRIKES
from .talks import TALKS
from .times import TIMES
from .times_of_claims import TIMES_OF_CLAIMS

__all__ = ["ALL"]

ALL: Final[tuple[Check, ...]] = (
    *IDENTITY,
    *TIMES,
    *TIMES_OF_CLAIMS,
    *PLACES,
    *ACTORS,
    *COUNTS,
    *CASUALTIES,
    *EXCHANGES,
    *STRIKES,
    *TALKS,
    *STATEMENTS,
    *SOURCES,
    *QUOTATIONS,
    *CLAIM_SETS,
    *MERGING,
    *INTERCHANGE,
    *PRIVACY,
)
"""Every check, family by family."""
