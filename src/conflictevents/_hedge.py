"""`hedge`: a claim as a sentence of plain English that is never more certain than the claim."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from typing import Final

from ._actors import Actor
from ._claims import Assertion, Attribution, Claim, Figure, Holder
from ._count import Count
from ._dataset import Dataset
from ._events import Episode, Event, Exchange, Strike
from ._hedge_around import Around, around_of
from ._hedge_pieces import (
    asides_of,
    beside_name,
    deed_of,
    is_held,
    is_one,
    is_readable,
    known_scope,
    names_actor,
    of_people,
    of_weapons,
    sureness,
    takes_article,
)
from ._hedge_words import (
    BY,
    DOCUMENTS,
    GROUPS,
    ITEMS,
    OF_EVENTS,
    RANKS,
    RANKS_OF,
    RELATIONS,
    TERMS,
    TOLLS,
    GroupWord,
    Way,
    after_at,
    keeps_number,
    listed,
    needs_of,
    own_words,
    percent,
    plain,
    quoted,
    when_words,
)
from ._reports import CasualtyReport
from ._sources import Source
from ._table import commitment_of
from ._views import direction_of, event_of, window_of
from ._vocab import (
    Attributed,
    Commitment,
    Item,
    Measure,
    Occurrence,
    Polarity,
    Property,
    Realis,
    RevisionKind,
    Scope,
)
from ._when import When
from .exceptions import UnknownIdError

__all__ = ["hedge"]

_MOST_PARTS: Final = 8
_QUOTED: Final = re.compile("“[^”]*”")


def hedge(claim: Claim, dataset: Dataset | None = None) -> str:
    """A claim as one sentence: who says what, how surely and through whom, never more certain than the claim.

    Read by `Count.find` as English, the sentence gives the bounds of the claim's number and of those figures that it
    names beside it, such as its parts; any other number stands in quotation marks, because a name or a description
    brings it. Whatever could be taken for more than a name is quoted, and everything stays on one line.

    Without the dataset the ids stand for the names, and what only the dataset knows is left out: whether the event was
    planned, whether the claim still stands, and what its parts are. With it the name of an actor marked `sensitive` is
    withheld.

        >>> from conflictevents import Attribution, Count, Figure, hedge
        >>> killed = Figure(
        ...     measure="killed", item="people", count=Count.at_least(12), attribution=Attribution(source="article")
        ... )
        >>> hedge(killed)
        'the article, without naming a source, put the dead at 12 or more'

    Args:
        claim: A figure or an assertion.
        dataset: The dataset that holds it. A claim that is not of it is told with the names of the dataset.

    Raises:
        TypeError: If the claim is neither a figure nor an assertion.
    """
    if not isinstance(claim, Figure | Assertion):
        raise TypeError(f"expected a Figure or an Assertion, got {type(claim).__name__}")
    around = None if dataset is None else around_of(dataset)
    sentence = ""
    # The plainest way to say it that is read back as it was meant.
    for own, plainly in ((True, True), (False, True), (False, False)):
        teller = _Teller(dataset, around, own=own, plainly=plainly)
        sentence = teller.sentence(claim)
        if teller.reads_back(sentence):
            break
    return sentence


# --- the sentence ----------------------------------------------------------------------------------------------------


class _Teller:
    """Writes one sentence.

    Attributes:
        told: The counts that the sentence gives, in its order.
        realis: Whether the event that the claim is about is said to have happened; unclear where its records differ.
    """

    def __init__(self, dataset: Dataset | None, around: Around | None, *, own: bool, plainly: bool) -> None:
        self.dataset = dataset
        self.around = around
        self.own = own
        self.plainly = plainly
        self.told: list[Count] = []
        self.realis = Realis.ACTUAL

    def reads_back(self, sentence: str) -> bool:
        """Whether the sentence gives the counts that were told, and any other figure in quotation marks only."""
        quotations = [found.span() for found in _QUOTED.finditer(sentence)]
        read = [
            found.count
            for found in Count.find(sentence, language="en")
            if not any(start < found.start and found.end < end for start, end in quotations)
        ]
        told = [count for count in self.told if is_readable(count)]
        return len(read) == len(told) and all(
            one.same_bounds(other) and one.approximate == other.approximate
            for one, other in zip(read, told, strict=True)
        )

    def sentence(self, claim: Figure | Assertion) -> str:
        """The claim as a sentence."""
        owners = [] if self.around is None else self.around.owners(claim)
        holder = owners[0] if len(owners) == 1 else None
        moods = {Realis.ACTUAL if event is None else event.realis for event in map(self._event_at, owners)}
        self.realis = moods.pop() if len(moods) == 1 else Realis.UNCLEAR if moods else Realis.ACTUAL
        sized = isinstance(claim, Assertion) or claim.count is not None or claim.share is not None
        who = self._who(claim.attribution, sized=sized)
        if isinstance(claim, Figure):
            toll = self._toll(claim, holder)
            said = toll or f"{self._saying(claim, sized=sized)} {self._figure(claim, holder)}"
            said += self._around_figure(claim, holder)
        else:
            said = f"{self._saying(claim, sized=sized)} {self._assertion(claim, holder)}"
        return f"{who} {said}{self._notes(claim, holder)}"

    # --- texts and names ---

    def _text(self, text: str, *, ours: bool = False) -> str:
        """A name, as it is or in quotation marks; `ours` is a description that ends the sentence."""
        shown = text if self.around is None else self.around.without_names(text)
        return shown if self.plainly and plain(shown, title=ours) else quoted(shown)

    def _label(self, text: str) -> str:
        """A name that stands beside a number, such as a model."""
        return self._text(text) if keeps_number(text) else self._quoted(text)

    def _quoted(self, text: str) -> str:
        return quoted(text if self.around is None else self.around.without_names(text))

    def _when(self, when: When) -> str:
        """A date, without a name that its words may hold."""
        return when_words(when if self.around is None else self.around.when(when))

    def _actor_of(self, id_: str) -> Actor | None:
        try:
            return None if self.dataset is None else self.dataset.actor(id_)
        except UnknownIdError:
            return None

    def _event_of(self, id_: str) -> Event | None:
        try:
            return None if self.dataset is None else self.dataset.event(id_)
        except UnknownIdError:
            return None

    def _event_at(self, holder: Holder) -> Event | None:
        return self._event_of(event_of(holder))

    def _source_of(self, id_: str) -> Source | None:
        try:
            return None if self.dataset is None else self.dataset.source(id_)
        except UnknownIdError:
            return None

    def _actor(self, id_: str) -> str:
        """The name of an actor; its id where the dataset is not there or does not know it."""
        actor = self._actor_of(id_)
        if actor is None:
            return self._text(id_)
        if actor.sensitive:
            return "a person whose name is withheld"
        name = self._text(actor.name)
        return f"the {name}" if takes_article(actor) and not name.startswith("“") else name

    def _source(self, id_: str) -> str:
        """What a document is called: "the article", its publisher, or its title."""
        source = self._source_of(id_)
        publisher = None if source is None else source.publisher
        if publisher is not None and self.around is not None and self.around.publishers.get(publisher) == 1:
            return self._text(publisher)
        if id_ in DOCUMENTS:
            return f"the {id_.replace('-', ' ')}"
        title = None if source is None else source.title
        return f"the source {self._quoted(title or id_)}"

    def _carrier(self, id_: str) -> str:
        return self._actor(id_) if self._source_of(id_) is None else self._source(id_)

    def _place(self, id_: str) -> str:
        try:
            name = id_ if self.dataset is None else self.dataset.place(id_).name
        except UnknownIdError:
            name = id_
        return self._text(name)

    def _event(self, id_: str | None) -> str:
        """What an event is called, with a word that says so where it is not said to have happened."""
        event = None if id_ is None else self._event_of(id_)
        if id_ is None:
            return "the event"
        if event is None:
            return f"the event {self._quoted(id_)}"
        name = self._quoted(event.title or id_)
        kind = event.kind.rpartition(".")[2] if event.kind.isascii() and event.kind.isalpha() else "event"
        doubtful = OF_EVENTS.get(event.realis)
        if doubtful is not None:
            return doubtful.format(kind=kind, name=name)
        return name if event.title is not None else f"the {kind} {name}"

    # --- who says so ---

    def _who(self, attribution: Attribution, *, sized: bool) -> str:
        """The subject of the sentence: the speaker, or the source where it is not certain that somebody else spoke."""
        source = self._source(attribution.source)
        carriers = [self._carrier(id_) for id_ in attribution.via]
        how, speaker = attribution.how, attribution.speaker
        if speaker is None:
            nobody = {
                Attributed.OWN_VOICE: "without naming a source" if sized else "naming neither a source nor a number",
                Attributed.UNCLEAR: "leaving open who said so",
                Attributed.CARRIED: "naming nobody at that point",
                Attributed.STATED: "naming somebody who is not recorded",
            }[how]
            return beside_name(source, [nobody, *([f"drawing on {listed(carriers)}"] if carriers else [])])
        name, beside = self._speaker(attribution, speaker)
        if how is Attributed.UNCLEAR:
            described = f", {', '.join(beside)}," if beside else ""
            beside = [f"leaving open whether {name}{described} or the source itself said so"]
            name = source
        elif how is Attributed.OWN_VOICE:
            beside = [f"in its own voice although {name} is recorded as the speaker"]
            name = source
        elif how is Attributed.CARRIED:
            beside.append(f"named only earlier in {source}")
        if carriers:
            beside.append("as quoted by " + " and then by ".join([*carriers, source]))
        return beside_name(name, beside)

    def _speaker(self, attribution: Attribution, id_: str) -> tuple[str, list[str]]:
        """The speaker, and what is said of the speaker: the words of the source, or the office held."""
        actor, name = self._actor_of(id_), self._actor(id_)
        beside: list[str] = []
        if actor is None or self.dataset is None:
            return name, beside
        if actor.unnamed is not None:
            beside.append(f"whom {self._source(actor.unnamed)} does not name")
        statement = None
        if attribution.statement is not None:
            with contextlib.suppress(UnknownIdError):
                statement = self.dataset.statement(attribution.statement)
        if statement is not None and statement.speaker not in (None, id_):
            statement = None
        described = None if statement is None else statement.described_as
        if described is not None:
            if described not in (actor.name, *actor.aliases) and not names_actor(described, actor):
                beside.append(self._quoted(described))
            return name, beside
        published = self._source_of(attribution.source)
        said = (None if statement is None else statement.when) or (None if published is None else published.published)
        held = [post for post in actor.posts if is_held(post, said)]
        if held and not actor.sensitive:
            of = "" if held[-1].of is None else f" of {self._actor(held[-1].of)}"
            beside.append(f"{self._text(held[-1].office)}{of}")
        if statement is not None and statement.speaks_for not in (None, id_):
            beside.append(f"speaking for {self._actor(statement.speaks_for or '')}")
        return name, beside

    def _saying(self, claim: Figure | Assertion, *, sized: bool) -> str:
        """The verb and whatever weakens it: "said", "denied that", "said, by its own estimate, that"."""
        attribution = claim.attribution
        view = commitment_of(attribution)
        polarity = attribution.polarity
        verb = view if view in ("claimed", "estimated", "confirmed") else "said"
        aside = asides_of(claim, view)
        if not sized and polarity is Polarity.ASSERTS and attribution.how is not Attributed.OWN_VOICE:
            aside.append("without giving a number")
        if polarity is Polarity.DENIES:
            verb = "denied"
        elif polarity is Polarity.WITHHOLDS:
            verb = "neither confirmed nor denied"
        if claim.supersedes is not None and claim.supersedes.kind is RevisionKind.RETRACTION:
            what = {
                Polarity.DENIES: "what it had denied,",
                Polarity.WITHHOLDS: "what it had neither confirmed nor denied,",
            }
            aside_words = f", {', '.join(aside)}," if aside else ""
            return f"withdrew{aside_words} {what.get(polarity, 'the claim')} that{sureness(attribution)}"
        sure = sureness(attribution)
        if aside:
            return f"{verb}, {', '.join(aside)}, that{sure}"
        if sure:
            return f"{verb} that{sure}"
        return verb if verb == "said" else f"{verb} that"

    # --- figures ---

    def _toll(self, figure: Figure, holder: Holder | None) -> str | None:
        """The short form "put the dead at 12 or more", for a toll about which nothing else is to be said."""
        toll = TOLLS.get(figure.measure)
        attribution = figure.attribution
        of_people = figure.item in (None, Item.PEOPLE) and figure.described in (None, "people")
        bare = (figure.model, figure.group, figure.from_, figure.within, figure.besides) == (None,) * 5
        if toll is None or figure.count is None or not of_people or not bare:
            return None
        if self.realis is not Realis.ACTUAL or known_scope(holder, figure) is Scope.INCREMENT:
            return None
        if self._saying(figure, sized=True) != "said" or attribution.commitment is not Commitment.UNSTATED:
            return None
        if self._side(figure, holder) is not None or figure.count.low == figure.count.high:
            return None
        words = own_words(figure.count) if self.own else None
        if words is None or words.startswith("at ") or (needs_of(words) and " " in words):
            words = after_at(figure.count)
        if words is None:
            return None
        self.told.append(figure.count)
        return f"put {toll} at {words}"

    def _figure(self, figure: Figure, holder: Holder | None) -> str:
        """What a figure says, as a clause: "Russia launched 298 drones at Ukraine"."""
        realis = self.realis
        things = self._things(figure, more=figure.besides is not None or figure.scope is Scope.INCREMENT)
        deed = deed_of(figure)
        from_ = None if figure.from_ is None else self._actor(figure.from_)
        to = self._side(figure, holder)
        told = deed.told(realis, single=is_one(figure))
        if deed.way is Way.WEAPON and figure.measure != Measure.LAUNCHED:
            return f"{things}{of_weapons(from_, to)} {told}"
        if figure.measure == Measure.LAUNCHED:
            at = "" if to is None else f" at {to}"
            if from_ is not None and realis is Realis.ACTUAL:
                return f"{from_} launched {things}{at}"
            return f"{things} {told}{'' if from_ is None else f' by {from_}'}{at}"
        by = "" if from_ is None else f" {BY.get(figure.measure, 'by')} {from_}"
        toward = "to" if deed.way is Way.EXCHANGE else "on the side of"
        return f"{things} {told}{by}{'' if to is None else f' {toward} {to}'}"

    def _side(self, figure: Figure, holder: Holder | None) -> str | None:
        """The side that a figure goes to; None where it is understood, as that of those harmed by a strike on them."""
        if figure.to is None:
            return None
        if isinstance(holder, CasualtyReport):
            event = self._event_of(holder.event)
            if isinstance(event, Strike) and event.targets == (figure.to,):
                return None
        return self._actor(figure.to)

    def _things(self, figure: Figure, *, more: bool = False) -> str:
        """The number and what is counted: "298 Shahed-136 drones"."""
        noun = self._noun(figure)
        count = figure.count
        if figure.share is not None:
            words = percent(figure.share)
            return f"{words} of {noun}" if noun else words
        if count is None:
            return noun or "some"
        words = (own_words(count) if self.own else None) or str(count)
        self.told.append(count)
        if more and "more" not in words and not words.startswith("an "):
            words += " more"
        return f"{words}{' of' if noun and needs_of(words) else ''} {noun}".rstrip()

    def _noun(self, figure: Figure) -> str:
        """What is counted, with its model, its group and the noun as reported."""
        at = 0 if is_one(figure) else 1
        nouns, before, after = self._grouped(figure)
        if nouns is None and figure.item is not None:
            nouns = ITEMS.get(figure.item)
            if nouns is None:
                own = self._label(figure.item)
                nouns = (f"item of {own}", f"items of {own}")
        words = list(before)
        if figure.model is not None:
            words.append(self._label(figure.model))
        if nouns is not None:
            words.append(nouns[at])
        words += after
        noun = " ".join(words)
        described = figure.described
        if described is None or described.casefold().removesuffix("s") in noun.casefold() or described == "more":
            return noun
        if noun and noun.casefold() in described.casefold():
            return self._quoted(described)
        return f"{noun} ({self._quoted(described)})".lstrip()

    def _grouped(self, figure: Figure) -> tuple[tuple[str, str] | None, list[str], list[str]]:
        """The noun of a group of people, what stands before it and what after it."""
        tags = [] if figure.group is None else figure.group.split("+")
        order = list(GROUPS)
        of_people = figure.item in (None, Item.PEOPLE)
        nouns: tuple[str, str] | None = None
        before: list[str] = []
        after: list[str] = []
        others: list[str] = []
        for tag in sorted(tags, key=lambda tag: order.index(tag) if tag in GROUPS else len(order)):
            word = GROUPS.get(tag, GroupWord(after=self._tagged(tag)))
            if of_people and nouns is None and word.nouns is not None:
                nouns = word.nouns
            elif word.adjective is not None:
                before.append(word.adjective)
            elif word.after is not None:
                after.append(word.after)
            elif word.nouns is not None:
                others.append(word.nouns[1])
        if others:
            after.append(f"({', '.join(others)})")
        if tags and nouns is None and of_people:
            nouns = ITEMS[Item.PEOPLE]
        return nouns, before, after

    def _tagged(self, tag: str) -> str:
        dimension, _, value = tag.partition(":")
        return (
            f"of the nationality {self._text(value)}" if dimension == "nationality" else f"tagged {self._quoted(tag)}"
        )

    def _around_figure(self, figure: Figure, holder: Holder | None) -> str:
        """What a figure is part of, comes on top of and includes, and the stretch that it covers."""
        words = ""
        if figure.within is not None:
            words += f", {self._other(figure, figure.within, 'as part of', 'among', ' in all')}"
        if figure.besides is not None:
            words += f", {self._other(figure, figure.besides, 'on top of', 'on top of', '')}"
        words += self._parts(figure, holder)
        window = None if holder is None else window_of(holder, figure)
        window = window or figure.window
        scope = known_scope(holder, figure)
        in_all = " in all" if scope is Scope.CUMULATIVE else ""
        if window is not None:
            stretch = self._when(window)
            words += f",{in_all}{'' if stretch.startswith(('since', 'until')) else ' in the window'} {stretch}"
        event = None if holder is None else self._event_at(holder)
        if in_all and window is None:
            words += ", in all up to then"
        elif scope is Scope.INCREMENT:
            words += ", since the report before"
        elif scope is Scope.UNCLEAR:
            words += ", over a stretch that is left open"
        elif scope is Scope.WINDOW and window is None:
            words += ", in a window that is not recorded"
        elif scope is Scope.PHASE and (event is None or event.part_of is None):
            words += ", in a part of it"
        if isinstance(event, Episode) or (scope is Scope.CUMULATIVE and event is not None):
            words += f", in {self._event(event.id)}"
        return words

    def _other(self, figure: Figure, id_: str, unknown: str, known: str, after: str) -> str:
        """Another figure that this one names; its number only where the same speaker says it as surely."""
        if self.dataset is None:
            return f"{unknown} the figure {self._quoted(id_)}"
        try:
            other = self.dataset.claim(id_)
        except UnknownIdError:
            other = None
        if not isinstance(other, Figure) or other.count is None or not self._as_sure(figure, other):
            return f"{unknown} another figure"
        self.told.append(other.count)
        words = str(other.count)
        if other.measure != figure.measure:
            one = is_one(other)
            after = (
                f" who {deed_of(other).told(Realis.ACTUAL, single=one)}" if of_people(other) else " counted otherwise"
            )
        return f"{known} {words}{after}"

    def _parts(self, figure: Figure, holder: Holder | None) -> str:
        """The parts of a figure that the same speaker gives as surely: "including three children"."""
        if self.around is None or figure.id is None or figure.attribution.polarity is not Polarity.ASSERTS:
            return ""
        parts = [
            part
            for owner, part in self.around.parts.get(figure.id, ())
            if owner is holder and part.measure == figure.measure and part is not figure and self._as_sure(figure, part)
        ]
        if not parts:
            return ""
        told = [self._things(part) for part in parts[:_MOST_PARTS]]
        return f", including {listed(told)}" + (", with parts not listed here" if len(parts) > _MOST_PARTS else "")

    def _as_sure(self, figure: Figure, other: Figure) -> bool:
        """Whether the same speaker says another figure at least as surely, and it still stands as this one does."""
        mine, theirs = figure.attribution, other.attribution
        same = all(
            getattr(mine, name) == getattr(theirs, name)
            for name in ("source", "speaker", "how", "polarity", "commitment", "method", "via", "as_of")
        )
        views = commitment_of(mine), commitment_of(theirs)
        sure = views[0] == views[1] or views == ("said", "confirmed")
        standing = None if self.around is None else self.around.standing
        stands = standing is None or standing.status(figure) == standing.status(other)
        return same and sure and stands and mine.polarity is Polarity.ASSERTS and figure.estimate is other.estimate

    # --- assertions ---

    def _assertion(self, assertion: Assertion, holder: Holder | None) -> str:
        """What an assertion says, as a clause: "“Air raid on Kyiv” was among the largest air raids of the war"."""
        event = self._event(None if holder is None else event_of(holder))
        words = self._asserted(assertion, event)
        if assertion.vocabulary is not None:
            words += f" (a term of {self._quoted(assertion.vocabulary)})"
        if assertion.since is not None:
            since = self._when(assertion.since)
            words += f", {since}" if since.startswith(("since", "“since")) else f", since {since}"
        return words

    def _asserted(self, assertion: Assertion, event: str) -> str:
        value = assertion.value
        name = assertion.property
        if isinstance(value, When):
            what = "time" if name == Property.TIME else self._property(name)
            return f"the {what} of {event} was {self._when(value)}"
        if name == Property.TERM_STATUS:
            return self._term(assertion, value)
        tell: dict[str, Callable[[str], str]] = {
            Property.OCCURRED: self._occurred,
            Property.PERPETRATOR: lambda value: f"was the work of {self._actor(value)}",
            Property.TARGET: lambda value: f"was aimed at {self._target(value)}",
            Property.PLACE: lambda value: f"took place in {self._place(value)}",
            Property.RANK: lambda value: f"was {self._rank(assertion, value)}",
            Property.SAME_AS: lambda value: f"was the same event as {self._event(value)}",
            Property.RELATION: lambda value: f"{self._related(assertion)} {self._event(value)}",
        }
        if name == Property.CAUSE and self._event_of(value) is not None:
            return f"{event} was brought about by {self._event(value)}"
        if name in tell:
            return f"{event} {tell[name](value)}"
        what = "this held of" if name == Property.EVALUATION else f"the {self._property(name)} of"
        return f"{what} {event}{':' if name == Property.EVALUATION else ' was this:'} {self._text(value, ours=True)}"

    def _target(self, value: str) -> str:
        return self._text(value, ours=True) if self._actor_of(value) is None else self._actor(value)

    def _related(self, assertion: Assertion) -> str:
        kind = assertion.relation
        if kind is None:
            return "was related to"
        return RELATIONS.get(kind) or f"was related by {self._quoted(kind)} to"

    def _property(self, name: str) -> str:
        words = {
            Property.METHOD: "manner",
            Property.COMPOSITION: "make-up",
            Property.OCCURRED: "occurrence",
            Property.SAME_AS: "identity",
        }
        if name in set(Property):
            return words.get(Property(name), name.replace("_", " "))
        return self._quoted(name)

    def _occurred(self, value: str) -> str:
        happened = {
            Occurrence.YES.value: "happened",
            Occurrence.NO.value: "did not happen",
            Occurrence.PARTLY.value: "happened in part",
        }
        return happened.get(value) or f"was said to have happened so: {self._text(value, ours=True)}"

    def _rank(self, assertion: Assertion, value: str) -> str:
        rank = RANKS.get(value) or self._quoted(value)
        if assertion.of is None:
            return rank
        return f"{rank}{RANKS_OF.get(value, ' of the ')}{self._text(assertion.of)}"

    def _term(self, assertion: Assertion, value: str) -> str:
        words = assertion.of
        if words is not None and self.dataset is not None:
            with contextlib.suppress(UnknownIdError):
                words = self.dataset.term(words).paraphrase or words
        term = "a term" if words is None else f"the term {self._quoted(words)}"
        return f"{term} {TERMS.get(value) or f'stood as {self._quoted(value)}'}"

    # --- what is noted at the end ---

    def _notes(self, claim: Figure | Assertion, holder: Holder | None) -> str:
        """What a reader should know beside the sentence, in brackets."""
        attribution = claim.attribution
        notes: list[str] = []
        if attribution.as_of is not None:
            notes.append(f"as of {self._when(attribution.as_of)}")
        if isinstance(claim, Figure) and isinstance(holder, Event):
            notes += self._heading(claim, holder)
        if attribution.grade is not None:
            scheme, value = self._quoted(attribution.grade.scheme), self._quoted(attribution.grade.value)
            notes.append(f"graded {value} on the scale {scheme}")
        if claim.supersedes is not None and claim.supersedes.kind is not RevisionKind.RETRACTION:
            corrects = claim.supersedes.kind is RevisionKind.CORRECTION
            notes.append(f"{'correcting' if corrects else 'updating'} an earlier claim")
        notes += self._status(claim)
        return f" ({'; '.join(notes)})" if notes else ""

    def _heading(self, figure: Figure, event: Event) -> list[str]:
        """The sides that the record gives where the figure does not: the coder's words and not the speaker's."""
        if figure.from_ is not None or figure.to is not None:
            return []
        from_, to = direction_of(event, figure)
        if isinstance(event, Strike) and (from_ is not None or to is not None):
            by = "" if from_ is None else f" by {self._actor(from_)}"
            return [f"recorded as an attack{by}{'' if to is None else f' on {self._actor(to)}'}"]
        if isinstance(event, Exchange) and event.parties:
            return [f"recorded as an exchange between {listed([self._actor(party) for party in event.parties])}"]
        return []

    def _status(self, claim: Claim) -> list[str]:
        """Whether the claim has been replaced or withdrawn since."""
        if self.around is None or self.around.standing.is_current(claim):
            return []
        kinds = self.around.replaced.get(claim.id or "", set())
        if self.around.standing.status(claim) == "superseded":
            return ["later corrected" if RevisionKind.CORRECTION in kinds else "later updated"]
        if claim.supersedes is not None and claim.supersedes.kind is RevisionKind.RETRACTION:
            return []
        return ["later retracted" if RevisionKind.RETRACTION in kinds else "in a source that was later retracted"]
