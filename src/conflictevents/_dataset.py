"""`Dataset`: all records together, and the look-up of one by its id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final, TypeVar

import attrs

from ._actors import Actor
from ._claims import Claim, Holder
from ._events import Event, Exchange, Talks, Term
from ._fields import Text
from ._places import Place
from ._record import Record
from ._reports import CasualtyReport
from ._sources import Source
from ._statements import Statement
from .exceptions import UnknownIdError

__all__ = ["FORMAT", "FORMAT_VERSION", "RECORD_LISTS", "Dataset"]

FORMAT_VERSION: Final = 2
"""The version of the file format that is written."""

FORMAT: Final = f"conflictevents/{FORMAT_VERSION}"
"""The name and version of the file format, as a file's header gives them."""

RECORD_LISTS: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {
        "sources": Source,
        "actors": Actor,
        "places": Place,
        "events": Event,
        "reports": CasualtyReport,
        "statements": Statement,
    }
)
"""The lists of records of a dataset, in the order of writing, with the class of their members."""


_V = TypeVar("_V")


class _Index:
    """The records of a dataset by id, made when the first is looked up."""

    __slots__ = ("claims", "claims_of", "found", "origins", "parts_of", "records", "reports_of", "terms")

    def __init__(self, dataset: Dataset) -> None:
        self.records = {name: _by_id(getattr(dataset, name)) for name in RECORD_LISTS}
        self.claims = {claim.id: claim for _, claim in dataset.owned_claims() if claim.id is not None}
        self.reports_of = _grouped(dataset.reports, lambda report: report.event)
        self.parts_of = _grouped(dataset.events, lambda event: event.part_of)
        self.claims_of = _grouped(dataset.claims, lambda claim: claim.attribution.statement)
        self.origins: dict[str, str] = {}  # filled as sources are asked for
        self.found: dict[Callable[[Dataset], Any], Any] = {}  # filled as `once` is asked
        self.terms = _by_id(term for event in dataset.events if isinstance(event, Talks) for term in event.terms)


