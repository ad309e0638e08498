"""Ways to break who says what how surely (SP), and what several voices say together (CL)."""

from __future__ import annotations

from typing import Any, Final

import attrs

from .._actors import Actor
from .._claims import Assertion, Attribution, Figure, Holder
from .._count import Count
from .._dataset import Dataset
from .._events import Incident, Strike
from .._reports import CasualtyReport
from .._when import When
from ._breaking import NO_SPAN, Mutation, figures_in, first, mutation, replaced, spoken, with_claim

__all__ = ["VOICES"]


def _hurt(dataset: Dataset) -> tuple[Holder, Figure]:
    """A number of people who were hurt or had to leave, which somebody says."""
    found = figures_in(dataset, "injured", "displaced", of=CasualtyReport)
    return first((pair for pair in found if pair[1].attribution.speaker), "figure of people hurt that somebody says")


def _said(dataset: Dataset, *, spans: bool = True, **fields: Any) -> Dataset:
    """The dataset with another attribution of that number."""
    holder, figure = _hurt(dataset)
    attribution = attrs.evolve(figure.attribution, **fields)
    kept = figure.spans if spans else ()
    return with_claim(dataset, holder, figure, attrs.evolve(figure, attribution=attribution, spans=kept))


def _killed(dataset: Dataset) -> tuple[Holder, Figure]:
    found = figures_in(dataset, "killed", of=CasualtyReport)
    return first((pair for pair in found if pair[1].group is None), "number of all who were killed")


def _beside(dataset: Dataset, **fields: Any) -> Dataset:
    """The dataset with another number beside that of all who were killed."""
    holder, figure = _killed(dataset)
    changed: dict[str, Any] = {"id": None, "spans": ()} | fields
    return with_claim(dataset, holder, figure, figure, attrs.evolve(figure, **changed))


def _ranked(dataset: Dataset, *values: str) -> Dataset:
    """The dataset with superlatives of a strike."""
    strike = first((each for each in dataset.events if isinstance(each, Strike)), "strike")
    source = first(dataset.sources, "source")
    ranks = (
        Assertion(property="rank", value=value, of="raids of the year", attribution=Attribution(source=source.id))
        for value in values
    )
    return replaced(dataset, strike, attrs.evolve(strike, assertions=(*strike.assertions, *ranks)))


@mutation("SP103")
def verb_lost(dataset: Dataset) -> Dataset:
    """Nothing shows any more by which words a number is a speaker's."""
    return _said(dataset, verb=None)


@mutation("SP104")
def alleged_as_verified(dataset: Dataset) -> Dataset:
    """What was alleged is held as verified."""
    return _said(dataset, verb="alleged", method="verified")


@mutation("SP105")
def denial_as_claim(dataset: Dataset) -> Dataset:
    """By the verb a number is denied, and the speaker is held to say it."""
    return _said(dataset, verb="denied")


@mutation("SP106")
def pronoun_as_speaker(dataset: Dataset) -> Dataset:
    """Who speaks is known as "He" only."""
    statement = spoken(dataset)
    he = Actor(id="he", name="He", kind="person")
    return replaced(dataset, statement, attrs.evolve(statement, speaker="he")).add(he)


@mutation("SP107")
def citing_somebody(dataset: Dataset) -> Dataset:
    """By the verb a speaker cites the army, and the army is left out."""
    return _said(dataset, verb="said, citing the army")


@mutation("SP110")
def nameless_officials(dataset: Dataset) -> Dataset:
    """Of a number nobody speaks but two officials without a name."""
    _, figure = _hurt(dataset)
    officials = Actor(id="officials", name="Two officials", kind="group", unnamed=figure.attribution.source)
    return _said(dataset, speaker="officials").add(officials)


@mutation("SP111")
def outlet_speaks(dataset: Dataset) -> Dataset:
    """What an outlet says itself is held as said by it as a speaker."""
    _, figure = _hurt(dataset)
    publisher = dataset.source(figure.attribution.source).publisher
    outlet = Actor(id="outlet", name=publisher or "", kind="media")
    return _said(dataset, speaker="outlet").add(outlet)


@mutation("SP112")
def office_already_left(dataset: Dataset) -> Dataset:
    """A minister speaks as minister years after leaving office."""
    statement = spoken(dataset)
    actor = dataset.actor(statement.speaker or "")
    posts = tuple(attrs.evolve(post, during=When(edtf="1990/1995")) for post in actor.posts)
    return replaced(dataset, actor, attrs.evolve(actor, posts=posts))


