"""Giving the cells of one document their meaning in a worker process."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from pipeline.catalog import DocumentEntry
from pipeline.errors import LayerError
from pipeline.files import sha256
from pipeline.layers import extracted, normalized
from pipeline.layers.extracted import Document
from pipeline.normalize.document import normalize_document
from pipeline.run.task import Json


def _read(path: Path) -> Document:
    try:
        return extracted.read(path)
    except (OSError, ValueError) as error:
        remedy = "Run `shihyo extract --force`"
        raise LayerError(f"not an extracted file ({error})", file=str(path), remedy=remedy) from error


def normalize(root: str, source: str, target: str, entry: dict[str, Any], hints: Json) -> Json:
    """Normalize the text file ``source`` and write its rows to the folder ``target``, both below ``root``."""
    began = time.perf_counter()
    # the document is held no longer than its rows take to make: writing them wants memory too
    tables = normalize_document(_read(Path(root) / source), DocumentEntry(**entry), hints or None)
    folder = Path(root) / target
    changed = normalized.write(tables, folder)
    outputs = {f"{target}/{p.name}": sha256(p) for p in sorted(folder.glob(f"*{normalized.SUFFIX}"))}
    return {
        "outputs": outputs,
        "changed": bool(changed),
        "seconds": round(time.perf_counter() - began, 3),
        "rows": {name: len(rows) for name, rows in sorted(tables.items()) if rows},
    }
