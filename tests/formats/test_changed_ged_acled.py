"""UCDP and ACLED after a change: no cell says what no claim says, and what a row cannot say any more is counted."""

from __future__ import annotations

from typing import Any, Final

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats

UCDP: Final = (
    b"""\
id,relid,year,code_status,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,side_a_new_id,side_a,\
side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,\
where_prec,where_coordinates,adm_1,latitude,longitude,country,country_id,date_prec,date_start,date_end,deaths_a,\
deaths_b,deaths_civilians,deaths_unknown,best,high,low
1,XXA-1,2014,Clear,1,80,Arvan: Government,90,Government of Arvan - Front,70,Government of Arvan,71,Front,1,\
"""
    b'"""Example Wire,2014-01-22,Shots""",Example Wire,2014-01-22,Shots,police,2,Riverton,North,49.5,-3.5,Arvan,365,2,'
    b"""\
2014-01-22,2014-01-24,1,2,3,1,7,9,6
2,XXA-2,2014,Clear,3,81,Front - Civilians,91,Front - Civilians,71,Front,1,Civilians,-1,Wire,,,,,1,Hilltown,North,\
49.25,-3.25,Arvan,365,1,2014-02-01T00:00:00,2014-02-01,0,0, 4 ,0,4,4,4
"""
)
ACLED: Final = b"""\
event_id_cnty,event_date,year,time_precision,event_type,actor1,assoc_actor_1,inter1,actor2,inter2,country,location,\
latitude,longitude,geo_precision,source,notes,fatalities,tags,timestamp
XXA1,2020-12-03,2020,1,Battles,Army of Arvan,Guard; Police,1,Front,2,Arvan,Riverton,49.5,-3.5,1,Wire; Paper,They met.,\
5.0,,1607400000
XXA2,2020-12-04,2020,2,Protests,Protesters (Arvan),,6,,0,Arvan,Riverton,49.5,-3.5,1,Paper,They marched.,0,\
crowd size=about 200; women,1607400000
XXA3,2020-12-05,2020,3,Riots,Rioters (Arvan),,5,,0,Arvan,Riverton,49.5,-3.5,1,Paper,They ran. [size=40],2,,1607400000
XXA1,2020-12-03,2020,1,Battles,Army of Arvan,Guard; Police,1,Front,2,Arvan,Riverton,49.5,-3.5,1,Wire,They met.,7,,\
1607300000
"""
MONADIC: Final = b"""\
event_id_cnty,event_date,time_precision,event_type,actor1,assoc_actor_1,inter1,location,source,fatalities,timestamp
XXA1,2020-12-03,1,Battles,Army of Arvan,Guard,1,Riverton,Wire,5,1607400000
XXA2,2020-12-04,1,Battles,Army of Arvan,,1,Riverton,Wire,0,1607400000
XXA1,2020-12-03,1,Battles,Front,,2,Riverton,Wire,5,1607400000
"""
LONGER: Final = b"""\
event_id_cnty,event_date,time_precision,event_type,type_of_actor,actor,inter_type,inter,location,source,fatalities
XXA1,2020-12-03,1,Battles,actor1,Army of Arvan,inter1,1,Riverton,Wire,5
XXA1,2020-12-03,1,Battles,actor2,Front,inter2,2,Riverton,Wire,5
XXA1,2020-12-03,1,Battles,assoc_actor_1,Guard,inter1,,Riverton,Wire,5
"""
SELECTION: Final = b"""\
id,type_of_violence,side_a,side_b,country,date_start,date_end,best,low,high
1,1,Government of Arvan,Front,Arvan,2014-01-22,2014-01-22,7,6,9
2,3,Front,Civilians,Arvan,2014-01-22,2014-01-25,4,4,4
"""
STRANGERS: Final = {
    "sources": (ce.Source(id="another", title="Another"),),
    "actors": (ce.Actor(id="stranger", name="Stranger"),),
    "places": (ce.Place(id="elsewhere", name="Elsewhere"),),
}


def read(data: bytes, name: str) -> ce.Dataset:
    """What a table says."""
    return formats.read(data, name.partition(" ")[0]).dataset


GIVEN: Final = {
    name: attrs.evolve(dataset, **{each: (*getattr(dataset, each), *more) for each, more in STRANGERS.items()})
    for name, dataset in (
        ("ucdp-ged", read(UCDP, "ucdp-ged")),
        ("acled", read(ACLED, "acled")),
        ("acled with a row for each actor", read(MONADIC, "acled")),
        ("acled made longer", read(LONGER, "acled")),
        ("ucdp-ged in a few columns", read(SELECTION, "ucdp-ged")),
    )
}


