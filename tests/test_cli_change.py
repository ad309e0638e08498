"""The commands that compare and merge versions."""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import pytest

import conflictevents as ce
from conflictevents import examples
from conflictevents._cli import main

EXAMPLE = "example:istanbul-exchange"


@pytest.fixture
def both(tmp_path: Path, small: ce.Dataset) -> tuple[Path, Path]:
    """Two versions of a small dataset, in which one claim differs."""
    old, new = tmp_path / "old.json", tmp_path / "new.jsonl"
    ce.dump(small, old)
    (event, *others) = small.events
    raised = attrs.evolve(event.figures[0], count=ce.Count.exactly(70))
    ce.dump(attrs.evolve(small, events=(attrs.evolve(event, figures=(raised,)), *others)), new)
    return old, new


def test_diff_as_text(capsys: pytest.CaptureFixture[str], both: tuple[Path, Path]) -> None:
    """A changed count is a changed claim with both values, and a difference is no error."""
    assert 0 == main(["diff", *map(str, both)])
    assert [
        "event assault",
        "  claim changed: launched, 70 missiles, by ihnat in article (missiles)",
        "    count: 69 → 70",
        "1 claim changed",
    ] == capsys.readouterr().out.splitlines()


def test_diff_as_json(capsys: pytest.CaptureFixture[str], both: tuple[Path, Path]) -> None:
    """A list of flat objects with the keys that the help names."""
    assert 0 == main(["diff", *map(str, both), "--format", "json"])
    (row,) = json.loads(capsys.readouterr().out)
    assert ("changed", "missiles", "count", 69, 70) == tuple(
        row[key] for key in ("change", "claim", "field", "old_low", "new_low")
    )
    assert 0 == main(["diff", EXAMPLE, EXAMPLE, "--format", "json"])
    assert [] == json.loads(capsys.readouterr().out)


