"""Writing the files that a command makes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ._failure import Failure, named

if TYPE_CHECKING:
    from .._dataset import Dataset

__all__ = ["different_files", "save", "text_of"]


def different_files(*paths: str) -> None:
    """Refuse two files to be written that are one.

    Raises:
        Failure: With its name.
    """
    seen: set[str] = set()
    for path in paths:
        real = os.path.realpath(path)
        if real in seen:
            raise Failure(f"{named(path)}: it is named twice as a file to write")
        seen.add(real)


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
    except ValueError:  # a NUL in the name
        raise Failure(f"{named(path)}: no file can have this name") from None
