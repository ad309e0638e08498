"""The claims table."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from hypothesis import given

import conflictevents as ce
from conflictevents import strategies as cs
from conflictevents._table import COLUMNS

# The contract, in order.
CONTRACT = [
    "event",
    "kind",
    "measure",
    "item",
    "group",
    "from",
    "to",
    "low",
    "high",
    "approximate",
    "text",
    "speaker",
    "speaker_name",
    "party",
    "commitment",
    "source",
    "start",
    "end",
    "as_of",
    "claim",
    "value",
    "unit",
    "model",
    "described",
    "scope",
    "window",
    "within",
    "besides",
    "polarity",
    "attributed",
    "method",
    "estimate",
    "realis",
    "status",
    "origin",
]


def test_the_columns_are_those_of_the_contract() -> None:
    """Names and order are relied on by other tools."""
    assert CONTRACT == list(COLUMNS)


def test_a_row_of_a_strike_has_the_direction_of_its_heading(small: ce.Dataset) -> None:
    """The attacker is from and the only target is to, where the figure itself says nothing."""
    row = next(iter(ce.claims_table(small))).as_dict()
    assert CONTRACT == list(row)
    assert {
        "event": "assault", "kind": "strike", "measure": "launched", "item": "missile", "from": "ru", "to": "ua",
        "low": 69,
        "high": 69, "approximate": False, "text": "69", "speaker": "ihnat", "speaker_name": "Yuriy Ihnat",
        "party": True,
        "commitment": "said", "source": "article", "start": 10, "end": 12, "claim": "missiles", "unit": "count",
        "polarity": "asserts", "attributed": "stated", "realis": "actual", "status": "current", "origin": "wire",
    } == {column: value for column, value in row.items() if value is not None}  # fmt: skip


def test_a_row_of_a_report_is_about_the_harmed_event(small: ce.Dataset) -> None:
    """Its scope and window are the report's where the figure has none."""
    window = ce.When(edtf="2025-05-25")
    report = attrs.evolve(small.reports[0], scope="cumulative", window=window)
    row = list(ce.claims_table(attrs.evolve(small, reports=(report,))))[1]
    assert ("assault", "casualty_report", 12, None) == (row.event, row.kind, row.low, row.high)
    assert ("cumulative", "2025-05-25", None, None) == (row.scope, row.window, row.from_, row.to)
    own = attrs.evolve(report.figures[0], scope="window", window=ce.When(text="today"))
    row = list(ce.claims_table(attrs.evolve(small, reports=(attrs.evolve(report, figures=(own,)),))))[1]
    assert ("window", "today") == (row.scope, row.window)


def rows_of(small: ce.Dataset, **event: Any) -> list[ce.ClaimRow]:
    """The rows of the small dataset with its strike changed."""
    return list(
        ce.claims_table(attrs.evolve(small, events=(attrs.evolve(small.events[0], **event), *small.events[1:])))
    )


def test_two_targets_leave_the_direction_open(small: ce.Dataset) -> None:
    """It is not told which of them was hit; and a figure's own direction goes before the heading."""
    row = rows_of(small, targets=("ua", "ihnat"))[0]
    assert ("ru", None) == (row.from_, row.to)
    figure = attrs.evolve(small.events[0].figures[0], from_="ihnat")
    row = rows_of(small, figures=(figure,))[0]
    assert ("ihnat", None) == (row.from_, row.to)
    row = rows_of(small, figures=(attrs.evolve(figure, from_=None, to="ihnat"),))[0]
    assert (None, "ihnat") == (row.from_, row.to)


def test_assertions_have_a_value_and_no_unit(small: ce.Dataset) -> None:
    """A date is written as its text, or as its words."""
    by = ce.Attribution(source="article")
    values: list[Any] = ["largest", ce.When(edtf="2025"), ce.When(text="lately")]
    rows = rows_of(
        small, assertions=tuple(ce.Assertion(property="rank", value=value, attribution=by) for value in values)
    )
    assert ["largest", "2025", "lately"] == [row.value for row in rows[1:4]]
    assert [("rank", None, None, None, "own_voice")] * 3 == [
        (row.measure, row.unit, row.low, row.party, row.attributed) for row in rows[1:4]
    ]


