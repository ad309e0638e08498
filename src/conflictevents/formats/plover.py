"""PLOVER, event records in JSON as its manual defines them, such as its gold standard records: `plover`.

A record is what a coder read in one text: a source, a type of event, a target. It becomes an incident with one claim,
that it occurred, which the dataset makes by way of the text (`coded` where a coder is named). What a type means is the
manual's business: a threat has a source and a target and no attacker, so that is what the participants are called.

| fields | become |
| --- | --- |
| id | identifier of the event; its id is `plover-` with the id |
| event, mode, context | types of the incident, in the vocabularies `plover`, `plover-mode` and `plover-context` |
| date | when it happened; `2000-01-01` is a placeholder of the gold standard records and no date |
| source, target | actors with code and sector as identifiers; participants `plover.source`, `plover.target` |
| eventLoc | the place |
| dead, injured | a casualty report; the count is that of the words where the text says it once ("at least 156") |
| size | of a protest, a figure of people who participated; elsewhere it is of several things and stays a cell |
| text, language, publication | a source that is known by its length and hash; the words themselves stay a cell |
| coder, comment | the coder of the claims, a note |

Where the type is one of words (a demand, a threat, a rejection …), one source is coded, and the words coded for the
event begin with a verb of saying ("demanded", "announced"), there is a statement too: that actor is the speaker, and
where the markup repeats the text its spans are those of the markup. Others are no certain act of saying: some refuse by
deeds.

A first record `DOCUMENT` documents the file; it becomes the dataset's source.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from .. import (
    Actor,
    Assertion,
    Attribution,
    CasualtyReport,
    Cell,
    Dataset,
    Figure,
    Incident,
    Participant,
    Place,
    Record,
    Severity,
    Source,
    When,
)
from .._record import encodes
from . import (
    Dates,
    Finder,
    Format,
    Input,
    Log,
    Losses,
    Pool,
    Row,
    Sample,
    cell_of,
    count_unwritten,
    digest,
    held,
    is_id,
    read_objects,
)
from ._cells import identifiers_of, kept_in
from ._coded_rows import locations_of, realis_of, types_of
from ._plover_columns import (
    COLUMNS,
    ROLES,
    WORDLESS,
    PloverRow,
    as_json,
    as_text,
    field_of,
    name_of,
    together,
)
from ._plover_texts import count_of, statement_of
from ._sheet import in_order

__all__ = ["PLOVER"]

_ID: Final = "plover"
_EVENT: Final = "plover-"
_DOCUMENT: Final = "DOCUMENT"
_AT: Final = "number of the record"
_LINES: Final = "layout of the file"
_PLACEHOLDER: Final = "2000-01-01"


# --- finding it out --------------------------------------------------------------------------------------------------

_TYPED: Final = re.compile(
    r'"event"\s*:\s*"(?:AGREE|CONSULT|SUPPORT|CONCEDE|COOPERATE|AID|RETREAT|INVESTIGATE|DEMAND|DISAPPROVE|REJECT|THREATEN|'
    r'PROTEST|SANCTION|MOBILIZE|COERCE|ASSAULT|FIGHT|ACCUSE|REQUEST|DOCUMENT)"'
)


_INNER: Final = ("name", "country code", "code", "sector")


def _sniff(sample: Sample) -> bool:
    if not sample.is_json or _TYPED.search(sample.text) is None:
        return False
    names = set(re.findall(r'"([\w ]+)"\s*:', sample.text))
    # A record may have nothing but a type and a date; then it has nothing that is not PLOVER's.
    return bool(names & {"actorText", "eventText", "textInfo"}) or {"date"} <= names <= {*COLUMNS.names, *_INNER}


# --- reading ---------------------------------------------------------------------------------------------------------


def _read(given: Input, log: Log, *, placeholder: str = _PLACEHOLDER) -> Iterator[Record]:
    table = read_objects(given, cells=_texts)
    table.expect(given, {"event", "mode", "eventText", "eventLoc", "dead", "injured", "textInfo"}.__contains__)
    reading = _Reading(log, Dates(table, ("date",), log), placeholder)
    is_lines = not given.head.lstrip("\ufeff \r\n\t").startswith("[")
    number = 0
    for row in table:
        fields = reading.fields(row)
        if fields is None:
            continue
        number += 1
        is_document = fields.get("event") == _DOCUMENT
        if number == 1:
            yield _dataset(fields if is_document else None, is_lines=is_lines)
        elif is_document:
            yield _document(reading.pool.unique(Source, f"{_ID}-document"), fields, number)
        if not is_document:
            made = reading.records(row, fields)
            yield from reading.pool.new()
            yield from (each for each in (made.event, made.report, made.statement) if each is not None)
    if number == 0:
        yield _dataset(None, is_lines=is_lines)


def _dataset(document: Mapping[str, Any] | None, *, is_lines: bool) -> Dataset:
    """The source of all records, which the first of them may document."""
    source = Source(id=_ID, title="PLOVER event records") if document is None else _document(_ID, document, 1)
    layout = (Cell(name=_LINES, value="lines"),) if is_lines else ()
    source = attrs.evolve(source, extra=(*source.extra, *layout))
    return Dataset(title=source.title, licence=source.licence, sources=(source,))


def _document(id_: str, fields: Mapping[str, Any], number: int) -> Source:
    """The source that a record about the file itself becomes; its fields stay as they are."""
    licence = as_text(fields.get("license"))
    return Source(
        id=id_,
        title="PLOVER event records",
        publisher=as_text(fields.get("publication")) or None,
        licence="CC-BY-SA-4.0" if "Attribution-ShareAlike 4.0" in licence else licence or None,
        extra=(
            *(Cell(name=name, value=cell) for name, cell in _cells(fields).items()),
            Cell(name=_AT, value=str(number)),
        ),
    )


def _cells(fields: Mapping[str, Any]) -> dict[str, str]:
    return {name_of(name): as_json(value) for name, value in fields.items()}


def _texts(fields: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a record; what is no proper Unicode stays the JSON that it is."""
    cells = ((name_of(name), cell_of(value), value) for name, value in fields.items())
    return {name: cell if encodes(cell) else as_json(value) for name, cell, value in cells}


