"""The compiled reader and writer: what it takes by itself, what it leaves to the other, and what it may never hide."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Final

import attrs
import msgspec
import pytest

import conflictevents as ce
from conflictevents import _migrations, _reading, _twins, examples
from conflictevents._dataset import RECORD_LISTS

HEADER: Final = f'{{"format": "{ce.FORMAT}"}}'
FIELDS: Final = ("title", "licence", "description")


@pytest.fixture
def twins() -> _twins.Twins:
    """The twins of the library's own classes."""
    return _twins.twins((), _migrations.READ_AS_THEY_ARE)


@pytest.fixture
def unexplained(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be read but by the compiled reader."""

    def refuse(*_: Any) -> None:
        pytest.fail("the explaining reader was asked")

    for name in ("_explained_document", "_explained_member", "_explained_line", "_identify"):
        monkeypatch.setattr(_reading.Reading, name, refuse)


# --- what the compiled reader takes by itself ------------------------------------------------------------------------


@pytest.mark.usefixtures("unexplained")
@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_what_the_library_writes_is_read_without_the_explaining_reader(small: ce.Dataset, format_: Any) -> None:
    """Whatever a dataset leaves out: a document of which the slow reader were needed would cost many times as much."""
    for dataset in (small, attrs.evolve(small, title=None), *map(examples.load, examples.names())):
        assert dataset == ce.loads(ce.dumps(dataset, format=format_), format=format_)


@pytest.mark.usefixtures("unexplained")
@pytest.mark.parametrize("absent", [*itertools.combinations(FIELDS, 1), *itertools.combinations(FIELDS, 2), FIELDS])
def test_a_head_may_leave_any_field_out(absent: tuple[str, ...]) -> None:
    """A title, a licence and a description are each optional, and so is every list."""
    dataset = ce.Dataset(**{name: "x" for name in FIELDS if name not in absent})
    assert dataset == ce.loads(ce.dumps(dataset), format="json") == ce.loads(ce.dumps(dataset), format="jsonl")


@pytest.mark.usefixtures("unexplained")
def test_a_head_may_give_its_defaults() -> None:
    """Many programs write null and empty lists; that makes the head of a document no slower to read."""
    plain = {"format": ce.FORMAT} | dict.fromkeys(FIELDS) | {name: [] for name in RECORD_LISTS}
    assert ce.Dataset() == ce.loads(json.dumps(plain))


@pytest.mark.usefixtures("unexplained")
def test_white_space_and_the_order_of_keys_cost_nothing(small: ce.Dataset) -> None:
    """A document by another program, sorted and indented, is read by the compiled reader too."""
    plain = json.loads(ce.dumps(small))
    assert small == ce.loads(json.dumps(plain, indent=2, sort_keys=True))
    header, *lines = map(json.loads, ce.dumps(small, format="jsonl").splitlines())
    text = "\n".join(json.dumps(line, sort_keys=True, ensure_ascii=False) for line in lines)
    assert small == ce.loads(json.dumps(header) + "\n" + text)


# --- repeated fields -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("times", range(2, 14))
@pytest.mark.parametrize("given", [(), ("licence",), ("licence", "description"), tuple(RECORD_LISTS)])
def test_a_repeated_field_of_the_head_is_never_made_up_for_by_absent_ones(
    times: int, given: tuple[str, ...], refused: Any
) -> None:
    """However often a field is given, and whatever else is left out, it is told."""
    others = "".join(f', "{name}": {"[]" if name in RECORD_LISTS else json.dumps("x")}' for name in given)
    for value in ("null", '"x"'):
        text = HEADER[:-1] + others + f', "title": {value}' * times + "}"
        for format_ in ("json", "jsonl") if not set(given) & RECORD_LISTS.keys() else ("json",):
            (problem,) = refused(lambda t=text, f=format_: ce.loads(t, format=f))
            assert ("IO110", "/title") == (problem.code, problem.path)


@pytest.mark.parametrize(
    "record",
    [
        '{"id": "s", "id": "s"}',
        '{"id": "s", "title": null, "title": "x"}',
        '{"id": "s", "title": "a\\"", "title": "x"}',
        '{"id": "s", "title": "\\u0022", "length": 5, "length": 5}',
        '{"id": "s", "title": "\\u0022\\u0022", "length": 5, "length": 5}',
        '{"id": "s", "title": "\\\\u0022\\u0022", "length": 5, "\\u006cength": 5}',
        '{"id": "s", "published": {"edtf": "2025", "edtf": "2025"}}',
        '{"id": "s", "published": {"edtf": "2025"}, "published": {"edtf": "2025"}}',
        '{"id": "s", "language": "en", "length": 5, "length": null}',
    ],
)
@pytest.mark.parametrize("lines", [False, True])
def test_a_repeated_field_of_a_record_is_told(record: str, lines: bool, refused: Any) -> None:
    """At any depth, with any spelling of the key, and beside strings that spell quotation marks as escapes."""
    text = f'{HEADER}\n{{"record": "source", {record[1:]}' if lines else HEADER[:-1] + f', "sources": [{record}]}}'
    assert ["IO110"] == [problem.code for problem in refused(lambda: ce.loads(text))]


def test_a_repeated_tag_is_told(refused: Any) -> None:
    """The two fields that say which record it is are fields like any other."""
    for repeated in ('"kind": "talks"', '"record": "event"'):
        tags = f'"record": "event", "kind": "talks", {repeated}'
        (problem,) = refused(lambda tags=tags: ce.loads(f'{HEADER}\n{{{tags}, "id": "t"}}\n'))
        assert "IO110" == problem.code


# --- what must be left to the other ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "record",
    [
        '{"id": "s", "length": 12.0}',
        '{"id": "s", "length": 1e2}',
        '{"id": "s", "length": "5"}',
        '{"id": "s", "length": true}',
        '{"id": "s", "length": -1}',
        '{"id": "s", "length": 9007199254740993}',
        '{"id": "s", "length": 18446744073709551616}',
        '{"id": "s", "title": 5}',
        '{"id": "s", "title": ""}',
        '{"id": "s", "title": "\\ud800"}',
        '{"id": "s", "title": "\\ude00\\ud83d"}',
        '{"id": "s", "title": "a\nb"}',
        '{"id": "s", "titel": "x"}',
        '{"id": "s", "via": []}',
        '{"id": null}',
        "{}",
        "[]",
        "null",
        '"s"',
        '{"id": "s"',
        '{"id": "s"}}',
        '{"id": "s",}',
        '{"id": "s"} x',
        '{"id": "s", "title": "x" "url": "y"}',
        "{'id': 's'}",
    ],
)
def test_what_is_wrong_is_refused(twins: _twins.Twins, record: str) -> None:
    """With an exception of any kind, and never with a record."""
    with pytest.raises(Exception, match=r"\w"):
        twins.member("sources", record.encode(), twins.building(share=True))
    with pytest.raises(Exception, match=r"\w"):
        twins.line(b'{"record": "source", ' + record[1:].encode(), twins.building(share=True))


@pytest.mark.parametrize(
    "line",
    [
        '{"record": "source"}',
        '{"record": "sauce", "id": "s"}',
        '{"record": "event", "id": "t"}',
        '{"record": "event", "kind": null, "id": "t"}',
        '{"record": "event", "kind": "war", "id": "t"}',
        '{"record": "event", "kind": ["talks"], "id": "t"}',
        '{"record": "place", "kind": null, "id": "s", "name": "S"}',
        '{"record": "place", "kind": "talks", "id": "s", "name": "S"}',
        '{"record": "place", "kind": "", "id": "s", "name": "S"}',
        '{"record": ["source"], "id": "s"}',
        '{"record": null, "id": "s"}',
        '{"id": "s"}',
        '{"\\u0072ecord": "sauce", "id": "s"}',
    ],
)
def test_wrong_tags_are_refused(twins: _twins.Twins, line: str) -> None:
    """A tag is looked up in the text first, and must then be what the record itself says."""
    with pytest.raises(Exception, match=r"\w"):
        twins.line(line.encode(), twins.building(share=True))


@pytest.mark.parametrize(
    "line",
    [
        '{"record": "event", "kind": "talks", "id": "t"}',
        '{"kind": "talks", "record": "event", "id": "t"}',
        '{"id": "t", "kind": "talks", "record": "event"}',
        '  {"record"\t:\r"event" , "id": "t", "kind": "talks"}  \r\n',
        '{"\\u0072ecord": "\\u0065vent", "\\u006bind": "talk\\u0073", "id": "t"}',
        '{"record": "event", "kind": "talk\\u0073", "id": "t"}',
    ],
)
def test_tags_are_found_wherever_they_stand(twins: _twins.Twins, line: str) -> None:
    """In any place and with any spelling."""
    assert ("events", ce.Talks(id="t")) == twins.line(line.encode(), twins.building(share=True))


def test_a_tag_inside_a_text_is_none(twins: _twins.Twins) -> None:
    """Only the record's own field counts."""
    line = '{"record": "source", "id": "s", "title": "{\\"record\\": \\"actor\\"}"}'
    assert ("sources", ce.Source(id="s", title='{"record": "actor"}')) == twins.line(
        line.encode(), twins.building(share=True)
    )


@pytest.mark.parametrize(("text", "value"), [("50", 50.0), ("-0", 0.0), ("-0.0", 0.0), ("1e1", 10.0), ("1e-400", 0.0)])
def test_a_number_is_the_same_however_it_was_read(twins: _twins.Twins, text: str, value: float) -> None:
    """Whole, negative zero or with an exponent: both readers make a float of it, and both write it alike."""
    record = f'{{"id": "p", "name": "P", "point": {{"latitude": {text}, "longitude": 1}}}}'
    read: Any = twins.member("places", record.encode(), twins.building(share=True))
    explained = ce.converter().structure(json.loads(record), ce.Place)
    assert repr(value) == repr(read.point.latitude) == repr(explained.point.latitude)
    assert ce.dumps(ce.Dataset(places=(read,))) == ce.dumps(ce.Dataset(places=(explained,)))


# --- nesting, versions and encodings ---------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", [10, 300, 500, 700, 900, 990, 2000, 100_000])
@pytest.mark.parametrize(("opened", "closed"), [("[", "]"), ('{"a":', "}")])
@pytest.mark.parametrize("place", ['"title": {}', '"sources": [{}]', '"x": {}'])
def test_no_depth_is_too_much(depth: int, opened: str, closed: str, place: str) -> None:
    """It is one of our own refusals at any depth, and never an error of recursion."""
    value = opened * depth + "1" + closed * depth
    for version in range(1, ce.Dataset.format.count("/") + 1):
        text = f'{{"format": "conflictevents/{version}", {place.replace("{}", value)}}}'
        with pytest.raises((ce.InvalidRecordError, ce.UnreadableInputError)):
            ce.loads(text)
        line = f'{{"format": "conflictevents/{version}"}}\n{{"record": "source", "id": "s", "title": {value}}}\n'
        with pytest.raises(ce.InvalidRecordError):
            ce.loads(line)


def test_the_copy_that_is_migrated_is_one(small: ce.Dataset) -> None:
    """What was read stays as it was, lists inside lists included, and repeated fields stay remembered."""
    plain = json.loads(ce.dumps(small))
    before = json.dumps(plain)
    copied = _migrations.migrated(plain, 1)
    for name in RECORD_LISTS:
        for record in copied.get(name, ()):
            record.clear()
        copied.get(name, []).clear()
    assert before == json.dumps(plain)


FIRST: Final = '{"format": "conflictevents/1"'


def _policy(words: str, *, lines: bool, note: str = "") -> ce.Dataset:
    """A file of the first version with a figure and a lag, both with the same words as the policy of a count."""
    count = f'{{"low": 24, "text": "dozens", "policy": {json.dumps(words)}}}'
    figure = f'{{"measure": "killed", "count": {count}, "attribution": {{"source": "s"}}{note}}}'
    lag = f'"relations": [{{"kind": "follows", "event": "e", "lag": {{"unit": "day", "count": {count}}}}}]'
    event = f'"kind": "incident", "id": "e", {lag}, "figures": [{figure}]'
    if lines:
        return ce.loads(f'{FIRST}}}\n{{"record": "source", "id": "s"}}\n{{"record": "event", {event}}}')
    return ce.loads(f'{FIRST}, "title": "was {ce.FORMAT}", "sources": [{{"id": "s"}}], "events": [{{{event}}}]}}')


@pytest.mark.parametrize("lines", [False, True])
def test_a_file_of_the_first_version_is_brought_forward_wherever_a_count_stands(lines: bool) -> None:
    """A policy in words becomes a label; its words are kept by the nearest note that there is, of figure or event."""
    event: Any = _policy("Our Desk, 2024", lines=lines, note=', "note": "x"').event("e")
    assert "our-desk-2024" == event.figures[0].count.policy == event.relations[0].lag.count.policy
    assert "x; policy of the count: Our Desk, 2024" == event.figures[0].note
    assert "policy of the count: Our Desk, 2024" == event.note
    assert _policy("acled", lines=lines).event("e").note is None


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize(("words", "note"), [(" ", ""), ("\u3000", ""), ("a\ud800", ""), ("Desk", ', "note": ""')])
def test_what_was_wrong_in_the_first_version_stays_so(words: str, note: str, lines: bool, refused: Any) -> None:
    """A migration mends nothing, and tells of no field that the file does not have."""
    for problem in refused(lambda: _policy(words, lines=lines, note=note)):
        assert problem.path.endswith(("/count/policy", "/note"))
        assert problem.path.endswith("/note") is bool(note)


def test_a_line_that_is_no_utf_8_is_told_with_its_number_and_the_others_too(refused: Any) -> None:
    """One broken line hides no other fault, and its message gives the line of the file."""
    data = HEADER.encode() + b'\n{"record": "source", "id": "a\xff"}\n{"record": "sauce"}\n'
    first, second = refused(lambda: ce.loads(data))
    assert ("IO105", 2, "IO111", 3) == (first.code, first.line, second.code, second.line)
    assert "0xff" in first.message
    assert "line 1)" not in first.message


# --- writing ---------------------------------------------------------------------------------------------------------


class _Word(str):
    """A text of a class of its own, as some libraries give them."""

    __slots__ = ()


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_texts_of_a_class_of_their_own_are_texts(format_: Any) -> None:
    """The constructor takes them, so they are written as what they are equal to."""
    word = _Word("s")
    dataset = ce.Dataset(title=_Word("t"), sources=(ce.Source(id=word, title=word),))
    plain = ce.Dataset(title="t", sources=(ce.Source(id="s", title="s"),))
    assert plain == dataset
    assert ce.dumps(plain, format=format_) == ce.dumps(dataset, format=format_)


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_members_of_vocabularies_are_their_words(small: ce.Dataset, format_: Any) -> None:
    """A word of an open vocabulary may be given as a member, and a view of figures as the figures."""
    from conflictevents._vocab import Item, Measure

    strike: Any = small.event("assault")
    figure = attrs.evolve(strike.figures[0], measure=Measure("launched"), item=Item("missile"))
    other = attrs.evolve(strike, figures=attrs.evolve(strike, figures=(figure,)).launched)
    dataset = attrs.evolve(small, events=(other, *small.events[1:]))
    assert small == dataset
    assert ce.dumps(small, format=format_) == ce.dumps(dataset, format=format_)


@attrs.frozen(kw_only=True)
class _OwnDataset(ce.Dataset):
    curator: str | None = None


@attrs.frozen(kw_only=True)
class _OwnSource(ce.Source):
    shelf: str | None = None


@attrs.frozen(kw_only=True)
class _OwnCount(ce.Count):
    shelf: str | None = None


@attrs.frozen(kw_only=True)
class _OwnWhen(ce.When):
    shelf: str | None = None


@attrs.frozen(kw_only=True)
class _OwnBasis(ce.Basis):
    shelf: str | None = None


@attrs.frozen(kw_only=True)
class _OwnAttribution(ce.Attribution):
    shelf: str | None = None


@attrs.frozen(kw_only=True)
class _OwnFigure(ce.Figure):
    shelf: str | None = None


@attrs.frozen(kw_only=True)
class _OwnStrike(ce.Strike):
    shelf: str | None = None


ATTRIBUTION: Final = ce.Attribution(source="s")


def _with(**fields: Any) -> ce.Dataset:
    return ce.Dataset(sources=(ce.Source(id="s"),), events=(ce.Incident(id="i", **fields),))


def _figure(**fields: Any) -> ce.Dataset:
    return _with(figures=(ce.Figure(**{"measure": "killed", "attribution": ATTRIBUTION} | fields),))


@pytest.mark.parametrize(
    "dataset",
    [
        _OwnDataset(),
        _OwnDataset(curator="me"),
        ce.Dataset(sources=(_OwnSource(id="s", shelf="x"),)),
        ce.Dataset(events=(_OwnStrike(id="s", shelf="x"),)),
        _figure(count=_OwnCount(low=1, shelf="x")),
        _figure(attribution=_OwnAttribution(source="s", shelf="x")),
        _figure(window=_OwnWhen(edtf="2025", shelf="x")),
        _with(figures=(_OwnFigure(measure="killed", attribution=ATTRIBUTION, shelf="x"),)),
        _with(when=_OwnWhen(edtf="2025", shelf="x")),
        _with(when=ce.When(edtf="2025", basis=_OwnBasis(rule="r", shelf="x"))),
        _with(assertions=(ce.Assertion(property="time", value=_OwnWhen(edtf="2025"), attribution=ATTRIBUTION),)),
    ],
    ids=lambda dataset: repr(dataset)[:60],
)
@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_a_class_that_could_not_be_read_again_is_not_written(dataset: ce.Dataset, format_: Any) -> None:
    """Anywhere inside a record, and the dataset itself: its fields would be lost in silence."""
    with pytest.raises((TypeError, ValueError), match=r"could not be read again|with a dot in it"):
        ce.dumps(dataset, format=format_)


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_a_default_is_left_out_whichever_object_it_is(small: ce.Dataset, format_: Any) -> None:
    """A text that equals the default is the default, also where it was read or put together."""
    where = (ce.Location(place="kyiv"), ce.Location(place="kyiv", role=str(b"scene", "ascii")))
    participants = (ce.Participant(actor="ru"), ce.Participant(actor="ru", role=str(b"party", "ascii")))
    dataset = attrs.evolve(small, events=(ce.Incident(id="assault", where=where, participants=participants),))
    text = ce.dumps(dataset, format=format_)
    assert where[0] == where[1]
    assert "scene" not in text
    assert '"party"' not in text
    assert text == ce.dumps(ce.loads(text), format=format_)


def test_a_document_has_the_bytes_that_the_converter_gives(small: ce.Dataset) -> None:
    """The compiled writer and the converter say the same in the same words, hidden characters included."""
    from conflictevents._json import encode

    odd = "".join(map(chr, range(1, 32))) + '\x7f\x80\u2028\ufeff\u202e/\\"é😀'
    point = ce.Point(latitude=1e-7, longitude=123.456789)
    own = attrs.evolve(small, title=odd, places=(*small.places, ce.Place(id="q", name=odd, point=point)))
    for dataset in (small, own, *map(examples.load, examples.names())):
        assert encode({"format": ce.FORMAT} | ce.converter().unstructure(dataset)) == ce.dumps(dataset)


def test_json_lines_hold_what_the_converter_gives(small: ce.Dataset) -> None:
    """Each line is JSON by itself, and holds the record's tag and then its plain data in the same order."""
    for dataset in (small, *map(examples.load, examples.names())):
        plain = ce.converter().unstructure(dataset)
        tagged = [{"record": name[:-1]} | each for name in RECORD_LISTS for each in plain.pop(name, ())]
        expected = [{"format": ce.FORMAT} | plain, *tagged]
        lines = ce.dumps(dataset, format="jsonl").split("\n")
        assert lines.pop() == ""
        assert list(map(json.dumps, expected)) == [json.dumps(json.loads(line)) for line in lines]


# --- writing in one step ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_readers_never_see_half_of_what_is_being_written(small: ce.Dataset, tmp_path: Path, name: str) -> None:
    """Two writers and two readers at once: each reading gives one of the written datasets, whole."""
    path = tmp_path / name
    written = [attrs.evolve(small, title=f"{at} " + "x" * 20_000 * (at % 3)) for at in range(12)]
    ce.dump(written[0], path)
    wrong: list[object] = []
    done = threading.Event()

    def write() -> None:
        for dataset in written:
            ce.dump(dataset, path)

    def read() -> None:
        while not done.is_set():
            try:
                dataset = ce.load(path)
            except Exception as error:  # noqa: BLE001 - any would be wrong
                wrong.append(error)
            else:
                if dataset not in written:
                    wrong.append(dataset)

    readers = [threading.Thread(target=read) for _ in range(2)]
    writers = [threading.Thread(target=write) for _ in range(2)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    assert wrong == []
    assert written[-1] == ce.load(path)
    assert [path] == list(tmp_path.iterdir())


def test_a_process_that_is_killed_leaves_the_old_file(tmp_path: Path) -> None:
    """Killed when its new file is half there, it can clean up nothing; the old file is whole none the less."""
    path = tmp_path / "a.json"
    ce.dump(ce.Dataset(title="old"), path)
    code = f"""
import os, signal
import conflictevents as ce
from conflictevents import _io
def killed(descriptor):
    os.ftruncate(descriptor, 20)
    os.kill(os.getpid(), signal.SIGKILL)
_io.os.fsync = killed
ce.dump(ce.Dataset(title="new" * 1000), {str(path)!r})
"""
    root = str(Path(ce.__file__).parent.parent)
    ended = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": root}, check=False)
    assert -signal.SIGKILL == ended.returncode
    assert ce.Dataset(title="old") == ce.load(path)
    ce.dump(ce.Dataset(title="newer"), path)
    assert ce.Dataset(title="newer") == ce.load(path)


# --- sharing ---------------------------------------------------------------------------------------------------------


def _attributions(dataset: ce.Dataset) -> tuple[int, int]:
    """How many attributions there are, by value and by identity."""
    attributions = [claim.attribution for claim in dataset.claims]
    return len(set(attributions)), len(set(map(id, attributions)))


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_equal_attributions_are_one_object_only_if_shared(format_: Any) -> None:
    """Nothing else tells the two datasets apart."""
    dataset = examples.load("istanbul-exchange")
    text = ce.dumps(dataset, format=format_)
    shared, apart = ce.loads(text, share=True), ce.loads(text, share=False)
    assert dataset == shared == apart
    assert text == ce.dumps(shared, format=format_) == ce.dumps(apart, format=format_)
    equal, different = _attributions(shared)
    assert equal == different
    assert len(dataset.claims) == _attributions(apart)[1] > equal


def test_sharing_does_not_depend_on_the_reader() -> None:
    """A record that gives a default, which the compiled reader leaves to the other, shares with the rest."""
    claim = '{"property": "outcome", "value": "x", "attribution": {"source": "s"}}'
    events = ", ".join(
        f'{{"kind": "incident", "id": "{id_}", {extra} "assertions": [{claim}, {claim}]}}'
        for id_, extra in (("a", ""), ("b", '"title": null,'), ("c", '"figures": [],'), ("d", ""))
    )
    text = f'{HEADER[:-1]}, "sources": [{{"id": "s"}}], "events": [{events}]}}'
    assert (1, 1) == _attributions(ce.loads(text))
    assert (1, 8) == _attributions(ce.loads(text, share=False))


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("field", ['"count": {"low": 1, "high": 1e999}', '"described": 1e400', '"within": -1e999'])
def test_a_number_beyond_all_floats_is_told_where_it_stands(lines: bool, field: str, refused: Any) -> None:
    """Also in a claim, and beside claims that are sound: it is no null, though it would be written as one."""
    claims = f'{{"measure": "killed", {field}, "attribution": {{"source": "s"}}}}, {{"measure": "killed"}}'
    event = f'"kind": "incident", "id": "e", "figures": [{claims}]}}'
    text = f'{HEADER}\n{{"record": "source", "id": "s"}}\n{{"record": "event", {event}\n'
    if not lines:
        text = f'{HEADER[:-1]}, "sources": [{{"id": "s"}}], "events": [{{{event}]}}'
    told = {problem.path.rpartition("figures")[2] for problem in refused(lambda: ce.loads(text))}
    assert {"/0/" + field.split('"')[-2] if "count" not in field else "/0/count/high", "/1"} == told


def test_the_twins_are_made_once() -> None:
    """For the same kinds and formats; making them costs more than reading a small file."""
    assert _twins.twins((), ("a/1",)) is _twins.twins([], ["a/1"])
    assert issubclass(_twins.twins((), ("a/1",))._twin(ce.Source), msgspec.Struct)
