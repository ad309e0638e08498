"""Which figures speak of the same quantity, whether they may agree, and phases against what was agreed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import reduce

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import examples
from conflictevents._compare import Agreement, Comparison, compare
from conflictevents.reconcile import Sum, Verdict, phase_sums

UA, RU = "ua", "ru"


def sum_of_phases(dataset: ce.Dataset, exchange: str) -> tuple[Sum, ...]:
    """The sums of one exchange."""
    return tuple(each for each in phase_sums(dataset) if each.event == exchange)


def figure(low: int | None, high: int | None = None, **fields: object) -> ce.Figure:
    """A figure of people killed, unless the fields say otherwise."""
    known = {"measure": "killed", "item": "people", "attribution": ce.Attribution(source="a")} | fields
    return ce.Figure(count=None if low is None else ce.Count(low=low, high=high), **known)  # type: ignore[arg-type]


def released(low: int | None, high: int | None = None, *, to: str | None = UA, **fields: object) -> ce.Figure:
    """A figure of prisoners released to a side."""
    from_ = {UA: RU, RU: UA, None: None}[to]
    return figure(low, high, **({"measure": "released", "item": "prisoners", "from_": from_, "to": to} | fields))


def dataset(*figures: ce.Figure, **lists: object) -> ce.Dataset:
    """A dataset with one incident that owns the figures."""
    incident = ce.Incident(id="blast", figures=figures)
    return ce.Dataset(sources=(ce.Source(id="a"), ce.Source(id="b")), events=(incident,), **lists)  # type: ignore[arg-type]


def exchange(*phases: tuple[ce.Figure, ...], agreed: tuple[ce.Figure, ...] = (), complete: bool = False) -> ce.Dataset:
    """A dataset with an exchange between two, the figures of each phase, and those agreed."""
    whole = ce.Exchange(id="whole", parties=(RU, UA), complete=complete, figures=agreed)
    parts = [ce.Exchange(id=f"p{index}", part_of="whole", figures=each) for index, each in enumerate(phases)]
    return ce.Dataset(sources=(ce.Source(id="a"),), events=(whole, *parts))


def only(comparisons: tuple[Comparison, ...]) -> Comparison:
    """The single comparison."""
    assert 1 == len(comparisons)
    return comparisons[0]


def agreement(data: ce.Dataset) -> Agreement:
    """How the only two comparable figures stand to each other."""
    (pair,) = only(compare(data)).pairs
    return pair.agreement


def test_the_words_for_what_is_found() -> None:
    """Whoever stores them relies on them."""
    assert ["agree", "disagree", "uncertain", "other_time"] == list(Agreement)
    assert ["meets", "falls_short", "exceeds", "open"] == list(Verdict)


# --- which are comparable --------------------------------------------------------------------------------------------


def test_bounds_that_meet_agree() -> None:
    """The words "over 300" agree with 303, and what both allow is 303."""
    found = only(compare(dataset(figure(301), figure(303, 303))))

    assert [Agreement.AGREE] == [pair.agreement for pair in found.pairs]
    assert ce.Count.exactly(303) == found.common


def test_bounds_that_exclude_each_other_disagree() -> None:
    """The words "over 300" disagree with 300, and nothing is common to both."""
    data = dataset(figure(301), figure(300, 300))

    assert Agreement.DISAGREE is agreement(data)
    assert only(compare(data)).common is None


def test_times_explain_a_difference() -> None:
    """Two tolls said to hold for different days differ without a contradiction."""
    days = [ce.Attribution(source="a", as_of=ce.When(edtf=day)) for day in ("2025-05-01", "2025-05-03")]

    assert Agreement.OTHER_TIME is agreement(
        dataset(figure(12, 12, attribution=days[0]), figure(14, 14, attribution=days[1]))
    )
    assert Agreement.DISAGREE is agreement(dataset(figure(12, 12, attribution=days[0]), figure(14, 14)))


@pytest.mark.parametrize(
    "other",
    [
        {"measure": "injured"},
        {"item": "soldier.x"},
        {"model": "Shahed-136"},
        {"group": "children"},
        {"to": "ua"},
        {"from_": "ru"},
        {"scope": "cumulative"},
        {"window": ce.When(edtf="2025-05-24")},
        {"window": ce.When(text="overnight", zone="local time")},
        {"estimate": "low"},
        {"besides": "first"},
        {"within": "first"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_other_quantities_are_not_compared(other: dict[str, object]) -> None:
    """Figures that differ in anything but who says so are no rivals."""
    assert () == compare(dataset(figure(12, id="first"), figure(3, 3, **other)))


def test_parts_of_a_named_group_are_compared() -> None:
    """Children within one toll are the rivals of children within another."""
    children = [figure(number, number, group="children", within="total") for number in (3, 4)]

    assert "children" == only(compare(dataset(figure(12, id="total"), *children))).quantity.group


def test_figures_without_a_number_are_left_out() -> None:
    """A percentage, and figures whose size is not given, are compared with nothing."""
    share = attrs.evolve(figure(None), share=ce.Share(low=10))

    assert () == compare(dataset(figure(12), figure(None), share))


def test_denials_are_no_rivals() -> None:
    """Who denies a number does not claim another one."""
    denies = ce.Attribution(source="a", speaker="ministry", polarity="denies")
    found = only(compare(dataset(figure(12), figure(12, 12, attribution=denies))))

    assert 1 == len(found.figures)
    assert ["ministry"] == [each.figure.attribution.speaker for each in found.denials]
    assert ce.Count.at_least(12) == found.common
    assert () == compare(dataset(figure(12, 12, attribution=denies), figure(13, 13, attribution=denies)))


def test_only_what_still_stands_is_compared() -> None:
    """Claims that are superseded, retracted or a retraction, and those of a retracted source, are left out."""
    corrected = figure(14, 14, supersedes=ce.Supersedes(claim="old", kind="correction"))
    withdrawn = figure(0, 0, supersedes=ce.Supersedes(claim="older", kind="retraction"))
    gone = figure(99, 99, attribution=ce.Attribution(source="gone"))
    data = dataset(figure(12, 12, id="old"), figure(13, 13, id="older"), corrected, withdrawn, gone)
    data = data.add(ce.Source(id="gone", status="retracted"))

    assert () == compare(data)
    assert ["14", "15"] == sorted(str(each.figure.count) for each in only(compare(data.add(_report(15)))).figures)


def _report(number: int) -> ce.CasualtyReport:
    return ce.CasualtyReport(id="toll", event="blast", figures=(figure(number, number),))


def test_harm_belongs_to_the_harmed_event() -> None:
    """Two reports of the same event are compared, with the scope and window of each report."""
    day = ce.When(edtf="2025-05-24")
    reports = [
        ce.CasualtyReport(id=id_, event="blast", window=window, figures=(figure(number, number),))
        for id_, window, number in (("r1", None, 12), ("r2", None, 13), ("r3", day, 14))
    ]
    found = only(compare(dataset(reports=tuple(reports))))

    assert "blast" == found.quantity.event
    assert ["r1", "r2"] == [stated.owner for stated in found.figures]


def test_a_strike_gives_its_figures_a_direction() -> None:
    """A figure without sides has those of the strike's heading, if there is one target."""
    plain = figure(69, 69, measure="launched", item="missile")
    directed = attrs.evolve(plain, from_=RU, to=UA)
    strike = ce.Strike(id="s", attacker=RU, targets=(UA,), figures=(plain, directed))
    many = attrs.evolve(strike, targets=(UA, "md"))

    assert (RU, UA) == (only(compare(ce.Dataset(events=(strike,)))).quantity.from_, UA)
    assert () == compare(ce.Dataset(events=(many,)))


