"""Write the JSON Schema (draft 2020-12) of a document."""

from __future__ import annotations

import argparse

from ._failure import NOTHING_WRONG
from ._output import Output

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the command takes no arguments."""


def run(arguments: argparse.Namespace) -> Output:  # noqa: ARG001
    """Write the schema."""
    import json

    from .._schema import json_schema

    return Output(NOTHING_WRONG, [json.dumps(json_schema(), indent=2, ensure_ascii=False), "\n"], for_programs=True)
