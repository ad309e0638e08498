"""Scanning JSON Lines: the same records one by one, in flat memory, with every problem at the end."""

from __future__ import annotations

import gc
import io
import itertools
import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given

import conflictevents as ce
from conflictevents import examples
from conflictevents import strategies as cs
from conflictevents._dataset import RECORD_LISTS

HEADER: Final = f'{{"format": "{ce.FORMAT}"}}\n'


def all_records(dataset: ce.Dataset) -> list[Any]:
    """The records of a dataset, list by list."""
    return [record for name in RECORD_LISTS for record in getattr(dataset, name)]


def scanned(text: str | bytes, **options: Any) -> tuple[list[Any], tuple[ce.Problem, ...]]:
    """The records that a scan gives, and the problems that it ends with."""
    found: list[Any] = []
    try:
        found.extend(ce.scan(text.encode() if isinstance(text, str) else text, **options))
    except ce.InvalidRecordError as error:
        return found, error.problems
    return found, ()


# --- the same records ------------------------------------------------------------------------------------------------


@given(dataset=cs.datasets())
def test_a_scan_gives_what_loading_gives(dataset: ce.Dataset) -> None:
    """The same records in the order of the file."""
    text = ce.dumps(dataset, format="jsonl")
    assert (all_records(dataset), ()) == scanned(text)


def test_the_order_is_that_of_the_lines(small: ce.Dataset) -> None:
    """Whichever it is: a reference may stand before what it names."""
    header, *lines = ce.dumps(small, format="jsonl").splitlines()
    for seed in range(20):
        random.Random(seed).shuffle(lines)  # noqa: S311 - a seed gives the same again
        text = "\n\n".join([header, *lines])
        found, problems = scanned(text)
        assert problems == ()
        assert [json.loads(line)["id"] for line in lines] == [record.id for record in found]
        loaded = ce.loads(text)
        for name, cls in RECORD_LISTS.items():
            assert list(getattr(loaded, name)) == [record for record in found if isinstance(record, cls)]


def test_every_sort_of_input_is_scanned_alike(small: ce.Dataset, tmp_path: Path) -> None:
    """A path, bytes, and file objects of bytes and of text, of either format."""
    for format_ in ("json", "jsonl"):
        text = ce.dumps(small, format=format_)  # type: ignore[arg-type]
        path = tmp_path / "a.txt"
        path.write_text(text, "utf-8")
        with path.open("rb") as binary, path.open(encoding="utf-8") as characters:
            sources = (path, str(path), text.encode(), io.BytesIO(text.encode()), io.StringIO(text), binary, characters)
            for source in sources:
                assert all_records(small) == list(ce.scan(source))


def test_a_header_alone_has_no_records() -> None:
    """With and without blank lines."""
    for text in (HEADER, HEADER.strip(), HEADER + "\n\n", "\n" + HEADER):
        assert ([], ()) == scanned(text)


def test_what_is_no_document_is_refused_at_once() -> None:
    """Before any record is given, and not when the scan is made."""
    for text in (b"", b"{", b"[]\n[]\n", b'{"format": "x/1"}\n{}\n', b'{"format": "conflictevents/999"}\n{}\n'):
        scanning = ce.scan(text)
        with pytest.raises(ce.UnreadableInputError):
            next(scanning)


def test_equal_attributions_are_shared_if_asked() -> None:
    """As by loading, among records that follow each other."""
    text = ce.dumps(examples.load("istanbul-exchange"), format="jsonl")
    for share in (True, False):
        found, _ = scanned(text, share=share)
        attributions = [claim.attribution for record in found for claim in getattr(record, "claims", ())]
        assert share is (len(set(map(id, attributions))) == len(set(attributions)))


# --- problems --------------------------------------------------------------------------------------------------------


def test_all_problems_come_at_the_end(small: ce.Dataset) -> None:
    """Sound records are given in spite of the faulty ones between them, over more than one batch."""
    lines = [f'{{"record": "source", "id": "s{at}"}}' for at in range(2500)]
    wrong = {10: '{"record": "source", "id": 5}', 1500: "{broken", 2200: '{"record": "sauce"}', 2400: lines[3]}
    for at, text in wrong.items():
        lines[at] = text
    found, problems = scanned(HEADER + "\n".join(lines))
    assert [(12, "IO108"), (1502, "IO105"), (2202, "IO111"), (2402, "ID101")] == sorted(
        (problem.line or 0, problem.code) for problem in problems
    )
    expected = [f"s{at}" for at in range(2500) if at not in wrong or at == 2400]
    expected[expected.index("s2400")] = "s3"
    assert expected == [record.id for record in found]


