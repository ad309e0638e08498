"""What news reports claim about armed conflict, typed: who said what, how surely, and where in the text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._actors import Actor, Post
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
        undo,
    )
    from ._change._matching import MatchedBy
    from ._change._merge import merge
    from ._change._rows import ChangeRow
    from ._claims import Assertion, Attribution, Claim, Figure, Figures, Grade, Holder, Supersedes
    from ._codify import codify
    from ._count import Count, CountPhrase, Share
    from ._dataset import FORMAT, Dataset
    from ._dictionary import claims_schema
    from ._events import (
        Episode,
        Event,
        Exchange,
        Incident,
        Lag,
        Location,
        Participant,
        Relation,
        Strike,
        Talks,
        Term,
        TypeCode,
    )
    from ._evidence._anchoring import Anchor, Fit, anchor
    from ._evidence._coverage import Coverage, Uncovered, coverage
    from ._evidence._reanchoring import AnchoredSpan, ReanchorReport, reanchor
    from ._evidence._selectors import from_selectors, to_selectors
    from ._hedge import hedge
    from ._io import converter, dump, dumps, load, loads, scan
    from ._phrases._policy import Policy, VagueReading, policies
    from ._places import Place, Point
    from ._problems import Problem, Severity
    from ._record import Record
    from ._reports import CasualtyReport
    from ._schema import json_schema
    from ._sources import Cell, Identifier, Source, Span
    from ._statements import Position, Quotation, Statement
    from ._table import ClaimRow, claims_table
    from ._waivers import Waiver
    from ._when import Basis, Precision, When
    from .checks import Report, Waived, check, check_stream
    from .exceptions import (
        ConfigurationError,
        ConflictEventsError,
        InvalidRecordError,
        MergeConflictError,
        MergeLogError,
        PhraseError,
        UnknownIdError,
        UnreadableInputError,
    )

__all__ = [
    "FORMAT",
    "Actor",
    "Anchor",
    "AnchoredSpan",
    "Assertion",
    "Attribution",
    "Basis",
    "CasualtyReport",
    "Cell",
    "ChangeKind",
    "ChangeRow",
    "Claim",
    "ClaimChange",
    "ClaimRow",
    "ConfigurationError",
    "ConflictEventsError",
    "ConflictSide",
    "Count",
    "CountPhrase",
    "Coverage",
    "Dataset",
    "DatasetDiff",
    "Episode",
    "Event",
    "Exchange",
    "FieldChange",
    "Figure",
    "Figures",
    "Fit",
    "Grade",
    "HeldClaims",
    "Holder",
    "Identifier",
    "Incident",
    "InvalidRecordError",
    "Lag",
    "Location",
    "MatchedBy",
    "MergeConflict",
    "MergeConflictError",
    "MergeLog",
    "MergeLogError",
    "MergePolicy",
    "MergeRenaming",
    "MergedPart",
    "Participant",
    "PhraseError",
    "Place",
    "Point",
    "Policy",
    "Position",
    "Post",
    "Precision",
    "Problem",
    "Quotation",
    "ReanchorReport",
    "Record",
    "RecordChange",
    "Relation",
    "Report",
    "Resolution",
    "Severity",
    "Share",
    "Source",
    "Span",
    "Statement",
    "Strike",
    "Supersedes",
    "Talks",
    "Term",
    "TypeCode",
    "Uncovered",
    "UnknownIdError",
    "UnreadableInputError",
    "VagueReading",
    "Waived",
    "Waiver",
    "When",
    "anchor",
    "check",
    "check_stream",
    "claims_schema",
    "claims_table",
    "codify",
    "converter",
    "coverage",
    "diff",
    "dump",
    "dumps",
    "from_selectors",
    "hedge",
    "json_schema",
    "load",
    "loads",
    "merge",
    "policies",
    "reanchor",
    "scan",
    "to_selectors",
    "undo",
]

# Each name is imported when it is first asked for, so that the command line answers at once and a program pays only for
# what it uses. A test holds this table against the imports above.
_HOMES = {
    name: module
    for module, names in {
        "_actors": "Actor Post",
        "_change._changes": "ChangeKind ClaimChange RecordChange",
        "_change._diff": "DatasetDiff diff",
        "_change._fields": "FieldChange",
        "_change._log": (
            "ConflictSide HeldClaims MergeConflict MergedPart MergeLog MergePolicy MergeRenaming Resolution undo"
        ),
        "_change._matching": "MatchedBy",
        "_change._merge": "merge",
        "_change._rows": "ChangeRow",
        "_claims": "Assertion Attribution Claim Figure Figures Grade Holder Supersedes",
        "_codify": "codify",
        "_count": "Count CountPhrase Share",
        "_dataset": "FORMAT Dataset",
        "_dictionary": "claims_schema",
        "_evidence._anchoring": "Anchor Fit anchor",
        "_evidence._coverage": "Coverage Uncovered coverage",
        "_evidence._reanchoring": "AnchoredSpan ReanchorReport reanchor",
        "_evidence._selectors": "from_selectors to_selectors",
        "_events": "Episode Event Exchange Incident Lag Location Participant Relation Strike Talks Term TypeCode",
        "_hedge": "hedge",
        "_io": "converter dump dumps load loads scan",
        "_phrases._policy": "Policy VagueReading policies",
        "_places": "Place Point",
        "_problems": "Problem Severity",
        "_record": "Record",
        "_reports": "CasualtyReport",
        "_schema": "json_schema",
        "_sources": "Cell Identifier Source Span",
        "_statements": "Position Quotation Statement",
        "_table": "ClaimRow claims_table",
        "_waivers": "Waiver",
        "_when": "Basis Precision When",
        "checks": "Report Waived check check_stream",
        "exceptions": (
            "ConfigurationError ConflictEventsError InvalidRecordError MergeConflictError MergeLogError PhraseError "
            "UnknownIdError UnreadableInputError"
        ),
    }.items()
    for name in names.split()
}
_SUBMODULES = ("checks", "codes", "examples", "exceptions", "formats", "reconcile", "strategies", "testing")


if not TYPE_CHECKING:  # to type checkers it would say that any name is there

    def __getattr__(name: str) -> object:
        if name in _HOMES:
            value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
            globals()[name] = value  # from now on it is found without this function
            return value
        if name in _SUBMODULES:
            try:
                return import_module(f".{name}", __name__)
            except ModuleNotFoundError as error:  # strategies need hypothesis; `hasattr` shall say that it is not there
                raise AttributeError(f"{__name__}.{name} cannot be imported: {error}") from error
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_SUBMODULES})
