"""PLOVER: records in JSON come back value for value, what is said in them is a statement. The records are made up."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats

FORMAT: Final = "plover"
RECORD: Final[dict[str, Any]] = {
    "id": "X-DEMAND-0001",
    "date": "2014-05-02",
    "source": [{"actorText": "Arvan ministry", "code": "ARV", "sector": "GOV"}],
    "target": [{"actorText": "Kesta", "code": "KES"}],
    "event": "DEMAND",
    "mode": "",
    "eventText": "demanded withdrawal",
    "context": "military, diplomatic",
    "eventLoc": {"name": "Riverton", "country code": "XA"},
    "text": "The Arvan ministry demanded on Friday the withdrawal of Kesta's troops.",
    "textInfo": {
        "markup": "The (SRC: Arvan ministry) (EVT: demanded) on Friday the (EVT: withdrawal) of (TAR: Kesta)'s troops."
    },
    "language": "en",
    "publication": "Made up",
    "coder": "Coder A",
    "version": "0.5b1",
    "dateCoded": "2016-12-19",
}
KILLED: Final = RECORD | {
    "id": "X-ASSAULT-0001",
    "event": "ASSAULT",
    "eventText": "killing",
    "mode": "firearms",
    "dead": "15",
    "injured": "4",
    "text": "Gunmen attacked a market, killing at least fifteen people and injuring others, 4 of them badly.",
    "textInfo": {"markup": "(SRC: Gunmen) attacked a market"},
}
DOCUMENT: Final = {
    "id": "X-DOCUMENT-0001",
    "event": "DOCUMENT",
    "eventText": "about the file",
    "publication": "Made up",
    "license": "A Creative Commons Attribution-ShareAlike 4.0 International License.",
}


def read(*records: Any, **options: Any) -> formats.ReadResult:
    """What is read from a list of records, without its format being told."""
    result = formats.read(json.dumps(records).encode(), **options)
    assert FORMAT == result.format
    return result


def text_of(dataset: ce.Dataset) -> str:
    """What is written, after a trip through JSON Lines, when nothing was lost."""
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(ce.loads(ce.dumps(dataset, format="jsonl")), losses, {}))
    assert not losses.report()
    return text


def back(dataset: ce.Dataset) -> Any:
    """The values that are written."""
    return json.loads(text_of(dataset))


def test_a_record_is_an_incident_with_a_claim_of_the_dataset() -> None:
    """Who did what to whom is the heading; that it occurred is coded, by way of a text known by its hash."""
    dataset = read(RECORD).dataset
    (event,) = dataset.events
    assert isinstance(event, ce.Incident)
    assert [
        ("plover", "DEMAND", "demands or orders"),
        ("plover-context", "military", "military matters"),
        ("plover-context", "diplomatic", "diplomacy"),
    ] == [(each.vocabulary, each.value, each.label) for each in event.types]
    assert [("plover.source", "Arvan ministry"), ("plover.target", "Kesta")] == [
        (each.role, dataset.actor(each.actor).name) for each in event.participants
    ]
    assert ("2014-05-02", "Riverton") == (str(event.when), dataset.place(event.where[0].place).name)
    (claim,) = event.claims
    text = dataset.source(claim.attribution.via[0])
    assert ("plover", "coded", "Coder A") == (
        claim.attribution.source,
        claim.attribution.method,
        claim.attribution.coder,
    )
    assert text.is_text(RECORD["text"])


def test_what_is_said_is_a_statement_of_its_source_actor() -> None:
    """The spans of speaker and verb are those of the markup; a demand is no stance for or against."""
    dataset = read(RECORD).dataset
    (statement,) = dataset.statements
    assert "Arvan ministry" == statement.described_as == dataset.actor(statement.speaker or "").name
    assert [("speaker", "Arvan ministry"), ("cue", "demanded")] == [(each.role, each.exact) for each in statement.spans]
    assert all(span.matches(RECORD["text"]) for span in statement.spans)
    assert ("plover-X-DEMAND-0001", dataset.events[0].participants[1].actor) == statement.about
    assert () == statement.positions


@pytest.mark.parametrize("kind", ["DISAPPROVE", "ACCUSE"])
def test_who_disapproves_is_against_the_target(kind: str) -> None:
    """Of these types alone the manual says toward whom the words are against."""
    dataset = read(RECORD | {"event": kind, "eventText": "accused"}).dataset
    assert [("against", dataset.events[0].participants[1].actor)] == [
        (each.stance, each.toward) for each in dataset.statements[0].positions
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"eventText": "sought refuge"},  # a demand, and no words
        {"eventText": ""},
        {"event": "PROTEST"},
        {"source": [*RECORD["source"], {"actorText": "Kesta ministry"}]},  # nobody alone is the speaker
        {"source": None},
    ],
)
def test_what_is_no_certain_act_of_saying_is_no_statement(change: dict[str, Any]) -> None:
    """It stays an incident."""
    dataset = read(RECORD | change).dataset
    assert () == dataset.statements
    assert 1 == len(dataset.events)


def test_the_dead_are_counted_as_the_text_has_them() -> None:
    """Where the text says the number once, its bounds count; a number that the text lacks is the coder's alone."""
    figures = read(KILLED).dataset.reports[0].figures
    assert [("killed", ce.Count.parse("at least fifteen")), ("injured", ce.Count.parse("4"))] == [
        (figure.measure, figure.count) for figure in figures
    ]
    for text in ("A market was attacked.", "Fifteen were killed, fifteen hurt."):
        (figure, _) = read(KILLED | {"text": text}).dataset.reports[0].figures
        assert ce.Count.exactly(15) == figure.count


