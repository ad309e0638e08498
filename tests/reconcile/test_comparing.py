"""Whether two claims can both be right, contradictions, and revisions."""

from __future__ import annotations

import attrs
import pytest

import conflictevents as ce
from conflictevents import examples
from conflictevents.reconcile import Change, Outcome, compatible, contradictions, revisions

from .conftest import blast, day, killed


def pair(one: str, other: str, **fields: object) -> tuple[ce.Figure, ce.Figure]:
    """Two claims in words, of two speakers."""
    return (
        killed("one", ce.Count.parse(one), source="wire", speaker="hospital", as_of=day(1)),
        killed(
            "other", ce.Count.parse(other), **({"source": "wire", "speaker": "arvan-mayor", "as_of": day(1)} | fields)
        ),
    )


@pytest.mark.parametrize(
    ("one", "other", "outcome", "words"),
    [
        ("over 300", "303", Outcome.AGREE, "at least 301 and 303 meet: both may be 303"),
        ("307", "303", Outcome.EXCLUDE, "307 and 303 exclude each other"),
        ("about 300", "400", Outcome.UNCERTAIN, "leave the bounds soft"),
        ("at least 12", "14", Outcome.AGREE, "both may be 14"),
    ],
)
def test_bounds_meet_or_do_not(one: str, other: str, outcome: Outcome, words: str) -> None:
    """What two speakers say of one thing agrees where the bounds meet, in either order."""
    first, second = pair(one, other)
    data = blast(first, second)

    for found in (compatible(first, second), compatible(first, second, dataset=data)):
        assert outcome is found.outcome
        assert words in found.reason
    assert outcome is compatible(second, first, dataset=data).outcome


def test_a_later_word_is_a_revision() -> None:
    """The words "at least 12", then "14", of one speaker are a revision upwards."""
    first, second = pair("at least 12", "14", speaker="hospital", as_of=day(2))
    found = compatible(first, second, dataset=blast(first, second))

    assert Outcome.REVISION is found.outcome
    assert "at least 12, then 14, is a revision by the same voice: up" == found.reason
    linked = attrs.evolve(second, supersedes=ce.Supersedes(claim="one", kind="correction"))
    assert Outcome.REVISION is compatible(linked, first).outcome


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"group": "children"}, "group: not given and children"),
        ({"scope": "cumulative"}, "scope: event and cumulative"),
        ({"window": ce.When(edtf="2031-04-01")}, "window: not given and 2031-04-01"),
        ({"measure": "injured"}, "measure: killed and injured"),
        ({"item": "bodies"}, "item: people and bodies"),
        ({"estimate": "low"}, "a leg of somebody's own estimate"),
        ({"count": None}, "one of them gives no number"),
        ({"polarity": "denies"}, "a denial"),
        ({"as_of": day(3)}, "they hold for different times, 2031-04-01 and 2031-04-03"),
    ],
)
def test_other_things_are_not_comparable(fields: dict[str, object], words: str) -> None:
    """It says in what they differ."""
    first = killed("one", ce.Count.exactly(3), source="wire", speaker="hospital", as_of=day(1))
    known: dict[str, object] = {
        "count": ce.Count.exactly(4),
        "source": "wire",
        "speaker": "arvan-mayor",
        "as_of": day(1),
    }
    second = killed("other", **(known | fields))  # type: ignore[arg-type]

    for found in (compatible(first, second), compatible(first, second, dataset=blast(first, second))):
        assert Outcome.NOT_COMPARABLE is found.outcome
        assert words in found.reason


def test_claims_of_two_events_are_not_comparable() -> None:
    """With the dataset it is known which event each is of; a claim that it does not hold is refused."""
    data = examples.load("istanbul-exchange")
    friday, sunday = (data.event(f"exchange-{name}").figures[0] for name in ("friday", "sunday"))

    assert "event: exchange-friday and exchange-sunday" in compatible(friday, sunday, dataset=data).reason
    with pytest.raises(ValueError, match="a claim of the dataset"):
        compatible(friday, killed("c", None, source="wire"), dataset=data)


