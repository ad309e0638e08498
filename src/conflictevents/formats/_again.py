"""What a row says when it is read again: a cell is written for a claim only where reading it gives that claim.

Records may have been changed since they were read, merged, or corrected by later claims. The writer of a format makes
the cells of a row and has the reader of the format read them. A claim that does not come out of them as it stands now
is left out, and its cells stay empty, until all that is left agrees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterable, Mapping
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeVar

import attrs

from .._claims import Assertion, Attribution, Claim, Figure, Holder
from .._dataset import Dataset
from .._events import Event
from .._record import Record
from .._sources import Source
from .._views import Standing, scope_of, window_of
from .._vocab import Realis
from ._cells import count_changed
from ._losses import count_unwritten
from ._resaved import mended_row
from ._results import Losses, Row
from ._sheet import count_foreign

__all__ = [
    "Said",
    "Stands",
    "agreeing",
    "count_differing",
    "count_left_out",
    "happened",
    "most_said",
    "row_again",
    "said",
]

_Cell = TypeVar("_Cell", bound=Hashable)

Said = tuple[Any, ...]
"""What a claim says."""


def _all_but(cls: Any, *names: str) -> Callable[[Any], Said]:
    """Gives the values of all fields of a record but some."""
    return attrgetter(*(field.name for field in attrs.fields(cls) if field.name not in names))


_ADDED: Final = ("id", "spans", "supersedes", "note", "waivers", "attribution")
"""What can be added to a claim, and be missing, without its saying anything else. What a format leaves out of this it
counts; the attribution is looked at by itself."""
_of_figure: Final = _all_but(Figure, *_ADDED, "count", "scope", "window", "within")
_of_assertion: Final = _all_but(Assertion, *_ADDED)
_of_attribution: Final = _all_but(Attribution, "statement", "verb", "grade", "coder")


def said(claim: Claim, holder: Holder, *, words: bool = False) -> Said:
    """What a claim says, whatever its id and that of its record are.

    Args:
        claim: The claim.
        holder: The record that owns it.
        words: Whether the words of a count are a part of it; a format that cannot hold them counts them.
    """
    by = _of_attribution(claim.attribution)
    if not isinstance(claim, Figure):
        return (*_of_assertion(claim), by)
    count = claim.count
    number = None if count is None else (count.low, count.high, count.approximate, words and (count.text, count.policy))
    within = None if claim.within is None else claim.within.removeprefix(f"{holder.id}-")
    return (*_of_figure(claim), number, scope_of(holder, claim), window_of(holder, claim), within, by)


def row_again(cells: Mapping[str, str], number: int = 0) -> Row:
    """A row of cells that are written, as the reader has it."""
    return mended_row(Row(number=number, cells=cells))


class Stands:
    """Finds the claim that stands today where a cell was read."""

    def __init__(self, dataset: Dataset) -> None:
        self._standing = Standing(dataset)
        self._later: dict[str, list[Claim]] = {}
        for claim in dataset.claims:
            if claim.supersedes is not None:
                self._later.setdefault(claim.supersedes.claim, []).append(claim)

    def __call__(self, claim: Claim) -> Claim | None:
        """The claim itself, or the one that took its place; None where none did, or several."""
        seen: set[str | None] = set()
        while not self._standing.is_current(claim):
            later = self._later.get(claim.id or "", ())
            if len(later) != 1 or claim.id in seen:
                return None
            seen.add(claim.id)
            claim = later[0]
        return claim


class Agreed(NamedTuple):
    """What of a row can be written.

    Attributes:
        claims: Those of which a cell is written.
        blank: The other cells that must stay empty.
    """

    claims: Mapping[Any, Claim]
    blank: frozenset[Any]


def agreeing(
    claims: Mapping[_Cell, tuple[Claim, Said]],
    read: Callable[[Mapping[_Cell, Claim], frozenset[_Cell]], Mapping[_Cell, Said]],
) -> Agreed:
    """Leave out of a row what would not be read again as it stands.

    Args:
        claims: The claims of a row with what they say, by their cells.
        read: Writes the cells of such claims, leaves some empty, and gives what reading them again says.
    """
    left = dict(claims)
    blank: frozenset[_Cell] = frozenset()
    while True:
        written = {cell: claim for cell, (claim, _) in left.items()}
        again = read(written, blank)
        wrong = {cell for cell in (*left, *again) if cell not in left or left[cell][1] != again.get(cell)}
        if wrong <= blank:
            return Agreed(written, blank)
        # Some say of the row what the others do not; one that does not even agree alone may not outvote them.
        of_claims = [cell for cell in wrong if cell in left]
        tried = of_claims if len(wrong) <= _FEW else []
        never = [cell for cell in tried if not _agrees(cell, left[cell], read, blank)]
        gone = {*(never or of_claims), *(cell for cell in wrong if cell not in left)}
        left = {cell: each for cell, each in left.items() if cell not in gone}
        blank |= gone


_FEW: Final = 20
"""So many claims of a row are tried one by one."""


def _agrees(
    cell: _Cell,
    claim: tuple[Claim, Said],
    read: Callable[[Mapping[_Cell, Claim], frozenset[_Cell]], Mapping[_Cell, Said]],
    blank: frozenset[_Cell],
) -> bool:
    return read({cell: claim[0]}, blank).get(cell) == claim[1]


def most_said(cells: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of each column what most claims of a row say of it, and of two said as often the first."""
    return {column: cell for (column, cell), _ in reversed(Counter(cells).most_common())}


def happened(event: Event | None) -> bool:
    """Whether a row may say of an event that it did; one that is not there is not known to be anything else."""
    return event is None or event.realis is Realis.ACTUAL


def count_left_out(
    dataset: Dataset,
    source: Source | None,
    used: Container[int],
    held: frozenset[str],
    losses: Losses,
    *,
    standard: Source,
    own: Iterable[str],
    again: Callable[[Any], Record | None],
) -> None:
    """Count what a table does not hold of a dataset, apart from its rows.

    Args:
        dataset: The dataset.
        source: The source whose table it is; None where the dataset has none.
        used: `id(record)` of each record of which there is a row.
        held: What the table holds (`held`).
        losses: Counts it.
        standard: The source as reading any such table gives it.
        own: The cells that reading puts into `extra` of the source.
        again: What reading the table gives for a record that is of no row; None where that is nothing.
    """

    def implied(record: Any) -> bool:
        read = None if source is None else again(record)
        if read is not None:
            count_differing(record, read, losses)
        return read is not None

    if source is not None:
        count_differing(source, standard, losses, only=_TITLE)
        count_foreign(source, tuple(own), losses)
    count_unwritten(dataset, source, used, held, losses, implied=implied)


_TITLE: Final = ("title", "publisher", "url", "licence")
"""The fields of a source that are the same in each table of a format, and stand in none."""


def count_differing(record: Record, again: Record, losses: Losses, *, only: Container[str] | None = None) -> None:
    """Count what a record says and the same record, read again, does not; claims one by one.

    Args:
        record: The record.
        again: The one of the same class and id that reading gives.
        losses: Counts it.
        only: The names of the fields that are looked at; those of all others are counted elsewhere.
    """
    cls: Any = type(record)
    names = [each.name for each in attrs.fields(cls) if only is None or each.name in only]
    for name in _CLAIMS.intersection(names):
        for each in getattr(record, name):
            losses.add(type(each).__name__, each not in getattr(again, name))
    count_changed(record, again, (name for name in names if name not in _CLAIMS), losses)


_CLAIMS: Final = frozenset({"figures", "assertions"})
