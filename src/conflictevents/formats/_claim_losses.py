"""What a claims table does not hold of a dataset, counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .. import (
    Actor,
    Assertion,
    CasualtyReport,
    Claim,
    Dataset,
    Episode,
    Event,
    Exchange,
    Figure,
    Holder,
    Incident,
    Place,
    Record,
    Source,
    Strike,
    Talks,
    When,
)
from . import Losses, Pool, count_losses, held
from ._cells import when_said

__all__ = ["KINDS", "count_unheld", "record_of", "report_id", "value_said"]

KINDS: Final[Mapping[str, type[Event]]] = {cls.kind: cls for cls in (Exchange, Strike, Talks, Incident, Episode)}

_HELD: Final = held(
    {
        **dict.fromkeys((cls.__name__ for cls in KINDS.values()), "id realis figures assertions"),
        "CasualtyReport": "id event figures assertions scope window",
        "Source": "id based_on",
        "Actor": "id name sensitive",
        "Figure": "id attribution spans measure item model group from to count share described scope window within "
        "besides estimate",
        "Assertion": "id attribution spans property value",
        "Attribution": "source speaker attributed polarity verb commitment method as_of",
        "Count": "low high approximate text",
        "Share": "low high approximate text",
        "Span": "start end",
        "When": "edtf text",
    }
)


def record_of(assertion: Assertion) -> Record | None:
    """What stands for the record that an assertion names, where its property takes an id."""
    kind, id_ = assertion.refers_to() or ("", "")
    if kind == "actor":
        return Actor(id=id_, name=id_)
    if kind == "place":
        return Place(id=id_, name=id_)
    return Incident(id=id_) if kind == "event" else None


def value_said(property_: str, text: str) -> str | When:
    return when_said(text) if property_ == "time" else text


def count_unheld(dataset: Dataset, losses: Losses) -> None:
    for name in ("title", "licence", "description"):
        losses.add(f"Dataset.{name}", getattr(dataset, name) is not None)
    claims = dataset.claims
    cited = {claim.attribution.source for claim in claims}
    cited |= {dataset.origin(source) for source in cited}
    speaking = {claim.attribution.speaker for claim in claims}
    named = speaking | {side for claim in claims if isinstance(claim, Figure) for side in (claim.from_, claim.to)}
    harmed = {report.event for report in dataset.reports if report.claims}
    records: tuple[Any, ...] = (*dataset.sources, *dataset.actors, *dataset.holders)
    implied = {record_of(claim) for claim in claims if isinstance(claim, Assertion)}
    for record in (*records, *dataset.places, *dataset.statements):
        held = record.id in (cited if isinstance(record, Source) else named if isinstance(record, Actor) else ())
        held = held or (isinstance(record, (Event, CasualtyReport)) and bool(record.claims))
        held = held or (isinstance(record, Event) and record.id in harmed)
        if held:
            kept = {f"{type(record).__name__}.extra"} if isinstance(record, Holder) else ()
            count_losses(record, _HELD, losses.add, apart=frozenset(kept))
        elif record not in implied:
            losses.add(type(record).__name__)
    # The name of an actor stands beside the speaker, and not beside a side.
    for each in dataset.actors:
        spoken = each.id in speaking and not each.sensitive
        losses.add("Actor.name", each.id in named and not spoken and each.name != each.id)
        losses.add("Actor.sensitive", each.id in named and each.id not in speaking and each.sensitive)
    # A row of a report says of the event that it is harmed, and not what kind of event it is.
    for event in dataset.events:
        unsaid = event.id in harmed and not event.claims and event.kind != Incident.kind
        losses.add(f"{type(event).__name__}.kind", unsaid)
    _count_reports(dataset, losses)
    # The table has the root of what is repeated, and not the way to it.
    repeating = [each for each in dataset.sources if each.id in cited and each.based_on is not None]
    losses.add(
        "Source.based_on", sum(each.based_on != dataset.origin(each) or each.based_on == each.id for each in repeating)
    )
    for claim in claims:
        losses.add("Claim.spans", max(0, len(claim.spans) - 1))
        if isinstance(claim, Assertion):
            again = value_said(claim.property, _said(claim.value))
            losses.add("Assertion.value", isinstance(again, When) is not isinstance(claim.value, When))
    reports = (each.window for each in dataset.reports if each.claims)
    times = (each for claim in claims for each in (claim.attribution.as_of, *_times_of(claim)))
    for when in (*reports, *times):
        losses.add("When.text", when is not None and when_said(_said(when)).text != when.text)


def _said(value: str | When) -> str:
    """What a cell says of a value."""
    return value if isinstance(value, str) else value.edtf or value.text or ""


def _times_of(claim: Claim) -> tuple[When | None, ...]:
    of = claim.window if isinstance(claim, Figure) else claim.value if isinstance(claim, Assertion) else None
    return (of,) if isinstance(of, When) else ()


def _count_reports(dataset: Dataset, losses: Losses) -> None:
    """Count what is lost of casualty reports: reading makes one for each event, with an id of its own making."""
    pool, seen = Pool(), set[str]()
    for report in dataset.reports:
        if not report.claims:
            continue
        if report.event in seen:
            losses.add("CasualtyReport")
            continue
        seen.add(report.event)
        losses.add("CasualtyReport.id", report.id != report_id(pool, report.event))
        # Its scope and window stand in the rows of its figures that have none of their own.
        for name in ("scope", "window"):
            stands = any(getattr(figure, name) is None for figure in report.figures)
            losses.add(f"CasualtyReport.{name}", getattr(report, name) is not None and not stands)


def report_id(pool: Pool, event: str) -> str:
    """The id that reading gives the casualty report of an event."""
    return pool.unique(CasualtyReport, f"{event[:180]}-report")
