"""Writing the files that a command makes."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from ._failure import Failure, named
from ._input import is_example

if TYPE_CHECKING:
    from .._dataset import Dataset

__all__ = ["check_paths", "is_input", "keep_inputs", "save", "text_of"]


def check_paths(*paths: str) -> None:
    """Refuse, before anything is read or written, files to be written that are one, or that cannot be.

    Raises:
        Failure: With the name of the first.
    """
    seen: set[object] = set()
    for path in paths:
        reason = None if path == "-" else _unwritable(path)
        if reason is not None:
            raise Failure(f"{named(path)}: {reason}" if path else reason)
        places = _places(path)
        if places & seen:
            raise Failure(f"{named(path)}: it is named twice as a file to write")
        seen |= places


def _places(path: str) -> set[object]:
    """What a path to write stands for: an open stream and the file that it goes to, or a file; nothing for a device.

    Two may go to one terminal, and two streams to one file, where the shell says so.
    """
    from .._io import descriptor_of

    number = 1 if path == "-" else descriptor_of(path)
    try:
        state = os.stat(path if number is None else number)
    except OSError:  # it is not there yet, or closed
        return {os.path.realpath(path) if number is None else number}
    file = (state.st_dev, state.st_ino)
    if number is not None:
        return {number, (number, *file)}
    if not stat.S_ISREG(state.st_mode):
        return {("pipe", *file)} if stat.S_ISFIFO(state.st_mode) else set()
    return {os.path.realpath(path), *((each, *file) for each in (1, 2))}


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
    if _is_archive(path):
        return "it is an archive, whose members would be lost; give another path"
    if os.path.isdir(folder):
        number = 0 if os.access(folder, os.W_OK) else errno.EACCES
    else:
        number = errno.ENOTDIR if os.path.exists(folder) else errno.ENOENT
    return f"it cannot be written: {os.strerror(number)}" if number else None


def _is_stream(path: str) -> bool:
    """Whether a path is a pipe, a terminal or another device, of which nothing is replaced."""
    return os.path.exists(path) and not os.path.isfile(path)


def _is_archive(path: str) -> bool:
    """Whether a zip archive stands at a path."""
    try:
        with open(path, "rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:  # there is nothing, or nothing that can be read
        return False


def keep_inputs(path: str, what: str, *inputs: str) -> None:
    """Refuse to write something over an input.

    Raises:
        Failure: If the path is that of an input.
    """
    if any(is_input(path, each) for each in inputs):
        raise Failure(f"{named(path)}: {what} would be written over an input")


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
