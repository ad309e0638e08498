"""Building records from what a compiled reader has decoded: one function for each class, generated from its type hints.

The function takes an object with the attributes of the record (a twin), whose types are right, and gives the record. It
tests what the constructor tests, in the same words, and no more: what is known of the input as a whole (all ASCII, no
escapes) spares most tests of texts. On its way it counts the quotation marks that the input must have if no field is
repeated or spelled out with its default, and notes ids and what they name, so that nothing is gone through twice.

Attributions, counts and dates are the same again and again in real data. They come undecoded, and what was built from
the same bytes before is used once more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from itertools import islice
from typing import Annotated, Any, Final, TypeAlias, get_args, get_origin

import attrs

from ._claims import Assertion, Attribution, Claim, Holder
from ._count import Count
from ._dataset import Dataset
from ._events import KINDS, Term
from ._fields import Id, OneOf, Pattern, Ref, Text, Whole
from ._references import Names
from ._json import refuse_repeated_fields
from ._record import Record, agreement, compiled, element, encodes, field_types, json_fields, members, parts_of, split, taker
from ._when import When

__all__ = ["Built", "Building", "REPEATED_OFTEN", "kinds_named"]

REPEATED_OFTEN: Final = frozenset({Attribution, Count, When})
"""The classes whose records come undecoded, because equal ones are met again and again."""

Built: TypeAlias = tuple[Any, int]
"""A record, and the number of quotation marks that its JSON has if it has nothing that need not be there."""

_REMEMBERED: Final = 20_000
_REFUSE: Final = 'raise ValueError("a field does not take its value")'
# So many marks too few that no input can have as many as are counted.
_UNPROVED: Final = -(2**62)


def kinds_named(hint: Any) -> tuple[str, ...] | None:
    """The kinds of record that an id of this type may be of; None where it is no reference."""
    if get_origin(hint) is not Annotated:
        return None
    return next((extra.kinds for extra in get_args(hint)[1:] if isinstance(extra, Ref)), None)


class Building:
    """What is known during the reading of one input: names, texts and records met before.

    Args:
        decoders: Decode the bytes of a record that comes undecoded to its twin.
        share: Whether records that are spelled alike shall be one object.

    Attributes:
        ids: The ids given, by kind of record, each as often as it is given.
        named: The ids named, by the kinds that each may be of.
        new_names: What the record read last names for the first time.
        readers: The functions that have been made to read records that stand for themselves, each with its list; kept
            here by the compiled reader, by how the text of a record begins or by its list.
    """

    def __init__(self, decoders: Callable[[type], Callable[[bytes], Any]], *, share: bool) -> None:
        self.share = share
        self.ids: defaultdict[str, list[str]] = defaultdict(list)
        self._inner_ids = (self.ids["claim"], self.ids["term"])
        self.named: defaultdict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
        self.new_names: list[tuple[tuple[str, ...], str]] = []
        self._new_parts: list[tuple[type, bytes]] = []
        self._decoders = decoders
        self.readers: dict[str | bytes, tuple[str, Callable[[bytes], Any]]] = {}
        self._builders: dict[type, Callable[[Any, bool], Built]] = {}
        self._known: dict[type, dict[bytes, Built]] = {cls: {} for cls in REPEATED_OFTEN}
        self._texts: dict[str, str] = {}
        self._words: dict[Any, dict[str, str]] = {}
        self._equal: dict[Attribution, Attribution] = {}
        self._compared = 0

    def builder(self, cls: type) -> Callable[[Any, bool], Built]:
        """The function that builds the records of a class.

        It takes a twin, an object with the attributes of the record, of the right types and with whole numbers in
        range; and whether the input is known to be ASCII without an escape. It raises an exception of any kind if the record cannot be made.
        """
        made = self._builders.get(cls)
        if made is None:
            made = self._builders[cls] = _factory(cls)(self)
        return made

    def forget(self) -> None:
        """Start anew, where much is remembered: where records are not kept, what they were made of shall not be."""
        for memo in (*self._known.values(), self._texts):
            if len(memo) > _REMEMBERED:
                memo.clear()

    def reader(
        self, decode: Callable[[bytes], Any], build: Callable[[Any, bool], Built], tags: int
    ) -> Callable[[bytes], Any]:
        """A function that reads the JSON of a record that stands for itself, and proves that it repeats no field.

        It raises an exception of any kind if it cannot. What is refused leaves no trace.

        Args:
            decode: Gives the twin of the record.
            build: Builds the record of the twin.
            tags: The quotation marks of its tags, which are no fields of its class.
        """
        undo, new_names, new_parts, (claims, terms) = self._undo, self.new_names, self._new_parts, self._inner_ids

        def read(data: bytes) -> Any:
            if new_names:
                new_names.clear()
            if new_parts:
                new_parts.clear()
            claims_before, terms_before = len(claims), len(terms)
            try:
                record, marks = build(decode(data), data.isascii() and b"\\" not in data)
                if data.count(b'"') != marks + tags:
                    # A field is repeated, or given with its default, or a text holds a quotation mark.
                    refuse_repeated_fields(data.decode())
            except BaseException:
                undo(claims_before, terms_before)
                raise
            return record

        return read

    def _undo(self, claims: int, terms: int) -> None:
        """Forget what the record read last has brought, but for so many ids of claims and terms."""
        for ids, before in zip(self._inner_ids, (claims, terms), strict=True):
            del ids[before:]
        for kinds, id_ in self.new_names:
            del self.named[kinds][id_]
        for cls, data in self._new_parts:
            self._known[cls].pop(data, None)
        self.new_names.clear()

    def is_sound(self, records: Mapping[str, Sequence[Any]]) -> bool:
        """Whether each id is given once, and each id that is named is given; else it has to be looked at where.

        Args:
            records: The records that stand for themselves, by kind.
        """
        ids = {kind: [getattr(record, "id", None) for record in members] for kind, members in records.items()}
        given = {kind: [id_ for id_ in each if id_ is not None] for kind, each in (ids | self.ids).items()}
        known = {kind: set(ids) for kind, ids in given.items()}
        once = all(len(known[kind]) == len(ids) for kind, ids in given.items())
        return once and all(
            not named.keys() - set[str]().union(*(known.get(kind, ()) for kind in kinds))
            for kinds, named in self.named.items()
        )

    def add(self, names: Names) -> None:
        """Add the ids inside a record that was built elsewhere, and what it names."""
        for kind, ids in zip(("claim", "term"), self._inner_ids, strict=True):
            ids += names.ids[kind]
        for kinds, named in names.named.items():
            for id_ in named:
                self.name(kinds, id_)

    def adopt(self, record: Holder) -> None:
        """Let a record that was built elsewhere, and that nobody else has seen yet, share the attributions met before."""
        if not self.share:
            return
        known = self._known[Attribution]
        if len(known) < self._compared:
            self._equal, self._compared = {}, 0
        for attribution, _ in islice(known.values(), self._compared, None):
            self._equal.setdefault(attribution, attribution)
        self._compared = len(known)
        for claim in record.claims:
            own = claim.attribution
            object.__setattr__(claim, "attribution", self._equal.setdefault(own, own))

    # --- what the generated functions call where they do not know a value yet ---

    def known(self, cls: type) -> dict[bytes, Built]:
        """The records of a class that were built before, by their bytes."""
        return self._known[cls]

    def unknown(self, cls: type, *, nullable: bool) -> Callable[[bytes, bool], Built]:
        """Builds a record of a class from its bytes, and remembers it if records are shared."""
        decode, build, share = self._decoders(cls), self.builder(cls), self.share
        known, new_parts = self._known[cls], self._new_parts

        def unknown(data: bytes, plain: bool) -> Built:  # noqa: FBT001 - called by generated code
            if nullable and data == b"null":
                return None, _UNPROVED
            built = build(decode(data), plain)
            if share:
                if len(known) > _REMEMBERED:
                    known.clear()
                known[data] = built
                new_parts.append((cls, data))
            return built

        return unknown

    def texts(self) -> dict[str, str]:
        """Texts without limits that were met before."""
        return self._texts

    def new_text(self, value: str) -> str:
        """Take a text, and remember it."""
        if not encodes(value):
            raise ValueError(value)
        if len(self._texts) > _REMEMBERED:
            self._texts.clear()
        if self.share:
            self._texts[value] = value
        return value

    def words(self, hint: Any) -> dict[str, str]:
        """Words of a type that were met before; at first those of its vocabulary."""
        found = self._words.get(hint)
        if found is None:
            _, limits = split(hint)
            words: frozenset[str] = getattr(limits[0], "words", frozenset())
            found = self._words[hint] = {word: word for word in words}
        return found

    def new_word(self, hint: Any) -> Callable[[str], str]:
        """Takes a word of a type, and remembers it."""
        takes, known = taker(hint), self.words(hint)

        def new_word(value: str) -> str:
            if not takes(value):
                raise ValueError(value)
            if len(known) <= _REMEMBERED:
                known[value] = value
            return value

        return new_word

    def new_name(self, kinds: tuple[str, ...]) -> Callable[[str], str]:
        """Takes the id of another record, and notes that it is named."""
        named, new_names = self.named[kinds], self.new_names

        def new_name(value: str) -> str:
            if not _is_id(value):
                raise ValueError(value)
            named[value] = value
            new_names.append((kinds, value))
            return value

        return new_name

    def name(self, kinds: tuple[str, ...], id_: str) -> None:
        """Note an id that is named outside a reference."""
        if id_ not in self.named[kinds]:
            self.named[kinds][id_] = id_
            self.new_names.append((kinds, id_))


_is_id: Final = taker(Id)


# --- generating ------------------------------------------------------------------------------------------------------


@cache
def _own_converters() -> frozenset[Any]:
    """The converters of the library's own fields, which change nothing that a twin holds."""
    classes = frozenset[type]().union(*map(parts_of, (Dataset, *KINDS)))
    fields = (field for cls in classes for field in attrs.fields(cls))
    return frozenset(field.converter for field in fields)


