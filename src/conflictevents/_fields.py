"""What a field may hold: the limits on values, and the types that the fields of the model are hinted with.

A field's type hint is the single source of what it takes. A limit on a value (a range, a pattern, a vocabulary) is a
`Limit` inside an `Annotated` hint, so the constructors, the readers and the JSON Schema all say the same.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from ._vocab import (
    GroupTag,
    Item,
    Measure,
    ParticipantRole,
    PlaceRole,
    Property,
    RelationKind,
    SourceKind,
    TermKind,
    Word,
)

__all__ = [
    "LARGEST_WHOLE",
    "ActorRef",
    "AnyRef",
    "CarrierRef",
    "ClaimRef",
    "CodeStart",
    "Country",
    "EventRef",
    "Group",
    "Hash",
    "Id",
    "ItemWord",
    "Language",
    "Latitude",
    "Limit",
    "Longitude",
    "MeasureWord",
    "Number",
    "Offset",
    "OneOf",
    "Pattern",
    "Percent",
    "PlaceRef",
    "PlaceRoleWord",
    "PolicyLabel",
    "PropertyWord",
    "Real",
    "Ref",
    "RelationWord",
    "RoleWord",
    "SourceKindWord",
    "SourceRef",
    "StatementRef",
    "SubjectRef",
    "TermKindWord",
    "Text",
    "Whole",
    "Words",
    "nearest",
]

LARGEST_WHOLE: Final = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly (RFC 8259, section 6)."""


# --- limits ----------------------------------------------------------------------------------------------------------


class Limit:
    """A limit on the values of a type, beside the type itself.

    Attributes:
        expected: What is taken, for messages ("a whole number from 0 to 10").
        code: The code under which a value beyond the limit is reported.
    """

    expected: str
    code: str = "IO109"
    common: str | None = None
    """A cheap expression that is true of the ASCII text `v` only where the limit takes it."""

    def takes(self, value: Any) -> bool:
        """Whether a value of the right type is within the limit."""
        raise NotImplementedError

    def test(self, name: Callable[[Any], str]) -> str:
        """A Python expression that tells whether the value `v` is within the limit.

        Every value that is read passes through it, so a limit may put the common case in front of `takes`.

        Args:
            name: Gives the name under which an object can be used in the expression.
        """
        return f"{name(self.takes)}(v)"

    def schema(self) -> dict[str, Any]:
        """The same limit in the words of JSON Schema 2020-12."""
        raise NotImplementedError

    def suggest(self, value: Any) -> str | None:  # noqa: ARG002 - most limits have no suggestion
        """A value that may have been meant."""
        return None


class Whole(Limit):
    """A whole number within a range, both ends included."""

    def __init__(self, low: int, high: int, code: str = "IO109") -> None:
        self.low, self.high, self.code = low, high, code
        self.expected = f"a whole number from {low:,} to {high:,}"

    def takes(self, value: Any) -> bool:
        return bool(self.low <= value <= self.high)

    def test(self, name: Callable[[Any], str]) -> str:  # noqa: ARG002 - it needs none
        return f"{self.low} <= v <= {self.high}"

    def schema(self) -> dict[str, Any]:
        return {"minimum": self.low, "maximum": self.high}


class Real(Limit):
    """A finite number within a range, both ends included."""

    def __init__(self, low: float, high: float, unit: str, code: str = "IO109") -> None:
        self.low, self.high, self.code = low, high, code
        self.expected = f"a number of {unit} from {low:g} to {high:g}"

    def takes(self, value: Any) -> bool:
        return bool(self.low <= value <= self.high)  # NaN compares false

    def schema(self) -> dict[str, Any]:
        return {"minimum": self.low, "maximum": self.high}


