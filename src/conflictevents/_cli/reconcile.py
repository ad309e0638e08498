"""Give low, best and high for each quantity by a named rule, with the reasons."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ._failure import NOTHING_WRONG, Failure
from ._input import add_input, label, options_of, read_valid
from ._output import Output
from ._text import Page, Style, Terminal, harmless, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._dataset import Dataset
    from ..reconcile import Estimate

__all__ = ["add_arguments", "run"]

_EPILOG: Final = """\
RULE   range, intersection, majority, latest, latest_per_speaker, independent, exclude_parties, ucdp, acled; or with the
       ids of sources or speakers, or kinds of source, the first the most trusted, hierarchy:ID,ID,kind:ngo_report
       and ucdp:ID,ID. Several joined by + work one after the other: exclude_parties+latest_per_speaker+range

table  the numbers, then what was used for each, what was set aside, and why
json   a list of objects with all of it; what is absent is null
"""

_HEADINGS: Final = ("#", "EVENT", "MEASURE", "OF", "FROM → TO", "LOW", "BEST", "HIGH", "USED", "SET ASIDE")
_UNCUT: Final = frozenset({0, 5, 6, 7, 8, 9})
_LISTED: Final = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_input(parser)
    parser.add_argument("--event", metavar="ID", help="only this event (default: every event)")
    parser.add_argument("--measure", metavar="MEASURE", help="only this measure, such as killed (default: every one)")
    parser.add_argument("--rule", default="range", metavar="RULE", help="by which rule (default: range)")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="how to write (default: table)")
    parser.epilog = _EPILOG


def run(arguments: argparse.Namespace) -> Output:
    """Reconcile the claims of a file."""
    from ..exceptions import UnknownIdError
    from ..reconcile import reconcile, rule

    try:
        by_rule = rule(arguments.rule)
    except ValueError as error:
        raise Failure(harmless(str(error))) from None
    dataset = read_valid(arguments.input, arguments.from_, options_of(arguments))
    try:
        estimates = reconcile(dataset, event=arguments.event, measure=arguments.measure, rule=by_rule)
    except UnknownIdError as error:
        raise Failure(f"{label(arguments.input)}: {harmless(str(error))}") from None
    if not estimates and arguments.measure is not None:
        raise Failure(f"{label(arguments.input)}: {_no_such_measure(dataset, arguments.event, arguments.measure)}")
    if arguments.format == "json":
        return Output(NOTHING_WRONG, _as_json(estimates), for_programs=True)
    return Output(NOTHING_WRONG, _as_table(estimates))


def _no_such_measure(dataset: Dataset, event: str | None, measure: str) -> str:
    from .._claims import Figure
    from .._views import event_of

    there = sorted(
        {
            claim.measure
            for holder, claim in dataset.owned_claims()
            if isinstance(claim, Figure) and event in (None, event_of(holder))
        }
    )
    listed = ", ".join(harmless(each) for each in there[:_LISTED]) or "no figures at all"
    of = "" if event is None else f" of {harmless(event)}"
    return f"no figure{of} has the measure {harmless(measure)}; there are: {listed}"


def _as_json(estimates: Sequence[Estimate]) -> Iterator[str]:
    from .._json import encode_line

    if not estimates:
        yield "[]\n"
        return
    for index, estimate in enumerate(estimates):
        yield ("[" if index == 0 else ",\n ") + encode_line(estimate.as_dict())
    yield "]\n"


def _as_table(estimates: Sequence[Estimate]) -> Iterator[str]:
    if not estimates:
        yield "There are no figures.\n"
        return
    terminal = Terminal.of(sys.stdout)
    rows = [_HEADINGS, *(_cells(str(index), estimate) for index, estimate in enumerate(estimates, 1))]
    shown = [tuple(terminal.shown(cell) for cell in row) for row in rows]
    for line in table(shown, most=terminal.whole, uncut=_UNCUT):
        yield f"{line}\n"
    page = Page(terminal)
    for index, estimate in enumerate(estimates, 1):
        page.blank()
        _reasons(page, index, estimate)
    yield "\n"
    yield from page


def _cells(index: str, estimate: Estimate) -> tuple[str, ...]:
    quantity = estimate.quantity
    what = (quantity.model, quantity.item, quantity.group and f"({quantity.group})")
    sides = (quantity.from_, quantity.to)
    about = "about " if estimate.approximate else ""
    return (
        index,
        harmless(quantity.event),
        harmless(quantity.measure),
        harmless(" ".join(part for part in what if part)),
        "" if sides == (None, None) else " → ".join("?" if side is None else harmless(side) for side in sides),
        *("–" if end is None else f"{about}{end:,}" for end in (estimate.low, estimate.best, estimate.high)),
        str(len(estimate.used)),
        str(len(estimate.set_aside)),
    )


def _reasons(page: Page, index: int, estimate: Estimate) -> None:
    quantity = estimate.quantity
    window = "" if quantity.window is None else f", {harmless(quantity.window)}"
    head = f"{index}  {harmless(quantity.event)}, {harmless(quantity.measure)}{window}: {harmless(str(estimate))}"
    page.write(head, style=Style.HEADING)
    page.write(f"by the rule {harmless(estimate.rule)}, version {harmless(estimate.version)}", indent=3)
    for reason in estimate.reasons:
        page.write(harmless(reason, most=1000), indent=3)
    for rival in estimate.used[:_LISTED]:
        text = "" if rival.figure.count is None else f": {rival.figure.count}"
        page.write(f"used {harmless(rival.claim)}, {harmless(rival.who)}{harmless(text)}", indent=3)
    for each in estimate.set_aside[:_LISTED]:
        words = f"set aside {harmless(each.rival.claim)}, {harmless(each.rival.who)}: {harmless(each.reason)}"
        page.write(words, indent=3, style=Style.FAINT)
    more = max(len(estimate.used) - _LISTED, 0) + max(len(estimate.set_aside) - _LISTED, 0)
    if more:
        page.write(f"… and {more:,} more claims (--format json has all)", indent=3)
