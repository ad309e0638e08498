"""POLECAT: every quirk of its files is read, the misformatted ones too, and every cell comes back. Rows are made up."""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats
from conflictevents.formats import polecat

FORMAT: Final = "polecat"
HEADER: Final = [*polecat.NAMES]
ROW: Final = dict.fromkeys(HEADER, "None") | {
    "Event ID": "20200102-1-abc",
    "Event Date": "2020-01-02",
    "Event Type": "ASSAULT",
    "Event Mode": "firearms",
    "Intensity": "-9.3",
    "Quad Code": "MATERIAL CONFLICT",
    "Contexts": "military; crime",
    "Actor Name": "Arvan Army",
    "Actor Country": "ARV",
    "Actor COW": "999",
    "Primary Actor Sector": "MIL",
    "Actor Sectors": "MIL; GOV",
    "Actor Name Raw": "the army",
    "Wikipedia Actor ID": "Arvan_Army",
    "Recipient Name Raw": "a group of traders",
    "Recipient Country": "KES; ARV",
    "Primary Recipient Sector": "BUS",
    "Recipient Sectors": "BUS",
    "Placename": "Riverton",
    "City": "Riverton",
    "Province": "North province",
    "Country": "Arvan",
    "Latitude": "1.5",
    "Longitude": "2.25",
    "GeoNames ID": "770001",
    "Raw Placename": "Riverton town",
    "Feature Type": "PPL",
    "Source": "Example Wire",
    "Publication Date": "2020-01-03",
    "Language": "English",
    "Version": "NGEC-001",
}


def table(*rows: dict[str, str]) -> bytes:
    """A table as it is published: between tabs, without quotation marks."""
    return "".join("\t".join(cells) + "\n" for cells in (rows[0], *(row.values() for row in rows))).encode()


def read(data: bytes, **options: Any) -> formats.ReadResult:
    """What is read, without its format being told."""
    result = formats.read(data, **options)
    assert FORMAT == result.format
    return result


def written(dataset: ce.Dataset) -> str:
    """What is written, after a trip through JSON Lines, when nothing was lost."""
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(ce.loads(ce.dumps(dataset, format="jsonl")), losses, {}))
    assert not losses.report()
    return text


def test_a_row_is_an_incident_that_a_program_claims() -> None:
    """Its codes have the labels of PLOVER, and the version of the program is the coder of the claim."""
    dataset = read(table(ROW)).dataset
    (event,) = dataset.events
    assert isinstance(event, ce.Incident)
    assert [
        ("plover", "ASSAULT", "uses violence that may do substantial harm"),
        ("plover-mode", "firearms", "with rifles, pistols or light machine guns"),
        ("plover-context", "military", "military matters"),
        ("plover-context", "crime", "crime"),
        ("plover-quad", "MATERIAL CONFLICT", "conflict in deeds"),
    ] == [(each.vocabulary, each.value, each.label) for each in event.types]
    (claim,) = event.claims
    assert ("polecat", "machine", "NGEC-001") == (
        claim.attribution.source,
        claim.attribution.method,
        claim.attribution.coder,
    )
    story = dataset.source(claim.attribution.via[0])
    assert ("Example Wire", "2020-01-03") == (story.publisher, str(story.published))


def test_who_has_no_name_is_called_as_in_the_story() -> None:
    """Countries and sectors are identifiers, each by itself."""
    dataset = read(table(ROW)).dataset
    source, target = (dataset.actor(each.actor) for each in dataset.events[0].participants)
    assert ("Arvan Army", "a group of traders") == (source.name, target.name)
    assert [("iso3166-1-alpha3", "KES"), ("iso3166-1-alpha3", "ARV"), ("plover-sector", "BUS")] == [
        (each.scheme, each.value) for each in target.identifiers
    ]


def test_what_is_hypothetical_is_not_claimed_to_have_occurred() -> None:
    """The contexts say so; nobody then claims that it happened, and the cells come back all the same."""
    for context, realis in (("military; hypothetical", "hypothetical"), ("future", "planned")):
        data = table(ROW | {"Contexts": context})
        dataset = read(data).dataset
        assert (realis, ()) == (dataset.events[0].realis, dataset.events[0].claims)
        assert data.decode() == written(dataset)


