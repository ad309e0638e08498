"""An input that is not of the format that it was said to be is refused, and not read as events that say nothing."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Final

import pytest

from conflictevents import examples, formats
from conflictevents.exceptions import UnreadableInputError

TABLES: Final = {
    "ucdp-ged": b"id,relid,type_of_violence,date_start,country,best\n1,X-1,1,2014-01-02,Arvan,3\n",
    "acled": b"event_id_cnty,event_date,country,latitude,fatalities\nXXA1,2020-12-03,Arvan,1.5,3\n",
    "polecat": b"Event ID\tEvent Date\tEvent Type\tCountry\n1\t2020-01-02\tASSAULT\tArvan\n",
    "icews": b"Event ID\tEvent Date\tSource Name\tCountry\n1\t2020-01-02\tKesta\tArvan\n",
    "missile-attacks": b"time_start,time_end,model,launched,source\n2031-01-05,2031-01-05,X-901,2,x/1\n",
    "csv-claims": b"event,kind,measure,source,claim,low,high\ne,incident,killed,s,c,1,1\n",
    "daily-casualties": b'[{"report_date": "2031-02-03", "report_source": "mohtel", "killed": 9}]',
    "daily-losses": b'[{"date": "2031-02-03", "day": 3267, "tank": 80, "field artillery": 49}]',
    "plover": b'[{"id": "1", "date": "2014-05-02", "event": "ASSAULT", "dead": "1"}]',
}
GDELT: Final = b"GLOBALEVENTID\tSQLDATE\tYear\n1\t20180101\t2018\n"


@pytest.mark.parametrize("name", TABLES)
def test_a_few_of_its_columns_are_enough(name: str) -> None:
    """A selection of the columns is read as what somebody says that it is."""
    assert name == formats.read(TABLES[name], name).format
    assert () == formats.read(TABLES[name], name).rejected


@pytest.mark.parametrize(("of", "as_"), [*permutations(TABLES, 2)])
def test_a_table_of_another_format_is_refused(of: str, as_: str) -> None:
    """None of its columns tells the format, so nothing of it may become a claim that an event occurred."""
    if as_ == "acled" and of in ("polecat", "icews"):
        return  # "Event Date" is a name of both
    try:
        result = formats.read(TABLES[of], as_)
    except UnreadableInputError as error:
        assert "it is not of this format" in error.problem.message
    else:  # what is no JSON at all, for a format that is nothing else
        assert ((), ["IO105"]) == (result.dataset.events, [each.code for each in result.problems])


@pytest.mark.parametrize("name", [name for name in TABLES if not TABLES[name].startswith(b"[")])
def test_a_table_with_marks_between_its_cells_that_nobody_uses_is_refused(name: str) -> None:
    """Only commas, semicolons and tabs are looked for; otherwise it is one column of a long name, and none is known."""
    usual = b"\t" if b"\t" in TABLES[name] else b","
    with pytest.raises(UnreadableInputError, match="it is not of this format"):
        formats.read(TABLES[name].replace(usual, b"|"), name)


@pytest.mark.parametrize("as_", ["gdelt1", "gdelt2"])
def test_gdelt_is_refused_without_its_columns(as_: str) -> None:
    """A header with the name of a year alone is anybody's."""
    assert 1 == len(formats.read(GDELT, as_).dataset.events)
    with pytest.raises(UnreadableInputError, match="it is not of this format"):
        formats.read(b"Year\tdeaths\n2018\t3\n", as_)


@pytest.mark.parametrize("name", [each for each in formats.names() if each not in ("json", "jsonl")])
def test_what_is_only_written_is_no_events(name: str, tmp_path: Path) -> None:
    """A map of this library is no table of casualties, whatever it is said to be."""
    if not formats.find(name).reads:
        return
    _ = formats.write(examples.load("kesta-market"), tmp_path / "map.geojson")
    try:
        result = formats.read(tmp_path / "map.geojson", name)
    except UnreadableInputError:
        return
    assert result.rejected
