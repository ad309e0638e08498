"""The made-up example of rival tolls."""

from __future__ import annotations

import conflictevents as ce
from conflictevents import examples


def test_the_example_is_as_written_and_sound() -> None:
    """The shipped file is byte for byte what writing it gives, and checks find nothing worse than information."""
    kesta = examples.load("kesta-market")

    assert examples.file("kesta-market").read_bytes() == ce.dumps(kesta).encode()
    assert {"info"} == {str(problem.severity) for problem in ce.check(kesta)}
    assert "Made up" in (kesta.description or "")
