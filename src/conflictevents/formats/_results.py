"""What reading and writing give besides the records: problems, rejected rows, losses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Final

import attrs

from .._dataset import Dataset
from .._problems import Problem, Severity, pointer_step, shown

__all__ = ["Log", "Loss", "LossReport", "Losses", "ReadResult", "RejectedRow", "Row", "stripped"]

_KEPT = 1000
"""How many problems of one code, and how many rejected rows, are kept; what is beyond is counted."""
_KEPT_TEXT = 2**25
"""How many characters of rejected rows are kept."""


@attrs.frozen(kw_only=True)
class Row:
    """One row of an input.

    Attributes:
        number: Which row it is, from 1; a header is none.
        line: The line of the input on which it starts, from 1; None where the input has no lines.
        cells: Its cells by the name of their column.
        raw: Its text, as it stands in the input.
        mended: Those of its cells that stand otherwise in the input, as they stand there.
    """

    number: int
    line: int | None = None
    cells: Mapping[str, str]
    raw: str = ""
    mended: Mapping[str, str] = attrs.field(factory=dict)

    def stripped(self, column: str) -> str:
        """A cell without white space around it; "" where there is none, so a text that is blank is none."""
        return stripped(self.cells.get(column, ""))


def stripped(text: str) -> str:
    """A text without white space around it, the byte order mark included: what is left could stand in a record."""
    return text.strip() if text.isascii() else text.strip(_BLANK)


_BLANK: Final = "\ufeff" + "".join(each for each in map(chr, range(0x3001)) if each.isspace())


@attrs.frozen(kw_only=True)
class RejectedRow:
    """A row that could not be made a record.

    Attributes:
        line: The line of the input on which it starts, from 1; None where the input has no lines.
        raw: Its text, as it stands in the input.
        reason: Why it was rejected.
    """

    line: int | None
    raw: str
    reason: str


class Log:
    """Collects what is wrong with an input while it is read.

    Whatever the size of the input, it stays small: of each code the first thousand problems are kept, and the rest is
    counted in a last one.

    Attributes:
        rejected: The rows that could not be made records: the first thousand, or 33 million characters.
        rows: How many rows were read so far; None for an input without rows.
    """

    def __init__(self) -> None:
        self.rows: int | None = None
        self.rejected: list[RejectedRow] = []
        self._room = _KEPT_TEXT
        self._problems: list[Problem] = []
        self._numbers: Counter[str] = Counter()
        self._often: dict[tuple[str, str | None, str], list[int | None]] = {}
        self._severities: dict[tuple[str, str | None, str], Severity] = {}

    def problem(
        self,
        code: str,
        message: str,
        *,
        row: Row | None = None,
        column: str | None = None,
        severity: Severity = Severity.WARNING,
        line: int | None = None,
    ) -> None:
        """Tell of something wrong.

        Args:
            code: The code of the check.
            message: What is wrong, with what was expected and what was got.
            row: The row.
            column: The name of the column; with a row, the value is that of its cell.
            severity: How bad it is.
            line: The line of the input, where there is no row.
        """
        self._numbers[code] += 1
        if self._numbers[code] > _KEPT:
            return
        value = None if row is None or column is None else row.mended.get(column, row.cells.get(column))
        problem = Problem(
            code=code,
            severity=severity,
            path=_path(row, column),
            message=message,
            value=None if value is None else shown(value),
            line=line if row is None else row.line,
        )
        self._problems.append(problem)

    def often(
        self, code: str, message: str, *, row: Row, column: str | None = None, severity: Severity = Severity.INFO
    ) -> None:
        """Tell of what is so in many rows: one problem for each column, with the number of rows.

        Args:
            code: The code of the check.
            message: What is so, the same for each row.
            row: The row.
            column: The name of the column; None for the row as a whole.
            severity: How bad it is.
        """
        key = (code, column, message)
        number_and_lines = self._often.setdefault(key, [0])
        number_and_lines[0] = (number_and_lines[0] or 0) + 1
        self._severities[key] = severity
        if len(number_and_lines) <= _LINES_TOLD:
            number_and_lines.append(row.line)

    def missing(self, expected: Sequence[str], got: Container[str]) -> None:
        """Tell of columns that a table lacks.

        Args:
            expected: The columns that it should have.
            got: Those that it has.
        """
        names = [name for name in expected if name not in got]
        if names:
            more = f" and {len(names) - _NAMES_TOLD:,} more" if len(names) > _NAMES_TOLD else ""
            listed = ", ".join(names[:_NAMES_TOLD]) + more
            self.problem("IO126", f"expected {len(expected)} columns, got none of these: {listed}")

    def reject(self, reason: str, *, line: int | None, raw: str, number: int) -> None:
        """Tell of a row that cannot be made a record.

        Args:
            reason: Why, with what was expected and what was got.
            line: The line of the input on which it starts.
            raw: Its text.
            number: Which row it is, from 1.
        """
        if len(self.rejected) < _KEPT and len(raw) <= self._room:
            self._room -= len(raw)
            self.rejected.append(RejectedRow(line=line, raw=raw, reason=reason))
        self.problem("IO120", reason, row=Row(number=number, line=line, cells={}), severity=Severity.ERROR)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything told so far, in the order of the input; what was told often comes last."""
        return (*self._problems, *self._told_often(), *self._beyond())

    @property
    def rejections(self) -> int:
        """How many rows were rejected, those included that are not kept."""
        return self._numbers["IO120"]

    def _told_often(self) -> Iterator[Problem]:
        for key, (number, *lines) in self._often.items():
            code, column, message = key
            known = [f"{line:,}" for line in dict.fromkeys(lines) if line is not None]
            more = f", on line{'s' if len(known) > 1 else ''} {', '.join(known)}" if known else ""
            more += " and others" if known and (number or 0) > len(lines) else ""
            rows = f"{number:,} row{'' if number == 1 else 's'}"
            yield Problem(
                code=code,
                severity=self._severities[key],
                path="" if column is None else f"/{pointer_step(column)}",
                message=f"{message}; in {rows}{more}",
                line=lines[0] if lines else None,
            )

    def _beyond(self) -> Iterator[Problem]:
        for code, number in self._numbers.items():
            if number > _KEPT:
                message = f"there are {number - _KEPT:,} more problems with this code"
                yield Problem(code=code, severity=Severity.WARNING, path="", message=message)


