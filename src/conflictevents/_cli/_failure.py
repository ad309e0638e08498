"""What ends a command before it has a result."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Final

from ._text import harmless

__all__ = ["CANNOT_READ", "FOUND_ERRORS", "INTERRUPTED", "NOTHING_WRONG", "Failure", "complain", "named"]

NOTHING_WRONG: Final = 0
FOUND_ERRORS: Final = 1
CANNOT_READ: Final = 2
"""The input could not be read, the output could not be written, or the usage was wrong."""
INTERRUPTED: Final = 130
"""Ended by Ctrl-C: 128 and the number of the signal, as shells have it."""


class Failure(Exception):  # noqa: N818 - it is the user's input that is in error
    """The command cannot be carried out.

    Attributes:
        message: Why, in one line that is safe to show.
        details: More lines, where the reason is a list.
    """

    def __init__(self, message: str, *details: str) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


def complain(message: str, *details: str) -> None:
    """Write to standard error, as far as there is one."""
    lines = [f"conflictevents: {message}", *details]
    # A closed or full standard error leaves nobody to tell.
    with suppress(OSError, ValueError):
        if sys.stderr is not None:
            sys.stderr.write("".join(f"{line}\n" for line in lines))
            sys.stderr.flush()


def named(path: str) -> str:
    """The name of a file as it may be shown."""
    return harmless(path, most=200)