def test_shares_and_claims_without_a_size(small: ce.Dataset) -> None:
    """A percentage has its unit; presence alone has neither bound."""
    figure = small.events[0].figures[0]
    share = attrs.evolve(figure, id=None, count=None, share=ce.Share(low=80, text="80 percent"))
    rows = rows_of(small, figures=(share, attrs.evolve(figure, count=None)))
    assert ("percent", 80.0, None, "80 percent") == (rows[0].unit, rows[0].low, rows[0].high, rows[0].text)
    assert ("count", None, None, None) == (rows[1].unit, rows[1].low, rows[1].high, rows[1].approximate)


@pytest.mark.parametrize(
    ("fields", "commitment"),
    [
        ({}, "said"),
        ({"polarity": "denies", "verb": "confirmed"}, "denied"),
        ({"polarity": "withholds"}, "unverified"),
        ({"method": "estimated"}, "estimated"),
        ({"method": "extrapolated", "verb": "confirmed"}, "estimated"),
        ({"verb": "Claimed"}, "claimed"),
        ({"verb": "claimed", "method": "verified"}, "claimed"),
        ({"verb": "confirmed"}, "confirmed"),
        ({"method": "verified"}, "confirmed"),
        ({"verb": "estimates"}, "estimated"),
        ({"verb": "denied"}, "said"),
        ({"verb": "told"}, "said"),
    ],
)
def test_commitment_in_one_word(small: ce.Dataset, fields: Any, commitment: str) -> None:
    """In doubt the weaker word; a denial only where the polarity says so."""
    by = ce.Attribution(source="article", speaker="ihnat", **fields)
    (row, *_) = rows_of(small, figures=(attrs.evolve(small.events[0].figures[0], attribution=by),))
    assert commitment == row.commitment


def party(dataset: ce.Dataset, event: str, **attribution: Any) -> bool | None:
    """Whether a speaker is a party to an event."""
    by = ce.Attribution(source="article", **attribution)
    figure = ce.Figure(measure="killed", attribution=by)
    events = tuple(attrs.evolve(e, figures=(figure,)) if e.id == event else e for e in dataset.events)
    rows = ce.claims_table(attrs.evolve(dataset, events=events, reports=()))
    return next(row.party for row in rows if row.event == event)


def test_party_goes_through_membership_offices_and_speaking_for(small: ce.Dataset) -> None:
    """True where the speaker belongs to a side in any of these ways; a phase has the sides of its whole."""
    held = ce.Actor(id="minister", name="M", posts=(ce.Post(office="minister", of="ru"),))
    mediator = ce.Actor(id="turkey", name="T", kind="state")
    spoken = ce.Statement(id="st-2", speaks_for="ru")
    data = small.add(held, mediator, spoken)
    assert party(data, "assault", speaker="ihnat") is True
    assert party(data, "assault", speaker="minister") is True
    assert party(data, "assault", speaker="turkey") is False
    assert party(data, "assault", speaker="turkey", statement="st-2") is True
    assert party(data, "assault") is None
    assert party(data, "phase-1", speaker="ihnat") is True


def test_an_accused_perpetrator_is_a_party(small: ce.Dataset) -> None:
    """Whoever is said to have done it speaks in its own cause."""
    accusation = ce.Assertion(
        property="perpetrator", value="ru", attribution=ce.Attribution(source="article", speaker="ru")
    )
    row = list(ce.claims_table(small.add(ce.Incident(id="blast", assertions=(accusation,)))))[1]
    assert ("blast", True) == (row.event, row.party)


