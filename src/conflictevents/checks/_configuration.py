"""`Configuration`: which checks to run and how, as a project writes it down in a file."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import attrs

from .._dataset import Dataset
from .._fields import nearest
from .._json import decode_text
from .._problems import Severity, shown
from ..exceptions import ConfigurationError, UnreadableInputError

__all__ = ["Configuration"]

_OWN_FILE: Final = "conflictevents.toml"
_PROJECT_FILE: Final = "pyproject.toml"
_TABLE: Final = "conflictevents"


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(codes)


def _frozen(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(values))


@attrs.frozen(kw_only=True)
class Configuration:
    """Which checks to run on which file, and how severe each is.

    Attributes:
        select: Codes, or their beginnings, of the only checks to run; all if there is none.
        ignore: Codes, or their beginnings, of checks to leave out.
        severity: A severity of one's own for codes or their beginnings; the longest that fits counts.
        per_file_ignores: More to leave out in files whose path, from the folder of this file on, fits a pattern. In a
            pattern `*` stands for any characters but a slash, `**` for any; one without a slash is held against the
            name alone.
        texts: The paths of the texts of sources, by the source's id.
        file: The file that it was read from.
    """

    select: tuple[str, ...] = attrs.field(default=(), converter=_codes)
    ignore: tuple[str, ...] = attrs.field(default=(), converter=_codes)
    severity: Mapping[str, Severity] = attrs.field(factory=dict, converter=_frozen)
    per_file_ignores: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, converter=_frozen)
    texts: Mapping[str, Path] = attrs.field(factory=dict, converter=_frozen)
    file: Path | None = None

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Configuration:
        """Read a file: the table `[tool.conflictevents]` of a `pyproject.toml`, or all of any other file.

        Args:
            path: The path of the file. Paths in it start at its folder.

        Raises:
            OSError: If it cannot be read.
            ConfigurationError: With everything that is wrong in it: it is not TOML, or has an unknown key or code.
        """
        file = Path(path)
        table = _table(file)
        if table is None:
            raise ConfigurationError(str(file), (f"expected a table [tool.{_TABLE}], got none",))
        return _Reading(file).configuration(table)

    @classmethod
    def find(cls, start: str | os.PathLike[str]) -> Configuration | None:
        """The configuration for the files of a folder: the nearest file from there upward that holds one, or None.

        In each folder a `conflictevents.toml` goes before a `pyproject.toml`, and one of these without a table
        `[tool.conflictevents]` is passed over.

        Args:
            start: The path of the folder.

        Raises:
            OSError: If a file cannot be read.
            ConfigurationError: If one holds something else than it should.
        """
        folder = Path(start).resolve()
        for each in (folder, *folder.parents):
            for name in (_OWN_FILE, _PROJECT_FILE):
                if (each / name).is_file() and _table(each / name) is not None:
                    return cls.read(each / name)
        return None

    def with_options(self, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Configuration:
        """The configuration with what somebody asks for just now.

        Args:
            select: Codes that take the place of all that this says of which checks to run; none changes nothing.
            ignore: Codes that take the place of those it ignores; none changes nothing.
        """
        select, ignore = tuple(select), tuple(ignore)
        if select:
            return attrs.evolve(self, select=select, ignore=ignore, per_file_ignores={})
        return attrs.evolve(self, ignore=ignore) if ignore else self

    def for_file(self, path: str | os.PathLike[str]) -> Configuration:
        """The configuration for one file: with what `per_file_ignores` leaves out there among what it ignores."""
        root = Path.cwd() if self.file is None else self.file.resolve().parent
        there = Path(os.path.relpath(Path(path).resolve(), root)).as_posix()
        more = [codes for pattern, codes in self.per_file_ignores.items() if _fits(there, pattern)]
        return attrs.evolve(self, ignore=(*self.ignore, *(code for codes in more for code in codes)))

    def severity_of(self, code: str) -> Severity | None:
        """The severity that a code is given here; None if it keeps its own."""
        fitting = [beginning for beginning in self.severity if code.startswith(beginning)]
        return self.severity[max(fitting, key=len)] if fitting else None

    def read_texts(self, dataset: Dataset | None = None) -> dict[str, str]:
        """The texts of those sources of a dataset that have one here, or of all that have one, by the source's id.

        Raises:
            OSError: If one cannot be read.
            ConfigurationError: If one is not UTF-8.
        """
        wanted = self.texts if dataset is None else [source.id for source in dataset.sources if source.id in self.texts]
        return {source: self._text(source) for source in wanted}

    def _text(self, source: str) -> str:
        path = self.texts[source]
        try:
            return decode_text(path.read_bytes(), str(path))
        except UnreadableInputError as error:
            raise ConfigurationError(str(self.file), (f"texts.{source}: {path}: {error.problem.message}",)) from None


def _table(file: Path) -> Mapping[str, Any] | None:
    """The table of a file that holds the configuration; None for a `pyproject.toml` without one."""
    try:
        document = tomllib.loads(file.read_bytes().decode())
    except UnicodeDecodeError:
        raise ConfigurationError(str(file), ("expected UTF-8, got other bytes",)) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(str(file), (f"expected TOML: {error}",)) from None
    if file.name != _PROJECT_FILE:
        return document
    table = document.get("tool", {}).get(_TABLE)
    if table is not None and not isinstance(table, dict):
        raise ConfigurationError(str(file), (f"expected [tool.{_TABLE}] to be a table, got {shown(table)}",))
    return table


class _Reading:
    """The reading of one table, which notes everything that is wrong in it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._reasons: list[str] = []

    def configuration(self, table: Mapping[str, Any]) -> Configuration:
        """The configuration that a table holds."""
        readers = {
            "select": self._codes,
            "ignore": self._codes,
            "severity": self._severities,
            "per-file-ignores": self._per_file,
            "texts": self._texts,
        }
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key in readers:
                values[key.replace("-", "_")] = readers[key](key, value)
            else:
                meant = nearest(key, frozenset(readers))
                hint = f"; did you mean {meant}?" if meant else ""
                self._reasons.append(f"expected the keys {', '.join(readers)}, got {shown(key)}{hint}")
        if self._reasons:
            raise ConfigurationError(str(self._file), tuple(self._reasons))
        return Configuration(**values, file=self._file)

    def _codes(self, key: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self._reasons.append(f"{key}: expected a list of codes, got {shown(value)}")
            return ()
        for code in value:
            self._look_up(key, code)
        return tuple(value)

    def _look_up(self, key: str, code: str) -> None:
        from ._plug_ins import every_check  # noqa: PLC0415 - the catalogue is needed only where a file has codes

        if not any(code and check.code.startswith(code) for check in every_check()):
            self._reasons.append(f"{key}: no check has a code that starts with {shown(code)}")

    def _items(self, key: str, value: Any) -> Iterator[tuple[str, Any]]:
        if isinstance(value, dict):
            yield from value.items()
        else:
            self._reasons.append(f"{key}: expected a table, got {shown(value)}")

    def _severities(self, key: str, value: Any) -> dict[str, Severity]:
        found: dict[str, Severity] = {}
        for code, word in self._items(key, value):
            self._look_up(key, code)
            if word in tuple(Severity):
                found[code] = Severity(word)
            else:
                self._reasons.append(f"{key}.{code}: expected one of {', '.join(Severity)}, got {shown(word)}")
        return found

    def _per_file(self, key: str, value: Any) -> dict[str, tuple[str, ...]]:
        return {pattern: self._codes(f"{key}.{shown(pattern)}", codes) for pattern, codes in self._items(key, value)}

    def _texts(self, key: str, value: Any) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for source, path in self._items(key, value):
            if isinstance(path, str) and path:
                found[source] = self._file.parent / path
            else:
                self._reasons.append(f"{key}.{source}: expected a path, got {shown(path)}")
        return found


_STARS: Final = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def _fits(path: str, pattern: str) -> bool:
    return _pattern(pattern).fullmatch(path if "/" in pattern else path.rpartition("/")[2]) is not None


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    return re.compile("".join(_STARS.get(part) or re.escape(part) for part in parts), re.DOTALL)
