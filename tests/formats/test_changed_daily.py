"""Daily tables of records that were changed since they were read: no wrong cell, and nothing is left out in silence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple, TypeAlias

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats
from conflictevents._views import Standing, event_of
from conflictevents.formats._again import said

OTHERS: Final = (
    ce.Source(id="zz-source", title="Another"),
    ce.Actor(id="zz-actor", name="Another"),
    ce.Place(id="zz-place", name="Another"),
    ce.Incident(id="zz-event"),
)
"""What the records that were read do not name, so that a change can."""

NUMBER: Final = st.integers(0, 400)
GAZA: Final = st.fixed_dictionaries(
    {"report_date": st.just("2031-02-03"), "report_source": st.sampled_from(["mohtel", "gmotel", "missing", "other"])},
    optional=dict.fromkeys(
        ("killed", "killed_cum", "ext_killed_cum", "killed_truce_new", "killed_recovered", "martyred_cum"), NUMBER
    )
    | {"report_period": st.sampled_from([0, 24, 48]), "injured_cum": st.just("5.0")},
)
WEST_BANK: Final = st.fixed_dictionaries(
    {"report_date": st.just("2031-02-03"), "flash_source": st.sampled_from(["un", "fill", "other"])},
    optional={
        "killed_cum": NUMBER,
        "verified": st.fixed_dictionaries({"killed": NUMBER}, optional={"injured_cum": NUMBER}),
    },
)
LOSSES: Final = st.fixed_dictionaries(
    {"date": st.just("2031-02-03"), "day": st.just(3267)},
    optional=dict.fromkeys(("POW", "tank", "field artillery"), NUMBER)
    | {
        "personnel": NUMBER,
        "personnel*": st.sampled_from(["about", "more", "hardly"]),
        "greatest losses direction": st.just("North"),
    },
)
CORRECTIONS: Final = st.just({"date": "2031-02-03", "day": 3267, "tank": -5, "APC": 0, "drone": 0, "personnel": 0})
ATTACK: Final = st.fixed_dictionaries(
    {
        "time_start": st.sampled_from(["2031-01-06 9:05", "2031-01-06"]),
        "time_end": st.just("2031-01-07 05:00"),
        "model": st.sampled_from(["Shahed-136/131", "X-901", ""]),
        "launched": st.sampled_from(["", "90.0", "10"]),
        "source": st.sampled_from(["kpszsu/posts/1", "https://t.me/others/2", ""]),
    },
    optional={
        "destroyed": st.sampled_from(["", "64.0"]),
        "is_shahed": st.just("60.0"),
        "launch_place": st.just("Northfield"),
        "target": st.just("north and east"),
        "border_crossing": st.just("{'belarus': 1.0}"),
        "destroyed_details": st.sampled_from(["{'south': 61, 'east': NaN}", "{'south': 1}"]),
    },
)


def table(rows: list[dict[str, str]]) -> bytes:
    """Some rows as CSV."""
    names = [*dict.fromkeys(name for row in rows for name in row)]
    cells = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "".join(map(formats.csv_line, cells)).encode()


def as_json(rows: list[dict[str, Any]]) -> bytes:
    """Some rows as JSON."""
    return json.dumps(rows).encode()


class Given(NamedTuple):
    """A format with the rows that are drawn for it."""

    name: str
    rows: st.SearchStrategy[list[Any]]
    bytes_of: Callable[[list[Any]], bytes]


GIVEN: Final = {
    "gaza": Given("daily-casualties", st.lists(GAZA, min_size=1, max_size=2), as_json),
    "west-bank": Given("daily-casualties", st.lists(WEST_BANK, min_size=1, max_size=1), as_json),
    "losses": Given("daily-losses", st.lists(LOSSES, min_size=1, max_size=2), as_json),
    "corrections": Given("daily-losses", st.lists(CORRECTIONS, min_size=1, max_size=1), as_json),
    "attacks": Given("missile-attacks", st.lists(ATTACK, min_size=1, max_size=3), table),
}

COUNT: Final = ce.Count.exactly(7)
WHEN: Final = ce.When(edtf="1999")
BY: Final = ce.Attribution(source="zz-source")
OWN: Final = ce.Figure(measure="killed", item="people", count=COUNT, attribution=BY)
HOLDER: Final[dict[str, tuple[Any, ...]]] = {
    "title": ("Another",),
    "note": ("seen",),
    "identifiers": ((ce.Identifier(scheme="zz", value="1"),),),
    "waivers": ((ce.Waiver(code="CT", reason="known"),),),
}
VALUES: Final[dict[type, dict[str, tuple[Any, ...]]]] = {
    ce.Figure: {
        "id": ("zz-figure", None),
        "measure": ("missing", "intercepted", "killed"),
        "item": ("missile", "people", None),
        "model": ("Iskander-M", None),
        "group": ("women", None),
        "from_": ("zz-actor",),
        "to": ("zz-actor", None),
        "count": (COUNT, ce.Count.at_least(7), ce.Count(low=7, high=7, approximate=True), None),
        "described": ("others", None),
        "scope": ("increment", "event", None),
        "window": (WHEN, None),
        "within": (None,),
        "estimate": ("low",),
        "note": ("seen",),
    },
    ce.Assertion: {
        "property": ("daily-losses.another", "daily-losses.correction"),
        "value": ("9", "another"),
        "of": ("tank", None),
        "note": ("seen",),
    },
    ce.Attribution: {
        "source": ("zz-source",),
        "speaker": ("zz-actor", None),
        "via": (("zz-source",), ()),
        "attributed": ("unclear", "carried", None),
        "polarity": ("denies", "withholds"),
        "verb": ("claimed",),
        "commitment": ("possible",),
        "method": ("extrapolated", "verified", None),
        "grade": (ce.Grade(scheme="zz", value="1"),),
        "as_of": (WHEN, ce.When(edtf="2031-02-04"), None),
        "coder": ("ab",),
    },
    ce.CasualtyReport: HOLDER | {"event": ("zz-event",), "scope": ("event", None), "window": (WHEN, None)},
    ce.Strike: HOLDER
    | {
        "realis": ("planned", "counterfactual"),
        "when": (WHEN, ce.When(edtf="2031-01-05"), ce.When(edtf="2031-01-06T09:05/2031-01-06T10:00"), None),
        "where": ((ce.Location(place="zz-place"),), ()),
        "participants": ((ce.Participant(actor="zz-actor"),),),
        "attacker": ("zz-actor", None),
        "targets": (("zz-actor",), ()),
        "relations": ((ce.Relation(kind="follows", event="zz-event"),),),
    },
    ce.Episode: HOLDER
    | {
        "realis": ("planned",),
        "when": (WHEN,),
        "where": ((ce.Location(place="zz-place"),), ()),
        "relations": ((ce.Relation(kind="follows", event="zz-event"),),),
    },
    ce.Actor: {"name": ("Somebody",), "kind": ("person",), "country": ("FR",)},
    ce.Place: {"name": ("Somewhere",), "country": ("FR",)},
    ce.Source: {"title": ("Another",), "url": ("https://example.org/1",), "licence": ("MIT",), "note": ("seen",)},
}
LISTS: Final = ("events", "reports", "actors", "places", "sources")


class Change(NamedTuple):
    """A dataset with a change, and the classes of the records that it changed."""

    what: str
    dataset: ce.Dataset
    classes: frozenset[str]


Changed: TypeAlias = Iterator[tuple[str, Any, frozenset[str]]]
"""What is changed, the record then, and the classes of what was changed."""


def changed_records(record: Any, classes: frozenset[str] = frozenset()) -> Changed:
    """A record with each of its fields changed to each of some other values, and so with what it owns."""
    cls = type(record)
    classes |= {cls.__name__}
    for name, values in VALUES.get(cls, {}).items():
        for value in values:
            if getattr(record, name) != value:
                yield f"{cls.__name__}.{name} = {value}", attrs.evolve(record, **{name: value}), classes
    if isinstance(record, ce.Figure | ce.Assertion):
        for what, changed, of in changed_records(record.attribution, classes):
            yield f"{record.id}: {what}", attrs.evolve(record, attribution=changed), of
    if isinstance(record, ce.Holder):
        yield from changed_claims(record, classes)


def changed_claims(record: ce.Holder, classes: frozenset[str]) -> Changed:
    """A record with one figure more or less, a figure that a later one replaces, or a claim changed."""
    yield "one figure more", attrs.evolve(record, figures=(*record.figures, OWN)), classes
    for number, figure in enumerate(record.figures):
        rest = record.figures[:number] + record.figures[number + 1 :]
        yield f"no {figure.id}", attrs.evolve(record, figures=rest), classes
        for kind, count in (("retraction", None), ("correction", COUNT), ("update", COUNT)):
            later = attrs.evolve(
                figure, id="zz-later", supersedes=ce.Supersedes(claim=figure.id or "", kind=kind), count=count
            )
            yield f"{kind} of {figure.id}", attrs.evolve(record, figures=(*record.figures, later)), classes
    claims: tuple[Any, ...]
    for name, claims in (("figures", record.figures), ("assertions", record.assertions)):
        for number, claim in enumerate(claims):
            for what, changed, of in changed_records(claim, classes):
                yield what, attrs.evolve(record, **{name: (*claims[:number], changed, *claims[number + 1 :])}), of


def changes(dataset: ce.Dataset) -> list[Change]:
    """Every change of one record."""
    found = []
    for name in LISTS:
        records = getattr(dataset, name)
        for number, record in enumerate(records):
            for what, changed, classes in () if record in OTHERS else changed_records(record):
                each: Any = (*records[:number], changed, *records[number + 1 :])
                found.append(Change(what, attrs.evolve(dataset, **{name: each}), classes))
    return found


def written(dataset: ce.Dataset, name: str) -> tuple[str, formats.LossReport]:
    """What is written, and what is lost."""
    losses = formats.Losses()
    text = "".join(formats.find(name).pieces(dataset, losses, {}))
    return text, losses.report()


def claims_of(dataset: ce.Dataset, *, current: bool = False) -> set[Any]:
    """What the claims of a dataset say, with what they are about."""
    standing = Standing(dataset)
    reports = {each.id for each in dataset.reports}
    return {
        (event_of(holder) if holder.id in reports else "", str(getattr(holder, "when", None)), said(claim, holder))
        for holder, claim in dataset.owned_claims()
        if not current or standing.is_current(claim)
    }


def plain(dataset: ce.Dataset) -> Any:
    """A dataset without what its records keep of cells, the ids of its claims, the others, and without its order."""
    whole = json.loads(ce.dumps(dataset))
    for name in LISTS:
        for record in whole.get(name, ()):
            record.pop("extra", None)
            for claims in ("figures", "assertions"):
                record[claims] = sorted(({**each, "id": ""} for each in record.get(claims, ())), key=str)
        whole[name] = sorted((each for each in whole.get(name, ()) if not each["id"].startswith("zz-")), key=str)
    return whole


def hold(change: Change, name: str, before: formats.LossReport) -> None:
    """Assert what holds of each change."""
    try:
        now = plain(change.dataset)
    except ce.InvalidRecordError:  # something else names what was changed
        return
    text, report = written(change.dataset, name)
    try:
        again = formats.read(text.encode(), name).dataset
    except ce.UnreadableInputError:
        again = ce.Dataset()
    for _, when, what in claims_of(again):
        current = claims_of(change.dataset, current=True)
        assert what in {each for *_, each in current}, f"{change.what}: {text}"
        assert when == "None" or (when, what) in {each[1:] for each in current}, f"{change.what}: {text}"
    if plain(again) != now:
        # What nothing names any more is in no row either.
        more = {each.field.partition(".")[0] for each in report if each.count > before.count(each.field)}
        assert more & (change.classes | {"Figure", "Place", "Actor"}), f"{change.what}: {report} {text}"


@pytest.mark.parametrize("of", GIVEN)
@given(st.data())
def test_a_change_of_one_record_is_written_as_it_is_or_counted(of: str, data: st.DataObject) -> None:
    """What is read again is what the records say now; what of a change is not there is in the loss report."""
    name, rows, bytes_of = GIVEN[of]
    whole = formats.read(bytes_of(data.draw(rows)), name).dataset
    assert not written(whole, name)[1]
    dataset = whole.add(*OTHERS)
    _, before = written(dataset, name)
    hold(data.draw(st.sampled_from(changes(dataset))), name, before)


def with_figure(dataset: ce.Dataset, of: str, *more: ce.Figure, **fields: Any) -> ce.Dataset:
    """A dataset whose first figure of a measure has other fields, with some figures more beside it."""
    (holder,) = (each for each in dataset.holders if any(figure.measure == of for figure in each.figures))
    first = next(figure for figure in holder.figures if figure.measure == of)
    figures = tuple(attrs.evolve(each, **fields) if each is first else each for each in holder.figures)
    changed: Any = attrs.evolve(holder, figures=(*figures, *more))
    return attrs.evolve(
        dataset,
        events=tuple(changed if each.id == holder.id else each for each in dataset.events),
        reports=tuple(changed if each.id == holder.id else each for each in dataset.reports),
    )


GAZA_ROW: Final = {"report_date": "2031-02-03", "report_source": "mohtel", "killed": 9, "injured_cum": 300}
ATTACK_ROW: Final = {
    "time_start": "2031-01-06",
    "time_end": "2031-01-06",
    "model": "Shahed",
    "launched": "60",
    "destroyed": "40",
    "source": "kpszsu/1",
}


def test_a_figure_that_says_something_else_leaves_its_cell_empty() -> None:
    """Who was missing is not written as killed, nor what was intercepted as launched, nor another's word as theirs."""
    gaza = formats.read(as_json([GAZA_ROW]), "daily-casualties").dataset.add(*OTHERS)
    theirs = attrs.evolve(gaza.reports[0].figures[0].attribution, speaker="zz-actor")
    without = [{name: value for name, value in GAZA_ROW.items() if name != "killed"}]
    others: list[dict[str, Any]] = [{"measure": "missing"}, {"attribution": theirs}]
    for fields in others:
        text, report = written(with_figure(gaza, "killed", **fields), "daily-casualties")
        assert (without, 1) == (json.loads(text), report.count("Figure"))
    attack = formats.read(table([ATTACK_ROW]), "missile-attacks").dataset
    changed = with_figure(attack, "launched", measure="intercepted", item="missile", model="Iskander-M")
    text, report = written(changed, "missile-attacks")
    assert (table([ATTACK_ROW | {"launched": ""}]).decode(), 1) == (text, report.count("Figure"))


