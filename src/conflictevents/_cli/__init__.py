"""The command line, `conflictevents`: one module for each command.

A command's module has `add_arguments(parser)` and `run(arguments)`, which returns an `Output`. It is imported only when
its command is called, and imports what it needs only when it runs, so that help comes at once.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from ._failure import CANNOT_READ, INTERRUPTED, NOTHING_WRONG, Failure, complain
from ._output import Output, discard, write
from ._parsers import COMMANDS, Help, command, no_such_command, top_parser
from ._text import harmless

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status: 0, 1 or 2 (130 after Ctrl-C, 143 after SIGTERM).

    Args:
        argv: The arguments without the program's name; those of the process if not given.
    """
    try:
        try:
            with _tidy_end():
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


@contextmanager
def _tidy_end() -> Iterator[None]:
    """Let a signal that ends the program do so as an exception does, so that nothing half-written stays."""
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    ours = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    if threading.current_thread() is not threading.main_thread():
        ours = []  # there they cannot be handled
    for number in ours:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def _carried_out(argv: list[str]) -> Output:
    try:
        if argv and argv[0] in COMMANDS:
            module, parser = command(argv[0])
            output: Output = module.run(parser.parse_args(argv[1:]))
            return output
        parser = top_parser()
        if argv and not argv[0].startswith("-"):
            parser.error(no_such_command(argv[0]))
        arguments = parser.parse_args(argv)
        if arguments.version:
            return Output(NOTHING_WRONG, [f"conflictevents {_version()}\n"])
        parser.error("which command? It comes first")
    except Help as help_:
        return Output(NOTHING_WRONG, [help_.text])


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
