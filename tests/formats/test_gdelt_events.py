"""GDELT events: every quirk of both releases is read, and every cell comes back. The rows are made up."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats
from conflictevents._cli import main
from conflictevents.formats import _gdelt_columns

NAMES: Final = [*_gdelt_columns.NAMES]
NAMES_1: Final = [*_gdelt_columns.NAMES_1]


def _place(prefix: str, *cells: str) -> dict[str, str]:
    names = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
    return dict(zip((f"{prefix}Geo_{name}" for name in names), cells, strict=True))


ROW: Final = dict.fromkeys(NAMES, "") | {
    "GLOBALEVENTID": "900000001",
    "SQLDATE": "20180101",
    "MonthYear": "201801",
    "Year": "2018",
    "FractionDate": "2018.0027",
    "Actor1Code": "UKRMIL",
    "Actor1Name": 'THE "EAGLES"',
    "Actor1CountryCode": "UKR",
    "Actor1Type1Code": "MIL",
    "Actor2Code": "RIVREB",
    "Actor2Type1Code": "REB",
    "IsRootEvent": "1",
    "EventCode": "193",
    "EventBaseCode": "193",
    "EventRootCode": "19",
    "QuadClass": "4",
    "GoldsteinScale": "-10.0",
    "NumMentions": "6",
    "NumSources": "1",
    "NumArticles": "6",
    "AvgTone": "-2.56410256410256",
    **_place("Actor1", "1", "Ukraine", "UP", "UP", "", "49", "32", "UP"),
    **_place("Actor2", "0", "", "", "", "", "", "", ""),
    **_place("Action", "4", "Riverton, Example Oblast, Ukraine", "UP", "UP99", "0042", "48.0159", "-3.5", "-575268"),
    "DATEADDED": "20180101000000",
    "SOURCEURL": "https://news.example/2018/a?b=c",
}


def older(row: dict[str, str], width: int = 58) -> dict[str, str]:
    """A row as GDELT 1.0 has it."""
    row = row | {"DATEADDED": row["DATEADDED"][:8]}
    return {name: row[name] for name in NAMES_1[:width]}


def table(*rows: dict[str, str], header: bool = False) -> bytes:
    """A table as it is published: no header, no quotation marks."""
    lines = [[*rows[0]]] if header else []
    return "".join("\t".join(cells) + "\n" for cells in [*lines, *([*row.values()] for row in rows)]).encode()


def read(data: bytes, name: str = "gdelt2", **options: Any) -> formats.ReadResult:
    """What is read, without its format being told."""
    result = formats.read(data, **options)
    assert name == result.format
    return result


def back(dataset: ce.Dataset, name: str = "gdelt2") -> list[list[str]]:
    """The cells that are written, after a trip through JSON Lines, when nothing was lost."""
    losses = formats.Losses()
    text = "".join(formats.find(name).pieces(ce.loads(ce.dumps(dataset, format="jsonl")), losses, {}))
    assert not losses.report()
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def test_a_row_is_a_claim_of_gdelts_by_machine() -> None:
    """That it occurred is what GDELT says, with the article in between; nobody counted anything."""
    dataset = read(table(ROW)).dataset
    (event,) = dataset.events
    assert isinstance(event, ce.Incident)
    (claim,) = event.assertions
    (article,) = claim.attribution.via
    assert ("occurred", "yes", "gdelt2", "machine") == (
        claim.property,
        claim.value,
        claim.attribution.source,
        claim.attribution.method,
    )
    assert "https://news.example/2018/a?b=c" == dataset.source(article).url
    assert () == event.figures
    assert "gdelt-900000001" == event.id


def test_the_type_has_its_name_and_its_neighbours() -> None:
    """The code of CAMEO stands beside that of PLOVER, each with its name, and the quad class."""
    event = read(table(ROW)).dataset.events[0]
    assert isinstance(event, ce.Incident)
    assert [
        ("cameo", "193", "fights with small arms and light weapons"),
        ("plover", "FIGHT"),
        ("gdelt-quad-class", "4", "conflict in deeds"),
    ] == [
        (each.vocabulary, each.value, *((each.label,) if each.vocabulary != "plover" else ())) for each in event.types
    ]


def test_actors_and_places_are_read_by_their_own_codes() -> None:
    """An actor's country is CAMEO's code, a place's FIPS's; the place of an actor is not the scene."""
    dataset = read(table(ROW)).dataset
    event = dataset.events[0]
    one, two = (dataset.actor(each.actor) for each in event.participants)
    assert [("attacker", 'THE "EAGLES"', "UA", "armed_force"), ("target", "RIVREB", None, "armed_group")] == [
        (role, actor.name, actor.country, actor.kind)
        for role, actor in zip((each.role for each in event.participants), (one, two), strict=True)
    ]
    places = {each.role: dataset.place(each.place) for each in event.where}
    assert {"gdelt.actor1", "scene"} == set(places)
    scene = places["scene"]
    assert ("UA", "settlement", ce.Point(latitude=48.0159, longitude=-3.5)) == (
        scene.country,
        scene.precision,
        scene.point,
    )
    assert [("gns", "-575268")] == [(each.scheme, each.value) for each in scene.identifiers]
    assert ("country", "UA") == (places["gdelt.actor1"].precision, places["gdelt.actor1"].country)


def test_words_have_a_source_and_a_target() -> None:
    """Where the code is no violence, nobody is an attacker."""
    row = ROW | {"EventCode": "042", "EventBaseCode": "042", "EventRootCode": "04", "QuadClass": "1"}
    dataset = read(table(row)).dataset
    assert ["cameo.source", "cameo.target"] == [each.role for each in dataset.events[0].participants]
    assert [*row.values()] == back(dataset)[0]


EMPTY: Final = dict.fromkeys(NAMES, "")
QUIRKS: Final[dict[str, dict[str, str]]] = {
    "plain": {},
    "nobody": {name: "" for name in NAMES if name.startswith("Actor") and "Geo" not in name},
    "only the second actor": {name: "" for name in NAMES if name.startswith("Actor1") and "Geo" not in name},
    "codes of an actor without the actor": {"Actor1Code": "", "Actor1Name": ""},
    "one actor twice": {f"Actor2{name}": ROW[f"Actor1{name}"] for name in _gdelt_columns.ACTOR},
    "an actor whose name is its code": {"Actor2Name": "RIVREB"},
    "an actor of a region": {"Actor1Code": "AFR", "Actor1CountryCode": "AFR"},
    "four digits with a zero": {"EventCode": "0841", "EventBaseCode": "084", "EventRootCode": "08", "QuadClass": "2"},
    "no code of the table": {"EventCode": "999"},
    "no code": {"EventCode": "", "EventBaseCode": "", "EventRootCode": "", "QuadClass": ""},
    "a zero lost": {"EventCode": "43", "EventBaseCode": "43", "EventRootCode": "4"},
    "codes that do not agree": {"EventBaseCode": "190", "EventRootCode": "18"},
    "a place of type 0": _place("Action", "0", "", "GG", "GG", "", "", "42", "GG"),
    "no place at all": _place("Action", "", "", "", "", "", "0", "0", "0"),
    "a place at 0 0": {"ActionGeo_Lat": "0", "ActionGeo_Long": "0"},
    "an American state": _place("Action", "2", "Texas, USA", "US", "USTX", "", "31.1", "-97.6", "TX"),
    "an American city": _place("Action", "3", "Riverton, X, USA", "US", "USTX", "TX1", "31", "-97", "1"),
    "a country as a feature": {"ActionGeo_Type": "1", "ActionGeo_FeatureID": "UK", "ActionGeo_CountryCode": "UK"},
    "a feature that is none": {"ActionGeo_FeatureID": "0"},
    "a wrong position": {"ActionGeo_Lat": "148.5"},
    "half a position": {"ActionGeo_Lat": ""},
    "a long position": {"ActionGeo_Lat": "48.0", "ActionGeo_Long": "1e1"},
    "no such country": {"ActionGeo_CountryCode": "??"},
    "a year before": {"SQLDATE": "20170101", "MonthYear": "201701", "Year": "2017", "FractionDate": "2017.0027"},
    "a date that is none": {"SQLDATE": "20180230"},
    "no date": {"SQLDATE": "", "MonthYear": "", "Year": "", "FractionDate": ""},
    "another fraction": {"FractionDate": "2018.0"},
    "no measures": dict.fromkeys(("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"), ""),
    "no article": {"SOURCEURL": ""},
    "a citation": {"SOURCEURL": "BBC Monitoring"},
    "spaces": {"GLOBALEVENTID": " 900000001", "SOURCEURL": " ", "Actor1Name": "  ", "EventCode": "193 "},
    "no id": {"GLOBALEVENTID": ""},
    "a strange id": {"GLOBALEVENTID": "9 000"},
    "the last cells empty": {"DATEADDED": "", "SOURCEURL": ""},
    "nothing but an id": EMPTY | {"GLOBALEVENTID": "1"},
    "nothing": EMPTY | {"Year": "2018"},
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_every_quirk_is_read_and_comes_back(quirk: str) -> None:
    """Nothing that was published is rejected, and each cell is written as it was; the older table's likewise."""
    row = ROW | QUIRKS[quirk]
    result = formats.read(table(row), "gdelt2")
    assert () == result.rejected
    assert [[*row.values()]] == back(result.dataset)
    assert not [problem for problem in ce.check(result.dataset).problems if problem.severity == "error"]
    result = formats.read(table(older(row)), "gdelt1")
    assert [[*older(row).values()]] == back(result.dataset, "gdelt1")


