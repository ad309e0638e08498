"""Reading whatever format an input is of, and writing a dataset in one."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, Final

from .._dataset import RECORD_LISTS, Dataset
from .._io import write_atomically
from .._json import unreadable
from .._problems import Problem
from .._record import Record
from ._decompress import Limits
from ._input import Input, Openable, open_input
from ._registry import Format, Sample, find, names, sniff
from ._results import Log, Losses, LossReport, ReadResult, RejectedRow
from ._together import together, without_records

__all__ = ["Scan", "read", "scan", "write"]


def read(
    source: Openable,
    format: str | None = None,  # noqa: A002 - the word that users know
    *,
    member: str | None = None,
    name: str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
    progress: Callable[[int], object] | None = None,
    **options: Any,
) -> ReadResult:
    """Read an input of any format.

    A row that its publisher released is never rejected for being implausible. What is wrong with an input is told in
    the result, with the line; only an input that is not of the format at all is refused.

    Args:
        source: A path, `-` for standard input, the bytes of a file, or a file object of bytes.
        format: The name of its format; found out from its start if not given.
        member: Which file of a zip archive to read; needed where there are several.
        name: What to call it, where the source has no name; some formats tell their release by it.
        encoding: Its encoding; found out if not given.
        limits: How much a compressed input may grow.
        progress: Called now and then with the number of records so far.
        options: What the format takes besides.

    Raises:
        OSError: If it cannot be opened or read.
        UnreadableInputError: If it is of no known format, looks like several, or is not of the format at all.
        InvalidRecordError: If it is a dataset of this library with something wrong in it.
        ValueError: If there is no format of that name, or it cannot be read.
        TypeError: If the format takes no such option.
    """
    log = Log()
    with open_input(source, log, member=member, name=name, encoding=encoding, limits=limits) as given:
        known = _format_of(given, format)
        records = known.records(given, log, options, one_by_one=False)
        return ReadResult(
            dataset=together(records if progress is None else _counted(records, progress)),
            problems=log.problems,
            rejected=tuple(log.rejected),
            format=known.name,
            encoding=given.encoding,
            rows=log.rows,
        )


def _counted(records: Iterable[Record], progress: Callable[[int], object]) -> Iterator[Record]:
    for number, record in enumerate(records, start=1):
        yield record
        if number % 1000 == 0:
            progress(number)


class Scan(Iterator[Record]):
    """The records of an input one by one; what is wrong with it is told as they come.

    Attributes:
        format: The name of the format.
        encoding: The encoding of the input, as Python calls it.
    """

    def __init__(
        self,
        given: Input,
        known: Format,
        log: Log,
        options: Mapping[str, Any],
        *,
        grouped: bool = False,
        progress: Callable[[int], object] | None = None,
    ) -> None:
        self.format: str = known.name
        self.encoding: str = given.encoding
        self._log = log
        self._head, self._has_looked = Dataset(), False
        self._records = self._of(given, known.records(given, log, options, one_by_one=not grouped))
        if progress is not None:
            self._records = _counted(self._records, progress)

    def __next__(self) -> Record:
        return next(self._records)

    @property
    def head(self) -> Dataset:
        """The title, licence and description of what is read, as a dataset without records."""
        if not self._has_looked:
            self._has_looked = True
            # Where a format says these, it does so before its first record.
            self._records = chain(list(islice(self._records, 1)), self._records)
        return self._head

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What has been found wrong so far."""
        return self._log.problems

    @property
    def rejected(self) -> tuple[RejectedRow, ...]:
        """The rows so far that could not be made records; the first thousand."""
        return tuple(self._log.rejected)

    def _of(self, given: Input, records: Iterable[Record]) -> Iterator[Record]:
        with given:
            for record in records:
                if isinstance(record, Dataset):
                    self._head = without_records(record)
                    for name in RECORD_LISTS:
                        yield from getattr(record, name)
                else:
                    yield record


