"""One row for each event, as a CSV file: `csv-events`.

| columns | become |
| --- | --- |
| `id` … `part_of`, `relations` | the event's heading; `earliest`, `latest` are days, empty if open or only about so |
| `place` … `precision_m` | its places, in the same order in each of these columns |
| `participant` … `participant_role` | the actors of its heading, attacker, targets, parties and mediators among them |
| `identifiers`, `types` | as `scheme:value` and `vocabulary:value` |
| `claims`, `voices`, `sources` | how many claims are made of it, by how many speakers, and in which sources |
| `killed_people_low` … | for each measure, item and group: the least and the most that anybody says |
| `killed_people_direction` | from which side to which these are, where they are of one alone: `> ukraine` |

Several values of a cell are put between `; `; a semicolon or backslash in a value has a backslash in front.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .. import Dataset, Incident
from . import Format, Losses, held
from ._event_rows import (
    OF_RANGE,
    EventRow,
    EventRows,
    count_fields,
    days_of,
    joined,
    range_cells,
    range_name,
)
from ._lines import safe_line

__all__ = ["CSV_EVENTS"]

_HEADING: Final = (
    "id",
    "kind",
    "realis",
    "title",
    "when",
    "earliest",
    "latest",
    "when_text",
    "when_zone",
    "when_basis",
    "part_of",
    "relations",
    "place",
    "place_name",
    "place_role",
    "country",
    "admin",
    "latitude",
    "longitude",
    "precision",
    "precision_m",
    "participant",
    "participant_name",
    "participant_role",
    "identifiers",
    "types",
    "claims",
    "voices",
    "sources",
    "source_urls",
)

_HELD: Final = held(
    {
        "Event": "id title identifiers realis when where participants part_of relations",
        "Exchange": "parties mediators",
        "Talks": "parties mediators",
        "Strike": "attacker targets",
        "Incident": "types",
        "CasualtyReport": "event",
        "Location": "place role",
        "Participant": "actor role",
        "Relation": "kind event",
        "Identifier": "scheme value release",
        "TypeCode": "vocabulary value",
        "When": "edtf zone text basis",
        "Basis": "rule",
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
    names = [range_name(key) for key in rows.keys]
    yield safe_line((*_HEADING, *(f"{name}_{each}" for name in names for each in OF_RANGE)))
    for row in rows:
        yield safe_line((*_heading(row), *(cell for key in rows.keys for cell in range_cells(row.ranges.get(key)))))
    count_fields(dataset, rows, _HELD, losses)


def _heading(row: EventRow) -> Iterator[str]:
    event, when = row.event, row.event.when
    yield from (event.id, event.kind, event.realis, event.title or "")
    yield "" if when is None else when.edtf or ""
    yield from days_of(when)
    yield "" if when is None else when.text or ""
    yield "" if when is None else when.zone or ""
    yield "" if when is None or when.basis is None else when.basis.rule
    yield event.part_of or ""
    yield joined(f"{each.kind} {each.event}" for each in event.relations)
    places = [spot.place for spot in row.spots]
    points = [None if place is None else place.point for place in places]
    steps = [None if place is None else place.precision for place in places]
    yield joined(spot.id for spot in row.spots)
    yield joined("" if place is None else place.name for place in places)
    yield joined(spot.role for spot in row.spots)
    yield joined("" if place is None else place.country or "" for place in places)
    yield joined("" if place is None else " / ".join(place.admin) for place in places)
    yield joined("" if point is None else str(point.latitude) for point in points)
    yield joined("" if point is None else str(point.longitude) for point in points)
    yield joined("" if step is None else step.value for step in steps)
    yield joined("" if step is None else str(step.metres) for step in steps)
    yield joined(side.id for side in row.sides)
    yield joined(side.name or "" for side in row.sides)
    yield joined(side.role for side in row.sides)
    yield joined(
        f"{each.scheme}:{each.value}" + (f" ({each.release})" if each.release else "") for each in event.identifiers
    )
    types = event.types if isinstance(event, Incident) else ()
    yield joined(f"{each.vocabulary}:{each.value}" for each in types)
    yield from (str(row.claims), str(row.voices))
    yield joined(source.id for source in row.sources)
    yield joined(source.url or "" for source in row.sources)


CSV_EVENTS: Final = Format(
    name="csv-events",
    title="Events (CSV)",
    description="One row for each event as CSV (RFC 4180), with the range of what is claimed of each measure.",
    holds="Events with their places and actors; of claims the least and the most that anybody says and how many say "
    "so, not who.",
    endings=(".csv", ".events.csv"),
    write=_write,
)
