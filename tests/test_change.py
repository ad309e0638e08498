"""Comparing and merging versions, by example."""

from __future__ import annotations

import json
import pickle
from typing import Any, ClassVar

import attrs
import pytest

import conflictevents as ce
from conflictevents._change._matching import _LARGEST


def figure(low: int = 12, *, speaker: str | None = None, **fields: Any) -> ce.Figure:
    """A figure of people killed."""
    count = ce.Count.at_least(low)
    attribution = ce.Attribution(source="wire", speaker=speaker)
    whole: dict[str, Any] = {"measure": "killed", "item": "people", "count": count, "attribution": attribution}
    return ce.Figure(**whole | fields)


def toll(*figures: ce.Figure, **fields: Any) -> ce.Dataset:
    """A dataset with a report of these figures."""
    whole: dict[str, Any] = {
        "sources": (ce.Source(id="wire"),),
        "actors": (ce.Actor(id="ministry", name="Ministry"), ce.Actor(id="army", name="Army")),
        "events": (ce.Strike(id="raid"),),
        "reports": (ce.CasualtyReport(id="toll", event="raid", figures=figures),),
    }
    return ce.Dataset(**whole | fields)


# --- diff: which claim is which --------------------------------------------------------------------------------------


def only(old: ce.Dataset, new: ce.Dataset) -> ce.ClaimChange:
    """The only claim that changed."""
    (change,) = ce.diff(old, new).claims
    return change


def test_a_claim_with_an_id_is_known_in_another_record() -> None:
    """It changed, and `held_by` says that it moved."""
    old = toll(figure(id="c"))
    new = attrs.evolve(
        old, reports=(*toll().reports, ce.CasualtyReport(id="later", event="raid", figures=(figure(id="c"),)))
    )
    change = only(old, new)
    assert (ce.ChangeKind.CHANGED, ce.MatchedBy.ID, "later") == (change.change, change.matched_by, change.owner)
    assert ["held_by: report/toll → report/later"] == [str(field) for field in change.fields]


def test_a_claim_that_gets_an_id_is_the_same() -> None:
    """It is matched by its content, and its id is what changed."""
    change = only(toll(figure()), toll(figure(id="c")))
    assert (ce.MatchedBy.CONTENT, "c") == (change.matched_by, change.claim)
    assert ["id: (none) → c"] == [str(field) for field in change.fields]


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (figure(14), "count: at least 12 → at least 14"),
        (figure(group="children"), "group: (none) → children"),
        (figure(speaker="army"), "attribution.speaker: (none) → army"),
        (figure(count=None, share=ce.Share(low=40)), "share: (none) → at least 40%"),
    ],
)
def test_two_of_three_make_one_claim(new: ce.Figure, field: str) -> None:
    """A new number, a new subject or a new speaker alone leaves it the same claim."""
    change = only(toll(figure()), toll(new))
    assert ce.MatchedBy.LIKENESS == change.matched_by
    assert field in [str(each) for each in change.fields]


@pytest.mark.parametrize(
    "new",
    [figure(14, speaker="army"), figure(measure="injured"), figure(14, group="children")],
    ids=["voice and number", "measure", "subject and number"],
)
def test_one_of_three_makes_two_claims(new: ce.Figure) -> None:
    """What differs in more than one of the three, or in its measure, is another claim."""
    changes = ce.diff(toll(figure()), toll(new)).claims
    assert {ce.ChangeKind.ADDED, ce.ChangeKind.REMOVED} == {each.change for each in changes}


def test_the_nearest_numbers_are_one_claim() -> None:
    """Of claims that are alike but for their numbers, the nearest are matched, whatever their order."""
    changes = ce.diff(toll(figure(10), figure(50)), toll(figure(52))).claims
    assert {("removed", 10, None), ("changed", 50, 52)} == {
        (each.change.value, getattr(each.old, "count").low, each.new and getattr(each.new, "count").low)  # noqa: B009
        for each in changes
    }


def test_very_many_alike_are_matched_in_their_order() -> None:
    """Where there are too many pairs to look for the nearest, one is taken after the other."""
    number = int(_LARGEST**0.5) + 1
    old, new = (toll(*(figure(low) for low in range(start, start + number))) for start in (0, 1000))
    changes = ce.diff(old, new).claims
    assert number == len(changes)
    assert {ce.ChangeKind.CHANGED} == {each.change for each in changes}


