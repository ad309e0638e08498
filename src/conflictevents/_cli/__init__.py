"""The command line, `conflictevents`: one module for each command.

A command's module has `add_arguments(parser)` and `run(arguments)`, which returns an `Output`. It is imported only when
its command is called, and imports what it needs only when it runs, so that help comes at once. To add a command, write
its module and add a line to `_COMMANDS`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final, NoReturn

from ._failure import CANNOT_READ, INTERRUPTED, NOTHING_WRONG, Failure, complain
from ._output import Output, discard, write
from ._text import harmless

__all__ = ["main"]

_COMMANDS: Final = {
    "show": "a readable page: events in order, who claims what, what agrees and what does not",
    "claims": "the claims table: one row for each claim",
    "check": "everything that looks wrong, with code, severity, path and message",
    "explain": "what a code of a check means, with an example that fails and one that passes",
    "reconcile": "low, best and high by a named rule, with the reasons",
    "coverage": "the figures and quotations of a source's text that no record holds",
    "diff": "what changed between two versions: records, and claims field by field",
    "merge": "one dataset of two, which has all of both, with a log that undoes it",
    "unmerge": "the two datasets again of which merge made one",
    "convert": "another format, and what that could not hold",
    "formats": "what can be read and written",
    "examples": "the datasets that come with the library",
    "schema": "the schema of the file format or of the claims table",
}

_EPILOG: Final = """\
An INPUT is a file, - for standard input, or example:NAME. `conflictevents COMMAND --help` tells more of a command.

Try: conflictevents show example:istanbul-exchange

Exit status: 0 nothing wrong, 1 problems of severity error, 2 the input could not be read or the usage was wrong.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status: 0, 1 or 2 (130 after Ctrl-C).

    Args:
        argv: The arguments without the program's name; those of the process if not given.
    """
    try:
        try:
            return write(_carried_out(list(sys.argv[1:] if argv is None else argv)))
        except Failure as failure:
            complain(failure.message, *failure.details)
        except MemoryError:
            complain("there is not enough memory for this input")
        except Exception as error:  # noqa: BLE001 - a user is never shown a traceback
            complain(_fault(error))
    except KeyboardInterrupt:
        discard()
        return INTERRUPTED
    return CANNOT_READ


def _carried_out(argv: list[str]) -> Output:
    try:
        if argv and argv[0] in _COMMANDS:
            name = argv[0]
            module: Any = import_module(f".{name}", __name__)
            parser = _Parser(
                prog=f"conflictevents {name}",
                description=module.__doc__,
                formatter_class=argparse.RawDescriptionHelpFormatter,
                allow_abbrev=False,
            )
            module.add_arguments(parser)
            output: Output = module.run(parser.parse_args(argv[1:]))
            return output
        parser = _top_parser()
        arguments = parser.parse_args(argv)
        if arguments.version:
            return Output(NOTHING_WRONG, [f"conflictevents {_version()}\n"])
        parser.error("which command? It comes first")
    except _Help as help_:
        return Output(NOTHING_WRONG, [help_.text])


class _Help(Exception):  # noqa: N818 - not an error
    """Help was asked for. argparse itself would write it, without a word where that fails."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class _Parser(argparse.ArgumentParser):
    """A parser that leaves writing and ending to `main`."""

    def print_help(self, file: Any = None) -> NoReturn:  # noqa: ARG002 - the signature is argparse's
        raise _Help(self.format_help())

    def error(self, message: str) -> NoReturn:
        raise Failure(f"{harmless(message)} (see {self.prog} --help)")


def _top_parser() -> _Parser:
    parser = _Parser(
        prog="conflictevents",
        description="What news reports claim about armed conflict: who said what, how surely, and where in the text.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="show the version and end")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    for name, summary in _COMMANDS.items():
        commands.add_parser(name, help=summary, add_help=False)
    return parser


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # takes long to import

    try:
        return version("conflictevents")
    except PackageNotFoundError:
        return "(not installed)"


def _fault(error: Exception) -> str:
    """What to say of a fault of our own, with what is needed to report it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" at {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""
    return f"a fault of this program, please report it: {type(error).__name__}{where}: {harmless(str(error))}"
