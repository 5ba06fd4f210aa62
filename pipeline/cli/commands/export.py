"""Write the views as an Excel workbook, CSV, Parquet, or a data package.

xlsx: one sheet a view, numbers and dates as such, notes as comments, a sheet that explains every column.
csv: a file a view by the rules of the 総務省 (one datum a cell, unit stated, 西暦 with 和暦, UTF-8 with BOM).
parquet: a file a view with all types. package: a Frictionless data package (CSV and datapackage.json)
with SDMX status codes. Text from a document never becomes a formula.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.analyze.export.run import KINDS
from pipeline.cli.options import add_root, workspace_of
from pipeline.errors import ExitCode

SUMMARY = "Excel, CSV, Parquet or a data package"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    parser.add_argument(
        "--out",
        type=Path,
        metavar="PATH",
        help="file for xlsx, folder for the others (default: export/warehouse.xlsx, export/csv …)",
    )
    parser.add_argument(
        "--lang", choices=("ja", "en"), default="ja", help="names of sheets and columns (default: ja)"
    )
    parser.add_argument("kind", choices=KINDS, metavar="|".join(KINDS), help="what to write")
    parser.add_argument(
        "views", nargs="*", default=[], metavar="VIEW", help="tables and views (default: all that count)"
    )
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Write it and say where."""
    from pipeline.analyze.export.run import run
    from pipeline.warehouse import connect

    workspace = workspace_of(chosen)
    name = "warehouse.xlsx" if chosen.kind == "xlsx" else chosen.kind
    target: Path = chosen.out or workspace.root / "export" / name
    with connect(workspace) as connection:
        found = run(connection, chosen.kind, target, chosen.lang, chosen.views)
    rows = sum(len(sheet.rows) for sheet in found)
    print(f"wrote {target}: {len(found)} views, {rows} rows", file=sys.stderr)
    return ExitCode.OK
