"""Text for a terminal: harmless whatever it holds, measured, wrapped and aligned."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictevents._cli._text import Page, Style, Terminal, fit, harmless, kept_together, table, width, wrap

texts = st.text(st.characters(), max_size=60)
words = st.text(st.sampled_from("ab é漢字"), max_size=60)


class Screen(io.StringIO):
    """A terminal in memory."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Yes, it is one."""
        return True


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Zelenskyy’s “order”", "Zelenskyy’s “order”"),
        ("Київ", "Київ"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\nb\rc\td", "a\\nb\\rc\\td"),
        ("\x00\x7f\x85\x9b", "\\x00\\x7f\\x85\\x9b"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u2028b\ufeff", "a\\u2028b\\ufeff"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("a\u00a0b\u3000c", "a b c"),
        ("e" + "\u0301" * 6, "e" + "\u0301" * 4 + "\\u0301" * 2),
        ("می\u200cخواهم", "\u200eمی\u200cخواهم\u200e"),
    ],
    ids=range(13),
)
def test_harmless(text: str, shown: str) -> None:
    """What could move a cursor or reorder a line is written out, and letters of every script stay."""
    assert shown == harmless(text)


@given(texts)
def test_harmless_text_stays_on_its_line(text: str) -> None:
    """Nothing that is left controls, breaks, overrides or embeds."""
    left = {unicodedata.category(character) for character in harmless(text) if character not in "\u200c\u200d\u200e"}

    assert not left & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def test_long_text_is_cut() -> None:
    """A text of any length is shown in bounded space, with its length."""
    assert "a" * 500 + "… (1,000,000 characters)" == harmless("a" * 1_000_000)


def test_width_counts_columns() -> None:
    """Wide characters take two columns, combining ones none."""
    assert [4, 4, 1, 0] == [width("abcd"), width("漢字"), width("e\u0301"), width("\u200e")]


@given(words, st.integers(4, 40))
def test_fit_never_exceeds(text: str, columns: int) -> None:
    """A cut text takes at most the columns given, and an uncut one is unchanged."""
    cut = fit(text, columns)

    assert width(cut) <= columns
    assert cut == text or cut.endswith("…")


@given(words, st.integers(12, 40), st.integers(0, 4))
def test_wrap_keeps_everything(text: str, columns: int, indent: int) -> None:
    """Wrapped lines fit, and hold every letter of the text in order."""
    lines = list(wrap(text, columns, first=" " * indent, rest=" " * (indent + 2)))

    assert all(width(line) <= columns for line in lines)
    assert text.replace(" ", "") == "".join(lines).replace(" ", "")


def test_wrap_where_nothing_fits() -> None:
    """A wide character on a page of one column still appears."""
    assert ["漢", "字"] == list(wrap("漢字", 1))


def test_table_aligns() -> None:
    """Columns start below each other, whatever their characters."""
    lines = list(table([("a", "b"), ("漢字", "c"), ("", "d")]))

    assert ["a     b", "漢字  c", "      d"] == lines


def test_table_is_cut_to_fit() -> None:
    """The widest cells give way, down to a minimum, and some never do."""
    rows = [("a" * 30, "b" * 10, "c" * 10)]

    assert ["a" * 15 + "…  " + "b" * 10 + "  " + "c" * 10] == list(table(rows, most=40))
    assert ["aaaaa…  bbbbb…  " + "c" * 10] == list(table(rows, most=5, uncut={2}))


def test_words_kept_together() -> None:
    """A page does not break where it was asked not to, and shows plain spaces there."""
    page = Page(Terminal(whole=40))
    page.write("a" * 36 + " " + kept_together("b c d"))

    assert ["a" * 36 + "\n", "  b c d\n"] == list(page)


def test_colour_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal is coloured; a file, a dumb terminal and one with NO_COLOR are not, and neither is a closed one."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert Terminal.of(Screen()).colour
    assert not Terminal.of(io.StringIO()).colour
    assert not Terminal.of(None).colour
    monkeypatch.setenv("NO_COLOR", "1")
    assert not Terminal.of(Screen()).colour
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not Terminal.of(Screen()).colour


def test_colour_changes_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same page with and without colour, apart from the colour."""
    monkeypatch.setenv("COLUMNS", "60")
    plain, coloured = (Page(Terminal(whole=60, colour=colour)) for colour in (False, True))
    for page in (plain, coloured):
        page.heading("Title")
        page.write("word " * 30, indent=2, style=Style.BAD)

    assert ["\x1b[1mTitle\x1b[0m\n", *[f"\x1b[33m{line[:-1]}\x1b[0m\n" for line in list(plain)[1:]]] == list(coloured)


@pytest.mark.parametrize(("columns", "wide"), [("20", 40), ("80", 80), ("500", 100)])
def test_page_width_has_limits(monkeypatch: pytest.MonkeyPatch, columns: str, wide: int) -> None:
    """A page is as wide as its terminal, from 40 to 100 columns."""
    monkeypatch.setenv("COLUMNS", columns)

    assert wide == Terminal.of(Screen()).columns


@pytest.mark.parametrize(("encoding", "simple"), [("ascii", True), ("utf-8", False), ("no-such-encoding", True)])
def test_simple_characters_where_others_are_missing(encoding: str, *, simple: bool) -> None:
    """Where the encoding lacks arrows and dashes, plain characters stand for them."""
    terminal = Terminal.of(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")) if not simple else None
    if terminal is None:
        stream = Screen()
        stream.encoding = encoding
        terminal = Terminal.of(stream)

    assert ('a -> "b"' if simple else "a → “b”") == terminal.shown("a → “b”")
