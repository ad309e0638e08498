"""The values of JSON text one after another, of which little is in memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, Self

__all__ = ["Broken", "Found", "Number", "Window"]

_LONGEST: Final = 2**26
_BEHIND: Final = 2**19
"""What is behind is left at least when it is so long, since the place of an error is counted from the start."""
_LONGEST_MARGIN: Final = 1000
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


class Window:
    """Text of which a part is in memory: from a place that moves on, as far as was needed so far."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._text, self._at = "", 0
        self._begins_line = True
        self._line, self._counted = 1, 0  # the number of the line at that place in the text
        self._held: int | None = None
        self._left = 0
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

    def value(self, *, in_line: bool = False) -> Found | Broken:
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
        self._leave_if_long()
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

    @property
    def place(self) -> int:
        """How far in all of the text this is."""
        return self._left + self._at

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
            end = self._text.find("\n", self._at)
            start = _NO_BLANK.search(self._text, end) if end >= 0 else None
            end_of_next = -1 if start is None else self._text.find("\n", start.start())
            if end_of_next >= 0 or not self._more():
                break
        rest = self._text[self._at : end if end >= 0 else len(self._text)]
        following = "" if start is None else self._text[start.start() : end_of_next if end_of_next >= 0 else None]
        return rest.strip(_BLANK), following.strip(_BLANK)

    def ends_line(self) -> bool:
        """Whether nothing but commas stands between here and the end of the line, or of the list."""
        return _END_OF_ROW.match(self._text, self._at) is not None

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
        raw, self._at = self._text[self._at : found.end()].strip(_BLANK), found.end()
        self._leave_if_long()
        return raw

    def line(self, error: Exception | None = None) -> int:
        """The line of an error, or of what comes next."""
        return self._line_at(getattr(error, "pos", self._at))

    def is_in_line(self, error: Exception) -> bool:
        """Whether nothing but blanks and commas is between an error and the line of what comes next."""
        return "\n" not in self._text[self._at : getattr(error, "pos", self._at)].rstrip(f"{_BLANK},")

    @property
    def is_full(self) -> bool:
        """Whether a value was longer than any may be."""
        return self._is_full

    def why(self, error: Exception) -> str | None:
        """Why nothing more can be read after an error; None where the error alone is no reason."""
        if self._is_full:
            return f"one value goes on for more than {_LONGEST:,} characters"
        if not self._is_ended:
            return None
        message, at = str(error), getattr(error, "pos", self._at)
        is_cut = _END_IN_WORD.match(self._text, at) is not None or _UNTERMINATED in message
        is_cut = is_cut or ("escape" in message and self._text.find('"', at) < 0)
        return "the input is cut short" if is_cut else None

    def _line_at(self, at: int) -> int:
        first, last = sorted((at, self._counted))
        lines = self._text.count("\n", first, last)
        self._line += lines if at == last else -lines
        self._counted = at
        return self._line

    def _more(self) -> bool:
        """Take at least as much text again as is still needed, and leave what is not; False if there is none."""
        keep = self._needed_from()
        needed = len(self._text) - keep
        self._is_full = needed > _LONGEST
        got: list[str] = []
        number = 0
        while not self._is_full and number <= needed:
            piece = next(self._pieces, None)
            if piece is None:
                self._is_ended = True
                break
            got.append(piece)
            number += len(piece)
        if not number:
            return False
        self._leave(keep)
        self._text += "".join(got)
        return True

    def _needed_from(self) -> int:
        """From where on text is needed: from here or the place to come back to, and what stands before on the line."""
        keep = self._at if self._held is None else self._held
        end_of_line = self._text.rfind("\n", max(0, keep - _LONGEST_MARGIN), keep)
        return end_of_line if end_of_line >= 0 and self._text[end_of_line:keep].strip(_BLANK) in ("", ",") else keep

    def _leave_if_long(self) -> None:
        if self._at > _BEHIND:
            self._leave(self._needed_from())

    def _leave(self, place: int) -> None:
        """Leave the text behind a place."""
        self._line_at(place)
        self._begins_line = self._begins_line and place == 0
        self._at, self._counted = self._at - place, 0
        self._held = None if self._held is None else self._held - place
        self._text = self._text[place:]
        self._left += place


_NO_BLANK: Final = re.compile(r"[^ \t\r\n\ufeff]")
_END_OF_ROW: Final = re.compile(r"[ \t,]*(?:\r?\n|\Z|\][\s\]},]*(?:\n|\Z))")
_END_OF_LINE: Final = re.compile(r"\n|\Z")
_UNTERMINATED: Final = "Unterminated string"
_LONGEST_WORD: Final = 12  # an escape of two halves
_WORDS: Final = ("true", "false", "null", "NaN", "-Infinity", "Infinity")
_PARTS: Final = sorted({word[:end] for word in _WORDS for end in range(len(word) + 1)}, key=len, reverse=True)
_END_IN_WORD: Final = re.compile(rf"(?:{'|'.join(_PARTS)})\s*\Z")

_LENIENT: Final = json.JSONDecoder(parse_int=len)
