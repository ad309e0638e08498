"""Checking a stream: the same findings as on the whole, as far as one record at a time can show them."""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import checks, examples, testing
from conflictevents import strategies as cs
from conflictevents._cli import main
from conflictevents.checks import _stream

WHOLE = {check.code for check in checks.catalogue() if check.whole}
EXAMPLE = examples.load("istanbul-exchange")


def lines_of(dataset: ce.Dataset) -> bytes:
    """A dataset as JSON Lines."""
    return ce.dumps(dataset, format="jsonl").encode()


def found(problems: Any) -> Counter[tuple[Any, ...]]:
    """Problems without what depends on the form of the file."""
    return Counter((each.code, each.severity, each.record, each.value) for each in problems)


@given(cs.datasets(), st.integers(1, 4))
def test_a_stream_shows_what_the_whole_shows(dataset: ce.Dataset, batch: int) -> None:
    """Whatever looks at one record at a time finds the same, whatever the size of a batch."""
    texts = {source.id: "Some words, 12 of them." for source in dataset.sources}
    whole = [each for each in ce.check(dataset, texts=texts) if each.code not in WHOLE]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_stream, "_BATCH", batch)
        report = ce.check_stream(lines_of(dataset), texts=texts)
    assert found(whole) == found(report)
    assert "IO199" not in report.counts


