"""Reports: narrowed down, as a table, and as other programs read them."""

from __future__ import annotations

import json
import pickle
import re
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import jsonschema_rs
import pytest
from hypothesis import given

import conflictevents as ce
from conflictevents import examples
from conflictevents import strategies as cs
from conflictevents._cli import main

HOSTILE = "50% <b>a\r\nb</b>: c, d\x1b[31m {0} [link](1) \u202e"


@cache
def sarif_schema() -> Any:
    """The validator of SARIF 2.1.0."""
    schema = json.loads((Path(__file__).parent.parent / "data" / "sarif-2.1.0.schema.json").read_text("utf-8"))
    # An expression has a bracket too many, which not every reader of expressions takes; we write no such field.
    for name in ("run", "toolComponent"):
        del schema["definitions"][name]["properties"]["language"]["pattern"]
    return jsonschema_rs.Draft4Validator(schema)


def problem(code: str = "CT105", severity: str = "warning", **fields: Any) -> ce.Problem:
    """A problem."""
    plain = {"path": "/events/0/figures/0/count", "message": "expected a policy", "record": "blast"}
    return ce.Problem(code=code, severity=ce.Severity(severity), **(plain | fields))


def waived(reason: str = "The desk counts so.", **fields: Any) -> ce.Waived:
    """A problem that is waived."""
    return ce.Waived(problem=problem(), waiver=ce.Waiver(code="CT105", reason=reason, **fields))


MIXED = ce.Report(
    problems=(
        problem("SP101", "error", path="/statements/0", record="said"),
        problem("CT105", "warning"),
        problem("DT107", "info", path="/events/1/when", record="raid"),
        problem("IO199", "error", path="", record=None),
    ),
    skipped=("one thing was not done",),
    waived=(waived(),),
)


# --- narrowed down ---


def test_severities_are_told_apart() -> None:
    """Each severity alone, and those from one on upward."""
    assert ["SP101", "IO199"] == [each.code for each in MIXED.errors]
    assert ["CT105"] == [each.code for each in MIXED.warnings]
    assert ["DT107"] == [each.code for each in MIXED.infos]
    assert ["SP101", "CT105", "IO199"] == [each.code for each in MIXED.at_least(ce.Severity.WARNING)]


def test_parts_of_a_report() -> None:
    """By code or its beginning, and by record or its id; what is waived goes along, and what was skipped stays."""
    assert {"CT105": 1, "DT107": 1} == MIXED.by_code("CT", "DT107").counts
    assert (1, ("one thing was not done",)) == (len(MIXED.by_code("CT").waived), MIXED.by_code("CT").skipped)
    assert 0 == len(MIXED.by_code("SP").waived)
    assert {"CT105": 1} == MIXED.of("blast").counts
    assert {"CT105": 1} == MIXED.of(ce.Incident(id="blast")).counts
    assert {} == MIXED.of("nobody").counts
    assert {} == MIXED.of(ce.Count.exactly(1)).counts
    assert ["SP101"] == [each.code for each in MIXED.of("said").by_code("SP").errors]


def test_problems_know_their_record() -> None:
    """The id of the record is told, and a problem of the whole dataset has none."""
    report = ce.check(examples.load("istanbul-exchange"))
    assert {"st-trump-reporters"} == {each.record for each in report.by_code("SP113")}
    assert {"st-trump-reporters"} == {each.record for each in report.of("st-trump-reporters")}
    assert "SP113" in report.of("st-trump-reporters").counts


# --- for people ---


def test_a_report_in_words() -> None:
    """Short in a prompt, with the first problems when printed."""
    assert "<Report: 2 errors, 1 warning, 1 info, 1 waived>" == repr(MIXED)
    lines = str(MIXED).splitlines()
    assert "2 errors, 1 warning, 1 info, 1 waived" == lines[0]
    assert "  CT105 warning at /events/0/figures/0/count: expected a policy" == lines[2]
    assert "  skipped: one thing was not done" == lines[-1]
    many = ce.Report(problems=(problem(),) * 25)
    assert "  … and 5 more (see .problems)" == str(many).splitlines()[-1]
    assert "0 errors, 0 warnings, 0 info" == str(ce.Report())


