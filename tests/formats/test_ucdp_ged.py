"""UCDP GED: every quirk of its releases is read, and every cell comes back. The rows are made up."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats
from conflictevents.formats import _ucdp_columns

FORMAT: Final = "ucdp-ged"
HEADER: Final = [*_ucdp_columns.NAMES]

ROW: Final = dict.fromkeys(HEADER, "") | {
    "id": "900001",
    "relid": "XXA-2014-1-900-9.1",
    "year": "2014",
    "active_year": "1",
    "code_status": "Clear",
    "type_of_violence": "1",
    "conflict_dset_id": "800",
    "conflict_new_id": "800",
    "conflict_name": "Exampleland: Government",
    "dyad_dset_id": "900",
    "dyad_new_id": "900",
    "dyad_name": "Government of Exampleland - Example Front",
    "side_a_dset_id": "700",
    "side_a_new_id": "700",
    "side_a": "Government of Exampleland",
    "side_b_dset_id": "701",
    "side_b_new_id": "701",
    "side_b": "Example Front",
    "number_of_sources": "2",
    "source_article": '"Example Wire,2014-01-22,Shots; and more shots";"The Paper,2014-01-23,Two, or three"',
    "source_office": "Example Wire;The Paper",
    "source_date": "2014-01-22;2014-01-23",
    "source_headline": "Shots; and more shots;Two, or three",
    "source_original": "police",
    "where_prec": "2",
    "where_coordinates": "Riverton town",
    "where_description": "a bridge\nnear Riverton",
    "adm_1": "North province",
    "adm_2": "River district",
    "latitude": "49.002499999999998",
    "longitude": "-3.5",
    "geom_wkt": "POINT (-3.5 49.0025)",
    "priogrid_gid": "202022",
    "country": "Exampleland",
    "country_id": "999",
    "region": "Europe",
    "event_clarity": "1",
    "date_prec": "2",
    "date_start": "2014-01-22",
    "date_end": "2014-01-24",
    "deaths_a": "1",
    "deaths_b": "2",
    "deaths_civilians": "3",
    "deaths_unknown": "1",
    "best": "7",
    "high": "6",
    "low": "7",
    "gwnoa": "999",
}


def table(*rows: dict[str, str], header: bool = True) -> bytes:
    """A table as it is published."""
    lines = [formats.csv_line(rows[0])] if header else []
    return "".join([*lines, *(formats.csv_line(row.values()) for row in rows)]).encode()


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


def test_the_numbers_are_claims_of_ucdp() -> None:
    """Low, best and high are legs of its own estimate, a low above the high too; the parts lie within the best."""
    result = read(table(ROW))
    (report,) = result.dataset.reports
    numbers = {figure.id: (figure.count, figure.estimate, figure.to, figure.group) for figure in report.figures}
    assert {
        "ged-900001-best": (ce.Count.exactly(7), "best", None, None),
        "ged-900001-low": (ce.Count.exactly(7), "low", None, None),
        "ged-900001-high": (ce.Count.exactly(6), "high", None, None),
        "ged-900001-deaths_a": (ce.Count.exactly(1), None, "ucdp-actor-700", None),
        "ged-900001-deaths_b": (ce.Count.exactly(2), None, "ucdp-actor-701", None),
        "ged-900001-deaths_civilians": (ce.Count.exactly(3), None, None, "civilians"),
        "ged-900001-deaths_unknown": (ce.Count.exactly(1), None, None, "status:unknown"),
    } == numbers
    assert {"ged-900001-best"} == {figure.within for figure in report.figures if figure.estimate is None}
    assert {("coded", "ucdp-ged", None)} == {
        (figure.attribution.method, figure.attribution.source, figure.attribution.speaker) for figure in report.figures
    }


def test_the_reports_are_told_apart_though_nothing_is_escaped() -> None:
    """Headlines with separators in them are found between the offices, and whom they cite comes first in `via`."""
    dataset = read(table(ROW)).dataset
    cited, *reports = dataset.reports[0].figures[0].attribution.via
    assert "police" == dataset.actor(cited).name
    assert [
        ("Example Wire", "2014-01-22", "Shots; and more shots"),
        ("The Paper", "2014-01-23", "Two, or three"),
    ] == [(each.publisher, str(each.published), each.title) for each in map(dataset.source, reports)]


def test_the_event_has_its_place_its_days_and_its_sides() -> None:
    """The precision of place and date is on our scales, and the event is part of the dyad, that of the conflict."""
    dataset = read(table(ROW)).dataset
    event = dataset.event("ged-900001")
    assert isinstance(event, ce.Incident)
    place = dataset.place(event.where[0].place)
    assert ("2014-01-22/2014-01-24", "near", ce.Point(latitude=49.0025, longitude=-3.5)) == (
        str(event.when),
        place.precision,
        place.point,
    )
    assert ("ucdp-dyad-900", "ucdp-conflict-800") == (event.part_of, dataset.event("ucdp-dyad-900").part_of)
    assert [("ucdp-actor-700", "party"), ("ucdp-actor-701", "party")] == [
        (each.actor, each.role) for each in event.participants
    ]
    assert ("state", "unknown") == (dataset.actor("ucdp-actor-700").kind, dataset.actor("ucdp-actor-701").kind)


def test_one_sided_violence_has_an_attacker_and_a_target() -> None:
    """Civilians are a target and no party; the old and the new numbers of the dataset both come back."""
    one_sided = {"type_of_violence": "3", "side_b": "Civilians", "side_b_new_id": "1", "side_b_dset_id": "9999"}
    row = ROW | one_sided | {"conflict_dset_id": "57", "conflict_new_id": "453"}
    dataset = read(table(row)).dataset
    assert ["attacker", "target"] == [each.role for each in dataset.event("ged-900001").participants]
    assert "civilians" == dataset.actor("ucdp-actor-1").kind
    assert [*row.values()] == back(dataset)[1]


QUIRKS: Final[dict[str, dict[str, str]]] = {
    "plain": {},
    "nobody died": {"best": "0", "deaths_a": "0"},
    "low above best": {"best": "2", "low": "9", "high": "9"},
    "true": {"active_year": "true"},
    "True": {"active_year": "True"},
    "unchecked": {"code_status": "Check vague or biased source"},
    "before 2013": {
        "number_of_sources": "-1",
        "source_article": "Example Wire; the Paper 3 May",
        "source_office": "",
        "source_date": "",
        "source_headline": "",
    },
    "headlines that do not split": {"source_article": "not as usual", "source_headline": "a;b;c"},
    "offices that do not split": {"source_office": "A;B;C"},
    "no place": dict.fromkeys(("where_coordinates", "adm_1", "adm_2", "country", "where_description"), ""),
    "only the district": {"adm_1": ""},
    "a line": {"where_prec": "5"},
    "the sea": {"where_prec": "7", "adm_1": "", "adm_2": ""},
    "another point": {"geom_wkt": "POINT (-3.50001 49.0025)"},
    "no point": {"latitude": "", "longitude": "", "geom_wkt": ""},
    "wrong point": {"latitude": "149.5"},
    "another precision": {"date_prec": "5"},
    "another year": {"year": "2013"},
    "backwards": {"date_start": "2014-01-25"},
    "one date": {"date_end": ""},
    "no date": {"date_start": "soon", "date_end": ""},
    "no side": {"side_a": "", "side_a_new_id": ""},
    "sides without numbers": {"side_a_new_id": "", "side_b_new_id": "", "dyad_new_id": "", "conflict_new_id": ""},
    "no dyad": {"dyad_new_id": "", "dyad_name": "", "dyad_dset_id": ""},
    "no id": {"id": ""},
    "a strange id": {"id": "9 000"},
    "words for numbers": {"best": "seven", "low": "7.0", "high": "-9"},
    "spaces": {"best": " 7 ", "side_a": " Government of Exampleland", "id": "900001 "},
    "nothing": dict.fromkeys(HEADER, "") | {"id": "1"},
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_every_quirk_is_read_and_comes_back(quirk: str) -> None:
    """Nothing that was published is rejected, and each cell is written as it was."""
    row = ROW | QUIRKS[quirk]
    result = read(table(row))
    assert () == result.rejected
    assert [[*row], [*row.values()]] == back(result.dataset)


@given(
    st.lists(
        st.fixed_dictionaries({name: st.sampled_from([ROW[name], "", "1", "-9", "x;y", " ", "é"]) for name in HEADER}),
        min_size=1,
        max_size=4,
    )
)
def test_any_cells_come_back(rows: list[dict[str, str]]) -> None:
    """Whatever stands in the cells, each row becomes an event, and the cells come back."""
    rows = [{name: row[name] for name in HEADER} for row in rows]
    result = formats.read(table(*rows), FORMAT)
    assert () == result.rejected
    assert [HEADER, *([*row.values()] for row in rows)] == back(result.dataset)


def test_without_an_id_the_other_one_serves() -> None:
    """An event without `id` has the number of its report in its own."""
    row = {name: ROW[name] for name in HEADER if name != "id"}
    result = read(table(row))
    assert ["ged-XXA-2014-1-900-9.1"] == [e.id for e in result.dataset.events if isinstance(e, ce.Incident)]
    assert [[*row], [*row.values()]] == back(result.dataset)


def test_two_rows_with_one_id_are_two_events() -> None:
    """An id that comes again is told, and both rows come back."""
    result = read(table(ROW, ROW | {"best": "8"}))
    assert ["ged-900001", "ged-900001~2"] == [e.id for e in result.dataset.events if isinstance(e, ce.Incident)]
    assert ["IO123"] == [problem.code for problem in result.problems]
    assert 3 == len(back(result.dataset))


def test_an_actor_under_two_names_comes_back() -> None:
    """Where rows differ in what they say of one actor, dyad or conflict, the first is the record and the cells stay."""
    rows = (ROW, ROW | {"id": "2", "side_a": "The Government", "dyad_name": "Another", "conflict_new_id": "801"})
    dataset = read(table(*rows)).dataset
    assert "Government of Exampleland" == dataset.actor("ucdp-actor-700").name
    assert [[*row.values()] for row in rows] == back(dataset)[1:]


def test_a_file_without_a_header_is_known_by_its_columns() -> None:
    """Some candidate releases have no header; none is written then."""
    result = read(table(ROW, header=False))
    assert [[*ROW.values()]] == back(result.dataset)


def test_a_selection_of_columns_with_others_among_them() -> None:
    """What is there is read, what is missing is told, and a user's own columns come back in their places."""
    names = ["", "id", "mine", "type_of_violence", "date_prec", "where_prec", "date_start", "BEST"]
    row = {name: ROW.get(name.lower(), "own") for name in names}
    result = read(table(row))
    assert ["IO126"] == [problem.code for problem in result.problems]
    assert [names, [*row.values()]] == back(result.dataset)