@settings(max_examples=max(5, settings.default.max_examples // 5))
@given(cs.clean_stories(), st.sampled_from(sorted(testing.MUTATIONS)), st.randoms())
def test_a_stream_shows_what_is_broken_in_any_order(
    story: tuple[ce.Dataset, dict[str, str]], name: str, order: Any
) -> None:
    """The same over datasets with a known fault, with their lines in any order."""
    dataset, texts = story
    broken = testing.mutate(dataset, name)
    if testing.MUTATIONS[name].codes & {"ID101", "ID102"}:  # such a dataset is not written
        return
    header, *lines = ce.dumps(broken, format="jsonl").splitlines()
    order.shuffle(lines)
    report = ce.check_stream("\n".join([header, *lines]).encode(), texts=texts)
    whole = [each for each in ce.check(broken, texts=texts) if each.code not in WHOLE]
    assert found(whole) == found(report)


def test_it_says_what_it_cannot_do() -> None:
    """The checks of the whole dataset are named, and what lacks its text."""
    data = lines_of(EXAMPLE)
    whole, texts = ce.check_stream(data).skipped
    assert "CS101" in whole
    assert whole.endswith("look at all records together, which a stream does not hold")
    assert "CT105" not in whole
    assert "QT101, QT102" in texts
    assert "QT107" in whole
    assert () == ce.check_stream(data, select=["CT105", "SP101"]).skipped
    (only,) = ce.check_stream(data, select=["QT101"], texts={"other": "x"}).skipped
    assert "no text was given for 1 of the sources (article)" == only


def test_problems_have_lines_and_columns() -> None:
    """The path starts at the record, line and column lead to the value, waived or not."""
    waiver = ce.Waiver(code="SP101", reason="Nobody knows.")
    statements = (ce.Statement(id="a", speech="direct"), ce.Statement(id="b", waivers=(waiver,)))
    data = lines_of(ce.Dataset(statements=statements)).replace(b"\n", b"\n\n", 1)
    report = ce.check_stream(data)
    assert [("SP101", 3, 1, "", "a"), ("SP102", 3, 46, "/speech", "a")] == [
        (each.code, each.line, each.column, each.path, each.record) for each in report
    ]
    assert [("SP101", 4, 1)] == [(each.problem.code, each.problem.line, each.problem.column) for each in report.waived]


def test_what_the_reader_refuses_is_reported_beside_the_rest() -> None:
    """A faulty line, a repeated id and a reference that leads nowhere, each once; the other lines are checked."""
    lines = [
        '{"format": "conflictevents/2"}',
        '{"record": "source", "id": "wire", "titel": "x"}',
        '{"record": "actor", "id": "a", "name": "A"}',
        '{"record": "actor", "id": "a", "name": "B"}',
        '{"record": "statement", "id": "s", "source": "wire", "where": "nowhere"}',
        "not JSON",
        '{"record": "what", "id": "x"}',
        "[]",
    ]
    report = ce.check_stream("\n".join(lines).encode())
    assert {"ID101": 1, "ID102": 1, "IO105": 1, "IO106": 1, "IO108": 1, "IO111": 1, "SP101": 1} == report.counts
    assert {"IO106": 2, "ID101": 4, "ID102": 5, "SP101": 5} == {
        each.code: each.line for each in report if each.code in {"IO106", "ID101", "ID102", "SP101"}
    }
    assert all(each.column is not None for each in report if each.code != "IO105")
    assert {"SP101": 1} == ce.check_stream("\n".join(lines).encode(), select=["SP"]).counts


def test_a_faulty_header_hides_nothing() -> None:
    """What is wrong in it is one problem among the others."""
    lines = ['{"format": "conflictevents/2", "titel": "x"}', '{"record": "statement", "id": "s"}']
    report = ce.check_stream("\n".join(lines).encode())
    assert [("IO106", 1), ("SP101", 2)] == [(each.code, each.line) for each in report]


def test_a_claim_that_was_replaced_anywhere_stands_no_more() -> None:
    """What another record of another batch supersedes is not held against anything."""
    own = ce.Attribution(source="wire")
    strike: dict[str, Any] = {"attacker": "north", "targets": ("south",)}
    weapons = [
        ce.Figure(id=measure, measure=measure, item="drone", count=ce.Count.exactly(count), attribution=own)
        for measure, count in (("launched", 10), ("intercepted", 12))
    ]
    correction = attrs.evolve(
        weapons[1], id=None, count=ce.Count.exactly(9), supersedes=ce.Supersedes(claim="intercepted", kind="correction")
    )
    dataset = ce.Dataset(
        sources=(ce.Source(id="wire"),),
        actors=(ce.Actor(id="north", name="N"), ce.Actor(id="south", name="S")),
        events=(
            ce.Strike(id="raid", figures=tuple(weapons), **strike),
            ce.Strike(id="later", figures=(correction,), **strike),
        ),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_stream, "_BATCH", 1)
        assert "ST101" not in ce.check_stream(lines_of(dataset)).counts
        first = attrs.evolve(dataset, events=dataset.events[:1])
        assert "ST101" in ce.check_stream(lines_of(first)).counts


def test_a_check_that_fails_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many batches there are."""
    from conflictevents.checks import _plug_ins

    def broken(_: checks.Subject) -> Any:
        raise RuntimeError("no")

    check = checks.declare("LAB101", "broken", ce.Severity.INFO, "record")(broken)
    monkeypatch.setattr(_plug_ins, "ALL", (check,))
    monkeypatch.setattr(_stream, "_BATCH", 1)
    report = ce.check_stream(lines_of(EXAMPLE))
    assert {"IO199": 1} == report.counts


@pytest.mark.parametrize(
    "data",
    [
        ce.dumps(EXAMPLE).encode(),
        b'{"format": "conflictevents/2", "statements": [{"id": "s"}]}',
        b"[1]",
        b"nothing",
        b"\xff\xfe",
    ],
)
def test_a_document_is_no_stream(data: bytes) -> None:
    """It would have to be read whole, so it is refused with a word about it."""
    with pytest.raises(ce.UnreadableInputError, match="it is not JSON Lines"):
        ce.check_stream(data)


def test_a_header_alone_and_nothing_at_all() -> None:
    """A file without records has no problem; an empty one is unreadable as for every reader."""
    assert () == ce.check_stream(b'{"format": "conflictevents/2"}\n').problems
    with pytest.raises(ce.UnreadableInputError, match="it is empty"):
        ce.check_stream(b"")
    with pytest.raises(ce.UnreadableInputError, match="expected the format"):
        ce.check_stream(b'{"format": "other"}\n{"record": "source", "id": "a"}\n')


def test_every_sort_of_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path, bytes, file objects of bytes and text, standard input and a pipe give the same."""
    data = lines_of(ce.Dataset(statements=(ce.Statement(id="s"),)))
    path = tmp_path / "a.jsonl"
    path.write_bytes(data)
    expected = ce.check_stream(path)
    assert {"SP101": 1} == expected.counts
    assert expected == ce.check_stream(str(path))
    assert expected == ce.check_stream(memoryview(data))  # type: ignore[arg-type]
    assert expected == ce.check_stream(io.BytesIO(data))
    assert expected == ce.check_stream(io.StringIO(data.decode()))
    with path.open("rb") as file:
        assert expected == ce.check_stream(file)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert expected == ce.check_stream("-")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    """A path that cannot be read again is copied."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    data = lines_of(ce.Dataset(statements=(ce.Statement(id="s"),)))
    writer = threading.Thread(target=pipe.write_bytes, args=(data,))
    writer.start()
    assert {"SP101": 1} == ce.check_stream(pipe).counts
    writer.join()


def test_own_kinds_of_event_are_read() -> None:
    """They are given as to every reader."""

    @attrs.frozen(kw_only=True)
    class Siege(ce.Event):
        kind = "x-lab.siege"

    data = lines_of(ce.Dataset(events=(Siege(id="s", waivers=(ce.Waiver(code="TC1", reason="x"),)),)))
    assert {} == ce.check_stream(data, kinds=[Siege]).counts
    assert {"IO111": 1} == ce.check_stream(data).counts


def test_configuration_and_texts(tmp_path: Path) -> None:
    """Selection, severities and the texts that a configuration names are followed."""
    (tmp_path / "wire.txt").write_text("Some words.", "utf-8")
    config = checks.Configuration(texts={"wire": tmp_path / "wire.txt"}, severity={"SP": ce.Severity.INFO})
    quotation = ce.Quotation(text="Other words")
    statement = ce.Statement(id="s", source="wire", speech="direct", quotations=(quotation,))
    data = lines_of(ce.Dataset(sources=(ce.Source(id="wire"),), statements=(statement,)))
    report = ce.check_stream(data, configuration=config, select=["SP101", "QT101"])
    assert [("SP101", "info"), ("QT101", "error")] == [(each.code, each.severity) for each in report]
    with pytest.raises(TypeError, match="expected the text of wire as a str"):
        ce.check_stream(data, texts={"wire": b"x"})  # type: ignore[dict-item]


# --- the command line ---


def test_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--stream` reads a file or standard input, with the same output as without."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines_of(ce.Dataset(statements=(ce.Statement(id="s"),))))
    assert 1 == main(["check", str(path), "--stream"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{path}:2:1: SP101 error /: expected a speaker")
    assert "which a stream does not hold" in lines[1]
    assert f"{path}: 1 error, 0 warnings, 0 info" == lines[-1]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    assert 1 == main(["check", "-", "--stream", "--format", "json"])
    assert {"SP101": 1} == json.loads(capsys.readouterr().out)["counts"]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["example:istanbul-exchange", "--stream"], "istanbul-exchange: it is not JSON Lines"),
        (["nowhere.jsonl", "--stream"], "nowhere.jsonl: there is no such file"),
        ([".", "--stream"], ".: it cannot be read"),
        (["-", "--stream", "--from", "json"], "--stream reads JSON Lines, and --from says json"),
        (["-", "--stream", "--text", "a"], "--text: expected SOURCE=PATH"),
    ],
)
def test_what_the_command_refuses(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: list[str], words: str
) -> None:
    """The exit status is 2, with the reason in a line."""
    monkeypatch.chdir(tmp_path)
    assert 2 == main(["check", *argv])
    captured = capsys.readouterr()
    assert "" == captured.out
    assert words in captured.err
