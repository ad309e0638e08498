"""Sources: what is found beyond the examples of the pages, and what must not be."""

from __future__ import annotations

import json
from typing import Any

import pytest

import conflictevents as ce
from conflictevents.checks._pages import Example

Plain = dict[str, Any]


def found(*figures: Plain, texts: dict[str, str] | None = None, **lists: Any) -> list[str]:
    """The codes of sources that are found in a report of harm, each as often as it is found."""
    report = {"id": "toll", "event": "blast", "figures": figures}
    document = Example(text=json.dumps({"reports": [report]} | lists)).document
    return [problem.code for problem in ce.check(ce.loads(document), texts=texts, select=["SR", "IO199"])]


def source(id_: str = "wire", **fields: Any) -> Plain:
    """A source with which nothing is wrong."""
    whole = {"id": id_, "title": "A report", "published": {"edtf": "2025-05-25"}, "language": "en"} | fields
    return {name: value for name, value in whole.items() if value is not None}


def killed(number: int = 12, /, **by: Any) -> Plain:
    """A figure of dead, with some of its own fields among those of its attribution."""
    own = {name: by.pop(name) for name in ("id", "measure", "spans", "supersedes", "estimate") if name in by}
    by = {"source": "wire"} | by
    plain = {"measure": "killed", "item": "people", "count": {"low": number, "high": number}} | {"attribution": by}
    return plain | own


def test_what_makes_a_source_known() -> None:
    """A title, an address, a copy or an identifier is enough, and words for the day of publication are a date."""
    bare = {"title": None}
    assert ["SR101"] == found(sources=[source(**bare, publisher="Gazette")])
    assert [] == found(sources=[source(**bare, archive="https://archive.example/1")])
    assert [] == found(sources=[source(**bare, identifiers=[{"scheme": "doi", "value": "10.1/1"}])])
    assert ["SR104"] == found(sources=[source(published=None)])
    assert [] == found(sources=[source(published={"text": "Sunday"})])


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("https://news.example/1", True),
        ("https://web.archive.org/web/2025/https://news.example/1", False),
        ("https://archive.ph/abc", False),
        ("https://perma.cc/ABC", False),
        ("https://news.example/archive.org/1", True),
        (None, False),
    ],
)
def test_archived_copies(url: str | None, wrong: bool) -> None:
    """An address in an archive is a copy itself, and what is not on the web needs none."""
    assert (["SR105"] if wrong else []) == found(sources=[source(url=url)])


MEDIA = [{"id": name, "name": name.title(), "kind": "media"} for name in ("agency", "gazette", "herald")]
PRINTED = [source(name[0], publisher=name.title()) for name in ("agency", "gazette", "herald")]


def told(**carriers: tuple[str, ...]) -> list[str]:
    """The codes found where each source has a number through some carriers."""
    figures = (killed(source=id_, speaker="army", via=list(via)) for id_, via in carriers.items())
    return found(*figures, sources=PRINTED, actors=MEDIA)


def test_circles_of_sources() -> None:
    """Sources and outlets in a circle are found once; one that has it at first hand opens the circle."""
    assert ["SR102"] == told(a=("gazette",), g=("agency",))
    assert ["SR102"] == told(a=("g",), g=("h",), h=("a",))
    assert [] == told(a=("gazette",), g=("herald",))
    assert [] == told(a=("gazette",), g=())
    assert [] == told(a=("agency",))
    assert [] == told(a=("elsewhere",), g=("a",))
    first_hand = killed(source="g", speaker="mayor")
    second_hand = (killed(source="a", via=["g"]), killed(source="g", via=["a"]))
    assert [] == found(*second_hand, first_hand, sources=PRINTED)
    other = killed(source="g", via=["a"], measure="injured")
    assert [] == found(killed(source="a", via=["g"]), other, sources=PRINTED)


def test_a_speaker_who_is_an_outlet_is_cited() -> None:
    """Each names the other as the one who says so."""
    assert ["SR102"] == found(
        killed(source="a", speaker="gazette"), killed(source="g", speaker="agency"), sources=PRINTED, actors=MEDIA
    )


