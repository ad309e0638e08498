"""The strict converter: nothing is coerced, everything is told at once, hooks of one's own are honoured."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any, ClassVar, TypeAlias

import attrs
import pytest
from cattrs.errors import BaseValidationError
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import strategies as cs
from conflictevents._convert import explained, pointer_step

Refused: TypeAlias = Callable[[Callable[[], object]], tuple[ce.Problem, ...]]
CONVERTER = ce.converter()


@attrs.frozen(kw_only=True)
class NavalStrike(ce.Strike):
    """A kind of one's own."""

    kind: ClassVar[str] = "x-lab.naval_strike"
    vessels: tuple[str, ...] = ()
    day: date | None = None


class Hull(Enum):
    """An enumeration of one's own, whose members are no text."""

    STEEL = "steel"
    WOOD = "wood"


def codes(problems: tuple[ce.Problem, ...]) -> list[tuple[str, str]]:
    """Code and path of each problem."""
    return [(problem.code, problem.path) for problem in problems]


# --- strictness ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["12", 12.0, 12.5, True, False, None, [12], {"low": 12}, "", 10**400, -1, 1e300])
def test_only_the_whole_number_12_is_12(value: Any, refused: Refused) -> None:
    """No text, float, truth value or null passes for a whole number."""
    (problem,) = refused(lambda: CONVERTER.structure({"low": value}, ce.Count))
    assert "/low" == problem.path
    assert problem.code in ("CT102", "IO108")


@pytest.mark.parametrize(
    ("cls", "plain", "code", "path"),
    [
        (ce.Count, {"low": 1, "approximate": 1}, "IO108", "/approximate"),
        (ce.Count, {"low": 1, "approximate": "yes"}, "IO108", "/approximate"),
        (ce.Count, {"low": 1, "approximate": None}, "IO108", "/approximate"),
        (ce.Count, {"low": 1, "text": 5}, "IO108", "/text"),
        (ce.Count, {"low": 1, "text": ""}, "IO109", "/text"),
        (ce.Count, {"low": 3, "high": 2}, "CT101", "/high"),
        (ce.Count, {}, "IO107", ""),
        (ce.Count, {"low": 1, "hihg": 2}, "IO106", "/hihg"),
        (ce.Count, [1], "IO108", ""),
        (ce.Count, None, "IO108", ""),
        (ce.Share, {"low": "5"}, "IO108", "/low"),
        (ce.Share, {"low": True}, "IO108", "/low"),
        (ce.Point, {"latitude": 10**400, "longitude": 0}, "PL101", "/latitude"),
        (ce.Point, {"latitude": float("inf"), "longitude": 0}, "IO108", "/latitude"),
        (ce.Attribution, {"source": "s", "polarity": "denied"}, "IO109", "/polarity"),
        (ce.Attribution, {"source": "s", "polarity": None}, "IO108", "/polarity"),
        (ce.Attribution, {"source": "s", "polarity": 1}, "IO108", "/polarity"),
        (ce.Attribution, {"source": "s", "method": "guessed"}, "IO109", "/method"),
        (ce.Attribution, {"source": "s", "via": "a"}, "IO108", "/via"),
        (ce.Attribution, {"source": "s", "via": {"0": "a"}}, "IO108", "/via"),
        (ce.Attribution, {"source": "s", "via": ["a", 1]}, "IO108", "/via/1"),
        (ce.Attribution, {"source": "s", "via": None}, "IO108", "/via"),
        (ce.Figure, {"measure": "killed", "attribution": {"source": "s"}, "from_": "a"}, "IO106", "/from_"),
        (ce.Figure, {"measure": "killed", "attribution": {"source": "s"}, "count": 12}, "IO108", "/count"),
        (
            ce.Figure,
            {"measure": "killed", "attribution": {"source": "s"}, "count": {"low": "1"}},
            "IO108",
            "/count/low",
        ),
        (ce.Assertion, {"property": "rank", "value": 5, "attribution": {"source": "s"}}, "IO108", "/value"),
        (ce.Assertion, {"property": "rank", "value": None, "attribution": {"source": "s"}}, "IO108", "/value"),
        (ce.Assertion, {"property": "rank", "value": [], "attribution": {"source": "s"}}, "IO108", "/value"),
        (
            ce.Assertion,
            {"property": "rank", "value": {"edtf": "x"}, "attribution": {"source": "s"}},
            "IO109",
            "/value/edtf",
        ),
        (ce.When, {"edtf": "2025-02-30"}, "IO109", "/edtf"),
        (ce.Event, {"id": "e"}, "IO107", ""),
        (ce.Event, {"id": "e", "kind": "strike "}, "IO111", "/kind"),
        (ce.Event, {"id": "e", "kind": ["strike"]}, "IO111", "/kind"),
        (ce.Event, {"id": "e", "kind": None}, "IO111", "/kind"),
        (ce.Event, "strike", "IO108", ""),
        (ce.Strike, {"id": "e"}, "IO107", ""),
        (ce.Strike, {"id": "e", "kind": "talks"}, "IO111", "/kind"),
        (ce.CasualtyReport, {"id": "r", "event": "e", "kind": "casualty_report"}, "IO106", "/kind"),
    ],
)
def test_each_fault_has_its_code_and_its_path(cls: Any, plain: Any, code: str, path: str, refused: Refused) -> None:
    """The path starts at the value that was to be read."""
    assert [(code, path)] == codes(refused(lambda: CONVERTER.structure(plain, cls)))