class _Reading:
    """Makes the records of each row."""

    def __init__(self, log: Log, dates: Dates, placeholder: str) -> None:
        self.pool = Pool()
        self._log, self._dates, self._placeholder = log, dates, placeholder

    def fields(self, row: Row) -> dict[str, Any] | None:
        """The fields of a row with their values as they are; None, with a rejection, where they are nested too deep."""
        try:
            fields: dict[str, Any] = json.loads(row.raw)
            _cells(fields)
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
            source=_ID,
            via=() if text is None else (text.id,),
            method="coded" if coder else None,  # it may have been a program
            coder=coder or None,
        )
        event = Incident(
            id=id_,
            identifiers=identifiers_of(((_ID, number),)),
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
        return attrs.evolve(made, event=attrs.evolve(event, extra=COLUMNS.kept(_cells(fields), made)))

    def _id(self, row: Row, number: str) -> str:
        wanted = f"{_EVENT}{number}" if is_id(number) else f"{_EVENT}row-{row.number}"
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
                id=f"{_ID}-actor-{digest((name, code, sector))}",
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
        return self.pool.once(Source(id=f"{_ID}-text-{digest(tuple(known.items()))}", **known))

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


# --- writing ---------------------------------------------------------------------------------------------------------


def _write(dataset: Dataset, losses: Losses) -> Iterator[str]:
    find = Finder(dataset)
    own = find(Source, _ID)
    documents: list[tuple[int | None, Mapping[str, str]]] = []
    for source in dataset.sources:
        kept = {cell.name: cell.value for cell in source.extra if cell.name != _LINES}
        number = kept.pop(_AT, "") if source.id.startswith(_ID) else ""
        if number.isdecimal():
            documents.append((int(number), kept))
            find.mark(source)
    as_lines = bool(kept_in(own, _LINES))
    start, between, end = ("", "\n", "\n") if as_lines else ("[\n", ",\n", "\n]\n")
    number_of = 0
    for cells in in_order((*documents, *((None, row) for row in _rows(dataset, find, losses)))):
        fields = (f"{as_json(field_of(name))}: {cell}" for name, cell in cells.items() if cell)
        yield f"{between if number_of else start}{{{', '.join(fields)}}}"
        number_of += 1
    yield end if number_of else "" if as_lines else "[]\n"
    count_unwritten(dataset, own, find.found, _HELD, losses)


def _rows(dataset: Dataset, find: Finder, losses: Losses) -> Iterator[Mapping[str, str]]:
    """The fields of each event that has a type of PLOVER, wherever it comes from."""
    for event in dataset.events:
        own = event.id.startswith(_EVENT)
        if not isinstance(event, Incident) or not (own or any(each.vocabulary == _ID for each in event.types)):
            continue
        find.mark(event)
        made = together(event, find)
        kept = event.extra if own else ()
        losses.add("Incident.extra", len(event.extra) - len(kept))
        losses.add("Incident.types", sum(each.vocabulary not in _VOCABULARIES for each in event.types))
        losses.add("Incident.participants", sum(each.role not in ROLES.values() for each in event.participants))
        losses.add("Actor.name", sum(each.sensitive for each in made.actors.values()))
        names = (*COLUMNS.names, *dict.fromkeys(COLUMNS.own_names(kept)))
        yield dict(zip(names, COLUMNS.row(names, made, kept), strict=True))


_VOCABULARIES: Final = frozenset({"plover", "plover-mode", "plover-context"})
_HELD: Final = held(
    {
        "Incident": "id identifiers realis when where participants types figures assertions note extra",
        "CasualtyReport": "id event scope figures",
        "Statement": "id source speaker described_as positions about spans",
        "Position": "stance toward",
        "Span": "start end role exact",
        "Actor": "id name kind identifiers",
        "Place": "id name country",
        "Source": "id title publisher licence language length sha256 extra",
        "Assertion": "property value attribution",
        "Attribution": "source via method coder",
        "Figure": "measure item count attribution",
        "Count": "low high approximate text policy",
        "Identifier": "scheme value",
        "TypeCode": "vocabulary value label",
        "Location": "place",
        "Participant": "actor role",
        "When": "edtf",
        "Cell": "name value",
    }
)


PLOVER: Final = Format(
    name=_ID,
    title="PLOVER",
    description="Event records of the PLOVER ontology in JSON, such as its gold standard records; or JSON Lines.",
    holds="Incidents with a type of PLOVER, from wherever: who did what to whom, where and when, and who was harmed.",
    licence="CC BY-SA 4.0 for the gold standard records of the Open Event Data Alliance; other records have their own.",
    sniff=_sniff,
    read=_read,
    write=_write,
    normalises=(
        "The fields of a record come in the order of the manual, each record on a line.",
        "A number with a point comes in the shortest spelling of the same value.",
        "Of a field that an object has twice, the last stays.",
    ),
)
