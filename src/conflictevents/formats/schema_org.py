"""Claims for search engines and knowledge graphs: `schema-org` (JSON-LD with schema.org's vocabulary), written only.

| record | becomes |
| --- | --- |
| dataset | `Dataset` |
| source | `CreativeWork`; what kind of work it is, the dataset does not say |
| actor | `Person`, `Organization` or `GovernmentOrganization` by its kind, else `Thing` |
| place | `Place`; where the precision is known its `geo` is a circle of that radius, else a point |
| event | `Event`; one that is hypothetical, counterfactual or unclear is a `Thing`, so that nobody takes it for one |
| figure, assertion | `Claim` with `appearance` (the source), `author` (the speaker), `about` (the event) |
| quotation of a statement | `Quotation` with `spokenByCharacter` and `isBasedOn` |

A claim's number is its `mainEntity`, a `QuantitativeValue`; a denial, or a speaker who does not say, has no number
there, only the words in `text`. Of dates only those are written that ISO 8601 can give without doubt: no range, no
approximate date. Ids are fragments (`#event-raid`), so they belong to the page that the file stands in. What the
vocabulary takes for an address is written only where it is one: a licence of SPDX's list has its address there, and any
other text is the name of a `CreativeWork` or `DefinedTermSet`. The divisions of a place contain one another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from .. import (
    Actor,
    Assertion,
    CasualtyReport,
    Claim,
    Dataset,
    Event,
    Exchange,
    Figure,
    Identifier,
    Incident,
    Place,
    Source,
    Statement,
    Strike,
    Talks,
    When,
)
from . import Format, Losses, count_losses, held
from ._claim_words import claim_words, statuses
from ._event_rows import sides_of
from ._json_pieces import is_iri, pieces, without_empty

__all__ = ["SCHEMA_ORG"]

_TYPES: Final = {
    "person": "Person",
    "government_body": "GovernmentOrganization",
    **dict.fromkeys(
        ("state", "armed_force", "armed_group", "international_body", "organisation", "media"), "Organization"
    ),
}
_HAPPENED: Final = ("actual", "planned")


def _write(dataset: Dataset, losses: Losses) -> Iterator[str]:
    yield from pieces({"@context": "https://schema.org"}, "@graph", _nodes(dataset))
    _count(dataset, losses)


def _nodes(dataset: Dataset) -> Iterator[dict[str, Any]]:
    about = {"name": dataset.title, "license": _licence(dataset.licence), "description": dataset.description}
    whole = _node("Dataset", "dataset", **about) if any(about.values()) else None
    if whole is not None:
        yield whole
    yield from map(_source, dataset.sources)
    yield from map(_actor, dataset.actors)
    yield from map(_place, dataset.places)
    yield from map(_event, dataset.events)
    names = {actor.id: None if actor.sensitive else actor.name for actor in reversed(dataset.actors)}
    status = statuses(dataset)
    numbers: Counter[str] = Counter()  # equal claims of one event without an id have one key
    for holder, claim in dataset.owned_claims():
        event, key = holder.event if isinstance(holder, CasualtyReport) else holder.id, claim.key(holder.id)
        numbers[key] += 1
        node = _node(
            "Claim",
            "claim",
            key,
            text=claim_words(claim, names),
            about=_ref("event", event),
            author=None if claim.attribution.how == "unclear" else _ref("actor", claim.attribution.speaker),
            appearance=_ref("source", claim.attribution.source),
            creativeWorkStatus=status(claim),
            mainEntity=_content(claim) if claim.attribution.polarity == "asserts" else None,
            isPartOf=None if whole is None else {"@id": whole["@id"]},
        )
        # No id has a stroke of its own: it is written as %2F.
        yield node if numbers[key] == 1 else node | {"@id": f"{node['@id']}/{numbers[key]}"}
    for statement in dataset.statements:
        yield from _quotations(statement)


def _node(type_: str, *id_: str, **members: Any) -> dict[str, Any]:
    return without_empty({"@type": type_, "@id": _id(*id_), **members})


def _id(*parts: str) -> str:
    return "#" + "-".join(quote(part, safe="") for part in parts)


def _ref(list_: str, id_: str | None) -> dict[str, str] | None:
    return None if id_ is None else {"@id": _id(list_, id_)}


def _identifiers(identifiers: tuple[Identifier, ...]) -> list[dict[str, Any]]:
    return [
        {"@type": "PropertyValue", "propertyID": each.scheme, "value": each.value}
        | ({} if each.release is None else {"description": each.release})
        for each in identifiers
    ]


_ISO: Final = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2}(?:T[0-9:]+(?:Z|[+-][0-9:]+)?)?)?)?")


def _date(when: When | None) -> str | None:
    """A date as schema.org takes it; None for one that ISO 8601 cannot give as a single date."""
    return when.edtf if when is not None and when.edtf is not None and _ISO.fullmatch(when.edtf) else None


_CREATIVE_COMMONS: Final = ("BY", "BY-NC", "BY-NC-ND", "BY-NC-SA", "BY-ND", "BY-SA")
_SPDX: Final = frozenset(
    [
        *("CC0-1.0", "PDDL-1.0", "ODbL-1.0", "ODC-By-1.0", "CDLA-Permissive-1.0", "CDLA-Permissive-2.0"),
        *("CDLA-Sharing-1.0", "OGL-UK-1.0", "OGL-UK-2.0", "OGL-UK-3.0", "etalab-2.0", "DL-DE-BY-2.0", "NLOD-2.0"),
        *("MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "GPL-3.0-only", "GPL-3.0-or-later", "Unlicense"),
        *(f"CC-{kind}-{version}" for kind in _CREATIVE_COMMONS for version in ("1.0", "2.0", "2.5", "3.0", "4.0")),
    ]
)
"""Identifiers of SPDX's list under which data and texts are published; of any other the name alone is written."""