CELLS: Final = ("", "0", "1", "-9", '"', " ", "é", "193", "UP", "20180101")


@given(
    st.lists(
        st.fixed_dictionaries({name: st.sampled_from([ROW[name], *CELLS]) for name in NAMES}), min_size=1, max_size=4
    ),
    st.booleans(),
)
def test_any_cells_come_back(rows: list[dict[str, str]], header: bool) -> None:
    """Whatever stands in the cells, each row becomes an event, and the cells come back."""
    rows = [{name: row[name] for name in NAMES} for row in rows]
    result = formats.read(table(*rows, header=header), "gdelt2")
    assert () == result.rejected
    assert len(rows) == len(result.dataset.events)
    assert [*([NAMES] if header else []), *([*row.values()] for row in rows)] == back(result.dataset)


@given(
    st.lists(st.sampled_from([57, 58, 61, 3]), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
)
@example([57, 58, 57], "\n", "")
@example([3, 61], "\n", "")
def test_rows_of_every_length_in_one_file(widths: list[int], end: str, mark: str) -> None:
    """Rows of 57, 58 and 61 cells may be mixed; each comes back as long as it was, and a row cut short is rejected."""
    rows = []
    for number, width in enumerate(widths):
        row = ROW | {"GLOBALEVENTID": str(number + 1)}
        rows.append([*row.values()][:width] if width in (3, 61) else [*older(row, width).values()])
    data = (mark + "".join("\t".join(row) + end for row in rows)).encode()
    for name in ("gdelt1", "gdelt2"):
        result = formats.read(data, name)
        assert widths.count(3) == len(result.rejected)
        kept = [row for row in rows if len(row) != 3]
        if kept:
            assert kept == back(result.dataset, name)


@given(st.binary(max_size=200) | st.text(st.sampled_from('0123456789\t\n",aé-'), max_size=300).map(str.encode))
def test_any_bytes_give_rows_or_reasons(data: bytes) -> None:
    """Whatever is given, it is read, or refused in a sentence."""
    for name in ("gdelt2", "gdelt1"):
        try:
            result = formats.read(data, name)
        except ce.UnreadableInputError:
            continue
        assert len(result.rejected) + len(result.dataset.events) >= 0


def test_the_two_releases_are_told_apart() -> None:
    """By the number of cells, or by a header, whatever comes first."""
    assert "gdelt2" == formats.read(table(ROW)).format
    assert "gdelt1" == formats.read(table(older(ROW))).format
    assert "gdelt1" == formats.read(table(older(ROW, 57), older(ROW))).format
    assert "gdelt2" == formats.read(b"cut short\n" + table(ROW)).format
    assert "gdelt2" == formats.read(table(ROW, header=True)).format
    assert "gdelt1" == formats.read(table(older(ROW), header=True)).format
    for name in formats.names():
        known = formats.find(name)
        if known.sniff is not None and name not in ("gdelt1", "gdelt2"):
            assert not known.sniff(formats.Sample(text=table(ROW).decode(), whole=True))


def test_a_row_that_lacks_the_last_column_is_not_one_with_an_empty_cell() -> None:
    """57 cells come back as 57, and 58 of which the last is empty as 58."""
    rows = [older(ROW, 57), older(ROW | {"GLOBALEVENTID": "2", "SOURCEURL": ""})]
    assert [57, 58] == [len(cells) for cells in back(read(table(*rows), "gdelt1").dataset, "gdelt1")]


def test_a_copy_with_commas_and_a_header() -> None:
    """What another program exported is read by the names in its header, however they are spelled."""
    names = ["mine", *(name.upper() for name in NAMES if name != "AvgTone")]
    cells = ["own", *(ROW[name] for name in NAMES if name != "AvgTone")]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([names, cells])
    result = read(text.getvalue().encode())
    assert ["IO125", "IO126"] == [problem.code for problem in result.problems]
    assert [names, cells] == back(result.dataset)


CODEBOOK: Final = [{"GLOBALEVENTID": "GlobalEventID", "SQLDATE": "Day"}.get(name, name) for name in NAMES]


@pytest.mark.parametrize("names", [CODEBOOK, [name.lower() for name in CODEBOOK], NAMES])
@pytest.mark.parametrize("mark", [",", "\t"])
def test_the_names_of_the_codebook(names: list[str], mark: str) -> None:
    """It calls the day Day; whatever the case of the names."""
    rows = [names, [*(ROW | {"Actor1Name": "X"}).values()]]
    result = read("".join(mark.join(row) + "\n" for row in rows).replace("Riverton, Example Oblast, ", "").encode())
    assert "2018-01-01" == str(result.dataset.events[0].when)
    assert names == back(result.dataset)[0]


def test_names_with_underscores_are_found_out() -> None:
    """As databases write them."""
    header = "global_event_id,sql_date,actor1_code,actor2_code,event_code,action_geo_adm2_code,source_url"
    assert "gdelt2" == formats.sniff(formats.Sample(text=f"{header}\n1,20180101,,,,,\n", whole=True)).name


@pytest.mark.parametrize(
    ("cells", "day_order", "day"),
    [
        (["2018-02-01"], None, "2018-02-01"),
        (["2018-02-01 00:00:00"], None, "2018-02-01"),
        (["1/2/2018", "1/22/2018"], None, "2018-01-02"),
        (["1/2/2018"], None, None),
        (["1/2/2018"], "DMY", "2018-02-01"),
        (["soon"], None, None),
    ],
)
def test_days_in_other_spellings(cells: list[str], day_order: str | None, day: str | None) -> None:
    """A column of dates says what it says; whether day or month comes first, only the whole of it can tell."""
    rows = [ROW | {"SQLDATE": cell, "GLOBALEVENTID": str(number)} for number, cell in enumerate(cells, start=1)]
    data = table(*rows, header=True)
    result = read(data, **({} if day_order is None else {"day_order": day_order}))
    when = result.dataset.events[0].when
    assert day == (None if when is None else str(when))
    assert (day is None) is bool({"IO104", "IO122"} & {problem.code for problem in result.problems})
    assert data.decode().splitlines() == ["\t".join(row) for row in back(result.dataset)]


SUBSET: Final = ("GLOBALEVENTID", "SQLDATE", "EventCode", "DATEADDED", "SOURCEURL")


def test_a_subset_of_the_columns() -> None:
    """It is of either release if nothing tells which; when a row was added does."""
    for added, name in (("20180101000000", "gdelt2"), ("20180101", "gdelt1")):
        rows = [[*SUBSET], ["1", "20180101", "193", added, "https://news.example/a"]]
        result = read("".join(",".join(row) + "\n" for row in rows).encode(), name)
        assert rows == back(result.dataset, name)
    with pytest.raises(ce.UnreadableInputError, match="may be gdelt2 or gdelt1"):
        formats.read(b"GLOBALEVENTID,SQLDATE,EventCode,SOURCEURL\n1,20180101,193,https://news.example/a\n")


@pytest.mark.parametrize(("code", "quad", "type_"), [("20", "1", "020"), ("20", "4", "20"), ("20", "", None)])
def test_a_code_without_its_zero_and_its_root(code: str, quad: str, type_: str | None) -> None:
    """Whether it is cooperation tells an appeal from mass violence; where nothing does, no type is read."""
    names = ["GLOBALEVENTID", "SQLDATE", "EventCode", "QuadClass", "DATEADDED"]
    cells = ["1", "20180101", code, quad, "20180101000000"]
    result = read("".join(",".join(row) + "\n" for row in (names, cells)).encode())
    (event,) = result.dataset.events
    assert isinstance(event, ce.Incident)
    assert type_ == next((each.value for each in event.types if each.vocabulary == "cameo"), None)
    assert (type_ != code) is any(problem.path == "/EventCode" for problem in result.problems)
    assert [names, cells] == back(result.dataset)


@pytest.mark.parametrize("as_list", [True, False])
def test_objects_of_json(as_list: bool) -> None:
    """As a database exports them: whole numbers as texts, and what is null left out."""
    given = {name: cell for name, cell in ROW.items() if cell}
    numbers = {"ActionGeo_Lat": 48.0159, "ActionGeo_Long": -3.5, "AvgTone": -2.5, "NumMentions": 6}
    rows: list[dict[str, Any]] = [given | numbers, {"own": "x"} | given | {"GLOBALEVENTID": "2", "EventCode": None}]
    data = json.dumps(rows) if as_list else "".join(json.dumps(row) + "\n" for row in rows)
    result = read(data.encode())
    one, two = result.dataset.events
    assert ("2018-01-01", "x") == (str(one.when), {cell.name: cell.value for cell in two.extra}["own"])
    header, *lines = back(result.dataset)
    assert [*NAMES, "own"] == header
    for line, row in zip(lines, rows, strict=True):
        cells = dict(zip(header, line, strict=True))
        assert {name: "" if value is None else str(value) for name, value in row.items()} == {
            name: cells[name] for name in row
        }
    assert not [problem for problem in ce.check(result.dataset).problems if problem.severity == "error"]


def test_objects_of_something_else_are_refused() -> None:
    """Although their format was given."""
    with pytest.raises(ce.UnreadableInputError, match="it is not of this format"):
        formats.read(b'[{"a": 1}]', "gdelt2")


def test_an_absent_number_stays_absent() -> None:
    """An empty cell is no cell of the record, and a zero is one."""
    row = ROW | {"NumMentions": "", "NumArticles": "0"}
    extra = {cell.name: cell.value for cell in read(table(row)).dataset.events[0].extra}
    assert "NumMentions" not in extra
    assert "0" == extra["NumArticles"]


def test_what_is_suspicious_is_told_with_its_lines() -> None:
    """Days that may be guessed, positions that stand for none, lost zeros and repeated ids."""
    rows = [
        ROW,
        ROW | QUIRKS["a year before"],
        ROW | {"GLOBALEVENTID": "2"} | QUIRKS["a place at 0 0"],
        ROW | {"GLOBALEVENTID": "3"} | QUIRKS["a zero lost"],
        ROW | {"GLOBALEVENTID": "4"} | QUIRKS["a date that is none"],
    ]
    result = read(table(*rows))
    assert {("IO123", 2), ("IO124", 2), ("IO124", 3), ("IO125", 4), ("IO104", 5)} == {
        (problem.code, problem.line) for problem in result.problems
    }
    damaged = result.dataset.event("gdelt-3")
    assert isinstance(damaged, ce.Incident)
    assert "043" == damaged.types[0].value
    assert [[*row.values()] for row in rows] == back(result.dataset)


@pytest.mark.parametrize(
    ("day", "guessed"),
    [
        ("20180101", False),
        ("20171231", False),
        ("20170101", True),
        ("20171202", True),
        ("20171201", True),
        ("20160101", False),
    ],
)
def test_a_day_exactly_a_month_or_a_year_before_is_told(day: str, *, guessed: bool) -> None:
    """GDELT takes one of these where a text says no more than “last year”; others are not told."""
    codes = {problem.code for problem in formats.read(table(ROW | {"SQLDATE": day}), "gdelt2").problems}
    assert guessed is ("IO124" in codes)


def test_a_value_that_was_changed_is_written_as_it_is_now() -> None:
    """A day that is corrected gives all four of its cells, and a kept one gives way."""
    dataset = read(table(ROW | {"FractionDate": "odd"})).dataset
    event = attrs.evolve(dataset.events[0], when=ce.When(edtf="2018-02-03"))
    cells = dict(zip(NAMES, back(attrs.evolve(dataset, events=(event,)))[0], strict=True))
    assert ("20180203", "201802", "2018", "2018.0904") == tuple(cells[name] for name in _gdelt_columns.DAYS)


def lossy(dataset: ce.Dataset, name: str = "gdelt2") -> tuple[list[list[str]], formats.LossReport]:
    """The cells that are written, and what is lost."""
    losses = formats.Losses()
    text = "".join(formats.find(name).pieces(dataset, losses, {}))
    return [line.split("\t") for line in text.splitlines()], losses.report()


def test_the_newer_table_is_written_as_the_older() -> None:
    """What the older one has no column for is counted, the time of the day when a row was added among it."""
    (cells,), losses = lossy(read(table(ROW)).dataset, "gdelt1")
    assert [*older(ROW).values()] == cells
    assert (1, 1, 1) == tuple(map(losses.count, ("Place.extra", "Incident.extra", "Attribution.source")))


def test_the_older_table_is_written_as_the_newer() -> None:
    """When a row was added is not told to the second by the older, so the cell stays empty and is counted."""
    (cells,), losses = lossy(read(table(older(ROW)), "gdelt1").dataset)
    assert [*(ROW | {"DATEADDED": "", "ActionGeo_ADM2Code": ""}).values()] == cells
    assert 1 == losses.count("Incident.extra")


@pytest.mark.parametrize(
    ("edtf", "cells"),
    [
        ("2017-12-02?", ["", "", "", ""]),
        ("2017-12", ["", "201712", "2017", ""]),
        ("2017", ["", "", "2017", ""]),
        ("2017-21", ["", "", "", ""]),
        ("2017-12-01/2017-12-02", ["", "", "", ""]),
    ],
)
@pytest.mark.parametrize("before", [{}, {"SQLDATE": "20180230"}])
def test_a_date_that_is_no_day_is_no_cell(edtf: str, cells: list[str], before: dict[str, str]) -> None:
    """The month and the year have their own; a kept spelling does not come back."""
    dataset = formats.read(table(ROW | before), "gdelt2").dataset
    event = attrs.evolve(dataset.events[0], when=ce.When(edtf=edtf))
    (row,), losses = lossy(attrs.evolve(dataset, events=(event,)))
    assert cells == [row[NAMES.index(name)] for name in _gdelt_columns.DAYS]
    assert 1 == losses.count("Incident.when")


@pytest.mark.parametrize(
    "change",
    [
        {"realis": "planned"},
        {"realis": "counterfactual"},
        {"assertions": ()},
        {"assertions": (ce.Assertion(property="occurred", value="no", attribution=ce.Attribution(source="gdelt2")),)},
    ],
)
def test_what_did_not_happen_makes_no_row(change: dict[str, Any]) -> None:
    """Nor what GDELT does not claim; the event is counted."""
    dataset = read(table(ROW)).dataset
    rows, losses = lossy(attrs.evolve(dataset, events=(attrs.evolve(dataset.events[0], **change),)))
    assert ([], 1) == (rows, losses.count("Incident"))


def test_a_cell_of_ones_own_is_no_cell_of_a_table_without_a_header() -> None:
    """It would make a row that nobody could read; it is counted."""
    dataset = read(table(ROW)).dataset
    event = attrs.evolve(dataset.events[0], extra=(*dataset.events[0].extra, ce.Cell(name="mine", value="x")))
    rows, losses = lossy(attrs.evolve(dataset, events=(event,)))
    assert [[*ROW.values()]] == rows
    assert 1 == losses.count("Incident.extra")


def test_what_did_not_come_from_gdelt_is_lost_and_told(small: ce.Dataset) -> None:
    """Only events of GDELT make rows; the rest is counted."""
    losses = formats.Losses()
    assert [] == list(formats.find("gdelt2").pieces(small, losses, {}))
    assert (1, 2, 1, 1) == tuple(map(losses.report().count, ("Strike", "Exchange", "CasualtyReport", "Statement")))


def test_a_tab_from_elsewhere_does_not_break_the_table() -> None:
    """It becomes a space, and is counted."""
    dataset = read(table(ROW)).dataset
    actor = attrs.evolve(dataset.actors[0], name="A\tB\nC")
    losses = formats.Losses()
    changed = attrs.evolve(dataset, actors=(actor, *dataset.actors[1:]))
    text = "".join(formats.find("gdelt2").pieces(changed, losses, {}))
    assert "A B C" == text.split("\t")[NAMES.index("Actor1Name")]
    assert 1 == losses.report().count("a tab or line break in a cell")


def test_scanning_gives_the_same_records() -> None:
    """What a record names comes before it, and what many rows name comes once."""
    data = table(ROW, ROW | {"GLOBALEVENTID": "2"})
    dataset = read(data).dataset
    records = list(formats.scan(data))
    assert {*dataset.sources, *dataset.actors, *dataset.places, *dataset.events} == set(records)
    known: set[str] = set()
    for record in records:
        if isinstance(record, ce.Incident):
            named = {each.actor for each in record.participants} | {each.place for each in record.where}
            assert {*named, *record.assertions[0].attribution.via} <= known
        known.add(getattr(record, "id"))  # noqa: B009
    assert len(records) == len(known)


def test_memory_does_not_grow_with_the_cells() -> None:
    """Reading four times the rows one by one takes no four times the memory; only ids are kept."""

    def peak(number: int) -> int:
        rows = (ROW | {"GLOBALEVENTID": str(each), "AvgTone": f"{each}.5"} for each in range(1, number + 1))
        data = table(*rows)
        tracemalloc.start()
        for _ in formats.scan(data):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    few, many = peak(500), peak(2000)
    # A row of half a kilobyte must not be kept; its id takes about 200 bytes, and what is remembered of it as much.
    assert many - few < 1500 * 600


def test_the_command_converts_there_and_back(tmp_path: Path) -> None:
    """`convert` to JSON Lines and back gives the same bytes."""
    data = table(ROW, ROW | {"GLOBALEVENTID": "2"} | QUIRKS["a place of type 0"])
    there, lines, again = tmp_path / "a.export.CSV", tmp_path / "a.jsonl", tmp_path / "b.export.CSV"
    there.write_bytes(data)
    assert 0 == main(["convert", str(there), str(lines)])
    assert 0 == main(["convert", str(lines), str(again), "--to", "gdelt2"])
    assert data == again.read_bytes()
