"""GDELT events: `gdelt2` with 61 columns, `gdelt1` with 57 or 58.

One row is not one event. It is a type of event that a program found in an article, with what it took for the two actors
and the place; one article gives many rows, and rows of several articles may be about one event. So each row becomes an
incident with one claim: GDELT's own, by machine, that it occurred, with the article in `via`.

| columns | become |
| --- | --- |
| GLOBALEVENTID | an identifier; the id of the incident is `gdelt-` with it |
| SQLDATE, MonthYear, Year, FractionDate | when it happened; the others follow from the day |
| Actor1, Actor2 | participants: source and target of the act, or attacker and target for codes from 18 on |
| EventCode, EventBaseCode, EventRootCode | types in the vocabularies `cameo` and `plover`, with their names |
| QuadClass | a type in the vocabulary `gdelt-quad-class` |
| ActionGeo | the place, as the scene |
| Actor1Geo, Actor2Geo | places near which an actor is named, in roles of GDELT's own (`gdelt.actor1`) |
| SOURCEURL | the article |
| the rest | kept in `extra` under the name of the column |

An actor's country is a code of CAMEO, a place's one of FIPS 10-4; both become ISO 3166-1 where they mean a country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any, Final

from .. import (
    Actor,
    Assertion,
    Attribution,
    Cell,
    Dataset,
    Incident,
    Location,
    Participant,
    Place,
    Point,
    Record,
    Source,
    TypeCode,
    When,
    codes,
)
from . import (
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
    count_unwritten,
    digest,
    held,
    is_id,
    read_table,
    renamed_to,
    stripped,
    tab_line,
    with_layout,
)
from ._cells import country_of, identified, identifiers_of, kept_in, point_of
from ._gdelt_columns import (
    ACTOR,
    BLOCKS,
    CODES,
    COLUMNS,
    DAYS,
    GEO,
    LAYOUTS,
    NAMES,
    NAMES_1,
    PLACE_ROLES,
    PREFIXES,
    QUAD_CLASS,
    ROLES,
    EventRow,
    feature_scheme,
    standing,
)
from ._gdelt_files import BREAK, KNOWN, is_header, named, unquoted
from ._pool import Find

__all__ = ["GDELT1", "GDELT2"]

_SOURCES: Final = {"gdelt2": "GDELT 2.0 Event Database", "gdelt1": "GDELT 1.0 Event Database"}
_WIDTH: Final = "cells of the row"


# --- finding it out --------------------------------------------------------------------------------------------------


def _kind(sample: Sample) -> str | None:
    """Which of the two formats a sample is of, by the first row that is one of GDELT's or a header."""
    for line in sample.lines[:5]:
        if is_header(line, ("globaleventid", "sqldate", "eventcode", "quadclass")):
            return "gdelt2" if is_header(line, ("actiongeo_adm2code",)) else "gdelt1"
        cells = line.split("\t")
        if len(cells) in (57, 58, 61) and re.fullmatch(r"\d+\t(\d{4})(\d\d)\d\d\t\1\2\t\1", "\t".join(cells[:4])):
            return "gdelt2" if len(cells) == len(NAMES) else "gdelt1"
    return None


# --- reading ---------------------------------------------------------------------------------------------------------


def _read_2(given: Input, log: Log) -> Iterator[Record]:
    return _read("gdelt2", NAMES, given, log)


def _read_1(given: Input, log: Log) -> Iterator[Record]:
    return _read("gdelt1", NAMES_1, given, log)


def _read(format_: str, standard: Sequence[str], given: Input, log: Log) -> Iterator[Record]:
    renamed = renamed_to(NAMES)
    separated = unquoted(given, lambda name: renamed(name) in NAMES)
    table = read_table(given, columns=standard, layouts=LAYOUTS, renamed=renamed, **separated)
    if table.columns not in LAYOUTS:
        table.expect(given, lambda name: name in NAMES and name != "Year")
        log.missing(standard, table.columns)
    source = Source(
        id=format_, title=_SOURCES[format_], publisher="The GDELT Project", url="https://www.gdeltproject.org/"
    )
    # Rows of other lengths than the first are marked one by one.
    laid_out = with_layout(source, table, standard, headed=False)
    yield Dataset(title=source.title, sources=(laid_out,))
    reading = _Reading(source, table, log)
    for row in table:
        event = reading.event(row)
        yield from reading.pool.new()
        yield event


