"""The law of the two readers: what one takes the other takes, as equal objects, and together they tell every fault.

The compiled reader may refuse more, since what it refuses is read again. It may never take what the explaining reader
refuses. `tests/mutations.py` makes the mutated texts, and tries a million of them when it is run by hand.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import Count, _reading, examples
from conflictevents import strategies as cs
from conflictevents._dataset import RECORD_LISTS
from conflictevents._fields import ActorRef, Text


def _mutations() -> Any:
    path = Path(__file__).parents[1] / "mutations.py"
    spec = importlib.util.spec_from_file_location("mutations", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # attrs looks a class's module up
    spec.loader.exec_module(module)
    return module


mutations = _mutations()
FORMATS: Any = ["json", "jsonl"]


# --- generated datasets, mutated -------------------------------------------------------------------------------------


@settings(max_examples=settings.default.max_examples * 5)
@given(cs.datasets(max_records=2), st.sampled_from(FORMATS), st.integers(0, 2**32), st.booleans())
def test_both_readers_agree_on_every_mutation(dataset: ce.Dataset, format_: Any, seed: int, share: bool) -> None:
    """Same acceptance, equal objects, the same text when written, the same problems, and paths that exist."""
    trees = mutations.parsed(ce.dumps(dataset, format=format_))
    rng = mutations.seeded(seed)
    for _ in range(10):
        data = mutations.mutated(trees, rng)
        event("accepted" if mutations.read_alone(data, format_).dataset is not None else "refused")
        assert mutations.broken_law(data, format_, share=share) is None


@attrs.frozen(kw_only=True)
class OwnEvent(ce.Event):
    """A user's own kind of event, with fields of every sort."""

    kind = "x-test.own"

    target: ActorRef | None = None
    ships: tuple[ActorRef, ...] = ()
    tonnage: Count | None = None
    depth: float | None = None
    sunk: bool = False
    flag: Text = "unknown"
    crew: tuple[ce.Participant, ...] = ()
    legs: tuple[ce.When, ...] = ()


@given(cs.datasets(kinds=(OwnEvent, ce.Talks), max_records=2), st.sampled_from(FORMATS), st.integers(0, 2**32))
def test_both_readers_agree_on_kinds_of_a_users_own(dataset: ce.Dataset, format_: Any, seed: int) -> None:
    """They are read, refused and explained as those of the library are."""
    text = ce.dumps(dataset, format=format_)
    assert dataset == ce.loads(text, kinds=[OwnEvent])
    trees, rng = mutations.parsed(text), mutations.seeded(seed)
    for _ in range(10):
        data = mutations.mutated(trees, rng)
        assert mutations.broken_law(data, format_, (OwnEvent,)) is None


@given(cs.datasets(max_records=2), st.sampled_from(FORMATS), st.integers(0, 2**32))
def test_text_is_read_as_its_bytes_are(dataset: ce.Dataset, format_: Any, seed: int) -> None:
    """A text that is given as such gives the same dataset and the same problems as its bytes."""
    trees, rng = mutations.parsed(ce.dumps(dataset, format=format_)), mutations.seeded(seed)
    for _ in range(5):
        data = mutations.mutated(trees, rng)
        try:
            text = data.decode()
        except UnicodeDecodeError:
            continue
        assert mutations.outcome(lambda d=data: ce.loads(d, format=format_)) == mutations.outcome(
            lambda t=text: ce.loads(t, format=format_)
        )


@pytest.mark.parametrize("start", range(0, 2000, 250))
def test_both_readers_agree_on_mutations_of_fixed_texts(start: int) -> None:
    """The same, over texts that stay the same from run to run; the shipped examples are among them."""
    texts = mutations.bases(60)
    for seed in range(start, start + 250):
        rng = mutations.seeded(seed)
        trees = mutations.parsed(rng.choice(texts))
        data = mutations.mutated(trees, rng)
        assert mutations.broken_law(data, "jsonl" if len(trees) > 1 else "json") is None, seed


@given(cs.datasets(), st.sampled_from(FORMATS))
def test_both_readers_take_what_is_written(dataset: ce.Dataset, format_: Any) -> None:
    """Nothing is mutated: each reader alone gives the same dataset, and the compiled one leaves nothing out."""
    data = ce.dumps(dataset, format=format_).encode()
    alone = mutations.read_alone(data, format_)
    assert dataset == alone.dataset
    parts = [record for _, _, record in mutations.read_compiled(data, format_)]
    records = [record for name in RECORD_LISTS for record in getattr(dataset, name)]
    assert [attrs.evolve(dataset, **dict.fromkeys(RECORD_LISTS, ())), *records] == parts


@pytest.mark.parametrize("name", examples.names())
@pytest.mark.parametrize("format_", FORMATS)
def test_both_readers_agree_on_the_shipped_examples(name: str, format_: Any) -> None:
    """Whole, as they are shipped, and with some mutations."""
    dataset = examples.load(name)
    text = ce.dumps(dataset, format=format_)
    assert mutations.broken_law(text.encode(), format_) is None
    assert dataset == mutations.read_alone(text.encode(), format_).dataset
    trees, rng = mutations.parsed(text), mutations.seeded(name)
    for _ in range(20):
        assert mutations.broken_law(mutations.mutated(trees, rng), format_) is None


@given(cs.datasets(max_records=2), st.integers(0, 2**32))
def test_every_field_is_removed_nulled_and_repeated(dataset: ce.Dataset, seed: int) -> None:
    """Not left to chance: one by one, up to eight fields of a document, wherever they stand."""
    tree = mutations.parsed(ce.dumps(dataset))[0]
    places = [(at, index) for at, node in enumerate(tree.walk()) if node.keys for index in range(len(node.keys))]
    for at, index in mutations.seeded(seed).sample(places, min(8, len(places))):
        for change in (_removed, _nulled, _repeated, _renamed):
            changed = tree.copy()
            change([*changed.walk()][at], index)
            data = changed.written(str).encode()
            assert mutations.broken_law(data, "json") is None


