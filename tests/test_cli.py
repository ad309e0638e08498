"""The command line on good input: what each command writes."""

from __future__ import annotations

import csv
import io
import json
import re
import runpy
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

import conflictevents as ce
from conflictevents import _table, examples
from conflictevents._cli import _overview, main
from conflictevents._vocab import Scope, Stance
from conflictevents.reconcile import Verdict

EXAMPLE = "example:istanbul-exchange"
Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs the command line and gives what it writes; its exit status must be as expected."""

    def ran(*argv: str, status: int = 0) -> str:
        got = main(argv)
        captured = capsys.readouterr()
        assert "" == captured.err
        assert status == got
        return captured.out

    return ran


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[ce.Dataset], str]:
    """A function that writes a dataset to a file and gives its path."""

    def save(dataset: ce.Dataset) -> str:
        path = tmp_path / "dataset.json"
        ce.dump(dataset, path)
        return str(path)

    return save


# --- help ------------------------------------------------------------------------------------------------------------


def test_help_names_every_command(run: Run) -> None:
    """The help lists the commands and the meaning of the exit status."""
    text = run("--help")

    commands = set(re.findall(r"^  (\w+) ", text, re.MULTILINE))
    assert {"show", "claims", "check", "explain", "reconcile", "coverage", "diff", "merge", "unmerge"} <= commands
    assert {"convert", "formats", "examples", "schema"} <= commands
    assert "Exit status: 0" in text


@pytest.mark.parametrize(
    "command",
    ["show", "claims", "check", "explain", "reconcile", "coverage", "convert", "formats", "examples", "schema"],
)
def test_each_command_has_help(run: Run, command: str) -> None:
    """The help of a command says what it does."""
    text = run(command, "--help")

    assert text.startswith(f"usage: conflictevents {command}")


def test_help_says_what_each_option_takes(run: Run) -> None:
    """What stands for a value is named, with what it does."""
    flat = " ".join(run("check", "--help").split())

    for words in (
        "INPUT a file, - for standard input, or example:NAME",
        "--from FORMAT its format (`conflictevents formats`); found out if not given",
        "--text SOURCE=PATH the text of a source, to verify spans and quotations with; may be repeated",
        "--format {text,json,sarif,github} how to report (default: text)",
        "--select CODES report only these codes or their beginnings (CT101,QT), separated by commas; may be repeated",
        "--ignore CODES leave out these codes or their beginnings (CT101,QT), separated by commas; may be repeated",
    ):
        assert words in flat


def test_version(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The version is that of the installed distribution, and its absence is no fault."""
    import importlib.metadata

    monkeypatch.setattr(importlib.metadata, "version", lambda _: "9.8.7")
    assert "conflictevents 9.8.7\n" == run("--version")

    def missing(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", missing)
    assert "conflictevents (not installed)\n" == run("--version")


def test_arguments_of_the_process_are_the_default(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without arguments of its own, `main` takes those of the process."""
    monkeypatch.setattr(sys, "argv", ["conflictevents", "examples"])

    assert 0 == main()
    assert EXAMPLE in capsys.readouterr().out


def test_running_the_module_runs_main(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The module that `python -m` runs ends the process with the exit status."""
    monkeypatch.setattr(sys, "argv", ["conflictevents", "show", "no-such-file"])

    with pytest.raises(SystemExit) as ended:
        runpy.run_module("conflictevents", run_name="__main__")
    assert 2 == ended.value.code
    assert "no-such-file" in capsys.readouterr().err


# --- examples and schema ---------------------------------------------------------------------------------------------


def test_examples_lists_names_and_titles(run: Run) -> None:
    """Each example stands on a line as an INPUT, with its title."""
    title = examples.load("istanbul-exchange").title

    assert f"{EXAMPLE}  {title}\n" in run("examples")


def test_schema_is_the_schema(run: Run) -> None:
    """The schema is written as JSON."""
    assert ce.json_schema() == json.loads(run("schema"))


# --- claims ----------------------------------------------------------------------------------------------------------


def test_claims_as_jsonl(run: Run) -> None:
    """Each row is an object with every column in order, and absent values are null."""
    rows = [json.loads(line) for line in run("claims", EXAMPLE, "--format", "jsonl").splitlines()]

    assert [row.as_dict() for row in ce.claims_table(examples.load("istanbul-exchange"))] == rows
    assert all(list(_table.COLUMNS) == list(row) for row in rows)


def test_claims_as_csv(run: Run) -> None:
    """The cells are those of the table, with absent values empty and CRLF at each line's end."""
    text = run("claims", EXAMPLE, "--format", "csv")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    claims = list(ce.claims_table(examples.load("istanbul-exchange")))

    assert list(_table.COLUMNS) == header
    assert len(claims) == len(rows) == text.count("\r\n") - 1
    for claim, row in zip(claims, rows, strict=True):
        for value, cell in zip(claim.as_dict().values(), row, strict=True):
            wanted = {None: "", True: "true", False: "false"}.get(value, str(value)) if value != 0 else "0"
            assert cell in (wanted, f"'{wanted}") or isinstance(value, bool)


def test_claims_as_a_table(run: Run) -> None:
    """The table's columns are aligned, and a number is never more certain than the claim."""
    header, *rows = run("claims", EXAMPLE).splitlines()
    at = header.index("NUMBER OR VALUE")

    assert len(rows) == len(examples.load("istanbul-exchange").claims)
    assert any(row[at:].startswith("at least 12") for row in rows)
    assert any("russia → ukraine  at least 301" in row and "[552–575]" in row for row in rows)
    assert all(" " == row[at - 1] for row in rows)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_starts_no_formula(run: Run, saved: Callable[[ce.Dataset], str], small: ce.Dataset, start: str) -> None:
    """A spreadsheet must not run what a source says."""
    event = small.events[0]
    figure = attrs.evolve(event.figures[0], described=f"{start}cmd|' /C calc'!A0")
    path = saved(attrs.evolve(small, events=(attrs.evolve(event, figures=(figure, *event.figures[1:])),)))
    cells = [
        cell for row in csv.reader(io.StringIO(run("claims", path, "--format", "csv"), newline="")) for cell in row
    ]

    assert f"'{start}cmd|' /C calc'!A0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_sensitive_name_is_withheld(run: Run, saved: Callable[[ce.Dataset], str], small: ce.Dataset) -> None:
    """A claim of somebody whose name is withheld is not taken for the source's own."""
    witness = attrs.evolve(small.actor("ihnat"), sensitive=True)
    path = saved(attrs.evolve(small, actors=(*small.actors[:2], witness)))

    for format_ in ("table", "jsonl", "csv"):
        assert witness.name not in run("claims", path, "--format", format_)
    assert "(name withheld)" in run("claims", path)


def test_claims_of_shares_and_of_unknown_numbers(run: Run, saved: Callable[[ce.Dataset], str]) -> None:
    """A percentage keeps its sign, and a claim without a number says so."""
    attribution = ce.Attribution(source="s", attributed="unclear")
    figures = (
        ce.Figure(measure="damaged", share=ce.Share(low=80, high=90), attribution=attribution),
        ce.Figure(measure="damaged", item="home", to="x", attribution=attribution),
    )
    actors = (ce.Actor(id="x", name="X"),)
    data = ce.Dataset(sources=(ce.Source(id="s"),), actors=actors, events=(ce.Incident(id="e", figures=figures),))
    text = run("claims", saved(data))

    assert "80 to 90%" in text or "80.0 to 90.0%" in text
    assert "? → x" in text
    assert "number not given" in text
    assert "(left open)" in text


# --- check -----------------------------------------------------------------------------------------------------------


def test_check_of_the_example(run: Run) -> None:
    """All findings of the example are for information, so nothing is wrong."""
    *problems, skipped, summary = run("check", EXAMPLE).splitlines()

    assert all(re.match(rf"{EXAMPLE}:\d+:\d+: [A-Z]{{2}}\d{{3}} info /", problem) for problem in problems)
    assert any(" SP113 info /statements/6/described_as: " in problem for problem in problems)
    assert skipped.startswith(f"{EXAMPLE}: skipped: ")
    assert "QT" in skipped
    assert f"{EXAMPLE}: 0 errors, 0 warnings, 5 info" == summary


def test_check_as_text_is_the_default(run: Run) -> None:
    """It can be asked for by its name as well."""
    assert run("check", EXAMPLE) == run("check", EXAMPLE, "--format", "text")


def test_the_format_of_the_input_can_be_told(run: Run, small: ce.Dataset, tmp_path: Path) -> None:
    """Either format by its name, whatever the file is called."""
    for format_ in ("json", "jsonl"):
        path = tmp_path / "dataset.txt"
        path.write_text(ce.dumps(small, format=format_), "utf-8")  # type: ignore[arg-type]
        assert run("claims", str(path)) == run("claims", str(path), "--from", format_)


def test_check_as_json(run: Run) -> None:
    """The JSON report holds the problems, what was skipped, and how many there are of each code."""
    report = json.loads(run("check", EXAMPLE, "--format", "json"))

    assert ["problems", "skipped", "counts", "waived"] == list(report)
    assert {"SP113": 1, "SP117": 1, "ST107": 2, "TK104": 1} == report["counts"]
    assert Counter(report["counts"]) == Counter(problem["code"] for problem in report["problems"])
    keys = ["code", "severity", "path", "message", "value", "suggestion", "line", "column", "record"]
    assert keys == list(report["problems"][0])


def test_select_and_ignore(run: Run) -> None:
    """Codes and their beginnings select checks, several in one option or in several."""
    assert "2 info" in run("check", EXAMPLE, "--select", "CT101,SP")
    assert "0 info" in run("check", EXAMPLE, "--select", "CT", "--select", "QT101")
    assert "4 info" in run("check", EXAMPLE, "--ignore", "SP113")


def test_check_with_a_text(run: Run, saved: Callable[[ce.Dataset], str], tmp_path: Path) -> None:
    """With the text of its source, a span that does not hold its words is an error."""
    text = "Twelve died, it is said; twelve, no more."
    span = ce.Span(start=0, end=6, exact="Twelve")
    figure = ce.Figure(measure="killed", attribution=ce.Attribution(source="a=b"[:1]), spans=(span,))
    data = ce.Dataset(sources=(ce.Source(id="a"),), events=(ce.Incident(id="e", figures=(figure,)),))
    path = saved(data)
    (tmp_path / "right.txt").write_text(text, encoding="utf-8")
    (tmp_path / "wrong.txt").write_text("x" + text, encoding="utf-8")

    assert "skipped" not in run("check", path, "--text", f"a={tmp_path / 'right.txt'}", "--select", "QT")
    assert "QT103 error" in run("check", path, "--text", f"a={tmp_path / 'wrong.txt'}", "--select", "QT", status=1)


# --- coverage --------------------------------------------------------------------------------------------------------


@pytest.fixture
def covered(saved: Callable[[ce.Dataset], str], tmp_path: Path) -> tuple[str, str]:
    """A dataset that holds one of two figures of a text and no quotation: its path, and the option with the text."""
    text = "Over 300 died, 12 of them children. “We lost\neverything,” he said."
    span = ce.Span.of(text, "12 of them children")
    figure = ce.Figure(measure="killed", attribution=ce.Attribution(source="a"), spans=(span,))
    data = ce.Dataset(sources=(ce.Source(id="a"), ce.Source(id="b")), events=(ce.Incident(id="e", figures=(figure,)),))
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    return saved(data), f"a={tmp_path / 'a.txt'}"


def test_coverage_as_text(run: Run, covered: tuple[str, str]) -> None:
    """What is not held is listed with its place, words and meaning; that is no error."""
    path, text = covered

    assert [
        "a:0-8: figure “Over 300” (at least 301)",
        "a:37-56: quotation “We lost everything,”",
        f"{path}: skipped: no text was given for 1 of the sources (b)",
        f"{path}: 1 of 3 figures and quotations are held",
    ] == run("coverage", path, "--text", text).splitlines()
    assert run("coverage", path, "--text", text) == run("coverage", path, "--text", text, "--format", "text")


def test_coverage_as_json(run: Run, covered: tuple[str, str]) -> None:
    """The same for programs."""
    path, text = covered
    place = {"source": "a", "start": 0, "end": 8, "words": "Over 300"}

    assert {
        "figures": [place | {"low": 301, "high": None, "approximate": False}],
        "quotations": [{"source": "a", "start": 37, "end": 56, "words": "We lost\neverything,"}],
        "found": 3,
        "skipped": ["no text was given for 1 of the sources (b)"],
    } == json.loads(run("coverage", path, "--text", text, "--format", "json"))


# --- show ------------------------------------------------------------------------------------------------------------


def test_show_tells_the_example(run: Run) -> None:
    """The page of the example says what a newcomer should see."""
    text = run("show", EXAMPLE)
    flat = " ".join(text.split())

    for words in (
        "EXCHANGE: Sunday's exchange",
        "inferred by the rule “weekday” from 2025-05-25",
        "at least 301 prisoners, “over 300” said by Ministry of Defence of Russia (party)",
        "303 prisoners, called “Ukrainian defenders” said by Volodymyr Zelenskyy, “Ukrainian President” (party)",
        "who says so is left open",
        "article [1829–1840]",
        "killed, on the side of Ukraine: at least 12 people",
        "including 3 people (children), “three”",
        "agree: both may be right; the number would then be 303",
        "together: 1,000; agreed were 1,000 meets what was agreed",
        "together: at least 998; agreed were 1,000 open",
        "one of the largest (air raids of the war)",
        "“gone absolutely crazy” [2771–2792]",
        "Donald Trump, “Former U.S. President”",
        "check: 0 errors, 0 warnings, 5 info",
    ):
        assert words in flat
    assert max(map(len, text.splitlines())) <= 100
    assert "\x1b" not in text


def test_events_stand_in_time_order_under_their_wholes(run: Run) -> None:
    """The phases stand under the exchange, from Friday to Sunday, deeper than it."""
    lines = run("show", EXAMPLE).splitlines()
    found = [line for line in lines if re.match(r" *(EXCHANGE|EPISODE|TALKS|STRIKE|INCIDENT): ", line)]
    titles = [line.strip() for line in found]

    assert titles[0].startswith("EPISODE")
    assert titles[2:6] == [
        "EXCHANGE: Prisoner exchange, 1,000 each way agreed",
        "EXCHANGE: Friday's exchange",
        "EXCHANGE: Saturday's exchange",
        "EXCHANGE: Sunday's exchange",
    ]
    assert [0, 2, 2, 4, 4, 4, 2] == [len(line) - len(line.lstrip()) for line in found[:7]]


def test_show_an_empty_dataset(run: Run, saved: Callable[[ce.Dataset], str]) -> None:
    """A dataset with nothing in it still has a page."""
    text = run("show", saved(ce.Dataset()))

    assert text.startswith("Untitled\n0 sources, 0 events")
    assert "No two figures speak of the same quantity" in text


FULL = ce.Dataset(
    title="Full",
    sources=(
        ce.Source(
            id="a",
            title="Article",
            publisher="Paper",
            url="https://example.org/a",
            based_on="b",
            status="corrected",
            published=ce.When(edtf="2025-06-01"),
        ),
        ce.Source(id="b"),
    ),
    actors=(
        ce.Actor(id="ru", name="Russia"),
        ce.Actor(id="ua", name="Ukraine"),
        ce.Actor(id="tr", name="Türkiye"),
        ce.Actor(id="min", name="Minister", posts=(ce.Post(office="minister"),)),
        ce.Actor(id="old", name="Old Hand", posts=(ce.Post(office="king", during=ce.When(edtf="1990/1991")),)),
        ce.Actor(id="agency", name="Agency"),
    ),
    places=(ce.Place(id="kyiv", name="Kyiv"),),
    events=(
        ce.Exchange(
            id="x",
            parties=("ru", "ua"),
            mediators=("tr",),
            complete=True,
            figures=(
                ce.Figure(
                    measure="agreed",
                    item="bodies",
                    to="ua",
                    from_="ru",
                    count=ce.Count.exactly(9),
                    attribution=ce.Attribution(source="a"),
                ),
            ),
        ),
        ce.Exchange(
            id="x1",
            part_of="x",
            when=ce.When(text="one day"),
            parties=("ru", "ua"),
            figures=(
                ce.Figure(
                    id="base",
                    measure="released",
                    item="bodies",
                    to="ua",
                    count=ce.Count.exactly(2),
                    attribution=ce.Attribution(source="a", speaker="min"),
                ),
                ce.Figure(
                    measure="released",
                    item="bodies",
                    to="ua",
                    count=ce.Count.exactly(4),
                    attribution=ce.Attribution(source="b", speaker="old", attributed="carried", via=("agency", "b")),
                ),
                ce.Figure(
                    measure="released",
                    item="bodies",
                    to="ua",
                    besides="base",
                    count=ce.Count.exactly(1),
                    attribution=ce.Attribution(source="b"),
                ),
                ce.Figure(
                    measure="released",
                    item="bodies",
                    to="ua",
                    attribution=ce.Attribution(source="b", speaker="min", polarity="denies", method="estimated"),
                ),
                ce.Figure(
                    measure="released",
                    item="bodies",
                    to="ua",
                    attribution=ce.Attribution(source="b", attributed="unclear", polarity="withholds"),
                ),
            ),
        ),
        ce.Exchange(id="x2", part_of="x", parties=("ru", "ua")),
        ce.Talks(
            id="t",
            realis="planned",
            when=ce.When(edtf="2025-05-01/.."),
            parties=("ru", "ua"),
            mediators=("tr",),
            level="ministers",
            terms=(ce.Term(id="term", kind="access"),),
            assertions=(
                ce.Assertion(
                    property="relation",
                    value="x",
                    attribution=ce.Attribution(source="a", polarity="denies"),
                ),
                ce.Assertion(property="time", value=ce.When(edtf="../2025-05"), attribution=ce.Attribution(source="a")),
            ),
        ),
        ce.Strike(id="s", targets=(), attacker="ru", when=ce.When(edtf="2025-05-02", zone="Europe/Kyiv")),
        ce.Incident(
            id="i",
            title="Blast",
            part_of="i",
            note="A note.",
            when=ce.When(edtf="2025-05-03"),
            types=(ce.TypeCode(vocabulary="cameo", value="0841", label="Bombing"),),
            participants=(ce.Participant(actor="ua"),),
            relations=(ce.Relation(kind="follows", event="s"),),
            figures=(
                ce.Figure(
                    id="f1",
                    within="f1",
                    measure="damaged",
                    item="home",
                    model="hut",
                    count=ce.Count.exactly(1),
                    estimate="low",
                    window=ce.When(edtf="2025-05-03T01:00/2025-05-03T02:00"),
                    attribution=ce.Attribution(
                        source="a",
                        speaker="min",
                        commitment="probable",
                        method="counted",
                        grade=ce.Grade(scheme="admiralty", value="B2"),
                        as_of=ce.When(edtf="2025-05-04"),
                    ),
                ),
                ce.Figure(
                    measure="damaged",
                    to="ua",
                    scope="increment",
                    share=ce.Share(low=0),
                    attribution=ce.Attribution(source="a", speaker="min"),
                    supersedes=ce.Supersedes(claim="f1", kind="correction"),
                ),
                ce.Figure(id="some", measure="destroyed", attribution=ce.Attribution(source="a")),
                ce.Figure(measure="destroyed", item="school", besides="some", attribution=ce.Attribution(source="a")),
                ce.Figure(measure="destroyed", item="hospital", besides="mood", attribution=ce.Attribution(source="a")),
                ce.Figure(
                    measure="damaged",
                    from_="ru",
                    model="tent",
                    count=ce.Count(low=0, high=None),
                    attribution=ce.Attribution(source="a"),
                ),
            ),
            assertions=(
                ce.Assertion(id="mood", property="x-lab.mood", value="grim", attribution=ce.Attribution(source="a")),
                ce.Assertion(property="rank", value="odd", of="days", attribution=ce.Attribution(source="a")),
                ce.Assertion(property="rank", value="deadliest", attribution=ce.Attribution(source="a")),
            ),
        ),
    ),
    reports=(
        ce.CasualtyReport(
            id="r1",
            event="i",
            title="Toll",
            scope="window",
            window=ce.When(edtf="2025-05-03"),
            note="Counted twice.",
            figures=(
                ce.Figure(
                    measure="killed",
                    item="people",
                    group="women+civilians",
                    count=ce.Count.between(3, 5),
                    attribution=ce.Attribution(source="a", as_of=ce.When(edtf="2025-05-03")),
                ),
                ce.Figure(
                    measure="killed",
                    item="people",
                    group="women+civilians",
                    count=ce.Count.at_most(2),
                    attribution=ce.Attribution(source="b", as_of=ce.When(edtf="2025-05-09")),
                ),
                ce.Figure(
                    measure="killed",
                    item="people",
                    group="women+civilians",
                    count=ce.Count(low=7, high=8, approximate=True, text="some"),
                    attribution=ce.Attribution(source="b"),
                ),
            ),
        ),
    ),
    statements=(
        ce.Statement(id="st1", source="a", described_as="a witness", when=ce.When(edtf="2025-05-04"), where="kyiv"),
        ce.Statement(id="st2"),
        ce.Statement(
            id="st3",
            source="a",
            speaker="old",
            audience="reporters",
            channel="radio",
            speaks_for="ru",
            quotations=(ce.Quotation(text="no", original_language="ru", translator="T. R."),),
            positions=(ce.Position(stance="neutral", toward="ua"),),
        ),
    ),
)


def test_show_tells_everything_that_a_model_can_hold(run: Run, saved: Callable[[ce.Dataset], str]) -> None:
    """Every part of a page, on a dataset made for it."""
    text = run("show", saved(FULL))
    flat = " ".join(text.split())

    for words in (
        "a: Article, Paper, published 2025-06-01, repeats b, CORRECTED by its publisher https://example.org/a",
        "b: untitled",
        "TALKS: t (planned)",
        "when: since 2025-05-01",
        "mediated by: Türkiye",
        "level: ministers",
        "term term: access",
        "denied: relation: x",
        "time: until 2025-05",
        "when: “one day”",
        "when: 2025-05-02 (Europe/Kyiv)",
        "sides: Russia → target not given",
        "note: A note.",
        "type: Bombing (cameo)",
        "taking part: Ukraine",
        "1 home hut, the low estimate, in 2025-05-03T01:00 to 2025-05-03T02:00",
        "said by Minister, minister · as probable · counted · grade B2 (admiralty) · as of 2025-05-04 · a · SUPERSEDED",
        "(what came on top since the last report)",
        "an unknown share",
        "damaged, from Russia: an unknown number tent",
        "x-lab.mood: grim",
        "rank: odd (days)",
        "rank: the deadliest",
        "Toll (covers a window of time), 2025-05-03",
        "3 to 5 people (women, civilians)",
        "at most 2 people",
        "about 7 to 8 people (women, civilians), “some”",
        "differ: 3 to 5 and at most 2, said to hold for different times",
        "cannot both be right",
        "Old Hand, through Agency, b (carried over from an earlier mention)",
        "on top of 2 released",
        "destroyed: number not given said by the source itself",
        "schools, number not given, on top of number not given destroyed",
        "hospitals, number not given, on top of mood",
        "denied: bodies, number not given",
        "Minister, minister denies it",
        "neither says nor denies it",
        "x1: at least 2 (they disagree, so anything between them: ",
        ", and more on top",
        "nobody gives a number for this direction, so it may be any",
        "together: at least 2; agreed were 9",
        "“a witness”, 2025-05-04, at Kyiv",
        "speaker not given",
        "Old Hand, for Russia (radio), to reporters",
        "“no”, spoken in ru, translated by T. R.",
        "neutral on: Ukraine",
    ):
        assert words in flat, words
    assert "does not say that these are all the phases" not in flat


def test_long_lists_are_cut(run: Run, saved: Callable[[ce.Dataset], str]) -> None:
    """Fifty rival figures are not listed one by one, nor are their pairs."""
    attribution = ce.Attribution(source="a")
    figures = tuple(
        ce.Figure(measure="killed", item="people", count=ce.Count.exactly(n), attribution=attribution)
        for n in range(50)
    )
    data = ce.Dataset(sources=(ce.Source(id="a"),), events=(ce.Incident(id="i", figures=figures),))
    text = run("show", saved(data))

    assert "… and 38 more" in text
    assert "… and others" in text
    assert 12 == text.count("cannot both be right")


def test_a_lone_figure_and_its_denial(run: Run, saved: Callable[[ce.Dataset], str]) -> None:
    """A number that somebody denies is shown with the denial, and neither agrees nor disagrees."""
    figures = [
        ce.Figure(
            measure="killed",
            item="people",
            count=ce.Count.exactly(9),
            attribution=ce.Attribution(source="a", speaker="m", polarity=polarity),
        )
        for polarity in ("asserts", "denies")
    ]
    data = ce.Dataset(
        sources=(ce.Source(id="a"),),
        actors=(ce.Actor(id="m", name="Ministry"),),
        events=(ce.Incident(id="i", figures=tuple(figures)),),
    )
    text = run("show", saved(data))

    assert "Ministry: 9\n    Ministry denies 9\n" in text
    assert "agree:" not in text


def test_phases_without_an_agreed_number(run: Run, saved: Callable[[ce.Dataset], str]) -> None:
    """A sum of phases is shown without a verdict where no number was agreed."""
    figure = ce.Figure(
        measure="released", from_="ru", to="ua", count=ce.Count.exactly(5), attribution=ce.Attribution(source="a")
    )
    phases = [ce.Exchange(id=id_, part_of="x", figures=(figure,)) for id_ in ("x1", "x2")]
    data = ce.Dataset(
        sources=(ce.Source(id="a"),),
        actors=(ce.Actor(id="ru", name="Russia"), ce.Actor(id="ua", name="Ukraine")),
        events=(ce.Exchange(id="x"), *phases),
    )
    text = run("show", saved(data))

    assert "together: 10\n    The dataset does not say" in text


def test_figures_alone_are_counted(run: Run, saved: Callable[[ce.Dataset], str]) -> None:
    """The page says how many figures have no rival."""
    figures = [
        ce.Figure(measure=measure, count=ce.Count.exactly(1), attribution=ce.Attribution(source="a"))
        for measure in ("killed", "killed", "injured")
    ]
    data = ce.Dataset(sources=(ce.Source(id="a"),), events=(ce.Incident(id="i", figures=tuple(figures)),))

    assert "1 figure has no other of the same quantity beside it." in run("show", saved(data))


def test_parts_in_a_circle_are_shown_once(run: Run, saved: Callable[[ce.Dataset], str]) -> None:
    """Events that are parts of each other have no root, and each is shown all the same."""
    events = tuple(ce.Incident(id=one, title=one.upper(), part_of=other) for one, other in (("aa", "bb"), ("bb", "aa")))
    text = run("show", saved(ce.Dataset(events=events)), status=0)

    assert 1 == text.count("INCIDENT: AA")
    assert 1 == text.count("INCIDENT: BB")


def test_a_chain_of_parts_may_be_deep(run: Run, saved: Callable[[ce.Dataset], str]) -> None:
    """Two thousand events, each a part of the one before, make a page and no recursion error."""
    events = [ce.Incident(id=f"e{n}", part_of=f"e{n - 1}" if n else None) for n in range(2000)]
    events[-1] = attrs.evolve(events[-1], when=ce.When(edtf="2025"))

    assert 2000 == run("show", saved(ce.Dataset(events=tuple(events)))).count("INCIDENT: e")


# --- input -----------------------------------------------------------------------------------------------------------


def test_json_lines_are_an_input_too(run: Run, tmp_path: Path) -> None:
    """The format is found out from the text, or given."""
    path = tmp_path / "data"
    ce.dump(examples.load("istanbul-exchange"), path, format="jsonl")

    assert run("claims", EXAMPLE) == run("claims", str(path)) == run("claims", "--from", "jsonl", str(path))


def test_standard_input_is_an_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash is standard input."""
    text = ce.dumps(examples.load("istanbul-exchange")).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))

    assert run("claims", EXAMPLE) == run("claims", "-")


def test_every_word_that_show_tells_has_words() -> None:
    """A new scope, stance or verdict needs its words on the page."""
    assert set(Scope) == set(_overview._COVERS)
    assert set(Stance) == set(_overview._STANCES)
    assert set(Verdict) == set(_overview._VERDICTS)
