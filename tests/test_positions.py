"""Lines and columns of what JSON Pointers name."""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import pytest

import conflictevents as ce
from conflictevents import _problems, checks
from conflictevents._cli import main
from conflictevents._io import FileFormat
from conflictevents._positions import is_one_value, located, located_in_lines, located_on_line, positions

DEEP = 100_000


def problem(path: str, code: str = "IO108", line: int | None = None) -> ce.Problem:
    """A problem at a path."""
    return ce.Problem(code=code, severity=ce.Severity.ERROR, path=path, message="odd", line=line)


@pytest.mark.parametrize(
    ("text", "pointer", "place"),
    [
        ("12", "", (1, 1)),
        ("\n\n  [1]", "", (3, 3)),
        ('{"a": 1, "b": 2}', "/b", (1, 15)),
        ('{"a": [10, [20, {"b": true}]]}', "/a/1/1/b", (1, 23)),
        ('{"a": "]}\\"", "b": "x"}', "/b", (1, 20)),
        ('{"": 1, "b": 2}', "/", (1, 6)),
        ('{"": {"": 5}}', "//", (1, 11)),
        ('{"a/b": {"m~n": 5}}', "/a~1b/m~0n", (1, 17)),
        ('{"~1": 5}', "/~01", (1, 8)),
        ('{"0": [1, 2]}', "/0/1", (1, 11)),
        ('{"\\u0069d": 5}', "/id", (1, 13)),
        ('{"\\ud83d\\ude00": 5}', "/\U0001f600", (1, 18)),
        ('{"\\"\\\\": 5}', '/"\\', (1, 10)),
        ('{"\\u0061\t": 5}', "/a\t", (1, 13)),
        ('{"a\\nb": 5}', "/a\nb", (1, 10)),
        ("[1, 2, 3]", "/2", (1, 8)),
        ("[-1.5e3, null, false]", "/2", (1, 16)),
    ],
)
def test_the_start_of_a_value(text: str, pointer: str, place: tuple[int, int]) -> None:
    """Members are found by their keys, however these are spelt, and elements by their numbers."""
    assert {pointer: place} == positions(text, [pointer])


@pytest.mark.parametrize(
    ("text", "pointer", "place"),
    [
        ('{"a": {"b": 1}}', "/a/c", (1, 7)),
        ('{"a": {"b": 1}}', "/a/c/d/0", (1, 7)),
        ('{"a": {"b": 1}}', "/x", (1, 1)),
        ('{"a": {"b": 1}}', "/a/b/c", (1, 13)),
        ('{"a": "text"}', "/a/0", (1, 7)),
        ("[[1], []]", "/1/0", (1, 7)),
        ("[[1], []]", "/2", (1, 1)),
        ("[[1], []]", "/-", (1, 1)),
        ("[[1], [2, 3]]", "/01", (1, 1)),
        (' {"a": 1}', "a", (1, 2)),
    ],
)
def test_what_is_not_there_is_shown_where_it_is_missing(text: str, pointer: str, place: tuple[int, int]) -> None:
    """The deepest value on the way stands in; an index is written in one way only (RFC 6901)."""
    assert {pointer: place} == positions(text, [pointer])


def test_many_pointers_at_once() -> None:
    """Each has its own place, also where one leads through the other; one that is given twice is there once."""
    text = '{"a": {"b": [1, 2]}, "c": 3}'
    wanted = ["/c", "/a/b/1", "", "/a", "/a/b", "/a/b/1"]
    assert {"/c": (1, 27), "/a/b/1": (1, 17), "": (1, 1), "/a": (1, 7), "/a/b": (1, 13)} == positions(text, wanted)
    assert {} == positions(text, [])


@pytest.mark.parametrize(
    ("text", "pointer", "place"),
    [
        ('{"a": 1, "a": 2}', "/a", (1, 15)),
        ('{"a": {"b": 1}, "a": {"b": 2}}', "/a/b", (1, 28)),
        ('{"a": {"b": 1}, "a": {"c": 2}}', "/a/b", (1, 22)),
        ('{"a": {"b": 1}, "a": 2}', "/a/b", (1, 22)),
        ('{"a": [{"b": 1}], "\\u0061": [{}]}', "/a/0/b", (1, 30)),
    ],
)
def test_the_last_of_repeated_keys_counts(text: str, pointer: str, place: tuple[int, int]) -> None:
    """As for the reader; what only an earlier one holds is not there."""
    assert {pointer: place} == positions(text, [pointer])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{\n  "a": 1}', (2, 8)),
        ('{\r\n  "a": 1}', (2, 8)),
        ('{\r  "a": 1}', (1, 10)),
        ('{\t"a":\t1}', (1, 8)),
        ('{"z": "\u2028\x85\x0c", "a": 1}', (1, 19)),
        ('{"z": "\u6771\u4eac", "a": 1}', (1, 18)),
        ('{"z": "\U0001f600", "a": 1}', (1, 17)),
        ('{"z": "e\u0301", "a": 1}', (1, 18)),
        ('{"z": "\ud800", "a": 1}', (1, 17)),
        ('\ufeff{"a": 1}', (1, 7)),
        ('\ufeff\n{"a": 1}', (2, 7)),
    ],
)
def test_how_lines_and_columns_are_counted(text: str, place: tuple[int, int]) -> None:
    """Only a line feed ends a line; a column is a code point, whatever its width; a byte order mark is none."""
    assert {"/a": place} == positions(text, ["/a"])


