"""The inputs of a command, each a path, `-`, or `example:NAME`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from ._failure import Failure, complain, named
from ._progress import Progress
from ._text import harmless

if TYPE_CHECKING:
    from .._dataset import Dataset
    from .._io import FileFormat
    from .._problems import Problem
    from .._record import Record
    from ..formats import ReadResult

__all__ = [
    "INPUT_HELP",
    "Records",
    "add_input",
    "add_inputs",
    "is_example",
    "is_packed",
    "label",
    "one_line",
    "options_of",
    "parsed",
    "read_bytes",
    "read_result",
    "read_several",
    "read_valid",
    "records_of",
]

INPUT_HELP: Final = "a file, - for standard input, or example:NAME"

_EXAMPLE: Final = "example:"
_OWN: Final = ("json", "jsonl")
_LISTED: Final = 20
_NOT_THERE: Final = frozenset({"source", "format", "name", "limits", "progress"})
"""What `formats.read` takes as well, and no word can stand for, or another argument says."""


def add_input(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name an input, its format, and how to read it."""
    add_inputs(parser, "input")


def add_inputs(parser: argparse.ArgumentParser, *names: str) -> None:
    """Add the arguments that name several inputs, their format, and how to read them; these are the same for all."""
    for name in names:
        parser.add_argument(name, metavar=name.upper(), help=INPUT_HELP)
    parser.add_argument(
        "--from", dest="from_", metavar="FORMAT", help="its format (`conflictevents formats`); found out if not given"
    )
    parser.add_argument(
        "--read",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="how to read the input: member (of a zip archive), encoding, or an option of its format, such as "
        "day_order=DMY (`conflictevents formats`); may be given several times",
    )


def options_of(arguments: argparse.Namespace) -> dict[str, str | bool]:
    """What `--read` says, by name; `true` and `false` are truth values.

    Raises:
        Failure: If it is no name and value.
    """
    options: dict[str, str | bool] = {}
    for each in arguments.read:
        name, equals, value = each.partition("=")
        if not equals or not name.isidentifier() or not value or name in _NOT_THERE:
            raise Failure(f"--read: expected NAME=VALUE, such as day_order=DMY, got {harmless(each, most=100)}")
        if name in options:
            raise Failure(f"--read: {harmless(name)} is given twice")
        options[name] = value == "true" if value in ("true", "false") else value
    return options


def is_example(input_: str) -> bool:
    """Whether an input is a shipped example."""
    return input_.startswith(_EXAMPLE)


def label(input_: str) -> str:
    """What to call an input in messages."""
    return "standard input" if input_ == "-" else named(input_)


def parsed(data: bytes, input_: str, from_: str | None, options: Mapping[str, Any]) -> ReadResult:
    """Read the bytes of an input, with what `formats.read` takes besides.

    Raises:
        Failure: If there is nothing that can be read.
        InvalidRecordError: If what was read is no valid dataset.
    """
    with _refused(input_, options):
        return _parsed(data, input_, from_, options)


@contextmanager
def _refused(input_: str, options: Mapping[str, Any]) -> Iterator[None]:
    """Turn what reading raises into failures, except where records are wrong."""
    from ..exceptions import InvalidRecordError, UnreadableInputError

    try:
        yield
    except UnreadableInputError as error:
        message = harmless(error.problem.message, most=1000)
        if _ASKS_FOR_A_MEMBER in message:
            message += "; with --read member=NAME"
        raise Failure(f"{label(input_)}: {message} ({error.problem.code})") from None
    except InvalidRecordError:
        raise
    except OSError as error:
        raise Failure(f"{label(input_)}: it cannot be read: {error.strerror or error}") from None
    except (ValueError, TypeError, LookupError) as error:
        named_ = "--read" if options else "--from"
        raise Failure(f"{named_}: {harmless(str(error), most=1000)}") from None


_ASKS_FOR_A_MEMBER: Final = "name one of its members"


def _parsed(data: bytes, input_: str, from_: str | None, options: Mapping[str, Any]) -> ReadResult:
    from .. import formats
    from .._io import loads
    from .._json import unreadable
    from ..exceptions import UnreadableInputError

    if from_ is None and not options:
        from_ = _sniffed(data, input_)
    if from_ in (None, *_OWN) and not is_packed(data) and not options:
        # An input that is of no known format is refused as what it was most likely meant to be.
        try:
            dataset = loads(data, format=cast("FileFormat | None", from_))
        except UnreadableInputError as error:
            if from_ is not None or not error.problem.message.startswith("it is not JSON"):
                raise
            reason = "it is not JSON, and of no other format that can be told from it; give its format with --from"
            raise unreadable("IO105", reason, label(input_)) from None
        return formats.ReadResult(dataset=dataset, format=from_ or "json", encoding="utf-8")
    with Progress("records") as progress:
        return formats.read(data, from_, name=None if input_ == "-" else input_, progress=progress, **options)


