"""Where the files of a layer stand, as the stages see it: a folder here, or a store behind an address.

Either way a file is named by its path below the workspace. In a store it is the path of the copy that
is brought when something here wants to read it.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ShihyoError
from pipeline.run.state import Record, State

if TYPE_CHECKING:
    from pipeline.remote.errand import Delivery


class Shelf:
    """A layer in a folder of this machine."""

    is_remote = False

    def __init__(self, folder: Path, state: State) -> None:
        self.folder = folder
        self.state = state

    @property
    def bench(self) -> Path:
        """The folder that a worker may write to."""
        return self.folder

    def files(self) -> list[Path]:
        """All files, but those whose names begin with a dot."""
        return sorted(p for p in self.folder.rglob("*") if p.is_file() and not p.name.startswith("."))

    def entries(self) -> list[Path]:
        """Files and folders directly in it, but those whose names begin with a dot."""
        return sorted(self.folder.glob("[!.]*"))

    def digest(self, path: Path) -> str:
        """What tells the content of a file from any other: its hash; empty where it isn't there."""
        return self.state.hash(path)

    def size(self, path: Path) -> int:
        """The size of a file in bytes."""
        return path.stat().st_size

    def shown(self, path: Path) -> str:
        """Where a file is, for people."""
        return str(path)

    def local(self, path: Path) -> Path:
        """Have the file here and return its path, which may be that of no file."""
        return path

    def source(self, path: Path) -> tuple[str, str] | None:  # noqa: ARG002
        """The address and the name from which a worker must fetch a file; None where it can open it."""
        return None

    def delivery(self, entry: Path, document_id: str, key: str) -> Delivery | None:  # noqa: ARG002
        """Where a worker must take what it makes of a document; None where it writes it in its place."""
        return None

    def intact(self, record: Record) -> bool:
        """Whether all that the record says was written is still there, byte by byte."""
        return self.state.intact(record)

    def learn(self, record: Record) -> None:
        """Take note of what was just written."""

    def clear(self, entry: Path) -> bool:
        """Remove a file or a folder of one document; say whether there was any."""
        there = entry.exists()
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)
        return there

    def recall(self, stage: str) -> None:
        """Learn what other machines did in a stage."""

    def bring(self, stage: str) -> list[ShihyoError]:  # noqa: ARG002
        """Have all complete documents here; return what is wrong with others."""
        return []

    def publish(self, path: Path) -> None:
        """Have in the layer what was written here to ``path``, and nothing else below it."""
