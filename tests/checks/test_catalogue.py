"""Each check finds its own fault, and nothing in a dataset without it."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import conflictevents as ce
from conflictevents import checks
from conflictevents.checks import Check
from conflictevents.checks._engine import Found, Subject, run

OWN = ce.Attribution(source="wire")
TEXT = "A minister said: “we lost 12 men” and added that 12 men would be buried. The end, the end, for both sides."


def figure(measure: str, count: int | ce.Count | None, **fields: Any) -> ce.Figure:
    """A figure with a plain number."""
    number = ce.Count.exactly(count) if isinstance(count, int) else count
    return ce.Figure(**{"measure": measure, "item": "people", "count": number, "attribution": OWN} | fields)


def toll(*figures: ce.Figure) -> ce.Dataset:
    """A dataset with one report of harm."""
    return base().add(ce.CasualtyReport(id="toll", event="blast", figures=figures))


def base(**fields: Any) -> ce.Dataset:
    """A dataset without a fault."""
    return ce.Dataset(
        **{
            "sources": (
                ce.Source(id="wire", published=ce.When(edtf="2025-05-25")),
                ce.Source(id="other", published=ce.When(edtf="2025-05-26")),
            ),
            "actors": (ce.Actor(id="north", name="North"), ce.Actor(id="south", name="South")),
            "events": (ce.Incident(id="blast", when=ce.When(edtf="2025-05-24")),),
        }
        | fields
    )


def strike(*figures: ce.Figure) -> ce.Dataset:
    """A dataset with one strike."""
    return base().add(ce.Strike(id="raid", attacker="north", targets=("south",), figures=figures))


def drones(measure: str, count: int | ce.Count, **fields: Any) -> ce.Figure:
    """A figure of drones."""
    return figure(measure, count, **{"item": "drone"} | fields)


def exchange(*phases: tuple[int | ce.Count, ...], agreed: int | None = 1000, complete: bool = False) -> ce.Dataset:
    """A dataset with an exchange in phases, all figures from north to south; a phase may have several figures."""
    way: dict[str, Any] = {"item": "prisoners", "from_": "north", "to": "south"}
    sides: dict[str, Any] = {"parties": ("north", "south")}
    promised = () if agreed is None else (figure("agreed", agreed, **way),)
    whole = ce.Exchange(id="swap", figures=promised, complete=complete, **sides)
    parts = (
        ce.Exchange(
            id=f"phase-{number}",
            part_of="swap",
            figures=tuple(figure("released", count, scope="phase", **way) for count in counts),
            **sides,
        )
        for number, counts in enumerate(phases)
    )
    return base().add(whole, *parts)


def one_way(words: str, *, both: bool) -> ce.Dataset:
    """A dataset with an exchange whose words speak of each side."""
    directions = [("north", "south"), ("south", "north")][: 2 if both else 1]
    figures = tuple(
        figure("released", ce.Count.exactly(9, text="9"), item="prisoners", described=words, from_=from_, to=to)
        for from_, to in directions
    )
    return base().add(ce.Exchange(id="swap", parties=("north", "south"), figures=figures))


def said(**fields: Any) -> ce.Dataset:
    """A dataset with one statement by somebody with an office."""
    minister = ce.Actor(
        id="minister",
        name="A. Minister",
        posts=(ce.Post(office="minister", of="south", during=ce.When(edtf="2025-01-01/..")),),
    )
    statement = ce.Statement(**{"id": "st", "source": "wire", "speaker": "minister"} | fields)
    return base().add(minister, statement)


def in_office(*terms: str | None, **fields: Any) -> ce.Dataset:
    """A dataset with one statement by somebody who was mayor in each of the terms."""
    posts = tuple(ce.Post(office="mayor", during=None if term is None else ce.When(edtf=term)) for term in terms)
    statement = ce.Statement(**{"id": "st", "source": "wire", "speaker": "mayor"} | fields)
    return base().add(ce.Actor(id="mayor", name="A. Mayor", posts=posts), statement)


def quoted(words: str, span: ce.Span | None = None) -> ce.Dataset:
    """A dataset with one statement that quotes some words."""
    return said(speech="direct", quotations=(ce.Quotation(text=words, span=span),))


def accusing(actor: str) -> ce.Dataset:
    """A dataset in which somebody is named as the perpetrator."""
    accusation = ce.Assertion(property="perpetrator", value=actor, attribution=OWN)
    return base().add(ce.Incident(id="attack", assertions=(accusation,)))


def asserting(property_: str, value: str | ce.When, **fields: Any) -> ce.Dataset:
    """A dataset with one assertion."""
    claim = ce.Assertion(property=property_, value=value, attribution=OWN, **fields)
    return base().add(ce.Incident(id="attack", assertions=(claim,)))


def told_each_way(span: ce.Span) -> ce.Dataset:
    """A dataset with an exchange in one direction, whose figure has a span without words of its own."""
    freed = figure("released", 9, item="prisoners", from_="north", to="south", spans=(span,))
    return base().add(ce.Exchange(id="swap", parties=("north", "south"), figures=(freed,)))


def as_of(date: str) -> ce.Attribution:
    """The source's own voice, of a date."""
    return ce.Attribution(source="wire", as_of=ce.When(edtf=date))


