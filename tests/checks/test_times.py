"""When events happened against when they were told of: zones, plans, approximate dates, late and early reports."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import strategies

TIMES = ["DT", "IO199"]


def when(edtf: str | None, **fields: Any) -> ce.When | None:
    """A date, where there is one."""
    return None if edtf is None else ce.When(edtf=edtf, **fields)


def told(
    happened: ce.When | None, *published: ce.When | None, cls: type[ce.Event] = ce.Incident, **fields: Any
) -> ce.Dataset:
    """A dataset with one event that each source says happened."""
    claims = tuple(
        ce.Assertion(
            property=fields.get("property", "occurred"),
            value=fields.get("value", "yes"),
            attribution=ce.Attribution(source=f"s{index}", method=fields.get("method")),
        )
        for index in range(len(published))
    )
    event = cls(id="blast", when=happened, realis=fields.get("realis", "actual"), assertions=claims)
    sources = tuple(ce.Source(id=f"s{index}", published=each) for index, each in enumerate(published))
    return ce.Dataset(sources=sources, events=(event,))


def found(dataset: ce.Dataset, *select: str) -> list[tuple[str, str]]:
    """The codes found, each with its severity."""
    return [(problem.code, problem.severity) for problem in ce.check(dataset, select=select or TIMES)]


# --- DT101 ---


@pytest.mark.parametrize(
    ("happened", "published"),
    [
        ("2025-05-27", "2025-05-25"),
        ("2025-06", "2025-05-25"),
        ("2025-05-27/2025-05-28", "2025-05-25"),
        ("2025-05-26T00:30+03:00", "2025-05-25T20:00Z"),
        ("2025-05-28", "2025-05-25T23:59Z"),
    ],
)
def test_event_after_publication_is_an_error(happened: str, published: str) -> None:
    """All of it lies after publication, in whatever zones."""
    assert [("DT101", "error")] == found(told(when(happened), when(published)), "DT101")


@pytest.mark.parametrize(
    ("happened", "published"), [("2025-05-26", "2025-05-25"), ("2025-05-26T00:30", "2025-05-25T23:00")]
)
def test_one_day_may_be_the_zone(happened: str, published: str) -> None:
    """It is the 26th in Kyiv while it is the 25th in New York."""
    assert [("DT101", "warning")] == found(told(when(happened), when(published)), "DT101")


def test_one_day_in_one_zone_is_an_error() -> None:
    """Where both state the same zone, there is no other."""
    dataset = told(when("2025-05-26", zone="Europe/Kyiv"), when("2025-05-25", zone="Europe/Kyiv"))
    assert [("DT101", "error")] == found(dataset, "DT101")


@pytest.mark.parametrize(
    ("happened", "published"),
    [
        ("2025-05-26T00:30+03:00", "2025-05-25T22:00Z"),  # half an hour before it
        ("2025-05-26", "2025-05-25T20:00-04:00"),
        ("2025-05-25/2025-05-27", "2025-05-25"),
        ("2025-05-27~", "2025-05-25"),
        ("2025-05-27?", "2025-05-25"),
        ("../2025-05-27", "2025-05-25"),
        ("2025-05-27", "2025-05-25~"),
        ("2025-05-27", "2025-05"),
        ("2025-05-27", None),
        (None, "2025-05-25"),
    ],
)
def test_event_that_may_be_before_publication(happened: str | None, published: str | None) -> None:
    """Offsets, open ends and approximate dates leave it open."""
    assert [] == found(told(when(happened), when(published)), "DT101")


@pytest.mark.parametrize("realis", ["planned", "hypothetical", "counterfactual", "unclear"])
def test_event_that_has_not_happened_may_lie_ahead(realis: str) -> None:
    """Only what is said to have happened is held against publication."""
    assert [] == found(told(when("2025-06-01"), when("2025-05-25"), realis=realis))


@pytest.mark.parametrize(("property_", "value"), [("motive", "revenge"), ("occurred", "no"), ("term_status", "agreed")])
def test_what_can_be_said_before(property_: str, value: str) -> None:
    """A motive, a denial and the state of a term need no event that is over."""
    assert [] == found(told(when("2025-06-01"), when("2025-05-25"), property=property_, value=value), "DT101")


# --- DT105 ---


def quoted(*words: str | None, realis: str = "actual", language: str | None = "en", **fields: Any) -> ce.Dataset:
    """A dataset with one exchange, with a figure for each of the words."""
    figures = tuple(
        ce.Figure(
            **{
                "measure": "released",
                "item": "prisoners",
                "attribution": ce.Attribution(source="wire"),
                "spans": () if each is None else (ce.Span(start=0, end=len(each), exact=each),),
            }
            | fields
        )
        for each in words
    )
    return ce.Dataset(
        sources=(ce.Source(id="wire", language=language),),
        events=(ce.Exchange(id="swap", realis=realis, figures=figures),),
    )


@pytest.mark.parametrize(
    "words",
    [
        "303 prisoners will be exchanged on Sunday",
        "prisoners are to be handed over",
        "both sides will release 303 men",
        "303 prisoners are expected to be freed",
        "the ministry plans to hand over 303 men",
    ],
)
def test_words_of_the_future(words: str) -> None:
    """What will be has not happened."""
    assert [("DT105", "warning")] == found(quoted(words))
    assert [("DT105", "warning")] == found(quoted(words, words))
    assert [] == found(quoted(words, realis="planned"))


@pytest.mark.parametrize(
    "words",
    [
        "303 prisoners were exchanged on Sunday",
        "303 prisoners",
        "303 returned and 4 more will follow",
        "the will to exchange 303 prisoners",
        "303 men of good will came home",
        "prisoners who will be cared for have come home",
        "303 were freed, and more will be",
        "those freed will be cared for",
    ],
)
def test_words_that_tell_of_the_past_as_well(words: str) -> None:
    """As soon as they tell of something done, the event has happened."""
    assert [] == found(quoted(words))


def test_one_claim_that_may_tell_of_it_is_enough() -> None:
    """All words must speak of the future, and be at hand."""
    ahead = "303 prisoners will be exchanged"
    assert [] == found(quoted(ahead, "303 prisoners are home"))
    assert [] == found(quoted(ahead, None))
    assert [] == found(quoted())
    assert [] == found(quoted(ahead, measure="agreed"))
    assert [] == found(quoted(ahead, language="de"))
    assert [("DT105", "warning")] == found(quoted(ahead, language=None))
    assert [] == found(quoted(ahead, attribution=ce.Attribution(source="wire", polarity="denies")))


# --- DT108 ---


@pytest.mark.parametrize("edtf", ["2025-05-25T03:00", "2025-05-24T18:00/2025-05-25T05:00"])
def test_clock_time_without_a_zone(edtf: str) -> None:
    """An offset or a zone in the source's words is enough."""
    assert [("DT108", "warning")] == found(told(when(edtf)), "DT108")
    assert [] == found(told(when(edtf, zone="local time")), "DT108")
    assert [] == found(told(when(edtf.replace(":00", ":00Z"))), "DT108")