def test_null_is_absent_where_a_value_may_be_absent() -> None:
    """An optional field that is null is one that is not there."""
    assert ce.Count(low=1) == CONVERTER.structure({"low": 1, "high": None, "text": None}, ce.Count)


def resolve(plain: Any, path: str) -> Any:
    """What a JSON Pointer leads to; a KeyError, IndexError or TypeError if it leads nowhere."""
    for step in path.split("/")[1:]:
        plain = plain[int(step)] if isinstance(plain, list) else plain[step.replace("~1", "/").replace("~0", "~")]
    return plain


def spots(plain: Any, path: str = "") -> list[tuple[Any, Any, str]]:
    """Every place in a document: (container, key, path)."""
    members = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    found = []
    for key, value in members:
        step = f"{path}/{pointer_step(key) if isinstance(key, str) else key}"
        found += [(plain, key, step), *spots(value, step)]
    return found


WRONG = st.sampled_from([None, True, 12, -1, 1.5, "", " ", "12", [], ["x"], {}, {"x": 1}, "\ud800", 10**400])


@given(cs.datasets().filter(lambda dataset: dataset != ce.Dataset()), st.data())
def test_any_single_change_is_read_or_told_with_a_path_that_exists(dataset: ce.Dataset, data: st.DataObject) -> None:
    """A value retyped, removed, added or nulled anywhere: no other exception, no path that leads nowhere."""
    plain = json.loads(ce.dumps(dataset))
    container, key, _ = data.draw(st.sampled_from([spot for spot in spots(plain) if spot[2] != "/format"]))
    what = data.draw(st.sampled_from(["replace", "remove", "add"]))
    if what == "replace":
        container[key] = data.draw(WRONG)
    elif what == "remove":
        del container[key]
    elif isinstance(container, dict):
        container[data.draw(st.sampled_from(["unheard of", "a/b~c", "kind", "id", "\ud800"]))] = data.draw(WRONG)
    text = json.dumps(plain)
    try:
        again = ce.loads(text)
    except ce.InvalidRecordError as error:
        assert error.problems
        assert str(error).encode()
        for problem in error.problems:
            if "ud800" not in problem.path:
                resolve(plain, problem.path)
            assert problem.code[:2] in {"IO", "ID", "CT", "DT", "PL", "QT"}
    else:
        assert again == ce.loads(ce.dumps(again))


