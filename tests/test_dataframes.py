"""What the commands write is read by pandas, Polars and DuckDB as it is: each value as it was, in its type."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeAlias

import duckdb
import pandas as pd
import polars as pl
import pytest

import conflictevents as ce
from conflictevents._cli import main

Rows: TypeAlias = list[dict[str, Any]]
Reader: TypeAlias = Callable[[Path], Rows]

EXAMPLES: Final = ("istanbul-exchange", "kesta-market")


def of_pandas(frame: Any) -> Rows:
    """The rows of a data frame, what is missing as None."""
    plain = frame.astype(object)
    rows: Rows = plain.where(plain.notna(), None).to_dict("records")
    return rows


def of_duckdb(relation: duckdb.DuckDBPyRelation) -> Rows:
    """The rows of a relation."""
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


CSV: Final[dict[str, Reader]] = {
    "pandas": lambda path: of_pandas(pd.read_csv(path)),
    "polars": lambda path: pl.read_csv(path, infer_schema_length=None).to_dicts(),
    "duckdb": lambda path: of_duckdb(duckdb.read_csv(str(path), sample_size=-1)),
}
LINES: Final[dict[str, Reader]] = {
    "pandas": lambda path: of_pandas(pd.read_json(path, lines=True, dtype=False)),
    "polars": lambda path: pl.read_ndjson(path, infer_schema_length=None).to_dicts(),
    "duckdb": lambda path: of_duckdb(duckdb.read_json(str(path), sample_size=-1)),
}
JSON: Final[dict[str, Reader]] = {
    "pandas": lambda path: of_pandas(pd.read_json(path, dtype=False)),
    "polars": lambda path: pl.read_json(path, infer_schema_length=None).to_dicts(),
    "duckdb": lambda path: of_duckdb(duckdb.read_json(str(path), sample_size=-1)),
}


@pytest.fixture
def written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Path]:
    """A function that runs a command and gives the file of what it wrote."""

    def write(name: str, *argv: str) -> Path:
        assert main(list(argv)) == 0
        path = tmp_path / name
        path.write_text(capsys.readouterr().out, "utf-8")
        return path

    return write


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    """A file whose texts look like numbers and missing values, with a number only after many rows without one."""
    said = ce.Attribution(source="007", speaker="1e5")
    silent = ce.Figure(measure="killed", attribution=said)
    told = ce.Figure(measure="killed", count=ce.Count.at_least(12, text="12"), attribution=said)
    dataset = ce.Dataset(
        sources=(ce.Source(id="007"),),
        actors=(ce.Actor(id="1e5", name="NA"),),
        events=(*(ce.Incident(id=f"{n}", figures=(silent,)) for n in range(150)), ce.Incident(id="x", figures=(told,))),
    )
    path = tmp_path / "hostile.json"
    path.write_text(ce.dumps(dataset), "utf-8")
    return str(path)


def types(rows: Rows, column: str) -> set[type]:
    """The types of the values of a column."""
    return {type(row[column]) for row in rows if row[column] is not None}


@pytest.mark.parametrize("tool", CSV)
@pytest.mark.parametrize("example", EXAMPLES)
def test_claims_as_csv(tool: str, example: str, written: Callable[..., Path]) -> None:
    """Empty cells are null, numbers are numbers, truth values are truth values, and text is text."""
    expected = [row.as_dict() for row in ce.claims_table(ce.examples.load(example))]
    rows = CSV[tool](written("claims.csv", "claims", f"example:{example}", "--format", "csv"))

    assert list(expected[0]) == list(rows[0])
    assert expected == rows
    assert {bool} == types(rows, "approximate") | types(rows, "party")
    assert {str} == types(rows, "event") | types(rows, "text") | types(rows, "speaker")
    assert types(rows, "low") <= {int, float}


@pytest.mark.parametrize("tool", LINES)
@pytest.mark.parametrize("example", [*EXAMPLES, None])
def test_claims_as_json_lines(tool: str, example: str | None, hostile: str, written: Callable[..., Path]) -> None:
    """Each value is as the file has it, even where a text looks like a number or the first hundred rows have none."""
    path = written("claims.jsonl", "claims", f"example:{example}" if example else hostile, "--format", "jsonl")
    expected = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    rows = LINES[tool](path)

    assert expected == rows
    assert {str} == types(rows, "event") | types(rows, "text") | types(rows, "speaker_name")
    assert types(rows, "low") <= {int, float}


@pytest.mark.parametrize("tool", JSON)
@pytest.mark.parametrize("example", [*EXAMPLES, None])
def test_estimates_as_json(tool: str, example: str | None, hostile: str, written: Callable[..., Path]) -> None:
    """Numbers are numbers or null, `used` and `parts` are lists, and what was set aside is a list of pairs."""
    path = written("estimates.json", "reconcile", f"example:{example}" if example else hostile, "--format", "json")
    expected = json.loads(path.read_text("utf-8"))
    rows = JSON[tool](path)

    assert expected == rows
    assert {str} == types(rows, "event") | types(rows, "version") | types(rows, "why")
    assert {list} == types(rows, "used") | types(rows, "set_aside") | types(rows, "parts")


def test_a_question_is_asked_without_more(written: Callable[..., Path]) -> None:
    """How many were injured at least: a filter and a sum work on the columns as they were read."""
    path = written("estimates.json", "reconcile", "example:kesta-market", "--format", "json")
    frame, rows = pd.read_json(path), pl.read_json(path)

    assert 24 == frame[frame.measure == "injured"].low.sum()
    assert 24 == rows.filter(pl.col("measure") == "injured")["low"].sum()
    assert [(24,)] == duckdb.read_json(str(path)).filter("measure = 'injured'").aggregate("sum(low)").fetchall()
