"""The rules that choose among claims; what is left is then read as a range.

`hierarchy`, `latest`, `latest_per_speaker`, `independent`, `exclude_parties`: each sets claims aside and says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .._fields import OneOf
from .._vocab import SourceKind
from .._when import When
from ._cases import Case, Rival
from ._rules import Rule, Ruling, hull, split

__all__ = ["EXCLUDE_PARTIES", "INDEPENDENT", "LATEST", "LATEST_PER_SPEAKER", "hierarchy", "overtaken"]


# --- an order of the user's ------------------------------------------------------------------------------------------

_KIND: Final = "kind:"
"""What stands before a kind of source in an order, so that it is told from an id."""

_KINDS: Final = OneOf(SourceKind)

_NOT_IN_ORDER: Final = "neither its speaker nor its source is in the order"


def hierarchy(*order: str) -> Rule:
    """The rule that takes the first in an order of sources, speakers or kinds of source who gives a number.

    Args:
        *order: The ids of sources or speakers, and kinds of source as `kind:court_record`, the most trusted first.
            Claims of others are set aside.

    Raises:
        ValueError: If the order is empty, names somebody twice, or names a kind that there is not.
    """
    if not order or len(set(order)) < len(order):
        raise ValueError(f"expected the ids of sources or speakers, each once, got {', '.join(order) or 'none'}")
    for kind in (each.removeprefix(_KIND) for each in order if each.startswith(_KIND)):
        if not _KINDS.takes(kind):
            raise ValueError(f"expected after {_KIND} {_KINDS.expected}, got {kind[:80]!r}")
    ranks = {id_: rank for rank, id_ in enumerate(order)}

    def choose(case: Case) -> Ruling:
        best = min(_rank(rival, ranks) for rival in case.rivals)
        if best == len(order):
            _, aside = split(case.rivals, lambda _: _NOT_IN_ORDER)
            return Ruling(set_aside=tuple(aside), why="Nobody in the order gives a number.")

        def why_not(rival: Rival) -> str | None:
            rank = _rank(rival, ranks)
            if rank == len(order):
                return _NOT_IN_ORDER
            return None if rank == best else f"{order[best]} stands before {order[rank]} in the order"

        used, aside = split(case.rivals, why_not)
        return hull(used, aside, why=f"Of the order {', '.join(order)}, {order[best]} is the first to give a number.")

    return Rule(
        name=f"hierarchy:{','.join(order)}",
        function=choose,
        meaning="The first in a given order of sources, speakers or kinds of source who gives a number.",
    )


def _rank(rival: Rival, ranks: dict[str, int]) -> int:
    attribution = rival.figure.attribution
    names = (attribution.speaker, attribution.source, rival.source_kind and f"{_KIND}{rival.source_kind}")
    return min(ranks.get(name, len(ranks)) for name in names if name is not None)


# --- time ------------------------------------------------------------------------------------------------------------


def _latest(case: Case) -> Ruling:
    return _last(case, [case.rivals], "The latest claims count, and those of which nothing says that they are older.")


def _latest_per_speaker(case: Case) -> Ruling:
    voices: dict[object, list[Rival]] = {}
    for rival in case.rivals:
        voices.setdefault(rival.voice, []).append(rival)
    return _last(case, voices.values(), "Of each voice the latest word counts.")


def _last(case: Case, groups: Iterable[Iterable[Rival]], why: str) -> Ruling:
    reasons: dict[int, str] = {}
    for rivals in groups:
        reasons |= overtaken(rivals)
    used, aside = split(case.rivals, lambda rival: reasons.get(id(rival)))
    return hull(used, aside, why=why)


def overtaken(rivals: Iterable[Rival]) -> dict[int, str]:
    """Of each claim that is certainly older than another, by the identity of its object, what was said later."""
    rivals = tuple(rivals)
    newest = _newest(rivals)
    found: dict[int, str] = {}
    for rival in rivals:
        later = next((each for each in newest if rival.certainly_before(each)), None)
        if later is not None:
            found[id(rival)] = f"{later.who} says {later.count} later"
    return found


def _newest(rivals: Iterable[Rival]) -> list[Rival]:
    """Of each way to state a time, the claim that starts last: one of them is later than any claim that is overtaken.

    Times with another zone, or with an offset, are not in one order with the rest.
    """
    newest: dict[tuple[object, ...], Rival] = {}
    for rival in rivals:
        time = _time(rival)
        moment = None if time is None else time.earliest_moment
        if time is None or moment is None or time.is_qualified:
            continue
        held = rival.figure.attribution.as_of is not None
        # An offset may differ from one moment to the next; moments with one are in order whatever it is.
        way = (held, time.zone, moment.utcoffset() is not None)
        known = newest.get(way)
        before = None if known is None else _time(known)
        if before is None or before.earliest_moment is None or before.earliest_moment < moment:
            newest[way] = rival
    return list(newest.values())


def _time(rival: Rival) -> When | None:
    return rival.figure.attribution.as_of or rival.published


# --- voices ----------------------------------------------------------------------------------------------------------


def _independent(case: Case) -> Ruling:
    roots = {rival.figure.attribution.source for rival in case.rivals if rival.voice[0] is None}
    kept: dict[object, Rival] = {}
    # The root of a wire story speaks before its copies.
    for rival in sorted(case.rivals, key=lambda each: each.figure.attribution.source != each.origin):
        kept.setdefault((rival.voice, rival.count), rival)

    quoted = {(rival.origin, rival.count): rival for rival in reversed(case.rivals) if rival.voice[0] is not None}

    def why_not(rival: Rival) -> str | None:
        source = rival.figure.attribution.source
        own = rival.voice[0] is None
        if own and source != rival.origin and rival.origin in roots:
            return f"{source} repeats {rival.origin}, which speaks itself"
        if own and (speaks := quoted.get((rival.origin, rival.count))) is not None:
            return f"its own voice may be no other than that of {speaks.who}, with the same number"
        same = kept[rival.voice, rival.count]
        if same is rival:
            return None
        return f"{rival.who} is the same voice as {same.who}, with the same number"

    used, aside = split(case.rivals, why_not)
    voices = len({rival.voice for rival in used})
    return hull(
        used, aside, why=f"Each number of a voice counts once; {voices} {'voice' if voices == 1 else 'voices'}."
    )


def _exclude_parties(case: Case) -> Ruling:
    def why_not(rival: Rival) -> str | None:
        return f"{rival.figure.attribution.speaker} belongs to a side" if rival.party else None

    used, aside = split(case.rivals, why_not)
    why = "Claims of speakers who belong to a side are left out." if used else "Only speakers of a side give a number."
    return hull(used, aside, why=why)


LATEST: Final = Rule(
    name="latest", function=_latest, meaning="Claims that are certainly older than another are left out."
)
LATEST_PER_SPEAKER: Final = Rule(
    name="latest_per_speaker", function=_latest_per_speaker, meaning="Of each voice only the latest word counts."
)
INDEPENDENT: Final = Rule(
    name="independent",
    function=_independent,
    meaning="One voice per origin: copies, and what one voice says again, are left out.",
)
EXCLUDE_PARTIES: Final = Rule(
    name="exclude_parties", function=_exclude_parties, meaning="Claims of speakers who belong to a side are left out."
)
