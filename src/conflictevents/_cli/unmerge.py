"""Give back the two datasets of which merge made one."""

from __future__ import annotations

import argparse
from typing import Final

from ._failure import NOTHING_WRONG, Failure
from ._input import add_inputs, label, options_of, read_bytes, read_valid
from ._output import Output
from ._saving import check_paths, keep_inputs, save, text_of
from ._text import harmless

__all__ = ["add_arguments", "run"]

_EPILOG: Final = """\
A and B are written as this library writes them, byte for byte the same as it would have written the inputs of the
merge. A merged file that was changed since the merge is refused.

Exit status: 0 both are written, 2 a file could not be read or written, the log is of another merge, or the usage was
wrong.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_inputs(parser, "merged")
    parser.add_argument("log", metavar="LOG", help="the log that merge wrote")
    for name, which in (("a", "first"), ("b", "second")):
        parser.add_argument(name, metavar=name.upper(), help=f"the file to write the {which} dataset to")
    parser.epilog = _EPILOG


def run(arguments: argparse.Namespace) -> Output:
    """Undo a merge."""
    from .._change._log import MergeLog, undo
    from ..exceptions import MergeLogError

    check_paths(arguments.a, arguments.b)
    for path in (arguments.a, arguments.b):
        keep_inputs(path, "a dataset", arguments.merged, arguments.log)
    merged = read_valid(arguments.merged, arguments.from_, options_of(arguments))
    try:
        log = MergeLog.loads(read_bytes(arguments.log, "text"))
    except MergeLogError as error:
        raise Failure(f"{label(arguments.log)}: {harmless(str(error))}") from None
    try:
        both = undo(merged, log)
    except MergeLogError as error:
        raise Failure(f"{label(arguments.merged)}: {harmless(str(error))}") from None
    for dataset, path in zip(both, (arguments.a, arguments.b), strict=True):
        save(text_of(dataset, path), path)
    return Output(NOTHING_WRONG, [])
