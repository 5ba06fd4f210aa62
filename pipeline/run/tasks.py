"""What a worker process does for one document. Its results are plain JSON, its outputs whole files."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, cast

from pipeline.catalog import DocumentEntry
from pipeline.errors import LayerError
from pipeline.run.files import sha256, write_whole
from pipeline.run.task import Json


def extract(root: str, path: str, document_id: str, file: str, target: str, readers: str) -> Json:
    """Read the PDF at ``path`` and write its text file; ``target`` is below ``root``."""
    from pipeline.extract.document import extract_document
    from pipeline.layers import extracted

    began = time.perf_counter()
    wanted = cast(Literal["one", "two"], readers)
    document = replace(extract_document(Path(path), document_id, readers=wanted), file=file)
    output = Path(root) / target
    changed = write_whole(output, extracted.dumps(document).encode("utf-8"))
    return {
        "outputs": {target: sha256(output)},
        "changed": changed,
        "seconds": round(time.perf_counter() - began, 3),
        "sha256": document.sha256,
        "pages": len(document.pages),
        "tables": sum(len(page.tables) for page in document.pages),
        "problems": {str(page.number): page.problem for page in document.pages if page.problem},
    }


def normalize(root: str, source: str, target: str, entry: dict[str, Any], hints: Json) -> Json:
    """Give the cells of a text file their meaning and write the typed rows to the folder ``target``."""
    from pipeline.layers import extracted, normalized
    from pipeline.normalize.document import normalize_document

    began = time.perf_counter()
    path = Path(root) / source
    try:
        document = extracted.read(path)
    except (OSError, ValueError) as error:
        remedy = "Run `shihyo extract --force`"
        raise LayerError(f"not an extracted file ({error})", file=str(path), remedy=remedy) from error
    tables = normalize_document(document, DocumentEntry(**entry), hints or None)
    folder = Path(root) / target
    changed = normalized.write(tables, folder)
    outputs = {f"{target}/{p.name}": sha256(p) for p in sorted(folder.glob(f"*{normalized.SUFFIX}"))}
    return {
        "outputs": outputs,
        "changed": bool(changed),
        "seconds": round(time.perf_counter() - began, 3),
        "rows": {name: len(rows) for name, rows in sorted(tables.items()) if rows},
    }
