"""Harm against its words, its sums, its places and who tells it: what is found and what is not."""

from __future__ import annotations

from typing import Any, Final

import attrs
import pytest

import conflictevents as ce

TOWN: Final = (ce.Location(place="town"),)
BLAST: Final = ce.Incident(id="blast", where=TOWN)


def figure(count: ce.Count | int | None = 12, *, quoted: str | None = None, **fields: Any) -> ce.Figure:
    """A figure of people killed, of the source's own voice unless something else is given."""
    number = ce.Count.exactly(count) if isinstance(count, int) else count
    names = ("source", "speaker", "polarity", "method", "commitment")
    voice = {name: fields.pop(name) for name in names if name in fields}
    spans = () if quoted is None else (ce.Span(start=0, end=len(quoted), exact=quoted),)
    attribution = ce.Attribution(**{"source": "wire"} | voice)
    given = {"measure": "killed", "item": "people", "count": number, "attribution": attribution, "spans": spans}
    return ce.Figure(**given | fields)


def said(text: str, low: int = 12, **fields: Any) -> ce.Figure:
    """A figure whose exact number has words."""
    return figure(ce.Count.exactly(low, text=text), **fields)


def toll(*figures: ce.Figure, events: tuple[ce.Event, ...] = (BLAST,), **fields: Any) -> ce.Dataset:
    """A dataset with one report of the harm of the first of some events."""
    return ce.Dataset(
        sources=(ce.Source(id="wire"), ce.Source(id="other")),
        actors=(
            ce.Actor(id="north", name="North", kind="state"),
            ce.Actor(id="north-army", name="Army of North", kind="armed_force", member_of="north"),
            ce.Actor(id="south", name="South", kind="state"),
            ce.Actor(id="world", name="World Body", kind="international_body"),
        ),
        places=(ce.Place(id="town", name="Town"),),
        events=events,
        reports=(ce.CasualtyReport(id="toll", event=events[0].id, figures=figures, **fields),),
    )


def found(dataset: ce.Dataset, code: str) -> list[ce.Problem]:
    """What a check finds, and whether one failed."""
    return list(ce.check(dataset, select=[code, "IO199"]))


# --- CS103 and CS106: sums that a coder made ---


@pytest.mark.parametrize("method", ["coded", "extrapolated"])
def test_a_sum_of_groups_that_overlap_is_found(method: str) -> None:
    """Only in a number that a coder or compiler made: a source may have counted so."""
    parts = figure(5, group="women"), figure(7, group="children")
    (problem,) = found(toll(figure(12, method=method), *parts), "CS103")
    assert ("warning", "/reports/0/figures/0/count") == (problem.severity, problem.path)
    assert [] == found(toll(figure(12), *parts), "CS103")
    assert [] == found(toll(figure(12, method="counted"), *parts), "CS103")


@pytest.mark.parametrize(
    "figures",
    [
        (figure(12, method="coded"), figure(5, group="adults"), figure(7, group="children")),
        (figure(13, method="coded"), figure(5, group="women"), figure(7, group="children")),
        (figure(12, method="coded"), figure(12, group="women")),
        (figure(12, method="coded"), figure(5, group="women"), figure(7, group="children", source="other")),
        (figure(12, method="coded"), figure(5, group="women", measure="injured"), figure(7, group="children")),
        (figure(0, method="coded"), figure(0, group="women"), figure(0, group="children")),
    ],
)
def test_other_sums_of_groups_are_not(figures: tuple[ce.Figure, ...]) -> None:
    """Groups that are disjoint, another number, one group, another source or measure."""
    assert [] == found(toll(*figures), "CS103")


def test_missing_people_in_a_sum_of_the_killed_are_found() -> None:
    """17 are the 12 dead and the 5 missing."""
    apart = figure(12), figure(5, measure="missing")
    assert 1 == len(found(toll(figure(17, method="coded"), *apart), "CS106"))
    assert [] == found(toll(figure(17), *apart), "CS106")
    assert [] == found(toll(figure(12, method="coded"), *apart), "CS106")
    assert [] == found(toll(figure(17, method="coded"), figure(12), figure(5, measure="injured")), "CS106")


