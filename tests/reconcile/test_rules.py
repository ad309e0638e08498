"""Each rule on a worked case, rules that compose, and rules of one's own."""

from __future__ import annotations

import attrs
import pytest

import conflictevents as ce
from conflictevents.reconcile import RULES, Case, Estimate, Rule, Ruling, SetAside, hierarchy, reconcile, rule, ucdp

from .conftest import blast, day, killed


def by(dataset: ce.Dataset, rule_: object) -> Estimate:
    """The only estimate of the people killed."""
    (found,) = reconcile(dataset, measure="killed", rule=rule_)  # type: ignore[arg-type]
    return found


def used(found: Estimate) -> set[str]:
    """The claims used."""
    return {rival.claim for rival in found.used}


def reasons(found: Estimate) -> dict[str, str]:
    """The claims set aside with their reasons."""
    return {each.rival.claim: each.reason for each in found.set_aside}


ALL = {"wire-says", "gazette-says", "hospital-first", "hospital-later", "mayor-says", "ministry-says"}
DENIAL = {"ministry-denies": "it is a denial, which gives no rival number"}


@pytest.mark.parametrize(
    ("name", "numbers", "kept"),
    [
        ("range", (0, None, None), ALL),
        ("intersection", (None, None, None), ALL),
        ("consensus", (0, None, None), ALL),
        ("majority", (0, None, None), ALL),
        ("exclude_parties+majority", (12, None, 14), ALL - {"mayor-says", "ministry-says"}),
        ("hierarchy:courier,wire", (14, None, None), {"hospital-later", "mayor-says"}),
        ("hierarchy:hospital", (12, None, 14), {"hospital-first", "hospital-later"}),
        ("hierarchy:kind:court_record,kind:newspaper", (14, None, None), {"hospital-later", "mayor-says"}),
        ("hierarchy:kind:newspaper,hospital", (14, None, None), {"hospital-later", "mayor-says"}),
        ("latest", (0, None, 4), {"ministry-says"}),
        ("latest_per_speaker", (0, None, None), ALL - {"hospital-first"}),
        ("independent", (0, None, None), ALL - {"gazette-says"}),
        ("exclude_parties", (12, None, None), ALL - {"mayor-says", "ministry-says"}),
        (
            "exclude_parties+latest_per_speaker+intersection",
            (14, 14, 14),
            {"wire-says", "gazette-says", "hospital-later"},
        ),
        ("ucdp", (0, None, None), ALL),
        ("ucdp:bulletin", (0, None, None), ALL),
        ("acled", (None, 12, None), ALL - {"ministry-says"}),
    ],
)
def test_each_rule_on_one_case(market: ce.Dataset, name: str, numbers: tuple[int | None, ...], kept: set[str]) -> None:
    """Low, best and high, and the claims that they rest on."""
    found = by(market, name)

    assert numbers == (found.low, found.best, found.high)
    assert kept == used(found)
    assert (ALL | set(DENIAL)) - kept == set(reasons(found))
    assert (name, DENIAL["ministry-denies"]) == (found.rule, reasons(found)["ministry-denies"])
    assert f"By the rule {name}, version {found.version}." in found.why


def test_reasons_are_told_in_words(market: ce.Dataset) -> None:
    """Why a claim was set aside names what stood against it."""
    assert "gazette repeats wire, which speaks itself" == reasons(by(market, "independent"))["gazette-says"]
    assert "hospital in courier says 14 later" == reasons(by(market, "latest_per_speaker"))["hospital-first"]
    assert "belmar-mod belongs to a side" == reasons(by(market, "exclude_parties"))["ministry-says"]
    assert (
        "hospital stands before arvan-mayor in the order"
        == reasons(by(market, "hierarchy:hospital,arvan-mayor"))["mayor-says"]
    )
    assert (
        "neither its speaker nor its source is in the order" == reasons(by(market, "hierarchy:hospital"))["wire-says"]
    )
    assert "its words name no least number" == reasons(by(market, "acled"))["ministry-says"]


def test_a_source_that_quotes_somebody_is_no_second_voice() -> None:
    """Its own number may be that of whom it, or the story that it repeats, quotes; another number is kept."""
    claims = (
        killed("own", ce.Count.exactly(12), source="wire"),
        killed("said", ce.Count.exactly(12), source="wire", speaker="hospital"),
        killed("other", ce.Count.exactly(13), source="wire"),
    )
    found = by(blast(*claims), "independent")

    assert {"said", "other"} == used(found)
    assert {"own": "its own voice may be no other than that of hospital in wire, with the same number"} == reasons(
        found
    )


