"""The command `reconcile`, and rows that other tools read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import conflictevents as ce
from conflictevents._cli import main
from conflictevents.reconcile import reconcile

from .conftest import blast, killed

EXAMPLE = "example:istanbul-exchange"
KEYS = ["event", "measure", "item", "group", "from", "to", "rule", "low", "best", "high", "used", "set_aside", "why"]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs the command and gives its status and what it writes."""

    def ran(*argv: str) -> tuple[int, str, str]:
        status = main(["reconcile", *argv])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return ran


def test_json_is_a_list_of_objects(run: Run) -> None:
    """They have the keys of the contract, first and in order, and are the rows of the library."""
    status, out, err = run(EXAMPLE, "--rule", "intersection", "--format", "json")
    rows = json.loads(out)

    assert (0, "") == (status, err)
    assert {tuple(KEYS)} == {tuple(row)[: len(KEYS)] for row in rows}
    assert [each.as_dict() for each in reconcile(ce.examples.load("istanbul-exchange"), rule="intersection")] == rows


def test_the_parent_event_has_its_phases_summed(run: Run) -> None:
    """By the intersection 1,000 to Ukraine and 998 or more to Russia, by the range 998 or more both ways."""
    numbers = {}
    for rule in ("intersection", "range"):
        _, out, _ = run(EXAMPLE, "--event", "exchange", "--measure", "released", "--rule", rule, "--format", "json")
        for row in json.loads(out):
            numbers[row["rule"], row["to"]] = (row["low"], row["high"])
            assert ["exchange-friday", "exchange-saturday", "exchange-sunday"] == row["parts"]

    assert {
        ("intersection", "ukraine"): (1000, 1000),
        ("intersection", "russia"): (998, None),
        ("range", "ukraine"): (998, None),
        ("range", "russia"): (998, None),
    } == numbers


def test_rows_are_plain(market: ce.Dataset) -> None:
    """Each row has the same keys, and a key has one type or null, so dataframes and DuckDB infer a table."""
    rows = [*reconcile(market), *reconcile(ce.examples.load("istanbul-exchange"))]
    types: dict[str, set[type]] = {}
    for row in (each.as_dict() for each in rows):
        assert list(reconcile(market)[0].as_dict()) == list(row)
        for key, value in row.items():
            types.setdefault(key, set()).add(type(value))
            if key == "set_aside":
                assert all(["claim", "reason"] == list(each) for each in value)
        assert row == json.loads(json.dumps(row))

    assert all(len(found - {type(None)}) <= 1 for found in types.values())


def test_the_table_has_numbers_and_reasons(run: Run) -> None:
    """The numbers stand first, then for each why, what was used and what was set aside."""
    status, out, _ = run(EXAMPLE, "--event", "exchange-sunday", "--rule", "consensus")

    assert 0 == status
    assert out.startswith("#  EVENT")
    assert "by the rule consensus, version 1" in out
    assert "used sunday-zelenskyy, zelenskyy in article: 303" in out
    assert "it gives no number" in out


def test_long_lists_are_cut_in_the_table_only(run: Run, tmp_path: Path) -> None:
    """It says how many claims are left out, and where all of them are."""
    data = blast(*(killed(f"c{n}", ce.Count.exactly(3), source="wire", speaker="hospital") for n in range(25)))
    path = tmp_path / "many.json"
    ce.dump(data, path)

    assert "… and 5 more claims (--format json has all)" in run(str(path))[1]
    assert 25 == len(json.loads(run(str(path), "--format", "json")[1])[0]["used"])


@pytest.mark.parametrize(("format_", "out"), [("table", "There are no figures.\n"), ("json", "[]\n")])
def test_a_file_without_figures(run: Run, tmp_path: Path, format_: str, out: str) -> None:
    """There is nothing to reconcile, which is no fault."""
    path = tmp_path / "empty.json"
    ce.dump(ce.Dataset(), path)

    assert (0, out, "") == run(str(path), "--format", format_)


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("--rule", "rnage"), "expected a rule (range, intersection,"),
        (("--rule", "hierarchy"), "needs an order"),
        (("--event", "nowhere"), "no event with the id 'nowhere'"),
        (("--measure", "kiled"), "no figure has the measure kiled; there are: agreed, attacked,"),
        (
            ("--event", "talks", "--measure", "killed"),
            "no figure of talks has the measure killed; there are: no figures",
        ),
        (("--format", "xml"), "invalid choice: 'xml'"),
    ],
)
def test_wrong_usage_is_one_line(run: Run, argv: tuple[str, ...], words: str) -> None:
    """It says what is wrong and what there is, with status 2."""
    status, out, err = run(EXAMPLE, *argv)

    assert (2, "", 1) == (status, out, err.count("\n"))
    assert words in err


def test_what_a_file_holds_is_made_harmless(run: Run, tmp_path: Path) -> None:
    """A note cannot move the cursor."""
    path = tmp_path / "hostile.json"
    ce.dump(blast(killed("c", ce.Count.exactly(3), source="wire", note="\x1b[2J gone")), path)

    assert "\\x1b[2J gone" in run(str(path))[1]


def test_show_tells_what_is_left_and_what_is_possible(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Beside the sums of phases stands what is left, beside claims in dispute their range, if it says anything."""
    path = tmp_path / "dispute.json"
    path.write_text(
        ce.dumps(
            blast(
                killed("a", ce.Count.exactly(3), source="wire"),
                killed("b", ce.Count.exactly(5), source="courier"),
                killed("c", ce.Count.at_most(4), source="wire", item="bodies"),
                killed("d", ce.Count.at_least(5), source="courier", item="bodies"),
            )
        ),
        "utf-8",
    )

    assert 0 == main(["show", str(path)])
    assert ["by the rule range: 3 to 5"] == [
        line.strip() for line in capsys.readouterr().out.splitlines() if "by the rule" in line
    ]
    assert 0 == main(["show", EXAMPLE])
    assert ["left of what was agreed: nothing", "left of what was agreed: at most 2"] == [
        line.strip() for line in capsys.readouterr().out.splitlines() if "left of what" in line
    ]


def test_show_tells_a_phase_of_phases_as_a_sum(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What its own phases come to is no number that all of their claims allow."""
    sides = {"measure": "released", "item": "prisoners", "from_": "arvan", "to": "belmar"}
    first, second, third = (killed(f"c{n}", ce.Count.exactly(n), source="wire", **sides) for n in (2, 3, 4))
    data = blast()
    events = (
        ce.Exchange(id="swap", parties=("arvan", "belmar")),
        ce.Exchange(id="spring", part_of="swap"),
        ce.Exchange(id="one", part_of="spring", figures=(first,)),
        ce.Exchange(id="two", part_of="spring", figures=(second,)),
        ce.Exchange(id="autumn", part_of="swap", figures=(third,)),
    )
    path = tmp_path / "swap.json"
    path.write_text(ce.dumps(ce.Dataset(sources=data.sources, actors=data.actors, events=events)), "utf-8")

    assert 0 == main(["show", str(path)])
    shown = capsys.readouterr().out
    assert "spring: 5, the sum of its own phases" in shown
    assert "together: 9" in shown
