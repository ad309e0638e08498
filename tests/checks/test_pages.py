"""The examples on the page of each check: the failing one fails, the passing one passes."""

from __future__ import annotations

import pytest

import conflictevents as ce
from conflictevents import checks
from conflictevents.checks._pages import Example, page_of

PAGES = {check.code: page for check in checks.catalogue() if (page := page_of(check.code)) is not None}


def found(example: Example) -> set[str]:
    """The codes that an example gives, those of a refusal included."""
    try:
        dataset = ce.loads(example.document)
    except ce.InvalidRecordError as error:
        return {problem.code for problem in error.problems}
    except ce.UnreadableInputError as error:
        return {error.problem.code}
    return set(ce.check(dataset, texts=example.texts).counts)


@pytest.mark.parametrize("code", PAGES)
def test_failing(code: str) -> None:
    """The check finds something in the failing example."""
    assert code in found(PAGES[code].failing)


@pytest.mark.parametrize("code", PAGES)
def test_passing(code: str) -> None:
    """It finds nothing in the passing one, which can be read and has no error."""
    dataset = ce.loads(PAGES[code].passing.document)
    report = ce.check(dataset, texts=PAGES[code].passing.texts)

    assert (0, ()) == (report.counts.get(code, 0), tuple(p for p in report.errors if not p.code.startswith("IO1")))
