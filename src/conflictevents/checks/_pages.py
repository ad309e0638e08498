"""The pages of the checks: for each code why it matters, what to do, and an example that fails and one that passes.

They are data, one TOML file for each family in `pages/`. What `explain` prints, what the documentation shows and what
the tests run is this one text, so that they cannot drift apart.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import attrs

from .._dataset import FORMAT

__all__ = ["Example", "Page", "page_of"]

# What an example may name without holding it. It has nothing that a check would remark on.
_STAND_INS: dict[str, dict[str, Any]] = {
    # First what may itself name something.
    "events": {
        "kind": "incident",
        "title": "An incident",
        "when": {"edtf": "2025-05-24"},
        "where": [{"place": "town"}],
    },
    "sources": {
        "title": "A report",
        "published": {"edtf": "2025-05-25"},
        "language": "en",
        "archive": "https://archive.example/report",
    },
    "actors": {"kind": "state"},
    "places": {},
}


def _frozen(texts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(texts))


def _quoted(text: str) -> str:
    """A text as a block of Markdown that is shown as it is."""
    return "\n".join(f"    {line}" for line in text.splitlines())


@attrs.frozen(kw_only=True)
class Example:
    """An example dataset of a check's page.

    Attributes:
        text: The records that matter, as a JSON document without its header.
        texts: The texts of sources, by the source's id, for checks that look at them.
        format: The name of the format that the text is in, where it is a table and no document.
        encoding: The encoding of such a table.
        whole: Whether the text is all there is; otherwise sources, actors, places and events that it names and does
            not hold are taken to be there, with nothing wrong in them.
    """

    text: str
    texts: Mapping[str, str] = attrs.field(factory=dict, converter=_frozen)
    format: str | None = None
    encoding: str = "utf-8"
    whole: bool = False

    @property
    def markdown(self) -> str:
        """The example in Markdown, with the texts that it comes with; JSON in a fence, what is none indented."""
        try:
            fenced = "format" not in json.loads(self.text)
        except json.JSONDecodeError:
            fenced = False
        block = f"```json\n{self.text}\n```" if fenced else _quoted(self.text)
        texts = [f"The text of `{source}`:\n\n{_quoted(text)}" for source, text in self.texts.items()]
        return "\n\n".join([block, *texts])

    @property
    def document(self) -> str:
        """The whole document, ready to be loaded."""
        if self.whole:
            return self.text
        plain: dict[str, Any] = {"format": FORMAT} | json.loads(self.text)
        held = {record["id"] for name in _STAND_INS for record in plain.get(name, ()) if "id" in record}
        for name, stand_in in _STAND_INS.items():
            for id_ in sorted(_named(plain).get(name, set()) - held):
                named = {"name": id_.title()} if name in ("actors", "places") else {}
                named |= {"url": f"https://news.example/{id_}"} if name == "sources" else {}
                plain.setdefault(name, []).append({"id": id_} | named | stand_in)
        return json.dumps(plain, ensure_ascii=False)


@attrs.frozen(kw_only=True)
class Page:
    """What is told of a check beside its one sentence.

    Attributes:
        why: Why it matters, and how it comes about.
        fix: What to do about it.
        failing: An example in which the check finds something; None where no document can show it.
        passing: The same example, mended; None together with the other.
    """

    why: str
    fix: str
    failing: Example | None = None
    passing: Example | None = None

    @property
    def markdown(self) -> str:
        """The whole page in Markdown."""
        told = [self.why, f"**What to do.** {self.fix}"]
        for heading, example in (("It finds something here:", self.failing), ("And nothing here:", self.passing)):
            told += [] if example is None else [heading, example.markdown]
        return "\n\n".join(told)


# The fields that name other records, and the list that these stand in.
_NAMING = {
    "source": "sources",
    "based_on": "sources",
    "unnamed": "sources",
    "speaker": "actors",
    "speaks_for": "actors",
    "member_of": "actors",
    "actor": "actors",
    "attacker": "actors",
    "targets": "actors",
    "parties": "actors",
    "mediators": "actors",
    "from": "actors",
    "to": "actors",
    "via": "actors",
    "toward": "actors",
    "place": "places",
    "event": "events",
    "part_of": "events",
}


def _named(value: Any) -> dict[str, set[str]]:
    """The ids that plain data names, by the list that they would stand in."""
    found: dict[str, set[str]] = {}
    pending = [value]
    while pending:
        each = pending.pop()
        if isinstance(each, list):
            pending += each
        elif isinstance(each, dict):
            for key, inner in each.items():
                ids = inner if isinstance(inner, list) else [inner]
                if key in _NAMING and all(isinstance(id_, str) for id_ in ids):
                    found.setdefault(_NAMING[key], set()).update(ids)
                pending.append(inner)
    return found


@cache
def _family(family: str) -> Mapping[str, Any]:
    file = resources.files("conflictevents.checks").joinpath("pages", f"{family}.toml")
    return MappingProxyType(tomllib.loads(file.read_text(encoding="utf-8"))) if file.is_file() else MappingProxyType({})


@cache
def page_of(code: str) -> Page | None:
    """The page of one of the library's own checks; None where there is none."""
    told = _family(code[:2]).get(code)
    if told is None:
        return None
    texts = told.get("texts", {})
    examples = {
        which: Example(
            text=told[which].strip(),
            texts=told.get(f"{which}_texts", texts),
            format=told.get("format"),
            encoding=told.get(f"{which}_encoding", "utf-8"),
            whole=told.get("whole", False),
        )
        for which in ("failing", "passing")
        if which in told
    }
    return Page(why=told["why"].strip(), fix=told["fix"].strip(), **examples)
