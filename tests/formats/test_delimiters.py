"""Tables with other marks between their cells: each format finds these out, tells them, and every cell comes back."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any, Final, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats
from conflictevents.formats import _ucdp_columns

MARKS: Final = (",", ";", "\t")
TEXT: Final = 'in words; with, "marks"'

TABLES: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "ucdp-ged": (
        ",",
        {
            "id": "900001",
            "relid": "XXA-2014-1-900-9.1",
            "type_of_violence": "1",
            "side_a": "Government of Exampleland",
            "side_b": "Example Front",
            "where_coordinates": TEXT,
            "latitude": "49.5",
            "longitude": "-3.5",
            "where_prec": "1",
            "date_prec": "1",
            "date_start": "2014-01-22",
            "date_end": "2014-01-22",
            "best": "7",
        },
    ),
    "acled": (
        ",",
        {
            "event_id_cnty": "XXA901",
            "event_date": "2020-12-03",
            "event_type": "Battles",
            "sub_event_type": "Armed clash",
            "actor1": "Example Front",
            "notes": TEXT,
            "fatalities": "3",
        },
    ),
    "polecat": (
        "\t",
        {
            "Event ID": "900001",
            "Event Date": "2020-01-02",
            "Event Type": "ASSAULT",
            "Event Mode": "firearms",
            "Quad Code": "MATERIAL CONFLICT",
            "Actor Name": "Example Front",
            "Story People": TEXT,
        },
    ),
    "icews": (
        "\t",
        {
            "Event ID": "900001",
            "Event Date": "2020-01-02",
            "Source Name": "Example Front",
            "Event Text": "Use unconventional violence",
            "CAMEO Code": "180",
            "Target Name": TEXT,
        },
    ),
    "missile-attacks": (
        ",",
        {
            "time_start": "2031-01-05",
            "time_end": "2031-01-05",
            "model": "X-901",
            "launched": "12",
            "destroyed": "9",
            "comment": TEXT,
            "source": "kpszsu/posts/1",
        },
    ),
    "daily-casualties": (
        ",",
        {"report_date": "2031-02-03", "report_source": "mohtel", "killed": "9", "comment": TEXT},
    ),
    "daily-losses": (
        ",",
        {"date": "2031-02-03", "day": "3267", "tank": "80", "field artillery": "49", "greatest losses direction": TEXT},
    ),
    "gdelt2": (
        "\t",
        {
            "GLOBALEVENTID": "900000001",
            "SQLDATE": "20180101",
            "Actor1Name": TEXT,
            "EventCode": "193",
            "QuadClass": "4",
            "ActionGeo_ADM2Code": "",
        },
    ),
    "gdelt1": (
        "\t",
        {
            "GLOBALEVENTID": "900000001",
            "SQLDATE": "20180101",
            "Actor1Name": TEXT,
            "EventCode": "193",
            "QuadClass": "4",
            "DATEADDED": "20180101",
        },
    ),
    "gdelt2-mentions": (
        "\t",
        {
            "GLOBALEVENTID": "900000001",
            "MentionTimeDate": "20180101000000",
            "MentionType": "1",
            "MentionSourceName": TEXT,
            "Confidence": "50",
        },
    ),
}
"""Of each format what usually stands between its cells, and a row; one cell of it is `TEXT`."""


def table(rows: Sequence[Sequence[str]], mark: str, quoting: Literal[0, 1, 3] = csv.QUOTE_MINIMAL) -> bytes:
    """A table with this mark between its cells."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=mark, quoting=quoting, quotechar=None if quoting == csv.QUOTE_NONE else '"').writerows(
        rows
    )
    return text.getvalue().encode()


def as_usual(name: str, rows: Sequence[Sequence[str]]) -> bytes:
    """A table as its publisher writes it: between tabs there are no quotation marks."""
    usual = TABLES[name][0]
    return table(rows, usual, csv.QUOTE_NONE if usual == "\t" else csv.QUOTE_MINIMAL)


def rows_of(name: str, text: str = TEXT) -> list[list[str]]:
    """The header and two rows of a format, with this text in a cell."""
    row = TABLES[name][1]
    second = {key: value.replace("90000", "80000").replace("XXA9", "XXA8") for key, value in row.items()}
    second |= {key: value.replace("-03", "-04").replace("-05", "-06") for key, value in second.items() if "-" in value}
    return [[*row], *([text if cell == TEXT else cell for cell in each.values()] for each in (row, second))]


