"""Daily casualty reports: whose number each one is, and every value comes back. The rows are made up."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats
from conflictevents._cli import main
from conflictevents.formats import _casualty_columns
from conflictevents.formats._again import said

FORMAT: Final = "daily-casualties"
EXTRACTS: Final = Path(__file__).parent / "data"
GAZA: Final = {
    "report_date": "2031-02-03",
    "report_source": "mohtel",
    "report_period": 48,
    "killed": 9,
    "killed_cum": 209,
    "killed_children_cum": 40,
    "killed_truce_new": 5,
    "killed_succumbed": 1,
    "killed_recovered": 3,
    "injured_cum": 300,
    "famine_cum": 2,
    "ext_massacres_cum": 4,
    "ext_killed": 9,
    "ext_killed_cum": 210,
    "ext_press_killed_cum": 3,
}
WEST_BANK: Final = {
    "report_date": "2031-02-03",
    "verified": {"killed": 1, "killed_cum": 14, "injured_children_cum": 3},
    "killed_cum": 12,
    "injured_children_cum": 2,
    "settler_attacks_cum": 30,
    "displaced_households_cum": 6,
    "displaced_persons_cum": 31,
    "flash_source": "un",
}
DAMAGE: Final = {
    "report_date": "2031-02-03",
    "civic_buildings": {"destroyed": 5, "ext_destroyed": 5},
    "educational_buildings": {"ext_destroyed": 1, "ext_damaged": 15},
    "places_of_worship": {"ext_mosques_destroyed": 2, "churches_destroyed": 3, "ext_churches_destroyed": 2},
    "residential": {"ext_destroyed": 80},
}
LEBANON: Final = {
    "report_date": "2031-02-03",
    "report_source": "ocha",
    "report_period": 24,
    "phase": 2,
    "killed": 2,
    "killed_cum": 120,
    "killed_cum_reported": 20,
    "injured_cum": 500,
    "injured_cum_reported": 50,
}
FIRST_VERSION: Final = {
    "report_date": "2031-02-03",
    "report_source": "gmotel",
    "martyred": 7,
    "martyred_cum": 207,
    "martyred_children_cum": 40,
    "ext_martyred_cum": 208,
    "injured_cum": 300,
    "med_martyred_cum": 11,
    "ext_press_martyred_cum": 2,
}
ROWS: Final = {"gaza": GAZA, "west-bank": WEST_BANK, "infrastructure": DAMAGE, "lebanon": LEBANON}


def read(rows: list[Any] | bytes, **options: Any) -> formats.ReadResult:
    """What is read, without its format being told."""
    result = formats.read(rows if isinstance(rows, bytes) else json.dumps(rows).encode(), **options)
    assert FORMAT == result.format
    return result


def figures(row: dict[str, Any]) -> dict[str, ce.Figure]:
    """The figures of a row by their column."""
    (report,) = read([row]).dataset.reports
    return {(figure.id or "").removeprefix(f"{report.id}-"): figure for figure in report.figures}


def text_of(dataset: ce.Dataset, **options: Any) -> str:
    """What is written, after a trip through JSON Lines, when nothing was lost."""
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(ce.loads(ce.dumps(dataset, format="jsonl")), losses, options))
    assert not losses.report()
    return text


def back(dataset: ce.Dataset) -> str:
    """The values that are written as JSON, told apart by type."""
    return json.dumps(json.loads(text_of(dataset)), sort_keys=True)


def same(rows: list[Any]) -> str:
    """The values of some rows, told apart by type."""
    return json.dumps(rows, sort_keys=True)


def table(*rows: dict[str, str]) -> bytes:
    """The same as CSV."""
    return "".join(formats.csv_line(row) for row in (rows[0], *(row.values() for row in rows))).encode()


def test_the_killed_of_the_first_version_are_killed() -> None:
    """It names them otherwise; they are the same claims, under their own names, and so they come back."""
    of = figures(FIRST_VERSION)
    today = figures({name.replace("martyred", "killed"): value for name, value in FIRST_VERSION.items()})
    assert [*FIRST_VERSION][2:] == [*of]
    said = [attrs.evolve(figure, id=None) for figure in today.values()]
    assert said == [attrs.evolve(figure, id=None) for figure in of.values()]
    assert ("killed", 7) == (of["martyred"].measure, of["martyred"].count and of["martyred"].count.low)
    assert same([FIRST_VERSION]) == back(read([FIRST_VERSION]).dataset)
    assert "gaza-2031-02-03" == read([{"report_date": "2031-02-03", "martyred_cum": 5}]).dataset.reports[0].id


def test_a_number_and_its_twin_are_claims_of_two() -> None:
    """The ministry reports; what the compiler filled in is its own, goes by the ministry, and may differ."""
    of = figures(GAZA)
    reported, twin = of["killed_cum"], of["ext_killed_cum"]
    assert (209, 210) == (reported.count and reported.count.low, twin.count and twin.count.low)
    assert ("gaza-health-ministry", ("mohtel",), None) == (
        reported.attribution.speaker,
        reported.attribution.via,
        reported.attribution.method,
    )
    assert (None, ("gaza-health-ministry", "mohtel"), "extrapolated") == (
        twin.attribution.speaker,
        twin.attribution.via,
        twin.attribution.method,
    )


def test_increments_have_a_window_and_totals_have_none() -> None:
    """The hours of a report end on its day; a total is since a start that the table does not state."""
    of = figures(GAZA)
    assert ("increment", "2031-02-01/2031-02-03") == (of["killed"].scope, str(of["killed"].window))
    assert ("cumulative", None) == (of["killed_cum"].scope, of["killed_cum"].window)
    assert {"2031-02-03"} == {str(figure.attribution.as_of) for figure in of.values()}
    nothing = figures(GAZA | {"report_period": 0, "report_source": "missing"})
    assert (None, "unclear") == (nothing["killed"].window, nothing["killed"].attribution.attributed)


def test_parts_of_the_killed_are_within_them() -> None:
    """New ones, late ones and bodies are told apart; without a number of all killed they are within none."""
    of = figures(GAZA)
    parts = ("killed_truce_new", "killed_succumbed", "killed_recovered")
    assert {of["killed"].id} == {of[name].within for name in parts}
    assert ("daily-casualties.recovered", "bodies") == (of["killed_recovered"].measure, of["killed_recovered"].item)
    assert "children" == of["killed_children_cum"].group
    without = figures({name: value for name, value in GAZA.items() if name != "killed"})
    assert {None} == {without[name].within for name in parts}


def test_verified_numbers_stand_beside_flash_totals() -> None:
    """The UN verified the one; the other is not verified, and the compiler's own where it was only carried on."""
    of = figures(WEST_BANK)
    assert ("verified", "un-ocha") == (
        of["verified.killed_cum"].attribution.method,
        of["verified.killed_cum"].attribution.speaker,
    )
    assert (None, "un-ocha") == (of["killed_cum"].attribution.method, of["killed_cum"].attribution.speaker)
    filled = figures(WEST_BANK | {"flash_source": "fill"})["killed_cum"]
    assert ("extrapolated", None) == (filled.attribution.method, filled.attribution.speaker)
    assert ("displaced", "household") == (of["displaced_households_cum"].measure, of["displaced_households_cum"].item)


