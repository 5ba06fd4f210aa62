"""The three layers of a workspace, each a folder here or a store behind an address."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.run.shelf import Shelf
from pipeline.run.state import State
from pipeline.workspace import Workspace


@dataclass(frozen=True)
class Shelves:
    """The three layers of a workspace."""

    raw: Shelf
    extracted: Shelf
    normalized: Shelf


def shelves(workspace: Workspace, state: State) -> Shelves:
    """Return the layers of ``workspace``, whose memory is ``state``. No store is asked anything yet."""
    return Shelves(*(_shelf(workspace, name, state) for name in ("raw", "extracted", "normalized")))


@contextlib.contextmanager
def opened(workspace: Workspace) -> Iterator[Shelves]:
    """Give the layers to a command that does not run the stages, with what people wrote brought here."""
    found = shelves(workspace, State(workspace.state, workspace.root))
    bring_settings(workspace, found.raw)
    yield found


def bring_settings(workspace: Workspace, raw: Shelf) -> None:
    """Have what people wrote beside the PDFs here."""
    for path in (workspace.catalog, workspace.indicators, workspace.hints, workspace.corrections):
        raw.local(path)


def _shelf(workspace: Workspace, name: str, state: State) -> Shelf:
    folder = workspace.folder(name)
    if (address := workspace.address(name)) is None:
        return Shelf(folder, state)
    from pipeline.run.shelf_remote import RemoteShelf

    return RemoteShelf(address, folder, state, workspace.state / "bench")
