"""What a dataset has and what names it, by kind and id: what a merge looks things up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from .._claims import Claim, Holder
from .._dataset import RECORD_LISTS, Dataset
from .._events import Talks, Term
from .._record import Record
from .._references import references
from ._fields import heading_of

__all__ = ["Inner", "Key", "Known"]

Key: TypeAlias = tuple[str, str]
"""A kind and an id."""


_KINDS: Final = (*(name.removesuffix("s") for name in RECORD_LISTS), "claim", "term")


class Inner(NamedTuple):
    """A claim or a term with an id, and the record that it stands in."""

    owner: Key
    record: Claim | Term


class Known:
    """What a dataset has, by kind and id."""

    def __init__(self, dataset: Dataset) -> None:
        self.records: dict[Key, Record] = {}
        self.inner: dict[Key, Inner] = {}
        self.in_several: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
        """Ids that are named where they may be of several kinds, with these kinds."""
        self.named_by: dict[Key, list[Key]] = defaultdict(list)
        """By kind and id what names it: a record, or a claim with an id of its own."""
        for name in RECORD_LISTS:
            for record in getattr(dataset, name):
                self._add((name.removesuffix("s"), record.id), record)

    def _add(self, key: Key, record: Record) -> None:
        self.records[key] = record
        self._note(key, heading_of(record))
        if isinstance(record, Holder):
            for claim in record.claims:
                if claim.id is not None:
                    self.inner["claim", claim.id] = Inner(key, claim)
                self._note(key if claim.id is None else ("claim", claim.id), claim)
        if isinstance(record, Talks):
            self.inner.update({("term", term.id): Inner(key, term) for term in record.terms})

    def _note(self, key: Key, record: Record) -> None:
        for kinds, id_, _ in references(record):
            for kind in kinds:
                self.named_by[kind, id_].append(key)
            if len(kinds) > 1:
                self.in_several[id_][kinds] = None

    def ids(self) -> set[str]:
        """All ids of all kinds."""
        return {id_ for held in (self.records, self.inner) for _, id_ in held}

    def kinds_of(self, id_: str) -> list[str]:
        """The kinds of which something has an id."""
        return [kind for kind in _KINDS if self.has((kind, id_))]

    def has(self, key: Key) -> bool:
        return key in self.records or key in self.inner

    def within(self, key: Key) -> Iterator[Key]:
        """The claims and terms with ids that stand in a record."""
        record = self.records[key]
        if isinstance(record, Holder):
            yield from (("claim", claim.id) for claim in record.claims if claim.id is not None)
        if isinstance(record, Talks):
            yield from (("term", term.id) for term in record.terms)
