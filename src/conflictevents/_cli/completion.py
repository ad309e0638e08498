"""Write the script by which a shell completes commands, options and their values, and inputs.

bash  in ~/.bashrc:  eval "$(conflictevents completion bash)"
zsh   in ~/.zshrc, after compinit:  eval "$(conflictevents completion zsh)"
fish  once:  conflictevents completion fish > ~/.config/fish/completions/conflictevents.fish

The script holds the formats, checks and rules that are installed when it is written, and starts no program.
"""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from ._failure import NOTHING_WRONG
from ._input import INPUT_HELP
from ._output import Output

if TYPE_CHECKING:
    from ._completing import Known, Option

__all__ = ["add_arguments", "run"]

_SHELLS = ("bash", "zsh", "fish")
_LISTS = {"CODE": "code", "CODES": "codes", "RULE": "rule", "MEASURE": "measure"}
_FREE = frozenset({"ID", "TEXT", "NAME=VALUE"})
_PLAIN = re.compile(r"[\w:.-]+", re.ASCII)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("shell", choices=_SHELLS, metavar="SHELL", help=f"which shell: {', '.join(_SHELLS)}")


def run(arguments: argparse.Namespace) -> Output:
    """Write the script."""
    from importlib import import_module

    script: str = import_module(f"._{arguments.shell}", __package__).script(_known())
    return Output(NOTHING_WRONG, [script], for_programs=True)


def _known() -> Known:
    from .. import examples, formats
    from .._vocab import Measure
    from ..checks import catalogue
    from ..reconcile._named import RULES
    from ._completing import Command, Known
    from ._parsers import COMMANDS, command

    known = [formats.find(name) for name in formats.names()]
    codes = sorted(check.code for check in catalogue())
    words = {
        "example": tuple(f"example:{name}" for name in examples.names()),
        "from": tuple(each.name for each in known if each.reads),
        "to": tuple(each.name for each in known if each.writes),
        "codes": tuple(sorted({*codes, *(code[:2] for code in codes)})),
        "code": (*codes, *sorted(check.name for check in catalogue())),
        "rule": tuple(RULES),
        "measure": tuple(measure.value for measure in Measure),
    }
    commands = []
    for name, summary in COMMANDS.items():
        options = [_option(action) for action in command(name)[1].arguments]
        commands.append(Command(name=name, summary=summary, options=tuple(options)))
    # A shell reads the script, so nothing that could mean more than itself goes in: plug-ins bring names as well.
    plain = {kind: tuple(word for word in each if _PLAIN.fullmatch(word)) for kind, each in words.items()}
    return Known(words=plain, commands=tuple(commands))


def _option(action: argparse.Action) -> Option:
    from ._completing import Option

    return Option(
        names=tuple(action.option_strings),
        help=action.help or "",
        metavar=str(action.metavar or action.dest),
        takes=_takes(action),
        choices=tuple(map(str, action.choices or ())),
    )


def _takes(action: argparse.Action) -> str:
    """What an argument takes: one of a list of words, an input, a file, or anything; "" for nothing."""
    metavar = str(action.metavar or "")
    if action.nargs == 0:
        return ""
    if action.choices is not None:
        return "choice"
    if metavar == "FORMAT":
        return action.dest.rstrip("_")
    if action.help == INPUT_HELP:
        return "input"
    return _LISTS.get(metavar) or ("any" if metavar in _FREE else "file")