ABOUT_TEN = figure("killed", ce.Count(low=9, high=10, approximate=True), id="dead")
LOW, BEST, HIGH = "low", "best", "high"
DID_NOT_HAPPEN = ce.Assertion(property="occurred", value="no", attribution=OWN)
KILLED = figure("killed", ce.Count.exactly(12), id="dead")

CASES: dict[str, tuple[list[ce.Dataset], list[ce.Dataset]]] = {
    # code: datasets in which it is found once, datasets in which it is not
    "ID101": (
        [base(actors=(ce.Actor(id="a", name="A"), ce.Actor(id="a", name="B"))), toll(KILLED, KILLED)],
        [
            base(),
            base(actors=(ce.Actor(id="wire", name="An actor may have a source's id"),)),
            base().add(ce.Statement(id="st", speaker="absent")),
        ],
    ),
    "ID102": (
        [
            toll(figure("killed", 1, attribution=ce.Attribution(source="absent"))),
            toll(figure("killed", 1, within="absent")),
            base().add(ce.Statement(id="st", speaker="absent")),
            accusing("absent"),
        ],
        [
            base().add(ce.Statement(id="st", speaker="north", about=("blast", "south"))),
            accusing("north"),
            base(actors=(ce.Actor(id="a", name="A"), ce.Actor(id="a", name="B"))),
        ],
    ),
    "ID103": (
        [
            base().add(ce.Incident(id="a", part_of="a")),
            base().add(ce.Incident(id="a", part_of="b"), ce.Incident(id="b", part_of="a")),
            base(actors=(ce.Actor(id="a", name="A", member_of="b"), ce.Actor(id="b", name="B", member_of="a"))),
            toll(
                figure("killed", 1, id="a", supersedes=ce.Supersedes(claim="b", kind="update")),
                figure("killed", 2, id="b", supersedes=ce.Supersedes(claim="a", kind="update")),
            ),
            base(sources=(ce.Source(id="wire", based_on="other"), ce.Source(id="other", based_on="wire"))),
            base().add(
                ce.Incident(id="tail", part_of="a"),
                ce.Incident(id="a", part_of="b"),
                ce.Incident(id="b", part_of="a"),
            ),
            toll(figure("killed", 1, id="a", within="b"), figure("killed", 2, id="b", within="a")),
            toll(figure("killed", 1, id="a", besides="b"), figure("killed", 2, id="b", besides="a")),
        ],
        [base().add(ce.Incident(id="a", part_of="blast"), ce.Incident(id="b", part_of="a"))],
    ),
    "DT101": (
        [
            base(events=(ce.Incident(id="blast", when=ce.When(edtf="2025-05-26")),)).add(
                ce.CasualtyReport(id="toll", event="blast", figures=(figure("killed", 1),))
            ),
            base(
                events=(
                    ce.Incident(id="plan", realis="planned"),
                    ce.Incident(id="blast", when=ce.When(edtf="2025-05-26"), figures=(figure("destroyed", 1),)),
                )
            ),
        ],
        [
            base(sources=(ce.Source(id="wire"),)).add(
                ce.CasualtyReport(id="toll", event="blast", figures=(figure("killed", 1),))
            ),
            toll(figure("killed", 1)),
            base(events=(ce.Incident(id="blast", when=ce.When(edtf="2025-05-25/2025-05-27")),)).add(
                ce.CasualtyReport(id="toll", event="blast", figures=(figure("killed", 1),))
            ),
            base(events=(ce.Incident(id="blast", when=ce.When(edtf="2025-05-26"), assertions=(DID_NOT_HAPPEN,)),)),
            base(events=(ce.Incident(id="blast", realis="planned", when=ce.When(edtf="2025-06")),)).add(
                ce.CasualtyReport(id="toll", event="blast", figures=(figure("killed", 1),))
            ),
        ],
    ),
    "CT101": (
        [
            toll(figure("killed", 7, estimate=LOW), figure("killed", 5, estimate=BEST)),
            toll(figure("killed", 6, estimate=HIGH), figure("killed", 7, estimate=BEST)),
            toll(
                figure("killed", 7, estimate=LOW),
                figure("killed", None, estimate=BEST),
                figure("killed", 5, estimate=BEST),
            ),
        ],
        [
            toll(
                figure("killed", 1, estimate=LOW),
                figure("killed", 1, estimate=BEST),
                figure("killed", 4, estimate=HIGH),
            ),
            toll(figure("killed", 7, estimate=LOW), figure("killed", 5, estimate=BEST, to="south")),
            accusing("north"),
            base().add(
                ce.CasualtyReport(id="one", event="blast", figures=(figure("killed", 7, estimate=LOW),)),
                ce.CasualtyReport(id="two", event="blast", figures=(figure("killed", 5, estimate=BEST),)),
            ),
        ],
    ),
    "CS101": (
        [
            toll(KILLED, figure("killed", 13, group="children", within="dead")),
            toll(KILLED, figure("killed", 13, group="children")),
            toll(KILLED, figure("killed", 10), figure("killed", 13, group="children")),
            toll(KILLED, figure("killed", ce.Count.at_least(5)), figure("killed", 13, group="children")),
        ],
        [
            toll(KILLED, figure("killed", 3, within="dead"), figure("killed", 5, group="children")),
            toll(KILLED, figure("killed", 12, group="children", within="dead")),
            toll(
                figure("killed", ce.Count.at_least(12), id="dead"),
                figure("killed", 13, group="children", within="dead"),
            ),
            toll(KILLED, figure("injured", 13, group="children")),
            toll(KILLED, figure("killed", 13, group="children", to="south")),
            toll(KILLED, figure("killed", 41, group="children", besides="dead")),
            toll(KILLED, figure("killed", 13, group="children", from_="north")),
            toll(figure("killed", 3, item="household", id="homes"), figure("killed", 14, within="homes")),
            # Revised upward: the later number takes the earlier one's place.
            toll(
                KILLED,
                figure("killed", 20, id="later", supersedes=ce.Supersedes(claim="dead", kind="correction")),
                figure("killed", 15, group="children"),
            ),
            toll(
                figure("killed", 12, attribution=as_of("2025-05-24")),
                figure("killed", 15, group="children", attribution=as_of("2025-05-26")),
            ),
            # Soft words decide nothing.
            toll(ABOUT_TEN, figure("killed", 11, group="children", within="dead")),
            toll(KILLED, figure("killed", ce.Count(low=13, approximate=True), group="children", within="dead")),
        ],
    ),
    "CS102": (
        [
            toll(KILLED, figure("killed", 7, group="children"), figure("killed", 6, group="adults")),
            toll(
                KILLED,
                figure("killed", 5, group="women", within="dead"),
                figure("killed", 8, group="men", within="dead"),
            ),
        ],
        [
            toll(KILLED, figure("killed", 7, group="children"), figure("killed", 6, group="women")),
            toll(KILLED, figure("killed", 6, group="children"), figure("killed", 6, group="adults")),
            toll(KILLED, figure("killed", 7, group="medics"), figure("killed", 6, group="rescuers")),
            toll(
                figure("killed", ce.Count.at_least(12), id="dead"),
                figure("killed", 7, group="children", within="dead"),
                figure("killed", 6, group="adults", within="dead"),
            ),
        ],
    ),
    "EX101": (
        [
            exchange((390,), (307,), (300,)),
            exchange((390,), (307,), (310,)),
            exchange((390,), (307,), (300,), complete=True),
        ],
        [
            exchange((390,), (307,), (303,)),
            exchange((390,), (307,), (ce.Count.more_than(300),)),
            exchange((390,), (307,), ()),
            exchange((390,), (307,), (ce.Count.more_than(300), 303)),
            exchange((390,), (307,), (ce.Count(low=300, high=300, approximate=True),), complete=True),
            exchange((390,), (307,), agreed=None),
        ],
    ),
    "EX102": ([exchange((1001,), ())], [exchange((1000,), ()), exchange((ce.Count.at_least(900),))]),
    "EX103": (
        [
            one_way("prisoners each", both=False),
            one_way("prisoners from both countries", both=False),
            one_way("prisoners of either warring side", both=False),
            told_each_way(ce.Span.of(TEXT, "the end, for both sides", keep_words=False)),
            base().add(ce.Exchange(id="swap", figures=(figure("released", 9, described="men each", to="south"),))),
            base().add(ce.Exchange(id="swap", figures=(figure("released", 9, described="men each", from_="south"),))),
            base().add(
                ce.Exchange(id="swap", figures=(figure("released", ce.Count.exactly(9, text="nine each"), to="south"),))
            ),
            base().add(
                ce.Exchange(
                    id="swap",
                    figures=(figure("released", 9, to="south", spans=(ce.Span(start=0, end=4, exact="each"),)),),
                )
            ),
        ],
        [
            one_way("prisoners each", both=True),
            one_way("prisoners of the beach", both=False),
            one_way("prisoners, both soldiers and civilians", both=False),
            one_way("prisoners each of whom was ill", both=False),
            base().add(ce.Exchange(id="swap", figures=(figure("released", None, spans=(ce.Span(start=0, end=1),)),))),
            base().add(ce.Exchange(id="swap", figures=(figure("released", 9, described="men each"),))),
            strike(drones("launched", 9, described="drones each", to="south")),
        ],
    ),
    "IO102": (
        [
            asserting("rank", "bigest"),
            asserting("occurred", "maybe so"),
            asserting("term_status", ce.When(edtf="2025")),
            asserting("time", "yesterday"),
            asserting("place", ce.When(edtf="2025")),
        ],
        [
            asserting("rank", "among_largest"),
            asserting("rank", "x-lab.loudest"),
            asserting("rank", "3", vocabulary="somebody's"),
            asserting("occurred", "partly"),
            asserting("time", ce.When(text="yesterday")),
            asserting("motive", "revenge"),
            asserting("x-lab.mood", "grim"),
        ],
    ),
    "ST101": (
        [
            strike(drones("launched", 10), drones("intercepted", 11)),
            strike(drones("launched", 10), drones("intercepted", 11, id="all"), drones("intercepted", 2, within="all")),
            strike(figure("launched", None, item="drone"), drones("launched", 10), drones("intercepted", 11)),
        ],
        [
            strike(drones("launched", 10), drones("launched", 8), drones("intercepted", 9)),
            strike(drones("launched", 10), drones("intercepted", 11), drones("intercepted", 9)),
            strike(drones("launched", 10), drones("lost", 3)),
            base().add(ce.Incident(id="raid", figures=(drones("launched", 10), drones("intercepted", 11)))),
            strike(drones("launched", 10), drones("intercepted", 10)),
            strike(drones("launched", 10), drones("intercepted", 11, item="missile")),
            strike(drones("launched", 10), drones("intercepted", 11, window=ce.When(edtf="2025-05-24"))),
            strike(drones("launched", 10), drones("intercepted", 11, attribution=ce.Attribution(source="other"))),
            strike(drones("launched", ce.Count.at_least(10)), drones("intercepted", 11)),
            strike(drones("launched", 10), drones("launched", 5, besides="more"), drones("intercepted", 12)).add(
                ce.Incident(id="other", figures=(drones("launched", 1, id="more"),))
            ),
            strike(
                drones("launched", 10, from_="north", to="south"), drones("intercepted", 50, from_="south", to="north")
            ),
            strike(drones("launched", ce.Count(low=9, high=10, approximate=True)), drones("intercepted", 11)),
        ],
    ),
    "ST102": (
        [
            strike(drones("launched", 16), drones("intercepted", 15), drones("lost", 11)),
            strike(
                *(drones(measure, 5, item="missile") for measure in ("launched", "intercepted")),
                *(drones(measure, 16) for measure in ("launched", "intercepted", "lost")),
            ),
            strike(drones("launched", 10), drones("hit", 11)),
        ],
        [
            strike(drones("launched", 16), drones("intercepted", 10), drones("destroyed", 10)),
            strike(drones("launched", 16), drones("intercepted", 10), drones("lost", 6)),
            strike(drones("launched", 16), drones("intercepted", 15), drones("lost", 11, model="Gerbera")),
            strike(drones("launched", 16), drones("intercepted", 17)),
        ],
    ),
    "SP101": ([said(speaker=None)], [said()]),
    "SP102": ([said(speech="direct"), said(speech="mixed")], [quoted("never"), said(speech="indirect")]),
    "SP113": (
        [
            said(described_as="Former minister"),
            said(described_as="the ex-minister", when=ce.When(edtf="2025-02")),
            in_office("2025-01-01/2025-03-01", described_as="former mayor", when=ce.When(edtf="2025-03-01")),
            in_office("2025-01-01/2025-03-01", described_as="former mayor", when=ce.When(edtf="2025-01-01")),
            in_office("2025-01-01/..", "2024-01-01/..", described_as="former mayor"),
            said(id="earlier").add(
                ce.Statement(id="st", source="wire", speaker="minister", described_as="ex-minister")
            ),
        ],
        [
            in_office("2025-01-01/2025-03-01", described_as="former mayor", when=ce.When(edtf="2025-03-02")),
            in_office("../2025-03-01", described_as="former mayor", when=ce.When(edtf="2025-03-01")),
            in_office(None, described_as="former mayor"),
            said(described_as="minister"),
            said(described_as="former mayor"),
            said(described_as="former deputy minister"),
            said(described_as="wife of the former minister"),
            said(described_as="former actor and minister"),
            said(described_as="Former comedian turned minister"),
            said(described_as="ex-KGB officer, now minister"),
            said(described_as="minister of former Yugoslavia"),
            said(described_as="the minister, who spoke of the past year"),
            said(described_as="former minister", when=ce.When(edtf="2024-12-31")),
            said(described_as="former minister", source="other", when=ce.When(edtf="2024-12/2025-01")),
        ],
    ),
    "QT101": (
        [
            quoted("we lost 13 men"),
            quoted("12 men", ce.Span(start=0, end=6)),
            quoted("lost 12", ce.Span.of(TEXT, "we lost 12 men")),
            said(id="first", source="other").add(
                ce.Statement(id="st", source="wire", speaker="north", quotations=(ce.Quotation(text="we won"),))
            ),
        ],
        [
            quoted('said: "we lost'),
            quoted("we lost 12 men", ce.Span.of(TEXT, "we lost 12 men")),
            quoted("the end"),
            said(source="other", speech="direct", quotations=(ce.Quotation(text="no text of it is given"),)),
            said(source=None, speech="direct", quotations=(ce.Quotation(text="no source is known"),)),
        ],
    ),
    "QT102": (
        [quoted("end"), quoted("12 men")],
        [quoted("we lost"), quoted("12 men", ce.Span(start=26, end=32))],
    ),
    "QT103": (
        [
            said(spans=(ce.Span(start=0, end=1, exact="B"),)),
            said(spans=(ce.Span(start=0, end=9999),)),
            toll(figure("killed", 1, spans=(ce.Span(start=0, end=1, sha256="0" * 64),))),
            quoted("12 men", ce.Span(start=26, end=32, exact="13 men")),
            said(spans=(ce.Span(start=0, end=1, exact="A"), ce.Span(start=0, end=1, exact="B"))),
            said(id="first", source=None).add(
                ce.Statement(id="st", source="wire", speaker="north", spans=(ce.Span(start=0, end=1, exact="B"),))
            ),
        ],
        [
            said(spans=(ce.Span(start=0, end=1, exact="A"), ce.Span(start=5, end=9))),
            toll(figure("killed", 1, spans=(ce.Span.of(TEXT, "lost", keep_words=False),))),
            toll(figure("killed", 1, spans=(ce.Span(start=0, end=1),), attribution=ce.Attribution(source="other"))),
            said(source=None, spans=(ce.Span(start=0, end=1, exact="B"),)),
        ],
    ),
    "QT105": (
        [base(sources=(ce.Source(id="wire", length=3), ce.Source(id="other")))],
        [base(sources=(ce.Source(id="wire", length=len(TEXT)), ce.Source(id="other", length=3)))],
    ),
}
RUNNING = {each.code: each for each in checks.catalogue() if each.function is not None}


