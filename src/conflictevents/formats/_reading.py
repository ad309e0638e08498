"""Reading whatever format an input is of, and writing a dataset in one."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from .._dataset import RECORD_LISTS, Dataset
from .._io import write_atomically
from .._json import unreadable
from .._problems import Problem
from .._record import Record
from ._decompress import Limits
from ._input import Input, Openable, open_input
from ._registry import Format, Sample, find, names, sniff
from ._results import Log, Losses, LossReport, ReadResult, RejectedRow

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
        lists: dict[str, list[Record]] = {each: [] for each in RECORD_LISTS}
        base = Dataset()
        for number, record in enumerate(known.records(given, log, options, one_by_one=False), start=1):
            if isinstance(record, Dataset):
                base = record
                for each in RECORD_LISTS:
                    lists[each] += getattr(record, each)
            else:
                lists[_list_of(record)].append(record)
            if progress is not None and number % 1000 == 0:
                progress(number)
        together: Mapping[str, Any] = {each: tuple(records) for each, records in lists.items()}
        return ReadResult(
            dataset=attrs.evolve(base, **together),
            problems=log.problems,
            rejected=tuple(log.rejected),
            format=known.name,
            encoding=given.encoding,
            rows=log.rows,
        )


class Scan(Iterator[Record]):
    """The records of an input one by one; what is wrong with it is told as they come.

    Attributes:
        format: The name of the format.
        encoding: The encoding of the input, as Python calls it.
    """

    def __init__(self, given: Input, known: Format, log: Log, options: Mapping[str, Any]) -> None:
        self.format: str = known.name
        self.encoding: str = given.encoding
        self._log = log
        self._records = self._of(given, known, options)

    def __next__(self) -> Record:
        return next(self._records)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What has been found wrong so far."""
        return self._log.problems

    @property
    def rejected(self) -> tuple[RejectedRow, ...]:
        """The rows so far that could not be made records; the first thousand."""
        return tuple(self._log.rejected)

    def _of(self, given: Input, known: Format, options: Mapping[str, Any]) -> Iterator[Record]:
        with given:
            for record in known.records(given, self._log, options, one_by_one=True):
                if isinstance(record, Dataset):
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
    **options: Any,
) -> Scan:
    """Read the records of an input of any format one by one, however large it is; only ids are kept.

    What a record names comes before it. The arguments are those of `read`, and so is what is raised.
    """
    log = Log()
    given = open_input(source, log, member=member, name=name, encoding=encoding, limits=limits)
    try:
        return Scan(given, _format_of(given, format), log, options)
    except BaseException:
        given.close()
        raise


def _format_of(given: Input, name: str | None) -> Format:
    if name is not None:
        return find(name)
    if given.cut_short and not given.head:
        raise unreadable("IO105", "it is damaged, or cut short before anything of it could be read", given.name)
    return sniff(Sample(text=given.head, name=given.file_name, whole=given.head_is_whole), given.name)


def _list_of(record: Record) -> str:
    for name, cls in RECORD_LISTS.items():
        if isinstance(record, cls):
            return name
    raise TypeError(
        f"expected a reader to give sources, actors, places, events, reports, statements, got {record!r:.80}"
    )


def write(
    dataset: Dataset,
    target: str | os.PathLike[str],
    format: str | None = None,  # noqa: A002
    **options: Any,
) -> LossReport:
    """Write a dataset in a format, and say what that could not hold.

    The file is replaced in one step, and is packed with gzip where its name ends in `.gz`. The same dataset always
    gives the same bytes, in UTF-8.

    Args:
        dataset: The dataset.
        target: A path, or `-` for standard output.
        format: The name of the format; by the ending of the path if not given.
        options: What the format takes besides.

    Raises:
        ValueError: If there is no format of that name, it cannot be written, or several have that ending.
        TypeError: If the format takes no such option.
        OSError: If the file cannot be written.
    """
    path, losses = os.fspath(target), Losses()
    known = format_for(path) if format is None else find(format)
    data = "".join(known.pieces(dataset, losses, options)).encode()
    # The time of packing would make other bytes of the same dataset.
    write_atomically(path, gzip.compress(data, mtime=0) if path.lower().endswith(".gz") else data)
    return losses.report()


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
