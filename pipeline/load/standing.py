"""What the standing warehouse was made from, remembered in the side folder, and what has changed since."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.layers.normalized import IDENTITY, SUFFIX
from pipeline.load.source import Source

NAME = "load.json"
MANY = 100  # documents; fewer are loaded anew, which takes no longer and keeps their rows in order
FEW = 0.1  # share of the documents that may have changed

Print = list[list[str | int]]  # name, size and time of each file: files of normalized/ change by rename


@dataclass(frozen=True)
class Standing:
    """A warehouse and what it was made from.

    ``made_by`` names the code, ``inspected_by`` that of what gave the rows of check_result, ``warehouse`` is
    the print of the file, ``documents`` and ``across`` are those of the files of each document, and of the
    files that span documents.
    """

    made_by: str
    inspected_by: str | None
    warehouse: Print
    documents: dict[str, Print]
    across: Print

    def without(self, names: Iterable[str]) -> Standing:
        """Return the same without the documents ``names``, which the next load must look at again."""
        gone = set(names)
        return replace(self, documents={k: v for k, v in self.documents.items() if k not in gone})

    def at(self, warehouse: Path) -> Standing:
        """Return the same for the warehouse that has just taken its place."""
        return replace(self, warehouse=_print(warehouse))


@dataclass(frozen=True)
class Change:
    """Documents that are gone, and documents that are new or say something new."""

    gone: tuple[str, ...]
    fresh: tuple[str, ...]


def now(source: Source, warehouse: Path, made_by: str, inspected_by: str | None = None) -> Standing:
    """Return what a warehouse that is made from ``source`` stands for."""
    documents = {name: _print(source.root / name) for name in source.documents}
    return Standing(made_by, inspected_by, _print(warehouse), documents, _print(source.root / IDENTITY))


def recall(side: Path) -> Standing | None:
    """Return what was remembered, or None."""
    try:
        return Standing(**json.loads((side / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def remember(standing: Standing, side: Path) -> None:
    """Write ``standing`` by rename."""
    side.mkdir(parents=True, exist_ok=True)
    partial = side / f"{NAME}.partial"
    partial.write_text(json.dumps(vars(standing), ensure_ascii=False), encoding="utf-8", newline="\n")
    partial.replace(side / NAME)


def forget(side: Path) -> None:
    """Let the next load make the warehouse anew."""
    (side / NAME).unlink(missing_ok=True)


def change(before: Standing | None, after: Standing) -> Change | None:
    """Return what has changed; None where the warehouse must be made anew, or had better be."""
    if before is None or before.made_by != after.made_by or before.warehouse != after.warehouse:
        return None
    gone = tuple(name for name in before.documents if name not in after.documents)
    fresh = tuple(name for name, seen in after.documents.items() if before.documents.get(name) != seen)
    many = len(before.documents) >= MANY and len(gone) + len(fresh) <= FEW * len(before.documents)
    return Change(gone, fresh) if many else None


def _print(path: Path) -> Print:
    """The print of a file, or of the Parquet files of a folder; a country has a hundred thousand of them."""
    if not path.is_dir():
        return [_told(path.name, path.stat())] if path.is_file() else []
    with os.scandir(path) as entries:
        return sorted(_told(entry.name, entry.stat()) for entry in entries if entry.name.endswith(SUFFIX))


def _told(name: str, stat: os.stat_result) -> list[str | int]:
    return [name, stat.st_size, stat.st_mtime_ns]