def test_a_span_tells_where_a_claim_stands() -> None:
    """With spans, the place in the text takes the number's part."""
    span = ce.Span(start=3, end=5)
    change = only(toll(figure(spans=(span,))), toll(figure(14, speaker="army", spans=(span,))))
    assert ce.MatchedBy.LIKENESS == change.matched_by


def test_assertions_are_matched_by_their_property() -> None:
    """A new value of one property by one voice is one changed claim."""

    def outcome(value: str) -> ce.Dataset:
        said = ce.Assertion(property="outcome", value=value, attribution=ce.Attribution(source="wire"))
        return toll(events=(ce.Strike(id="raid", assertions=(said,)),))

    assert ["value: open → “it ended”"] == [str(each) for each in only(outcome("open"), outcome("it ended")).fields]


# --- diff: what is told ----------------------------------------------------------------------------------------------


def test_words_with_equal_bounds_differ() -> None:
    """A count that was only worded otherwise is told by all that it holds."""
    old, new = (toll(figure(count=ce.Count(low=12, high=12, text=text))) for text in ("12", "twelve"))
    assert "12" in str(ce.diff(old, new))
    assert '"twelve"' in str(ce.diff(old, new))


def test_records_and_the_dataset_are_told_by_field() -> None:
    """Headings, a changed kind, lists and records that came or went."""
    old = toll(title="One", places=(ce.Place(id="p", name="A"),))
    new = toll(
        title="Two",
        actors=(ce.Actor(id="ministry", name="Ministry", aliases=("MoH",)),),
        events=(ce.Incident(id="raid"),),
    )
    text = str(ce.diff(old, new))
    for line in (
        "dataset\n  title: One → Two\n",
        "actor ministry: changed\n  aliases: with MoH\n",
        "actor army: removed\n",
        "place p: removed\n",
        "event raid: changed\n  kind: strike → incident\n",
    ):
        assert line in text
    assert text.endswith("2 records removed, 2 records changed")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"item": "drone", "count": ce.Count.exactly(41)}, "41 drones"),
        ({"item": "drone", "count": ce.Count.exactly(1), "model": "Geran-2"}, "1 Geran-2 drone"),
        ({"item": "drone", "count": ce.Count.at_least(1)}, "at least 1 drones"),
        ({"item": "people", "count": ce.Count.exactly(1)}, "1 person"),
        ({"item": "aircraft", "count": ce.Count.exactly(2)}, "2 aircraft"),
        ({"item": "x-lab.kite", "count": ce.Count.exactly(2)}, "2 x-lab.kite"),
        ({"item": None, "count": ce.Count.exactly(2)}, "2"),
        ({"item": "drone", "count": None}, "drones, number not given"),
        ({"item": None, "count": None}, "number not given"),
    ],
)
def test_what_is_counted_is_told_in_the_plural(fields: dict[str, Any], words: str) -> None:
    """Except where it is one; a word of one's own stays as it is."""
    found = ce.diff(toll(), toll(figure(**{"measure": "lost"} | fields)))
    assert f"  claim added: lost, {words}, by the source wire" in str(found).splitlines()


def test_another_order_alone_is_told() -> None:
    """Records and claims that only stand elsewhere in their lists."""
    old = toll(figure(1, id="a"), figure(2, id="b"))
    new = toll(figure(2, id="b"), figure(1, id="a"), actors=old.actors[::-1])
    found = ce.diff(old, new)
    assert ("actors", "report/toll/figures") == found.reordered
    assert ["reordered", "reordered"] == [row.change for row in found.rows()]
    assert "no record or claim differs" == list(found.lines())[-1]


def test_the_name_of_a_sensitive_actor_is_withheld() -> None:
    """Neither the text nor the rows have it, whether the actor changed, came or went."""
    people = [(), (ce.Actor(id="x", name="Secret One", sensitive=True),), (ce.Actor(id="x", name="Secret Two"),)]
    for old in people:
        for new in people:
            if any(each.sensitive for each in (*old, *new)):
                found = ce.diff(toll(actors=old), toll(actors=new))
                told = f"{found} {[row.as_dict() for row in found.rows()]}"
                assert "Secret One" not in told