class _Reading:
    """Makes the records of each row.

    The same actors, places, codes, days and articles come again and again, so each set of cells that belongs
    together is read once and remembered for a while, with those of its cells that the records do not give again.
    """

    def __init__(self, source: Source, table: Table, log: Log) -> None:
        self.pool = Pool()
        self._source, self._log = source.id, log
        self._width = len(table.columns)
        self._own = tuple(name for name in table.columns if name not in NAMES)
        self._days = lru_cache(KNOWN)(_days)
        self._types = lru_cache(KNOWN)(_types)
        self._actor = lru_cache(KNOWN)(self._actor_of)
        self._place = lru_cache(KNOWN)(self._place_of)
        self._claims = lru_cache(KNOWN)(self._claims_of)
        self._cell = lru_cache(KNOWN)(lambda name, value: Cell(name=name, value=value))
        self._location = lru_cache(KNOWN)(lambda place, role: Location(place=place, role=role))
        self._participant = lru_cache(KNOWN)(lambda actor, role: Participant(actor=actor, role=role))

    def event(self, row: Row) -> Incident:
        """The incident of a row. Whatever is in it, it becomes one: what cannot be read is kept as it is."""
        get = row.cells.get
        extra: list[Cell] = []
        number = get("GLOBALEVENTID", "")
        id_ = self._id(row, number)
        if stripped(number) != number:
            extra += COLUMNS.kept({"GLOBALEVENTID": number}, EventRow(number=stripped(number)))
        when = self._when(row, extra)
        types, violent = self._types_of(row, extra)
        participants = []
        for name, role in zip(("Actor1", "Actor2"), ROLES[violent], strict=True):
            actor, kept = self._actor(name, tuple([get(column, "") for column in BLOCKS[name]]))
            extra += kept
            if actor is not None:
                participants.append(self._participant(self.pool.once(actor).id, role))
        where = []
        for prefix, role in zip(PREFIXES, PLACE_ROLES, strict=True):
            place, kept, problem = self._place(prefix, tuple([get(column, "") for column in BLOCKS[prefix]]))
            extra += kept
            if problem is not None:
                self._log.often(*problem, row=row, column=f"{prefix}Lat")
            if place is not None:
                where.append(self._location(self.pool.once(place).id, role))
        extra += [self._cell(name, cell) for name in _COUNTED if (cell := get(name))]
        article, kept, claims = self._claims(get("SOURCEURL", ""))
        extra += kept
        if article is not None:
            self.pool.once(article)
        extra += [self._cell(name, cell) for name in self._own if (cell := get(name))]
        if len(row.cells) != self._width:
            extra.append(self._cell(_WIDTH, str(len(row.cells))))
        return Incident(
            id=id_,
            identifiers=identifiers_of((("gdelt", stripped(number)),)),
            when=when,
            where=tuple(where),
            participants=tuple(participants),
            types=types,
            assertions=claims,
            extra=tuple(extra),
        )

    def _when(self, row: Row, extra: list[Cell]) -> When | None:
        get = row.cells.get
        when, kept, guessed = self._days(*(get(name, "") for name in DAYS), get("DATEADDED", "")[:8])
        extra += kept
        if guessed is not None:
            self._log.often("IO124", guessed, row=row, column="SQLDATE")
        if when is None and get("SQLDATE"):
            message = "expected a day such as 20180101, got what is none; it is kept as it is"
            self._log.problem("IO104", message, row=row, column="SQLDATE")
        return when

    def _types_of(self, row: Row, extra: list[Cell]) -> tuple[tuple[TypeCode, ...], bool]:
        """The types of an event, and whether it is an act of violence."""
        get = row.cells.get
        types, kept, violent, damaged = self._types(*(get(name, "") for name in CODES))
        extra += kept
        if damaged:
            message = "expected a code with its zero in front, got it without; it is read with it"
            self._log.often("IO125", message, row=row, column="EventCode")
        return types, violent

    def _id(self, row: Row, number: str) -> str:
        number = stripped(number)
        wanted = f"gdelt-{number}" if is_id(number) else f"gdelt-row-{row.number}"
        return self.pool.id_of(Incident, wanted, row, "GLOBALEVENTID", self._log)

    def _actor_of(self, name: str, cells: tuple[str, ...]) -> tuple[Actor | None, tuple[Cell, ...]]:
        values = dict(zip(ACTOR, cells, strict=True))
        code, called = values["Code"], values["Name"]
        actor = None
        if stripped(code) or stripped(called):
            kept = tuple(Cell(name=f"gdelt {each}", value=values[each]) for each in ACTOR[2:] if values[each])
            actor = Actor(
                id=f"actor-{digest(cells)}",
                name=called if stripped(called) else code,
                kind=_KINDS.get(values["Type1Code"], "unknown"),
                country=country_of("cameo", values["CountryCode"]),
                identifiers=identifiers_of((("cameo-actor", code if stripped(code) else ""),)),
                extra=kept,
            )
        second = name == "Actor2"
        row = EventRow(actors=(None, actor) if second else (actor, None))
        return actor, COLUMNS.kept(dict(zip(BLOCKS[name], cells, strict=True)), row)

    def _place_of(
        self, prefix: str, cells: tuple[str, ...]
    ) -> tuple[Place | None, tuple[Cell, ...], tuple[str, str] | None]:
        values = dict(zip(GEO, cells, strict=True))
        type_, name, feature = values["Type"], values["Fullname"], values["FeatureID"]
        point, problem = _point(values["Lat"], values["Long"])
        place = None
        if stripped(name):
            scheme = feature_scheme(type_, feature)
            identifiers = () if scheme is None else identifiers_of(((scheme, feature),))
            kept = ("Type", "CountryCode", "ADM1Code", "ADM2Code", *(() if identifiers else ("FeatureID",)))
            place = Place(
                id=f"place-{digest(cells)}",
                name=name,
                country=country_of("fips", values["CountryCode"]),
                point=point,
                precision=_PRECISIONS.get(type_),
                identifiers=identifiers,
                extra=tuple(Cell(name=f"gdelt {each}", value=values[each]) for each in kept if values[each]),
            )
        at = PREFIXES.index(prefix)
        places = [place if number == at else None for number in range(3)]
        row = EventRow(places=(places[0], places[1], places[2]))
        return place, COLUMNS.kept(dict(zip(BLOCKS[prefix], cells, strict=True)), row), problem

    def _claims_of(self, address: str) -> tuple[Source | None, tuple[Cell, ...], tuple[Assertion, ...]]:
        article = None
        if stripped(address):
            article = Source(id=f"article-{digest((address,))}", **named(address))
        attribution = Attribution(source=self._source, via=() if article is None else (article.id,), method="machine")
        claim = Assertion(property="occurred", value="yes", attribution=attribution)
        return article, COLUMNS.kept({"SOURCEURL": address}, EventRow(article=article)), (claim,)


