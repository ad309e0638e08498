"""The vocabularies: words that are plain strings and know their meaning."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from enum import Enum

import pytest

from conflictevents import _vocab
from conflictevents._vocab import GroupTag, PlacePrecision, Polarity, Property, Word, to_word

VOCABULARIES = [
    value
    for value in vars(_vocab).values()
    if isinstance(value, type) and issubclass(value, Word) and value is not Word
]
CONVERTERS = {name: value for name, value in vars(_vocab).items() if name.startswith("to_") and name != "to_word"}


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_every_word_is_a_plain_string_with_a_meaning(vocabulary: type[Word]) -> None:
    """Each has a value in lower case, equal to itself as a string, and one sentence of meaning."""
    for word in vocabulary:
        assert word == word.value == str(word) == f"{word}"
        assert word.value == word.name.lower()
        assert word.meaning.endswith((".", "…"))
        assert repr(word.value) == repr(word)


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_no_two_words_are_one(vocabulary: type[Enum]) -> None:
    """An alias would make a word vanish from the vocabulary."""
    assert list(vocabulary) == list(vocabulary.__members__.values())


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_words_survive_pickles_and_copies_as_themselves(vocabulary: type[Word]) -> None:
    """A word is one object, with its meaning, wherever it has been."""
    for word in vocabulary:
        assert word is pickle.loads(pickle.dumps(word))
        assert word is copy.deepcopy(word) is copy.copy(word)


def test_every_vocabulary_is_exported() -> None:
    """`__all__` names them all, so the documentation and the checks see them."""
    assert {vocabulary.__name__ for vocabulary in VOCABULARIES} | {"Word"} == set(_vocab.__all__)


@pytest.mark.parametrize("name", CONVERTERS)
def test_each_named_function_turns_every_word_of_its_vocabulary(name: str) -> None:
    """`to_place_precision` belongs to `PlacePrecision`, and so on; a word that is none is left as it is."""
    convert: Callable[[str], Word] = CONVERTERS[name]
    vocabulary = next(v for v in VOCABULARIES if v.__name__.lower() == name.removeprefix("to_").replace("_", ""))
    assert list(vocabulary) == [convert(word.value) for word in vocabulary]
    assert "no such word" == convert("no such word")


@pytest.mark.parametrize("value", [None, [], {}, 1.5, float("nan"), object()])
def test_what_is_no_string_is_left_for_the_check_of_the_field(value: object) -> None:
    """A converter runs before the check, and must not fail on anything."""
    assert value is to_word(Polarity, value)  # type: ignore[type-var, arg-type, comparison-overlap]


def test_precision_grows_with_the_radius() -> None:
    """The scale is in order, with a radius in metres for each step."""
    radii = [step.metres for step in PlacePrecision]
    assert sorted(radii) == radii
    assert 100 == PlacePrecision.EXACT.metres


def test_group_tags_and_properties_know_more_than_their_meaning() -> None:
    """A tag has its dimension; a property says of which kind its value is."""
    assert "age" == GroupTag.CHILDREN.dimension
    assert all(tag.dimension for tag in GroupTag)
    assert {"actor", "place", "event", None} == {name.refers_to for name in Property}
