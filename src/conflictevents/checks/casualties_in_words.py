"""Checks of harm against the words that it is told in, and of who tells it (CS104 to CS112).

The words looked at are those of the figure alone: its noun, the words of its count, and a quotation that has no other
number in it. Words that are not known to mean something else are no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from .._claims import Assertion, Figure
from .._events import Event, Incident, Strike
from .._groups import is_exclusive, tags_of
from .._problems import Severity, shown
from .._reports import CasualtyReport
from .._views import event_of
from .._vocab import Commitment, GroupTag, Measure, ParticipantRole, Property
from ._belonging import sides_of
from ._engine import Check, Found, Owned, Subject, declare
from ._quoted import texts_of
from ._rivals import comparisons, events_of, path_of
from ._words import own_words, pattern, quoted, speaks_of

__all__ = ["CASUALTIES_IN_WORDS", "missing_as_killed"]


def _harm(subject: Subject, measure: Measure) -> Iterator[tuple[Figure, Owned]]:
    """Every figure of one kind of harm that is asserted and still stands, with or without a number."""
    for owned in subject.claims:
        claim = owned.claim
        of_harm = isinstance(owned.holder, CasualtyReport) and subject.standing.is_asserted(claim)
        if of_harm and isinstance(claim, Figure) and claim.measure == measure:
            yield claim, owned


@declare("CS104", "casualties-as-deaths", Severity.WARNING, "record")
def casualties_as_deaths(subject: Subject) -> Iterator[Found]:
    """Casualties or losses, which are the killed and the injured together, are held as killed."""
    for figure, owned in _harm(subject, Measure.KILLED):
        # Of no casualties, or up to 40, as many at most were killed.
        some = figure.count is None or figure.count.low > 0
        words = speaks_of("undivided", figure, texts_of(subject)) if some else None
        if words is not None and not pattern("of_death").search(words):
            message = f"expected the measure casualties, as the words {shown(words)} say, got killed"
            yield Found(
                path=f"{owned.path}/measure", message=message, value=figure.measure, suggestion=Measure.CASUALTIES
            )


def missing_as_killed(subject: Subject) -> Iterator[Found]:
    """Figures of killed whose words say that the people are missing, or only feared dead."""
    for figure, owned in _harm(subject, Measure.KILLED):
        words = speaks_of("not_found", figure, texts_of(subject))
        unsure = figure.attribution.commitment in (Commitment.POSSIBLE, Commitment.PROBABLE)
        if words is not None and not unsure and not pattern("found").search(words):
            message = f"expected the measure missing, or the commitment probable, as {shown(words)} says, got killed"
            yield Found(path=f"{owned.path}/measure", message=message, value=figure.measure, suggestion=Measure.MISSING)


@declare("CS107", "attacker-included-unclear", Severity.WARNING, "dataset")
def attacker_included_unclear(subject: Subject) -> Iterator[Found]:
    """A suicide attack has a number of killed, and nothing settles whether the attacker is one of them."""
    suicides = {
        event.id for event in subject.dataset.events if pattern("suicide_attack").search(" ".join(_told_of(event)))
    }
    suicides |= {
        event_of(holder)
        for claim, holder, _ in subject.claims
        if isinstance(claim, Assertion)
        and claim.property == Property.METHOD
        and pattern("suicide_attack").search(str(claim.value))
    }
    if not suicides:
        return
    of_reports: dict[int, list[tuple[Figure, Owned]]] = {}
    for figure, owned in _harm(subject, Measure.KILLED):
        if event_of(owned.holder) in suicides:
            of_reports.setdefault(id(owned.holder), []).append((figure, owned))
    for figures in of_reports.values():
        settled = any(
            ("part", GroupTag.ATTACKERS.value) in tags_of(figure.group)
            or any(
                map(
                    pattern("attacker_told_apart").search,
                    (*own_words(figure), *quoted(figure, texts_of(subject)), figure.note or ""),
                )
            )
            for figure, _ in figures
        )
        plain = [(figure, owned) for figure, owned in figures if figure.group is None and figure.count is not None]
        if plain and not settled:
            figure, owned = plain[0]
            message = f"expected a group or a note to say whether the attacker is counted, got {figure.count} killed"
            yield Found(path=owned.path, message=message)


def _told_of(event: Event) -> Iterator[str]:
    yield event.title or ""
    if isinstance(event, Incident):
        yield from (word for code in event.types for word in (code.value, code.label or ""))


_STATUS: Final = (("status", GroupTag.MILITARY.value), ("status", GroupTag.CIVILIANS.value))


@declare("CS108", "status-from-party", Severity.INFO, "dataset")
def status_from_party(subject: Subject) -> Iterator[Found]:
    """That the dead were fighters, and not civilians, is said by nobody but the party that struck."""
    fighters: dict[str, tuple[Figure, Owned]] = {}
    others: set[str] = set()
    for claim, holder, path in subject.claims:
        if not isinstance(claim, Figure) or not isinstance(holder, CasualtyReport):
            continue
        status = tags_of(claim.group).intersection(_STATUS)
        if not status or not subject.standing.is_asserted(claim):
            continue
        if ("status", GroupTag.MILITARY.value) in status and _is_by_attacker(subject, claim, holder.event):
            fighters.setdefault(holder.event, (claim, Owned(claim, holder, path)))
        else:
            others.add(holder.event)
    for event, (figure, owned) in fighters.items():
        if event not in others:
            message = (
                f"expected somebody else to say who the dead were, got only {figure.attribution.speaker}, who struck"
            )
            yield Found(path=f"{owned.path}/group", message=message, value=figure.group)


def _is_by_attacker(subject: Subject, figure: Figure, event_id: str) -> bool:
    """Whether the speaker belongs to the side that attacked."""
    event = events_of(subject).get(event_id)
    attackers = {figure.from_} if figure.from_ is not None else set()
    if event is not None:
        attackers |= sides_of(subject).accused(event.id)
        attackers |= {each.actor for each in event.participants if each.role == ParticipantRole.ATTACKER}
        if isinstance(event, Strike) and event.attacker is not None:
            attackers.add(event.attacker)
    return sides_of(subject).belongs_to(figure, attackers)


@declare("CS109", "died-of-wounds-double", Severity.WARNING, "dataset")
def died_of_wounds_double(subject: Subject) -> Iterator[Found]:
    """Some of the injured have died since, and the number of injured is still that of before."""
    later = [
        (figure, owned)
        for figure, owned in _harm(subject, Measure.KILLED)
        if figure.supersedes is not None
        and any(
            map(
                pattern("died_later").search,
                (*own_words(figure), *quoted(figure, texts_of(subject)), figure.note or ""),
            )
        )
    ]
    if not later:
        return
    replaced = {claim.id: claim for claim, _, _ in subject.claims if claim.id is not None}
    injured: dict[tuple[object, ...], tuple[Figure, str]] = {}
    for figure, owned in _harm(subject, Measure.INJURED):
        if figure.supersedes is None and figure.count is not None:
            injured[_people(figure, owned), figure.attribution.source] = figure, owned.path
    for killed, owned in later:
        before = replaced.get(killed.supersedes.claim) if killed.supersedes is not None else None
        # The number of injured that came with the number of killed before.
        key = (_people(killed, owned), None if before is None else before.attribution.source)
        if key in injured:
            figure, path = injured.pop(key)
            message = f"expected a later number of injured, since some have died ({owned.path}), got {figure.count}"
            yield Found(path=f"{path}/count", message=message, value=str(figure.count))


def _people(figure: Figure, owned: Owned) -> tuple[object, ...]:
    """Of whom a figure of harm is, and who says so."""
    return event_of(owned.holder), figure.item, figure.group, figure.attribution.speaker


_INDIRECT_TAGS: Final = {("condition", tag.value) for tag in (GroupTag.HUNGER, GroupTag.DISEASE, GroupTag.EXCESS)}


@declare("CS110", "indirect-in-direct-toll", Severity.WARNING, "record")
def indirect_in_direct_toll(subject: Subject) -> Iterator[Found]:
    """Deaths of hunger or disease, or excess deaths, are counted among the killed: as a part, or by the words."""
    killed = list(_harm(subject, Measure.KILLED))
    by_id = {figure.id: figure for figure, _ in killed if figure.id is not None}
    for figure, owned in killed:
        whole = None if figure.within is None else by_id.get(figure.within)
        indirect = tags_of(figure.group) & _INDIRECT_TAGS
        if whole is not None and indirect and not tags_of(whole.group) & _INDIRECT_TAGS:
            message = f"expected a number beside that of the killed, got {figure.group} within {whole.id}"
            yield Found(path=f"{owned.path}/within", message=message, value=figure.within)
        words = None if indirect else speaks_of("indirect", figure, texts_of(subject))
        if words is not None and not pattern("left_out").search(words):
            message = f"expected a group such as hunger, disease or excess, as {shown(words)} says, got {figure.group}"
            yield Found(path=owned.path, message=message, value=words)


@declare("CS111", "injured-severity-mixed", Severity.WARNING, "dataset")
def injured_severity_mixed(subject: Subject) -> Iterator[Found]:
    """Rival numbers of injured are of another severity: who sought care beside who was wounded."""
    texts = texts_of(subject)
    for comparison in comparisons(subject):
        if comparison.quantity.measure != Measure.INJURED:
            continue
        plain: Figure | None = None
        marked: list[tuple[Figure, str]] = []
        for figure in (stated.figure for stated in comparison.figures):
            words = speaks_of("sought_care", figure, texts) or speaks_of("severe", figure, texts)
            if words is not None:
                marked.append((figure, words))
            else:
                plain = plain or figure
        for figure, words in marked:
            if plain is not None and _differ(figure, plain):
                message = f"expected `within`, or a group, for {shown(words)} beside {plain.count} injured, got neither"
                yield Found(path=path_of(subject, figure), message=message, value=str(figure.count))


def _differ(one: Figure, other: Figure) -> bool:
    """Whether two numbers cannot be the same."""
    return one.count is not None and other.count is not None and not one.count.firm().may_equal(other.count.firm())


@declare("CS112", "union-as-group", Severity.WARNING, "record")
def union_as_group(subject: Subject) -> Iterator[Found]:
    """A group has tags of which nobody has both, or its words say "and": tags are of people who have all of them."""
    for claim, _, path in subject.claims:
        if not isinstance(claim, Figure) or claim.group is None or "+" not in claim.group:
            continue
        for (dimension, tag), (other_dimension, other) in combinations(sorted(tags_of(claim.group)), 2):
            never_both = dimension == other_dimension and is_exclusive(dimension)
            if never_both or _are_joined(claim, tag, other):
                message = f"expected a figure for each of {tag} and {other}, or none of them, got people who are both"
                yield Found(path=f"{path}/group", message=message, value=claim.group)
                break


def _are_joined(figure: Figure, tag: str, other: str) -> bool:
    """Whether the words name both tags as two kinds of people: "women and children"."""
    one, two = re.escape(tag), re.escape(other)
    both = re.compile(rf"\b(?:{one}\s+(?:and|or|&)\s+{two}|{two}\s+(?:and|or|&)\s+{one})\b", re.IGNORECASE)
    return any(map(both.search, own_words(figure)))


CASUALTIES_IN_WORDS: Final[tuple[Check, ...]] = (
    casualties_as_deaths,
    attacker_included_unclear,
    status_from_party,
    died_of_wounds_double,
    indirect_in_direct_toll,
    injured_severity_mixed,
    union_as_group,
)
