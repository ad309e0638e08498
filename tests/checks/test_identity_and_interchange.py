"""Sources that nobody cites, and what records keep of their input."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given

import conflictevents as ce
from conflictevents import strategies

OWN = ce.Attribution(source="wire")
TOLD = ce.Assertion(property="occurred", value="yes", attribution=OWN)


def found(dataset: ce.Dataset, *select: str) -> list[tuple[str, str, str]]:
    """What is found: code, severity, path."""
    report = ce.check(dataset, select=select)
    return [(problem.code, problem.severity, problem.path) for problem in report]


# --- ID104 ---

CITED: dict[str, Any] = {
    "by a claim": {"events": (ce.Incident(id="e", assertions=(TOLD,)),)},
    "by a statement": {"statements": (ce.Statement(id="st", source="wire"),)},
    "by another source": {"sources": (ce.Source(id="wire"), ce.Source(id="paper", based_on="wire"))},
    "by an unnamed speaker": {"actors": (ce.Actor(id="a", name="A", unnamed="wire"),)},
    "as a carrier": {
        "events": (
            ce.Incident(
                id="e", assertions=(attrs.evolve(TOLD, attribution=ce.Attribution(source="paper", via=("wire",))),)
            ),
        )
    },
    "by a date": {
        "events": (ce.Incident(id="e", when=ce.When(edtf="2025", basis=ce.Basis(rule="public_record", of="wire"))),)
    },
}


@pytest.mark.parametrize("fields", CITED.values(), ids=CITED)
def test_source_that_is_cited(fields: dict[str, Any]) -> None:
    """Every way of citing it counts."""
    dataset = ce.Dataset(**{"sources": (ce.Source(id="wire"),)} | fields)
    assert "/sources/0" not in {path for _, _, path in found(dataset, "ID104")}


def test_source_that_is_not_cited() -> None:
    """A source that names itself, and one whose id another kind of record names, are cited by nobody."""
    basis = ce.Basis(rule="public_record", of="wire")
    sources = (ce.Source(id="wire", published=ce.When(edtf="2025", basis=basis)), ce.Source(id="north"))
    actors = (ce.Actor(id="north", name="North"), ce.Actor(id="army", name="Army", member_of="north"))
    expected = [("ID104", "info", "/sources/0"), ("ID104", "info", "/sources/1")]
    assert expected == found(ce.Dataset(sources=sources, actors=actors), "ID104")


# --- IO103 and IO104 ---


def kept(*cells: tuple[str, str], **fields: Any) -> ce.Place:
    """A place that keeps some fields of its input."""
    extra = tuple(ce.Cell(name=name, value=value) for name, value in cells)
    return ce.Place(**{"id": "here", "name": "Here", "extra": extra} | fields)


def test_unknown_field_is_told_once() -> None:
    """Once for each field and class, with the number of records that have it."""
    places = tuple(kept(("gid", str(number)), id=f"p{number}") for number in range(3))
    dataset = ce.Dataset(places=places, actors=(ce.Actor(id="a", name="A", extra=(ce.Cell(name="gid", value=""),)),))
    report = ce.check(dataset, select=["IO"]).problems
    assert [("IO103", "/actors/0/extra/0"), ("IO103", "/places/0/extra/0")] == [(p.code, p.path) for p in report]
    assert 'expected no field "gid" in extra, got it in 3 of the records' == report[1].message


@pytest.mark.parametrize("name", ["country", "Country", " point ", "country basis"])
def test_value_that_was_not_read(name: str) -> None:
    """The record has such a field, and nothing in it: a warning for each, since each value is missing."""
    dataset = ce.Dataset(places=(kept((name, "Ukrain")), kept((name, "?"), id="there")))
    expected = [("IO104", "warning", f"/places/{index}/extra/0") for index in range(2)]
    assert expected == found(dataset, "IO")


def test_value_that_was_read() -> None:
    """Beside a field that is filled, and under a name that every record has, it is only kept."""
    filled = kept(("country", "Ukraine"), ("note", "x"), ("id", "7"), country="UA")
    assert ["IO103"] * 3 == [code for code, _, _ in found(ce.Dataset(places=(filled,)), "IO")]


@given(strategies.datasets())
def test_each_kept_cell_is_told_of_by_one_code(data: ce.Dataset) -> None:
    """No check fails, and every record that keeps something is spoken of."""
    report = ce.check(data, select=["ID104", "IO1"])
    lists = (data.sources, data.actors, data.places, data.events, data.reports, data.statements)
    cells = [cell for records in lists for record in records for cell in record.extra]
    assert "IO199" not in report.counts
    assert bool(cells) == bool({"IO103", "IO104"} & report.counts.keys())
