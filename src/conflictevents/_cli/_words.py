"""Claims in plain words, never more certain than the claim. Everything returned is harmless text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .._claims import Figure
from .._count import Count, Share
from .._vocab import Attributed, Commitment, Polarity, Property, Rank, SpanRole
from .._when import Basis, When
from ._text import harmless, kept_together

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .._actors import Actor
    from .._claims import Assertion, Attribution, Claim
    from .._dataset import Dataset
    from .._sources import Span

__all__ = ["Words", "bounds", "number", "quoted", "spaced", "spans", "when_words"]

_UNCOUNTED: Final = frozenset(
    {"people", "prisoners", "bodies", "artillery", "air_defence", "aircraft", "infrastructure"}
)
_LEFT_OPEN: Final = {
    Attributed.UNCLEAR: "who says so is left open",
    Attributed.CARRIED: "carried over from an earlier mention",
}
_SAID: Final = {"unverified": "not confirmed"}


def number(low: float, high: float | None, *, approximate: bool, percent: bool = False) -> str:
    """Bounds in words.

    >>> number(12, None, approximate=False), number(24, None, approximate=True)
    ('at least 12', 'about 24 or more')
    """
    unit = "%" if percent else ""
    about = "about " if approximate else ""
    lowest = f"{low:,}{unit}"
    if high is None:
        if low == 0:
            return "an unknown number" if not percent else "an unknown share"
        return f"about {lowest} or more" if approximate else f"at least {lowest}"
    if low == high:
        return about + lowest
    return f"{about}at most {high:,}{unit}" if low == 0 else f"{about}{low:,} to {high:,}{unit}"


def bounds(count: Count | Share | None) -> str:
    """A count or share in words."""
    if count is None:
        return "number not given"
    return number(count.low, count.high, approximate=count.approximate, percent=isinstance(count, Share))


def quoted(text: str) -> str:
    """Words of the source in quotation marks."""
    return f"“{harmless(text)}”"


def spaced(word: str) -> str:
    """A word of a vocabulary as one reads it."""
    return harmless(word.replace("_", " "))


def spans(these: Iterable[Span]) -> str:
    """Where in the text, as offsets: "[1829–1840]"; nothing if it is not known."""
    these = tuple(these)
    told = [span for span in these if span.role in (SpanRole.FIGURE, SpanRole.QUOTATION)] or these[:1]
    return " ".join(dict.fromkeys(f"[{span.start}–{span.end}]" for span in told))


def when_words(when: When) -> str:
    """A date as people write it, without how it was found."""
    if when.edtf is None:
        return quoted(when.text or "")
    start, slash, end = when.edtf.partition("/")
    if not slash:
        dates = harmless(when.edtf)
    elif start in ("", ".."):
        dates = f"until {harmless(end)}"
    else:
        dates = f"since {harmless(start)}" if end in ("", "..") else f"{harmless(start)} to {harmless(end)}"
    zone = "" if when.zone is None else f" ({harmless(when.zone)})"
    return dates + zone + ("" if when.text is None else f", {quoted(when.text)}")


def inferred(basis: Basis) -> str:
    """How a date was inferred that the source does not state."""
    anchor = "" if basis.anchor is None else f" from {harmless(basis.anchor)}"
    anchor += "" if basis.of is None else f" of {harmless(basis.of)}"
    again = ", itself inferred" if basis.inferred else ""
    note = "" if basis.note is None else f". {harmless(basis.note)}"
    return f"not stated, inferred by the rule “{spaced(basis.rule)}”{anchor}{again}{note}"


def _name(actor: Actor) -> str:
    """The name of an actor; a page may be passed on, so that of a person at risk is withheld."""
    return f"{actor.id} (name withheld)" if actor.sensitive else actor.name


class Words:
    """Words for the claims of one dataset, with the names behind its ids."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._names = {
            "actor": {actor.id: _name(actor) for actor in dataset.actors},
            "place": {place.id: place.name for place in dataset.places},
            "event": {event.id: event.title for event in dataset.events if event.title is not None},
        }

    # --- names ---

    def name(self, id_: str, *kinds: str) -> str:
        """The name of an actor, place or event; its id where it has none."""
        for kind in kinds or self._names:
            if (found := self._names[kind].get(id_)) is not None:
                return f"“{harmless(found)}”" if kind == "event" else harmless(found)
        return harmless(id_)

    def names(self, ids: Iterable[str]) -> str:
        """The names of several actors."""
        return ", ".join(self.name(id_, "actor") for id_ in ids)

    def direction(self, from_: str | None, to: str | None) -> str:
        """From one side to another."""
        if from_ is None:
            return f"to {self.name(to, 'actor')}" if to is not None else ""
        return f"{self.name(from_, 'actor')} → {self.name(to, 'actor')}" if to else f"from {self.name(from_, 'actor')}"

    # --- who says so ---

    def speaker(self, attribution: Attribution, *, party: bool = False) -> str:
        """The speaker with an office or description; or that it is the source itself, or left open."""
        if attribution.speaker is None:
            how = _LEFT_OPEN.get(attribution.how)
            return f"the source, {how}" if how else "the source itself"
        statement = attribution.statement
        described = None if statement is None else self._dataset.statement(statement).described_as
        actor = self._dataset.actor(attribution.speaker)
        said_of = self._description(actor, described, statement)
        how = _LEFT_OPEN.get(attribution.how)
        via = f", through {self._carriers(attribution.via)}" if attribution.via else ""
        return harmless(_name(actor)) + said_of + (" (party)" if party else "") + via + (f" ({how})" if how else "")

    def person(self, id_: str, described_as: str | None, statement: str | None = None) -> str:
        """An actor with the description that a source gives, else with the office held."""
        actor = self._dataset.actor(id_)
        return harmless(_name(actor)) + self._description(actor, described_as, statement)

    def _carriers(self, ids: tuple[str, ...]) -> str:
        sources = {source.id: source.title for source in self._dataset.sources}
        return ", ".join(harmless(sources[id_] or id_) if id_ in sources else self.name(id_, "actor") for id_ in ids)

    def _description(self, actor: Actor, described: str | None, statement: str | None) -> str:
        if described is not None:
            told = described in (actor.name, *actor.aliases) or (actor.sensitive and actor.name in described)
            return "" if told else f", {quoted(described)}"
        when = None if statement is None else self._time_of(statement)
        held = [
            post for post in actor.posts if post.during is None or (when is not None and post.during.may_overlap(when))
        ]
        if not held:
            return ""
        of = "" if held[-1].of is None else f" of {self.name(held[-1].of, 'actor')}"
        return f", {harmless(held[-1].office)}{of}"

    def _time_of(self, statement: str) -> When | None:
        said = self._dataset.statement(statement)
        published = None if said.source is None else self._dataset.source(said.source).published
        return said.when or published

    def attribution(self, claim: Claim, commitment: str, *, party: bool = False, status: str = "current") -> str:
        """Who says so, how firmly, and where in the source."""
        attribution = claim.attribution
        said = _SAID.get(commitment, commitment)
        if attribution.polarity is Polarity.WITHHOLDS:
            said = "neither said nor denied"
        parts = [f"{said} by {self.speaker(attribution, party=party)}"]
        if attribution.speaker is None and attribution.how is not Attributed.OWN_VOICE:
            parts = [_LEFT_OPEN.get(attribution.how, "the source itself")]
            if commitment != "said":
                parts.append(commitment)
        if attribution.verb is not None:
            parts.append(quoted(attribution.verb))
        if attribution.commitment is not Commitment.UNSTATED:
            parts.append(f"as {attribution.commitment.value}")
        if attribution.method is not None and attribution.method.value != commitment:
            parts.append(attribution.method.value)
        if attribution.grade is not None:
            parts.append(f"grade {harmless(attribution.grade.value)} ({harmless(attribution.grade.scheme)})")
        if attribution.as_of is not None:
            parts.append(f"as of {when_words(attribution.as_of)}")
        parts.append(kept_together(f"{harmless(attribution.source)} {spans(claim.spans)}".rstrip()))
        if status != "current":
            parts.append(status.upper())
        return " · ".join(parts)

    # --- what is said ---

    def figure(self, figure: Figure) -> str:
        """A figure without its measure and direction: "at least 12 people (“at least 12”)"."""
        count = figure.share if figure.share is not None else figure.count
        words = self._noun(figure) if count is None else f"{bounds(count)} {self._noun(figure)}".strip()
        if figure.group is not None:
            words += f" ({', '.join(spaced(tag) for tag in figure.group.split('+'))})"
        if count is None:
            words = f"{words}, number not given" if words else "number not given"
        if count is not None and count.text is not None and harmless(count.text) != bounds(count):
            words += f", {quoted(count.text)}"
        if figure.described is not None and harmless(figure.described) not in words:
            words += f", called {quoted(figure.described)}"
        if figure.besides is not None:
            words += f", on top of {self._other(figure.besides)}"
        if figure.estimate is not None:
            words += f", the {figure.estimate.value} estimate"
        if figure.window is not None:
            words += f", in {when_words(figure.window)}"
        return f"denied: {words}" if figure.attribution.polarity is Polarity.DENIES else words

    def _other(self, id_: str) -> str:
        """Another claim, in short."""
        claim = self._dataset.claim(id_)
        if not isinstance(claim, Figure):
            return harmless(id_)
        return f"{bounds(claim.share or claim.count)} {spaced(claim.measure)}"

    def _noun(self, figure: Figure) -> str:
        if figure.item is None:
            return harmless(figure.model or "")
        word = figure.item
        one = figure.count is not None and figure.count.low == 1 and figure.count.high == 1
        plural = word if one or word in _UNCOUNTED or "." in word else f"{word}s"
        model = "" if figure.model is None else f" {harmless(figure.model)}"
        return spaced(plural) + model

    def assertion(self, assertion: Assertion) -> str:
        """What an assertion says: "rank: the largest (air raids of the war)"."""
        value = self._value(assertion)
        denied = "denied: " if assertion.attribution.polarity is Polarity.DENIES else ""
        if assertion.property == Property.RELATION and assertion.relation is not None:
            return f"{denied}{spaced(assertion.relation)} {value}"
        name = "it happened" if assertion.property == Property.OCCURRED else spaced(assertion.property)
        words = f"{denied}{name}: {value}"
        if assertion.property == Property.TERM_STATUS and assertion.of is not None:
            words = f"{denied}the term {harmless(assertion.of)} is {value}"
        elif assertion.of is not None:
            words += f" ({harmless(assertion.of)})"
        if assertion.since is not None:
            words += f", {when_words(assertion.since)}"
        return words

    def _value(self, assertion: Assertion) -> str:
        value = assertion.value
        if isinstance(value, When):
            return when_words(value)
        if assertion.property == Property.RANK and value in {rank.value for rank in Rank}:
            meaning = Rank(value).meaning.rstrip(".")
            return meaning[0].lower() + meaning[1:]
        named = assertion.refers_to()
        if named is not None and named[0] in self._names:
            return self.name(value, named[0])
        return spaced(value) if assertion.property == Property.TERM_STATUS else harmless(value)
