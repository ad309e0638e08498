"""Every span of a dataset, with the source whose text it is a stretch of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from .._dataset import Dataset
from .._sources import Span
from ._anchoring import Anchor, SourceText

__all__ = ["Anchors", "SpanAt", "known_texts", "spans_of"]


class SpanAt(NamedTuple):
    """A span in its place."""

    span: Span
    source: str
    """The id of the source whose text it is a stretch of."""
    path: str
    """Where it stands, as a JSON Pointer into the document."""
    words: str | None = None
    """The words that it is a span of where it holds none itself: those of a quotation."""


def spans_of(dataset: Dataset) -> Iterator[SpanAt]:
    """Every span whose source is known, in the order of the document."""
    for list_name in ("events", "reports"):
        for index, holder in enumerate(getattr(dataset, list_name)):
            for name in ("figures", "assertions"):
                for position, claim in enumerate(getattr(holder, name)):
                    for number, span in enumerate(claim.spans):
                        path = f"/{list_name}/{index}/{name}/{position}/spans/{number}"
                        yield SpanAt(span, claim.attribution.source, path)
    for index, statement in enumerate(dataset.statements):
        if statement.source is None:
            continue
        for number, span in enumerate(statement.spans):
            yield SpanAt(span, statement.source, f"/statements/{index}/spans/{number}")
        for number, quotation in enumerate(statement.quotations):
            if quotation.span is not None:
                path = f"/statements/{index}/quotations/{number}/span"
                yield SpanAt(quotation.span, statement.source, path, quotation.text)


def known_texts(dataset: Dataset, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts, each of a source that the dataset has.

    Raises:
        UnknownIdError: If the dataset has no source with one of the ids, whose text would say nothing.
        TypeError: If a text is not a str.
    """
    for source, text in texts.items():
        dataset.source(source)
        if not isinstance(text, str):
            raise TypeError(f"expected the text of {source} as a str, got a {type(text).__name__}")
    return dict(texts)


class Anchors:
    """What was found of spans in the texts of their sources. Equal spans are looked for once."""

    def __init__(self, texts: Mapping[str, str], spans: Iterable[SpanAt]) -> None:
        self.texts = {source: SourceText(text) for source, text in texts.items()}
        self._found: dict[tuple[str, Span, str | None], Anchor] = {}
        of_hash: dict[str, list[Span]] = {}
        for each in spans:
            if each.source not in self.texts:
                continue
            if each.span.exact is None and each.span.sha256 is not None:
                of_hash.setdefault(each.source, []).append(each.span)
            else:
                self.of(each)
        # Only now, because they have mostly moved as those have whose words are known.
        for source, several in of_hash.items():
            self.texts[source].look_up(several)

    def of(self, each: SpanAt) -> Anchor:
        """What was found of a span whose source's text is given."""
        key = (each.source, each.span, each.words)
        if key not in self._found:
            self._found[key] = self.texts[each.source].anchor(each.span, words=each.words)
        return self._found[key]
