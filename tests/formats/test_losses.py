"""What every format that is written owes its user: the same bytes each time, and a report of all that it left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import attrs
import pytest
from hypothesis import given, settings

import conflictevents as ce
from conflictevents import checks, examples, formats, strategies
from conflictevents.formats._reading import format_for

WRITTEN = [name for name in formats.names() if formats.find(name).writes]
WHOLE = {"json", "jsonl"}
LISTS = ("sources", "actors", "places", "events", "reports", "statements")


class Written(NamedTuple):
    """What writing gave."""

    text: str
    losses: formats.LossReport


def written(dataset: ce.Dataset, name: str) -> Written:
    """A dataset in a format, and what was lost."""
    losses = formats.Losses()
    text = "".join(formats.find(name).pieces(dataset, losses, {}))
    return Written(text, losses.report())


class Without(NamedTuple):
    """A dataset that lacks one thing."""

    dataset: ce.Dataset
    fields: tuple[str, ...]
    """What was taken away: a class and its field, and those that it stood in, the innermost last."""


def without_one_field(dataset: ce.Dataset) -> Iterator[Without]:
    """The dataset without each thing in turn that it says and need not say."""
    for name in ("title", "licence", "description"):
        if getattr(dataset, name) is not None:
            yield Without(attrs.evolve(dataset, **{name: None}), (f"Dataset.{name}",))
    for name in LISTS:
        records = getattr(dataset, name)
        for index, record in enumerate(records):
            for changed, fields in changes(record, (type(record).__name__,)):
                changed_list: dict[str, Any] = {name: (*records[:index], changed, *records[index + 1 :])}
                yield Without(attrs.evolve(dataset, **changed_list), fields)


def changes(record: Any, inside: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """A record without each of its fields in turn that has a value and a default, and so for the records in it."""
    cls: type = type(record)
    for field in attrs.fields(cls):
        value = getattr(record, field.name)
        name = f"{cls.__name__}.{field.name.rstrip('_')}"
        fields = (*inside, name)
        if isinstance(value, ce.Record):
            inner = [(value, lambda new: new)]
        elif isinstance(value, tuple) and value and isinstance(value[0], ce.Record):
            inner = [
                (each, lambda new, index=index, value=value: (*value[:index], new, *value[index + 1 :]))
                for index, each in enumerate(value)
            ]
        else:
            inner = []
        for each, put in inner:
            for changed, deeper in changes(each, (*fields, type(each).__name__)):
                with_it = made(record, field.name, put(changed))
                if with_it is not None:
                    yield with_it, deeper
        if field.default is not attrs.NOTHING and value not in (field.default, ()):
            changed = made(record, field.name, field.default)
            # That a source says it in its own voice need not be said, and is the same where it is.
            if changed is not None and not (
                isinstance(record, ce.Attribution) and field.name == "attributed" and record.how == changed.how
            ):
                yield changed, fields


def made(record: Any, name: str, value: Any) -> Any:
    """The record with another value in a field; None where its other fields then cannot stand."""
    try:
        return attrs.evolve(record, **{name: value})
    except ce.InvalidRecordError:
        return None


def silently_lost(dataset: ce.Dataset, name: str) -> list[str]:
    """What a format neither writes nor counts: taking it away changes neither the text nor the report.

    What stands in a field, or in a record, that is reported as a whole is reported with it.
    """
    whole = written(dataset, name)
    reported = {loss.field for loss in whole.losses}
    return [
        fields[-1]
        for lacking, fields in without_one_field(dataset)
        if reported.isdisjoint(fields) and is_whole(lacking) and written(lacking, name) == whole
    ]


def is_whole(dataset: ce.Dataset) -> bool:
    """Whether no reference leads nowhere."""
    try:
        ce.dumps(dataset)
    except ce.InvalidRecordError:
        return False
    return True


@pytest.mark.parametrize("name", WRITTEN)
@given(dataset=strategies.datasets(max_records=2))
@settings(max_examples=15)
def test_nothing_is_lost_in_silence(name: str, dataset: ce.Dataset) -> None:
    """Whatever a dataset says is in the output or in the loss report, for every format that is written."""
    assert [] == silently_lost(dataset, name)


@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_of_the_example_is_lost_in_silence(name: str) -> None:
    """The same holds for the shipped example."""
    assert [] == silently_lost(examples.load("istanbul-exchange"), name)


@pytest.mark.parametrize("name", WRITTEN)
@given(dataset=strategies.datasets(max_records=2))
def test_the_same_dataset_gives_the_same_bytes(name: str, dataset: ce.Dataset) -> None:
    """Writing twice, and writing what was read again from JSON, gives one text and one report."""
    first = written(dataset, name)
    assert first == written(dataset, name)
    assert first == written(ce.loads(ce.dumps(dataset)), name)


@pytest.mark.parametrize("name", WRITTEN)
def test_what_no_format_knows_is_counted(name: str) -> None:
    """A field of an input that the model has no place for is held only by the formats that hold everything."""
    dataset = ce.Dataset(events=(ce.Incident(id="blast", extra=(ce.Cell(name="mood", value="grim"),)),))
    report = written(dataset, name).losses
    assert (name in WHOLE) == (not report)
    assert name in WHOLE or report.count("Incident.extra") + report.count("Incident") > 0


@pytest.mark.parametrize("name", [name for name in WRITTEN if name not in WHOLE])
def test_names_of_sensitive_people_are_withheld(name: str) -> None:
    """No file that leaves the house holds a name or an alias of an actor marked sensitive, and that is counted."""
    witness = ce.Actor(id="w-1", name="Xandrine Quux", aliases=("Xan Q.",), sensitive=True, kind="person")
    by = ce.Attribution(source="wire", speaker="w-1")
    spans = (
        ce.Span(start=0, end=12, exact="Xandrine Qux", role="speaker"),
        ce.Span(start=20, end=37, exact="as Xandrine Quux s"[:17]),
        ce.Span(start=40, end=49, exact="by Xan Q."),
    )
    figure = ce.Figure(measure="killed", item="people", count=ce.Count.exactly(2), attribution=by, spans=spans)
    dataset = ce.Dataset(
        sources=(ce.Source(id="wire"),),
        actors=(witness,),
        events=(
            ce.Exchange(id="swap", parties=("w-1",), participants=(ce.Participant(actor="w-1", role="returned"),)),
            ce.Incident(id="blast", participants=(ce.Participant(actor="w-1", role="victim"),)),
        ),
        reports=(ce.CasualtyReport(id="toll", event="blast", figures=(figure,)),),
        statements=(ce.Statement(id="st", speaker="w-1", quotations=(ce.Quotation(text="We ran."),)),),
    )
    text, losses = written(dataset, name)
    assert "Xan" not in text
    assert losses.count("Actor.name") + losses.count("Actor") > 0


def test_less_than_nothing_is_no_loss() -> None:
    """It would hide others of the same field."""
    with pytest.raises(ValueError, match=r"expected a number of Figure\.note that is not negative, got -1"):
        formats.Losses().add("Figure.note", -1)


def test_a_loss_is_a_problem() -> None:
    """Each field that was lost is a problem with the code IO101, which has its page."""
    report = written(examples.load("istanbul-exchange"), "csv-claims").losses
    assert len(report) == len(report.problems)
    (statements,) = (each for each in report.problems if "Statement" in each.message)
    assert ("IO101", "warning", "9") == (statements.code, statements.severity, statements.value)
    (check,) = (each for each in checks.catalogue() if each.code == "IO101")
    assert ("lossy-export", True) == (check.name, check.page is not None)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("map.geojson", "geojson"),
        ("MAP.GEOJSON.gz", "geojson"),
        ("x.hxl.csv", "hxl"),
        ("x.events.csv", "csv-events"),
        ("x.anno.jsonld", "web-annotation"),
        ("x.schema.jsonld", "schema-org"),
        ("x.json", "json"),
    ],
)
def test_the_longest_ending_tells_the_format(path: str, name: str) -> None:
    """A path picks the format whose ending is the longest that it has."""
    assert name == format_for(path).name


@pytest.mark.parametrize("path", ["x.csv", "x.jsonld"])
def test_an_ending_of_several_formats_tells_none(path: str) -> None:
    """Where several formats share an ending the user is asked."""
    with pytest.raises(ValueError, match=r"may be .* or .*; give the format"):
        format_for(path)
