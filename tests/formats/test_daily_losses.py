"""Daily Russian losses: every layout is read, claims stay the claimant's, and every value comes back."""

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

FORMAT: Final = "daily-losses"
EXTRACTS: Final = Path(__file__).parent / "data"
PEOPLE: Final = {"date": "2031-02-03", "day": 3267, "personnel": 2500, "personnel*": "about", "POW": 7}
THINGS: Final = {
    "date": "2031-02-03",
    "day": 3267,
    "aircraft": 3,
    "APC": 31,
    "field artillery": 12,
    "MRL": 2,
    "drone": 40,
    "special equipment": 5,
    "greatest losses direction": "Northfield and Riverton",
}
CORRECTED: Final = {"date": "2031-02-03", "day": 3267, "tank": -5, "APC": 0, "drone": 0, "personnel": 0}


def read(rows: list[Any] | bytes, **options: Any) -> formats.ReadResult:
    """What is read, without its format being told."""
    result = formats.read(rows if isinstance(rows, bytes) else json.dumps(rows).encode(), **options)
    assert FORMAT == result.format
    return result


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


def test_totals_are_claims_of_the_general_staff() -> None:
    """Each number is a cumulative figure of the losing side, its speaker carried over to it, as of its day."""
    (report,) = read([THINGS]).dataset.reports
    assert ("cumulative", "2022-02-24/2031-02-03") == (report.scope, str(report.window))
    assert [
        ("aircraft", None, 3),
        ("armoured_vehicle", None, 31),
        ("artillery", "field artillery", 12),
        ("artillery", "MRL", 2),
        ("drone", None, 40),
        ("vehicle", "special equipment", 5),
    ] == [(figure.item, figure.model, figure.count and figure.count.low) for figure in report.figures]
    assert {("daily-losses.lost", "russia")} == {(figure.measure, figure.to) for figure in report.figures}
    assert {("ua-general-staff", "carried", "2031-02-03")} == {
        (claim.attribution.speaker, claim.attribution.attributed, str(claim.attribution.as_of))
        for claim in report.claims
    }
    assert ["Northfield and Riverton"] == [claim.value for claim in report.assertions]


def test_a_word_beside_the_number_of_people_bounds_it() -> None:
    """About makes a soft number and more an open one, and nobody says who counted the prisoners."""
    rows = [PEOPLE, PEOPLE | {"date": "2031-02-04", "day": 3268, "personnel*": "more"}]
    about, more = (report.figures for report in read(rows).dataset.reports)
    assert about[0].count is not None
    assert (True, "about 2500") == (about[0].count.approximate, about[0].count.text)
    assert ce.Count.more_than(2500).bounds() == (more[0].count and more[0].count.bounds())
    assert ("casualties", "people") == (about[0].measure, about[0].item)
    assert (None, "unclear") == (about[1].attribution.speaker, about[1].attribution.attributed)
    assert same(rows) == back(read(rows).dataset)


@pytest.mark.parametrize("name", ["personnel.", "personnel..", "personnel_", "personnel_2"])
def test_the_word_under_the_name_that_another_program_gives_it(name: str) -> None:
    """R cannot have a star in a name; the number is no more certain for that, and the name comes back."""
    row = {"date": "2031-02-03", "day": "3267", "personnel": "2500", name: "about", "POW": "7"}
    result = read(table(row))
    (people, _) = result.dataset.reports[0].figures
    assert people.count is not None
    assert ((), True, "about 2500") == (result.problems, people.count.approximate, people.count.text)
    assert table(row).decode() == text_of(result.dataset)
    values = [row | {"day": 3267, "personnel": 2500, "POW": 7}]
    assert same(values) == back(read(values).dataset)
    exact = attrs.evolve(people, count=ce.Count.exactly(2400))
    (report,) = result.dataset.reports
    changed = attrs.evolve(result.dataset, reports=(attrs.evolve(report, figures=(exact, *report.figures[1:])),))
    assert table(row | {"personnel": "2400", name: ""}).decode() == text_of(changed)


def test_numbers_without_their_word_are_told() -> None:
    """A table that lacks the column makes each number exact, which its publisher does not say."""
    rows = [{"date": f"2031-02-0{day}", "personnel": 2500 + day, "POW": 7} for day in (3, 4)]
    result = formats.read(json.dumps(rows).encode(), FORMAT)
    assert [("IO126", True, True)] == [
        (each.code, "the column personnel*" in each.message, "in 2 rows" in each.message) for each in result.problems
    ]
    assert same(rows) == back(result.dataset)


