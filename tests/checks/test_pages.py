"""The examples on the page of each check: the failing one fails, the passing one passes."""

from __future__ import annotations

import pytest

import conflictevents as ce
from conflictevents import checks, formats
from conflictevents.checks._pages import Example, page_of

PAGES = {check.code: page for check in checks.catalogue() if (page := page_of(check.code)) is not None}
EXAMPLES = {
    code: (page.failing, page.passing)
    for code, page in PAGES.items()
    if page.failing is not None and page.passing is not None
}


def found(example: Example) -> set[str]:
    """The codes that an example gives, those of a refusal included."""
    if example.format is not None:
        result = formats.read(example.text.encode(example.encoding), example.format)
        return {problem.code for problem in result.problems}
    try:
        dataset = ce.loads(example.document)
    except ce.InvalidRecordError as error:
        return {problem.code for problem in error.problems}
    except ce.UnreadableInputError as error:
        return {error.problem.code}
    return set(ce.check(dataset, texts=example.texts).counts)


def test_only_what_no_document_shows_has_no_example() -> None:
    """Every page shows a document that fails and one that passes, but for a lossy export and a check's own failure."""
    assert PAGES.keys() - EXAMPLES.keys() <= {"IO101", "IO199"}


@pytest.mark.parametrize("code", EXAMPLES)
def test_failing(code: str) -> None:
    """The check finds something in the failing example."""
    failing, _ = EXAMPLES[code]
    assert code in found(failing)


@pytest.mark.parametrize("code", EXAMPLES)
def test_passing(code: str) -> None:
    """It finds nothing in the passing one, which can be read and has no error."""
    _, passing = EXAMPLES[code]
    if passing.format is not None:
        assert code not in found(passing)
        return
    dataset = ce.loads(passing.document)
    report = ce.check(dataset, texts=passing.texts)

    assert (0, ()) == (report.counts.get(code, 0), tuple(p for p in report.errors if not p.code.startswith("IO1")))
