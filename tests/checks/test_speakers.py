"""Statements, attributions and voices: what is found beyond the examples of the pages, and what must not be."""

from __future__ import annotations

import json
from typing import Any

import pytest

import conflictevents as ce
from conflictevents.checks._pages import Example

Plain = dict[str, Any]
RAID = {"kind": "strike", "id": "raid", "attacker": "north", "targets": ["south"]}


def found(*figures: Plain, code: str = "SP", texts: dict[str, str] | None = None, **lists: Any) -> set[str]:
    """The codes of one family that are found in a report of harm and other records."""
    report = {"id": "toll", "event": "raid", "figures": figures}
    lists = {"events": [RAID], "reports": [report] if figures else []} | lists
    document = Example(text=json.dumps(lists)).document
    return set(ce.check(ce.loads(document), texts=texts, select=[code, "IO199"]).counts)


def killed(number: int | None = 12, /, **by: Any) -> Plain:
    """A figure of dead, with some of its own fields among those of its attribution."""
    own = {name: by.pop(name) for name in ("to", "spans", "item", "measure", "high") if name in by}
    count = {} if number is None else {"count": {"low": number, "high": own.pop("high", number)}}
    plain = {"measure": "killed", "item": "people"} | count | own | {"attribution": {"source": "wire"} | by}
    return plain if "spans" not in own else {**plain, "spans": own["spans"]}


def claim(property_: str, value: str, /, **by: Any) -> Plain:
    """An assertion."""
    own = {name: by.pop(name) for name in ("of",) if name in by}
    return {"property": property_, "value": value} | own | {"attribution": {"source": "wire"} | by}


def on_raid(*assertions: Plain) -> dict[str, Any]:
    """The raid with some assertions."""
    return {"events": [RAID | {"assertions": assertions}]}


def at(text: str, words: str, role: str = "figure") -> Plain:
    """The span of words of a text."""
    start = text.index(words)
    return {"start": start, "end": start + len(words), "role": role, "exact": words}


def statement(**fields: Any) -> dict[str, Any]:
    """A list with one statement."""
    return {"statements": [{"id": "st", "source": "wire", "speaker": "north"} | fields]}


def person(**fields: Any) -> dict[str, Any]:
    """A list with one actor, who is called north."""
    return {"actors": [{"id": "north", "name": "A. North", "kind": "person"} | fields]}


SPAN = ({"start": 0, "end": 4},)


def test_a_cue_may_stand_in_many_places() -> None:
    """A verb, a span, or a statement with its words shows the speaker; without spans nobody looked for them."""
    assert {"SP103"} == found(killed(speaker="north", spans=SPAN))
    assert {"SP103"} == found(killed(speaker="north", statement="st", spans=SPAN), **statement())
    assert set() == found(killed(speaker="north", statement="st", spans=SPAN), **statement(described_as="the army"))
    assert set() == found(killed(speaker="north", spans=SPAN, verb="said"))
    assert set() == found(killed(speaker="north", spans=SPAN, attributed="carried"))
    assert set() == found(killed(speaker="north"))
    assert set() == found(killed(spans=SPAN))


@pytest.mark.parametrize(
    ("by", "wrong"),
    [
        ({"verb": "claimed", "method": "verified"}, True),
        ({"verb": "could not be confirmed", "method": "verified"}, True),
        ({"verb": "believes", "commitment": "certain"}, True),
        ({"verb": "said it was likely", "commitment": "certain"}, True),
        ({"verb": "confirmed", "method": "verified"}, False),
        ({"verb": "claimed", "method": "counted"}, False),
        ({"verb": "claimed", "commitment": "certain"}, False),
        ({"verb": "believes", "commitment": "probable"}, False),
        ({"verb": "said on 3 May", "commitment": "certain"}, False),
        ({"method": "verified", "commitment": "certain"}, False),
    ],
)
def test_more_certain_than_the_words(by: Plain, wrong: bool) -> None:
    """Doubt in the words and certainty in the coding exclude each other; who claims may be certain."""
    assert ({"SP104"} if wrong else set()) == found(killed(speaker="north", **by))


@pytest.mark.parametrize("verb", ["denied", "has repeatedly denied", "refutes", "denied that", "заперечив", "отрицает"])
def test_a_denial_is_none_the_less_one(verb: str) -> None:
    """The verb alone tells it, of a number, of what occurred and of one's own guilt."""
    rival = killed(11, speaker="south", verb="said")
    assert {"SP105"} == found(killed(speaker="north", verb=verb), rival)
    assert {"SP105"} == found(**on_raid(claim("occurred", "yes", speaker="north", verb=verb)))
    assert {"SP105"} == found(**on_raid(claim("perpetrator", "north", speaker="north", verb=verb)))


