# ruff: noqa: INP001, S603, T201 - a script beside the package, which starts itself anew and prints
"""How long the checks take, and how that grows with the dataset.

    python benchmarks/checks.py            # 1,000 to 100,000 records
    python benchmarks/checks.py --largest  # up to 1,000,000
    python benchmarks/checks.py --small    # 1,000 records alone
    python benchmarks/checks.py --json     # the same figures as JSON

Each figure comes from a process of its own. Time is that of the process alone. `check` has the dataset in memory, and
what it holds beside it is counted; `check_stream` reads JSON Lines from a file, and all of its memory is counted.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).parent))

from _content import content

import conflictevents as ce
from conflictevents import checks
from conflictevents.checks import Subject

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
"""How many events and reports."""

_SLOWEST: Final = 8


def _peak() -> int:
    """The most memory that this process has held, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def measure_check(size: int) -> dict[str, Any]:
    """Check a dataset of that many records in memory, in this process."""
    dataset = content(size).dataset
    ce.check(ce.Dataset())  # the checks are imported once, and that is not what is measured
    before = _peak()
    start = time.process_time()
    report = ce.check(dataset)
    seconds = time.process_time() - start
    return _figures(size, seconds, _peak() - before, report)


def measure_stream(size: int) -> dict[str, Any]:
    """Check a file of that many records as a stream, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "content.jsonl"
        # Made in another process, so that its memory is not counted.
        subprocess.run([sys.executable, __file__, "--child", "write", str(size), str(path)], check=True)
        ce.check(ce.Dataset())
        start = time.process_time()
        report = ce.check_stream(path)
        seconds = time.process_time() - start
    return _figures(size, seconds, _peak(), report)


def _figures(size: int, seconds: float, held: int, report: ce.Report) -> dict[str, Any]:
    return {"records": size, "us": seconds / size * 1e6, "bytes": held / size, "found": len(report)}


def measure_each(size: int) -> dict[str, float]:
    """The time of each check alone, in microseconds a record; what several share is told of the first."""
    subject = Subject(content(size).dataset, {})
    times = {}
    for check in checks.catalogue():
        if check.function is not None and check.scope != "source_text":
            start = time.process_time()
            for _ in check.function(subject):
                pass
            times[check.code] = (time.process_time() - start) / size * 1e6
    return times


# --- all of it ---


def _child(what: str, size: int) -> Any:
    """Measure in a new process."""
    done = subprocess.run(
        [sys.executable, __file__, "--child", what, str(size), ""], capture_output=True, encoding="utf-8", check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def _line(name: str, *cells: str) -> None:
    print(f"{name:>12}" + "".join(f"{cell:>16}" for cell in cells), flush=True)


def _table(what: str, rows: Sequence[dict[str, Any]]) -> None:
    print(f"{what}\n")
    _line("records", "us a record", "growth", "bytes a record", "found")
    for row in rows:
        _line(
            f"{row['records']:,}",
            f"{row['us']:,.1f}",
            f"{row['us'] / rows[0]['us']:.2f}",
            f"{row['bytes']:,.0f}",
            f"{row['found']:,}",
        )
    print()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the checks.")
    parser.add_argument("--json", action="store_true", help="print JSON, one object")
    parser.add_argument("--small", action="store_true", help="1,000 records alone")
    parser.add_argument("--largest", action="store_true", help="up to 1,000,000 records")
    parser.add_argument("--child", nargs=3, metavar=("WHAT", "SIZE", "PATH"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        what, size, path = given.child
        if what == "write":
            Path(path).write_bytes(content(int(size)).data)
        else:
            measure = {"check": measure_check, "stream": measure_stream, "each": measure_each}[what]
            print(json.dumps(measure(int(size))))
        return
    sizes = SIZES if given.largest else SIZES[:1] if given.small else SIZES[:3]
    whole, stream = ([_child(what, size) for size in sizes] for what in ("check", "stream"))
    each = _child("each", min(sizes[-1], SIZES[1]))
    if given.json:
        print(json.dumps({"python": platform.python_version(), "check": whole, "stream": stream, "each": each}))
        return
    print(f"{platform.python_implementation()} {platform.python_version()}\n")
    _table("check, with the dataset in memory", whole)
    _table("check_stream, from a file; bytes are those of the whole process", stream)
    print("the checks that take longest, in us a record")
    for code, microseconds in sorted(each.items(), key=lambda item: -item[1])[:_SLOWEST]:
        _line(code, f"{microseconds:,.2f}")


if __name__ == "__main__":
    main()
