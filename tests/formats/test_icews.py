"""ICEWS: every quirk of its releases and extracts is read, and every cell comes back. The rows are made up."""

from __future__ import annotations

from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats
from conflictevents.formats import icews

FORMAT: Final = "icews"
HEADER: Final = [*icews.NAMES]
CELLS: Final = (
    *(
        "101",
        "2014-05-02",
        "Foreign Affairs (Arvan)",
        "Executive,Foreign Ministry,Government",
        "Arvan",
        "Consult",
        "040",
    ),
    *("1.0", "Kesta", "NA", "Kesta", "7001", "3", "Example Wire"),
    *("Riverton", "River district", "North province", "Arvan", "1.5", "-2"),
)
ROW: Final = dict(zip(HEADER, CELLS, strict=True))


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
    """Its source and target take part as what they are; the claim comes by way of the story."""
    dataset = read(table(ROW)).dataset
    (event,) = dataset.events
    assert isinstance(event, ce.Incident)
    assert ("icews-101-2014-05-02", "2014-05-02") == (event.id, str(event.when))
    assert [("cameo", "040"), ("icews", "Consult")] == [(each.vocabulary, each.value) for each in event.types]
    source, target = (dataset.actor(each.actor) for each in event.participants)
    assert [("icews-sector", "Executive"), ("icews-sector", "Foreign Ministry"), ("icews-sector", "Government")] == [
        (each.scheme, each.value) for each in source.identifiers[:3]
    ]
    assert ("unknown", "state") == (source.kind, target.kind)
    (claim,) = event.claims
    story = dataset.source(claim.attribution.via[0])
    assert ("icews", "machine", "Example Wire", "7001") == (
        claim.attribution.source,
        claim.attribution.method,
        story.publisher,
        story.identifiers[0].value,
    )
    place = dataset.place(event.where[0].place)
    assert ("Riverton", ("North province", "River district"), "settlement", ce.Point(latitude=1.5, longitude=-2)) == (
        place.name,
        place.admin,
        place.precision,
        place.point,
    )


def test_an_event_id_with_another_date_is_another_event() -> None:
    """Only the two together are an id; a row that repeats both is told."""
    rows = (ROW, ROW | {"Event Date": "2014-05-03"}, ROW)
    result = read(table(*rows))
    assert ["icews-101-2014-05-02", "icews-101-2014-05-03", "icews-101-2014-05-02~2"] == [
        event.id for event in result.dataset.events
    ]
    assert ["IO124", "IO123"] == [problem.code for problem in result.problems]


def test_a_mirrored_row_is_told() -> None:
    """One sentence with source and target the other way round stays two events, and their number is told once."""
    sides = {"Source Name": "Kesta", "Target Name": "Foreign Affairs (Arvan)", "Event ID": "102"}
    result = read(table(ROW, ROW | sides, ROW | sides | {"Event ID": "103", "Sentence Number": "4"}))
    assert 3 == len(result.dataset.events)
    assert [("IO123", "/Source Name", 3)] == [
        (problem.code, problem.path, problem.line) for problem in result.problems if problem.code == "IO123"
    ]
    assert 1 == sum(source.id.startswith("icews-story") for source in result.dataset.sources)