def test_day_needs_no_zone() -> None:
    """Only a clock time does; words that could not be placed are none."""
    assert [] == found(told(when("2025-05-25")), "DT108")
    assert [] == found(told(ce.When(text="at 3 a.m.")), "DT108")


def test_clock_times_are_looked_at_wherever_they_stand() -> None:
    """That of a source and that of a statement as well, with words or without."""
    at = ce.When(edtf="2025-05-25T03:00")
    dataset = attrs.evolve(told(at, at), statements=(ce.Statement(id="st", when=at),))
    paths = [problem.path for problem in ce.check(dataset, select=["DT108"])]
    assert ["/sources/0/published", "/events/0/when", "/statements/0/when"] == paths


# --- DT110 ---


def toll(happened: str | None = "2025-05-24", realis: str = "actual", **fields: Any) -> ce.Dataset:
    """A dataset with a toll of a blast."""
    report = {key: fields.pop(key) for key in ("scope", "window_of_report") if key in fields}
    attribution = ce.Attribution(
        source="wire", **{key: fields.pop(key) for key in ("as_of", "statement", "polarity") if key in fields}
    )
    figure = ce.Figure(**{"measure": "killed", "item": "people", "attribution": attribution} | fields)
    return ce.Dataset(
        sources=(ce.Source(id="wire"),),
        events=(ce.Incident(id="blast", when=when(happened), realis=realis),),
        reports=(
            ce.CasualtyReport(
                id="toll", event="blast", window=report.get("window_of_report"), figures=(figure, figure)
            ),
        ),
        statements=(ce.Statement(id="early", when=when("2025-05-20")), ce.Statement(id="late", when=when("2025-06"))),
    )