@pytest.mark.parametrize(("word", "high"), [("less", 2499), ("fewer", 2499), ("up to", 2500)])
def test_a_word_that_bounds_it_from_above(word: str, high: int) -> None:
    """The number is the most that it can be, and the word comes back."""
    rows = [PEOPLE | {"personnel*": word}]
    result = read(rows)
    count = result.dataset.reports[0].figures[0].count
    assert ((), ce.Count.at_most(high)) == (result.problems, count and count.bounds())
    assert same(rows) == back(result.dataset)


@pytest.mark.parametrize("word", ["2", "two thousand", "officers", "dozens of"])
def test_a_word_that_gives_another_number_gives_none(word: str) -> None:
    """The number and the word are kept, told, and not claimed."""
    result = read([PEOPLE | {"personnel*": word, "personnel": 500}])
    assert ["IO104"] == [problem.code for problem in result.problems]
    assert ["captured"] == [figure.measure for figure in result.dataset.reports[0].figures]


def test_corrections_are_differences_and_no_counts() -> None:
    """A table of corrections is told by its numbers, by its name, or by the user; its numbers become assertions."""
    dataset = read([CORRECTED]).dataset
    (report,) = dataset.reports
    assert () == report.figures
    assert [("0", "personnel"), ("-5", "tank"), ("0", "APC"), ("0", "drone")] == [
        (claim.value, claim.of) for claim in report.assertions
    ]
    assert same([CORRECTED]) == back(dataset)
    positive = [CORRECTED | {"tank": 5}]
    assert () == read(positive, corrections=True).dataset.reports[0].figures
    assert () == read(positive, name="losses_correction.json").dataset.reports[0].figures
    assert 4 == len(read(positive).dataset.reports[0].figures)


def test_a_negative_total_is_kept_and_told() -> None:
    """One negative number does not make a table of totals one of differences."""
    rows = [PEOPLE | {"tank": 40, "drone": -1}]
    result = read(rows)
    assert ["IO104"] == [problem.code for problem in result.problems]
    assert "drone" not in {figure.item for figure in result.dataset.reports[0].figures}
    assert same(rows) == back(result.dataset)


def test_a_rejected_row_is_told_where_the_table_was_looked_through_first() -> None:
    """Finding out whether a table holds corrections does not hide what is wrong with it."""
    result = read(json.dumps([CORRECTED, 5, {"date": "\ud800"}]).encode(), format=FORMAT)
    assert [(1, "5")] == [(row.line, row.raw) for row in result.rejected]
    assert {"IO104", "IO120"} <= {problem.code for problem in result.problems}
    assert 2 == len(result.dataset.reports)


QUIRKS: Final[dict[str, dict[str, Any]]] = {
    "plain": {},
    "null": {"POW": None},
    "a number as text": {"personnel": "2500"},
    "a number with a point": {"personnel": 2500.0},
    "a large number": {"personnel": 10**20},
    "words for a number": {"personnel": "many"},
    "empty": {"personnel*": "", "POW": ""},
    "an unknown qualifier": {"personnel*": "hardly"},
    "at least": {"personnel*": "at least"},
    "a digit for a qualifier": {"personnel*": "2", "personnel": 500},
    "a number for a qualifier": {"personnel*": "two thousand"},
    "a qualifier in Ukrainian": {"personnel*": "понад"},
    "a qualifier in other letters": {"personnel*": "约"},
    "another day": {"day": 5},
    "no day": {"day": None},
    "no date": {"date": ""},
    "a date that is none": {"date": "2031-02-30"},
    "a date before the war": {"date": "2021-02-03"},
    "a date with a clock": {"date": "2031-02-03T00:00:00"},
    "the year 1": {"date": "0001-01-01"},
    "a new kind": {"laser systems": 4},
    "a list": {"notes": [1, {"a": None}]},
    "an object": {"notes": {"a": 1, "b": {"c": 2}}, "empty": {}},
    "names with dots": {"a.b": 1, ".": 2, "c.": "x", "a": {"b": 3}},
    "true": {"tank": True},
    "no name": {"": 1, " ": 2, "\ufeff": 3},
    "not a number": {"tank": float("nan")},
    "not to be seen": {"greatest losses direction": "\ufeff", "personnel*": " "},
    "a name of ours": {"row (JSON)": "5", "form of the table": "csv"},
}


@pytest.mark.parametrize("quirk", QUIRKS)
@pytest.mark.parametrize("row", [PEOPLE, THINGS, CORRECTED], ids=["people", "things", "corrections"])
def test_every_quirk_is_read_and_comes_back(row: dict[str, Any], quirk: str) -> None:
    """Nothing is rejected, and each value comes back with its type, as JSON and as CSV."""
    rows = [row | QUIRKS[quirk]]
    result = read(rows)
    assert () == result.rejected
    assert same(rows) == back(result.dataset)
    assert [] == [str(each) for each in ce.check(result.dataset).problems if each.severity is ce.Severity.ERROR]


