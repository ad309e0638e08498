"""The columns of the daily casualty reports: what each number counts, and of which area a row is."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import lru_cache
from typing import Final, Literal, TypeAlias

import attrs

from . import Log, Row
from ._python_cells import numbers_in

__all__ = ["AREAS", "EVERY", "NAMES", "NESTED", "TEXTS", "Area", "Counted", "area_of", "counted", "folded", "unfolded"]

_OCCURRED: Final = "daily-casualties.occurred"
_RECOVERED: Final = "daily-casualties.recovered"

Twin: TypeAlias = Literal["reported", "extrapolated", "verified", "as_published"]
"""Whose number it is: a source's, the compiler's own in its place, one that the UN verified, or one that a source
published where the plain column holds the compiler's."""


@attrs.frozen(kw_only=True)
class Counted:
    """What the numbers of a column count.

    Attributes:
        measure: The measure.
        item: What is counted.
        group: Which people.
        model: The type of the item, where several types have one item.
        described: What the source calls it, where measure and item do not say it.
        part: Whether it is a part of the number killed in the same period.
        cumulative: Whether it is a total since the start.
        twin: Whose number it is.
    """

    measure: str
    item: str
    group: str | None = None
    model: str | None = None
    described: str | None = None
    part: bool = False
    cumulative: bool = False
    twin: Twin = "reported"


_PEOPLE: Final = "people"
_COUNTS: Final[Mapping[str, Counted]] = {
    "killed": Counted(measure="killed", item=_PEOPLE),
    "killed_children": Counted(measure="killed", item=_PEOPLE, group="children"),
    "killed_women": Counted(measure="killed", item=_PEOPLE, group="women"),
    "killed_truce_new": Counted(
        measure="killed", item=_PEOPLE, group="report:new", described="killed since the truce", part=True
    ),
    "killed_succumbed": Counted(
        measure="killed", item=_PEOPLE, group="report:succumbed", described="died of their injuries", part=True
    ),
    "killed_committee": Counted(
        measure="killed", item=_PEOPLE, group="report:committee", described="recognised by a committee", part=True
    ),
    "killed_recovered": Counted(measure=_RECOVERED, item="bodies", described="bodies recovered", part=True),
    "med_killed": Counted(measure="killed", item=_PEOPLE, group="medics"),
    "civdef_killed": Counted(measure="killed", item=_PEOPLE, group="rescuers"),
    "press_killed": Counted(measure="killed", item=_PEOPLE, group="journalists"),
    "aid_seeker_killed": Counted(
        measure="killed", item=_PEOPLE, group="activity:aid_seeking", described="people seeking aid"
    ),
    "famine": Counted(measure="killed", item=_PEOPLE, group="hunger", described="starvation"),
    "child_famine": Counted(measure="killed", item=_PEOPLE, group="children+hunger", described="starvation"),
    "injured": Counted(measure="injured", item=_PEOPLE),
    "injured_children": Counted(measure="injured", item=_PEOPLE, group="children"),
    "aid_seeker_injured": Counted(
        measure="injured", item=_PEOPLE, group="activity:aid_seeking", described="people seeking aid"
    ),
    "massacres": Counted(measure=_OCCURRED, item="incident", model="massacre", described="massacres"),
    "settler_attacks": Counted(
        measure=_OCCURRED, item="incident", model="attack by settlers", described="settler attacks"
    ),
    "displaced_households": Counted(measure="displaced", item="household"),
    "displaced_persons": Counted(measure="displaced", item=_PEOPLE),
    "displaced_children": Counted(measure="displaced", item=_PEOPLE, group="children"),
}
_THINGS: Final[Mapping[str, Counted]] = {
    "civic_buildings.destroyed": Counted(measure="destroyed", item="building", model="civic building"),
    "educational_buildings.destroyed": Counted(measure="destroyed", item="school"),
    "educational_buildings.damaged": Counted(measure="damaged", item="school"),
    "places_of_worship.mosques_destroyed": Counted(measure="destroyed", item="building", model="mosque"),
    "places_of_worship.mosques_damaged": Counted(measure="damaged", item="building", model="mosque"),
    "places_of_worship.churches_destroyed": Counted(measure="destroyed", item="building", model="church"),
    "places_of_worship.churches_damaged": Counted(measure="damaged", item="building", model="church"),
    "residential.destroyed": Counted(measure="destroyed", item="home"),
    "residential.damaged": Counted(measure="damaged", item="home"),
}


_FLAT: Final[Mapping[str, str]] = {
    name.replace(".", "_"): name
    for name in (
        *_THINGS,
        *(name.replace(".", ".ext_") for name in _THINGS),
        *(f"verified.{name}{total}" for name in _COUNTS for total in ("", "_cum")),
    )
}
"""The names of numbers within objects as programs write them that have no dots in names."""
_KILLED: Final = "killed"
_FORMER: Final = "martyred"
"""How the first version of the table names the killed (`med_martyred_cum`)."""


@lru_cache(maxsize=1024)
def counted(column: str) -> Counted | None:
    """What the numbers of a column count; None for a column that is not known."""
    outer, dot, inner = _FLAT.get(column, column).replace(_FORMER, _KILLED).partition(".")
    if dot and outer != "verified":
        base = _THINGS.get(f"{outer}.{inner.removeprefix('ext_')}")
        twin: Twin = "extrapolated" if inner.startswith("ext_") else "reported"
        return None if base is None else attrs.evolve(base, cumulative=True, twin=twin)
    name = inner if dot else outer
    twin = "verified" if dot else "reported"
    if not dot and name.startswith("ext_"):
        name, twin = name.removeprefix("ext_"), "extrapolated"
    if not dot and name.endswith("_cum_reported"):
        name, twin = name.removesuffix("_reported"), "as_published"
    base = _COUNTS.get(name.removesuffix("_cum"))
    return None if base is None else attrs.evolve(base, cumulative=name.endswith("_cum"), twin=twin)


