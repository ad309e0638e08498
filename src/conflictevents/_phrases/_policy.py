"""`Policy`: which bounds a vague word is given. The shipped ones are data, in `policies.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final, Self

import attrs

__all__ = ["Policy", "VagueReading", "policies", "policy_named", "policy_of"]

_LARGEST: Final = 10**12


@attrs.frozen(kw_only=True)
class VagueReading:
    """The bounds that a policy gives to one idea.

    Attributes:
        idea: The idea, such as `dozens`, or several of a unit, such as `several dozens`.
        low: The lowest number, from 0 to 10**12.
        high: The highest number; None is no upper end.
    """

    idea: str
    low: int
    high: int | None = None

    def __attrs_post_init__(self) -> None:
        """Check that the bounds are whole numbers in order."""
        whole = type(self.low) is int and (self.high is None or type(self.high) is int)
        if not whole or not 0 <= self.low <= (self.low if self.high is None else self.high) <= _LARGEST:
            got = [self.low] if self.high is None else [self.low, self.high]
            raise ValueError(
                f"expected the lowest and the highest number of {self.idea!r}, such as [24, 99], got {got!r}"
            )


def _readings(given: Mapping[str, Any] | Iterable[VagueReading]) -> tuple[VagueReading, ...]:
    """Readings from a table of idea to [lowest] or [lowest, highest]."""
    if not isinstance(given, Mapping):
        return tuple(sorted(given, key=lambda reading: reading.idea))
    for idea, bounds in given.items():
        if not isinstance(bounds, (list, tuple)) or len(bounds) not in {1, 2}:
            raise ValueError(
                f"expected the lowest and the highest number of {idea!r}, such as [24, 99], got {bounds!r}"
            )
    pairs = ((str(idea), [*bounds, None]) for idea, bounds in sorted(given.items()))
    return tuple(VagueReading(idea=idea, low=bounds[0], high=bounds[1]) for idea, bounds in pairs)


@attrs.frozen(kw_only=True)
class Policy:
    """A named, versioned table of how vague words are read.

    The names of the readings are those of the ideas, not of the words, so one policy serves every language: `couple`,
    `few`, `several`, `handful`, `many`, `tens`, `dozens`, `scores`, `hundreds`, `thousands`, `millions`, `billions`,
    `single_digits`, `double_digits`, `triple_digits`, `unknown`. An idea of several of a unit may have its own reading
    ("several dozens"); without one it is computed from both. What a policy has no reading for is refused.

    Attributes:
        name: Its name.
        version: Its version, from 1; a reading that is changed is a new version.
        meaning: What it stands for, in a sentence.
        readings: The bounds of each idea; a mapping of idea to (lowest, highest) is taken too.
        single: Whether every phrase is read as one number, the lowest that it allows.
    """

    name: str = attrs.field(validator=attrs.validators.matches_re(r"[a-z0-9][a-z0-9_.-]*"))
    version: int = attrs.field(default=1, validator=[attrs.validators.instance_of(int), attrs.validators.ge(1)])
    meaning: str = ""
    readings: tuple[VagueReading, ...] = attrs.field(converter=_readings)
    single: bool = False

    @property
    def label(self) -> str:
        """How a count names the policy that it was read under: the name, and from version 2 on the version."""
        return self.name if self.version == 1 else f"{self.name}/{self.version}"

    def extended(
        self, *, name: str, version: int = 1, meaning: str = "", readings: Mapping[str, Sequence[int | None]]
    ) -> Policy:
        """A policy of one's own that differs from this one in some readings."""
        return Policy(
            name=name,
            version=version,
            meaning=meaning or f"As {self.label}, with readings of its own.",
            readings=(*(each for each in self.readings if each.idea not in readings), *_readings(readings)),
            single=self.single,
        )

    @classmethod
    def from_toml(cls, text: str) -> tuple[Self, ...]:
        """Read policies from a TOML text of the same form as the shipped ones; `extends` names an earlier one.

        Raises:
            ValueError: If the text is not TOML, or a policy in it is not one.
        """
        found: dict[str, Self] = {}
        for name, table in tomllib.loads(text).items():
            try:
                rest = dict(table)
                readings = rest.pop("readings", {})
                base = rest.pop("extends", None)
                if base is not None:
                    extended = found[base] if base in found else policy_named(base)
                    readings = extended.extended(name=name, readings=readings).readings
                    rest.setdefault("single", extended.single)
                found[name] = cls(name=name, readings=readings, **rest)
            except TypeError as error:
                raise ValueError(f"policy {name!r}: {error}") from None
        return tuple(found.values())

    def bounds(self, idea: str, unit: int = 1, unit_idea: str | None = None) -> tuple[int, int | None] | None:
        """The bounds of an idea, or of that many of a unit; None where the policy has no reading."""
        table = _table(self)
        own = table.get(f"{idea} {unit_idea}") if unit_idea is not None else None
        found = own or table.get(idea)
        if found is None:
            return None
        low, high = found.low, found.high
        if own is not None or unit == 1:
            return low, high
        if high is None or low == high:
            return low * unit, None if high is None else high * unit
        # "Several hundred" with several at most 9 ends before ten hundred, not at nine.
        return low * unit, (high + 1) * unit - 1


@lru_cache(maxsize=64)
def _table(policy: Policy) -> dict[str, VagueReading]:
    return {reading.idea: reading for reading in policy.readings}


def policies() -> Mapping[str, Policy]:
    """The shipped policies by name."""
    return _shipped()


@cache
def _shipped() -> Mapping[str, Policy]:
    text = files("conflictevents._phrases").joinpath("policies.toml").read_text("utf-8")
    return MappingProxyType({policy.name: policy for policy in Policy.from_toml(text)})


def policy_of(policy: str | Policy) -> Policy:
    """A policy, or the shipped one of that name."""
    return policy if isinstance(policy, Policy) else policy_named(policy)


def policy_named(name: str) -> Policy:
    """A shipped policy.

    Raises:
        ValueError: If none has that name.
    """
    found = policies().get(name)
    if found is None:
        msg = f"expected a policy, or the name of a shipped one ({', '.join(policies())}), got {name!r}"
        raise ValueError(msg)
    return found
