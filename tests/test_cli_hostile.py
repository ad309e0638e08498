"""The command line on bad input: one clear line, the right exit status, and never a traceback."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

import conflictevents as ce
from conflictevents import checks
from conflictevents._cli import main

EXAMPLE = "example:istanbul-exchange"
HEADER = '{"format": "conflictevents/2"'
Fails = Callable[..., str]
Save = Callable[[bytes], str]


@pytest.fixture
def fails(capsys: pytest.CaptureFixture[str]) -> Fails:
    """A function that runs a command that must fail with status 2, and gives the one line on standard error."""

    def failed(*argv: str) -> str:
        status = main(argv)
        captured = capsys.readouterr()
        assert 2 == status
        assert "" == captured.out
        assert 1 == captured.err.count("\n"), "one line"
        assert captured.err.startswith("conflictevents: ")
        assert "Traceback" not in captured.err
        assert len(captured.err) < 1500
        return captured.err

    return failed


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """A function that writes bytes to a file and gives its path."""

    def saved(data: bytes) -> str:
        path = tmp_path / "input.json"
        path.write_bytes(data)
        return str(path)

    return saved


# --- usage -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ((), "which command?"),
        (("chek",), "got 'chek'; did you mean check?"),
        (("frobnicate",), "got 'frobnicate'"),
        (("--frobnicate",), "--frobnicate"),
        (("--",), "(see conflictevents --help)"),
        (("show",), "required: INPUT"),
        (("show", "a", "b"), "unrecognized arguments: b"),
        (("show", EXAMPLE, "--from", "xml"), "--from: expected a format (json, jsonl,"),
        (("claims", EXAMPLE, "--form", "csv"), "--form"),
        (("check", EXAMPLE, "--select", "QX999"), "--select: no check has a code that starts with QX999"),
        (("check", EXAMPLE, "--ignore", "CT101,,QT"), "--ignore: no check has a code that starts with nothing"),
        (("check", EXAMPLE, "--text", "article"), "expected SOURCE=PATH, got article"),
        (("check", EXAMPLE, "--text", "=path"), "expected SOURCE=PATH"),
        (("check", EXAMPLE, "--text", "other=path"), "no source has the id other; there are: article"),
        (("check", EXAMPLE, "--text", "article=no-such-file"), "no-such-file: there is no such file"),
        (("coverage", EXAMPLE), "the following arguments are required: --text"),
        (("coverage", EXAMPLE, "--text", "other=path"), "no source has the id other; there are: article"),
        (("show", "example:no-such"), "no example is called no-such; there are: istanbul-exchange"),
        (("show", "example:" + "a" * 10_000 + "\x1b[31m"), "there are: istanbul-exchange"),
        (("show", "a\x1b]0;b\n\u202e"), "a\\x1b]0;b\\n\\u202e: there is no such file"),
        (("show", "a\0b"), "no file can have this name"),
        (("show", "a" * 5000), "cannot be read: File name too long"),
        (("show", "\udcff\udcfe"), "there is no such file"),
    ],
    ids=range(23),
)
def test_wrong_usage(fails: Fails, argv: tuple[str, ...], words: str) -> None:
    """Each mistake is named, in words that are safe to show."""
    assert words in fails(*argv)


def test_a_text_is_given_once(fails: Fails, save: Save) -> None:
    """Two texts for one source are a mistake."""
    path = save(b"text")

    assert "given twice" in fails("check", EXAMPLE, "--text", f"article={path}", "--text", f"article={path}")


@pytest.mark.parametrize(
    ("data", "words"),
    [("café".encode("latin-1"), "not UTF-8: byte 0xe9"), (b"\xef\xbb\xbftext", "byte order mark")],
    ids=["latin-1", "BOM"],
)
def test_a_text_must_be_utf_8(fails: Fails, save: Save, data: bytes, words: str) -> None:
    """A source's text in another encoding would move every span."""
    assert words in fails("check", EXAMPLE, "--text", f"article={save(data)}")