def test_claims_that_exclude_each_other_have_no_intersection(market: ce.Dataset) -> None:
    """No number is made up for them, and they are said to be in dispute."""
    found = by(market, "intersection")

    assert (True, None, "no number") == (found.disputed, found.bounds, str(found))
    assert "no number fits all" in found.why


def test_times_that_differ_have_no_intersection() -> None:
    """Two tolls for two days may be one number only by chance."""
    found = by(
        blast(*(killed(f"c{n}", ce.Count.exactly(12), source="wire", as_of=day(n)) for n in (1, 2))), "intersection"
    )

    assert (True, None) == (found.disputed, found.low)
    assert "hold for different times" in found.why


def test_latest_keeps_what_has_no_certain_order() -> None:
    """A claim without a date is not known to be older, and one that holds for a day is not ordered by publication."""
    claims = (
        killed("old", ce.Count.exactly(1), source="wire"),
        killed("new", ce.Count.exactly(2), source="courier"),
        killed("undated", ce.Count.exactly(3), source="yearbook"),
        killed("held", ce.Count.exactly(4), source="wire", as_of=day(1)),
    )

    assert {"new", "undated", "held"} == used(by(blast(*claims), "latest"))


def test_a_majority_needs_more_than_half() -> None:
    """Two against two is none, and the range is given without a best."""
    claims = [
        killed(f"c{n}", ce.Count.exactly(n), source="wire", speaker=speaker)
        for n, speaker in ((3, "a"), (4, "hospital"), (5, "b"), (6, "c"))
    ]
    found = by(blast(*claims), "majority")

    assert (3, None, 6, True) == (found.low, found.best, found.high, found.disputed)


def test_who_stands_outside_a_majority_is_told_so() -> None:
    """The reason says how many voices allow what it excludes."""
    claims = [
        killed(who, ce.Count.exactly(n), source="wire", speaker=who)
        for n, who in ((14, "hospital"), (14, "arvan-mayor"), (3, "belmar-mod"))
    ]

    assert {"belmar-mod": "it excludes what 2 of 3 voices allow"} == reasons(by(blast(*claims), "majority"))


def test_many_claims_of_one_voice_are_one_vote() -> None:
    """Who says the same ten times has one voice."""
    loud = [killed(f"loud{n}", ce.Count.exactly(50), source="wire", speaker="belmar-mod") for n in range(10)]
    others = [
        killed(f"c{who}", ce.Count.exactly(12), source="wire", speaker=who) for who in ("hospital", "arvan-mayor")
    ]

    assert 12 == by(blast(*loud, *others), "majority").best


def test_soft_words_give_no_best() -> None:
    """The number "about 50" is none to settle on, and the estimate says that it is soft."""
    about = ce.Count(low=50, high=50, approximate=True, text="about 50")
    found = by(blast(killed("c", about, source="wire")), "range")

    assert (50, None, 50, True) == (found.low, found.best, found.high, found.approximate)
    assert "Some of the words are soft" in found.why


# --- published conventions -------------------------------------------------------------------------------------------


def test_ucdp_takes_the_best_from_the_most_reliable(market: ce.Dataset) -> None:
    """Low and high are of all claims, best is that of the first in the order of reliability."""
    claims = [claim for claim in market.reports[0].figures if claim.id in ("hospital-later", "ministry-says")]
    found = by(blast(*claims), ucdp("hospital", "belmar-mod"))

    assert (0, 14, 14) == (found.low, found.best, found.high)
    assert {"hospital-later", "ministry-says"} == used(found)
    assert (0, None, 14) == tuple(getattr(by(blast(*claims), "ucdp"), name) for name in ("low", "best", "high"))


@pytest.mark.parametrize(
    ("words", "number"),
    [("dozens", 12), ("tens", 10), ("hundreds", 100), ("over 300", 301), ("at least 12", 12), ("about 50", 50)],
)
def test_acled_reads_vague_words_by_its_table(words: str, number: int) -> None:
    """The phrase is read again by the policy of that name, whatever its bounds in the dataset."""
    found = by(blast(killed("c", ce.Count.parse(words), source="wire")), "acled")

    assert (None, number, None) == (found.low, found.best, found.high)


def test_acled_and_ucdp_are_of_deaths_only() -> None:
    """They publish no numbers of injured."""
    data = blast(killed("c", ce.Count.exactly(3), source="wire", measure="injured"))
    for name in ("acled", "ucdp"):
        (found,) = reconcile(data, rule=name)
        assert "killed only" in reasons(found)["c"]


