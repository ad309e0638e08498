"""ACLED: every quirk of its exports is read, an event is one event, and every cell comes back. The rows are made up."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import checks, codes, formats
from conflictevents._cli import main
from conflictevents.formats import _acled_columns, _acled_groups

FORMAT: Final = "acled"
HEADER: Final = [*_acled_columns.NAMES]

ROW: Final = dict.fromkeys(HEADER, "") | {
    "event_id_cnty": "XXA900",
    "event_date": "2020-12-03",
    "year": "2020",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Exampleland (2000-)",
    "assoc_actor_1": "Police Forces of Exampleland (2000-); Hill\N{NO-BREAK SPACE}Guard",
    "inter1": "State forces",
    "actor2": "Example Front",
    "inter2": "Rebel group",
    "interaction": "State forces-Rebel group",
    "iso": "4",
    "region": "Example Region",
    "country": "Exampleland",
    "admin1": "North province",
    "admin2": "River district",
    "location": "Riverton",
    "latitude": "49.5021",
    "longitude": "-3.5",
    "geo_precision": "2",
    "source": "Example Wire; The Paper",
    "source_scale": "New media-National",
    "notes": "On 3 December 2020, shots were heard near Riverton.\nFive were killed.",
    "fatalities": "5",
    "timestamp": "1607400000",
}

PROTEST: Final = ROW | {
    "event_id_cnty": "XXA901",
    "disorder_type": "Demonstrations",
    "event_type": "Protests",
    "sub_event_type": "Peaceful protest",
    "actor1": "Protesters (Exampleland)",
    "assoc_actor_1": "Labour Group (Exampleland)",
    "inter1": "Protesters",
    "actor2": "",
    "inter2": "",
    "interaction": "Protesters only",
    "notes": "On 3 December 2020, workers marched in Riverton.",
    "fatalities": "0",
    "tags": "crowd size=at least 200; local administrators",
}


def numeric(row: dict[str, str]) -> dict[str, str]:
    """A row as releases before 2024 have it, with numbers for the sorts of actors."""
    sorts = codes.table("acled", "inter")
    sorts_of = {name: sorts[row[name]].same_as["acled.inter"] if row[name] else "0" for name in ("inter1", "inter2")}
    together = codes.table("acled", "interaction")[row["interaction"]].same_as["acled.interaction"]
    return row | sorts_of | {"interaction": together}


_G1: Final = """\
GWNO EVENT_ID_CNTY(1BNG) EVENT_ID_NO_CNTY EVENT_DATE YEAR TIME_PRECISION EVENT_TYPE ACTOR1 ALLY_ACTOR_1 INTER1
ACTOR2 ALLY_ACTOR_2 INTER2 INTERACTION COUNTRY ADMIN1 ADMIN2 ADMIN3 LOCATION LATITUDE LONGITUDE GEO_PRECISION
SOURCE NOTES FATALITIES
"""
_G2: Final = """\
data_id iso event_id_cnty event_id_no_cnty event_date year time_precision event_type sub_event_type actor1
assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction region country admin1 admin2 admin3 location
latitude longitude geo_precision source source_scale notes fatalities timestamp iso3
"""
G1: Final = _G1.split()
G2: Final = _G2.split()
MONADIC: Final = [name for name in HEADER if name not in ("actor2", "assoc_actor_2", "inter2")]
GIS: Final = [*HEADER[20:], "id", "actor_dyad", *HEADER[:20]]


def release(names: Sequence[str], row: dict[str, str]) -> dict[str, str]:
    """A row with the columns of a release."""
    more = {
        "gwno": "999",
        "data_id": "7000001",
        "event_id_no_cnty": "900",
        "iso3": "XXA",
        "id": "1",
        "actor_dyad": "a-b",
    }
    known = row | more | {"ally_actor_1": row["assoc_actor_1"], "ally_actor_2": row["assoc_actor_2"]}
    return {name: known[name.lower().removesuffix("(1bng)")] for name in names}


def monadic(row: dict[str, str]) -> list[dict[str, str]]:
    """The rows of an event in a table with a row for each actor."""
    second = {"actor1": row["actor2"], "assoc_actor_1": row["assoc_actor_2"], "inter1": row["inter2"]}
    rows = [row, row | second] if row["actor2"] else [row]
    return [{name: each[name] for name in MONADIC} for each in rows]


def table(*rows: dict[str, str]) -> bytes:
    """A table as it is published."""
    return "".join(map(formats.csv_line, [rows[0], *(row.values() for row in rows)])).encode()


def read(data: bytes, **options: Any) -> formats.ReadResult:
    """What is read, without its format being told."""
    result = formats.read(data, **options)
    assert FORMAT == result.format
    return result


def back(dataset: ce.Dataset) -> list[list[str]]:
    """The cells that are written, after a trip through JSON Lines, when nothing was lost."""
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(ce.loads(ce.dumps(dataset, format="jsonl")), losses, {}))
    assert not losses.report()
    return list(csv.reader(io.StringIO(text, newline="")))


def cells(*rows: dict[str, str]) -> list[list[str]]:
    """The header and the cells of rows."""
    return [[*rows[0]], *([*row.values()] for row in rows)]


def problems(result: formats.ReadResult) -> list[str]:
    """The codes of what is wrong."""
    return [problem.code for problem in result.problems]


# --- what a row becomes ----------------------------------------------------------------------------------------------


def test_the_number_of_deaths_is_a_claim_of_acled() -> None:
    """It is coded, with the outlets in `via` and the last edit as the time for which it holds."""
    dataset = read(table(ROW)).dataset
    (report,) = dataset.reports
    (figure,) = report.killed
    by = figure.attribution
    assert ("acled-XXA900", ce.Count.exactly(5), "acled", None, "coded", "2020-12-08T04:00:00Z") == (
        report.event,
        figure.count,
        by.source,
        by.speaker,
        by.method,
        str(by.as_of),
    )
    assert ["Example Wire", "The Paper"] == [dataset.actor(each).name for each in by.via]


def test_nought_is_never_certain() -> None:
    """ACLED writes 0 for nobody and for nobody knows, so any number agrees with it; the row is told."""
    result = read(table(ROW | {"fatalities": "0"}))
    (figure,) = result.dataset.reports[0].figures
    assert ce.Count.at_least(0) == figure.count
    assert figure.count is not None
    assert figure.count.may_equal(ce.Count.exactly(40))
    assert figure.note is not None
    assert ["IO124"] == problems(result)
    assert cells(ROW | {"fatalities": "0"}) == back(result.dataset)


@pytest.mark.parametrize(("number", "noted"), [("2", False), ("3", True), ("10", True), ("12", True), ("100", True)])
def test_a_number_that_may_stand_for_words_says_so(number: str, noted: bool) -> None:
    """Twelve may have been dozens; the number stays, with a note."""
    (figure,) = read(table(ROW | {"fatalities": number})).dataset.reports[0].figures
    assert ce.Count.exactly(int(number)) == figure.count
    assert noted == (figure.note is not None)


@pytest.mark.parametrize("cell", ["", " ", "-99", "several", "3.5", "-1"])
def test_a_number_that_is_not_there_stays_absent(cell: str) -> None:
    """No report is made up, and the cell comes back."""
    result = read(table(ROW | {"fatalities": cell}))
    assert () == result.dataset.reports
    assert cells(ROW | {"fatalities": cell}) == back(result.dataset)


def test_actors_are_parties_and_no_attackers() -> None:
    """Their names are kept to the letter, regime years and no-break spaces too; who stands beside them follows them."""
    dataset = read(table(ROW)).dataset
    event = dataset.event("acled-XXA900")
    assert [
        ("Military Forces of Exampleland (2000-)", "armed_force", "party"),
        ("Police Forces of Exampleland (2000-)", "unknown", "acled.associated"),
        ("Hill\N{NO-BREAK SPACE}Guard", "unknown", "acled.associated"),
        ("Example Front", "armed_group", "party"),
    ] == [(dataset.actor(each.actor).name, dataset.actor(each.actor).kind, each.role) for each in event.participants]


@pytest.mark.parametrize(
    ("inter", "name", "kind"),
    [
        ("1", "Police Forces of Exampleland (2000-)", "government_body"),
        ("State Forces", "Police Forces of Exampleland (2000-)", "unknown"),
        ("8", "Military Forces of Farland (1990-)", "armed_force"),
        ("External/Other forces", "Blue Guards", "unknown"),
        ("3", "Hill Militia", "armed_group"),
        ("Identity militia", "River Militia", "armed_group"),
        ("Rioters", "Rioters (Exampleland)", "group"),
        ("6", "Protesters (Exampleland)", "group"),
        ("Civilians", "Civilians (Exampleland)", "civilians"),
        ("2.0", "Hill Front", "armed_group"),
        ("9", "Somebody", "unknown"),
    ],
)
def test_the_kind_of_an_actor_follows_from_its_sort(inter: str, name: str, kind: str) -> None:
    """By number or by word; what is not in the table says nothing."""
    dataset = read(table(ROW | {"actor1": name, "inter1": inter})).dataset
    assert kind == next(actor.kind for actor in dataset.actors if actor.name == name)


def test_one_actor_with_two_sorts_comes_back() -> None:
    """An army is state forces at home and external forces abroad."""
    rows = [ROW, ROW | {"event_id_cnty": "XXB1", "inter1": "External/Other forces", "interaction": "10"}]
    assert cells(*rows) == back(read(table(*rows)).dataset)


@pytest.mark.parametrize(
    ("precision", "edtf"),
    [
        ("1", "2020-12-03"),
        ("2", "2020-12-03~"),
        ("3", "2020-12~"),
        ("", "2020-12-03?"),
        ("9", "2020-12-03?"),
        ("1.0", "2020-12-03"),
    ],
)
def test_the_date_is_as_precise_as_acled_says(precision: str, edtf: str) -> None:
    """A week and a month are no day, and without a precision the day is uncertain."""
    result = read(table(ROW | {"time_precision": precision}))
    assert edtf == str(result.dataset.event("acled-XXA900").when)
    assert cells(ROW | {"time_precision": precision}) == back(result.dataset)


def test_a_year_alone_is_a_date() -> None:
    """Where nothing else is said."""
    dataset = read(table(ROW | {"event_date": "", "time_precision": ""})).dataset
    assert "2020" == str(dataset.events[0].when)
    assert cells(ROW | {"event_date": "", "time_precision": ""}) == back(dataset)


@pytest.mark.parametrize(("code", "precision"), [("1", "settlement"), ("2", "near"), ("3", "admin1"), ("4", None)])
def test_the_precision_of_the_place_is_on_our_scale(code: str, precision: str | None) -> None:
    """And back."""
    dataset = read(table(ROW | {"geo_precision": code})).dataset
    (place,) = dataset.places
    assert ("Riverton", ("North province", "River district"), precision) == (place.name, place.admin, place.precision)
    assert ce.Point(latitude=49.5021, longitude=-3.5) == place.point
    assert cells(ROW | {"geo_precision": code}) == back(dataset)


def test_types_are_those_of_acled() -> None:
    """A type with two values gives two; a code in digits has its label."""
    both = {"disorder_type": "Political violence; Demonstrations", "civilian_targeting": "Civilian targeting"}
    event = read(table(ROW | both | {"interaction": "12"})).dataset.event("acled-XXA900")
    assert isinstance(event, ce.Incident)
    assert [
        ("acled-disorder-type", "Political violence", None),
        ("acled-disorder-type", "Demonstrations", None),
        ("acled-event-type", "Battles", None),
        ("acled-sub-event-type", "Armed clash", None),
        ("acled-interaction", "12", "state forces and rebel groups"),
        ("acled-civilian-targeting", "Civilian targeting", None),
    ] == [(each.vocabulary, each.value, each.label) for each in event.types]


@pytest.mark.parametrize(
    ("tags", "count"),
    [
        ("crowd size=at least 200; local administrators", "at least 200"),
        ("crowd size=at least 20-25", "at least 20"),
        ("crowd size=40", "40"),
        ("crowd size=no report", None),
        ("crowd size=a large one", None),
        ("crowd size=40; crowd size=50", None),
        ("crowd size=dozens of students and teachers", "nominally at least 24"),
        ("crowd size=about 200 people", "about 200"),
        ("crowd size=16 towns", None),
        ("crowd size=500 households", None),
        ("crowd size=100 per location", None),
        ("women targeted: candidates for office", None),
    ],
)
def test_the_size_of_a_crowd_is_a_figure(tags: str, count: str | None) -> None:
    """Where it can be read without guessing; "no report" is no crowd of nobody."""
    result = read(table(PROTEST | {"tags": tags}))
    figures = result.dataset.event("acled-XXA901").figures
    assert ([] if count is None else [("participated", count)]) == [(each.measure, str(each.count)) for each in figures]
    assert cells(PROTEST | {"tags": tags}) == back(result.dataset)


@pytest.mark.parametrize("words", ["45 vehicles", "hundreds of cars", "dozens of tractors", "two dozen motorcycles"])
def test_a_crowd_of_vehicles_is_none_of_people(words: str) -> None:
    """They took part, and how many people were in them is not said."""
    row = PROTEST | {"tags": f"crowd size={words}"}
    (figure,) = read(table(row)).dataset.event("acled-XXA901").figures
    assert ("participated", "vehicle") == (figure.measure, figure.item)
    assert cells(row) == back(read(table(row)).dataset)


def test_a_crowd_of_something_else_is_told() -> None:
    """Its words are kept, and no number is made of them."""
    result = read(table(PROTEST | {"tags": "crowd size=16 towns", "fatalities": "1"}))
    assert [("IO124", "/tags")] == [(each.code, each.path) for each in result.problems]


def test_the_size_of_a_crowd_stood_in_the_notes() -> None:
    """Before there were tags; with tags that say nothing of it, too."""
    row = PROTEST | {"tags": "", "notes": "They marched. [size=about 50]"}
    (figure,) = read(table(row)).dataset.event("acled-XXA901").figures
    assert "about 50" == (figure.count and figure.count.text)
    assert cells(row) == back(read(table(row)).dataset)


# --- releases and exports --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [G1, G2, HEADER, GIS, sorted(G2), HEADER[:15], [*HEADER, "population_best"]])
def test_every_release_is_read_and_comes_back(names: list[str]) -> None:
    """By its columns, in whatever order and case; what it lacks is told."""
    rows = [release(names, row | {"population_best": "7"}) if "population_best" in names else release(names, row)
            for row in (numeric(ROW), numeric(PROTEST))]  # fmt: skip
    result = read(table(*rows))
    assert {HEADER[0]: 2} == {"event_id_cnty": len(result.dataset.events)}
    assert ({*HEADER} <= {*names}) == ("IO126" not in problems(result))
    assert cells(*rows) == back(result.dataset)


def test_releases_give_the_same_actors_and_deaths() -> None:
    """Numbers and words for the sorts of actors mean the same."""
    old, new = (read(table(rows, PROTEST)).dataset for rows in (release(G1, numeric(ROW)), ROW))
    assert [each.count for each in old.reports[0].figures] == [each.count for each in new.reports[0].figures]
    assert [(each.id, each.kind) for each in old.actors[:4]] == [(each.id, each.kind) for each in new.actors[:4]]
    identifiers = {each.scheme: each.value for each in old.events[0].identifiers}
    assert {"acled": "XXA900", "acled-no-cnty": "900"} == identifiers


@pytest.mark.parametrize("id_", ["8188RTA", "UKR40153"])
def test_ids_of_both_patterns(id_: str) -> None:
    """Before about 2016 the letters came last."""
    assert f"acled-{id_}" == read(table(ROW | {"event_id_cnty": id_})).dataset.events[0].id


def test_a_table_with_a_row_for_each_actor() -> None:
    """The rows of an event become one, with all actors and its deaths once; they come back in their order."""
    rows = [*monadic(ROW), *monadic(PROTEST)]
    result = read(table(*rows))
    assert ["acled-XXA900", "acled-XXA901"] == [event.id for event in result.dataset.events]
    assert ["5", "at least 0"] == [str(each.count) for report in result.dataset.reports for each in report.figures]
    assert 4 == len(result.dataset.events[0].participants)
    assert ["IO126", "IO123", "IO124"] == problems(result)
    assert "info" == result.problems[1].severity
    assert cells(*rows) == back(result.dataset)


def longer(row: dict[str, str], *columns: str) -> list[dict[str, str]]:
    """The rows of an event in a table that acledR made longer by the actors in some columns."""
    rows = []
    for column in columns:
        for name in row[column].split(";"):
            inter = "" if column.startswith("assoc") else row[f"inter{column[-1]}"]
            more = {"type_of_actor": column, "actor": name.strip(), "inter_type": f"inter{column[-1]}", "inter": inter}
            rows.append({name: row[name] for name in HEADER if name not in (*columns, "inter1", "inter2")} | more)
    return rows


@pytest.mark.parametrize("columns", [("actor1", "actor2", "assoc_actor_1", "assoc_actor_2"), ("actor1", "actor2")])
def test_a_table_that_was_made_longer_by_its_actors(columns: tuple[str, ...]) -> None:
    """Its rows become one event with the actors of them all, and come back; the deaths count once."""
    rows = longer(ROW, *columns)
    result = read(table(*rows))
    expected = read(table(ROW)).dataset
    assert expected.events[0].participants == result.dataset.events[0].participants
    assert expected.reports == result.dataset.reports
    assert ["IO123"] == [code for code in problems(result) if code != "IO126"]
    assert cells(*rows) == back(result.dataset)
    event = attrs.evolve(result.dataset.events[0], participants=())
    changed, report = rewritten(attrs.evolve(result.dataset, events=(event,)))
    assert ({""}, 1) == ({row["actor"] for row in changed}, report.count("Incident.participants"))


def test_a_table_that_was_made_longer_by_its_outlets() -> None:
    """All of them are in `via` of the claims."""
    rows = [ROW | {"source": each} for each in ("Example Wire", "The Paper")]
    result = read(table(*rows))
    assert read(table(ROW)).dataset.reports == result.dataset.reports
    assert ["IO123"] == problems(result)
    assert cells(*rows) == back(result.dataset)


def test_the_rows_of_an_event_may_stand_apart() -> None:
    """An export that is in the order of the actors gives the same events, and comes back in that order."""
    rows = sorted(
        [*monadic(ROW), *monadic(PROTEST), *monadic(ROW | {"event_id_cnty": "XXA800"})], key=lambda row: row["actor1"]
    )
    assert ["XXA900", "XXA800", "XXA900", "XXA800", "XXA901"] == [row["event_id_cnty"] for row in rows]
    dataset = read(table(*rows)).dataset
    assert {"acled-XXA900", "acled-XXA800", "acled-XXA901"} == {event.id for event in dataset.events}
    assert 3 == len(dataset.reports)
    assert cells(*rows) == back(dataset)


def test_a_scan_keeps_few_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that stand too far from the others of their event are told with their text, and no event comes twice."""
    monkeypatch.setattr(_acled_groups, "_WAITING", 2)
    one, two = monadic(ROW)
    between = [each | {"event_id_cnty": f"XXB{number}"} for number in range(3) for each in monadic(ROW)[:1]]
    data = table(one, *between, *(each | {"actor1": "Hill Guard"} for each in between), two)
    scan = formats.scan(data)
    events = [record.id for record in scan if isinstance(record, ce.Incident)]
    assert len(events) == len(set(events)) == 4
    assert scan.rejected
    assert all(row.line is not None and row.raw for row in scan.rejected)
    assert () == read(data).rejected


