"""The programs of `examples/`: each runs as a stranger would run it, and prints what the documentation shows.

With `UPDATE_DOCS=1` in the environment what they print is written beside them instead of compared.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

import conflictevents

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = ROOT / "examples"
PROGRAMS: Final = sorted(FOLDER.glob("*.py"))
each_program = pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)


def run(program: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program from an empty folder, with every warning an error."""
    return subprocess.run(
        [sys.executable, "-W", "error", str(program)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(conflictevents.__file__).parent.parent), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_there_are_programs() -> None:
    """Five tasks have a program each, and nothing printed lies about without one."""
    assert 5 == len(PROGRAMS)
    assert {program.stem for program in PROGRAMS} == {printed.stem for printed in FOLDER.glob("*.txt")}


@each_program
def test_a_program_prints_what_the_documentation_shows(program: Path, tmp_path: Path) -> None:
    """It ends without a complaint, leaves nothing behind, and prints what stands beside it."""
    done = run(program, tmp_path)
    assert (0, "", []) == (done.returncode, done.stderr, list(tmp_path.iterdir()))
    printed = program.with_suffix(".txt")
    if os.environ.get("UPDATE_DOCS"):
        printed.write_text(done.stdout, "utf-8")
    assert printed.read_text("utf-8") == done.stdout


@each_program
def test_a_program_and_what_it_prints_stand_on_one_page(program: Path) -> None:
    """A page of the documentation includes the very file that is run, and after it the output."""
    wanted = [f"\n--8<--\nexamples/{program.stem}{ending}\n--8<--\n" for ending in (".py", ".txt")]
    pages = [page.read_text("utf-8") for page in (ROOT / "docs").rglob("*.md")]
    assert 1 == sum(all(each in page for each in wanted) for page in pages)


@each_program
def test_a_program_is_short_and_says_what_it_does(program: Path) -> None:
    """It has fewer than 80 lines, and its first is a sentence."""
    text = program.read_text("utf-8")
    assert len(text.splitlines()) < 80
    assert re.match(r'"""[A-Z].*\.\n', text)


@each_program
def test_a_program_needs_public_names_alone(program: Path) -> None:
    """It imports the library by names that a stranger may rely on, and nothing else that must be installed."""
    imported = set()
    for node in ast.walk(ast.parse(program.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported |= {f"{node.module}.{each.name}" for each in node.names}
    own = {name for name in imported if name.split(".")[0] == "conflictevents"}
    assert [] == [name for name in own if any(part.startswith("_") for part in name.split("."))]
    assert {name.split(".")[0] for name in imported - own} - {"attrs"} <= sys.stdlib_module_names


@pytest.fixture(scope="module")
def repair() -> ModuleType:
    """The program in which a language model repairs its extraction, as a module."""
    spec = importlib.util.spec_from_file_location("repair_extraction", FOLDER / "repair_extraction.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_any_model_can_be_asked(repair: ModuleType) -> None:
    """A model is asked with the schema and the article, then with its reply and each fault by its JSON Pointer."""
    article = (FOLDER / "data" / "sorrel.txt").read_text("utf-8")
    replies = [path.read_text("utf-8") for path in sorted((FOLDER / "data").glob("reply-*.json"))]
    prompts: list[str] = []

    def model(prompt: str) -> str:
        prompts.append(prompt)
        return replies[len(prompts) - 1]

    dataset = repair.extract(article, model)

    assert len(replies) == len(prompts)
    assert all(article in prompt and '"$defs"' in prompt for prompt in prompts)
    assert replies[0] in prompts[1]
    assert '/reports/0/figures/0/count: expected a Count as an object, got "at least nine"' in prompts[1]
    assert '/reports/0/figures/4/count: expected 27, as in the words quoted, "27 injured", got 72' in prompts[2]
    assert {"scripted-model"} == {claim.attribution.coder for claim in dataset.claims}
    assert () == conflictevents.check(dataset, texts={"article": article}, select=["QT"]).problems


def test_a_field_that_stands_twice_is_not_dropped(repair: ModuleType) -> None:
    """Which of two numbers a model meant is not for the program to choose."""
    reply = (FOLDER / "data" / "reply-3.json").read_text("utf-8")
    twice = reply.replace('"low": 41,', '"low": 14, "low": 41,')
    dataset, faults = repair.judged(twice, (FOLDER / "data" / "sorrel.txt").read_text("utf-8"))
    assert dataset is None
    assert ["/events/0/figures/0/count"] == [fault.partition(":")[0] for fault in faults]


def test_a_model_may_not_waive_what_is_found(repair: ModuleType) -> None:
    """A waiver in a reply is a fault, so a check cannot be got round."""
    reply = (FOLDER / "data" / "reply-3.json").read_text("utf-8")
    waived = reply.replace('"id": "yard",', '"id": "yard", "waivers": [{"code": "ST107", "reason": "No."}],')
    _, faults = repair.judged(waived, (FOLDER / "data" / "sorrel.txt").read_text("utf-8"))
    assert ["/events/0/waivers: expected none, since to waive a finding is for people"] == faults


@pytest.mark.parametrize(
    "reply", ["", "no JSON", "[]", "null", "{}", '{"format": "conflictevents/99"}', '{"events": 1}']
)
def test_a_model_that_never_gets_it_right_gives_no_dataset(repair: ModuleType, reply: str) -> None:
    """What is no dataset is refused after the last turn, whatever it is."""
    with pytest.raises(ValueError, match="still wrong after 2 turns"):
        repair.extract("A text.", lambda _: reply, turns=2)
