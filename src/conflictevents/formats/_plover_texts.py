"""What the text of a PLOVER record says beside its codes: how many, and whether somebody says something in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from .. import Actor, Count, PhraseError, Position, Source, Span, Statement
from ._plover_columns import WORDLESS, as_text

__all__ = ["count_of", "statement_of"]

_VERBAL: Final = frozenset(
    ["AGREE", "SUPPORT", "CONCEDE", "DEMAND", "REQUEST", "DISAPPROVE", "ACCUSE", "REJECT", "THREATEN"]
)
_DISAPPROVING: Final = frozenset({"DISAPPROVE", "ACCUSE"})
_SAYING: Final = re.compile(
    r"(?:say|said|told|claim|announc|declar|demand|call|urg|reiterat|insist|order|promis|offer|pledg|vow|praise|commend|"
    r"welcom|apologi|denounc|condemn|criticiz|criticis|accus|blam|complain|warn|threat|reject|dismiss|confirm|conclud)\w*",
    re.IGNORECASE,
)


# --- how many --------------------------------------------------------------------------------------------------------


def count_of(value: str, text: str) -> Count | None:
    """The count of a number, with the bounds that the words of the text give it where they say it once."""
    if re.fullmatch(r"[0-9]{1,15}", value) is None:
        return _parsed(value)
    number = int(value)
    said = [found.count for found in Count.find(text) if _says(found.count, number)]
    return said[0] if len(said) == 1 else Count.exactly(number)


def _says(count: Count, number: int) -> bool:
    """Whether the number itself is what the words of a count end in: "at least 156", "about twenty"."""
    words = (count.text or "").split()
    ends = (_parsed(" ".join(words[start:])) for start in range(len(words)))
    return any(end is not None and (end.low, end.high, end.approximate) == (number, number, False) for end in ends)


def _parsed(words: str) -> Count | None:
    try:
        return Count.parse(words)
    except PhraseError:
        return None


# --- what was said ---------------------------------------------------------------------------------------------------


def statement_of(
    event: str, kind: str, fields: Mapping[str, Any], sides: Mapping[str, Sequence[Actor]], text: Source | None
) -> Statement | None:
    """The statement that a record is, where it certainly is one."""
    speakers, words = sides["source"], as_text(fields.get("eventText")).split()
    if kind not in _VERBAL or len(speakers) != 1 or not words or _SAYING.fullmatch(words[0]) is None:
        return None
    targets = tuple(dict.fromkeys(actor.id for actor in sides["target"]))
    return Statement(
        id=f"{event}-said",
        source=None if text is None else text.id,
        speaker=speakers[0].id,
        described_as=None if speakers[0].name == WORDLESS else speakers[0].name,
        positions=tuple(Position(stance="against", toward=each) for each in targets) if kind in _DISAPPROVING else (),
        about=(event, *targets),
        spans=() if text is None else _spans(fields),
    )


_MARK: Final = re.compile(r"\((?P<kind>[A-Z]{3}(?:/[A-Z]{3})*): ?|\)|[^()]+|\(")


def _spans(fields: Mapping[str, Any]) -> tuple[Span, ...]:
    """Where speaker and verb stand in the text, by its markup; nothing where the markup repeats another text."""
    info = fields.get("textInfo")
    plain, marks = _unmarked(as_text(info.get("markup")) if isinstance(info, dict) else "")
    if plain != fields.get("text"):
        return ()
    spans = []
    for start, end, kind in sorted(marks):
        words = plain[start:end]
        exact, first = words.strip(), start + len(words) - len(words.lstrip())
        says = kind == "EVT" and _SAYING.fullmatch(exact.partition(" ")[0]) is not None
        role = "cue" if says else "speaker" if "SRC" in kind else None
        if role is not None and exact:
            spans.append(Span(start=first, end=first + len(exact), role=role, exact=exact))
    return tuple(spans)


def _unmarked(markup: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A text without its marks, and where each started and ended: `(SRC: The council) (EVT: rejected) the plan`."""
    pieces: list[str] = []
    marks, opened, length = [], [("", 0)], 0
    for found in _MARK.finditer(markup):
        piece = found[0]
        if found["kind"]:
            opened.append((found["kind"], length))
            continue
        if piece == "(":
            opened.append(("", length))
        elif piece == ")" and len(opened) > 1:
            kind, start = opened.pop()
            if kind:
                marks.append((start, length, kind))
                continue
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), marks
