"""Records that are written as they come give the same file, however few of them are in memory."""

from __future__ import annotations

import gzip
import itertools
import random
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import examples, formats
from conflictevents import strategies as cs
from conflictevents._dataset import RECORD_LISTS
from conflictevents._record import Record
from conflictevents.formats._together import together

EXAMPLE: Final = examples.load("istanbul-exchange")
ACLED: Final = b"""\
event_id_cnty,event_date,country,actor1,fatalities
XA1,2020-12-03,Arvan,A,3
XA2,2020-12-04,Arvan,A,1
XA1,2020-12-03,Arvan,B,3
"""


def records_of(dataset: ce.Dataset) -> list[Any]:
    """The records of a dataset, list by list."""
    return [record for name in RECORD_LISTS for record in getattr(dataset, name)]


def head_of(dataset: ce.Dataset) -> ce.Dataset:
    """The title, licence and description of a dataset."""
    nothing: dict[str, Any] = dict.fromkeys(RECORD_LISTS, ())
    return attrs.evolve(dataset, **nothing)


@pytest.fixture(params=[1, 3, 1000])
def _batch(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conflictevents.formats._stream._BATCH", request.param)


@pytest.mark.usefixtures("_batch")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cs.datasets(), st.randoms(use_true_random=False))
def test_records_in_any_order_are_the_same_dataset(
    tmp_path_factory: pytest.TempPathFactory, dataset: ce.Dataset, chance: random.Random
) -> None:
    """Lists may be mixed, and what is named may come later; each list keeps its order."""
    path = tmp_path_factory.getbasetemp() / "x.jsonl"
    lists = {name: iter(getattr(dataset, name)) for name in RECORD_LISTS}
    order = [name for name in RECORD_LISTS for _ in getattr(dataset, name)]
    chance.shuffle(order)
    mixed = [head_of(dataset), *(next(lists[name]) for name in order)]
    assert not formats.write(iter(mixed), path)
    assert dataset == ce.load(path)


@pytest.mark.usefixtures("_batch")
def test_records_that_are_gone_are_not_taken_for_others(tmp_path: Path) -> None:
    """Of many records that live for a moment, each is written as it is, though they follow one another in memory."""
    path = tmp_path / "x.jsonl"

    def made() -> Iterator[Record]:
        yield ce.Source(id="wire")
        for each in range(3_000):
            by = ce.Attribution(source="wire", attributed="own_voice", as_of=ce.When(edtf=f"{1000 + each}"))
            count = ce.Count(low=each, high=each)
            yield ce.Incident(id=f"e{each}", figures=(ce.Figure(measure="killed", count=count, attribution=by),))

    formats.write(made(), path)
    assert tuple(made())[1:] == ce.load(path).events


def test_the_order_is_that_of_a_dataset_where_it_comes_so(tmp_path: Path) -> None:
    """Records list by list give the very bytes of the dataset, packed and not."""
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    formats.write(EXAMPLE, one)
    formats.write([head_of(EXAMPLE), *records_of(EXAMPLE)], other)
    assert one.read_bytes() == other.read_bytes()
    for path, given_ in ((tmp_path / "one.jsonl.gz", EXAMPLE), (tmp_path / "other.jsonl.gz", [EXAMPLE])):
        formats.write(given_, path)
        assert one.read_bytes() == gzip.decompress(path.read_bytes())
    assert (tmp_path / "one.jsonl.gz").read_bytes() == (tmp_path / "other.jsonl.gz").read_bytes()


def test_a_scan_is_written_with_its_title(tmp_path: Path) -> None:
    """What is filtered from it needs its `head` in front."""
    path = tmp_path / "x.jsonl"
    table = tmp_path / "x.csv"
    table.write_bytes(ACLED)
    formats.write(formats.scan(table), path)
    assert formats.read(table).dataset == ce.load(path)
    scan = formats.scan(table)
    formats.write(
        itertools.chain([scan.head], (each for each in scan if not isinstance(each, ce.CasualtyReport))), path
    )
    assert attrs.evolve(formats.read(table).dataset, reports=()) == ce.load(path)


def test_the_head_of_a_scan_costs_no_record() -> None:
    """It can be asked for at any time."""
    scan = formats.scan(ACLED)
    assert 5_000 * ["ACLED"] == [scan.head.title for _ in range(5_000)]
    assert ("ACLED", 0) == (scan.head.title, len(records_of(scan.head)))
    first = next(scan)
    assert "ACLED" == scan.head.title
    assert [*formats.scan(ACLED)] == [first, *scan]
    assert "ACLED" == scan.head.title


