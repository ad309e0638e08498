"""Checks of others: what installed packages offer under the entry point group `conflictevents.checks`.

They are looked for when the checks are first asked for, and loaded once. One that cannot be loaded is a problem that
every report tells of, and stops nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from .._problems import Problem
from ._catalogue import ALL
from ._engine import Check, failed
from ._families import FAMILIES

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["GROUP", "broken_plug_ins", "every_check"]

GROUP: Final = "conflictevents.checks"
"""The entry point group."""

_PREFIX: Final = re.compile(r"[A-Z]{3,8}")


class _Found(NamedTuple):
    checks: tuple[Check, ...]
    problems: tuple[Problem, ...]


def every_check() -> tuple[Check, ...]:
    """The library's own checks, then those of plug-ins."""
    return (*ALL, *_plug_ins().checks)


def broken_plug_ins() -> tuple[Problem, ...]:
    """A problem for each plug-in that could not be loaded."""
    return _plug_ins().problems


@cache
def _plug_ins() -> _Found:
    from importlib.metadata import entry_points  # noqa: PLC0415 - takes long to import, as in the command line

    checks: dict[str, Check] = {}
    problems: list[Problem] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        try:
            checks.update(_loaded(entry, checks))
        except Exception as error:  # noqa: BLE001 - whatever a plug-in raises on import is told of
            problems.append(failed(f"the plug-in {entry.name} ({entry.value})", error))
    return _Found(tuple(checks.values()), tuple(problems))


def _loaded(entry: EntryPoint, others: Iterable[str]) -> dict[str, Check]:
    """The checks of a plug-in by code.

    Raises:
        ValueError: If its prefix or a code cannot be its own.
        TypeError: If what it offers are no checks.
    """
    own = [family for family in FAMILIES if entry.name.startswith(family)]
    if own:
        msg = f"a plug-in needs a prefix of its own, and {entry.name} begins with {own[0]}, which is one of ours"
        raise ValueError(msg)
    if _PREFIX.fullmatch(entry.name) is None:
        msg = f"the name of its entry point is its prefix: expected three to eight capital letters, got {entry.name}"
        raise ValueError(msg)
    return {check.code: check for check in _sound(entry.load(), entry.name, others)}


def _sound(offered: Iterable[object], prefix: str, others: Iterable[str]) -> Iterator[Check]:
    taken = set(others)
    for check in offered:
        if not isinstance(check, Check):
            raise TypeError(f"expected an iterable of checks made by `checks.declare`, got a {type(check).__name__}")
        if re.fullmatch(rf"{prefix}\d{{3}}", check.code) is None:
            msg = f"expected codes of {prefix} and three digits, got {check.code}"
            raise ValueError(msg)
        if check.code in taken:
            msg = f"expected each code once, got {check.code} again"
            raise ValueError(msg)
        taken.add(check.code)
        yield check
