"""Reading and writing datasets: from and to paths, file objects, bytes and text, as one document or as JSON Lines."""

from __future__ import annotations

import contextlib
import errno
import functools
import io
import itertools
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import IO, TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, cast, get_args

from ._dataset import RECORD_LISTS, Dataset
from ._events import Event
from ._json import refuse_other_encodings, unreadable
from ._positions import is_one_value, located_in_lines
from ._problems import shown
from ._reading import Lines, Reading
from ._record import Record
from ._writing import written_document, written_lines
from .exceptions import InvalidRecordError

if TYPE_CHECKING:
    import cattrs

__all__ = [
    "FileFormat",
    "Kinds",
    "Readable",
    "Writable",
    "converter",
    "descriptor_of",
    "dump",
    "dumps",
    "load",
    "loads",
    "scan",
    "write_atomically",
]

FileFormat: TypeAlias = Literal["json", "jsonl"]
"""One document (`json`), or a header and one tagged record a line (`jsonl`)."""

Readable: TypeAlias = str | os.PathLike[str] | bytes | IO[str] | IO[bytes]
"""A path, "-" for standard input, the bytes of a document, or a file object."""

Writable: TypeAlias = str | os.PathLike[str] | IO[str] | IO[bytes]
"""A path, "-" for standard output, or a file object."""

Kinds: TypeAlias = Iterable[type[Event]]
"""A user's own kinds of event."""


def converter(kinds: Kinds = ()) -> cattrs.Converter:
    """Make a cattrs converter for the records of this library, on which hooks of your own can be registered.

    It is strict: it coerces nothing, and takes no unknown field. What it refuses is raised as one
    `InvalidRecordError` with every problem.

    Args:
        kinds: Your own kinds of event; the `kind` of each carries a dot (`"x-lab.naval_strike"`).

    Raises:
        ValueError: If a kind has no tag of its own, or one without a dot.
    """
    from ._convert import make_converter  # noqa: PLC0415 - cattrs takes longer to import than all the rest

    return make_converter(kinds)


# --- reading ---------------------------------------------------------------------------------------------------------


def load(
    source: Readable,
    *,
    format: FileFormat | None = None,  # noqa: A002 - the word that users know
    kinds: Kinds = (),
    share: bool = True,
) -> Dataset:
    """Read a dataset.

    A compiled reader reads it; what that one refuses is read again by one that explains, record by record. While
    records are made, Python's cyclic garbage collection is paused for the whole process, and afterwards it is as it was
    found.

    Args:
        source: A path, `-` for standard input, the bytes of a document, or a file object of text or bytes.
        format: The format of the file; found out from its text if not given.
        kinds: Your own kinds of event that the file may hold.
        share: Whether equal attributions shall be one object, which saves memory. Nothing else shows it: records cannot
            be changed.

    Raises:
        OSError: If the file cannot be opened or read.
        UnreadableInputError: If it is no document of this format, or one of a version that is not known.
        InvalidRecordError: With everything that is wrong in it, each problem with its path, line and reason.
    """
    _check_format(format)
    with _opened(source) as given:
        reading = Reading(given.name, kinds, share=share, errors=given.errors)
        sniffed, lines = _sniffed(given.lines, reading)
        if (format or sniffed) == "json":
            return reading.document(b"".join(lines))
        with given.located():
            return reading.dataset(lines)


def loads(
    data: str | bytes,
    *,
    format: FileFormat | None = None,  # noqa: A002
    kinds: Kinds = (),
    share: bool = True,
) -> Dataset:
    """Read a dataset from the text or the bytes of a document; see `load`."""
    source = io.StringIO(data, newline="") if isinstance(data, str) else data
    return load(source, format=format, kinds=kinds, share=share)