def codes(dataset: ce.Dataset) -> list[str]:
    """The codes found in a dataset, with the text of its source at hand."""
    return [problem.code for problem in ce.check(dataset, texts={"wire": TEXT})]


def test_every_check_has_cases() -> None:
    """No check goes without a failing and a passing example."""
    assert CASES.keys() == RUNNING.keys()
    assert all(failing and passing for failing, passing in CASES.values())


@pytest.mark.parametrize(
    ("code", "dataset"), [(code, dataset) for code, (failing, _) in CASES.items() for dataset in failing]
)
def test_fault_is_found_once(code: str, dataset: ce.Dataset) -> None:
    """Each check finds its fault exactly once, with a message and a path that exists."""
    problems = ce.check(dataset, texts={"wire": TEXT})
    found = [problem for problem in problems if problem.code == code]
    assert len(found) == 1
    assert "IO199" not in problems.counts
    assert found[0].message
    resolve(dataset, found[0].path)


@pytest.mark.parametrize(
    ("code", "dataset"), [(code, dataset) for code, (_, passing) in CASES.items() for dataset in passing]
)
def test_sound_dataset_passes(code: str, dataset: ce.Dataset) -> None:
    """Each check is silent where its fault is not, and runs to its end."""
    assert set() == {code, "IO199"} & set(codes(dataset))