def test_membership_and_parts_in_a_circle_end(small: ce.Dataset) -> None:
    """Odd data give an answer and not an endless loop."""
    one, two = ce.Actor(id="x", name="X", member_of="y"), ce.Actor(id="y", name="Y", member_of="x")
    data = small.add(one, two, ce.Incident(id="p", part_of="q"), ce.Incident(id="q", part_of="p"))
    assert party(data, "p", speaker="x") is False
    assert party(data, "q", speaker="x") is False


def test_a_very_long_chain_of_parts_is_no_trouble() -> None:
    """The sides of a whole are found over ten thousand levels."""
    chain = [ce.Exchange(id="e0", parties=("a",))]
    chain += [ce.Exchange(id=f"e{number}", part_of=f"e{number - 1}") for number in range(1, 10_000)]
    by = ce.Attribution(source="s", speaker="a")
    chain[-1] = attrs.evolve(chain[-1], figures=(ce.Figure(measure="released", attribution=by),))
    data = ce.Dataset(sources=(ce.Source(id="s"),), actors=(ce.Actor(id="a", name="A"),), events=tuple(chain))
    assert [True] == [row.party for row in ce.claims_table(data)]


def test_the_status_of_a_claim(small: ce.Dataset) -> None:
    """Superseded, retracted by another claim, or gone with its source."""
    figure = small.events[0].figures[0]

    def replaced_by(kind: str) -> str:
        later = attrs.evolve(figure, id="later", supersedes=ce.Supersedes(claim="missiles", kind=kind))
        return rows_of(small, figures=(figure, later))[0].status

    assert ["superseded", "superseded", "retracted"] == [replaced_by(k) for k in ("update", "correction", "retraction")]
    retraction = attrs.evolve(figure, id="gone", supersedes=ce.Supersedes(claim="missiles", kind="retraction"))
    update = attrs.evolve(figure, id="later", supersedes=ce.Supersedes(claim="missiles", kind="update"))
    for order in ((figure, retraction, update), (figure, update, retraction)):
        assert "retracted" == rows_of(small, figures=order)[0].status
    withdrawn = attrs.evolve(small, sources=(small.sources[0], attrs.evolve(small.sources[1], status="retracted")))
    assert {"retracted"} == {row.status for row in ce.claims_table(withdrawn)}


def test_what_cannot_be_told_is_an_error() -> None:
    """A speaker who is not there, or a claim of neither sort, which no file can hold."""
    by = ce.Attribution(source="s", speaker="nobody")
    lost = ce.Dataset(events=(ce.Incident(id="e", figures=(ce.Figure(measure="killed", attribution=by),)),))
    with pytest.raises(ce.UnknownIdError):
        list(ce.claims_table(lost))

    class Odd(ce.Incident):
        __slots__ = ()

        @property
        def claims(self) -> tuple[ce.Claim, ...]:
            return (ce.Claim(attribution=ce.Attribution(source="s")),)

    with pytest.raises(TypeError, match="expected a Figure or an Assertion"):
        list(ce.claims_table(ce.Dataset(events=(Odd(id="e"),))))


@given(cs.datasets())
def test_there_is_a_row_for_every_claim(dataset: ce.Dataset) -> None:
    """In the order of the records, and each row is plain JSON."""
    rows = list(ce.claims_table(dataset))
    assert [claim.key(holder.id) for holder, claim in dataset.owned_claims()] == [row.claim for row in rows]
    for row in rows:
        assert list(COLUMNS) == list(json.loads(json.dumps(row.as_dict())))
        assert row.low is None or row.high is None or row.low <= row.high
        assert (row.unit is None) == (row.value is not None)


def test_the_name_of_a_sensitive_speaker_is_withheld(small: ce.Dataset) -> None:
    """The table leaves the house, so it gives the id of a witness and not the name."""
    witness = attrs.evolve(small.actor("ihnat"), sensitive=True)
    data = attrs.evolve(small, actors=(*small.actors[:2], witness))
    assert {("ihnat", None)} == {(row.speaker, row.speaker_name) for row in ce.claims_table(data) if row.speaker}