def test_pages_of_the_api() -> None:
    """Pages in JSON give the same records as the table; a null is an empty cell."""
    numbers = {name: int(ROW[name]) for name in ("id", "best", "low", "high")} | {"gwnob": None, "active_year": True}
    page = {"TotalCount": 1, "NextPageUrl": "", "Result": [ROW | numbers | {"date_start": "2014-01-22T00:00:00"}]}
    result = read(json.dumps(page).encode())
    expected = ROW | {"active_year": "true"}
    assert [HEADER, [*expected.values()]] == back(result.dataset)
    assert read(table(ROW)).dataset.reports == result.dataset.reports


def test_pages_of_the_api_in_one_list() -> None:
    """As a program that fetched them may have saved them; a page without events is an empty dataset."""
    pages = [{"TotalCount": 2, "Result": [ROW | {"id": number}]} for number in "12"]
    assert ["1", "2"] == [row[0] for row in back(read(json.dumps(pages).encode()).dataset)[1:]]
    empty = read(json.dumps({"TotalCount": 0, "TotalPages": 0, "Result": []}).encode())
    assert ((), ()) == (empty.dataset.events, empty.problems)


def test_dates_that_a_spreadsheet_wrote() -> None:
    """Month-first dates are told by the column as a whole, and come back as they were."""
    rows = [
        ROW | {"id": "1", "date_start": "1/22/2014 12:00:00 AM", "date_end": "1/24/2014 12:00:00 AM"},
        ROW | {"id": "2", "date_start": "05/02/2014 00:00", "date_end": "05/02/2014 00:00", "date_prec": "1"},
    ]
    result = read(table(*rows))
    assert ["2014-01-22/2014-01-24", "2014-05-02"] == [str(e.when) for e in result.dataset.events if e.when]
    assert ["IO125", "IO125"] == [problem.code for problem in result.problems]
    assert [[*row.values()] for row in rows] == back(result.dataset)[1:]