def test_the_problems_are_those_of_loading(small: ce.Dataset) -> None:
    """Their lines, codes and paths; of a name that leads nowhere a scan tells the first place alone."""
    header, *lines = ce.dumps(small, format="jsonl").splitlines()
    for seed in range(40):
        rng = random.Random(seed)  # noqa: S311 - as above
        changed = [line for line in lines if rng.random() < 0.8]
        changed = [line.replace('"id"', '"ID"', 1) if rng.random() < 0.2 else line for line in changed]
        changed += [line for line in lines if rng.random() < 0.2]
        text = "\n".join([header, *changed])
        _, problems = scanned(text)
        try:
            ce.loads(text, format="jsonl")
            loaded: tuple[ce.Problem, ...] = ()
        except ce.InvalidRecordError as error:
            loaded = error.problems
        told = Counter((p.code, p.line, p.path) for p in problems)
        whole = Counter((p.code, p.line, p.path) for p in loaded)
        assert not told - whole
        assert all(code == "ID102" for code, _, _ in whole - told)
        assert {p.value for p in problems if p.code == "ID102"} == {p.value for p in loaded if p.code == "ID102"}


def test_references_may_point_forward_over_batches() -> None:
    """Far behind, and what is never named is told with its line."""
    report = '{"record": "report", "id": "r", "event": "last"}\n'
    middle = "".join(f'{{"record": "source", "id": "s{at}"}}\n' for at in range(3000))
    event = '{"record": "event", "kind": "incident", "id": "last"}\n'
    assert scanned(HEADER + report + middle + event)[1] == ()
    (problem,) = scanned(HEADER + report + middle)[1]
    assert ("ID102", 2, "/event", '"last"') == (problem.code, problem.line, problem.path, problem.value)


def test_claims_and_terms_have_ids_too() -> None:
    """They are known over all lines, as by loading."""
    claim = '{"id": "c", "property": "outcome", "value": "x", "attribution": {"source": "s"}}'
    events = [f'{{"record": "event", "kind": "incident", "id": "e{at}", "assertions": [{claim}]}}' for at in range(2)]
    text = HEADER + '{"record": "source", "id": "s"}\n' + "\n".join(events)
    assert [("ID101", 4, "/assertions/0/id")] == [(p.code, p.line, p.path) for p in scanned(text)[1]]


# --- giving up, and two at once --------------------------------------------------------------------------------------


def test_stopping_early_closes_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the scan is closed, dropped, or ended by an exception."""
    import builtins

    path = tmp_path / "a.jsonl"
    path.write_text(HEADER + "".join(f'{{"record": "source", "id": "s{at}"}}\n' for at in range(5000)), "utf-8")
    opened: list[Any] = []
    right = builtins.open

    def spying(*args: Any, **options: Any) -> Any:
        file = right(*args, **options)
        if args[0] == str(path):
            opened.append(file)
        return file

    monkeypatch.setattr(builtins, "open", spying)
    for give_up in (lambda scan: scan.close(), str, _thrown):
        scan = ce.scan(path)
        assert opened == []
        assert [next(scan).id, next(scan).id] == ["s0", "s1"]  # type: ignore[attr-defined]
        assert not opened[0].closed
        give_up(scan)
        del scan
        gc.collect()
        assert opened.pop().closed


def _thrown(scan: Any) -> None:
    with pytest.raises(LookupError):
        scan.throw(LookupError)


def test_two_scans_at_once_know_nothing_of_each_other(tmp_path: Path) -> None:
    """Of two files with the same ids, and twice of the same file."""
    path = tmp_path / "a.jsonl"
    path.write_text(HEADER + "".join(f'{{"record": "source", "id": "s{at}"}}\n' for at in range(2500)), "utf-8")
    for one, other in itertools.zip_longest(ce.scan(path), ce.scan(path)):
        assert one == other
    both = zip(ce.scan(path), ce.scan(path.read_bytes()), strict=True)
    assert all(one == other for one, other in both)


# --- memory ----------------------------------------------------------------------------------------------------------

_CHILD: Final = """
import gc, sys, tracemalloc
import conflictevents as ce
kept = {}
for number, record in enumerate(ce.scan(sys.argv[1])):
    if number == 500:
        tracemalloc.start()
    if number in (3500, 23500):  # at the same place of a batch, all of whose records are there at once
        del record
        gc.collect()
        kept[number] = tracemalloc.get_traced_memory()[0]
print(number, (kept[23500] - kept[3500]) / 20_000)
"""


def _lines(number: int) -> Iterator[str]:
    """Lines whose claims are all by different speakers at different times, so that nothing can be shared."""
    yield HEADER
    yield '{"record": "source", "id": "s"}\n'
    for at in range(number):
        claim = {
            "measure": "killed",
            "item": "people",
            "count": {"low": at, "text": f"about {at} people"},
            "attribution": {"source": "s", "verb": f"said {at}", "coder": f"coder {at}"},
            "note": f"a note of some length, so that keeping it would be seen: {at}" * 3,
        }
        yield json.dumps({"record": "event", "kind": "incident", "id": f"e{at}", "figures": [claim] * 2}) + "\n"


def test_memory_grows_with_the_ids_alone(tmp_path: Path) -> None:
    """What is kept of a line is its id and where it stood; of its texts, claims and attributions nothing is."""
    path = tmp_path / "a.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_lines(24_000))
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)],
        env={**os.environ, "PYTHONPATH": str(Path(ce.__file__).parent.parent)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.stderr == ""
    read, grown = done.stdout.split()
    assert int(read) == 24_000
    # An attribution of its own alone is more than that, and a claim several times as much.
    assert 50 < float(grown) < 450
