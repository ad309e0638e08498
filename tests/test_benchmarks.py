"""The benchmarks run: each of them once, with little data. No time is looked at."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest

import conflictevents

BENCHMARKS: Final = Path(__file__).parent.parent / "benchmarks"
TABLES: Final = (
    "Reading sound records",
    "Reading, with one record in a hundred faulty and every fault told",
    "Writing",
    "Which faults are found",
    "Memory",
    "Starting",
    "Growth",
    "The garbage collector",
    "What was asked for",
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    """What `run.py --small` prints, and the figures that it writes."""
    figures = tmp_path_factory.mktemp("benchmarks") / "figures.json"
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / "run.py"), "--small", "--json", str(figures)],
        env={**os.environ, "PYTHONPATH": str(Path(conflictevents.__file__).parent.parent), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, json.loads(figures.read_text("utf-8"))


@pytest.mark.parametrize("title", TABLES)
def test_every_table_comes_out(small: tuple[str, dict[str, Any]], title: str) -> None:
    """Each table has a head and at least one row of figures."""
    printed, _ = small
    _, found, rest = printed.partition(f"\n### {title}\n\n")
    assert found
    lines = rest.split("\n\n")[0].splitlines()
    assert len(lines) >= 3
    assert len({line.count("|") for line in lines}) == 1


def test_every_peer_is_measured_or_said_to_be_missing(small: tuple[str, dict[str, Any]]) -> None:
    """A peer that is not installed stands in the table with the reason, and none fails in another way."""
    _, figures = small
    for part in ("reading", "faults", "memory", "starting", "growth", "collecting"):
        assert figures[part]
        for row in figures[part]:
            why = row.get("missing")
            assert why is None or "No module named" in why or "it is not installed" in why, row


def test_the_library_finds_every_planted_fault(small: tuple[str, dict[str, Any]]) -> None:
    """What the ratios compare: the reader that is measured refuses each of the faults."""
    _, figures = small
    own = next(row for row in figures["faults"] if row["peer"].startswith("conflictevents: loads"))
    assert own["found"]
    assert all(own["found"].values())


def test_the_content_is_what_the_tables_say(small: tuple[str, dict[str, Any]]) -> None:
    """The records are of about 1.1 kB with 15 to 20 objects inside."""
    _, figures = small
    assert 900 < figures["content"]["bytes"] < 1300
    assert 15 <= figures["content"]["objects"] <= 20


def _phrases() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_of_phrases", BENCHMARKS / "phrases.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_benchmark_of_phrases_runs() -> None:
    """Each of its texts is read once, short."""
    phrases = _phrases()
    for name in phrases.CASES:
        assert phrases.measure(name, 200)["ns"] > 0
    assert phrases.compare("conflictevents", 200)["gives"]["dozens"]


def test_the_benchmark_of_checks_runs() -> None:
    """Each table is made once, with few records; what is found in memory a stream finds as far as it can."""
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / "checks.py"), "--small", "--json"],
        env={**os.environ, "PYTHONPATH": str(Path(conflictevents.__file__).parent.parent), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    for part in ("check", "stream"):
        (row,) = figures[part]
        assert row["records"] == 1000
        assert row["us"] > 0
    assert figures["check"][0]["found"] >= figures["stream"][0]["found"] > 0
    assert figures["each"]


def test_the_benchmark_of_formats_runs(tmp_path: Path) -> None:
    """Each format is read at two sizes, and a peer that is measured finds as many rows or is said not to run."""
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / "formats.py"), "--small", "--json", str(tmp_path / "figures.json")],
        env={**os.environ, "PYTHONPATH": str(Path(conflictevents.__file__).parent.parent), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert {"gdelt2", "gdelt1", "gdelt2-mentions", "ucdp-ged"} <= set(figures)
    for name, found in figures.items():
        assert [20, 40] == [row["size"] for row in found["growth"]]
        assert [20, 40] == [row["rows"] for row in found["growth"]] or name == "gdelt2-mentions"
        assert all("missing" in row or row["rows"] > 0 for row in found["compared"])
