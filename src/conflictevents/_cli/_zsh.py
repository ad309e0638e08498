"""The script for zsh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ._completing import Command, Known, Option

__all__ = ["script"]


def script(known: Known) -> str:
    """The script."""
    return "\n".join(_lines(known)) + "\n"


def _lines(known: Known) -> Iterator[str]:
    yield "#compdef conflictevents"
    yield "# Completion of conflictevents for zsh."
    yield '# In ~/.zshrc, after compinit:  eval "$(conflictevents completion zsh)"'
    yield ""
    yield "_conflictevents_input() {"
    named = _quoted(f"examples:example:({_listed(known.words['example'])})")
    yield f"    _alternative {named} 'files:file:_files'"
    yield "}"
    yield ""
    yield "_conflictevents_codes() {"
    yield f"    _sequence compadd - {' '.join(known.words['codes'])}"
    yield "}"
    yield ""
    yield "_conflictevents() {"
    yield "    local context state state_descr line"
    yield "    typeset -A opt_args"
    yield "    local -a commands=("
    for command in known.commands:
        yield f"        {_quoted(command.name + ':' + command.summary.replace(':', chr(92) + ':'))}"
    yield "    )"
    yield "    _arguments -C '(- *)--help[show help and end]' '(- *)--version[show the version and end]' \\"
    yield "        '1:command:->command' '*::argument:->argument' && return"
    yield "    case $state in"
    yield "        command) _describe 'command' commands ;;"
    yield "        argument)"
    yield "            case $words[1] in"
    for command in known.commands:
        yield f"                {command.name}) _arguments {' '.join(_specs(command, known))} ;;"
    yield "            esac ;;"
    yield "    esac"
    yield "}"
    yield ""
    yield "if [[ $funcstack[1] == _conflictevents ]]; then"
    yield '    _conflictevents "$@"'
    yield "else"
    yield "    compdef _conflictevents conflictevents"
    yield "fi"


def _specs(command: Command, known: Known) -> Iterator[str]:
    """The arguments of a command in the words of `_arguments`."""
    place = 0
    for option in command.options:
        action = f":{_plain(option.metavar)}:{_action(option, known)}" if option.takes else ""
        if not option.names:
            place += 1
            yield _quoted(f"{place}{action}")
        for name in option.names:
            equals = "=" if option.takes and name.startswith("--") else ""
            yield _quoted(f"*{name}{equals}[{_plain(option.help)}]{action}")


def _action(option: Option, known: Known) -> str:
    own = {"input": "_conflictevents_input", "codes": "_conflictevents_codes", "file": "_files", "any": " "}
    return own.get(option.takes) or f"({_listed(known.values(option))})"


def _listed(words: Iterable[str]) -> str:
    return " ".join(word.replace(":", "\\:") for word in words)


def _plain(text: str) -> str:
    """A text with what has a meaning inside a specification escaped."""
    return "".join(f"\\{character}" if character in "[]:\\" else character for character in text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