@pytest.mark.parametrize(
    "verb", ["did not deny", "denied, saying", "said", "rejected the offer", "denounced", "did not rule out"]
)
def test_what_is_no_denial(verb: str) -> None:
    """Other words beside it may say the contrary."""
    assert set() == found(killed(speaker="north", verb=verb))


def test_who_denies_may_assert_the_contrary() -> None:
    """That nothing happened, that nobody died, that somebody else did it, are things one may say in a denial."""
    assert set() == found(killed(0, speaker="monitors", verb="denied"))
    assert set() == found(**on_raid(claim("occurred", "no", speaker="north", verb="denied")))
    assert set() == found(**on_raid(claim("perpetrator", "south", speaker="north", verb="denied")))
    assert set() == found(**on_raid(claim("motive", "no revenge", speaker="north", verb="denied")))
    assert set() == found(killed(11), killed(speaker="north", verb="denied", polarity="denies"), code="SP105")


def test_pronouns() -> None:
    """A pronoun as a name, or of an unnamed speaker, stands for nobody; as a description of somebody it is fine."""
    assert {"SP106"} == found(**person(name="they"))
    assert {"SP106"} == found(**person(name="Він"))
    assert {"SP106"} == found(**person(unnamed="wire"), **statement(described_as="He"))
    assert set() == found(**person(), **statement(described_as="He"))
    assert set() == found(**person(name="Iten"))
    assert set() == found(**person(unnamed="wire"), **statement(described_as="an officer"))


@pytest.mark.parametrize(
    ("by", "wrong"),
    [
        ({"speaker": "north", "verb": "said, quoting witnesses"}, True),
        ({"verb": "citing two officials"}, True),
        ({"speaker": "north", "verb": "заявив, посилаючись на розвідку"}, True),
        ({"speaker": "north", "verb": "citing"}, False),
        ({"speaker": "north", "verb": "said, citing security concerns"}, False),
        ({"speaker": "north", "verb": "was quoted as saying"}, False),
        ({"speaker": "north", "verb": "said, citing witnesses", "via": ["south"]}, False),
        ({"attributed": "unclear", "verb": "citing two officials"}, False),
    ],
)
def test_somebody_is_cited(by: Plain, wrong: bool) -> None:
    """A speaker who cites somebody is not the one who knows; whom the source cites is."""
    assert ({"SP107"} if wrong else set()) == found(killed(**by))


SAYS = {"verb": "said"}


def test_losses_of_the_other_side() -> None:
    """Once for each speaker; not of one's own, of a stranger's, or of nobody in particular."""
    assert {"SP108"} == found(killed(speaker="north", to="south"), killed(9, speaker="north", to="south"))
    army = [{"id": "army", "name": "Army", "kind": "armed_force", "member_of": "north"}]
    assert {"SP108"} == found(killed(speaker="army", to="south"), actors=army)
    for others in (killed(speaker="north", to="north"), killed(speaker="monitors", to="south"), killed(to="south")):
        assert set() == found(others)
    assert set() == found(killed(speaker="north"))
    assert set() == found(killed(speaker="north", to="abroad"))


def test_losses_of_one_s_own() -> None:
    """A denial, or a firm zero, by the side that would have borne them; not what it admits or leaves open."""
    rival = killed(11, to="south")
    assert {"SP109"} == found(rival, killed(None, speaker="south", to="south", polarity="denies"))
    assert {"SP109"} == found(killed(0, speaker="south", to="south"))
    assert set() == found(killed(0, speaker="south", to="south", high=5))
    assert set() == found(killed(9, speaker="south", to="south"))
    assert set() == found(rival, killed(9, speaker="south", to="south", polarity="withholds"))
    assert set() == found(rival, killed(None, speaker="monitors", to="south", polarity="denies"))


def test_nobody_with_a_name() -> None:
    """Each matter of an event needs one voice with a name; the source's own is one, a denial or another event's not."""
    nameless = person(unnamed="wire")
    own = {"speaker": "north"}
    assert {"SP110"} == found(killed(**own), killed(9, **own), **nameless)
    assert {"SP110"} == found(killed(**own), killed(9, measure="injured"), **nameless)
    assert {"SP110"} == found(killed(**own), killed(9, speaker="south", polarity="denies"), **nameless)
    assert set() == found(killed(**own), killed(9), **nameless)
    assert set() == found(killed(**own), killed(9, speaker="south"), **nameless)
    assert set() == found(killed(9, polarity="denies", **own), killed(9), code="SP110", **nameless)


