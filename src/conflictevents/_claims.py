"""Claims: what somebody asserts, and who stands behind it.

`Attribution` says who; `Figure` is a claim of a number and `Assertion` a claim of anything else.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, ClassVar

import attrs

from ._count import Count, Share
from ._fields import (
    ActorRef,
    CarrierRef,
    ClaimRef,
    Group,
    Id,
    ItemWord,
    MeasureWord,
    PropertyWord,
    RelationWord,
    SourceRef,
    StatementRef,
    Text,
)
from ._record import Record, json_fields, refusal
from ._sources import Cell, Identifier, Span
from ._vocab import (
    Attributed,
    Commitment,
    EstimateLeg,
    Measure,
    Method,
    Polarity,
    Property,
    RevisionKind,
    Scope,
    SpanRole,
    to_attributed,
    to_commitment,
    to_estimate_leg,
    to_method,
    to_polarity,
    to_revision_kind,
    to_scope,
)
from ._waivers import Waiver
from ._when import When

__all__ = ["Assertion", "Attribution", "Claim", "Figure", "Figures", "Grade", "Holder", "Supersedes"]


@attrs.frozen(kw_only=True)
class Grade(Record):
    """Somebody's grade of how reliable a claim is, on that somebody's own scale; it is never mapped to another.

    Attributes:
        scheme: The scale ("admiralty", "airwars").
        value: The grade, exactly as that scale writes it.
    """

    scheme: Text
    value: Text


@attrs.frozen(kw_only=True)
class Attribution(Record):
    """Who stands behind a claim. It holds ids only, so that equal ones can be shared by many claims.

    Attributes:
        source: The id of the source that carries the claim.
        speaker: The id of the actor who says so; None where the source says it in its own voice, or where it leaves
            open who says so (see `attributed`).
        statement: The id of the statement in which it was said: linked evidence, nothing is inherited from it.
        via: The ids through which it came to the source, from the speaker on (official, agency, outlet).
        attributed: How the text ties the claim to the speaker; None stands for the plain cases, own voice without a
            speaker and stated with one (see `how`).
        polarity: Whether the speaker says that it is so.
        verb: The verb of saying as printed ("claimed").
        commitment: How firmly the speaker stands behind it.
        method: How the figure or fact was arrived at.
        grade: A grade of reliability, scheme and value.
        as_of: The time for which the claim is meant to hold.
        coder: Who wrote the claim down, such as a person's initials or a program's name.
    """

    source: SourceRef
    speaker: ActorRef | None = None
    statement: StatementRef | None = None
    via: tuple[CarrierRef, ...] = ()
    attributed: Attributed | None = attrs.field(default=None, converter=attrs.converters.optional(to_attributed))
    polarity: Polarity = attrs.field(default=Polarity.ASSERTS, converter=to_polarity)
    verb: Text | None = None
    commitment: Commitment = attrs.field(default=Commitment.UNSTATED, converter=to_commitment)
    method: Method | None = attrs.field(default=None, converter=attrs.converters.optional(to_method))
    grade: Grade | None = None
    as_of: When | None = None
    coder: Text | None = None

    @property
    def how(self) -> Attributed:
        """How the text ties the claim to its speaker, the plain cases included."""
        if self.attributed is not None:
            return self.attributed
        return Attributed.OWN_VOICE if self.speaker is None else Attributed.STATED


@attrs.frozen(kw_only=True)
class Supersedes(Record):
    """That a claim takes the place of an earlier one.

    Attributes:
        claim: The id of the earlier claim.
        kind: Whether it is an update, a correction or a retraction.
    """

    claim: ClaimRef
    kind: RevisionKind = attrs.field(converter=to_revision_kind)


@attrs.frozen(kw_only=True)
class Claim(Record):
    """Something somebody asserts; the common part of `Figure` and `Assertion`.

    Attributes:
        id: Its id in the dataset; only a claim that another record points at needs one.
        attribution: Who stands behind it.
        spans: Where it stands in the text of the attribution's source.
        supersedes: The earlier claim whose place it takes.
        note: Anything a reader of the data should know of it.
        waivers: Findings of the checks that are known and shall stand, each with the reason.
    """

    id: Id | None = None
    attribution: Attribution = attrs.field(metadata={"last": True})
    spans: tuple[Span, ...] = attrs.field(default=(), metadata={"last": True})
    supersedes: Supersedes | None = attrs.field(default=None, metadata={"last": True})
    note: Text | None = attrs.field(default=None, metadata={"last": True})
    waivers: tuple[Waiver, ...] = attrs.field(default=(), metadata={"last": True})

    @property
    def figure_span(self) -> Span | None:
        """The span of the figure or assertion itself: the first with that role, else the first of all."""
        first = self.spans[0] if self.spans else None
        return next((span for span in self.spans if span.role is SpanRole.FIGURE), first)

    def key(self, owner: str) -> str:
        """The claim's id, or where it has none a key made from its content and the id of the record that owns it.

        The key stays the same from run to run and machine to machine, and changes with the content.
        """
        if self.id is not None:
            return self.id
        content = json.dumps([owner, type(self).__name__, _plain(self)], sort_keys=True, ensure_ascii=True)
        return "c-" + hashlib.sha256(content.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """A value as plain data for a content key.

    Defaults are left out, so that a new optional field changes no key, and waivers, which say nothing of the world.
    """
    if isinstance(value, Record):
        cls: type = type(value)
        fields = [(key, getattr(value, attribute), field) for attribute, key, field in json_fields(cls)]
        return {key: _plain(each) for key, each, field in fields if each != field.default and key != "waivers"}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


@attrs.frozen(kw_only=True)
class Figure(Claim):
    """A claim of a number.

    Attributes:
        measure: What is counted about the items (killed, released, launched …).
        item: What is counted (people, missile …); None where the source does not say.
        model: The type of the item as reported ("Shahed-136").
        group: Which people: tags joined by `+`; None is everybody.
        from_: The id of the side it comes from (attacker, releasing side); `from` in JSON.
        to: The id of the side it goes to (target, receiving side); for harm the side harmed.
        count: The number; None where the source says that there were some and gives no size.
        share: A percentage in place of a count.
        described: The noun as reported ("Ukrainian defenders").
        scope: What stretch it covers, where that differs from the record's.
        window: The window of time that it covers.
        within: The id of the claim that this one is part of ("including three children").
        besides: The id of the claim that this one comes on top of ("another 41").
        estimate: Which leg of a dataset's own triple it is.
    """

    measure: MeasureWord
    item: ItemWord | None = None
    model: Text | None = None
    group: Group | None = None
    from_: ActorRef | None = None
    to: ActorRef | None = None
    count: Count | None = None
    share: Share | None = None
    described: Text | None = None
    scope: Scope | None = attrs.field(default=None, converter=attrs.converters.optional(to_scope))
    window: When | None = None
    within: ClaimRef | None = None
    besides: ClaimRef | None = None
    estimate: EstimateLeg | None = attrs.field(default=None, converter=attrs.converters.optional(to_estimate_leg))

    _agreed: ClassVar[str] = "{count} is None or {share} is None"

    def _agree(self) -> None:
        """Check that there are not both a count and a share."""
        if self.count is not None and self.share is not None:
            raise refusal(self, "CT116", "share", "expected a count or a share, got both", self.share)


@attrs.frozen(kw_only=True)
class Assertion(Claim):
    """A claim of anything but a number.

    Attributes:
        property: What it is about; the vocabulary says what the value of each property holds.
        value: An id, a term of a vocabulary, a short paraphrase in our own words, or a `When`.
        vocabulary: The vocabulary that the value is a term of, where it is somebody's.
        of: For a rank, of what ("aerial attacks"); for a term's status, the id of the term.
        since: For a rank, since when.
        relation: For a relation, its kind.
    """

    property: PropertyWord
    value: Text | When
    vocabulary: Text | None = None
    of: Text | None = None
    since: When | None = None
    relation: RelationWord | None = None

    def refers_to(self) -> tuple[str, str] | None:
        """The kind and the id of the record that the assertion names, where its property's values are ids."""
        if self.property == Property.TERM_STATUS:
            return None if self.of is None else ("term", self.of)
        try:
            kind = Property(self.property).refers_to
        except ValueError:  # a property of the user's own
            return None
        return (kind, self.value) if kind is not None and isinstance(self.value, str) else None


