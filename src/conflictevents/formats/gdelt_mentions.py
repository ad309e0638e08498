"""GDELT mentions: `gdelt2-mentions`, 16 columns.

One row says that a program found an event of GDELT in a document, and how sure it is of that. Such a mention is a claim
of GDELT's, by machine, that the event occurred, with the document in `via` and GDELT's own confidence as its grade. All
mentions of an event are claims of one incident, which has the id that it has in `gdelt2`; what happened, when and where
is not in this table.

| columns | become |
| --- | --- |
| GLOBALEVENTID | an identifier of the incident; its id is `gdelt-` with it |
| MentionType, MentionSourceName, MentionIdentifier | the document: its publisher, and its address, DOI or citation |
| MentionDocTranslationInfo | the language of the document, where it was translated |
| Confidence | the grade of the claim, in the scheme `gdelt-confidence` |
| the rest | kept in `extra` under the name of the column; from the second mention on as `mention 2 SentenceID` |

EventTimeDate is when GDELT first recorded the event, and says nothing of when it happened. The offsets count characters
of a text that GDELT made (translated, and stripped of its page), which nobody else has: they are kept and are no spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import groupby
from typing import Any, Final

import attrs

from .. import (
    Assertion,
    Attribution,
    Cell,
    Dataset,
    Grade,
    Incident,
    Record,
    Severity,
    Source,
)
from .._problems import shown
from . import (
    Column,
    Columns,
    Finder,
    Format,
    Input,
    Log,
    Losses,
    Pool,
    Row,
    Sample,
    Sheet,
    Table,
    as_written,
    count_unwritten,
    digest,
    held,
    is_id,
    layout_of,
    mended,
    read_table,
    renamed_to,
    stripped,
    tab_line,
    with_layout,
)
from ._cells import count_changed, identified, identifiers_of
from ._claim_words import statuses
from ._gdelt_files import BREAK, KNOWN, headed, is_header, named, objects_of, unquoted
from ._languages import shortest
from ._lines import folded
from ._resaved import mended_row
from ._sheet import count_foreign, in_order
from ._tables import LEFT_OUT

__all__ = ["GDELT2_MENTIONS"]

NAMES: Final = (
    *("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier"),
    *("SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence"),
    *("MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
)
_TEXTS: Final = frozenset(
    {"MentionSourceName", "MentionIdentifier", "MentionDocTone", "MentionDocTranslationInfo", "Extras"}
)
_WHOLE: Final = tuple(name for name in NAMES if name not in _TEXTS)
_SOURCE: Final = "gdelt2-mentions"
_SCHEME: Final = "gdelt-confidence"
_GDELT: Final = Source(
    id=_SOURCE,
    title="GDELT 2.0 Mentions",
    publisher="The GDELT Project",
    url="https://www.gdeltproject.org/",
)
_PLACE: Final = "row"
"""The cell with the number of a row that does not stand beside the other mentions of its event."""


_TELLING: Final = frozenset({"globaleventid", "mentiontimedate", "mentiontype", "confidence"})


def _sniff(sample: Sample) -> bool:
    if sample.is_json:
        return {folded(each) for each in re.findall(r'"(\w+)"\s*:', sample.text)} >= _TELLING
    for line in sample.lines[:5]:
        if is_header(line, _TELLING):
            return True
        if line.count("\t") == len(NAMES) - 1 and re.match(r"\d+\t\d{14}\t\d{14}\t\d\t", line):
            return True
    return False


# --- what the records of a row say in each cell ----------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class _Mention:
    """The records of one row."""

    number: str
    article: Source | None
    grade: Grade | None


def _name_of(mention: _Mention) -> str:
    return "" if mention.article is None else mention.article.publisher or ""


def _identifier_of(mention: _Mention) -> str:
    article = mention.article
    if article is None:
        return ""
    return article.url or article.title or next((each.value for each in article.identifiers), "")


_CELLS: Final = {
    "GLOBALEVENTID": lambda mention: mention.number,
    "MentionSourceName": _name_of,
    "MentionIdentifier": _identifier_of,
    "Confidence": lambda mention: "" if mention.grade is None else mention.grade.value,
}
COLUMNS: Final[Columns[_Mention]] = Columns(Column(name=name, cell=_CELLS.get(name)) for name in NAMES)


# --- reading ---------------------------------------------------------------------------------------------------------


@attrs.define
class _Group:
    """The mentions of one event, as they are gathered."""

    claims: list[Assertion] = attrs.field(factory=list)
    extra: list[Cell] = attrs.field(factory=list)
    last: int = 0


def _read(given: Input, log: Log) -> Iterator[Record]:
    """All mentions of an event in one incident, wherever they stand."""
    reading, groups = _Reading(given, log), dict[str, _Group]()
    yield reading.dataset
    for place, row in enumerate(reading.table, start=1):
        group = groups.setdefault(_event_of(row), _Group())
        reading.add(group, row, place)
        yield from reading.pool.new()
    for event, group in groups.items():
        yield reading.incident(event, group)


def _scan(given: Input, log: Log) -> Iterator[Record]:
    """The mentions that stand one after another in one incident; further down it gets another id."""
    reading, place = _Reading(given, log), 0
    yield reading.dataset
    for event, mentions in groupby(reading.table, key=_event_of):
        group, rows = _Group(), list(mentions)
        for row in rows:
            place += 1
            reading.add(group, row, place)
        yield from reading.pool.new()
        incident = reading.incident(event, group)
        if incident.id != _id_of(event):
            log.often("IO123", _APART, row=rows[0], column="GLOBALEVENTID", severity=Severity.WARNING)
        yield incident


_APART: Final = (
    "expected the mentions of an event one after another, got more of them farther down, which become an incident of "
    "their own; read the input as a whole, or scan it grouped"
)


def _id_of(event: str) -> str:
    return f"gdelt-{event}"


def _event_of(row: Row) -> str:
    number = row.stripped("GLOBALEVENTID")
    return number if is_id(number) else f"row-{row.number}"


class _Reading:
    """Makes the records of each row."""

    def __init__(self, given: Input, log: Log) -> None:
        self.pool = Pool()
        if given.is_json:
            self.table: Table = objects_of(given, _renamed)
        else:
            separated = unquoted(given, lambda name: _renamed(name) in NAMES)
            self.table = read_table(
                given, columns=NAMES, layouts=(NAMES,), renamed=_renamed, dated=("MentionTimeDate",), **separated
            )
        self.table = mended(self.table, whole=_WHOLE)
        self.table.expect(given, NAMES.__contains__)
        if not given.is_json:  # where what is null may be left out
            log.missing(NAMES, self.table.columns)
        laid_out = with_layout(_GDELT, headed(self.table, NAMES) if given.is_json else self.table, NAMES, headed=False)
        self.dataset = Dataset(title=_GDELT.title, sources=(laid_out,))
        self._log = log
        self._article = lru_cache(KNOWN)(_article)
        self._cell = lru_cache(KNOWN)(lambda name, value: Cell(name=name, value=value))
        self._claim = lru_cache(KNOWN)(_claim)

    def add(self, group: _Group, row: Row, place: int) -> None:
        """Add the mention of a row to those of its event."""
        get = row.cells.get
        number = stripped(get("GLOBALEVENTID", ""))
        if not is_id(number) and "GLOBALEVENTID" in row.cells:
            message = "expected the id of an event, got none; the mention gets an event of its own"
            self._log.problem("IO104", message, row=row, column="GLOBALEVENTID")
            number = ""
        for name, (shape, expected) in _SHAPES.items():
            cell = get(name, "")
            if cell and shape.fullmatch(cell) is None:
                message = f"expected {expected}, got {shown(cell)}; it is kept as it is"
                self._log.problem("IO104", message, row=row, column=name)
        article = self._article(
            *(get(name, "") for name in _OF_ARTICLE),
        )
        if article is not None:
            self.pool.once(article)
        claim = self._claim(None if article is None else article.id, get("Confidence", ""))
        made = _Mention(number=number, article=article, grade=claim.attribution.grade)
        prefix = _prefix(len(group.claims))
        if group.claims and place != group.last + 1:
            group.extra.append(Cell(name=f"{prefix}{_PLACE}", value=str(place)))
        kept = as_written(COLUMNS.kept(row.cells, made), row)
        group.extra += [self._cell(f"{prefix}{cell.name}", cell.value) for cell in kept]
        group.claims.append(claim)
        group.last = place

    def incident(self, event: str, group: _Group) -> Incident:
        """The incident of all mentions of an event."""
        identifiers = identifiers_of((("gdelt", "" if event.startswith("row-") else event),))
        return Incident(
            id=self.pool.unique(Incident, _id_of(event)),
            identifiers=identifiers,
            assertions=tuple(group.claims),
            extra=tuple(group.extra),
        )


_SHAPES: Final = {
    "GLOBALEVENTID": (re.compile(r"\s*[0-9]+\s*"), "the number of an event"),
    "MentionTimeDate": (re.compile("[0-9]{4}(?:[-/]?[0-9]{2}){2}[T ]?[0-9:]*(?: ?UTC|Z)?"), "a time"),
    "Confidence": (re.compile("[1-9]?[0-9]|100"), "a number from 0 to 100"),
}
_SHORT: Final[Mapping[str, str]] = {
    "sourcename": "MentionSourceName",
    "identifier": "MentionIdentifier",
    "doclen": "MentionDocLen",
    "doctone": "MentionDocTone",
    "doctranslationinfo": "MentionDocTranslationInfo",
}
_spelled: Final = renamed_to(NAMES)


def _renamed(name: str) -> str:
    return _SHORT.get(folded(name), _spelled(name))


def _prefix(number: int) -> str:
    return f"mention {number + 1} " if number else ""


def _article(type_: str, name: str, identifier: str, translation: str) -> Source | None:
    fields: dict[str, Any] = {}
    if stripped(name):
        fields["publisher"] = name
    if stripped(identifier):
        known_by = named(identifier)
        if type_ in _ARCHIVES and "url" not in known_by:
            known_by = {"identifiers": identifiers_of((("doi", identifier),))}
        fields |= known_by
    if not fields:
        return None
    language = _language(translation)
    if language is not None:
        fields["language"] = language
    return Source(id=f"article-{digest((type_, name, identifier, translation))}", **fields)


_ARCHIVES: Final = ("3", "4", "5")
_TRANSLATION: Final = "MentionDocTranslationInfo"
_OF_ARTICLE: Final = ("MentionType", "MentionSourceName", "MentionIdentifier", _TRANSLATION)


def _language(translation: str) -> str | None:
    """The language of a document, which is told where it was translated."""
    found = re.match(r"srclc:([a-z]{2,3});", translation)
    return None if found is None else shortest(found[1])


def _claim(article: str | None, confidence: str) -> Assertion:
    attribution = Attribution(
        source=_SOURCE,
        via=() if article is None else (article,),
        method="machine",
        grade=Grade(scheme=_SCHEME, value=confidence) if stripped(confidence) else None,
    )
    return Assertion(property="occurred", value="yes", attribution=attribution)


# --- writing ---------------------------------------------------------------------------------------------------------


def _write(dataset: Dataset, losses: Losses) -> Iterator[str]:
    find, status = Finder(dataset), statuses(dataset)
    source = find(Source, _SOURCE)
    events = [event for event in dataset.events if isinstance(event, Incident) and event.realis == "actual"]
    mentions = [(event, list(_mentions(event, losses))) for event in events if any(map(_is_own, event.assertions))]
    kept_of_rows = (kept for _, rows in mentions for _, _, kept in rows)
    line = partial(tab_line, losses=losses, lost=BREAK)
    sheet = Sheet(COLUMNS, source, kept_of_rows, headed=False, no_columns=(_PLACE,), line=line)
    has_header = layout_of(source, NAMES, headed=False)[1] is not None
    # Without a header nobody could tell what a cell beyond the last column is.
    names = sheet.names if has_header else sheet.standing

    def lines() -> Iterator[tuple[int | None, str]]:
        for event, rows in mentions:
            number = identified(event, "gdelt")
            written = 0
            for claim, place, kept in rows:
                if not _is_own(claim) or status(claim) != "current":
                    continue
                written += 1
                by = claim.attribution
                article = find(Source, by.via[0]) if by.via else None
                cells = _still_true(kept, article)
                losses.add("Incident.extra", _number_lost(kept, cells, names))
                made = _Mention(number=number, article=article, grade=by.grade)
                _count_article(article, dict(zip(NAMES, COLUMNS.row(NAMES, made, cells), strict=True)), losses)
                yield place, sheet.line(made, cells, names=names)
            if written:
                find.mark(event)
                losses.add("Assertion", len(event.assertions) - written)
                losses.add("Incident.identifiers", len(event.identifiers) - is_id(number))
                losses.add("Incident.id", not _is_same(event, number, written))

    yield from sheet.header()
    yield from in_order(lines())
    count_changed(source, _GDELT, ("title", "publisher", "url", "language", "identifiers"), losses)
    count_foreign(source, (), losses)
    count_unwritten(dataset, source, find.found, _HELD, losses)


def _is_same(event: Incident, number: str, written: int) -> bool:
    """Whether the rows of an event are read as that event: those of one id as one, each without one as one of its own.

    The parts of an event that a scan met apart, `~2` and on, belong together.
    """
    if is_id(number):
        return event.id.partition("~")[0] == _id_of(number)
    return event.id.startswith(_id_of("row-")) and written == 1


def _is_own(claim: Assertion) -> bool:
    """Whether a claim is one that a mention makes: GDELT's own, that the event occurred."""
    by = claim.attribution
    grade = by.grade.value if by.grade is not None and by.grade.scheme == _SCHEME else ""
    again = _claim(by.via[0] if by.via else None, grade)
    return len(by.via) <= 1 and attrs.evolve(claim, id=None, note=None, waivers=()) == again


