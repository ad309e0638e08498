"""The columns of ACLED: what the records of a row say in each cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

import attrs

from .. import Actor, Attribution, Count, Figure, Incident, Participant, Place, TypeCode, When
from . import Columns, renamed_to
from ._acled_crowds import CROWD, Crowd, crowd_of
from ._cells import REMEMBERED, degrees_of, identified, kept_in, types_in
from ._pool import Find
from ._said import says

__all__ = [
    "ASSOCIATED",
    "COLUMNS",
    "DATES",
    "INTER",
    "ISO",
    "KILLED",
    "NAMES",
    "OF_ACTORS",
    "PARTY",
    "PRECISIONS",
    "SEVERAL",
    "TYPES",
    "WHOLE",
    "AcledRow",
    "Side",
    "can_say",
    "dates_like",
    "is_fatalities",
    "is_monadic",
    "renamed",
    "sides_of",
    "time_of",
    "together",
    "when_again",
]

_HEADER: Final = """\
event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2
assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude
geo_precision source source_scale notes fatalities tags timestamp
"""
NAMES: Final = tuple(_HEADER.split())
_OF_OTHER_RELEASES: Final = ("data_id", "event_id_no_cnty", "iso3", "gwno", "deleted_timestamp")
OF_ACTORS: Final = frozenset(f"{name}{number}" for name in ("actor", "assoc_actor_", "inter") for number in (1, 2)) | {
    "interaction"
}
TYPES: Final = ("disorder_type", "event_type", "sub_event_type", "interaction", "civilian_targeting")
SEVERAL: Final = "disorder_type"
"""The one of these that has several values in a cell."""
PRECISIONS: Final = {
    "1": "settlement",  # a named town, whose centre the point is
    "2": "near",
    "3": "admin1",  # a larger region, often by its capital
}
_GEO_PRECISION: Final = {precision: code for code, precision in PRECISIONS.items()}
ASSOCIATED: Final = "acled.associated"
"""The role of whoever ACLED names beside the last actor: an ally, or a group that its members belong to."""
INTER: Final = "acled inter"
PARTY: Final = "party"
KILLED: Final[Mapping[str, Any]] = {"measure": "killed", "item": "people"}
"""What a number of deaths is a figure of."""


# --- names of columns ------------------------------------------------------------------------------------------------

_ALIASES: Final = {
    "ally_actor_1": "assoc_actor_1",
    "ally_actor_2": "assoc_actor_2",
    "total_fatalities": "fatalities",
    **{f"{name}{number}": f"admin{number}" for name in ("adm_level_", "admin_level_") for number in (1, 2, 3)},
}
_KNOWN: Final = frozenset((*NAMES, *_OF_OTHER_RELEASES))
_by_spelling: Final = renamed_to((*_KNOWN, *_ALIASES))
_SUFFIX: Final = re.compile(r"\([^()]*\)$|\.[0-9A-Z]+\.$")


def renamed(name: str) -> str:
    """The name of a column by one in a header: upper case, older names and stray suffixes are known."""
    plain = _by_spelling(_SUFFIX.sub("", name).strip())
    plain = _ALIASES.get(plain, plain)
    return plain if plain in _KNOWN else name


WHOLE: Final = (
    *("data_id", "event_id_no_cnty", "year", "time_precision", "inter1", "inter2", "interaction", "iso", "gwno"),
    *("geo_precision", "fatalities", "timestamp"),
)
"""The columns of whole numbers and codes."""


def is_monadic(names: Collection[str]) -> bool:
    """Whether a table with these columns has a row for each actor of an event."""
    return "actor1" in names and "actor2" not in names


# --- dates -----------------------------------------------------------------------------------------------------------

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ISO: Final = "2020-12-03"
_SPELLINGS: Final[Mapping[str, tuple[re.Pattern[str], str]]] = {
    spelling: (re.compile(shape, re.ASCII), template)
    for spelling, shape, template in (
        (ISO, r"\d{4}-\d\d-\d\d", "{y}-{m}-{d}"),
        ("03 December 2020", r"\d\d (?!May )[A-Z][a-z]{2,} \d{4}", "{d} {month} {y}"),
        ("03-December-2020", r"\d\d-(?!May-)[A-Z][a-z]{2,}-\d{4}", "{d}-{month}-{y}"),
        ("03/12/2020", r"\d\d/\d\d/\d{4}", "{d}/{m}/{y}"),
        ("03/12/2020 00:00:00", r"\d\d/\d\d/\d{4} 00:00:00", "{d}/{m}/{y} 00:00:00"),
        ("03-12-20", r"\d\d-\d\d-\d\d", "{d}-{m}-{yy}"),
        ("3-Dec-20", r"\d{1,2}-[A-Z][a-z]{2}-\d\d", "{day}-{month:.3}-{yy}"),
    )
}
"""How the tables of ACLED spell dates, each by its spelling of the third of December 2020."""
DATES: Final = "dates of the table"


def dates_like(cell: str) -> str | None:
    """The spelling that a date has, if it is one that tables have throughout."""
    return next((spelling for spelling, (shape, _) in _SPELLINGS.items() if shape.fullmatch(cell)), None)


def _spelled(iso: str, spelling: str) -> str:
    if spelling == ISO or spelling not in _SPELLINGS:
        return iso
    year, month, day = iso.split("-")
    name = _MONTHS[int(month) - 1]
    return _SPELLINGS[spelling][1].format(y=year, yy=year[2:], m=month, month=name, d=day, day=int(day))


# --- what a row becomes ----------------------------------------------------------------------------------------------


@attrs.frozen
class Side:
    """One of the two actors of a row, and those who are named beside it."""

    actor: Actor | None = None
    associated: tuple[Actor, ...] = ()
    inter: str = ""
    """The code of the actor's sort, as the table writes it."""


