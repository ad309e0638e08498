"""Writing UCDP GED: a row says what the records of its event say now, and what it cannot say is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import attrs

from .. import Actor, Attribution, Dataset, Incident, Place, Source, TypeCode, codes
from . import Finder, Losses, Sheet, count_unwritten, held
from ._cells import by_name, count_countries, identified, in_country, kept_in, types_in
from ._said import is_plain_account, standing_in
from ._ucdp_columns import COLUMNS, GedRow, days_said, roles_of, together

__all__ = ["EVENT", "country_in", "write"]

EVENT: Final = "ged-"
_SOURCE: Final = "ucdp-ged"


def write(dataset: Dataset, losses: Losses, *, guard: bool = False) -> Iterator[str]:
    """The table of the events that came from UCDP; one that is not said to have happened makes no row."""
    find, stands, is_of_ucdp = Finder(dataset), standing_in(dataset), _told_of_ucdp(dataset)
    source = next((each for each in dataset.sources if each.id.startswith(_SOURCE)), None)
    events = [
        event
        for event in dataset.events
        if isinstance(event, Incident) and event.id.startswith(EVENT) and event.realis == "actual"
    ]
    sheet = Sheet(COLUMNS, source, (event.extra for event in events), guard=guard)
    names = frozenset(sheet.names)
    yield from sheet.header()
    for event in events:
        reports = dataset.reports_of(event)
        plain = [each for report in reports if is_plain_account(report) for each in report.figures if stands(each)]
        told_by = {id(each.attribution): each.attribution for each in plain}  # most often one for all
        of_ucdp = {key for key, by in told_by.items() if is_of_ucdp(by)}
        row = _in_columns(together(event, [each for each in plain if id(each.attribution) in of_ucdp], find), names)
        find.mark(event)
        written = set(map(id, row.deaths.values()))
        for holder in (event, *reports):
            left_out = sum(id(figure) not in written for figure in holder.figures)
            losses.add("Figure", left_out)
            if left_out < len(holder.figures):
                find.mark(holder)
        _count_heading(row, source, names, losses)
        yield sheet.line(row, event.extra)
    named: tuple[Actor | Place, ...] = (*dataset.actors, *dataset.places)
    count_countries((each for each in named if id(each) in find.found), _countries_again, losses)
    count_unwritten(dataset, source, find.found, _HELD, losses)


def _in_columns(row: GedRow, names: frozenset[str]) -> GedRow:
    """The records of a row without the figures for which, or for those who stand behind them, it has no columns."""
    has_no_status = row.by is not None and row.by.grade is not None and "code_status" not in names
    has_no_cited = row.cited is not None and "source_original" not in names
    has_no_press = bool(row.press) and names.isdisjoint(("source_article", "source_office"))
    if has_no_status or has_no_cited or has_no_press:
        return attrs.evolve(row, deaths={})
    if names.issuperset(row.deaths):
        return row
    # What is within the best number is none of its parts without it.
    told = {name: each for name, each in row.deaths.items() if name in names}
    return attrs.evolve(row, deaths={name: each for name, each in told.items() if "best" in told or not each.within})


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


def _count_heading(row: GedRow, source: Source | None, names: frozenset[str], losses: Losses) -> None:
    """Count the fields of an event that the columns hold, but not as they are now."""
    event = row.event
    identifiers = [scheme for scheme, name in _IDENTIFIERS.items() if name in names]
    types = [vocabulary for vocabulary, name in _TYPES.items() if name in names]
    for name, differs in (
        ("identifiers", len(event.identifiers) != sum(bool(identified(event, each)) for each in identifiers)),
        ("types", len(event.types) != sum(bool(types_in(event.types, each)) for each in types)),
        ("where", len(event.where) > 1 or any(each.role != "scene" for each in event.where)),
        ("where", row.place is not None and not _names_place(row.place, names)),
        ("participants", bool(event.participants) and not names.issuperset(("side_a", "side_b"))),
        ("part_of", event.part_of != next((each.id for each in (row.dyad, row.conflict) if each is not None), None)),
        ("participants", [(each.actor, each.role) for each in event.participants] != _participants_again(row)),
        ("when", _is_another_time(event, names)),
    ):
        losses.add(f"Incident.{name}", differs)
    release = identified(source, "ucdp-ged-release") or None
    losses.add("Identifier.release", sum(each.release != release for each in event.identifiers))
    losses.add("TypeCode.label", sum(each.label != _label(each) for each in event.types))


def _label(type_: TypeCode) -> str | None:
    column = _TYPES.get(type_.vocabulary)
    return None if column is None else codes.table("ucdp", column).label(type_.value)


def _participants_again(row: GedRow) -> list[tuple[str, str]]:
    roles = roles_of(types_in(row.event.types, "ucdp-type-of-violence"))
    sides = zip((row.side_a, row.side_b), roles, strict=True)
    return [(side.id, role) for side, role in sides if side is not None]


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
    said = (first, last) != ("", "") and can_doubt and when.text is None
    return not said or any(mark in (when.edtf or "") for mark in ("T", "%", ".."))


def _countries_again(record: Actor | Place) -> Mapping[str, str]:
    name = kept_in(record, "ucdp country") if isinstance(record, Place) else ""
    return country_in(identified(record, "gleditsch-ward"), name)


def country_in(number: str, name: str) -> Mapping[str, Any]:
    """The country of a place by its number, or by its name where there is none."""
    return in_country("gleditsch_ward", number, "country_id of UCDP") if number else by_name(name, "country of UCDP")


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