def test_diff_makes_what_it_shows_harmless(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A title in a file cannot move the cursor."""
    for name, title in (("a", "One"), ("b", "\x1b[2J")):
        ce.dump(ce.Dataset(title=title), tmp_path / name)
    assert 0 == main(["diff", str(tmp_path / "a"), str(tmp_path / "b")])
    assert "\\x1b" in capsys.readouterr().out


def test_merge_refuses_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], both: tuple[Path, Path], tmp_path: Path
) -> None:
    """Conflicts are told, the status is 1, and no file is made."""
    merged, log = tmp_path / "merged.json", tmp_path / "log.json"
    assert 1 == main(["merge", *map(str, both), str(merged), "--log", str(log)])
    assert "claim missiles: count: 69 → 70" == capsys.readouterr().out.splitlines()[0]
    assert not merged.exists()
    assert not log.exists()


@pytest.mark.parametrize("policy", ["rename", "keep_both"])
def test_merge_and_unmerge(both: tuple[Path, Path], tmp_path: Path, policy: str) -> None:
    """Both inputs come back byte for byte, each in the format that its name says."""
    merged, log = str(tmp_path / "merged.jsonl"), str(tmp_path / "log.json")
    assert 0 == main(["merge", *map(str, both), merged, "--log", log, "--on-conflict", policy])
    back = tmp_path / "back.json", tmp_path / "back.jsonl"
    assert 0 == main(["unmerge", merged, log, *map(str, back)])
    assert [each.read_bytes() for each in both] == [each.read_bytes() for each in back]


def test_merge_tells_what_follows_from_a_new_id(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, small: ce.Dataset
) -> None:
    """What was renamed only because of what it names is told as well."""
    (first, *others) = small.actors
    paths = str(tmp_path / "a"), str(tmp_path / "b")
    ce.dump(small, paths[0])
    ce.dump(attrs.evolve(small, actors=(attrs.evolve(first, name="Another"), *others)), paths[1])
    assert 0 == main(["merge", *paths, str(tmp_path / "m"), "--on-conflict", "rename"])
    lines = capsys.readouterr().out.splitlines()
    assert "actor ru: name: Russia → Another (renamed as ru-2)" == lines[0]
    assert "event assault: renamed as assault-2, because of what it names" in lines


def test_merge_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    """The dataset alone is written, so that it can be piped on."""
    assert 0 == main(["merge", EXAMPLE, EXAMPLE, "-", "--title", "Both"])
    assert "Both" == ce.loads(capsys.readouterr().out).title


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("diff", EXAMPLE), "the following arguments are required: NEW"),
        (("diff", "-", "-"), "standard input can be only one of the inputs"),
        (("merge", EXAMPLE, EXAMPLE, "x", "--log", "./x"), "./x: it is named twice as a file to write"),
        (("merge", EXAMPLE, EXAMPLE, "no/such/folder"), "no/such/folder: it cannot be written: No such file"),
        (("merge", EXAMPLE, EXAMPLE, "x\0"), "no file can have this name"),
        (("merge", EXAMPLE, EXAMPLE, "x", "--title", " "), "expected text that is not blank"),
        (("merge", EXAMPLE, EXAMPLE, "x", "--on-conflict", "newest"), "invalid choice: 'newest'"),
        (("unmerge", EXAMPLE, "nowhere", "a", "b"), "nowhere: there is no such file"),
        (("unmerge", EXAMPLE, "old.json", "a", "b"), "old.json: expected the log of a merge"),
        (("unmerge", EXAMPLE, "old.json", "a", "a"), "a: it is named twice"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    both: tuple[Path, Path],
    arguments: tuple[str, ...],
    reason: str,
) -> None:
    """The status is 2, with one line on standard error."""
    monkeypatch.chdir(both[0].parent)
    assert 2 == main(arguments)
    captured = capsys.readouterr()
    assert "" == captured.out
    assert reason in captured.err
    assert 1 == len(captured.err.splitlines())


def test_unmerge_refuses_a_log_of_another_merge(
    capsys: pytest.CaptureFixture[str], both: tuple[Path, Path], tmp_path: Path
) -> None:
    """Nothing is written."""
    log = str(tmp_path / "log.json")
    assert 0 == main(["merge", str(both[0]), str(both[0]), str(tmp_path / "m.json"), "--log", log])
    assert 2 == main(["unmerge", str(both[1]), log, str(tmp_path / "x"), str(tmp_path / "y")])
    assert "expected the dataset that the merge made" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("which", [0, 1])
def test_no_input_is_written_over(both: tuple[Path, Path], which: int, capsys: pytest.CaptureFixture[str]) -> None:
    """`merge` and `unmerge` leave their inputs as they are, under a link too."""
    folder = both[0].parent
    merged, log, link, other = (str(folder / name) for name in ("m.json", "log.json", "link", "other"))
    assert 0 == main(["merge", *map(str, both), merged, "--log", log, "--on-conflict", "rename"])
    Path(link).symlink_to(both[which])
    before = {path: path.read_bytes() for path in folder.iterdir()}
    capsys.readouterr()
    for path in (str(both[which]), link):
        assert 2 == main(["merge", *map(str, both), path, "--on-conflict", "rename"])
        assert f"{path}: the merged dataset would be written over an input" in capsys.readouterr().err
    for path in (merged, log):
        assert 2 == main(["unmerge", merged, log, *((path, other) if which else (other, path))])
        assert f"{path}: a dataset would be written over an input" in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in folder.iterdir()}


def test_the_log_is_not_written_over_an_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The input stays as it is, under a link too, and nothing is written."""
    input_, link, output = tmp_path / "a.json", tmp_path / "link", tmp_path / "out.json"
    input_.write_bytes(examples.file("kesta-market").read_bytes())
    link.symlink_to(input_)
    for log in (input_, link):
        assert 2 == main(["merge", EXAMPLE, str(input_), str(output), "--log", str(log)])
        assert "the log would be written over an input" in capsys.readouterr().err
    assert examples.file("kesta-market").read_bytes() == input_.read_bytes()
    assert not output.exists()
