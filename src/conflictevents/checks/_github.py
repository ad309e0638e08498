"""A report as commands of GitHub's workflows, one a line: `::error file=…,line=…::message`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from .._json import hide
from .._problems import Problem, Severity

__all__ = ["workflow_commands"]

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# The line would end there, or a percent sign be taken for the start of such an escape.
_IN_TEXT: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY: Final = _IN_TEXT | str.maketrans({":": "%3A", ",": "%2C"})
# The log is shown in a terminal as often as not.
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")


def workflow_commands(problems: Iterable[Problem], skipped: Iterable[str], file: str | None) -> Iterator[str]:
    """The commands for a report, one a line."""
    for problem in problems:
        line, column = problem.line, problem.column
        where = {"file": file, "line": line, "col": column, "title": f"{problem.code} at {problem.path or '/'}"}
        yield _command(_COMMANDS[problem.severity], where, problem.message)
    for reason in skipped:
        yield _command("notice", {"file": file, "title": "skipped"}, reason)


def _command(name: str, properties: Mapping[str, object], text: str) -> str:
    given = {key: _visible(str(value)) for key, value in properties.items() if value is not None}
    told = ",".join(f"{key}={value.translate(_IN_PROPERTY)}" for key, value in given.items())
    return f"::{name} {told}::{_visible(text).translate(_IN_TEXT)}\n"


def _visible(text: str) -> str:
    """The text with what a terminal would act upon written out."""
    return hide(_CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text))