def back(name: str, dataset: ce.Dataset) -> list[list[str]]:
    """The cells that are written, with the usual mark of the format between them; nothing is lost."""
    losses = formats.Losses()
    text = "".join(formats.find(name).pieces(ce.loads(ce.dumps(dataset, format="jsonl")), losses, {}))
    assert () == losses.report().losses
    if name.startswith("gdelt"):
        return [line.split("\t") for line in text.removesuffix("\n").split("\n")]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=TABLES[name][0]))


def records(dataset: ce.Dataset) -> tuple[object, ...]:
    """All records but the sources, which tell of the table itself."""
    return dataset.actors, dataset.places, dataset.events, dataset.reports


def marks_told(result: formats.ReadResult) -> list[tuple[str, int | None]]:
    """How severely and where it is told that other marks stand between the cells."""
    told = [each for each in result.problems if "between the cells" in each.message]
    assert {"IO125"} >= {each.code for each in told}
    return [(each.severity.value, each.line) for each in told]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("name", TABLES)
def test_the_same_is_read_whatever_stands_between_the_cells(name: str, mark: str) -> None:
    """The format is found out, and no other claims it; what is not usual is told once; each cell comes back."""
    usual, rows = TABLES[name][0], rows_of(name)
    data = as_usual(name, rows) if mark == usual else table(rows, mark)
    sample = formats.Sample(text=data.decode(), whole=True)
    assert [name] == [each for each in formats.names() if (sniff := formats.find(each).sniff) and sniff(sample)]
    result = formats.read(data)
    assert (name, 2, ()) == (result.format, result.rows, result.rejected)
    assert ([] if mark == usual else [("info", 1)]) == marks_told(result)
    assert records(formats.read(as_usual(name, rows)).dataset) == records(result.dataset)
    assert rows == back(name, result.dataset)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("name", TABLES)
def test_every_cell_may_stand_in_quotation_marks(name: str, mark: str) -> None:
    """Those of the header too, behind the mark of UTF-8, as some programs write it; not in GDELT's own tables."""
    if name.startswith("gdelt") and mark == "\t":
        return
    rows = rows_of(name)
    result = formats.read(b"\xef\xbb\xbf" + table(rows, mark, csv.QUOTE_ALL))
    assert (name, ()) == (result.format, result.rejected)
    assert rows == back(name, result.dataset)


@pytest.mark.parametrize("line", ["sep=;\r\n", '"sep=;"\n', "\ufeffSEP=;\r"])
@pytest.mark.parametrize("name", TABLES)
def test_a_line_for_a_spreadsheet_is_no_header(name: str, line: str) -> None:
    """It is left out and told, all below it is read as without it, and lines are counted with it."""
    text = table(rows := rows_of(name), ";")
    result = formats.read(line.encode() + text.replace(b"\r\n", b"\r" if line.endswith("\r") else b"\r\n"))
    assert (name, 2, ()) == (result.format, result.rows, result.rejected)
    assert rows == back(name, result.dataset)
    told = [(each.code, each.line) for each in result.problems]
    assert [(each.code, each.line and each.line + 1) for each in formats.read(text).problems] == [
        each for each in told if each != ("IO125", 1)
    ]
    assert 1 == told.count(("IO125", 1))


def test_cells_that_look_like_such_a_line_are_kept() -> None:
    """Only a first line with nothing else is one, not a header or a row."""
    row = TABLES["ucdp-ged"][1] | {"sep=": "sep=;"}
    assert [[*row], [*row.values()]] == back("ucdp-ged", formats.read(table([[*row], [*row.values()]], ",")).dataset)


@given(st.data())
def test_cells_with_any_of_the_marks_come_back(data: st.DataObject) -> None:
    """A cell may hold each of the marks, quotation marks and, where the format can write them, line ends."""
    name = data.draw(st.sampled_from([*TABLES]))
    usual = TABLES[name][0]
    mark = data.draw(st.sampled_from([each for each in MARKS if each != usual]))
    letters = "a;,\"' é|" + ("" if name.startswith("gdelt") else "\t\n\r")
    rows = rows_of(name, data.draw(st.text(st.sampled_from(letters), max_size=12)))
    result = formats.read(table(rows, mark))
    assert (name, ()) == (result.format, result.rejected)
    assert rows == back(name, result.dataset)


