"""Give cells their meaning: header roles, periods, values, units, footnotes.

Opens no PDF. Writes one folder of Parquet files for each document; the same input gives the same
bytes.
"""

from __future__ import annotations

import argparse

from pipeline.cli.options import add_work, options_of, workspace_of
from pipeline.errors import ExitCode

SUMMARY = "text files of extracted/ to typed rows in normalized/"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_work(parser)
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Run the stage and report."""
    from pipeline.cli.report import show
    from pipeline.run.runner import normalize

    report = normalize(workspace_of(chosen), options_of(chosen))
    show(report, chosen.format)
    return report.exit_code
