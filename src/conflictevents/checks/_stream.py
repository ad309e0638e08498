"""Checking JSON Lines record by record, however large the file is.

The lines are gone through once for what is wrong with the file, its ids and references, and then in batches. With the
records of a batch those are read that they name, found by where their lines start. So what looks at one record sees
what it would see in the whole dataset; what looks at all records cannot be told.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, Any, Final, NamedTuple, cast

import attrs

from .._dataset import RECORD_LISTS, Dataset
from .._io import Kinds, Readable, loads, scan
from .._json import unreadable
from .._positions import located_in_lines
from .._problems import Problem
from .._references import Names
from .._views import Standing
from ..exceptions import InvalidRecordError
from ._engine import Check, Subject
from ._report import Report
from ._run import run, texts_missing
from ._waiving import Waived

__all__ = ["checked_stream"]

_BATCH: Final = 1000
_CHUNK: Final = 2**16
_LISTS: Final = {list_name.removesuffix("s"): list_name for list_name in RECORD_LISTS}
_FOLLOWED: Final = frozenset({"sources", "actors", "places"})
"""The kinds of record whose own references are followed: what a source is based on, whom an actor belongs to."""


class _Line(NamedTuple):
    """A line with a record."""

    number: int
    data: bytes
    list_name: str
    id: str


def checked_stream(
    source: Readable,
    checks: Sequence[Check],
    texts: Mapping[str, str],
    *,
    kinds: Kinds,
    wanted: Callable[[str], bool],
    options: Mapping[str, Any],
) -> Report:
    """Run those of some checks on JSON Lines that look at no more than a record and what it names.

    Args:
        source: The JSON Lines.
        checks: The checks.
        texts: The texts of sources.
        kinds: A user's own kinds of event.
        wanted: Tells of a code whether it is wanted, for what is wrong with the file itself.
        options: More arguments for each run of the checks.

    Raises:
        OSError: If the input cannot be read.
        UnreadableInputError: If it is not JSON Lines of this format.
    """
    with _seekable(source) as file:
        return _Stream(file, tuple(kinds), texts).report(checks, wanted, options)


@contextlib.contextmanager
def _seekable(source: Readable) -> Iterator[IO[bytes]]:
    """The input as a file that can be read again; what cannot be is copied to a temporary one."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        yield io.BytesIO(bytes(source))
        return
    if isinstance(source, (str, os.PathLike)) and source != "-":
        with open(source, "rb") as file:  # noqa: PTH123 - as everywhere, a path stays what the user gave
            if file.seekable():
                yield file
                return
            with _copied(file) as copy:
                yield copy
        return
    given = sys.stdin.buffer if source == "-" else cast("IO[Any]", source)
    with _copied(given) as copy:
        yield copy


@contextlib.contextmanager
def _copied(file: IO[Any]) -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as copy:
        while chunk := file.read(_CHUNK):
            copy.write(chunk.encode("utf-8", "surrogatepass") if isinstance(chunk, str) else chunk)
        yield copy


