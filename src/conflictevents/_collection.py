"""Pausing Python's cyclic garbage collection while many objects are made.

A growing heap of records is gone through again and again by the collector, which finds nothing there: records hold no
cycles. That costs several times as much as reading them. So it is paused while a batch is read, and only then.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["paused"]

_LOCK = threading.Lock()
_depth = 0
_was_enabled = False


@contextmanager
def paused() -> Iterator[None]:
    """Pause the collector; when the last of all threads and nested uses leaves, it is as the first one found it."""
    global _depth, _was_enabled  # noqa: PLW0603 - the collector is one for the whole process
    entered = False
    try:
        with _LOCK:
            if _depth == 0:
                _was_enabled = gc.isenabled()
            # Counted before it is done, and noted in the same breath, so that an interrupt leaves nothing behind.
            entered, _depth = True, _depth + 1
            gc.disable()
        yield
    finally:
        if entered:
            with _LOCK:
                _depth -= 1
                if _depth == 0 and _was_enabled:
                    gc.enable()