def test_damage_is_told_by_the_media_office() -> None:
    """Its totals are of things; no row names the office, and the twins are the compiler's."""
    of = figures(DAMAGE)
    assert ("gaza-media-office", "carried") == (
        of["civic_buildings.destroyed"].attribution.speaker,
        of["civic_buildings.destroyed"].attribution.attributed,
    )
    assert "extrapolated" == of["places_of_worship.ext_churches_destroyed"].attribution.method
    assert ("damaged", "school", "cumulative") == (
        of["educational_buildings.ext_damaged"].measure,
        of["educational_buildings.ext_damaged"].item,
        of["educational_buildings.ext_damaged"].scope,
    )
    assert {None, "mosque", "church", "civic building"} == {figure.model for figure in of.values()}


def test_a_count_that_starts_afresh_is_told_from_one_that_goes_on() -> None:
    """In Lebanon the total over both counts is the compiler's, and the ministry's is of its phase."""
    of = figures(LEBANON)
    assert (None, ("lebanon-health-ministry", "un-ocha")) == (
        of["killed_cum"].attribution.speaker,
        of["killed_cum"].attribution.via,
    )
    assert ("lebanon-health-ministry", ("un-ocha",), "2026-03-02/2031-02-03") == (
        of["killed_cum_reported"].attribution.speaker,
        of["killed_cum_reported"].attribution.via,
        str(of["killed_cum_reported"].window),
    )