def scan(
    source: Openable,
    format: str | None = None,  # noqa: A002
    *,
    member: str | None = None,
    name: str | None = None,
    encoding: str | None = None,
    limits: Limits | None = None,
    progress: Callable[[int], object] | None = None,
    grouped: bool = False,
    **options: Any,
) -> Scan:
    """Read the records of an input of any format one by one, however large it is.

    What a record names comes before it. Memory stays small: ids go to disk when they are many. The exceptions are
    `json` and `csv-claims`, which are read whole, and `jsonl`, whose ids are held. The further arguments are those of
    `read`, and so is what is raised.

    Args:
        source: As for `read`.
        format: As for `read`.
        member: As for `read`.
        name: As for `read`.
        encoding: As for `read`.
        limits: As for `read`.
        progress: As for `read`.
        grouped: Whether the rows of one event shall become one however far apart they stand, as they do in `read`; of
            ACLED and of GDELT's mentions, rows then wait in memory for the others of their event.
        options: As for `read`.
    """
    log = Log()
    given = open_input(source, log, member=member, name=name, encoding=encoding, limits=limits)
    try:
        return Scan(given, _format_of(given, format), log, options, grouped=grouped, progress=progress)
    except BaseException:
        given.close()
        raise


def _format_of(given: Input, name: str | None) -> Format:
    if name is not None:
        return find(name)
    if given.cut_short and not given.head:
        raise unreadable("IO105", "it is damaged, or cut short before anything of it could be read", given.name)
    return sniff(Sample(text=given.head, name=given.file_name, whole=given.head_is_whole), given.name)


def write(
    dataset: Dataset | Iterable[Record],
    target: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002
    **options: Any,
) -> LossReport:
    """Write a dataset in a format, and say what that could not hold.

    The file is replaced in one step, and is packed with gzip where its name ends in `.gz`. The same dataset always
    gives the same bytes, in UTF-8.

    Records that come one by one, such as those of a `scan`, go to JSON Lines as they come, so that memory holds few of
    them, and in the order in which they come; for another format they are gathered first.

    Args:
        dataset: The dataset; or its records, of which the first may be a dataset with the title, licence and
            description (the `head` of a scan; a scan itself needs none).
        target: A path, or `-` for standard output.
        format: The name of the format; by the ending of the path if not given.
        options: What the format takes besides.

    Raises:
        ValueError: If there is no format of that name, it cannot be written, or several have that ending; or if a
            dataset with a title comes after other records that are written as they come.
        TypeError: If the format takes no such option, or something given is no record.
        InvalidRecordError: If records that are written as they come have an id twice, or name what is not among them.
        OSError: If the file cannot be written.
    """
    path, losses = os.fspath(target), Losses()
    known = format_for(path) if format is None else find(format)
    if isinstance(dataset, Dataset) or known.stream is None:
        whole = dataset if isinstance(dataset, Dataset) else together(_with_head(dataset))
        # All of it is made before anything is written.
        pieces: Iterable[str] = ["".join(known.pieces(whole, losses, options))]
    else:
        pieces = known.pieces_of(_with_head(dataset), losses, options)
    data = _bytes(pieces)
    write_atomically(path, _packed(data) if path.lower().endswith(".gz") else data)
    return losses.report()


def _with_head(records: Iterable[Record]) -> Iterable[Record]:
    return chain([records.head], records) if isinstance(records, Scan) else records


def _bytes(pieces: Iterable[str]) -> Iterator[bytes]:
    """Text in UTF-8, in pieces that are not small."""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield "".join(waiting).encode()
            waiting.clear()
            size = 0
    yield "".join(waiting).encode()


_PIECE: Final = 2**18


def _packed(data: Iterable[bytes]) -> Iterator[bytes]:
    """The same in gzip, without the time of packing, which would make other bytes of the same dataset."""
    packing = zlib.compressobj(level=9, wbits=zlib.MAX_WBITS | 16)
    for piece in data:
        yield packing.compress(piece)
    yield packing.flush()


def format_for(path: str) -> Format:
    """The format that the ending of a path stands for; of two endings the longer one tells (`.hxl.csv`, not `.csv`)."""
    plain = path.lower().removesuffix(".gz")
    fitting = {
        name: max((len(ending) for ending in find(name).endings if plain.endswith(ending)), default=0)
        for name in names()
        if find(name).writes
    }
    longest = max(fitting.values(), default=0)
    ending = [find(name) for name, length in fitting.items() if 0 < length == longest]
    if len(ending) == 1:
        return ending[0]
    if ending:
        raise ValueError(f"{path} may be {' or '.join(each.name for each in ending)}; give the format")
    writable = ", ".join(name for name in names() if find(name).writes)
    raise ValueError(f"no format is known by the ending of {path}; give one of {writable}")
