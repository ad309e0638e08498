"""The layers of the package: who may import whom.

The table below lists every module, the lowest first. A module may import only what stands above it in the table. A new
module gets a line here; where it stands says what it may know of.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

import pytest

import conflictevents

LAYERS: Final[dict[str, tuple[str, ...]]] = {
    "words and problems": ("_harmless", "_vocab", "_problems", "exceptions", "_edtf"),
    "counts and dates said in words": (
        "_phrases",
        "_phrases._text",
        "_phrases._lexicon",
        "_phrases._policy",
        "_phrases._numbers",
        "_phrases._counts",
        "_phrases._beside",
        "_phrases._find",
        "_phrases._written",
        "_phrases._days_rules",
        "_phrases._days_calendar",
        "_phrases._days_words",
        "_phrases._days_parts",
        "_phrases._days_one",
        "_phrases._days",
    ),
    "what a record is": ("_json", "_positions", "_readable", "_fields", "_record", "_groups"),
    "values": ("_count", "_when", "_waivers", "_sources", "_places"),
    "who, and what is claimed": ("_actors", "_claims"),
    "events, reports, statements": ("_events", "_reports", "_statements"),
    "all of it together": ("_dataset",),
    "engines": (
        "_collection",
        "_migrations",
        "_references",
        "_views",
        "_sides",
        "_convert",
        "_code",
        "_building_code",
        "_building",
        "_encoding",
        "_twins",
        "_reading",
        "_writing",
        "_io",
        "_schema",
        "_table",
        "_dictionary",
        "_hedge_words",
        "_hedge_pieces",
        "_hedge_around",
        "_hedge",
        "_codify",
        "_html",
        "_compare",
        "reconcile._cases",
        "reconcile._rules",
        "reconcile._bounding",
        "reconcile._choosing",
        "reconcile._published",
        "reconcile._named",
        "reconcile._remaining",
        "reconcile._estimates",
        "reconcile._sums",
        "reconcile._adding",
        "reconcile._reconciling",
        "reconcile._revising",
        "reconcile._comparing",
        "reconcile._looking",
        "reconcile",
        "_evidence",
        "_evidence._normal",
        "_evidence._anchoring",
        "_evidence._spans",
        "_evidence._reanchoring",
        "_evidence._selectors",
        "_evidence._quoted",
        "_evidence._coverage",
        "_change",
        "_change._fields",
        "_change._matching",
        "_change._changes",
        "_change._rows",
        "_change._telling",
        "_change._diff",
        "_change._log",
        "_change._known",
        "_change._already",
        "_change._merge",
        "checks._pages",
        "checks._families",
        "checks._engine",
        "checks._belonging",
        "checks._quoted",
        "checks._words",
        "checks._rivals",
        "checks._waiving",
        "checks.identity",
        "checks.times_of_events",
        "checks.times",
        "checks._geography",
        "checks.times_of_claims",
        "checks.places",
        "checks.actors",
        "checks._readings",
        "checks.counts_in_words",
        "checks.counted",
        "checks.counts",
        "checks.casualties_in_words",
        "checks.casualties",
        "checks.exchanges_in_words",
        "checks.exchanges",
        "checks.strikes_in_words",
        "checks.strikes",
        "checks.talks",
        "checks.attributions",
        "checks.voices",
        "checks.statements",
        "checks.sources",
        "checks.quotations_alone",
        "checks.quotations",
        "checks.triples",
        "checks.claim_sets",
        "checks.merging",
        "checks.interchange",
        "checks.privacy",
        "checks._catalogue",
        "checks._plug_ins",
        "checks._github",
        "checks._sarif",
        "checks._report",
        "checks._run",
        "checks._configuration",
        "checks._stream",
        "checks",
    ),
    "the public names": ("",),
    "formats of files": (
        "codes",
        "formats._results",
        "formats._decompress",
        "formats._input",
        "formats._delimiters",
        "formats._lines",
        "formats._headers",
        "formats._splitting",
        "formats._tables",
        "formats._json_text",
        "formats._json_rows",
        "formats._registry",
        "formats._objects",
        "formats._columns",
        "formats._resaved",
        "formats._on_disk",
        "formats._pool",
        "formats._sheet",
        "formats._losses",
        "formats._dates",
        "formats._together",
        "formats._reading",
        "formats._stream",
        "formats._own",
        "formats",
        "formats._cells",
        "formats._cameo_codes",
        "formats._languages",
        "formats._claim_words",
        "formats._claim_commitment",
        "formats._claim_losses",
        "formats.csv_claims",
        "formats._said",
        "formats._ucdp_columns",
        "formats._ucdp_records",
        "formats._ucdp_writing",
        "formats.ucdp_ged",
        "formats._coded_rows",
        "formats._coded_writing",
        "formats.polecat",
        "formats.icews",
        "formats._plover_columns",
        "formats._plover_texts",
        "formats._plover_reading",
        "formats._plover_writing",
        "formats.plover",
        "formats._acled_crowds",
        "formats._acled_columns",
        "formats._acled_groups",
        "formats._acled_reading",
        "formats._acled_writing",
        "formats.acled",
        "formats._event_rows",
        "formats.csv_events",
        "formats.hxl",
        "formats._json_pieces",
        "formats.geojson",
        "formats.web_annotation",
        "formats.schema_org",
        "formats._again",
        "formats._daily_rows",
        "formats._python_cells",
        "formats._missile_columns",
        "formats._missile_reading",
        "formats.missile_attacks",
        "formats._casualty_columns",
        "formats.daily_casualties",
        "formats.daily_losses",
        "formats._gdelt_files",
        "formats._gdelt_columns",
        "formats._gdelt_records",
        "formats._gdelt_writing",
        "formats.gdelt_events",
        "formats.gdelt_mentions",
    ),
    "what is built on them": (
        "examples",
        "_mutations",
        "_mutations._breaking",
        "_mutations.identity",
        "_mutations.times",
        "_mutations.actors",
        "_mutations.counts",
        "_mutations.casualties",
        "_mutations.exchanges",
        "_mutations.strikes",
        "_mutations.talks",
        "_mutations.statements",
        "_mutations.voices",
        "_mutations.sources",
        "_mutations.quotations",
        "_mutations.interchange",
        "testing",
        "_drawing",
        "_drawing_evidence",
        "_drawing_change",
        "_clean",
        "strategies",
        "_hypothesis",
    ),
    "the command line": (
        "_cli._text",
        "_cli._failure",
        "_cli._output",
        "_cli._progress",
        "_cli._input",
        "_cli._words",
        "_cli._source_texts",
        "_cli._located",
        "_cli._report",
        "_cli.check",
        "_cli.explain",
        "_cli.coverage",
        "_cli._saving",
        "_cli.diff",
        "_cli.merge",
        "_cli.unmerge",
        "_cli._overview",
        "_cli.show",
        "_cli.reconcile",
        "_cli.claims",
        "_cli.convert",
        "_cli.formats",
        "_cli.examples",
        "_cli.schema",
        "_cli._parsers",
        "_cli._completing",
        "_cli._bash",
        "_cli._zsh",
        "_cli._fish",
        "_cli.completion",
        "_cli",
        "__main__",
    ),
}
"""Every module, the lowest first; "" is the package itself."""

ORDER: Final = tuple(module for layer in LAYERS.values() for module in layer)

HOME: Final = {
    "argparse": {"_cli"},
    "cattrs": {"_convert"},
    "hypothesis": {"_clean", "_drawing", "_drawing_change", "_drawing_evidence", "strategies", "_hypothesis"},
    "msgspec": {"_twins"},
}
"""What only these modules (or packages) may import."""

ASKED_FOR: Final = {("_record", "_html")}
"""Imports that point upward, each inside a function: a notebook asks the record itself how it wants to be shown."""

ROOT: Final = Path(conflictevents.__file__).parent
NAME: Final = ROOT.name


class Import(NamedTuple):
    """One import statement."""

    module: str
    """The module imported, with its full name."""
    line: int
    for_types: bool
    """Whether it stands under `if TYPE_CHECKING:` and is never run."""
    inside: bool = False
    """Whether it stands inside a function and is run when that is called."""


def modules() -> dict[str, Path]:
    """Every module of the package by its name within it."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES: Final = modules()


