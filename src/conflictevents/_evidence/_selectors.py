"""Spans as selectors of the W3C Web Annotation Data Model, and back.

The Recommendation counts positions in Unicode code points, from 0 and with the end not included, as a span does. Many
programs that run in a browser count UTF-16 units all the same; that is noticed where the text is at hand, and refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from .._sources import Span, sha256_of
from .._vocab import SpanRole
from ._anchoring import SourceText
from ._normal import TooLongError

__all__ = ["from_selectors", "to_selectors"]

_POSITION: Final = "TextPositionSelector"
_QUOTE: Final = "TextQuoteSelector"
_LONGEST_CHAIN: Final = 10
_NAMESPACES: Final = ("oa:", "http://www.w3.org/ns/oa#")


def to_selectors(span: Span, text: str | None = None, *, context: int = 32) -> list[dict[str, Any]]:
    """Write a span as selectors of the W3C Web Annotation Data Model, ready for JSON.

    It is a list of alternatives that select the same: a TextPositionSelector, and where the span holds its words a
    TextQuoteSelector. Of a span that holds only the hash of its words the words are not written, since they may not
    be quoted. A selector has no place for a hash or a role.

        >>> to_selectors(Span(start=4, end=6, exact="12"), "All 12 died", context=4)
        ... # doctest: +NORMALIZE_WHITESPACE
        [{'type': 'TextPositionSelector', 'start': 4, 'end': 6},
         {'type': 'TextQuoteSelector', 'exact': '12', 'prefix': 'All ', 'suffix': ' die'}]

    Args:
        span: The span.
        text: The text of its source; with it, the words around the span are written too.
        context: How many code points of the text are written before and after the words.

    Raises:
        ValueError: If the span's words do not stand in the text where it says.
    """
    if text is not None and not span.matches(text):
        raise ValueError(f"expected a text in which the span fits, got other words at {span.start:,}–{span.end:,}")
    selectors: list[dict[str, Any]] = [{"type": _POSITION, "start": span.start, "end": span.end}]
    if span.exact is not None:
        quote = {"type": _QUOTE, "exact": span.exact}
        if text is not None and context > 0:
            around = {
                "prefix": text[max(0, span.start - context) : span.start],
                "suffix": text[span.end : span.end + context],
            }
            quote |= {name: words for name, words in around.items() if words}
        selectors.append(quote)
    return selectors


def from_selectors(
    selectors: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    text: str | None = None,
    *,
    role: SpanRole | str = SpanRole.FIGURE,
    keep_words: bool = True,
) -> Span:
    """Read a span from selectors of the W3C Web Annotation Data Model.

    A TextPositionSelector, a TextQuoteSelector, one refined by the other (`refinedBy`), or a list of alternatives that
    select the same. Selectors of other types are passed over where there is one that can be read.

    Args:
        selectors: The value of `selector`.
        text: The text of the source. Without it the positions are taken as they stand, in code points, and a quotation
            alone cannot be read.
        role: What the span is to its record.
        keep_words: Keep the words; otherwise only their hash.

    Raises:
        ValueError: If there is no selector that can be read, if they select different stretches, or if the words stand
            nowhere or at several places.
    """
    several = [selectors] if isinstance(selectors, Mapping) else list(selectors)
    source = None if text is None else SourceText(text)
    chains = [_chain(each) for each in several]
    places = [place for chain in chains if chain and (place := _place(chain, source)) is not None]
    if not places:
        wanted = f"a {_POSITION}" if text is None else f"a {_POSITION} or a {_QUOTE}"
        raise ValueError(f"expected {wanted}" + (", or the text of the source" if text is None else ""))
    start, end = places[0]
    for other in places:
        if other != (start, end):
            unit = source and (source.unit_at(other, (start, end)) or source.unit_at((start, end), other))
            hint = f"; one of them seems to count in {unit.upper()}, not in code points" if unit else ""
            raise ValueError(
                f"expected selectors of one stretch, got {start:,}–{end:,} and {other[0]:,}–{other[1]:,}{hint}"
            )
    words = _words(chains, end - start) if text is None else text[start:end]
    if words is not None and len(words) != end - start:
        raise ValueError(f"expected words as long as {start:,}–{end:,}, got {len(words):,} code points")
    return Span(
        start=start,
        end=end,
        role=SpanRole(role),
        exact=words if keep_words else None,
        sha256=None if keep_words or words is None else sha256_of(words),
    )


class _Position(NamedTuple):
    """A TextPositionSelector."""

    start: int
    end: int


class _Quote(NamedTuple):
    """A TextQuoteSelector."""

    exact: str
    prefix: str
    suffix: str


def _chain(selector: Mapping[str, Any]) -> list[_Position | _Quote]:
    """A selector and those that refine it, the outermost first; empty where one is of a type that is not read."""
    chain: list[_Position | _Quote] = []
    at: Any = selector
    while at is not None:
        if not isinstance(at, Mapping) or len(chain) == _LONGEST_CHAIN:
            got = "a longer chain" if isinstance(at, Mapping) else f"a {type(at).__name__}"
            raise ValueError(f"expected a selector, refined at most {_LONGEST_CHAIN - 1} times, got {got}")
        type_ = _type(at)
        if type_ == _POSITION:
            chain.append(_position(at.get("start"), at.get("end")))
        elif type_ == _QUOTE:
            chain.append(_quote(at))
        else:
            return []
        at = at.get("refinedBy")
    return chain


def _type(selector: Mapping[str, Any]) -> str:
    given = selector.get("type", selector.get("@type"))
    types = given if isinstance(given, (list, tuple)) else [given]
    for each in types:
        if isinstance(each, str):
            name = each
            for namespace in _NAMESPACES:
                name = name.removeprefix(namespace)
            if name in (_POSITION, _QUOTE):
                return name
    return ""


def _position(start: object, end: object) -> _Position:
    if type(start) is int and type(end) is int and 0 <= start < end:
        return _Position(start, end)
    raise ValueError(f"expected whole numbers, the end after the start, in a {_POSITION}, got {start!r} and {end!r}")


def _quote(selector: Mapping[str, Any]) -> _Quote:
    exact, prefix, suffix = selector.get("exact"), selector.get("prefix") or "", selector.get("suffix") or ""
    if isinstance(exact, str) and exact and isinstance(prefix, str) and isinstance(suffix, str):
        return _Quote(exact, prefix, suffix)
    raise ValueError(f"expected words as exact, prefix and suffix of a {_QUOTE}")


def _place(chain: list[_Position | _Quote], source: SourceText | None) -> tuple[int, int] | None:
    """The stretch that a selector and those that refine it select; None where it takes the text to tell."""
    start, end = 0, None if source is None else len(source.text)
    for each in chain:
        if isinstance(each, _Position):
            inner: tuple[int, int] = each
        elif source is not None:
            inner = _found(
                each, source if (start, end) == (0, len(source.text)) else SourceText(source.text[start:end])
            )
        elif end is not None and len(each.exact) == end - start:
            inner = (0, end - start)  # the quotation is all of the stretch
        else:
            return None
        if end is not None and start + inner[1] > end:
            raise ValueError(f"expected a stretch within {end - start:,} code points, got {inner[0]:,}–{inner[1]:,}")
        start, end = start + inner[0], start + inner[1]
    return None if end is None else (start, end)


def _found(quote: _Quote, source: SourceText) -> tuple[int, int]:
    """The only place of a quotation."""
    try:
        places = source.places(quote.exact, quote.prefix, quote.suffix)
    except TooLongError:
        places = []
    if len(places) == 1:
        return places[0]
    told = f"{len(places):,} places or more" if places else "none"
    raise ValueError(f"expected one place with the words {quote.exact[:60]!r} in the text, got {told}")


def _words(chains: list[list[_Position | _Quote]], length: int) -> str | None:
    """The words that are selected, where there is no text to read them from."""
    quoted = [chain[-1].exact for chain in chains if chain and isinstance(chain[-1], _Quote)]
    return next((each for each in quoted if len(each) == length), quoted[0] if quoted else None)