def test_an_ambiguous_column_is_not_guessed() -> None:
    """Where no row tells, no date is read, until the user says which comes first."""
    row = ROW | {"date_start": "05/02/2014", "date_end": "05/02/2014", "date_prec": "1"}
    result = read(table(row))
    assert result.dataset.event("ged-900001").when is None
    assert "IO122" in {problem.code for problem in result.problems}
    assert "2014-02-05" == str(read(table(row), day_order="DMY").dataset.event("ged-900001").when)
    assert [*row.values()] == back(result.dataset)[1]


def test_a_value_that_was_changed_is_written_as_it_is_now() -> None:
    """A cell that was kept gives way once the record says something else than it was read as."""
    row = ROW | {"date_start": "22 January 2014", "date_end": "22 January 2014", "date_prec": "1"}
    dataset = read(table(row)).dataset
    event = attrs.evolve(dataset.event("ged-900001"), when=ce.When(edtf="2014-01-25"))
    changed = attrs.evolve(dataset, events=tuple(event if e.id == event.id else e for e in dataset.events))
    cells = dict(zip(HEADER, back(changed)[1], strict=True))
    assert ("2014-01-25", "2014-01-25", "1") == (cells["date_start"], cells["date_end"], cells["date_prec"])


def test_a_number_that_is_no_longer_exact_is_lost_and_told() -> None:
    """The table has whole numbers alone, so "at least 7" is neither written as 7 nor passed over."""
    dataset = read(table(ROW)).dataset
    report = dataset.reports[0]
    figures = tuple(
        attrs.evolve(each, count=ce.Count.at_least(each.count.low)) for each in report.figures if each.count
    )
    losses = formats.Losses()
    changed = attrs.evolve(dataset, reports=(attrs.evolve(report, figures=figures),))
    text = "".join(formats.find("ucdp-ged").pieces(changed, losses, {}))
    cells = dict(zip(HEADER, list(csv.reader(io.StringIO(text)))[1], strict=True))
    assert {""} == {cells[name] for name in ("best", "low", "high", "deaths_a")}
    assert len(figures) == losses.report().count("Figure")


