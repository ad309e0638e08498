"""Settings and helpers that all tests share."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, settings

import conflictevents as ce

# No deadline and no complaint of slowness: a busy machine is no fault of the code.
settings.register_profile("dev", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True)
settings.register_profile("thorough", settings.get_profile("dev"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))

Refused: TypeAlias = Callable[[Callable[[], object]], tuple[ce.Problem, ...]]


@pytest.fixture(scope="session")
def refused() -> Refused:
    """A function that runs a call which must be refused, and gives the problems."""

    def problems_of(call: Callable[[], object]) -> tuple[ce.Problem, ...]:
        with pytest.raises(ce.InvalidRecordError) as caught:
            call()
        assert caught.value.problems, "a refusal must say why"
        return caught.value.problems

    return problems_of


@pytest.fixture
def small() -> ce.Dataset:
    """A small dataset with a record in every list."""
    attribution = ce.Attribution(source="article", speaker="ihnat", statement="st-1")
    return ce.Dataset(
        title="Small",
        sources=(ce.Source(id="wire"), ce.Source(id="article", based_on="wire")),
        actors=(
            ce.Actor(id="ru", name="Russia", kind="state"),
            ce.Actor(id="ua", name="Ukraine", kind="state"),
            ce.Actor(id="ihnat", name="Yuriy Ihnat", kind="person", member_of="ua"),
        ),
        places=(ce.Place(id="kyiv", name="Kyiv", point=ce.Point(latitude=50.45, longitude=30.52)),),
        events=(
            ce.Strike(
                id="assault",
                when=ce.When(edtf="2025-05-24/2025-05-25", text="overnight"),
                where=(ce.Location(place="kyiv"),),
                attacker="ru",
                targets=("ua",),
                figures=(
                    ce.Figure(
                        id="missiles",
                        measure="launched",
                        item="missile",
                        count=ce.Count.exactly(69, text="69"),
                        attribution=attribution,
                        spans=(ce.Span(start=10, end=12, exact="69"),),
                    ),
                ),
            ),
            ce.Exchange(id="exchange", parties=("ru", "ua")),
            ce.Exchange(id="phase-1", part_of="exchange"),
            ce.Incident(id="side-event", part_of="exchange"),
        ),
        reports=(
            ce.CasualtyReport(
                id="toll",
                event="assault",
                figures=(
                    ce.Figure(measure="killed", item="people", count=ce.Count.at_least(12), attribution=attribution),
                ),
            ),
        ),
        statements=(ce.Statement(id="st-1", source="article", speaker="ihnat"),),
    )
