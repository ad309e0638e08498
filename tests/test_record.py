"""`Record`: every constructor refuses what a field's type does not take, and says so field by field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, TypeAlias

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import strategies as cs
from conflictevents._record import element, expected, field_types, json_fields, members, split, taker

Refused: TypeAlias = Callable[[Callable[[], object]], tuple[ce.Problem, ...]]

RECORDS: list[Any] = [
    cls for name in ce.__all__ if isinstance(cls := getattr(ce, name), type) and issubclass(cls, ce.Record)
]
CONCRETE = [cls for cls in RECORDS if attrs.has(cls) and cls is not ce.Event]
NASTY = [
    None, 0, -1, 1, 10**400, -(10**400), 2**53, 1.5, float("nan"), float("inf"), True, False, "", " ", "x", "\ud800",
    "a\n",
    b"x", [], [1], (), (None,), ("",), ([],), (1, "\ud800"), {}, {"a": 1}, set(), object(), Ellipsis, int,
    ce.Count(low=1),
    ce.When(edtf="2025"), ce.Figures(()), "x" * 10**6, "2025-02-30", "2025-05/2025-04",
]  # fmt: skip


@pytest.mark.parametrize("cls", CONCRETE)
@given(data=st.data())
def test_any_value_is_taken_or_refused_with_its_field(cls: Any, data: st.DataObject) -> None:
    """Whatever is given, a constructor makes a record or raises InvalidRecordError with the field's path; no other."""
    names = [field.name for field in attrs.fields(cls)]
    given_ = data.draw(st.dictionaries(st.sampled_from(names), st.sampled_from(NASTY), min_size=len(names)))
    try:
        record = cls(**given_)
    except ce.InvalidRecordError as error:
        assert error.problems
        assert cls.__name__ == error.what
        for problem in error.problems:
            assert problem.path.partition("/")[2].split("/")[0] in {"", *(name.rstrip("_") for name in names)}
            assert len(str(problem)) < 1000
        assert str(error).encode()
    else:
        hash(record)
        assert isinstance(repr(record), str)


@pytest.mark.parametrize("cls", CONCRETE)
def test_every_wrong_field_is_named_at_once(cls: Any, refused: Refused) -> None:
    """An object that no field takes, given to all of them, is refused for each, in the order of writing."""
    problems = refused(lambda: cls(**{field.name: object() for field in attrs.fields(cls)}))
    assert [f"/{key}" for _, key, _ in json_fields(cls)] == [problem.path for problem in problems]
    assert {"IO108"} == {problem.code for problem in problems}


def test_a_fault_in_a_tuple_has_the_position_in_its_path(refused: Refused) -> None:
    """The path leads to the element, not only to the field."""
    call: Any = lambda: ce.Strike(id="s", targets=("ua", "", 3), identifiers=(None,))
    assert [("/identifiers/0", "IO108"), ("/targets/1", "IO109"), ("/targets/2", "IO108")] == [
        (problem.path, problem.code) for problem in refused(call)
    ]


def test_a_list_is_refused_because_it_can_be_changed(refused: Refused) -> None:
    """The message says what to use instead."""
    call: Any = lambda: ce.Strike(id="s", targets=["ua"])
    (problem,) = refused(call)
    assert "expected a tuple, since a list can be changed, got a list of 1" == problem.message


def test_a_view_of_figures_is_taken_where_figures_are_held(small: ce.Dataset) -> None:
    """What `report.killed` gives can be put into a report again, and is kept as a plain tuple would be."""
    report = small.reports[0]
    again = attrs.evolve(report, figures=report.killed)
    assert report == again
    assert hash(report) == hash(again)


@pytest.mark.parametrize(
    ("call", "code", "path"),
    [
        (lambda: ce.Count(low=3, high=2), "CT101", "/high"),
        (lambda: ce.Count(low=-1), "CT102", "/low"),
        (lambda: ce.Count(low=1.0), "CT102", "/low"),
        (lambda: ce.Count(low=True), "IO108", "/low"),
        (lambda: ce.Count(low="12"), "IO108", "/low"),
        (lambda: ce.Share(low=60, high=50.5), "CT101", "/high"),
        (lambda: ce.Share(low=101), "IO109", "/low"),
        (lambda: ce.Share(low=10**400), "IO109", "/low"),
        (lambda: ce.Share(low=float("nan")), "IO108", "/low"),
        (lambda: ce.Point(latitude=90.5, longitude=0), "PL101", "/latitude"),
        (lambda: ce.Point(latitude=0, longitude=10**400), "PL101", "/longitude"),
        (lambda: ce.Place(id="p", name="P", country="ukr"), "PL103", "/country"),
        (lambda: ce.When(edtf="2025-06/2025-05"), "DT104", "/edtf"),
        (lambda: ce.When(edtf="2025-02-30"), "IO109", "/edtf"),
        (ce.When, "IO107", ""),
        (lambda: ce.Span(start=2, end=2), "QT103", "/end"),
        (lambda: ce.Span(start=2, end=4, exact="abc"), "QT103", "/exact"),
        (lambda: ce.Span(start=-1, end=4), "IO109", "/start"),
        (lambda: ce.Position(stance="for"), "IO107", ""),
        (lambda: ce.Attribution(source="s", polarity="denied"), "IO109", "/polarity"),
        (lambda: ce.Identifier(scheme="\ud800", value="x"), "IO109", "/scheme"),
        (lambda: ce.Basis(rule="Not a rule"), "IO109", "/rule"),
    ],
)
def test_each_refusal_has_its_code_and_its_path(call: Any, code: str, path: str, refused: Refused) -> None:
    """What cannot be represented is refused under the code of its check."""
    assert [(code, path)] == [(problem.code, problem.path) for problem in refused(call)]