# --- files that cannot be read ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["show", "claims", "check"])
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "it is empty"),
        (b" \n\n ", "it is empty"),
        (b"hello", "it is not JSON"),
        (b"%PDF-1.7\n\xe2\xe3", "it is not UTF-8"),
        (b"[]", "not a conflictevents document"),
        (b"17", "not a conflictevents document"),
        (b'{"type": "FeatureCollection", "features": []}', "not a conflictevents document"),
        (HEADER.encode(), "it is cut short"),
        (HEADER.encode() + b', "title": "Two thir', "line 1"),
        (b'{"format": "conflictevents/9"}', "version 9"),
        (b'{"format": "conflictevents/0"}', "expected the format"),
        (b'{"format": ["conflictevents/1"]}', "expected the format"),
        (HEADER.encode() + ', "title": "caf\xe9"}'.encode("latin-1"), "not UTF-8: byte 0xe9"),
        (b"\xef\xbb\xbf" + HEADER.encode() + b"}", "byte order mark"),
        ((HEADER + "}").encode("utf-16"), "UTF-16"),
        (HEADER.encode() + b', "title": NaN}', "NaN"),
        (HEADER.encode() + b"}" + HEADER.encode() + b"}", "more follows"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"a":' * 100_000, "nested too deep"),
        (HEADER.encode() + b', "title": ' + b"9" * 5000 + b"}", "5,000 digits"),
    ],
    ids=range(20),
)
def test_unreadable_files(fails: Fails, save: Save, command: str, data: bytes, words: str) -> None:
    """Every command says in one line why there is nothing to read."""
    path = save(data)

    assert words in fails(command, path)


@pytest.mark.parametrize("command", ["show", "check"])
def test_a_line_of_100_megabytes(fails: Fails, save: Save, command: str) -> None:
    """A huge line is read and refused like any other, without being shown."""
    assert "line 1" in fails(command, save(HEADER.encode() + b', "title": "' + b"a" * 100_000_000))


def test_a_missing_file_and_a_directory(fails: Fails, tmp_path: Path) -> None:
    """What is not there, and what is no file, are told apart."""
    assert "there is no such file" in fails("show", str(tmp_path / "missing.json"))
    assert "it is a directory" in fails("check", str(tmp_path))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "no permission"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError(), "OSError"),
    ],
    ids=["permission", "io", "nameless"],
)
def test_files_that_the_system_refuses(
    fails: Fails, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    """The system's reason is passed on; root may read everything, hence the stand-in."""

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("builtins.open", refuse)

    assert words in fails("show", "file.json")


def test_a_standard_input_that_is_closed(fails: Fails, monkeypatch: pytest.MonkeyPatch) -> None:
    """There may be no standard input, or a closed one, or none of bytes."""
    monkeypatch.setattr(sys, "stdin", None)
    assert "standard input: it is closed" in fails("show", "-")
    closed = io.TextIOWrapper(io.BytesIO())
    closed.buffer.close()
    monkeypatch.setattr(sys, "stdin", closed)
    assert "standard input: it cannot be read: I/O operation on closed file" in fails("check", "-")


def test_a_standard_input_that_breaks_off(fails: Fails, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's reason is passed on, without its number."""

    class Broken(io.BytesIO):
        def read(self, *_: object) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Broken()))
    assert "conflictevents: standard input: it cannot be read: Input/output error\n" == fails("check", "-")


# --- files with faults -----------------------------------------------------------------------------------------------


def faulty(number: int) -> bytes:
    """A document with so many faults, one in each source."""
    sources = [{"id": f"s{index}", "titel": "x\x1b[31m" * 100} for index in range(number)]
    return json.dumps({"format": "conflictevents/1", "sources": sources}).encode()