def _licence(text: str | None) -> Any:
    """A licence as schema.org takes it: its address, or a work of that name."""
    if text in _SPDX:
        return f"https://spdx.org/licenses/{text}"
    return _iri(text) or (None if text is None else {"@type": "CreativeWork", "name": text})


def _iri(text: str | None) -> str | None:
    """A text that is an address; None for any other, which programs would take for one of this site."""
    return text if is_iri(text) else None


def _source(source: Source) -> dict[str, Any]:
    return _node(
        "CreativeWork",
        "source",
        source.id,
        name=source.title,
        publisher=source.publisher,
        url=_iri(source.url),
        datePublished=_date(source.published),
        inLanguage=source.language,
        archivedAt=_iri(source.archive),
        license=_licence(source.licence),
        creativeWorkStatus=source.status,
        isBasedOn=_ref("source", source.based_on),
        identifier=_identifiers(source.identifiers),
    )


def _actor(actor: Actor) -> dict[str, Any]:
    type_ = _TYPES.get(actor.kind, "Thing")
    if actor.sensitive:
        return _node(type_, "actor", actor.id)
    return _node(
        type_,
        "actor",
        actor.id,
        name=actor.name,
        alternateName=list(actor.aliases),
        disambiguatingDescription=actor.kind,
        memberOf=None if type_ == "Thing" else _ref("actor", actor.member_of),
        identifier=_identifiers(actor.identifiers),
    )


def _place(place: Place) -> dict[str, Any]:
    geo: dict[str, Any] | None = None
    if place.point is not None:
        latitude, longitude = place.point.latitude, place.point.longitude
        geo = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
        if place.precision is not None:
            geo = {"@type": "GeoShape", "circle": f"{latitude} {longitude} {place.precision.metres}"}
    return _node(
        "Place",
        "place",
        place.id,
        name=place.name,
        address=None if place.country is None else {"@type": "PostalAddress", "addressCountry": place.country},
        containedInPlace=_within(place.admin),
        geo=geo,
        identifier=_identifiers(place.identifiers),
    )


def _within(admin: tuple[str, ...]) -> dict[str, Any] | None:
    """The smallest of some divisions, each in the one before it: lists in JSON-LD have no order."""
    area: dict[str, Any] | None = None
    for name in admin:
        area = without_empty({"@type": "AdministrativeArea", "name": name, "containedInPlace": area})
    return area


def _event(event: Event) -> dict[str, Any]:
    common: dict[str, Any] = {"name": event.title, "disambiguatingDescription": f"{event.kind}, {event.realis}"}
    common |= {"identifier": _identifiers(event.identifiers)}
    if event.realis not in _HAPPENED:
        return _node("Thing", "event", event.id, **common)
    return _node(
        "Event",
        "event",
        event.id,
        **common,
        eventStatus="https://schema.org/EventScheduled" if event.realis == "planned" else None,
        startDate=_date(event.when),
        location=[_ref("place", each.place) for each in event.where],
        about=[{"@type": "Role", "roleName": role, "about": _ref("actor", actor)} for actor, role in sides_of(event)],
        superEvent=_ref("event", event.part_of),
        keywords=[
            without_empty(
                {
                    "@type": "DefinedTerm",
                    "termCode": each.value,
                    "name": each.label,
                    "inDefinedTermSet": _iri(each.vocabulary) or {"@type": "DefinedTermSet", "name": each.vocabulary},
                }
            )
            for each in (event.types if isinstance(event, Incident) else ())
        ],
    )


