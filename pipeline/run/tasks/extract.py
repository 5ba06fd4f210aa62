"""Reading one PDF in a worker process."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Literal, cast

from pipeline.extract.document import extract_document
from pipeline.extract.explicit import read_edges
from pipeline.files import sha256, write_whole
from pipeline.layers import extracted
from pipeline.run.task import Json


def extract(
    root: str, path: str, document_id: str, file: str, target: str, readers: str, rules: list[Json]
) -> Json:
    """Read the PDF at ``path`` and write its text file; ``target`` is below ``root``."""
    began = time.perf_counter()
    wanted = cast(Literal["one", "two"], readers)
    read = extract_document(Path(path), document_id, readers=wanted, edges=read_edges(rules))
    document = replace(read, file=file)
    output = Path(root) / target
    changed = write_whole(output, extracted.dumps(document).encode("utf-8"))
    return {
        "outputs": {target: sha256(output)},
        "changed": changed,
        "seconds": round(time.perf_counter() - began, 3),
        "file": file,
        "sha256": document.sha256,
        "pages": len(document.pages),
        "tables": sum(len(page.tables) for page in document.pages),
        "problems": {str(page.number): page.problem for page in document.pages if page.problem},
    }
