"""Reading a record of PLOVER: what its fields become."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Final

import attrs

from .. import (
    Actor,
    Assertion,
    Attribution,
    CasualtyReport,
    Figure,
    Incident,
    Participant,
    Place,
    Severity,
    Source,
    When,
)
from . import Dates, Log, Pool, Row, digest, is_id
from ._cells import identifiers_of
from ._coded_rows import locations_of, realis_of, types_of
from ._plover_columns import COLUMNS, ROLES, WORDLESS, PloverRow, as_json, as_text, name_of
from ._plover_texts import count_of, statement_of

__all__ = ["ID", "PREFIX", "Reading", "cells_of"]

ID: Final = "plover"
PREFIX: Final = "plover-"


def cells_of(fields: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a record: each field as its JSON text."""
    return {name_of(name): as_json(value) for name, value in fields.items()}


class Reading:
    """Makes the records of each row."""

    def __init__(self, log: Log, dates: Dates, placeholder: str) -> None:
        self.pool = Pool()
        self._log, self._dates, self._placeholder = log, dates, placeholder

    def fields(self, row: Row) -> dict[str, Any] | None:
        """The fields of a row with their values as they are; None, with a rejection, where they are nested too deep."""
        try:
            fields: dict[str, Any] = json.loads(row.raw)
            cells_of(fields)
        except RecursionError:
            self._log.reject(
                "expected a record, got one nested too deep", line=row.line, raw=row.raw, number=row.number
            )
            return None
        return fields

    def records(self, row: Row, fields: Mapping[str, Any]) -> PloverRow:
        """The records of a row. Whatever is in it, it becomes an event: what cannot be read is kept as it is."""
        number, contexts = as_text(fields.get("id")), _words(fields.get("context"))
        id_ = self._id(row, number)
        kind = as_text(fields.get("event"))
        if not kind:
            self._log.often(
                "IO104", "expected a type of event, got none", row=row, column="event", severity=Severity.WARNING
            )
        sides = {field: self._side(row, fields, field) for field in ROLES}
        place, realis = self._place(row, fields.get("eventLoc")), realis_of(contexts)
        text = self._text(fields) if realis == "actual" else None
        coder = as_text(fields.get("coder"))
        by = Attribution(
            source=ID,
            via=() if text is None else (text.id,),
            method="coded" if coder else None,  # it may have been a program
            coder=coder or None,
        )
        event = Incident(
            id=id_,
            identifiers=identifiers_of(((ID, number),)),
            realis=realis,
            when=self._when(row),
            where=locations_of(place),
            participants=tuple(
                Participant(actor=actor.id, role=ROLES[field]) for field, actors in sides.items() for actor in actors
            ),
            types=(
                *types_of(("plover", "event"), "plover", (kind,) if kind else ()),
                *types_of(("plover", "mode"), "plover-mode", _words(fields.get("mode"))),
                *types_of(("plover", "context"), "plover-context", contexts),
            ),
            figures=self._figures(row, fields, {"size": "participated"}, by) if kind == "PROTEST" else (),
            assertions=(Assertion(property="occurred", value="yes", attribution=by),) if realis == "actual" else (),
            note=as_text(fields.get("comment")) or None,
        )
        harm = self._figures(row, fields, {"dead": "killed", "injured": "injured"}, by)
        made = PloverRow(
            event=event,
            actors={actor.id: actor for actors in sides.values() for actor in actors},
            place=place,
            text=text,
            report=CasualtyReport(id=f"{id_}-harm", event=id_, scope="event", figures=harm) if harm else None,
            statement=statement_of(id_, kind, fields, sides, text),
        )
        return attrs.evolve(made, event=attrs.evolve(event, extra=COLUMNS.kept(cells_of(fields), made)))

    def _id(self, row: Row, number: str) -> str:
        wanted = f"{PREFIX}{number}" if is_id(number) else f"{PREFIX}row-{row.number}"
        return self.pool.id_of(Incident, wanted, row, "id", self._log, empty=not number)

    def _when(self, row: Row) -> When | None:
        if row.cells.get("date") == self._placeholder:
            message = f"{self._placeholder} stands for a date that is not given"
            self._log.often("IO124", message, row=row, column="date")
            return None
        day = self._dates.read(row, "date")
        return None if day is None else When(edtf=day)

    def _side(self, row: Row, fields: Mapping[str, Any], field: str) -> list[Actor]:
        value, found = fields.get(field), []
        listed = value if isinstance(value, list) else [value]
        for each in listed:
            if not isinstance(each, dict):
                if each not in (None, ""):
                    message = "expected actors as objects, got something else; it is kept as it is"
                    self._log.problem("IO104", message, row=row, column=field)
                continue
            name, code, sector = (as_text(each.get(part)) for part in ("actorText", "code", "sector"))
            if not name and not code:
                continue
            identifiers = (("plover-code", code), ("plover-sector", sector))
            actor = Actor(
                id=f"{ID}-actor-{digest((name, code, sector))}",
                name=name or WORDLESS,
                kind=_KINDS.get(code, "unknown"),
                identifiers=identifiers_of(identifiers),
            )
            found.append(self.pool.once(actor))
        return found

    def _place(self, row: Row, value: Any) -> Place | None:
        if value in (None, "", {}):
            return None
        name = as_text(value.get("name")) if isinstance(value, dict) else ""
        if not name:
            message = "expected a place with a name, got something else; it is kept as it is"
            self._log.problem("IO104", message, row=row, column="eventLoc")
            return None
        country = as_text(value.get("country code"))
        country = country if re.fullmatch(r"[A-Z]{2}", country) else ""
        return self.pool.once(Place(id=f"place-{digest((name, country))}", name=name, country=country or None))

    def _text(self, fields: Mapping[str, Any]) -> Source | None:
        """The text that was coded, known by its length and hash."""
        text, language = as_text(fields.get("text")), as_text(fields.get("language"))
        known: dict[str, Any] = {
            "publisher": as_text(fields.get("publication")) or None,
            "language": language if re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", language) else None,
            "length": len(text) if text else None,
            "sha256": hashlib.sha256(text.encode()).hexdigest() if text else None,
        }
        if not any(known.values()):
            return None
        return self.pool.once(Source(id=f"{ID}-text-{digest(tuple(known.items()))}", **known))

    def _figures(
        self, row: Row, fields: Mapping[str, Any], measures: Mapping[str, str], by: Attribution
    ) -> tuple[Figure, ...]:
        figures = []
        for field, measure in measures.items():
            value = fields.get(field)
            if value in (None, ""):
                continue
            words = str(value).strip() if type(value) in (str, int) else ""
            count = count_of(words, as_text(fields.get("text")))
            if count is None and re.fullmatch(r"-9+", words):
                self._log.often("IO124", f"{value} stands for a number that is not known", row=row, column=field)
            elif count is None:
                message = "expected a number, got something else; it is kept as it is"
                self._log.problem("IO104", message, row=row, column=field)
            else:
                figures.append(Figure(measure=measure, item="people", count=count, attribution=by))
        return tuple(figures)


_KINDS: Final[Mapping[str, str]] = {"IGO": "international_body", "NGO": "organisation", "MNC": "organisation"}


def _words(value: Any) -> list[str]:
    """The words of a field that holds one, several with commas between, or a list of them."""
    listed = value if isinstance(value, list) else value.split(",") if isinstance(value, str) else ()
    return [each.strip() for each in listed if as_text(each)]
