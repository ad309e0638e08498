"""Struct twins: the compiled way between JSON and records. The only module that knows msgspec.

For each class of the model a `msgspec.Struct` with the same fields is made from the type hints. JSON is decoded into
twins, which refuse unknown fields and wrong types, and each twin is converted to its record, whose constructor checks
the rest: so what is accepted is decided by the same code as everywhere. What is refused here is explained elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final, Literal, NamedTuple, Union

import attrs
import msgspec

from ._claims import Attribution, Holder
from ._dataset import RECORD_LISTS, Dataset
from ._events import Event, kinds_by_tag
from ._record import Record, element, field_types, json_fields, members, parts_of, prepare, split

__all__ = ["Shared", "Twins", "spaced", "twins"]

# A field that is given twice has at least two quotation marks more than what is left of its object. That could only be
# made up for by marks that are spelled without one and written again with one, so these are counted too; and a spelled
# backslash could look like another of them.
_QUOTE: Final = b'"'
_SPELLED_QUOTE: Final = rb"\u0022"
_SPELLED_BACKSLASH: Final = re.compile(rb"\\u005[cC]")
_EVENT: Final = "event"
_REMEMBERED: Final = 10_000
_TAGS: Final = re.compile(rb'\s*\{\s*"record"\s*:\s*"([a-z]+)"(?:\s*,\s*"kind"\s*:\s*"([^"\\]+)")?')


class _Way(NamedTuple):
    """How to read one kind of record."""

    decoder: msgspec.json.Decoder[Any]
    cls: type[Record] | None
    """The class; None where the twin's own class tells it."""
    list_name: str


class _Tags(msgspec.Struct):
    record: str
    kind: str | None = None