def test_two_parties_leave_no_choice_of_the_other_side() -> None:
    """Of the two sides of an exchange, the one that a figure leaves open is filled in."""
    ministry, president = released(301), released(303, 303, from_=None)
    two = ce.Exchange(id="x", parties=(RU, UA), figures=(ministry, president))
    phase = attrs.evolve(two, id="phase", parties=(), part_of="x")
    three = attrs.evolve(two, parties=(RU, UA, "by"))
    foreign = attrs.evolve(two, parties=("by", "md"))

    assert (RU, UA) == (only(compare(ce.Dataset(events=(two,)))).quantity.from_, UA)
    assert ["phase", "x"] == sorted(each.quantity.event for each in compare(ce.Dataset(events=(two, phase))))
    assert () == compare(ce.Dataset(events=(three,)))
    assert () == compare(ce.Dataset(events=(foreign,)))
    assert () == compare(ce.Dataset(events=(attrs.evolve(phase, part_of=None),)))


def test_the_other_side_is_filled_in_from_either_end() -> None:
    """The side that receives is found as well as the side that releases."""
    given, taken = released(3, 3, to=None, from_=RU), released(4, 4, from_=None)
    found = only(compare(ce.Dataset(events=(ce.Exchange(id="x", parties=(RU, UA), figures=(given, taken)),))))

    assert (RU, UA) == (found.quantity.from_, found.quantity.to)


