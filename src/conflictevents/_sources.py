"""Documents and the stretches of their text: `Source`, `Span`, `Identifier`, `Cell`."""

from __future__ import annotations

import hashlib
from typing import ClassVar

import attrs

from ._fields import Hash, Id, Language, Offset, SourceKindWord, SourceRef, Text
from ._record import Record, refusal
from ._vocab import SourceStatus, SpanRole, to_source_status, to_span_role
from ._waivers import Waiver
from ._when import When

__all__ = ["Cell", "Identifier", "Source", "Span"]


@attrs.frozen(kw_only=True)
class Identifier(Record):
    """What somebody else calls the same thing.

    Attributes:
        scheme: Whose identifier it is ("wikidata", "geonames", "ucdp-ged").
        value: The identifier itself, exactly as that scheme writes it.
        release: The release of the scheme's data, where identifiers change between releases.
    """

    scheme: Text
    value: Text
    release: Text | None = None


@attrs.frozen(kw_only=True)
class Cell(Record):
    """A field of an input that the model has no place for, kept as it was.

    Attributes:
        name: The field's name in the input.
        value: Its text, unchanged; the empty text is kept too.
    """

    name: Text
    value: str


@attrs.frozen(kw_only=True)
class Source(Record):
    """A document that carries words: an article, a post, a bulletin, a dataset. Its text itself is never held.

    Attributes:
        id: Its id in the dataset.
        title: Its title.
        publisher: Who published it.
        url: Where it stands or stood.
        published: When it was published.
        language: The language of its text.
        archive: The address of an archived copy.
        licence: The licence of its text, as an SPDX identifier where there is one.
        status: What became of it since it was read.
        based_on: The id of the source whose words it repeats, such as a wire story.
        length: The length in Unicode code points of exactly the text that the spans refer to.
        sha256: The SHA-256 of that text in UTF-8.
        note: Anything a reader of the data should know of it.
        kind: What sort of document it is.
        identifiers: What others call it.
        extra: Fields of the input that the model has no place for.
        waivers: Findings of the checks that are known and shall stand, each with the reason.
    """

    id: Id
    title: Text | None = None
    publisher: Text | None = None
    url: Text | None = None
    published: When | None = None
    language: Language | None = None
    archive: Text | None = None
    licence: Text | None = None
    status: SourceStatus = attrs.field(default=SourceStatus.CURRENT, converter=to_source_status)
    based_on: SourceRef | None = None
    length: Offset | None = None
    sha256: Hash | None = None
    note: Text | None = None
    kind: SourceKindWord | None = None
    identifiers: tuple[Identifier, ...] = ()
    extra: tuple[Cell, ...] = ()
    waivers: tuple[Waiver, ...] = attrs.field(default=(), metadata={"last": True})

    def is_text(self, text: str) -> bool:
        """Whether a text is exactly the one that this source's spans refer to, as far as the source can tell."""
        same_length = self.length is None or self.length == len(text)
        return same_length and (self.sha256 is None or self.sha256 == sha256_of(text))


@attrs.frozen(kw_only=True)
class Span(Record):
    """A stretch of a source's text: `text[start:end]`.

    The source is that of the record that holds the span.

    Attributes:
        start: Where it starts, in Unicode code points from the start of the text.
        end: Where it ends, in code points; the character at `end` is no longer part of it.
        role: What it is to the record.
        exact: The words themselves.
        sha256: The SHA-256 of the words in UTF-8, for a text that may not be quoted.
    """

    start: Offset
    end: Offset
    role: SpanRole = attrs.field(default=SpanRole.FIGURE, converter=to_span_role)
    exact: str | None = None
    sha256: Hash | None = None

    _agreed: ClassVar[str] = "{start} < {end} and ({exact} is None or len({exact}) == {end} - {start})"

    def _agree(self) -> None:
        """Check that the span is not empty and as long as its words."""
        if self.end <= self.start:
            message = f"expected an end after the start, {self.start:,}, got {self.end:,}"
            raise refusal(self, "QT103", "end", message, self.end)
        if self.exact is not None and len(self.exact) != self.end - self.start:
            message = f"expected {self.end - self.start:,} code points, as the offsets say, got {len(self.exact):,}"
            raise refusal(self, "QT103", "exact", message, self.exact)

    @classmethod
    def of(cls, text: str, exact: str, *, role: str = SpanRole.FIGURE, keep_words: bool = True) -> Span:
        """Make the span of words that stand exactly once in a text.

        Args:
            text: The whole text of the source.
            exact: The words.
            role: What the span is to the record.
            keep_words: Keep the words; otherwise only their hash, for a text that may not be quoted.

        Raises:
            ValueError: If the words do not stand in the text, or more than once.
        """
        found = text.count(exact) if exact else 0
        if found != 1:
            msg = f"expected words that stand once in the text, found {found:,} times: {exact[:60]!r}"
            raise ValueError(msg)
        start = text.index(exact)
        if text.find(exact, start + 1) != -1:  # `count` skips overlapping ones
            msg = f"expected words that stand once in the text, found overlapping ones: {exact[:60]!r}"
            raise ValueError(msg)
        words, digest = (exact, None) if keep_words else (None, sha256_of(exact))
        return cls(start=start, end=start + len(exact), role=role, exact=words, sha256=digest)

    def matches(self, text: str) -> bool:
        """Whether the words, as far as the span holds them, stand in the text where the span says."""
        if self.end > len(text):
            return False
        words = text[self.start : self.end]
        same = self.exact is None or self.exact == words
        return same and (self.sha256 is None or self.sha256 == sha256_of(words))


def sha256_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in lower-case hexadecimal."""
    # A text from elsewhere may hold a lone surrogate; it then matches no hash of proper UTF-8.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