@pytest.mark.parametrize("area", ROWS)
def test_the_area_is_told_by_the_row(area: str) -> None:
    """Each area has its episode; where a table does not tell its area there is no place, until the user says it."""
    dataset = read([ROWS[area]]).dataset
    (report,), (episode,) = dataset.reports, dataset.events
    assert report.id.startswith(f"{area}-2031-02-03")
    assert 1 == len(episode.where)
    bare = [{"report_date": "2031-02-03", "killed_cum": 5}]
    assert () == read(bare).dataset.events[0].where
    assert read(bare, area=area).dataset.events == dataset.events


def test_an_area_that_is_none_is_refused() -> None:
    """The message says which there are."""
    with pytest.raises(ValueError, match="expected an area \\(gaza, west-bank"):
        read([GAZA], area="north")


QUIRKS: Final[dict[str, dict[str, Any]]] = {
    "plain": {},
    "null": {"killed_cum": None},
    "a number as text": {"killed_cum": "250"},
    "a number with a point": {"killed_cum": 250.0},
    "a negative number": {"killed_cum": -5},
    "words for a number": {"killed": "several"},
    "empty": {"killed": "", "report_source": "", "report_date": ""},
    "no hours": {"report_period": 0},
    "many hours": {"report_period": 96},
    "half a day": {"report_period": 12},
    "hours in words": {"report_period": "a day"},
    "another source": {"report_source": "somebody", "flash_source": "other"},
    "missing": {"report_source": "missing"},
    "a source of another area": {"report_source": "who"},
    "a date that is none": {"report_date": "2031-02-30"},
    "a date long ago": {"report_date": "0001-01-01"},
    "one that is not published": {"verified": {"killed_women_cum": 2}, "massacres": 3},
    "empty objects": {"verified": {}, "residential": {}},
    "nested deeper": {"verified": {"killed": {"a": 1}}, "residential": [1]},
    "names with dots": {"verified.killed": 3, "residential.": 1},
    "completed": {"completed": False},
    "nothing": dict.fromkeys(GAZA),
}


@pytest.mark.parametrize("quirk", QUIRKS)
@pytest.mark.parametrize("area", ROWS)
def test_every_quirk_is_read_and_comes_back(area: str, quirk: str) -> None:
    """Nothing is rejected, each value comes back with its type, and no check finds an error."""
    rows = [ROWS[area] | QUIRKS[quirk]]
    result = read(rows)
    assert () == result.rejected
    assert same(rows) == back(result.dataset)
    assert [] == [str(each) for each in ce.check(result.dataset).problems if each.severity is ce.Severity.ERROR]


NAMES: Final = st.sampled_from([*_casualty_columns.NAMES, "verified", "own", "a.b", ""])
CELLS: Final = st.sampled_from(["", "2031-02-03", "mohtel", "un", "fill", "7", "7.0", "-1", " ", "é"])
VALUES: Final = CELLS | st.none() | st.booleans() | st.integers(-5, 10**16) | st.floats(allow_nan=False)


@given(st.lists(st.dictionaries(NAMES, VALUES | st.dictionaries(NAMES, VALUES, max_size=2), max_size=6), max_size=3))
def test_any_values_come_back(rows: list[dict[str, Any]]) -> None:
    """Whatever the objects hold, each becomes a report, and the values come back."""
    rows = [row | {"killed": 9} for row in rows]
    result = formats.read(json.dumps(rows).encode(), FORMAT)
    assert (len(rows), ()) == (len(result.dataset.reports), result.rejected)
    assert same(rows) == back(result.dataset)