TEXTS: Final = frozenset({"report_date", "report_source", "flash_source"})
_PUBLISHED: Final = """\
report_date report_source report_period phase
verified.killed verified.killed_cum verified.injured verified.injured_cum verified.killed_children
verified.killed_children_cum verified.injured_children verified.injured_children_cum
massacres_cum ext_massacres_cum killed killed_cum killed_cum_reported killed_children_cum killed_women_cum
killed_truce_new killed_recovered killed_succumbed killed_committee
ext_killed ext_killed_cum ext_killed_children_cum ext_killed_women_cum
injured injured_cum injured_cum_reported injured_children_cum ext_injured ext_injured_cum
civdef_killed_cum ext_civdef_killed_cum med_killed_cum ext_med_killed_cum press_killed_cum ext_press_killed_cum
aid_seeker_killed_cum aid_seeker_injured_cum child_famine_cum famine_cum
settler_attacks_cum displaced_households_cum displaced_persons_cum displaced_children_cum flash_source
civic_buildings.destroyed civic_buildings.ext_destroyed
educational_buildings.destroyed educational_buildings.ext_destroyed
educational_buildings.damaged educational_buildings.ext_damaged
places_of_worship.mosques_destroyed places_of_worship.ext_mosques_destroyed
places_of_worship.mosques_damaged places_of_worship.ext_mosques_damaged
places_of_worship.churches_destroyed places_of_worship.ext_churches_destroyed
residential.destroyed residential.ext_destroyed
"""
NAMES: Final = tuple(_PUBLISHED.split())
NESTED: Final = tuple(dict.fromkeys(("verified", *(name.partition(".")[0] for name in _THINGS))))
"""The objects of the JSON, which a table of Python's objects holds in one cell each (`{'killed': 6}`)."""
_OLD_NAMES: Final = tuple(name.replace(_KILLED, _FORMER) for name in NAMES if _KILLED in name)
EVERY: Final = tuple(
    dict.fromkeys(
        (
            *NAMES,
            *_OLD_NAMES,
            *(
                f"{twin}{name}{total}"
                for name in _COUNTS
                for twin in ("", "ext_", "verified.")
                for total in ("", "_cum")
            ),
            *(f"{name}_cum_reported" for name in _COUNTS),
            *_THINGS,
            *(name.replace(".", ".ext_") for name in _THINGS),
            *_FLAT,
            *NESTED,
        )
    )
)
"""The columns that are published, and those that would be read as well."""


# --- areas -----------------------------------------------------------------------------------------------------------

Area: TypeAlias = Literal["gaza", "west-bank", "lebanon", "infrastructure"]
AREAS: Final[tuple[Area, ...]] = ("gaza", "west-bank", "lebanon", "infrastructure")
_SOURCES: Final[Mapping[str, Area]] = {
    **dict.fromkeys(("mohtel", "gmotel", "unocha", "missing"), "gaza"),
    **dict.fromkeys(("moph_lb", "ocha", "who"), "lebanon"),
}
_MARKS: Final[tuple[tuple[Area, frozenset[str]], ...]] = (
    (
        "infrastructure",
        frozenset(name for name in (*NAMES, *_FLAT, *NESTED[1:]) if name.startswith(NESTED[1:])),
    ),
    ("west-bank", frozenset(name for name in (*NAMES, *_FLAT) if name.startswith(("verified", "settler_", "flash_")))),
    ("lebanon", frozenset(("phase", "killed_cum_reported", "injured_cum_reported"))),
    (
        "gaza",
        frozenset(
            name
            for name in (*NAMES, *_OLD_NAMES)
            if name.startswith(("ext_", "killed_women", "martyred", "med_", "press_", "massac"))
        ),
    ),
)


def unfolded(row: Row, log: Log) -> Row:
    """A row of a table of Python's objects, with the numbers within an object under names with a dot."""
    cells: dict[str, str] = {}
    for name, cell in row.cells.items():
        is_object = name in NESTED and row.stripped(name) != ""
        numbers = numbers_in(cell) if is_object else None
        if numbers is not None:
            cells |= {f"{name}.{inner}": str(number) for inner, number in numbers if number is not None}
            continue
        cells[name] = cell
        if is_object:
            message = "expected names with whole numbers, got something else; it is kept as it is"
            log.problem("IO104", message, row=row, column=name)
    return attrs.evolve(row, cells=cells)


def folded(cells: Mapping[str, str], into: Container[str]) -> dict[str, str]:
    """The cells of a row with those within an object of these columns in one, as Python writes it."""
    found: dict[str, str] = {}
    within: dict[str, list[str]] = {}
    for name, cell in cells.items():
        outer, dot, inner = name.partition(".")
        if dot and outer in into:
            within.setdefault(outer, []).append(f"{inner!r}: {cell}")
        else:
            found[name] = cell
    return found | {name: f"{{{', '.join(each)}}}" for name, each in within.items()}


def area_of(row: Mapping[str, str]) -> Area | None:
    """Of which area a row is, by whom it names as its source and by the columns that only one area has."""
    said = _SOURCES.get(row.get("report_source", "").strip())
    if said is not None:
        return said
    return next((area for area, marks in _MARKS if not marks.isdisjoint(row)), None)
