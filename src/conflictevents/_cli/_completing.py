"""What the scripts of `completion` know of the command line."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

__all__ = ["Command", "Known", "Option"]


@attrs.frozen(kw_only=True)
class Option:
    """An option, or an argument without a name.

    Attributes:
        names: How it is written; none for an argument without a name.
        help: What it does.
        metavar: What its value is called.
        takes: What its value is: the name of a list of words, `choice`, `input`, `file` or `any`; "" for none.
        choices: The values of a `choice`.
    """

    names: tuple[str, ...]
    help: str
    metavar: str
    takes: str
    choices: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Command:
    """A command."""

    name: str
    summary: str
    options: tuple[Option, ...]


@attrs.frozen(kw_only=True)
class Known:
    """All commands, and the lists of words that their values are of."""

    words: Mapping[str, tuple[str, ...]]
    commands: tuple[Command, ...]

    def values(self, option: Option) -> tuple[str, ...]:
        """The words that an option takes; none where they cannot be listed."""
        if option.takes == "input":
            return self.words["example"]
        return option.choices or self.words.get(option.takes, ())