def spoken(speaker: str, *, attacker: str = "forces", **fields: Any) -> bool | None:
    """Whether a speaker is a party to a strike by armed forces on a city, said on 25 May 2025."""
    actors = (
        ce.Actor(id="state", name="State"),
        ce.Actor(id="forces", name="Forces", member_of="state"),
        ce.Actor(id="ministry", name="Ministry", member_of="state"),
        ce.Actor(id="leader", name="Leader", posts=(ce.Post(office="president", of="state", during=OFFICE),)),
        ce.Actor(id="city", name="City"),
        ce.Actor(id="ally", name="Ally"),
    )
    attribution = ce.Attribution(source="s", speaker=speaker)
    war = ce.Episode(id="war", participants=(ce.Participant(actor="state"), ce.Participant(actor="ally")))
    raid = ce.Strike(id="raid", attacker=attacker, targets=("city",), part_of="war", **fields)
    claim = ce.Figure(measure="launched", attribution=attribution)
    defence = ce.Incident(id="defence", part_of="raid", figures=(claim,), participants=(ce.Participant(actor="city"),))
    published = ce.When(edtf="2025-05-25")
    data = ce.Dataset(sources=(ce.Source(id="s", published=published),), actors=actors, events=(war, raid, defence))
    (row,) = (row for row in ce.claims_table(data) if row.event == "defence")
    return row.party


OFFICE = ce.When(edtf="2020/..")


def test_the_state_of_a_side_and_its_other_bodies_are_parties() -> None:
    """So are those of the whole that an event is part of; an ally in the same war is none."""
    assert [True] * 5 == [spoken(each) for each in ("state", "forces", "ministry", "leader", "city")]
    assert spoken("ally") is False


