"""Report everything that looks wrong in a dataset, what reading refuses included."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ._failure import FOUND_ERRORS, NOTHING_WRONG, Failure
from ._input import add_input, is_packed, label, one_line, parsed, read_bytes
from ._output import Output
from ._source_texts import add_texts, read_texts
from ._text import harmless

if TYPE_CHECKING:
    from .._problems import Problem
    from ..checks import Report

__all__ = ["add_arguments", "run", "tally"]

_EPILOG = """\
A line of text output reads FILE:LINE:COLUMN: CODE severity path: message. Line and column count from 1, the column in
characters; they are those of the value, or of the key where a field is unknown or repeated. The path is a JSON Pointer
into the document; where the input has a record to a line, it starts at that record. The JSON output holds `problems`
(code, severity, path, message, value, suggestion, line, column), `skipped` (sentences), and `counts` (problems of each
code).

Exit status: 0 no problem of severity error, 1 at least one, 2 the input could not be read or the usage was wrong.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_input(parser)
    add_texts(parser, help_="the text of a source, to verify spans and quotations with; may be repeated")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to report (default: text)")
    codes = "codes or their beginnings (CT101,QT), separated by commas; may be repeated"
    parser.add_argument("--select", action="append", default=[], metavar="CODES", help=f"report only these {codes}")
    parser.add_argument("--ignore", action="append", default=[], metavar="CODES", help=f"leave out these {codes}")
    parser.epilog = _EPILOG


def run(arguments: argparse.Namespace) -> Output:
    """Check a file."""
    from ..exceptions import InvalidRecordError

    select, ignore = _codes(arguments.select, "--select"), _codes(arguments.ignore, "--ignore")
    data = read_bytes(arguments.input)
    try:
        result = parsed(data, arguments.input, arguments.from_)
    except InvalidRecordError as error:
        report = _refused(error.problems, label(arguments.input), select, ignore)
    else:
        from ..checks import Report, check, selected

        texts = read_texts(arguments.text, result.dataset)
        report = check(result.dataset, texts=texts, select=select, ignore=ignore)
        if result.format in ("json", "jsonl") and not is_packed(data):
            report = _located(report, data.decode())
        else:
            found = tuple(each for each in result.problems if selected(each.code, select, ignore))
            report = Report(problems=(*found, *report.problems), skipped=report.skipped)
    parts = _as_json(report) if arguments.format == "json" else _as_text(report, arguments.input)
    status = FOUND_ERRORS if report.errors else NOTHING_WRONG
    return Output(status, parts, for_programs=arguments.format == "json")


def _codes(given: list[str], option: str) -> tuple[str, ...]:
    from ..checks import catalogue

    codes = tuple(code.strip() for each in given for code in each.split(","))
    for code in codes:
        # A misspelt code would select nothing, and everything would seem right.
        if not code or not any(check.code.startswith(code) for check in catalogue()):
            raise Failure(f"{option}: no check has a code that starts with {harmless(code, most=40) or 'nothing'}")
    return codes


def _refused(problems: tuple[Problem, ...], name: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> Report:
    """The report of a file that cannot be read, so that none of the other checks could run."""
    from ..checks import Report, selected

    wanted = tuple(problem for problem in problems if selected(problem.code, select, ignore))
    if not wanted:
        # To report nothing and succeed would say that the checks asked for have passed.
        number = f"{len(problems):,} problem{'' if len(problems) == 1 else 's'}"
        message = f"{name}: it was not checked, because it cannot be read; it has {number}, none with a selected code"
        raise Failure(message)
    return Report(problems=wanted, skipped=("the other checks did not run, because the input cannot be read",))


def _located(report: Report, text: str) -> Report:
    """The report with the place in the file of every problem that was found in the dataset."""
    import attrs

    from .._positions import is_one_value, located, located_in_lines

    if not report.problems:
        return report
    if is_one_value(text):
        return attrs.evolve(report, problems=located(report.problems, text))
    lines = text.split("\n")
    return attrs.evolve(report, problems=located_in_lines(_on_lines(report.problems, lines), lines))


def _on_lines(problems: tuple[Problem, ...], lines: list[str]) -> Iterator[Problem]:
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


def _as_json(report: Report) -> Iterator[str]:
    from .._json import encode

    whole: dict[str, Any] = {
        "problems": [_fields(problem) for problem in report.problems],
        "skipped": list(report.skipped),
        "counts": report.counts,
    }
    yield encode(whole)


def _fields(problem: Problem) -> dict[str, Any]:
    names = ("code", "severity", "path", "message", "value", "suggestion", "line", "column")
    return {name: getattr(problem, name) for name in names}


def _as_text(report: Report, input_: str) -> Iterator[str]:
    name = label(input_)
    for problem in report.problems:
        place = "".join(f":{number}" for number in (problem.line, problem.column) if number is not None)
        yield f"{name}{place}: {one_line(problem)}\n"
    for reason in report.skipped:
        yield f"{name}: skipped: {harmless(reason, most=1000)}\n"
    yield f"{name}: {tally(report)}\n"


def tally(report: Report) -> str:
    """How many problems of each severity there are, in words."""
    from .._problems import Severity

    numbers = dict.fromkeys(Severity, 0)
    for problem in report.problems:
        numbers[problem.severity] += 1
    errors, warnings, infos = numbers[Severity.ERROR], numbers[Severity.WARNING], numbers[Severity.INFO]
    return f"{_several(errors, 'error')}, {_several(warnings, 'warning')}, {infos:,} info"


def _several(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
