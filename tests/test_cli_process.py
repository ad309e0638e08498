"""The command line as a process of its own: pipes, closed streams, encodings and signals."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import conflictevents as ce
from conflictevents import examples

EXAMPLE = "example:istanbul-exchange"
COMMAND = [sys.executable, "-m", "conflictevents"]
posix = pytest.mark.skipif(os.name != "posix", reason="it is about the shell and the devices of POSIX systems")
BASH = shutil.which("bash")
LIMIT = 120
"""A limit in seconds against hanging for ever; nothing is measured."""


def environment(**variables: str) -> dict[str, str]:
    """The environment with the package on the path."""
    return os.environ | {"PYTHONPATH": str(Path(ce.__file__).parent.parent)} | variables


def run(*argv: str, data: bytes | None = None, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [*COMMAND, *argv], input=data, capture_output=True, env=environment(**variables), timeout=LIMIT, check=False
    )


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which $CE is the command line."""
    ce_ = " ".join(f"'{part}'" for part in COMMAND)
    return subprocess.run(
        ["/bin/sh", "-c", line.replace("$CE", ce_)], capture_output=True, env=environment(), timeout=LIMIT, check=False
    )


def test_the_module_is_the_command() -> None:
    """`python -m conflictevents` is the command line."""
    done = run("examples")

    assert (0, b"") == (done.returncode, done.stderr)
    assert done.stdout.startswith(EXAMPLE.encode())


def test_errors_reach_standard_error_and_the_status() -> None:
    """A missing file is one line on standard error and status 2."""
    done = run("show", "no-such-file")

    assert (2, b"") == (done.returncode, done.stdout)
    assert b"conflictevents: no-such-file: there is no such file" == done.stderr.strip()


def test_standard_input() -> None:
    """A dataset may come through a pipe, in either format."""
    data = ce.dumps(examples.load("istanbul-exchange"), format="jsonl").encode()

    assert run("claims", EXAMPLE).stdout == run("claims", "-", data=data).stdout


@posix
@pytest.mark.parametrize("command", ["show", "claims --format jsonl", "claims --format csv", "check"])
def test_output_to_a_closed_pipe_ends_quietly(command: str) -> None:
    """A reader may stop after the first line."""
    name, *options = command.split()
    done = shell(f"{{ $CE {name} {EXAMPLE} {' '.join(options)}; echo status $? >&2; }} | head -n 1")

    assert b"status 0" == done.stderr.strip()
    assert 1 == done.stdout.count(b"\n")


@posix
def test_a_long_output_to_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    """So it is when the output is larger than any buffer."""
    events = tuple(ce.Incident(id=f"e{number}", title="x" * 200) for number in range(2000))
    ce.dump(ce.Dataset(events=events), tmp_path / "long.json")
    done = shell(f"{{ $CE show '{tmp_path / 'long.json'}'; echo status $? >&2; }} | head -n 1")

    assert b"status 0" == done.stderr.strip()
    assert b"Untitled" == done.stdout.strip()


@posix
def test_a_conversion_to_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    """Whether the records are written as they come or all at once."""
    table = tmp_path / "long.json"
    days = (f"{2031 + number // 336}-{1 + number // 28 % 12:02}-{1 + number % 28:02}" for number in range(3000))
    table.write_text(json.dumps([{"date": day, "day": 7, "tank": 8} for day in days]), "utf-8")
    for format_ in ("jsonl", "json"):
        done = shell(f"$CE convert '{table}' - --from daily-losses --to {format_} | head -n 1")
        assert (b"", 1) == (done.stderr, done.stdout.count(b"\n"))