@given(st.data())
def test_any_cells_come_back(data: st.DataObject) -> None:
    """Whatever the columns, their order and their cells, the same table is written."""
    columns = st.sampled_from([*_casualty_columns.EVERY, "own", "a.b"])
    names = data.draw(st.lists(columns, unique=True, min_size=2, max_size=8))
    names = [*dict.fromkeys([*names, "killed"])]
    row = st.fixed_dictionaries(dict.fromkeys(names, CELLS)).filter(lambda row: any(map(str.strip, row.values())))
    rows = data.draw(st.lists(row, min_size=1, max_size=4))
    rows = [row for row in rows if any(row.values())] or [dict.fromkeys(names, "1")]
    result = formats.read(table(*rows), FORMAT)
    assert () == result.rejected
    assert table(*rows).decode() == text_of(result.dataset)


@given(st.binary(max_size=200), st.integers(0, 700), st.integers(0, 400))
def test_any_bytes_are_read_or_refused(piece: bytes, start: int, length: int) -> None:
    """A damaged file gives what can be read of it or an error of this library."""
    whole = json.dumps([GAZA, WEST_BANK, DAMAGE]).encode()
    try:
        result = formats.read(whole[:start] + piece + whole[start + length :], FORMAT)
    except ce.UnreadableInputError:
        return
    text_of(result.dataset)


def test_json_and_csv_hold_the_same_columns() -> None:
    """The CSV has the nested values under names with a dot, and gives the same figures."""
    dataset = read([WEST_BANK]).dataset
    text = text_of(dataset, form="csv")
    (line,) = csv.DictReader(io.StringIO(text, newline=""))
    assert ("14", "12", "un") == (line["verified.killed_cum"], line["killed_cum"], line["flash_source"])
    assert {*dataset.reports[0].figures} == {*read(text.encode()).dataset.reports[0].figures}
    assert same([WEST_BANK]) == same(json.loads(text_of(read(text.encode()).dataset, form="json")))


def test_numbers_in_columns_that_are_not_known_are_told() -> None:
    """A column that somebody renamed makes no claim; that is told once, and it comes back."""
    rows = [GAZA | {"report_date": f"2031-02-0{day}", "dead_total": day} for day in (1, 2, 3)]
    result = read(rows)
    assert [("IO104", "/dead_total", True)] == [
        (each.code, each.path, "in 3 rows" in each.message) for each in result.problems
    ]
    assert same(rows) == back(result.dataset)
    assert () == read([LEBANON]).problems


@pytest.mark.parametrize("area", ["west-bank", "infrastructure"])
@pytest.mark.parametrize("within", ["a dict", "an underscore"])
def test_objects_that_a_program_made_cells_of(area: str, within: str) -> None:
    """Python writes an object as a dict in one cell, or each of its numbers with an underscore for the dot."""
    row: dict[str, str] = {}
    for name, value in ROWS[area].items():
        if isinstance(value, dict) and within == "an underscore":
            row |= {f"{name}_{inner}": str(each) for inner, each in value.items()}
        else:
            row[name] = str(value)
    result = read(table(row))
    (report,), (nested,) = result.dataset.reports, read([ROWS[area]]).dataset.reports
    assert () == result.problems
    assert [*map(said, nested.figures, [nested] * 9)] == [*map(said, report.figures, [report] * 9)]
    assert table(row).decode() == text_of(result.dataset)
    (figure, *rest) = (each for each in report.figures if each.attribution.method == "verified" or area != "west-bank")
    changed = attrs.evolve(figure, count=ce.Count.exactly(8))
    figures = tuple(changed if each is figure else each for each in report.figures)
    dataset = attrs.evolve(result.dataset, reports=(attrs.evolve(report, figures=figures),))
    (again,) = read(text_of(dataset).encode()).dataset.reports
    assert {said(each, report) for each in (changed, *rest)} <= {said(each, again) for each in again.figures}


def test_a_cell_with_something_else_than_an_object_is_told() -> None:
    """Python's dicts are read and never run; a cell that is none is kept as it is."""
    row = {"report_date": "2031-02-03", "verified": "{'killed': print()}", "killed_cum": "12", "flash_source": "un"}
    result = read(table(row, row | {"report_date": "2031-02-04", "verified": "{'killed': 1, 'injured': NaN}"}))
    assert ["IO104"] == [each.code for each in result.problems]
    assert [1, 2] == [len(report.figures) for report in result.dataset.reports]
    assert "{'killed': 1, 'injured': NaN}" in text_of(result.dataset)


