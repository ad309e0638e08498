"""GDELT mentions: each row is a claim about an event, and every cell comes back. The rows are made up."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats
from conflictevents._cli import main
from conflictevents.formats import gdelt_mentions

FORMAT: Final = "gdelt2-mentions"
NAMES: Final = [*gdelt_mentions.NAMES]
ROW: Final = dict(
    zip(
        NAMES,
        [
            *("900000001", "20180101000000", "20180101001500", "1", "news.example", "https://news.example/a"),
            *("19", "-1", "4594", "4634", "1", "50", "6665", "-4.4776119402985", "", ""),
        ],
        strict=True,
    )
)


def table(*rows: dict[str, str], header: bool = False) -> bytes:
    """A table as it is published: no header, no quotation marks."""
    lines = [[*rows[0]]] if header else []
    return "".join("\t".join(cells) + "\n" for cells in [*lines, *([*row.values()] for row in rows)]).encode()


def read(data: bytes) -> formats.ReadResult:
    """What is read, without its format being told."""
    result = formats.read(data)
    assert FORMAT == result.format
    return result


def back(dataset: ce.Dataset) -> list[list[str]]:
    """The cells that are written, after a trip through JSON Lines, when nothing was lost."""
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(ce.loads(ce.dumps(dataset, format="jsonl")), losses, {}))
    assert not losses.report()
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def test_each_mention_is_a_claim_of_one_event() -> None:
    """With the document in between, and the confidence as its grade; when the event happened is not told."""
    rows = [ROW, ROW | {"MentionIdentifier": "https://other.example/b", "Confidence": "20"}]
    dataset = read(table(*rows)).dataset
    (event,) = dataset.events
    assert ("gdelt-900000001", None) == (event.id, event.when)
    assert [("50", "https://news.example/a"), ("20", "https://other.example/b")] == [
        (claim.attribution.grade.value, dataset.source(claim.attribution.via[0]).url)
        for claim in event.assertions
        if claim.attribution.grade is not None
    ]
    assert {("occurred", "yes", "machine")} == {
        (claim.property, claim.value, claim.attribution.method) for claim in event.assertions
    }
    assert {()} == {claim.spans for claim in event.assertions}


def test_documents_are_told_by_what_identifies_them() -> None:
    """An address, a DOI or a citation; one that was translated has its language."""
    rows = [
        ROW | {"MentionDocTranslationInfo": "srclc:ara;eng:GT-ARA 1.0"},
        ROW | {"MentionType": "2", "MentionSourceName": "BBC Monitoring", "MentionIdentifier": "A citation/5 May"},
        ROW | {"MentionType": "5", "MentionIdentifier": "10.9999/example"},
    ]
    dataset = read(table(*rows)).dataset
    one, two, three = dataset.sources[1:]
    assert ("https://news.example/a", "ar") == (one.url, one.language)
    assert ("BBC Monitoring", "A citation/5 May") == (two.publisher, two.title)
    assert [("doi", "10.9999/example")] == [(each.scheme, each.value) for each in three.identifiers]
    assert [[*row.values()] for row in rows] == back(dataset)


QUIRKS: Final[dict[str, dict[str, str]]] = {
    "plain": {},
    "no offsets": dict.fromkeys(("Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset"), "-1"),
    "no document": {"MentionSourceName": "", "MentionIdentifier": ""},
    "no confidence": {"Confidence": ""},
    "words for numbers": {"Confidence": "high", "MentionType": "web"},
    "extras": {"Extras": '"x"'},
    "spaces": {"GLOBALEVENTID": " 900000001 ", "Confidence": " ", "MentionSourceName": " "},
    "no id": {"GLOBALEVENTID": ""},
    "nothing": dict.fromkeys(NAMES, "") | {"GLOBALEVENTID": "1"},
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_every_quirk_is_read_and_comes_back(quirk: str) -> None:
    """Nothing that was published is rejected, and each cell is written as it was."""
    row = ROW | QUIRKS[quirk]
    result = formats.read(table(ROW, row), FORMAT)
    assert () == result.rejected
    assert [[*ROW.values()], [*row.values()]] == back(result.dataset)
    assert not [problem for problem in ce.check(result.dataset).problems if problem.severity == "error"]


@given(
    st.lists(
        st.fixed_dictionaries(
            {name: st.sampled_from([ROW[name], "", "1", "2", '"', " ", "é", "-1", "mention 2 x"]) for name in NAMES}
        ),
        min_size=1,
        max_size=6,
    ),
    st.booleans(),
)
def test_any_cells_come_back(rows: list[dict[str, str]], header: bool) -> None:
    """Whatever stands in the cells, in whatever order the events come, the cells come back in theirs."""
    rows = [{name: row[name] for name in NAMES} for row in rows]
    result = formats.read(table(*rows, header=header), FORMAT)
    assert () == result.rejected
    assert len(rows) == sum(len(event.assertions) for event in result.dataset.events)
    assert [*([NAMES] if header else []), *([*row.values()] for row in rows)] == back(result.dataset)


@given(st.lists(st.sampled_from("123"), min_size=1, max_size=9))
@example(["1", "2", "1", "2", "1"])
def test_an_event_that_comes_again_is_one_event(order: Sequence[str]) -> None:
    """Its mentions are gathered from the whole file; one by one, only those beside each other."""
    rows = [ROW | {"GLOBALEVENTID": event, "SentenceID": str(place)} for place, event in enumerate(order)]
    dataset = read(table(*rows)).dataset
    assert [f"gdelt-{event}" for event in dict.fromkeys(order)] == [event.id for event in dataset.events]
    assert [[*row.values()] for row in rows] == back(dataset)
    scanned = [record for record in formats.scan(table(*rows)) if isinstance(record, ce.Incident)]
    runs = [event for place, event in enumerate(order) if place == 0 or order[place - 1] != event]
    assert runs == [event.identifiers[0].value for event in scanned]
    assert len(scanned) == len({event.id for event in scanned})
    again = attrs.evolve(dataset, events=tuple(scanned))
    assert [[*row.values()] for row in rows] == back(again)


@given(st.binary(max_size=200) | st.text(st.sampled_from('0123456789\t\n",aé-'), max_size=300).map(str.encode))
def test_any_bytes_give_rows_or_reasons(data: bytes) -> None:
    """Whatever is given, it is read, or refused in a sentence."""
    try:
        result = formats.read(data, FORMAT)
    except ce.UnreadableInputError:
        return
    assert len(result.rejected) + len(result.dataset.events) >= 0


def test_a_row_cut_short_is_rejected_with_its_text() -> None:
    """The others are read."""
    result = formats.read(b"900\tcut\n" + table(ROW), FORMAT)
    assert [(1, "900\tcut\n", "expected 16 cells, got 2 cells")] == [
        (row.line, row.raw, row.reason) for row in result.rejected
    ]
    assert 1 == len(result.dataset.events)


def test_short_names_and_a_copy_with_commas() -> None:
    """Columns are known by the names of the codebook and by shorter ones."""
    names = [name.removeprefix("Mention") if name in NAMES[4:6] or "Doc" in name else name for name in NAMES]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([names, ROW.values()])
    result = read(text.getvalue().encode())
    assert ["IO125"] == [problem.code for problem in result.problems]
    assert [names, [*ROW.values()]] == back(result.dataset)


def test_it_is_told_from_every_other_format() -> None:
    """No other format claims it, and it claims none of the events' files."""
    sample = formats.Sample(text=table(ROW).decode(), whole=True)
    assert [FORMAT] == [
        name for name in formats.names() if (sniff := formats.find(name).sniff) is not None and sniff(sample)
    ]


