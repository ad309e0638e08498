"""Reading and writing: every sort of input and output, hostile input, and writing in one step."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import pytest

import conflictevents as ce
from conflictevents import _io

Refused: TypeAlias = Callable[[Callable[[], object]], tuple[ce.Problem, ...]]
HEADER = '{"format": "conflictevents/2"}'
EMPTY = HEADER + "\n"


def why(text: str | bytes, **options: Any) -> ce.Problem:
    """The problem for which an input is refused as unreadable."""
    with pytest.raises(ce.UnreadableInputError) as caught:
        ce.loads(text, **options)
    assert caught.value.__cause__ is None
    assert len(str(caught.value)) < 500
    return caught.value.problem


# --- every sort of input and output ----------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_every_sort_of_input_gives_the_same(small: ce.Dataset, tmp_path: Path, format_: Any) -> None:
    """A path as text or object, bytes, and file objects of bytes and of text."""
    text = ce.dumps(small, format=format_)
    path = tmp_path / "київ.json"
    path.write_text(text, encoding="utf-8")
    with path.open("rb") as binary, path.open(encoding="utf-8") as characters, path.open("rb", buffering=0) as raw:
        inputs: list[Any] = [str(path), path, text.encode(), io.BytesIO(text.encode()), io.StringIO(text)]
        assert [small] * 8 == [ce.load(each) for each in (*inputs, binary, characters, raw)]
    assert small == ce.loads(text) == ce.loads(text.encode())


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_every_sort_of_output_gets_the_same_bytes(small: ce.Dataset, tmp_path: Path, format_: Any) -> None:
    """Paths, file objects of bytes and of text, compressed and temporary files."""
    expected = ce.dumps(small, format=format_).encode()
    path = tmp_path / "a.json"
    for target in (path, str(path)):
        ce.dump(small, target, format=format_)
        assert expected == path.read_bytes()
    memory, characters = io.BytesIO(), io.StringIO()
    ce.dump(small, memory, format=format_)
    ce.dump(small, characters, format=format_)
    assert expected == memory.getvalue() == characters.getvalue().encode()
    with path.open("wb", buffering=0) as raw:
        ce.dump(small, raw, format=format_)
    assert expected == path.read_bytes()
    with gzip.open(tmp_path / "a.gz", "wb") as packed:
        ce.dump(small, packed, format=format_)  # type: ignore[arg-type]
    with gzip.open(tmp_path / "a.gz") as packed:
        assert expected == packed.read()
    with tempfile.NamedTemporaryFile() as temporary, tempfile.NamedTemporaryFile("w+", encoding="utf-8") as other:
        for file in (temporary, other):
            ce.dump(small, file, format=format_)  # type: ignore[arg-type]
            file.flush()
            assert expected == Path(file.name).read_bytes()


def test_the_name_of_a_path_tells_the_format(small: ce.Dataset, tmp_path: Path) -> None:
    """`.jsonl` and `.ndjson` are JSON Lines unless said otherwise; anything else is one document."""
    for name in ("a.jsonl", "a.NDJSON"):
        ce.dump(small, tmp_path / name)
        assert ce.dumps(small, format="jsonl").encode() == (tmp_path / name).read_bytes()
    ce.dump(small, tmp_path / "b.jsonl", format="json")
    ce.dump(small, tmp_path / "b.txt")
    assert ce.dumps(small).encode() == (tmp_path / "b.jsonl").read_bytes() == (tmp_path / "b.txt").read_bytes()


def test_standard_input_and_output(small: ce.Dataset, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any) -> None:
    """`-` is both, as bytes, whatever the encoding of the terminal."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ce.dumps(small).encode()), encoding="ascii"))
    assert small == ce.load("-")
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    ce.dump(small, "-")
    assert ce.dumps(small).encode() == written.getvalue()