def test_outlets() -> None:
    """An outlet speaks for nobody in its own report, nor for whom its own report names with the same number."""
    agency = [{"id": "agency", "name": "Agency", "kind": "media", "aliases": ["AG"]}]
    own = [{"id": "own", "title": "Its report", "publisher": "AG", "published": {"edtf": "2025-05-25"}}]
    first, again = killed(source="own", speaker="police"), killed(speaker="agency")
    assert {"SP111"} == found(killed(source="own", speaker="agency"), actors=agency, sources=own)
    assert {"SP111"} == found(first, again, actors=agency, sources=own)
    assert set() == found(first, killed(13, speaker="agency"), actors=agency, sources=own)
    assert set() == found(again, actors=agency, sources=own)
    assert set() == found(killed(source="own", speaker="police"), actors=agency, sources=own)


def in_office(during: str, **fields: Any) -> set[str]:
    """The codes found in a statement of 25 May 2025 by a minister of the south who was in office for a time."""
    posts = [{"office": "minister", "of": "south", "during": {"edtf": during}}]
    extra = {name: fields.pop(name) for name in ("member_of",) if name in fields}
    actors = [*person(posts=posts, **extra)["actors"], {"id": "south", "name": "South"}]
    return found(actors=actors, **statement(when={"edtf": "2025-05-25"}, **fields))


@pytest.mark.parametrize(
    ("during", "fields", "wrong"),
    [
        ("../2025-05-01", {"described_as": "the Southern minister"}, True),
        ("2020/2025-05-01", {"described_as": "Minister"}, True),
        ("2020/2025-05-01", {"described_as": "Southern Minister A. North"}, True),
        ("2025-06-01/..", {"described_as": "Minister"}, True),
        ("2020/2025-05-01", {"speaks_for": "south"}, True),
        ("2020/2025-05-01", {"speaks_for": "south", "member_of": "south"}, False),
        ("2020/2025-05-25", {"described_as": "Minister"}, False),
        ("2020/2025", {"described_as": "Minister"}, False),
        ("2020/2025-05-01", {"described_as": "Former Minister"}, False),
        ("2020/2025-05-01", {"described_as": "the then-minister"}, False),
        ("2025-06-01/..", {"described_as": "minister-designate"}, False),
        ("2020/2025-05-01", {"described_as": "Deputy Minister"}, False),
        ("2020/2025-05-01", {}, False),
    ],
)
def test_in_office(during: str, fields: Plain, wrong: bool) -> None:
    """Only an office that is called by its name, and was certainly not held on any possible day."""
    assert ({"SP112"} if wrong else set()) == in_office(during, **fields)


APART = "The army spoke of losses. In all 12 men died."


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (APART, True),
        ("In all 12 men died there. The army, which spoke on Friday, was silent on the rest.", True),
        ("The army spoke of losses, and 12 men died.", False),
        ("The army spoke: It was hard. In all 12 men died.", False),
        ("“In all 12 men died. We mourn,” as the army spoke.", False),
        ("The army spoke, as Capt. Smith heard, of 12 men who died.", False),
        ("The army spoke in the U.S. Of 12 men it said nothing else.", False),
    ],
)
def test_a_cue_in_another_sentence(text: str, wrong: bool) -> None:
    """A sentence that ends between cue and claim makes it carried, unless a quotation or a list goes on."""
    figure = killed(speaker="north", verb="spoke", spans=[at(text, "12 men"), at(text, "spoke", "cue")])
    assert ({"SP114"} if wrong else set()) == found(figure, texts={"wire": text})


def test_what_is_carried_or_open() -> None:
    """Said to be carried, or without the text, nothing is found; what is open belongs to no statement."""
    spans = [at(APART, "12 men"), at(APART, "spoke", "cue")]
    assert set() == found(killed(speaker="north", attributed="carried", spans=spans), texts={"wire": APART})
    assert set() == found(killed(speaker="north", spans=spans))
    assert set() == found(killed(speaker="north", spans=spans), texts={"wire": "Another text"})
    assert {"SP114"} == found(killed(attributed="unclear", statement="st"), **statement())
    assert set() == found(killed(attributed="unclear"), **statement())


