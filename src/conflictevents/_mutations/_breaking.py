"""What a mutation is, and how one record is put in the place of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias, TypeVar

import attrs

from .._claims import Claim, Figure, Holder
from .._dataset import RECORD_LISTS, Dataset
from .._statements import Statement

__all__ = ["NO_SPAN", "Mutation", "figures_in", "first", "mutation", "replaced", "spoken", "with_claim"]

NO_SPAN: Final = "QT107"
"""May come with a claim whose span was taken away, since its words are not there."""

_Break: TypeAlias = Callable[[Dataset], Dataset]
_T = TypeVar("_T")


@attrs.frozen(kw_only=True)
class Mutation:
    """One known way to break a dataset.

    Attributes:
        name: Its name.
        meaning: What it does, in a sentence.
        codes: The codes of the checks that find it, all of them.
        may: Codes that may come with it, depending on what else the dataset holds.
        function: Does it; raises LookupError where the dataset holds nothing that can be broken so.
    """

    name: str
    meaning: str
    codes: frozenset[str]
    may: frozenset[str]
    function: _Break


def mutation(*codes: str, may: Iterable[str] = ()) -> Callable[[_Break], Mutation]:
    """Make a mutation of the function below: its name with hyphens, its docstring, and the codes that find it."""

    def made(function: _Break) -> Mutation:
        return Mutation(
            name=function.__name__.replace("_", "-"),
            meaning=(function.__doc__ or "").strip(),
            codes=frozenset(codes),
            may=frozenset(may),
            function=function,
        )

    return made


def first(things: Iterable[_T], wanted: str) -> _T:
    for each in things:
        return each
    raise LookupError(f"the dataset has no {wanted}")


def replaced(dataset: Dataset, old: Any, *new: Any) -> Dataset:
    """The dataset with other records, or none, in the place of one."""
    for name in RECORD_LISTS:
        records = getattr(dataset, name)
        if any(each is old for each in records):
            changed = tuple(one for each in records for one in (new if each is old else (each,)))
            lists: dict[str, Any] = {name: changed}
            return attrs.evolve(dataset, **lists)
    raise LookupError("the dataset does not hold that record")


def with_claim(dataset: Dataset, holder: Holder, old: Claim, *new: Claim) -> Dataset:
    """The dataset with other claims, or none, in the place of one."""
    lists: dict[str, Any] = {
        name: tuple(one for each in getattr(holder, name) for one in (new if each is old else (each,)))
        for name in ("figures", "assertions")
    }
    return replaced(dataset, holder, attrs.evolve(holder, **lists))


def figures_in(dataset: Dataset, *measures: str, of: type[Holder] = Holder) -> Iterator[tuple[Holder, Figure]]:
    """The plain figures with a count of records of a class."""
    for holder, claim in dataset.owned_claims():
        if not isinstance(claim, Figure) or claim.count is None or claim.estimate is not None:
            continue
        if isinstance(holder, of) and (not measures or claim.measure in measures):
            yield holder, claim


def spoken(dataset: Dataset) -> Statement:
    """A statement by somebody, in words of their own."""
    spoken = (each for each in dataset.statements if each.speaker is not None and each.quotations)
    return first(spoken, "statement with a speaker and a quotation")
