"""Talks: what is found beyond the examples of the pages, and what must not be."""

from __future__ import annotations

import json
from typing import Any

import pytest

import conflictevents as ce
from conflictevents.checks._pages import Example

Plain = dict[str, Any]
TERM = {"id": "truce", "kind": "ceasefire"}


def found(*assertions: Plain, events: tuple[Plain, ...] = (), **fields: Any) -> set[str]:
    """The codes of talks that are found in talks with some assertions, those of gaps left out."""
    talks = {"kind": "talks", "id": "talks", "parties": ["north", "south"], "terms": [TERM], "assertions": assertions}
    document = Example(text=json.dumps({"events": [talks | fields, *events]})).document
    return set(ce.check(ce.loads(document), select=["TK", "IO199"], ignore=["TK104", "TK106"]).counts)


def status(value: str, /, of: str = "truce", spans: tuple[Plain, ...] = (), **by: Any) -> Plain:
    """Somebody says how the truce stands."""
    plain = {"property": "term_status", "value": value, "of": of, "attribution": {"source": "wire"} | by}
    return plain | ({"spans": spans} if spans else {})


def day(edtf: str) -> Plain:
    """A date."""
    return {"edtf": f"2025-05-{edtf}"}


def said(words: str, role: str = "figure") -> tuple[Plain, ...]:
    """The span of some words."""
    return ({"start": 0, "end": len(words), "role": role, "exact": words},)


def test_sides_of_an_agreement() -> None:
    """The sides may stand in the whole, or among the participants; what is only proposed needs none."""
    war = {"kind": "episode", "id": "war", "participants": [{"actor": "north"}, {"actor": "south"}]}
    mediator = [{"actor": "gulf", "role": "mediator"}]
    assert {"TK101"} == found(status("agreed"), parties=[], participants=mediator)
    assert {"TK101"} == found(status("in_force"), parties=[])
    assert set() == found(status("agreed"), parties=[], part_of="war", events=(war,))
    assert set() == found(status("agreed"), parties=[], participants=[{"actor": "north"}])
    assert set() == found(status("proposed"), parties=[])
    assert set() == found(status("agreed", polarity="denies"), parties=[])


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        (status("agreed", verb="called for"), True),
        (status("in_force", verb="has offered"), True),
        (status("agreed", spans=said("proposed a truce of 30 days")), True),
        (status("agreed", verb="запропонував"), True),
        (status("agreed", verb="agreed to the proposed truce"), False),
        (status("agreed", verb="accepted an offer"), False),
        (status("agreed", verb="urged", spans=said("signed the truce")), False),
        (status("agreed", verb="said"), False),
        (status("rejected", verb="offered"), False),
        (status("agreed", verb="proposed", polarity="denies"), False),
        (status("agreed", spans=(*said("a truce"), *said("who proposed it", "speaker"))), False),
    ],
)
def test_words_of_a_proposal(claim: Plain, wrong: bool) -> None:
    """Only words of a proposal, and none of an agreement beside them, tell that it was not agreed."""
    assert ({"TK102"} if wrong else set()) == found(claim)


def test_a_number_that_was_proposed() -> None:
    """A number agreed is held as a figure of that measure, and may be no more than an offer as well."""
    by = {"source": "wire", "speaker": "north", "verb": "proposed"}
    figure = {"measure": "agreed", "item": "prisoners", "count": {"low": 9, "high": 9}, "attribution": by}
    swap = {"kind": "exchange", "id": "swap", "figures": [figure]}
    assert {"TK102"} == found(events=(swap,))
    assert set() == found(events=(swap | {"figures": [figure | {"measure": "released"}]},))


def test_in_force_before_it_was_agreed() -> None:
    """A claim for a day before the talks, or before the same voice has it agreed, is too early."""
    early = status("in_force", as_of=day("14"))
    assert {"TK103"} == found(early, when=day("16"))
    assert {"TK103"} == found(early, status("agreed", as_of=day("15")))
    assert set() == found(early, status("agreed", as_of=day("14")))
    assert set() == found(early, status("agreed", as_of=day("13")), when=day("16"))
    assert set() == found(early, status("agreed", as_of=day("15"), speaker="north"))
    assert set() == found(early, when={"edtf": "2025-05"})
    assert set() == found(status("in_force"), when=day("16"))
    assert set() == found(status("proposed", as_of=day("14")), when=day("16"))


def test_carried_out_before_it_was_agreed() -> None:
    """Only an event that happened, on a day that is certainly before the talks."""
    term = {"terms": [TERM | {"events": ["swap"]}], "when": day("16")}
    swap = {"kind": "exchange", "id": "swap", "when": day("15")}
    assert {"TK103"} == found(events=(swap,), **term)
    assert set() == found(events=(swap | {"when": day("16")},), **term)
    assert set() == found(events=(swap | {"when": {"edtf": "2025-05-15~"}},), **term)
    assert set() == found(events=(swap | {"realis": "planned"},), **term)
    assert set() == found(events=({"kind": "exchange", "id": "swap"},), **term)


def breach(**by: Any) -> Plain:
    """Somebody says that a raid broke what was agreed."""
    return {
        "property": "relation",
        "value": "talks",
        "relation": "violates",
        "attribution": {"source": "wire"} | by,
    }


def raid(*assertions: Plain) -> Plain:
    """A raid whose heading says that it broke what was agreed."""
    relations = [{"kind": "violates", "event": "talks"}]
    heading = {"kind": "strike", "id": "raid", "attacker": "north", "targets": ["south"], "relations": relations}
    return heading | {"assertions": assertions}


def test_a_breach_is_somebody_s_claim() -> None:
    """What a side says stays a claim; what observers say, or a source has verified, may stand in the heading."""
    assert {"TK105"} == found(events=(raid(),))
    assert {"TK105"} == found(events=(raid(breach(speaker="south")),))
    assert {"TK105"} == found(events=(raid(breach(speaker="monitors", polarity="denies")),))
    assert set() == found(events=(raid(breach(speaker="south"), breach(speaker="monitors")),))
    assert set() == found(events=(raid(breach(method="verified")),))
    assert set() == found(status("violated", speaker="monitors"), events=(raid(),))
    assert set() == found(status("violated", speaker="south"))
    assert set() == found(status("violated", attributed="unclear"))
    assert {"TK105"} == found(status("violated"))


def gaps(*assertions: Plain, **fields: Any) -> set[str]:
    """The codes of what is not known of talks."""
    talks = {"kind": "talks", "id": "talks", "terms": [TERM], "assertions": assertions} | fields
    return set(ce.check(ce.loads(Example(text=json.dumps({"events": [talks]})).document), select=["TK"]).counts)


def test_what_is_not_known_of_talks() -> None:
    """A level is asked of talks that were held, a status of every term; a denial is one."""
    assert {"TK104", "TK106"} == gaps()
    assert {"TK106"} == gaps(level="leaders")
    assert {"TK106"} == gaps(realis="planned")
    assert {"TK104"} == gaps(status("violated", polarity="denies", speaker="north"))
    assert {"TK104"} == gaps(terms=[])
