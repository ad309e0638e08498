"""The law of the mutations: put into a dataset without a fault, each is found under exactly its codes."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings

import conflictevents as ce
from conflictevents import checks, testing
from conflictevents import strategies as cs

FEW = settings(max_examples=max(5, settings.default.max_examples // 5))
# The reader alone reports these, and so does the engine of its own failures.
REFUSED = {each.code for each in checks.catalogue() if each.function is None}


@given(cs.clean_stories())
def test_clean_stories_are_clean(story: tuple[ce.Dataset, dict[str, str]]) -> None:
    """No check finds an error or a warning, with the texts and without, and they can be written and read."""
    dataset, texts = story
    testing.assert_clean(dataset, texts=texts)
    testing.assert_clean(dataset)
    assert dataset == ce.loads(ce.dumps(dataset))


@given(cs.clean_datasets())
def test_clean_datasets_are_those_of_the_stories(dataset: ce.Dataset) -> None:
    """Without their texts they are clean as well."""
    testing.assert_clean(dataset)


@pytest.mark.parametrize("name", testing.MUTATIONS)
def test_exactly_the_expected_codes_are_new(name: str) -> None:
    """A mutation brings all of its codes, and no other than those that may come with it."""
    mutation = testing.MUTATIONS[name]

    @FEW
    @given(cs.clean_stories())
    def law(story: tuple[ce.Dataset, dict[str, str]]) -> None:
        dataset, texts = story
        before = ce.check(dataset, texts=texts).counts
        after = ce.check(testing.mutate(dataset, name), texts=texts).counts
        new = set(Counter(after) - Counter(before))
        assert mutation.codes == new - mutation.may
        assert "IO199" not in new

    law()


def test_every_mutation_names_checks_that_there_are() -> None:
    """Its codes are those of checks of datasets, and it says what it does in a sentence."""
    known = {each.code for each in checks.catalogue()} - REFUSED
    for name, mutation in testing.MUTATIONS.items():
        assert name == mutation.name
        assert mutation.codes <= known
        assert mutation.meaning.endswith(".")


def test_the_mutations_have_many_codes() -> None:
    """At least a hundred different codes can be provoked, and several of every family of checks."""
    provoked = frozenset[str]().union(*(each.codes for each in testing.MUTATIONS.values()))
    assert len(provoked) >= 100
    families = Counter(code[:2] for code in provoked)
    assert {each.code[:2] for each in checks.catalogue()} == families.keys()
    assert min(families.values()) >= 2


@pytest.mark.parametrize("name", testing.MUTATIONS)
def test_a_dataset_with_nothing_to_break_is_refused(name: str) -> None:
    """An empty dataset is not broken, but said to lack what the mutation needs, or stays as it is."""
    empty = ce.Dataset()
    try:
        assert empty == testing.mutate(empty, name)
    except LookupError as error:
        assert "the dataset has no" in str(error)


def test_assertions_tell_what_was_found() -> None:
    """A failed assertion lists the problems; one that holds gives them for more."""
    broken = ce.Dataset(sources=(ce.Source(id="a"),), statements=(ce.Statement(id="s", source="a"),))
    assert ["/statements/0"] == [problem.path for problem in testing.assert_finds(broken, "SP101")]
    with pytest.raises(AssertionError, match=r"expected a problem with the code CT, got\n +SP101"):
        testing.assert_finds(broken, "CT")
    with pytest.raises(AssertionError, match=r"expected no error or warning, got 1:\n +SP101"):
        testing.assert_clean(broken, select=["SP101"])
    with pytest.raises(AssertionError, match="got\n  none"):
        testing.assert_finds(ce.Dataset(), "CT")
    assert not testing.assert_clean(ce.Dataset())
