"""Ids and references: what each record is called, and which other records it names.

Readers, writers and checks all find duplicated ids and dangling references here. What a field refers to is read off
its type hint (`Ref`), so a user's own kinds of record are covered as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping
from functools import cache
from types import SimpleNamespace
from typing import Annotated, Any, NamedTuple, TypeVar, cast, get_args, get_origin

import attrs

from ._claims import Assertion, Claim, Holder
from ._dataset import RECORD_LISTS, Dataset
from ._events import KINDS, Event, Talks, Term
from ._fields import Ref
from ._problems import Problem, Severity, shown
from ._record import Record, compiled, element, field_types, json_fields, members, parts_of

__all__ = [
    "Draft",
    "Names",
    "Reference",
    "drafted",
    "identities",
    "identity_faults",
    "identity_problems",
    "references",
    "renamed",
]


class Draft:
    """Plain data seen as the record that it was meant to be, whatever is wrong in it.

    It lets the ids and references of a refused file be looked at like those of a dataset. A field that is absent or
    of the wrong type is None or empty.

    Attributes:
        record_class: The class of the record.
    """

    def __init__(self, cls: type, data: dict[str, Any], kinds: tuple[type[Event], ...] = KINDS) -> None:
        self.record_class = cls
        self._data = data
        self._kinds = kinds

    def identities(self, kind: str) -> Iterator[tuple[str, str]]:
        """The ids that it and what is inside it give, by kind of record; its own kind is told."""
        inner: list[tuple[str, Any]] = [(kind, [self._data])]
        if issubclass(self.record_class, Holder):
            inner += [("claim", self._data.get(name)) for name in ("figures", "assertions")]
        if issubclass(self.record_class, Talks):
            inner += [("term", self._data.get("terms"))]
        for each, records in inner:
            for record in records if isinstance(records, list) else ():
                if isinstance(record, dict) and isinstance(id_ := record.get("id"), str):
                    yield each, id_

    def references(self, path: str) -> Iterator[Reference]:
        """Every reference that it and what is inside it hold."""
        return _references_in(self.record_class, self._data, self._kinds, path)

    def __getattr__(self, name: str) -> Any:
        return drafted(field_types(self.record_class).get(name), self._data.get(name.rstrip("_")), self._kinds)


def _references_in(cls: type, data: dict[str, Any], kinds: tuple[type[Event], ...], path: str) -> Iterator[Reference]:
    walks = _walks_by_key(cls)
    for key, value in data.items():
        walk = walks.get(key)
        if walk is None or walk.several is not isinstance(value, list):
            continue
        for index, each in enumerate(value) if walk.several else ((None, value),):
            place = f"{path}/{key}" if index is None else f"{path}/{key}/{index}"
            if walk.kinds is not None and isinstance(each, str) and each:
                yield Reference(walk.kinds, each, place)
            elif walk.kinds is None and isinstance(each, dict):
                yield from _references_in(_class_among(walk.holds, each, kinds), each, kinds, place)
    if issubclass(cls, Assertion):
        yield from _named_by(Draft(cls, data, kinds), path)


def _class_among(cls: type, data: dict[str, Any], kinds: tuple[type[Event], ...]) -> type:
    """The class that a record was meant to be of: that of its kind, for an event."""
    return next((own for own in kinds if own.kind == data.get("kind")), cls) if cls is Event else cls


def drafted(hint: Any, value: Any, kinds: tuple[type[Event], ...] = KINDS) -> Any:
    """Plain data seen as what a hint asks for: a draft for an object, and for an event that of its kind."""
    for option in members(hint):
        inner = element(option)
        if inner is not None and isinstance(value, list):
            # Positions are kept, since paths are made of them.
            return tuple(drafted(inner, each, kinds) for each in value)
        if isinstance(option, type) and issubclass(option, Record) and isinstance(value, dict):
            return Draft(_class_among(option, value, kinds), value, kinds)
    if element(hint) is not None:
        return ()
    return value if isinstance(value, str) else None


def _class_of(record: Any) -> type:
    return record.record_class if isinstance(record, Draft) else type(record)


class Reference(NamedTuple):
    """One record naming another.

    Attributes:
        kinds: The kinds of record that it may be.
        id: The id it names.
        path: Where it stands, as a JSON Pointer from the record that was walked.
    """

    kinds: tuple[str, ...]
    id: str
    path: str


class _Walk(NamedTuple):
    """What to do with one field of a class."""

    attribute: str
    key: str
    kinds: tuple[str, ...] | None
    """The kinds that an id may be of; None where the field holds records instead."""
    several: bool
    holds: Any
    """The class of the records."""


class Names(NamedTuple):
    """What some records are called and what they name, without where it stands.

    Attributes:
        ids: The ids of each kind of record, in order, each as often as it is given.
        named: The ids that are named, by the kinds that each may be of.
    """

    ids: defaultdict[str, list[str]]
    named: defaultdict[tuple[str, ...], set[str]]

    @classmethod
    def empty(cls) -> Names:
        """No names yet."""
        return cls(defaultdict(list), defaultdict(set))

    def add(self, kind: str, record: Any) -> None:
        """Add the id of a record or draft, and all ids and references inside it; anything else has none."""
        if isinstance(record, Draft):
            for each, id_ in record.identities(kind):
                self.ids[each].append(id_)
            for kinds, id_, _ in references(record):
                self.named[kinds].add(id_)
            return
        if not isinstance(record, Record):
            return
        self.ids[kind].append(getattr(record, "id"))  # noqa: B009 - every record of a list has one
        _collect(record, self)

    def unknown(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """The ids that are named and that no record has, with the kinds that each may be of."""
        known = {kind: set(ids) for kind, ids in self.ids.items()}
        for kinds, named in self.named.items():
            for id_ in named.difference(*(known.get(kind, ()) for kind in kinds)):
                yield kinds, id_

    def ids_are_new(self, known: Mapping[str, Container[str]]) -> bool:
        """Whether each id is given once, and none of them is known already."""
        once = all(len(set(ids)) == len(ids) for ids in self.ids.values())
        return once and not any(id_ in known.get(kind, ()) for kind, ids in self.ids.items() for id_ in ids)

    @property
    def sound(self) -> bool:
        """Whether each id is given once, and each id that is named is there."""
        once = all(len(set(ids)) == len(ids) for ids in self.ids.values())
        return once and next(self.unknown(), None) is None


@cache
def _collector(cls: type) -> Callable[[Any, Names], None]:
    """A function that collects the names in a record; generated, since every record that is read passes through it."""
    names: dict[str, Any] = {}

    def name(value: Any) -> str:
        names[f"n{len(names)}"] = value
        return f"n{len(names) - 1}"

    lines = ["def collect(self, into):"]
    for attribute, _, kinds, several, _ in _walks(cls):
        lines.append(f"    v = self.{attribute}")
        if kinds is not None and several:
            lines.append(f"    if v: into.named[{name(kinds)}].update(v)")
        elif kinds is not None:
            lines.append(f"    if v is not None: into.named[{name(kinds)}].add(v)")
        elif several:
            lines.append(f"    for each in v: {name(_collect)}(each, into)")
        else:
            lines.append(f"    if isinstance(v, {name(Record)}): {name(_collect)}(v, into)")
    if issubclass(cls, (Claim, Term)):
        kind = "claim" if issubclass(cls, Claim) else "term"
        lines.append(f"    if self.id is not None: into.ids[{kind!r}].append(self.id)")
    if issubclass(cls, Assertion):
        lines += ["    of = self.refers_to()", "    if of is not None: into.named[(of[0],)].add(of[1])"]
    lines.append("    return None")
    made: Callable[[Any, Names], None] = compiled("\n".join(lines), names, "collect")
    return made


def _collect(record: Any, into: Names) -> None:
    _collector(record.__class__)(record, into)


@cache
def _walks(cls: type) -> tuple[_Walk, ...]:
    """The fields of a class that hold references, or records that may hold some."""
    walks = []
    for attribute, key, _ in json_fields(cls):
        hint = field_types(cls)[attribute]
        for option in members(hint):
            inner = element(option)
            leaf = option if inner is None else inner
            kinds = _kinds(leaf)
            if kinds is not None or _may_name(leaf):
                walks.append(_Walk(attribute, key, kinds, several=inner is not None, holds=leaf))
    return tuple(walks)


@cache
def _walks_by_key(cls: Any) -> Mapping[str, _Walk]:
    return {walk.key: walk for walk in _walks(cls)}


@cache
def _may_name(hint: Any) -> bool:
    """Whether records of a class have ids or name others, themselves or in a record inside them."""
    parts: frozenset[Any] = parts_of(hint)
    if Event in parts or any(issubclass(part, (Claim, Term)) for part in parts):
        return True
    options = [option for part in parts for field in field_types(part).values() for option in members(field)]
    return any(_kinds(option if element(option) is None else element(option)) is not None for option in options)


def _kinds(hint: Any) -> tuple[str, ...] | None:
    if get_origin(hint) is not Annotated:
        return None
    return next((extra.kinds for extra in get_args(hint)[1:] if isinstance(extra, Ref)), None)


def references(record: Record | Draft, path: str = "") -> Iterator[Reference]:
    """Every reference that a record and the records inside it hold."""
    if isinstance(record, Draft):
        yield from record.references(path)
        return
    cls: Any = type(record)
    for attribute, key, kinds, several, _ in _walks(cls):
        value = getattr(record, attribute)
        if not value:  # None or ()
            continue
        for index, each in enumerate(value if several else (value,)):
            place = f"{path}/{key}/{index}" if several else f"{path}/{key}"
            if kinds is None:
                if isinstance(each, Record):
                    yield from references(each, place)
            else:
                yield Reference(kinds, each, place)
    if isinstance(record, Assertion):
        yield from _named_by(record, path)


def _named_by(assertion: Assertion | Draft, path: str) -> Iterator[Reference]:
    # Called on the class, because a draft has the fields of an assertion and not its methods.
    named = Assertion.refers_to(cast("Assertion", assertion))
    if named is not None:
        kind, id_ = named
        yield Reference((kind,), id_, f"{path}/{'of' if kind == 'term' else 'value'}")


_R = TypeVar("_R", bound=Record)


def renamed(record: _R, kind: str, name: Callable[[tuple[str, ...], str], str]) -> _R:
    """A record with other ids: its own, those of the claims and terms inside it, and all that they name.

    Args:
        record: The record.
        kind: The kind of its own id; "" where it has none.
        name: Gives for an id of one of some kinds the id to put in its place, which may be the same.
    """
    cls: Any = type(record)
    changed: dict[str, Any] = {}
    for attribute, _, kinds, several, _ in _walks(cls):
        value = getattr(record, attribute)
        if not value:  # None or ()
            continue
        new = tuple(_renamed(each, kinds, name) for each in value) if several else _renamed(value, kinds, name)
        if new != value:
            changed[attribute] = new
    if isinstance(record, Assertion) and (named := record.refers_to()) is not None:
        changed["of" if named[0] == "term" else "value"] = name((named[0],), named[1])
    own = getattr(record, "id", None) if kind else None
    if own is not None:
        changed["id"] = name((kind,), own)
    if all(getattr(record, attribute) == value for attribute, value in changed.items()):
        return record
    whole: Any = record
    made: _R = attrs.evolve(whole, **changed)
    return made


def _renamed(value: Any, kinds: tuple[str, ...] | None, name: Callable[[tuple[str, ...], str], str]) -> Any:
    if kinds is not None:
        return name(kinds, value)
    if not isinstance(value, Record):
        return value
    return renamed(value, "claim" if isinstance(value, Claim) else "term" if isinstance(value, Term) else "", name)


def identities(dataset: Dataset | Draft | SimpleNamespace) -> Iterator[tuple[str, str | None, str]]:
    """Every id: (kind of record, id or None, path)."""
    for name in RECORD_LISTS:
        kind = name.removesuffix("s")
        for index, record in enumerate(getattr(dataset, name)):
            path = f"/{name}/{index}"
            yield kind, getattr(record, "id", None), f"{path}/id"
            if issubclass(_class_of(record), Talks):
                yield from _ids_in(record, "terms", "term", path)
            if issubclass(_class_of(record), Holder):
                yield from _ids_in(record, "figures", "claim", path)
                yield from _ids_in(record, "assertions", "claim", path)


def _ids_in(record: Any, name: str, kind: str, path: str) -> Iterator[tuple[str, str | None, str]]:
    for index, each in enumerate(getattr(record, name)):
        yield kind, getattr(each, "id", None), f"{path}/{name}/{index}/id"


def identity_problems(dataset: Dataset | Draft | SimpleNamespace) -> Iterator[Problem]:
    """The faults of `identity_faults` as problems."""
    for code, id_, path, message in identity_faults(dataset):
        yield Problem(code=code, severity=Severity.ERROR, path=path, message=message, value=shown(id_))


def identity_faults(dataset: Dataset | Draft | SimpleNamespace) -> Iterator[tuple[str, str, str, str]]:
    """Every duplicated id (ID101) and reference to a record that is not there (ID102): (code, id, path, message)."""
    known: dict[str, dict[str, str]] = {}
    for kind, id_, path in identities(dataset):
        if id_ is None:
            continue
        first = known.setdefault(kind, {}).setdefault(id_, path)
        if first != path:
            message = f"expected an id of its own, got {shown(id_)}, the id of the {kind} at {first}"
            yield "ID101", id_, path, message
    for name in RECORD_LISTS:
        for index, record in enumerate(getattr(dataset, name)):
            if not isinstance(record, (Record, Draft)):  # something else stands in a refused file
                continue
            for kinds, id_, path in references(record, f"/{name}/{index}"):
                if not any(id_ in known.get(kind, ()) for kind in kinds):
                    message = f"expected the id of {' or '.join(map(_a, kinds))} of this dataset, got {shown(id_)}"
                    yield "ID102", id_, path, message


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
