"""The commands convert and formats, and the input of every command in any format."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Final

import pytest

from conflictevents import examples, formats, load, loads
from conflictevents._cli import main

EXAMPLE = "example:istanbul-exchange"
STREAMS = (
    [("-", "/dev/stdout"), ("/dev/stdout", "-"), ("/dev/fd/1", "/dev/stdout"), ("/dev/stderr", "/proc/self/fd/2")]
    if os.name == "posix"
    else []
)
BROKEN = "event,kind,measure,item,low,source,claim\nraid,strike,hit,home,3,wire,a\nraid,strike\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A claims table with a broken row."""
    path = tmp_path / "table.csv"
    path.write_text(BROKEN, "utf-8")
    return path


def test_formats_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each format has a line with its name and what can be done with it."""
    assert 0 == main(["formats"])
    lines = capsys.readouterr().out.splitlines()
    assert [*formats.names()] == [line.split()[0] for line in lines]


def test_convert_there_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A dataset comes back from JSON Lines, packed too, and nothing is said of losses."""
    path = tmp_path / "x.jsonl.gz"
    assert 0 == main(["convert", EXAMPLE, str(path)])
    assert 0 == main(["convert", str(path), "-", "--to", "json"])
    captured = capsys.readouterr()
    assert examples.load("istanbul-exchange") == loads(captured.out)
    assert "" == captured.err


def test_losses_are_told_or_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the format could not hold is on standard error, or in the file that was named."""
    out, losses = tmp_path / "x.csv", tmp_path / "losses.json"
    assert 0 == main(["convert", EXAMPLE, str(out), "--to", "csv-claims"])
    assert "  Statement: 9" in capsys.readouterr().err.splitlines()
    assert 0 == main(["convert", EXAMPLE, str(out), "--to", "csv-claims", "--losses", str(losses)])
    assert "" == capsys.readouterr().err
    assert 9 == json.loads(losses.read_text("utf-8"))["Statement"]


def test_problems_of_the_input_are_told(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of an input with a broken row the rest is converted, the row is told with its line, and the exit status is 1."""
    assert 1 == main(["convert", str(table), str(tmp_path / "x.json")])
    assert "  line 3: IO120 error /2: expected 7 cells, got 2 cells" in capsys.readouterr().err.splitlines()
    assert 1 == len(loads((tmp_path / "x.json").read_bytes()).claims)


