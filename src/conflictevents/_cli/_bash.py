"""The script for bash, which runs on the version 3.2 of old systems too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ._completing import Command, Known, Option

__all__ = ["script"]

_SCRIPT: Final = r"""# Completion of conflictevents for bash. In ~/.bashrc:  eval "$(conflictevents completion bash)"

# What a value may be, after the command and the option (nothing for an argument without a name): its kind, then words.
_conflictevents_values() {
    case "$1 $2" in
@values@
        *) echo any ;;
    esac
}

_conflictevents_options() {
    case "$1" in
@options@
    esac
}

_conflictevents() {
    # bash has split the line at colons and equals signs, which are part of our words.
    local line=${COMP_LINE:0:COMP_POINT} current= option= command= kind= words= start= each
    local -a parts
    read -r -a parts <<<"$line"
    if [[ $line != *[[:space:]] ]]; then
        current=${parts[${#parts[@]} - 1]}
        unset "parts[${#parts[@]} - 1]"
    fi
    COMPREPLY=()
    if ((${#parts[@]} < 2)); then
        kind=word words="@commands@ --version --help"
    else
        command=${parts[1]} option=${parts[${#parts[@]} - 1]}
        if [[ $current == --*=* ]]; then
            option=${current%%=*} start=$option=
            current=${current#*=}
        elif [[ $option != -?* || ${#parts[@]} -eq 2 ]]; then
            option=
        fi
        read -r kind words <<<"$(_conflictevents_values "$command" "$option")"
        if [[ $kind == flag ]]; then
            read -r kind words <<<"$(_conflictevents_values "$command" "")"
        fi
        if [[ $current == -?* && -z $start ]]; then
            kind=word words=$(_conflictevents_options "$command")
        fi
    fi
    if [[ $kind == list ]]; then
        start+=${current%"${current##*,}"}
        current=${current##*,}
    fi
    while IFS= read -r each; do
        COMPREPLY+=("$start$each")
    done < <(compgen -W "$words" -- "$current")
    if [[ $kind == input || $kind == file ]]; then
        while IFS= read -r each; do
            compopt -o filenames 2>/dev/null
            COMPREPLY+=("$start$each")
        done < <(compgen -f -- "$current")
    else
        compopt +o default +o bashdefault 2>/dev/null
    fi
    # What stands before the last of bash's own breaks is not typed again.
    local typed=$start$current mark
    for mark in = :; do
        if [[ $COMP_WORDBREAKS == *$mark* && $typed == *$mark* ]]; then
            COMPREPLY=("${COMPREPLY[@]#"${typed%"${typed##*"$mark"}"}"}")
        fi
    done
}

complete -o bashdefault -o default -F _conflictevents conflictevents
"""


def script(known: Known) -> str:
    """The script."""
    values = [line for command in known.commands for line in _values(command, known)]
    options = [
        f'        {command.name}) echo "{" ".join(name for option in command.options for name in option.names)}" ;;'
        for command in known.commands
    ]
    names = " ".join(command.name for command in known.commands)
    filled = _SCRIPT.replace("@values@", "\n".join(values)).replace("@options@", "\n".join(options))
    return filled.replace("@commands@", names)


def _values(command: Command, known: Known) -> Iterator[str]:
    unnamed = [option for option in command.options if not option.names]
    for option in command.options:
        pattern = "|".join(f'"{command.name} {name}"' for name in option.names)
        if pattern:
            yield f'        {pattern}) echo "{_kind(option, known)}" ;;'
    if unnamed:
        # The first is of any kind that the others are, so it stands for all.
        yield f'        "{command.name} ") echo "{_kind(unnamed[0], known)}" ;;'


def _kind(option: Option, known: Known) -> str:
    kinds = {"": "flag", "codes": "list", "input": "input", "file": "file", "any": "any"}
    return " ".join([kinds.get(option.takes, "word"), *known.values(option)])
