"""List the formats that can be read and written."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from ._failure import NOTHING_WRONG
from ._output import Output
from ._text import harmless

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the command takes no arguments."""


def run(arguments: argparse.Namespace) -> Output:  # noqa: ARG001 - every command is called alike
    """List them."""
    return Output(NOTHING_WRONG, _lines())


def _lines() -> Iterator[str]:
    from .. import formats

    known = [formats.find(name) for name in formats.names()]
    widest = max(len(each.name) for each in known)
    for each in known:
        ways = "read, write" if each.reads and each.writes else "read" if each.reads else "write"
        yield f"{harmless(each.name):{widest}}  {ways:11}  {harmless(each.description)}\n"