def test_what_did_not_come_from_gdelt_is_lost_and_told(small: ce.Dataset) -> None:
    """Only mentions make rows; the rest is counted."""
    losses = formats.Losses()
    assert [] == list(formats.find(FORMAT).pieces(small, losses, {}))
    assert (1, 2, 1, 1) == tuple(map(losses.report().count, ("Strike", "Exchange", "CasualtyReport", "Statement")))


def test_the_command_converts_there_and_back(tmp_path: Path) -> None:
    """`convert` to JSON Lines and back gives the same bytes."""
    data = table(ROW, ROW | {"GLOBALEVENTID": "2"}, ROW)
    there, lines, again = tmp_path / "a.mentions.CSV", tmp_path / "a.jsonl", tmp_path / "b.mentions.CSV"
    there.write_bytes(data)
    assert 0 == main(["convert", str(there), str(lines)])
    assert 0 == main(["convert", str(lines), str(again), "--to", FORMAT])
    assert data == again.read_bytes()


def test_a_scan_tells_of_mentions_that_stand_apart() -> None:
    """They become an incident of their own, unless the scan is grouped; nothing is told of mentions in a row."""
    rows = [ROW, ROW, ROW | {"GLOBALEVENTID": "2"}, ROW, ROW]
    scan = formats.scan(table(*rows), FORMAT)
    ids = [record.id for record in scan if isinstance(record, ce.Incident)]
    assert ["gdelt-900000001", "gdelt-2", "gdelt-900000001~2"] == ids
    assert [("IO123", 4)] == [(problem.code, problem.line) for problem in scan.problems]
    for grouped in (formats.scan(table(*rows), FORMAT, grouped=True), formats.scan(table(*rows[:3]), FORMAT)):
        assert 2 == sum(isinstance(record, ce.Incident) for record in grouped)
        assert () == grouped.problems


