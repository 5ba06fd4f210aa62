"""Ask the warehouse in SQL (DuckDB's dialect; `FROM series` is enough for a start).

The warehouse is opened read-only; a query can't read other files, reach the network or load an
extension. A query of - is read from standard input.
"""

from __future__ import annotations

import argparse
import sys

from pipeline.cli.options import add_format, add_root, workspace_of
from pipeline.errors import ExitCode

SUMMARY = "ask the warehouse, read-only"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    add_format(parser)
    parser.add_argument("query", metavar="QUERY", help="a SELECT, or - to read it from standard input")
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Print the rows of the query."""
    from pipeline.cli.output import write
    from pipeline.warehouse import connect, query

    text = sys.stdin.read() if chosen.query == "-" else chosen.query
    with connect(workspace_of(chosen)) as connection:
        columns, rows = query(connection, text)
    write(columns, rows, chosen.format)
    return ExitCode.OK
