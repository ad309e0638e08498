"""A griffe extension: gives attrs classes their constructor's signature, which is nowhere in their source text."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

import griffe


class AttrsSignatures(griffe.Extension):
    """Adds the `__init__` that attrs makes, taken from the imported class, inherited fields included."""

    def on_class_members(self, *, cls: griffe.Class, **_: Any) -> None:
        """Add the method to a class that has `@attrs.frozen` on it."""
        if not any(str(decorator.value).startswith("attrs.frozen") for decorator in cls.decorators):
            return
        real = getattr(importlib.import_module(cls.module.path), cls.name)
        parameters = griffe.Parameters(*map(_parameter, inspect.signature(real).parameters.values()))
        cls.set_member("__init__", griffe.Function("__init__", parameters=parameters, parent=cls))


def _parameter(parameter: inspect.Parameter) -> griffe.Parameter:
    # Without its type, which stands in the list of attributes beside the meaning.
    default = None if parameter.default is inspect.Parameter.empty else repr(parameter.default)
    return griffe.Parameter(parameter.name, kind=griffe.ParameterKind.keyword_only, default=default)
