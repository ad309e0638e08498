"""A report in words: a line for each problem where a program may read it, grouped and coloured on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ._input import label, one_line
from ._text import Page, Style, Terminal, harmless

if TYPE_CHECKING:
    from .._problems import Problem
    from ..checks import Report

__all__ = ["as_lines", "as_page"]

_STYLES: Final = {"error": Style.ERROR, "warning": Style.BAD, "info": Style.NOTE}


def as_lines(report: Report, input_: str) -> Iterator[str]:
    """One line for each problem: FILE:LINE:COLUMN: CODE severity path: message."""
    name = label(input_)
    for problem in report.problems:
        place = "".join(f":{number}" for number in (problem.line, problem.column) if number is not None)
        yield f"{name}{place}: {one_line(problem)}\n"
    for reason in report.skipped:
        yield f"{name}: skipped: {harmless(reason, most=1000)}\n"
    yield f"{name}: {report.tally()}\n"


def as_page(report: Report, input_: str, terminal: Terminal) -> Page:
    """The problems of each record together, in the order in which the records stand in the file."""
    page = Page(terminal)
    page.heading(label(input_))
    for record, problems in _grouped(report).items():
        page.blank()
        page.write(record, style=Style.HEADING)
        for problem in problems:
            _write(page, problem, _STYLES[problem.severity.value], problem.severity.value)
    if report.waived:
        page.heading("WAIVED")
    for each in report.waived:
        _write(page, each.problem, Style.FAINT, "waived")
        by = "" if each.waiver.by is None else f" ({harmless(each.waiver.by)})"
        page.write(f"because: {harmless(each.waiver.reason, most=1000)}{by}", indent=4)
    page.blank()
    for reason in report.skipped:
        page.write(f"skipped: {harmless(reason, most=1000)}", style=Style.FAINT)
    page.write(report.tally(), style=Style.ERROR if report.errors else Style.PLAIN)
    if report.problems:
        page.write(f"conflictevents explain {report.problems[0].code} tells more of a code", style=Style.FAINT)
    return page


def _grouped(report: Report) -> dict[str, list[Problem]]:
    """The problems by the record that they stand in, told by its list and its id."""
    groups: dict[str, list[Problem]] = {}
    for problem in sorted(report.problems, key=lambda problem: (problem.line or 0, problem.column or 0)):
        groups.setdefault(_record(problem), []).append(problem)
    return groups


def _record(problem: Problem) -> str:
    if problem.record is not None:
        return harmless(problem.record)
    steps = problem.path.split("/")[1:3]
    return harmless("/".join(steps)) if len(steps) == 2 and steps[1].isdecimal() else "the file itself"


def _write(page: Page, problem: Problem, style: str, what: str) -> None:
    place = ":".join(str(number) for number in (problem.line, problem.column) if number is not None)
    told = [what, problem.code, *([f"at {place}"] if place else []), harmless(problem.path) or "/"]
    page.write(" ".join(told), indent=2, style=style)
    page.write(harmless(problem.message, most=1000), indent=4, hang=0)
    if problem.suggestion is not None:
        page.write(f"perhaps: {harmless(problem.suggestion)}", indent=4)
