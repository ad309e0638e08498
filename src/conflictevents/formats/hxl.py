"""Events as a table of the Humanitarian Exchange Language: `hxl` (HXL 1.1), written only.

The first row names the columns, the second tags them, and each further row is an event, since analysts add rows up: one
row for each claim would count rival claims together. Hashtags are those of the core schema; attributes beside its own,
such as `+min` and `+max`, are allowed by the standard.

| columns | tags |
| --- | --- |
| the event | `#event+code`, `#event+type`, `#event+name`, `#status+code` (whether it happened), `#meta+part_of` |
| its time | `#date+start+earliest`, `#date+end+latest`, `#date+occurred` (one certain day), `#meta+date+edtf` |
| its only place, or only scene | `#country+code`, `#adm1+name` … `#adm5+name`, `#loc+…`, `#geo+lat`, `#geo+lon` |
| who took part | `#group+code+list`, `#group+name+list`, `#group+type+list` (the role), with `|` between several |
| people and households | `#affected+killed+ind+min`, `+max` … |
| anything else counted | `#indicator+num+launched+drone+min`, `+max` … |
| how well it is known | `#indicator+num+claims`, `#indicator+num+voices`, `#meta+source+list`, `#meta+url+list` |

A maximum that is empty is open: "at least 12" has no most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .. import Dataset, Incident, Place
from . import Format, Losses, held
from ._event_rows import (
    EventRow,
    EventRows,
    Key,
    Spot,
    count_fields,
    days_of,
    joined,
    range_cells,
)
from ._lines import safe_line

__all__ = ["HXL"]

_LEVELS: Final = 5
_HEADING: Final = {
    "Event": "#event+code",
    "Kind": "#event+type",
    "Type in published vocabularies": "#event+type+coded+list",
    "Title": "#event+name",
    "Said to have happened": "#status+code",
    "Part of": "#meta+part_of",
    "Earliest day": "#date+start+earliest",
    "Latest day": "#date+end+latest",
    "Day": "#date+occurred",
    "Date (EDTF)": "#meta+date+edtf",
    "Country": "#country+code+v_iso2",
    **{f"Division {level}": f"#adm{level}+name" for level in range(1, _LEVELS + 1)},
    "Place id": "#loc+code",
    "Place": "#loc+name",
    "Role of the place": "#loc+type",
    "Latitude": "#geo+lat",
    "Longitude": "#geo+lon",
    "Precision": "#geo+precision+name",
    "Precision in metres": "#geo+precision+num",
    "Actor ids": "#group+code+list",
    "Actors": "#group+name+list",
    "Roles of the actors": "#group+type+list",
    "Claims": "#indicator+num+claims",
    "Voices": "#indicator+num+voices",
    "Sources": "#meta+source+list",
    "Addresses of the sources": "#meta+url+list",
}
_PEOPLE: Final = {"people": "ind", "household": "hh"}
# The attributes of the core schema that say the same as a tag of a group.
_GROUPS: Final = {"women": "f+women", "men": "m+men"}

_HELD: Final = held(
    {
        "Event": "id title realis when where participants part_of",
        "Exchange": "parties mediators",
        "Talks": "parties mediators",
        "Strike": "attacker targets",
        "Incident": "types",
        "CasualtyReport": "event",
        "Location": "place role",
        "Participant": "actor role",
        "TypeCode": "vocabulary value",
        "When": "edtf",
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
    columns = [column for key in rows.keys for column in _columns(key)]
    yield safe_line((*_HEADING, *(name for name, _ in columns)))
    # A tag begins with #, so no spreadsheet takes it for a formula.
    yield safe_line((*_HEADING.values(), *(tag for _, tag in columns)))
    placed: set[str] = set()
    for row in rows:
        spot = _spot(row)
        losses.add("Location", len(row.spots) - (spot is not None))
        if spot is not None and spot.place is not None:
            placed.add(spot.id)
            losses.add("Place.admin", len(spot.place.admin) > _LEVELS)
        yield safe_line(
            (*_heading(row, spot), *(cell for key in rows.keys for cell in range_cells(row.ranges.get(key))))
        )
    count_fields(dataset, rows, _HELD, losses, placed=placed)


def _columns(key: Key) -> Iterator[tuple[str, str]]:
    """The columns of a range: their names and their tags."""
    measure, item, group, to = key
    tags = [_GROUPS.get(each, _attribute(each)) for each in filter(None, group.split("+"))]
    last = [_PEOPLE[item]] if item in _PEOPLE else [_attribute(item)] if item else []
    what = "+".join([_attribute(measure), *tags, *last, *([_attribute(f"to_{to}")] if to else [])])
    tag = f"#affected+{what}" if item in _PEOPLE else f"#indicator+num+{what}"
    among, toward = f"({group.replace('+', ', ')})" if group else "", f"to {to}" if to else ""
    name = " ".join(filter(None, (measure.capitalize(), item, among, toward)))
    yield f"{name}: least", f"{tag}+min"
    yield f"{name}: the dataset’s own best", f"{tag}+best"
    yield f"{name}: most, empty if open", f"{tag}+max"
    yield f"{name}: only about", f"#meta+approximate+{what}"
    yield f"{name}: from and to", f"#meta+direction+{what}"
    yield f"{name}: claims", f"#indicator+num+{what}+claims"
    yield f"{name}: voices", f"#indicator+num+{what}+voices"


def _attribute(word: str) -> str:
    """A word as an attribute: a letter, then letters, digits and underscores."""
    return re.sub(r"^(?=[0-9_])", "x", re.sub(r"[^a-z0-9_]", "_", word.lower()))


def _spot(row: EventRow) -> Spot | None:
    """The place that stands for an event: its only one, or its only scene."""
    scenes = [spot for spot in row.spots if spot.role == "scene"]
    of_event = row.spots if len(row.spots) == 1 else scenes
    return of_event[0] if len(of_event) == 1 else None


def _heading(row: EventRow, spot: Spot | None) -> Iterator[str]:
    event = row.event
    earliest, latest = days_of(event.when)
    types = event.types if isinstance(event, Incident) else ()
    yield from (event.id, event.kind, joined((f"{each.vocabulary}:{each.value}" for each in types), "|"))
    yield from (event.title or "", event.realis, event.part_of or "")
    yield from (earliest, latest, earliest if earliest == latest else "")
    yield "" if event.when is None else event.when.edtf or ""
    yield from _place(None if spot is None else spot.place, spot)
    yield joined((side.id for side in row.sides), "|")
    yield joined((side.name or "" for side in row.sides), "|")
    yield joined((side.role for side in row.sides), "|")
    yield from (str(row.claims), str(row.voices))
    yield joined((source.id for source in row.sources), "|")
    yield joined((source.url or "" for source in row.sources), "|")


def _place(place: Place | None, spot: Spot | None) -> Iterator[str]:
    admin = () if place is None else place.admin[:_LEVELS]
    point = None if place is None else place.point
    step = None if place is None else place.precision
    yield "" if place is None else place.country or ""
    yield from (*admin, *[""] * (_LEVELS - len(admin)))
    yield "" if spot is None else spot.id
    yield "" if place is None else place.name
    yield "" if spot is None else spot.role
    yield from ("", "") if point is None else (str(point.latitude), str(point.longitude))
    yield from ("", "") if step is None else (step.value, str(step.metres))


HXL: Final = Format(
    name="hxl",
    title="HXL-tagged CSV",
    description="One row for each event as CSV with the hashtags of the Humanitarian Exchange Language (HXL 1.1).",
    holds="Events with their place and actors; of claims the least and the most that anybody says and how many say so, "
    "not who.",
    endings=(".csv", ".hxl.csv"),
    write=_write,
)
