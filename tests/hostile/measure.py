"""What becomes of one file: outcome, seconds, peak memory."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ShihyoError
from pipeline.files import sha256
from pipeline.run.extract import Extract
from pipeline.run.shelves import shelves
from pipeline.run.sources import find_sources
from pipeline.run.state import State
from pipeline.run.task import Limits, Task
from pipeline.run.workers.child import Child
from pipeline.workspace import Workspace

LIMITS = Limits(seconds=15, memory=1024)


@dataclass(frozen=True)
class Result:
    """``error`` is the name of an error's class, empty where the file was read; ``peak`` is in MiB."""

    outcome: str
    error: str
    seconds: float
    peak: int


def measure(root: Path) -> Result:
    """Read the only file of the workspace ``root`` in a fresh process."""
    workspace = Workspace(root)
    layers = shelves(workspace, State(workspace.state, root))
    (source,) = find_sources(workspace, layers.raw).documents
    stage = Extract(workspace, layers, "two")
    task = Task("x", stage.function, stage.job(source, sha256(source.path)).arguments, LIMITS)
    began = time.monotonic()
    child, error = Child(stage.shelf.bench), ""
    try:
        result = child.ask(task)
        outcome = f"read: pages {result['pages']}, tables {result['tables']}"
        if result["problems"]:
            outcome += f", {', '.join(sorted(set(result['problems'].values())))}"
    except ShihyoError as failure:
        outcome, error = f"refused: {failure.what}", type(failure).__name__
    finally:
        child.end()
    return Result(outcome, error, time.monotonic() - began, child.peak)


def documented(page: Path) -> dict[str, str]:
    """Return the rows of the table that the docs give, by the name of the file."""
    lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
    return {line.split("|")[1].strip(): line for line in lines if line.startswith("| ")}
