"""Opening an input: from whatever it is stored as to text, with what that took said and not done in silence."""

from __future__ import annotations

import codecs
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import IO, Final, NamedTuple, Self, TypeAlias

from .._json import unreadable
from .._problems import Severity
from ._decompress import Limits, opened
from ._results import Log

__all__ = ["Input", "Openable", "is_json", "open_input"]

Openable: TypeAlias = str | os.PathLike[str] | bytes | IO[bytes]
"""A path, "-" for standard input, the bytes of a file, or a file object of bytes."""

_HEAD: Final = 65_536
_CHUNK: Final = 2**18
_IN_MEMORY: Final = 32 * 2**20
"""What can be read only once is kept in memory up to this size, and beyond it in a temporary file."""


def open_input(
    source: Openable,
    log: Log,
    *,
    member: str | None = None,
    name: str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
) -> Input:
    """Open an input for reading as text, as often as it is wanted.

    It may be compressed with gzip, zip or Zstandard, which its first bytes tell. Without an encoding given it is UTF-8
    if all of it is (with or without a byte order mark), UTF-16 if it has that mark, otherwise Windows-1252; anything
    but UTF-8 is told as a problem. That takes a pass over the whole input.

    Args:
        source: The input.
        log: Takes the problems.
        member: Which file of a zip archive to read; needed where there are several.
        name: What to call it, where the source has no name.
        encoding: Its encoding, as Python calls it.
        limits: How much a compressed input may grow.

    Raises:
        OSError: If it cannot be opened or read.
        UnreadableInputError: If it cannot be unpacked, or is not text.
        LookupError: If the encoding is not known.
    """
    store = _store(source)
    store = store if name is None else store._replace(name=name)
    given = Input(store, log, member, limits or Limits())
    try:
        given.look(encoding)
    except BaseException:
        given.close()
        raise
    return given


def is_json(text: str) -> bool:
    """Whether a text begins as an object or a list of JSON does."""
    return text.lstrip("\ufeff \r\n\t").startswith(("{", "["))


