"""What the text of a source has and no record holds: figures, and words in quotation marks."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ._failure import NOTHING_WRONG
from ._input import add_input, label, options_of, read_valid
from ._output import Output
from ._source_texts import add_texts, read_texts
from ._text import harmless

if TYPE_CHECKING:
    from .._evidence._coverage import Coverage, Uncovered

__all__ = ["add_arguments", "run"]

_EPILOG = """\
A line of text output reads SOURCE:START-END: figure or quotation, with its words; offsets count Unicode code points. A
figure is listed where no claim's span has all of its words, and a quotation where no statement has them. Titles, names
and single words in quotation marks are among the quotations: a reader sees which of them are speech. The JSON output
holds `figures` (source, start, end, words, low, high, approximate), `quotations` (source, start, end, words), `found`
(how many of both the texts have) and `skipped` (sentences).

Exit status: 0 whatever is listed, 2 the input could not be read or the usage was wrong.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_input(parser)
    add_texts(parser, help_="the text of a source to look through; may be repeated", required=True)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to report (default: text)")
    parser.epilog = _EPILOG


def run(arguments: argparse.Namespace) -> Output:
    """Look through the texts of a file's sources."""
    from .._evidence._coverage import coverage

    dataset = read_valid(arguments.input, arguments.from_, options_of(arguments))
    found = coverage(dataset, read_texts(arguments.text, dataset))
    parts = _as_json(found) if arguments.format == "json" else _as_text(found, label(arguments.input))
    return Output(NOTHING_WRONG, parts, for_programs=arguments.format == "json")


def _as_json(found: Coverage) -> Iterator[str]:
    from .._json import encode

    figures = [
        _fields(each) | {name: getattr(each.count, name, None) for name in ("low", "high", "approximate")}
        for each in found.figures
    ]
    quotations = [_fields(each) for each in found.quotations]
    whole = {"figures": figures, "quotations": quotations, "found": found.found, "skipped": list(found.skipped)}
    yield encode(whole)


def _fields(each: Uncovered) -> dict[str, Any]:
    return {"source": each.source, "start": each.span.start, "end": each.span.end, "words": each.span.exact}


def _as_text(found: Coverage, name: str) -> Iterator[str]:
    from ._words import bounds, quoted

    for each in found:
        place = f"{harmless(each.source)}:{each.span.start}-{each.span.end}"
        words = quoted((each.span.exact or "").replace("\n", " "))
        what = "quotation" if each.count is None else "figure"
        meaning = "" if each.count is None else f" ({bounds(each.count)})"
        yield f"{place}: {what} {words}{meaning}\n"
    for reason in found.skipped:
        yield f"{name}: skipped: {harmless(reason, most=1000)}\n"
    held = found.found - len(found)
    yield f"{name}: {held:,} of {found.found:,} figures and quotations are held\n"