@pytest.mark.parametrize("name", [*RULES, "hierarchy:hospital"])
def test_a_published_triple_is_never_touched(name: str) -> None:
    """Whatever the rule, a dataset's own low, best and high stand as they are, beside the estimate of the claims."""
    legs = [
        killed(leg, ce.Count.exactly(number), source="yearbook", estimate=leg)
        for leg, number in (("low", 5), ("best", 8), ("high", 30))
    ]
    own, triple = reconcile(
        blast(killed("c", ce.Count.exactly(14), source="wire", speaker="hospital"), *legs), rule=name
    )

    assert ({"c"}, False) == (used(own), own.triple)
    assert (5, 8, 30, "as_published") == (triple.low, triple.best, triple.high, triple.rule)
    assert triple.triple


def test_a_triple_out_of_order_is_set_aside() -> None:
    """It contradicts itself, so nothing is made of it."""
    legs = [killed(leg, ce.Count.exactly(n), source="yearbook", estimate=leg) for leg, n in (("low", 9), ("high", 3))]
    found = by(blast(*legs), "range")

    assert (None, set()) == (found.low, used(found))
    assert {"the low, best and high of the estimate are not in order"} == set(reasons(found).values())


def test_a_triple_may_lack_a_leg_or_be_revised() -> None:
    """What is not published is absent, and of two words of one voice the later counts."""
    legs = [
        killed("old", ce.Count.exactly(5), source="yearbook", estimate="best", as_of=day(1)),
        killed("new", ce.Count.exactly(6), source="yearbook", estimate="best", as_of=day(2)),
        killed("twin", ce.Count.exactly(7), source="yearbook", estimate="best", as_of=day(2)),
    ]
    found = by(blast(*legs), "range")

    assert (None, None) == (found.low, found.high)
    assert 1 == len(used(found))
    assert {"yearbook says 6 later", "there is another best number of the same voice"} == set(reasons(found).values())


# --- what no rule decides on -----------------------------------------------------------------------------------------


def test_claims_without_a_standing_number_are_set_aside() -> None:
    """Superseded and retracted claims, shares, denials and claims without a number, each with its reason."""
    claims = (
        killed("old", ce.Count.exactly(12), source="wire"),
        killed("new", ce.Count.exactly(14), source="courier", supersedes=ce.Supersedes(claim="old", kind="correction")),
        killed("gone", ce.Count.exactly(99), source="wire"),
        killed("never", None, source="courier", supersedes=ce.Supersedes(claim="gone", kind="retraction")),
        killed("share", None, source="wire", share=ce.Share(low=10)),
        killed("asked", ce.Count.exactly(1), source="wire", polarity="withholds"),
        killed("some", None, source="wire"),
    )
    found = by(blast(*claims), "range")

    assert {"new"} == used(found)
    assert {
        "old": "it was superseded by new (correction)",
        "gone": "it was retracted, or is itself a retraction",
        "never": "it was retracted, or is itself a retraction",
        "share": "it is a percentage, which is never turned into a count",
        "asked": "the speaker neither says nor denies it",
        "some": "it gives no number",
    } == reasons(found)


def test_without_a_number_there_is_no_low() -> None:
    """Unknown is not zero."""
    found = by(blast(killed("some", None, source="wire")), "range")

    assert (None, None, None, "no number") == (found.low, found.best, found.high, str(found))


def test_what_does_not_follow_is_said() -> None:
    """An open speaker, a single voice, an event that is planned, a scope and a note are kept in mind."""
    claims = (
        killed(
            "a", ce.Count.exactly(3), source="wire", attributed="unclear", scope="cumulative", note="Read from a map."
        ),
        killed("b", ce.Count.exactly(3), source="wire", scope="cumulative"),
    )
    data = blast(*claims)
    planned = attrs.evolve(data, events=(attrs.evolve(data.events[0], realis="planned"),))
    why = by(planned, "range").why

    assert "The event is planned" in why
    assert "No certain speaker stands behind a." in why
    assert "Note on a: Read from a map." in why
    assert "All of it is one voice" in why
    assert "The scope of the figures is cumulative." in why


# --- rules as data ---------------------------------------------------------------------------------------------------


def cautious(case: Case) -> Ruling:
    """Use the least of all, and leave the top open."""
    least = min(case.rivals, key=lambda rival: rival.count.low)
    aside = tuple(SetAside(rival=rival, reason="it is not the least") for rival in case.rivals if rival is not least)
    return Ruling(used=(least,), set_aside=aside, low=least.count.low, why="The least of all.")