def test_records_with_one_id_are_told_apart_by_their_order() -> None:
    """A dataset that is not sound yet can be compared as well."""
    twice = toll(figure(1, id="c"), figure(2, id="c"), actors=(ce.Actor(id="x", name="X"), ce.Actor(id="x", name="Y")))
    assert not ce.diff(twice, twice)
    assert "1 record removed, 1 claim removed" in str(
        ce.diff(twice, toll(figure(2, id="c"), actors=(ce.Actor(id="x", name="X"),)))
    )


def test_rows_are_flat() -> None:
    """Each row has numbers for the bounds, and only values that any table takes."""
    rows = ce.diff(toll(figure(12)), toll(figure(14), figure(30, measure="injured"))).rows()
    changed = next(row.as_dict() for row in rows if row.change == "changed")
    assert (12, None, 14, None) == tuple(
        changed[f"{which}_{end}"] for which in ("old", "new") for end in ("low", "high")
    )
    added = next(row.as_dict() for row in rows if row.change == "added")
    assert (30, "injured") == (added["new_low"], added["measure"])
    assert "injured" == json.loads(added["new"])["measure"]
    assert all(
        value is None or isinstance(value, (str, int, float)) for row in rows for value in row.as_dict().values()
    )


# --- merge -----------------------------------------------------------------------------------------------------------


def test_claims_of_one_event_are_united() -> None:
    """Equal claims are one, the others stand beside each other, those of the first dataset first."""
    merged, log = ce.merge(toll(figure(1), figure(2)), toll(figure(3), figure(2)))
    assert [1, 2, 3] == [each.count.low for each in merged.report("toll").figures if each.count is not None]
    assert () == log.conflicts


def test_a_claim_held_twice_stays_twice() -> None:
    """Equal claims of one dataset are as many as they were, since nothing is lost."""
    merged, _ = ce.merge(toll(figure(1), figure(1)), toll(figure(1)))
    assert 2 == len(merged.claims)


def test_one_claim_id_with_two_contents_is_a_conflict() -> None:
    """It is refused with both sides; otherwise both are kept, and what names the second follows it."""
    a = toll(figure(12, id="c"))
    b = toll(figure(14, id="c"), figure(3, group="children", within="c"))
    with pytest.raises(ce.MergeConflictError, match="claim c: count: at least 12 → at least 14") as caught:
        ce.merge(a, b)
    (conflict,) = caught.value.conflicts
    assert (figure(12, id="c"), figure(14, id="c")) == (conflict.a.value, conflict.b.value)
    assert ("count",) == tuple(field.field for field in conflict.fields)
    for policy in ce.MergePolicy:
        if policy is not ce.MergePolicy.REFUSE:
            merged, log = ce.merge(a, b, on_conflict=policy)
            assert ["c", "c-2", None] == [claim.id for claim in merged.claims]
            assert "c-2" == merged.report("toll").figures[2].within
            assert (ce.MergeRenaming(kind="claim", old="c", new="c-2"),) == log.renamed


@pytest.mark.parametrize("policy", ["rename", "keep_both"])
def test_what_was_renamed_is_known_again(policy: str) -> None:
    """Nothing is added, the conflicts are told again, and undo gives back what was merged; `refuse` still refuses."""
    people = ce.Actor(id="army", name="Another army")
    a = toll(figure(12, id="c"))
    b = toll(figure(14, id="c", speaker="army"), figure(3, within="c"), actors=(people,))
    merged, first = ce.merge(a, b, on_conflict=policy)
    again, second = ce.merge(merged, b, on_conflict=policy)
    assert ["ministry", "army", "army-2"] == [actor.id for actor in merged.actors]
    assert merged == again
    assert first.renamed == second.renamed
    assert {"actor army", "claim c"} == {f"{each.kind} {each.id}" for each in second.conflicts}
    assert {"army-2", "c-2"} == {each.new_id for each in second.conflicts}
    assert (merged, b) == ce.undo(again, second)
    with pytest.raises(ce.MergeConflictError, match="claim c: "):
        ce.merge(merged, b)


