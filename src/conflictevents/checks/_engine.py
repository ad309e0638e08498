"""What a check is: a function with a code, run on a `Subject`, of which it gives what it has `Found`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple, TypeAlias, TypeVar

import attrs

from .._claims import Claim, Figure, Holder
from .._count import Count
from .._dataset import Dataset
from .._problems import Problem, Severity
from .._references import identity_faults
from .._views import Standing
from ._pages import Page, page_of

__all__ = [
    "UNUSED_WAIVER",
    "Check",
    "CheckFunction",
    "Found",
    "Owned",
    "Scope",
    "Subject",
    "declare",
    "failed",
    "found_in_files",
    "refused",
    "selected",
]

Scope: TypeAlias = Literal["value", "record", "dataset", "source_text"]
"""What a check looks at: a single value; one record, with the sources, actors and places that it names; the whole
dataset; or the text of a source."""

UNUSED_WAIVER: Final = "ID105"
"""The code of the check that is run last, when it is known which waivers were needed."""


class Owned(NamedTuple):
    """A claim in its place.

    Attributes:
        claim: The claim.
        holder: The record that owns it.
        path: Its path in the document.
    """

    claim: Claim
    holder: Holder
    path: str


_T = TypeVar("_T")


class Subject:
    """What the checks are run on, and what several of them want to know of it.

    Attributes:
        dataset: The dataset.
        asked_for_texts: Whether anybody has looked at the texts since this was last set to False.
        unused_waivers: What there is to say of waivers that have waived nothing; known when all other checks have run.
    """

    def __init__(self, dataset: Dataset, texts: Mapping[str, str], standing: Standing | None = None) -> None:
        self.dataset = dataset
        self.asked_for_texts: bool = False
        self.unused_waivers: tuple[Found, ...] = ()
        self._texts = texts
        self._standing = standing
        self._found: dict[Callable[[Subject], Any], tuple[Any, bool]] = {}

    @property
    def texts(self) -> Mapping[str, str]:
        """The text of each source whose text is at hand, by the source's id."""
        self.asked_for_texts = True
        return self._texts

    @property
    def has_texts(self) -> bool:
        """Whether the text of any source is at hand."""
        return bool(self._texts)

    @property
    def has_all_texts(self) -> bool:
        """Whether the texts of all sources are at hand."""
        return all(source.id in self._texts for source in self.dataset.sources)

    def once(self, find: Callable[[Subject], _T]) -> _T:
        """What a function finds in this subject, worked out when it is first asked for.

        Checks that look at the same things ask for them here, so that the cost of all of them stays that of one.
        """
        if find not in self._found:
            before, self.asked_for_texts = self.asked_for_texts, False
            self._found[find] = find(self), self.asked_for_texts
            self.asked_for_texts = before
        # Whoever makes use of what another has found in the texts makes use of the texts.
        value, asked = self._found[find]
        self.asked_for_texts = self.asked_for_texts or asked
        found: _T = value
        return found

    @cached_property
    def claims(self) -> tuple[Owned, ...]:
        """Every claim, with its record and its path."""
        return tuple(
            Owned(claim, holder, f"/{list_name}/{index}/{name}/{position}")
            for list_name in ("events", "reports")
            for index, holder in enumerate(getattr(self.dataset, list_name))
            for name in ("figures", "assertions")
            for position, claim in enumerate(getattr(holder, name))
        )

    @cached_property
    def standing(self) -> Standing:
        """Which claims still stand."""
        return self._standing or Standing(self.dataset)

    @cached_property
    def identity_faults(self) -> tuple[tuple[str, str, str, str], ...]:
        """Duplicated ids and dangling references: (code, id, path, message)."""
        return tuple(identity_faults(self.dataset))

    def numbers(self) -> Iterator[tuple[Figure, Count, Holder, str]]:
        """Every figure that is asserted, still stands and has a count: (figure, firm bounds, record, path).

        Soft bounds ("about", "dozens") may be off, so nothing is held against them.
        """
        for claim, holder, path in self.claims:
            if isinstance(claim, Figure) and claim.count is not None and self.standing.is_asserted(claim):
                yield claim, claim.count.firm(), holder, path


