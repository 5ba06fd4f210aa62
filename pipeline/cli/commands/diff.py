"""Compare releases: every 見込 (provisional) figure with its 確定 (final) one, or what you name.

Without OLD and NEW: every 見込 beside its 確定. With one document: what it says otherwise than what was
known before it. With two: what the second says otherwise than the first. With two dates: what was known
at the end of each day; with one: what was known then and is known now. What differs stands first.

change is revised, filled, withdrawn, added, removed, confirmed or still_missing; reflagged names what
differs beside the value: name, unit, kind, status, department, note, flags. verdict says whether the
indicator went the way that it should. notes are those that only the newer side has.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pipeline.cli.options import add_format, add_root, workspace_of
from pipeline.errors import ExitCode, UsageError

if TYPE_CHECKING:
    import duckdb

    from pipeline.analyze.diff import Difference

SUMMARY = "compare provisional with final figures, releases, days, targets"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    add_format(parser)
    parser.add_argument("--changed", action="store_true", help="only what differs")
    parser.add_argument("--exit-code", action="store_true", help="exit with 10 where there is a difference")
    about = parser.add_mutually_exclusive_group()
    about.add_argument(
        "--targets",
        action="store_true",
        help="targets: of two documents, or of each plan's first and last release and of the plan after it",
    )
    about.add_argument(
        "--indicators",
        action="store_true",
        help="what became of the indicators: renamed, split, merged, redefined, restated, dropped, new "
        "(one document: since the release before it of the same plan)",
    )
    about.add_argument(
        "--statistics",
        action="store_true",
        help="how each indicator is revised: mean, mean absolute, share of signs, over all releases",
    )
    parser.add_argument(
        "releases",
        nargs="*",
        metavar="OLD NEW",
        help="ids of documents (`shihyo status` lists them), or dates (2021-08-31)",
    )
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Print the comparison."""
    from pipeline.cli.output import write
    from pipeline.warehouse import connect

    _check(chosen)
    with connect(workspace_of(chosen)) as connection:
        found = _compared(connection, chosen)
    shown = found.only_changed() if chosen.changed else found
    write(shown.columns, shown.rows, chosen.format)
    return ExitCode.DIFFERENCE if chosen.exit_code and found.differs else ExitCode.OK


def _check(chosen: argparse.Namespace) -> None:
    """Raise :class:`UsageError` where the number of releases doesn't fit the comparison."""
    given = len(chosen.releases)
    if given > 2:
        raise UsageError("diff takes two releases at most", remedy="Write `shihyo diff OLD NEW`")
    if chosen.indicators and not given:
        remedy = "Write `shihyo diff --indicators NEW`, or OLD NEW"
        raise UsageError("--indicators asks for a document", remedy=remedy)
    if chosen.statistics and (given or chosen.changed or chosen.exit_code):
        remedy = "Write `shihyo diff --statistics` alone"
        raise UsageError("--statistics is about all releases and compares no two", remedy=remedy)


def _compared(connection: duckdb.DuckDBPyConnection, chosen: argparse.Namespace) -> Difference:
    from pipeline.analyze import diff

    if chosen.statistics:
        return diff.statistics(connection)
    if chosen.targets:
        return diff.targets(connection, *chosen.releases)
    if chosen.indicators:
        return diff.indicators(connection, *chosen.releases)
    return diff.compare(connection, *chosen.releases)
