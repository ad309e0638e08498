"""`CasualtyReport`."""

from __future__ import annotations

import pytest

import conflictevents as ce
from conflictevents._vocab import Scope

VIEWS = ["killed", "injured", "missing", "captured", "displaced", "casualties", "damaged", "destroyed"]
BY = ce.Attribution(source="article")
REPORT = ce.CasualtyReport(
    id="r",
    event="e",
    scope="cumulative",
    figures=tuple(ce.Figure(measure=measure, attribution=BY) for measure in VIEWS),
)


@pytest.mark.parametrize("measure", VIEWS)
def test_each_view_is_the_figures_of_its_measure(measure: str) -> None:
    """Casualties are never mixed with killed."""
    assert (ce.Figure(measure=measure, attribution=BY),) == getattr(REPORT, measure)


def test_a_report_belongs_to_an_event() -> None:
    """Harm hangs on what did it, and has a scope of its own."""
    assert Scope.CUMULATIVE is REPORT.scope
    with pytest.raises(ce.InvalidRecordError, match="/event"):
        ce.CasualtyReport(id="r", event="")