class Pattern(Limit):
    """Text that matches a regular expression as a whole.

    Only what Python's `re` and ECMA 262 read alike may stand in it.
    """

    def __init__(self, pattern: str, expected: str, code: str = "IO109", *, common: str | None = None) -> None:
        self.pattern, self.expected, self.code, self.common = pattern, expected, code, common
        self._match = re.compile(pattern).fullmatch

    def takes(self, value: Any) -> bool:
        return self._match(value) is not None

    def test(self, name: Callable[[Any], str]) -> str:
        return f"{name(self._match)}(v) is not None"

    def schema(self) -> dict[str, Any]:
        # `$` lets a trailing newline through in some dialects, hence the look-ahead. Where anything may stand last it
        # is not needed, and some validators give up on a long text that they have to look ahead in.
        end = "$" if self.pattern.endswith(r"[\s\S]*") else r"(?![\s\S])"
        return {"pattern": f"^(?:{self.pattern}){end}"}


_OWN_WORD: Final = r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)+"


class OneOf(Limit):
    """A word of an open vocabulary, or a word of one's own with a dot in it."""

    def __init__(self, vocabulary: type[Word]) -> None:
        self.vocabulary = vocabulary
        self.words: frozenset[str] = frozenset(term.value for term in vocabulary)
        name = vocabulary.__name__
        self.expected = f"a word of the vocabulary {name} ({_some(self.words)}), or one of your own with a dot in it"

    def takes(self, value: Any) -> bool:
        return value in self.words or ("." in value and re.fullmatch(_OWN_WORD, value) is not None)

    def test(self, name: Callable[[Any], str]) -> str:
        return f"(v in {name(self.words)} or {name(self.takes)}(v))"

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"enum": [term.value for term in self.vocabulary]}, Pattern(_OWN_WORD, "").schema()]}

    def suggest(self, value: Any) -> str | None:
        return nearest(value, self.words)


class _Group(Limit):
    """Tags joined by `+`: known ones, or `dimension:value` for the rest."""

    _own = r"[a-z][a-z_-]*:[A-Za-z0-9][A-Za-z0-9._-]*"
    expected = "group tags joined by + (children, civilians+women …), or dimension:value"

    def __init__(self) -> None:
        self.words: frozenset[str] = frozenset(tag.value for tag in GroupTag)

    def takes(self, value: Any) -> bool:
        tags = value.split("+")
        known = all(tag in self.words or re.fullmatch(self._own, tag) for tag in tags)
        return known and len(set(tags)) == len(tags)

    def test(self, name: Callable[[Any], str]) -> str:
        return f"(v in {name(self.words)} or {name(self.takes)}(v))"

    def schema(self) -> dict[str, Any]:
        tag = f"(?:{'|'.join(sorted(self.words))}|{self._own})"
        return Pattern(rf"{tag}(?:\+{tag})*", "").schema()

    def suggest(self, value: Any) -> str | None:
        return nearest(value, self.words)


def _some(words: frozenset[str]) -> str:
    first = sorted(words)[:4]
    return ", ".join(first) + (" …" if len(words) > len(first) else "")


