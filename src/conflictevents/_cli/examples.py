"""List the datasets that come with the library. Each is an INPUT of the other commands: example:NAME."""

from __future__ import annotations

import argparse

from ._failure import NOTHING_WRONG
from ._output import Output

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the command takes no arguments."""


def run(arguments: argparse.Namespace) -> Output:  # noqa: ARG001 - every command is called alike
    """List the examples, one a line, with their titles."""
    import sys

    from .. import examples
    from ._text import Terminal, harmless, table

    terminal = Terminal.of(sys.stdout)
    rows = [(f"example:{name}", terminal.shown(harmless(_title(name)))) for name in examples.names()]
    return Output(NOTHING_WRONG, [f"{line}\n" for line in table(rows)])


def _title(name: str) -> str:
    import json

    from .. import examples

    # Not `examples.load`, which takes ten times as long.
    return str(json.loads(examples.file(name).read_bytes()).get("title", ""))
