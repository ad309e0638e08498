"""A long run of one mark is one token, and takes no memory for each character on the way."""

from __future__ import annotations

import tracemalloc

from conflictevents._phrases._text import tokens


def test_a_long_run_of_marks_takes_no_memory_for_each_character() -> None:
    """A million hyphens are read in the memory that the one token needs, a byte for each."""
    text = "-" * 1_000_000
    tracemalloc.start()
    try:
        found = list(tokens(text))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert [(token.start, token.end) for token in found] == [(0, len(text))]
    assert peak < 5 * len(text), f"{peak:,} bytes at the peak"
