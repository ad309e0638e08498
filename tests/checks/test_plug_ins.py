"""Checks of others: found by their entry point, loaded once, and told of where they are broken."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

import conflictevents as ce
from conflictevents import checks
from conflictevents._cli import main
from conflictevents.checks import _plug_ins

SOURCE = '''
"""Checks of a laboratory."""

from collections.abc import Iterator

from conflictevents import Severity
from conflictevents.checks import Example, Found, Page, Subject, declare

LOADED = []
LOADED.append(1)

PAGE = Page(
    why="Without a title nobody finds an event again.",
    fix="Give it one.",
    failing=Example(text='{"events": [{"kind": "incident", "id": "blast"}]}'),
    passing=Example(text='{"events": [{"kind": "incident", "id": "blast", "title": "A blast"}]}'),
)


@declare("LAB101", "no-title", Severity.WARNING, "record", page=PAGE)
def no_title(subject: Subject) -> Iterator[Found]:
    """An event has no title."""
    for index, event in enumerate(subject.dataset.events):
        if event.title is None:
            yield Found(path=f"/events/{index}", message="expected a title, got none", value=event.id)


CHECKS = [no_title]
TWICE = [no_title, no_title]
NOT_CHECKS = [no_title, 12]
NUMBER = 12


@declare("LOB101", "strange", Severity.WARNING, "record")
def strange(subject):
    """A check with the prefix of another."""
    return iter(())


STRANGE = [strange]
'''

Install: TypeAlias = Callable[..., None]
UNTITLED = ce.Dataset(events=(ce.Incident(id="blast"), ce.Incident(id="raid", title="A raid")))


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """A function that installs a distribution with these entry points, given by their names."""
    (tmp_path / "lab_checks.py").write_text(SOURCE, "utf-8")

    def installed(**entries: str) -> None:
        folder = tmp_path / "lab-1.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: lab\nVersion: 1\n", "utf-8")
        lines = [f"[{_plug_ins.GROUP}]", *(f"{name} = {value}" for name, value in entries.items())]
        (folder / "entry_points.txt").write_text("\n".join(lines), "utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))

    _plug_ins._plug_ins.cache_clear()
    yield installed
    _plug_ins._plug_ins.cache_clear()
    sys.modules.pop("lab_checks", None)


def test_a_check_of_another_package_runs(install: Install) -> None:
    """It is in the catalogue, finds its fault, can be selected, ignored and waived, and has its page."""
    install(LAB="lab_checks:CHECKS")

    assert {"LAB101": 1} == ce.check(UNTITLED).counts
    assert {} == ce.check(UNTITLED, ignore=["LAB"]).counts
    assert {"LAB101": 1} == ce.check(UNTITLED, select=["LAB1"]).counts
    assert {} == ce.check(UNTITLED, select=["CT"]).counts
    waived = ce.Waiver(code="LAB", reason="Nobody looks for it.")
    report = ce.check(ce.Dataset(events=(ce.Incident(id="blast", waivers=(waived,)),)))
    assert ((), 1) == (report.problems, len(report.waived))
    found = next(check for check in checks.catalogue() if check.code == "LAB101")
    assert found.page is not None
    assert "Give it one." == found.page.fix


def test_it_is_explained_and_in_sarif(install: Install, capsys: pytest.CaptureFixture[str]) -> None:
    """What others are told of our own checks they are told of it as well."""
    install(LAB="lab_checks:CHECKS")

    assert 0 == main(["explain", "LAB101"])
    assert "Without a title nobody finds an event again." in capsys.readouterr().out
    assert "Give it one." in ce.check(UNTITLED).to_sarif("a.json")


def test_plug_ins_are_loaded_lazily_and_once(install: Install) -> None:
    """Neither importing the package nor installing loads them; the first run does, and no other."""
    install(LAB="lab_checks:CHECKS")
    assert "lab_checks" not in sys.modules
    ce.check(UNTITLED)
    ce.check(UNTITLED)
    assert [1] == sys.modules["lab_checks"].LOADED


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("LAB", "lab_checks:NOT_THERE", "AttributeError"),
        ("LAB", "not_there:CHECKS", "ModuleNotFoundError"),
        ("LAB", "lab_checks:NUMBER", "TypeError"),
        ("LAB", "lab_checks:NOT_CHECKS", "expected an iterable of checks made by `checks.declare`, got a int"),
        ("LAB", "lab_checks:TWICE", "expected each code once, got LAB101 again"),
        ("LAB", "lab_checks:STRANGE", "expected codes of LAB and three digits, got LOB101"),
        ("CT", "lab_checks:CHECKS", "a plug-in needs a prefix of its own, and CT begins with CT, which is one of ours"),
        ("CTX", "lab_checks:CHECKS", "and CTX begins with CT, which is one of ours"),
        ("LA", "lab_checks:CHECKS", "expected three to eight capital letters, got LA"),
        ("lab", "lab_checks:CHECKS", "expected three to eight capital letters, got lab"),
    ],
)
def test_a_broken_plug_in_is_told_of_and_stops_nothing(install: Install, name: str, value: str, words: str) -> None:
    """It is IO199 in every report, with the reason, and all other checks run; none of its own does."""
    install(**{name: value})

    for _ in range(2):
        report = ce.check(UNTITLED.add(ce.Statement(id="a")))
        assert {"IO199": 1, "SP101": 1} == report.counts
        (problem,) = report.by_code("IO199")
        assert f"the plug-in {name} ({value}) itself failed" in problem.message
        assert words in problem.message
    assert [] == [check.code for check in checks.catalogue() if check.code.startswith("LAB")]


def test_the_others_are_loaded_beside_a_broken_one(install: Install) -> None:
    """Each plug-in stands for itself."""
    install(LAB="lab_checks:CHECKS", BROKEN="lab_checks:NOT_THERE")
    assert {"IO199": 1, "LAB101": 1} == ce.check(UNTITLED).counts


def test_two_plug_ins_cannot_share_a_code(install: Install) -> None:
    """The first by name has it."""
    install(LAB="lab_checks:CHECKS", LABS="lab_checks:CHECKS")
    report = ce.check(UNTITLED)
    assert {"IO199": 1, "LAB101": 1} == report.counts


def test_families_are_those_of_the_catalogue() -> None:
    """Each of our own checks belongs to a family that is ours."""
    from conflictevents.checks._catalogue import ALL
    from conflictevents.checks._families import FAMILIES

    assert {check.code[:2] for check in ALL} <= FAMILIES.keys()
    assert all(len(family) == 2 for family in FAMILIES)
