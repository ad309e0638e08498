"""What numbers count, over what stretch, and of what size: what is found and what is not."""

from __future__ import annotations

from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce

DAY: Final = ce.When(edtf="2025-05-24")


def figure(count: ce.Count | int | None = 12, *, quoted: str | None = None, **fields: Any) -> ce.Figure:
    """A figure of people killed, of the source's own voice unless another source or speaker is given."""
    number = ce.Count.exactly(count) if isinstance(count, int) else count
    names = ("source", "speaker", "polarity", "method", "as_of")
    voice = {name: fields.pop(name) for name in names if name in fields}
    spans = () if quoted is None else (ce.Span(start=0, end=len(quoted), exact=quoted),)
    attribution = ce.Attribution(**{"source": "wire"} | voice)
    given = {"measure": "killed", "item": "people", "count": number, "attribution": attribution, "spans": spans}
    return ce.Figure(**given | fields)


def said(text: str, low: int, *high: int | None, **fields: Any) -> ce.Figure:
    """A figure whose number has words, exact unless an upper end is given."""
    return figure(ce.Count(low=low, high=high[0] if high else low, text=text), **fields)


def toll(*figures: ce.Figure, event: ce.Event | None = None, language: str | None = "en", **fields: Any) -> ce.Dataset:
    """A dataset with one report of the harm of an event."""
    held = event or ce.Incident(id="blast", when=DAY, where=(ce.Location(place="town"),))
    return ce.Dataset(
        sources=(
            ce.Source(id="wire", language=language, published=ce.When(edtf="2025-05-25")),
            ce.Source(id="other", published=ce.When(edtf="2025-05-25")),
        ),
        places=(ce.Place(id="town", name="Town"),),
        events=(held,),
        reports=(ce.CasualtyReport(id="toll", event=held.id, figures=figures, **fields),),
    )


def found(dataset: ce.Dataset, code: str, text: str | None = None) -> list[ce.Problem]:
    """What a check finds, and whether one failed."""
    texts = None if text is None else {"wire": text}
    return list(ce.check(dataset, texts=texts, select=[code, "IO199"]))


# --- CT107 ---


@pytest.mark.parametrize("measure", ["destroyed", "launched", "released", "displaced", "hit"])
def test_a_bare_number_of_things_has_no_unit(measure: str) -> None:
    """40 of what is asked where a measure may be of this or that."""
    assert ["CT107"] == [each.code for each in found(toll(figure(measure=measure, item=None)), "CT107")]


@pytest.mark.parametrize(
    "fields",
    [
        {"measure": "killed"},
        {"measure": "captured"},
        {"measure": "destroyed", "described": "tanks"},
        {"measure": "launched", "model": "Shahed-136"},
        {"measure": "displaced", "group": "children"},
        {"measure": "destroyed", "within": "all"},
        {"measure": "destroyed", "polarity": "denies"},
        {"measure": "x-lab.sunk"},
        {"measure": "destroyed", "count": None},
    ],
)
def test_what_is_counted_may_be_said_or_understood(fields: dict[str, Any]) -> None:
    """By its noun, model or group, by its whole, or because people alone are killed."""
    assert [] == found(toll(figure(**{"item": None} | fields)), "CT107")


# --- CT108 ---


@pytest.mark.parametrize(
    ("item", "fields", "wanted"),
    [
        ("people", {"described": "families"}, "household"),
        ("people", {"described": "displaced families of soldiers"}, "household"),
        ("people", {"quoted": "12 families fled"}, "household"),
        ("people", {"quoted": "12 soldiers' families"}, "household"),
        ("people", {"quoted": "12 children's homes"}, None),
        ("prisoners", {"described": "bodies"}, "bodies"),
        ("drone", {"described": "soldiers"}, "people"),
        ("tank", {"described": "houses"}, None),
        ("aircraft", {"described": "drones"}, None),
        ("people", {"described": "родин"}, "household"),
    ],
)
def test_words_of_another_unit_are_found(item: str, fields: dict[str, Any], wanted: str | None) -> None:
    """Where only one item has that unit it is suggested."""
    (problem,) = found(toll(figure(item=item, **fields)), "CT108")
    assert ("error", "/reports/0/figures/0/item", wanted) == (problem.severity, problem.path, problem.suggestion)


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        ("people", {"described": "members of three families"}),
        ("people", {"described": "bodies"}),  # the dead are people
        ("bodies", {"described": "soldiers"}),
        ("prisoners", {"described": "soldiers and bodies"}),
        ("people", {"described": "people in vehicles"}),
        ("home", {"described": "families"}),
        ("missile", {"described": "missile strikes"}),
        ("weapon", {"described": "drones"}),
        ("school", {"described": "buildings"}),
        ("people", {"quoted": "12 families, 40 people in all"}),
        ("people", {"quoted": "three families"}),  # another number: it may be 12 people
        ("people", {"quoted": "12 or more families"}),
        ("x-lab.quadcopter", {"described": "soldiers"}),
        (None, {"described": "families"}),
        ("people", {"described": "families", "polarity": "denies"}),
    ],
)
def test_words_that_may_be_of_the_item_are_not(item: str | None, fields: dict[str, Any]) -> None:
    """Only a noun that is no word for the item is held against it."""
    assert [] == found(toll(figure(item=item, **fields)), "CT108")


