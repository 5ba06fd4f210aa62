"""Rebuild the project's own PDFs: ``python -m tests.typeset [FOLDER]`` (by default ``raw/``)."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.typeset.documents import DOCUMENTS

RAW = Path(__file__).parents[2] / "raw"


def main(arguments: list[str]) -> int:
    """Write each document as ``<folder>/<name>.pdf``."""
    folder = Path(arguments[0]) if arguments else RAW
    folder.mkdir(parents=True, exist_ok=True)
    for name, build in DOCUMENTS.items():
        document = build()
        path = folder / f"{name}.pdf"
        path.write_bytes(document.pdf)
        print(f"{path}: {len(document.pages)} pages, {len(document.pdf)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