QUIRKS: Final[dict[str, dict[str, str]]] = {
    "plain": {},
    "empty cells": dict.fromkeys(("Actor COW", "Event Mode", "City"), ""),
    "no actor": dict.fromkeys((name for name in HEADER if "Actor" in name), "None"),
    "only a country": {"Actor Name": "None", "Actor Name Raw": "None"},
    "no sectors but one": {"Actor Sectors": "None"},
    "another primary sector": {"Primary Actor Sector": "GOV"},
    "lists spaced otherwise": {"Contexts": "military;crime ", "Actor Sectors": "; MIL"},
    "the place is another than the city": {"Placename": "Old bridge"},
    "no city": {"City": "None"},
    "no place": dict.fromkeys(("Placename", "City", "Province", "Country", "GeoNames ID"), "None"),
    "no point": {"Latitude": "None", "Longitude": "None"},
    "quotation marks": {"Story People": 'A "B" C; "D"', "Actor Title": '"president'},
    "no story": {"Source": "None", "Publication Date": "None"},
    "no version": {"Version": "None"},
    "no id": {"Event ID": "None"},
    "another type": {"Event Type": "DANCE", "Event Mode": "waltz"},
    "no dates": {"Event Date": "None", "Publication Date": "yesterday"},
    "nothing": dict.fromkeys(HEADER, "None") | {"Event ID": "1"},
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_every_quirk_is_read_and_comes_back(quirk: str) -> None:
    """Nothing that was published is rejected, and each cell is written as it was."""
    data = table(ROW, ROW | QUIRKS[quirk])
    result = read(data)
    assert () == result.rejected
    assert data.decode() == written(result.dataset)


@given(
    st.lists(
        st.fixed_dictionaries(
            {name: st.sampled_from([ROW[name], "", "None", "NA", "-9", "x; y", " ", "é"]) for name in HEADER}
        ),
        min_size=1,
        max_size=3,
    ),
    st.permutations([*HEADER, "own"]),
    st.integers(2, 40),
)
def test_any_cells_come_back(rows: list[dict[str, str]], names: list[str], width: int) -> None:
    """Whatever stands in the cells and which columns there are in which order, the cells come back."""
    rows = [{name: row.get(name, "7") for name in {**dict.fromkeys(names[:width]), "Event Type": 0}} for row in rows]
    result = formats.read(table(*rows), FORMAT)
    assert () == result.rejected
    assert table(*rows).decode() == written(result.dataset)


@given(st.binary(max_size=60), st.integers(0, 1200))
def test_damaged_bytes_are_told(noise: bytes, at: int) -> None:
    """Whatever happened to a file, it is read or refused, and never a traceback."""
    data = table(ROW, ROW)
    try:
        formats.read(data[:at] + noise + data[at + len(noise) :], FORMAT)
    except ce.ConflictEventsError as error:
        assert str(error)


@pytest.mark.parametrize("at", [0, 20, 40])
def test_a_header_with_names_of_columns_that_are_not_there(at: int) -> None:
    """Some files name more columns in their first row than their rows have; that is told, and the rows are read."""
    names = [*HEADER[:at], "Headline", "Story Text", *HEADER[at:]]
    data = "\t".join(names) + "\n" + table(ROW, ROW | {"Event ID": "2"}).decode().partition("\n")[2]
    result = read(data.encode())
    assert () == result.rejected
    assert ("IO120", 1) == (result.problems[0].code, result.problems[0].line)
    assert ["polecat-20200102-1-abc", "polecat-2"] == [event.id for event in result.dataset.events]
    assert data == written(result.dataset)


def test_surplus_empty_columns() -> None:
    """Some files have tabs too many at the end of each line, with or without the first."""
    lines = table(ROW).decode().splitlines()
    data = "".join(f"{line}\t\t\n" for line in lines)
    result = read(data.encode())
    assert ((), data) == (result.rejected, written(result.dataset))
    result = read(f"{lines[0]}\n{lines[1]}\t\t\n".encode())
    assert ((), table(ROW).decode()) == (result.rejected, written(result.dataset))


def test_another_encoding_is_told() -> None:
    """ISO-8859-1, as some files are, is read as what it looks like."""
    result = read(table(ROW | {"Actor Name": "Général"}).decode().encode("latin-1"))
    assert "IO121" in {problem.code for problem in result.problems}
    assert "Général" == result.dataset.actors[0].name


def test_polecat_becomes_plover() -> None:
    """Its events can be written as records of PLOVER, and what these cannot hold is counted."""
    losses = formats.Losses()
    text = "".join(formats.find("plover").pieces(read(table(ROW)).dataset, losses, {}))
    (record,) = formats.read(text.encode()).dataset.events
    assert isinstance(record, ce.Incident)
    assert ("plover", "ASSAULT") == (record.types[0].vocabulary, record.types[0].value)
    assert ("2020-01-02", 2) == (str(record.when), len(record.participants))
    assert losses.report().count("Incident.extra") > 0


def test_the_records_pass_the_checks() -> None:
    """Nothing is an error."""
    dataset = read(table(*(ROW | change for change in QUIRKS.values()))).dataset
    assert [] == [problem for problem in ce.check(dataset) if problem.severity == "error"]
