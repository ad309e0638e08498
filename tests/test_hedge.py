"""`hedge`: a claim as a sentence, in the words that each part of it calls for."""

from __future__ import annotations

from typing import Any, Final

import attrs
import pytest

import conflictevents as ce
from conflictevents import examples
from conflictevents._hedge_words import DEEDS, GROUPS, ITEMS, RANKS, RELATIONS, TERMS, own_words, percent, plain, quoted
from conflictevents._vocab import GroupTag, Item, Measure, Property, Rank, Realis, RelationKind, TermStatus

EXAMPLE: Final = examples.load("istanbul-exchange")
RUSSIA: Final = ce.Actor(id="ru", name="Russia", kind="state")
UKRAINE: Final = ce.Actor(id="ua", name="Ukraine", kind="state")
FORCE: Final = ce.Actor(id="af", name="Ukrainian Air Force", kind="armed_force", member_of="ua")
SAID: Final = ce.Attribution(source="article", speaker="af")


def dead(**fields: Any) -> ce.Figure:
    """A figure of twelve people killed, said by the air force, with some fields changed."""
    given = {"measure": "killed", "item": "people", "count": ce.Count.exactly(12), "attribution": SAID}
    return ce.Figure(**(given | fields))


def by(**fields: Any) -> ce.Figure:
    """The same figure with some fields of its attribution changed."""
    return dead(attribution=attrs.evolve(SAID, **fields))


def judged(property_: str, value: str | ce.When, **fields: Any) -> ce.Assertion:
    """An assertion of the article in its own voice."""
    return ce.Assertion(property=property_, value=value, attribution=ce.Attribution(source="article"), **fields)


def told(claim: ce.Claim, *others: ce.Claim, cls: type[ce.Event] = ce.Incident, **records: Any) -> str:
    """The sentence of a claim of an event among a few actors and places."""
    claims = (claim, *others)
    event = cls(
        id="raid",
        title="The raid",
        realis=records.pop("realis", "actual"),
        figures=tuple(each for each in claims if isinstance(each, ce.Figure)),
        assertions=tuple(each for each in claims if isinstance(each, ce.Assertion)),
        **records.pop("fields", {}),
    )
    given: dict[str, Any] = {
        "sources": (ce.Source(id="article"),),
        "actors": (RUSSIA, UKRAINE, FORCE),
        "places": (ce.Place(id="kyiv", name="Kyiv"),),
        "events": (event, ce.Incident(id="other", title="The other raid")),
    }
    return ce.hedge(claim, ce.Dataset(**(given | records)))


# --- the worked example ----------------------------------------------------------------------------------------------

OFFICE: Final = ce.examples.load("istanbul-exchange").statement("st-ihnat").described_as
WORKED: Final = (
    # His office as the article prints it, from the dataset.
    f"Yuriy Ihnat, “{OFFICE}”, said Russia launched 298 drones at Ukraine",
    "the article, without naming a source, put the dead at 12 or more, including three children",
    "the article, without naming a source, said three children were killed, among at least 12 in all",
    "the article, without naming a source, said dozens more people were injured, on top of at least 12 who were killed",
    "the Ministry of Defence of Russia said over 300 prisoners were released by Russia to Ukraine",
    (
        "the Ministry of Defence of Russia claimed that 110 “Ukrainian drones” that Ukraine launched at Russia were "
        "intercepted, in the window “overnight” (taken as 24 May 2025 to 25 May 2025)"
    ),
    "the article, leaving open who said so, said 390 prisoners (“captives”) were released by Russia to Ukraine",
    "the article, naming neither a source nor a number, said Russia launched drones at Ukraine",
    (
        "the article, without naming a source, said hundreds of prisoners (“captives”) were released (recorded as an "
        "exchange between Russia and Ukraine)"
    ),
    "Donald Trump, “Former U.S. President”, said a lot of people were killed, over a stretch that is left open",
    (
        "the article, without naming a source, said “Russian air assault on Ukraine” was among the largest air raids "
        "of the war"
    ),
    "the article, without naming a source, said “Sunday's exchange” came after “Russian air assault on Ukraine”",
    (
        "Donald Trump, president of the United States, said the motive of “The war between Russia and Ukraine” was "
        "this: Russia's leader seeks full control of Ukraine"
    ),
    (
        "the article, without naming a source, said the term “Each side hands over 1,000 prisoners, soldiers and "
        "civilians among them” was agreed and not yet carried out"
    ),
)


