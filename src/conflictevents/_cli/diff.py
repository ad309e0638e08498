"""Tell what changed from one version of a dataset to the next, in records and claims."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ._failure import NOTHING_WRONG
from ._input import add_inputs, options_of, read_several
from ._output import Output
from ._text import harmless

if TYPE_CHECKING:
    from .._change._diff import DatasetDiff

__all__ = ["add_arguments", "run"]

_EPILOG: Final = """\
text   each record with what became of it and of its claims, then the numbers
json   a list of flat objects with the keys change, record, id, event, claim, measure, field, old, new, old_low,
       old_high, new_low, new_high, matched_by: one for each field that changed, one for each record or claim that was
       added or removed; what does not apply is null

The name of an actor marked sensitive is withheld.

Exit status: 0 whether anything differs or not, 2 an input could not be read or the usage was wrong.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_inputs(parser, "old", "new")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to report (default: text)")
    parser.epilog = _EPILOG


def run(arguments: argparse.Namespace) -> Output:
    """Compare two files."""
    from .._change._diff import diff

    old, new = read_several((arguments.old, arguments.new), arguments.from_, options_of(arguments))
    found = diff(old, new)
    parts = _as_json(found) if arguments.format == "json" else _as_text(found)
    return Output(NOTHING_WRONG, parts, for_programs=arguments.format == "json")


def _as_json(found: DatasetDiff) -> Iterator[str]:
    from .._json import encode

    yield encode([row.as_dict() for row in found.rows()])


def _as_text(found: DatasetDiff) -> Iterator[str]:
    for line in found.lines():
        depth = len(line) - len(line.lstrip(" "))
        yield f"{line[:depth]}{harmless(line[depth:], most=1000)}\n"
