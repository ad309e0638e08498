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
TEXT = "A minister said: “we lost 12 men” and added that 12 men would be buried. The end, the end."


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


def exchange(*phases: tuple[int | ce.Count, ...], agreed: int = 1000, complete: bool = False) -> ce.Dataset:
    """A dataset with an exchange in phases, all figures from north to south; a phase may have several figures."""
    way: dict[str, Any] = {"item": "prisoners", "from_": "north", "to": "south"}
    sides: dict[str, Any] = {"parties": ("north", "south")}
    whole = ce.Exchange(id="swap", figures=(figure("agreed", agreed, **way),), complete=complete, **sides)
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


def quoted(words: str, span: ce.Span | None = None) -> ce.Dataset:
    """A dataset with one statement that quotes some words."""
    return said(speech="direct", quotations=(ce.Quotation(text=words, span=span),))


def accusing(actor: str) -> ce.Dataset:
    """A dataset in which somebody is named as the perpetrator."""
    accusation = ce.Assertion(property="perpetrator", value=actor, attribution=OWN)
    return base().add(ce.Incident(id="attack", assertions=(accusation,)))


LOW, BEST, HIGH = "low", "best", "high"
KILLED = figure("killed", ce.Count.exactly(12), id="dead")

CASES: dict[str, tuple[list[ce.Dataset], list[ce.Dataset]]] = {
    # code: datasets in which it is found once, datasets in which it is not
    "ID101": (
        [base(actors=(ce.Actor(id="a", name="A"), ce.Actor(id="a", name="B"))), toll(KILLED, KILLED)],
        [base(), base(actors=(ce.Actor(id="wire", name="An actor may have a source's id"),))],
    ),
    "ID102": (
        [
            toll(figure("killed", 1, attribution=ce.Attribution(source="absent"))),
            toll(figure("killed", 1, within="absent")),
            base().add(ce.Statement(id="st", speaker="absent")),
            accusing("absent"),
        ],
        [base().add(ce.Statement(id="st", speaker="north", about=("blast", "south"))), accusing("north")],
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
            base().add(
                ce.Incident(id="tail", part_of="a"),
                ce.Incident(id="a", part_of="b"),
                ce.Incident(id="b", part_of="a"),
            ),
        ],
        [base().add(ce.Incident(id="a", part_of="blast"), ce.Incident(id="b", part_of="a"))],
    ),
    "DT101": (
        [
            base(events=(ce.Incident(id="blast", when=ce.When(edtf="2025-05-26")),)).add(
                ce.CasualtyReport(id="toll", event="blast", figures=(figure("killed", 1),))
            )
        ],
        [
            toll(figure("killed", 1)),
            base(events=(ce.Incident(id="blast", when=ce.When(edtf="2025-05-25/2025-05-27")),)).add(
                ce.CasualtyReport(id="toll", event="blast", figures=(figure("killed", 1),))
            ),
            base(events=(ce.Incident(id="blast", realis="planned", when=ce.When(edtf="2025-06")),)).add(
                ce.CasualtyReport(id="toll", event="blast", figures=(figure("killed", 1),))
            ),
        ],
    ),
    "CT101": (
        [
            toll(figure("killed", 7, estimate=LOW), figure("killed", 5, estimate=BEST)),
            toll(figure("killed", 6, estimate=HIGH), figure("killed", 7, estimate=BEST)),
        ],
        [
            toll(
                figure("killed", 1, estimate=LOW),
                figure("killed", 1, estimate=BEST),
                figure("killed", 4, estimate=HIGH),
            ),
            toll(figure("killed", 7, estimate=LOW), figure("killed", 5, estimate=BEST, to="south")),
        ],
    ),
    "CS101": (
        [
            toll(KILLED, figure("killed", 13, group="children", within="dead")),
            toll(KILLED, figure("killed", 13, group="children")),
        ],
        [
            toll(KILLED, figure("killed", 12, group="children", within="dead")),
            toll(
                figure("killed", ce.Count.at_least(12), id="dead"),
                figure("killed", 13, group="children", within="dead"),
            ),
            toll(KILLED, figure("injured", 13, group="children")),
            toll(KILLED, figure("killed", 13, group="children", to="south")),
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
        ],
    ),
    "EX102": ([exchange((1001,), ())], [exchange((1000,), ()), exchange((ce.Count.at_least(900),))]),
    "EX103": (
        [one_way("prisoners each", both=False)],
        [one_way("prisoners each", both=True), one_way("prisoners of the beach", both=False)],
    ),
    "ST101": (
        [strike(drones("launched", 10), drones("intercepted", 11))],
        [
            strike(drones("launched", 10), drones("intercepted", 10)),
            strike(drones("launched", 10), drones("intercepted", 11, item="missile")),
            strike(drones("launched", 10), drones("intercepted", 11, window=ce.When(edtf="2025-05-24"))),
            strike(drones("launched", 10), drones("intercepted", 11, attribution=ce.Attribution(source="other"))),
            strike(drones("launched", ce.Count.at_least(10)), drones("intercepted", 11)),
        ],
    ),
    "ST102": (
        [strike(drones("launched", 16), drones("intercepted", 15), drones("lost", 11))],
        [
            strike(drones("launched", 16), drones("intercepted", 10), drones("lost", 6)),
            strike(drones("launched", 16), drones("intercepted", 15), drones("lost", 11, model="Gerbera")),
        ],
    ),
    "SP101": ([said(speaker=None)], [said()]),
    "SP102": ([said(speech="direct"), said(speech="mixed")], [quoted("never"), said(speech="indirect")]),
    "SP113": (
        [said(described_as="Former minister"), said(described_as="the ex-minister", when=ce.When(edtf="2025-02"))],
        [
            said(described_as="minister"),
            said(described_as="former mayor"),
            said(described_as="former minister", when=ce.When(edtf="2024-12-31")),
            said(described_as="former minister", source="other", when=ce.When(edtf="2024-12/2025-01")),
        ],
    ),
    "QT101": (
        [quoted("we lost 13 men"), quoted("12 men", ce.Span(start=0, end=6))],
        [quoted('said: "we lost'), quoted("we lost 12 men", ce.Span.of(TEXT, "we lost 12 men")), quoted("the end")],
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
        ],
        [
            said(spans=(ce.Span(start=0, end=1, exact="A"), ce.Span(start=5, end=9))),
            toll(figure("killed", 1, spans=(ce.Span.of(TEXT, "lost", keep_words=False),))),
        ],
    ),
    "QT105": (
        [base(sources=(ce.Source(id="wire", length=3), ce.Source(id="other")))],
        [base(sources=(ce.Source(id="wire", length=len(TEXT)), ce.Source(id="other")))],
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
    found = [problem for problem in ce.check(dataset, texts={"wire": TEXT}) if problem.code == code]
    assert len(found) == 1
    assert found[0].message
    resolve(dataset, found[0].path)


@pytest.mark.parametrize(
    ("code", "dataset"), [(code, dataset) for code, (_, passing) in CASES.items() for dataset in passing]
)
def test_sound_dataset_passes(code: str, dataset: ce.Dataset) -> None:
    """Each check is silent where its fault is not."""
    assert code not in codes(dataset)


def resolve(dataset: ce.Dataset, path: str) -> object:
    """Follow a JSON Pointer through the records; fails if it leads nowhere."""
    value: Any = dataset
    for step in path.split("/")[1:]:
        value = value[int(step)] if isinstance(value, tuple) else getattr(value, "from_" if step == "from" else step)
    return value


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


def test_report_views() -> None:
    """A report can be counted, iterated, asked for its errors and is true where anything was found."""
    report = ce.check(said(speaker=None, described_as="Former minister"))
    assert len(report) == len(list(report)) == 1
    assert report
    assert not ce.Report()
    assert report.errors == report.problems
    assert report.at_least(ce.Severity.INFO) == report.problems
    assert report.counts == {"SP101": 1}


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
    first, second = run(made, Subject(dataset=base(), texts={}))
    assert first.code == "IO199"
    assert "ZZ101" in first.message
    assert "no such thing" in first.message
    assert (second.code, second.value, second.suggestion) == ("ZZ102", "null", "A title")


def test_long_circle_is_told_short() -> None:
    """A circle of many records is one problem with a message of bounded length."""
    ring = tuple(ce.Incident(id=f"e{n}", part_of=f"e{(n + 1) % 500}") for n in range(500))
    (problem,) = ce.check(base(events=ring))
    assert problem.code == "ID103"
    assert len(problem.message) < 200


def test_public_names() -> None:
    """The namespace offers what its users need."""
    assert checks.check is ce.check
    assert checks.Report is ce.Report
