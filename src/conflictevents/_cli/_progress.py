"""How far long work has come, on a terminal and nowhere else."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from typing import Final, Self

__all__ = ["Progress"]

_PATIENCE: Final = 1.0
"""After so many seconds something is shown, and then five times a second."""


class Progress:
    """Shows a number that grows on standard error, and takes it away at the end."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._next = time.monotonic() + _PATIENCE
        self._shown = False
        stream = sys.stderr
        self._live = stream is not None and stream.isatty()

    def __call__(self, number: int) -> None:
        """Show the number, unless it is too early or nobody looks."""
        if self._live and time.monotonic() >= self._next:
            self._next = time.monotonic() + 0.2
            self._write(f"\r{number:,} {self._what}")
            self._shown = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.write(text)
            sys.stderr.flush()