def test_the_size_of_a_protest_is_a_figure_of_people() -> None:
    """Elsewhere a size may be of anything, so it stays a cell."""
    protest = RECORD | {"event": "PROTEST", "size": "Tens of thousands"}
    (figure,) = read(protest).dataset.events[0].figures
    assert ("participated", "people", "Tens of thousands") == (
        figure.measure,
        figure.item,
        figure.count.text if figure.count else None,
    )
    assert () == read(protest | {"event": "COERCE"}).dataset.events[0].figures


def test_a_placeholder_is_no_date() -> None:
    """It is told once for all records; who knows better can say so."""
    record = RECORD | {"date": "2000-01-01"}
    result = read(record, record | {"id": "2"})
    assert [None, None] == [event.when for event in result.dataset.events]
    assert [("IO124", "/date")] == [(problem.code, problem.path) for problem in result.problems]
    assert "2000-01-01" == str(read(record, placeholder="").dataset.events[0].when)


def test_what_is_hypothetical_is_not_claimed_to_have_occurred() -> None:
    """The contexts say so; nobody then claims that it happened."""
    for context, realis in (("military, hypothetical", "hypothetical"), ("future", "planned")):
        event = read(RECORD | {"context": context}).dataset.events[0]
        assert (realis, ()) == (event.realis, event.assertions)


def test_the_record_about_the_file_is_its_source() -> None:
    """It gives the licence; wherever it stands, it comes back in its place."""
    dataset = read(DOCUMENT, RECORD).dataset
    assert "CC-BY-SA-4.0" == dataset.licence == dataset.source("plover").licence
    assert 1 == len(dataset.events)
    for records in ((DOCUMENT, RECORD), (RECORD, DOCUMENT), (DOCUMENT, DOCUMENT, RECORD, DOCUMENT, KILLED)):
        numbered = [record | {"id": f"{number}"} for number, record in enumerate(records)]
        assert numbered == back(read(*numbered).dataset)
    assert [DOCUMENT] == back(read(DOCUMENT).dataset)


