"""Strategies for what changes between two datasets; `strategies` registers them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

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
from ._change._merge import merge
from ._change._rows import ChangeRow
from ._dataset import Dataset
from .exceptions import MergeConflictError, MergeLogError

__all__ = ["of_change"]


@st.composite
def _logs(draw: DrawFn, datasets: SearchStrategy[Dataset]) -> MergeLog:
    policy = draw(st.sampled_from((MergePolicy.RENAME, MergePolicy.KEEP_BOTH)))
    return merge(draw(datasets), draw(datasets), on_conflict=policy)[1]


def _members(some: SearchStrategy[Any], name: str) -> SearchStrategy[Any]:
    """What stands in a list of some things that are made, each as likely as the next."""
    return some.filter(lambda each: bool(_of(each, name))).flatmap(lambda each: st.sampled_from(_of(each, name)))


def _of(each: Any, name: str) -> Any:
    return each.rows() if name == "rows" else getattr(each, name)


def of_change(
    datasets: SearchStrategy[Dataset], different: SearchStrategy[Dataset], texts: SearchStrategy[str]
) -> dict[type, SearchStrategy[Any]]:
    """The strategy of each class.

    Args:
        datasets: Any datasets.
        different: Datasets that hold at least one claim.
        texts: Texts.
    """
    diffs = st.builds(diff, datasets, different)
    logs = _logs(different)
    conflicts = _members(logs, "conflicts")
    return {
        ChangeKind: st.sampled_from(ChangeKind),
        MatchedBy: st.sampled_from(MatchedBy),
        MergePolicy: st.sampled_from(MergePolicy),
        Resolution: st.sampled_from(Resolution),
        FieldChange: st.builds(FieldChange, field=st.sampled_from(("title", "attribution.verb")), old=texts, new=texts),
        DatasetDiff: diffs,
        RecordChange: _members(diffs, "records"),
        ClaimChange: _members(diffs, "claims"),
        ChangeRow: _members(diffs, "rows"),
        MergeLog: logs,
        MergeConflict: conflicts,
        ConflictSide: conflicts.map(lambda each: each.b),
        MergeRenaming: _members(logs, "renamed"),
        MergedPart: logs.map(lambda log: log.b),
        HeldClaims: st.builds(
            HeldClaims,
            record=st.integers(0, 9),
            figures=st.lists(st.integers(0, 9), unique=True).map(tuple),
            assertions=st.lists(st.integers(0, 9), unique=True).map(tuple),
        ),
        MergeConflictError: st.builds(MergeConflictError, st.lists(conflicts, min_size=1, max_size=2).map(tuple)),
        MergeLogError: st.builds(MergeLogError, texts),
    }