def test_an_event_of_two_downloads_is_one() -> None:
    """The same row again is told, and counts once."""
    rows = [ROW, PROTEST, ROW]
    result = read(table(*rows))
    assert ["acled-XXA901", "acled-XXA900"] == [event.id for event in result.dataset.events]
    assert ["5"] == [str(each.count) for each in result.dataset.reports_of("acled-XXA900")[0].figures]
    assert ["IO123"] == [code for code in problems(result) if code != "IO124"]
    assert cells(*rows) == back(result.dataset)


@pytest.mark.parametrize("order", [1, -1])
def test_a_number_that_was_revised_supersedes_the_older_one(order: int) -> None:
    """The later timestamp tells, wherever its row stands; both claims are there, and the event is the later row's."""
    later = ROW | {"fatalities": "7", "timestamp": "1707400000", "location": "Hilltown"}
    rows = [ROW, later][::order]
    result = read(table(*rows))
    (report,) = result.dataset.reports
    assert [("acled-XXA900-fatalities", "7"), ("acled-XXA900-fatalities-2", "5")] == [
        (each.id, str(each.count)) for each in report.figures
    ]
    assert ce.Supersedes(claim="acled-XXA900-fatalities-2", kind="update") == report.figures[0].supersedes
    assert "Hilltown" == result.dataset.places[0].name
    (told,) = result.problems
    assert ("IO123", 2 if order == 1 else 4) == (told.code, told.line)
    assert "fatalities" in told.message
    assert cells(*rows) == back(result.dataset)