QUIRKS: Final[dict[str, dict[str, Any]]] = {
    "plain": {},
    "context: null": {"context": None},
    "context: empty": {"context": ""},
    "context: spaced otherwise": {"context": "military,diplomatic "},
    "context: a list": {"context": ["military"]},
    "numbers": {"dead": 3, "injured": 1.50, "size": None},
    "words": {"dead": "scores", "injured": "some"},
    "not known": {"dead": "-99"},
    "no source": {"source": None},
    "target empty": {"target": ""},
    "target misplaced": {"target": "diplomatic"},
    "target: one of text": {"target": ["Kesta", {"actorText": "Kesta", "note": {"a": [1]}}]},
    "actors without words": {"source": [{"code": "IGO"}, {"actorText": " "}, {}]},
    "a place without a name": {"eventLoc": {"country code": "XA"}},
    "a place with more": {"eventLoc": {"name": "Riverton", "country code": "xa", "lat": 1}},
    "a place in words": {"eventLoc": "Riverton"},
    "no markup": {"textInfo": "The (SRC: ministry} demanded"},
    "markup of another text": {"textInfo": {"markup": "((EVT: demanded)"}},
    "markup in brackets": {"textInfo": {"markup": "a (b) (SRC: c (d) e) (EVT: demanded"}},
    "no id": {"id": None},
    "a strange id": {"id": "a b"},
    "no type": {"event": None},
    "another type": {"event": "DANCE"},
    "another date": {"date": "02/05/2014"},
    "own fields": {"": 1, " ": 2, "date (read as)": "x", '"': [], "x": {"y": None}, "tone": -1.5},
    "a note": {"comment": "unsure"},
    "no language": {"language": "English, mostly"},
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_every_quirk_is_read_and_comes_back(quirk: str) -> None:
    """Nothing is rejected, and each value comes back, of its type and in its nesting."""
    for record in (RECORD | QUIRKS[quirk], KILLED | QUIRKS[quirk]):
        for records in ((record,), (record, record | {"id": "2"})):
            result = formats.read(json.dumps(records).encode(), FORMAT)
            assert () == result.rejected
            assert json.dumps([*records], sort_keys=True) == json.dumps(back(result.dataset), sort_keys=True)


def test_half_of_a_character_comes_back() -> None:
    """An escape of JSON can stand for what no text in UTF-8 holds: it is kept as the JSON that it is."""
    bad = RECORD | {"id": "2", "comment": "\ud800"}
    result = formats.read(json.dumps([RECORD, bad]).encode(), FORMAT)
    assert () == result.rejected
    assert [RECORD, bad] == back(result.dataset)


VALUES: Final = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.lists(
        st.dictionaries(st.sampled_from([*RECORD, "dead", "injured", "size", "comment"]) | st.text(max_size=8), VALUES)
        | st.fixed_dictionaries({}, optional={name: VALUES | st.just(value) for name, value in KILLED.items()}),
        max_size=4,
    )
)
def test_any_values_come_back(records: list[dict[str, Any]]) -> None:
    """Whatever the fields hold, each record becomes an event or a source, and its values come back."""
    records = [{"event": "FIGHT"} | each for each in records]
    result = formats.read(json.dumps(records).encode() or b"[]", FORMAT)
    assert () == result.rejected
    assert json.dumps(records, sort_keys=True) == json.dumps(back(result.dataset), sort_keys=True)


@given(st.binary(max_size=60), st.integers(0, 2000))
def test_damaged_bytes_are_told(noise: bytes, at: int) -> None:
    """Whatever happened to a file, it is read or refused, and never a traceback."""
    data = json.dumps([RECORD, KILLED]).encode()
    try:
        formats.read(data[:at] + noise + data[at + len(noise) :], FORMAT)
    except ce.ConflictEventsError as error:
        assert str(error)


def test_lines_come_back_as_lines() -> None:
    """JSON Lines are read as well, and written as lines again."""
    lines = "".join(json.dumps(record) + "\n" for record in (DOCUMENT, RECORD, KILLED))
    result = formats.read(lines.encode())
    assert FORMAT == result.format
    assert [json.loads(line) for line in lines.splitlines()] == [
        json.loads(line) for line in text_of(result.dataset).splitlines()
    ]


def test_what_is_no_record_is_rejected() -> None:
    """With its line; the rest is read."""
    data = json.dumps([RECORD]).removesuffix("]") + ',\n12,\n["x"]]'
    result = formats.read(data.encode())
    assert [(2, "12"), (3, '["x"]')] == [(row.line, row.raw) for row in result.rejected]
    assert 1 == len(result.dataset.events)