def imports(module: str) -> list[Import]:
    """Every import of a module, those inside functions and under `TYPE_CHECKING` included."""
    path = MODULES[module]
    package = [NAME, *module.split(".")] if module else [NAME]
    if path.name != "__init__.py":
        package = package[:-1]
    tree = ast.parse(path.read_text("utf-8"))
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}
        for statement in node.body
        for inner in ast.walk(statement)
    }
    called = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for inner in ast.walk(node)}
    found: list[Import] = []
    for node in ast.walk(tree):
        where = (getattr(node, "lineno", 0), id(node) in guarded, id(node) in called)
        if isinstance(node, ast.Import):
            found += (Import(alias.name, *where) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                inner_name = f"{origin}.{alias.name}"
                is_module = inner_name.removeprefix(f"{NAME}.") in MODULES and inner_name.startswith(f"{NAME}.")
                found.append(Import(inner_name if is_module else origin, *where))
    return found


def within(name: str) -> str | None:
    """The name within the package of one of its modules; None for any other."""
    if name == NAME:
        return ""
    return name.removeprefix(f"{NAME}.") if name.startswith(f"{NAME}.") else None


def test_every_form_of_import_is_seen() -> None:
    """Imports for types, inside functions, of a module from its package and of several levels up are all found."""
    assert {each.for_types for each in imports("_count") if each.module == f"{NAME}._phrases._policy"} == {True, False}
    assert {each.for_types for each in imports("_io") if each.module == f"{NAME}._convert"} == {False}
    assert f"{NAME}.examples" in {each.module for each in imports("_cli._input")}
    assert f"{NAME}._dataset" in {each.module for each in imports("checks")}
    assert f"{NAME}.checks._engine" in {each.module for each in imports("checks.counts")}


def test_every_module_is_in_the_table() -> None:
    """A module has exactly one place in the table, and the table names no module that is gone."""
    assert sorted(MODULES) == sorted(ORDER)


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_downward(module: str) -> None:
    """A module imports only what stands above it in the table; what only type checkers see is exempt."""
    assert module in ORDER
    above = set(ORDER[: ORDER.index(module)])
    asked_for = {upper for lower, upper in ASKED_FOR if lower == module}
    wrong = [
        f"line {each.line}: {each.module}"
        for each in imports(module)
        if not each.for_types
        and (target := within(each.module)) is not None
        and target not in above
        and not (each.inside and target in asked_for)
    ]
    assert wrong == []


@pytest.mark.parametrize("module", MODULES)
def test_heavy_libraries_have_one_home(module: str) -> None:
    """cattrs, argparse and hypothesis are each imported in one place; msgspec is not imported yet."""
    wrong = [
        f"line {each.line}: {each.module}"
        for each in imports(module)
        if not each.for_types
        and (homes := HOME.get(each.module.partition(".")[0])) is not None
        and module.partition(".")[0] not in homes
    ]
    assert wrong == []


@pytest.mark.parametrize("module", [each for each in MODULES if each.partition(".")[0] not in {"_cli", "__main__"}])
def test_nothing_imports_the_command_line(module: str) -> None:
    """The library works without its command line, not even for types."""
    targets = {within(each.module) or "" for each in imports(module)}
    assert not [target for target in targets if target.partition(".")[0] in {"_cli", "__main__"}]


def test_three_libraries_come_from_elsewhere() -> None:
    """Every other import is of the standard library or of the package, hypothesis in the strategies excepted."""
    foreign = {
        name
        for module in MODULES
        for each in imports(module)
        if (name := each.module.partition(".")[0]) not in {*sys.stdlib_module_names, NAME}
    }
    assert foreign == {"attrs", "cattrs", "hypothesis", "msgspec"}


@pytest.mark.parametrize("use", ["", f"; [getattr({NAME}, name) for name in {NAME}.__all__]"], ids=["import", "names"])
def test_importing_the_package_is_light(use: str) -> None:
    """Importing the package and naming all it has loads neither cattrs nor argparse nor hypothesis nor the commands."""
    heavy = {"argparse", "cattrs", "hypothesis", f"{NAME}._cli", f"{NAME}._convert", f"{NAME}.strategies"}
    code = f"import sys; before = set(sys.modules); import {NAME}{use}; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT.parent,  # `-c` puts the working folder on the path
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    loaded = set(done.stdout.split())
    assert NAME in loaded
    assert loaded & heavy == set()
