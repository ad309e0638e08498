"""Writing a dataset as text: one document, or JSON Lines.

A dataset with records of a class that could not be read again is handed to the converter, which says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from ._collection import paused
from ._dataset import FORMAT, RECORD_LISTS, Dataset
from ._encoding import Encoding, NotExactError
from ._events import KINDS, Event, kinds_by_tag
from ._json import encode_line, joined
from ._record import json_fields
from ._references import Names, identity_problems
from .exceptions import InvalidRecordError

__all__ = ["LineWriter", "written_document", "written_lines"]

_TAG = "record"


def written_lines(dataset: Dataset) -> str:
    """A header and one tagged record a line."""
    encoding = Encoding()
    written = _sound(dataset, encoding, encoding.line)
    return "\n".join([_header(dataset), *_lines(written), ""])


class LineWriter:
    """The same a batch of records at a time, for more of them than memory holds; nothing is kept of a batch."""

    def __init__(self) -> None:
        self._encoding = Encoding()
        self._own: dict[type[Event], None] = {}

    def header(self, dataset: Dataset) -> str:
        """The first line, with its end. The records of the dataset are not written."""
        return f"{_header(dataset)}\n"

    def lines(self, batch: Dataset, see: Callable[[Names], object]) -> str:
        """The lines of a batch, with their ends.

        Args:
            batch: The records, as a dataset.
            see: Called with the ids that they have, and those that they name as far as that is not long known.

        Raises:
            TypeError: If a record is of a class that could not be read again.
        """
        encoding = self._encoding
        lines = [*_lines(_written(batch, encoding, encoding.line, self._own)), ""]
        see(encoding.names)
        encoding.forget()
        return "\n".join(lines)


def _header(dataset: Dataset) -> str:
    return encode_line({"format": FORMAT} | _head(dataset))


def _lines(written: dict[str, list[str]]) -> Iterator[str]:
    for list_name, records in written.items():
        start = encode_line({_TAG: list_name.removesuffix("s")})[:-1]
        yield from [f"{start}, {each[1:]}" for each in records]


def written_document(dataset: Dataset) -> str:
    """One document, over as many lines as it needs."""
    encoding = Encoding()
    head = {"format": FORMAT} | _head(dataset)
    parts = [f"{encode_line(key)}: {encode_line(value)}" for key, value in head.items()]
    for list_name, records in _sound(dataset, encoding, lambda record: encoding.laid_out(record, 2)).items():
        if records:
            parts.append(f"{encode_line(list_name)}: {joined(records, '[', ']', 1)}")
    return joined(parts, "{", "}", 0) + "\n"


def _head(dataset: Dataset) -> dict[str, Any]:
    """The fields of a dataset that are no records."""
    fields = ((key, getattr(dataset, name), field) for name, key, field in json_fields(Dataset))
    return {key: value for key, value, field in fields if key not in RECORD_LISTS and value != field.default}


def _sound(dataset: Dataset, encoding: Encoding, write: Callable[[Any], str]) -> dict[str, list[str]]:
    """The records of each list, written.

    Raises:
        InvalidRecordError: If the ids and references are not sound.
        TypeError: If a record is of a class that could not be read again.
    """
    written = _written(dataset, encoding, write, {})
    if not encoding.names.sound:
        raise InvalidRecordError(tuple(identity_problems(dataset)), "dataset")
    return written


def _written(
    dataset: Dataset, encoding: Encoding, write: Callable[[Any], str], own: dict[type[Event], None]
) -> dict[str, list[str]]:
    """The records of each list, written; a user's own kinds of event are added to those that are known."""
    own |= {type(event): None for event in dataset.events if type(event) not in KINDS}
    readable = {list_name: {cls} for list_name, cls in RECORD_LISTS.items()} | {"events": {*KINDS, *own}}
    written: dict[str, list[str]] = {}
    try:
        kinds_by_tag(own)
        if type(dataset) is not Dataset:
            _refuse(dataset, own)
        with paused():
            for list_name in RECORD_LISTS:
                records = getattr(dataset, list_name)
                encoding.names.ids[list_name.removesuffix("s")] += [record.id for record in records]
                if not {*map(type, records)} <= readable[list_name]:
                    _refuse(dataset, own)
                written[list_name] = list(map(write, records))
    except NotExactError:
        _refuse(dataset, own)
    return written


def _refuse(dataset: Dataset, own: dict[type[Event], None]) -> NoReturn:
    from ._convert import make_converter  # noqa: PLC0415 - it takes longer to import than all the rest

    make_converter(own).unstructure(dataset)  # raises, with the class
    raise TypeError("a record of the dataset is of a class that could not be read again")