def test_every_command_reads_any_format(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`claims` and `show` read a table and say that there is more to know; `check` tells it with the line."""
    assert 0 == main(["claims", str(table), "--format", "csv"])
    captured = capsys.readouterr()
    assert "a" == next(csv.DictReader(io.StringIO(captured.out)))["claim"]
    assert f"conflictevents check {table}" in captured.err
    assert 0 == main(["show", str(table), "--from", "csv-claims"])
    capsys.readouterr()
    assert 1 == main(["check", str(table), "--select", "IO120"])
    assert f"{table}:3: IO120 error /2: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("convert", EXAMPLE, "x.zzz"), "no format is known by the ending of x.zzz"),
        (("convert", EXAMPLE, "x.csv"), "give the format with --to"),
        (("convert", EXAMPLE, "-"), "give its format with --to"),
        (("convert", EXAMPLE, "x.json", "--to", "jsn"), 'got "jsn"; did you mean json?'),
        (("convert", EXAMPLE, "no-such-folder/x.json"), "it cannot be written"),
        (("convert", EXAMPLE, "x.json", "--from", "csv-claims"), "it is not of this format"),
        (("convert", "no-such-file", "x.zzz"), "no format is known by the ending of x.zzz"),
        (("convert", "no-such-file", "x.json", "--to", "jsn"), 'got "jsn"; did you mean json?'),
    ],
)
def test_what_cannot_be_converted(
    arguments: tuple[str, ...],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One readable line and exit status 2; what is wrong with the output is told before anything is read."""
    monkeypatch.chdir(tmp_path)
    assert 2 == main(arguments)
    assert message in capsys.readouterr().err
    assert "Traceback" not in capsys.readouterr().err


def test_a_loss_has_its_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard error names the code that `explain` tells more of."""
    assert 0 == main(["convert", EXAMPLE, str(tmp_path / "map.geojson")])
    assert "IO101 warning: geojson cannot hold all of it" in capsys.readouterr().err
    assert 0 == main(["explain", "IO101"])
    assert "lossy-export" in capsys.readouterr().out


def test_losses_are_not_written_over_the_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One path for both is refused before anything is written."""
    path = tmp_path / "map.geojson"
    assert 2 == main(["convert", EXAMPLE, str(path), "--losses", str(path)])
    assert "named twice" in capsys.readouterr().err
    assert not path.exists()


@pytest.mark.parametrize("link", [False, True])
def test_losses_are_not_written_over_the_input(link: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The input stays as it is, under a link to it as well, and nothing is written."""
    input_ = tmp_path / "in.json"
    input_.write_bytes(examples.file("kesta-market").read_bytes())
    losses = tmp_path / "link.json" if link else input_
    if link:
        losses.symlink_to(input_)
    assert 2 == main(["convert", str(input_), str(tmp_path / "out.geojson"), "--losses", str(losses)])
    assert "over an input" in capsys.readouterr().err
    assert examples.file("kesta-market").read_bytes() == input_.read_bytes()
    assert not (tmp_path / "out.geojson").exists()


@pytest.mark.parametrize("link", [False, True])
def test_the_input_is_replaced_only_by_all_of_it(
    link: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What loses something is not written over the input; JSON Lines are."""
    input_ = tmp_path / "in.json"
    input_.write_bytes(examples.file("kesta-market").read_bytes())
    output = tmp_path / "link.json" if link else input_
    if link:
        output.symlink_to(input_)
    assert 2 == main(["convert", str(input_), str(output), "--to", "geojson"])
    error = capsys.readouterr().err
    assert "it is the input, and geojson cannot hold all of it; give another output" in error
    assert "  Statement: 1" in error.splitlines()
    assert examples.file("kesta-market").read_bytes() == input_.read_bytes()
    assert 0 == main(["convert", str(input_), str(output), "--to", "jsonl"])
    assert examples.load("kesta-market") == load(input_, format="jsonl")


def test_rows_that_cannot_be_read_are_not_lost_in_place(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table with a broken row is not replaced by what could be read of it."""
    assert 2 == main(["convert", str(table), str(table), "--to", "csv-claims"])
    assert "  rows that could not be read: 1" in capsys.readouterr().err.splitlines()
    assert BROKEN == table.read_text("utf-8")


@pytest.mark.parametrize("same", [False, True])
def test_an_archive_is_not_written_over(same: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its other members would be lost, whether it is the input or not."""
    packed = tmp_path / "two.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", BROKEN)
        archive.writestr("b.csv", b"x")
    before = packed.read_bytes()
    input_ = ["--read", "member=a.csv", str(packed)] if same else [EXAMPLE]
    assert 2 == main(["convert", *input_, str(packed), "--to", "csv-claims"])
    assert "it is an archive, whose members would be lost" in capsys.readouterr().err
    assert before == packed.read_bytes()


def test_a_table_unchanged_is_written_over_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of a claims table is lost in a claims table."""
    path = tmp_path / "claims.csv"
    assert 0 == main(["convert", "example:istanbul-exchange", str(path), "--to", "csv-claims"])
    before = path.read_bytes()
    assert "IO101" in capsys.readouterr().err
    assert 0 == main(["convert", str(path), str(path), "--to", "csv-claims"])
    assert "IO101" not in capsys.readouterr().err
    assert before == path.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("x.geojson", "--losses", "nodir/l"), "nodir/l: it cannot be written: No such file or directory"),
        (("x.geojson", "--losses", "."), ".: it is a directory, not a file"),
        (("x.geojson", "--losses", "a\0b"), "no file can have this name"),
        (("x.geojson", "--losses", ""), "the name of a file to write is empty"),
        (("-", "--to", "jsonl", "--losses", "-"), "-: it is named twice"),
        *(((one, "--to", "jsonl", "--losses", two), f"{two}: it is named twice") for one, two in STREAMS),
        (("",), "the name of a file to write is empty"),
        (("", "--to", "json"), "the name of a file to write is empty"),
    ],
)
def test_what_cannot_be_written_is_found_out_before(
    arguments: tuple[str, ...],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One readable line, exit status 2, and no file is written."""
    monkeypatch.chdir(tmp_path)
    assert 2 == main(["convert", EXAMPLE, *arguments])
    captured = capsys.readouterr()
    assert ("", 1) == (captured.out, captured.err.count("\n"))
    assert message in captured.err
    assert [] == list(tmp_path.iterdir())


def test_a_closed_standard_output_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A shell can start a program without one; that is no fault of the program."""
    monkeypatch.setattr("sys.stdout", None)
    assert 2 == main(("convert", EXAMPLE, "-", "--to", "jsonl"))
    assert "conflictevents: -: it cannot be written: " in capsys.readouterr().err


def test_a_table_of_no_known_format_is_told_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The error does not stop at its being no JSON, which nobody said that it was."""
    path = tmp_path / "own.csv"
    path.write_text("place,dead\nRiverton,3\n")
    assert 2 == main(("convert", str(path), "x.json"))
    assert "of no other format that can be told from it; give its format with --from" in capsys.readouterr().err


AMBIGUOUS = b"""id,relid,type_of_violence,where_prec,date_prec,date_start,date_end,best,high,low\r
7,A-1,1,1,1,05/06/2031,05/06/2031,3,3,3\r
"""


def test_how_to_read_is_said_with_read(tmp_path: Path) -> None:
    """Dates that no row settles are read as the user says, and a member of an archive is named."""
    packed, output = tmp_path / "two.zip", tmp_path / "out.jsonl"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", AMBIGUOUS)
        archive.writestr("b.csv", b"x")
    assert 0 == main(["convert", str(packed), str(output), "--read", "member=a.csv", "--read", "day_order=MDY"])
    read = formats.read(output).dataset
    assert ["2031-05-06"] == [each.when.edtf for each in read.events if each.when is not None]


READING = (
    ("show",),
    ("claims",),
    ("check",),
    ("reconcile",),
    ("coverage", "--text", "ucdp-ged=text"),
    ("diff", "again.zip"),
    ("merge", "again.zip", "out.json"),
    ("unmerge", "log.json", "a.json", "b.json"),
    ("convert", "out.json"),
)


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
def test_every_command_takes_how_to_read(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A member of an archive is asked for with the words that name it, and then read as is said."""
    monkeypatch.chdir(tmp_path)
    for name in ("two.zip", "again.zip"):
        with zipfile.ZipFile(name, "w") as archive:
            archive.writestr("a.csv", AMBIGUOUS)
            archive.writestr("b.csv", b"x")
    Path("text").write_text("Three were killed.", "utf-8")
    name, *more = command
    assert 2 == main([name, "two.zip", *more])
    assert "name one of its members: a.csv, b.csv; with --read member=NAME (IO105)" in capsys.readouterr().err
    said = ["--read", "member=a.csv", "--read", "day_order=MDY"]
    status = main([name, "two.zip", *more, *said])
    captured = capsys.readouterr()
    if name == "unmerge":  # which gets as far as the log that is not there
        assert "log.json: there is no such file" in captured.err
    else:
        assert (0, False) == (status, "archive" in captured.err)
    assert 2 == main([name, "two.zip", *more, "--read", "day_order"])
    assert "--read: expected NAME=VALUE" in capsys.readouterr().err


def test_the_hint_to_check_says_how_to_read(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is told to see all problems can be run as it stands."""
    assert 0 == main(["show", str(table), "--from", "csv-claims", "--read", "encoding=utf-8"])
    assert f"conflictevents check {table} --from csv-claims --read encoding=utf-8\n" in capsys.readouterr().err


def test_a_stream_of_records_needs_no_word_on_reading(capsys: pytest.CaptureFixture[str]) -> None:
    """What would be ignored is refused."""
    assert 2 == main(["check", EXAMPLE, "--stream", "--read", "encoding=utf-8"])
    assert "which need no --read" in capsys.readouterr().err


def test_a_document_in_an_archive_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report on a member is that on the document."""
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("kesta.json", examples.file("kesta-market").read_bytes())
        archive.writestr("b.csv", b"x")
    assert 0 == main(["check", str(path), "--read", "member=kesta.json", "--format", "json"])
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert 0 == main(["check", "example:kesta-market", "--format", "json"])
    assert counts == json.loads(capsys.readouterr().out)["counts"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (("day_order",), "expected NAME=VALUE"),
        (("format=acled",), "expected NAME=VALUE"),
        (("day_order=ymd",), "--read: expected"),
        (("no_such=1",), "--read: to read the format ucdp-ged takes release, day_order, got no_such"),
        (("encoding=no-such",), "--read"),
        (("day_order=MDY", "day_order=DMY"), "day_order is given twice"),
    ],
)
def test_what_cannot_be_said_with_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], said: tuple[str, ...], words: str
) -> None:
    """Each mistake is told with what there is."""
    path = tmp_path / "a.csv"
    path.write_bytes(AMBIGUOUS)
    options = [part for each in said for part in ("--read", each)]
    assert 2 == main(["convert", str(path), str(tmp_path / "out.jsonl"), *options])
    assert words in capsys.readouterr().err


GDELT_ROW: Final = (
    "{0}\t20180101000000\t20180101001500\t1\tnews.example\thttps://news.example/{1}\t1"
    + "\t1" * 4
    + "\t50\t900\t0.5\t\t\n"
)
TABLES: Final = {
    "ucdp-ged": "id,relid,type_of_violence,date_start,country,best\n1,X-1,1,2014-01-02,Arvan,3\n1,X-1,1,,,x\n",
    "acled": "event_id_cnty,event_date,actor1,fatalities\nX1,2020-12-03,A,3\nX2,2020-12-04,A,1\nX1,2020-12-03,B,3\n",
    "gdelt2-mentions": "".join(GDELT_ROW.format(each % 2, each) for each in range(6)),
    "daily-losses": '[{"date": "2031-02-03", "day": 7, "tank": 8},\n{"date": 1 2},\n{"date": "2031-02-04", "tank": 9}]',
    "csv-claims": BROKEN,
}


@pytest.mark.parametrize("name", TABLES)
def test_json_lines_are_written_as_records_come(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file holds what reading all of the input gives, with its title, and the same problems are told."""
    table, whole, streamed = (tmp_path / each for each in ("table", "whole.json", "streamed.jsonl"))
    table.write_text(TABLES[name], "utf-8")
    status = main(["convert", str(table), str(whole), "--from", name])
    told = capsys.readouterr().err
    assert status == main(["convert", str(table), str(streamed), "--from", name])
    assert told == capsys.readouterr().err
    assert formats.read(table, name).dataset == load(whole) == load(streamed)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--from", "ucdp-ged", "--read", "release=1", "--read", "no_such=1"), "--read: to read the format ucdp-ged"),
        (("--from", "missile-attacks"), "table: it is not of this format"),
        (("--read", "encoding=latin-99", "--from", "ucdp-ged"), "--read: unknown encoding"),
        (("--read", "encoding=ascii", "--from", "ucdp-ged"), "table: it is not ascii"),
    ],
)
def test_what_fails_while_records_come_is_told(
    arguments: tuple[str, ...],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One line and exit status 2, and the output stays as it was."""
    monkeypatch.chdir(tmp_path)
    Path("table").write_text(TABLES["ucdp-ged"].replace("Arvan", "Ärvan"), "utf-8")
    Path("out.jsonl").write_text("before", "utf-8")
    status = main(["convert", "table", "out.jsonl", *arguments])
    error = capsys.readouterr().err
    assert (2, "before", 1) == (status, Path("out.jsonl").read_text("utf-8"), error.count("\n"))
    assert message in error
    assert {"table", "out.jsonl"} == {each.name for each in tmp_path.iterdir()}


def test_a_disk_without_room_for_ids_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As one line, too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("conflictevents.formats._on_disk._MOST", 1)

    def full(*_: object) -> None:
        raise OSError("the ids that were read do not go into the folder for temporary files: full")

    monkeypatch.setattr("conflictevents.formats._on_disk._File.__init__", full)
    Path("table").write_text(TABLES["ucdp-ged"], "utf-8")
    assert 2 == main(["convert", "table", "out.jsonl", "--from", "ucdp-ged"])
    assert "conflictevents: table: it cannot be read: the ids that were read do not go" in capsys.readouterr().err
    assert not Path("out.jsonl").exists()
    for command in ("check", "claims", "show"):
        assert 2 == main([command, "table", "--from", "ucdp-ged"])
        assert "conflictevents: table: it cannot be read: the ids that were read do not" in capsys.readouterr().err
