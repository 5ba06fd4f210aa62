"""Show where a number comes from: its cell on the page, the readings, and the path to its value.

OBSERVATION_ID stands in the output of every command; a beginning of it will do where no other
observation begins so. With --png FILE, the place on the page is written as a picture.
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
    from pipeline.errors import LayerError
    from pipeline.run.files import sha256
    from pipeline.run.pool import LocalPool
    from pipeline.run.task import Task

    o = found.observation
    source = workspace.raw / o["file"]
    if not source.is_file() or sha256(source) != o["sha256"]:
        raise LayerError("not the file that was read", file=str(source), remedy="Run `shihyo run`")
    arguments = {
        "path": str(source),
        "page": o["page"],
        "box": [o["x0"], o["top"], o["x1"], o["bottom"]],
        "target": str(target.resolve()),
    }
    with LocalPool(1, target.resolve().parent) as pool:
        pool.submit(Task(o["document_id"], "pipeline.analyze.picture:draw", arguments)).result()
    print(f"wrote {target}", file=sys.stderr)