class Twins:
    """The twins of all classes, with some kinds of event of a user's own among them."""

    def __init__(self, kinds: tuple[type[Event], ...], formats: tuple[str, ...]) -> None:
        self._kinds = kinds_by_tag(kinds)
        self._made: dict[type, type[msgspec.Struct]] = {}
        # What a head leaves out is unset, and not its default: written again it has exactly the fields that it had.
        unset = msgspec.UnsetType
        lists: list[Any] = [(name, tuple[msgspec.Raw, ...] | unset, msgspec.UNSET) for name in RECORD_LISTS]
        plain: list[Any] = [
            (name, hint | unset, msgspec.UNSET) for name, hint, _ in self._fields(Dataset) if name not in RECORD_LISTS
        ]
        header_fields: list[Any] = [("format", Literal[formats]), *plain]
        document = msgspec.defstruct("Document", [*header_fields, *lists], kw_only=True, forbid_unknown_fields=True)
        header = msgspec.defstruct("Header", header_fields, kw_only=True, forbid_unknown_fields=True)
        self._heads = {cls: msgspec.json.Decoder(cls) for cls in (document, header)}
        self._document, self._header = document, header
        self._members = {name: self._member(name, cls) for name, cls in RECORD_LISTS.items()}
        self._lines = {
            (name.removesuffix("s"), kind): _Way(self._line(each, name.removesuffix("s")), each, name)
            for name, cls in RECORD_LISTS.items()
            for kind, each in (self._kinds.items() if cls is Event else [(None, cls)])
        }
        self._tags = msgspec.json.Decoder(_Tags)
        self._classes: dict[type, type[Record]] = {twin: cls for cls, twin in self._made.items()}

    # --- making twins ---

    def _member(self, list_name: str, cls: Any) -> _Way:
        return _Way(msgspec.json.Decoder(self._hint(cls)), None if cls is Event else cls, list_name)

    def _line(self, cls: Any, tag: str) -> msgspec.json.Decoder[Any]:
        return msgspec.json.Decoder(self._struct(cls, [("record", Literal[tag])]))

    def _twin(self, cls: Any) -> type[msgspec.Struct]:
        if cls not in self._made:
            self._made[cls] = self._struct(cls)
        return self._made[cls]

    def _struct(self, cls: Any, extra: Sequence[Any] = ()) -> type[msgspec.Struct]:
        prepare(cls)  # msgspec looks up once what to call after it has made an object
        tagged: dict[str, Any] = {"tag_field": "kind", "tag": cls.kind} if issubclass(cls, Event) else {}
        return msgspec.defstruct(
            f"{cls.__name__}Twin",
            [*extra, *self._fields(cls)],
            kw_only=True,
            forbid_unknown_fields=True,
            omit_defaults=True,
            rename={attribute: key for attribute, key, _ in json_fields(cls)},
            # An attribution's twin is looked up among those already converted, so it and its parts can be hashed.
            frozen=cls in parts_of(Attribution),
            **tagged,
        )

    def _fields(self, cls: Any) -> list[Any]:
        fields: list[Any] = []
        for attribute, _, field in json_fields(cls):
            hint = self._hint(field_types(cls)[attribute])
            fields.append((attribute, hint) if field.default is attrs.NOTHING else (attribute, hint, field.default))
        return fields

    def _hint(self, hint: Any) -> Any:
        """The hint of a twin's field: twins for records, and no limits, which the records' constructors judge."""
        options = members(hint)
        if len(options) > 1:
            return Union[tuple(self._hint(option) for option in options)]  # noqa: UP007 - made, not written
        base, _ = split(hint)
        inner = element(base)
        if inner is not None:
            return tuple[self._hint(inner), ...]  # type: ignore[misc]
        if base is Event:
            return Union[tuple(map(self._twin, self._kinds.values()))]  # noqa: UP007
        return self._twin(base) if issubclass(base, Record) else base

    # --- reading ---

    def document(self, data: bytes) -> tuple[str, dict[str, Any], dict[str, tuple[msgspec.Raw, ...]]]:
        """A document taken apart: its format, its own fields, and the raw records of each list.

        Raises:
            Exception: Of any kind, if there is anything wrong with it.
        """
        twin: Any = self._heads[self._document].decode(data)
        _prove(data, msgspec.json.encode(twin))
        given = {name: getattr(twin, name) for name in RECORD_LISTS}
        lists = {name: () if raws is msgspec.UNSET else raws for name, raws in given.items()}
        return twin.format, self._plain(twin), lists

    def header(self, data: bytes) -> tuple[str, dict[str, Any]]:
        """The format and the other fields of the header of JSON Lines.

        Raises:
            Exception: Of any kind, if there is anything wrong with it.
        """
        twin: Any = self._heads[self._header].decode(data)
        _prove(data, msgspec.json.encode(twin))
        return twin.format, self._plain(twin)

    def _plain(self, twin: msgspec.Struct) -> dict[str, Any]:
        names = (name for name in twin.__struct_fields__ if name != "format" and name not in RECORD_LISTS)
        return {name: value for name in names if (value := getattr(twin, name)) is not msgspec.UNSET}

    def member(self, list_name: str, data: bytes, shared: Shared | None) -> Record:
        """A record of one of a document's lists.

        Raises:
            Exception: Of any kind, if there is anything wrong with it.
        """
        return self._read(self._members[list_name], data, shared)

    def line(self, data: bytes, shared: Shared | None) -> tuple[str, Record]:
        """A tagged record of JSON Lines, and the list that it belongs to.

        Raises:
            Exception: Of any kind, if there is anything wrong with it.
        """
        found = _TAGS.match(data)
        way = None
        if found is not None:
            record, kind = found[1].decode(), found[2]
            way = self._lines.get((record, None if kind is None else kind.decode()))
        if way is None:
            tags = self._tags.decode(data)
            # An actor has a field of that name too, which is no tag.
            way = self._lines[tags.record, tags.kind if tags.record == _EVENT else None]
        return way.list_name, self._read(way, data, shared)

    def _read(self, way: _Way, data: bytes, shared: Shared | None) -> Record:
        twin = way.decoder.decode(data)
        _prove(data, msgspec.json.encode(twin))
        cls = way.cls or self._classes[twin.__class__]
        if shared is not None and issubclass(cls, Holder):
            shared.put_into(twin)
        record: Record = msgspec.convert(twin, cls, from_attributes=True)
        return record

    # --- writing ---

    def twin_of(self, record: Record) -> Any:
        """The twin of a record, which two equal records have equal."""
        twin = msgspec.convert(record, self._twin(type(record)), from_attributes=True)
        _settle(twin, type(record))
        return twin

    def encode(self, record: Record) -> bytes:
        """A record as compact JSON."""
        return msgspec.json.encode(self.twin_of(record), enc_hook=_text)

    def builtins(self, record: Record) -> dict[str, Any]:
        """A record as plain data, in the order of writing."""
        plain: dict[str, Any] = msgspec.to_builtins(self.twin_of(record), enc_hook=_text)
        return plain