def test_formats_that_need_all_records_get_them(tmp_path: Path) -> None:
    """Any iterable of records can be written in any format."""
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    expected = formats.write(EXAMPLE, one, "csv-claims")
    assert expected == formats.write(iter([head_of(EXAMPLE), *records_of(EXAMPLE)]), other, "csv-claims")
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ([ce.Source(id="a"), ce.Source(id="a")], "ID101"),
        ([ce.Source(id="a", based_on="b")], "ID102"),
        ([ce.Source(id="a"), ce.Actor(id="b", name="b"), ce.Source(id="c", based_on="b")], "ID102"),
    ],
)
@pytest.mark.usefixtures("_batch")
def test_records_that_could_not_be_read_again_are_refused(records: list[Record], code: str, tmp_path: Path) -> None:
    """What was there before stays, and nothing is left behind."""
    path = tmp_path / "x.jsonl"
    path.write_text("before", "utf-8")
    with pytest.raises(ce.InvalidRecordError) as caught:
        formats.write(records, path)
    assert [code] == [problem.code for problem in caught.value.problems]
    assert ("before", [path]) == (path.read_text("utf-8"), [*tmp_path.iterdir()])


def test_a_title_that_comes_too_late_is_refused(tmp_path: Path) -> None:
    """It is not left out in silence."""
    with pytest.raises(ValueError, match="before all records"):
        formats.write([ce.Source(id="a"), ce.Dataset(title="Late")], tmp_path / "x.jsonl")
    with pytest.raises(TypeError, match="expected sources"):
        formats.write([ce.Count(low=1, high=1)], tmp_path / "x.jsonl")
    assert [] == [*tmp_path.iterdir()]


def test_a_reader_that_breaks_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """Whatever it raises, after whatever has been written."""
    path = tmp_path / "x.jsonl"
    path.write_text("before", "utf-8")

    def broken() -> Iterator[Record]:
        yield from (ce.Source(id=f"s{each}") for each in range(5_000))
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        formats.write(broken(), path)
    assert ("before", [path]) == (path.read_text("utf-8"), [*tmp_path.iterdir()])


def test_memory_does_not_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times as many records take no more."""
    monkeypatch.setattr("conflictevents.formats._on_disk._MOST", 100)
    monkeypatch.setattr("conflictevents.formats._on_disk._BITS", 2**10)
    monkeypatch.setattr("conflictevents.formats._stream._BATCH", 10)
    monkeypatch.setattr("conflictevents.formats._reading._PIECE", 1_000)
    monkeypatch.setattr("conflictevents._encoding._REMEMBERED", 100)

    def made(number: int) -> Iterator[Record]:
        for each in range(number):
            yield ce.Source(id=f"s{each}", title=f"Report {each}")
            yield ce.Incident(
                id=f"e{each}",
                figures=(
                    ce.Figure(
                        measure="killed",
                        count=ce.Count(low=each, high=each),
                        attribution=ce.Attribution(source=f"s{each}"),
                    ),
                ),
            )

    def peak(number: int) -> int:
        tracemalloc.start()
        try:
            formats.write(made(number), tmp_path / "x.jsonl")
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(2_000)
    assert peak(2_000) < peak(500) + 2**16


def test_a_grouped_scan_gives_what_reading_gives() -> None:
    """Rows of one event stay one event, however far apart."""
    mentions = b"".join(
        b"%d\t20180101000000\t20180101001500\t1\tnews.example\thttps://news.example/%d\t1\t1\t1\t1\t1\t50\t900\t0.5\t\t\n"
        % (each % 2, each)
        for each in range(6)
    )
    for data, name in ((ACLED, "acled"), (mentions, "gdelt2-mentions")):
        whole = formats.read(data, name).dataset
        assert {len(whole.events)} == {2}
        scan = formats.scan(data, name, grouped=True)
        assert records_of(whole) == records_of(together(scan))


def test_json_lines_that_are_scanned_keep_their_title(tmp_path: Path) -> None:
    """What the header says is the head, and is written again."""
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    formats.write(EXAMPLE, one)
    assert head_of(EXAMPLE) == formats.scan(one).head
    formats.write(formats.scan(one), other)
    assert one.read_bytes() == other.read_bytes()
    formats.write(formats.scan(one), one)
    assert EXAMPLE == ce.load(one)


@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_datasets_among_the_records_take_nothing_away(ending: str, tmp_path: Path) -> None:
    """One without a title leaves that of another."""
    path = tmp_path / f"x.{ending}"
    formats.write([ce.Dataset(title="A title"), ce.Dataset(sources=(ce.Source(id="a"),)), ce.Source(id="b")], path)
    assert ce.Dataset(title="A title", sources=(ce.Source(id="a"), ce.Source(id="b"))) == ce.load(path)
