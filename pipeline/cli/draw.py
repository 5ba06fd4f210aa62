"""Pictures of pages, drawn in a child process: a PDF is hostile until read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import LayerError, ShihyoError
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    import duckdb

DRAWER = "pipeline.analyze.picture"


def source_of(workspace: Workspace, document: Mapping[str, Any]) -> Path:
    """The PDF of a row of ``document``. Raises :class:`LayerError` where it isn't the file that was read."""
    from pipeline.files import sha256

    source = _brought(workspace, workspace.raw / str(document["file"]))
    if not source.is_file() or sha256(source) != document["sha256"]:
        raise LayerError("not the file that was read", file=str(source), remedy="Run `shihyo run`")
    return source


def _brought(workspace: Workspace, path: Path) -> Path:
    if workspace.address("raw") is None:
        return path
    from pipeline.run.shelves import shelves
    from pipeline.run.state import State

    return shelves(workspace, State(workspace.state, workspace.root)).raw.local(path)


def draw(function: str, arguments: dict[str, Any], target: Path) -> None:
    """Have a function of :mod:`pipeline.analyze.picture` write ``target``, and say so."""
    from pipeline.run.task import Task
    from pipeline.run.workers.pool import LocalPool

    file = target.resolve()
    if not file.parent.is_dir():
        raise LayerError("there is no such folder", file=str(file.parent), remedy="Make it first")
    task = Task(file.name, f"{DRAWER}:{function}", {**arguments, "target": str(file)})
    with LocalPool(1, file.parent) as pool:
        pool.submit(task).result()
    print(f"wrote {target}", file=sys.stderr)


Places = Sequence[tuple[int, Sequence[float], str]]


@contextmanager
def drawing(
    workspace: Workspace, connection: duckdb.DuckDBPyConnection
) -> Iterator[Callable[[str, Places], list[dict[str, Any]]]]:
    """Give a function that draws places (page, box, file below .shihyo/) of a document.

    A document that can't be drawn is named on standard error and has no pictures.
    """
    from pipeline.run.task import Task
    from pipeline.run.workers.pool import LocalPool

    found = connection.execute("SELECT document_id, file, sha256 FROM document").fetchall()
    documents = {row[0]: {"file": row[1], "sha256": row[2]} for row in found}
    with LocalPool(1, workspace.state) as pool:

        def draw_places(document: str, places: Places) -> list[dict[str, Any]]:
            try:
                arguments = {"path": str(source_of(workspace, documents[document])), "places": places}
                shown = pool.submit(Task(document, f"{DRAWER}:crops", arguments)).result()["shown"]
            except ShihyoError as error:
                print(f"no pictures of {document}: {error}", file=sys.stderr)
                return []
            return list(shown)

        yield draw_places
