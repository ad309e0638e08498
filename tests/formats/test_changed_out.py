"""A claims table is read, a record is changed, and it is written again: nothing wrong is said, nothing lost unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats

ROWS = """\
event,kind,measure,item,from,to,low,high,approximate,text,speaker,speaker_name,source,start,end,claim,value,unit,realis,\
scope,polarity,attributed,commitment,checked\r
raid,strike,launched,drone,arvan,belmar,12,,false,at least 12,minister,A minister,wire,3,14,a,,count,planned,\
,asserts,stated,said,yes\r
raid,casualty_report,killed,people,,,many,5,TRUE,,,,wire,9,2,b,,count,planned,event,asserts,own_voice,claimed,no\r
raid,casualty_report,injured,people,,belmar,2,2,false,two,minister,A minister,paper,,,c,,count,planned,event,asserts,\
stated,said,\r
talk,talks,place,,,,,,,,mayor,,wire,,,d,harbour,,actual,,asserts,stated,said,\r
fire,casualty_report,killed,people,,,1,1,false,,,,paper,,,e,,percent,actual,event,asserts,own_voice,probable,\r
fire,casualty_report,injured,people,,,2,2,false,,,,paper,,,f,,count,actual,event,asserts,own_voice,rumoured,\r
fire,casualty_report,missing,people,,,3,3,false,,,,paper,,,g,,count,actual,event,asserts,own_voice,denied,\r
"""
SPEAKER = ce.Attribution(source="wire", speaker="mayor")


def written(dataset: ce.Dataset) -> tuple[str, formats.LossReport]:
    """A dataset as a table, and what was lost."""
    losses = formats.Losses()
    text = "".join(formats.find("csv-claims").pieces(dataset, losses, {}))
    return text, losses.report()


def read(text: str) -> ce.Dataset:
    """The dataset of a table."""
    return formats.read(text.encode(), "csv-claims").dataset


def changed_claims(claim: Any) -> Iterator[Any]:
    """A claim with one field changed."""
    by = {
        "source": ("wire", "paper"),
        "speaker": (None, "minister", "mayor"),
        "polarity": ("asserts", "denies"),
        "method": ("estimated", "verified", None),
        "verb": ("claims", "claimed", "denied", None),
        "attributed": ("unclear", None),
        "as_of": (ce.When(edtf="2024-05"), None),
        "commitment": ("possible", "probable", "unstated"),
    }
    for name, values in by.items():
        yield from (evolved(claim, attribution=evolved(claim.attribution, **{name: each})) for each in values)
    spans = (ce.Span(start=1, end=4), ce.Span(start=7, end=8, role="cue"))
    yield from (evolved(claim, spans=each) for each in ((), spans[:1], spans[1:], spans))
    yield evolved(claim, id="z")
    figure: dict[str, tuple[Any, ...]] = {
        "count": (None, ce.Count(low=4, high=None), ce.Count(low=5, high=7, approximate=True, text="=5")),
        "measure": ("injured", "launched"),
        "item": ("people", "drone", None),
        "group": ("children", None),
        "model": ("Kestrel", None),
        "from_": ("arvan", "mayor", None),
        "to": ("arvan", None),
        "scope": ("event", "window", None),
        "window": (ce.When(edtf="2024-05-01"), None),
        "within": ("a", None),
        "estimate": ("best",),
        "note": ("seen twice",),
    }
    if isinstance(claim, ce.Figure):
        for name, values in figure.items():
            yield from (evolved(claim, **{name: each}) for each in values)
        if claim.count is not None or claim.share is not None:
            yield evolved(claim, count=None, share=ce.Share(low=50, high=60))
    else:
        yield evolved(claim, value="arvan")


def evolved(record: Any, **changes: Any) -> Any:
    """A record with other fields; None if no record may be so."""
    if None in (record, changes.get("attribution", record)):
        return None
    try:
        return attrs.evolve(record, **changes)
    except ce.exceptions.InvalidRecordError:
        return None


def changed_records(record: Any) -> Iterator[Any]:
    """A record with one field changed, one of its claims changed, or a claim more or less."""
    values: dict[str, tuple[Any, ...]] = {
        "title": ("A title", None),
        "note": ("A note",),
        "realis": ("actual", "planned", "counterfactual"),
        "when": (ce.When(edtf="2024-05-01"),),
        "scope": ("event", "phase", None),
        "window": (ce.When(edtf="2024-05-01"),),
        "name": ("Arvan",),
        "sensitive": (True, False),
        "kind": ("state",),
        "based_on": ("wire", "paper"),
        "extra": ((ce.Cell(name="mine", value="x"),), (ce.Cell(name="claims table: low", value="["),), ()),
    }
    fields = {field.name for field in attrs.fields(type(record))}
    for name in fields & set(values):
        yield from (evolved(record, **{name: each}) for each in values[name])
    if isinstance(record, ce.CasualtyReport):
        yield evolved(record, id="toll")
    for name in fields & {"figures", "assertions"}:
        claims = getattr(record, name)
        for index, claim in enumerate(claims):
            yield evolved(record, **{name: (*claims[:index], *claims[index + 1 :])})
            for each in changed_claims(claim):
                if each is not None:
                    yield evolved(record, **{name: (*claims[:index], each, *claims[index + 1 :])})
        if name == "figures":
            more = ce.Figure(id="new", measure="killed", count=ce.Count.exactly(9), attribution=SPEAKER)
            yield evolved(record, figures=(*claims, more))


def changed_datasets(dataset: ce.Dataset) -> Iterator[ce.Dataset | None]:
    """The dataset with one record changed, or one more."""
    for name in ("sources", "actors", "places", "events", "reports"):
        records = getattr(dataset, name)
        for index, record in enumerate(records):
            for each in changed_records(record):
                if each is not None:
                    yield evolved(dataset, **{name: (*records[:index], each, *records[index + 1 :])})
    for event in dataset.events:
        for kind in (ce.Strike, ce.Talks, ce.Episode):
            other = kind(id=event.id, realis=event.realis, figures=event.figures, assertions=event.assertions)
            yield evolved(dataset, events=tuple(other if each is event else each for each in dataset.events))
        figure = ce.Figure(id="new", measure="killed", count=ce.Count.exactly(9), attribution=SPEAKER)
        report = ce.CasualtyReport(id="another", event=event.id, figures=(figure,))
        yield evolved(dataset, reports=(*dataset.reports, report))


def claims_of(dataset: ce.Dataset) -> list[dict[str, Any]]:
    """What each claim says, without its id and what only follows from other records."""
    apart = {"claim", "within", "party", "status", "kind", "speaker_name", "origin"}
    return [{k: v for k, v in row.as_dict().items() if k not in apart} for row in ce.claims_table(dataset)]


def whole(dataset: ce.Dataset) -> dict[str, Any]:
    """All of a dataset but the cells that were kept, by id, with what says the same said in one way."""
    lists: dict[str, Any] = {}
    for name in ("sources", "actors", "places", "events", "reports", "statements"):
        records = {each.id: each for each in getattr(dataset, name)}
        if name in ("events", "reports"):
            records = {id_: plain(each) for id_, each in records.items()}
        lists[name] = records
    return lists


def plain(holder: Any) -> Any:
    """An event or report with its scope and window in its figures, and without kept cells."""
    claims: dict[str, Any] = {
        name: tuple(
            attrs.evolve(each, attribution=attrs.evolve(each.attribution, attributed=each.attribution.how))
            for each in getattr(holder, name)
        )
        for name in ("figures", "assertions")
    }
    extra = tuple(each for each in holder.extra if not each.name.startswith("claims table: "))
    if not isinstance(holder, ce.CasualtyReport):
        return attrs.evolve(holder, extra=extra, **claims)
    claims["figures"] = tuple(
        attrs.evolve(each, scope=each.scope or holder.scope, window=each.window or holder.window)
        for each in claims["figures"]
    )
    return evolved(holder, extra=extra, scope=None, window=None, **claims)


BASE = read(ROWS)
CHANGED = [each for each in changed_datasets(BASE) if each is not None]


def test_the_table_itself_comes_back_without_losses() -> None:
    """Unchanged, nothing is counted, and the cells that the records cannot say are there again."""
    text, losses = written(BASE)
    assert () == losses.losses
    assert whole(BASE) == whole(read(text))
    assert "many,5,TRUE" in text
    assert len(CHANGED) > 300


@given(st.sampled_from(CHANGED))
def test_no_claim_is_written_that_nobody_makes(changed: ce.Dataset) -> None:
    """Every claim that is read again is one of the changed dataset, and none of these is missing."""
    again = claims_of(read(written(changed)[0]))
    assert sorted(map(str, claims_of(changed))) == sorted(map(str, again))


def classes(value: Any) -> set[str]:
    """The class of a record and those of all records in it, by name."""
    if isinstance(value, tuple):
        return {name for each in value for name in classes(each)}
    if not isinstance(value, ce.Record):
        return set()
    cls: Any = type(value)
    fields = (getattr(value, field.name) for field in attrs.fields(cls))
    return {cls.__name__, *(name for each in fields for name in classes(each))}


@given(st.sampled_from(CHANGED))
def test_what_does_not_come_back_is_counted(changed: ce.Dataset) -> None:
    """Where a record that is read again is another one, the loss report names its class or that of one in it."""
    text, losses = written(changed)
    before, after = whole(changed), whole(read(text))
    lost = {loss.field.partition(".")[0] for loss in losses}
    for name, records in before.items():
        for id_, record in records.items():
            if after[name].get(id_) != record:
                assert {*classes(record), "Claim"} & lost


def test_kept_cells_go_with_their_own_claim() -> None:
    """Of two tables that are merged no claim gets cells that were kept of another; those of a new id are counted."""
    other = read(ROWS.replace("many,5,TRUE", "few,6,FALSE").replace("raid,", "siege,"))
    text, losses = written(ce.merge(BASE, other, on_conflict="keep_both")[0])
    assert ["raid"] == [row.split(",")[0] for row in text.splitlines() if ",many," in row or ",few," in row]
    assert (1, 1) == (losses.count("CasualtyReport.extra"), losses.count("Strike.extra"))