@pytest.mark.parametrize("sentence", WORKED)
def test_the_worked_example_reads_as_a_newsroom_would_write_it(sentence: str) -> None:
    """Sentences of the worked example, word for word."""
    assert sentence in [ce.hedge(claim, EXAMPLE) for claim in EXAMPLE.claims]


def test_each_claim_of_the_worked_example_has_a_plain_sentence() -> None:
    """No sentence is capitalised or closed like a whole one, and none says what the article leaves open."""
    for claim in EXAMPLE.claims:
        sentence = ce.hedge(claim, EXAMPLE)
        assert not sentence.startswith(("The ", "A "))
        assert not sentence.endswith(".")
        assert ("leaving open who said so" in sentence) is (claim.attribution.attributed == "unclear")


# --- who says so -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (by(), "AF said 12 people were killed"),
        (by(verb="claimed"), "AF claimed that 12 people were killed"),
        (by(verb="confirmed"), "AF confirmed that 12 people were killed"),
        (by(verb="declined to confirm"), "AF said, without confirming it, that 12 people were killed"),
        (by(polarity="denies"), "AF denied that 12 people were killed"),
        (by(polarity="withholds"), "AF neither confirmed nor denied that 12 people were killed"),
        (by(commitment="possible"), "AF said that it was possible that 12 people were killed"),
        (by(commitment="probable"), "AF said that it was probable that 12 people were killed"),
        (by(commitment="certain"), "AF said, as certain, that 12 people were killed"),
        (
            by(polarity="denies", commitment="possible"),
            "AF denied, putting it as possible only, that 12 people were killed",
        ),
        (by(method="estimated"), "AF estimated that 12 people were killed"),
        (by(method="extrapolated"), "AF estimated, by extrapolation, that 12 people were killed"),
        (by(method="counted"), "AF said, from a count, that 12 people were killed"),
        (
            by(method="verified"),
            "AF confirmed, having checked it against independent evidence, that 12 people were killed",
        ),
        (
            by(attributed="carried"),
            "AF, named only earlier in the article, said 12 people were killed",
        ),
        (
            by(attributed="unclear"),
            ("the article, leaving open whether AF or the source itself said so, said 12 people were "
            "killed"),
        ),
        (
            by(attributed="own_voice"),
            ("the article, in its own voice although AF is recorded as the speaker, said 12 people were "
            "killed"),
        ),
        (by(speaker=None), "the article, without naming a source, said 12 people were killed"),
        (by(speaker=None, attributed="unclear"), "the article, leaving open who said so, said 12 people were killed"),
        (
            by(speaker=None, attributed="carried"),
            "the article, naming nobody at that point, said 12 people were killed",
        ),
        (
            by(speaker=None, attributed="stated"),
            "the article, naming somebody who is not recorded, said 12 people were killed",
        ),
        (
            by(via=("ua", "ru")),
            "AF, as quoted by Ukraine and then by Russia and then by the article, said 12 people were killed",
        ),
        (
            by(speaker=None, via=("ua",)),
            "the article, without naming a source, drawing on Ukraine, said 12 people were killed",
        ),
        (by(as_of=ce.When(edtf="2025-05-25")), "AF said 12 people were killed (as of 25 May 2025)"),
        (
            by(grade=ce.Grade(scheme="admiralty", value="B2")),
            "AF said 12 people were killed (graded “B2” on the scale “admiralty”)",
        ),
        (dead(estimate="low"), "AF said, as the low estimate, that 12 people were killed"),
        (dead(count=None), "AF said, without giving a number, that people were killed"),
    ],
)  # fmt: skip
def test_who_says_so_and_how_surely(claim: ce.Figure, sentence: str) -> None:
    """Each way to stand behind a claim has its words."""
    assert told(claim).replace("the Ukrainian Air Force", "AF") == sentence