def test_a_scope_of_a_phase_is_kept_where_there_is_no_phase() -> None:
    """A report, or an event that is part of nothing, covers a phase of its event only."""
    reports = [
        ce.CasualtyReport(id=id_, event="blast", scope="phase", figures=(figure(number, number),))
        for id_, number in (("r1", 12), ("r2", 13))
    ]
    data = dataset(figure(14, 14, scope="phase"), reports=tuple(reports))

    assert ["phase"] == [each.quantity.scope for each in compare(data)]
    assert {"blast", "r1", "r2"} == {stated.owner for stated in only(compare(data)).figures}


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (ce.When(edtf="2025-05-24"), "2025-05-24"),
        (ce.When(text="overnight"), "overnight"),
        (ce.When(edtf="2025-05-24", text="overnight", zone="local time"), "2025-05-24 local time"),
    ],
)
def test_a_window_is_told_as_text(window: ce.When, words: str) -> None:
    """It is the EDTF text, or else the words, and the zone where one is stated."""
    found = only(compare(dataset(figure(1, 1, window=window), figure(2, 2, window=window))))

    assert words == found.quantity.window


_OFFSETS = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@given(
    moments=st.lists(st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1)), min_size=1, max_size=2).map(sorted),
    offsets=st.lists(_OFFSETS, min_size=4, max_size=4),
    zone=st.none() | st.just("Europe/Kyiv"),
    unit=st.sampled_from(("minutes", "seconds")),
)
def test_one_stretch_of_time_is_one_window(
    moments: list[datetime], offsets: list[timezone], zone: str | None, unit: str
) -> None:
    """Whatever offsets from UTC it is told with; a stated zone beside an offset says nothing more."""

    def told(own: list[timezone]) -> str:
        ends = (each.replace(tzinfo=UTC).astimezone(offset) for each, offset in zip(moments, own, strict=False))
        return "/".join(end.isoformat(timespec=unit) for end in ends)

    windows = ce.When(edtf=told(offsets[:2]), zone=zone), ce.When(edtf=told(offsets[2:]))
    one, other = (figure(number, number, window=window) for number, window in enumerate(windows))
    found = only(compare(dataset(one, other)))
    assert Agreement.DISAGREE == next(found.pairs).agreement
    assert (found.quantity.window or "").endswith("Z")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ce.When(edtf="2031-06-16T12:00"), ce.When(edtf="2031-06-16T12:00Z")),
        (ce.When(edtf="2031-06-16T12:00", zone="Europe/Kyiv"), ce.When(edtf="2031-06-16T12:00+03:00")),
        (ce.When(edtf="2031-06-16T12:00+03:00"), ce.When(edtf="2031-06-16T12:00:00+03:00")),
        (ce.When(edtf="2031-06-16T12:00+03:00"), ce.When(edtf="2031-06-16T12:00+02:00")),
        (ce.When(edtf="2031-06-16T12:00Z/.."), ce.When(edtf="2031-06-16T12:00Z")),
        (ce.When(edtf="0001-01-01T00:00+03:00"), ce.When(edtf="0001-01-01T00:00+02:00")),
    ],
    ids=["no offset", "a zone by name", "a minute and a second", "other offsets", "an open end", "before all years"],
)
def test_other_stretches_of_time_are_other_windows(one: ce.When, other: ce.When) -> None:
    """What a named zone was at a time is not computed, and an open end has no moment."""
    assert () == compare(dataset(figure(1, 1, window=one), figure(2, 2, window=other)))