@attrs.frozen(kw_only=True)
class AcledRow:
    """The records of one row."""

    event: Incident
    place: Place | None = None
    one: Side = Side()
    two: Side = Side()
    press: tuple[Actor, ...] = ()
    killed: Figure | None = None
    """How many were killed, by the row with the latest timestamp."""
    crowd: Figure | None = None
    """How many took part."""
    dates: str = ISO
    key: str = ""
    """What tells its event from others where the event has no identifier, but several rows."""

    @property
    def types(self) -> tuple[TypeCode, ...]:
        """The types of the event."""
        return self.event.types


def _figure_of(figures: Iterable[Figure], id_: str) -> Figure | None:
    """The figure with an id, or the only one."""
    given = tuple(figures)
    return next((each for each in given if each.id == id_), given[0] if len(given) == 1 else None)


def _is_crowd(figure: Figure) -> bool:
    """Whether a tag can say it: reading its words again gives its count."""
    count, item = figure.count, figure.item
    if count is None or count.text is None or ";" in count.text or crowd_of(count.text) != Crowd(count, item):
        return False
    return item is not None and says(figure, {"measure": "participated", "item": item})


def sides_of(participants: Iterable[Participant], find: Find) -> list[Side]:
    """The actors of an event in their order, each with those who are named beside it."""
    sides: list[tuple[Actor | None, list[Actor]]] = []
    for each in participants:
        actor = find(Actor, each.actor)
        if actor is not None and each.role == PARTY:
            sides.append((actor, []))
        elif actor is not None and each.role == ASSOCIATED:
            sides = sides or [(None, [])]
            sides[-1][1].append(actor)
    return [Side(actor, tuple(associated), kept_in(actor, INTER)) for actor, associated in sides]


def together(event: Incident, figures: Sequence[Figure], find: Find, dates: str, number: int | None) -> AcledRow:
    """The records of a row, found from its event and figures alone: by the reader and the writer in the same way.

    Args:
        event: The event.
        figures: The figures that may stand in the row.
        find: Finds the other records.
        dates: How the table spells dates.
        number: Which of the event's rows it is, from 0, in a table with a row for each actor; None in any other.
    """
    sides = sides_of(event.participants, find)
    sides = sides[:2] if number is None else sides[number : number + 1]
    killed = _figure_of(
        (each for each in figures if each.count and is_fatalities(each.count) and says(each, KILLED)),
        f"{event.id}-fatalities",
    )
    crowds = (each for each in figures if killed is None or each.attribution == killed.attribution)
    crowd = _figure_of(filter(_is_crowd, crowds), f"{event.id}-crowd")
    first = killed or crowd
    via = () if first is None else first.attribution.via
    return AcledRow(
        event=event,
        place=find(Place, event.where[0].place) if event.where else None,
        one=sides[0] if sides else Side(),
        two=sides[1] if len(sides) > 1 else Side(),
        press=tuple(outlet for each in via if (outlet := find(Actor, each)) is not None),
        killed=killed,
        crowd=crowd,
        dates=dates,
    )


# --- cells -----------------------------------------------------------------------------------------------------------


class Day(NamedTuple):
    """A date as the table says it."""

    year: str = ""
    day: str = ""
    precision: str = ""


@lru_cache(REMEMBERED)
def _day_said(when: When | None) -> Day:
    """The day, or one of the month, with its precision; the year alone of what the table cannot say."""
    if when is None or when.edtf is None or when.earliest is None or when.latest is None:
        return Day()
    first, last, mark = when.earliest.isoformat(), when.latest.isoformat(), when.edtf[-1]
    if first == last:
        precision = {"~": "2", "?": "", "%": ""}.get(mark, "2" if when.is_qualified else "1")
        return Day(first[:4], first, precision)
    if when.precision == "month":
        return Day(first[:4], first, "3")
    return Day(first[:4]) if first[:4] == last[:4] and not when.is_qualified else Day()


def when_again(when: When | None, names: Container[str]) -> str | None:
    """The date that reading its cells again gives, in a table with these columns."""
    year, day, precision = _day_said(when)
    if not day or "event_date" not in names:
        return year if year and "year" in names else None
    if "time_precision" not in names:
        return f"{day}?"
    return f"{day[:7]}~" if precision == "3" else day + {"1": "", "2": "~"}.get(precision, "?")


def _date(row: AcledRow) -> str:
    day = _day_said(row.event.when).day
    return _spelled(day, row.dates) if day else ""


