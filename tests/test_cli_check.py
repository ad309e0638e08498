"""`check` on a terminal and `explain`: what people read."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

import conflictevents as ce
from conflictevents import checks
from conflictevents._cli import main

Shown: TypeAlias = Callable[..., str]


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shown:
    """A function that runs the command line with a terminal as its output, and gives what that is sent."""
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*argv: str, status: int = 0, live: bool = True) -> str:
        with monkeypatch.context() as patch:
            patch.setattr(sys.stdout, "isatty", lambda: live)
            assert status == main(argv)
        return capsys.readouterr().out

    return run


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A file with an error, a warning, an information and something waived, in three records."""
    waiver = ce.Waiver(code="SP102", reason="The words are lost.", by="AB")
    dozens = ce.Figure(
        measure="killed",
        item="people",
        count=ce.Count(low=24, high=99, text="dozens"),
        attribution=ce.Attribution(source="wire"),
    )
    dataset = ce.Dataset(
        sources=(ce.Source(id="wire", title="A wire", language="en", published=ce.When(edtf="2025-05-25")),),
        events=(ce.Incident(id="blast", figures=(dozens,), part_of="blast"),),
        statements=(ce.Statement(id="said", speech="direct", waivers=(waiver,)),),
    )
    file = tmp_path / "a.json"
    file.write_text(ce.dumps(dataset), "utf-8")
    return str(file)


def plain(text: str) -> str:
    """A text without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_a_terminal_gets_problems_by_record(shown: Shown, path: str) -> None:
    """Each record is a heading, with its problems below, then what is waived and skipped, and the numbers."""
    lines = plain(shown("check", path, "--ignore", "CS105", status=1)).splitlines()
    assert path == lines[0]
    blast, said, waived = (lines.index(name) for name in ("blast", "said", "WAIVED"))
    assert blast < said < waived
    assert re.match(r"  error ID103 at \d+:\d+ /events/0/part_of$", lines[blast + 1])
    assert lines[blast + 2].startswith("    expected no record to be part of itself")
    assert "  warning CT105 at " in "\n".join(lines[blast:said])
    assert re.match(r"  error SP101 at \d+:\d+ /statements/0$", lines[said + 1])
    assert lines[waived + 1].startswith("  waived SP102 at ")
    assert "    because: The words are lost. (AB)" in lines[waived:]
    assert "2 errors, 1 warning, 0 info, 1 waived" in lines
    assert lines[-1].startswith("conflictevents explain ")
    assert max(map(len, lines[1:])) <= 80


def test_colour_is_for_terminals_that_can(shown: Shown, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR and on a dumb terminal the same words come without."""
    coloured = shown("check", path, status=1)
    assert "\x1b[31m" in coloured
    assert "\x1b[33m" in coloured
    for name, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            assert plain(coloured) == shown("check", path, status=1)


def test_a_pipe_gets_a_line_for_each_problem(shown: Shown, path: str) -> None:
    """The form that programs read is the same as ever, without colour."""
    lines = shown("check", path, "--ignore", "CS105", status=1, live=False).splitlines()
    assert all(line.startswith(f"{path}:") for line in lines)
    assert 3 == sum(
        re.match(r".*a\.json:\d+:\d+: [A-Z]{2}\d{3} (error|warning|info) /", line) is not None for line in lines
    )
    assert f"{path}: 2 errors, 1 warning, 0 info, 1 waived" == lines[-1]


def test_a_terminal_gets_what_reading_refuses(shown: Shown, tmp_path: Path) -> None:
    """It is grouped by its place in the file, since its records have no ids yet, and is harmless."""
    file = tmp_path / "b.json"
    file.write_text('{"format": "conflictevents/2", "titel": "x", "sources": [{"id": 1, "\\u001b[31m": 2}]}', "utf-8")
    text = plain(shown("check", str(file), status=1))
    assert "\nthe file itself\n  error IO106 at 1:32 /titel\n" in text
    assert "    perhaps: title\n" in text
    assert "\nsources/0\n  error IO108" in text
    assert "\x1b" not in text
    assert "/sources/0/\\x1b[31m" in text


def test_nothing_wrong_is_short(shown: Shown, tmp_path: Path) -> None:
    """No code is there to be explained."""
    file = tmp_path / "c.json"
    file.write_text('{"format": "conflictevents/2"}', "utf-8")
    assert plain(shown("check", str(file), "--select", "CT105")).splitlines() == [
        str(file),
        "",
        "0 errors, 0 warnings, 0 info",
    ]


# --- explain ---


def explained(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """What `explain` prints."""
    assert 0 == main(["explain", *argv])
    return capsys.readouterr().out


def test_every_code_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """Each has its meaning, and where it has a page why, what to do and both examples, to the letter."""
    for check in checks.catalogue():
        text = explained(capsys, check.code)
        assert text.startswith(f"{check.code} {check.name}\n")
        assert " ".join(check.meaning.split()) in " ".join(text.split())
        if check.page is not None:
            flat = " ".join(text.split())
            assert " ".join(check.page.why.split()) in flat
            assert " ".join(check.page.fix.split()) in flat
            for example in (check.page.failing, check.page.passing):
                assert example is None or all(f"  {line}\n" in text for line in example.text.splitlines())


def test_the_list_has_one_code_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a code all are listed, the code first; with the beginning of one those that begin so."""
    lines = explained(capsys).splitlines()
    assert sorted(check.code for check in checks.catalogue()) == [line.split()[0] for line in lines]
    assert ["ST101", "ST102"] == [line.split()[0] for line in explained(capsys, "st").splitlines()[:2]]


def test_a_code_may_be_given_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    """In small letters, or by the name of the check."""
    assert explained(capsys, "EX101") == explained(capsys, "ex101") == explained(capsys, "phases-do-not-sum")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("CT999", "`conflictevents explain CT` lists those that there are"),
        ("EX1O1", "did you mean EX1"),
        ("duplicate-ids", "did you mean ID101?"),
        ("zz", "`conflictevents explain` lists all"),
        ("\x1b[31m", "no check has the code \\x1b[31m"),
    ],
)
def test_near_misses_are_suggested(capsys: pytest.CaptureFixture[str], asked: str, words: str) -> None:
    """An unknown code is an error of usage, with what may have been meant."""
    assert 2 == main(["explain", asked])
    captured = capsys.readouterr()
    assert "" == captured.out
    assert words in captured.err


def test_texts_of_examples_are_shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """An example that comes with the text of a source shows it."""
    from conflictevents.checks import Example, Found, Page, _plug_ins, declare

    example = Example(text='{"sources": [{"id": "wire"}]}', texts={"wire": "Two words."})
    page = Page(why="Because.\n\nOf two\nreasons.", fix="Do it.", failing=example, passing=example)

    @declare("LAB101", "texts", ce.Severity.INFO, "source_text", page=page)
    def check(_: checks.Subject) -> list[Found]:  # type: ignore[misc]
        """A check with texts."""
        return []

    monkeypatch.setattr(_plug_ins, "ALL", (check,))
    text = explained(capsys, "LAB101")
    assert "info, looks at: source text\n" in text
    assert "WHY\nBecause.\nOf two reasons.\n" in text
    assert 2 == text.count("The text of wire:\n  Two words.\n")
    assert "The text of `wire`:\n\n    Two words." in page.markdown