@cache
def _is_plain(cls: Any) -> bool:
    """Whether the constructor of a class does nothing but set its fields and check them by their hints."""
    return (
        cls.__attrs_post_init__.__module__ == Record.__module__
        and cls.__new__ is object.__new__
        and not hasattr(cls, "__attrs_pre_init__")
        and not hasattr(cls, "_attrs_cached_hash")
        and cls.__init__.__code__.co_filename.startswith("<attrs generated ")
        and all(field.validator is None and field.init for field in attrs.fields(cls))
        and all(field.converter is None or field.converter in _own_converters() for field in attrs.fields(cls))
    )


@cache
def _open(cls: Any) -> type:
    """A class like a frozen one, whose fields can be set at the speed of any attribute.

    An object of it becomes one of the frozen class when all its fields are there, by `__class__`: both have the same
    layout, since one is derived from the other and adds nothing.
    """
    return type(
        cls.__name__,
        (cls,),
        {
            "__slots__": (),
            "__setattr__": object.__setattr__,
            "__delattr__": object.__delattr__,
            "__init__": object.__init__,
        },
    )


class _Code:
    """The source of one function that builds the records of a class, and the objects that it uses."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"encodes": encodes, "tuple": tuple}
        self.setup: dict[str, str] = {}
        self.lines: list[str] = []
        self._number = 0

    def name(self, value: Any) -> str:
        """A name for an object."""
        for name, known in self.names.items():
            if known is value:
                return name
        self._number += 1
        name = f"n{self._number}"
        self.names[name] = value
        return name

    def once(self, expression: str) -> str:
        """A name for what an expression gives once for each reading."""
        if expression not in self.setup:
            self._number += 1
            self.setup[expression] = f"s{self._number}"
        return self.setup[expression]

    def variable(self, start: str) -> str:
        """A new local variable."""
        self._number += 1
        return f"{start}{self._number}"

    def add(self, depth: int, *lines: str) -> None:
        """Add lines at a depth."""
        self.lines += ["    " * depth + line for line in lines]

    # --- records ---

    def record(self, cls: type, twin: str, depth: int) -> tuple[str, int]:
        """Build a record of a class from a twin: the variable that holds it, and the marks that it has at least."""
        made, marks = self.variable("o"), 0
        plain = _is_plain(cls)
        if plain:
            self.add(depth, f"{made} = {self.name(_open(cls))}()")
        values: dict[str, str] = {}
        for attribute, _, field in json_fields(cls):
            hint = field_types(cls)[attribute]
            value = values[attribute] = self.variable("v")
            self.add(depth, f"{value} = {twin}.{attribute}")
            if field.default is not attrs.NOTHING:
                self._unless(field.default, 2, hint, value, depth)
            elif type(None) in members(hint):
                marks += 2
                self._unless(None, 0, hint, value, depth)
            else:
                marks += 2 + self.value(hint, value, depth)
            if plain:
                self.add(depth, f"{made}.{attribute} = {value}")
        if plain:
            self.add(depth, f"{made}.__class__ = {self.name(cls)}")
            self._agree(cls, made, values, depth)
        else:
            given = ", ".join(
                f"{field.alias}={values[field.name]}" if field.init else "" for field in attrs.fields(cls)
            )
            self.add(depth, f"{made} = {self.name(cls)}({given})")
        self._note(cls, made, values, depth)
        return made, marks

    def _unless(self, absent: Any, marks: int, hint: Any, value: str, depth: int) -> None:
        """Take the value of a variable unless it is what stands for an absent one."""
        self.add(depth, f"if {value}:" if absent == () else f"if {value} is not {self._constant(absent)}:")
        self._counted(depth + 1, lambda: marks + self.value(hint, value, depth + 1))

    def _counted(self, depth: int, emit: Callable[[], int]) -> None:
        """Add lines that count the marks that they say they have at least."""
        at = len(self.lines)
        marks = emit()
        if marks or len(self.lines) == at:
            self.lines.insert(at, "    " * depth + f"q += {marks}")

    def _constant(self, value: Any) -> str:
        return repr(value) if value is None or value is True or value is False else self.name(value)

    def _agree(self, cls: type, made: str, values: dict[str, str], depth: int) -> None:
        has, common = agreement(cls)
        if not has:
            return
        if common is None:
            self.add(depth, f"{made}._agree()")
        else:
            others = {name: repr(getattr(cls, name)) for name in ("kind",) if hasattr(cls, name)}
            self.add(depth, f"if not ({common.format(**others | values)}):", f"    {made}._agree()")

    def _note(self, cls: type, made: str, values: dict[str, str], depth: int) -> None:
        """Note the ids of what stands inside other records, and what assertions name."""
        if issubclass(cls, (Claim, Term)):
            ids = self.once(f"state.ids[{'claim' if issubclass(cls, Claim) else 'term'!r}].append")
            self.add(depth, f"if {values['id']} is not None:", f"    {ids}({values['id']})")
        if issubclass(cls, Assertion):
            of, name = self.variable("r"), self.once("state.name")
            self.add(depth, f"{of} = {made}.refers_to()", f"if {of} is not None:", f"    {name}(({of}[0],), {of}[1])")

    # --- values ---

    def value(self, hint: Any, value: str, depth: int, *, several: bool = False) -> int:
        """Take the value of a variable, which is not None: the marks that it has at least."""
        others = [option for option in members(hint) if option is not type(None)]
        nullable = len(others) < len(members(hint))
        if len(others) > 1:
            return self._union(others, value, depth)
        (only,) = others
        inner = element(only)
        if inner is not None:
            return self._tuple(inner, value, depth)
        if isinstance(only, type) and issubclass(only, Record):
            if several and parts_of(only) == {only}:
                self._call(only, value, depth)
                return 0
            return self._record(only, value, depth, nullable=nullable)
        return self._leaf(only, value, depth)

    def _union(self, options: list[Any], value: str, depth: int) -> int:
        """Text or a record of one class; of anything else the marks are not counted."""
        records = [option for option in options if isinstance(option, type) and issubclass(option, Record)]
        texts = [option for option in options if split(option)[0] is str]
        if len(options) == 2 and len(records) == len(texts) == 1:
            self.add(depth, f"if {value}.__class__ is str:")
            self._counted(depth + 1, lambda: self._leaf(texts[0], value, depth + 1))
            self.add(depth, "else:")
            self._call(records[0], value, depth + 1)
            return 0
        takes = self.name(taker(_union_of(options)))
        if records:
            raise TypeError(f"a record cannot hold one of {options}")
        self.add(depth, f"if not {takes}({value}): {_REFUSE}", f"q += {_UNPROVED}")
        return 0

    def _tuple(self, inner: Any, value: str, depth: int) -> int:
        items, each = self.variable("l"), self.variable("e")
        if (kinds := kinds_named(inner)) is not None:
            get, new = self._names(kinds)
            self.add(depth, f"q += 2 * len({value})")
            self.add(depth, f"{value} = tuple([{get}({each}) or {new}({each}) for {each} in {value}])")
            return 0
        if isinstance(inner, type) and parts_of(inner) == {inner}:
            # Most lists of small records have one.
            self.add(depth, f"if len({value}) == 1:", f"    {each} = {value}[0]")
            self._counted(depth + 1, lambda: self._record(inner, each, depth + 1, nullable=False))
            self.add(depth, f"    {value} = ({each},)", "else:")
            depth += 1
        self.add(depth, f"{items} = []", f"for {each} in {value}:")
        self._counted(depth + 1, lambda: self.value(inner, each, depth + 1, several=True))
        self.add(depth + 1, f"{items}.append({each})")
        self.add(depth, f"{value} = tuple({items})")
        return 0

    def _record(self, cls: type, value: str, depth: int, *, nullable: bool) -> int:
        if cls in REPEATED_OFTEN:
            known = self.once(f"state.known({self.name(cls)}).get")
            unknown = self.once(f"state.unknown({self.name(cls)}, nullable={nullable})")
            data, built, marks = self.variable("d"), self.variable("b"), self.variable("m")
            self.add(depth, f"{data} = bytes({value})", f"{built} = {known}({data})")
            self.add(depth, f"{value}, {marks} = {unknown}({data}, plain) if {built} is None else {built}", f"q += {marks}")
            return 0
        if issubclass(cls, Claim) or parts_of(cls) == {cls}:  # where the function of its own would cost more
            made, marks = self.record(cls, value, depth)
            self.add(depth, f"{value} = {made}")
            return marks
        self._call(cls, value, depth)
        return 0

    def _call(self, cls: type, value: str, depth: int) -> None:
        """Build a record by the function of its class."""
        build, marks = self.once(f"state.builder({self.name(cls)})"), self.variable("m")
        self.add(depth, f"{value}, {marks} = {build}({value}, plain)", f"q += {marks}")

    def _names(self, kinds: tuple[str, ...]) -> tuple[str, str]:
        return self.once(f"state.named[{kinds!r}].get"), self.once(f"state.new_name({kinds!r})")

    def _leaf(self, hint: Any, value: str, depth: int) -> int:
        base, limits = split(hint)
        if (kinds := kinds_named(hint)) is not None:
            get, new = self._names(kinds)
            self.add(depth, f"{value} = {get}({value}) or {new}({value})")
            return 2
        if isinstance(base, type) and issubclass(base, Enum):
            return 2
        if base is bool or (base is int and all(isinstance(limit, Whole) for limit in limits)):
            return 0
        if base is str and not limits:
            get, new = self.once("state.texts().get"), self.once("state.new_text")
            self.add(depth, f"{value} = {get}({value}) or {new}({value})")
            return 2
        if base is str and hint is not Text and limits[0] is not _TEXT and isinstance(limits[0], (OneOf, Pattern)):
            if hint == Id:
                takes = self.name(_is_id)
                self.add(depth, f"if not {takes}({value}): {_REFUSE}")
                return 2
            get, new = (self.once(f"state.{how}({self.name(hint)}){end}") for how, end in (("words", ".get"), ("new_word", "")))
            self.add(depth, f"{value} = {get}({value}) or {new}({value})")
            return 2
        takes = self.name(taker(hint))
        test = f"{takes}({value})"
        if base is str and limits[0] is _TEXT:
            # The first of all texts of ASCII that do not start with a space or what comes before it.
            test = f"plain and {value} > ' \\x7f' or {test}"
        self.add(depth, f"if not ({test}): {_REFUSE}")
        return 2 if base is str else 0


_TEXT: Final = split(Text)[1][0]


def _union_of(options: list[Any]) -> Any:
    whole = options[0]
    for option in options[1:]:
        whole = whole | option
    return whole


@cache
def _factory(cls: type) -> Callable[[Building], Callable[[Any, bool], Built]]:
    """Makes, for one reading, the function that builds the records of a class."""
    code = _Code()
    made, marks = code.record(cls, "twin", 2)
    setup = [f"    {name} = {expression}" for expression, name in code.setup.items()]
    source = "\n".join(
        [
            "def factory(state):",
            *setup,
            "    def build(twin, plain):",
            f"        q = {marks}",
            *code.lines,
            f"        return {made}, q",
            "    return build",
        ]
    )
    factory: Callable[[Building], Callable[[Any, bool], Built]] = compiled(source, code.names, "factory")
    return factory