# --- what is said, without ids ---------------------------------------------------------------------------------------


def named(dataset: ce.Dataset, id_: str | None) -> Any:
    """What a record says, without its id."""
    for each in (*dataset.actors, *dataset.places, *dataset.sources, *dataset.events):
        if each.id == id_:
            fields = {"source": ("title", "publisher", "published")}.get(type(each).__name__.lower(), ("name",))
            return (type(each).__name__, *(getattr(each, name, getattr(each, "title", None)) for name in fields))
    return id_


def said_by(dataset: ce.Dataset, by: ce.Attribution) -> Any:
    """Who stands behind a claim."""
    via = tuple(named(dataset, each) for each in by.via)
    return attrs.evolve(by, source="it", speaker=None, via=()), by.source, by.speaker, via


def claims_of(dataset: ce.Dataset, event: str) -> list[Any]:
    """What the claims of an event say, with whether they stand."""
    holders = (dataset.event(event), *dataset.reports_of(event))
    own = {figure.id: figure for each in holders for figure in each.figures}
    told = []
    for holder in holders:
        for figure in holder.figures:
            whole = None if figure.within is None else own.get(figure.within)
            words = {"id": None, "note": None, "described": None, "supersedes": None, "within": None, "to": None}
            meant = attrs.evolve(figure, **words, attribution=ce.Attribution(source="it"))
            part = whole and (whole.count, whole.estimate)
            scope = getattr(holder, "scope", None), getattr(holder, "window", None)
            told.append((meant, named(dataset, figure.to), part, scope, said_by(dataset, figure.attribution)))
    return told


def ids_of(dataset: ce.Dataset, event: str) -> set[str]:
    """The ids of an event, of the reports on it, and of their figures."""
    holders = (dataset.event(event), *dataset.reports_of(event))
    figures = (figure for each in holders for figure in each.figures)
    return {each.id for each in (*holders, *figures) if each.id is not None}


def heading_of(dataset: ce.Dataset, event: str) -> Any:
    """What the heading of an event says."""
    found = dataset.event(event)
    when = found.when
    return (
        *(
            getattr(found, name)
            for name in ("realis", "title", "note", "types", "identifiers", "relations", "assertions")
        ),
        when and (when.earliest, when.latest, when.is_qualified, when.text),
        [(named(dataset, each.actor), each.role) for each in found.participants],
        [(named(dataset, each.place), each.role) for each in found.where],
        named(dataset, found.part_of),
    )


# --- changes ---------------------------------------------------------------------------------------------------------

