"""Show where a number comes from: its cell on the page, the readings, and the path to its value.

OBSERVATION_ID stands in the output of every command; a beginning of it will do where no other
observation begins so. With --png FILE, a picture is written: the page, and beside it the place close up,
the cell framed in red and the headers that gave it its meaning in blue.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli.options import add_format, add_root, workspace_of
from pipeline.errors import ExitCode
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from pipeline.analyze.trace import Trace

SUMMARY = "where a number comes from"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    add_format(parser)
    parser.add_argument("--png", type=Path, metavar="FILE", help="write the place on the page as a picture")
    parser.add_argument("observation", metavar="OBSERVATION_ID", help="the id, or a beginning of it")
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Print the trace, and draw it where asked."""
    from pipeline.analyze.trace import trace
    from pipeline.warehouse import connect

    workspace = workspace_of(chosen)
    with connect(workspace) as connection:
        found = trace(connection, chosen.observation)
    if chosen.png:
        _draw(workspace, found, chosen.png)
    _show(found, chosen.format)
    return ExitCode.OK


def _show(found: Trace, form: str) -> None:
    from pipeline.analyze.trace import steps
    from pipeline.cli.output import write

    facts: dict[str, Any] = {k: v for k, v in found.observation.items() if v not in (None, [], "")}
    if form == "table":
        o = found.observation
        sys.stdout.write(f"{o['file']}, page {o['page']}")
        sys.stdout.write(
            f", table {o['table_no']}, row {o['row_no']}, column {o['col_no']}\n" if found.cell else "\n"
        )
        sys.stdout.writelines(f"  {number}. {step}\n" for number, step in enumerate(steps(found), start=1))
        sys.stdout.write("\n")
        write(("column", "value"), list(facts.items()), form)
    elif form == "json":
        extra = {"cell": found.cell, "row": found.row, "column": found.column, "path": steps(found)}
        record = {**found.observation, **extra}
        write(list(record), [list(record.values())], form)
    else:
        write(("column", "value"), list(facts.items()), form)


def _draw(workspace: Workspace, found: Trace, target: Path) -> None:
    from pipeline.cli.draw import draw, source_of

    o = found.observation
    arguments = {"path": str(source_of(workspace, o)), "page": o["page"]}
    box = [o["x0"], o["top"], o["x1"], o["bottom"]]
    if None in box:  # only its page is known
        draw("show", {**arguments, "marks": []}, target)
    else:
        draw("draw", {**arguments, "box": box, "headers": found.headers}, target)