def _mentions(event: Incident, losses: Losses) -> Iterator[tuple[Assertion, int | None, Sequence[Cell]]]:
    """Each mention: the claim, the number of its row where that does not follow, and the cells kept of it."""
    kept: dict[int, list[Cell]] = {}
    for cell in event.extra:
        later = re.match(r"mention ([1-9][0-9]{0,8}) (.+)", cell.name, re.DOTALL)
        number, name = (0, cell.name) if later is None else (int(later[1]) - 1, later[2])
        kept.setdefault(number, []).append(Cell(name=name, value=cell.value))
    claims = [each for each in event.assertions if each.attribution.source == _SOURCE]
    if any(number >= len(claims) for number in kept):
        # A claim is gone, and nothing tells of which mention each cell was.
        losses.add("Incident.extra", len(event.extra))
        kept = {}
    place: int | None = None
    for number, claim in enumerate(claims):
        own = kept.get(number, [])
        given = next((cell.value for cell in own if cell.name == _PLACE), "")
        following = None if place is None else place + 1
        place = int(given) if re.fullmatch("[0-9]{1,15}", given) else following
        yield claim, place, own


def _still_true(kept: Sequence[Cell], article: Source | None) -> list[Cell]:
    """The kept cells of a mention without the language of its document, where that is another by now."""
    cells = {cell.name: cell.value for cell in kept}
    language = _language(cells.get(_TRANSLATION, ""))
    told = article is None or article.language == language
    return [cell for cell in kept if told or cell.name != _TRANSLATION]


