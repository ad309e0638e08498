"""`scan` takes as much memory for a long input as for a short one, whatever the format; the rows are made up."""

from __future__ import annotations

import json
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest

from conflictevents import formats

ROWS: Final = 500
HELD_WHOLE: Final = {"json": "one document", "csv-claims": "a claim may name one that stands below it"}
"""Formats that are read whole, and why."""
IDS_HELD: Final = {"jsonl": "what is named is looked for to the last line"}


def _day(number: int) -> str:
    return (date(1000, 1, 1) + timedelta(days=number)).isoformat()


def _objects(row: Callable[[int], object], start: str = "[", end: str = "]") -> Callable[[int], Iterator[str]]:
    def lines(number: int) -> Iterator[str]:
        yield start
        for each in range(number):
            yield f"{',' if each else ''}{json.dumps(row(each))}"
        yield end

    return lines


def _lines(row: Callable[[int], str], header: str = "") -> Callable[[int], Iterator[str]]:
    def lines(number: int) -> Iterator[str]:
        yield header
        yield from map(row, range(number))

    return lines


def _gdelt(number: int) -> str:
    actor, place = "\t".join(["USA", "ARVAN", "USA", *[""] * 7]), "4\tKesta\tUP\tUP07\t1\t1.5\t2.5\t7"
    numbers = "1\t190\t190\t19\t4\t-2.0\t1\t1\t1\t0.5"
    where = "\t".join([place] * 3)
    when = "20170101\t201701\t2017\t2017.5"
    rest = f"20180101000000\thttps://news.example/{number}"
    return f"{number}\t{when}\t{actor}\t{actor}\t{numbers}\t{where}\t{rest}\n"


def _ucdp_object(number: int) -> dict[str, object]:
    return {"id": number, "type_of_violence": 1, "side_a": "A", "date_start": "2014-01-02", "best": 3}


INPUTS: Final[dict[str, tuple[str, Callable[[int], Iterator[str]]]]] = {
    "ucdp-ged": (
        "ucdp-ged",
        _lines(
            lambda each: f"{each},X-{each},1,2014-01-02,Arvan,3,Wire {each},2014-01-02\n",
            "id,relid,type_of_violence,date_start,country,best,source_office,source_date\n",
        ),
    ),
    "ucdp-ged, pages": ("ucdp-ged", _objects(_ucdp_object, '{"TotalCount": 9, "Result": [', "]}")),
    "acled": (
        "acled",
        _lines(
            lambda each: f"XXA{each},2020-12-03,Arvan,3,Actor,Paper {each}\n",
            "event_id_cnty,event_date,country,fatalities,actor1,source\n",
        ),
    ),
    "acled, actor by actor": (
        "acled",
        _lines(
            lambda each: f"XXA{each // 2},2020-12-03,Arvan,3,Actor {each % 2}\n",
            "event_id_cnty,event_date,country,fatalities,actor1\n",
        ),
    ),
    "acled, pages": (
        "acled",
        _objects(lambda each: {"event_id_cnty": f"X{each}", "fatalities": "3"}, '{"data": [', "]}"),
    ),
    "gdelt2": ("gdelt2", _lines(_gdelt)),
    "gdelt1": ("gdelt1", _lines(_gdelt)),
    "gdelt2-mentions": (
        "gdelt2-mentions",
        _lines(
            lambda each: (
                f"{each}\t20180101000000\t20180101001500\t1\tnews.example\thttps://news.example/{each}"
                "\t1\t1\t1\t1\t1\t50\t900\t0.5\t\t\n"
            )
        ),
    ),
    "plover": (
        "plover",
        _lines(
            lambda each: json.dumps({"id": str(each), "date": "2014-05-02", "event": "ASSAULT", "dead": "1"}) + "\n"
        ),
    ),
    "polecat": (
        "polecat",
        _lines(
            lambda each: f"{each}\t2020-01-02\tASSAULT\tArvan\tstory {each}\n",
            "Event ID\tEvent Date\tEvent Type\tCountry\tStory ID\n",
        ),
    ),
    "icews": (
        "icews",
        _lines(
            lambda each: f"{each}\t2020-01-02\tActor {each}\tArvan\n", "Event ID\tEvent Date\tSource Name\tCountry\n"
        ),
    ),
    "missile-attacks": (
        "missile-attacks",
        _lines(lambda each: f"2031-01-05,2031-01-05,X-901,2,x/{each}\n", "time_start,time_end,model,launched,source\n"),
    ),
    "daily-casualties": (
        "daily-casualties",
        _objects(lambda each: {"report_date": _day(each), "report_source": "mohtel", "killed": each}),
    ),
    "daily-losses": (
        "daily-losses",
        _objects(lambda each: {"date": _day(each), "day": each, "tank": 80, "field artillery": 49}),
    ),
}


@pytest.fixture
def _little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that is bounded has small bounds, so that short inputs reach them."""
    bounds = {
        "_MOST": 100,
        "_BITS": 2**10,
        "_RECORDS": 100,
        "_HEAD": 1024,
        "REMEMBERED": 50,
        "_REMEMBERED": 50,
        "KNOWN": 50,
    }
    for name in formats.names():
        formats.find(name)
    for name, module in list(sys.modules.items()):
        if name.startswith("conflictevents."):
            for each, value in list(vars(module).items()):
                if each in bounds:
                    monkeypatch.setattr(module, each, bounds[each])
                elif hasattr(value, "cache_info") and value.cache_info().maxsize is not None:
                    monkeypatch.setattr(module, each, value.__wrapped__)


@pytest.mark.usefixtures("_little")
@pytest.mark.parametrize("name", INPUTS)
def test_memory_is_flat(name: str, tmp_path: Path) -> None:
    """Four times as many rows, with ids and articles of their own, take no more."""
    format_, lines = INPUTS[name]

    def peak(rows: int) -> int:
        path = tmp_path / "table"
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines(rows))
        scan = formats.scan(path, format_)
        tracemalloc.start()
        try:
            found = sum(1 for record in scan if record.__class__.__name__ not in ("Source", "Actor", "Place"))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            assert () == scan.rejected
            assert found >= rows // 2

    peak(4 * ROWS)  # what is made once does not count, nor room for tuples that Python keeps
    assert peak(4 * ROWS) < peak(ROWS) + 2**16


def test_every_format_is_here() -> None:
    """Or it says why it cannot be read in little memory."""
    readable = {name for name in formats.names() if formats.find(name).reads}
    assert readable == {format_ for format_, _ in INPUTS.values()} | HELD_WHOLE.keys() | IDS_HELD.keys()
