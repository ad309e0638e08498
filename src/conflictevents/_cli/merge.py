"""Make one dataset of two, which has all records and claims of both."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ._failure import FOUND_ERRORS, NOTHING_WRONG, Failure, named
from ._input import add_inputs, options_of, read_several
from ._output import Output
from ._saving import check_paths, keep_inputs, save, text_of
from ._text import harmless

if TYPE_CHECKING:
    from .._change._log import MergeConflict, MergeLog
    from .._dataset import Dataset

__all__ = ["add_arguments", "run"]

_EPILOG: Final = """\
Equal records are one; an event or report that both have is one with the claims of both. Where both have an id with
other content, --on-conflict says what is done:

refuse     nothing is written, and every conflict is told (the default)
rename     what B has under that id gets a new id, and all that names it follows
keep_both  as rename; but an event or report that differs in title, note, identifiers, extra, time or places stays one
           with the claims of both, and has these as A has them

A title, licence or description in which the two differ is left out unless it is given. The log holds all that undoes
the merge (conflictevents unmerge), so it is as confidential as A and B.

Exit status: 0 merged, 1 refused because of conflicts, 2 a file could not be read or written or the usage was wrong.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_inputs(parser, "a", "b")
    parser.add_argument("output", metavar="OUTPUT", help="the file to write, or - for standard output")
    parser.add_argument("--log", metavar="PATH", help="where to write the log that undoes the merge")
    parser.add_argument(
        "--on-conflict",
        choices=("refuse", "rename", "keep_both"),
        default="refuse",
        help="what to do where both have an id with other content (default: refuse)",
    )
    for name in ("title", "licence", "description"):
        parser.add_argument(f"--{name}", metavar="TEXT", help=f"the {name} of the merged dataset")
    parser.epilog = _EPILOG


def run(arguments: argparse.Namespace) -> Output:
    """Merge two files."""
    from .._change._merge import merge
    from ..exceptions import InvalidRecordError, MergeConflictError

    check_paths(arguments.output, *([] if arguments.log is None else [arguments.log]))
    keep_inputs(arguments.output, "the merged dataset", arguments.a, arguments.b)
    if arguments.log is not None:
        keep_inputs(arguments.log, "the log", arguments.a, arguments.b)
    a, b = read_several((arguments.a, arguments.b), arguments.from_, options_of(arguments))
    given = {name: getattr(arguments, name) for name in ("title", "licence", "description")}
    try:
        merged, log = merge(a, b, on_conflict=arguments.on_conflict, **given)
    except MergeConflictError as error:
        return Output(FOUND_ERRORS, _refused(error.conflicts))
    except InvalidRecordError as error:  # a title of spaces, say
        raise Failure(harmless(error.problems[0].message)) from None
    return _written(arguments, merged, log)


def _written(arguments: argparse.Namespace, merged: Dataset, log: MergeLog) -> Output:
    # The log first: without it the merged file could not be undone.
    if arguments.log is not None:
        save(log.dumps(), arguments.log)
    text = text_of(merged, arguments.output)
    if arguments.output == "-":
        return Output(NOTHING_WRONG, [text], for_programs=True)
    save(text, arguments.output)
    return Output(NOTHING_WRONG, _done(arguments.output, merged, log))


def _refused(conflicts: tuple[MergeConflict, ...]) -> Iterator[str]:
    yield from _told(conflicts)
    settle = "--on-conflict, --title, --licence and --description settle them"
    yield f"not merged: {_several(len(conflicts), 'conflict')}; {settle}\n"


def _told(conflicts: tuple[MergeConflict, ...]) -> Iterator[str]:
    return (f"{harmless(str(conflict), most=1000)}\n" for conflict in conflicts)


def _done(output: str, merged: Dataset, log: MergeLog) -> Iterator[str]:
    yield from _told(log.conflicts)
    told = {each.new_id for each in log.conflicts}
    for each in log.renamed:
        if each.new not in told:  # it only names what was renamed
            yield f"{each.kind} {harmless(each.old)}: renamed as {harmless(each.new)}, because of what it names\n"
    records, claims = len(merged.holders), len(merged.claims)
    counted = f"{_several(records, 'event or report', 'events and reports')} with {_several(claims, 'claim')}"
    yield f"{named(output)}: {counted}, {_several(len(log.conflicts), 'conflict')}\n"


def _several(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"
