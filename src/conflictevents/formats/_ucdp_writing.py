"""Writing UCDP GED: a row says what the records of its event say now, and what it cannot say is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

import attrs

from .. import (
    Actor,
    Attribution,
    CasualtyReport,
    Cell,
    Dataset,
    Episode,
    Event,
    Incident,
    Place,
    Record,
    Source,
    TypeCode,
    codes,
)
from .._views import Standing
from . import Finder, Losses, Pool, Row, Sheet, count_unwritten, held
from ._cells import REMEMBERED, count_changed, identified, kept_in
from ._resaved import mended_row
from ._said import is_plain_account
from ._ucdp_columns import COLUMNS, WHOLE, GedRow, days_said, roles_of, together
from ._ucdp_records import (
    CITED,
    EVENT,
    OF_EPISODES,
    OF_PLACE,
    OF_PRESS,
    OF_SIDES,
    OF_TYPES,
    cited_as,
    episode_of,
    event_id,
    place_of,
    press_of,
    side_of,
    source_of,
    types_of,
)

__all__ = ["write"]

_SOURCE: Final = "ucdp-ged"


def write(dataset: Dataset, losses: Losses, *, guard: bool = False) -> Iterator[str]:
    """The table of the events that came from UCDP; one that is not said to have happened makes no row."""
    find, stands, is_of_ucdp = Finder(dataset), Standing(dataset).is_current, _told_of_ucdp(dataset)
    source = next((each for each in dataset.sources if each.id.startswith(_SOURCE)), None)
    events = [
        event
        for event in dataset.events
        if isinstance(event, Incident) and event.id.startswith(EVENT) and event.realis == "actual"
    ]
    sheet = Sheet(COLUMNS, source, (event.extra for event in events), guard=guard)
    again = _Again(frozenset(sheet.names), source, losses)
    yield from sheet.header()
    for event in events:
        reports = dataset.reports_of(event)
        plain = [each for report in reports if is_plain_account(report) for each in report.figures if stands(each)]
        told_by = {id(each.attribution): each.attribution for each in plain}  # most often one for all
        of_ucdp = {key for key, by in told_by.items() if is_of_ucdp(by)}
        row = again.readable(together(event, [each for each in plain if id(each.attribution) in of_ucdp], find))
        find.mark(event)
        _count_figures(row, (event, *reports), find, losses)
        again.count(row)
        yield sheet.line(row, event.extra)
    release = identified(source, "ucdp-ged-release") or None
    count_changed(source, source_of(release), (*_READ_OF[Source], "licence"), losses)
    own = () if source is None else source.extra
    losses.add("Source.extra", sum(not each.name.endswith(_OF_TABLE) for each in own))
    count_unwritten(dataset, source, find.found, _HELD, losses)


_OF_TABLE: Final = " of the table"
"""How the names of the cells end in which a source keeps the layout of its table."""


def _count_figures(row: GedRow, holders: Iterable[Event | CasualtyReport], find: Finder, losses: Losses) -> None:
    """Count the figures that a row does not hold, and the ids that reading it gives otherwise."""
    written = set(map(id, row.deaths.values()))
    event = row.event.id
    for holder in holders:
        left_out = sum(id(figure) not in written for figure in holder.figures)
        losses.add("Figure", left_out)
        if left_out < len(holder.figures):
            find.mark(holder)
            losses.add("CasualtyReport.id", holder is not row.event and holder.id != f"{event}-deaths")
    losses.add("Figure.id", sum(each.id not in (None, f"{event}-{name}") for name, each in row.deaths.items()))


class _Again:
    """What reading the cells of a row again gives: what is not in it is counted, of each record once."""

    def __init__(self, names: frozenset[str], source: Source | None, losses: Losses) -> None:
        self._names, self._losses = names, losses
        self._release = identified(source, "ucdp-ged-release") or None
        self._ids = Pool()
        self._sides: dict[str, str] = {}
        self._told: dict[tuple[int, str], bool] = {}
        self._counted: set[tuple[int, str]] = set()

    def _cells(self, row: GedRow, columns: tuple[str, ...], kept: Iterable[Cell] = ()) -> list[str]:
        """The cells of a row in some columns, as the reader has them; "" where the table has no such column."""
        cells = zip(columns, COLUMNS.row(columns, row, kept), strict=True)
        told = {name: cell if name in self._names else "" for name, cell in cells}
        return [*mended_row(Row(number=0, cells=told), whole=_whole_in(columns)).cells.values()]

    def readable(self, row: GedRow) -> GedRow:
        """The records of a row without the figures for which, or for those who stand behind them, it has no cells."""
        has_no_status = row.by is not None and row.by.grade is not None and "code_status" not in self._names
        cited, press = cited_as(*self._cells(row, (CITED,))), self._press(row)
        is_cited = (row.cited and row.cited.name) == (cited and cited.name)
        if has_no_status or not is_cited or [*map(_told, row.press)] != [*map(_told, press)]:
            return attrs.evolve(row, deaths={})
        told = {name: each for name, each in row.deaths.items() if name in self._names}
        for letter, side in zip("ab", (row.side_a, row.side_b), strict=True):
            if side is not None and not self._is_told(row, side, letter):
                told.pop(f"deaths_{letter}", None)
        # What is within the best number is none of its parts without it.
        return attrs.evolve(
            row, deaths={name: each for name, each in told.items() if "best" in told or not each.within}
        )

    def _is_told(self, row: GedRow, side: Actor, letter: str) -> bool:
        """Whether the cells of a side say who it is: who has the number of another is read as that one."""
        key = (id(side), letter)
        if key not in self._told:
            again = side_of("", *self._cells(row, OF_SIDES["ab".index(letter)]))
            self._told[key] = again is not None and self._sides.setdefault(again.id, again.name) == side.name
        return self._told[key]

    def count(self, row: GedRow) -> None:
        """Count the fields of the event and of the records that it names, but not as reading gives them."""
        violence, clarity = self._cells(row, OF_TYPES)
        sides = (row.side_a, row.side_b)
        for record, columns in zip(sides, OF_SIDES, strict=True):
            if self._is_new(record, "side"):
                self._compare(record, side_of(violence, *self._cells(row, columns)))
        if self._is_new(row.place, "place"):
            self._compare(row.place, place_of(*self._cells(row, OF_PLACE))[0])
        if self._is_new(row.dyad, "episode"):
            conflict = self._episode(row, "conflict")
            dyad = self._episode(row, "dyad")
            part_of = None if conflict is None else conflict.id
            self._compare(row.dyad, None if dyad is None else attrs.evolve(dyad, part_of=part_of))
        if self._is_new(row.conflict, "episode"):
            self._compare(row.conflict, self._episode(row, "conflict"))
        if row.deaths:
            if self._is_new(row.cited, "cited"):
                self._compare(row.cited, cited_as(*self._cells(row, (CITED,))))
            for source, told in zip(row.press, self._press(row), strict=True):
                if self._is_new(source, "press"):
                    self._compare(source, told)
                    self._losses.add("Source.licence", source.licence is not None)
                    self._losses.add("Source.extra", len(source.extra))
        else:
            self._losses.add("Actor", row.cited is not None)
            self._losses.add("Source", len(row.press))
        self._count_heading(row, violence, clarity)

    def _episode(self, row: GedRow, what: str) -> Episode | None:
        return episode_of(what, *self._cells(row, OF_EPISODES[what]))

    def _press(self, row: GedRow) -> tuple[Source, ...]:
        return press_of(*self._cells(row, OF_PRESS, row.event.extra))

    def _is_new(self, record: Record | None, what: str) -> bool:
        """Whether a record is named for the first time, which is when reading makes it."""
        if record is None or (id(record), what) in self._counted:
            return False
        self._counted.add((id(record), what))
        return True

    def _compare(self, record: Record | None, again: Record | None) -> None:
        count_changed(record, again, _READ_OF[type(record)], self._losses)

    def _count_heading(self, row: GedRow, violence: str, clarity: str) -> None:
        event, names = row.event, self._names
        keys = self._cells(row, tuple(_IDENTIFIERS.values()))
        identifiers = sorted((scheme, key) for scheme, key in zip(_IDENTIFIERS, keys, strict=True) if key)
        types = sorted((each.vocabulary, each.value) for each in types_of(violence, clarity))
        sides = zip((row.side_a, row.side_b), roles_of(violence), strict=True)
        participants = [(side.id, role) for side, role in sides if side is not None]
        wanted = event_id(keys[0], keys[1], 0)
        id_ = (
            event.id if wanted == _BY_ROW and event.id.startswith(_BY_ROW[:-1]) else self._ids.unique(Incident, wanted)
        )
        for name, differs in (
            ("id", event.id != id_),
            ("identifiers", sorted((each.scheme, each.value) for each in event.identifiers) != identifiers),
            ("types", sorted((each.vocabulary, each.value) for each in event.types) != types),
            ("where", len(event.where) > 1 or any(each.role != "scene" for each in event.where)),
            ("where", row.place is not None and not _names_place(row.place, names)),
            ("participants", bool(event.participants) and not names.issuperset(("side_a", "side_b"))),
            ("part_of", event.part_of != next((each.id for each in (row.dyad, row.conflict) if each), None)),
            ("participants", [(each.actor, each.role) for each in event.participants] != participants),
            ("when", _is_another_time(event, names)),
        ):
            self._losses.add(f"Incident.{name}", differs)
        when = event.when
        self._losses.add("When.text", when is not None and when.edtf is not None and when.text is not None)
        self._losses.add("Identifier.release", sum(each.release != self._release for each in event.identifiers))
        self._losses.add("TypeCode.label", sum(each.label != _label(each) for each in event.types))


_READ_OF: Final[dict[type, tuple[str, ...]]] = {
    Actor: ("id", "name", "kind", "country", "identifiers"),
    Episode: ("id", "title", "identifiers", "part_of"),
    Place: ("id", "name", "country", "country_basis", "admin", "point", "precision", "identifiers", "extra"),
    Source: ("id", "title", "publisher", "published", "url", "identifiers"),
}
"""The fields of what a row names that its cells may give."""


_BY_ROW: Final = f"{EVENT}row-0"
"""What stands for the id of an event that has none of its own: the number of its row is another in each table."""


@lru_cache(REMEMBERED)
def _whole_in(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some columns that have whole numbers and codes."""
    return tuple(name for name in columns if name in WHOLE)