def test_a_wrong_word_brings_the_one_that_may_be_meant(refused: Refused) -> None:
    """Both for a closed vocabulary and for an open one."""
    (closed,) = refused(lambda: ce.Attribution(source="s", polarity="asert"))
    assert "asserts" == closed.suggestion
    assert "did you mean asserts?" in closed.message
    call: Any = lambda: ce.Figure(measure="kileld", attribution=ce.Attribution(source="s"))
    (opened,) = refused(call)
    assert "killed" == opened.suggestion


def test_messages_stay_short_whatever_is_given(refused: Refused) -> None:
    """A text of a million characters is named by its length and not repeated."""
    for call in (
        lambda: ce.When(edtf="x" * 10**6),
        lambda: ce.When(edtf=f"2025/{'x' * 10**6}"),
        lambda: ce.Count(low=10**4000),
        lambda: ce.Actor(id="x" * 10**6, name=" " * 10**6),
    ):
        for problem in refused(call):
            assert len(str(problem)) < 500


def test_the_words_for_a_type() -> None:
    """Messages name types as a reader of the file would."""
    types = field_types(ce.Figure) | {"value": field_types(ce.Assertion)["value"]}
    assert "text that is not blank or a When" == expected(types["value"])
    assert "a Count" == expected(types["count"])
    assert "an Attribution" == expected(types["attribution"])
    assert "a list, each a Span" == expected(types["spans"])
    assert "true or false" == expected(bool)
    assert expected(field_types(ce.Attribution)["polarity"]) == "one of asserts, denies, withholds"


def test_hints_are_taken_apart() -> None:
    """Unions, tuples and limits are told apart."""
    assert (int, type(None)) == members(int | None)
    assert (int,) == members(int)
    assert int is element(tuple[int, ...])
    assert element(int) is None
    assert (int, ()) == split(int)


def test_from_is_written_without_its_underscore_and_long_parts_come_last() -> None:
    """The order of writing is that of the fields, with claims, spans and notes at the end."""
    keys = [key for _, key, _ in json_fields(ce.Figure)]
    assert "from" in keys
    assert ["attribution", "spans", "supersedes", "note", "waivers"] == keys[-5:]


def test_a_class_of_ones_own_is_checked_by_its_own_hints(refused: Refused) -> None:
    """The fields of a subclass are read off its hints as the library's own are, any class included."""

    @attrs.frozen(kw_only=True)
    class Raid(ce.Event):
        kind: ClassVar[str] = "x-lab.raid"
        day: date | None = None
        boats: tuple[str, ...] = ()

    assert date(2025, 5, 25) == Raid(id="r", day=date(2025, 5, 25)).day
    call: Any = lambda: Raid(id="r", day="2025-05-25", boats="one")
    assert ["/day", "/boats"] == [problem.path for problem in refused(call)]


def test_a_fault_in_a_tuple_is_placed_whatever_else_the_field_takes(refused: Refused) -> None:
    """The other types of the field do not hide the position."""

    @attrs.frozen(kw_only=True)
    class Raid(ce.Event):
        kind: ClassVar[str] = "x-lab.raid"
        boats: str | tuple[str, ...] | None = None

    call: Any = lambda: Raid(id="r", boats=("a", 3))
    assert ["/boats/1"] == [problem.path for problem in refused(call)]


@given(cs.texts())
def test_a_subclass_of_str_is_a_text(text: str) -> None:
    """Words of vocabularies are strings, so a field of text takes them."""

    class Marked(str):
        __slots__ = ()

    assert taker(field_types(ce.Identifier)["value"])(Marked(text))


def test_a_hint_that_no_record_can_hold_is_a_clear_error() -> None:
    """A list can be changed, and a tuple of two types cannot be told in JSON; the class says so when first used."""

    @attrs.frozen(kw_only=True)
    class Listed(ce.Record):
        names: list[str]

    @attrs.frozen(kw_only=True)
    class Paired(ce.Record):
        pair: tuple[str, int]

    with pytest.raises(TypeError, match=r"cannot hold list\[str\]"):
        Listed(names=[])
    with pytest.raises(TypeError, match="tuples of any number of one type"):
        Paired(pair=("a", 1))
