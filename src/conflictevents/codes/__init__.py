"""The code tables of the field's datasets, as data: what each number and abbreviation stands for.

One TOML file for each publisher in this folder. A table says where it is published; a code has a label in our own words
where the publisher's text is not free, and may name codes of other tables that stand for the same.

>>> print(describe("ucdp", "where_prec", 4))
4: first-order administrative unit, such as a province
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

import attrs

from .._fields import nearest
from .._problems import shown

__all__ = ["Code", "CodeTable", "describe", "table", "tables"]


def _fixed(mapping: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(mapping))


@attrs.frozen(kw_only=True)
class Code:
    """One code of a table.

    Attributes:
        value: The code, exactly as the publisher writes it ("0841").
        label: What it stands for.
        note: What a user of it should know; "" where there is nothing.
        part_of: The wider code of the same table that it is under; None where there is none.
        same_as: The codes of other tables that stand for the same, or for the nearest wider idea, by the name of the
            table ("plover.event").
    """

    value: str
    label: str
    note: str = ""
    part_of: str | None = None
    same_as: Mapping[str, str] = attrs.field(factory=dict, converter=_fixed, hash=False)

    def __str__(self) -> str:
        return f"{self.value}: {self.label}"


class CodeTable(Mapping[str, Code]):
    """The codes of a table, by their value, in the order in which they are published.

    Attributes:
        name: Its name, with that of its publisher before a dot ("ucdp.where_prec").
        title: What the codes tell.
        source: Where they are published.
        open: Whether published data has codes besides these, because the publisher adds some without notice.
    """

    def __init__(self, name: str, data: Mapping[str, Any]) -> None:
        self.name: str = name
        self.title: str = data["title"]
        self.source: str = data["source"]
        self.open: bool = data.get("open", False)
        self._codes = {value: _code(value, each) for value, each in data["codes"].items()}

    def __getitem__(self, value: str) -> Code:
        return self._codes[value]

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)

    def __repr__(self) -> str:
        return f"<CodeTable {self.name}: {len(self):,} codes>"

    def label(self, value: str) -> str | None:
        """What a code stands for; None where it is not in the table."""
        code = self._codes.get(value)
        return None if code is None else code.label


def _code(value: str, data: str | Mapping[str, Any]) -> Code:
    return Code(value=value, label=data) if isinstance(data, str) else Code(value=value, **data)


_SUFFIX: Final = ".toml"


@cache
def _publishers() -> tuple[str, ...]:
    names = (each.name for each in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


@cache
def _tables(publisher: str) -> Mapping[str, CodeTable]:
    if publisher not in _publishers():
        raise ValueError(_expected("a publisher of codes", _publishers(), publisher))
    import tomllib  # noqa: PLC0415 - a program that looks up no code does not pay for it

    data = tomllib.loads(files(__name__).joinpath(publisher + _SUFFIX).read_text("utf-8"))
    return {name: CodeTable(f"{publisher}.{name}", each) for name, each in data.items()}


def tables() -> tuple[str, ...]:
    """The names of all tables: that of the publisher, a dot, and that of the table ("ucdp.where_prec")."""
    return tuple(each.name for publisher in _publishers() for each in _tables(publisher).values())


def table(publisher: str, name: str) -> CodeTable:
    """The codes of a table.

    Args:
        publisher: Whose it is ("ucdp").
        name: What it is called, which is the name of the column where its codes stand ("where_prec").

    Raises:
        ValueError: If there is no such table.
    """
    known = _tables(publisher)
    if name not in known:
        raise ValueError(_expected(f"a table of {publisher}", known, name))
    return known[name]


def describe(publisher: str, name: str, code: str | int) -> Code:
    """What a code stands for.

    Args:
        publisher: Whose it is ("ucdp").
        name: The name of the table, which is that of the column where its codes stand ("where_prec").
        code: The code. A text is taken exactly as it is, so that the zero in front of `0841` counts; a whole number
            stands for its digits.

    Raises:
        ValueError: If there is no such table, or no such code in it.
        TypeError: If the code is neither text nor a whole number.
    """
    known = table(publisher, name)
    if isinstance(code, bool) or not isinstance(code, (str, int)):
        raise TypeError(f"expected a code as a text or a whole number, got {shown(code)}")
    found = known.get(str(code))
    if found is None:
        raise ValueError(_expected(f"a code of {known.name}", known, str(code)))
    return found


_LISTED: Final = 12


def _expected(what: str, known: Mapping[str, object] | tuple[str, ...], got: str) -> str:
    some = list(known)
    listed = ", ".join(some[:_LISTED]) + (f" and {len(some) - _LISTED:,} more" if len(some) > _LISTED else "")
    near = nearest(got, frozenset(some))
    meant = f"; did you mean {near}?" if near else ""
    return f"expected {what} ({listed}), got {shown(got)}{meant}"