@pytest.mark.parametrize(
    "killed",
    [
        said("five missing", 5),
        figure(5, described="missing, feared dead"),
        figure(5, quoted="5 people presumed dead"),
        figure(5, described="зниклих безвісти"),
        figure(None, described="missing"),
    ],
)
def test_missing_people_held_as_killed_are_found(killed: ce.Figure) -> None:
    """By the words of the figure alone."""
    (problem,) = found(toll(killed), "CS106")
    assert "missing" == problem.suggestion


@pytest.mark.parametrize(
    "killed",
    [
        figure(5, described="missing, feared dead", commitment="probable"),
        figure(5, described="missing soldiers whose bodies were found"),
        figure(12, quoted="12 dead and 5 missing"),
        figure(12, quoted="12 dead; the rest are missing"),
        figure(5, described="missing", measure="missing"),
        figure(5, described="missing", polarity="denies"),
        figure(5, described="dead"),
    ],
)
def test_missing_people_told_apart_are_not(killed: ce.Figure) -> None:
    """Said to be probable, found since, or told of in the same breath."""
    assert [] == found(toll(killed), "CS106")


# --- CS104 ---


@pytest.mark.parametrize(
    "killed",
    [said("12 casualties"), figure(described="casualties"), figure(described="personnel losses"), said("12 втрат")],
)
def test_casualties_held_as_killed_are_found(killed: ce.Figure) -> None:
    """The measure for both together is suggested."""
    (problem,) = found(toll(killed), "CS104")
    assert ("/reports/0/figures/0/measure", "casualties") == (problem.path, problem.suggestion)


@pytest.mark.parametrize(
    "killed",
    [
        figure(described="fatal casualties"),
        figure(quoted="12 killed, the casualties of a second strike"),
        said("no casualties", 0),
        figure(ce.Count.at_most(40, text="up to 40 casualties")),
        figure(described="casualties", measure="casualties"),
        figure(described="casualties", measure="injured"),
        figure(quoted="40 casualties and 12 more in hospital"),
        figure(described="потеряли"),
    ],
)
def test_casualties_that_are_no_number_of_dead_are_not(killed: ce.Figure) -> None:
    """Fatal ones, none at all, or a number of something else."""
    assert [] == found(toll(killed), "CS104")


# --- CS105 ---


def test_deaths_without_a_place_are_found_once_for_each_event() -> None:
    """However many figures tell of them."""
    nowhere = ce.Incident(id="blast")
    assert 1 == len(found(toll(figure(12), figure(3, group="children"), events=(nowhere,)), "CS105"))
    in_war = ce.Incident(id="blast", part_of="war"), ce.Episode(id="war", where=TOWN)
    assert 1 == len(found(toll(figure(12), events=in_war), "CS105"))
    circle = ce.Incident(id="blast", part_of="other"), ce.Incident(id="other", part_of="blast")
    assert 1 == len(found(toll(figure(12), events=circle), "CS105"))


def test_a_place_anywhere_near_is_enough() -> None:
    """Of the event, in a claim, of its whole or of a part; a war has many, and nobody dead needs none."""
    claim = ce.Assertion(property="place", value="town", attribution=ce.Attribution(source="wire"))
    nowhere = ce.Incident(id="blast")
    for events in (
        (BLAST,),
        (ce.Incident(id="blast", assertions=(claim,)),),
        (ce.Incident(id="blast", part_of="raid"), ce.Strike(id="raid", where=TOWN)),
        (nowhere, ce.Incident(id="hit", part_of="blast", where=TOWN)),
        (ce.Episode(id="war"),),
    ):
        assert [] == found(toll(figure(12), events=events), "CS105")
    for figures in (figure(0), figure(12, measure="injured"), figure(12, polarity="denies"), figure(None)):
        assert [] == found(toll(figures, events=(nowhere,)), "CS105")


