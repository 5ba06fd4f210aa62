"""The words of the command line: one sub-command for each module of ``commands``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import NoReturn

from pipeline import __version__
from pipeline.cli.examples import epilog
from pipeline.errors import UsageError

COMMANDS = (
    "run",
    "extract",
    "normalize",
    "load",
    "add",
    "status",
    "check",
    "link",
    "diff",
    "sql",
    "show",
    "trace",
    "review",
    "report",
    "export",
    "parse",
    "completion",
)
"""In the order of the help. Each is a module of ``pipeline.cli.commands`` with ``add(parser)``."""

_DESCRIPTION = "From a folder of Japanese municipal PDFs to a DuckDB warehouse of indicators (指標)."
_EPILOG = """examples:
  shihyo run                            read what is new in raw/ and rebuild the warehouse
  shihyo diff                           every 見込 (provisional) figure beside its 確定 (final) one
  shihyo sql "FROM series" --format csv
  echo '8,345千円' | shihyo parse value

`shihyo COMMAND --help` tells more. Exit codes: docs/exit-codes.md."""


class _Parser(argparse.ArgumentParser):
    """A parser that raises instead of leaving, so that all errors are shown in one way."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, remedy=f"`{self.prog} --help` shows what there is")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with the descriptions as written, wide enough for a terminal of 100 columns."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=32, width=100)
        self._action_max_length = 14  # the longest name of a command, indented: argparse forgets it


def build(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """Return the parser with the commands ``names``; each imports what it is made of."""
    parser = _Parser("shihyo", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=_Formatter)
    parser.add_argument("--version", action="version", version=f"shihyo {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    for name in names:
        module = import_module(f"pipeline.cli.commands.{name}")
        description = module.__doc__.strip() if module.__doc__ else ""
        own = commands.add_parser(
            name,
            help=module.SUMMARY,
            description=description,
            epilog=epilog(name),
            formatter_class=_Formatter,
        )
        module.add(own)
    return parser


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse a command line. Raises :class:`UsageError`; help and version leave with SystemExit 0."""
    own = arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS
    parser = build(own)
    if not arguments:
        parser.print_help()
        raise SystemExit(0)
    name = next((word for word in arguments if not word.startswith("-")), "")
    if name and name not in COMMANDS:
        close = get_close_matches(name, COMMANDS, n=1)
        remedy = f"Did you mean {close[0]}?" if close else f"There are {', '.join(COMMANDS)}"
        raise UsageError(f"no command {name!r}", remedy=remedy)
    return parser.parse_args(arguments)
