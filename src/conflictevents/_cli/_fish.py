"""The script for fish."""

from __future__ import annotations

from collections.abc import Iterator

from ._completing import Command, Known, Option

__all__ = ["script"]

_START = "complete -c conflictevents"


def script(known: Known) -> str:
    """The script."""
    return "\n".join(_lines(known)) + "\n"


def _lines(known: Known) -> Iterator[str]:
    yield "# Completion of conflictevents for fish."
    yield "# Once:  conflictevents completion fish > ~/.config/fish/completions/conflictevents.fish"
    yield ""
    yield f"{_START} -f"
    yield f"{_START} -n __fish_use_subcommand -l version -d 'show the version and end'"
    yield f"{_START} -n __fish_use_subcommand -s h -l help -d 'show help and end'"
    for command in known.commands:
        yield f"{_START} -n __fish_use_subcommand -a {command.name} -d {_quoted(command.summary)}"
    for command in known.commands:
        yield from _of_command(command, known)


def _of_command(command: Command, known: Known) -> Iterator[str]:
    start = f"{_START} -n '__fish_seen_subcommand_from {command.name}'"
    unnamed = [option for option in command.options if not option.names]
    for option in unnamed[:1]:  # as in bash, the first stands for all
        yield f"{start} {_values(option, known)}".rstrip()
    for option in command.options:
        if option.names:
            flags = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
            values = f" -r {_values(option, known)}" if option.takes else ""
            yield f"{start} {flags}{values} -d {_quoted(option.help)}"


def _values(option: Option, known: Known) -> str:
    """The files and the words that an option takes."""
    words = known.values(option)
    if option.takes == "codes":
        # Each code after those that are already there, up to the last comma.
        codes = " ".join(words)
        return f'-f -a \'(string replace -r "[^,]*\\$" "" -- (commandline -ct)){{{codes.replace(" ", ",")}}}\''
    listed = f" -a {_quoted(' '.join(words))}" if words else ""
    return f"{'-F' if option.takes in ('input', 'file') else '-f'}{listed}"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