def _told(source: Source) -> tuple[Any, ...]:
    """What a row can say of a report that the coder read."""
    published = source.published
    return source.publisher, source.title, published and (published.edtf or published.text)


def _told_of_ucdp(dataset: Dataset) -> Callable[[Attribution], bool]:
    """Tells whether an attribution is one that reading a row gives: UCDP's coding, from reports and whom they cite."""
    cited = {each.id for each in dataset.actors}
    sources = {each.id for each in dataset.sources}

    def is_of_ucdp(by: Attribution) -> bool:
        plain = Attribution(source=by.source, via=by.via, method="coded", grade=by.grade)
        if not by.source.startswith(_SOURCE) or by != plain:
            return False
        # One alone is cited, and stands in front.
        reports = by.via[1:] if by.via and by.via[0] in cited else by.via
        return sources.issuperset(reports) and (by.grade is None or by.grade.scheme == _STATUS)

    return is_of_ucdp


def _label(type_: TypeCode) -> str | None:
    column = _TYPES.get(type_.vocabulary)
    return None if column is None else codes.table("ucdp", column).label(type_.value)


def _names_place(place: Place, names: frozenset[str]) -> bool:
    """Whether a column of the table has the name of a place."""
    divisions = (name for name, column in zip(place.admin, ("adm_1", "adm_2"), strict=False) if column in names)
    country = kept_in(place, "ucdp country") if "country" in names else ""
    return "where_coordinates" in names or place.name in (country, *divisions)