def test_everything_is_told_at_once(refused: Refused) -> None:
    """Wrong types, unknown and missing fields, bad words, duplicated and dangling ids in one exception."""
    document = {
        "format": "conflictevents/1",
        "title": 5,
        "colour": "red",
        "sources": [{"id": "s"}, {"id": "s"}],
        "actors": [{"id": "a", "kind": "persn"}],
        "events": [
            {
                "kind": "strike",
                "id": "e",
                "attacker": "nobody",
                "figures": [{"measure": "launched", "count": {"low": "69"}}],
            },
            {"kind": "battle", "id": "f"},
            {"id": "g"},
            "x",
        ],
        "reports": [{"id": "r", "event": "nothing"}],
    }
    assert {
        ("IO108", "/title"),
        ("IO106", "/colour"),
        ("IO109", "/actors/0/kind"),
        ("IO107", "/actors/0"),
        ("IO108", "/events/0/figures/0/count/low"),
        ("IO107", "/events/0/figures/0"),
        ("IO111", "/events/1/kind"),
        ("IO107", "/events/2"),
        ("IO108", "/events/3"),
        ("ID101", "/sources/1/id"),
        ("ID102", "/events/0/attacker"),
        ("ID102", "/reports/0/event"),
    } == set(codes(refused(lambda: ce.loads(json.dumps(document)))))


def test_ten_thousand_faults_are_all_told_and_the_text_stays_short(refused: Refused) -> None:
    """The exception holds each, and quotes twenty."""
    actors = [{"id": f"a{number}", "name": number, "x" * 10_000: "y" * 10_000} for number in range(5000)]
    text = json.dumps({"format": "conflictevents/1", "actors": actors})
    with pytest.raises(ce.InvalidRecordError) as caught:
        ce.loads(text)
    assert 10_000 == len(caught.value.problems)
    assert len(str(caught.value)) < 20_000
    assert all(len(str(problem)) < 1000 for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ('{"format": "conflictevents/1", "title": "a", "title": "b"}', ["/title"]),
        ('{"format": "conflictevents/1", "format": "conflictevents/1"}', ["/format"]),
        ('{"format": "conflictevents/1", "sources": [{"id": "s", "id": "s"}]}', ["/sources/0/id"]),
        (
            '{"format": "conflictevents/1", "events": [{"kind": "talks", "kind": "talks", "id": "e"}]}',
            ["/events/0/kind"],
        ),
        (
            '{"format": "conflictevents/1", "sources": [{"id": "s", "published": {"edtf": "2025", "edtf": "2025"}}]}',
            ["/sources/0/published/edtf"],
        ),
    ],
)
def test_a_key_that_stands_twice_is_told(text: str, paths: list[str], refused: Refused) -> None:
    """Even where both have one value: a reader keeps only the last, silently."""
    assert [("IO110", path) for path in paths] == codes(refused(lambda: ce.loads(text)))


def test_a_suggestion_comes_with_an_unknown_field(refused: Refused) -> None:
    """The name that may be meant is told in the message and kept apart."""
    (problem,) = refused(lambda: CONVERTER.structure({"low": 1, "hihg": 2}, ce.Count))
    assert "high" == problem.suggestion
    assert "did you mean high?" in problem.message
    (problem,) = refused(lambda: CONVERTER.structure({"low": 1, "qqqqqq": 2}, ce.Count))
    assert problem.suggestion is None


@pytest.mark.parametrize(
    ("key", "step"),
    [
        ("a/b", "a~1b"),
        ("~", "~0"),
        ("~1", "~01"),
        ("", ""),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 200 + "…"),
        ("\ud800", "\\ud800"),
    ],
)
def test_keys_are_steps_of_a_json_pointer(key: str, step: str) -> None:
    """RFC 6901; a key that UTF-8 cannot hold is escaped, so that every message can be written."""
    assert step == pointer_step(key)


# --- kinds and hooks of one's own ------------------------------------------------------------------------------------


def test_a_kind_of_ones_own_is_read_and_written() -> None:
    """In both formats, with its own fields and the references in its inherited ones."""
    event = NavalStrike(id="n", attacker="a", vessels=("Moskva",))
    dataset = ce.Dataset(actors=(ce.Actor(id="a", name="A"),), events=(event,))
    for format_ in ("json", "jsonl"):
        text = ce.dumps(dataset, format=format_)  # type: ignore[arg-type]
        assert '"x-lab.naval_strike"' in text
        assert dataset == ce.loads(text, kinds=[NavalStrike]) == ce.loads(text, kinds=iter([NavalStrike]))