_LINES_TOLD = 5
_NAMES_TOLD = 10


def _path(row: Row | None, column: str | None) -> str:
    steps = [] if row is None else [str(row.number)]
    steps += [] if column is None else [pointer_step(column)]
    return "".join(f"/{step}" for step in steps)


@attrs.frozen(kw_only=True)
class ReadResult:
    """What was read from an input.

    Attributes:
        dataset: Everything that could be read.
        problems: What is wrong with the input, with the line. A path gives the number of the row, from 1, and the
            column; one of a column alone is about many rows.
        rejected: The rows that could not be made records, as they stand in the input; the first thousand, or as many
            as have 33 million characters.
        format: The name of the format.
        encoding: The encoding of the input, as Python calls it.
        rows: How many rows were read; None for a format without rows.
    """

    dataset: Dataset
    problems: tuple[Problem, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    format: str
    encoding: str
    rows: int | None = None


@attrs.frozen(kw_only=True)
class Loss:
    """Something that a format could not hold.

    Attributes:
        field: What was lost: a class and its field ("Figure.note"), or a kind of record.
        count: How many of them.
    """

    field: str
    count: int


class Losses:
    """Counts what a format cannot hold, while a dataset is written."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, field: str, count: int = 1) -> None:
        """Count something lost.

        Args:
            field: What is lost: a class and its field ("Figure.note"), or a kind of record.
            count: How many of them.

        Raises:
            ValueError: If that is less than none, which would hide what is lost elsewhere.
        """
        if count < 0:
            raise ValueError(f"expected a number of {field} that is not negative, got {count}")
        if count:
            self._counts[field] += count

    def report(self) -> LossReport:
        """What was lost, by field in order of the alphabet."""
        return LossReport(losses=tuple(Loss(field=field, count=self._counts[field]) for field in sorted(self._counts)))


@attrs.frozen(kw_only=True)
class LossReport:
    """What a format could not hold of a dataset, by field and count. It is false where nothing was lost.

    Attributes:
        losses: What was lost, by field in order of the alphabet.
    """

    losses: tuple[Loss, ...] = ()

    def __iter__(self) -> Iterator[Loss]:
        return iter(self.losses)

    def __len__(self) -> int:
        return len(self.losses)

    def count(self, field: str) -> int:
        """How many of a field were lost."""
        return next((loss.count for loss in self.losses if loss.field == field), 0)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was lost as problems with the code IO101, one for each field."""
        return tuple(
            Problem(
                code="IO101",
                severity=Severity.WARNING,
                path="",
                message=f"expected a format that holds {loss.field}, got one that leaves out {loss.count:,} of them",
                value=str(loss.count),
            )
            for loss in self.losses
        )
