"""Pictures of pages, drawn in a child process: a PDF is hostile until read."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import LayerError
from pipeline.workspace import Workspace

DRAWER = "pipeline.analyze.picture"


def source_of(workspace: Workspace, document: Mapping[str, Any]) -> Path:
    """The PDF of a row of ``document``. Raises :class:`LayerError` where it isn't the file that was read."""
    from pipeline.run.files import sha256

    source = workspace.raw / str(document["file"])
    if not source.is_file() or sha256(source) != document["sha256"]:
        raise LayerError("not the file that was read", file=str(source), remedy="Run `shihyo run`")
    return source


def draw(function: str, arguments: dict[str, Any], target: Path) -> None:
    """Have a function of :mod:`pipeline.analyze.picture` write ``target``, and say so."""
    from pipeline.run.pool import LocalPool
    from pipeline.run.task import Task

    file = target.resolve()
    if not file.parent.is_dir():
        raise LayerError("there is no such folder", file=str(file.parent), remedy="Make it first")
    task = Task(file.name, f"{DRAWER}:{function}", {**arguments, "target": str(file)})
    with LocalPool(1, file.parent) as pool:
        pool.submit(task).result()
    print(f"wrote {target}", file=sys.stderr)
