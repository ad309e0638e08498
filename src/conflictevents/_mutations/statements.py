"""Ways to break statements (SP)."""

from __future__ import annotations

from typing import Final

import attrs

from .._dataset import Dataset
from ._breaking import Mutation, first, mutation, replaced, spoken

__all__ = ["STATEMENTS"]


@mutation("SP101")
def statement_loses_speaker(dataset: Dataset) -> Dataset:
    """Nobody knows any more who made a statement."""
    statement = spoken(dataset)
    return replaced(dataset, statement, attrs.evolve(statement, speaker=None))


@mutation("SP102")
def statement_loses_quotation(dataset: Dataset) -> Dataset:
    """A statement is one of direct speech, and has no words any more."""
    statement = first((each for each in dataset.statements if each.speech == "direct"), "statement of direct speech")
    return replaced(dataset, statement, attrs.evolve(statement, quotations=()))


@mutation("SP113")
def called_former(dataset: Dataset) -> Dataset:
    """Somebody in office is called a former holder of it."""
    offices = {each.id: each.posts[0].office for each in dataset.actors if each.posts}
    statement = first((each for each in dataset.statements if each.speaker in offices), "statement by an official")
    described = f"Former {offices[statement.speaker or '']}"
    return replaced(dataset, statement, attrs.evolve(statement, described_as=described))


STATEMENTS: Final[tuple[Mutation, ...]] = (statement_loses_speaker, statement_loses_quotation, called_former)
