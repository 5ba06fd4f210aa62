"""Putting a new warehouse in the place of the old one by rename, or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from pathlib import Path

from pipeline.errors import LockedError

BESIDE = ".new"
PAUSE = 0.2  # seconds between two tries


def beside(warehouse: Path) -> Path:
    """Return where the new warehouse is built: in the same folder, so that a rename is enough."""
    return warehouse.with_name(warehouse.name + BESIDE)


def clean(warehouse: Path) -> None:
    """Remove what a killed run left beside ``warehouse``."""
    new = beside(warehouse)
    for path in (new, _wal(new)):
        path.unlink(missing_ok=True)
    shutil.rmtree(new.with_name(new.name + ".tmp"), ignore_errors=True)


def swap(warehouse: Path, patience: float) -> None:
    """Rename the new warehouse over the old one.

    Where the system forbids to rename over an open file (Windows), tries for ``patience`` seconds and
    then raises :class:`LockedError`, leaving the new one beside. A log that someone's own writing left
    with the old warehouse goes first: replayed into the new one it would damage it.
    """
    new = beside(warehouse)
    _flush(new)
    until = time.monotonic() + patience
    while True:
        try:
            _wal(warehouse).unlink(missing_ok=True)
            new.replace(warehouse)
        except PermissionError as error:
            if time.monotonic() < until:
                time.sleep(PAUSE)
                continue
            raise _locked(warehouse, new) from error
        _flush_folder(warehouse.parent)
        return


def _locked(warehouse: Path, new: Path) -> LockedError:
    return LockedError(
        "another program keeps the warehouse open, so the new one can't take its place",
        file=str(warehouse),
        remedy=f"Close that program and run `shihyo load`; the new warehouse stands beside as {new.name}",
    )


def _wal(database: Path) -> Path:
    return database.with_name(database.name + ".wal")


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where the system can (not on Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