def test_bodies_among_prisoners_are_told_by_the_exchange() -> None:
    """One cause has one finding."""
    swap = ce.Exchange(id="swap", figures=(figure(measure="released", item="prisoners", described="bodies"),))
    dataset = attrs.evolve(toll(), events=(swap,), reports=())
    assert [] == found(dataset, "CT108")


# --- CT109 ---


@pytest.mark.parametrize(
    "words",
    [
        "at least 300 people killed since February",
        "at least 300 people killed in Gaza since 7 October 2023",
        "at least 300 civilians since the start of the war",
        "at least 300 killed since the full-scale invasion began",
        "at least 300 dead since Monday",
    ],
)
def test_a_total_since_before_the_event_is_not_its_toll(words: str) -> None:
    """The words name a day before it, or the start of the war."""
    assert ["CT109"] == [each.code for each in found(toll(figure(300, quoted=words)), "CT109")]


@pytest.mark.parametrize(
    "words",
    [
        "at least 300 people killed since Saturday",
        "at least 300 people killed since Friday",  # the night before belongs to it
        "the first 300 people killed since February",
        "300 people in the deadliest attack since February",
        "300 people held since February",
        "300 people killed since the attack",
        "300 people killed",
    ],
)
def test_other_words_with_since_say_nothing_of_the_scope(words: str) -> None:
    """Since the event itself, since being held, or a superlative."""
    assert [] == found(toll(figure(300, quoted=words)), "CT109")


def test_a_total_is_right_where_it_says_what_it_is_of() -> None:
    """With a scope or window, on a war, without a date to hold it against, or promised."""
    words = "300 people killed since February"
    assert [] == found(toll(figure(300, quoted=words, scope="cumulative")), "CT109")
    assert [] == found(toll(figure(300, quoted=words), scope="cumulative"), "CT109")
    assert [] == found(toll(figure(300, quoted=words, window=ce.When(edtf="2025-02/2025-05"))), "CT109")
    assert [] == found(toll(figure(300, quoted=words), event=ce.Episode(id="war", when=DAY)), "CT109")
    assert [] == found(toll(figure(300, quoted=words), event=ce.Incident(id="blast")), "CT109")
    assert [] == found(toll(figure(300, quoted=words, estimate="best")), "CT109")


@pytest.mark.parametrize(
    ("text", "number", "codes"),
    [
        ("In all 300 people were killed since February.", "300 people", ["CT109"]),
        ("It goes on. Since February, 300 people were killed.", "300 people", ["CT109"]),
        ("The first strike since February killed 300 people.", "300 people", []),
        ("It killed 300 people, the most since February.", "300 people", []),
        ("It killed 300 people. Since February it is quiet.", "300 people", []),
        ("Held since February, they came home. It killed 300 people.", "300 people", []),
    ],
)
def test_the_text_right_beside_the_figure_is_read(text: str, number: str, codes: list[str]) -> None:
    """And nothing farther away."""
    dataset = toll(figure(300, spans=(ce.Span.of(text, number),)))
    assert codes == [each.code for each in found(dataset, "CT109", text)]


# --- CT110 ---


def rivals(*counts: ce.Count | int, **fields: Any) -> ce.Dataset:
    """A dataset with a number by each of several speakers."""
    return toll(*(figure(count, speaker=f"s{index}", **fields) for index, count in enumerate(counts)))


@pytest.mark.parametrize(
    ("counts", "odd"),
    [
        ((12, 12_000), 1),
        ((12, 15, 1_500), 2),
        ((2, 2_000), 1),
        ((1_200, 1_300, 10), 2),
        ((12, ce.Count.at_least(5_000)), 1),
    ],
)
def test_a_number_of_another_size_is_found(counts: tuple[ce.Count | int, ...], odd: int) -> None:
    """It is the one that stands alone, or of two the larger."""
    (problem,) = found(rivals(*counts), "CT110")
    assert f"/reports/0/figures/{odd}/count" == problem.path