def test_the_order_is_that_of_the_text() -> None:
    """Figures stand as in their sources, and comparisons as their events do."""
    late, early = (
        figure(number, number, spans=(ce.Span(start=start, end=start + 2),)) for number, start in ((1, 50), (2, 10))
    )
    events = tuple(ce.Incident(id=id_, figures=(late, early)) for id_ in ("z", "a"))
    found = compare(ce.Dataset(events=events))

    assert ["z", "a"] == [each.quantity.event for each in found]
    assert [10, 50] == [each.figure.spans[0].start for each in found[0].figures]


def test_quantities_of_one_event_stand_in_order_of_their_words() -> None:
    """The order of the claims does not show."""
    items = [figure(number, number, item=item) for item in ("people", "drone") for number in (1, 2)]

    for figures_ in (items, items[::-1]):
        assert ["drone", "people"] == [each.quantity.item for each in compare(dataset(*figures_))]


# --- laws ------------------------------------------------------------------------------------------------------------

counts = st.builds(
    lambda low, more, soft: ce.Count(low=low, high=None if more is None else low + more, approximate=soft),
    st.integers(0, 20),
    st.none() | st.integers(0, 8),
    st.booleans(),
)
figures = st.builds(
    lambda count, to, speaker, polarity: ce.Figure(
        measure="released",
        item="prisoners",
        to=to,
        count=count,
        attribution=ce.Attribution(source="a", speaker=speaker, polarity=polarity),
    ),
    st.none() | counts,
    st.sampled_from([None, UA, RU]),
    st.sampled_from([None, "x", "y"]),
    st.sampled_from(["asserts", "asserts", "asserts", "denies", "withholds"]),
)


def _values(found: tuple[Comparison, ...]) -> list[object]:
    return [
        (each.quantity, each.common, [s.figure for s in each.figures], [s.figure for s in each.denials])
        for each in found
    ]


