"""What is left of a number agreed, and how what was done stands to it."""

from __future__ import annotations

from enum import StrEnum

from .._count import Count

__all__ = ["Verdict", "remainder", "verdict"]


class Verdict(StrEnum):
    """How the sum of the phases stands to the number agreed."""

    MEETS = "meets"
    """Every number that the sum may be is one that was agreed."""
    FALLS_SHORT = "falls_short"
    """The sum is certainly less."""
    EXCEEDS = "exceeds"
    """The sum is certainly more."""
    OPEN = "open"
    """The bounds leave it open."""


def verdict(done: Count, firm: Count, promised: Count) -> Verdict:
    """How a sum stands to the number agreed. Soft bounds may be a little off, so only the firm ones decide."""
    if firm.certainly_less(promised.firm()):
        return Verdict.FALLS_SHORT
    if promised.firm().certainly_less(firm):
        return Verdict.EXCEEDS
    soft = done.approximate or promised.approximate
    return Verdict.MEETS if done in promised and not soft else Verdict.OPEN


def remainder(agreed: Count | None, done: Count | None) -> Count:
    """What is left of a number agreed: it holds every difference of a number agreed and a number done.

        >>> str(remainder(Count.exactly(1000), Count.at_least(998)))
        'at most 2'

    Where more may have been done than agreed, nothing is left; it is never less than zero.

    Args:
        agreed: The number agreed; None where it is not known.
        done: What was done of it; None where that is not known.
    """
    agreed, done = agreed or Count(low=0), done or Count(low=0)
    low = 0 if done.high is None else max(0, agreed.low - done.high)
    high = None if agreed.high is None else max(0, agreed.high - done.low)
    return Count(low=low, high=high, approximate=agreed.approximate or done.approximate)
