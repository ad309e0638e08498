"""Everything that `conflictevents` raises on its own account.

One base class, few children; each child is also the nearest built-in exception, so code that knows nothing of this
library still catches it by the usual name. All of them pickle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._problems import Problem, shown

if TYPE_CHECKING:
    from ._change._log import MergeConflict

__all__ = [
    "ConfigurationError",
    "ConflictEventsError",
    "InvalidRecordError",
    "MergeConflictError",
    "MergeLogError",
    "PhraseError",
    "UnknownIdError",
    "UnreadableInputError",
]

_SHOWN = 20


class ConflictEventsError(Exception):
    """The base of every exception of this library."""


class InvalidRecordError(ConflictEventsError, ValueError):
    """One or more values cannot be represented; all of them are listed in `problems`, never only the first.

    The text of the exception stays short however many problems there are: it quotes the first twenty.

    Attributes:
        problems: What is wrong, each with its code, its path as a JSON Pointer, the value got and what was expected.
        what: What was being built or read, for the first line of the message.
    """

    def __init__(self, problems: tuple[Problem, ...], what: str = "record") -> None:
        super().__init__(problems, what)
        self.problems = problems
        self.what = what

    def __str__(self) -> str:
        number = len(self.problems)
        lines = [f"{self.what}: {number:,} problem{'' if number == 1 else 's'}"]
        lines += [f"  {problem}" for problem in self.problems[:_SHOWN]]
        if number > _SHOWN:
            lines.append(f"  … and {number - _SHOWN:,} more (see .problems)")
        return "\n".join(lines)


class UnreadableInputError(ConflictEventsError, ValueError):
    """The input is not a document of this format at all: not JSON, cut short, wrongly encoded, of an unknown version.

    Attributes:
        problem: The single reason, with its code.
        what: The name of the input.
    """

    def __init__(self, problem: Problem, what: str = "input") -> None:
        super().__init__(problem, what)
        self.problem = problem
        self.what = what

    def __str__(self) -> str:
        return f"{self.what}: {self.problem.message}"


class UnknownIdError(ConflictEventsError, KeyError):
    """A dataset was asked for an id that it does not hold.

    Attributes:
        kind: The kind of record that was asked for ("event", "source", …).
        id: The id that was asked for.
    """

    def __init__(self, kind: str, id: str) -> None:  # noqa: A002 - `id` is the model's own word for it
        super().__init__(kind, id)
        self.kind = kind
        self.id = id

    def __str__(self) -> str:
        return f"no {self.kind} with the id {self.id!r} in this dataset"


class PhraseError(ConflictEventsError, ValueError):
    """Words that cannot be read as a count or a date without guessing.

    Attributes:
        phrase: The words, as they were given.
        reason: Why they are refused, and what would be read instead.
    """

    def __init__(self, phrase: str, reason: str) -> None:
        super().__init__(phrase, reason)
        self.phrase = phrase
        self.reason = reason

    def __str__(self) -> str:
        return f"cannot read {shown(self.phrase)}: {self.reason}"


class ConfigurationError(ConflictEventsError, ValueError):
    """A file that configures the checks holds something else than it should.

    Attributes:
        file: The path of the file.
        reasons: What is wrong, all of it, a sentence each.
    """

    def __init__(self, file: str, reasons: tuple[str, ...]) -> None:
        super().__init__(file, reasons)
        self.file = file
        self.reasons = reasons

    def __str__(self) -> str:
        return f"{self.file}: {'; '.join(self.reasons)}"


class MergeConflictError(ConflictEventsError, ValueError):
    """Two datasets cannot be merged without a choice that only the caller can make; all conflicts are in `conflicts`.

    Attributes:
        conflicts: What has the same id in both and other content, each with both sides.
    """

    def __init__(self, conflicts: tuple[MergeConflict, ...]) -> None:
        super().__init__(conflicts)
        self.conflicts = conflicts

    def __str__(self) -> str:
        number = len(self.conflicts)
        lines = [f"merge: {number:,} conflict{'' if number == 1 else 's'}; say with a policy what shall become of them"]
        lines += [f"  {conflict}" for conflict in self.conflicts[:_SHOWN]]
        if number > _SHOWN:
            lines.append(f"  … and {number - _SHOWN:,} more (see .conflicts)")
        return "\n".join(lines)


class MergeLogError(ConflictEventsError, ValueError):
    """The log of a merge cannot be read, or is not that of the dataset at hand."""
