"""Python source that is generated from the type hints of a class, and the objects that it uses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ._claims import Assertion, Claim
from ._events import Term
from ._record import compiled

__all__ = ["Code"]


class Code:
    """The source of one function, which is made anew for each reading or writing by a factory.

    Attributes:
        lines: The lines of the function.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._names: dict[str, Any] = {}
        self._setup: dict[str, str] = {}
        self._number = 0

    def name(self, value: Any) -> str:
        """A name for an object, the same for the same object."""
        for name, known in self._names.items():
            if known is value:
                return name
        name = self.variable("n")
        self._names[name] = value
        return name

    def once(self, expression: str) -> str:
        """A name for what an expression gives once for each reading or writing, of which `state` is what is known."""
        if expression not in self._setup:
            self._setup[expression] = self.variable("s")
        return self._setup[expression]

    def variable(self, start: str) -> str:
        """A new local variable."""
        self._number += 1
        return f"{start}{self._number}"

    def add(self, depth: int, *lines: str) -> None:
        """Add lines at a depth of indentation."""
        self.lines += ["    " * depth + line for line in lines]

    def constant(self, value: Any) -> str:
        """An expression of an object that is told by identity, such as a default."""
        return str(value) if value is None or isinstance(value, bool) else self.name(value)

    def note_inner_ids(self, cls: type, record: str, append: str, name: str, depth: int) -> None:
        """Note the id of what stands inside other records, and what an assertion names.

        Args:
            cls: The class of the record.
            record: The variable that holds it.
            append: An expression of the method that notes an id, with `{kind}` in the place of the kind of record.
            name: An expression of the function that notes what is named.
            depth: The depth of indentation.
        """
        if issubclass(cls, (Claim, Term)):
            ids = self.once(append.format(kind="claim" if issubclass(cls, Claim) else "term"))
            self.add(depth, f"if {record}.id is not None: {ids}({record}.id)")
        if issubclass(cls, Assertion):
            of = self.variable("r")
            self.add(depth, f"{of} = {record}.refers_to()")
            self.add(depth, f"if {of} is not None: {self.once(name)}(({of}[0],), {of}[1])")

    def factory(self, head: str, result: str, first: Sequence[str] = ()) -> Any:
        """Compile it.

        Args:
            head: The name and the arguments of the function.
            result: An expression of what it returns.
            first: Lines that come before the others.

        Returns:
            A function that takes what is known and returns the generated one.
        """
        name = head.partition("(")[0]
        source = [
            "def factory(state):",
            *(f"    {variable} = {expression}" for expression, variable in self._setup.items()),
            f"    def {head}:",
            *(f"        {line}" for line in first),
            *self.lines,
            f"        return {result}",
            f"    return {name}",
        ]
        return compiled("\n".join(source), dict(self._names), "factory")
