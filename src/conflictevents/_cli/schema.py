"""Write the JSON Schema (draft 2020-12) of a document or a line, or the data dictionary of the claims table."""

from __future__ import annotations

import argparse

from ._failure import NOTHING_WRONG
from ._output import Output

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which schema it is."""
    parser.add_argument(
        "what",
        nargs="?",
        choices=("document", "line", "claims"),
        default="document",
        help="a document (the default), a line of JSON Lines, or the claims table (a Table Schema)",
    )


def run(arguments: argparse.Namespace) -> Output:
    """Write the schema."""
    import json

    from .._dictionary import claims_schema
    from .._schema import json_schema

    schema = claims_schema() if arguments.what == "claims" else json_schema(arguments.what)
    return Output(NOTHING_WRONG, [json.dumps(schema, indent=2, ensure_ascii=False), "\n"], for_programs=True)
