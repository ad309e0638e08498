"""What a check is, and how a run of all of them becomes a `Report`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple, TypeAlias, TypeVar

import attrs

from .._claims import Claim, Figure, Holder
from .._collection import paused
from .._count import Count
from .._dataset import Dataset
from .._problems import Problem, Severity, shown
from .._references import identity_faults
from .._views import Standing

__all__ = [
    "Check",
    "Found",
    "Owned",
    "Report",
    "Scope",
    "Subject",
    "declare",
    "found_in_files",
    "refused",
    "run",
    "selected",
]

Scope: TypeAlias = Literal["value", "record", "dataset", "source_text"]
"""What a check looks at."""


class Owned(NamedTuple):
    """A claim in its place."""

    claim: Claim
    holder: Holder
    path: str
    """Its path in the document."""


_T = TypeVar("_T")


class Subject:
    """What the checks are run on, and what several of them want to know of it.

    Attributes:
        dataset: The dataset.
        texts: The text of each source whose text is at hand, by the source's id.
    """

    def __init__(self, dataset: Dataset, texts: Mapping[str, str]) -> None:
        self.dataset = dataset
        self.texts = texts
        self._found: dict[Callable[[Subject], Any], Any] = {}

    def once(self, find: Callable[[Subject], _T]) -> _T:
        """What a function finds in this subject, worked out when it is first asked for."""
        if find not in self._found:
            self._found[find] = find(self)
        found: _T = self._found[find]
        return found

    @cached_property
    def claims(self) -> tuple[Owned, ...]:
        """Every claim, with its record and its path."""
        return tuple(
            Owned(claim, holder, f"/{list_name}/{index}/{name}/{position}")
            for list_name in ("events", "reports")
            for index, holder in enumerate(getattr(self.dataset, list_name))
            for name in ("figures", "assertions")
            for position, claim in enumerate(getattr(holder, name))
        )

    @cached_property
    def standing(self) -> Standing:
        """Which claims still stand."""
        return Standing(self.dataset)

    @cached_property
    def identity_faults(self) -> tuple[tuple[str, str, str, str], ...]:
        """Duplicated ids and dangling references: (code, id, path, message)."""
        return tuple(identity_faults(self.dataset))

    def numbers(self) -> Iterator[tuple[Figure, Count, Holder, str]]:
        """Every figure that is asserted, still stands and has a count: (figure, firm bounds, record, path).

        Soft bounds ("about", "dozens") may be off, so nothing is held against them.
        """
        for claim, holder, path in self.claims:
            if isinstance(claim, Figure) and claim.count is not None and self.standing.is_asserted(claim):
                yield claim, claim.count.firm(), holder, path


@attrs.frozen(kw_only=True)
class Found:
    """One thing that a check has found.

    Attributes:
        path: Where, as a JSON Pointer into the document.
        message: What is wrong, with the value got and what was expected.
        value: The value got; Ellipsis where there is none.
        severity: The severity where it differs from the check's own.
        suggestion: A value that may have been meant.
    """

    path: str
    message: str
    value: object = ...
    severity: Severity | None = None
    suggestion: str | None = None


_Function: TypeAlias = Callable[[Subject], Iterator[Found]]


@attrs.frozen(kw_only=True)
class Check:
    """One check.

    Attributes:
        code: Its code, for ever the same.
        name: Its name in a few words with hyphens.
        severity: Its usual severity.
        scope: What it looks at; one that looks at `source_text` is skipped where no text is given.
        meaning: What it finds, in one sentence.
        function: Finds it; None where a dataset cannot hold the problem at all, so that only reading a file reports it.
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    meaning: str
    function: _Function | None


def declare(code: str, name: str, severity: Severity, scope: Scope) -> Callable[[_Function], Check]:
    """Make a check of the function below; its docstring's first line is the check's meaning."""

    def made(function: _Function) -> Check:
        meaning = (function.__doc__ or name).strip().splitlines()[0]
        return Check(code=code, name=name, severity=severity, scope=scope, meaning=meaning, function=function)

    return made


def refused(code: str, name: str, meaning: str) -> Check:
    """Declare a code under which reading a file refuses what no dataset can hold."""
    return found_in_files(code, name, Severity.ERROR, meaning)


def found_in_files(code: str, name: str, severity: Severity, meaning: str) -> Check:
    """Declare a code under which reading a file tells of what stands in it and not in the dataset."""
    return Check(code=code, name=name, severity=severity, scope="value", meaning=meaning, function=None)


_ORDER: Final = {severity: position for position, severity in enumerate(Severity)}


@attrs.frozen(kw_only=True)
class Report:
    """What a run of the checks has found.

    Attributes:
        problems: Everything found, in the order of the checks.
        skipped: Why some checks did not run, a sentence each.
    """

    problems: tuple[Problem, ...] = ()
    skipped: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)

    def __bool__(self) -> bool:
        """Whether anything was found."""
        return bool(self.problems)

    def at_least(self, severity: Severity) -> tuple[Problem, ...]:
        """The problems that are at least that severe."""
        return tuple(problem for problem in self.problems if _ORDER[problem.severity] <= _ORDER[severity])

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are errors."""
        return self.at_least(Severity.ERROR)

    @property
    def counts(self) -> dict[str, int]:
        """How many problems there are of each code."""
        return dict(sorted(Counter(problem.code for problem in self.problems).items()))


def run(checks: Iterable[Check], subject: Subject) -> Report:
    """Run checks on a dataset. One that fails is itself reported, under IO199, and stops no other."""
    problems: list[Problem] = []
    untold: list[str] = []
    for check in checks:
        if check.function is None:
            continue
        if check.scope == "source_text" and not subject.texts:
            untold.append(check.code)
            continue
        try:
            with paused():
                problems += [_problem(check, found) for found in check.function(subject)]
        except Exception as error:  # noqa: BLE001 - one broken check must not hide what the others find
            message = f"the check {check.code} itself failed ({type(error).__name__}: {error}); please report this"
            problems.append(Problem(code="IO199", severity=Severity.ERROR, path="", message=message[:500]))
    skipped = [f"{', '.join(untold)} need the text of a source, and none was given"] if untold else []
    without = [source.id for source in subject.dataset.sources if source.id not in subject.texts]
    if subject.texts and without:
        skipped.append(f"no text was given for {len(without):,} of the sources ({', '.join(without[:5])})")
    return Report(problems=tuple(problems), skipped=tuple(skipped))


def _problem(check: Check, found: Found) -> Problem:
    return Problem(
        code=check.code,
        severity=found.severity or check.severity,
        path=found.path,
        message=found.message,
        value=None if found.value is ... else shown(found.value),
        suggestion=found.suggestion,
    )


def selected(code: str, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> bool:
    """Whether a code is among the selected ones and not among the ignored ones; both may be beginnings of codes."""
    select, ignore = tuple(select), tuple(ignore)
    return (not select or code.startswith(select)) and not (ignore and code.startswith(ignore))
