"""Where in the text of an input the problems of its dataset stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .._problems import Problem
    from ..checks import Report

__all__ = ["located_report"]


def located_report(report: Report, text: str) -> Report:
    """The report with the place in the text of every problem that was found in the dataset, waived or not."""
    import attrs

    every = _located([*report.problems, *(each.problem for each in report.waived)], text)
    found = every[: len(report.problems)]
    waived = zip(report.waived, every[len(report.problems) :], strict=True)
    return attrs.evolve(
        report, problems=found, waived=tuple(attrs.evolve(each, problem=problem) for each, problem in waived)
    )


def _located(problems: list[Problem], text: str) -> tuple[Problem, ...]:
    from .._positions import is_one_value, located, located_in_lines

    if not problems:
        return ()
    if is_one_value(text):
        return located(problems, text)
    lines = text.split("\n")
    return located_in_lines(_on_lines(problems, lines), lines)


def _on_lines(problems: Iterable[Problem], lines: list[str]) -> Iterator[Problem]:
    """Problems of a dataset with the lines that their records stand on, and their paths from there."""
    import attrs

    from .._json import decode

    found: dict[tuple[str, ...], int] = {}
    numbers: Counter[str] = Counter()
    header = 0
    for line, text in enumerate(lines, start=1):
        if not text.strip(" \t\r"):
            continue
        if not header:
            header = line
            continue
        name = f"{decode(text, '')['record']}s"
        found[name, str(numbers[name])] = line
        numbers[name] += 1
    for problem in problems:
        _, *steps = problem.path.split("/")
        on_line = found.get(tuple(steps[:2]))
        path = problem.path if on_line is None else "".join(f"/{step}" for step in steps[2:])
        yield attrs.evolve(problem, path=path, line=on_line or header)
