"""Writing a command's result to standard output, whatever that is."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from contextlib import suppress

from ._failure import Failure

__all__ = ["Output", "discard", "write"]


class Output:
    """What a command has to say.

    Attributes:
        status: The exit status. It is known before anything is written, so it holds even where nobody reads on.
        parts: The text, piece by piece.
        for_programs: Whether programs read it: then it is UTF-8 with the line ends as they are, on every system.
            Otherwise people read it, and what the terminal's encoding lacks is written as escapes.
    """

    def __init__(self, status: int, parts: Iterable[str], *, for_programs: bool = False) -> None:
        self.status = status
        self.parts = parts
        self.for_programs = for_programs


def write(output: Output) -> int:
    """Write an output and return the exit status. A reader who stops early ends it quietly.

    Raises:
        Failure: If it cannot be written, such as on a full disk.
    """
    stream = sys.stdout
    if stream is None:  # standard output is closed; the status alone was wanted
        return output.status
    if isinstance(stream, io.TextIOWrapper):
        if output.for_programs:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        else:
            stream.reconfigure(errors="backslashreplace")
    try:
        for part in output.parts:
            stream.write(part)
        stream.flush()
    except BrokenPipeError:
        discard()
    except OSError as error:
        discard()
        raise Failure(f"standard output: it cannot be written: {error.strerror or error}") from None
    return output.status


def discard() -> None:
    """Send the rest of standard output nowhere, so that Python does not try again and complain as it ends."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, sys.stdout.fileno())
        finally:
            os.close(nowhere)