def test_the_figure_that_stands_is_written() -> None:
    """A correction takes the cell, and the link is counted with what it corrects; a retraction empties it."""
    gaza = formats.read(as_json([GAZA_ROW]), "daily-casualties").dataset
    first = gaza.reports[0].figures[0]
    for kind, killed in (("correction", 7), ("retraction", None)):
        supersedes = ce.Supersedes(claim=first.id or "", kind=kind)
        later = attrs.evolve(first, id="later", count=COUNT, supersedes=supersedes)
        text, report = written(with_figure(gaza, "killed", later), "daily-casualties")
        assert killed == json.loads(text)[0].get("killed")
        assert (1 if killed else 2, 1) == (report.count("Figure"), report.count("Figure.supersedes"))


def test_what_did_not_happen_makes_no_row() -> None:
    """A row says that it did; the event is counted."""
    attack = formats.read(table([ATTACK_ROW]), "missile-attacks").dataset
    planned = attrs.evolve(attack, events=(attrs.evolve(attack.events[0], realis="planned"),))
    text, report = written(planned, "missile-attacks")
    assert (1, 1) == (text.count("\n"), report.count("Strike"))


def test_what_is_said_of_the_episode_is_counted() -> None:
    """No row holds it."""
    gaza = formats.read(as_json([GAZA_ROW]), "daily-casualties").dataset.add(*OTHERS)
    (episode,) = (each for each in gaza.events if isinstance(each, ce.Episode))
    more = attrs.evolve(episode, title="Another", note="seen", figures=(OWN,))
    changed = attrs.evolve(gaza, events=tuple(more if each is episode else each for each in gaza.events))
    _, report = written(changed, "daily-casualties")
    assert (1, 1, 1) == tuple(map(report.count, ("Episode.title", "Episode.note", "Figure")))


