"""The rules by name: those that there are, and a rule from its name, a function, or several names joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import reduce
from types import MappingProxyType
from typing import Final

from ._bounding import CONSENSUS, INTERSECTION, MAJORITY, RANGE
from ._choosing import EXCLUDE_PARTIES, INDEPENDENT, LATEST, LATEST_PER_SPEAKER, hierarchy
from ._published import ACLED, UCDP, ucdp
from ._rules import Rule, RuleFunction

__all__ = ["RULES", "rule"]

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        each.name: each
        for each in (
            RANGE,
            INTERSECTION,
            CONSENSUS,
            MAJORITY,
            LATEST,
            LATEST_PER_SPEAKER,
            INDEPENDENT,
            EXCLUDE_PARTIES,
            UCDP,
            ACLED,
        )
    }
)
"""The rules that take no order, by name. The functions `hierarchy` and `ucdp` make those that take one."""

_ORDERED: Final[Mapping[str, Callable[..., Rule]]] = {"hierarchy": hierarchy, "ucdp": ucdp}


def rule(given: str | Rule | RuleFunction) -> Rule:
    """A rule, from what a caller gives.

        >>> rule("independent+intersection").name
        'independent+intersection'
        >>> rule("hierarchy:hospital,ministry").name
        'hierarchy:hospital,ministry'

    Args:
        given: A name of `RULES`; `hierarchy:` or `ucdp:` with the ids of sources or speakers, or kinds of
            source (`kind:ngo_report`), separated by commas; several of these joined by `+`, which then work one after
            the other; a rule, or a function of one's own, which becomes a rule named `own.` and the function's name.

    Raises:
        ValueError: If there is no rule of that name.
    """
    if isinstance(given, Rule):
        return given
    if not isinstance(given, str):
        if not callable(given):
            raise TypeError(f"expected a rule, its name or a function, got {type(given).__name__}")
        name = re.sub(r"\W", "", getattr(given, "__name__", type(given).__name__))
        return Rule(name=f"own.{name}", function=given, meaning="A function of the user's own.")
    # A `+` may be part of an id, so a new rule starts only where a name follows.
    starts = "|".join((*RULES, *_ORDERED))
    parts = re.split(rf"\+(?=(?:{starts})(?:[:+]|$))", given)
    return reduce(Rule.then, (_one(part) for part in parts))


def _one(text: str) -> Rule:
    name, colon, order = text.partition(":")
    if colon and name in _ORDERED:
        return _ORDERED[name](*order.split(","))
    if text in RULES:
        return RULES[text]
    if text == "hierarchy":
        raise ValueError(
            "the rule hierarchy needs an order of sources or speakers, such as hierarchy:hospital,ministry"
        )
    raise ValueError(f"expected a rule ({', '.join(RULES)}, hierarchy:ID,ID), got {text[:80]!r}")
