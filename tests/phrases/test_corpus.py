"""The corpus of phrases, sentences and dates: what a careful reader would say, line by line (see corpus.md)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from conflictevents import Count
from conflictevents.exceptions import PhraseError

HERE: Final = Path(__file__).parent
LINES: Final = [
    json.loads(line)
    for language in ("en", "uk", "ru")
    for line in (HERE / f"corpus.{language}.jsonl").read_text("utf-8").splitlines()
]

STILL_WRONG: Final = {
    "Nine of the ten were under 18.": "an age without a word for persons before it, read as at most 17 of them",
    "The toll is expected to top 300.": "“top” is no qualifier, since “the top 300” is none, so 300 is read as exact",
    "The death toll has passed 50,000.": "“passed” is no qualifier, since a convoy passes 12 villages: 50,000 is exact",
    "Ivan, 7, and Olha, 9, died.": "the first is read as in “Karsk, 7, and Oresk, 9”: a name and a place look alike",
    "I saw two, three hundred soldiers on the road.": "two figures: a comma in speech stands for “or”",
    "As of 1800 the count was 12.": "a time without a mark is read as a number",
    "Загиблих немає, постраждалих двоє.": "“none” after its noun is passed over, as in “among the dead there are no …”",
    "Погибших нет, пострадавших двое.": "“none” after its noun is passed over, as in “among the dead there are no …”",
}
"""What is still read otherwise than a careful reader would, and why; a line that comes right must leave the list."""


def lines(key: str) -> list[Any]:
    """The lines of one kind, with what is still wrong marked so."""
    return [
        pytest.param(
            line,
            id=line[key][:60],
            marks=[pytest.mark.xfail(strict=True, reason=STILL_WRONG[line[key]])] if line[key] in STILL_WRONG else [],
        )
        for line in LINES
        if key in line
    ]


@pytest.mark.parametrize("line", lines("parse"))
def test_parse(line: dict[str, Any]) -> None:
    """A counting phrase has the bounds that a careful reader gives it, or is refused."""
    if "refused" in line:
        with pytest.raises(PhraseError):
            Count.parse(line["parse"])
        return
    count = Count.parse(line["parse"])
    assert (count.low, count.high, count.approximate) == (line["low"], line["high"], line["approximate"])


@pytest.mark.parametrize("line", lines("find"))
def test_find(line: dict[str, Any]) -> None:
    """In a sentence those figures are found that count something, in order, and no others."""
    text = line["find"]
    found = [
        {
            "words": text[each.start : each.end],
            "low": each.count.low,
            "high": each.count.high,
            "approximate": each.count.approximate,
            "besides": each.besides,
        }
        for each in Count.find(text)
    ]
    assert found == line["counts"]


def test_the_list_of_what_is_wrong_is_of_the_corpus() -> None:
    """Every line that is listed as wrong is in the corpus."""
    known = {line.get(key) for line in LINES for key in ("parse", "find", "resolve")}
    assert set(STILL_WRONG) <= known
