"""Write one HTML file about everything in the warehouse, to read, to print, to send by e-mail.

It asks no network for anything. Each value opens its place: the table that it was read from, the cell
marked. Search, filters, sorting, Japanese and English; --no-crops leaves the pictures of tables out.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.cli.options import add_root, workspace_of
from pipeline.errors import ExitCode

SUMMARY = "one HTML page about everything"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="the file to write (default: export/report.html)"
    )
    parser.add_argument(
        "--lang", choices=("ja", "en"), default="ja", help="language that it opens in (default: ja)"
    )
    parser.add_argument("--no-crops", action="store_true", help="leave the pictures of tables out")
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Write it and say where."""
    from pipeline.analyze.report.run import run
    from pipeline.cli.draw import drawing
    from pipeline.warehouse import connect

    workspace = workspace_of(chosen)
    target: Path = chosen.out or workspace.root / "export" / "report.html"
    workspace.state.mkdir(exist_ok=True)
    with connect(workspace) as connection, drawing(workspace, connection) as draw:
        size = run(connection, target, chosen.lang, None if chosen.no_crops else draw, workspace.state)
    print(f"wrote {target} ({size / 1e6:.1f} MB)", file=sys.stderr)
    return ExitCode.OK