def resolve(dataset: ce.Dataset, path: str) -> object:
    """Follow a JSON Pointer through the records; fails if it leads nowhere."""
    value: Any = dataset
    for step in path.split("/")[1:]:
        value = value[int(step)] if isinstance(value, tuple) else getattr(value, "from_" if step == "from" else step)
    return value


# What is found in the first failing dataset of each code; without a value where the path says all.
FOUND: dict[str, tuple[str, str, str | None]] = {
    "ID101": ("error", "/actors/1/id", None),
    "ID102": ("error", "/reports/0/figures/0/attribution/source", None),
    "ID103": ("error", "/events/1/part_of", '"a"'),
    "DT101": ("error", "/events/0/when", '"2025-05-26"'),
    "CT101": ("warning", "/reports/0/figures/1/count", "5"),
    "CS101": ("error", "/reports/0/figures/1/count", "13"),
    "CS102": ("error", "/reports/0/figures/2/count", "13"),
    "EX101": ("warning", "/events/1/figures/0/count", "997"),
    "EX102": ("warning", "/events/1/figures/0/count", "1001"),
    "EX103": ("warning", "/events/1/figures/0", '"south"'),
    "ST101": ("warning", "/events/1/figures/1/count", "11"),
    "ST102": ("warning", "/events/1/figures/1/count", "26"),
    "SP101": ("error", "/statements/0", None),
    "SP102": ("error", "/statements/0/speech", '"direct"'),
    "SP113": ("info", "/statements/0/described_as", '"Former minister"'),
    "QT101": ("error", "/statements/0/quotations/0/text", '"we lost 13 men"'),
    "QT102": ("error", "/statements/0/quotations/0", '"end"'),
    "QT103": ("error", "/statements/0/spans/0", None),
    "QT105": ("warning", "/sources/0", None),
    "IO102": ("error", "/events/1/assertions/0/value", None),
}