def records_of(input_: str, from_: str | None, options: Mapping[str, Any]) -> Records | None:
    """The records of a file in a format of somebody else, as they come; None for any other input, to be read whole.

    Raises:
        Failure: If there is nothing that can be read, then or while records come.
    """
    if input_ == "-" or is_example(input_) or not os.path.isfile(input_):
        return None
    if from_ is None:
        try:
            from_ = _sniffed(input_, input_)
        except (OSError, ValueError):  # which reading it whole tells
            return None
    return None if from_ in (None, *_OWN) else Records(input_, from_, options)


class Records(Iterator["Record"]):
    """The records of a file as they come, first of them a dataset with their title; failures are those of commands."""

    def __init__(self, input_: str, from_: str | None, options: Mapping[str, Any]) -> None:
        self._progress = Progress("records")
        self._input, self._options = input_, options
        self._records = self._guarded(from_)
        self._problems: Callable[[], tuple[Problem, ...]] = tuple

    def __next__(self) -> Record:
        return next(self._records)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What has been found wrong so far."""
        return self._problems()

    def _guarded(self, from_: str | None) -> Iterator[Record]:
        from .. import formats

        given = self._input
        with _refused(given, self._options), _told(given, from_, self._options), self._progress as progress:
            scan = formats.scan(given, from_, name=given, grouped=True, progress=progress, **self._options)
            self._problems = lambda: scan.problems
            yield scan.head
            yield from scan


def is_packed(data: bytes) -> bool:
    """Whether an input is compressed."""
    return data.startswith((b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06", b"\x28\xb5\x2f\xfd"))


def _sniffed(data: bytes | str, input_: str) -> str | None:
    """The name of the format of an input; None where it is not known."""
    from .._json import unreadable
    from ..exceptions import UnreadableInputError
    from ..formats import Log, Sample, open_input
    from ..formats._registry import sniffed

    try:
        with open_input(data, Log(), name=os.path.basename(input_)) as given:
            found = sniffed(Sample(text=given.head, name=given.file_name, whole=given.head_is_whole))
    except UnreadableInputError:
        if isinstance(data, bytes) and is_packed(data):
            raise
        return None
    if len(found) > 1:
        names = " or ".join(each.name for each in found)
        raise unreadable("IO105", f"it may be {names}; say which with --from", label(input_))
    return found[0].name if found else None


def read_valid(input_: str, from_: str | None, options: Mapping[str, Any]) -> Dataset:
    """Read a dataset that must be valid, telling on standard error where not all of the input could be read.

    Raises:
        Failure: As `read_result` does.
    """
    result = read_result(input_, from_, options)
    if result.problems:
        number = f"{len(result.problems):,} problem{'' if len(result.problems) == 1 else 's'}"
        complain(f"{label(input_)}: it has {number}; to see all: {_checking(label(input_), from_, options)}")
    return result.dataset


def read_result(input_: str, from_: str | None, options: Mapping[str, Any]) -> ReadResult:
    """Read an input whose records must be valid.

    Raises:
        Failure: With the first problems where it is not.
    """
    with _told(input_, from_, options):
        return parsed(read_bytes(input_), input_, from_, options)


@contextmanager
def _told(input_: str, from_: str | None, options: Mapping[str, Any]) -> Iterator[None]:
    """Turn records that are wrong into a failure that tells the first problems."""
    from ..exceptions import InvalidRecordError

    try:
        yield
    except InvalidRecordError as error:
        problems = error.problems
        number = f"{len(problems):,} problem{'' if len(problems) == 1 else 's'}"
        more = len(problems) - _LISTED
        hint = _checking(label(input_) if input_ != "-" else "-", from_, options)
        raise Failure(
            f"{label(input_)}: it has {number} and cannot be read",
            *(f"  {_place(problem)}{one_line(problem)}" for problem in problems[:_LISTED]),
            *([f"  … and {more:,} more"] if more > 0 else []),
            f"  to see all of them with everything else that looks wrong: {hint}",
        ) from None


def _checking(name: str, from_: str | None, options: Mapping[str, Any]) -> str:
    """The command that checks an input which is read in this way."""
    said = [] if from_ is None else [f"--from {harmless(from_)}"]
    for option, value in options.items():
        said.append(f"--read {option}={str(value).lower() if isinstance(value, bool) else harmless(value)}")
    return " ".join(["conflictevents check", name, *said])


def read_several(inputs: Sequence[str], from_: str | None, options: Mapping[str, Any]) -> tuple[Dataset, ...]:
    """Read datasets that must be valid.

    Raises:
        Failure: With the first problems where one is not.
    """
    if inputs.count("-") > 1:
        raise Failure("standard input can be only one of the inputs")
    return tuple(read_valid(each, from_, options) for each in inputs)


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
