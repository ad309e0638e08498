"""Bounds in words that are read back as the same bounds."""

from __future__ import annotations

from ._counts import tolerance

__all__ = ["written"]


def written(low: int, high: int | None, *, soft: bool) -> str:
    """The shortest of the plain phrases that say exactly these bounds, under any policy of bounds.

    Soft bounds that no newsroom phrase has are marked as "nominally".
    """
    if not soft:
        return _plainly(low, high)
    if high is None:
        return f"nominally at least {low:,}" if low else "an unknown number"
    if low == high:
        return f"nominally {low:,}"
    middle = (low + high) // 2
    if (low + high) % 2 == 0 and _around(middle) == (low, high):
        return f"about {middle:,}"
    if max(0, high + 1 - _reach(high + 1)) == low:
        return f"nearly {high + 1:,}"
    if low > 1 and low - 1 + _reach(low - 1) == high:
        return f"just over {low - 1:,}"
    return f"nominally {_plainly(low, high)}"


def _plainly(low: int, high: int | None) -> str:
    if high is None:
        return f"at least {low:,}"
    if low == high:
        return f"{low:,}"
    return f"{low:,} to {high:,}" if low else f"at most {high:,}"


def _reach(number: int) -> int:
    """How far "about" a number written in digits reaches."""
    digits = str(number)
    return tolerance(number, 10 ** (len(digits) - len(digits.rstrip("0"))))


def _around(number: int) -> tuple[int, int]:
    reach = _reach(number)
    return max(0, number - reach), number + reach