# --- CS107 ---

SUICIDE: Final = ce.Incident(id="blast", title="Suicide bombing", where=TOWN)


@pytest.mark.parametrize(
    "event",
    [
        SUICIDE,
        attrs.evolve(BLAST, types=(ce.TypeCode(vocabulary="acled", value="Suicide bomb"),)),
        attrs.evolve(
            BLAST,
            assertions=(
                ce.Assertion(property="method", value="a suicide car bomb", attribution=ce.Attribution(source="wire")),
            ),
        ),
    ],
)
def test_a_toll_of_a_suicide_attack_leaves_the_attacker_open(event: ce.Event) -> None:
    """Found once for each report."""
    assert 1 == len(found(toll(figure(12), figure(13, source="other"), events=(event,)), "CS107"))


@pytest.mark.parametrize(
    "figures",
    [
        (figure(12, described="victims"),),
        (figure(12, note="The attacker is counted."),),
        (figure(13), figure(1, group="attackers")),
        (figure(12, quoted="12 people, including the bomber"),),
        (figure(12, group="children"),),
        (figure(12, measure="injured"),),
        (figure(None),),
    ],
)
def test_anything_that_settles_it_is_enough(figures: tuple[ce.Figure, ...]) -> None:
    """Words, a note, or a group of its own."""
    assert [] == found(toll(*figures, events=(SUICIDE,)), "CS107")


def test_a_drone_is_no_suicide_attack() -> None:
    """Whatever some call it."""
    assert [] == found(toll(figure(12), events=(attrs.evolve(SUICIDE, title="Suicide drones over Town"),)), "CS107")


# --- CS108 ---

RAID: Final = ce.Strike(id="raid", attacker="north", targets=("south",), where=TOWN)


def test_the_party_that_struck_alone_calls_the_dead_fighters() -> None:
    """The state, its army, or who is accused."""
    for speaker in ("north", "north-army"):
        (problem,) = found(toll(figure(group="military", speaker=speaker), events=(RAID,)), "CS108")
        assert "info" == problem.severity
    accusation = ce.Assertion(property="perpetrator", value="north", attribution=ce.Attribution(source="wire"))
    accused = attrs.evolve(BLAST, assertions=(accusation,))
    assert 1 == len(found(toll(figure(group="military", speaker="north-army"), events=(accused,)), "CS108"))


@pytest.mark.parametrize(
    "figures",
    [
        (figure(group="military", speaker="south"),),
        (figure(group="military", speaker="world"),),
        (figure(group="military"),),
        (figure(group="civilians", speaker="north"),),
        (figure(group="military", speaker="north"), figure(group="civilians")),
        (figure(group="military", speaker="north"), figure(group="military", speaker="south")),
        (figure(speaker="north"),),
        (figure(group="military", speaker="north", polarity="denies"),),
    ],
)
def test_anybody_else_s_word_on_who_they_were_is_enough(figures: tuple[ce.Figure, ...]) -> None:
    """For or against."""
    assert [] == found(toll(*figures, events=(RAID,)), "CS108")


# --- CS109 ---

BEFORE: Final = (figure(12, id="before"), figure(40, measure="injured"))
LATER: Final = figure(
    14, supersedes=ce.Supersedes(claim="before", kind="update"), note="Two died in hospital of their wounds."
)


def test_injured_who_have_died_are_counted_twice() -> None:
    """As long as the number of injured is that of before."""
    (problem,) = found(toll(*BEFORE, LATER), "CS109")
    assert "/reports/0/figures/1/count" == problem.path