def _is_another_time(event: Incident, names: frozenset[str]) -> bool:
    """Whether its date is not what reading its days again gives; a year that is not the date's is kept."""
    when = event.when
    if when is None:
        return False
    first, last, doubt = days_said(when)
    needed = {"date_start": first, "date_end": last, "date_prec": doubt if doubt == "~" else ""}
    if any(said and name not in names for name, said in needed.items()):
        return True
    can_doubt = doubt in ("", "~") or any(cell.name == "year" for cell in event.extra)
    said = (first, last) != ("", "") and can_doubt
    return not said or any(mark in (when.edtf or "") for mark in ("T", "%", ".."))


_IDENTIFIERS: Final = {"ucdp-ged": "id", "ucdp-relid": "relid"}
_TYPES: Final = {"ucdp-type-of-violence": "type_of_violence", "ucdp-event-clarity": "event_clarity"}
_STATUS: Final = "ucdp-code-status"
_HELD: Final = held(
    {
        "Incident": "id identifiers when where participants part_of types extra",
        "CasualtyReport": "id event scope figures",
        "Episode": "id title identifiers part_of",
        "Actor": "id name kind country identifiers",
        "Place": "id name country country_basis admin point precision identifiers extra",
        "Source": "id title publisher url licence published identifiers extra",
        "Figure": "id measure item count attribution to group within estimate",
        "Attribution": "source via method grade",
        "Grade": "scheme value",
        "Count": "low high",
        "Identifier": "scheme value release",
        "TypeCode": "vocabulary value label",
        "Location": "place",
        "Participant": "actor role",
        "Point": "latitude longitude",
        "When": "edtf text",
        "Cell": "name value",
    }
)
