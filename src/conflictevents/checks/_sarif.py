"""A report in SARIF 2.1.0 (Static Analysis Results Interchange Format), as plain data."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final
from urllib.parse import quote

from .._problems import Problem, Severity
from .._waivers import Waiver
from ._engine import Check
from ._plug_ins import every_check
from ._waiving import Waived

__all__ = ["sarif"]

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FINGERPRINT: Final = "conflictevents/v1"
_IN_MESSAGE: Final = str.maketrans({"{": "{{", "}": "}}"})
_LINK: Final = re.compile(r"[\\\[\]]")


def sarif(
    problems: Iterable[Problem], waived: Iterable[Waived], skipped: Iterable[str], file: str | None
) -> dict[str, Any]:
    """A report as a SARIF log.

    Args:
        problems: The problems.
        waived: Those that are waived.
        skipped: Why some checks did not run.
        file: The path of the file that was checked, relative to the root of what is reviewed.
    """
    every: list[tuple[Problem, Waiver | None]] = [(problem, None) for problem in problems]
    every += [(each.problem, each.waiver) for each in waived]
    codes = sorted({problem.code for problem, _ in every})
    numbers = {code: index for index, code in enumerate(codes)}
    known = {check.code: check for check in every_check()}
    seen: Counter[str] = Counter()
    results = []
    for problem, waiver in every:
        fingerprint = _fingerprint(problem)
        seen[fingerprint] += 1
        results.append(_result(problem, waiver, numbers, file, f"{fingerprint}:{seen[fingerprint]}"))
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver([_rule(code, known.get(code)) for code in codes])},
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": "IO199" not in numbers,
                        "toolExecutionNotifications": [
                            {"level": "note", "message": {"text": _message(reason)}} for reason in skipped
                        ],
                    }
                ],
                "results": results,
            }
        ],
    }


def _driver(rules: list[dict[str, Any]]) -> dict[str, Any]:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - takes long to import

    driver: dict[str, Any] = {"name": "conflictevents", "rules": rules}
    with contextlib.suppress(PackageNotFoundError):  # it is on the path and not installed
        driver["version"] = version("conflictevents")
    return driver


def _rule(code: str, check: Check | None) -> dict[str, Any]:
    if check is None:
        return {"id": code}
    rule: dict[str, Any] = {
        "id": code,
        "name": check.name,
        "shortDescription": {"text": check.meaning},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {"scope": check.scope},
    }
    if check.page is not None:
        parts = [check.page.why, f"What to do: {check.page.fix}"]
        for start, example in (
            ("It finds something here:", check.page.failing),
            ("And nothing here:", check.page.passing),
        ):
            parts += [] if example is None else [f"{start}\n{example.text}"]
        rule["fullDescription"] = {"text": _message(check.page.why)}
        rule["help"] = {
            "text": _message("\n\n".join(parts)),
            "markdown": check.page.markdown,
        }
    return rule


def _result(
    problem: Problem, waiver: Waiver | None, numbers: dict[str, int], file: str | None, fingerprint: str
) -> dict[str, Any]:
    meant = "" if problem.suggestion is None else f" (perhaps: {problem.suggestion})"
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": numbers[problem.code],
        "level": _LEVELS[problem.severity],
        "message": {"text": _message(problem.message + meant)},
        "locations": [_location(problem, file)],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    if waiver is not None:
        suppression: dict[str, Any] = {"kind": "inSource", "status": "accepted", "justification": waiver.reason}
        said = {"by": waiver.by, "on": None if waiver.on is None else str(waiver.on)}
        if told := {key: value for key, value in said.items() if value is not None}:
            suppression["properties"] = told
        result["suppressions"] = [suppression]
    return result


def _location(problem: Problem, file: str | None) -> dict[str, Any]:
    location: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": problem.path or "/"}]}
    if file is not None:
        place: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
        if problem.line is not None:
            column = {} if problem.column is None else {"startColumn": problem.column}
            place["region"] = {"startLine": problem.line} | column
        location["physicalLocation"] = place
    return location


def _uri(file: str) -> str:
    """The relative URI of a path; without a colon, which would make a scheme of what stands before it."""
    return quote(file.replace("\\", "/"), safe="/")


def _fingerprint(problem: Problem) -> str:
    """What stays the same when lines and records move: the code, the record by its id, the place in it, the value."""
    return hashlib.sha256("\0".join(_identity(problem)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _identity(problem: Problem) -> Sequence[str]:
    if problem.record is None:
        return problem.code, "", problem.path, problem.value or ""
    # The path starts at the dataset, or where the input has a record to a line at the record.
    inside = re.sub(r"^/(sources|actors|places|events|reports|statements)/\d+(?=/|$)", "", problem.path)
    return problem.code, problem.record, inside, problem.value or ""


def _message(text: str) -> str:
    """The text with what SARIF would take for a placeholder or a link written as it asks for (3.11.5, 3.11.6)."""
    text = text.translate(_IN_MESSAGE)
    return _LINK.sub(r"\\\g<0>", text) if "](" in text else text
