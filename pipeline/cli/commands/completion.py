"""Write a script that lets a shell complete commands and options.

In bash: `source <(shihyo completion bash)`; zsh: the same with zsh; fish: `shihyo completion fish | source`.
A line in the shell's own start file makes it last.
"""

from __future__ import annotations

import argparse
import sys

from pipeline.cli.completion import SHELLS
from pipeline.errors import ExitCode

SUMMARY = "completion for bash, zsh, fish"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("shell", choices=tuple(SHELLS), metavar="|".join(SHELLS), help="the shell")
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Print the script."""
    from pipeline.cli.reference import sub_parsers

    sys.stdout.write(SHELLS[chosen.shell](sub_parsers()))
    return ExitCode.OK
