"""What type checkers see of the views and look-ups. Checked by mypy and pyright, never run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, assert_type

import conflictevents as ce
from conflictevents import checks, reconcile, testing


def figures_are_views_that_can_be_narrowed_down(strike: ce.Strike, exchange: ce.Exchange) -> None:
    assert_type(strike.launched, ce.Figures)
    assert_type(exchange.released(to="ukraine"), ce.Figures)
    assert_type(exchange.released[0], ce.Figure)
    assert_type(exchange.released.counts, tuple[ce.Count | None, ...])
    assert_type([figure.count for figure in exchange.agreed], list[ce.Count | None])


def harm_is_a_view_of_a_report(report: ce.CasualtyReport) -> None:
    assert_type(report.killed, ce.Figures)
    assert_type(report.casualties(group="children"), ce.Figures)
    assert_type(report.claims, tuple[ce.Claim, ...])


def a_kind_of_event_has_only_its_own_views(talks: ce.Talks) -> None:
    assert_type(talks.terms, tuple[ce.Term, ...])
    talks.launched  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def a_dataset_looks_up_records_by_id(dataset: ce.Dataset) -> None:
    assert_type(dataset.event("assault"), ce.Event)
    assert_type(dataset.source("article"), ce.Source)
    assert_type(dataset.actor("russia"), ce.Actor)
    assert_type(dataset.place("kyiv"), ce.Place)
    assert_type(dataset.report("toll"), ce.CasualtyReport)
    assert_type(dataset.statement("st"), ce.Statement)
    assert_type(dataset.claim("c1"), ce.Claim)
    assert_type(dataset.term("t1"), ce.Term)


def a_dataset_has_views_across_its_records(dataset: ce.Dataset, exchange: ce.Exchange) -> None:
    assert_type(dataset.claims, tuple[ce.Claim, ...])
    assert_type(dataset.owned_claims(), Iterator[tuple[ce.Holder, ce.Claim]])
    assert_type(dataset.claims_of("st"), tuple[ce.Claim, ...])
    assert_type(dataset.phases_of(exchange), tuple[ce.Exchange, ...])
    assert_type(dataset.reports_of(exchange), tuple[ce.CasualtyReport, ...])
    assert_type(dataset.add(exchange), ce.Dataset)


def an_event_is_told_apart_by_its_class(dataset: ce.Dataset) -> None:
    for event in dataset.events:
        if isinstance(event, ce.Exchange):
            assert_type(event.returned, ce.Figures)


def a_claim_is_told_apart_by_its_class(claim: ce.Claim) -> None:
    if isinstance(claim, ce.Figure):
        assert_type(claim.count, ce.Count | None)
    elif isinstance(claim, ce.Assertion):
        assert_type(claim.value, str | ce.When)


def counts_have_an_algebra(one: ce.Count, other: ce.Count) -> None:
    assert_type(one + other, ce.Count)
    assert_type(one & other, ce.Count | None)
    assert_type(one | other, ce.Count)
    assert_type(one.may_equal(other), bool)
    assert_type(3 in one, bool)
    assert_type(ce.Count.sum(one, None), ce.Count)
    one + 3  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue, reportUnusedExpression]


def whens_have_bounds(when: ce.When) -> None:
    assert_type(when.earliest, date | None)
    assert_type(when.certainly_before(when), bool)


def reading_writing_and_checking_are_typed(dataset: ce.Dataset) -> None:
    assert_type(ce.load("file.json"), ce.Dataset)
    assert_type(ce.loads(b"{}", format="jsonl"), ce.Dataset)
    assert_type(ce.dumps(dataset), str)
    assert_type(ce.claims_table(dataset), Iterator[ce.ClaimRow])
    assert_type(ce.check(dataset), ce.Report)
    assert_type(ce.check(dataset).errors, tuple[ce.Problem, ...])
    assert_type(ce.json_schema(), dict[str, Any])
    ce.loads("{}", format="yaml")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def reports_are_narrowed_down_and_written(report: ce.Report, event: ce.Event) -> None:
    assert_type(report.by_code("CT").of(event), ce.Report)
    assert_type(report.waived[0].waiver.reason, str)
    assert_type(report.rows(), list[dict[str, Any]])
    assert_type(report.to_sarif("war.json"), str)
    assert_type(ce.check_stream("war.jsonl", configuration=checks.Configuration.read("conflictevents.toml")), ce.Report)


@checks.declare("LAB101", "no-title", ce.Severity.INFO, "record")
def a_check(subject: checks.Subject) -> Iterator[checks.Found]:
    for claim, holder, path in subject.claims:
        assert_type(claim, ce.Claim)
        if holder.title is None:
            yield checks.Found(path=path, message="expected a title, got none")


def a_declared_function_is_a_check(dataset: ce.Dataset) -> None:
    assert_type(a_check, checks.Check)
    checks.declare("LAB102", "x", ce.Severity.INFO, "file")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert_type(testing.mutate(dataset, "id-given-twice"), ce.Dataset)
    assert_type(testing.assert_finds(dataset, "ID101"), tuple[ce.Problem, ...])


def estimates_are_typed(dataset: ce.Dataset, one: ce.Figure, other: ce.Figure) -> None:
    for estimate in reconcile.reconcile(dataset, event="raid", measure="killed", rule="independent+majority"):
        assert_type(estimate, reconcile.Estimate)
        assert_type(estimate.low, int | None)
        assert_type(estimate.bounds, ce.Count | None)
        assert_type(estimate.used[0].figure, ce.Figure)
        assert_type(estimate.set_aside[0].reason, str)
        assert_type(estimate.as_dict(), dict[str, Any])
        if isinstance(estimate, reconcile.Sum):
            assert_type(estimate.parts[0].estimate, reconcile.Estimate | None)
            assert_type(estimate.verdict, reconcile.Verdict | None)
    assert_type(reconcile.compatible(one, other, dataset=dataset).outcome, reconcile.Outcome)
    assert_type(reconcile.contradictions(dataset), Iterator[reconcile.Contradiction])
    assert_type(reconcile.revisions(dataset)[0].kind, reconcile.Change)
    assert_type(reconcile.voices(dataset, "source_kind")[0].key, str | None)
    assert_type(reconcile.as_of(dataset, "2031-04-01").dataset, ce.Dataset)
    assert_type(reconcile.remainder(None, one.count), ce.Count)
    reconcile.reconcile(dataset, "raid")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    reconcile.reconcile(dataset, rule=3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def a_function_is_a_rule(dataset: ce.Dataset) -> None:
    def largest(case: reconcile.Case) -> reconcile.Ruling:
        return reconcile.Ruling(used=case.rivals, low=max(rival.count.low for rival in case.rivals))

    assert_type(reconcile.rule(largest), reconcile.Rule)
    assert_type(reconcile.hierarchy("hospital", "kind:court_record").then(reconcile.RULES["range"]), reconcile.Rule)
    assert_type(reconcile.reconcile(dataset, rule=largest), tuple[reconcile.Estimate, ...])


def versions_are_compared_and_merged(old: ce.Dataset, new: ce.Dataset) -> None:
    found = ce.diff(old, new)
    assert_type(found, ce.DatasetDiff)
    assert_type(found.claims[0].matched_by, ce.MatchedBy | None)
    assert_type(found.rows(), tuple[ce.ChangeRow, ...])
    merged, log = ce.merge(old, new, on_conflict="rename")
    assert_type(merged, ce.Dataset)
    assert_type(log, ce.MergeLog)
    assert_type(ce.undo(merged, log), tuple[ce.Dataset, ce.Dataset])
    assert_type(ce.MergeLog.loads(log.dumps()), ce.MergeLog)
    ce.merge(old, new, "rename")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def exceptions_carry_problems(invalid: ce.InvalidRecordError, unreadable: ce.UnreadableInputError) -> None:
    assert_type(invalid.problems, tuple[ce.Problem, ...])
    assert_type(unreadable.problem, ce.Problem)


def a_name_that_is_not_there_is_an_error() -> None:
    ce.no_such_name  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
