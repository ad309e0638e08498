"""A claim in a few plain words, made from its fields and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from .._claims import Assertion, Claim, Figure
from .._count import Share
from .._dataset import Dataset
from .._views import Standing
from .._vocab import Commitment, Polarity

__all__ = ["claim_words", "statuses"]

_SAYS: Final = {Polarity.ASSERTS: "says", Polarity.DENIES: "denies", Polarity.WITHHOLDS: "does not say"}


def claim_words(claim: Claim, names: Mapping[str, str | None]) -> str:
    """Who says what, in one line.

    Args:
        claim: The claim.
        names: The names of actors by their ids, None for one that is withheld; its id stands in its place.
    """
    by = claim.attribution
    who = "The source" if by.speaker is None else names.get(by.speaker) or by.speaker
    sure = "" if by.commitment is Commitment.UNSTATED else f" ({by.commitment})"
    how = f" [{by.attributed}]" if by.attributed is not None else ""
    return f"{who} {_SAYS[by.polarity]}{sure}{how}: {_content_words(claim)}"


def _content_words(claim: Claim) -> str:
    """What is claimed, whoever says so."""
    if isinstance(claim, Figure):
        number = claim.count if claim.share is None else claim.share
        told = _share_words(number) if isinstance(number, Share) else None if number is None else str(number)
        of = "of" if claim.share is not None and (claim.item or claim.model) else None
        group = None if claim.group is None else f"({claim.group.replace('+', ', ')})"
        from_ = None if claim.from_ is None else f"from {claim.from_}"
        to = None if claim.to is None else f"to {claim.to}"
        unsaid = "(no number given)" if number is None else None
        words = (f"{claim.measure}:", told, of, claim.item, claim.model, group, from_, to, unsaid)
        return " ".join(word for word in words if word)
    if isinstance(claim, Assertion):
        of = "" if claim.of is None else f" of {claim.of}"
        relation = "" if claim.relation is None else f" ({claim.relation})"
        return f"{claim.property}{relation}: {claim.value}{of}"
    raise TypeError(f"expected a Figure or an Assertion, got {type(claim).__name__}")


def _share_words(share: Share) -> str:
    """The bounds of a percentage in words, as those of a count are: soft bounds of no plain phrase are "nominally" so.

    >>> _share_words(Share(low=50)), _share_words(Share(low=12.5, high=20, approximate=True))
    ('at least 50 percent', 'nominally 12.5 to 20 percent')
    """
    low, high = _plainly(share.low), None if share.high is None else _plainly(share.high)
    if high is None:
        words = f"at least {low}"
    elif low == high:
        words = low
    else:
        words = f"at most {high}" if share.low == 0 else f"{low} to {high}"
    soft = "" if not share.approximate else "about " if low == high else "nominally "
    return f"{soft}{words} percent"


def _plainly(number: float) -> str:
    return str(int(number)) if number.is_integer() else str(number)


def statuses(dataset: Dataset) -> Callable[[Claim], str]:
    """A function that tells of each claim of a dataset whether it is current, superseded or retracted."""
    return Standing(dataset).status
