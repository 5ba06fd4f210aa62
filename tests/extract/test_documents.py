"""Reading documents as they were published: every printed value in a cell of its own, every page read."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipeline.extract.document import extract_document
from pipeline.extract.pdfium import PdfiumReader
from pipeline.layers.extracted import Document, Page

MOST_PAGES = 12
"""Pages of a document that the tests read; the long ones are read by the benchmark."""


@cache
def _read(path: Path) -> Document:
    return extract_document(path, path.stem)


def _bare(text: str) -> str:
    return "".join(text.split())


def _texts(document: Document) -> set[str]:
    return {_bare(c.text) for page in document.pages for table in page.tables for c in table.cells}


def _whole(page: Page) -> bool:
    account = page.account
    parts = (account.cells, account.lines, account.furniture, account.duplicate, account.hidden, account.ruby)
    return account.seen == sum(parts)


def _printed(shared: Path) -> Iterator[tuple[Path, str]]:
    with (shared / "gold" / "observations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield shared / "raw" / f"{row['document']}.pdf", row["printed"]
    for path in sorted(shared.glob("cities/*/gold.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield path.with_name(f"{path.parent.name}.pdf"), row["printed"]


def test_every_printed_value_is_in_a_cell(shared: Path) -> None:
    missing = [
        (path.stem, printed)
        for path, printed in _printed(shared)
        if _bare(printed) not in _texts(_read(path))
        and not any(_bare(printed) in t for t in _texts(_read(path)))
    ]
    assert not missing


def test_readers_agree_on_every_cell(shared: Path) -> None:
    paths = [*sorted(shared.glob("raw/*.pdf")), *sorted(shared.glob("cities/*/*.pdf"))]
    disputed = [
        (path.stem, page.number, cell.text, cell.other)
        for path in paths
        for page in _read(path).pages
        for table in page.tables
        for cell in table.cells
        if cell.agreement != "agreed"
    ]
    assert not disputed


def test_real_documents_are_read_and_accounted_for(shared: Path) -> None:
    for path in sorted(shared.glob("real/*.pdf")):
        if path.stem.endswith(("scan", "outlines")) or _pages(path) > MOST_PAGES:
            continue  # pages without text are the scanner's, and have tests of their own
        for page in _read(path).pages:
            assert _whole(page), (path.name, page.number)
            assert page.problem in ("", "no_text_layer", "numbers_outside_tables"), (path.name, page.number)


def _pages(path: Path) -> int:
    reader = PdfiumReader(path.read_bytes(), path.name)
    try:
        return reader.page_count
    finally:
        reader.close()