def test_speakers_are_described_as_the_source_does() -> None:
    """The words of the source stand in quotation marks; without any, the office at the time is told, not another."""
    posts = (
        ce.Post(office="mayor", of="ua", during=ce.When(edtf="2010/2012")),
        ce.Post(office="spokesperson", of="af", during=ce.When(edtf="2020/..")),
    )
    ihnat = ce.Actor(id="ihnat", name="Yuriy Ihnat", kind="person", posts=posts)
    claim = by(speaker="ihnat", statement="st")
    actors = (RUSSIA, UKRAINE, FORCE, ihnat)
    said = ce.Statement(id="st", speaker="ihnat", when=ce.When(edtf="2025-05-25"), speaks_for="ua")
    described = attrs.evolve(said, described_as="an officer")
    expected = "Yuriy Ihnat, spokesperson of the Ukrainian Air Force, speaking for Ukraine, said 12 people were killed"
    assert told(claim, actors=actors, statements=(said,)) == expected
    expected = "Yuriy Ihnat, “an officer”, said 12 people were killed"
    assert told(claim, actors=actors, statements=(described,)) == expected
    alias = attrs.evolve(ihnat, aliases=("an officer",))
    assert told(claim, actors=(*actors[:3], alias), statements=(described,)) == "Yuriy Ihnat said 12 people were killed"


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("Ukraine's air force", "armed_force", "Ukraine's air force"),
        ("The Hague court", "government_body", "The Hague court"),
        ("United Nations", "international_body", "the United Nations"),
        ("United States", "state", "the United States"),
        ("Hezbollah", "armed_group", "Hezbollah"),
        ("Army Times", "media", "Army Times"),
    ],
)
def test_names_take_their_article(name: str, kind: str, shown: str) -> None:
    """Bodies and some states take "the"; names with an owner or an article of their own do not."""
    actors = (RUSSIA, ce.Actor(id="af", name=name, kind=kind))
    claim = dead(measure="launched", item="drone", from_="ru", count=ce.Count.exactly(298))
    assert told(claim, actors=actors) == f"{shown} said Russia launched 298 drones"


def test_a_statement_of_somebody_else_describes_nobody() -> None:
    """A description is taken from the speaker's own statement only."""
    said = ce.Statement(id="st", speaker="ru", described_as="the other side")
    assert told(by(statement="st"), statements=(said,)) == "the Ukrainian Air Force said 12 people were killed"
    assert told(by(statement="gone"), statements=(said,)) == "the Ukrainian Air Force said 12 people were killed"


def test_unnamed_speakers_bring_no_number() -> None:
    """The number in "two officials" stands in quotation marks, and the source that does not name them is told."""
    two = ce.Actor(id="two", name="two officials", kind="group", unnamed="article")
    sentence = told(by(speaker="two"), actors=(two,))
    assert sentence == "“two officials”, whom the article does not name, said 12 people were killed"


def test_the_name_of_a_person_at_risk_is_withheld() -> None:
    """Neither the name nor a description that holds it is told, nor a title that does."""
    anna = ce.Actor(id="w", name="Anna Petrenko", aliases=("Anya",), kind="person", sensitive=True)
    said = ce.Statement(id="st", speaker="w", described_as="Ms Petrenko, a widow")
    title = ce.Source(id="wire", title="What anna petrenko saw, by Anya")
    claim = by(speaker="w", statement="st", source="wire", via=("wire",))
    sentence = told(claim, actors=(anna,), statements=(said,), sources=(title,))
    assert sentence.startswith("a person whose name is withheld, as quoted by ")
    assert "etrenko" not in sentence
    assert "Anya" not in sentence


@pytest.mark.parametrize("field", ["text", "zone"])
@pytest.mark.parametrize("before", range(180, 205))
def test_a_name_is_withheld_before_a_long_text_is_cut(field: str, before: int) -> None:
    """The words of a date, of which the first two hundred characters are told, never hold the half of a name."""
    anna = ce.Actor(id="w", name="Anna Petrenko", kind="person", sensitive=True)
    words = f"{'x' * (before - 1)} Anna Petrenko was there"
    when = ce.When(**({"edtf": "2031-06-16"} | {field: words}))  # type: ignore[arg-type]
    sentence = told(by(as_of=when), actors=(anna,))
    assert "Ann" not in sentence
    assert sentence.count("x") >= min(before - 1, 200)


@pytest.mark.parametrize(
    ("sources", "name"),
    [
        ((ce.Source(id="article", publisher="Daily News"),), "Daily News"),
        ((ce.Source(id="article", publisher="X"), ce.Source(id="b", publisher="X")), "the article"),
        ((ce.Source(id="article", title="A raid"),), "the article"),
        ((), "the article"),
    ],
)
def test_a_source_is_called_by_its_publisher_or_by_what_it_is(sources: tuple[ce.Source, ...], name: str) -> None:
    """The publisher where it has one source only; else "the article"."""
    assert told(by(speaker=None), sources=sources) == f"{name}, without naming a source, said 12 people were killed"


