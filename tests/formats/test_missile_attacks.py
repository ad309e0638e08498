"""The daily missile and drone table: attacks with their weapons, and every cell comes back. The rows are made up."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats
from conflictevents._cli import main
from conflictevents.formats import _missile_columns, _python_cells

FORMAT: Final = "missile-attacks"
HEADER: Final = [*_missile_columns.HEADER]
COLUMNS_OF_2024: Final = """\
time_start,time_end,model,launch_place,target,carrier,launched,destroyed,not_reach_goal,cross_border_belarus,\
back_russia,still_attacking,destroyed_details,launched_details,launch_place_details,source"""
HEADER_2024: Final = COLUMNS_OF_2024.split(",")
HEADER_2025: Final = [*HEADER_2024[:12], "affected region", *HEADER_2024[12:]]

DRONES: Final = dict.fromkeys(HEADER, "") | {
    "time_start": "2031-01-06 18:00",
    "time_end": "2031-01-07 05:00",
    "model": "Shahed-136/131 and Gerbera",
    "launch_place": "Northfield and Southport, Coast",
    "target": "north and east",
    "launched": "90.0",
    "destroyed": "64.0",
    "not_reach_goal": "16.0",
    "border_crossing": "{'belarus': 1.0, 'russia': 3.0}",
    "is_shahed": "60.0",
    "num_hit_location": "5.0",
    "num_fall_fragment_location": "2.0",
    "turbojet": "8.0",
    "turbojet_destroyed": "3.0",
    "affected region": "['North oblast', \"East's oblast\"]",
    "destroyed_details": "{'south': 61, 'Odd oblast and Even oblast': 3, 'east': NaN}",
    "source": "kpszsu/posts/pfbid0madeup",
}
MISSILES: Final = dict.fromkeys(HEADER, "") | {
    "time_start": "2031-01-06 18:00",
    "time_end": "2031-01-07 05:00",
    "model": "X-901/X-955 and Kalibr",
    "carrier": "11 x Tu-95MS",
    "launched": "10.0",
    "destroyed": "9.0",
    "source": "kpszsu/posts/pfbid0madeup",
}


def table(*rows: dict[str, str]) -> bytes:
    """A table as it is published."""
    return "".join(formats.csv_line(row) for row in (rows[0], *(row.values() for row in rows))).encode()


def read(data: bytes, **options: Any) -> formats.ReadResult:
    """What is read, without its format being told."""
    result = formats.read(data, **options)
    assert FORMAT == result.format
    return result


def strikes(*rows: dict[str, str]) -> list[ce.Strike]:
    """The attacks of some rows."""
    return [event for event in read(table(*rows)).dataset.events if isinstance(event, ce.Strike)]


def text_of(dataset: ce.Dataset, **options: Any) -> str:
    """What is written, after a trip through JSON Lines, when nothing was lost."""
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(ce.loads(ce.dumps(dataset, format="jsonl")), losses, options))
    assert not losses.report()
    return text


def test_rows_with_one_window_and_one_source_are_one_attack() -> None:
    """The weapons stand beside each other; another window, another source or none is another attack."""
    other = (
        MISSILES | {"time_end": "2031-01-07 06:00"},
        MISSILES | {"source": "kpszsu/posts/another"},
        MISSILES | {"source": ""},
        MISSILES | {"source": ""},
    )
    rows = (DRONES, MISSILES, *other)
    first, *rest = strikes(*rows)
    assert (4, "2031-01-06T18:00/2031-01-07T05:00") == (len(rest), str(first.when))
    assert [("drone", "Shahed-136/131 and Gerbera", 90), ("missile", "X-901/X-955 and Kalibr", 10)] == [
        (figure.item, figure.model, figure.count and figure.count.low)
        for figure in first.launched
        if figure.within is None
    ]
    assert table(*rows).decode() == text_of(read(table(*rows)).dataset)


def test_what_was_sent_and_what_became_of_it() -> None:
    """Launched, intercepted and lost are of the model; types, regions and countries are parts or of their own."""
    (strike,) = strikes(DRONES)
    numbers = {(figure.id or "").rpartition("-1-")[2]: figure for figure in strike.figures}
    assert {
        "launched": ("launched", 90, None),
        "destroyed": ("intercepted", 64, None),
        "not_reach_goal": ("lost", 16, None),
        "is_shahed": ("launched", 60, "launched"),
        "turbojet": ("launched", 8, "launched"),
        "turbojet_destroyed": ("intercepted", 3, "destroyed"),
        "num_hit_location": ("hit", 5, None),
        "num_fall_fragment_location": ("hit_by_debris", 2, None),
        "destroyed_details.1": ("intercepted", 61, "destroyed"),
        "destroyed_details.2": ("intercepted", 3, "destroyed"),
        "border_crossing.1": ("missile-attacks.crossed_border", 1, None),
        "border_crossing.2": ("missile-attacks.crossed_border", 3, None),
    } == {
        name: (
            figure.measure,
            figure.count and figure.count.low,
            None if figure.within is None else figure.within.rpartition("-1-")[2],
        )
        for name, figure in numbers.items()
    }
    assert ("Odd oblast and Even oblast", "region:Odd_oblast_and_Even_oblast") == (
        numbers["destroyed_details.2"].described,
        numbers["destroyed_details.2"].group,
    )
    assert ("belarus", "Shahed", "missile-attacks.location") == (
        numbers["border_crossing.1"].to,
        numbers["is_shahed"].model,
        numbers["num_hit_location"].item,
    )


def test_places_of_an_attack() -> None:
    """Lists are joined by a word, and a comma is part of a place."""
    dataset = read(table(DRONES)).dataset
    (strike,) = (event for event in dataset.events if isinstance(event, ce.Strike))
    assert [
        ("Northfield", "origin"),
        ("Southport, Coast", "origin"),
        ("north", "target"),
        ("east", "target"),
        ("North oblast", "scene"),
        ("East's oblast", "scene"),
    ] == [(dataset.place(each.place).name, each.role) for each in strike.where]


@pytest.mark.parametrize(
    ("source", "speaker", "url"),
    [
        ("kpszsu/posts/1", "ua-air-force", "https://www.facebook.com/kpszsu/posts/1"),
        ("https://t.me/kpszsu/12", "ua-air-force", "https://t.me/kpszsu/12"),
        ("https://t.me/kpszsu_fans/12", None, "https://t.me/kpszsu_fans/12"),
        ("watch/?v=12", None, "https://www.facebook.com/watch/?v=12"),
        ("", None, None),
    ],
)
def test_the_speaker_is_as_sure_as_the_source(source: str, speaker: str | None, url: str | None) -> None:
    """Only a page of the Air Force makes it the speaker, carried to each number; else that is left open."""
    dataset = read(table(DRONES | {"source": source})).dataset
    (attribution,) = {claim.attribution for event in dataset.events for claim in event.claims}
    assert (speaker, "unclear" if speaker is None else "carried") == (attribution.speaker, attribution.attributed)
    assert ([] if url is None else [url]) == [dataset.source(id_).url for id_ in attribution.via]


@pytest.mark.parametrize(
    ("start", "end", "when"),
    [
        ("2031-01-06", "2031-01-06", "2031-01-06"),
        ("2031-01-06", "2031-01-07 ", "2031-01-06/2031-01-07"),
        ("2031-01-06 9:05", "2031-01-06 11:00", "2031-01-06T09:05/2031-01-06T11:00"),
        ("2031-01-06 9:05", "2031-01-07", "2031-01-06/2031-01-07"),
        ("2031-01-06 9:05", "", "2031-01-06/"),
        ("", "2031-01-07 05:00", "/2031-01-07"),
        ("2031-01-07", "2031-01-06", None),
        ("", "", None),
        ("2031-01-06 25:00", "at night", None),
        ("2031-02-30 10:00", "2031-02-30 11:00", None),
        ("16/01/2031", "17/01/2031", "2031-01-16/2031-01-17"),
        ("2031-01-06 00:00:00", "2031-01-06 00:00:00", "2031-01-06"),
        ("2031-01-06 00:00:00", "2031-01-07 0:00:00 ", "2031-01-06/2031-01-07"),
        ("2031-01-06 18:00:00", "2031-01-07 00:00:00", "2031-01-06T18:00/2031-01-07T00:00"),
        ("2031-01-06 00:00", "2031-01-06 00:00", "2031-01-06T00:00"),
        ("13/01/2031 18:00", "14/01/2031 5:00", "2031-01-13T18:00/2031-01-14T05:00"),
        ("12/01/2031 18:00", "13/01/2031 05:00", "2031-01-12T18:00/2031-01-13T05:00"),
        ("1/13/2031 18:00", "1/14/2031", "2031-01-13/2031-01-14"),
        ("05/01/2031 18:00", "06/01/2031 05:00", None),
    ],
)
def test_windows(start: str, end: str, when: str | None) -> None:
    """Clock times and days are read as far as they go together, without a zone, and come back as they were."""
    row = DRONES | {"time_start": start, "time_end": end}
    (strike,) = strikes(row)
    assert when == (None if strike.when is None else str(strike.when))
    assert strike.when is None or strike.when.zone is None
    assert table(row).decode() == text_of(read(table(row)).dataset)


def test_the_order_of_day_and_month_that_the_user_says() -> None:
    """Where no row of the table tells it, no time is read, which is told; the user may know."""
    row = DRONES | {"time_start": "05/01/2031 18:00", "time_end": "06/01/2031 05:00"}
    assert "IO122" in {problem.code for problem in read(table(row)).problems}
    result = read(table(row), day_order="MDY")
    assert "2031-05-01T18:00/2031-06-01T05:00" == str(result.dataset.events[0].when)
    assert table(row).decode() == text_of(result.dataset)


def test_numbers_with_a_decimal_comma() -> None:
    """They are read and told, unless they could be thousands."""
    text = b"time_start;time_end;model;launched;destroyed;source\n2031-01-06;2031-01-06;X-901;90,0;64,000;kpszsu/1\n"
    result = read(text)
    (strike,) = (event for event in result.dataset.events if isinstance(event, ce.Strike))
    assert (ce.Count.exactly(90),) == strike.launched.counts
    assert () == strike.intercepted
    assert {("/launched", "IO125"), ("/1/destroyed", "IO104")} <= {(each.path, each.code) for each in result.problems}
    assert '"90,0","64,000"' in text_of(result.dataset)


def test_parts_of_a_number_that_is_not_said() -> None:
    """The whole is then a figure without a count, so that no part is taken for it."""
    some = {"launched": "", "destroyed": "many", "turbojet": "", "destroyed_details": "{'south': 61, 'east': 0}"}
    (strike,) = strikes(DRONES | some)
    wholes = [f"{strike.id}-1-launched", f"{strike.id}-1-destroyed"]
    assert [None, None] == [figure.count for figure in strike.figures if figure.id in wholes]
    parts = [figure for figure in strike.figures if figure.model == "Shahed" or figure.group is not None]
    assert [wholes[0], wholes[1], wholes[1]] == [figure.within for figure in parts]
    assert table(DRONES | some).decode() == text_of(read(table(DRONES | some)).dataset)


def test_none_of_a_part_does_not_make_some_of_the_whole() -> None:
    """Where the whole is not said, that is kept and told, and no claim is made."""
    none = {"is_shahed": "0.0", "turbojet": "0", "turbojet_destroyed": "", "destroyed_details": "{'south': 0}"}
    row = DRONES | {"launched": "", "destroyed": ""} | none
    result = read(table(row))
    (strike,) = (event for event in result.dataset.events if isinstance(event, ce.Strike))
    assert ((), ()) == (strike.launched, strike.intercepted)
    assert ["/1/destroyed_details", "/1/is_shahed", "/1/turbojet"] == sorted(each.path for each in result.problems)
    assert table(row).decode() == text_of(result.dataset)


def test_days_that_a_program_wrote_as_midnights_are_told() -> None:
    """A day is no moment; the rows with clock times are as they were."""
    day = dict.fromkeys(("time_start", "time_end"), "2031-01-05 00:00:00")
    night = {"time_start": "2031-01-06 18:00:00", "time_end": "2031-01-07 00:00:00"}
    result = read(table(DRONES | night, DRONES | day, DRONES | day | {"source": ""}))
    assert [("IO125", True)] == [(each.code, "in 2 rows" in each.message) for each in result.problems]
    assert ["2031-01-06T18:00/2031-01-07T00:00", "2031-01-05", "2031-01-05"] == [
        str(event.when) for event in result.dataset.events if isinstance(event, ce.Strike)
    ]


@pytest.mark.parametrize(
    ("model", "item"),
    [
        ("Shahed-136/131", "drone"),
        ("X-901/X-955 and Kalibr", "missile"),
        ("Х-69", "missile"),  # the first letter is Cyrillic
        ("Молнія and Lancet", "drone"),
        ("KAB", "bomb"),
        ("Shahed-136/131 and X-901", "weapon"),
        ("Something new", "weapon"),
        ("", "weapon"),
    ],
)
def test_the_item_follows_from_the_model(model: str, item: str) -> None:
    """A model that is not known, or models of several sorts, are weapons of unstated type."""
    assert item == strikes(DRONES | {"model": model})[0].launched[0].item


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("{'south': 61, 'west': 3.0, 'east': NaN}", [("south", 61), ("west", 3), ("east", None)]),
        ('{"O\'odd": 1}', [("O'odd", 1)]),
        ("{'It\\'s': None,}", [("It's", None)]),
        ("{}", []),
        ("{'a': 1.5}", None),
        ("{'a': -1}", None),
        ("{'a': 'b'}", None),
        ("{'a': 1 'b': 2}", None),
        ("{'a': [1]}", None),
        ("{'a': 1", None),
        ("{'': 1}", None),
        ("__import__('os')", None),
        ("{'a': 1}; {'b': 2}", None),
        ("7", None),
    ],
)
def test_cells_that_python_wrote_are_read_and_never_run(
    cell: str, numbers: list[tuple[str, int | None]] | None
) -> None:
    """A cell that is not names with whole numbers is kept as it is, and told."""
    assert numbers == _python_cells.numbers_in(cell)
    result = read(table(DRONES | {"destroyed_details": cell}))
    assert (["IO104"] if numbers is None else []) == [problem.code for problem in result.problems]
    assert table(DRONES | {"destroyed_details": cell}).decode() == text_of(result.dataset)


def test_lists_that_python_wrote() -> None:
    """Only a list of texts is one."""
    assert ["A oblast", "B"] == _python_cells.texts_in("['A oblast', \"B\"]")
    assert [] == _python_cells.texts_in("[]")
    for cell in ("", "A", "[1]", "['a' 'b']", "['a'", "[['a']]"):
        assert _python_cells.texts_in(cell) is None


@pytest.mark.parametrize("header", [HEADER_2024, HEADER_2025, HEADER, [*reversed(HEADER)], HEADER[:3] + HEADER[6:7]])
def test_every_layout_is_read_and_comes_back(header: list[str]) -> None:
    """Older columns are read too; the columns stay in their order, and a user's own among them is told."""
    row = {name: DRONES.get(name, "2.0") for name in [*header, "mine"]}
    result = read(table(row, row | {"model": "Lancet"}))
    assert table(row, row | {"model": "Lancet"}).decode() == text_of(result.dataset)
    told = {problem.code for problem in result.problems}
    assert {"IO104"} | ({"IO126"} if "source" not in header else set()) == told


