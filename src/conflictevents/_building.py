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
from itertools import islice
from typing import Any, Final

from ._building_code import REPEATED_OFTEN, Build, Built, builder_factory
from ._claims import Attribution, Holder
from ._fields import Id
from ._json import refuse_repeated_fields
from ._record import split, taker
from ._references import Names

__all__ = ["Building"]

_REMEMBERED: Final = 20_000
_is_id: Final = taker(Id)


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
        self._no_ids: set[tuple[tuple[str, ...], str]] = set()
        self.new_names: list[tuple[tuple[str, ...], str]] = []
        self._new_parts: list[tuple[type, bytes]] = []
        self._decoders = decoders
        self.readers: dict[str | bytes, tuple[str, Callable[[bytes], Any]]] = {}
        self._builders: dict[type, Build] = {}
        self._known: dict[type, dict[bytes, Built]] = {cls: {} for cls in REPEATED_OFTEN}
        self._words: dict[Any, dict[str, str]] = {}
        self._equal: dict[Attribution, Attribution] = {}
        self._compared = 0

    def builder(self, cls: type) -> Build:
        """The function that builds the records of a class.

        It takes a twin: an object with the attributes of the record, of the right types and with whole numbers in
        range; and whether the input is known to be ASCII without an escape. It raises an exception of any kind if the
        record cannot be made.
        """
        made = self._builders.get(cls)
        if made is None:
            made = self._builders[cls] = builder_factory(cls)(self)
        return made

    def forget(self) -> None:
        """Start anew, where much is remembered: where records are not kept, what they were made of shall not be."""
        for known in self._known.values():
            if len(known) > _REMEMBERED:
                known.clear()

    def reader(
        self, decode: Callable[[bytes], Any], build: Build, tags: int = 0, *, trace: bool = True
    ) -> Callable[[bytes], Any]:
        """A function that reads the JSON of a record that stands for itself, and proves that it repeats no field.

        It raises an exception of any kind if it cannot. What is refused leaves no trace.

        Args:
            decode: Gives the twin of the record.
            build: Builds the record of the twin.
            tags: The quotation marks of its tags, which are no fields of its class.
            trace: Whether its ids and names are noted; otherwise what is taken leaves no trace either.
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
            if not trace:
                undo(claims_before, terms_before)
            return record

        return read

    def _undo(self, claims: int, terms: int) -> None:
        """Forget what the record read last has brought, but for so many ids of claims and terms."""
        for ids, before in zip(self._inner_ids, (claims, terms), strict=True):
            del ids[before:]
        for kinds, id_ in self.new_names:
            if self.named[kinds].pop(id_, None) is None:
                self._no_ids.discard((kinds, id_))
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
        return (
            once
            and not self._no_ids
            and all(
                not named.keys() - set[str]().union(*(known.get(kind, ()) for kind in kinds))
                for kinds, named in self.named.items()
            )
        )

    def add(self, names: Names) -> None:
        """Add the ids inside a record that was built elsewhere, and what it names."""
        for kind, ids in zip(("claim", "term"), self._inner_ids, strict=True):
            ids.extend(names.ids[kind])
        for kinds, named in names.named.items():
            for id_ in named:
                self.name(kinds, id_)

    def adopt(self, record: Holder) -> None:
        """Let a record from elsewhere, which nobody else has seen yet, share the attributions met before."""
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
                return None, 0
            built = build(decode(data), plain)
            if share:
                if len(known) > _REMEMBERED:
                    known.clear()
                known[data] = built
                new_parts.append((cls, data))
            return built

        return unknown

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
        """Note an id that is named outside a reference, where nothing has tested that it can be one."""
        if id_ in self.named[kinds] or (kinds, id_) in self._no_ids:
            return
        if _is_id(id_):
            self.named[kinds][id_] = id_
        else:  # which a reference must not take for known
            self._no_ids.add((kinds, id_))
        self.new_names.append((kinds, id_))
