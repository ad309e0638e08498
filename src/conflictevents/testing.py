"""For tests of what works with datasets and checks: known faults to put into a sound dataset, and assertions.

It needs nothing but the library. `conflictevents.strategies.clean_datasets` makes datasets to put faults into.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from ._dataset import Dataset
from ._mutations._breaking import Mutation
from ._mutations.actors import ACTORS
from ._mutations.casualties import CASUALTIES
from ._mutations.counts import COUNTS
from ._mutations.exchanges import EXCHANGES
from ._mutations.identity import IDENTITY
from ._mutations.interchange import INTERCHANGE
from ._mutations.quotations import QUOTATIONS
from ._mutations.sources import SOURCES
from ._mutations.statements import STATEMENTS
from ._mutations.strikes import STRIKES
from ._mutations.talks import TALKS
from ._mutations.times import TIMES
from ._mutations.voices import VOICES
from ._problems import Problem, Severity
from .checks import Report, check

__all__ = ["MUTATIONS", "Mutation", "assert_clean", "assert_finds", "mutate"]

MUTATIONS: Final[Mapping[str, Mutation]] = MappingProxyType(
    {
        each.name: each
        for family in (
            IDENTITY,
            TIMES,
            ACTORS,
            COUNTS,
            CASUALTIES,
            EXCHANGES,
            STRIKES,
            TALKS,
            STATEMENTS,
            VOICES,
            SOURCES,
            QUOTATIONS,
            INTERCHANGE,
        )
        for each in family
    }
)
"""Every mutation by its name."""


def mutate(dataset: Dataset, name: str) -> Dataset:
    """Break a dataset in one known way, always at the first place where that can be done.

        >>> from conflictevents import check, examples
        >>> broken = mutate(examples.load("istanbul-exchange"), "statement-loses-speaker")
        >>> sorted(check(broken).counts.keys() - check(examples.load("istanbul-exchange")).counts.keys())
        ['SP101']

    Args:
        dataset: The dataset, which stays as it is.
        name: The name of a mutation, a key of `MUTATIONS`.

    Raises:
        KeyError: If there is no such mutation.
        LookupError: If the dataset holds nothing that can be broken so.
    """
    return MUTATIONS[name].function(dataset)


def assert_clean(
    dataset: Dataset,
    *,
    texts: Mapping[str, str] | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> Report:
    """Assert that the checks find no error and no warning; what is for information alone may be there.

    Args:
        dataset: The dataset.
        texts: The texts of its sources, as for `check`.
        select: The only codes to look for, as for `check`.
        ignore: The codes to leave out.

    Returns:
        The report, for more assertions.

    Raises:
        AssertionError: With everything that was found.
    """
    report = check(dataset, texts=texts, select=select, ignore=ignore)
    found = report.at_least(Severity.WARNING)
    if found:
        raise AssertionError(f"expected no error or warning, got {len(found):,}:\n{_told(found)}")
    return report


def assert_finds(dataset: Dataset, code: str, *, texts: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    """Assert that a check finds something.

    Args:
        dataset: The dataset.
        code: The code of the check, or its beginning.
        texts: The texts of its sources, as for `check`.

    Returns:
        What was found under that code, for more assertions.

    Raises:
        AssertionError: With what was found instead.
    """
    report = check(dataset, texts=texts)
    found = report.by_code(code).problems
    if not found:
        raise AssertionError(f"expected a problem with the code {code}, got\n{_told(report.problems) or '  none'}")
    return found


def _told(problems: Iterable[Problem]) -> str:
    return "\n".join(f"  {problem}" for problem in problems)