def test_a_day_twice_is_told() -> None:
    """Both rows are read and come back."""
    result = read([GAZA, GAZA])
    assert ["IO123"] == [problem.code for problem in result.problems]
    assert same([GAZA, GAZA]) == back(result.dataset)


def test_a_source_that_is_not_known_is_told_once() -> None:
    """Who stands behind its numbers is left open."""
    rows = [GAZA | {"report_date": f"2031-02-{day:02}", "report_source": "somebody"} for day in (1, 2, 3)]
    result = read(rows)
    assert ["IO104"] == [problem.code for problem in result.problems]
    assert "in 3 rows" in result.problems[0].message
    killed = result.dataset.reports[0].killed
    assert (None, "unclear") == (killed[0].attribution.speaker, killed[0].attribution.attributed)


def test_a_table_without_a_date_is_told() -> None:
    """It is read all the same, under the number of its row."""
    result = formats.read(b"killed_cum,report_source\r\n5,mohtel\r\n", FORMAT)
    assert ["IO126"] == [problem.code for problem in result.problems]
    assert "gaza-row-1" == result.dataset.reports[0].id


def test_what_a_record_names_comes_before_it() -> None:
    """Scanning gives the actors, channels, places and episodes of a row before its report."""
    known: set[str] = set()
    for record in formats.scan(json.dumps([*ROWS.values()]).encode()):
        if isinstance(record, ce.CasualtyReport):
            ids = {record.event}
            for figure in record.figures:
                ids |= {figure.attribution.source, *figure.attribution.via}
                ids |= {figure.attribution.speaker} - {None}
            assert ids <= known
        known.add(getattr(record, "id"))  # noqa: B009


def test_tables_of_others_are_not_taken() -> None:
    """A date of a report and a number of killed may be anybody's."""
    for text in (b"id,report_date,killed\n", b'[{"report_date": "2031-02-03"}]', b"date,killed_cum\n"):
        with pytest.raises(ce.UnreadableInputError):
            formats.read(text)


def test_what_did_not_come_from_it_is_lost_and_told(small: ce.Dataset) -> None:
    """Only its own reports make rows; the rest is counted."""
    losses = formats.Losses()
    assert "[]\n" == "".join(formats.find(FORMAT).pieces(small, losses, {}))
    report = losses.report()
    assert (1, 2, 1, 1) == tuple(map(report.count, ("Strike", "Exchange", "CasualtyReport", "Statement")))


def test_convert_there_and_back(tmp_path: Path) -> None:
    """The command reads the extracts into JSON Lines and writes the same values again."""
    for path in sorted(EXTRACTS.glob("palestine_*.json")):
        lines, again = tmp_path / "x.jsonl", tmp_path / "again.json"
        assert 0 == main(["convert", str(path), str(lines)])
        assert 0 == main(["convert", str(lines), str(again), "--to", FORMAT])
        assert json.loads(path.read_text("utf-8")) == json.loads(again.read_text("utf-8"))


DATA: Final = os.environ.get("CONFLICTEVENTS_DATA")
"""A folder with published files; the casualty reports are there as `palestine_*.json`."""


@pytest.mark.parametrize(
    "folder", [str(EXTRACTS), pytest.param(DATA, marks=pytest.mark.skipif(not DATA, reason="none"))]
)
def test_published_files_come_back(folder: str) -> None:
    """Published files are read without a rejected row or a problem, pass the checks, and every value comes back."""
    paths = sorted(Path(folder).glob("palestine_*.json"))
    assert 2 == len(paths)
    for path in paths:
        rows = json.loads(path.read_text("utf-8"))
        result = formats.read(path)
        assert (FORMAT, (), ()) == (result.format, result.rejected, result.problems)
        assert len(rows) == len(result.dataset.reports)
        assert same(rows) == back(result.dataset)
        assert [] == [each for each in ce.check(result.dataset).problems if each.severity is ce.Severity.ERROR]
