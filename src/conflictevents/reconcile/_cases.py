"""What a rule decides on: the claims of one quantity, and which of them are numbers that still stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from .._claims import Claim
from .._compare import Quantity, StatedFigure, in_order, quantified
from .._count import Count
from .._dataset import Dataset
from .._sides import Sides
from .._sources import Source
from .._views import Standing, Voice, voice_of
from .._vocab import Polarity, Realis, SourceStatus
from .._when import When

__all__ = ["Case", "Matter", "Rival", "SetAside", "matters", "rivals_of"]


@attrs.frozen(kw_only=True)
class Rival(StatedFigure):
    """A figure with all that a rule may want to know of who says so.

    Attributes:
        claim: The claim's id, or its content key.
        voice: Whose word it is: the speaker with an empty text, or None with the origin of a source that speaks itself.
        origin: The id of the source at the root of what its source repeats.
        party: Whether the speaker belongs to a side of the event; None without a speaker.
        published: When its source was published.
        source_kind: What sort of document its source is, as far as that is known.
        withdrawn: The id of a source that its source repeats and that its publisher has withdrawn.
    """

    claim: str
    voice: Voice
    origin: str
    party: bool | None = None
    published: When | None = None
    source_kind: str | None = None
    withdrawn: str | None = None

    @property
    def count(self) -> Count:
        """The bounds of its number.

        Raises:
            ValueError: If it gives none; a rule is never handed such a figure.
        """
        if self.figure.count is None:
            raise ValueError(f"the claim {self.claim} gives no number")
        return self.figure.count.bounds()

    @property
    def who(self) -> str:
        """Whose word it is, by id: the speaker in a source, or the source itself."""
        attribution = self.figure.attribution
        return attribution.source if attribution.speaker is None else f"{attribution.speaker} in {attribution.source}"

    def certainly_before(self, other: Rival) -> bool:
        """Whether it is older for certain. The times that claims hold for and those of publication are never mixed."""
        mine, theirs = self.figure.attribution.as_of, other.figure.attribution.as_of
        if mine is None and theirs is None:
            mine, theirs = self.published, other.published
        return mine is not None and theirs is not None and mine.certainly_before(theirs)


@attrs.frozen(kw_only=True)
class SetAside:
    """A claim that an estimate does not rest on, and why.

    Attributes:
        rival: The claim.
        reason: Why it was set aside, in words.
    """

    rival: Rival
    reason: str


@attrs.frozen(kw_only=True)
class Case:
    """The rival numbers of one quantity, as they are put before a rule.

    Attributes:
        quantity: What they speak of.
        rivals: The claims, in the order of sources and spans, whatever the order in the dataset.
    """

    quantity: Quantity
    rivals: tuple[Rival, ...]


@attrs.frozen(kw_only=True)
class Matter:
    """A case together with the claims of its quantity that no rule decides on.

    Attributes:
        case: What is put before the rule.
        set_aside: Claims that give no number or no longer stand.
        triple: Whether the claims are the legs of somebody's own low, best and high.
        realis: Whether the event is said to have happened; None where it is not of the dataset.
    """

    case: Case
    set_aside: tuple[SetAside, ...] = ()
    triple: bool = False
    realis: Realis | None = None


def matters(
    dataset: Dataset, *, events: frozenset[str] | None = None, measures: frozenset[str] | None = None
) -> Iterator[Matter]:
    """Every quantity of a dataset with all its claims, each in exactly one matter.

    The legs of a triple are a matter of their own, one for each voice: they are somebody's own estimate, and neither
    rivals of reported numbers nor of each other.
    """
    context = _Context(dataset)
    found: dict[tuple[Quantity, Voice | None], list[Rival]] = {}
    for quantity, stated in quantified(dataset):
        if (events is None or quantity.event in events) and (measures is None or quantity.measure in measures):
            rival = context.rival(quantity, stated)
            legs_of = None if quantity.estimate is None else rival.voice
            found.setdefault((attrs.evolve(quantity, estimate=None), legs_of), []).append(rival)
    position = {event.id: index for index, event in enumerate(dataset.events)}
    realis = {event.id: event.realis for event in reversed(dataset.events)}
    keys = sorted(
        found,
        key=lambda key: (position.get(key[0].event, len(position)), key[0].sort_key, _sortable(key[1])),
    )
    for quantity, legs_of in keys:
        rivals = in_order(found[quantity, legs_of])
        reasons = [(rival, context.why_not(rival.figure)) for rival in rivals]
        yield Matter(
            case=Case(quantity=quantity, rivals=tuple(rival for rival, reason in reasons if reason is None)),
            set_aside=tuple(SetAside(rival=rival, reason=reason) for rival, reason in reasons if reason is not None),
            triple=legs_of is not None,
            realis=realis.get(quantity.event),
        )


def rivals_of(dataset: Dataset) -> Callable[[Quantity, StatedFigure], Rival]:
    """A function that tells of any figure of a dataset who says so."""
    return _Context(dataset).rival


def _sortable(voice: Voice | None) -> tuple[str, str]:
    return ("", "") if voice is None else (voice[0] or "", voice[1])


class _Context:
    """What is worked out once for a dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._standing = Standing(dataset)
        self._sides = Sides(dataset, self._standing)
        self._sources = {source.id: source for source in reversed(dataset.sources)}
        self._successors = _successors(dataset.owned_claims(), self._standing)

    def rival(self, quantity: Quantity, stated: StatedFigure) -> Rival:
        figure = stated.figure
        source = self._sources.get(figure.attribution.source)
        return Rival(
            owner=stated.owner,
            figure=figure,
            claim=figure.key(stated.owner),
            voice=voice_of(self._dataset, figure),
            origin=self._dataset.origin(figure.attribution.source),
            party=self._sides.is_party(figure, quantity.event),
            published=None if source is None else source.published,
            source_kind=None if source is None else source.kind,
            withdrawn=None if source is None else self._withdrawn(source),
        )

    def _withdrawn(self, source: Source) -> str | None:
        """The id of a withdrawn source that this one repeats: the next one, or that at the root."""
        for id_ in (source.based_on, self._dataset.origin(source)):
            repeated = None if id_ in (None, source.id) else self._sources.get(id_ or "")
            if repeated is not None and repeated.status is SourceStatus.RETRACTED:
                return repeated.id
        return None

    def why_not(self, figure: Claim) -> str | None:
        """Why a figure is no rival number; None where it is one."""
        status = self._standing.status(figure)
        if status == "superseded":
            return f"it was superseded {self._successors.get(figure.id or '', '')}".rstrip()
        if status == "retracted":
            return "it was retracted, or is itself a retraction"
        if figure.attribution.polarity is Polarity.DENIES:
            return "it is a denial, which gives no rival number"
        if figure.attribution.polarity is Polarity.WITHHOLDS:
            return "the speaker neither says nor denies it"
        if getattr(figure, "share", None) is not None:
            return "it is a percentage, which is never turned into a count"
        return "it gives no number" if getattr(figure, "count", None) is None else None


def _successors(owned: Iterable[tuple[object, Claim]], standing: Standing) -> dict[str, str]:
    """How each claim that was replaced was replaced, in words; by the first by key where there are several."""
    told: dict[str, str] = {}
    for holder, claim in owned:
        if claim.supersedes is not None and standing.replaces(claim):
            words = f"by {claim.key(getattr(holder, 'id', ''))} ({claim.supersedes.kind})"
            told[claim.supersedes.claim] = min(words, told.get(claim.supersedes.claim, words))
    return told
