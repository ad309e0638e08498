"""Building and writing records by generated functions: what they may not take for granted of a user's own classes."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Any, ClassVar

import attrs
import pytest

import conflictevents as ce
from conflictevents import _building, _encoding, _reading, examples
from conflictevents._building_code import builder_factory
from conflictevents._fields import Text


class Grade(Enum):
    """A vocabulary of one's own, of numbers."""

    ONE = 1
    TWO = 2


@attrs.frozen(kw_only=True)
class Detail(ce.Record):
    """A record of one's own inside an event."""

    name: Text
    size: int | str | None = None


@attrs.frozen(kw_only=True)
class Plain(ce.Event):
    """A kind of event whose fields are of every sort, one of them required and yet nullable."""

    kind: ClassVar[str] = "x-lab.plain"

    must: Text | None
    either: int | Text = 5
    grade: Grade | None = None
    share: float = 0.5
    words: tuple[Text, ...] = ()
    details: tuple[Detail, ...] = ()
    counts: tuple[ce.Count, ...] = ()
    whens: tuple[ce.When | None, ...] = ()


def _upper(value: str) -> str:
    return value.upper()


@attrs.frozen(kw_only=True)
class Converted(ce.Event):
    """A kind of event with a converter of its own."""

    kind: ClassVar[str] = "x-lab.converted"

    code: Text = attrs.field(converter=_upper)


@attrs.frozen(kw_only=True)
class Validated(ce.Event):
    """A kind of event with a validator of attrs."""

    kind: ClassVar[str] = "x-lab.validated"

    code: Text = attrs.field(validator=attrs.validators.max_len(3))


@attrs.frozen(kw_only=True)
class Finished(ce.Event):
    """A kind of event that does something of its own once it is made."""

    kind: ClassVar[str] = "x-lab.finished"

    code: Text

    def __attrs_post_init__(self) -> None:
        """Refuse one word, after the usual checks."""
        ce.Record.__attrs_post_init__(self)
        if self.code == "no":
            raise ValueError("not that one")


@attrs.frozen(kw_only=True, slots=False)
class Loose(ce.Event):
    """A kind of event without slots."""

    kind: ClassVar[str] = "x-lab.loose"

    code: Text


KINDS: Any = (Plain, Converted, Validated, Finished, Loose)
FULL = Plain(
    id="p",
    must=None,
    either="x",
    grade=Grade.TWO,
    share=1e16,
    words=("a", "“b”"),
    details=(Detail(name="d", size=5), Detail(name='e"', size="five")),
    counts=(ce.Count.exactly(1), ce.Count.exactly(1)),
    whens=(ce.When(edtf="2025"), None),
)
EVENTS = (
    FULL,
    Plain(id="q", must="m", details=(Detail(name="d"),)),
    Converted(id="c", code="abc"),
    Validated(id="v", code="abc"),
    Finished(id="f", code="yes"),
    Loose(id="l", code="abc"),
)


@pytest.fixture(params=["json", "jsonl"])
def written(request: pytest.FixtureRequest) -> str:
    """The events as text."""
    return ce.dumps(ce.Dataset(events=EVENTS), format=request.param)


def test_classes_of_ones_own_are_read_and_written_whatever_they_do(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The compiled reader takes them all by itself, and makes what their constructors make."""

    def refuse(*_: Any) -> None:
        pytest.fail("the explaining reader was asked")

    for name in ("_explained_document", "_explained_member", "_explained_line"):
        monkeypatch.setattr(_reading.Reading, name, refuse)
    read = ce.loads(written, kinds=KINDS)
    assert EVENTS == read.events
    assert list(map(type, EVENTS)) == list(map(type, read.events))
    assert ("ABC", True) == (read.events[2].code, hasattr(read.events[5], "__dict__"))
    assert all(hash(one) == hash(other) for one, other in zip(EVENTS, read.events, strict=True))


def test_what_the_converter_gives_is_what_is_written() -> None:
    """For classes of one's own too, to the byte."""
    from conflictevents._json import encode

    dataset = ce.Dataset(events=EVENTS)
    assert encode({"format": ce.FORMAT} | ce.converter(KINDS).unstructure(dataset)) == ce.dumps(dataset)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"code": "yes"', '"code": "no"'),
        ('"kind": "x-lab.validated", "id": "v", "code": "abc"', '"kind": "x-lab.validated", "id": "v", "code": "abcd"'),
        ('"must": "m"', '"must": ""'),
        ('"either": "x"', '"either": 1.5'),
        ('"grade": 2', '"grade": 3'),
        ('"size": 5', '"size": [5]'),
        ('"id": "l"', '"id": "l", "id": "l"'),
    ],
)
def test_what_their_constructors_refuse_is_refused(written: str, right: str, wrong: str) -> None:
    """Validators, own steps after making and limits of fields all count."""
    assert right in written
    with pytest.raises(ce.InvalidRecordError):
        ce.loads(written.replace(right, wrong), kinds=KINDS)


