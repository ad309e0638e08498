"""Configuration: what a project writes down, where it is found, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

import conflictevents as ce
from conflictevents import checks
from conflictevents._cli import main

Written: TypeAlias = Callable[[str, str], Path]
TEXT = "Twelve died, it is said."


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """A function that writes a file, with its folders, and gives its path."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write


def faulty() -> ce.Dataset:
    """A dataset with one error (SP101), one warning (CT105) and a span that needs its text (QT103)."""
    figure = ce.Figure(
        measure="killed",
        item="people",
        count=ce.Count(low=24, high=99, text="dozens"),
        attribution=ce.Attribution(source="wire"),
        spans=(ce.Span(start=1, end=7, exact="dozens"),),
    )
    return ce.Dataset(
        sources=(ce.Source(id="wire", language="en"),),
        events=(ce.Incident(id="blast", figures=(figure,)),),
        statements=(ce.Statement(id="st", source="wire"),),
    )


EVERYTHING = """
select = ["SP", "CT", "QT"]
ignore = ["CT1"]
[severity]
SP = "info"
SP101 = "warning"
[per-file-ignores]
"old/**" = ["SP"]
"*.draft.json" = ["QT"]
[texts]
wire = "texts/wire.txt"
"""


def test_a_file_of_its_own_is_read(written: Written) -> None:
    """Every key is kept, and the paths of texts start at the file's folder."""
    path = written("conflictevents.toml", EVERYTHING)
    found = checks.Configuration.read(path)
    assert (("SP", "CT", "QT"), ("CT1",)) == (found.select, found.ignore)
    assert {"SP": "info", "SP101": "warning"} == found.severity
    assert {"old/**": ("SP",), "*.draft.json": ("QT",)} == found.per_file_ignores
    assert {"wire": path.parent / "texts/wire.txt"} == found.texts
    assert path == found.file


def test_a_table_of_a_project_is_read(written: Written) -> None:
    """The table [tool.conflictevents] holds the same keys; other tools' tables are theirs."""
    path = written("pyproject.toml", '[tool.other]\nx = 1\n[tool.conflictevents]\nselect = ["SP"]\n')
    assert ("SP",) == checks.Configuration.read(path).select
    with pytest.raises(ce.ConfigurationError, match=r"expected a table \[tool.conflictevents\], got none"):
        checks.Configuration.read(written("other/pyproject.toml", "[tool.other]\n"))
    with pytest.raises(ce.ConfigurationError, match=r"expected \[tool.conflictevents\] to be a table, got 3"):
        checks.Configuration.read(written("third/pyproject.toml", "[tool]\nconflictevents = 3\n"))


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (
            'selects = ["CT"]',
            ('expected the keys select, ignore, severity, per-file-ignores, texts, got "selects"; did',),
        ),
        ("select = 3", ("select: expected a list of codes, got 3",)),
        ("select = [3]", ("select: expected a list of codes, got a list of 1",)),
        ('ignore = ["XX1"]', ('ignore: no check has a code that starts with "XX1"',)),
        ('ignore = [""]', ('ignore: no check has a code that starts with ""',)),
        ("severity = 1", ("severity: expected a table, got 1",)),
        ('severity.SP101 = "fatal"', ('severity.SP101: expected one of error, warning, info, got "fatal"',)),
        ("severity.SP101 = [1]", ("severity.SP101: expected one of error, warning, info, got a list of 1",)),
        ('severity.SP999 = "info"', ('severity: no check has a code that starts with "SP999"',)),
        ('per-file-ignores."*" = ["XX"]', ('per-file-ignores."*": no check has a code that starts with "XX"',)),
        ("texts.wire = 3", ("texts.wire: expected a path, got 3",)),
        ('texts.wire = ""', ('texts.wire: expected a path, got ""',)),
        ("x = 1\ny = 2", ("expected the keys", "expected the keys")),
        ("x = ", ("expected TOML: Invalid value",)),
    ],
)
def test_everything_that_is_wrong_is_told(written: Written, text: str, reasons: tuple[str, ...]) -> None:
    """Unknown keys and codes and values of other types are refused, all of them at once."""
    path = written("conflictevents.toml", text)
    with pytest.raises(ce.ConfigurationError) as caught:
        checks.Configuration.read(path)
    assert len(reasons) == len(caught.value.reasons)
    for reason, got in zip(reasons, caught.value.reasons, strict=True):
        assert got.startswith(reason)
    assert str(caught.value).startswith(f"{path}: {reasons[0]}")


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    """Its bytes are no TOML."""
    path = tmp_path / "conflictevents.toml"
    path.write_bytes(b"\xff")
    with pytest.raises(ce.ConfigurationError, match="expected UTF-8"):
        checks.Configuration.read(path)


def test_the_nearest_file_is_found(written: Written, tmp_path: Path) -> None:
    """From the folder upward, its own file first; a project's without the table is passed over."""
    top = written("conflictevents.toml", "")
    written("a/pyproject.toml", "[tool.other]\n")
    near = written("a/b/pyproject.toml", "[tool.conflictevents]\n")
    written("a/b/c/x.json", "{}")
    both = written("d/conflictevents.toml", "")
    written("d/pyproject.toml", "[tool.conflictevents]\n")

    for folder, file in {"a/b/c": near, "a/b": near, "a": top, "": top, "d": both}.items():
        found = checks.Configuration.find(tmp_path / folder)
        assert found is not None
        assert file.resolve() == found.file