def test_each_number_has_the_outlets_of_its_row() -> None:
    """Those of the other row come back as well."""
    rows = [ROW, ROW | {"fatalities": "9", "source": "Hill Radio"}, ROW | {"fatalities": "", "source": "Nobody"}]
    dataset = read(table(*rows)).dataset
    via = [[dataset.actor(each).name for each in f.attribution.via] for f in dataset.reports[0].figures]
    assert [["Example Wire", "The Paper"], ["Hill Radio"]] == via
    assert cells(*rows) == back(dataset)


def test_numbers_without_timestamps_stand_side_by_side() -> None:
    """Nobody knows which is newer, so neither supersedes the other."""
    rows = [ROW | {"timestamp": ""}, ROW | {"timestamp": "", "fatalities": "7"}]
    figures = read(table(*rows)).dataset.reports[0].figures
    assert ["5", "7"] == [str(each.count) for each in figures]
    assert {None} == {each.supersedes for each in figures}


def test_pages_of_the_api() -> None:
    """Every value a text, or numbers where there are some: the records are those of the table."""
    texts = {"status": 200, "success": True, "count": 2, "data": [ROW, PROTEST]}
    numbers = ROW | {"fatalities": 5, "latitude": 49.5021, "longitude": -3.5, "timestamp": 1607400000, "iso": 4}
    pages = {"status": 200, "count": 2, "data": [numbers | {"tags": None}, PROTEST]}
    for page in (texts, pages):
        result = read(json.dumps(page).encode())
        assert read(table(ROW, PROTEST)).dataset.events == result.dataset.events
        assert cells(ROW, PROTEST) == back(result.dataset)


