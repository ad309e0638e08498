"""Writing the files that a command makes."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from ._failure import Failure, named
from ._input import is_example

if TYPE_CHECKING:
    from .._dataset import Dataset

__all__ = ["check_paths", "is_input", "save", "text_of"]


def check_paths(*paths: str) -> None:
    """Refuse, before anything is read or written, files to be written that are one, or that cannot be.

    Raises:
        Failure: With the name of the first.
    """
    seen: set[str] = set()
    for path in paths:
        reason = None if path == "-" else _unwritable(path)
        if reason is not None:
            raise Failure(f"{named(path)}: {reason}" if path else reason)
        if path != "-" and _is_stream(path):
            continue  # two may go to one terminal
        real = path if path == "-" else os.path.realpath(path)
        if real in seen:
            raise Failure(f"{named(path)}: it is named twice as a file to write")
        seen.add(real)


def _unwritable(path: str) -> str | None:
    """Why nothing can be written to a path; None where no reason is known."""
    if not path:
        return "the name of a file to write is empty; expected a path, or - for standard output"
    try:
        if os.path.isdir(path):
            return "it is a directory, not a file"
        folder = os.path.dirname(os.path.realpath(path))
    except ValueError:  # a NUL in the name
        return "no file can have this name"
    if _is_stream(path):
        return None
    if os.path.isdir(folder):
        number = 0 if os.access(folder, os.W_OK) else errno.EACCES
    else:
        number = errno.ENOTDIR if os.path.exists(folder) else errno.ENOENT
    return f"it cannot be written: {os.strerror(number)}" if number else None


def _is_stream(path: str) -> bool:
    """Whether a path is a pipe, a terminal or another device, of which nothing is replaced."""
    return os.path.exists(path) and not os.path.isfile(path)


def is_input(path: str, input_: str) -> bool:
    """Whether a file to be written is the one that is read, or a link to it."""
    if "-" in (path, input_) or is_example(input_) or not os.path.isfile(input_):
        return False
    return os.path.realpath(path) == os.path.realpath(input_)


def text_of(dataset: Dataset, path: str) -> str:
    """A dataset as text: JSON Lines for a path that ends in .jsonl or .ndjson, otherwise one document."""
    from .._io import dumps

    return dumps(dataset, format="jsonl" if path.lower().endswith((".jsonl", ".ndjson")) else "json")


def save(text: str, path: str) -> None:
    """Write a file in one step, in the place of one that is there.

    Raises:
        Failure: If it cannot be written.
    """
    from .._io import write_atomically

    try:
        write_atomically(path, text.encode())
    except OSError as error:
        raise Failure(f"{named(path)}: it cannot be written: {error.strerror or type(error).__name__}") from None