@pytest.mark.parametrize("text", ["[1,\n2,\n\n}", "[1,\r\n2,\r\n\r\n}", "[1,\r2,\n}"])
def test_lines_and_columns_are_those_of_the_reader(text: str) -> None:
    """Python's JSON reader, whose words reach the user, counts in the same way."""
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads(text)
    fixed = text.replace("}", "0]")
    index = len(json.loads(fixed)) - 1
    assert {f"/{index}": (caught.value.lineno, caught.value.colno)} == positions(fixed, [f"/{index}"])


@pytest.mark.parametrize("text", ["", "  \n", "\ufeff", "\ufeff \t"])
def test_nothing_is_found_in_an_empty_text(text: str) -> None:
    """There is no place to point at."""
    assert {} == positions(text, ["", "/a"])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": {"b": 1', (1, 13)),
        ('{"a": {"b": ', (1, 7)),
        ('{"a": {"b"', (1, 7)),
        ('{"a": {"b', (1, 7)),
        ('{"a": {"b\\', (1, 7)),
        ('{"a": ', (1, 1)),
        ("{", (1, 1)),
        ('{"x": "cut', (1, 1)),
        ('{"x": "cut\\', (1, 1)),
        ('{"x": [1, {', (1, 1)),
        ('{"a" {"b": 1}}', (1, 1)),
        ('{"a": :}', (1, 7)),
        ('{"x": :, "a": {"b": 1}}', (1, 1)),
        ("not JSON", (1, 1)),
        (": 1", (1, 1)),
        ("]", (1, 1)),
        ('{"\\q": 1, "a": {"b": 2}}', (1, 22)),
    ],
)
def test_a_text_that_is_cut_short_or_broken(text: str, place: tuple[int, int]) -> None:
    """What stands before the fault is found; for the rest the deepest value there is stands in."""
    assert {"/a/b": place} == positions(text, ["/a/b"])


@pytest.mark.parametrize("closed", [True, False])
def test_deep_nesting_needs_no_recursion(closed: bool) -> None:
    """A hundred thousand levels, on the way to what is wanted or beside it, in a whole text or one cut short."""
    text = '{"a":' * DEEP + "1" + "}" * DEEP * closed
    assert {"/a" * DEEP: (1, 5 * DEEP + 1)} == positions(text, ["/a" * DEEP])
    beside = f'{{"x": {"[" * DEEP}{"]" * DEEP}, "a": 1}}'
    assert {"/a": (1, 2 * DEEP + 14)} == positions(beside, ["/a"])


def test_a_step_that_a_problem_shortens() -> None:
    """Paths of problems hold absurd keys cut, and lone surrogates as escapes; they are found all the same."""
    long, odd = "k" * 1000, "\ud800/~"
    text = json.dumps({long: 1, "\u044f" * 300: 2, odd: {long: 3}}, ensure_ascii=False)
    step, wide, escaped = (_problems.pointer_step(key) for key in (long, "\u044f" * 300, odd))
    found = positions(text, [f"/{step}", f"/{wide}", f"/{escaped}/{step}"])
    assert ["1", "2", "3"] == [text[column - 1] for _, column in found.values()]
    assert positions(text, [f"/{step}"])[f"/{step}"] == positions(text, [f"/{long}"])[f"/{long}"]


# --- problems --------------------------------------------------------------------------------------------------------


def test_problems_are_told_their_places() -> None:
    """A wrong value is shown where it starts; an unknown or repeated field at its key; a missing one at its record."""
    text = '{\n "title": 5,\n "nmae": "x",\n "id": 1, "id": 2}'
    given = [
        problem("/title"),
        problem("/nmae", "IO106"),
        problem("/id", "IO110"),
        problem("/id"),
        problem("", "IO107"),
    ]
    told = located(given, text)
    assert [(2, 11), (3, 2), (4, 11), (4, 17), (1, 1)] == [(each.line, each.column) for each in told]
    assert tuple(given) == tuple(attrs.evolve(each, line=None, column=None) for each in told)


def test_an_unknown_field_that_is_not_there_is_shown_at_its_record() -> None:
    """A key that cannot be found is not made up from that of the record around it."""
    assert [(1, 7)] == [(each.line, each.column) for each in located([problem("/a/x", "IO106")], '{"a": {}}')]


def test_a_problem_of_an_empty_text_stays_as_it_is() -> None:
    """There is no line to tell."""
    assert (problem("/a"),) == located([problem("/a")], " ")
    assert () == located([], "[]")


def test_a_problem_on_a_line_is_told_its_column() -> None:
    """Its line is known already, and its path starts at the record on that line."""
    line = '{"record": "source", "id": 5}\r'
    told = located_on_line(problem("/id", line=7), line)
    assert (7, 28) == (told.line, told.column)
    assert "IO108 error at line 7, column 28 /id: odd" == str(told)