def test_the_claims_table_too(small: ce.Dataset) -> None:
    """Its own rows are read into the same claims, whatever stands between the cells."""
    text = "".join(formats.find("csv-claims").pieces(small, formats.Losses(), {}))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    for mark in MARKS:
        result = formats.read(table(rows, mark))
        assert ("csv-claims", ()) == (result.format, result.rejected)
        assert ([] if mark == "," else [("info", 1)]) == marks_told(result)
        assert formats.read(text.encode()).dataset == result.dataset
        assert text == "".join(formats.find("csv-claims").pieces(result.dataset, formats.Losses(), {}))


def full(**cells: str) -> list[str]:
    """All cells of a row of UCDP."""
    row = dict.fromkeys(_ucdp_columns.NAMES, "") | TABLES["ucdp-ged"][1] | {"geom_wkt": "POINT (-3.5 49.5)"} | cells
    return [*row.values()]


@pytest.mark.parametrize("mark", MARKS)
def test_a_file_without_a_header_is_told_by_its_second_cell(mark: str) -> None:
    """No text is like it; names of columns between other marks in a headline tell nothing."""
    headline = "Shots;id;best;year;a,id,b,best,c\tid\tbest\ty"
    rows = [full(source_headline=headline, where_description=headline), full(id="2")]
    result = formats.read(table(rows, mark))
    assert ("ucdp-ged", 2, ()) == (result.format, result.rows, result.rejected)
    assert rows == back("ucdp-ged", result.dataset)


@pytest.mark.parametrize("name", ["polecat", "icews", "gdelt2", "gdelt2-mentions"])
def test_a_text_in_a_row_does_not_tell_the_mark(name: str) -> None:
    """Where a format may come without a header, the mark behind its first cell stands, whatever is in the others."""
    row = TABLES[name][1]
    data = f"1\tx\t{';'.join(row)},{','.join(row)}\n".encode()
    given = formats.open_input(data, formats.Log())
    with given:
        assert "\t" == formats.delimiter_of(given, row.__contains__, usual="\t")
        assert () == given.log.problems


def test_a_decimal_comma_is_not_guessed() -> None:
    """A latitude with a comma is no number of this format: it is told, kept and not made a point."""
    row = TABLES["ucdp-ged"][1] | {"latitude": "49,5", "longitude": "-3,5"}
    result = formats.read(table([[*row], [*row.values()]], ";"))
    assert {"IO104", "IO125"} <= {each.code for each in result.problems}
    assert [None] == [each.point for each in result.dataset.places]
    assert [[*row], [*row.values()]] == back("ucdp-ged", result.dataset)


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("a;b;own", ";"),
        ("a,b,own", ","),
        ("a\tb,c\town", "\t"),
        ("a;own", ";"),
        ("a,x;b,y;own", ","),
        ("own,mine;b", ","),
        ("own;mine,a,b", ","),
        ('"own, ""mine""";"a";"b"', ";"),
        ('"";a', ";"),
        (";a", ";"),
        ('"own;a', ";"),
        ("own;mine", ","),
        ("own", ","),
    ],
)
def test_the_mark_behind_the_first_cell(line: str, mark: str) -> None:
    """It needs a name of a column; without any it is the usual one."""
    for text in (line, f"\ufeff{line}\r\n1;2;3", f"\n\n{line}\n", f"{line}\ra;b\r"):
        arguments: dict[str, Any] = {"tells": {"a", "b", "c"}.__contains__}
        with formats.open_input(text.encode(), formats.Log()) as given:
            assert mark == formats.delimiter_of(given, **arguments)


def test_a_mark_in_the_first_name_is_not_the_delimiter() -> None:
    """Most names tell, not the first alone."""
    for first in ("year;month", "event_date;x", '"country\tname"'):
        data = f"{first},event_id_cnty,event_date,country,fatalities\n2020,XA1,2020-12-03,Arvan,3\n".encode()
        result = formats.read(data)
        assert ("acled", 1) == (result.format, len(result.dataset.reports))
        assert not [problem for problem in result.problems if problem.code == "IO125"]
