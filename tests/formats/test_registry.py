"""The registry: formats by name, found out from an input, those of other packages among them."""

from __future__ import annotations

import gzip
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TypeAlias

import attrs
import pytest

import conflictevents as ce
from conflictevents import formats
from conflictevents.formats import Input, Log, Losses, _registry


def _read(given: Input, log: Log, *, prefix: str = "e") -> Iterator[ce.Record]:
    for number, line in enumerate(given.lines(), start=1):
        if line.strip() == "broken":
            log.reject("expected an event, got broken", line=number, raw=line, number=number)
        else:
            yield ce.Incident(id=f"{prefix}-{number}", title=line.strip())


def _write(dataset: ce.Dataset, losses: Losses) -> Iterator[str]:
    losses.add("Source", len(dataset.sources))
    yield from (f"{event.title}\n" for event in dataset.events)


LINES = formats.Format(
    name="x-lab.lines",
    title="Lines",
    description="One event a line.",
    holds="Titles of events.",
    endings=(".lines",),
    sniff=lambda sample: sample.text.startswith("event "),
    read=_read,
    write=_write,
)
TWIN = attrs.evolve(LINES, name="x-lab.twin")
WRITTEN = attrs.evolve(LINES, name="x-lab.written", read=None, sniff=None, endings=(".written",))

Plug: TypeAlias = Callable[..., None]


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch) -> Iterator[Plug]:
    """A function by which other packages bring formats: the names of entry points, and what they name."""

    def forget() -> None:
        _registry._entry_points.cache_clear()
        _registry._found.cache_clear()

    def plugged(**points: str) -> None:
        found = tuple(
            EntryPoint(name=name.replace("__", "."), value=f"own_formats:{value}", group=_registry.GROUP)
            for name, value in points.items()
        )
        monkeypatch.setattr("importlib.metadata.entry_points", lambda group: found if group == _registry.GROUP else ())
        forget()

    monkeypatch.setitem(sys.modules, "own_formats", sys.modules[__name__])
    yield plugged
    monkeypatch.undo()
    forget()


def test_every_format_is_described() -> None:
    """Each name leads to a format of that name that is read or written, with a sentence on what it is and holds."""
    for name in formats.names():
        found = formats.find(name)
        assert name == found.name
        assert found.reads or found.writes
        assert found.description.endswith(".")
        assert found.holds.endswith(".")
        assert not found.reads or found.sniff is not None


def test_formats_of_others_take_part(plug: Plug, tmp_path: Path) -> None:
    """A format from an entry point is listed, found out, read, scanned and written."""
    points = {"x-lab__lines": "LINES", "lines": "LINES"}
    plug(**points)
    assert "x-lab.lines" in formats.names()
    assert "lines" not in formats.names()  # a name without a prefix is no one else's to take
    data = b"event one\nbroken\nevent two\n"
    result = formats.read(data)
    assert ("x-lab.lines", "utf-8", ["event one", "event two"]) == (
        result.format,
        result.encoding,
        [event.title for event in result.dataset.events],
    )
    assert [(2, "broken\n")] == [(row.line, row.raw) for row in result.rejected]
    assert ["IO120"] == [problem.code for problem in result.problems]
    found = formats.scan(data, prefix="x")
    assert ["x-1", "x-3"] == [getattr(record, "id", None) for record in found]
    assert (1, 1) == (len(found.problems), len(found.rejected))
    report = formats.write(result.dataset.add(ce.Source(id="s")), tmp_path / "out.lines.gz")
    assert 1 == report.count("Source")
    assert b"event one\nevent two\n" == gzip.decompress((tmp_path / "out.lines.gz").read_bytes())


def test_an_input_that_may_be_two_things_is_refused(plug: Plug) -> None:
    """Where two formats recognise an input, the user is asked."""
    points = {"x-lab__lines": "LINES", "x-lab__twin": "TWIN"}
    plug(**points)
    with pytest.raises(ce.UnreadableInputError, match=r"it may be x-lab\.lines or x-lab\.twin; give the format"):
        formats.read(b"event one\n")
    with pytest.raises(ValueError, match=r"may be .*; give the format"):
        formats.write(ce.Dataset(), "out.lines")
    assert "x-lab.twin" == formats.read(b"event one\n", "x-lab.twin").format


def test_what_is_no_format_is_told(plug: Plug) -> None:
    """An entry point that names something else is an error of its package."""
    points = {"x-lab__lines": "TWIN"}
    plug(**points)
    with pytest.raises(TypeError, match="to be a Format with the name"):
        formats.find("x-lab.lines")