@pytest.mark.parametrize("code", CASES)
def test_fault_has_its_severity_place_and_value(code: str) -> None:
    """The path leads to the part that is wrong, and the value is the one that stands or follows from it."""
    severity, path, value = FOUND[code]
    (problem,) = ce.check(CASES[code][0][0], texts={"wire": TEXT}, select=[code])
    assert (severity, path) == (problem.severity, problem.path)
    assert value is None or value == problem.value


def test_messages_give_what_was_expected_and_what_was_got() -> None:
    """A phase without a figure is unknown, and a span without words is known by their hash."""
    (unknown,) = ce.check(exchange((1001,), ()), select=["EX101"])
    wanted = "the phases from north to south to add up to 1,000, as agreed"
    assert f"expected {wanted}, got at least 1,001: 1,001 + unknown" == unknown.message
    returned = ce.Exchange(id="swap", figures=(figure("released", 9, described="men each", from_="north"),))
    (one_way_only,) = ce.check(base().add(returned), select=["EX103"])
    assert '"north"' == one_way_only.value
    spans = ce.Span(start=0, end=1, exact="B"), ce.Span(start=2, end=3, sha256="0" * 64)
    words, hashed = ce.check(said(spans=spans), texts={"wire": TEXT}, select=["QT103"])
    assert 'expected "B" at 0–1, got "A"' == words.message
    assert 'expected words with the hash of the span at 2–3, got "m"' == hashed.message
    size = len(TEXT)
    spans = ce.Span(start=size - 1, end=size, exact="!"), ce.Span(start=size - 1, end=size + 1, exact="..")
    last, beyond = ce.check(said(spans=spans), texts={"wire": TEXT}, select=["QT103"])
    assert f'expected "!" at {size - 1}–{size}, got "."' == last.message
    assert f"expected a span inside a text of {size} code points, got {size - 1}–{size + 1}" == beyond.message