def test_a_name_goes_into_the_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The path, standard input, the name of a file object, or plainly "input"."""
    path = tmp_path / "bad.json"
    path.write_text("{")
    with path.open() as file:
        for source in (path, str(path), file):
            with pytest.raises(ce.UnreadableInputError, match=r"bad\.json: it is cut short"):
                ce.load(source)
    for nameless in (b"{", io.BytesIO(b"{")):
        with pytest.raises(ce.UnreadableInputError, match=r"^input: "):
            ce.load(nameless)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{")))
    with pytest.raises(ce.UnreadableInputError, match=r"^standard input: "):
        ce.load("-")


def test_paths_that_cannot_be_opened_are_os_errors(tmp_path: Path) -> None:
    """The usual exceptions, with the name."""
    with pytest.raises(FileNotFoundError):
        ce.load(tmp_path / "nothing.json")
    with pytest.raises(IsADirectoryError):
        ce.load(tmp_path)
    with pytest.raises(IsADirectoryError):
        ce.dump(ce.Dataset(), tmp_path)
    with pytest.raises(FileNotFoundError):
        ce.dump(ce.Dataset(), tmp_path / "no" / "folder.json")


def test_a_file_object_of_wrongly_decoded_text_is_unreadable(tmp_path: Path) -> None:
    """What the file object itself finds is told as an unreadable input too."""
    path = tmp_path / "latin-1.json"
    path.write_bytes('{"title": "Ö"}'.encode("latin-1"))
    with path.open(encoding="utf-8") as file, pytest.raises(ce.UnreadableInputError, match="it is not utf-8") as caught:
        ce.load(file)
    assert "IO105" == caught.value.problem.code


def test_an_unknown_format_is_a_value_error() -> None:
    """It is never taken for another one."""
    format_: Any = "yaml"
    with pytest.raises(ValueError, match='expected the format json or jsonl, got "yaml"'):
        ce.loads(EMPTY, format=format_)
    with pytest.raises(ValueError, match="expected the format"):
        ce.dumps(ce.Dataset(), format=format_)


# --- what is no document ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        ("", "IO105", "it is empty"),
        (b"", "IO105", "it is empty"),
        (" \n\n", "IO105", "it is empty"),
        ("not json", "IO105", "it is not JSON"),
        ("[]", "IO105", "expected an object, got a list of 0"),
        ("null", "IO105", "expected an object, got null"),
        ('"conflictevents/1"', "IO105", "expected an object"),
        ("{}", "IO102", 'expected a field "format"'),
        ('{"events": []}', "IO102", "not a conflictevents document"),
        ('{"format": "conflictevents/3"}', "IO102", "version 3 of the format; this library reads up to 2: upgrade"),
        ('{"format": "conflictevents/999999999"}', "IO102", "upgrade"),
        ('{"format": "conflictevents/99999999999"}', "IO102", "expected the format"),
        ('{"format": "conflictevents/0"}', "IO102", "expected the format"),
        ('{"format": "conflictevents/01"}', "IO102", "expected the format"),
        ('{"format": "conflictevents/²"}', "IO102", "expected the format"),
        ('{"format": "conflictevents"}', "IO102", "expected the format"),
        ('{"format": "geojson/2"}', "IO102", "expected the format"),
        ('{"format": 1}', "IO102", "got 1"),
        ('{"format": null}', "IO102", "got null"),
        ('{"format": ["conflictevents/1"]}', "IO102", "got a list"),
        ('{"format": "\\ud800"}', "IO102", "got"),
        (HEADER[:-1], "IO105", "it is cut short"),
        (HEADER.encode("utf-16"), "IO105", "it is UTF-16"),
        (b"\xef\xbb\xbf" + HEADER.encode(), "IO105", "byte order mark"),
        ("\ufeff" + HEADER, "IO105", "byte order mark"),
        ('{"format": "conflictevents/1", "title": "\xd6"}'.encode("latin-1"), "IO105", "it is not UTF-8: byte 0xd6"),
        ('{"format": "conflictevents/1", "title": NaN}', "IO105", "NaN is not a JSON number"),
        ('{"format": "conflictevents/1", "title": Infinity}', "IO105", "Infinity is not a JSON number"),
        ('{"format": "conflictevents/1", "title": ' + "9" * 5000 + "}", "IO105", "5,000 digits"),
        ('{"format": "conflictevents/1", "title": ' + "[" * 100_000, "IO105", "nested too deep"),
        (EMPTY + "[" * 100_000 + "\n" + HEADER, None, ""),
        ('{"a": 1}\n{"b": 2}\n', "IO102", 'expected a field "format"'),
        ('{"format": "conflictevents/1", "events": []}\n{}\n', "IO105", "header without records .* got events"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused_with_one_reason(text: str | bytes, code: str | None, reason: str) -> None:
    """Each has its code and plain words, and is neither a crash nor a list of faults."""
    import re

    if code is None:
        with pytest.raises(ce.InvalidRecordError, match=r"line 2, .*nested too deep"):
            ce.loads(text)
        return
    problem = why(text)
    assert (code, "") == (problem.code, problem.path)
    assert re.search(reason, problem.message)


def test_every_beginning_of_a_document_is_refused(small: ce.Dataset) -> None:
    """Wherever a document is cut, nothing is read of it."""
    text = ce.dumps(small).rstrip()
    for end in range(0, len(text), 7):
        assert why(text[:end], format="json").code == "IO105"


def test_a_whole_number_of_400_digits_is_a_fault_with_a_path(refused: Refused) -> None:
    """In a count, a share and a coordinate alike."""
    digits = "9" * 400
    text = (
        f'{{"format": "conflictevents/1", "sources": [{{"id": "s", "length": {digits}}}], '
        f'"places": [{{"id": "p", "name": "P", "point": {{"latitude": {digits}, "longitude": 1e999}}}}]}}'
    )
    assert [
        ("/sources/0/length", "IO109"),
        ("/places/0/point/latitude", "PL101"),
        ("/places/0/point/longitude", "IO108"),
    ] == [(problem.path, problem.code) for problem in refused(lambda: ce.loads(text))]


def test_a_lone_surrogate_is_a_fault_and_the_message_can_be_printed(refused: Refused) -> None:
    """JSON can spell what UTF-8 cannot hold, in values and in keys."""
    text = '{"format": "conflictevents/1", "title": "a\\ud800", "\\udfff": 1}'
    problems = refused(lambda: ce.loads(text))
    assert [("IO109", "/title"), ("IO106", "/\\udfff")] == [(problem.code, problem.path) for problem in problems]
    assert all(str(problem).encode() for problem in problems)


def test_line_separators_do_not_break_lines() -> None:
    """U+2028, U+0085 and a carriage return inside a text stay inside it, also where they stand unescaped."""
    title = "a\u2028b\u0085c\rd\ne\x1cf"
    dataset = ce.Dataset(title=title, sources=(ce.Source(id="s", title=title),))
    assert dataset == ce.loads(ce.dumps(dataset, format="jsonl"))
    raw = EMPTY + json.dumps({"record": "source", "id": "s", "title": "a\u2028b\u0085c"}, ensure_ascii=False) + "\n"
    assert "a\u2028b\u0085c" == ce.loads(raw).source("s").title


# --- JSON Lines ------------------------------------------------------------------------------------------------------


def test_a_header_alone_is_an_empty_dataset() -> None:
    """In either format."""
    assert ce.Dataset() == ce.loads(HEADER) == ce.loads(EMPTY, format="jsonl") == ce.loads(f"\n\n{HEADER}\n\n")
    assert EMPTY == ce.dumps(ce.Dataset()) == ce.dumps(ce.Dataset(), format="jsonl")


def test_records_may_stand_in_any_order_with_blank_lines_and_carriage_returns(small: ce.Dataset) -> None:
    """References may point forward; within a list the order of the lines is kept."""
    header, *lines = ce.dumps(small, format="jsonl").splitlines()
    mixed = sorted(lines, key=lambda line: json.loads(line)["record"], reverse=True)
    assert small == ce.loads("\r\n\r\n".join([header, *mixed]) + "\r\n")


def test_a_document_over_many_lines_is_not_taken_for_json_lines(small: ce.Dataset) -> None:
    """Nor is a document on one line, and either can be said."""
    plain = json.loads(ce.dumps(small))
    for indent in (None, 1):
        assert (
            small
            == ce.loads(json.dumps(plain, indent=indent))
            == ce.loads(json.dumps(plain, indent=indent), format="json")
        )
    with pytest.raises(ce.UnreadableInputError, match="more follows at line 2, column 1"):
        ce.loads(ce.dumps(small, format="jsonl"), format="json")
    assert "IO105" == why("{]}\n{}").code


@pytest.mark.parametrize(
    ("text", "reason"), [("{broken\n{}", "not JSON"), ("\n \n", "empty"), ("[]\n", "expected an object")]
)
def test_json_lines_without_a_header_are_no_document(text: str, reason: str) -> None:
    """The first line decides whether it is of this format at all."""
    assert reason in why(text, format="jsonl").message


def test_faults_of_lines_are_told_with_line_and_path(refused: Refused) -> None:
    """All at once: lines that are no JSON, no record, of no known tag, with faults, and ids that clash or dangle."""
    lines = [
        '{"format": "conflictevents/1", "title": 5, "title": 6}',
        '{"record": "source", "id": "s", "length": "1"}',
        "{broken",
        "[]",
        '{"id": "x"}',
        '{"record": "sauce", "id": "x"}',
        '{"record": ["source"], "id": "x"}',
        "",
        '{"record": "source", "id": "s"}',
        '{"record": "report", "id": "r", "event": "nowhere"}',
        '{"record": "event", "record": "event", "kind": "talks", "id": "e"}',
        "\u00a0",
    ]
    found = [(p.line, p.code, p.path) for p in refused(lambda: ce.loads("\n".join(lines)))]
    assert found == [
        (1, "IO110", "/title"),
        (1, "IO108", "/title"),
        (2, "IO108", "/length"),
        (3, "IO105", ""),
        (4, "IO108", ""),
        (5, "IO111", ""),
        (6, "IO111", "/record"),
        (7, "IO111", "/record"),
        (11, "IO110", "/record"),
        (12, "IO105", ""),
        (9, "ID101", "/id"),
        (10, "ID102", "/event"),
    ]


@pytest.mark.parametrize(
    ("line", "got"), [('{"record": "sauce"}', '"sauce"'), ('{"record": null}', "null"), ('{"id": "x"}', "none")]
)
def test_the_tag_that_was_got_is_in_the_message(line: str, got: str, refused: Refused) -> None:
    """A tag that is not known is told apart from none at all."""
    (problem,) = refused(lambda: ce.loads(EMPTY + line))
    assert problem.message.endswith(f"one of source, actor, place, event, report, statement, got {got}")


def test_ids_alone_are_told_with_their_lines_too(refused: Refused) -> None:
    """Where nothing else is wrong the same is said of the records that were read."""
    source = '{"record": "source", "id": "s"}\n'
    text = EMPTY + source + source + '{"record": "report", "id": "r", "event": "e"}'
    assert [(3, "ID101", "/id"), (4, "ID102", "/event")] == [
        (problem.line, problem.code, problem.path) for problem in refused(lambda: ce.loads(text))
    ]


# --- writing ---------------------------------------------------------------------------------------------------------


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path, refused: Refused) -> None:
    """Duplicated ids and dangling references are told, and the old file stays."""
    path = tmp_path / "a.json"
    path.write_text("old")
    broken = ce.Dataset(sources=(ce.Source(id="s", based_on="t"), ce.Source(id="s")))
    problems = refused(lambda: ce.dump(broken, path))
    assert {"ID101", "ID102"} == {problem.code for problem in problems}
    assert "old" == path.read_text()


def test_permissions_and_links_are_kept(small: ce.Dataset, tmp_path: Path) -> None:
    """The file behind a link is replaced, the link stays, and a new file gets the permissions of any new file."""
    file, link, dangling = tmp_path / "file.json", tmp_path / "link.json", tmp_path / "dangling.json"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    dangling.symlink_to(tmp_path / "new.json")
    ce.dump(small, link)
    ce.dump(small, dangling)
    assert link.is_symlink()
    assert dangling.is_symlink()
    assert small == ce.load(file) == ce.load(tmp_path / "new.json")
    assert 0o640 == stat.S_IMODE(file.stat().st_mode)
    plain = tmp_path / "plain"
    plain.touch()
    assert plain.stat().st_mode == (tmp_path / "new.json").stat().st_mode
    assert {"file.json", "link.json", "dangling.json", "new.json", "plain"} == {
        each.name for each in tmp_path.iterdir()
    }


@pytest.mark.parametrize("broken", ["fsync", "replace", "chmod"])
@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_a_writing_that_fails_leaves_the_old_file_and_nothing_else(
    small: ce.Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, error: type[BaseException]
) -> None:
    """A full disk or an interruption at any step: the old bytes, and no temporary file."""
    path = tmp_path / "a.json"
    path.write_text("old")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(_io.os, broken, fail)
    with pytest.raises(error):
        ce.dump(small, path)
    monkeypatch.undo()
    assert "old" == path.read_text()
    assert ["a.json"] == [each.name for each in tmp_path.iterdir()]


def test_a_process_that_dies_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    """Even where nothing can be cleaned up, whoever reads the path finds the old file whole."""
    path = tmp_path / "a.json"
    path.write_text("old")
    code = (
        "import os, conflictevents as ce\n"
        "from conflictevents import _io\n"
        "_io.os.fsync = lambda _: os._exit(9)\n"
        f"ce.dump(ce.Dataset(title='new'), {str(path)!r})\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=False)
    assert 9 == done.returncode
    assert "old" == path.read_text()


def test_a_pipe_is_written_to_and_not_replaced(small: ce.Dataset, tmp_path: Path) -> None:
    """What is no regular file is opened as it is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        ce.dump(small, pipe)
        assert ce.dumps(small).encode() == os.read(reader, 10**6)
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_an_empty_path_is_no_folder(small: ce.Dataset) -> None:
    """A variable of a shell that is empty is told as a file that is not there, and nothing is written."""
    with pytest.raises(FileNotFoundError):
        ce.dump(small, "")


