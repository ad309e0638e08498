"""What no publisher means and every file has somewhere: cells that say nothing, in any column of any table."""

from __future__ import annotations

import csv
import io
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats
from conflictevents.formats import _acled_columns, _gdelt_columns, gdelt_mentions, icews, polecat, ucdp_ged

UCDP: Final = {
    "id": "900001",
    "relid": "XXA-2014-1-900-9",
    "year": "2014",
    "active_year": "1",
    "code_status": "Clear",
    "type_of_violence": "1",
    "conflict_new_id": "800",
    "conflict_name": "Arvan: Government",
    "dyad_new_id": "900",
    "dyad_name": "Government of Arvan - Kesta Front",
    "side_a_new_id": "700",
    "side_a": "Government of Arvan",
    "side_b_new_id": "701",
    "side_b": "Kesta Front",
    "number_of_sources": "1",
    "source_article": '"Example Wire,2014-01-22,Shots"',
    "source_office": "Example Wire",
    "source_date": "2014-01-22",
    "source_headline": "Shots",
    "source_original": "police",
    "where_prec": "2",
    "where_coordinates": "Riverton town",
    "latitude": "49.0025",
    "longitude": "-3.5",
    "geom_wkt": "POINT (-3.5 49.0025)",
    "country": "Arvan",
    "date_prec": "2",
    "date_start": "2014-01-22",
    "date_end": "2014-01-24",
    "deaths_a": "1",
    "deaths_b": "2",
    "deaths_civilians": "3",
    "deaths_unknown": "1",
    "best": "7",
    "high": "9",
    "low": "6",
}
ACLED: Final = {
    "event_id_cnty": "XXA1",
    "event_date": "03 December 2020",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Arvan (2000-)",
    "assoc_actor_1": "Police Forces of Arvan (2000-)",
    "inter1": "State forces",
    "actor2": "Kesta Front",
    "inter2": "Rebel group",
    "country": "Arvan",
    "admin1": "North",
    "location": "Riverton",
    "latitude": "49.5",
    "longitude": "-3.25",
    "geo_precision": "1",
    "source": "Example Wire; The Paper",
    "notes": "Shots.",
    "fatalities": "12",
    "tags": "crowd size=about 200",
    "timestamp": "1607400000",
}
GDELT: Final = {
    "GLOBALEVENTID": "900000001",
    "SQLDATE": "20180101",
    "Actor1Code": "UKRMIL",
    "Actor1Name": "EAGLES",
    "Actor1CountryCode": "UKR",
    "Actor2Code": "RIVREB",
    "EventCode": "193",
    "EventBaseCode": "193",
    "EventRootCode": "19",
    "QuadClass": "4",
    "ActionGeo_Type": "4",
    "ActionGeo_Fullname": "Riverton, Ukraine",
    "ActionGeo_CountryCode": "UP",
    "ActionGeo_Lat": "48.0159",
    "ActionGeo_Long": "-3.5",
    "ActionGeo_FeatureID": "-575268",
    "DATEADDED": "20180101",
    "SOURCEURL": "https://news.example/a",
}
MENTION: Final = (
    *("900000001", "20180101000000", "20180101001500", "1", "news.example", "https://news.example/a"),
    *("19", "-1", "4594", "4634", "1", "50", "6665", "-4.4776119402985", "srclc:ara;eng:GT-ARA 1.0", ""),
)
ICEWS: Final = (
    *("101", "2014-05-02", "Foreign Affairs (Arvan)", "Executive,Government", "Arvan", "Consult", "040", "1.0"),
    *("Kesta", "NA", "Kesta", "7001", "3", "Example Wire", "Riverton", "River district", "North", "Arvan", "1.5", "-2"),
)
POLECAT: Final = {
    "Event ID": "20200102-1",
    "Event Date": "2020-01-02",
    "Event Type": "PROTEST",
    "Event Mode": "demo",
    "Contexts": "election; military",
    "Actor Name": "Kesta",
    "Actor Country": "KES",
    "Actor Sectors": "GOV; MIL",
    "Recipient Name Raw": "students",
    "City": "Riverton",
    "Country": "Arvan",
    "Latitude": "1.5",
    "Longitude": "2.5",
    "Source": "Example Wire",
    "Publication Date": "2020-01-03",
    "Version": "NGEC-1",
}
ATTACK: Final = {
    "time_start": "2031-01-06 18:00",
    "time_end": "2031-01-07 05:00",
    "model": "X-901 and Gerbera",
    "launch_place": "Northfield",
    "target": "east",
    "carrier": "11 x Tu-95MS",
    "launched": "90.0",
    "destroyed": "64.0",
    "not_reach_goal": "16.0",
    "border_crossing": "{'belarus': 1.0}",
    "is_shahed": "60.0",
    "affected region": "['X oblast']",
    "destroyed_details": "{'south': 61, 'east': NaN}",
    "source": "kpszsu/posts/1",
}
GAZA: Final = {
    "report_date": "2031-02-03",
    "report_source": "mohtel",
    "report_period": "24",
    "killed": "9",
    "killed_cum": "209",
    "ext_killed_cum": "210",
}
LOSSES: Final = {"date": "2031-02-03", "day": "3267", "personnel": "2500", "personnel*": "about", "POW": ""}