_COUNTED: Final = (
    *("IsRootEvent", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone", "DATEADDED"),
)
_KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("GOV", "COP", "JUD", "LEG", "SPY"), "government_body"),
    **dict.fromkeys(("INS", "REB", "SEP", "UAF", "IMG"), "armed_group"),
    **dict.fromkeys(("BUS", "MNC", "NGO", "EDU"), "organisation"),
    "MIL": "armed_force",
    "IGO": "international_body",
    "MED": "media",
    "CVL": "civilians",
}
"""The kinds of actor that a role stands for; a role says nothing of whether a person or a body has it."""
_PRECISIONS: Final = {"1": "country", "2": "admin1", "3": "settlement", "4": "settlement", "5": "admin1"}


def _point(latitude: str, longitude: str) -> tuple[Point | None, tuple[str, str] | None]:
    """The position, and what is wrong with it."""
    if latitude in _ZERO and longitude in _ZERO:
        return None, ("IO124", "0 and 0 stand for a position that is not known")
    point, understood = point_of(stripped(latitude), stripped(longitude))
    if understood:
        return point, None
    return None, ("IO104", "expected degrees of latitude and longitude, got others; they are kept as they are")


_ZERO: Final = ("0", "0.0")


def _day(cell: str) -> date | None:
    if re.fullmatch(r"[0-9]{8}", cell) is None:
        return None
    try:
        return date(int(cell[:4]), int(cell[4:6]), int(cell[6:]))
    except ValueError:
        return None


def _days(
    day: str, month_year: str, year: str, fraction: str, added: str
) -> tuple[When | None, tuple[Cell, ...], str | None]:
    """When it happened, the cells to be kept, and what tells that the day may be a guess."""
    found, known = _day(day), _day(added)
    when = None if found is None else When(edtf=found.isoformat())
    kept = COLUMNS.kept(dict(zip(DAYS, (day, month_year, year, fraction), strict=True)), EventRow(when=when))
    before = None
    if found is not None and known is not None and found < known:
        gap, same_day = (known - found).days, found.day == known.day
        if gap in (365, 366) or (same_day and found.month == known.month and known.year - found.year == 1):
            before = "year"
        elif gap == 30 or (same_day and gap <= 31):
            before = "month"
    if before is None:
        return when, kept, None
    return when, kept, f"a day exactly a {before} before it was added may be a guess from words such as “last {before}”"


