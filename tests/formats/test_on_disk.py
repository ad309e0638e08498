"""What was read is remembered exactly, however much it is, and memory holds little of it."""

from __future__ import annotations

import gc
import os
import sys
import threading
import tracemalloc
from pathlib import Path
from typing import Final
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents.formats._on_disk import OnDisk
from conflictevents.formats._pool import Pool

KEYS: Final = st.sampled_from(["", "a", "b", "a\0", "a~2", "\ud800", "ä", "0"]) | st.text(max_size=3)


@given(st.lists(st.tuples(KEYS, st.none() | st.integers(0, 9))), st.integers(0, 5))
def test_it_is_a_dict(steps: list[tuple[str, int | None]], most: int) -> None:
    """Setting and getting gives what a dict gives, wherever the values are."""
    found, expected = OnDisk[int](most), dict[str, int]()
    for key, value in steps:
        if value is not None:
            found[key] = expected[key] = value
        assert expected.get(key) == found.get(key)
    assert all(expected[key] == found.get(key) for key in expected)


@given(st.lists(st.sampled_from(["a", "b", "a~2", "a~3", "a~2~2"]), max_size=20), st.sampled_from([1, 100]))
def test_ids_that_come_again_are_told_apart(wanted: list[str], most: int) -> None:
    """Each gets an id of its own, the first the one that is wanted; so it does where most are on disk."""
    with mock.patch("conflictevents.formats._on_disk._MOST", most):
        pool = Pool()
        given_ids = [pool.unique(ce.Incident, each) for each in wanted]
    assert len(set(given_ids)) == len(wanted)
    for number, (each, got) in enumerate(zip(wanted, given_ids, strict=True)):
        assert got == each or (got.startswith(f"{each}~") and each in given_ids[:number])


def test_the_same_id_again_and_again_takes_as_long_each_time() -> None:
    """A table of one id does not make the search for the next number longer and longer."""
    pool = Pool()
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    ids = []
    sys.setprofile(count)
    try:
        ids = [pool.unique(ce.Incident, "a") for _ in range(1_000)]
    finally:
        sys.setprofile(None)
    assert ("a", "a~2", "a~1000") == (ids[0], ids[1], ids[-1])
    assert calls < 10_000


def test_records_come_back_from_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of its id, with everything in it, after any number of others."""
    monkeypatch.setattr("conflictevents.formats._on_disk._MOST", 3)
    pool = Pool()
    first = [
        ce.Actor(id=f"a-{each}", name=f"Actor {each}", extra=(ce.Cell(name="x", value=str(each)),))
        for each in range(20)
    ]
    assert first == [pool.first(each) for each in first]
    assert first == list(pool.new())
    again = [ce.Actor(id=f"a-{each}", name="another") for each in range(20)]
    assert first == [pool.first(each) for each in again]
    assert first == [pool.get(ce.Actor, each.id) for each in again]
    assert [] == list(pool.new())
    assert pool.get(ce.Actor, "b") is None


def test_memory_does_not_grow() -> None:
    """Of three times as many ids memory holds no more."""
    found = OnDisk[int](1_000)
    peaks = []
    tracemalloc.start()
    try:
        for each in range(40_000):
            found[f"an-id-that-is-long-enough-to-count-{each}"] = 1
            if each in (9_999, 39_999):
                peaks.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 2**16
    assert 1 == found.get("an-id-that-is-long-enough-to-count-7")


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file has no name while it is in use (on Windows it has one), and nothing stays afterwards."""
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    found = OnDisk[int](10)
    for each in range(200_000):
        found[str(each)] = 1
    if os.name == "posix":
        assert [] == list(tmp_path.iterdir())
    del found
    gc.collect()
    assert [] == list(tmp_path.iterdir())


def test_another_thread_may_go_on() -> None:
    """A reader may be continued elsewhere than where it began."""
    found = OnDisk[int](1)
    found["a"], found["b"], found["c"] = 1, 2, 3
    got: list[int | None] = []
    thread = threading.Thread(target=lambda: got.append(found.get("a")))
    thread.start()
    thread.join()
    assert [1] == got


def test_a_disk_that_is_full_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """As an error of the system, which whoever reads files expects."""
    found = OnDisk[int](10)
    for each in range(11):
        found[str(each)] = 1
    file = found._file
    assert file is not None
    file._run.execute("PRAGMA max_page_count = 3")

    def fill() -> None:
        for each in range(100_000):
            found[f"x{each}"] = 1

    with pytest.raises(OSError, match=r"do not go into the folder for temporary files: .*full"):
        fill()


def test_a_python_without_sqlite_keeps_all_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes more memory then, and nothing else."""
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    found = OnDisk[int](2)
    for each in range(10):
        found[str(each)] = each + 1
    assert list(range(1, 11)) == [found.get(str(each)) for each in range(10)]
    assert found.get("10") is None
