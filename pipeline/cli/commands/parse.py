"""Read lines of text, write a line of JSON for each: the normalizer by itself.

A line is the text of a cell, header or label, or a JSON object {"text", "unit_hint", "legend",
"default_era", "fiscal_year"}. Numbers are JSON strings, so that nothing is rounded.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from pipeline.errors import ExitCode

KINDS = ("value", "period", "text")
SUMMARY = "read values, periods or labels from standard input"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("kind", choices=KINDS, metavar="|".join(KINDS), help="what each line is")
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Answer each line of standard input on standard output."""
    import json

    from pipeline.normalize.parse import PARSERS

    answer = PARSERS[chosen.kind]
    for line in _lines():
        sys.stdout.write(json.dumps(answer(line), ensure_ascii=False) + "\n")
    return ExitCode.OK


def _lines() -> Iterator[str]:
    """The lines of standard input as UTF-8, without a byte order mark; only a line feed ends a line."""
    source = getattr(sys.stdin, "buffer", None)
    lines = (raw.decode("utf-8", "replace") for raw in source) if source else iter(sys.stdin)
    for number, line in enumerate(lines):
        text = line.removesuffix("\n").removesuffix("\r")
        yield text.removeprefix("\ufeff") if number == 0 else text