def test_a_field_that_comes_twice_is_told() -> None:
    """The last one counts, as for every JSON reader."""
    data = json.dumps([RECORD]).replace('"mode": ""', '"mode": "firearms", "mode": "explosives"')
    result = formats.read(data.encode())
    assert ["IO110"] == [problem.code for problem in result.problems]
    assert [RECORD | {"mode": "explosives"}] == back(result.dataset)


def test_a_value_that_was_changed_is_written_as_it_is_now() -> None:
    """A cell that was kept gives way once the record says something else."""
    dataset = read(KILLED).dataset
    (report,) = dataset.reports
    figures = tuple(attrs.evolve(each, count=ce.Count.exactly(16)) for each in report.figures)
    changed = attrs.evolve(dataset, reports=(attrs.evolve(report, figures=figures),))
    assert ("16", "16") == (back(changed)[0]["dead"], back(changed)[0]["injured"])


def test_other_incidents_with_a_type_of_plover_are_written(small: ce.Dataset) -> None:
    """What PLOVER can hold of them is, and the rest is counted."""
    event = ce.Incident(
        id="blast", types=(ce.TypeCode(vocabulary="plover", value="ASSAULT"), ce.TypeCode(vocabulary="own", value="7"))
    )
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(small.add(event), losses, {}))
    assert [{"event": "ASSAULT"}] == json.loads(text)
    assert (1, 1, 1) == tuple(map(losses.report().count, ("Strike", "Statement", "Incident.types")))


@pytest.mark.parametrize(
    "text",
    [
        '[{"event": "DEMAND", "id": 1}]',
        '{"format": "conflictevents/2", "title": "event DEMAND eventText"}',
        "event,kind,measure\nDEMAND,x,eventText\n",
        '[{"event": "dance", "eventText": "x"}]',
    ],
)
def test_what_is_something_else_is_not_taken(text: str) -> None:
    """A key or a word alone does not make a record of PLOVER."""
    sniff = formats.find(FORMAT).sniff
    assert sniff is not None
    assert not sniff(formats.Sample(text=text, whole=True))


def test_the_records_pass_the_checks() -> None:
    """Nothing is an error."""
    dataset = read(DOCUMENT, RECORD, KILLED, RECORD | QUIRKS["actors without words"] | {"id": "3"}).dataset
    assert [] == [problem for problem in ce.check(dataset) if problem.severity == "error"]


DATA: Final = os.environ.get("CONFLICTEVENTS_DATA")
"""A folder with published files; the gold standard records are there as `plover_gsr.json`."""


@pytest.mark.skipif(DATA is None, reason="CONFLICTEVENTS_DATA names no folder with published files")
def test_the_gold_standard_records_come_back() -> None:
    """All of them, value for value; every date is the placeholder, and none is rejected."""
    path = Path(DATA or "") / "plover_gsr.json"
    result = formats.read(path)
    assert (FORMAT, (), 322) == (result.format, result.rejected, len(result.dataset.events))
    assert json.loads(path.read_text("utf-8")) == back(result.dataset)
    assert ["IO104", "IO104", "IO123", "IO124"] == [problem.code for problem in result.problems]
    assert [] == [problem for problem in ce.check(result.dataset) if problem.severity == "error"]
    assert {"AGREE", "SUPPORT", "CONCEDE", "DEMAND", "DISAPPROVE", "REJECT", "THREATEN"} == {
        statement.id.split("-")[3] for statement in result.dataset.statements
    }
    texts = {record["id"]: record.get("text") for record in json.loads(path.read_text("utf-8"))}
    for statement in result.dataset.statements:
        text = texts[statement.id.removeprefix("plover-").removesuffix("-said")]
        assert all(span.matches(text) for span in statement.spans)