def test_pages_of_the_api_in_one_list() -> None:
    """As a program that fetched them may have saved them; a page without events is an empty dataset."""
    pages = [{"status": 200, "success": True, "count": 1, "data": [each]} for each in (ROW, PROTEST)]
    result = read(json.dumps(pages).encode())
    assert cells(ROW, PROTEST) == back(result.dataset)
    empty = read(json.dumps(pages[0] | {"count": 0, "data": []}).encode())
    assert ((), ()) == (empty.dataset.events, empty.problems)


def test_a_list_of_deleted_events() -> None:
    """They are events of which nobody says that they happened."""
    rows = [{"event_id_cnty": "XXA1", "deleted_timestamp": "1607400000"}]
    result = read(json.dumps({"data": rows}).encode())
    dataset = result.dataset
    assert () == result.problems
    assert ("acled-XXA1", "unclear", ()) == (dataset.events[0].id, dataset.events[0].realis, dataset.reports)
    assert cells(*rows) == back(dataset)


# --- dates and damage ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "spoiled"),
    [
        ("03-December-2020", False),
        ("03 December 2020", False),
        ("3 December 2020", False),
        ("2020-12-03", False),
        ("03/12/2020", True),
        ("03/12/2020 00:00:00", True),
        ("03-12-20", True),
        ("3-Dec-20", True),
    ],
)
def test_dates_in_every_spelling(cell: str, spoiled: bool) -> None:
    """Day first, which another row of the column tells; what a spreadsheet wrote is told."""
    rows = [ROW | {"event_id_cnty": f"XXA{day}", "event_date": cell.replace("3", day, 1)} for day in ("3", "13")]
    rows[1]["event_date"] = rows[1]["event_date"].replace("013", "13")
    result = read(table(*rows))
    assert ["2020-12-03", "2020-12-13"] == [str(event.when) for event in result.dataset.events]
    assert spoiled == ("IO125" in problems(result))
    assert cells(*rows) == back(result.dataset)
    kept = [name.name for event in result.dataset.events for name in event.extra if name.name == "event_date"]
    assert len(kept) <= 1


