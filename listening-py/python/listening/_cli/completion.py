"""Scripts that complete the command ``listening`` in a shell, made from its own parser."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Iterable
from typing import NamedTuple

from .._native import SUPPORTED_RATES
from .._values.comparison import PRESETS

_VALUES = {"rate": [str(each) for each in SUPPORTED_RATES], "presets": [*PRESETS, "all"]}
"""Values of options that take some without refusing others at once, by destination."""


class Option(NamedTuple):
    """An option of a command."""

    flags: list[str]
    help: str
    takes: bool
    """Whether a value follows it."""
    values: list[str]
    """The values to offer; none where a file name is expected."""


class Command(NamedTuple):
    """A command of the command line."""

    name: str
    help: str
    options: list[Option]
    words: list[str]
    """What it takes besides options and file names."""


def script(parser: argparse.ArgumentParser, shell: str) -> str:
    """The script for ``bash``, ``zsh`` or ``fish``; it needs nothing but the shell."""
    return _WRITERS[shell](list(_commands(parser)), list(_options(parser)))


def _commands(parser: argparse.ArgumentParser) -> Iterable[Command]:
    (subparsers,) = (each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    helps = {choice.dest: choice.help or "" for choice in subparsers._choices_actions}
    for name, command in subparsers.choices.items():
        words = [str(word) for each in command._get_positional_actions() for word in each.choices or ()]
        yield Command(name, helps.get(name, ""), list(_options(command)), words)


def _options(parser: argparse.ArgumentParser) -> Iterable[Option]:
    for action in parser._get_optional_actions():
        values = [str(value) for value in action.choices or _VALUES.get(action.dest, [])]
        yield Option(list(action.option_strings), (action.help or "").split("; ")[0], action.nargs != 0, values)


def _bash(commands: list[Command], own: list[Option]) -> str:
    lines = [
        "# Completes `listening` in bash. Now: source <(listening completion bash)",
        "# For good: listening completion bash > ~/.local/share/bash-completion/completions/listening",
        "_listening() {",
        '    local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" command="" words="" i',
        "    COMPREPLY=()",
        "    for ((i = 1; i < COMP_CWORD; i++)); do",
        '        case "${COMP_WORDS[i]}" in',
        f'            {"|".join(each.name for each in commands)}) command="${{COMP_WORDS[i]}}"; break ;;',
        "        esac",
        "    done",
        '    case "$command $prev" in',
    ]
    for command in commands:
        for option in command.options:
            if option.values:
                offered = f'COMPREPLY=($(compgen -W "{" ".join(option.values)}" -- "$cur")); return'
                lines.append(f"        {_after(command, [option])}) {offered} ;;")
        named = [option for option in command.options if option.takes and not option.values]
        if named:
            lines.append(f"        {_after(command, named)}) return ;;")
    lines += ["    esac", '    case "$command" in']
    names = [each.name for each in commands] + [flag for option in own for flag in option.flags]
    lines.append(f'        "") words="{" ".join(names)}" ;;')
    for command in commands:
        flags = [flag for option in command.options for flag in option.flags]
        lines.append(f'        {command.name}) [[ $cur == -* ]] && words="{" ".join(flags)}" ;;')
        if command.words:
            lines[-1] = f'        {command.name}) words="{" ".join(command.words + flags)}" ;;'
    lines += [
        "    esac",
        "    # Nothing to offer: bash offers file names.",
        '    [[ -n $words ]] && COMPREPLY=($(compgen -W "$words" -- "$cur"))',
        "}",
        "complete -o bashdefault -o default -F _listening listening",
    ]
    return "\n".join(lines) + "\n"


def _after(command: Command, options: Iterable[Option]) -> str:
    """The words after which the value of one of these options stands."""
    return "|".join(f'"{command.name} {flag}"' for option in options for flag in option.flags)


def _zsh(commands: list[Command], own: list[Option]) -> str:
    lines = [
        "#compdef listening",
        "# Completes `listening` in zsh. Now: source <(listening completion zsh)",
        "# For good: listening completion zsh > a folder of $fpath, as _listening",
        "_listening() {",
        "    local context state state_descr line",
        "    typeset -A opt_args",
        f"    _arguments -C {_zsh_options(own)} '1:command:->command' '*::argument:->argument'",
        "    case $state in",
        "    command)",
        "        local -a commands=(",
        *(f"            {shlex.quote(each.name + ':' + each.help)}" for each in commands),
        "        )",
        "        _describe command commands ;;",
        "    argument)",
        "        case $line[1] in",
    ]
    for command in commands:
        words = f"'*:argument:({' '.join(command.words)})'" if command.words else "'*:file:_files'"
        lines.append(f"        {command.name}) _arguments {_zsh_options(command.options)} {words} ;;")
    lines += [
        "        esac ;;",
        "    esac",
        "}",
        # As a file of $fpath it is the function itself; sourced, it is made known.
        'if [[ $funcstack[1] == _listening ]]; then _listening "$@"; else compdef _listening listening; fi',
    ]
    return "\n".join(lines) + "\n"


def _zsh_options(options: Iterable[Option]) -> str:
    said = []
    for option in options:
        help = option.help.translate(str.maketrans("[]:", "(),"))
        value = f":value:({' '.join(option.values)})" if option.values else ":file:_files"
        said += [shlex.quote(f"{flag}[{help}]{value if option.takes else ''}") for flag in option.flags]
    return " ".join(said)


def _fish(commands: list[Command], own: list[Option]) -> str:
    lines = [
        "# Completes `listening` in fish. Now: listening completion fish | source",
        "# For good: listening completion fish > ~/.config/fish/completions/listening.fish",
    ]
    lines += [f"complete -c listening -n __fish_use_subcommand {_fish_option(option)}" for option in own]
    lines += [
        f"complete -c listening -n __fish_use_subcommand -f -a {each.name} -d {shlex.quote(each.help)}"
        for each in commands
    ]
    for command in commands:
        seen = f"complete -c listening -n '__fish_seen_subcommand_from {command.name}'"
        lines += [f"{seen} {_fish_option(option)}" for option in command.options]
        if command.words:
            lines.append(f"{seen} -f -a {shlex.quote(' '.join(command.words))}")
    return "\n".join(lines) + "\n"


def _fish_option(option: Option) -> str:
    flags = " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags)
    value = (f" -x -a {shlex.quote(' '.join(option.values))}" if option.values else " -r -F") if option.takes else ""
    # fish has no other escapes within quotes than \\ and \'.
    help = option.help.replace("\\", "\\\\").replace("'", "\\'")
    return f"{flags}{value} -d '{help}'"


_WRITERS: dict[str, Callable[[list[Command], list[Option]], str]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}

SHELLS = tuple(_WRITERS)
"""Shells that there is a script for."""
