"""The JSON Schema of the file format, made from the type hints and docstrings of the classes.

It is not msgspec's own schema of the Struct twins. Those leave every limit (ranges, patterns, open vocabularies) to the
constructors, so a schema of them would let through nearly anything. Both are made by a walk over the same hints, which
are the one place where it is said what a field takes.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Annotated, Any, Final, Literal, NamedTuple, Optional, TypeAlias, cast, get_args, get_origin
from urllib.parse import quote

import attrs

from . import _edtf, _fields
from ._dataset import FORMAT, FORMAT_VERSION, RECORD_LISTS, Dataset
from ._events import KINDS, Event
from ._fields import Limit, OneOf, Pattern
from ._io import Kinds, converter
from ._record import Record, element, field_types, json_fields, members, split
from ._when import When

__all__ = ["UNSAID", "SchemaOf", "Unsaid", "json_schema"]

SchemaOf: TypeAlias = Literal["document", "line"]
"""What a schema is of: one whole document, or one line of JSON Lines."""


class Unsaid(NamedTuple):
    """A rule of the reader that the schema does not say.

    Attributes:
        name: Its name.
        codes: The codes under which the reader refuses what breaks it.
        meaning: What the schema takes and the reader refuses.
    """

    name: str
    codes: tuple[str, ...]
    meaning: str


UNSAID: Final = (
    Unsaid("whole-number", ("CT102", "IO108"), "`12.0`: JSON Schema takes it for an integer, the reader does not."),
    Unsaid("bounds", ("CT101",), "A lower bound above the upper one."),
    Unsaid("count-or-share", ("CT116",), "A figure with both a count and a share."),
    Unsaid("date", ("IO109", "DT104"), "A date of the right form that no calendar has, or an interval that cannot be."),
    Unsaid("either-or", ("IO107",), "A date without a text and without words, or a position toward nothing."),
    Unsaid("span", ("QT103",), "A span that is empty or not as long as its words."),
    Unsaid("tags", ("IO109",), "A group with the same tag twice."),
    Unsaid("surrogate", ("IO109",), "A text with half of a surrogate pair, which JSON can spell and UTF-8 cannot."),
    Unsaid("repeated-field", ("IO110",), "An object that has a field more than once: a schema sees the last alone."),
    Unsaid("unique-ids", ("ID101",), "An id that two records of one kind have."),
    Unsaid("references", ("ID102",), "A reference to a record that is not there."),
    Unsaid("header-first", ("IO102", "IO111"), "Of JSON Lines: records without a header before them, or two headers."),
)
"""Everything that the schema takes and the reader refuses. What the reader takes the schema takes, without exception.

Two of them (`count-or-share`, `either-or`) could be said, with keywords that generators constrained by a schema seldom
know. A law holds the table against both.
"""


def json_schema(of: SchemaOf = "document", *, kinds: Kinds = ()) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file format.

    It says what a document, or a line of JSON Lines, looks like. What it takes may still be refused by the reader: ids
    must be unique, references must lead somewhere, dates must exist. The page of the file format lists these rules.

        >>> schema = json_schema()
        >>> schema["$defs"]["Count"]["required"]
        ['low']

    Args:
        of: `document`, or `line` for one line of JSON Lines: the header, or a tagged record.
        kinds: Your own kinds of event that the document may hold. A schema with them has no `$id`, since it is another
            than the published one.

    Raises:
        ValueError: If `of` is neither, or a kind has no tag of its own or one without a dot.
    """
    if of not in get_args(SchemaOf):
        raise ValueError(f"expected the schema of a {' or '.join(get_args(SchemaOf))}, got {of!r}")
    own = tuple(kinds)
    if own:
        converter(own)  # which refuses kinds that could not be read
    walk = _Walk((*KINDS, *own))
    root = walk.document() if of == "document" else walk.line()
    name = f"urn:conflictevents:schema:{FORMAT_VERSION}{'' if of == 'document' else ':line'}"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **({} if own else {"$id": name}),
        **root,
        "$defs": dict(sorted(walk.definitions.items())),
    }