def test_a_notebook_gets_a_table() -> None:
    """What comes from the dataset is escaped, and a long report is cut with a word about it."""
    html = ce.Report(problems=(problem(message=HOSTILE, record="<script>"),), skipped=("<i>",))._repr_html_()
    assert "<b>" not in html
    assert "<script>" not in html
    assert "<i>" not in html
    assert "<bdi>&lt;script&gt;</bdi>" in html
    assert "<table>" not in ce.Report()._repr_html_()
    long = ce.Report(problems=(problem(),) * 201)._repr_html_()
    assert 200 == long.count("<tr><td>")
    assert "… and 1 more" in long


def test_rows_for_tables() -> None:
    """One plain row for each problem, and on request one for each that is waived."""
    rows = MIXED.rows()
    assert 4 == len(rows)
    assert {
        "code": "SP101",
        "severity": "error",
        "path": "/statements/0",
        "message": "expected a policy",
        "value": None,
        "suggestion": None,
        "line": None,
        "column": None,
        "record": "said",
    } == rows[0]
    assert type(rows[0]["severity"]) is str
    assert [None, None, None, None, "The desk counts so."] == [row["waived"] for row in MIXED.rows(waived=True)]


@given(cs.reports())
def test_reports_pickle_and_can_be_shown(report: ce.Report) -> None:
    """Whatever is in them, they survive a copy, and every form of them can be made."""
    assert report == pickle.loads(pickle.dumps(report))
    assert len(report.rows(waived=True)) == len(report.problems) + len(report.waived)
    assert str(report)
    assert report._repr_html_()
    assert len(report.to_github().splitlines()) == len(report.problems) + len(report.skipped)
    assert len(json.loads(report.to_json())["waived"]) == len(report.waived)
    sarif_schema().validate(json.loads(report.to_sarif("a b.json")))


# --- for programs ---


def test_json_holds_everything() -> None:
    """Problems with all their fields, what was skipped, the counts, and what is waived with its reason."""
    plain = json.loads(MIXED.to_json())
    assert ["problems", "skipped", "counts", "waived"] == list(plain)
    assert MIXED.rows() == plain["problems"]
    (one,) = json.loads(ce.Report(waived=(waived(by="AB", on=ce.When(edtf="2025-05-25")),)).to_json())["waived"]
    assert ("The desk counts so.", "AB", "2025-05-25", "CT105") == (one["reason"], one["by"], one["on"], one["code"])
    assert (None, None) == (plain["waived"][0]["by"], plain["waived"][0]["on"])


def sarif(report: ce.Report, file: str | None = "data/war.json") -> dict[str, Any]:
    """The run of a report in SARIF, which is valid."""
    log = json.loads(report.to_sarif(file))
    sarif_schema().validate(log)
    (run,) = log["runs"]
    return dict(run)


def test_sarif_has_rules_with_help() -> None:
    """Each code is a rule with its meaning, usual level and page; no address of a host is given."""
    run = sarif(ce.Report(problems=(problem("EX101"), problem("EX101"), problem("XX999"))))
    rules = run["tool"]["driver"]["rules"]
    assert ["EX101", "XX999"] == [rule["id"] for rule in rules]
    assert "phases-do-not-sum" == rules[0]["name"]
    assert "warning" == rules[0]["defaultConfiguration"]["level"]
    assert "A phase" not in rules[0]["shortDescription"]["text"]
    assert "Look for the missing phase" in rules[0]["help"]["text"]
    assert "```json" in rules[0]["help"]["markdown"]
    assert not any("helpUri" in rule for rule in rules)
    assert "informationUri" not in run["tool"]["driver"]
    assert [0, 0, 1] == [result["ruleIndex"] for result in run["results"]]


