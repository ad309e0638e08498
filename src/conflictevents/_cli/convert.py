"""Write a dataset in another format, and say what that could not hold."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from ._failure import FOUND_ERRORS, NOTHING_WRONG, Failure, complain, named
from ._input import Records, add_input, label, one_line, options_of, read_result, records_of
from ._output import Output, discard
from ._saving import check_paths, is_input, keep_inputs
from ._text import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._problems import Problem
    from ..formats import LossReport, ReadResult

__all__ = ["add_arguments", "run"]

_EPILOG: Final = """\
What the format cannot hold (IO101) is told on standard error, by field and number; with --losses it is written as a
JSON object to that path instead. What is wrong with the input is told on standard error as well.

Exit status: 0 all that was read is written, 1 there are problems of severity error (rows that could not be read), 2 the
input could not be read, the output could not be written, or the usage was wrong.
"""
_LISTED: Final = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_input(parser)
    parser.add_argument("output", metavar="OUTPUT", help="a path, or - for standard output; .gz packs it")
    parser.add_argument("--to", metavar="FORMAT", help="the output's format; by the ending of its name if not given")
    parser.add_argument("--losses", metavar="PATH", help="write what the format could not hold to this file")
    parser.epilog = _EPILOG


def run(arguments: argparse.Namespace) -> Output:
    """Convert a file."""
    from .. import formats
    from ..exceptions import InvalidRecordError

    check_paths(arguments.output, *([] if arguments.losses is None else [arguments.losses]))
    if arguments.losses is not None:
        keep_inputs(arguments.losses, "the losses", arguments.input)
    to = _format_of(arguments.output) if arguments.to is None else _writable(arguments.to)
    options = options_of(arguments)
    given = arguments.input, arguments.from_, options
    in_place = is_input(arguments.output, arguments.input)
    read = (None if in_place else records_of(*given)) or read_result(*given)
    if in_place and not isinstance(read, Records):
        _refuse_losses(read, arguments.output, to)
    try:
        report = formats.write(read if isinstance(read, Records) else read.dataset, arguments.output, to)
    except InvalidRecordError as error:
        raise Failure(f"{named(arguments.output)}: {harmless(str(error.problems[0]))}") from None
    except ValueError as error:
        raise Failure(harmless(str(error), most=1000)) from None
    except BrokenPipeError:  # a reader who stops early ends it quietly
        discard()
        return Output(NOTHING_WRONG, ())
    except OSError as error:
        raise Failure(f"{named(arguments.output)}: it cannot be written: {error.strerror or error}") from None
    problems = read.problems
    _tell_problems(problems, label(arguments.input))
    if arguments.losses is not None:
        _write_losses(report, arguments.losses)
    elif report:
        complain(
            f"{named(arguments.output)}: IO101 warning: {to} cannot hold all of it",
            *(f"  {harmless(loss.field)}: {loss.count:,}" for loss in report),
        )
    return Output(FOUND_ERRORS if any(each.severity == "error" for each in problems) else NOTHING_WRONG, ())


def _refuse_losses(read: ReadResult, output: str, to: str) -> None:
    """Refuse to write over the input what does not hold all of it."""
    from .. import formats
    from ..exceptions import InvalidRecordError

    losses = formats.Losses()
    try:
        for _ in formats.find(to).pieces(read.dataset, losses, {}):
            pass
    except (InvalidRecordError, ValueError):
        return  # which writing tells
    lost = [f"  {harmless(loss.field)}: {loss.count:,}" for loss in losses.report()]
    lost += [f"  rows that could not be read: {len(read.rejected):,}"] if read.rejected else []
    if lost:
        raise Failure(f"{named(output)}: it is the input, and {to} cannot hold all of it; give another output", *lost)


def _format_of(path: str) -> str:
    from ..formats._reading import format_for

    if path == "-":
        raise Failure("standard output: give its format with --to")
    try:
        return format_for(path).name
    except ValueError as error:
        raise Failure(harmless(str(error), most=1000) + " with --to") from None


def _writable(name: str) -> str:
    """The name of a format, found out to be one that can be written before anything is read."""
    from .. import formats

    try:
        known = formats.find(name)
    except ValueError as error:
        raise Failure(harmless(str(error), most=1000)) from None
    if known.write is None:
        raise Failure(f"--to: the format {harmless(name)} is read only")
    return name


def _tell_problems(problems: Sequence[Problem], name: str) -> None:
    if problems:
        number = f"{len(problems):,} problem{'' if len(problems) == 1 else 's'}"
        lines = [
            f"  {'' if each.line is None else f'line {each.line}: '}{one_line(each)}" for each in problems[:_LISTED]
        ]
        more = [f"  … and {len(problems) - _LISTED:,} more"] if len(problems) > _LISTED else []
        complain(f"{name}: it has {number}; the rest is read all the same", *lines, *more)


def _write_losses(report: LossReport, path: str) -> None:
    from .._io import write_atomically
    from .._json import encode

    try:
        write_atomically(path, encode({loss.field: loss.count for loss in report}).encode())
    except OSError as error:
        raise Failure(f"{named(path)}: it cannot be written: {error.strerror or error}") from None