def test_severities_and_selection_are_followed() -> None:
    """The longest beginning of a code decides its severity; options take the place of what is written down."""
    plain = checks.Configuration(severity={"SP": ce.Severity.INFO, "SP101": ce.Severity.WARNING}, ignore=["CT"])
    assert ["warning"] == [problem.severity for problem in ce.check(faulty(), configuration=plain).by_code("SP")]
    assert (ce.Severity.INFO, None) == (plain.severity_of("SP999"), plain.severity_of("CT101"))
    assert {"CT105": 1} == ce.check(faulty(), configuration=plain, select=["CT"]).counts
    assert {"CT105", "SP101"} & ce.check(faulty(), configuration=plain, ignore=["SP"]).counts.keys() == {"CT105"}
    assert {"CT105": 1} == ce.check(faulty(), configuration=plain, select=["CT", "SP"], ignore=["SP"]).counts
    assert plain == plain.with_options()


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*.json", "a.json", True),
        ("*.json", "deep/down/a.json", True),
        ("*.json", "a.jsonl", False),
        ("a?.json", "ab.json", True),
        ("old/*", "old/a.json", True),
        ("old/*", "old/deep/a.json", False),
        ("old/**", "old/deep/a.json", True),
        ("old/**/a.json", "old/a.json", True),
        ("old/**/a.json", "old/x/y/a.json", True),
        ("**/a.json", "a.json", True),
        ("old/*", "older/a.json", False),
        ("a.json", "xa.json", False),
        ("[a].json", "a.json", False),
    ],
)
def test_patterns_of_files(tmp_path: Path, pattern: str, path: str, *, fits: bool) -> None:
    """One star stays within a folder, two do not, and a pattern without a slash is held against the name."""
    found = checks.Configuration(per_file_ignores={pattern: ("SP",)}, file=tmp_path / "conflictevents.toml")
    assert (("SP",) if fits else ()) == found.for_file(tmp_path / path).ignore


def test_patterns_count_from_the_current_folder_without_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A configuration that was made in Python has no folder of its own."""
    monkeypatch.chdir(tmp_path)
    found = checks.Configuration(per_file_ignores={"old/*": ("SP",)})
    assert ("SP",) == found.for_file("old/a.json").ignore


def test_texts_are_read_for_the_sources_that_are_there(written: Written) -> None:
    """Those of other sources are left alone, one that is given goes before, and one that is no UTF-8 is refused."""
    wire = written("wire.txt", TEXT)
    found = checks.Configuration(texts={"wire": wire, "other": wire.parent / "nowhere.txt"})
    assert {"wire": TEXT} == found.read_texts(faulty())
    assert "QT103" in ce.check(faulty(), configuration=found).counts
    right = {"wire": "xdozens"}
    assert "QT103" not in ce.check(faulty(), configuration=found, texts=right).counts
    with pytest.raises(FileNotFoundError):
        found.read_texts()
    wire.write_bytes(b"\xff")
    with pytest.raises(ce.ConfigurationError, match=r"texts.wire: .*wire.txt: it is not UTF-8"):
        found.read_texts(faulty())


# --- the command line ---


def test_the_command_finds_it(
    written: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The nearest file above the input says what to check; options go before it, and it can be left out."""
    written("conflictevents.toml", EVERYTHING)
    written("texts/wire.txt", TEXT)
    path = str(written("old/new/a.json", ce.dumps(faulty())))
    draft = str(written("a.draft.json", ce.dumps(faulty())))

    def codes(*argv: str) -> tuple[int, list[str]]:
        status = main(["check", *argv])
        out = capsys.readouterr().out.splitlines()
        found = [line.split(": ")[1][:13] for line in out if " skipped: " not in line][:-1]
        return status, [each for each in found if each[:5] in {"CT105", "SP101", "QT103"}]

    assert (1, ["QT103 error /"]) == codes(path)
    assert (0, ["SP101 warning"]) == codes(draft)
    assert (0, ["CT105 warning"]) == codes(path, "--select", "CT")
    assert (1, ["CT105 warning", "QT103 error /"]) == codes(path, "--ignore", "SP")
    assert (1, ["CT105 warning", "SP101 error /"]) == codes(path, "--no-config")
    other = str(written("other.toml", 'select = ["CT"]'))
    assert (0, ["CT105 warning"]) == codes(path, "--config", other)
    monkeypatch.chdir(tmp_path)
    assert (0, ["SP101 warning"]) == codes("a.draft.json")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('selects = ["CT"]\nx = 1', 'got "selects"; did you mean select?\n  expected the keys'),
        ("x", "expected TOML"),
        ('[texts]\nwire = "nowhere.txt"', "nowhere.txt: there is no such file"),
    ],
)
def test_a_wrong_configuration_ends_the_command(
    written: Written, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    """The exit status is 2, and the file is named with what is wrong in it."""
    file = written("conflictevents.toml", text)
    path = str(written("a.json", ce.dumps(faulty())))
    assert 2 == main(["check", path])
    captured = capsys.readouterr()
    assert "" == captured.out
    assert captured.err.startswith(f"conflictevents: {file.parent}")
    assert words in captured.err


def test_a_configuration_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """It is said, and so is that both options exclude each other."""
    missing = str(tmp_path / "no.toml")
    assert 2 == main(["check", "-", "--config", missing])
    assert f"conflictevents: {missing}: there is no such file\n" == capsys.readouterr().err
    assert 2 == main(["check", "-", "--config", missing, "--no-config"])
    assert "not allowed with" in capsys.readouterr().err
    assert 2 == main(["check", "-", "--config", str(tmp_path)])
    assert "it cannot be read" in capsys.readouterr().err


def test_an_example_has_no_configuration(
    written: Written, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It belongs to no project, whatever stands in the current folder."""
    monkeypatch.chdir(written("conflictevents.toml", 'select = ["CT"]').parent)
    assert 0 == main(["check", "example:istanbul-exchange"])
    assert "SP113" in capsys.readouterr().out