def test_a_kind_that_the_reader_was_not_told_of_is_refused(refused: Refused) -> None:
    """The message says what to do; nothing else of the event is doubted."""
    text = ce.dumps(ce.Dataset(events=(NavalStrike(id="n", vessels=("Moskva",)),)))
    (problem,) = refused(lambda: ce.loads(text))
    assert ("IO111", "/events/0/kind") == (problem.code, problem.path)
    assert "pass your own kinds of event to the reader" in problem.message


def test_faults_in_a_kind_of_ones_own_are_told_like_any_other(refused: Refused) -> None:
    """With their paths."""
    plain = {"kind": "x-lab.naval_strike", "id": "n", "vessels": ["a", 1], "speed": 5}
    problems = refused(lambda: ce.converter([NavalStrike]).structure(plain, ce.Event))
    assert [("IO108", "/vessels/1"), ("IO106", "/speed")] == codes(problems)


def test_a_kind_needs_a_tag_of_its_own_with_a_dot() -> None:
    """Tags without one are the library's, now or later."""

    @attrs.frozen(kw_only=True)
    class Undotted(ce.Incident):
        kind: ClassVar[str] = "naval"

    @attrs.frozen(kw_only=True)
    class Twin(ce.Incident):
        kind: ClassVar[str] = "x-lab.naval_strike"

    @attrs.frozen(kw_only=True)
    class Untagged(ce.Incident):
        speed: float = 0.0

    for kinds in ([Undotted], [NavalStrike, Twin], [Untagged]):
        with pytest.raises(ValueError, match=r"tag"):
            ce.converter(kinds)
    assert ce.converter([NavalStrike, NavalStrike])
    for event in (Undotted(id="e"), Untagged(id="e", speed=1.0)):
        with pytest.raises(ValueError, match="tag of your own"):
            ce.dumps(ce.Dataset(events=(event,)))


def test_hooks_of_ones_own_are_honoured_wherever_the_type_stands() -> None:
    """For a class of the library, in an optional field and in a list, and for a type that it does not know."""
    made = ce.converter([NavalStrike])
    made.register_structure_hook(ce.Count, lambda value, _: ce.Count.exactly(value))
    made.register_structure_hook(ce.Identifier, lambda value, _: ce.Identifier(scheme="own", value=value))
    made.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    made.register_unstructure_hook(date, date.isoformat)
    made.register_unstructure_hook(ce.Identifier, lambda identifier: identifier.value)
    figure = made.structure({"measure": "killed", "count": 12, "attribution": {"source": "s"}}, ce.Figure)
    assert ce.Count.exactly(12) == figure.count
    plain = {"kind": "x-lab.naval_strike", "id": "n", "identifiers": ["Q1"], "day": "2025-05-25"}
    event = made.structure(plain, ce.Event)
    assert (date(2025, 5, 25), "own") == (event.day, event.identifiers[0].scheme)
    assert plain == made.unstructure(event)


def test_a_field_of_ones_own_may_be_text_or_a_list(refused: Refused) -> None:
    """A union is told apart by the JSON type alone."""

    @attrs.frozen(kw_only=True)
    class Raid(ce.Incident):
        kind: ClassVar[str] = "x-lab.raid"
        boats: str | tuple[str, ...] | ce.Count | None = None

    made = ce.converter([Raid])
    plain = {"kind": "x-lab.raid", "id": "e"}
    values: list[tuple[Any, Any]] = [
        ("one", "one"),
        (["a", "b"], ("a", "b")),
        ({"low": 1}, ce.Count(low=1)),
        (None, None),
    ]
    for value, expected in values:
        assert Raid(id="e", boats=expected) == made.structure(plain | {"boats": value}, ce.Event)
    for value, path in ((5, "/boats"), ([5], "/boats/0"), ({"low": "1"}, "/boats/low")):
        assert [("IO108", path)] == codes(
            refused(lambda value=value: made.structure(plain | {"boats": value}, ce.Event))
        )  # type: ignore[misc]