def test_an_ambiguous_column_is_not_guessed() -> None:
    """Where no row tells, no date is read, until the user says which comes first."""
    row = ROW | {"event_date": "03/12/2020"}
    result = read(table(row))
    assert result.dataset.events[0].when is None
    assert ["IO122"] == [code for code in problems(result) if code != "IO125"]
    assert "2020-12-03" == str(read(table(row), day_order="DMY").dataset.events[0].when)
    assert cells(row) == back(result.dataset)


@pytest.mark.parametrize(
    ("cells", "edtf", "is_told"),
    [
        ({"event_date": "2020/12/03"}, "2020-12-03", False),
        ({"event_date": "2020.12.3"}, "2020-12-03", False),
        ({"event_date": "19-12-31", "year": "2019"}, "2019-12-31", False),
        ({"event_date": "31-12-19", "year": "2019"}, "2019-12-31", False),
        ({"year": "2019"}, "2020-12-03?", True),
        ({"year": "2019", "time_precision": "3"}, "2020-12?", True),
        ({"year": "2020.0"}, "2020-12-03", False),
    ],
)
def test_the_year_tells_what_a_date_is(cells: dict[str, str], edtf: str, is_told: bool) -> None:
    """Whether the year comes first in a date of three short numbers; another year makes a date uncertain."""
    row = ROW | cells
    result = read(table(row))
    assert edtf == str(result.dataset.events[0].when)
    assert is_told == ("/1/year" in {each.path for each in result.problems})
    assert [*row.values()] == back(result.dataset)[1]


@pytest.mark.parametrize(
    ("cells", "country", "basis"),
    [
        ({"iso": "", "country": "Nigeria"}, "NG", "country of ACLED"),
        ({"iso": "", "gwno": "475"}, "NG", "gwno of ACLED"),
        ({"iso": "566", "gwno": "1"}, "NG", "iso of ACLED"),
        ({"iso": "", "country": "Exampleland"}, None, None),
    ],
)
def test_the_country_of_a_place(cells: dict[str, str], country: str | None, basis: str | None) -> None:
    """By a number of ACLED's, else by its name."""
    row = ROW | cells
    (place,) = read(table(row)).dataset.places
    assert (country, basis) == (place.country, place.country_basis)
    assert [*row.values()] == back(read(table(row)).dataset)[1]


def test_a_few_columns_are_enough() -> None:
    """A selection without ids is found out."""
    names = ["event_date", "event_type", "country", "location", "latitude", "longitude", "fatalities", "notes"]
    row = {name: ROW[name] for name in names}
    assert cells(row) == back(read(table(row)).dataset)


def test_rows_that_differ_in_a_column_of_the_user_are_not_the_same() -> None:
    """A table joined with another one repeats its rows; all columns that differ are told, the first five by name."""
    rows = [ROW | {f"own{number}": f"{value}{number}" for number in range(7)} for value in "ab"]
    (message,) = [each.message for each in read(table(*rows)).problems if each.code == "IO123"]
    assert message.endswith("says otherwise in own0, own1, own2, own3, own4 and 2 more")


