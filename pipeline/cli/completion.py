"""Completion of the command line for shells, made from the parser: nothing in it can be out of date."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Iterator

_BASH = """_shihyo() {{
  local words
  if [ "$COMP_CWORD" -eq 1 ]; then
    words={commands}
  else
    case "${{COMP_WORDS[COMP_CWORD-1]}}" in
{values}
      *) case "${{COMP_WORDS[1]}}" in
{options}
      esac ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}"))
}}
complete -o default -F _shihyo shihyo
"""

Parsers = dict[str, argparse.ArgumentParser]


def bash(parsers: Parsers) -> str:
    """Return a script for bash."""
    values = {
        name: " ".join(map(str, action.choices))
        for parser in parsers.values()
        for action in parser._actions
        for name in action.option_strings
        if action.choices
    }
    return _BASH.format(
        commands=shlex.quote(" ".join(parsers)),
        values="\n".join(f"      {name}) words={shlex.quote(text)} ;;" for name, text in values.items()),
        options="\n".join(
            f"        {name}) words={shlex.quote(' '.join(_words(parser)))} ;;"
            for name, parser in parsers.items()
        ),
    )


def zsh(parsers: Parsers) -> str:
    """Return a script for zsh, which can read bash's."""
    return f"autoload -U +X bashcompinit && bashcompinit\n{bash(parsers)}"


def fish(parsers: Parsers) -> str:
    """Return a script for fish, with the help of each option."""
    lines = ["complete -c shihyo -n __fish_use_subcommand -f"]
    for name, parser in parsers.items():
        about = shlex.quote((parser.description or "").partition("\n")[0])
        lines.append(f"complete -c shihyo -n __fish_use_subcommand -a {name} -d {about}")
        lines += [_fish_option(name, action) for action in parser._actions if action.option_strings]
    return "\n".join(lines) + "\n"


SHELLS: dict[str, Callable[[Parsers], str]] = {"bash": bash, "zsh": zsh, "fish": fish}


def _words(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        yield from action.option_strings
        if not action.option_strings and action.choices:
            yield from map(str, action.choices)


def _fish_option(command: str, action: argparse.Action) -> str:
    long = action.option_strings[-1].removeprefix("--")
    value = f" -x -a {shlex.quote(' '.join(map(str, action.choices)))}" if action.choices else ""
    needs = " -r" if not value and action.nargs != 0 else ""
    about = shlex.quote((action.help or "").replace("%(default)g", "").replace("%(default)s", ""))
    return f"complete -c shihyo -n '__fish_seen_subcommand_from {command}' -l {long}{value}{needs} -d {about}"
