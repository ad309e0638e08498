"""What an input has had so far, by its id, however much that is: most of it on disk, and little in memory."""

from __future__ import annotations

import pickle
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final, Generic, TypeVar

__all__ = ["OnDisk"]

_Value = TypeVar("_Value")

_MOST: Final = 2**15
_BITS: Final = 2**26
"""Eight megabytes; of a hundred texts that are new the file is asked for two after a million, and for fourteen after
ten million."""


class OnDisk(Generic[_Value]):
    """Values by text, of which memory holds a bounded number, and a file the rest.

    The file has no name, so nothing of it is left behind when the process ends, however that is. On a Python without
    SQLite everything stays in memory.
    """

    def __init__(self, most: int | None = None) -> None:
        """Make an empty one.

        Args:
            most: How many values memory holds of those that are new, and of those found again; 32,768 if not given.
        """
        self._most: float = _MOST if most is None else most
        self._recent: dict[str, _Value] = {}
        """What is not in the file yet."""
        self._found: dict[str, _Value] = {}
        """What was lately found there."""
        self._file: _File | None = None

    def get(self, key: str) -> _Value | None:
        """The value of a text; None where there is none.

        Raises:
            OSError: If the file cannot be read.
        """
        value = self._recent.get(key)
        if value is None and self._file is not None:
            value = self._found.get(key)
            packed = self._file.find(key) if value is None else None
            if packed is not None:
                if len(self._found) >= self._most:
                    self._found.clear()
                self._found[key] = value = pickle.loads(packed)  # noqa: S301 - this process wrote it, in a nameless file
        return value

    def __setitem__(self, key: str, value: _Value) -> None:
        """Give a text a value, which must not be None.

        Raises:
            OSError: If the file cannot be written.
        """
        self._recent[key] = value
        self._found.pop(key, None)
        if len(self._recent) > self._most:
            self._move()

    def _move(self) -> None:
        if self._file is None:
            try:
                self._file = _File()
            except ImportError:
                self._most = float("inf")
                return
        # In the order of the keys, so that neighbours come into the same pages.
        self._file.add((key, pickle.dumps(self._recent[key])) for key in sorted(self._recent))
        self._recent.clear()


class _File:
    """A table of SQLite in a file without a name, in the folder for temporary files."""

    def __init__(self) -> None:
        import sqlite3  # noqa: PLC0415 - a Python may be without it, and small inputs do not need it

        self._error = sqlite3.Error
        with self._told():
            # A generator may be continued in another thread than the one that began it, though never in two at once.
            file = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            weakref.finalize(self, file.close)
            for statement in _SETTINGS:
                file.execute(statement)
        self._run = file
        self._maybe = bytearray(_BITS // 8)

    def find(self, key: str) -> bytes | None:
        # Most texts are new, and a bit that is not set tells so without asking the file.
        bit = hash(key) % _BITS
        if not self._maybe[bit >> 3] >> (bit & 7) & 1:
            return None
        with self._told():
            row = self._run.execute("SELECT value FROM kept WHERE key = ?", (_bytes(key),)).fetchone()
        return None if row is None else row[0]

    def add(self, rows: Iterable[tuple[str, bytes]]) -> None:
        with self._told():
            self._run.execute("BEGIN")
            self._run.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", map(self._marked, rows))
            self._run.execute("COMMIT")

    def _marked(self, row: tuple[str, bytes]) -> tuple[bytes, bytes]:
        key, value = row
        bit = hash(key) % _BITS
        self._maybe[bit >> 3] |= 1 << (bit & 7)
        return _bytes(key), value

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except self._error as error:
            message = f"the ids that were read do not go into the folder for temporary files: {error}"
            raise OSError(message) from None


def _bytes(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")


_SETTINGS: Final = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA temp_store = FILE",
    "PRAGMA cache_size = -4096",  # kilobytes
    "CREATE TABLE kept (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
)
