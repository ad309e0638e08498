"""The scripts by which shells complete what is typed: run by the shells themselves."""

from __future__ import annotations

import shutil
import subprocess
from importlib import import_module
from pathlib import Path
from typing import Final

import attrs
import pytest

from conflictevents import checks, examples, formats
from conflictevents._cli import main
from conflictevents._cli._completing import Command, Known, Option
from conflictevents._cli._parsers import COMMANDS, command
from conflictevents._cli.completion import _known
from conflictevents._vocab import Measure

SHELLS: Final = ("bash", "zsh", "fish")
KNOWN: Final = _known()

# Bash itself gives the function what readline would: the line, and the words that it has split it into.
_ASK: Final = """
source "$1"
COMP_LINE=$2 COMP_POINT=${#2} COMP_WORDS=() COMP_CWORD=0
_conflictevents
printf '%s\\n' "${COMPREPLY[@]}"
"""


def script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The script that the command writes for a shell."""
    assert 0 == main(["completion", shell])
    return capsys.readouterr().out


@pytest.fixture
def bash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with some files and the script for bash."""
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    for name in ("events.json", "a b.json", "$(touch pwned)"):
        (folder / name).touch()
    (tmp_path / "script").write_text(script("bash", capsys), "utf-8")
    return folder


def completed(folder: Path, line: str) -> list[str]:
    """What bash offers at the end of a line."""
    command_ = ["bash", "--norc", "-c", _ASK, "bash", str(folder.parent / "script"), line]
    done = subprocess.run(command_, cwd=folder, capture_output=True, check=True, encoding="utf-8", timeout=60)
    assert "" == done.stderr
    return [each for each in done.stdout.split("\n") if each]


CODES: Final = sorted(check.code for check in checks.catalogue())
FILES: Final = ["$(touch pwned)", "a b.json", "events.json", "sub"]
EXAMPLES: Final = [f"example:{name}" for name in examples.names()]


@pytest.mark.parametrize(
    ("expected", "line"),
    [
        ([*COMMANDS, "--version", "--help"], ""),
        (["check"], "ch"),
        (["--version"], "--v"),
        (["--format"], "check x --fo"),
        (["text", "json", "sarif", "github"], "check x --format "),
        (["sarif"], "check x --format=s"),
        (["table"], "claims --format t"),
        ([*EXAMPLES, *FILES], "show "),
        ([*EXAMPLES, *FILES], "check --no-config "),
        ([*EXAMPLES, *FILES], "check - "),
        (["istanbul-exchange"], "show example:i"),
        (["events.json"], "merge x ev"),
        (["a b.json"], "show a"),
        ([name for name in formats.names() if formats.find(name).reads], "show x --from "),
        ([name for name in formats.names() if formats.find(name).writes], "convert x y --to "),
        ([code for code in CODES if code.startswith("CT10")], "explain CT10"),
        (["subgroup-exceeds-total"], "explain subg"),
        (["QT", *(code for code in CODES if code.startswith("QT"))], "check x --select QT"),
        (["CT101,QT,CT116"], "check x --ignore CT101,QT,CT116"),
        (["CT116"], "check --select=CT116"),
        (["range"], "reconcile x --rule rang"),
        (["killed"], "reconcile x --measure ki"),
        (["bash", "zsh", "fish"], "completion "),
        (["events.json"], "check x --config ev"),
        ([], "reconcile x --event "),
        ([], "merge a b c --title "),
        (["--read"], "show x --re"),
        ([], "show x --read "),
        ([], "nonsense "),
        ([], "show --nonsense "),
    ],
)
def test_bash_offers_what_can_stand_there(bash: Path, expected: list[str], line: str) -> None:
    """Commands, options and the values of each are completed at their place."""
    assert sorted(expected) == sorted(completed(bash, f"conflictevents {line}"))


def test_completing_runs_nothing(bash: Path) -> None:
    """A file's name or a word of the line is never taken for a command."""
    assert ["$(touch pwned)"] == completed(bash, "conflictevents show $(")
    completed(bash, "conflictevents show $(touch pwned) `touch pwned` ")
    completed(bash, "conflictevents $(touch pwned) --format ")
    assert not (bash / "pwned").exists()


REAL: Final = formats.find


def find(name: str, called: str) -> formats.Format:
    """A format under another name."""
    return attrs.evolve(REAL(name), name=called)


def test_a_name_that_a_shell_could_run_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plug-in brings names of its own, and only plain ones go into a script."""
    named = (*formats.names(), "$(touch pwned)", "a'b")
    monkeypatch.setattr(formats, "names", lambda: named)
    monkeypatch.setattr(formats, "find", lambda name: find(name if name in named[:-2] else "json", name))
    assert not {"$(touch pwned)", "a'b"} & {word for words in _known().words.values() for word in words}


def test_the_scripts_know_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    """Each option of each command stands in the script of each shell."""
    for shell in SHELLS:
        text = script(shell, capsys)
        for name in COMMANDS:
            assert name in text
            for action in command(name)[1].arguments:
                for option in action.option_strings:
                    bare = option.lstrip("-") if shell == "fish" else option
                    assert bare in text


def test_lists_come_from_where_the_words_are() -> None:
    """The words of each kind of value are those that the commands take."""
    assert set(KNOWN.words["code"]) >= set(CODES) | {check.name for check in checks.catalogue()}
    assert tuple(measure.value for measure in Measure) == KNOWN.words["measure"]
    listed = {option.takes for each in KNOWN.commands for option in each.options}
    assert {"", "any", "choice", "code", "codes", "file", "from", "input", "measure", "rule", "to"} == listed


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_reads_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The shell, where it is there, finds no fault in the script's syntax."""
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    done = subprocess.run(
        [shell, "-n"], input=script(shell, capsys), capture_output=True, check=False, encoding="utf-8", timeout=60
    )
    assert ("", 0) == (done.stderr, done.returncode)


@pytest.mark.parametrize("shell", SHELLS)
def test_words_with_a_meaning_of_their_own_are_escaped(shell: str) -> None:
    """A help text with quotation marks, brackets and colons stays a text."""
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    odd = Option(names=("--odd",), help='it\'s [a:b] \\ $(x) `y` "z"', metavar="O[D]D:", takes="any", choices=())
    known = Known(
        words={"example": (), "codes": ("CT",)}, commands=(Command(name="c", summary="it's: $(x)", options=(odd,)),)
    )
    text: str = import_module(f"conflictevents._cli._{shell}").script(known)
    done = subprocess.run([shell, "-n"], input=text, capture_output=True, check=False, encoding="utf-8", timeout=60)
    assert ("", 0) == (done.stderr, done.returncode)


def test_another_shell_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A shell that has no script is named in one line with those that have."""
    assert 2 == main(["completion", "csh"])
    assert "'csh'" in capsys.readouterr().err