def _removed(node: Any, index: int) -> None:
    del node.keys[index], node.parts[index]


def _nulled(node: Any, index: int) -> None:
    node.parts[index] = mutations.Tree("null", [], None)


def _repeated(node: Any, index: int) -> None:
    node.keys.append(node.keys[index])
    node.parts.append(node.parts[index])


def _renamed(node: Any, index: int) -> None:
    node.keys[index] = node.keys[index][:-1] + 'x"'


# --- fields of every class, with their defaults ----------------------------------------------------------------------


@given(cs.datasets(max_records=2), st.sampled_from(FORMATS))
def test_defaults_may_be_spelled_out(dataset: ce.Dataset, format_: Any) -> None:
    """A text that gives every field of every record is read as the one that leaves the defaults out."""
    text = ce.dumps(dataset, format=format_)
    whole = _with_defaults(dataset)
    if format_ == "jsonl":
        head = {key: each for key, each in whole.items() if key not in RECORD_LISTS}
        tagged = [{"record": name[:-1]} | each for name in RECORD_LISTS for each in whole[name]]
        spelled = "\n".join(json.dumps(each) for each in ({"format": ce.FORMAT} | head, *tagged))
    else:
        spelled = json.dumps({"format": ce.FORMAT} | whole)
    assert dataset == ce.loads(spelled, format=format_)
    assert text == ce.dumps(ce.loads(spelled, format=format_), format=format_)
    assert mutations.broken_law(spelled.encode(), format_) is None


def _with_defaults(record: Any) -> dict[str, Any]:
    kind = {"kind": record.kind} if isinstance(record, ce.Event) else {}
    return kind | {
        field.name.rstrip("_"): _spelled(getattr(record, field.name)) for field in attrs.fields(type(record))
    }


def _spelled(value: Any) -> Any:
    if isinstance(value, ce.Record):
        return _with_defaults(value)
    return [_spelled(each) for each in value] if isinstance(value, tuple) else value


# --- what the helper promises ----------------------------------------------------------------------------------------


def test_a_seed_gives_the_same_text_again() -> None:
    """A disagreement is told with its seed, which must be enough to see it again."""
    trees = mutations.parsed(ce.dumps(examples.load("istanbul-exchange")))
    first, second = ([mutations.mutated(trees, mutations.seeded(seed)) for seed in range(50)] for _ in range(2))
    assert first == second
    assert len(set(first)) > 40


def test_mutations_are_of_all_sorts() -> None:
    """Some are accepted and many refused, as no JSON, with faults of many codes, and as repeated."""
    whats, codes = set(), set()
    texts = mutations.bases(60)
    for seed in range(1500):
        rng = mutations.seeded(seed)
        trees = mutations.parsed(rng.choice(texts))
        verdict = mutations.read_alone(mutations.mutated(trees, rng), "jsonl" if len(trees) > 1 else "json")
        whats.add(verdict.what)
        codes |= {problem.code for problem in verdict.problems}
    assert {None, ce.InvalidRecordError, ce.UnreadableInputError} == whats
    assert {"IO102", "IO105", "IO106", "IO107", "IO108", "IO109", "IO110", "IO111", "ID101", "ID102"} <= codes


@pytest.mark.parametrize(
    "break_it",
    [
        lambda record: attrs.evolve(record, id=record.id + "x"),
        lambda record: attrs.evolve(record, note="x"),
    ],
)
def test_a_reader_that_lies_is_found(monkeypatch: pytest.MonkeyPatch, break_it: Any) -> None:
    """The law is not kept by looking away: a compiled reader that gives another record breaks it."""
    from conflictevents import _twins

    data = f'{{"format": "{ce.FORMAT}", "sources": [{{"id": "s"}}]}}'.encode()
    assert mutations.broken_law(data, "json") is None
    right = _twins.Twins.member
    monkeypatch.setattr(_twins.Twins, "member", lambda *args: break_it(right(*args)))
    assert "two different records" in mutations.broken_law(data, "json")


def test_a_reader_that_takes_too_much_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """So does one that takes repeated fields, and one whose explanations differ from those of both together."""
    from conflictevents import _building

    repeated = f'{{"format": "{ce.FORMAT}", "sources": [{{"id": "s", "id": "s"}}]}}'.encode()
    with monkeypatch.context() as patched:
        patched.setattr(_building, "refuse_repeated_fields", lambda _: None)
        assert "takes what the other refuses" in mutations.broken_law(repeated, "json")
    monkeypatch.setattr(_reading.Reading, "_explained_member", lambda self, list_name, part, path: ce.Source(id="s"))  # noqa: ARG005
    assert "different problems" in mutations.broken_law(repeated, "json")


def test_it_runs_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    """The command of the documentation counts what it has tried, and ends with the status of its finding."""
    assert mutations.main(["--count", "30", "--seed", "5"]) == 0
    assert capsys.readouterr().out.startswith("30 mutated texts, 0 disagreements")


@pytest.mark.parametrize(
    ("path", "there"),
    [("", True), ("/a", True), ("/a/0", True), ("/a/1", False), ("/b", False), ("/a/0/x~1y", True), ("/a/x", False)],
)
def test_a_path_exists_or_does_not(path: str, there: bool) -> None:
    """The test of paths itself tells what is there from what is not."""
    assert there is mutations.exists({"a": [{"x/y": 1}]}, path)
