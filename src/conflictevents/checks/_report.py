"""`Report`: what a run of the checks has found, to be looked at, narrowed down and written for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from typing import Any, Final

import attrs

from .._json import encode
from .._problems import Problem, Severity
from .._record import Record
from ._engine import selected
from ._waiving import Waived

__all__ = ["Report"]

_ORDER: Final = {severity: position for position, severity in enumerate(Severity)}
_SHOWN: Final = 20
_SHOWN_IN_A_NOTEBOOK: Final = 200
_FIELDS: Final = ("code", "severity", "path", "message", "value", "suggestion", "line", "column", "record")


@attrs.frozen(kw_only=True, repr=False)
class Report:
    """What a run of the checks has found.

    Attributes:
        problems: Everything found, in the order of the checks.
        skipped: Why some checks did not run, a sentence each.
        waived: What was found and is waived in the records, with the reason.
    """

    problems: tuple[Problem, ...] = ()
    skipped: tuple[str, ...] = ()
    waived: tuple[Waived, ...] = ()

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)

    def __bool__(self) -> bool:
        """Whether anything was found."""
        return bool(self.problems)

    # --- narrowed down ---

    def at_least(self, severity: Severity) -> tuple[Problem, ...]:
        """The problems that are at least that severe."""
        return tuple(problem for problem in self.problems if _ORDER[problem.severity] <= _ORDER[severity])

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are errors."""
        return self._of_severity(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that are warnings, and no errors."""
        return self._of_severity(Severity.WARNING)

    @property
    def infos(self) -> tuple[Problem, ...]:
        """The problems that are for information alone."""
        return self._of_severity(Severity.INFO)

    def _of_severity(self, severity: Severity) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is severity)

    def by_code(self, *codes: str) -> Report:
        """The part of the report with these codes, or with codes that begin so ("CT", "CT1")."""
        return self._where(lambda problem: selected(problem.code, codes))

    def of(self, record: str | Record) -> Report:
        """The part of the report that is about a record and all inside it.

        Args:
            record: The record, or its id. Two records of different kinds may have the same id; then it is about both.
        """
        id_ = record if isinstance(record, str) else getattr(record, "id", None)
        return self._where(lambda problem: problem.record is not None and problem.record == id_)

    def _where(self, wanted: Callable[[Problem], bool]) -> Report:
        problems = tuple(problem for problem in self.problems if wanted(problem))
        waived = tuple(each for each in self.waived if wanted(each.problem))
        return attrs.evolve(self, problems=problems, waived=waived)

    @property
    def counts(self) -> dict[str, int]:
        """How many problems there are of each code."""
        return dict(sorted(Counter(problem.code for problem in self.problems).items()))

    # --- as a table ---

    def rows(self, *, waived: bool = False) -> list[dict[str, Any]]:
        """One row for each problem, which `pandas.DataFrame` and `polars.DataFrame` take as it is.

        Args:
            waived: Whether to have rows for what is waived as well, with the reason in a column `waived`.
        """
        rows = [_plain(problem) for problem in self.problems]
        if not waived:
            return rows
        stand: list[dict[str, Any]] = [row | {"waived": None} for row in rows]
        return stand + [_plain(each.problem) | {"waived": each.waiver.reason} for each in self.waived]

    def __repr__(self) -> str:
        return f"<Report: {self.tally()}>"

    def __str__(self) -> str:
        lines = [self.tally(), *(f"  {problem}" for problem in self.problems[:_SHOWN])]
        if len(self.problems) > _SHOWN:
            lines.append(f"  … and {len(self.problems) - _SHOWN:,} more (see .problems)")
        lines += [f"  skipped: {reason}" for reason in self.skipped]
        return "\n".join(lines)

    def tally(self) -> str:
        """How many problems of each severity there are, in words."""
        errors, warnings, infos = len(self.errors), len(self.warnings), len(self.infos)
        numbers = f"{_several(errors, 'error')}, {_several(warnings, 'warning')}, {infos:,} info"
        return f"{numbers}, {len(self.waived):,} waived" if self.waived else numbers

    def _repr_html_(self) -> str:
        """A table for a notebook. What comes from the dataset is escaped, and keeps its direction of writing apart."""
        head = "".join(f"<th>{name}</th>" for name in _IN_A_NOTEBOOK)
        rows = [_html_row(problem) for problem in self.problems[:_SHOWN_IN_A_NOTEBOOK]]
        more = len(self.problems) - len(rows)
        notes = [f"… and {more:,} more (see .problems)"] if more > 0 else []
        notes += [f"skipped: {reason}" for reason in self.skipped]
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>" if rows else ""
        return f"<p>{self.tally()}</p>{table}{''.join(f'<p>{escape(note)}</p>' for note in notes)}"

    # --- for other programs ---

    def to_json(self) -> str:
        """The report as JSON: `problems`, `skipped`, `counts` and `waived`, each problem with all its fields."""
        waived = [
            _plain(each.problem)
            | {"reason": each.waiver.reason, "by": each.waiver.by, "on": each.waiver.on and str(each.waiver.on)}
            for each in self.waived
        ]
        return encode({"problems": self.rows(), "skipped": list(self.skipped), "counts": self.counts, "waived": waived})

    def to_sarif(self, file: str | None = None) -> str:
        """The report as SARIF 2.1.0, which services that review code take.

        Each code is a rule with its page as the help text. What is waived is a result that is suppressed, with the
        reason. A result keeps its fingerprint when lines move.

        Args:
            file: The path of the file that was checked, relative to the root of what is reviewed.
        """
        from ._sarif import sarif  # noqa: PLC0415 - it needs the catalogue, which takes long to import

        return encode(sarif(self.problems, self.waived, self.skipped, file))

    def to_github(self, file: str | None = None) -> str:
        """The report as commands of GitHub's workflows, which it shows as annotations: one a line.

        What is waived is left out.

        Args:
            file: The path of the file that was checked, relative to the root of the repository.
        """
        from ._github import workflow_commands  # noqa: PLC0415 - seldom wanted

        return "".join(workflow_commands(self.problems, self.skipped, file))


def _plain(problem: Problem) -> dict[str, Any]:
    row = {name: getattr(problem, name) for name in _FIELDS}
    return row | {"severity": problem.severity.value}


def _several(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


_IN_A_NOTEBOOK: Final = ("code", "severity", "record", "path", "message", "suggestion")


def _html_row(problem: Problem) -> str:
    values = (getattr(problem, name) for name in _IN_A_NOTEBOOK)
    cells = ("" if value is None else f"<bdi>{escape(str(value))}</bdi>" for value in values)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
