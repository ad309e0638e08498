"""The strategies: they make what they promise, and Hypothesis uses them for every public class."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from operator import attrgetter
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import strategies as cs
from conflictevents._events import KINDS

PUBLIC: list[Any] = [getattr(ce, name) for name in ce.__all__ if isinstance(getattr(ce, name), type)]
QUICK = settings(max_examples=2000, database=None, deadline=None, phases=[Phase.generate])


def registered() -> dict[type, Any]:
    """What `register` tells Hypothesis, caught on the way."""
    caught: dict[type, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "register_type_strategy", caught.__setitem__)
        cs.register()
    return caught


@pytest.mark.parametrize("cls", PUBLIC)
def test_no_public_class_resolves_by_the_default_of_hypothesis(cls: type) -> None:
    """`register` names the class itself; and a registered strategy goes before the default, which looks at hints alone.

    The default is reached only for a type that nothing is registered for, so it is enough that every public class is
    registered. That the registered strategy is indeed the one in use is seen from its label.
    """
    strategies = registered()
    assert cls in strategies
    cs.register()
    assert repr(strategies[cls]) == repr(st.from_type(cls))


@pytest.mark.parametrize("cls", PUBLIC)
@given(data=st.data())
def test_every_strategy_makes_instances_of_its_class(cls: type, data: st.DataObject) -> None:
    """With the default, most of these would be refused by the constructors."""
    cs.register()
    assert isinstance(data.draw(st.from_type(cls)), cls)


def test_every_strategy_is_exported_and_documented() -> None:
    """`__all__` is sorted and complete, and each function says what it makes."""
    functions = {
        name
        for name, value in vars(cs).items()
        if callable(value) and getattr(value, "__module__", "") == cs.__name__ and not name.startswith("_")
    }
    assert sorted(cs.__all__) == list(cs.__all__)
    assert functions <= set(cs.__all__)
    assert all(getattr(cs, name).__doc__ for name in cs.__all__)


@pytest.mark.parametrize("name", cs.__all__)
def test_what_narrows_a_strategy_is_given_by_name(name: str) -> None:
    """No argument goes by its position, so that more can be added."""
    kinds = {parameter.kind for parameter in inspect.signature(getattr(cs, name)).parameters.values()}
    assert kinds <= {inspect.Parameter.KEYWORD_ONLY}


SMALLEST: dict[str, tuple[Any, Any]] = {
    "Exchange(id='a')": (cs.events(), "id"),
    "Strike(id='a', title='words')": (cs.strikes(), "title"),
    "CasualtyReport(id='a', event='a')": (cs.casualty_reports(), "event"),
    "Figure(measure='agreed', attribution=Attribution(source='a'))": (cs.figures(), "measure"),
    "Assertion(property='occurred', value='words', attribution=Attribution(source='a'))": (cs.assertions(), "value"),
    "Actor(id='a', name='words', aliases=('words',))": (cs.actors(), "aliases"),
    "Statement(id='a', quotations=(Quotation(text='words'),))": (cs.statements(), "quotations"),
    "Dataset(events=(Exchange(id='a'),), reports=(CasualtyReport(id='a', event='a'),))": (cs.datasets(), "reports"),
}
"""What the smallest example of a strategy is in which some field is filled."""


@pytest.mark.parametrize("expected", SMALLEST)
def test_examples_shrink_to_what_a_person_can_read(expected: str) -> None:
    """The smallest example has plain ids and words, and next to nothing but what was asked for.

    Shrinking is a search: versions of Hypothesis may leave another field behind.
    """
    strategy, field = SMALLEST[expected]
    smallest = settings(max_examples=2000, database=None, deadline=None, derandomize=True)
    found = repr(find(strategy, attrgetter(field), settings=smallest))
    assert found.isascii()
    assert "…" not in found
    assert len(found) <= len(expected) + 60


@given(st.data(), st.integers(0, 100), st.integers(0, 100))
def test_counts_keep_to_what_is_asked(data: st.DataObject, low: int, span: int) -> None:
    """Bounds and exactness."""
    count = data.draw(cs.counts(min_value=low, max_value=low + span, words=False))
    assert low <= count.low <= low + span
    assert count.high is None or count.high <= low + span
    assert (None, None) == (count.text, count.policy)
    assert data.draw(cs.counts(exact=True)).is_exact
    assert not data.draw(cs.counts(exact=False)).is_exact
    assert not data.draw(cs.counts(exact=False, max_value=0)).is_exact


@given(
    cs.whens(clock=True),
    cs.whens(clock=False),
    cs.whens(qualified=True),
    cs.whens(qualified=False),
    cs.whens(placed=True),
)
def test_whens_keep_to_what_is_asked(
    clock: ce.When, day: ce.When, doubt: ce.When, sure: ce.When, placed: ce.When
) -> None:
    """With and without clock times, marks and dates."""
    assert "T" in str(clock)
    assert day.edtf is not None
    assert "T" not in day.edtf
    assert (True, False) == (doubt.is_qualified, sure.is_qualified)
    assert placed.edtf is not None


def test_a_clock_time_cannot_be_in_doubt() -> None:
    """What does not exist is not promised."""
    with pytest.raises(ValueError, match="no clock time is qualified"):
        find(cs.whens(clock=True, qualified=True), bool)


@given(cs.texts(max_size=3), cs.ids(), cs.figures(measure=st.just("killed"), count=cs.counts(exact=True)))
def test_texts_ids_and_figures_keep_to_what_is_asked(text: str, id_: str, figure: ce.Figure) -> None:
    """The given strategies are used for the fields."""
    assert 1 <= len(text) <= 3
    assert text.strip()
    assert text.encode()
    assert id_ == ce.Source(id=id_).id
    assert "killed" == figure.measure
    assert figure.count is not None
    assert figure.count.is_exact


@given(cs.attributions(source=st.just("s"), speaker=st.none()))
def test_attributions_keep_to_what_is_asked(attribution: ce.Attribution) -> None:
    """The given strategies are used for the fields."""
    assert ("s", None) == (attribution.source, attribution.speaker)


FEATURES: dict[str, Any] = {
    "supersedes": lambda d: any(claim.supersedes for claim in d.claims),
    "within or besides": lambda d: any(c.within or c.besides for c in d.claims if isinstance(c, ce.Figure)),
    "term status": lambda d: any(c.property == "term_status" and c.of for c in d.claims if isinstance(c, ce.Assertion)),
    "perpetrator": lambda d: any(c.property == "perpetrator" for c in d.claims if isinstance(c, ce.Assertion)),
    "harm": lambda d: any(report.figures for report in d.reports),
    "positions": lambda d: any(statement.positions for statement in d.statements),
    "beyond the basic plane": lambda d: any(ord(c) > 0xFFFF for c in ce.dumps(d)),
    "several kinds": lambda d: {type(event) for event in d.events} >= {ce.Talks, ce.Strike},
    "empty": lambda d: d == ce.Dataset(),
}


@pytest.mark.parametrize("name", FEATURES)
def test_datasets_hold_what_they_may_hold(name: str) -> None:
    """Every sort of reference and record turns up; how soon is left to chance, so there is time to look."""
    looking = settings(QUICK, max_examples=5000, phases=[Phase.generate])
    assert FEATURES[name](find(cs.datasets(), FEATURES[name], settings=looking))


def test_datasets_shrink_to_what_matters() -> None:
    """A failing test shows one source, one event and one claim, and nothing else."""
    least = find(
        cs.datasets(),
        lambda dataset: bool(dataset.claims),
        settings=settings(QUICK, phases=[Phase.generate, Phase.shrink]),
    )
    assert (1, 1, 0, 0, 0, 0) == tuple(
        len(records)
        for records in (least.sources, least.events, least.actors, least.places, least.reports, least.statements)
    )
    assert 1 == len(least.claims)
    assert len(ce.dumps(least)) < 200


def test_a_kind_of_ones_own_is_made_like_the_others() -> None:
    """Its fields are filled by their hints."""

    @attrs.frozen(kw_only=True)
    class NavalStrike(ce.Strike):
        kind: ClassVar[str] = "x-lab.naval_strike"
        vessels: tuple[str, ...] = ()
        crew: ce.Count | None = None

    def wanted(dataset: ce.Dataset) -> bool:
        return any(isinstance(event, NavalStrike) and event.vessels for event in dataset.events)

    dataset = find(cs.datasets(kinds=[NavalStrike]), wanted, settings=QUICK)
    assert dataset == ce.loads(ce.dumps(dataset), kinds=[NavalStrike])
    event = find(
        cs.events(kinds=[*KINDS, NavalStrike]), lambda e: isinstance(e, NavalStrike) and bool(e.crew), settings=QUICK
    )
    assert isinstance(event, NavalStrike)


def test_the_hook_for_hypothesis_loads_the_strategies_when_they_are_asked_for() -> None:
    """Hypothesis calls it while it is itself imported, so it names every public class and loads nothing."""
    code = (
        "import sys, hypothesis.strategies as st, conflictevents as ce\n"
        "from conflictevents import _hypothesis\n"
        "_hypothesis.register()\n"
        "assert 'conflictevents.strategies' not in sys.modules\n"
        "st.from_type(ce.Count).validate()\n"
        "assert 'conflictevents.strategies' in sys.modules\n"
        "print(_hypothesis._strategy_of(ce.Count))\n"
    )
    # Without the installed entry points, so that the hook is called here and not before.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "HYPOTHESIS_NO_PLUGINS": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert (0, "counts()\n") == (done.returncode, done.stdout), done.stderr