def test_severities() -> None:
    """A fault of one voice is an error, between sources it is information; a complete exchange must add up."""
    other = figure("killed", 13, group="children", attribution=ce.Attribution(source="other"))
    found = ce.check(toll(KILLED, other))
    assert [(problem.code, problem.severity) for problem in found] == [("CS101", "info")]
    parts = figure("killed", 7, group="children"), attrs.evolve(other, group="adults", count=ce.Count.exactly(6))
    assert [(p.code, p.severity) for p in ce.check(toll(KILLED, *parts))] == [("CS102", "info")]
    whole = exchange((390,), (307,), (300,), complete=True)
    assert [(p.code, p.severity) for p in ce.check(whole)] == [("EX101", "error")]
    assert ce.check(exchange((1,), complete=False)).errors == ()


def test_denied_parts_are_not_held_against_the_whole() -> None:
    """A number that somebody denies contradicts nothing."""
    denied = ce.Attribution(source="wire", speaker="north", polarity="denies")
    assert codes(toll(KILLED, figure("killed", 13, group="children", within="dead", attribution=denied))) == []


def test_codes_are_unique_and_well_formed() -> None:
    """Each code stands once, with a family's two letters and three digits, a name and a meaning."""
    every = [each.code for each in checks.catalogue()]
    assert len(set(every)) == len(every)
    for each in checks.catalogue():
        assert each.code[:2].isalpha()
        assert each.code[2:].isdigit()
        assert each.name == each.name.lower()
        assert each.meaning.endswith(".")


