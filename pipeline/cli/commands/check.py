"""Check identities and plausibility: parts and totals, repeated rows, cumulative series, releases, texts.

A broken identity of the source itself is a warning and is named with both places; with --strict it is an
error. What holds is counted, and listed with --all. The table check_result has the same rows.
"""

from __future__ import annotations

import argparse

from pipeline.cli.options import add_format, add_root, workspace_of
from pipeline.errors import ExitCode

SUMMARY = "identities and plausibility of the figures"
COLUMNS = ("name", "severity", "document_id", "indicator_id", "fiscal_year", "detail")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    add_format(parser)
    parser.add_argument("--strict", action="store_true", help="take warnings for errors: exit with 1")
    parser.add_argument("--all", action="store_true", help="list what holds, too")
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Print the findings."""
    import sys

    from pipeline.analyze.checks import find
    from pipeline.analyze.checks.summary import summary
    from pipeline.cli.output import write
    from pipeline.warehouse import connect

    with connect(workspace_of(chosen)) as connection:
        found = [finding.row() for finding in find(connection)]
    shown = [row for row in found if chosen.all or row["severity"] != "info"]
    # people read the indicator's name in the detail; programs want its id
    columns = [name for name in COLUMNS if name != "indicator_id" or chosen.format != "table"]
    write(columns, [[row[name] for name in columns] for row in shown], chosen.format)
    for line in summary(found):
        print(line, file=sys.stderr)
    grave = {"error", "warning"} if chosen.strict else {"error"}
    return ExitCode.SOME_FAILED if any(row["severity"] in grave for row in found) else ExitCode.OK
