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

Incidents with a type of PLOVER are written wherever they come from: an attacker or CAMEO's source is the source, a
target the target, the scene is the place, and dead and injured are those of reports where one figure alone stands. What
is planned or hypothetical gets the context that says so; what is unclear, denied or did not happen is not written.

A first record `DOCUMENT` documents the file; it becomes the dataset's source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from .. import (
    Cell,
    Dataset,
    Record,
    Source,
)
from .._record import encodes
from . import (
    Dates,
    Finder,
    Format,
    Input,
    Log,
    Losses,
    Sample,
    cell_of,
    count_unwritten,
    held,
    read_objects,
)
from ._cells import count_changed, kept_in
from ._plover_columns import (
    COLUMNS,
    as_json,
    as_text,
    field_of,
    json_of,
    name_of,
    value_of,
)
from ._plover_reading import ID, Reading, cells_of
from ._plover_writing import Writing
from ._sheet import count_foreign, in_order

__all__ = ["PLOVER"]

_DOCUMENT: Final = "DOCUMENT"
_AT: Final = "number of the record"
_LINES: Final = "layout of the file"
_TITLE: Final = "PLOVER event records"
_OF_SOURCE: Final = ("title", "publisher", "licence", "language", "length", "sha256")
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
    reading = Reading(log, Dates(table, ("date",), log), placeholder)
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
            yield _document(reading.pool.unique(Source, f"{ID}-document"), fields, number)
        if not is_document:
            made = reading.records(row, fields)
            yield from reading.pool.new()
            yield from (each for each in (made.event, made.report, made.statement) if each is not None)
    if number == 0:
        yield _dataset(None, is_lines=is_lines)


def _dataset(document: Mapping[str, Any] | None, *, is_lines: bool) -> Dataset:
    """The source of all records, which the first of them may document."""
    source = _source(ID, document, "1")
    layout = (Cell(name=_LINES, value="lines"),) if is_lines else ()
    source = attrs.evolve(source, extra=(*source.extra, *layout))
    return Dataset(title=source.title, licence=source.licence, sources=(source,))


def _source(id_: str, document: Mapping[str, Any] | None, number: str) -> Source:
    return Source(id=id_, title=_TITLE) if document is None else _document(id_, document, int(number))


def _document(id_: str, fields: Mapping[str, Any], number: int) -> Source:
    """The source that a record about the file itself becomes; its fields stay as they are."""
    licence = as_text(fields.get("license"))
    return Source(
        id=id_,
        title=_TITLE,
        publisher=as_text(fields.get("publication")) or None,
        licence="CC-BY-SA-4.0" if "Attribution-ShareAlike 4.0" in licence else licence or None,
        extra=(
            *(Cell(name=name, value=cell) for name, cell in cells_of(fields).items()),
            Cell(name=_AT, value=str(number)),
        ),
    )


def _texts(fields: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a record; what is no proper Unicode stays the JSON that it is."""
    cells = ((name_of(name), cell_of(value), value) for name, value in fields.items())
    return {name: cell if encodes(cell) else as_json(value) for name, cell, value in cells}


# --- writing ---------------------------------------------------------------------------------------------------------


def _write(dataset: Dataset, losses: Losses) -> Iterator[str]:
    find = Finder(dataset)
    own = find(Source, ID)
    documents: list[tuple[int | None, Mapping[str, str]]] = []
    for source in dataset.sources:
        kept = {cell.name: cell.value for cell in source.extra if cell.name != _LINES}
        number = kept.pop(_AT, "") if source.id.startswith(ID) else ""
        if number.isdecimal():
            documents.append((int(number), kept))
            find.mark(source)
        if number.isdecimal() or source is own:
            said = {field_of(name): value_of(cell) for name, cell in kept.items()} if number.isdecimal() else None
            count_changed(source, _source(source.id, said, number), _OF_SOURCE, losses)
            if not number.isdecimal():
                count_foreign(source, (_LINES,), losses)
    as_lines = bool(kept_in(own, _LINES))
    start, between, end = ("", "\n", "\n") if as_lines else ("[\n", ",\n", "\n]\n")
    number_of = 0
    for cells in in_order((*documents, *((None, row) for row in Writing(dataset, find, losses).rows()))):
        fields = (f"{as_json(field_of(name))}: {json_of(cell)}" for name, cell in cells.items() if cell)
        yield f"{between if number_of else start}{{{', '.join(fields)}}}"
        number_of += 1
    yield end if number_of else "" if as_lines else "[]\n"
    count_unwritten(dataset, own, find.found, _HELD, losses)


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
    name=ID,
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