class Input:
    """An input that is open; `open_input` makes it.

    Attributes:
        name: What to call it in messages: its path, or "standard input".
        file_name: The name of the file without its folder; of what is in an archive, where there is one.
        log: Takes the problems.
        encoding: The encoding in which it is read, as Python calls it.
        head: Up to 65,536 characters from its start.
        head_is_whole: Whether these are all of it.
        cut_short: Whether it ended before it was complete, as far as has been found out.
    """

    def __init__(self, store: _Store, log: Log, member: str | None, limits: Limits) -> None:
        self.name: str = store.name
        self.log: Log = log
        self.file_name: str = "" if store.name in _NAMELESS else PurePath(store.name).name
        self.encoding: str = "utf-8"
        self.head: str = ""
        self.head_is_whole: bool = True
        self.cut_short: bool = False
        self._store, self._member, self._limits = store, member, limits

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of what was kept to read it again."""
        if self._store.temporary is not None:
            with suppress(FileNotFoundError):
                self._store.temporary.unlink()

    @property
    def is_json(self) -> bool:
        """Whether it begins as an object or a list of JSON does."""
        return is_json(self.head)

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, unpacked, in pieces from the start."""
        with self._unpacked() as file:
            try:
                while piece := file.read(_CHUNK):
                    yield piece
            except EOFError:
                self._end_early()

    def lines(self) -> Iterator[str]:
        """Its lines from the start, with their ends as they are; of a damaged input, those that are whole."""
        with self._text() as text:
            for line in text:
                if not line.endswith(("\n", "\r")):
                    text.read(1)  # raises where there should be more
                yield line
            text.read(1)

    def characters(self) -> Iterator[str]:
        """Its text from the start, in pieces of any length; of a damaged input, as far as it goes."""
        with self._text() as text:
            while piece := text.read(_HEAD):
                yield piece
            text.read(1)

    def text(self) -> str:
        """All of its text."""
        return "".join(self.characters())

    def look(self, encoding: str | None) -> None:
        """Find out the encoding, unless it is given, and read the start."""
        self.encoding = self._encoding() if encoding is None else codecs.lookup(encoding).name
        with self._text() as text:
            self.head = text.read(_HEAD)
            self.head_is_whole = not text.read(1)

    def _encoding(self) -> str:
        decoder = codecs.getincrementaldecoder("utf-8")()
        lines, start = 1, b""
        bad: UnicodeDecodeError | None = None
        for piece in self.pieces():
            if not start:
                start = piece[:4096]
                if start.startswith((b"\xff\xfe", b"\xfe\xff")):
                    self.log.problem("IO121", "expected UTF-8, got UTF-16; it is read as that", line=1)
                    if sum(map(len, self.pieces())) % 2:
                        self._end_early()
                    return "utf-16"
                if start.count(0) * 4 > len(start):
                    raise unreadable("IO105", "it is no text: many of its bytes are 0 (UTF-16 needs a mark)", self.name)
            if bad is None:
                try:
                    decoder.decode(piece)
                except UnicodeDecodeError as error:
                    bad, lines = error, lines + piece.count(b"\n", 0, error.start)
                else:
                    lines += piece.count(b"\n")
        if bad is None:
            try:
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:  # all of it is UTF-8 but the last character, which is not whole
                self._end_early()
            return "utf-8-sig" if start.startswith(b"\xef\xbb\xbf") else "utf-8"
        byte = bad.object[bad.start]
        message = f"expected UTF-8, got the byte 0x{byte:02x}; it is read as Windows-1252, where letters may be others"
        self.log.problem("IO121", message, line=lines)
        return "cp1252"

    @contextmanager
    def _text(self) -> Iterator[IO[str]]:
        """Its text as a file; where it ends too early, what is done with that ends there."""
        errors = _C1 if self.encoding == "cp1252" else "replace" if self.cut_short else "strict"
        with self._unpacked() as file, io.TextIOWrapper(file, self.encoding, errors, newline="") as text:
            try:
                yield text
            except EOFError:
                self._end_early()
            except UnicodeDecodeError as error:
                raise self._not_in_encoding(error) from None

    @contextmanager
    def _unpacked(self) -> Iterator[IO[bytes]]:
        file, inner = opened(self._store.open, self.name, self._member, self._limits)
        if inner is not None:
            self.file_name = inner.rpartition("/")[2]
        with file:
            yield file

    def _end_early(self) -> None:
        if not self.cut_short:
            message = "expected more: the input is damaged or cut short; what came before is read"
            self.log.problem("IO105", message, severity=Severity.ERROR)
        self.cut_short = True

    def _not_in_encoding(self, error: UnicodeDecodeError) -> Exception:
        return unreadable("IO105", f"it is not {error.encoding}: {error.reason}", self.name)


# --- Windows-1252 ----------------------------------------------------------------------------------------------------

_C1: Final = "conflictevents.c1"


def _as_c1(error: UnicodeError) -> tuple[str, int]:
    """Five bytes have no character in Windows-1252; each becomes the control character of its number, as on the web."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(chr, error.object[error.start : error.end])), error.end


codecs.register_error(_C1, _as_c1)


# --- where the bytes are ---------------------------------------------------------------------------------------------

_NAMELESS: Final = ("standard input", "input")


class _Store(NamedTuple):
    """Where the bytes of an input are, so that they can be read again."""

    open: Callable[[], IO[bytes]]
    name: str
    temporary: Path | None = None


def _store(source: Openable) -> _Store:
    if isinstance(source, (bytes, bytearray, memoryview)):
        data = bytes(source)
        return _Store(lambda: io.BytesIO(data), "input")
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        if os.fspath(source) == "-":
            return _kept(sys.stdin.buffer, "standard input")
        if path.is_file():
            return _Store(lambda: path.open("rb"), os.fspath(source))
        with path.open("rb") as file:
            return _kept(file, os.fspath(source))
    return _kept(source, str(getattr(source, "name", "input")))


def _kept(file: IO[bytes], name: str) -> _Store:
    """Keep what can be read only once."""
    start: object = file.read(_IN_MEMORY)
    if not isinstance(start, bytes):
        raise TypeError("expected a file that is open for reading bytes, got one of text")
    if len(start) < _IN_MEMORY:
        rest = start + file.read()
        return _Store(lambda: io.BytesIO(rest), name)
    with tempfile.NamedTemporaryFile(delete=False) as copy:
        copy.write(start)
        shutil.copyfileobj(file, copy)
    path = Path(copy.name)
    return _Store(lambda: path.open("rb"), name, path)