def test_problems_on_many_lines_keep_their_order() -> None:
    """Those of one line are looked for together, those of lines that are not there stay as they are."""
    lines = ['{"a": 1}', "", ' {"b": {"c": 1}}']
    given = [problem("/b/c", line=3), problem("/a", line=1), problem("/x", "IO106", line=3), problem("/a", line=9)]
    told = located_in_lines([*given, problem("/a")], lines)
    assert [(3, 14), (1, 7), (3, 2), (9, None), (None, None)] == [(each.line, each.column) for each in told]
    assert [each.path for each in told] == ["/b/c", "/a", "/x", "/a", "/a"]


def test_lines_after_the_last_problem_are_not_read() -> None:
    """An input is read only as far as it must be."""
    lines = iter(["[]", "[]", "[]"])
    located_in_lines([problem("", line=2)], lines)
    assert ["[]"] == list(lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        (" \n", False),
        ("[1]", True),
        ("[1", False),
        ('{"a": {}', False),
        ('{"a": "}', False),
        ('"cut', False),
        (":", False),
        ('\n{"a": "]"}\r\n', True),
        ("12", True),
        ("{}\n{}", False),
        ("{} 1", False),
        ('{"a": 1}\n\n{"b": 2}\n', False),
    ],
)
def test_a_document_is_told_from_json_lines(text: str, expected: bool) -> None:
    """A document is one whole value, with nothing but blanks around it."""
    assert is_one_value(text) is expected


# --- where problems are printed --------------------------------------------------------------------------------------


@pytest.fixture
def odd() -> ce.Dataset:
    """A dataset that loads, and in which a check finds something in the second record of a list."""
    count = ce.Count(low=12, high=12, text="at least 12")
    figure = ce.Figure(measure="killed", item="people", count=count, attribution=ce.Attribution(source="s"))
    events = (ce.Incident(id="e1"), ce.Incident(id="e2"))
    reports = (ce.CasualtyReport(id="r1", event="e1"), ce.CasualtyReport(id="r2", event="e2", figures=(figure,)))
    return ce.Dataset(sources=(ce.Source(id="s"),), events=events, reports=reports)


def mark(text: str, at: str, within: str = "") -> str:
    """The line and column of the last place where some text stands, in a line that has some other."""
    line, found = next((n, each) for n, each in enumerate(text.split("\n"), 1) if at in each and within in each)
    return f"{line}:{found.rindex(at) + 1}"


@pytest.mark.parametrize(("format_", "path"), [("json", "/reports/1/figures/0/count"), ("jsonl", "/figures/0/count")])
def test_problems_of_a_dataset_have_their_place_in_the_file(
    odd: ce.Dataset, format_: FileFormat, path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` shows where in the file a problem stands; in JSON Lines the path starts at the record of the line."""
    text = "\n" + ce.dumps(odd, format=format_) + "\n"
    file = tmp_path / "odd"
    file.write_text(text, "utf-8")
    place = mark(text, '{"low"')

    main(["check", str(file), "--select", "CT103"])
    first, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{file}:{place}: CT103 error {path}: ")

    main(["check", str(file), "--select", "CT103", "--format", "json"])
    (told,) = json.loads(capsys.readouterr().out)["problems"]
    assert place == f"{told['line']}:{told['column']}"
    assert path == told["path"]


def test_a_problem_of_the_whole_dataset_is_shown_at_its_header(
    odd: ce.Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In JSON Lines a problem of no record stands where the dataset is described."""
    report = checks.Report(problems=(problem(""), problem("/title"), problem("/events/1/id")))
    monkeypatch.setattr(checks, "check", lambda *_, **__: report)
    file = tmp_path / "odd.jsonl"
    text = "\r\n" + ce.dumps(attrs.evolve(odd, title="Odd"), format="jsonl")
    file.write_bytes(text.encode())

    assert 1 == main(["check", str(file)])
    places = [line.split(" ")[0].removeprefix(f"{file}:") for line in capsys.readouterr().out.splitlines()[:3]]
    expected = ["2:1", mark(text, '"Odd"'), mark(text, '"e2"', '"incident"')]
    assert expected == [place.removesuffix(":") for place in places]


@pytest.mark.parametrize(
    ("line", "column", "place"), [(None, None, ""), (3, None, "line 3: "), (12345, 6, "line 12345, column 6: ")]
)
def test_a_refusal_tells_the_place(
    line: int | None,
    column: int | None,
    place: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """A command that needs a valid file lists the problems with the lines and columns that are known."""
    refusal = ce.InvalidRecordError((attrs.evolve(problem("/a"), line=line, column=column),))

    def refuse(*_: object, **__: object) -> None:
        raise refusal

    monkeypatch.setattr("conflictevents._io.loads", refuse)
    file = tmp_path / "any.json"
    file.write_text("{}", "utf-8")
    assert 2 == main(["show", str(file)])
    assert f"  {place}IO108 error /a: odd" == capsys.readouterr().err.splitlines()[1]