def _content(claim: Claim) -> dict[str, Any] | None:
    by = claim.attribution
    if isinstance(claim, Assertion):
        return {"@type": "PropertyValue", "name": claim.property, "value": str(claim.value)}
    if not isinstance(claim, Figure):
        return None
    number = claim.count if claim.share is None else claim.share
    more = {
        "text": None if number is None else number.text,
        "approximate": None if number is None or not number.approximate else True,
        "item": None if claim.share is None else claim.item,
        "model": claim.model,
        "group": claim.group,
        "from": claim.from_,
        "to": claim.to,
        "described": claim.described,
        "scope": claim.scope,
        "window": None if claim.window is None else str(claim.window),
        "estimate": claim.estimate,
        "within": claim.within,
        "besides": claim.besides,
        "method": by.method,
        "as_of": None if by.as_of is None else str(by.as_of),
    }
    return without_empty(
        {
            "@type": "QuantitativeValue",
            "name": claim.measure,
            "minValue": None if number is None else number.low,
            "maxValue": None if number is None else number.high,
            "unitText": claim.item if claim.share is None else "percent",
            "additionalProperty": [
                {"@type": "PropertyValue", "name": name, "value": value}
                for name, value in more.items()
                if value is not None
            ],
        }
    )


def _quotations(statement: Statement) -> Iterator[dict[str, Any]]:
    for number, each in enumerate(statement.quotations, start=1):
        yield _node(
            "Quotation",
            "quotation",
            statement.id,
            str(number),
            text=each.text,
            inLanguage=each.language,
            translator=each.translator,
            spokenByCharacter=_ref("actor", statement.speaker),
            isBasedOn=_ref("source", statement.source),
        )


# --- losses ----------------------------------------------------------------------------------------------------------

_HELD: Final = held(
    {
        "Source": "id title publisher published language licence status based_on identifiers",
        "Actor": "id name kind aliases identifiers sensitive",
        "Place": "id name country admin point identifiers",
        "Point": "latitude longitude",
        "Location": "place",
        "Participant": "actor role",
        "TypeCode": "vocabulary value label",
        "Identifier": "scheme value release",
        "CasualtyReport": "event",
        "Figure": "id attribution measure item model group from to count share",
        "Assertion": "id attribution property value of relation",
        "Attribution": "source speaker attributed polarity commitment",
        "Count": "low high approximate",
        "Share": "low high approximate",
        "When": "edtf",
        "Quotation": "text language translator",
        "Statement": "id source speaker quotations",
    }
)
_HELD_IN_NUMBER: Final = _HELD | held(
    {
        "Figure": "described scope window estimate within besides",
        "Attribution": "method as_of",
        "Count": "text",
        "Share": "text",
    }
)
_OF_EVENT: Final[tuple[tuple[type[Event], str], ...]] = (
    (Event, "when where participants part_of"),
    (Exchange, "parties mediators"),
    (Talks, "parties mediators"),
    (Strike, "attacker targets"),
    (Incident, "types"),
)


def _count(dataset: Dataset, losses: Losses) -> None:
    for source in dataset.sources:
        addresses = {f"Source.{name}" for name in ("url", "archive") if is_iri(getattr(source, name))}
        count_losses(source, _without(_HELD | addresses, "Source.published", source.published), losses.add)
    for actor in dataset.actors:
        if actor.sensitive:
            losses.add("Actor.name")
            count_losses(actor, frozenset({"Actor.id", "Actor.name", "Actor.sensitive"}), losses.add)
        else:
            held = _HELD | {"Actor.member_of"} if actor.kind in _TYPES else _HELD
            count_losses(actor, held, losses.add)
    for place in dataset.places:
        count_losses(place, _HELD if place.point is None else _HELD | {"Place.precision"}, losses.add)
    for holder in dataset.holders:
        cls = type(holder).__name__
        held = _HELD
        if isinstance(holder, Event):
            names = ["id", "title", "identifiers", "realis"]
            if holder.realis in _HAPPENED:
                names += [name for kind, more in _OF_EVENT if isinstance(holder, kind) for name in more.split()]
            held = _without(held | {f"{cls}.{name}" for name in names}, f"{cls}.when", holder.when)
        count_losses(holder, held, losses.add, apart=frozenset({f"{cls}.figures", f"{cls}.assertions"}))
        for claim in holder.claims:
            whole = isinstance(claim, Figure) and claim.attribution.polarity == "asserts"
            count_losses(claim, _HELD_IN_NUMBER if whole else _HELD, losses.add)
    for statement in dataset.statements:
        if statement.quotations:
            count_losses(statement, _HELD, losses.add)
        else:
            losses.add("Statement")


def _without(held: frozenset[str], name: str, when: When | None) -> frozenset[str]:
    """What is held, without a date where that cannot be written."""
    return held if when is None or _date(when) is not None else held - {name}


SCHEMA_ORG: Final = Format(
    name="schema-org",
    title="schema.org",
    description="Claims, events, quotations and sources as JSON-LD with the vocabulary of schema.org.",
    holds="Claims with who makes them and their numbers, events, actors, places, sources and quotations; not where a "
    "claim stands in the text.",
    endings=(".jsonld", ".schema.jsonld"),
    write=_write,
)
