"""The rows of JSON text one by one: little of the text is in memory, and what is broken is told in its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, Self, TypeAlias

__all__ = ["Broken", "Found", "Number", "rows_of"]

_LONGEST: Final = 2**26
_BLANK: Final = " \t\r\n\ufeff"


class Number(float):
    """A number that keeps how it was written."""

    text: str

    def __new__(cls, text: str) -> Self:
        """Make it from its text."""
        self = super().__new__(cls, text)
        self.text = text
        return self


class Found(NamedTuple):
    """A value that stands for a row."""

    line: int
    """The line on which it starts, from 1."""
    raw: str
    """Its text."""
    value: Any
    """A number with a point is a `Number`."""
    repeated: bool
    """Whether an object in it has a key more than once; the last one is taken."""


class Broken(NamedTuple):
    """Text that is no JSON."""

    line: int
    reason: str
    raw: str | None
    """What was passed over, "" where that is nothing; None where nothing after it is read."""


_Each: TypeAlias = Found | Broken


def rows_of(pieces: Iterable[str], keys: Sequence[str]) -> Iterator[_Each]:
    """The rows of JSON: elements of a list, of the lists in a page, or values after one another.

    A broken row costs no other where lines tell the rows apart. Where each has a line for itself, reading goes on with
    the next line; where each takes several, at the next line that begins as the rows before did, since what is part of
    a row stands deeper. Elsewhere reading ends.

    Args:
        pieces: The text, in pieces of any length.
        keys: The keys under which a list of rows may stand in an object; an object without any of them is a row.
    """
    return _without_parts(_Rows(_Window(pieces), keys).all())


# --- rows ------------------------------------------------------------------------------------------------------------

_Placed: TypeAlias = tuple[_Each, bool]
"""A row, and whether it is an odd one, as that begins elsewhere on its line than those before; or what is broken, and
whether the text makes no sense there.
"""

_MOST_ODD: Final = 100


def _without_parts(given: Iterator[_Placed]) -> Iterator[_Each]:
    """The rows; of the odd ones none that an error follows.

    Damage can close a row too early, and then a part of it is read as a row; or take away the end of a page, and then
    the next page is.
    """
    odd: list[Found] = []
    for each, flag in given:
        if isinstance(each, Found) and flag and len(odd) < _MOST_ODD:
            odd.append(each)
            continue
        is_damaged = isinstance(each, Broken) and flag
        for part in odd:
            yield Broken(part.line, "it may be no row, but a part or several", part.raw) if is_damaged else part
        odd.clear()
        yield each
    yield from odd


class _LostError(Exception):
    """Nothing tells where the next row begins."""

    def __init__(self, broken: Broken) -> None:
        super().__init__(broken.reason)
        self.broken = broken


_TRIES: Final = 50
"""After so many broken rows each line is read alone, so that no input takes long."""


class _Rows:
    def __init__(self, window: _Window, keys: Sequence[str]) -> None:
        self._window, self._keys = window, tuple(keys)
        self._margin: str | None = None
        """What stands on the line before a row; None as long as no row has begun a line."""
        self._is_settled = False
        """Whether a row of the present list has begun a line."""
        self._in_lines = True
        """Whether each row so far stood on one line."""
        self._has_lists = False
        """Whether there was a list, so that rows stand in lists alone."""
        self._failures = 0

    def all(self) -> Iterator[_Placed]:
        window, has_lines = self._window, False
        while first := window.peek():
            line, begins_line = window.line(), window.margin() is not None
            try:
                if first == "[":
                    yield from self._elements()
                elif first == "{" and self._keys:
                    yield from self._page()
                else:
                    yield self._row(is_alone=True)
            except _LostError as error:
                broken = error.broken
                # Of pages that each have a line, one is broken.
                raw = window.skip_line() if has_lines and begins_line and broken.line == line else None
                yield broken._replace(raw=raw), True
                if raw is None:
                    return
            else:
                has_lines = begins_line and window.line() == line

    def _elements(self) -> Iterator[_Placed]:
        """The elements of a list that starts here."""
        window = self._window
        window.take("[")
        self._has_lists, self._is_settled = True, False
        if window.peek() == "]":
            window.take("]")
            return
        while True:
            window.peek()
            margin = window.margin()
            each, flag = self._row()
            yield each, flag or (isinstance(each, Found) and self._is_page(each.value))
            while window.peek() != "]":
                try:
                    window.take(",")
                    break
                except ValueError as error:
                    if isinstance(each, Broken) and window.peek() == "{":
                        break
                    # What was taken for a text is the key of what comes after the list, whose end is missing.
                    if window.peek() == ":" and margin is not None and len(_blanks(margin)) < len(self._blanks):
                        raise self._lost(error) from None
                    each = self._passed_over(error, None, is_between=True)
                    yield each, True
            else:
                window.take("]")
                return
            if window.peek() == "]":
                yield Broken(window.line(), "expected another object after a comma, got the end of the list", ""), True
                window.take("]")
                return

    def _is_page(self, value: object) -> bool:
        return isinstance(value, dict) and any(isinstance(value.get(key), list) for key in self._keys)

    def _page(self) -> Iterator[_Placed]:
        """The elements of the lists of a page that starts here, or the object itself."""
        window = self._window
        window.hold()
        try:
            window.take("{")
            while window.peek() != "}":
                key = window.value()
                window.take(":")
                if isinstance(key, Found) and key.value in self._keys and window.peek() == "[":
                    window.let_go()
                    yield from self._elements()
                else:
                    window.value()
                if window.peek() != "}":
                    window.take(",")
            window.take("}")
        except (ValueError, RecursionError) as error:
            if not window.is_held:
                raise self._lost(error) from None
        if window.back():
            yield self._row(is_alone=True)

    def _row(self, *, is_alone: bool = False) -> _Placed:
        window = self._window
        window.peek()
        margin = window.margin()
        try:
            each = window.value(in_line=self._in_lines and self._failures > _TRIES)
        except (ValueError, RecursionError) as error:
            return self._passed_over(error, margin, is_alone=is_alone), True
        if isinstance(each, Broken) or not isinstance(each.value, dict):
            return each, False
        self._in_lines = self._in_lines and "\n" not in each.raw
        is_odd = self._is_settled and (margin is None or _blanks(margin) != self._blanks)
        if margin is not None and not is_odd:
            self._margin, self._is_settled = margin, True
        return each, is_odd

    @property
    def _blanks(self) -> str:
        return _blanks(self._margin or "")

    def _lost(self, error: Exception) -> _LostError:
        window = self._window
        return _LostError(Broken(window.line(error), _reason(window, error), None))

    def _passed_over(
        self, error: Exception, margin: str | None, *, is_alone: bool = False, is_between: bool = False
    ) -> Broken:
        """What is broken here, passed over if there is a place from which to go on.

        Args:
            error: What is wrong.
            margin: What stands before it on its line.
            is_alone: Whether it stands in no list.
            is_between: Whether it follows a row, and something else than a comma does.

        Raises:
            _LostError: If there is none.
        """
        window, lost = self._window, self._lost(error)
        if is_between and window.peek() == "{" and window.margin() == self._margin is not None:
            return Broken(window.line(), "expected a comma between two objects, got none; both are read", "")
        known = self._margin if self._margin is not None else margin
        line = window.line()
        if known is None or window.is_full or not window.peek() or (is_alone and self._has_lists):
            raise lost
        if self._in_lines and self._stands_on_a_line(error, is_alone=is_alone, is_between=is_between):
            raw = window.skip_line()
        elif not _blanks(known):
            raise lost
        else:
            raw = window.skip_to(_next_after(known))
            # What follows a bracket or a colon is part of something, and stands less deep only if the list has ended.
            begins_row = window.margin() == known and raw is not None and not raw.endswith(("[", ":"))
            if not begins_row and window.peek() != "]":
                raise lost
        if raw is None:
            raise lost
        self._failures += 1
        is_cut = window.why(error) is not None
        return Broken(line, "it does not end where its line does" if is_cut else lost.broken.reason, raw)

    def _stands_on_a_line(self, error: Exception, *, is_alone: bool, is_between: bool) -> bool:
        """Whether what is broken ends with its line, as far as can be told."""
        window = self._window
        line, following = window.lines()
        if not following and (window.why(error) is not None or not window.is_in_line(error)):
            return False
        ends = line.endswith(("}", "},"))
        if self._margin is None and not is_between:
            return ends and line.startswith("{")
        if is_alone:
            return window.is_in_line(error) or (following.startswith("{") and following.endswith("}"))
        return ends or (window.is_in_line(error) and not line.endswith(("[", "{", ":")))


def _reason(window: _Window, error: Exception) -> str:
    return window.why(error) or f"it is not JSON here ({getattr(error, 'msg', error)})"


def _blanks(margin: str) -> str:
    return margin.replace(",", "").replace("\ufeff", "")


def _next_after(margin: str) -> re.Pattern[str]:
    """A line on which a row begins as others do, or one that stands less deep, where the list ends."""
    return re.compile(rf"\n(?:{re.escape(margin)}(?=\{{)|[ \t]{{0,{len(_blanks(margin)) - 1}}}(?=[\]}}\"]))")


# --- text ------------------------------------------------------------------------------------------------------------


class _Window:
    """Text of which a part is in memory: from a place that moves on, as far as was needed so far."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._text, self._at = "", 0
        self._begins_line = True
        self._line, self._counted = 1, 0  # the number of the line at that place in the text
        self._held: int | None = None
        self._is_ended = self._is_full = False
        self._repeated: list[object] = []
        self._decoder = json.JSONDecoder(parse_float=Number, object_pairs_hook=self._object)

    def peek(self) -> str:
        """The next character that is no blank; "" at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANK:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self, mark: str) -> None:
        """Go past a mark.

        Raises:
            json.JSONDecodeError: If something else is there.
        """
        if self.peek() != mark:
            raise json.JSONDecodeError(f"Expecting {mark!r}", self._text, self._at)
        self._at += 1

    def value(self, *, in_line: bool = False) -> _Each:
        """Go past a value; it is broken if Python cannot hold a number in it.

        Args:
            in_line: Whether it must end on the line on which it starts.

        Raises:
            ValueError: If none is there.
            RecursionError: If it is nested too deep.
        """
        self.peek()
        while True:
            self._repeated.clear()
            try:
                if in_line:
                    value, end, refused = self._decoded(self.lines()[0], 0)
                    end += self._at
                    break
                value, end, refused = self._decoded(self._text, self._at)
            except json.JSONDecodeError as error:
                if in_line:
                    raise json.JSONDecodeError(error.msg, self._text, self._at + error.pos) from None
                if not (self._may_go_on(error) and self._more()):
                    raise
                continue
            # A number may go on: of `1e+5` the decoder takes the `1` while no digit comes behind.
            if end + 2 < len(self._text) or not self._more():
                break
        line, raw, self._at = self._line_at(self._at), self._text[self._at : end], end
        return Broken(line, refused, raw) if refused else Found(line, raw, value, bool(self._repeated))

    def _decoded(self, text: str, at: int) -> tuple[Any, int, str]:
        """The value that starts there, where it ends, and why Python cannot hold it although it is JSON."""
        try:
            return *self._decoder.raw_decode(text, at), ""
        except json.JSONDecodeError:
            raise
        except ValueError as error:
            return *_LENIENT.raw_decode(text, at), str(error)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            self._repeated.append(found)
        return found

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        """Whether the error may be that the text in memory ends here, in the middle of something."""
        return error.pos >= len(self._text) - _LONGEST_WORD or error.msg.startswith(_UNTERMINATED)

    def margin(self) -> str | None:
        """What stands before here on the line: blanks, and a comma at most; None where there is more."""
        end_of_line = self._text.rfind("\n", 0, self._at)
        before = self._text[end_of_line + 1 : self._at]
        if before.strip(_BLANK) not in ("", ",") or (end_of_line < 0 and not self._begins_line):
            return None
        return before

    def lines(self) -> tuple[str, str]:
        """The rest of the line, and the next line that is not empty, without blanks around them."""
        while True:
            rest, _, more = self._text[self._at :].partition("\n")
            following = more.lstrip(_BLANK)
            if "\n" in following or not self._more():
                return rest.strip(_BLANK), following.partition("\n")[0].strip(_BLANK)

    def skip_line(self) -> str | None:
        """Go to the end of the line; what was passed over, or None if the line is too long."""
        return self.skip_to(_END_OF_LINE)

    def hold(self) -> None:
        """Keep the text from here on, to come back."""
        self.peek()
        self._held = self._at

    def let_go(self) -> None:
        """Do not come back."""
        self._held = None

    @property
    def is_held(self) -> bool:
        """Whether there is a place to come back to."""
        return self._held is not None

    def back(self) -> bool:
        """Come back, unless that was let go."""
        if self._held is None:
            return False
        self._at, self._held = self._held, None
        return True

    def skip_to(self, pattern: re.Pattern[str]) -> str | None:
        """Go to the end of what matches next; what was passed over, or None if nothing matches."""
        while (found := pattern.search(self._text, self._at)) is None or (found.end() == len(self._text)):
            if not self._more():
                break
        if found is None:
            return None
        at, self._at = self._at, found.end()
        return self._text[at : self._at].strip(_BLANK)

    def line(self, error: Exception | None = None) -> int:
        """The line of an error, or of what comes next."""
        return self._line_at(getattr(error, "pos", self._at))

    def is_in_line(self, error: Exception) -> bool:
        """Whether nothing but blanks is between an error and the line of what comes next."""
        return "\n" not in self._text[self._at : getattr(error, "pos", self._at)].rstrip(_BLANK)

    @property
    def is_full(self) -> bool:
        """Whether a value was longer than any may be."""
        return self._is_full

    def why(self, error: Exception) -> str | None:
        """Why nothing more can be read after an error; None where the error alone is no reason."""
        if self._is_full:
            return f"one value goes on for more than {_LONGEST:,} characters"
        message = str(error)
        rest = self._text[getattr(error, "pos", self._at) :].rstrip()
        is_cut = (
            any(word.startswith(rest) for word in _WORDS)  # the empty rest too
            or _UNTERMINATED in message
            or ("escape" in message and '"' not in rest)
        )
        return "the input is cut short" if is_cut and self._is_ended else None

    def _line_at(self, at: int) -> int:
        first, last = sorted((at, self._counted))
        lines = self._text.count("\n", first, last)
        self._line += lines if at == last else -lines
        self._counted = at
        return self._line

    def _more(self) -> bool:
        """Take at least as much text again as is still needed, and leave what is not; False if there is none."""
        keep = self._at if self._held is None else self._held
        end_of_line = self._text.rfind("\n", 0, keep)
        if end_of_line >= 0 and self._text[end_of_line:keep].strip(_BLANK) in ("", ","):
            keep = end_of_line  # for `margin`
        rest = self._text[keep:]
        self._is_full = len(rest) > _LONGEST
        got: list[str] = []
        number = 0
        while not self._is_full and number <= len(rest):
            piece = next(self._pieces, None)
            if piece is None:
                self._is_ended = True
                break
            got.append(piece)
            number += len(piece)
        if not number:
            return False
        self._line_at(keep)
        self._begins_line = self._begins_line and keep == 0
        self._at, self._counted = self._at - keep, 0
        self._held = None if self._held is None else self._held - keep
        self._text = rest + "".join(got)
        return True


_END_OF_LINE: Final = re.compile(r"\n|\Z")
_UNTERMINATED: Final = "Unterminated string"
_LONGEST_WORD: Final = 12  # an escape of two halves
_WORDS: Final = ("true", "false", "null", "NaN", "-Infinity", "Infinity")

_LENIENT: Final = json.JSONDecoder(parse_int=len)
