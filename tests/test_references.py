"""Ids and references: duplicates and dangling ones are found in datasets and in refused files alike."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import strategies as cs
from conflictevents._dataset import Dataset
from conflictevents._references import Draft, identity_problems, references

BY = {"source": "s"}


@given(cs.datasets())
def test_a_valid_dataset_has_no_identity_problem(dataset: ce.Dataset) -> None:
    """Nothing is reported of what is in order, neither of the records nor of their plain data."""
    assert [] == list(identity_problems(dataset))
    assert [] == list(identity_problems(Draft(Dataset, json.loads(ce.dumps(dataset)))))


@given(cs.datasets(), st.data())
def test_a_removed_record_leaves_its_references_dangling(dataset: ce.Dataset, data: st.DataObject) -> None:
    """Of the records and of their plain data the same is said, and each path leads to the id that is named."""
    lists = ["sources", "actors", "places", "events", "reports", "statements"]
    name = data.draw(st.sampled_from(lists))
    broken = attrs.evolve(dataset, **{name: ()})  # type: ignore[arg-type]
    problems = list(identity_problems(broken))
    plain = ce.converter().unstructure(broken)
    assert problems == list(identity_problems(Draft(Dataset, plain)))
    for problem in problems:
        assert "ID102" == problem.code
        found: Any = plain
        for step in problem.path.split("/")[1:]:
            found = found[int(step)] if isinstance(found, list) else found[step]
        assert isinstance(found, str)
        assert problem.value is not None


def test_every_kind_of_reference_is_found() -> None:
    """A dataset of one record of each sort, with nothing there that they name."""
    attribution = ce.Attribution(source="s", speaker="a", statement="st", via=("v",))
    figure = ce.Figure(
        measure="killed", from_="f", to="t", within="w", besides="b", attribution=attribution,
        supersedes=ce.Supersedes(claim="old", kind="update"),
        window=ce.When(text="then", basis=ce.Basis(rule="r", of="any")),
    )  # fmt: skip
    status = ce.Assertion(property="term_status", value="agreed", of="term", attribution=ce.Attribution(source="s"))
    accused = ce.Assertion(property="perpetrator", value="x", attribution=ce.Attribution(source="s"))
    talks = ce.Talks(
        id="t1", parties=("p",), mediators=("m",), terms=(ce.Term(id="tt", kind="other", events=("te",)),),
        part_of="whole",
        relations=(ce.Relation(kind="follows", event="re"),), where=(ce.Location(place="pl"),),
        participants=(ce.Participant(actor="pa"),), figures=(figure,), assertions=(status, accused),
    )  # fmt: skip
    found = {reference.path: (reference.kinds, reference.id) for reference in references(talks, "")}
    assert found == {
        "/part_of": (("event",), "whole"),
        "/parties/0": (("actor",), "p"),
        "/mediators/0": (("actor",), "m"),
        "/terms/0/events/0": (("event",), "te"),
        "/relations/0/event": (("event",), "re"),
        "/where/0/place": (("place",), "pl"),
        "/participants/0/actor": (("actor",), "pa"),
        "/figures/0/from": (("actor",), "f"),
        "/figures/0/to": (("actor",), "t"),
        "/figures/0/within": (("claim",), "w"),
        "/figures/0/besides": (("claim",), "b"),
        "/figures/0/window/basis/of": (("source", "actor", "place", "event", "report", "statement"), "any"),
        "/figures/0/attribution/source": (("source",), "s"),
        "/figures/0/attribution/speaker": (("actor",), "a"),
        "/figures/0/attribution/statement": (("statement",), "st"),
        "/figures/0/attribution/via/0": (("actor", "source"), "v"),
        "/figures/0/supersedes/claim": (("claim",), "old"),
        "/assertions/0/of": (("term",), "term"),
        "/assertions/0/attribution/source": (("source",), "s"),
        "/assertions/1/value": (("actor",), "x"),
        "/assertions/1/attribution/source": (("source",), "s"),
    }


def test_a_duplicated_id_names_where_the_first_stands() -> None:
    """Ids are unique within their kind; two kinds may share one."""
    figure = ce.Figure(id="c", measure="killed", attribution=ce.Attribution(source="s"))
    dataset = ce.Dataset(
        sources=(ce.Source(id="s"), ce.Source(id="s")),
        actors=(ce.Actor(id="s", name="A"),),
        events=(
            ce.Talks(id="s", figures=(figure,), terms=(ce.Term(id="t", kind="other"),)),
            ce.Talks(id="u", figures=(figure,), terms=(ce.Term(id="t", kind="other"),)),
        ),
    )
    problems = list(identity_problems(dataset))
    assert ["/sources/1/id", "/events/1/terms/0/id", "/events/1/figures/0/id"] == [problem.path for problem in problems]
    assert "the id of the source at /sources/0/id" in problems[0].message
    assert {"ID101"} == {problem.code for problem in problems}


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["a", "strike", "x.y", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "sources",
                    "events",
                    "reports",
                    "id",
                    "kind",
                    "figures",
                    "assertions",
                    "terms",
                    "attribution",
                    "source",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(st.dictionaries(st.sampled_from(["sources", "events", "reports", "statements", "actors"]), JUNK))
def test_a_draft_is_looked_at_whatever_is_wrong_in_it(plain: dict[str, Any]) -> None:
    """No data, however odd, makes the search itself fail."""
    assert all(problem.code in ("ID101", "ID102") for problem in identity_problems(Draft(Dataset, plain)))


@pytest.mark.parametrize(
    "events",
    [
        None,
        "x",
        1,
        {"a": 1},
        [None],
        ["x"],
        [{"kind": "strike", "figures": "x"}],
        [{"kind": "strike", "targets": [1, None]}],
    ],
)
def test_a_list_of_the_wrong_type_has_no_ids(events: Any) -> None:
    """What is no record has no id and names nothing."""
    assert [] == list(identity_problems(Draft(Dataset, {"events": events})))


def test_what_is_no_record_hides_no_other_one() -> None:
    """The records after it are still looked at."""
    plain = {"events": ["x", {"kind": "talks", "id": "t", "part_of": "nowhere"}]}
    (problem,) = identity_problems(Draft(Dataset, plain))
    assert ("ID102", "/events/1/part_of") == (problem.code, problem.path)


def test_a_draft_of_an_event_has_the_fields_of_its_kind() -> None:
    """What only a strike names is looked at in a strike that could not be read."""
    plain = {"events": [{"kind": "strike", "id": "s", "attacker": "nobody", "when": 5}]}
    (problem,) = identity_problems(Draft(Dataset, plain))
    assert ("ID102", "/events/0/attacker") == (problem.code, problem.path)


def test_an_assertion_of_ones_own_class_refers_as_any_other() -> None:
    """A subclass names the accused as its base does."""

    @attrs.frozen(kw_only=True)
    class Verdict(ce.Assertion):
        court: str | None = None

    verdict = Verdict(property="perpetrator", value="x", attribution=ce.Attribution(source="s"))
    assert ("/value", "x") in {(reference.path, reference.id) for reference in references(verdict)}