def test_a_selection_with_the_user_s_own_columns() -> None:
    """A column of row names in front and one of the user's own come back in their places; what is missing is told."""
    names = ["", "event_id_cnty", "event_date", "mine", "actor1", "fatalities"]
    row = {name: ROW.get(name, "own") for name in names}
    result = read(table(row, row | {"event_id_cnty": "XXA7"}))
    (told,) = result.problems
    assert "IO126" == told.code
    assert "time_precision" in told.message
    assert cells(row, row | {"event_id_cnty": "XXA7"}) == back(result.dataset)


def test_lines_within_cells() -> None:
    """Rows end with CR LF, and the notes hold bare LF; one row that is cut short is told and the rest is read."""
    data = (
        table(ROW, PROTEST)
        + b"XXA902,2020\r\n"
        + formats.csv_line((ROW | {"event_id_cnty": "XXA903"}).values()).encode()
    )
    result = read(data)
    assert ["acled-XXA900", "acled-XXA901", "acled-XXA903"] == [event.id for event in result.dataset.events]
    ((line, raw),) = [(row.line, row.raw) for row in result.rejected]
    assert (5, "XXA902,2020\r\n") == (line, raw)


def test_marks_blank_lines_and_another_encoding() -> None:
    """A byte order mark and blank lines are no rows; what is not UTF-8 is told and read."""
    data = table(ROW, PROTEST)
    marked = b"\xef\xbb\xbf" + data.replace(b"\r\nXXA901", b"\r\n\r\nXXA901")
    for each, codes_told in ((marked, []), (data.decode().encode("cp1252"), ["IO121"])):
        result = read(each)
        assert codes_told == [code for code in problems(result) if code != "IO124"]
        assert cells(ROW, PROTEST) == back(result.dataset)


QUIRKS: Final[dict[str, dict[str, str]]] = {
    "plain": {},
    "no id": {"event_id_cnty": ""},
    "a strange id": {"event_id_cnty": "XXA 9"},
    "no date": {"event_date": "soon"},
    "another year": {"year": "2019"},
    "no actors": {"actor1": "", "assoc_actor_1": "", "inter1": "", "inter2": "", "actor2": ""},
    "only the second": {"actor1": "", "assoc_actor_1": ""},
    "only one beside": {"actor1": ""},
    "the same twice": {"actor2": ROW["actor1"], "inter2": "State forces"},
    "beside the second": {"assoc_actor_2": "Hill Guard;River Guard"},
    "no separators": {"source": "Example Wire;The Paper;"},
    "no place": dict.fromkeys(("location", "admin1", "admin2", "country", "region", "latitude", "longitude"), ""),
    "no district": {"admin1": ""},
    "wrong point": {"latitude": "149.5"},
    "long point": {"latitude": "49.5000"},
    "no source": {"source": ""},
    "words": {"fatalities": "seven", "timestamp": "yesterday", "interaction": "Sole Protesters"},
    "spaces": {"fatalities": " 5 ", "actor1": " Example Army", "event_id_cnty": "XXA9 ", "location": "Riverton "},
    "blank": dict.fromkeys(("actor1", "location", "tags", "source"), "\N{NO-BREAK SPACE}"),
    "a mark": dict.fromkeys(("actor1", "location", "tags", "event_type"), "\N{ZERO WIDTH NO-BREAK SPACE}"),
    "late": {"timestamp": "999999999999999"},
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_every_quirk_is_read_and_comes_back(quirk: str) -> None:
    """Nothing that was published is rejected, each cell is written as it was, and no check finds an error."""
    row = ROW | QUIRKS[quirk]
    result = read(table(row))
    assert () == result.rejected
    assert cells(row) == back(result.dataset)
    assert [] == [problem for problem in checks.check(result.dataset).problems if problem.severity == "error"]


SOME: Final = ["", "1", "XXA900", "x; y", " ", "é\N{NO-BREAK SPACE}", "crowd size=40", "row 2 notes", "=1+1", '"', "0"]


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, str]]:
    """Some rows of a table of some release, its columns in any order, with anything in their cells."""
    names = draw(st.sampled_from([HEADER, MONADIC, G1, G2, GIS, ["event_id_cnty", "actor1", "inter1", "fatalities"]]))
    usual = release(names, ROW)
    order = draw(st.permutations(names))
    changes = st.dictionaries(st.sampled_from(names), st.sampled_from(SOME), max_size=8)
    changed = [usual | draw(changes) for _ in range(draw(st.integers(1, 5)))]
    return [{name: row[name] for name in order} for row in changed]


@given(tables())
def test_any_cells_come_back(rows: list[dict[str, str]]) -> None:
    """Whatever stands in the cells and however often an event does, it is one event, and the cells come back."""
    assume(all(any(map(str.strip, row.values())) for row in rows))
    result = formats.read(table(*rows), FORMAT)
    dataset = result.dataset
    records = {*dataset.sources, *dataset.actors, *dataset.places, *dataset.events, *dataset.reports}
    assert records == {*formats.scan(table(*rows), FORMAT)}
    ids = {row.get("event_id_cnty", row.get("EVENT_ID_CNTY(1BNG)", "")).strip() for row in rows} - {""}
    told = [each.value for event in result.dataset.events for each in event.identifiers if each.scheme == "acled"]
    assert () == result.rejected
    assert len(told) == len({each.strip() for each in told}) == len(ids)
    assert cells(*rows) == back(result.dataset)


