"""Strategies for what is found of spans in texts; `strategies` registers them."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ._count import Count
from ._drawing import MOST, ids
from ._evidence._anchoring import Anchor, Fit
from ._evidence._coverage import Coverage, Uncovered
from ._evidence._reanchoring import AnchoredSpan, ReanchorReport
from ._sources import Span
from ._vocab import SpanRole

__all__ = ["of_evidence"]

_SOME_PLACES = {Fit.ABSENT: (0, 0), Fit.UNKNOWN: (0, 0), Fit.AMBIGUOUS: (2, 10), Fit.OTHER_UNITS: (1, 10)}


@st.composite
def _anchors(draw: DrawFn) -> Anchor:
    fit = draw(st.sampled_from(Fit))
    least, most = _SOME_PLACES.get(fit, (1, 1))
    place = st.tuples(st.integers(0, 10**6), st.integers(1, 500)).map(lambda each: (each[0], each[0] + each[1]))
    unit = draw(st.sampled_from(("utf-16", "utf-8"))) if fit is Fit.OTHER_UNITS else None
    places = draw(st.lists(place, min_size=least, max_size=most, unique=True))
    return Anchor(fit=fit, places=tuple(places), unit=unit)


@st.composite
def _anchored(draw: DrawFn, spans: SearchStrategy[Span]) -> AnchoredSpan:
    anchor, span = draw(_anchors()), draw(spans)
    moved = None
    if anchor.place is not None:
        start, end = anchor.place
        moved = attrs.evolve(span, start=start, end=end, exact=None if span.exact is None else "w" * (end - start))
    path = draw(st.sampled_from(("/events/0/figures/1/spans/0", "/statements/2/quotations/0/span")))
    return AnchoredSpan(path=path, source=draw(ids()), span=span, anchor=anchor, moved_to=moved)


def of_evidence(
    spans: SearchStrategy[Span], counts: SearchStrategy[Count], texts: SearchStrategy[str]
) -> dict[type, SearchStrategy[Any]]:
    """The strategy of each class."""
    some = st.lists(_anchored(spans), max_size=MOST).map(tuple)
    figures = st.builds(Uncovered, source=ids(), span=spans, count=counts)
    words = spans.map(lambda span: attrs.evolve(span, role=SpanRole.QUOTATION))
    quotations = st.builds(Uncovered, source=ids(), span=words, count=st.none())
    return {
        Fit: st.sampled_from(Fit),
        Anchor: _anchors(),
        AnchoredSpan: _anchored(spans),
        ReanchorReport: st.builds(
            ReanchorReport,
            moved=some.map(lambda every: tuple(each for each in every if each.moved_to is not None)),
            refused=some.map(lambda every: tuple(each for each in every if each.moved_to is None)),
            in_place=st.integers(0, 100),
            updated=st.lists(ids(), max_size=MOST).map(tuple),
        ),
        Uncovered: figures | quotations,
        Coverage: st.builds(
            Coverage,
            figures=st.lists(figures, max_size=MOST).map(tuple),
            quotations=st.lists(quotations, max_size=MOST).map(tuple),
            found=st.integers(2 * MOST, 100),
            skipped=st.lists(texts, max_size=MOST).map(tuple),
        ),
    }