def test_any_other_source_is_called_by_its_title() -> None:
    """A title or an id stands in quotation marks, for it may hold anything."""
    sources = (ce.Source(id="s1", title="12 dead in raid"),)
    expected = "the source “12 dead in raid”, without naming a source, said 12 people were killed"
    assert told(by(source="s1", speaker=None), sources=sources) == expected


# --- what is counted -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "clause"),
    [
        ({"count": ce.Count.exactly(1)}, "1 person was killed"),
        ({"count": ce.Count(low=1, high=1, text="one")}, "one person was killed"),
        ({"count": ce.Count.exactly(0)}, "0 people were killed"),
        ({"count": ce.Count(low=0, approximate=True)}, "an unknown number of people were killed"),
        ({"count": ce.Count(low=24, high=24, approximate=True)}, "nominally 24 people were killed"),
        ({"count": ce.Count(low=24, approximate=True, text="Dozens"), "group": "men"}, "dozens of men were killed"),
        ({"count": ce.Count(low=24, approximate=True), "group": "men"}, "nominally at least 24 men were killed"),
        ({"count": ce.Count(low=50, high=50, text="dozens")}, "50 people were killed"),
        ({"item": None}, "12 were killed"),
        ({"item": None, "count": None}, "some were killed"),
        ({"group": "children"}, "12 children were killed"),
        ({"group": "women+civilians"}, "12 civilian women were killed"),
        ({"group": "medics+rescuers"}, "12 medics (rescuers) were killed"),
        ({"group": "nationality:UA+elderly"}, "12 elderly people of the nationality UA were killed"),
        ({"group": "unit:47"}, "12 people tagged “unit:47” were killed"),
        ({"group": "hunger"}, "12 people suffering from hunger died"),
        ({"item": "bodies", "group": "children", "measure": "returned"}, "12 bodies (children) came home"),
        ({"item": "drone", "model": "Shahed-136", "measure": "launched"}, "12 Shahed-136 drones were launched"),
        ({"item": None, "model": "Kh-101", "measure": "launched"}, "12 Kh-101 were launched"),
        ({"item": "artillery", "measure": "destroyed"}, "12 artillery pieces were destroyed"),
        ({"described": "miners"}, "12 people (“miners”) were killed"),
        ({"described": "young people"}, "12 “young people” were killed"),
        ({"item": "x-lab.ferry", "measure": "x-lab.sunk"}, "12 items of x-lab.ferry were counted under “x-lab.sunk”"),
        ({"from_": "ru", "to": "ua"}, "12 people were killed by Russia on the side of Ukraine"),
        ({"measure": "missing", "from_": "ru"}, "12 people were missing through the doing of Russia"),
        ({"measure": "casualties"}, "12 people were killed or injured"),
        ({"measure": "agreed", "item": "prisoners", "from_": "ru", "to": "ua"},
         "12 prisoners were to be handed over under an agreement from Russia to Ukraine"),
        ({"measure": "returned", "item": "prisoners", "to": "ua"}, "12 prisoners came home to Ukraine"),
        ({"measure": "hit", "item": "missile", "from_": "ru"}, "12 missiles that Russia launched reached a target"),
        ({"measure": "hit", "item": "building"}, "12 buildings were hit"),
        ({"measure": "lost", "item": "drone", "to": "ua"}, "12 drones launched at Ukraine were lost on the way"),
        ({"count": None, "share": ce.Share(low=80, high=85)}, "between 80 and 85 percent of people were killed"),
        ({"count": None, "share": ce.Share(low=80, approximate=True), "item": None},
         "roughly at least 80 percent were killed"),
        ({"scope": "increment"}, "12 more people were killed, since the report before"),
        ({"scope": "cumulative"}, "12 people were killed, in all up to then, in “The raid”"),
        ({"scope": "cumulative", "window": ce.When(edtf="2022-02-24/..")},
         "12 people were killed, in all since 24 February 2022, in “The raid”"),
        ({"window": ce.When(edtf="../2025-05-24?")}, "12 people were killed, until 24 May 2025 (uncertain)"),
        ({"scope": "unclear"}, "12 people were killed, over a stretch that is left open"),
        ({"scope": "phase"}, "12 people were killed, in a part of it"),
        ({"scope": "window"}, "12 people were killed, in a window that is not recorded"),
        ({"window": ce.When(edtf="2025-05", basis=ce.Basis(rule="this_month"))},
         "12 people were killed, in the window May 2025 (inferred)"),
        ({"window": ce.When(edtf="0987-05/1066", zone="local")},
         "12 people were killed, in the window “0987-05” to “1066”, “local”"),
        ({"within": "gone"}, "12 people were killed, as part of another figure"),
    ],
)  # fmt: skip
def test_what_is_counted(fields: dict[str, Any], clause: str) -> None:
    """Each part of a figure has its words, and the number agrees with the noun."""
    sentence = told(dead(**fields)).removeprefix("the Ukrainian Air Force said")
    assert sentence.replace(", without giving a number, that", "") == f" {clause}"


