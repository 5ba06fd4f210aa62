"""Compare releases: every 見込 (provisional) figure with its 確定 (final) one, or two documents.

Without OLD and NEW: the view provisional_vs_final. With two ids of documents: what the new one says
otherwise than the old one. With two dates: what was known on each of them.
"""

from __future__ import annotations

import argparse

from pipeline.cli.options import add_format, add_root, workspace_of
from pipeline.errors import ExitCode, UsageError

SUMMARY = "compare provisional with final figures, or two releases"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    add_format(parser)
    parser.add_argument("--exit-code", action="store_true", help="exit with 10 where there is a difference")
    parser.add_argument(
        "releases", nargs="*", metavar="OLD NEW", help="two ids of documents, or two dates (2021-08-31)"
    )
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Print the comparison."""
    from pipeline.analyze.diff import compare
    from pipeline.cli.output import write
    from pipeline.warehouse import connect

    if len(chosen.releases) not in (0, 2):
        raise UsageError(
            "diff takes two releases or none", remedy="Write `shihyo diff OLD NEW` or `shihyo diff`"
        )
    with connect(workspace_of(chosen)) as connection:
        found = compare(connection, *chosen.releases)
    write(found.columns, found.rows, chosen.format)
    return ExitCode.DIFFERENCE if chosen.exit_code and found.differs else ExitCode.OK
