"""Numbers against their words: laws, and published ways of saying a number in which nothing may be found."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import conflictevents as ce

WORDS_CODES: Final = ("CT103", "CT104", "CT105", "CT106", "CT112", "CT113", "CT114", "CT115", "CT117")
PHRASES: Final = Path(__file__).parent.parent / "phrases"


def of_counts(*counts: ce.Count, language: str | None = None, quoted: str | None = None) -> ce.Dataset:
    """A dataset with a figure for each count, each with the quotation where there is one."""
    spans = () if quoted is None else (ce.Span(start=0, end=len(quoted), exact=quoted),)
    return ce.Dataset(
        sources=(ce.Source(id="wire", language=language),),
        places=(ce.Place(id="town", name="Town"),),
        events=(ce.Incident(id="blast", where=(ce.Location(place="town"),)),),
        reports=(
            ce.CasualtyReport(
                id="toll",
                event="blast",
                figures=tuple(
                    ce.Figure(
                        measure="killed",
                        item="people",
                        count=count,
                        attribution=ce.Attribution(source="wire"),
                        spans=spans,
                    )
                    for count in counts
                ),
            ),
        ),
    )


def found(*counts: ce.Count, **fields: Any) -> list[str]:
    """The codes found for some counts, a check that failed among them."""
    return [problem.code for problem in ce.check(of_counts(*counts, **fields), select=[*WORDS_CODES, "IO199"])]


NUMBERS: Final = st.one_of(
    st.integers(2, 5000).map("{:,}".format),
    st.sampled_from(["twelve", "two dozen", "a thousand", "one hundred and five", "half a million", "twenty-one"]),
)
QUALIFIED: Final = st.builds(
    "{} {}".format,
    st.sampled_from(
        ["at least", "more than", "over", "up to", "fewer than", "about", "nearly", "just over", "no fewer than"]
    ),
    NUMBERS,
)
VAGUE: Final = st.sampled_from(
    [
        "several",
        "dozens",
        "hundreds",
        "tens of thousands",
        "several hundred",
        "many",
        "десятки",
        "понад 300",
        "около 50",
    ]
)
SAID: Final = st.builds(
    "{}{}".format,
    NUMBERS | QUALIFIED | VAGUE,
    st.sampled_from(["", "", " people", " of the prisoners", " people killed", " missiles"]),
)


def parsed(phrase: str, policy: str) -> ce.Count:
    """A phrase read under a policy; one that it refuses is no example."""
    try:
        return ce.Count.parse(phrase, policy)
    except ce.PhraseError:
        assume(False)
        raise


@given(st.lists(SAID, min_size=1, max_size=5), st.sampled_from(["literal", "bounded", "acled"]))
def test_what_was_parsed_agrees_with_its_words(phrases: list[str], policy: str) -> None:
    """A dataset whose counts come from `Count.parse` has no finding of words against numbers."""
    assert found(*(parsed(phrase, policy) for phrase in phrases)) == []


@given(SAID, st.sampled_from(["literal", "bounded", "acled"]), st.sampled_from(["low-1", "low+1", "high+1"]))
def test_a_bound_moved_by_one_is_found_once(phrase: str, policy: str, moved: str) -> None:
    """One bound moved by one is one finding, CT103."""
    count = parsed(phrase, policy)
    end, step = moved[:-2], int(moved[-2:])
    old = getattr(count, end)
    assume(old is not None)
    assume(old + step >= 0)
    assume(end == "high" or count.high is None or old + step <= count.high)
    wrong = attrs.evolve(count, **{end: old + step})
    assert found(wrong) == ["CT103"]


@given(st.integers(10, 10_000), st.integers(10, 10_000), st.sampled_from(["{:,} people", "{:,} Ukrainian defenders"]))
def test_a_quotation_of_another_number_is_found_once(stored: int, said: int, quotation: str) -> None:
    """One number quoted and another one stored is CT104; the same number is nothing."""
    problems = found(ce.Count.exactly(stored), quoted=quotation.format(said))
    assert problems == ([] if stored == said else ["CT104"])


@given(st.text(max_size=60) | st.lists(SAID, max_size=4).map(" ".join), st.text(min_size=1, max_size=60))
def test_any_words_are_checked_to_the_end(text: str, quoted: str) -> None:
    """Whatever the words, no check fails."""
    try:
        count = ce.Count(low=12, high=14, text=text or "x")
        dataset = of_counts(count, quoted=quoted)
    except ce.InvalidRecordError:  # a text of blanks, which the record itself refuses
        return
    assert "IO199" not in ce.check(dataset).counts


def corpus(key: str) -> list[Any]:
    """The lines of the corpus that have a key, with their language."""
    return [
        (language, line)
        for language in ("en", "uk", "ru")
        for line in map(json.loads, (PHRASES / f"corpus.{language}.jsonl").read_text("utf-8").splitlines())
        if key in line
    ]


def bounds(line: Any, **fields: Any) -> ce.Count:
    """The count that a careful reader would give."""
    return ce.Count(low=line["low"], high=line["high"], approximate=line.get("approximate", False), **fields)


@pytest.mark.parametrize("declared", [True, False])
def test_no_careful_reading_of_the_corpus_is_accused(declared: bool) -> None:
    """The bounds that a careful reader gives a phrase are never held against it; only the policy may be asked for."""
    for language, line in corpus("parse"):
        if "low" in line:
            tag = language if declared else None
            named, bare = (bounds(line, text=line["parse"], policy=policy) for policy in ("literal", None))
            assert found(named, language=tag) == [], line
            assert found(bare, language=tag) in ([], ["CT105"]), line


def test_no_number_of_a_sentence_of_the_corpus_is_accused() -> None:
    """Every count of a sentence can be stored with the whole sentence as its quotation."""
    for language, line in corpus("find"):
        for each in line["counts"]:
            for tag in (language, None):
                assert found(bounds(each), language=tag, quoted=line["find"]) == [], line


def test_most_of_the_corpus_is_read_well_enough_to_hold_a_number_against_it() -> None:
    """Caution has its price, and it stays small: nine in ten phrases with a wrong bound are found."""
    lines = [line for _, line in corpus("parse") if "low" in line]
    wrong = [
        bounds({**line, "low": line["low"] + 1, "high": line["high"] and line["high"] + 1})
        for line in lines
        if line["high"] != 0
    ]
    told = [line["parse"] for line in lines if line["high"] != 0]
    caught = [found(attrs.evolve(count, text=text, policy="literal")) for count, text in zip(wrong, told, strict=True)]
    assert sum(codes != [] for codes in caught) > 0.9 * len(caught)
    assert all(len(codes) <= 1 for codes in caught)


SOUND: Final = [
    # number, words, quotation: right, or not to be told from right
    (ce.Count.exactly(4), None, "three brothers and their mother"),
    (ce.Count.exactly(3), None, "his wife, two children"),
    (ce.Count.exactly(24), None, "12 dead and 12 wounded"),
    (ce.Count.exactly(13), None, "12 people died, then a child"),
    (ce.Count.exactly(44), None, "20 in Gaza, 24 in Rafah"),
    (ce.Count.exactly(20), None, "four families of five"),
    (ce.Count.exactly(600), None, "300 prisoners each"),
    (ce.Count.exactly(150), None, "half of the 300 hostages"),
    (ce.Count.exactly(38), None, "all but two of the 40 drones"),
    (ce.Count.exactly(14), None, "The toll rose by two to 14"),
    (ce.Count.at_least(31), None, "The toll topped 30"),
    (ce.Count.exactly(1), None, "a strike with two missiles killed a child"),
    (ce.Count.exactly(0), None, "None of the 12 was hurt"),
    (ce.Count.exactly(303), None, "more than 300 prisoners"),
    (ce.Count.exactly(1240), None, "1 240 new arrivals"),
    (ce.Count.exactly(1200), None, "twelve hundred soldiers came home"),
    (ce.Count.at_least(12), "12, a number that may rise", None),
    (ce.Count.at_least(12), "12 if not more", None),
    (ce.Count.at_least(12), "12…", None),
    (ce.Count.at_least(12), "12?", None),
    (ce.Count.at_least(12), "12, others", None),
    (ce.Count.at_least(12), "12 dead (at least)", None),
    (ce.Count.at_least(12), "12 confirmed dead", None),
    (ce.Count.at_least(1), "a child", None),
    (ce.Count.between(12, 14), "12, possibly 14", None),
    (ce.Count.exactly(606), "303 prisoners from each side", None),
    (ce.Count.more_than(300), "plus de 300", None),
    (ce.Count.more_than(300), "mehr als 300", None),
    (ce.Count.at_least(12), "12 oder mehr", None),
    (ce.Count.exactly(2014), "2014 people", "In all, 2014 people"),
    (ce.Count.exactly(8), "two families of four", None),
    (ce.Count.at_most(12), "12 feared dead", None),
]


@pytest.mark.parametrize(("count", "text", "quoted"), SOUND)
@pytest.mark.parametrize("language", [None, "en"])
def test_sound_numbers_are_not_accused(
    count: ce.Count, text: str | None, quoted: str | None, language: str | None
) -> None:
    """Where the words can mean the number that is stored, nothing is said."""
    assert found(attrs.evolve(count, text=text), language=language, quoted=quoted) == []


def test_one_fault_has_one_finding() -> None:
    """Wrong words do not also make the quotation wrong, and a vague word is told in one way."""
    quoted = "307 captives"
    assert found(ce.Count.exactly(303, text="307"), quoted=quoted) == ["CT103"]
    assert found(ce.Count.exactly(303, text="303"), quoted=quoted) == ["CT104"]
    assert found(ce.Count.exactly(100, text="hundreds"), quoted="hundreds of people") == ["CT106"]
    assert found(ce.Count.at_least(100, text="hundreds"), quoted="hundreds of people") == ["CT105"]
    assert found(ce.Count(low=100, text="hundreds", policy="literal")) == ["CT103"]
    assert found(ce.Count(low=0, high=0, text="no casualties were reported", policy="literal")) == ["CT117"]


@pytest.mark.parametrize(
    ("count", "quoted", "message"),
    [
        (
            ce.Count.exactly(12, text="at least 12"),
            None,
            'expected at least 12, as the words "at least 12" say, got exactly 12',
        ),
        (
            ce.Count(low=12, text="dozens", policy="literal"),
            None,
            'expected nominally at least 24, as the policy literal reads the words "dozens", got at least 12',
        ),
        (ce.Count.exactly(303), "307 captives", 'expected 307, as in the words quoted, "307 captives", got 303'),
        (
            ce.Count.between(12, 14),
            "rose from 12 to 14",
            'expected 14, to which the number changed ("rose from 12 to 14"), got 12 to 14',
        ),
    ],
)
def test_messages_name_the_words_and_both_numbers(count: ce.Count, quoted: str | None, message: str) -> None:
    """A journalist reads from it what the words say, what is stored and what was expected."""
    (problem,) = ce.check(of_counts(count, quoted=quoted), select=["CT"])
    assert message == problem.message


def test_the_checks_are_in_the_catalogue() -> None:
    """Each has a place among all checks, with a code of its own."""
    assert {*WORDS_CODES} <= {each.code for each in ce.checks.catalogue() if each.function is not None}


def test_the_reader_is_loaded_only_for_words() -> None:
    """Counts without words cost nothing, not even the import of the phrase reader."""
    code = (
        "import sys, conflictevents as ce;"
        "f = ce.Figure(measure='killed', count=ce.Count.exactly(3), attribution=ce.Attribution(source='w'),"
        " spans=(ce.Span(start=0, end=3),));"
        "d = ce.Dataset(sources=(ce.Source(id='w'),), events=(ce.Incident(id='e', figures=(f,)),));"
        "assert not ce.check(d, select=['CT']);"
        "print([name for name in sys.modules if name.endswith(('_phrases._find', 'checks._readings'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == "[]"