NAMES: Final = ("date", "day", "personnel", "personnel*", "POW", "tank", "APC", "field artillery", "own", "a.b")
CELLS: Final = st.sampled_from(
    ["", "2031-02-03", "03/02/2031", "about", "more", "7", "7.0", "-1", "x;y", " ", "é", '"']
)


@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, CELLS | st.none() | st.integers(-5, 10**16)))))
def test_any_values_come_back(rows: list[dict[str, Any]]) -> None:
    """Whatever the objects hold, each becomes a report, and the values come back."""
    rows = [row | {"day": 3267} for row in rows]
    result = formats.read(json.dumps(rows).encode(), FORMAT)
    assert (len(rows), ()) == (len(result.dataset.reports), result.rejected)
    assert same(rows) == back(result.dataset)


@given(st.data())
def test_any_cells_come_back(data: st.DataObject) -> None:
    """Whatever the columns, their order and their cells, the same table is written."""
    names = data.draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=2))
    names = [*dict.fromkeys([*names, "day"])]
    row = st.fixed_dictionaries(dict.fromkeys(names, CELLS)).filter(lambda row: any(map(str.strip, row.values())))
    rows = data.draw(st.lists(row, min_size=1, max_size=4))
    result = formats.read(table(*rows), FORMAT)
    assert () == result.rejected
    assert table(*rows).decode() == text_of(result.dataset)


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 400))
def test_any_bytes_are_read_or_refused(piece: bytes, start: int, length: int) -> None:
    """A damaged file gives what can be read of it or an error of this library."""
    whole = json.dumps([PEOPLE, THINGS], indent=1).encode()
    try:
        result = formats.read(whole[:start] + piece + whole[start + length :], FORMAT)
    except ce.UnreadableInputError:
        return
    text_of(result.dataset)


def test_what_a_row_lacks_is_not_made_up() -> None:
    """The day of the war follows from the date, and is not written where the row did not have it."""
    rows = [{"date": "2031-02-03", "tank": 4, "MRL": 3}]
    assert same(rows) == back(formats.read(json.dumps(rows).encode(), FORMAT).dataset)


def test_json_and_csv_hold_the_same_columns() -> None:
    """What was read from the one can be written as the other, and a cell is never run as a formula where asked."""
    rows = [THINGS, THINGS | {"date": "2031-02-04", "day": 3268, "greatest losses direction": "=1+1"}]
    dataset = read(rows).dataset
    lines = [*csv.DictReader(io.StringIO(text_of(dataset, form="csv", guard=True), newline=""))]
    expected = [{name: str(value) for name, value in row.items()} for row in rows]
    expected[1]["greatest losses direction"] = "'=1+1"
    assert expected == lines
    assert same(rows) == same(json.loads(text_of(read(table(*lines[:1])).dataset, form="json")) + rows[1:])


def test_a_table_of_a_spreadsheet() -> None:
    """Numbers with a point, dates with the day first and the mark of UTF-8 are read, and come back."""
    rows = [
        {"date": "13/02/2031", "day": "3277", "tank": "12.0", "MRL": "3.0"},
        {"date": "03/02/2031", "day": "3267", "tank": "11.0", "MRL": ""},
    ]
    result = read(b"\xef\xbb\xbf" + table(*rows))
    assert ["losses-equipment-2031-02-13", "losses-equipment-2031-02-03"] == [
        each.id for each in result.dataset.reports
    ]
    assert table(*rows).decode() == text_of(result.dataset)
    assert {"IO125"} == {problem.code for problem in result.problems}


def test_numbers_in_columns_that_are_not_known_are_told() -> None:
    """A kind of equipment that is new makes no claim; that is told once for its column, and it comes back."""
    rows = [THINGS | {"new thing": 12}, THINGS | {"date": "2031-02-04", "day": 3268, "new thing": 13, "remark": "x"}]
    result = read(rows)
    assert [("IO104", "/new thing", True)] == [
        (each.code, each.path, "in 2 rows" in each.message) for each in result.problems
    ]
    assert same(rows) == back(result.dataset)


def test_a_day_twice_is_told() -> None:
    """Both rows are read and come back."""
    result = read([THINGS, THINGS])
    assert ["IO123"] == [problem.code for problem in result.problems]
    assert same([THINGS, THINGS]) == back(result.dataset)