@pytest.mark.parametrize(
    ("cells", "edtf", "column"),
    [
        ({"date_end": "2014-01-22", "date_prec": "5"}, "2014-01-22~", "date_prec"),
        ({"date_prec": "4"}, "2014-01-22~/2014-01-24~", "date_prec"),
        ({"date_prec": "1"}, "2014-01-22/2014-01-24", "date_prec"),
        ({"year": "2015"}, "2014-01-22?/2014-01-24?", "year"),
        ({"date_end": "2014-01-22", "date_prec": "1", "year": "2013"}, "2014-01-22?", "year"),
        ({"date_start": "2013-12-31", "date_end": "2014-01-01", "year": "2013"}, "2013-12-31/2014-01-01", None),
        ({"date_start": "2013-12-31", "date_end": "2014-01-01"}, "2013-12-31/2014-01-01", None),
    ],
)
def test_a_date_is_no_more_certain_than_its_row(cells: dict[str, str], edtf: str, column: str | None) -> None:
    """A wider precision or another year makes the days doubtful, and is told; New Year is no contradiction."""
    result = read(table(ROW | cells))
    assert edtf == str(result.dataset.event("ged-900001").when)
    told = [] if column is None else [("IO104", f"/1/{column}")]
    assert told == [(each.code, each.path) for each in result.problems]
    assert [*(ROW | cells).values()] == back(result.dataset)[1]


