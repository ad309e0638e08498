# ruff: noqa: INP001, PLC0415, SLF001 - a module beside the scripts; peers are imported where installed
"""The readers and writers to compare, each of which reads a list of lines and writes what it has read.

Their models are made from the same type hints as those of the library, so that a new field or limit is in all of them
at once. Every reader is given its decoder for each line beforehand, which is more than a real file does.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, Final, Literal, NamedTuple, Union

import attrs
import msgspec
from _content import Content

import conflictevents as ce
from conflictevents import _fields, _json
from conflictevents._dataset import RECORD_LISTS
from conflictevents._events import KINDS
from conflictevents._fields import Limit, Real, Whole
from conflictevents._record import element, field_types, json_fields, members, split

CLASSES: Final = {name.removesuffix("s"): cls for name, cls in RECORD_LISTS.items()}
"""The class of each sort of record, as lines name it."""

_LENGTHS: Final = {
    split(_fields.Id)[1][0]: (1, 200),
    split(_fields.Text)[1][0]: (1, None),
    split(_fields.Country)[1][0]: (2, 2),
    split(_fields.Hash)[1][0]: (64, 64),
}


class Peer(NamedTuple):
    """A way to read and write.

    Attributes:
        name: What it is called in the tables.
        read: Reads the records of some content; raises on the first fault, whatever it is.
        read_each: Reads record by record and tells how many faults it has described, with what it has read, so that the
            throwing away is not counted; None where it cannot go on.
        write: Writes what was read; None where there is nothing of its own to write with.
        own: What it reads, made from our content; None where it is our content itself.
        slow: Whether it is given fewer records.
    """

    name: str
    read: Callable[[Any], Any]
    read_each: Callable[[Any], tuple[int, Any]] | None = None
    write: Callable[[Any], Any] | None = None
    own: Callable[[Content], Any] | None = None
    slow: bool = False


Maker = Callable[[], Peer]


def _by_line(decoders: dict[str, Callable[[bytes], Any]]) -> Callable[[Content], list[Any]]:
    def read(content: Content) -> list[Any]:
        return [decoders[tag](line) for tag, line in zip(content.tags, content.lines, strict=True)]

    return read


def _each_by_line(
    decoders: dict[str, Callable[[bytes], Any]], refusal: type[Exception], told: Callable[[Any], int]
) -> Callable[[Content], tuple[int, Any]]:
    def read_each(content: Content) -> tuple[int, Any]:
        faults = 0
        kept = []
        for tag, line in zip(content.tags, content.lines, strict=True):
            try:
                kept.append(decoders[tag](line))
            except refusal as error:
                faults += told(error)
        return faults, kept

    return read_each


# --- this library ----------------------------------------------------------------------------------------------------


def _told(refused: ce.InvalidRecordError) -> int:
    return sum(len(str(problem)) > 0 for problem in refused.problems)


def _loads(content: Content, *, share: bool = True) -> ce.Dataset:
    return ce.loads(content.data, format="jsonl", share=share)


def _loads_each(content: Content, *, share: bool = True) -> tuple[int, Any]:
    try:
        return 0, ce.loads(content.data, format="jsonl", share=share)
    except ce.InvalidRecordError as refused:
        return _told(refused), refused  # whose traceback keeps what has been read


def _written(dataset: ce.Dataset) -> str:
    return ce.dumps(dataset, format="jsonl")


def own() -> Peer:
    """`loads` as it is: with ids and references, and equal attributions shared."""
    return Peer("conflictevents: loads, dumps", _loads, _loads_each, _written)


def own_unshared() -> Peer:
    """`loads` without sharing."""
    read = functools.partial(_loads, share=False)
    return Peer("conflictevents: loads(share=False)", read, functools.partial(_loads_each, share=False))


def own_scan() -> Peer:
    """`scan`, whose records are kept here."""

    def read_each(content: Content) -> tuple[int, Any]:
        kept = []
        try:
            kept.extend(ce.scan(content.data))
        except ce.InvalidRecordError as refused:
            return _told(refused), kept
        return 0, kept

    return Peer("conflictevents: scan", lambda content: list(ce.scan(content.data)), read_each)


def own_document() -> Peer:
    """`loads` and `dumps` of the same records as one document over many lines."""
    return Peer(
        "conflictevents: one document",
        lambda content: ce.loads(content.document, format="json"),
        None,
        lambda dataset: ce.dumps(dataset, format="json"),
    )


def own_explaining() -> Peer:
    """The converter that explains, for every record."""
    made = ce.converter()

    def decoder(cls: type) -> Callable[[bytes], Any]:
        hook = made.get_structure_hook(cls)

        def decode(line: bytes) -> Any:
            plain = _json.decode(line.decode(), "line")
            del plain["record"]
            return hook(plain, cls)

        return decode

    def write(records: Iterable[Any]) -> list[str]:
        return [_json.encode_line(made.unstructure(record)) for record in records]

    decoders = {tag: decoder(cls) for tag, cls in CLASSES.items()}
    each = _each_by_line(decoders, ce.InvalidRecordError, _told)
    return Peer("conflictevents: the explaining converter alone", _by_line(decoders), each, write, slow=True)


# --- Structs ---------------------------------------------------------------------------------------------------------


def _pattern(limit: Limit) -> str:
    """The regular expression of a limit, which matches a text as a whole."""
    schema = limit.schema()
    if "pattern" in schema:
        return str(schema["pattern"])
    words, own_word = schema["anyOf"]
    choices = "|".join(map(re.escape, words["enum"]))
    return f"^(?:{choices})(?![\\s\\S])|{own_word['pattern']}"


class _Structs:
    """Struct twins with none, some or all of the limits that `msgspec.Meta` can say."""

    def __init__(self, *, lengths: bool, patterns: bool) -> None:
        self._lengths, self._patterns = lengths, patterns
        self._made: dict[type, type[msgspec.Struct]] = {}

    def line(self, tag: str, cls: type) -> Any:
        """The type of the lines of one sort of record."""
        extra = [("record", Literal[tag])]
        if cls is ce.Event:
            return Union[tuple(self._struct(kind, extra) for kind in KINDS)]  # noqa: UP007 - made, not written
        return self._struct(cls, extra)

    def document(self) -> Any:
        """The type of a document."""
        return self._struct(ce.Dataset, [("format", str)])

    def _struct(self, cls: type, extra: Sequence[Any] = ()) -> type[msgspec.Struct]:
        if not extra and cls in self._made:
            return self._made[cls]
        fields: list[Any] = list(extra)
        for attribute, _, field in json_fields(cls):
            hint = self._hint(field_types(cls)[attribute])
            fields.append((attribute, hint) if field.default is attrs.NOTHING else (attribute, hint, field.default))
        tagged: dict[str, Any] = {"tag_field": "kind", "tag": cls.kind} if issubclass(cls, ce.Event) else {}
        made = msgspec.defstruct(
            cls.__name__,
            fields,
            kw_only=True,
            forbid_unknown_fields=True,
            omit_defaults=True,
            rename={attribute: key for attribute, key, _ in json_fields(cls)},
            **tagged,
        )
        if not extra:
            self._made[cls] = made
        return made

    def _hint(self, hint: Any) -> Any:
        options = members(hint)
        if len(options) > 1:
            return Union[tuple(self._hint(option) for option in options)]  # noqa: UP007
        base, limits = split(hint)
        inner = element(base)
        if inner is not None:
            return tuple[self._hint(inner), ...]  # type: ignore[misc]
        if base is ce.Event:
            return Union[tuple(self._struct(kind) for kind in KINDS)]  # noqa: UP007
        if isinstance(base, type) and issubclass(base, ce.Record):
            return self._struct(base)
        meta: dict[str, Any] = {}
        for limit in limits if self._lengths else ():
            if isinstance(limit, (Whole, Real)):
                meta |= {"ge": limit.low, "le": limit.high}
            elif self._patterns:
                meta["pattern"] = _pattern(limit)
            if limit in _LENGTHS:
                least, most = _LENGTHS[limit]
                meta |= {"min_length": least} | ({} if most is None else {"max_length": most})
        return Annotated[base, msgspec.Meta(**meta)] if meta else base


def _structs(name: str, *, lengths: bool, patterns: bool) -> Peer:
    made = _Structs(lengths=lengths, patterns=patterns)
    decoders = {tag: msgspec.json.Decoder(made.line(tag, cls)).decode for tag, cls in CLASSES.items()}
    encode = msgspec.json.Encoder().encode

    def write(records: Iterable[Any]) -> list[bytes]:
        return [encode(record) for record in records]

    each = _each_by_line(decoders, msgspec.ValidationError, lambda error: len(str(error)) > 0)
    return Peer(name, _by_line(decoders), each, write)


def structs() -> Peer:
    """The base: types and unknown fields, no limits."""
    return _structs("msgspec Struct, types alone", lengths=False, patterns=False)


def structs_lengths() -> Peer:
    """With ranges of numbers and lengths of texts."""
    return _structs("msgspec Struct, Meta: ranges and lengths", lengths=True, patterns=False)


def structs_patterns() -> Peer:
    """With all that Meta can say of the same limits."""
    return _structs("msgspec Struct, Meta: all limits", lengths=True, patterns=True)


def structs_document() -> Peer:
    """Types alone, one document."""
    decode = msgspec.json.Decoder(_Structs(lengths=False, patterns=False).document()).decode
    return Peer("msgspec Struct, one document", lambda content: decode(content.document))


# --- JSON alone ------------------------------------------------------------------------------------------------------


def json_alone() -> Peer:
    """The standard library, to dicts."""
    every = dict.fromkeys(CLASSES, json.loads)
    return Peer("json alone (dicts)", _by_line(every), None, lambda plain: [json.dumps(each) for each in plain])


def orjson_alone() -> Peer:
    """The fastest reader into dicts."""
    import orjson

    every = dict.fromkeys(CLASSES, orjson.loads)
    return Peer("orjson alone (dicts)", _by_line(every), None, lambda plain: [orjson.dumps(each) for each in plain])


# --- pydantic --------------------------------------------------------------------------------------------------------


class _Models:
    """Pydantic models of the same fields and limits: strict, frozen, unknown fields forbidden."""

    def __init__(self) -> None:
        import pydantic

        self._pydantic = pydantic
        self._config = pydantic.ConfigDict(strict=True, extra="forbid", frozen=True, populate_by_name=True)
        self._made: dict[tuple[type, str], Any] = {}

    def adapter(self, tag: str, cls: type) -> Any:
        """What reads and writes the lines of one sort of record."""
        if cls is ce.Event:
            return self._pydantic.TypeAdapter(self._events(tag))
        return self._pydantic.TypeAdapter(self._model(cls, tag))

    def _events(self, tag: str = "") -> Any:
        kinds = Union[tuple(self._model(kind, tag) for kind in KINDS)]  # noqa: UP007
        return Annotated[kinds, self._pydantic.Field(discriminator="kind")]

    def _model(self, cls: type, tag: str = "") -> Any:
        if (cls, tag) not in self._made:
            fields: dict[str, Any] = {"record": (Literal[tag], ...)} if tag else {}
            if issubclass(cls, ce.Event):
                fields["kind"] = (Literal[cls.kind], ...)
            for attribute, key, field in json_fields(cls):
                default = ... if field.default is attrs.NOTHING else field.default
                alias = {} if key == attribute else {"alias": key}
                fields[attribute] = (self._hint(field_types(cls)[attribute]), self._pydantic.Field(default, **alias))
            self._made[cls, tag] = self._pydantic.create_model(cls.__name__, __config__=self._config, **fields)
        return self._made[cls, tag]

    def _hint(self, hint: Any) -> Any:
        options = members(hint)
        if len(options) > 1:
            return Union[tuple(self._hint(option) for option in options)]  # noqa: UP007
        base, limits = split(hint)
        inner = element(base)
        if inner is not None:
            return tuple[self._hint(inner), ...]  # type: ignore[misc]
        if base is ce.Event:
            return self._events()
        if isinstance(base, type) and issubclass(base, ce.Record):
            return self._model(base)
        field: dict[str, Any] = {}
        for limit in limits:
            if isinstance(limit, (Whole, Real)):
                field |= {"ge": limit.low, "le": limit.high}
            elif limit is split(_fields.Text)[1][0]:
                field["pattern"] = r"\S"  # the same, in the words of its own regular expressions
            else:
                # They know no look-ahead, and their `$` is the end of the text and nothing else.
                field["pattern"] = _pattern(limit).replace(r"(?![\s\S])", "$")
        return Annotated[base, self._pydantic.Field(**field)] if field else base


def pydantic() -> Peer:
    """Pydantic's own reader of JSON, in Rust."""
    import pydantic as installed

    models = _Models()
    adapters = {tag: models.adapter(tag, cls) for tag, cls in CLASSES.items()}
    decoders = {tag: adapter.validate_json for tag, adapter in adapters.items()}
    writers = {
        model: functools.partial(model.__pydantic_serializer__.to_json, by_alias=True, exclude_defaults=True)
        for model in models._made.values()
    }

    def write(records: Iterable[Any]) -> list[bytes]:
        return [writers[record.__class__](record) for record in records]

    each = _each_by_line(decoders, installed.ValidationError, lambda error: len(error.errors()))
    return Peer("pydantic v2, strict", _by_line(decoders), each, write)