@attrs.frozen(kw_only=True)
class Found:
    """One thing that a check has found.

    Attributes:
        path: Where, as a JSON Pointer into the document.
        message: What is wrong, with the value got and what was expected.
        value: The value got; Ellipsis where there is none.
        severity: The severity where it differs from the check's own.
        suggestion: A value that may have been meant.
    """

    path: str
    message: str
    value: object = ...
    severity: Severity | None = None
    suggestion: str | None = None


CheckFunction: TypeAlias = Callable[[Subject], Iterator[Found]]
"""A function that gives what it finds in a subject."""


@attrs.frozen(kw_only=True)
class Check:
    """One check.

    Attributes:
        code: Its code, for ever the same.
        name: Its name in a few words with hyphens.
        severity: Its usual severity.
        scope: What it looks at: a single `value`; one `record`, with the records that it names; the whole `dataset`;
            or `source_text`, and then it is skipped where no text is given.
        meaning: What it finds, in one sentence.
        function: Finds it; None where a dataset cannot hold the problem at all, so that only reading a file reports it.
        whole: Whether it looks at records together, which a stream does not hold: whatever looks at the `dataset`, and
            some that look at a source's text.
        own_page: The page that it was declared with; those of the library's own checks stand elsewhere.
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    meaning: str
    function: CheckFunction | None
    whole: bool = False
    own_page: Page | None = None

    @property
    def page(self) -> Page | None:
        """Why it matters, what to do, and examples; None where nobody has written that yet."""
        return self.own_page or page_of(self.code)


def declare(
    code: str, name: str, severity: Severity, scope: Scope, *, whole: bool = False, page: Page | None = None
) -> Callable[[CheckFunction], Check]:
    """Make a check of the function below; its docstring's first line is the check's meaning.

        >>> from conflictevents import Severity, checks
        >>> @checks.declare("LAB101", "no-title", Severity.INFO, "record")
        ... def no_title(subject):
        ...     \"\"\"An event has no title.\"\"\"
        ...     for index, event in enumerate(subject.dataset.events):
        ...         if event.title is None:
        ...             yield checks.Found(path=f"/events/{index}", message="expected a title, got none")
        >>> no_title.code
        'LAB101'

    Args:
        code: Its code: the letters of a family and three digits, for ever the same.
        name: Its name in a few words with hyphens.
        severity: Its usual severity.
        scope: What it looks at, as in `Check`.
        whole: Whether it looks at records together, though its scope is another than the dataset.
        page: What is told of it beside the one sentence; the library's own checks have theirs elsewhere.
    """

    def made(function: CheckFunction) -> Check:
        meaning = (function.__doc__ or name).strip().splitlines()[0]
        return Check(
            code=code,
            name=name,
            severity=severity,
            scope=scope,
            meaning=meaning,
            function=function,
            whole=whole or scope == "dataset",
            own_page=page,
        )

    return made


def refused(code: str, name: str, meaning: str) -> Check:
    """Declare a code under which reading a file refuses what no dataset can hold."""
    return found_in_files(code, name, Severity.ERROR, meaning)


def found_in_files(code: str, name: str, severity: Severity, meaning: str) -> Check:
    """Declare a code under which reading a file tells of what stands in it and not in the dataset."""
    return Check(code=code, name=name, severity=severity, scope="value", meaning=meaning, function=None)


def failed(what: str, error: BaseException) -> Problem:
    """The problem that a check or plug-in itself is."""
    message = f"{what} itself failed ({type(error).__name__}: {error}); please report this"
    return Problem(code="IO199", severity=Severity.ERROR, path="", message=message[:500])


def selected(code: str, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> bool:
    """Whether a code is among the selected ones and not among the ignored ones; both may be beginnings of codes."""
    select, ignore = tuple(select), tuple(ignore)
    return (not select or code.startswith(select)) and not (ignore and code.startswith(ignore))
