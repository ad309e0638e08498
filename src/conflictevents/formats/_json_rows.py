"""The rows of JSON one by one: little of the text is in memory, and what is broken is told in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

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
        keys: The keys under which a list of rows may stand in an object; an object without any of them is a row.
    """
    return _without_parts(_Rows(Window(pieces), keys).all())


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


def _reason(window: Window, error: Exception) -> str:
    return window.why(error) or f"it is not JSON here ({getattr(error, 'msg', error)})"


def _blanks(margin: str) -> str:
    return margin.replace(",", "").replace("\ufeff", "")


def _next_after(margin: str) -> re.Pattern[str]:
    """A line on which a row begins as others do, or one that stands less deep, where the list ends."""
    return re.compile(rf"\n(?:{re.escape(margin)}(?=\{{)|[ \t]{{0,{len(_blanks(margin)) - 1}}}(?=[\]}}\"]))")
