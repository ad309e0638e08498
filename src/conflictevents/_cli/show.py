"""Show a dataset as a page: what happened, who claims what, what agrees and what does not."""

from __future__ import annotations

import argparse
import sys

from ._failure import NOTHING_WRONG
from ._input import add_input, options_of, read_valid
from ._output import Output
from ._text import Page, Terminal

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_input(parser)


def run(arguments: argparse.Namespace) -> Output:
    """Show a file."""
    from ._overview import Overview

    dataset = read_valid(arguments.input, arguments.from_, options_of(arguments))
    page = Page(Terminal.of(sys.stdout))
    Overview(dataset, page).write(arguments.input)
    return Output(NOTHING_WRONG, page)
