"""Reading and writing datasets: from and to paths, file objects, bytes and text, as one document or as JSON Lines."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any, Literal, TypeAlias, cast, get_args

import attrs

from ._dataset import FORMAT, FORMAT_VERSION, RECORD_LISTS, Dataset
from ._events import KINDS, Event
from ._json import byte_order_mark, decode, decode_text, encode, encode_line, unreadable
from ._problems import Problem, Severity, shown
from ._references import Draft, identity_problems
from .exceptions import InvalidRecordError, UnreadableInputError

if TYPE_CHECKING:
    import cattrs

__all__ = ["FileFormat", "Kinds", "Readable", "Writable", "converter", "dump", "dumps", "load", "loads"]

FileFormat: TypeAlias = Literal["json", "jsonl"]
"""One document (`json`), or a header and one tagged record a line (`jsonl`)."""

Readable: TypeAlias = str | os.PathLike[str] | bytes | IO[str] | IO[bytes]
"""A path, "-" for standard input, the bytes of a document, or a file object."""

Writable: TypeAlias = str | os.PathLike[str] | IO[str] | IO[bytes]
"""A path, "-" for standard output, or a file object."""

Kinds: TypeAlias = Iterable[type[Event]]
"""A user's own kinds of event."""

_TAG = "record"
_LIST_OF = {list_name.removesuffix("s"): list_name for list_name in RECORD_LISTS}


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


def load(source: Readable, *, format: FileFormat | None = None, kinds: Kinds = ()) -> Dataset:  # noqa: A002
    """Read a dataset.

    Args:
        source: A path, `-` for standard input, the bytes of a document, or a file object of text or bytes.
        format: The format of the file; found out from its text if not given.
        kinds: Your own kinds of event that the file may hold.

    Raises:
        OSError: If the file cannot be opened or read.
        UnreadableInputError: If it is no document of this format, or one of a version that is not known.
        InvalidRecordError: With everything that is wrong in it, each problem with its path and reason.
    """
    data, name = _read(source)
    return _loads(data, name, format, kinds)


def loads(data: str | bytes, *, format: FileFormat | None = None, kinds: Kinds = ()) -> Dataset:  # noqa: A002
    """Read a dataset from the text or the bytes of a document; see `load`."""
    return _loads(data, "input", format, kinds)


def _read(source: Readable) -> tuple[str | bytes, str]:
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), "input"
    if isinstance(source, (str, os.PathLike)):
        name = os.fspath(source)
        if name == "-":
            return sys.stdin.buffer.read(), "standard input"
        with open(name, "rb") as file:
            return file.read(), name
    name = str(getattr(source, "name", "input"))
    try:
        return source.read(), name
    except UnicodeDecodeError as error:  # from a file object of text
        raise unreadable("IO105", f"it is not {error.encoding}: {error.reason}; save it as UTF-8", name) from None


def _loads(data: str | bytes, name: str, format_: FileFormat | None, kinds: Kinds) -> Dataset:
    text = decode_text(data, name) if isinstance(data, bytes) else data
    if text.startswith("\ufeff"):
        raise byte_order_mark(name)
    _check_format(format_)
    if format_ is None:
        format_ = _sniffed(text)
    dataset, problems = (_from_lines if format_ == "jsonl" else _from_document)(text, name, kinds)
    if problems:
        raise InvalidRecordError(tuple(problems), name)
    return dataset


def _check_format(name: str | None) -> None:
    if name not in (None, *get_args(FileFormat)):
        msg = f"expected the format {' or '.join(get_args(FileFormat))}, got {shown(name)}"
        raise ValueError(msg)


def _sniffed(text: str) -> FileFormat:
    """JSON Lines if there is a second line with text and the first one is a whole JSON object."""
    first, _, rest = text.lstrip(" \t\r\n").partition("\n")
    if not rest.strip() or not first.rstrip().endswith("}"):
        return "json"
    try:
        return "jsonl" if isinstance(decode(first, ""), dict) else "json"
    except UnreadableInputError:
        return "json"


def _from_document(text: str, name: str, kinds: Kinds) -> tuple[Dataset, list[Problem]]:
    document = decode(text, name)
    _check_header(document, name)
    rest = _without(document, "format")
    made = converter(kinds)
    try:
        dataset: Dataset = made.structure(rest, Dataset)
    except InvalidRecordError as error:
        # Ids and references are looked at as well, so that one reading tells everything.
        return Dataset(), [*error.problems, *identity_problems(Draft(Dataset, rest))]
    return dataset, list(identity_problems(dataset))


def _check_header(document: Any, name: str) -> None:
    """Refuse what is JSON but no document of this format, before any of its fields is looked at."""
    if not isinstance(document, dict):
        message = f"it is JSON, but not a conflictevents document: expected an object, got {shown(document)}"
        raise unreadable("IO105", message, name)
    if "format" not in document:
        message = f'it is JSON, but not a conflictevents document: expected a field "format" ("{FORMAT}"), got none'
        raise unreadable("IO102", message, name)
    got = document["format"]
    if got == FORMAT:
        return
    family, _, version = got.partition("/") if isinstance(got, str) else ("", "", "")
    newer = family == "conflictevents" and version.isascii() and version.isdigit() and len(version) < 10
    if newer and int(version) > FORMAT_VERSION:
        message = f"it has version {version} of the format; this library reads up to {FORMAT_VERSION}: upgrade it"
        raise unreadable("IO102", message, name)
    raise unreadable("IO102", f'expected the format "{FORMAT}", got {shown(got)}', name)


