"""Writing a dataset as text: one document, or JSON Lines.

Records go through their compiled twins. A dataset with records of a class that could not be read again is handed to the
converter, which says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from ._collection import paused
from ._dataset import FORMAT, RECORD_LISTS, Dataset
from ._events import KINDS, Event
from ._json import encode, encode_line, hide
from ._migrations import READ_AS_THEY_ARE
from ._record import Record, compiled, element, field_types, json_fields, members
from ._references import Names, identity_problems
from ._twins import Twins, spaced, twins
from .exceptions import InvalidRecordError

__all__ = ["written_document", "written_lines"]

_TAG = "record"


def written_lines(dataset: Dataset) -> str:
    """A header and one tagged record a line."""
    return "".join(line + "\n" for line in _lines(dataset))


def _lines(dataset: Dataset) -> Iterator[str]:
    compiled = _checked(dataset)
    yield encode_line({"format": FORMAT} | _head(dataset))
    with paused():
        for list_name in RECORD_LISTS:
            start = encode_line({_TAG: list_name.removesuffix("s")})[:-1]
            for record in getattr(dataset, list_name):
                yield f"{start}, {hide(spaced(compiled.encode(record)).decode())[1:]}"


def written_document(dataset: Dataset) -> str:
    """One document, over as many lines as it needs."""
    compiled = _checked(dataset)
    plain: dict[str, Any] = {"format": FORMAT} | _head(dataset)
    with paused():
        for list_name in RECORD_LISTS:
            if records := getattr(dataset, list_name):
                plain[list_name] = [compiled.builtins(record) for record in records]
        return encode(plain)


def _head(dataset: Dataset) -> dict[str, Any]:
    """The fields of a dataset that are no records."""
    fields = ((key, getattr(dataset, name), field) for name, key, field in json_fields(Dataset))
    return {key: value for key, value, field in fields if key not in RECORD_LISTS and value != field.default}


def _checked(dataset: Dataset) -> Twins:
    """The twins for a dataset whose ids and references are sound and whose classes can be read again."""
    names = Names.empty()
    own: dict[type[Event], None] = {}
    for list_name in RECORD_LISTS:
        kind = list_name.removesuffix("s")
        for record in getattr(dataset, list_name):
            names.add(kind, record)
            if isinstance(record, Event) and type(record) not in KINDS:
                own[type(record)] = None
    if not names.sound:
        raise InvalidRecordError(tuple(identity_problems(dataset)), "dataset")
    compiled = twins(own, READ_AS_THEY_ARE)
    exact = type(dataset) is Dataset
    for list_name, cls in RECORD_LISTS.items():
        for record in getattr(dataset, list_name):
            known = type(record) is cls or type(record) in own or type(record) in KINDS
            exact = exact and known and _is_exact(record)
    if not exact:
        from ._convert import make_converter  # noqa: PLC0415 - it takes longer to import than all the rest

        make_converter(own).unstructure(dataset)  # raises, with the class
    return compiled


@cache
def _exact(cls: type) -> tuple[tuple[str, Any, bool], ...]:
    """The fields of a class that hold records: attribute, class, and whether it holds several."""
    found = []
    for name, hint in field_types(cls).items():
        for option in members(hint):
            inner = element(option)
            leaf = option if inner is None else inner
            if isinstance(leaf, type) and issubclass(leaf, Record):
                found.append((name, leaf, inner is not None))
    return tuple(found)


@cache
def _exactness(cls: type) -> Callable[[Any], bool]:
    """A function that tells whether every record inside a record is of exactly the class that its field names.

    It is generated, since every record that is written passes through it.
    """
    names: dict[str, Any] = {"Record": Record}
    lines = ["def exact(self):"]
    for number, (name, inner, several) in enumerate(_exact(cls)):
        names[f"c{number}"] = inner
        names[f"f{number}"] = _exactness(inner) if _exact(inner) else None
        lines.append(f"    v = self.{name}")
        if several:
            lines.append(f"    if v and {{*map(type, v)}} != {{c{number}}}: return False")
            lines += [f"    if v and not all(map(f{number}, v)): return False"] if _exact(inner) else []
        else:
            deeper = f"not f{number}(v)" if _exact(inner) else "False"
            lines.append(f"    if {deeper} if v.__class__ is c{number} else isinstance(v, Record): return False")
    lines.append("    return True")
    made: Callable[[Any], bool] = compiled("\n".join(lines), names, "exact")
    return made


def _is_exact(record: Any) -> bool:
    return _exactness(record.__class__)(record)
