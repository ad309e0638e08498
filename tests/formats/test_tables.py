"""Tables: every line is in a row or a rejected row, with its place, however damaged the input is."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conflictevents import formats
from conflictevents.formats import Log, Row, _lines

CELLS = st.text(st.sampled_from("ab1,;\"'\n\r \t=é|-"), max_size=6)


def table_of(data: bytes, **options: object) -> tuple[formats.Table, list[Row], Log]:
    """The rows of a table and what is wrong with it."""
    log = Log()
    with formats.open_input(data, log) as found:
        table = formats.read_table(found, **options)  # type: ignore[arg-type]
        return table, list(table), log


def written(rows: Sequence[Sequence[str]]) -> str:
    """A table as text."""
    return "".join(map(formats.csv_line, rows))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3).filter(lambda row: any(map(str.strip, row))), max_size=8))
def test_cells_come_back(rows: list[list[str]]) -> None:
    """The rows of a sound table are what was written, with the lines they start on, in every pass."""
    header = ["p", "q", "r"]
    data = written([header, *rows])
    table, found, log = table_of(data.encode())
    assert rows == [list(row.cells.values()) for row in found]
    assert rows == [list(row.cells.values()) for row in table]
    assert list(range(1, len(rows) + 1)) == [row.number for row in found]
    assert () == log.problems
    assert data == written([header]) + "".join(row.raw for row in found)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=8), st.data())
def test_damage_loses_no_line(rows: list[list[str]], data: st.DataObject) -> None:
    """Whatever is put into a table or cut out of it, each line of it is in a row, a rejected row, or is empty."""
    text = "p,q,r\r\n" + written(rows)
    at = data.draw(st.integers(7, len(text)))
    cut = data.draw(st.integers(at, len(text)))
    text = text[:at] + data.draw(st.sampled_from(['"', ",", "\n", "", "\r", '""'])) + text[cut:]
    _, found, log = table_of(text.encode())
    kept = "".join([*(row.raw for row in found), *(row.raw for row in log.rejected)])
    # Of a row of empty cells nothing is left but what stood between them.
    assert Counter(re.sub(r'[\s",]', "", kept)) == Counter(re.sub(r'[\s",]', "", text[7:]))
    assert len(log.rejected) == sum(problem.severity == "error" for problem in log.problems)
    lines = [row.line for row in found] + [row.line for row in log.rejected]
    assert len(set(lines)) == len(lines)


def test_a_quotation_mark_too_many_costs_one_row() -> None:
    """The rows below an open quotation mark are read as if it were not there."""
    _, rows, log = table_of(b'a,b\n1,x\n2,"y\n3,z\n4,w\n')
    assert ["1", "2", "3", "4"] == [row.cells["a"] for row in rows]
    assert [("IO120", 3)] == [(problem.code, problem.line) for problem in log.problems]


def test_lines_are_those_of_the_input() -> None:
    """A row after a cell with line ends has its own line, not the number of the row."""
    _, rows, log = table_of(b'a,b\n1,"x\ny\n"\n2,z\nonly\n')
    assert [2, 5] == [row.line for row in rows]
    assert [(6, "only\n")] == [(row.line, row.raw) for row in log.rejected]


def test_many_open_quotation_marks_take_no_long_time() -> None:
    """A file whose every line opens a quotation mark that is never closed is read in time that grows with its size."""
    table, rows, log = table_of(b"a,b\n" + b'1,2"x\n3,"y\n' * 3000)
    assert table.columns == ("a", "b")
    assert len(rows) + len(log.rejected) > 0


def test_surplus_empty_cells_are_left_out() -> None:
    """A row with empty cells beyond the last column is read, with a warning."""
    _, rows, log = table_of(b"a,b\n1,2,,\n")
    assert [{"a": "1", "b": "2"}] == [row.cells for row in rows]
    assert ["warning"] == [problem.severity for problem in log.problems]


@given(st.lists(st.sampled_from(["", "7", "2,500", "x"]), min_size=3, max_size=5), st.integers(1, 3))
def test_a_comma_too_many_never_shifts_cells(cells: list[str], below: int) -> None:
    """A row with a bare comma in a cell is rejected, also where its last cell is empty, and its neighbours are read."""
    whole = ["1"] * len(cells)
    lines = [",".join("abcde"[: len(cells)]), *[",".join(whole)] * below, ",".join(cells), ",".join(whole)]
    _, rows, log = table_of("\n".join(lines).encode())
    expected = [whole] * below + ([cells] if "2,500" not in cells and any(cells) else []) + [whole]
    assert expected == [[*row.cells.values()] for row in rows if any(row.cells.values())]
    assert ["2,500" in cells] == [bool(log.rejected)]


def test_names_of_columns_are_told_apart() -> None:
    """Columns without a name and repeated ones get names by their number."""
    table, _, _ = table_of(b",x,x, y \n1,2,3,4\n")
    assert ("~1", "x", "x~3", "y") == table.columns
    assert ("", "x", "x", " y ") == table.header


def test_a_table_without_a_header_is_known_by_its_columns() -> None:
    """The first row is a header only if it has one of the names."""
    headless, rows, _ = table_of(b"1,2,3\n", columns=("a", "b"))
    assert (("a", "b", "~3"), None, 1) == (headless.columns, headless.header, len(rows))
    table, rows, _ = table_of(b"B,A\n1,2\n", columns=("a", "b"), renamed=str.lower)
    assert (("b", "a"), 1) == (table.columns, len(rows))


def test_a_header_may_name_columns_that_are_not_there() -> None:
    """Names that are not of the format are left out where the others then fit the first row; otherwise none is."""
    table, rows, log = table_of(b"a,extra,b\n1,2\n3,4\n", columns=["a", "b"])
    assert [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}] == [row.cells for row in rows]
    assert (("a", "b"), ("a", "extra", "b")) == (table.columns, table.header)
    assert [("IO120", 1)] == [(problem.code, problem.line) for problem in log.problems]
    table, rows, log = table_of(b"a,extra,b\n1\n3,4,5\n", columns=["a", "b"])
    assert (("a", "extra", "b"), ["1\n"]) == (table.columns, [row.raw for row in log.rejected])


def test_without_quoting_marks_are_characters() -> None:
    """Tab-separated tables without quoting keep their quotation marks and their empty cells at both ends."""
    _, rows, _ = table_of(b'\tsay "no\t\n', columns=("a", "b", "c"), delimiter="\t", quoted=False)
    assert [{"a": "", "b": 'say "no', "c": ""}] == [row.cells for row in rows]


@given(CELLS)
@example("=1+1")
@example("'=x")
def test_guarded_cells_come_back(cell: str) -> None:
    """No guarded cell begins like a formula, and each is told from every other."""
    assert not formats.guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell == formats.unguarded(formats.guarded(cell))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Event.ID", "event_id"),
        ("EVENT ID", "event_id"),
        ("eventid", "event_id"),
        ("event_id", "event_id"),
        ("Personnel", "personnel"),
        ("PERSONNEL*", "personnel*"),
        ("personnel.", "personnel."),
        ("personnel*", "personnel*"),
        ("personnel", "personnel"),
        ("event", "event"),
        ("", ""),
    ],
)
def test_a_name_is_known_however_it_is_spelled(name: str, expected: str) -> None:
    """Where two names are alike but for such marks, only each as it is."""
    assert expected == formats.renamed_to(["event_id", "personnel", "personnel*"])(name)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
OBJECTS = st.lists(st.dictionaries(st.text(min_size=1, max_size=3), JSON, min_size=1, max_size=3), max_size=4)


def objects_of(text: str) -> tuple[list[Row], Log]:
    """The rows of a JSON input."""
    log = Log()
    with formats.open_input(text.encode(), log) as found:
        return list(formats.read_objects(found, ("Result",))), log


@given(OBJECTS, st.sampled_from(["list", "page", "pages", "lines"]))
def test_objects_come_back_from_every_shape(objects: list[dict[str, object]], shape: str) -> None:
    """A list, a page, pages after one another and lines give the same rows."""
    objects = [each for each in objects if "Result" not in each]
    dumped = [json.dumps(each, ensure_ascii=False) for each in objects]
    page = f'{{"TotalCount": {len(objects)}, "Result": [{", ".join(dumped)}]}}'
    text = {"list": f"[{', '.join(dumped)}]", "page": page, "pages": page + "\n" + page, "lines": "\n".join(dumped)}[
        shape
    ]
    rows, log = objects_of(text)
    assert objects * (2 if shape == "pages" else 1) == [json.loads(row.raw) for row in rows]
    assert () == log.problems
    for row in rows:
        for name, value in json.loads(row.raw).items():
            assert row.cells[name] == formats.cell_of(value)


@given(OBJECTS, st.data())
def test_json_that_is_cut_short_gives_what_came_before(objects: list[dict[str, object]], data: st.DataObject) -> None:
    """The rows before the end are read, and that the input is not whole is told."""
    text = json.dumps({"Result": objects})
    rows, log = objects_of(text[: data.draw(st.integers(1, len(text) - 1))])
    assert objects[: len(rows)] == [json.loads(row.raw) for row in rows]
    assert ["IO105"] == [problem.code for problem in log.problems]


def test_numbers_keep_their_spelling() -> None:
    """A cell from JSON has the digits that stand there."""
    (row,), _ = objects_of('[{"a": 1.10, "b": 7, "c": null, "d": true, "e": [1, 2.50, {"f": 1E400, "g": []}]}]')
    assert {"a": "1.10", "b": "7", "c": "", "d": "true", "e": '[1, 2.50, {"f": 1E400, "g": []}]'} == row.cells


@given(JSON)
@example([[]] * 2)
def test_a_cell_of_a_value_is_its_json(value: object) -> None:
    """As `json.dumps` writes it, but for a text, which stands as it is, and null."""
    plain = isinstance(value, str) or value is None
    assert (value or "" if plain else json.dumps(value, ensure_ascii=False)) == formats.cell_of(value)


@pytest.mark.parametrize("depth", [1, 300, 900])
def test_a_value_may_be_nested_as_deep_as_json_is_read(depth: int) -> None:
    """Each number in it stays as it was written."""
    nested = "[" * depth + "1.50" + "]" * depth
    (row,), _ = objects_of(f'[{{"a": {nested}}}]')
    assert {"a": nested} == row.cells


@pytest.mark.parametrize(
    ("cells", "dates", "codes"),
    [
        (["2014-01-22", "2014-01-22T00:00:00"], ["2014-01-22", "2014-01-22"], []),
        (["1/22/2014 12:00:00 AM", "05/02/2014 00:00"], ["2014-01-22", "2014-05-02"], ["IO125"]),
        (["22/01/2014", "05/02/2014"], ["2014-01-22", "2014-02-05"], ["IO125"]),
        (["31-12-19", "5-Aug-24"], ["2019-12-31", "2024-08-05"], ["IO125"]),
        (["01-January-2015", "03 December 2020"], ["2015-01-01", "2020-12-03"], []),
        (["05/02/2014", "06/02/2014"], [None, None], ["IO125", "IO122"]),
        (["22/01/2014", "01/22/2014"], [None, None], ["IO125", "IO122"]),
        (["2014-02-30", "soon"], [None, None], ["IO104", "IO104"]),
        (["", " "], [None, None], []),
    ],
)
def test_dates_are_sniffed_over_the_column(cells: list[str], dates: list[str | None], codes: list[str]) -> None:
    """Day and month are told by the whole column, or not at all."""
    rows = [Row(number=number, line=number, cells={"day": cell}) for number, cell in enumerate(cells, start=1)]
    log = Log()
    reader = formats.Dates(rows, ["day"], log)
    assert dates == [reader.read(row, "day") for row in rows]
    assert codes == [problem.code for problem in log.problems]


def test_the_user_may_say_which_comes_first() -> None:
    """With the order given, an ambiguous column is read."""
    row = Row(number=1, cells={"day": "05/02/2014"})
    assert "2014-02-05" == formats.Dates([row], ["day"], Log(), day_order="DMY").read(row, "day")


def test_the_log_stays_small() -> None:
    """Beyond the first thousand, problems of a code and rejected rows are counted and not kept."""
    log = Log()
    for number in range(1500):
        log.reject("broken", line=number, raw="x", number=number)
    assert (1000, 1500, 1001) == (len(log.rejected), log.rejections, len(log.problems))
    assert "500 more" in log.problems[-1].message


def test_the_log_does_not_keep_rows_without_end() -> None:
    """A few rows can be as long as many."""
    log, raw = Log(), "x" * 2**22
    for number in range(1, 20):
        log.reject("too long", line=number, raw=raw, number=number)
    assert (8, 19) == (len(log.rejected), log.rejections)
    log.reject("short", line=20, raw="", number=20)
    assert "" == log.rejected[-1].raw


def test_csv_reads_what_csv_line_writes() -> None:
    """Lines are those of RFC 4180."""
    assert [["a,b", 'say "x"', ""]] == list(csv.reader(io.StringIO(formats.csv_line(["a,b", 'say "x"', ""]))))


def test_rows_are_counted() -> None:
    """Those that were read, and not those that were rejected; a document has no rows."""
    table = b"id,relid,type_of_violence,date_prec,where_prec\r\n1,A,1,1,1\r\n2,B,1,1,1\r\n3,C\r\n"
    result = formats.read(table, "ucdp-ged")
    assert (2, 1) == (result.rows, len(result.rejected))
    assert formats.read(b'{"format": "conflictevents/2"}').rows is None


def test_rows_of_several_lengths_have_the_columns_of_theirs() -> None:
    """A table may hold rows of several layouts; the columns of the table are those of its header or first row."""
    layouts = (("a", "b", "c"), ("a", "c"))
    table, rows, log = table_of(b"1,2\n1,2,3\n1\n", columns=layouts[0], layouts=layouts)
    assert (("a", "c"), None) == (table.columns, table.header)
    assert [{"a": "1", "c": "2"}, {"a": "1", "b": "2", "c": "3"}] == [row.cells for row in rows]
    assert ["expected 2 or 3 cells, got 1 cells"] == [row.reason for row in log.rejected]
    table, rows, log = table_of(b"A,B,C\n1,2\n1,2,3,\n", columns=layouts[0], layouts=layouts, renamed=str.lower)
    assert ("a", "b", "c") == table.columns
    assert [{"a": "1", "c": "2"}, {"a": "1", "b": "2", "c": "3"}] == [row.cells for row in rows]
    assert ["warning"] == [problem.severity for problem in log.problems]


def test_a_header_that_is_no_layout_settles_the_length() -> None:
    """And a first row that is cut short settles nothing."""
    layouts = (("a", "b", "c"), ("a", "c"))
    _, rows, log = table_of(b"a,c,b\n1,2\n1,2,3\n", columns=layouts[0], layouts=layouts)
    assert [{"a": "1", "c": "2", "b": "3"}] == [row.cells for row in rows]
    assert ["expected 3 cells, got 2 cells"] == [row.reason for row in log.rejected]
    table, rows, _ = table_of(b"1\n1,2\n", columns=layouts[0], layouts=layouts)
    assert (layouts[0], 1) == (table.columns, len(rows))


@given(st.lists(CELLS, min_size=2, max_size=4))
@example(["x;=1+1", "a"])
@example(["-3", "\uff1d1"])
def test_lines_for_spreadsheets_have_no_formula(cells: list[str]) -> None:
    """Whatever a spreadsheet of some country takes for the end of a cell: in no way of reading is a cell a formula."""
    line = _lines.safe_line(cells)
    (row,) = csv.reader(io.StringIO(line, newline=""))
    assert cells == [formats.unguarded(cell) for cell in row]
    for mark in ",;\t":
        for row in csv.reader(io.StringIO(line, newline=""), delimiter=mark):
            assert not [cell for cell in row if cell.startswith(("=", "@", "\uff1d")) or re.match("-[^0-9]", cell)]