@given(st.lists(figures, max_size=8).flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_the_order_of_claims_never_matters(both: tuple[list[ce.Figure], list[ce.Figure]]) -> None:
    """The same claims in another order give the same comparisons and the same sums."""
    one, other = both

    assert _values(compare(dataset(*one))) == _values(compare(dataset(*other)))
    assert sum_of_phases(exchange(tuple(one), agreed=tuple(one)), "whole") == sum_of_phases(
        exchange(tuple(other), agreed=tuple(other)), "whole"
    )


@given(st.lists(figures, max_size=8))
def test_common_bounds_are_those_of_all(these: list[ce.Figure]) -> None:
    """There are common bounds if and only if each pair agrees, and every figure holds them."""
    for found in compare(dataset(*these)):
        every = [stated.figure.count for stated in found.figures if stated.figure.count is not None]
        agree = all(pair.agreement is Agreement.AGREE for pair in found.pairs)
        assert agree is (found.common is not None)
        assert found.common is None or all(found.common in count for count in every)
        allowed = reduce(set.intersection, ({n for n in range(40) if n in count} for count in every))
        assert allowed == {n for n in range(40) if found.common is not None and n in found.common}


@given(st.lists(counts, min_size=1, max_size=4), counts)
def test_a_verdict_is_never_more_certain_than_the_bounds(phases: list[ce.Count], promised: ce.Count) -> None:
    """Whatever the true numbers are, a firm verdict is true of them."""
    figures_ = [(attrs.evolve(released(0), count=count),) for count in phases]
    agreed = attrs.evolve(released(0), measure="agreed", count=promised)
    (found,) = sum_of_phases(exchange(*figures_, agreed=(agreed,)), "whole")
    sums, wanted = ({n for n in range(200) if n in each} for each in (found.total, promised))
    true_of = {
        Verdict.MEETS: sums <= wanted,
        Verdict.FALLS_SHORT: max(sums) < min(wanted),
        Verdict.EXCEEDS: min(sums) > max(wanted),
        # Soft bounds may be off, so they leave everything open.
        Verdict.OPEN: bool(sums & wanted) or found.total.approximate or promised.approximate,
    }

    assert found.verdict is not None
    assert true_of[found.verdict]


# --- phases ----------------------------------------------------------------------------------------------------------


def one_sum(data: ce.Dataset) -> Sum:
    """The only sum of phases."""
    (found,) = sum_of_phases(data, "whole")
    return found


def test_the_worked_example_adds_up_each_way() -> None:
    """390 + 307 + 303 is 1,000 to Ukraine; to Russia it is at least 998, which leaves 1,000 open."""
    data = examples.load("istanbul-exchange")
    to_ukraine, to_russia = sum_of_phases(data, "exchange")

    assert ("russia", "ukraine") == (to_ukraine.quantity.from_, to_ukraine.quantity.to)
    assert ("1,000", Verdict.MEETS) == (str(to_ukraine.total), to_ukraine.verdict)
    assert ("at least 998", Verdict.OPEN) == (str(to_russia.total), to_russia.verdict)
    assert ["390", "307", "303"] == [str(phase.bounds) for phase in to_ukraine.parts]
    assert not to_ukraine.disputed


def test_the_worked_example_has_one_rival_pair() -> None:
    """The ministry's "over 300" and the president's 303 are the only rivals of the article, and they agree."""
    found = only(compare(examples.load("istanbul-exchange")))

    assert ["ru-mod", "zelenskyy"] == [each.figure.attribution.speaker for each in found.figures]
    assert "303" == str(found.common)


@pytest.mark.parametrize(
    ("numbers", "verdict"),
    [((5, 5), Verdict.MEETS), ((5, 4), Verdict.FALLS_SHORT), ((5, 6), Verdict.EXCEEDS)],
)
def test_a_sum_meets_falls_short_or_exceeds(numbers: tuple[int, int], verdict: Verdict) -> None:
    """Exact phases against an exact promise of ten."""
    phases = [(released(number, number),) for number in numbers]

    assert verdict is one_sum(exchange(*phases, agreed=(released(10, 10, measure="agreed"),))).verdict


def test_soft_bounds_decide_nothing() -> None:
    """The words "about ten" may mean ten or not."""
    about = attrs.evolve(released(0, measure="agreed"), count=ce.Count(low=10, high=10, approximate=True))

    assert Verdict.OPEN is one_sum(exchange((released(10, 10),), agreed=(about,))).verdict

    firm = released(10, 10, measure="agreed")
    soft = attrs.evolve(released(0), count=ce.Count(low=10, high=10, approximate=True))
    assert Verdict.OPEN is one_sum(exchange((soft,), agreed=(firm,))).verdict


def test_a_dispute_takes_the_hull_and_says_so() -> None:
    """Where speakers exclude each other, a phase may be anything between them."""
    phase = one_sum(exchange((released(5, 5), released(8, 8)), (released(1, 1),))).parts[0]

    assert phase.estimate is not None
    assert (ce.Count.between(5, 8), True) == (phase.bounds, phase.estimate.disputed)
    assert 2 == len(phase.estimate.used)


def test_a_phase_without_a_figure_leaves_the_sum_open() -> None:
    """An unknown phase is not zero."""
    found = one_sum(exchange((released(5, 5),), (), agreed=(released(10, 10, measure="agreed"),)))

    assert ("at least 5", Verdict.OPEN) == (str(found.total), found.verdict)
    assert found.parts[1].bounds is None
    assert (None, False) == (found.parts[1].estimate, found.parts[1].open_ended)


def test_more_on_top_opens_a_phase() -> None:
    """Another number on top of a phase's takes away its upper end."""
    more = released(2, 2, besides="base")
    found = one_sum(exchange((released(5, 5, id="base"), more), (released(1, 1),)))

    assert found.parts[0].open_ended
    assert "at least 6" == str(found.total)


def test_only_whole_directed_figures_count() -> None:
    """Undirected figures, windows, denials, parts and unsized figures are not added up."""
    denied = ce.Attribution(source="a", polarity="denies")
    noise = (
        released(100, 100, to=None),
        released(100, 100, window=ce.When(edtf="2025-05-24")),
        released(100, 100, scope="cumulative"),
        released(100, 100, attribution=denied),
        released(None),
        released(2, 2, within="base"),
    )
    found = one_sum(exchange((released(5, 5, id="base", scope="phase"), *noise), (released(1, 1),)))

    assert "6" == str(found.total)
    assert (None, None, None) == (found.verdict, found.left, found.agreed)


@pytest.mark.parametrize("sides", [(None, None), (RU, None), (None, UA)])
def test_one_known_side_makes_a_direction(sides: tuple[str | None, str | None]) -> None:
    """Figures that name neither side are never added up; with one of them they are."""
    from_, to = sides
    whole = ce.Exchange(id="whole", parties=(RU, UA, "by"))
    parts = [
        ce.Exchange(id=f"p{index}", part_of="whole", figures=(released(index, index, from_=from_, to=to),))
        for index in (1, 2)
    ]
    found = sum_of_phases(ce.Dataset(events=(whole, *parts)), "whole")

    assert ([] if sides == (None, None) else [(from_, to, "3")]) == [
        (s.quantity.from_, s.quantity.to, str(s.total)) for s in found
    ]


def test_bodies_are_never_added_to_prisoners() -> None:
    """Each item has its own sum."""
    found = sum_of_phases(
        exchange((released(5, 5), released(7, 7, item="bodies")), (released(1, 1), released(2, 2, item="bodies"))),
        "whole",
    )

    assert {"prisoners": "6", "bodies": "9"} == {each.quantity.item: str(each.total) for each in found}


def test_each_direction_has_its_own_sum() -> None:
    """What goes one way is not added to what goes the other."""
    found = sum_of_phases(
        exchange((released(5, 5), released(4, 4, to=RU)), (released(1, 1), released(1, 1, to=RU))), "whole"
    )

    assert {UA: "6", RU: "5"} == {each.quantity.to: str(each.total) for each in found}


def test_a_number_of_one_phase_alone_is_no_sum() -> None:
    """Without an agreed number a sum needs two phases, and an exchange without phases has none."""
    assert () == sum_of_phases(exchange((released(5, 5),), ()), "whole")
    assert () == sum_of_phases(exchange(), "whole")


def test_the_sums_of_one_exchange_are_its_own() -> None:
    """The phases of another exchange of the dataset are not added to it."""
    data = exchange((released(5, 5),), (released(1, 1),)).add(
        ce.Exchange(id="else", parties=(RU, UA)),
        *(ce.Exchange(id=f"e{each}", part_of="else", figures=(released(each, each),)) for each in (7, 8)),
    )

    assert {"whole": "6", "else": "15"} == {each.event: str(each.total) for each in phase_sums(data)}


def test_completeness_is_passed_on() -> None:
    """A sum knows whether the dataset claims to hold every phase."""
    phases = ((released(5, 5),), (released(1, 1),))

    assert one_sum(exchange(*phases, complete=True)).complete
    assert not one_sum(exchange(*phases)).complete


def test_soft_words_make_no_certain_disagreement() -> None:
    """The words "about 300" and 303 lie apart by their bounds, and yet nobody has contradicted anybody."""
    one, other = released(0), released(303)
    about = attrs.evolve(one, count=ce.Count(low=300, high=300, approximate=True))
    (comparison,) = compare(exchange((about, attrs.evolve(other, attribution=ce.Attribution(source="b")))))
    assert [Agreement.UNCERTAIN] == [pair.agreement for pair in comparison.pairs]
    assert comparison.common is None


def test_a_phase_that_did_not_happen_adds_nothing() -> None:
    """What is planned, or said not to have been, is no part of the sum."""
    data = exchange((released(600, 600),), (released(400, 400),), agreed=(released(1000, 1000, measure="agreed"),))
    whole, first, second = data.events
    for realis in ("planned", "hypothetical", "counterfactual"):
        (found,) = phase_sums(attrs.evolve(data, events=(whole, attrs.evolve(first, realis=realis), second)))
        assert ce.Count.exactly(400) == found.total


def test_copies_of_one_story_are_one_voice() -> None:
    """Five outlets that repeat a wire confirm nothing; another speaker does."""
    sources = (ce.Source(id="wire"), ce.Source(id="a", based_on="wire"), ce.Source(id="b", based_on="a"))
    voices = [ce.Attribution(source=each.id, speaker="x") for each in sources]

    def compared(*attributions: ce.Attribution) -> Comparison:
        figures = tuple(figure(12, 12, attribution=each) for each in attributions)
        return only(compare(ce.Dataset(sources=sources, events=(ce.Incident(id="i", figures=figures),))))

    assert 1 == compared(*voices).voices
    assert 2 == compared(*voices, ce.Attribution(source="a", speaker="y")).voices


def test_the_order_of_tags_makes_no_other_group() -> None:
    """Women and girls by either spelling are the same people."""
    data = dataset(figure(5, 5, group="women+children"), figure(7, 7, group="children+women"))
    assert Agreement.DISAGREE is agreement(data)


def test_released_and_returned_are_no_rivals() -> None:
    """Some of those released may refuse to go; in the sum, at least those who came home were released."""
    freed, home = released(307, 307), released(305, 305, measure="returned")
    data = exchange((freed, home), (home,), agreed=(released(612, 612, measure="agreed"),))
    (found,) = phase_sums(data)

    assert () == compare(data)
    assert ce.Count(low=612) == found.total
    assert Verdict.OPEN is found.verdict


def test_numbers_for_different_times_have_nothing_in_common() -> None:
    """Bounds that meet agree on nothing where each is meant for another day."""
    early, late = (ce.Attribution(source="a", as_of=ce.When(edtf=day)) for day in ("2025-05-01", "2025-05-09"))
    data = dataset(figure(10, 20, attribution=early), figure(15, 30, attribution=late))

    assert only(compare(data)).common is None
    assert Agreement.OTHER_TIME is agreement(data)


def test_one_speaker_in_two_sources_is_one_voice() -> None:
    """Nor is a source another voice than the one that it, or the story it repeats, quotes."""
    sources = (ce.Source(id="a"), ce.Source(id="b"), ce.Source(id="copy", based_on="a"))

    def voices(*attributions: ce.Attribution) -> int:
        figures = tuple(figure(12, 12, attribution=each) for each in attributions)
        return only(compare(ce.Dataset(sources=sources, events=(ce.Incident(id="i", figures=figures),)))).voices

    police = [ce.Attribution(source=source, speaker="police") for source in ("a", "b")]
    assert 1 == voices(*police)
    assert 1 == voices(police[0], ce.Attribution(source="copy"))
    assert 2 == voices(police[0], ce.Attribution(source="b"))


def test_firm_parts_decide_although_one_is_soft() -> None:
    """900 and 300 exceed 1,000 whatever "about 100" is."""
    about = attrs.evolve(released(100, 100), count=ce.Count(low=100, high=100, approximate=True))
    agreed = released(1000, 1000, measure="agreed")
    (found,) = phase_sums(exchange((released(900, 900),), (released(300, 300),), (about,), agreed=(agreed,)))
    assert Verdict.EXCEEDS is found.verdict
