"""Tables that other programs saved again: each format reads what was meant, tells it, and every cell comes back."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any, Final

import attrs
import pytest

import conflictevents as ce
from conflictevents import formats

from .test_delimiters import TABLES, as_usual, back, records, rows_of, table

WORDS: Final = ("NA", "NULL", "nan", "None", r"\N", "#N/A")
RECORDS: Final = ("sources", "actors", "places", "events", "reports")
KNOWN: Final = frozenset({"polecat", "icews"})
"""Formats whose publisher writes a word for nothing, which is found out by table."""


def codes(result: formats.ReadResult) -> set[str]:
    """The codes of the problems."""
    return {each.code for each in result.problems}


def said(dataset: ce.Dataset) -> ce.Dataset:
    """What the records say, without the cells that they keep."""
    return attrs.evolve(
        dataset,
        **{name: tuple(without_cells(each) for each in getattr(dataset, name)) for name in RECORDS},
    )


def without_cells(record: Any) -> Any:
    """A record without the cells that it keeps."""
    return attrs.evolve(record, extra=()) if hasattr(record, "extra") else record


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("name", [each for each in TABLES if each not in KNOWN])
def test_a_word_for_nothing_is_nothing(name: str, word: str) -> None:
    """In each cell that was empty, and in one more column: no record is made of it, it is told, and it comes back."""
    header, *rows = rows_of(name)
    plain = [[*header, "comment~x"], *([*row, ""] for row in rows)]
    text = [[*header, "comment~x"], *([*row, word] for row in rows)]
    for column, cell in enumerate(rows[0]):
        if cell == "":
            for row in text[1:]:
                row[column] = word
    expected, result = formats.read(as_usual(name, plain), name), formats.read(as_usual(name, text), name)
    assert said(expected.dataset) == said(result.dataset)
    assert "IO124" in codes(result)
    assert text == back(name, result.dataset)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("order", [1, -1])
def test_files_behind_one_another_are_one_table(name: str, order: int) -> None:
    """The second header is told and is no row, also where its columns stand in another order."""
    header, first, second = rows_of(name)
    expected = formats.read(as_usual(name, [header, first, second]), name)
    result = formats.read(as_usual(name, [header, first]) + as_usual(name, [header[::order], second[::order]]), name)
    assert (expected.rows, ()) == (result.rows, result.rejected)
    assert said(expected.dataset) == said(result.dataset)
    assert [3] == [each.line for each in result.problems if each.code == "IO120"]
    assert [header, first, second] == back(name, result.dataset)


@pytest.mark.parametrize("name", TABLES)
def test_tags_and_empty_rows_are_no_events(name: str) -> None:
    """Tags of HXL come back below the header; rows of empty cells do not."""
    header, *rows = rows_of(name)
    tags, nothing = ["#date", *("" for _ in header[1:])], ["" for _ in header]
    expected = formats.read(as_usual(name, [header, *rows]), name)
    result = formats.read(as_usual(name, [header, tags, rows[0], nothing, rows[1], nothing, nothing]), name)
    assert records(expected.dataset) == records(result.dataset)
    assert (2, ()) == (result.rows, result.rejected)
    assert [header, tags, *rows] == back(name, result.dataset)


@pytest.mark.parametrize("name", TABLES)
def test_a_title_above_the_header_is_no_row(name: str) -> None:
    """It is told with its line; the format has to be given then."""
    rows = rows_of(name)
    title = ["A release of 2031", *("" for _ in rows[0][1:])]
    expected, result = formats.read(as_usual(name, rows), name), formats.read(as_usual(name, [title, *rows]), name)
    assert records(expected.dataset) == records(result.dataset)
    assert [("IO120", 1)] == [(each.code, each.line) for each in result.problems if each.code == "IO120"]
    assert rows == back(name, result.dataset)


@pytest.mark.parametrize("spelling", ["R", "small", "CAPITALS"])
@pytest.mark.parametrize("name", TABLES)
def test_names_of_columns_in_other_spellings(name: str, spelling: str) -> None:
    """The format is found out by them too, and they come back."""
    header, *rows = rows_of(name)
    spelled = {
        "R": [cell.replace(" ", ".") for cell in header],
        "small": [cell.lower().replace(" ", "_") for cell in header],
        "CAPITALS": [cell.upper() for cell in header],
    }[spelling]
    expected, result = formats.read(as_usual(name, [header, *rows]), name), formats.read(table([spelled, *rows], ","))
    assert name == result.format
    assert said(expected.dataset) == said(result.dataset)
    assert [spelled, *rows] == back(name, result.dataset)


CODES: Final[dict[str, Sequence[str]]] = {
    "ucdp-ged": ("id", "type_of_violence", "where_prec", "date_prec"),
    "acled": ("fatalities",),
    "icews": ("Event ID", "CAMEO Code"),
    "gdelt2": ("GLOBALEVENTID", "EventCode", "QuadClass"),
    "gdelt1": ("GLOBALEVENTID", "EventCode", "QuadClass"),
    "gdelt2-mentions": ("GLOBALEVENTID", "MentionType", "Confidence"),
    "missile-attacks": ("launched", "destroyed"),
    "daily-losses": ("tank",),
}


@pytest.mark.parametrize("name", CODES)
def test_codes_with_a_point_are_whole(name: str) -> None:
    """A data frame writes 369.0 for 369 where a column has a gap."""
    header, *rows = rows_of(name)
    columns = [header.index(column) for column in CODES[name]]
    pointed = [[f"{cell}.0" if at in columns else cell for at, cell in enumerate(row)] for row in rows]
    expected, result = formats.read(as_usual(name, [header, *rows])), formats.read(as_usual(name, [header, *pointed]))
    assert said(expected.dataset) == said(result.dataset)
    assert [header, *pointed] == back(name, result.dataset)


def test_a_mended_cell_of_a_changed_record_is_the_new_one() -> None:
    """What stood in a cell comes back only while the records say what it was read as."""
    header = ["id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "date_prec", "best"]
    row = ["901.0", "1.0", "Government of Arvan", "NA", "2014-01-22", "2014-01-22", "1.0", "7"]
    dataset = formats.read(table([header, row], ","), "ucdp-ged").dataset
    (event,) = dataset.events
    assert isinstance(event, ce.Incident)
    assert ("ged-901", "1") == (event.id, event.types[0].value)
    kind = ce.TypeCode(vocabulary="ucdp-type-of-violence", value="2")
    other = ce.Actor(id="ucdp-actor-901", name="Kesta Front", identifiers=event.identifiers[:0])
    changed = attrs.evolve(
        dataset,
        actors=(*dataset.actors, other),
        events=(
            attrs.evolve(event, types=(kind,), participants=(*event.participants, ce.Participant(actor=other.id))),
        ),
    )
    text = "".join(formats.find("ucdp-ged").pieces(changed, formats.Losses(), {}))
    (again,) = csv.DictReader(io.StringIO(text, newline=""))
    assert ("901.0", "2", "Kesta Front", "1.0") == tuple(
        again[name] for name in ("id", "type_of_violence", "side_b", "date_prec")
    )


@pytest.mark.parametrize("last", ["", "9"])
@pytest.mark.parametrize("name", TABLES)
def test_a_header_that_lacks_the_name_for_those_of_the_rows(name: str, last: str) -> None:
    """As R writes it: no cell comes under another name, also where the last one is empty; all cells come back."""
    header, *rows = rows_of(name)
    header, rows = [*header, "comment~y"], [[*row, last] for row in rows]
    expected = formats.read(as_usual(name, [header, *rows]), name)
    shifted = [header, *([str(number), *row] for number, row in enumerate(rows, start=17))]
    result = formats.read(as_usual(name, shifted), name)
    assert (2, ()) == (result.rows, result.rejected)
    assert said(expected.dataset) == said(result.dataset)
    assert ["IO125"] == [each.code for each in result.problems if "name of its row" in each.message]
    assert shifted == back(name, result.dataset)


@pytest.mark.parametrize("name", TABLES)
def test_a_cell_too_many_in_each_row(name: str) -> None:
    """An empty one at the end, as other programs write it, shifts nothing either."""
    header, *rows = rows_of(name)
    expected = formats.read(as_usual(name, [header, *rows]), name)
    result = formats.read(as_usual(name, [header, *([*row, ""] for row in rows)]), name)
    assert said(expected.dataset) == said(result.dataset)


@pytest.mark.parametrize("name", TABLES)
def test_totals_are_rejected(name: str) -> None:
    """What somebody has added up below a table is no event: nothing is made of it, and its text is kept."""
    header, *rows = rows_of(name)
    total = ["Total", *("" for _ in header[2:]), "900"]
    expected = formats.read(as_usual(name, [header, *rows]), name)
    result = formats.read(as_usual(name, [header, *rows, total]), name)
    assert records(expected.dataset) == records(result.dataset)
    assert [4] == [row.line for row in result.rejected]


@pytest.mark.parametrize("cell", ["0", "-99", "-9", "-", "n/a", "365;369"])
def test_a_sign_for_no_state_is_none(cell: str) -> None:
    """A group becomes no state by what somebody put into the cell for the number of one."""
    header = ["id", "type_of_violence", "side_a", "gwnoa", "side_b", "gwnob", "date_start", "date_end", "best"]
    row = ["901", "1", "Government of Ukraine", "369", "Kesta Front", cell, "2014-01-22", "2014-01-22", "5"]
    result = formats.read(table([header, row], ","), "ucdp-ged")
    assert ["state", "unknown"] == [actor.kind for actor in result.dataset.actors]
    assert [] == [each for each in result.dataset.actors[1].identifiers if each.scheme == "gleditsch-ward"]
    assert {"IO104", "IO124"} & codes(result)
    assert [header, row] == back("ucdp-ged", result.dataset)


def test_cells_of_mentions_that_are_none_are_told() -> None:
    """Such as those of a table whose columns are in another order."""
    header, row, _ = rows_of("gdelt2-mentions")
    wrong = row[1:] + row[:1]
    told = [each.path for each in formats.read(as_usual("gdelt2-mentions", [header, wrong])).problems]
    assert {"/1/MentionTimeDate", "/1/Confidence"} <= set(told)