def test_a_toll_is_put_at_its_bounds() -> None:
    """The short form of a toll takes what is not one number; an exact number never stands alone after "at"."""
    counts = {
        ce.Count.at_least(12): "put the dead at 12 or more",
        ce.Count.at_most(40): "put the dead at 40 or fewer",
        ce.Count.between(45, 60): "put the dead at 45 to 60",
        ce.Count.more_than(300, text="over 300"): "put the dead at over 300",
        ce.Count.exactly(12): "said 12 people were killed",
        ce.Count(low=200, approximate=True, text="Hundreds of"): "put the dead at hundreds",
        ce.Count(low=2, approximate=True, text="a number of"): "said a number of people were killed",
        ce.Count.at_least(12, text="at least 12"): "put the dead at 12 or more",
        ce.Count(low=45, high=55, approximate=True): "put the dead at about 50",
        ce.Count.at_least(0): "said at least 0 people were killed",
    }
    for count, words in counts.items():
        assert told(dead(count=count)) == f"the Ukrainian Air Force {words}"


def test_the_sides_of_the_heading_are_told_as_those_of_the_record() -> None:
    """What the coder wrote in the heading is not put into the speaker's mouth."""
    claim = dead(measure="launched", item="drone")
    sentence = told(claim, cls=ce.Strike, fields={"attacker": "ru", "targets": ("ua",)})
    assert sentence == (
        "the Ukrainian Air Force said 12 drones were launched (recorded as an attack by Russia on Ukraine)"
    )


# --- how claims belong together --------------------------------------------------------------------------------------


def test_parts_are_told_only_where_the_same_speaker_says_them_as_surely() -> None:
    """A part that somebody else says, or that is less sure, is not put into the speaker's mouth."""
    whole = dead(id="whole")
    part = dead(group="children", within="whole", count=ce.Count.exactly(3))
    assert told(whole, part) == "the Ukrainian Air Force said 12 people were killed, including 3 children"
    for fields in ({"speaker": "ru"}, {"commitment": "possible"}, {"polarity": "denies"}, {"verb": "claimed"}):
        other = attrs.evolve(part, attribution=attrs.evolve(SAID, **fields))
        assert told(whole, other) == "the Ukrainian Air Force said 12 people were killed"


def test_a_part_names_its_whole() -> None:
    """A part tells the number of its whole where the same speaker gives it."""
    whole = dead(id="whole")
    part = dead(group="children", within="whole", count=ce.Count.exactly(3))
    assert told(part, whole) == "the Ukrainian Air Force said 3 children were killed, among 12 in all"
    other = attrs.evolve(whole, attribution=attrs.evolve(SAID, speaker="ru"))
    assert told(part, other) == "the Ukrainian Air Force said 3 children were killed, as part of another figure"


def test_long_lists_of_parts_are_cut() -> None:
    """Eight parts are told, and that there are others."""
    parts = [dead(id=f"p{i}", within="whole", group="children", count=ce.Count.exactly(i)) for i in range(2, 12)]
    sentence = told(dead(id="whole", count=ce.Count.exactly(99)), *parts)
    assert sentence.endswith("8 children and 9 children, with parts not listed here")


@pytest.mark.parametrize(
    ("kind", "note", "own"),
    [
        ("update", "later updated", "(updating an earlier claim)"),
        ("correction", "later corrected", "(correcting an earlier claim)"),
        ("retraction", "later retracted", "withdrew the claim that"),
    ],
)
def test_what_became_of_a_claim(kind: str, note: str, own: str) -> None:
    """A claim that was replaced says so, and so does the one that replaced it."""
    first = dead(id="first")
    second = dead(count=ce.Count.exactly(14), supersedes=ce.Supersedes(claim="first", kind=kind))
    assert told(first, second).endswith(f" ({note})")
    assert own in told(second, first)


