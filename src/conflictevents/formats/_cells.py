"""What a cell says, and the cell that says it: whole numbers, degrees, identifiers, countries, times in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, Final, Protocol

from .. import Actor, Cell, Count, Identifier, InvalidRecordError, Place, Point, Record, TypeCode, When, codes
from .._problems import shown
from . import Log, Losses, Row

__all__ = [
    "REMEMBERED",
    "by_name",
    "count_changed",
    "count_countries",
    "count_in",
    "country_named",
    "country_of",
    "degrees_of",
    "identified",
    "identifiers_of",
    "in_country",
    "is_address",
    "kept_in",
    "point_of",
    "tell_of_degrees",
    "types_in",
    "when_said",
    "whole",
]

REMEMBERED: Final = 8_192
"""How many results of one sort are remembered while a table is read: the same cells come again and again."""


# --- numbers ---------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=REMEMBERED)
def whole(cell: str) -> int | None:
    """The whole number in a cell, which some programs write with a decimal point ("12.0"); None if it is none."""
    found = _WHOLE.fullmatch(cell)
    return None if found is None else int(found[1])


_WHOLE: Final = re.compile(r"([0-9]{1,15})(?:\.0+)?")
_NINES: Final = re.compile(r"-9+")
_exactly: Final = lru_cache(maxsize=REMEMBERED)(Count.exactly)


def count_in(row: Row, column: str, log: Log, *, nines: bool = False) -> Count | None:
    """The whole number in a cell as a count; what is there besides is told, and no count.

    Args:
        row: The row.
        column: The name of the column.
        log: Takes the problems.
        nines: Whether -9, -99 … stand for a number that is not known.
    """
    cell = row.stripped(column)
    if not cell:
        return None
    number = whole(cell)
    if number is not None:
        return _exactly(number)
    if nines and _NINES.fullmatch(cell):
        log.often("IO124", f"{cell} stands for a number that is not known", row=row, column=column)
    else:
        message = f"expected a whole number that is not negative, got {shown(cell)}; it is kept as it is"
        log.problem("IO104", message, row=row, column=column)
    return None


# --- where -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=REMEMBERED)
def point_of(latitude: str, longitude: str) -> tuple[Point | None, bool]:
    """The point of two cells, and whether they were understood: without either there is none, and nothing amiss."""
    if not latitude and not longitude:
        return None, True
    try:
        return Point(latitude=float(latitude), longitude=float(longitude)), True
    except ValueError:  # what a record refuses is one as well
        return None, False


def tell_of_degrees(row: Row, column: str, log: Log) -> None:
    """Tell of degrees that cannot be understood."""
    got = " and ".join(shown(row.cells[each]) for each in _pair(row, column))
    message = f"expected degrees of latitude and longitude, got {got}; they are kept as they are"
    log.problem("IO104", message, row=row, column=column)


def _pair(row: Row, column: str) -> list[str]:
    """The column with a latitude, and that with its longitude, as far as they are there."""
    names = (column, column.replace("latitude", "longitude").replace("Latitude", "Longitude"))
    return [name for name in dict.fromkeys(names) if name in row.cells]


def degrees_of(point: Point | None, axis: str) -> str:
    """The cell of a point's `latitude` or `longitude`, as short as it can be."""
    if point is None:
        return ""
    value: float = getattr(point, axis)
    return str(int(value)) if value.is_integer() else repr(value)


def country_of(table: str, code: str) -> str | None:
    """The country (ISO 3166-1) that a code of a table of countries stands for; None where it stands for none alone."""
    known = codes.table("countries", table).get(code)
    return None if known is None else known.same_as.get("countries.iso")


@lru_cache(maxsize=REMEMBERED)
def country_named(name: str) -> str | None:
    """The country (ISO 3166-1) that one of our tables calls so, to the letter; None where that is none, or several."""
    return next(iter(found)) if len(found := _names_of_countries().get(name, frozenset())) == 1 else None


@cache
def _names_of_countries() -> Mapping[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    for code in codes.table("countries", "iso").values():
        names.setdefault(code.label, set()).add(code.value)
    for code in codes.table("countries", "gleditsch_ward").values():
        # One that is no country of today is a name of several, or of none.
        names.setdefault(code.label, set()).add(code.same_as.get("countries.iso", ""))
    return {name: frozenset(found) for name, found in names.items() if "" not in found}


def in_country(table: str, code: str, basis: str) -> Mapping[str, Any]:
    """The fields of a place that a code of a table of countries gives, with whose code it is as the ground."""
    country = country_of(table, code) if code else None
    return {} if country is None else {"country": country, "country_basis": basis}


def by_name(name: str, basis: str) -> Mapping[str, Any]:
    """The same fields, as the name of a country gives them."""
    country = country_named(name)
    return {} if country is None else {"country": country, "country_basis": basis}


def count_countries(
    records: Iterable[Actor | Place], fields_of: Callable[[Actor | Place], Mapping[str, str]], losses: Losses
) -> None:
    """Count the countries of records that reading their codes again does not give.

    Args:
        records: The records that are written.
        fields_of: The fields `country` and `country_basis` that reading gives a record.
        losses: Counts them.
    """
    for record in records:
        again = fields_of(record)
        for name in ("country", "country_basis"):
            said = getattr(record, name, None)
            losses.add(f"{type(record).__name__}.{name}", said is not None and said != again.get(name))


def count_changed(record: Record | None, again: Record | None, names: Iterable[str], losses: Losses) -> None:
    """Count the fields of a record that reading its cells again gives otherwise, or not at all.

    Args:
        record: The record.
        again: What reading gives; None where that is nothing.
        names: The fields.
        losses: Counts them.
    """
    for name in names if record is not None else ():
        value = getattr(record, name)
        is_lost = value not in (None, (), "unknown") if again is None else value != getattr(again, name)
        losses.add(f"{type(record).__name__}.{name.rstrip('_')}", is_lost)


# --- what records keep of cells --------------------------------------------------------------------------------------


class _Identified(Protocol):
    @property
    def identifiers(self) -> tuple[Identifier, ...]: ...


class _Keeping(Protocol):
    @property
    def extra(self) -> tuple[Cell, ...]: ...


def identified(record: _Identified | None, *schemes: str) -> str:
    """The first identifier of a record of the first of these schemes that it has; "" where it has none."""
    if record is not None:
        for scheme in schemes:
            for each in record.identifiers:
                if each.scheme == scheme:
                    return each.value
    return ""


def identifiers_of(given: Iterable[tuple[str, str]]) -> tuple[Identifier, ...]:
    """The identifiers of schemes with a value."""
    return tuple([Identifier(scheme=scheme, value=value) for scheme, value in given if value])


def kept_in(record: _Keeping | None, name: str) -> str:
    """What a record keeps under the name of a cell; "" where that is nothing."""
    if record is not None:
        for cell in record.extra:
            if cell.name == name:
                return cell.value
    return ""


def types_in(types: Iterable[TypeCode], vocabulary: str, separator: str = "; ") -> str:
    """All types of a vocabulary in one cell."""
    return separator.join([each.value for each in types if each.vocabulary == vocabulary])


# --- texts -----------------------------------------------------------------------------------------------------------


def when_said(text: str) -> When:
    """A time that a cell says: as EDTF if it is that, else in its words."""
    try:
        return When(edtf=text)
    except InvalidRecordError:
        return When(text=text)


_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+$")


def is_address(text: str) -> bool:
    """Whether a text is an address on the web and nothing else."""
    return _ADDRESS.match(text) is not None
