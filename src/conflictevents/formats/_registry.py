"""The formats by name, each imported when it is first needed, and how one is found out from an input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from inspect import Parameter, signature
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from .._dataset import RECORD_LISTS, Dataset
from .._fields import nearest
from .._json import unreadable
from .._problems import shown
from .._record import Record
from ._delimiters import delimiter_in, header_of, without_mark_line
from ._input import Input, is_json
from ._results import Log, Losses

if TYPE_CHECKING:
    from importlib import metadata

__all__ = ["GROUP", "Format", "Reader", "Sample", "Sniffer", "Streamer", "Writer", "find", "names", "sniff"]

GROUP: Final = "conflictevents.formats"
"""The group of entry points by which other packages bring formats of their own."""

MODULES: Final[Mapping[str, str]] = {
    "json": "_own",
    "jsonl": "_own",
    "ucdp-ged": "ucdp_ged",
    "acled": "acled",
    "gdelt2": "gdelt_events",
    "gdelt2-mentions": "gdelt_mentions",
    "gdelt1": "gdelt_events",
    "plover": "plover",
    "polecat": "polecat",
    "icews": "icews",
    "missile-attacks": "missile_attacks",
    "daily-casualties": "daily_casualties",
    "daily-losses": "daily_losses",
    "csv-claims": "csv_claims",
    "csv-events": "csv_events",
    "geojson": "geojson",
    "web-annotation": "web_annotation",
    "schema-org": "schema_org",
    "hxl": "hxl",
}
"""The module of each format of this library, in the order in which they are tried on an input."""

_OWN: Final = ("json", "jsonl")
WRITTEN_ONLY: Final = frozenset({"csv-events", "geojson", "web-annotation", "schema-org", "hxl"})
"""Formats that are not read, so their modules are not imported to find out what an input is."""


@attrs.frozen(kw_only=True)
class Sample:
    """The beginning of an input, by which its format is found out.

    Attributes:
        text: Up to 65,536 characters from its start.
        name: The name of the file, without its folder; for a compressed one, that of what is in it where it is known.
        whole: Whether the text is all of the input.
    """

    text: str
    name: str = ""
    whole: bool = False

    @property
    def lines(self) -> list[str]:
        """The lines that are there as a whole, without their ends; without one above the header (`sep=;`)."""
        lines = without_mark_line(self.text).splitlines()
        return lines if self.whole or len(lines) == 1 else lines[:-1]

    @property
    def is_json(self) -> bool:
        """Whether it begins as an object or a list of JSON does."""
        return is_json(self.text)

    def header(self, delimiter: str = ",", *, tells: Callable[[str], bool] | None = None) -> tuple[str, ...]:
        """The cells of the first line, without white space and quotation marks around them.

        Args:
            delimiter: What stands between the cells.
            tells: Whether the format has a column of that name. With it, another mark is taken for the delimiter where
                it stands behind the name in front (`delimiter_of`).
        """
        line = next(iter(self.lines), "")
        return header_of(line, delimiter if tells is None else delimiter_in(line, tells, delimiter))


Sniffer: TypeAlias = Callable[[Sample], bool]
"""Tells from the beginning of an input whether it is of a format. It must be sure: a name alone is not enough."""

Reader: TypeAlias = Callable[..., Iterator[Record]]
"""Gives the records of an `Input`, telling a `Log` what is wrong; its further arguments are the format's options.

