"""The texts of sources: the option `--text SOURCE=PATH`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ._failure import Failure, named
from ._input import read_bytes
from ._text import harmless

if TYPE_CHECKING:
    from .._dataset import Dataset

__all__ = ["add_texts", "read_texts"]


def add_texts(parser: argparse.ArgumentParser, *, help_: str, required: bool = False) -> None:
    """Add the option."""
    parser.add_argument("--text", action="append", default=[], metavar="SOURCE=PATH", help=help_, required=required)


def read_texts(given: list[str], dataset: Dataset | None = None) -> dict[str, str]:
    """The texts by the source's id; in a stream it is not known beforehand which sources there are.

    Raises:
        Failure: If one cannot be read, or is of no source of the dataset.
    """
    from .._json import decode_text
    from ..exceptions import UnreadableInputError

    known = None if dataset is None else {source.id for source in dataset.sources}
    texts: dict[str, str] = {}
    for each in given:
        source, equals, path = each.partition("=")
        if not equals or not source or not path:
            raise Failure(f"--text: expected SOURCE=PATH, got {harmless(each, most=100)}")
        if known is not None and source not in known:
            there_are = harmless(", ".join(sorted(known)[:10])) or "none"
            raise Failure(f"--text: no source has the id {harmless(source, most=100)}; there are: {there_are}")
        if source in texts:
            raise Failure(f"--text: given twice for the source {harmless(source, most=100)}")
        try:
            texts[source] = decode_text(read_bytes(path, "text"), path)
        except UnreadableInputError as error:
            raise Failure(f"{named(path)}: {harmless(error.problem.message)} ({error.problem.code})") from None
    return texts
