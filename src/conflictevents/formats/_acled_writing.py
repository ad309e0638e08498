"""Writing ACLED: a row says what the records of its event say now, and what it cannot say is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

import attrs

from .. import (
    Actor,
    Attribution,
    CasualtyReport,
    Cell,
    Count,
    Dataset,
    Event,
    Figure,
    Identifier,
    Incident,
    Place,
    Record,
    Source,
    TypeCode,
)
from .._views import Standing
from . import Finder, Losses, Row, Sheet, count_unwritten, held
from ._acled_columns import (
    ASSOCIATED,
    COLUMNS,
    DATES,
    KILLED,
    NAMES,
    PARTY,
    TYPES,
    WHOLE,
    AcledRow,
    can_say,
    is_monadic,
    sides_of,
    together,
    when_again,
)
from ._acled_crowds import CROWD, crowd_in, split, without_size
from ._acled_groups import ACTORS, OF_LONG_ROWS, kept_by_row, key_of, sides_in_long
from ._acled_reading import (
    DELETED,
    EVENT,
    IDENTIFIERS,
    OF_PLACE,
    OF_TYPES,
    actor_of,
    attribution_by,
    count_of,
    event_id,
    label_of,
    note_on,
    outlet_of,
    place_of,
    source_of,
    types_of,
)
from ._cells import REMEMBERED, count_changed, identified, kept_in, whole
from ._pool import Find
from ._resaved import mended_row
from ._said import is_plain_account, says
from ._sheet import in_order

__all__ = ["write"]

_DELETED: Final = "deleted_timestamp"
_CLAIMING: Final = OF_LONG_ROWS | {"fatalities", _DELETED}


def write(dataset: Dataset, losses: Losses, *, guard: bool = False) -> Iterator[str]:
    """The table of the events that came from ACLED; one that is not said to have happened makes no row."""
    find, standing = Finder(dataset), Standing(dataset)
    is_of_acled = _told_of_acled(dataset.actors)
    source = find(Source, "acled")
    dates = kept_in(source, DATES)
    events = [event for event in dataset.events if isinstance(event, Incident) and _makes_rows(event)]
    kept = {id(event): kept_by_row(event.extra) for event in events}
    every = (each.cells for rows in kept.values() for each in rows)
    sheet = Sheet(COLUMNS, source, every, standard=NAMES, guard=guard)
    several, names = is_monadic(sheet.names), frozenset(sheet.names)

    again = _Again(names, losses)

    def lines() -> Iterator[tuple[int | None, tuple[str, Mapping[str, str]]]]:
        for event in events:
            reports = dataset.reports_of(event)
            rows = kept[id(event)]
            has_none = len(rows) > 1 and not identified(event, "acled", "acled-data-id")
            key = event.id.removeprefix(EVENT) if has_none else ""
            if not again.is_of_its_own([AcledRow(event=event, key=key)] * len(rows), [each.cells for each in rows]):
                # Reading would make it one with the other.
                losses.add("Figure", sum(len(each.figures) for each in (event, *reports)))
                continue
            plain = (figure for each in reports if is_plain_account(each) for figure in each.figures)
            given = [
                each
                for each in (*event.figures, *plain)
                if is_of_acled(each.attribution) and _has_columns(each, names, rows[0].cells)
            ]
            current = [each for each in given if standing.is_current(each)]
            losses.add("Incident.identifiers", key != "")
            made = [together(event, current, find, dates, each if several else None) for each in range(len(rows))]
            made = [attrs.evolve(each, key=key) for each in made] if key else made
            if len(rows) > 1 or any(map(_may_claim, rows[0].cells)):
                others = [each for each in given if standing.status(each) != "retracted"]
                own, told, is_bare = _still_true(sheet.names, made, [each.cells for each in rows], others, losses)
            else:
                own, told, is_bare = [], [rows[0].cells], False
            figures = [figure for each in made for figure in (each.killed, each.crowd) if figure is not None]
            for each, cells, (_, position) in zip(made, told, rows, strict=True):
                yield position, (sheet.line(each, cells), again.codes_in(each, cells))
            find.mark(event)
            _count_figures(event, reports, _numbered(figures, own, is_bare=is_bare), find, losses)
            _count_heading(event, find, names, len(rows) if several else 2, losses)
            again.count(made, [find(Actor, each) for figure in (*figures, *own) for each in figure.attribution.via])

    yield from sheet.header()
    for line, codes in in_order(lines()):
        again.learn(codes)
        yield line
    again.count_actors()
    count_changed(source, source_of(dates), ("id", "title", "publisher", "url", "licence"), losses)
    own = () if source is None else source.extra
    losses.add("Source.extra", sum(not each.name.endswith(_OF_TABLE) for each in own))
    count_unwritten(dataset, source, find.found, _HELD, losses)


_OF_TABLE: Final = " of the table"
"""How the names of the cells end in which a source keeps what holds for all of its table."""


class _Again:
    """What reading the cells of the rows again gives: what is not in it is counted, of each record once."""

    def __init__(self, names: frozenset[str], losses: Losses) -> None:
        self._names, self._losses = names, losses
        self._keys: set[str] = set()
        self._codes: dict[str, str] = {}
        self._actors: dict[int, Actor] = {}
        self._counted: set[tuple[int, str]] = set()

    def _cells(self, row: AcledRow, columns: tuple[str, ...], kept: Iterable[Cell] = ()) -> dict[str, str]:
        """The cells of a row in some columns, as the reader has them; "" where the table has no such column."""
        cells = zip(columns, COLUMNS.row(columns, row, kept), strict=True)
        told = {name: cell if name in self._names else "" for name, cell in cells}
        return {**mended_row(Row(number=0, cells=told), whole=_whole_in(columns)).cells}

    def is_of_its_own(self, rows: Sequence[AcledRow], kept: Sequence[tuple[Cell, ...]]) -> bool:
        """Whether no row of another event has what tells the event of these rows from others."""
        given = zip(rows, kept, strict=True)
        keys = {key_of(Row(number=0, cells=self._cells(row, _OF_KEY, cells))) for row, cells in given} - {""}
        if not self._keys.isdisjoint(keys):
            return False
        self._keys |= keys
        return True

    def codes_in(self, row: AcledRow, kept: tuple[Cell, ...]) -> Mapping[str, str]:
        """The code of each actor in a row."""
        cells = self._cells(row, _OF_CODES, kept)
        return {cells[name]: cells[inter] for name, inter in reversed(ACTORS) if cells[name]}

    def learn(self, codes: Mapping[str, str]) -> None:
        """Take the codes of the actors in the next row of the table: the first one of each is read."""
        for name, code in codes.items():
            self._codes.setdefault(name, code)

    def count(self, rows: Sequence[AcledRow], press: Iterable[Actor | None]) -> None:
        """Count what reading the rows of an event does not give of the event, its place and the outlets read."""
        row, event, add = rows[0], rows[0].event, self._losses.add
        keys = self._cells(row, _OF_KEY)
        wanted = event_id(key_of(Row(number=0, cells=keys)), 0)
        add("Incident.id", event.id != wanted and not (wanted == _BY_ROW and event.id.startswith(_BY_ROW[:-1])))
        types = [(each.vocabulary, each.value) for each in types_of(*self._cells(row, OF_TYPES).values())]
        add("Incident.types", sorted((each.vocabulary, each.value) for each in event.types) != sorted(types))
        if self._is_new(row.place, "place"):
            count_changed(row.place, place_of(*self._cells(row, OF_PLACE).values())[0], _OF_PLACES, self._losses)
        for each in press:
            if each is not None and self._is_new(each, "press"):
                count_changed(each, outlet_of(each.name), _OF_ACTORS, self._losses)
        for side in (side for each in rows for side in (each.one, each.two)):
            self._actors |= {id(each): each for each in (side.actor, *side.associated) if each is not None}

    def count_actors(self) -> None:
        """Count what reading all rows does not give of the actors."""
        for each in self._actors.values():
            count_changed(each, actor_of(each.name, self._codes.get(each.name, "")), _OF_ACTORS, self._losses)

    def _is_new(self, record: Record | None, what: str) -> bool:
        """Whether a record is named for the first time."""
        if record is None or (id(record), what) in self._counted:
            return False
        self._counted.add((id(record), what))
        return True


@lru_cache(REMEMBERED)
def _whole_in(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some columns that have whole numbers and codes."""
    return tuple(name for name in columns if name in WHOLE)


