"""Show what was seen on a page: every cell, and whether it became a value, waits in quarantine or is text.

With --png FILE, a picture of the page is written: values are framed in green, quarantined cells in red,
cells that two readers read differently in orange, other cells in grey, tables in blue.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.cli.options import add_format, add_root, workspace_of
from pipeline.errors import ExitCode

SUMMARY = "what was seen on a page"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    add_format(parser)
    parser.add_argument("--png", type=Path, metavar="FILE", help="write the page as a picture")
    parser.add_argument("document", metavar="DOCUMENT", help="the id of a document")
    parser.add_argument("page", metavar="PAGE", type=int, help="the page, from 1")
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Print a row for each cell, and draw the page where asked."""
    from pipeline.analyze.page import look
    from pipeline.cli.draw import draw, source_of
    from pipeline.cli.output import write
    from pipeline.warehouse import connect

    workspace = workspace_of(chosen)
    with connect(workspace) as connection:
        page = look(connection, chosen.document, chosen.page)
    if chosen.png:
        source = str(source_of(workspace, page.document))
        draw("show", {"path": source, "page": page.number, "marks": page.marks}, chosen.png)
    columns = list(page.cells[0]) if page.cells else ["table_no", "row_no", "col_no", "printed", "became"]
    write(columns, [list(cell.values()) for cell in page.cells], chosen.format)
    return ExitCode.OK