@given(st.binary(max_size=300), st.integers(0, 1500), st.booleans())
def test_any_bytes_are_read_or_refused(junk: bytes, at: int, as_json: bool) -> None:
    """Damage is told, and never more than that."""
    whole = json.dumps({"data": [ROW, PROTEST]}).encode() if as_json else table(ROW, PROTEST)
    for data in (whole[:at] + junk + whole[at:], whole[:at] + junk, junk):
        try:
            result = formats.read(data, FORMAT)
        except ce.UnreadableInputError:
            continue
        losses = formats.Losses()
        assert "".join(formats.find(FORMAT).pieces(result.dataset, losses, {}))


def test_half_a_character_stays_spelled_out() -> None:
    """The escapes of JSON can spell what is no text; the row is read all the same, and that is told."""
    result = read(b'{"data": [{"event_id_cnty": "XXA1", "event_date": "\\ud800"}, {"event_id_cnty": "XXA2"}]}')
    assert ["acled-XXA1", "acled-XXA2"] == [event.id for event in result.dataset.events]
    assert () == result.rejected
    assert "IO104" in {problem.code for problem in result.problems}
    assert ce.Cell(name="event_date", value=r"\ud800") in result.dataset.events[0].extra


# --- telling, scanning, writing --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "is_acled"),
    [
        ("event_id_cnty,event_date\r\n", True),
        ('"","EVENT_DATE","EVENT_TYPE","ACTOR1","GEO_PRECISION"\r\n', True),
        ('{"success": true, "data": [{"event_id_cnty": "XXA1"}]}', True),
        ('{"features": [{"properties": {"event_id_cnty": "XXA1"}}]}', False),
        ("event_date,event_type,fatalities,location\r\n", False),
        ("event,kind,measure,low,source,claim\r\n", False),
        ("id,relid,year,type_of_violence,date_prec,where_prec\r\n", False),
        ("Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Name\r\n", False),
        ("Event ID\tEvent Date\tSource Name\tCAMEO Code\r\n", False),
        ('{"format": "conflictevents/2", "events": []}', False),
    ],
)
def test_it_is_told_from_other_formats(text: str, is_acled: bool) -> None:
    """By names of columns that nobody else has."""
    known = formats.find(FORMAT)
    assert known.sniff is not None
    assert is_acled == known.sniff(formats.Sample(text=text, name="acled.csv", whole=True))


def test_scanning_gives_the_same_records() -> None:
    """What a record names comes before it."""
    data = table(ROW, PROTEST, ROW | {"fatalities": "9"})
    dataset = read(data).dataset
    records = list(formats.scan(data))
    assert {*dataset.sources, *dataset.actors, *dataset.places, *dataset.events, *dataset.reports} == set(records)
    known: set[str] = set()
    for record in records:
        if isinstance(record, ce.CasualtyReport):
            assert {record.event, *record.figures[0].attribution.via} <= known
        if isinstance(record, ce.Incident):
            assert {*(each.actor for each in record.participants), *(each.place for each in record.where)} <= known
        known.add(getattr(record, "id"))  # noqa: B009


def test_a_value_that_was_changed_is_written_as_it_is_now() -> None:
    """A cell that was kept gives way once the record says something else than it was read as."""
    dataset = read(table(ROW | {"event_date": "3 December 2020", "time_precision": "1.0"})).dataset
    event = attrs.evolve(dataset.events[0], when=ce.When(edtf="2020-12-04~"))
    written = back(attrs.evolve(dataset, events=(event,)))
    row = dict(zip(*written, strict=True))
    assert ("2020-12-04", "2") == (row["event_date"], row["time_precision"])


def test_what_did_not_come_from_acled_is_lost_and_told(small: ce.Dataset) -> None:
    """Only events of ACLED make rows; the rest is counted."""
    losses = formats.Losses()
    assert [formats.csv_line(HEADER)] == list(formats.find(FORMAT).pieces(small, losses, {}))
    assert (1, 2, 1) == tuple(map(losses.report().count, ("Strike", "Exchange", "Statement")))


def rewritten(dataset: ce.Dataset) -> tuple[list[dict[str, str]], formats.LossReport]:
    """The rows that are written, and what was lost."""
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(dataset, losses, {}))
    return list(csv.DictReader(io.StringIO(text, newline=""))), losses.report()


def test_of_two_numbers_that_were_merged_one_is_told() -> None:
    """A row has one number; the other is counted, and not passed over."""
    one, other = (read(table(ROW | {"fatalities": each})).dataset for each in "79")
    rows, report = rewritten(ce.merge(one, other, on_conflict="keep_both")[0])
    assert ["7"] == [row["fatalities"] for row in rows]
    assert [("Figure", 1)] == [(each.field, each.count) for each in report]


@pytest.mark.parametrize(
    ("edtf", "cells", "is_lost"),
    [
        ("2024-03", ("2024-03-01", "3", "2024"), True),
        ("2024-03~", ("2024-03-01", "3", "2024"), False),
        ("2024-03-05?", ("2024-03-05", "", "2024"), False),
        ("2024-03-05/2024-03-07", ("", "", "2024"), True),
        ("2024~", ("", "", ""), True),
    ],
)
def test_a_date_that_was_changed(edtf: str, cells: tuple[str, str, str], is_lost: bool) -> None:
    """It is never written more certain than it is, and what its cells do not say is told."""
    dataset = read(table(ROW)).dataset
    event = attrs.evolve(dataset.events[0], when=ce.When(edtf=edtf))
    (row,), report = rewritten(attrs.evolve(dataset, events=(event,)))
    assert cells == (row["event_date"], row["time_precision"], row["year"])
    assert is_lost == (report.count("Incident.when") == 1)