def test_ten_thousand_faults_are_all_checked(capsys: pytest.CaptureFixture[str], save: Save) -> None:
    """`check` lists every fault, each on one line of bounded length, with its code and path."""
    assert 1 == main(["check", save(faulty(10_000))])
    captured = capsys.readouterr()
    *problems, skipped, summary = captured.out.splitlines()

    assert "" == captured.err
    assert 10_000 == len(problems)
    assert all(" IO106 error /sources/" in line and len(line) < 1000 and "\x1b" not in line for line in problems)
    assert "the other checks did not run" in skipped
    assert summary.endswith(": 10,000 errors, 0 warnings, 0 info")


@pytest.mark.parametrize("command", ["show", "claims"])
def test_the_first_of_many_faults_are_shown(capsys: pytest.CaptureFixture[str], save: Save, command: str) -> None:
    """A command that needs a valid file shows twenty faults, how many more there are, and how to see them."""
    path = save(faulty(10_000))
    status = main([command, path])
    captured = capsys.readouterr()
    first, *lines = captured.err.splitlines()

    assert (2, "") == (status, captured.out)
    assert f"conflictevents: {path}: it has 10,000 problems and cannot be read" == first
    assert 20 == sum(" IO106 error " in line for line in lines)
    assert "  … and 9,980 more" == lines[-2]
    assert lines[-1].endswith(f"conflictevents check {path}")


@pytest.mark.parametrize(("faults", "more"), [(20, []), (21, ["  … and 1 more"])])
def test_what_is_left_out_is_counted_only_if_there_is_any(
    capsys: pytest.CaptureFixture[str], save: Save, faults: int, more: list[str]
) -> None:
    """Twenty faults are all shown."""
    assert 2 == main(["show", save(faulty(faults))])
    assert more == [line for line in capsys.readouterr().err.splitlines() if " more" in line]


def test_a_single_fault_on_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """One fault is one, and standard input is called by its name."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(faulty(1))))

    assert 2 == main(["show", "-"])
    first, fault, hint = capsys.readouterr().err.splitlines()
    assert "conflictevents: standard input: it has 1 problem and cannot be read" == first
    assert "IO106" in fault
    assert hint.endswith("conflictevents check -")


def test_faults_as_json(capsys: pytest.CaptureFixture[str], save: Save) -> None:
    """What reading refuses is in the JSON report under its code, with an exit status of 1."""
    assert 1 == main(["check", save(faulty(3)), "--format", "json"])
    report = json.loads(capsys.readouterr().out)

    assert {"IO106": 3} == report["counts"]
    assert ["/sources/0/titel", "/sources/1/titel", "/sources/2/titel"] == [each["path"] for each in report["problems"]]
    assert ["title"] * 3 == [each["suggestion"] for each in report["problems"]]


def test_faults_of_json_lines_have_their_line(capsys: pytest.CaptureFixture[str], save: Save) -> None:
    """In a file with a record to a line, a fault is found by its line."""
    path = save(HEADER.encode() + b'}\n{"record": "source", "id": "a"}\n{"record": "source", "id": "a"}\n')

    assert 1 == main(["check", path])
    assert f"{path}:3:28: ID101 error /id: " in capsys.readouterr().out


def test_the_path_of_a_whole_record_is_a_slash(capsys: pytest.CaptureFixture[str], save: Save) -> None:
    """A fault of the record itself has a path to look at as well."""
    path = save(HEADER.encode() + b'}\n{"record": "source"}\n')

    assert 1 == main(["check", path])
    assert f"{path}:2:1: IO107 error /: expected a field id " in capsys.readouterr().out


def test_a_long_number_and_repeated_keys_are_faults(capsys: pytest.CaptureFixture[str], save: Save) -> None:
    """A number of 400 digits and a key given twice are reported at their place, in short."""
    number = '"length": ' + "9" * 400
    path = save(f'{HEADER}, "sources": [{{"id": "a", "id": "b", {number}}}]}}'.encode())

    assert 1 == main(["check", path])
    out = capsys.readouterr().out
    assert re.search(r" error /sources/0/length: .* digits$", out, re.MULTILINE)
    assert " IO110 error /sources/0/id: " in out
    assert "99999" not in out


def test_selected_codes_of_a_refused_file(capsys: pytest.CaptureFixture[str], fails: Fails, save: Save) -> None:
    """The codes selected hold for what reading refuses; if none of it is left, the file was still not checked."""
    path = save(faulty(2))

    assert 1 == main(["check", path, "--select", "IO1"])
    assert 2 == capsys.readouterr().out.count("IO106")
    assert "it was not checked, because it cannot be read; it has 2 problems" in fails("check", path, "--select", "CT")
    assert "it was not checked" in fails("check", path, "--ignore", "IO106")


def test_every_code_can_be_selected() -> None:
    """The codes that `--select` knows are all that the library's own source can report."""
    root = Path(ce.__file__).parent
    written = {
        code for path in root.rglob("*.py") for code in re.findall(r'"([A-Z]{2}\d{3})"', path.read_text("utf-8"))
    }

    assert written == {check.code for check in checks.catalogue()}