def _without(document: dict[str, Any], key: str) -> dict[str, Any]:
    # A copy of the same class, because an object with repeated keys remembers them.
    rest = document.copy() if type(document) is dict else document
    del rest[key]
    return rest


def _from_lines(text: str, name: str, kinds: Kinds) -> tuple[Dataset, list[Problem]]:
    from ._convert import explained  # noqa: PLC0415 - as in `converter`

    made = converter(kinds)
    header: dict[str, Any] | None = None
    problems: list[Problem] = []
    records: dict[str, list[Any]] = {list_name: [] for list_name in RECORD_LISTS}
    drafts: dict[str, list[dict[str, Any]]] = {list_name: [] for list_name in RECORD_LISTS}
    lines: dict[str, list[int]] = {list_name: [] for list_name in RECORD_LISTS}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip(" \t\r"):
            continue
        try:
            value = decode(line, name, number)
        except UnreadableInputError as error:
            if header is None:
                raise
            problems.append(attrs.evolve(error.problem, line=number))
            continue
        if header is None:
            _check_header(value, name)
            header = _without(value, "format")
            if unknown := header.keys() & RECORD_LISTS.keys():
                message = f"expected a header without records on the first line, got {', '.join(sorted(unknown))}"
                raise unreadable("IO105", message, name)
            try:
                made.structure(header, Dataset)
            except InvalidRecordError as error:
                problems += (attrs.evolve(problem, line=number) for problem in error.problems)
            continue
        try:
            list_name, plain = _untagged(value)
            lines[list_name].append(number)
            drafts[list_name].append(plain)
            records[list_name].append(made.structure(plain, RECORD_LISTS[list_name]))
        except Exception as error:  # noqa: BLE001 - a user's own kind of event may raise anything; it is reported
            problems += (attrs.evolve(problem, line=number) for problem in explained(error, ""))
    if header is None:
        raise unreadable("IO105", "it is empty", name)
    if problems:
        found = identity_problems(Draft(Dataset, drafts))
        return Dataset(), [*problems, *(_on_its_line(problem, lines) for problem in found)]
    head = made.structure(header, Dataset)
    members: dict[str, Any] = {list_name: tuple(each) for list_name, each in records.items()}
    dataset: Dataset = attrs.evolve(head, **members)
    return dataset, [_on_its_line(problem, lines) for problem in identity_problems(dataset)]


def _untagged(value: Any) -> tuple[str, dict[str, Any]]:
    """One tagged record of a line: the list that it belongs to, and the record without its tag."""
    if not isinstance(value, dict):
        raise _one_problem("IO108", "", f"expected a record as an object, got {shown(value)}")
    tag = value.get(_TAG)
    if not isinstance(tag, str) or tag not in _LIST_OF:
        path = f"/{_TAG}" if _TAG in value else ""
        got = shown(tag) if _TAG in value else "none"
        raise _one_problem("IO111", path, f"expected a field {_TAG}, one of {', '.join(_LIST_OF)}, got {got}")
    return _LIST_OF[tag], _without(value, _TAG)


def _one_problem(code: str, path: str, message: str) -> InvalidRecordError:
    return InvalidRecordError((Problem(code=code, severity=Severity.ERROR, path=path, message=message),))


def _on_its_line(problem: Problem, lines: dict[str, list[int]]) -> Problem:
    """A problem found in the whole dataset, told of the line that the record stood on."""
    _, list_name, index, *rest = problem.path.split("/")
    return attrs.evolve(problem, path="".join(f"/{step}" for step in rest), line=lines[list_name][int(index)])


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
        text = dumps(dataset, format=format)
        if path == "-":
            _write_out(text)
        else:
            _write_atomically(path, text.encode())
        return
    text = dumps(dataset, format=format)
    binary = isinstance(target, (io.RawIOBase, io.BufferedIOBase)) or "b" in str(getattr(target, "mode", ""))
    if binary:
        cast("IO[bytes]", target).write(text.encode())
    else:
        cast("IO[str]", target).write(text)


def _write_out(text: str) -> None:
    """Write to standard output, in UTF-8 whatever the terminal's encoding is."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:  # as in some notebooks
        sys.stdout.write(text)
    else:
        buffer.write(text.encode())
        buffer.flush()


def dumps(dataset: Dataset, *, format: FileFormat | None = None) -> str:  # noqa: A002
    """Write a dataset as text; see `dump`."""
    _check_format(format)
    problems = tuple(identity_problems(dataset))
    if problems:
        raise InvalidRecordError(problems, "dataset")
    # Those whose tag is not their own are refused by the converter, since they could not be read again.
    own = {type(event): None for event in dataset.events if type(event) not in KINDS}
    plain = converter(own).unstructure(dataset)
    header = {"format": FORMAT}
    if format == "jsonl":
        return "".join(f"{encode_line(each)}\n" for each in _tagged(header, plain))
    return encode(header | plain)


def _tagged(header: dict[str, Any], plain: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield header | {key: value for key, value in plain.items() if key not in RECORD_LISTS}
    for list_name in RECORD_LISTS:
        for record in plain.get(list_name, ()):
            yield {_TAG: list_name.removesuffix("s"), **record}


def _write_atomically(path: str, data: bytes) -> None:
    """Write to a temporary file beside the target, then put it in the target's place."""
    path = os.path.realpath(path)  # a link stays a link, to the new file
    try:
        mode: int | None = os.stat(path).st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):  # a pipe or a device cannot be replaced
        with open(path, "wb") as file:
            file.write(data)
        return
    # Not `tempfile`: the file shall get the permissions of any new file.
    temporary = os.path.join(os.path.dirname(path), f".{os.urandom(8).hex()}.part")
    try:
        with open(temporary, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
