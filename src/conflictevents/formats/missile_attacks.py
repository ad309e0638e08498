"""The daily table of missiles and drones launched at Ukraine: `missile-attacks`.

Rows that follow one another with the same window and the same source are one attack, a row for each weapon. A
compiler took the numbers from posts of the Ukrainian Air Force, the side that was attacked. Where the source of a row
is a page of the Air Force it is the speaker, and no row says so itself (`carried`); where it is another page, or none,
who says so is left open. The post is in `via`.

| columns | become |
| --- | --- |
| time_start, time_end | when the attack was: clock times of Kyiv, for which the table states no zone |
| model | the model of the figures, and the item as far as the model is known |
| launched, destroyed, not_reach_goal | figures launched, intercepted, lost |
| destroyed_details | figures intercepted within those, with the region in `described` and `group`; NaN is none |
| launched, destroyed that are not said | figures without a count, where there are parts of them |
| is_shahed, turbojet, turbojet_destroyed | figures within those: how many of them were of that type |
| still_attacking | `missile-attacks.still_attacking` |
| border_crossing, cross_border_belarus, back_russia | `missile-attacks.crossed_border`, to the country |
| num_hit_location, num_fall_fragment_location | locations hit, and hit by debris |
| target, target_main, launch_place, affected region | places of the attack: target, origin, scene |
| source | a source, for each post |

Every other column is kept as it is, and so is each cell of which this is only a part.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, Literal, TypeAlias

import attrs

from .. import (
    Cell,
    Dataset,
    Figure,
    Place,
    Record,
    Source,
    Strike,
    When,
)
from . import (
    Dates,
    Finder,
    Format,
    Input,
    Log,
    Losses,
    Row,
    Sample,
    Sheet,
    Table,
    csv_line,
    delimiter_of,
    held,
    mended,
    read_table,
    renamed_to,
    stripped,
    with_layout,
)
from ._again import Said, Stands, agreeing, count_left_out, happened, row_again, said
from ._cells import kept_in
from ._columns import READ_AS
from ._daily_rows import Unknown, columns_of
from ._missile_columns import COLUMNS, COUNTS, HEADER, NUMBERS, ends, part_of, row_cells
from ._missile_reading import ATTACKER, MARKED, POST, SOURCE, TARGETS, Days, Reading
from ._tables import LEFT_OUT

__all__ = ["MISSILE_ATTACKS"]

_TABLE: Final = Source(id=SOURCE, title="Massive Missile Attacks on Ukraine", licence="CC-BY-NC-SA-4.0")
_OWN: Final = {"time_start", "time_end", "launch_place", "launched", "destroyed", "destroyed_details"}
_FLOATS: Final = "columns of the table with .0"
_MOST_ROWS: Final = 200
"""No attack has so many weapons; what goes on for longer becomes several attacks."""

# --- finding it out --------------------------------------------------------------------------------------------------


def _tells(column: str) -> bool:
    return column in HEADER


def _sniff(sample: Sample) -> bool:
    return not sample.is_json and {"time_start", "model", "launched"} <= columns_of(sample, _tells, COLUMNS.names)


# --- reading ---------------------------------------------------------------------------------------------------------


def _read(given: Input, log: Log, *, day_order: Literal["DMY", "MDY"] | None = None) -> Iterator[Record]:
    renamed = renamed_to(COLUMNS.names)
    delimiter = delimiter_of(given, lambda name: _tells(renamed(name)))
    table = mended(
        read_table(given, known=COLUMNS.names, delimiter=delimiter, renamed=renamed, dated=("time_start", "time_end"))
    )
    table.expect(given, _OWN.__contains__)
    rows = iter(table)  # the first pass, which tells what is wrong
    log.missing(_NEEDED, table.columns)
    floats = _floats(table)
    kept = (Cell(name=_FLOATS, value=csv_line(sorted(floats)).rstrip("\r\n")),) if floats else ()
    source = attrs.evolve(_TABLE, extra=kept)
    yield Dataset(title=source.title, licence=source.licence, sources=(with_layout(source, table, HEADER),))
    reading = Reading(log, Dates(Days(table), ("time_start", "time_end"), log, day_order=day_order), floats)
    reading.sides()
    unknown = Unknown(frozenset(COLUMNS.names).__contains__, log)
    for attack in _attacks(rows):
        for row in attack:
            unknown.tell(row)
        strike = reading.strike(attack)
        yield from reading.pool.new()
        yield strike


_NEEDED: Final = ("time_start", "time_end", "model", "launched", "destroyed", "source")


def _floats(table: Table) -> frozenset[str]:
    """The columns of numbers that are written with `.0`, as the first rows with a number in them tell."""
    first: dict[str, str] = {}
    for row in islice(table, 500):
        for name in COUNTS:
            if row.cells.get(name):
                first.setdefault(name, row.cells[name])
    return frozenset(name for name, cell in first.items() if cell.endswith(".0"))


def _attacks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows that follow one another with one window and one source."""
    attack: list[Row] = []
    key = None
    for row in rows:
        source = row.cells.get("source", "")
        present = (row.cells.get("time_start"), row.cells.get("time_end"), source)
        if attack and (present != key or not stripped(source) or len(attack) >= _MOST_ROWS):
            yield attack
            attack = []
        key = present
        attack.append(row)
    if attack:
        yield attack


