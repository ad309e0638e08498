"""HXL: tags of the standard, cells of the types that it wants, and one row for each event."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

from hypothesis import given

import conflictevents as ce
from conflictevents import examples, formats, strategies

# Of the core schema of HXL 1.1, the hashtags that are used and those attributes of theirs that it names.
CORE = {
    "#adm1": "code dest name origin",
    "#adm2": "code dest name origin",
    "#adm3": "code dest name origin",
    "#adm4": "code dest name origin",
    "#adm5": "code dest name origin",
    "#affected": "abducted adolescents adults children displaced elderly f hh i idps incamp ind infants infected "
    "injured killed m noncamp refugees",
    "#country": "code dest name origin",
    "#date": "approved canceled converted end occurred reported start",
    "#event": "code name type",
    "#geo": "bounds coord elevation lat lon",
    "#group": "code name type",
    "#indicator": "code name num text type",
    "#loc": "code dest name origin type",
    "#meta": "id source url",
    "#status": "code name",
}
NUMBERS = ("#affected", "#geo+lat", "#geo+lon", "#geo+precision+num", "#indicator+num")


def table(dataset: ce.Dataset) -> tuple[list[str], list[str], list[list[str]]]:
    """The names of the columns, their tags, and the rows."""
    text = "".join(formats.find("hxl").pieces(dataset, formats.Losses(), {}))
    names, tags, *rows = csv.reader(io.StringIO(text, newline=""))
    return names, tags, rows


@given(strategies.datasets())
def test_every_dataset_is_valid(dataset: ce.Dataset) -> None:
    """Tags are well formed and of the core schema; numbers are numbers and dates are dates, wherever they must be."""
    names, tags, rows = table(dataset)
    assert len(names) == len(tags)
    assert [event.id for event in dataset.events] == [formats.unguarded(row[0]) for row in rows]
    for tag in tags:
        assert re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)+", tag)
        assert tag.partition("+")[0] in CORE
    for row in rows:
        for tag, cell in zip(tags, row, strict=True):
            if cell and tag.startswith(NUMBERS):
                float(cell)
            if cell and tag.startswith("#date"):
                date.fromisoformat(cell)


def test_people_are_tagged_with_the_attributes_of_the_standard() -> None:
    """The killed of the example, children among them, have attributes that the core schema gives to #affected."""
    _, tags, rows = table(examples.load("istanbul-exchange"))
    cells = {row[0]: dict(zip(tags, row, strict=True)) for row in rows}
    of_assault = cells["assault"]
    assert ("12", "", "3", "3") == (
        of_assault["#affected+killed+ind+min"],
        of_assault["#affected+killed+ind+max"],
        of_assault["#affected+killed+children+ind+min"],
        of_assault["#affected+killed+children+ind+max"],
    )
    assert {"killed", "children", "ind"} <= set(CORE["#affected"].split())
    assert "298" == of_assault["#indicator+num+launched+drone+min"]


def test_only_a_certain_day_is_the_day_it_occurred() -> None:
    """A night over two days has a first and a last day, and no day on which it occurred."""
    _, tags, rows = table(examples.load("istanbul-exchange"))
    cells = {row[0]: dict(zip(tags, row, strict=True)) for row in rows}
    days = ("#date+start+earliest", "#date+end+latest", "#date+occurred")
    assert ["2025-05-24", "2025-05-25", ""] == [cells["assault"][each] for each in days]
    assert ["2025-05-25"] * 3 == [cells["exchange-sunday"][each] for each in days]


def test_of_several_places_the_only_scene_stands_for_the_event() -> None:
    """Two targets are no single place: none is written, and both are counted as lost."""
    places = tuple(ce.Place(id=name, name=name.title()) for name in ("a", "b"))
    scene = (ce.Location(place="a"), ce.Location(place="b", role="origin"))
    targets = tuple(ce.Location(place=name, role="target") for name in ("a", "b"))
    losses = formats.Losses()
    dataset = ce.Dataset(places=places, events=(ce.Incident(id="x", where=scene), ce.Incident(id="y", where=targets)))
    text = "".join(formats.find("hxl").pieces(dataset, losses, {}))
    _, tags, *rows = csv.reader(io.StringIO(text, newline=""))
    assert ["A", ""] == [row[tags.index("#loc+name")] for row in rows]
    assert (3, 1) == (losses.report().count("Location"), losses.report().count("Place"))
