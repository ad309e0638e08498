"""The documentation: every public name has its place, every block is run, and what repeats the source cannot differ."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import pkgutil
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import conflictevents
from conflictevents import _fields, _vocab, checks, examples, exceptions, formats, strategies, testing

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
DIRECTIVE = re.compile(r"^::: (conflictevents[\w.]*)$", flags=re.MULTILINE)
RUN = {"python", "console", "json", "sh", "toml", "py", "text"}
"""The languages whose blocks the root `conftest.py` runs or compares."""


def _generator() -> Any:
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATOR = _generator()


def _directives() -> list[str]:
    return [name for page in PAGES for name in DIRECTIVE.findall(page.read_text("utf-8"))]


def _target(name: str) -> object:
    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(module), attribute)


def test_every_directive_stands_once() -> None:
    """No object has two places in the reference, since a link to it could then lead to either."""
    twice = [name for name, number in Counter(_directives()).items() if number > 1]

    assert twice == []


@pytest.mark.parametrize(
    "module",
    [conflictevents, exceptions, examples, formats, strategies, checks, testing],
    ids=lambda m: m.__name__,
)
def test_every_public_name_has_a_place(module: ModuleType) -> None:
    """Each name of a public module stands in the reference, under this module or under the top one."""
    placed = {id(_target(name)): name for name in _directives()}
    lost = [name for name in module.__all__ if id(getattr(module, name)) not in placed]

    assert lost == []


def test_every_directive_is_public() -> None:
    """The reference names nothing by a path with an underscore, which nobody may import from."""
    private = [name for name in _directives() if any(part.startswith("_") for part in name.split("."))]

    assert private == []


@pytest.mark.parametrize("page", GENERATOR.pages())
def test_generated_parts_are_current(page: str) -> None:
    """A page's generated parts say what the source code says; `python docs/generate.py` rewrites them."""
    text = (DOCS / page).read_text("utf-8")

    assert GENERATOR.with_parts(page, text) == text


def test_file_format_lists_what_reading_refuses() -> None:
    """The pages of the file format and of formats have every code that reading alone tells, and no unknown one."""
    pages = "".join((DOCS / f"reference/{name}.md").read_text("utf-8") for name in ("file-format", "formats"))
    listed = set(re.findall(r"^\| `([A-Z]{2}\d{3})`", pages, flags=re.MULTILINE))
    known = {each.code: each for each in checks.catalogue()}
    refusing = {code for code, each in known.items() if each.function is None} - {"IO199"}  # a check's own failure

    assert listed <= known.keys()
    assert refusing <= listed


def test_open_vocabularies_say_so() -> None:
    """The page of vocabularies tells from each one's docstring whether it is open, so the docstrings must be right."""
    hints = [extra for alias in vars(_fields).values() for extra in getattr(alias, "__metadata__", ())]
    open_ones = {hint.vocabulary.__name__ for hint in hints if isinstance(hint, _fields.OneOf)}
    said = {name for name in _vocab.__all__ if "Open:" in (getattr(_vocab, name).__doc__ or "")}

    assert said == open_ones


def test_a_page_without_its_markers_is_refused() -> None:
    """A page that has lost the place of its generated part is an error and not passed over."""
    with pytest.raises(ValueError, match="has no place for the generated part"):
        GENERATOR.with_parts("reference/checks.md", "# Checks\n")


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_is_of_a_language_that_is_run(page: Path) -> None:
    """A fence opens with a language that has a runner, or is a file, because any other is never looked at."""
    a_file = r'(?:json|csv)(?= title="[\w.-]+"$)'
    fences = re.findall(rf"^ *```(?:{a_file})?(.*)$", page.read_text("utf-8"), flags=re.MULTILINE)
    opening = fences[::2]

    assert len(fences) % 2 == 0
    assert [each for each in opening if each not in RUN and not each.startswith(" title=")] == []


def test_set_up_commands_are_those_of_ci() -> None:
    """The README has two set-up commands, and `.ci/run` starts with the one that runs the tests."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines() if line]
    script = (ROOT / ".ci" / "run").read_text("utf-8")

    assert len(commands) == 2
    assert sum(command in script for command in commands) >= 1


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md"], ids=lambda page: str(page.relative_to(ROOT)))
def test_no_indented_block_hides_code(page: Path) -> None:
    """Code stands in fences alone: an indented block would be shown as code and not be run."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)

    assert re.findall(r"\n\n {4,}(?:>>>|\$ |import |from ).*", text) == []


@pytest.mark.parametrize(
    "name", [each.name for each in pkgutil.walk_packages(conflictevents.__path__, "conflictevents.")]
)
def test_docstring_examples(name: str) -> None:
    """The examples in the docstrings of a module give what they say."""
    if name.endswith("__main__"):
        return
    failed, _ = doctest.testmod(importlib.import_module(name))

    assert failed == 0


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation, built strictly."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_site_loads_nothing_from_elsewhere(site: Path) -> None:
    """A browser that opens a built page asks no other host for a script, style, font, image or frame."""
    attribute = re.compile(r"<(script|img|iframe|source|audio|video|embed|object|link)\b([^>]*)>", flags=re.IGNORECASE)
    loaded = []
    for page in site.rglob("*.html"):
        for tag, attributes in attribute.findall(page.read_text("utf-8")):
            if tag == "link" and re.search(r"rel=[\"']?(canonical|alternate|next|prev)\b", attributes):
                continue
            if re.search(r"(?:src|href|data|srcset)=[\"']?(?:https?:)?//", attributes):
                loaded.append((page.name, tag, attributes))
    for style in site.rglob("*.css"):
        found = re.findall(r"(?:url\(|@import\s+)[\"']?((?:https?:)?//[^\"')]+)", style.read_text("utf-8"))
        loaded += [(style.name, "css", address) for address in found]

    assert loaded == []


def test_site_has_every_public_name(site: Path) -> None:
    """Each directive became an entry with an anchor of its own, so that links to it work."""
    anchors = {
        anchor
        for page in site.rglob("*.html")
        for anchor in re.findall(r'id="(conflictevents[\w.]*)"', page.read_text("utf-8"))
    }

    assert [name for name in _directives() if name not in anchors] == []