def _types(code: str, base: str, root: str, quad: str) -> tuple[tuple[TypeCode, ...], tuple[Cell, ...], bool, bool]:
    """The types of an event, the cells to be kept, whether it is an act of violence, and whether a zero was lost."""
    known = codes.table("cameo", "event")
    value = stripped(code)
    damaged = (
        re.fullmatch("[1-9]", stripped(root)) is not None and re.fullmatch(f"{stripped(root)}[0-9]+", value) is not None
    )
    if damaged:
        value = f"0{value}"
    types: list[TypeCode] = []
    if value:
        types.append(TypeCode(vocabulary="cameo", value=value, label=known.label(value)))
    plover = known[value].same_as.get("plover.event") if value in known else None
    if plover is not None:
        label = codes.table("plover", "event").label(plover)
        types.append(TypeCode(vocabulary="plover", value=plover, label=label))
    if stripped(quad):
        label = codes.table("cameo", "quad_class").label(stripped(quad))
        types.append(TypeCode(vocabulary=QUAD_CLASS, value=stripped(quad), label=label))
    made = EventRow(types=tuple(types))
    kept = COLUMNS.kept(dict(zip(CODES, (code, base, root, quad), strict=True)), made)
    return made.types, kept, value[:2] in _VIOLENT, damaged


_VIOLENT: Final = ("18", "19", "20")


# --- writing ---------------------------------------------------------------------------------------------------------


def _write_2(dataset: Dataset, losses: Losses) -> Iterator[str]:
    return _write("gdelt2", NAMES, dataset, losses)


def _write_1(dataset: Dataset, losses: Losses) -> Iterator[str]:
    return _write("gdelt1", NAMES_1, dataset, losses)


def _write(format_: str, standard: Sequence[str], dataset: Dataset, losses: Losses) -> Iterator[str]:
    find = Finder(dataset)
    source = find(Source, format_)
    for each in _SOURCES:
        find(Source, each)
    events = [event for event in dataset.events if isinstance(event, Incident) and _is_own(event)]
    sheet = Sheet(
        COLUMNS,
        source,
        (event.extra for event in events),
        standard=standard,
        headed=False,
        no_columns=(_WIDTH,),
        line=partial(tab_line, losses=losses, lost=BREAK),
    )
    yield from sheet.header()
    layouts = {str(len(each)): each for each in LAYOUTS} if source is not None and sheet.standing in LAYOUTS else {}
    for event in events:
        find.mark(event)
        of_row = (*layouts.get(kept_in(event, _WIDTH), sheet.standing), *sheet.own)
        made = _together(event, find)
        yield sheet.line(made, event.extra, names=of_row)
        if not any(name.endswith("ADM2Code") for name in of_row):
            losses.add("Place.extra", sum(bool(kept_in(each, "gdelt ADM2Code")) for each in made.places))
    count_unwritten(dataset, source, find.found, _HELD, losses)


def _is_own(event: Incident) -> bool:
    """Whether an incident is a row of either format: GDELT itself says that it occurred."""
    return _own_claim(event) is not None


def _own_claim(event: Incident) -> Assertion | None:
    return next((each for each in event.assertions if each.attribution.source in _SOURCES), None)


def _together(event: Incident, find: Find) -> EventRow:
    actors, places = standing(event)
    claim = _own_claim(event)
    via = () if claim is None else claim.attribution.via
    one, two, three = (find(Place, places.get(number)) for number in range(3))
    return EventRow(
        number=identified(event, "gdelt"),
        when=event.when,
        actors=(find(Actor, actors.get(0)), find(Actor, actors.get(1))),
        types=event.types,
        places=(one, two, three),
        article=find(Source, via[0]) if via else None,
    )


_HELD: Final = held(
    {
        "Incident": "id identifiers when where participants types assertions extra",
        "Actor": "id name kind country identifiers extra",
        "Place": "id name country point precision identifiers extra",
        "Source": "id title publisher url extra",
        "Assertion": "property value attribution",
        "Attribution": "source via method",
        "Identifier": "scheme value",
        "TypeCode": "vocabulary value label",
        "Location": "place role",
        "Participant": "actor role",
        "Point": "latitude longitude",
        "When": "edtf",
        "Cell": "name value",
    }
)
_COMMON: Final[Mapping[str, Any]] = {
    "licence": "Open for any use with citation of The GDELT Project.",
    "endings": (".export.csv",),
    "holds": "Events that came from either format, with types, actors, places and one article each.",
    "normalises": (
        "Cells are separated by tabs, without quotation marks, those of a copy with commas or semicolons too.",
        "A line ends with a line feed.",
    ),
}

GDELT2: Final = Format(
    name="gdelt2",
    title="GDELT 2.0 events",
    description="Types of events that a program found in the news, 61 columns without a header; a copy with a header, "
    "separated by tabs or commas, is read too.",
    sniff=lambda sample: _kind(sample) == "gdelt2",
    read=_read_2,
    write=_write_2,
    **_COMMON,
)
GDELT1: Final = Format(
    name="gdelt1",
    title="GDELT 1.0 events",
    description="The same in the older form, 57 or 58 columns without a header, also mixed in one file.",
    sniff=lambda sample: _kind(sample) == "gdelt1",
    read=_read_1,
    write=_write_1,
    **_COMMON,
)
