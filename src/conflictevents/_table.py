"""The claims table: one flat row for each claim, the view that SQL, dataframes and spreadsheets read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import attrs

from ._claims import Assertion, Attribution, Claim, Figure, Holder
from ._dataset import Dataset
from ._sides import Sides
from ._views import Standing, direction_of, event_of, scope_of, window_of
from ._vocab import Commitment, Method, Polarity
from ._when import When

__all__ = ["COLUMNS", "ClaimRow", "claims_table", "commitment_of"]


@attrs.frozen(kw_only=True)
class ClaimRow:
    """One claim as a flat row. What is absent is None; dates are EDTF texts.

    Attributes:
        event: The id of the event; for a casualty report that of the harmed event.
        kind: The event's kind, or `casualty_report` for a claim of one.
        measure: The measure of a figure, or the property of an assertion.
        item: What is counted.
        group: Which people, as tags joined by `+`.
        from_: The attacking or releasing side.
        to: The side attacked, receiving or harmed.
        low: The least it can be, in the row's unit.
        high: The most it can be; None where open, or where no size is given.
        approximate: Whether the words make the bounds soft.
        text: The phrase as reported.
        speaker: The id of the speaker; None where the source speaks in its own voice.
        speaker_name: The name of the speaker; withheld where the speaker is marked `sensitive`.
        party: Whether the speaker belongs to a side of the event; None without a speaker.
        commitment: said, claimed, confirmed, estimated, denied or unverified.
        source: The id of the source.
        start: Where the figure starts in the source's text, in code points.
        end: Where it ends.
        as_of: The time for which the claim is meant to hold.
        claim: The claim's id, or its content key.
        value: The value of an assertion.
        unit: `count` or `percent` for a figure.
        model: The type of the item as reported.
        described: The noun as reported.
        scope: What stretch the figure covers.
        window: The window of time that the figure covers.
        within: The id of the claim that this one is part of.
        besides: The id of the claim that this one comes on top of.
        polarity: Whether the speaker asserts, denies or withholds it.
        attributed: How the text ties the claim to the speaker.
        method: How the figure was arrived at.
        estimate: Which leg of a dataset's own triple it is.
        realis: Whether the event is said to have happened.
        status: current, superseded or retracted.
        origin: The id of the source at the root of `based_on`.
    """

    event: str
    kind: str
    measure: str
    item: str | None = None
    group: str | None = None
    from_: str | None = None
    to: str | None = None
    low: int | float | None = None
    high: int | float | None = None
    approximate: bool | None = None
    text: str | None = None
    speaker: str | None = None
    speaker_name: str | None = None
    party: bool | None = None
    commitment: str
    source: str
    start: int | None = None
    end: int | None = None
    as_of: str | None = None
    claim: str
    value: str | None = None
    unit: str | None = None
    model: str | None = None
    described: str | None = None
    scope: str | None = None
    window: str | None = None
    within: str | None = None
    besides: str | None = None
    polarity: str
    attributed: str
    method: str | None = None
    estimate: str | None = None
    realis: str | None = None
    status: str
    origin: str

    def as_dict(self) -> dict[str, Any]:
        """The row as a dict, its keys the names of the columns in order."""
        return {column: getattr(self, name) for column, name in zip(COLUMNS, _NAMES, strict=True)}


_NAMES: Final[tuple[str, ...]] = tuple(field.name for field in attrs.fields(ClaimRow))

COLUMNS: Final = tuple(name.rstrip("_") for name in _NAMES)
"""The names of the columns, in order."""


def claims_table(dataset: Dataset) -> Iterator[ClaimRow]:
    """One row for each claim of a dataset, in the order of its events and reports.

    Raises:
        UnknownIdError: If a source or speaker is not of the dataset, as the iterator comes to it.
    """
    context = _Context(dataset)
    for holder, claim in dataset.owned_claims():
        yield _row(holder, claim, context)


class _Context:
    """What a row needs to know of the whole dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.events = {event.id: event for event in dataset.events}
        self.standing = Standing(dataset)
        self.sides = Sides(dataset, self.standing)

    def name(self, speaker: str | None) -> str | None:
        """The name of a speaker, withheld where it is sensitive: the table is what leaves the house."""
        actor = None if speaker is None else self.dataset.actor(speaker)
        return None if actor is None or actor.sensitive else actor.name


