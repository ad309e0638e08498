"""The inputs of a command, each a path, `-`, or `example:NAME`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal, cast

from ._failure import Failure, named
from ._text import harmless

if TYPE_CHECKING:
    from .._dataset import Dataset
    from .._io import FileFormat
    from .._problems import Problem

__all__ = [
    "add_input",
    "add_inputs",
    "is_example",
    "label",
    "one_line",
    "parsed",
    "read",
    "read_bytes",
    "read_several",
    "read_valid",
]

_EXAMPLE: Final = "example:"
_FORMATS: Final = ("json", "jsonl")
_LISTED: Final = 20


def add_input(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name an input and its format."""
    add_inputs(parser, "input")


def add_inputs(parser: argparse.ArgumentParser, *names: str) -> None:
    """Add the arguments that name several inputs, and one for the format of all."""
    for name in names:
        parser.add_argument(name, metavar=name.upper(), help="a file, - for standard input, or example:NAME")
    parser.add_argument(
        "--from", dest="from_", choices=_FORMATS, metavar="FORMAT", help="json or jsonl; found out if not given"
    )


def is_example(input_: str) -> bool:
    """Whether an input is a shipped example."""
    return input_.startswith(_EXAMPLE)


def label(input_: str) -> str:
    """What to call an input in messages."""
    return "standard input" if input_ == "-" else named(input_)


def read(input_: str, from_: str | None) -> Dataset:
    """Read a dataset.

    Raises:
        Failure: If there is nothing that can be read.
        InvalidRecordError: If what was read is no valid dataset.
    """
    return parsed(read_bytes(input_), input_, from_)


def parsed(data: bytes, input_: str, from_: str | None) -> Dataset:
    """Make a dataset of the bytes of an input; see `read`."""
    from .._io import loads
    from ..exceptions import UnreadableInputError

    format_ = cast("FileFormat | None", from_)
    try:
        return loads(data, format=format_)
    except UnreadableInputError as error:
        message = f"{label(input_)}: {harmless(error.problem.message)} ({error.problem.code})"
        raise Failure(message) from None


def read_valid(input_: str, from_: str | None) -> Dataset:
    """Read a dataset that must be valid.

    Raises:
        Failure: With the first problems where it is not.
    """
    from ..exceptions import InvalidRecordError

    try:
        return read(input_, from_)
    except InvalidRecordError as error:
        problems = error.problems
        number = f"{len(problems):,} problem{'' if len(problems) == 1 else 's'}"
        more = len(problems) - _LISTED
        hint = f"conflictevents check {label(input_) if input_ != '-' else '-'}"
        raise Failure(
            f"{label(input_)}: it has {number} and cannot be read",
            *(f"  {_place(problem)}{one_line(problem)}" for problem in problems[:_LISTED]),
            *([f"  … and {more:,} more"] if more > 0 else []),
            f"  to see all of them with everything else that looks wrong: {hint}",
        ) from None


def read_several(inputs: Sequence[str], from_: str | None) -> tuple[Dataset, ...]:
    """Read datasets that must be valid.

    Raises:
        Failure: With the first problems where one is not.
    """
    if inputs.count("-") > 1:
        raise Failure("standard input can be only one of the inputs")
    return tuple(read_valid(each, from_) for each in inputs)


def _place(problem: Problem) -> str:
    if problem.line is None:
        return ""
    return f"line {problem.line}: " if problem.column is None else f"line {problem.line}, column {problem.column}: "


def one_line(problem: Problem) -> str:
    """A problem without the name of its file and its place there, on one line."""
    path = harmless(problem.path) or "/"
    return f"{problem.code} {problem.severity.value} {path}: {harmless(problem.message, most=1000)}"


def read_bytes(input_: str, what: Literal["input", "text"] = "input") -> bytes:
    """The bytes of an input, or of the text of a source (which is always a path).

    Raises:
        Failure: If they cannot be read.
    """
    if what == "input" and input_ == "-":
        return _standard_input()
    if what == "input" and is_example(input_):
        return _example(input_.removeprefix(_EXAMPLE))
    try:
        with open(input_, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise Failure(f"{named(input_)}: there is no such file") from None
    except IsADirectoryError:
        raise Failure(f"{named(input_)}: it is a directory, not a file") from None
    except PermissionError:
        directory = os.path.isdir(input_)  # what Windows says of a directory
        reason = "it is a directory, not a file" if directory else "there is no permission to read it"
        raise Failure(f"{named(input_)}: {reason}") from None
    except OSError as error:
        raise Failure(f"{named(input_)}: it cannot be read: {error.strerror or type(error).__name__}") from None
    except ValueError:  # a NUL in the name
        raise Failure(f"{named(input_)}: no file can have this name") from None


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise Failure("standard input: it is closed")
    try:
        return sys.stdin.buffer.read()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Failure(f"standard input: it cannot be read: {reason}") from None


def _example(name: str) -> bytes:
    from .. import examples

    if name not in examples.names():
        raise Failure(f"no example is called {harmless(name, most=60)}; there are: {', '.join(examples.names())}")
    return examples.file(name).read_bytes()
