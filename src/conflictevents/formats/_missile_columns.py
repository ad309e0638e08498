"""The columns of the daily missile and drone table: what a row's cells mean, and how a row gives them again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from .. import Figure, Strike, When
from ._again import most_said
from ._daily_rows import columns_by_name, number_of

__all__ = [
    "COLUMNS",
    "COUNTS",
    "HEADER",
    "LOCATION",
    "NUMBERS",
    "Counted",
    "ends",
    "item_of",
    "part_of",
    "row_cells",
]

_COLUMNS_OF_2026: Final = """\
time_start,time_end,model,launch_place,target,target_main,launched,destroyed,not_reach_goal,still_attacking,\
border_crossing,is_shahed,num_hit_location,num_fall_fragment_location,carrier,turbojet,turbojet_destroyed,\
affected region,destroyed_details,launched_details,launch_place_details,source"""
HEADER: Final = tuple(_COLUMNS_OF_2026.split(","))
"""The columns of 2026; older tables have others."""

LOCATION: Final = "missile-attacks.location"
_CROSSED: Final = "missile-attacks.crossed_border"


class Counted(NamedTuple):
    """What a column counts.

    Attributes:
        measure: The measure.
        part_of: The column of whose number it is a part.
        model: The type, where it is not that of the row.
        item: What is counted, where it is not the weapon of the row.
        to: The country into which weapons flew.
    """

    measure: str
    part_of: str | None = None
    model: str | None = None
    item: str | None = None
    to: str | None = None


COUNTS: Final[Mapping[str, Counted]] = {
    "launched": Counted("launched"),
    "destroyed": Counted("intercepted"),
    "not_reach_goal": Counted("lost"),
    "still_attacking": Counted("missile-attacks.still_attacking"),
    "cross_border_belarus": Counted(_CROSSED, to="belarus"),
    "back_russia": Counted(_CROSSED, to="russia"),
    "is_shahed": Counted("launched", part_of="launched", model="Shahed"),
    "turbojet": Counted("launched", part_of="launched", model="turbojet"),
    "turbojet_destroyed": Counted("intercepted", part_of="destroyed", model="turbojet"),
    "num_hit_location": Counted("hit", item=LOCATION),
    "num_fall_fragment_location": Counted("hit_by_debris", item=LOCATION),
}
NUMBERS: Final[Mapping[str, Counted]] = {
    "destroyed_details": Counted("intercepted", part_of="destroyed"),
    "border_crossing": Counted(_CROSSED),
}
"""The columns with a number for each of several names: regions, and countries."""


def part_of(column: str) -> str | None:
    """The column of whose number those of a column are parts; None where they are none."""
    counted = COUNTS.get(column) or NUMBERS.get(column)
    return None if counted is None else counted.part_of


# --- weapons ---------------------------------------------------------------------------------------------------------

_ITEMS: Final = {
    "missile": r"[x\u0445]-\d|kh-\d|[cs\u0441]-[345]00|p-800|п-800|3m|kn-2|kalibr|iskander|kin[zj]h?al|zircon"
    r"|oni[kx]|onyx|tochka|missile|ракет",
    "drone": r"shahed|geran|gerber|lancet|orlan|zala|supercam|merlin|mohajer|forpost|eleron|orion|granat|takhion"
    r"|italmas|parodi|molni|uav|drone|бпла|картограф|привет|фенікс|молн|шахед|герань",
    "bomb": r"kab\b|fab\b|umpb|bomb|каб\b|фаб\b",
}
_KNOWN: Final = tuple((item, re.compile(rf"(?<!\w)(?:{words})")) for item, words in _ITEMS.items())


@lru_cache(maxsize=1024)
def item_of(model: str) -> str:
    """What sort of weapon a model is: `weapon` where it is not known, or where the cell has several sorts."""
    items = {
        next((item for item, words in _KNOWN if words.search(each)), "weapon") for each in model.lower().split(" and ")
    }
    return items.pop() if len(items) == 1 else "weapon"


# --- what a row says again -------------------------------------------------------------------------------------------


def row_cells(strike: Strike, figures: Mapping[str, Figure], source: str, floats: frozenset[str]) -> Mapping[str, str]:
    """The cells that the records of a row give.

    Args:
        strike: The attack.
        figures: The figures of the row by the end of their id: the column, and in a cell with several numbers which.
        source: The address of the post.
        floats: The columns whose numbers are written with `.0`.
    """
    cells = {"source": source}
    if strike.when is not None:
        cells["time_start"], cells["time_end"] = ends(strike.when)
    several: dict[str, list[str]] = {}
    models: list[tuple[str, str]] = []
    for name, figure in figures.items():
        number = number_of(figure)
        column, dot, _ = name.partition(".")
        if number is None:
            continue
        if dot and column in NUMBERS and figure.described is not None:
            several.setdefault(column, []).append(f"{figure.described!r}: {number}")
        elif column in COUNTS:
            cells[column] = f"{number}.0" if column in floats else number
        counted = COUNTS.get(column) or NUMBERS.get(column)
        if counted is not None and counted.model is counted.item is None and figure.model is not None:
            models.append(("model", figure.model))
    return cells | most_said(models) | {column: f"{{{', '.join(parts)}}}" for column, parts in several.items()}


def ends(when: When) -> tuple[str, str]:
    """The cells of a window."""
    first, slash, last = (when.edtf or "").replace("T", " ").partition("/")
    return first, last if slash else first


_OLDER: Final = ("cross_border_belarus", "back_russia")
COLUMNS: Final = columns_by_name((*HEADER, *_OLDER))
