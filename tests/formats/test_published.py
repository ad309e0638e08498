"""Files of UCDP and GDELT as published: each is read whole, what is odd is told, and every cell comes back."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import conflictevents as ce
from conflictevents import formats
from conflictevents._cli import main

EXTRACTS: Final = Path(__file__).parent / "data"
DATA: Final = os.environ.get("CONFLICTEVENTS_DATA")
"""A folder with whole published files, named as the patterns below say."""

PATTERNS: Final = {
    "ucdp_ged*.csv": "ucdp-ged",
    "gdelt2*.export.CSV": "gdelt2",
    "gdelt2_mentions*": "gdelt2-mentions",
    "gdelt1*.csv": "gdelt1",
}
FEW: Final = {
    "ucdp_ged_extract.csv": ("utf-8", 16, ()),
    "ucdp_ged_extract_excel.csv": (
        "cp1252",
        18,
        (("IO121", 11, ""), ("IO125", 2, "/date_start"), ("IO125", 2, "/date_end")),
    ),
    "gdelt2_extract.export.CSV": (
        "utf-8",
        22,
        (("IO124", 1, "/SQLDATE"), ("IO104", 4, "/Actor2Geo_Lat"), ("IO104", 4, "/ActionGeo_Lat")),
    ),
    "gdelt2_mentions_extract.csv": ("utf-8", 21, ()),
    "gdelt1_extract.csv": (
        "utf-8",
        15,
        (("IO124", 1, "/Actor1Geo_Lat"), ("IO124", 1, "/Actor2Geo_Lat"), ("IO124", 1, "/ActionGeo_Lat")),
    ),
}
"""Of each extract its encoding, how many rows it has, and every problem."""


def published(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each file of a folder that is of one of the formats, and the format."""
    for pattern, name in PATTERNS.items():
        paths = sorted(folder.glob(pattern))
        assert paths, pattern
        yield from ((path, name) for path in paths)


def cells(text: str, name: str) -> list[list[str]]:
    """The cells of a table as it is published: tabs without quotation marks by GDELT, RFC 4180 by UCDP."""
    if name.startswith("gdelt"):
        return [line.split("\t") for line in text.splitlines()]
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    "folder", [EXTRACTS, pytest.param(Path(DATA or ""), marks=pytest.mark.skipif(not DATA, reason="none"))]
)
def test_published_files_come_back(folder: Path) -> None:
    """No row is rejected, the records pass the checks, and after a trip through JSON Lines each cell is as it was."""
    for path, name in published(folder):
        result = formats.read(path)
        assert (name, ()) == (result.format, result.rejected)
        assert [] == [each for each in ce.check(result.dataset).problems if each.severity is ce.Severity.ERROR]
        losses = formats.Losses()
        dataset = ce.loads(ce.dumps(result.dataset, format="jsonl"))
        text = "".join(formats.find(name).pieces(dataset, losses, {}))
        assert () == losses.report().losses
        assert cells(path.read_bytes().decode(result.encoding), name) == cells(text, name)


@pytest.mark.parametrize("file", FEW)
def test_what_is_odd_in_an_extract_is_told(file: str) -> None:
    """Its encoding, the number of its rows and all of its problems, with their lines and columns."""
    result = formats.read(EXTRACTS / file)
    problems = tuple((each.code, each.line, each.path) for each in result.problems)
    assert FEW[file] == (result.encoding, result.rows, problems)


def test_the_extracts_have_every_precision_and_kind_of_violence() -> None:
    """What was cut out still has each value that a row may have and that no dead person's name stands beside."""
    precisions: set[tuple[str, str]] = set()
    for file in FEW:
        if file.startswith("ucdp"):
            text = (EXTRACTS / file).read_bytes().decode(FEW[file][0])
            for row in csv.DictReader(io.StringIO(text, newline="")):
                precisions |= {(name, row[name]) for name in ("where_prec", "date_prec", "type_of_violence")}
    assert {
        *(("where_prec", each) for each in "123456"),
        *(("date_prec", each) for each in "12345"),
        *(("type_of_violence", each) for each in "123"),
    } == precisions


@pytest.mark.parametrize("file", FEW)
def test_convert_there_and_back(file: str, tmp_path: Path) -> None:
    """The command reads an extract into JSON Lines and writes it again; GDELT's to the byte."""
    there, lines, again = EXTRACTS / file, tmp_path / "x.jsonl", tmp_path / file
    ((_, name),) = [each for each in published(EXTRACTS) if each[0] == there]
    assert 0 == main(["convert", str(there), str(lines)])
    assert 0 == main(["convert", str(lines), str(again), "--to", name])
    assert cells(there.read_bytes().decode(FEW[file][0]), name) == cells(again.read_bytes().decode(), name)
    if name.startswith("gdelt"):
        assert there.read_bytes() == again.read_bytes()
