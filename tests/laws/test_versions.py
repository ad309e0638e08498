"""The laws of comparing and merging versions: nothing is overlooked, nothing is lost, everything can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import attrs
from hypothesis import event, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import conflictevents as ce
from conflictevents import strategies as cs
from conflictevents._references import identity_problems, references, renamed

LISTS: Final = ("sources", "actors", "places", "events", "reports", "statements")
POLICIES: Final = st.sampled_from(("rename", "keep_both"))


@st.composite
def versions(draw: DrawFn) -> tuple[ce.Dataset, ce.Dataset]:
    """Two datasets: any two, or one and what somebody made of it later."""
    old = draw(cs.datasets())
    if draw(st.integers(0, 3)) == 0:
        return old, draw(cs.datasets())
    return old, _later(draw, old)


@st.composite
def merged_before(draw: DrawFn) -> tuple[ce.Dataset, ce.Dataset]:
    """What was made of two datasets, and what somebody made of the second one later."""
    a, b = draw(versions())
    merged, _ = ce.merge(a, b, on_conflict=draw(POLICIES))
    return merged, _later(draw, b)


def _later(draw: DrawFn, old: ce.Dataset) -> ce.Dataset:
    lists: dict[str, Any] = {}
    for name in LISTS:
        records = [_edited(draw, record) for record in draw(st.permutations(getattr(old, name)))]
        lists[name] = tuple(records)
    new = attrs.evolve(old, **lists)
    return old if any(identity_problems(new)) else new


def _edited(draw: DrawFn, record: Any) -> Any:
    changed: dict[str, Any] = {}
    edit = draw(st.integers(0, 3))
    if edit == 1 and hasattr(record, "title"):
        changed["title"] = "edited"
    if edit == 2 and hasattr(record, "name"):
        changed["name"] = "Edited"
    for name in ("figures", "assertions") if hasattr(record, "figures") else ():
        kept = []
        for claim in getattr(record, name):
            what = draw(st.sampled_from(("keep", "keep", "note", "count", "drop", "twice")))
            if what == "count" and name == "figures":
                kept.append(attrs.evolve(claim, count=draw(cs.counts()), share=None))
            elif what == "note":
                kept.append(attrs.evolve(claim, note="edited"))
            elif what == "twice" and claim.id is None:
                kept += [claim, claim]
            elif what != "drop" or claim.id is not None:
                kept.append(claim)
        changed[name] = tuple(kept)
    return attrs.evolve(record, **changed)


def heading(record: Any) -> Any:
    """A record without its claims."""
    return attrs.evolve(record, figures=(), assertions=()) if hasattr(record, "figures") else record


def headings(dataset: ce.Dataset) -> Counter[Any]:
    """The records of a dataset without their claims."""
    return Counter(heading(record) for name in LISTS for record in getattr(dataset, name))


def owned(dataset: ce.Dataset) -> Counter[tuple[str, str, ce.Claim]]:
    """The claims of a dataset, each with the record that owns it."""
    return Counter(
        (name.removesuffix("s"), holder.id, claim)
        for name in ("events", "reports")
        for holder in getattr(dataset, name)
        for claim in holder.claims
    )


# --- diff ------------------------------------------------------------------------------------------------------------


@given(dataset=cs.datasets())
def test_nothing_differs_from_itself(dataset: ce.Dataset) -> None:
    """A dataset has no difference from itself."""
    assert ce.DatasetDiff() == ce.diff(dataset, dataset)
    assert ["nothing differs"] == list(ce.diff(dataset, dataset).lines())


@given(both=versions())
def test_a_difference_is_told_if_and_only_if_there_is_one(both: tuple[ce.Dataset, ce.Dataset]) -> None:
    """The result is false exactly where two datasets are equal, and has rows exactly where it is true."""
    old, new = both
    found = ce.diff(old, new)
    assert (old != new) == bool(found) == bool(found.rows())


@given(both=versions())
def test_what_is_told_turns_old_into_new(both: tuple[ce.Dataset, ce.Dataset]) -> None:
    """The records and claims of the old version, without what went and with what came, are those of the new one."""
    old, new = both
    found = ce.diff(old, new)
    records, claims = headings(old), owned(old)
    records.subtract(heading(each.old) for each in found.records if each.old is not None)
    records.update(heading(each.new) for each in found.records if each.new is not None)
    before: dict[int, tuple[str, str]] = {}
    for each in found.claims:
        moved = next((field.old for field in each.fields if field.field == "held_by"), None)
        record, owner = (each.record, each.owner) if moved is None else moved.split("/", 1)
        before[id(each)] = record, owner
        if each.old is not None:
            claims[record, owner, each.old] -= 1
        if each.new is not None:
            claims[each.record, each.owner, each.new] += 1
    assert headings(new) == +records
    assert owned(new) == +claims
    assert min([0, *records.values(), *claims.values()]) == 0


@given(both=versions())
def test_the_fields_told_are_those_that_differ(both: tuple[ce.Dataset, ce.Dataset]) -> None:
    """The old record or claim with the new values of the fields is the new one."""
    old, new = both
    found = ce.diff(old, new)
    every: list[Any] = [*found.records, *found.claims]
    for each in every:
        if each.old is None or each.new is None or type(each.old) is not type(each.new):
            continue
        fields = {field.field: field.new for field in each.fields if field.field != "held_by"}
        assert all(field.old != field.new for field in each.fields)
        assert heading(each.new) == _applied(heading(each.old), fields)


def _applied(record: Any, fields: dict[str, Any]) -> Any:
    own = {name: value for name, value in fields.items() if "." not in name}
    inner = {name.split(".", 1)[1]: value for name, value in fields.items() if "." in name}
    if inner:
        own["attribution"] = _applied(record.attribution, inner)
    return attrs.evolve(record, **{"from_" if name == "from" else name: value for name, value in own.items()})


@given(both=versions())
def test_the_other_way_round_everything_is_the_other_way_round(both: tuple[ce.Dataset, ce.Dataset]) -> None:
    """What was added one way is removed the other way."""
    old, new = both
    there, back = ce.diff(old, new), ce.diff(new, old)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert Counter((turned[each.change], each.kind, each.id) for each in there.records) == Counter(
        (each.change.value, each.kind, each.id) for each in back.records
    )
    assert Counter(turned[each.change] for each in there.claims) == Counter(each.change.value for each in back.claims)
    assert sorted(there.reordered) == sorted(back.reordered)


# --- merge -----------------------------------------------------------------------------------------------------------


@given(dataset=cs.datasets())
def test_a_dataset_merged_with_itself_is_itself(dataset: ce.Dataset) -> None:
    """Merging is idempotent, and an empty dataset adds nothing."""
    for one, other in ((dataset, dataset), (dataset, ce.Dataset()), (ce.Dataset(), dataset)):
        merged, log = ce.merge(one, other)
        assert dataset == merged
        assert ((), ()) == (log.conflicts, log.renamed)


@given(both=versions() | merged_before(), policy=POLICIES)
def test_undo_gives_back_both_byte_for_byte(both: tuple[ce.Dataset, ce.Dataset], policy: str) -> None:
    """The log, written and read again, gives back the two datasets as they were."""
    merged, log = ce.merge(*both, on_conflict=policy)
    read = ce.MergeLog.loads(log.dumps())
    assert log == read
    back = ce.undo(ce.loads(ce.dumps(merged)), read)
    assert [ce.dumps(each) for each in both] == [ce.dumps(each) for each in back]


@given(both=versions() | merged_before(), policy=POLICIES)
def test_nothing_of_either_is_lost(both: tuple[ce.Dataset, ce.Dataset], policy: str) -> None:
    """Every record and claim of both is in the merged dataset, or in a conflict that is told; and nothing else is."""
    a, b = both
    merged, log = ce.merge(a, b, on_conflict=policy)
    new = {(each.kind, each.old): each.new for each in log.renamed}
    event(f"renamed: {bool(new)}")

    def name(kinds: tuple[str, ...], id_: str) -> str:
        return next((new[kind, id_] for kind in kinds if (kind, id_) in new), id_)

    told = {each.b.value for each in log.conflicts if each.resolution == "kept_first"}
    of_b = [
        (renamed(heading(record), list_.removesuffix("s"), name), heading(record))
        for list_ in LISTS
        for record in getattr(b, list_)
    ]
    records = headings(merged)
    assert not headings(a) - records
    assert all(as_now in records or as_was in told for as_now, as_was in of_b)
    claims, of_a = owned(merged), owned(a)
    now = Counter(
        (kind, name((kind,), owner), renamed(claim, "claim", name)) for kind, owner, claim in owned(b).elements()
    )
    assert claims == of_a | now
    assert set(records) <= {*headings(a), *(as_now for as_now, _ in of_b)}


def meanings(dataset: ce.Dataset, record: ce.Record) -> Iterator[tuple[str, frozenset[str]]]:
    """Each id that a record names, with the kinds of record which it can be in its dataset."""
    known: dict[str, set[str]] = {
        name.removesuffix("s"): {each.id for each in getattr(dataset, name)} for name in LISTS
    }
    for each in references(record):
        yield each.path, frozenset(kind for kind in each.kinds if each.id in known.get(kind, ()))


@given(both=versions() | merged_before(), policy=POLICIES)
def test_what_an_id_may_mean_stays_the_same(both: tuple[ce.Dataset, ce.Dataset], policy: str) -> None:
    """Where an id may be that of several kinds of record, merging makes it neither more nor less clear."""
    a, b = both
    merged, log = ce.merge(a, b, on_conflict=policy)
    kept = {(each.kind, each.id) for each in log.conflicts if each.resolution == "kept_first"}
    for dataset, part in ((a, log.a), (b, log.b)):
        for name in LISTS:
            for record, at in zip(getattr(dataset, name), getattr(part, name), strict=True):
                if dataset is a or (name.removesuffix("s"), record.id) not in kept:
                    now = getattr(merged, name)[at]
                    assert list(meanings(dataset, heading(record))) == list(meanings(merged, heading(now)))


def unordered(dataset: ce.Dataset) -> tuple[Any, ...]:
    """A dataset without the order of its records and claims."""
    return dataset.title, dataset.licence, dataset.description, headings(dataset), owned(dataset)


@given(both=versions())
def test_without_a_conflict_the_order_does_not_matter(both: tuple[ce.Dataset, ce.Dataset]) -> None:
    """Either order gives the same records and claims, or tells the same conflicts."""
    a, b = both
    outcomes: list[Any] = []
    for one, other in ((a, b), (b, a)):
        try:
            outcomes.append(unordered(ce.merge(one, other)[0]))
        except ce.MergeConflictError as error:
            outcomes.append(Counter((each.kind, each.id) for each in error.conflicts))
    event(f"conflict: {isinstance(outcomes[0], Counter)}")
    assert outcomes[0] == outcomes[1]


@given(both=versions(), policy=POLICIES)
def test_with_a_conflict_the_order_changes_only_whose_ids_are_new(
    both: tuple[ce.Dataset, ce.Dataset], policy: str
) -> None:
    """Either order tells of the same conflicts, and gives as many records of each kind unless ids are new.

    What names a record with a new id is kept beside its twin, and which records those are depends on whose ids are new.
    """
    a, b = both
    (one, first), (other, second) = (ce.merge(*pair, on_conflict=policy) for pair in ((a, b), (b, a)))
    if not any(each.renamed for each in (first, second)):
        assert [len(getattr(one, name)) for name in LISTS] == [len(getattr(other, name)) for name in LISTS]
    assert {(each.kind, each.id) for each in first.conflicts} == {(each.kind, each.id) for each in second.conflicts}


@given(both=versions(), policy=POLICIES)
def test_a_merged_dataset_holds_both_already(both: tuple[ce.Dataset, ce.Dataset], policy: str) -> None:
    """Merging the first dataset in once more changes nothing."""
    a, b = both
    b = attrs.evolve(b, title=a.title, description=a.description, licence=a.licence)  # of headings no more
    merged, _ = ce.merge(a, b, on_conflict=policy)
    again, second = ce.merge(merged, a)
    assert merged == again
    assert () == second.conflicts


@given(both=versions(), heads=st.lists(st.sampled_from((None, "One", "Two")), min_size=2, max_size=2), policy=POLICIES)
def test_merging_the_second_once_more_changes_nothing(
    both: tuple[ce.Dataset, ce.Dataset], heads: list[str | None], policy: str
) -> None:
    """What was renamed is known again, also where it conflicted, and undo still gives back what was merged."""
    a, b = (attrs.evolve(each, title=head, licence=head) for each, head in zip(both, heads, strict=True))
    merged, first = ce.merge(a, b, on_conflict=policy)
    event(f"renamed: {bool(first.renamed)}")
    again, second = ce.merge(merged, b, on_conflict=policy)
    assert merged == again
    assert set(first.renamed) == set(second.renamed)
    back = ce.undo(again, ce.MergeLog.loads(second.dumps()))
    assert [ce.dumps(each) for each in (merged, b)] == [ce.dumps(each) for each in back]