def test_a_claim_of_a_retracted_source_says_so() -> None:
    """A claim falls with its source."""
    sources = (ce.Source(id="article", status="retracted"),)
    assert told(dead(), sources=sources).endswith(" (in a source that was later retracted)")


# --- whether it happened ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("realis", "clause", "asserted"),
    [
        ("planned", "12 prisoners were to be released by Russia", "the planned exchange “The raid”"),
        ("hypothetical", "12 prisoners might be released by Russia", "the hypothetical exchange “The raid”"),
        (
            "counterfactual",
            "12 prisoners would have been released by Russia",
            "the exchange “The raid” (said not to have happened)",
        ),
        (
            "unclear",
            "12 prisoners may have been released by Russia",
            "the exchange “The raid” (unclear whether it happened)",
        ),
    ],
)
def test_what_is_not_said_to_have_happened_is_told_so(realis: str, clause: str, asserted: str) -> None:
    """The mood of the event is that of the verb, and stands beside its name."""
    claim = dead(measure="released", item="prisoners", from_="ru")
    sentence = told(claim, cls=ce.Exchange, realis=realis)
    assert sentence == f"the Ukrainian Air Force said {clause}"
    assert asserted in told(judged("place", "kyiv"), cls=ce.Exchange, realis=realis)


def test_a_launch_that_is_planned_is_no_launch() -> None:
    """The active form is for what is said to have happened."""
    claim = dead(measure="launched", item="drone", from_="ru")
    assert told(claim, realis="planned").endswith("12 drones were to be launched by Russia")


def test_one_claim_of_two_events_is_told_with_the_doubt_of_either() -> None:
    """Where equal claims belong to a planned and to an actual event, the sentence leaves open whether it happened."""
    events = tuple(ce.Incident(id=realis, realis=realis, figures=(dead(),)) for realis in ("actual", "planned"))
    dataset = ce.Dataset(sources=(ce.Source(id="article"),), actors=(FORCE,), events=events)
    assert ce.hedge(dead(), dataset) == "the Ukrainian Air Force said 12 people may have been killed"


# --- assertions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("assertion", "clause"),
    [
        (judged("occurred", "yes"), "“The raid” happened"),
        (judged("occurred", "no"), "“The raid” did not happen"),
        (judged("occurred", "partly"), "“The raid” happened in part"),
        (judged("perpetrator", "ru"), "“The raid” was the work of Russia"),
        (judged("target", "ua"), "“The raid” was aimed at Ukraine"),
        (judged("target", "homes by the river"), "“The raid” was aimed at homes by the river"),
        (judged("place", "kyiv"), "“The raid” took place in Kyiv"),
        (judged("time", ce.When(edtf="2025-05-24")), "the time of “The raid” was 24 May 2025"),
        (judged("time", "late"), "the time of “The raid” was this: late"),
        (judged("cause", "other"), "“The raid” was brought about by “The other raid”"),
        (judged("cause", "a leak"), "the cause of “The raid” was this: a leak"),
        (judged("cause", "12 leaks"), "the cause of “The raid” was this: “12 leaks”"),
        (judged("motive", "revenge"), "the motive of “The raid” was this: revenge"),
        (judged("method", "arson", vocabulary="acled"), "the manner of “The raid” was this: arson (a term of “acled”)"),
        (judged("evaluation", "it was cruel"), "this held of “The raid”: it was cruel"),
        (judged("rank", "first", of="raids of the year"), "“The raid” was the first of the raids of the year"),
        (judged("rank", "rare"), "“The raid” was rare"),
        (judged("rank", "x", of="raids"), "“The raid” was “x” of the raids"),
        (
            judged("rank", "among_largest", of="raids", since=ce.When(edtf="2022-02")),
            "“The raid” was among the largest raids, since February 2022",
        ),
        (
            judged("rank", "deadliest", since=ce.When(text="since the war began")),
            "“The raid” was the deadliest, “since the war began”",
        ),
        (judged("same_as", "other"), "“The raid” was the same event as “The other raid”"),
        (judged("relation", "other", relation="retaliates"), "“The raid” answered “The other raid”"),
        (judged("relation", "other", relation="x.echoes"), "“The raid” was related by “x.echoes” to “The other raid”"),
        (judged("relation", "other"), "“The raid” was related to “The other raid”"),
        (judged("term_status", "violated", of="gone"), "the term “gone” was broken"),
        (judged("term_status", "odd"), "a term stood as “odd”"),
        (judged("x.mood", "grim"), "the “x.mood” of “The raid” was this: grim"),
        (judged("occurred", ce.When(edtf="2025")), "the occurrence of “The raid” was 2025"),
    ],
)
def test_assertions_of_every_property(assertion: ce.Assertion, clause: str) -> None:
    """Each property has its words, and a value stands in quotation marks where it could be taken for another thing."""
    assert told(assertion) == f"the article, without naming a source, said {clause}"