def test_defaults_are_left_out_and_keys_stand_in_order(small: ce.Dataset) -> None:
    """The format comes first, an event's kind first of its keys, its claims last."""
    plain = json.loads(ce.dumps(small))
    assert ["format", "title", "sources", "actors", "places", "events", "reports", "statements"] == list(plain)
    assert ["kind", "id", "when", "where", "attacker", "targets", "figures"] == list(plain["events"][0])
    assert {"kind": "exchange", "id": "exchange", "parties": ["ru", "ua"]} == plain["events"][1]
    assert ce.dumps(small).endswith("\n")


def test_standard_output_may_take_text_only(small: ce.Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some notebooks put an object in its place that has no bytes below it."""
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    out.write("before\n")
    ce.dump(small, "-")
    assert "before\n" + ce.dumps(small) == out.getvalue()


def test_a_subclass_that_could_not_be_read_again_is_not_written(small: ce.Dataset) -> None:
    """Only events have a tag to be told by; any other subclass needs hooks on a converter of one's own."""

    @attrs.frozen(kw_only=True)
    class Weighed(ce.Figure):
        weight: float = 0.0

    claim = Weighed(measure="killed", attribution=ce.Attribution(source="wire"), weight=0.5)
    with pytest.raises(TypeError, match="Weighed could not be read again"):
        ce.dumps(small.add(ce.Incident(id="own", figures=(claim,))))