def test_numbers_in_columns_that_are_not_known_are_told() -> None:
    """A column that is new makes no claim; that is told once for it, and it comes back."""
    rows = (DRONES | {"downed": "64.0", "mine": "x"}, MISSILES | {"downed": "9.0", "mine": ""})
    result = read(table(*rows))
    assert [("IO104", "/downed", True)] == [
        (each.code, each.path, "in 2 rows" in each.message) for each in result.problems
    ]
    assert table(*rows).decode() == text_of(result.dataset)


def test_older_columns_of_what_crossed_a_border() -> None:
    """They say the same as the newer one."""
    row = dict.fromkeys(HEADER_2024, "") | {"model": "Lancet", "cross_border_belarus": "3", "back_russia": "2"}
    crossed = strikes(row)[0].figures_of("missile-attacks.crossed_border")
    assert [("belarus", 3), ("russia", 2)] == [(figure.to, figure.count and figure.count.low) for figure in crossed]


QUIRKS: Final[dict[str, dict[str, str]]] = {
    "plain": {},
    "whole numbers": {"launched": "90", "destroyed": "64"},
    "nothing launched": {"launched": ""},
    "more than launched": {"destroyed": "90.0", "not_reach_goal": "15.0"},
    "words for numbers": {"launched": "many", "is_shahed": "True"},
    "half": {"launched": "0.5"},
    "negative": {"destroyed": "-1.0"},
    "no numbers": dict.fromkeys({*HEADER} & {*_missile_columns.COUNTS, *_missile_columns.NUMBERS}, ""),
    "spaces": {"model": " Lancet ", "source": " kpszsu/posts/1 ", "target": "  "},
    "not to be seen": {"model": "\ufeff", "source": "\ufeff", "target": "\ufeff and \ufeff", "launch_place": "\u200b"},
    "a country that is not known": {"border_crossing": "{'atlantis and mu': 2}"},
    "a list that is none": {"affected region": "['North oblast' 'East oblast']"},
    "a name in other letters": {"destroyed_details": "{'Північ': 2, '😀': 3}"},
    "lines": {"target": "a\nb", "model": 'Lan"cet'},
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_every_quirk_is_read_and_comes_back(quirk: str) -> None:
    """Nothing is rejected, each cell is written as it was in whichever row it stands, and no check finds an error."""
    rows = (DRONES | QUIRKS[quirk], MISSILES, DRONES | QUIRKS[quirk])
    result = read(table(*rows))
    assert () == result.rejected
    assert table(*rows).decode() == text_of(result.dataset)
    assert [] == [str(each) for each in ce.check(result.dataset).problems if each.severity is ce.Severity.ERROR]


OWN: Final = ("mine", "row 2 launched", "row 1 ", "launched (read as)", "row 7 x")
CELLS: Final = st.sampled_from(
    ["", "2031-01-06", "2031-01-06 9:05", "7", "7.0", "-1", "{'a': 1}", "['a']", "kpszsu/1", "a and b", " ", "é", "x;y"]
)


@given(st.data())
def test_any_cells_come_back(data: st.DataObject) -> None:
    """Whatever the columns, their order and their cells, the rows come back in their order."""
    names = data.draw(
        st.lists(st.sampled_from([*HEADER, "back_russia", *OWN[:3], OWN[4]]), unique=True, min_size=2, max_size=9)
    )
    names = [*dict.fromkeys([*names, "launched"])]
    row = st.fixed_dictionaries(dict.fromkeys(names, CELLS)).filter(lambda row: any(map(str.strip, row.values())))
    rows = data.draw(st.lists(row, min_size=1, max_size=5))
    names, rows = [*map(str.strip, names)], [{name.strip(): cell for name, cell in row.items()} for row in rows]
    result = formats.read(table(*rows), FORMAT)
    assert () == result.rejected
    assert table(*rows).decode() == text_of(result.dataset)


@given(st.binary(max_size=200), st.integers(0, 900), st.integers(0, 400))
def test_any_bytes_are_read_or_refused(piece: bytes, start: int, length: int) -> None:
    """A damaged file gives what can be read of it or an error of this library."""
    whole = table(DRONES, MISSILES)
    try:
        result = formats.read(whole[:start] + piece + whole[start + length :], FORMAT)
    except ce.UnreadableInputError:
        return
    text_of(result.dataset)


def test_damage_around_the_rows() -> None:
    """A cut row is rejected with its text; blank lines and a mark of UTF-8 do no harm, and cp1252 is told."""
    data = b"\xef\xbb\xbf" + table(DRONES) + b"\r\n2031-01-06,2031\r\n" + table(MISSILES).split(b"\r\n", 1)[1]
    result = read(data)
    assert [(4, "2031-01-06,2031\r\n")] == [(row.line, row.raw) for row in result.rejected]
    assert 1 == len([event for event in result.dataset.events if isinstance(event, ce.Strike)])
    damaged = read(table(DRONES | {"target": "Caf\u00e9"}).decode().encode("cp1252"))
    assert ["IO121"] == [problem.code for problem in damaged.problems]


def test_a_long_run_of_rows_is_not_kept_in_memory() -> None:
    """Rows that go on with one window and one source become several attacks, and come back."""
    rows = [MISSILES | {"launched": f"{number}.0"} for number in range(450)]
    assert 3 == len(strikes(*rows))
    assert table(*rows).decode() == text_of(read(table(*rows)).dataset)


def test_a_number_that_was_changed_is_written_as_it_is_now() -> None:
    """The spelling of the column is kept."""
    dataset = read(table(DRONES, MISSILES)).dataset
    (strike,) = (event for event in dataset.events if isinstance(event, ce.Strike))
    figures = tuple(
        attrs.evolve(figure, count=ce.Count.exactly(12)) if figure.measure == "lost" else figure
        for figure in strike.figures
    )
    changed = attrs.evolve(
        dataset,
        events=tuple(attrs.evolve(strike, figures=figures) if e is strike else e for e in dataset.events),
    )
    assert table(DRONES | {"not_reach_goal": "12.0"}, MISSILES).decode() == text_of(changed)


def test_a_figure_that_no_column_holds_is_lost_and_told() -> None:
    """A number with bounds, and one of another's making, are not written as something more certain."""
    dataset = read(table(MISSILES)).dataset
    (strike,) = (event for event in dataset.events if isinstance(event, ce.Strike))
    launched, intercepted = strike.figures
    figures = (attrs.evolve(launched, count=ce.Count.at_least(9)), intercepted, attrs.evolve(intercepted, id="other"))
    changed = attrs.evolve(dataset, events=(attrs.evolve(strike, figures=figures),))
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(changed, losses, {}))
    assert table(MISSILES | {"launched": ""}).decode() == text
    assert [("Figure", 2)] == [(each.field, each.count) for each in losses.report()]