# --- cattrs ----------------------------------------------------------------------------------------------------------


def cattrs() -> Peer:
    """The library's classes through cattrs' own hooks; two fields need one, and the kinds of event a strategy."""
    import orjson
    from cattrs import Converter, errors, transform_error
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
    from cattrs.strategies import configure_tagged_union

    made = Converter(forbid_extra_keys=True, omit_if_default=True)
    text_or_when = field_types(ce.Assertion)["value"]
    made.register_structure_hook(
        text_or_when, lambda value, _: value if isinstance(value, str) else made.structure(value, ce.When)
    )
    made.register_unstructure_hook(
        text_or_when, lambda value: value if isinstance(value, str) else made.unstructure(value)
    )
    renamed = override(rename="from")
    made.register_structure_hook(ce.Figure, make_dict_structure_fn(ce.Figure, made, from_=renamed))
    made.register_unstructure_hook(
        ce.Figure, make_dict_unstructure_fn(ce.Figure, made, _cattrs_omit_if_default=True, from_=renamed)
    )
    kinds = Union[KINDS]  # noqa: UP007 - made, not written
    configure_tagged_union(kinds, made, tag_generator=lambda cls: cls.kind, tag_name="kind")

    def decoder(cls: type) -> Callable[[bytes], Any]:
        hook = made.get_structure_hook(kinds if cls is ce.Event else cls)
        target = kinds if cls is ce.Event else cls

        def decode(line: bytes) -> Any:
            plain = orjson.loads(line)
            del plain["record"]
            return hook(plain, target)

        return decode

    def write(records: Iterable[Any]) -> list[bytes]:
        return [
            orjson.dumps(made.unstructure(record, kinds if isinstance(record, ce.Event) else record.__class__))
            for record in records
        ]

    def told(error: Exception) -> int:
        return len(transform_error(error)) if isinstance(error, errors.BaseValidationError) else len(str(error)) > 0

    decoders = {tag: decoder(cls) for tag, cls in CLASSES.items()}
    each = _each_by_line(decoders, Exception, told)
    return Peer("cattrs with its own hooks (orjson)", _by_line(decoders), each, write, slow=True)