_OF_KEY: Final = ("event_id_cnty", "data_id")
_OF_CODES: Final = tuple(dict.fromkeys(name for pair in ACTORS for name in pair))
_OF_ACTORS: Final = ("id", "name", "kind", "extra")
_OF_PLACES: Final = (
    *("id", "name", "country", "country_basis", "admin", "point", "precision", "identifiers", "extra"),
)
_BY_ROW: Final = f"{EVENT}row-0"
"""What stands for the id of an event that has none of its own: the number of its row is another in each table."""


def _makes_rows(event: Event) -> bool:
    """Whether it came from ACLED and is said to have happened, or to have been deleted."""
    if not event.id.startswith(EVENT):
        return False
    is_deleted = event.realis == "unclear" and any(cell.name == _DELETED for cell in event.extra)
    return is_deleted or event.realis == "actual"


def _told_of_acled(actors: Iterable[Actor]) -> Callable[[Attribution], bool]:
    """Tells whether an attribution is one that reading a row gives."""
    known = {each.id: each for each in actors}

    @lru_cache(REMEMBERED)
    def is_of_acled(by: Attribution) -> bool:
        return by.source.startswith("acled") and can_say(by, known)

    return is_of_acled


def _has_columns(figure: Figure, names: frozenset[str], kept: Iterable[Cell]) -> bool:
    """Whether a table has the columns for a figure and for who stands behind it; a crowd may stand in the notes."""
    by = figure.attribution
    if (by.as_of is not None and "timestamp" not in names) or (by.via and "source" not in names):
        return False
    if figure.measure == KILLED["measure"]:
        return "fatalities" in names
    found = None if "tags" in names else crowd_in("", next((each.value for each in kept if each.name == "notes"), ""))
    return "tags" in names or found == (figure.count, figure.item)


