"""The house: what is written in more than one place is written alike, and the README keeps its promises."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata, resources
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import strategies as st

import conflictevents
from conflictevents import _hypothesis, strategies

ROOT: Final = Path(__file__).parent.parent


def _read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    """The project's metadata."""
    table: dict[str, Any] = tomllib.loads(_read("pyproject.toml"))["project"]
    return table


def test_the_version_is_the_same_everywhere(project: dict[str, Any]) -> None:
    """The project's metadata, the citation and the changelog give one version."""
    version = project["version"]
    cited = re.search(r"^version: (\S+)$", _read("CITATION.cff"), flags=re.MULTILINE)
    assert cited is not None
    assert cited[1] == version
    changelog = _read("CHANGELOG.md")
    newest = re.search(r"^## \[(?P<heading>[^]]+)\]", changelog, flags=re.MULTILINE)
    assert newest is not None
    if ".dev" in version:
        assert newest["heading"] == "Unreleased"
        assert f"Version {version}" in changelog
    else:
        assert newest["heading"] in {"Unreleased", version}
        assert f"## [{version}]" in changelog


def test_an_installed_package_has_the_version_of_the_source(project: dict[str, Any]) -> None:
    """Where the package is installed, its metadata is that of this checkout."""
    try:
        installed = metadata.version("conflictevents")
    except metadata.PackageNotFoundError:
        pytest.skip("the package is on the path and not installed, so there is no metadata to compare")
    assert installed == project["version"]


def test_description_title_and_docstring_agree(project: dict[str, Any]) -> None:
    """The one-sentence description is the same in the metadata, the citation and the package's docstring."""
    assert conflictevents.__doc__ == project["description"]
    assert project["description"] in _read("CITATION.cff")


def test_the_package_is_marked_as_typed() -> None:
    """Type checkers of users find the marker file."""
    assert resources.files("conflictevents").joinpath("py.typed").is_file()


def test_three_libraries_are_needed_at_run_time(project: dict[str, Any]) -> None:
    """The library alone brings in two others."""
    names = {re.split(r"[<>=!~ \[]", each)[0] for each in project["dependencies"]}
    assert names == {"attrs", "cattrs", "msgspec"}


def test_the_entry_points_exist(project: dict[str, Any]) -> None:
    """The command and the Hypothesis hook that the metadata names can be imported and called."""
    targets = [*project["scripts"].values(), *project["entry-points"]["hypothesis"].values()]
    for target in targets:
        module, _, name = target.partition(":")
        found = metadata.EntryPoint(name=name, value=f"{module}:{name}", group="").load()
        assert callable(found)


@pytest.mark.parametrize("first", ["conflictevents.strategies", "hypothesis"])
def test_the_hypothesis_hook_works_in_either_order(project: dict[str, Any], tmp_path: Path, first: str) -> None:
    """Hypothesis calls the hook in the midst of its own import, which the strategies may have asked for."""
    installed = tmp_path / "conflictevents-0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: conflictevents\nVersion: 0\n", "utf-8")
    hook = project["entry-points"]["hypothesis"]["conflictevents"]
    (installed / "entry_points.txt").write_text(f"[hypothesis]\nconflictevents = {hook}\n", "utf-8")
    code = f"""
import {first}
import conflictevents.strategies as own
from hypothesis import strategies as st
from conflictevents import Count, Exchange, Dataset
for cls, strategy in ((Count, own.counts()), (Exchange, own.exchanges()), (Dataset, own.datasets())):
    st.from_type(cls).validate()
    assert repr(st.from_type(cls)) == repr(strategy), cls
"""
    paths = os.pathsep.join((str(tmp_path), str(Path(conflictevents.__file__).parent.parent)))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_the_hypothesis_hook_gives_way_to_the_strategies() -> None:
    """The first class that is asked for loads the strategies, which take the hook's place for every class."""
    _hypothesis.register()
    for cls, strategy in ((conflictevents.Count, strategies.counts()), (conflictevents.Talks, strategies.talks())):
        assert repr(st.from_type(cls)) == repr(strategy)