# --- others' models of comparable content ----------------------------------------------------------------------------


def _figures(content: Content) -> Iterable[tuple[dict[str, Any], list[dict[str, Any]]]]:
    for tag, record in zip(content.tags, content.plain, strict=True):
        if tag in {"event", "report"}:
            yield record, record["figures"]


def stix2() -> Peer:
    """STIX 2.1: a bundle for each event or report, of an `incident` and a `note` for each figure."""
    import uuid

    import stix2 as installed

    def named(kind: str, name: str) -> str:
        return f"{kind}--{uuid.uuid5(uuid.NAMESPACE_URL, name)}"

    def bundle(record: dict[str, Any], figures: list[dict[str, Any]]) -> bytes:
        times = {"spec_version": "2.1", "created": "2025-05-25T00:00:00.000Z", "modified": "2025-05-25T00:00:00.000Z"}
        incident = {"type": "incident", "id": named("incident", record["id"]), **times}
        incident["name"] = record.get("title", record["id"])
        objects = [incident]
        for index, figure in enumerate(figures):
            source = {"source_name": figure["attribution"]["source"], "description": figure["spans"][0]["exact"]}
            objects.append(
                {
                    "type": "note",
                    "id": named("note", f"{record['id']}/{index}"),
                    **times,
                    "abstract": f"{figure['measure']} {figure['item']}",
                    "content": json.dumps(figure["count"]),
                    "authors": [figure["attribution"].get("speaker", "the source")],
                    "object_refs": [incident["id"]],
                    "external_references": [source],
                }
            )
        return json.dumps({"type": "bundle", "id": named("bundle", record["id"]), "objects": objects}).encode()

    def made(content: Content) -> list[bytes]:
        return [bundle(*each) for each in _figures(content)]

    def read(bundles: list[bytes]) -> list[Any]:
        return [installed.parse(each.decode()) for each in bundles]

    def write(bundles: list[Any]) -> list[str]:
        return [each.serialize() for each in bundles]

    return Peer("stix2, an incident and notes", read, None, write, made, slow=True)