def _may_claim(cell: Cell) -> bool:
    """Whether what was kept of a row may be read as a claim, or as that the event was deleted."""
    return cell.name in _CLAIMING or CROWD in cell.value or (cell.name == "notes" and "[" in cell.value)


def _still_true(
    names: Sequence[str],
    made: Sequence[AcledRow],
    kept: Sequence[tuple[Cell, ...]],
    figures: Sequence[Figure],
    losses: Losses,
) -> tuple[list[Figure], list[tuple[Cell, ...]], bool]:
    """The figures of numbers that single rows have; and what was kept of each row, without what no claim says any more.

    The last is whether the latest row has no number, so that the one of another row stands alone.

    Args:
        names: The columns of the table.
        made: The records of each row of an event.
        kept: What was kept of it.
        figures: The figures that some row of the event may have.
        losses: Counts what is left out.
    """
    given = [*zip(made, kept, strict=True)]
    rows = (dict(zip(names, COLUMNS.row(names, each, cells), strict=True)) for each, cells in given)
    read = [mended_row(Row(number=0, cells=cells), whole=WHOLE).cells for cells in rows]
    latest = max(read, key=lambda row: whole(row.get("timestamp", "").strip()) or 0)
    own: dict[Count, Figure] = {}
    told = []
    sides = sides_in_long(read)
    are_others = sides is not None and sides != _sides_of(made[0])
    losses.add("Incident.participants", are_others)
    for row, (each, cells) in zip(read, given, strict=True):
        true = _without(cells, _DELETED) if each.event.realis == "actual" else cells
        true = _without(true, *OF_LONG_ROWS) if are_others else true
        count = count_of(row.get("fatalities", "").strip())
        # A number that an earlier row has as well is no claim of its own.
        if count is not None and count not in own and (each.killed is None or count != each.killed.count):
            figure = _figure_of(row, count, figures)
            if figure is None:
                true = _without(true, "fatalities")
            else:
                own[count] = figure
        told.append(_without_crowd(each, row, true, losses) if row is latest else true)
    return [*own.values()], told, count_of(latest.get("fatalities", "").strip()) is None


def _figure_of(row: Mapping[str, str], count: Count, figures: Iterable[Figure]) -> Figure | None:
    """The figure of the number of deaths in a row."""
    outlets, timestamp = row.get("source", ""), row.get("timestamp", "").strip()
    for each in figures:
        by = attribution_by(each.attribution.source, outlets, timestamp)
        if each.count == count and says(each, KILLED) and each.attribution == by:
            return each
    return None


def _without_crowd(made: AcledRow, row: Mapping[str, str], kept: tuple[Cell, ...], losses: Losses) -> tuple[Cell, ...]:
    """What was kept of a row, without the size of a crowd that no claim says any more."""
    tags, notes = row.get("tags", ""), row.get("notes", "")
    if made.crowd is not None or not _tells_crowd(tags, notes):
        return kept
    if _tells_crowd(tags, ""):
        return _without(kept, "tags")
    losses.add("Cell.value")
    return tuple(Cell(name=cell.name, value=without_size(notes)) if cell.name == "notes" else cell for cell in kept)


def _tells_crowd(tags: str, notes: str) -> bool:
    found = crowd_in(tags, notes) if CROWD in tags or "[" in notes else None
    return found is not None and found.item is not None


def _without(kept: tuple[Cell, ...], *names: str) -> tuple[Cell, ...]:
    return tuple(cell for cell in kept if cell.name not in names)


def _sides_of(row: AcledRow) -> list[str]:
    """The names of the actors, and of those beside each."""
    sides = ((side, [] if side.actor is None else [side.actor]) for side in (row.one, row.two))
    return ["; ".join(each.name for each in named) for side, actor in sides for named in (actor, side.associated)]


