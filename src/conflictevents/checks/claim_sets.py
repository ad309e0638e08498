"""Checks of claims set against each other (CL): contradictions, revisions, copies, running totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nlargest, nsmallest
from itertools import pairwise, permutations
from typing import Final, NamedTuple

from .._claims import Assertion, Figure
from .._compare import Comparison
from .._count import Count
from .._events import Exchange
from .._problems import Severity
from .._reports import CasualtyReport
from .._views import event_of, scope_of, window_of
from .._vocab import Measure, Occurrence, Polarity, Property, RevisionKind, Scope
from ._belonging import sides_of
from ._engine import Check, Found, Owned, Subject, declare
from ._quoted import texts_of
from ._rivals import Voice, comparisons, events_of, in_time, is_of_one_event, may_repeat, path_of, told, voice_of
from ._words import speaks_of
from .triples import TRIPLES, unmarked_triples

__all__ = ["CLAIM_SETS"]


# --- contradictions ---


@declare("CL101", "contradictory-claims", Severity.INFO, "dataset")
def contradictory_claims(subject: Subject) -> Iterator[Found]:
    """Claims of two voices exclude each other: two numbers, yes and no, an accusation and a denial.

    Of numbers it shows the two that lie farthest apart, once for each quantity. A later number of the same voice takes
    the earlier one's place (CL111 asks for the link), numbers for different times are no contradiction, and what the
    two sides of an exchange say is the exchange's own check.
    """
    for comparison in comparisons(subject):
        if is_of_one_event(subject, comparison):
            yield from _rival_numbers(subject, comparison)
            yield from _denied_numbers(subject, comparison)
    yield from _rival_assertions(subject)


def _rival_numbers(subject: Subject, comparison: Comparison) -> Iterator[Found]:
    by_time: dict[object, list[Figure]] = {}
    for figure in _last_words(subject, comparison):
        by_time.setdefault(figure.attribution.as_of, []).append(figure)
    # Those of no stated time are rivals of all others, but only their own extremes can be part of the farthest pair.
    of_any_time = [figure for _, _, figure in _extremes(subject, by_time.pop(None, []))]
    for figures in by_time.values() or ((),):
        apart = _farthest(subject, (*of_any_time, *figures))
        if apart is not None and not _is_between_sides(subject, comparison, *apart):
            less, more = apart
            message = f"expected one number, got {less.count} by {told(less)} and {more.count} by {told(more)}"
            yield Found(path=f"{path_of(subject, more)}/count", message=message, value=str(more.count))
            return


def _last_words(subject: Subject, comparison: Comparison) -> Iterator[Figure]:
    """The figures of a quantity without those that their own voice has overtaken, linked or not."""
    voices: dict[Voice, list[Figure]] = {}
    for stated in comparison.figures:
        voices.setdefault(voice_of(subject, stated.figure), []).append(stated.figure)
    for figures in voices.values():
        timed = in_time(subject, figures)
        last = timed[-1][0] if timed else None
        overtaken = {id(figure) for time, figure in timed if last is not None and time.certainly_before(last)}
        yield from (figure for figure in figures if id(figure) not in overtaken)


class _Extreme(NamedTuple):
    """A figure, whose voice it is, and its end that counts."""

    voice: Voice
    end: int
    figure: Figure


def _extremes(subject: Subject, figures: Iterable[Figure]) -> list[_Extreme]:
    """Of the two voices with the lowest upper ends and the two with the highest lower ends their figures."""
    least: dict[Voice, _Extreme] = {}
    most: dict[Voice, _Extreme] = {}
    for figure in figures:
        if figure.count is None:
            continue
        count, voice = figure.count.firm(), voice_of(subject, figure)
        if count.high is not None and (voice not in least or count.high < least[voice].end):
            least[voice] = _Extreme(voice, count.high, figure)
        if voice not in most or count.low > most[voice].end:
            most[voice] = _Extreme(voice, count.low, figure)
    low = nsmallest(2, least.values(), key=lambda each: each.end)
    return [*low, *nlargest(2, most.values(), key=lambda each: each.end)]


def _farthest(subject: Subject, figures: Iterable[Figure]) -> tuple[Figure, Figure] | None:
    """The figures of two voices of which one is certainly less than the other, as far apart as any; None without."""
    found: tuple[int, Figure, Figure] | None = None
    for (voice, _, one), (other_voice, _, other) in permutations(_extremes(subject, figures), 2):
        if voice == other_voice or one.count is None or other.count is None:
            continue
        less, more = one.count.firm(), other.count.firm()
        if less.high is not None and less.high < more.low and (found is None or more.low - less.high > found[0]):
            found = more.low - less.high, one, other
    return None if found is None else found[1:]


def _is_between_sides(subject: Subject, comparison: Comparison, one: Figure, other: Figure) -> bool:
    """Whether it is the sides of an exchange that give different numbers."""
    event = comparison.quantity.event
    sides = sides_of(subject)
    of_exchange = isinstance(events_of(subject).get(event), Exchange)
    return of_exchange and all(sides.is_party(figure, event) for figure in (one, other))


def _denied_numbers(subject: Subject, comparison: Comparison) -> Iterator[Found]:
    """The first denial of a number that somebody else gives."""
    given: dict[Count | None, dict[Voice, Figure]] = {}
    for figure in (stated.figure for stated in comparison.figures):
        if figure.count is not None:
            voice = voice_of(subject, figure)
            given.setdefault(figure.count.bounds(), {}).setdefault(voice, figure)
            if figure.count.low > 0:  # who denies without a number denies that there were any
                given.setdefault(None, {}).setdefault(voice, figure)
    for denial in (stated.figure for stated in comparison.denials):
        if denial.attribution.polarity is Polarity.DENIES:
            denied = given.get(None if denial.count is None else denial.count.bounds(), {})
            hit = next((figure for voice, figure in denied.items() if voice != voice_of(subject, denial)), None)
            if hit is not None:
                message = f"expected no contradiction, got {hit.count} by {told(hit)}, which {told(denial)} denies"
                yield Found(path=path_of(subject, denial), message=message, value=str(hit.count))
                return


def _rival_assertions(subject: Subject) -> Iterator[Found]:
    """Assertions that one voice makes and another denies, and perpetrators of whom no two may be one."""
    said: dict[tuple[object, ...], dict[bool, dict[Voice, Owned]]] = {}
    accused: dict[str, dict[Voice, dict[str, Owned]]] = {}
    # "Unknown gunmen" may be anybody's.
    named = {actor.id for actor in subject.dataset.actors if actor.unnamed is None}
    for owned in subject.claims:
        claim, holder, _ = owned
        decided = isinstance(claim, Assertion) and claim.attribution.polarity is not Polarity.WITHHOLDS
        # Whether two events are one is for the checks of merging.
        if not isinstance(claim, Assertion) or not decided or claim.property == Property.SAME_AS:
            continue
        if not subject.standing.is_current(claim):
            continue
        voice, event = voice_of(subject, claim), event_of(holder)
        affirms = claim.attribution.polarity is Polarity.ASSERTS
        value: object = claim.value
        if claim.property == Property.OCCURRED and value in (Occurrence.YES, Occurrence.NO):
            affirms, value = affirms == (value == Occurrence.YES), Occurrence.YES
        key = (event, claim.property, value, claim.of, claim.relation)
        said.setdefault(key, {}).setdefault(affirms, {}).setdefault(voice, owned)
        if claim.property == Property.PERPETRATOR and affirms and value in named:
            accused.setdefault(event, {}).setdefault(voice, {})[str(value)] = owned
    for answers in said.values():
        for voice, owned in answers.get(False, {}).items():
            other = next((each for who, each in answers.get(True, {}).items() if who != voice), None)
            if other is not None:
                message = f"expected no contradiction, got yes by {told(other.claim)} and no by {told(owned.claim)}"
                yield Found(path=owned.path, message=message)
                break
    for voices in accused.values():
        yield from _rival_accusations(subject, voices)


def _rival_accusations(subject: Subject, voices: dict[Voice, dict[str, Owned]]) -> Iterator[Found]:
    """The first voice that accuses somebody who has nothing to do with anybody whom the first one accuses."""
    sides = sides_of(subject)
    first, *others = voices.values()
    known = {above for actor in first for above in sides.above(actor)}
    for accusations in others:
        if all(known.isdisjoint(sides.above(actor)) for actor in accusations):
            (actor, owned), (before, _) = next(iter(accusations.items())), next(iter(first.items()))
            message = f"expected one perpetrator, got {before} and, by {told(owned.claim)}, {actor}"
            yield Found(path=f"{owned.path}/value", message=message, value=actor)
            return


@declare("CL104", "one-voice-two-numbers", Severity.WARNING, "record")
def one_voice_two_numbers(subject: Subject) -> Iterator[Found]:
    """One speaker in one source gives two numbers of one thing that exclude each other, and nothing tells them apart.

    They may be of two places, two times, or a part and its whole. What comes on top of another number is CT115's, and
    three bare numbers are CL112's.
    """
    texts, triples = texts_of(subject), unmarked_triples(subject)
    for comparison in comparisons(subject):
        if not is_of_one_event(subject, comparison) or comparison.quantity.besides is not None:
            continue
        first: dict[object, Figure] = {}
        for figure in (stated.figure for stated in comparison.figures):
            on_top = speaks_of("increment", figure, texts)
            if on_top is not None or figure.supersedes is not None or path_of(subject, figure) in triples:
                continue
            attribution = figure.attribution
            key = (attribution.source, attribution.speaker, attribution.as_of, attribution.method)
            other = first.setdefault(key, figure)
            if _exclude(other, figure):
                message = f"expected one number by {told(figure)}, or what tells two apart, got {other.count} and"
                path = f"{path_of(subject, figure)}/count"
                yield Found(path=path, message=f"{message} {figure.count}", value=str(figure.count))
                break


# --- sources ---


@declare("CL102", "single-source", Severity.INFO, "dataset")
def single_source(subject: Subject) -> Iterator[Found]:
    """That people were killed in an event rests on one source and what repeats it, in a dataset that has others."""
    origins: dict[str, dict[str, str]] = {}
    for figure, _, holder, path in subject.numbers():
        killed = isinstance(holder, CasualtyReport) and figure.measure == Measure.KILLED
        if killed and figure.estimate is None and figure.count is not None and figure.count.low:
            of_event = origins.setdefault(event_of(holder), {})
            of_event.setdefault(subject.dataset.origin(figure.attribution.source), path)
    if len({origin for of_event in origins.values() for origin in of_event}) < 2:
        return
    for event, of_event in origins.items():
        if len(of_event) == 1:
            ((origin, path),) = of_event.items()
            yield Found(path=path, message=f"expected two sources or more for the killed of {event}, got only {origin}")


@declare("CL110", "copies-counted-as-independent", Severity.WARNING, "dataset")
def copies_counted_as_independent(subject: Subject) -> Iterator[Found]:
    """A copy gives the number of the source that it repeats to another speaker, so that one voice counts as two."""
    for comparison in comparisons(subject):
        spoken = [
            (figure, figure.count.bounds(), figure.attribution.speaker)
            for figure in (stated.figure for stated in comparison.figures)
            if figure.count is not None and figure.attribution.speaker is not None
        ]
        speakers: dict[tuple[str, Count], set[str]] = {}
        for figure, bounds, speaker in spoken:
            speakers.setdefault((figure.attribution.source, bounds), set()).add(speaker)
        for figure, bounds, speaker in spoken:
            source = figure.attribution.source
            origin = subject.dataset.origin(source)
            named = speakers.get((origin, bounds), {speaker})
            if origin != source and speaker not in named:
                wanted = " or ".join(sorted(named))
                message = f"expected the speaker {wanted}, as in {origin}, which {source} repeats, got {speaker}"
                yield Found(path=f"{path_of(subject, figure)}/attribution/speaker", message=message, value=speaker)


@declare("CL111", "revision-not-linked", Severity.WARNING, "dataset")
def revision_not_linked(subject: Subject) -> Iterator[Found]:
    """A voice gives another number later, which excludes its earlier one, and does not say that it takes its place."""
    for comparison in comparisons(subject):
        if not is_of_one_event(subject, comparison) or comparison.quantity.besides is not None:
            continue
        voices: dict[Voice, list[Figure]] = {}
        for stated in comparison.figures:
            voices.setdefault(voice_of(subject, stated.figure), []).append(stated.figure)
        for figures in voices.values():
            for (time, earlier), (later_time, later) in pairwise(in_time(subject, figures)):
                if later.supersedes is not None or not time.certainly_before(later_time):
                    continue
                # A toll that falls may be an old one that is repeated late.
                if _exclude(earlier, later) and (_grows(earlier, later) or not may_repeat(subject, earlier, later)):
                    message = f"expected `supersedes` of {earlier.count} by {told(earlier)}, {time}, got {later.count}"
                    yield Found(path=path_of(subject, later), message=message, value=str(later.count))


def _grows(earlier: Figure, later: Figure) -> bool:
    return earlier.count is not None and later.count is not None and earlier.count.low < later.count.low


def _exclude(one: Figure, other: Figure) -> bool:
    return one.count is not None and other.count is not None and not one.count.firm().may_equal(other.count.firm())


# --- running totals ---

_MAY_FALL: Final = frozenset({Measure.MISSING.value, Measure.HELD.value, Measure.DISPLACED.value, Measure.AGREED.value})
"""How many are missing at a time may fall, even where it is counted since a start."""


@declare("CL103", "cumulative-decreases-without-correction", Severity.WARNING, "dataset")
def cumulative_decreases(subject: Subject) -> Iterator[Found]:
    """A voice's running total falls, and nothing says that the earlier one was wrong."""
    corrected = {
        claim.supersedes.claim
        for claim, _, _ in subject.claims
        if claim.supersedes is not None and claim.supersedes.kind is not RevisionKind.UPDATE
    }
    series: dict[tuple[object, ...], list[Figure]] = {}
    for claim, holder, _ in subject.claims:
        if not isinstance(claim, Figure) or claim.count is None or scope_of(holder, claim) is not Scope.CUMULATIVE:
            continue
        # An update leaves the earlier total right in its time; a correction does not.
        stands = claim.id not in corrected and subject.standing.status(claim) != "retracted"
        if stands and claim.attribution.polarity is Polarity.ASSERTS and claim.measure not in _MAY_FALL:
            window = window_of(holder, claim)
            kind = (claim.measure, claim.item, claim.model, claim.group, claim.from_, claim.to, claim.estimate)
            start = None if window is None else window.earliest
            key = (event_of(holder), *kind, claim.within, claim.besides, start, claim.attribution.method)
            series.setdefault((*key, voice_of(subject, claim)), []).append(claim)
    for figures in series.values():
        for (time, earlier), (later_time, later) in pairwise(in_time(subject, figures)):
            revised = later.supersedes is not None and later.supersedes.kind is not RevisionKind.UPDATE
            before, count = earlier.count, later.count
            if revised or before is None or count is None or not time.certainly_before(later_time):
                continue
            if not may_repeat(subject, earlier, later) and count.firm().certainly_less(before.firm()):
                message = f"expected {before} or more, the total of {time}, or a correction of it, got {count}"
                yield Found(path=f"{path_of(subject, later)}/count", message=message, value=str(count))


CLAIM_SETS: Final[tuple[Check, ...]] = (
    contradictory_claims,
    single_source,
    cumulative_decreases,
    one_voice_two_numbers,
    *TRIPLES,
    copies_counted_as_independent,
    revision_not_linked,
)