def test_sarif_tells_place_and_level() -> None:
    """The path, and where there are any the file, line and column, in code points."""
    run = sarif(
        ce.Report(problems=(problem(line=12, column=4), problem("DT107", "info", line=3), problem("SP101", "error")))
    )
    assert "unicodeCodePoints" == run["columnKind"]
    first, second, third = (result["locations"][0] for result in run["results"])
    assert {"startLine": 12, "startColumn": 4} == first["physicalLocation"]["region"]
    assert {"startLine": 3} == second["physicalLocation"]["region"]
    assert {"artifactLocation": {"uri": "data/war.json"}} == third["physicalLocation"]
    assert "/events/0/figures/0/count" == first["logicalLocations"][0]["fullyQualifiedName"]
    assert ["warning", "note", "error"] == [result["level"] for result in run["results"]]
    assert "physicalLocation" not in sarif(MIXED, None)["results"][0]["locations"][0]


@pytest.mark.parametrize(
    ("file", "uri"),
    [("a b/ü.json", "a%20b/%C3%BC.json"), ("a\\b.json", "a/b.json"), ("a:b#c?.json", "a%3Ab%23c%3F.json")],
)
def test_sarif_has_relative_uris(file: str, uri: str) -> None:
    """A path becomes a relative reference, whatever characters it has."""
    location = sarif(ce.Report(problems=(problem(),)), file)["results"][0]["locations"][0]
    assert uri == location["physicalLocation"]["artifactLocation"]["uri"]


def fingerprints(*problems: ce.Problem) -> list[str]:
    """The fingerprints of problems."""
    run = sarif(ce.Report(problems=problems))
    return [result["partialFingerprints"]["conflictevents/v1"] for result in run["results"]]


def test_a_fingerprint_survives_what_moves() -> None:
    """Lines, the place of the record in its list, other words and the form of the file change nothing."""
    (one,) = fingerprints(problem(line=12, column=4))
    for moved in (
        problem(line=99, column=1),
        problem(path="/events/7/figures/0/count"),
        problem(path="/figures/0/count"),
        problem(message="said in other words"),
        problem(severity="error"),
    ):
        assert [one] == fingerprints(moved)
    for other in (
        problem("CT106"),
        problem(record="raid"),
        problem(path="/events/0/figures/1/count"),
        problem(value="12"),
        problem(record=None),
    ):
        assert [one] != fingerprints(other)
    assert 3 == len(set(fingerprints(problem(), problem(), problem())))


def test_sarif_suppresses_what_is_waived() -> None:
    """It is a result with its justification, and who decided and when."""
    run = sarif(ce.Report(problems=(problem(),), waived=(waived(by="AB", on=ce.When(edtf="2025-05-25")),)))
    open_, suppressed = run["results"]
    assert "suppressions" not in open_
    assert [
        {
            "kind": "inSource",
            "status": "accepted",
            "justification": "The desk counts so.",
            "properties": {"by": "AB", "on": "2025-05-25"},
        }
    ] == suppressed["suppressions"]
    assert "properties" not in sarif(MIXED)["results"][-1]["suppressions"][0]


def test_sarif_tells_of_what_was_not_done() -> None:
    """What was skipped is a notification, and a check that failed makes the run unsuccessful."""
    (invocation,) = sarif(MIXED)["invocations"]
    assert ["one thing was not done"] == [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]
    assert invocation["executionSuccessful"] is False
    assert sarif(ce.Report())["invocations"][0]["executionSuccessful"] is True


def test_sarif_messages_are_no_templates() -> None:
    """Braces and links of a value are written so that they are shown, and a suggestion is told."""
    run = sarif(
        ce.Report(
            problems=(problem(message="got {0} [x](http://e.example) \\", suggestion="12"), problem(message="[1]"))
        )
    )
    first, second = (result["message"]["text"] for result in run["results"])
    assert "got {{0}} \\[x\\](http://e.example) \\\\ (perhaps: 12)" == first
    assert "[1]" == second


