"""The public interface: every public name has one home, a docstring and a place in the reference."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

import conflictevents

ROOT: Final = Path(conflictevents.__file__).parent
REFERENCE: Final = Path(__file__).parent.parent / "docs" / "reference"

SUBMODULES: Final = ("checks", "codes", "examples", "exceptions", "formats", "reconcile", "strategies", "testing")
"""The public modules besides the package itself."""

ALL_MODULES: Final = sorted(
    ".".join(("conflictevents", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
    for path in ROOT.rglob("*.py")
    if path.name != "__main__.py"
)


def public_names() -> list[str]:
    """The full name of every public thing: those of the package, and those that only a public sub-module has."""
    names = [f"conflictevents.{name}" for name in conflictevents.__all__]
    for module in map(submodule, SUBMODULES):
        names += (f"{module.__name__}.{name}" for name in module.__all__ if not _is_in_package(module, name))
    return names


def submodule(name: str) -> ModuleType:
    """A public module of the package."""
    return importlib.import_module(f"conflictevents.{name}")


def _is_in_package(module: ModuleType, name: str) -> bool:
    own = getattr(module, name)
    return name in conflictevents.__all__ and getattr(conflictevents, name) is own


def _resolve(full_name: str) -> tuple[ModuleType, str]:
    module, _, name = full_name.rpartition(".")
    return importlib.import_module(module), name


def _order(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions, each by name: the order that the linter keeps as well."""
    return (0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2, name)


def _definitions(module: str) -> dict[str, ast.stmt]:
    """What a module defines at its top level (what it imports is not among it)."""
    found: dict[str, ast.stmt] = {}
    source = inspect.getsource(importlib.import_module(module))
    for statement in ast.parse(source).body:
        match statement:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                found[name] = statement
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                found[name] = statement
            case _:
                pass
    return found


@pytest.mark.parametrize("module", ALL_MODULES)
def test_all_is_sorted_and_true(module: str) -> None:
    """Each `__all__` is sorted, has no name twice, and names only what is there."""
    imported = importlib.import_module(module)
    names = list(getattr(imported, "__all__", ()))
    assert names == sorted(set(names), key=_order)
    assert [name for name in names if not hasattr(imported, name)] == []


@pytest.mark.parametrize("module", ["conflictevents", *(f"conflictevents.{name}" for name in SUBMODULES)])
def test_a_public_module_has_no_public_name_outside_all(module: str) -> None:
    """What has no underscore and is defined in a public module is in its `__all__`."""
    imported = importlib.import_module(module)
    own = {name for name in _definitions(module) if not name.startswith("_")}
    assert own <= set(imported.__all__)


def test_no_other_module_is_public() -> None:
    """Every other module or package has an underscore in its name or lies in a public package's inside."""
    top = {name.split(".")[1] for name in ALL_MODULES if "." in name}
    assert sorted(name for name in top if not name.startswith("_")) == sorted(SUBMODULES)


@pytest.mark.parametrize("full_name", public_names())
def test_a_public_name_has_one_home(full_name: str) -> None:
    """A public thing is defined in one module only, however many modules export it."""
    module, name = _resolve(full_name)
    value = getattr(module, name)
    homes = [each for each in ALL_MODULES if name in _definitions(each) and _is_same(each, name, value)]
    assert len(homes) == 1
    origin = getattr(value, "__module__", None)
    assert origin in (None, homes[0])


def _is_same(module: str, name: str, value: object) -> bool:
    return getattr(importlib.import_module(module), name, None) is value


@pytest.mark.parametrize("full_name", public_names())
def test_a_public_name_has_a_docstring(full_name: str) -> None:
    """A class or function has a docstring of its own, a constant one below its assignment."""
    module, name = _resolve(full_name)
    value = getattr(module, name)
    if inspect.isclass(value) or inspect.isfunction(value):
        assert (value.__doc__ or "").strip()
        return
    home = next(each for each in ALL_MODULES if name in _definitions(each) and _is_same(each, name, value))
    source = ast.parse(inspect.getsource(importlib.import_module(home))).body
    index = next(i for i, statement in enumerate(source) if ast.dump(statement) == ast.dump(_definitions(home)[name]))
    below = source[index + 1]
    assert isinstance(below, ast.Expr)
    assert isinstance(below.value, ast.Constant)
    assert str(below.value.value).strip()


@pytest.mark.parametrize("full_name", [name for name in public_names() if name.count(".") == 1])
def test_public_members_have_docstrings(full_name: str) -> None:
    """Every public method and property of a public class has a docstring."""
    module, name = _resolve(full_name)
    value = getattr(module, name)
    if not inspect.isclass(value):
        return
    without = [
        member
        for member, each in vars(value).items()
        if not member.startswith("_")
        and (inspect.isroutine(each) or isinstance(each, property))
        and not (inspect.getdoc(each) or "").strip()
    ]
    assert without == []


def directives() -> Counter[str]:
    """How often each name stands as a directive of its own in the reference."""
    pages = [page.read_text("utf-8") for page in sorted(REFERENCE.glob("**/*.md"))]
    return Counter(name for page in pages for name in re.findall(r"^::: *(\S+)", page, flags=re.MULTILINE))


def test_every_public_name_has_one_place_in_the_reference() -> None:
    """The reference has exactly one directive for each public name, and none for anything that is not there."""
    found = directives()
    assert [name for name in public_names() if found[name] != 1] == []
    known = {*public_names(), *(f"conflictevents.{name}" for name in ("", *SUBMODULES))}
    assert sorted(name for name in found if name not in known) == []


def test_names_imported_on_demand_are_those_that_type_checkers_see() -> None:
    """The table by which the package imports a name when it is asked for agrees with the imports for type checkers."""
    tree = ast.parse(inspect.getsource(conflictevents))
    guarded = next(node for node in tree.body if isinstance(node, ast.If))
    assert ast.unparse(guarded.test) == "TYPE_CHECKING"
    seen = {
        alias.name: statement.module
        for statement in guarded.body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }
    assert seen == conflictevents._HOMES
    assert sorted(seen) == sorted(conflictevents.__all__)
    homes = {name: importlib.import_module(f"conflictevents.{home}") for name, home in seen.items()}
    assert {name: getattr(conflictevents, name) for name in seen} == {
        name: getattr(home, name) for name, home in homes.items()
    }


def test_unknown_name_is_an_attribute_error() -> None:
    """A misspelt name fails as in any module, and the names that there are are listed by `dir`."""
    with pytest.raises(AttributeError, match="Cuont"):
        getattr(conflictevents, "Cuont")  # noqa: B009 - written out, it is an error to type checkers as well
    assert {*conflictevents.__all__, *SUBMODULES} <= set(dir(conflictevents))