@given(st.sets(st.sampled_from(["id", "eventLoc", "mode", "dead"])))
def test_a_record_of_few_fields_is_told(names: set[str]) -> None:
    """What is written of an event without actors or words is found out again, unless a field of others is in it."""
    fields = {"id": "1", "eventLoc": {"name": "Riverton", "country code": "ARV"}, "mode": "x"}
    record = {"event": "FIGHT", "date": "2014-05-02"} | {name: fields.get(name, "3") for name in names}
    dataset = formats.read(json.dumps([record]).encode(), FORMAT).dataset
    text = "".join(formats.find(FORMAT).pieces(dataset, formats.Losses(), {}))
    assert FORMAT == formats.read(text.encode()).format
    with pytest.raises(ce.UnreadableInputError, match="its format is not known"):
        formats.read(json.dumps([record | {"winner": "x"}]).encode())


def test_nobody_who_must_not_be_named_is_named() -> None:
    """Events from wherever become records, so the name of an actor marked sensitive stays out, and counts as lost."""
    event = ce.Incident(
        id="e",
        types=(ce.TypeCode(vocabulary="plover", value="ASSAULT"),),
        participants=(ce.Participant(actor="a", role="plover.target"),),
    )
    actor = ce.Actor(id="a", name="Jana Doe", aliases=("JD",), sensitive=True)
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(ce.Dataset(events=(event,), actors=(actor,)), losses, {}))
    assert "Jana" not in text
    assert 1 == losses.report().count("Actor.name")


def _written(*records: Any, **fields: Any) -> tuple[list[dict[str, Any]], formats.LossReport]:
    """The records that an assault from elsewhere makes, and what is lost."""
    fields = {"types": (ce.TypeCode(vocabulary="plover", value="ASSAULT"),)} | fields
    dataset = ce.Dataset(sources=(ce.Source(id="wire"),)).add(*records, ce.Incident(id="e", **fields))
    losses = formats.Losses()
    return json.loads("".join(formats.find(FORMAT).pieces(dataset, losses, {}))), losses.report()


def _killed(count: ce.Count | None, by: dict[str, Any] | None = None, **fields: Any) -> ce.Figure:
    attribution = ce.Attribution(source="wire", **by or {})
    return ce.Figure(**{"measure": "killed", "item": "people", "count": count, "attribution": attribution} | fields)


@pytest.mark.parametrize(
    ("roles", "written", "lost"),
    [
        (("gdelt.actor1", "scene"), "scene", 1),
        (("target", "scene"), "scene", 1),
        (("origin", "target"), "target", 1),
        (("gdelt.actor1", "gdelt.actor2", "origin"), None, 3),
    ],
)
def test_the_place_is_where_it_happened(roles: tuple[str, ...], written: str | None, lost: int) -> None:
    """Never the place of an actor or where something set out from."""
    where = tuple(ce.Location(place=role, role=role) for role in roles)
    ((record,), report) = _written(*(ce.Place(id=role, name=role) for role in roles), where=where)
    assert (written, lost) == (record.get("eventLoc", {}).get("name"), report.count("Incident.where"))


@pytest.mark.parametrize(
    ("realis", "context"), [("planned", "future"), ("hypothetical", "hypothetical"), ("actual", None)]
)
def test_what_has_not_happened_is_written_with_the_context_that_says_so(realis: str, context: str | None) -> None:
    """So that reading it again gives the same."""
    ((record,), _) = _written(realis=realis)
    assert context == record.get("context")
    assert realis == read(record | {"eventText": ""}).dataset.events[0].realis


@pytest.mark.parametrize(
    ("realis", "by"),
    [
        ("counterfactual", {}),
        ("unclear", {}),
        ("actual", {"polarity": "denies"}),
        ("actual", {"polarity": "withholds"}),
        ("actual", {"commitment": "possible"}),
        ("actual", {"attributed": "unclear"}),
    ],
)
def test_what_did_not_happen_is_not_written(realis: str, by: dict[str, Any]) -> None:
    """Nor what somebody denies or is not sure of; the event is counted."""
    claim = ce.Assertion(property="occurred", value="yes", attribution=ce.Attribution(source="wire", **by))
    records, report = _written(realis=realis, assertions=(claim,))
    assert ([], 1) == (records, report.count("Incident"))