def _number_lost(kept: Sequence[Cell], cells: Sequence[Cell], names: Sequence[str]) -> int:
    """How many kept cells have no place in a row."""
    known = {*names, *(f"{name} (read as)" for name in names), _PLACE}
    return len(kept) - len(cells) + sum(each.name not in known for each in cells)


def _count_article(article: Source | None, cells: Mapping[str, str], losses: Losses) -> None:
    """Count the fields of a document that reading its cells again does not give."""
    if article is None:
        return
    row = mended_row(Row(number=0, cells=cells), whole=_WHOLE)
    again = _article(*(row.cells[name] for name in _OF_ARTICLE))
    count_changed(article, again, ("id", "publisher", "url", "title", "identifiers", "language", "extra"), losses)


_HELD: Final = held(
    {
        "Incident": "id identifiers assertions extra",
        "Source": "id title publisher url language identifiers extra",
        "Assertion": "property value attribution",
        "Attribution": "source via method grade",
        "Grade": "scheme value",
        "Identifier": "scheme value",
        "Cell": "name value",
    }
)

GDELT2_MENTIONS: Final = Format(
    name="gdelt2-mentions",
    title="GDELT 2.0 mentions",
    description="In which documents a program found which events of GDELT, 16 columns without a header; a copy with a "
    "header, separated by tabs or commas, or with the rows as objects of JSON, is read too.",
    holds="Claims that an event of GDELT occurred, one for each mention, with the document and GDELT's confidence.",
    licence="Open for any use with citation of The GDELT Project.",
    endings=(".mentions.csv",),
    sniff=_sniff,
    read=_read,
    write=_write,
    scan=_scan,
    normalises=(
        LEFT_OUT,
        "Cells are separated by tabs, without quotation marks, those of a copy with commas or semicolons too.",
        "A line ends with a line feed.",
        "Objects of JSON are written as a table with a header.",
    ),
)
