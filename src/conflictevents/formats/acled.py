"""ACLED, the Armed Conflict Location & Event Data: `acled`.

One event is one record, whatever the export: where a table has a row for each actor (monadic, or made longer by acledR)
or outlet, or was put together from several downloads, the rows of an event id become one event and its deaths are
counted once. Rows that give one event different numbers become claims of ACLED side by side, the later superseding the
earlier where their timestamps tell.

What ACLED gives is its own coding: `fatalities` is a claim of ACLED with the method `coded`, and the outlets it names
are in `via`. It writes 0 where nobody is reported killed and where the number is not known, so 0 is read as 0 or more.
Actor 1 and 2 say nothing of who attacked: both are parties.

| columns | become |
| --- | --- |
| event_id_cnty, data_id, event_id_no_cnty | identifiers of the event; its id is `acled-` with the first |
| event_date, time_precision | when it happened: the day; `~` behind it for the week, a month with `~` for the month |
| year | the year alone without a date; where it is another one than the date's, `?` stands behind the date |
| disorder_type, event_type, sub_event_type, interaction, civilian_targeting | types of the incident |
| actor1, actor2 | actors and participants (`party`); their kind follows from inter1 and inter2 |
| assoc_actor_1, assoc_actor_2 | participants (`acled.associated`), each after the actor beside whom it is named |
| location, admin, latitude, longitude, geo_precision, country, region, iso3, gwno | the place |
| iso, or gwno, or the name of the country | its country, with ACLED as the ground (`country_basis`) |
| fatalities | a casualty report |
| source, timestamp | actors in `via`, and the time of the claims (`as_of`) |
| tags | types of the incident; `crowd size=` and `[size=…]` in older notes are a figure of people or vehicles |
| notes, source_scale and columns of the user's own | `extra` |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from .. import Dataset, Record
from . import (
    Dates,
    Format,
    Input,
    Log,
    Sample,
    delimiter_of,
    mended,
    read_objects,
    read_table,
    with_layout,
)
from ._acled_columns import COLUMNS, NAMES, WHOLE, is_monadic, renamed
from ._acled_groups import Groups
from ._acled_reading import Reading, source_of
from ._acled_writing import write
from ._tables import LEFT_OUT

__all__ = ["ACLED"]


# --- finding it out --------------------------------------------------------------------------------------------------

_TELLING: Final = frozenset(
    (
        *("actor1", "assoc_actor_1", "inter1", "disorder_type", "sub_event_type"),
        *("time_precision", "geo_precision", "source_scale"),
    )
)


_MANY: Final = 5
_EMPTY: Final = re.compile(r'"data"\s*:\s*\[\s*\]')


def _sniff(sample: Sample) -> bool:
    if sample.is_json:
        names = set(re.findall(r'"(\w+)"\s*:', sample.text))
        if "features" in names:  # a map layer, whose rows stand deeper
            return False
        if {"status", "success", "data"} <= names and _EMPTY.search(sample.text):
            return True
    else:
        names = set(map(renamed, sample.header(tells=_is_column)))
    if "event_id_cnty" in names:
        return True
    # A selection of columns may have few that are ACLED's alone, but no other table has so many of them.
    are_many = len(names.intersection(NAMES)) > _MANY and not names.isdisjoint(("actor1", "fatalities"))
    return {"event_date", "event_type"} <= names and (len(names & _TELLING) > 1 or are_many)


def _is_column(name: str) -> bool:
    return renamed(name) in NAMES or renamed(name) in _OLDER


_OLDER: Final = {"data_id", "event_id_no_cnty", "actor_dyad", "deleted_timestamp"}


# --- reading ---------------------------------------------------------------------------------------------------------


def _read(given: Input, log: Log, *, day_order: Literal["DMY", "MDY"] | None = None) -> Iterator[Record]:
    return _records(given, log, day_order, one_by_one=False)


_ANYBODYS: Final = frozenset(
    {"year", "iso", "region", "country", "location", "latitude", "longitude", "source", "notes", "timestamp"}
)


def _tells(column: str) -> bool:
    return column in _OLDER or (column in NAMES and column not in _ANYBODYS)


def _scan(given: Input, log: Log, *, day_order: Literal["DMY", "MDY"] | None = None) -> Iterator[Record]:
    return _records(given, log, day_order, one_by_one=True)


def _records(given: Input, log: Log, day_order: Literal["DMY", "MDY"] | None, *, one_by_one: bool) -> Iterator[Record]:
    if given.is_json:
        table = read_objects(given, ("data",))
    else:
        delimiter = delimiter_of(given, _is_column)
        table = read_table(given, known=COLUMNS.names, delimiter=delimiter, renamed=renamed, dated=("event_date",))
    table = mended(table, whole=WHOLE)
    table.expect(given, _tells)
    if table.columns and "deleted_timestamp" not in table.columns:  # the list of deleted events has nothing else
        log.missing(NAMES, table.columns)
    groups = Groups(table, log, one_by_one=one_by_one)
    source = source_of(groups.dates)
    yield Dataset(title=source.title, licence=source.licence, sources=(with_layout(source, table, NAMES),))
    dates = Dates(table, ("event_date",), log, day_order=day_order, year="year")
    reading = Reading(source.id, groups, dates, log, is_monadic=is_monadic(table.columns))
    for members in groups:
        yield from reading.records(members)


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
    write=write,
    scan=_scan,
    normalises=(
        LEFT_OUT,
        "From JSON, null becomes an empty cell, and true and false become words.",
        "A table with semicolons or tabs between its cells is written with commas.",
    ),
)
