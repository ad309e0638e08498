"""Waivers at work: which findings somebody has looked at and lets stand, and which waivers were not needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from .._claims import Holder
from .._dataset import RECORD_LISTS, Dataset
from .._problems import Problem
from .._waivers import Waiver
from ._engine import Found, selected

__all__ = ["Waived", "Waivers"]


@attrs.frozen(kw_only=True)
class Waived:
    """A problem that somebody has looked at and lets stand.

    Attributes:
        problem: The problem.
        waiver: The waiver that lets it stand, with the reason.
    """

    problem: Problem
    waiver: Waiver


class _Placed:
    """A waiver in its place, and whether it was needed."""

    def __init__(self, waiver: Waiver, path: str) -> None:
        self.waiver = waiver
        self.path = path
        self.needed = False


class Waivers:
    """All waivers of a dataset. Each problem is looked up by the paths of its record and its claim."""

    def __init__(self, dataset: Dataset) -> None:
        self._of: dict[str, list[_Placed]] = {}
        for path, waivers in _waivers(dataset):
            self._of[path] = [_Placed(waiver, f"{path}/waivers/{index}") for index, waiver in enumerate(waivers)]

    def for_problem(self, problem: Problem) -> Waiver | None:
        """The waiver for a problem: one of its claim, else one of its record."""
        if not self._of:
            return None
        steps = problem.path.split("/")
        for depth in (5, 3):  # /events/1/figures/2, /events/1
            for placed in self._of.get("/".join(steps[:depth]), ()) if len(steps) >= depth else ():
                if selected(problem.code, (placed.waiver.code,)):
                    placed.needed = True
                    return placed.waiver
        return None

    def unused(self, was_decided: Callable[[str], bool | None]) -> Iterator[Found]:
        """What there is to say of waivers that have waived nothing.

        Args:
            was_decided: Tells of a code or its beginning whether all such checks have run with all they could look at;
                None if there is no such check.
        """
        for placed in (each for waivers in self._of.values() for each in waivers if not each.needed):
            code, decided = placed.waiver.code, was_decided(placed.waiver.code)
            if decided is None:
                message = f"expected the code of a check of datasets or its beginning, got {code}"
                yield Found(path=f"{placed.path}/code", message=message, value=code)
            elif decided:
                message = f"expected a finding of {code} in the record that it can waive, got none"
                yield Found(path=placed.path, message=message, value=code)


def _waivers(dataset: Dataset) -> Iterator[tuple[str, tuple[Waiver, ...]]]:
    """The waivers of each record and each claim that has some, with its path."""
    for list_name in RECORD_LISTS:
        for index, record in enumerate(getattr(dataset, list_name)):
            path = f"/{list_name}/{index}"
            if record.waivers:
                yield path, record.waivers
            if isinstance(record, Holder):
                yield from _of_claims(record, path)


def _of_claims(holder: Holder, path: str) -> Iterator[tuple[str, tuple[Waiver, ...]]]:
    for name in ("figures", "assertions"):
        for index, claim in enumerate(getattr(holder, name)):
            if claim.waivers:
                yield f"{path}/{name}/{index}", claim.waivers