def test_a_total_that_falls_is_read_and_checked_later() -> None:
    """The table is right to hold it; the check of running totals tells it."""
    result = read([THINGS, THINGS | {"date": "2031-02-04", "day": 3268, "APC": 30}])
    assert () == result.problems
    assert "CL103" in {problem.code for problem in ce.check(result.dataset).problems}


def test_tables_of_others_are_not_taken() -> None:
    """A table with a date and a day alone, or with tanks of another kind, is none of these."""
    for text in (b"date,day,tank,drone\n", b'[{"date": "2031-02-03", "losses_total": 3}]', b"date,personnel*\n", b"[]"):
        with pytest.raises(ce.UnreadableInputError):
            formats.read(text)


def test_what_did_not_come_from_it_is_lost_and_told(small: ce.Dataset) -> None:
    """Only its own reports make rows; the rest is counted. Totals and corrections never stand in one list."""
    losses = formats.Losses()
    assert "[]\n" == "".join(formats.find(FORMAT).pieces(small, losses, {}))
    report = losses.report()
    assert (1, 2, 1, 1) == tuple(map(report.count, ("Strike", "Exchange", "CasualtyReport", "Statement")))
    both = read([THINGS]).dataset.add(*read([CORRECTED]).dataset.reports)
    assert [THINGS] == json.loads("".join(formats.find(FORMAT).pieces(both, losses, {})))
    assert 2 == losses.report().count("CasualtyReport")


def test_a_file_that_stops_in_the_middle() -> None:
    """What came before is read, and that it was cut short is told with its line."""
    whole = json.dumps([THINGS, THINGS | {"date": "2031-02-04"}], indent=1)
    result = read(whole[:-40].encode())
    assert (1, ["IO105"]) == (len(result.dataset.reports), [problem.code for problem in result.problems])


def test_what_was_added_to_a_figure_is_lost_and_told() -> None:
    """A row has no room for a note, and none for a number with bounds."""
    dataset = read([THINGS]).dataset
    (report,) = dataset.reports
    first, second, *rest = report.figures
    some = (attrs.evolve(first, note="seen"), attrs.evolve(second, count=ce.Count.at_least(31)), *rest)
    changed = attrs.evolve(dataset, reports=(attrs.evolve(report, figures=some),))
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(changed, losses, {}))
    assert [{name: value for name, value in THINGS.items() if name != "APC"}] == json.loads(text)
    assert [("Figure", 1), ("Figure.note", 1)] == [(each.field, each.count) for each in losses.report()]


def test_convert_there_and_back(tmp_path: Path) -> None:
    """The command reads the extracts into JSON Lines and writes the same values again."""
    for path in sorted(EXTRACTS.glob("losses_*.json")):
        lines, again = tmp_path / "x.jsonl", tmp_path / "again.json"
        assert 0 == main(["convert", str(path), str(lines)])
        assert 0 == main(["convert", str(lines), str(again), "--to", FORMAT])
        assert json.loads(path.read_text("utf-8")) == json.loads(again.read_text("utf-8"))


DATA: Final = os.environ.get("CONFLICTEVENTS_DATA")
"""A folder with published files; those of the losses are there as `losses_*.json`."""


@pytest.mark.parametrize(
    "folder", [str(EXTRACTS), pytest.param(DATA, marks=pytest.mark.skipif(not DATA, reason="none"))]
)
def test_published_files_come_back(folder: str) -> None:
    """Published files are read without a rejected row or a problem, pass the checks, and every value comes back."""
    paths = sorted(Path(folder).glob("losses_*.json"))
    assert 3 == len(paths)
    for path in paths:
        rows = json.loads(path.read_text("utf-8"))
        result = formats.read(path)
        assert (FORMAT, (), ()) == (result.format, result.rejected, result.problems)
        assert len(rows) == len(result.dataset.reports)
        assert same(rows) == back(result.dataset)
        assert [] == [each for each in ce.check(result.dataset).problems if each.severity is ce.Severity.ERROR]


def test_numbers_in_any_spelling_leave_the_others_as_they_are() -> None:
    """A row that is kept as it was comes back so, with a number that Python would write otherwise."""
    row = '{"date": "2031-02-03", "day": 7, "tank": 8, "MRL": null, "x": 1.50, "y": true, "z": {"k": [1]}, "w": 2e2}'
    dataset = formats.read(f"[{row}]".encode(), "daily-losses").dataset
    text = "".join(formats.find("daily-losses").pieces(dataset, formats.Losses(), {}))
    assert json.loads(f"[{row}]", parse_float=str) == json.loads(text, parse_float=str)