def test_what_a_hook_of_ones_own_raises_is_told_with_its_path(refused: Refused) -> None:
    """Any exception becomes a problem, and its words are kept to a length."""
    made = ce.converter([NavalStrike])

    def refuse(value: Any, _: Any) -> Any:
        raise {"a": KeyError("a"), "b": RuntimeError(), "c": ValueError("x" * 10**6)}[value]

    made.register_structure_hook(ce.Identifier, refuse)
    made.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    plain = {"kind": "x-lab.naval_strike", "id": "n", "identifiers": ["a", "b", "c"], "day": "never"}
    problems = refused(lambda: made.structure(plain, ce.Event))
    assert ["/identifiers/0", "/identifiers/1", "/identifiers/2", "/day"] == [problem.path for problem in problems]
    assert "RuntimeError" == problems[1].message
    assert 500 == len(problems[2].message)
    assert "never" in problems[3].message


def test_faults_that_cattrs_itself_finds_have_paths_too() -> None:
    """A user's plain attrs class inside a record is read by cattrs, whose notes become paths."""

    @attrs.frozen
    class Hull:
        length: int
        names: list[int]

    made = ce.converter()
    try:
        made.structure({"length": "12", "names": [1, "x"], "colour": "red"}, Hull)
    except Exception as error:  # noqa: BLE001 - whatever cattrs raises is to be explained
        problems = list(explained(error, "/hull"))
    assert {"/hull/length", "/hull/names/1", "/hull"} == {problem.path for problem in problems}
    noted = ValueError("x")
    noted.add_note("a note of somebody else")
    (problem,) = explained(BaseValidationError("several", [noted], Hull), "/hull")
    assert ("/hull", "x") == (problem.path, problem.message)


def test_a_constructor_of_ones_own_may_raise_anything(refused: Refused) -> None:
    """It is told for that event, in a document and in JSON Lines."""

    @attrs.frozen(kw_only=True)
    class Fussy(ce.Incident):
        kind: ClassVar[str] = "x-lab.fussy"
        depth: int = attrs.field(default=0)

        @depth.validator
        def _check(self, _: object, value: int) -> None:
            if value > 10:
                msg = "too deep"
                raise ValueError(msg)

    fussy = {"kind": "x-lab.fussy", "id": "e", "depth": 11}
    header = {"format": "conflictevents/1"}
    document = json.dumps(header | {"events": [fussy]})
    lines = json.dumps(header) + "\n" + json.dumps({"record": "event"} | fussy) + "\n"
    (problem,) = refused(lambda: ce.loads(document, kinds=[Fussy]))
    assert ("IO109", "/events/0", "too deep") == (problem.code, problem.path, problem.message)
    (problem,) = refused(lambda: ce.loads(lines, kinds=[Fussy]))
    assert ("", "too deep", 2) == (problem.path, problem.message, problem.line)


def test_plain_data_are_of_the_types_of_json(small: ce.Dataset) -> None:
    """Tuples become lists, so that what is written is what would be read from JSON."""
    plain = ce.converter().unstructure(small)
    assert json.loads(json.dumps(plain)) == plain


def test_an_enumeration_of_ones_own_is_read_like_those_of_the_library(refused: Refused) -> None:
    """A wrong word brings the one that may be meant, also where the field takes other types."""

    @attrs.frozen(kw_only=True)
    class Sinking(ce.Incident):
        kind: ClassVar[str] = "x-lab.sinking"
        hull: Hull | None = None
        deck: ce.Count | Hull | None = None

    made = ce.converter([Sinking])
    plain = {"kind": "x-lab.sinking", "id": "e"}
    assert Sinking(id="e", hull=Hull.WOOD, deck=Hull.STEEL) == made.structure(
        plain | {"hull": "wood", "deck": "steel"}, ce.Event
    )
    (problem,) = refused(lambda: made.structure(plain | {"hull": "stel"}, ce.Event))
    assert ("IO109", "/hull", "steel") == (problem.code, problem.path, problem.suggestion)