@posix
@pytest.mark.parametrize("path", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_standard_output_may_be_named_by_its_path(path: str, tmp_path: Path) -> None:
    """In a pipe it has no file that could be replaced; a file that is appended to keeps what it had."""
    if not Path(path).exists():
        pytest.skip("this system has no such path")
    expected = ce.dumps(examples.load("kesta-market")).encode()
    done = run("convert", "example:kesta-market", path, "--to", "json")
    assert (0, b"", expected) == (done.returncode, done.stderr, done.stdout)
    file = tmp_path / "all.json"
    file.write_bytes(b"before\n")
    shell(f"$CE convert example:kesta-market {path} --to json >> '{file}'")
    assert b"before\n" + expected == file.read_bytes()


@posix
def test_losses_may_go_to_standard_error() -> None:
    """`/dev/stderr` is a pipe like any other, and the same one where the shell sends both there."""
    arguments = "convert example:kesta-market /dev/stdout --to csv-events --losses /dev/stderr"
    done = shell(f"$CE {arguments}")
    assert 0 == done.returncode
    assert 1 == json.loads(done.stderr)["Statement"]
    both = shell(f"$CE {arguments} 2>&1")
    assert done.stdout + done.stderr == both.stdout


@posix
def test_the_file_of_standard_output_takes_no_losses(tmp_path: Path) -> None:
    """Where the shell sends standard output to a file, the losses would take its place; a device takes both."""
    path = tmp_path / "out.csv"
    for stream in ("-", "/dev/stdout"):
        done = shell(f"$CE convert example:kesta-market {stream} --to csv-events --losses '{path}' > '{path}'")
        assert (2, b"") == (done.returncode, path.read_bytes())
        assert b"it is named twice as a file to write" in done.stderr
    done = shell("$CE convert example:kesta-market /dev/null --to csv-events --losses /dev/null")
    assert (0, b"") == (done.returncode, done.stderr)


@posix
@pytest.mark.skipif(BASH is None, reason="the shell is not there")
def test_output_may_be_given_to_a_command(tmp_path: Path) -> None:
    """`>(…)` of bash is a pipe without a name."""
    out = tmp_path / "out.json"
    line = f"{shlex.join(COMMAND)} convert example:kesta-market >(cat > '{out}') --to json && wait $!"
    subprocess.run([str(BASH), "-c", line], env=environment(), timeout=LIMIT, check=True)
    assert ce.dumps(examples.load("kesta-market")).encode() == out.read_bytes()


@posix
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_conversion_that_is_ended_leaves_nothing(name: str, tmp_path: Path) -> None:
    """The file that was begun is taken away, and the status tells the signal."""
    number = getattr(signal, name)
    rest = "20180101000000\t20180101001500\t1\tnews.example\thttps://news.example/a\t1\t1\t1\t1\t1\t50\t900\t0.5\t\t\n"
    table = tmp_path / "long.csv"
    table.write_text("".join(f"{each}\t{rest}" for each in range(200_000)), "utf-8")
    arguments = ("convert", str(table), str(tmp_path / "out.jsonl"))
    before = signal.signal(number, signal.SIG_DFL)  # a child of `nohup` would not be ended
    process = subprocess.Popen([*COMMAND, *arguments], stderr=subprocess.PIPE, env=environment())
    signal.signal(number, before)
    while process.poll() is None and len([*tmp_path.iterdir()]) == 1:
        time.sleep(0.02)
    process.send_signal(number)
    _, error = process.communicate()
    assert (128 + number, b"", [table]) == (process.returncode, error, [*tmp_path.iterdir()])


@posix
def test_a_closed_standard_output() -> None:
    """Without a standard output the status is all there is."""
    done = shell(f"$CE show {EXAMPLE} >&-")

    assert (0, b"", b"") == (done.returncode, done.stdout, done.stderr)


@posix
def test_closed_standard_error_and_input() -> None:
    """Without a standard error an error is only a status; without a standard input there is nothing to read."""
    assert (2, b"", b"") == ((done := shell("$CE show no-such-file 2>&-")).returncode, done.stdout, done.stderr)
    done = shell("$CE show - <&-")
    assert 2 == done.returncode
    assert done.stderr.startswith(b"conflictevents: standard input: it ")
    assert 1 == done.stderr.count(b"\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full on this system")
@pytest.mark.parametrize("argument", ["show " + EXAMPLE, "schema", "--help", "check --help", "--version"])
def test_a_full_disk(argument: str) -> None:
    """Whatever cannot be written is one line of error and status 2."""
    done = shell(f"$CE {argument} >/dev/full")

    assert 2 == done.returncode
    assert b"conflictevents: standard output: it cannot be written: No space left on device" == done.stderr.strip()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-16"])
def test_other_encodings(encoding: str) -> None:
    """A page in another encoding has plain characters or escapes in place of what that encoding lacks."""
    done = run("show", EXAMPLE, LANG="C", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    text = done.stdout.decode(encoding)

    assert (0, b"") == (done.returncode, done.stderr)
    assert ("Russia → Ukraine" if encoding == "utf-16" else "Russia -> Ukraine") in text
    assert "Ministry of Defence of Russia" in text


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_output_for_programs_is_always_utf_8(form: str) -> None:
    """What programs read does not depend on the terminal's encoding."""
    usual = run("claims", EXAMPLE, "--format", form)
    other = run("claims", EXAMPLE, "--format", form, LANG="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert usual.stdout == other.stdout
    assert usual.stdout.decode("utf-8")


def test_json_reports_are_utf_8() -> None:
    """The report of a check is JSON in UTF-8 as well."""
    done = run("check", EXAMPLE, "--format", "json", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert "“Former U.S. President”" in " ".join(
        problem["message"] for problem in json.loads(done.stdout.decode("utf-8"))["problems"]
    )


@posix
def test_ctrl_c_while_reading(tmp_path: Path) -> None:
    """Ctrl-C while the command waits for its input ends it quietly with status 130."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # What runs in the background ignores Ctrl-C, and so would its child: a handler is not inherited, the ignoring is.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(
            [*COMMAND, "show", str(pipe)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
        )
    finally:
        signal.signal(signal.SIGINT, before)
    with pipe.open("wb"):  # opens once the command has opened it to read
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=LIMIT)

    assert (130, b"", b"") == (process.returncode, out, err)
