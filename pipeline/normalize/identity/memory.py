"""What identity remembers between runs, so that only municipalities with something new are linked again.

A file in the ignored side folder. Where it is missing, or says nothing of a municipality, that one is
linked from its documents; the result is the same.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pipeline.layers.normalized import SUFFIX

NAME = "identity.json"
_READ = ("document", "observation", "plan")  # tables that identity reads of a document


@dataclass
class Memory:
    """``documents``: folder → the state of its file, and its row of ``document`` as far as identity reads it.

    ``scopes``: municipality → the key of what its results were made from, and the rows of each table.
    ``files``: the hash of each file of results.
    """

    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    scopes: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


def recall(side: Path) -> Memory:
    """Read what was remembered by this very code; nothing where that can't be read."""
    try:
        body = json.loads((side / NAME).read_text(encoding="utf-8"))
        if body["code"] == code_digest():
            return Memory(body["documents"], body["scopes"], body["files"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        pass
    return Memory()


def remember(memory: Memory, side: Path) -> None:
    """Write ``memory`` by rename."""
    side.mkdir(parents=True, exist_ok=True)
    partial = side / f"{NAME}.partial"
    body = {"code": code_digest(), **vars(memory)}
    partial.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8", newline="\n")
    partial.replace(side / NAME)


def state(folder: Path) -> list[list[int]]:
    """Return size and time of the files that identity reads of a document. They change by rename only."""
    found = []
    for name in _READ:
        path = folder / f"{name}{SUFFIX}"
        if path.is_file():
            seen = path.stat()
            found.append([seen.st_size, seen.st_mtime_ns])
        else:
            found.append([])
    return found


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of each file of results in ``folder``."""
    paths = sorted(folder.glob(f"*{SUFFIX}"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def key(*parts: object) -> str:
    """Return a hash of ``parts``."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8")).hexdigest()


@cache
def code_digest() -> str:
    """Return a hash of the code that the results depend on."""
    digest = hashlib.sha256()
    for root in (files("pipeline.normalize"), files("pipeline.layers")):
        for entry in _sources(root):
            digest.update(entry.name.encode("utf-8") + b"\0" + entry.read_bytes())
    return digest.hexdigest()


def _sources(root: Traversable) -> list[Traversable]:
    found = []
    for entry in sorted(root.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            found += _sources(entry)
        elif entry.name.endswith((".py", ".toml")):
            found.append(entry)
    return found
