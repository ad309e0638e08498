"""Text for a terminal: measured in columns, wrapped, aligned and coloured.

Whatever comes from a file passes `harmless` before it is shown, since a name may hold anything.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from typing import IO, Final

from .._harmless import harmless, width

__all__ = ["Page", "Style", "Terminal", "fit", "harmless", "kept_together", "pad", "table", "width", "wrap"]

WIDEST: Final = 100
_NARROWEST: Final = 40
_NARROWEST_CELL: Final = 6
_NO_BREAK: Final = "\u00a0"


# --- columns ---------------------------------------------------------------------------------------------------------


def fit(text: str, columns: int) -> str:
    """The text cut to so many columns, with an ellipsis where it was cut."""
    if width(text) <= columns:
        return text
    return f"{_split(text, columns - 1)[0]}…"


def _split(text: str, columns: int) -> tuple[str, str]:
    """The longest start of a text that fits, and the rest. At least one character is taken."""
    used = 0
    for index, character in enumerate(text):
        used += width(character)
        if used > columns and index:
            return text[:index], text[index:]
    return text, ""


def pad(text: str, columns: int) -> str:
    """The text with spaces after it up to so many columns."""
    return text + " " * (columns - width(text))


def kept_together(text: str) -> str:
    """The text with spaces at which a page does not break a line where it can be helped."""
    return text.replace(" ", _NO_BREAK)


def wrap(text: str, columns: int, *, first: str = "", rest: str = "") -> Iterator[str]:
    """Break a text into lines at its spaces; a word longer than a line is broken too.

    Args:
        text: The text.
        columns: The width of a line, indents included.
        first: What the first line starts with.
        rest: What the other lines start with.
    """
    line, used = first, width(first)
    empty = True
    for word in text.split(" "):
        left = word
        while True:
            space = 0 if empty else 1
            if used + space + width(left) <= columns:
                line, used, empty = line + " " * space + left, used + space + width(left), False
                break
            if not empty:
                yield line
                line, used, empty = rest, width(rest), True
                continue
            start, left = _split(left, max(columns - used, 1))
            if not left:  # a single character wider than the line
                line, used, empty = line + start, used + width(start), False
                break
            yield line + start
            line, used = rest, width(rest)
    yield line


def table(rows: Sequence[Sequence[str]], *, most: int | None = None, uncut: Collection[int] = ()) -> Iterator[str]:
    """Rows of harmless cells as aligned lines, two spaces between columns.

    Args:
        rows: The rows, each with the same number of cells.
        most: How many columns of the terminal a line may take; the widest cells are cut to fit.
        uncut: The columns that are never cut.
    """
    columns = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    too_many = 0 if most is None else sum(columns) + 2 * (len(columns) - 1) - most
    cut = [index for index in range(len(columns)) if index not in uncut]
    for _ in range(too_many):
        widest = max(cut, key=lambda index: columns[index])
        columns[widest] = max(columns[widest] - 1, _NARROWEST_CELL)
    for row in rows:
        yield "  ".join(pad(fit(cell, wide), wide) for cell, wide in zip(row, columns, strict=True)).rstrip()


# --- page ------------------------------------------------------------------------------------------------------------


class Terminal:
    """What the output can show: how wide it is, whether in colour, and which characters.

    Attributes:
        columns: The width of a page: 100, or fewer on a narrower terminal.
        whole: The width of the terminal; None where nothing limits it.
        colour: Whether to colour: only on a terminal that can, and not where NO_COLOR is set (https://no-color.org).
        live: Whether a person looks at it, rather than a file or a pipe.
        simple: Whether its encoding lacks the dashes, arrows and quotation marks of a page.
    """

    def __init__(
        self, *, whole: int | None = None, colour: bool = False, live: bool = False, simple: bool = False
    ) -> None:
        self.columns = WIDEST if whole is None else min(WIDEST, max(_NARROWEST, whole))
        self.whole = whole
        self.colour = colour
        self.live = live
        self.simple = simple

    @classmethod
    def of(cls, stream: IO[str] | None) -> Terminal:
        """The terminal behind a stream; None is a closed one."""
        if stream is None or stream.closed:
            return cls()
        live = stream.isatty()
        return cls(
            whole=shutil.get_terminal_size(fallback=(WIDEST, 24)).columns if live else None,
            colour=live and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
            live=live,
            simple=not _encodes(getattr(stream, "encoding", None)),
        )

    def shown(self, text: str) -> str:
        """The text with our own punctuation in the terminal's characters."""
        return text.translate(_SIMPLE) if self.simple else text


_SIMPLE: Final = str.maketrans({"→": "->", "–": "-", "—": "-", "…": "...", "“": '"', "”": '"', "’": "'", "·": "|"})


def _encodes(encoding: str | None) -> bool:
    try:
        "".join(map(chr, _SIMPLE)).encode(encoding or "utf-8")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


class Style:
    """The few styles of a page. Each is a sequence of numbers for a terminal's "select graphic rendition"."""

    PLAIN = ""
    HEADING = "1"
    FAINT = "2"
    GOOD = "32"
    BAD = "33"
    ERROR = "31"
    NOTE = "36"


class Page:
    """Lines of text, wrapped to a width and coloured or not.

    A style applies to whole lines, so the words and their layout are the same with and without colour.
    """

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._lines: list[str] = []

    def write(self, text: str, *, indent: int = 0, hang: int = 2, style: str = Style.PLAIN) -> None:
        """Add a paragraph of harmless text.

        Args:
            text: The text.
            indent: The indent of its first line, in columns.
            hang: How much further the other lines are indented.
            style: Its style.
        """
        columns = self._terminal.columns
        for wrapped in wrap(self._terminal.shown(text), columns, first=" " * indent, rest=" " * (indent + hang)):
            line = wrapped.replace(_NO_BREAK, " ")
            self._lines.append(f"\x1b[{style}m{line}\x1b[0m" if style and self._terminal.colour else line)

    def line(self, text: str) -> None:
        """Add one line of harmless text as it is, which is not wrapped: for what may be copied."""
        self._lines.append(text)

    def blank(self) -> None:
        """Add an empty line, unless there is one already."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def heading(self, text: str) -> None:
        """Add a heading with space above it."""
        self.blank()
        self.write(text, style=Style.HEADING)

    def __iter__(self) -> Iterator[str]:
        return (f"{line}\n" for line in self._lines)