def _numbered(figures: Sequence[Figure], own: Sequence[Figure], *, is_bare: bool) -> list[tuple[Figure, str]]:
    """The figures of an event, each with what reading its rows puts behind the id of the event.

    Args:
        figures: The figures that its rows have.
        own: Those of numbers that only some of its rows have.
        is_bare: Whether its latest row has no number.
    """
    killed = "-fatalities-2" if is_bare else "-fatalities"
    shared = [(each, killed if each.measure == KILLED["measure"] else "-crowd") for each in figures]
    return shared + [(each, f"-fatalities-{number}") for number, each in enumerate(own, start=2)]


def _count_figures(
    event: Event,
    reports: Iterable[CasualtyReport],
    figures: Iterable[tuple[Figure, str]],
    find: Finder,
    losses: Losses,
) -> None:
    """Count the figures that no row holds, and what the rows do not hold of the others."""
    written = {id(figure): (figure, name) for figure, name in figures}
    ids = {figure.id for figure, _ in written.values()}
    for holder in (event, *reports):
        left_out = [each for each in holder.figures if id(each) not in written]
        losses.add("Figure", len(left_out))
        if len(left_out) < len(holder.figures):
            find.mark(holder)
            losses.add("CasualtyReport.id", holder is not event and holder.id != f"{event.id}-deaths")
    for figure, name in written.values():
        count, is_crowd = figure.count, figure.measure != KILLED["measure"]
        losses.add("Figure.id", figure.id not in (None, f"{event.id}{name}"))
        losses.add("Figure.note", figure.note != (None if is_crowd or count is None else note_on(count)))
        losses.add("Count.text", count is not None and count.text is not None and not is_crowd)
        losses.add("Count.policy", count is not None and count.policy is not None and not is_crowd)
        losses.add("Figure.supersedes", figure.supersedes is not None and figure.supersedes.claim not in ids)


def _count_heading(event: Incident, find: Find, names: frozenset[str], most: int, losses: Losses) -> None:
    """Count the fields of an event that the columns hold, but not as they are now.

    Args:
        event: The event.
        find: Finds the other records.
        names: The columns of the table.
        most: How many actors its rows have room for.
        losses: Counts it.
    """
    told = [
        (actor.id, role)
        for side in sides_of(event.participants, find)[:most]
        for role, actors in ((PARTY, (side.actor,)), (ASSOCIATED, side.associated))
        for actor in actors
        if actor is not None and (role == PARTY or split(actor.name) == [actor.name])
    ]
    when = None if event.when is None else event.when.edtf or ""
    identifiers = [each.value for scheme, name in IDENTIFIERS if name in names for each in _first(event, scheme)]
    for name, differs in (
        ("identifiers", len(event.identifiers) != len(identifiers)),
        ("where", len(event.where) > 1 or any(each.role != "scene" for each in event.where)),
        ("where", not all(_names_place(find(Place, each.place), names) for each in event.where[:1])),
        ("participants", [(each.actor, each.role) for each in event.participants] != told),
        ("when", when != when_again(event.when, names) and not _has_another_year(event)),
        ("note", event.note != (DELETED if event.realis == "unclear" else None)),
    ):
        losses.add(f"Incident.{name}", differs)
    losses.add("TypeCode.label", sum(each.label != _label(each) for each in event.types))


def _has_another_year(event: Incident) -> bool:
    """Whether a date is uncertain because its row has another year, which is kept."""
    is_uncertain = event.when is not None and (event.when.edtf or "").endswith("?")
    return is_uncertain and any(cell.name == "year" for cell in event.extra)


def _names_place(place: Place | None, names: frozenset[str]) -> bool:
    """Whether a column of the table has the name of a place."""
    if place is None or "location" in names:
        return place is not None
    divisions = (name for number, name in enumerate(place.admin, 1) if f"admin{number}" in names)
    return place.name in (kept_in(place, "acled country") if "country" in names else "", *divisions)


def _first(event: Incident, scheme: str) -> list[Identifier]:
    return [each for each in event.identifiers if each.scheme == scheme][:1]


def _label(type_: TypeCode) -> str | None:
    column = _TYPES.get(type_.vocabulary)
    return label_of(column, type_.value) if column in TYPES else None


_TYPES: Final = {f"acled-{name.replace('_', '-')}": name for name in TYPES} | {"acled-tag": "tags"}
_HELD: Final = held(
    {
        "Incident": "id identifiers note realis when where participants types extra figures",
        "CasualtyReport": "id event scope figures",
        "Actor": "id name kind extra",
        "Place": "id name country country_basis admin point precision identifiers extra",
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
    }
)