def written(dataset: ce.Dataset) -> tuple[list[dict[str, str]], formats.LossReport]:
    """The rows that are written, and what was lost."""
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(dataset, losses, {}))
    return list(csv.DictReader(io.StringIO(text, newline=""))), losses.report()


@pytest.mark.parametrize(
    ("edtf", "cells", "is_lost"),
    [
        ("2014-02", ("2014-02-01", "2014-02-28", "4"), False),
        ("2014", ("2014-01-01", "2014-12-31", "5"), False),
        ("2014-02-20~", ("2014-02-20", "2014-02-20", "5"), False),
        ("2014-02-20?", ("2014-02-20", "2014-02-20", "5"), True),
        ("2014-02?", ("2014-02-01", "2014-02-28", "5"), True),
        ("2014~", ("", "", ""), True),
        ("2014-02-20/..", ("2014-02-20", "", ""), True),
    ],
)
def test_a_date_that_was_changed_is_written_as_days(edtf: str, cells: tuple[str, str, str], is_lost: bool) -> None:
    """With the precision of the days, never more certain than the date; what the days do not say is told."""
    dataset = read(table(ROW)).dataset
    event = attrs.evolve(dataset.event("ged-900001"), when=ce.When(edtf=edtf))
    changed = attrs.evolve(dataset, events=tuple(event if e.id == event.id else e for e in dataset.events))
    (row,), report = written(changed)
    assert cells == (row["date_start"], row["date_end"], row["date_prec"])
    assert is_lost == (report.count("Incident.when") == 1)


@pytest.mark.parametrize(
    ("policy", "numbers", "lost"),
    [("keep_both", [("7", "7", "6")], 7), ("rename", [("7", "7", "6"), ("8", "7", "9")], 0)],
)
def test_two_releases_that_were_merged(policy: str, numbers: list[tuple[str, str, str]], lost: int) -> None:
    """A row has the numbers of one release, those of the other are told; ids that the merge gave lose no number."""
    one, other = read(table(ROW), release="24.1"), read(table(ROW | {"best": "8", "high": "9"}), release="25.1")
    rows, report = written(ce.merge(one.dataset, other.dataset, on_conflict=policy)[0])
    assert numbers == [(row["best"], row["low"], row["high"]) for row in rows]
    assert lost == report.count("Figure")


def test_what_is_not_said_to_have_happened_makes_no_row() -> None:
    """A row says that it happened."""
    dataset = read(table(ROW)).dataset
    event = attrs.evolve(dataset.event("ged-900001"), realis="planned")
    changed = attrs.evolve(dataset, events=tuple(event if e.id == event.id else e for e in dataset.events))
    rows, report = written(changed)
    assert ([], 1) == (rows, report.count("Incident"))


@pytest.mark.parametrize(
    "name", ["side_a", "dyad_name", "adm_1", "where_coordinates", "source_original", "code_status"]
)
def test_a_cell_with_nothing_but_a_byte_order_mark_is_blank(name: str) -> None:
    """A stray mark is nobody's name; the row is read, and the cell comes back."""
    data = table({**ROW, name: "\ufeff"})
    result = read(data)
    assert (1, ()) == (len(result.dataset.reports), result.rejected)
    assert "\ufeff" == dict(zip(HEADER, back(result.dataset)[1], strict=True))[name]


def test_the_release_is_told_by_the_name_of_the_file() -> None:
    """Ids are those of a release, since the same id means other things in another."""
    result = read(table(ROW), name="GEDEvent_v25_01_25_06.csv")
    assert "ucdp-ged-25.01.25.06" == result.dataset.sources[0].id
    assert "25.01.25.06" == result.dataset.event("ged-900001").identifiers[0].release
    assert "24.1" == read(table(ROW), release="24.1").dataset.event("ged-900001").identifiers[0].release