What a record names comes before it. A `Dataset`, first of all, gives its title, licence and description, and all its
records.
"""

Writer: TypeAlias = Callable[..., Iterator[str]]
"""Gives the text of a `Dataset` piece by piece, counting in `Losses` what it cannot hold."""

Streamer: TypeAlias = Callable[..., Iterator[str]]
"""Gives the text of records as they come, counting in `Losses` what it cannot hold. Its arguments are a dataset with
the title, licence and description, an iterator of records, and the losses.
"""


@attrs.frozen(kw_only=True)
class Format:
    """A format that can be read, written or both.

    Attributes:
        name: Its name; one of another package has a prefix with a dot (`x-lab.incidents`).
        title: What people call it.
        description: What it is, in one sentence.
        holds: What it can hold, in one sentence.
        licence: Under which terms the data comes, in one sentence; "" where the format is nobody's data.
        endings: How names of its files end, for writing; several formats may share one.
        sniff: Tells whether an input is of this format; None where it cannot be told and must be named.
        read: Gives the records of an input; None where it is only written.
        write: Gives the text of a dataset; None where it is only read.
        scan: Gives the records of an input one by one, where `read` does something else.
        stream: Gives the text of records as they come; None where all of them are needed.
        normalises: The spellings that are not kept, a sentence each: reading and writing gives others in their place.
    """

    name: str
    title: str
    description: str
    holds: str
    licence: str = ""
    endings: tuple[str, ...] = ()
    sniff: Sniffer | None = None
    read: Reader | None = None
    write: Writer | None = None
    scan: Reader | None = None
    stream: Streamer | None = None
    normalises: tuple[str, ...] = ()

    @property
    def reads(self) -> bool:
        """Whether it can be read."""
        return self.read is not None

    @property
    def writes(self) -> bool:
        """Whether it can be written."""
        return self.write is not None

    def options(self, what: str) -> tuple[str, ...]:
        """The names of the options that reading or writing it takes.

        Args:
            what: `read` or `write`.
        """
        function = self.read if what == "read" else self.write
        if function is None:
            return ()
        return tuple(
            each.name for each in signature(function).parameters.values() if each.kind is Parameter.KEYWORD_ONLY
        )

    def records(self, given: Input, log: Log, options: Mapping[str, Any], *, one_by_one: bool) -> Iterator[Record]:
        """The records of an input.

        Raises:
            ValueError: If it is only written.
            TypeError: If it takes no such option.
        """
        if self.read is None:
            raise ValueError(f"the format {self.name} is written only; read {_listed('reads')}")
        self._check_options("read", options)
        function = self.scan if one_by_one and self.scan is not None else self.read
        return function(given, log, **options)

    def pieces(self, dataset: Dataset, losses: Losses, options: Mapping[str, Any]) -> Iterator[str]:
        """The text of a dataset, piece by piece.

        Raises:
            ValueError: If it is only read.
            TypeError: If it takes no such option.
        """
        if self.write is None:
            raise ValueError(f"the format {self.name} is read only; write {_listed('writes')}")
        self._check_options("write", options)
        return self.write(dataset, losses, **options)

    def pieces_of(self, records: Iterable[Record], losses: Losses, options: Mapping[str, Any]) -> Iterator[str]:
        """The text of records as they come, piece by piece; a dataset may be the first of them.

        Raises:
            ValueError: If its text cannot be made of records as they come.
            TypeError: If it takes no such option.
        """
        if self.stream is None:
            raise ValueError(f"the format {self.name} is not written record by record")
        self._check_options("write", options)
        rest = iter(records)
        first = next(rest, None)
        if not isinstance(first, Dataset):
            return self.stream(Dataset(), rest if first is None else chain([first], rest), losses, **options)
        own = chain.from_iterable(getattr(first, name) for name in RECORD_LISTS)
        return self.stream(first, chain(own, rest), losses, **options)

    def _check_options(self, what: str, given: Mapping[str, Any]) -> None:
        known = self.options(what)
        for name in given:
            if name not in known:
                takes = f"takes {', '.join(known)}" if known else "takes no options"
                raise TypeError(f"to {what} the format {self.name} {takes}, got {name}")


def _listed(what: str) -> str:
    return ", ".join(name for name in names() if getattr(find(name), what))


@cache
def _entry_points() -> Mapping[str, metadata.EntryPoint]:
    """The formats of other packages by name. A name without a prefix would hide one of ours, so it is not taken."""
    from importlib import metadata  # noqa: PLC0415 - it takes long to import, and a file of our own needs none of it

    found = sorted(metadata.entry_points(group=GROUP), key=lambda point: point.name)
    return {point.name: point for point in found if "." in point.name}


def names() -> tuple[str, ...]:
    """The names of all formats: those of this library, then those of other packages."""
    return (*MODULES, *_entry_points())


def find(name: str) -> Format:
    """The format of a name.

    Raises:
        ValueError: If there is none.
        TypeError: If another package has put something else under its name.
    """
    return _found(name)


@cache
def _found(name: str) -> Format:
    if name in MODULES:
        module = import_module(f".{MODULES[name]}", __package__)
        own: Format = next(value for value in vars(module).values() if isinstance(value, Format) and value.name == name)
        return own
    point = _entry_points().get(name)
    if point is None:
        near = nearest(name, frozenset(names()))
        meant = f"; did you mean {near}?" if near else ""
        raise ValueError(f"expected a format ({', '.join(names())}), got {shown(name)}{meant}")
    loaded = point.load()
    if not isinstance(loaded, Format) or loaded.name != name:
        raise TypeError(f"expected {point.value} to be a Format with the name {name}, got {shown(loaded)}")
    return loaded


def sniff(sample: Sample, what: str = "input") -> Format:
    """Find out the format of an input.

    Args:
        sample: Its beginning.
        what: What to call it in messages.

    Raises:
        UnreadableInputError: If it is of no known format, or looks like one of several.
    """
    found = sniffed(sample)
    if len(found) == 1:
        return found[0]
    if not found:
        reason = (
            f"its format is not known; it can be read with a format given ({_listed('reads')}) if it is one of these"
        )
    else:
        reason = f"it may be {' or '.join(each.name for each in found)}; give the format"
    raise unreadable("IO105", reason, what)


def sniffed(sample: Sample) -> tuple[Format, ...]:
    """Every format that an input may be of. What begins as a file of this library is one, and no other is asked."""
    asked = (name for name in names() if name not in _OWN and name not in WRITTEN_ONLY)
    return _saying_yes(sample, _OWN) or _saying_yes(sample, asked)


def _saying_yes(sample: Sample, asked: Iterable[str]) -> tuple[Format, ...]:
    formats = map(find, asked)
    return tuple(each for each in formats if each.read is not None and each.sniff is not None and each.sniff(sample))
