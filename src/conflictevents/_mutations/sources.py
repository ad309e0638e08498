"""Ways to break sources (SR) and what two of them make of one event (MR)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import attrs

from .._claims import Assertion, Attribution
from .._dataset import Dataset
from .._events import Event, Incident
from .._sources import Source
from .._when import When
from ._breaking import NO_SPAN, Mutation, first, mutation, replaced

__all__ = ["SOURCES"]


def _told(dataset: Dataset) -> Source:
    """A source whose words are held."""
    cited = {claim.attribution.source for claim in dataset.claims if any(span.exact for span in claim.spans)}
    return first((each for each in dataset.sources if each.id in cited), "source whose words are held")


def _with_source(dataset: Dataset, **fields: Any) -> Dataset:
    source = _told(dataset)
    return replaced(dataset, source, attrs.evolve(source, **fields))


def _incident(dataset: Dataset) -> Event:
    dated = (each for each in dataset.events if isinstance(each, Incident) and each.when and each.where)
    return first(dated, "incident with a day and a place")


def _same_as(other: str, source: str, **fields: Any) -> Assertion:
    """That an event is the same as another."""
    return Assertion(property="same_as", value=other, attribution=Attribution(source=source, **fields))


def _twin(dataset: Dataset, *claims: Assertion, **fields: Any) -> Event:
    """The incident once more, with other claims."""
    return attrs.evolve(_incident(dataset), id="twin", title=None, assertions=claims, **fields)


@mutation("SR101")
def source_that_nobody_finds(dataset: Dataset) -> Dataset:
    """A source loses its title and its addresses."""
    return _with_source(dataset, title=None, url=None, archive=None)


@mutation("SR104")
def source_without_a_day(dataset: Dataset) -> Dataset:
    """Nobody knows any more when a source was published."""
    return _with_source(dataset, published=None)


@mutation("SR105")
def source_not_archived(dataset: Dataset) -> Dataset:
    """A source loses its archived copy."""
    return _with_source(dataset, archive=None)


@mutation("SR106")
def source_corrected(dataset: Dataset) -> Dataset:
    """A source was corrected, and its claims stand as they were."""
    return _with_source(dataset, status="corrected")


@mutation("SR108")
def all_rights_reserved(dataset: Dataset) -> Dataset:
    """The words of a source are kept although nobody may pass them on."""
    return _with_source(dataset, licence="All rights reserved")


@mutation("SR109", may=("TK106",))
def source_retracted(dataset: Dataset) -> Dataset:
    """A source is withdrawn, and its claims stand as they were."""
    return _with_source(dataset, status="retracted")


@mutation("MR104", may=("ID104",))
def article_held_twice(dataset: Dataset) -> Dataset:
    """A source is held a second time, under the address that a reader was sent."""
    source = first((each for each in dataset.sources if each.url is not None), "source with an address")
    return dataset.add(attrs.evolve(source, id="again", url=f"{source.url}/?utm_source=feed"))


@mutation("MR102", may=(NO_SPAN,))
def same_and_not_the_same(dataset: Dataset) -> Dataset:
    """One source says that two events are one, and that they are not."""
    source, event = _told(dataset).id, _incident(dataset)
    claims = (_same_as(event.id, source), _same_as(event.id, source, polarity="denies"))
    return dataset.add(_twin(dataset, *claims))


@mutation("MR105", may=(NO_SPAN,))
def same_on_another_day(dataset: Dataset) -> Dataset:
    """Two events of different days are said to be one."""
    event = _incident(dataset)
    day = first((each.when.earliest for each in (event,) if each.when and each.when.earliest), "day there")
    before = When(edtf=(day - timedelta(days=2)).isoformat())
    return dataset.add(_twin(dataset, _same_as(event.id, _told(dataset).id), when=before))


SOURCES: Final[tuple[Mutation, ...]] = (
    source_that_nobody_finds,
    source_without_a_day,
    source_not_archived,
    source_corrected,
    all_rights_reserved,
    source_retracted,
    article_held_twice,
    same_and_not_the_same,
    same_on_another_day,
)
