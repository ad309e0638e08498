"""Strategies for what changes between two datasets; `strategies` registers them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ._change._changes import ChangeKind, ClaimChange, RecordChange
from ._change._diff import DatasetDiff, diff
from ._change._fields import FieldChange
from ._change._log import (
    ConflictSide,
    HeldClaims,
    MergeConflict,
    MergedPart,
    MergeLog,
    MergePolicy,
    MergeRenaming,
    Resolution,
)
from ._change._matching import MatchedBy
from ._change._rows import ChangeRow
from ._dataset import Dataset
from ._drawing import MOST, ids
from ._sources import sha256_of
from .exceptions import MergeConflictError, MergeLogError

__all__ = ["of_change"]


_KINDS: Final = ("source", "actor", "figure")


def of_change(
    some: Mapping[str, SearchStrategy[Any]], datasets: SearchStrategy[Dataset], texts: SearchStrategy[str]
) -> dict[type, SearchStrategy[Any]]:
    """The strategy of each class.

    Args:
        some: Sources, actors and figures, by these words.
        datasets: Datasets.
        texts: Texts.
    """
    places = st.lists(st.integers(0, 9), unique=True, max_size=MOST).map(tuple)
    fields = st.builds(FieldChange, field=st.sampled_from(("title", "attribution.verb")), old=texts, new=texts)
    sides = st.one_of(st.builds(ConflictSide), *(st.builds(ConflictSide, **{kind: some[kind]}) for kind in _KINDS))
    conflicts = st.builds(MergeConflict, kind=st.sampled_from(_KINDS), id=ids(), a=sides, b=sides)
    renamings = st.builds(MergeRenaming, kind=st.sampled_from(_KINDS), old=ids(), new=ids())
    held = st.builds(HeldClaims, record=st.integers(0, 9), figures=places, assertions=places)
    parts = st.builds(MergedPart, title=st.none() | texts, sources=places, events=places)
    logs = st.builds(
        MergeLog,
        policy=st.sampled_from(MergePolicy),
        merged=texts.map(sha256_of),
        conflicts=st.lists(conflicts, max_size=MOST).map(tuple),
        renamed=st.lists(renamings, max_size=MOST).map(tuple),
        a=parts,
        b=parts,
    )
    came = {"change": st.just(ChangeKind.ADDED), "new": some["actor"]}
    return {
        ChangeKind: st.sampled_from(ChangeKind),
        MatchedBy: st.sampled_from(MatchedBy),
        MergePolicy: st.sampled_from(MergePolicy),
        Resolution: st.sampled_from(Resolution),
        FieldChange: fields,
        DatasetDiff: st.builds(diff, datasets, datasets),
        RecordChange: st.builds(RecordChange, kind=st.just("actor"), id=ids(), **came),
        ClaimChange: st.builds(
            ClaimChange,
            change=st.just(ChangeKind.REMOVED),
            record=st.sampled_from(("event", "report")),
            owner=ids(),
            event=ids(),
            claim=ids(),
            old=some["figure"],
        ),
        ChangeRow: st.builds(
            ChangeRow, change=st.just("changed"), record=st.just("actor"), id=ids(), field=st.just("name"), new=texts
        ),
        MergeLog: logs,
        MergeConflict: conflicts,
        ConflictSide: sides,
        MergeRenaming: renamings,
        MergedPart: parts,
        HeldClaims: held,
        MergeConflictError: st.builds(MergeConflictError, st.lists(conflicts, min_size=1, max_size=2).map(tuple)),
        MergeLogError: st.builds(MergeLogError, texts),
    }