def nearest(value: Any, words: frozenset[str]) -> str | None:
    """The word that may have been meant, or None."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    near = difflib.get_close_matches(value.lower().strip(), words, n=1)
    return near[0] if near else None


# --- the types of fields ---------------------------------------------------------------------------------------------

# Written out, because `\s` is not the same in Python and in ECMA 262: white space and line ends, then also what has no
# width or turns the direction of writing.
_BLANK: Final = r"\t\n\v\f\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_UNSEEN: Final = r"\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"

Id: TypeAlias = Annotated[
    str,
    Pattern(
        f"[^{_UNSEEN}]{{1,200}}",
        "an id: 1 to 200 visible characters without spaces",
        common="v.isprintable() and ' ' not in v and 0 < len(v) <= 200",
    ),
]
"""An id: 1 to 200 visible characters. It means something only inside its dataset and its kind of record."""


class Ref:
    """Marks an id as that of another record of the dataset.

    Attributes:
        kinds: The kinds of record that it may be ("actor", "source" …).
    """

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds


SourceRef: TypeAlias = Annotated[Id, Ref("source")]
"""The id of a source."""
ActorRef: TypeAlias = Annotated[Id, Ref("actor")]
"""The id of an actor."""
PlaceRef: TypeAlias = Annotated[Id, Ref("place")]
"""The id of a place."""
EventRef: TypeAlias = Annotated[Id, Ref("event")]
"""The id of an event."""
StatementRef: TypeAlias = Annotated[Id, Ref("statement")]
"""The id of a statement."""
ClaimRef: TypeAlias = Annotated[Id, Ref("claim")]
"""The id of a claim."""
CarrierRef: TypeAlias = Annotated[Id, Ref("actor", "source")]
"""The id of an actor or source that passes words on."""
SubjectRef: TypeAlias = Annotated[Id, Ref("event", "actor", "place")]
"""The id of what is spoken about."""
AnyRef: TypeAlias = Annotated[Id, Ref("source", "actor", "place", "event", "report", "statement")]
"""The id of any record."""

Text: TypeAlias = Annotated[
    str, Pattern(rf"[\s\S]*[^{_BLANK}][\s\S]*", "text that is not blank", common="'!' <= v[:1] <= '~'")
]
"""Text with at least one character that is not white space."""

Words: TypeAlias = tuple[Text, ...]
"""Several texts."""

PolicyLabel: TypeAlias = Annotated[
    str, Pattern(r"[a-z0-9][a-z0-9_.-]*(?:/[0-9]+)?", "the label of a policy, such as literal or our-desk/2")
]
"""The label of a policy: its name, and from its second version on the version."""

CodeStart: TypeAlias = Annotated[
    str, Pattern(r"[A-Z]{2,8}[0-9]{0,3}", "the code of a check or its beginning, such as CT105 or CT")
]
"""The code of a check, or the letters of its family and perhaps the first digits."""

Country: TypeAlias = Annotated[str, Pattern(r"[A-Z]{2}", "an ISO 3166-1 alpha-2 code such as UA", "PL103")]
"""An ISO 3166-1 alpha-2 country code."""

Language: TypeAlias = Annotated[
    str, Pattern(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", "a BCP 47 language tag such as uk or en-GB")
]
"""A BCP 47 language tag."""

Hash: TypeAlias = Annotated[str, Pattern(r"[0-9a-f]{64}", "a SHA-256 as 64 lower-case hexadecimal digits")]
"""A SHA-256 of UTF-8 bytes, as 64 lower-case hexadecimal digits."""

Latitude: TypeAlias = Annotated[float, Real(-90, 90, "degrees", "PL101")]
"""Degrees north of the equator on WGS84, from -90 to 90."""

Longitude: TypeAlias = Annotated[float, Real(-180, 180, "degrees", "PL101")]
"""Degrees east of Greenwich on WGS84, from -180 to 180."""

Percent: TypeAlias = Annotated[float, Real(0, 100, "percent")]
"""Percent, from 0 to 100."""

Number: TypeAlias = Annotated[int, Whole(0, LARGEST_WHOLE, "CT102")]
"""A whole number from 0 to 2**53 - 1."""

Offset: TypeAlias = Annotated[int, Whole(0, LARGEST_WHOLE)]
"""A position in a text, in Unicode code points from its start."""

MeasureWord: TypeAlias = Annotated[str, OneOf(Measure)]
"""A word of `Measure`, or one's own with a dot."""
ItemWord: TypeAlias = Annotated[str, OneOf(Item)]
"""A word of `Item`, or one's own with a dot."""
PropertyWord: TypeAlias = Annotated[str, OneOf(Property)]
"""A word of `Property`, or one's own with a dot."""
RoleWord: TypeAlias = Annotated[str, OneOf(ParticipantRole)]
"""A word of `ParticipantRole`, or one's own with a dot."""
PlaceRoleWord: TypeAlias = Annotated[str, OneOf(PlaceRole)]
"""A word of `PlaceRole`, or one's own with a dot."""
SourceKindWord: TypeAlias = Annotated[str, OneOf(SourceKind)]
"""A word of `SourceKind`, or one's own with a dot."""
RelationWord: TypeAlias = Annotated[str, OneOf(RelationKind)]
"""A word of `RelationKind`, or one's own with a dot."""
TermKindWord: TypeAlias = Annotated[str, OneOf(TermKind)]
"""A word of `TermKind`, or one's own with a dot."""
Group: TypeAlias = Annotated[str, _Group()]
"""Tags of `GroupTag` joined by `+`; `dimension:value` for what the vocabulary does not know (`nationality:UA`)."""
