"""What stands in a table and is no row: headers again, a title above, tags of HXL, empty rows, names twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats
from conflictevents.formats import Log, Row

NAMES = ("id", "day", "dead", "note")


def read(text: str, **options: object) -> tuple[formats.Table, list[Row], list[tuple[str, str, int | None]]]:
    """A table with these names, its rows, and each problem with its code, severity and line."""
    log = Log()
    with formats.open_input(text.encode(), log) as given_:
        table = formats.read_table(given_, known=NAMES, **options)  # type: ignore[arg-type]
        rows = list(table)
    return table, rows, [(each.code, each.severity.value, each.line) for each in log.problems]


WORDS = st.text(st.sampled_from("xyz1 #"), min_size=1, max_size=4).filter(lambda word: word.strip() not in ("", "#"))
Part = tuple[list[dict[str, str]], list[str], bool]
ROWS = st.lists(st.fixed_dictionaries({"id": st.integers(1, 99).map(str), "day": WORDS, "dead": WORDS}), max_size=4)


@given(st.lists(st.tuples(ROWS, st.permutations(["id", "day", "dead"]), st.booleans()), min_size=1, max_size=4))
def test_files_behind_one_another_are_read_each_by_its_header(
    parts: list[tuple[list[dict[str, str]], list[str], bool]],
) -> None:
    """Whatever order the columns have in each; a column that only one of them has is empty in the others."""
    text, expected, headers, line = "", [], [], 1
    for rows, order, more in parts:
        names = [*order, "extra"] if more else order
        headers.append((line, names))
        table = [names, *([row.get(name, "more") for name in names] for row in rows)]
        expected += [{name: row.get(name, "more") for name in names} for row in rows]
        text += "".join(map(formats.csv_line, table))
        line += len(table)
    table, found, problems = read(text)
    every = dict.fromkeys(table.columns, "")
    assert [every | row for row in expected] == [every | row.cells for row in found]
    assert all(every.keys() == row.cells.keys() for row in found)
    assert [row["id"] for row in expected] == [row.raw.split(",")[[*row.cells].index("id")].strip() for row in found]
    assert [("IO120", "warning", each) for each, _ in headers[1:]] == problems
    assert {name for _, names in headers for name in names} == set(table.columns)
    assert list(range(1, len(found) + 1)) == [row.number for row in found]


def test_a_row_that_begins_with_a_name_is_none() -> None:
    """Only where most of its cells are names of columns."""
    _, found, problems = read("day,id,dead,note\nday,1,2,\ndead,dead,3,note it\n")
    assert [["day", "1", "2", ""], ["dead", "dead", "3", "note it"]] == [[*row.cells.values()] for row in found]
    assert [] == problems


def test_a_text_in_a_cell_is_no_header() -> None:
    """A line within quotation marks may look like one."""
    _, found, problems = read('id,day,dead\n1,"\nid,day,dead\n",2\n')
    assert [{"id": "1", "day": "\nid,day,dead\n", "dead": "2"}] == [dict(row.cells) for row in found]
    assert [] == problems


@pytest.mark.parametrize("columns", [(), NAMES])
def test_a_title_above_the_header_is_left_out(columns: tuple[str, ...]) -> None:
    """Each such line is told; the header below it is read, and the lines of rows are counted with it."""
    table, found, problems = read("A release of 2031,,,\n,,\nid,day,dead\n1,x,2\n", columns=columns)
    assert ("id", "day", "dead") == table.columns
    assert [(4, {"id": "1", "day": "x", "dead": "2"})] == [(row.line, row.cells) for row in found]
    assert [("IO120", "warning", 1)] == problems


def test_rows_above_a_header_are_kept() -> None:
    """A file without a header that stands before one with it: as long as the others, its rows are no title."""
    _, found, problems = read("1,x,2,\nid,day,dead,note\n2,y,3,\n", columns=NAMES)
    assert ["1", "2"] == [row.cells["id"] for row in found]
    assert [("IO120", "warning", 2)] == problems


@pytest.mark.parametrize("cell", ["#date", "#event +code", "#affected+killed + f"])
def test_tags_are_no_row(cell: str) -> None:
    """Below the header they belong to the table, elsewhere they are left out; both are told."""
    table, found, problems = read(f"id,day,dead\n,{cell},\n1,x,2\n,{cell},#x\n")
    assert ["1"] == [row.cells["id"] for row in found]
    assert [1] == [row.number for row in found]
    assert ("", cell, "") == table.tags
    assert [("IO120", "info", 2)] == problems


def test_a_cell_with_a_number_sign_is_no_tag() -> None:
    """A row with anything else in it is one, and so is one with a single tag that is not below a header."""
    _, found, problems = read("id,day,dead\n#1,#2,#3\n,#date,1\n,#hashtag,\n")
    assert 3 == len(found)
    assert [] == problems


@given(st.lists(st.sampled_from([",,", " ,,", ",  ,\t", "1,x,2"]), max_size=8))
def test_a_row_of_empty_cells_is_none(lines: list[str]) -> None:
    """Spreadsheets write such rows below the last one; they are told once, with their number."""
    _, found, problems = read("id,day,dead\n" + "".join(f"{line}\n" for line in lines))
    full = [number for number, line in enumerate(lines, start=2) if line == "1,x,2"]
    assert full == [row.line for row in found]
    empty = [number for number in range(2, len(lines) + 2) if number not in full]
    assert [("IO120", "info", each) for each in empty[:1]] == problems


def test_a_name_that_stands_twice_is_told() -> None:
    """The second column has another name and is not read under the first."""
    table, found, problems = read("id,dead,dead,,\n1,7,999,a,b\n")
    assert ("id", "dead", "dead~3", "~4", "~5") == table.columns
    assert [{"id": "1", "dead": "7", "dead~3": "999", "~4": "a", "~5": "b"}] == [dict(row.cells) for row in found]
    assert [("IO120", "warning", 1)] == problems


@pytest.mark.parametrize("last", ["", "9"])
def test_a_header_without_a_name_for_those_of_the_rows(last: str) -> None:
    """R writes the names of the rows in front and no name for them: no cell comes under another name."""
    text = f"id,day,dead\n1,7,2031-01-02,{last}\n2,8,2031-01-03,\n"
    table, found, problems = read(text, dated=["day"])
    assert ("~0", "id", "day", "dead") == table.columns
    assert ("id", "day", "dead") == table.header
    assert [
        {"~0": "1", "id": "7", "day": "2031-01-02", "dead": last},
        {"~0": "2", "id": "8", "day": "2031-01-03", "dead": ""},
    ] == [row.cells for row in found]
    assert [("IO125", "info", 1)] == problems


def test_a_cell_too_many_at_the_end() -> None:
    """It is told by the dates from a name of the row in front; where nothing tells, the rows are rejected."""
    text = "id,day,dead\n1,2031-01-02,3,\n2,2031-01-03,4,\n"
    _, found, problems = read(text, dated=["day"])
    assert ["3", "4"] == [row.cells["dead"] for row in found]
    assert {("IO120", "warning")} == {each[:2] for each in problems}
    _, found, problems = read(text)
    assert [] == found
    assert [("IO120", "error", 2), ("IO120", "error", 3)] == problems


@pytest.mark.parametrize("first", ["Total", "total:", "Grand total", "Source: a ministry", "Note"])
def test_a_total_is_no_row(first: str) -> None:
    """Its text is kept, since it is no event of the table; a place of such a name is in a row with other texts."""
    _, found, problems = read(f"id,day,dead\n1,x,2\n{first},NA,900\n{first},x,1\n")
    assert ["2", "1"] == [row.cells["dead"] for row in found]
    assert [("IO120", "error", 3)] == problems


@pytest.mark.parametrize("word", ["NA", "nan", r"\N", "#N/A", "NULL"])
def test_a_row_of_words_for_nothing_is_none(word: str) -> None:
    """As a selection in R gives it."""
    _, found, problems = read(f"id,day,dead\n{word},{word},\n1,x,{word}\n")
    assert [word] == [row.cells["dead"] for row in found]
    assert [("IO120", "info", 2)] == problems


def test_numbers_in_place_of_names() -> None:
    """A data frame without names of columns numbers them: the names are those of the format, in their order."""
    table, found, problems = read("0,1,2,3\n9,x,2,a\n", columns=NAMES)
    assert (NAMES, ("0", "1", "2", "3")) == (table.columns, table.header)
    assert [{"id": "9", "day": "x", "dead": "2", "note": "a"}] == [row.cells for row in found]
    assert [] == problems


def test_rows_above_a_header_of_a_format_that_needs_one() -> None:
    """A sorted file: no row is taken for names, and nothing below is read by a header that stands among the rows."""
    with formats.open_input(b"5,x,7\n6,y,8\nid,day,dead\n1,x,2\n", Log()) as given_:
        table = formats.read_table(given_, known=NAMES)
        with pytest.raises(ce.UnreadableInputError, match="none of its columns"):
            table.expect(given_, NAMES.__contains__)