def test_what_cannot_be_done_is_told(plug: Plug) -> None:
    """An unknown name, an unknown ending, an option that is none, and a format that is only written."""
    points = {"x-lab__written": "WRITTEN"}
    plug(**points)
    with pytest.raises(ValueError, match=r'got "ucdp_ged"; did you mean ucdp-ged\?'):
        formats.find("ucdp_ged")
    with pytest.raises(ValueError, match="no format is known by the ending"):
        formats.write(ce.Dataset(), "out.xyz")
    with pytest.raises(ValueError, match="written only"):
        formats.read(b"", "x-lab.written")
    with pytest.raises(TypeError, match="to read the format csv-claims takes no options, got day_order"):
        formats.read(b"event,measure\n", "csv-claims", day_order="DMY")
    with pytest.raises(ce.UnreadableInputError, match="its format is not known"):
        formats.read(b"nothing that anybody knows\n")


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_own_formats_hold_everything(name: str, small: ce.Dataset, tmp_path: Path) -> None:
    """A dataset comes back from both of the library's own formats, and nothing is lost."""
    path = tmp_path / f"small.{name}"
    assert not formats.write(small, path)
    result = formats.read(path)
    assert (small, name) == (result.dataset, result.format)
    assert sum(len(getattr(small, each)) for each in ("sources", "actors", "places", "events", "reports")) + 1 == len(
        list(formats.scan(path))
    )


def test_formats_are_imported_when_they_are_needed() -> None:
    """Listing the names, or reading JSON by its name, imports no module of another format."""
    code = (
        "import sys; from conflictevents import formats; formats.names();"
        "formats.read(b'{\"format\": \"conflictevents/2\"}', 'json');"
        "print(*[name for name in sys.modules if name.startswith('conflictevents.formats.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert [name for name in done.stdout.split() if not name.rpartition(".")[2].startswith("_")] == []


def test_formats_that_are_written_only_are_named_as_such() -> None:
    """The formats that are not asked what an input is are exactly those of this library that cannot read it."""
    assert _registry.WRITTEN_ONLY == {name for name in _registry.MODULES if not formats.find(name).reads}


@pytest.mark.parametrize("write", [ce.dumps, lambda dataset: ce.dumps(dataset, format="jsonl")], ids=["json", "jsonl"])
def test_a_file_of_our_own_is_known_without_the_other_formats(write: Callable[[ce.Dataset], str]) -> None:
    """What begins as a file of this library is told without importing any other format or a table of codes."""
    code = "import sys; from conflictevents import formats; formats.read(sys.stdin.buffer.read()); print(*sys.modules)"
    data = write(ce.Dataset()).encode()
    done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
    loaded = {name for name in done.stdout.decode().split() if name.startswith("conflictevents.formats.")}
    others = {f"conflictevents.formats.{module}" for module in {*_registry.MODULES.values()} - {"_own"}}
    assert "conflictevents.formats._own" in loaded
    assert not others & loaded
    assert b"tomllib" not in done.stdout.split()


def test_a_dataset_of_this_library_is_told_whatever_it_holds(tmp_path: Path) -> None:
    """Cells of another format, as reading such a table keeps them, do not make it look like that format."""
    names = ("relid", "type_of_violence", "event_id_cnty", "actorText", "report_source")
    cells = tuple(ce.Cell(name=name, value="x") for name in names)
    dataset = ce.Dataset(sources=(ce.Source(id="s", title="table", extra=cells),))
    for name in ("json", "jsonl"):
        assert not formats.write(dataset, tmp_path / f"held.{name}")
        assert name == formats.read(tmp_path / f"held.{name}").format


def test_json_lines_are_scanned_in_bounded_memory(tmp_path: Path) -> None:
    """However long the file, a piece of it at a time is in memory; a record that is wrong is told with its column."""
    path = tmp_path / "long.jsonl"
    head, actor = ce.dumps(ce.Dataset(actors=(ce.Actor(id="a", name="x" * 1500),)), format="jsonl").splitlines()
    lines = [head, *(actor.replace('"id": "a"', f'"id": "a{each}"') for each in range(9000))]
    path.write_text("\n".join(lines))
    tracemalloc.start()
    try:
        assert 9000 == sum(1 for _ in formats.scan(path))
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size / 2
    finally:
        tracemalloc.stop()
    wrong = "\n".join([*lines, '{"record": "actor", "id": "b", "nam": "y"}']).encode()
    with pytest.raises(ce.InvalidRecordError) as caught:
        list(formats.scan(wrong))
    assert {9002} == {problem.line for problem in caught.value.problems}
    assert None not in {problem.column for problem in caught.value.problems}
