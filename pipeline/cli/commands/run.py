"""Read what is new in raw/, give it its meaning, and build the warehouse.

Only what changed is done: a document, its catalogue entry, a setting, or the code. At the end it
says what came in, what changed since the last run, what was quarantined, and what to do next.
A document that can't be read is reported and costs the others nothing (exit code 1).
"""

from __future__ import annotations

import argparse

from pipeline.cli.options import add_work, options_of, workspace_of
from pipeline.errors import ExitCode

SUMMARY = "read what is new and rebuild the warehouse"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_work(parser)
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Run all stages and report."""
    from pipeline.cli.report import show
    from pipeline.run.runner import run

    report = run(workspace_of(chosen), options_of(chosen))
    show(report, chosen.format)
    return report.exit_code