def test_contradictions_name_both_and_say_why(market: ce.Dataset) -> None:
    """Each two claims that exclude each other, denials among them, but no revision."""
    found = {(each.one.claim, each.other.claim): each.reason for each in contradictions(market)}

    assert ("hospital-first", "hospital-later") not in found
    assert "arvan-mayor in courier says at least 21, hospital in wire says 12, and no number is both" in found.values()
    assert "wire says at least 12, and belmar-mod in bulletin denies it" in found.values()
    assert all(one != "ministry-says" or other != "ministry-denies" for one, other in found)
    assert [] == list(contradictions(examples.load("istanbul-exchange")))


# --- revisions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("at least 12", "14"), Change.UP),
        (("14", "at least 12"), Change.DOWN),
        (("up to 40", "35"), Change.DOWN),
        (("at least 12", "12"), Change.SAME),
        (("10 to 20", "15"), Change.OPEN),
        (("10 to 20", "10 to 25"), Change.UP),
    ],
)
def test_the_number_named_rises_or_falls(words: tuple[str, str], kind: Change) -> None:
    """What counts is the number in the words, since "at least 12" is no less than 14."""
    claims = [
        killed(f"c{n}", ce.Count.parse(each), source="wire", speaker="hospital", as_of=day(n))
        for n, each in enumerate(words, 1)
    ]
    (found,) = revisions(blast(*claims))

    assert (kind, kind, False) == (found.kind, found.direction, found.linked)
    assert ("c1", "c2") == (found.earlier.claim, found.later.claim)


@pytest.mark.parametrize(
    ("kind", "change"), [("update", Change.UP), ("correction", Change.CORRECTION), ("retraction", Change.RETRACTION)]
)
def test_a_link_says_what_a_revision_is(kind: str, change: Change) -> None:
    """It holds whatever the times say, and the direction of the number is told besides."""
    old = killed("old", ce.Count.exactly(3), source="bulletin", speaker="hospital")
    new = killed(
        "new", ce.Count.exactly(5), source="wire", speaker="hospital", supersedes=ce.Supersedes(claim="old", kind=kind)
    )
    found = [each for each in revisions(blast(old, new)) if each.linked]

    assert [(change, Change.UP)] == [(each.kind, each.direction) for each in found]


def test_two_ways_to_be_dated_are_two_series() -> None:
    """A claim that says when it holds does not stand between two that only have a day of publication."""
    claims = (
        killed("first", ce.Count.exactly(3), source="wire", speaker="hospital"),
        killed("held", ce.Count.exactly(9), source="bulletin", speaker="hospital", as_of=day(2)),
        killed("last", ce.Count.exactly(5), source="bulletin", speaker="hospital"),
    )

    assert [("first", "last")] == [(each.earlier.claim, each.later.claim) for each in revisions(blast(*claims))]


def test_scopes_are_kept_apart(market: ce.Dataset) -> None:
    """A running total is no revision of the toll of one event, nor one voice of another."""
    claims = (
        killed("toll", ce.Count.exactly(3), source="wire", speaker="hospital"),
        killed("all-one", ce.Count.exactly(9), source="wire", speaker="hospital", scope="cumulative"),
        killed("all-two", ce.Count.exactly(11), source="courier", speaker="hospital", scope="cumulative"),
        killed("window", ce.Count.exactly(2), source="bulletin", speaker="hospital", window=day(1)),
    )

    found = revisions(blast(*claims))
    assert [("all-one", "all-two", "cumulative")] == [
        (each.earlier.claim, each.later.claim, each.quantity.scope) for each in found
    ]
    assert [("hospital-first", "hospital-later")] == [
        (each.earlier.claim, each.later.claim) for each in revisions(market, event="market", measure="killed")
    ]
    assert () == revisions(market, measure="injured")
    with pytest.raises(ce.UnknownIdError):
        revisions(market, event="nowhere")
