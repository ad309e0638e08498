"""Explain the code of a check: why it matters, what to do, an example that fails and one that passes."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from ._failure import NOTHING_WRONG, Failure
from ._output import Output
from ._text import Page, Terminal, harmless, table

if TYPE_CHECKING:
    from ..checks import Check, Example

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "code",
        nargs="?",
        metavar="CODE",
        help="a code (CT105) or the name of a check; the beginning of a code (CT) or nothing lists codes, one a line",
    )


def run(arguments: argparse.Namespace) -> Output:
    """Explain a code, or list codes."""
    from ..checks import catalogue

    checks = {check.code: check for check in sorted(catalogue(), key=lambda check: check.code)}
    terminal = Terminal.of(sys.stdout)
    asked = (arguments.code or "").strip()
    code = next((check.code for check in checks.values() if check.name == asked.lower()), asked.upper())
    if code in checks:
        return Output(NOTHING_WRONG, _page(checks[code], terminal))
    listed = [check for check in checks.values() if check.code.startswith(code)]
    if not listed:
        raise Failure(f"explain: no check has the code {harmless(asked, most=40)}{_near(asked, checks)}")
    rows = [(check.code, check.severity.value, check.name, check.meaning) for check in listed]
    return Output(NOTHING_WRONG, [f"{line}\n" for line in table(rows, most=terminal.whole, uncut=(0, 1, 2))])


def _near(asked: str, checks: dict[str, Check]) -> str:
    """The codes that may have been meant."""
    from difflib import get_close_matches

    names = {check.name: check.code for check in checks.values()}
    near = [
        *get_close_matches(asked.upper(), checks, n=2, cutoff=0.7),
        *(names[name] for name in get_close_matches(asked.lower(), names, n=2)),
    ]
    family = asked[:2].upper()
    if not near and any(code.startswith(family) for code in checks) and family:
        return f"; `conflictevents explain {family}` lists those that there are"
    meant = " or ".join(dict.fromkeys(near))
    return f"; did you mean {meant}?" if meant else "; `conflictevents explain` lists all"


def _page(check: Check, terminal: Terminal) -> Page:
    page = Page(terminal)
    page.heading(f"{check.code} {check.name}")
    looks_at = "the file" if check.function is None else check.scope.replace("_", " ")
    page.write(f"{check.severity.value}, looks at: {looks_at}")
    page.blank()
    page.write(check.meaning, hang=0)
    told = check.page
    if told is None:
        return page
    for heading, text in (("WHY", told.why), ("WHAT TO DO", told.fix)):
        page.heading(heading)
        for paragraph in text.split("\n\n"):
            page.write(harmless(" ".join(paragraph.split()), most=5000), hang=0)
    for heading, example in (("IT FINDS SOMETHING HERE", told.failing), ("AND NOTHING HERE", told.passing)):
        if example is not None:
            _write(page, heading, example)
    return page


def _write(page: Page, heading: str, example: Example) -> None:
    page.heading(heading)
    _verbatim(page, example.text)
    for source, text in example.texts.items():
        page.blank()
        page.write(f"The text of {harmless(source)}:")
        _verbatim(page, text)


def _verbatim(page: Page, text: str) -> None:
    """The lines of a text as they are, to be copied."""
    for line in text.splitlines():
        page.line(f"  {harmless(line, most=5000)}")