TABLES: Final = {
    "ucdp-ged": dict.fromkeys(ucdp_ged.NAMES, "") | UCDP,
    "acled": dict.fromkeys(_acled_columns.NAMES, "") | ACLED,
    "gdelt2": dict.fromkeys(_gdelt_columns.NAMES, "") | GDELT | {"DATEADDED": "20180101000000"},
    "gdelt1": dict.fromkeys(_gdelt_columns.NAMES_1, "") | GDELT,
    "gdelt2-mentions": dict(zip(gdelt_mentions.NAMES, MENTION, strict=True)),
    "icews": dict(zip(icews.NAMES, ICEWS, strict=True)),
    "polecat": dict.fromkeys(polecat.NAMES, "None") | POLECAT,
    "missile-attacks": ATTACK,
    "daily-casualties": GAZA,
    "daily-losses": LOSSES,
}
TABBED: Final = ("gdelt1", "gdelt2", "gdelt2-mentions", "icews", "polecat")
BLANKS: Final = ("\ufeff", " \ufeff ", "\u00a0", "\u2003", "\x1f", " ")


def table(format_: str, row: dict[str, str]) -> bytes:
    """A row as it is published, below the names of its columns."""
    if format_ in TABBED:
        return "".join("\t".join(cells) + "\n" for cells in (row, row.values())).encode()
    return "".join(formats.csv_line(cells) for cells in (row, row.values())).encode()


def cells_of(format_: str, text: str) -> list[str]:
    """The cells of the only row of a table."""
    if format_ in TABBED:
        return text.split("\n")[1].split("\t")
    return list(csv.reader(io.StringIO(text, newline="")))[1]


def there_and_back(format_: str, row: dict[str, str]) -> tuple[formats.ReadResult, str]:
    """What is read of a row, and the text that is written of that after a trip through JSON Lines."""
    result = formats.read(table(format_, row), format_)
    same = ce.loads(ce.dumps(result.dataset, format="jsonl"))
    options = {"form": "csv"} if format_.startswith("daily-") else {}
    return result, "".join(formats.find(format_).pieces(same, formats.Losses(), options))


@pytest.mark.parametrize("format_", TABLES)
@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_a_blank_cell_says_nothing_and_comes_back(format_: str, blank: str) -> None:
    """White space, and a byte order mark in the middle of a file, is nobody's name and no id, in whichever column."""
    for column in TABLES[format_]:
        row = TABLES[format_] | {column: blank}
        result, text = there_and_back(format_, row)
        assert () == result.rejected, column
        assert list(row.values()) == cells_of(format_, text), column


NASTY: Final = (
    *("NULL", "None", "NA", "nan", "inf", "1e400", "-1", "-99", "1_000", "12,000", "9" * 400, "٣", "²", "=1+1", "'"),
    *("0000-00-00", "2014-00-00", "9999-12-31", "-0001-01-01", "31-12-99", "5-Aug-24", "05/02/2014", "99999999", "91"),
    *("1/22/2014 25:00", "2014-02-30", "20140101250000", "POINT (nan nan)", "{'a': NaN}", "{'a': 1e999}", "[['x']]"),
    *("\x00", "\u202e", "\u2028", "\x85", "\x1c", '"', '""', ";", "; ;", "http://[", "//", "..", "a~1b", "crowd size="),
)


@given(st.data())
def test_whatever_a_cell_holds_comes_back(data: st.DataObject) -> None:
    """No text in any column stops the reading; the row is read, and each of its cells is written again."""
    format_ = data.draw(st.sampled_from(sorted(TABLES)))
    column = data.draw(st.sampled_from(sorted(TABLES[format_])))
    characters = st.characters(exclude_categories=["Cs"], exclude_characters="\t\r\n" if format_ in TABBED else "")
    row = TABLES[format_] | {column: data.draw(st.sampled_from(NASTY) | st.text(characters))}
    result, text = there_and_back(format_, row)
    assert () == result.rejected
    assert list(row.values()) == cells_of(format_, text)


@pytest.mark.parametrize(
    ("format_", "row"),
    [
        ("ucdp-ged", '{"relid": "XXA-2014-1-900-9", "best": 3, "best": 30}'),
        ("acled", '{"event_id_cnty": "XXA1", "fatalities": 3, "fatalities": 30}'),
        ("plover", '{"event": "ASSAULT", "dead": "3", "dead": "30"}'),
        ("daily-casualties", '{"report_date": "2031-02-03", "verified": {"killed": 3, "killed": 30}}'),
        ("daily-losses", '{"date": "2031-02-03", "day": 1, "personnel": 3, "personnel": 30}'),
    ],
)
def test_a_field_that_comes_twice_is_told(format_: str, row: str) -> None:
    """Of two numbers of one name the last is read, as every program does, but not in silence."""
    result = formats.read(f"[{row}]".encode(), format_)
    assert ["/1"] == [problem.path for problem in result.problems if problem.code == "IO110"]


@pytest.mark.parametrize("format_", ["ucdp-ged", "acled", "icews", "polecat"])
@pytest.mark.parametrize("order", ["mdy", "YMD", ""])
def test_an_order_of_days_that_is_none_is_refused(format_: str, order: str) -> None:
    """A slip in the option would read every date the other way round."""
    with pytest.raises(ValueError, match="expected day_order to be DMY or MDY"):
        formats.read(table(format_, TABLES[format_]), format_, day_order=order)