@pytest.mark.parametrize(
    ("name", "release"),
    [("ged191.csv", "19.1"), ("ged201.csv", "20.1"), ("GEDEvent_v25_0_9.csv", "25.0.9"), ("merged191.csv", None)],
)
def test_the_release_is_told_by_other_names_too(name: str, release: str | None) -> None:
    """Short names of files as well; a word that ends so is none."""
    assert release == read(table(ROW), name=name).dataset.event("ged-900001").identifiers[0].release


def test_the_release_is_told_by_the_name_of_an_archive(tmp_path: Path) -> None:
    """Where the file in it has another name."""
    path = tmp_path / "ged251-csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("events.csv", table(ROW))
    assert "ucdp-ged-25.1" == formats.read(path).dataset.sources[0].id


OLDER: Final = {
    "conflict_new_id": "conflict_id",
    "dyad_new_id": "dyad_id",
    "side_a_new_id": "side_a_id",
    "side_b_new_id": "side_b_id",
    "country_id": "gwno",
    "best": "best_est",
    "high": "high_est",
    "low": "low_est",
}
"""Names of columns in older releases, by those of today."""


def test_an_older_release_says_the_same() -> None:
    """Its columns have other names, and are written under them."""
    left_out = {"relid", "conflict_dset_id", "dyad_dset_id", "side_a_dset_id", "side_b_dset_id"}
    today = {name: cell for name, cell in ROW.items() if name not in left_out}
    older = {OLDER.get(name, name): cell for name, cell in today.items()} | {"isocc": "XXA"}
    result = read(table(older))
    assert read(table(today)).dataset.reports == result.dataset.reports
    assert read(table(today)).dataset.places == result.dataset.places
    assert [[*older], [*older.values()]] == back(result.dataset)


def test_a_few_columns_are_enough() -> None:
    """A selection without the numbers that only UCDP gives to events is found out."""
    names = ["id", "type_of_violence", "side_a", "side_b", "country", "date_start", "date_end", "best", "low", "high"]
    row = {name: ROW[name] for name in names}
    assert [names, [*row.values()]] == back(read(table(row)).dataset)


@pytest.mark.parametrize(("name", "country"), [("Ukraine", "UA"), ("Exampleland", None), ("Yugoslavia", None)])
def test_the_country_is_told_by_its_name_where_it_has_no_number(name: str, country: str | None) -> None:
    """If exactly one country of our tables has that name."""
    row = ROW | {"country": name, "country_id": ""}
    (place,) = read(table(row)).dataset.places
    assert (country, country and "country of UCDP") == (place.country, place.country_basis)
    assert [*row.values()] == back(read(table(row)).dataset)[1]


def test_what_did_not_come_from_ucdp_is_lost_and_told(small: ce.Dataset) -> None:
    """Only events of UCDP make rows; the rest is counted."""
    losses = formats.Losses()
    list(formats.find(FORMAT).pieces(small, losses, {}))
    report = losses.report()
    assert (1, 2, 1, 1) == tuple(map(report.count, ("Strike", "Exchange", "CasualtyReport", "Statement")))


def test_scanning_gives_the_same_records() -> None:
    """What a record names comes before it."""
    dataset = read(table(ROW)).dataset
    records = list(formats.scan(table(ROW)))
    assert {*dataset.sources, *dataset.actors, *dataset.places, *dataset.events, *dataset.reports} == set(records)
    known: set[str] = set()
    for record in records:
        if isinstance(record, ce.CasualtyReport):
            assert {record.event, *record.figures[0].attribution.via} <= known
        known.add(getattr(record, "id"))  # noqa: B009


@pytest.mark.parametrize(
    ("number", "country"), [("365", "RU"), ("369", "UA"), ("345", None), ("396", None), ("999", None)]
)
def test_the_country_of_a_place_and_of_a_state_follows_from_its_number(number: str, country: str | None) -> None:
    """Where a number of a state has one code today the code stands beside it, with UCDP as the ground."""
    dataset = read(table(ROW | {"country_id": number, "gwnoa": number})).dataset
    basis = None if country is None else "country_id of UCDP"
    assert (country, basis) == (dataset.places[0].country, dataset.places[0].country_basis)
    assert country == dataset.actors[0].country
    elsewhere = attrs.evolve(dataset, places=(attrs.evolve(dataset.places[0], country="FR"),))
    losses = formats.Losses()
    list(formats.find(FORMAT).pieces(elsewhere, losses, {}))
    assert 1 == losses.report().count("Place.country")


