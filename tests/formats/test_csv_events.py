"""One row for each event: what ranges say and what they do not, and cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats, reconcile, strategies

BY_WIRE = ce.Attribution(source="wire")
BY_MAYOR = ce.Attribution(source="wire", speaker="mayor")


def table(dataset: ce.Dataset, name: str = "csv-events") -> list[dict[str, str]]:
    """The rows of a dataset."""
    text = "".join(formats.find(name).pieces(dataset, formats.Losses(), {}))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def killed(count: ce.Count | None, by: ce.Attribution = BY_WIRE, **more: Any) -> ce.Figure:
    """A claim of people killed."""
    return ce.Figure(measure="killed", item="people", count=count, attribution=by, **more)


def blast(*figures: ce.Figure, **more: Any) -> ce.Dataset:
    """A dataset of one event with a casualty report."""
    return ce.Dataset(
        sources=(ce.Source(id="wire", url="https://news.example/a"),),
        actors=(ce.Actor(id="mayor", name="The mayor"),),
        events=(ce.Incident(id="blast", **more),),
        reports=(ce.CasualtyReport(id="toll", event="blast", figures=figures),),
    )


def of_killed(dataset: ce.Dataset) -> tuple[str, ...]:
    """Low, best, high, approximate, claims and voices of the people killed in the first event."""
    row = table(dataset)[0]
    return tuple(row[f"killed_people_{each}"] for each in ("low", "best", "high", "approximate", "claims", "voices"))


@given(strategies.datasets())
def test_each_event_is_a_row(dataset: ce.Dataset) -> None:
    """There is a row for each event, in their order, each as wide as the header; no name of a column is there twice."""
    text = "".join(formats.find("csv-events").pieces(dataset, formats.Losses(), {}))
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert len(header) == len(set(header))
    assert {len(header)} >= {len(row) for row in rows}
    assert [event.id for event in dataset.events] == [formats.unguarded(row[0]) for row in rows]


@given(strategies.datasets())
def test_every_bound_is_one_that_somebody_gives(dataset: ce.Dataset) -> None:
    """Every bound in the table is one that somebody gives: nothing is added up."""
    numbers = {
        str(bound)
        for claim in dataset.claims
        if isinstance(claim, ce.Figure) and claim.count is not None
        for bound in (claim.count.low, claim.count.high)
    }
    for row in table(dataset):
        for name, cell in row.items():
            if cell and re.search(r"_(low|best|high)$", name):
                assert cell in numbers


@given(strategies.datasets())
def test_ranges_are_those_of_the_rule_range(dataset: ce.Dataset) -> None:
    """Where the claims of a measure are of one quantity, the bounds are those that `reconcile` finds for it."""
    ruled: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for each in reconcile.reconcile(dataset):
        quantity = each.quantity
        if not each.triple and not isinstance(each, reconcile.Sum):
            name = "_".join((quantity.measure, quantity.item or "", quantity.group or "")).rstrip("_")
            bounds = (str(each.low), "" if each.high is None else str(each.high))
            ruled.setdefault((each.event, name), set()).add(bounds)
    for event, row in zip(dataset.events, table(dataset), strict=True):
        for column, low in row.items():
            if low and column.endswith("_low"):
                name = column.removesuffix("_low").partition("_to_")[0]
                high = row[f"{column.removesuffix('_low')}_high"]
                assert (low, high) in ruled.get((event.id, name), {(low, high)})  # else it is somebody's own triple


@given(strategies.datasets())
def test_no_cell_is_a_formula(dataset: ce.Dataset) -> None:
    """A cell that a spreadsheet would run has an apostrophe in front; a number below zero has none."""
    for name in ("csv-events", "hxl"):
        text = "".join(formats.find(name).pieces(dataset, formats.Losses(), {}))
        for row in csv.reader(io.StringIO(text, newline="")):
            assert [] == [cell for cell in row if re.match(r"[=+@\t\r]|-(?![0-9.e-]+\Z)", cell)]


def test_coordinates_below_zero_are_numbers() -> None:
    """The apostrophe is for formulas: southern and western places are read as numbers."""
    place = ce.Place(id="p", name="=cmd()", point=ce.Point(latitude=-33.5, longitude=-70.25), precision="admin2")
    dataset = ce.Dataset(places=(place,), events=(ce.Incident(id="blast", where=(ce.Location(place="p"),)),))
    (row,) = table(dataset)
    assert ("-33.5", "-70.25", "'=cmd()", "60000") == (
        row["latitude"],
        row["longitude"],
        row["place_name"],
        row["precision_m"],
    )


def test_rivals_give_a_range() -> None:
    """From the least to the most that anybody says, with how many claims and voices."""
    rivals = (killed(ce.Count.between(10, 12)), killed(ce.Count.exactly(15), BY_MAYOR))
    assert ("10", "", "15", "false", "2", "2") == of_killed(blast(*rivals))
    assert ("10", "", "", "false", "2", "2") == of_killed(blast(rivals[0], killed(ce.Count.at_least(12), BY_MAYOR)))
    about = killed(ce.Count(low=10, high=12, approximate=True))
    assert ("10", "", "12", "true", "1", "1") == of_killed(blast(about))


@pytest.mark.parametrize(
    "figure",
    [
        killed(ce.Count.exactly(99), ce.Attribution(source="wire", polarity="denies")),
        killed(ce.Count.exactly(99), ce.Attribution(source="wire", polarity="withholds")),
        killed(ce.Count.exactly(99), scope="cumulative"),
        killed(ce.Count.exactly(99), window=ce.When(edtf="2025-05-24")),
        killed(ce.Count.exactly(99), besides="first"),
        killed(ce.Count.exactly(99), model="Shahed-136"),
        killed(None, share=ce.Share(low=99.0)),
    ],
)
def test_what_is_of_another_quantity_is_not_in_the_range(figure: ce.Figure) -> None:
    """Denials, other stretches of time, what comes on top, single models and percentages widen no range."""
    first = killed(ce.Count.exactly(3), id="first")
    assert ("3", "", "3", "false", "1", "1") == of_killed(blast(first, figure))


def test_what_was_superseded_or_retracted_is_not_in_the_range() -> None:
    """A corrected number is gone."""
    old = killed(ce.Count.exactly(30), id="old")
    new = killed(ce.Count.exactly(3), supersedes=ce.Supersedes(claim="old", kind="correction"))
    assert ("3", "", "3", "false", "1", "1") == of_killed(blast(old, new))


def test_several_quantities_give_no_range() -> None:
    """Dead of one side and of the other are neither rivals nor added up: only the number of claims is told."""
    sides = (killed(ce.Count.exactly(3), to="a"), killed(ce.Count.exactly(5), to="b"))
    assert ("", "", "", "false", "2", "1") == of_killed(blast(*sides))
    assert ("", "", "", "false", "1", "1") == of_killed(blast(killed(None)))


def test_the_dead_of_one_side_are_told_as_such() -> None:
    """Numbers of one side alone say of which; beside a claim of all they are no rivals of it."""
    of_one_side = killed(ce.Count.exactly(3), to="a")
    assert "> a" == table(blast(of_one_side))[0]["killed_people_direction"]
    of_all = killed(ce.Count.exactly(8), id="all")
    for parts in ((of_one_side,), (attrs.evolve(of_one_side, within="all"), killed(ce.Count.exactly(5), within="all"))):
        dataset = blast(of_all, *parts)
        assert ("8", "", "8", "false", "1", "1") == of_killed(dataset)
        assert "" == table(dataset)[0]["killed_people_direction"]


def test_groups_and_directions_of_an_exchange_are_columns() -> None:
    """Children are beside all, not among the rivals; an exchange has a column for each side that receives."""
    figures = (killed(ce.Count.exactly(12)), killed(ce.Count.exactly(3), group="children"))
    (row,) = table(blast(*figures))
    assert ("12", "3") == (row["killed_people_low"], row["killed_people_children_low"])
    released = tuple(
        ce.Figure(measure="released", item="prisoners", to=to, count=ce.Count.exactly(number), attribution=BY_WIRE)
        for to, number in (("a", 303), ("b", 307))
    )
    (row,) = table(ce.Dataset(events=(ce.Exchange(id="swap", parties=("a", "b"), figures=released),)))
    assert ("303", "307") == (row["released_prisoners_to_a_high"], row["released_prisoners_to_b_high"])


def test_a_dataset_s_own_low_best_and_high_stay_as_published() -> None:
    """The three legs of one voice come back even where they are not in order, unless somebody else gives a number."""
    legs = tuple(
        killed(ce.Count.exactly(number), estimate=leg) for leg, number in (("low", 7), ("best", 9), ("high", 6))
    )
    assert ("7", "9", "6", "false", "3", "1") == of_killed(blast(*legs))
    assert ("1", "", "1", "false", "1", "1") == of_killed(blast(*legs, killed(ce.Count.exactly(1))))
    other = attrs.evolve(legs[1], attribution=BY_MAYOR)
    assert ("", "9", "", "false", "4", "2") == of_killed(blast(*legs, other))


LEGS = ("low", "best", "high")
TRIPLES = st.tuples(*[st.integers(0, 9)] * 3).map(sorted)


@given(st.lists(TRIPLES, min_size=1, max_size=3))
def test_of_several_datasets_the_range_spans_their_own(triples: list[list[int]]) -> None:
    """Two releases of one dataset: the least low, the greatest high, and the best only where it is the same."""
    figures = [
        killed(ce.Count.exactly(number), ce.Attribution(source=f"release-{index}"), estimate=leg)
        for index, triple in enumerate(triples)
        for leg, number in zip(LEGS, triple, strict=True)
    ]
    sources = tuple(ce.Source(id=f"release-{index}") for index in range(len(triples)))
    report = ce.CasualtyReport(id="toll", event="blast", figures=tuple(figures))
    dataset = ce.Dataset(sources=sources, events=(ce.Incident(id="blast"),), reports=(report,))
    lows, bests, highs = map(set, zip(*triples, strict=True))
    best = str(*bests) if len(bests) == 1 else ""
    several = str(len(triples))
    assert (str(min(lows)), best, str(max(highs)), "false", str(len(figures)), several) == of_killed(dataset)


def test_datasets_that_agree_on_nothing_have_no_range() -> None:
    """Where each has only a best and these differ, no number is told, and no direction of one."""
    figures = [
        killed(ce.Count.exactly(number), by, estimate="best", to="arvan")
        for by, number in ((BY_WIRE, 5), (BY_MAYOR, 7))
    ]
    assert ("", "", "", "false", "2", "2") == of_killed(blast(*figures))
    assert "" == table(blast(*figures))[0]["killed_people_direction"]


def test_datasets_that_speak_of_several_sides_have_no_range() -> None:
    """The dead of one side in one release and those of the other in the next are no rivals."""
    figures = [
        killed(ce.Count.exactly(5), by, estimate=leg, to=side)
        for by, side in ((BY_WIRE, "arvan"), (BY_MAYOR, "belmar"))
        for leg in LEGS
    ]
    assert ("", "", "", "false", "6", "2") == of_killed(blast(*figures))


def test_days_are_given_where_they_are_certain() -> None:
    """An approximate date may in truth lie outside its bounds, so it gives no days."""
    rows = [table(blast(when=ce.When(edtf=edtf)))[0] for edtf in ("2025-05", "2025-05~", "2025-05-24/..")]
    assert [("2025-05-01", "2025-05-31"), ("", ""), ("2025-05-24", "")] == [
        (row["earliest"], row["latest"]) for row in rows
    ]


def test_several_values_of_a_cell_can_be_told_apart() -> None:
    """A semicolon in a value has a backslash in front."""
    places = tuple(ce.Place(id=f"p{index}", name=name) for index, name in enumerate(("A; B", "C\\")))
    where = tuple(ce.Location(place=place.id) for place in places)
    (row,) = table(ce.Dataset(places=places, events=(ce.Incident(id="blast", where=where),)))
    assert ("p0; p1", "A\\; B; C\\\\", "") == (row["place"], row["place_name"], row["country"])


@pytest.mark.parametrize("name", ["csv-events", "geojson", "hxl"])
@pytest.mark.parametrize("side", ["from_", "to"])
def test_a_direction_that_is_written_is_not_lost(name: str, side: str) -> None:
    """From which side to which a number is stands beside it; claims of several sides are lost whole."""
    directed: Any = {side: "arvan"}
    one = killed(ce.Count.exactly(5), **directed)
    losses = formats.Losses()
    assert "arvan" in "".join(formats.find(name).pieces(blast(one), losses, {}))
    assert 0 == losses.report().count(f"Figure.{side.rstrip('_')}")
    losses = formats.Losses()
    directed = {side: "belmar"}
    other = attrs.evolve(one, **directed)
    assert "arvan" not in "".join(formats.find(name).pieces(blast(one, other), losses, {}))
    assert 2 == losses.report().count("Figure")