class _Stream:
    """The lines of one input."""

    def __init__(self, file: IO[bytes], kinds: tuple[Any, ...], texts: Mapping[str, str]) -> None:
        self._file = file
        self._kinds = kinds
        self._texts = texts
        self._header = self._find_header()
        self._head = Dataset()
        with contextlib.suppress(InvalidRecordError):  # which the reader tells of with the rest
            self._head = loads(self._header)
        self._starts = {(line.list_name, line.id): start for start, line in self._lines()}

    def _find_header(self) -> bytes:
        self._file.seek(0)
        header = next((line for line in self._file if line.strip()), b"")
        plain: Any = None
        with contextlib.suppress(ValueError):
            plain = json.loads(header)
        if not isinstance(plain, dict) or RECORD_LISTS.keys() & plain.keys():
            message = "it is not JSON Lines, a header and then a record a line, which alone can be checked as a stream"
            raise unreadable("IO105", message if header else "it is empty", str(getattr(self._file, "name", "input")))
        return header.rstrip() + b"\n"

    def _lines(self) -> Iterator[tuple[int, _Line]]:
        """Each line that holds a record, and where it starts. What is wrong with other lines the reader says."""
        start, number, headed = 0, 0, False
        while some := self._some(start):
            for data in some:
                number += 1
                line = _tagged(data, number) if headed else None
                headed = headed or bool(data.strip())
                if line is not None:
                    yield start, line
                start += len(data)

    def _some(self, start: int) -> list[bytes]:
        """The next lines from a place on; between one call and the next, others are read elsewhere in the file."""
        self._file.seek(start)
        return list(islice(self._file, _BATCH))

    def report(self, checks: Sequence[Check], wanted: Callable[[str], bool], options: Mapping[str, Any]) -> Report:
        """Run checks batch by batch."""
        standing, without, refused = self._gone_through()
        problems: list[Problem] = [*options.get("before", ()), *(each for each in refused if wanted(each.code))]
        told: set[Problem] = set()
        waived: list[Waived] = []
        possible = [check for check in checks if not check.whole and check.function is not None]
        lines = (line for _, line in self._lines())
        while batch := list(islice(lines, _BATCH)):
            more = self._checked(batch, possible, standing, dict(options) | {"before": ()})
            # What is about no record, such as a check that fails, is the same in each batch.
            problems += (each for each in more.problems if each not in told)
            told.update(each for each in more.problems if each.line is None)
            waived += more.waived
        skipped = [_untold(checks)] if any(check.whole for check in checks) else []
        about_texts = [check.code for check in possible if check.scope == "source_text"]
        if about_texts and not self._texts:
            skipped.append(f"{', '.join(about_texts)} need the text of a source, and none was given")
        skipped += texts_missing(without) if self._texts else []
        return Report(problems=tuple(problems), skipped=tuple(skipped), waived=tuple(waived))

    def _gone_through(self) -> tuple[Standing, list[str], tuple[Problem, ...]]:
        """Which claims stand, which sources have no text, and what the reader refuses."""
        standing = Standing(Dataset())
        without: list[str] = []
        refused: tuple[Problem, ...] = ()
        self._file.seek(0)
        try:
            for record in scan(self._file, kinds=self._kinds):
                part = Dataset(**_lists([record]))
                standing.note(part)
                without += (each.id for each in part.sources if each.id not in self._texts)
        except InvalidRecordError as error:
            self._file.seek(0)
            lines = (line.decode("utf-8", "replace") for line in self._file)
            refused = located_in_lines(error.problems, lines)
        return standing, without, refused

    def _checked(
        self, batch: list[_Line], checks: Sequence[Check], standing: Standing, options: Mapping[str, Any]
    ) -> Report:
        """The report on the records of a batch, with the lines on which they stand."""
        own = self._read(line.data for line in batch)
        dataset = attrs.evolve(self._head, **_lists([*own, *self._named(own)]))
        found = run(checks, Subject(dataset, self._texts, standing), **options)
        every = _on_their_lines([*found.problems, *(each.problem for each in found.waived)], batch)
        here = every[: len(found.problems)]
        waived = zip(every[len(found.problems) :], found.waived, strict=True)
        return Report(
            problems=tuple(problem for problem in here if problem is not None),
            waived=tuple(
                Waived(problem=problem, waiver=each.waiver) for problem, each in waived if problem is not None
            ),
        )

    def _read(self, lines: Iterable[bytes]) -> list[Any]:
        """The records of some lines, those left out that the reader refuses."""
        records: list[Any] = []
        # It was told of when all lines were gone through.
        with contextlib.suppress(InvalidRecordError):
            records.extend(scan(self._header + b"".join(line.rstrip() + b"\n" for line in lines), kinds=self._kinds))
        return records

    def _named(self, own: list[Any]) -> list[Any]:
        """The records that those of a batch name, and those that sources, actors and places among these name."""
        known = {(_list_of(record), record.id) for record in own}
        found: list[Any] = []
        pending = own
        while pending:
            names = Names.empty()
            for record in pending:
                names.add(_list_of(record).removesuffix("s"), record)
            named = ((kind, id_) for kinds, ids in names.named.items() for kind in kinds for id_ in ids)
            keys = {(_LISTS[kind], id_) for kind, id_ in named if kind in _LISTS} & self._starts.keys() - known
            known |= keys
            more = self._read(self._line_at(self._starts[key]) for key in sorted(keys))
            found += more
            pending = [record for record in more if _list_of(record) in _FOLLOWED]
        return found

    def _line_at(self, start: int) -> bytes:
        self._file.seek(start)
        return self._file.readline()


def _tagged(data: bytes, number: int) -> _Line | None:
    """What a line says that it holds."""
    try:
        plain = json.loads(data)
    except ValueError:
        return None
    tag, id_ = (plain.get("record"), plain.get("id")) if isinstance(plain, dict) else (None, None)
    if not isinstance(tag, str) or not isinstance(id_, str) or tag not in _LISTS:
        return None
    return _Line(number, data, _LISTS[tag], id_)


def _list_of(record: Any) -> str:
    return next(name for name, cls in RECORD_LISTS.items() if isinstance(record, cls))


def _lists(records: Iterable[Any]) -> dict[str, Any]:
    """Records by the lists that they belong to."""
    lists: dict[str, list[Any]] = {name: [] for name in RECORD_LISTS}
    for record in records:
        lists[_list_of(record)].append(record)
    return {name: tuple(members) for name, members in lists.items()}


def _on_their_lines(problems: Sequence[Problem], batch: Sequence[_Line]) -> list[Problem | None]:
    """Problems of a batch with their lines and columns, and paths from there; None for those of other records."""
    places = {(line.list_name, line.id): index for index, line in enumerate(batch, start=1)}
    told: list[Problem | None] = []
    for problem in problems:
        _, list_name, _, *inside = [*problem.path.split("/"), "", ""][: max(3, problem.path.count("/") + 1)]
        place = places.get((list_name, problem.record or ""))
        path = "".join(f"/{step}" for step in inside)
        own = problem if not problem.path else None if place is None else attrs.evolve(problem, path=path, line=place)
        told.append(own)
    with_columns = iter(located_in_lines([each for each in told if each is not None], map(_text, batch)))
    return [None if each is None else _on_its_line(next(with_columns), batch) for each in told]


def _on_its_line(problem: Problem, batch: Sequence[_Line]) -> Problem:
    return problem if problem.line is None else attrs.evolve(problem, line=batch[problem.line - 1].number)


def _text(line: _Line) -> str:
    return line.data.decode("utf-8", "replace")


def _untold(checks: Iterable[Check]) -> str:
    """What to say of the checks that a stream cannot do."""
    codes = [check.code for check in checks if check.whole]
    return f"{', '.join(codes)} look at all records together, which a stream does not hold"
