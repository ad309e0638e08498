"""Struct twins: the compiled reader of JSON. The only module that knows msgspec.

For each class of the model a `msgspec.Struct` with the same fields is made from the type hints. JSON is decoded into
twins, which refuse unknown fields and wrong types, and of each twin its record is built, with the tests of the record's
constructor: so what is accepted is decided by the same hints as everywhere. What is refused is explained elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Annotated, Any, Final, Literal, NamedTuple, Union

import attrs
import msgspec

from ._building import Building
from ._building_code import REPEATED_OFTEN, Build
from ._claims import Assertion, Figure
from ._dataset import RECORD_LISTS, Dataset
from ._events import Event, kinds_by_tag
from ._fields import Whole
from ._record import Record, element, field_types, json_fields, members, split

__all__ = ["Twins", "twins"]

_EVENT: Final = "event"
_CLAIMS: Final = {"figures": Figure, "assertions": Assertion}
_TAGS: Final = re.compile(rb'\{"record": "([a-z]+)"(?:, "kind": "([^"\\]+)")?')
"""The tags of a line as the library writes them."""


class _Way(NamedTuple):
    """How to read one kind of record."""

    decode: Callable[[bytes], Any]
    cls: Any
    """Its class; `Event` where its kind tells it."""
    tags: int
    """The quotation marks of its tags."""


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
        self._members = {name: self._member(cls) for name, cls in RECORD_LISTS.items()}
        self._lines = {
            (name.removesuffix("s"), kind): self._line(each, name.removesuffix("s"))
            for name, cls in RECORD_LISTS.items()
            for kind, each in (self._kinds.items() if cls is Event else [(None, cls)])
        }
        self._tags = msgspec.json.Decoder(_Tags)
        self._parts = {cls: msgspec.json.Decoder(self._twin(cls)).decode for cls in REPEATED_OFTEN}

    def building(self, *, share: bool) -> Building:
        """What is to be known during one reading."""
        return Building(self._parts.__getitem__, share=share)

    # --- making twins ---

    def _member(self, cls: Any) -> _Way:
        return _Way(msgspec.json.Decoder(self._hint(cls)).decode, cls, 4 if cls is Event else 0)

    def _line(self, cls: Any, tag: str) -> _Way:
        decode = msgspec.json.Decoder(self._struct(cls, [("record", Literal[tag])])).decode
        return _Way(decode, cls, 8 if tag == _EVENT else 4)

    def _twin(self, cls: Any) -> type[msgspec.Struct]:
        if cls not in self._made:
            self._made[cls] = self._struct(cls)
        return self._made[cls]

    def _struct(self, cls: Any, extra: Sequence[Any] = ()) -> type[msgspec.Struct]:
        tagged: dict[str, Any] = {"tag_field": "kind", "tag": cls.kind} if issubclass(cls, Event) else {}
        return msgspec.defstruct(
            f"{cls.__name__}Twin",
            [*extra, *self._fields(cls)],
            kw_only=True,
            forbid_unknown_fields=True,
            gc=False,
            rename={attribute: key for attribute, key, _ in json_fields(cls)},
            **tagged,
        )

    def _fields(self, cls: Any) -> list[Any]:
        fields: list[Any] = []
        for attribute, _, field in json_fields(cls):
            hint = self._hint(field_types(cls)[attribute])
            fields.append((attribute, hint) if field.default is attrs.NOTHING else (attribute, hint, field.default))
        return fields

    def _hint(self, hint: Any) -> Any:
        """The hint of a twin's field: twins for records, and no limits but the ranges of whole numbers.

        The other limits are judged when the record is built. What is repeated often stays undecoded.
        """
        options = members(hint)
        others = [option for option in options if option is not type(None)]
        if len(others) == 1 and others[0] in REPEATED_OFTEN:
            return msgspec.Raw
        if len(options) > 1:
            # Among others it has to be decoded, or its type could not be told.
            parts = (self._twin(option) if option in REPEATED_OFTEN else self._hint(option) for option in options)
            return Union[tuple(parts)]  # noqa: UP007 - made, not written
        base, limits = split(hint)
        if base is int and limits and isinstance(whole := limits[0], Whole):
            return Annotated[int, msgspec.Meta(ge=whole.low, le=whole.high)]
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
        _prove_head(data, msgspec.json.encode(twin))
        given = {name: getattr(twin, name) for name in RECORD_LISTS}
        lists = {name: () if raws is msgspec.UNSET else raws for name, raws in given.items()}
        return twin.format, self._plain(twin), lists

    def header(self, data: bytes) -> tuple[str, dict[str, Any]]:
        """The format and the other fields of the header of JSON Lines.

        Raises:
            Exception: Of any kind, if there is anything wrong with it.
        """
        twin: Any = self._heads[self._header].decode(data)
        _prove_head(data, msgspec.json.encode(twin))
        return twin.format, self._plain(twin)

    def _plain(self, twin: msgspec.Struct) -> dict[str, Any]:
        names = (name for name in twin.__struct_fields__ if name != "format" and name not in RECORD_LISTS)
        return {name: value for name in names if (value := getattr(twin, name)) is not msgspec.UNSET}

    def member(self, list_name: str, data: bytes, building: Building) -> Record:
        """A record of one of a document's lists.

        Raises:
            Exception: Of any kind, if there is anything wrong with it.
        """
        found = building.readers.get(list_name)
        if found is None:
            decode, cls, tags = self._members[list_name]
            build = self._any_event(building) if cls is Event else building.builder(cls)
            found = building.readers[list_name] = list_name, building.reader(decode, build, tags)
        record: Record = found[1](data)
        return record

    def with_claims(self, plain: dict[str, Any], data: bytes, building: Building) -> dict[str, Any]:
        """A record as plain data, with those of its claims as records in which there is nothing to explain.

        Args:
            plain: The record, with its tags.
            data: The JSON that it was read from.
            building: What has been met so far. It does not change.
        """
        again = msgspec.json.encode(plain)
        # Of a repeated field plain data keeps only the last, and a number beyond all floats is written again as null.
        if b"\\" in data or any(data.count(each) != again.count(each) for each in (b'"', b"null")):
            return plain
        return plain | {
            name: [self._claim(name, cls, each, building) for each in plain[name]]
            for name, cls in _CLAIMS.items()
            if type(plain.get(name)) is list
        }

    def _claim(self, name: str, cls: type, plain: Any, building: Building) -> Any:
        found = building.readers.get(name)
        if found is None:
            decode = msgspec.json.Decoder(self._twin(cls)).decode
            found = building.readers[name] = name, building.reader(decode, building.builder(cls), trace=False)
        try:
            return found[1](msgspec.json.encode(plain))
        except Exception:  # noqa: BLE001 - whatever it is, it is to be explained
            return plain

    def _any_event(self, building: Building) -> Build:
        """Builds an event of any kind."""
        builders = {self._twin(cls): building.builder(cls) for cls in self._kinds.values()}
        return lambda twin, plain: builders[twin.__class__](twin, plain)

    def line(self, data: bytes, building: Building) -> tuple[str, Record]:
        """A tagged record of JSON Lines, and the list that it belongs to.

        Raises:
            Exception: Of any kind, if there is anything wrong with it.
        """
        # Most lines start with their tags and then an id.
        start = data[: data.find(b', "id"')]
        list_name, read = building.readers.get(start) or self._reader(start, data, building)
        return list_name, read(data)

    def _reader(self, start: bytes, data: bytes, building: Building) -> tuple[str, Callable[[bytes], Any]]:
        found = _TAGS.fullmatch(start)
        if found is not None:
            record, kind = found[1].decode(), None if found[2] is None else found[2].decode()
        else:
            tags = self._tags.decode(data)
            # An actor has a field of that name too, which is no tag.
            record, kind = tags.record, tags.kind if tags.record == _EVENT else None
        decode, cls, marks = self._lines[record, kind]
        made = f"{record}s", building.reader(decode, building.builder(cls), marks)
        if found is not None:
            building.readers[start] = made
        return made


# The marks of a document's own fields cannot be counted beforehand, since its records are read later. A field that is
# given twice has at least two quotation marks more than what is left of its object. That could only be made up for by
# marks that are spelled without one and written again with one, so these are counted too; and a spelled backslash could
# look like another of them.
_SPELLED_QUOTE: Final = rb"\u0022"
_SPELLED_BACKSLASH: Final = re.compile(rb"\\u005[cC]")


def _prove_head(data: bytes, again: bytes) -> None:
    """Prove that no object repeats a field, from what was read and what is written again of it.

    Raises:
        ValueError: If that does not prove it.
    """
    proved = data.count(b'"') == again.count(b'"') and data.count(_SPELLED_QUOTE) == again.count(_SPELLED_QUOTE)
    if not proved or _SPELLED_BACKSLASH.search(data) is not None:
        raise ValueError("fields that are repeated")


@cache
def _twins(kinds: tuple[type[Event], ...], formats: tuple[str, ...]) -> Twins:
    return Twins(kinds, formats)


def twins(kinds: Iterable[type[Event]], formats: Iterable[str]) -> Twins:
    """The twins for some kinds of event of a user's own and the formats that can be read as they are; made once."""
    return _twins(tuple(kinds), tuple(formats))