@pytest.mark.parametrize(
    "roles", [("attacker", "target"), ("cameo.source", "cameo.target"), ("plover.source", "plover.target")]
)
def test_who_did_what_to_whom_is_written_from_elsewhere(roles: tuple[str, str]) -> None:
    """With the letters of a country and the sector, where they are known."""
    one = ce.Actor(
        id="one", name="ARMY", country="UA", identifiers=(ce.Identifier(scheme="cameo-actor", value="UKRMIL"),)
    )
    participants = (*(ce.Participant(actor=each, role=role) for each, role in zip(("one", "two"), roles, strict=True)),)
    ((record,), report) = _written(one, ce.Actor(id="two", name="Town"), participants=participants)
    assert [{"actorText": "ARMY", "code": "UKR", "sector": "MIL"}] == record["source"]
    assert [{"actorText": "Town"}] == record["target"]
    assert 2 * (roles[0] != "plover.source") == report.count("Participant.role")


def test_the_dead_of_elsewhere_are_written_where_one_figure_stands_for_them() -> None:
    """A bound stays one; the words of two, of a part, of a doubt or of a time are no number of dead."""
    said: list[tuple[tuple[ce.Count | None, ...], dict[str, Any], str | None]] = [
        ((ce.Count.exactly(7),), {}, "7"),
        ((ce.Count.at_least(7),), {}, "at least 7"),
        ((ce.Count.between(7, 9),), {}, "7 to 9"),
        ((None,), {}, None),
        ((ce.Count.exactly(7), ce.Count.exactly(8)), {}, None),
        ((ce.Count.exactly(7),), {"group": "children"}, None),
        ((ce.Count.exactly(7),), {"to": "one"}, None),
        ((ce.Count.exactly(7),), {"scope": "cumulative"}, None),
        ((ce.Count.exactly(7),), {"item": "bodies"}, None),
        ((ce.Count.exactly(7),), {"by": {"polarity": "denies"}}, None),
        ((ce.Count.exactly(7),), {"by": {"commitment": "possible"}}, None),
    ]
    for counts, fields, number in said:
        figures = tuple(_killed(count, **fields) for count in counts)
        report = ce.CasualtyReport(id="r", event="e", figures=figures)
        ((record,), losses) = _written(report, ce.Actor(id="one", name="One"))
        assert number == record.get("dead"), fields
        assert (number is None) is bool(losses.count("CasualtyReport")), fields


def test_a_figure_that_was_taken_back_is_not_written() -> None:
    """Of one that was corrected, the one that stands is."""
    first = attrs.evolve(_killed(ce.Count.exactly(7)), id="c")
    for kind, number in (("retraction", None), ("correction", "8")):
        later = _killed(ce.Count.exactly(8), supersedes=ce.Supersedes(claim="c", kind=kind))
        ((record,), losses) = _written(ce.CasualtyReport(id="r", event="e", figures=(first, later)))
        assert number == record.get("dead")
        assert bool(losses)


def test_the_words_that_name_somebody_sensitive_stay_out() -> None:
    """Of a record that named one and of whom that was found out since."""
    dataset = read(RECORD).dataset
    actors = tuple(attrs.evolve(each, sensitive=each.name == "Kesta") for each in dataset.actors)
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(attrs.evolve(dataset, actors=actors), losses, {}))
    assert "Kesta" not in text
    assert 2 == losses.report().count("Incident.extra")


def test_a_cell_of_ones_own_that_is_no_json_is_written_as_a_text() -> None:
    """In a record as in what documents the file."""
    dataset = read(DOCUMENT, RECORD).dataset
    own = (ce.Cell(name="mine", value="a word"), ce.Cell(name='"mine too', value="{"))
    changed = attrs.evolve(
        dataset,
        sources=tuple(attrs.evolve(each, extra=(*each.extra, *own)) for each in dataset.sources if each.extra)
        + tuple(each for each in dataset.sources if not each.extra),
        events=tuple(attrs.evolve(each, extra=(*each.extra, *own)) for each in dataset.events),
    )
    more = {"mine": "a word", '"mine too': "{"}
    assert [DOCUMENT | more, RECORD | more] == json.loads(
        "".join(formats.find(FORMAT).pieces(changed, formats.Losses(), {}))
    )