# --- without the dataset, and with texts that mean ill ---------------------------------------------------------------


def test_without_a_dataset_ids_stand_for_names() -> None:
    """What the claim itself holds is told, and what it names is told by id."""
    claim = dead(measure="launched", item="drone", from_="ru", to="ua", within="w", besides="b", id="here")
    expected = "af said ru launched 12 more drones at ua, as part of the figure “w”, on top of the figure “b”"
    assert ce.hedge(claim) == expected
    assert (
        ce.hedge(judged("place", "kyiv")) == "the article, without naming a source, said the event took place in kyiv"
    )


def test_references_that_lead_nowhere_are_told_by_id() -> None:
    """A dataset that is still being built has no records for some ids; the sentence does not mind."""
    claim = by(speaker="gone", statement="gone", source="gone", via=("gone",))
    assert (
        ce.hedge(claim, ce.Dataset())
        == "gone, as quoted by gone and then by the source “gone”, said 12 people were killed"
    )
    for name in Property:
        sentence = ce.hedge(judged(name.value, "gone", of="gone", relation="follows"), ce.Dataset())
        assert "gone" in sentence


def test_only_claims_are_told() -> None:
    """Anything else is refused, with what was expected."""
    with pytest.raises(TypeError, match="expected a Figure or an Assertion, got Claim"):
        ce.hedge(ce.Claim(attribution=SAID))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ukraine said Russia", "“Ukraine said Russia”"),
        ("a\nb", "“a\\nb”"),
        ("\x1b[2J", "“\\x1b[2J”"),
        ("\u202eabc", "“\\u202eabc”"),
        ("12 people", "“12 people”"),
        ("” 40 dead “", "“’ 40 dead ‘”"),
        ("x" * 300, f"“{'x' * 200}… (300 characters)”"),
        ("Kharkiv", "Kharkiv"),
        ("Київ", "Київ"),
        ("St. Petersburg", "St. Petersburg"),
        ("It ended. Russia", "“It ended. Russia”"),
        ("حماس", "“\u200eحماس\u200e”"),
        ("e" + "\u0301" * 9, "“e" + "\u0301" * 4 + "\\u0301" * 5 + "”"),
    ],
)
def test_a_name_that_could_be_taken_for_words_of_ours_is_quoted(name: str, shown: str) -> None:
    """Numbers, verbs of saying, line breaks, escapes and marks of direction do not get out of quotation marks."""
    actors = (ce.Actor(id="af", name=name),)
    assert told(dead(), actors=actors) == f"{shown} said 12 people were killed"


def test_the_sources_own_words_give_way_where_they_would_be_misread() -> None:
    """After "that" the word "one" is read as a pronoun, so the number is written in digits there."""
    claim = dead(count=ce.Count(low=1, high=1, text="one"), attribution=attrs.evolve(SAID, polarity="denies"))
    assert told(claim) == "the Ukrainian Air Force denied that 1 person was killed"


def test_names_beside_the_number_are_quoted_where_they_would_change_it() -> None:
    """A model "million" would make 298 drones 298 million."""
    sentence = told(dead(measure="launched", item="drone", model="million"))
    assert sentence == "the Ukrainian Air Force said 12 “million” drones were launched"


def test_numbers_beyond_the_parser_are_still_told() -> None:
    """A count of more than 10**12 is written though no parser of news reads it."""
    assert "9,007,199,254,740,991 people" in told(dead(count=ce.Count.exactly(2**53 - 1)))


# --- the words themselves --------------------------------------------------------------------------------------------