def followthemoney() -> Peer:
    """FollowTheMoney: an `Event` and a `Note` for each figure, validated and cleaned."""
    from followthemoney import model

    def entities(record: dict[str, Any], figures: list[dict[str, Any]]) -> bytes:
        id_ = record["id"].replace("~", "-")
        event = {"id": id_, "schema": "Event", "properties": {"name": [record.get("title", id_)]}}
        if "when" in record:
            event["properties"]["date"] = [record["when"]["edtf"][:10]]
        made = [event]
        for index, figure in enumerate(figures):
            properties = {
                "name": [f"{figure['measure']} {figure['item']}"],
                "description": [json.dumps(figure["count"])],
                "entity": [id_],
                "author": [figure["attribution"].get("speaker", "the source")],
                "publisher": [figure["attribution"]["source"]],
                "summary": [figure["spans"][0]["exact"]],
            }
            made.append({"id": f"{id_}-{index}", "schema": "Note", "properties": properties})
        return json.dumps(made).encode()

    def made(content: Content) -> list[bytes]:
        return [entities(*each) for each in _figures(content)]

    def entity(plain: dict[str, Any]) -> Any:
        model.get(plain["schema"]).validate(plain)
        return model.get_proxy(plain, cleaned=False)

    def read(lines: list[bytes]) -> list[Any]:
        return [[entity(plain) for plain in json.loads(line)] for line in lines]

    def write(lines: list[Any]) -> list[str]:
        return [json.dumps([each.to_dict() for each in line]) for line in lines]

    return Peer("followthemoney, an Event and Notes", read, None, write, made, slow=True)


PEERS: Final[dict[str, Maker]] = {
    maker.__name__: maker
    for maker in (
        structs,
        structs_lengths,
        structs_patterns,
        own,
        own_unshared,
        own_scan,
        own_explaining,
        orjson_alone,
        json_alone,
        pydantic,
        cattrs,
        stix2,
        followthemoney,
        structs_document,
        own_document,
    )
}
"""All of them, by the names of their functions; the first is the base."""

DISTRIBUTIONS: Final = ("attrs", "cattrs", "msgspec", "orjson", "pydantic", "stix2", "followthemoney")
"""The distributions whose versions the tables give."""

BASES: Final = ("structs", "structs_patterns")
"""What all are held against: what msgspec does at its fastest, and what it does that is the same work."""
