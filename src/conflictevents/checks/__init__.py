"""Checks: what looks wrong in a dataset, each kind of problem with a code for ever.

One module for each family, one function for each check.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from .._dataset import Dataset
from ._configuration import Configuration
from ._engine import Check, Found, Owned, Subject, declare, selected
from ._pages import Example, Page
from ._report import Report
from ._run import run
from ._waiving import Waived

if TYPE_CHECKING:
    from .._io import Kinds, Readable

__all__ = [
    "Check",
    "Configuration",
    "Example",
    "Found",
    "Owned",
    "Page",
    "Report",
    "Subject",
    "Waived",
    "catalogue",
    "check",
    "check_stream",
    "declare",
    "selected",
]


def catalogue() -> tuple[Check, ...]:
    """Every check: the library's own, family by family, then those of plug-ins.

    Those without a function are reported only when a file is read.
    """
    from ._plug_ins import every_check  # noqa: PLC0415 - most programs that import the library never run a check

    return every_check()


def check(
    dataset: Dataset,
    *,
    texts: Mapping[str, str] | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    configuration: Configuration | None = None,
) -> Report:
    """Report everything that looks wrong in a dataset, all at once.

    Args:
        dataset: The dataset.
        texts: The texts of its sources that are at hand, by the source's id; with a source's text its spans and
            quotations are verified as well.
        select: Codes, or their beginnings ("CT", "CT1"), of the only checks to run; all if none is given.
        ignore: Codes, or their beginnings, of checks to leave out.
        configuration: What a project has written down; `select` and `ignore` take the place of its own, where they
            are given, and `texts` that of the same source's.

    Raises:
        TypeError: If a text is not a str.
        OSError: If a text that the configuration names cannot be read.
        ConfigurationError: If it is not UTF-8.
    """
    asked = _asked(select, ignore, configuration)
    all_texts = asked.configuration.read_texts(dataset) | _sound(texts)
    return run(asked.checks, Subject(dataset, all_texts), **asked.options)


def check_stream(
    source: Readable,
    *,
    texts: Mapping[str, str] | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    configuration: Configuration | None = None,
    kinds: Kinds = (),
) -> Report:
    """Check JSON Lines record by record, however large the file is.

    Only ids, where lines start, and what is found are kept. Each record is looked at together with the records that it
    names, so what is found in it is what `check` finds. The checks that look at the whole dataset at once cannot be
    done, and `skipped` says which; duplicated ids and references that lead nowhere are reported all the same. What the
    reader refuses is reported under its code, and the other records are checked.

    Each problem has its line and column, and a path that starts at its record. What can be read only once, such as
    standard input, is copied to a temporary file.

    Args:
        source: A path, `-` for standard input, the bytes of a document, or a file object.
        texts: The texts of sources, as for `check`.
        select: The only codes to report, as for `check`.
        ignore: The codes to leave out.
        configuration: What a project has written down, as for `check`; all texts that it names are read.
        kinds: Your own kinds of event that the file may hold.

    Raises:
        OSError: If the input or a text that the configuration names cannot be read.
        UnreadableInputError: If the input is not JSON Lines of this format.
        ConfigurationError: If a text that the configuration names is not UTF-8.
        TypeError: If a text is not a str.
    """
    from ._stream import checked_stream  # noqa: PLC0415 - seldom wanted

    asked = _asked(select, ignore, configuration)
    all_texts = asked.configuration.read_texts() | _sound(texts)
    return checked_stream(source, asked.checks, all_texts, kinds=kinds, wanted=asked.wants, options=asked.options)


class _Asked(NamedTuple):
    """What was asked for."""

    configuration: Configuration
    checks: tuple[Check, ...]
    options: dict[str, Any]
    """How to run them."""

    def wants(self, code: str) -> bool:
        return selected(code, self.configuration.select, self.configuration.ignore)


def _asked(select: Iterable[str], ignore: Iterable[str], configuration: Configuration | None) -> _Asked:
    from ._plug_ins import broken_plug_ins  # noqa: PLC0415 - as in `catalogue`

    given = (configuration or Configuration()).with_options(select, ignore)
    known = catalogue()
    wanted = tuple(each for each in known if selected(each.code, given.select, given.ignore))
    return _Asked(given, wanted, {"known": known, "severity_of": given.severity_of, "before": broken_plug_ins()})


def _sound(texts: Mapping[str, str] | None) -> dict[str, str]:
    for source, text in (texts or {}).items():
        if not isinstance(text, str):
            raise TypeError(f"expected the text of {source} as a str, got a {type(text).__name__}")
    return dict(texts or {})
