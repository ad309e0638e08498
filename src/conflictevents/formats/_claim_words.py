"""A claim in a few plain words, made from its fields and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from .._claims import Assertion, Claim, Figure
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
        number = claim.share if claim.share is not None else claim.count
        told = None if number is None else f"{number} percent" if claim.share is not None else str(number)
        group = None if claim.group is None else f"({claim.group.replace('+', ', ')})"
        from_ = None if claim.from_ is None else f"from {claim.from_}"
        to = None if claim.to is None else f"to {claim.to}"
        unsaid = "(no number given)" if number is None else None
        words = (f"{claim.measure}:", told, claim.item, claim.model, group, from_, to, unsaid)
        return " ".join(word for word in words if word)
    if isinstance(claim, Assertion):
        of = "" if claim.of is None else f" of {claim.of}"
        relation = "" if claim.relation is None else f" ({claim.relation})"
        return f"{claim.property}{relation}: {claim.value}{of}"
    raise TypeError(f"expected a Figure or an Assertion, got {type(claim).__name__}")


def statuses(dataset: Dataset) -> Callable[[Claim], str]:
    """A function that tells of each claim of a dataset whether it is current, superseded or retracted."""
    return Standing(dataset).status