class Figures(tuple[Figure, ...]):
    """Some figures of a record. It is a tuple; called with the names of fields, it narrows them down.

    `exchange.released` are all figures of people released, and `exchange.released(to="ukraine")` those among them
    that say how many went to Ukraine.
    """

    __slots__ = ()

    def __call__(
        self,
        *,
        item: str | None = None,
        model: str | None = None,
        group: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        speaker: str | None = None,
        source: str | None = None,
    ) -> Figures:
        """Keep the figures that have all of the given values; what is not given does not matter."""
        wanted = {"item": item, "model": model, "group": group, "from_": from_, "to": to}
        wanted = {name: value for name, value in wanted.items() if value is not None}
        return Figures(
            figure
            for figure in self
            if all(getattr(figure, name) == value for name, value in wanted.items())
            and speaker in (None, figure.attribution.speaker)
            and source in (None, figure.attribution.source)
        )

    @property
    def counts(self) -> tuple[Count | None, ...]:
        """The count of each figure, None where it has none."""
        return tuple(figure.count for figure in self)


@attrs.frozen(kw_only=True)
class Holder(Record):
    """A record that owns claims: an event or a report.

    Attributes:
        id: Its id in the dataset.
        title: A short title in our own words.
        identifiers: What others call it.
        note: Anything a reader of the data should know of it.
        extra: Fields of the input that the model has no place for.
        figures: The claims of numbers.
        assertions: The claims of anything else.
        waivers: Findings of the checks that are known and shall stand, each with the reason.
    """

    kind: ClassVar[str] = ""
    """The tag of this kind of record in files and tables."""

    id: Id
    title: Text | None = None
    identifiers: tuple[Identifier, ...] = ()
    note: Text | None = attrs.field(default=None, metadata={"last": True})
    extra: tuple[Cell, ...] = attrs.field(default=(), metadata={"last": True})
    figures: tuple[Figure, ...] = attrs.field(default=(), metadata={"last": True})
    assertions: tuple[Assertion, ...] = attrs.field(default=(), metadata={"last": True})
    waivers: tuple[Waiver, ...] = attrs.field(default=(), metadata={"last": True})

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims of the record, figures first."""
        return (*self.figures, *self.assertions)

    def figures_of(self, measure: Measure | str) -> Figures:
        """The figures of one measure."""
        return Figures(figure for figure in self.figures if figure.measure == measure)

    def assertions_of(self, property: Property | str) -> tuple[Assertion, ...]:  # noqa: A002 - the field's name
        """The assertions about one property."""
        return tuple(assertion for assertion in self.assertions if assertion.property == property)
