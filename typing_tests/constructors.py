"""What type checkers see of the constructors. Checked by mypy and pyright, never run."""

from __future__ import annotations

from typing import assert_type

import conflictevents as ce


def plain_strings_stand_for_words_of_a_closed_vocabulary() -> None:
    ce.Actor(id="russia", name="Russia", kind="state")
    ce.Attribution(source="article", attributed="carried", polarity="denies", commitment="probable", method="counted")
    ce.Span(start=0, end=1, role="cue")
    ce.Source(id="article", status="corrected")
    ce.Place(id="kyiv", name="Kyiv", precision="settlement")
    ce.Supersedes(claim="c1", kind="correction")
    ce.Incident(id="blast", realis="unclear")
    ce.Episode(id="war", type="war")
    ce.Talks(id="talks", level="officials")
    ce.Lag(unit="hour")
    ce.Statement(id="st", speech="direct")
    ce.Position(stance="against", topic="the truce")
    ce.CasualtyReport(id="toll", event="blast", scope="cumulative")


def plain_strings_stand_for_words_of_an_open_vocabulary(attribution: ce.Attribution) -> None:
    ce.Figure(measure="launched", item="missile", attribution=attribution, scope="window", estimate="low")
    ce.Figure(measure="x-lab.sunk", item="x-lab.buoy", attribution=attribution)
    ce.Assertion(property="rank", value="first", attribution=attribution)
    ce.Location(place="kyiv", role="target")
    ce.Participant(actor="russia", role="party")
    ce.Term(id="t1", kind="exchange")


def an_attribute_of_a_closed_vocabulary_is_a_word_of_it(actor: ce.Actor, figure: ce.Figure) -> None:
    assert_type(actor.kind.meaning, str)
    assert_type(figure.attribution.polarity.value, str)
    assert_type(figure.measure, str)


def every_field_is_given_by_name() -> None:
    ce.Count(12)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def a_wrong_type_is_an_error(attribution: ce.Attribution) -> None:
    ce.Count(low="12")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ce.Count(low=12, high=12.5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ce.Actor(id="russia", name=None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ce.Actor(id="russia", name="Russia", kind=3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ce.Dataset(actors=[])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ce.Figure(measure="killed", count=12, attribution=attribution)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def what_is_required_must_be_given() -> None:
    ce.Source()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    ce.Figure(measure="killed")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def a_record_is_never_edited_in_place(count: ce.Count) -> None:
    count.low = 3  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
