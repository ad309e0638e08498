"""Checks of structure: ids, references, circles (ID)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from .._claims import Claim
from .._dataset import RECORD_LISTS
from .._problems import Severity
from .._references import Names, references
from ._engine import UNUSED_WAIVER, Check, Found, Subject, declare

__all__ = ["IDENTITY"]


@declare("ID101", "duplicate-id", Severity.ERROR, "dataset")
def duplicate_id(subject: Subject) -> Iterator[Found]:
    """Two records of one kind have the same id."""
    yield from _identity(subject, "ID101")


@declare("ID102", "dangling-ref", Severity.ERROR, "dataset")
def dangling_ref(subject: Subject) -> Iterator[Found]:
    """A record names another one that the dataset does not hold."""
    yield from _identity(subject, "ID102")


def _identity(subject: Subject, code: str) -> Iterator[Found]:
    for found, id_, path, message in subject.identity_faults:
        if found == code:
            yield Found(path=path, message=message, value=id_)


class _Link(NamedTuple):
    """A record that names one other of its kind."""

    id: str
    to: str
    path: str


@declare("ID103", "ref-cycle", Severity.ERROR, "dataset")
def ref_cycle(subject: Subject) -> Iterator[Found]:
    """Records name each other in a circle: an event is part of itself, two claims supersede each other."""
    dataset = subject.dataset
    parts = [
        _Link(event.id, event.part_of, f"/events/{index}/part_of")
        for index, event in enumerate(dataset.events)
        if event.part_of is not None
    ]
    memberships = [
        _Link(actor.id, actor.member_of, f"/actors/{index}/member_of")
        for index, actor in enumerate(dataset.actors)
        if actor.member_of is not None
    ]
    origins = [
        _Link(source.id, source.based_on, f"/sources/{index}/based_on")
        for index, source in enumerate(dataset.sources)
        if source.based_on is not None
    ]
    yield from _circles("part of", parts)
    yield from _circles("based on", origins)
    yield from _circles("a member of", memberships)
    claims = [(claim, path) for claim, _, path in subject.claims if claim.id is not None]
    for words, name in (("superseded by", "supersedes"), ("within", "within"), ("besides", "besides")):
        yield from _circles(words, _claim_links(claims, name))


def _claim_links(claims: Iterable[tuple[Claim, str]], name: str) -> list[_Link]:
    links = []
    for claim, path in claims:
        value = getattr(claim, name, None)
        if value is not None and claim.id is not None:
            links.append(_Link(claim.id, value if isinstance(value, str) else value.claim, f"{path}/{name}"))
    return links


def _circles(words: str, links: Iterable[_Link]) -> Iterator[Found]:
    """Each circle once, at the member where the document first leads into it. Each link is walked once."""
    by_id: dict[str, _Link] = {}
    for link in links:
        by_id.setdefault(link.id, link)
    done: set[str] = set()
    for start in by_id:
        walked: list[str] = []
        on_the_way: set[str] = set()
        id_ = start
        while id_ in by_id and id_ not in done and id_ not in on_the_way:
            walked.append(id_)
            on_the_way.add(id_)
            id_ = by_id[id_].to
        if id_ in on_the_way:
            circle = walked[walked.index(id_) :]
            told = " → ".join([*circle[:8], *(["…"] if len(circle) > 8 else []), id_])
            message = f"expected no record to be {words} itself, got the circle {told}"
            yield Found(path=by_id[id_].path, message=message, value=by_id[id_].to)
        done |= on_the_way


@declare("ID104", "unused-source", Severity.INFO, "dataset")
def unused_source(subject: Subject) -> Iterator[Found]:
    """No record cites a source."""
    names, dataset = Names.empty(), subject.dataset
    for list_name in RECORD_LISTS:
        for record in getattr(dataset, list_name) if list_name != "sources" else ():
            names.add(list_name, record)
    cited = {id_ for kinds, named in names.named.items() if "source" in kinds for id_ in named}
    for source in dataset.sources:  # one that names itself is cited by nobody
        cited.update(each.id for each in references(source) if "source" in each.kinds and each.id != source.id)
    for index, source in enumerate(dataset.sources):
        if source.id not in cited:
            message = f"expected a claim or statement of {source.id}, got none"
            yield Found(path=f"/sources/{index}", message=message, value=source.id)


@declare(UNUSED_WAIVER, "waiver-unused", Severity.INFO, "dataset")
def waiver_unused(subject: Subject) -> Iterator[Found]:
    """A waiver waives nothing: what it was for is mended, or its code is misspelt."""
    yield from subject.unused_waivers


IDENTITY: Final[tuple[Check, ...]] = (duplicate_id, dangling_ref, ref_cycle, unused_source, waiver_unused)
