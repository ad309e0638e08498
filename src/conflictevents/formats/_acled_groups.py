"""The rows of a table by event, however far apart they stand, and how they come back in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from .. import Cell
from . import Log, Row, Table
from ._acled_columns import dates_like
from ._on_disk import OnDisk

__all__ = [
    "ACTORS",
    "OF_LONG_ROWS",
    "OF_SIDES",
    "Groups",
    "Member",
    "kept_by_row",
    "kept_of_group",
    "key_of",
    "sides_in_long",
]

_WAITING: Final = 20_000
"""So many rows may wait for others of their event while a table is read row by row."""
ACTORS: Final = (("actor1", "inter1"), ("actor2", "inter2"), ("actor", "inter"))
"""The columns that give an actor a code."""
_LONG: Final = (("type_of_actor", "actor"), ("type_of_assoc_actor", "assoc_actor"))
OF_LONG_ROWS: Final = frozenset({"inter_type", "inter", *(name for pair in _LONG for name in pair)})
"""The columns of a table that was made longer: a row for each actor, and the column that it stood in (acledR)."""
OF_SIDES: Final = ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")


def sides_in_long(rows: Iterable[Mapping[str, str]]) -> list[str] | None:
    """The cells of `OF_SIDES` by the rows of an event in a table that was made longer; None in any other table."""
    sides: dict[str, dict[str, None]] = {name: {} for name in OF_SIDES}
    is_long = False
    for row in rows:
        sides = {name: known | {row[name]: None} if row.get(name) else known for name, known in sides.items()}
        for column, actor in _LONG:
            is_long = is_long or column in row
            if row.get(column) in sides and row.get(actor):
                sides[row[column]][row[actor]] = None
    return ["; ".join(sides[name]) for name in OF_SIDES] if is_long else None


class Member(NamedTuple):
    """A row of an event."""

    position: int
    """Where it stands among the rows that could be read, from 1."""
    row: Row


def key_of(row: Row) -> str:
    """What tells the event of a row from others; "" where nothing does."""
    return row.cells.get("event_id_cnty", "").strip() or row.cells.get("data_id", "").strip()


class Groups:
    """The rows of a table, those of one event together. The table is gone through twice.

    The first pass counts the rows of each event, and finds out what holds for all of the table. So the second one knows
    when an event is complete, and gives it then; only rows of incomplete events are kept.

    Attributes:
        inter: The first code that the table gives to each actor.
        dates: How it spells dates.
    """

    def __init__(self, table: Table, log: Log, *, one_by_one: bool) -> None:
        self.inter: OnDisk[str] = OnDisk()
        self.dates = ""
        self._table, self._log = table, log
        self._most = _WAITING if one_by_one else None
        self._numbers: OnDisk[int] = OnDisk()
        for row in table:
            cells, key = row.cells, key_of(row)
            if key:
                self._numbers[key] = (self._numbers.get(key) or 0) + 1
            for actor, inter in ACTORS:
                name = cells.get(actor)
                if name and self.inter.get(name) is None:
                    self.inter[name] = cells.get(inter, "")
            self.dates = self.dates or dates_like(cells.get("event_date", "")) or ""

    def __iter__(self) -> Iterator[Sequence[Member]]:
        """The rows of each event."""
        waiting: dict[str, list[Member]] = {}
        given: OnDisk[int] = OnDisk()
        number = 0
        for position, row in enumerate(self._table, start=1):
            key, member = key_of(row), Member(position, row)
            of_event = self._numbers.get(key) or 1
            if of_event == 1:
                yield [member]
            elif given.get(key) is not None:
                reason = f"expected the rows of an event at most {_WAITING:,} rows apart, got one farther off"
                self._log.reject(f"{reason}; read it as a whole", line=row.line, raw=row.raw, number=row.number)
            else:
                rows = waiting.setdefault(key, [])
                rows.append(member)
                number += 1
                complete = len(rows) == of_event
                if not complete and self._most is not None and number > self._most:
                    key = next(iter(waiting))
                    given[key] = 1
                    complete = True
                if complete:
                    rows = waiting.pop(key)
                    number -= len(rows)
                    yield rows
        yield from waiting.values()


# --- the cells of several rows in one event --------------------------------------------------------------------------

_ROWS: Final = "rows of the event"


def kept_of_group(members: Sequence[Member], kept: Iterable[Iterable[Cell]]) -> Iterator[Cell]:
    """The cells that an event keeps: those of its first row, then how many rows it has, then those of the others."""
    first, *others = kept
    yield from first
    if others:
        positions = [member.position for member in members]
        adjacent = positions[-1] - positions[0] < len(positions)
        value = str(len(positions)) if adjacent else " ".join(map(str, positions))
        yield Cell(name=_ROWS, value=value)
        for number, cells in enumerate(others, start=2):
            yield from (Cell(name=f"row {number} {cell.name}", value=cell.value) for cell in cells)


class Kept(NamedTuple):
    """What an event keeps of one of its rows."""

    cells: tuple[Cell, ...]
    position: int | None
    """Where the row stands in its table; None where it follows the row before."""


def kept_by_row(extra: Sequence[Cell]) -> list[Kept]:
    """What an event keeps of each of its rows."""
    told = next((cell.value for cell in extra if cell.name == _ROWS), None)
    numbers = [] if told is None else [int(each) for each in told.split() if each.isdecimal() and len(each) < _DIGITS]
    if not numbers:
        return [Kept(tuple(extra), None)]
    positions: list[int | None] = [*numbers] if len(numbers) > 1 else [None] * min(numbers[0], _LARGEST)
    cells: list[list[Cell]] = [[] for _ in positions]
    for cell in extra:
        word, _, rest = cell.name.partition(" ")
        number, _, name = rest.partition(" ")
        if word == "row" and number.isdecimal() and len(number) < _DIGITS and 1 < int(number) <= len(cells) and name:
            cells[int(number) - 1].append(Cell(name=name, value=cell.value))
        elif cell.name != _ROWS and cells:
            cells[0].append(cell)
    return [Kept(tuple(each), position) for each, position in zip(cells, positions, strict=True)]


_DIGITS: Final = 16
_LARGEST: Final = 10**6
"""No event has more rows; what is not of this library's making might say so."""