EXACT: Final = [ce.Count.exactly(each) for each in (0, 8, 500)]
COUNTS: Final = [*EXACT, ce.Count.at_least(7), ce.Count.between(3, 9), ce.Count(low=5, high=5, approximate=True), None]
OF_FIGURES: Final[dict[str, list[Any]]] = {
    "measure": ["injured", "participated", "killed"],
    "item": ["bodies", "vehicle", None],
    "model": ["Kite"],
    "group": ["children", "civilians", None],
    "from_": ["stranger"],
    "to": ["stranger", None],
    "count": [*COUNTS, ce.Count(low=180, high=220, approximate=True, text="about 300")],
    "described": ["guards"],
    "scope": ["window", "cumulative"],
    "window": [ce.When(edtf="1999")],
    "within": [None],
    "estimate": ["low", "high", "best", None],
    "note": ["Mind the gap."],
}
OF_ATTRIBUTIONS: Final[dict[str, list[Any]]] = {
    "source": ["another"],
    "speaker": ["stranger"],
    "via": [(), ("stranger",), ("another", "stranger"), ("stranger", "stranger")],
    "attributed": ["unclear"],
    "polarity": ["denies", "withholds"],
    "verb": ["claimed"],
    "commitment": ["possible"],
    "method": ["extrapolated", None],
    "grade": [ce.Grade(scheme="x", value="y"), None],
    "as_of": [ce.When(edtf="1999"), ce.When(edtf="1999-01-01T00:00:00Z"), None],
    "coder": ["AB"],
}
OF_REPORTS: Final[dict[str, list[Any]]] = {
    "id": ["own"],
    "scope": ["window", "cumulative", None],
    "window": [ce.When(edtf="1999")],
    "note": ["Mind."],
}
DATES: Final = (
    *("2014-02", "2014", "2014-02-20~", "2014-02?", "2014-02-20/..", "2020-12-03T10:00", "2020-12-05/2020-12-07"),
    *(
        "2020~",
        "../2020-12-03",
        "2020-12-09",
        "2020-12-09?",
        "2020-12-09%",
        "202X",
        "2020-11~",
        "2020-12-03~/2020-12-05",
    ),
)
OF_EVENTS: Final[dict[str, list[Any]]] = {
    "title": ["A title"],
    "note": ["A note."],
    "realis": ["planned", "counterfactual", "hypothetical", "unclear"],
    "when": [None, *(ce.When(edtf=each) for each in DATES), ce.When(text="soon")],
    "where": [(), (ce.Location(place="elsewhere"),), (ce.Location(place="elsewhere", role="target"),)],
    "participants": [(), (ce.Participant(actor="stranger", role="mediator"),), (ce.Participant(actor="stranger"),) * 3],
    "identifiers": [(), (ce.Identifier(scheme="other", value="1"),)],
    "types": [
        (),
        *(
            (ce.TypeCode(vocabulary=each, value="3"),)
            for each in ("other", "ucdp-type-of-violence", "acled-event-type")
        ),
    ],
    "figures": [
        (ce.Figure(measure="killed", item="people", count=EXACT[2], attribution=ce.Attribution(source="another")),)
    ],
    "assertions": [(ce.Assertion(property="occurred", value="yes", attribution=ce.Attribution(source="another")),)],
}
IDENTIFIERS: Final = (
    (),
    *(
        (ce.Identifier(scheme=each, value="1"),)
        for each in ("other", "ucdp-actor", "ucdp-dyad", "ucdp-conflict", "gleditsch-ward", "iso-3166-1-numeric")
    ),
)
EXTRA: Final = ((), *((ce.Cell(name=each, value="z"),) for each in ("own", "acled inter", "ucdp region")))
OF_NAMED: Final[dict[str, dict[str, list[Any]]]] = {
    "actors": {
        "name": ["Someone", "Civilians", "A; B"],
        "kind": ["armed_force", "civilians", "unknown", "state"],
        "country": ["PL", None],
        "identifiers": [*IDENTIFIERS],
        "extra": [*EXTRA],
        "aliases": [("Other",)],
    },
    "places": {
        "name": ["Somewhere"],
        "country": ["PL"],
        "country_basis": ["a map"],
        "admin": [(), ("East",), ("East", "West", "South", "North")],
        "point": [None, ce.Point(latitude=1.5, longitude=2)],
        "precision": ["exact", "settlement", "near", "admin2", "country", None],
        "identifiers": [*IDENTIFIERS],
        "extra": [*EXTRA],
    },
    "sources": {
        "title": ["Some title", None, 'Two"; "titles'],
        "publisher": ["Somebody", None, "A; B"],
        "url": ["https://example.org/z"],
        "licence": ["CC0-1.0"],
        "published": [None, ce.When(edtf="1999-01-02"), ce.When(text="late")],
        "identifiers": [*IDENTIFIERS],
        "extra": [*EXTRA[1:]],  # without any, a table has the usual columns
    },
    "events": {"title": ["Some title", None], "identifiers": [*IDENTIFIERS], "part_of": [None]},
}
"""What is changed of what rows name; of events these are the episodes."""


@st.composite
def changes_of_named(draw: st.DrawFn, dataset: ce.Dataset) -> ce.Dataset:
    """The dataset with one field of a record changed that rows name, or with another id."""
    lists = {name: [each for each in getattr(dataset, name) if is_named(each)] for name in OF_NAMED}
    name = draw(st.sampled_from([name for name, records in lists.items() if records]))
    record = draw(st.sampled_from(lists[name]))
    field = draw(st.sampled_from([*OF_NAMED[name]]))
    value = draw(st.sampled_from(OF_NAMED[name][field]))
    if isinstance(value, tuple) and draw(st.booleans()):
        value = (*getattr(record, field), *value)
    changed = attrs.evolve(record, **{field: value})
    records = (changed if each is record else each for each in getattr(dataset, name))
    return attrs.evolve(dataset, **{name: tuple(records)})


def is_named(record: Any) -> bool:
    """Whether rows name it."""
    strangers = (each for records in STRANGERS.values() for each in records)
    return not isinstance(record, ce.Incident) and record not in strangers


def named_in(dataset: ce.Dataset) -> list[Any]:
    """All that rows name."""
    records = (*dataset.actors, *dataset.places, *dataset.sources, *dataset.events)
    return [each for each in records if is_named(each)]


