"""What is new, stale, failed or quarantined: what the next run would do, without doing it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.cli.options import add_format, add_root, workspace_of
from pipeline.errors import ExitCode

SUMMARY = "what is new, stale, failed, quarantined"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    add_format(parser)
    parser.add_argument(
        "--bundle",
        type=Path,
        metavar="FILE",
        help="write a ZIP for a bug report: versions, states, errors, counts, and no text of documents",
    )
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Print a row for each document, and for people the account of each below it, line by line."""
    if chosen.bundle:
        return _bundle(chosen)
    from pipeline.cli.output import write
    from pipeline.run.status import ACCOUNT, COLUMNS, survey

    found = survey(workspace_of(chosen))
    for problem in found.problems:
        print(f"shihyo: {problem}", file=sys.stderr)
    if chosen.format == "table":
        brief = [name for name in COLUMNS if name not in ACCOUNT]
        write(brief, [[getattr(row, name) for name in brief] for row in found.rows], chosen.format)
        print()
        lines = [[row.document_id, name, getattr(row, name)] for row in found.rows for name in ACCOUNT]
        write(("document_id", "account", "characters"), lines, chosen.format)
    else:
        write(COLUMNS, [row.cells() for row in found.rows], chosen.format)
    return ExitCode.SOME_FAILED if found.failed else ExitCode.OK


def _bundle(chosen: argparse.Namespace) -> ExitCode:
    from pipeline.run.bundle import write_bundle

    parts = write_bundle(workspace_of(chosen), chosen.bundle)
    print(f"{chosen.bundle}: {', '.join(parts)}", file=sys.stderr)
    return ExitCode.OK