def test_an_office_counts_only_while_it_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who left or will enter it speaks for nobody by it."""
    for during in ("1990/1995", "2030/.."):
        monkeypatch.setitem(globals(), "OFFICE", ce.When(edtf=during))
        assert spoken("leader") is False


@pytest.mark.parametrize("polarity", ["denies", "withholds"])
def test_who_is_not_accused_is_no_party(polarity: str) -> None:
    """A denial that somebody did it accuses nobody, nor does an accusation that is taken back."""
    denied = ce.Attribution(source="s", polarity=polarity)
    accusation = ce.Assertion(property="perpetrator", value="ally", attribution=denied)
    assert spoken("ally", assertions=(accusation,)) is False
    withdrawn = attrs.evolve(accusation, id="old", attribution=ce.Attribution(source="s"))
    retraction = attrs.evolve(withdrawn, id="new", supersedes=ce.Supersedes(claim="old", kind="retraction"))
    assert spoken("ally", assertions=(withdrawn,)) is True
    assert spoken("ally", assertions=(withdrawn, retraction)) is False


@pytest.mark.parametrize(
    ("fields", "commitment"),
    [
        ({"verb": "confirmed", "commitment": "possible"}, "said"),
        ({"method": "verified", "commitment": "probable"}, "said"),
        ({"verb": "could not confirm", "method": "verified"}, "unverified"),
        ({"verb": "unconfirmed"}, "unverified"),
        ({"verb": "declined to confirm"}, "unverified"),
        ({"verb": "failed to verify", "method": "verified"}, "unverified"),
        ({"verb": "couldn't verify"}, "unverified"),
        ({"verb": "stopped short of confirming"}, "unverified"),
        ({"verb": "has now confirmed"}, "confirmed"),
        ({"verb": "claimed to have verified"}, "claimed"),
    ],
)
def test_commitment_is_the_weaker_in_doubt(small: ce.Dataset, fields: Any, commitment: str) -> None:
    """Never more certain than the claim."""
    figure = attrs.evolve(small.events[0].figures[0], attribution=ce.Attribution(source="wire", **fields))
    assert [commitment] == [row.commitment for row in rows_of(small, figures=(figure,))][:1]


def test_only_weapons_have_the_direction_of_the_heading(small: ce.Dataset) -> None:
    """Somebody killed in a strike is not thereby of the side attacked."""
    figure = ce.Figure(measure="killed", group="attackers", attribution=ce.Attribution(source="wire"))
    assert (None, None) == (rows_of(small, figures=(figure,))[0].from_, rows_of(small, figures=(figure,))[0].to)


def test_a_row_carries_every_field_of_its_figure(small: ce.Dataset) -> None:
    """What the figure, its attribution and its event say stands in the columns of their names."""
    by = ce.Attribution(
        source="wire", speaker="ua", polarity="withholds", attributed="unclear", method="verified",
        as_of=ce.When(edtf="2025-05-26"),
    )  # fmt: skip
    figure = ce.Figure(
        id="own", measure="hit", item="drone", model="Gerbera", described="decoys", group="civilians", from_="ru",
        to="ua", count=ce.Count(low=3, high=5, approximate=True, text="a few"), scope="window",
        window=ce.When(edtf="2025-05-24"), estimate="best", within="missiles", besides="missiles", attribution=by,
        spans=(ce.Span(start=1, end=6),),
    )  # fmt: skip
    row = rows_of(small, figures=(*small.events[0].figures, figure), realis="planned")[1]
    assert {
        "event": "assault", "kind": "strike", "measure": "hit", "item": "drone", "group": "civilians", "from": "ru",
        "to": "ua", "low": 3, "high": 5, "approximate": True, "text": "a few", "speaker": "ua",
        "speaker_name": "Ukraine", "party": True, "commitment": "unverified", "source": "wire", "start": 1, "end": 6,
        "as_of": "2025-05-26", "claim": "own", "unit": "count", "model": "Gerbera", "described": "decoys",
        "scope": "window", "window": "2025-05-24", "within": "missiles", "besides": "missiles",
        "polarity": "withholds", "attributed": "unclear", "method": "verified", "estimate": "best",
        "realis": "planned", "status": "current", "origin": "wire",
    } == {column: value for column, value in row.as_dict().items() if value is not None}  # fmt: skip


@pytest.mark.parametrize(
    ("commitment", "verbs"),
    [
        ("claimed", "claim claims claimed claiming allege alleges alleged alleging"),
        ("confirmed", "confirm confirms confirmed confirming verify verifies verified verifying"),
        ("estimated", "estimate estimates estimated estimating"),
        ("said", "deny denies denied denying say reported"),
    ],
)
def test_every_form_of_a_verb_has_its_commitment(small: ce.Dataset, commitment: str, verbs: str) -> None:
    """Tense and number do not matter, and a verb of denial alone is no denial."""
    figure = small.events[0].figures[0]
    figures = tuple(
        attrs.evolve(figure, id=verb, attribution=ce.Attribution(source="article", speaker="ihnat", verb=verb))
        for verb in verbs.split()
    )
    rows = rows_of(small, figures=figures)[: len(figures)]
    assert dict.fromkeys(verbs.split(), commitment) == {row.claim: row.commitment for row in rows}


def test_an_international_body_makes_no_sides(small: ce.Dataset) -> None:
    """To be a member of the United Nations, as both sides are, makes nobody a party; a figure's own sides are."""
    body = ce.Actor(id="un", name="United Nations", kind="international_body")
    sides = tuple(ce.Actor(id=each, name=each, member_of="un") for each in ("ru", "ua", "brazil"))
    claims = tuple(
        ce.Figure(measure="launched", from_="ru", attribution=ce.Attribution(source="wire", speaker=each))
        for each in ("un", "brazil", "ru", "ua")
    )
    for heading, parties in (({"attacker": "ru", "targets": ("ua",)}, [True, True]), ({}, [True, False])):
        raid = ce.Strike(id="raid", figures=claims, **heading)
        data = ce.Dataset(sources=(ce.Source(id="wire"),), actors=(body, *sides), events=(raid,))
        assert [False, False, *parties] == [row.party for row in ce.claims_table(data)]