def _by_id(records: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for record in records:
        found.setdefault(record.id, record)  # of two records with one id (check ID101), the first
    return found


def _grouped(records: Iterable[_V], key: Callable[[_V], str | None]) -> dict[str, tuple[_V, ...]]:
    """Records by what they name, in their order; those that name nothing are left out."""
    groups: dict[str, list[_V]] = {}
    for record in records:
        name = key(record)
        if name is not None:
            groups.setdefault(name, []).append(record)
    return {name: tuple(members) for name, members in groups.items()}


class _Indexed(Record):
    """Gives a dataset a slot for its index, which is no part of its value."""

    __slots__ = ("_index",)


@attrs.frozen(kw_only=True)
class Dataset(_Indexed):
    """Sources, actors, places, events, reports and statements, and through them every claim.

    A dataset is never edited in place: `add` and `attrs.evolve` give a new one. It also takes records with the same id
    and references that lead nowhere, so that one can be built step by step; `check` reports these, and a file with them
    is neither read nor written.

    Attributes:
        title: Its title.
        licence: The licence of the data, as an SPDX identifier where there is one.
        description: What it is and how it was made.
        sources: The documents.
        actors: Who acts or speaks.
        places: The places.
        events: What the claims are about, of any kind.
        reports: Accounts of harm.
        statements: Acts of saying.
    """

    format: ClassVar[str] = FORMAT
    """The name and version of the file format that it is written in."""

    title: Text | None = None
    licence: Text | None = None
    description: Text | None = None
    sources: tuple[Source, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    reports: tuple[CasualtyReport, ...] = ()
    statements: tuple[Statement, ...] = ()

    # --- look-up ---

    def source(self, id: str) -> Source:  # noqa: A002 - the field's name
        """The source with that id.

        Raises:
            UnknownIdError: If the dataset holds none, as for each of the look-ups below.
        """
        found: Source = self._find("sources", "source", id)
        return found

    def actor(self, id: str) -> Actor:  # noqa: A002
        """The actor with that id."""
        found: Actor = self._find("actors", "actor", id)
        return found

    def place(self, id: str) -> Place:  # noqa: A002
        """The place with that id."""
        found: Place = self._find("places", "place", id)
        return found

    def event(self, id: str) -> Event:  # noqa: A002
        """The event with that id."""
        found: Event = self._find("events", "event", id)
        return found

    def report(self, id: str) -> CasualtyReport:  # noqa: A002
        """The casualty report with that id."""
        found: CasualtyReport = self._find("reports", "report", id)
        return found

    def statement(self, id: str) -> Statement:  # noqa: A002
        """The statement with that id."""
        found: Statement = self._find("statements", "statement", id)
        return found

    def claim(self, id: str) -> Claim:  # noqa: A002
        """The claim with that id of its own; a content key is not looked up."""
        return _get(self._indexed().claims, "claim", id)

    def term(self, id: str) -> Term:  # noqa: A002
        """The term of an agreement with that id."""
        found: Term = _get(self._indexed().terms, "term", id)
        return found

    def _find(self, name: str, kind: str, id: str) -> Any:  # noqa: A002
        return _get(self._indexed().records[name], kind, id)

    def _indexed(self) -> _Index:
        # The index is worked out from the records alone, so two threads that both make it make the same.
        try:
            index: _Index = object.__getattribute__(self, "_index")
        except AttributeError:
            index = _Index(self)
            object.__setattr__(self, "_index", index)
        return index

    def once(self, find: Callable[[Dataset], _V]) -> _V:
        """What a function finds in this dataset, worked out when it is first asked for and kept with the dataset.

        The function must depend on nothing but the dataset, and be the same object each time.
        """
        found = self._indexed().found
        if find not in found:
            found[find] = find(self)
        value: _V = found[find]
        return value

    # --- views ---

    @property
    def holders(self) -> tuple[Holder, ...]:
        """The records that own claims: events, then reports."""
        return (*self.events, *self.reports)

    def owned_claims(self) -> Iterator[tuple[Holder, Claim]]:
        """Every claim together with the record that owns it."""
        return ((holder, claim) for holder in self.holders for claim in holder.claims)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim."""
        return tuple(claim for _, claim in self.owned_claims())

    def claims_of(self, statement: Statement | str) -> tuple[Claim, ...]:
        """The claims made in a statement, which may be given by its id."""
        id_ = statement if isinstance(statement, str) else statement.id
        return self._indexed().claims_of.get(id_, ())

    def reports_of(self, event: Event | str) -> tuple[CasualtyReport, ...]:
        """The accounts of the harm that an event did, which may be given by its id."""
        id_ = event if isinstance(event, str) else event.id
        return self._indexed().reports_of.get(id_, ())

    def parts_of(self, event: Event | str) -> tuple[Event, ...]:
        """The parts or phases of an event, which may be given by its id."""
        id_ = event if isinstance(event, str) else event.id
        return self._indexed().parts_of.get(id_, ())

    def phases_of(self, exchange: Exchange | str) -> tuple[Exchange, ...]:
        """The phases of an exchange: those of its parts that are exchanges."""
        return tuple(part for part in self.parts_of(exchange) if isinstance(part, Exchange))

    def origin(self, source: Source | str) -> str:
        """The id of the source at the root of `based_on`: whose words these are.

        Where sources are based on each other in a circle, it is the first of them by id.
        """
        origins = self._indexed().origins
        known = self._indexed().records["sources"]
        here: str | None = source if isinstance(source, str) else source.id
        passed: dict[str, None] = {}
        while here is not None and here not in origins and here not in passed:
            passed[here] = None
            here = known[here].based_on if here in known else None
        if here is None:
            root = next(reversed(passed))
        elif here in origins:
            root = origins[here]
        else:
            way = list(passed)
            root = min(way[way.index(here) :])
        origins.update(dict.fromkeys(passed, root))
        return root

    # --- change ---

    def add(self, *records: Source | Actor | Place | Event | CasualtyReport | Statement) -> Dataset:
        """A dataset with these records besides its own, each at the end of its list."""
        lists: dict[str, Any] = {name: getattr(self, name) for name in RECORD_LISTS}
        for record in records:
            for name, cls in RECORD_LISTS.items():
                if isinstance(record, cls):
                    lists[name] = (*lists[name], record)
                    break
            else:
                msg = f"expected a source, actor, place, event, report or statement, got {type(record).__name__}"
                raise TypeError(msg)
        return attrs.evolve(self, **lists)


def _get(records: Mapping[Any, _V], kind: str, id: str) -> _V:  # noqa: A002
    try:
        return records[id]
    except KeyError:
        raise UnknownIdError(kind, id) from None