# --- writing ---------------------------------------------------------------------------------------------------------


def _split(name: str) -> tuple[int, str]:
    """Which row of its attack a kept cell is of, and the name of its column."""
    found = MARKED.fullmatch(name)
    return (1, name) if found is None else (int(found[1]), found[2])


def _figure_of(strike: Strike, figure: Figure) -> tuple[int, str] | None:
    """Which row of its attack a figure is of, and the end of its id."""
    number, dash, name = (figure.id or "").removeprefix(f"{strike.id}-").partition("-")
    return (int(number), name) if dash and re.fullmatch("[1-9][0-9]{0,3}", number) else None


def _number_of_rows(strike: Strike) -> int:
    of_figures = (found[0] for figure in strike.figures if (found := _figure_of(strike, figure)) is not None)
    return max((1, *of_figures, *(_split(cell.name)[0] for cell in strike.extra)))


_Key: TypeAlias = tuple[Any, ...]


def _by_key(strike: Strike) -> Iterator[tuple[_Key, Figure]]:
    """The figures of an attack by row and column; of several in a cell, by their name and which of it."""
    number_of_key: Counter[_Key] = Counter()
    for figure in strike.figures:
        row, name = _figure_of(strike, figure) or (0, "")
        column, dot, _ = name.partition(".")
        if row and (column in NUMBERS if dot else column in COUNTS):
            key = (row, column, figure.described if dot else None)
            number_of_key[key] += 1
            yield (*key, number_of_key[key]), figure


_Line: TypeAlias = tuple[Mapping[str, str], tuple[Cell, ...]]
"""The cells that the records of a row give, and those that were kept."""


class _Writing:
    """Makes the rows of each attack."""

    def __init__(self, dataset: Dataset, find: Finder, floats: frozenset[str], losses: Losses) -> None:
        self._find, self._floats, self._losses = find, floats, losses
        self._stands = Stands(dataset)
        self._posts = {
            each.id: identifier.value
            for each in dataset.sources
            for identifier in each.identifiers
            if identifier.scheme == POST
        }
        sides = _again()
        sides.sides()
        self.again: dict[tuple[type, str], Record] = _by_id(sides.pool.new())
        """What reading the rows gives besides their attacks, by class and id."""

    def rows(self, strike: Strike) -> list[_Line] | None:
        """The rows of an attack; None where nothing is left of them, or they would not say the same attack."""
        when = _written(strike.when)
        shown = attrs.evolve(strike, when=when)
        claims: dict[_Key, tuple[Figure, Said]] = {}
        names: dict[_Key, tuple[int, str]] = {}
        of: dict[_Key, Figure] = {}
        for key, figure in _by_key(strike):
            stands = self._stands(figure)
            if isinstance(stands, Figure):
                claims[key], of[key] = (stands, said(stands, shown)), figure
                names[key] = _figure_of(strike, figure) or (0, "")
        source = next((self._posts[id_] for id_ in _via(strike) if id_ in self._posts), "")
        kept = self._kept(strike)
        lines: list[_Line] = []
        records: Sequence[Record] = ()
        read: Strike | None = None

        def again(figures: Mapping[_Key, Any], blank: frozenset[_Key]) -> Mapping[_Key, Said]:
            nonlocal lines, records, read
            of_rows: dict[int, dict[str, Figure]] = {}
            for key, figure in figures.items():
                row, name = names[key]
                # A part whose whole is left out would make one again.
                if (row, part_of(key[1]), None, 1) not in blank:
                    of_rows.setdefault(row, {})[name] = figure
            lines = []
            for row in range(1, _number_of_rows(strike) + 1):
                made = row_cells(shown, of_rows.get(row, {}), source, self._floats)
                empty = {each[1] for each in blank if each[0] == row}
                still = [each for each in kept.get(row, ()) if each.name.removesuffix(READ_AS) not in empty]
                lines.append((made, tuple(still)))
            reading = _again()
            reading.sides()
            read = reading.strike([_row(line) for line in lines])
            records = tuple(reading.pool.new())
            return {key: said(figure, read) for key, figure in _by_key(read)}

        agreed = agreeing(claims, again)
        written = {id(of[key]) for key in agreed.claims}
        self._losses.add("Figure", sum(id(each) not in written for each in strike.figures))
        if read is None or (strike.figures and not any(_row(line).cells for line in lines)):
            return None
        self._losses.add("Strike.when", when is None and strike.when is not None)
        cells = sum(bool(_split(each.name)[1]) for each in strike.extra)
        self._losses.add("Strike.extra", cells - sum(len(still) for _, still in lines))
        self._losses.add("Strike.where", {*read.where} != {*strike.where})
        self._losses.add("Strike.id", not f"{strike.id}~".startswith(f"{_id_of(lines[0])}~"))
        self.again |= _by_id(records)
        return lines

    def _kept(self, strike: Strike) -> Mapping[int, Sequence[Cell]]:
        """The kept cells of each row, without those of places that are no longer the attack's."""
        kept: dict[int, list[Cell]] = {}
        for cell in strike.extra:
            number, name = _split(cell.name)
            if name:
                kept.setdefault(number, []).append(attrs.evolve(cell, name=name))
        for cells in kept.values():
            reading = _again()
            places = [*reading.places(row_again({cell.name: cell.value for cell in cells}))]
            names = {each.id: each.name for each in reading.pool.new() if isinstance(each, Place)}
            called = {id_: place.name for id_ in names if (place := self._find(Place, id_)) is not None}
            gone = {
                column
                for column, each in places
                if each not in strike.where or called.get(each.place) != names[each.place]
            }
            cells[:] = [cell for cell in cells if cell.name not in gone]
        return kept


