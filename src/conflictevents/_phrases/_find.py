"""Finding the counting phrases of a text, and leaving alone the numbers that count nothing.

A text is worked through once, from left to right, and only a few tokens are looked at on either side of a number, so
the time is proportional to the length of the text, whatever it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from ..exceptions import PhraseError
from ._beside import Left, Place, why_not
from ._counts import Reader, Reading
from ._lexicon import Lexicon, lexicon_for
from ._numbers import Number, Numbers, Unread, adjacent
from ._policy import Policy
from ._text import Token, clean, tokens

__all__ = ["Mention", "find", "parse"]

_LONGEST_PHRASE: Final = 500
_BATCH: Final = 20_000
_CONTEXT: Final = 12
# How far before "from 12 to 14" a verb of change is looked for, and how far after "no" what has not been reported.
_CHANGE: Final = 6
_MINUTES: Final = 2
_REPORT: Final = 8
# Marks that say nothing about a number beside them, in a phrase that stands alone.
_SILENT: Final = frozenset(",.;:()[]{}\"'“”„«»-–—!…")


_OBJECTIONS: Final = {
    "negations": "takes the count back",
    "fraction_words": "makes it a part or a multiple of the number",
    "doubts": "puts the count in doubt",
}


class Mention(NamedTuple):
    """A counting phrase in a text: its offsets in code points of the original, and what it says."""

    start: int
    end: int
    reading: Reading


def find(text: str, policy: Policy, language: str | None = None) -> Iterator[Mention]:
    """Every counting phrase of a text, in order."""
    tidy = clean(text)
    stream = tokens(tidy.text)
    lexicon = lexicon_for(text, language)
    line: list[Token] = []
    last: Left | None = None
    context = 0
    while True:
        fresh = list(islice(stream, _BATCH))
        line += fresh
        more = len(fresh) == _BATCH
        end = _cut(line, lexicon.starters) if more else len(line)
        finder = _Finder(Reader(lexicon, policy, line[:end]), tidy.text, last=last)
        for at, found in finder.all(context):
            if isinstance(found, Reading):
                yield Mention(tidy.start(line[at].start), tidy.end(line[found.end - 1].end), found)
        if not more:
            return
        # The tokens before the cut stay as the surroundings of what follows.
        context = min(_CONTEXT, end)
        line = line[end - context :]
        last = finder.last and finder.last._replace(end=finder.last.end - end + context)


def _cut(line: Sequence[Token], starters: frozenset[str]) -> int:
    """Where a batch can be cut without cutting a phrase: after some words that no phrase starts with."""
    quiet = 0
    for at in range(len(line) - 1, _CONTEXT, -1):
        token = line[at]
        quiet = quiet + 1 if token.kind == "w" and token.word not in starters else 0
        if quiet == _CONTEXT:
            return at + _CONTEXT // 2
    return len(line)  # nothing but numbers and marks: no news text


def parse(phrase: str, policy: Policy, language: str | None = None) -> Reading:
    """The one count that a phrase gives.

    Raises:
        PhraseError: If there is none, or more than one, or nothing that can be read without guessing.
    """
    if len(phrase) > _LONGEST_PHRASE:
        raise PhraseError(phrase, f"a counting phrase has at most {_LONGEST_PHRASE} characters")
    tidy = clean(phrase)
    line = list(tokens(tidy.text))
    if not line:
        raise PhraseError(phrase, "expected a counting phrase, such as “at least 12”, got no words")
    finder = _Finder(Reader(lexicon_for(phrase, language), policy, line), tidy.text, alone=True)
    readings: list[Reading] = []
    uncovered = dict(enumerate(line))
    for at, found in finder.all(0):
        if isinstance(found, Left):
            raise PhraseError(phrase, found.reason)
        readings.append(found)
        for place in range(at, found.end):
            uncovered.pop(place, None)
    if not readings:
        raise PhraseError(phrase, "there is no counting phrase in it, such as “12”, “dozens” or “at least 12”")
    first = readings[0]
    named = {each.value for each in first.ends if each is not None}
    if any(other.number is None or other.number.value not in named for other in readings[1:]):
        raise PhraseError(phrase, "it gives more than one figure without a word that makes them a range")
    for token in uncovered.values():
        objection = _objection(token, finder.lexicon)
        if objection is not None:
            raise PhraseError(phrase, objection)
    return first


def _objection(token: Token, lexicon: Lexicon) -> str | None:
    """Why a word or mark beside a count is not passed over."""
    if token.kind == "p" and not set(token.word) <= _SILENT:
        return f"the mark {token.word[:20]!r} says nothing that can be read beside a count"
    for table, why in _OBJECTIONS.items():
        if token.word in lexicon.words(table):
            return f"{token.word!r} {why}"
    return None


class _Finder:
    """Goes through the tokens of a text once."""

    def __init__(self, reader: Reader, text: str, *, alone: bool = False, last: Left | None = None) -> None:
        self.reader = reader
        self.lexicon = reader.lexicon
        self.line = reader.line
        self.text = text
        self.alone = alone
        self.last = last

    def all(self, start: int) -> Iterator[tuple[int, Reading | Left]]:
        """The counting phrases and the numbers that are none from a token on, each with its first token."""
        at, line = start, self.line
        while at < len(line):
            if line[at].kind != "n" and line[at].word not in self.lexicon.starters:
                at += 1
                continue
            idiom = self.lexicon.match("idioms", line, at)
            if idiom is not None:
                yield at, Left("an idiom and no count", idiom[1])
                at = idiom[1]
                continue
            clock = self._clock_time(at)
            if clock:
                self.last = Left("a clock time", clock)
                yield at, self.last
                at = clock
                continue
            # "Rose from 12 to 14": one figure, and then another.
            begin = self._after_change(at)
            changed, at = begin != at, begin
            at = self._changed_to(at)
            found = self.reader.single(at) if changed else self.reader.phrase(at)
            judged = None if found is None else self._judged(at, found)
            if judged is None:
                at += 1
                continue
            yield at, judged
            at = judged.end + self._again(judged)
            if isinstance(judged, Left):
                self.last = judged
            elif judged.open_to is not None:
                yield at, Left("an alternative that is left open", judged.open_to)
                at = judged.open_to
            to = self.lexicon.match("to", line, at) if changed else None
            at = at if to is None else to[1]

    def _clock_time(self, at: int) -> int:
        """The token after a time such as "03:15" or "03:15:00"; 0 where none starts."""
        line, end = self.line, at + 1
        while (
            end + 1 < len(line)
            and line[end].word == ":"
            and line[end + 1].kind == "n"
            and len(line[end + 1].word) == _MINUTES
            and adjacent(line, end)
            and adjacent(line, end + 1)
        ):
            end += 2
        return end if end > at + 1 and line[at].kind == "n" and len(line[at].word) <= _MINUTES else 0

    def _again(self, found: Reading | Left) -> int:
        """How many tokens say the same figure again: the "(5)" of "five (5)"."""
        line, end = self.line, found.end
        if not isinstance(found, Reading) or end >= len(line) or line[end].word != "(":
            return 0
        same = Numbers(self.lexicon, line).number(end + 1)
        if not isinstance(same, Number) or same.end >= len(line) or line[same.end].word != ")":
            return 0
        return same.end + 1 - end if same.value in {each.value for each in found.ends if each is not None} else 0

    def _after_change(self, at: int) -> int:
        """The token after "from" where a verb says that one figure changed into another."""
        opened = self.lexicon.match("from", self.line, at)
        if opened is None:
            return at
        changes = self.lexicon.words("changes")
        return opened[1] if any(token.word in changes for token in self.line[max(0, at - _CHANGE) : at]) else at

    def _changed_to(self, at: int) -> int:
        """The token after a word for "to" that elsewhere means "up to", where a verb of change stands beside it.

        In Russian and Ukrainian "выросло до 14" is 14 and "до 14 человек" is at most 14.
        """
        opened = self.lexicon.match("changed_to", self.line, at)
        if opened is None:
            return at
        changes = self.lexicon.words("changes")
        for token in reversed(self.line[max(0, at - _CHANGE) : at]):
            if token.kind == "p":
                break
            if token.word in changes:
                return opened[1]
        return opened[1] if any(token.word in changes for token in self.line[at + 2 : at + 3]) else at

    def _judged(self, at: int, found: Reading | Unread) -> Reading | Left | None:
        """The reading as it is meant in its place, or why it counts nothing; None where it is no number at all."""
        if isinstance(found, Unread):
            return Left(found.reason, max(found.end, at + 1))
        if found.none:
            none = self._none(found)
            return Left(none.reason, none.end) if isinstance(none, Unread) else none
        place = Place(self.lexicon, self.line, self.text, at, found, self.alone, self.last)
        reason = why_not(place)
        if reason is not None:
            return Left(reason, found.end)
        after = place.ahead("besides_after")
        on_top = after > 0 and not place.among(place.word(after), "besides_not_before")  # "12 more than in May"
        return found._replace(besides=found.besides or on_top or place.behind("besides_before"))

    def _none(self, found: Reading) -> Reading | Unread | None:
        """A word for none: what has not been reported, what is so, or nothing that counts."""
        if found.soft:  # "no immediate reports of"
            return self.reader.one_number(found)
        reported, harm = self.lexicon.words("reported"), self.lexicon.words("harm")
        harmed = self.alone and not (
            found.end < len(self.line) and self.line[found.end].word in self.lexicon.words("compared")
        )
        for at in range(found.end, min(found.end + _REPORT, len(self.line))):
            token = self.line[at]
            if token.kind != "w":
                break
            harmed = harmed or token.word in harm
            if token.word in reported and harmed:
                return self.reader.one_number(Reading(0, None, soft=True, end=at + 1, none=True))
        return self.reader.one_number(found) if harmed else None
