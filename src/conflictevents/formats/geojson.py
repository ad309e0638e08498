"""Events on a map: `geojson` (RFC 7946), written only.

A FeatureCollection with a feature for each place of each event. Coordinates are longitude, then latitude, in degrees on
WGS84; a place without a point has no geometry. What is claimed of an event is a property of its one feature. An event
with several places has, before the features of these, one of its own without geometry that holds what is claimed: so
nothing is said of a place that is only known of the whole, and the features can be added up.

| property | is |
| --- | --- |
| `event`, `kind`, `realis`, `title`, `when`, `earliest`, `latest`, `part_of`, `types` | the event's heading |
| `place`, `place_name`, `place_role`, `country`, `admin` | the place |
| `precision`, `precision_m` | how closely the point is known, and the radius of that step in metres |
| `places` | the number of the event's places, where there are several |
| `participants` | the actors, each with `id`, `role` and `name` |
| `claims`, `voices`, `sources` | how many claims are made of the event, by how many speakers, in which sources |
| `killed_people_low`, `_high`, `_claims` … | for each measure, item and group: the least and the most said |
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from .. import Dataset, Incident, Place
from . import Format, Losses, held
from ._event_rows import EventRow, EventRows, Spot, count_fields, days_of, range_name
from ._json_pieces import pieces, without_empty

__all__ = ["GEOJSON"]

_HELD: Final = held(
    {
        "Dataset": "title licence description",
        "Event": "id title realis when where participants part_of",
        "Exchange": "parties mediators",
        "Talks": "parties mediators",
        "Strike": "attacker targets",
        "Incident": "types",
        "CasualtyReport": "event",
        "Location": "place role",
        "Participant": "actor role",
        "TypeCode": "vocabulary value label",
        "When": "edtf text",
        "Place": "id name country admin point precision",
        "Point": "latitude longitude",
        "Actor": "id name sensitive",
        "Source": "id url",
        "Figure": "measure item group from to count estimate",
        "Count": "low high approximate",
    }
)


def _write(dataset: Dataset, losses: Losses) -> Iterator[str]:
    rows = EventRows(dataset)
    head = {name: getattr(dataset, name) for name in ("title", "licence", "description")}
    yield from pieces({"type": "FeatureCollection"} | without_empty(head), "features", _features(rows))
    count_fields(dataset, rows, _HELD, losses)


def _features(rows: EventRows) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for row in rows:
        heading, claimed = _heading(row), _claimed(row)
        if len(row.spots) != 1:
            places = {"places": len(row.spots)} if row.spots else {}
            yield _feature(row.event.id, None, heading | places | claimed, seen)
            claimed = {}
        for spot in row.spots:
            role = "" if spot.role == "scene" else f"/{spot.role}"
            properties = heading | _place(spot) | claimed
            yield _feature(f"{row.event.id}/{spot.id}{role}", spot.place, properties, seen)


def _feature(id_: str, place: Place | None, properties: dict[str, Any], seen: set[str]) -> dict[str, Any]:
    unique, number = id_, 1
    while unique in seen:
        number += 1
        unique = f"{id_}~{number}"
    seen.add(unique)
    point = None if place is None else place.point
    geometry = None if point is None else {"type": "Point", "coordinates": [point.longitude, point.latitude]}
    return {"type": "Feature", "id": unique, "geometry": geometry, "properties": properties}


def _heading(row: EventRow) -> dict[str, Any]:
    event, when = row.event, row.event.when
    earliest, latest = days_of(when)
    types = event.types if isinstance(event, Incident) else ()
    return without_empty(
        {
            "event": event.id,
            "kind": event.kind,
            "realis": event.realis,
            "title": event.title,
            "when": None if when is None else when.edtf,
            "when_text": None if when is None else when.text,
            "earliest": earliest,
            "latest": latest,
            "part_of": event.part_of,
            "types": [
                without_empty({"vocabulary": each.vocabulary, "value": each.value, "label": each.label})
                for each in types
            ],
            "participants": [
                without_empty({"id": side.id, "role": side.role, "name": side.name}) for side in row.sides
            ],
        }
    )


def _place(spot: Spot) -> dict[str, Any]:
    place = spot.place
    if place is None:
        return {"place": spot.id, "place_role": spot.role}
    step = place.precision
    return without_empty(
        {
            "place": spot.id,
            "place_name": place.name,
            "place_role": spot.role,
            "country": place.country,
            "admin": list(place.admin),
            "precision": step,
            "precision_m": None if step is None else step.metres,
        }
    )


def _claimed(row: EventRow) -> dict[str, Any]:
    sources = [without_empty({"id": each.id, "url": each.url}) for each in row.sources]
    properties = {"claims": row.claims, "voices": row.voices, "sources": sources}
    for key in sorted(row.ranges):
        name, found = range_name(key), row.ranges[key]
        properties |= without_empty(
            {
                f"{name}_low": found.low,
                f"{name}_best": found.best,
                f"{name}_high": found.high,
                f"{name}_approximate": found.approximate or None,
                f"{name}_from": found.from_,
                f"{name}_to": found.to,
                f"{name}_claims": found.claims,
                f"{name}_voices": found.voices,
            }
        )
    return without_empty(properties)


GEOJSON: Final = Format(
    name="geojson",
    title="GeoJSON",
    description="Events on a map (RFC 7946): a feature for each place of each event, with ranges of what is claimed.",
    holds="Events with their places and actors; of claims the least and the most that anybody says and how many say "
    "so, not who.",
    endings=(".geojson",),
    write=_write,
)