class _Walk:
    """A walk over the hints of the classes, which collects a definition of each class and each limit on the way."""

    def __init__(self, kinds: Iterable[type[Event]]) -> None:
        self.kinds = tuple(dict.fromkeys(kinds))
        self.definitions: dict[str, dict[str, Any]] = {}
        self._names: dict[Any, str] = {}

    def document(self) -> dict[str, Any]:
        root = self._object(Dataset, _tag("format", FORMAT, "The name and version of this format."))
        return {"title": "A conflictevents document", **root}

    def line(self) -> dict[str, Any]:
        lines = [self._defined("header", "Header", self._header)]
        for list_name, cls in RECORD_LISTS.items():
            tag = _tag("record", list_name.removesuffix("s"), "The kind of record that stands on this line.")
            lines += [self._record(each, tag) for each in (self.kinds if cls is Event else (cls,))]
        words = "The header, which is the first line, or one tagged record, as every other line is."
        return {"title": "A line of conflictevents JSON Lines", "description": words, "anyOf": lines}

    def _header(self) -> dict[str, Any]:
        tag = _tag("format", FORMAT, "The name and version of this format.")
        header = self._object(Dataset, tag, without=RECORD_LISTS)
        return header | {"description": "What the lines after it hold."}

    # --- classes ---

    def _record(self, cls: type, tag: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return self._defined((cls, tag is None), cls.__name__, lambda: self._object(cls, tag))

    def _object(
        self, cls: type, tag: Mapping[str, Any] | None = None, *, without: Iterable[str] = ()
    ) -> dict[str, Any]:
        properties: dict[str, Any] = dict(tag or {})
        if issubclass(cls, Event):
            properties |= _tag("kind", cls.kind, "The kind of event.")
        required = list(properties)
        for attribute, key, field in json_fields(cls):
            if key not in without:
                properties[key] = self._field(cls, attribute, field.default)
                if field.default is attrs.NOTHING:
                    required.append(key)
        return {
            "type": "object",
            **_words(cls.__doc__),
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def _field(self, cls: type, attribute: str, default: Any) -> dict[str, Any]:
        schema = self._type(_SHAPED.get((cls, attribute)) or field_types(cls)[attribute])
        if "$ref" in schema:  # which some readers of schemas want to stand alone
            schema = {"anyOf": [schema]}
        words = _described(cls).get(attribute)
        return {**schema, **_words(words), **_default(default)}

    # --- types ---

    def _type(self, hint: Any) -> dict[str, Any]:
        """The schema of one type; records, vocabularies and limits are put in the definitions and referred to."""
        options = members(hint)
        if len(options) > 1:
            return {"anyOf": [self._type(option) for option in options]}
        base, limits = split(hint)
        if base is Event:
            # Each has a `kind` of its own, so no more than one of them fits.
            return {"anyOf": [self._record(kind) for kind in self.kinds]}
        inner = element(base)
        if inner is not None:
            return {"type": "array", "items": self._type(inner)}
        if issubclass(base, Record):
            return self._record(base)
        if issubclass(base, Enum):
            return self._defined(base, base.__name__, lambda: _vocabulary(base))
        name = next((_NAMED[limit] for limit in limits if limit in _NAMED), None)
        if name is not None:
            return self._defined(limits, name, lambda: _limited(base, limits))
        return _limited(base, limits)

    def _defined(self, key: Any, name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """A reference to a definition, which is made when it is first asked for."""
        if key not in self._names:
            free = name
            while free in self.definitions:  # a class of a user's own may have the name of one of ours
                free += "_"
            self._names[key] = free
            self.definitions[free] = {}  # a record may hold another of its class
            self.definitions[free] |= make()
        return {"$ref": f"#/$defs/{quote(self._names[key])}"}


# --- leaves ----------------------------------------------------------------------------------------------------------

_TYPES: Final[dict[type, str]] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}


def _limited(base: type, limits: tuple[Limit, ...]) -> dict[str, Any]:
    """The schema of a text, number or truth value with its limits."""
    plain: dict[str, Any] = {"type": _TYPES[base]}
    for limit in limits:
        said = limit.schema()
        if "anyOf" in said:
            # Each alternative says its type, which is more widely understood than a type beside them.
            plain = {"anyOf": [plain | each for each in said["anyOf"]]}
        else:
            plain |= said
        plain |= _words(_of_limit(limit))
    return plain


def _of_limit(limit: Limit) -> str:
    if isinstance(limit, OneOf):
        return _meanings(limit.vocabulary)
    return limit.expected[:1].upper() + limit.expected[1:] + "."


def _vocabulary(vocabulary: type[Enum]) -> dict[str, Any]:
    return {"type": "string", "enum": [term.value for term in vocabulary], **_words(_meanings(vocabulary))}


def _meanings(vocabulary: type[Enum]) -> str:
    """What a vocabulary is and what each of its words means."""
    words = [f"{term.value}: {meaning}" for term in vocabulary if (meaning := getattr(term, "meaning", ""))]
    return " ".join((_summary(vocabulary.__doc__ or vocabulary.__name__), *words))


def _names_of_limits() -> Iterator[tuple[Limit, str]]:
    for name, alias in vars(_fields).items():
        if get_origin(alias) is Annotated:
            limit = split(alias)[1][0]
            yield limit, limit.vocabulary.__name__ if isinstance(limit, OneOf) else name


# Of several names for one limit (Id, ActorRef …) the first.
_NAMED: Final[Mapping[Limit, str]] = dict(reversed(tuple(_names_of_limits())))


def _unnamed(pattern: re.Pattern[str]) -> str:
    """A regular expression in the words that Python and ECMA 262 share: without names of groups."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern)


def _edtf_shape() -> Pattern:
    single = f"(?:{_unnamed(_edtf._DATE)}|{_unnamed(_edtf._CLOCK)})"  # noqa: SLF001 - the one place that knows them
    shape = rf"{single}(?:/(?:{single}|\.\.)?)?|(?:\.\.)?/{single}"
    return Pattern(shape, "an EDTF date of level 0 or 1, a clock time, or an interval of either")


# A field whose constructor refuses more than a hint says, and whose form can be said: its hint for the schema.
_SHAPED: Final[Mapping[tuple[type, str], Any]] = {(When, "edtf"): Optional[Annotated[str, _edtf_shape()]]}  # noqa: UP045


# --- words and defaults ----------------------------------------------------------------------------------------------


def _tag(key: str, value: str, words: str) -> dict[str, Any]:
    return {key: {"type": "string", "const": value, "description": words}}


def _default(value: Any) -> dict[str, Any]:
    """The default of a field, where it has one that is the same for every record."""
    if value is attrs.NOTHING or isinstance(value, cast("type", attrs.Factory)):
        return {}
    return {"default": _plain(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Record):
        cls: type = type(value)
        fields = [(key, getattr(value, attribute), field) for attribute, key, field in json_fields(cls)]
        return {key: _plain(each) for key, each, field in fields if each != field.default}
    return value.value if isinstance(value, Enum) else value


def _words(text: str | None) -> dict[str, str]:
    # What docstrings call None is null in a file.
    return {"description": re.sub(r"\bNone\b", "null", _summary(text))} if text else {}


def _summary(text: str) -> str:
    """The first paragraph of a text, on one line."""
    return " ".join(inspect.cleandoc(text).split("\n\n", 1)[0].split())


@cache
def _described(cls: type) -> dict[str, str]:
    """What the docstrings of a class and its bases say of each field."""
    words: dict[str, str] = {}
    for each in reversed(cls.__mro__):
        # Not `inspect.getdoc`, which would give a class without a docstring that of its base.
        section = inspect.cleandoc(each.__doc__ or "").partition("\nAttributes:\n")[2]
        section = section.partition("\n\n")[0]
        for name, text in re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", section, flags=re.MULTILINE):
            words[name] = " ".join(text.split())
    return words