def _inter(one: Side, other: Side) -> str:
    # Where the codes are numbers, there is one for nobody as well.
    return one.inter if one.actor is not None or not other.inter.isdecimal() else "0"


def _name(record: Actor | Place | None) -> str:
    return "" if record is None else record.name


def _names(records: Iterable[Actor]) -> str:
    return "; ".join(each.name for each in records)


def _degrees(axis: str) -> Callable[[Place | None], str]:
    return lambda place: "" if place is None else degrees_of(place.point, axis)


def _admin(level: int) -> Callable[[Place | None], str]:
    return lambda place: "" if place is None or len(place.admin) < level else place.admin[level - 1]


def _identified(scheme: str) -> Callable[[Any], str]:
    return lambda record: identified(record, scheme)


def _kept(name: str) -> Callable[[Place | None], str]:
    return lambda place: kept_in(place, f"acled {name}")


def _types(name: str) -> Callable[[Iterable[TypeCode]], str]:
    vocabulary = f"acled-{name.replace('_', '-')}"
    if name == SEVERAL:
        return lambda types: types_in(types, vocabulary)
    return lambda types: next((each.value for each in types if each.vocabulary == vocabulary), "")


def _tags(row: AcledRow) -> str:
    crowd = row.crowd
    tags = types_in((each for each in row.types if not each.value.startswith(CROWD)), "acled-tag")
    size = [] if crowd is None or crowd.count is None else [f"{CROWD}{crowd.count.text}"]
    return "; ".join((*size, *filter(None, (tags,))))


def is_fatalities(count: Count) -> bool:
    """Whether a count can stand as a number of deaths in ACLED: one number, or 0 or more, which it writes as 0."""
    if count.low == 0:  # that it was nobody cannot be said
        return count.high is None and not count.approximate
    return count.is_exact


def _fatalities(row: AcledRow) -> str:
    count = None if row.killed is None else row.killed.count
    return str(count.low) if count is not None and is_fatalities(count) else ""


def _timestamp(row: AcledRow) -> str:
    figure = row.killed or row.crowd
    edited = None if figure is None else figure.attribution.as_of
    seconds = None if edited is None else _seconds(edited)
    return "" if seconds is None else str(seconds)


@lru_cache(REMEMBERED)
def _seconds(when: When) -> int | None:
    """The seconds since 1970 of a moment; None for what the table cannot say."""
    edtf = when.edtf or ""
    try:
        seconds = int(datetime.fromisoformat(edtf).timestamp()) if edtf.endswith("Z") else -1
    except (ValueError, OverflowError):  # a date of the user's own
        return None
    return seconds if seconds >= 0 and time_of(seconds) == when else None


def time_of(seconds: int) -> When:
    """The moment so many seconds after the start of 1970."""
    return When(edtf=f"{datetime.fromtimestamp(seconds, UTC).isoformat()[:-6]}Z")


def can_say(by: Attribution, actors: Mapping[str, Actor]) -> bool:
    """Whether a row can say who stands behind its claims: ACLED's coding, the outlets it names, and the last edit."""
    plain = Attribution(source=by.source, via=by.via, method="coded", as_of=by.as_of)
    outlets = map(actors.get, by.via)
    named = all(each is not None and ";" not in each.name and each.name == each.name.strip() for each in outlets)
    return by == plain and named and (by.as_of is None or _seconds(by.as_of) is not None)


# The notes and source_scale have no place in a record.
COLUMNS: Final = Columns[AcledRow].by_part(
    (*NAMES, *_OF_OTHER_RELEASES),
    {
        "": {
            "event_id_cnty": lambda row: identified(row.event, "acled") or row.key,
            "data_id": lambda row: identified(row.event, "acled-data-id"),
            "event_id_no_cnty": lambda row: identified(row.event, "acled-no-cnty"),
            "event_date": _date,
            "year": lambda row: _day_said(row.event.when).year,
            "time_precision": lambda row: _day_said(row.event.when).precision,
            "inter1": lambda row: _inter(row.one, row.two),
            "inter2": lambda row: _inter(row.two, row.one),
            "fatalities": _fatalities,
            "tags": _tags,
            "timestamp": _timestamp,
        },
        "types": {name: _types(name) for name in TYPES},
        "one": {
            "actor1": lambda side: _name(side.actor),
            "assoc_actor_1": lambda side: _names(side.associated),
        },
        "two": {
            "actor2": lambda side: _name(side.actor),
            "assoc_actor_2": lambda side: _names(side.associated),
        },
        "place": {
            "iso": _identified("iso-3166-1-numeric"),
            "iso3": _identified("iso-3166-1-alpha-3"),
            "gwno": _identified("gleditsch-ward"),
            "region": _kept("region"),
            "country": _kept("country"),
            "admin1": _admin(1),
            "admin2": _admin(2),
            "admin3": _admin(3),
            "location": _name,
            "latitude": _degrees("latitude"),
            "longitude": _degrees("longitude"),
            "geo_precision": lambda place: "" if place is None else _GEO_PRECISION.get(place.precision or "", ""),
        },
        "press": {"source": _names},
    },
)
