"""Where the words of a span stand in a text: where it says, at one other place, at several, or nowhere.

A place is proposed only where it is the only one. Where the words stand more than once, the words around them may
decide; nearness to the old place never does.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, chain, islice
from typing import Final

import attrs

from .._sources import Span, sha256_of
from ._normal import MOST_COMPARED, Normal, TooLongError, as_printed

__all__ = ["AROUND", "Anchor", "Fit", "SourceText", "anchor", "quotes"]

AROUND: Final = " '\",.;:!?"
"""What may stand at either end of the words of a quotation or of its span: quotation marks, a comma of the sentence."""

_MOST_PLACES: Final = 10
_MOST_SHIFTS: Final = 50
_WINDOW_COST: Final = 200
_MOST_HASHED: Final = 1_000_000_000
"""How much may be hashed in one text to find the words of spans that hold only their hash: a stretch costs its length
and 200 characters on top. This is some seconds; 1,000 spans of 100 characters in a text of 3,300."""

_MOST_READ: Final = 20_000_000_000
"""So many characters of one text are gone through in looking for words: some seconds; 7,000 spans of other words in a
text of 3 million characters, or 6 million spans in an article of 3,000."""


class Fit(StrEnum):
    """How the words of a span fit a text."""

    IN_PLACE = "in_place"
    """They stand where the span says."""
    VARIANT = "variant"
    """They stand where the span says, with other quotation marks, dashes or spaces, or composed otherwise."""
    MOVED = "moved"
    """They stand at exactly one other place."""
    OTHER_UNITS = "other_units"
    """They stand where the span says if its offsets count UTF-16 units or bytes of UTF-8, and not code points."""
    AMBIGUOUS = "ambiguous"
    """They stand at several other places, and nothing decides between them."""
    ABSENT = "absent"
    """They stand nowhere."""
    UNKNOWN = "unknown"
    """The span holds neither words nor a hash, or to look for them would take too long."""


@attrs.frozen(kw_only=True)
class Anchor:
    """What was found of a span in a text.

    Attributes:
        fit: How its words fit the text.
        places: Where they stand: start and end in code points. Of several places the first ten; where the offsets
            count other units, the place that they lead to comes first.
        unit: The unit that the offsets seem to count, where that is not the code point: `utf-16` or `utf-8`.
    """

    fit: Fit
    places: tuple[tuple[int, int], ...] = ()
    unit: str | None = None

    @property
    def place(self) -> tuple[int, int] | None:
        """The only place; None where there is none or more than one."""
        return self.places[0] if len(self.places) == 1 else None


def anchor(text: str, span: Span, *, prefix: str = "", suffix: str = "") -> Anchor:
    """Find the words of a span in a text.

    Words are compared character for character, and where they are not found so, with typographic variants made alike:
    quotation marks, dashes, white space, soft hyphens, letters composed or not. Of words known by their hash alone only
    the very characters can be found.

    Args:
        text: The text, which may not be the one that the span was made for.
        span: The span, with its words or their hash.
        prefix: The words just before, which decide where there are several places.
        suffix: The words just after.
    """
    return SourceText(text).anchor(span, prefix=prefix, suffix=suffix)


class SourceText:
    """A text in which many spans are looked for; what they share is worked out once.

    Attributes:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._shifts: dict[int, None] = {}  # by how much words have moved
        self._hashed: dict[tuple[int, str], int | None] = {}  # where words of a length and a hash start
        self._left_to_hash = _MOST_HASHED
        self._left_to_read = _MOST_READ

    @cached_property
    def normal(self) -> Normal:
        """The text with typographic variants made alike."""
        return Normal(self.text)

    def anchor(self, span: Span, *, words: str | None = None, prefix: str = "", suffix: str = "") -> Anchor:
        """Find the words of a span; `words` are those of one that holds none itself. See the function `anchor`."""
        here = (span.start, span.end)
        if span.exact is not None or span.sha256 is not None:
            words = span.exact
        elif words is None:
            return Anchor(fit=Fit.UNKNOWN if span.end <= len(self.text) else Fit.ABSENT)
        elif quotes(self.text[span.start : span.end], words):
            return Anchor(fit=Fit.VARIANT, places=(here,))
        fits = self._fits(span, words)
        if fits is not None and self._is_between(here, prefix, suffix):
            return Anchor(fit=fits, places=(here,))
        if words is not None and span.sha256 not in (None, sha256_of(words)):
            return Anchor(fit=Fit.ABSENT)  # no words have that hash
        try:
            words = words if words is not None else self._of_hash(span)
            places = [] if words is None else self.places(words, prefix, suffix)
        except TooLongError:
            return Anchor(fit=Fit.UNKNOWN)
        if fits is not None:  # but between other words
            places = [each for each in places if self._is_between(each, prefix, suffix)]
            if len(places) != 1:
                return Anchor(fit=fits, places=(here,))
        return self._elsewhere(span, words, places)

    def _elsewhere(self, span: Span, words: str | None, places: list[tuple[int, int]]) -> Anchor:
        """What is to be said of words that stand at some other places."""
        counted = self._in_other_units(span, words)
        if counted is not None:
            others = (each for each in places if each != counted[0])
            return Anchor(fit=Fit.OTHER_UNITS, places=(counted[0], *islice(others, _MOST_PLACES - 1)), unit=counted[1])
        if not places:
            return Anchor(fit=Fit.ABSENT)
        if len(places) > 1:
            return Anchor(fit=Fit.AMBIGUOUS, places=tuple(places[:_MOST_PLACES]))
        self._has_moved(span, places[0][0])
        return Anchor(fit=Fit.MOVED, places=tuple(places))

    def _has_moved(self, span: Span, start: int) -> None:
        if len(self._shifts) < _MOST_SHIFTS:
            self._shifts[start - span.start] = None

    def _fits(self, span: Span, words: str | None) -> Fit | None:
        """How the words fit where the span says; None where they are not those."""
        there = self.text[span.start : span.end]
        if words is None:
            same = len(there) == span.end - span.start and span.sha256 == sha256_of(there)
            return Fit.IN_PLACE if same else None
        if there == words:
            return Fit.IN_PLACE if span.sha256 in (None, sha256_of(there)) else None
        return Fit.VARIANT if as_printed(there) == as_printed(words) else None

    def _is_between(self, place: tuple[int, int], prefix: str, suffix: str) -> bool:
        """Whether the words before and after a place are those given."""
        start, end = place
        if self._has_around(place, prefix, suffix):
            return True
        # A character of the normalised text may come of several; as many again is room enough for print.
        before = as_printed(self.text[max(0, start - 2 * len(prefix) - 8) : start]) if prefix else ""
        after = as_printed(self.text[end : end + 2 * len(suffix) + 8]) if suffix else ""
        return before.endswith(as_printed(prefix)) and after.startswith(as_printed(suffix))

    # --- where words stand -------------------------------------------------------------------------------------------

    def places(self, words: str, prefix: str = "", suffix: str = "") -> list[tuple[int, int]]:
        """Where words stand, as many places as are told and one more; with those around them where they decide.

        Raises:
            TooLongError: If too much has been looked for in this text, or if it was made so that it takes for ever.
        """
        found = self._standing(words)
        if prefix or suffix:
            every = list(found)
            exactly = (each for each in every if self._has_around(each, prefix, suffix))
            alike = (each for each in every if self._is_between(each, prefix, suffix))
            found = _few(exactly) or _few(alike) or every
        return _few(found)

    def _standing(self, words: str) -> Iterable[tuple[int, int]]:
        """Where words stand character for character, and only if they do so nowhere their variants."""
        self._left_to_read -= len(self.text)
        if self._left_to_read < 0:
            raise TooLongError
        exact = _occurrences(self.text, words)
        first = next(exact, None)
        return self.normal.places(words) if first is None else chain((first,), exact)

    def _has_around(self, place: tuple[int, int], prefix: str, suffix: str) -> bool:
        """Whether the words before and after a place are those given, character for character."""
        return self.text.endswith(prefix, 0, place[0]) and self.text.startswith(suffix, place[1])

    def look_up(self, spans: Iterable[Span]) -> None:
        """Look for the hashes of many spans at once, which takes one pass through the text for each length."""
        lost: dict[int, list[Span]] = {}
        for span in spans:
            if span.exact is None and span.sha256 is not None and not span.matches(self.text):
                lost.setdefault(span.end - span.start, []).append(span)
        for length, several in lost.items():
            hashes = {each.sha256 for each in several if each.sha256 is not None and not self._is_near(each)}
            self._pass(length, hashes)
            for span in several:
                start = self._hashed.get(_key(span))
                if start is not None:
                    self._has_moved(span, start)

    def _of_hash(self, span: Span) -> str | None:
        """The words that have the hash of a span; None where there are none."""
        key = _key(span)
        if key not in self._hashed and not self._is_near(span):
            self._pass(key[0], {key[1]})
        if key not in self._hashed:
            raise TooLongError
        start = self._hashed[key]
        return None if start is None else self.text[start : start + key[0]]

    def _is_near(self, span: Span) -> bool:
        """Whether words with the hash of a span have moved as others have, so that they are found without a pass."""
        length, hash_ = key = _key(span)
        for shift in self._shifts:
            start = span.start + shift
            there = self.text[start : start + length] if start >= 0 else ""
            if len(there) == length and sha256_of(there) == hash_:
                self._hashed[key] = start
                return True
        return False

    def _pass(self, length: int, hashes: set[str]) -> None:
        """Go through all stretches of a length; what would take too long is left undecided."""
        hashes = {each for each in hashes if (length, each) not in self._hashed}
        stretches = max(len(self.text) - length + 1, 0)
        cost = stretches * (length + _WINDOW_COST)
        if not hashes or cost > self._left_to_hash:
            return
        self._left_to_hash -= cost
        for start in range(stretches):
            found = sha256_of(self.text[start : start + length])
            if found in hashes:
                self._hashed[length, found] = start
                hashes.remove(found)
                if not hashes:
                    return
        self._hashed.update(dict.fromkeys((length, each) for each in hashes))

    # --- other units -------------------------------------------------------------------------------------------------

    def _in_other_units(self, span: Span, words: str | None) -> tuple[tuple[int, int], str] | None:
        """The place at the span's offsets in other units, and the unit, where the words stand there."""
        for unit, offsets in self._units:
            start, end = (bisect_left(offsets, each) for each in (span.start, span.end))
            if self.unit_at((start, end), (span.start, span.end)) != unit:
                continue
            there = self.text[start:end]
            if there == words or (words is None and span.sha256 == sha256_of(there)):
                return (start, end), unit
        return None

    def unit_at(self, place: tuple[int, int], told: tuple[int, int]) -> str | None:
        """The unit in which a place has the offsets that are told, where that is not the code point."""
        for unit, offsets in self._units:
            if place != told and place[1] < len(offsets) and (offsets[place[0]], offsets[place[1]]) == told:
                return unit
        return None

    @cached_property
    def _units(self) -> tuple[tuple[str, array[int]], ...]:
        """For each unit, before how many of them each code point starts, and how many there are."""
        if self.text.isascii():
            return ()
        utf16 = (1 + (each > "\uffff") for each in self.text)
        utf8 = (1 + (each > "\x7f") + (each > "\u07ff") + (each > "\uffff") for each in self.text)
        return tuple(
            (name, array("q", accumulate(all_, initial=0))) for name, all_ in (("utf-16", utf16), ("utf-8", utf8))
        )


def quotes(printed: str, words: str) -> bool:
    """Whether what is printed is the words of a quotation, but for variants and for what may stand around them."""
    return printed == words or as_printed(printed).strip(AROUND) == as_printed(words).strip(AROUND)


def _key(span: Span) -> tuple[int, str]:
    return span.end - span.start, span.sha256 or ""


def _few(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """As many places as are told and one more."""
    return list(islice(places, _MOST_PLACES + 1))


def _occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where words stand character for character, overlapping places too."""
    at = text.find(words) if words else -1
    left = MOST_COMPARED
    while at != -1:
        yield at, at + len(words)
        left -= len(words)
        if left < 0:
            raise TooLongError
        at = text.find(words, at + 1)
