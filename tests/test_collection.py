"""Pausing garbage collection: nested, in threads, after exceptions and interrupts, and for a caller who has it off."""

from __future__ import annotations

import gc
import io
import sys
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

import conflictevents as ce
from conflictevents import _collection
from conflictevents._collection import paused


@pytest.fixture(autouse=True, params=[True, False], ids=["on", "off"])
def enabled(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Each test runs for a caller whose collector is on, and for one whose collector is off; it must stay so."""
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    try:
        yield request.param
        assert request.param is gc.isenabled()
        assert _collection._depth == 0
    finally:
        (gc.enable if before else gc.disable)()


def lines(number: int) -> bytes:
    """JSON Lines with some sources."""
    records = "".join(f'{{"record": "source", "id": "s-{at}"}}\n' for at in range(number))
    return f'{{"format": "{ce.FORMAT}"}}\n{records}'.encode()


def test_it_is_paused_inside_and_as_before_afterwards(enabled: bool) -> None:
    """On or off."""
    assert enabled is gc.isenabled()
    with paused():
        assert not gc.isenabled()
    assert enabled is gc.isenabled()


def test_only_the_outermost_use_ends_the_pause(enabled: bool) -> None:
    """Uses are counted."""
    with paused():
        with paused(), paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert enabled is gc.isenabled()


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, GeneratorExit, StopIteration])
def test_an_exception_ends_the_pause(enabled: bool, error: type[BaseException]) -> None:
    """Of any kind, and it is passed on."""
    with pytest.raises((error, RuntimeError)), paused(), paused():  # a `StopIteration` is told as a `RuntimeError`
        raise error
    assert enabled is gc.isenabled()


def test_a_pause_may_end_before_one_that_it_lies_in() -> None:
    """Threads do not end in the order in which they began."""
    first, second = paused(), paused()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled()
    second.__exit__(None, None, None)


def test_threads_share_one_pause(enabled: bool) -> None:
    """The collector stays off until the last of them leaves, and is then as the first one found it."""
    inside, leave = threading.Barrier(5), threading.Event()
    states: list[bool] = []

    def use() -> None:
        with paused():
            inside.wait()
            states.append(gc.isenabled())
            leave.wait()

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    inside.wait()
    assert not gc.isenabled()
    leave.set()
    for thread in threads:
        thread.join()
    assert [False] * 4 == states
    assert enabled is gc.isenabled()


def test_many_threads_in_and_out_leave_nothing_behind(enabled: bool) -> None:
    """Whatever the order, the count comes back to zero."""
    start = threading.Barrier(8)

    def use() -> None:
        start.wait()
        for _ in range(200):
            with paused():
                assert not gc.isenabled()

    threads = [threading.Thread(target=use) for _ in range(8)]
    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(switch)
    assert enabled is gc.isenabled()


def _entering() -> Any:
    with paused():
        pass


def _interrupted(call: Any, at: int) -> bool:
    """Raise KeyboardInterrupt before the given line of `paused`, counted as it runs; whether there was such a line."""
    code = _collection.paused.__wrapped__.__code__  # type: ignore[attr-defined]
    seen = 0

    def trace(frame: Any, what: str, _: Any) -> Any:
        nonlocal seen
        if frame.f_code is not code:
            return None if what == "call" else trace
        if what == "line":
            seen += 1
            if seen == at:
                raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False


@pytest.mark.parametrize("at", range(1, 8))
def test_an_interrupt_on_the_way_in_leaves_nothing_behind(enabled: bool, at: int) -> None:
    """Ctrl-C may come before any line until the pause is there."""
    assert _interrupted(_entering, at)
    assert enabled is gc.isenabled()
    assert _collection._depth == 0
    assert not _collection._LOCK.locked()
    with paused():
        assert not gc.isenabled()


@pytest.mark.parametrize("name", ["isenabled", "disable"])
def test_an_interrupt_when_the_collector_was_just_asked_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, enabled: bool, name: str
) -> None:
    """Python looks for interrupts when a call has come back: it has done its work by then."""

    def interrupted() -> None:
        getattr(gc, name)()
        raise KeyboardInterrupt

    own = SimpleNamespace(
        **{"isenabled": gc.isenabled, "disable": gc.disable, "enable": gc.enable} | {name: interrupted}
    )
    monkeypatch.setattr(_collection, "gc", own)
    with pytest.raises(KeyboardInterrupt):
        _entering()
    assert enabled is gc.isenabled()
    assert _collection._depth == 0
    assert not _collection._LOCK.locked()


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_reading_and_writing_leave_the_collector_as_it_was(enabled: bool, small: ce.Dataset, format_: Any) -> None:
    """Also where something is refused."""
    text = ce.dumps(small, format=format_)
    assert enabled is gc.isenabled()
    assert small == ce.loads(text)
    assert enabled is gc.isenabled()
    for wrong in ("{", text[:-20], text.replace('"id"', '"ID"'), text.replace("conflictevents", "x")):
        with pytest.raises((ce.InvalidRecordError, ce.UnreadableInputError)):
            ce.loads(wrong, format=format_)
        assert enabled is gc.isenabled()


def test_an_input_that_fails_midway_leaves_the_collector_as_it_was(enabled: bool) -> None:
    """As a disk does that is pulled out, or Ctrl-C while waiting for input."""

    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002 - as of any file
            raise error

        readline = read  # type: ignore[assignment]

        def __next__(self) -> bytes:
            raise error

    for error in (OSError("gone"), KeyboardInterrupt()):
        for read in (ce.load, lambda source: list(ce.scan(source))):
            with pytest.raises(type(error)):
                read(Failing())
            assert enabled is gc.isenabled()


def test_a_scan_that_is_given_up_leaves_the_collector_as_it_was(enabled: bool) -> None:
    """Closed, dropped, or ended by an exception of the caller."""
    data = lines(3000)
    scanning = ce.scan(data)
    next(scanning)
    assert enabled is gc.isenabled()
    scanning.close()
    assert enabled is gc.isenabled()
    scanning = ce.scan(data)
    next(scanning)
    del scanning
    assert enabled is gc.isenabled()
    scanning = ce.scan(data)
    with pytest.raises(KeyboardInterrupt):
        scanning.throw(KeyboardInterrupt)


def test_the_caller_of_a_scan_never_runs_in_the_pause(enabled: bool) -> None:
    """Between two records the collector is the caller's, who may keep cycles of their own."""
    states = {gc.isenabled() for _ in ce.scan(lines(2500))}
    assert {enabled} == states


def test_a_change_by_the_caller_between_two_records_is_kept(enabled: bool) -> None:
    """A caller who switches the collector while scanning finds it so."""
    scanning = ce.scan(lines(2500))
    next(scanning)
    (gc.disable if enabled else gc.enable)()
    for _ in scanning:
        assert enabled is not gc.isenabled()
    (gc.enable if enabled else gc.disable)()