def test_sarif_works_without_an_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package is on the path alone, its version is left out."""
    import importlib.metadata

    def missing(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", missing)
    assert "version" not in sarif(MIXED)["tool"]["driver"]


def test_github_gets_one_command_a_line() -> None:
    """Severity, file, line, column and title are told, and what would end or split a command is escaped."""
    report = ce.Report(
        problems=(problem(message=HOSTILE, line=12, column=4), problem("DT107", "info", path="")),
        skipped=("not done: a, b",),
        waived=(waived(),),
    )
    first, second, third = report.to_github("a,b:c%.json").splitlines()
    place = "file=a%2Cb%3Ac%25.json,line=12,col=4,title=CT105 at /events/0/figures/0/count"
    words = "50%25 <b>a%0D%0Ab</b>: c, d\\u001b[31m {0} [link](1) \\u202e"
    assert f"::warning {place}::{words}" == first
    assert "::notice file=a%2Cb%3Ac%25.json,title=DT107 at /::expected a policy" == second
    assert "::notice file=a%2Cb%3Ac%25.json,title=skipped::not done: a, b" == third
    assert ce.Report(problems=(problem(severity="error"),)).to_github().startswith("::error title=CT105 at ")


# --- all of many ---


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_ten_thousand_faults_are_reported_whole(capsys: pytest.CaptureFixture[str], tmp_path: Path, form: Any) -> None:
    """Every format has each of them, with its line and column."""
    statements = tuple(ce.Statement(id=f"s{index}") for index in range(10_000))
    path = tmp_path / f"many.{form}"
    path.write_text(ce.dumps(ce.Dataset(statements=statements), format=form), "utf-8")

    def out(*options: str) -> str:
        assert 1 == main(["check", str(path), *options])
        return capsys.readouterr().out

    places = {(line, 3 if form == "json" else 1) for line in range(4 if form == "json" else 2, 10_004)}
    lines = [line for line in out().splitlines() if " SP101 error " in line]
    assert 10_000 == len(lines)
    found = [re.search(r":(\d+):(\d+): SP101", line) for line in lines]
    assert {(int(each[1]), int(each[2])) for each in found if each} <= places
    assert 10_000 == len({each[1] for each in found if each})
    assert {"SP101": 10_000} == json.loads(out("--format", "json"))["counts"]
    assert 10_000 == out("--format", "github").count("::error file=")
    log = json.loads(out("--format", "sarif"))
    sarif_schema().validate(log)
    results = log["runs"][0]["results"]
    assert 10_000 == len({each["partialFingerprints"]["conflictevents/v1"] for each in results})
    regions = [each["locations"][0]["physicalLocation"]["region"] for each in results]
    assert {(int(each[1]), int(each[2])) for each in found if each} == {
        (each["startLine"], each["startColumn"]) for each in regions
    }


def test_columns_count_code_points(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Characters beyond the basic plane and combining ones before a fault count one each, in every format."""
    text = '{"format": "conflictevents/2", "title": "🕊е́", "statements": [{"id": "s"}]}'
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    column = text.index('{"id"') + 1
    assert 1 == main(["check", str(path)])
    assert f":1:{column}: SP101" in capsys.readouterr().out
    assert 1 == main(["check", str(path), "--format", "sarif"])
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert {"startLine": 1, "startColumn": column} == result["locations"][0]["physicalLocation"]["region"]


def test_a_refused_file_is_reported_in_every_format(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What reading refuses has a rule, a place and a level too."""
    path = tmp_path / "a.json"
    path.write_text('{"format": "conflictevents/2", "titel": "x"}', "utf-8")
    assert 1 == main(["check", str(path), "--format", "sarif"])
    log = json.loads(capsys.readouterr().out)
    sarif_schema().validate(log)
    assert ["unknown-field"] == [rule["name"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    assert 1 == main(["check", str(path), "--format", "github"])
    assert capsys.readouterr().out.startswith("::error file=")


def test_waived_problems_have_their_place(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """They are located in the file like any other."""
    statement = ce.Statement(id="s", waivers=(ce.Waiver(code="SP101", reason="Nobody knows."),))
    for form in ("json", "jsonl"):
        path = tmp_path / f"a.{form}"
        path.write_text(ce.dumps(ce.Dataset(statements=(statement,)), format=form), "utf-8")  # type: ignore[arg-type]
        assert 0 == main(["check", str(path), "--format", "json"])
        (one,) = json.loads(capsys.readouterr().out)["waived"]
        assert (1 if form == "json" else 2) == one["line"]
        assert one["column"] is not None


def test_a_report_can_be_changed_as_a_value() -> None:
    """It is frozen like everything else."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        MIXED.problems = ()  # type: ignore[misc]
