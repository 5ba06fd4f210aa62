"""Read the pages of PDFs: text, rulings, tables and cells, as printed.

Writes one text file for each document, made for `git diff`. Removes the files of documents that
left raw/.
"""

from __future__ import annotations

import argparse

from pipeline.cli.options import add_work, options_of, workspace_of
from pipeline.errors import ExitCode

SUMMARY = "PDFs of raw/ to text files in extracted/"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_work(parser)
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Run the stage and report."""
    from pipeline.cli.report import show
    from pipeline.run.runner import extract

    report = extract(workspace_of(chosen), options_of(chosen))
    show(report, chosen.format)
    return report.exit_code
