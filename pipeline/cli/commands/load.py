"""Link indicators over documents and build the warehouse.

It is built beside the old one and takes its place when it is complete. It always holds all documents
of normalized/, whichever are named.
"""

from __future__ import annotations

import argparse

from pipeline.cli.options import add_work, options_of, workspace_of
from pipeline.errors import ExitCode

SUMMARY = "typed rows of normalized/ to warehouse.duckdb"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_work(parser)
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Run the stage and report."""
    from pipeline.cli.report import show
    from pipeline.run.runner import load

    report = load(workspace_of(chosen), options_of(chosen))
    show(report, chosen.format)
    return report.exit_code
