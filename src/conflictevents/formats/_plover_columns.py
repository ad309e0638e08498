"""What a record of PLOVER says in each of its fields, as JSON texts, and how the records of a row give them again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import attrs

from .. import Actor, CasualtyReport, Figure, Incident, Place, Source, Statement, codes
from .._record import encodes
from . import Column, Columns
from ._cells import identified, types_in

__all__ = [
    "COLUMNS",
    "ROLES",
    "WORDLESS",
    "PloverRow",
    "actor_fields",
    "as_json",
    "as_text",
    "field_of",
    "json_of",
    "name_of",
    "value_of",
]

ROLES: Final[Mapping[str, str]] = {"source": "plover.source", "target": "plover.target"}
"""The role of an actor by the field that it stands in."""
WORDLESS: Final = "(no words)"
"""The name of an actor that a record gives a code and no words."""


# --- JSON ------------------------------------------------------------------------------------------------------------


def as_json(value: Any) -> str:
    """A value as JSON text; what is no proper Unicode stays escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isascii() or encodes(text) else json.dumps(value)


def as_text(value: Any) -> str:
    """A value if it is a text that is not blank; otherwise ""."""
    return value if isinstance(value, str) and re.search(r"[^\s\ufeff]", value) and encodes(value) else ""


def name_of(field: str) -> str:
    """The name under which a field of a record is kept: its own, unless that could not be told from others."""
    plain = field.isprintable() and re.fullmatch(r"\w(?:.*\w)?", field) is not None
    return field if plain else json.dumps(field)


def field_of(name: str) -> str:
    """The field that is kept under a name."""
    field = value_of(name) if name.startswith('"') else name
    return field if isinstance(field, str) else name


def value_of(cell: str) -> Any:
    """The value of a cell; of one that is no JSON, which is of the user's own, its text."""
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell


def json_of(cell: str) -> str:
    """The JSON text of a cell: itself, unless it is none."""
    try:
        json.loads(cell)
    except ValueError:
        return as_json(cell)
    except RecursionError:  # it was read, so it is one
        return cell
    return cell


# --- what a row becomes ----------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class PloverRow:
    """The records of one record of PLOVER."""

    event: Incident
    actors: Mapping[str, Actor] = attrs.field(factory=dict)
    place: Place | None = None
    text: Source | None = None
    report: CasualtyReport | None = None
    statement: Statement | None = None


# --- the cells -------------------------------------------------------------------------------------------------------


def _text(value: str | None) -> str:
    return as_json(value) if value else ""


def _side(field: str) -> Callable[[PloverRow], str]:
    def cell(row: PloverRow) -> str:
        participants = (each.actor for each in row.event.participants if each.role == ROLES[field])
        listed = [told for each in participants if each in row.actors and (told := actor_fields(row.actors[each]))]
        return as_json(listed) if listed else ""

    return cell


def actor_fields(actor: Actor) -> dict[str, str]:
    """What a record says of an actor; the name of one who must not be named stays out."""
    named = actor.name != WORDLESS and not actor.sensitive
    code = identified(actor, "plover-code", "iso3166-1-alpha3") or _letters_of(actor.country)
    sector = identified(actor, "plover-sector") or _sector_of(identified(actor, "cameo-actor"))
    fields = {"actorText": actor.name if named else "", "code": code, "sector": sector}
    return {name: value for name, value in fields.items() if value}


def _letters_of(country: str | None) -> str:
    """The three letters of a country, by which PLOVER knows actors."""
    known = codes.table("countries", "iso").get(country or "")
    return "" if known is None else known.same_as.get("countries.iso3", "")


def _sector_of(code: str) -> str:
    """The sector of PLOVER for the first role in an actor's code of CAMEO (`UKRMIL`), where it has one."""
    roles, sectors = codes.table("cameo", "actor_type"), codes.table("plover", "sector")
    parts = (code[start : start + 3] for start in range(0, len(code), 3))
    found = (_SECTORS.get(part, part) for part in parts if part in roles)
    return next((each for each in found if each in sectors), "")


_SECTORS: Final = {"INS": "REB", "SEP": "REB", "MED": "JRN", "HLH": "MED"}
"""The sectors that PLOVER calls otherwise than CAMEO."""


def _type(vocabulary: str) -> Callable[[PloverRow], str]:
    return lambda row: _text(types_in(row.event.types, vocabulary, ", "))


def _place(row: PloverRow) -> str:
    if row.place is None:
        return ""
    country = {} if row.place.country is None else {"country code": row.place.country}
    return as_json({"name": row.place.name, **country})


def _number(measure: str) -> Callable[[PloverRow], str]:
    def cell(row: PloverRow) -> str:
        own: Sequence[Figure] = row.event.figures_of(measure)
        harm: Sequence[Figure] = () if row.report is None else row.report.figures_of(measure)
        count = next((each.count for each in (*own, *harm)), None)
        return "" if count is None else as_json(str(count.low))

    return cell


def _date(row: PloverRow) -> str:
    return "" if row.event.when is None else _text(row.event.when.edtf)


_CELLS: Final[Mapping[str, Callable[[PloverRow], str]]] = {
    "id": lambda row: _text(identified(row.event, "plover")),
    "date": _date,
    "source": _side("source"),
    "target": _side("target"),
    "event": _type("plover"),
    "mode": _type("plover-mode"),
    "context": _type("plover-context"),
    "eventLoc": _place,
    "size": _number("participated"),
    "dead": _number("killed"),
    "injured": _number("injured"),
    "language": lambda row: "" if row.text is None else _text(row.text.language),
    "publication": lambda row: "" if row.text is None else _text(row.text.publisher),
    "coder": lambda row: _text(next((each.attribution.coder for each in row.event.assertions), None)),
    "comment": lambda row: _text(row.event.note),
}
_FIELDS: Final = """\
id date source target event mode context eventText eventLoc size dead injured text textInfo language publication coder
version dateCoded comment
"""
"""The fields of a record in the order of the manual."""
COLUMNS: Final[Columns[PloverRow]] = Columns(Column(name=name, cell=_CELLS.get(name)) for name in _FIELDS.split())
