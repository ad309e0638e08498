"""Opening compressed files, with limits against those that are made to fill the memory or the disk."""

from __future__ import annotations

import contextlib
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from importlib import import_module
from typing import IO, Any, Final

import attrs

from .._json import unreadable
from .._problems import shown

__all__ = ["Limits", "opened"]

_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ZSTANDARD: Final = b"\x28\xb5\x2f\xfd"
_HARMLESS: Final = 64 * 2**20
"""So many bytes are taken at any ratio: a table of one value repeated packs well."""

_DAMAGED: Final = (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile)


@attrs.frozen(kw_only=True)
class Limits:
    """How much a compressed input may grow.

    Attributes:
        size: The most bytes that may come out of it.
        ratio: The most bytes for each byte that went in, once more than 64 MiB have come out.
    """

    size: int = 16 * 2**30
    ratio: int = 250


def opened(
    open_raw: Callable[[], IO[bytes]], name: str, member: str | None, limits: Limits
) -> tuple[IO[bytes], str | None]:
    """Open an input, and what is compressed in it, told by its first bytes and not by its name.

    Args:
        open_raw: Opens the input at its start; the file can be sought.
        name: What to call it in messages.
        member: Which file of an archive to read; needed where there are several.
        limits: How much may come out of it.

    Returns:
        The file, and the name of the member of an archive. Where it is damaged or ends too early, reading from it
        raises `EOFError`, once all that came before has been given.

    Raises:
        UnreadableInputError: If it is an archive of several files and none is named, is encrypted, or needs a library
            that is not installed.
    """
    raw = open_raw()
    start = raw.read(4)
    raw.seek(0)
    if start.startswith(_ZIP):
        return _member(raw, name, member, limits)
    if member is not None:
        raw.close()
        raise unreadable("IO105", f"it is no zip archive, so there is no {shown(member)} in it", name)
    if start.startswith(_GZIP):
        return io.BufferedReader(_Limited(gzip.GzipFile(fileobj=raw), raw, name, limits)), None
    if start.startswith(_ZSTANDARD):
        zstd = _zstandard(raw, name)
        return io.BufferedReader(_Limited(zstd.ZstdFile(raw), raw, name, limits, damage=(zstd.ZstdError,))), None
    return raw, None


def _member(raw: IO[bytes], name: str, member: str | None, limits: Limits) -> tuple[IO[bytes], str]:
    try:
        archive = zipfile.ZipFile(raw)
    except zipfile.BadZipFile:
        raw.close()
        raise unreadable("IO105", "it is a damaged zip archive, or one that is cut short", name) from None
    listing = [each for each in archive.infolist() if not each.is_dir() and not _is_clutter(each.filename)]
    files = {each.filename: each for each in listing}
    chosen = next(iter(files), None) if member is None and len(files) == 1 else member
    if not files or len(listing) > len(files):
        raw.close()
        reason = "several files of one name" if files else "no file"
        raise unreadable("IO105", f"it is an archive with {reason} in it", name)
    if chosen not in files:
        raw.close()
        listed = ", ".join(list(files)[:20]) + (" …" if len(files) > 20 else "")
        got = f"there is no {shown(member)} in it" if member is not None else f"it is an archive of {len(files)} files"
        raise unreadable("IO105", f"{got}; name one of its members: {listed}", name)
    if files[chosen].flag_bits & 1:
        raw.close()
        raise unreadable("IO105", f"{shown(chosen)} is encrypted", name)
    try:
        file = archive.open(files[chosen])
    except (NotImplementedError, zipfile.BadZipFile) as error:
        raw.close()
        raise unreadable("IO105", f"{shown(chosen)} cannot be unpacked: {error}", name) from None
    return io.BufferedReader(_Limited(file, raw, name, limits, packed=files[chosen].compress_size)), chosen


def _is_clutter(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2] in (".DS_Store", "Thumbs.db")


def _zstandard(raw: IO[bytes], name: str) -> Any:
    for module in ("compression.zstd", "backports.zstd"):
        with contextlib.suppress(ModuleNotFoundError):
            return import_module(module)
    raw.close()
    raise unreadable("IO105", "it is compressed with Zstandard, which needs Python 3.14 or backports.zstd", name)


class _Limited(io.RawIOBase):
    """What comes out of a compressed file, as far as it is not too much."""

    def __init__(
        self,
        file: Any,
        raw: IO[bytes],
        name: str,
        limits: Limits,
        *,
        packed: int | None = None,
        damage: tuple[type[Exception], ...] = (),
    ) -> None:
        super().__init__()
        self._damage: tuple[type[Exception], ...] = (*_DAMAGED, *damage)
        self._file, self._raw, self._name, self._limits, self._packed = file, raw, name, limits, packed
        self._out = 0
        self._end: EOFError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._end is not None:
            raise self._end
        try:
            data = self._file.read1(len(buffer))
        except self._damage as error:
            # Whoever reads more than one piece at once would lose the pieces before: they get an end first.
            self._end = EOFError(str(error))
            return 0
        buffer[: len(data)] = data
        self._out += len(data)
        if self._out > self._limits.size:
            raise unreadable("IO105", f"more than {self._limits.size:,} bytes come out of it, the limit", self._name)
        if self._out > _HARMLESS:
            packed = self._raw.tell() if self._packed is None else self._packed
            if self._out > self._limits.ratio * max(packed, 1):
                message = f"more than {self._limits.ratio:,} bytes come out of each byte of it, the limit"
                raise unreadable("IO105", message, self._name)
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
            self._raw.close()
        super().close()