def test_every_word_of_the_vocabularies_has_its_words() -> None:
    """A word that is added to a vocabulary gets a line here, or stands in quotation marks."""
    assert set(DEEDS) == set(Measure)
    assert set(ITEMS) == set(Item)
    assert set(GROUPS) == set(GroupTag)
    assert set(RANKS) == set(Rank)
    assert set(TERMS) == set(TermStatus)
    assert set(RELATIONS) == set(RelationKind)


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("realis", Realis)
def test_each_measure_has_each_mood(measure: Measure, realis: Realis) -> None:
    """One and several agree with their verb in the past; no mood but the actual is told as a fact."""
    one, many = (DEEDS[measure].told(realis, single=single) for single in (True, False))
    assert one.replace("was", "were", 1) == many
    facts = {DEEDS[measure].told(Realis.ACTUAL, single=False)} if measure is not Measure.AGREED else set()
    assert (many in facts) is (realis is Realis.ACTUAL and measure is not Measure.AGREED)


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (ce.Share(low=0), "an unknown share"),
        (ce.Share(low=80, high=80), "80 percent"),
        (ce.Share(low=0, high=5.5, approximate=True), "roughly at most 5.5 percent"),
        (ce.Share(low=33.3, high=5e1), "between 33.3 and 50 percent"),
        (ce.Share(low=100 / 3, high=5e-324 + 200 / 3), "between 33.333333333333 and 66.666666666667 percent"),
        (ce.Share(low=0, high=5e-324), "at most 0.000000000001 percent"),
    ],
)
def test_shares_are_never_narrowed(share: ce.Share, words: str) -> None:
    """A long share is rounded outwards, and none is written with an exponent."""
    assert percent(share) == words


@pytest.mark.parametrize(
    ("text", "low", "high", "soft", "words"),
    [
        ("at least 12", 12, None, False, "at least 12"),
        ("Hundreds of", 200, None, True, "hundreds"),
        ("at least 12 people", 12, None, False, None),
        ("at least 12", 13, None, False, None),
        ("dozens", 24, 99, True, None),
        ("about 50", 45, 55, False, None),
        ("no", 0, 0, False, None),
        ("щонайменше 12", 12, None, False, None),
        ("another 41", 41, 41, False, None),
        ("twelve (12)", 12, 12, False, None),
        ("up to forty " + "-" * 40, 0, 40, False, None),
    ],
)  # fmt: skip
def test_own_words_are_taken_where_they_say_what_the_bounds_say(
    text: str, low: int, high: int | None, soft: bool, words: str | None
) -> None:
    """Words that hold a noun, are read otherwise, or are of another language give way to our own."""
    assert own_words(ce.Count(low=low, high=high, approximate=soft, text=text)) == words


def test_plain_names_and_quotations() -> None:
    """What `plain` takes needs no quotation marks; what it refuses is one line within them."""
    assert plain("Ministry of Defence of Russia")
    assert not plain("Brigade of 12 people")
    assert not plain("")
    assert not plain("leaders, elsewhere")
    assert plain("leaders, elsewhere", title=True)
    assert quoted("a “b” c") == "“a ‘b’ c”"


def test_the_dataset_is_not_kept_alive() -> None:
    """What is kept of the latest dataset goes with it."""
    import gc

    from conflictevents import _hedge_around

    dataset = ce.Dataset(sources=(ce.Source(id="article"),), events=(ce.Incident(id="e", figures=(dead(),)),))
    ce.hedge(dataset.claims[0], dataset)
    assert _hedge_around._latest is not None
    del dataset
    gc.collect()
    assert _hedge_around._latest is None


def test_a_secretariat_takes_its_article() -> None:
    """It is a body like a ministry."""
    body = ce.Actor(id="un", name="UN Secretariat", kind="international_body")
    claim = ce.Figure(
        measure="killed",
        item="people",
        count=ce.Count.at_least(12),
        attribution=ce.Attribution(source="article", speaker="un"),
    )
    source = ce.Source(id="article", title="An article")
    report = ce.CasualtyReport(id="r", event="e", figures=(claim,))
    dataset = ce.Dataset(sources=(source,), actors=(body,), events=(ce.Strike(id="e"),), reports=(report,))
    assert ce.hedge(claim, dataset).startswith("the UN Secretariat put")


def test_a_withdrawn_estimate_was_an_estimate() -> None:
    """The verb says that it is withdrawn, so something else has to say that it was estimated."""
    withdrawn = ce.Assertion(
        property="occurred",
        value="yes",
        supersedes=ce.Supersedes(claim="a", kind="retraction"),
        attribution=ce.Attribution(source="a", method="estimated"),
    )
    assert "withdrew, as an estimate, the claim" in ce.hedge(withdrawn)
