"""Who says what, where sources come from, and what was known at a time."""

from __future__ import annotations

import attrs
import pytest

import conflictevents as ce
from conflictevents.reconcile import Origin, as_of, origins, reconcile, voices

from .conftest import blast, day, killed


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("speaker", {"arvan-mayor": 1, "belmar-mod": 2, "hospital": 2, None: 2}),
        ("side", {"arvan": 1, "belmar": 2, None: 4}),
        ("party", {"other": 2, "party": 3, None: 2}),
        ("kind", {"government_body": 2, "organisation": 2, "person": 1, None: 2}),
        ("source_kind", {"news_agency": 2, "newspaper": 2, "official_statement": 2, None: 1}),
        ("origin", {"bulletin": 2, "courier": 2, "wire": 3}),
    ],
)
def test_figures_are_grouped(market: ce.Dataset, by: str, groups: dict[str | None, int]) -> None:
    """By speaker, side, party, kind of speaker or origin, those without a speaker last."""
    found = voices(market, by, event="market", measure="killed")

    assert list(groups.items()) == [(each.key, len(each.figures)) for each in found]


def test_only_what_stands_is_grouped() -> None:
    """Of a claim and the one that takes its place there is the latter alone."""
    old = killed("old", ce.Count.exactly(3), source="wire")
    new = killed("new", ce.Count.exactly(4), source="wire", supersedes=ce.Supersedes(claim="old", kind="update"))

    assert [["new"]] == [[figure.claim for figure in each.figures] for each in voices(blast(old, new), "origin")]


def test_a_wrong_way_to_group_is_refused(market: ce.Dataset) -> None:
    """The ways are named; an event must be of the dataset."""
    with pytest.raises(ValueError, match="colour"):
        voices(market, "colour")
    with pytest.raises(ce.UnknownIdError):
        voices(market, "side", event="nowhere")


def test_five_outlets_of_one_wire_are_one_origin(market: ce.Dataset) -> None:
    """Each source belongs to one origin, and a circle is told as such."""
    assert (
        Origin(source="wire", sources=("wire", "gazette")),
        *(Origin(source=id_, sources=(id_,)) for id_ in ("courier", "bulletin", "yearbook")),
    ) == origins(market)

    circle = ce.Dataset(sources=tuple(ce.Source(id=one, based_on=other) for one, other in ("ab", "bc", "ca")))
    assert (Origin(source="a", sources=("a", "b", "c"), circular=True),) == origins(circle)


def test_a_snapshot_is_what_was_published_by_then(market: ce.Dataset) -> None:
    """On the first day the mayor and the ministry had not spoken, and the hospital's first word stands."""
    first = as_of(market, "2031-04-01")

    assert {"wire-says", "gazette-says", "hospital-first"} == {claim.id for claim in first.dataset.claims}
    assert {"its source was published later, 2031-04-02", "its source was published later, 2031-04-03"} == {
        each.reason for each in first.left_out
    }
    assert market.claims == as_of(market, day(3)).dataset.claims


@pytest.mark.parametrize(
    ("published", "known"),
    [
        (None, "no date of publication"),
        ("2031-04", "may have been published later, 2031-04"),
        ("2031-04-02~", "may have been published later"),
        ("2031-04-02T10:00", None),
        ("2031-04-02T10:00Z", "may have been published later"),
        ("2031-03-31T10:00Z", None),
        ("2031-04-01", None),
    ],
)
def test_what_may_have_been_later_is_left_out(published: str | None, known: str | None) -> None:
    """A source without a certain date by then is said to be left out."""
    data = blast(killed("c", ce.Count.exactly(3), source="wire"))
    when = None if published is None else ce.When(edtf=published)
    dated = attrs.evolve(data, sources=(attrs.evolve(data.sources[0], published=when), *data.sources[1:]))
    found = as_of(dated, "2031-04-02")

    if known is None:
        assert () == found.left_out
    else:
        (left_out,) = found.left_out
        assert known in left_out.reason


def test_what_is_superseded_later_stands_again() -> None:
    """Before the correction was published the first number was the word."""
    old = killed("old", ce.Count.exactly(3), source="wire")
    new = killed("new", ce.Count.exactly(4), source="courier", supersedes=ce.Supersedes(claim="old", kind="correction"))

    assert [4] == [each.best for each in reconcile(blast(old, new))]
    assert [3] == [each.best for each in reconcile(as_of(blast(old, new), "2031-04-01").dataset)]


@pytest.mark.parametrize(
    ("published", "time"),
    [
        (ce.When(edtf="2031-04-01"), ce.When(edtf="2031-04~")),
        (ce.When(edtf="2031-04-01T23:10", zone="Europe/Kyiv"), ce.When(edtf="2031-04-01T23:40", zone="Asia/Tokyo")),
    ],
)
def test_what_was_known_at_an_uncertain_time_is_not_claimed(published: ce.When, time: ce.When) -> None:
    """About April may be before April, and half past eleven in one zone may be before ten past in another."""
    data = blast(killed("one", ce.Count.exactly(3), source="wire"))
    sources = (attrs.evolve(data.sources[0], published=published), *data.sources[1:])

    (left,) = as_of(attrs.evolve(data, sources=sources), time).left_out
    assert "may have been published later" in left.reason
