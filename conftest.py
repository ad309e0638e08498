"""Runs every code block of the documentation and of the README as a test.

`python` blocks run in one namespace for each page, `console` blocks run their `$ conflictevents …` commands and
compare the output, a block with a file's name as its title is written to that file, other `json` blocks are parsed,
and read as a dataset where they are one, `toml` blocks are parsed, and where they are no project's metadata written
to the page's folder as the configuration of the checks and read as such; an `sh` block may only hold set-up commands
of the README, and a `py` or `text` block only the inclusion of a program of `examples/` or of what it prints, which
`tests/test_programs.py` runs. A page's blocks run from top to bottom in an empty folder of the page's own. With
`UPDATE_DOCS=1` in the environment, the outputs of `console` blocks are written into the pages instead of compared.
"""

from __future__ import annotations

import contextlib
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

import conflictevents
import conflictevents.checks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sybil import Document, Example, Region

_ROOT = Path(__file__).parent
_PACKAGES = Path(conflictevents.__file__).parent.parent
# The same command as an installed `conflictevents`, of exactly the package that is under test.
_PRELUDE = 'conflictevents() { "$DOCS_PYTHON" -m conflictevents "$@"; }\n'


def run_console(example: Example) -> str | None:
    """Run the commands of a `console` block and say how its output differs from the real one."""
    written = str(example.parsed)
    commands = [line.removeprefix("$ ") for line in written.splitlines() if line.startswith("$ ")]
    if not commands:
        return "a console block needs a line that starts with “$ ”"
    for command in commands:
        if not re.match(r"((echo|printf) .* \| )?conflictevents ", command):
            return f"expected a conflictevents command, got: {command}"
    real = "".join(f"$ {command}\n{_output(command)}" for command in commands)
    if real == written:
        return None
    if os.environ.get("UPDATE_DOCS"):
        page = Path(example.path)
        page.write_text(page.read_text("utf-8").replace(written, real, 1), "utf-8")
        return None
    return "\n".join(difflib.unified_diff(written.splitlines(), real.splitlines(), "page", "real", lineterm=""))


def _output(command: str) -> str:
    """What a command prints, errors included, and its exit status where that is not 0."""
    environment = {**os.environ, "DOCS_PYTHON": sys.executable, "PYTHONPATH": str(_PACKAGES), "PYTHONUTF8": "1"}
    for name in ("COLUMNS", "FORCE_COLOR"):
        environment.pop(name, None)
    done = subprocess.run(
        ["/bin/sh", "-c", _PRELUDE + command],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout if done.returncode == 0 else f"{done.stdout}(exit status {done.returncode})\n"


def same_set_up(example: Example) -> str | None:
    """Compare an `sh` block with the README: set-up makes an environment, so it is not run here but by `.ci/run`."""
    readme = (_ROOT / "README.md").read_text("utf-8").splitlines()
    strange = [line for line in str(example.parsed).splitlines() if line and line not in readme]
    return f"expected a set-up command of the README, got: {strange[0]}" if strange else None


def included(example: Example) -> str | None:
    """Hold a `py` or `text` block against the files that are run by the tests of the programs."""
    found = re.fullmatch(r"--8<--\n(examples/\w+\.(?:py|txt))\n--8<--\n", str(example.parsed))
    if found is None:
        return f"expected the inclusion of a file of examples/, got: {example.parsed}"
    return None if (_ROOT / found[1]).is_file() else f"there is no {found[1]}"


def read_json(example: Example) -> str | None:
    """Parse a `json` block: one value, or one on each line; read it as a dataset where it says that it is one."""
    text = str(example.parsed)
    try:
        first = json.loads(text)
    except json.JSONDecodeError:
        first, *_ = [json.loads(line) for line in text.splitlines()]
    if isinstance(first, dict) and "format" in first:
        conflictevents.loads(text)
    return None


def read_toml(example: Example) -> str | None:
    """Parse a `toml` block; one that is no project's metadata is a configuration, which the commands below it find."""
    text = str(example.parsed)
    if "project" not in tomllib.loads(text):
        Path("conflictevents.toml").write_text(text, "utf-8")
        conflictevents.checks.Configuration.read("conflictevents.toml")
    return None


class FileParser(CodeBlockParser):
    """Writes a block with a file's name as its title to that file, for the commands below it."""

    language = "a file"
    _info = re.compile(r'(?:json|csv) title="([\w.-]+)"')

    def __call__(self, document: Document) -> Iterable[Region]:
        """The blocks of a document that are files."""
        for region in self.lexers(document):
            titled = self._info.fullmatch(region.lexemes["arguments"])
            if titled is not None:
                region.parsed = (titled[1], str(region.lexemes["source"]))
                region.evaluator = self.evaluate
                yield region

    def evaluate(self, example: Example) -> str | None:
        """Write the file."""
        name, text = example.parsed
        Path(name).write_text(text, "utf-8")
        return None


def enter_folder(namespace: dict[str, Any]) -> None:
    """Give a page an empty folder to read from and write to."""
    stack = contextlib.ExitStack()
    stack.enter_context(contextlib.chdir(stack.enter_context(tempfile.TemporaryDirectory())))
    namespace["_folder"] = stack


def leave_folder(namespace: dict[str, Any]) -> None:
    """Remove the page's folder."""
    namespace.pop("_folder").close()


pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(),
        CodeBlockParser("console", run_console),
        CodeBlockParser("json", read_json),
        FileParser(),
        CodeBlockParser("toml", read_toml),
        CodeBlockParser("sh", same_set_up),
        CodeBlockParser("py", included),
        CodeBlockParser("text", included),
    ],
    patterns=["docs/*.md", "docs/**/*.md", "docs/*/*/*.md", "README.md"],
    setup=enter_folder,
    teardown=leave_folder,
).pytest()
