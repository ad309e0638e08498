"""The columns of ACLED: what the records of a row say in each cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Final, Protocol, TypeVar

import attrs

from .. import Actor, CasualtyReport, Count, Figure, Incident, Participant, Place, Record
from . import Column, Columns

__all__ = [
    "ASSOCIATED",
    "COLUMNS",
    "CROWD",
    "DATES",
    "INTER",
    "ISO",
    "NAMES",
    "OF_ACTORS",
    "PRECISIONS",
    "TYPES",
    "AcledRow",
    "Find",
    "Side",
    "dates_like",
    "is_fatalities",
    "is_monadic",
    "renamed",
    "sides_of",
    "together",
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
PRECISIONS: Final = {
    "1": "settlement",  # a named town, whose centre the point is
    "2": "near",
    "3": "admin1",  # a larger region, often by its capital
}
_GEO_PRECISION: Final = {precision: code for code, precision in PRECISIONS.items()}
ASSOCIATED: Final = "acled.associated"
"""The role of whoever ACLED names beside the last actor: an ally, or a group that its members belong to."""
INTER: Final = "acled inter"
CROWD: Final = "crowd size="
_T = TypeVar("_T", bound=Record)


# --- names of columns ------------------------------------------------------------------------------------------------

_ALIASES: Final = {
    "ally_actor_1": "assoc_actor_1",
    "ally_actor_2": "assoc_actor_2",
    "total_fatalities": "fatalities",
    **{f"{name}{number}": f"admin{number}" for name in ("adm_level_", "admin_level_") for number in (1, 2, 3)},
}
_KNOWN: Final = frozenset((*NAMES, *_OF_OTHER_RELEASES))
_SUFFIX: Final = re.compile(r"\([^()]*\)$")


def renamed(name: str) -> str:
    """The name of a column by one in a header: upper case, older names and stray suffixes are known."""
    plain = _SUFFIX.sub("", name.lower()).strip().replace(" ", "_").replace(".", "_")
    plain = _ALIASES.get(plain, plain)
    return plain if plain in _KNOWN else name


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
    report: CasualtyReport | None = None
    place: Place | None = None
    one: Side = Side()
    two: Side = Side()
    press: tuple[Actor, ...] = ()
    killed: Figure | None = None
    """How many were killed, by the row with the latest timestamp."""
    crowd: Figure | None = None
    """How many took part."""
    dates: str = ISO

    def identifier(self, scheme: str) -> str:
        """The first identifier of the event of a scheme; "" where it has none."""
        return next((each.value for each in self.event.identifiers if each.scheme == scheme), "")

    def of_place(self, scheme: str) -> str:
        """The first identifier of the place of a scheme; "" where it has none."""
        known = () if self.place is None else self.place.identifiers
        return next((each.value for each in known if each.scheme == scheme), "")

    def types(self, vocabulary: str) -> str:
        """The types of the event in a vocabulary."""
        return "; ".join(each.value for each in self.event.types if each.vocabulary == vocabulary)

    @property
    def edtf(self) -> str:
        """When it happened."""
        return "" if self.event.when is None else self.event.when.edtf or ""

    def where(self, name: str) -> str:
        """What the place keeps of a column."""
        extra = () if self.place is None else self.place.extra
        return next((cell.value for cell in extra if cell.name == f"acled {name}"), "")


def _named(figures: Iterable[Figure], id_: str) -> Figure | None:
    return next((each for each in figures if each.id == id_), None)


class Find(Protocol):
    """Finds a record by its class and id."""

    def __call__(self, cls: type[_T], id_: str | None, /) -> _T | None: ...


def sides_of(participants: Iterable[Participant], find: Find) -> list[Side]:
    """The actors of an event in their order, each with those who are named beside it."""
    sides: list[tuple[Actor | None, list[Actor]]] = []
    for each in participants:
        actor = find(Actor, each.actor)
        if actor is not None and each.role != ASSOCIATED:
            sides.append((actor, []))
        elif actor is not None:
            sides = sides or [(None, [])]
            sides[-1][1].append(actor)
    return [Side(actor, tuple(associated), _inter_of(actor)) for actor, associated in sides]


def _inter_of(actor: Actor | None) -> str:
    for cell in () if actor is None else actor.extra:
        if cell.name == INTER:
            return cell.value
    return ""


def together(event: Incident, report: CasualtyReport | None, find: Find, dates: str, number: int | None) -> AcledRow:
    """The records of a row, found from its event and report alone: by the reader and the writer in the same way.

    Args:
        event: The event.
        report: Its report, if there is one.
        find: Finds the other records.
        dates: How the table spells dates.
        number: Which of the event's rows it is, from 0, in a table with a row for each actor; None in any other.
    """
    sides = sides_of(event.participants, find)
    sides = sides[:2] if number is None else sides[number : number + 1]
    killed = None if report is None else _named(report.figures, f"{event.id}-fatalities")
    crowd = _named(event.figures, f"{event.id}-crowd")
    first = killed or crowd
    via = () if first is None else first.attribution.via
    return AcledRow(
        event=event,
        report=report,
        place=find(Place, event.where[0].place) if event.where else None,
        one=sides[0] if sides else Side(),
        two=sides[1] if len(sides) > 1 else Side(),
        press=tuple(outlet for each in via if (outlet := find(Actor, each)) is not None),
        killed=killed,
        crowd=crowd,
        dates=dates,
    )


# --- cells -----------------------------------------------------------------------------------------------------------


def _date(row: AcledRow) -> str:
    day = row.edtf.rstrip("~?")
    return _spelled(day, row.dates) if len(day) == len(ISO) else ""


def _time_precision(row: AcledRow) -> str:
    if row.edtf.endswith("~"):
        return "2" if len(row.edtf) > len(ISO) else "3"
    return "1" if len(row.edtf) == len(ISO) else ""


def _inter(one: Side, other: Side) -> str:
    # Where the codes are numbers, there is one for nobody as well.
    return one.inter if one.actor is not None or not other.inter.isdecimal() else "0"


def _name(record: Actor | Place | None) -> str:
    return "" if record is None else record.name


def _names(records: Iterable[Actor]) -> str:
    return "; ".join(each.name for each in records)


def _degrees(row: AcledRow, name: str) -> str:
    point = None if row.place is None else row.place.point
    if point is None:
        return ""
    value: float = getattr(point, name)
    return str(int(value)) if value.is_integer() else repr(value)


def _admin(level: int) -> Callable[[AcledRow], str]:
    return lambda row: "" if row.place is None or len(row.place.admin) < level else row.place.admin[level - 1]


def _tags(row: AcledRow) -> str:
    crowd = row.crowd
    size = [] if crowd is None or crowd.count is None else [f"{CROWD}{crowd.count.text}"]
    return "; ".join((*size, *(each.value for each in row.event.types if each.vocabulary == "acled-tag")))


def is_fatalities(count: Count) -> bool:
    """Whether a count can stand as a number of deaths in ACLED: one number, or 0 or more, which it writes as 0."""
    return count.is_exact or (count.low == 0 and count.high is None and not count.approximate)


def _fatalities(row: AcledRow) -> str:
    count = None if row.killed is None else row.killed.count
    return str(count.low) if count is not None and is_fatalities(count) else ""


def _timestamp(row: AcledRow) -> str:
    figure = row.killed or row.crowd
    edited = None if figure is None else figure.attribution.as_of
    if edited is None or edited.edtf is None:
        return ""
    try:
        return str(int(datetime.fromisoformat(edited.edtf).timestamp()))
    except (ValueError, OverflowError):  # a date of the user's own
        return ""


_CELLS: Final[Mapping[str, Callable[[AcledRow], str]]] = {
    "event_id_cnty": lambda row: row.identifier("acled"),
    "data_id": lambda row: row.identifier("acled-data-id"),
    "event_id_no_cnty": lambda row: row.identifier("acled-no-cnty"),
    "event_date": _date,
    "year": lambda row: row.edtf[:4],
    "time_precision": _time_precision,
    "actor1": lambda row: _name(row.one.actor),
    "assoc_actor_1": lambda row: _names(row.one.associated),
    "inter1": lambda row: _inter(row.one, row.two),
    "actor2": lambda row: _name(row.two.actor),
    "assoc_actor_2": lambda row: _names(row.two.associated),
    "inter2": lambda row: _inter(row.two, row.one),
    "iso": lambda row: row.of_place("iso-3166-1-numeric"),
    "iso3": lambda row: row.of_place("iso-3166-1-alpha-3"),
    "gwno": lambda row: row.of_place("gleditsch-ward"),
    "region": lambda row: row.where("region"),
    "country": lambda row: row.where("country"),
    "admin1": _admin(1),
    "admin2": _admin(2),
    "admin3": _admin(3),
    "location": lambda row: _name(row.place),
    "latitude": lambda row: _degrees(row, "latitude"),
    "longitude": lambda row: _degrees(row, "longitude"),
    "geo_precision": lambda row: "" if row.place is None else _GEO_PRECISION.get(row.place.precision or "", ""),
    "source": lambda row: "; ".join(each.name for each in row.press),
    "fatalities": _fatalities,
    "tags": _tags,
    "timestamp": _timestamp,
}


def _types(name: str) -> Callable[[AcledRow], str]:
    vocabulary = f"acled-{name.replace('_', '-')}"
    return lambda row: row.types(vocabulary)


def _column(name: str) -> Column[AcledRow]:
    # The notes and source_scale have no place in a record.
    return Column(name=name, cell=_types(name) if name in TYPES else _CELLS.get(name, lambda _: ""))


COLUMNS: Final = Columns(map(_column, (*NAMES, *_OF_OTHER_RELEASES)))