def scan(source: Readable, *, kinds: Kinds = (), share: bool = True) -> Iterator[Record]:
    """Read the records of JSON Lines one by one, however large the file is: only ids are kept.

    Records that are wrong are left out, and told of at the end, with ids that are repeated or lead nowhere. A document
    is read whole before its first record is given.

        >>> from conflictevents import examples, dumps, scan
        >>> lines = dumps(examples.load("istanbul-exchange"), format="jsonl").encode()
        >>> sum(len(record.figures) for record in scan(lines) if hasattr(record, "figures"))
        29

    Args:
        source: As for `load`.
        kinds: Your own kinds of event that the file may hold.
        share: Whether equal attributions shall be one object.

    Raises:
        OSError: If the file cannot be opened or read.
        UnreadableInputError: If it is not of this format, or of a version that is not known.
        InvalidRecordError: At the end, with everything that was wrong.
    """
    with _opened(source) as given:
        reading = Reading(given.name, kinds, share=share, errors=given.errors)
        sniffed, lines = _sniffed(given.lines, reading)
        if sniffed == "jsonl":
            with given.located():
                yield from reading.records(lines)
        else:
            dataset = reading.document(b"".join(lines))
            for list_name in RECORD_LISTS:
                yield from getattr(dataset, list_name)


class _Input(NamedTuple):
    """An input that is open."""

    lines: Lines
    name: str
    errors: str
    """How to decode its UTF-8: text can hold a lone surrogate, which is kept to be refused in its place."""
    again: Callable[[], IO[bytes]] | None
    """Opens it once more; None for what can be read only once."""

    @contextlib.contextmanager
    def located(self) -> Iterator[None]:
        """Find the columns of problems in lines that have gone by."""
        try:
            yield
        except InvalidRecordError as error:
            if self.again is None or all(problem.column is not None for problem in error.problems):
                raise
            with self.again() as file:
                problems = located_in_lines(error.problems, (line.decode("utf-8", "replace") for line in file))
            raise InvalidRecordError(problems, error.what) from None


def _open(name: str) -> IO[bytes]:
    return open(name, "rb")


@contextlib.contextmanager
def _opened(source: Readable) -> Iterator[_Input]:
    if isinstance(source, (str, os.PathLike)):
        name = os.fspath(source)
        if name == "-":
            yield _Input(iter(sys.stdin.buffer), "standard input", "strict", None)
        else:
            with open(name, "rb") as file:
                regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
                yield _Input(file, name, "strict", functools.partial(_open, name) if regular else None)
        return
    if isinstance(cast("object", source), (io.RawIOBase, io.BufferedIOBase)) and not isinstance(source, io.BytesIO):
        binary = cast("IO[bytes]", source)
        yield _Input(iter(binary), str(getattr(binary, "name", "input")), "strict", None)
        return
    if isinstance(source, (bytes, bytearray, memoryview)):
        data: str | bytes = bytes(source)
        name = "input"
    else:
        name = str(getattr(source, "name", "input"))
        # All of it, because a text file may split lines elsewhere.
        try:
            data = source.read()
        except UnicodeDecodeError as error:
            raise unreadable("IO105", f"it is not {error.encoding}: {error.reason}; save it as UTF-8", name) from None
    errors = "surrogatepass" if isinstance(data, str) else "strict"
    whole = data.encode("utf-8", errors) if isinstance(data, str) else data
    yield _Input(io.BytesIO(whole), name, errors, lambda: io.BytesIO(whole))


def _check_format(name: str | None) -> None:
    if name not in (None, *get_args(FileFormat)):
        msg = f"expected the format {' or '.join(get_args(FileFormat))}, got {shown(name)}"
        raise ValueError(msg)


def _sniffed(lines: Lines, reading: Reading) -> tuple[FileFormat, Lines]:
    """JSON Lines if there is a second line with text and the first one is a whole JSON object."""
    seen: list[bytes] = []
    filled: list[bytes] = []
    for line in lines:
        if not seen:
            refuse_other_encodings(line, reading.name)
        seen.append(line)
        if line.strip():
            filled.append(line)
        if len(filled) == 2 or (filled and not filled[0].rstrip().endswith(b"}")):
            break
    several = len(filled) == 2 and is_one_value(reading.text(filled[0]).strip())
    return ("jsonl" if several else "json"), itertools.chain(seen, lines)