QUIRKS: Final[dict[str, dict[str, str]]] = {
    "plain": {},
    "NULL": dict.fromkeys(("District", "Target Sectors", "Target Country"), "NULL"),
    "empty": dict.fromkeys(("District", "Target Sectors", "City"), ""),
    "no sides": dict.fromkeys(("Source Name", "Target Name"), "NA"),
    "one side twice": {"Target Name": "Foreign Affairs (Arvan)"},
    "a civilian": {"Source Sectors": "General Population / Civilian / Social"},
    "sectors spaced": {"Source Sectors": "Executive, Government"},
    "spaces": {"Source Name": " Kesta ", "Event ID": "101 ", "City": " NA"},
    "only the country": dict.fromkeys(("City", "District", "Province"), "NA"),
    "only the district": {"City": "NA", "Province": "NA"},
    "no place": dict.fromkeys(("City", "District", "Province", "Country", "Latitude", "Longitude"), "NA"),
    "wrong point": {"Latitude": "north"},
    "another point": {"Latitude": "1.50", "Longitude": "-200"},
    "a zero lost": {"CAMEO Code": "42"},
    "a zero lost of an appeal": {"CAMEO Code": "20", "Event Text": "Make an appeal or request"},
    "a code of two meanings": {"CAMEO Code": "20", "Event Text": "NA"},
    "no code": {"CAMEO Code": "NA"},
    "no story": {"Story ID": "NA"},
    "no story at all": {"Story ID": "NA", "Publisher": "NA"},
    "no id": {"Event ID": "NA"},
    "a strange id": {"Event ID": "a b"},
    "no date": {"Event Date": "NA"},
    "another date": {"Event Date": "soon"},
    "quotation marks": {"Source Name": 'The "Front"', "Target Name": '"Kesta"', "Publisher": '"'},
    "nothing": dict.fromkeys(HEADER, "NA") | {"Event ID": "1"},
    "nothing at all": dict.fromkeys(HEADER, "") | {"Event ID": "1"},
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_every_quirk_is_read_and_comes_back(quirk: str) -> None:
    """Nothing that was published is rejected, and each cell is written as it was."""
    data = table(ROW, ROW | QUIRKS[quirk])
    result = read(data)
    assert () == result.rejected
    assert data.decode() == written(result.dataset)


@pytest.mark.parametrize(
    ("code", "text", "read_as"),
    [
        ("20", "Make an appeal or request", "020"),
        ("19", "Express accord", "019"),
        ("18", "Make empathetic comment", "018"),
        ("13", "Make optimistic comment", "013"),
        ("10", "Make statement", "010"),
        ("10", "Demand", "10"),
        ("20", "Use unconventional mass violence", "20"),
        ("19", "Use conventional military force", "19"),
        ("211", "Appeal for economic cooperation", "0211"),
        ("42", "NA", "042"),
        ("190", "Use conventional military force", "190"),
        ("20", "NA", None),
        ("19", "Something of a user's own", None),
    ],
)
def test_a_code_without_its_zero_is_no_violence(code: str, text: str, read_as: str | None) -> None:
    """The name of the event tells which of two codes it is; where nothing does, no type is read, and that is told."""
    data = table(ROW | {"CAMEO Code": code, "Event Text": text})
    result = read(data)
    (event,) = result.dataset.events
    assert isinstance(event, ce.Incident)
    assert read_as == next((each.value for each in event.types if each.vocabulary == "cameo"), None)
    assert (read_as != code) is ("IO125" in {problem.code for problem in result.problems})
    assert data.decode() == written(result.dataset)


@pytest.mark.parametrize(("others", "read_as"), [(("42", "211"), "020"), (("42", "042"), None), (("042",), None)])
def test_where_every_zero_is_gone_two_digits_are_read_with_one(others: tuple[str, ...], read_as: str | None) -> None:
    """A column in which codes have certainly lost their zeros, and none has one, settles it for all of its rows."""
    rows = [ROW | {"CAMEO Code": "20", "Event Text": "NA"}]
    rows += [ROW | {"Event ID": str(number), "CAMEO Code": code} for number, code in enumerate(others)]
    event = read(table(*rows)).dataset.events[0]
    assert isinstance(event, ce.Incident)
    assert read_as == next((each.value for each in event.types if each.vocabulary == "cameo"), None)


@given(
    st.lists(
        st.fixed_dictionaries(
            {name: st.sampled_from([ROW[name], "", "NA", "NULL", "-9", "x,y", " ", "é", '"']) for name in HEADER}
        ),
        min_size=1,
        max_size=4,
    ),
    st.permutations([*HEADER, "own", "more"]),
    st.integers(2, 22),
)
def test_any_cells_come_back(rows: list[dict[str, str]], names: list[str], width: int) -> None:
    """Whatever stands in the cells and which columns there are in which order, the cells come back."""
    rows = [{name: row.get(name, "7") for name in {**dict.fromkeys(names[:width]), "Source Name": 0}} for row in rows]
    result = formats.read(table(*rows), FORMAT)
    assert () == result.rejected
    assert table(*rows).decode() == written(result.dataset)


@given(st.binary(max_size=60), st.integers(0, 600))
def test_damaged_bytes_are_told(noise: bytes, at: int) -> None:
    """Whatever happened to a file, it is read or refused, and never a traceback."""
    data = table(ROW, ROW)
    try:
        formats.read(data[:at] + noise + data[at + len(noise) :], FORMAT)
    except ce.ConflictEventsError as error:
        assert str(error)


def test_a_release_without_codes_and_with_dates_of_a_spreadsheet() -> None:
    """The column is missing, and month-first dates are told by the column as a whole."""
    row = {name: cell for name, cell in ROW.items() if name != "CAMEO Code"}
    data = table(row | {"Event Date": "1/1/2017"}, row | {"Event Date": "1/22/2017"})
    result = read(data)
    assert ["2017-01-01", "2017-01-22"] == [str(event.when) for event in result.dataset.events]
    assert {"IO124", "IO125", "IO126"} == {problem.code for problem in result.problems}
    assert data.decode() == written(result.dataset)
    ambiguous = read(table(row | {"Event Date": "1/2/2017"}))
    assert "IO122" in {problem.code for problem in ambiguous.problems}
    assert "2017-01-02" == str(read(table(row | {"Event Date": "1/2/2017"}), day_order="MDY").dataset.events[0].when)


def test_an_extract_with_other_names_and_more_columns() -> None:
    """Names as a program writes them are known, and a user's own columns come back in their places."""
    row = {"row": "1", **{name.lower().replace(" ", "_"): cell for name, cell in ROW.items()}, "quad": "2"}
    data = table(row)
    result = read(data)
    assert ["cameo", "icews"] == [each.vocabulary for each in getattr(result.dataset.events[0], "types")]  # noqa: B009
    assert data.decode() == written(result.dataset)


def test_cells_in_quotation_marks() -> None:
    """A table that a spreadsheet or a program quoted is known by its start, and is written so again."""
    row = ROW | {"Source Name": 'The "Front"\nof Arvan', "Publisher": "a\tb"}
    for rows in ((row,), (row, row)):
        data = "".join(formats.csv_line(each, delimiter="\t") for each in (HEADER, *(each.values() for each in rows)))
        result = read(data.encode())
        assert 'The "Front"\nof Arvan' == result.dataset.actors[0].name
        assert data == written(result.dataset)


def test_a_broken_row_is_rejected_and_the_rest_is_read() -> None:
    """With its line and its text."""
    data = table(ROW).decode() + "101\t2014-05-02\n" + "\t".join([*ROW.values(), "", ""]) + "\n"
    result = read(data.encode())
    assert [(3, "101\t2014-05-02\n")] == [(row.line, row.raw) for row in result.rejected]
    assert 2 == len(result.dataset.events)


def test_a_value_that_was_changed_is_written_as_it_is_now() -> None:
    """A cell that was kept gives way once the record says something else; a tab cannot be written and is told."""
    dataset = read(table(ROW | {"Event Date": "2 May 2014"})).dataset
    event = attrs.evolve(dataset.events[0], when=ce.When(edtf="2014-05-03"))
    actors = tuple(attrs.evolve(actor, name="a\tb") for actor in dataset.actors)
    losses = formats.Losses()
    text = "".join(formats.find(FORMAT).pieces(attrs.evolve(dataset, events=(event,), actors=actors), losses, {}))
    cells = dict(zip(HEADER, text.splitlines()[1].split("\t"), strict=True))
    assert ("2014-05-03", "a b", 2) == (
        cells["Event Date"],
        cells["Source Name"],
        losses.report().count("tab or end of line in a cell"),
    )


def test_cells_can_be_guarded_against_spreadsheets() -> None:
    """With `guard`, no cell is taken for a formula; without it, cells come back as they were."""
    losses = formats.Losses()
    pieces = formats.find(FORMAT).pieces(read(table(ROW | {"Publisher": "=1+1"})).dataset, losses, {"guard": True})
    assert "'=1+1" in "".join(pieces).split("\t")


def test_what_did_not_come_from_icews_is_lost_and_told(small: ce.Dataset) -> None:
    """Only events of ICEWS make rows; the rest is counted."""
    losses = formats.Losses()
    assert ["\t".join(HEADER) + "\n"] == list(formats.find(FORMAT).pieces(small, losses, {}))
    assert (1, 1) == tuple(map(losses.report().count, ("Strike", "Statement")))


def test_scanning_gives_the_same_records() -> None:
    """What a record names comes before it."""
    data = table(ROW, ROW | {"Event ID": "2"})
    dataset, known = read(data).dataset, set[str]()
    records = list(formats.scan(data))
    assert {*dataset.sources, *dataset.actors, *dataset.places, *dataset.events} == set(records)
    for record in records:
        if isinstance(record, ce.Incident):
            assert {each.actor for each in record.participants} <= known
            assert {*record.claims[0].attribution.via, record.where[0].place} <= known
        known.add(getattr(record, "id"))  # noqa: B009


def test_the_records_pass_the_checks() -> None:
    """Nothing is an error."""
    dataset = read(table(*(ROW | change for change in QUIRKS.values()))).dataset
    assert [] == [problem for problem in ce.check(dataset) if problem.severity == "error"]