def test_a_function_is_a_rule(market: ce.Dataset) -> None:
    """It is named after the function, or given a name and a version, and composes like any other."""
    assert ("own.cautious", 0) == (by(market, cautious).rule, by(market, cautious).low)

    named = Rule(name="lab.cautious", version="3", function=cautious, meaning="The least.")
    found = by(market, RULES["exclude_parties"].then(named))
    assert ("exclude_parties+lab.cautious", "1+3", 12) == (found.rule, found.version, found.low)


def test_a_rule_after_one_that_leaves_nothing() -> None:
    """The second rule is not asked, and nothing is made up."""
    found = by(
        blast(killed("m", ce.Count.exactly(3), source="bulletin", speaker="belmar-mod")), "exclude_parties+majority"
    )

    assert (None, {"m"}) == (found.low, set(reasons(found)))
    assert "Only speakers of a side give a number." in found.why


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("rnage", "expected a rule .range, intersection"),
        ("hierarchy", "needs an order"),
        ("hierarchy:a,a", "each once"),
        ("hierarchy:kind:newspapers", "kind: a word of the vocabulary SourceKind"),
        ("range+", "expected a rule"),
        ("", "expected a rule"),
    ],
)
def test_an_unknown_rule_is_refused(name: str, words: str) -> None:
    """The message lists the rules that there are."""
    with pytest.raises(ValueError, match=words):
        rule(name)


def test_what_is_no_rule_is_refused() -> None:
    """A number is neither a rule nor its name."""
    with pytest.raises(TypeError, match="got int"):
        rule(3)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="got none"):
        hierarchy()


def test_an_id_may_hold_a_plus() -> None:
    """A plus starts a new rule only before the name of one."""
    assert "hierarchy:a+b,c+latest" == rule("hierarchy:a+b,c+latest").name
    assert 2 == rule("hierarchy:a+b,c+latest").version.count("1")


@pytest.mark.parametrize("numbers", [{"low": 3, "high": 2}, {"low": 3, "best": 2}, {"best": 3, "high": 2}, {"low": -1}])
def test_numbers_out_of_order_are_refused(numbers: dict[str, int]) -> None:
    """A rule of one's own cannot answer with a best beyond its bounds."""
    with pytest.raises(ValueError, match="expected low ≤ best ≤ high"):
        Ruling(**numbers)  # type: ignore[arg-type]


def test_a_reason_must_be_given(market: ce.Dataset) -> None:
    """A rule of one's own cannot set a claim aside without a word."""

    def silent(case: Case) -> Ruling:
        return Ruling(set_aside=tuple(SetAside(rival=rival, reason="") for rival in case.rivals))

    with pytest.raises(ValueError, match="to give a reason"):
        reconcile(market, rule=silent)


def test_an_unknown_event_is_refused(market: ce.Dataset) -> None:
    """As in every look-up of a dataset."""
    with pytest.raises(ce.UnknownIdError):
        reconcile(market, event="nowhere")


@pytest.mark.parametrize(("name", "numbers"), [("intersection", None), ("consensus", "about 300 to 400")])
def test_soft_words_that_lie_apart_are_no_dispute(name: str, numbers: str | None) -> None:
    """It cannot be told whether "about 300" and 400 are one number, and the estimate does not say that they are not."""
    soft = killed("one", ce.Count(low=300, high=300, approximate=True), source="wire")
    (found,) = reconcile(blast(soft, killed("two", ce.Count.exactly(400), source="bulletin")), rule=name)

    assert not found.disputed
    assert "some of the words are soft, so they may agree after all" in found.why
    assert (None if numbers is None else (300, None, 400)) == (
        None if found.low is None else (found.low, found.best, found.high)
    )


def test_a_rule_that_gives_no_ruling_is_told() -> None:
    """A function that forgets to return something is an error with the name of the rule."""

    def forgetful(case: Case) -> None:
        del case

    with pytest.raises(TypeError, match=r"expected the rule own\.forgetful to give a Ruling, got NoneType"):
        reconcile(blast(killed("one", ce.Count.exactly(3), source="wire")), rule=forgetful)  # type: ignore[arg-type]


def test_a_copy_of_what_was_withdrawn_says_so() -> None:
    """The claim of a copy stands until its own source is withdrawn, and the estimate tells what it repeats."""
    data = blast(killed("one", ce.Count.exactly(3), source="gazette"))
    wire = attrs.evolve(data.sources[0], status="retracted")
    (found,) = reconcile(attrs.evolve(data, sources=(wire, *data.sources[1:])))

    assert 3 == found.best
    assert "gazette repeats wire, which its publisher has withdrawn." in found.why
    assert "withdrawn" not in reconcile(data)[0].why