# --- writing ---------------------------------------------------------------------------------------------------------


def dump(dataset: Dataset, target: Writable, *, format: FileFormat | None = None) -> None:  # noqa: A002
    """Write a dataset. The same dataset always gives the same bytes, in UTF-8 with plain line feeds.

    A file is replaced in one step: whoever reads it finds the old one or the new one, and never half of it.

    Args:
        dataset: The dataset.
        target: A path, `-` for standard output, or a file object of text or bytes.
        format: The format; JSON Lines for a path that ends in `.jsonl` or `.ndjson`, otherwise one document.

    Raises:
        InvalidRecordError: If the dataset has duplicated ids or dangling references, which could not be read again.
        OSError: If the file cannot be written.
    """
    if isinstance(target, (str, os.PathLike)):
        path = os.fspath(target)
        if format is None and path.lower().endswith((".jsonl", ".ndjson")):
            format = "jsonl"  # noqa: A001
        write_atomically(path, dumps(dataset, format=format).encode())
        return
    text = dumps(dataset, format=format)
    binary = isinstance(target, (io.RawIOBase, io.BufferedIOBase)) or "b" in str(getattr(target, "mode", ""))
    if binary:
        cast("IO[bytes]", target).write(text.encode())
    else:
        cast("IO[str]", target).write(text)


def _write_out(data: Iterable[bytes]) -> None:
    """Write UTF-8 to standard output, whatever the terminal's encoding is; no piece ends within a character."""
    if sys.stdout is None:  # closed before the program started
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:  # as in some notebooks
        for piece in data:
            sys.stdout.write(piece.decode())
    else:
        for piece in data:
            buffer.write(piece)
        buffer.flush()


def dumps(dataset: Dataset, *, format: FileFormat | None = None) -> str:  # noqa: A002
    """Write a dataset as text; see `dump`."""
    _check_format(format)
    return written_lines(dataset) if format == "jsonl" else written_document(dataset)


def write_atomically(path: str, data: bytes | Iterable[bytes]) -> None:
    """Write to a temporary file beside the target, then put it in the target's place; "-" is standard output.

    Args:
        path: The path.
        data: The bytes, or pieces of them, each of whole characters of UTF-8.
    """
    pieces = (data,) if isinstance(data, bytes) else data
    if path == "-":
        _write_out(pieces)
        return
    if not path:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)  # the real path of "" is the folder
    descriptor = descriptor_of(path)
    if descriptor is not None:
        if sys.stdout is not None:
            sys.stdout.flush()
        with os.fdopen(os.dup(descriptor), "wb") as stream:
            stream.writelines(pieces)
        return
    try:
        mode: int | None = os.stat(path).st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):  # a pipe or a device cannot be replaced
        with open(path, "wb") as file:
            file.writelines(pieces)
        return
    path = os.path.realpath(path)  # a link stays a link, to the new file
    # Not `tempfile`: the file shall get the permissions of any new file.
    temporary = os.path.join(os.path.dirname(path), f".{os.urandom(8).hex()}.part")
    try:
        with open(temporary, "xb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


_STREAMS: Final = {"/dev/stdout": 1, "/dev/stderr": 2}
_STREAM: Final = re.compile(r"/(?:dev|proc/self)/fd/([0-9]{1,9})")


def descriptor_of(path: str) -> int | None:
    """The number of the open file that a path stands for, such as `/dev/stdout`; None for the path of a file.

    What stands behind the path may be a pipe without a name, or a file that is appended to and must not be replaced.
    """
    if os.name != "posix":
        return None
    found = _STREAM.fullmatch(path)
    return _STREAMS.get(path) if found is None else int(found[1])