def _settle(twin: Any, cls: type) -> None:
    """Let what equals its default be that very object, by which alone msgspec knows a default that it shall omit."""
    for name, default in _unlike_defaults(cls):
        if getattr(twin, name) == default:
            msgspec.structs.force_setattr(twin, name, default)
    for name, inner in _unsettled(cls):
        value = getattr(twin, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, msgspec.Struct):
                _settle(each, inner)


@cache
def _unlike_defaults(cls: type) -> tuple[tuple[str, Any], ...]:
    """The fields of a class whose default, a text or a number, other objects may equal; with that default."""
    fields = ((name, field.default) for name, _, field in json_fields(cls))
    return tuple((name, default) for name, default in fields if type(default) in (str, int, float))


@cache
def _unsettled(cls: type) -> tuple[tuple[str, type], ...]:
    """The fields of a class that hold records with such defaults somewhere in them, and the class of these."""
    found = []
    for name, hint in field_types(cls).items():
        inners = [element(option) or option for option in members(hint)]
        found += [(name, each) for each in inners if any(_unlike_defaults(part) for part in parts_of(each))]
    return tuple(found)


def _text(value: Any) -> str:
    """A text of a class of its own, which records take, as a plain one."""
    if not isinstance(value, str):
        raise TypeError(f"expected text, got {type(value).__name__}")
    return str.__str__(value)


class Shared:
    """Attributions that were met before, so that equal ones are one object."""

    def __init__(self) -> None:
        self._attributions: dict[Any, Attribution] = {}

    def put_into(self, twin: Any) -> None:
        """Put the attributions met before in the place of equal ones of a holder's twin."""
        known = self._attributions
        for claims in (twin.figures, twin.assertions):
            for claim in claims:
                own = claim.attribution
                attribution = known.get(own)
                if attribution is None:
                    attribution = known[own] = msgspec.convert(own, Attribution, from_attributes=True)
                # The converter takes an object of the right class as it is.
                claim.attribution = attribution

    def put_into_record(self, record: Holder, compiled: Twins) -> None:
        """The same for a record of the explaining reader, which nobody else has seen yet."""
        for claim in record.claims:
            own = compiled.twin_of(claim.attribution)
            object.__setattr__(claim, "attribution", self._attributions.setdefault(own, claim.attribution))

    def forget(self) -> None:
        """Start anew, if there is much to remember: where records are not kept, their attributions shall not be."""
        if len(self._attributions) > _REMEMBERED:
            self._attributions.clear()


def _prove(data: bytes, again: bytes) -> None:
    """Prove that no object repeats a field, from what was read and what is written again of it.

    Raises:
        ValueError: If that does not prove it, as where a field is given with its default.
    """
    proved = data.count(_QUOTE) == again.count(_QUOTE) and data.count(_SPELLED_QUOTE) == again.count(_SPELLED_QUOTE)
    if not proved or _SPELLED_BACKSLASH.search(data) is not None:
        msg = "fields that are repeated, or given with their default"
        raise ValueError(msg)


@cache
def _twins(kinds: tuple[type[Event], ...], formats: tuple[str, ...]) -> Twins:
    return Twins(kinds, formats)


def twins(kinds: Iterable[type[Event]], formats: Iterable[str]) -> Twins:
    """The twins for some kinds of event of a user's own and the formats that can be read as they are; made once."""
    return _twins(tuple(kinds), tuple(formats))


def spaced(line: bytes) -> bytes:
    """Compact JSON with a space after each comma and colon."""
    return msgspec.json.format(line, indent=0)
