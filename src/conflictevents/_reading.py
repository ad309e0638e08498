"""Reading a dataset: the compiled reader first, and what it refuses once more by the one that explains.

Both make the same records, since both call the same constructors; only the explaining reader says what is wrong. Each
record is read on its own, so that a few faulty ones cost little.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import attrs

from ._building import Building
from ._claims import Holder
from ._collection import paused
from ._dataset import FORMAT, FORMAT_VERSION, RECORD_LISTS, Dataset
from ._events import KINDS, Event, kinds_by_tag
from ._json import decode, decode_text, unreadable
from ._migrations import READ_AS_THEY_ARE, migrated, version_of
from ._positions import located
from ._problems import Problem, Severity, shown
from ._record import Record
from ._references import Draft, Names, drafted, identities, identity_problems, references
from ._twins import Twins, twins
from .exceptions import InvalidRecordError, UnreadableInputError

if TYPE_CHECKING:
    import cattrs

__all__ = ["Lines", "Reading"]

Lines: TypeAlias = Iterator[bytes]
"""The lines of an input with their ends, of which the last may have none."""

_Placer: TypeAlias = Callable[[Iterable[Problem]], Iterable[Problem]]
_TAG: Final = "record"
_LIST_OF: Final = {list_name.removesuffix("s"): list_name for list_name in RECORD_LISTS}
_BATCH: Final = 1000


class Reading:
    """The reading of one input.

    Args:
        name: The name of the input, for messages.
        kinds: A user's own kinds of event.
        share: Whether equal attributions shall be one object.
        errors: How to decode UTF-8: `surrogatepass` where the input was text, which can hold a lone surrogate.
    """

    def __init__(self, name: str, kinds: Iterable[type[Event]], *, share: bool, errors: str = "strict") -> None:
        self.name = name
        self.kinds = tuple(kinds)
        kinds_by_tag(self.kinds)  # refused at once, whatever the input is
        self.share = share
        self.errors = errors
        self.version = FORMAT_VERSION
        self.problems: list[Problem] = []

    @cached_property
    def converter(self) -> cattrs.Converter:
        """The explaining converter; made only where there is something to explain."""
        from ._convert import explaining_converter  # noqa: PLC0415 - cattrs takes longer to import than all the rest

        return explaining_converter(self.kinds)

    @cached_property
    def twins(self) -> Twins:
        """The compiled reader."""
        return twins(self.kinds, READ_AS_THEY_ARE)

    @cached_property
    def building(self) -> Building:
        """What the compiled reader has met so far."""
        return self.twins.building(share=self.share)

    def text(self, data: bytes, line: int = 1) -> str:
        """The text of some bytes of the input, which start on some line."""
        return data.decode("utf-8", self.errors) if self.errors != "strict" else decode_text(data, self.name, line)

    # --- one document ---

    def document(self, data: bytes) -> Dataset:
        """Read a document.

        Raises:
            UnreadableInputError: If it is none of this format.
            InvalidRecordError: With everything that is wrong in it.
        """
        records: dict[str, list[Any]] = {list_name: [] for list_name in RECORD_LISTS}
        head: Dataset | None = None
        lists: dict[str, Any] = {}
        with contextlib.suppress(Exception):  # whatever it is, the explaining reader says so
            format_, fields, lists = self.twins.document(data)
            head = Dataset(**fields)
            self.version = version_of(format_)
        if head is None:
            return self._explained_document(data)
        with paused():
            for list_name, raws in lists.items():
                for index, raw in enumerate(raws):
                    part = bytes(raw)
                    try:
                        record: Any = self.twins.member(list_name, part, self.building)
                    except Exception:  # noqa: BLE001 - as above
                        if self.version < FORMAT_VERSION:
                            return self._explained_document(data)
                        try:
                            record = self._explained_member(list_name, part, f"/{list_name}/{index}")
                        except UnreadableInputError:  # which tells where in the part, and not where in the document
                            return self._explained_document(data)
                        self._note(list_name, record)
                    records[list_name].append(record)
        return self._finished(head, records, lambda problems: located(problems, self.text(data)))

    def _note(self, list_name: str, record: Record | Draft) -> None:
        """Note the names in a record that the explaining reader has looked at."""
        names = Names.empty()
        names.add(list_name.removesuffix("s"), record)
        self.building.add(names)

    def _explained_member(self, list_name: str, part: bytes, path: str) -> Record | Draft:
        plain = decode(self.text(part), self.name)

        def placed(problems: Iterable[Problem]) -> Iterator[Problem]:
            return (attrs.evolve(problem, path=path + problem.path) for problem in problems)

        made: Record | Draft = self._structured(plain, RECORD_LISTS[list_name], placed, self._with_claims(plain, part))
        return made

    def _structured(self, plain: Any, cls: type, placed: _Placer, sound: Any = None) -> Any:
        """The record of some plain data; of what is refused the problems are noted, and a draft stands in its place.

        Args:
            plain: The plain data.
            cls: The class of the record.
            placed: Tells problems where they are.
            sound: The same data with records in the place of what need not be explained.
        """
        from ._convert import explained  # noqa: PLC0415 - as in `converter`

        try:
            record: Any = self.converter.structure(plain if sound is None else sound, cls)
        except Exception as error:  # noqa: BLE001 - a user's own kind of event may raise anything; it is reported
            self.problems += placed(tuple(explained(error, "")))
            return drafted(cls, plain, (*KINDS, *self.kinds)) if isinstance(plain, dict) else plain
        for each in record.holders if isinstance(record, Dataset) else (record,):
            if isinstance(each, Holder):
                self.building.adopt(each)
        return record

    def _with_claims(self, plain: Any, data: bytes) -> Any:
        """The same with the claims as records in which the compiled reader finds nothing to explain."""
        with contextlib.suppress(Exception):
            return self.twins.with_claims(plain, data, self.building)
        return plain

    def _explained_document(self, data: bytes) -> Dataset:
        """Read a document by the explaining reader alone."""
        text = self.text(data)
        document = decode(text, self.name)
        self._identify(document)
        plain = migrated(_without(document, "format"), self.version)
        self.problems = []
        dataset: Dataset | Draft = self._structured(plain, Dataset, tuple)
        # Ids and references are looked at in any case, so that one reading tells everything.
        problems = (*self.problems, *identity_problems(dataset))
        if problems or isinstance(dataset, Draft):
            raise InvalidRecordError(located(problems, text), self.name)
        return dataset

    def _identify(self, document: Any) -> None:
        """Note the version; refuse what is JSON but no document of this format."""
        if not isinstance(document, dict):
            message = f"it is JSON, but not a conflictevents document: expected an object, got {shown(document)}"
            raise unreadable("IO105", message, self.name)
        if "format" not in document:
            message = f'it is JSON, but not a conflictevents document: expected a field "format" ("{FORMAT}"), got none'
            raise unreadable("IO102", message, self.name)
        got = document["format"]
        family, _, version = got.partition("/") if isinstance(got, str) else ("", "", "")
        known = version.isascii() and version.isdigit() and len(version) < 10 and str(int(version)) == version
        if family != "conflictevents" or not known or version == "0":
            raise unreadable("IO102", f'expected the format "{FORMAT}", got {shown(got)}', self.name)
        self.version = int(version)
        if self.version > FORMAT_VERSION:
            message = f"it has version {version} of the format; this library reads up to {FORMAT_VERSION}: upgrade it"
            raise unreadable("IO102", message, self.name)

    def _finished(self, head: Dataset, records: dict[str, list[Any]], placed: _Placer) -> Dataset:
        """The dataset, if all its records are sound and their ids and references too."""
        # Where each stands is looked for only if there is something to say.
        given = {list_name.removesuffix("s"): members for list_name, members in records.items()}
        found = () if self.building.is_sound(given) else identity_problems(SimpleNamespace(**records))
        problems = (*self.problems, *found)
        if problems:
            raise InvalidRecordError(tuple(placed(problems)), self.name)
        complete: dict[str, Any] = {name: tuple(members) for name, members in records.items()}
        return attrs.evolve(head, **complete)

    # --- JSON Lines ---

    def dataset(self, lines: Lines) -> Dataset:
        """Read JSON Lines.

        Raises:
            UnreadableInputError: If they are none of this format.
            InvalidRecordError: With everything that is wrong in them.
        """
        records: dict[str, list[Any]] = {list_name: [] for list_name in RECORD_LISTS}
        runs: list[_Run] = []
        numbered = enumerate(lines, start=1)
        head = self._head_of(numbered)
        if head is None:
            raise unreadable("IO105", "it is empty", self.name)
        read, building = self.twins.line, self.building
        current, members = "", list[Any]()
        with paused():
            for number, line in numbered:
                try:
                    list_name, record = read(line, building)
                except Exception:  # noqa: BLE001 - whatever it is, the explaining reader says so
                    found = self._explained_line(line, number)
                    if found is None:
                        current = ""
                        continue
                    list_name, record = found
                if list_name != current:
                    current, members = list_name, records[list_name]
                    runs.append(_Run(list_name, len(members), number))
                members.append(record)

        def placed(problems: Iterable[Problem]) -> Iterator[Problem]:
            return (problem if problem.line is not None else _on_its_line(problem, runs) for problem in problems)

        return self._finished(head, records, placed)

    def records(self, lines: Lines) -> Iterator[Record]:
        """The records of JSON Lines one by one; only the ids are kept.

        Raises:
            UnreadableInputError: If they are none of this format.
            InvalidRecordError: With everything that is wrong in them, when all of them have been read.
        """
        watch = _Watch(self.building)
        numbered = enumerate(lines, start=1)
        self._head_of(numbered)
        while True:
            batch: list[Record] = []
            batch_lines = list(islice(numbered, _BATCH))
            with paused():  # never while the caller's own code runs
                for number, line in batch_lines:
                    try:
                        list_name, record = self.twins.line(line, self.building)
                    except Exception:  # noqa: BLE001 - as above
                        found = self._explained_line(line, number)
                        if found is None:
                            continue
                        list_name, record = found
                    self.problems += watch.problems(number, list_name, record)
                    if isinstance(record, Record):
                        batch.append(record)
            self.building.forget()
            yield from batch
            if len(batch_lines) < _BATCH:
                break
        problems = [*self.problems, *watch.dangling()]
        if problems:
            raise InvalidRecordError(tuple(problems), self.name)

    def _head_of(self, numbered: Iterator[tuple[int, bytes]]) -> Dataset | None:
        """The header, as a dataset without records: the first line that is not blank."""
        return next((self._head(line, number) for number, line in numbered if line.strip()), None)

    def _head(self, line: bytes, number: int) -> Dataset:
        with contextlib.suppress(Exception):  # as above
            format_, fields = self.twins.header(line)
            head = Dataset(**fields)
            self.version = version_of(format_)
            return head
        document = decode(self.text(line, number), self.name, number)
        self._identify(document)
        header = _without(document, "format")
        if unknown := header.keys() & RECORD_LISTS.keys():
            message = f"expected a header without records on the first line, got {', '.join(sorted(unknown))}"
            raise unreadable("IO105", message, self.name)
        text = self.text(line)
        made = self._structured(header, Dataset, lambda problems: located(problems, text, number))
        return made if isinstance(made, Dataset) else Dataset()

    def _explained_line(self, line: bytes, number: int) -> tuple[str, Any] | None:
        """The list and the record of a line, or a draft of it; None if it is blank, or no record at all."""
        if not line.strip():
            return None
        try:
            text = self.text(line, number)
        except UnreadableInputError as error:
            self.problems.append(attrs.evolve(error.problem, line=number))
            return None

        def placed(problems: Iterable[Problem]) -> tuple[Problem, ...]:
            return located(problems, text, number)

        try:
            value = decode(text.rstrip("\r\n"), self.name, number)
            claims = self._with_claims(value, line) if self.version == FORMAT_VERSION else value
            list_name, plain = _untagged(value)
        except UnreadableInputError as error:
            self.problems.append(attrs.evolve(error.problem, line=number))
            return None
        except InvalidRecordError as error:
            self.problems += placed(error.problems)
            return None
        if self.version < FORMAT_VERSION:
            plain = migrated({list_name: [plain]}, self.version)[list_name][0]
        sound = plain if claims is value else _without(claims, _TAG)
        record = self._structured(plain, RECORD_LISTS[list_name], placed, sound)
        self._note(list_name, record)
        return list_name, record


class _Run(NamedTuple):
    """Records of one list on lines that follow each other."""

    list_name: str
    first: int
    """The place of the first of them in its list."""
    line: int
    """The line on which that one stands."""


class _Watch:
    """Ids and references of records that are not kept."""

    def __init__(self, building: Building) -> None:
        self._building = building
        self._known: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._open: dict[tuple[tuple[str, ...], str], tuple[int, str]] = {}

    def problems(self, number: int, list_name: str, record: Any) -> Iterator[Problem]:
        """What is wrong with the ids of the record read last; what it names and is not there yet is noted."""
        inner, new_names = self._building.ids, self._building.new_names
        known, id_ = self._known[list_name.removesuffix("s")], record.id
        if id_ not in known and id_ is not None and not any(inner.values()):
            known[id_] = number
        else:
            yield from self._repeated(number, list_name, record)
            for ids in inner.values():
                ids.clear()
        # What was named before was looked at then.
        if not all(self._is_known(kinds, id_) for kinds, id_ in new_names):
            for kinds, id_, path in references(record):
                if not self._is_known(kinds, id_):
                    self._open.setdefault((kinds, id_), (number, path))

    def _repeated(self, number: int, list_name: str, record: Record | Draft) -> Iterator[Problem]:
        only = SimpleNamespace(**dict.fromkeys(RECORD_LISTS, ()) | {list_name: (record,)})
        for kind, id_, path in identities(only):
            first = number if id_ is None else self._known[kind].get(id_)
            if id_ is not None and first is not None:
                message = f"expected an id of its own, got {shown(id_)}, the id of the {kind} on line {first:,}"
                yield _problem("ID101", message, id_, number, _within(path))
            elif id_ is not None:
                self._known[kind][id_] = number

    def _is_known(self, kinds: tuple[str, ...], id_: str) -> bool:
        return any(id_ in self._known[kind] for kind in kinds)

    def dangling(self) -> Iterator[Problem]:
        """The first place of each reference that leads nowhere."""
        for (kinds, id_), (number, path) in self._open.items():
            if not self._is_known(kinds, id_):
                message = f"expected the id of a record of this dataset ({' or '.join(kinds)}), got {shown(id_)}"
                yield _problem("ID102", message, id_, number, path)


def _problem(code: str, message: str, value: Any, number: int, path: str) -> Problem:
    return Problem(code=code, severity=Severity.ERROR, path=path, message=message, value=shown(value), line=number)


def _within(path: str) -> str:
    """A path into a dataset as one into the record that it leads through."""
    return "".join(f"/{step}" for step in path.split("/")[3:])


def _without(document: dict[str, Any], key: str) -> dict[str, Any]:
    # A copy of the same class, because an object with repeated keys remembers them.
    rest = document.copy() if type(document) is dict else document
    del rest[key]
    return rest


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


def _on_its_line(problem: Problem, runs: list[_Run]) -> Problem:
    """A problem found in the whole dataset, told of the line that the record stood on."""
    _, list_name, index, *_ = problem.path.split("/")
    run = next(run for run in reversed(runs) if run.list_name == list_name and run.first <= int(index))
    return attrs.evolve(problem, path=_within(problem.path), line=run.line + int(index) - run.first)