def test_statements_and_claims() -> None:
    """A spokesperson stands for whom he speaks, a carrier for whom he cites, a copy for its wire story."""
    said = {"statement": "st"}
    assert {"SP115"} == found(killed(**said), **statement())
    assert {"SP115"} == found(killed(speaker="north", source="other", **said), **statement())
    assert set() == found(killed(speaker="north", **said), **statement())
    assert set() == found(killed(speaker="south", **said), **statement(speaks_for="south"))
    assert set() == found(killed(speaker="army", via=["north"], **said), **statement())
    copy = [{"id": "copy", "title": "A copy", "based_on": "wire"}]
    assert set() == found(killed(speaker="north", source="copy", **said), sources=copy, **statement())
    assert set() == found(killed(speaker="north", **said), **statement(source=None) | statement())


DENIED = {"speaker": "north", "polarity": "denies"}


def test_what_is_denied() -> None:
    """Another measure of harm, a heading that blames, or anything said of the event is what a denial answers."""
    assert {"SP116"} == found(killed(**DENIED))
    assert {"SP116"} == found(**on_raid(claim("occurred", "yes", **DENIED)))
    assert {"SP116"} == found(**on_raid(claim("perpetrator", "south", **DENIED)))
    assert {"SP116"} == found(killed(**DENIED), killed(3, measure="damaged", item="building"))
    assert set() == found(killed(**DENIED), killed(3, measure="injured"))
    assert set() == found(**on_raid(claim("occurred", "yes", **DENIED), claim("cause", "a fire")))
    assert set() == found(**on_raid(claim("perpetrator", "north", **DENIED)))
    assert set() == found(**on_raid(claim("perpetrator", "south", **DENIED), claim("perpetrator", "north")))
    assert set() == found(killed(speaker="north", polarity="withholds"))
    part = RAID | {"id": "part", "part_of": "raid", "figures": [killed(3, measure="missing")]}
    assert set() == found(killed(**DENIED), events=[RAID, part])
    war = {"kind": "episode", "id": "war"}
    apart = [RAID | {"part_of": "war"}, part | {"part_of": "war"}, war]
    assert {"SP116"} == found(killed(**DENIED), events=apart)


def ranks(*pairs: tuple[str, str | None]) -> set[str]:
    """The codes found in superlatives of one event."""
    return found(**on_raid(*(claim("rank", value, **({} if of is None else {"of": of})) for value, of in pairs)))


def test_superlatives() -> None:
    """The stronger and the weaker of one thing; of other things, or the same twice, they do not conflict."""
    assert {"SP117"} == ranks(("largest", "raids of the war"), ("among_largest", "air raids"))
    assert {"SP117"} == ranks(("deadliest", None), ("among_deadliest", "raids"))
    assert {"SP117"} == ranks(("unprecedented", "attacks"), ("rare", "attacks by night"))
    assert set() == ranks(("largest", "raids of the war"), ("among_largest", "fires of the war"))
    assert set() == ranks(("largest", "raids"), ("largest", "raids"))
    assert set() == ranks(("largest", "raids"), ("among_deadliest", "raids"))
    assert set() == ranks(("among_largest", "raids"))


@pytest.mark.parametrize(
    ("by", "wrong"),
    [
        ({"speaker": "north", "attributed": "own_voice", "verb": "said"}, True),
        ({"speaker": "north", "attributed": "own_voice", "polarity": "denies"}, True),
        ({"attributed": "own_voice"}, False),
        ({"speaker": "north", "attributed": "stated", "verb": "said"}, False),
        ({"speaker": "north", "verb": "said"}, False),
        ({"attributed": "unclear"}, False),
        ({}, False),
    ],
)
def test_nobody_speaks_in_the_voice_of_a_source(by: Plain, wrong: bool) -> None:
    """What a source says in its own voice has no speaker, of figures and assertions alike."""
    for told in (found(killed(**by), code="SP118"), found(**on_raid(claim("outcome", "it ended", **by)), code="SP118")):
        assert wrong is ("SP118" in told)


def test_the_error_stands_at_the_word() -> None:
    """It names the speaker whom the record gives."""
    document = Example(
        text=json.dumps({"events": [RAID | {"figures": [killed(speaker="north", attributed="own_voice")]}]})
    ).document
    (problem,) = ce.check(ce.loads(document), select=["SP118"]).problems
    assert ("error", "/events/0/figures/0/attribution/attributed") == (problem.severity, problem.path)
    assert "how the text names north" in problem.message
