"""ACLED, the Armed Conflict Location & Event Data: `acled`.

One event is one record, whatever the export: where a table has a row for each actor (monadic), or was put together from
several downloads, the rows of an event id become one event and its deaths are counted once. Rows that give one event
different numbers become claims of ACLED side by side, the later superseding the earlier where their timestamps tell.

What ACLED gives is its own coding: `fatalities` is a claim of ACLED with the method `coded`, and the outlets it names
are in `via`. It writes 0 where nobody is reported killed and where the number is not known, so 0 is read as 0 or more.
Actor 1 and 2 say nothing of who attacked: both are parties.

| columns | become |
| --- | --- |
| event_id_cnty, data_id, event_id_no_cnty | identifiers of the event; its id is `acled-` with the first |
| event_date, time_precision | when it happened: the day; `~` behind it for the week, a month with `~` for the month |
| disorder_type, event_type, sub_event_type, interaction, civilian_targeting | types of the incident |
| actor1, actor2 | actors and participants (`party`); their kind follows from inter1 and inter2 |
| assoc_actor_1, assoc_actor_2 | participants (`acled.associated`), each after the actor beside whom it is named |
| location, admin, latitude, longitude, geo_precision, country, region, iso, iso3, gwno | the place |
| fatalities | a casualty report |
| source, timestamp | actors in `via`, and the time of the claims (`as_of`) |
| tags | types of the incident; `crowd size=` is a figure of people who participated, as is `[size=…]` in older notes |
| notes, source_scale and columns of the user's own | `extra` |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, Literal, TypeVar

from .. import Actor, Cell, Dataset, Incident, Place, Record, Source
from . import (
    Dates,
    Format,
    Input,
    Log,
    Losses,
    Sample,
    count_unwritten,
    csv_line,
    guarded,
    layout_of,
    read_objects,
    read_table,
    with_layout,
)
from ._acled_columns import COLUMNS, DATES, ISO, NAMES, Find, is_fatalities, is_monadic, renamed, together
from ._acled_groups import Groups, in_order, kept_by_row
from ._acled_reading import EVENT, Reading

__all__ = ["ACLED"]

_T = TypeVar("_T", bound=Record)


# --- finding it out --------------------------------------------------------------------------------------------------

_TELLING: Final = frozenset(
    (
        *("actor1", "assoc_actor_1", "inter1", "disorder_type", "sub_event_type"),
        *("time_precision", "geo_precision", "source_scale"),
    )
)


def _is_json(text: str) -> bool:
    return text.lstrip("\ufeff \r\n\t").startswith(("{", "["))


def _delimiter(head: str) -> str:
    """What stands between the names of the header; a spreadsheet may have changed it."""
    first = head.partition("\n")[0]
    return max((",", ";", "\t"), key=first.count)


def _sniff(sample: Sample) -> bool:
    if _is_json(sample.text):
        names = set(re.findall(r'"(\w+)"\s*:', sample.text))
        if "features" in names:  # a map layer, whose rows stand deeper
            return False
    else:
        first = next(iter(sample.lines), "")
        names = {renamed(name.strip(' "\ufeff')) for name in first.split(_delimiter(first))}
    return "event_id_cnty" in names or ({"event_date", "event_type"} <= names and len(names & _TELLING) > 1)


# --- reading ---------------------------------------------------------------------------------------------------------


def _read(given: Input, log: Log, *, day_order: Literal["DMY", "MDY"] | None = None) -> Iterator[Record]:
    return _records(given, log, day_order, one_by_one=False)


_ANYBODYS: Final = frozenset(
    {"year", "iso", "region", "country", "location", "latitude", "longitude", "source", "notes", "timestamp"}
)
_OLDER: Final = {"data_id", "event_id_no_cnty", "actor_dyad", "deleted_timestamp"}


def _tells(column: str) -> bool:
    return column in _OLDER or (column in NAMES and column not in _ANYBODYS)


def _scan(given: Input, log: Log, *, day_order: Literal["DMY", "MDY"] | None = None) -> Iterator[Record]:
    return _records(given, log, day_order, one_by_one=True)


def _records(given: Input, log: Log, day_order: Literal["DMY", "MDY"] | None, *, one_by_one: bool) -> Iterator[Record]:
    if _is_json(given.head):
        table = read_objects(given, ("data",))
    else:
        table = read_table(given, delimiter=_delimiter(given.head), renamed=renamed)
    table.expect(given, _tells)
    missing = [name for name in NAMES if name not in table.columns]
    if missing and "deleted_timestamp" not in table.columns:  # the list of deleted events has nothing else
        log.problem("IO126", f"expected {len(NAMES)} columns, got none of these: {', '.join(missing)}")
    groups = Groups(table, log, one_by_one=one_by_one)
    source = Source(
        id="acled",
        title="ACLED",
        publisher="Armed Conflict Location & Event Data",
        url="https://acleddata.com/",
        licence="LicenseRef-ACLED",
        extra=() if groups.dates in ("", ISO) else (Cell(name=DATES, value=groups.dates),),
    )
    yield Dataset(title=source.title, licence=source.licence, sources=(with_layout(source, table, NAMES),))
    dates = Dates(table, ("event_date",), log, day_order=day_order)
    reading = Reading(source.id, groups, dates, log, is_monadic=is_monadic(table.columns))
    for members in groups:
        yield from reading.records(members)


# --- writing ---------------------------------------------------------------------------------------------------------


def _write(dataset: Dataset, losses: Losses, *, guard: bool = False) -> Iterator[str]:
    source = next((each for each in dataset.sources if each.id == "acled"), None)
    names, header = layout_of(source, NAMES)
    dates = next((cell.value for cell in (() if source is None else source.extra) if cell.name == DATES), "")
    events = [event for event in dataset.events if isinstance(event, Incident) and event.id.startswith(EVENT)]
    kept = {id(event): kept_by_row(event.extra) for event in events}
    cells_kept = (each.cells for rows in kept.values() for each in rows)
    own = dict.fromkeys(name for cells in cells_kept for name in COLUMNS.own_names(cells) if name not in names)
    find, used = _finder(dataset), {id(source)}

    several = is_monadic(names)

    def lines() -> Iterator[tuple[int | None, str]]:
        for event in events:
            report = next((each for each in dataset.reports_of(event) if each.id == f"{event.id}-deaths"), None)
            for number, (cells, position) in enumerate(kept[id(event)]):
                made = together(event, report, find, dates, number if several else None)
                line = COLUMNS.row((*names, *own), made, cells)
                yield position, csv_line(map(guarded, line) if guard else line)
            figures = (*event.figures, *(() if report is None else report.figures))
            used.update((id(event), id(report)))
            counts = () if report is None else (figure.count for figure in report.figures)
            losses.add("Figure.count", sum(count is not None and not is_fatalities(count) for count in counts))
            used.update(id(find(Place, each.place)) for each in event.where[:1])
            used.update(id(find(Actor, each.actor)) for each in event.participants)
            used.update(id(find(Actor, each)) for figure in figures for each in figure.attribution.via)

    if header is not None:
        yield csv_line((*header, *own))
    yield from in_order(lines())
    count_unwritten(dataset, source, used, _HELD, losses)


def _finder(dataset: Dataset) -> Find:
    records: tuple[Any, ...] = (*dataset.sources, *dataset.actors, *dataset.places, *dataset.events)
    found = {(type(each), each.id): each for each in records}

    def find(cls: type[_T], id_: str | None) -> _T | None:
        known: _T | None = found.get((cls, id_ or ""))
        return known

    return find


_HELD: Final = frozenset(
    f"{cls}.{field}"
    for cls, fields in {
        "Incident": "id identifiers note realis when where participants types extra figures",
        "CasualtyReport": "id event scope figures",
        "Actor": "id name kind extra",
        "Place": "id name admin point precision identifiers extra",
        "Source": "id title publisher url licence extra",
        "Figure": "id measure item count note attribution supersedes",
        "Supersedes": "claim kind",
        "Attribution": "source via method as_of",
        "Count": "low high approximate text policy",
        "Identifier": "scheme value",
        "TypeCode": "vocabulary value label",
        "Location": "place",
        "Participant": "actor role",
        "Point": "latitude longitude",
        "When": "edtf",
        "Cell": "name value",
    }.items()
    for field in fields.split()
)


ACLED: Final = Format(
    name="acled",
    title="ACLED",
    description="Events of the Armed Conflict Location & Event Data project: CSV of every release, with one or two "
    "actors in a row, or JSON of its API; CSV is written.",
    holds="Events that came from it, with actors, place, types, ACLED's own number of deaths and the size of a crowd.",
    licence="ACLED's terms: attribution, and no redistribution of its rows.",
    endings=(".csv",),
    sniff=_sniff,
    read=_read,
    write=_write,
    scan=_scan,
    normalises=(
        "From JSON, null becomes an empty cell, and true and false become words.",
        "A table with semicolons or tabs between its cells is written with commas.",
    ),
)
