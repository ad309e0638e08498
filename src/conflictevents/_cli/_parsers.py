"""The commands by name, and the parsers of their arguments. To add a command, write its module and a line here."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Any, Final, NoReturn

from ._failure import Failure
from ._text import harmless

__all__ = ["COMMANDS", "Help", "Parser", "command", "no_such_command", "top_parser"]

COMMANDS: Final = {
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
    "completion": "the script by which a shell completes what is typed",
}

_EPILOG: Final = f"""\
commands:
{"".join(f"  {name:<12}{summary}{chr(10)}" for name, summary in COMMANDS.items())}
An INPUT is a file, - for standard input, or example:NAME. `conflictevents COMMAND --help` tells more of a command.

Try: conflictevents show example:istanbul-exchange

Exit status: 0 nothing wrong, 1 problems of severity error, 2 the input could not be read or the usage was wrong.
"""


class Help(Exception):  # noqa: N818 - not an error
    """Help was asked for. argparse itself would write it, without a word where that fails."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Parser(argparse.ArgumentParser):
    """A parser that leaves writing and ending to `main`."""

    @property
    def arguments(self) -> tuple[argparse.Action, ...]:
        """All arguments, those of groups too."""
        return tuple(self._actions)

    def print_help(self, file: Any = None) -> NoReturn:  # noqa: ARG002 - the signature is argparse's
        raise Help(self.format_help())

    def error(self, message: str) -> NoReturn:
        raise Failure(f"{harmless(message)} (see {self.prog} --help)")


def command(name: str) -> tuple[Any, Parser]:
    """The module of a command, imported now, and the parser of its arguments."""
    module: Any = import_module(f".{name}", __package__)
    parser = Parser(
        prog=f"conflictevents {name}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module.add_arguments(parser)
    return module, parser


def top_parser() -> Parser:
    """The parser of what stands before a command; the commands are in its help, laid out alike by every Python."""
    parser = Parser(
        prog="conflictevents",
        usage="%(prog)s [-h] [--version] COMMAND ...",
        description="What news reports claim about armed conflict: who said what, how surely, and where in the text.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="show the version and end")
    return parser


def no_such_command(name: str) -> str:
    """What to say of a command that there is none of."""
    from difflib import get_close_matches  # takes long to import

    near = get_close_matches(name[:40], COMMANDS, n=1)
    meant = f"; did you mean {near[0]}?" if near else ""
    return f"expected a command ({', '.join(COMMANDS)}), got {name!r}{meant}"
