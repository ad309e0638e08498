"""Report everything that looks wrong in a dataset, what reading refuses included."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ._failure import FOUND_ERRORS, NOTHING_WRONG, Failure, named
from ._input import add_input, is_example, is_packed, label, options_of, parsed, read_bytes
from ._output import Output
from ._source_texts import add_texts, read_texts
from ._text import Terminal, harmless

if TYPE_CHECKING:
    from .._problems import Problem
    from ..checks import Configuration, Report

__all__ = ["add_arguments", "run"]

_EPILOG = """\
text    On a terminal grouped by record. In a pipe or a file a line for each problem, which reads FILE:LINE:COLUMN: CODE
        severity path: message. Line and column count from 1, the column in characters; they are those of the value, or
        of the key where a field is unknown or repeated. The path is a JSON Pointer into the document; where the input
        has a record to a line, it starts at that record.
json    `problems` (code, severity, path, message, value, suggestion, line, column, record), `skipped` (sentences),
        `counts` (problems of each code), and `waived` (problems with reason, by and on)
sarif   SARIF 2.1.0
github  commands of GitHub's workflows, which it shows as annotations

A file conflictevents.toml, or the table [tool.conflictevents] of a pyproject.toml, in the folder of the input or above
it says what to check: select, ignore, severity, per-file-ignores, texts. The nearest one counts, and options go before
it. `conflictevents explain CODE` tells more of a code.

Exit status: 0 no problem of severity error, 1 at least one, 2 the input could not be read or the usage was wrong.
"""

_FORMATS = ("text", "json", "sarif", "github")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_input(parser)
    add_texts(parser, help_="the text of a source, to verify spans and quotations with; may be repeated")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="how to report (default: text)")
    codes = "codes or their beginnings (CT101,QT), separated by commas; may be repeated"
    parser.add_argument("--select", action="append", default=[], metavar="CODES", help=f"report only these {codes}")
    parser.add_argument("--ignore", action="append", default=[], metavar="CODES", help=f"leave out these {codes}")
    configured = parser.add_mutually_exclusive_group()
    configured.add_argument("--config", metavar="PATH", help="the configuration, instead of the nearest one")
    configured.add_argument("--no-config", action="store_true", help="use no configuration")
    parser.add_argument(
        "--stream", action="store_true", help="read JSON Lines record by record, without what needs all at once"
    )
    parser.epilog = _EPILOG


def run(arguments: argparse.Namespace) -> Output:
    """Check a file."""
    select, ignore = _codes(arguments.select, "--select"), _codes(arguments.ignore, "--ignore")
    configuration = _configuration(arguments).with_options(select, ignore)
    if arguments.input != "-" and not is_example(arguments.input):
        configuration = configuration.for_file(arguments.input)
    report = (_streamed if arguments.stream else _checked)(arguments, configuration)
    status = FOUND_ERRORS if report.errors else NOTHING_WRONG
    if arguments.format == "text":
        from ._report import as_lines, as_page

        terminal = Terminal.of(sys.stdout)
        page = as_page(report, arguments.input, terminal) if terminal.live else as_lines(report, arguments.input)
        return Output(status, page)
    return Output(status, [_for_programs(report, arguments.format, arguments.input)], for_programs=True)


def _for_programs(report: Report, format_: str, input_: str) -> str:
    if format_ == "json":
        return report.to_json()
    return report.to_sarif(_relative(input_)) if format_ == "sarif" else report.to_github(_relative(input_))


def _checked(arguments: argparse.Namespace, configuration: Configuration) -> Report:
    """The report on a whole file."""
    import attrs

    from ..checks import check, selected
    from ..exceptions import InvalidRecordError
    from ._located import located_report

    options = options_of(arguments)
    data = read_bytes(arguments.input)
    try:
        result = parsed(data, arguments.input, arguments.from_, options)
    except InvalidRecordError as error:
        return _refused(error.problems, label(arguments.input), configuration)
    texts = read_texts(arguments.text, result.dataset)
    with _explained():
        report = check(result.dataset, texts=texts, configuration=configuration)
    if result.format in ("json", "jsonl") and not is_packed(data):
        return located_report(report, data.decode())
    found = (each for each in result.problems if selected(each.code, configuration.select, configuration.ignore))
    return attrs.evolve(report, problems=(*found, *report.problems))


def _streamed(arguments: argparse.Namespace, configuration: Configuration) -> Report:
    """The report on JSON Lines, read record by record."""
    from ..checks import check_stream
    from ..exceptions import UnreadableInputError

    if arguments.from_ == "json":
        raise Failure("--stream reads JSON Lines, and --from says json")
    if arguments.read:
        raise Failure("--stream reads JSON Lines, which need no --read")
    texts = read_texts(arguments.text)
    source = read_bytes(arguments.input) if is_example(arguments.input) else arguments.input
    try:
        with _explained():
            return check_stream(source, texts=texts, configuration=configuration)
    except UnreadableInputError as error:
        message = f"{label(arguments.input)}: {harmless(error.problem.message)} ({error.problem.code})"
        raise Failure(message) from None


@contextmanager
def _explained() -> Iterator[None]:
    """Say what is wrong with a file that is read while the checks are asked for or run."""
    from ..exceptions import ConfigurationError

    try:
        yield
    except ConfigurationError as error:
        raise Failure(f"{named(error.file)}: {harmless(error.reasons[0])}", *_rest(error.reasons)) from None
    except FileNotFoundError as error:
        raise Failure(f"{named(str(error.filename))}: there is no such file") from None
    except OSError as error:
        name = "the input" if error.filename is None else named(str(error.filename))
        raise Failure(f"{name}: it cannot be read: {error.strerror or type(error).__name__}") from None


def _rest(reasons: tuple[str, ...]) -> list[str]:
    return [f"  {harmless(reason)}" for reason in reasons[1:]]


def _configuration(arguments: argparse.Namespace) -> Configuration:
    """The configuration that was named, or the nearest one above the input."""
    from ..checks import Configuration

    found = None
    with _explained():
        if arguments.config is not None:
            found = Configuration.read(arguments.config)
        elif not arguments.no_config and not is_example(arguments.input):
            found = Configuration.find(os.path.dirname(arguments.input) or os.curdir)
    return found or Configuration()


def _codes(given: list[str], option: str) -> tuple[str, ...]:
    from ..checks import catalogue

    codes = tuple(code.strip() for each in given for code in each.split(","))
    for code in codes:
        # A misspelt code would select nothing, and everything would seem right.
        if not code or not any(check.code.startswith(code) for check in catalogue()):
            raise Failure(f"{option}: no check has a code that starts with {harmless(code, most=40) or 'nothing'}")
    return codes


def _refused(problems: tuple[Problem, ...], name: str, configuration: Configuration) -> Report:
    """The report of a file that cannot be read, so that none of the other checks could run."""
    from ..checks import Report, selected

    wanted = tuple(each for each in problems if selected(each.code, configuration.select, configuration.ignore))
    if not wanted:
        # To report nothing and succeed would say that the checks asked for have passed.
        number = f"{len(problems):,} problem{'' if len(problems) == 1 else 's'}"
        message = f"{name}: it was not checked, because it cannot be read; it has {number}, none with a selected code"
        raise Failure(message)
    return Report(problems=wanted, skipped=("the other checks did not run, because the input cannot be read",))


def _relative(input_: str) -> str | None:
    """The path of the input from the current folder, as other programs are told it; none for standard input."""
    if input_ == "-" or is_example(input_):
        return None
    try:
        return os.path.relpath(input_).replace(os.sep, "/")
    except ValueError:  # another drive
        return os.path.basename(input_)