@st.composite
def changes(draw: st.DrawFn, dataset: ce.Dataset) -> ce.Dataset:
    """The dataset with one field of one record changed, or with a claim more."""
    name = draw(st.sampled_from(["events", "reports"]))
    records = [*getattr(dataset, name)]
    at = draw(st.sampled_from([at for at, each in enumerate(records) if not isinstance(each, ce.Episode)]))
    record = records[at]
    what = draw(st.sampled_from(["record", "figure", "attribution", "more", "less", "again"]))
    if what == "record" or not record.figures:
        fields = OF_REPORTS if name == "reports" else OF_EVENTS
        field = draw(st.sampled_from([*fields]))
        value = draw(st.sampled_from(fields[field]))
        if isinstance(value, tuple) and value and draw(st.booleans()):
            value = (*getattr(record, field), *value)
        records[at] = attrs.evolve(record, **{field: value})
        return attrs.evolve(dataset, **{name: tuple(records)})
    number = draw(st.integers(0, len(record.figures) - 1))
    figure, more = record.figures[number], []
    if what == "figure":
        field = draw(st.sampled_from([*OF_FIGURES]))
        figure = attrs.evolve(figure, **{field: draw(st.sampled_from(OF_FIGURES[field]))})
    elif what == "attribution":
        field = draw(st.sampled_from([*OF_ATTRIBUTIONS]))
        by = attrs.evolve(figure.attribution, **{field: draw(st.sampled_from(OF_ATTRIBUTIONS[field]))})
        figure = attrs.evolve(figure, attribution=by)
    elif what == "more":
        more = [attrs.evolve(figure, id=draw(st.sampled_from(["own", None])), count=draw(st.sampled_from(EXACT)))]
    elif what == "again":
        kind = draw(st.sampled_from(["update", "correction", "retraction"]))
        later = ce.Supersedes(claim=figure.id or "", kind=kind)
        more = [attrs.evolve(figure, id="later", count=draw(st.sampled_from(EXACT)), supersedes=later)]
    before, after = record.figures[:number], record.figures[number + 1 :]
    figures = (*before, *([] if what == "less" else [figure]), *after, *more)
    records[at] = attrs.evolve(record, figures=figures)
    return attrs.evolve(dataset, **{name: tuple(records)})


def losses_of(dataset: ce.Dataset, name: str) -> tuple[ce.Dataset, dict[str, int]]:
    """What is read of what is written, and what was lost."""
    losses = formats.Losses()
    text = "".join(formats.find(name.partition(" ")[0]).pieces(dataset, losses, {}))
    return read(text.encode(), name), {each.field: each.count for each in losses.report()}


@pytest.mark.parametrize("name", [*GIVEN])
@given(data=st.data())
@settings(max_examples=200)
def test_no_row_says_what_nobody_says(name: str, data: st.DataObject) -> None:
    """Each claim that is read again is one of the changed dataset, and what is not read again is counted."""
    _, usual = losses_of(GIVEN[name], name)
    changed = data.draw(st.one_of(changes(GIVEN[name]), changes_of_named(GIVEN[name])))
    again, lost = losses_of(changed, name)
    more = {field for field, count in lost.items() if count > usual.get(field, 0)}
    rows = sorted((each.id for each in again.events if not isinstance(each, ce.Episode)), key=in_order)
    events = sorted((each.id for each in changed.events if not isinstance(each, ce.Episode)), key=in_order)
    for event in events:
        if changed.event(event).realis != "actual":
            assert more
            continue
        row = rows.pop(0)
        claimed, told = claims_of(changed, event), claims_of(again, row)
        assert [] == [each for each in told if each not in claimed]
        if not ids_of(changed, event) <= ids_of(again, row):
            assert more
        if any(each not in told for each in claimed) or heading_of(changed, event) != heading_of(again, row):
            assert more
    assert [] == rows
    read_again = named_in(again)
    if any(each not in read_again for each in named_in(changed)):
        assert more


def in_order(event: str) -> str:
    """What puts events in the order of their numbers, whatever their ids are made of."""
    return event[-1]


@pytest.mark.parametrize("name", [*GIVEN])
def test_what_was_not_changed_comes_back(name: str) -> None:
    """With its claims; only the strangers are lost."""
    again, lost = losses_of(GIVEN[name], name)
    assert {"Source": 1, "Actor": 1, "Place": 1} == lost
    assert named_in(GIVEN[name]) == named_in(again)
    for event in GIVEN[name].events:
        assert claims_of(GIVEN[name], event.id) == claims_of(again, event.id)