def test_the_issue_s_codes_are_there() -> None:
    """The first codes of the catalogue are all known."""
    first = "ID101 ID102 ID103 DT101 DT104 CT101 CT102 CS101 CS102 EX101 EX102 EX103 ST101 ST102 SP101 SP102 SP113"
    assert {*first.split(), "QT101", "QT102", "QT103"} <= {each.code for each in checks.catalogue()}


def test_selection() -> None:
    """Codes or their beginnings select and ignore."""
    dataset = said(speaker=None, speech="direct")
    assert list(ce.check(dataset).counts) == ["SP101", "SP102"]
    assert list(ce.check(dataset, select=["SP101", "CS"]).counts) == ["SP101"]
    assert list(ce.check(dataset, ignore=["SP1"]).counts) == []
    assert list(ce.check(dataset, select=["SP"], ignore=["SP102"]).counts) == ["SP101"]


def test_what_needs_a_text_says_that_it_was_skipped() -> None:
    """Without texts the QT family is skipped and says so; with some, the sources without one are named."""
    assert ce.check(base()).skipped == ("QT101, QT102, QT103, QT105 need the text of a source, and none was given",)
    assert ce.check(base(), texts={"wire": TEXT}).skipped == ("no text was given for 1 of the sources (other)",)
    assert ce.check(base(), texts={"wire": TEXT, "other": TEXT}).skipped == ()


def test_report_views() -> None:
    """A report can be counted, iterated, asked for its errors and is true where anything was found."""
    report = ce.check(said(speaker=None, described_as="Former minister"))
    assert len(report) == len(list(report)) == 1
    assert report
    assert not ce.Report()
    assert report.errors == report.problems
    assert report.at_least(ce.Severity.INFO) == report.problems
    assert report.counts == {"SP101": 1}
    assert report.problems[0].value is None
    mixed = ce.Report(problems=tuple(ce.Problem(code="X", severity=each, path="", message="x") for each in ce.Severity))
    assert ["error"] == [problem.severity for problem in mixed.errors]
    assert ["error", "warning"] == [problem.severity for problem in mixed.at_least(ce.Severity.WARNING)]


def test_a_check_that_fails_is_reported_and_stops_nothing() -> None:
    """A broken check is a problem of its own, and the next one still runs."""

    def broken(_: Subject) -> Any:
        msg = "no such thing"
        raise LookupError(msg)

    def sound(_: Subject) -> Any:
        yield Found(path="/title", message="expected a title", value=None, suggestion="A title")

    made = [
        Check(code=code, name="x", severity=ce.Severity.WARNING, scope="dataset", meaning="X.", function=function)
        for code, function in (("ZZ101", broken), ("ZZ102", sound))
    ]
    first, second = run(made, Subject(base(), {}))
    assert first.code == "IO199"
    assert "ZZ101" in first.message
    assert "no such thing" in first.message
    assert (second.code, second.value, second.suggestion) == ("ZZ102", "null", "A title")


def test_circle_is_told_in_its_direction() -> None:
    """Each record stands before the one that it names."""
    members = {"a": "b", "b": "c", "c": "a"}
    ring = tuple(ce.Actor(id=id_, name="A", member_of=whole) for id_, whole in members.items())
    (problem,) = ce.check(base(actors=ring))
    assert "expected no record to be a member of itself, got the circle a → b → c → a" == problem.message
    assert ("/actors/0/member_of", '"b"') == (problem.path, problem.value)