@mutation("SP115")
def statement_of_somebody_else(dataset: Dataset) -> Dataset:
    """A number is said to come from a statement that somebody else made."""
    statement = spoken(dataset)
    state = first((each for each in dataset.actors if each.kind == "state"), "state")
    other = attrs.evolve(statement, id="of-another", speaker=state.id, described_as=None)
    return _said(dataset, statement="of-another").add(other)


@mutation("SP116", may=(NO_SPAN,))
def denial_of_nothing(dataset: Dataset) -> Dataset:
    """A state denies a deed of which nobody accuses it."""
    _, figure = _hurt(dataset)
    state = first((each for each in dataset.actors if each.kind == "state"), "state")
    incident = first((each for each in dataset.events if isinstance(each, Incident)), "incident")
    attribution = attrs.evolve(figure.attribution, speaker=state.id, polarity="denies", verb="denied")
    denial = Assertion(property="perpetrator", value=state.id, attribution=attribution)
    return replaced(dataset, incident, attrs.evolve(incident, assertions=(*incident.assertions, denial)))


@mutation("SP117", may=(NO_SPAN,))
def largest_and_among_the_largest(dataset: Dataset) -> Dataset:
    """A strike is called the largest, and one of the largest."""
    return _ranked(dataset, "largest", "among_largest")


@mutation("SP118")
def own_voice_with_speaker(dataset: Dataset) -> Dataset:
    """A speaker's number is held as one that the source gives in its own voice."""
    return _said(dataset, attributed="own_voice")


@mutation("CL104", may=(NO_SPAN,))
def two_numbers_of_one_voice(dataset: Dataset) -> Dataset:
    """One speaker gives two numbers of the killed that exclude each other."""
    holder, figure = first(figures_in(dataset, "displaced", of=CasualtyReport), "number of people who had to leave")
    low = 0 if figure.count is None else figure.count.high or figure.count.low
    one = attrs.evolve(figure, count=Count.exactly(low + 3, text=str(low + 3)), spans=())
    other = attrs.evolve(one, count=Count.exactly(low + 5, text=str(low + 5)))
    return with_claim(dataset, holder, figure, one, other)


@mutation("CL101", may=(NO_SPAN, "CS101"))
def another_toll(dataset: Dataset) -> Dataset:
    """Somebody without a part in it gives a larger number of the killed."""
    _, figure = _killed(dataset)
    low = 0 if figure.count is None else figure.count.low
    monitors = Actor(id="monitors", name="Monitors", kind="organisation")
    attribution = attrs.evolve(figure.attribution, speaker="monitors")
    return _beside(dataset, count=Count.exactly(low + 1), attribution=attribution).add(monitors)


@mutation("CL109", may=(NO_SPAN,))
def interpolated_as_reported(dataset: Dataset) -> Dataset:
    """By a note a number was filled in, and it is held as a reported one."""
    holder, figure = _hurt(dataset)
    note = "Interpolated between the reports of two days."
    return with_claim(dataset, holder, figure, attrs.evolve(figure, note=note))


@mutation("CL107")
def scopes_mixed_in_triple(dataset: Dataset) -> Dataset:
    """The high number of an estimate covers more than the low one."""
    holder, high = first(
        (
            (holder, claim)
            for holder, claim in dataset.owned_claims()
            if isinstance(claim, Figure) and claim.estimate == "high"
        ),
        "figure that is a high estimate",
    )
    return with_claim(dataset, holder, high, attrs.evolve(high, scope="cumulative"))


@mutation("CL113")
def filled_in_by_the_ministry(dataset: Dataset) -> Dataset:
    """A number that a compiler filled in is put into the mouth of a speaker."""
    return _said(dataset, method="extrapolated")


VOICES: Final[tuple[Mutation, ...]] = (
    verb_lost,
    alleged_as_verified,
    denial_as_claim,
    pronoun_as_speaker,
    citing_somebody,
    nameless_officials,
    outlet_speaks,
    office_already_left,
    statement_of_somebody_else,
    denial_of_nothing,
    largest_and_among_the_largest,
    own_voice_with_speaker,
    another_toll,
    two_numbers_of_one_voice,
    interpolated_as_reported,
    scopes_mixed_in_triple,
    filled_in_by_the_ministry,
)