def test_a_union_that_cannot_be_told_apart_is_an_error_at_once() -> None:
    """Two classes of records in one field have no tag to tell them by."""

    @attrs.frozen(kw_only=True)
    class Torn(ce.Event):
        kind: ClassVar[str] = "x-lab.torn"

        part: Annotated[Detail | ce.Count | None, "either"] = None

    with pytest.raises(TypeError):
        builder_factory(Torn)


def _lines(number: int) -> Iterator[str]:
    yield f'{{"format": "{ce.FORMAT}"}}'
    yield '{"record": "source", "id": "s"}'
    for index in range(number):
        claim = '{"measure": "killed", "count": {"low": %d}, "attribution": {"source": "s", "verb": "v%d"}}'
        yield f'{{"record": "event", "kind": "incident", "id": "e{index}", "figures": [{claim % (index, index)}]}}'


def test_little_is_remembered_however_much_is_read_and_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is met again and again is remembered up to a limit, and forgetting it changes nothing."""
    text = "\n".join([*_lines(50), ""])
    expected = ce.loads(text)
    for module in (_building, _encoding):
        monkeypatch.setattr(module, "_REMEMBERED", 3)
    assert expected == ce.loads(text)
    assert list(expected.events) == [record for record in ce.scan(text.encode()) if isinstance(record, ce.Event)]
    assert text == ce.dumps(expected, format="jsonl")
    example = examples.load("istanbul-exchange")
    assert example == ce.loads(ce.dumps(example))


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_what_cannot_be_an_id_is_no_reference_wherever_it_was_named_before(format_: Any) -> None:
    """An assertion may name anything in its text; that makes no id of it for a reference that comes later."""
    own = ce.Attribution(source="s")
    related = ce.Assertion(property="relation", value="no id", relation="causes", attribution=own)
    other = ce.Relation(kind="causes", event="no-id")
    dataset = ce.Dataset(
        sources=(ce.Source(id="s"),),
        events=(
            ce.Incident(id="a", assertions=(attrs.evolve(related, value="no-id"),)),
            ce.Incident(id="b", relations=(other,)),
            ce.Incident(id="no-id"),
        ),
    )
    text = ce.dumps(dataset, format=format_).replace('"id": "no-id"', '"id": "c"').replace("no-id", "no id")
    with pytest.raises(ce.InvalidRecordError) as caught:
        ce.loads(text)
    assert {"IO109", "ID102"} == {problem.code for problem in caught.value.problems}


def test_what_is_refused_leaves_no_trace() -> None:
    """A name, an id or an attribution of a refused record is not taken for known afterwards."""
    claim = '{"id": "c", "measure": "killed", "attribution": {"source": "t"}}'
    spoilt = f'{{"record": "event", "kind": "incident", "id": "x", "figures": [{claim}, 5]}}'
    again = spoilt.replace(", 5", "").replace('"x"', '"y"')
    text = "\n".join([f'{{"format": "{ce.FORMAT}"}}', spoilt, again, ""])
    for read in (ce.loads, lambda text: list(ce.scan(text.encode()))):
        with pytest.raises(ce.InvalidRecordError) as caught:
            read(text)
        told = {(problem.code, problem.line) for problem in caught.value.problems}
        assert {("IO108", 2), ("ID102", 2), ("ID101", 3)} <= told