def test_a_number_of_an_older_row_goes_with_its_claim() -> None:
    """Cells that were kept say nothing that no claim says any more."""
    older = ROW | {"fatalities": "7", "timestamp": "1607300000"}
    dataset = read(table(ROW, older)).dataset
    report = attrs.evolve(dataset.reports[0], figures=dataset.reports[0].figures[:1])
    rows, _ = rewritten(attrs.evolve(dataset, reports=(report,)))
    assert ["5", "5"] == [row["fatalities"] for row in rows]


def test_events_that_would_be_read_as_one_are_not_written_together() -> None:
    """Of two with one event id the first makes a row; the other and its figures are counted."""
    first = read(table(ROW)).dataset
    later = ROW | {"event_date": "2020-12-09", "fatalities": "12", "timestamp": "1607900000"}
    both, _ = ce.merge(first, read(table(later)).dataset, on_conflict="rename")
    rows, report = rewritten(both)
    assert ["5"] == [row["fatalities"] for row in rows]
    assert (1, 1, 1) == tuple(map(report.count, ("Incident", "CasualtyReport", "Figure")))


@pytest.mark.parametrize("scheme", ["acled", "acled-data-id"])
def test_either_id_may_be_the_one_of_another_event(scheme: str) -> None:
    """An event id is looked at first, then the number of the row in older releases."""
    dataset = read(table(ROW, PROTEST)).dataset
    same = (ce.Identifier(scheme=scheme, value="7"),)
    events = tuple(attrs.evolve(each, identifiers=same) for each in dataset.events)
    layout = ce.Cell(name="columns of the table", value="event_id_cnty,data_id,event_date,fatalities")
    source = attrs.evolve(dataset.sources[0], extra=(layout,))
    rows, report = rewritten(attrs.evolve(dataset, events=events, sources=(source,)))
    assert (1, 1, 1) == (len(rows), report.count("Incident"), report.count("Incident.id"))


def test_a_cell_of_one_type_has_one() -> None:
    """The first of a vocabulary is written; kinds of disorder and tags may be several."""
    dataset = read(table(ROW)).dataset
    names = ("acled-event-type", "acled-disorder-type", "acled-tag")
    more = tuple(ce.TypeCode(vocabulary=each, value="Riots") for each in names)
    event = attrs.evolve(dataset.events[0], types=(*dataset.events[0].types, *more))
    (row,), report = rewritten(attrs.evolve(dataset, events=(event,)))
    assert (ROW["event_type"], 1) == (row["event_type"], report.count("Incident.types"))
    assert row["disorder_type"].endswith("; Riots")
    assert row["tags"].endswith("Riots")


def test_what_a_row_does_not_say_of_what_it_names_is_told() -> None:
    """Another kind of an actor, a place that is exact, the ids of a report, and what was added to the source."""
    dataset = read(table(ROW)).dataset
    actors = tuple(attrs.evolve(each, kind="person") for each in dataset.actors)
    places = tuple(attrs.evolve(each, precision="exact") for each in dataset.places)
    reports = tuple(attrs.evolve(each, id="own") for each in dataset.reports)
    source = attrs.evolve(dataset.sources[0], url="https://example.org/", extra=(ce.Cell(name="own", value="z"),))
    _, report = rewritten(
        attrs.evolve(dataset, actors=actors, places=places, reports=reports, sources=(source,)),
    )
    counted = {each.field: each.count for each in report.losses}
    assert {
        "Actor.kind": len(actors),
        "Place.precision": 1,
        "Place.id": 1,
        "CasualtyReport.id": 1,
        "Source.url": 1,
        "Source.extra": 1,
    } == counted


def test_formulas_are_guarded() -> None:
    """For those who open a table in a spreadsheet."""
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(read(table(ROW | {"notes": "=1+1"})).dataset, losses, {"guard": True}))
    assert "'=1+1" in text


def test_convert_there_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the command line to JSON Lines and back, cell by cell, with nothing lost."""
    source, middle, again = tmp_path / "a.csv", tmp_path / "b.jsonl", tmp_path / "c.csv"
    rows = [*monadic(ROW), *monadic(PROTEST), *monadic(ROW | {"event_id_cnty": "XXA7", "event_date": "2020-12-05"})]
    source.write_bytes(table(*rows))
    assert 0 == main(["convert", str(source), str(middle)])
    assert 0 == main(["convert", str(middle), str(again), "--to", FORMAT])
    assert "lost" not in capsys.readouterr().err
    with again.open(encoding="utf-8", newline="") as file:
        assert cells(*rows) == list(csv.reader(file))


# --- codes -----------------------------------------------------------------------------------------------------------


def test_sub_events_lead_to_their_type() -> None:
    """Each of the 25 to one of six, and older types to those of today."""
    kinds = codes.table("acled", "sub_event_type")
    assert 25 == len(kinds)
    assert 6 == len({code.same_as["acled.event_type"] for code in kinds.values()})
    old = codes.describe("acled", "event_type", "Battle-No change of territory")
    assert {"acled.sub_event_type": "Armed clash"} == dict(old.same_as)


def test_interactions_are_made_of_two_sorts() -> None:
    """Sorted, with the lone actor's nought last, in numbers and in words."""
    together = codes.table("acled", "interaction")
    numbers = [value for value in together if value.isdecimal()]
    assert 44 == len(numbers)
    assert all(value[1] == "0" or value[0] <= value[1] for value in numbers)
    assert "60" == together["Protesters only"].same_as["acled.interaction"]
    assert "17" == together["State forces-Civilians"].same_as["acled.interaction"]