@pytest.mark.parametrize("first", ["", "\r", "junk", "a,b", "1\t2"])
def test_a_first_line_that_is_damaged_costs_no_other(first: str) -> None:
    """What stands between the cells is told by the lines that have many."""
    result = formats.read(f"{first}\n".encode() + table(ROW, ROW), FORMAT)
    assert 2 == result.rows
    assert not [problem for problem in result.problems if problem.code == "IO125"]


def test_objects_of_json() -> None:
    """As a database exports them: whole numbers as texts, and what is null left out."""
    rows = [{name: cell for name, cell in ROW.items() if cell}, {"own": "x"} | ROW | {"Extras": None}]
    dataset = read("".join(json.dumps(row) + "\n" for row in rows).encode()).dataset
    assert 2 == len(dataset.events[0].assertions)
    assert [[*NAMES, "own"], [*ROW.values(), ""], [*ROW.values(), "x"]] == back(dataset)


def test_what_a_mention_cannot_say_is_not_written() -> None:
    """Claims of others, and those of GDELT that have changed; the cells of a claim that is gone go with it."""
    dataset = read(table(ROW, ROW | {"SentenceID": "7"})).dataset
    (event,) = dataset.events
    other = ce.Assertion(property="occurred", value="no", attribution=ce.Attribution(source="gdelt2"))
    denied = attrs.evolve(
        event.assertions[0], attribution=attrs.evolve(event.assertions[0].attribution, polarity="denies")
    )
    for claims, sentences, lost in (
        ((other, *event.assertions), ["19", "7"], "Assertion"),
        ((denied, event.assertions[1]), ["7"], "Assertion"),
        (event.assertions[1:], [""], "Incident.extra"),
    ):
        losses = formats.Losses()
        changed = attrs.evolve(dataset, events=(attrs.evolve(event, assertions=claims),))
        text = "".join(formats.find(FORMAT).pieces(changed, losses, {}))
        assert sentences == [line.split("\t")[NAMES.index("SentenceID")] for line in text.splitlines()]
        assert losses.report().count(lost)
