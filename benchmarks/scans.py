"""How well scans are read: random tables, typeset, made into pictures, and read from the pictures alone.

python -m benchmarks.scans
"""

from __future__ import annotations

import argparse
import logging
import tempfile
import time
import unicodedata
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.extract.document import extract_document
from pipeline.layers.extracted import Cell
from tests.extract.scan.paper import scanned
from tests.roundtrip.compare import plain
from tests.typeset import Typeset
from tests.typeset.random_tables import random_document

KINDS: dict[str, dict[str, Any]] = {
    "300 dpi": {"dpi": 300},
    "200 dpi, 0.5° askew, 100 specks of dirt": {"askew": 0.5, "dirt": 100},
    "200 dpi, 3° askew": {"askew": 3.0},
    "150 dpi": {"dpi": 150},
    "200 dpi, on its side": {"way": 90},
    "200 dpi, upside down": {"way": 180},
}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－ー─ｰ一", "-"))


def main() -> int:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scans", description=__doc__)
    parser.add_argument("--cases", type=int, default=4, help="documents for each kind of picture (4)")
    parser.add_argument("--quirk", default="strokes", help="how the tables are drawn")
    chosen = parser.parse_args()
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    documents = [random_document(seed, [chosen.quirk]).typeset for seed in range(chosen.cases)]
    print("| Picture | Cells | Right | Flagged | Wrong and not flagged | Seconds a page |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, kind in KINDS.items():
        counts, seconds, pages = _measured(documents, kind)
        row = [counts.total(), counts["right"], counts["flagged"], counts["wrong"], f"{seconds / pages:.1f}"]
        print(f"| {name} | {' | '.join(map(str, row))} |", flush=True)
    return 0


def _measured(documents: list[Typeset], kind: dict[str, Any]) -> tuple[Counter[str], float, int]:
    counts: Counter[str] = Counter()
    seconds, pages = 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scan.pdf"
        for truth in documents:
            path.write_bytes(scanned(truth.pdf, **kind))
            began = time.process_time()
            document = extract_document(path, "scan")
            seconds += time.process_time() - began
            pages += len(document.pages)
            for page, read in zip(truth.pages, document.pages, strict=True):
                tables = list(read.tables)
                for number, table in enumerate(page.tables):
                    cells = {(c.row, c.col): c for c in tables[number].cells} if number < len(tables) else {}
                    for cell in table.cells:
                        counts[_verdict(cell.text, cells.get((cell.row, cell.col)), read.problem)] += bool(
                            cell.text
                        )
    return +counts, seconds, pages


def _verdict(printed: str, read: Cell | None, problem: str) -> str:
    """Judge a cell: full-width and half-width forms are equal, and so are dashes."""
    if read is None:
        return "flagged" if problem else "wrong"
    if _folded(printed) == _folded(read.text):
        return "right"
    return "flagged" if read.warnings or read.agreement == "disputed" else "wrong"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", plain(text)).translate(_DASHES)


if __name__ == "__main__":
    raise SystemExit(main())
