"""Claims as annotations of the texts that carry them: `web-annotation` (W3C Web Annotation Data Model), written only.

An AnnotationCollection whose one page has an annotation for each span of each claim; a claim without spans annotates
its source as a whole. The target is the address of the source, with a TextPositionSelector and, where the span holds
its words, a TextQuoteSelector. The bodies say what is claimed twice, in plain text for readers and as the claim's own
JSON with the event that it is about for programs, and tag what the span is to the claim (`figure`, `cue`, `speaker` …).

Positions count Unicode code points from 0, as the Recommendation wants it and as spans do. A program that counts UTF-16
units, as many do that run in a browser, goes wrong after the first character beyond U+FFFF; the quotation tells.
A source without an address that is an IRI is named by a `urn:uuid:` made from its id, and annotations likewise. Where
the words of a span hold the name of an actor marked `sensitive`, or stand for such a speaker, they are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import attrs

from .. import CasualtyReport, Claim, Dataset, Figure, Holder, Source, Span, converter, to_selectors
from . import Format, Losses, count_losses
from ._claim_words import claim_words
from ._json_pieces import compact, is_iri, pieces, urn

__all__ = ["WEB_ANNOTATION"]

_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"


def _write(dataset: Dataset, losses: Losses) -> Iterator[str]:
    sources = {source.id: source for source in reversed(dataset.sources)}
    names = {actor.id: None if actor.sensitive else actor.name for actor in reversed(dataset.actors)}
    hidden = tuple(name for each in dataset.actors if each.sensitive for name in (each.name, *each.aliases))
    claims = [
        (holder, claim if not hidden else _withheld(claim, names, hidden, losses))
        for holder, claim in dataset.owned_claims()
    ]
    total = sum(max(1, len(claim.spans)) for _, claim in claims)
    collection: dict[str, Any] = {"@context": _CONTEXT, "id": _id_of(dataset), "type": "AnnotationCollection"}
    if dataset.title is not None:
        collection["label"] = dataset.title
    if is_iri(dataset.licence):
        collection["rights"] = dataset.licence
    collection["total"] = total
    if total:
        page: dict[str, Any] = {"id": urn(collection["id"], "page"), "type": "AnnotationPage"}
        page |= {"partOf": collection["id"], "startIndex": 0}
        yield f'{compact(collection)[:-1]},"first":'
        yield from pieces(page, "items", _annotations(claims, sources, names), end="}")
    else:
        yield compact(collection) + "\n"
    _count(dataset, sources, names, losses)


def _id_of(dataset: Dataset) -> str:
    return urn("dataset", dataset.title, *(source.id for source in dataset.sources))


def _withheld(claim: Claim, names: dict[str, str | None], hidden: tuple[str, ...], losses: Losses) -> Claim:
    """The claim without words that name an actor whose name is withheld; their hash could be guessed and goes too."""
    speaker = claim.attribution.speaker
    of_speaker = speaker is not None and names.get(speaker, "") is None
    spans = tuple(
        attrs.evolve(span, exact=None, sha256=None)
        if (of_speaker and span.role == "speaker") or any(name in (span.exact or "") for name in hidden)
        else span
        for span in claim.spans
    )
    losses.add("Span.exact", sum(new.exact != span.exact for new, span in zip(spans, claim.spans, strict=True)))
    losses.add("Span.sha256", sum(new.sha256 != span.sha256 for new, span in zip(spans, claim.spans, strict=True)))
    return attrs.evolve(claim, spans=spans)


def _annotations(
    claims: list[tuple[Holder, Claim]], sources: dict[str, Source], names: dict[str, str | None]
) -> Iterator[dict[str, Any]]:
    unstructure = converter().unstructure
    numbers: Counter[tuple[str, ...]] = Counter()  # equal claims of one event without an id have one key
    for holder, claim in claims:
        source = sources.get(claim.attribution.source) or Source(id=claim.attribution.source)
        target, key = _iri_of(source), claim.key(holder.id)
        record = {"event": holder.event} if isinstance(holder, CasualtyReport) else {}
        record |= {holder.kind: holder.id, "claim": key, _kind_of(claim): unstructure(claim)}
        body = [
            _body(claim_words(claim, names), format="text/plain"),
            _body(compact(record), format="application/json"),
        ]
        known_by = ("claim", target, holder.kind, holder.id, key)
        for span in claim.spans or (None,):
            numbers[known_by] += 1
            yield {
                "id": urn(*known_by, numbers[known_by]),
                "type": "Annotation",
                "motivation": "describing",
                "body": body if span is None else [*body, _body(span.role, purpose="tagging")],
                "target": _target(target, source, span),
            }


def _body(value: str, **members: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "describing", **members, "value": value}


def _kind_of(claim: Claim) -> str:
    return "figure" if isinstance(claim, Figure) else "assertion"


def _iri_of(source: Source) -> str:
    return source.url if source.url is not None and is_iri(source.url) else urn("source", source.id)


def _target(iri: str, source: Source, span: Span | None) -> dict[str, Any]:
    target: dict[str, Any] = {"type": "SpecificResource", "source": iri}
    if span is not None:
        target["selector"] = to_selectors(span)
    if is_iri(source.archive):
        target["state"] = {"type": "TimeState", "cached": source.archive}
    return target


_HELD: Final = frozenset({"Source.id", "Actor.id", "Actor.name", "Actor.sensitive"})


def _count(dataset: Dataset, sources: dict[str, Source], names: dict[str, str | None], losses: Losses) -> None:
    losses.add("Dataset.licence", dataset.licence is not None and not is_iri(dataset.licence))
    losses.add("Dataset.description", dataset.description is not None)
    for holder in dataset.holders:
        _count_holder(holder, losses)
    claims = dataset.claims
    cited = {claim.attribution.source for claim in claims}
    speaking = {claim.attribution.speaker for claim in claims}
    for source in dataset.sources:
        if source.id in cited and sources[source.id] is source:
            held = {f"Source.{name}" for name in ("url", "archive") if is_iri(getattr(source, name))}
            count_losses(source, _HELD | held, losses.add)
        else:
            losses.add("Source")
    for actor in dataset.actors:
        if actor.id in speaking:
            count_losses(actor, _HELD, losses.add)
            losses.add("Actor.name", names[actor.id] is None)
        else:
            losses.add("Actor")
    losses.add("Place", len(dataset.places))
    losses.add("Statement", len(dataset.statements))


def _count_holder(holder: Holder, losses: Losses) -> None:
    """Count what is lost of an event or report: all but its id, and its claims, which are whole in the bodies."""
    cls = type(holder).__name__
    if not holder.claims:
        losses.add(cls)
        return
    claims = {f"{cls}.{name}" for name in ("id", "event", "figures", "assertions")}
    count_losses(holder, frozenset(), losses.add, apart=frozenset(claims))


WEB_ANNOTATION: Final = Format(
    name="web-annotation",
    title="W3C Web Annotation",
    description="Claims as annotations of the texts that carry them (W3C Web Annotation Data Model, JSON-LD).",
    holds="Claims whole, with their place in the text; of events, sources and speakers little more than ids and names.",
    endings=(".jsonld", ".anno.jsonld"),
    write=_write,
)
