"""What the commitment of a row of the claims table says of polarity, verb and certainty.

The table has a view of these in one word. Read alone, the word must not make a claim more certain than it was: who
denied does not assert, and who said so did not confirm it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .._claims import Attribution
from .._table import commitment_of
from .._vocab import Commitment, Polarity

__all__ = ["manner_of", "word_of"]

_FROM_SURE: Final = (Polarity.ASSERTS, Polarity.WITHHOLDS, Polarity.DENIES)
_POLARITY: Final = {"denied": Polarity.DENIES, "withheld": Polarity.WITHHOLDS}
# Alone, "unverified" is what the table says of somebody who was asked and neither said nor denied it.
_POLARITY_ALONE: Final = _POLARITY | {"unverified": Polarity.WITHHOLDS}
_SAID: Final = ("said", Commitment.UNSTATED.value)
_FIRM: Final[Mapping[str, Commitment]] = {each.value: each for each in Commitment}
_VERBS: Final = ("claimed", "estimated", "confirmed", "unverified")
_KNOWN: Final = frozenset(["", "said", *_VERBS, *_FIRM, *_POLARITY])


def word_of(cell: str) -> str:
    """The word of a cell, in whatever case it is written."""
    return cell.strip().casefold()


def manner_of(cells: Mapping[str, str]) -> dict[str, Any]:
    """Polarity, verb and commitment of the attribution that a row's commitment, polarity and method speak of.

    Where its cells contradict each other, or no attribution says what they say, it is less certain than they are.

    Args:
        cells: The cells of the row by the name of their column.

    Raises:
        InvalidRecordError: If the polarity or the method is none.
    """
    word = word_of(cells.get("commitment", ""))
    word = word if word in _KNOWN else "unverified"  # one that nobody knows may be any doubt
    plain = Attribution(
        source="any", polarity=cells.get("polarity") or Polarity.ASSERTS, method=cells.get("method") or None
    )
    by_word = (_POLARITY if cells.get("polarity") else _POLARITY_ALONE).get(word, Polarity.ASSERTS)
    polarity = max(plain.polarity, by_word, key=_FROM_SURE.index)
    manner: dict[str, Any] = {"polarity": polarity, "verb": None, "commitment": Commitment.UNSTATED}
    alone = commitment_of(plain)
    if polarity is not Polarity.ASSERTS or word in ("", alone):
        return manner
    if word in _SAID:  # what was verified and yet is no more than said was hedged
        return manner | ({"commitment": Commitment.POSSIBLE} if alone == "confirmed" else {})
    return manner | ({"commitment": _FIRM[word]} if word in _FIRM else {"verb": word})
