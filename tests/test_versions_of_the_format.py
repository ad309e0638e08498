"""Versions of the file format: an example file of every version is kept for ever, and read as long as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

import conflictevents as ce
from conflictevents import examples
from conflictevents._dataset import FORMAT_VERSION
from conflictevents._migrations import MIGRATIONS, migrated

HERE: Final = Path(__file__).parent / "versions"


def test_every_older_version_has_a_step_and_a_file() -> None:
    """A version cannot be left behind by mistake."""
    assert sorted(MIGRATIONS) == list(range(1, FORMAT_VERSION))
    for version in MIGRATIONS:
        for suffix in ("json", "jsonl"):
            start = (HERE / f"{version}.{suffix}").read_text("utf-8")[:60]
            assert f'"format": "conflictevents/{version}"' in start


@pytest.mark.parametrize("path", sorted(HERE.iterdir()), ids=lambda path: path.name)
def test_files_of_every_version_are_read(path: Path) -> None:
    """They are read, and written as the newest version, which gives the same dataset."""
    dataset = ce.load(path)
    written = ce.dumps(dataset)
    assert json.loads(written)["format"] == ce.FORMAT
    assert ce.loads(written) == dataset


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_the_worked_example_of_version_1_is_the_one_of_today(suffix: str) -> None:
    """Nothing of it had to change."""
    assert ce.load(HERE / f"1.{suffix}") == examples.load("istanbul-exchange")


@pytest.mark.parametrize("jsonl", [False, True])
def test_policies_in_words_become_labels_and_are_kept(jsonl: bool, tmp_path: Path) -> None:
    """Version 1 took any words as a policy: they become a label, and the figure's note keeps them."""
    path = HERE / "1-policies-in-words.json"
    if jsonl:
        document = json.loads(path.read_text("utf-8"))
        lines = [{key: document[key] for key in ("format", "title")}]
        lines += ({"record": name[:-1], **each} for name in ("sources", "actors", "events") for each in document[name])
        path = tmp_path / "old.jsonl"
        path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    figures = ce.load(path).event("e").figures
    assert [figure.count.policy for figure in figures if figure.count] == ["our-desk-2024", "literal", "7"]
    assert [figure.note for figure in figures] == [
        "policy of the count: Our desk, 2024",
        "as seen",
        "as told; policy of the count: § 7",
    ]


def test_a_step_changes_a_copy() -> None:
    """The plain data that was given stays as it was."""
    document = json.loads((HERE / "1-policies-in-words.json").read_text("utf-8"))
    before = json.dumps(document)
    assert migrated(document, 1) != document
    assert json.dumps(document) == before


def test_what_is_wrong_in_an_older_file_is_reported() -> None:
    """Not the step trips over it, but the reader says what and where."""
    text = (
        '{"format": "conflictevents/1", "events": [{"kind": "strike", "id": "e", "figures": [{"count": 5}, 7, null]}]}'
    )
    with pytest.raises(ce.InvalidRecordError) as caught:
        ce.loads(text)
    paths = {problem.path for problem in caught.value.problems}
    assert {"/events/0/figures/0/count", "/events/0/figures/1", "/events/0/figures/2"} <= paths


def test_a_newer_version_gets_a_clear_error() -> None:
    """It says which version the file has and which this library reads."""
    newer = f'{{"format": "conflictevents/{FORMAT_VERSION + 1}"}}'
    with pytest.raises(
        ce.UnreadableInputError, match=f"version {FORMAT_VERSION + 1} of the format.*up to {FORMAT_VERSION}"
    ):
        ce.loads(newer)
