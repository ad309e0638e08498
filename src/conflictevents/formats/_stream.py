"""JSON Lines written as records come, of which few are in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Final

from .._dataset import Dataset
from .._problems import Problem, Severity, shown
from .._record import Record
from .._references import Names
from .._writing import LineWriter
from ..exceptions import InvalidRecordError
from ._on_disk import OnDisk
from ._results import Losses
from ._together import together, without_records

__all__ = ["streamed"]

_BATCH: Final = 1000


def streamed(head: Dataset, records: Iterator[Record], losses: Losses) -> Iterator[str]:  # noqa: ARG001 - all is held
    """The text of JSON Lines, a batch of records at a time.

    Args:
        head: A dataset with the title, licence and description.
        records: The records; what they name may come before them or after.
        losses: Stays as it is, since nothing is lost.

    Raises:
        InvalidRecordError: If an id is given twice, or at the end if a record is named that is not there.
        TypeError: If a record is of a class that could not be read again.
        ValueError: If a dataset among the records has a title, licence or description, for which it is too late.
    """
    writer, known = LineWriter(), _Known()
    yield writer.header(head)
    while batch := tuple(islice(records, _BATCH)):
        dataset = together(batch)
        if without_records(dataset) != Dataset():
            raise ValueError("expected the title, licence and description before all records, got them among these")
        yield writer.lines(dataset, known.see)
    known.check()


class _Known:
    """The ids of records that have been written, and those that these name and that are still to come."""

    def __init__(self) -> None:
        self._ids: defaultdict[str, OnDisk[int]] = defaultdict(OnDisk)
        self._open: dict[tuple[tuple[str, ...], str], None] = {}

    def see(self, names: Names) -> None:
        for kind, ids in names.ids.items():
            known = self._ids[kind]
            for id_ in ids:
                if known.get(id_) is not None:
                    raise _unsound(
                        "ID101", f"expected an id of its own, got {shown(id_)}, the id of another {kind}", id_
                    )
                known[id_] = 1
        for kinds, named in names.named.items():
            self._open |= {(kinds, id_): None for id_ in named if not self._is_known(kinds, id_)}

    def _is_known(self, kinds: tuple[str, ...], id_: str) -> bool:
        return any(self._ids[kind].get(id_) is not None for kind in kinds)

    def check(self) -> None:
        for kinds, id_ in self._open:
            if not self._is_known(kinds, id_):
                message = f"expected the id of a record of this dataset ({' or '.join(kinds)}), got {shown(id_)}"
                raise _unsound("ID102", message, id_)


def _unsound(code: str, message: str, id_: str) -> InvalidRecordError:
    problem = Problem(code=code, severity=Severity.ERROR, path="", message=message, value=shown(id_))
    return InvalidRecordError((problem,), "records")
