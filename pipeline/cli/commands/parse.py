"""Read lines of text, write a line of JSON for each: the normalizer by itself.

A line is the text of a cell, header or label, or a JSON object {"text", "unit_hint", "legend",
"default_era", "fiscal_year"}. Numbers are JSON strings, so that nothing is rounded.
"""

from __future__ import annotations

import argparse
import sys

from pipeline.errors import ExitCode

SUMMARY = "read values, periods or labels from standard input"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("kind", choices=("value", "period", "text"), help="what each line is")
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Answer each line of standard input on standard output."""
    from pipeline.normalize.parse import answer

    source = getattr(sys.stdin, "buffer", None)
    lines = (raw.decode("utf-8", "replace") for raw in source) if source else iter(sys.stdin)
    for line in lines:
        sys.stdout.write(answer(chosen.kind, line.removesuffix("\n").removesuffix("\r")) + "\n")
    return ExitCode.OK
