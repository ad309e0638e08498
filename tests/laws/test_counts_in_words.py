"""Laws of counts in words: what is written is read back, and wider words give wider bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictevents import Count, policies
from conflictevents.exceptions import PhraseError

LARGEST = 10**12
NUMBERS = st.integers(0, 300) | st.integers(0, LARGEST - 1) | st.sampled_from([10**n for n in range(12)])


@st.composite
def counts(draw: st.DrawFn) -> Count:
    """Any count whose numbers can be written, soft or not, with or without an upper end."""
    low = draw(NUMBERS)
    high = draw(
        st.none() | st.just(low) | st.integers(low, min(LARGEST - 1, low + 200)) | st.integers(low, LARGEST - 1)
    )
    return Count(low=low, high=high, approximate=draw(st.booleans()))


@given(counts(), st.sampled_from(["literal", "bounded"]))
def test_what_is_written_is_read_back(count: Count, policy: str) -> None:
    """`parse(str(count))` has the bounds and the softness of the count, whatever they are."""
    assert Count.parse(str(count), policy).bounds() == count


@given(counts(), st.sampled_from(["literal", "bounded"]), st.sampled_from(["", "In all, ", "They say that ", "😀 "]))
def test_what_is_written_is_found_in_a_sentence(count: Count, policy: str, opening: str) -> None:
    """In a sentence the written words are found whole, with the same bounds."""
    sentence = f"{opening}{count} people were counted."
    (found,) = Count.find(sentence, policy)
    assert found.count.bounds() == count
    assert sentence[found.start : found.end].casefold() == str(count).casefold()


VAGUE = st.sampled_from(
    ["a few", "several", "dozens", "hundreds", "tens of thousands", "several hundred", "many", "scores"]
)
NUMBERS_IN_WORDS = NUMBERS.map("{:,}".format) | st.sampled_from(
    ["twelve", "two dozen", "a thousand", "one hundred and five", "half a million", "twenty-one", "п'ять", "двести"]
)


@given(NUMBERS_IN_WORDS)
def test_wider_words_give_wider_bounds(number: str) -> None:
    """As in: "over n" lies within "at least n", n within "about n" and "at most n", and "nearly n" within "about n"."""

    def read(words: str) -> Count:
        return Count.parse(words)

    exact, least, over = read(number), read(f"at least {number}"), read(f"over {number}")
    assert exact in least
    assert over in least
    assert exact not in over
    assert exact in read(f"about {number}")
    assert exact in read(f"at most {number}")
    assert read(f"just over {number}") in over
    if exact.low > 0:
        assert read(f"nearly {number}") in read(f"about {number}")
        assert read(f"fewer than {number}") in read(f"up to {number}")


@given(NUMBERS_IN_WORDS | VAGUE)
def test_a_wider_policy_contains_a_narrower_one(phrase: str) -> None:
    """What `bounded` reads lies within what `literal` reads: it only adds upper ends."""
    assert Count.parse(phrase, "bounded") in Count.parse(phrase, "literal")


@given(
    NUMBERS_IN_WORDS | VAGUE, st.sampled_from(["at least", "more than", "about", "over", "roughly", "no fewer than"])
)
def test_qualifiers_never_make_more_certain(phrase: str, qualifier: str) -> None:
    """A qualified phrase is soft where the phrase is, and never exact."""
    inner, outer = Count.parse(phrase), Count.parse(f"{qualifier} {phrase}")
    assert outer.approximate or not inner.approximate
    assert not outer.is_exact
    assert outer.low <= inner.low + 1


@pytest.mark.parametrize(
    ("english", "ukrainian", "russian"),
    [
        ("at least {}", "щонайменше {}", "не менее {}"),
        ("more than {}", "понад {}", "более {}"),
        ("about {}", "близько {}", "около {}"),
        ("up to {}", "до {}", "до {}"),
        ("fewer than {}", "менше {}", "менее {}"),
        ("nearly {}", "майже {}", "почти {}"),
        ("from {} to 1,000,000,000,000", "від {} до 1 000 000 000 000", "от {} до 1 000 000 000 000"),
    ],
)
@given(number=NUMBERS.filter(lambda number: number > 0))
def test_languages_agree(english: str, ukrainian: str, russian: str, number: int) -> None:
    """The same words in another language have the same bounds."""
    spaced = f"{number:,}".replace(",", " ")
    expected = Count.parse(english.format(f"{number:,}")).bounds()
    assert Count.parse(ukrainian.format(spaced)).bounds() == expected
    assert Count.parse(russian.format(spaced), language="ru").bounds() == expected


WORDS = st.sampled_from(
    [
        *(
            "at least",
            "most",
            "more than",
            "over",
            "up to",
            "no",
            "fewer than",
            "about",
            "between",
            "from",
            "to",
            "but",
        ),
        *("dozens", "of", "hundred", "hundreds", "thousand", "and", "a", "few", "several", "or so", "if not", "not"),
        *("12", "3,000", "1 000", "2022", "one", "rose", "years", "killed", "people", "May", "another", "None"),
        *("десятки", "понад", "более", "от трёх", "до п'яти", "１２", "١٢", "\u200b", "\u200f", "\u0301", "\n"),
        *("-", "–", ".", ",", "(", ")", "%", "$", "'", "+", ">"),
    ]
)


@given(st.text(max_size=60) | st.lists(WORDS, max_size=14).map(" ".join) | st.lists(WORDS, max_size=14).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever the text, `parse` gives a count or a refusal, and `find` spans in order whose words it read."""
    try:
        count = Count.parse(text)
    except PhraseError as error:
        assert error.phrase == text
    else:
        assert count.text == text.strip()
    end = 0
    for found in Count.find(text):
        assert end <= found.start < found.end <= len(text)
        assert found.count.text == text[found.start : found.end]
        end = found.end


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_what_is_found_can_be_read_alone(text: str) -> None:
    """The words of a phrase that was found, read alone, say the same or are refused; never more."""
    for found in Count.find(text):
        assert found.count.text is not None
        try:
            alone = Count.parse(found.count.text)
        except PhraseError:
            continue
        assert alone.bounds() == found.count.bounds()


@given(st.sampled_from(sorted(policies())), NUMBERS_IN_WORDS | VAGUE)
def test_the_words_and_the_policy_are_kept(policy: str, phrase: str) -> None:
    """A count says what it was read from, and how."""
    count = Count.parse(phrase, policy)
    assert (count.text, count.policy) == (phrase, policy)