def test_a_likeness_is_not_taken_for_the_same() -> None:
    """A record that is alike is another one as long as not all that is said of it, and with its id, is there."""
    raids = ce.Incident(id="raid"), ce.Strike(id="raid-2")
    a = toll(events=raids, reports=(ce.CasualtyReport(id="other", event="raid-2", figures=(figure(1),)),))
    for b, known in (
        (toll(figure(2)), False),  # a report of another raid, as far as anybody can tell
        (toll(reports=()), True),  # nothing but a raid that is there
        (toll(reports=(), events=(ce.Strike(id="raid", figures=(figure(1, measure="launched"),)),)), False),
    ):
        merged, log = ce.merge(a, b, on_conflict="rename")
        ids = ["raid", "raid-2"] if known else ["raid", "raid-2", "raid-3"]
        assert ids == [event.id for event in merged.events]
        assert (a, b) == ce.undo(merged, log)


def test_what_has_grown_since_is_kept_beside_what_was_there() -> None:
    """One more claim by somebody who was renamed; what has nothing to do with it is known as before."""
    people = tuple(ce.Actor(id=id_, name="Another") for id_ in ("army", "ministry"))
    b = toll(figure(1, speaker="army"), figure(2, speaker="ministry"), actors=people)
    merged, _ = ce.merge(toll(), b, on_conflict="rename")
    more = ce.CasualtyReport(id="more", event="raid", figures=(figure(3, speaker="army"),))
    grown, _ = ce.merge(merged, attrs.evolve(b, reports=(more,)), on_conflict="rename")
    assert ["ministry", "army", "army-2", "ministry-2", "army-3"] == [actor.id for actor in grown.actors]
    assert ["army-2", "ministry-2", "army-3"] == [claim.attribution.speaker for claim in grown.claims]


def test_what_names_the_one_that_has_grown_is_kept_beside_it() -> None:
    """So is what names that, and so on, whether it had to get another id the first time or not."""
    chain = ce.Source(id="w", title="B"), ce.Source(id="y", based_on="w"), ce.Source(id="x", title="B", based_on="y")
    a = ce.Dataset(sources=(ce.Source(id="w", title="A"), ce.Source(id="x", title="A")))
    b = ce.Dataset(sources=chain)
    merged, _ = ce.merge(a, b, on_conflict="rename")
    assert ["w", "x", "w-2", "y", "x-2"] == [source.id for source in merged.sources]
    grown = attrs.evolve(b, sources=(*chain, ce.Source(id="new", based_on="w")))
    again, log = ce.merge(merged, grown, on_conflict="rename")
    assert ["w", "x", "w-2", "y", "x-2", "w-3", "y-2", "x-3", "new"] == [source.id for source in again.sources]
    assert ["w-3", "y-2", "w-3"] == [again.source(id_).based_on for id_ in ("y-2", "x-3", "new")]
    assert (merged, grown) == ce.undo(again, log)


def test_a_claim_in_two_events_is_a_conflict() -> None:
    """An id is that of one claim, so the same claim in another record is not the same."""
    a = toll(figure(id="c"))
    b = attrs.evolve(a, reports=(ce.CasualtyReport(id="other", event="raid", figures=(figure(id="c"),)),))
    with pytest.raises(ce.MergeConflictError, match="claim c: the same in different places"):
        ce.merge(a, b)
    merged, _ = ce.merge(a, b, on_conflict="keep_both")
    assert {"c", "c-2"} == {claim.id for claim in merged.claims}


def test_keep_both_keeps_one_event_where_only_its_finding_differs() -> None:
    """The heading is that of the first dataset, the conflict has the other, and undo brings it back."""
    a = toll(events=(ce.Strike(id="raid", when=ce.When(edtf="2031-06-16")),))
    b = toll(events=(ce.Strike(id="raid", when=ce.When(edtf="2031-06-17"), title="A raid"),))
    merged, log = ce.merge(a, b, on_conflict="keep_both")
    assert a.events == merged.events
    (conflict,) = log.conflicts
    assert ("kept_first", b.events[0]) == (conflict.resolution, conflict.b.value)
    assert (a, b) == ce.undo(merged, log)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (ce.Strike(id="raid", attacker="army"), ce.Strike(id="raid", attacker="ministry")),
        (ce.Strike(id="raid"), ce.Strike(id="raid", realis="planned")),
        (ce.Strike(id="raid"), ce.Incident(id="raid")),
    ],
    ids=["sides", "realis", "kind"],
)
def test_keep_both_renames_where_claims_would_mean_something_else(mine: ce.Event, theirs: ce.Event) -> None:
    """Claims take direction, realis and kind from their event, so it stays apart, with all that names it."""
    merged, log = ce.merge(toll(figure(1), events=(mine,)), toll(figure(1), events=(theirs,)), on_conflict="keep_both")
    assert ["raid", "raid-2"] == [each.id for each in merged.events]
    assert [("toll", "raid"), ("toll-2", "raid-2")] == [(each.id, each.event) for each in merged.reports]
    assert ["event"] == [each.kind for each in log.conflicts]


