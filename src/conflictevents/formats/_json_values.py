"""The rows of JSON text one by one: little of the text is in memory, and what is broken is told in its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, Self, TypeAlias

__all__ = ["Broken", "Found", "Number", "rows_of"]

_LONGEST: Final = 2**26
_BLANK: Final = " \t\r\n"


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
    """What was passed over; None where nothing after it is read."""


_Each: TypeAlias = Found | Broken


def rows_of(pieces: Iterable[str], keys: Sequence[str]) -> Iterator[_Each]:
    """The rows of JSON: elements of a list, of the lists in a page, or values after one another.

    Where a row is broken that has its lines for itself, reading goes on at the next line that begins as that row did.

    Args:
        pieces: The text, in pieces of any length.
        keys: The keys under which a list of rows may stand in an object; an object without any of them is a row.
    """
    return _Rows(_Window(pieces), keys).all()


class _Rows:
    def __init__(self, window: _Window, keys: Sequence[str]) -> None:
        self._window, self._keys = window, tuple(keys)
        self._indent: str | None = None
        """What stands before the present row on its line; None where that is more than blanks."""
        self._in_lines = True
        """Whether each row so far stood on one line."""

    def all(self) -> Iterator[_Each]:
        window = self._window
        while first := window.peek():
            try:
                if first == "[":
                    yield from self._elements()
                elif first == "{" and self._keys:
                    yield from self._page()
                else:
                    yield self._row()
            except (ValueError, RecursionError) as error:
                broken = self._broken(error)
                yield broken
                if broken.raw is None:
                    return

    def _row(self) -> _Each:
        first, indent = self._window.peek(), self._window.indent()
        if indent is not None or first == "{":  # what else follows a row on its line belongs to that row
            self._indent = indent
        found = self._window.value()
        self._in_lines = self._in_lines and "\n" not in (found.raw or "")
        return found

    def _elements(self) -> Iterator[_Each]:
        """The elements of a list that starts here."""
        window = self._window
        window.take("[")
        if window.peek() == "]":
            window.take("]")
            return
        while True:
            each: _Each
            try:
                each = self._row()
            except (ValueError, RecursionError) as error:
                each = self._broken(error)
                if each.raw is None:
                    raise
                yield each
                continue
            yield each
            if window.peek() == "]":
                window.take("]")
                return
            try:
                window.take(",")
            except ValueError as error:
                each = self._broken(error, is_between=True)
                if each.raw is None:
                    raise
                yield each

    def _page(self) -> Iterator[_Each]:
        """The elements of the lists of a page that starts here, or the object itself."""
        window = self._window
        self._indent = window.indent()
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
        finally:
            is_page = not window.back()
        if not is_page:
            yield self._row()

    def _broken(self, error: Exception, *, is_between: bool = False) -> Broken:
        """What is broken here, passed over if there is a place from which to go on."""
        window = self._window
        line_of_error, line, why = window.line(error), window.line(), window.why(error)
        reason = why or f"it is not JSON here ({getattr(error, 'msg', error)})"
        # At the margin of text whose rows take several lines, a part of a row may begin as well.
        can_tell = self._indent or (self._indent == "" and self._in_lines and window.is_in_line(error))
        if why is None and can_tell:
            raw = window.skip_to(f"\n{self._indent}{{", is_between=is_between)
            if raw is not None:
                return Broken(line, reason, raw)
        return Broken(line_of_error, reason, None)


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

    def value(self) -> _Each:
        """Go past a value; it is broken if Python cannot hold a number in it.

        Raises:
            ValueError: If none is there.
            RecursionError: If it is nested too deep.
        """
        self.peek()
        while True:
            self._repeated.clear()
            try:
                value, end, refused = self._decoded()
            except json.JSONDecodeError as error:
                if not (self._may_go_on(error) and self._more()):
                    raise
                continue
            # A number may go on: of `1e+5` the decoder takes the `1` while no digit comes behind.
            if end + 2 < len(self._text) or not self._more():
                break
        line, raw, self._at = self._line_at(self._at), self._text[self._at : end], end
        return Broken(line, refused, raw) if refused else Found(line, raw, value, bool(self._repeated))

    def _decoded(self) -> tuple[Any, int, str]:
        """The value that starts here, where it ends, and why Python cannot hold it although it is JSON."""
        try:
            return *self._decoder.raw_decode(self._text, self._at), ""
        except json.JSONDecodeError:
            raise
        except ValueError as error:
            return *_LENIENT.raw_decode(self._text, self._at), str(error)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            self._repeated.append(found)
        return found

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        """Whether the error may be that the text in memory ends here, in the middle of something."""
        return error.pos >= len(self._text) - _LONGEST_WORD or error.msg.startswith(_UNTERMINATED)

    def indent(self) -> str | None:
        """The blanks between here and the start of the line; None where there is something else."""
        self.peek()
        end_of_line = self._text.rfind("\n", 0, self._at)
        before = self._text[end_of_line + 1 : self._at]
        return None if before.strip(_BLANK) or (end_of_line < 0 and not self._begins_line) else before

    def hold(self) -> None:
        """Keep the text from here on, to come back."""
        self.peek()
        self._held = self._at

    def let_go(self) -> None:
        """Do not come back."""
        self._held = None

    def back(self) -> bool:
        """Come back, unless that was let go."""
        if self._held is None:
            return False
        self._at, self._held = self._held, None
        return True

    def skip_to(self, start: str, *, is_between: bool) -> str | None:
        """Go to the last character of a text, where it comes next.

        Args:
            start: The text.
            is_between: Whether the next character may be that.

        Returns:
            What was passed over; None if the text does not come.
        """
        back = len(start) - 1 if is_between else 0
        while (found := self._text.find(start, max(self._at - back, 0))) < 0:
            if not self._more():
                return None
        at, self._at = self._at, found + len(start) - 1
        return self._text[at : self._at].strip(_BLANK)

    def line(self, error: Exception | None = None) -> int:
        """The line of an error, or of what comes next."""
        return self._line_at(getattr(error, "pos", self._at))

    def is_in_line(self, error: Exception) -> bool:
        """Whether nothing but blanks is between an error and the line of what comes next."""
        return "\n" not in self._text[self._at : getattr(error, "pos", self._at)].rstrip(_BLANK)

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
        if end_of_line >= 0 and not self._text[end_of_line:keep].strip(_BLANK):
            keep = end_of_line  # for `indent`
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


_UNTERMINATED: Final = "Unterminated string"
_LONGEST_WORD: Final = 12  # an escape of two halves
_WORDS: Final = ("true", "false", "null", "NaN", "-Infinity", "Infinity")

_LENIENT: Final = json.JSONDecoder(parse_int=len)