@pytest.mark.parametrize(
    ("fields", "path", "times"),
    [
        ({"as_of": when("2025-05-23")}, "/reports/0/figures/0/attribution/as_of", 2),
        ({"window": when("2025-05-01/2025-05-23")}, "/reports/0/figures/0/window", 2),
        ({"window_of_report": when("2025-04")}, "/reports/0/window", 1),
        ({"statement": "early"}, "/statements/0/when", 1),
    ],
)
def test_toll_before_the_event(fields: dict[str, Any], path: str, times: int) -> None:
    """Each time that a toll is of is looked at, and what several figures share is told once."""
    problems = ce.check(toll(**fields), select=["DT110"]).problems
    assert (times, path) == (len(problems), problems[0].path)


@pytest.mark.parametrize(
    "fields",
    [
        {"as_of": when("2025-05-24")},
        {"as_of": when("2025-05")},
        {"as_of": when("2025-05-23~")},
        {"window": when("2025-05-01/2025-05-24")},
        {"window_of_report": when("2025-04"), "window": when("2025-05-24")},
        {"statement": "late"},
        {"as_of": when("2025-05-23"), "polarity": "denies"},
        {"as_of": when("2025-05-23"), "realis": "planned"},
        {"as_of": when("2025-05-23"), "happened": None},
        {"as_of": when("2025-05-23"), "happened": "2025-05-24?"},
        {"as_of": when("2025-05-23"), "happened": "../2025-05-24"},
    ],
)
def test_toll_of_the_event(fields: dict[str, Any]) -> None:
    """What may be of the event's time, or is not asserted, is let be."""
    assert [] == found(toll(**fields), "DT110")


# --- DT111 ---


@pytest.mark.parametrize(
    ("happened", "published", "late"),
    [
        ("2025-04-24", ["2025-05-25"], True),
        ("2025-04-25", ["2025-05-25"], False),  # thirty days
        ("2024", ["2025-05-25"], True),
        ("2024-01/2025-05-01", ["2025-05-25"], False),
        ("2024-01-01~", ["2025-05-25"], False),
        ("2024-01-01/..", ["2025-05-25"], False),
        ("2024-01-01", ["2025-05-25", "2024-01-02"], False),
        ("2024-01-01", ["2025-05-25", "2025-03-01"], True),
        ("2024-01-01", ["2025-05-25", None], False),
        ("2024-01-01", ["2025-05-25~"], False),
        ("2024-01-01", [], False),
        (None, ["2025-05-25"], False),
    ],
)
def test_late_report(happened: str | None, published: list[str | None], late: bool) -> None:
    """It is late where every source is known to be of a time more than thirty days after the event."""
    expected = [("DT111", "info")] if late else []
    assert expected == found(told(when(happened), *map(when, published)), "DT111")


def test_wars_and_codings_are_not_late() -> None:
    """A war goes on, and a dataset is no report of what it codes; a program's extraction is one."""
    old, printed = when("2024-01-01"), when("2025-05-25")
    assert [] == found(told(old, printed, cls=ce.Episode))
    assert [] == found(told(old, printed, method="coded"))
    assert [("DT111", "info")] == found(told(old, printed, method="machine"))
    assert [] == found(told(old, printed, realis="planned"))


@given(strategies.datasets(), st.just(TIMES))
def test_no_check_of_times_fails(dataset: ce.Dataset, select: list[str]) -> None:
    """Whatever the dataset, they run to their end."""
    assert "IO199" not in ce.check(dataset, select=select).counts