def _row(holder: Holder, claim: Claim, context: _Context) -> ClaimRow:
    attribution, event_id = claim.attribution, event_of(holder)
    event = context.events.get(event_id)
    span = claim.figure_span
    particular = _of_figure(holder, claim) if isinstance(claim, Figure) else _of_assertion(claim)
    return ClaimRow(
        event=event_id,
        kind=type(holder).kind,
        speaker=attribution.speaker,
        speaker_name=context.name(attribution.speaker),
        party=context.sides.is_party(claim, event_id),
        commitment=commitment_of(attribution),
        source=context.dataset.source(attribution.source).id,
        start=None if span is None else span.start,
        end=None if span is None else span.end,
        as_of=_date(attribution.as_of),
        claim=claim.key(holder.id),
        polarity=attribution.polarity,
        attributed=attribution.how,
        method=attribution.method,
        realis=None if event is None else event.realis,
        status=context.standing.status(claim),
        origin=context.dataset.origin(attribution.source),
        **particular,
    )


def _of_figure(holder: Holder, figure: Figure) -> dict[str, Any]:
    """The columns that only a figure fills."""
    number = figure.count if figure.share is None else figure.share
    from_, to = direction_of(holder, figure)
    columns: dict[str, Any] = {
        name: getattr(figure, name)
        for name in ("measure", "item", "group", "model", "described", "within", "besides", "estimate")
    }
    if number is not None:
        columns |= {name: getattr(number, name) for name in ("low", "high", "approximate", "text")}
    return columns | {
        "from_": from_,
        "to": to,
        "unit": "count" if figure.share is None else "percent",
        "scope": scope_of(holder, figure),
        "window": _date(window_of(holder, figure)),
    }


def _of_assertion(claim: Claim) -> dict[str, Any]:
    """The columns that only an assertion fills."""
    if not isinstance(claim, Assertion):
        msg = f"expected a Figure or an Assertion, got {type(claim).__name__}"
        raise TypeError(msg)
    value = claim.value
    return {"measure": claim.property, "value": _date(value) if isinstance(value, When) else value}


_VERBS: Final = {
    "denied": {"deny", "denies", "denied", "denying"},
    "claimed": {"claim", "claims", "claimed", "claiming", "allege", "alleges", "alleged", "alleging"},
    "estimated": {"estimate", "estimates", "estimated", "estimating"},
    "confirmed": {"confirm", "confirms", "confirmed", "confirming", "verify", "verifies", "verified", "verifying"},
}
_UNSURE: Final = {"unconfirmed", "unverified"}
# What may stand beside "confirmed": with any other word ("declined to confirm") nothing is confirmed.
_BESIDE: Final = frozenset(
    ["has", "have", "had", "was", "were", "been", "is", "are", "now", "later", "also", "officially"]
)


def commitment_of(attribution: Attribution) -> str:
    """A view of polarity, method and verb in one word; in doubt the weaker one."""
    words = set(re.findall(r"\w+", (attribution.verb or "").casefold()))
    if attribution.polarity is Polarity.DENIES:
        return "denied"
    negated = words & _VERBS["confirmed"] and words - _VERBS["confirmed"] - _BESIDE
    if attribution.polarity is Polarity.WITHHOLDS or words & _UNSURE:
        return "unverified"
    if attribution.method in (Method.ESTIMATED, Method.EXTRAPOLATED):
        return "estimated"
    named = next((word for word, forms in _VERBS.items() if words & forms), None)
    if named == "denied":
        return "said"  # who denies is told by the polarity: somebody may deny and thereby assert the contrary
    if named in ("claimed", "estimated"):
        return named
    if negated:
        return "unverified"
    confirmed = named == "confirmed" or attribution.method is Method.VERIFIED
    hedged = attribution.commitment in (Commitment.POSSIBLE, Commitment.PROBABLE)
    return "confirmed" if confirmed and not hedged else "said"


def _date(when: When | None) -> str | None:
    return None if when is None else when.edtf or when.text