def test_a_hostile_name_stays_in_its_place(
    capsys: pytest.CaptureFixture[str], small: ce.Dataset, tmp_path: Path
) -> None:
    """Names full of escape sequences and line breaks reach neither a page nor a table as such."""
    evil = "\x1b[2J\x1b[1;1H\u202e\u2066evil\r\n\x07" * 3
    actors = tuple(attrs.evolve(actor, name=evil) for actor in small.actors)
    data = attrs.evolve(small, title=evil * 200, description=evil, actors=actors)
    ce.dump(data, tmp_path / "evil.json")

    for argv in ("show", "claims", "check", "claims --format jsonl", "check --format json"):
        assert 0 == main([*argv.split(), str(tmp_path / "evil.json")])
        out = capsys.readouterr().out
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)
        assert "jsonl" in argv or max(map(len, out.splitlines())) < 500


def test_csv_on_a_terminal_is_harmless_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], small: ce.Dataset, tmp_path: Path
) -> None:
    """A file gets the exact text; a terminal, which would act on it, gets escapes."""
    actors = tuple(attrs.evolve(actor, name="a\x1b[31mb") for actor in small.actors)
    ce.dump(attrs.evolve(small, actors=actors), tmp_path / "evil.json")
    argv = ["claims", str(tmp_path / "evil.json"), "--format", "csv"]

    assert 0 == main(argv)
    assert "a\x1b[31mb" in capsys.readouterr().out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert 0 == main(argv)
    assert "a\\x1b[31mb" in capsys.readouterr().out


# --- faults of our own, and of the system ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "not enough memory"),
        (RuntimeError("a\nb"), "please report it: RuntimeError at test_cli_hostile"),
    ],
    ids=["memory", "bug"],
)
def test_a_fault_of_our_own_is_one_line(
    fails: Fails, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    """Even a bug ends in one line that can be reported."""

    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr("conflictevents._cli.show.read_valid", broken)

    assert words in fails("show", EXAMPLE)


def test_ctrl_c_ends_quietly(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupted command says nothing and ends with the status that shells expect."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("conflictevents._cli.show.read_valid", interrupted)

    assert 130 == main(["show", EXAMPLE])
    assert ("", "") == capsys.readouterr()


class Broken(io.StringIO):
    """A standard output that cannot be written."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, _: str) -> int:
        """Fail."""
        raise self.error


def test_a_reader_who_stops_early_is_no_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken pipe ends the output quietly, and the status is that of the command."""
    monkeypatch.setattr(sys, "stdout", Broken(BrokenPipeError()))

    assert 0 == main(["show", EXAMPLE])
    assert "" == capsys.readouterr().err


def test_a_full_disk_is_an_error(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Output that could not be written is not taken for success."""
    monkeypatch.setattr(sys, "stdout", Broken(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))))

    assert 2 == main(["schema"])
    assert "conflictevents: standard output: it cannot be written: No space left on device\n" == capsys.readouterr().err


def test_without_any_standard_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    """With every stream closed only the exit status is left, and it is right."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)

    assert 0 == main(["check", EXAMPLE])
    assert 2 == main(["check", "no-such-file"])