def test_a_source_of_another_text_stays_apart() -> None:
    """Spans belong to one text, so the claims of the second source go on naming it."""
    a, b = (toll(figure(1), sources=(ce.Source(id="wire", length=length),)) for length in (100, 200))
    merged, _ = ce.merge(a, b, on_conflict="keep_both")
    assert [(100, "wire"), (200, "wire-2")] == [(each.length, each.id) for each in merged.sources]
    assert ["wire", "wire-2"] == [claim.attribution.source for claim in merged.claims]


def test_an_id_goes_on_to_mean_what_it_means() -> None:
    """Where `via` may name an actor or a source, an id that would become both is a conflict."""
    carried = ce.Attribution(source="wire", via=("agency",))
    a = toll(figure(attribution=carried), actors=(ce.Actor(id="agency", name="Agency"),))
    b = toll(sources=(ce.Source(id="wire"), ce.Source(id="agency")), actors=())
    for one, other in ((a, b), (b, a)):
        with pytest.raises(ce.MergeConflictError, match="actor or source agency: kind: "):
            ce.merge(one, other)
        merged, log = ce.merge(one, other, on_conflict="rename")
        (via,) = merged.claims[0].attribution.via
        assert [via] == [actor.id for actor in merged.actors]
        assert via not in [source.id for source in merged.sources]
        assert (one, other) == ce.undo(merged, log)


def test_an_id_that_may_be_two_things_is_renamed_as_both() -> None:
    """What was meant by it is not known, so it goes on to mean either."""
    carried = ce.Attribution(source="wire", via=("agency",))
    sources = (ce.Source(id="wire"), ce.Source(id="agency"))
    a, b = (
        toll(figure(attribution=carried), sources=sources, actors=(ce.Actor(id="agency", name=name),)) for name in "XY"
    )
    merged, log = ce.merge(a, b, on_conflict="rename")
    assert {("actor", "agency-2"), ("source", "agency-2")} == {(each.kind, each.new) for each in log.renamed}
    assert [("agency",), ("agency-2",)] == [claim.attribution.via for claim in merged.claims]


def test_terms_of_different_talks_stay_apart() -> None:
    """A term's id is one for the whole dataset, and what is said of it follows."""

    def talks(id_: str) -> ce.Dataset:
        status = ce.Assertion(property="term_status", value="agreed", of="t", attribution=ce.Attribution(source="wire"))
        return toll(
            events=(
                ce.Talks(id=id_, terms=(ce.Term(id="t", kind="other"),), assertions=(status,)),
                ce.Strike(id="raid"),
            )
        )

    merged, log = ce.merge(talks("one"), talks("two"), on_conflict="rename")
    assert ["t", "t-2"] == [each.of for each in merged.claims if isinstance(each, ce.Assertion)]
    assert "t-2" == merged.term("t-2").id
    assert (talks("one"), talks("two")) == ce.undo(merged, log)


def test_a_new_id_is_new() -> None:
    """It is one that neither dataset has, and no longer than an id may be."""
    long = "x" * 200
    names = (long, "x" * 180 + "-2")
    a, b = (toll(actors=tuple(ce.Actor(id=id_, name=name) for id_ in names)) for name in ("One", "Two"))
    merged, _ = ce.merge(a, b, on_conflict="rename")
    assert 4 == len({actor.id for actor in merged.actors})


