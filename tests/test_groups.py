"""Groups of people: part and whole, and who cannot belong to both."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictevents._groups import groups_disjoint, is_within, tags_of
from conflictevents._vocab import GroupTag

TAGS = st.sampled_from([tag.value for tag in GroupTag] + ["nationality:UA", "nationality:RU", "age:children"])
GROUPS = st.none() | st.lists(TAGS, min_size=1, max_size=3, unique=True).map("+".join)


def test_tags_have_their_dimension() -> None:
    """A known tag brings its own, another one states it."""
    assert {("age", "children"), ("nationality", "UA")} == tags_of("children+nationality:UA")
    assert frozenset() == tags_of(None)
    assert tags_of("children") == tags_of("age:children")


@pytest.mark.parametrize(
    ("one", "other", "disjoint"),
    [
        ("children", "adults", True),
        ("women", "children", False),
        ("civilians", "military", True),
        ("civilians+children", "military", True),
        ("medics", "rescuers", False),
        ("wounded", "sick", False),
        ("elderly", "adults", False),
        ("age_band:18-30", "age_band:25-40", False),
        ("nationality:UA", "nationality:RU", True),
        (None, "children", False),
        (None, None, False),
        ("nationality:UA", "nationality:UA+nationality:RU", False),
        ("women+men", "women", False),
    ],
)
def test_disjoint_groups_differ_within_one_dimension(one: str | None, other: str | None, disjoint: bool) -> None:
    """Only what is certainly disjoint may be added up; a tag in common leaves doubt."""
    assert disjoint == groups_disjoint(one, other) == groups_disjoint(other, one)


@given(GROUPS, GROUPS)
def test_a_part_is_never_disjoint_from_its_whole(one: str | None, other: str | None) -> None:
    """Somebody in the part is in the whole, and disjointness is mutual."""
    assert groups_disjoint(one, other) == groups_disjoint(other, one)
    assert not (is_within(one, other) and groups_disjoint(one, other))
    assert is_within(one, one)
    assert is_within(one, None)


@given(GROUPS, GROUPS, GROUPS)
def test_within_is_transitive(a: str | None, b: str | None, c: str | None) -> None:
    """A part of a part is a part."""
    assert is_within(a, c) or not (is_within(a, b) and is_within(b, c))


def test_the_answer_does_not_hang_on_the_seed_of_hashes() -> None:
    """The same data give the same answer on every run."""
    code = (
        "from conflictevents._groups import groups_disjoint as d;"
        "print(d('nationality:UA', 'nationality:UA+nationality:RU'), d('women+men', 'men'))"
    )
    answers = set()
    for seed in ("0", "1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        answers.add(done.stdout)
    assert {"False False\n"} == answers
