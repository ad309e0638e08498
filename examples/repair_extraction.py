"""A language model extracts claims from an article, is told what is wrong with them, and repairs it.

The article is made up and the model is scripted, so that this runs anywhere and always prints the same. A real one is
a function from a prompt to JSON, held to `SCHEMA` where it can be, and is passed to `extract` in its place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import conflictevents as ce

DATA = Path(__file__).parent / "data"
SCHEMA = ce.json_schema()
SCHEMA["$defs"]["Span"]["required"] = ["exact"]  # a model copies words well, and counts characters badly


def completed(value: object, text: str, path: str = "") -> Iterator[str]:
    """Add what the program knows better: where words stand, and who coded a claim. Tell what it does not take."""
    if isinstance(value, dict):
        if isinstance(words := value.get("exact"), str):
            try:
                span = ce.Span.of(text, words)
            except ValueError as error:
                yield f"{path}/exact: {error}"
                span = ce.Span(start=0, end=max(1, len(words)))
            value |= {"start": span.start, "end": span.end}
        if "waivers" in value:
            yield f"{path}/waivers: expected none, since to waive a finding is for people"
        if isinstance(value.get("attribution"), dict):
            value["attribution"]["coder"] = "scripted-model"
    for key, each in value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ()):
        yield from completed(each, text, f"{path}/{key}")


def judged(reply: str, text: str) -> tuple[ce.Dataset | None, list[str]]:
    """The dataset of a reply, and what is wrong with it, each fault with its JSON Pointer."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = {"id": "article", "title": text.partition("\n")[0], "published": {"edtf": "2031-03-03"}, "sha256": digest}
    try:
        # An object that has a field twice becomes a list, which the reader refuses in its place.
        read = json.loads(reply, object_pairs_hook=lambda each: dict(each) if len(dict(each)) == len(each) else each)
        document = read | {"sources": [source]}
    except (json.JSONDecodeError, TypeError) as error:
        return None, [f"/: expected one JSON object, got something else: {error}"]
    faults = list(completed(document, text))
    try:
        dataset = ce.loads(json.dumps(document))
    except ce.InvalidRecordError as error:
        return None, faults + [f"{each.path}: {each.message}" for each in error.problems]
    except ce.UnreadableInputError as error:
        return None, [*faults, f"/: {error.problem.message}"]
    report = ce.check(dataset, texts={"article": text}, ignore=["QT"] if faults else [])  # not found is fault enough
    return dataset, faults + [f"{each.path}: {each.message}" for each in (*report.errors, *report.warnings)]


def extract(text: str, model: Callable[[str], str], turns: int = 4) -> ce.Dataset:
    """Ask a model for the claims of a text, and again with what is wrong, until nothing is."""
    prompt = task = f"Give the claims of this article as JSON of this schema.\n\n{json.dumps(SCHEMA)}\n\n{text}"
    for turn in range(1, turns + 1):
        reply = model(prompt)
        dataset, faults = judged(reply, text)
        print(f"reply {turn}: {len(faults)} faults", *faults, sep="\n  ")
        if dataset is not None and not faults:
            return dataset
        prompt = "\n\n".join((task, "Your reply was:", reply, "Correct this, and change nothing else:", *faults))
    raise ValueError(f"the reply is still wrong after {turns} turns")


if __name__ == "__main__":
    article = (DATA / "sorrel.txt").read_text("utf-8")
    replies = (path.read_text("utf-8") for path in sorted(DATA.glob("reply-*.json")))
    dataset = extract(article, lambda _: next(replies))
    for row in ce.claims_table(dataset):
        print(f"{row.measure} {row.group or row.item}: {row.text or 'no number'}, {row.speaker_name} {row.polarity}")
    print("held by no claim:", *(f"“{each.span.exact}”" for each in ce.coverage(dataset, {"article": article})))