def test_heads_that_differ_are_a_conflict() -> None:
    """Title and description serve where only one has them; a licence does not; what is given settles it."""
    a, b = toll(title="One", description="D", licence="CC0-1.0"), toll(title="Two")
    with pytest.raises(ce.MergeConflictError) as caught:
        ce.merge(a, b)
    assert ["title", "licence"] == [each.id for each in caught.value.conflicts]
    assert "dataset title: title: One → Two" == str(caught.value.conflicts[0])
    merged, log = ce.merge(a, b, title="Both", licence="CC0-1.0")
    assert ("Both", "CC0-1.0", "D") == (merged.title, merged.licence, merged.description)
    assert {"given"} == {each.resolution for each in log.conflicts}
    merged, log = ce.merge(a, b, on_conflict="rename")
    assert (None, None) == (merged.title, merged.licence)
    assert (a, b) == ce.undo(merged, log)


def test_what_is_not_sound_is_not_merged() -> None:
    """A reference that leads nowhere is refused with the name of the dataset; so is a policy that there is not."""
    with pytest.raises(ce.InvalidRecordError, match="dataset b: 1 problem"):
        ce.merge(toll(), toll(sources=(ce.Source(id="wire", based_on="nowhere"),)))
    with pytest.raises(ValueError, match='expected the policy refuse, rename, keep_both, got "newest"'):
        ce.merge(toll(), toll(), on_conflict="newest")


def test_many_conflicts_are_all_held_and_twenty_are_told() -> None:
    """The text of the refusal stays short."""
    a, b = (toll(actors=tuple(ce.Actor(id=f"a{n}", name=name) for n in range(30))) for name in ("One", "Two"))
    with pytest.raises(ce.MergeConflictError) as caught:
        ce.merge(a, b)
    assert 30 == len(caught.value.conflicts)
    assert "  … and 10 more (see .conflicts)" == str(caught.value).splitlines()[-1]
    assert caught.value.conflicts == pickle.loads(pickle.dumps(caught.value)).conflicts


def test_a_conflict_does_not_tell_the_name_of_a_sensitive_actor() -> None:
    """Its text names the field alone."""
    a, b = (toll(actors=(ce.Actor(id="x", name=name, sensitive=True),)) for name in ("Secret One", "Secret Two"))
    with pytest.raises(ce.MergeConflictError) as caught:
        ce.merge(a, b)
    assert "actor x: name" == str(caught.value.conflicts[0])


class Siege(ce.Event):
    """A kind of a user's own."""

    kind: ClassVar[str] = "x-lab.siege"


def test_kinds_of_ones_own_are_merged_and_read() -> None:
    """The log holds them, and is read with their classes."""
    siege = attrs.frozen(kw_only=True)(Siege)
    a, b = (toll(events=(siege(id="raid", title=title),)) for title in ("One", "Two"))
    merged, log = ce.merge(a, b, on_conflict="keep_both")
    assert log == ce.MergeLog.loads(log.dumps(), kinds=(siege,))
    assert (a, b) == ce.undo(merged, log)

    read = ce.loads(ce.dumps(merged), kinds=(siege,)), ce.MergeLog.loads(log.dumps(), kinds=(siege,))
    assert [ce.dumps(each) for each in (a, b)] == [ce.dumps(each) for each in ce.undo(*read)]
    with pytest.raises(ce.MergeLogError, match="pass your own kinds of event to the reader"):
        ce.MergeLog.loads(log.dumps())


# --- the log ---------------------------------------------------------------------------------------------------------


def test_undo_refuses_another_dataset() -> None:
    """What was changed since the merge belongs to neither of the two."""
    merged, log = ce.merge(toll(figure(1)), toll(figure(2)))
    with pytest.raises(ce.MergeLogError, match="expected the dataset that the merge made"):
        ce.undo(attrs.evolve(merged, title="Edited"), log)
    beyond = attrs.evolve(log, a=attrs.evolve(log.a, sources=(7,)))
    with pytest.raises(ce.MergeLogError, match="records it does not have"):
        ce.undo(merged, beyond)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is empty"),
        (b"\xff", "decode"),
        ("[]", "got null"),
        ('{"format": "conflictevents/2"}', 'got "conflictevents/2"'),
        ('{"format": "conflictevents-merge-log/1", "policy": "newest"}', "expected one of refuse, rename, keep_both"),
    ],
)
def test_what_is_no_log_is_refused(text: str | bytes, reason: str) -> None:
    """One kind of error, with the reason."""
    with pytest.raises(ce.MergeLogError, match="expected the log of a merge") as caught:
        ce.MergeLog.loads(text)
    assert reason in str(caught.value)