@pytest.mark.parametrize(
    "counts",
    [
        (12, 1_100),
        (2, 300),
        (0, 12_000),
        (ce.Count.at_least(12), 12_000),
        (12, ce.Count(low=12_000, high=13_000, approximate=True)),
        (1, 1_000),
    ],
)
def test_numbers_that_differ_as_reports_do_are_not(counts: tuple[ce.Count | int, ...]) -> None:
    """First reports are small, soft words may be off, and zero is a denial."""
    assert [] == found(rivals(*counts), "CT110")


@pytest.mark.parametrize("scope", ["cumulative", "increment", "unclear", "phase"])
def test_what_need_not_be_one_number_may_be_of_any_size(scope: str) -> None:
    """A running total grows, and parts differ."""
    assert [] == found(rivals(12, 12_000, scope=scope), "CT110")


def test_a_number_cut_off_at_a_separator_is_found() -> None:
    """The points of other languages group the digits; the number that follows from them is suggested."""
    (problem,) = found(toll(said("1.200", 1), language="de"), "CT110")
    assert "1200" == problem.suggestion
    assert [] == found(toll(said("1.200", 1200)), "CT110")
    assert [] == found(toll(said("1.2 million", 1_200_000)), "CT110")


# --- CT111 ---


def test_zero_beside_a_number_withheld_is_found() -> None:
    """By the same voice in the same source; somebody else may know of none."""
    withheld = figure(None, speaker="north", polarity="withholds")
    assert 1 == len(found(toll(withheld, figure(0, speaker="north")), "CT111"))
    assert [] == found(toll(withheld, figure(0, speaker="south")), "CT111")
    assert [] == found(toll(withheld, figure(0, speaker="north", source="other")), "CT111")
    assert [] == found(toll(withheld, figure(3, speaker="north")), "CT111")
    denied = figure(None, speaker="north", polarity="denies")
    assert [] == found(toll(denied, figure(0, speaker="north")), "CT111")


def test_a_sum_without_its_unknown_part_is_found() -> None:
    """Of groups that share no member, of which one has no number."""
    parts = (figure(7, group="children", within="all"), figure(None, group="adults", within="all"))
    (problem,) = found(toll(figure(7, id="all"), *parts), "CT111")
    assert "/reports/0/figures/0/count" == problem.path
    assert [] == found(toll(figure(9, id="all"), *parts), "CT111")
    assert [] == found(toll(figure(ce.Count.at_least(7), id="all"), *parts), "CT111")
    overlapping = attrs.evolve(parts[1], group="women")
    assert [] == found(toll(figure(7, id="all"), parts[0], overlapping), "CT111")
    elsewhere = attrs.evolve(parts[1], attribution=ce.Attribution(source="other"))
    assert [] == found(toll(figure(7, id="all"), parts[0], elsewhere), "CT111")


# --- CT117 ---


def test_none_reported_is_found_in_a_quotation_too() -> None:
    """Where the count has no words of its own."""
    assert ["CT117"] == [each.code for each in found(toll(figure(0, quoted="No casualties were reported")), "CT117")]
    assert [] == found(toll(figure(0, quoted="Nobody was killed")), "CT117")
    assert [] == found(toll(figure(3, quoted="No casualties were reported")), "CT117")
    open_ended = ce.Count(low=0, approximate=True)
    assert [] == found(toll(figure(open_ended, quoted="No casualties were reported")), "CT117")


# --- laws ---

WORDS: Final = st.text(max_size=30) | st.sampled_from(
    ["families", "12 families", "40 casualties since 2014", "Since May, 12 people", "1.200", "missing, feared dead"]
)


@given(
    st.lists(st.tuples(st.integers(0, 20_000), WORDS, WORDS, st.sampled_from(["people", "drone", None])), max_size=4)
)
def test_any_figures_are_checked_to_the_end(drawn: list[tuple[int, str, str, str | None]]) -> None:
    """Whatever the words and numbers, no check fails."""
    figures = []
    for number, described, quoted, item in drawn:
        try:
            words = {"described": described or None, "quoted": quoted or None}
            figures.append(figure(number, item=item, **words))
        except ce.InvalidRecordError:  # a text of blanks, which the record itself refuses
            continue
    assert "IO199" not in ce.check(toll(*figures), select=["CT", "CS", "CL", "MR", "DT113", "IO199"]).counts


@given(st.integers(10, 10**6), st.integers(2, 99))
def test_only_a_hundredfold_is_an_outlier(number: int, times: int) -> None:
    """Below it reports may differ; from there on one of the two is looked at, in either order."""
    assert [] == found(rivals(number, number * times), "CT110")
    assert 1 == len(found(rivals(number, number * 100), "CT110")) == len(found(rivals(number * 100, number), "CT110"))
