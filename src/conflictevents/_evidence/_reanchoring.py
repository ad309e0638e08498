"""Moving the spans of a dataset to where their words stand in texts that have changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import attrs

from .._claims import Claim, Holder
from .._collection import paused
from .._dataset import Dataset
from .._sources import Source, Span, sha256_of
from .._statements import Statement
from ._anchoring import Anchor, Fit
from ._spans import Anchors, SpanAt, known_texts, spans_of

__all__ = ["AnchoredSpan", "ReanchorReport", "reanchor"]


@attrs.frozen(kw_only=True)
class AnchoredSpan:
    """A span that does not stand where it says, and what became of it.

    Attributes:
        path: Where it stands, as a JSON Pointer into the document.
        source: The id of its source.
        span: The span as it was.
        anchor: What was found of its words.
        moved_to: The span as it is now; None where it was left as it was, because its words do not stand at exactly
            one place.
    """

    path: str
    source: str
    span: Span
    anchor: Anchor
    moved_to: Span | None = None


@attrs.frozen(kw_only=True)
class ReanchorReport:
    """What `reanchor` has changed and what it has refused to change.

    Attributes:
        moved: The spans that were moved, in the order of the document.
        refused: The spans that do not stand where they say and were left so.
        in_place: How many spans stand where they say.
        updated: The ids of the sources whose length and hash were brought up to date.
    """

    moved: tuple[AnchoredSpan, ...] = ()
    refused: tuple[AnchoredSpan, ...] = ()
    in_place: int = 0
    updated: tuple[str, ...] = ()


def reanchor(
    dataset: Dataset, texts: Mapping[str, str], *, update_sources: bool = False
) -> tuple[Dataset, ReanchorReport]:
    """Move the spans of a dataset to where their words stand in other versions of the texts.

    A span is moved only where its words stand at exactly one place. One whose words stand at several, or nowhere, is
    left as it was and is in the report. With typographic variants made alike, a span takes the words as they are
    printed now. Nothing else of the dataset is changed.

    What is moved is a proposal: that the words stand once says that they are the same words, not that the text around
    them still says the same.

    Args:
        dataset: The dataset.
        texts: The texts, by the id of the source.
        update_sources: Whether the length and hash of the sources become those of the texts given.

    Raises:
        UnknownIdError: If the dataset has no source with an id in `texts`.
        TypeError: If a text is not a str.
    """
    with paused():
        return _Reanchoring(dataset, known_texts(dataset, texts)).done(update_sources=update_sources)


_C = TypeVar("_C", bound=Claim)
_H = TypeVar("_H", bound=Holder)


class _Reanchoring:
    """One run."""

    def __init__(self, dataset: Dataset, texts: dict[str, str]) -> None:
        self.dataset = dataset
        self.texts = texts
        self.anchors = Anchors(texts, spans_of(dataset))
        sources = ((id_, dataset.source(id_)) for id_ in texts)
        self.unchanged = {id_ for id_, source in sources if source.sha256 is not None and source.is_text(texts[id_])}
        self.moved: list[AnchoredSpan] = []
        self.refused: list[AnchoredSpan] = []
        self.in_place = 0

    def done(self, *, update_sources: bool) -> tuple[Dataset, ReanchorReport]:
        """The dataset with its spans moved, and the report."""
        now = {each.path: moved for each in spans_of(self.dataset) if (moved := self._moved(each)) is not None}
        events = (_holder(each, f"/events/{at}", now) for at, each in enumerate(self.dataset.events))
        reports = (_holder(each, f"/reports/{at}", now) for at, each in enumerate(self.dataset.reports))
        statements = (_statement(each, f"/statements/{at}", now) for at, each in enumerate(self.dataset.statements))
        sources = tuple(map(self._source, self.dataset.sources)) if update_sources else self.dataset.sources
        report = ReanchorReport(
            moved=tuple(self.moved),
            refused=tuple(self.refused),
            in_place=self.in_place,
            updated=tuple(new.id for new, old in zip(sources, self.dataset.sources, strict=True) if new != old),
        )
        changed = attrs.evolve(
            self.dataset, events=tuple(events), reports=tuple(reports), statements=tuple(statements), sources=sources
        )
        return changed, report

    def _moved(self, each: SpanAt) -> Span | None:
        """The span in its new place; None where it stays."""
        if each.source not in self.texts:
            return None
        anchor = self.anchors.of(each)
        nothing_known = anchor.fit is Fit.UNKNOWN and each.source in self.unchanged
        if anchor.fit in (Fit.IN_PLACE, Fit.VARIANT) or nothing_known:
            self.in_place += 1
            return None
        moved = None if anchor.place is None else _at(each.span, self.texts[each.source], anchor.place)
        entry = AnchoredSpan(path=each.path, source=each.source, span=each.span, anchor=anchor, moved_to=moved)
        (self.refused if moved is None else self.moved).append(entry)
        return moved

    def _source(self, source: Source) -> Source:
        text = self.texts.get(source.id)
        return source if text is None else attrs.evolve(source, length=len(text), sha256=sha256_of(text))


def _at(span: Span, text: str, place: tuple[int, int]) -> Span:
    """A span with its words at another place, as they are printed there."""
    start, end = place
    words = text[start:end]
    return attrs.evolve(
        span,
        start=start,
        end=end,
        exact=None if span.exact is None else words,
        sha256=None if span.sha256 is None else sha256_of(words),
    )


def _spans(spans: tuple[Span, ...], path: str, now: Mapping[str, Span]) -> tuple[Span, ...]:
    return tuple(now.get(f"{path}/spans/{number}", span) for number, span in enumerate(spans))


def _claim(claim: _C, path: str, now: Mapping[str, Span]) -> _C:
    spans = _spans(claim.spans, path, now)
    return claim if spans == claim.spans else attrs.evolve(claim, spans=spans)


def _holder(holder: _H, path: str, now: Mapping[str, Span]) -> _H:
    figures = tuple(_claim(each, f"{path}/figures/{at}", now) for at, each in enumerate(holder.figures))
    assertions = tuple(_claim(each, f"{path}/assertions/{at}", now) for at, each in enumerate(holder.assertions))
    same = figures == holder.figures and assertions == holder.assertions
    return holder if same else attrs.evolve(holder, figures=figures, assertions=assertions)


def _statement(statement: Statement, path: str, now: Mapping[str, Span]) -> Statement:
    quotations = tuple(
        attrs.evolve(each, span=moved) if (moved := now.get(f"{path}/quotations/{at}/span")) is not None else each
        for at, each in enumerate(statement.quotations)
    )
    spans = _spans(statement.spans, path, now)
    same = spans == statement.spans and quotations == statement.quotations
    return statement if same else attrs.evolve(statement, spans=spans, quotations=quotations)
