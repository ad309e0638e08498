"""Checks: what looks wrong in a dataset, each kind of problem with a code for ever.

One module for each family, one function for each check.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .._dataset import Dataset
from ._engine import Check, Report, Subject, run, selected

__all__ = ["Check", "Report", "catalogue", "check", "selected"]


def catalogue() -> tuple[Check, ...]:
    """Every check, family by family; those without a function are reported only when a file is read."""
    from ._catalogue import ALL  # noqa: PLC0415 - most programs that import the library never run a check

    return ALL


def check(
    dataset: Dataset,
    *,
    texts: Mapping[str, str] | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> Report:
    """Report everything that looks wrong in a dataset, all at once.

    Args:
        dataset: The dataset.
        texts: The texts of its sources that are at hand, by the source's id; with a source's text its spans and
            quotations are verified as well.
        select: Codes, or their beginnings ("CT", "CT1"), of the only checks to run; all if none is given.
        ignore: Codes, or their beginnings, of checks to leave out.

    Raises:
        TypeError: If a text is not a str.
    """
    for source, text in (texts or {}).items():
        if not isinstance(text, str):
            raise TypeError(f"expected the text of {source} as a str, got a {type(text).__name__}")
    wanted = [each for each in catalogue() if selected(each.code, select, ignore)]
    return run(wanted, Subject(dataset, texts or {}))