def test_circle_of_claims_is_told_by_what_binds_them() -> None:
    """A circle of replacements, of parts and of additions have words of their own."""
    binding: dict[str, Any] = {
        "superseded by": lambda id_: {"supersedes": ce.Supersedes(claim=id_, kind="update")},
        "within": lambda id_: {"within": id_},
        "besides": lambda id_: {"besides": id_},
    }
    for words, fields in binding.items():
        figures = (figure("killed", 1, id="a", **fields("b")), figure("killed", 2, id="b", **fields("a")))
        (problem,) = ce.check(toll(*figures), select=["ID103"])
        assert f"expected no record to be {words} itself, got the circle a → b → a" == problem.message


def test_long_circle_is_told_short() -> None:
    """A circle of many records is one problem with a message of bounded length."""
    ring = tuple(ce.Incident(id=f"e{n}", part_of=f"e{(n + 1) % 500}") for n in range(500))
    (problem,) = ce.check(base(events=ring))
    assert problem.code == "ID103"
    assert problem.message.endswith("the circle e0 → e1 → e2 → e3 → e4 → e5 → e6 → e7 → … → e0")


def test_public_names() -> None:
    """The namespace offers what its users need."""
    assert checks.check is ce.check
    assert checks.Report is ce.Report


def test_texts_that_are_no_text_are_refused() -> None:
    """The caller's mistake is told as such."""
    with pytest.raises(TypeError, match="expected the text of wire as a str, got a bytes"):
        ce.check(base(), texts={"wire": TEXT.encode()})  # type: ignore[dict-item]


@pytest.mark.parametrize("dimension", ["age", "sex", "status", "rank", "force", "part", "nationality"])
def test_groups_are_added_up_within_a_dimension_of_which_each_has_one_tag(dimension: str) -> None:
    """Nobody has two of its tags, so the parts may not exceed the whole."""
    parts = [figure("killed", number, group=f"{dimension}:{tag}") for tag, number in (("a", 7), ("b", 6))]
    assert ["CS102"] == codes(toll(KILLED, *parts))


@pytest.mark.parametrize("dimension", ["occupation", "condition", "age_band"])
def test_groups_are_not_added_up_where_somebody_may_be_in_both(dimension: str) -> None:
    """A medic may be a rescuer."""
    parts = [figure("killed", number, group=f"{dimension}:{tag}") for tag, number in (("a", 7), ("b", 6))]
    assert [] == codes(toll(KILLED, *parts))


@pytest.mark.parametrize(
    ("printed", "plain"),
    [("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\u00a0", " "), ("\u202f", " ")],
)
def test_typographic_variants_are_no_other_words(printed: str, plain: str) -> None:
    """A quotation may be typed with the plain character where the text prints another one, or the other way round."""
    for words, text in ((f"a{plain}b", f"a{printed}b"), (f"a{printed}b", f"a{plain}b")):
        assert () == ce.check(quoted(words), texts={"wire": text}, select=["QT101"]).problems
        assert 1 == len(ce.check(quoted(words), texts={"wire": "ab"}, select=["QT101"]))


def test_what_needs_a_text_is_not_run_without_one() -> None:
    """It could only guess."""

    def guessing(_: Subject) -> Any:
        yield Found(path="", message="a guess")

    check = Check(
        code="ZZ101", name="x", severity=ce.Severity.ERROR, scope="source_text", meaning="X.", function=guessing
    )
    assert () == run([check], Subject(dataset=base(), texts={})).problems
    assert ["ZZ101"] == [problem.code for problem in run([check], Subject(dataset=base(), texts={"wire": TEXT}))]


def test_a_second_voice_takes_nothing_from_a_contradiction() -> None:
    """Who contradicts himself does so whatever another source says of one part."""
    own = KILLED, figure("killed", 7, group="children"), figure("killed", 7, group="adults")
    other = figure("killed", 8, group="children", attribution=ce.Attribution(source="other"))
    assert ["error"] == [problem.severity for problem in ce.check(toll(*own, other)) if problem.code == "CS102"]


def test_what_is_agreed_may_be_told_before_it_is_carried_out() -> None:
    """A number agreed stands on the event that would carry it out, which comes later."""
    way: dict[str, Any] = {"item": "prisoners", "from_": "north", "to": "south"}
    when = ce.When(edtf="2025-05-28")
    agreed = ce.Exchange(id="swap", when=when, figures=(figure("agreed", 9, **way),))
    done = attrs.evolve(agreed, figures=(figure("released", 9, **way),))
    assert "DT101" not in codes(base().add(agreed))
    assert "DT101" in codes(base().add(done))