def set_up_commands() -> list[str]:
    """The set-up commands of the README, in order: each stands alone in a block of its own."""
    return re.findall(r"^```sh\n(.*?)\n```$", _read("README.md"), flags=re.MULTILINE | re.DOTALL)


def test_the_readme_has_two_commands_of_one_line_each() -> None:
    """One command installs and shows the worked example, one installs and passes the tests."""
    show, test = set_up_commands()
    assert "\n" not in show + test
    assert show.startswith("python3 -m venv ")
    assert show.endswith("conflictevents show example:istanbul-exchange")
    assert test.startswith("python3 -m venv ")
    assert test.endswith("pytest")


def test_the_same_commands_are_run_by_ci() -> None:
    """`.ci/run` runs both of the README's commands, to the letter."""
    script = _read(".ci/run")
    assert [command for command in set_up_commands() if f"'{command}'" not in script] == []
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_readme_begins_with_a_sentence_and_an_example() -> None:
    """The first thirty lines hold one sentence, an example of at most twelve lines, and what it is not."""
    top = _read("README.md").splitlines()[:30]
    assert top[0] == "# conflictevents"
    start = next(index for index, line in enumerate(top) if line.startswith("```python"))
    end = top.index("```", start)
    assert end - start - 1 <= 12
    assert any(line.startswith(">>> ") for line in top[start:end])
    assert any("not" in line.lower() for line in top[end:])


def test_every_code_block_of_the_readme_is_run() -> None:
    """Each block is of a language that a test runs: python and console by the page's own test, sh by `.ci/run`."""
    languages = re.findall(r"^```(\S*)$", _read("README.md"), flags=re.MULTILINE)
    assert set(languages[::2]) <= {"python", "console", "sh", "json"}
    assert set(languages[1::2]) == {""}


def test_files_that_a_stranger_looks_for_are_there() -> None:
    """The README links only to files that exist, and the usual ones are among them."""
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", _read("README.md"))
    assert [link for link in links if not (ROOT / link).exists()] == []
    for name in ("LICENSE", "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "SECURITY.md"):
        assert (ROOT / name).stat().st_size > 0


def test_the_contribution_table_names_real_places() -> None:
    """Every file that CONTRIBUTING names exists."""
    named = re.findall(r"`((?:src|tests|docs|typing_tests|\.ci)/[^`*…]*)`", _read("CONTRIBUTING.md"))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


WORKFLOWS: Final = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_is_bound_to_what_it_was_read_as(path: Path) -> None:
    """Each action is named by the commit that somebody looked at, and nothing is granted that a job does not need."""
    workflow = yaml.safe_load(path.read_text("utf-8"))
    used = re.findall(r"uses: (\S+)", path.read_text("utf-8"))
    assert used
    assert [each for each in used if not re.search(r"@[0-9a-f]{40}$|^\./", each)] == []
    assert workflow["permissions"] in ({}, {"contents": "read"})
    granted = {name: job.get("permissions", {}) for name, job in workflow["jobs"].items()}
    assert [name for name, each in granted.items() if "write" in each.values()] == ["publish"] * (
        path.stem == "release"
    )


def test_a_release_is_tested_as_it_is_published(project: dict[str, Any]) -> None:
    """Every Python that the metadata names runs the tests and tries the wheel; publishing waits for both."""
    named = {each.rpartition(" ")[2] for each in project["classifiers"] if re.search(r":: 3\.\d+$", each)}
    ci, release = (yaml.safe_load(path.read_text("utf-8"))["jobs"] for path in WORKFLOWS)
    assert named == set(ci["tests"]["strategy"]["matrix"]["python"])
    assert named == set(release["try"]["strategy"]["matrix"]["python"])
    assert {"ci", "try"} == set(release["publish"]["needs"])
    assert release["try"]["needs"] == "build"
    assert release["publish"]["permissions"] == {"id-token": "write"}
