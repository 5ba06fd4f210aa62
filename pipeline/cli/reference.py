"""The reference of commands and exit codes, made from the parser and the enum.

``python -m pipeline.cli.reference`` writes ``docs/commands.md`` and ``docs/exit-codes.md``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline import errors
from pipeline.cli.parser import build
from pipeline.errors import ExitCode, ShihyoError

_MEANING = {
    ExitCode.OK: "All was read. Quarantined cells and pages without text are listed; they are no failures.",
    ExitCode.SOME_FAILED: "Some document failed, or a setting could not be used; the rest is loaded. "
    "Or a check failed under `--strict`.",
    ExitCode.DIFFERENCE: "`diff --exit-code` found a difference.",
    ExitCode.INTERRUPTED: "Ended by Ctrl-C. What was finished is kept.",
}


def commands() -> str:
    """The text of ``docs/commands.md``."""
    return "\n".join(_commands()) + "\n"


def exit_codes() -> str:
    """The text of ``docs/exit-codes.md``."""
    return "\n".join(_exit_codes()) + "\n"


def _commands() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "Made from the program by `python -m pipeline.cli.reference`; a test holds it to that."
    yield "Standard output is data, standard error is talk. Exit codes: [exit-codes.md](exit-codes.md)."
    for name, parser in sub_parsers().items():
        yield ""
        yield f"## shihyo {name}"
        yield ""
        yield f"    {_usage(name, parser)}"
        yield ""
        yield parser.description or ""
        yield ""
        yield from (f"- `{words(action)}`: {_help(action)}" for action in own_actions(parser))


def _exit_codes() -> Iterator[str]:
    yield "# Exit codes"
    yield ""
    yield "Made from the program by `python -m pipeline.cli.reference`; a test holds it to that."
    yield "A document that fails in a run makes that run's code 1, whatever its own class is: the other"
    yield "documents are loaded. The codes of single classes appear where a command works on one thing."
    yield ""
    yield "| code | name | meaning |"
    yield "| ---: | --- | --- |"
    for code in ExitCode:
        yield f"| {int(code)} | {code.name} | {_meaning(code)} |"


def sub_parsers() -> dict[str, argparse.ArgumentParser]:
    """The parsers of all commands by name, in the order of the help."""
    actions = (a for a in build()._actions if isinstance(a, argparse._SubParsersAction))
    found: dict[str, argparse.ArgumentParser] = dict(next(actions).choices)
    return found


def own_actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """All arguments of a command but --help."""
    return [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]


def words(action: argparse.Action) -> str:
    """An argument as one writes it: ``--jobs N``."""
    value = _value(action)
    if not action.option_strings:
        return value
    name = action.option_strings[-1]
    return name if action.nargs == 0 else f"{name} {value}"


def _usage(name: str, parser: argparse.ArgumentParser) -> str:
    parts = [f"shihyo {name}"]
    for action in own_actions(parser):
        text = words(action)
        if action.nargs == "*":
            text = f"{text}…" if " " not in text else text
        parts.append(f"[{text}]" if action.option_strings or action.nargs == "*" else text)
    return " ".join(parts)


def _value(action: argparse.Action) -> str:
    if action.metavar:
        return str(action.metavar)
    if action.choices:
        return "|".join(map(str, action.choices))
    return action.dest.upper()


def _help(action: argparse.Action) -> str:
    text = action.help or ""
    return text % {"default": action.default} if "%(" in text else text


def _meaning(code: ExitCode) -> str:
    if code in _MEANING:
        return _MEANING[code]
    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, ShihyoError)]
    return " ".join(kind.__doc__ or "" for kind in kinds if vars(kind).get("exit_code") is code)


def main() -> None:
    """Write both pages."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs")
    for name, text in (("commands.md", commands()), ("exit-codes.md", exit_codes())):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