COPIES = [source(), *(source(f"copy-{number}", based_on="wire") for number in range(3))]


def test_copies_of_one_story() -> None:
    """Once for each story however many copies there are, where two of them speak of one event."""
    assert ["SR103"] == found(*(killed(source=each["id"]) for each in COPIES), sources=COPIES)
    assert ["SR103"] == found(killed(source="copy-0"), killed(source="copy-1"), sources=COPIES)
    assert [] == found(killed(source="copy-0"), killed(9, source="copy-0"), sources=COPIES)
    assert [] == found(killed(), killed(source="copy-0", polarity="denies"), sources=COPIES)
    other = {"id": "other-toll", "event": "other", "figures": [killed(source="copy-0")]}
    assert [] == found(sources=COPIES, reports=[{"id": "toll", "event": "blast", "figures": [killed()]}, other])


def test_corrected_sources() -> None:
    """Claims that were replaced, or are the correction, have been read again."""
    corrected = [source(status="corrected")]
    again = {"supersedes": {"claim": "old", "kind": "correction"}}
    assert ["SR106"] == found(killed(), killed(9), sources=corrected)
    assert [] == found(killed(id="old"), killed(9, **again), sources=corrected)
    assert [] == found(sources=corrected)


def test_withdrawn_sources() -> None:
    """Copies of a withdrawn story are found as well; what was withdrawn claim by claim is not."""
    withdrawn = source(status="retracted")
    gone = killed(id="gone", supersedes={"claim": "old", "kind": "retraction"})
    assert ["SR109"] == found(killed(), killed(9), sources=[withdrawn])
    assert [] == found(killed(id="old"), gone, sources=[withdrawn])
    assert [] == found(sources=[withdrawn])
    chain = [withdrawn, source("copy", based_on="wire"), source("third", based_on="copy")]
    assert ["SR109"] == found(killed(source="third"), sources=chain)
    assert [] == found(killed(source="other"), sources=[withdrawn])


TEXT = {"wire": "The army said that 1,303 men, among them twenty officers, and 57 others had died."}


def cited(number: int, texts: dict[str, str] | None = TEXT, language: str | None = "en", **by: Any) -> list[str]:
    """The codes found where a paper repeats a number of a wire story."""
    sources = [source(language=language), source("paper", based_on="wire")]
    return found(killed(number, source="paper", **by), texts=texts, sources=sources)


def test_numbers_of_a_cited_text() -> None:
    """In digits or in words the number may stand there; small ones may be counted by the reader."""
    assert ["SR107"] == cited(1300)
    assert ["SR107"] == cited(58)
    assert ["SR107"] == cited(58, via=["wire"])
    for number in (1303, 20, 57, 3):
        assert [] == cited(number)
    assert [] == cited(58, texts={"paper": "58 had died"})
    assert [] == cited(58, language=None)
    assert [] == cited(58, language="de")
    assert [] == cited(58, method="extrapolated")
    assert [] == cited(58, estimate="low")
    assert [] == cited(58, via=["other"])
    assert [] == cited(58, polarity="denies")


@pytest.mark.parametrize(
    ("licence", "words", "rows"),
    [
        ("All rights reserved", True, False),
        ("LicenseRef-ACLED", True, True),
        ("Not for redistribution", True, True),
        ("CC-BY-4.0", False, False),
        ("CC0-1.0", False, False),
        (None, False, False),
    ],
)
def test_what_a_licence_keeps_in_the_house(licence: str | None, words: bool, rows: bool) -> None:
    """Words of an article, and rows of a dataset; a span with a hash holds neither."""
    sources = [source(licence=licence)]
    exact = killed(spans=[{"start": 0, "end": 2, "exact": "12"}])
    assert (["SR108"] if words else []) == found(exact, sources=sources)
    assert (["SR108"] if rows else []) == found(killed(), sources=sources)
    assert [] == found(killed(spans=[{"start": 0, "end": 2}]), sources=sources)
