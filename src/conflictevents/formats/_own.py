"""The formats of this library itself: one JSON document, and JSON Lines."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any, Final

from .._dataset import Dataset
from .._io import FileFormat, dumps, loads
from .._io import scan as scan_lines
from .._positions import located_in_lines
from .._record import Record
from ..exceptions import InvalidRecordError, UnreadableInputError
from ._input import Input
from ._registry import Format, Sample
from ._results import Log, Losses
from ._stream import streamed

__all__ = ["JSON", "JSON_LINES"]

_HEADER: Final = re.compile(r'\s*\{\s*"format"\s*:\s*"conflictevents/')


def _is_header(sample: Sample) -> bool:
    return _HEADER.match(sample.text.removeprefix("\ufeff")) is not None


def _is_lines(sample: Sample) -> bool:
    return _is_header(sample) and len(lines := _filled(sample)) > 1 and lines[0].endswith("}")


def _is_document(sample: Sample) -> bool:
    return _is_header(sample) and not _is_lines(sample)


def _filled(sample: Sample) -> list[str]:
    return [line for line in map(str.strip, sample.text.splitlines()) if line][:2]


def _read(format_: FileFormat, given: Input, log: Log) -> Iterator[Dataset]:  # noqa: ARG001 - it raises what is wrong
    yield loads(_bytes(given), format=format_)


def _scan(given: Input, log: Log) -> Iterator[Record]:  # noqa: ARG001
    try:
        with suppress(UnreadableInputError, InvalidRecordError):  # which is told with the records
            yield loads(next((line for line in _Stream(given) if line.strip()), b""), format="jsonl")
        yield from scan_lines(_Stream(given))
    except InvalidRecordError as error:
        lines = (line.decode("utf-8", "replace") for line in _Stream(given))
        raise InvalidRecordError(located_in_lines(error.problems, lines), error.what) from None


class _Stream(io.BufferedReader):
    """The bytes of an input as a file, of which a piece at a time is in memory."""

    def __init__(self, given: Input) -> None:
        super().__init__(_Pieces(given))


class _Pieces(io.RawIOBase):
    def __init__(self, given: Input) -> None:
        super().__init__()
        self.name = given.name
        self._pieces = given.pieces()
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._rest = self._rest or memoryview(next(self._pieces, b""))
        number = min(len(buffer), len(self._rest))
        buffer[:number], self._rest = self._rest[:number], self._rest[number:]
        return number


def _bytes(given: Input) -> bytes:
    return b"".join(given.pieces())


def _write(format_: FileFormat, dataset: Dataset, losses: Losses) -> Iterator[str]:  # noqa: ARG001
    yield dumps(dataset, format=format_)


_HOLDS: Final = "Everything."

JSON: Final = Format(
    name="json",
    title="conflictevents JSON",
    description="A dataset of this library as one JSON document.",
    holds=_HOLDS,
    endings=(".json",),
    sniff=_is_document,
    read=partial(_read, "json"),
    write=partial(_write, "json"),
)

JSON_LINES: Final = Format(
    name="jsonl",
    title="conflictevents JSON Lines",
    description="A dataset of this library with a header and one tagged record on each line, for large ones.",
    holds=_HOLDS,
    endings=(".jsonl", ".ndjson"),
    sniff=_is_lines,
    read=partial(_read, "jsonl"),
    write=partial(_write, "jsonl"),
    scan=_scan,
    stream=streamed,
)
