"""A run of checks on a subject, which becomes a `Report`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from .._collection import paused
from .._dataset import RECORD_LISTS, Dataset
from .._problems import Problem, Severity, shown
from ._engine import UNUSED_WAIVER, Check, Found, Subject, failed, selected
from ._report import Report
from ._waiving import Waived, Waivers

__all__ = ["run", "texts_missing"]

_LISTED = 5


def run(
    checks: Iterable[Check],
    subject: Subject,
    *,
    known: Sequence[Check] = (),
    severity_of: Callable[[str], Severity | None] = lambda _: None,
    before: Iterable[Problem] = (),
) -> Report:
    """Run checks on a dataset. One that fails is itself reported, under IO199, and stops no other.

    Args:
        checks: The checks to run.
        subject: What they look at.
        known: All checks that there are, to tell of which waivers can be said whether they were needed.
        severity_of: Gives another severity than the check's own for a code.
        before: Problems that were found otherwise.
    """
    found = _Findings(subject, severity_of, before)
    untold: list[str] = []
    late: list[Check] = []
    for check in checks:
        if check.code == UNUSED_WAIVER:
            late.append(check)
        elif check.scope == "source_text" and check.function is not None and not subject.has_texts:
            untold.append(check.code)
        else:
            found.run(check)
    subject.unused_waivers = tuple(found.waivers.unused(lambda code: found.has_decided(code, known)))
    for check in late:
        found.run(check)
    skipped = [_untold(untold)] if untold else []
    without = (source.id for source in subject.dataset.sources if source.id not in subject.texts)
    skipped += texts_missing(list(without)) if subject.has_texts else []
    return Report(problems=tuple(found.problems), skipped=tuple(skipped), waived=tuple(found.waived))


def _untold(codes: Sequence[str]) -> str:
    families = ", ".join(dict.fromkeys(code.rstrip("0123456789") for code in codes))
    number = f"{len(codes):,} checks" if len(codes) > 1 else "1 check"
    return f"{number} of {families} need the text of a source, and none was given"


def texts_missing(sources: Sequence[str]) -> list[str]:
    """What to say of sources whose text was not given, where that of others was."""
    named = ", ".join(sources[:_LISTED]) + (" …" if len(sources) > _LISTED else "")
    return [f"no text was given for {len(sources):,} of the sources ({named})"] if sources else []


class _Findings:
    """What has been found so far, and by which checks."""

    def __init__(
        self, subject: Subject, severity_of: Callable[[str], Severity | None], before: Iterable[Problem]
    ) -> None:
        self.subject = subject
        self.waivers = Waivers(subject.dataset)
        self.problems: list[Problem] = list(before)
        self.waived: list[Waived] = []
        self._severity_of = severity_of
        self._decided: set[str] = set()

    def run(self, check: Check) -> None:
        """Run a check."""
        if check.function is None:
            return
        self.subject.asked_for_texts = False
        problems: list[Problem] = []
        try:
            with paused():
                problems.extend(self._problems(check, check.function(self.subject)))
        except Exception as error:  # noqa: BLE001 - one broken check must not hide what the others find
            self.problems.append(failed(f"the check {check.code}", error))
        else:
            if not self.subject.asked_for_texts or self.subject.has_all_texts:
                self._decided.add(check.code)
        for problem in problems:
            waiver = None if check.code == UNUSED_WAIVER else self.waivers.for_problem(problem)
            if waiver is None:
                self.problems.append(problem)
            else:
                self.waived.append(Waived(problem=problem, waiver=waiver))

    def _problems(self, check: Check, found: Iterable[Found]) -> Iterator[Problem]:
        severity = self._severity_of(check.code)
        for each in found:
            yield Problem(
                code=check.code,
                severity=severity or each.severity or check.severity,
                path=each.path,
                message=each.message,
                value=None if each.value is ... else shown(each.value),
                suggestion=each.suggestion,
                record=_record_id(self.subject.dataset, each.path),
            )

    def has_decided(self, code: str, known: Iterable[Check]) -> bool | None:
        """Whether all checks of a code or its beginning have run and could look at all they wanted to; None if none."""
        codes = {each.code for each in known if each.function is not None and selected(each.code, (code,))}
        return codes - {UNUSED_WAIVER} <= self._decided if codes else None


def _record_id(dataset: Dataset, path: str) -> str | None:
    """The id of the record that a path leads into."""
    _, list_name, index, *_ = [*path.split("/", 3), "", "", ""]
    if list_name not in RECORD_LISTS or not index.isdecimal():
        return None
    records = getattr(dataset, list_name)
    return str(records[int(index)].id) if int(index) < len(records) else None
