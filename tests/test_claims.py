"""Claims: attribution, figures, assertions, keys and views."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import attrs
import pytest
from hypothesis import given

import conflictevents as ce
from conflictevents import strategies as cs
from conflictevents._vocab import Attributed, Measure

BY = ce.Attribution(source="article", speaker="ihnat")
FIGURE = ce.Figure(measure="launched", item="missile", count=ce.Count.exactly(69), attribution=BY)


@pytest.mark.parametrize(
    ("speaker", "attributed", "how"),
    [
        (None, None, Attributed.OWN_VOICE),
        ("ihnat", None, Attributed.STATED),
        ("ihnat", "carried", Attributed.CARRIED),
        (None, "unclear", Attributed.UNCLEAR),
    ],
)
def test_how_a_claim_is_tied_to_its_speaker(speaker: str | None, attributed: Any, how: Attributed) -> None:
    """The plain cases need not be said."""
    assert how is ce.Attribution(source="s", speaker=speaker, attributed=attributed).how


def test_the_span_of_the_figure_is_told_from_cues() -> None:
    """The first span with that role, else the first of all, else none."""
    cue, number = ce.Span(start=0, end=3, role="cue"), ce.Span(start=5, end=7)
    assert number is attrs.evolve(FIGURE, spans=(cue, number)).figure_span
    assert cue is attrs.evolve(FIGURE, spans=(cue,)).figure_span
    assert FIGURE.figure_span is None


def test_a_claim_with_an_id_has_it_as_its_key() -> None:
    """The owner does not matter then."""
    assert "mine" == attrs.evolve(FIGURE, id="mine").key("a") == attrs.evolve(FIGURE, id="mine").key("b")


@given(cs.claims())
def test_a_content_key_hangs_on_owner_class_and_content(claim: ce.Claim) -> None:
    """Equal claims of one record have one key; another owner, note or speaker gives another."""
    bare = attrs.evolve(claim, id=None)
    key = bare.key("a")
    assert key.startswith("c-")
    assert 18 == len(key)
    assert key == attrs.evolve(bare).key("a")
    assert key != bare.key("b")
    assert key != attrs.evolve(bare, note=f"{bare.note}!").key("a")


def test_a_content_key_is_the_same_everywhere_and_for_a_term_as_for_its_word() -> None:
    """It does not hang on the seed of hashes, and a key once published must not change."""
    code = (
        "import conflictevents as ce; print(ce.Figure(measure='launched', item='missile', count=ce.Count.exactly(69),"
        "attribution=ce.Attribution(source='article', speaker='ihnat')).key('assault'))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    expected = "c-8971cfec700182d6"
    assert expected == done.stdout.strip() == FIGURE.key("assault")
    assert expected == attrs.evolve(FIGURE, measure=Measure.LAUNCHED).key("assault")


def test_a_figure_has_a_count_or_a_share() -> None:
    """A percentage is never a count; without both, presence alone is claimed."""
    with pytest.raises(ce.InvalidRecordError, match="CT116"):
        attrs.evolve(FIGURE, share=ce.Share(low=80))
    assert attrs.evolve(FIGURE, count=None).count is None


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"property": "perpetrator", "value": "ru"}, ("actor", "ru")),
        ({"property": "place", "value": "kyiv"}, ("place", "kyiv")),
        ({"property": "same_as", "value": "e"}, ("event", "e")),
        ({"property": "term_status", "value": "agreed", "of": "t1"}, ("term", "t1")),
        ({"property": "term_status", "value": "agreed"}, None),
        ({"property": "motive", "value": "words"}, None),
        ({"property": "x-lab.mood", "value": "words"}, None),
        ({"property": "perpetrator", "value": ce.When(text="never")}, None),
    ],
)
def test_an_assertion_knows_which_record_it_names(fields: Any, named: tuple[str, str] | None) -> None:
    """The vocabulary says of which kind a value is."""
    assert named == ce.Assertion(attribution=BY, **fields).refers_to()


def test_views_narrow_figures_down() -> None:
    """Each given field must have the given value; what is not given does not matter."""
    drones = attrs.evolve(FIGURE, item="drone", model="Shahed", from_="ru", to="ua", group="military", count=None)
    other = attrs.evolve(FIGURE, attribution=ce.Attribution(source="other"))
    figures = ce.Figures((FIGURE, drones, other))
    assert (
        (drones,) == figures(item="drone") == figures(model="Shahed") == figures(from_="ru", to="ua", group="military")
    )
    assert (FIGURE, drones) == figures(speaker="ihnat") == figures(source="article")
    assert (other,) == figures(source="other")
    assert () == figures(item="drone", source="other")
    assert figures == figures()
    assert (ce.Count.exactly(69), None, ce.Count.exactly(69)) == figures.counts
    assert isinstance(figures(item="drone"), ce.Figures)


def test_a_record_gives_its_claims_by_measure_and_property() -> None:
    """Figures come first, and a word of one's own is found as well."""
    ranked = ce.Assertion(property="rank", value="largest", attribution=BY)
    own = attrs.evolve(FIGURE, measure="x-lab.sunk")
    holder = ce.Incident(id="e", figures=(FIGURE, own), assertions=(ranked,))
    assert (FIGURE, own, ranked) == holder.claims
    assert (own,) == holder.figures_of("x-lab.sunk")
    assert (FIGURE,) == holder.figures_of(Measure.LAUNCHED)
    assert (ranked,) == holder.assertions_of("rank")
