"""Rival claims: whether they agree, one estimate of them by a named rule, their sums, and how they change.

Claims stay stored as they are; everything here is a view of them that says why.
"""

from __future__ import annotations

from .._compare import Quantity
from ._adding import interception_rate, rate, total
from ._cases import Case, Rival, SetAside
from ._choosing import hierarchy
from ._comparing import Compatibility, Contradiction, Outcome, compatible, contradictions
from ._estimates import Estimate, Part, Sum
from ._looking import By, LeftOut, Origin, Snapshot, Voices, as_of, origins, voices
from ._named import RULES, rule
from ._published import ucdp
from ._reconciling import reconcile
from ._remaining import Verdict, remainder
from ._revising import Change, Revision, revisions
from ._rules import Rule, Ruling
from ._sums import phase_sums

__all__ = [
    "RULES",
    "By",
    "Case",
    "Change",
    "Compatibility",
    "Contradiction",
    "Estimate",
    "LeftOut",
    "Origin",
    "Outcome",
    "Part",
    "Quantity",
    "Revision",
    "Rival",
    "Rule",
    "Ruling",
    "SetAside",
    "Snapshot",
    "Sum",
    "Verdict",
    "Voices",
    "as_of",
    "compatible",
    "contradictions",
    "hierarchy",
    "interception_rate",
    "origins",
    "phase_sums",
    "rate",
    "reconcile",
    "remainder",
    "revisions",
    "rule",
    "total",
    "ucdp",
    "voices",
]
