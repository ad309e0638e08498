"""The rows of JSON one by one: little of the text is in memory, and what is broken is told in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from ._json_text import Broken, Found, Window

__all__ = ["rows_of"]

_Each: TypeAlias = Found | Broken


def rows_of(pieces: Iterable[str], keys: Sequence[str]) -> Iterator[_Each]:
    """The rows of JSON: elements of a list, of the lists in a page, or values after one another.

    A broken row costs no other where lines tell the rows apart. Where each has a line for itself, reading goes on with
    the next line; where each takes several, at the next line that begins as the rows before did, since what is part of
    a row stands deeper. Elsewhere reading ends.

    Args:
        pieces: The text, in pieces of any length.
        keys: The keys under which a list of rows may stand in an object; an object without any of them is a row. A list
            whose first element is such a page is one of pages.
    """
    return _without_parts(_Rows(Window(pieces), keys).all())


# --- rows ------------------------------------------------------------------------------------------------------------

_Placed: TypeAlias = tuple[_Each, bool]
"""A row, and whether it is an odd one, as that shares its line or begins elsewhere on it than those before; or what is
broken, and whether it begins where no row does.
"""

_MOST_ODD: Final = 2**22
"""So many characters of odd rows wait to be known; a text with more of them is one that is written so."""


def _without_parts(given: Iterator[_Placed]) -> Iterator[_Each]:
    """The rows; of the odd ones none that an error follows before another row begins.

    Damage can close a row too early, and then a part of it is read as a row; or take away the end of a page, and then
    the next page is.
    """
    odd: list[Found] = []
    length = 0
    for each, flag in given:
        if isinstance(each, Found) and flag and length < _MOST_ODD:
            odd.append(each)
            length += len(each.raw)
            continue
        is_damaged = isinstance(each, Broken) and flag
        for part in odd:
            yield Broken(part.line, "it may be no row, but a part or several", part.raw) if is_damaged else part
        odd.clear()
        length = 0
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
    def __init__(self, window: Window, keys: Sequence[str]) -> None:
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
            line, begins_line, place = window.line(), window.margin() is not None, window.place
            try:
                if first == "[" and self._holds_pages():
                    yield from self._pages()
                elif first == "[":
                    # A list beside another, or after rows in none, may be what is left of a row.
                    is_odd = not begins_line if self._has_lists else self._margin is not None
                    yield from ((each, flag or is_odd) for each, flag in self._elements())
                elif first == "{" and self._keys:
                    yield from self._page()
                else:
                    yield self._row(is_alone=True)
            except _LostError as error:
                broken = error.broken
                if has_lines and begins_line:
                    broken = self._beyond(broken, line, place)
                yield broken, True
                if broken.raw is None:
                    return
            else:
                has_lines = self._has_lists and begins_line and window.line() == line

    def _beyond(self, broken: Broken, line: int, place: int) -> Broken:
        """What is broken of a page, where each has a line; passed over, if it has no end or is broken on its line."""
        window = self._window
        if broken.line == line:
            return broken._replace(raw=window.skip_line())
        if window.peek() == "{" and window.margin() is not None and window.place > place:
            return broken._replace(reason="expected the end of a page, got the next one", raw="")
        return broken

    def _elements(self) -> Iterator[_Placed]:
        """The elements of a list that starts here."""
        window = self._window
        window.take("[")
        self._has_lists, self._is_settled = True, False
        if window.peek() == "]":
            window.take("]")
            return
        is_first = True
        while True:
            window.peek()
            margin = window.margin()
            each, flag = self._row(is_first=is_first)
            is_first = False
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
                        raise _LostError(self._fault(error).broken) from None
                    each = self._passed_over(self._fault(error), is_between=True)
                    yield each, each.raw != ""
            else:
                window.take("]")
                return
            if window.peek() == "]":
                yield Broken(window.line(), "expected another object after a comma, got the end of the list", ""), False
                window.take("]")
                return

    def _is_page(self, value: object) -> bool:
        return isinstance(value, dict) and any(isinstance(value.get(key), list) for key in self._keys)

    def _holds_pages(self) -> bool:
        """Whether a list that starts here has a page for its first element."""
        window = self._window
        window.hold()
        try:
            window.take("[")
            return bool(self._keys) and window.peek() == "{" and self._goes_to_rows()
        except (ValueError, RecursionError):
            return False
        finally:
            window.back()

    def _goes_to_rows(self) -> bool:
        """Whether an object that starts here is a page with rows; an empty list may be a part of a row."""
        window = self._window
        window.take("{")
        while window.peek() != "}":
            key = window.value()
            window.take(":")
            if isinstance(key, Found) and key.value in self._keys and window.peek() == "[":
                window.take("[")
                return window.peek() == "{"
            window.value()
            if window.peek() != "}":
                window.take(",")
        return False

    def _pages(self) -> Iterator[_Placed]:
        """The elements of the lists of the pages in a list that starts here."""
        window = self._window
        window.take("[")
        try:
            while window.peek() == "{":
                yield from self._page()
                if window.peek() != "]":
                    window.take(",")
            window.take("]")
        except ValueError as error:
            raise _LostError(self._fault(error).broken) from None

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
                raise _LostError(self._fault(error).broken) from None
        if window.back():
            yield self._row(is_alone=True)

    def _row(self, *, is_alone: bool = False, is_first: bool = False) -> _Placed:
        window = self._window
        is_object = window.peek() == "{"
        margin = window.margin()
        stands_as_others = margin is not None and _are_alike(margin, self._margin or "")
        try:
            each = window.value(in_line=self._in_lines and self._failures > _TRIES)
        except (ValueError, RecursionError) as error:
            is_regular = self._is_settled and stands_as_others and is_object
            fault = self._fault(error, margin)
            return self._passed_over(fault, is_alone=is_alone, is_first=is_first), not is_regular
        if isinstance(each, Broken) or not isinstance(each.value, dict):
            return each, False
        self._in_lines = self._in_lines and "\n" not in each.raw
        is_odd = self._is_settled and not (stands_as_others and window.ends_line())
        if margin is not None and (stands_as_others or not self._is_settled):
            self._margin, self._is_settled = margin, True
        return each, is_odd

    @property
    def _blanks(self) -> str:
        return _blanks(self._margin or "")

    def _fault(self, error: Exception, margin: str | None = None) -> _Fault:
        window = self._window
        why = window.why(error)
        reason = why or f"it is not JSON here ({getattr(error, 'msg', error)})"
        return _Fault(Broken(window.line(error), reason, None), window.line(), margin, why, window.is_in_line(error))

    def _passed_over(
        self, fault: _Fault, *, is_alone: bool = False, is_first: bool = False, is_between: bool = False
    ) -> Broken:
        """What is broken here, passed over if there is a place from which to go on.

        Args:
            fault: What is wrong.
            is_alone: Whether it stands in no list.
            is_first: Whether it is the first of a list.
            is_between: Whether it follows a row, and something else than a comma does.

        Raises:
            _LostError: If there is none.
        """
        window, lost = self._window, _LostError(fault.broken)
        if is_between and window.peek() == "{" and window.margin() == self._margin is not None:
            return Broken(fault.line, "expected a comma between two objects, got none; both are read", "")
        known = self._margin if self._margin is not None else fault.margin
        if is_first and known is None and window.lines()[0].endswith("},"):
            known = ""
        if known is None or window.is_full or not window.peek() or (is_alone and self._has_lists):
            raise lost
        if self._in_lines and self._stands_on_a_line(fault, is_alone=is_alone, is_between=is_between):
            raw = window.skip_line()
        elif not known.strip(","):
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
        self._margin, self._is_settled = known, True  # what follows is held against the broken row, for want of another
        reason = fault.broken.reason if fault.why is None else "it does not end where its line does"
        return Broken(fault.line, reason, raw)

    def _stands_on_a_line(self, fault: _Fault, *, is_alone: bool, is_between: bool) -> bool:
        """Whether what is broken ends with its line, as far as can be told."""
        line, following = self._window.lines()
        if not following and (fault.why is not None or not fault.is_in_line):
            return False
        may_end = line.endswith(("}", "},")) or (fault.is_in_line and not line.endswith(("[", "{", ":")))
        if is_alone and self._margin is not None:
            return (may_end and fault.is_in_line) or (following.startswith("{") and following.endswith("}"))
        return may_end and (self._margin is not None or is_between or line.startswith("{"))


class _Fault(NamedTuple):
    """What is wrong at a place."""

    broken: Broken
    """How it is told if nothing after it can be read."""
    line: int
    margin: str | None
    why: str | None
    """Why nothing more can be read, where the text has no more."""
    is_in_line: bool
    """Whether it is wrong before the next line has begun."""


def _blanks(margin: str) -> str:
    """A margin without the comma of a row before."""
    return margin.replace(",", "").replace("\ufeff", "")


def _are_alike(one: str, other: str) -> bool:
    """Whether rows with these margins are of one list; a comma in front of a row may take the place of a blank."""
    as_blank = [each.replace(",", " ").replace("\ufeff", "") for each in (one, other)]
    return _blanks(one) == _blanks(other) or as_blank[0] == as_blank[1]


def _next_after(margin: str) -> re.Pattern[str]:
    """A line on which a row begins as others do, or one that stands less deep, where the list ends."""
    return re.compile(rf"\n(?:{re.escape(margin)}(?=\{{)|[ \t]{{0,{len(_blanks(margin)) - 1}}}(?=[\]}}\"]))")