def changed(dataset: ce.Dataset, **fields: Any) -> tuple[list[list[str]], dict[str, int]]:
    """The rows of a dataset in which lists of records were replaced, and what they do not say."""
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(attrs.evolve(dataset, **fields), losses, {}))
    return list(csv.reader(io.StringIO(text, newline="")))[1:], {each.field: each.count for each in losses.report()}


def test_what_a_row_does_not_say_of_what_it_names_is_told() -> None:
    """What was added to sides, to episodes, to the place and to the reports that were read."""
    dataset = read(table(ROW)).dataset
    more = (ce.Identifier(scheme="other", value="1"),)
    sources = [attrs.evolve(each, url="https://example.org/", licence="CC0-1.0") for each in dataset.sources]
    _, lost = changed(
        dataset,
        actors=tuple(attrs.evolve(each, kind="person") for each in dataset.actors),
        places=tuple(attrs.evolve(each, precision="exact") for each in dataset.places),
        sources=tuple(sources),
        events=tuple(attrs.evolve(each, identifiers=(*each.identifiers, *more)) for each in dataset.events),
    )
    assert {
        "Actor.kind": len(dataset.actors),
        "Place.precision": 1,
        "Place.id": 1,
        "Source.url": len(sources),
        "Source.licence": len(sources),
        "Dataset.licence": 1,
        "Episode.identifiers": 2,
        "Incident.identifiers": 1,
    } == lost


def test_words_of_a_date_are_words_that_are_lost() -> None:
    """Its days are written as they are."""
    dataset = read(table(ROW)).dataset
    event = dataset.events[-1]
    assert isinstance(event, ce.Incident)
    assert event.when is not None
    worded = attrs.evolve(event, when=attrs.evolve(event.when, text="in January"))
    _, lost = changed(dataset, events=(*dataset.events[:-1], worded))
    assert {"When.text": 1} == lost


def test_a_cell_of_one_type_has_one() -> None:
    """The first of a vocabulary is written."""
    dataset = read(table(ROW)).dataset
    event = dataset.events[-1]
    assert isinstance(event, ce.Incident)
    more = ce.TypeCode(vocabulary="ucdp-type-of-violence", value="3", label="one-sided violence")
    rows, lost = changed(dataset, events=(*dataset.events[:-1], attrs.evolve(event, types=(*event.types, more))))
    assert (ROW["type_of_violence"], {"Incident.types": 1}) == (rows[0][HEADER.index("type_of_violence")], lost)


def test_an_id_that_comes_twice_is_another_when_it_is_read() -> None:
    """The events stay two; that the id of one is not read again is told."""
    first, later = (read(table(ROW | {"best": each})).dataset for each in ("7", "8"))
    event = attrs.evolve(later.events[-1], when=ce.When(edtf="2014-01-22"))
    later = attrs.evolve(later, events=(*later.events[:-1], event))
    both, _ = ce.merge(first, later, on_conflict="rename")
    rows, lost = changed(both)
    assert ["7", "8"] == [row[HEADER.index("best")] for row in rows]
    assert 1 == lost["Incident.id"]


def test_a_side_with_the_number_of_another_harms_nobody() -> None:
    """It would be read as that other one, so its deaths are not written."""
    dataset = read(table(ROW)).dataset
    one, other = (each for each in dataset.actors if each.id.startswith("ucdp-actor-"))
    actors = tuple(
        attrs.evolve(each, identifiers=one.identifiers) if each is other else each for each in dataset.actors
    )
    rows, lost = changed(dataset, actors=actors)
    assert ("", 1) == (rows[0][HEADER.index("deaths_b")], lost["Figure"])
