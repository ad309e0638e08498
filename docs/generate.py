"""Writes the parts of the reference that repeat what the source code says, so that the two cannot differ.

`python docs/generate.py` rewrites the pages; a test fails where a page is not what this script would write. A generated
part stands between two comments that name it; the rest of the page is written by hand.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from conflictevents import ClaimRow, _fields, _vocab, checks, strategies
from conflictevents._table import COLUMNS

HERE: Final = Path(__file__).parent


def vocabularies() -> str:
    """One section for each vocabulary: what it is, and a table of its words."""
    return "\n".join(_vocabulary(each) for each in sorted(_all_vocabularies(), key=lambda each: each.__name__))


def _all_vocabularies() -> list[type[_vocab.Word]]:
    found = [getattr(_vocab, name) for name in _vocab.__all__]
    return [each for each in found if issubclass(each, _vocab.Word) and each is not _vocab.Word]


def _vocabulary(vocabulary: type[_vocab.Word]) -> str:
    extra = {
        _vocab.GroupTag: ("Dimension", "dimension"),
        _vocab.PlacePrecision: ("Metres", "metres"),
        _vocab.Property: ("Refers to", "refers_to"),
    }.get(vocabulary)
    head = ["Word", *([extra[0]] if extra else []), "Meaning"]
    rows = [
        [f"`{word.value}`", *([_cell(getattr(word, extra[1]))] if extra else []), word.meaning] for word in vocabulary
    ]
    # The anchor is what the type of an attribute links to.
    name = vocabulary.__name__
    heading = f"## {name} {{#conflictevents._vocab.{name}}}"
    return f"{heading}\n\n{_first_paragraph(vocabulary)}\n\n{_table(head, rows)}"


def check_codes() -> str:
    """A table of every check."""
    rows = [
        [f"`{each.code}`", each.severity.value, _looked_at(each), each.name, each.meaning]
        for each in sorted(checks.catalogue(), key=lambda each: each.code)
    ]
    return _table(["Code", "Severity", "Looks at", "Name", "Finds"], rows)


def _looked_at(check: checks.Check) -> str:
    # A code without a function is found by the reader alone.
    return "the file" if check.function is None else check.scope.replace("_", " ")


def claim_columns() -> str:
    """A table of the columns of the claims table, in order."""
    meanings = dict(re.findall(r"^    (\w+): (.+)$", inspect.cleandoc(ClaimRow.__doc__ or ""), flags=re.MULTILINE))
    types = {name: str(hint) for name, hint in inspect.get_annotations(ClaimRow).items()}
    rows = []
    for name, column in zip(types, COLUMNS, strict=True):
        kinds = [kind.strip() for kind in types[name].split("|")]
        shown = " or ".join(_JSON_TYPES[kind] for kind in dict.fromkeys(kinds) if kind not in ("None", "float"))
        never = "" if "None" in kinds else "yes"
        rows.append([f"`{column}`", "number" if "float" in kinds else shown, never, meanings[name]])
    return _table(["Column", "Type", "Always there", "Meaning"], rows)


def field_types() -> str:
    """A table of the names that stand for types in the signatures, in order of the alphabet."""
    body = ast.parse(Path(_fields.__file__).read_text("utf-8")).body
    rows = []
    for alias, text in itertools.pairwise(body):
        match alias, text:
            case (
                ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id="TypeAlias")),
                ast.Expr(value=ast.Constant(value=str(meaning))),
            ):
                rows.append([f"`{name}` [](){{#conflictevents._fields.{name}}}", meaning])
    return _table(["Name", "Takes"], sorted(rows))


def strategy_entries() -> str:
    """An entry for each strategy."""
    return "\n".join(f"::: conflictevents.strategies.{name}\n" for name in strategies.__all__)


_JSON_TYPES: Final[Mapping[str, str]] = {"str": "text", "int": "whole number", "bool": "true or false"}

PARTS: Final[Mapping[str, tuple[str, Callable[[], str]]]] = {
    "vocabularies": ("reference/vocabularies.md", vocabularies),
    "check codes": ("reference/checks.md", check_codes),
    "claim columns": ("reference/claims-table.md", claim_columns),
    "field types": ("reference/values.md", field_types),
    "strategies": ("reference/strategies.md", strategy_entries),
}
"""Each generated part: the page that it stands on, and what writes it."""


def with_parts(page: str, text: str) -> str:
    """The text of a page with its generated parts as they should be."""
    for name, (where, write) in PARTS.items():
        if where == page:
            start, end = f"<!-- generated: {name} -->", f"<!-- end of generated: {name} -->"
            before, found, rest = text.partition(start)
            _, found_end, after = rest.partition(end)
            if not found or not found_end:
                msg = f"{page} has no place for the generated part {name!r}"
                raise ValueError(msg)
            text = f"{before}{start}\n\n{write()}\n{end}{after}"
    return text


def pages() -> tuple[str, ...]:
    """The pages that have a generated part."""
    return tuple(dict.fromkeys(page for page, _ in PARTS.values()))


def _first_paragraph(cls: type) -> str:
    return inspect.cleandoc(cls.__doc__ or "").partition("\n\n")[0].replace("\n", " ")


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return "" if value is None else str(value)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def main() -> None:
    """Rewrite the pages."""
    for page in pages():
        path = HERE / page
        path.write_text(with_parts(page, path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