@pytest.mark.parametrize("more", [{"text": "overnight"}, {"zone": "Europe/Kyiv"}])
def test_what_is_added_to_a_window_leaves_its_days(more: dict[str, str]) -> None:
    """Only what was added is counted."""
    attack = formats.read(table([ATTACK_ROW]), "missile-attacks").dataset
    when = attrs.evolve(attack.events[0].when, **more)
    changed = attrs.evolve(attack, events=(attrs.evolve(attack.events[0], when=when),))
    text, report = written(changed, "missile-attacks")
    assert (table([ATTACK_ROW]).decode(), [f"When.{next(iter(more))}"]) == (text, [each.field for each in report])


@pytest.mark.parametrize("of", GIVEN)
@given(st.data())
def test_a_cell_of_ones_own_in_the_source_is_counted(of: str, data: st.DataObject) -> None:
    """No table holds it."""
    name, rows, bytes_of = GIVEN[of]
    dataset = formats.read(bytes_of(data.draw(rows)), name).dataset
    first, *others = dataset.sources
    own = attrs.evolve(first, extra=(*first.extra, ce.Cell(name="own", value="1")))
    _, report = written(attrs.evolve(dataset, sources=(own, *others)), name)
    assert [formats.Loss(field="Source.extra", count=1)] == [*report]