def test_what_a_record_names_comes_before_it() -> None:
    """Scanning gives posts, places and actors before their attack."""
    known: set[str] = set()
    for record in formats.scan(table(DRONES, MISSILES)):
        if isinstance(record, ce.Strike):
            named = {each.place for each in record.where} | {figure.to for figure in record.figures} - {None}
            named |= {figure.attribution.speaker for figure in record.figures} - {None}
            assert named | {*record.figures[0].attribution.via} <= known
        known.add(getattr(record, "id"))  # noqa: B009


def test_formulas_are_guarded_where_asked() -> None:
    """A spreadsheet shows such a cell and does not run it."""
    text = text_of(read(table(DRONES | {"target": "=1+1"})).dataset, guard=True)
    assert "'=1+1" == next(csv.DictReader(io.StringIO(text, newline="")))["target"]


def test_what_did_not_come_from_it_is_lost_and_told(small: ce.Dataset) -> None:
    """Only its own attacks make rows; the rest is counted."""
    losses = formats.Losses()
    list(formats.find(FORMAT).pieces(small, losses, {}))
    report = losses.report()
    assert (1, 2, 1, 1) == tuple(map(report.count, ("Strike", "Exchange", "CasualtyReport", "Statement")))


def test_tables_of_others_are_not_taken() -> None:
    """Launches alone, or a JSON of them, are none of these."""
    for text in (b"model,launched,destroyed\nX,1,1\n", b'[{"time_start": "2031", "model": "X", "launched": 1}]'):
        with pytest.raises(ce.UnreadableInputError):
            formats.read(text)


def test_convert_there_and_back(tmp_path: Path) -> None:
    """The command reads the table into JSON Lines and writes the same cells again."""
    path, lines, again = (tmp_path / name for name in ("attacks.csv", "x.jsonl", "again.csv"))
    path.write_bytes(table(DRONES, MISSILES, DRONES))
    assert 0 == main(["convert", str(path), str(lines)])
    assert 0 == main(["convert", str(lines), str(again), "--to", FORMAT])
    assert path.read_bytes() == again.read_bytes()