def _again() -> Reading:
    """Reads what is written again: dates in the common spelling alone, and no word to anybody."""
    return Reading(Log(), Dates((), ("time_start", "time_end"), Log()), frozenset())


def _by_id(records: Iterable[Any]) -> dict[tuple[type, str], Record]:
    return {(type(each), each.id): each for each in records}


def _written(when: When | None) -> When | None:
    """What of a window its cells say: its times, if they are read as they are; what is said besides is counted."""
    if when is None or when.edtf is None:
        return None
    start, end = ends(when)
    again = _again().when(row_again({"time_start": start, "time_end": end}))
    return again if again == When(edtf=when.edtf) else None


def _as_written(line: _Line) -> dict[str, str]:
    made, kept = line
    cells = zip(COLUMNS.names, COLUMNS.row(COLUMNS.names, made, kept), strict=True)
    return {name: cell for name, cell in cells if cell}


def _row(line: _Line) -> Row:
    """A row that is written. A time that stays spelled as it was is not looked up in its column once more."""
    cells = _as_written(line)
    times = {name: line[0][name] for name in ("time_start", "time_end") if name in cells and line[0].get(name)}
    return row_again(cells | times)


def _id_of(line: _Line) -> str:
    cells = _as_written(line)
    return _again().id_of(row_again(cells), cells.get("source", ""))


def _via(strike: Strike) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for figure in strike.figures for id_ in figure.attribution.via))


def _write(dataset: Dataset, losses: Losses, *, guard: bool = False) -> Iterator[str]:
    find = Finder(dataset)
    source = find(Source, SOURCE)
    writing = _Writing(dataset, find, frozenset(kept_in(source, _FLOATS).split(",")), losses)
    used: set[int] = set()
    lines: list[_Line] = []
    for strike in dataset.events:
        # A row says that Russia attacked Ukraine, and that it happened.
        if isinstance(strike, Strike) and strike.id.startswith("attack-") and happened(strike):
            is_of_table = (strike.attacker, strike.targets) == (ATTACKER, TARGETS)
            rows = writing.rows(strike) if is_of_table else None
            if rows is not None:
                used.add(id(strike))
                lines += rows
    sheet = Sheet(COLUMNS, source, (kept for _, kept in lines), standard=HEADER, guard=guard)
    yield from sheet.header()
    yield from (sheet.line(cells, kept) for cells, kept in lines)

    def again(record: Any) -> Record | None:
        return writing.again.get((type(record), record.id))

    count_left_out(dataset, source, used, _HELD, losses, standard=_TABLE, own=(_FLOATS,), again=again)


_HELD: Final = held(
    {
        "Strike": "id when where attacker targets figures extra",
        "Source": "id title publisher url licence extra",
        "Figure": "id measure item model group to count described within attribution",
        "Attribution": "source speaker attributed via",
        "Location": "place role",
        "Count": "low high",
        "When": "edtf",
        "Cell": "name value",
    }
)


MISSILE_ATTACKS: Final = Format(
    name="missile-attacks",
    title="Massive Missile Attacks on Ukraine",
    description="The daily table of missiles and drones launched at Ukraine, intercepted and lost, compiled from posts "
    "of the Ukrainian Air Force: CSV of every layout.",
    holds="Attacks that came from it; other records are left out.",
    licence="Believed to be CC BY-NC-SA 4.0; ask its compiler before passing rows on.",
    endings=(".csv",),
    sniff=_sniff,
    read=_read,
    write=_write,
    normalises=(LEFT_OUT, "A table with semicolons or tabs between its cells is written with commas."),
)
