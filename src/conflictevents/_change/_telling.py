"""The differences of two versions in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .._claims import Assertion, Claim, Figure
from .._hedge_pieces import is_one
from .._hedge_words import ITEMS
from ._changes import ChangeKind, ClaimChange, RecordChange
from ._fields import WITHHELD, told
from ._rows import may_show

if TYPE_CHECKING:
    from ._diff import DatasetDiff

__all__ = ["claim_words", "lines_of"]


def lines_of(found: DatasetDiff) -> Iterator[str]:
    """Each record with what became of it and of its claims, then what stands in another order, then the numbers."""
    if found.heading:
        yield "dataset"
        yield from (f"  {field}" for field in found.heading)
    claims: dict[tuple[str, str], list[ClaimChange]] = defaultdict(list)
    for claim in found.claims:
        claims[claim.record, claim.owner].append(claim)
    for record in found.records:
        yield f"{record.kind} {record.id}: {record.change.value}"
        yield from _fields(record)
        for claim in claims.pop((record.kind, record.id), ()):
            yield from _claim(claim)
    for (kind, id_), those in claims.items():
        yield f"{kind} {id_}"
        for claim in those:
            yield from _claim(claim)
    for name in found.reordered:
        yield f"{name}: in another order"
    yield _numbers(found)


def _fields(record: RecordChange) -> Iterator[str]:
    for field in record.fields:
        yield f"  {field}" if may_show(record, field) else f"  {field.field}: {WITHHELD}"


def _claim(each: ClaimChange) -> Iterator[str]:
    claim = each.new or each.old
    if claim is not None:
        yield f"  claim {each.change.value}: {claim_words(claim)}"
    yield from (f"    {field}" for field in each.fields)


def claim_words(claim: Claim) -> str:
    """A claim in short: what it says, and by whom."""
    return ", ".join([*_said(claim), f"by {_speaker(claim)}"]) + ("" if claim.id is None else f" ({claim.id})")


def _said(claim: Claim) -> Iterator[str]:
    denied = "" if claim.attribution.polarity == "asserts" else f"{claim.attribution.polarity.value}: "
    if isinstance(claim, Figure):
        yield f"{denied}{claim.measure}"
        number = claim.count if claim.share is None else claim.share
        of = _things(claim)
        yield from () if number is not None or not of else (of,)
        yield "number not given" if number is None else f"{told(number)} {of}".rstrip()
        yield from () if claim.group is None else (claim.group,)
        yield from () if claim.from_ is None else (f"from {claim.from_}",)
        yield from () if claim.to is None else (f"to {claim.to}",)
    elif isinstance(claim, Assertion):
        yield f"{denied}{claim.property}"
        yield told(claim.value)


def _things(figure: Figure) -> str:
    """What is counted: "Shahed-136 drones"."""
    one, several = ITEMS.get(figure.item or "", (figure.item, figure.item))
    noun = one if is_one(figure) else several
    return " ".join(part for part in (figure.model, noun) if part is not None)


def _speaker(claim: Claim) -> str:
    attribution = claim.attribution
    return (
        f"the source {attribution.source}"
        if attribution.speaker is None
        else (f"{attribution.speaker} in {attribution.source}")
    )


def _numbers(found: DatasetDiff) -> str:
    """How many records and claims there are of each change."""
    parts = []
    for noun, changes in (("record", found.records), ("claim", found.claims)):
        counted = Counter(each.change for each in changes)
        parts += [_several(counted[change], noun, change.value) for change in ChangeKind if counted[change]]
    return ", ".join(parts) or ("no record or claim differs" if found else "nothing differs")


def _several(number: int, noun: str, change: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'} {change}"