def test_a_number_of_injured_of_another_time_or_voice_is_not() -> None:
    """Revised as well, of somebody else, or where nothing says that the injured died."""
    hurt = attrs.evolve(BEFORE[1], id="hurt")
    revised = figure(38, measure="injured", supersedes=ce.Supersedes(claim="hurt", kind="update"))
    assert [] == found(toll(BEFORE[0], hurt, LATER, revised), "CS109")
    assert [] == found(toll(BEFORE[0], attrs.evolve(hurt, attribution=ce.Attribution(source="other")), LATER), "CS109")
    by_south = attrs.evolve(hurt, attribution=ce.Attribution(source="wire", speaker="south"))
    assert [] == found(toll(BEFORE[0], by_south, LATER), "CS109")
    assert [] == found(toll(*BEFORE, attrs.evolve(LATER, note="Two more were found.")), "CS109")
    assert [] == found(toll(BEFORE[0], LATER), "CS109")


# --- CS110 ---


def test_indirect_deaths_within_the_killed_are_found() -> None:
    """By their tag as a part, or by their words without a tag."""
    for tag in ("hunger", "disease", "excess"):
        (problem,) = found(toll(figure(40, id="dead"), figure(6, group=tag, within="dead")), "CS110")
        assert "/reports/0/figures/1/within" == problem.path
    assert 1 == len(found(toll(figure(40, described="deaths from malnutrition")), "CS110"))
    assert 1 == len(found(toll(figure(40, described="excess deaths")), "CS110"))


@pytest.mark.parametrize(
    "figures",
    [
        (figure(40), figure(6, group="hunger")),
        (figure(40, id="dead", group="disease"), figure(6, group="disease+children", within="dead")),
        (figure(40, described="excess deaths", group="excess"),),
        (figure(40, described="deaths, not counting those of hunger"),),
        (figure(40, measure="injured", described="hunger"),),
        (figure(40, id="dead"), figure(6, group="wounded", within="dead")),
    ],
)
def test_indirect_deaths_of_their_own_are_not(figures: tuple[ce.Figure, ...]) -> None:
    """Beside the killed, within indirect deaths, or left out of them."""
    assert [] == found(toll(*figures), "CS110")


# --- CS111 ---


def test_injured_of_another_severity_are_no_rivals() -> None:
    """Who sought care, or who is in a critical state, beside who was wounded."""
    wounded = said("40 wounded", 40, measure="injured")
    for words, number in (("200 sought medical care", 200), ("five critically wounded", 5)):
        (problem,) = found(toll(wounded, said(words, number, measure="injured", source="other")), "CS111")
        assert "/reports/0/figures/1" == problem.path


def test_injured_who_are_told_apart_are_not() -> None:
    """As a part, of a group, alone, or where the numbers agree."""
    wounded = said("40 wounded", 40, measure="injured", id="all")
    for other in (
        said("five critically wounded", 5, measure="injured", within="all"),
        said("five lightly wounded", 5, measure="injured", group="children"),
        said("40 seriously wounded", 40, measure="injured"),
        said("five wounded", 5, measure="injured"),
    ):
        assert [] == found(toll(wounded, other), "CS111")
    assert [] == found(toll(said("200 sought care", 200, measure="injured")), "CS111")


# --- CS112 ---


@pytest.mark.parametrize(
    "fields",
    [
        {"group": "civilians+military"},
        {"group": "men+women"},
        {"group": "children+women", "described": "women and children"},
        {"group": "children+women", "count": ce.Count.exactly(12, text="12 Children and Women")},
        {"group": "nationality:UA+nationality:PL"},
    ],
)
def test_a_group_of_which_nobody_is_is_found(fields: dict[str, Any]) -> None:
    """Two tags of one dimension, or words that say and."""
    (problem,) = found(toll(figure(**fields)), "CS112")
    assert "/reports/0/figures/0/group" == problem.path


@pytest.mark.parametrize(
    "fields",
    [
        {"group": "children+women", "described": "girls"},
        {"group": "medics+rescuers"},
        {"group": "civilians+women", "described": "civilian women"},
        {"group": "children", "described": "women and children"},
        {},
    ],
)
def test_a_group_of_people_with_several_tags_is_not(fields: dict[str, Any]) -> None:
    """Girls are women and children, and a medic may be a rescuer."""
    assert [] == found(toll(figure(**fields)), "CS112")
